/* utf16 - text in the form that ICU takes. */
#ifndef ETALASE_LOCALE_UTF16_H
#define ETALASE_LOCALE_UTF16_H

#include <unicode/utypes.h>

#include "base/str.h"

typedef struct Utf16 {
    const UChar *units;
    int32_t len;
} Utf16;

/* Bytes that are not UTF-8 become U+FFFD. Texts beyond 2^28 bytes are cut there. */
Utf16 utf16_from(Arena *arena, Str text);
Str utf16_to(Arena *arena, Utf16 wide);

#endif
