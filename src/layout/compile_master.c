/* compile_master - page designs: size, margins, bleed, columns, furniture. */
#include "layout/compile.h"
#include "layout/values.h"

enum { MASTER_MAX_COLUMNS = 24, MASTER_GRID_COLUMNS = 12, MASTER_MAX_LIKES = 8 };

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
static void master_margins(Compiler *c, const Node *node, Master *out)
{
    Prop prop;
    if (node->kind != NODE_MAP) {
        if (compile_prop(c, P_PADDING, PROP_INSETS, node, c->base, &prop))
            out->margins = prop.insets;
        return;
    }
    compile_check_keys(c, PART_MARGINS, node);
    Insets *margins = &out->margins;
    Len *const sides[] = {[MARGIN_TOP] = &margins->top,    [MARGIN_BOTTOM] = &margins->bottom,
                          [MARGIN_LEFT] = &margins->left,  [MARGIN_RIGHT] = &margins->right,
                          [MARGIN_INNER] = &margins->left, [MARGIN_OUTER] = &margins->right};
    for (size_t i = 0; i < node->len; i++) {
        const NodePair *pair = &node->pairs[i];
        int side = part_find(PART_MARGINS, pair->key->text);
        if (side < 0) continue;
        if (!master_length(pair->value, sides[side]))
            compile_bad_value(c, pair->key->text, STR("a length such as 12mm"), pair->value);
        if (side >= MARGIN_INNER) out->mirrored = true;
    }
}

static bool master_bool(const Node *node, bool *out)
{
    int64_t n;
    if (node->kind != NODE_SCALAR || !bool_parse(node->text, &n)) return false;
    *out = n != 0;
    return true;
}

static bool master_count(const Node *node, int *out)
{
    Num n;
    if (node->kind != NODE_SCALAR || !num_parse(node->text, &n) || n < NUM_ONE ||
        n > MASTER_MAX_COLUMNS * NUM_ONE || !num_is_int(n))
        return false;
    *out = (int)num_round(n);
    return true;
}

/* The name of another master; that it exists is checked here. */
static Str master_name(Compiler *c, const Node *node)
{
    if (node->kind != NODE_SCALAR) {
        compile_bad_value(c, STR("master"), STR("the name of a master"), node);
        return STR("");
    }
    const Node *maps[COMPILE_MAX_ROOTS];
    for (size_t r = 0; r < c->n_roots; r++) maps[r] = node_find(c->roots[r], STR("masters"));
    if (compile_find(c, STR("masters"), node->text)) return node->text;
    compile_unknown_name(c, STR("master"), node->text, node->span, maps, c->n_roots);
    return STR("");
}

/* `cols: [first, last]` of the grid. */
static bool region_columns(const Node *node, Region *out)
{
    return node->kind == NODE_LIST && node->len == 2 &&
           master_count(node->items[0], &out->first_column) &&
           master_count(node->items[1], &out->last_column) && out->first_column <= out->last_column;
}

static void region_key(Compiler *c, Region *out, const NodePair *pair)
{
    Rect *asked = &out->asked;
    Len *const lengths[] = {[REGION_LEFT] = &asked->x,
                            [REGION_TOP] = &asked->y,
                            [REGION_WIDTH] = &asked->w,
                            [REGION_HEIGHT] = &asked->h,
                            [REGION_GUTTER] = &out->gutter};
    int key = part_find(PART_REGION, pair->key->text);
    if (key < 0) return;
    bool good = key == REGION_COLS ? region_columns(pair->value, out)
                : key == REGION_COLUMNS
                    ? master_count(pair->value, &out->columns)
                    : master_length(pair->value, lengths[key]) && *lengths[key] >= 0;
    if (!good)
        compile_bad_value(c, pair->key->text,
                          STR("a length from the margin, such as 60mm; cols: [first, last] of the "
                              "grid; 1 to 24 columns"),
                          pair->value);
}

static void master_regions(Compiler *c, Master *out, const Node *node)
{
    if (node->kind != NODE_MAP || !node->len) {
        compile_bad_value(c, STR("regions"), STR("names with their places"), node);
        return;
    }
    out->regions = ARENA_ARRAY(c->arena, Region, node->len);
    out->n_regions = node->len;
    for (size_t i = 0; i < node->len; i++) {
        const NodePair *pair = &node->pairs[i];
        Region *region = &out->regions[i];
        *region = (Region){
            .name = pair->key->text, .span = pair->key->span, .columns = 1, .gutter = out->gutter};
        if (pair->value->kind != NODE_MAP) {
            compile_bad_value(c, pair->key->text, STR("a mapping such as {top: 0mm, height: 60mm}"),
                              pair->value);
            continue;
        }
        compile_check_keys(c, PART_REGION, pair->value);
        for (size_t k = 0; k < pair->value->len; k++) region_key(c, region, &pair->value->pairs[k]);
    }
}

