/* chart_lines - lines over time, and sparklines.
 *
 * Points stand at real distances where `x` says where, else evenly. A line breaks where a value is
 * not known; a point alone between unknown ones is a dot. Lines carry name and last value at their
 * ends, moved apart where they would touch, with a thin leader then. */
#include "layout/chart.h"

#include <stdlib.h>

enum { DOT_ROOM = 6 * LEN_PER_PT, LINE = 1500, BAND = 6 * LEN_PER_PT, END_GAP = 5 * LEN_PER_PT };

typedef struct LinePlot {
    const Chart *chart;
    const ChartPanel *panel;
    Rect area;
    Num first, last; /* places of the items at the ends */
} LinePlot;

static LinePlot line_plot(const Chart *chart, const ChartPanel *panel, Rect area)
{
    LinePlot plot = {chart, panel, area, panel->items[0].x, panel->items[0].x};
    for (size_t k = 0; k < chart->n_panels; k++) /* panels share the scale across, too */
        for (size_t i = 0; i < chart->panels[k].n; i++) {
            Num x = chart->panels[k].items[i].x;
            if (x < plot.first) plot.first = x;
            if (x > plot.last) plot.last = x;
        }
    return plot;
}

static Len x_of(const LinePlot *plot, size_t item)
{
    if (plot->last == plot->first) return plot->area.x + plot->area.w / 2;
    ChartScale across = {plot->first, plot->last, 0};
    return plot->area.x + chart_place(&across, plot->panel->items[item].x, plot->area.w);
}

static Len y_of(const LinePlot *plot, Num value)
{
    return plot->area.y + plot->area.h - chart_place(&plot->chart->scale, value, plot->area.h);
}

static bool is_known(const LinePlot *plot, size_t item, size_t series)
{
    return item < plot->panel->n && plot->panel->items[item].points[series].known;
}

/* The last item whose value is known; n if none is. */
static size_t last_known(const ChartPanel *panel, size_t series)
{
    for (size_t i = panel->n; i-- > 0;)
        if (panel->items[i].points[series].known) return i;
    return panel->n;
}

static Len name_width(const Chart *chart, const ChartPanel *panel, size_t series)
{
    size_t last = last_known(panel, series);
    Len name = chart->n_series > 1 ? figure_width(chart->series[series].label) : 0;
    Len value = last < panel->n ? figure_width(panel->items[last].points[series].text) : 0;
    return name + value + (name && value ? CHART_GAP : 0);
}

void chart_line_ends(Chart *chart)
{
    chart->before = chart->after = CHART_DOT;
    for (size_t i = 0; i < chart->n_ticks; i++) {
        Len width = figure_width(chart->ticks[i].label) + END_GAP;
        if (width > chart->before) chart->before = width;
    }
    for (size_t k = 0; k < chart->n_panels; k++)
        for (size_t s = 0; s < chart->n_series; s++) {
            Len width = name_width(chart, &chart->panels[k], s) + CHART_DOT + END_GAP;
            if (width > chart->after) chart->after = width;
        }
}

static void paint_line(Painter *p, const LinePlot *plot, size_t s, Len width)
{
    PathBuilder path;
    path_init(&path, p->page->arena);
    for (size_t i = 0; i < plot->panel->n; i++) {
        if (!is_known(plot, i, s)) continue;
        Len x = x_of(plot, i), y = y_of(plot, plot->panel->items[i].points[s].value);
        if (i && is_known(plot, i - 1, s))
            path_line(&path, x, y);
        else if (is_known(plot, i + 1, s))
            path_move(&path, x, y);
    }
    const ChartSeries *series = &plot->chart->series[s];
    if (path.n_verbs)
        figure_path(p, &path,
                    (PathPaint){.stroke = series->fill.colour,
                                .stroke_width = width,
                                .dash = {series->dash[0], series->dash[1]}});
}

