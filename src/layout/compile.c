/* compile - YAML nodes into layout nodes. Every node has one key that names its kind; the other
 * keys are properties that the tables in words.c allow for that kind. Components are compiled where
 * they are used, so that expressions in them are checked against the types of their arguments. */
#include "layout/compile.h"

#include <string.h>

#include "base/vec.h"
#include "model/tables.h"

LNode *compile_new(Compiler *c, NodeType type, Span span, size_t room)
{
    LNode *node = ARENA_NEW(c->arena, LNode);
    *node =
        (LNode){.type = type, .room = (uint16_t)(room < N_PROPS ? room : N_PROPS), .span = span};
    if (node->room) node->props = ARENA_ARRAY_RAW(c->arena, Prop, node->room);
    return node;
}

static void make_room(Compiler *c, LNode *node)
{
    node->room = (uint16_t)(node->room ? 2 * node->room : 4);
    Prop *props = ARENA_ARRAY_RAW(c->arena, Prop, node->room);
    if (node->n_props) memcpy(props, node->props, node->n_props * sizeof *props);
    node->props = props;
}

void compile_add(Compiler *c, LNode *node, Prop prop)
{
    if (node->n_props == node->room) make_room(c, node);
    Prop *props = node->props;
    size_t at = node->n_props++;
    for (; at > 0 && props[at - 1].id >= prop.id; at--) props[at] = props[at - 1];
    props[at] = prop;
    node->has[prop.id / 64] |= 1ull << prop.id % 64;
    if (!node->number) node->number = ++c->layout->n_nodes;
}

const Node *compile_find(const Compiler *c, Str section, Str key)
{
    for (size_t i = c->n_roots; i-- > 0;) {
        const Node *map = node_find(c->roots[i], section);
        const Node *found = map && map->kind == NODE_MAP ? node_find(map, key) : NULL;
        if (found) return found;
    }
    return NULL;
}

static void unknown_in_sections(Compiler *c, Str what, Str section, const Node *name)
{
    const Node *maps[COMPILE_MAX_ROOTS];
    for (size_t i = 0; i < c->n_roots; i++) maps[i] = node_find(c->roots[i], section);
    compile_unknown_name(c, what, name->text, name->span, maps, c->n_roots);
}

/* Whether the key at i is a property of another kind that the node names, too. */
static bool is_property_here(const Compiler *c, const Node *node, size_t i)
{
    for (size_t k = 0; k < node->len; k++) {
        NodeType other = k == i ? N_NODE_TYPES : lookup_kind(&c->lookup, node->pairs[k].key->text);
        if (other != N_NODE_TYPES &&
            lookup_prop(&c->lookup, other, node->pairs[i].key->text) != N_PROPS)
            return true;
    }
    return false;
}

/* For a node of no kind: the kind that one of its keys is nearly called. */
static void suggest_kind(Compiler *c, const Node *node)
{
    Str kinds[N_NODE_TYPES], near = {0};
    for (int k = 0; k < N_NODE_TYPES; k++) kinds[k] = kind_info((NodeType)k)->name;
    for (size_t i = 0; i < node->len && !near.len; i++)
        near = str_nearest(node->pairs[i].key->text, kinds, N_NODE_TYPES);
    if (near.len) diag_hint(c->diag, str_format(c->arena, "did you mean `%.*s`?", STR_ARG(near)));
}

/* The kind key: the one that is a kind and not a property of another kind that is there, too
 * (`when` beside `text` is a property, `text` beside `chart` is one of the chart's). */
static const NodePair *kind_pair(Compiler *c, const Node *node, NodeType *type)
{
    size_t kinds[N_NODE_TYPES], n = 0;
    const NodePair *found = NULL;
    *type = N_NODE_TYPES;
    for (size_t i = 0; i < node->len && n < N_NODE_TYPES; i++)
        if (lookup_kind(&c->lookup, node->pairs[i].key->text) != N_NODE_TYPES) kinds[n++] = i;
    for (size_t i = 0; i < n; i++) {
        const NodePair *pair = &node->pairs[kinds[i]];
        if (n > 1 && is_property_here(c, node, kinds[i])) continue;
        if (found) {
            diag_report(c->diag, DIAG_LAYOUT_KINDS, pair->key->span, found->key->text,
                        pair->key->text);
            return NULL;
        }
        found = pair, *type = lookup_kind(&c->lookup, pair->key->text);
    }
    if (!found) {
        diag_report(c->diag, DIAG_LAYOUT_KIND, node->span);
        suggest_kind(c, node);
    }
    return found;
}

