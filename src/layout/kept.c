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

static bool same_regions(const Master *a, const Master *b)
{
    return a->width - a->margins.left - a->margins.right ==
               b->width - b->margins.left - b->margins.right &&
           a->height - a->margins.top - a->margins.bottom ==
               b->height - b->margins.top - b->margins.bottom &&
           a->columns == b->columns && a->gutter == b->gutter;
}

static bool same_on_both_sides(const Layout *layout, const Master *master)
{
    for (size_t i = 0; master->left_master.len && i < layout->n_masters; i++)
        if (str_eq(layout->masters[i].name, master->left_master))
            return same_regions(master, &layout->masters[i]);
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
    if (r->kept_bytes + flow->store.arena.used_bytes < KEPT_MAX_BYTES) return &flow->store;
    lose(r);
    return NULL;
}

void keep_page(Runner *r, const Master *master, int numbering, bool recto)
{
    KeptFlow *flow = r->keeping;
    if (!flow) return;
    flow->master = master, flow->numbering = numbering;
    VEC_PUSH(&flow->store.arena, &flow->pages, (KeptPage){flow->blocks.len, recto});
}

void keep_block(Runner *r, Box *box, int column, Len y)
{
    KeptFlow *flow = r->keeping;
    if (flow) VEC_PUSH(&flow->store.arena, &flow->blocks, (KeptBlock){box, column, y});
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
    r->kept_bytes += flow->store.arena.used_bytes;
}

static void paint_again(Runner *r, const KeptFlow *flow)
{
    for (size_t i = 0; i < flow->pages.len && !r->stopped; i++) {
        const KeptPage *page = &flow->pages.items[i];
        size_t end = i + 1 < flow->pages.len ? page[1].first : flow->blocks.len;
        page_start(r, flow->master, flow->numbering, page->recto);
        for (size_t k = page->first; k < end; k++) {
            const KeptBlock *block = &flow->blocks.items[k];
            Rect region = page_region(r, block->column);
            paint_box(&r->painter, block->box, region.x, region.y + block->y);
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
