#include "base/colour.h"

#include "base/num.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static bool parse_hex(Str text, Colour *colour)
{
    int digits[8];
    size_t n = text.len - 1;
    if (n != 3 && n != 6 && n != 8) return false;
    for (size_t i = 0; i < n; i++)
        if ((digits[i] = hex_digit(text.ptr[i + 1])) < 0) return false;
    uint8_t bytes[4] = {0, 0, 0, 255};
    for (size_t i = 0; i < (n == 8 ? 4 : 3); i++)
        bytes[i] = (uint8_t)(n == 3 ? digits[i] * 17 : digits[2 * i] * 16 + digits[2 * i + 1]);
    *colour = (Colour){COLOUR_RGB, {bytes[0], bytes[1], bytes[2], 0}, bytes[3]};
    return true;
}

/* `name(p, p, …)` in percent, into bytes. */
static bool parse_percents(Str text, Str name, size_t n, uint8_t *out)
{
    if (!str_starts(text, name) || !str_ends(text, STR(")"))) return false;
    Str rest = str_slice(text, name.len, text.len - 1);
    for (size_t i = 0; i < n; i++) {
        ptrdiff_t comma = str_find(rest, STR(","));
        if ((comma < 0) != (i + 1 == n)) return false;
        Num percent;
        Str part = str_trim(comma < 0 ? rest : str_slice(rest, 0, (size_t)comma));
        if (str_ends(part, STR("%"))) part.len--;
        if (!num_parse(part, &percent) || percent < 0 || percent > 100 * NUM_ONE) return false;
        out[i] = (uint8_t)num_round(percent * 255 / 100);
        rest = str_slice(rest, (size_t)(comma + 1), rest.len);
    }
    return true;
}

bool colour_parse(Str text, Colour *colour)
{
    uint8_t c[4] = {0};
    if (str_starts(text, STR("#"))) return parse_hex(text, colour);
    if (str_eq(text, STR("none")))
        *colour = (Colour){COLOUR_NONE, {0}, 0};
    else if (str_eq(text, STR("black")))
        *colour = (Colour){COLOUR_GRAY, {0}, 255};
    else if (str_eq(text, STR("white")))
        *colour = (Colour){COLOUR_GRAY, {255}, 255};
    else if (parse_percents(text, STR("gray("), 1, c))
        *colour = (Colour){COLOUR_GRAY, {c[0]}, 255};
    else if (parse_percents(text, STR("cmyk("), 4, c))
        *colour = (Colour){COLOUR_CMYK, {c[0], c[1], c[2], c[3]}, 255};
    else
        return false;
    return true;
}

bool colour_eq(Colour a, Colour b)
{
    return a.space == b.space && a.alpha == b.alpha && a.c[0] == b.c[0] && a.c[1] == b.c[1] &&
           a.c[2] == b.c[2] && a.c[3] == b.c[3];
}

static Colour to_rgb(Colour colour)
{
    if (colour.space == COLOUR_GRAY) colour.c[1] = colour.c[2] = colour.c[0];
    if (colour.space == COLOUR_CMYK)
        for (int i = 0; i < 3; i++)
            colour.c[i] = (uint8_t)((255 - colour.c[i]) * (255 - colour.c[3]) / 255);
    colour.c[3] = 0;
    colour.space = COLOUR_RGB;
    return colour;
}

Colour colour_mix(Colour a, Colour b, int share_percent)
{
    Colour x = to_rgb(a), y = to_rgb(b);
    for (int i = 0; i < 3; i++)
        x.c[i] = (uint8_t)((x.c[i] * (100 - share_percent) + y.c[i] * share_percent + 50) / 100);
    x.alpha = (uint8_t)((a.alpha * (100 - share_percent) + b.alpha * share_percent + 50) / 100);
    return x;
}

/* sRGB byte to linear light times 1e6, by the exact curve at 16 points and straight lines between:
 * within 0.002 of the formula of WCAG 2.1, without libm. */
static int64_t linear(uint8_t byte)
{
    static const int32_t at[] = {0,      5182,   14444,  29557,  51269,  80220,
                                 116971, 162029, 215861, 278894, 351533, 434154,
                                 527115, 630757, 745404, 871367, 1000000};
    int low = byte / 16, rest = byte % 16;
    if (low == 15) return at[15] + (int64_t)(at[16] - at[15]) * rest / 15;
    return at[low] + (int64_t)(at[low + 1] - at[low]) * rest / 16;
}

static int64_t luminance(Colour colour)
{
    Colour c = to_rgb(colour);
    return (2126 * linear(c.c[0]) + 7152 * linear(c.c[1]) + 722 * linear(c.c[2])) / 10000;
}

int colour_contrast(Colour a, Colour b)
{
    int64_t x = luminance(a) + 50000, y = luminance(b) + 50000;
    return (int)(x > y ? x * 100 / y : y * 100 / x);
}

/* Without printf: colours of records are written and read again for every box that has them. */
Str colour_format(Arena *arena, Colour colour)
{
    static const char HEX[] = "0123456789abcdef";
    if (colour.space == COLOUR_NONE) return STR("none");
    if (colour.space == COLOUR_CMYK)
        return str_format(arena, "cmyk(%d, %d, %d, %d)", (colour.c[0] * 100 + 127) / 255,
                          (colour.c[1] * 100 + 127) / 255, (colour.c[2] * 100 + 127) / 255,
                          (colour.c[3] * 100 + 127) / 255);
    Colour c = to_rgb(colour);
    const uint8_t parts[] = {c.c[0], c.c[1], c.c[2], c.alpha};
    size_t n = c.alpha != 255 ? 4 : 3;
    char *text = arena_alloc(arena, 1 + 2 * n);
    text[0] = '#';
    for (size_t i = 0; i < n; i++) {
        text[1 + 2 * i] = HEX[parts[i] >> 4];
        text[2 + 2 * i] = HEX[parts[i] & 15];
    }
    return (Str){text, 1 + 2 * n};
}
