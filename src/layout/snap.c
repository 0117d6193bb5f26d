/* snap - text on the page's baseline grid.
 *
 * The grid is lines at whole steps from one of them, its `first`. Lines of one text are whole steps
 * apart by themselves (text/line.c), so that only its first baseline has to be brought to the next
 * line of the grid, by space above the text. Boxes move as a whole, by the first text in them that
 * snaps; inside a stack the others follow that one. Cells of tables, and what stands in rows, grids
 * and layers, keep the places that these give them. */
#include "layout/box.h"

SnapGrid snap_first(const Box *box)
{
    const TextBox *text = &box->text;
    if (box->type == NODE_TEXT)
        return (SnapGrid){.step = text->n_lines ? text->style->line_step : 0,
                          .first = first_baseline(box)};
    SnapGrid lines = {0};
    bool holds = box->type == NODE_STACK || box->type == NODE_ROW || box->type == NODE_GRID ||
                 box->type == NODE_LAYER || box->type == NODE_COLUMNS;
    for (size_t i = 0; holds && !box->grid && i < box->n_kids && !lines.step; i++) {
        lines = snap_first(box->kids[i]);
        lines.first += box->kids[i]->rect.y;
    }
    return lines;
}

Len snap_space(const SnapGrid *lines, const Box *box, Len y)
{
    if (!lines->step || lines->off) return 0;
    SnapGrid own = snap_first(box);
    if (!own.step) return 0;
    Len below = len_sum((int64_t)y + own.first - lines->first);
    return len_whole_steps(below, lines->step) - below;
}

Len snap_follow(SnapGrid *lines, const Box *box, Len y)
{
    if (lines->step || lines->off) return snap_space(lines, box, y);
    *lines = snap_first(box);
    lines->first = len_sum((int64_t)lines->first + y);
    return 0;
}
