/* stock - what lies in the printer's tray: a sheet and the labels on it.
 *
 * All lengths from the sheet's top left corner, as it is printed on its front.
 */
#ifndef ETALASE_PRESS_STOCK_H
#define ETALASE_PRESS_STOCK_H

#include "press/fields.h"

typedef enum StockMarks { MARKS_NONE, MARKS_CUT } StockMarks;

/* A folded card is printed on one side: its back panel stands left of the front panel, upright, or
 * above it, head to head. */
typedef enum StockFold { FOLD_NONE, FOLD_LEFT, FOLD_TOP } StockFold;

/* How a label is held by who reads it: as it lies on the sheet, upright, or lengthwise. */
typedef enum StockReads { READS_AS_IT_LIES, READS_PORTRAIT, READS_LANDSCAPE } StockReads;

typedef struct Stock {
    Str name, title, description;
    PressTexts aliases;  /* other names of the same sheet */
    Extent sheet, label; /* of a folded card: one panel */
    int columns, rows;
    Len left, top;              /* of the first label */
    Extent pitch;               /* from one label to the next */
    Len bleed;                  /* how far a design may run over the label's edge */
    Len radius;                 /* of the label's corners */
    Len holes_top, holes_apart; /* of the lanyard: from the label's top edge, between the two */
    int dpi;                    /* of the printer that takes it; 0: any */
    int marks, fold;            /* StockMarks, StockFold */
    int reads;                  /* StockReads */
    Str source, date; /* where the measures are from, and when they were looked up or taken */
} Stock;

/* Margins and pitch that are not given are made: labels side by side, in the middle of the sheet.
 * Checks that they fit. NULL after an error was reported. */
const Stock *stock_read(Arena *arena, const Node *node, Diag *diag);
bool stock_is_named(const Stock *stock, Str name); /* by name or alias */

/* The label as it is read: the size of a design that adapts to it. */
Extent stock_face(const Stock *stock);
/* Whether a page of that size fits the label, upright or turned. */
bool stock_holds(Extent label, Extent page); /* upright alone */
bool stock_takes(const Stock *stock, Extent page);
/* A label with all its panels. */
Extent stock_cell(const Stock *stock);
int stock_places(const Stock *stock); /* labels on a sheet */

/* What `stocks show` prints: keys and values as in the file, with what was left out. */
void stock_show(const Stock *stock, StrBuf *out);

#endif
