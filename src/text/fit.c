/* fit - ragged lines: each takes as many words as fit.
 *
 * A word is divided by a hyphen only where the line would otherwise be left empty by more than a
 * fifth, never on more than two lines running, and never the last word of all (but at soft
 * hyphens). A word that is wider than the measure is divided by hyphen if it can be, else between
 * two characters as a reader counts them (grapheme clusters); styles that keep words run over
 * instead, and say so.
 */
#include <unicode/utext.h>

#include "text/compose.h"

enum { MAX_HYPHENS_RUNNING = 2, RAGGED_SHARE = 5 };

typedef struct Filler {
    Arena *arena;
    const Para *para;
    Len width;
    Fit *fit;
    LineEnds line;  /* being filled */
    int64_t filled; /* with the white after the last box */
    int64_t ink;    /* without it */
    int n_hyphens;  /* lines before this one that end with a hyphen */
} Filler;

static Len part_width(const Filler *f, const Box *box, uint32_t from, uint32_t to, bool hyphen)
{
    ArenaMark mark = arena_mark(f->arena);
    Pieces pieces = {0};
    box_part(f->arena, f->para, box, from, to, hyphen, &pieces);
    Len width = pieces_width(pieces.items, pieces.len);
    arena_rewind(f->arena, mark);
    return width;
}

/* Of the ink from a byte on, by the glyphs of the undivided word: near enough, and cheap. */
static int64_t rest_estimate(const Para *para, const Box *box, uint32_t from)
{
    int64_t width = 0;
    for (uint32_t i = 0; i < box->n_ink; i++) {
        const Piece *piece = &para->pieces.items[box->piece + i];
        for (uint32_t k = 0; k < piece->n_glyphs; k++)
            if (piece->start + piece->glyphs[k].cluster >= from) width += piece->glyphs[k].advance;
    }
    return width;
}

static int64_t ink_width(const Filler *f, const Box *box, uint32_t from)
{
    if (from <= box->start) return box->width - box->tail;
    int64_t estimate = rest_estimate(f->para, box, from);
    return estimate > 2 * (int64_t)f->width ? estimate
                                            : part_width(f, box, from, box->ink_end, false);
}

static void end_line(Filler *f, uint32_t last, uint32_t to, bool hyphen, bool forced)
{
    f->line.last = last;
    f->line.to = to;
    f->line.hyphen = hyphen;
    f->line.forced = forced;
    VEC_PUSH(f->arena, &f->fit->lines, f->line);
    f->n_hyphens = hyphen ? f->n_hyphens + 1 : 0;
    f->filled = f->ink = 0;
}

static bool keeps_words(const Box *box) { return box->style->span->style->keep_words; }

/* Where to divide the box so that the line is filled best; 0 if nowhere. */
static uint32_t find_division(const Filler *f, const Box *box, uint32_t from, bool alone)
{
    if (!box->divides || keeps_words(box)) return 0;
    if (!alone && f->n_hyphens >= MAX_HYPHENS_RUNNING) return 0;
    if (!alone && f->width - f->ink <= f->width / RAGGED_SHARE) return 0;
    uint8_t allowed = AT_SOFT_HYPHEN | (box->forced && !alone ? 0 : AT_HYPHEN);
    for (uint32_t at = box->ink_end - 1; at > from; at--)
        if (f->para->at[at] & allowed && f->filled + part_width(f, box, from, at, true) <= f->width)
            return at;
    return 0;
}

/* The last place from `from` on where tied words can be parted so that the line fits; 0: nowhere.
 */
static uint32_t find_tie(const Filler *f, const Box *box, uint32_t from)
{
    for (uint32_t at = box->ink_end - 1; at > from + 1; at--)
        if (f->para->at[at] & AT_TIE && part_width(f, box, from, at - 1, false) <= f->width)
            return at;
    return 0;
}

typedef struct Graphemes {
    UBreakIterator *iterator;
    UText *text;
    uint32_t from;
    VEC(uint32_t) ends;
    bool done;
} Graphemes;

