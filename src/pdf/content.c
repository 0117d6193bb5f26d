#include "pdf/content.h"

#include "base/utf8.h"

static const char hex_digits[] = "0123456789ABCDEF";

void content_init(Content *content, Arena *arena) { *content = (Content){.arena = arena}; }

char *content_grow(Content *content, size_t bytes)
{
    size_t cap = content->cap ? content->cap * 2 : 1024;
    while (cap - content->len < bytes) cap *= 2;
    char *grown = arena_alloc_raw(content->arena, cap);
    if (content->len) memcpy(grown, content->ptr, content->len);
    content->ptr = grown;
    content->cap = cap;
    return grown + content->len;
}

static char *put_digits(char *at, uint64_t n)
{
    char digits[20];
    size_t used = 0;
    for (; n > UINT32_MAX; n /= 10) digits[used++] = (char)('0' + n % 10);
    uint32_t rest = (uint32_t)n;
    do {
        digits[used++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    while (used) *at++ = digits[--used];
    return at;
}

void content_int(Content *content, int64_t n)
{
    char *start = content_room(content, 24), *at = start;
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    if (n < 0) *at++ = '-';
    at = put_digits(at, size);
    *at++ = ' ';
    content->len += (size_t)(at - start);
}

/* n / power = n / 10^decimals, without zeros that say nothing: `.5`, `12`, `-3.25`. Inlined, so
 * that the power is a constant to divide by. */
static inline __attribute__((always_inline)) void add_fixed(Content *content, int64_t n,
                                                            int decimals, uint64_t power)
{
    char *start = content_room(content, 32), *at = start;
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    uint64_t whole = size / power;
    uint32_t fraction = (uint32_t)(size % power);
    if (n < 0) *at++ = '-';
    if (whole || !fraction) at = put_digits(at, whole);
    if (fraction) {
        while (fraction % 10 == 0) {
            fraction /= 10;
            decimals--;
        }
        *at++ = '.';
        for (int i = decimals - 1; i >= 0; i--) {
            at[i] = (char)('0' + fraction % 10);
            fraction /= 10;
        }
        at += decimals;
    }
    *at++ = ' ';
    content->len += (size_t)(at - start);
}

void content_len(Content *content, int64_t len) { add_fixed(content, len, 3, 1000); }

void content_factor(Content *content, int64_t millionths)
{
    add_fixed(content, millionths, 6, 1000000);
}

void content_ref(Content *content, uint32_t object)
{
    content_int(content, object);
    CONTENT_ADD(content, "0 R ");
}

static bool is_plain(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_' || c == '.' || c == '+';
}

void content_name(Content *content, Str name)
{
    Str used = str_slice(name, 0, 100);
    char *start = content_room(content, 3 * used.len + 2), *at = start;
    *at++ = '/';
    for (size_t i = 0; i < used.len; i++) {
        unsigned char c = (unsigned char)used.ptr[i];
        if (is_plain(c)) {
            *at++ = (char)c;
        } else {
            *at++ = '#';
            *at++ = hex_digits[c >> 4];
            *at++ = hex_digits[c & 15];
        }
    }
    *at++ = ' ';
    content->len += (size_t)(at - start);
}

void content_bytes(Content *content, Str bytes)
{
    char *start = content_room(content, 4 * bytes.len + 2), *at = start;
    *at++ = '(';
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (c == '(' || c == ')' || c == '\\') {
            *at++ = '\\';
            *at++ = (char)c;
        } else if (c < 0x20 || c >= 0x7f) {
            *at++ = '\\';
            *at++ = (char)('0' + (c >> 6));
            *at++ = (char)('0' + ((c >> 3) & 7));
            *at++ = (char)('0' + (c & 7));
        } else {
            *at++ = (char)c;
        }
    }
    *at++ = ')';
    content->len += (size_t)(at - start);
}

static char *put_hex16(char *at, uint32_t unit)
{
    *at++ = hex_digits[(unit >> 12) & 15];
    *at++ = hex_digits[(unit >> 8) & 15];
    *at++ = hex_digits[(unit >> 4) & 15];
    *at++ = hex_digits[unit & 15];
    return at;
}

void content_utf16_hex(Content *content, Str utf8)
{
    char *start = content_room(content, 4 * utf8.len), *at = start; /* no byte needs more */
    for (size_t i = 0; i < utf8.len;) {
        uint32_t c = utf8_next(utf8, &i);
        if (c == UTF8_INVALID) c = 0xfffd;
        if (c >= 0x10000) {
            at = put_hex16(at, 0xd800 + ((c - 0x10000) >> 10));
            at = put_hex16(at, 0xdc00 + ((c - 0x10000) & 0x3ff));
        } else {
            at = put_hex16(at, c);
        }
    }
    content->len += (size_t)(at - start);
}

void content_text(Content *content, Str utf8)
{
    bool ascii = true;
    for (size_t i = 0; i < utf8.len; i++)
        ascii = ascii && utf8.ptr[i] >= 0x20 && utf8.ptr[i] < 0x7f;
    if (ascii) {
        content_bytes(content, utf8);
        return;
    }
    CONTENT_ADD(content, "<FEFF");
    content_utf16_hex(content, utf8);
    CONTENT_ADD(content, ">");
}
