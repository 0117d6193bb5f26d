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
 */
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

#include "text/face.h"

enum { LANG_BYTES = 64 };

typedef struct SortedFonts {
    FcFontSet *set;
} SortedFonts;

struct SystemFonts {
    FcConfig *config;
    Map sorted; /* style and language to SortedFonts */
    VEC(SortedFonts *) all;
    Font *found; /* by face_look's callback */
    unsigned wanted_face;
};

static const char configuration[] =
    "<?xml version=\"1.0\"?><fontconfig>"
    "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>"
    "<cachedir>/var/cache/fontconfig</cachedir><cachedir prefix=\"xdg\">fontconfig</cachedir>"
    "</fontconfig>";

static void start(Fonts *fonts)
{
    fonts->system = ARENA_NEW(&fonts->kept, struct SystemFonts);
    map_init(&fonts->system->sorted, &fonts->kept);
    FcConfig *config = FcConfigCreate();
    if (!config) memory_exhausted();
    FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)configuration, FcFalse);
    FcConfigBuildFonts(config);
    fonts->system->config = config;
}

void system_fonts_close(struct SystemFonts *system)
{
    for (size_t i = 0; i < system->all.len; i++)
        if (system->all.items[i]->set) FcFontSetDestroy(system->all.items[i]->set);
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

static FcFontSet *sort(struct SystemFonts *system, int weight, bool italic, UScriptCode script,
                       const char *lang)
{
    FcPattern *pattern = FcPatternCreate();
    if (!pattern) memory_exhausted();
    add_families(pattern, script, lang);
    FcPatternAddInteger(pattern, FC_WEIGHT, FcWeightFromOpenType(weight));
    FcPatternAddInteger(pattern, FC_SLANT, italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)(lang[0] ? lang : "en"));
    FcPatternAddString(pattern, FC_NAMELANG, (const FcChar8 *)"en");
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    FcDefaultSubstitute(pattern);
    FcResult result;
    FcFontSet *set = FcFontSort(system->config, pattern, FcFalse, NULL, &result);
    FcPatternDestroy(pattern);
    return set;
}

static const FcFontSet *sorted_fonts(Fonts *fonts, int weight, bool italic, UScriptCode script,
                                     const char *lang)
{
    struct SystemFonts *system = fonts->system;
    Str key = str_format(&fonts->kept, "%d%c %d %s", weight, italic ? 'i' : 'r', (int)script, lang);
    SortedFonts *sorted = map_find(&system->sorted, key);
    if (!sorted) {
        sorted = ARENA_NEW(&fonts->kept, SortedFonts);
        sorted->set = sort(system, weight, italic, script, lang);
        map_add(&system->sorted, key, sorted);
        VEC_PUSH(&fonts->kept, &system->all, sorted);
    }
    return sorted->set;
}

static bool has_char(FcPattern *pattern, uint32_t codepoint)
{
    FcCharSet *set;
    return FcPatternGetCharSet(pattern, FC_CHARSET, 0, &set) == FcResultMatch &&
           FcCharSetHasChar(set, codepoint);
}

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

static void keep_wanted(Fonts *fonts, Font *font)
{
    if (font->face_index == fonts->system->wanted_face) fonts->system->found = font;
}

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
    fonts->system->wanted_face = (unsigned)face_index;
    if (!face_look(fonts, str_copy(&fonts->kept, path), keep_wanted)) return NULL;
    Font *font = fonts->system->found;
    if (!font || !face_load(font)) return NULL;
    font->broken = font_embedding(font) == FONT_EMBED_RESTRICTED;
    VEC_PUSH(&fonts->kept, &fonts->borrowed, font);
    return font->broken ? NULL : font;
}

Font *system_fonts_find(Fonts *fonts, int weight, bool italic, uint32_t codepoint, Str lang)
{
    if (!fonts->system) start(fonts);
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)codepoint, &status);
    char language[LANG_BYTES];
    choose_language(script, lang, language);
    const FcFontSet *set = sorted_fonts(fonts, weight, italic, script, language);
    for (int i = 0; set && i < set->nfont; i++) {
        if (!has_char(set->fonts[i], codepoint) || refusal_of(set->fonts[i])) continue;
        Font *font = open_face(fonts, set->fonts[i]);
        if (font && font_has(font, codepoint)) return font;
    }
    return NULL;
}

FontRefusal fonts_refused(Fonts *fonts, uint32_t codepoint, Str *family)
{
    if (!fonts->system) start(fonts);
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)codepoint, &status);
    const FcFontSet *set = sorted_fonts(fonts, 400, false, script, "");
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
