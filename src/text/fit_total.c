/* fit_total - justified lines by total fit (Knuth and Plass, "Breaking paragraphs into lines",
 * 1981).
 *
 * Each place where a line may end is a break; each way to reach one is a node with the demerits of
 * the lines so far and the node before. A line's badness is 100 r³, r being the share of the
 * stretch or shrink that it needs. Spaces stretch by half, and shrink by a third, but fonts whose
 * space is narrow to begin with shrink less and stretch more, as the width of an em asks. Demerits
 * are (10 + badness)², plus what hyphens cost, plus what a tight line next to a loose one costs,
 * plus what a last line of hardly a word costs. At each break the best node is kept for each class
 * of tightness and each count of hyphens running, so that no word is divided where the two lines
 * before end with hyphens.
 *
 * Three passes: without hyphens and with good spaces only; with hyphens and looser ones; with any
 * stretch, which always comes to an end, since no word is wider than the measure. All in integers:
 * the same lines on every machine.
 *
 * Widths of divided words are taken from their parts as shaped alone, so they are exact.
 */
#include "text/compose.h"

enum {
    MAX_HYPHENS_RUNNING = 2,
    N_CLASSES = 4, /* tight, decent, loose, very loose */
    N_STATES = N_CLASSES * (MAX_HYPHENS_RUNNING + 1),
    RATIO_WORST = 40000,     /* thousandths */
    BADNESS_WORST = 6400000, /* of that ratio */
    NARROW_SPACE = 150,      /* of an em: narrower ones run words together */
    WIDE_SPACE = 300,
    LEAST_SHRINK = 60,
    MOST_SHRINK = 333,
    LEAST_STRETCH = 500,
    DEMERITS_LINE = 10,
    DEMERITS_HYPHEN = 2500,
    DEMERITS_HYPHENS_RUNNING = 10000,
    DEMERITS_CLASS = 10000,
    DEMERITS_RUNT = 10000,
    RUNT = 8, /* a last line shorter than the measure by this factor */
};

typedef struct Break {
    uint32_t box, at; /* `at`: in the word, or 0 for the end of the box */
    Len before;       /* ink of the box up to here, with the hyphen, without what hangs out */
    Len after;        /* ink of the box from here on */
    bool hyphen;      /* the line ends with one, be it the text's own */
} Break;

typedef struct Node {
    const Break *place; /* NULL: the start */
    const struct Node *from;
    int64_t demerits;
    int class, hyphens;
} Node;

typedef struct Sums {
    int64_t width, stretch; /* of all boxes before, with their white */
    Len hang;               /* how far a line that starts with the box hangs out there */
} Sums;

typedef struct TotalFit {
    Arena *arena;
    const Para *para;
    uint32_t first, last;
    Len width;
    Sums *sums; /* one for each box, and one more */
    VEC(Break) breaks;
    VEC(Node *) active;
    int tolerance;       /* badness that a line may have */
    int shrink, stretch; /* how far spaces give, in 1/1000 of their width */
} TotalFit;

static const Box *box_at(const TotalFit *t, uint32_t i) { return &t->para->boxes.items[i]; }

static Sums sums_before(const TotalFit *t, uint32_t box) { return t->sums[box - t->first]; }

static Len part_width(TotalFit *t, const Box *box, uint32_t from, uint32_t to, bool hyphen)
{
    ArenaMark mark = arena_mark(t->arena);
    Pieces pieces = {0};
    box_part(t->arena, t->para, box, from, to, hyphen, &pieces);
    Len width = pieces_width(pieces.items, pieces.len);
    if (hyphen && pieces.len) width -= hang_end(&pieces.items[pieces.len - 1]);
    arena_rewind(t->arena, mark);
    return width;
}

static void add_sums(TotalFit *t)
{
    t->sums = ARENA_ARRAY(t->arena, Sums, t->last - t->first + 2);
    for (uint32_t i = t->first; i <= t->last; i++) {
        const Box *box = box_at(t, i);
        Sums *sums = &t->sums[i - t->first];
        sums->hang = box->n_pieces ? hang_start(&t->para->pieces.items[box->piece]) : 0;
        sums[1].width = sums[0].width + box->width + box->white;
        sums[1].stretch = sums[0].stretch + box->stretch + box->white_stretch;
    }
}

/* Ink of a box that ends a line, without what hangs out. */
static Len end_width(const TotalFit *t, const Box *box)
{
    Len width = box->width - box->tail;
    return box->n_ink ? width - hang_end(&t->para->pieces.items[box->piece + box->n_ink - 1])
                      : width;
}

