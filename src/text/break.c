/* break - where lines may end: UAX#14 by ICU.
 *
 * ICU's iterators know the languages (Thai by dictionary, Japanese small kana and so on). Opening
 * one takes a millisecond and setting its text a microsecond, so they are kept, and text of
 * letters, digits and the simplest punctuation does not go there: under the rules LB7, LB13, LB14,
 * LB18 and LB25 to LB30 such text breaks after spaces only. test_text compares both ways.
 *
 * On top of that, words that belong together are tied (locale/tie.h), and ranges of numbers.
 */
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "base/utf8.h"
#include "text/compose.h"

UBreakIterator *cache_breaker(struct WordCache *cache, UBreakIteratorType type, Str lang)
{
    for (size_t i = 0; i < cache->breakers.len; i++)
        if (cache->breakers.items[i]->type == type && str_eq(cache->breakers.items[i]->lang, lang))
            return cache->breakers.items[i]->iterator;
    Breaker *breaker = ARENA_NEW(&cache->kept, Breaker);
    UErrorCode status = U_ZERO_ERROR;
    breaker->lang = str_copy(&cache->kept, lang);
    breaker->type = type;
    char *locale = str_z(&cache->kept, str_slice(lang, 0, 32));
    breaker->iterator = ubrk_open(type, locale[0] ? locale : "en", NULL, 0, &status);
    if (U_FAILURE(status)) breaker->iterator = NULL;
    VEC_PUSH(&cache->kept, &cache->breakers, breaker);
    return breaker->iterator;
}

typedef enum SimpleClass {
    SIMPLE_NONE, /* ask ICU */
    SIMPLE_SPACE,
    SIMPLE_LETTER, /* AL and NU */
    SIMPLE_JOINER, /* GL: the no-break space */
    SIMPLE_CLOSE,  /* IS: never at the start of a line */
    SIMPLE_QUOTE,
    SIMPLE_END,     /* EX: as CLOSE, and a letter after it might start a line */
    SIMPLE_PERCENT, /* PO, after digits alone */
    SIMPLE_PLUS,    /* PR, before letters and digits alone */
    SIMPLE_OPEN,
    SIMPLE_CLOSE_PARENTHESIS,
    SIMPLE_HYPHEN, /* HY, after and before letters and digits alone */
    SIMPLE_DASH,   /* BA, likewise */
} SimpleClass;

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static SimpleClass class_of(uint32_t c)
{
    switch (c) {
    case ' ':
        return SIMPLE_SPACE;
    case '.':
    case ',':
    case ':':
    case ';':
        return SIMPLE_CLOSE;
    case '\'':
    case '"':
        return SIMPLE_QUOTE;
    case '!':
    case '?':
        return SIMPLE_END;
    case '%':
        return SIMPLE_PERCENT;
    case '+':
        return SIMPLE_PLUS;
    case '(':
        return SIMPLE_OPEN;
    case ')':
        return SIMPLE_CLOSE_PARENTHESIS;
    case '-':
        return SIMPLE_HYPHEN;
    case 0x2013:
        return SIMPLE_DASH;
    case 0xA0:
        return SIMPLE_JOINER;
    case '&':
    case '@':
    case '#':
    case '_':
    case 0xB7:
        return SIMPLE_LETTER;
    default:
        return c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7 ? SIMPLE_LETTER : SIMPLE_NONE;
    }
}

enum {
    ANY_MARK = 1 << SIMPLE_SPACE | 1 << SIMPLE_CLOSE | 1 << SIMPLE_QUOTE | 1 << SIMPLE_END,
    ANY_SIGN = 1 << SIMPLE_HYPHEN | 1 << SIMPLE_DASH | 1 << SIMPLE_PLUS,
    ANY_CLASS = ANY_MARK | ANY_SIGN | 1 << SIMPLE_LETTER | 1 << SIMPLE_JOINER |
                1 << SIMPLE_PERCENT | 1 << SIMPLE_OPEN | 1 << SIMPLE_CLOSE_PARENTHESIS
};