static void paint_dots(Painter *p, const LinePlot *plot, size_t s)
{
    const Chart *chart = plot->chart;
    size_t n = plot->panel->n, last = last_known(plot->panel, s);
    bool roomy = n < 2 || plot->area.w / (Len)(n - 1) >= DOT_ROOM;
    for (size_t i = 0; i < n; i++) {
        const ChartPoint *point = &plot->panel->items[i].points[s];
        bool alone = !is_known(plot, i + 1, s) && !(i && is_known(plot, i - 1, s));
        if (!point->known || !(roomy || alone || i == last || point->accent)) continue;
        Point at = {x_of(plot, i), y_of(plot, point->value)};
        figure_marker(p, chart->series[s].marker, at, point->accent ? CHART_DOT * 3 / 2 : CHART_DOT,
                      chart->series[s].fill.colour);
        if (!point->accent || i == last || !point->text) continue;
        Len width = figure_width(point->text), x = at.x - width / 2;
        if (x < plot->area.x) x = plot->area.x;
        figure_paint_level(p, point->text, x, at.y - CHART_DOT - chart->value_style->size);
    }
}

/* A hatched band at the foot where nothing is known of any series. */
static void paint_unknown(Painter *p, const LinePlot *plot)
{
    const Chart *chart = plot->chart;
    for (size_t i = 0, end; i < plot->panel->n; i = end + 1) {
        end = i;
        while (end < plot->panel->n) {
            bool any = false;
            for (size_t s = 0; s < chart->n_series; s++) any |= is_known(plot, end, s);
            if (any) break;
            end++;
        }
        if (end == i) continue;
        Len half = plot->panel->n > 1 ? plot->area.w / (Len)(plot->panel->n - 1) / 2 : BAND;
        Len from = x_of(plot, i) - half, to = x_of(plot, end - 1) + half;
        if (from < plot->area.x) from = plot->area.x;
        if (to > plot->area.x + plot->area.w) to = plot->area.x + plot->area.w;
        figure_fill(p, (Rect){from, plot->area.y + plot->area.h - BAND, to - from, BAND},
                    &chart->unknown);
    }
}

typedef struct EndName {
    size_t series;
    Point from;
} EndName;

static int compare_ends(const void *pa, const void *pb)
{
    const EndName *a = pa, *b = pb;
    if (a->from.y != b->from.y) return a->from.y < b->from.y ? -1 : 1;
    return a->series < b->series ? -1 : a->series > b->series;
}

static void paint_end_names(Painter *p, const LinePlot *plot)
{
    const Chart *chart = plot->chart;
    EndName *ends = ARENA_ARRAY(p->page->arena, EndName, chart->n_series);
    Len *y = ARENA_ARRAY(p->page->arena, Len, chart->n_series);
    size_t n = 0;
    for (size_t s = 0; s < chart->n_series; s++) {
        size_t last = last_known(plot->panel, s);
        if (last == plot->panel->n || !name_width(chart, plot->panel, s)) continue;
        Num value = plot->panel->items[last].points[s].value;
        ends[n++] = (EndName){s, {x_of(plot, last), y_of(plot, value)}};
    }
    qsort(ends, n, sizeof *ends, compare_ends);
    for (size_t i = 0; i < n; i++) y[i] = ends[i].from.y;
    chart_spread(y, n, chart->value_style->leading, plot->area.y - chart->value_style->size / 2,
                 plot->area.y + plot->area.h);
    for (size_t i = 0; i < n; i++) {
        size_t s = ends[i].series;
        Len x = plot->area.x + plot->area.w + END_GAP + CHART_DOT;
        Len moved = y[i] > ends[i].from.y ? y[i] - ends[i].from.y : ends[i].from.y - y[i];
        Len start = ends[i].from.x + CHART_DOT + LEN_PT(1);
        if (moved > chart->value_style->leading / 3 || x - start > 2 * END_GAP)
            draw_line(p->page, (Point){start, ends[i].from.y}, (Point){x - LEN_PT(1.5), y[i]},
                      LEN_PT(0.4), chart->bar.colour);
        const Para *name = chart->n_series > 1 ? chart->series[s].label : NULL;
        figure_paint_level(p, name, x, y[i]);
        if (name) x += figure_width(name) + CHART_GAP;
        figure_paint_level(p, plot->panel->items[last_known(plot->panel, s)].points[s].text, x,
                           y[i]);
    }
}

static bool labels_touch(const LinePlot *plot, size_t step)
{
    Len end = -LEN_MAX / 2;
    for (size_t i = 0; i < plot->panel->n; i += step) {
        Len width = figure_width(plot->panel->items[i].label), x = x_of(plot, i) - width / 2;
        if (width && x < end + CHART_GAP) return true;
        if (width) end = x + width;
    }
    return false;
}

