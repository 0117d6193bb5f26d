/* printer - how a printer is off, so that sheets come out where they should.
 *
 * What is printed is scaled and turned about the middle of the sheet, then moved. The values say
 * what to do, not what is wrong: a print that comes 0.5 mm too far to the right needs dx: -0.5mm.
 */
#ifndef ETALASE_PRESS_PRINTER_H
#define ETALASE_PRESS_PRINTER_H

#include "draw/draw.h"
#include "press/fields.h"

typedef enum Flip { FLIP_LONG, FLIP_SHORT } Flip; /* over which edge a sheet is turned */

typedef struct Printer {
    Str name, title;
    Len dx, dy;           /* right, down */
    int rotate_milli;     /* degrees, clockwise */
    int scale_x, scale_y; /* hundred thousandths */
    Len back_dx, back_dy; /* on backs, besides the above, as seen on the back */
    int back_rotate_milli;
    int dpi;  /* dots per inch; 0: not known */
    int flip; /* Flip, if the printer can turn one way only */
} Printer;

/* NULL after an error was reported. */
const Printer *printer_read(Arena *arena, const Node *node, Diag *diag);

/* From the sheet as meant to the sheet as sent to the printer; the identity for NULL. */
Transform printer_transform(const Printer *printer, Extent sheet, bool back);

/* Whether sheets are turned about their vertical axis, so that left and right change places. */
bool sheet_turns_sideways(Extent sheet, Flip flip);
/* Where a back must stand to lie behind `box` of the front. */
Rect sheet_behind(Extent sheet, Flip flip, Rect box);

#endif
