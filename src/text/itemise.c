/* itemise - text into stretches of one font, script and direction.
 *
 * Levels come from ICU's bidi algorithm (UAX#9), run on each forced line. The base direction is
 * that of the text's language, unless the line begins with a letter of the other direction and has
 * at least as many of those: an Indonesian sentence may begin with an Arabic name, an Arabic name
 * alone runs its own way. Script is Unicode's Script property, where Common and Inherited
 * characters take the script before them, or at the start the first one after.
 *
 * Fonts are chosen for whole clusters (a base with its marks, joiners, variation selectors, emoji
 * modifiers, Hangul jamo): the style's font if it has all of it, else a fallback that has all of
 * it, else one that has the base. The letters of a word then come from one font where they can. Han
 * characters look different in Chinese, Japanese and Korean: see han_language.
 * What no font has is noted, and is in no item.
 */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/utf8.h"
#include "text/compose.h"
#include "text/face.h"

enum { CLUSTER_CHARS = 64 };

/* One per code point, while itemising. */
typedef struct Char {
    uint32_t code, offset;
    const SpanStyle *style;
    const Font *font; /* NULL: left out */
    const Language *lang;
    hb_script_t script;
    uint8_t level;
} Char;

typedef struct Chars {
    Char *items;
    size_t n;
} Chars;

/* Letters of these scripts are joined; tracking would tear them apart. */
static bool is_cursive(hb_script_t script)
{
    switch (script) {
    case HB_SCRIPT_ARABIC:
    case HB_SCRIPT_SYRIAC:
    case HB_SCRIPT_MONGOLIAN:
    case HB_SCRIPT_NKO:
    case HB_SCRIPT_MANDAIC:
    case HB_SCRIPT_PHAGS_PA:
    case HB_SCRIPT_HANIFI_ROHINGYA:
    case HB_SCRIPT_ADLAM:
        return true;
    default:
        return false;
    }
}

static void add_item(Para *para, Item item)
{
    if (item.start >= item.end || !item.font) return;
    item.size = item.style->span->style->size;
    if (item.style->font && item.style->font != item.font)
        item.size = font_matching_size(item.style->font, item.font, item.size);
    item.shaping = shape_with(para->context->cache,
                              (ShapeKey){item.font, item.style->features, item.lang->shaping,
                                         item.script, item.level & 1});
    item.cursive = is_cursive(item.script);
    VEC_PUSH(para->arena, &para->items, item);
}

static bool has_all_ascii(const Font *font)
{
    return font->latin[1] == UINT32_MAX && font->latin[2] == UINT32_MAX &&
           (font->latin[3] | 1u << 31) == UINT32_MAX; /* all but U+007F */
}

/* Of plain text, text[start..end). Forced line ends need no font. */
static bool has_text(const Font *font, Str text, size_t start, size_t end)
{
    bool skips_ascii = font && has_all_ascii(font);
    for (size_t i = start; i < end;) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '\n' || (c < 0x80 && skips_ascii))
            i++;
        else if (!font || !font_has(font, utf8_next(text, &i)))
            return false;
    }
    return true;
}

/* Plain text whose font has every character of it: an item for each span. */
static bool itemise_simple(Para *para)
{
    uint32_t start = 0;
    for (size_t i = 0; i < para->n_styles; start = para->styles[i++].end) {
        const SpanStyle *style = &para->styles[i];
        if (!has_text(style->font, para->text, start, style->end)) return false;
    }
    para->items.items = ARENA_ARRAY_RAW(para->arena, Item, para->n_styles);
    para->items.cap = para->n_styles;
    start = 0;
    for (size_t i = 0; i < para->n_styles; start = para->styles[i++].end)
        add_item(para, (Item){.start = start,
                              .end = para->styles[i].end,
                              .style = &para->styles[i],
                              .font = para->styles[i].font,
                              .lang = para->styles[i].lang,
                              .script = HB_SCRIPT_LATIN});
    return true;
}

