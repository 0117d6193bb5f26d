/* columns - blocks in columns that end level.
 *
 * While a page with columns is filled, its pieces are held, and beside them each block as it was
 * before it was placed: a copy of its box; what stands in that is copied before it is split. Where
 * the columns end before the page does, the blocks are placed again in lower columns, by the same
 * rules (flow.c) with trials instead of paper, and the lowest height in which they all find room is
 * taken: found by halving, which costs a dozen trials of one page at most. A `columns` box inside
 * another box is filled by the same trials. */
#include "layout/flow.h"
#include "layout/values.h"

enum { LEVEL_STEP = LEN_PER_PT / 4, COLUMNS_MAX = 24 };

/* The box alone, at a place of its own; what stands in it is shared. */
static Box *share_box(Arena *arena, const Box *box)
{
    Box *copy = ARENA_NEW(arena, Box);
    *copy = *box;
    return copy;
}

Box *box_copy(Arena *arena, const Box *box)
{
    Box *copy = ARENA_NEW(arena, Box);
    *copy = *box;
    copy->kids = ARENA_ARRAY(arena, Box *, box->n_kids);
    for (size_t i = 0; i < box->n_kids; i++) copy->kids[i] = box_copy(arena, box->kids[i]);
    if (box->grid) copy_places(arena, copy);
    return copy;
}

Len columns_width(const Columns *columns, Len width)
{
    Len each = (width - columns->gap * (columns->n - 1)) / columns->n;
    return each > 0 ? each : 0;
}

Rect flow_column(const Flow *f)
{
    Len width = columns_width(&f->columns, f->base.w);
    return (Rect){f->base.x + f->column * (width + f->columns.gap), f->base.y, width, f->base.h};
}

bool columns_hold(const Flow *f) { return !f->trial && f->columns.n > 1; }

void columns_tell(Flow *f, Block *block)
{
    if (block->told) return;
    block->told = true;
    block->shared = true;
    Told told = {share_box(&block->arena->arena, block->box), block->gap, block->in_table,
                 block->ends, block->around};
    VEC_PUSH(&f->r->page_arena, &f->told, told);
}

void own_box(Flow *f, Block *block)
{
    if (!block->shared) return;
    block->box = box_copy(block->arena ? &block->arena->arena : f->m->arena, block->box);
    block->shared = false;
}

/* Places the blocks in columns of this height; what is left of them stays pending in `trial`. */
static bool fill(Flow *trial, const Told *told, size_t n, Len height, size_t *taken)
{
    trial->base.h = trial->top + height;
    trial->y = trial->top, trial->begun = trial->region_empty = true;
    size_t i = 0;
    for (; i < n && !trial->trial->over; i++) {
        Block block = {.box = share_box(trial->m->arena, told[i].box),
                       .shared = true,
                       .gap = told[i].gap,
                       .in_table = told[i].in_table,
                       .ends = told[i].ends,
                       .around = told[i].around};
        flow_add(trial, block);
    }
    flow_place(trial);
    *taken = i;
    return !trial->trial->over;
}

/* One trial; its pieces are in `arena`. */
static bool try_height(const Flow *f, const Told *told, size_t n, Arena *arena, Len height,
                       Trial *out)
{
    Make *m = f->m;
    Arena *before = m->arena;
    size_t taken;
    *out = (Trial){0};
    Flow trial = {.m = m,
                  .trial = out,
                  .columns = f->columns,
                  .base = f->base,
                  .whole = f->whole,
                  .lines = f->lines,
                  .top = f->top};
    m->arena = arena;
    bool good = fill(&trial, told, n, height, &taken);
    m->arena = before;
    return good;
}

/* Height that the pieces take in each column together, and in the tallest. */
static Len tallest_piece(const Flow *f, const Placements *placed, Len *sum)
{
    Len tallest = 0, total = 0, x = 0, bottom = 0;
    for (size_t i = 0; i < placed->len; i++) {
        const Placement *at = &placed->items[i];
        if (i && at->x != x) total += bottom;
        x = at->x;
        bottom = at->y + at->box->rect.h - f->base.y - f->top;
        if (bottom > tallest) tallest = bottom;
    }
    *sum = total + bottom;
    return tallest;
}

/* The least height of columns that take all of it; `good` is known to do, and `least` not. */
static Len level_height(const Flow *f, const Told *told, size_t n, Len least, Len good)
{
    Arena tmp;
    Trial trial;
    arena_init(&tmp);
    while (good - least > LEVEL_STEP) {
        Len middle = least + (good - least) / 2;
        if (try_height(f, told, n, &tmp, middle, &trial))
            good = middle;
        else
            least = middle;
        arena_rewind(&tmp, (ArenaMark){0});
    }
    arena_free(&tmp);
    return good;
}

