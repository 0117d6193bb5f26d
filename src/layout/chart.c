/* chart - bars from zero with direct labels.
 *
 * Bars take 60 % of the pitch. A value that is not known is a short hatched stub with words, never
 * a bar of length zero. Horizontal bars carry names at their left and values at their ends,
 * vertical ones stand in the order of their items (days) with values above. */
#include "layout/box.h"

enum { BAR_PERCENT = 60, LABEL_GAP = 4 * LEN_PER_PT, STUB = 18 * LEN_PER_PT };

static const Para *label_para(Make *m, Str text, const TextStyle *style, TextAlign align, Span from)
{
    if (!text.len) return NULL;
    TextStyle *own = ARENA_NEW(m->arena, TextStyle);
    TextSpan *span = ARENA_NEW(m->arena, TextSpan);
    *own = *style;
    own->align = align;
    *span = (TextSpan){.text = text, .style = own, .from = from};
    return para_new(m->arena, &m->text, span, 1);
}

static Str phrase_of(Make *m, const LNode *node, PropId id, const Scope *scope)
{
    const Prop *prop = prop_find(node, id);
    return prop ? make_phrase(m, prop->text, scope, NULL, NULL) : STR("");
}

static void make_bar(Make *m, ChartBox *chart, ChartBar *bar, const LNode *node, const Scope *scope)
{
    const Prop *value = prop_find(node, P_VALUE), *accent = prop_find(node, P_ACCENT);
    Value v = value ? make_expr(m, value->expr, scope) : value_unknown();
    bar->known = v.kind == VALUE_NUMBER || v.kind == VALUE_MONEY;
    bar->value = bar->known ? v.number : 0;
    if (bar->value < 0) {
        diag_report(m->diag, DIAG_LAYOUT_CHART_NEGATIVE, node->span,
                    num_format(m->arena, bar->value));
        bar->value = 0;
    }
    if (bar->value > chart->largest) chart->largest = bar->value;
    if (accent) {
        Value yes = make_expr(m, accent->expr, scope);
        bar->accent = value_is_true(&yes);
    }
    Str text = phrase_of(m, node, bar->known ? P_VALUE_TEXT : P_UNKNOWN, scope);
    bar->label = label_para(m, phrase_of(m, node, P_LABEL, scope), chart->label_style,
                            chart->vertical ? ALIGN_CENTRE : ALIGN_LEFT, node->span);
    bar->text = label_para(m, text, chart->value_style, chart->vertical ? ALIGN_CENTRE : ALIGN_LEFT,
                           node->span);
}

Box *make_chart(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    ChartBox *chart = &box->chart;
    const Prop *value_style = prop_find(node, P_VALUE_STYLE), *each = prop_find(node, P_IN);
    int64_t n;
    chart->vertical = make_int(m, node, P_DIRECTION, scope, &n) && n == 1;
    chart->label_style = make_style(m, node, scope);
    chart->value_style =
        value_style ? make_named_style(m, value_style->name, NULL, scope) : chart->label_style;
    chart->bar = (Colour){COLOUR_GRAY, {190}, 255};
    chart->accent = (Colour){COLOUR_GRAY, {60}, 255};
    make_colour(m, node, P_CHART_COLOUR, scope, &chart->bar);
    make_colour(m, node, P_ACCENT_COLOUR, scope, &chart->accent);
    chart->label_width = len_from_um(35000);
    make_length(m, node, P_LABEL_WIDTH, scope, &chart->label_width);
    chart->pitch = len_from_um(8000);
    make_length(m, node, P_PITCH, scope, &chart->pitch);
    size_t count;
    const LoopItem *items = make_loop(m, m->arena, node, scope, &count);
    chart->bars = ARENA_ARRAY(m->arena, ChartBar, count);
    chart->n_bars = count;
    for (size_t i = 0; i < count; i++) {
        Scope item = {scope, each->each.name, items[i].item};
        Scope loop = {&item, STR("loop"), make_loop_value(m->arena, i, count)};
        make_bar(m, chart, &chart->bars[i], node, &loop);
    }
    return count ? box : NULL;
}

void measure_chart(Make *m, Box *box, Len width, Len height)
{
    (void)m, (void)width;
    Len down = box->padding.top + box->padding.bottom;
    if (height != LEN_UNSET)
        box->rect.h = height;
    else
        box->rect.h = box->chart.vertical
                          ? len_from_um(50000)
                          : len_sum((int64_t)box->chart.n_bars * box->chart.pitch + down);
}

