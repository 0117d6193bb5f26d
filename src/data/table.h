/* table - rows of cells, from CSV or a spreadsheet, and the way from there to nodes. */
#ifndef ETALASE_DATA_TABLE_H
#define ETALASE_DATA_TABLE_H

#include "data/node.h"

typedef struct Cell {
    Str text;  /* without surrounding quotes; empty: no value */
    Span span; /* of the text */
} Cell;

typedef struct Row {
    const Cell *cells; /* as many as the table has columns */
    Span span;
} Row;

typedef struct Table {
    const Source *source;
    Row header; /* names are trimmed; an empty one stands over an empty column */
    size_t n_columns;
    const Row *rows; /* rows without any text are left out */
    size_t n_rows;
    char separator; /* CSV; NUL for spreadsheets */
} Table;

typedef struct CsvOptions {
    char separator;    /* NUL: found out from the header line, or from a `sep=;` line above it */
    bool windows_1252; /* the bytes are Windows-1252, not UTF-8 */
} CsvOptions;

/* Reads RFC 4180 and what spreadsheets make of it: other separators, LF or CR alone, spaces around
 * quotes. A row with a fault is reported and the others are read. NULL if there is no header. Cells
 * that look changed by a spreadsheet are warned of. Texts are in `arena`, the table itself in
 * `tmp`.
 */
const Table *read_csv(Arena *arena, Arena *tmp, const Source *source, CsvOptions options,
                      Diag *diag);

/* Reads one sheet of an .xlsx file: the named one, or the first if `sheet` is empty. Values as
 * stored: text as text, numbers as the shortest decimal, dates as 2023-08-12, 19:30 or 2023-08-12
 * 19:30, formulas as their last result. `at` is where the file is named. The table's source is made
 * for messages: one line per row of the sheet, `A12: text | B12: text`. NULL after an error was
 * reported. */
const Table *read_xlsx(Arena *arena, Str bytes, Str shown, Str sheet, Span at, Diag *diag);

/* Puts a table together from a header and rows of any length: names trimmed, empty rows dropped,
 * missing and surplus cells reported. For readers. */
const Table *table_new(Arena *arena, const Source *source, const Row *rows, const size_t *n_cells,
                       size_t n_rows, Diag *diag);

/* What is known about the tables that another program exports; nodes may be NULL. */
typedef struct TableImport {
    Str name;
    const Node *columns;  /* {header: field}, for the columns that the table has */
    const Node *defaults; /* {field: value} */
    const Node *only;     /* {header: value or list of values}: other rows are left out */
    const Node *needs;    /* list of fields that a column must go to */
} TableImport;

typedef struct TableMapping {
    const Node
        *columns; /* {header: field}; NULL: headers are fields. A header may be cut short with a
                   * star: `Nama usaha*`. A field is a key, a path of keys (`contact.whatsapp`), a
                   * list to which the cell adds its parts between commas or semicolons
                   * (`booths[]`), or nothing: the column is not used. Columns that are not named
                   * keep their header as field. */
    const Node *defaults;      /* {field: value} for records without the field; NULL: none */
    const TableImport *import; /* comes after `columns` and `defaults`; columns that neither names
                                * are left out. NULL: none */
} TableMapping;

/* A list of one map per row. Empty cells make no pair. Names that stand twice in the header and
 * faults of the mapping are reported; with an import the first column of a name counts. */
const Node *table_to_list(Arena *arena, const Table *table, TableMapping mapping, Diag *diag);

#endif
