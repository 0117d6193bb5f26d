/* draw - a page as a list of drawing operations: what layout makes and PDF eats.
 *
 * Coordinates are Len from the top left corner of the trimmed page, x right, y down. Operations
 * paint in order. The dump (draw_dump) is stable text and a golden format.
 */
#ifndef ETALASE_DRAW_DRAW_H
#define ETALASE_DRAW_DRAW_H

#include "base/colour.h"
#include "code/qr.h"
#include "image/image.h"
#include "text/para.h"

typedef struct Point {
    Len x, y;
} Point;

typedef struct Rect {
    Len x, y, w, h;
} Rect;

typedef enum DrawKind {
    DRAW_PATH,     /* fill and/or stroke */
    DRAW_TEXT,     /* a glyph run */
    DRAW_IMAGE,
    DRAW_QR,
    DRAW_STAMP,    /* a small drawing that is repeated */
    DRAW_PUSH,     /* save state; optional clip path and transform, until the matching POP */
    DRAW_POP,
    DRAW_LINK,     /* an active area */
    DRAW_DEST,     /* a named place that links point to */
    DRAW_OUTLINE,  /* an entry of the document outline that points here */
    DRAW_TAG,      /* begin of a structure element or artifact */
    DRAW_TAG_END,
} DrawKind;

/* Path segments. A curve takes three points (cubic Bezier), CLOSE none, others one. */
typedef enum PathVerb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE, PATH_RECT /* two points: corner, size */ } PathVerb;

typedef struct Path {
    const uint8_t *verbs;
    size_t n_verbs;
    const Point *points;
    size_t n_points;
} Path;

typedef enum LineCap { CAP_BUTT, CAP_ROUND, CAP_SQUARE } LineCap;

typedef struct GradientStop {
    Colour colour;    /* opaque; all of a gradient in one space */
    int16_t permille; /* of the way; rising */
} GradientStop;

/* From `from` to `to`, going on in the end colours beyond; radial: from the middle `from` to the
 * circle through `to`. */
typedef struct Gradient {
    bool radial;
    Point from, to;
    const GradientStop *stops;
    size_t n_stops; /* at least 2 */
} Gradient;

typedef struct PathPaint {
    Colour fill, stroke;      /* COLOUR_NONE: not painted */
    const Gradient *gradient; /* NULL: none; else in place of `fill` */
    Len stroke_width;
    LineCap cap;
    Len dash[2]; /* on, off; 0: solid */
    bool even_odd;
} PathPaint;

/* Matrix of 16.16 fixed-point factors and a translation, as in PDF but y down:
 * x' = a x + c y + e, y' = b x + d y + f. */
typedef struct Transform {
    int32_t a, b, c, d;
    Len e, f;
} Transform;

/* Standard structure types (ISO 32000-1, 14.8.4). */
typedef enum TagRole {
    TAG_ARTIFACT,
    TAG_SECT, TAG_H1, TAG_H2, TAG_H3, TAG_P, TAG_FIGURE, TAG_CAPTION,
    TAG_TABLE, TAG_TR, TAG_TH, TAG_TD, TAG_TOC, TAG_TOCI, TAG_LINK, TAG_LIST, TAG_LI, TAG_NOTE,
} TagRole;

typedef struct DrawOp {
    DrawKind kind;
    union {
        struct { Path path; PathPaint paint; } path;
        struct { GlyphRun run; Point at; /* left end of the baseline */ Colour colour; } text;
        struct { const Image *image; Rect box; /* the whole picture's place, upright as shown */ } image;
        struct { const QrSymbol *symbol; Rect box; /* the symbol without quiet zone */ Colour colour; } qr;
        /* Opaque paths alone, in coordinates whose origin comes to `at`. Repeats share `ops`. */
        struct { const struct DrawOp *ops; size_t n_ops; Point at; } stamp;
        /* The clip stands in the coordinates outside the transform. alpha fades what stands inside
         * as a whole: where it overlaps, nothing shines through; 0 and 255: unchanged. */
        struct { bool clips; Path clip; bool transforms; Transform transform; uint8_t alpha; } push;
        struct { Rect box; Str target; /* https://…, mailto:…, or #destination */ Str alt; } link;
        struct { Str name; Len y; } dest;
        struct { int level; /* from 1 */ Str title; Len y; } outline;
        struct { TagRole role; Str alt, lang; } tag;
    };
} DrawOp;

typedef struct DrawPage {
    Len width, height; /* of the trimmed page */
    Len bleed;         /* on all sides */
    bool back;         /* belongs on the back of the page before it */
    Str label;         /* page label as printed: "iv", "12" */
    Str owner;         /* id of the record whose page it is; empty: of none */
    DrawOp *ops;
    size_t n_ops, cap_ops;
    Arena *arena;      /* of ops and what they point to */
} DrawPage;

void draw_init(DrawPage *page, Arena *arena, Len width, Len height, Len bleed);
void draw_add(DrawPage *page, DrawOp op);
/* Shorthands for common operations. */
void draw_rect(DrawPage *page, Rect box, Colour fill);
void draw_round_rect(DrawPage *page, Rect box, Len radius, PathPaint paint);
void draw_line(DrawPage *page, Point from, Point to, Len width, Colour colour);

/* Builds paths point by point. */
typedef struct PathBuilder {
    Arena *arena;
    uint8_t *verbs;
    size_t n_verbs, cap_verbs;
    Point *points;
    size_t n_points, cap_points;
} PathBuilder;
void path_init(PathBuilder *path, Arena *arena);
void path_move(PathBuilder *path, Len x, Len y);
void path_line(PathBuilder *path, Len x, Len y);
void path_curve(PathBuilder *path, Point c1, Point c2, Point to);
void path_close(PathBuilder *path);
void path_rect(PathBuilder *path, Rect box);
void path_circle(PathBuilder *path, Point centre, Len radius);
void path_round_rect(PathBuilder *path, Rect box, Len radius);
/* Radii from the top left clockwise; those that meet on a side are made smaller together. */
void path_round_corners(PathBuilder *path, Rect box, const Len radii[4]);
Path path_done(const PathBuilder *path);

/* One line per operation, lengths in points with three decimals. */
void draw_dump(const DrawPage *page, StrBuf *out);

/* Who takes finished pages. False stops the run (the sink has reported why). The page and all it
 * points to are invalid after the call. */
typedef struct PageSink {
    void *context;
    bool (*page)(void *context, const DrawPage *page);
} PageSink;

#endif
