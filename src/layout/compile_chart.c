/* compile_chart - a chart's properties, each in the scope that it is evaluated in: a facet's name
 * is known to the rows, a row's to its label, row and series to the value; {series.index} counts
 * the series of a list. A series that is written out becomes a child node with properties of its
 * own. */
#include "layout/compile.h"

typedef struct ChartScopes {
    TypeScope facet, row, loop, series, place, mark, mark_place, value;
    const TypeScope *outside, *of_facet, *of_series, *of_row, *of_mark;
} ChartScopes;

static const Node *find_key(const Node *map, const char *key)
{
    return node_find(map, str_from(key));
}

/* `name in list` into a property and a link of scopes; false after a report or if there is none. */
static bool read_each(Compiler *c, LNode *out, const Node *value, PropId id, const TypeScope *types,
                      TypeScope *link)
{
    Prop each = {.id = (uint8_t)id, .kind = PROP_EACH};
    if (!value) return false;
    each.span = value->span;
    if (!compile_each(c, value, types, &each.each.name, &each.each.in)) return false;
    compile_add(c, out, each);
    *link = (TypeScope){types, each.each.name, compile_item_type(each.each.in)};
    return true;
}

static const TypeScope *scope_of(const ChartScopes *scopes, Str key)
{
    static const Str outside[] = {{"when", 4},   {"limit", 5},  {"answer", 6},
                                  {"source", 6}, {"height", 6}, {"columns", 7}};
    static const Str of_marks[] = {{"value", 5}, {"text", 4}, {"accent", 6}, {"unknown", 7}};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        if (str_eq(key, outside[i])) return scopes->outside;
    for (size_t i = 0; i < sizeof of_marks / sizeof *of_marks; i++)
        if (str_eq(key, of_marks[i])) return scopes->of_mark;
    if (str_eq(key, STR("facet_label"))) return scopes->of_facet;
    if (str_eq(key, STR("series_label")) || str_eq(key, STR("series_colour")))
        return scopes->of_series;
    if (str_eq(key, STR("tick"))) return &scopes->value;
    return scopes->of_row;
}

/* One series of the list, as a node that has the properties of its own. */
static LNode *compile_one(Compiler *c, const Node *map, const ChartScopes *scopes)
{
    if (map->kind != NODE_MAP) {
        compile_bad_value(c, STR("series"), STR("mappings such as {label: ..., value: ...}"), map);
        return NULL;
    }
    LNode *out = compile_new(c, NODE_CHART, map->span, map->len);
    compile_check_keys(c, PART_SERIES, map);
    for (size_t i = 0; i < map->len; i++) {
        const NodePair *pair = &map->pairs[i];
        Str key = pair->key->text;
        bool outer = str_eq(key, STR("label")) || str_eq(key, STR("bar_colour"));
        if (part_find(PART_SERIES, key) >= 0)
            compile_property(c, out, pair, outer ? scopes->outside : scopes->of_mark);
    }
    return out;
}

static void compile_series(Compiler *c, LNode *out, const Node *list, const ChartScopes *scopes)
{
    LNode **items = ARENA_ARRAY(c->arena, LNode *, list->len);
    size_t n = 0;
    for (size_t i = 0; i < list->len; i++) {
        LNode *one = compile_one(c, list->items[i], scopes);
        if (one) items[n++] = one;
    }
    out->kids = (NodeSeq){items, n};
}

void compile_chart(Compiler *c, LNode *out, const Node *node, const Node *main_key,
                   const TypeScope *types)
{
    ChartScopes scopes = {.outside = types, .of_facet = types, .of_series = types};
    const Node *series = find_key(node, "series"), *rows = find_key(node, "rows");
    if (read_each(c, out, find_key(node, "facet"), P_FACET, types, &scopes.facet))
        scopes.of_facet = &scopes.facet;
    scopes.of_row = scopes.of_facet;
    if (!rows) diag_report(c->diag, DIAG_LAYOUT_REQUIRED, node->span, STR("chart"), STR("rows"));
    if (read_each(c, out, rows, P_IN, scopes.of_facet, &scopes.row)) {
        scopes.loop =
            (TypeScope){&scopes.row, STR("loop"), {.kind = VALUE_RECORD, .record = loop_type()}};
        scopes.of_row = &scopes.loop;
    }
    scopes.of_mark = scopes.of_row;
    scopes.value = (TypeScope){types, STR("value"), {0}};
    bool listed = series && series->kind == NODE_LIST;
    if (series && !listed && read_each(c, out, series, P_SERIES, types, &scopes.series)) {
        const ExprType loop = {.kind = VALUE_RECORD, .record = loop_type()};
        scopes.place = (TypeScope){&scopes.series, STR("series"), loop};
        scopes.of_series = &scopes.place;
        scopes.mark = scopes.series;
        scopes.mark.outer = scopes.of_row;
        scopes.mark_place = (TypeScope){&scopes.mark, STR("series"), loop};
        scopes.of_mark = &scopes.mark_place;
    }
    if (listed) compile_series(c, out, series, &scopes);
    for (size_t i = 0; i < node->len; i++) {
        const NodePair *pair = &node->pairs[i];
        Str key = pair->key->text;
        bool done = pair->key == main_key || str_eq(key, STR("rows")) ||
                    str_eq(key, STR("facet")) || str_eq(key, STR("series"));
        if (!done) compile_property(c, out, pair, scope_of(&scopes, key));
    }
}
