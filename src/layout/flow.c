/* flow - fills regions with blocks, region after region, page after page.
 *
 * Blocks come one at a time from the nodes of the flow (loops unrolled, plain stacks opened up,
 * tables row by row), each in an arena of its own that is reused when its page is out: memory is
 * flat in pages. A block that must stay with its successor waits in `pending`. Every turn of the
 * loop in flow_place() either paints something, or leaves a region that holds something, or gives
 * the block up with a message: it always ends. */
#include "layout/flow.h"

enum { MAX_REFUSED = 16 };

/* At the top of an empty region there is nowhere better to go. */
static bool is_fresh(const Flow *f) { return f->region_empty && f->top == 0; }

bool flow_stopped(const Flow *f) { return f->trial ? f->trial->over : f->r->stopped; }

void flow_paint(Flow *f, Placement at) { note_or_paint(&f->r->painter, at.box, at.x, at.y); }

static void put(Flow *f, Box *box, Len x, Len y)
{
    Placement placement = {box, x, y};
    if (f->trial)
        VEC_PUSH(f->m->arena, &f->trial->placed, placement);
    else if (columns_hold(f))
        VEC_PUSH(&f->r->page_arena, &f->held, placement);
    else
        flow_paint(f, placement);
}

static void paint_block(Flow *f, Block *block, Len space)
{
    f->y += space;
    block->box->rect.x = 0, block->box->rect.y = 0;
    put(f, block->box, flow_column(f).x + block->box->grid_x, f->base.y + f->y);
    f->y += block->box->rect.h;
    f->last_below = block->box->below;
    f->region_empty = false;
    f->refused = 0;
    f->after = block->ends ? (TableBreak){0} : block->around;
    f->after_arena = block->arena;
}

/* The arena goes back to the pool once the page that shows the block is out. */
static void keep_until_page_is_out(Flow *f, Block *block)
{
    if (block->arena) block_arena_after_page(f->r, block->arena);
}

void flow_enter(Flow *f, Make *m, Block *block, Str *record)
{
    *block = (Block){.arena = block_arena(f->r), .gap = f->gap};
    m->arena = &block->arena->arena;
    m->transient = false;
    *record = diag_set_record(m->diag, (Str){0});
    diag_set_record(m->diag, str_copy(m->arena, *record));
}

static void leave(Flow *f, Make *m, Str record)
{
    diag_set_record(m->diag, record);
    m->arena = &f->r->control;
    m->transient = true;
}

/* A copy of the boxes; the texts in them stay where they are. */
static Block copy_piece(Flow *f, const Box *piece)
{
    Block own = {.arena = f->trial ? NULL : block_arena(f->r)};
    own.box = box_copy(own.arena ? &own.arena->arena : f->m->arena, piece);
    return own;
}

static void paint_piece(Flow *f, Block own)
{
    Make *m = f->m;
    Arena *before = m->arena;
    TableBreak after = f->after;
    BlockArena *after_arena = f->after_arena;
    if (own.arena) m->arena = &own.arena->arena;
    measure_box(m, own.box, flow_column(f).w, LEN_UNSET);
    Len room = f->base.h - f->y;
    if (own.box->rect.h > room && !f->trial)
        box_report(m, own.box, DIAG_LAYOUT_OVERFLOW, own.box->rect.h, room);
    m->arena = before;
    paint_block(f, &own, 0);
    f->after = after, f->after_arena = after_arena;
    keep_until_page_is_out(f, &own);
}

/* At the top of a region: what the table shows again stands above the row that goes on. */
static void begin_with(Flow *f, Block *pieces, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool first_column = columns_hold(f) && f->column == 0;
        if (first_column) pieces[i].box->keep_next = true, columns_tell(f, &pieces[i]);
        own_box(f, &pieces[i]);
        paint_piece(f, pieces[i]);
    }
    f->region_empty = true; /* heads alone are no content */
    Block *next = &f->pending[0];
    if (!f->n_pending || !next->in_table) return;
    if (columns_hold(f)) columns_tell(f, next);
    own_box(f, next);
    if (!row_begins_page(next->box)) return;
    Arena *before = f->m->arena;
    if (next->arena) f->m->arena = &next->arena->arena;
    measure_box(f->m, next->box, flow_column(f).w, LEN_UNSET);
    f->m->arena = before;
}

/* What waits was measured for the region before. */
static void measure_pending(Flow *f)
{
    Make *m = f->m;
    Arena *before = m->arena;
    Len width = flow_column(f).w;
    for (size_t i = 0; i < f->n_pending; i++) {
        Block *block = &f->pending[i];
        m->arena = &block->arena->arena;
        measure_box(m, block->box, wanted_width(m, block->box, width), LEN_UNSET);
        block->told = false;
    }
    m->arena = before;
}

