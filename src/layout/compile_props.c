/* compile_props - property values: each form of value has one reader. A scalar with an {expression}
 * in it, where the form is a single value, stays a template and is read per record. */
#include "base/vec.h"
#include "layout/compile.h"
#include "layout/values.h"

typedef struct Read {
    Compiler *c;
    const Node *node;
    const TypeScope *types;
    const PropInfo *info;
} Read;

Span span_part(Span span, size_t start, size_t len)
{
    return (Span){span.source, span.offset + (uint32_t)start, (uint32_t)len};
}

static bool bad(const Read *r, const char *form)
{
    compile_bad_value(r->c, r->info->name, str_from(form), r->node);
    return false;
}

static bool is_scalar(const Node *node) { return node->kind == NODE_SCALAR; }

static bool is_dynamic(const Node *node)
{
    return is_scalar(node) && str_find(node->text, STR("{")) >= 0;
}

static const Template *template_of(Compiler *c, const Node *node, const TypeScope *types)
{
    const Template *text =
        template_parse(c->arena, node->text, node->span, types, c->root, c->diag);
    if (!text) return NULL;
    VEC_PUSH(c->arena, &c->layout->templates, text);
    if (template_uses(text, STR("pages")) || template_uses(text, STR("index")))
        c->layout->uses_later = true;
    return text;
}

/* The expression in `text`, which stands at `start` in the node. */
static const Expr *expr_of(Compiler *c, Str text, const Node *node, size_t start,
                           const TypeScope *types)
{
    const Expr *expr =
        expr_parse(c->arena, text, span_part(node->span, start, text.len), types, c->root, c->diag);
    if (expr) VEC_PUSH(c->arena, &c->layout->exprs, expr);
    return expr;
}

static bool is_language(Str key)
{
    return key.len >= 2 && key.len <= 3 && key.ptr[0] >= 'a' && key.ptr[0] <= 'z' &&
           key.ptr[1] >= 'a' && key.ptr[1] <= 'z';
}

const Phrase *compile_phrase(Compiler *c, const Node *node, const TypeScope *types)
{
    Phrase *phrase = ARENA_NEW(c->arena, Phrase);
    if (is_scalar(node)) {
        phrase->text = template_of(c, node, types);
        return phrase->text ? phrase : NULL;
    }
    if (node->kind != NODE_MAP || !node->len) {
        compile_bad_value(c, STR("text"), STR("a text, or texts by language"), node);
        return NULL;
    }
    phrase->langs = ARENA_ARRAY(c->arena, struct PhraseLang, node->len);
    for (size_t i = 0; i < node->len; i++) {
        const NodePair *pair = &node->pairs[i];
        if (!is_language(pair->key->text) || !is_scalar(pair->value)) {
            compile_bad_value(c, STR("text"),
                              STR("a text, or texts by language such as {id: ..., en: ...}"),
                              pair->key);
            if (pair->value->kind == NODE_NULL)
                diag_hint(c->diag, STR("put the text in quotes: YAML takes braces for a mapping"));
            return NULL;
        }
        phrase->langs[i] = (struct PhraseLang){pair->key->text, template_of(c, pair->value, types)};
        if (!phrase->langs[i].text) return NULL;
    }
    phrase->n_langs = node->len;
    phrase->text = phrase->langs[0].text;
    return phrase;
}

const Expr *compile_expr(Compiler *c, const Node *node, const TypeScope *types)
{
    if (!is_scalar(node)) {
        compile_bad_value(c, STR("expression"), STR("an expression such as `vendor.name`"), node);
        return NULL;
    }
    const Expr *expr = expr_of(c, node->text, node, 0, types);
    if (expr && expr_uses(expr, STR("pages"))) c->layout->uses_later = true;
    return expr;
}

bool compile_each(Compiler *c, const Node *node, const TypeScope *types, Str *name, const Expr **in)
{
    ptrdiff_t at = is_scalar(node) ? str_find(node->text, STR(" in ")) : -1;
    if (at < 0) {
        compile_bad_value(c, STR("each"), STR("`name in list`"), node);
        return false;
    }
    size_t start = (size_t)at + 4;
    *name = str_trim(str_slice(node->text, 0, (size_t)at));
    Str list = str_slice(node->text, start, node->text.len);
    *in = expr_of(c, list, node, start, types);
    return *in != NULL;
}

