/* compile_table - the columns of a table, heads over columns among them, and the ladder of a text:
 * lists with entries of their own. */
#include "base/vec.h"
#include "layout/compile.h"
#include "layout/values.h"

static const Node *find_key(const Node *map, const char *key)
{
    return node_find(map, str_from(key));
}

/* A cell: text (in parts, if `text` is a list) with the column's style properties, or nodes. */
static const LNode *compile_cell(Compiler *c, const Node *column, const char *key,
                                 const char *span_key, const TypeScope *types)
{
    const Node *value = find_key(column, key), *span = find_key(column, span_key);
    if (!value || value->kind == NODE_NULL) return NULL;
    bool text_only = str_eq(str_from(key), STR("text"));
    bool node = (value->kind == NODE_LIST && !text_only) ||
                (value->kind == NODE_MAP && str_eq(str_from(key), STR("cell")));
    LNode *out =
        node ? compile_new(c, NODE_STACK, value->span, 1) : compile_style(c, column, NULL, types);
    Prop prop;
    if (node)
        out->kids = compile_nodes(c, value, types);
    else if (compile_prop(c, P_MAIN, PROP_SPANS, value, types, &prop))
        compile_add(c, out, prop);
    out->span = value->span;
    if (span && compile_prop(c, P_SPAN, PROP_INT, span, types, &prop)) compile_add(c, out, prop);
    return out;
}

static void compile_width(Compiler *c, const Node *node, TableColumn *out)
{
    const Node *width = find_key(node, "width");
    const struct {
        const char *key;
        Len *out;
    } limits[] = {{"min_width", &out->least}, {"max_width", &out->most}};
    if (width && (width->kind != NODE_SCALAR || !size_parse(width->text, &out->width)))
        compile_bad_value(c, STR("width"), STR("a length, a percentage, a share (1fr) or auto"),
                          width);
    for (size_t i = 0; i < 2; i++) {
        const Node *limit = find_key(node, limits[i].key);
        if (limit && (limit->kind != NODE_SCALAR || !len_parse(limit->text, limits[i].out)))
            compile_bad_value(c, str_from(limits[i].key), STR("a length with a unit, such as 12mm"),
                              limit);
    }
}

static void compile_parts(Compiler *c, const Node *node, const TypeScope *types, TableColumn *out)
{
    static const char *const keys[N_TABLE_PARTS] = {"head",       "text",    "foot",
                                                    "group_foot", "carried", "brought"};
    const Node *merge = find_key(node, "merge");
    for (int part = 0; part < N_TABLE_PARTS; part++)
        out->cells[part] = compile_cell(c, node, keys[part],
                                        part == PART_HEAD   ? "head_span"
                                        : part == PART_BODY ? "span"
                                                            : "foot_span",
                                        types);
    if (!out->cells[PART_BODY])
        out->cells[PART_BODY] = compile_cell(c, node, "cell", "span", types);
    if (!out->cells[PART_BROUGHT]) out->cells[PART_BROUGHT] = out->cells[PART_CARRIED];
    int64_t merges = 0;
    bool has_text = find_key(node, "text") != NULL;
    if (merge &&
        (merge->kind != NODE_SCALAR || !bool_parse(merge->text, &merges) || (merges && !has_text)))
        compile_bad_value(c, STR("merge"), STR("true or false, in a column with `text`"), merge);
    out->merges = merges && has_text;
}

static bool compile_columns(Compiler *c, const Node *value, const TypeScope *types, int depth,
                            const TableColumn **out, size_t *n);

/* A head over columns: all else is theirs. */
static bool compile_over(Compiler *c, const Node *node, const TypeScope *types, int depth,
                         TableColumn *out)
{
    for (size_t i = 0; i < node->len; i++) {
        const Node *key = node->pairs[i].key;
        bool own = str_eq(key->text, STR("head")) || str_eq(key->text, STR("columns")) ||
                   str_eq(key->text, STR("each")) || str_eq(key->text, STR("when"));
        if (own || part_find(PART_COLUMN, key->text) < 0) continue;
        compile_bad_value(c, STR("columns"), STR("a head alone; all else stands in its columns"),
                          key);
        return false;
    }
    out->cells[PART_HEAD] = compile_cell(c, node, "head", "head_span", types);
    return compile_columns(c, find_key(node, "columns"), types, depth + 1, &out->columns,
                           &out->n_columns);
}

