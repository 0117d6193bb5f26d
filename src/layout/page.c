/* page - opening and finishing pages: master, body regions, running heads, page labels. */
#include "layout/flow.h"

#include "base/vec.h"

const Master *layout_master(const Layout *layout, Str name)
{
    for (size_t i = 0; name.len && i < layout->n_masters; i++)
        if (str_eq(layout->masters[i].name, name)) return &layout->masters[i];
    return NULL;
}

/* A master of the layout, at the size of what it is printed on. */
static const Master *sized(const Runner *r, const Master *master)
{
    return master ? &r->masters[master - r->m.layout->masters] : NULL;
}

const Master *page_master(Runner *r, const LNode *part, const Scope *scope)
{
    const Layout *layout = r->m.layout;
    const Prop *prop = prop_find(part, P_MASTER);
    if (prop) {
        Str name = make_name(&r->m, part, P_MASTER, scope);
        const Master *master = layout_master(layout, name);
        if (!master && prop->dynamic) /* others were reported before */
            diag_report(r->m.diag, DIAG_LAYOUT_NAME, prop->span, STR("master"), name);
        return sized(r, master);
    }
    if (layout->n_masters) return &r->masters[0];
    diag_report(r->m.diag, DIAG_LAYOUT_REQUIRED, part->span, STR("the layout"), STR("masters"));
    return NULL;
}

/* The design that stands in for `master` on the page at hand. */
static const Master *variant(const Runner *r, const Master *master, bool first)
{
    const Layout *layout = r->m.layout;
    const Master *other = first ? layout_master(layout, master->variants.first) : NULL;
    if (other) master = sized(r, other);
    other =
        layout_master(layout, r->page_number % 2 ? master->variants.right : master->variants.left);
    return other ? sized(r, other) : master;
}

BlockArena *block_arena(Runner *r)
{
    BlockArena *arena = r->pool;
    if (arena) {
        r->pool = arena->next;
        return arena;
    }
    arena = ARENA_NEW(r->m.doc, BlockArena);
    arena_init(&arena->arena);
    return arena;
}

void block_arena_after_page(Runner *r, BlockArena *arena)
{
    arena->next = r->page_blocks;
    r->page_blocks = arena;
}

bool block_arena_hold(Runner *r, const BlockArena *arena)
{
    for (BlockArena **at = &r->page_blocks; *at; at = &(*at)->next)
        if (*at == arena) {
            *at = arena->next;
            return true;
        }
    return false;
}

void block_arena_release(Runner *r, BlockArena *arena)
{
    arena_rewind(&arena->arena, (ArenaMark){0});
    arena->next = r->pool;
    r->pool = arena;
}

