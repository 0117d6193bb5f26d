/* parts - tables of the keys of all that is not a node. */
#include "layout/parts.h"

#define WORD(s)         \
    {                   \
        s, sizeof s - 1 \
    }
#define KEY(name, form, type, text)                    \
    {                                                  \
        WORD(name), form, WORD(type), WORD(text), NULL \
    }
#define CHOICE(name, choices, text)                         \
    {                                                       \
        WORD(name), NULL, WORD("word"), WORD(text), choices \
    }

static const PartKey file_keys[] = {
    [FILE_LAYOUT] = KEY("layout", "-version", "1", "The version of the language."),
    [FILE_NAME] = KEY("name", "-line", "line", "What event files call the layout."),
    [FILE_TITLE] =
        KEY("title", "-text", "text", "Title of the document, as one text or by language."),
    [FILE_DESCRIPTION] = KEY("description", "-line", "line", "One line for the list of layouts."),
    [FILE_NEEDS] = KEY("needs", "-line", "line",
                       "The list of the event file without which there is nothing to print."),
    [FILE_EXTENDS] = KEY("extends", "-line", "name of a layout",
                         "A layout that this one takes over, but for what it says itself under the "
                         "same name."),
    [FILE_INCLUDE] = KEY("include", "-files", "name or list of names",
                         "Files beside this one whose styles, colours, components and strings are "
                         "used, too."),
    [FILE_OPTIONS] = KEY("options", "-options", "options by name",
                         "What event files may set; used as {options.name}."),
    [FILE_STRINGS] = KEY("strings", "-strings", "texts by name",
                         "Words of the layout by language, used as {t.name}; or files with them: "
                         "words-{lang}.yaml."),
    [FILE_COLOURS] = KEY("colours", "-colours", "colours by name",
                         "Names for colours: #0b4f6c, an expression, or a tint of another one "
                         "(accent 12%)."),
    [FILE_STYLES] = KEY("styles", "-styles", "styles by name",
                        "Names for ways to set text: properties of text, and like for the style "
                        "that one starts from."),
    [FILE_MASTERS] = KEY("masters", "-masters", "masters by name", "Page designs."),
    [FILE_COMPONENTS] = KEY("components", "-components", "components by name",
                            "Parts with parameters that nodes `use` put in by name."),
    [FILE_DOCUMENT] = KEY("document", "-nodes", "nodes",
                          "What is printed: pages and flows, under each and when."),
};

static const Str option_types[] = {WORD("text"),   WORD("bool"),   WORD("number"),
                                   WORD("colour"), WORD("length"), {0}};
static const PartKey option_keys[] = {
    [OPTION_TYPE] = CHOICE("type", option_types, "What kind of value it takes (text)."),
    [OPTION_DEFAULT] =
        KEY("default", "-scalar", "value", "Its value where the event file sets none."),
    [OPTION_DESCRIPTION] = KEY("description", "-line", "line", "What it is for, in one line."),
};

static const PartKey component_keys[] = {
    [COMPONENT_PARAMS] =
        KEY("params", "-params", "values by name",
            "Names with what they are if not given; ~ for those that must be given."),
    [COMPONENT_DO] = KEY("do", "-nodes", "nodes",
                         "The nodes; what its user wrote under do goes where they say slot: true."),
};

