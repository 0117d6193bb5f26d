/* case - capital and small letters by the rules of a language. */
#ifndef ETALASE_LOCALE_CASE_H
#define ETALASE_LOCALE_CASE_H

#include "locale/lang.h"

/* Results may borrow from `text` where nothing changes. */
Str case_upper(Arena *arena, const Lang *lang, Str text);
Str case_lower(Arena *arena, const Lang *lang, Str text);
/* First letter large, the rest as it is. */
Str case_capital(Arena *arena, const Lang *lang, Str text);
/* Every word large, except the small words of the language inside: `Kota dan Kabupaten`. */
Str case_title(Arena *arena, const Lang *lang, Str text);

#endif
