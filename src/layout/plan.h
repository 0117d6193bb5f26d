/* plan - the floor plan of a hall: `plan: hall`. Internal to layout/.
 *
 * The hall is drawn to scale with its stands and their numbers, doors, stages and rooms; below it a
 * bar that gives the scale, an arrow to the north, and a key of colours. Sizes in the plan are
 * metres (Num) until measuring finds the scale. */
#ifndef ETALASE_LAYOUT_PLAN_H
#define ETALASE_LAYOUT_PLAN_H

#include "layout/figure.h"

typedef struct PlanStand {
    Num x, y, width, depth;
    Str number;
    Len number_width; /* in the size of the plan's style */
    Colour colour;    /* COLOUR_NONE: that of most */
    bool here;        /* the one that is looked for */
    const Para *text; /* in the size that fits; NULL: no number */
    Span from;
} PlanStand;

typedef enum PlanMarkKind { PLAN_ENTRANCE, PLAN_EXIT, PLAN_STAGE, PLAN_ROOM } PlanMarkKind;

typedef struct PlanMark {
    PlanMarkKind kind;
    Num x, y, width, depth;
    int side; /* of doors: 0 top, 1 right, 2 bottom, 3 left */
    Str words;
    TextAlign align;
    Span from;
    const Para *name; /* in the size that fits; NULL: none does */
} PlanMark;

typedef struct Plan {
    Num width, depth; /* of the hall */
    PlanStand *stands;
    size_t n_stands;
    PlanMark *marks;
    size_t n_marks;
    FigureKey key;
    int north; /* the side that looks north; -1: not said */
    const Para *north_name, *scale_name;
    Num scale; /* length of the scale bar; 0: none */
    const TextStyle *style;
    Colour accent;
    Len least_size; /* of numbers */
    Len metre;      /* 0: as long as there is room for */
    /* Found by measuring. */
    Rect hall;        /* within the padding of the box */
    Len margin_below; /* what doors take up below the hall */
    Len door_names;   /* most width of the names beside the hall */
} Plan;

/* NULL if the value is no hall with a plan. */
Box *make_plan(Make *m, Box *box, const LNode *node, const Scope *scope);
void measure_plan(Make *m, Box *box, Len width, Len height);
void paint_plan(Painter *p, const Box *box, Rect area);

#endif
