/* notes - what boxes leave behind on their page: destinations, outline and contents entries, index
 * terms, marks for running heads.
 *
 * They are noted while a page is painted. Where nobody looks at the page (in passes that only look
 * for page numbers, and in a check) note_box goes through the boxes in the same order and notes the
 * same, without drawing; only what finds its faults while it draws is drawn, on paper that is
 * thrown away. Notes of a flow that is laid out but once are kept, to be left again on its pages in
 * the next pass, where these may have other numbers. */
#include "layout/box.h"

/* The label of the page at hand, as long as the run. */
static Str lasting_label(Painter *p)
{
    if (!p->lasting_label.ptr) p->lasting_label = str_copy(p->m->doc, p->page_label);
    return p->lasting_label;
}

static Str page_anchor(Painter *p, Arena *arena)
{
    StrBuf name;
    strbuf_init(&name, arena);
    strbuf_char(&name, 'p');
    strbuf_int(&name, (int64_t)p->page_number);
    strbuf_char(&name, '-');
    strbuf_int(&name, (int64_t)++p->n_anchors);
    return strbuf_str(&name);
}

/* What is kept is drawn when the page has its number. */
static bool draws_notes(const Painter *p)
{
    return !p->notes_only && !(p->kept && p->page == p->body);
}

static void note_heading(Painter *p, const Note *note, Str anchor)
{
    Make *m = p->m;
    Findings *found = m->found;
    if (draws_notes(p)) {
        DrawOp outline = {.kind = DRAW_OUTLINE};
        outline.outline.level = note->heading, outline.outline.title = note->title;
        outline.outline.y = note->y;
        draw_add(p->page, outline);
    }
    if (!found || !note->in_contents) return;
    if (found->n_contents == found->cap_contents)
        found->contents = vec_grow(m->doc, found->contents, found->n_contents, &found->cap_contents,
                                   sizeof *found->contents);
    found->contents[found->n_contents++] =
        (ContentsEntry){note->title, lasting_label(p), anchor, note->heading};
}

static void note_terms(Painter *p, const Note *note, Str anchor)
{
    Make *m = p->m;
    Findings *found = m->found;
    for (size_t i = 0; found && note->index_terms && i < m->layout->index_type.n_fields; i++) {
        if (!note->index_terms[i].len) continue;
        if (found->n_index == found->cap_index)
            found->index = vec_grow(m->doc, found->index, found->n_index, &found->cap_index,
                                    sizeof *found->index);
        found->index[found->n_index++] =
            (IndexEntry){i, note->index_terms[i], lasting_label(p), anchor, p->page_number};
    }
}

void note_leave(Painter *p, const Note *note)
{
    Make *m = p->m;
    Str anchor = note->anchor;
    bool heading = note->heading && note->title.len;
    if (!anchor.len && (note->heading || note->index_terms))
        anchor = page_anchor(p, m->found ? m->doc : p->page->arena);
    if (anchor.len && draws_notes(p)) {
        DrawOp dest = {.kind = DRAW_DEST};
        dest.dest.name = anchor, dest.dest.y = note->y;
        draw_add(p->page, dest);
    }
    if (heading) note_heading(p, note, anchor);
    note_terms(p, note, anchor);
    for (size_t i = 0; note->mark_texts && i < m->layout->mark_type.n_fields; i++) {
        if (!note->mark_texts[i].ptr) continue;
        if (!p->first_marks[i].ptr) p->first_marks[i] = note->mark_texts[i];
        p->last_marks[i] = note->mark_texts[i];
    }
}

/* Texts that are set, as long as the run; those that are the same as `before` are not copied. */
static Str *copy_texts(Make *m, Arena *arena, const Str *texts, size_t n, const Str *before)
{
    if (!texts) return NULL;
    Str *copy = ARENA_ARRAY(arena, Str, n);
    for (size_t i = 0; i < n; i++) {
        if (!texts[i].ptr) continue;
        bool same = before && before[i].ptr && str_eq(before[i], texts[i]);
        copy[i] = same ? before[i] : str_copy(m->doc, texts[i]);
    }
    return copy;
}