/* Lower-case roman numerals, as front matter is numbered; decimal from 4000 on. */
static void add_roman(StrBuf *out, uint64_t n)
{
    static const struct {
        unsigned value;
        const char *text;
    } digits[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                  {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                  {5, "v"},    {4, "iv"},   {1, "i"}};
    if (n >= 4000) {
        strbuf_int(out, (int64_t)n);
        return;
    }
    for (size_t i = 0; n; i++)
        for (; n >= digits[i].value; n -= digits[i].value)
            strbuf_add(out, str_from(digits[i].text));
}

static Str page_label(Runner *r)
{
    StrBuf label;
    strbuf_init(&label, &r->page_arena);
    if (r->numbering == 1)
        add_roman(&label, r->label_number);
    else if (r->numbering == 0)
        strbuf_int(&label, (int64_t)r->label_number);
    return strbuf_str(&label);
}

static void set_page_values(Runner *r)
{
    Str side = r->page_number % 2 ? STR("right") : STR("left"), label = page_label(r);
    r->page_record.values[0] = value_number(num_from_int((int64_t)r->page_number));
    r->page_record.values[1] = value_text(label);
    r->page_record.values[2] = value_text(side);
    r->painter.page_label = label;
    r->painter.page_number = r->page_number;
}

static void open_page(Runner *r, const Master *master, int numbering, bool first)
{
    r->page_number++;
    r->label_number = numbering == r->numbering ? r->label_number + 1 : 1;
    r->numbering = numbering;
    r->master = variant(r, master, first);
    set_page_values(r);
    draw_init(&r->page, &r->page_arena, master->width, master->height, master->bleed);
    r->page.label = r->painter.page_label;
    r->page.owner = r->owner;
    r->painter.body = r->painter.page = &r->page;
    r->painter.lasting_label = (Str){0};
    r->painter.n_anchors = 0, r->painter.repeats = 0;
    for (size_t i = 0; i < r->m.layout->mark_type.n_fields; i++)
        r->painter.first_marks[i] = (Str){0};
    r->page_open = true;
}

static void dump_page(const Runner *r, Str name)
{
    if (r->painter.boxes)
        strbuf_format(r->painter.boxes, "page %llu %.*s\n", (unsigned long long)r->page_number,
                      STR_ARG(name));
}

/* A left-hand page that is left blank; it is counted with the part before it. */
static void blank_page(Runner *r, const Master *master)
{
    open_page(r, master, r->numbering, false);
    r->master = sized(r, layout_master(r->m.layout, master->variants.blank));
    dump_page(r, r->master ? r->master->name : STR("blank"));
    page_finish(r);
}

void page_start(Runner *r, const Master *master, PageStart start)
{
    if (start.recto && r->page_number % 2) blank_page(r, master);
    open_page(r, master, start.numbering, start.first);
    dump_page(r, r->master->name);
}

Rect page_body(const Runner *r)
{
    Rect body = master_body(r->master);
    if (r->master->mirrored && r->page_number % 2 == 0) body.x = r->master->margins.right;
    return body;
}

static const Region *find_region(const Master *master, Str name)
{
    for (size_t i = 0; i < master->n_regions; i++)
        if (str_eq(master->regions[i].name, name)) return &master->regions[i];
    return NULL;
}

size_t page_regions(const Runner *r, const Prop *into)
{
    size_t n = 0;
    for (size_t i = 0; into && i < into->names.n; i++)
        n += find_region(r->master, into->names.items[i]) != NULL;
    return n ? n : r->master->n_regions ? r->master->n_regions : 1;
}

PageRegion page_region(const Runner *r, const Prop *into, size_t i)
{
    const Master *master = r->master;
    const Region *found = NULL;
    Rect body = page_body(r);
    for (size_t k = 0, seen = 0; into && k < into->names.n && !found; k++) {
        const Region *region = find_region(master, into->names.items[k]);
        if (region && seen++ == i) found = region;
    }
    if (!found && i < master->n_regions) found = &master->regions[i];
    if (!found) return (PageRegion){body, master->columns, master->gutter};
    Rect at = region_rect(master, found);
    if (master->mirrored && r->page_number % 2 == 0) at.x = body.w - at.x - at.w;
    at.x += body.x, at.y += body.y;
    return (PageRegion){at, found->columns, found->gutter};
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
    if (!nodes.n || !r->furnishes) return;
    Make *m = &r->m;
    Arena *arena = m->arena;
    bool transient = m->transient;
    LaterReads reads = m->reads;
    GridMeasure grid = m->grid;
    grid_of_page(m, r->master);
    m->arena = &r->page_arena, m->transient = false;
    Scope scope = {m->base_scope, STR("page"), value_record(&r->page_record)};
    Box *box = make_stack(m, nodes, &scope);
    box->node = &layer, box->type = NODE_LAYER;
    measure_box(m, box, r->master->width, r->master->height);
    DrawPage *body = r->painter.page;
    Notes *kept = r->painter.kept;
    r->painter.page = page, r->painter.kept = NULL;
    note_or_paint(&r->painter, box, 0, 0);
    r->painter.page = body, r->painter.kept = kept;
    m->arena = arena, m->transient = transient, m->grid = grid;
    m->reads = reads; /* it is made anew in every pass */
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
    keep_drawing(r);
    if (r->master) {
        set_mark_values(r);
        paint_furniture(r, r->master->under, &r->under);
        paint_furniture(r, r->master->over, &r->page);
    }
    emit(r);
    r->page_open = false;
    r->m.steps = r->m.boxes = 0;
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