static void unknown_key(Compiler *c, NodeType type, const Node *key)
{
    Str names[N_PROPS];
    size_t n = 0;
    for (int p = 0; p < N_PROPS; p++)
        if (kind_takes(type, (PropId)p)) names[n++] = prop_info((PropId)p)->name;
    compile_unknown_key(c, key, kind_info(type)->name, names, n);
}

static void check_reference(Compiler *c, PropId id, const Node *value)
{
    Str section = id == P_MASTER ? STR("masters") : STR("styles");
    bool decided_later = (id == P_STYLE || id == P_MASTER) && str_find(value->text, STR("{")) >= 0;
    if (value->kind == NODE_SCALAR && !decided_later && !compile_find(c, section, value->text))
        unknown_in_sections(c, id == P_MASTER ? STR("master") : STR("style"), section, value);
}

/* Reads a property that the node takes. */
static void add_property(Compiler *c, LNode *out, PropId id, const NodePair *pair,
                         const TypeScope *types)
{
    Prop prop;
    if (id == P_STYLE || id == P_MASTER || id == P_HEAD_STYLE || id == P_FOOT_STYLE ||
        id == P_VALUE_STYLE || id == P_SECOND_STYLE || id == P_ANSWER_STYLE ||
        id == P_SOURCE_STYLE || id == P_GROUP_FOOT_STYLE || id == P_CARRIED_STYLE)
        check_reference(c, id, pair->value);
    if (id == P_SIDE) c->layout->has_backs = true;
    if (compile_prop(c, id, prop_info(id)->kind, pair->value, types, &prop))
        compile_add(c, out, prop);
}

void compile_property(Compiler *c, LNode *out, const NodePair *pair, const TypeScope *types)
{
    PropId id = lookup_prop(&c->lookup, out->type, pair->key->text);
    if (id == N_PROPS)
        unknown_key(c, out->type, pair->key);
    else
        add_property(c, out, id, pair, types);
}

/* Names that a loop brings: the item, `loop`, and `group` where there is one. */
typedef struct LoopScope {
    TypeScope item, loop, group;
    const TypeScope *innermost; /* without group */
} LoopScope;

static void loop_scope(LoopScope *scope, Str name, const Expr *in, const TypeScope *types)
{
    scope->item = (TypeScope){types, name, compile_item_type(in)};
    scope->loop =
        (TypeScope){&scope->item, STR("loop"), {.kind = VALUE_RECORD, .record = loop_type()}};
    scope->innermost = &scope->loop;
}

/* As group_type, with the items' own type. */
static ExprType group_static_type(Compiler *c, const Expr *in)
{
    const RecordType *plain = group_type();
    Field *fields = ARENA_ARRAY(c->arena, Field, plain->n_fields);
    for (size_t i = 0; i < plain->n_fields; i++) fields[i] = plain->fields[i];
    ExprType item = compile_item_type(in);
    if (item.record)
        fields[1] = (Field){
            .name = fields[1].name, .kind = FIELD_REF, .flags = FIELD_LIST, .type = item.record};
    RecordType *type = ARENA_NEW(c->arena, RecordType);
    *type = *plain;
    type->fields = fields;
    return (ExprType){.kind = VALUE_RECORD, .record = type};
}

