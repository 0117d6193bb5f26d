/* words - the layout language as tables: kinds of nodes, their properties, their choices; parts.c
 * has what is not a node. What stands here is what is parsed, suggested, documented and put into
 * the schema. */
#include <string.h>

#include "layout/parts.h"
#include "layout/tree.h"

#define CHOICES(...)       \
    (const Str[])          \
    {                      \
        __VA_ARGS__, { 0 } \
    }
#define WORD(s)         \
    {                   \
        s, sizeof s - 1 \
    }

static const Str no_choices[] = {{0}};
static const Str aligns[] = {WORD("start"), WORD("center"), WORD("end"), WORD("stretch"), {0}};
static const Str valigns[] = {WORD("top"),     WORD("middle"),   WORD("bottom"),
                              WORD("stretch"), WORD("baseline"), {0}};
static const Str justifies[] = {WORD("start"), WORD("center"), WORD("end"), WORD("between"), {0}};
static const Str places[] = {
    WORD("top left"), WORD("top"),         WORD("top right"), WORD("left"),         WORD("center"),
    WORD("right"),    WORD("bottom left"), WORD("bottom"),    WORD("bottom right"), {0}};
static const Str keeps[] = {WORD("none"), WORD("prefer"), WORD("require"), {0}};
static const Str breaks[] = {WORD("none"), WORD("region"), WORD("page"), WORD("recto"), {0}};
static const Str text_aligns[] = {WORD("start"), WORD("end"),     WORD("center"),  WORD("left"),
                                  WORD("right"), WORD("justify"), WORD("decimal"), {0}};
static const Str figure_styles[] = {WORD("proportional"), WORD("tabular"), {0}};
static const Str cases[] = {WORD("none"), WORD("upper"), WORD("small-caps"), {0}};
static const Str trims[] = {WORD("none"), WORD("caps"), {0}};
static const Str modes[] = {WORD("columns"), WORD("stacked"), {0}};
static const Str absents[] = {WORD("omit"), WORD("borrow"), WORD("mark"), WORD("fail"), {0}};
static const Str fits[] = {WORD("cover"), WORD("contain"), {0}};
static const Str clips[] = {WORD("false"), WORD("true"), WORD("ellipse"), {0}};
static const Str levels[] = {WORD("L"), WORD("M"), WORD("Q"), WORD("H"), WORD("auto"), {0}};
static const Str chart_kinds[] = {
    WORD("bars"), WORD("stacked"), WORD("grouped"), WORD("lines"), WORD("dots"), WORD("spark"),
    {0}};
static const Str directions[] = {WORD("horizontal"), WORD("vertical"), {0}};
static const Str sides[] = {WORD("front"), WORD("back"), {0}};
static const Str numberings[] = {WORD("decimal"), WORD("roman"), WORD("none"), {0}};
static const Str roles[] = {WORD("auto"),    WORD("artifact"), WORD("p"), WORD("figure"),
                            WORD("caption"), WORD("note"),     {0}};

#define PROP(id, name, kind, choices, text) [id] = {WORD(name), kind, id, choices, WORD(text)}

