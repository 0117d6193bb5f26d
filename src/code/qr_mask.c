/* qr_mask - the penalty of all eight masks with bit operations on whole rows.
 *
 * A row is one 64-bit word up to version 11 and three beyond. Shifting a row by k and combining it
 * with itself tests a property at all x at once; combining it with the rows above does the same
 * for columns. A property becomes a word of bits, and the penalty a weighted count of them:
 *
 *   N1  a run of n >= 5 equal modules costs n - 2. It holds n - 4 windows of five, so the cost is
 *       windows + 2 * runs; a run is counted at its first or last window.
 *   N2  3 for every 2 x 2 block of one colour.
 *   N3  40 for every dark-light-dark-light-dark of 1:1:3:1:1 with four light modules on at least
 *       one side. Bits shifted in are 0, which makes the quiet zone light.
 *   N4  10 for every full 5 % by which the dark share is off 50 %.
 *
 * Two masks are scored side by side in the two halves of a Pair, which the compiler keeps in one
 * 128-bit register. Mask patterns repeat after 6 modules across and 12 down.
 */
#include "code/qr_mask.h"

#include <string.h>

enum { PERIOD_X = 6, PERIOD_Y = 12, ROWS_ABOVE = 4, ROWS_BELOW = 10 };
enum { WEIGHT_N2 = 3, WEIGHT_N3 = 40, WEIGHT_N4 = 10 };

/* Bit x of [mask][y % 12] inverts column x % 6; the conditions are those of table 10. */
static const uint8_t PATTERN[QR_MASKS][PERIOD_Y] = {
    {21, 42, 21, 42, 21, 42, 21, 42, 21, 42, 21, 42}, /* (x + y) % 2 == 0 */
    {63, 0, 63, 0, 63, 0, 63, 0, 63, 0, 63, 0},       /* y % 2 == 0 */
    {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9},             /* x % 3 == 0 */
    {9, 36, 18, 9, 36, 18, 9, 36, 18, 9, 36, 18},     /* (x + y) % 3 == 0 */
    {7, 7, 56, 56, 7, 7, 56, 56, 7, 7, 56, 56},       /* (y / 2 + x / 3) % 2 == 0 */
    {63, 1, 9, 21, 9, 1, 63, 1, 9, 21, 9, 1},         /* x * y % 2 + x * y % 3 == 0 */
    {63, 7, 27, 21, 45, 49, 63, 7, 27, 21, 45, 49},   /* (x * y % 2 + x * y % 3) % 2 == 0 */
    {21, 56, 49, 42, 7, 14, 21, 56, 49, 42, 7, 14},   /* ((x + y) % 2 + x * y % 3) % 2 == 0 */
};

/* The same word of two masked symbols. */
typedef uint64_t Pair __attribute__((vector_size(16)));

/* Rows with light ones around them, word by word: word w of row y is [w][ROWS_ABOVE + y]. */
typedef struct Grid {
    Pair words[QR_ROW_WORDS][ROWS_ABOVE + QR_MAX_SIDE + ROWS_BELOW];
} Grid;

static int count_words(int side) { return side <= 64 ? 1 : QR_ROW_WORDS; }

/* Bits of word w that are columns below `end`. */
static uint64_t columns_below(int end, int w)
{
    int n = end - 64 * w;
    return n <= 0 ? 0 : n >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << n) - 1;
}

/* One row of a pattern, repeated across word w. 64 = 4 modulo 6, so each word starts further in. */
static uint64_t pattern_word(unsigned mask, int y, int w)
{
    unsigned bits = PATTERN[mask][y % PERIOD_Y];
    unsigned shift = (unsigned)(64 * w % PERIOD_X);
    bits = (bits >> shift | bits << (PERIOD_X - shift)) & 63;
    return bits * UINT64_C(0x1041041041041041);
}

/* Five bits of level and mask with their BCH (15,5) check bits, as table C.1. */
static unsigned format_bits(QrLevel level, unsigned mask)
{
    static const uint8_t codes[] = {[QR_L] = 1, [QR_M] = 0, [QR_Q] = 3, [QR_H] = 2};
    unsigned data = codes[level] << 3u | mask, rest = data << 10;
    for (int i = 14; i >= 10; i--)
        if (rest >> i & 1) rest ^= 0x537u << (i - 10);
    return (data << 10 | rest) ^ 0x5412;
}

