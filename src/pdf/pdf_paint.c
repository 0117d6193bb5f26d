/* pdf_paint - draw operations into a content stream (ISO 32000-1, 8).
 *
 * Operations have y down from the trimmed page's top left corner, PDF has y up from the corner of
 * the bleed. With x' = x + left and y' = top - y, a matrix (a b c d e f) of operations becomes
 *
 *   a' = a   b' = -b   c' = -c   d' = d
 *   e' = e + left - a left + c top
 *   f' = top + b left - d top - f
 *
 * so that coordinates are written flipped, and glyphs and pictures stand upright without more.
 * What has been set already (colour, opacity, pen, font) is not set again.
 */
#include "pdf/pdf_paint.h"

#include "code/qr.h"
#include "image/artwork.h"

enum { ONE = 65536 };

static int64_t flip_x(const Painter *painter, int64_t x) { return x + painter->parts->left; }
static int64_t flip_y(const Painter *painter, int64_t y) { return painter->parts->top - y; }

static void add_x(Painter *painter, int64_t x) { content_len(painter->out, flip_x(painter, x)); }
static void add_y(Painter *painter, int64_t y) { content_len(painter->out, flip_y(painter, y)); }

static bool same_ink(Colour a, Colour b)
{
    return a.space == b.space && a.c[0] == b.c[0] && a.c[1] == b.c[1] && a.c[2] == b.c[2] &&
           a.c[3] == b.c[3];
}

static void add_ink(Painter *painter, Colour colour, const char *const operators[])
{
    static const int components[] = {[COLOUR_GRAY] = 1, [COLOUR_RGB] = 3, [COLOUR_CMYK] = 4};
    for (int i = 0; i < components[colour.space]; i++)
        content_len(painter->out, (colour.c[i] * 1000 + 127) / 255);
    content_add(painter->out, str_from(operators[colour.space]));
    if (colour.space == COLOUR_CMYK) painter->parts->cmyk = true;
}

static void add_alpha(Painter *painter, uint8_t alpha, const char *name)
{
    content_add(painter->out, str_from(name));
    content_int(painter->out, alpha);
    CONTENT_ADD(painter->out, "gs\n");
    if (alpha != 255) painter->parts->transparent = true;
}

static uint8_t faded(const Painter *painter, uint8_t alpha)
{
    return (uint8_t)((alpha * painter->state.alpha + 127) / 255);
}

void paint_fill_alpha(Painter *painter, uint8_t alpha)
{
    alpha = faded(painter, alpha);
    if (alpha == painter->state.fill.alpha) return;
    painter->state.fill.alpha = alpha;
    painter->pdf->fill_alphas[alpha] = true;
    add_alpha(painter, alpha, "/a");
}

void paint_fill_colour(Painter *painter, Colour colour)
{
    static const char *const operators[] = {
        [COLOUR_GRAY] = "g\n", [COLOUR_RGB] = "rg\n", [COLOUR_CMYK] = "k\n"};
    paint_fill_alpha(painter, colour.alpha);
    if (same_ink(colour, painter->state.fill)) return;
    colour.alpha = painter->state.fill.alpha;
    painter->state.fill = colour;
    add_ink(painter, colour, operators);
}

static void stroke_alpha(Painter *painter, uint8_t alpha)
{
    alpha = faded(painter, alpha);
    if (alpha == painter->state.stroke.alpha) return;
    painter->state.stroke.alpha = alpha;
    painter->pdf->stroke_alphas[alpha] = true;
    add_alpha(painter, alpha, "/A");
}

static void stroke_colour(Painter *painter, Colour colour)
{
    static const char *const operators[] = {
        [COLOUR_GRAY] = "G\n", [COLOUR_RGB] = "RG\n", [COLOUR_CMYK] = "K\n"};
    stroke_alpha(painter, colour.alpha);
    if (same_ink(colour, painter->state.stroke)) return;
    colour.alpha = painter->state.stroke.alpha;
    painter->state.stroke = colour;
    add_ink(painter, colour, operators);
}

static void add_point(Painter *painter, Point point)
{
    add_x(painter, point.x);
    add_y(painter, point.y);
}

