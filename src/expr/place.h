/* place - where a stretch of a scalar's text stands in its file. Private to expr.
 *
 * A scalar's text differs from its bytes in the file by quotes, escapes, folded lines and
 * indentation; messages must still point at the very column.
 */
#ifndef ETALASE_EXPR_PLACE_H
#define ETALASE_EXPR_PLACE_H

#include "base/source.h"

typedef struct PlaceMap {
    Span at;
    uint32_t shift;      /* of the text in the span, if the text stands there as it is */
    const uint32_t *raw; /* else the offset of every byte in the span; NULL: as it is */
    size_t n;
} PlaceMap;

PlaceMap place_map(Arena *arena, Span at, Str text);
Span place_span(const PlaceMap *map, size_t start, size_t end);

#endif
