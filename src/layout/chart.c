/* chart - what stands around the panels of a chart: the answer above, the key or the names of the
 * series, the panels in their grid, ticks of the value axis, the source below. Heights are found
 * from the width by one function, for measuring and painting alike. */
#include "layout/chart.h"

enum { CHART_LEAST_PART = 3 }; /* items on either side of a page break */

typedef struct Frame {
    Len answer, key, names, source; /* heights with the space to what follows or goes before */
    Len head, ticks;                /* of each panel: its name, numbers below it */
    Len panel_w, panel_h;           /* without head and ticks */
    size_t rows;
} Frame;

static bool is_across(const Chart *chart) /* items below each other */
{
    return chart->kind == CHART_DOTS || (chart->kind < CHART_LINES && !chart->vertical);
}

static Len max_len(Len a, Len b) { return a > b ? a : b; }

static Len text_height(Arena *arena, const Para *para, Len width, Len space)
{
    return para ? figure_height(arena, para, width) + space : 0;
}

/* The names of series over the first item's marks, where each has room: no key is needed then. */
static bool names_fit(const Chart *chart, Len room, Len *middles)
{
    const ChartItem *item = &chart->panels[0].items[0];
    Num from = 0;
    Len end = -LEN_MAX / 2;
    if (chart->n_panels != 1 || chart->n_series < 2) return false;
    if (chart->kind != CHART_DOTS && (chart->kind != CHART_STACKED || chart->vertical))
        return false;
    for (size_t s = 0; s < chart->n_series; s++) {
        const Para *name = chart->series[s].label;
        if (!item->points[s].known || !name) return false;
        Num value = item->points[s].value;
        Len low = chart_place(&chart->scale, from, room);
        Len high = chart_place(&chart->scale, num_add(from, value), room);
        Len width = figure_width(name), middle = (low + high) / 2;
        if (chart->kind == CHART_DOTS)
            middle = chart_place(&chart->scale, value, room);
        else if (width > high - low)
            return false;
        else
            from = num_add(from, value);
        if (middle - width / 2 < end + CHART_GAP) return false;
        end = middle + width / 2;
        middles[s] = middle;
    }
    return true;
}

static Len tallest_label(Arena *arena, const Chart *chart, Len width)
{
    Len tallest = 0;
    for (size_t k = 0; k < chart->n_panels; k++)
        for (size_t i = 0; i < chart->panels[k].n; i++)
            tallest =
                max_len(tallest, figure_height(arena, chart->panels[k].items[i].label, width));
    return tallest;
}

static size_t most_items(const Chart *chart)
{
    size_t most = 0;
    for (size_t k = 0; k < chart->n_panels; k++)
        if (chart->panels[k].n > most) most = chart->panels[k].n;
    return most;
}

/* Least distance of items below each other. */
static Len least_pitch(Arena *arena, const Chart *chart)
{
    Len label = tallest_label(arena, chart, chart_names_width(chart));
    Len series = chart->value_style->leading;
    if (chart->kind == CHART_GROUPED) series = len_sum((int64_t)series * (int64_t)chart->n_series);
    bool wraps = label > chart->label_style->leading;
    return max_len(label + (wraps ? chart->label_style->size / 3 : 0), series);
}

static void set_ends(Arena *arena, Chart *chart, const Frame *frame)
{
    if (chart->ends_known) return;
    Len slot = frame->panel_w / (Len)most_items(chart);
    if (chart->kind == CHART_LINES)
        chart_line_ends(chart);
    else if (chart->kind == CHART_DOTS)
        chart_dot_ends(chart);
    else if (chart->kind < CHART_LINES)
        chart_bar_ends(arena, chart, slot);
}

static Len frame_around(const Frame *frame)
{
    return len_sum((int64_t)frame->answer + frame->key + frame->names + frame->source);
}

/* Space between one row of panels and the next. */
static Len gaps_down(const Chart *chart, const Frame *frame)
{
    return len_sum((int64_t)chart->gap * (int64_t)(frame->rows - 1));
}

