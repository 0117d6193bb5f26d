/* table_row - the rows of a table: cells from the columns, the heads over columns, the rules. */
#include <string.h>

#include "base/vec.h"
#include "layout/table.h"

static const LNode row_node = {.type = NODE_ROW}, stack_node = {.type = NODE_STACK},
                   rule_node = {.type = NODE_RULE};

typedef struct Row {
    VEC(Box *) kids;
    VEC(CellPlace) places;
} Row;

static const Scope *column_scope(Make *m, const ColumnLink *link, const Scope *scope)
{
    if (!link) return scope;
    Scope *links = ARENA_ARRAY(m->arena, Scope, 2);
    links[0] = (Scope){column_scope(m, link->outer, scope), link->name, link->value};
    links[1] = (Scope){&links[0], STR("column"), link->place};
    return &links[1];
}

/* Cell padding; the outer columns stand on the edges of the table. */
static Insets cell_padding(const Table *table, size_t first, size_t n)
{
    const Prop *prop = prop_find(table->node, P_CELL_PADDING);
    Insets padding = prop ? prop->insets : (Insets){LEN_PT(3), LEN_PT(4), LEN_PT(3), LEN_PT(4)};
    bool tinted = prop_find(table->node, P_ZEBRA) != NULL;
    if (first == 0 && !tinted) padding.left = 0;
    if (first + n == table->n_columns && !tinted) padding.right = 0;
    return padding;
}

static void add(Make *m, Row *row, Box *box, CellPlace place)
{
    VEC_PUSH(m->arena, &row->kids, box);
    VEC_PUSH(m->arena, &row->places, place);
}

static Box *make_content(Make *m, const LNode *node, const ColumnLink *link, const Scope *scope,
                         Insets padding)
{
    Box *cell = node ? make_box(m, node, column_scope(m, link, scope)) : NULL;
    if (!cell) cell = box_new(m, &stack_node);
    cell->padding.top += padding.top, cell->padding.bottom += padding.bottom;
    cell->padding.left += padding.left, cell->padding.right += padding.right;
    return cell;
}

static size_t cell_span(Make *m, const Table *table, size_t c, const LNode *node,
                        const Scope *scope)
{
    int64_t span;
    if (!node || !make_int(m, node, P_SPAN, column_scope(m, table->columns[c].link, scope), &span))
        return 1;
    int64_t most = (int64_t)(table->n_columns - c);
    return (size_t)(span < 1 ? 1 : span > most ? most : span);
}

/* The cells of one line; in heads those reach from their own level down. */
static void add_cells(Make *m, const Table *table, TablePart part, const Scope *scope, Row *row)
{
    for (size_t c = 0; c < table->n_columns;) {
        const OpenColumn *open = &table->columns[c];
        const LNode *node = open->column->cells[part];
        size_t span = cell_span(m, table, c, node, scope);
        Box *cell = make_content(m, node, open->link, scope, cell_padding(table, c, span));
        Len tail = table->tails && part != PART_HEAD ? decimal_tail(m, cell) : LEN_UNSET;
        if (tail != LEN_UNSET) cell->padding.right += table->tails[c + span - 1] - tail;
        CellPlace place = {.column = (uint16_t)c, .span = (uint16_t)span, .lines = 1};
        place.line = row->places.len && row->places.items[0].kind == CELL_RULE; /* under the rule */
        if (part == PART_HEAD) {
            place.line = (uint16_t)(2 * open->level);
            place.lines = (uint16_t)(2 * (table->depth - open->level) - 1);
        }
        add(m, row, cell, place);
        c += span;
    }
}

Box *make_table_rule(Make *m, const Table *table, PropId colour, RuleWeight weight)
{
    Box *rule = box_new(m, &rule_node);
    rule->rule.thickness = weight == RULE_STRONG ? LEN_PT(0.5) : LEN_PT(0.25);
    rule->rule.colour = (Colour){COLOUR_GRAY, {0}, 255};
    make_length(m, table->node, weight == RULE_STRONG ? P_RULE_WIDTH : P_THIN_WIDTH, table->scope,
                &rule->rule.thickness);
    make_colour(m, table->node, colour, table->scope, &rule->rule.colour);
    return rule;
}

/* Heads over columns, each with a rule under it that does not touch its neighbour's. */
static void add_heads(Make *m, const Table *table, const Scope *scope, Row *row)
{
    for (size_t h = 0; h < table->n_heads; h++) {
        const OpenColumn *head = &table->heads[h];
        const LNode *node = head->column->cells[PART_HEAD];
        Insets padding = cell_padding(table, head->first, head->n);
        CellPlace place = {.column = (uint16_t)head->first,
                           .span = (uint16_t)head->n,
                           .line = (uint16_t)(2 * head->level),
                           .lines = 1};
        add(m, row, make_content(m, node, head->link, scope, padding), place);
        if (!node) continue;
        Box *rule = make_table_rule(m, table, P_RULE_COLOUR, RULE_STRONG);
        rule->padding.left = padding.left, rule->padding.right = padding.right;
        place.kind = CELL_RULE, place.line++;
        add(m, row, rule, place);
    }
}

