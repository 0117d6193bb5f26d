/* kept - flows that are laid out once and painted in every pass.
 *
 * Page numbers that are printed before they are known take two or three passes over the document,
 * but most of it is the same in each of them: only what reads the page numbers (contents, index,
 * `pages`) can differ. The first pass keeps the boxes of every flow with their places, and notes
 * whether anything in it read what a later pass knows. The other passes paint a kept flow again,
 * which finds the new page numbers at the cost of painting; running heads are made anew each time.
 *
 * Boxes are measured for the regions of their pages. A flow whose left and right pages differ in
 * more than place is laid out again, and so is what does not fit into KEPT_MAX_BYTES.
 */
#include "layout/flow.h"

/* Whether boxes measured for one of the two designs fit the other's regions. */
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

static void lose(Runner *r)
{
    r->keeping->lost = true;
    r->keeping = NULL;
}

BlockArena *kept_arena(Runner *r)
{
    KeptFlow *flow = r->keeping;
    if (!flow) return NULL;
    if (r->kept_bytes + arena_used_bytes(&flow->store.arena) < KEPT_MAX_BYTES) return &flow->store;
    lose(r);
    return NULL;
}

void keep_page(Runner *r, const Master *master, PageStart start)
{
    KeptFlow *flow = r->keeping;
    if (!flow) return;
    flow->master = master;
    VEC_PUSH(&flow->store.arena, &flow->pages, (KeptPage){flow->blocks.len, start});
}

void keep_block(Runner *r, size_t region, Placement at)
{
    KeptFlow *flow = r->keeping;
    if (flow) VEC_PUSH(&flow->store.arena, &flow->blocks, (KeptBlock){region, at});
}

static void run_and_keep(Runner *r, const LNode *part, const Scope *scope)
{
    KeptFlow *flow = ARENA_NEW(r->m.doc, KeptFlow);
    flow->part = part;
    flow->store.kept = true;
    VEC_PUSH(r->m.doc, &r->kept, flow);
    r->keeping = flow;
    run_flow(r, part, scope);
    if (r->keeping && (r->m.reads_later || r->m.full)) lose(r);
    if (r->keeping && flow->pages.len && !same_on_both_sides(r->m.layout, flow->master)) lose(r);
    r->keeping = NULL;
    if (flow->lost) arena_free(&flow->store.arena);
    r->kept_bytes += arena_used_bytes(&flow->store.arena);
}

static void paint_again(Runner *r, const KeptFlow *flow)
{
    const Prop *into = prop_find(flow->part, P_INTO);
    for (size_t i = 0; i < flow->pages.len && !r->stopped; i++) {
        const KeptPage *page = &flow->pages.items[i];
        size_t end = i + 1 < flow->pages.len ? page[1].first : flow->blocks.len;
        page_start(r, flow->master, page->start);
        for (size_t k = page->first; k < end; k++) {
            const KeptBlock *block = &flow->blocks.items[k];
            Rect region = page_region(r, into, block->region).rect;
            paint_box(&r->painter, block->at.box, region.x + block->at.x, region.y + block->at.y);
        }
        page_finish(r);
    }
}

void run_kept_flow(Runner *r, const LNode *part, const Scope *scope)
{
    size_t place = r->n_flows++;
    bool parts_vary = r->m.reads_later;
    const KeptFlow *flow = place < r->kept.len ? r->kept.items[place] : NULL;
    if (r->keeps && !parts_vary)
        run_and_keep(r, part, scope);
    else if (flow && !flow->lost && flow->part == part && !parts_vary)
        paint_again(r, flow);
    else
        run_flow(r, part, scope);
}

void kept_free(Runner *r)
{
    for (size_t i = 0; i < r->kept.len; i++) arena_free(&r->kept.items[i]->store.arena);
}
