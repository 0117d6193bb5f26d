/* kept - flows that are laid out once for every pass.
 *
 * Page numbers that are printed before they are known take two or three passes over the document,
 * but most of it is the same in each of them: only what reads the page numbers (contents, index,
 * `pages`) can differ, and what depends on which of its pages are right-hand pages. Each pass but
 * the last keeps the pages of the flows that it lays out with what is noted on them (notes.c), and
 * what each has read of the pass before. As long as that is the same in the passes after it, the
 * notes are left again on pages with new numbers, without a box being made.
 *
 * Pages that somebody will see are drawn in the pass that lays them out, and the drawings kept for
 * the last pass: a page takes a sixth of what its boxes do. What is beyond KEPT_MAX_BYTES is laid
 * out again. Running heads are always made anew, and so is, on a page that comes to stand on the
 * other side, what depends on the side.
 */
#include "layout/flow.h"

#include "draw/copy.h"
#include "draw/move.h"

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

/* Whether it is on which side that decides where things stand on a page. */
static bool has_sides(const Layout *layout, const Master *master)
{
    for (size_t step = 0; master && step < layout->n_masters; step++) {
        if (master->mirrored || master->variants.left.len || master->variants.right.len)
            return true;
        master = layout_master(layout, master->variants.first);
    }
    return false;
}

/* Whether all that stands on a page moves by the same from side to side. */
static bool has_one_region(const Layout *layout)
{
    for (size_t i = 0; i < layout->n_masters; i++)
        if (layout->masters[i].n_regions > 1) return false;
    return true;
}

/* From here on flows are only noted. */
static void keep_no_drawings(Runner *r)
{
    r->kept_enough = true;
    r->keeping->drawn = false;
    r->painter.notes_only = true;
}

void keep_page(Runner *r, const Master *master, PageStart start)
{
    KeptFlow *flow = r->keeping;
    if (!flow) return;
    flow->master = master;
    r->page_kept = true;
    Rect at = page_region(r, prop_find(flow->part, P_INTO), 0).rect;
    KeptPage page = {flow->notes.len, r->page_number, {at.x, at.y}, start, NULL};
    VEC_PUSH(r->m.doc, &flow->pages, page);
}

void keep_drawing(Runner *r)
{
    KeptFlow *flow = r->keeping;
    bool kept = flow && flow->drawn && r->page_kept;
    r->page_kept = false;
    if (!kept) return;
    DrawPage *drawing = ARENA_NEW(&flow->drawings, DrawPage);
    *drawing = page_copy(&flow->drawings, &r->page);
    flow->pages.items[flow->pages.len - 1].drawing = drawing;
    if (r->kept_bytes + arena_used_bytes(&flow->drawings) > KEPT_MAX_BYTES) keep_no_drawings(r);
}

/* `place`: of the flow among those of the document. */
static void run_and_keep(Runner *r, const LNode *part, const Scope *scope, size_t place)
{
    Make *m = &r->m;
    KeptFlow *flow = ARENA_NEW(m->doc, KeptFlow);
    flow->part = part;
    flow->drawn = r->seen && !r->kept_enough &&
                  !m->run->boxes; /* a dump of boxes wants to see them painted */
    r->keeping = flow, r->painter.kept = &flow->notes;
    r->painter.notes_only = !flow->drawn, r->painter.fixed = false;
    run_flow(r, part, scope);
    r->keeping = NULL, r->painter.kept = NULL;
    r->painter.notes_only = true;
    bool sides = !flow->pages.len || same_on_both_sides(m->layout, flow->master);
    bool in_vain = !m->known && (m->reads.total || m->reads.lists); /* nothing was known yet */
    flow->reads = m->reads;
    flow->varies = m->full || !sides;
    flow->moves = !r->painter.fixed && has_one_region(m->layout);
    if (flow->varies || in_vain || flow->notes.inside) flow->drawn = false;
    if (!flow->drawn) arena_free(&flow->drawings);
    r->kept_bytes += arena_used_bytes(&flow->drawings);
    if (place < r->kept.len)
        r->kept.items[place] = flow;
    else
        VEC_PUSH(m->doc, &r->kept, flow);
}

/* What was drawn on a page, with its notes in between, those before `end`; these alone where nobody
 * sees them. */
static void leave_page(Runner *r, const KeptFlow *flow, const KeptPage *page, size_t end,
                       bool paints)
{
    Rect region = page_region(r, prop_find(flow->part, P_INTO), 0).rect;
    Len dx = region.x - page->corner.x, dy = region.y - page->corner.y;
    size_t at = 0, n_ops = paints ? page->drawing->n_ops : 0;
    for (size_t i = page->first_note; i <= end; i++) {
        const Note *note = i < end ? &flow->notes.items[i] : NULL;
        size_t next = note && note->at < n_ops ? note->at : n_ops;
        for (; at < next; at++) {
            DrawOp op = page->drawing->ops[at];
            draw_add(&r->page, dx || dy ? draw_move(&r->page_arena, op, dx, dy) : op);
        }
        if (!note) break;
        Note moved = *note;
        moved.y += dy;
        note_leave(&r->painter, &moved);
    }
}

static void run_again(Runner *r, const KeptFlow *flow, bool paints)
{
    for (size_t i = 0; i < flow->pages.len && !r->stopped; i++) {
        const KeptPage *page = &flow->pages.items[i];
        size_t end = i + 1 < flow->pages.len ? page[1].first_note : flow->notes.len;
        page_start(r, flow->master, page->start);
        leave_page(r, flow, page, end, paints);
        page_finish(r);
    }
}

/* Whether the drawings fit the sides that the flow's pages come to stand on. Where the first of
 * them stands as before, the others do. */
static bool fits_sides(const Runner *r, const KeptFlow *flow)
{
    if (flow->moves || !flow->pages.len || !has_sides(r->m.layout, flow->master)) return true;
    const KeptPage *first = &flow->pages.items[0];
    return first->start.recto || first->number % 2 != r->page_number % 2;
}

/* Whether the flow would be laid out again as it was, and all that is needed of it is there. */
static bool is_same(const Runner *r, const KeptFlow *flow, const LNode *part, bool paints)
{
    return flow->part == part && !flow->varies && !(flow->reads.total && r->changed.total) &&
           !(flow->reads.lists && r->changed.lists) &&
           (!paints || (flow->drawn && fits_sides(r, flow)));
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
    for (size_t i = 0; i < r->kept.len; i++) arena_free(&r->kept.items[i]->drawings);
}
