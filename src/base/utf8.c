#include "base/utf8.h"

uint32_t utf8_next(Str s, size_t *offset)
{
    const unsigned char *p = (const unsigned char *)s.ptr + *offset;
    size_t left = s.len - *offset;
    uint32_t c = p[0];
    ++*offset;
    if (c < 0x80) return c;
    size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
    if (c < 0xc2 || c > 0xf4 || left <= more) return UTF8_INVALID;
    c &= 0x3fu >> more;
    for (size_t i = 1; i <= more; i++) {
        if ((p[i] & 0xc0) != 0x80) return UTF8_INVALID;
        c = c << 6 | (p[i] & 0x3f);
    }
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (c < least[more] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) return UTF8_INVALID;
    *offset += more;
    return c;
}

size_t utf8_check(Str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t at = i;
        if ((unsigned char)s.ptr[i] < 0x80)
            i++;
        else if (utf8_next(s, &i) == UTF8_INVALID)
            return at;
    }
    return s.len;
}

size_t utf8_count(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
    return n;
}

typedef struct Range {
    uint32_t first, last;
} Range;

static bool within(const Range *ranges, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last) return true;
    return false;
}

/* Blocks, not single characters: enough to put a caret under a name (Unicode 15, UAX #11). */
unsigned utf8_width(uint32_t c)
{
    static const Range zero[] = {
        {0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x610, 0x61a},
        {0x64b, 0x65f},   {0xe31, 0xe31},   {0xe34, 0xe3a},   {0xe47, 0xe4e},
        {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x202a, 0x202e},
        {0x2060, 0x206f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};
    static const Range wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},
                                 {0xa960, 0xa97f},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
                                 {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},
                                 {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1faff},
                                 {0x20000, 0x3fffd}};
    if (c < 0x300) return 1;
    if (within(zero, sizeof zero / sizeof *zero, c)) return 0;
    return within(wide, sizeof wide / sizeof *wide, c) ? 2 : 1;
}
