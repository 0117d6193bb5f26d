/* split - a box in two, at a height. What is left keeps the sizes it was measured with and moves to
 * the top of the next region. Rows side by side and layers are never split; rows of tables are,
 * cell by cell: what fits stays, what can be divided is, and nothing may be left that cannot. */
#include "layout/table.h"

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

/* How many lines stay, so that neither part has too few; 0: the text cannot be split there. */
static size_t lines_that_stay(const Box *box, Len available)
{
    const TextBox *text = &box->text;
    const Line *first = &text->lines.items[text->first_line];
    size_t n = 0;
    Len room = available - box->padding.top - box->padding.bottom;
    if (text->trimmed) return 0;
    while (n < text->n_lines && first[n].top + first[n].height - first->top <= room) n++;
    size_t rest = text->n_lines - n;
    if (rest < (size_t)text->widows)
        n = text->n_lines > (size_t)text->widows ? text->n_lines - (size_t)text->widows : 0;
    return n < (size_t)text->orphans ? 0 : n;
}

static Box *split_text(Make *m, Box *box, Len available)
{
    TextBox *text = &box->text;
    const Line *first = &text->lines.items[text->first_line];
    size_t n = lines_that_stay(box, available);
    if (!n) return NULL;
    size_t whole = n; /* a word is not divided between regions if it can be helped */
    while (whole > 0 && !first[whole - 1].next) whole--;
    if (whole && whole >= (size_t)text->orphans) n = whole;
    Box *tail = tail_of(m, box);
    tail->text.first_line += n;
    tail->text.n_lines -= n;
    text->n_lines = n;
    const Line *last = &first[n - 1];
    box->rect.h = last->top + last->height - first->top + box->padding.top + box->padding.bottom;
    measure_text(m, tail, box->rect.w, LEN_UNSET);
    return tail;
}

/* Moves the kids of a tail up to its top. */
static void settle_tail(Box *tail, Box **kids, size_t n_kids)
{
    Len y = tail->padding.top, bottom = y;
    Len shift = n_kids ? y - kids[0]->rect.y : 0;
    for (size_t i = 0; i < n_kids; i++) {
        kids[i]->rect.y += shift;
        if (kids[i]->rect.y + kids[i]->rect.h > bottom) bottom = kids[i]->rect.y + kids[i]->rect.h;
    }
    tail->kids = kids, tail->n_kids = n_kids;
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
    settle_tail(tail, kids, n);
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
    Box *part = split_box(m, box->kids[k], limit - box->kids[k]->rect.y, whole, force && k == 0);
    if (part) {
        part->rect.y = box->kids[k]->rect.y;
        return cut(m, box, k, part, whole_kid);
    }
    size_t fits = k;
    while (k > 0 && box->kids[k - 1]->keep_next) k--;
    if (k == 0 && force) k = fits; /* kept together they fit nowhere */
    return k > 0 ? cut(m, box, k, NULL, 0) : NULL;
}

/* Whether a cell that is too tall can be divided. */
static bool can_split(const Box *box, Len available)
{
    if (available <= 0 || box->rotate_degrees || box->keep == 2) return false;
    if (box->type == NODE_TEXT) return lines_that_stay(box, available) > 0;
    if (box->type == NODE_TABLE || box->type == NODE_GRID) return box->n_kids > 1;
    if (box->type != NODE_STACK || box->height.unit == SIZE_LEN) return false;
    Len limit = available - box->padding.bottom;
    size_t k = 0;
    while (k < box->n_kids && box->kids[k]->rect.y + box->kids[k]->rect.h <= limit) k++;
    if (k < box->n_kids && can_split(box->kids[k], limit - box->kids[k]->rect.y)) return true;
    while (k > 0 && k < box->n_kids && box->kids[k - 1]->keep_next) k--;
    return k > 0;
}

static Box *empty_cell(Make *m, const Box *cell)
{
    static const LNode stack = {.type = NODE_STACK};
    Box *empty = box_new(m, &stack);
    empty->rect = (Rect){cell->rect.x, 0, cell->rect.w, 0};
    return empty;
}

