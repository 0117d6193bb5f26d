/* neighbours - which two glyphs must stand side by side for a substitution to fire.
 *
 * Reads ligatures (GSUB lookup type 4) and contexts given by coverage (type 6, format 3), which
 * are what the common rules of fonts are written as. See OpenType 1.9, "GSUB".
 */
#ifndef ETALASE_TEXT_NEIGHBOURS_H
#define ETALASE_TEXT_NEIGHBOURS_H

#include "text/opentype.h"

enum { NEIGHBOURS_MOST = 512 };

typedef struct Neighbours {
    OtTable gsub;
    const hb_codepoint_t *glyphs; /* that texts are made of */
    size_t n;                     /* at most NEIGHBOURS_MOST */
    /* Called for each pair that a rule needs, the second glyph right after the first one. */
    void (*found)(void *data, uint32_t first, uint32_t second);
    void *data;
} Neighbours;

/* False if the lookup has rules that may fire without one of the pairs found, or are not known
 * here; some pairs may have been found all the same. */
bool neighbours_find(const Neighbours *search, const OtLookup *lookup);

#endif