/* By the first space of the paragraph; the others are much the same. */
static void measure_spaces(TotalFit *t)
{
    t->shrink = MOST_SHRINK, t->stretch = LEAST_STRETCH;
    const Pieces *pieces = &t->para->pieces;
    for (size_t i = 0; i < pieces->len; i++) {
        const Piece *piece = &pieces->items[i];
        if (piece->kind != PIECE_SPACE || piece->width <= 0 || !piece->n_glyphs) continue;
        int64_t width = piece->glyphs[0].advance, em = piece->item->size;
        int64_t shrink = 1000 - em * NARROW_SPACE / width, stretch = em * WIDE_SPACE / width - 1000;
        t->shrink = shrink < LEAST_SHRINK  ? LEAST_SHRINK
                    : shrink > MOST_SHRINK ? MOST_SHRINK
                                           : (int)shrink;
        t->stretch = stretch < LEAST_STRETCH ? LEAST_STRETCH : (int)stretch;
        return;
    }
}

static void add_word_breaks(TotalFit *t, uint32_t i, uint8_t flags)
{
    const Box *box = box_at(t, i);
    if (!box->divides || box->style->span->style->keep_words) return;
    for (uint32_t at = box->start + 1; at < box->ink_end; at++) {
        if (!(t->para->at[at] & flags)) continue;
        Break divided = {.box = i,
                         .at = at,
                         .before = part_width(t, box, box->start, at, true),
                         .after = part_width(t, box, at, box->ink_end, false) + box->tail,
                         .hyphen = true};
        VEC_PUSH(t->arena, &t->breaks, divided);
    }
}

static bool ends_with_hyphen(const TotalFit *t, const Box *box)
{
    Str ink = str_slice(t->para->text, box->start, box->ink_end);
    return str_ends(ink, STR("-")) || str_ends(ink, STR("\xE2\x80\x90"));
}

/* In the order of the text. */
static void find_places(TotalFit *t, uint8_t flags)
{
    t->breaks.len = 0;
    for (uint32_t i = t->first; i <= t->last; i++) {
        const Box *box = box_at(t, i);
        if (flags) add_word_breaks(t, i, flags);
        Break whole = {.box = i, .before = end_width(t, box), .hyphen = ends_with_hyphen(t, box)};
        VEC_PUSH(t->arena, &t->breaks, whole);
    }
}

/* Natural width and stretching white of the line between two breaks. */
static Sums measure(const TotalFit *t, const Break *from, const Break *to)
{
    Sums sums = sums_before(t, to->box);
    uint32_t start = !from ? t->first : from->at ? from->box : from->box + 1;
    Sums before = sums_before(t, start);
    sums.width += to->before - before.width - (from && from->at ? 0 : before.hang);
    sums.stretch += (to->at ? 0 : box_at(t, to->box)->stretch) - before.stretch;
    if (from && from->at) sums.width -= box_at(t, from->box)->width - from->after;
    return sums;
}

/* -1: too wide even with the tightest spaces. *class by how tight or loose the line is. */
static int badness_of(const TotalFit *t, Sums sums, bool last, int *class)
{
    int64_t gap = t->width - sums.width;
    int64_t give = sums.stretch * (gap < 0 ? t->shrink : t->stretch) / 1000;
    *class = 1;
    if (gap < 0 && -gap > give) return -1;
    if (gap == 0 || (last && gap > 0)) return 0;
    int64_t least_give = t->width / 200 + 1; /* a line without spaces is bad by how empty it is */
    int64_t ratio = gap * 1000 / (give > least_give ? give : least_give);
    if (ratio > RATIO_WORST) ratio = RATIO_WORST;
    *class = ratio < -500 ? 0 : ratio <= 500 ? 1 : ratio <= 1000 ? 2 : 3;
    int64_t size = ratio < 0 ? -ratio : ratio;
    return (int)(size * size * size / 10000000);
}

static int64_t demerits_of(const Node *from, const Break *to, int badness, int class, bool last)
{
    int64_t demerits = (int64_t)(DEMERITS_LINE + badness) * (DEMERITS_LINE + badness);
    if (to->at) demerits += DEMERITS_HYPHEN;
    if (from->hyphens && (to->hyphen || last)) demerits += DEMERITS_HYPHENS_RUNNING;
    int step = class - from->class;
    if (from->place && (step > 1 || step < -1)) demerits += DEMERITS_CLASS;
    return from->demerits + demerits;
}

/* A line that is but a part of one word, in the middle or at the end of the text, is never wanted.
 */
