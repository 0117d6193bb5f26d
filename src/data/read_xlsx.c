/* read_xlsx - one sheet of an Office Open XML workbook (ECMA-376 part 1, chapter 18).
 *
 * xl/workbook.xml names the sheets, xl/_rels/workbook.xml.rels says which part each is in,
 * xl/sharedStrings.xml holds texts that cells refer to by number, xl/styles.xml tells dates from
 * numbers. The sheet itself is read by xlsx_sheet.c. */
#include <string.h>

#include "base/vec.h"
#include "data/limits.h"
#include "data/table.h"
#include "data/table_check.h"
#include "data/xlsx_number.h"
#include "data/xlsx_part.h"
#include "data/xlsx_sheet.h"

typedef struct Sheet {
    Str name, relation, part;
    bool hidden;
} Sheet;

typedef struct Style {
    unsigned id, style;
} Style;

typedef struct Workbook {
    Arena *arena;
    XlsxFile *file;
    Str shown;
    Span at;
    Diag *diag;
    VEC(Sheet) sheets;
    VEC(Style) formats; /* of the workbook's own */
    XlsxContext context;
    VEC(Str) strings;
    VEC(unsigned) styles;
    StrBuf text;       /* of the shared string that is being read */
    unsigned phonetic; /* depth inside of reading aids, which are not part of the text */
    bool in_text, in_cell_styles;
} Workbook;

unsigned xlsx_unsigned(Str text, unsigned most)
{
    unsigned value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return most;
        value = value * 10 + (unsigned)(text.ptr[i] - '0');
        if (value >= most) return most;
    }
    return text.len ? value : most;
}

static bool workbook_start(void *context, Str name, const char **attributes)
{
    Workbook *book = context;
    if (str_eq(name, STR("workbookPr"))) {
        Str value = xml_attribute(attributes, "date1904");
        book->context.since_1904 = str_eq(value, STR("1")) || str_eq(value, STR("true"));
    } else if (str_eq(name, STR("sheet"))) {
        Str state = xml_attribute(attributes, "state");
        Sheet sheet = {.name = str_copy(book->arena, xml_attribute(attributes, "name")),
                       .relation = str_copy(book->arena, xml_attribute(attributes, "id")),
                       .hidden = state.len && !str_eq(state, STR("visible"))};
        VEC_PUSH(book->arena, &book->sheets, sheet);
    }
    return true;
}

static bool relation_start(void *context, Str name, const char **attributes)
{
    Workbook *book = context;
    if (!str_eq(name, STR("Relationship"))) return true;
    Str id = xml_attribute(attributes, "Id"), target = xml_attribute(attributes, "Target");
    for (size_t i = 0; i < book->sheets.len; i++) {
        if (!str_eq(book->sheets.items[i].relation, id)) continue;
        bool absolute = str_starts(target, STR("/"));
        book->sheets.items[i].part = str_format(book->arena, "%s%.*s", absolute ? "" : "xl/",
                                                STR_ARG(str_slice(target, absolute, target.len)));
    }
    return true;
}

static bool string_start(void *context, Str name, const char **attributes)
{
    (void)attributes;
    Workbook *book = context;
    if (str_eq(name, STR("si"))) strbuf_init(&book->text, book->arena);
    if (str_eq(name, STR("rPh"))) book->phonetic++;
    book->in_text = str_eq(name, STR("t")) && !book->phonetic;
    return true;
}

static bool string_end(void *context, Str name)
{
    Workbook *book = context;
    book->in_text = false;
    if (str_eq(name, STR("rPh")) && book->phonetic) book->phonetic--;
    if (str_eq(name, STR("si"))) VEC_PUSH(book->arena, &book->strings, strbuf_str(&book->text));
    return true;
}

static bool string_text(void *context, Str text)
{
    Workbook *book = context;
    if (book->in_text && book->text.arena) strbuf_add(&book->text, text);
    return true;
}

static bool style_start(void *context, Str name, const char **attributes)
{
    Workbook *book = context;
    if (str_eq(name, STR("cellXfs"))) book->in_cell_styles = true;
    if (str_eq(name, STR("numFmt"))) {
        Style format = {xlsx_unsigned(xml_attribute(attributes, "numFmtId"), UINT32_MAX / 16),
                        style_of_code(xml_attribute(attributes, "formatCode"))};
        VEC_PUSH(book->arena, &book->formats, format);
    }
    if (!book->in_cell_styles || !str_eq(name, STR("xf"))) return true;
    unsigned id = xlsx_unsigned(xml_attribute(attributes, "numFmtId"), UINT32_MAX / 16);
    unsigned style = style_of_id(id);
    for (size_t i = 0; i < book->formats.len; i++)
        if (book->formats.items[i].id == id) style = book->formats.items[i].style;
    VEC_PUSH(book->arena, &book->styles, style);
    return true;
}

