/* table - rows are made one at a time from the columns, so that a flow can place ten thousand of
 * them without holding them all; a table inside another box is a stack of its rows.
 *
 * Rules stand only above the head, under it, and above the foot. Columns of width auto cost a pass
 * over all rows before the first is placed. */
#include "base/vec.h"
#include "layout/box.h"

static const LNode row_node = {.type = NODE_ROW}, stack_node = {.type = NODE_STACK},
                   rule_node = {.type = NODE_RULE};

/* A table does not go on to a further page for fewer rows than these. */
enum { LAST_ROWS = 2 };

typedef struct ColumnList {
    VEC(const TableColumn *) columns;
    VEC(Value) values, places;
    VEC(Size) sizes;
} ColumnList;

static bool column_is_there(Make *m, const TableColumn *column, const Scope *scope)
{
    if (!column->when) return true;
    Value value = make_expr(m, column->when, scope);
    return value_is_true(&value);
}

static void unroll(Make *m, Arena *arena, const TableColumn *column, const Scope *scope,
                   ColumnList *list)
{
    if (!column->in) {
        if (!column_is_there(m, column, scope)) return;
        VEC_PUSH(arena, &list->columns, column);
        VEC_PUSH(arena, &list->values, value_unknown());
        VEC_PUSH(arena, &list->places, value_unknown());
        VEC_PUSH(arena, &list->sizes,
                 grid_size(m, column->width, column->cell->span, STR("width")));
        return;
    }
    Value items = make_expr(m, column->in, scope);
    for (size_t i = 0; items.kind == VALUE_LIST && i < items.list.n; i++) {
        Scope item = {scope, column->each, items.list.items[i]};
        Scope one = {&item, STR("column"), make_loop_value(arena, i, items.list.n)};
        if (!column_is_there(m, column, &one)) continue;
        VEC_PUSH(arena, &list->columns, column);
        VEC_PUSH(arena, &list->values, items.list.items[i]);
        VEC_PUSH(arena, &list->places, make_loop_value(arena, i, items.list.n));
        VEC_PUSH(arena, &list->sizes,
                 grid_size(m, column->width, column->cell->span, STR("width")));
    }
}

static const LNode *cell_node(const TableColumn *column, char part)
{
    return part == 'h' ? column->head : part == 'f' ? column->foot : column->cell;
}

static Box *make_cell(Make *m, const Table *table, size_t c, char part, const Scope *scope,
                      Insets padding)
{
    const TableColumn *column = table->columns[c];
    const LNode *node = cell_node(column, part);
    Scope item = {scope, column->each, table->column_values[c]};
    Scope own = {&item, STR("column"), table->column_places[c]};
    Box *cell = node ? make_box(m, node, column->in ? &own : scope) : NULL;
    if (!cell) cell = box_new(m, &stack_node);
    cell->padding.top += padding.top, cell->padding.bottom += padding.bottom;
    cell->padding.left += padding.left, cell->padding.right += padding.right;
    Len tail = table->tails && part != 'h' ? decimal_tail(m, cell) : LEN_UNSET;
    if (tail != LEN_UNSET) cell->padding.right += table->tails[c] - tail;
    cell->width = table->sizes[c];
    return cell;
}

/* Cell padding; the outer columns stand on the edges of the table. */
static Insets cell_padding(const Table *table, size_t c)
{
    const Prop *prop = prop_find(table->node, P_CELL_PADDING);
    Insets padding = prop ? prop->insets : (Insets){LEN_PT(3), LEN_PT(4), LEN_PT(3), LEN_PT(4)};
    bool tinted = prop_find(table->node, P_ZEBRA) != NULL;
    if (c == 0 && !tinted) padding.left = 0;
    if (c + 1 == table->n_columns && !tinted) padding.right = 0;
    return padding;
}

