/* table_cells - a row of a table: cells on the table's columns, over several of them where they
 * span, and on several lines where a head stands beside heads over heads.
 *
 * Cells on one line make its height. A cell over several lines that needs more than they have makes
 * the first of them taller. Rules across take a line of their own, rules between columns run down
 * the whole row. */
#include "layout/table.h"

enum { MAX_LINES = 2 * TABLE_MAX_HEADS + 2 };

static Len width_of(const Len *widths, const CellPlace *place)
{
    int64_t sum = 0;
    for (size_t c = 0; c < place->span; c++) sum += widths[place->column + c];
    return len_sum(sum);
}

static Len left_of(const Len *widths, size_t column)
{
    int64_t sum = 0;
    for (size_t c = 0; c < column; c++) sum += widths[c];
    return len_sum(sum);
}

/* The first thing in a cell that is wider than the room it has, and how wide it is. */
static const Box *wide_part(const Box *box, Len *width)
{
    Len inner = box->rect.w - box->padding.left - box->padding.right;
    if (box->type != NODE_STACK) return NULL;
    for (size_t i = 0; i < box->n_kids; i++) {
        const Box *kid = box->kids[i];
        *width = kid->rect.w;
        if (kid->rect.w > inner + LEN_PT(0.05)) return kid;
        const Box *deep = wide_part(kid, width);
        if (deep) return deep;
    }
    return NULL;
}

static void check_width(Make *m, const Box *cell)
{
    Len width;
    const Box *part = wide_part(cell, &width);
    if (!part) return;
    Str before = diag_set_record(m->diag, cell->record);
    diag_report(m->diag, DIAG_LAYOUT_CELL_WIDE, part->node->span, len_shown(m->arena, width),
                len_shown(m->arena, cell->rect.w - cell->padding.left - cell->padding.right));
    diag_set_record(m->diag, before);
}

static void measure_cell(Make *m, const Box *row, Box *cell, const CellPlace *place,
                         const Len *widths)
{
    Len width = width_of(widths, place), left = row->padding.left + left_of(widths, place->column);
    if (place->kind == CELL_CONTENT) {
        measure_box(m, cell, width, LEN_UNSET);
        check_width(m, cell);
        cell->rect.x = left;
        return;
    }
    Len thick = cell->rule.thickness;
    bool down = place->kind == CELL_COLUMN_RULE;
    cell->rect = (Rect){left + (down ? -thick / 2 : cell->padding.left), 0,
                        down ? thick : width - cell->padding.left - cell->padding.right, thick};
}

static size_t line_heights(const Box *box, Len *heights)
{
    size_t n = 0;
    for (size_t i = 0; i < box->n_kids; i++) {
        const CellPlace *place = &box->places[i];
        if (place->line + (size_t)place->lines > n) n = place->line + (size_t)place->lines;
        if (place->kind == CELL_COLUMN_RULE || place->lines > 1) continue;
        if (box->kids[i]->rect.h > heights[place->line])
            heights[place->line] = box->kids[i]->rect.h;
    }
    for (size_t i = 0; i < box->n_kids; i++) {
        const CellPlace *place = &box->places[i];
        if (place->kind != CELL_CONTENT || place->lines < 2) continue;
        int64_t has = 0;
        for (size_t l = 0; l < place->lines; l++) has += heights[place->line + l];
        if (box->kids[i]->rect.h > has)
            heights[place->line] = len_sum(heights[place->line] + box->kids[i]->rect.h - has);
    }
    return n;
}

static void place_cell(Box *box, Box *cell, const CellPlace *place, const Len *heights,
                       Len baseline)
{
    int64_t y = box->padding.top, room = 0;
    for (size_t l = 0; l < place->line; l++) y += heights[l];
    for (size_t l = 0; l < place->lines; l++) room += heights[place->line + l];
    int64_t spare = place->kind == CELL_CONTENT ? room - cell->rect.h : 0;
    if (place->kind == CELL_COLUMN_RULE) cell->rect.h = len_sum(room);
    if (box->valign == 1) y += spare / 2;
    if (box->valign == 2) y += spare;
    if (box->valign == 4 && place->kind == CELL_CONTENT) y += baseline - first_baseline(cell);
    cell->rect.y = len_sum(y);
}

/* Cells with their first baselines in line may need more than the tallest of them. */
static Len align_baselines(const Box *box, Len *heights)
{
    Len baseline = 0;
    for (size_t i = 0; i < box->n_kids; i++) {
        Len own = first_baseline(box->kids[i]);
        if (box->places[i].kind == CELL_CONTENT && own > baseline) baseline = own;
    }
    for (size_t i = 0; i < box->n_kids; i++) {
        const CellPlace *place = &box->places[i];
        if (place->kind != CELL_CONTENT || place->lines > 1) continue;
        Len need = box->kids[i]->rect.h + baseline - first_baseline(box->kids[i]);
        if (need > heights[place->line]) heights[place->line] = need;
    }
    return baseline;
}

void place_cells(Box *box)
{
    Len heights[MAX_LINES] = {0}, sum = 0;
    size_t n = line_heights(box, heights);
    Len baseline = box->valign == 4 ? align_baselines(box, heights) : 0;
    for (size_t i = 0; i < box->n_kids; i++)
        place_cell(box, box->kids[i], &box->places[i], heights, baseline);
    for (size_t l = 0; l < n; l++) sum = len_sum((int64_t)sum + heights[l]);
    box->rect.h = len_sum((int64_t)sum + box->padding.top + box->padding.bottom);
}

/* Cells become as tall as their line. */
static void stretch_cells(Make *m, Box *box, const Len *heights)
{
    for (size_t i = 0; i < box->n_kids; i++) {
        const CellPlace *place = &box->places[i];
        bool lower = place->lines == 1 && box->kids[i]->rect.h < heights[place->line];
        if (place->kind == CELL_CONTENT && lower)
            measure_box(m, box->kids[i], box->kids[i]->rect.w, heights[place->line]);
    }
}

void measure_cells(Make *m, Box *box, Len width)
{
    const Len *widths = grid_widths(m, box->grid, width - box->padding.left - box->padding.right);
    Len heights[MAX_LINES] = {0};
    for (size_t i = 0; i < box->n_kids; i++)
        measure_cell(m, box, box->kids[i], &box->places[i], widths);
    line_heights(box, heights);
    if (box->valign == 3) stretch_cells(m, box, heights);
    place_cells(box);
}
