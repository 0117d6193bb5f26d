/* artwork - a page of a PDF, or an SVG drawing, as objects that another PDF can take in. */
#ifndef ETALASE_ARTWORK_ARTWORK_H
#define ETALASE_ARTWORK_ARTWORK_H

#include "base/str.h"
#include "image/artwork_wire.h"

typedef struct ArtworkReply {
    Arena *arena;
    WireReply head;
    Str cause;      /* see WireStatus */
    StrBuf fonts;   /* comma separated */
    Str group;      /* the page's, as it goes over the wire; empty: none */
    StrBuf objects; /* as they go over the wire */
} ArtworkReply;

/* Fills `reply`; every fault is a status in it. `page` counts from 1. */
void artwork_import(ArtworkReply *reply, Str pdf, uint32_t page);

/* The drawing as a PDF of one page, and the share of a point that its unit stands for. */
bool artwork_draw_svg(ArtworkReply *reply, Str svg, Str *pdf, uint32_t *unit_millionths);

#endif
