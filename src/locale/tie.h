/* tie - which two words should stay on one line: `PT Sinar`, `29 Oktober`, `Rp150 juta`. */
#ifndef ETALASE_LOCALE_TIE_H
#define ETALASE_LOCALE_TIE_H

#include <stdint.h>

#include "locale/lang.h"

/* What words_tie looks things up in: the words of a language, and 256-bit sets that most words turn
 * out not to be in at once. */
typedef struct Ties {
    const Lang *lang;
    uint32_t words[8]; /* signs of the words that tie what follows, see tie.c */
    uint32_t units[8]; /* first bytes of what goes with a number before it */
} Ties;
Ties ties_of(const Lang *lang);

/* True if no line should end between two words that have one space between them. The words come
 * with the punctuation that touches them. */
bool words_tie(const Ties *ties, Str before, Str after);

#endif
