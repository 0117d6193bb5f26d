/* spoof - names that look alike. */
#ifndef ETALASE_LOCALE_SPOOF_H
#define ETALASE_LOCALE_SPOOF_H

#include "base/str.h"

/* Replaces each name by its skeleton (Unicode Technical Standard 39), without spaces: names of one
 * skeleton can be mistaken for each other by eye. A skeleton is for comparing only. Names stay as
 * they are if ICU's tables of look-alikes are not installed. */
void spoof_skeletons(Arena *arena, Str *names, size_t n);

#endif
