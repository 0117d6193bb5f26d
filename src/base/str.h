/* str - text as pointer and length, and a growable buffer.
 *
 * A Str borrows its bytes and may hold NUL; it is never assumed to end with one. Bytes are UTF-8
 * wherever a Str came through data/ (readers reject anything else).
 */
#ifndef ETALASE_BASE_STR_H
#define ETALASE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

typedef struct Str {
    const char *ptr;
    size_t len;
} Str;

#define STR(literal) ((Str){("" literal), sizeof(literal) - 1})
/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).len, (s).ptr

static inline Str str_from(const char *z) /* borrows; NULL gives the empty Str */
{
    return z ? (Str){z, strlen(z)} : (Str){"", 0};
}
Str str_copy(Arena *arena, Str s);
/* A NUL-terminated copy, for system and library calls. */
char *str_z(Arena *arena, Str s);
/* The parts one after the other; far quicker than str_format(). */
Str str_join(Arena *arena, const Str *parts, size_t n);
static inline Str str_slice(Str s, size_t start, size_t end) /* clamped to the text */
{
    if (end > s.len) end = s.len;
    if (start > end) start = end;
    return s.ptr ? (Str){s.ptr + start, end - start} : s;
}
static inline bool str_eq(Str a, Str b) /* compared at every look-up of a name */
{
    return a.len == b.len &&
           (a.ptr == b.ptr || !a.len || (*a.ptr == *b.ptr && memcmp(a.ptr, b.ptr, a.len) == 0));
}
int str_compare(Str a, Str b); /* by bytes */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
/* Offset of the first occurrence, or -1. */
ptrdiff_t str_find(Str s, Str needle);
static inline bool char_is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
Str str_trim_ends(Str s); /* of str_trim */
/* Without ASCII white space at both ends, which most texts do not have. */
static inline Str str_trim(Str s)
{
    if (!s.len || (!char_is_space(s.ptr[0]) && !char_is_space(s.ptr[s.len - 1]))) return s;
    return str_trim_ends(s);
}
uint64_t str_hash(Str s);
/* Takes what stands before the separator, or all, off the text, and the separator with it. */
Str str_take(Str *text, char separator);
/* The n words between the separators of a line; false if there are not exactly so many. */
bool str_split(Str line, char separator, Str *words, size_t n);
/* A number of so many lower-case hexadecimal digits, at most 16. */
bool str_hex(Str text, size_t digits, uint64_t *out);
/* printf into the arena. No %f, %g or locale-dependent conversion (see base/num.h). */
Str str_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Smallest number of single-byte edits between two short texts; for "did you mean". */
unsigned str_distance(Str a, Str b);
/* The candidate nearest to `word` (at most a third of its letters away), or the empty Str. */
Str str_nearest(Str word, const Str *candidates, size_t n);

/* A growable text. Its bytes live in `arena`; earlier .ptr values are invalid after an append. */
typedef struct StrBuf {
    Arena *arena;
    char *ptr;
    size_t len, cap;
} StrBuf;

void strbuf_init(StrBuf *buf, Arena *arena);
void strbuf_add(StrBuf *buf, Str s);
void strbuf_char(StrBuf *buf, char c);
void strbuf_codepoint(StrBuf *buf, uint32_t codepoint); /* as UTF-8 */
void strbuf_format(StrBuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_int(StrBuf *buf, int64_t n);
Str strbuf_str(const StrBuf *buf); /* borrows until the next append */

#endif