ExprType compile_item_type(const Expr *list)
{
    ExprType type = expr_type(list);
    if (type.kind != VALUE_LIST) return (ExprType){0};
    return (ExprType){.kind = type.item, .record = type.record};
}

static bool read_template(const Read *r, Prop *out)
{
    out->text = compile_phrase(r->c, r->node, r->types);
    return out->text != NULL;
}

static bool read_expr(const Read *r, Prop *out)
{
    out->expr = compile_expr(r->c, r->node, r->types);
    return out->expr != NULL;
}

static bool read_length(const Read *r, Prop *out)
{
    Len len;
    if (!is_scalar(r->node) || !len_parse(r->node->text, &len))
        return bad(r, "a length with a unit, such as 12mm");
    out->number = len;
    return true;
}

static bool read_size(const Read *r, Prop *out)
{
    if (!is_scalar(r->node) || !size_parse(r->node->text, &out->size))
        return bad(r, "a length (12mm), a percentage (40%), a share (1fr) or auto");
    return true;
}

static bool read_sizes(const Read *r, Prop *out)
{
    Num n;
    if (is_scalar(r->node) && num_parse(r->node->text, &n) && num_is_int(n) && n > 0 &&
        n <= 100 * NUM_ONE) {
        size_t count = (size_t)num_round(n);
        Size *sizes = ARENA_ARRAY(r->c->arena, Size, count);
        for (size_t i = 0; i < count; i++) sizes[i] = (Size){SIZE_FR, 1000};
        out->sizes.items = sizes, out->sizes.n = count;
        return true;
    }
    if (r->node->kind != NODE_LIST || !r->node->len || r->node->len > 100)
        return bad(r, "a number of columns or a list of widths");
    Size *sizes = ARENA_ARRAY(r->c->arena, Size, r->node->len);
    for (size_t i = 0; i < r->node->len; i++) {
        Read one = *r;
        Prop prop;
        one.node = r->node->items[i];
        if (!read_size(&one, &prop)) return false;
        sizes[i] = prop.size;
    }
    out->sizes.items = sizes, out->sizes.n = r->node->len;
    return true;
}

static bool read_insets(const Read *r, Prop *out)
{
    Len v[4];
    size_t n = r->node->kind == NODE_LIST ? r->node->len : 1;
    if (n != 1 && n != 2 && n != 4) return bad(r, "one, two or four lengths");
    for (size_t i = 0; i < n; i++) {
        const Node *item = r->node->kind == NODE_LIST ? r->node->items[i] : r->node;
        if (!is_scalar(item) || !len_parse(item->text, &v[i]))
            return bad(r, "lengths: 4mm, [vertical, horizontal] or [top, right, bottom, left]");
    }
    if (n == 1) out->insets = (Insets){v[0], v[0], v[0], v[0]};
    if (n == 2) out->insets = (Insets){v[0], v[1], v[0], v[1]};
    if (n == 4) out->insets = (Insets){v[0], v[1], v[2], v[3]};
    return true;
}

static bool read_point(const Read *r, Prop *out)
{
    if (is_scalar(r->node)) {
        if (point_parse(r->node->text, out->point)) return true;
        return bad(r, "a pair [x, y], or one length for both");
    }
    if (r->node->kind != NODE_LIST || r->node->len != 2)
        return bad(r, "a pair [x, y], or one length for both");
    for (size_t i = 0; i < 2; i++) {
        const Node *item = r->node->items[i];
        if (!is_scalar(item) || !size_parse(item->text, &out->point[i]) ||
            out->point[i].unit == SIZE_FR)
            return bad(r, "a pair of lengths or percentages, such as [10mm, 50%]");
    }
    return true;
}

static bool read_int(const Read *r, Prop *out)
{
    Num n;
    if (!is_scalar(r->node) || !num_parse(r->node->text, &n) || !num_is_int(n))
        return bad(r, "a whole number");
    out->number = num_round(n);
    return true;
}

