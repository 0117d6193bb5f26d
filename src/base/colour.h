/* colour - an ink as the layout asks for it; the PDF profile decides what is written. */
#ifndef ETALASE_BASE_COLOUR_H
#define ETALASE_BASE_COLOUR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef enum ColourSpace { COLOUR_NONE, COLOUR_GRAY, COLOUR_RGB, COLOUR_CMYK } ColourSpace;

/* Components 0..255 (gray: c[0]; 0 is black; CMYK: 255 is full ink). alpha 255 is opaque.
 * COLOUR_NONE paints nothing. */
typedef struct Colour {
    uint8_t space;
    uint8_t c[4];
    uint8_t alpha;
} Colour;

#define COLOUR_RGB8(r, g, b) ((Colour){COLOUR_RGB, {(r), (g), (b), 0}, 255})

/* `#rgb`, `#rrggbb`, `#rrggbbaa`, `gray(0..100)`, `cmyk(c, m, y, k)` in percent, `none`, and
 * the names black and white. False if the text is none of these. */
bool colour_parse(Str text, Colour *colour);
bool colour_eq(Colour a, Colour b);
/* `a` and `b` mixed in sRGB; share_percent of b. */
Colour colour_mix(Colour a, Colour b, int share_percent);
/* Contrast ratio of WCAG 2.1 times 100 (100..2100), alpha ignored. */
int colour_contrast(Colour a, Colour b);
/* The same notation that colour_parse reads: `#0b4f6c`. */
Str colour_format(Arena *arena, Colour colour);

#endif
