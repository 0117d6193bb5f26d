/* no_glyph - what no font has, said once for each text, with what to do about it.
 *
 * The advice depends on the computer: an installed font may have the character and be of no use (in
 * colour only, a bitmap, or not to be embedded), and Debian may have a package that helps. Which
 * package has which script is a table of ours, after the contents of Debian 12:
 *
 *   fonts-noto-cjk   Han, Kana, Hangul, Bopomofo
 *   fonts-hanazono   the rarer Han characters outside the basic plane
 *   fonts-symbola    symbols, and emoji up to Unicode 9, in one colour
 *   fonts-noto-core  the other scripts up to Unicode 13
 */
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"
#include "text/compose.h"
#include "text/face.h"

enum { MOST_LISTED = 10, MOST_PACKAGES = 4, SYMBOLA_UNICODE = 9, NOTO_UNICODE = 13 };

static bool is_symbol(uint32_t c)
{
    return u_charType((UChar32)c) == U_OTHER_SYMBOL ||
           u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

/* Empty if Debian has none. */
static Str package_of(uint32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)c, &status);
    UVersionInfo age;
    u_charAge((UChar32)c, age);
    if (U_FAILURE(status) || !age[0]) return STR("");
    switch (script) {
    case USCRIPT_HAN:
        return c >= 0x20000 ? STR("fonts-hanazono") : STR("fonts-noto-cjk");
    case USCRIPT_HANGUL:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
        return STR("fonts-noto-cjk");
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
        return is_symbol(c) && age[0] <= SYMBOLA_UNICODE ? STR("fonts-symbola") : STR("");
    case USCRIPT_UNKNOWN: /* private use */
        return STR("");
    default:
        return age[0] <= NOTO_UNICODE ? STR("fonts-noto-core") : STR("");
    }
}

static void list_characters(const Para *para, StrBuf *out)
{
    size_t n = para->missing->len, shown = n > MOST_LISTED + 1 ? MOST_LISTED : n;
    for (size_t i = 0; i < shown; i++) {
        uint32_t c = para->missing->items[i].code;
        strbuf_add(out, i == 0 ? STR("") : i + 1 == n ? STR(" and ") : STR(", "));
        strbuf_codepoint(out, c);
        strbuf_format(out, " (U+%04X)", c);
    }
    if (shown < n) strbuf_format(out, " and %zu more", n - shown);
}

static const char *pronoun(const Para *para) { return para->missing->len > 1 ? "them" : "it"; }

static void list_packages(const Para *para, StrBuf *out)
{
    Str packages[MOST_PACKAGES];
    size_t n = 0;
    for (size_t i = 0; i < para->missing->len; i++) {
        Str package = package_of(para->missing->items[i].code);
        bool known = !package.len || n == MOST_PACKAGES;
        for (size_t k = 0; k < n && !known; k++) known = str_eq(packages[k], package);
        if (!known) packages[n++] = package;
    }
    if (n) strbuf_add(out, STR("on Debian, `sudo apt install"));
    for (size_t k = 0; k < n; k++) strbuf_format(out, " %.*s", STR_ARG(packages[k]));
    if (n) strbuf_format(out, "` brings fonts for %s; or ", pronoun(para));
}

static const char *reason_of(FontRefusal why)
{
    switch (why) {
    case FONT_REFUSED_COLOUR:
        return "only in colour, and emoji are printed in one colour";
    case FONT_REFUSED_BITMAP:
        return "only as a bitmap for screens";
    default:
        return "but must not be embedded in a document";
    }
}

static void advise(const Para *para)
{
    const MissingChar *first = &para->missing->items[0];
    StrBuf hint;
    strbuf_init(&hint, para->arena);
    Str family;
    FontRefusal why = fonts_refused(para->context->fonts, first->code, &family);
    if (why)
        strbuf_format(&hint, "the installed font %.*s has it, %s; ", STR_ARG(family),
                      reason_of(why));
    list_packages(para, &hint);
    UVersionInfo age;
    u_charAge((UChar32)first->code, age);
    bool new_emoji = is_symbol(first->code) && age[0] > SYMBOLA_UNICODE;
    strbuf_format(&hint, "put a font that has %s%s into the event's fonts folder", pronoun(para),
                  new_emoji ? ", such as Noto Emoji (the one without colour)," : "");
    diag_hint(para->context->diag, strbuf_str(&hint));
}

void report_no_glyphs(const Para *para)
{
    para->missing->told = true;
    if (!para->missing->len) return;
    StrBuf list;
    strbuf_init(&list, para->arena);
    list_characters(para, &list);
    diag_report(para->context->diag, DIAG_FONT_NO_GLYPH, para->missing->items[0].style->span->from,
                strbuf_str(&list));
    advise(para);
}

void note_no_glyph(const Para *para, const SpanStyle *style, uint32_t codepoint)
{
    for (size_t i = 0; i < para->missing->len; i++)
        if (para->missing->items[i].code == codepoint) return;
    VEC_PUSH(para->arena, para->missing, (MissingChar){codepoint, style});
    if (para->missing->told) report_no_glyphs(para);
}
