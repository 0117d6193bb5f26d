/* para - styled text into shaped lines.
 *
 * Text is itemised by bidi level, script, language and font, shaped once, and can then be broken at
 * any width as often as needed. Positions are Len with y down, glyph advances include kerning,
 * tracking, width scale and justification.
 */
#ifndef ETALASE_TEXT_PARA_H
#define ETALASE_TEXT_PARA_H

#include "text/font.h"
#include "text/style.h"

typedef struct Glyph {
    uint32_t id;
    uint32_t cluster; /* byte offset into the run's text of the first character it stands for */
    Len advance;      /* to the next glyph's origin, visual left to right */
    Len dx, dy;       /* offset of the drawn glyph from its origin; dy down */
} Glyph;

/* One font, size and direction; glyphs in visual order, left to right. */
typedef struct GlyphRun {
    const Font *font;
    Len size;
    int width_percent_x100; /* horizontal scale the glyphs are drawn with */
    bool rtl;
    Str lang;
    Str text; /* the characters, logical order, UTF-8 */
    const Glyph *glyphs;
    uint32_t n_glyphs;
    Len width;
} GlyphRun;

typedef struct TextSpan {
    Str text;
    const TextStyle *style;
    Str link;  /* URI or #destination; empty: none */
    Span from; /* where the text comes from in the data, for messages */
} TextSpan;

typedef struct TextContext {
    Fonts *fonts;
    Diag *diag;
    struct WordCache *cache; /* see text_cache_new */
} TextContext;

/* Shaped words kept between paragraphs, bounded in size (about 3 MB), with the ICU iterators and
 * hyphenation patterns that were asked for. For one thread. Outlives the paragraphs. */
struct WordCache *text_cache_new(Arena *arena);
void text_cache_close(struct WordCache *cache);

typedef struct Para Para;

/* Itemises and shapes. `context` must live as long as the Para. Characters that no
 * font has are reported (font-no-glyph, once for the text) and left out of the glyphs.
 * U+000A forces a line end. The Para and all it hands out live in `arena`; spans' texts and styles
 * must live as long. */
Para *para_new(Arena *arena, TextContext *context, const TextSpan *spans, size_t n);

/* Its fonts are those that were asked for and have all its characters: no message about it. */
bool para_is_faultless(const Para *para);

typedef struct LineRun {
    GlyphRun run;
    Len x; /* of its left edge, from the left edge of the paragraph */
    const TextSpan *span;
} LineRun;

typedef struct Line {
    const LineRun *runs;
    size_t n_runs;
    Len width;    /* of the ink-bearing part: without the spaces at its end, and what hangs out */
    Len baseline; /* from the top of the paragraph */
    Len top, height; /* line box: its share of leading */
    Len overshoot;   /* how much of the box below is there only for deep letters of a fallback */
    bool hyphenated, forced;
    uint32_t next; /* where to go on after it, for para_break_from; 0: in the middle of a word */
} Line;

typedef struct Lines {
    const Line *items;
    size_t n;
    Len width;  /* the widest line */
    Len height; /* of all line boxes */
    Len first_baseline;
    Len cap_height;  /* of the first span's font, whatever font the letters are from */
    bool overfull;   /* a word was wider than the measure */
    bool split_word; /* a word had to be broken between letters */
} Lines;

/* Breaks to `width`; ragged lines greedily best-fit, justified ones by total fit (Knuth-Plass).
 * `width` may be LEN_MAX: one line per forced break. A line feed at the very end makes no further
 * line, and a text without characters makes none at all.
 *
 * Horizontal positions follow the first span's align; start and end are those of its language, so
 * that an Arabic name in an Indonesian list keeps the list's edge. What stands in a line is ordered
 * by the direction of the text itself.
 *
 * Ascender and descender of the style's font are centred in the leading (half-leading); a fallback
 * font moves a line only where its ink would run out of the line's box. A hyphen at a line's end is
 * in the run's text, the white there is not.
 */
Lines para_break(Arena *arena, const Para *para, Len width);
/* The same from a place on that a line of the paragraph ended at, to be set in another width. */
Lines para_break_from(Arena *arena, const Para *para, uint32_t from, Len width);

typedef enum LinesTold { LINES_UNKNOWN, LINES_FIT, LINES_DO_NOT_FIT } LinesTold;
/* Whether the same text in `size` (at most its style's own, everything else in proportion to it)
 * would stand in `most` lines of this width with no word divided or too wide, where that is sure
 * without making it. */
LinesTold para_foretell(const Para *para, Len size, Len width, size_t most);

Len para_natural_width(const Para *para); /* of the longest line with no other breaks than forced */
Len para_longest_word(const Para *para);

/* Font, cluster and advance of each glyph: `--dump=text`. */
void lines_dump(const Lines *lines, StrBuf *out);

#endif