/* The classes that may follow one; other pairs need the full rules. */
static const uint16_t followers[] = {
    [SIMPLE_SPACE] = ANY_CLASS & ~(1 << SIMPLE_CLOSE), /* a number may begin with a point: ` .5` */
    [SIMPLE_LETTER] = ANY_CLASS,
    [SIMPLE_JOINER] = ANY_CLASS & ~ANY_SIGN,
    [SIMPLE_CLOSE] = ANY_CLASS & ~ANY_SIGN & ~(1 << SIMPLE_OPEN),
    [SIMPLE_QUOTE] = ANY_CLASS & ~ANY_SIGN,
    [SIMPLE_END] = ANY_MARK | 1 << SIMPLE_CLOSE_PARENTHESIS,
    [SIMPLE_PERCENT] = ANY_MARK | 1 << SIMPLE_CLOSE_PARENTHESIS,
    [SIMPLE_PLUS] = 1 << SIMPLE_LETTER | 1 << SIMPLE_SPACE,
    [SIMPLE_OPEN] = ANY_CLASS & ~ANY_SIGN & ~(1 << SIMPLE_SPACE),
    [SIMPLE_CLOSE_PARENTHESIS] = ANY_MARK | 1 << SIMPLE_LETTER | 1 << SIMPLE_JOINER,
    [SIMPLE_HYPHEN] = 1 << SIMPLE_LETTER | 1 << SIMPLE_SPACE,
    [SIMPLE_DASH] = 1 << SIMPLE_LETTER | 1 << SIMPLE_SPACE,
};

/* These stand at the end of a line rather than at the start of the next, even after a space. */
enum {
    ANY_TRAILER =
        1 << SIMPLE_SPACE | 1 << SIMPLE_CLOSE | 1 << SIMPLE_END | 1 << SIMPLE_CLOSE_PARENTHESIS
};

static bool is_digit_at(Str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* Flags of [start..end) by the short rules, where `before` is the class of the character before and
 * `held` that of the last one that is no space; false if there is something that they do not cover.
 */
static bool break_simple(Para *para, size_t start, size_t end)
{
    Str text = para->text;
    SimpleClass before = SIMPLE_SPACE, held = SIMPLE_SPACE;
    bool leads = false; /* the hyphen before is at the start of a word: `-an` */
    for (size_t i = start; i < end;) {
        size_t at = i;
        char c = text.ptr[i];
        SimpleClass now = c == ' ' ? SIMPLE_SPACE : SIMPLE_LETTER;
        if (c == ' ' || is_letter_or_digit(c))
            i++;
        else
            now = class_of(utf8_next(text, &i));
        if (now == before && now == SIMPLE_LETTER) continue;
        if (!(followers[before] >> now & 1)) return false;
        if (before == SIMPLE_SPACE && held == SIMPLE_QUOTE && now == SIMPLE_OPEN) return false;
        if (now == SIMPLE_PERCENT && (at == start || !is_digit_at(text, at - 1))) return false;
        bool breaks = before == SIMPLE_SPACE && !(ANY_TRAILER >> now & 1);
        if (now == SIMPLE_LETTER && before == SIMPLE_HYPHEN)
            breaks = !leads && !is_digit_at(text, at);
        if (now == SIMPLE_LETTER && before == SIMPLE_DASH) breaks = true;
        if (breaks && at > start) {
            para->at[at] |= AT_BREAK;
            para->n_breaks++;
        }
        leads = before == SIMPLE_SPACE;
        before = now;
        if (now != SIMPLE_SPACE) held = now;
    }
    return true;
}

static void break_by_icu(Para *para, UBreakIterator *iterator, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) para->at[i] &= (uint8_t)~AT_BREAK;
    UChar *wide = ARENA_ARRAY(para->arena, UChar, end - start);
    uint32_t *offsets = ARENA_ARRAY(para->arena, uint32_t, end - start);
    int32_t len = 0;
    for (size_t i = start; i < end;) {
        offsets[len] = (uint32_t)i;
        UChar32 c = (UChar32)utf8_next(para->text, &i);
        U16_APPEND_UNSAFE(wide, len, c);
    }
    UErrorCode status = U_ZERO_ERROR;
    ubrk_setText(iterator, wide, len, &status);
    if (U_FAILURE(status)) return;
    for (int32_t at = ubrk_next(iterator); at != UBRK_DONE && at < len; at = ubrk_next(iterator)) {
        para->at[offsets[at]] |= AT_BREAK;
        para->n_breaks++;
    }
    ubrk_setText(iterator, NULL, 0, &status);
}