static Box *make_row(Make *m, const Table *table, char part, const Scope *scope)
{
    Box *row = box_new(m, &row_node);
    row->kids = ARENA_ARRAY(m->arena, Box *, table->n_columns);
    row->n_kids = table->n_columns;
    row->valign = part == 'h' ? 2 : 0;
    for (size_t c = 0; c < table->n_columns; c++)
        row->kids[c] = make_cell(m, table, c, part, scope, cell_padding(table, c));
    return row;
}

static Box *make_rule(Make *m, const Table *table)
{
    Box *rule = box_new(m, &rule_node);
    rule->rule.thickness = LEN_PT(0.5);
    rule->rule.colour = (Colour){COLOUR_GRAY, {0}, 255};
    make_length(m, table->node, P_RULE_WIDTH, table->scope, &rule->rule.thickness);
    make_colour(m, table->node, P_RULE_COLOUR, table->scope, &rule->rule.colour);
    return rule;
}

static Box *ruled(Make *m, const Table *table, Box *row, bool above, bool below)
{
    Box *stack = box_new(m, &stack_node);
    stack->kids = ARENA_ARRAY(m->arena, Box *, 3);
    if (above) stack->kids[stack->n_kids++] = make_rule(m, table);
    stack->kids[stack->n_kids++] = row;
    if (below) stack->kids[stack->n_kids++] = make_rule(m, table);
    return stack;
}

static bool has_part(const Table *table, char part)
{
    for (size_t c = 0; c < table->n_columns; c++)
        if (cell_node(table->columns[c], part)) return true;
    return false;
}

Box *table_head(Make *m, const Table *table, bool again)
{
    if (!has_part(table, 'h')) return NULL;
    const Prop *continued = again ? prop_find(table->node, P_CONTINUED) : NULL;
    Box *head = ruled(m, table, make_row(m, table, 'h', table->scope), true, true);
    if (continued) {
        Box *both = box_new(m, &stack_node);
        both->kids = ARENA_ARRAY(m->arena, Box *, 2);
        both->kids[0] = make_stack(m, continued->nodes, table->scope);
        both->kids[1] = head, both->n_kids = 2;
        head = both;
    }
    head->keep_next = true;
    return head;
}

Box *table_foot(Make *m, const Table *table)
{
    if (!table->has_foot) return NULL;
    Box *foot = ruled(m, table, make_row(m, table, 'f', table->scope), true, false);
    foot->keep = 2;
    return foot;
}

size_t table_rows(Make *m, const Table *table, size_t i, Box *out[2])
{
    const LoopItem *item = &table->items[i];
    const Prop *each = prop_find(table->node, P_IN),
               *group_head = prop_find(table->node, P_GROUP_HEAD);
    Scope links[3];
    links[0] = (Scope){table->scope, each->each.name, item->item};
    links[1] = (Scope){&links[0], STR("loop"), make_loop_value(m->arena, i, table->n_items)};
    links[2] = (Scope){&links[1], STR("group"), item->group};
    const Scope *scope = item->group.kind == VALUE_RECORD ? &links[2] : &links[1];
    bool named = item->item.kind == VALUE_RECORD && item->item.record->node;
    Str before =
        named ? diag_set_record(m->diag, record_label(m->arena, item->item.record)) : (Str){0};
    size_t n = 0;
    if (item->starts_group && group_head) {
        out[n] = make_stack(m, group_head->nodes, scope);
        out[n++]->keep_next = true;
    }
    Box *row = make_row(m, table, 'r', scope);
    if (i % 2) make_colour(m, table->node, P_ZEBRA, table->scope, &row->fill);
    size_t left = table->n_items - i - 1;
    row->keep_next = left ? left < LAST_ROWS : table->has_foot;
    out[n++] = row;
    if (named) diag_set_record(m->diag, before);
    return n;
}

