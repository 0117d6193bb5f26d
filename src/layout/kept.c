/* kept - flows that are laid out once for every pass.
 *
 * Page numbers that are printed before they are known take two or three passes over the document,
 * but most of it is the same in each of them: only what reads the page numbers (contents, index,
 * `pages`) can differ, and what depends on which of its pages are right-hand pages. Each pass but
 * the last keeps the pages of the flows that it lays out with what is noted on them (notes.c), and
 * what each has read of the pass before. As long as that is the same in the passes after it, the
 * notes are left again on pages with new numbers, without a box being made.
 *
 * Pages that somebody will see need their boxes in the last pass, too. Those of the first pass are
 * kept and painted then as long as they take no more than KEPT_MAX_BYTES; what is beyond that is
 * laid out again. Running heads are always made anew.
 */
#include "layout/flow.h"

/* Whether boxes measured for one of the two designs fit the other's regions, which may differ in
 * place. */
static bool same_regions(const Master *a, const Master *b)
{
    Rect body_a = master_body(a), body_b = master_body(b);
    bool same = body_a.w == body_b.w && body_a.h == body_b.h && a->columns == b->columns &&
                a->gutter == b->gutter && a->n_regions == b->n_regions;
    for (size_t i = 0; same && i < a->n_regions; i++) {
        const Region *x = &a->regions[i], *y = &b->regions[i];
        Rect at_x = region_rect(a, x), at_y = region_rect(b, y);
        same = str_eq(x->name, y->name) && at_x.w == at_y.w && at_x.h == at_y.h &&
               (!a->line_step || at_x.y == at_y.y) && x->columns == y->columns &&
               x->gutter == y->gutter;
    }
    return same;
}

/* A master may name itself as the first page's: as many steps as there are masters will do. */
static bool same_on_both_sides(const Layout *layout, const Master *master)
{
    for (size_t step = 0; master && step < layout->n_masters; step++) {
        const Master *left = layout_master(layout, master->variants.left),
                     *right = layout_master(layout, master->variants.right);
        if (!same_regions(left ? left : master, right ? right : master)) return false;
        master = layout_master(layout, master->variants.first);
    }
    return true;
}

BlockArena *kept_arena(Runner *r)
{
    KeptFlow *flow = r->keeping;
    if (!flow || !flow->has_boxes) return NULL;
    if (r->kept_bytes + arena_used_bytes(&flow->store.arena) < KEPT_MAX_BYTES) return &flow->store;
    flow->has_boxes = false;
    return NULL;
}

void keep_page(Runner *r, const Master *master, PageStart start)
{
    KeptFlow *flow = r->keeping;
    if (!flow) return;
    flow->master = master;
    VEC_PUSH(r->m.doc, &flow->pages, (KeptPage){flow->blocks.len, flow->notes.len, start});
}

void keep_block(Runner *r, size_t region, Placement at)
{
    KeptFlow *flow = r->keeping;
    if (flow && flow->has_boxes)
        VEC_PUSH(&flow->store.arena, &flow->blocks, (KeptBlock){region, at});
}

/* `place`: of the flow among those of the document. */
static void run_and_keep(Runner *r, const LNode *part, const Scope *scope, size_t place)
{
    Make *m = &r->m;
    KeptFlow *flow = ARENA_NEW(m->doc, KeptFlow);
    flow->part = part;
    flow->has_boxes = r->seen;
    flow->store.kept = true;
    r->keeping = flow, r->painter.kept = &flow->notes;
    run_flow(r, part, scope);
    r->keeping = NULL, r->painter.kept = NULL;
    bool sides = !flow->pages.len || same_on_both_sides(m->layout, flow->master);
    bool in_vain = !m->known && (m->reads.total || m->reads.lists); /* nothing was known yet */
    flow->reads = m->reads;
    flow->varies = m->full || !sides;
    if (flow->varies || in_vain) flow->has_boxes = false;
    if (!flow->has_boxes) arena_free(&flow->store.arena);
    r->kept_bytes += arena_used_bytes(&flow->store.arena);
    if (place < r->kept.len)
        r->kept.items[place] = flow;
    else
        VEC_PUSH(m->doc, &r->kept, flow);
}

static void paint_blocks(Runner *r, const KeptFlow *flow, size_t from, size_t end)
{
    const Prop *into = prop_find(flow->part, P_INTO);
    for (size_t i = from; i < end; i++) {
        const KeptBlock *block = &flow->blocks.items[i];
        Rect region = page_region(r, into, block->region).rect;
        paint_box(&r->painter, block->at.box, region.x + block->at.x, region.y + block->at.y);
    }
}

/* The pages of a kept flow, with its boxes or its notes on them. */
static void run_again(Runner *r, const KeptFlow *flow, bool paints)
{
    for (size_t i = 0; i < flow->pages.len && !r->stopped; i++) {
        const KeptPage *page = &flow->pages.items[i], *next = page + 1;
        bool last = i + 1 == flow->pages.len;
        page_start(r, flow->master, page->start);
        if (paints)
            paint_blocks(r, flow, page->first_block, last ? flow->blocks.len : next->first_block);
        size_t n_notes = last ? flow->notes.len : next->first_note;
        for (size_t k = page->first_note; !paints && k < n_notes; k++)
            note_leave(&r->painter, &flow->notes.items[k], 0);
        page_finish(r);
    }
}

/* Whether the flow would be laid out again as it was, and all that is needed of it is there. */
static bool is_same(const Runner *r, const KeptFlow *flow, const LNode *part, bool paints)
{
    return flow->part == part && !flow->varies && !(flow->reads.total && r->changed.total) &&
           !(flow->reads.lists && r->changed.lists) && (flow->has_boxes || !paints);
}

void run_kept_flow(Runner *r, const LNode *part, const Scope *scope)
{
    size_t place = r->n_flows++;
    bool parts_vary = r->m.reads.total || r->m.reads.lists, paints = r->emits && r->seen;
    const KeptFlow *flow = place < r->kept.len ? r->kept.items[place] : NULL;
    if (flow && !parts_vary && is_same(r, flow, part, paints))
        run_again(r, flow, paints);
    else if (r->keeps && !parts_vary && place <= r->kept.len)
        run_and_keep(r, part, scope, place);
    else
        run_flow(r, part, scope);
}

void kept_free(Runner *r)
{
    for (size_t i = 0; i < r->kept.len; i++) arena_free(&r->kept.items[i]->store.arena);
}
