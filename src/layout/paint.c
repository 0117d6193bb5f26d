/* paint - boxes into draw operations. What they leave behind on their page is noted on the way
 * (notes.c). */
#include "layout/plan.h"

#include "image/artwork.h"
#include "layout/values.h"

static void add_path(Painter *p, Path path, PathPaint paint)
{
    DrawOp op = {.kind = DRAW_PATH};
    op.path.path = path, op.path.paint = paint;
    draw_add(p->page, op);
}

static void paint_shape(Painter *p, const Box *box, Rect at)
{
    const Path *path = &box->shape.path;
    Point *points = ARENA_ARRAY(p->page->arena, Point, path->n_points);
    int64_t unit_w = box->shape.box[0].value, unit_h = box->shape.box[1].value;
    for (size_t i = 0; i < path->n_points && unit_w > 0 && unit_h > 0; i++)
        points[i] = (Point){at.x + len_scale(at.w, path->points[i].x, unit_w),
                            at.y + len_scale(at.h, path->points[i].y, unit_h)};
    Path placed = *path;
    placed.points = points;
    add_path(p, placed, frame_paint(p, box, at));
}

/* By the quarter wave. */
int32_t sine_16_16(int degrees)
{
    static const int32_t quarter[91] = {
        0,     1144,  2287,  3430,  4572,  5712,  6850,  7987,  9121,  10252, 11380, 12505, 13626,
        14742, 15855, 16962, 18064, 19161, 20252, 21336, 22415, 23486, 24550, 25607, 26656, 27697,
        28729, 29753, 30767, 31772, 32768, 33754, 34729, 35693, 36647, 37590, 38521, 39441, 40348,
        41243, 42126, 42995, 43852, 44695, 45525, 46341, 47143, 47930, 48703, 49461, 50203, 50931,
        51643, 52339, 53020, 53684, 54332, 54963, 55578, 56175, 56756, 57319, 57865, 58393, 58903,
        59396, 59870, 60326, 60764, 61183, 61584, 61966, 62328, 62672, 62997, 63303, 63589, 63856,
        64104, 64332, 64540, 64729, 64898, 65048, 65177, 65287, 65376, 65446, 65496, 65526, 65536};
    degrees = (degrees % 360 + 360) % 360;
    if (degrees > 180) return -sine_16_16(degrees - 180);
    return quarter[degrees > 90 ? 180 - degrees : degrees];
}

static void push_turn(Painter *p, const Box *box, Rect at)
{
    int degrees = (int)(num_round(box->rotate_degrees) % 360);
    int32_t s = sine_16_16(degrees), c = sine_16_16(degrees + 90);
    Len cx = at.x + at.w / 2, cy = at.y + at.h / 2;
    DrawOp op = {.kind = DRAW_PUSH};
    op.push.alpha = (uint8_t)(box->opacity * 255 / 100);
    if (box->rotate_degrees) {
        op.push.transforms = true;
        op.push.transform = (Transform){c,
                                        s,
                                        -s,
                                        c,
                                        cx - len_scale(cx, c, 65536) + len_scale(cy, s, 65536),
                                        cy - len_scale(cx, s, 65536) - len_scale(cy, c, 65536)};
    }
    draw_add(p->page, op);
}

static void paint_link(Painter *p, Str target, Rect at, Str alt)
{
    DrawOp op = {.kind = DRAW_LINK};
    op.link.box = at, op.link.target = target, op.link.alt = alt;
    draw_add(p->page, op);
}

void paint_lines(Painter *p, const Lines *lines, size_t first, size_t n, Len x, Len y, Len dy)
{
    if (!n) return;
    Len top = lines->items[first].top;
    for (size_t i = first; i < first + n; i++) {
        const Line *line = &lines->items[i];
        for (size_t r = 0; r < line->n_runs; r++) {
            const LineRun *run = &line->runs[r];
            DrawOp op = {.kind = DRAW_TEXT};
            op.text.run = run->run;
            Len rise = len_scale(run->run.size, run->span->style->rise, 1000);
            op.text.at = (Point){x + run->x, y + dy + line->baseline - top - rise};
            op.text.colour = run->span->style->colour;
            draw_add(p->page, op);
            if (run->span->link.len)
                paint_link(
                    p, run->span->link,
                    (Rect){x + run->x, y + dy + line->top - top, run->run.width, line->height},
                    run->span->text);
        }
    }
}

