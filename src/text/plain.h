/* plain - words whose letters a font sets one by one, put together without HarfBuzz.
 *
 * Most words are ASCII letters that take part in no rule of the font but kerning. For them the
 * glyphs of the letters and the kerning of the pairs say all; HarfBuzz is asked once what its rules
 * are. The glyphs are the same as HarfBuzz's to the unit; a test holds the two against each other.
 */
#ifndef ETALASE_TEXT_PLAIN_H
#define ETALASE_TEXT_PLAIN_H

#include "text/cache.h"

/* Finds the plain letters of a font in a script and language, with some features. NULL if there are
 * none. */
struct PlainLetters *plain_letters(struct WordCache *cache, const ShapeKey *key);
/* False if the word has other letters; else one glyph for each byte is at `out`. */
bool plain_word(struct PlainLetters *plain, Str word, ShapedGlyph *out);

#endif
