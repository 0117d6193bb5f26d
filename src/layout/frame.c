/* frame - the ground, outline, borders and clipping of a box.
 *
 * The stroke goes along the middle of the box's edge, borders inside of it. Borders of one kind all
 * round are one path, so that their corners join; else each side is a line of its own. */
#include "layout/box.h"

#include "layout/values.h"

enum { TOP, RIGHT, BOTTOM, LEFT };

Rect paint_bled(const Painter *p, const Box *box, Rect at)
{
    Len right = at.x + at.w, bottom = at.y + at.h, bleed = p->page->bleed;
    if (box->bleed & 1) at.y = -bleed;
    if (box->bleed & 8) at.x = -bleed;
    if (box->bleed & 2) right = p->page->width + bleed;
    if (box->bleed & 4) bottom = p->page->height + bleed;
    at.w = right - at.x, at.h = bottom - at.y;
    return at;
}

PathPaint frame_paint(const Painter *p, const Box *box, Rect at)
{
    return (PathPaint){.fill = box->fill,
                       .gradient =
                           box->gradient ? place_gradient(p->page->arena, box->gradient, at) : NULL,
                       .stroke = box->stroke,
                       .stroke_width = box->stroke.space ? box->stroke_width : 0,
                       .dash = {box->dash[0], box->dash[1]}};
}

static void path_ellipse(PathBuilder *path, Rect r)
{
    Len rx = r.w / 2, ry = r.h / 2, cx = r.x + rx, cy = r.y + ry;
    Len kx = len_scale(rx, 55228, 100000),
        ky = len_scale(ry, 55228, 100000); /* 4 (sqrt 2 - 1) / 3 */
    path_move(path, cx + rx, cy);
    path_curve(path, (Point){cx + rx, cy + ky}, (Point){cx + kx, cy + ry}, (Point){cx, cy + ry});
    path_curve(path, (Point){cx - kx, cy + ry}, (Point){cx - rx, cy + ky}, (Point){cx - rx, cy});
    path_curve(path, (Point){cx - rx, cy - ky}, (Point){cx - kx, cy - ry}, (Point){cx, cy - ry});
    path_curve(path, (Point){cx + kx, cy - ry}, (Point){cx + rx, cy - ky}, (Point){cx + rx, cy});
    path_close(path);
}

/* The box's outline, `inset` inside of it, as it fills and clips. */
static Path outline(const Painter *p, const Box *box, Rect at, Len inset, bool ellipse)
{
    PathBuilder path;
    path_init(&path, p->page->arena);
    at = (Rect){at.x + inset, at.y + inset, at.w - 2 * inset, at.h - 2 * inset};
    if (ellipse) {
        path_ellipse(&path, at);
    } else if (box->rounded) {
        Len radii[4];
        for (int i = 0; i < 4; i++) radii[i] = box->radii[i] > inset ? box->radii[i] - inset : 0;
        path_round_corners(&path, at, radii);
    } else {
        path_rect(&path, at);
    }
    return path_done(&path);
}

static Rect ground_of(const Painter *p, const Box *box, Rect at, bool ellipse)
{
    return ellipse || box->rounded ? at : paint_bled(p, box, at);
}

void paint_frame(Painter *p, const Box *box, Rect at)
{
    if (box->fill.space == COLOUR_NONE && !box->gradient && box->stroke.space == COLOUR_NONE)
        return;
    bool ellipse = box->type == NODE_ELLIPSE;
    at = ground_of(p, box, at, ellipse);
    DrawOp op = {.kind = DRAW_PATH};
    op.path.path = outline(p, box, at, 0, ellipse), op.path.paint = frame_paint(p, box, at);
    draw_add(p->page, op);
}

void paint_clip(Painter *p, const Box *box, Rect at)
{
    bool ellipse = box->clips == CLIP_ELLIPSE;
    DrawOp op = {.kind = DRAW_PUSH};
    op.push.clips = true, op.push.alpha = 255;
    op.push.clip = outline(p, box, ground_of(p, box, at, ellipse), 0, ellipse);
    draw_add(p->page, op);
}

static PathPaint border_paint(const BoxBorder *border)
{
    PathPaint paint = {.stroke = border->colour, .stroke_width = border->width};
    if (border->line == BORDER_DASHED) paint.dash[0] = paint.dash[1] = 3 * border->width;
    if (border->line == BORDER_DOTTED)
        paint.dash[0] = 1, paint.dash[1] = 2 * border->width, paint.cap = CAP_ROUND;
    return paint;
}

