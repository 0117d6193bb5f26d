/* pdf_stamp - small drawings that are repeated, as form XObjects (ISO 32000-1, 8.10).
 *
 * A drawing is told by its content stream: pages that make the same one anew share one object.
 */
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

static void reach_path(Bounds *bounds, const Path *path, int64_t around)
{
    const Point *point = path->points;
    for (size_t i = 0; i < path->n_verbs; i++) {
        static const uint8_t points[] = {
            [PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0, [PATH_RECT] = 2};
        bool rect = path->verbs[i] == PATH_RECT; /* corner and size */
        for (int k = 0; k < points[path->verbs[i]]; k++, point++)
            reach(bounds, (int64_t)point->x + (rect && k ? point[-1].x : 0),
                  (int64_t)point->y + (rect && k ? point[-1].y : 0), around);
    }
}

/* Mitres reach out further than half the pen, at most ten times as far. */
static Bounds bounds_of(const DrawOp *ops, size_t n_ops)
{
    Bounds bounds = {INT64_MAX / 2, INT64_MAX / 2, INT64_MIN / 2, INT64_MIN / 2};
    for (size_t i = 0; i < n_ops; i++) {
        const PathPaint *paint = &ops[i].path.paint;
        bool strokes = paint->stroke.space != COLOUR_NONE;
        if (ops[i].kind == DRAW_PATH)
            reach_path(&bounds, &ops[i].path.path, strokes ? 5 * (int64_t)paint->stroke_width : 0);
    }
    if (bounds.left > bounds.right) bounds = (Bounds){0};
    return bounds;
}

static uint32_t write_stamp(Pdf *pdf, const DrawOp *ops, size_t n_ops, Str content)
{
    Bounds bounds = bounds_of(ops, n_ops);
    HPDF_Dict dict = objects_new(&pdf->objects);
    Content tail;
    content_init(&tail, &pdf->objects.scratch);
    HPDF_Dict_AddName(dict, "Type", "XObject");
    HPDF_Dict_AddName(dict, "Subtype", "Form");
    CONTENT_ADD(&tail, "/BBox [");
    content_len(&tail, bounds.left);
    content_len(&tail, bounds.bottom);
    content_len(&tail, bounds.right);
    content_len(&tail, bounds.top);
    CONTENT_ADD(&tail, "]\n/Resources << >>\n");
    objects_write_packed(&pdf->objects, dict, content_str(&tail), content);
    uint32_t id = object_id(dict);
    objects_free(&pdf->objects, dict);
    return id;
}

static PdfStamp *find_stamp(Pdf *pdf, const DrawOp *ops, size_t n_ops)
{
    Content out;
    content_init(&out, &pdf->objects.scratch);
    PageParts parts = {0};
    paint_stamp_content(pdf, ops, n_ops, &parts, &out);
    PdfStamp *stamp = map_find(&pdf->stamps, content_str(&out));
    if (stamp) return stamp;
    Str content = str_copy(&pdf->arena, content_str(&out));
    stamp = ARENA_NEW(&pdf->arena, PdfStamp);
    *stamp = (PdfStamp){.object = write_stamp(pdf, ops, n_ops, content),
                        .number = pdf->stamps.len,
                        .cmyk = parts.cmyk};
    map_add(&pdf->stamps, content, stamp);
    return stamp;
}

const PdfStamp *pdf_stamp_use(Pdf *pdf, const DrawOp *ops, size_t n_ops, PageParts *parts)
{
    if (parts->stamp && parts->stamp_ops == ops) return parts->stamp;
    PdfStamp *stamp = find_stamp(pdf, ops, n_ops);
    if (stamp->last_page != pdf->n_pages) {
        stamp->last_page = pdf->n_pages;
        CONTENT_ADD(&parts->pictures, "/S");
        content_int(&parts->pictures, (int64_t)stamp->number);
        content_ref(&parts->pictures, stamp->object);
    }
    if (stamp->cmyk) parts->cmyk = true;
    parts->stamp_ops = ops, parts->stamp = stamp;
    return stamp;
}
