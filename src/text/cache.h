/* cache - what paragraphs share: shaped words, ICU iterators, hyphenation patterns.
 *
 * Inside of WordCache, for the files of this room. Everything in it is a pure function of its key,
 * so nothing depends on what was set before.
 */
#ifndef ETALASE_TEXT_CACHE_H
#define ETALASE_TEXT_CACHE_H

#include <hb.h>
#include <hyphen.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>

#include "base/map.h"
#include "base/vec.h"
#include "locale/tie.h"
#include "text/para.h"

enum {
    CACHE_FIRST_SLOTS = 512, /* a power of two */
    CACHE_WORDS = 16384,     /* all are forgotten when there are more */
    CACHE_BYTES = 6 * 1024 * 1024,
    CACHE_WORD_BYTES = 256, /* longer ones are shaped, not kept */
    KNOWN_STYLES = 128,     /* a power of two */
    CACHE_SHAPINGS = 64,    /* a power of two */
    PLAIN_AFTER = 2,        /* words, a key is worth looking for its plain letters */
};

/* OpenType features of a style, parsed; one object per distinct setting. */
typedef struct FeatureSet {
    Str text;
    hb_feature_t *items;
    unsigned n;
    bool asked;              /* for more than any font has, or can do without */
    VEC(const Font *) known; /* fonts that were looked at for what was asked */
} FeatureSet;

/* In font units, y up, visual order. */
typedef struct ShapedGlyph {
    uint32_t id, cluster;
    int32_t advance, dx, dy;
} ShapedGlyph;

typedef struct Shape {
    const ShapedGlyph *glyphs;
    uint32_t n;
    bool plain; /* one glyph for each byte of the text, none of them missing or moved */
} Shape;

typedef struct ShapeKey {
    const Font *font;
    const FeatureSet *features;
    hb_language_t lang;
    hb_script_t script;
    bool rtl;
} ShapeKey;

/* What is known of a key; one object per distinct key. */
typedef struct Shaping {
    ShapeKey key;
    uint64_t hash;
    uint32_t n_shaped;          /* words by HarfBuzz */
    struct PlainLetters *plain; /* NULL: none, or not looked for yet */
} Shaping;

/* What follows from a style's language. */
typedef struct Language {
    Str name;
    hb_language_t shaping;
    bool rtl; /* written from right to left */
    Ties ties;
} Language;

/* What a span's style comes to. */
typedef struct SpanStyle {
    const TextSpan *span;
    const Font *font; /* NULL: no font at all */
    const FeatureSet *features;
    const Language *lang;
    Len tracking;
    Len above, below; /* the baseline, of the line box */
    uint32_t end;     /* of the span's text */
    bool substitute;  /* the family is not there, and was reported */
} SpanStyle;

/* The same of a style that was met before; see span_style.c. */
typedef struct KnownStyle {
    SpanStyle made; /* font NULL: nothing yet, or not to be relied on */
    Len size, leading;
    int weight, tracking, width_percent_x100;
    bool italic;
    FigureStyle figures;
    TextCase letter_case;
} KnownStyle;

typedef struct Breaker {
    Str lang;
    UBreakIteratorType type;
    UBreakIterator *iterator; /* NULL: ICU has none */
} Breaker;

typedef struct Patterns {
    Str lang;
    HyphenDict *dict; /* NULL: there are none */
    bool latin1;      /* encoding of the patterns; else UTF-8 */
    int left, right;  /* fewest letters before and after */
} Patterns;

struct WordCache {
    Arena kept;          /* its own, since callers rewind theirs */
    Arena words;         /* emptied when full */
    struct Word **slots; /* at least twice as many as words */
    uint32_t n_slots;
    uint32_t n_words;
    uint64_t hits, misses;
    hb_buffer_t *buffer;
    UBiDi *bidi;
    ShapedGlyph plain[CACHE_WORD_BYTES]; /* the last plain word */
    Shaping *recent[CACHE_SHAPINGS];     /* by hash */
    VEC(Shaping *) shapings;
    VEC(struct PlainLetters *) plain_letters;
    VEC(FeatureSet *) features;
    VEC(Language *) languages;
    KnownStyle styles[KNOWN_STYLES];
    VEC(Breaker *) breakers;
    VEC(Patterns *) patterns;
};

/* The features that a style asks for. A setting that cannot be read is reported at `from`. */
const FeatureSet *shape_features(struct WordCache *cache, const TextStyle *style, Diag *diag,
                                 Span from);
/* Reports what the style asks for and its font has not, once for each font. */
void shape_check_features(struct WordCache *cache, const FeatureSet *set, const Font *font,
                          Diag *diag, Span from);
Shaping *shape_with(struct WordCache *cache, ShapeKey key);
/* Glyphs of a word. What is returned is valid until the next call. */
Shape shape_word(struct WordCache *cache, Shaping *with, Str word);
/* As shape_word for text[start..end), joined to its neighbours (Arabic); never kept. */
Shape shape_in_context(struct WordCache *cache, const ShapeKey *key, Str text, size_t start,
                       size_t end);

const Language *cache_language(struct WordCache *cache, Str lang);
/* NULL if ICU cannot. `lang` as styles have it. */
UBreakIterator *cache_breaker(struct WordCache *cache, UBreakIteratorType type, Str lang);
const Patterns *cache_patterns(struct WordCache *cache, Str lang, Diag *diag);

#endif
