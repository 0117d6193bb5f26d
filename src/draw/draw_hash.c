/* draw_hash - operations as bytes: a letter for the kind, then numbers of fixed width, so that no
 * two pages that differ give the same bytes. */
#include "draw/draw_hash.h"

#include <string.h>

static void add_number(StrBuf *out, uint64_t number)
{
    char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (char)(number >> (56 - 8 * i));
    strbuf_add(out, (Str){bytes, sizeof bytes});
}

static void add_len(StrBuf *out, Len len)
{
    uint32_t n = (uint32_t)len;
    const char bytes[4] = {(char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n};
    strbuf_add(out, (Str){bytes, sizeof bytes});
}

static void add_text(StrBuf *out, Str text)
{
    add_number(out, text.len);
    strbuf_add(out, text);
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
    const char bytes[6] = {(char)colour.space, (char)colour.c[0], (char)colour.c[1],
                           (char)colour.c[2],  (char)colour.c[3], (char)colour.alpha};
    strbuf_add(out, (Str){bytes, sizeof bytes});
}

static void add_path(StrBuf *out, Path path)
{
    add_text(out, (Str){(const char *)path.verbs, path.n_verbs});
    for (size_t i = 0; i < path.n_points; i++) {
        add_len(out, path.points[i].x);
        add_len(out, path.points[i].y);
    }
}

static void add_gradient(StrBuf *out, const Gradient *gradient)
{
    strbuf_char(out, gradient->radial ? 'r' : 'l');
    add_rect(out, (Rect){gradient->from.x, gradient->from.y, gradient->to.x, gradient->to.y});
    add_number(out, gradient->n_stops);
    for (size_t i = 0; i < gradient->n_stops; i++) {
        add_colour(out, gradient->stops[i].colour);
        add_len(out, gradient->stops[i].permille);
    }
}

static void add_paint(StrBuf *out, const PathPaint *paint)
{
    add_colour(out, paint->fill);
    add_colour(out, paint->stroke);
    add_len(out, paint->stroke_width);
    strbuf_char(out, (char)paint->cap);
    add_len(out, paint->dash[0]);
    add_len(out, paint->dash[1]);
    strbuf_char(out, (char)paint->even_odd);
    if (paint->gradient) add_gradient(out, paint->gradient);
}

static void add_run(StrBuf *out, const DrawOp *op)
{
    const GlyphRun *run = &op->text.run;
    add_text(out, font_postscript_name(run->font));
    add_len(out, run->size);
    add_len(out, run->width_percent_x100);
    add_len(out, op->text.at.x);
    add_len(out, op->text.at.y);
    add_colour(out, op->text.colour);
    add_number(out, run->n_glyphs);
    for (uint32_t i = 0; i < run->n_glyphs; i++) {
        const Glyph *glyph = &run->glyphs[i];
        add_len(out, (Len)glyph->id);
        add_len(out, glyph->advance);
        add_len(out, glyph->dx);
        add_len(out, glyph->dy);
    }
}

static void add_symbol(StrBuf *out, const QrSymbol *symbol)
{
    add_number(out, symbol->side);
    for (size_t y = 0; y < symbol->side; y++)
        for (size_t word = 0; word * 64 < symbol->side; word++)
            add_number(out, symbol->rows[y][word]);
}

static uint64_t image_hash(PageHasher *hasher, const Image *image)
{
    size_t i = image->index;
    if (i >= hasher->n_images) {
        size_t n = (i + 1) * 2;
        struct ImageHash *grown = ARENA_ARRAY(hasher->arena, struct ImageHash, n);
        if (hasher->n_images) memcpy(grown, hasher->images, hasher->n_images * sizeof *grown);
        hasher->images = grown, hasher->n_images = n;
    }
    struct ImageHash *known = &hasher->images[i];
    if (known->image == image) return known->hash;
    Hash hash;
    StrBuf form;
    strbuf_init(&form, hasher->arena);
    const uint32_t numbers[] = {image->width_px,   image->height_px, image->orientation,
                                image->components, image->bits,      image->cmyk_inverted};
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) add_number(&form, numbers[k]);
    hash_init(&hash);
    hash_add(&hash, form.ptr, form.len);
    hash_add(&hash, image->data.ptr, image->data.len);
    hash_add(&hash, image->palette.ptr, image->palette.len);
    hash_add(&hash, image->alpha.ptr, image->alpha.len);
    *known = (struct ImageHash){image, hash_end(&hash)};
    return known->hash;
}

