#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

char *str_z(Arena *arena, Str s)
{
    char *z = arena_alloc_raw(arena, s.len + 1);
    if (s.len) memcpy(z, s.ptr, s.len);
    z[s.len] = 0;
    return z;
}

Str str_copy(Arena *arena, Str s) { return (Str){str_z(arena, s), s.len}; }

Str str_join(Arena *arena, const Str *parts, size_t n)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++) len += parts[i].len;
    char *z = arena_alloc_raw(arena, len + 1), *at = z;
    for (size_t i = 0; i < n; i++) {
        if (parts[i].len) memcpy(at, parts[i].ptr, parts[i].len);
        at += parts[i].len;
    }
    *at = 0;
    return (Str){z, len};
}

int str_compare(Str a, Str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(Str s, Str prefix)
{
    return s.len >= prefix.len && str_eq((Str){s.ptr, prefix.len}, prefix);
}

bool str_ends(Str s, Str suffix)
{
    return s.len >= suffix.len && str_eq(str_slice(s, s.len - suffix.len, s.len), suffix);
}

ptrdiff_t str_find(Str s, Str needle)
{
    if (!needle.len) return 0;
    const char *at = s.len ? memmem(s.ptr, s.len, needle.ptr, needle.len) : NULL;
    return at ? at - s.ptr : -1;
}

Str str_trim_ends(Str s)
{
    size_t start = 0, end = s.len;
    while (start < end && char_is_space(s.ptr[start])) start++;
    while (end > start && char_is_space(s.ptr[end - 1])) end--;
    return str_slice(s, start, end);
}

/* FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
uint64_t str_hash(Str s)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < s.len; i++) hash = (hash ^ (unsigned char)s.ptr[i]) * 1099511628211u;
    return hash;
}

static __attribute__((format(printf, 2, 0))) Str vformat(Arena *arena, const char *format,
                                                         va_list args)
{
    enum { USUAL = 256 };
    char usual[USUAL]; /* so that few texts are formatted twice */
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(usual, USUAL, format, again);
    va_end(again);
    size_t len = n > 0 ? (size_t)n : 0;
    char *at = arena_alloc_raw(arena, len + 1);
    if (len < USUAL)
        memcpy(at, usual, len + 1);
    else
        vsnprintf(at, len + 1, format, args);
    return (Str){at, len};
}

Str str_format(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str out = vformat(arena, format, args);
    va_end(args);
    return out;
}

enum { DISTANCE_MAX_LEN = 64 };

/* Levenshtein with transposition of neighbours (optimal string alignment), three rows. */
unsigned str_distance(Str a, Str b)
{
    if (a.len > DISTANCE_MAX_LEN || b.len > DISTANCE_MAX_LEN) return DISTANCE_MAX_LEN;
    unsigned rows[3][DISTANCE_MAX_LEN + 1];
    for (size_t j = 0; j <= b.len; j++) rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a.len; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b.len; j++) {
            unsigned best = above[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (above[j] + 1 < best) best = above[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                two_above[j - 2] + 1 < best)
                best = two_above[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[a.len % 3][b.len];
}

Str str_nearest(Str word, const Str *candidates, size_t n)
{
    unsigned best = (unsigned)(word.len / 3) + 1;
    Str nearest = {"", 0};
    for (size_t i = 0; i < n; i++) {
        unsigned d = str_distance(word, candidates[i]);
        if (d < best || (d == best && !nearest.len)) best = d, nearest = candidates[i];
        if (d == 0) break;
    }
    return nearest;
}

void strbuf_init(StrBuf *buf, Arena *arena) { *buf = (StrBuf){.arena = arena}; }

static char *buffer_room(StrBuf *buf, size_t more)
{
    if (buf->cap - buf->len < more) {
        size_t cap = buf->cap ? buf->cap * 2 : 64;
        while (cap - buf->len < more) cap *= 2;
        buf->ptr = arena_grow(buf->arena, buf->ptr, buf->cap, buf->len, cap);
        buf->cap = cap;
    }
    return buf->ptr + buf->len;
}

void strbuf_add(StrBuf *buf, Str s)
{
    if (!s.len) return;
    memcpy(buffer_room(buf, s.len), s.ptr, s.len);
    buf->len += s.len;
}

void strbuf_char(StrBuf *buf, char c)
{
    *buffer_room(buf, 1) = c;
    buf->len++;
}

void strbuf_codepoint(StrBuf *buf, uint32_t c)
{
    if (c < 0x80) {
        strbuf_char(buf, (char)c);
        return;
    }
    char bytes[4];
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6) bytes[i] = (char)(0x80 | (c & 0x3f));
    bytes[0] = (char)((0xf00 >> n & 0xff) | c);
    strbuf_add(buf, (Str){bytes, n});
}

void strbuf_format(StrBuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    strbuf_add(buf, vformat(buf->arena, format, args));
    va_end(args);
}

void strbuf_int(StrBuf *buf, int64_t n)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do digits[--at] = (char)('0' + u % 10);
    while (u /= 10);
    if (n < 0) digits[--at] = '-';
    strbuf_add(buf, (Str){digits + at, sizeof digits - at});
}

Str strbuf_str(const StrBuf *buf) { return (Str){buf->ptr ? buf->ptr : "", buf->len}; }

Str str_take(Str *text, char separator)
{
    const char *found = text->len ? memchr(text->ptr, separator, text->len) : NULL;
    Str taken = str_slice(*text, 0, found ? (size_t)(found - text->ptr) : text->len);
    *text = str_slice(*text, taken.len + 1, text->len);
    return taken;
}

bool str_split(Str line, char separator, Str *words, size_t n)
{
    size_t found = 0, start = 0;
    for (size_t i = 0; i <= line.len; i++) {
        if (i < line.len && line.ptr[i] != separator) continue;
        if (found == n) return false;
        words[found++] = str_slice(line, start, i);
        start = i + 1;
    }
    return found == n;
}

bool str_hex(Str text, size_t digits, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && (c < 'a' || c > 'f')) return false;
        *out = *out << 4 | (uint64_t)(digit ? c - '0' : c - 'a' + 10);
    }
    return text.len == digits;
}
