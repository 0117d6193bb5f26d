/* table - rows are made one at a time from the columns, so that a flow can place ten thousand of
 * them without holding them all; a table inside another box is a stack of its rows.
 *
 * Strong rules stand above the head, under it, above rows of totals and, with `bottom_rule`, at the
 * end of the table and of each part of it. Columns of width auto and those with decimal signs in
 * line cost a pass over all rows before the first is placed. Totals are kept as running sums, so
 * that carrying them from page to page costs nothing per row. */
#include "layout/table.h"

#include "base/vec.h"

static const LNode stack_node = {.type = NODE_STACK};

/* A table does not go on to a further page for fewer rows than these. */
enum { LAST_ROWS = 2 };

typedef struct Opening {
    Make *m;
    Arena *arena;
    VEC(OpenColumn) columns, heads;
    size_t depth;
} Opening;

static bool is_there(Make *m, const TableColumn *column, const Scope *scope)
{
    if (!column->when) return true;
    Value value = make_expr(m, column->when, scope);
    return value_is_true(&value);
}

static void open_columns(Opening *o, const TableColumn *columns, size_t n, const Scope *scope,
                         const ColumnLink *link, size_t level);

static void open_column(Opening *o, const TableColumn *column, const Scope *scope,
                        const ColumnLink *link, size_t level)
{
    if (!is_there(o->m, column, scope)) return;
    OpenColumn open = {.column = column, .link = link, .level = level, .first = o->columns.len};
    if (!column->n_columns) {
        if (level + 1 > o->depth) o->depth = level + 1;
        VEC_PUSH(o->arena, &o->columns, open);
        return;
    }
    open_columns(o, column->columns, column->n_columns, scope, link, level + 1);
    open.n = o->columns.len - open.first;
    if (open.n) VEC_PUSH(o->arena, &o->heads, open);
}

static void open_columns(Opening *o, const TableColumn *columns, size_t n, const Scope *scope,
                         const ColumnLink *link, size_t level)
{
    for (size_t c = 0; c < n; c++) {
        if (!columns[c].in) {
            open_column(o, &columns[c], scope, link, level);
            continue;
        }
        Value items = make_expr(o->m, columns[c].in, scope);
        for (size_t i = 0; items.kind == VALUE_LIST && i < items.list.n; i++) {
            ColumnLink *own = ARENA_NEW(o->arena, ColumnLink);
            *own = (ColumnLink){link, columns[c].each, items.list.items[i],
                                make_loop_value(o->arena, i, items.list.n, items.list.n)};
            Scope item = {scope, own->name, own->value};
            Scope place = {&item, STR("column"), own->place};
            open_column(o, &columns[c], &place, own, level);
        }
    }
}

static bool has_part(const Table *table, TablePart part)
{
    for (size_t c = 0; c < table->n_columns; c++)
        if (table->columns[c].column->cells[part]) return true;
    return part == PART_HEAD && table->n_heads;
}

TableMark table_mark(Arena *arena, const Table *table)
{
    return (TableMark){0, ARENA_ARRAY(arena, Value, table->totals ? table->totals->map.n : 0)};
}

void table_mark_copy(TableMark *to, const TableMark *from, const Table *table)
{
    to->rows = from->rows;
    for (size_t i = 0; table->totals && i < table->totals->map.n; i++)
        to->totals[i] = from->totals[i];
}

static Value totals_value(Make *m, const Table *table, const Value *totals)
{
    return make_record_value(m->arena, table->totals->map.type, totals);
}

/* {totals} and {rows} as they are after `mark`. */
static const Scope *marked_scope(Make *m, const Table *table, const Scope *scope,
                                 const TableMark *mark)
{
    const Value values[] = {
        value_list(table->values, mark->rows),
        value_number(num_from_int((int64_t)table->loop.count)),
        value_number(num_from_int((int64_t)table->loop.total)),
        value_number(num_from_int((int64_t)(table->loop.total - table->loop.count)))};
    Scope *links = ARENA_ARRAY(m->arena, Scope, 2);
    links[0] = (Scope){scope, STR("rows"), make_record_value(m->arena, rows_type(), values)};
    if (!table->totals) return &links[0];
    links[1] = (Scope){&links[0], STR("totals"), totals_value(m, table, mark->totals)};
    return &links[1];
}