static const PropInfo props[N_PROPS] = {
    PROP(P_MAIN, "", PROP_TEMPLATE, no_choices, "The value of the kind itself."),
    PROP(P_AT, "at", PROP_POINT, no_choices,
         "Place of the top left corner in a layer: [x, y], lengths or percent of the free space."),
    PROP(P_PLACE, "place", PROP_CHOICE, places,
         "Where a child stands in a layer that is larger than it."),
    PROP(P_WIDTH, "width", PROP_SIZE, no_choices,
         "Outer width: a length, a percentage of what there is, a share (1fr), columns of the "
         "page's "
         "grid with the space between (6col) or auto."),
    PROP(P_HEIGHT, "height", PROP_SIZE, no_choices,
         "Outer height: a length, a percentage, a share (1fr) or auto."),
    PROP(P_MIN_HEIGHT, "min_height", PROP_LENGTH, no_choices, "The box is at least this tall."),
    PROP(P_ABOVE, "above", PROP_LENGTH, no_choices,
         "Space before the box; the larger of neighbouring spaces counts; none at the top of a "
         "region."),
    PROP(P_BELOW, "below", PROP_LENGTH, no_choices, "Space after the box."),
    PROP(
        P_PADDING, "padding", PROP_INSETS, no_choices,
        "Space inside the edge: one length, [vertical, horizontal] or [top, right, bottom, left]."),
    PROP(P_FILL, "fill", PROP_COLOUR, no_choices,
         "Colour of the background, or a gradient: linear(90deg, accent, white at 60%), "
         "radial(at 30% 20%, white, accent)."),
    PROP(P_STROKE, "stroke", PROP_COLOUR, no_choices, "Colour of the outline."),
    PROP(P_STROKE_WIDTH, "stroke_width", PROP_LENGTH, no_choices,
         "Thickness of the outline (0.5pt)."),
    PROP(P_DASH, "dash", PROP_POINT, no_choices, "Dashes of the outline: [on, off]."),
    PROP(P_RADIUS, "radius", PROP_CORNERS, no_choices,
         "Rounded corners: one length, or [top left, top right, bottom right, bottom left]."),
    PROP(
        P_BORDER, "border", PROP_BORDERS, no_choices,
        "Lines inside the edge: `0.5pt accent` all round, or by side {top: ..., bottom: 1pt accent "
        "dashed}."),
    PROP(P_BLEED, "bleed", PROP_SIDES, no_choices,
         "Sides on which the background goes on to the edge of the bleed."),
    PROP(P_GAP, "gap", PROP_LENGTH, no_choices, "Space between children."),
    PROP(P_ROW_GAP, "row_gap", PROP_LENGTH, no_choices,
         "Space between the rows of a grid (as gap)."),
    PROP(P_ALIGN, "align", PROP_CHOICE, aligns,
         "Horizontal place of children narrower than the stack."),
    PROP(P_VALIGN, "valign", PROP_CHOICE, valigns,
         "Vertical place of children lower than the row."),
    PROP(P_JUSTIFY, "justify", PROP_CHOICE, justifies,
         "What happens to free space along the stack or row."),
    PROP(P_COLUMNS, "columns", PROP_SIZES, no_choices,
         "Columns of a grid: a number of equal ones or a list of widths; of small charts: a "
         "number."),
    PROP(P_SPAN, "span", PROP_SPAN, no_choices,
         "Columns of the grid that the child takes; all: across the columns of the flow."),
    PROP(P_COLS, "cols", PROP_INTS, no_choices,
         "First and last column that the child takes: of the grid that it stands in, else of the "
         "page's, from the left edge of what holds it."),
    PROP(P_BALANCE, "balance", PROP_BOOL, no_choices,
         "Columns end level where the text ends before the page is full (columns: true, flow: "
         "as the master says); a grid shares its cards evenly between its last two pages; lines of "
         "names and headings are of like length."),
    PROP(P_EQUAL, "equal", PROP_BOOL, no_choices,
         "All rows of the grid get the height of the tallest."),
    PROP(P_WHEN, "when", PROP_EXPR, no_choices, "The node is there only if this holds."),
    PROP(P_KEEP, "keep", PROP_CHOICE, keeps,
         "Keep together: prefer (split only if taller than a page) or require."),
    PROP(P_KEEP_NEXT, "keep_next", PROP_BOOL, no_choices,
         "Stays on the page of what follows; headings do so by themselves."),
    PROP(P_BREAK, "break", PROP_CHOICE, breaks,
         "Begins in a new region, page or right-hand page (recto)."),
    PROP(P_ROTATE, "rotate", PROP_NUMBER, no_choices,
         "Turned clockwise about its centre, in degrees."),
    PROP(P_OPACITY, "opacity", PROP_INT, no_choices, "0 to 100 percent."),
    PROP(P_CLIP, "clip", PROP_CHOICE, clips,
         "true: children are cut at the (rounded) edge; ellipse: at the ellipse within it."),
    PROP(P_LINK, "link", PROP_TEMPLATE, no_choices,
         "The box is a link: https://…, mailto:… or #anchor."),
    PROP(P_ANCHOR, "anchor", PROP_TEMPLATE, no_choices, "Name of this place, for links."),
    PROP(P_HEADING, "heading", PROP_INT, no_choices, "Level in the document outline, from 1."),
    PROP(P_TITLE, "title", PROP_TEMPLATE, no_choices,
         "Text in outline and contents (the text itself)."),
    PROP(P_CONTENTS, "contents", PROP_BOOL, no_choices,
         "Whether the heading stands in the contents (true)."),
    PROP(P_MARK, "mark", PROP_MAP, no_choices,
         "Names and texts that running heads can show: {mark.name}."),
    PROP(P_INDEX, "index", PROP_MAP, no_choices, "Index entries made here: {index name: term}."),
    PROP(P_ROLE, "role", PROP_CHOICE, roles,
         "What the box is to a screen reader; artifact: decoration."),
    PROP(P_ALT, "alt", PROP_TEMPLATE, no_choices, "Text that stands for a picture, code or chart."),
    PROP(P_STYLE, "style", PROP_NAME, no_choices, "Name of a text style."),
    PROP(P_FONT, "font", PROP_TEMPLATE, no_choices, "Font family."),
    PROP(P_WEIGHT, "weight", PROP_INT, no_choices, "100 to 900; 400 is regular, 700 bold."),
    PROP(P_ITALIC, "italic", PROP_BOOL, no_choices, "Slanted letters."),
    PROP(P_SIZE, "size", PROP_LENGTH, no_choices, "Size of type, or side of a code."),
    PROP(P_LEADING, "leading", PROP_NUMBER, no_choices,
         "Line distance as a multiple of the size (1.35)."),
    PROP(P_WORD_SPACING, "word_spacing", PROP_INT, no_choices,
         "Space added to each word space, in 1/1000 of the size."),
    PROP(P_TRACKING, "tracking", PROP_INT, no_choices,
         "Space added to each letter, in 1/1000 of the size."),
    PROP(P_RISE, "rise", PROP_INT, no_choices,
         "How far letters stand above the baseline, in 1/1000 of the size: marks of notes."),
    PROP(P_COLOUR, "colour", PROP_COLOUR, no_choices, "Colour of text, code or rule."),
    PROP(P_TEXT_ALIGN, "align", PROP_CHOICE, text_aligns,
         "Alignment of the lines; decimal: the decimal signs of a table's column stand in line."),
    PROP(P_FIGURES, "figures", PROP_CHOICE, figure_styles,
         "Digits of one width (tabular) or their own."),
    PROP(P_CASE, "case", PROP_CHOICE, cases, "upper or small-caps."),
    PROP(P_HYPHENATE, "hyphenate", PROP_BOOL, no_choices,
         "Words may be hyphenated; never for names."),
    PROP(P_HANG, "hang", PROP_INT, no_choices,
         "How far punctuation stands outside the edges of lines, in percent of the usual (100 for "
         "justified text, else 0)."),
    PROP(P_FEATURES, "features", PROP_TEMPLATE, no_choices,
         "OpenType features, comma separated: ss01, zero."),
    PROP(P_TRIM, "trim", PROP_CHOICE, trims,
         "caps: the box reaches from the top of capitals to the last baseline."),
    PROP(P_SNAP, "snap", PROP_BOOL, no_choices,
         "Its baselines stand on the grid that the master's baseline sets."),
    PROP(P_LINES, "lines", PROP_INT, no_choices, "At most this many lines; see fit."),
    PROP(P_FIT, "fit", PROP_FIT, no_choices,
         "What to do, step by step, when the text does not fit."),
    PROP(P_LANG, "lang", PROP_TEMPLATE, no_choices, "Language of the text, if not the page's."),
    PROP(P_ORPHANS, "orphans", PROP_INT, no_choices,
         "Least lines left behind at a page break (2)."),
    PROP(P_WIDOWS, "widows", PROP_INT, no_choices, "Least lines carried over at a page break (2)."),
    PROP(P_RATIO, "ratio", PROP_TEMPLATE, no_choices, "Width to height of the picture's box: 3:2."),
    PROP(P_IMAGE_FIT, "fit", PROP_CHOICE, fits,
         "cover fills the box and crops, contain shows all."),
    PROP(P_FOCUS, "focus", PROP_POINT, no_choices,
         "Which part stays when the picture is cropped: [50%, 50%]; `50% 50%` in data."),
    PROP(P_PAGE, "page", PROP_INT, no_choices, "Which page of a PDF is shown (1)."),
    PROP(P_MIN_PPI, "min_ppi", PROP_INT, no_choices,
         "A warning when the picture has fewer pixels per inch."),
    PROP(P_MISSING, "missing", PROP_NODES, no_choices,
         "Shown in place of a picture that is not there."),
    PROP(P_LEVEL, "level", PROP_CHOICE, levels,
         "Error correction of the code: L, M, Q or H (M); auto: the highest that leaves modules "
         "large "
         "enough."),
    PROP(P_QUIET, "quiet", PROP_INT, no_choices,
         "Empty modules around the code, within its size (4)."),
    PROP(P_MIN_MODULE, "min_module", PROP_LENGTH, no_choices,
         "Smallest module that the printer and scanner can do (0.4mm)."),
    PROP(P_MAX_VERSION, "max_version", PROP_INT, no_choices,
         "An error if the code needs a higher version (more modules) than this."),
    PROP(P_BOX, "box", PROP_POINT, no_choices,
         "Width and height of the units that the shape is drawn in."),
    PROP(P_THICKNESS, "thickness", PROP_LENGTH, no_choices, "Thickness of the rule."),
    PROP(P_CELL, "cell", PROP_POINT, no_choices,
         "Width and height of one repeat of the pattern: [w, h], or one length for both."),
    PROP(P_STAGGER, "stagger", PROP_NUMBER, no_choices,
         "Every second row is shifted by this share of the cell (0.5)."),
    PROP(P_DO, "do", PROP_NODES, no_choices, "What is repeated, chosen or put into the component."),
    PROP(P_ELSE, "else", PROP_NODES, no_choices, "What stands there otherwise."),
    PROP(P_IN, "rows", PROP_EACH, no_choices,
         "Where rows, bars or points come from: `name in list`."),
    PROP(P_WHERE, "where", PROP_EXPR, no_choices, "Only items for which this holds."),
    PROP(P_SORT, "sort", PROP_EXPRS, no_choices,
         "Order: an expression or a list of them; ` desc` at the end turns it round."),
    PROP(P_GROUP, "group", PROP_EXPRS, no_choices,
         "Items with the same value stand together, under a head; a list of expressions makes "
         "groups inside groups."),
    PROP(P_GROUPS, "groups", PROP_EXPR, no_choices,
         "The outermost groups in their order, those without items too: they show `else`."),
    PROP(P_HEAD, "head", PROP_NODES, no_choices,
         "Before each group: {group.key}, {group.items}, {group.count}; in groups inside groups "
         "{group.level}, from 1, and {group.outer.key}."),
    PROP(P_FOOT, "foot", PROP_NODES, no_choices, "After each group; it sees what head does."),
    PROP(P_LIMIT, "limit", PROP_INT, no_choices,
         "At most this many items; {loop.left} is how many more there are, {loop.total} all."),
    PROP(P_WITH, "with", PROP_WITH, no_choices, "Arguments of the component."),
    PROP(P_LANGS, "langs", PROP_TEMPLATE, no_choices, "Languages in their order: id, en."),
    PROP(P_MODE, "mode", PROP_CHOICE, modes,
         "columns: side by side; stacked: one below the other."),
    PROP(P_ABSENT, "absent", PROP_CHOICE, absents,
         "A text that is missing in a language: omit it, borrow the other's, mark it with a "
         "warning, "
         "or fail."),
    PROP(P_SECOND_STYLE, "second_style", PROP_NAME, no_choices,
         "Text style of the further languages."),
    PROP(P_LEVELS, "levels", PROP_INTS, no_choices, "Heading levels that the contents list."),
    PROP(P_MASTER, "master", PROP_NAME, no_choices, "Page design."),
    PROP(P_START, "start", PROP_CHOICE, breaks, "page (default) or recto: on a right-hand page."),
    PROP(P_INTO, "into", PROP_NAMES, no_choices,
         "Regions of the master that are filled, in this order (all of them)."),
    PROP(P_NUMBERING, "numbering", PROP_CHOICE, numberings,
         "How page numbers of this part are written."),
    PROP(P_SIDE, "side", PROP_CHOICE, sides,
         "front or back: a back belongs to the front before it, and is printed only where sheets "
         "have both sides."),
    PROP(P_TABLE_COLUMNS, "table", PROP_COLUMNS, no_choices, "The columns."),
    PROP(P_HEAD_STYLE, "head_style", PROP_NAME, no_choices, "Text style of the head."),
    PROP(P_FOOT_STYLE, "foot_style", PROP_NAME, no_choices, "Text style of the totals."),
    PROP(P_GROUP_FOOT_STYLE, "group_foot_style", PROP_NAME, no_choices,
         "Text style of the totals of groups (foot_style)."),
    PROP(P_CARRIED_STYLE, "carried_style", PROP_NAME, no_choices,
         "Text style of the totals that go on from page to page (foot_style)."),
    PROP(P_TOTALS, "totals", PROP_SUMS, no_choices,
         "Names and expressions that are added up row by row: {totals.name} is the sum of all rows "
         "in foot and notes, of the group in group_foot, of the rows so far in text, carried and "
         "brought."),
    PROP(P_GROUP_HEAD, "group_head", PROP_NODES, no_choices,
         "A full-width row before each group of rows; it sees what the head of each does."),
    PROP(P_CONTINUED, "continued", PROP_NODES, no_choices,
         "Stands above the head where it is repeated on a further page: (continued)."),
    PROP(P_NOTES, "notes", PROP_NODES, no_choices,
         "Stands below the table and stays with its last row: source, date, what marks in cells "
         "mean; {totals.name}, {rows.count}, {rows.left}."),
    PROP(P_ROW_KEEP, "row_keep", PROP_CHOICE, keeps,
         "Rows at a page break: prefer (only rows taller than a third of the page are divided), "
         "none (any row may be divided between lines) or require."),
    PROP(P_ZEBRA, "zebra", PROP_COLOUR, no_choices, "Background of every second row of a group."),
    PROP(P_RULE_COLOUR, "rule", PROP_COLOUR, no_choices,
         "Colour of the rules above, under the head and at the total."),
    PROP(P_RULE_WIDTH, "rule_width", PROP_LENGTH, no_choices, "Thickness of the rules (0.5pt)."),
    PROP(P_BOTTOM_RULE, "bottom_rule", PROP_COLOUR, no_choices,
         "Colour of the rule at the end of the table, and at the foot of each page where it goes "
         "on."),
    PROP(P_ROW_RULE, "row_rule", PROP_COLOUR, no_choices, "Colour of thin rules between rows."),
    PROP(P_COLUMN_RULE, "column_rule", PROP_COLOUR, no_choices,
         "Colour of thin rules between columns."),
    PROP(P_THIN_WIDTH, "thin_width", PROP_LENGTH, no_choices,
         "Thickness of the rules between rows and columns (0.25pt)."),
    PROP(P_CELL_PADDING, "cell_padding", PROP_INSETS, no_choices, "Space inside each cell."),
    PROP(P_LABEL, "label", PROP_TEMPLATE, no_choices,
         "Name of a bar, point or series; number of a stand on a plan."),
    PROP(P_VALUE, "value", PROP_EXPR, no_choices, "Length of a bar, height of a point."),
    PROP(P_VALUE_TEXT, "text", PROP_TEMPLATE, no_choices, "What is written at a bar."),
    PROP(P_UNKNOWN, "unknown", PROP_TEMPLATE, no_choices,
         "What is written where the value is not known."),
    PROP(P_DIRECTION, "direction", PROP_CHOICE, directions,
         "horizontal (names, sorted) or vertical (days)."),
    PROP(P_ACCENT, "accent", PROP_EXPR, no_choices,
         "Bars for which this holds get the accent colour."),
    PROP(P_ACCENT_COLOUR, "accent_colour", PROP_COLOUR, no_choices,
         "Colour of the bars the title speaks of."),
    PROP(P_LABEL_WIDTH, "label_width", PROP_LENGTH, no_choices,
         "Room for the names of horizontal bars."),
    PROP(P_VALUE_STYLE, "value_style", PROP_NAME, no_choices, "Text style of the values."),
    PROP(P_PITCH, "pitch", PROP_LENGTH, no_choices, "Distance from bar to bar."),
    PROP(P_CHART_COLOUR, "bar_colour", PROP_COLOUR, no_choices, "Colour of the other bars."),
    PROP(P_CHART_KIND, "kind", PROP_CHOICE, chart_kinds,
         "bars, stacked, grouped, lines (over time), dots (pairs on one scale) or spark (a line in "
         "a row of text)."),
    PROP(P_SERIES, "series", PROP_SERIES, no_choices,
         "What is compared: a list of {label, value, text, bar_colour}, or `name in list` with "
         "value, series_label and series_colour."),
    PROP(P_SERIES_LABEL, "series_label", PROP_TEMPLATE, no_choices,
         "Name of a series of `series: name in list`."),
    PROP(P_SERIES_COLOUR, "series_colour", PROP_COLOUR, no_choices,
         "Colour of such a series; tints of accent_colour, with hatching, if not given."),
    PROP(P_TOTAL, "total", PROP_TEMPLATE, no_choices, "What is written at the end of a stack."),
    PROP(P_X, "x", PROP_EXPR, no_choices,
         "Where a point of a line stands: a date, time or number; evenly if not given."),
    PROP(P_ZERO, "zero", PROP_BOOL, no_choices,
         "Whether the axis of lines and dots begins at zero (true); that of bars always does."),
    PROP(P_TICK, "tick", PROP_TEMPLATE, no_choices,
         "What stands at the ticks of the axis: {value | number}; no ticks if not given."),
    PROP(P_FACET, "facet", PROP_EACH, no_choices,
         "A small chart for each item, all on one scale: `name in list`, in so many columns (3)."),
    PROP(P_FACET_LABEL, "facet_label", PROP_TEMPLATE, no_choices,
         "Name above each small chart, in head_style."),
    PROP(P_ANSWER, "answer", PROP_TEMPLATE, no_choices,
         "What the chart shows, as a sentence above it."),
    PROP(P_ANSWER_STYLE, "answer_style", PROP_NAME, no_choices, "Text style of the answer."),
    PROP(P_SOURCE, "source", PROP_TEMPLATE, no_choices,
         "Where the figures come from, as a line below."),
    PROP(P_SOURCE_STYLE, "source_style", PROP_NAME, no_choices, "Text style of the source."),
    PROP(P_PLAN_HALL, "plan", PROP_EXPR, no_choices, "The hall."),
    PROP(P_HIGHLIGHT, "highlight", PROP_EXPR, no_choices,
         "Stands for which this holds are marked: `stand == vendor.booth`."),
    PROP(P_STAND_COLOUR, "stand_colour", PROP_COLOUR, no_choices,
         "Colour of the stands: {stand.category.colour}."),
    PROP(P_KEY, "key", PROP_TEMPLATE, no_choices,
         "What a stand's colour means, for the key below: {stand.category.name}."),
    PROP(P_HERE, "here", PROP_TEMPLATE, no_choices,
         "What the key says of the stand that is marked: your stand."),
    PROP(P_NORTH, "north", PROP_TEMPLATE, no_choices,
         "Letter beside the arrow to the north, where the hall says which side that is."),
    PROP(P_METRE, "metre", PROP_LENGTH, no_choices,
         "How long a metre is on the plan, so that halls are drawn to one scale; as large as there "
         "is room if not given."),
    PROP(P_SCALE, "scale", PROP_BOOL, no_choices,
         "Whether the bar of metres and the arrow to the north are drawn (true)."),
    PROP(P_MIN_SIZE, "min_size", PROP_LENGTH, no_choices,
         "Least size of the numbers of stands (4pt)."),
};

