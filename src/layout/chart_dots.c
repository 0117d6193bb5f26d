/* chart_dots - dot plots: a row for each item, a mark for each series on one scale, a line from the
 * lowest to the highest mark. Values stand outside the outermost marks, so that they never meet. */
#include "layout/chart.h"

enum { BESIDE = CHART_DOT + 2000 };

/* The series that lies lowest (or highest) of an item; n_series if none is known. */
static size_t outermost(const Chart *chart, const ChartItem *item, bool highest)
{
    size_t found = chart->n_series;
    for (size_t s = 0; s < chart->n_series; s++) {
        if (!item->points[s].known) continue;
        bool beyond = found == chart->n_series ||
                      (highest ? item->points[s].value >= item->points[found].value
                               : item->points[s].value < item->points[found].value);
        if (beyond) found = s;
    }
    return found;
}

static const Para *unknown_text(const Chart *chart, const ChartItem *item)
{
    for (size_t s = 0; s < chart->n_series; s++)
        if (!item->points[s].known) return item->points[s].text;
    return NULL;
}

void chart_dot_ends(Chart *chart)
{
    Len low = 0, high = 0;
    for (size_t k = 0; k < chart->n_panels; k++)
        for (size_t i = 0; i < chart->panels[k].n; i++) {
            const ChartItem *item = &chart->panels[k].items[i];
            size_t first = outermost(chart, item, false), last = outermost(chart, item, true);
            bool pair = last < chart->n_series && first != last;
            Len left = pair ? figure_width(item->points[first].text) + BESIDE : 0;
            Len right = last < chart->n_series ? figure_width(item->points[last].text) + BESIDE : 0;
            const Para *unknown = unknown_text(chart, item);
            if (unknown) right += figure_width(unknown) + CHART_GAP + CHART_STUB / 2;
            if (left > low) low = left;
            if (right > high) high = right;
        }
    chart->before = chart->label_width + (low > CHART_DOT ? low : CHART_DOT);
    chart->after = high > CHART_DOT ? high : CHART_DOT;
}

/* Lines of the axis end around a value that stands on them. */
static void knock_out(Painter *p, const ChartPlot *plot, Len x, Len width, Len y)
{
    Len size = plot->chart->value_style->size;
    if (width)
        draw_rect(p->page, (Rect){x - LEN_PT(1), y - size / 2, width + LEN_PT(2), size},
                  plot->chart->paper);
}

static void paint_row(Painter *p, const ChartPlot *plot, const ChartItem *item, Len middle)
{
    const Chart *chart = plot->chart;
    size_t first = outermost(chart, item, false), last = outermost(chart, item, true);
    Len y = plot->area.y + middle, end = plot->area.x;
    if (last < chart->n_series) {
        Len from = plot->area.x + plot_along(plot, item->points[first].value);
        Len to = plot->area.x + plot_along(plot, item->points[last].value);
        if (to > from)
            draw_line(p->page, (Point){from, y}, (Point){to, y}, LEN_PT(1), chart->bar.colour);
        for (size_t s = 0; s < chart->n_series; s++) {
            const ChartPoint *point = &item->points[s];
            const ChartSeries *series = &chart->series[s];
            Len x = plot->area.x + plot_along(plot, point->value);
            bool dimmed =
                chart->n_series == 1 && !point->accent && prop_find(chart->node, P_ACCENT);
            if (point->known)
                figure_marker(p, series->marker, (Point){x, y}, CHART_DOT,
                              dimmed ? chart->bar.colour : series->fill.colour);
        }
        if (first != last) {
            const Para *text = item->points[first].text;
            Len x = from - BESIDE - figure_width(text);
            knock_out(p, plot, x, figure_width(text), y);
            figure_paint_level(p, text, x, y);
        }
        knock_out(p, plot, to + BESIDE, figure_width(item->points[last].text), y);
        figure_paint_level(p, item->points[last].text, to + BESIDE, y);
        end = to + BESIDE + figure_width(item->points[last].text) + CHART_GAP;
    }
    const Para *unknown = unknown_text(chart, item);
    if (!unknown) return;
    Rect stub = {end, y - CHART_DOT, CHART_STUB / 2, 2 * CHART_DOT};
    figure_fill(p, stub, &chart->unknown);
    figure_paint_level(p, unknown, stub.x + stub.w + CHART_GAP, y);
}

void chart_paint_dots(Painter *p, const Chart *chart, const ChartPanel *panel, Rect area)
{
    ChartPlot plot = {
        chart, {area.x + chart->before, area.y, area.w - chart->before - chart->after, area.h}};
    if (plot.area.w < LEN_PT(1)) {
        diag_report(p->m->diag, DIAG_LAYOUT_CHART_NARROW, chart->node->span);
        return;
    }
    Len pitch = area.h / (Len)panel->n;
    size_t step = chart_row_step(chart, pitch);
    for (size_t i = 0; i < chart->n_ticks; i++)
        if (chart->ticks[i].value)
            plot_line(p, &plot, chart->ticks[i].value, LEN_PT(0.4), chart->hairline);
    if (chart->scale.low <= 0) plot_line(p, &plot, 0, LEN_PT(0.5), chart->label_style->colour);
    for (size_t i = 0; i < panel->n; i++) {
        const ChartItem *item = &panel->items[i];
        Len middle = (Len)i * pitch + pitch / 2;
        Lines lines = {0};
        if (item->label && i % step == 0)
            lines = para_break(p->page->arena, item->label, chart_names_width(chart));
        paint_lines(p, &lines, 0, lines.n, area.x, area.y + middle - lines.height / 2, 0);
        paint_row(p, &plot, item, middle);
    }
}