void columns_level(Flow *f)
{
    Trial trial;
    Len sum, tallest = tallest_piece(f, &f->held, &sum);
    if (!f->told.len || f->columns.n == 1) return;
    Len height = level_height(f, f->told.items, f->told.len, sum / f->columns.n - 1, tallest);
    if (height == tallest) return;
    BlockArena *arena = block_arena(f->r);
    if (try_height(f, f->told.items, f->told.len, &arena->arena, height, &trial))
        f->held = trial.placed;
    block_arena_after_page(f->r, arena);
}

/* Thin boxes between columns, from the top of the columns down to the longest. */
static void add_rules(Make *m, const Columns *columns, Rect area, Placements *placed)
{
    static const LNode rect = {.type = NODE_RECT};
    Len width = columns_width(columns, area.w), bottom = area.y;
    int used = 0;
    if (columns->rule.space == COLOUR_NONE) return;
    for (size_t i = 0; i < placed->len; i++) {
        const Placement *at = &placed->items[i];
        int column = (int)((at->x - area.x + width / 2) / (width + columns->gap + 1));
        if (column > used) used = column;
        if (at->y + at->box->rect.h > bottom) bottom = at->y + at->box->rect.h;
    }
    for (int i = 0; i < used; i++) {
        Box *rule = box_new(m, &rect);
        rule->fill = columns->rule;
        rule->rect = (Rect){0, 0, columns->rule_width, bottom - area.y};
        Len middle = area.x + (i + 1) * (width + columns->gap) - columns->gap / 2;
        VEC_PUSH(m->arena, placed, (Placement){rule, middle - columns->rule_width / 2, area.y});
    }
}

void columns_paint(Flow *f)
{
    Make *m = f->m;
    if (f->columns.n > 1 && f->held.len) {
        Arena *before = m->arena;
        BlockArena *arena = block_arena(f->r);
        m->arena = &arena->arena;
        Rect area = {f->base.x, f->base.y + f->top, f->base.w, f->base.h - f->top};
        add_rules(m, &f->columns, area, &f->held);
        m->arena = before;
        block_arena_after_page(f->r, arena);
    }
    for (size_t i = 0; i < f->held.len; i++) flow_paint(f, f->held.items[i]);
    f->held = (Placements){0};
    f->told.items = NULL, f->told.len = f->told.cap = 0;
}

void columns_end(Flow *f, bool leveled)
{
    Len sum;
    if (leveled) columns_level(f);
    f->y = f->top + tallest_piece(f, &f->held, &sum);
    columns_paint(f);
    f->columns = (Columns){.n = 1};
    f->open = false;
    f->column = 0, f->top = 0;
    f->region_empty = f->y == 0;
}

/* Whether some of the block goes into this height. */
static bool begins_in(Flow *f, const Block *block, Len room)
{
    Make *m = f->m;
    if (block->box->rect.h <= room) return true;
    Arena tmp, *before = m->arena;
    arena_init(&tmp);
    m->arena = &tmp;
    bool yes = split_box(m, box_copy(&tmp, block->box), room, f->whole, false) != NULL;
    m->arena = before;
    arena_free(&tmp);
    return yes;
}

void columns_open(Flow *f, const Block *first)
{
    Len below = f->n_pending ? f->pending[f->n_pending - 1].box->below : f->last_below;
    Len before = flow_pending_height(f);
    Len space = flow_space_before(f, first, f->y + before, below, false);
    if (space < f->lead) space = f->lead;
    Len room = f->base.h - f->y - before - space;
    if (f->n_pending && f->y > 0 && !begins_in(f, first, room)) flow_next_region(f, false);
    flow_place(f);
    if (f->y > 0) f->y += space;
    f->columns = f->wanted, f->open = true;
    f->column = 0, f->top = f->y, f->last_below = 0;
    f->region_empty = true;
}

Columns columns_of(Make *m, const LNode *node, const Scope *scope)
{
    Columns columns = {
        .n = 1, .gap = len_from_um(4000), .balance = true, .rule_width = LEN_PT(0.5)};
    int64_t n;
    if (make_int(m, node, P_MAIN, scope, &n)) {
        columns.n = n < 1 ? 1 : n > COLUMNS_MAX ? COLUMNS_MAX : (int)n;
        if (columns.n != n)
            diag_report(m->diag, DIAG_LAYOUT_VALUE, node->span, STR("columns"),
                        str_format(m->arena, "1 to %d columns", COLUMNS_MAX),
                        str_format(m->arena, "%lld", (long long)n));
    }
    if (make_int(m, node, P_BALANCE, scope, &n)) columns.balance = n != 0;
    make_length(m, node, P_GAP, scope, &columns.gap);
    make_colour(m, node, P_RULE_COLOUR, scope, &columns.rule);
    make_length(m, node, P_RULE_WIDTH, scope, &columns.rule_width);
    return columns;
}

