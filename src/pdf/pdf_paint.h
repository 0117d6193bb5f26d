/* pdf_paint - graphics state while a page's operations become its content stream. */
#ifndef ETALASE_PDF_PAINT_H
#define ETALASE_PDF_PAINT_H

#include "pdf/pdf_document.h"

/* The part of the graphics state that q saves and Q brings back, as far as it has been set. */
typedef struct PaintState {
    Colour fill, stroke; /* alpha as set by the last gs */
    Len stroke_width;
    LineCap cap;
    Len dash[2];
    const PdfFont *font;
    Len size, rise;
    int width_percent_x100;
    uint8_t alpha;     /* multiplies that of every operation */
    Transform to_page; /* from the coordinates of operations to those of the page, y down */
} PaintState;

/* A text object that is open. */
typedef struct TextState {
    bool open;          /* between BT and ET */
    bool placed;        /* a line has been started in it */
    bool array, string; /* inside [ and inside < */
    Len line_x, line_y; /* start of the line, PDF upward */
    int64_t pen;        /* where the next glyph would go, 1/1000000 Len */
} TextState;

/* Where painting was before a PUSH. */
typedef struct Saved {
    PaintState state;
    Content *out; /* NULL: the same */
} Saved;

typedef struct Painter {
    Pdf *pdf;
    const DrawPage *page; /* NULL: a stamp */
    Content *out;
    PageParts *parts;
    PaintState state;
    VEC(Saved) saved;
    TextState text;
    Arena *arena; /* for the page */
} Painter;

/* Sets colour and opacity where they differ from the state. */
void paint_fill_colour(Painter *painter, Colour colour);
void paint_fill_alpha(Painter *painter, uint8_t alpha);

/* pdf_text.c */
void paint_text(Painter *painter, const GlyphRun *run, Point at, Colour colour);
void paint_text_end(Painter *painter); /* ET, if a text object is open */

#endif
