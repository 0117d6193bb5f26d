/* fit_balanced - names and headings in lines of much the same length.
 *
 * Ragged lines fill up one after the other, which leaves `Dinas Koperasi, UKM, Perdagangan dan /
 * Perindustrian`. The narrowest measure that takes no more lines than the full one makes them even;
 * it is found by halving, since fewer words never need more lines. Longer texts are running text,
 * whose last line may be short.
 */
#include "text/compose.h"

enum { MOST_BALANCED = 6, STEPS = 10 };

void fit_balanced(Arena *arena, const Para *para, uint32_t first, uint32_t last, Len width,
                  Fit *fit)
{
    Fit best = {0};
    fit_ragged(arena, para, first, last, width, &best);
    Len low = 0, high = width;
    bool wanted = width != LEN_MAX && best.lines.len > 1 && best.lines.len <= MOST_BALANCED;
    for (int step = 0; wanted && step < STEPS; step++) {
        Len middle = low + (high - low) / 2;
        Fit trial = {0};
        fit_ragged(arena, para, first, last, middle, &trial);
        bool worse = trial.overfull > best.overfull || trial.split_word > best.split_word;
        for (size_t i = 0; i < trial.lines.len && !worse; i++)
            worse = i < best.lines.len && trial.lines.items[i].hyphen > best.lines.items[i].hyphen;
        if (worse || trial.lines.len > best.lines.len) {
            low = middle;
        } else {
            high = middle;
            best = trial;
        }
    }
    for (size_t i = 0; i < best.lines.len; i++) VEC_PUSH(arena, &fit->lines, best.lines.items[i]);
    fit->overfull = fit->overfull || best.overfull;
    fit->split_word = fit->split_word || best.split_word;
}
