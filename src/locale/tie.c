/* tie - small tables of words that lean on their neighbour.
 *
 *   tied_words    go with whatever follows: titles, legal forms, `Jl.`
 *   tied_labels   go with a number that follows: `hlm. 5`, `IDR 150`
 *   units         go with a number before them: `12 kg`, `15.15 WIB`; also months and the words for
 *                 thousand and more
 */
#include "locale/tie.h"

#include <string.h>

enum { LONGEST_TIED = 10 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_in(const Str *words, Str word)
{
    for (; words->len; words++)
        if (str_eq(*words, word)) return true;
    return false;
}

static bool is_in_table(const Str *words, size_t n, Str word)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(words[i], word)) return true;
    return false;
}

static Str without_opening(Str word)
{
    while (word.len && (word.ptr[0] == '(' || word.ptr[0] == '"' || word.ptr[0] == '['))
        word = str_slice(word, 1, word.len);
    return word;
}

static Str without_closing(Str word)
{
    static const char closing[] = ".,;:!?)]\"";
    while (word.len && strchr(closing, word.ptr[word.len - 1])) word.len--;
    return word;
}

static bool is_unit(const Lang *lang, Str word)
{
    word = without_closing(word);
    return is_in(lang->units, word) || is_in_table(lang->months, 12, word) ||
           is_in_table(lang->months_short, 12, word) ||
           is_in_table(lang->scales, LANG_SCALES, word);
}

/* Of few words are the length and both ends those of a word in the tables. */
static unsigned sign_of(Str word)
{
    unsigned first = (unsigned char)word.ptr[0], last = (unsigned char)word.ptr[word.len - 1];
    return (first + 5 * last + 37 * (unsigned)word.len) % 256;
}

static bool is_set(const uint32_t set[8], unsigned bit) { return set[bit / 32] >> bit % 32 & 1; }

bool words_tie(const Ties *ties, Str before, Str after)
{
    if (!before.len || !after.len) return false;
    if (is_digit(before.ptr[before.len - 1]))
        return is_set(ties->units, (unsigned char)after.ptr[0]) && is_unit(ties->lang, after);
    before = without_opening(before);
    if (!before.len || before.len > LONGEST_TIED || !is_set(ties->words, sign_of(before)))
        return false;
    after = without_opening(after);
    if (after.len && is_digit(after.ptr[0]) && is_in(ties->lang->tied_labels, before)) return true;
    return is_in(ties->lang->tied_words, before);
}

static void add_bit(uint32_t set[8], unsigned bit) { set[bit / 32] |= 1u << bit % 32; }

static void add_signs(uint32_t set[8], const Str *words)
{
    for (; words->len; words++) add_bit(set, sign_of(*words));
}

static void add_firsts(uint32_t set[8], const Str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (words[i].len) add_bit(set, (unsigned char)words[i].ptr[0]);
}

Ties ties_of(const Lang *lang)
{
    Ties ties = {.lang = lang};
    add_signs(ties.words, lang->tied_words);
    add_signs(ties.words, lang->tied_labels);
    for (const Str *unit = lang->units; unit->len; unit++) add_firsts(ties.units, unit, 1);
    add_firsts(ties.units, lang->months, 12);
    add_firsts(ties.units, lang->months_short, 12);
    add_firsts(ties.units, lang->scales, LANG_SCALES);
    return ties;
}
