/* prepare - spans into one clean text.
 *
 * - Upper case is made here, before shaping, by the rules of the span's language (ICU).
 * - Tabs are spaces; CR LF, CR, U+0085, U+2028, U+2029, VT and FF force a line end as LF does; all
 *   other control characters go.
 * - U+200B, U+00AD, U+2060 and U+FEFF go too, and are remembered as flags of the place: they say
 *   where a line may end, and must not turn up in the text that a reader of the PDF copies.
 * - Text beyond LIMIT_TEXT_CHARS and marks beyond LIMIT_MARKS are reported and left out.
 *
 * Most text needs none of this. A paragraph is `simple` if it has only ASCII, Latin letters and
 * signs from U+00A0 to U+024F (two bytes C2..C9 in UTF-8) but the soft hyphen, and the dashes,
 * quotes and bullets U+2010 to U+2027 (E2 80 90..A7): no marks, one direction, one script.
 */
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "base/utf8.h"
#include "text/compose.h"
#include "text/text_limits.h"

typedef struct Mark {
    uint32_t at;
    uint8_t flag;
} Mark;

typedef struct Preparation {
    Para *para;
    StrBuf text;
    VEC(Mark) marks;
    uint32_t n_chars;
    int n_stacked; /* combining marks since the last base */
} Preparation;

static bool is_plain_ascii(unsigned char c) { return (c >= 0x20 && c < 0x7F) || c == '\n'; }

/* Length of the plain character at `i` that is not of ASCII (see top of file), or 0. */
static size_t plain_at(Str s, size_t i)
{
    unsigned char c = (unsigned char)s.ptr[i];
    if (i + 1 >= s.len) return 0;
    unsigned char next = (unsigned char)s.ptr[i + 1];
    if (c >= 0xC3 && c <= 0xC8 && next >= 0x80) return 2;
    if (c == 0xC9 && next >= 0x80 && next < 0x90) return 2;
    if (c == 0xE2 && next == 0x80 && i + 2 < s.len) {
        unsigned char last = (unsigned char)s.ptr[i + 2];
        return last >= 0x90 && last <= 0xA7 ? 3 : 0;
    }
    return c == 0xC2 && next >= 0xA0 && next < 0xC0 && next != 0xAD ? 2 : 0;
}

static bool is_plain(Str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t len = is_plain_ascii((unsigned char)s.ptr[i]) ? 1 : plain_at(s, i);
        if (len == 0) return false;
        i += len;
    }
    return true;
}

static Str cut_to(Preparation *p, Str s, Span from)
{
    for (size_t i = 0; i < s.len;) {
        if (p->n_chars == LIMIT_TEXT_CHARS) {
            diag_report(p->para->context->diag, DIAG_TEXT_TOO_LONG, from,
                        str_format(p->para->arena, "%d", LIMIT_TEXT_CHARS));
            return str_slice(s, 0, i);
        }
        utf8_next(s, &i);
        p->n_chars++;
    }
    return s;
}

static Str upper_ascii(Arena *arena, Str s)
{
    char *upper = arena_alloc(arena, s.len);
    for (size_t i = 0; i < s.len; i++)
        upper[i] = s.ptr[i] >= 'a' && s.ptr[i] <= 'z' ? (char)(s.ptr[i] - 'a' + 'A') : s.ptr[i];
    return (Str){upper, s.len};
}

static bool is_ascii(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80) return false;
    return true;
}