static const PartKey master_keys[] = {
    [MASTER_LIKE] = KEY("like", "-name", "name", "The master that this one starts from."),
    [MASTER_SCALE] = KEY("scale", "-number", "number",
                         "Makes what is taken over by like so much larger: margins, columns, "
                         "regions."),
    [MASTER_SIZE] = KEY("size", "-paper", "paper or pair of lengths",
                        "The finished size, without bleed: A6, A4 landscape, F4, CR80 or [width, "
                        "height]."),
    [MASTER_ADAPTS] = KEY("adapts", "-boolean", "true or false",
                          "Takes the size of the stock's label where a stock is named, and size "
                          "otherwise."),
    [MASTER_BLEED] =
        KEY("bleed", "-length", "length", "How far colour goes on beyond the edge that is cut."),
    [MASTER_MARGINS] =
        KEY("margins", "-margins", "insets", "Space around the body, as insets or side by side."),
    [MASTER_MIRRORED] = KEY("mirrored", "-boolean", "true or false",
                            "Left and right margin change sides on left-hand pages."),
    [MASTER_COLUMNS] = KEY("columns", "-integer", "whole number", "Columns of the body, 1 to 24."),
    [MASTER_GUTTER] = KEY("gutter", "-length", "length", "Space between columns (4mm)."),
    [MASTER_RULE] = KEY("rule", "-name", "colour", "Colour of the rules between columns."),
    [MASTER_BALANCE] = KEY("balance", "-boolean", "true or false",
                           "Columns end level where the text ends before the page is full."),
    [MASTER_GRID] = KEY("grid", "-grid", "grid",
                        "Columns that boxes are placed by: width: 6col, cols: [1, 6]."),
    [MASTER_REGIONS] = KEY("regions", "-regions", "regions by name",
                           "Parts of the body that a flow fills one after the other."),
    [MASTER_BASELINE] = KEY("baseline", "-baselines", "length or step and first",
                            "Lines at this distance, on which texts with snap: true stand."),
    [MASTER_UNDER] = KEY("under", "-nodes", "nodes", "Painted below the content of every page."),
    [MASTER_OVER] = KEY("over", "-nodes", "nodes",
                        "Painted above the content of every page: running heads, page numbers."),
    [MASTER_FIRST] = KEY("first", "-name", "name", "The master of the first page of a part."),
    [MASTER_LEFT] = KEY("left", "-name", "name", "The master of left-hand pages."),
    [MASTER_RIGHT] = KEY("right", "-name", "name", "The master of right-hand pages."),
    [MASTER_BLANK] = KEY("blank", "-name", "name",
                         "The master of pages that are left blank before a right-hand one."),
};

static const PartKey margin_keys[] = {
    [MARGIN_TOP] = KEY("top", "-length", "length", "Above the body."),
    [MARGIN_BOTTOM] = KEY("bottom", "-length", "length", "Below the body."),
    [MARGIN_LEFT] = KEY("left", "-length", "length", "Left of the body."),
    [MARGIN_RIGHT] = KEY("right", "-length", "length", "Right of the body."),
    [MARGIN_INNER] = KEY("inner", "-length", "length", "On the side of the spine."),
    [MARGIN_OUTER] = KEY("outer", "-length", "length", "On the side away from the spine."),
};

static const PartKey grid_keys[] = {
    [GRID_COLUMNS] = KEY("columns", "-integer", "whole number", "How many columns, 1 to 24 (12)."),
    [GRID_GUTTER] = KEY("gutter", "-length", "length",
                        "Space between them, if it is not the gutter of the page."),
};

static const PartKey baseline_keys[] = {
    [BASELINE_STEP] = KEY("step", "-length", "length", "From line to line, at least 1pt."),
    [BASELINE_FIRST] =
        KEY("first", "-length", "length",
            "Place of one of the lines below the top margin; the step if not given."),
};

static const PartKey region_keys[] = {
    [REGION_LEFT] = KEY("left", "-length", "length", "How far from the left margin it begins."),
    [REGION_TOP] = KEY("top", "-length", "length", "How far from the top margin it begins."),
    [REGION_WIDTH] =
        KEY("width", "-length", "length", "Its width; up to the right margin if not given."),
    [REGION_HEIGHT] =
        KEY("height", "-length", "length", "Its height; down to the bottom margin if not given."),
    [REGION_COLS] = KEY("cols", "-integers", "pair of whole numbers",
                        "First and last column of the grid that it takes, in place of left and "
                        "width."),
    [REGION_COLUMNS] = KEY("columns", "-integer", "whole number", "Its columns, 1 to 24."),
    [REGION_GUTTER] = KEY("gutter", "-length", "length",
                          "Space between them, if it is not the gutter of the page."),
};

