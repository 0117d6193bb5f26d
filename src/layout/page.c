/* page - opening and finishing pages: master, body regions, running heads, page labels. */
#include "layout/flow.h"

#include "base/vec.h"

const Master *page_master(Runner *r, const LNode *part)
{
    const Layout *layout = r->m.layout;
    const Prop *prop = prop_find(part, P_MASTER);
    if (!prop && layout->n_masters) return &layout->masters[0];
    for (size_t i = 0; prop && i < layout->n_masters; i++)
        if (str_eq(layout->masters[i].name, prop->name)) return &layout->masters[i];
    if (!prop)
        diag_report(r->m.diag, DIAG_LAYOUT_REQUIRED, part->span, STR("the layout"), STR("masters"));
    return NULL; /* an unknown name was reported when the layout was compiled */
}

static const Master *for_side(const Runner *r, const Master *master)
{
    const Layout *layout = r->m.layout;
    for (size_t i = 0; r->page_number % 2 == 0 && master->left_master.len && i < layout->n_masters;
         i++)
        if (str_eq(layout->masters[i].name, master->left_master)) return &layout->masters[i];
    return master;
}

BlockArena *block_arena(Runner *r)
{
    BlockArena *arena = kept_arena(r);
    if (arena) return arena;
    arena = r->pool;
    if (arena) {
        r->pool = arena->next;
        return arena;
    }
    arena = ARENA_NEW(r->m.doc, BlockArena);
    arena_init(&arena->arena);
    return arena;
}

void block_arena_release(Runner *r, BlockArena *arena)
{
    if (arena->kept) return;
    arena_rewind(&arena->arena, (ArenaMark){0});
    arena->next = r->pool;
    r->pool = arena;
}

/* Lower-case roman numerals, as front matter is numbered. */
static Str roman(Arena *arena, uint64_t n)
{
    static const struct {
        unsigned value;
        const char *text;
    } digits[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                  {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                  {5, "v"},    {4, "iv"},   {1, "i"}};
    StrBuf out;
    strbuf_init(&out, arena);
    if (n >= 4000) {
        strbuf_int(&out, (int64_t)n);
        return strbuf_str(&out);
    }
    for (size_t i = 0; n; i++)
        for (; n >= digits[i].value; n -= digits[i].value)
            strbuf_add(&out, str_from(digits[i].text));
    return strbuf_str(&out);
}

static void set_page_values(Runner *r)
{
    Arena *arena = &r->page_arena;
    Str side = r->page_number % 2 ? STR("right") : STR("left");
    Str label = r->numbering == 1 ? roman(arena, r->label_number)
                : r->numbering == 2
                    ? STR("")
                    : str_format(arena, "%llu", (unsigned long long)r->label_number);
    r->page_record.values[0] = value_number(num_from_int((int64_t)r->page_number));
    r->page_record.values[1] = value_text(label);
    r->page_record.values[2] = value_text(side);
    r->painter.page_label = label;
    r->painter.page_number = r->page_number;
}

static void open_page(Runner *r, const Master *master, int numbering)
{
    r->page_number++;
    r->label_number = numbering == r->numbering ? r->label_number + 1 : 1;
    r->numbering = numbering;
    r->master = for_side(r, master);
    set_page_values(r);
    draw_init(&r->page, &r->page_arena, master->width, master->height, master->bleed);
    r->page.label = r->painter.page_label;
    r->painter.page = &r->page;
    for (size_t i = 0; i < r->m.layout->mark_type.n_fields; i++)
        r->painter.first_marks[i] = (Str){0};
    r->page_open = true;
    if (r->painter.boxes)
        strbuf_format(r->painter.boxes, "page %llu %.*s\n", (unsigned long long)r->page_number,
                      STR_ARG(r->master->name));
}

void page_start(Runner *r, const Master *master, int numbering, bool recto)
{
    if (recto && r->page_number % 2) { /* a blank left-hand page, without furniture */
        open_page(r, master, numbering);
        r->master = NULL;
        page_finish(r);
    }
    open_page(r, master, numbering);
}

Rect page_region(const Runner *r, int column)
{
    const Master *master = r->master;
    bool swapped = master->mirrored && r->page_number % 2 == 0;
    Len left = swapped ? master->margins.right : master->margins.left;
    Len width = master->width - master->margins.left - master->margins.right;
    Len each = (width - master->gutter * (master->columns - 1)) / master->columns;
    return (Rect){left + column * (each + master->gutter), master->margins.top, each,
                  master->height - master->margins.top - master->margins.bottom};
}

/* Marks for running heads: the first on the page, else what was set last before it. */
static void set_mark_values(Runner *r)
{
    for (size_t i = 0; i < r->m.layout->mark_type.n_fields; i++) {
        Str text =
            r->painter.first_marks[i].ptr ? r->painter.first_marks[i] : r->painter.last_marks[i];
        r->m.mark_record->values[i] = text.len ? value_text(text) : value_unknown();
    }
}

static void paint_furniture(Runner *r, NodeSeq nodes, DrawPage *page)
{
    static const LNode layer = {.type = NODE_LAYER};
    if (!nodes.n) return;
    Make *m = &r->m;
    Arena *arena = m->arena;
    bool transient = m->transient, reads_later = m->reads_later;
    m->arena = &r->page_arena, m->transient = false;
    Scope scope = {m->base_scope, STR("page"), value_record(&r->page_record)};
    Box *box = make_stack(m, nodes, &scope);
    box->node = &layer, box->type = NODE_LAYER;
    measure_box(m, box, r->master->width, r->master->height);
    DrawPage *body = r->painter.page;
    r->painter.page = page;
    paint_box(&r->painter, box, 0, 0);
    r->painter.page = body;
    m->arena = arena, m->transient = transient;
    m->reads_later = reads_later; /* it is made anew in every pass */
}

static void emit(Runner *r)
{
    DrawPage *page = &r->page;
    if (!r->emits) return;
    if (r->under.n_ops) { /* under the body, though it is known only after it */
        DrawPage whole = *page;
        whole.ops = NULL, whole.n_ops = whole.cap_ops = 0;
        for (size_t i = 0; i < r->under.n_ops; i++) draw_add(&whole, r->under.ops[i]);
        for (size_t i = 0; i < page->n_ops; i++) draw_add(&whole, page->ops[i]);
        *page = whole;
    }
    if (!r->sink.page(r->sink.context, page)) r->stopped = true;
    if (r->m.run->progress) r->m.run->progress(r->m.run->progress_context, r->page_number);
}

void page_finish(Runner *r)
{
    draw_init(&r->under, &r->page_arena, r->page.width, r->page.height, r->page.bleed);
    if (r->master) {
        set_mark_values(r);
        paint_furniture(r, r->master->under, &r->under);
        paint_furniture(r, r->master->over, &r->page);
    }
    emit(r);
    r->page_open = false;
    r->m.steps = 0;
    arena_rewind(&r->page_arena, (ArenaMark){0});
    while (r->page_blocks) {
        BlockArena *next = r->page_blocks->next;
        block_arena_release(r, r->page_blocks);
        r->page_blocks = next;
    }
    uint64_t most = r->m.run->max_pages ? r->m.run->max_pages : LAYOUT_MAX_PAGES;
    if (r->page_number > most) {
        diag_report(r->m.diag, DIAG_LAYOUT_PAGES, (Span){0},
                    str_format(r->m.doc, "%llu", (unsigned long long)most));
        r->stopped = true;
    }
}