static bool is_ignorable(uint32_t c)
{
    return c >= 0x80 && u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* Spaces of other widths are made from the ordinary one by HarfBuzz. */
static bool is_space(uint32_t c)
{
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool has_char(const Font *font, uint32_t c)
{
    return c == '\n' || is_ignorable(c) || font_has(font, c) ||
           (is_space(c) && font_has(font, ' '));
}

/* As HarfBuzz would show it: composed or decomposed, whichever the font has. */
static bool has_normalised(const Font *font, const Char *chars, size_t n, bool composed)
{
    UChar text[2 * CLUSTER_CHARS], normal[8 * CLUSTER_CHARS];
    int32_t len = 0;
    UErrorCode status = U_ZERO_ERROR;
    UBool full = false;
    for (size_t i = 0; i < n; i++)
        U16_APPEND(text, len, 2 * CLUSTER_CHARS, (UChar32)chars[i].code, full);
    const UNormalizer2 *form =
        composed ? unorm2_getNFCInstance(&status) : unorm2_getNFDInstance(&status);
    if (U_FAILURE(status) || full) return false;
    len = unorm2_normalize(form, text, len, normal, 8 * CLUSTER_CHARS, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < len;) {
        UChar32 c;
        U16_NEXT(normal, i, len, c);
        if (!has_char(font, (uint32_t)c)) return false;
    }
    return U_SUCCESS(status);
}

static bool has_cluster(const Font *font, const Char *chars, size_t n)
{
    size_t i = 0;
    while (i < n && has_char(font, chars[i].code)) i++;
    if (i == n) return true;
    bool plain = n == 1 && u_getIntPropertyValue((UChar32)chars[0].code,
                                                 UCHAR_DECOMPOSITION_TYPE) != U_DT_CANONICAL;
    return !plain &&
           (has_normalised(font, chars, n, true) || has_normalised(font, chars, n, false));
}

static void choose_font(const Para *para, Char *chars, size_t n)
{
    const SpanStyle *style = chars[0].style;
    const Font *font = style->font;
    for (size_t i = 0; i < n && !(font && has_cluster(font, chars, n)); i++)
        if (!style->font || !has_char(style->font, chars[i].code))
            font = fonts_fallback(para->context->fonts, style->font, chars[i].code,
                                  chars[i].lang->name);
    if (!font || !has_cluster(font, chars, n))
        font = style->font && has_char(style->font, chars[0].code)
                   ? style->font
                   : fonts_fallback(para->context->fonts, style->font, chars[0].code,
                                    chars[0].lang->name);
    bool whole = font && has_cluster(font, chars, n);
    for (size_t i = 0; i < n; i++) {
        chars[i].font = font;
        if (whole || (font && has_char(font, chars[i].code))) continue;
        chars[i].font = NULL;
        if (chars[i].code != '\n' && !is_ignorable(chars[i].code))
            note_no_glyph(para, style, chars[i].code);
    }
}

static bool continues_cluster(const Char *before, uint32_t c)
{
    if (c < 0x300 || before->code == '\n') return false;
    if ((U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0 || c == 0x200C || c == 0x200D) return true;
    if (u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_MODIFIER) || (c >= 0xE0020 && c <= 0xE007F))
        return true;
    if (before->code == 0x200D && u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC))
        return true;
    int32_t jamo = u_getIntPropertyValue((UChar32)c, UCHAR_HANGUL_SYLLABLE_TYPE);
    return jamo == U_HST_VOWEL_JAMO || jamo == U_HST_TRAILING_JAMO;
}

static void choose_fonts(const Para *para, Chars chars)
{
    for (size_t i = 0, end; i < chars.n; i = end) {
        for (end = i + 1; end < chars.n && end - i < CLUSTER_CHARS &&
                          chars.items[end].style == chars.items[i].style &&
                          continues_cluster(&chars.items[end - 1], chars.items[end].code);)
            end++;
        choose_font(para, &chars.items[i], end - i);
    }
}

/* A space between two words of a fallback font is set in that font as well: one run, and the space
 * that belongs to the letters. */
static void settle_spaces(Chars chars)
{
    for (size_t i = 1; i + 1 < chars.n; i++) {
        const Char *before = &chars.items[i - 1], *after = &chars.items[i + 1];
        if (chars.items[i].code != ' ' && chars.items[i].code != 0xA0) continue;
        if (before->font && before->font == after->font && font_has(before->font, ' '))
            chars.items[i].font = before->font;
    }
}

static bool is_bidi_control(uint32_t c)
{
    return c >= 0x80 && u_hasBinaryProperty((UChar32)c, UCHAR_BIDI_CONTROL);
}

static bool is_ascii_letter(uint32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

static hb_script_t script_of(uint32_t c)
{
    if (c < 0x80) return is_ascii_letter(c) ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)c, &status);
    if (U_FAILURE(status) || script <= USCRIPT_INHERITED) return HB_SCRIPT_COMMON;
    return hb_script_from_string(uscript_getShortName(script), -1);
}

