/* path - shapes as moves, lines and cubic curves.
 *
 * A quarter of a circle is one cubic whose control points stand at 0.5522847 of the radius, the
 * factor that makes the curve pass through the middle of the arc; it strays by 0.03 % at most.
 */
#include "base/vec.h"
#include "draw/draw.h"

void path_init(PathBuilder *path, Arena *arena) { *path = (PathBuilder){.arena = arena}; }

static void add_verb(PathBuilder *path, PathVerb verb)
{
    if (path->n_verbs == path->cap_verbs)
        path->verbs = vec_grow(path->arena, path->verbs, path->n_verbs, &path->cap_verbs,
                               sizeof *path->verbs);
    path->verbs[path->n_verbs++] = (uint8_t)verb;
}

static void add_point(PathBuilder *path, Len x, Len y)
{
    if (path->n_points == path->cap_points)
        path->points = vec_grow(path->arena, path->points, path->n_points, &path->cap_points,
                                sizeof *path->points);
    path->points[path->n_points++] = (Point){x, y};
}

void path_move(PathBuilder *path, Len x, Len y)
{
    add_verb(path, PATH_MOVE);
    add_point(path, x, y);
}

void path_line(PathBuilder *path, Len x, Len y)
{
    add_verb(path, PATH_LINE);
    add_point(path, x, y);
}

void path_curve(PathBuilder *path, Point c1, Point c2, Point to)
{
    add_verb(path, PATH_CURVE);
    add_point(path, c1.x, c1.y);
    add_point(path, c2.x, c2.y);
    add_point(path, to.x, to.y);
}

void path_close(PathBuilder *path) { add_verb(path, PATH_CLOSE); }

void path_rect(PathBuilder *path, Rect box)
{
    add_verb(path, PATH_RECT);
    add_point(path, box.x, box.y);
    add_point(path, box.w, box.h);
}

void path_circle(PathBuilder *path, Point centre, Len radius)
{
    path_round_rect(path, (Rect){centre.x - radius, centre.y - radius, 2 * radius, 2 * radius},
                    radius);
}

void path_round_rect(PathBuilder *path, Rect box, Len radius)
{
    if (radius > box.w / 2) radius = box.w / 2;
    if (radius > box.h / 2) radius = box.h / 2;
    if (radius <= 0) {
        path_rect(path, box);
        return;
    }
    /* How far the control points stay away from the corner. */
    Len k = radius - len_scale(radius, 5522847, 10000000);
    Len left = box.x, top = box.y, right = box.x + box.w, bottom = box.y + box.h;
    path_move(path, left + radius, top);
    if (right - radius > left + radius) path_line(path, right - radius, top);
    path_curve(path, (Point){right - k, top}, (Point){right, top + k},
               (Point){right, top + radius});
    if (bottom - radius > top + radius) path_line(path, right, bottom - radius);
    path_curve(path, (Point){right, bottom - k}, (Point){right - k, bottom},
               (Point){right - radius, bottom});
    if (right - radius > left + radius) path_line(path, left + radius, bottom);
    path_curve(path, (Point){left + k, bottom}, (Point){left, bottom - k},
               (Point){left, bottom - radius});
    if (bottom - radius > top + radius) path_line(path, left, top + radius);
    path_curve(path, (Point){left, top + k}, (Point){left + k, top}, (Point){left + radius, top});
    path_close(path);
}

Path path_done(const PathBuilder *path)
{
    return (Path){path->verbs, path->n_verbs, path->points, path->n_points};
}
