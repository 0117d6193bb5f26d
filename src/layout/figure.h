/* figure - what charts and plans share: short texts, filled areas that can be told apart without
 * colour, and the key that names them. Internal to layout/. */
#ifndef ETALASE_LAYOUT_FIGURE_H
#define ETALASE_LAYOUT_FIGURE_H

#include "layout/box.h"

/* A paragraph in `style`, aligned; NULL if there is no text. Lives in m->arena. */
const Para *figure_text(Make *m, Str text, const TextStyle *style, TextAlign align, Span from);
/* The text of a property; empty if it is not set. */
Str figure_phrase(Make *m, const LNode *node, PropId id, const Scope *scope);
/* The style that a property names; `other` if it is not set. */
const TextStyle *figure_style(Make *m, const LNode *node, PropId id, const TextStyle *other,
                              const Scope *scope);
/* Width of a text on one line; 0 for none. */
Len figure_width(const Para *para);
/* Height of a text broken to `width`; 0 for none. */
Len figure_height(Arena *arena, const Para *para, Len width);
/* Paints a text broken to `width` whose box has its top left corner at x, y. */
void figure_paint(Painter *p, const Para *para, Len width, Len x, Len y);
/* Paints a text on one line, its capitals centred about `y`, beginning at x. */
void figure_paint_level(Painter *p, const Para *para, Len x, Len y);

/* How an area is filled beside its colour, for print in grey and readers who mix up colours. */
typedef enum Hatch { HATCH_NONE, HATCH_UNKNOWN, HATCH_BACK, HATCH_LEVEL, HATCH_CROSS } Hatch;

typedef struct FigureFill {
    Colour colour; /* of the ground; of the lines of HATCH_UNKNOWN, whose ground is paper */
    Colour lines;
    Hatch hatch;
} FigureFill;
void figure_fill(Painter *p, Rect at, const FigureFill *fill);

typedef enum MarkerShape {
    MARKER_NONE,
    MARKER_DOT,
    MARKER_RING,
    MARKER_SQUARE,
    MARKER_DIAMOND
} MarkerShape;
void figure_marker(Painter *p, MarkerShape shape, Point at, Len radius, Colour colour);
void figure_path(Painter *p, const PathBuilder *path, PathPaint paint);

/* An entry of a key: a swatch, or a piece of line with its marker, and the name. */
typedef struct KeyItem {
    const Para *name;
    FigureFill fill;
    bool is_line;
    Len dash[2];
    MarkerShape marker;
} KeyItem;

typedef struct FigureKey {
    const KeyItem *items;
    size_t n;
    Len size; /* of the type beside it */
} FigureKey;
/* Entries side by side, in as many lines as the width asks for. */
Len figure_key_height(Arena *arena, const FigureKey *key, Len width);
void figure_key_paint(Painter *p, const FigureKey *key, Len width, Len x, Len y);

/* The largest of 1, 2, 5 times a power of ten that is at most `most`, and at least the smallest
 * Num: steps of axes and of scale bars. */
Num figure_nice(Num most);

#endif