/* each, and the rows of tables: properties see the loop's names. */
static void compile_loop(Compiler *c, LNode *out, const Node *node, const Node *main_key,
                         const TypeScope *types, const TypeScope *inner)
{
    bool is_table = out->type == NODE_TABLE; /* whose `totals` were read before its columns */
    bool has_groups = node_find(node, STR("groups")) != NULL; /* then `else` is about one of them */
    for (size_t i = 0; i < node->len; i++) {
        const NodePair *pair = &node->pairs[i];
        bool outside =
            str_eq(pair->key->text, STR("when")) || str_eq(pair->key->text, STR("limit")) ||
            str_eq(pair->key->text, STR("continued")) || str_eq(pair->key->text, STR("groups")) ||
            (!has_groups && str_eq(pair->key->text, STR("else")));
        bool read = is_table && str_eq(pair->key->text, STR("totals"));
        if (pair->key != main_key && !read && !str_eq(pair->key->text, STR("rows")))
            compile_property(c, out, pair, outside ? types : inner);
    }
}

static const Node *find_key(const Node *map, const char *key)
{
    return node_find(map, str_from(key));
}

static void compile_each_node(Compiler *c, LNode *out, const Node *node, const NodePair *kind,
                              const TypeScope *types)
{
    Prop each = {.id = P_IN, .kind = PROP_EACH, .span = kind->value->span};
    if (!compile_each(c, kind->value, types, &each.each.name, &each.each.in)) return;
    compile_add(c, out, each);
    if (!find_key(node, "do"))
        diag_report(c->diag, DIAG_LAYOUT_REQUIRED, node->span, STR("each"), STR("do"));
    LoopScope scope;
    loop_scope(&scope, each.each.name, each.each.in, types);
    const TypeScope *inner = scope.innermost;
    if (find_key(node, "group")) {
        scope.group = (TypeScope){inner, STR("group"), group_static_type(c, each.each.in)};
        inner = &scope.group;
    }
    compile_loop(c, out, node, kind->key, types, inner);
}

/* What the cells of a table see besides the loop's names: {totals.name} and {rows.count}. */
typedef struct TableScope {
    TypeScope rows, totals;
} TableScope;

static const TypeScope *table_scope(Compiler *c, LNode *out, const Node *node,
                                    const TypeScope *types, TableScope *scope)
{
    const Node *totals = find_key(node, "totals");
    scope->rows = (TypeScope){types, STR("rows"), {.kind = VALUE_RECORD, .record = rows_type()}};
    Prop prop;
    if (!totals || !compile_prop(c, P_TOTALS, PROP_SUMS, totals, types, &prop)) return &scope->rows;
    compile_add(c, out, prop);
    scope->totals =
        (TypeScope){&scope->rows, STR("totals"), {.kind = VALUE_RECORD, .record = prop.map.type}};
    return &scope->totals;
}

/* Tables: `rows: item in list`. */
static void compile_rows(Compiler *c, LNode *out, const Node *node, const NodePair *kind,
                         const TypeScope *types)
{
    const KindInfo *info = kind_info(out->type);
    const Node *rows = find_key(node, "rows");
    LoopScope scope = {.innermost = types};
    TableScope table;
    Prop each = {.id = P_IN, .kind = PROP_EACH};
    if (rows) {
        each.span = rows->span;
        if (!compile_each(c, rows, types, &each.each.name, &each.each.in)) return;
        compile_add(c, out, each);
        loop_scope(&scope, each.each.name, each.each.in, types);
        if (find_key(node, "group")) {
            scope.group =
                (TypeScope){scope.innermost, STR("group"), group_static_type(c, each.each.in)};
            scope.innermost = &scope.group;
        }
    } else {
        diag_report(c->diag, DIAG_LAYOUT_REQUIRED, node->span, info->name, STR("rows"));
    }
    Prop main;
    const TypeScope *inner = table_scope(c, out, node, scope.innermost, &table);
    if (compile_prop(c, info->main_id, info->main_kind, kind->value, inner, &main))
        compile_add(c, out, main);
    compile_loop(c, out, node, kind->key, types, inner);
    compile_table_styles(c, out);
}

