/* flow - fills regions with blocks, region after region, page after page.
 *
 * Blocks come one at a time from the nodes of the flow (loops unrolled, plain stacks opened up,
 * tables row by row), each in an arena of its own that is reused when its page is out: memory is
 * flat in pages. A block that must stay with its successor waits in `pending`. Every turn of the
 * loop in place() either paints something, or leaves a region that holds something, or gives the
 * block up with a message: it always ends. */
#include "layout/flow.h"

typedef struct Flow {
    Runner *r;
    const Master *master;
    int numbering;
    bool recto;
    Block pending[FLOW_MAX_PENDING];
    size_t n_pending;
    int column;
    Len y, last_below;
    bool begun, region_empty;
    Len gap;
    const Table *table; /* its head stands again in each new region, once it has been painted */
    const Box *table_head;
    bool table_begun;
} Flow;

static Rect region_of(const Flow *f) { return page_region(f->r, f->column); }

static void paint_block(Flow *f, Block *block, Len space)
{
    Runner *r = f->r;
    Rect region = region_of(f);
    f->y += space;
    block->box->rect.x = 0, block->box->rect.y = 0;
    paint_box(&r->painter, block->box, region.x, region.y + f->y);
    keep_block(r, block->box, f->column, f->y);
    f->y += block->box->rect.h;
    f->last_below = block->box->below;
    f->region_empty = false;
    if (block->box == f->table_head) f->table_begun = true;
}

/* The arena goes back to the pool once the page that shows the block is out. */
static void keep_until_page_is_out(Flow *f, Block *block)
{
    if (block->arena->kept) return;
    block->arena->next = f->r->page_blocks;
    f->r->page_blocks = block->arena;
}

