/* document - a run of a layout: names in scope, colours and options, the parts of the document, and
 * as many passes as the printed page numbers need. */
#include "base/map.h"
#include "base/vec.h"
#include "layout/flow.h"
#include "layout/values.h"
#include "model/model.h"

static const Scope *add_scope(Make *m, const Scope *outer, Str name, Value value)
{
    Scope *scope = ARENA_NEW(m->doc, Scope);
    *scope = (Scope){outer, name, value};
    return scope;
}

/* What only a pass can tell, and the next one knows. */
static const Scope *add_later_scope(Make *m, const Scope *outer, Str name, Value value, bool *read)
{
    Scope *scope = ARENA_NEW(m->doc, Scope);
    *scope = (Scope){outer, name, value, read};
    return scope;
}

/* An option's value: the event file's if it gives one, else the layout's default. */
static Value option_value(Make *m, const LayoutOption *option, Span at, Str text)
{
    int64_t yes;
    Num n;
    Len len;
    if (!text.len) return value_unknown();
    if (str_eq(option->type, STR("bool")) && bool_parse(text, &yes)) return value_bool(yes != 0);
    if (str_eq(option->type, STR("number")) && num_parse(text, &n)) return value_number(n);
    bool good = str_eq(option->type, STR("text")) || str_eq(option->type, STR("colour")) ||
                (str_eq(option->type, STR("length")) && len_parse(text, &len));
    if (!good)
        diag_report(m->diag, DIAG_LAYOUT_VALUE, at, option->name,
                    str_format(m->doc, "a value of type %.*s", STR_ARG(option->type)), text);
    return value_text(text);
}

static Value option_values(Make *m)
{
    const Layout *layout = m->layout;
    const Node *given =
        m->run->options && m->run->options->kind == NODE_MAP ? m->run->options : NULL;
    Value *values = ARENA_ARRAY(m->doc, Value, layout->n_options);
    for (size_t i = 0; i < layout->n_options; i++) {
        const LayoutOption *option = &layout->options[i];
        const Node *node = given ? node_find(given, option->name) : NULL;
        bool scalar = node && node->kind == NODE_SCALAR;
        values[i] = option_value(m, option, scalar ? node->span : (Span){layout->source, 0, 1},
                                 scalar ? node->text : option->default_text);
        if (node) values[i].node = node;
    }
    for (size_t i = 0; given && i < given->len; i++) {
        const Node *key = given->pairs[i].key;
        if (type_field(&layout->option_type, key->text) >= 0) continue;
        diag_report(m->diag, DIAG_LAYOUT_OPTION, key->span, key->text, layout->name);
        Str names[64];
        size_t n = 0;
        for (; n < layout->n_options && n < 64; n++) names[n] = layout->options[n].name;
        Str near = str_nearest(key->text, names, n);
        if (near.len) diag_hint(m->diag, str_format(m->doc, "did you mean `%.*s`?", STR_ARG(near)));
    }
    return make_record_value(m->doc, &layout->option_type, values);
}

static void evaluate_colours(Make *m)
{
    const Layout *layout = m->layout;
    Colour *colours = ARENA_ARRAY(m->doc, Colour, layout->colours.n);
    m->colours = colours;
    for (size_t i = 0; i < layout->colours.n; i++) {
        const NamedTemplate *named = &layout->colours.items[i];
        Str text = make_phrase(m, named->text, m->base_scope, NULL, NULL);
        colours[i] = (Colour){COLOUR_GRAY, {0}, 255};
        make_colour_text(m, str_trim(text), (Span){layout->source, 0, 1}, &colours[i]);
        /* A later definition of the same name, by the layout over its includes, wins everywhere. */
        for (size_t k = 0; k < i; k++)
            if (str_eq(layout->colours.items[k].name, named->name)) colours[k] = colours[i];
    }
}

typedef struct TermPages {
    Str term, target;
    StrBuf pages;
    uint64_t last_page;
} TermPages;