static const Scope *totals_scope(Make *m, const Table *table, const Scope *scope,
                                 const Value *totals)
{
    if (!table->totals) return scope;
    Scope *link = ARENA_NEW(m->arena, Scope);
    *link = (Scope){scope, STR("totals"), totals_value(m, table, totals)};
    return link;
}

static Box *ruled(Make *m, const Table *table, Box *row, bool above, bool below)
{
    Box *stack = box_new(m, &stack_node);
    stack->kids = ARENA_ARRAY(m->arena, Box *, 3);
    if (above) stack->kids[stack->n_kids++] = make_table_rule(m, table, P_RULE_COLOUR, RULE_STRONG);
    stack->kids[stack->n_kids++] = row;
    if (below) stack->kids[stack->n_kids++] = make_table_rule(m, table, P_RULE_COLOUR, RULE_STRONG);
    stack->keep = 2;
    return stack;
}

static Box *pile(Make *m, Box *above, Box *below)
{
    if (!above || !below) return above ? above : below;
    Box *both = box_new(m, &stack_node);
    both->kids = ARENA_ARRAY(m->arena, Box *, 2);
    both->kids[0] = above, both->kids[1] = below, both->n_kids = 2;
    both->keep = 2;
    return both;
}

Box *table_head(Make *m, const Table *table, bool again)
{
    const Prop *continued = again ? prop_find(table->node, P_CONTINUED) : NULL;
    Box *head = NULL;
    if (table->has[PART_HEAD])
        head =
            ruled(m, table, make_table_row(m, table, PART_HEAD, table->scope, false), true, true);
    if (continued) head = pile(m, make_stack(m, continued->nodes, table->scope), head);
    if (head) head->keep_next = true;
    return head;
}

static Box *bottom_rule(Make *m, const Table *table)
{
    if (!prop_find(table->node, P_BOTTOM_RULE)) return NULL;
    return make_table_rule(m, table, P_BOTTOM_RULE, RULE_STRONG);
}

Box *table_end(Make *m, const Table *table, const TableMark *mark)
{
    Box *row = NULL;
    if (table->has[PART_CARRIED])
        row = ruled(m, table,
                    make_table_row(m, table, PART_CARRIED,
                                   marked_scope(m, table, table->scope, mark), false),
                    true, false);
    return pile(m, row, bottom_rule(m, table));
}

Box *table_start(Make *m, const Table *table, const TableMark *mark)
{
    if (!table->has[PART_BROUGHT]) return NULL;
    Box *row =
        make_table_row(m, table, PART_BROUGHT, marked_scope(m, table, table->scope, mark), false);
    bool headless = !table->has[PART_HEAD];
    return ruled(m, table, row, headless, true);
}

/* ---- from above down */

TableCursor table_cursor(Arena *arena, const Table *table)
{
    size_t n = table->totals ? table->totals->map.n : 0;
    return (TableCursor){.all = table_mark(arena, table),
                         .of_groups = ARENA_ARRAY(arena, Value, n * table->loop.n_levels),
                         .merged = ARENA_ARRAY(arena, MergeText, table->n_columns)};
}

/* Adds the row's figures to the sums of the table and of its groups. */
static void add_up(Make *m, const Table *table, TableCursor *at, const LoopItem *item,
                   const Scope *scope)
{
    at->all.rows++;
    for (size_t i = 0; table->totals && i < table->totals->map.n; i++) {
        const Expr *expr = table->totals->map.items[i].expr;
        size_t n = table->totals->map.n;
        Value part = make_expr(m, expr, scope);
        expr_add(expr, &m->eval, &at->all.totals[i], &part);
        for (size_t l = 0; l < item->n_groups; l++)
            expr_add(expr, &m->eval, &at->of_groups[l * n + i], &part);
    }
}

