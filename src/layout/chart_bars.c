/* chart_bars - bars from zero: single, stacked on each other, or grouped side by side.
 *
 * Drawn once for both directions: `along` is the value axis, `across` where items stand. A bar
 * takes 60 % of its item's pitch, a group 80 %. What is not known is a short hatched stub with its
 * word, never a bar of length zero. */
#include "layout/chart.h"

enum { BAR_PERCENT = 60, GROUP_PERCENT = 80, SEAM = 600, THIN_BAR = 500, TEXT_GAP = 2000 };

Len plot_room(const ChartPlot *plot) { return plot->chart->vertical ? plot->area.h : plot->area.w; }

Len plot_along(const ChartPlot *plot, Num value)
{
    return chart_place(&plot->chart->scale, value, plot_room(plot));
}

Rect plot_rect(const ChartPlot *plot, Len across, Len thick, Len from, Len to)
{
    Len low = from < to ? from : to, length = from < to ? to - from : from - to;
    if (plot->chart->vertical)
        return (Rect){plot->area.x + across, plot->area.y + plot->area.h - low - length, thick,
                      length};
    return (Rect){plot->area.x + low, plot->area.y + across, length, thick};
}

void plot_line(Painter *p, const ChartPlot *plot, Num value, Len width, Colour colour)
{
    Len along = plot_along(plot, value);
    Rect at = plot_rect(plot, 0, plot->chart->vertical ? plot->area.w : plot->area.h, along, along);
    draw_line(p->page, (Point){at.x, at.y}, (Point){at.x + at.w, at.y + at.h}, width, colour);
}

const FigureFill *chart_fill(const Chart *chart, size_t series, const ChartPoint *point)
{
    if (!point->known) return &chart->unknown;
    return chart->n_series == 1 && point->accent ? &chart->accent : &chart->series[series].fill;
}

size_t chart_label_step(const ChartPanel *panel, Len slot, bool values)
{
    Len widest = 0;
    for (size_t i = 0; i < panel->n; i++) {
        const Para *text = values ? panel->items[i].points[0].text : panel->items[i].label;
        Len width = text ? para_longest_word(text) : 0;
        if (width && width + TEXT_GAP > widest) widest = width + TEXT_GAP;
    }
    return slot > 0 && widest > slot ? (size_t)((widest + slot - 1) / slot) : 1;
}

/* Width or height of a text along the axis. */
static Len extent(Arena *arena, const Chart *chart, const Para *text, Len slot)
{
    if (!text) return 0;
    return (chart->vertical ? figure_height(arena, text, slot) : figure_width(text)) + CHART_GAP;
}

static const Para *end_text(const Chart *chart, const ChartItem *item, size_t series)
{
    return chart->kind == CHART_STACKED && item->points[series].known ? NULL
                                                                      : item->points[series].text;
}

void chart_bar_ends(Arena *arena, Chart *chart, Len slot)
{
    Len low = 0, high = 0, labels = 0;
    for (size_t k = 0; k < chart->n_panels; k++) {
        const ChartPanel *panel = &chart->panels[k];
        Len words = slot * (Len)chart_label_step(panel, slot, true);
        Len names = slot * (Len)chart_label_step(panel, slot, false);
        for (size_t i = 0; i < panel->n; i++) {
            const ChartItem *item = &panel->items[i];
            Len total = extent(arena, chart, item->total, words), unknown = 0;
            for (size_t s = 0; s < chart->n_series; s++) {
                Len need = extent(arena, chart, end_text(chart, item, s), words);
                if (!item->points[s].known) need += unknown = CHART_STUB / 2;
                Len *end = item->points[s].value < 0 ? &low : &high;
                if (need > *end) *end = need;
            }
            if (total + unknown > high) high = total + unknown;
            Len name = extent(arena, chart, item->label, names);
            if (name > labels) labels = name;
        }
    }
    chart->names = labels;
    chart->before = low + (chart->vertical ? labels : chart->label_width);
    chart->after = high;
}

