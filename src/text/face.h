/* face - inside of Font and Fonts; for the files of this room that deal with fonts alone. */
#ifndef ETALASE_TEXT_FACE_H
#define ETALASE_TEXT_FACE_H

#include <hb.h>

#include "base/map.h"
#include "base/vec.h"
#include "text/font.h"

enum { LATIN_END = 0x250 }; /* coverage below it is kept as a bit set */

struct Font {
    Fonts *fonts;
    Str path, family, style_name, postscript_name;
    const char *file;    /* path, NUL-terminated */
    unsigned face_index; /* within a collection */
    int weight;
    bool italic;
    bool broken; /* could not be loaded; reported */
    bool colour; /* has glyphs as pictures or layers of colour, maybe nothing else */
    uint32_t index;
    unsigned upem;
    hb_font_t *hb; /* scale: font units; NULL until loaded */
    FontMetrics metrics;
    bool latin_known; /* for fonts of styles */
    uint32_t latin[(LATIN_END + 31) / 32];
};

/* An answer of fonts_find. */
typedef struct FontChoice {
    Str family;
    int weight;
    bool italic;
    Font *font;
} FontChoice;

struct Fonts {
    Arena kept; /* its own, since faces are read while callers mark and rewind theirs */
    Diag *diag;
    VEC(Font *) faces;       /* of the folders, in their order */
    VEC(Font *) borrowed;    /* of the system, by fontconfig */
    VEC(Str) families;       /* sorted */
    VEC(FontChoice) choices; /* the first MOST_CHOICES that were asked for */
    size_t n_files;
    uint32_t n_loaded;
    hb_font_funcs_t *funcs;
    Map fallbacks;              /* style and code point to Font */
    struct SystemFonts *system; /* NULL until the first character that needs it */
};

enum { ALL_FACES = -1 };
/* Faces of a file, or one of them, names only: calls `found` for each. False if there is none. */
bool face_look(Fonts *fonts, Str path, int face_index, void (*found)(Fonts *, Font *));
/* Reads the face when it is first needed; NULL if it cannot be (reported once). */
Font *face_load(Font *font);
void face_read_latin(Font *font); /* into `latin`, of a font that was loaded */
void face_close(Font *font);
/* Whether the character has an outline, or is white; of colour fonts, which may have none. */
bool face_draws(const Font *font, uint32_t codepoint);

/* fontconfig's side of fonts_fallback; see font_fallback.c. */
Font *system_fonts_find(Fonts *fonts, int weight, bool italic, uint32_t codepoint, Str lang);
void system_fonts_close(struct SystemFonts *system);

#endif