/* ---- a `columns` box inside another box */

static Told *tell_story(Make *m, const Box *box)
{
    Told *told = ARENA_ARRAY(m->arena, Told, box->columns_of.n_story);
    for (size_t i = 0; i < box->columns_of.n_story; i++)
        told[i] = (Told){.box = box->columns_of.story[i], .gap = box->row_gap};
    return told;
}

static Len inner_width(const Box *box)
{
    return box->rect.w - box->padding.left - box->padding.right;
}

/* The pieces become the children. */
static void take_pieces(Make *m, Box *box, Placements *placed)
{
    const Columns *form = box->columns_of.form;
    Rect inner = {box->padding.left, box->padding.top, inner_width(box), 0};
    add_rules(m, form, inner, placed);
    box->kids = ARENA_ARRAY(m->arena, Box *, placed->len);
    box->n_kids = placed->len;
    for (size_t i = 0; i < placed->len; i++) {
        box->kids[i] = placed->items[i].box;
        box->kids[i]->rect.x = placed->items[i].x, box->kids[i]->rect.y = placed->items[i].y;
    }
}

/* The story's first text that snaps stands where it would without a grid, the others by it. */
static SnapGrid lines_inside(const Box *box)
{
    SnapGrid lines = {0};
    for (size_t i = 0; i < box->columns_of.n_story && !lines.step; i++)
        lines = snap_first(box->columns_of.story[i]);
    return lines;
}

/* The story has been measured. */
static Flow inside(Make *m, const Box *box, Trial *trial)
{
    return (Flow){.m = m,
                  .trial = trial,
                  .columns = *box->columns_of.form,
                  .base = {box->padding.left, box->padding.top, inner_width(box), LEN_MAX},
                  .lines = lines_inside(box),
                  .whole = LEN_MAX};
}

void measure_columns(Make *m, Box *box, Len width, Len height)
{
    const Columns *form = box->columns_of.form;
    Len down = box->padding.top + box->padding.bottom;
    size_t n = box->columns_of.n_story;
    box->rect.w = width;
    Trial trial = {0};
    Len column = columns_width(form, inner_width(box));
    for (size_t i = 0; i < n; i++) {
        Box *kid = box->columns_of.story[i];
        measure_box(m, kid, wanted_width(m, kid, column), LEN_UNSET);
    }
    const Told *told = tell_story(m, box);
    Flow f = inside(m, box, &trial);
    Len total, all = height != LEN_UNSET && !form->balance ? height - down : LEN_MAX / 2;
    Arena tmp;
    arena_init(&tmp);
    if (n && try_height(&f, told, n, &tmp, all, &trial)) {
        all = tallest_piece(&f, &trial.placed, &total);
        if (form->balance) all = level_height(&f, told, n, total / form->n - 1, all);
    }
    arena_free(&tmp);
    size_t taken;
    trial = (Trial){0};
    f = inside(m, box, &trial);
    if (n) fill(&f, told, n, all, &taken);
    take_pieces(m, box, &trial.placed);
    if (n) all = tallest_piece(&f, &trial.placed, &total);
    Len need = len_sum((int64_t)(n ? all : 0) + down);
    bool over = height != LEN_UNSET && (need > height + LEN_PT(0.05) || trial.over);
    if (over) box_report(m, box, DIAG_LAYOUT_OVERFLOW, need, height);
    box->rect.h = height != LEN_UNSET ? height : need;
}

Box *split_columns(Make *m, Box *box, Len available)
{
    const Told *told = tell_story(m, box);
    size_t n = box->columns_of.n_story, taken = 0, kept = 0;
    Len room = available - box->padding.top - box->padding.bottom;
    Trial trial = {0};
    Flow f = inside(m, box, &trial);
    if (room <= 0 || !n || fill(&f, told, n, room, &taken) || !trial.placed.len) return NULL;
    Box *tail = box_copy(m->arena, box);
    Box **rest = ARENA_ARRAY(m->arena, Box *, f.n_pending + n - taken);
    for (size_t i = 0; i < f.n_pending; i++) rest[kept++] = f.pending[i].box;
    for (size_t i = taken; i < n; i++) rest[kept++] = box->columns_of.story[i];
    take_pieces(m, box, &trial.placed);
    Len total;
    box->rect.h = tallest_piece(&f, &trial.placed, &total) + available - room;
    tail->columns_of.story = rest, tail->columns_of.n_story = kept;
    tail->above = 0, tail->break_before = 0, tail->split_off = true, tail->marks = NULL;
    measure_columns(m, tail, box->rect.w, LEN_UNSET);
    return tail;
}