/* Across from the start of the item; `across` is the middle of the bar. */
static void paint_end_text(Painter *p, const ChartPlot *plot, const Para *text, Len middle,
                           Len along, bool below, Len slot)
{
    if (!text) return;
    if (!plot->chart->vertical) {
        Len width = figure_width(text);
        Len x = plot->area.x + along + (below ? -CHART_GAP - width : CHART_GAP);
        figure_paint_level(p, text, x, plot->area.y + middle);
        return;
    }
    Lines lines = para_break(p->page->arena, text, slot);
    Len y = plot->area.y + plot->area.h - along;
    y += below ? TEXT_GAP / 2 : -lines.height - TEXT_GAP / 2;
    paint_lines(p, &lines, 0, lines.n, plot->area.x + middle - slot / 2, y, 0);
}

/* A value that is there is never a bar of no length. */
static Len visible(Num value, Len zero, Len along)
{
    if (value > 0 && along - zero < THIN_BAR) return zero + THIN_BAR;
    if (value < 0 && zero - along < THIN_BAR) return zero - THIN_BAR;
    return along;
}

typedef struct Slot {
    Len start, pitch, words; /* of the item; room for words across it */
    bool written;            /* values of this item are written */
} Slot;

static void paint_side_by_side(Painter *p, const ChartPlot *plot, const ChartItem *item,
                               const Slot *slot)
{
    const Chart *chart = plot->chart;
    bool grouped = chart->n_series > 1;
    Len all = (Len)((int64_t)slot->pitch * (grouped ? GROUP_PERCENT : BAR_PERCENT) / 100);
    Len thick = all / (Len)chart->n_series, zero = plot_along(plot, 0);
    for (size_t s = 0; s < chart->n_series; s++) {
        const ChartPoint *point = &item->points[s];
        Len across = slot->start + (slot->pitch - all) / 2 + thick * (Len)s;
        Len along = point->known ? visible(point->value, zero, plot_along(plot, point->value))
                                 : zero + CHART_STUB;
        if (!point->value && point->known) along = zero;
        Rect at = plot_rect(plot, across, thick - (grouped ? SEAM : 0), zero, along);
        figure_fill(p, at, chart_fill(chart, s, point));
        if (slot->written)
            paint_end_text(p, plot, point->text, across + thick / 2, along, point->value < 0,
                           grouped ? thick : slot->words);
    }
}

/* A part's value inside it, on its own ground where that is hatched. */
static void paint_part_text(Painter *p, const Chart *chart, const ChartItem *item, size_t series,
                            Rect at)
{
    const Para *text = item->points[series].text;
    if (!text) return;
    Lines lines = para_break(p->page->arena, text, LEN_MAX);
    if (lines.width + 2 * TEXT_GAP > at.w || lines.height > at.h + TEXT_GAP) {
        diag_report(p->m->diag, DIAG_LAYOUT_CHART_ROOM, chart->node->span,
                    item->points[series].words, len_shown(p->page->arena, at.w));
        return;
    }
    const FigureFill *fill = &chart->series[series].fill;
    Len x = at.x + (at.w - lines.width) / 2, middle = at.y + at.h / 2;
    if (fill->hatch != HATCH_NONE)
        draw_rect(p->page,
                  (Rect){x - TEXT_GAP, middle - lines.cap_height, lines.width + 2 * TEXT_GAP,
                         2 * lines.cap_height},
                  fill->colour);
    figure_paint_level(p, text, x, middle);
}

