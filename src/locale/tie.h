/* tie - which two words should stay on one line: `PT Sinar`, `29 Oktober`, `Rp150 juta`. */
#ifndef ETALASE_LOCALE_TIE_H
#define ETALASE_LOCALE_TIE_H

#include <stdint.h>

#include "locale/lang.h"

/* True if no line should end between two words that have one space between them. The words come
 * with the punctuation that touches them. */
bool words_tie(const Lang *lang, Str before, Str after);

/* For a quick look before words_tie: the bytes, as a set of 256 bits, that a word begins with which
 * ties the one after it, if it does not end with a digit. Punctuation that may stand before the
 * word is among them. */
void tie_starts(const Lang *lang, uint32_t starts[8]);

#endif