/* A list of texts, numbers and {expressions} as an expression of its own. */
static Str list_source(Compiler *c, const Node *list)
{
    StrBuf out;
    strbuf_init(&out, c->arena);
    strbuf_char(&out, '[');
    for (size_t i = 0; i < list->len; i++) {
        const Node *item = list->items[i];
        Num n;
        if (item->kind != NODE_SCALAR || str_find(item->text, STR("'")) >= 0) {
            compile_bad_value(c, STR("params"),
                              STR("lists of plain texts, numbers or {expressions}"), item);
            return STR("");
        }
        if (i) strbuf_add(&out, STR(", "));
        bool lone = str_starts(item->text, STR("{")) && str_ends(item->text, STR("}"));
        if (lone)
            strbuf_add(&out, str_slice(item->text, 1, item->text.len - 1));
        else if (num_parse(item->text, &n))
            strbuf_add(&out, item->text);
        else
            strbuf_format(&out, "'%.*s'", STR_ARG(item->text));
    }
    strbuf_char(&out, ']');
    return strbuf_str(&out);
}

/* What a parameter is if its user does not give it: a text, a list, or the value of an expression;
 * `{unknown}` for nothing. */
static void compile_default(Compiler *c, const Node *standard, NamedTemplate *out)
{
    if (standard->kind == NODE_LIST) {
        Str source = list_source(c, standard);
        if (source.len)
            out->expr = expr_parse(c->arena, source, standard->span, c->base, c->root, c->diag);
        return;
    }
    out->expr = compile_lone(c, standard, c->base);
    if (!out->expr) out->text = compile_phrase(c, standard, c->base);
}

/* What the component gets in the end, in place of what its user wrote under `with`. */
static void set_arguments(Compiler *c, LNode *use, const NamedTemplate *items, size_t n, Span span)
{
    Prop with = {.id = P_WITH, .kind = PROP_WITH, .span = span};
    with.map.items = items, with.map.n = n;
    for (size_t i = 0; i < use->n_props; i++)
        if (use->props[i].id == P_WITH) {
            use->props[i] = with;
            return;
        }
    compile_add(c, use, with);
}

static bool same_types(const TypeScope *a, const TypeScope *b, size_t n)
{
    for (; n > 0; n--, a = a->outer, b = b->outer)
        if (a->type.kind != b->type.kind || a->type.item != b->type.item ||
            a->type.record != b->type.record)
            return false;
    return true;
}

/* The nodes of a component whose arguments are the n innermost names. They, and what is reported of
 * them, depend on nothing but the types of these, so that uses with the same types share them,
 * unless a circle of components cut them off. Shared nodes count as often, and lie as deep, as if
 * they were compiled again. */
static NodeSeq compile_body(Compiler *c, const Node *body, Str name, const TypeScope *arguments,
                            size_t n)
{
    for (const UsedBody *b = c->bodies; b; b = b->next)
        if (b->body == body && same_types(b->arguments, arguments, n) &&
            c->n_compiled + b->n_compiled <= COMPILE_MAX_NODES &&
            c->n_uses + b->depth <= COMPILE_MAX_USES) {
            c->n_compiled += b->n_compiled;
            if (c->n_uses + b->depth > c->deepest_use) c->deepest_use = c->n_uses + b->depth;
            return b->nodes;
        }
    size_t compiled = c->n_compiled, circles = c->n_circles, deepest = c->deepest_use;
    c->uses[c->n_uses++] = name;
    c->deepest_use = c->n_uses;
    UsedBody used = {.body = body, .arguments = arguments};
    used.nodes = compile_nodes(c, body, arguments);
    c->n_uses--;
    used.depth = c->deepest_use - c->n_uses;
    used.n_compiled = c->n_compiled - compiled;
    if (deepest > c->deepest_use) c->deepest_use = deepest;
    if (c->n_circles == circles) {
        used.next = c->bodies; /* which has grown by the components used inside */
        c->bodies = ARENA_NEW(c->arena, UsedBody);
        *c->bodies = used;
    }
    return used.nodes;
}

