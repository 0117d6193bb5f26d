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

static void add_path(PathBuilder *path, Path more)
{
    for (size_t i = 0; i < more.n_verbs; i++) add_verb(path, more.verbs[i]);
    for (size_t i = 0; i < more.n_points; i++) add_point(path, more.points[i].x, more.points[i].y);
}

void path_circle(PathBuilder *path, Point centre, Len radius)
{
    path_round_rect(path, (Rect){centre.x - radius, centre.y - radius, 2 * radius, 2 * radius},
                    radius);
}

/* As CSS does: all by the factor that the fullest side needs. */
static void fit_radii(Rect box, const Len radii[4], Len out[4])
{
    const int64_t sides[] = {box.w, box.h, box.w, box.h};
    int64_t room = 1, need = 1; /* the least room / need */
    for (int i = 0; i < 4; i++) {
        int64_t both = (int64_t)radii[i] + radii[(i + 1) % 4];
        if (both * room > sides[i] * need) room = sides[i], need = both;
    }
    for (int i = 0; i < 4; i++) {
        Len radius = radii[i] > 0 ? radii[i] : 0;
        out[i] = need > 1 ? (Len)(radius * room / need) : radius;
    }
}

/* From a point of the outline round a corner to the next: `in` and `out` are unit steps along the
 * sides that meet there. */
static void add_corner(PathBuilder *path, Point corner, Point in, Point out, Len radius)
{
    /* How far the control points stay away from the corner. */
    Len k = radius - len_scale(radius, 5522847, 10000000);
    Point start = {corner.x - in.x * radius, corner.y - in.y * radius};
    Point last = path->n_points ? path->points[path->n_points - 1] : start;
    if (!path->n_points)
        path_move(path, start.x, start.y);
    else if (last.x != start.x || last.y != start.y)
        path_line(path, start.x, start.y);
    if (radius <= 0) return;
    path_curve(path, (Point){corner.x - in.x * k, corner.y - in.y * k},
               (Point){corner.x + out.x * k, corner.y + out.y * k},
               (Point){corner.x + out.x * radius, corner.y + out.y * radius});
}

void path_round_corners(PathBuilder *path, Rect box, const Len radii[4])
{
    Len fitted[4];
    static const Point steps[] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
    fit_radii(box, radii, fitted);
    const Point corners[] = {{box.x, box.y},
                             {box.x + box.w, box.y},
                             {box.x + box.w, box.y + box.h},
                             {box.x, box.y + box.h}};
    PathBuilder outline;
    path_init(&outline, path->arena);
    path_move(&outline, box.x + fitted[0], box.y);
    for (int i = 1; i <= 4; i++)
        add_corner(&outline, corners[i % 4], steps[i - 1], steps[i % 4], fitted[i % 4]);
    path_close(&outline);
    add_path(path, path_done(&outline));
}

void path_round_rect(PathBuilder *path, Rect box, Len radius)
{
    if (radius <= 0 || box.w <= 1 || box.h <= 1) {
        path_rect(path, box);
        return;
    }
    path_round_corners(path, box, (const Len[]){radius, radius, radius, radius});
}

Path path_done(const PathBuilder *path)
{
    return (Path){path->verbs, path->n_verbs, path->points, path->n_points};
}