static bool read_number(const Read *r, Prop *out)
{
    Num n;
    if (!is_scalar(r->node) || !num_parse(r->node->text, &n)) return bad(r, "a number");
    out->number = n;
    return true;
}

static bool read_bool(const Read *r, Prop *out)
{
    return (is_scalar(r->node) && bool_parse(r->node->text, &out->number)) ||
           bad(r, "true or false");
}

static bool read_choice(const Read *r, Prop *out)
{
    return compile_choice(r->c, r->info->name, r->info->choices, r->node, &out->number);
}

static bool read_name(const Read *r, Prop *out)
{
    if (!is_scalar(r->node)) return bad(r, "a name");
    out->name = r->node->text;
    return true;
}

/* Colour names are looked up when a run starts, since they may depend on the event. */
static bool read_colour(const Read *r, Prop *out)
{
    if (!is_scalar(r->node)) return bad(r, "a colour");
    out->name = r->node->text;
    return true;
}

static bool read_sides(const Read *r, Prop *out)
{
    static const Str sides[] = {{"top", 3}, {"right", 5}, {"bottom", 6}, {"left", 4}, {0}};
    out->number = 0;
    if (is_scalar(r->node) && str_eq(r->node->text, STR("all")))
        out->number = 15;
    else if (r->node->kind != NODE_LIST)
        return bad(r, "all, or a list of top, right, bottom, left");
    for (size_t i = 0; r->node->kind == NODE_LIST && i < r->node->len; i++) {
        int64_t side;
        const Node *item = r->node->items[i];
        if (!is_scalar(item) || !choice_parse(item->text, sides, &side))
            return bad(r, "all, or a list of top, right, bottom, left");
        out->number |= 1 << side;
    }
    return true;
}

static bool read_nodes(const Read *r, Prop *out)
{
    out->nodes = compile_nodes(r->c, r->node, r->types);
    return true;
}

static bool read_map(const Read *r, Prop *out)
{
    if (r->node->kind != NODE_MAP) return bad(r, "a mapping of names to texts");
    NamedTemplate *items = ARENA_ARRAY(r->c->arena, NamedTemplate, r->node->len);
    for (size_t i = 0; i < r->node->len; i++) {
        items[i].name = r->node->pairs[i].key->text;
        items[i].text = compile_phrase(r->c, r->node->pairs[i].value, r->types);
        if (!items[i].text) return false;
    }
    out->map.items = items, out->map.n = r->node->len;
    return true;
}

const Expr *compile_lone(Compiler *c, const Node *node, const TypeScope *types)
{
    if (!is_scalar(node)) return NULL;
    Str text = node->text;
    if (text.len < 3 || text.ptr[0] != '{' || text.ptr[text.len - 1] != '}') return NULL;
    Str inner = str_slice(text, 1, text.len - 1);
    if (str_find(inner, STR("{")) >= 0 || str_find(inner, STR("}")) >= 0) return NULL;
    return expr_of(c, inner, node, 1, types);
}

static bool read_with(const Read *r, Prop *out)
{
    if (r->node->kind != NODE_MAP) return bad(r, "a mapping of arguments");
    NamedTemplate *items = ARENA_ARRAY(r->c->arena, NamedTemplate, r->node->len);
    for (size_t i = 0; i < r->node->len; i++) {
        const NodePair *pair = &r->node->pairs[i];
        items[i].name = pair->key->text;
        items[i].expr = compile_lone(r->c, pair->value, r->types);
        items[i].text = items[i].expr ? NULL : compile_phrase(r->c, pair->value, r->types);
        if (!items[i].expr && !items[i].text) return false;
    }
    out->map.items = items, out->map.n = r->node->len;
    return true;
}

static bool read_sums(const Read *r, Prop *out)
{
    if (r->node->kind != NODE_MAP) return bad(r, "a mapping of names to expressions");
    NamedTemplate *items = ARENA_ARRAY(r->c->arena, NamedTemplate, r->node->len);
    Field *fields = ARENA_ARRAY(r->c->arena, Field, r->node->len);
    for (size_t i = 0; i < r->node->len; i++) {
        items[i].name = r->node->pairs[i].key->text;
        items[i].expr = compile_expr(r->c, r->node->pairs[i].value, r->types);
        if (!items[i].expr) return false;
        fields[i] = (Field){.name = items[i].name, .kind = FIELD_ANY};
    }
    RecordType *type = ARENA_NEW(r->c->arena, RecordType);
    *type = (RecordType){.name = r->info->name, .fields = fields, .n_fields = r->node->len};
    out->map.items = items, out->map.n = r->node->len, out->map.type = type;
    return true;
}

