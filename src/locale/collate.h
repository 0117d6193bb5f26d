/* collate - order of names and words in a language (UCA by ICU). */
#ifndef ETALASE_LOCALE_COLLATE_H
#define ETALASE_LOCALE_COLLATE_H

#include "locale/lang.h"

typedef struct Collator Collator;

/* Opens an ICU collator; case and accents count last, digits sort as numbers (Stan 2 before
 * Stan 10). Never NULL: where ICU has no data, texts are ordered by code point. */
Collator *collator_open(Arena *arena, Str lang);
void collator_close(Collator *collator);
/* Bytes in the order of the texts: compare with str_compare. */
Str collate_key(Arena *arena, const Collator *collator, Str text);
int collate_compare(Arena *tmp, const Collator *collator, Str a, Str b);

/* The heading of `text` in an alphabetical index: a letter A to Z for Latin script (accents
 * dropped), the first letter itself for other scripts, `0–9` for digits and everything else. */
Str collate_initial(Arena *arena, Str text);

#endif