/* Where bit i of the format information stands: beside the top left finder, and split over the
 * other two. Steps over the timing patterns at row and column 6. */
static void format_places(int i, int side, int place[2][2])
{
    if (i < 8) {
        place[0][0] = 8;
        place[0][1] = i < 6 ? i : i + 1;
        place[1][0] = side - 1 - i;
        place[1][1] = 8;
    } else {
        place[0][0] = i == 8 ? 7 : 14 - i;
        place[0][1] = 8;
        place[1][0] = 8;
        place[1][1] = side - 15 + i;
    }
}

/* Masks `first` and `first` + 1 in the two halves. */
static void mask_grid(const QrSymbol *symbol, const QrFixed *fixed, unsigned first, Grid *grid)
{
    const int side = symbol->side, words = count_words(side);
    for (int w = 0; w < words; w++) {
        Pair patterns[PERIOD_Y], *rows = &grid->words[w][ROWS_ABOVE];
        for (int y = 0; y < PERIOD_Y; y++)
            patterns[y] = (Pair){pattern_word(first, y, w), pattern_word(first + 1, y, w)};
        uint64_t columns = columns_below(side, w);
        for (int y = 0; y < side; y++)
            rows[y] =
                (patterns[y % PERIOD_Y] & (columns & ~fixed->rows[y][w])) ^ symbol->rows[y][w];
    }
    Pair format = {format_bits(symbol->level, first), format_bits(symbol->level, first + 1)};
    for (int i = 0; i < 15; i++) {
        int place[2][2];
        format_places(i, side, place);
        for (int k = 0; k < 2; k++) {
            int x = place[k][0], y = place[k][1];
            grid->words[x / 64][ROWS_ABOVE + y] |= (format >> i & 1) << x % 64;
        }
    }
}

static void clear_margins(Grid *grid, int side)
{
    for (int w = 0; w < count_words(side); w++) {
        memset(grid->words[w], 0, ROWS_ABOVE * sizeof(Pair));
        memset(grid->words[w] + ROWS_ABOVE + side, 0, ROWS_BELOW * sizeof(Pair));
    }
}