static bool style_end(void *context, Str name)
{
    Workbook *book = context;
    if (str_eq(name, STR("cellXfs"))) book->in_cell_styles = false;
    return true;
}

static bool report(Workbook *book, PartFault fault, Str part)
{
    switch (fault) {
    case PART_OK:
        return true;
    case PART_TOO_LARGE:
        diag_report(book->diag, DIAG_XLSX_LARGE, book->at, book->shown, part);
        break;
    case PART_MISSING:
    case PART_DAMAGED:
        diag_report(book->diag, DIAG_XLSX_DAMAGED, book->at, book->shown, part);
        break;
    }
    return false;
}

/* False after a report. A part that workbooks may lack is skipped. */
static bool parse_part(Workbook *book, const char *part, bool required, XmlHandler handler)
{
    PartFault fault = xlsx_parse(book->file, part, &handler, book);
    return (fault == PART_MISSING && !required) || report(book, fault, str_from(part));
}

static const Sheet *choose_sheet(Workbook *book, Str wanted)
{
    StrBuf names;
    strbuf_init(&names, book->arena);
    Str *candidates = ARENA_ARRAY(book->arena, Str, book->sheets.len);
    for (size_t i = 0; i < book->sheets.len; i++) {
        const Sheet *sheet = &book->sheets.items[i];
        if (wanted.len ? str_eq(sheet->name, wanted) : !sheet->hidden) return sheet;
        if (names.len) strbuf_add(&names, STR(", "));
        strbuf_add(&names, sheet->name);
        candidates[i] = sheet->name;
    }
    diag_report(book->diag, DIAG_XLSX_SHEET, book->at, wanted, book->shown, strbuf_str(&names));
    Str nearest = str_nearest(wanted, candidates, book->sheets.len);
    if (nearest.len)
        diag_hint(book->diag, str_format(book->arena, "did you mean \"%.*s\"?", STR_ARG(nearest)));
    return NULL;
}

static const Table *read_book(Workbook *book, Str wanted)
{
    XmlHandler handler = {.start = workbook_start};
    PartFault found = xlsx_parse(book->file, "xl/workbook.xml", &handler, book);
    if (found == PART_MISSING) diag_report(book->diag, DIAG_XLSX_KIND, book->at, book->shown);
    if (found == PART_MISSING || !report(book, found, STR("xl/workbook.xml"))) return NULL;
    const Sheet *sheet = choose_sheet(book, wanted);
    if (!sheet) return NULL;
    if (!parse_part(book, "xl/_rels/workbook.xml.rels", true,
                    (XmlHandler){.start = relation_start}) ||
        !parse_part(book, "xl/sharedStrings.xml", false,
                    (XmlHandler){string_start, string_end, string_text}) ||
        !parse_part(book, "xl/styles.xml", false, (XmlHandler){style_start, style_end, NULL}))
        return NULL;
    XlsxContext *context = &book->context;
    context->strings = book->strings.items, context->n_strings = book->strings.len;
    context->styles = book->styles.items, context->n_styles = book->styles.len;
    Str shown = str_format(book->arena, "%.*s[%.*s]", STR_ARG(book->shown), STR_ARG(sheet->name));
    const Table *table = NULL;
    PartFault fault = xlsx_read_sheet(book->arena, book->file, str_z(book->arena, sheet->part),
                                      shown, context, book->diag, &table);
    if (!report(book, fault, sheet->part) || !table) return NULL;
    table_check_changed(book->arena, table, book->diag);
    return table;
}

const Table *read_xlsx(Arena *arena, Str bytes, Str shown, Str sheet, Span at, Diag *diag)
{
    Workbook *book = ARENA_NEW(arena, Workbook);
    book->arena = arena, book->shown = shown, book->at = at, book->diag = diag;
    book->file = xlsx_open(arena, bytes);
    if (!book->file) {
        diag_report(diag, DIAG_XLSX_KIND, at, shown);
        return NULL;
    }
    const Table *table = read_book(book, sheet);
    xlsx_close(book->file);
    return table;
}