static void add_path(Painter *painter, Path path)
{
    const Point *point = path.points;
    for (size_t i = 0; i < path.n_verbs; i++) {
        switch ((PathVerb)path.verbs[i]) {
        case PATH_MOVE:
            add_point(painter, *point++);
            CONTENT_ADD(painter->out, "m\n");
            break;
        case PATH_LINE:
            add_point(painter, *point++);
            CONTENT_ADD(painter->out, "l\n");
            break;
        case PATH_CURVE:
            for (int k = 0; k < 3; k++) add_point(painter, *point++);
            CONTENT_ADD(painter->out, "c\n");
            break;
        case PATH_CLOSE:
            CONTENT_ADD(painter->out, "h\n");
            break;
        case PATH_RECT:
            add_x(painter, point[0].x);
            add_y(painter, (int64_t)point[0].y + point[1].y);
            content_len(painter->out, point[1].x);
            content_len(painter->out, point[1].y);
            CONTENT_ADD(painter->out, "re\n");
            point += 2;
            break;
        }
    }
}

static void set_pen(Painter *painter, const PathPaint *paint)
{
    PaintState *state = &painter->state;
    if (paint->stroke_width != state->stroke_width) {
        state->stroke_width = paint->stroke_width;
        content_len(painter->out, paint->stroke_width);
        CONTENT_ADD(painter->out, "w\n");
    }
    if (paint->cap != state->cap) {
        state->cap = paint->cap;
        content_int(painter->out, paint->cap);
        CONTENT_ADD(painter->out, "J\n");
    }
    if (paint->dash[0] != state->dash[0] || paint->dash[1] != state->dash[1]) {
        state->dash[0] = paint->dash[0];
        state->dash[1] = paint->dash[1];
        CONTENT_ADD(painter->out, "[");
        for (int i = 0; i < 2 && paint->dash[i] > 0; i++) content_len(painter->out, paint->dash[i]);
        CONTENT_ADD(painter->out, "]0 d\n");
    }
}

/* The shading's unit, from (0, 0) to (1, 0), comes to the gradient's line. */
static void paint_gradient(Painter *painter, Path path, const PathPaint *paint)
{
    const Gradient *gradient = paint->gradient;
    Content *out = painter->out;
    int64_t dx = (int64_t)gradient->to.x - gradient->from.x;
    int64_t dy = (int64_t)gradient->from.y - gradient->to.y; /* upward */
    if (!dx && !dy) return;
    size_t number = pdf_shading_use(painter->pdf, gradient, painter->parts);
    paint_fill_alpha(painter, 255);
    CONTENT_ADD(out, "q\n");
    add_path(painter, path);
    content_add(out, paint->even_odd ? STR("W* n\n") : STR("W n\n"));
    content_len(out, dx);
    content_len(out, dy);
    content_len(out, -dy);
    content_len(out, dx);
    add_point(painter, gradient->from);
    CONTENT_ADD(out, "cm /H");
    content_int(out, (int64_t)number);
    CONTENT_ADD(out, "sh Q\n");
}

static void paint_path(Painter *painter, Path path, const PathPaint *paint)
{
    if (paint->gradient && path.n_verbs) paint_gradient(painter, path, paint);
    bool fills = paint->fill.space != COLOUR_NONE && !paint->gradient;
    bool strokes = paint->stroke.space != COLOUR_NONE && paint->stroke_width > 0;
    if (!path.n_verbs || (!fills && !strokes)) return;
    if (fills) paint_fill_colour(painter, paint->fill);
    if (strokes) {
        stroke_colour(painter, paint->stroke);
        set_pen(painter, paint);
    }
    add_path(painter, path);
    if (fills && strokes)
        content_add(painter->out, paint->even_odd ? STR("B*\n") : STR("B\n"));
    else if (fills)
        content_add(painter->out, paint->even_odd ? STR("f*\n") : STR("f\n"));
    else
        CONTENT_ADD(painter->out, "S\n");
}

/* A module count, at most 177, and a space. */
static char *put_modules(char *at, unsigned n)
{
    if (n >= 100) *at++ = (char)('0' + n / 100);
    if (n >= 10) *at++ = (char)('0' + n / 10 % 10);
    *at++ = (char)('0' + n % 10);
    *at++ = ' ';
    return at;
}