static const PropId common_props[] = {
    P_AT,       P_PLACE,   P_WIDTH,  P_HEIGHT,       P_MIN_HEIGHT, P_ABOVE,     P_BELOW,
    P_PADDING,  P_FILL,    P_STROKE, P_STROKE_WIDTH, P_DASH,       P_RADIUS,    P_BORDER,
    P_BLEED,    P_SPAN,    P_COLS,   P_WHEN,         P_KEEP,       P_KEEP_NEXT, P_BREAK,
    P_ROTATE,   P_OPACITY, P_CLIP,   P_LINK,         P_ANCHOR,     P_HEADING,   P_TITLE,
    P_CONTENTS, P_MARK,    P_INDEX,  P_ROLE,         P_ALT,        N_PROPS};
static const PropId style_props[] = {
    P_STYLE,    P_FONT, P_WEIGHT,   P_ITALIC,     P_SIZE,    P_LEADING, P_WORD_SPACING,
    P_TRACKING, P_RISE, P_COLOUR,   P_TEXT_ALIGN, P_FIGURES, P_CASE,    P_HYPHENATE,
    P_BALANCE,  P_HANG, P_FEATURES, P_TRIM,       P_SNAP,    P_LANG,    N_PROPS};

#define LIST(...) \
    (const PropId[]) { __VA_ARGS__, N_PROPS }
