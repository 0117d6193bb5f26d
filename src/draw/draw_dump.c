/* draw_dump - the draw list as text: one line per operation, lengths in points.
 *
 *   page 297.638 419.528 bleed 8.504 label "iv"
 *   path fill #0b4f6c stroke #000000 0.500 cap round dash 2.000 1.000 even-odd : M 0.000 0.000 L
 * ... text 36.000 100.250 PlusJakartaSans-Bold 9.500 #0b4f6c "Stan A01"
 *   path linear 0.000 0.000 9.000 0.000 #0b4f6c 0 #ffffff 1000 : R 0.000 0.000 9.000 9.000
 *   image 10.000 10.000 80.000 60.000 "photos/sambal.jpg"
 *   image 10.000 10.000 80.000 60.000 "poster.pdf" page 2
 *   qr 10.000 80.000 90.000 90.000 v4-M mask 3 #000000
 *   push alpha 128 clip R 0.000 0.000 10.000 10.000 transform 1.00000 0.00000 ... 5.000 5.000
 *   pop
 *   link 10.000 10.000 80.000 9.000 "https://example.org" alt "the shop"
 *   dest "vendor-12" 100.000
 *   outline 1 100.000 "Sambal Bu Yati"
 *   tag H1 alt "..." lang "id"
 *   tag-end
 *
 * Path verbs: M move, L line, C curve, Z close, R rectangle (corner, size). What is at its default
 * is left out. In quoted text ", \ and control characters are escaped (\", \\, \u{7}).
 */
#include "draw/draw.h"

#include "image/artwork.h"

static const char *const cap_names[] = {"butt", "round", "square"};

static const char *const role_names[] = {
    [TAG_ARTIFACT] = "Artifact",
    [TAG_SECT] = "Sect",
    [TAG_H1] = "H1",
    [TAG_H2] = "H2",
    [TAG_H3] = "H3",
    [TAG_P] = "P",
    [TAG_FIGURE] = "Figure",
    [TAG_CAPTION] = "Caption",
    [TAG_TABLE] = "Table",
    [TAG_TR] = "TR",
    [TAG_TH] = "TH",
    [TAG_TD] = "TD",
    [TAG_TOC] = "TOC",
    [TAG_TOCI] = "TOCI",
    [TAG_LINK] = "Link",
    [TAG_LIST] = "L",
    [TAG_LI] = "LI",
    [TAG_NOTE] = "Note",
};

static void add_word(StrBuf *out, const char *word)
{
    strbuf_char(out, ' ');
    strbuf_add(out, str_from(word));
}

static void add_len(StrBuf *out, Len len)
{
    int64_t n = len < 0 ? -(int64_t)len : len;
    strbuf_format(out, " %s%d.%03d", len < 0 ? "-" : "", (int)(n / LEN_PER_PT),
                  (int)(n % LEN_PER_PT));
}

/* A 16.16 factor with five decimals, rounded to nearest. */
static void add_factor(StrBuf *out, int32_t factor)
{
    int64_t n = factor < 0 ? -(int64_t)factor : factor;
    n = (n * 100000 + 32768) / 65536;
    strbuf_format(out, " %s%d.%05d", factor < 0 && n ? "-" : "", (int)(n / 100000),
                  (int)(n % 100000));
}

static void add_rect(StrBuf *out, Rect box)
{
    add_len(out, box.x);
    add_len(out, box.y);
    add_len(out, box.w);
    add_len(out, box.h);
}

static void add_colour(StrBuf *out, Colour colour)
{
    strbuf_char(out, ' ');
    strbuf_add(out, colour_format(out->arena, colour));
}

static void add_quoted(StrBuf *out, Str text)
{
    strbuf_add(out, STR(" \""));
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            strbuf_format(out, "\\%c", c);
        else if (c == '\n')
            strbuf_add(out, STR("\\n"));
        else if (c < 0x20 || c == 0x7f)
            strbuf_format(out, "\\u{%x}", c);
        else
            strbuf_char(out, (char)c);
    }
    strbuf_char(out, '"');
}

static void add_path(StrBuf *out, Path path)
{
    static const struct {
        char letter;
        uint8_t points;
    } shapes[] = {[PATH_MOVE] = {'M', 1},
                  [PATH_LINE] = {'L', 1},
                  [PATH_CURVE] = {'C', 3},
                  [PATH_CLOSE] = {'Z', 0},
                  [PATH_RECT] = {'R', 2}};
    const Point *point = path.points;
    for (size_t i = 0; i < path.n_verbs; i++) {
        strbuf_char(out, ' ');
        strbuf_char(out, shapes[path.verbs[i]].letter);
        for (int n = shapes[path.verbs[i]].points; n > 0; n--, point++) {
            add_len(out, point->x);
            add_len(out, point->y);
        }
    }
}

static void add_gradient(StrBuf *out, const Gradient *gradient)
{
    add_word(out, gradient->radial ? "radial" : "linear");
    add_len(out, gradient->from.x);
    add_len(out, gradient->from.y);
    add_len(out, gradient->to.x);
    add_len(out, gradient->to.y);
    for (size_t i = 0; i < gradient->n_stops; i++) {
        add_colour(out, gradient->stops[i].colour);
        strbuf_format(out, " %d", gradient->stops[i].permille);
    }
}

