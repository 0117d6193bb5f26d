/* figure - short texts, hatched areas, markers and keys of charts and plans.
 *
 * Hatching is drawn as lines clipped to the area; their grid is the page's, not the area's, so that
 * neighbouring areas of one filling look like one. */
#include "layout/figure.h"

enum { KEY_GAP_PERCENT = 140, HATCH_STEP = 3 * LEN_PER_PT };

const Para *figure_text(Make *m, Str text, const TextStyle *style, TextAlign align, Span from)
{
    if (!text.len) return NULL;
    TextStyle *own = ARENA_NEW(m->arena, TextStyle);
    TextSpan *span = ARENA_NEW(m->arena, TextSpan);
    *own = *style;
    own->align = align;
    *span = (TextSpan){.text = text, .style = own, .from = from};
    return para_new(m->arena, &m->text, span, 1);
}

Str figure_phrase(Make *m, const LNode *node, PropId id, const Scope *scope)
{
    const Prop *prop = prop_find(node, id);
    return prop ? make_phrase(m, prop->text, scope, NULL, NULL) : STR("");
}

const TextStyle *figure_style(Make *m, const LNode *node, PropId id, const TextStyle *other,
                              const Scope *scope)
{
    const Prop *prop = prop_find(node, id);
    return prop ? make_named_style(m, prop->name, NULL, scope) : other;
}

Len figure_width(const Para *para) { return para ? para_natural_width(para) : 0; }

Len figure_height(Arena *arena, const Para *para, Len width)
{
    return para ? para_break(arena, para, width).height : 0;
}

void figure_paint(Painter *p, const Para *para, Len width, Len x, Len y)
{
    if (!para) return;
    Lines lines = para_break(p->page->arena, para, width);
    paint_lines(p, &lines, 0, lines.n, x, y, 0);
}

void figure_paint_level(Painter *p, const Para *para, Len x, Len y)
{
    if (!para) return;
    Lines lines = para_break(p->page->arena, para, LEN_MAX);
    Len middle = lines.first_baseline - lines.cap_height / 2;
    if (lines.n > 1) middle = lines.height / 2;
    paint_lines(p, &lines, 0, lines.n, x, y - middle, 0);
}

void figure_path(Painter *p, const PathBuilder *path, PathPaint paint)
{
    DrawOp op = {.kind = DRAW_PATH};
    op.path.path = path_done(path);
    op.path.paint = paint;
    draw_add(p->page, op);
}

static Len floor_to(Len at, Len step) { return at - ((at % step) + step) % step; }

/* Lines that rise (`slant` -1) or fall (1) to the right. */
static void slanted(PathBuilder *path, Rect at, int slant)
{
    Len left = slant > 0 ? at.x - at.y - at.h : at.x + at.y;
    Len right = slant > 0 ? at.x + at.w - at.y : at.x + at.w + at.y + at.h;
    for (Len c = floor_to(left, HATCH_STEP); c <= right; c += HATCH_STEP) {
        Len top = slant > 0 ? c + at.y : c - at.y;
        Len bottom = slant > 0 ? top + at.h : top - at.h;
        path_move(path, top, at.y);
        path_line(path, bottom, at.y + at.h);
    }
}

static void level(PathBuilder *path, Rect at)
{
    for (Len y = floor_to(at.y, HATCH_STEP) + HATCH_STEP; y < at.y + at.h; y += HATCH_STEP) {
        path_move(path, at.x, y);
        path_line(path, at.x + at.w, y);
    }
}

static void hatch(Painter *p, Rect at, Hatch kind, Colour colour)
{
    PathBuilder lines, edge;
    path_init(&lines, p->page->arena);
    path_init(&edge, p->page->arena);
    path_rect(&edge, at);
    p->fixed = true; /* hatching goes on from one area to the next */
    if (kind == HATCH_UNKNOWN || kind == HATCH_CROSS) slanted(&lines, at, -1);
    if (kind == HATCH_BACK || kind == HATCH_CROSS) slanted(&lines, at, 1);
    if (kind == HATCH_LEVEL) level(&lines, at);
    DrawOp push = {.kind = DRAW_PUSH};
    push.push.clips = true, push.push.clip = path_done(&edge), push.push.alpha = 255;
    draw_add(p->page, push);
    figure_path(p, &lines, (PathPaint){.stroke = colour, .stroke_width = LEN_PT(0.6)});
    draw_add(p->page, (DrawOp){.kind = DRAW_POP});
    if (kind == HATCH_UNKNOWN)
        figure_path(p, &edge, (PathPaint){.stroke = colour, .stroke_width = LEN_PT(0.5)});
}

