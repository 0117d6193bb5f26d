/* collate - sort keys through ICU.
 *
 * Texts are handed over as UTF-16. Equal keys mean equal up to everything that collation ignores;
 * sorting by key and then by place in the file keeps the order the same on every machine.
 */
#include "locale/collate.h"

#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>

#include "base/utf8.h"
#include "locale/utf16.h"

enum { LANG_CODE_BYTES = 15 }; /* longer ones are no languages */

struct Collator {
    UCollator *icu; /* NULL: by code point */
};

Collator *collator_open(Arena *arena, Str lang)
{
    Collator *collator = ARENA_NEW(arena, Collator);
    UErrorCode status = U_ZERO_ERROR;
    UCollator *icu = ucol_open(str_z(arena, str_slice(lang, 0, LANG_CODE_BYTES)), &status);
    if (U_SUCCESS(status)) ucol_setAttribute(icu, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
    if (U_SUCCESS(status)) {
        collator->icu = icu;
    } else if (icu) {
        ucol_close(icu);
    }
    return collator;
}

void collator_close(Collator *collator)
{
    if (collator->icu) ucol_close(collator->icu);
    collator->icu = NULL;
}

Str collate_key(Arena *arena, const Collator *collator, Str text)
{
    if (!collator->icu) return text;
    Utf16 wide = utf16_from(arena, text);
    size_t cap = (size_t)wide.len * 4 + 32;
    uint8_t *key = arena_alloc(arena, cap);
    int32_t len = ucol_getSortKey(collator->icu, wide.units, wide.len, key, (int32_t)cap);
    if ((size_t)len > cap) {
        key = arena_alloc(arena, (size_t)len);
        len = ucol_getSortKey(collator->icu, wide.units, wide.len, key, len);
    }
    return (Str){(const char *)key, len > 0 ? (size_t)len - 1 : 0};
}

int collate_compare(Arena *tmp, const Collator *collator, Str a, Str b)
{
    ArenaMark mark = arena_mark(tmp);
    int order = str_compare(collate_key(tmp, collator, a), collate_key(tmp, collator, b));
    arena_rewind(tmp, mark);
    return order;
}

/* The letter without its accents, or itself. */
static uint32_t base_letter(uint32_t letter)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
    if (U_FAILURE(status)) return letter;
    UChar units[32];
    int32_t len = unorm2_getDecomposition(nfkd, (UChar32)letter, units, 32, &status);
    if (U_FAILURE(status) || len <= 0) return letter;
    UChar32 first;
    int32_t offset = 0;
    U16_NEXT(units, offset, len, first);
    return (uint32_t)first;
}

/* Latin letters that do not decompose: filed under the letter they are drawn from. */
static uint32_t plain_latin(uint32_t letter)
{
    static const struct {
        uint32_t letter;
        char plain;
    } letters[] = {{0xC6, 'A'},  {0xD0, 'D'},  {0xD8, 'O'},  {0xDE, 'T'},
                   {0x110, 'D'}, {0x126, 'H'}, {0x131, 'I'}, {0x141, 'L'},
                   {0x14A, 'N'}, {0x152, 'O'}, {0x166, 'T'}, {0x1E9E, 'S'}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == letter) return (uint32_t)letters[i].plain;
    return letter;
}

Str collate_initial(Arena *arena, Str text)
{
    for (size_t offset = 0; offset < text.len;) {
        uint32_t c = utf8_next(text, &offset);
        if (c == UTF8_INVALID || !u_isalnum((UChar32)c)) continue;
        if (!u_isalpha((UChar32)c)) break;
        c = plain_latin((uint32_t)u_toupper((UChar32)base_letter(c)));
        StrBuf out;
        strbuf_init(&out, arena);
        strbuf_codepoint(&out, c);
        return strbuf_str(&out);
    }
    return STR("0" EN_DASH "9");
}