#define KIND(type, name, main_kind, main_id, props, common, styled, text) \
    [type] = {WORD(name), WORD(text), main_kind, main_id, props, common, styled}

static const KindInfo kinds[N_NODE_TYPES] = {
    KIND(NODE_STACK, "stack", PROP_NODES, N_PROPS, LIST(P_GAP, P_ALIGN, P_JUSTIFY), true, false,
         "Children one below the other."),
    KIND(NODE_CARD, "card", PROP_NODES, N_PROPS, LIST(P_GAP, P_ALIGN, P_JUSTIFY), true, false,
         "A stack that is kept together where it can be."),
    KIND(NODE_ROW, "row", PROP_NODES, N_PROPS, LIST(P_GAP, P_VALIGN, P_JUSTIFY), true, false,
         "Children side by side."),
    KIND(NODE_GRID, "grid", PROP_NODES, N_PROPS,
         LIST(P_GAP, P_ROW_GAP, P_COLUMNS, P_EQUAL, P_BALANCE), true, false,
         "Children in columns, row by row; cells of a row are equally tall."),
    KIND(NODE_COLUMNS, "columns", PROP_INT, P_MAIN,
         LIST(P_DO, P_GAP, P_ROW_GAP, P_BALANCE, P_RULE_COLOUR, P_RULE_WIDTH), true, false,
         "Children one below the other in this many columns, which end level."),
    KIND(NODE_LAYER, "layer", PROP_NODES, N_PROPS, LIST(N_PROPS), true, false,
         "Children one on top of the other, placed by at or place."),
    KIND(NODE_TILE, "tile", PROP_NODES, N_PROPS, LIST(P_CELL, P_STAGGER), true, false,
         "Children repeated over the whole area: a pattern."),
    KIND(NODE_TEXT, "text", PROP_SPANS, P_MAIN, LIST(P_LINES, P_FIT, P_ORPHANS, P_WIDOWS), true,
         true, "A paragraph; {expressions} are filled in."),
    KIND(NODE_PAIR, "pair", PROP_SPANS, P_MAIN,
         LIST(P_LANGS, P_MODE, P_ABSENT, P_SECOND_STYLE, P_GAP, P_ORPHANS, P_WIDOWS), true, true,
         "The same text in several languages, aligned."),
    KIND(NODE_IMAGE, "image", PROP_TEMPLATE, P_MAIN,
         LIST(P_RATIO, P_IMAGE_FIT, P_FOCUS, P_PAGE, P_MIN_PPI, P_MISSING), true, false,
         "A picture: PNG, JPEG, an SVG drawing or a page of a PDF."),
    KIND(NODE_QR, "qr", PROP_TEMPLATE, P_MAIN,
         LIST(P_SIZE, P_COLOUR, P_LEVEL, P_QUIET, P_MIN_MODULE, P_MAX_VERSION), true, false,
         "A QR code."),
    KIND(NODE_RECT, "rect", PROP_COLOUR, P_FILL, LIST(N_PROPS), true, false,
         "A rectangle in a colour."),
    KIND(NODE_ELLIPSE, "ellipse", PROP_COLOUR, P_FILL, LIST(N_PROPS), true, false,
         "An ellipse or circle in a colour."),
    KIND(NODE_SHAPE, "shape", PROP_PATHDATA, P_MAIN, LIST(P_BOX), true, false,
         "A free shape: M x y, L x y, C x1 y1 x2 y2 x y, Z, in the units of box."),
    KIND(NODE_RULE, "rule", PROP_COLOUR, P_COLOUR, LIST(P_THICKNESS), true, false,
         "A line across."),
    KIND(NODE_SPACE, "space", PROP_SIZE, P_HEIGHT, LIST(P_WHEN), false, false,
         "Empty space of this height; 1fr takes what is left."),
    KIND(NODE_TABLE, "table", PROP_COLUMNS, P_TABLE_COLUMNS,
         LIST(P_IN, P_WHERE, P_SORT, P_LIMIT, P_GROUP, P_GROUPS, P_GROUP_HEAD, P_TOTALS,
              P_CONTINUED, P_NOTES, P_ROW_KEEP, P_HEAD_STYLE, P_FOOT_STYLE, P_GROUP_FOOT_STYLE,
              P_CARRIED_STYLE, P_VALIGN, P_ZEBRA, P_RULE_COLOUR, P_RULE_WIDTH, P_BOTTOM_RULE,
              P_ROW_RULE, P_COLUMN_RULE, P_THIN_WIDTH, P_CELL_PADDING, P_ELSE),
         true, true, "Rows and columns; heads repeat on every page."),
    KIND(NODE_CHART, "chart", PROP_TEMPLATE, N_PROPS,
         LIST(P_IN, P_WHERE, P_SORT, P_LIMIT, P_LABEL, P_VALUE, P_VALUE_TEXT, P_UNKNOWN,
              P_DIRECTION, P_ACCENT, P_ACCENT_COLOUR, P_CHART_COLOUR, P_LABEL_WIDTH, P_VALUE_STYLE,
              P_PITCH, P_CHART_KIND, P_SERIES, P_SERIES_LABEL, P_SERIES_COLOUR, P_TOTAL, P_X,
              P_ZERO, P_TICK, P_FACET, P_FACET_LABEL, P_COLUMNS, P_GAP, P_HEAD_STYLE, P_ANSWER,
              P_ANSWER_STYLE, P_SOURCE, P_SOURCE_STYLE),
         true, true, "Bars, lines or dots, labelled directly."),
    KIND(NODE_PLAN, "plan", PROP_EXPR, P_PLAN_HALL,
         LIST(P_LABEL, P_HIGHLIGHT, P_STAND_COLOUR, P_KEY, P_HERE, P_NORTH, P_SCALE, P_METRE,
              P_MIN_SIZE, P_ACCENT_COLOUR),
         true, true,
         "The floor plan of a hall whose stands have places; {stand} is each stand in turn."),
    KIND(NODE_EACH, "each", PROP_EACH, N_PROPS,
         LIST(P_DO, P_ELSE, P_WHERE, P_SORT, P_LIMIT, P_GROUP, P_GROUPS, P_HEAD, P_FOOT, P_WHEN),
         false, false, "Repeats for every item of a list: `vendor in vendors`."),
    KIND(NODE_WHEN, "when", PROP_EXPR, P_WHEN, LIST(P_DO, P_ELSE), false, false, "Chooses."),
    KIND(NODE_USE, "use", PROP_NAME, N_PROPS, LIST(P_WITH, P_DO, P_WHEN), false, false,
         "A component of this layout."),
    KIND(NODE_SLOT, "slot", PROP_BOOL, P_MAIN, LIST(N_PROPS), false, false,
         "Where a component puts what its user wrote under do."),
    KIND(
        NODE_TOC, "toc", PROP_NAME, N_PROPS, LIST(P_LEVELS, P_DO, P_WHEN), false, false,
        "Repeats for every heading: {name.title}, {name.page}, {name.level}, link #{name.target}."),
    KIND(NODE_PAGE, "page", PROP_NODES, N_PROPS,
         LIST(P_MASTER, P_START, P_NUMBERING, P_SIDE, P_WHEN), false, false,
         "One page; what does not fit is an error."),
    KIND(NODE_FLOW, "flow", PROP_NODES, N_PROPS,
         LIST(P_MASTER, P_START, P_INTO, P_BALANCE, P_NUMBERING, P_WHEN), false, false,
         "As many pages as the content needs."),
};