/* `height` is that of the whole inside, or LEN_UNSET. */
static Frame find_frame(Arena *arena, Chart *chart, Len width, Len height)
{
    Len space = chart->label_style->size, columns = (Len)chart->columns;
    Frame frame = {.rows = (chart->n_panels + chart->columns - 1) / chart->columns};
    frame.panel_w = (width - len_sum((int64_t)chart->gap * (columns - 1))) / columns;
    if (frame.panel_w < LEN_PT(1)) frame.panel_w = LEN_PT(1);
    frame.answer = text_height(arena, chart->answer, width, space);
    frame.source = text_height(arena, chart->source, width, space);
    for (size_t k = 0; k < chart->n_panels; k++)
        frame.head = max_len(frame.head,
                             text_height(arena, chart->panels[k].label, frame.panel_w, space / 4));
    if (chart->n_ticks && is_across(chart)) frame.ticks = chart->label_style->leading + space / 4;
    set_ends(arena, chart, &frame);
    Len *middles = ARENA_ARRAY(arena, Len, chart->n_series);
    chart->direct = names_fit(chart, frame.panel_w - chart->before - chart->after, middles);
    if (chart->direct)
        frame.names = chart->value_style->leading;
    else if (chart->key.n)
        frame.key = figure_key_height(arena, &chart->key, width) + space;
    int64_t rows = (int64_t)frame.rows;
    Len left =
        height == LEN_UNSET ? LEN_UNSET : height - frame_around(&frame) - gaps_down(chart, &frame);
    if (left != LEN_UNSET)
        frame.panel_h = (Len)(left / rows) - frame.head - frame.ticks;
    else if (is_across(chart))
        frame.panel_h =
            len_sum((int64_t)most_items(chart) * max_len(chart->pitch, least_pitch(arena, chart)));
    else
        frame.panel_h = chart->kind == CHART_SPARK ? chart->label_style->leading
                        : chart->n_panels > 1      ? len_from_um(28000)
                                                   : len_from_um(50000);
    if (frame.panel_h < LEN_PT(1)) frame.panel_h = LEN_PT(1);
    return frame;
}

static void report_crowded(Make *m, const Box *box, Len need, Len has)
{
    Str before = diag_set_record(m->diag, box->record);
    diag_report(m->diag, DIAG_LAYOUT_CHART_CROWDED, box->node->span,
                str_format(m->arena, "%zu", most_items(box->chart)), len_shown(m->arena, need),
                len_shown(m->arena, has));
    diag_set_record(m->diag, before);
}

/* Values side by side that touch: every so many is written, with a message. */
static void check_slots(Make *m, const Box *box, const Frame *frame)
{
    const Chart *chart = box->chart;
    Len slot = frame->panel_w / (Len)most_items(chart);
    for (size_t k = 0; k < chart->n_panels && chart->vertical; k++) {
        size_t step = chart_label_step(&chart->panels[k], slot, true);
        if (step > 1)
            report_crowded(m, box, len_sum((int64_t)frame->panel_w * (int64_t)step),
                           frame->panel_w);
        if (step > 1) return;
    }
}

void measure_chart(Make *m, Box *box, Len width, Len height)
{
    Chart *chart = box->chart;
    Len down = box->padding.top + box->padding.bottom;
    Len inner = width - box->padding.left - box->padding.right;
    Frame frame =
        find_frame(m->arena, chart, inner, height == LEN_UNSET ? LEN_UNSET : height - down);
    int64_t panels = ((int64_t)frame.panel_h + frame.head + frame.ticks) * (int64_t)frame.rows;
    box->rect.h = height != LEN_UNSET
                      ? height
                      : len_sum(panels + gaps_down(chart, &frame) + frame_around(&frame) + down);
    Len need = is_across(chart)
                   ? len_sum((int64_t)least_pitch(m->arena, chart) * (int64_t)most_items(chart))
                   : 0;
    if (need > frame.panel_h + LEN_PT(0.5)) report_crowded(m, box, need, frame.panel_h);
    check_slots(m, box, &frame);
}

Len chart_names_width(const Chart *chart)
{
    return max_len(chart->label_width - CHART_GAP, LEN_PT(1));
}

size_t chart_row_step(const Chart *chart, Len pitch)
{
    Len line = chart->label_style->size;
    return pitch > 0 && line > pitch ? (size_t)((line + pitch - 1) / pitch) : 1;
}

/* Items from k on into a chart of their own, with the same scale and the same room beside it. */
static Chart *cut_chart(Make *m, Chart *chart, size_t k)
{
    Chart *rest = ARENA_NEW(m->arena, Chart);
    ChartPanel *panel = ARENA_NEW(m->arena, ChartPanel);
    *rest = *chart;
    *panel = chart->panels[0];
    panel->items += k, panel->n -= k;
    rest->panels = panel;
    rest->answer = NULL, chart->source = NULL;
    rest->ends_known = chart->ends_known = true;
    chart->panels[0].n = k;
    return rest;
}