static void clear_groups(const Table *table, TableCursor *at, size_t from)
{
    size_t n = table->totals ? table->totals->map.n : 0;
    for (size_t i = from * n; i < table->loop.n_levels * n; i++) at->of_groups[i] = value_unknown();
    for (size_t c = 0; c < table->n_columns; c++) at->merged[c].len = 0;
}

static Box *make_body_row(Make *m, const Table *table, TableCursor *at, const LoopItem *item,
                          const Scope *scope)
{
    add_up(m, table, at, item, scope);
    Box *row =
        make_table_row(m, table, PART_BODY, totals_scope(m, table, scope, at->all.totals),
                       item->index && (item->place || !prop_find(table->node, P_GROUP_HEAD)));
    merge_cells(table, row, at->merged);
    for (size_t i = 0; i < row->n_kids; i++)
        if (row->places[i].repeated) row->kids[i] = box_new(m, &stack_node);
    int64_t keep;
    row->keep = make_int(m, table->node, P_ROW_KEEP, table->scope, &keep) ? (uint8_t)keep : 1;
    if (item->place % 2) make_colour(m, table->node, P_ZEBRA, table->scope, &row->fill);
    return row;
}

/* Whether what follows an item is wanted on its page: the last rows, a group's or table's foot. */
static bool keeps_next(const Table *table, size_t i, size_t level)
{
    const LoopItem *item = &table->loop.items[i];
    size_t left = table->loop.n - i - 1;
    bool feet = table->has[PART_GROUP_FOOT] && level > item->ends;
    if (feet) return true;
    if (left) return left < LAST_ROWS;
    return table->has[PART_FOOT] || prop_find(table->node, P_BOTTOM_RULE) ||
           prop_find(table->node, P_NOTES);
}

static Box *group_head(Make *m, const Table *table, const Scope *scope)
{
    const Prop *head = prop_find(table->node, P_GROUP_HEAD);
    if (!head) return NULL;
    Box *box = make_stack(m, head->nodes, scope);
    box->keep_next = true, box->keep = 2;
    return box->n_kids ? box : NULL;
}

static Box *group_foot(Make *m, const Table *table, TableCursor *at, const Scope *scope,
                       size_t level)
{
    if (!table->has[PART_GROUP_FOOT]) return NULL;
    size_t n = table->totals ? table->totals->map.n : 0;
    const Scope *own = totals_scope(m, table, scope, at->of_groups + (level - 1) * n);
    return ruled(m, table, make_table_row(m, table, PART_GROUP_FOOT, own, false), true, false);
}

/* In place of the rows of a group that has none. */
static Box *no_rows(Make *m, const Table *table, const Scope *scope)
{
    const Prop *otherwise = prop_find(table->node, P_ELSE);
    Box *box = otherwise ? make_stack(m, otherwise->nodes, scope) : NULL;
    return box && box->n_kids ? box : NULL;
}

static Box *item_piece(Make *m, const Table *table, TableCursor *at, const LoopItem *item, int step)
{
    int levels = item->n_groups;
    int level = step < levels ? step + 1 : step == levels ? levels : 2 * levels + 1 - step;
    Scope links[3];
    const Scope *scope =
        loop_names(m, table->node, table->scope, &table->loop, item, (size_t)level, links);
    if (step < levels) {
        if (step < item->starts) return NULL;
        if (step == item->starts) clear_groups(table, at, (size_t)step);
        return group_head(m, table, scope);
    }
    Box *box;
    if (step > levels)
        box = level > item->ends ? group_foot(m, table, at, scope, (size_t)level) : NULL;
    else
        box = item->empty ? no_rows(m, table, scope) : make_body_row(m, table, at, item, scope);
    if (box)
        box->keep_next = keeps_next(table, at->item, (size_t)(step > levels ? level - 1 : levels));
    return box;
}