static void compile_use(Compiler *c, LNode *out, const Node *node, const NodePair *kind,
                        const TypeScope *types)
{
    const Node *name = kind->value;
    const Node *component =
        name->kind == NODE_SCALAR ? compile_find(c, STR("components"), name->text) : NULL;
    if (!component || component->kind != NODE_MAP) {
        if (name->kind == NODE_SCALAR)
            unknown_in_sections(c, STR("component"), STR("components"), name);
        else
            compile_bad_value(c, STR("use"), STR("the name of a component"), name);
        return;
    }
    for (size_t i = 0; i < c->n_uses; i++)
        if (str_eq(c->uses[i], name->text) || c->n_uses == COMPILE_MAX_USES) {
            diag_report(c->diag, DIAG_LAYOUT_CIRCLE, name->span, STR("component"), name->text);
            c->n_circles++;
            return;
        }
    for (size_t i = 0; i < node->len; i++) {
        const NodePair *pair = &node->pairs[i];
        if (str_eq(pair->key->text, STR("do")))
            out->slot = compile_nodes(c, pair->value, types);
        else if (pair->key != kind->key)
            compile_property(c, out, pair, types);
    }
    const Node *params = find_key(component, "params"), *body = find_key(component, "do");
    const Prop *with = prop_find(out, P_WITH);
    const TypeScope *inner = c->base;
    VEC(NamedTemplate) arguments = {0};
    for (size_t i = 0; params && params->kind == NODE_MAP && i < params->len; i++) {
        Str param = params->pairs[i].key->text;
        const Node *standard = params->pairs[i].value;
        NamedTemplate argument = {.name = param};
        for (size_t k = 0; with && k < with->map.n; k++)
            if (str_eq(with->map.items[k].name, param)) argument = with->map.items[k];
        if (!argument.text && !argument.expr && standard->kind == NODE_NULL)
            diag_report(c->diag, DIAG_LAYOUT_REQUIRED, node->span, name->text, param);
        else if (!argument.text && !argument.expr)
            compile_default(c, standard, &argument);
        TypeScope *scope = ARENA_NEW(c->arena, TypeScope);
        *scope =
            (TypeScope){inner, param,
                        argument.expr ? expr_type(argument.expr) : (ExprType){.kind = VALUE_TEXT}};
        inner = scope;
        VEC_PUSH(c->arena, &arguments, argument);
    }
    for (size_t k = 0; with && k < with->map.n; k++)
        if (!params || !node_find(params, with->map.items[k].name))
            diag_report(c->diag, DIAG_LAYOUT_KEY, with->span, with->map.items[k].name,
                        str_format(c->arena, "the component `%.*s`", STR_ARG(name->text)));
    set_arguments(c, out, arguments.items, arguments.len, node->span);
    if (body) out->kids = compile_body(c, body, name->text, inner, arguments.len);
}

/* Properties of a plan that are asked for each stand know it as `stand`. */
static void compile_plan(Compiler *c, LNode *out, const Node *node, const NodePair *kind,
                         const TypeScope *types)
{
    static const PropId of_stands[] = {P_LABEL, P_HIGHLIGHT, P_STAND_COLOUR, P_KEY};
    TypeScope stand = {types, STR("stand"), {.kind = VALUE_RECORD, .record = &booth_type}};
    Prop main;
    if (compile_prop(c, P_PLAN_HALL, PROP_EXPR, kind->value, types, &main))
        compile_add(c, out, main);
    for (size_t i = 0; i < node->len; i++) {
        const NodePair *pair = &node->pairs[i];
        bool inner = false;
        for (size_t k = 0; k < sizeof of_stands / sizeof *of_stands; k++)
            inner |= str_eq(pair->key->text, prop_info(of_stands[k])->name);
        if (pair != kind) compile_property(c, out, pair, inner ? &stand : types);
    }
}

static void compile_toc(Compiler *c, LNode *out, const Node *node, const NodePair *kind,
                        const TypeScope *types)
{
    Prop name = {.id = P_IN, .kind = PROP_EACH, .span = kind->value->span};
    if (kind->value->kind != NODE_SCALAR) {
        compile_bad_value(c, STR("toc"), STR("a name for the entry"), kind->value);
        return;
    }
    name.each.name = kind->value->text;
    compile_add(c, out, name);
    TypeScope entry = {types, kind->value->text, {.kind = VALUE_RECORD, .record = entry_type()}};
    TypeScope loop = {&entry, STR("loop"), {.kind = VALUE_RECORD, .record = loop_type()}};
    for (size_t i = 0; i < node->len; i++)
        if (node->pairs[i].key != kind->key) compile_property(c, out, &node->pairs[i], &loop);
    c->layout->uses_later = true;
}

