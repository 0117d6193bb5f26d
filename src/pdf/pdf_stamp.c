/* pdf_stamp - what is painted again and again, as form XObjects (ISO 32000-1, 8.10):
 *
 *   drawings   what layout repeats itself, DRAW_STAMP
 *   patterns   a clip full of one drawing, as it stands on page after page
 *   shapes     paths of many points
 *
 * Patterns and shapes become objects at their second time, so that what is painted once costs
 * nothing more; `seen` forgets the oldest ones, which keeps memory flat. All are told by a key:
 * their operations as bytes, in coordinates from an origin of their own (of patterns, the page's).
 * That is cheaper than painting them to compare the contents, and pages that make the same one anew
 * share one object.
 */
#include <string.h>

#include "pdf/pdf_document.h"

typedef struct Bounds {
    int64_t left, bottom, right, top; /* PDF upward */
} Bounds;

static void reach(Bounds *bounds, int64_t x, int64_t y, int64_t around)
{
    if (x - around < bounds->left) bounds->left = x - around;
    if (x + around > bounds->right) bounds->right = x + around;
    if (-y - around < bounds->bottom) bounds->bottom = -y - around;
    if (-y + around > bounds->top) bounds->top = -y + around;
}

static const uint8_t points_of[] = {
    [PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0, [PATH_RECT] = 2};

static void reach_path(Bounds *bounds, const Path *path, Point origin, int64_t around)
{
    const Point *point = path->points;
    for (size_t i = 0; i < path->n_verbs; i++) {
        bool rect = path->verbs[i] == PATH_RECT; /* corner and size */
        for (int k = 0; k < points_of[path->verbs[i]]; k++, point++)
            reach(bounds, (int64_t)point->x + (rect && k ? point[-1].x : 0) - origin.x,
                  (int64_t)point->y + (rect && k ? point[-1].y : 0) - origin.y, around);
    }
}

/* Mitres reach out further than half the pen, at most ten times as far. A pattern ends at its
 * clip; the box stands off, or its edge would be softened twice. */
static Bounds bounds_of(const DrawOp *ops, size_t n_ops, Point origin)
{
    Bounds bounds = {INT64_MAX / 2, INT64_MAX / 2, INT64_MIN / 2, INT64_MIN / 2};
    for (size_t i = 0; i < n_ops; i++) {
        const PathPaint *paint = &ops[i].path.paint;
        if (ops[i].kind == DRAW_PUSH)
            reach_path(&bounds, &ops[i].push.clip, origin, LEN_PT(1));
        else if (ops[i].kind == DRAW_PATH)
            reach_path(&bounds, &ops[i].path.path, origin,
                       paint->stroke.space != COLOUR_NONE ? 5 * (int64_t)paint->stroke_width : 0);
    }
    if (bounds.left > bounds.right) bounds = (Bounds){0};
    return bounds;
}

static void key_add(Content *key, const void *bytes, size_t len)
{
    content_add(key, (Str){bytes, len});
}

static void key_point(Content *key, Point point, Point origin)
{
    uint32_t from[] = {(uint32_t)point.x - (uint32_t)origin.x,
                       (uint32_t)point.y - (uint32_t)origin.y};
    key_add(key, from, sizeof from);
}

static void key_path(Content *key, const Path *path, Point origin)
{
    key_add(key, &path->n_verbs, sizeof path->n_verbs);
    key_add(key, path->verbs, path->n_verbs);
    const Point *point = path->points;
    for (size_t i = 0; i < path->n_verbs; i++)
        for (int k = 0; k < points_of[path->verbs[i]]; k++, point++)
            key_point(key, *point, path->verbs[i] == PATH_RECT && k ? (Point){0, 0} : origin);
}

static void key_shape(Content *key, const DrawOp *op, Point origin)
{
    const PathPaint *paint = &op->path.paint;
    const uint8_t how[] = {(uint8_t)paint->cap, (uint8_t)paint->even_odd};
    CONTENT_ADD(key, "s");
    key_path(key, &op->path.path, origin);
    key_add(key, &paint->fill, sizeof paint->fill);
    key_add(key, &paint->stroke, sizeof paint->stroke);
    key_add(key, &paint->stroke_width, sizeof paint->stroke_width);
    key_add(key, paint->dash, sizeof paint->dash);
    key_add(key, how, sizeof how);
}

static void write_form(Pdf *pdf, HPDF_Dict dict, Bounds bounds, const PageParts *parts, Str content)
{
    Content tail;
    content_init(&tail, &pdf->objects.scratch);
    HPDF_Dict_AddName(dict, "Type", "XObject");
    HPDF_Dict_AddName(dict, "Subtype", "Form");
    CONTENT_ADD(&tail, "/BBox [");
    content_len(&tail, bounds.left);
    content_len(&tail, bounds.bottom);
    content_len(&tail, bounds.right);
    content_len(&tail, bounds.top);
    CONTENT_ADD(&tail, "]\n/Resources << ");
    if (parts->pictures.len) {
        CONTENT_ADD(&tail, "/XObject << ");
        content_add(&tail, content_str(&parts->pictures));
        CONTENT_ADD(&tail, ">> ");
    }
    CONTENT_ADD(&tail, ">>\n");
    objects_write_packed(&pdf->objects, dict, content_str(&tail), content);
}

static PdfStamp *stamp_new(Pdf *pdf, const DrawOp *ops, size_t n_ops, Point origin, Str key)
{
    Objects *objects = &pdf->objects;
    PageParts parts = {.left = -origin.x, .top = origin.y};
    Content out;
    content_init(&out, &objects->scratch);
    content_init(&parts.pictures, &objects->scratch);
    paint_stamp_content(pdf, ops, n_ops, &parts, &out);
    HPDF_Dict dict = objects_new(objects);
    write_form(pdf, dict, bounds_of(ops, n_ops, origin), &parts, content_str(&out));
    PdfStamp *stamp = ARENA_NEW(&pdf->arena, PdfStamp);
    *stamp = (PdfStamp){.key = str_copy(&pdf->arena, key),
                        .object = object_id(dict),
                        .number = pdf->stamps.len,
                        .cmyk = parts.cmyk};
    objects_free(objects, dict);
    map_add(&pdf->stamps, stamp->key, stamp);
    return stamp;
}

static const PdfStamp *name_on_page(Pdf *pdf, PdfStamp *stamp, PageParts *parts)
{
    if (stamp->last_page != pdf->n_pages) {
        stamp->last_page = pdf->n_pages;
        CONTENT_ADD(&parts->pictures, "/S");
        content_int(&parts->pictures, (int64_t)stamp->number);
        content_ref(&parts->pictures, stamp->object);
    }
    if (stamp->cmyk) parts->cmyk = true;
    return stamp;
}

/* Pages have the same few: the latest are compared before anything is hashed. */
static PdfStamp *find_stamp(Pdf *pdf, Str key)
{
    PdfStamp **latest = pdf->latest_stamps;
    for (int i = 0; i < LATEST_STAMPS; i++)
        if (latest[i] && str_eq(latest[i]->key, key)) return latest[i];
    PdfStamp *stamp = map_find(&pdf->stamps, key);
    if (!stamp) return NULL;
    memmove(latest + 1, latest, (LATEST_STAMPS - 1) * sizeof *latest);
    return latest[0] = stamp;
}

static PdfStamp *find_drawing(Pdf *pdf, const DrawOp *ops, size_t n_ops)
{
    Point origin = {0, 0};
    Content key;
    content_init(&key, &pdf->objects.scratch);
    for (size_t i = 0; i < n_ops; i++) key_shape(&key, &ops[i], origin);
    PdfStamp *stamp = find_stamp(pdf, content_str(&key));
    return stamp ? stamp : stamp_new(pdf, ops, n_ops, origin, content_str(&key));
}

const PdfStamp *pdf_stamp_use(Pdf *pdf, const DrawOp *ops, size_t n_ops, PageParts *parts)
{
    if (parts->stamp && parts->stamp_ops == ops) return parts->stamp;
    PdfStamp *stamp = find_drawing(pdf, ops, n_ops);
    parts->stamp_ops = ops, parts->stamp = stamp;
    return name_on_page(pdf, stamp, parts);
}

/* Whether this has been asked about the key before, not long ago. */
static bool is_repeated(Pdf *pdf, Str key)
{
    uint64_t hash = str_hash(key), *slot = &pdf->seen[hash % SEEN_SLOTS];
    bool repeated = *slot == hash;
    *slot = hash;
    return repeated;
}

static bool is_opaque(Colour colour) { return colour.space == COLOUR_NONE || colour.alpha == 255; }

const PdfStamp *pdf_shape_use(Pdf *pdf, const DrawOp *op, PageParts *parts, Point *origin)
{
    enum { LEAST_POINTS = 12 };
    const PathPaint *paint = &op->path.paint;
    if (op->path.path.n_points < LEAST_POINTS || paint->gradient || !is_opaque(paint->fill) ||
        !is_opaque(paint->stroke))
        return NULL;
    *origin = op->path.path.points[0];
    Content key;
    content_init(&key, &pdf->objects.scratch);
    key_shape(&key, op, *origin);
    PdfStamp *stamp = find_stamp(pdf, content_str(&key));
    if (!stamp && is_repeated(pdf, content_str(&key)))
        stamp = stamp_new(pdf, op, 1, *origin, content_str(&key));
    return stamp ? name_on_page(pdf, stamp, parts) : NULL;
}

size_t pdf_pattern_length(const DrawOp *op, size_t n_ops)
{
    if (op->kind != DRAW_PUSH || !op->push.clips || op->push.transforms || op->push.alpha % 255 ||
        !op->push.clip.n_points)
        return 0;
    size_t n = 1;
    while (n < n_ops && op[n].kind == DRAW_STAMP && op[n].stamp.ops == op[1].stamp.ops) n++;
    return n > 2 && n < n_ops && op[n].kind == DRAW_POP ? n + 1 : 0;
}

const PdfStamp *pdf_pattern_use(Pdf *pdf, const DrawOp *ops, size_t n_ops, PageParts *parts,
                                Point *origin)
{
    *origin = (Point){-parts->left, parts->top};
    PdfStamp *drawing = find_drawing(pdf, ops[1].stamp.ops, ops[1].stamp.n_ops);
    Content key;
    content_init(&key, &pdf->objects.scratch);
    CONTENT_ADD(&key, "p");
    key_add(&key, &drawing->number, sizeof drawing->number);
    key_path(&key, &ops[0].push.clip, *origin);
    for (size_t i = 1; i + 1 < n_ops; i++) key_point(&key, ops[i].stamp.at, *origin);
    PdfStamp *stamp = find_stamp(pdf, content_str(&key));
    if (!stamp && is_repeated(pdf, content_str(&key))) {
        uint64_t last_page = drawing->last_page;
        drawing->last_page = 0; /* the pattern has resources of its own */
        stamp = stamp_new(pdf, ops, n_ops, *origin, content_str(&key));
        drawing->last_page = last_page;
    }
    return stamp ? name_on_page(pdf, stamp, parts) : NULL;
}