/* Splits one cell; true if anything of it stays. */
static bool split_cell(Make *m, Box **stays, Box **goes, Len room, Len whole, bool force)
{
    Box *cell = *stays;
    if (cell->rect.h <= room) {
        *goes = empty_cell(m, cell);
        return true;
    }
    *goes = can_split(cell, room) ? split_box(m, cell, room, whole, force) : NULL;
    if (*goes) return true;
    *goes = cell, *stays = empty_cell(m, cell);
    return false;
}

/* Whether some cell can be divided at `room` and none stands in the way. */
static bool cells_split(const Box *row, Len room, bool force)
{
    bool any = false, blocked = false;
    for (size_t i = 0; i < row->n_kids; i++) {
        if (row->places[i].kind != CELL_CONTENT || row->kids[i]->rect.h <= room) continue;
        bool can = can_split(row->kids[i], room);
        any |= can, blocked |= !can;
    }
    return any && (!blocked || force);
}

/* A row of a table; the rule above it, if it has one, stays. */
static Box *split_row(Make *m, Box *box, Len available, Len whole, bool force)
{
    Len room = available;
    for (size_t i = 0; i < box->n_kids; i++)
        if (box->places[i].kind == CELL_RULE) room -= box->kids[i]->rect.h;
    if (!cells_split(box, room, force)) return NULL;
    Box *tail = tail_of(m, box);
    tail->kids = ARENA_ARRAY(m->arena, Box *, box->n_kids);
    for (size_t i = 0; i < box->n_kids; i++) {
        if (box->places[i].kind == CELL_CONTENT) {
            split_cell(m, &box->kids[i], &tail->kids[i], room, whole, force);
            continue;
        }
        tail->kids[i] = ARENA_NEW(m->arena, Box);
        *tail->kids[i] = *box->kids[i];
    }
    tail->places = ARENA_ARRAY(m->arena, CellPlace, box->n_kids);
    for (size_t i = 0; i < box->n_kids; i++) {
        tail->places[i] = box->places[i], tail->places[i].repeated = NULL;
        if (tail->places[i].kind == CELL_RULE) drop_rule(tail->kids[i]);
    }
    place_cells(box);
    place_cells(tail);
    return tail;
}

/* A copy of what stands where a table is split, measured; NULL: nothing. */
static Box *break_piece(Make *m, const Box *table, const Box *piece)
{
    if (!piece) return NULL;
    Box *copy = ARENA_NEW(m->arena, Box);
    *copy = *piece;
    measure_box(m, copy, table->rect.w - table->padding.left - table->padding.right, LEN_UNSET);
    copy->rect.x = table->padding.left;
    return copy;
}

/* One below the other, from the top. */
static void pile_up(Box *table, Box **kids, size_t n)
{
    Len y = table->padding.top;
    for (size_t i = 0; i < n; i++) {
        kids[i]->rect.y = y;
        y = len_sum((int64_t)y + kids[i]->rect.h);
    }
    table->kids = kids, table->n_kids = n;
    table->rect.h = len_sum((int64_t)y + table->padding.bottom);
}

/* Kids before k stay, with the part of kid k that does; the break is after kid `last`. */
static Box *cut_table(Make *m, Box *box, size_t k, Box *part, size_t last)
{
    Box *tail = tail_of(m, box);
    const TableBreaks *breaks = box->breaks;
    size_t after = last - box->repeat_head, heads = 0, n = 0;
    size_t stay = part ? k + 1 : k, rest = box->n_kids - stay;
    Box **kids = ARENA_ARRAY(m->arena, Box *, rest + 3),
        **stays = ARENA_ARRAY(m->arena, Box *, stay + 1);
    Box *pieces[] = {break_piece(m, box, breaks->head), break_piece(m, box, breaks->starts[after])};
    for (size_t i = 0; i < 2; i++)
        if (pieces[i]) kids[heads++] = pieces[i];
    n = heads;
    if (part) kids[n++] = part;
    for (size_t i = 0; i < rest; i++) kids[n++] = box->kids[stay + i];
    if (!part && row_begins_page(kids[heads]))
        measure_box(m, kids[heads], kids[heads]->rect.w, LEN_UNSET);
    tail->breaks = ARENA_NEW(m->arena, TableBreaks);
    size_t shift = k - box->repeat_head;
    *tail->breaks = (TableBreaks){breaks->head, breaks->ends + shift, breaks->starts + shift};
    tail->repeat_head = heads;
    pile_up(tail, kids, n);
    for (size_t i = 0; i < stay; i++) stays[i] = box->kids[i];
    Box *end = break_piece(m, box, breaks->ends[after]);
    if (end) stays[stay++] = end;
    pile_up(box, stays, stay);
    return tail;
}

