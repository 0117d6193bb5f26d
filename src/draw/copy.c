/* copy - a page that outlives the call that brought it. */
#include "draw/copy.h"

#include <string.h>

#include "base/vec.h"

typedef struct Drawing {
    const DrawOp *from;
    DrawOp *to;
} Drawing;

typedef struct Copier {
    Arena *arena;
    VEC(Drawing) drawings; /* of stamps, copied already; few, as a page has few motifs */
} Copier;

static const void *bytes_copy(Arena *arena, const void *from, size_t n, size_t size)
{
    if (!n) return NULL;
    void *to = arena_alloc_array(arena, n, size);
    memcpy(to, from, n * size);
    return to;
}

#define COPY(arena, from, n) bytes_copy((arena), (from), (n), sizeof *(from))

static Path path_copy(Arena *arena, Path path)
{
    return (Path){COPY(arena, path.verbs, path.n_verbs), path.n_verbs,
                  COPY(arena, path.points, path.n_points), path.n_points};
}

/* Rows below the symbol's side are not looked at, so a small symbol takes little room. */
static const QrSymbol *symbol_copy(Arena *arena, const QrSymbol *from)
{
    size_t used = offsetof(QrSymbol, rows) + from->side * sizeof from->rows[0];
    void *to = arena_alloc(arena, sizeof *from);
    memcpy(to, from, used);
    return to;
}

static const Gradient *gradient_copy(Arena *arena, const Gradient *gradient)
{
    if (!gradient) return NULL;
    Gradient *copy = ARENA_NEW(arena, Gradient);
    *copy = *gradient;
    copy->stops = COPY(arena, gradient->stops, gradient->n_stops);
    return copy;
}

static void copy_ops(Copier *c, DrawOp *to, const DrawOp *from, size_t n);

static const DrawOp *drawing_copy(Copier *c, const DrawOp *ops, size_t n)
{
    for (size_t i = c->drawings.len; i-- > 0;)
        if (c->drawings.items[i].from == ops) return c->drawings.items[i].to;
    Drawing drawing = {ops, ARENA_ARRAY(c->arena, DrawOp, n)};
    copy_ops(c, drawing.to, ops, n);
    VEC_PUSH(c->arena, &c->drawings, drawing);
    return drawing.to;
}

static void copy_op(Copier *c, DrawOp *op)
{
    Arena *arena = c->arena;
    switch (op->kind) {
    case DRAW_PATH:
        op->path.path = path_copy(arena, op->path.path);
        op->path.paint.gradient = gradient_copy(arena, op->path.paint.gradient);
        break;
    case DRAW_TEXT: {
        GlyphRun *run = &op->text.run;
        run->glyphs = COPY(arena, run->glyphs, run->n_glyphs);
        run->text = str_copy(arena, run->text);
        run->lang = str_copy(arena, run->lang);
        break;
    }
    case DRAW_QR:
        op->qr.symbol = symbol_copy(arena, op->qr.symbol);
        break;
    case DRAW_STAMP:
        op->stamp.ops = drawing_copy(c, op->stamp.ops, op->stamp.n_ops);
        break;
    case DRAW_PUSH:
        if (op->push.clips) op->push.clip = path_copy(arena, op->push.clip);
        break;
    case DRAW_LINK:
        op->link.target = str_copy(arena, op->link.target);
        op->link.alt = str_copy(arena, op->link.alt);
        break;
    case DRAW_DEST:
        op->dest.name = str_copy(arena, op->dest.name);
        break;
    case DRAW_OUTLINE:
        op->outline.title = str_copy(arena, op->outline.title);
        break;
    case DRAW_TAG:
        op->tag.alt = str_copy(arena, op->tag.alt);
        op->tag.lang = str_copy(arena, op->tag.lang);
        break;
    case DRAW_IMAGE:
    case DRAW_POP:
    case DRAW_TAG_END:
        break;
    }
}

static void copy_ops(Copier *c, DrawOp *to, const DrawOp *from, size_t n)
{
    if (n) memcpy(to, from, n * sizeof *to);
    for (size_t i = 0; i < n; i++) copy_op(c, &to[i]);
}

DrawPage page_copy(Arena *arena, const DrawPage *page)
{
    Copier c = {.arena = arena};
    DrawPage copy = *page;
    copy.arena = arena;
    copy.label = str_copy(arena, page->label);
    copy.owner = str_copy(arena, page->owner);
    copy.ops = ARENA_ARRAY(arena, DrawOp, page->n_ops);
    copy.cap_ops = page->n_ops;
    copy_ops(&c, copy.ops, page->ops, page->n_ops);
    return copy;
}
