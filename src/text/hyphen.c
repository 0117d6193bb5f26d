/* hyphen - where words may be divided, by libhyphen and the patterns of the language.
 *
 * Patterns are the files that Debian's hyphen-* packages install, one for each language and region
 * (id: hyph_id_ID.dic). Their first line names the encoding; UTF-8 and ISO8859-1 are known.
 *
 * Only words of letters are divided: no digits, no capitals inside, nothing with a point, slash, @
 * or hyphen in it, so neither codes nor addresses nor names of files. A word with a capital in
 * front is most likely a name, unless it begins a sentence; names stay whole. A word that carries
 * soft hyphens is divided at those and nowhere else. Parts have at least two letters, and what the
 * patterns ask.
 */
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>

#include "base/utf8.h"
#include "text/compose.h"

/* libhyphen 2.8 loses a few bytes for each pattern that a file has twice. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#define LEAKS_BEGIN() __lsan_disable()
#define LEAKS_END() __lsan_enable()
#endif
#endif
#ifndef LEAKS_BEGIN
#define LEAKS_BEGIN() ((void)0)
#define LEAKS_END() ((void)0)
#endif

enum {
    LEAST_LETTERS = 6,
    MOST_LETTERS = 64,
    LEAST_LEFT = 2,
    LEAST_RIGHT = 3,
    LEAST_BEFORE_SENTENCE = 6, /* bytes of the word and its full stop; shorter: an abbreviation */
};

static const char patterns_folder[] = "/usr/share/hyphen";

static HyphenDict *load(Arena *arena, const char *name)
{
    ArenaMark mark = arena_mark(arena);
    char *path = str_z(arena, str_format(arena, "%s/hyph_%s.dic", patterns_folder, name));
    LEAKS_BEGIN();
    HyphenDict *dict = hnj_hyphen_load(path);
    LEAKS_END();
    arena_rewind(arena, mark);
    return dict;
}

/* hyph_en_GB for `en-GB`, hyph_id_ID for `id`. */
static HyphenDict *load_for(Arena *arena, Str lang)
{
    char locale[ULOC_FULLNAME_CAPACITY] = {0}, likely[ULOC_FULLNAME_CAPACITY];
    char language[ULOC_LANG_CAPACITY], country[ULOC_COUNTRY_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    if (lang.len == 0 || lang.len > 32) return NULL;
    for (size_t i = 0; i < lang.len; i++) {
        char c = lang.ptr[i];
        bool known = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!known && c != '-' && c != '_') return NULL;
        locale[i] = c;
    }
    uloc_addLikelySubtags(locale, likely, sizeof likely, &status);
    uloc_getLanguage(likely, language, sizeof language, &status);
    uloc_getCountry(likely, country, sizeof country, &status);
    if (U_FAILURE(status)) return NULL;
    HyphenDict *dict = load(arena, str_z(arena, str_format(arena, "%s_%s", language, country)));
    return dict ? dict : load(arena, language);
}

const Patterns *cache_patterns(struct WordCache *cache, Str lang, Diag *diag)
{
    for (size_t i = 0; i < cache->patterns.len; i++)
        if (str_eq(cache->patterns.items[i]->lang, lang)) return cache->patterns.items[i];
    Patterns *patterns = ARENA_NEW(&cache->kept, Patterns);
    patterns->lang = str_copy(&cache->kept, lang);
    patterns->dict = load_for(&cache->kept, patterns->lang);
    if (patterns->dict) {
        patterns->latin1 = !patterns->dict->utf8;
        patterns->left = patterns->dict->lhmin > LEAST_LEFT ? patterns->dict->lhmin : LEAST_LEFT;
        patterns->right = patterns->dict->rhmin > LEAST_RIGHT ? patterns->dict->rhmin : LEAST_RIGHT;
        if (patterns->latin1 && !str_starts(str_from(patterns->dict->cset), STR("ISO8859-1"))) {
            hnj_hyphen_free(patterns->dict);
            patterns->dict = NULL;
        }
    }
    if (!patterns->dict) diag_report(diag, DIAG_HYPHENS_MISSING, (Span){0}, lang);
    VEC_PUSH(&cache->kept, &cache->patterns, patterns);
    return patterns;
}

