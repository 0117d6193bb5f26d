/* compile_master - page designs: size, margins, bleed, columns, furniture. */
#include "layout/compile.h"
#include "layout/values.h"

static const Str master_keys[] = {{"size", 4},     {"landscape", 9}, {"bleed", 5},  {"margins", 7},
                                  {"mirrored", 8}, {"columns", 7},   {"gutter", 6}, {"under", 5},
                                  {"over", 4},     {"left", 4},      {"like", 4},   {0}};

/* ISO 216 and the sheets of Indonesian offices, in micrometres. */
static bool named_size(Str name, Len *width, Len *height)
{
    static const struct {
        const char *name;
        int width_um, height_um;
    } sizes[] = {{"A2", 420000, 594000}, {"A3", 297000, 420000},     {"A4", 210000, 297000},
                 {"A5", 148000, 210000}, {"A6", 105000, 148000},     {"A7", 74000, 105000},
                 {"F4", 215000, 330000}, {"Letter", 215900, 279400}, {"CR80", 53980, 85600}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (str_eq(name, str_from(sizes[i].name))) {
            *width = len_from_um(sizes[i].width_um), *height = len_from_um(sizes[i].height_um);
            return true;
        }
    return false;
}

static bool master_size(const Node *node, Master *out)
{
    if (node->kind == NODE_SCALAR) {
        bool landscape = str_ends(node->text, STR(" landscape"));
        Str name = str_slice(node->text, 0, node->text.len - (landscape ? 10 : 0));
        if (!named_size(name, &out->width, &out->height)) return false;
        if (landscape) {
            Len width = out->width;
            out->width = out->height, out->height = width;
        }
        return true;
    }
    return node->kind == NODE_LIST && node->len == 2 && node->items[0]->kind == NODE_SCALAR &&
           node->items[1]->kind == NODE_SCALAR && len_parse(node->items[0]->text, &out->width) &&
           len_parse(node->items[1]->text, &out->height) && out->width > 0 && out->height > 0;
}

static bool master_length(const Node *node, Len *out)
{
    return node->kind == NODE_SCALAR && len_parse(node->text, out);
}

/* {top, bottom, inner, outer} or {top, bottom, left, right} or insets. */
static bool master_margins(Compiler *c, const Node *node, Master *out)
{
    Prop prop;
    if (node->kind != NODE_MAP) {
        bool good = compile_prop(c, P_PADDING, PROP_INSETS, node, c->base, &prop);
        if (good) out->margins = prop.insets;
        return good;
    }
    static const Str sides[] = {{"top", 3},   {"bottom", 6}, {"left", 4}, {"right", 5},
                                {"inner", 5}, {"outer", 5},  {0}};
    for (size_t i = 0; i < node->len; i++) {
        int64_t side;
        Len len;
        if (!choice_parse(node->pairs[i].key->text, sides, &side) ||
            !master_length(node->pairs[i].value, &len)) {
            compile_bad_value(c, STR("margins"),
                              STR("lengths under top, bottom, left, right or inner, outer"),
                              node->pairs[i].value);
            return false;
        }
        if (side >= 4) out->mirrored = true;
        if (side == 0)
            out->margins.top = len;
        else if (side == 1)
            out->margins.bottom = len;
        else if (side == 2 || side == 4)
            out->margins.left = len;
        else
            out->margins.right = len;
    }
    return true;
}

static void master_key(Compiler *c, Master *out, const NodePair *pair, const TypeScope *types)
{
    int64_t key = -1, n;
    const Node *value = pair->value;
    Num columns;
    bool good = true;
    if (!choice_parse(pair->key->text, master_keys, &key)) {
        diag_report(c->diag, DIAG_LAYOUT_KEY, pair->key->span, pair->key->text, STR("a master"));
        Str near =
            str_nearest(pair->key->text, master_keys, sizeof master_keys / sizeof *master_keys - 1);
        if (near.len)
            diag_hint(c->diag, str_format(c->arena, "did you mean `%.*s`?", STR_ARG(near)));
        return;
    }
    switch (key) {
    case 0:
        good = master_size(value, out);
        break;
    case 2:
        good = master_length(value, &out->bleed);
        break;
    case 3:
        master_margins(c, value, out);
        break;
    case 4:
        good = value->kind == NODE_SCALAR && bool_parse(value->text, &n);
        out->mirrored = good && n;
        break;
    case 5:
        good = value->kind == NODE_SCALAR && num_parse(value->text, &columns) &&
               columns >= NUM_ONE && columns <= 12 * NUM_ONE && num_is_int(columns);
        if (good) out->columns = (int)num_round(columns);
        break;
    case 6:
        good = master_length(value, &out->gutter);
        break;
    case 7:
        out->under = compile_nodes(c, value, types);
        break;
    case 8:
        out->over = compile_nodes(c, value, types);
        break;
    case 9:
        out->left_master = value->kind == NODE_SCALAR ? value->text : STR("");
        break;
    default:
        break;
    }
    if (!good)
        compile_bad_value(
            c, pair->key->text,
            STR("A4, A6, A3 landscape or [width, height]; lengths such as 3mm; 1 to 12 columns"),
            value);
}

static void compile_master(Compiler *c, Master *out, const Node *node, int depth)
{
    const Node *like = node_find(node, STR("like"));
    if (like && like->kind == NODE_SCALAR) {
        const Node *parent = compile_find(c, STR("masters"), like->text);
        if (!parent || parent->kind != NODE_MAP)
            compile_unknown_name(c, STR("master"), like->text, like->span, NULL, 0);
        else if (depth > 8)
            diag_report(c->diag, DIAG_LAYOUT_CIRCLE, like->span, STR("master"), like->text);
        else
            compile_master(c, out, parent, depth + 1);
    }
    TypeScope page = {c->base, STR("page"), {.kind = VALUE_RECORD, .record = page_type()}};
    for (size_t i = 0; i < node->len; i++) master_key(c, out, &node->pairs[i], &page);
}

void compile_masters(Compiler *c)
{
    size_t n = 0;
    for (size_t r = 0; r < c->n_roots; r++) {
        const Node *map = node_find(c->roots[r], STR("masters"));
        n += map && map->kind == NODE_MAP ? map->len : 0;
    }
    Master *masters = ARENA_ARRAY(c->arena, Master, n);
    n = 0;
    for (size_t r = c->n_roots; r-- > 0;) {
        const Node *map = node_find(c->roots[r], STR("masters"));
        for (size_t i = 0; map && map->kind == NODE_MAP && i < map->len; i++) {
            const Node *node = map->pairs[i].value;
            Master master = {.name = map->pairs[i].key->text,
                             .span = map->pairs[i].key->span,
                             .columns = 1,
                             .gutter = len_from_um(4000)};
            if (node->kind == NODE_MAP) compile_master(c, &master, node, 0);
            if (!master.width)
                diag_report(c->diag, DIAG_LAYOUT_REQUIRED, master.span, STR("a master"),
                            STR("size"));
            else
                masters[n++] = master;
        }
    }
    c->layout->masters = masters, c->layout->n_masters = n;
}