static bool compile_column(Compiler *c, const Node *node, const TypeScope *types, int depth,
                           TableColumn *out)
{
    if (node->kind != NODE_MAP) {
        compile_bad_value(c, STR("table"), STR("a list of columns, each {head: ..., text: ...}"),
                          node);
        return false;
    }
    compile_check_keys(c, PART_COLUMN, node);
    *out = (TableColumn){
        .span = node->span, .width = {SIZE_FR, 1000}, .least = LEN_UNSET, .most = LEN_UNSET};
    const Node *each = find_key(node, "each"), *when = find_key(node, "when");
    TypeScope *item = ARENA_NEW(c->arena, TypeScope);
    if (each) {
        if (!compile_each(c, each, types, &out->each, &out->in)) return false;
        *item = (TypeScope){types, out->each, compile_item_type(out->in)};
        TypeScope *column = ARENA_NEW(c->arena, TypeScope);
        *column = (TypeScope){item, STR("column"), {.kind = VALUE_RECORD, .record = loop_type()}};
        types = column;
    }
    if (when) out->when = compile_expr(c, when, types);
    if (find_key(node, "columns")) return compile_over(c, node, types, depth, out);
    compile_width(c, node, out);
    compile_parts(c, node, types, out);
    return true;
}

/* A cell that a neighbour's span covers in every row would never be seen. */
static void check_covered(Compiler *c, const TableColumn *columns, size_t n, int part)
{
    for (size_t i = 0; i < n; i++) {
        const LNode *cell = columns[i].cells[part];
        const Prop *span = cell ? prop_find(cell, P_SPAN) : NULL;
        if (!span || span->dynamic) continue;
        bool certain = !columns[i].in && !columns[i].when;
        for (size_t k = i + 1; k < n && k < i + (size_t)(span->number > 0 ? span->number : 0);
             k++) {
            certain &= !columns[k].in && !columns[k].when;
            if (certain && columns[k].cells[part])
                diag_report(c->diag, DIAG_LAYOUT_COVERED, columns[k].cells[part]->span);
        }
    }
}

static bool compile_columns(Compiler *c, const Node *value, const TypeScope *types, int depth,
                            const TableColumn **out, size_t *n)
{
    if (value->kind != NODE_LIST || !value->len || value->len > 100 || depth > TABLE_MAX_HEADS) {
        compile_bad_value(c, STR("table"),
                          depth > TABLE_MAX_HEADS ? STR("heads over heads at most four deep")
                                                  : STR("a list of columns"),
                          value);
        return false;
    }
    TableColumn *columns = ARENA_ARRAY(c->arena, TableColumn, value->len);
    bool good = true;
    for (size_t i = 0; i < value->len; i++)
        good &= compile_column(c, value->items[i], types, depth, &columns[i]);
    for (int part = 0; part < N_TABLE_PARTS; part++) check_covered(c, columns, value->len, part);
    *out = columns, *n = value->len;
    return good;
}

bool compile_table_columns(Compiler *c, const Node *value, const TypeScope *types, Prop *out)
{
    return compile_columns(c, value, types, 1, &out->columns.items, &out->columns.n);
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

static void inherit_styles(Compiler *c, const LNode *table, const TableColumn *columns, size_t n)
{
    static const PropId named[N_TABLE_PARTS] = {
        P_HEAD_STYLE, N_PROPS, P_FOOT_STYLE, P_GROUP_FOOT_STYLE, P_CARRIED_STYLE, P_CARRIED_STYLE};
    const Prop *style = prop_find(table, P_STYLE), *foot = prop_find(table, P_FOOT_STYLE);
    for (size_t i = 0; i < n; i++) {
        const TableColumn *column = &columns[i];
        for (int part = 0; part < N_TABLE_PARTS; part++) {
            const Prop *own = named[part] != N_PROPS ? prop_find(table, named[part]) : NULL;
            if (!own && part > PART_FOOT) own = foot;
            bool again = part == PART_BROUGHT && column->cells[part] == column->cells[PART_CARRIED];
            if (!again) inherit_style(c, column->cells[part], own ? own : style, own != NULL);
        }
        inherit_styles(c, table, column->columns, column->n_columns);
    }
}

void compile_table_styles(Compiler *c, LNode *table)
{
    const Prop *columns = prop_find(table, P_TABLE_COLUMNS);
    if (columns) inherit_styles(c, table, columns->columns.items, columns->columns.n);
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