/* `grid: {columns: 12, gutter: 4mm}` */
static void master_grid(Compiler *c, Master *out, const Node *node)
{
    if (node->kind != NODE_MAP) {
        compile_bad_value(c, STR("grid"), STR("a mapping such as {columns: 12, gutter: 4mm}"),
                          node);
        return;
    }
    compile_check_keys(c, PART_GRID, node);
    out->grid_columns = MASTER_GRID_COLUMNS, out->grid_gutter = out->gutter;
    for (size_t i = 0; i < node->len; i++) {
        const NodePair *pair = &node->pairs[i];
        int key = part_find(PART_GRID, pair->key->text);
        if ((key == GRID_COLUMNS && !master_count(pair->value, &out->grid_columns)) ||
            (key == GRID_GUTTER && !master_length(pair->value, &out->grid_gutter)))
            compile_bad_value(c, pair->key->text, STR("1 to 24 columns and a length between them"),
                              pair->value);
    }
}

/* `baseline: 5mm` or `baseline: {step: 5mm, first: 4mm}` */
static void master_baseline(Compiler *c, Master *out, const Node *node)
{
    const PartKey *keys = part_info(PART_BASELINE)->keys;
    const Node *step = node, *first = NULL;
    Len by = 0, at = 0;
    if (node->kind == NODE_MAP) {
        compile_check_keys(c, PART_BASELINE, node);
        step = node_find(node, keys[BASELINE_STEP].name);
        first = node_find(node, keys[BASELINE_FIRST].name);
    }
    if (!step) return; /* reported as required */
    if (!master_length(step, &by) || by < LEN_PER_PT) {
        compile_bad_value(c, STR("baseline"), STR("a distance of at least 1pt, such as 5mm"), step);
        return;
    }
    if (first && (!master_length(first, &at) || at < 0)) {
        compile_bad_value(c, keys[BASELINE_FIRST].name,
                          STR("a length from the top margin, such as 4mm"), first);
        return;
    }
    out->line_step = by, out->first_line = first ? at : by;
}

/* Keys that take a plain value; false if it is not of their form. */
static bool master_value(Master *out, int key, const Node *value)
{
    switch (key) {
    case MASTER_SIZE:
        return master_size(value, out);
    case MASTER_BLEED:
        return master_length(value, &out->bleed);
    case MASTER_MIRRORED:
        return master_bool(value, &out->mirrored);
    case MASTER_COLUMNS:
        return master_count(value, &out->columns);
    case MASTER_GUTTER:
        return master_length(value, &out->gutter);
    case MASTER_ADAPTS:
        return master_bool(value, &out->adapts);
    case MASTER_BALANCE:
        return master_bool(value, &out->balance);
    case MASTER_RULE:
        out->rule = value->kind == NODE_SCALAR ? value->text : STR("");
        out->rule_span = value->span;
        return value->kind == NODE_SCALAR;
    default:
        return true;
    }
}

static void master_key(Compiler *c, Master *out, int key, const Node *value, const TypeScope *types)
{
    switch (key) {
    case MASTER_LIKE: /* done before */
    case MASTER_SCALE:
        break;
    case MASTER_MARGINS:
        master_margins(c, value, out);
        break;
    case MASTER_UNDER:
        out->under = compile_nodes(c, value, types);
        break;
    case MASTER_OVER:
        out->over = compile_nodes(c, value, types);
        break;
    case MASTER_FIRST:
        out->variants.first = master_name(c, value);
        break;
    case MASTER_LEFT:
        out->variants.left = master_name(c, value);
        break;
    case MASTER_RIGHT:
        out->variants.right = master_name(c, value);
        break;
    case MASTER_BLANK:
        out->variants.blank = master_name(c, value);
        break;
    case MASTER_REGIONS:
        master_regions(c, out, value);
        break;
    case MASTER_GRID:
        master_grid(c, out, value);
        break;
    case MASTER_BASELINE:
        master_baseline(c, out, value);
        break;
    default:
        if (!master_value(out, key, value))
            compile_bad_value(c, part_info(PART_MASTER)->keys[key].name,
                              STR("A4, A6, A3 landscape or [width, height]; lengths such as 3mm; 1 "
                                  "to 24 columns"),
                              value);
    }
}

/* Left edge of a column of the grid, from 1, in a body of this width; one more: after the last. */
Len grid_left(Len width, const Master *master, int column)
{
    int64_t all = (int64_t)width + master->grid_gutter;
    return (Len)(all * (column - 1) / master->grid_columns);
}

Rect master_body(const Master *master)
{
    const Insets *margins = &master->margins;
    return (Rect){margins->left, margins->top, master->width - margins->left - margins->right,
                  master->height - margins->top - margins->bottom};
}

static void scale_length(Len *len, Num by) { *len = (Len)((int64_t)*len * by / NUM_ONE); }

/* `scale:` applies to what was taken over from another master: margins, columns, regions and
 * baselines. */
