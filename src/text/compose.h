/* compose - inside of Para: from spans to boxes, from boxes to lines.
 *
 *   span_style   styles → fonts, features, measures of lines
 *   prepare   spans → one text without control characters, and marks where some stood
 *   itemise   text → items of one font, script and direction
 *   break     text → where lines may end, where words may be divided
 *   para      items and breaks → pieces (shaped) in boxes (never divided but by hyphens)
 *   fit       boxes → the ends of lines for a width
 *   line      the ends of lines → positioned runs
 *
 * Offsets are bytes of Para.text.
 */
#ifndef ETALASE_TEXT_COMPOSE_H
#define ETALASE_TEXT_COMPOSE_H

#include "text/cache.h"

typedef struct Item {
    uint32_t start, end;
    const SpanStyle *style;
    const Font *font;
    const Language *lang; /* the style's, or whose Han characters are meant */
    Shaping *shaping;
    Len size; /* the style's, or what makes a fallback font match it */
    hb_script_t script;
    bool cursive;         /* letters are joined, so that none is tracked */
    uint8_t level;        /* bidi */
    uint8_t level_before; /* lowest of the item and of an isolate left out before it */
} Item;

/* What may happen before a byte of the text. */
enum {
    AT_BREAK = 1,        /* a line may end */
    AT_HYPHEN = 2,       /* a word may be divided by a hyphen */
    AT_ZERO_WIDTH = 4,   /* U+200B stood here */
    AT_JOIN = 8,         /* U+2060 or U+FEFF stood here: no line end */
    AT_SOFT_HYPHEN = 16, /* U+00AD stood here */
    AT_TIE = 32          /* a line may end here only if a word is too wide otherwise */
};

typedef enum PieceKind {
    PIECE_INK,
    PIECE_SPACE, /* stretches in justified lines */
    PIECE_BLANK, /* white, of a fixed width */
} PieceKind;

/* A stretch of one item, shaped and scaled. */
typedef struct Piece {
    PieceKind kind;
    uint32_t start; /* of its text, in the paragraph */
    Str text;
    const Item *item;
    const Glyph *glyphs;
    uint32_t n_glyphs;
    Len width; /* with tracking after the last glyph */
} Piece;

/* What stands between two places where a line may end: pieces, then the white after them. */
typedef struct Box {
    uint32_t start, ink_end, end;    /* text; the ink ends before the trailing white */
    uint32_t piece, n_ink, n_pieces; /* of Para.pieces */
    Len width;                       /* of the ink */
    Len white;                       /* of the trailing white */
    Len stretch, white_stretch;      /* natural width of PIECE_SPACEs in ink and in white */
    Len tail;                        /* tracking at the end of the ink */
    bool divides;                    /* has AT_HYPHEN or AT_SOFT_HYPHEN inside */
    bool forced;                     /* the line ends here */
    const SpanStyle *style;          /* of its first character */
} Box;

typedef VEC(Piece) Pieces;

typedef struct MissingChar {
    uint32_t code;
    const SpanStyle *style;
} MissingChar;

/* Characters that no font has. */
typedef struct MissingChars {
    MissingChar *items;
    size_t len, cap;
    bool told;
} MissingChars;

struct Para {
    TextContext *context;
    Arena *arena;
    Str text;
    SpanStyle *styles;
    size_t n_styles;
    uint8_t *at;     /* text.len + 1 of AT_ flags */
    size_t n_breaks; /* at most so many places where a line may end */
    bool divides;    /* AT_HYPHEN or AT_SOFT_HYPHEN is somewhere */
    VEC(Item) items;
    Pieces pieces;
    size_t space; /* 1 + the last piece that is one ordinary space; 0: there is none yet */
    VEC(Box) boxes;
    MissingChars *missing;
    bool simple; /* ASCII and some Latin, left to right, see prepare.c */
    bool rtl;    /* base direction */
};

/* Part of the boxes, from a byte of the first to a byte of the last. */
typedef struct LineEnds {
    uint32_t first, last; /* boxes, both included */
    uint32_t from, to;    /* bytes; `to` is the ink's end, or where the word is divided */
    bool hyphen;          /* at its end */
    bool forced;
} LineEnds;

typedef struct Fit {
    VEC(LineEnds) lines;
    bool overfull, split_word;
} Fit;

void resolve_styles(Para *para, const TextSpan *spans);
void prepare_text(Para *para, const TextSpan *spans, size_t n);
void itemise(Para *para);
/* Notes a character that is left out; report_no_glyphs tells of all of a text at once, and of those
 * found later as they come. */
void note_no_glyph(const Para *para, const SpanStyle *style, uint32_t codepoint);
void report_no_glyphs(const Para *para);
void find_breaks(Para *para);
/* Adds AT_HYPHEN inside words of styles that hyphenate. */
void find_hyphens(Para *para);
/* Shapes text[start..end) of an item. */
Piece shape_piece(Arena *arena, const Para *para, const Item *item, uint32_t start, uint32_t end,
                  PieceKind kind);

/* Pieces of a box between two bytes of it, the trailing white only if `to` lies in it; a hyphen is
 * added after them when asked for. */
void box_part(Arena *arena, const Para *para, const Box *box, uint32_t from, uint32_t to,
              bool hyphen, Pieces *out);
Len pieces_width(const Piece *pieces, size_t n); /* without tracking at the end */
Len tracking_after(const Piece *piece);          /* how much of its width is tracking at its end */

/* How far a piece's first or last character stands outside the edge of a line; see hang.c. */
Len hang_start(const Piece *piece);
Len hang_end(const Piece *piece);

/* Widths of boxes as num/den of what they are, and so much more for each glyph. */
typedef struct BoxScale {
    int64_t num, den;
    int per_glyph;
} BoxScale;

typedef enum Undivided {
    UNDIVIDED_FITS,
    UNDIVIDED_TOO_MANY, /* lines; or a word is wider than the measure */
    UNDIVIDED_UNSURE    /* a word might be divided, or tied words parted */
} Undivided;

/* Whether the ragged lines of the boxes `first` to `last`, which is forced, are as many as are left
 * at most; those are taken from *lines_left. `scale` may be NULL. */
Undivided fit_undivided(const Para *para, uint32_t first, uint32_t last, int64_t width,
                        const BoxScale *scale, size_t *lines_left);

/* `segment` ends with a forced box. */
void fit_ragged(Arena *arena, const Para *para, uint32_t first, uint32_t last, Len width, Fit *fit);
/* The same with lines of like length, where a few are needed. */
void fit_balanced(Arena *arena, const Para *para, uint32_t first, uint32_t last, Len width,
                  Fit *fit);
/* False, and nothing done, if a word is wider than the measure. */
bool fit_justified(Arena *arena, const Para *para, uint32_t first, uint32_t last, Len width,
                   Fit *fit);

Lines lines_place(Arena *arena, const Para *para, const Fit *fit, Len width);

#endif