static void enter(Block *block, Flow *f, Make *m, Str *record)
{
    block->arena = block_arena(f->r);
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

static void repeat_table_head(Flow *f)
{
    Make *m = &f->r->m;
    Block head;
    Str record;
    enter(&head, f, m, &record);
    head.box = table_head(m, f->table, true);
    if (head.box) {
        measure_box(m, head.box, region_of(f).w, LEN_UNSET);
        paint_block(f, &head, 0);
        f->region_empty = true; /* a head alone is no content */
    }
    leave(f, m, record);
    keep_until_page_is_out(f, &head);
}

static void next_region(Flow *f, bool new_page)
{
    bool more = f->r->page_open && !new_page && f->column + 1 < f->master->columns;
    if (more)
        f->column++;
    else {
        if (f->r->page_open) page_finish(f->r);
        page_start(f->r, f->master, f->numbering, f->recto && !f->begun);
        keep_page(f->r, f->master, f->numbering, f->recto && !f->begun);
        f->column = 0;
    }
    f->begun = true;
    f->y = 0, f->last_below = 0, f->region_empty = true;
    if (f->table && f->table_begun) repeat_table_head(f);
}

static Len space_before(const Flow *f, const Box *box, Len below, bool at_top)
{
    Len space = f->gap > box->above ? f->gap : box->above;
    if (below > space) space = below;
    return at_top ? 0 : space;
}

/* Height of all that is pending, with the spaces between. */
static Len pending_height(const Flow *f, size_t n)
{
    Len sum = 0, below = f->last_below;
    for (size_t i = 0; i < n; i++) {
        const Box *box = f->pending[i].box;
        sum += space_before(f, box, below, i == 0 && f->y == 0) + box->rect.h;
        below = box->below;
    }
    return sum;
}

static void paint_pending(Flow *f, size_t n)
{
    for (size_t i = 0; i < n; i++)
        paint_block(f, &f->pending[i],
                    space_before(f, f->pending[i].box, f->last_below, f->y == 0));
}

/* Takes the first n off the list; their arenas stay until the page is out. */
static void drop_pending(Flow *f, size_t n)
{
    for (size_t i = 0; i < n; i++) keep_until_page_is_out(f, &f->pending[i]);
    for (size_t i = n; i < f->n_pending; i++) f->pending[i - n] = f->pending[i];
    f->n_pending -= n;
}

/* Paints what is pending with as much of its last block as there is room for. */
static bool place_split(Flow *f, bool force)
{
    Make *m = &f->r->m;
    Rect region = region_of(f);
    size_t last = f->n_pending - 1;
    Block *block = &f->pending[last];
    Len below = last ? f->pending[last - 1].box->below : f->last_below;
    Len before =
        pending_height(f, last) + space_before(f, block->box, below, last == 0 && f->y == 0);
    m->arena = &block->arena->arena;
    Box *tail = split_box(m, block->box, region.h - f->y - before, region.h, force);
    m->arena = &f->r->control;
    if (!tail) return false;
    paint_pending(f, f->n_pending);
    Block rest = {tail, block->arena};
    drop_pending(f, last);
    f->pending[0] = rest;
    next_region(f, false);
    return true;
}

static void give_up(Flow *f)
{
    Make *m = &f->r->m;
    const Box *box = f->pending[0].box;
    Str before = diag_set_record(m->diag, box->record);
    diag_report(m->diag, DIAG_LAYOUT_TALL, box->node->span, len_shown(m->arena, box->rect.h),
                len_shown(m->arena, region_of(f).h));
    diag_set_record(m->diag, before);
    drop_pending(f, 1);
}

static void place(Flow *f)
{
    while (f->n_pending && !f->r->stopped) {
        if (!f->begun) next_region(f, true);
        if (pending_height(f, f->n_pending) <= region_of(f).h - f->y) {
            paint_pending(f, f->n_pending);
            drop_pending(f, f->n_pending);
        } else if (place_split(f, false)) {
            continue;
        } else if (!f->region_empty) {
            next_region(f, false);
        } else if (f->n_pending > 1) {
            paint_pending(f, 1);
            drop_pending(f, 1);
        } else if (!place_split(f, true)) {
            give_up(f);
        }
    }
}

static void add_block(Flow *f, Block block)
{
    Box *box = block.box;
    if (box->break_before) {
        place(f);
        bool page = box->break_before >= 2;
        if (box->break_before == 3) f->recto = true;
        if (f->begun && (!f->region_empty || (page && f->column > 0))) {
            if (box->break_before == 3) f->begun = false; /* the next page starts on a recto */
            next_region(f, page);
        }
    }
    f->pending[f->n_pending++] = block;
    if (!box->keep_next || f->n_pending == FLOW_MAX_PENDING) place(f);
}

/* Measures a made box and hands it on; an empty one gives its arena back. */
static void add_made(Flow *f, Make *m, Block block, Str record)
{
    if (block.box) {
        if (!f->begun && f->n_pending == 0)
            next_region(f, true); /* regions are known from here on */
        m->arena = &block.arena->arena;
        measure_box(m, block.box, wanted_width(m, block.box, region_of(f).w), LEN_UNSET);
    }
    leave(f, m, record);
    if (block.box)
        add_block(f, block);
    else
        block_arena_release(f->r, block.arena);
}

/* A group head and the first row under it. */
static Box *kept_together(Make *m, Box *const rows[2])
{
    static const LNode stack = {.type = NODE_STACK};
    Box *both = box_new(m, &stack);
    both->kids = ARENA_ARRAY(m->arena, Box *, 2);
    both->kids[0] = rows[0], both->kids[1] = rows[1], both->n_kids = 2;
    both->keep_next = rows[1]->keep_next, both->keep = 2;
    return both;
}

static void add_table(Flow *f, Make *m, const LNode *node, const Scope *scope)
{
    Table table;
    Block block;
    Str record;
    table_open(m, m->arena, node, scope, &table);
    if (!table.n_items) {
        const Prop *otherwise = prop_find(node, P_ELSE);
        if (!otherwise) return;
        enter(&block, f, m, &record);
        block.box = make_stack(m, otherwise->nodes, scope);
        add_made(f, m, block, record);
        return;
    }
    Len gap = f->gap;
    enter(&block, f, m, &record);
    block.box = table_head(m, &table, false);
    if (block.box) make_length(m, node, P_ABOVE, scope, &block.box->above);
    f->table = &table, f->table_head = block.box;
    add_made(f, m, block, record);
    f->gap = 0;
    for (size_t i = 0; i < table.n_items && !f->r->stopped; i++) {
        Box *rows[2];
        enter(&block, f, m, &record);
        size_t n = table_rows(m, &table, i, rows);
        block.box = n == 2 ? kept_together(m, rows) : rows[0];
        add_made(f, m, block, record);
    }
    enter(&block, f, m, &record);
    block.box = table_foot(m, &table);
    if (block.box) make_length(m, node, P_BELOW, scope, &block.box->below);
    add_made(f, m, block, record);
    place(f);
    f->table = NULL, f->table_head = NULL, f->table_begun = false, f->gap = gap;
}

/* A stack that only orders its children is opened up, so that pages break between them. */
static bool is_plain_stack(const LNode *node)
{
    if (node->type != NODE_STACK) return false;
    for (size_t i = 0; i < node->n_props; i++)
        if (node->props[i].id != P_GAP && node->props[i].id != P_WHEN) return false;
    return true;
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
        place(f);
        f->gap = before;
        return;
    }
    if (node->type == NODE_TABLE) {
        add_table(f, m, node, scope);
        return;
    }
    enter(&block, f, m, &record);
    block.box = make_box(m, node, scope);
    add_made(f, m, block, record);
}

void run_flow(Runner *r, const LNode *part, const Scope *scope)
{
    Make *m = &r->m;
    Flow f = {.r = r, .master = page_master(r, part), .region_empty = true};
    int64_t n;
    if (!f.master) return;
    f.recto = make_int(m, part, P_START, scope, &n) && n == 3;
    if (make_int(m, part, P_NUMBERING, scope, &n)) f.numbering = (int)n;
    make_each(m, part->kids, scope, take_block, &f);
    place(&f);
    if (r->page_open) page_finish(r);
}
