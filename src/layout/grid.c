/* grid - children in columns, row by row. Cells of a row are stretched to the tallest, so that
 * cards line up; with `equal` all rows are. */
#include "layout/box.h"

/* First column of each child; a child that does not fit into the row begins the next. */
typedef struct Cell {
    size_t column, span, row;
} Cell;

static size_t place_kids(const Box *box, Cell *cells)
{
    size_t column = 0, row = 0;
    for (size_t i = 0; i < box->n_kids; i++) {
        const Box *kid = box->kids[i];
        int wanted = kid->span;
        size_t span =
            wanted == SPAN_ALL || (size_t)wanted > box->n_columns ? box->n_columns : (size_t)wanted;
        size_t first = column;
        if (kid->first_column) { /* too large ones were reported */
            first =
                (size_t)kid->first_column - 1 < box->n_columns ? (size_t)kid->first_column - 1 : 0;
            span = (size_t)(kid->last_column - kid->first_column) + 1;
            if (first + span > box->n_columns) span = box->n_columns - first;
        }
        if (first < column || first + span > box->n_columns) {
            row += column > 0;
            column = kid->first_column ? first : 0;
        } else {
            column = first;
        }
        cells[i] = (Cell){column, span, row};
        column += span;
    }
    return box->n_kids ? row + 1 : 0;
}

static Len *column_widths(Make *m, Box *box, const Cell *cells, Len inner)
{
    Len *naturals = ARENA_ARRAY(m->arena, Len, box->n_columns),
        *widths = ARENA_ARRAY(m->arena, Len, box->n_columns);
    for (size_t i = 0; i < box->n_kids; i++) {
        const Cell *cell = &cells[i];
        if (cell->span != 1 || box->columns[cell->column].unit != SIZE_AUTO) continue;
        Len natural = natural_width(m, box->kids[i]);
        if (natural > naturals[cell->column]) naturals[cell->column] = natural;
    }
    share_widths(m, box->columns, naturals, box->n_columns,
                 len_sum(inner - (int64_t)box->gap * (int64_t)(box->n_columns - 1)), widths, box);
    return widths;
}

static Len span_width(const Len *widths, const Cell *cell, Len gap)
{
    int64_t sum = (int64_t)gap * (int64_t)(cell->span - 1);
    for (size_t i = 0; i < cell->span; i++) sum += widths[cell->column + i];
    return len_sum(sum);
}

void grid_of_page(Make *m, const Master *master)
{
    m->grid = (GridMeasure){master->grid_columns, master_body(master).w, master->grid_gutter,
                            master->line_step, master->first_line};
}

/* Left edge of the column that comes after this many (in thousandths). */
static Len after_columns(const Make *m, int32_t columns)
{
    return len_scale(m->grid.width + m->grid.gutter, columns, m->grid.columns * 1000);
}

static void beyond_grid(Make *m, Span at, Str name, int column, int columns)
{
    diag_report(m->diag, DIAG_LAYOUT_GRID, at, name, str_format(m->arena, "%d", column),
                str_format(m->arena, "%d", columns));
}

Size grid_size(Make *m, Size size, Span at, Str name)
{
    if (size.unit != SIZE_COL) return size;
    if (size.value > m->grid.columns * 1000)
        beyond_grid(m, at, name, (size.value + 999) / 1000, m->grid.columns);
    return (Size){SIZE_LEN, after_columns(m, size.value) - m->grid.gutter};
}

void grid_place(Make *m, Box *box)
{
    if (!box->first_column) return;
    if (box->last_column > m->grid.columns)
        beyond_grid(m, box->node->span, STR("cols"), box->last_column, m->grid.columns);
    box->grid_x = after_columns(m, (box->first_column - 1) * 1000);
    box->width =
        (Size){SIZE_LEN, after_columns(m, box->last_column * 1000) - m->grid.gutter - box->grid_x};
}

void grid_check(Make *m, const Box *box)
{
    for (size_t i = 0; i < box->n_kids; i++)
        if (box->kids[i]->last_column > (int)box->n_columns)
            beyond_grid(m, box->kids[i]->node->span, STR("cols"), box->kids[i]->last_column,
                        (int)box->n_columns);
}

void grid_check_row(Make *m, const Box *box)
{
    int last = 0;
    for (size_t i = 0; i < box->n_kids; i++) {
        const Box *kid = box->kids[i];
        if (kid->first_column && kid->first_column <= last)
            diag_report(m->diag, DIAG_LAYOUT_GRID_TAKEN, kid->node->span,
                        str_format(m->arena, "%d", kid->first_column),
                        str_format(m->arena, "%d", last));
        if (kid->last_column > last) last = kid->last_column;
    }
}

void measure_grid(Make *m, Box *box, Len width, Len height)
{
    Len inner = len_sum((int64_t)width - box->padding.left - box->padding.right);
    Cell *cells = ARENA_ARRAY(m->arena, Cell, box->n_kids);
    size_t n_rows = place_kids(box, cells);
    Len *widths = column_widths(m, box, cells, inner);
    Len *heights = ARENA_ARRAY(m->arena, Len, n_rows), tallest = 0;
    for (size_t i = 0; i < box->n_kids; i++) {
        measure_box(m, box->kids[i], span_width(widths, &cells[i], box->gap), LEN_UNSET);
        Len h = box->kids[i]->rect.h;
        if (h > heights[cells[i].row]) heights[cells[i].row] = h;
        if (h > tallest) tallest = h;
    }
    Len gaps = n_rows ? len_sum((int64_t)box->row_gap * (int64_t)(n_rows - 1)) : 0, content = gaps;
    for (size_t r = 0; r < n_rows; r++) {
        if (box->equal_rows) heights[r] = tallest;
        content = len_sum((int64_t)content + heights[r]);
    }
    Len down = box->padding.top + box->padding.bottom;
    if (height != LEN_UNSET && content + down > height + LEN_PT(0.05)) {
        Str before = diag_set_record(m->diag, box->record);
        diag_report(m->diag, DIAG_LAYOUT_OVERFLOW, box->node->span,
                    len_shown(m->arena, content + down), len_shown(m->arena, height));
        diag_set_record(m->diag, before);
    } else if (height != LEN_UNSET && box->equal_rows && n_rows) {
        for (size_t r = 0; r < n_rows; r++) heights[r] = (height - down - gaps) / (Len)n_rows;
    }
    Len y = box->padding.top;
    for (size_t i = 0, row = 0; i < box->n_kids; i++) {
        Box *kid = box->kids[i];
        for (; row < cells[i].row; row++) y = len_sum((int64_t)y + heights[row] + box->row_gap);
        Len x = box->padding.left;
        for (size_t c = 0; c < cells[i].column; c++) x = len_sum((int64_t)x + widths[c] + box->gap);
        if (kid->rect.h != heights[row] && kid->height.unit == SIZE_AUTO)
            measure_box(m, kid, kid->rect.w, heights[row]);
        kid->rect.x = x, kid->rect.y = y;
    }
    box->rect.h = height != LEN_UNSET ? height : len_sum((int64_t)content + down);
}
