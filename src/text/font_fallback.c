/* font_fallback - installed fonts for what the event's own fonts lack, by fontconfig.
 *
 * The choice must not depend on who runs the program: fontconfig gets a configuration of ours, with
 * the system's font folders and nothing of the user's, so it depends on the installed fonts alone.
 * It is a pure function of style, language and character; what was asked for before plays no part.
 *
 * The language asked for is the text's own if it is written in the character's script, else the one
 * that is most likely for the script (Hang: ko). By families, Noto Sans of that script comes first.
 * One sorted list is kept for each style and language, and its first font that covers the character
 * is taken. Bitmap and colour fonts, and those that forbid embedding, are passed over: they cannot
 * be printed.
 *
 * Sorting is dear, so that only fonts are sorted which have the character, and those for the
 * language: fontconfig gives each font marks of its own, and prefers the best one for the language
 * to all others. Fonts that have another character join the list when that one is asked for.
 */
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

#include "text/face.h"

enum { LANG_BYTES = 64 };

/* What lists are kept by. */
typedef struct SortKey {
    int weight;
    bool italic;
    UScriptCode script;
    Str lang; /* the text's */
} SortKey;

typedef struct SortedFonts {
    SortKey key;
    FcPattern *pattern; /* what is asked for */
    FcFontSet *set;
    bool *has;                /* which of the installed fonts are in it */
    const bool *for_language; /* which are for the language asked for */
} SortedFonts;

typedef struct Installed {
    FcPattern *pattern;
    FcCharSet *chars; /* NULL: not known */
    size_t like;      /* the first font with the very same characters */
} Installed;

struct SystemFonts {
    FcConfig *config;
    Installed *fonts;
    size_t n;
    bool *covers; /* those fonts that have the character asked for */
    VEC(SortedFonts *) sorted;
    Font *found; /* by face_look's callback */
};

static const char configuration[] =
    "<?xml version=\"1.0\"?><fontconfig>"
    "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>"
    "<cachedir>/var/cache/fontconfig</cachedir><cachedir prefix=\"xdg\">fontconfig</cachedir>"
    "</fontconfig>";

static FontRefusal refusal_of(FcPattern *pattern)
{
    FcBool flag;
    FcChar8 *format;
    if (FcPatternGetBool(pattern, FC_COLOR, 0, &flag) == FcResultMatch && flag)
        return FONT_REFUSED_COLOUR;
    if (FcPatternGetBool(pattern, FC_SCALABLE, 0, &flag) != FcResultMatch || !flag ||
        FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) != FcResultMatch)
        return FONT_REFUSED_BITMAP;
    bool outlines =
        strcmp((const char *)format, "TrueType") == 0 || strcmp((const char *)format, "CFF") == 0;
    return outlines ? FONT_NOT_REFUSED : FONT_REFUSED_BITMAP;
}

/* fontconfig keeps equal sets of characters once: fonts of a family share theirs. */
static void list_installed(Arena *arena, struct SystemFonts *system)
{
    const FcFontSet *set = FcConfigGetFonts(system->config, FcSetSystem);
    system->n = set ? (size_t)set->nfont : 0;
    system->fonts = ARENA_ARRAY(arena, Installed, system->n);
    system->covers = ARENA_ARRAY(arena, bool, system->n);
    for (size_t i = 0; i < system->n; i++) {
        Installed *font = &system->fonts[i];
        font->pattern = set->fonts[i];
        if (FcPatternGetCharSet(font->pattern, FC_CHARSET, 0, &font->chars) != FcResultMatch)
            font->chars = NULL;
        while (font->like < i && system->fonts[font->like].chars != font->chars) font->like++;
    }
}

static void start(Fonts *fonts)
{
    fonts->system = ARENA_NEW(&fonts->kept, struct SystemFonts);
    FcConfig *config = FcConfigCreate();
    if (!config) memory_exhausted();
    FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)configuration, FcFalse);
    FcConfigBuildFonts(config);
    fonts->system->config = config;
    list_installed(&fonts->kept, fonts->system);
}

static void drop_set(SortedFonts *sorted)
{
    if (sorted->set) FcFontSetDestroy(sorted->set);
    sorted->set = NULL;
}

void system_fonts_close(struct SystemFonts *system)
{
    for (size_t i = 0; i < system->sorted.len; i++) {
        drop_set(system->sorted.items[i]);
        FcPatternDestroy(system->sorted.items[i]->pattern);
    }
    FcConfigDestroy(system->config);
}

/* True if `script` is one that the language is written in. */
static bool writes(const char *lang, UScriptCode script)
{
    UScriptCode codes[8];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = uscript_getCode(lang, codes, 8, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < n; i++)
        if (codes[i] == script) return true;
    return false;
}