/* Letters of one word and script come from one font: a font made for Latin may
 * have pi and mu, but the rest of a Greek word would stand beside them in another design. */
static void settle_word(Char *chars, size_t n)
{
    const Font *own = chars[0].style->font, *other = NULL;
    for (size_t i = 0; i < n && !other; i++)
        if (chars[i].font && chars[i].font != own) other = chars[i].font;
    if (!other) return;
    for (size_t i = 0; i < n; i++)
        if (chars[i].font == own && !has_char(other, chars[i].code)) return;
    for (size_t i = 0; i < n; i++)
        if (chars[i].font == own && script_of(chars[i].code) != HB_SCRIPT_COMMON)
            chars[i].font = other;
}

static void settle_words(Chars chars)
{
    for (size_t i = 0, end; i < chars.n; i = end) {
        const Char *first = &chars.items[i];
        for (end = i + 1; end < chars.n && chars.items[end].script == first->script &&
                          chars.items[end].style == first->style && chars.items[end].code != ' ' &&
                          chars.items[end].code != '\n';)
            end++;
        settle_word(&chars.items[i], end - i);
    }
}

static void resolve_scripts(Chars chars)
{
    hb_script_t current = HB_SCRIPT_COMMON;
    for (size_t i = 0; i < chars.n && current == HB_SCRIPT_COMMON; i++)
        current = script_of(chars.items[i].code);
    if (current == HB_SCRIPT_COMMON) current = HB_SCRIPT_LATIN;
    for (size_t i = 0; i < chars.n; i++) {
        hb_script_t own = script_of(chars.items[i].code);
        if (own != HB_SCRIPT_COMMON) current = own;
        chars.items[i].script = current;
    }
}

static bool is_east_asian(hb_script_t script)
{
    return script == HB_SCRIPT_HAN || script == HB_SCRIPT_HIRAGANA ||
           script == HB_SCRIPT_KATAKANA || script == HB_SCRIPT_HANGUL ||
           script == HB_SCRIPT_BOPOMOFO;
}

static bool is_lang(Str lang, const char *base)
{
    return str_starts(lang, str_from(base)) && (lang.len == 2 || lang.ptr[2] == '-');
}

/* Which language's shapes a Han character of the style takes: the style's own if that is written
 * with them; else the one that the letters around them belong to; else simplified Chinese. */
static Str han_language(const SpanStyle *style, Chars chars)
{
    Str own = style->span->style->lang, found = STR("zh-Hans");
    if (is_lang(own, "zh") || is_lang(own, "ja") || is_lang(own, "ko")) return own;
    for (size_t i = 0; i < chars.n; i++) {
        hb_script_t script = chars.items[i].script;
        if (script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA) return STR("ja");
        if (script == HB_SCRIPT_HANGUL) found = STR("ko");
        if (script == HB_SCRIPT_BOPOMOFO) found = STR("zh-Hant");
    }
    return found;
}

static void resolve_languages(const Para *para, Chars chars)
{
    const SpanStyle *style = NULL;
    const Language *han = NULL;
    for (size_t i = 0; i < chars.n; i++) {
        Char *c = &chars.items[i];
        c->lang = c->style->lang;
        if (!is_east_asian(c->script)) continue;
        if (c->style != style)
            han = cache_language(para->context->cache, han_language(c->style, chars));
        style = c->style;
        c->lang = han;
    }
}

/* The base direction of chars[start..end), see top of file. */
static UBiDiLevel base_level(Chars chars, size_t start, size_t end)
{
    const Language *lang = chars.items[start].style->lang;
    size_t n[2] = {0};
    int first = -1;
    for (size_t i = start; i < end; i++) {
        UCharDirection direction = u_charDirection((UChar32)chars.items[i].code);
        bool rtl = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
        if (!rtl && direction != U_LEFT_TO_RIGHT) continue;
        if (first < 0) first = rtl;
        n[rtl]++;
    }
    if (!lang->name.len || first < 0) return UBIDI_DEFAULT_LTR;
    bool other = first != (int)lang->rtl && n[!lang->rtl] >= n[lang->rtl];
    return (UBiDiLevel)(other ? !lang->rtl : lang->rtl);
}

