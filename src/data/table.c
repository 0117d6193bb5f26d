/* table - a header, and rows measured against it. */
#include "data/table.h"

#include "data/limits.h"

static bool is_blank(const Row *row, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_trim(row->cells[i].text).len) return false;
    return true;
}

static Cell trimmed(Cell cell)
{
    Str text = str_trim(cell.text);
    if (text.len == cell.text.len) return cell;
    if (cell.span.len == cell.text.len) cell.span.offset += (uint32_t)(text.ptr - cell.text.ptr);
    cell.span.len = cell.span.len == cell.text.len ? (uint32_t)text.len : cell.span.len;
    cell.text = text;
    return cell;
}

/* A column needs a name as soon as it holds something. */
static void check_unnamed(const Table *table, Diag *diag)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->header.cells[i].text.len) continue;
        for (size_t r = 0; r < table->n_rows; r++) {
            const Cell *cell = &table->rows[r].cells[i];
            if (!cell->text.len) continue;
            diag_report(diag, DIAG_TABLE_HEADER_EMPTY, table->header.cells[i].span);
            diag_note(diag, cell->span, STR("the column has text here"));
            break;
        }
    }
}

static Row fit(Arena *arena, const Table *table, const Row *row, size_t n, Diag *diag)
{
    size_t used = n;
    while (used > table->n_columns && !row->cells[used - 1].text.len) used--;
    if (used != table->n_columns)
        diag_report(diag, used > table->n_columns ? DIAG_TABLE_ROW_LONG : DIAG_TABLE_ROW_SHORT,
                    used > table->n_columns ? row->cells[table->n_columns].span : row->span,
                    str_format(arena, "%zu", used), str_format(arena, "%zu", table->n_columns));
    if (n >= table->n_columns) return *row;
    Cell *cells = ARENA_ARRAY(arena, Cell, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++)
        cells[i] = i < n ? row->cells[i]
                         : (Cell){STR(""), {table->source, row->span.offset + row->span.len, 0}};
    return (Row){cells, row->span};
}

static size_t used_columns(const Row *header, size_t n, const Row *rows, const size_t *n_cells,
                           size_t n_rows)
{
    while (n && !str_trim(header->cells[n - 1].text).len) {
        for (size_t r = 0; r < n_rows; r++)
            if (n_cells[r] >= n && rows[r].cells[n - 1].text.len) return n;
        n--;
    }
    return n;
}

const Table *table_new(Arena *arena, const Source *source, const Row *rows, const size_t *n_cells,
                       size_t n_rows, Diag *diag)
{
    size_t first = 0;
    while (first < n_rows && is_blank(&rows[first], n_cells[first])) first++;
    if (first == n_rows) {
        diag_report(diag, DIAG_TABLE_EMPTY, (Span){source, 0, 0});
        return NULL;
    }
    Table *table = ARENA_NEW(arena, Table);
    table->source = source;
    size_t below = n_rows - first - 1;
    table->n_columns =
        used_columns(&rows[first], n_cells[first], rows + first + 1, n_cells + first + 1, below);
    if (table->n_columns > LIMIT_COLUMNS || table->n_columns * below > LIMIT_NODES) {
        diag_report(diag, DIAG_TABLE_COLUMNS, rows[first].span,
                    str_format(arena, "%zu", table->n_columns), str_format(arena, "%zu", below));
        return NULL;
    }
    Cell *names = ARENA_ARRAY(arena, Cell, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) names[i] = trimmed(rows[first].cells[i]);
    table->header = (Row){names, rows[first].span};
    Row *kept = ARENA_ARRAY(arena, Row, below);
    for (size_t r = first + 1; r < n_rows; r++)
        if (!is_blank(&rows[r], n_cells[r]))
            kept[table->n_rows++] = fit(arena, table, &rows[r], n_cells[r], diag);
    table->rows = kept;
    check_unnamed(table, diag);
    if (table->n_rows == 0) diag_report(diag, DIAG_TABLE_NO_RECORDS, table->header.span);
    return table;
}