/* The next region of the chain, on this page or the next. */
static void enter_region(Flow *f, bool new_page)
{
    Runner *r = f->r;
    Len width = f->begun ? flow_column(f).w : 0;
    columns_paint(f);
    if (r->page_open && !new_page && f->region + 1 < page_regions(r, f->into))
        f->region++;
    else {
        if (r->page_open) page_finish(r);
        PageStart start = {f->numbering, f->recto && !f->begun, !f->started};
        page_start(r, f->master, start);
        keep_page(r, f->master, start);
        f->region = 0;
    }
    PageRegion region = page_region(r, f->into, f->region);
    f->base = region.rect, f->whole = region.rect.h;
    f->lines.step = f->m->grid.line_step;
    f->lines.first = page_body(r).y + f->m->grid.first_line - f->base.y;
    if (!f->in_columns) {
        f->wanted.n = region.columns, f->wanted.gap = region.gutter;
    }
    f->columns = f->open ? f->wanted : (Columns){.n = 1};
    f->column = 0, f->top = 0;
    f->started = f->begun = true;
    for (size_t i = 0; i < f->n_pending; i++) f->pending[i].told = false;
    if (f->n_pending && flow_column(f).w != width) measure_pending(f);
}

void flow_next_region(Flow *f, bool new_page)
{
    const TableBreak *after = &f->after;
    const Box *again[] = {after->head, after->start};
    Block pieces[2];
    size_t n = 0;
    bool more = !new_page && f->begun && f->column + 1 < f->columns.n;
    if (after->end && !f->region_empty) paint_piece(f, copy_piece(f, after->end));
    if (!more && f->trial) {
        f->trial->over = true;
        return;
    }
    for (size_t i = 0; i < 2; i++)
        if (again[i]) pieces[n++] = copy_piece(f, again[i]);
    /* The row whose totals go on stays in memory for the next page, too. */
    bool held = !more && n && f->after_arena && block_arena_hold(f->r, f->after_arena);
    if (more)
        f->column++;
    else
        enter_region(f, new_page);
    if (held) block_arena_after_page(f->r, f->after_arena);
    f->y = f->top, f->last_below = 0, f->region_empty = true;
    begin_with(f, pieces, n);
}

Len flow_space_before(const Flow *f, const Block *block, Len y, Len below, bool at_top)
{
    Len space = block->gap > block->box->above ? block->gap : block->box->above;
    if (below > space) space = below;
    if (at_top) space = 0;
    return space + (block->in_table ? 0 : snap_space(&f->lines, block->box, y + space));
}

/* Height of the first n that are pending, with the spaces between. */
static Len pending_height(const Flow *f, size_t n)
{
    Len sum = 0, below = f->last_below;
    for (size_t i = 0; i < n; i++) {
        const Block *block = &f->pending[i];
        bool at_top = i == 0 && f->y == f->top;
        sum += flow_space_before(f, block, f->y + sum, below, at_top) + block->box->rect.h;
        below = block->box->below;
    }
    return sum;
}

Len flow_pending_height(const Flow *f) { return pending_height(f, f->n_pending); }

static void paint_pending(Flow *f, size_t n)
{
    for (size_t i = 0; i < n; i++)
        paint_block(f, &f->pending[i],
                    flow_space_before(f, &f->pending[i], f->y, f->last_below, f->y == f->top));
}

static void tell_pending(Flow *f)
{
    for (size_t i = 0; i < f->n_pending && columns_hold(f); i++) columns_tell(f, &f->pending[i]);
}

/* Takes the first n off the list; their arenas stay until the page is out. */
static void drop_pending(Flow *f, size_t n)
{
    for (size_t i = 0; i < n; i++) keep_until_page_is_out(f, &f->pending[i]);
    for (size_t i = n; i < f->n_pending; i++) f->pending[i - n] = f->pending[i];
    f->n_pending -= n;
}

/* What closes the region after the block, or inside it. */
static Len end_height(const Block *block)
{
    return block->around.end ? block->around.end->rect.h : 0;
}