/* The terms of one index with their pages, each once, in order of first page. */
static Value index_terms(Make *m, const Findings *known, size_t index)
{
    Map seen;
    map_init(&seen, m->doc);
    VEC(TermPages *) terms = {0};
    for (size_t i = 0; i < known->n_index; i++) {
        const IndexEntry *entry = &known->index[i];
        if (entry->index != index) continue;
        TermPages *term = map_find(&seen, entry->term);
        if (!term) {
            term = ARENA_NEW(m->doc, TermPages);
            *term = (TermPages){.term = entry->term, .target = entry->target};
            strbuf_init(&term->pages, m->doc);
            map_set(&seen, entry->term, term);
            VEC_PUSH(m->doc, &terms, term);
        }
        if (term->last_page == entry->page_number) continue;
        if (term->last_page) strbuf_add(&term->pages, STR(", "));
        strbuf_add(&term->pages, entry->page);
        term->last_page = entry->page_number;
    }
    Value *items = ARENA_ARRAY(m->doc, Value, terms.len);
    for (size_t i = 0; i < terms.len; i++) {
        const Value fields[] = {value_text(terms.items[i]->term),
                                value_text(strbuf_str(&terms.items[i]->pages)),
                                value_text(terms.items[i]->target)};
        items[i] = make_record_value(m->doc, index_term_type(), fields);
    }
    return value_list(items, terms.len);
}

/* {index.name}: a list of {term, pages, target}. */
static Value index_values(Make *m)
{
    static const Findings nothing = {0};
    const RecordType *type = &m->layout->index_type;
    Value *values = ARENA_ARRAY(m->doc, Value, type->n_fields);
    for (size_t i = 0; i < type->n_fields; i++)
        values[i] = index_terms(m, m->known ? m->known : &nothing, i);
    return make_record_value(m->doc, type, values);
}

/* `second`: the first of the event's languages that is not the document's, or else the same one. */
static Value second_language(const Make *m)
{
    const Record *event = record_ref(m->run->event->root, STR("event"));
    const Value *languages = event ? record_value(event, STR("languages")) : NULL;
    for (size_t i = 0; languages && i < languages->list.n; i++) {
        const Value *language = &languages->list.items[i];
        if (!str_eq(language->text, m->run->lang)) return value_text(language->text);
    }
    return value_text(m->run->lang);
}

static Value millimetres(Len len)
{
    return len ? value_number(num_div(num_from_int(len_um(len)), num_from_int(1000)))
               : value_unknown();
}

static Value print_values(Make *m)
{
    const PrintTarget *print = &m->run->print;
    const Value values[] = {print->stock.len ? value_text(print->stock) : value_unknown(),
                            millimetres(print->width), millimetres(print->height),
                            print->dpi ? value_number(num_from_int(print->dpi)) : value_unknown(),
                            value_bool(print->backs)};
    return make_record_value(m->doc, print_type(), values);
}

static void open_scope(Runner *r)
{
    Make *m = &r->m;
    const Layout *layout = m->layout;
    const Value total = value_number(num_from_int(m->known ? (int64_t)m->known->n_pages : 0));
    m->mark_record = ARENA_NEW(m->doc, Record);
    *m->mark_record = (Record){.type = &layout->mark_type,
                               .values = ARENA_ARRAY(m->doc, Value, layout->mark_type.n_fields)};
    const Scope *scope = add_scope(m, NULL, STR("options"), value_unknown());
    m->base_scope = scope;
    scope = add_scope(m, NULL, STR("options"), option_values(m));
    scope = add_scope(m, scope, STR("t"),
                      make_record_value(m->doc, &layout->string_type, layout->strings));
    scope = add_scope(m, scope, STR("lang"), value_text(m->run->lang));
    scope = add_scope(m, scope, STR("second"), second_language(m));
    const Value pages = make_record_value(m->doc, pages_type(), &total);
    scope = add_later_scope(m, scope, STR("pages"), pages, &m->reads.total);
    scope = add_scope(m, scope, STR("print"), print_values(m));
    scope = add_scope(m, scope, STR("mark"), value_record(m->mark_record));
    scope = add_later_scope(m, scope, STR("index"), index_values(m), &m->reads.lists);
    m->base_scope = scope;
    evaluate_colours(m);
}