const KindInfo *kind_info(NodeType type) { return &kinds[type]; }

const PropInfo *prop_info(PropId id) { return &props[id]; }

static bool listed(const PropId *list, PropId id)
{
    for (; *list != N_PROPS; list++)
        if (*list == id) return true;
    return false;
}

bool is_style_prop(PropId id) { return listed(style_props, id); }

bool is_table_prop(PropId id)
{
    return listed(kinds[NODE_TABLE].props, id) || listed(style_props, id);
}

bool kind_takes(NodeType type, PropId id)
{
    const KindInfo *kind = &kinds[type];
    return listed(kind->props, id) || (kind->common && listed(common_props, id)) ||
           (kind->styled && listed(style_props, id));
}

static void add_listed(const PropId *list, uint64_t *set)
{
    for (; *list != N_PROPS; list++) set[*list / 64] |= 1ull << *list % 64;
}

void kind_props(NodeType type, uint64_t *set)
{
    const KindInfo *kind = &kinds[type];
    add_listed(kind->props, set);
    if (kind->common) add_listed(common_props, set);
    if (kind->styled) add_listed(style_props, set);
}

void node_set_props(LNode *node, Prop *list, size_t n)
{
    node->props = list, node->n_props = (uint16_t)n;
    node->number = 0;
    memset(node->has, 0, sizeof node->has);
    for (size_t i = 0; i < n; i++) node->has[list[i].id / 64] |= 1ull << list[i].id % 64;
}