static Box *split_table(Make *m, Box *box, Len available, Len whole, bool force)
{
    Len limit = available - box->padding.bottom, end = 0;
    size_t heads = box->repeat_head, k = heads;
    for (; k < box->n_kids;
         k++) { /* what closes the page is as tall after each row, but for digits */
        const Box *kid = box->kids[k], *piece = break_piece(m, box, box->breaks->ends[k - heads]);
        end = piece && k + 1 < box->n_kids ? piece->rect.h : 0;
        if (kid->rect.y + kid->rect.h + end > limit) break;
    }
    if (k == box->n_kids) return NULL;
    Box *kid = box->kids[k];
    Box *part = split_box(m, kid, limit - kid->rect.y - end, whole, force && k == heads);
    if (part) return cut_table(m, box, k, part, k);
    size_t fits = k;
    while (k > heads && box->kids[k - 1]->keep_next) k--;
    if (k == heads && force) k = fits; /* kept together they fit nowhere */
    return k > heads ? cut_table(m, box, k, NULL, k - 1) : NULL;
}

/* Where the cards are shared out most evenly between this region and the next, `whole` tall: before
 * a row, not after the k that fit here. */
static size_t even_cut(const Box *box, size_t k, Len whole)
{
    Len bottom = bottom_of(box, box->n_kids), padding = box->padding.top + box->padding.bottom;
    size_t best = k;
    for (size_t i = 1; i <= k; i++) {
        if (box->kids[i]->rect.y == box->kids[i - 1]->rect.y) continue;
        bool fits = bottom - box->kids[i]->rect.y + padding <= whole;
        size_t here = i > box->n_kids - i ? 2 * i - box->n_kids : box->n_kids - 2 * i;
        size_t there = best > box->n_kids - best ? 2 * best - box->n_kids : box->n_kids - 2 * best;
        if (fits && here < there) best = i;
    }
    return best;
}

static Box *split_grid(Make *m, Box *box, Len available, Len whole)
{
    size_t k = 0;
    Len limit = available - box->padding.bottom;
    while (k < box->n_kids && box->kids[k]->rect.y + box->kids[k]->rect.h <= limit) k++;
    while (k > 0 && k < box->n_kids && box->kids[k - 1]->rect.y == box->kids[k]->rect.y)
        k--; /* whole rows only */
    if (box->balanced && k > 0 && k < box->n_kids) k = even_cut(box, k, whole);
    return k > 0 && k < box->n_kids ? cut(m, box, k, NULL, 0) : NULL;
}

Box *split_box(Make *m, Box *box, Len available, Len whole, bool force)
{
    if (available <= 0 || box->rotate_degrees) return NULL;
    Len tall = box->grid ? whole / 3 : whole; /* for a row of a table a third is enough */
    bool kept = box->keep == 2 || (box->keep == 1 && box->rect.h <= tall);
    if (kept && !force) return NULL;
    switch (box->type) {
    case NODE_TEXT:
        return split_text(m, box, available);
    case NODE_STACK:
        return split_stack(m, box, available, whole, force);
    case NODE_TABLE:
        return split_table(m, box, available, whole, force);
    case NODE_ROW:
        return box->grid ? split_row(m, box, available, whole, force) : NULL;
    case NODE_GRID:
        return split_grid(m, box, available, whole);
    case NODE_COLUMNS:
        return split_columns(m, box, available);
    case NODE_CHART:
        return split_chart(m, box, available);
    default:
        return NULL;
    }
}
