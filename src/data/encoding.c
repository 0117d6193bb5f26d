/* encoding - one pass over the bytes of a file.
 *
 * libyaml gives only a byte offset (and line 1, column 1) for bytes it cannot decode, and libcsv
 * takes any byte; so files are checked here first.
 */
#include "data/encoding.h"

#include "base/utf8.h"

bool encoding_is_control(uint32_t c)
{
    if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
    return (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029 || c == 0xfffe || c == 0xffff;
}

size_t encoding_find_control(Str text, uint32_t *codepoint)
{
    for (size_t i = 0; i < text.len;) {
        size_t at = i;
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte >= 0x20 && byte < 0x7f) {
            i++;
            continue;
        }
        *codepoint = utf8_next(text, &i);
        if (*codepoint != UTF8_INVALID && encoding_is_control(*codepoint)) return at;
    }
    return text.len;
}

/* A byte order mark of UTF-16, or every second byte of the beginning zero. */
static bool looks_utf16(Str bytes)
{
    if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff"))) return true;
    return bytes.len >= 2 && (bytes.ptr[0] == '\0') != (bytes.ptr[1] == '\0') &&
           (bytes.len < 4 || (bytes.ptr[2] == '\0') != (bytes.ptr[3] == '\0'));
}

static void report_byte(Diag *diag, DiagCode code, Span at, Str hint)
{
    static const char hex[] = "0123456789ABCDEF";
    unsigned char byte = (unsigned char)at.source->bytes.ptr[at.offset];
    char shown[2] = {hex[byte >> 4], hex[byte & 15]};
    diag_report(diag, code, at, (Str){shown, 2});
    diag_hint(diag, hint);
}

static void report_control(Diag *diag, Span at, uint32_t c)
{
    static const char hex[] = "0123456789ABCDEF";
    char shown[6] = {'U', '+', hex[c >> 12 & 15], hex[c >> 8 & 15], hex[c >> 4 & 15], hex[c & 15]};
    diag_report(diag, DIAG_CONTROL_CHAR, at, (Str){shown, sizeof shown});
}

/* Whether the eight bytes there are ASCII from 0x20 to 0x7e. */
static bool are_printable(Str bytes, size_t at)
{
    const uint64_t ones = 0x0101010101010101u, high = ones * 0x80;
    uint64_t word;
    if (bytes.len - at < sizeof word) return false;
    memcpy(&word, bytes.ptr + at, sizeof word);
    bool below = (word - ones * 0x20) & high, above = (word + ones) & high;
    return !(word & high) && !below && !above;
}

Encoding encoding_check(const Source *source, Diag *diag)
{
    Encoding found = {.ok = true, .ascii = true};
    Str bytes = source->bytes;
    if (looks_utf16(bytes)) {
        diag_report(diag, DIAG_UTF16, (Span){source, 0, 0});
        diag_hint(diag,
                  STR("save the file as UTF-8 (in Excel: \"CSV UTF-8\", not \"Unicode text\")"));
        return (Encoding){0};
    }
    for (size_t i = 0; i < bytes.len;) {
        if (are_printable(bytes, i)) {
            i += 8;
            continue;
        }
        size_t at = i;
        unsigned char byte = (unsigned char)bytes.ptr[i];
        if (byte < 0x7f && (byte >= 0x20 || byte == '\n')) {
            i++;
            continue;
        }
        if (byte >= 0x80) found.ascii = false;
        uint32_t c = utf8_next(bytes, &i);
        Span span = {source, (uint32_t)at, (uint32_t)(i - at)};
        if (c ==
            UTF8_INVALID) { /* the first tells what the file is; the others would tell the same */
            report_byte(diag, DIAG_NOT_UTF8, span,
                        STR("save the file as UTF-8 (in Excel: \"CSV UTF-8\"), or give the table "
                            "`encoding: windows-1252`"));
            found.ok = false;
            return found;
        }
        if (c == 0xfeff) {
            found.bom = true;
            diag_report(diag, DIAG_BOM_INSIDE, span);
        } else if (encoding_is_control(c)) {
            found.ok = false;
            report_control(diag, span, c);
        }
    }
    return found;
}

Str encoding_without_bom(Arena *arena, Str text)
{
    static const char bom[] = "\xef\xbb\xbf";
    if (str_find(text, STR("\xef\xbb\xbf")) < 0) return text;
    StrBuf out;
    strbuf_init(&out, arena);
    while (text.len) {
        ptrdiff_t at = str_find(text, (Str){bom, 3});
        size_t n = at < 0 ? text.len : (size_t)at;
        strbuf_add(&out, str_slice(text, 0, n));
        text = str_slice(text, n + 3, text.len);
    }
    return strbuf_str(&out);
}

/* 0x80..0x9f; the rest is Latin-1. https://encoding.spec.whatwg.org/index-windows-1252.txt, with
 * the five bytes that Windows leaves undefined as 0. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

const Source *encoding_from_windows_1252(Arena *arena, const Source *source, Diag *diag)
{
    StrBuf out;
    strbuf_init(&out, arena);
    bool ok = true;
    for (size_t i = 0; i < source->bytes.len; i++) {
        unsigned char byte = (unsigned char)source->bytes.ptr[i];
        uint32_t c = byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
        if (c == 0 && byte) {
            report_byte(diag, DIAG_NOT_1252, (Span){source, (uint32_t)i, 1},
                        STR("save the file as UTF-8 (in Excel: \"CSV UTF-8\")"));
            ok = false;
            continue;
        }
        strbuf_codepoint(&out, c);
    }
    return ok ? source_from_bytes(arena, source->path, strbuf_str(&out)) : NULL;
}