/* Paints what is pending before block i with as much of that as there is room for. */
static bool place_split(Flow *f, size_t i, bool force)
{
    Make *m = f->m;
    Block *block = &f->pending[i];
    Len below = i ? f->pending[i - 1].box->below : f->last_below;
    Len before = pending_height(f, i);
    before += flow_space_before(f, block, f->y + before, below, i == 0 && f->y == f->top);
    Len room = f->base.h - f->y - before - end_height(block);
    Arena *arena = m->arena;
    tell_pending(f);
    own_box(f, block);
    if (block->arena) m->arena = &block->arena->arena;
    Box *tail = split_box(m, block->box, room, f->whole, force);
    m->arena = arena;
    if (!tail) return false;
    Block rest = *block;
    rest.box = tail, rest.gap = 0;
    block->ends = false;
    paint_pending(f, i + 1);
    drop_pending(f, i);
    f->pending[0] = rest;
    flow_next_region(f, false);
    return true;
}

/* Whether another region of the page would take more than the one at hand. */
static bool taller_follows(const Flow *f)
{
    for (size_t i = 0; f->r && i < page_regions(f->r, f->into); i++)
        if (page_region(f->r, f->into, i).rect.h > f->base.h) return f->refused < MAX_REFUSED;
    return false;
}

/* Where it was written; for a row of a table, its tallest cell. */
static Span place_of(const Box *box)
{
    const Box *tallest = box;
    for (size_t i = 0; box->grid && i < box->n_kids; i++)
        if (box->kids[i]->node->span.source &&
            (tallest == box || box->kids[i]->rect.h > tallest->rect.h))
            tallest = box->kids[i];
    return tallest->node->span;
}

static void give_up(Flow *f)
{
    Make *m = f->m;
    const Box *box = f->pending[0].box;
    Str before = diag_set_record(m->diag, box->record);
    diag_report(m->diag, DIAG_LAYOUT_TALL, place_of(box), len_shown(m->arena, box->rect.h),
                len_shown(m->arena, f->base.h - f->y - end_height(&f->pending[0])));
    diag_set_record(m->diag, before);
    drop_pending(f, 1);
}

/* Room for the first n of what is pending, and for what closes the region after them. */
static bool fits(const Flow *f, size_t n)
{
    const Block *last = &f->pending[n - 1];
    Len end = last->ends ? 0 : end_height(last);
    return pending_height(f, n) + end <= f->base.h - f->y;
}

/* Nothing of what is pending fits into an empty region, not together. */
static void place_by_force(Flow *f)
{
    const Box *last = f->pending[f->n_pending - 1].box;
    if (f->trial)
        f->trial->over = true;
    else if (taller_follows(f))
        f->refused++, flow_next_region(f, false);
    else if (f->n_pending > 1 && fits(f, 1) &&
             (last->rect.h <= f->whole || !place_split(f, f->n_pending - 1, true))) {
        paint_pending(f, 1);
        drop_pending(f, 1);
    } else if (!place_split(f, 0, true))
        give_up(f);
}

void flow_place(Flow *f)
{
    while (f->n_pending && !flow_stopped(f)) {
        if (!f->begun) flow_next_region(f, true);
        if (fits(f, f->n_pending)) {
            tell_pending(f);
            paint_pending(f, f->n_pending);
            drop_pending(f, f->n_pending);
        } else if (place_split(f, f->n_pending - 1, false)) {
            continue;
        } else if (!is_fresh(f)) {
            flow_next_region(f, false);
        } else {
            place_by_force(f);
        }
    }
}

/* `break:` before a block. */
static void break_before(Flow *f, const Box *box)
{
    bool page = box->break_before >= 2;
    flow_place(f);
    if (box->break_before == 3) f->recto = true;
    bool page_used = f->column > 0 || f->region > 0 || f->top > 0;
    bool wrong_side = box->break_before == 3 && !f->trial && f->r->page_number % 2 == 0;
    if (!f->begun || (f->region_empty && !(page && (page_used || wrong_side)))) return;
    if (page && f->columns.balance) columns_level(f);
    if (box->break_before == 3) columns_paint(f), f->begun = false; /* the next is a recto */
    flow_next_region(f, page);
}

/* Space and rules under a heading go where it goes. */
static void follow_heading(Flow *f, Box *box)
{
    bool spacing = box->type == NODE_SPACE || box->type == NODE_RULE;
    if (spacing && f->n_pending && f->pending[f->n_pending - 1].box->keep_next)
        box->keep_next = true;
}

void flow_add(Flow *f, Block block)
{
    Box *box = block.box;
    if (box->break_before) break_before(f, box);
    follow_heading(f, box);
    f->pending[f->n_pending++] = block;
    if (!box->keep_next || f->n_pending == FLOW_MAX_PENDING) flow_place(f);
}