static Str kind_words(PropKind kind)
{
    static const Str names[] = {
        [PROP_TEMPLATE] = WORD("text"),
        [PROP_EXPR] = WORD("expression"),
        [PROP_LENGTH] = WORD("length"),
        [PROP_SIZE] = WORD("size"),
        [PROP_SIZES] = WORD("list of sizes"),
        [PROP_INSETS] = WORD("insets"),
        [PROP_POINT] = WORD("pair of lengths"),
        [PROP_COLOUR] = WORD("colour"),
        [PROP_INT] = WORD("whole number"),
        [PROP_NUMBER] = WORD("number"),
        [PROP_BOOL] = WORD("true or false"),
        [PROP_CHOICE] = WORD("word"),
        [PROP_NAME] = WORD("name"),
        [PROP_SIDES] = WORD("list of sides"),
        [PROP_NODES] = WORD("nodes"),
        [PROP_MAP] = WORD("mapping of texts"),
        [PROP_EACH] = WORD("`name in list`"),
        [PROP_EXPRS] = WORD("expression or list of them"),
        [PROP_INTS] = WORD("list of whole numbers"),
        [PROP_NAMES] = WORD("name or list of names"),
        [PROP_SPAN] = WORD("whole number or all"),
        [PROP_FIT] = WORD("list of steps"),
        [PROP_COLUMNS] = WORD("list of columns"),
        [PROP_WITH] = WORD("mapping of arguments"),
        [PROP_SUMS] = WORD("mapping of expressions"),
        [PROP_SPANS] = WORD("text or list of spans"),
        [PROP_SERIES] = WORD("`name in list` or list of series"),
        [PROP_CORNERS] = WORD("one or four lengths"),
        [PROP_BORDERS] = WORD("border, or borders by side"),
        [PROP_PATHDATA] = WORD("path"),
    };
    return names[kind];
}

