/* utf8 - decoding of UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF). */
#ifndef ETALASE_BASE_UTF8_H
#define ETALASE_BASE_UTF8_H

#include "base/str.h"

enum { UTF8_INVALID = 0xFFFFFFFFu & 0x7FFFFFFF };

/* The code point at *offset, which moves past it; at a bad byte UTF8_INVALID and one byte on.
 * *offset must be below s.len. */
uint32_t utf8_next(Str s, size_t *offset);
/* Offset of the first byte that is not valid UTF-8, or s.len. */
size_t utf8_check(Str s);
size_t utf8_count(Str s); /* code points */
/* Columns on a terminal: combining marks 0, East Asian wide and emoji 2, others 1. */
unsigned utf8_width(uint32_t codepoint);

#endif