static void paint_side(Painter *p, const BoxBorder *border, int side, Rect at)
{
    Len half = border->width / 2, right = at.x + at.w, bottom = at.y + at.h;
    const Point ends[4][2] = {{{at.x, at.y + half}, {right, at.y + half}},
                              {{right - half, at.y}, {right - half, bottom}},
                              {{at.x, bottom - half}, {right, bottom - half}},
                              {{at.x + half, at.y}, {at.x + half, bottom}}};
    PathBuilder path;
    path_init(&path, p->page->arena);
    path_move(&path, ends[side][0].x, ends[side][0].y);
    path_line(&path, ends[side][1].x, ends[side][1].y);
    DrawOp op = {.kind = DRAW_PATH};
    op.path.path = path_done(&path), op.path.paint = border_paint(border);
    draw_add(p->page, op);
}

static bool same_border(const BoxBorder *a, const BoxBorder *b)
{
    return a->width == b->width && a->line == b->line && colour_eq(a->colour, b->colour);
}

void paint_borders(Painter *p, const Box *box, Rect at)
{
    const BoxBorder *borders = box->borders;
    if (!borders) return;
    bool alike = true;
    for (int i = 1; i < 4; i++) alike = alike && same_border(&borders[0], &borders[i]);
    at = ground_of(p, box, at, false);
    if (alike) {
        DrawOp op = {.kind = DRAW_PATH};
        op.path.path = outline(p, box, at, borders->width / 2, box->type == NODE_ELLIPSE);
        op.path.paint = border_paint(borders);
        if (borders->width > 0) draw_add(p->page, op);
        return;
    }
    if (box->rounded) paint_clip(p, box, at);
    for (int i = 0; i < 4; i++)
        if (borders[i].width > 0) paint_side(p, &borders[i], i, at);
    if (box->rounded) draw_add(p->page, (DrawOp){.kind = DRAW_POP});
}

/* `0.5pt accent 40% dashed`: a width, a colour, and how the line is drawn. */
static bool read_border(Make *m, Str text, Span at, BoxBorder *out)
{
    static const Str lines[] = {{"solid", 5}, {"dashed", 6}, {"dotted", 6}};
    ptrdiff_t space = str_find(text, STR(" "));
    if (space < 0 || !len_parse(str_slice(text, 0, (size_t)space), &out->width) || out->width < 0)
        return false;
    Str colour = str_trim(str_slice(text, (size_t)space, text.len));
    for (size_t i = 0; i < 3; i++)
        if (str_ends(colour, lines[i]) && colour.len > lines[i].len) {
            out->line = (BorderLine)i;
            colour = str_trim(str_slice(colour, 0, colour.len - lines[i].len));
        }
    make_colour_text(m, colour, at, &out->colour);
    return true;
}

void make_borders(Make *m, const LNode *node, const Scope *scope, Box *box)
{
    const Prop *prop = prop_find(node, P_BORDER);
    if (!prop) return;
    BoxBorder *borders = ARENA_ARRAY(m->arena, BoxBorder, 4);
    for (int i = TOP; i <= LEFT; i++) {
        if (!prop->sides[i]) continue;
        Str text = str_trim(make_phrase(m, prop->sides[i], scope, NULL, NULL));
        if (text.len && !str_eq(text, STR("none")) &&
            !read_border(m, text, prop->span, &borders[i]))
            diag_report(m->diag, DIAG_LAYOUT_VALUE, prop->span, STR("border"),
                        STR("a width and a colour, such as `0.5pt accent` or `1pt #999 dashed`"),
                        text);
    }
    box->borders = borders;
}

void make_radii(Make *m, const LNode *node, const Scope *scope, Box *box)
{
    const Prop *prop = prop_find(node, P_RADIUS);
    Len radius;
    if (!prop) return;
    if (!prop->dynamic) {
        const Insets *corners = &prop->insets;
        const Len each[] = {corners->top, corners->right, corners->bottom, corners->left};
        for (int i = 0; i < 4; i++) box->radii[i] = each[i];
    } else if (make_length(m, node, P_RADIUS, scope, &radius)) {
        for (int i = 0; i < 4; i++) box->radii[i] = radius;
    }
    for (int i = 0; i < 4; i++) {
        if (box->radii[i] < 0) box->radii[i] = 0;
        box->rounded |= box->radii[i] > 0;
    }
}