static void dump_path(const DrawOp *op, StrBuf *out)
{
    const PathPaint *paint = &op->path.paint;
    strbuf_add(out, STR("path"));
    if (paint->fill.space != COLOUR_NONE) {
        add_word(out, "fill");
        add_colour(out, paint->fill);
    }
    if (paint->gradient) add_gradient(out, paint->gradient);
    if (paint->stroke.space != COLOUR_NONE) {
        add_word(out, "stroke");
        add_colour(out, paint->stroke);
        add_len(out, paint->stroke_width);
        if (paint->cap != CAP_BUTT) {
            add_word(out, "cap");
            add_word(out, cap_names[paint->cap]);
        }
        if (paint->dash[0] > 0) {
            add_word(out, "dash");
            add_len(out, paint->dash[0]);
            add_len(out, paint->dash[1]);
        }
    }
    if (paint->even_odd) add_word(out, "even-odd");
    add_word(out, ":");
    add_path(out, op->path.path);
}

static void dump_text(const DrawOp *op, StrBuf *out)
{
    const GlyphRun *run = &op->text.run;
    strbuf_add(out, STR("text"));
    add_len(out, op->text.at.x);
    add_len(out, op->text.at.y);
    strbuf_char(out, ' ');
    strbuf_add(out, font_postscript_name(run->font));
    add_len(out, run->size);
    add_colour(out, op->text.colour);
    add_quoted(out, run->text);
    if (run->width_percent_x100 != 10000)
        strbuf_format(out, " wide %d.%02d%%", run->width_percent_x100 / 100,
                      run->width_percent_x100 % 100);
    if (run->rtl) add_word(out, "rtl");
}

static void dump_qr(const DrawOp *op, StrBuf *out)
{
    strbuf_add(out, STR("qr"));
    add_rect(out, op->qr.box);
    strbuf_format(out, " v%d-%c mask %d", op->qr.symbol->version, "LMQH"[op->qr.symbol->level],
                  op -> qr.symbol->mask);
    add_colour(out, op->qr.colour);
}

static void dump_push(const DrawOp *op, StrBuf *out)
{
    strbuf_add(out, STR("push"));
    if (op->push.alpha && op->push.alpha != 255) strbuf_format(out, " alpha %d", op->push.alpha);
    if (op->push.clips) {
        add_word(out, "clip");
        add_path(out, op->push.clip);
    }
    if (op->push.transforms) {
        const Transform *t = &op->push.transform;
        add_word(out, "transform");
        add_factor(out, t->a);
        add_factor(out, t->b);
        add_factor(out, t->c);
        add_factor(out, t->d);
        add_len(out, t->e);
        add_len(out, t->f);
    }
}

static void dump_link(const DrawOp *op, StrBuf *out)
{
    strbuf_add(out, STR("link"));
    add_rect(out, op->link.box);
    add_quoted(out, op->link.target);
    if (op->link.alt.len) {
        add_word(out, "alt");
        add_quoted(out, op->link.alt);
    }
}

static void dump_tag(const DrawOp *op, StrBuf *out)
{
    strbuf_add(out, STR("tag"));
    add_word(out, role_names[op->tag.role]);
    if (op->tag.alt.len) {
        add_word(out, "alt");
        add_quoted(out, op->tag.alt);
    }
    if (op->tag.lang.len) {
        add_word(out, "lang");
        add_quoted(out, op->tag.lang);
    }
}

static void dump_op(const DrawOp *op, StrBuf *out)
{
    switch (op->kind) {
    case DRAW_PATH:
        dump_path(op, out);
        break;
    case DRAW_TEXT:
        dump_text(op, out);
        break;
    case DRAW_IMAGE:
        strbuf_add(out, STR("image"));
        add_rect(out, op->image.box);
        add_quoted(out, op->image.image->path);
        if (op->image.image->artwork && op->image.image->artwork->page > 1)
            strbuf_format(out, " page %u", op->image.image->artwork->page);
        break;
    case DRAW_QR:
        dump_qr(op, out);
        break;
    case DRAW_STAMP:
        strbuf_add(out, STR("stamp"));
        add_len(out, op->stamp.at.x);
        add_len(out, op->stamp.at.y);
        break;
    case DRAW_PUSH:
        dump_push(op, out);
        break;
    case DRAW_POP:
        strbuf_add(out, STR("pop"));
        break;
    case DRAW_LINK:
        dump_link(op, out);
        break;
    case DRAW_DEST:
        strbuf_add(out, STR("dest"));
        add_quoted(out, op->dest.name);
        add_len(out, op->dest.y);
        break;
    case DRAW_OUTLINE:
        strbuf_format(out, "outline %d", op->outline.level);
        add_len(out, op->outline.y);
        add_quoted(out, op->outline.title);
        break;
    case DRAW_TAG:
        dump_tag(op, out);
        break;
    case DRAW_TAG_END:
        strbuf_add(out, STR("tag-end"));
        break;
    }
    strbuf_char(out, '\n');
}

void draw_dump(const DrawPage *page, StrBuf *out)
{
    strbuf_add(out, STR("page"));
    add_len(out, page->width);
    add_len(out, page->height);
    if (page->bleed) {
        add_word(out, "bleed");
        add_len(out, page->bleed);
    }
    if (page->label.len) {
        add_word(out, "label");
        add_quoted(out, page->label);
    }
    if (page->back) add_word(out, "back");
    strbuf_char(out, '\n');
    const DrawOp *drawing = NULL; /* of the last stamp; shown once where it repeats */
    for (size_t i = 0; i < page->n_ops; i++) {
        const DrawOp *op = &page->ops[i];
        dump_op(op, out);
        if (op->kind != DRAW_STAMP || op->stamp.ops == drawing) continue;
        drawing = op->stamp.ops;
        for (size_t k = 0; k < op->stamp.n_ops; k++) {
            strbuf_add(out, STR("  "));
            dump_op(&drawing[k], out);
        }
    }
}