static const PartKey column_keys[] = {
    KEY("head", "-cell", "text, spans or nodes", "Head of the column."),
    KEY("columns", "-columns", "list of columns",
        "Columns that the head stands over, with a rule under it."),
    KEY("text", "-cell", "text, spans or nodes", "Text of each cell."),
    KEY("cell", "-nodes", "nodes", "Nodes of each cell, in place of text."),
    KEY("foot", "-cell", "text, spans or nodes", "Total below the column; {totals.name}."),
    KEY("group_foot", "-cell", "text, spans or nodes",
        "Total of each group; {totals.name}, {group.key}."),
    KEY("carried", "-cell", "text, spans or nodes",
        "Where a page ends inside the table: the total so far; {totals.name}, {rows.sofar}."),
    KEY("brought", "-cell", "text, spans or nodes",
        "The same where the next page begins (as carried)."),
    KEY("width", "-size", "size", "A length, a percentage, a share (1fr) or auto."),
    KEY("min_width", "-length", "length", "The column is at least this wide."),
    KEY("max_width", "-length", "length", "The column is at most this wide."),
    KEY("span", "-integer", "whole number",
        "How many columns the cell takes; those that it covers stay away."),
    KEY("head_span", "-integer", "whole number", "How many columns the head takes."),
    KEY("foot_span", "-integer", "whole number",
        "How many columns the cell takes in rows of totals: foot, group_foot, carried, brought."),
    KEY("merge", "-boolean", "true or false",
        "A text that is the one of the row above is not shown again, but at the top of a page."),
    KEY("each", "-each", "`name in list`",
        "As many columns as a list has items: `day in event.days`."),
    KEY("when", "-scalar", "expression", "The column is there only if this holds."),
};

static const PartKey series_keys[] = {
    KEY("label", "-text", "text", "Name of the series."),
    KEY("value", "-scalar", "expression", "Its value in each row."),
    KEY("text", "-text", "text", "How the value is written."),
    KEY("accent", "-scalar", "expression", "Whether the value stands out."),
    KEY("bar_colour", "-name", "colour", "Colour of the series."),
};

#define PART(word, words, table, must, text)                                              \
    .name = WORD(word), .in_text = WORD(words), .description = WORD(text), .keys = table, \
    .n = sizeof table / sizeof *table, .required = must

static const PartInfo parts[N_PARTS] = {
    [PART_FILE] = {PART("file", "a layout file", file_keys, FILE_LAYOUT,
                        "The sections of a layout file."),
                   .open = true},
    [PART_OPTION] = {PART("option", "an option", option_keys, -1, "What an event file may set.")},
    [PART_COMPONENT] = {PART("component", "a component", component_keys, COMPONENT_DO,
                             "Nodes with parameters.")},
    [PART_MASTER] = {PART("master", "a master", master_keys, -1, "A page design."),
                     .tried = WORD("landscape"),
                     .instead = WORD("write it behind the paper: `size: A4 landscape`")},
    [PART_MARGINS] = {PART("margin", "`margins`", margin_keys, -1, "The margins of a master.")},
    [PART_GRID] = {PART("grid", "a grid", grid_keys, -1, "The grid of a master.")},
    [PART_BASELINE] = {PART("baseline", "a baseline grid", baseline_keys, BASELINE_STEP,
                            "The lines that text of a master stands on.")},
    [PART_REGION] = {PART("region", "a region", region_keys, -1, "A region of a master.")},
    [PART_COLUMN] = {PART("column", "a column", column_keys, -1, "A column of a table."),
                     .styled = true},
    [PART_SERIES] = {PART("series", "series", series_keys, 1, "A series of a chart.")},
};

const PartInfo *part_info(PartType type) { return &parts[type]; }

int part_find(PartType type, Str key)
{
    for (size_t i = 0; i < parts[type].n; i++)
        if (str_eq(parts[type].keys[i].name, key)) return (int)i;
    return -1;
}