/* What follows the last row. */
static bool last_piece(Make *m, const Table *table, TableCursor *at, Box **out)
{
    const Prop *notes = prop_find(table->node, P_NOTES);
    const Scope *scope = marked_scope(m, table, table->scope, &at->all);
    int step = at->step++;
    if (step == 0) {
        Box *foot = NULL;
        if (table->has[PART_FOOT])
            foot = ruled(m, table, make_table_row(m, table, PART_FOOT, scope, false), true, false);
        *out = pile(m, foot, bottom_rule(m, table));
        if (*out) (*out)->keep = 2, (*out)->keep_next = notes != NULL;
    } else if (step == 1 && notes) {
        *out = make_stack(m, notes->nodes, scope);
        (*out)->keep = 1;
        if (!(*out)->n_kids) *out = NULL;
    }
    return step < 2;
}

bool table_next(Make *m, const Table *table, TableCursor *at, Box **out, TableMark *mark)
{
    *out = NULL;
    bool more = true;
    if (at->item == table->loop.n) {
        more = last_piece(m, table, at, out);
    } else {
        const LoopItem *item = &table->loop.items[at->item];
        bool named = item->item.kind == VALUE_RECORD && item->item.record->node;
        Str before =
            named ? diag_set_record(m->diag, record_label(m->arena, item->item.record)) : (Str){0};
        *out = item_piece(m, table, at, item, at->step);
        if (named) diag_set_record(m->diag, before);
        if (++at->step > 2 * item->n_groups) at->item++, at->step = 0;
    }
    *mark = table_mark(m->arena, table);
    table_mark_copy(mark, &at->all, table);
    return more;
}

/* ---- opening */

/* Makes each piece once, and the head, and shows those that are rows to `look`. */
static void look_at_rows(Make *m, const Table *table,
                         void (*look)(Make *, const Table *, const Box *row, Len *found),
                         Len *found)
{
    Arena *before = m->arena;
    uint32_t steps = m->steps, boxes = m->boxes;
    Arena tmp, rows;
    arena_init(&tmp);
    arena_init(&rows);
    m->arena = &tmp;
    TableCursor at = table_cursor(&tmp, table);
    TableMark mark;
    Box *box =
        table->has[PART_HEAD] ? make_table_row(m, table, PART_HEAD, table->scope, false) : NULL;
    m->arena = &rows;
    do {
        if (box && box->type == NODE_STACK) /* ruled: the row stands in it */
            for (size_t i = 0; i < box->n_kids; i++)
                if (box->kids[i]->grid) look(m, table, box->kids[i], found);
        if (box && box->grid) look(m, table, box, found);
        arena_rewind(&rows, (ArenaMark){0});
        m->steps = steps, m->boxes = boxes; /* these boxes are gone again */
    } while (table_next(m, table, &at, &box, &mark));
    if (table->has[PART_CARRIED]) {
        const Scope *scope = marked_scope(m, table, table->scope, &at.all);
        look(m, table, make_table_row(m, table, PART_CARRIED, scope, false), found);
        look(m, table, make_table_row(m, table, PART_BROUGHT, scope, false), found);
    }
    m->arena = before;
    arena_free(&rows);
    arena_free(&tmp);
}

static void look_at_widths(Make *m, const Table *table, const Box *row, Len *found)
{
    (void)found;
    grid_look(m, table->grid, row);
}

static void look_at_tails(Make *m, const Table *table, const Box *row, Len *longest)
{
    (void)table;
    for (size_t i = 0; i < row->n_kids; i++) {
        const CellPlace *place = &row->places[i];
        if (place->kind != CELL_CONTENT) continue;
        Len tail = decimal_tail(m, row->kids[i]), *most = &longest[place->column + place->span - 1];
        if (tail > *most) *most = tail;
    }
}