/* Capitals may be longer than the text: at most three UTF-16 units for one. */
static Str upper(Arena *arena, Str s, Str lang)
{
    bool turkic = str_starts(lang, STR("tr")) || str_starts(lang, STR("az"));
    if (is_ascii(s) && !turkic && !str_starts(lang, STR("lt"))) return upper_ascii(arena, s);
    int32_t len = (int32_t)s.len, room = 3 * len + 1, n;
    UChar *wide = ARENA_ARRAY(arena, UChar, (size_t)len + 1);
    UChar *raised = ARENA_ARRAY(arena, UChar, (size_t)room);
    char *out = arena_alloc(arena, 3 * (size_t)room);
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(wide, len + 1, &n, s.ptr, len, 0xFFFD, NULL, &status);
    n = u_strToUpper(raised, room, wide, n, str_z(arena, str_slice(lang, 0, 32)), &status);
    u_strToUTF8(out, 3 * room, &len, raised, n, &status);
    return U_FAILURE(status) ? s : (Str){out, (size_t)len};
}

static uint8_t flag_of(uint32_t c)
{
    switch (c) {
    case 0xAD:
        return AT_SOFT_HYPHEN;
    case 0x200B:
        return AT_ZERO_WIDTH;
    case 0x2060:
    case 0xFEFF:
        return AT_JOIN;
    default:
        return 0;
    }
}

static bool is_mark(uint32_t c)
{
    return c >= 0x300 && (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0;
}

/* False for a mark too many. */
static bool count_mark(Preparation *p, uint32_t c, Span from)
{
    if (!is_mark(c)) {
        if (!u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) p->n_stacked = 0;
        return true;
    }
    if (++p->n_stacked <= LIMIT_MARKS) return true;
    diag_report(p->para->context->diag, DIAG_TEXT_MARKS, from,
                str_format(p->para->arena, "%d", LIMIT_MARKS));
    return false;
}

static void add_text(Preparation *p, Str s, Span from)
{
    for (size_t i = 0; i < s.len;) {
        uint32_t c = utf8_next(s, &i);
        if (c == UTF8_INVALID) c = 0xFFFD;
        if (c == '\r' && i < s.len && s.ptr[i] == '\n') continue;
        if (c == '\r' || c == 0xB || c == 0xC || c == 0x85 || c == 0x2028 || c == 0x2029) c = '\n';
        if (c == '\t') c = ' ';
        uint8_t flag = flag_of(c);
        if (flag) {
            VEC_PUSH(p->para->arena, &p->marks, (Mark){(uint32_t)p->text.len, flag});
            continue;
        }
        bool control = c != '\n' && (c < 0x20 || (c >= 0x7F && c < 0xA0));
        if (!control && count_mark(p, c, from)) strbuf_codepoint(&p->text, c);
    }
}

static void add_span(Preparation *p, const TextSpan *span)
{
    Str text = cut_to(p, span->text, span->from);
    if (span->style->letter_case == CASE_UPPER)
        text = upper(p->para->arena, text, span->style->lang);
    if (!is_plain(text)) {
        p->para->simple = false;
        add_text(p, text, span->from);
    } else {
        strbuf_add(&p->text, text);
        p->n_stacked = 0;
    }
}

/* One plain span, as nearly all are: its text is used where it stands. */
static bool borrow_text(Para *para, const TextSpan *spans, size_t n)
{
    if (n != 1 || spans[0].style->letter_case == CASE_UPPER) return false;
    if (spans[0].text.len > LIMIT_TEXT_CHARS || !is_plain(spans[0].text)) return false;
    para->text = spans[0].text;
    para->styles[0].end = (uint32_t)para->text.len;
    return true;
}

void prepare_text(Para *para, const TextSpan *spans, size_t n)
{
    para->simple = true;
    Preparation p = {.para = para};
    if (!borrow_text(para, spans, n)) {
        strbuf_init(&p.text, para->arena);
        for (size_t i = 0; i < n; i++) {
            add_span(&p, &spans[i]);
            para->styles[i].end = (uint32_t)p.text.len;
        }
        para->text = strbuf_str(&p.text);
    }
    para->at = arena_alloc(para->arena, para->text.len + 1);
    for (size_t i = 0; i < p.marks.len; i++) {
        para->at[p.marks.items[i].at] |= p.marks.items[i].flag;
        para->divides = para->divides || p.marks.items[i].flag & AT_SOFT_HYPHEN;
    }
}
