/* make - nodes into boxes for one record: control nodes are resolved, properties evaluated,
 * contents shaped. Nothing here depends on the room there will be. */
#include "layout/plan.h"

#include "base/vec.h"
#include "layout/values.h"

static void take_nodes(Make *m, NodeSeq nodes, const Scope *scope, TakeNode take, void *context);

/* Loops inside loops grow without end from little input: stops what no page could show. */
static bool count_steps(Make *m, const LNode *node, uint32_t steps)
{
    m->steps += steps;
    if (m->steps <= MAKE_MAX_STEPS || m->full) return !m->full;
    m->full = true;
    bool loops = m->boxes < MAKE_MAX_BOXES / 2;
    diag_report(m->diag, loops ? DIAG_LAYOUT_LOOPS : DIAG_LAYOUT_FULL, node->span,
                str_format(m->arena, "%d", loops ? MAKE_MAX_STEPS : MAKE_MAX_BOXES));
    return false;
}

static bool holds(Make *m, const LNode *node, PropId id, const Scope *scope)
{
    const Prop *prop = prop_find(node, id);
    if (!prop) return true;
    return make_truth(m, prop->expr, scope);
}

static void take_property(Make *m, const LNode *node, PropId id, const Scope *scope, TakeNode take,
                          void *context)
{
    const Prop *prop = prop_find(node, id);
    if (prop) take_nodes(m, prop->nodes, scope, take, context);
}

/* While the items of a loop are made, messages name the record. */
static Str enter_record(Make *m, const Value *item)
{
    if (item->kind != VALUE_RECORD || !item->record->node)
        return diag_set_record(m->diag, (Str){0});
    return diag_set_record(m->diag, record_label(m->arena, item->record));
}

/* Heads of the groups that start with the item, the item, feet of the groups that end with it. */
static void take_item(Make *m, const LNode *node, const Scope *scope, const Loop *loop,
                      const LoopItem *item, TakeNode take, void *context)
{
    size_t levels = item->n_groups;
    Scope *links = ARENA_ARRAY(m->arena, Scope, 3 * (2 * levels + 1));
    for (size_t l = item->starts; l < levels; l++, links += 3)
        take_property(m, node, P_HEAD, loop_names(m, node, scope, loop, item, l + 1, links), take,
                      context);
    take_property(m, node, item->empty ? P_ELSE : P_DO,
                  loop_names(m, node, scope, loop, item, levels, links), take, context);
    links += 3;
    for (size_t l = levels; l > item->ends; l--, links += 3)
        take_property(m, node, P_FOOT, loop_names(m, node, scope, loop, item, l, links), take,
                      context);
}

static void take_each(Make *m, const LNode *node, const Scope *scope, TakeNode take, void *context)
{
    const Loop loop = make_loop(m, m->arena, node, scope);
    if (!loop.n && !prop_find(node, P_GROUPS)) take_property(m, node, P_ELSE, scope, take, context);
    for (size_t i = 0; i < loop.n && count_steps(m, node, 1); i++) {
        const LoopItem *item = &loop.items[i];
        ArenaMark mark = arena_mark(m->arena);
        uint64_t taken = m->taken;
        bool named = item->item.kind == VALUE_RECORD && item->item.record->node;
        Str before = named ? enter_record(m, &item->item) : (Str){0};
        take_item(m, node, scope, &loop, item, take, context);
        if (named) diag_set_record(m->diag, before);
        if (m->transient || m->taken == taken) arena_rewind(m->arena, mark);
    }
}

static bool wanted_level(const Prop *levels, int level)
{
    for (size_t i = 0; levels && i < levels->ints.n; i++)
        if (levels->ints.items[i] == level) return true;
    return !levels;
}

static void take_toc(Make *m, const LNode *node, const Scope *scope, TakeNode take, void *context)
{
    const Prop *name = prop_find(node, P_IN), *levels = prop_find(node, P_LEVELS);
    m->reads.lists = true;
    if (!m->known) return;
    for (size_t i = 0; i < m->known->n_contents; i++) {
        const ContentsEntry *entry = &m->known->contents[i];
        if (!wanted_level(levels, entry->level)) continue;
        const Value values[] = {value_text(entry->title), value_number(num_from_int(entry->level)),
                                value_text(entry->page), value_text(entry->target)};
        Scope *links = ARENA_ARRAY(m->arena, Scope, 2);
        links[0] =
            (Scope){scope, name->each.name, make_record_value(m->arena, entry_type(), values)};
        links[1] =
            (Scope){&links[0], STR("loop"),
                    make_loop_value(m->arena, i, m->known->n_contents, m->known->n_contents)};
        take_property(m, node, P_DO, &links[1], take, context);
    }
}

