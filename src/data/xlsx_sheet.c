/* xlsx_sheet - <row r="12"><c r="C12" t="s" s="3"><v>17</v></c></row>, cell by cell.
 *
 * Messages need a text to point into, which a workbook is not. So each row becomes one line
 *     A12: Sambal Bu Yati | C12: 0812…
 * of a source made up here, with as many empty lines before it as the sheet has empty rows: line
 * numbers are row numbers, and a caret under a cell shows its name, too. Long texts are cut there,
 * not in the cell. */
#include "data/xlsx_sheet.h"

#include <string.h>

#include "base/vec.h"
#include "data/encoding.h"
#include "data/limits.h"
#include "data/xlsx_number.h"

enum { SHOWN_BYTES = 120, ROW_MAX = LIMIT_RECORDS + 1000 };

typedef struct SheetCell {
    unsigned row, column; /* row from 1, column from 0 */
    Str text;
    uint32_t offset, len; /* in the lines */
} SheetCell;

typedef struct SheetReader {
    Arena *arena;
    Diag *diag;
    const XlsxContext *context;
    VEC(SheetCell) cells;
    StrBuf lines;
    unsigned line; /* the last one begun */
    unsigned row, column;
    Str type;
    unsigned style;
    StrBuf value;
    unsigned phonetic;
    bool in_value;
    bool damaged, too_many;
} SheetReader;

/* Letters of a cell's name: A is 0, AA is 26. */
static unsigned column_of(Str name, size_t *n_letters)
{
    unsigned column = 0;
    size_t i = 0;
    for (; i < name.len && name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' && column < LIMIT_NODES; i++)
        column = column * 26 + (unsigned)(name.ptr[i] - 'A') + 1;
    *n_letters = i;
    return column ? column - 1 : 0;
}

static void start_cell(SheetReader *reader, const char **attributes)
{
    Str name = xml_attribute(attributes, "r");
    size_t letters;
    unsigned column = column_of(name, &letters);
    reader->column = letters ? column : reader->column + 1;
    unsigned row = xlsx_unsigned(str_slice(name, letters, name.len), UINT32_MAX / 16);
    if (name.len && row != reader->row) reader->damaged = true;
    reader->type = str_copy(reader->arena, xml_attribute(attributes, "t"));
    unsigned style = xlsx_unsigned(xml_attribute(attributes, "s"), UINT32_MAX / 16);
    reader->style =
        style < reader->context->n_styles ? reader->context->styles[style] : STYLE_NUMBER;
    strbuf_init(&reader->value, reader->arena);
}

static bool on_start(void *context, Str name, const char **attributes)
{
    SheetReader *reader = context;
    if (str_eq(name, STR("row"))) {
        Str number = xml_attribute(attributes, "r");
        unsigned row = number.len ? xlsx_unsigned(number, UINT32_MAX / 16) : reader->row + 1;
        if (row <= reader->row) reader->damaged = true;
        reader->row = row;
        reader->column = UINT32_MAX; /* one before the first */
    } else if (str_eq(name, STR("c"))) {
        start_cell(reader, attributes);
    } else if (str_eq(name, STR("rPh"))) {
        reader->phonetic++;
    }
    reader->in_value = str_eq(name, STR("v")) || (str_eq(name, STR("t")) && !reader->phonetic);
    return !reader->damaged;
}

static bool on_text(void *context, Str text)
{
    SheetReader *reader = context;
    if (reader->in_value && reader->value.arena) strbuf_add(&reader->value, text);
    return true;
}

/* Spreadsheets write a carriage return as `_x000D_` and an underscore before such a text as
 * `_x005F_`. */
static Str unescaped(Arena *arena, Str text)
{
    if (str_find(text, STR("_x00")) < 0) return text;
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < text.len;) {
        Str code = str_slice(text, i, i + 7);
        if (str_eq(code, STR("_x000D_")))
            i += 7;
        else if (str_eq(code, STR("_x000A_")) || str_eq(code, STR("_x0009_")) ||
                 str_eq(code, STR("_x005F_"))) {
            strbuf_char(&out, code.ptr[5] == 'A' ? '\n' : code.ptr[5] == '9' ? '\t' : '_');
            i += 7;
        } else {
            strbuf_char(&out, text.ptr[i++]);
        }
    }
    return strbuf_str(&out);
}

static Str cell_text(SheetReader *reader)
{
    Str value = strbuf_str(&reader->value), type = reader->type;
    const XlsxContext *context = reader->context;
    if (str_eq(type, STR("s"))) {
        unsigned index = xlsx_unsigned(value, UINT32_MAX / 16);
        if (index >= context->n_strings) {
            reader->damaged = true;
            return STR("");
        }
        return unescaped(reader->arena, context->strings[index]);
    }
    if (str_eq(type, STR("b"))) return str_eq(value, STR("1")) ? STR("true") : STR("false");
    if (!type.len || str_eq(type, STR("n")))
        return number_text(reader->arena, value, reader->style, context->since_1904);
    if (str_eq(type, STR("d"))) return str_slice(value, 0, 10); /* ISO 8601 */
    return unescaped(reader->arena, value);
}

static void add_name(StrBuf *out, unsigned column, unsigned row)
{
    char letters[8];
    size_t at = sizeof letters;
    for (unsigned c = column + 1; c > 0; c = (c - 1) / 26)
        letters[--at] = (char)('A' + (c - 1) % 26);
    strbuf_add(out, (Str){letters + at, sizeof letters - at});
    strbuf_int(out, row);
    strbuf_add(out, STR(": "));
}

