/* utf16 - conversion both ways, with room for the longest result from the start. */
#include "locale/utf16.h"

#include <unicode/ustring.h>

enum { UTF16_TEXT_BYTES = 1 << 28 };

Utf16 utf16_from(Arena *arena, Str text)
{
    int32_t bytes = text.len < UTF16_TEXT_BYTES ? (int32_t)text.len : UTF16_TEXT_BYTES;
    UChar *units = ARENA_ARRAY(arena, UChar, (size_t)bytes + 1);
    int32_t len = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(units, bytes + 1, &len, bytes ? text.ptr : "", bytes, 0xFFFD, NULL,
                         &status);
    return (Utf16){units, U_SUCCESS(status) ? len : 0};
}

Str utf16_to(Arena *arena, Utf16 wide)
{
    int32_t cap = wide.len * 3 + 1, len = 0;
    char *bytes = arena_alloc(arena, (size_t)cap);
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8WithSub(bytes, cap, &len, wide.units, wide.len, 0xFFFD, NULL, &status);
    return (Str){bytes, U_SUCCESS(status) ? (size_t)len : 0};
}
