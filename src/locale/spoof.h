/* spoof - names that look alike. */
#ifndef ETALASE_LOCALE_SPOOF_H
#define ETALASE_LOCALE_SPOOF_H

#include "base/str.h"

/* Replaces each name by its skeleton (Unicode Technical Standard 39), without spaces: names of one
 * skeleton can be mistaken for each other by eye. A skeleton is for comparing only. Names stay as
 * they are if ICU's tables of look-alikes are not installed. */
void spoof_skeletons(Arena *arena, Str *names, size_t n);

/* Where a word mixes scripts whose letters look the same: the byte offset of the first letter in
 * it that is of another script than the others, one that is not Latin if it has both; -1: nowhere.
 * Latin, Greek, Cyrillic, Armenian and Cherokee count, and full-width letters beside usual ones;
 * UTS 39 calls such words not even moderately restrictive. Other scripts may stand beside Latin
 * letters in one word. */
ptrdiff_t spoof_mixed(Str text);

#endif