static bool is_fragment(const Break *from, const Break *to, bool last)
{
    return from && from->at && from->box == to->box && (to->at || last);
}

/* Tries the break after each active node; those from which the line is too wide are dropped. */
static void try_break(TotalFit *t, const Break *to)
{
    Node best[N_STATES];
    bool reached[N_STATES] = {false};
    bool last = to->box == t->last && !to->at;
    size_t kept = 0;
    for (size_t i = 0; i < t->active.len; i++) {
        Node *from = t->active.items[i];
        int class;
        Sums sums = measure(t, from->place, to);
        int badness = badness_of(t, sums, last, &class);
        if (badness >= 0 || to->at) t->active.items[kept++] = from;
        if (badness < 0 || badness > t->tolerance) continue;
        if (to->at && from->hyphens == MAX_HYPHENS_RUNNING) continue;
        bool more = to->hyphen && from->hyphens < MAX_HYPHENS_RUNNING;
        int hyphens = to->hyphen ? from->hyphens + more : 0;
        if (is_fragment(from->place, to, last)) continue;
        int64_t demerits = demerits_of(from, to, badness, class, last);
        if (last && sums.width < t->width / RUNT) demerits += DEMERITS_RUNT;
        int state = class * (MAX_HYPHENS_RUNNING + 1) + hyphens;
        if (reached[state] && best[state].demerits <= demerits) continue;
        reached[state] = true;
        best[state] = (Node){to, from, demerits, class, hyphens};
    }
    t->active.len = kept;
    for (int i = 0; i < N_STATES; i++) {
        if (!reached[i]) continue;
        Node *node = ARENA_NEW(t->arena, Node);
        *node = best[i];
        VEC_PUSH(t->arena, &t->active, node);
    }
}

/* The best node at the end of the text, or NULL. */
static const Node *run_pass(TotalFit *t, int tolerance)
{
    Node *start = ARENA_NEW(t->arena, Node);
    start->class = 1;
    t->tolerance = tolerance;
    t->active.len = 0;
    VEC_PUSH(t->arena, &t->active, start);
    for (size_t i = 0; i < t->breaks.len && t->active.len; i++) try_break(t, &t->breaks.items[i]);
    const Break *end = &t->breaks.items[t->breaks.len - 1];
    const Node *best = NULL;
    for (size_t i = 0; i < t->active.len; i++) {
        const Node *node = t->active.items[i];
        if (node->place == end && (!best || node->demerits < best->demerits)) best = node;
    }
    return best;
}

static void take_lines(TotalFit *t, const Node *end, Fit *fit)
{
    size_t n = 0;
    for (const Node *node = end; node->place; node = node->from) n++;
    const Node **path = ARENA_ARRAY(t->arena, const Node *, n);
    size_t i = n;
    for (const Node *node = end; node->place; node = node->from) path[--i] = node;
    const Break *before = NULL;
    for (i = 0; i < n; i++) {
        const Break *to = path[i]->place;
        uint32_t first = !before ? t->first : before->at ? before->box : before->box + 1;
        uint32_t from = before && before->at ? before->at : box_at(t, first)->start;
        VEC_PUSH(t->arena, &fit->lines,
                 (LineEnds){.first = first,
                            .last = to->box,
                            .from = from,
                            .to = to->at ? to->at : box_at(t, to->box)->ink_end,
                            .hyphen = to->at != 0,
                            .forced = i + 1 == n});
        before = to;
    }
}

bool fit_justified(Arena *arena, const Para *para, uint32_t first, uint32_t last, Len width,
                   Fit *fit)
{
    TotalFit t = {.arena = arena, .para = para, .first = first, .last = last, .width = width};
    bool divides = false;
    for (uint32_t i = first; i <= last; i++) {
        if (box_at(&t, i)->width - box_at(&t, i)->tail > width) return false;
        divides = divides || box_at(&t, i)->divides;
    }
    static const struct {
        uint8_t flags;
        int tolerance;
    } passes[] = {
        {0, 100}, {AT_HYPHEN | AT_SOFT_HYPHEN, 400}, {AT_HYPHEN | AT_SOFT_HYPHEN, BADNESS_WORST}};
    add_sums(&t);
    measure_spaces(&t);
    const Node *end = NULL;
    for (size_t i = 0; i < sizeof passes / sizeof *passes && !end; i++) {
        if (i == 0 || (i == 1 && divides)) find_places(&t, passes[i].flags);
        end = run_pass(&t, passes[i].tolerance);
    }
    if (!end) return false;
    take_lines(&t, end, fit);
    return true;
}
