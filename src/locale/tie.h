/* tie - which two words should stay on one line: `PT Sinar`, `29 Oktober`, `Rp150 juta`. */
#ifndef ETALASE_LOCALE_TIE_H
#define ETALASE_LOCALE_TIE_H

#include "locale/lang.h"

/* True if no line should end between two words that have one space between them. The words come
 * with the punctuation that touches them. */
bool words_tie(const Lang *lang, Str before, Str after);

#endif
