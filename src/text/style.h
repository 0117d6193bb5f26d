/* style - how text looks; resolved, with nothing left to inherit. */
#ifndef ETALASE_TEXT_STYLE_H
#define ETALASE_TEXT_STYLE_H

#include "base/colour.h"
#include "base/len.h"

typedef enum TextAlign {
    ALIGN_START,
    ALIGN_END,
    ALIGN_CENTRE,
    ALIGN_LEFT,
    ALIGN_RIGHT,
    ALIGN_JUSTIFY,
    ALIGN_DECIMAL /* as ALIGN_END; tables align the decimal signs of a column */
} TextAlign;
typedef enum FigureStyle { FIGURES_PROPORTIONAL, FIGURES_TABULAR } FigureStyle;
typedef enum TextCase { CASE_AS_IS, CASE_UPPER, CASE_SMALL_CAPS } TextCase;

typedef struct TextStyle {
    Str family;
    int weight; /* 100..900 */
    bool italic;
    Len size;
    Len leading;            /* baseline to baseline */
    Len line_step;          /* of the grid its baselines stand on: whole steps apart; 0: none */
    int word_spacing;       /* added to each space, 1/1000 em */
    int tracking;           /* added after each glyph, 1/1000 em */
    int rise;               /* of the letters above the baseline, 1/1000 em */
    int width_percent_x100; /* horizontal scale, 10000 is 100 % */
    Colour colour;
    TextAlign align;
    FigureStyle figures;
    TextCase letter_case;
    bool hyphenate;
    bool balance; /* ragged lines of like length */
    int hang;     /* percent of the usual amount that punctuation stands outside the lines' edges */
    bool keep_words; /* never break inside a word, whatever its length */
    Str lang;        /* "id", "en"; for shaping, breaking and hyphens */
    Str features;    /* further OpenType features, HarfBuzz syntax, comma separated */
} TextStyle;

#endif