/* Under the points, as many as have room at even steps. */
static void paint_labels(Painter *p, const LinePlot *plot, Len y)
{
    size_t step = 1;
    while (step < plot->panel->n && labels_touch(plot, step)) step++;
    for (size_t i = 0; i < plot->panel->n; i += step) {
        const Para *label = plot->panel->items[i].label;
        Len x = x_of(plot, i);
        if (!label) continue;
        draw_line(p->page, (Point){x, plot->area.y + plot->area.h},
                  (Point){x, plot->area.y + plot->area.h + LEN_PT(2)}, LEN_PT(0.4),
                  plot->chart->label_style->colour);
        Lines lines = para_break(p->page->arena, label, LEN_MAX);
        paint_lines(p, &lines, 0, lines.n, x - figure_width(label) / 2, y, 0);
    }
}

static Len tallest_of(Arena *arena, const ChartPanel *panel)
{
    Len tallest = 0;
    for (size_t i = 0; i < panel->n; i++) {
        Len height = figure_height(arena, panel->items[i].label, LEN_MAX);
        if (height > tallest) tallest = height;
    }
    return tallest;
}

void chart_paint_lines(Painter *p, const Chart *chart, const ChartPanel *panel, Rect area)
{
    Len below = tallest_of(p->page->arena, panel) + CHART_GAP, above = chart->value_style->leading;
    Rect inner = {area.x + chart->before, area.y + above, area.w - chart->before - chart->after,
                  area.h - below - above};
    if (inner.w < LEN_PT(1) || inner.h < LEN_PT(1)) {
        diag_report(p->m->diag, DIAG_LAYOUT_CHART_NARROW, chart->node->span);
        return;
    }
    LinePlot plot = line_plot(chart, panel, inner);
    for (size_t i = 0; i < chart->n_ticks; i++) {
        Len y = y_of(&plot, chart->ticks[i].value), width = figure_width(chart->ticks[i].label);
        draw_line(p->page, (Point){inner.x, y}, (Point){inner.x + inner.w, y}, LEN_PT(0.4),
                  chart->hairline);
        figure_paint_level(p, chart->ticks[i].label, inner.x - END_GAP - width, y);
    }
    if (chart->scale.low <= 0) {
        Len zero = y_of(&plot, 0);
        draw_line(p->page, (Point){inner.x, zero}, (Point){inner.x + inner.w, zero}, LEN_PT(0.5),
                  chart->label_style->colour);
    }
    paint_unknown(p, &plot);
    for (size_t s = chart->n_series; s-- > 0;) paint_line(p, &plot, s, LINE);
    for (size_t s = chart->n_series; s-- > 0;) paint_dots(p, &plot, s);
    paint_end_names(p, &plot);
    paint_labels(p, &plot, inner.y + inner.h + CHART_GAP);
}

void chart_paint_spark(Painter *p, const Chart *chart, const ChartPanel *panel, Rect area)
{
    Len words = name_width(chart, panel, 0), dot = LEN_PT(1.4);
    size_t last = last_known(panel, 0);
    if (words) words += CHART_GAP;
    Rect inner = {area.x + dot, area.y + dot, area.w - 2 * dot - words, area.h - 2 * dot};
    if (inner.w < LEN_PT(1) || inner.h < LEN_PT(1)) {
        diag_report(p->m->diag, DIAG_LAYOUT_CHART_NARROW, chart->node->span);
        return;
    }
    if (last == panel->n) { /* nothing is known */
        figure_fill(p, (Rect){inner.x, inner.y + inner.h / 4, CHART_STUB, inner.h / 2},
                    &chart->unknown);
        figure_paint_level(p, panel->items[0].points[0].text, inner.x + CHART_STUB + CHART_GAP,
                           area.y + area.h / 2);
        return;
    }
    LinePlot plot = line_plot(chart, panel, inner);
    paint_line(p, &plot, 0, LEN_PT(0.75));
    const ChartPoint *end = &panel->items[last].points[0];
    for (size_t i = 0; i < panel->n; i++) {
        bool alone = is_known(&plot, i, 0) && !is_known(&plot, i + 1, 0) &&
                     !(i && is_known(&plot, i - 1, 0));
        Point at = {x_of(&plot, i), y_of(&plot, panel->items[i].points[0].value)};
        if (i == last || alone)
            figure_marker(p, MARKER_DOT, at, i == last ? dot : dot / 2,
                          chart->series[0].fill.colour);
    }
    figure_paint_level(p, end->text, area.x + area.w - words + CHART_GAP, area.y + area.h / 2);
}