static void take_use(Make *m, const LNode *node, const Scope *scope, TakeNode take, void *context)
{
    const Prop *with = prop_find(node, P_WITH);
    const Scope *inner = m->base_scope;
    for (size_t i = 0; with && i < with->map.n; i++) {
        const NamedTemplate *argument = &with->map.items[i];
        Scope *link = ARENA_NEW(m->arena, Scope);
        Value value = argument->expr
                          ? make_expr(m, argument->expr, scope)
                          : value_text(make_phrase(m, argument->text, scope, NULL, NULL));
        *link = (Scope){inner, argument->name, value};
        inner = link;
    }
    UseFrame *frame = ARENA_NEW(m->arena, UseFrame);
    *frame = (UseFrame){node, scope, m->use};
    m->use = frame;
    take_nodes(m, node->kids, inner, take, context);
    m->use = frame->outer;
}

static void take_slot(Make *m, TakeNode take, void *context)
{
    const UseFrame *frame = m->use;
    if (!frame) return;
    m->use = frame->outer;
    take_nodes(m, frame->use->slot, frame->caller, take, context);
    m->use = frame;
}

static void take_when(Make *m, const LNode *node, const Scope *scope, TakeNode take, void *context)
{
    bool yes = holds(m, node, P_WHEN, scope);
    take_property(m, node, yes ? P_DO : P_ELSE, scope, take, context);
}

static void take_nodes(Make *m, NodeSeq nodes, const Scope *scope, TakeNode take, void *context)
{
    if (m->depth >= MAKE_MAX_DEPTH) return; /* compile_use stops components that use themselves */
    m->depth++;
    for (size_t i = 0; i < nodes.n; i++) {
        const LNode *node = nodes.items[i];
        if (!count_steps(m, node, 1)) break;
        if (node->type != NODE_WHEN && !holds(m, node, P_WHEN, scope)) continue;
        switch (node->type) {
        case NODE_EACH:
            take_each(m, node, scope, take, context);
            break;
        case NODE_WHEN:
            take_when(m, node, scope, take, context);
            break;
        case NODE_TOC:
            take_toc(m, node, scope, take, context);
            break;
        case NODE_USE:
            take_use(m, node, scope, take, context);
            break;
        case NODE_SLOT:
            take_slot(m, take, context);
            break;
        default:
            m->taken++;
            take(context, m, node, scope);
        }
    }
    m->depth--;
}

void make_each(Make *m, NodeSeq nodes, const Scope *scope, TakeNode take, void *context)
{
    take_nodes(m, nodes, scope, take, context);
}

typedef VEC(Box *) BoxVec;

static void take_kid(void *context, Make *m, const LNode *node, const Scope *scope)
{
    BoxVec *kids = context;
    Box *kid = make_box(m, node, scope);
    if (kid) VEC_PUSH(m->arena, kids, kid);
}

/* Space and rules under a heading go where it goes, and a stack that ends with it, too. */
static void keep_heading_space(Box *box)
{
    for (size_t i = 1; i < box->n_kids; i++) {
        NodeType type = box->kids[i]->type;
        if ((type == NODE_SPACE || type == NODE_RULE) && box->kids[i - 1]->keep_next)
            box->kids[i]->keep_next = true;
    }
    bool stack = box->type == NODE_STACK && box->n_kids;
    if (stack && !prop_find(box->node, P_KEEP_NEXT))
        box->keep_next |= box->kids[box->n_kids - 1]->keep_next;
}

static void make_kids(Make *m, Box *box, NodeSeq nodes, const Scope *scope)
{
    BoxVec kids = {0};
    take_nodes(m, nodes, scope, take_kid, &kids);
    box->kids = kids.items, box->n_kids = kids.len;
    for (size_t i = 0; i < kids.len && box->type != NODE_GRID; i++) grid_place(m, kids.items[i]);
    if (box->type == NODE_GRID) grid_check(m, box);
    if (box->type == NODE_ROW) grid_check_row(m, box);
    keep_heading_space(box);
}

