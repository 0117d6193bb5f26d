/* copy - a page that outlives the call that brought it. */
#ifndef ETALASE_DRAW_COPY_H
#define ETALASE_DRAW_COPY_H

#include "draw/draw.h"

/* All that `page` points to is copied into `arena`, except for what lives as long as the run: fonts
 * and pictures. Drawings that stamps share stay shared. */
DrawPage page_copy(Arena *arena, const DrawPage *page);

#endif