static void add_modules(Content *out, const QrRect *rects, size_t n)
{
    enum { LONGEST = 4 * 4 + 3 };
    char *start = content_room(out, n * LONGEST), *at = start;
    for (size_t i = 0; i < n; i++) {
        at = put_modules(at, rects[i].x);
        at = put_modules(at, rects[i].y);
        at = put_modules(at, rects[i].w);
        at = put_modules(at, rects[i].h);
        *at++ = 'r';
        *at++ = 'e';
        *at++ = '\n';
    }
    out->len += (size_t)(at - start);
}

/* Modules are the unit under one matrix, all rectangles are one path with one fill: no renderer
 * can leave hairlines between them. */
static void paint_qr(Painter *painter, const QrSymbol *symbol, Rect box, Colour colour)
{
    Content *out = painter->out;
    size_t n;
    const QrRect *rects = qr_rects(painter->arena, symbol, &n);
    if (colour.space == COLOUR_NONE || !n) return;
    paint_fill_colour(painter, colour);
    CONTENT_ADD(out, "q ");
    content_factor(out, (int64_t)box.w * 1000 / symbol->side);
    CONTENT_ADD(out, "0 0 ");
    content_factor(out, -(int64_t)box.h * 1000 / symbol->side);
    add_x(painter, box.x);
    add_y(painter, box.y);
    CONTENT_ADD(out, "cm\n");
    add_modules(out, rects, n);
    painter->parts->coded = true;
    CONTENT_ADD(out, "f\nQ\n");
}

/* How stored pictures are shown, by EXIF orientation: with u to the right and v down in the stored
 * rows, the shown place is s = s0 + su u + sv v to the right and t = t0 + tu u + tv v down. */
static const struct {
    int8_t s0, su, sv, t0, tu, tv;
} orientations[] = {
    {0, 1, 0, 0, 0, 1}, /* 1 and unknown: as stored */
    {0, 1, 0, 0, 0, 1}, {1, -1, 0, 0, 0, 1}, {1, -1, 0, 1, 0, -1}, {0, 1, 0, 1, 0, -1},
    {0, 0, 1, 0, 1, 0}, {1, 0, -1, 0, 1, 0}, {1, 0, -1, 1, -1, 0}, {0, 0, 1, 1, -1, 0},
};

static void paint_image(Painter *painter, const Image *image, Rect box)
{
    Content *out = painter->out;
    uint32_t object = pdf_image_use(painter->pdf, image, painter->parts);
    if (!object) return;
    int o = image->orientation <= 8 ? image->orientation : 0;
    int64_t w = box.w, h = box.h;
    paint_fill_alpha(painter, 255);
    CONTENT_ADD(out, "q ");
    /* PDF's unit square has u to the right and 1 - v upward. */
    content_len(out, w * orientations[o].su);
    content_len(out, -h * orientations[o].tu);
    content_len(out, -w * orientations[o].sv);
    content_len(out, h * orientations[o].tv);
    add_x(painter, box.x + w * (orientations[o].s0 + orientations[o].sv));
    add_y(painter, box.y + h * (orientations[o].t0 + orientations[o].tv));
    CONTENT_ADD(out, "cm /I");
    content_int(out, image->index);
    CONTENT_ADD(out, "Do Q\n");
}

/* thousandths of the drawing to Len, as millionths. */
static int64_t scale_of(int64_t len, int64_t thousandths)
{
    return (len * 1000000 + thousandths / 2) / thousandths;
}

/* The drawing's trimmed box comes to `box`, turned as it is shown. With u to the right and v upward
 * within the box, u and v are x - left, y - bottom and so on, by the turn. */
static void paint_artwork(Painter *painter, const Image *image, Rect box)
{
    const WireBox *trim = &image->artwork->trim;
    uint32_t turn = image->artwork->turn;
    bool lies = turn % 180 == 90;
    int64_t width = (int64_t)trim->right - trim->left, height = (int64_t)trim->top - trim->bottom;
    int64_t across = lies ? height : width, up = lies ? width : height; /* as shown */
    int64_t u0 = turn == 0     ? trim->left
                 : turn == 90  ? trim->bottom
                 : turn == 180 ? -(int64_t)trim->right
                               : -(int64_t)trim->top;
    int64_t v0 = turn == 0     ? trim->bottom
                 : turn == 90  ? -(int64_t)trim->right
                 : turn == 180 ? -(int64_t)trim->top
                               : trim->left;
    int64_t su = scale_of(box.w, across), sv = scale_of(box.h, up);
    Content *out = painter->out;
    pdf_image_use(painter->pdf, image, painter->parts);
    paint_fill_alpha(painter, 255);
    stroke_alpha(painter, 255);
    CONTENT_ADD(out, "q ");
    content_factor(out, turn == 0 ? su : turn == 180 ? -su : 0);
    content_factor(out, turn == 90 ? -sv : turn == 270 ? sv : 0);
    content_factor(out, turn == 90 ? su : turn == 270 ? -su : 0);
    content_factor(out, turn == 0 ? sv : turn == 180 ? -sv : 0);
    add_x(painter, box.x - box.w * u0 / across);
    add_y(painter, (int64_t)box.y + box.h + box.h * v0 / up);
    CONTENT_ADD(out, "cm /I");
    content_int(out, image->index);
    CONTENT_ADD(out, "Do Q\n");
}

