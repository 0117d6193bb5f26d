/* compile_table - the columns of a table and the ladder of a text: lists with entries of their own.
 */
#include "base/vec.h"
#include "layout/compile.h"
#include "layout/values.h"

static const Str column_keys[] = {{"head", 4},  {"text", 4}, {"cell", 4}, {"foot", 4},
                                  {"width", 5}, {"each", 4}, {"when", 4}, {0}};

/* A cell: text (in parts, if `text` is a list) with the column's style properties, or nodes. */
static const LNode *compile_cell(Compiler *c, const Node *column, const char *key,
                                 const TypeScope *types)
{
    const Node *value = node_find(column, str_from(key));
    if (!value || value->kind == NODE_NULL) return NULL;
    bool text_only = str_eq(str_from(key), STR("text"));
    bool node = (value->kind == NODE_LIST && !text_only) ||
                (value->kind == NODE_MAP && str_eq(str_from(key), STR("cell")));
    if (node) {
        LNode *stack = ARENA_NEW(c->arena, LNode);
        *stack = (LNode){
            .type = NODE_STACK, .span = value->span, .kids = compile_nodes(c, value, types)};
        return stack;
    }
    LNode *text = compile_style(c, column, column_keys, types);
    Prop main;
    text->span = value->span;
    if (compile_prop(c, P_MAIN, PROP_SPANS, value, types, &main)) compile_add(c, text, main);
    return text;
}

static bool compile_column(Compiler *c, const Node *node, const TypeScope *types, TableColumn *out)
{
    if (node->kind != NODE_MAP) {
        compile_bad_value(c, STR("table"), STR("a list of columns, each {head: ..., text: ...}"),
                          node);
        return false;
    }
    *out = (TableColumn){.span = node->span, .width = {SIZE_FR, 1000}};
    const Node *each = node_find(node, STR("each")), *when = node_find(node, STR("when")),
               *width = node_find(node, STR("width"));
    TypeScope *item = ARENA_NEW(c->arena, TypeScope);
    if (each) {
        if (!compile_each(c, each, types, &out->each, &out->in)) return false;
        *item = (TypeScope){types, out->each, compile_item_type(out->in)};
        TypeScope *column = ARENA_NEW(c->arena, TypeScope);
        *column = (TypeScope){item, STR("column"), {.kind = VALUE_RECORD, .record = loop_type()}};
        types = column;
    }
    if (when) out->when = compile_expr(c, when, types);
    if (width && (width->kind != NODE_SCALAR || !size_parse(width->text, &out->width)))
        compile_bad_value(c, STR("width"), STR("a length, a percentage, a share (1fr) or auto"),
                          width);
    out->head = compile_cell(c, node, "head", types);
    out->cell = compile_cell(c, node, "text", types);
    if (!out->cell) out->cell = compile_cell(c, node, "cell", types);
    out->foot = compile_cell(c, node, "foot", types);
    return true;
}

bool compile_table_columns(Compiler *c, const Node *value, const TypeScope *types, Prop *out)
{
    if (value->kind != NODE_LIST || !value->len || value->len > 100) {
        compile_bad_value(c, STR("table"), STR("a list of columns"), value);
        return false;
    }
    TableColumn *columns = ARENA_ARRAY(c->arena, TableColumn, value->len);
    for (size_t i = 0; i < value->len; i++)
        if (!compile_column(c, value->items[i], types, &columns[i])) return false;
    out->columns.items = columns, out->columns.n = value->len;
    return true;
}

static void inherit_style(Compiler *c, const LNode *cell, const Prop *style, bool replaces)
{
    LNode *node = (LNode *)(uintptr_t)cell; /* compiled just now, by this compiler */
    if (!node || node->type != NODE_TEXT || !style) return;
    if (!prop_find(node, P_STYLE)) {
        Prop copy = *style;
        copy.id = P_STYLE;
        compile_add(c, node, copy);
    } else if (replaces) {
        for (size_t i = 0; i < node->n_props; i++)
            if (node->props[i].id == P_STYLE)
                node->props[i].name = style->name, node->props[i].dynamic = style->dynamic;
    }
}

void compile_table_styles(Compiler *c, LNode *table)
{
    const Prop *columns = prop_find(table, P_TABLE_COLUMNS), *style = prop_find(table, P_STYLE);
    const Prop *head = prop_find(table, P_HEAD_STYLE), *foot = prop_find(table, P_FOOT_STYLE);
    for (size_t i = 0; columns && i < columns->columns.n; i++) {
        const TableColumn *column = &columns->columns.items[i];
        inherit_style(c, column->head, head ? head : style, head != NULL);
        inherit_style(c, column->cell, style, false);
        inherit_style(c, column->foot, foot ? foot : style, foot != NULL);
    }
}

static bool fit_number(const Node *value, FitStep *step)
{
    Num n;
    Size size;
    Len len;
    if (value->kind != NODE_SCALAR) return false;
    switch (step->kind) {
    case FIT_LINES:
    case FIT_TRACKING:
        if (!num_parse(value->text, &n) || !num_is_int(n) || n < -1000 * NUM_ONE ||
            n > 1000 * NUM_ONE)
            return false;
        step->value = (int32_t)num_round(n);
        return true;
    case FIT_WIDTH:
        if (!size_parse(value->text, &size) || size.unit != SIZE_PERCENT || size.value < 50000 ||
            size.value > 100000)
            return false;
        step->value = size.value / 10;
        return true;
    default:
        if (!len_parse(value->text, &len) || len <= 0) return false;
        step->value = len;
        return true;
    }
}

static bool compile_step(Compiler *c, const Node *node, const TypeScope *types, FitStep *step)
{
    static const Str names[] = {{"lines", 5}, {"tracking", 8}, {"width", 5}, {"size", 4},
                                {"text", 4},  {"error", 5},    {0}};
    int64_t kind;
    step->span = node->span;
    bool word = node->kind == NODE_SCALAR && str_eq(node->text, STR("error"));
    if (word) step->kind = FIT_ERROR;
    if (word) return true;
    if (node->kind != NODE_MAP || node->len != 1 ||
        !choice_parse(node->pairs[0].key->text, names, &kind) || kind == FIT_ERROR)
        return false;
    step->kind = (FitKind)kind;
    if (step->kind == FIT_TEXT) {
        step->text = compile_phrase(c, node->pairs[0].value, types);
        return step->text != NULL;
    }
    return fit_number(node->pairs[0].value, step);
}

bool compile_fit(Compiler *c, const Node *value, const TypeScope *types, Prop *out)
{
    bool list = value->kind == NODE_LIST;
    size_t n = list ? value->len : 1;
    FitStep *steps = ARENA_ARRAY(c->arena, FitStep, n);
    for (size_t i = 0; i < n; i++) {
        const Node *node = list ? value->items[i] : value;
        if (!compile_step(c, node, types, &steps[i])) {
            compile_bad_value(c, STR("fit"),
                              STR("steps: {lines: 2}, {tracking: -10}, {width: 95%}, {size: 18pt}, "
                                  "{text: ...} or error"),
                              node);
            return false;
        }
    }
    out->fit.items = steps, out->fit.n = n;
    return true;
}
