/* chart_make - rows and properties into a Chart.
 *
 * Series that bring no colour of their own get tints of the accent in equal steps and, from three
 * on, every second one a hatching, so that they differ in grey, too. */
#include "layout/chart.h"

typedef struct Making {
    Make *m;
    const LNode *node;
    Chart *chart;
    const Value *series; /* of `series: name in list` */
    const Prop *series_each;
    Num low, high;
    bool any, from_zero;
    size_t n_points;
    Value sample; /* a known value, for what it is counted in */
} Making;

static const Colour white = {COLOUR_GRAY, {255}, 255};

static TextAlign label_align(const Chart *chart)
{
    bool middle = chart->kind == CHART_LINES || (chart->vertical && chart->kind < CHART_LINES);
    return middle ? ALIGN_CENTRE : ALIGN_LEFT;
}

static TextAlign value_align(const Chart *chart)
{
    return chart->vertical && chart->kind < CHART_LINES ? ALIGN_CENTRE : ALIGN_LEFT;
}

static Num date_number(const Value *value) { return num_from_int(date_to_days(value->date)); }

static Num place_of(Making *g, const Scope *scope, size_t index)
{
    const Prop *prop = prop_find(g->node, P_X);
    Value x = prop ? make_expr(g->m, prop->expr, scope) : value_unknown();
    if (x.kind == VALUE_DATE || x.kind == VALUE_DATETIME) return date_number(&x);
    if (x.kind == VALUE_NUMBER || x.kind == VALUE_MONEY) return x.number;
    if (x.kind == VALUE_TIME) return num_from_int(x.time.hour * 60 + x.time.minute);
    return num_from_int((int64_t)index);
}

static void widen(Making *g, Num value)
{
    if (!g->any || value < g->low) g->low = value;
    if (!g->any || value > g->high) g->high = value;
    g->any = true;
}

typedef struct SeriesScope {
    Scope item, place;
} SeriesScope;

/* Series i of a list: its own name, and {series.index}. */
static const Scope *enter_series(Making *g, SeriesScope *links, size_t i, const Scope *scope)
{
    if (!g->series) return scope;
    links->item = (Scope){scope, g->series_each->each.name, g->series[i]};
    links->place = (Scope){&links->item, STR("series"),
                           make_loop_value(g->m->arena, i, g->chart->n_series, g->chart->n_series)};
    return &links->place;
}

static ChartPoint make_point_of(Making *g, size_t series, const LNode *node, const Scope *scope)
{
    Make *m = g->m;
    Chart *chart = g->chart;
    const Prop *value = prop_find(node, P_VALUE), *accent = prop_find(node, P_ACCENT);
    Value v = value ? make_expr(m, value->expr, scope) : value_unknown();
    ChartPoint point = {.known = v.kind == VALUE_NUMBER || v.kind == VALUE_MONEY};
    const LNode *words = point.known ? node : g->node;
    if (point.known) point.value = v.number, g->sample = v;
    if (chart->kind == CHART_STACKED && point.value < 0) {
        diag_report(m->diag, DIAG_LAYOUT_CHART_NEGATIVE, node->span,
                    num_format(m->arena, point.value));
        point.value = 0;
    }
    if (!accent) accent = prop_find(g->node, P_ACCENT);
    if (accent) {
        Value yes = make_expr(m, accent->expr, scope);
        point.accent = value_is_true(&yes);
    }
    if (point.known && !prop_find(words, P_VALUE_TEXT)) words = g->node;
    point.words = figure_phrase(m, words, point.known ? P_VALUE_TEXT : P_UNKNOWN, scope);
    TextStyle style = *chart->value_style;
    const FigureFill *fill = &chart->series[series].fill;
    if (chart->kind == CHART_STACKED && point.known) /* stands on its bar */
        style.colour = colour_contrast(fill->colour, white) >= 450 ? white : style.colour;
    TextAlign align = chart->kind == CHART_STACKED ? ALIGN_CENTRE : value_align(chart);
    point.text = figure_text(m, point.words, &style, align, node->span);
    chart->any_unknown |= !point.known;
    return point;
}

static void make_item(Making *g, ChartItem *item, size_t index, const Scope *scope)
{
    Make *m = g->m;
    Chart *chart = g->chart;
    Num sum = 0;
    item->x = place_of(g, scope, index);
    item->label = figure_text(m, figure_phrase(m, g->node, P_LABEL, scope), chart->label_style,
                              label_align(chart), g->node->span);
    item->total = figure_text(m, figure_phrase(m, g->node, P_TOTAL, scope), chart->value_style,
                              value_align(chart), g->node->span);
    item->points = ARENA_ARRAY(m->arena, ChartPoint, chart->n_series);
    for (size_t s = 0; s < chart->n_series; s++) {
        const LNode *node = g->node->kids.n ? g->node->kids.items[s] : g->node;
        SeriesScope links;
        item->points[s] = make_point_of(g, s, node, enter_series(g, &links, s, scope));
        if (!item->points[s].known) continue;
        sum = num_add(sum, item->points[s].value);
        if (chart->kind != CHART_STACKED) widen(g, item->points[s].value);
    }
    if (chart->kind == CHART_STACKED && sum != NUM_INVALID) widen(g, sum);
}