static bool is_letter_before(Str text, size_t at)
{
    while (at > 0 && ((unsigned char)text.ptr[--at] & 0xC0) == 0x80) continue;
    return u_hasBinaryProperty((UChar32)utf8_next(text, &at), UCHAR_ALPHABETIC);
}

/* keep_words: not between two letters, in whatever script. */
static void join_letters(Para *para)
{
    uint32_t start = 0;
    for (size_t i = 0; i < para->n_styles; start = para->styles[i++].end) {
        if (!para->styles[i].span->style->keep_words) continue;
        for (size_t k = start ? start : 1; k < para->styles[i].end; k++) {
            size_t next = k;
            if (para->at[k] & AT_BREAK && is_letter_before(para->text, k) &&
                u_hasBinaryProperty((UChar32)utf8_next(para->text, &next), UCHAR_ALPHABETIC))
                para->at[k] &= (uint8_t)~AT_BREAK;
        }
    }
}

static void apply_marks(Para *para)
{
    for (size_t i = 0; i < para->text.len; i++) {
        if (para->at[i] & AT_ZERO_WIDTH) {
            para->at[i] |= AT_BREAK;
            para->n_breaks++;
        }
        if (para->at[i] & AT_JOIN) para->at[i] &= (uint8_t)~AT_BREAK;
    }
}

static size_t word_start(Str text, size_t end)
{
    while (end > 0 && text.ptr[end - 1] != ' ' && text.ptr[end - 1] != '\n') end--;
    return end;
}

static size_t word_end(Str text, size_t start)
{
    while (start < text.len && text.ptr[start] != ' ' && text.ptr[start] != '\n') start++;
    return start;
}

/* A range stays whole: `24–29`. */
static bool is_in_range(Str text, size_t at)
{
    static const char dash[] = "\xE2\x80\x93";
    return at > 3 && !memcmp(text.ptr + at - 3, dash, 3) && is_digit_at(text, at - 4) &&
           is_digit_at(text, at);
}

/* `PT Sinar`, `29 Oktober`: between such words a line ends only if they do not fit on one. */
static void tie_words(Para *para)
{
    Str text = para->text;
    const SpanStyle *style = para->styles;
    for (size_t at = 2; at < text.len; at++) {
        if (!(para->at[at] & AT_BREAK)) continue;
        if (is_in_range(text, at)) para->at[at] &= (uint8_t)~AT_BREAK;
        if (text.ptr[at - 1] != ' ') continue;
        while (style->end < at) style++;
        Str before = str_slice(text, word_start(text, at - 1), at - 1);
        Str after = str_slice(text, at, word_end(text, at));
        if (!words_tie(&style->lang->ties, before, after)) continue;
        para->at[at] &= (uint8_t)~AT_BREAK;
        para->at[at] |= AT_TIE;
    }
}

void find_breaks(Para *para)
{
    Str text = para->text;
    for (size_t start = 0, end; start < text.len; start = end + 1) {
        const char *feed = memchr(text.ptr + start, '\n', text.len - start);
        end = feed ? (size_t)(feed - text.ptr) : text.len;
        if (para->simple && break_simple(para, start, end)) continue;
        Str lang = para->styles[0].span->style->lang;
        UBreakIterator *iterator = cache_breaker(para->context->cache, UBRK_LINE, lang);
        if (iterator) break_by_icu(para, iterator, start, end);
    }
    if (!para->simple) {
        join_letters(para);
        apply_marks(para);
    }
    if (para->n_breaks) tie_words(para);
}