Box *split_chart(Make *m, Box *box, Len available)
{
    Chart *chart = box->chart;
    size_t n = chart->panels[0].n;
    Len down = box->padding.top + box->padding.bottom;
    if (!is_across(chart) || chart->n_panels != 1 || box->height.unit != SIZE_AUTO) return NULL;
    Frame frame = find_frame(m->arena, chart, box->rect.w - box->padding.left - box->padding.right,
                             box->rect.h - down);
    Len pitch = frame.panel_h / (Len)n;
    Len room = available - down - frame.answer - frame.key - frame.names - frame.ticks;
    size_t k = room > 0 && pitch > 0 ? (size_t)(room / pitch) : 0;
    if (k > n - CHART_LEAST_PART) k = n - CHART_LEAST_PART;
    if (n < 2 * CHART_LEAST_PART || k < CHART_LEAST_PART) return NULL;
    Box *tail = ARENA_NEW(m->arena, Box);
    *tail = *box;
    tail->split_off = true;
    tail->marks = NULL;
    chart->pitch = pitch;
    tail->chart = cut_chart(m, chart, k);
    measure_box(m, tail, box->rect.w, LEN_UNSET);
    measure_box(m, box, box->rect.w, LEN_UNSET);
    return tail;
}

Len chart_natural_width(const Box *box)
{
    return len_from_um(box->chart->kind == CHART_SPARK ? 20000 : 80000);
}

static void paint_names(Painter *p, const Chart *chart, Rect at)
{
    Len room = at.w - chart->before - chart->after;
    Len *middles = ARENA_ARRAY(p->page->arena, Len, chart->n_series);
    names_fit(chart, room, middles);
    for (size_t s = 0; s < chart->n_series; s++) {
        const Para *name = chart->series[s].label;
        figure_paint(p, name, LEN_MAX, at.x + chart->before + middles[s] - figure_width(name) / 2,
                     at.y);
    }
}

static bool ticks_touch(const Chart *chart, Len room, size_t step)
{
    Len end = -LEN_MAX / 2;
    for (size_t i = 0; i < chart->n_ticks; i += step) {
        Len width = figure_width(chart->ticks[i].label);
        Len x = chart_place(&chart->scale, chart->ticks[i].value, room) - width / 2;
        if (x < end + CHART_GAP) return true;
        end = x + width;
    }
    return false;
}

/* Numbers below the panel, as many as have room at even steps. */
static void paint_tick_labels(Painter *p, const Chart *chart, Rect area, Len y)
{
    Len room = area.w - chart->before - chart->after, left = area.x + chart->before;
    size_t step = 1;
    while (step < chart->n_ticks && ticks_touch(chart, room, step)) step++;
    for (size_t i = 0; i < chart->n_ticks; i += step) {
        Len along = chart_place(&chart->scale, chart->ticks[i].value, room);
        const Para *label = chart->ticks[i].label;
        figure_paint(p, label, LEN_MAX, left + along - figure_width(label) / 2, y);
    }
}

static void paint_panel(Painter *p, const Chart *chart, const ChartPanel *panel, Rect area)
{
    switch (chart->kind) {
    case CHART_LINES:
        chart_paint_lines(p, chart, panel, area);
        break;
    case CHART_DOTS:
        chart_paint_dots(p, chart, panel, area);
        break;
    case CHART_SPARK:
        chart_paint_spark(p, chart, panel, area);
        break;
    default:
        chart_paint_bars(p, chart, panel, area);
    }
}

void paint_chart(Painter *p, const Box *box, Rect area)
{
    Chart *chart = box->chart;
    Frame frame = find_frame(p->page->arena, chart, area.w, area.h);
    Len y = area.y, space = chart->label_style->size;
    figure_paint(p, chart->answer, area.w, area.x, y);
    y += frame.answer;
    if (frame.key) figure_key_paint(p, &chart->key, area.w, area.x, y);
    if (frame.names) paint_names(p, chart, (Rect){area.x, y, frame.panel_w, frame.names});
    y += frame.key + frame.names;
    int64_t step = (int64_t)frame.head + frame.panel_h + frame.ticks + chart->gap;
    for (size_t i = 0; i < chart->n_panels; i++) {
        const ChartPanel *panel = &chart->panels[i];
        int64_t across = (int64_t)(i % chart->columns), down = (int64_t)(i / chart->columns);
        Rect at = {len_sum(area.x + across * ((int64_t)frame.panel_w + chart->gap)),
                   len_sum(y + down * step + frame.head), frame.panel_w, frame.panel_h};
        /* A panel with fewer items keeps the distance of the others. */
        if (is_across(chart))
            at.h = (Len)((int64_t)at.h * (int64_t)panel->n / (int64_t)most_items(chart));
        Len name = figure_height(p->page->arena, panel->label, frame.panel_w);
        figure_paint(p, panel->label, frame.panel_w, at.x, at.y - space / 4 - name);
        paint_panel(p, chart, panel, at);
        if (frame.ticks) paint_tick_labels(p, chart, at, at.y + at.h + space / 4);
    }
    if (chart->source)
        figure_paint(p, chart->source, area.w, area.x, area.y + area.h - frame.source + space);
}
