/* jpeg_codes - tables of steps, made of what fewer bits hold.
 *
 * The steps that `bits` bits hold begin with a code of at most that length. Where it and the bits
 * that it announces leave m of them, what these m bits hold comes on top, whatever the announced
 * bits are: the same 2^m entries, again and again. So tables are made for 1, 2, 3 ... bits, each of
 * pieces of the ones before, and most of the work is copying.
 */
#include "image/jpeg_codes.h"

#include <string.h>

/* What 0 to LOOK_BITS - 1 bits hold inside a block: that of m bits is at 1 << m. 0: not a whole
 * code. */
typedef struct Parts {
    Step steps[1 << LOOK_BITS];
    unsigned passed[LOOK_BITS]; /* at most, without an end of block */
} Parts;

static unsigned bits_of(Step step) { return step & STEP_BITS_MASK; }

static Step step_of(uint8_t symbol, unsigned len, bool ac)
{
    unsigned size = ac ? symbol & 15 : symbol, run = symbol >> 4;
    if (ac && !size && run != 15) return (Step)(len | STEP_ENDS);
    return (Step)((len + size) | (ac ? run + 1 : 1 + STEP_BIAS) << STEP_BITS);
}

/* Codes of a length follow each other, and begin at twice the end of those one bit shorter. */
bool jpeg_codes_read(JpegCodes *codes, const uint8_t counts_and_symbols[], bool ac)
{
    const uint8_t *symbols = counts_and_symbols + CODE_MAX_BITS;
    uint32_t code = 0;
    int n = 0;
    for (unsigned len = 1; len <= CODE_MAX_BITS; len++, code <<= 1) {
        codes->n[len] = counts_and_symbols[len - 1];
        codes->first[len] = n - (int)code;
        for (int i = 0; i < codes->n[len]; i++, n++, code++) {
            if (code >= 1u << len || (!ac && symbols[n] > 15)) return false;
            codes->steps[n] = step_of(symbols[n], len, ac);
        }
        codes->limit[len] = code << (CODE_MAX_BITS - len);
    }
    return codes->known = true;
}

Step jpeg_codes_find(const JpegCodes *codes, uint64_t window)
{
    uint32_t code = (uint32_t)(window >> (64 - CODE_MAX_BITS));
    for (unsigned len = 1; len <= CODE_MAX_BITS; len++)
        if (code < codes->limit[len])
            return codes->steps[codes->first[len] + (int)(code >> (CODE_MAX_BITS - len))];
    return 0;
}

/* `n_all` entries: `step` and then what the `n` parts hold, over and over; both are powers of two.
 */
static void spread(Step *to, size_t n_all, const Step *parts, size_t n, Step step)
{
    enum { TOGETHER = sizeof(uint64_t) / sizeof(Step) };
    const uint64_t steps = step * 0x0001000100010001u;
    size_t i = 0;
    for (uint64_t some; i + TOGETHER <= n; i += TOGETHER) { /* no sum is over 16 bits */
        memcpy(&some, parts + i, sizeof some);
        some += steps;
        memcpy(to + i, &some, sizeof some);
    }
    for (; i < n; i++) to[i] = (Step)(parts[i] + step);
    for (; n < n_all; n *= 2) memcpy(to + n, to, n * sizeof *to);
}

/* What `bits` bits hold that begin with one of `codes`; no step passes more than `passed_max`.
 * Returns the most that is passed. */
static unsigned make_table(Step *table, unsigned bits, const JpegCodes *codes, const Parts *parts,
                           unsigned passed_max)
{
    static const Step nothing[1] = {0};
    unsigned most = 0, used_max = bits + STEP_MAX_BITS - LOOK_BITS;
    const Step *step = codes->steps;
    Step *to = table;
    for (unsigned len = 1; len <= bits; len++)
        for (int i = 0; i < codes->n[len]; i++, step++) {
            size_t n_all = (size_t)1 << (bits - len);
            unsigned used = bits_of(*step), passed = jpeg_step_passed(*step);
            unsigned left = used < bits && !(*step & STEP_ENDS) ? bits - used : 0;
            if (passed + parts->passed[left] > passed_max) left = 0;
            if (used <= used_max)
                spread(to, n_all, left ? parts->steps + (1 << left) : nothing, (size_t)1 << left,
                       *step);
            if (passed + parts->passed[left] > most) most = passed + parts->passed[left];
            to += n_all;
        }
    return most;
}

void jpeg_steps_make(JpegSteps *steps, const JpegCodes *dc, const JpegCodes *ac)
{
    Parts parts = {0};
    steps->dc = dc, steps->ac = ac;
    for (unsigned bits = 1; bits < LOOK_BITS; bits++)
        parts.passed[bits] = make_table(parts.steps + (1 << bits), bits, ac, &parts, JOINED_PASSED);
    for (size_t i = 0; i < 1 << LOOK_BITS; i++) steps->start[i] = steps->inner[i] = STEP_NONE;
    make_table(steps->start, LOOK_BITS, dc, &parts, STEP_BIAS + 1 + JOINED_PASSED);
    make_table(steps->inner, LOOK_BITS, ac, &parts, JOINED_PASSED);
}