static void add_push(StrBuf *out, const DrawOp *op)
{
    strbuf_char(out, (char)op->push.alpha);
    strbuf_char(out, (char)op->push.clips);
    if (op->push.clips) add_path(out, op->push.clip);
    strbuf_char(out, (char)op->push.transforms);
    if (!op->push.transforms) return;
    const Transform *t = &op->push.transform;
    add_rect(out, (Rect){t->a, t->b, t->c, t->d});
    add_len(out, t->e);
    add_len(out, t->f);
}

static void add_op(PageHasher *hasher, StrBuf *out, const DrawOp *op);

/* A drawing that is stamped many times is hashed once. */
static uint64_t drawing_hash(PageHasher *hasher, const DrawOp *op)
{
    if (hasher->drawing == op->stamp.ops) return hasher->drawing_hash;
    StrBuf drawing;
    strbuf_init(&drawing, hasher->look.arena);
    for (size_t i = 0; i < op->stamp.n_ops; i++) add_op(hasher, &drawing, &op->stamp.ops[i]);
    hasher->drawing = op->stamp.ops;
    hasher->drawing_hash = hash_of(strbuf_str(&drawing));
    return hasher->drawing_hash;
}

static void add_op(PageHasher *hasher, StrBuf *out, const DrawOp *op)
{
    strbuf_char(out, (char)op->kind);
    switch (op->kind) {
    case DRAW_PATH:
        add_path(out, op->path.path);
        add_paint(out, &op->path.paint);
        break;
    case DRAW_TEXT:
        add_run(out, op);
        add_text(&hasher->words, op->text.run.text);
        break;
    case DRAW_IMAGE:
        add_rect(out, op->image.box);
        add_number(out, image_hash(hasher, op->image.image));
        break;
    case DRAW_QR:
        add_rect(out, op->qr.box);
        add_colour(out, op->qr.colour);
        add_symbol(out, op->qr.symbol);
        add_symbol(&hasher->words, op->qr.symbol);
        break;
    case DRAW_STAMP: {
        uint64_t drawing = drawing_hash(hasher, op);
        add_len(out, op->stamp.at.x);
        add_len(out, op->stamp.at.y);
        add_number(out, drawing);
        break;
    }
    case DRAW_PUSH:
        add_push(out, op);
        break;
    case DRAW_POP:
    case DRAW_LINK:
    case DRAW_DEST:
    case DRAW_OUTLINE:
    case DRAW_TAG:
    case DRAW_TAG_END:
        break;
    }
}

static bool leaves_a_mark(DrawKind kind)
{
    return kind != DRAW_LINK && kind != DRAW_DEST && kind != DRAW_OUTLINE && kind != DRAW_TAG &&
           kind != DRAW_TAG_END;
}

void page_hasher_init(PageHasher *hasher, Arena *arena) { *hasher = (PageHasher){.arena = arena}; }

void page_hash_add(PageHash *hash, PageHasher *hasher, const DrawPage *page)
{
    strbuf_init(&hasher->words, page->arena);
    strbuf_init(&hasher->look, page->arena);
    hasher->drawing = NULL;
    add_number(&hasher->words, hash->words);
    add_number(&hasher->look, hash->look);
    add_len(&hasher->look, page->width);
    add_len(&hasher->look, page->height);
    add_len(&hasher->look, page->bleed);
    for (size_t i = 0; i < page->n_ops; i++)
        if (leaves_a_mark(page->ops[i].kind)) add_op(hasher, &hasher->look, &page->ops[i]);
    hash->words = hash_of(strbuf_str(&hasher->words));
    hash->look = hash_of(strbuf_str(&hasher->look));
}