/* Makes each row once, head and foot last, and shows it to `look`. */
static void look_at_rows(Make *m, const Table *table,
                         void (*look)(Make *, const Table *, const Box *row, Len *found),
                         Len *found)
{
    Arena *before = m->arena;
    uint32_t steps = m->steps;
    Arena tmp;
    arena_init(&tmp);
    m->arena = &tmp;
    for (size_t i = 0; i < table->n_items + 2; i++) {
        ArenaMark mark = arena_mark(&tmp);
        m->steps = steps; /* these boxes are gone again */
        Box *rows[2], *row = NULL;
        if (i < table->n_items)
            row = rows[table_rows(m, table, i, rows) - 1];
        else
            row = make_row(m, table, i == table->n_items ? 'h' : 'f', table->scope);
        look(m, table, row, found);
        arena_rewind(&tmp, mark);
    }
    m->arena = before;
    arena_free(&tmp);
}

static void look_at_widths(Make *m, const Table *table, const Box *row, Len *widest)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        if (table->sizes[c].unit != SIZE_AUTO) continue;
        row->kids[c]->width = (Size){SIZE_AUTO, 0};
        Len natural = natural_width(m, row->kids[c]);
        if (natural > widest[c]) widest[c] = natural;
    }
}

static void look_at_tails(Make *m, const Table *table, const Box *row, Len *longest)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        Len tail = decimal_tail(m, row->kids[c]);
        if (tail > longest[c]) longest[c] = tail;
    }
}

/* Columns of width auto become as wide as their widest cell. */
static void resolve_autos(Make *m, Arena *arena, Table *table)
{
    bool any = false;
    for (size_t c = 0; c < table->n_columns; c++) any |= table->sizes[c].unit == SIZE_AUTO;
    if (!any) return;
    Len *widest = ARENA_ARRAY(arena, Len, table->n_columns);
    look_at_rows(m, table, look_at_widths, widest);
    for (size_t c = 0; c < table->n_columns; c++)
        if (table->sizes[c].unit == SIZE_AUTO) table->sizes[c] = (Size){SIZE_LEN, widest[c]};
}

static void resolve_tails(Make *m, Arena *arena, Table *table)
{
    bool any = false;
    for (size_t c = 0; c < table->n_columns; c++)
        any |= wants_decimal(m->layout, table->columns[c]->cell);
    if (!any) return;
    Len *longest = ARENA_ARRAY(arena, Len, table->n_columns);
    look_at_rows(m, table, look_at_tails, longest);
    table->tails = longest;
}

void table_open(Make *m, Arena *arena, const LNode *node, const Scope *scope, Table *out)
{
    const Prop *columns = prop_find(node, P_TABLE_COLUMNS);
    ColumnList list = {0};
    for (size_t i = 0; columns && i < columns->columns.n; i++)
        unroll(m, arena, &columns->columns.items[i], scope, &list);
    *out = (Table){.node = node,
                   .scope = scope,
                   .n_columns = list.columns.len,
                   .columns = list.columns.items,
                   .column_values = list.values.items,
                   .column_places = list.places.items,
                   .sizes = list.sizes.items};
    out->items = make_loop(m, arena, node, scope, &out->n_items);
    out->has_foot = has_part(out, 'f');
    resolve_tails(m, arena, out);
    resolve_autos(m, arena, out);
}

Box *make_table(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    Table table;
    table_open(m, m->arena, node, scope, &table);
    const Prop *otherwise = prop_find(node, P_ELSE);
    if (!table.n_items && otherwise) return make_stack(m, otherwise->nodes, scope);
    if (!table.n_items) return NULL;
    VEC(Box *) rows = {0};
    Box *head = table_head(m, &table, false), *foot;
    if (head) VEC_PUSH(m->arena, &rows, head);
    box->repeat_head = rows.len;
    for (size_t i = 0; i < table.n_items; i++) {
        Box *made[2];
        size_t n = table_rows(m, &table, i, made);
        for (size_t k = 0; k < n; k++) VEC_PUSH(m->arena, &rows, made[k]);
    }
    if ((foot = table_foot(m, &table))) VEC_PUSH(m->arena, &rows, foot);
    box->kids = rows.items, box->n_kids = rows.len;
    return box;
}