/* Levels of one forced line, chars[start..end). False if it is all left to right. */
static bool resolve_line(Para *para, Chars chars, size_t start, size_t end, UChar *wide)
{
    UErrorCode status = U_ZERO_ERROR;
    struct WordCache *cache = para->context->cache;
    if (!cache->bidi) cache->bidi = ubidi_open();
    int32_t len = 0;
    for (size_t i = start; i < end; i++) U16_APPEND_UNSAFE(wide, len, (UChar32)chars.items[i].code);
    UBiDiLevel base = len ? base_level(chars, start, end) : UBIDI_DEFAULT_LTR;
    ubidi_setPara(cache->bidi, wide, len, base, NULL, &status);
    const UBiDiLevel *levels = len ? ubidi_getLevels(cache->bidi, &status) : NULL;
    if (U_FAILURE(status) || !levels) return false;
    if (start == 0) para->rtl = ubidi_getParaLevel(cache->bidi) & 1;
    len = 0;
    for (size_t i = start; i < end; i++) {
        chars.items[i].level = levels[len];
        len += U16_LENGTH(chars.items[i].code);
    }
    return true;
}

static void resolve_levels(Para *para, Chars chars)
{
    bool any = false;
    for (size_t i = 0; i < chars.n && !any; i++) {
        UCharDirection direction = u_charDirection((UChar32)chars.items[i].code);
        any = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC ||
              direction == U_ARABIC_NUMBER || is_bidi_control(chars.items[i].code);
    }
    if (!any) return;
    UChar *wide = ARENA_ARRAY(para->arena, UChar, 2 * chars.n);
    for (size_t start = 0, end; start < chars.n; start = end + 1) {
        for (end = start; end < chars.n && chars.items[end].code != '\n';) end++;
        resolve_line(para, chars, start, end, wide);
    }
}

static Chars decode(const Para *para)
{
    Chars chars = {ARENA_ARRAY(para->arena, Char, utf8_count(para->text)), 0};
    const SpanStyle *style = para->styles;
    for (size_t i = 0; i < para->text.len;) {
        while (i >= style->end) style++;
        Char *c = &chars.items[chars.n++];
        c->offset = (uint32_t)i;
        c->style = style;
        c->code = utf8_next(para->text, &i);
    }
    return chars;
}

static bool same_item(const Char *a, const Char *b)
{
    return a->style == b->style && a->font == b->font && a->lang == b->lang &&
           a->script == b->script && a->level == b->level;
}

/* Direction marks have done their work, and would only turn up in copied text. */
static void drop_bidi_controls(Chars chars)
{
    for (size_t i = 0; i < chars.n; i++)
        if (is_bidi_control(chars.items[i].code)) chars.items[i].font = NULL;
}

/* Of characters left out. Embeddings and overrides have no place of their own (UAX#9 rule X9). */
static uint8_t lowest_level(const Char *chars, size_t n, uint8_t lowest)
{
    for (size_t i = 0; i < n; i++) {
        bool placed = chars[i].code < 0x202A || chars[i].code > 0x202E;
        if (placed && chars[i].level < lowest) lowest = chars[i].level;
    }
    return lowest;
}

void itemise(Para *para)
{
    if (para->simple && itemise_simple(para)) return;
    para->simple = false;
    Chars chars = decode(para);
    resolve_scripts(chars);
    resolve_languages(para, chars);
    resolve_levels(para, chars);
    choose_fonts(para, chars);
    settle_words(chars);
    settle_spaces(chars);
    drop_bidi_controls(chars);
    uint8_t lowest = UINT8_MAX;
    for (size_t i = 0, end; i < chars.n; i = end) {
        const Char *c = &chars.items[i];
        for (end = i + 1; end < chars.n && same_item(c, &chars.items[end]);) end++;
        uint32_t stop = end < chars.n ? chars.items[end].offset : (uint32_t)para->text.len;
        if (!c->font) {
            lowest = lowest_level(c, end - i, lowest);
            continue;
        }
        add_item(para, (Item){.start = c->offset,
                              .end = stop,
                              .style = c->style,
                              .font = c->font,
                              .lang = c->lang,
                              .script = c->script,
                              .level = c->level,
                              .level_before = lowest < c->level ? lowest : c->level});
        lowest = UINT8_MAX;
    }
}