static Transform combine(Transform outer, Transform inner)
{
    int64_t a = outer.a, b = outer.b, c = outer.c, d = outer.d;
    return (Transform){(int32_t)((a * inner.a + c * inner.b) / ONE),
                       (int32_t)((b * inner.a + d * inner.b) / ONE),
                       (int32_t)((a * inner.c + c * inner.d) / ONE),
                       (int32_t)((b * inner.c + d * inner.d) / ONE),
                       (Len)((a * inner.e + c * inner.f) / ONE + outer.e),
                       (Len)((b * inner.e + d * inner.f) / ONE + outer.f)};
}

static Point on_page(const Painter *painter, Point p)
{
    const Transform *t = &painter->state.to_page;
    return (Point){(Len)(((int64_t)t->a * p.x + (int64_t)t->c * p.y) / ONE + t->e),
                   (Len)(((int64_t)t->b * p.x + (int64_t)t->d * p.y) / ONE + t->f)};
}

static void add_matrix(Painter *painter, const Transform *t)
{
    int64_t left = painter->parts->left, top = painter->parts->top;
    int64_t factors[] = {t->a, -(int64_t)t->b, -(int64_t)t->c, t->d};
    for (int i = 0; i < 4; i++) {
        int64_t n = factors[i] * 1000000;
        content_factor(painter->out, (n + (n < 0 ? -ONE / 2 : ONE / 2)) / ONE);
    }
    content_len(painter->out, t->e + left + (t->c * top - t->a * left) / ONE);
    content_len(painter->out, top - t->f + (t->b * left - t->d * top) / ONE);
    CONTENT_ADD(painter->out, "cm\n");
}

static bool is_faded(const DrawOp *op) { return op->push.alpha && op->push.alpha != 255; }

/* Whether more than one thing is painted up to the matching POP, or one that is made of several. */
static bool holds_several(const DrawOp *op, const DrawOp *end)
{
    int depth = 1, things = 0;
    for (op++; op < end && depth > 0 && things < 2; op++) {
        depth += (op->kind == DRAW_PUSH) - (op->kind == DRAW_POP);
        if (op->kind == DRAW_PATH)
            things += 1 + (op->path.paint.stroke.space != COLOUR_NONE);
        else if (op->kind == DRAW_IMAGE)
            things += op->image.image->artwork ? 2 : 1;
        else
            things += op->kind == DRAW_TEXT || op->kind == DRAW_QR || op->kind == DRAW_STAMP;
    }
    return things > 1;
}

/* What follows goes to a content of its own, which is one picture when it comes to the page
 * (ISO 32000-1, 11.6.6). A group begins with full opacity. */
static void begin_group(Painter *painter)
{
    painter->saved.items[painter->saved.len - 1].out = painter->out;
    painter->out = ARENA_NEW(painter->arena, Content);
    content_init(painter->out, painter->arena);
    painter->state.alpha = painter->state.fill.alpha = painter->state.stroke.alpha = 255;
}

/* The page, and beyond it where the surroundings are turned. */
static void add_group_box(const Painter *painter, Content *tail)
{
    const DrawPage *page = painter->page;
    const Transform *t = &painter->state.to_page;
    int64_t width = (int64_t)page->width + 2 * page->bleed;
    int64_t height = (int64_t)page->height + 2 * page->bleed;
    bool plain = t->a == ONE && t->d == ONE && !t->b && !t->c && !t->e && !t->f;
    int64_t beyond = plain ? 0 : 2 * (width + height);
    CONTENT_ADD(tail, "/BBox [");
    content_len(tail, -beyond);
    content_len(tail, -beyond);
    content_len(tail, width + beyond);
    content_len(tail, height + beyond);
    CONTENT_ADD(tail, "]\n/Group << /S /Transparency >>\n");
}

