/* split - a box in two, at a height. What is left keeps the sizes it was measured with and moves to
 * the top of the next region. Rows side by side and layers are never split. */
#include "layout/box.h"

static Box *tail_of(Make *m, Box *box)
{
    Box *tail = ARENA_NEW(m->arena, Box);
    *tail = *box;
    tail->above = 0;
    tail->break_before = 0;
    tail->split_off = true;
    tail->marks = NULL;
    return tail;
}

static Box *split_text(Make *m, Box *box, Len available)
{
    TextBox *text = &box->text;
    const Line *first = &text->lines.items[text->first_line];
    size_t n = 0;
    Len room = available - box->padding.top - box->padding.bottom;
    if (text->trimmed) return NULL;
    while (n < text->n_lines && first[n].top + first[n].height - first->top <= room) n++;
    size_t rest = text->n_lines - n;
    if (rest < (size_t)text->widows)
        n = text->n_lines > (size_t)text->widows ? text->n_lines - (size_t)text->widows : 0;
    if (n < (size_t)text->orphans || n == 0) return NULL;
    Box *tail = tail_of(m, box);
    tail->text.first_line += n;
    tail->text.n_lines -= n;
    text->n_lines = n;
    const Line *last = &first[n - 1];
    box->rect.h = last->top + last->height - first->top + box->padding.top + box->padding.bottom;
    measure_text(m, tail, box->rect.w, LEN_UNSET);
    return tail;
}

/* Moves the kids of a tail up to its top, after copies of the repeated heads. */
static void settle_tail(Make *m, Box *tail, Box **kids, size_t n_kids, const Box *whole)
{
    size_t heads = whole->repeat_head;
    Box **all = ARENA_ARRAY(m->arena, Box *, heads + n_kids);
    Len y = tail->padding.top;
    for (size_t i = 0; i < heads; i++) {
        all[i] = ARENA_NEW(m->arena, Box);
        *all[i] = *whole->kids[i];
        all[i]->rect.y = y;
        y += all[i]->rect.h;
    }
    Len shift = n_kids ? y - kids[0]->rect.y : 0, bottom = y;
    for (size_t i = 0; i < n_kids; i++) {
        all[heads + i] = kids[i];
        kids[i]->rect.y += shift;
        if (kids[i]->rect.y + kids[i]->rect.h > bottom) bottom = kids[i]->rect.y + kids[i]->rect.h;
    }
    tail->kids = all, tail->n_kids = heads + n_kids;
    tail->rect.h = bottom + tail->padding.bottom;
}

static Len bottom_of(const Box *box, size_t n)
{
    Len bottom = box->padding.top;
    for (size_t i = 0; i < n; i++)
        if (box->kids[i]->rect.y + box->kids[i]->rect.h > bottom)
            bottom = box->kids[i]->rect.y + box->kids[i]->rect.h;
    return bottom + box->padding.bottom;
}

/* Kids before k stay; `part` is the tail of kid k, which was `whole_kid` tall before. */
static Box *cut(Make *m, Box *box, size_t k, Box *part, Len whole_kid)
{
    Box *tail = tail_of(m, box);
    size_t rest = box->n_kids - k - (part ? 1 : 0);
    Box **kids = ARENA_ARRAY(m->arena, Box *, rest + 1);
    size_t n = 0;
    if (part) kids[n++] = part;
    for (size_t i = 0; i < rest; i++) kids[n++] = box->kids[k + (part ? 1 : 0) + i];
    if (part && rest) { /* what follows moves up by as much as stayed behind */
        Len space = kids[1]->rect.y - (box->kids[k]->rect.y + whole_kid);
        Len shift = part->rect.y + part->rect.h + space - kids[1]->rect.y;
        for (size_t i = 1; i < n; i++) kids[i]->rect.y += shift;
    }
    box->n_kids = part ? k + 1 : k;
    settle_tail(m, tail, kids, n, box);
    box->rect.h = bottom_of(box, box->n_kids);
    return tail;
}

static Box *split_stack(Make *m, Box *box, Len available, Len whole, bool force)
{
    if (box->height.unit == SIZE_LEN && !force) return NULL;
    Len limit = available - box->padding.bottom;
    size_t k = 0;
    while (k < box->n_kids && box->kids[k]->rect.y + box->kids[k]->rect.h <= limit) k++;
    if (k == box->n_kids) return NULL;
    Len whole_kid = box->kids[k]->rect.h;
    Box *part = split_box(m, box->kids[k], limit - box->kids[k]->rect.y, whole,
                          force && k == box->repeat_head);
    if (part) {
        part->rect.y = box->kids[k]->rect.y;
        return cut(m, box, k, part, whole_kid);
    }
    while (k > box->repeat_head && box->kids[k - 1]->keep_next) k--;
    return k > box->repeat_head ? cut(m, box, k, NULL, 0) : NULL;
}

static Box *split_grid(Make *m, Box *box, Len available)
{
    size_t k = 0;
    Len limit = available - box->padding.bottom;
    while (k < box->n_kids && box->kids[k]->rect.y + box->kids[k]->rect.h <= limit) k++;
    while (k > 0 && k < box->n_kids && box->kids[k - 1]->rect.y == box->kids[k]->rect.y)
        k--; /* whole rows only */
    return k > 0 && k < box->n_kids ? cut(m, box, k, NULL, 0) : NULL;
}

Box *split_box(Make *m, Box *box, Len available, Len whole, bool force)
{
    if (available <= 0 || box->rotate_degrees) return NULL;
    bool kept = box->keep == 2 || (box->keep == 1 && box->rect.h <= whole);
    if (kept && !force) return NULL;
    switch (box->type) {
    case NODE_TEXT:
        return split_text(m, box, available);
    case NODE_STACK:
    case NODE_TABLE:
        return split_stack(m, box, available, whole, force);
    case NODE_GRID:
        return split_grid(m, box, available);
    case NODE_COLUMNS:
        return split_columns(m, box, available);
    case NODE_CHART:
        return split_chart(m, box, available);
    default:
        return NULL;
    }
}