static bool read_each(const Read *r, Prop *out)
{
    return compile_each(r->c, r->node, r->types, &out->each.name, &out->each.in);
}

static bool read_exprs(const Read *r, Prop *out)
{
    bool list = r->node->kind == NODE_LIST;
    size_t n = list ? r->node->len : 1;
    SortKey *keys = ARENA_ARRAY(r->c->arena, SortKey, n);
    for (size_t i = 0; i < n; i++) {
        const Node *item = list ? r->node->items[i] : r->node;
        if (!is_scalar(item)) return bad(r, "an expression or a list of them");
        keys[i].descending = str_ends(item->text, STR(" desc"));
        Str text = str_slice(item->text, 0, item->text.len - (keys[i].descending ? 5 : 0));
        keys[i].by = expr_of(r->c, text, item, 0, r->types);
        if (!keys[i].by) return false;
    }
    out->exprs.items = keys, out->exprs.n = n;
    return true;
}

static bool read_ints(const Read *r, Prop *out)
{
    if (r->node->kind != NODE_LIST) return bad(r, "a list of whole numbers");
    int *items = ARENA_ARRAY(r->c->arena, int, r->node->len);
    for (size_t i = 0; i < r->node->len; i++) {
        Read one = *r;
        Prop prop;
        one.node = r->node->items[i];
        if (!read_int(&one, &prop)) return false;
        items[i] = (int)prop.number;
    }
    out->ints.items = items, out->ints.n = r->node->len;
    return true;
}

static bool read_names(const Read *r, Prop *out)
{
    bool list = r->node->kind == NODE_LIST;
    size_t n = list ? r->node->len : 1;
    Str *names = ARENA_ARRAY(r->c->arena, Str, n);
    for (size_t i = 0; i < n; i++) {
        const Node *item = list ? r->node->items[i] : r->node;
        if (!is_scalar(item)) return bad(r, "a name or a list of names");
        names[i] = item->text;
    }
    out->names.items = names, out->names.n = n;
    return n > 0 || bad(r, "a name or a list of names");
}

static bool read_columns_spanned(const Read *r, Prop *out)
{
    Num n;
    bool all = is_scalar(r->node) && str_eq(r->node->text, STR("all"));
    if (!all && (!is_scalar(r->node) || !num_parse(r->node->text, &n) || !num_is_int(n)))
        return bad(r, "a number of columns, or all");
    out->number = all ? SPAN_ALL : num_round(n);
    return true;
}

static bool read_part(const Read *r, const Node *node, TextPart *out)
{
    static const Str own[] = {{"text", 4}, {"link", 4}, {0}};
    *out = (TextPart){0};
    const Node *text = node->kind == NODE_MAP ? node_find(node, STR("text")) : NULL;
    if (!text) {
        out->text = compile_phrase(r->c, node, r->types);
        return out->text != NULL;
    }
    const Node *link = node_find(node, STR("link"));
    out->text = compile_phrase(r->c, text, r->types);
    out->link = link ? compile_phrase(r->c, link, r->types) : NULL;
    out->style = compile_style(r->c, node, own, r->types);
    return out->text != NULL;
}

static bool read_spans(const Read *r, Prop *out)
{
    bool list = r->node->kind == NODE_LIST;
    size_t n = list ? r->node->len : 1;
    TextPart *parts = ARENA_ARRAY(r->c->arena, TextPart, n);
    for (size_t i = 0; i < n; i++)
        if (!read_part(r, list ? r->node->items[i] : r->node, &parts[i])) return false;
    out->spans.items = parts, out->spans.n = n;
    return true;
}

static bool read_corners(const Read *r, Prop *out)
{
    if (r->node->kind == NODE_LIST && r->node->len != 4)
        return bad(r, "one length, or [top left, top right, bottom right, bottom left]");
    return read_insets(r, out);
}