static void end_group(Painter *painter, Content *outer)
{
    Objects *objects = &painter->pdf->objects;
    PageParts *parts = painter->parts;
    HPDF_Dict dict = objects_new(objects);
    Content tail;
    content_init(&tail, painter->arena);
    HPDF_Dict_AddName(dict, "Type", "XObject");
    HPDF_Dict_AddName(dict, "Subtype", "Form");
    add_group_box(painter, &tail);
    resources_add(painter->pdf, &tail, parts);
    objects_write_packed(objects, dict, content_str(&tail), content_str(painter->out));
    CONTENT_ADD(&parts->pictures, "/G");
    content_int(&parts->pictures, (int64_t)parts->n_groups);
    content_ref(&parts->pictures, object_id(dict));
    objects_free(objects, dict);
    painter->out = outer;
}

static void push(Painter *painter, const DrawOp *op, const DrawOp *end)
{
    VEC_PUSH(painter->arena, &painter->saved, (Saved){.state = painter->state});
    CONTENT_ADD(painter->out, "q\n");
    if (op->push.clips) {
        add_path(painter, op->push.clip);
        CONTENT_ADD(painter->out, "W n\n");
    }
    if (op->push.transforms) {
        add_matrix(painter, &op->push.transform);
        painter->state.to_page = combine(painter->state.to_page, op->push.transform);
    }
    if (!is_faded(op)) return;
    painter->state.alpha = faded(painter, op->push.alpha);
    if (!painter->page || !holds_several(op, end)) return;
    paint_fill_alpha(painter, 255);
    begin_group(painter);
}

static void pop(Painter *painter)
{
    if (!painter->saved.len) return; /* a POP too many ends nothing */
    Saved *saved = &painter->saved.items[--painter->saved.len];
    if (saved->out) {
        end_group(painter, saved->out);
        CONTENT_ADD(painter->out, "/G");
        content_int(painter->out, (int64_t)painter->parts->n_groups++);
        CONTENT_ADD(painter->out, "Do\n");
    }
    painter->state = saved->state;
    CONTENT_ADD(painter->out, "Q\n");
}

/* The object itself sets every ink and pen that it uses, so it looks the same wherever it stands;
 * opacity it takes from here. */
static void place_stamp(Painter *painter, const PdfStamp *stamp, Point at)
{
    paint_fill_alpha(painter, 255);
    stroke_alpha(painter, 255);
    bool moves = flip_x(painter, at.x) || flip_y(painter, at.y);
    if (moves) {
        CONTENT_ADD(painter->out, "q 1 0 0 1 ");
        add_point(painter, at);
        CONTENT_ADD(painter->out, "cm ");
    }
    CONTENT_ADD(painter->out, "/S");
    content_int(painter->out, (int64_t)stamp->number);
    content_add(painter->out, moves ? STR("Do Q\n") : STR("Do\n"));
}

static void paint_stamp(Painter *painter, const DrawOp *op)
{
    place_stamp(painter,
                pdf_stamp_use(painter->pdf, op->stamp.ops, op->stamp.n_ops, painter->parts),
                op->stamp.at);
}

/* False if the path is to be painted here. */
static bool paint_shape(Painter *painter, const DrawOp *op)
{
    Point origin;
    const PdfStamp *stamp =
        painter->page ? pdf_shape_use(painter->pdf, op, painter->parts, &origin) : NULL;
    if (stamp) place_stamp(painter, stamp, origin);
    return stamp;
}

/* The number of operations that were a pattern and are painted; 0: none. */
static size_t paint_pattern(Painter *painter, const DrawOp *op, size_t n_ops)
{
    Point origin;
    size_t n = pdf_pattern_length(op, n_ops);
    const PdfStamp *stamp =
        n ? pdf_pattern_use(painter->pdf, op, n, painter->parts, &origin) : NULL;
    if (!stamp) return 0;
    place_stamp(painter, stamp, origin);
    return n;
}