static void make_panel(Making *g, ChartPanel *panel, const Scope *scope)
{
    Make *m = g->m;
    const Loop loop = make_loop(m, m->arena, g->node, scope);
    panel->n = loop.n;
    g->n_points += panel->n * g->chart->n_series;
    if (g->n_points > MAKE_MAX_BOXES) {
        diag_report(m->diag, DIAG_LAYOUT_FULL, g->node->span,
                    str_format(m->arena, "%d", MAKE_MAX_BOXES));
        panel->n = 0;
    }
    panel->items = ARENA_ARRAY(m->arena, ChartItem, panel->n);
    for (size_t i = 0; i < panel->n; i++) {
        Scope links[3];
        make_item(g, &panel->items[i], i,
                  loop_names(m, g->node, scope, &loop, &loop.items[i], 0, links));
    }
}

static void make_panels(Making *g, const Scope *scope)
{
    Make *m = g->m;
    Chart *chart = g->chart;
    const Prop *facet = prop_find(g->node, P_FACET), *columns = prop_find(g->node, P_COLUMNS);
    const TextStyle *style = figure_style(m, g->node, P_HEAD_STYLE, chart->label_style, scope);
    Value list = facet ? make_expr(m, facet->each.in, scope) : value_unknown();
    size_t n = facet && list.kind == VALUE_LIST ? list.list.n : facet ? 0 : 1;
    chart->panels = ARENA_ARRAY(m->arena, ChartPanel, n);
    chart->columns = columns ? columns->sizes.n : facet ? 3 : 1;
    for (size_t i = 0; i < n; i++) {
        Scope inner = *scope;
        ChartPanel *panel = &chart->panels[chart->n_panels];
        if (facet) inner = (Scope){scope, facet->each.name, list.list.items[i]};
        *panel = (ChartPanel){0};
        if (facet)
            panel->label = figure_text(m, figure_phrase(m, g->node, P_FACET_LABEL, &inner), style,
                                       ALIGN_LEFT, g->node->span);
        make_panel(g, panel, &inner);
        chart->n_panels += panel->n > 0;
    }
    if (chart->columns > chart->n_panels && chart->n_panels) chart->columns = chart->n_panels;
}

/* Looks of series i of n that bring no colour of their own. */
static void standard_look(const Chart *chart, ChartSeries *series, size_t i, size_t n)
{
    static const Len dashes[][2] = {{0, 0}, {4000, 2000}, {1500, 1500}, {8000, 2500}};
    static const MarkerShape markers[] = {MARKER_DOT, MARKER_SQUARE, MARKER_DIAMOND, MARKER_RING};
    bool line = chart->kind == CHART_LINES || chart->kind == CHART_DOTS;
    int lightest = line ? 45 : 22;
    int share = n > 1 ? 100 - (int)i * (100 - lightest) / (int)(n - 1) : 100;
    series->fill.colour = colour_mix(white, chart->accent.colour, share);
    series->fill.lines =
        colour_mix(series->fill.colour, share >= 55 ? white : chart->accent.colour, 35);
    if (n > 2 && i % 2) series->fill.hatch = i % 4 == 1 ? HATCH_BACK : HATCH_LEVEL;
    series->dash[0] = dashes[i % 4][0], series->dash[1] = dashes[i % 4][1];
    series->marker = markers[i % 4];
    if (chart->kind == CHART_DOTS && n == 2) { /* before is hollow, after is full */
        series->marker = i ? MARKER_DOT : MARKER_RING;
        series->fill.colour = chart->accent.colour;
    }
}

static void make_series(Making *g, const Scope *scope)
{
    Make *m = g->m;
    Chart *chart = g->chart;
    const Prop *each = prop_find(g->node, P_SERIES);
    Value list = each ? make_expr(m, each->each.in, scope) : value_unknown();
    if (list.kind == VALUE_LIST) g->series = list.list.items, g->series_each = each;
    chart->n_series = g->series ? list.list.n : g->node->kids.n ? g->node->kids.n : 1;
    chart->series = ARENA_ARRAY(m->arena, ChartSeries, chart->n_series);
    bool several = g->series || g->node->kids.n;
    for (size_t i = 0; i < chart->n_series && several; i++) {
        ChartSeries *series = &chart->series[i];
        const LNode *node = g->series ? g->node : g->node->kids.items[i];
        SeriesScope links;
        const Scope *inner = enter_series(g, &links, i, scope);
        standard_look(chart, series, i, chart->n_series);
        if (make_colour(m, node, g->series ? P_SERIES_COLOUR : P_CHART_COLOUR, inner,
                        &series->fill.colour))
            series->fill.hatch = HATCH_NONE;
        series->label =
            figure_text(m, figure_phrase(m, node, g->series ? P_SERIES_LABEL : P_LABEL, inner),
                        chart->value_style, ALIGN_LEFT, node->span);
    }
    bool tinted = several || chart->kind >= CHART_LINES;
    chart->unknown = (FigureFill){.colour = tinted ? chart->accent.colour : chart->bar.colour,
                                  .hatch = HATCH_UNKNOWN};
    if (several) return;
    chart->series[0].fill = chart->kind <= CHART_GROUPED ? chart->bar : chart->accent;
    chart->series[0].marker = MARKER_DOT;
}

