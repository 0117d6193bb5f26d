/* name - names of firms in lists, telephone numbers, addresses on the web. */
#ifndef ETALASE_LOCALE_NAME_H
#define ETALASE_LOCALE_NAME_H

#include "base/str.h"

/* A firm's name without legal forms in front (PT, CV, UD, Koperasi ...), as it is filed in a list:
 * `PT. Sinar Jaya` gives `Sinar Jaya`. Borrows from `name`. A name that is nothing else stays. */
Str name_sort_form(Str name);
/* The legal form tied to the name with a no-break space: `PT Sinar` stays on one line. */
Str name_tie(Arena *arena, Str name);
/* First letters of the words, at most `limit`: `Siti Nur Haliza` gives `SNH`. */
Str name_initials(Arena *arena, Str name, size_t limit);

/* `0812 3456 7890`, `62812...`, `+62...` as `+62 812-3456-7890`. Anything that is not one
 * Indonesian number comes back as it was. */
Str phone_format(Arena *arena, Str phone);
/* `https://wa.me/6281234567890`; empty if it is not a telephone number. */
Str phone_whatsapp(Arena *arena, Str phone);
/* Host and path, for print: without scheme, `www.` and a last slash. Borrows. */
Str url_short(Str url);

#endif
