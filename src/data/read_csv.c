/* read_csv - libcsv, fed so that every cell knows its place.
 *
 * libcsv tells what is in a cell but not where it was. The byte that makes it report a cell is the
 * separator or line end behind it, so the cell began after the separator before. Such bytes are fed
 * alone; others, which are only added to the cell, as many as there are.
 *
 * Most rows have no quotes, or quotes just around whole cells; those are split at their separators
 * right here, as libcsv would.
 *
 * A quote that is never closed swallows the rest of the file, or ends at the next quote in some
 * later row with text right behind it. Both are reported at the opening quote, and reading starts
 * again in the line after it: only that row is lost.
 */
#include <csv.h>
#include <string.h>

#include "base/vec.h"
#include "data/encoding.h"
#include "data/limits.h"
#include "data/table.h"
#include "data/table_check.h"

enum { QUOTE_FAULTS = 20 };

/* States of libcsv's public pstate (libcsv.c 3.0.3). */
enum { CSV_ROW_NOT_BEGUN = 0, CSV_FIELD_BEGUN = 2, CSV_FIELD_MIGHT_HAVE_ENDED = 3 };

typedef struct CsvReader {
    Arena *arena; /* for texts */
    Arena *tmp;   /* for rows */
    const Source *source;
    Diag *diag;
    struct csv_parser parser;
    uint32_t at;         /* the byte being fed */
    uint32_t cell_start; /* of the cell that is being read */
    uint32_t row_start;
    VEC(Cell) cells; /* of the row that is being read */
    VEC(Row) rows;
    VEC(size_t) n_cells;
    unsigned n_faults;
    bool header_lost;
} CsvReader;

static bool is_line_end(char c) { return c == '\n' || c == '\r'; }

static Span cell_span(const CsvReader *reader)
{
    const char *bytes = reader->source->bytes.ptr;
    uint32_t start = reader->cell_start, end = reader->at;
    while (start < end && (bytes[start] == ' ' || bytes[start] == '\t')) start++;
    while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) end--;
    if (end - start >= 2 && bytes[start] == '"' && bytes[end - 1] == '"') start++, end--;
    return (Span){reader->source, start, end - start};
}

static void on_cell(void *data, size_t len, void *context)
{
    CsvReader *reader = context;
    Cell cell = {{data ? data : "", data ? len : 0}, cell_span(reader)};
    Str raw = source_text(cell.span);
    cell.text = str_eq(raw, cell.text)
                    ? raw
                    : str_copy(reader->arena, encoding_without_bom(reader->arena, cell.text));
    VEC_PUSH(reader->tmp, &reader->cells, cell);
    reader->cell_start = reader->at + 1;
}

static void on_row(int terminator, void *context)
{
    (void)terminator;
    CsvReader *reader = context;
    Cell *cells = ARENA_ARRAY_RAW(reader->tmp, Cell, reader->cells.len);
    if (reader->cells.len) memcpy(cells, reader->cells.items, reader->cells.len * sizeof *cells);
    Span span = {reader->source, reader->row_start, reader->at - reader->row_start};
    VEC_PUSH(reader->tmp, &reader->rows, (Row){cells, span});
    VEC_PUSH(reader->tmp, &reader->n_cells, reader->cells.len);
    reader->cells.len = 0;
}

/* Starts again in the line after the cell that is being read. */
static void restart(CsvReader *reader)
{
    csv_fini(&reader->parser, NULL, NULL, NULL);
    reader->cells.len = 0;
    Position p = source_position(reader->source, reader->cell_start);
    uint32_t next = p.line < reader->source->n_lines ? reader->source->line_starts[p.line]
                                                     : (uint32_t)reader->source->bytes.len;
    reader->at = reader->cell_start = reader->row_start = next;
    reader->n_faults++;
    if (reader->rows.len > 0) return;
    reader->header_lost = true; /* what follows has no names */
    reader->at = (uint32_t)reader->source->bytes.len;
}

static uint32_t opening_quote(const CsvReader *reader)
{
    uint32_t at = reader->cell_start;
    while (at < reader->at && reader->source->bytes.ptr[at] != '"') at++;
    return at;
}

static void quote_fault(CsvReader *reader, DiagCode code, bool note)
{
    diag_report(reader->diag, code, (Span){reader->source, opening_quote(reader), 1});
    if (note)
        diag_note(reader->diag, (Span){reader->source, reader->at, 1}, STR("text goes on here"));
    restart(reader);
}

