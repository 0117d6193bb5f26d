/* table - a table opened over its rows, which are made one at a time, and the grid that its cells
 * stand on. Internal to layout/.
 *
 *   table_open    columns unrolled, items found, widths of `auto` columns looked up
 *   table_next    the next piece from above down: group head, row, group foot, foot, notes
 *   table_end, table_start   what stands where a page ends and the next one begins in between
 */
#ifndef ETALASE_LAYOUT_TABLE_H
#define ETALASE_LAYOUT_TABLE_H

#include "layout/box.h"

/* Columns of a table, shared by all its rows. */
struct TableGrid {
    Arena *arena; /* of the table */
    const LNode *node;
    Str record;
    size_t n;
    const Size *sizes;
    const Len *least, *most; /* limits; LEN_UNSET: none */
    Len *naturals, *longest; /* of auto columns: widest cell, widest word */
    Len inner;               /* the width that `widths` are for; LEN_UNSET: none yet */
    Len *widths;
};

typedef enum CellKind {
    CELL_CONTENT,
    CELL_RULE,       /* across its columns, as tall as it is thick */
    CELL_COLUMN_RULE /* down the whole height, at the left edge of its column */
} CellKind;

/* Where a kid of a row stands: columns and lines of the row, from 0. */
struct CellPlace {
    uint8_t kind; /* CellKind */
    uint16_t column, span, line, lines;
    Box *repeated; /* has the text of the cell above: shown at the top of a page alone */
};

/* The value of an `each` around a column. */
typedef struct ColumnLink {
    const struct ColumnLink *outer;
    Str name;
    Value value, place;
} ColumnLink;

typedef struct OpenColumn {
    const TableColumn *column;
    const ColumnLink *link; /* NULL: no `each` */
    size_t level;           /* how many heads stand over it; of a head: over that */
    size_t first, n;        /* heads: the columns below */
} OpenColumn;

enum { MERGE_TEXT_BYTES = 120 };

/* The text that a column with `merge` showed last. */
typedef struct MergeText {
    size_t len;
    char bytes[MERGE_TEXT_BYTES];
} MergeText;

typedef struct Table {
    const LNode *node;
    const Scope *scope;
    Loop loop;
    const Value *values;              /* of the items, for {rows.sofar} */
    size_t n_columns, n_heads, depth; /* depth: lines of heads */
    const OpenColumn *columns, *heads;
    TableGrid *grid;
    Len *tails; /* the most that a cell has after its decimal sign; NULL: no such column */
    const Prop *totals;
    bool has[N_TABLE_PARTS];
    bool closes; /* something stands where a page ends or begins inside the table */
} Table;

/* How far a table has come: rows, and their totals. */
typedef struct TableMark {
    size_t rows;
    Value *totals; /* one per name under `totals` */
} TableMark;

typedef struct TableCursor {
    size_t item;
    int step; /* of the item: heads of its groups, itself, feet of its groups */
    TableMark all;
    Value *of_groups;  /* totals per level, outermost first */
    MergeText *merged; /* per column */
} TableCursor;

/* `shown` lives as long as the rows, `arena` as long as they are made. */
void table_open(Make *m, Arena *arena, Arena *shown, const LNode *node, const Scope *scope,
                Table *out);
/* For the first call of table_next. */
TableCursor table_cursor(Arena *arena, const Table *table);
/* The next piece, or NULL where a group head or the notes say nothing; false at the end. A piece
 * that must not be parted from its successor has keep_next. `mark` (in m->arena) is how far the
 * table has come with it. */
bool table_next(Make *m, const Table *table, TableCursor *at, Box **out, TableMark *mark);
/* NULL if no column has a head. `again`: on a further page, under what `continued` says. */
Box *table_head(Make *m, const Table *table, bool again);
/* At the foot of a page inside the table, and under the head of the next; NULL: nothing. */
Box *table_end(Make *m, const Table *table, const TableMark *mark);
Box *table_start(Make *m, const Table *table, const TableMark *mark);
/* A mark of a fresh table. */
TableMark table_mark(Arena *arena, const Table *table);
void table_mark_copy(TableMark *to, const TableMark *from, const Table *table);

/* ---- widths (table_widths.c) */
TableGrid *grid_new(Make *m, Arena *arena, const Table *table);
void grid_look(Make *m, TableGrid *grid, const Box *row);
/* Widths of the columns in `inner`; reports columns that need more. */
const Len *grid_widths(Make *m, TableGrid *grid, Len inner);
Len grid_natural(const TableGrid *grid);
/* Least width in which a box breaks no word; of things that are not text, all of it. */
Len narrowest(Make *m, Box *box);

/* ---- rows (table_row.c) */
typedef enum RuleWeight { RULE_STRONG, RULE_THIN } RuleWeight;
/* `scope` sees {totals} and {rows}. `ruled`: with the rule between rows above it, if there is one.
 */
Box *make_table_row(Make *m, const Table *table, TablePart part, const Scope *scope, bool ruled);
Box *make_table_rule(Make *m, const Table *table, PropId colour, RuleWeight weight);
/* Leaves out what repeats the row above, and remembers what is shown. */
void merge_cells(const Table *table, Box *row, MergeText *last);
/* Shows again what merge_cells left out, and drops the rule above: the row is the first on its
 * page. True if it must be measured again. */
bool row_begins_page(Box *row);
/* The copy of a row gets places of its own. */
void copy_places(Arena *arena, Box *row);
/* A rule of a row that takes no room and shows nothing any more. */
void drop_rule(Box *rule);

/* Whether the text asks for `align: decimal`, itself or by its style. */
bool wants_decimal(const Layout *layout, const LNode *text);
/* Width after the decimal sign of a text with `align: decimal`; LEN_UNSET for all else. */
Len decimal_tail(Make *m, const Box *cell);

#endif