static void paint_stack(Painter *p, const ChartPlot *plot, const ChartItem *item, const Slot *slot)
{
    const Chart *chart = plot->chart;
    Len thick = (Len)((int64_t)slot->pitch * BAR_PERCENT / 100);
    Len across = slot->start + (slot->pitch - thick) / 2, end = plot_along(plot, 0);
    Num sum = 0;
    const Para *unknown = NULL;
    for (size_t s = 0; s < chart->n_series; s++) {
        const ChartPoint *point = &item->points[s];
        if (!point->known) unknown = point->text;
        if (!point->known) continue;
        sum = num_add(sum, point->value);
        if (!point->value) continue;
        Len to = plot_along(plot, sum);
        if (to - end < SEAM + THIN_BAR) to = end + SEAM + THIN_BAR;
        Rect at = plot_rect(plot, across, thick, end, to - SEAM);
        figure_fill(p, at, chart_fill(chart, s, point));
        paint_part_text(p, chart, item, s, at);
        end = to;
    }
    Len middle = across + thick / 2, text = end;
    for (size_t s = 0; s < chart->n_series; s++)
        if (!item->points[s].known) text = end + CHART_STUB / 2;
    if (text > end) figure_fill(p, plot_rect(plot, across, thick, end, text), &chart->unknown);
    paint_end_text(p, plot, item->total, middle, text, false, slot->words);
    Len past = item->total && !chart->vertical ? figure_width(item->total) + CHART_GAP : 0;
    if (chart->vertical && item->total)
        past = figure_height(p->page->arena, item->total, slot->words);
    paint_end_text(p, plot, unknown, middle, text + past, false, slot->words);
}

static void paint_item_label(Painter *p, const ChartPlot *plot, const ChartItem *item, Len start,
                             Len pitch, size_t step, Rect panel)
{
    if (!item->label) return;
    if (plot->chart->vertical) {
        Len width = pitch * (Len)step;
        Lines lines = para_break(p->page->arena, item->label, width);
        Len y = panel.y + panel.h - plot->chart->names + CHART_GAP;
        paint_lines(p, &lines, 0, lines.n, plot->area.x + start + pitch / 2 - width / 2, y, 0);
        return;
    }
    Lines lines = para_break(p->page->arena, item->label, chart_names_width(plot->chart));
    paint_lines(p, &lines, 0, lines.n, panel.x, panel.y + start + (pitch - lines.height) / 2, 0);
}

static void paint_ticks(Painter *p, const ChartPlot *plot)
{
    const Chart *chart = plot->chart;
    for (size_t i = 0; i < chart->n_ticks; i++) {
        if (chart->ticks[i].value)
            plot_line(p, plot, chart->ticks[i].value, LEN_PT(0.4), chart->hairline);
        if (!chart->vertical) continue;
        Len y = plot->area.y + plot->area.h - plot_along(plot, chart->ticks[i].value);
        Len width = figure_width(chart->ticks[i].label);
        figure_paint_level(p, chart->ticks[i].label, plot->area.x - CHART_GAP - width, y);
    }
}

static Len tick_width(const Chart *chart)
{
    Len widest = 0;
    for (size_t i = 0; i < chart->n_ticks && chart->vertical; i++) {
        Len width = figure_width(chart->ticks[i].label) + CHART_GAP;
        if (width > widest) widest = width;
    }
    return widest;
}

void chart_paint_bars(Painter *p, const Chart *chart, const ChartPanel *panel, Rect area)
{
    ChartPlot plot = {chart, area};
    Len left = tick_width(chart);
    if (chart->vertical)
        plot.area = (Rect){area.x + left, area.y + chart->after, area.w - left,
                           area.h - chart->before - chart->after};
    else
        plot.area =
            (Rect){area.x + chart->before, area.y, area.w - chart->before - chart->after, area.h};
    if (plot_room(&plot) < LEN_PT(1)) {
        diag_report(p->m->diag, DIAG_LAYOUT_CHART_NARROW, chart->node->span);
        return;
    }
    Len pitch = (chart->vertical ? plot.area.w : plot.area.h) / (Len)panel->n;
    size_t names = chart_row_step(chart, pitch), values = names;
    if (chart->vertical)
        names = chart_label_step(panel, pitch, false),
        values = chart_label_step(panel, pitch, true);
    paint_ticks(p, &plot);
    for (size_t i = 0; i < panel->n; i++) {
        const ChartItem *item = &panel->items[i];
        Slot slot = {(Len)i * pitch, pitch, pitch * (Len)values,
                     i % values == 0 || item->points[0].accent};
        if (chart->kind == CHART_STACKED)
            paint_stack(p, &plot, item, &slot);
        else
            paint_side_by_side(p, &plot, item, &slot);
        if (i % names == 0) paint_item_label(p, &plot, item, slot.start, pitch, names, area);
    }
    plot_line(p, &plot, 0, LEN_PT(0.5), chart->label_style->colour);
}