void figure_fill(Painter *p, Rect at, const FigureFill *fill)
{
    if (at.w <= 0 || at.h <= 0) return;
    if (fill->hatch != HATCH_UNKNOWN) draw_rect(p->page, at, fill->colour);
    if (fill->hatch != HATCH_NONE)
        hatch(p, at, fill->hatch, fill->hatch == HATCH_UNKNOWN ? fill->colour : fill->lines);
}

void figure_marker(Painter *p, MarkerShape shape, Point at, Len radius, Colour colour)
{
    PathBuilder path;
    path_init(&path, p->page->arena);
    PathPaint paint = {.fill = colour};
    Len half = radius * 9 / 10;
    switch (shape) {
    case MARKER_NONE:
        return;
    case MARKER_RING:
        path_circle(&path, at, radius - LEN_PT(0.5));
        paint = (PathPaint){
            .fill = {COLOUR_GRAY, {255}, 255}, .stroke = colour, .stroke_width = LEN_PT(1.2)};
        break;
    case MARKER_DOT:
        path_circle(&path, at, radius);
        break;
    case MARKER_SQUARE:
        path_rect(&path, (Rect){at.x - half, at.y - half, 2 * half, 2 * half});
        break;
    case MARKER_DIAMOND:
        path_move(&path, at.x, at.y - radius * 5 / 4);
        path_line(&path, at.x + radius * 5 / 4, at.y);
        path_line(&path, at.x, at.y + radius * 5 / 4);
        path_line(&path, at.x - radius * 5 / 4, at.y);
        path_close(&path);
        break;
    }
    figure_path(p, &path, paint);
}

static Len swatch_width(const FigureKey *key, const KeyItem *item)
{
    return item->is_line && item->dash[0] ? 2 * key->size
           : item->is_line                ? key->size * 3 / 2
                                          : key->size;
}

static Len item_width(const FigureKey *key, const KeyItem *item)
{
    return swatch_width(key, item) + key->size / 2 + figure_width(item->name);
}

static void paint_swatch(Painter *p, const FigureKey *key, const KeyItem *item, Len x, Len middle)
{
    Len width = swatch_width(key, item), side = key->size * 8 / 10;
    if (!item->is_line) {
        figure_fill(p, (Rect){x, middle - side / 2, width, side}, &item->fill);
        return;
    }
    PathBuilder line;
    path_init(&line, p->page->arena);
    path_move(&line, x, middle);
    path_line(&line, x + width, middle);
    figure_path(p, &line,
                (PathPaint){.stroke = item->fill.colour,
                            .stroke_width = LEN_PT(1.5),
                            .dash = {item->dash[0], item->dash[1]}});
    figure_marker(p, item->marker, (Point){x + width / 2, middle}, LEN_PT(2.2), item->fill.colour);
}

/* Goes through the entries line by line; paints them where `p` is given. */
static Len walk_key(Painter *p, Arena *arena, const FigureKey *key, Len width, Len x, Len y)
{
    Len at = 0, top = 0, tallest = 0;
    for (size_t i = 0; i < key->n; i++) {
        const KeyItem *item = &key->items[i];
        Len wanted = item_width(key, item), indent = swatch_width(key, item) + key->size / 2;
        if (at && at + wanted > width) at = 0, top += tallest, tallest = 0;
        Len room = width - at - indent;
        Lines lines = para_break(arena, item->name, room > 0 ? room : LEN_MAX);
        if (p) {
            Len middle = y + top + lines.first_baseline - lines.cap_height / 2;
            paint_swatch(p, key, item, x + at, middle);
            paint_lines(p, &lines, 0, lines.n, x + at + indent, y + top, 0);
        }
        if (lines.height > tallest) tallest = lines.height;
        at += wanted + key->size * KEY_GAP_PERCENT / 100;
    }
    return top + tallest;
}

Len figure_key_height(Arena *arena, const FigureKey *key, Len width)
{
    return walk_key(NULL, arena, key, width, 0, 0);
}

void figure_key_paint(Painter *p, const FigureKey *key, Len width, Len x, Len y)
{
    walk_key(p, p->page->arena, key, width, x, y);
}

Num figure_nice(Num most)
{
    Num power = 1;
    if (most < 1) return 1;
    while (power <= most / 10) power *= 10;
    return most / 5 >= power ? 5 * power : most / 2 >= power ? 2 * power : power;
}
