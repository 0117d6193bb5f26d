/* pdf_font - the fonts of one PDF: which glyphs were drawn, for which text, and their embedding. */
#ifndef ETALASE_PDF_FONT_H
#define ETALASE_PDF_FONT_H

#include "base/vec.h"
#include "pdf/pdf_object.h"
#include "text/font.h"

/* What a glyph stands for when text is searched or copied. */
typedef struct GlyphText {
    uint32_t offset; /* into PdfFont.texts */
    uint16_t len;
    bool used;
    bool guessed;          /* one of several glyphs of a cluster: a better text may replace it */
    int32_t advance_milli; /* font_advance_milli, once used */
} GlyphText;

/* Of a font of 65,000 glyphs few are used: they come in blocks, those without any are missing. */
enum { GLYPH_BLOCK = 256, GLYPH_BLOCKS = 256 };

typedef struct PdfFont {
    const Font *font;
    uint32_t number;                 /* its resource is /F<number> */
    HPDF_Dict dict;                  /* of the Type0 font; written last */
    uint32_t to_unicode;             /* object number */
    GlyphText *glyphs[GLYPH_BLOCKS]; /* blocks; through glyph_text */
    uint32_t n_glyphs;               /* at most GLYPH_BLOCK * GLYPH_BLOCKS */
    Content texts;
} PdfFont;

/* What the glyphs of one or more fonts stand for. */
typedef struct UnicodeMap {
    Str *texts; /* by glyph; empty: not used */
    uint32_t n;
    HPDF_Dict dict;
} UnicodeMap;

typedef struct PdfFonts {
    Arena *arena;
    Objects *objects;
    Diag *diag;
    VEC(PdfFont *) items;    /* in order of first use */
    VEC(PdfFont *) by_index; /* by font_index; NULL: not used */
    VEC(UnicodeMap) maps;
} PdfFonts;

void pdf_fonts_init(PdfFonts *fonts, Arena *arena, Objects *objects, Diag *diag);
PdfFont *pdf_fonts_use(PdfFonts *fonts, const Font *font);

/* NULL if nothing is known of the glyph, for it is not used. */
static inline const GlyphText *glyph_text(const PdfFont *font, uint32_t glyph)
{
    const GlyphText *block = font->glyphs[glyph / GLYPH_BLOCK];
    return block && block[glyph % GLYPH_BLOCK].used ? &block[glyph % GLYPH_BLOCK] : NULL;
}

/* Notes that `glyph` (below n_glyphs) was drawn for `text`. False if it already stands for other
 * text, which stays; a guess never displaces a text and never fails. */
bool pdf_font_note(PdfFont *font, uint32_t glyph, Str text, bool guess);

/* Subsets and writes all fonts, then `dict`, the Font resource. False after an error was reported.
 */
bool pdf_fonts_write(PdfFonts *fonts, HPDF_Dict dict);

/* Adds the glyphs used. False, and nothing added, if one stands for other text already. */
bool unicode_map_join(UnicodeMap *map, Arena *arena, const PdfFont *font);
/* As a ToUnicode CMap. */
void unicode_map_write(const UnicodeMap *map, Content *out);

#endif