static void paint_text(Painter *p, const Box *box, Rect at)
{
    const TextBox *text = &box->text;
    if (!text->n_lines) return;
    const Line *first = &text->lines.items[text->first_line];
    Len dy = text->trimmed ? text->cap_height - (first->baseline - first->top) : 0;
    paint_lines(p, &text->lines, text->first_line, text->n_lines, at.x + box->padding.left,
                at.y + box->padding.top, dy);
}

/* Where a picture of w to h stands so that it covers `at`, or is contained in it. */
static Rect place_picture(const ImageBox *box, Rect at, int64_t w, int64_t h)
{
    bool wider = w * at.h > h * at.w; /* than the box */
    Rect place = at;
    if (wider == box->cover)
        place.w = len_scale(at.h, w, h);
    else
        place.h = len_scale(at.w, h, w);
    place.x = at.x + size_resolve(box->focus[0], at.w - place.w);
    place.y = at.y + size_resolve(box->focus[1], at.h - place.h);
    return place;
}

static bool has_bleed(const Artwork *artwork)
{
    return artwork &&
           (artwork->bleed.left < artwork->trim.left ||
            artwork->bleed.bottom < artwork->trim.bottom ||
            artwork->bleed.right > artwork->trim.right || artwork->bleed.top > artwork->trim.top);
}

/* A picture at the page's edge grows into the bleed; artwork that has a bleed of its own keeps its
 * size and shows that. */
static void paint_image(Painter *p, const Box *box, Rect at)
{
    const Image *image = box->image.image;
    if (!image) return;
    bool own_bleed = has_bleed(image->artwork);
    Rect area = box->rounded ? at : paint_bled(p, box, at);
    Rect place = place_picture(&box->image, own_bleed ? at : area, image_shown_width(image),
                               image_shown_height(image));
    bool spare = place.w != area.w || place.h != area.h;
    bool clips = box->rounded || own_bleed || (box->image.cover && spare);
    if (clips) paint_clip(p, box, at);
    DrawOp op = {.kind = DRAW_IMAGE};
    op.image.image = image, op.image.box = place;
    draw_add(p->page, op);
    if (clips) draw_add(p->page, (DrawOp){.kind = DRAW_POP});
}

static bool opaque(Colour colour) { return colour.space == COLOUR_NONE || colour.alpha == 255; }

/* One repeat as a drawing of its own: true if it is made of opaque paths alone. */
static bool draw_cell(Painter *p, Box *box, DrawPage *cell)
{
    DrawPage *page = p->page;
    draw_init(cell, page->arena, box->tile.cell[0].value, box->tile.cell[1].value, 0);
    p->page = cell;
    for (size_t i = 0; i < box->n_kids; i++) paint_box(p, box->kids[i], 0, 0);
    p->page = page;
    for (size_t i = 0; i < cell->n_ops; i++) {
        const DrawOp *op = &cell->ops[i];
        if (op->kind != DRAW_PATH || op->path.paint.gradient || !opaque(op->path.paint.fill) ||
            !opaque(op->path.paint.stroke))
            return false;
    }
    return true;
}

bool tile_counts(Painter *p, const Box *box, Rect at)
{
    Make *m = p->m;
    Len w = box->tile.cell[0].value, h = box->tile.cell[1].value;
    if (w < LEN_PT(1) || h < LEN_PT(1)) return false;
    Rect area = paint_bled(p, box, at);
    int64_t repeats = ((int64_t)area.w / w + 2) * ((int64_t)area.h / h + 2);
    bool few = repeats <= TILE_MAX_REPEATS && p->repeats <= TILE_MAX_REPEATS;
    if (few)
        p->repeats += repeats;
    else
        diag_report(m->diag, DIAG_LAYOUT_REPEATS, box->node->span,
                    str_format(m->arena, "%lld", (long long)repeats),
                    str_format(m->arena, "%d", TILE_MAX_REPEATS));
    return few;
}