static bool read_borders(const Read *r, Prop *out)
{
    static const Str sides[] = {{"top", 3}, {"right", 5}, {"bottom", 6}, {"left", 4}, {0}};
    if (is_scalar(r->node)) {
        const Phrase *all = compile_phrase(r->c, r->node, r->types);
        for (int i = 0; i < 4; i++) out->sides[i] = all;
        return all != NULL;
    }
    if (r->node->kind != NODE_MAP)
        return bad(r, "a width and a colour (`0.5pt accent`), or a mapping of sides to such");
    for (int i = 0; i < 4; i++) out->sides[i] = NULL;
    for (size_t i = 0; i < r->node->len; i++) {
        const NodePair *pair = &r->node->pairs[i];
        int64_t side;
        if (!choice_parse(pair->key->text, sides, &side)) {
            compile_bad_value(r->c, r->info->name, STR("the sides top, right, bottom, left"),
                              pair->key);
            return false;
        }
        out->sides[side] = compile_phrase(r->c, pair->value, r->types);
        if (!out->sides[side]) return false;
    }
    return true;
}

/* Patterns come again and again, with thousands of numbers: a node is read once. */
static bool read_path(const Read *r, Prop *out)
{
    Compiler *c = r->c;
    for (size_t i = 0; i < c->paths.len; i++)
        if (c->paths.items[i].node == r->node) {
            out->path = c->paths.items[i].path;
            return true;
        }
    if (!is_scalar(r->node) || !path_parse(c->arena, r->node->text, &out->path))
        return bad(r, "a path such as `M 0 0 L 10 5 L 0 10 Z`");
    VEC_PUSH(c->arena, &c->paths, (PathRead){r->node, out->path});
    return true;
}

static bool read_fit(const Read *r, Prop *out) { return compile_fit(r->c, r->node, r->types, out); }

static bool read_columns(const Read *r, Prop *out)
{
    return compile_table_columns(r->c, r->node, r->types, out);
}

bool compile_prop(Compiler *c, PropId id, PropKind kind, const Node *value, const TypeScope *types,
                  Prop *out)
{
    static bool (*const readers[])(const Read *, Prop *) = {
        [PROP_TEMPLATE] = read_template, [PROP_EXPR] = read_expr,
        [PROP_LENGTH] = read_length,     [PROP_SIZE] = read_size,
        [PROP_SIZES] = read_sizes,       [PROP_INSETS] = read_insets,
        [PROP_POINT] = read_point,       [PROP_COLOUR] = read_colour,
        [PROP_INT] = read_int,           [PROP_NUMBER] = read_number,
        [PROP_BOOL] = read_bool,         [PROP_CHOICE] = read_choice,
        [PROP_NAME] = read_name,         [PROP_SIDES] = read_sides,
        [PROP_NODES] = read_nodes,       [PROP_MAP] = read_map,
        [PROP_EACH] = read_each,         [PROP_EXPRS] = read_exprs,
        [PROP_INTS] = read_ints,         [PROP_FIT] = read_fit,
        [PROP_COLUMNS] = read_columns,   [PROP_WITH] = read_with,
        [PROP_SPANS] = read_spans,       [PROP_PATHDATA] = read_path,
        [PROP_CORNERS] = read_corners,   [PROP_BORDERS] = read_borders,
        [PROP_NAMES] = read_names,       [PROP_SPAN] = read_columns_spanned,
        [PROP_SUMS] = read_sums,
    };
    *out = (Prop){.id = (uint8_t)id, .kind = (uint8_t)kind, .span = value->span};
    static const unsigned single = 1u << PROP_LENGTH | 1u << PROP_SIZE | 1u << PROP_COLOUR |
                                   1u << PROP_INT | 1u << PROP_NUMBER | 1u << PROP_BOOL |
                                   1u << PROP_CHOICE | 1u << PROP_POINT | 1u << PROP_SPAN;
    if ((single >> kind & 1 || id == P_RADIUS || id == P_STYLE || id == P_MASTER) &&
        is_dynamic(value)) {
        out->dynamic = template_of(c, value, types);
        return out->dynamic != NULL;
    }
    return readers[kind](&(Read){c, value, types, prop_info(id)}, out);
}