static void resolve(Make *m, Arena *arena, Table *table)
{
    bool tails = false, autos = false;
    for (size_t c = 0; c < table->n_columns; c++) {
        tails |= wants_decimal(m->layout, table->columns[c].column->cells[PART_BODY]);
        autos |= table->columns[c].column->width.unit == SIZE_AUTO;
    }
    if (tails) {
        Len *longest = ARENA_ARRAY(arena, Len, table->n_columns);
        look_at_rows(m, table, look_at_tails, longest);
        table->tails = longest;
    }
    if (autos) look_at_rows(m, table, look_at_widths, NULL);
}

void table_open(Make *m, Arena *arena, Arena *shown, const LNode *node, const Scope *scope,
                Table *out)
{
    const Prop *columns = prop_find(node, P_TABLE_COLUMNS);
    Opening o = {.m = m, .arena = arena};
    if (columns) open_columns(&o, columns->columns.items, columns->columns.n, scope, NULL, 0);
    *out = (Table){.node = node,
                   .scope = scope,
                   .n_columns = o.columns.len,
                   .columns = o.columns.items,
                   .n_heads = o.heads.len,
                   .heads = o.heads.items,
                   .depth = o.depth,
                   .totals = prop_find(node, P_TOTALS)};
    out->loop = make_loop(m, arena, node, scope);
    if (!out->n_columns) out->loop.n = 0;
    Value *values = ARENA_ARRAY(arena, Value, out->loop.count);
    for (size_t i = 0, n = 0; i < out->loop.n; i++)
        if (!out->loop.items[i].empty) values[n++] = out->loop.items[i].item;
    out->values = values;
    for (int part = 0; part < N_TABLE_PARTS; part++)
        out->has[part] = has_part(out, (TablePart)part);
    out->closes = out->has[PART_CARRIED] || out->has[PART_BROUGHT] ||
                  prop_find(node, P_BOTTOM_RULE) || prop_find(node, P_CONTINUED);
    out->grid = grid_new(m, shown, out);
    resolve(m, arena, out);
}

/* ---- a table inside another box */

/* What the table shows if it is split after each of its pieces. Only carried totals differ. */
static void add_break(Make *m, const Table *table, TableBreaks *breaks, const TableMark *mark,
                      size_t i)
{
    bool same = i && !table->has[PART_CARRIED] && !table->has[PART_BROUGHT];
    breaks->ends[i] = same ? breaks->ends[0] : table_end(m, table, mark);
    breaks->starts[i] = same ? breaks->starts[0] : table_start(m, table, mark);
}

Box *make_table(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    Table table;
    table_open(m, m->arena, m->arena, node, scope, &table);
    const Prop *otherwise = prop_find(node, P_ELSE);
    if (!table.loop.n)
        return otherwise && !prop_find(node, P_GROUPS) ? make_stack(m, otherwise->nodes, scope)
                                                       : NULL;
    VEC(Box *) rows = {0};
    Box *head = table_head(m, &table, false), *piece;
    if (head) VEC_PUSH(m->arena, &rows, head);
    box->repeat_head = rows.len;
    TableBreaks *breaks = ARENA_NEW(m->arena, TableBreaks);
    size_t most = table.loop.n * (2 * table.loop.n_levels + 1) + 2;
    *breaks = (TableBreaks){.head = table_head(m, &table, true),
                            .ends = ARENA_ARRAY(m->arena, Box *, most),
                            .starts = ARENA_ARRAY(m->arena, Box *, most)};
    TableCursor at = table_cursor(m->arena, &table);
    for (TableMark mark; table_next(m, &table, &at, &piece, &mark);) {
        if (!piece) continue;
        add_break(m, &table, breaks, &mark, rows.len - box->repeat_head);
        VEC_PUSH(m->arena, &rows, piece);
    }
    box->breaks = breaks;
    box->kids = rows.items, box->n_kids = rows.len;
    return box;
}