static void too_long(CsvReader *reader)
{
    if (reader->parser.quoted) {
        quote_fault(reader, DIAG_CSV_QUOTE_OPEN, false);
        return;
    }
    diag_report(reader->diag, DIAG_TEXT_LONG, (Span){reader->source, reader->cell_start, 1},
                str_format(reader->arena, "%d KB", LIMIT_SCALAR_BYTES / 1024));
    restart(reader);
}

/* Text right behind a closing quote: the quote was not meant to close, or an earlier one is open.
 */
static bool runs_on(const CsvReader *reader, char c)
{
    const struct csv_parser *p = &reader->parser;
    if (p->pstate != CSV_FIELD_MIGHT_HAVE_ENDED || !p->quoted) return false;
    if (c == '"') return p->spaces > 0;
    return c != ' ' && c != '\t' && !is_line_end(c) && (unsigned char)c != p->delim_char;
}

/* How many bytes are there that neither end anything nor are spaces; at least 1. */
static uint32_t run_length(const CsvReader *reader)
{
    uint32_t end = (uint32_t)reader->source->bytes.len, at = reader->at;
    if (end - at > LIMIT_SCALAR_BYTES) end = at + LIMIT_SCALAR_BYTES;
    for (; at < end; at++) {
        char c = reader->source->bytes.ptr[at];
        if (c == '"' || c == ' ' || c == '\t' || is_line_end(c) ||
            (unsigned char)c == reader->parser.delim_char)
            break;
    }
    return at > reader->at ? at - reader->at : 1;
}

static void feed(CsvReader *reader)
{
    char c = reader->source->bytes.ptr[reader->at];
    if (runs_on(reader, c)) {
        quote_fault(reader, DIAG_CSV_QUOTE, true);
        return;
    }
    if (reader->at - reader->cell_start > LIMIT_SCALAR_BYTES) {
        too_long(reader);
        return;
    }
    uint32_t n = run_length(reader);
    const char *run = reader->source->bytes.ptr + reader->at;
    if (csv_parse(&reader->parser, run, n, on_cell, on_row, reader) != n) memory_exhausted();
    reader->at += n;
    if (reader->parser.pstate == CSV_ROW_NOT_BEGUN && is_line_end(c))
        reader->cell_start = reader->row_start = reader->at;
}

static void begin_row(CsvReader *reader, uint32_t at)
{
    reader->at = reader->cell_start = reader->row_start = at;
}

/* Where a cell from `start` ends: at a separator or at the end of the line. NULL if it needs more
 * than a look: quotes within quotes, quotes in the middle of a text, spaces around quotes. */
static const char *simple_cell_end(const CsvReader *reader, const char *start, const char *line_end)
{
    size_t len = (size_t)(line_end - start);
    bool quoted = len && *start == '"';
    const char *closing = quoted ? memchr(start + 1, '"', len - 1) : NULL;
    if (quoted) {
        const char *end = closing ? closing + 1 : line_end;
        bool ends = end == line_end || (unsigned char)*end == reader->parser.delim_char;
        return closing && ends ? end : NULL;
    }
    const char *separator = memchr(start, reader->parser.delim_char, len);
    const char *end = separator ? separator : line_end;
    return memchr(start, '"', (size_t)(end - start)) ? NULL : end;
}

/* The cells of a row from the place of reading to the line's end; false if they are not simple. */
static bool split_row(CsvReader *reader, const char *line_end)
{
    const char *bytes = reader->source->bytes.ptr, *start = bytes + reader->at, *end;
    do {
        end = simple_cell_end(reader, start, line_end);
        if (!end) {
            reader->cells.len = 0;
            begin_row(reader, reader->row_start);
            return false;
        }
        reader->at = (uint32_t)(end - bytes);
        Span span = cell_span(reader);
        VEC_PUSH(reader->tmp, &reader->cells, (Cell){source_text(span), span});
        reader->cell_start = reader->at + 1;
        start = end + 1;
    } while (end < line_end);
    on_row('\n', reader);
    return true;
}

