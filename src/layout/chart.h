/* chart - bars, stacked and grouped bars, lines, dot plots and sparklines. Internal to layout/.
 *
 *   chart_make.c   properties and rows into a Chart: values, texts, one scale for all panels
 *   chart_scale.c  the scale: zero, steps of 1, 2 or 5, places of values
 *   chart.c        measures and paints what stands around the panels: answer, key, ticks, source
 *   chart_bars.c   bars, stacked, grouped; chart_dots.c dot plots; chart_lines.c lines, sparklines
 *
 * A chart has series (one, if none are named), and in each panel items with a point per series. */
#ifndef ETALASE_LAYOUT_CHART_H
#define ETALASE_LAYOUT_CHART_H

#include "layout/figure.h"

typedef enum ChartKind {
    CHART_BARS,
    CHART_STACKED,
    CHART_GROUPED,
    CHART_LINES,
    CHART_DOTS,
    CHART_SPARK
} ChartKind;

enum { CHART_GAP = 4 * LEN_PER_PT, CHART_STUB = 18 * LEN_PER_PT, CHART_DOT = 2500 };

typedef struct ChartSeries {
    const Para *label; /* NULL: none */
    FigureFill fill;
    Len dash[2];
    MarkerShape marker;
} ChartSeries;

typedef struct ChartPoint {
    Num value;
    bool known, accent;
    Str words; /* the value in words; the word for unknown ones */
    const Para *text;
} ChartPoint;

typedef struct ChartItem {
    const Para *label, *total;
    Num x; /* of lines: where it stands */
    ChartPoint *points;
} ChartItem;

typedef struct ChartPanel {
    const Para *label; /* NULL: the only one */
    ChartItem *items;
    size_t n;
} ChartPanel;

/* What the ends of the value axis stand for; low is at most zero where the axis begins at zero. */
typedef struct ChartScale {
    Num low, high, step; /* step 0: no ticks */
} ChartScale;

typedef struct ChartTick {
    Num value;
    const Para *label;
} ChartTick;

typedef struct Chart {
    ChartKind kind;
    bool vertical;
    bool direct; /* names of series stand at the first item's marks; found by measuring */
    const LNode *node;
    ChartSeries *series;
    size_t n_series;
    ChartPanel *panels;
    size_t n_panels, columns;
    Len gap; /* between panels */
    ChartScale scale;
    ChartTick *ticks;
    size_t n_ticks;
    FigureKey key;
    FigureFill bar, accent, unknown;
    Colour hairline;
    Len label_width, pitch;
    const TextStyle *label_style, *value_style;
    const Para *answer, *source;
    bool any_unknown;
    bool ends_known; /* before and after are those of the whole chart, of which this is a part */
    Colour paper;
    /* Room for texts at the ends of the value axis; set by measuring. */
    Len before, after;
    Len names; /* of `before`, what names below vertical bars take up */
} Chart;

/* ---- chart_scale.c */
/* Low and high from the values; whole steps, at most `most`, where `most` is above 0. */
void chart_scale(ChartScale *scale, Num low, Num high, bool from_zero, int most);
/* How far along `room` a value stands, from the low end. */
Len chart_place(const ChartScale *scale, Num value, Len room);
/* Moves n centres apart, in order, so that they are `distance` from each other and stay between
 * `from` and `to` as far as there is room. */
void chart_spread(Len *at, size_t n, Len distance, Len from, Len to);

/* ---- the value axis of a panel */
typedef struct ChartPlot {
    const Chart *chart;
    Rect area; /* between the low and the high end; items stand across it */
} ChartPlot;
/* Across and along the axis to the page: `along` counts from the low end. */
Rect plot_rect(const ChartPlot *plot, Len across, Len thick, Len from, Len to);
Len plot_room(const ChartPlot *plot);
Len plot_along(const ChartPlot *plot, Num value);
/* A thin line across the items at a value. */
void plot_line(Painter *p, const ChartPlot *plot, Num value, Len width, Colour colour);

/* ---- kinds: `area` is the panel without its name */
void chart_paint_bars(Painter *p, const Chart *chart, const ChartPanel *panel, Rect area);
void chart_paint_dots(Painter *p, const Chart *chart, const ChartPanel *panel, Rect area);
void chart_paint_lines(Painter *p, const Chart *chart, const ChartPanel *panel, Rect area);
void chart_paint_spark(Painter *p, const Chart *chart, const ChartPanel *panel, Rect area);
/* Set `before` and `after`: room at the low and the high end of the value axis for what is written
 * there; of lines, left and right of the first and last point. */
void chart_bar_ends(Arena *arena, Chart *chart, Len slot);
void chart_dot_ends(Chart *chart);
void chart_line_ends(Chart *chart);
/* Every how many items a text can stand without touching the next one, where an item is so wide. */
size_t chart_label_step(const ChartPanel *panel, Len slot, bool values);
/* Width of the names of items that stand below each other. */
Len chart_names_width(const Chart *chart);
/* The same for rows of this height, which hold a line of text each. */
size_t chart_row_step(const Chart *chart, Len pitch);
/* Width of the names of items that stand below each other. */
Len chart_names_width(const Chart *chart);

/* The fill of a point's bar. */
const FigureFill *chart_fill(const Chart *chart, size_t series, const ChartPoint *point);

#endif
