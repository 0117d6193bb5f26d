/* font - font files, faces and what may be done with them. */
#ifndef ETALASE_TEXT_FONT_H
#define ETALASE_TEXT_FONT_H

#include "base/diag.h"
#include "base/len.h"

typedef struct Font Font;   /* one face; constant once opened, lives as long as its Fonts */
typedef struct Fonts Fonts; /* the fonts of a run */

/* All .ttf .otf .ttc files below the folders, earlier folders first. Files are read when a face of
 * theirs is first asked for; names come from a light look at each file. Folders that do not exist
 * are passed over, files that are no fonts reported (font-unreadable). For one thread. */
Fonts *fonts_open(Arena *arena, const Str *folders, size_t n_folders, Diag *diag);
void fonts_close(Fonts *fonts);

/* The face of `family` (typographic family name, ASCII case ignored) nearest to the weight (100 to
 * 900). NULL if no font has that family. */
Font *fonts_find(Fonts *fonts, Str family, int weight, bool italic);
/* A font that has `codepoint`: first among the opened folders, then by fontconfig (which is started
 * only here). NULL if there is none. `like` sets weight and size to match. */
Font *fonts_fallback(Fonts *fonts, const Font *like, uint32_t codepoint, Str lang);
/* Why an installed font that has a character was passed over. */
typedef enum FontRefusal {
    FONT_NOT_REFUSED, /* there is none */
    FONT_REFUSED_COLOUR,
    FONT_REFUSED_BITMAP,
    FONT_REFUSED_LICENCE
} FontRefusal;
/* The first installed font that has `codepoint`, where fonts_fallback found none of use. */
FontRefusal fonts_refused(Fonts *fonts, uint32_t codepoint, Str *family);
/* Family names there are, sorted; for messages and `etalase fonts`. */
const Str *fonts_families(const Fonts *fonts, size_t *n);

Str font_family(const Font *font);
Str font_style_name(const Font *font);
Str font_postscript_name(const Font *font);
Str font_path(const Font *font);
int font_weight(const Font *font);
uint32_t font_index(const Font *font); /* small, unique within the Fonts, in order of opening */
bool font_has(const Font *font, uint32_t codepoint);

/* In 1/1000 em, y up. */
typedef struct FontMetrics {
    int ascender, descender, cap_height, x_height, italic_angle;
    int box[4]; /* x min, y min, x max, y max */
    uint32_t n_glyphs;
} FontMetrics;
const FontMetrics *font_metrics(const Font *font);
/* The size at which `fallback` goes with `font` at `size`: small Latin letters are equally tall,
 * for whoever drew the fallback fitted its Latin letters to its script. Within 85 and 115 %;
 * unchanged if the fallback has no Latin letters. */
Len font_matching_size(const Font *font, const Font *fallback, Len size);
/* Advance of a glyph in 1/1000 em times 1000 (so that 2048-unit fonts lose nothing). */
int32_t font_advance_milli(const Font *font, uint32_t glyph);
/* How far the glyph's ink reaches above and below the baseline, in 1/1000 em; 0 0 if it has none.
 */
void font_glyph_reach(const Font *font, uint32_t glyph, int *above, int *below);

/* Glyphs of a font that were drawn, with the text each stands for. */
typedef struct GlyphUse {
    uint32_t glyph; /* original glyph id */
    Str text;       /* UTF-8 for ToUnicode; empty for a glyph that continues a cluster */
} GlyphUse;

/* A font cut down to some glyphs, for embedding under a Type0 font with Identity-H encoding whose
 * codes are the ORIGINAL glyph ids. */
typedef struct FontProgram {
    Str bytes;
    enum {
        FONT_PROGRAM_TRUETYPE,
        FONT_PROGRAM_CFF
    } kind; /* FontFile2, or FontFile3 CIDFontType0C */
    /* TRUETYPE: cid_to_gid[original] = new glyph id, big-endian pairs of bytes; empty: identity. */
    Str cid_to_gid;
} FontProgram;

typedef enum FontEmbedding {
    FONT_EMBED_ALLOWED,
    FONT_EMBED_RESTRICTED,
    FONT_EMBED_NO_SUBSET
} FontEmbedding;
FontEmbedding font_embedding(const Font *font); /* fsType of OS/2 */

/* False if the font cannot be subset (reported by the caller with the font's path). */
bool font_subset(Arena *arena, const Font *font, const uint32_t *glyphs, size_t n,
                 FontProgram *out);

#endif
