/* ruler - a page that shows where the labels of a stock are: to be printed on plain paper and held
 * against the stock and the light. */
#ifndef ETALASE_PRESS_RULER_H
#define ETALASE_PRESS_RULER_H

#include "draw/draw.h"
#include "press/printer.h"
#include "press/stock.h"

/* Writes `words` with their middle at `at`; what it draws is added to the page. */
typedef struct RulerPen {
    void *context;
    void (*write)(void *context, DrawPage *page, Str words, Point at, Len size);
} RulerPen;

/* Outlines and numbers of the labels, folds, holes, crosses at the labels' middles, millimetre
 * rulers along the left and top edge, and in the middle a line of known length. The printer's
 * corrections (may be NULL) are applied. On the back the same stands behind what is on the front:
 * seen against the light, the crosses of both sides fall together. */
typedef enum RulerSide { RULER_FRONT, RULER_BACK } RulerSide;
void ruler_draw(DrawPage *page, const Stock *stock, const Printer *printer, RulerSide side,
                Flip flip, RulerPen pen);

#endif