static void scale_master(Compiler *c, Master *out, const Node *node)
{
    Num by = 0;
    if (node->kind != NODE_SCALAR || !num_parse(node->text, &by) || by <= 0 || by > 100 * NUM_ONE) {
        compile_bad_value(c, STR("scale"), STR("a number such as 1.414"), node);
        return;
    }
    Len *const lengths[] = {&out->margins.top,  &out->margins.right, &out->margins.bottom,
                            &out->margins.left, &out->gutter,        &out->grid_gutter,
                            &out->line_step,    &out->first_line};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) scale_length(lengths[i], by);
    for (size_t i = 0; i < out->n_regions; i++) {
        Region *region = &out->regions[i];
        Len *const sides[] = {&region->asked.x, &region->asked.y, &region->asked.w,
                              &region->asked.h, &region->gutter};
        for (size_t k = 0; k < sizeof sides / sizeof *sides; k++) scale_length(sides[k], by);
    }
}

static void compile_master(Compiler *c, Master *out, const Node *node, int depth)
{
    const Node *like = node_find(node, STR("like"));
    if (like && like->kind == NODE_SCALAR) {
        const Node *parent = compile_find(c, STR("masters"), like->text);
        if (!parent || parent->kind != NODE_MAP)
            compile_unknown_name(c, STR("master"), like->text, like->span, NULL, 0);
        else if (depth > MASTER_MAX_LIKES)
            diag_report(c->diag, DIAG_LAYOUT_CIRCLE, like->span, STR("master"), like->text);
        else
            compile_master(c, out, parent, depth + 1);
    }
    const Node *scale = node_find(node, STR("scale"));
    if (scale) scale_master(c, out, scale);
    TypeScope page = {c->base, STR("page"), {.kind = VALUE_RECORD, .record = page_type()}};
    const PartInfo *part = part_info(PART_MASTER);
    for (size_t key = 0; key < part->n; key++) {
        const Node *value = node_find(node, part->keys[key].name);
        if (value) master_key(c, out, (int)key, value, &page);
    }
}

Rect region_rect(const Master *master, const Region *region)
{
    Rect body = master_body(master), at = region->asked;
    if (region->first_column) {
        at.x = grid_left(body.w, master, region->first_column);
        at.w = grid_left(body.w, master, region->last_column + 1) - master->grid_gutter - at.x;
    }
    if (!at.w) at.w = body.w - at.x;
    if (!at.h) at.h = body.h - at.y;
    return at;
}

/* A grid is there in any case; regions must lie in the body. */
static void finish_master(Compiler *c, Master *master)
{
    Rect body = master_body(master);
    if (!master->grid_columns)
        master->grid_columns = MASTER_GRID_COLUMNS, master->grid_gutter = master->gutter;
    for (size_t i = 0; i < master->n_regions; i++) {
        const Region *region = &master->regions[i];
        Rect at = region_rect(master, region);
        if (region->last_column > master->grid_columns)
            diag_report(c->diag, DIAG_LAYOUT_GRID, region->span, region->name,
                        str_format(c->arena, "%d", region->last_column),
                        str_format(c->arena, "%d", master->grid_columns));
        else if (at.w <= 0 || at.h <= 0 || at.x + at.w > body.w + 1 || at.y + at.h > body.h + 1)
            diag_report(c->diag, DIAG_LAYOUT_REGION, region->span, region->name, master->name);
    }
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
            if (node->kind == NODE_MAP) {
                compile_check_keys(c, PART_MASTER, node);
                compile_master(c, &master, node, 0);
            }
            if (!master.width)
                diag_report(c->diag, DIAG_LAYOUT_REQUIRED, master.span, STR("a master"),
                            STR("size"));
            else {
                finish_master(c, &master);
                masters[n++] = master;
            }
        }
    }
    c->layout->masters = masters, c->layout->n_masters = n;
}

void compile_check_into(Compiler *c, const LNode *flow)
{
    const Layout *layout = c->layout;
    const Prop *into = prop_find(flow, P_INTO), *name = prop_find(flow, P_MASTER);
    const Master *master = NULL;
    if (name && name->dynamic) return;
    for (size_t i = layout->n_masters; i-- > 0;)
        if (!name || str_eq(layout->masters[i].name, name->name)) master = &layout->masters[i];
    for (size_t i = 0; into && master && i < into->names.n; i++) {
        Str wanted = into->names.items[i];
        Str *names = ARENA_ARRAY(c->arena, Str, master->n_regions);
        bool found = false;
        for (size_t k = 0; k < master->n_regions; k++) {
            names[k] = master->regions[k].name;
            found |= str_eq(names[k], wanted);
        }
        if (found) continue;
        diag_report(c->diag, DIAG_LAYOUT_NAME, into->span, STR("region"), wanted);
        Str near = str_nearest(wanted, names, master->n_regions);
        if (near.len)
            diag_hint(c->diag, str_format(c->arena, "did you mean `%.*s`?", STR_ARG(near)));
    }
}
