/* move - a drawing at another place. */
#include "draw/move.h"

static Path move_path(Arena *arena, Path path, Len dx, Len dy)
{
    Point *points = ARENA_ARRAY_RAW(arena, Point, path.n_points);
    size_t at = 0;
    for (size_t v = 0; v < path.n_verbs; v++) {
        PathVerb verb = (PathVerb)path.verbs[v];
        size_t n = verb == PATH_CURVE ? 3 : verb == PATH_RECT ? 2 : verb == PATH_CLOSE ? 0 : 1;
        for (size_t end = at + n, first = at; at < end; at++) {
            bool size = verb == PATH_RECT && at > first;
            points[at] = path.points[at];
            if (!size) points[at].x += dx, points[at].y += dy;
        }
    }
    path.points = points;
    return path;
}

static const Gradient *move_gradient(Arena *arena, const Gradient *gradient, Len dx, Len dy)
{
    if (!gradient) return NULL;
    Gradient *moved = ARENA_NEW(arena, Gradient);
    *moved = *gradient;
    moved->from.x += dx, moved->from.y += dy;
    moved->to.x += dx, moved->to.y += dy;
    return moved;
}

DrawOp draw_move(Arena *arena, DrawOp op, Len dx, Len dy)
{
    switch (op.kind) {
    case DRAW_PATH:
        op.path.path = move_path(arena, op.path.path, dx, dy);
        op.path.paint.gradient = move_gradient(arena, op.path.paint.gradient, dx, dy);
        break;
    case DRAW_TEXT:
        op.text.at.x += dx, op.text.at.y += dy;
        break;
    case DRAW_IMAGE:
        op.image.box.x += dx, op.image.box.y += dy;
        break;
    case DRAW_QR:
        op.qr.box.x += dx, op.qr.box.y += dy;
        break;
    case DRAW_STAMP:
        op.stamp.at.x += dx, op.stamp.at.y += dy;
        break;
    case DRAW_PUSH:
        if (op.push.clips) op.push.clip = move_path(arena, op.push.clip, dx, dy);
        break;
    case DRAW_LINK:
        op.link.box.x += dx, op.link.box.y += dy;
        break;
    case DRAW_DEST:
        op.dest.y += dy;
        break;
    case DRAW_OUTLINE:
        op.outline.y += dy;
        break;
    case DRAW_POP:
    case DRAW_TAG:
    case DRAW_TAG_END:
        break;
    }
    return op;
}
