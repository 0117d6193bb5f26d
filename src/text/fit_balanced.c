/* fit_balanced - names and headings in lines of much the same length.
 *
 * Ragged lines fill up one after the other, which leaves `Dinas Koperasi, UKM, Perdagangan dan /
 * Perindustrian`. The narrowest measure that takes no more lines than the full one makes them even;
 * it is found by halving, since fewer words never need more lines. Longer texts are running text,
 * whose last line may be short.
 *
 * Most measures are tried by the widths of the undivided words alone; only where a word might be
 * divided are the lines really made.
 */
#include "text/compose.h"

enum { MOST_BALANCED = 6, STEPS = 10 };

typedef struct Balance {
    Arena *arena;
    const Para *para;
    uint32_t first, last; /* boxes */
    Fit best;
    bool stale; /* `best` is of a wider measure, with as many undivided lines */
} Balance;

static Fit ragged(const Balance *b, Len width)
{
    Fit fit = {0};
    fit_ragged(b->arena, b->para, b->first, b->last, width, &fit);
    return fit;
}

static bool is_worse(const Fit *trial, const Fit *best)
{
    bool worse = trial->overfull > best->overfull || trial->split_word > best->split_word ||
                 trial->lines.len > best->lines.len;
    for (size_t i = 0; i < trial->lines.len && !worse; i++)
        worse = trial->lines.items[i].hyphen > best->lines.items[i].hyphen;
    return worse;
}

static bool is_undivided(const Fit *fit)
{
    for (size_t i = 0; i < fit->lines.len; i++)
        if (fit->lines.items[i].hyphen) return false;
    return !fit->overfull && !fit->split_word;
}

/* The best lines are those of `width`; a narrower measure is tried. */
static bool is_good(Balance *b, Len width, Len narrower)
{
    size_t most = b->best.lines.len;
    Undivided trial = is_undivided(&b->best)
                          ? fit_undivided(b->para, b->first, b->last, narrower, NULL, &most)
                          : UNDIVIDED_UNSURE;
    if (trial != UNDIVIDED_UNSURE) {
        b->stale = b->stale || trial == UNDIVIDED_FITS;
        return trial == UNDIVIDED_FITS;
    }
    if (b->stale) b->best = ragged(b, width);
    b->stale = false;
    Fit fit = ragged(b, narrower);
    if (is_worse(&fit, &b->best)) return false;
    b->best = fit;
    return true;
}

void fit_balanced(Arena *arena, const Para *para, uint32_t first, uint32_t last, Len width,
                  Fit *fit)
{
    Balance b = {.arena = arena, .para = para, .first = first, .last = last};
    b.best = ragged(&b, width);
    Len low = 0, high = width;
    bool wanted = width != LEN_MAX && b.best.lines.len > 1 && b.best.lines.len <= MOST_BALANCED;
    for (int step = 0; wanted && step < STEPS; step++) {
        Len middle = low + (high - low) / 2;
        if (is_good(&b, high, middle))
            high = middle;
        else
            low = middle;
    }
    if (b.stale) b.best = ragged(&b, high);
    for (size_t i = 0; i < b.best.lines.len; i++)
        VEC_PUSH(arena, &fit->lines, b.best.lines.items[i]);
    fit->overfull = fit->overfull || b.best.overfull;
    fit->split_word = fit->split_word || b.best.split_word;
}