/* Slanted lines inside an outline: no value, and not zero. */
static void paint_stub(Painter *p, Rect at, Colour colour)
{
    PathBuilder hatch, edge;
    Arena *arena = p->page->arena;
    path_init(&hatch, arena);
    path_init(&edge, arena);
    path_rect(&edge, at);
    DrawOp push = {.kind = DRAW_PUSH};
    push.push.clips = true, push.push.clip = path_done(&edge), push.push.alpha = 255;
    draw_add(p->page, push);
    for (Len x = at.x - at.h; x < at.x + at.w; x += LEN_PT(3)) {
        path_move(&hatch, x, at.y + at.h);
        path_line(&hatch, x + at.h, at.y);
    }
    DrawOp lines = {.kind = DRAW_PATH};
    lines.path.path = path_done(&hatch);
    lines.path.paint = (PathPaint){.stroke = colour, .stroke_width = LEN_PT(0.6)};
    draw_add(p->page, lines);
    draw_add(p->page, (DrawOp){.kind = DRAW_POP});
    DrawOp outline = {.kind = DRAW_PATH};
    outline.path.path = path_done(&edge);
    outline.path.paint = (PathPaint){.stroke = colour, .stroke_width = LEN_PT(0.5)};
    draw_add(p->page, outline);
}

static void paint_bar(Painter *p, const ChartBox *chart, const ChartBar *bar, Rect at)
{
    Colour colour = bar->accent ? chart->accent : chart->bar;
    if (bar->known)
        draw_rect(p->page, at, colour);
    else
        paint_stub(p, at, chart->bar);
}

static Len scaled(Num value, Num largest, Len room)
{
    Num share = num_div(value, largest);
    return share == NUM_INVALID ? 0 : (Len)((int64_t)room * share / NUM_ONE);
}

static void paint_horizontal(Painter *p, const ChartBox *chart, Rect area)
{
    Len pitch = area.h / (Len)chart->n_bars, thick = (Len)((int64_t)pitch * BAR_PERCENT / 100),
        widest = 0;
    for (size_t i = 0; i < chart->n_bars; i++) {
        Len width = chart->bars[i].text ? para_natural_width(chart->bars[i].text) : 0;
        if (width > widest) widest = width;
    }
    Len x = area.x + chart->label_width, room = area.w - chart->label_width - widest - LABEL_GAP;
    for (size_t i = 0; i < chart->n_bars; i++) {
        const ChartBar *bar = &chart->bars[i];
        Len y = area.y + (Len)i * pitch + (pitch - thick) / 2;
        Len length = bar->known ? scaled(bar->value, chart->largest, room) : STUB;
        paint_bar(p, chart, bar, (Rect){x, y, length, thick});
        if (bar->label) {
            Lines lines = para_break(p->page->arena, bar->label, chart->label_width - LABEL_GAP);
            paint_lines(p, &lines, 0, lines.n, area.x, y + (thick - lines.height) / 2, 0);
        }
        if (bar->text) {
            Lines lines = para_break(p->page->arena, bar->text, LEN_MAX);
            paint_lines(p, &lines, 0, lines.n, x + length + LABEL_GAP,
                        y + (thick - lines.height) / 2, 0);
        }
    }
    draw_line(p->page, (Point){x, area.y}, (Point){x, area.y + area.h}, LEN_PT(0.5),
              chart->label_style->colour);
}

static Len tallest(Arena *arena, const Para *para, Len width, Len so_far)
{
    Len height = para ? para_break(arena, para, width).height : 0;
    return height > so_far ? height : so_far;
}

static void paint_vertical(Painter *p, const ChartBox *chart, Rect area)
{
    Len pitch = area.w / (Len)chart->n_bars, thick = (Len)((int64_t)pitch * BAR_PERCENT / 100);
    Len under = 0, above = 0;
    for (size_t i = 0; i < chart->n_bars; i++) {
        under = tallest(p->page->arena, chart->bars[i].label, pitch, under);
        above = tallest(p->page->arena, chart->bars[i].text, pitch, above);
    }
    under += LABEL_GAP, above += LABEL_GAP / 2;
    Len base = area.y + area.h - under, room = area.h - under - above;
    for (size_t i = 0; i < chart->n_bars; i++) {
        const ChartBar *bar = &chart->bars[i];
        Len left = area.x + (Len)i * pitch, x = left + (pitch - thick) / 2;
        Len length = bar->known ? scaled(bar->value, chart->largest, room) : STUB;
        paint_bar(p, chart, bar, (Rect){x, base - length, thick, length});
        if (bar->text) {
            Lines lines = para_break(p->page->arena, bar->text, pitch);
            paint_lines(p, &lines, 0, lines.n, left, base - length - lines.height - LABEL_GAP / 2,
                        0);
        }
        if (bar->label) {
            Lines lines = para_break(p->page->arena, bar->label, pitch);
            paint_lines(p, &lines, 0, lines.n, left, base + LABEL_GAP, 0);
        }
    }
    draw_line(p->page, (Point){area.x, base}, (Point){area.x + area.w, base}, LEN_PT(0.5),
              chart->label_style->colour);
}

void paint_chart(Painter *p, const Box *box, Rect area)
{
    if (box->chart.vertical)
        paint_vertical(p, &box->chart, area);
    else
        paint_horizontal(p, &box->chart, area);
}