static void compile_plain(Compiler *c, LNode *out, const Node *node, const NodePair *kind,
                          const TypeScope *types)
{
    const KindInfo *info = kind_info(out->type);
    TypeScope page = {types, STR("page"), {.kind = VALUE_RECORD, .record = page_type()}};
    const TypeScope *inner = out->type == NODE_PAGE ? &page : types;
    Prop main;
    if (info->main_kind == PROP_NODES) {
        out->kids = compile_nodes(c, kind->value, inner);
    } else {
        if (compile_prop(c, info->main_id, info->main_kind, kind->value, types, &main))
            compile_add(c, out, main);
    }
    for (size_t i = 0; i < node->len; i++)
        if (node->pairs[i].key != kind->key) compile_property(c, out, &node->pairs[i], types);
    if (out->type == NODE_FLOW) compile_check_into(c, out);
}

LNode *compile_node(Compiler *c, const Node *node, const TypeScope *types)
{
    if (c->n_compiled++ == COMPILE_MAX_NODES)
        diag_report(c->diag, DIAG_LAYOUT_TREE, node->span,
                    str_format(c->arena, "%d", COMPILE_MAX_NODES));
    if (c->n_compiled > COMPILE_MAX_NODES) return NULL;
    if (node->kind == NODE_SCALAR) { /* a bare text is a text node */
        LNode *text = compile_new(c, NODE_TEXT, node->span, 1);
        Prop main;
        if (compile_prop(c, P_MAIN, PROP_SPANS, node, types, &main)) compile_add(c, text, main);
        return text;
    }
    if (node->kind != NODE_MAP) {
        compile_bad_value(c, STR("a list of nodes"), STR("mappings such as {text: ...}"), node);
        return NULL;
    }
    NodeType type;
    const NodePair *kind = kind_pair(c, node, &type);
    if (!kind) return NULL;
    LNode *out = compile_new(c, type, kind->key->span, node->len);
    switch (type) {
    case NODE_EACH:
        compile_each_node(c, out, node, kind, types);
        break;
    case NODE_TABLE:
        compile_rows(c, out, node, kind, types);
        break;
    case NODE_CHART:
        compile_chart(c, out, node, kind->key, types);
        break;
    case NODE_PLAN:
        compile_plan(c, out, node, kind, types);
        break;
    case NODE_USE:
        compile_use(c, out, node, kind, types);
        break;
    case NODE_TOC:
        compile_toc(c, out, node, kind, types);
        break;
    default:
        compile_plain(c, out, node, kind, types);
    }
    return out;
}

NodeSeq compile_nodes(Compiler *c, const Node *node, const TypeScope *types)
{
    if (node->kind == NODE_NULL) return (NodeSeq){0};
    bool list = node->kind == NODE_LIST;
    size_t n = list ? node->len : 1, kept = 0;
    LNode **items = ARENA_ARRAY(c->arena, LNode *, n);
    for (size_t i = 0; i < n; i++) {
        LNode *one = compile_node(c, list ? node->items[i] : node, types);
        if (one) items[kept++] = one;
    }
    return (NodeSeq){items, kept};
}

LNode *compile_style(Compiler *c, const Node *map, const Str *skip, const TypeScope *types)
{
    LNode *out = compile_new(c, NODE_TEXT, map->span, skip ? map->len : 4);
    for (size_t i = 0; i < map->len; i++) {
        const NodePair *pair = &map->pairs[i];
        bool skipped = false;
        for (const Str *s = skip; s && s->len; s++) skipped |= str_eq(*s, pair->key->text);
        if (skipped) continue;
        PropId id = lookup_prop(&c->lookup, NODE_TEXT, pair->key->text);
        if (id != N_PROPS && is_style_prop(id))
            add_property(c, out, id, pair, types);
        else if (skip)
            unknown_key(c, NODE_TEXT, pair->key);
    }
    return out;
}
