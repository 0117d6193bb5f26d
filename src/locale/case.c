/* case - ICU's full mappings (ß becomes SS), with a short way for ASCII. */
#include "locale/case.h"

#include <unicode/ustring.h>

#include "base/utf8.h"
#include "locale/utf16.h"

typedef int32_t Mapping(UChar *out, int32_t cap, const UChar *in, int32_t len, const char *locale,
                        UErrorCode *status);

static Str map_case(Arena *arena, const Lang *lang, Str text, Mapping *mapping)
{
    Utf16 wide = utf16_from(arena, text);
    int32_t cap = wide.len * 3 + 1; /* no mapping of one unit is longer than three */
    UChar *units = ARENA_ARRAY(arena, UChar, (size_t)cap);
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = mapping(units, cap, wide.units, wide.len, lang->locale, &status);
    return U_SUCCESS(status) ? utf16_to(arena, (Utf16){units, len}) : text;
}

static bool is_ascii(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80) return false;
    return true;
}

/* Shifts ASCII letters from `first`..`first`+25 by `shift`. */
static Str shift_ascii(Arena *arena, Str text, char first, int shift)
{
    char *out = arena_alloc(arena, text.len);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        out[i] = c >= first && c <= first + 25 ? (char)(c + shift) : c;
    }
    return (Str){out, text.len};
}

Str case_upper(Arena *arena, const Lang *lang, Str text)
{
    if (is_ascii(text)) return shift_ascii(arena, text, 'a', 'A' - 'a');
    return map_case(arena, lang, text, u_strToUpper);
}

Str case_lower(Arena *arena, const Lang *lang, Str text)
{
    if (is_ascii(text)) return shift_ascii(arena, text, 'A', 'a' - 'A');
    return map_case(arena, lang, text, u_strToLower);
}

Str case_capital(Arena *arena, const Lang *lang, Str text)
{
    if (text.len == 0) return text;
    size_t end = 0;
    utf8_next(text, &end);
    StrBuf out;
    strbuf_init(&out, arena);
    strbuf_add(&out, case_upper(arena, lang, str_slice(text, 0, end)));
    strbuf_add(&out, str_slice(text, end, text.len));
    return strbuf_str(&out);
}

static bool is_small_word(const Lang *lang, Str word)
{
    for (const Str *small = lang->small_words; small->len; small++)
        if (str_eq(*small, word)) return true;
    return false;
}

static bool ends_word(char c) { return c == ' ' || c == '-' || c == '/' || c == '(' || c == '\n'; }

Str case_title(Arena *arena, const Lang *lang, Str text)
{
    Str lower = case_lower(arena, lang, text);
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t start = 0; start < lower.len;) {
        size_t end = start;
        while (end < lower.len && !ends_word(lower.ptr[end])) end++;
        Str word = str_slice(lower, start, end);
        bool small = out.len > 0 && end < lower.len && is_small_word(lang, word);
        strbuf_add(&out, small ? word : case_capital(arena, lang, word));
        if (end < lower.len) strbuf_char(&out, lower.ptr[end]);
        start = end + 1;
    }
    return strbuf_str(&out);
}