void flow_add_made(Flow *f, Make *m, Block block, Str record)
{
    if (!block.box) {
        leave(f, m, record);
        block_arena_release(f->r, block.arena);
        return;
    }
    bool spans = block.box->span == SPAN_ALL;
    if (!f->begun && f->n_pending == 0) { /* regions are known from here on */
        if (block.box->break_before == 3) f->recto = true;
        flow_next_region(f, true);
    }
    if (spans && f->open && f->columns.n > 1) {
        m->arena = &f->r->control;
        flow_place(f);
        columns_end(f, true);
    }
    m->arena = &block.arena->arena;
    grid_place(m, block.box);
    Len width = spans ? f->base.w : columns_width(&f->wanted, f->base.w);
    measure_box(m, block.box, wanted_width(m, block.box, width), LEN_UNSET);
    leave(f, m, record);
    if (!spans && !f->open) columns_open(f, &block);
    flow_add(f, block);
}

/* A stack that only orders its children is opened up, so that pages break between them. */
static bool is_plain_stack(const LNode *node)
{
    if (node->type != NODE_STACK) return false;
    for (size_t i = 0; i < node->n_props; i++)
        if (node->props[i].id != P_GAP && node->props[i].id != P_WHEN) return false;
    return true;
}

/* Columns that stand in the flow itself are filled block by block. */
static bool is_plain_columns(const LNode *node)
{
    static const PropId plain[] = {P_MAIN,        P_DO,         P_GAP,   P_ROW_GAP, P_BALANCE,
                                   P_RULE_COLOUR, P_RULE_WIDTH, P_ABOVE, P_BELOW,   P_WHEN};
    size_t n = 0;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        n += prop_find(node, plain[i]) != NULL;
    return n == node->n_props;
}

static void take_block(void *context, Make *m, const LNode *node, const Scope *scope);

static void take_columns(Flow *f, Make *m, const LNode *node, const Scope *scope)
{
    const Prop *content = prop_find(node, P_DO);
    Columns before = f->wanted;
    Len gap = f->gap, above = 0, below = 0;
    make_length(m, node, P_ABOVE, scope, &above);
    make_length(m, node, P_BELOW, scope, &below);
    f->wanted = columns_of(m, node, scope);
    f->open = false, f->in_columns = true;
    f->lead = above > gap ? above : gap, f->gap = 0;
    make_length(m, node, P_ROW_GAP, scope, &f->gap);
    if (content) make_each(m, content->nodes, scope, take_block, f);
    if (f->open) {
        flow_place(f);
        columns_end(f, f->wanted.balance);
    }
    f->wanted = before, f->gap = gap, f->in_columns = false, f->open = true;
    if (below > f->last_below) f->last_below = below;
}

static void take_block(void *context, Make *m, const LNode *node, const Scope *scope)
{
    Flow *f = context;
    Block block;
    Str record;
    if (f->r->stopped) return;
    if (is_plain_stack(node)) {
        Len before = f->gap;
        make_length(m, node, P_GAP, scope, &f->gap);
        make_each(m, node->kids, scope, take_block, f);
        f->gap = before;
        return;
    }
    if (node->type == NODE_COLUMNS && f->wanted.n == 1 && is_plain_columns(node)) {
        take_columns(f, m, node, scope);
        return;
    }
    if (node->type == NODE_TABLE && flow_takes_table(node)) {
        flow_table(f, m, node, scope);
        return;
    }
    flow_enter(f, m, &block, &record);
    block.box = make_box(m, node, scope);
    flow_add_made(f, m, block, record);
}

void run_flow(Runner *r, const LNode *part, const Scope *scope)
{
    Make *m = &r->m;
    Flow f = {
        .m = m, .r = r, .master = page_master(r, part, scope), .region_empty = true, .open = true};
    int64_t n;
    if (!f.master) return;
    grid_of_page(m, f.master);
    f.into = prop_find(part, P_INTO);
    f.wanted = (Columns){1, 0, f.master->balance, {0}, LEN_PT(0.5)};
    if (make_int(m, part, P_BALANCE, scope, &n)) f.wanted.balance = n != 0;
    if (f.master->rule.len)
        make_colour_text(m, f.master->rule, f.master->rule_span, &f.wanted.rule);
    f.recto = make_int(m, part, P_START, scope, &n) && n == 3;
    if (make_int(m, part, P_NUMBERING, scope, &n)) f.numbering = (int)n;
    make_each(m, part->kids, scope, take_block, &f);
    flow_place(&f);
    if (f.columns.n > 1) columns_end(&f, f.columns.balance);
    if (r->page_open) page_finish(r);
}