/* Makes sure that the end of the grapheme number `n` is known, if there are so many. */
static void read_graphemes(Arena *arena, Graphemes *g, size_t n)
{
    while (!g->done && g->ends.len <= n) {
        int32_t at = ubrk_next(g->iterator);
        if (at == UBRK_DONE)
            g->done = true;
        else
            VEC_PUSH(arena, &g->ends, g->from + (uint32_t)at);
    }
}

/* The number of graphemes from the front that fit, at least one: doubling, then halving. */
static size_t count_fitting(const Filler *f, const Box *box, Graphemes *g)
{
    size_t fits = 1, fails;
    for (fails = 2;; fails *= 2) {
        read_graphemes(f->arena, g, fails - 1);
        if (fails > g->ends.len) fails = g->ends.len + 1;
        if (fails > g->ends.len ||
            part_width(f, box, g->from, g->ends.items[fails - 1], false) > f->width)
            break;
        fits = fails;
    }
    while (fails - fits > 1) {
        size_t middle = fits + (fails - fits) / 2;
        if (part_width(f, box, g->from, g->ends.items[middle - 1], false) <= f->width)
            fits = middle;
        else
            fails = middle;
    }
    return fits;
}

/* End of the longest front part of the box that fits, cut between graphemes. */
static uint32_t find_cut(const Filler *f, const Box *box, uint32_t from)
{
    Str rest = str_slice(f->para->text, from, box->ink_end);
    Graphemes g = {.from = from};
    g.iterator = cache_breaker(f->para->context->cache, UBRK_CHARACTER, STR("en"));
    UErrorCode status = U_ZERO_ERROR;
    g.text = utext_openUTF8(NULL, rest.ptr, (int64_t)rest.len, &status);
    if (g.iterator && U_SUCCESS(status)) ubrk_setUText(g.iterator, g.text, &status);
    uint32_t cut = box->ink_end;
    if (g.iterator && U_SUCCESS(status)) {
        read_graphemes(f->arena, &g, 0);
        size_t n = g.ends.len ? count_fitting(f, box, &g) : 0;
        if (n) cut = g.ends.items[n - 1];
        ubrk_setText(g.iterator, NULL, 0, &status);
    }
    utext_close(g.text);
    return cut;
}

/* The box does not fit. Ends the line before it or in it; returns where the next one starts. */
static uint32_t divide(Filler *f, uint32_t i, uint32_t from)
{
    const Box *box = &f->para->boxes.items[i];
    bool alone = f->line.first == i;
    uint32_t at = alone ? find_tie(f, box, from) : 0;
    if (at) {
        end_line(f, i, at - 1, false, false); /* without the space */
        return at;
    }
    if ((at = find_division(f, box, from, alone))) {
        end_line(f, i, at, true, false);
        return at;
    }
    if (!alone) {
        end_line(f, i - 1, f->para->boxes.items[i - 1].ink_end, false, false);
        return box->start;
    }
    if (keeps_words(box)) {
        f->fit->overfull = true;
        return box->ink_end;
    }
    uint32_t cut = find_cut(f, box, from);
    if (part_width(f, box, from, cut, false) > f->width)
        f->fit->overfull = true; /* one grapheme, wider than the measure */
    if (cut >= box->ink_end) return cut;
    f->fit->split_word = true;
    end_line(f, i, cut, false, false);
    return cut;
}

void fit_ragged(Arena *arena, const Para *para, uint32_t first, uint32_t last, Len width, Fit *fit)
{
    Filler f = {.arena = arena, .para = para, .width = width, .fit = fit};
    f.line = (LineEnds){.first = first, .from = para->boxes.items[first].start};
    uint32_t from = f.line.from;
    for (uint32_t i = first; i <= last;) {
        const Box *box = &para->boxes.items[i];
        int64_t ink = ink_width(&f, box, from);
        if (width != LEN_MAX && ink > 0 && f.filled + ink > width) {
            uint32_t next = divide(&f, i, from);
            if (next < box->ink_end) {
                f.line = (LineEnds){.first = i, .from = next};
                from = next;
                continue;
            }
        }
        if (i == last) {
            end_line(&f, i, box->ink_end, false, true);
            return;
        }
        if (ink > 0) f.ink = f.filled + ink;
        f.filled += ink + box->tail + box->white;
        from = para->boxes.items[++i].start;
    }
}