/* Whether a cell or head above begins at the same column: the rule at its left goes on down. */
static bool begins_above(const Row *row, size_t n, const CellPlace *place)
{
    for (size_t i = 0; i < n; i++) {
        const CellPlace *other = &row->places.items[i];
        if (other->kind == CELL_CONTENT && other->column == place->column &&
            other->line < place->line)
            return true;
    }
    return false;
}

static void add_column_rules(Make *m, const Table *table, Row *row, size_t lines)
{
    size_t n = row->places.len;
    for (size_t i = 0; i < n; i++) {
        CellPlace place = row->places.items[i];
        if (place.kind != CELL_CONTENT || place.column == 0 || begins_above(row, n, &place))
            continue;
        place.kind = CELL_COLUMN_RULE, place.span = 1;
        place.lines = (uint16_t)(lines - place.line);
        add(m, row, make_table_rule(m, table, P_COLUMN_RULE, RULE_THIN), place);
    }
}

Box *make_table_row(Make *m, const Table *table, TablePart part, const Scope *scope, bool ruled)
{
    Box *box = box_new(m, &row_node);
    Row row = {0};
    size_t lines = part == PART_HEAD ? 2 * table->depth - 1 : 1;
    if (part == PART_HEAD) add_heads(m, table, scope, &row);
    if (ruled && prop_find(table->node, P_ROW_RULE)) {
        CellPlace place = {.kind = CELL_RULE, .span = (uint16_t)table->n_columns, .lines = 1};
        add(m, &row, make_table_rule(m, table, P_ROW_RULE, RULE_THIN), place);
        lines = 2;
    }
    add_cells(m, table, part, scope, &row);
    if (prop_find(table->node, P_COLUMN_RULE)) add_column_rules(m, table, &row, lines);
    box->kids = row.kids.items, box->n_kids = row.kids.len;
    box->places = row.places.items, box->grid = table->grid;
    int64_t valign;
    if (part == PART_HEAD)
        box->valign = 2;
    else if (make_int(m, table->node, P_VALIGN, table->scope, &valign))
        box->valign = (uint8_t)valign;
    return box;
}

/* The rule above a row leaves out the first columns as far as they go on from above. */
static void shorten_rule(Box *row)
{
    CellPlace *rule = row->n_kids ? &row->places[0] : NULL;
    if (!rule || rule->kind != CELL_RULE) return;
    for (size_t i = 1; i < row->n_kids && row->places[i].repeated; i++) {
        rule->column = (uint16_t)(rule->column + row->places[i].span);
        rule->span = (uint16_t)(rule->span - row->places[i].span);
    }
}

void merge_cells(const Table *table, Box *row, MergeText *last)
{
    bool fresh = false; /* a column to the left has begun something new */
    for (size_t i = 0; i < row->n_kids; i++) {
        CellPlace *place = &row->places[i];
        Box *cell = row->kids[i];
        if (place->kind != CELL_CONTENT || !table->columns[place->column].column->merges) continue;
        Str text = cell->type == NODE_TEXT ? cell->text.shown : STR("");
        MergeText *seen = &last[place->column];
        bool same = !fresh && text.len && text.len == seen->len &&
                    memcmp(seen->bytes, text.ptr, text.len) == 0;
        seen->len = text.len <= MERGE_TEXT_BYTES ? text.len : 0;
        memcpy(seen->bytes, text.ptr, seen->len);
        if (same) place->repeated = cell;
        fresh |= !same;
    }
    shorten_rule(row);
}

void drop_rule(Box *rule)
{
    rule->type = NODE_SPACE;
    rule->rule.thickness = 0, rule->rect.h = 0;
}

void copy_places(Arena *arena, Box *row)
{
    CellPlace *places = ARENA_ARRAY(arena, CellPlace, row->n_kids);
    for (size_t i = 0; i < row->n_kids; i++) {
        places[i] = row->places[i];
        if (places[i].repeated) places[i].repeated = box_copy(arena, places[i].repeated);
    }
    row->places = places;
}

bool row_begins_page(Box *row)
{
    bool any = false;
    for (size_t i = 0; row->grid && i < row->n_kids; i++) {
        CellPlace *place = &row->places[i];
        if (place->kind == CELL_RULE) {
            drop_rule(row->kids[i]);
            any = true;
        }
        if (!place->repeated) continue;
        row->kids[i] = place->repeated, place->repeated = NULL;
        any = true;
    }
    return any;
}
