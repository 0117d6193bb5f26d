#include "draw/draw.h"

#include "base/vec.h"

void draw_init(DrawPage *page, Arena *arena, Len width, Len height, Len bleed)
{
    *page = (DrawPage){.width = width, .height = height, .bleed = bleed, .arena = arena};
}

void draw_add(DrawPage *page, DrawOp op)
{
    if (page->n_ops == page->cap_ops)
        page->ops =
            vec_grow(page->arena, page->ops, page->n_ops, &page->cap_ops, sizeof *page->ops);
    page->ops[page->n_ops++] = op;
}

static void add_path(DrawPage *page, const PathBuilder *path, PathPaint paint)
{
    draw_add(page, (DrawOp){.kind = DRAW_PATH, .path = {path_done(path), paint}});
}

void draw_rect(DrawPage *page, Rect box, Colour fill)
{
    PathBuilder path;
    path_init(&path, page->arena);
    path_rect(&path, box);
    add_path(page, &path, (PathPaint){.fill = fill});
}

void draw_round_rect(DrawPage *page, Rect box, Len radius, PathPaint paint)
{
    PathBuilder path;
    path_init(&path, page->arena);
    path_round_rect(&path, box, radius);
    add_path(page, &path, paint);
}

void draw_line(DrawPage *page, Point from, Point to, Len width, Colour colour)
{
    PathBuilder path;
    path_init(&path, page->arena);
    path_move(&path, from.x, from.y);
    path_line(&path, to.x, to.y);
    add_path(page, &path, (PathPaint){.stroke = colour, .stroke_width = width});
}