static void make_ticks(Making *g, const Scope *scope)
{
    Make *m = g->m;
    Chart *chart = g->chart;
    const Prop *tick = prop_find(g->node, P_TICK);
    chart_scale(&chart->scale, g->low, g->high, g->from_zero, tick ? 4 : 0);
    if (!chart->scale.step) return;
    size_t n = (size_t)((chart->scale.high - chart->scale.low) / chart->scale.step) + 1;
    chart->ticks = ARENA_ARRAY(m->arena, ChartTick, n);
    for (size_t i = 0; i < n; i++) {
        Value value = g->sample;
        value.number = chart->scale.low + (Num)i * chart->scale.step;
        Scope inner = {scope, STR("value"), value};
        Str text = make_phrase(m, tick->text, &inner, NULL, NULL);
        TextAlign align = chart->vertical || chart->kind == CHART_LINES ? ALIGN_RIGHT : ALIGN_LEFT;
        chart->ticks[chart->n_ticks++] =
            (ChartTick){value.number, figure_text(m, text, chart->label_style, align, tick->span)};
    }
}

/* Lines carry their names at their ends; what is hatched is said in the key. */
static void make_key(Making *g, const Scope *scope)
{
    Make *m = g->m;
    Chart *chart = g->chart;
    KeyItem *items = ARENA_ARRAY(m->arena, KeyItem, chart->n_series + 1);
    bool lines = chart->kind == CHART_LINES;
    chart->key = (FigureKey){items, 0, chart->value_style->size};
    for (size_t i = 0; i < chart->n_series && chart->n_series > 1 && !lines; i++)
        if (chart->series[i].label)
            items[chart->key.n++] = (KeyItem){.name = chart->series[i].label,
                                              .fill = chart->series[i].fill,
                                              .is_line = chart->kind == CHART_DOTS,
                                              .marker = chart->series[i].marker};
    Str unknown = figure_phrase(m, g->node, P_UNKNOWN, scope);
    if (lines && chart->any_unknown && unknown.len)
        items[chart->key.n++] = (KeyItem){
            .name = figure_text(m, unknown, chart->value_style, ALIGN_LEFT, g->node->span),
            .fill = chart->unknown};
}

static void make_looks(Making *g, const Scope *scope)
{
    Make *m = g->m;
    Chart *chart = g->chart;
    chart->label_style = make_style(m, g->node, scope);
    chart->value_style = figure_style(m, g->node, P_VALUE_STYLE, chart->label_style, scope);
    chart->bar.colour = (Colour){COLOUR_GRAY, {190}, 255};
    chart->accent.colour = (Colour){COLOUR_GRAY, {60}, 255};
    chart->hairline = (Colour){COLOUR_GRAY, {215}, 255};
    chart->paper = white;
    make_colour(m, g->node, P_FILL, scope, &chart->paper);
    make_colour(m, g->node, P_CHART_COLOUR, scope, &chart->bar.colour);
    make_colour(m, g->node, P_ACCENT_COLOUR, scope, &chart->accent.colour);
    chart->label_width = len_from_um(35000);
    make_length(m, g->node, P_LABEL_WIDTH, scope, &chart->label_width);
    chart->pitch = len_from_um(8000);
    make_length(m, g->node, P_PITCH, scope, &chart->pitch);
    chart->gap = len_from_um(5000);
    make_length(m, g->node, P_GAP, scope, &chart->gap);
    chart->answer = figure_text(m, figure_phrase(m, g->node, P_ANSWER, scope),
                                figure_style(m, g->node, P_ANSWER_STYLE, chart->label_style, scope),
                                ALIGN_START, g->node->span);
    chart->source = figure_text(m, figure_phrase(m, g->node, P_SOURCE, scope),
                                figure_style(m, g->node, P_SOURCE_STYLE, chart->label_style, scope),
                                ALIGN_START, g->node->span);
}

Box *make_chart(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    int64_t n;
    Chart *chart = box->chart = ARENA_NEW(m->arena, Chart);
    Making making = {.m = m, .node = node, .chart = chart};
    chart->node = node;
    chart->kind = make_int(m, node, P_CHART_KIND, scope, &n) ? (ChartKind)n : CHART_BARS;
    chart->vertical =
        chart->kind < CHART_LINES && make_int(m, node, P_DIRECTION, scope, &n) && n == 1;
    making.from_zero = chart->kind != CHART_SPARK;
    if (chart->kind >= CHART_LINES && make_int(m, node, P_ZERO, scope, &n))
        making.from_zero = n != 0;
    make_looks(&making, scope);
    make_series(&making, scope);
    if (chart->kind == CHART_BARS && chart->n_series > 1) chart->kind = CHART_GROUPED;
    make_panels(&making, scope);
    make_ticks(&making, scope);
    make_key(&making, scope);
    return chart->n_panels && chart->n_series ? box : NULL;
}