static void add_link(Painter *painter, const DrawOp *op)
{
    Rect box = op->link.box;
    LinkBox around = {INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN};
    for (int i = 0; i < 4; i++) {
        Point corner = {box.x + (i & 1 ? box.w : 0), box.y + (i & 2 ? box.h : 0)};
        Point p = on_page(painter, corner);
        int64_t x = flip_x(painter, p.x), y = flip_y(painter, p.y);
        if (x < around.left) around.left = x;
        if (x > around.right) around.right = x;
        if (y < around.bottom) around.bottom = y;
        if (y > around.top) around.top = y;
    }
    link_add(painter->pdf, painter->parts, around, op->link.target, op->link.alt);
}

static int64_t height_of(const Painter *painter, Len y)
{
    return flip_y(painter, on_page(painter, (Point){0, y}).y);
}

/* `end`: of the operations that it stands among. */
static void paint_op(Painter *painter, const DrawOp *op, const DrawOp *end)
{
    switch (op->kind) {
    case DRAW_PATH:
        if (!paint_shape(painter, op)) paint_path(painter, op->path.path, &op->path.paint);
        break;
    case DRAW_TEXT:
        paint_text(painter, &op->text.run, op->text.at, op->text.colour);
        break;
    case DRAW_IMAGE:
        if (op->image.image->artwork)
            paint_artwork(painter, op->image.image, op->image.box);
        else
            paint_image(painter, op->image.image, op->image.box);
        break;
    case DRAW_QR:
        paint_qr(painter, op->qr.symbol, op->qr.box, op->qr.colour);
        break;
    case DRAW_STAMP:
        paint_stamp(painter, op);
        break;
    case DRAW_PUSH:
        push(painter, op, end);
        break;
    case DRAW_POP:
        pop(painter);
        break;
    case DRAW_LINK:
        add_link(painter, op);
        break;
    case DRAW_DEST:
        place_add(painter->pdf, painter->parts, op->dest.name, height_of(painter, op->dest.y));
        break;
    case DRAW_OUTLINE:
        outline_add(painter->pdf, painter->parts, op->outline.level, op->outline.title,
                    height_of(painter, op->outline.y));
        break;
    case DRAW_TAG:
    case DRAW_TAG_END:
        /* Marks in the content without a complete structure tree make readers that rely on tags
         * see an empty document; untagged, they fall back to reading order. So: all or nothing. */
        break;
    }
}

static bool leaves_text_open(DrawKind kind) { return kind == DRAW_TEXT || kind >= DRAW_LINK; }

void paint_page(Pdf *pdf, const DrawPage *page, PageParts *parts)
{
    static const PaintState initial = {.fill = {COLOUR_GRAY, {0}, 255},
                                       .stroke = {COLOUR_GRAY, {0}, 255},
                                       .stroke_width = LEN_PER_PT,
                                       .width_percent_x100 = 10000,
                                       .alpha = 255,
                                       .to_page = {ONE, 0, 0, ONE, 0, 0}};
    Painter painter = {.pdf = pdf,
                       .page = page,
                       .out = &pdf->content,
                       .parts = parts,
                       .state = initial,
                       .arena = &pdf->objects.scratch};
    pdf->content.len = 0;
    for (size_t i = 0, n; i < page->n_ops; i += n) {
        const DrawOp *op = &page->ops[i];
        if (!leaves_text_open(op->kind)) paint_text_end(&painter);
        n = paint_pattern(&painter, op, page->n_ops - i);
        if (n) continue;
        paint_op(&painter, op, page->ops + page->n_ops);
        n = 1;
    }
    paint_text_end(&painter);
    while (painter.saved.len) pop(&painter);
}

void paint_stamp_content(Pdf *pdf, const DrawOp *ops, size_t n_ops, PageParts *parts, Content *out)
{
    /* Nothing is known of the state around it but that it is opaque where it says so. */
    static const PaintState unknown = {.fill = {COLOUR_NONE, {0}, 255},
                                       .stroke = {COLOUR_NONE, {0}, 255},
                                       .stroke_width = -1,
                                       .cap = (LineCap)-1,
                                       .dash = {-1, -1},
                                       .alpha = 255,
                                       .to_page = {ONE, 0, 0, ONE, 0, 0}};
    Painter painter = {
        .pdf = pdf, .out = out, .parts = parts, .state = unknown, .arena = &pdf->objects.scratch};
    for (size_t i = 0; i < n_ops; i++) paint_op(&painter, &ops[i], ops + n_ops);
}
