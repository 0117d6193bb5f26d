/* spoof - ICU's skeletons, and words of letters that do not belong together. */
#include "locale/spoof.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include "base/utf8.h"

enum { SKELETON_GROWTH = 18 }; /* the longest replacement of one character, U+FDFA */

/* A skeleton replaces character by character; of ASCII, by ASCII. So that of an ASCII name is put
 * together from those of its letters, which are asked for once. */
typedef struct Skeletons {
    Arena *arena;
    USpoofChecker *checker;
    Str ascii[128]; /* without spaces; NULL: not asked for yet */
} Skeletons;

static bool is_ascii(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80) return false;
    return true;
}

static Str skeleton_by_icu(const Skeletons *s, Str name)
{
    UErrorCode error = U_ZERO_ERROR;
    size_t room = name.len * SKELETON_GROWTH + 1;
    char *text = arena_alloc_raw(s->arena, room);
    int32_t len = uspoof_getSkeletonUTF8(s->checker, 0, name.ptr, (int32_t)name.len, text,
                                         (int32_t)room, &error);
    if (U_FAILURE(error)) return name;
    size_t kept = 0;
    for (int32_t i = 0; i < len; i++)
        if (text[i] != ' ') text[kept++] = text[i];
    return (Str){text, kept};
}

static Str skeleton_of(Skeletons *s, Str name)
{
    if (!is_ascii(name)) return skeleton_by_icu(s, name);
    StrBuf out;
    strbuf_init(&out, s->arena);
    for (size_t i = 0; i < name.len; i++) {
        Str *letter = &s->ascii[(unsigned char)name.ptr[i]];
        if (!letter->ptr) *letter = skeleton_by_icu(s, str_slice(name, i, i + 1));
        if (!is_ascii(*letter)) return skeleton_by_icu(s, name);
        strbuf_add(&out, *letter);
    }
    return strbuf_str(&out);
}

void spoof_skeletons(Arena *arena, Str *names, size_t n)
{
    UErrorCode error = U_ZERO_ERROR;
    Skeletons skeletons = {.arena = arena, .checker = uspoof_open(&error)};
    for (size_t i = 0; U_SUCCESS(error) && i < n; i++)
        names[i] = skeleton_of(&skeletons, names[i]);
    uspoof_close(skeletons.checker);
}

/* The script of a letter that can be taken for one of another script; 0: of none. Full-width
 * letters are Latin to Unicode and count as a script of their own. */
static int lookalike_script(uint32_t c)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!u_isalpha((UChar32)c)) return 0;
    if (c >= 0xFF21 && c <= 0xFF5A) return USCRIPT_CODE_LIMIT;
    UScriptCode script = uscript_getScript((UChar32)c, &error);
    bool alike = script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC ||
                 script == USCRIPT_ARMENIAN || script == USCRIPT_CHEROKEE;
    return alike ? script : 0;
}

ptrdiff_t spoof_mixed(Str text)
{
    int word = 0;
    size_t first = 0; /* letter of the word */
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = utf8_next(text, &at);
        int script = lookalike_script(c);
        if (script && word && script != word)
            return (ptrdiff_t)(script == USCRIPT_LATIN ? first : start);
        if (script && !word)
            word = script, first = start;
        else if (u_isUWhiteSpace((UChar32)c) || u_ispunct((UChar32)c))
            word = 0;
    }
    return -1;
}