static LayoutWord prop_word(LayoutWordGroup group, Str kind, PropId id)
{
    const PropInfo *info = &props[id];
    return (LayoutWord){.group = group,
                        .kind = kind,
                        .name = info->name,
                        .type = kind_words(info->kind),
                        .description = info->description,
                        .choices = info->choices};
}

/* A part and its keys, after the words there are; how many there are then. */
static size_t part_words(LayoutWord *words, size_t n, PartType type)
{
    const PartInfo *part = part_info(type);
    words[n++] = (LayoutWord){.group = WORD_OF_PART,
                              .kind = part->name,
                              .description = part->description,
                              .choices = no_choices,
                              .styled = part->styled};
    for (size_t i = 0; i < part->n; i++)
        words[n++] =
            (LayoutWord){.group = WORD_OF_PART,
                         .kind = part->name,
                         .name = part->keys[i].name,
                         .type = part->keys[i].type,
                         .description = part->keys[i].description,
                         .choices = part->keys[i].choices ? part->keys[i].choices : no_choices};
    return n;
}

const LayoutWord *layout_words(Arena *arena, size_t *n)
{
    size_t count = 0;
    size_t room = (N_NODE_TYPES + 2) * (N_PROPS + 1);
    for (int part = 0; part < N_PARTS; part++) room += 1 + part_info((PartType)part)->n;
    LayoutWord *words = ARENA_ARRAY(arena, LayoutWord, room);
    for (int k = 0; k < N_NODE_TYPES; k++) {
        const KindInfo *kind = &kinds[k];
        words[count++] = (LayoutWord){.kind = kind->name,
                                      .type = kind_words(kind->main_kind),
                                      .description = kind->description,
                                      .choices = no_choices,
                                      .boxed = kind->common,
                                      .styled = kind->styled};
        for (const PropId *id = kind->props; *id != N_PROPS; id++)
            words[count++] = prop_word(WORD_OF_KIND, kind->name, *id);
    }
    for (const PropId *id = common_props; *id != N_PROPS; id++)
        words[count++] = prop_word(WORD_OF_BOX, (Str){0}, *id);
    for (const PropId *id = style_props; *id != N_PROPS; id++)
        words[count++] = prop_word(WORD_OF_STYLE, (Str){0}, *id);
    for (int part = 0; part < N_PARTS; part++) count = part_words(words, count, (PartType)part);
    *n = count;
    return words;
}
