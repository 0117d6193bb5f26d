/* impose - pages of one size onto the labels of sheets.
 *
 * Stands between a layout, whose page sink it is, and whoever takes the sheets. Pages are copied,
 * as they are invalid after the call; what is kept is one sheet, or one stack of sheets in stack
 * order. Destinations and outline entries move with the first copy of a page and are left out of
 * others.
 *
 * Backs are placed so that each lies behind its front, head behind head, when the sheet is turned
 * over its long or short edge. Designs that run over their edge do so as far as the stock's bleed,
 * half the gap to the next label and the sheet allow. Cut marks stand outside the bleed, on fronts.
 */
#ifndef ETALASE_PRESS_IMPOSE_H
#define ETALASE_PRESS_IMPOSE_H

#include "draw/draw.h"
#include "press/printer.h"
#include "press/stock.h"

typedef enum PressOrder {
    ORDER_SHEETS, /* row by row, sheet after sheet */
    ORDER_STACK,  /* down through a stack of sheets, label by label: cut stacks lie in order */
} PressOrder;

enum { IMPOSE_STACK_SHEETS = 50 /* what a guillotine takes at once */ };

typedef struct ImposeOptions {
    const Stock *stock;
    const Printer *printer; /* may be NULL */
    int start;              /* first free label of the first sheet, from 1 */
    int copies;             /* of each label */
    bool paired;            /* sheets have both sides */
    bool marked; /* pages say themselves which are backs; else front, back, front, back */
    Flip flip;   /* how sheets with backs are turned */
    PressOrder order;
    Span at; /* where the stock is chosen, for messages */
    /* Told where the first copy of each page with an owner comes: sheet and label count from 1.
     * May be NULL. */
    void (*placed)(void *context, Str owner, uint32_t sheet, uint32_t label);
    void *placed_context;
    /* Names stocks with labels of that size, for the message; may be NULL. */
    Str (*stocks_for)(void *context, Extent page);
    void *stocks_context;
} ImposeOptions;

typedef struct Impose Impose;

/* Sheets go to `sink`. NULL after an error was reported. */
Impose *impose_open(Arena *arena, const ImposeOptions *options, PageSink sink, Diag *diag);
/* For PageSink: context is the Impose. False after a page that does not match the label was
 * reported. */
bool impose_page(void *impose, const DrawPage *page);
/* Hands over what is not on a full sheet yet, and ends. False if a back is missing (reported) or
 * the sink stopped. */
bool impose_close(Impose *impose);
void impose_abandon(Impose *impose);

#endif
