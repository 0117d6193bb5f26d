/* kerning - how much nearer two letters of a font stand: pair adjustment of GPOS (lookup type 2).
 *
 * Of the subtables of one lookup the first that knows the pair has the say; lookups add up. Only
 * lookups that change the advance of a pair's first glyph, and nothing else, are taken. See
 * OpenType 1.9, "GPOS", pair adjustment positioning.
 */
#ifndef ETALASE_TEXT_KERNING_H
#define ETALASE_TEXT_KERNING_H

#include "base/vec.h"
#include "text/opentype.h"

typedef struct PairTable {
    unsigned lookup;
    size_t at;
} PairTable;

typedef struct Kerning {
    OtTable gpos;
    VEC(PairTable) tables; /* those of a lookup one after the other */
} Kerning;

/* False, and nothing taken, if the lookup is not one of those. */
bool kerning_take(Arena *arena, Kerning *kerning, unsigned index, const OtLookup *lookup);
/* What is added to the first glyph's advance, in font units. False where versions of HarfBuzz
 * differ: second glyphs of class 0. */
bool kerning_between(const Kerning *kerning, uint32_t first, uint32_t second, int *units);

#endif