typedef struct Letters {
    uint32_t at[MOST_LETTERS];        /* offset of each */
    char bytes[4 * MOST_LETTERS + 1]; /* small letters, in the encoding of the patterns */
    int n, len;
} Letters;

static bool add_letter(Letters *letters, uint32_t c, uint32_t at, bool latin1)
{
    c = (uint32_t)u_tolower((UChar32)c);
    if (letters->n == MOST_LETTERS || (latin1 && c > 0xFF)) return false;
    letters->at[letters->n++] = at;
    if (latin1)
        letters->bytes[letters->len++] = (char)c;
    else
        U8_APPEND_UNSAFE(letters->bytes, letters->len, (UChar32)c);
    return true;
}

static bool begins_sentence(Str text, size_t at)
{
    while (at > 0 && text.ptr[at - 1] == ' ') at--;
    if (at == 0 || text.ptr[at - 1] == '\n') return true;
    size_t start = at;
    while (start > 0 && text.ptr[start - 1] != ' ' && text.ptr[start - 1] != '\n') start--;
    char end = text.ptr[at - 1];
    return end == '!' || end == '?' || (end == '.' && at - start >= LEAST_BEFORE_SENTENCE);
}

/* The letters of the word text[start..end), without punctuation around it; false if it is not one
 * to be divided. */
static bool read_word(const Para *para, size_t start, size_t end, bool latin1, Letters *letters)
{
    letters->n = letters->len = 0;
    bool ended = false;
    for (size_t i = start; i < end;) {
        uint32_t at = (uint32_t)i;
        uint32_t c = utf8_next(para->text, &i);
        if (at > start && para->at[at] & (AT_BREAK | AT_SOFT_HYPHEN | AT_JOIN)) return false;
        if (!u_isalpha((UChar32)c)) {
            if (u_isdigit((UChar32)c) || !u_ispunct((UChar32)c)) return false;
            ended = letters->n > 0;
            continue;
        }
        bool capital = u_isupper((UChar32)c);
        if (ended || (capital && (letters->n || !begins_sentence(para->text, start)))) return false;
        if (!add_letter(letters, c, at, latin1)) return false;
    }
    return letters->n >= LEAST_LETTERS;
}

static void divide_word(Para *para, const Patterns *patterns, Letters *letters)
{
    char points[4 * MOST_LETTERS + 8] = {0};
    char **rep = NULL;
    int *pos = NULL, *cut = NULL;
    letters->bytes[letters->len] = '\0';
    int fault = hnj_hyphen_hyphenate3(patterns->dict, letters->bytes, letters->len, points, NULL,
                                      &rep, &pos, &cut, patterns->left, patterns->right, 0, 0);
    for (int i = patterns->left, before = 0; !fault && i <= letters->n - patterns->right; i++) {
        bool respelt = rep && rep[i - 1];
        if (!(points[i - 1] & 1) || respelt || i - before < 2) continue;
        para->at[letters->at[i]] |= AT_HYPHEN;
        para->divides = true;
        before = i;
    }
    for (int i = 0; rep && i < letters->len; i++) free(rep[i]);
    free(rep);
    free(pos);
    free(cut);
}

static bool is_word_end(Str text, size_t at) { return text.ptr[at] == ' ' || text.ptr[at] == '\n'; }

/* Words that lie in [start..end) as a whole. */
static void divide_words(Para *para, const Patterns *patterns, size_t start, size_t end)
{
    Letters letters;
    for (size_t at = start, stop; at < end; at = stop + 1) {
        for (stop = at; stop < end && !is_word_end(para->text, stop);) stop++;
        bool whole = (at == 0 || is_word_end(para->text, at - 1)) &&
                     (stop == para->text.len || is_word_end(para->text, stop));
        if (whole && read_word(para, at, stop, patterns->latin1, &letters))
            divide_word(para, patterns, &letters);
    }
}

void find_hyphens(Para *para)
{
    uint32_t start = 0;
    for (size_t i = 0; i < para->n_styles; start = para->styles[i++].end) {
        const TextStyle *style = para->styles[i].span->style;
        if (!style->hyphenate || style->keep_words || start == para->styles[i].end) continue;
        const Patterns *patterns =
            cache_patterns(para->context->cache, style->lang, para->context->diag);
        if (patterns->dict) divide_words(para, patterns, start, para->styles[i].end);
    }
}
