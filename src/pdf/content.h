/* content - a growing buffer of PDF syntax: numbers, names, strings.
 *
 * Serves content streams and the entries of dictionaries that libharu cannot write exactly. Numbers
 * come from integers alone, so output never depends on locale or rounding of floats.
 */
#ifndef ETALASE_PDF_CONTENT_H
#define ETALASE_PDF_CONTENT_H

#include <string.h>

#include "base/len.h"
#include "base/str.h"

typedef struct Content {
    Arena *arena;
    char *ptr;
    size_t len, cap;
} Content;

void content_init(Content *content, Arena *arena);
/* Borrows until the next addition. */
static inline Str content_str(const Content *content) { return (Str){content->ptr, content->len}; }

char *content_grow(Content *content, size_t bytes); /* for content_room() alone */
/* Room for `bytes` more at the returned place; the caller adds to content->len what it used. */
static inline char *content_room(Content *content, size_t bytes)
{
    if (content->cap - content->len < bytes) return content_grow(content, bytes);
    return content->ptr + content->len;
}

static inline void content_add(Content *content, Str bytes)
{
    if (!bytes.len) return;
    memcpy(content_room(content, bytes.len), bytes.ptr, bytes.len);
    content->len += bytes.len;
}
#define CONTENT_ADD(content, literal) content_add((content), STR(literal))

/* These numbers are followed by one space. */
void content_int(Content *content, int64_t n);
void content_len(Content *content, int64_t len); /* Len as points, at most three decimals */
void content_factor(Content *content, int64_t millionths); /* at most six decimals */
void content_ref(Content *content, uint32_t object);       /* "12 0 R " */

/* `/Name ` with every byte that is not a plain letter, digit or one of -_.+ as #hex; at most 100
 * bytes of `name` are used. */
void content_name(Content *content, Str name);
/* `(bytes)` with escapes: byte strings such as URIs and names of destinations. */
void content_bytes(Content *content, Str bytes);
/* A text string: literal where it is ASCII, else UTF-16BE in hex with a byte order mark. */
void content_text(Content *content, Str utf8);
/* UTF-16BE hex digits of the text, without marks or delimiters. */
void content_utf16_hex(Content *content, Str utf8);

#endif