static Box *make_columns(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    Columns *form = ARENA_NEW(m->arena, Columns);
    *form = columns_of(m, node, scope);
    if (!prop_find(node, P_ROW_GAP)) box->row_gap = 0; /* `gap` is between the columns */
    box->columns_of.story = box->kids, box->columns_of.n_story = box->n_kids;
    box->columns_of.form = form;
    return box;
}

static Box *make_shape(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    const Prop *main = prop_find(node, P_MAIN);
    int64_t n;
    switch (node->type) {
    case NODE_SHAPE:
        if (main) box->shape.path = main->path;
        box->shape.box[0] = box->shape.box[1] = (Size){SIZE_LEN, LEN_PT(100)};
        make_point(m, node, P_BOX, scope, box->shape.box);
        break;
    case NODE_RULE:
        box->rule.thickness = LEN_PT(0.5);
        make_length(m, node, P_THICKNESS, scope, &box->rule.thickness);
        make_colour(m, node, P_COLOUR, scope, &box->rule.colour);
        break;
    case NODE_TILE:
        box->tile.cell[0] = box->tile.cell[1] = (Size){SIZE_LEN, len_from_um(10000)};
        make_point(m, node, P_CELL, scope, box->tile.cell);
        if (make_int(m, node, P_STAGGER, scope, &n)) box->tile.stagger = n;
        break;
    default:
        break;
    }
    return box;
}

Box *box_new(Make *m, const LNode *node)
{
    Box *box = ARENA_NEW(m->arena, Box);
    box->node = node;
    box->type = node->type == NODE_CARD ? NODE_STACK : node->type;
    box->keep = node->type == NODE_CARD; /* prefer */
    box->opacity = 100;
    box->place = -1;
    box->span = 1;
    box->record = diag_set_record(m->diag, (Str){0});
    diag_set_record(m->diag, box->record);
    return box;
}

/* Widths of a grid's columns. */
static const Size *grid_sizes(Make *m, const Prop *prop)
{
    size_t n = prop->sizes.n;
    Size *sizes = ARENA_ARRAY(m->arena, Size, n);
    for (size_t i = 0; i < n; i++)
        sizes[i] =
            grid_size(m, prop->sizes.items[i], prop->span, prop_info((PropId)prop->id)->name);
    return sizes;
}

Box *make_frame_box(Make *m, const LNode *node, const Scope *scope)
{
    Box *box = box_new(m, node);
    make_frame(m, box, node, scope);
    return box;
}

Box *make_box(Make *m, const LNode *node, const Scope *scope)
{
    Box *box = box_new(m, node);
    if (node->type == NODE_PAGE || node->type == NODE_FLOW) {
        diag_report(m->diag, DIAG_LAYOUT_PLACE, node->span, kind_info(node->type)->name);
        return NULL;
    }
    m->boxes++;
    if (!count_steps(m, node, MAKE_MAX_STEPS / MAKE_MAX_BOXES)) return NULL;
    make_frame(m, box, node, scope);
    switch (node->type) {
    case NODE_TEXT:
        return make_text(m, box, node, scope);
    case NODE_PAIR:
        return make_pair(m, box, node, scope);
    case NODE_IMAGE:
        return make_image(m, box, node, scope);
    case NODE_QR:
        return make_qr(m, box, node, scope);
    case NODE_CHART:
        return make_chart(m, box, node, scope);
    case NODE_PLAN:
        return make_plan(m, box, node, scope);
    case NODE_TABLE:
        return make_table(m, box, node, scope);
    default:
        break;
    }
    const Prop *columns = prop_find(node, P_COLUMNS);
    static const Size one[] = {{SIZE_FR, 1000}};
    box->columns = columns ? grid_sizes(m, columns) : one;
    box->n_columns = columns ? columns->sizes.n : 1;
    const Prop *content = node->type == NODE_COLUMNS ? prop_find(node, P_DO) : NULL;
    Colour ground = m->ground;
    if (box->fill.alpha) m->ground = box->fill;
    make_kids(m, box, content ? content->nodes : node->kids, scope);
    m->ground = ground;
    return node->type == NODE_COLUMNS ? make_columns(m, box, node, scope)
                                      : make_shape(m, box, node, scope);
}

Box *make_stack(Make *m, NodeSeq nodes, const Scope *scope)
{
    static const LNode stack = {.type = NODE_STACK};
    Box *box = box_new(m, &stack);
    make_kids(m, box, nodes, scope);
    return box;
}