/* Set bits of each byte, in that byte. */
static inline Pair count_bits(Pair bits)
{
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    return (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
}

/* Bytes added in twos, so that sums over a whole symbol have room: no property costs more than 60
 * per row and byte, and 2 * 60 * 177 rows * 3 words is below 65536. */
static inline Pair widen(Pair bytes)
{
    return (bytes & 0x00FF00FF00FF00FF) + (bytes >> 8 & 0x00FF00FF00FF00FF);
}

static unsigned sum(uint64_t widened)
{
    unsigned total = 0;
    for (int i = 0; i < 64; i += 16) total += (unsigned)(widened >> i & 0xFFFF);
    return total;
}

/* Bit x of the result is module x + k; `next` is the word to the right. */
static inline Pair from_right(Pair word, Pair next, int k) { return word >> k | next << (64 - k); }

/* Bit x of the result is module x - k; `last` is the word to the left. */
static inline Pair from_left(Pair word, Pair last, int k) { return word << k | last >> (64 - k); }

/* N3 across: bit x where the pattern starts. */
static inline Pair finders_across(Pair last, Pair row, Pair next)
{
    Pair edges = from_left(row, last, 1) | from_right(row, next, 7);
    Pair core = row & ~from_right(row, next, 1) & from_right(row, next, 2) &
                from_right(row, next, 3) & from_right(row, next, 4) & ~from_right(row, next, 5) &
                from_right(row, next, 6) & ~edges;
    Pair before = from_left(row, last, 2) | from_left(row, last, 3) | from_left(row, last, 4);
    Pair after = from_right(row, next, 8) | from_right(row, next, 9) | from_right(row, next, 10);
    return core & ~(before & after);
}

/* N3 down: the same with the rows around r[0]. */
static inline Pair finders_down(const Pair *r)
{
    Pair core = r[0] & ~r[1] & r[2] & r[3] & r[4] & ~r[5] & r[6] & ~(r[-1] | r[7]);
    return core & ~((r[-2] | r[-3] | r[-4]) & (r[8] | r[9] | r[10]));
}

/* What the column tests remember of the rows above, for one word. */
typedef struct Above {
    Pair across;           /* equal to the right neighbour */
    Pair down;             /* equal to the module above */
    Pair threes, threes_2; /* three equal downward, one and two rows up */
    Pair fives;
} Above;

/* Sums of the properties, widened. */
typedef struct Sums {
    Pair cost, finders, dark;
} Sums;

/* N1 and N2 down, given which modules of this row equal their right neighbour. */
static inline Pair cost_down(Above *above, Pair across, Pair down)
{
    Pair threes = down & above->down, fives = threes & above->threes_2;
    Pair blocks = across & above->across & down;
    Pair cost =
        count_bits(fives) + 2 * count_bits(fives & ~above->fives) + WEIGHT_N2 * count_bits(blocks);
    *above = (Above){across, down, threes, above->threes, fives};
    return cost;
}

/* Inlined once for one word a row and once for three, so that the inner loop vanishes. */
static inline __attribute__((always_inline)) Sums sum_grid(const Grid *grid, int side, int words)
{
    Sums sums = {0};
    Above above[QR_ROW_WORDS] = {0};
    for (int y = 0; y < side; y++) {
        Pair next = {0}, next_across = {0}, next_threes = {0}, next_fives = {0};
        for (int w = words - 1; w >= 0; w--) {
            const Pair *r = grid->words[w] + ROWS_ABOVE + y;
            Pair row = *r, last = w ? grid->words[w - 1][ROWS_ABOVE + y] : (Pair){0};
            Pair across = ~(row ^ from_right(row, next, 1)) & columns_below(side - 1, w);
            Pair threes = across & from_right(across, next_across, 1);
            Pair fives = threes & from_right(threes, next_threes, 2);
            Pair down = ~(row ^ r[-1]) & (y ? columns_below(side, w) : 0);
            Pair cost = count_bits(fives) +
                        2 * count_bits(fives & ~from_right(fives, next_fives, 1)) +
                        cost_down(&above[w], across, down);
            sums.cost += widen(cost);
            sums.finders +=
                widen(count_bits(finders_across(last, row, next)) + count_bits(finders_down(r)));
            sums.dark += widen(count_bits(row));
            next = row;
            next_across = across;
            next_threes = threes;
            next_fives = fives;
        }
    }
    return sums;
}

static void grid_penalties(const Grid *grid, int side, unsigned penalties[2])
{
    Sums sums =
        count_words(side) == 1 ? sum_grid(grid, side, 1) : sum_grid(grid, side, QR_ROW_WORDS);
    for (int half = 0; half < 2; half++) {
        unsigned total = (unsigned)(side * side), dark = sum(sums.dark[half]);
        unsigned off = 2 * dark > total ? 2 * dark - total : total - 2 * dark;
        penalties[half] = sum(sums.cost[half]) + WEIGHT_N3 * sum(sums.finders[half]) +
                          WEIGHT_N4 * (10 * off / total);
    }
}

void qr_apply_mask(QrSymbol *symbol, const QrFixed *fixed, unsigned mask)
{
    Grid grid;
    mask_grid(symbol, fixed, mask & ~1u, &grid);
    for (int w = 0; w < count_words(symbol->side); w++)
        for (int y = 0; y < symbol->side; y++)
            symbol->rows[y][w] = grid.words[w][ROWS_ABOVE + y][mask & 1];
    symbol->mask = (uint8_t)mask;
}

void qr_choose_mask(QrSymbol *symbol, const QrFixed *fixed)
{
    Grid grid;
    clear_margins(&grid, symbol->side);
    unsigned best = 0, best_cost = ~0u;
    for (unsigned mask = 0; mask < QR_MASKS; mask += 2) {
        unsigned costs[2];
        mask_grid(symbol, fixed, mask, &grid);
        grid_penalties(&grid, symbol->side, costs);
        for (unsigned half = 0; half < 2; half++) {
            if (costs[half] >= best_cost) continue;
            best_cost = costs[half];
            best = mask + half;
        }
    }
    qr_apply_mask(symbol, fixed, best);
}

unsigned qr_penalty(const QrSymbol *symbol)
{
    Grid grid;
    clear_margins(&grid, symbol->side);
    for (int w = 0; w < count_words(symbol->side); w++)
        for (int y = 0; y < symbol->side; y++)
            grid.words[w][ROWS_ABOVE + y] = (Pair){symbol->rows[y][w], symbol->rows[y][w]};
    unsigned penalties[2];
    grid_penalties(&grid, symbol->side, penalties);
    return penalties[0];
}