/* The language to ask for, as fontconfig writes it. */
static void choose_language(UScriptCode script, Str lang, char out[LANG_BYTES])
{
    snprintf(out, LANG_BYTES, "%.*s", (int)(lang.len < 32 ? lang.len : 32), lang.ptr);
    if (strncmp(out, "zh", 2) == 0) {
        bool hong_kong = strstr(out, "HK") || strstr(out, "MO");
        bool taiwan = strstr(out, "Hant") || strstr(out, "TW");
        snprintf(out, LANG_BYTES, "%s", hong_kong ? "zh-hk" : taiwan ? "zh-tw" : "zh-cn");
    }
    if (script <= USCRIPT_INHERITED || (out[0] && writes(out, script))) return;
    if (script == USCRIPT_HAN) {
        snprintf(out, LANG_BYTES, "zh-cn");
        return;
    }
    char likely[LANG_BYTES], unknown[LANG_BYTES];
    UErrorCode status = U_ZERO_ERROR;
    snprintf(unknown, sizeof unknown, "und_%s", uscript_getShortName(script));
    uloc_addLikelySubtags(unknown, likely, sizeof likely, &status);
    if (U_SUCCESS(status)) uloc_getLanguage(likely, out, LANG_BYTES, &status);
    if (U_FAILURE(status)) out[0] = '\0';
}

static void add_family(FcPattern *pattern, const char *family)
{
    FcValue value = {.type = FcTypeString, .u.s = (const FcChar8 *)family};
    FcPatternAddWeak(pattern, FC_FAMILY, value, FcTrue);
}

/* The same characters, drawn as each of the languages writes them. */
static void add_han_family(FcPattern *pattern, const char *lang)
{
    static const struct {
        const char *lang, *family;
    } families[] = {{"ja", "Noto Sans CJK JP"},
                    {"ko", "Noto Sans CJK KR"},
                    {"zh-tw", "Noto Sans CJK TC"},
                    {"zh-hk", "Noto Sans CJK HK"},
                    {"zh-cn", "Noto Sans CJK SC"}};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (strcmp(lang, families[i].lang) == 0) add_family(pattern, families[i].family);
}

static void add_families(FcPattern *pattern, UScriptCode script, const char *lang)
{
    static const char *const families[] = {"Noto Sans CJK SC", "Noto Sans CJK JP",   "Noto Sans",
                                           "DejaVu Sans",      "Noto Sans Symbols2", "Noto Serif"};
    char name[LANG_BYTES];
    snprintf(name, sizeof name, "Noto Sans %s", uscript_getName(script));
    for (char *c = name; *c; c++)
        if (*c == '_') *c = ' ';
    add_han_family(pattern, lang);
    if (script > USCRIPT_INHERITED) add_family(pattern, name);
    /* The CJK fonts have Greek and Cyrillic too, in wide letters. */
    if (script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC || script == USCRIPT_LATIN)
        add_family(pattern, "Noto Sans");
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        add_family(pattern, families[i]);
}

static FcPattern *pattern_of(const SortKey *key)
{
    FcPattern *pattern = FcPatternCreate();
    if (!pattern) memory_exhausted();
    char lang[LANG_BYTES];
    choose_language(key->script, key->lang, lang);
    add_families(pattern, key->script, lang);
    FcPatternAddInteger(pattern, FC_WEIGHT, FcWeightFromOpenType(key->weight));
    FcPatternAddInteger(pattern, FC_SLANT, key->italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)(lang[0] ? lang : "en"));
    FcPatternAddString(pattern, FC_NAMELANG, (const FcChar8 *)"en");
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    FcDefaultSubstitute(pattern);
    return pattern;
}

/* As fontconfig decides which fonts are for a language. */
static const bool *find_for_language(Arena *arena, const struct SystemFonts *system,
                                     FcPattern *asked)
{
    bool *fit = ARENA_ARRAY(arena, bool, system->n);
    FcLangSet *langs;
    FcChar8 *lang;
    for (int k = 0; FcPatternGetString(asked, FC_LANG, k, &lang) == FcResultMatch; k++)
        for (size_t i = 0; i < system->n; i++)
            if (!fit[i] &&
                FcPatternGetLangSet(system->fonts[i].pattern, FC_LANG, 0, &langs) == FcResultMatch)
                fit[i] = FcLangSetHasLang(langs, lang) != FcLangDifferentLang;
    return fit;
}

static SortedFonts *sorted_fonts(Fonts *fonts, SortKey key)
{
    struct SystemFonts *system = fonts->system;
    const bool *for_language = NULL;
    for (size_t i = 0; i < system->sorted.len; i++) {
        const SortKey *known = &system->sorted.items[i]->key;
        if (known->script != key.script || !str_eq(known->lang, key.lang)) continue;
        if (known->weight == key.weight && known->italic == key.italic)
            return system->sorted.items[i];
        for_language = system->sorted.items[i]->for_language;
    }
    key.lang = str_copy(&fonts->kept, key.lang);
    SortedFonts *sorted = ARENA_NEW(&fonts->kept, SortedFonts);
    *sorted = (SortedFonts){.key = key, .pattern = pattern_of(&key), .for_language = for_language};
    sorted->has = ARENA_ARRAY(&fonts->kept, bool, system->n);
    if (!for_language)
        sorted->for_language = find_for_language(&fonts->kept, system, sorted->pattern);
    VEC_PUSH(&fonts->kept, &system->sorted, sorted);
    return sorted;
}