/* Takes the next line if it is a row of simple cells, or blank and no row. */
static bool take_simple_row(CsvReader *reader)
{
    const char *bytes = reader->source->bytes.ptr, *start = bytes + reader->at, *end = start;
    size_t left = reader->source->bytes.len - reader->at;
    const char *last = start + (left < LIMIT_SCALAR_BYTES ? left : LIMIT_SCALAR_BYTES);
    while (end < last && !is_line_end(*end)) end++;
    if (end == last) return false;
    Str line = {start, (size_t)(end - start)};
    bool blank = !str_trim(line).len && !memchr(start, reader->parser.delim_char, line.len);
    if (!blank && !split_row(reader, end)) return false;
    begin_row(reader, (uint32_t)(end + 1 - bytes));
    return true;
}

static void read_row_or_byte(CsvReader *reader)
{
    bool row_begins = reader->parser.pstate == CSV_ROW_NOT_BEGUN && reader->at == reader->row_start;
    if (!row_begins || !take_simple_row(reader)) feed(reader);
}

static void read_rows(CsvReader *reader)
{
    uint32_t end = (uint32_t)reader->source->bytes.len;
    while (reader->n_faults < QUOTE_FAULTS) {
        while (reader->at < end && reader->n_faults < QUOTE_FAULTS) {
            read_row_or_byte(reader);
            if (reader->rows.len <= LIMIT_RECORDS + 1) continue;
            diag_report(reader->diag, DIAG_TABLE_RECORDS, (Span){reader->source, reader->at, 0},
                        str_format(reader->arena, "%d", LIMIT_RECORDS));
            return;
        }
        if (reader->parser.pstate != CSV_FIELD_BEGUN || !reader->parser.quoted) break;
        quote_fault(reader, DIAG_CSV_QUOTE_OPEN, false);
    }
    if (csv_fini(&reader->parser, on_cell, on_row, reader) != 0) memory_exhausted();
}

/* The separator that occurs most outside of quotes in the header line. */
static char detect_separator(Str line)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t count[3] = {0};
    bool quoted = false;
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '"') quoted = !quoted;
        for (size_t c = 0; c < 3 && !quoted; c++) count[c] += line.ptr[i] == candidates[c];
    }
    size_t best = 0;
    for (size_t c = 1; c < 3; c++)
        if (count[c] > count[best]) best = c;
    return candidates[best];
}

static void report_separator(const Table *table, Diag *diag)
{
    Str shown = table->separator == ','    ? STR("a comma")
                : table->separator == ';'  ? STR("a semicolon")
                : table->separator == '\t' ? STR("a tab")
                                           : STR("another character");
    diag_report(diag, DIAG_CSV_SEPARATOR, table->header.span, shown);
}

static uint32_t skip_blank_lines(const Source *source, uint32_t line)
{
    while (line < source->n_lines && !str_trim(source_line(source, line)).len) line++;
    return line;
}

const Table *read_csv(Arena *arena, Arena *tmp, const Source *source, CsvOptions options,
                      Diag *diag)
{
    if (options.windows_1252) source = encoding_from_windows_1252(arena, source, diag);
    if (!source || !encoding_check(source, diag).ok) return NULL;
    CsvReader *reader = ARENA_NEW(tmp, CsvReader);
    reader->arena = arena, reader->tmp = tmp, reader->source = source, reader->diag = diag;
    uint32_t line = skip_blank_lines(source, 1);
    Str first = str_trim(source_line(source, line));
    char separator = options.separator;
    if (str_starts(first, STR("sep=")) && first.len == 5) {
        if (!separator && first.ptr[4] != '"')
            separator = first.ptr[4]; /* nothing is parted by " */
        line++;
    } else if (str_eq(first, STR("sep="))) { /* the trimmed one was a tab */
        if (!separator) separator = '\t';
        line++;
    }
    if (!separator)
        separator = detect_separator(source_line(source, skip_blank_lines(source, line)));
    reader->at =
        line <= source->n_lines ? source->line_starts[line - 1] : (uint32_t)source->bytes.len;
    reader->cell_start = reader->row_start = reader->at;
    if (csv_init(&reader->parser, 0) != 0) memory_exhausted();
    csv_set_delim(&reader->parser, (unsigned char)separator);
    read_rows(reader);
    csv_free(&reader->parser);
    if (reader->header_lost) return NULL;
    const Table *rows =
        table_new(tmp, source, reader->rows.items, reader->n_cells.items, reader->rows.len, diag);
    if (!rows) return NULL;
    Table *table = ARENA_NEW(tmp, Table);
    *table = *rows;
    table->separator = separator;
    if (!options.separator) report_separator(table, diag);
    table_check_changed(tmp, table, diag);
    return table;
}