static void run_page(Runner *r, const LNode *part, const Scope *scope)
{
    Make *m = &r->m;
    const Master *master = page_master(r, part, scope);
    int64_t n, numbering = 0, start = 0;
    bool back = make_int(m, part, P_SIDE, scope, &n) && n;
    if (!master || (back && !m->run->print.backs)) return;
    make_int(m, part, P_NUMBERING, scope, &numbering);
    if (make_int(m, part, P_START, scope, &n)) start = n;
    page_start(r, master, (PageStart){(int)numbering, start == 3, false});
    r->page.back = back;
    Rect region = page_body(r);
    grid_of_page(m, r->master);
    Scope own = {scope, STR("page"), value_record(&r->page_record)};
    m->arena = &r->page_arena, m->transient = false;
    LNode body = {.type = NODE_STACK, .span = part->span};
    Box *box = make_stack(m, part->kids, &own);
    box->node = &body;
    box->on_page_grid = true;
    measure_box(m, box, region.w, region.h);
    note_or_paint(&r->painter, box, region.x, region.y);
    m->arena = &r->control, m->transient = true;
    page_finish(r);
}

/* Whose page a part is: the innermost record with an id that a loop around it stands at. */
static Str owner_of(const Scope *scope)
{
    for (; scope; scope = scope->outer) {
        if (scope->value.kind != VALUE_RECORD || !scope->value.record->id.len) continue;
        const Value *badge = record_value(scope->value.record, STR("badge_id"));
        return badge->kind == VALUE_TEXT ? badge->text : scope->value.record->id;
    }
    return (Str){0};
}

static void take_part(void *context, Make *m, const LNode *node, const Scope *scope)
{
    Runner *r = context;
    if (r->stopped) return;
    r->owner = owner_of(scope);
    if (r->owner.len && m->run->wants && !m->run->wants(m->run->wants_context, r->owner)) {
        r->passed_over = true;
        return;
    }
    LaterReads reads = m->reads; /* which parts there are */
    if (node->type == NODE_PAGE)
        run_page(r, node, scope);
    else if (node->type == NODE_FLOW)
        run_kept_flow(r, node, scope);
    else
        diag_report(m->diag, DIAG_LAYOUT_PLACE, node->span, kind_info(node->type)->name);
    m->reads = reads;
}

static bool heads_leave_notes(const Layout *layout)
{
    for (size_t i = 0; i < layout->n_masters; i++)
        if (nodes_leave_notes(layout->masters[i].under) ||
            nodes_leave_notes(layout->masters[i].over))
            return true;
    return false;
}

static bool same_contents(const Findings *a, const Findings *b)
{
    bool same = a->n_contents == b->n_contents;
    for (size_t i = 0; same && i < a->n_contents; i++) {
        const ContentsEntry *x = &a->contents[i], *y = &b->contents[i];
        same = x->level == y->level && str_eq(x->page, y->page) && str_eq(x->title, y->title) &&
               str_eq(x->target, y->target);
    }
    return same;
}

static bool same_index(const Findings *a, const Findings *b)
{
    bool same = a->n_index == b->n_index;
    for (size_t i = 0; same && i < a->n_index; i++) {
        const IndexEntry *x = &a->index[i], *y = &b->index[i];
        same = x->index == y->index && x->page_number == y->page_number &&
               str_eq(x->page, y->page) && str_eq(x->term, y->term) && str_eq(x->target, y->target);
    }
    return same;
}

/* What a pass knows otherwise than the one before it did; NULL: nothing was known. */
static LaterReads what_changed(const Findings *before, const Findings *known)
{
    static const Findings nothing = {0};
    if (!before) before = &nothing;
    if (!known) known = &nothing;
    return (LaterReads){.total = before->n_pages != known->n_pages,
                        .lists = !same_contents(before, known) || !same_index(before, known)};
}

/* Where `found` is NULL, nobody asks what is on which page. */
static void run_pass(Runner *r, const Findings *known, Findings *found, bool emits)
{
    Make *m = &r->m;
    size_t marks = m->layout->mark_type.n_fields;
    r->changed = what_changed(m->known, known);
    m->known = known, m->found = found;
    m->arena = m->doc, m->transient = false;
    m->reads = (LaterReads){0};
    r->emits = emits, r->page_number = 0, r->label_number = 0, r->numbering = 0;
    r->n_flows = 0;
    r->furnishes = emits || heads_leave_notes(m->layout);
    r->painter.notes_only = !emits || !r->seen;
    r->painter.boxes = emits ? m->run->boxes : NULL;
    r->painter.first_marks = ARENA_ARRAY(m->doc, Str, marks);
    r->painter.last_marks = ARENA_ARRAY(m->doc, Str, marks);
    open_scope(r);
    m->arena = &r->control, m->transient = true;
    make_each(m, m->layout->document, m->base_scope, take_part, r);
    arena_rewind(&r->control, (ArenaMark){0});
    if (found) found->n_pages = r->page_number;
}