/* Fills `covers`; true if all of them are in the list. */
static bool find_covering(struct SystemFonts *system, const SortedFonts *sorted, uint32_t codepoint)
{
    bool all = true;
    for (size_t i = 0; i < system->n; i++) {
        const Installed *font = &system->fonts[i];
        system->covers[i] = font->like < i
                                ? system->covers[font->like]
                                : font->chars && FcCharSetHasChar(font->chars, codepoint);
        if (system->covers[i] && !sorted->has[i]) all = false;
    }
    return all;
}

static void sort(struct SystemFonts *system, SortedFonts *sorted)
{
    FcFontSet *some = FcFontSetCreate();
    if (!some) memory_exhausted();
    for (size_t i = 0; i < system->n; i++) {
        FcPattern *font = system->fonts[i].pattern;
        sorted->has[i] = sorted->has[i] || system->covers[i] || sorted->for_language[i];
        if (!sorted->has[i]) continue;
        FcPatternReference(font);
        if (!FcFontSetAdd(some, font)) memory_exhausted();
    }
    drop_set(sorted);
    FcResult result;
    sorted->set = FcFontSetSort(system->config, &some, 1, sorted->pattern, FcFalse, NULL, &result);
    FcFontSetDestroy(some);
}

static bool has_char(FcPattern *pattern, uint32_t codepoint)
{
    FcCharSet *set;
    return FcPatternGetCharSet(pattern, FC_CHARSET, 0, &set) == FcResultMatch &&
           FcCharSetHasChar(set, codepoint);
}

/* All fonts that have the character, and some others, the best ones first. */
static const FcFontSet *fonts_for(Fonts *fonts, int weight, bool italic, uint32_t codepoint,
                                  Str lang)
{
    if (!fonts->system) start(fonts);
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)codepoint, &status);
    SortedFonts *sorted = sorted_fonts(fonts, (SortKey){weight, italic, script, lang});
    if (!find_covering(fonts->system, sorted, codepoint)) sort(fonts->system, sorted);
    return sorted->set;
}

static void keep_face(Fonts *fonts, Font *font) { fonts->system->found = font; }

/* The face that a pattern of fontconfig stands for; NULL if it cannot be used. */
static Font *open_face(Fonts *fonts, FcPattern *pattern)
{
    FcChar8 *file;
    int face_index = 0;
    if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch) return NULL;
    FcPatternGetInteger(pattern, FC_INDEX, 0, &face_index);
    face_index &= 0xFFFF; /* the high half numbers instances of variable fonts */
    Str path = str_from((const char *)file);
    for (size_t i = 0; i < fonts->borrowed.len; i++) {
        Font *font = fonts->borrowed.items[i];
        if (str_eq(font->path, path) && font->face_index == (unsigned)face_index)
            return font->broken ? NULL : font;
    }
    fonts->system->found = NULL;
    if (!face_look(fonts, str_copy(&fonts->kept, path), face_index, keep_face)) return NULL;
    Font *font = fonts->system->found;
    if (!font || !face_load(font)) return NULL;
    font->broken = font_embedding(font) == FONT_EMBED_RESTRICTED;
    VEC_PUSH(&fonts->kept, &fonts->borrowed, font);
    return font->broken ? NULL : font;
}

Font *system_fonts_find(Fonts *fonts, int weight, bool italic, uint32_t codepoint, Str lang)
{
    const FcFontSet *set = fonts_for(fonts, weight, italic, codepoint, lang);
    for (int i = 0; set && i < set->nfont; i++) {
        if (!has_char(set->fonts[i], codepoint) || refusal_of(set->fonts[i])) continue;
        Font *font = open_face(fonts, set->fonts[i]);
        if (font && font_has(font, codepoint)) return font;
    }
    return NULL;
}

FontRefusal fonts_refused(Fonts *fonts, uint32_t codepoint, Str *family)
{
    const FcFontSet *set = fonts_for(fonts, 400, false, codepoint, (Str){0});
    for (int i = 0; set && i < set->nfont; i++) {
        FcChar8 *name;
        if (!has_char(set->fonts[i], codepoint) ||
            FcPatternGetString(set->fonts[i], FC_FAMILY, 0, &name) != FcResultMatch)
            continue;
        *family = str_from((const char *)name);
        FontRefusal why = refusal_of(set->fonts[i]);
        return why ? why : FONT_REFUSED_LICENCE;
    }
    return FONT_NOT_REFUSED;
}