void note_marks(Painter *p, const Box *box, Len y)
{
    Make *m = p->m;
    const BoxMarks *marks = box->marks;
    Note note = {marks->anchor, {0},  marks->heading, marks->in_contents,
                 NULL,          NULL, p->page->n_ops, y};
    if (marks->heading)
        note.title = marks->title.len         ? marks->title
                     : box->type == NODE_TEXT ? box->text.shown
                                              : STR("");
    bool any = marks->anchor.len || marks->heading || marks->index_terms || marks->mark_texts;
    if (!any) return;
    Arena *arena = p->kept ? m->doc : p->page->arena;
    note.mark_texts =
        copy_texts(m, arena, marks->mark_texts, m->layout->mark_type.n_fields, p->last_marks);
    note.index_terms = marks->index_terms;
    if (m->found) {
        note.anchor = str_copy(m->doc, note.anchor), note.title = str_copy(m->doc, note.title);
        note.index_terms =
            copy_texts(m, arena, marks->index_terms, m->layout->index_type.n_fields, NULL);
    }
    if (p->kept) {
        p->kept->inside |= p->page != p->body;
        VEC_PUSH(m->doc, p->kept, note);
    }
    note_leave(p, &note);
}

/* Draws the box on paper that nobody sees. */
static void paint_unseen(Painter *p, Box *box, Len x, Len y)
{
    DrawPage *page = p->page, unseen;
    draw_init(&unseen, page->arena, page->width, page->height, page->bleed);
    p->page = &unseen;
    paint_box(p, box, x, y);
    p->page = page;
}

/* Whether painting it draws, and does nothing else. */
static bool only_draws(const Box *box)
{
    bool only = !box->marks && box->type != NODE_TILE && box->type != NODE_CHART;
    for (size_t i = 0; only && i < box->n_kids; i++) only = only_draws(box->kids[i]);
    return only;
}

static bool is_plain_tile(const Box *box)
{
    bool plain = true;
    for (size_t i = 0; plain && i < box->n_kids; i++) plain = only_draws(box->kids[i]);
    return plain;
}

static void note_box(Painter *p, Box *box, Len x, Len y)
{
    Rect at = {len_sum((int64_t)x + box->rect.x), len_sum((int64_t)y + box->rect.y), box->rect.w,
               box->rect.h};
    bool tile = box->type == NODE_TILE;
    if (box->type == NODE_CHART || (tile && !is_plain_tile(box))) {
        paint_unseen(p, box, x, y);
        return;
    }
    if (box->marks) note_marks(p, box, at.y);
    if (box->opacity == 0) return;
    if (tile) {
        tile_counts(p, box, at);
        return;
    }
    for (size_t i = 0; i < box->n_kids; i++) note_box(p, box->kids[i], at.x, at.y);
}

void note_or_paint(Painter *p, Box *box, Len x, Len y)
{
    if (p->notes_only)
        note_box(p, box, x, y);
    else
        paint_box(p, box, x, y);
}

static bool node_leaves_notes(const LNode *node);

bool nodes_leave_notes(NodeSeq nodes)
{
    for (size_t i = 0; i < nodes.n; i++)
        if (node_leaves_notes(nodes.items[i])) return true;
    return false;
}

static bool columns_leave_notes(const TableColumn *columns, size_t n)
{
    for (size_t c = 0; c < n; c++) {
        if (columns_leave_notes(columns[c].columns, columns[c].n_columns)) return true;
        for (int part = 0; part < N_TABLE_PARTS; part++)
            if (columns[c].cells[part] && node_leaves_notes(columns[c].cells[part])) return true;
    }
    return false;
}

static bool node_leaves_notes(const LNode *node)
{
    if (prop_find(node, P_HEADING) || prop_find(node, P_INDEX) || prop_find(node, P_MARK))
        return true;
    for (size_t i = 0; i < node->n_props; i++) {
        const Prop *prop = &node->props[i];
        if (prop->kind == PROP_NODES && nodes_leave_notes(prop->nodes)) return true;
        if (prop->kind == PROP_COLUMNS && columns_leave_notes(prop->columns.items, prop->columns.n))
            return true;
    }
    return nodes_leave_notes(node->kids) || nodes_leave_notes(node->slot);
}
