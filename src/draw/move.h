/* move - a drawing at another place. */
#ifndef ETALASE_DRAW_MOVE_H
#define ETALASE_DRAW_MOVE_H

#include "draw/draw.h"

/* The operation moved by dx and dy; not for transforms, whose rounding depends on the place. What
 * has to be copied for it is in `arena`, all else is shared. */
DrawOp draw_move(Arena *arena, DrawOp op, Len dx, Len dy);

#endif