static bool findings_agree(const Findings *a, const Findings *b)
{
    if (a->n_pages != b->n_pages || a->n_contents != b->n_contents || a->n_index != b->n_index)
        return false;
    for (size_t i = 0; i < a->n_contents; i++)
        if (!str_eq(a->contents[i].page, b->contents[i].page)) return false;
    for (size_t i = 0; i < a->n_index; i++)
        if (!str_eq(a->index[i].page, b->index[i].page)) return false;
    return true;
}

static void run_passes(Runner *r)
{
    if (!r->m.layout->uses_later) {
        run_pass(r, NULL, NULL, true);
        return;
    }
    Findings *found = ARENA_ARRAY(r->m.doc, Findings, 3);
    /* Contents are empty in the first pass and have their length in the second; the numbers found
     * there are right unless a longer number makes a line break, which the third would show. */
    r->keeps = true;
    run_pass(r, NULL, &found[0], false);
    const Findings *known = &found[0];
    if (found[0].n_contents || found[0].n_index) {
        run_pass(r, known, &found[1], false);
        known = &found[1];
    }
    r->keeps = false;
    run_pass(r, known, &found[2], true);
    if (!r->stopped && !findings_agree(known, &found[2]))
        diag_report(r->m.diag, DIAG_LAYOUT_UNSETTLED, (Span){r->m.layout->source, 0, 1});
}

/* The event's own font, or the house face. */
static Str event_family(const Event *event)
{
    const Value *theme = record_value(event->root, STR("theme"));
    const Value *font =
        theme->kind == VALUE_RECORD ? record_value(theme->record, STR("font")) : NULL;
    bool given = font && font->kind == VALUE_TEXT && font->text.len;
    return given ? font->text : STR("Plus Jakarta Sans");
}

/* Masters that adapt take the size of the label. */
static const Master *fit_masters(Runner *r)
{
    const Layout *layout = r->m.layout;
    const PrintTarget *print = &r->m.run->print;
    if (!print->width) return layout->masters;
    Master *masters = ARENA_ARRAY(r->m.doc, Master, layout->n_masters);
    for (size_t i = 0; i < layout->n_masters; i++) {
        masters[i] = layout->masters[i];
        if (!masters[i].adapts) continue;
        masters[i].width = print->width, masters[i].height = print->height;
    }
    return masters;
}

bool layout_run(const Layout *layout, const LayoutRun *run, PageSink sink)
{
    Arena doc;
    arena_init(&doc);
    size_t errors = diag_errors_met(run->diag);
    Runner *r = ARENA_NEW(&doc, Runner);
    r->sink = sink;
    r->seen = !run->blank_pages;
    r->m = (Make){
        .layout = layout,
        .run = run,
        .diag = run->diag,
        .doc = &doc,
        .text = {.fonts = run->fonts,
                 .diag = run->diag,
                 .cache = run->words ? run->words : text_cache_new(&doc)},
        .eval = {.root = run->event->root, .lang = run->lang, .diag = run->diag, .arena = &doc}};
    r->page_record =
        (Record){.type = page_type(), .values = ARENA_ARRAY(&doc, Value, page_type()->n_fields)};
    r->painter.m = &r->m;
    r->masters = fit_masters(r);
    r->m.ground = (Colour){COLOUR_GRAY, {255}, 255};
    r->m.family = event_family(run->event);
    r->m.memo = text_memo_new(&doc);
    r->m.memos = ARENA_ARRAY(&doc, StyleMemo, layout->n_nodes + 1);
    arena_init(&r->page_arena);
    arena_init(&r->control);
    run_passes(r);
    if (!r->page_number && !r->stopped && !r->passed_over)
        diag_report(run->diag, DIAG_LAYOUT_EMPTY, (Span){layout->source, 0, 1}, layout->name);
    if (!run->words) text_cache_close(r->m.text.cache);
    for (BlockArena *at = r->pool; at; at = at->next) arena_free(&at->arena);
    kept_free(r);
    arena_free(&r->page_arena);
    arena_free(&r->control);
    bool good = !r->stopped && diag_errors_met(run->diag) == errors;
    arena_free(&doc);
    return good;
}