static void add_shown(StrBuf *out, Str text)
{
    size_t len = text.len;
    if (len > SHOWN_BYTES) {
        len = SHOWN_BYTES;
        while (len && ((unsigned char)text.ptr[len] & 0xc0) == 0x80) len--;
    }
    for (size_t i = 0; i < len; i++)
        strbuf_char(out, text.ptr[i] == '\n' || text.ptr[i] == '\r' || text.ptr[i] == '\t'
                             ? ' '
                             : text.ptr[i]);
    if (len < text.len) strbuf_add(out, STR("…"));
}

static void add_cell(SheetReader *reader, Str text)
{
    bool same_row =
        reader->cells.len && reader->cells.items[reader->cells.len - 1].row == reader->row;
    if (same_row && reader->cells.items[reader->cells.len - 1].column >= reader->column)
        reader->damaged = true;
    reader->too_many = reader->row > ROW_MAX || reader->column >= LIMIT_COLUMNS ||
                       reader->cells.len >= LIMIT_NODES || reader->lines.len > LIMIT_XML_BYTES;
    if (reader->damaged || reader->too_many) return;
    for (; reader->line < reader->row; reader->line++)
        if (reader->line) strbuf_char(&reader->lines, '\n');
    if (same_row) strbuf_add(&reader->lines, STR(" | "));
    add_name(&reader->lines, reader->column, reader->row);
    size_t offset = reader->lines.len;
    add_shown(&reader->lines, text);
    SheetCell cell = {reader->row, reader->column, text, (uint32_t)offset,
                      (uint32_t)(reader->lines.len - offset)};
    VEC_PUSH(reader->arena, &reader->cells, cell);
}

static bool on_end(void *context, Str name)
{
    SheetReader *reader = context;
    reader->in_value = false;
    if (str_eq(name, STR("rPh")) && reader->phonetic) reader->phonetic--;
    if (!str_eq(name, STR("c")) || !reader->value.len) return true;
    Str text = cell_text(reader);
    if (text.len) add_cell(reader, text);
    return !reader->damaged && !reader->too_many;
}

/* Text that must not go on is reported and taken as empty. */
static Str checked(SheetReader *reader, Str text, Span span)
{
    uint32_t c;
    if (text.len > LIMIT_SCALAR_BYTES)
        diag_report(reader->diag, DIAG_TEXT_LONG, span,
                    str_format(reader->arena, "%d KB", LIMIT_SCALAR_BYTES / 1024));
    else if (encoding_find_control(text, &c) < text.len)
        diag_report(reader->diag, DIAG_CONTROL_CHAR, span, str_format(reader->arena, "U+%04X", c));
    else
        return encoding_without_bom(reader->arena, text);
    return STR("");
}

/* Cells of one row from `first` on; the number of them. The sheet ends a row at its last text: the
 * table's row is filled up to *n cells, or *n becomes larger. */
static size_t build_row(SheetReader *reader, const Source *source, size_t first, Row *row,
                        size_t *n)
{
    size_t end = first;
    const SheetCell *cells = reader->cells.items;
    while (end < reader->cells.len && cells[end].row == cells[first].row) end++;
    if (*n <= cells[end - 1].column) *n = cells[end - 1].column + 1;
    uint32_t start = source->line_starts[cells[first].row - 1];
    uint32_t len = cells[end - 1].offset + cells[end - 1].len - start;
    Cell *out = ARENA_ARRAY(reader->arena, Cell, *n);
    for (size_t i = 0; i < *n; i++) out[i] = (Cell){STR(""), {source, start + len, 0}};
    for (size_t i = first; i < end; i++) {
        Span span = {source, cells[i].offset, cells[i].len};
        out[cells[i].column] = (Cell){checked(reader, cells[i].text, span), span};
    }
    *row = (Row){out, {source, start, len}};
    return end - first;
}

PartFault xlsx_read_sheet(Arena *arena, XlsxFile *file, const char *part, Str shown,
                          const XlsxContext *context, Diag *diag, const Table **table)
{
    SheetReader *reader = ARENA_NEW(arena, SheetReader);
    reader->arena = arena, reader->diag = diag, reader->context = context;
    strbuf_init(&reader->lines, arena);
    PartFault fault = xlsx_parse(file, part, &(XmlHandler){on_start, on_end, on_text}, reader);
    if (fault != PART_OK) return fault;
    if (reader->damaged) return PART_DAMAGED;
    if (reader->too_many) return PART_TOO_LARGE;
    const Source *source = source_from_bytes(arena, shown, strbuf_str(&reader->lines));
    VEC(Row) rows = {0};
    VEC(size_t) n_cells = {0};
    size_t grid = 0;
    for (size_t i = 0; i < reader->cells.len && grid <= LIMIT_NODES;) {
        Row row;
        size_t n = rows.len ? n_cells.items[0] : 0;
        i += build_row(reader, source, i, &row, &n);
        grid += n;
        VEC_PUSH(arena, &rows, row);
        VEC_PUSH(arena, &n_cells, n);
    }
    if (grid > LIMIT_NODES) return PART_TOO_LARGE;
    *table = table_new(arena, source, rows.items, n_cells.items, rows.len, diag);
    return PART_OK;
}
