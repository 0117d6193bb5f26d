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

static const char opening[] = "(\"[";

static Str without_opening(Str word)
{
    while (word.len && word.ptr[0] && strchr(opening, word.ptr[0]))
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

bool words_tie(const Lang *lang, Str before, Str after)
{
    if (!before.len || !after.len) return false;
    if (is_digit(before.ptr[before.len - 1])) return is_unit(lang, after);
    before = without_opening(before);
    if (before.len > LONGEST_TIED) return false;
    if (is_digit(without_opening(after).ptr[0]) && is_in(lang->tied_labels, before)) return true;
    return is_in(lang->tied_words, before);
}

static void add_start(uint32_t starts[8], char first)
{
    unsigned char c = (unsigned char)first;
    starts[c / 32] |= 1u << c % 32;
}

void tie_starts(const Lang *lang, uint32_t starts[8])
{
    memset(starts, 0, 8 * sizeof *starts);
    for (const Str *word = lang->tied_words; word->len; word++) add_start(starts, word->ptr[0]);
    for (const Str *word = lang->tied_labels; word->len; word++) add_start(starts, word->ptr[0]);
    for (const char *c = opening; *c; c++) add_start(starts, *c);
}
