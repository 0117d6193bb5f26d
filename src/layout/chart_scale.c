/* chart_scale - the value axis. Steps are 1, 2 or 5 times a power of ten, so that what is printed
 * at a tick is a round number. */
#include "layout/chart.h"

/* The smallest of 1, 2, 5 times a power of ten of which `range` has at most `most`. */
static Num nice_step(Num range, int most)
{
    Num least = range / most + (range % most ? 1 : 0), nice = figure_nice(least);
    if (nice >= least) return nice;
    Num power = nice;
    while (power % 10 == 0) power /= 10; /* 1, 2 or 5 */
    return power == 2 ? nice / 2 * 5 : nice * 2;
}

static Num floor_to(Num value, Num step)
{
    Num rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

void chart_scale(ChartScale *scale, Num low, Num high, bool from_zero, int most)
{
    if (from_zero && low > 0) low = 0;
    if (from_zero && high < 0) high = 0;
    if (high == low) high = num_add(low, NUM_ONE);
    *scale = (ChartScale){low, high, 0};
    Num range = num_sub(high, low);
    if (most <= 0 || range == NUM_INVALID) return;
    scale->step = nice_step(range, most);
    scale->low = floor_to(low, scale->step);
    Num top = floor_to(high, scale->step);
    scale->high = top == high ? top : num_add(top, scale->step);
}

Len chart_place(const ChartScale *scale, Num value, Len room)
{
    Num range = num_sub(scale->high, scale->low), part = num_sub(value, scale->low);
    if (range == NUM_INVALID || part == NUM_INVALID || part <= 0) return 0;
    if (part >= range) return room > 0 ? room : 0;
    while (range > INT32_MAX) range /= 2, part /= 2; /* far finer than any paper */
    return room > 0 ? (Len)((int64_t)room * part / range) : 0;
}

void chart_spread(Len *at, size_t n, Len distance, Len from, Len to)
{
    for (size_t i = 0; i < n; i++) {
        Len least = i ? at[i - 1] + distance : from;
        if (at[i] < least) at[i] = least;
    }
    for (size_t i = n; i-- > 0;) { /* what went beyond the end pushes back */
        Len most = i + 1 < n ? at[i + 1] - distance : to;
        if (at[i] > most && most >= from) at[i] = most;
    }
}