static void paint_tiles(Painter *p, Box *box, Rect at)
{
    Len w = box->tile.cell[0].value, h = box->tile.cell[1].value;
    if (!tile_counts(p, box, at)) return;
    Rect area = paint_bled(p, box, at);
    DrawPage cell;
    bool simple = draw_cell(p, box, &cell);
    paint_clip(p, box, at);
    size_t row = 0;
    /* Repeats are aligned to the box's own corner and begin beyond the bleed. */
    for (Len y = at.y - (at.y - area.y + h - 1) / h * h; y < area.y + area.h; y += h, row++) {
        Len shift = row % 2 ? (Len)((int64_t)w * box->tile.stagger / NUM_ONE) : 0;
        Len start = at.x - (at.x - area.x + w - 1) / w * w - w + shift;
        for (Len x = start; x < area.x + area.w; x += w) {
            DrawOp op = {.kind = DRAW_STAMP};
            op.stamp.ops = cell.ops, op.stamp.n_ops = cell.n_ops, op.stamp.at = (Point){x, y};
            if (simple) draw_add(p->page, op);
            if (simple && p->boxes) strbuf_format(p->boxes, "repeat %d %d\n", x, y);
            bool full = p->page->n_ops > 2 * TILE_MAX_REPEATS; /* tiles of tiles */
            for (size_t i = 0; !simple && !full && i < box->n_kids; i++)
                paint_box(p, box->kids[i], x, y);
        }
    }
    draw_add(p->page, (DrawOp){.kind = DRAW_POP});
}

/* What padding leaves. */
static Rect inside(const Box *box, Rect at)
{
    return (Rect){at.x + box->padding.left, at.y + box->padding.top,
                  at.w - box->padding.left - box->padding.right,
                  at.h - box->padding.top - box->padding.bottom};
}

static void paint_content(Painter *p, Box *box, Rect at)
{
    switch (box->type) {
    case NODE_TEXT:
        paint_text(p, box, at);
        break;
    case NODE_IMAGE:
        paint_image(p, box, at);
        break;
    case NODE_QR:
        paint_qr(p, box, at);
        break;
    case NODE_SHAPE:
        paint_shape(p, box, at);
        break;
    case NODE_RULE:
        draw_rect(p->page, paint_bled(p, box, at), box->rule.colour);
        break;
    case NODE_TILE:
        paint_tiles(p, box, at);
        break;
    case NODE_CHART:
        paint_chart(p, box, inside(box, at));
        break;
    case NODE_PLAN:
        paint_plan(p, box, inside(box, at));
        break;
    default:
        for (size_t i = 0; i < box->n_kids; i++) paint_box(p, box->kids[i], at.x, at.y);
    }
}

static void dump_box(StrBuf *out, const Box *box, Rect at)
{
    strbuf_format(out, "%s %d %d %d %d", kind_info(box->type)->name.ptr, at.x, at.y, at.w, at.h);
    if (box->type == NODE_TEXT)
        strbuf_format(out, " \"%.*s\" %zu/%zu", STR_ARG(box->text.shown), box->text.n_lines,
                      box->text.lines.n);
    strbuf_char(out, '\n');
}

static void paint_inside(Painter *p, Box *box, Rect at)
{
    bool framed = box->type != NODE_SHAPE && box->type != NODE_RULE;
    if (framed) paint_frame(p, box, at);
    if (box->clips) paint_clip(p, box, at);
    paint_content(p, box, at);
    if (box->clips) draw_add(p->page, (DrawOp){.kind = DRAW_POP});
    if (framed) paint_borders(p, box, at);
}

void paint_box(Painter *p, Box *box, Len x, Len y)
{
    Rect at = {len_sum((int64_t)x + box->rect.x), len_sum((int64_t)y + box->rect.y), box->rect.w,
               box->rect.h};
    bool turned = box->rotate_degrees || box->opacity < 100;
    TagRole role = box->marks && box->marks->has_role ? box->marks->role : TAG_P;
    bool tagged =
        box->marks && (box->marks->has_role || box->marks->alt.len || box->marks->heading);
    if (p->boxes) dump_box(p->boxes, box, at);
    p->fixed |= box->bleed || box->rotate_degrees;
    if (box->marks) note_marks(p, box, at.y);
    if (tagged) {
        static const TagRole headings[] = {TAG_P, TAG_H1, TAG_H2, TAG_H3, TAG_H3, TAG_H3, TAG_H3};
        DrawOp tag = {.kind = DRAW_TAG};
        tag.tag.role = box->marks->heading   ? headings[box->marks->heading]
                       : box->marks->alt.len ? TAG_FIGURE
                                             : role;
        tag.tag.alt = box->marks->alt;
        draw_add(p->page, tag);
    }
    if (turned) push_turn(p, box, at);
    if (box->opacity > 0) paint_inside(p, box, at);
    if (turned) draw_add(p->page, (DrawOp){.kind = DRAW_POP});
    if (tagged) draw_add(p->page, (DrawOp){.kind = DRAW_TAG_END});
    if (box->marks && box->marks->link.len) paint_link(p, box->marks->link, at, box->marks->alt);
}
