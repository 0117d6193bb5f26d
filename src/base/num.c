#include "base/num.h"

enum { DECIMALS = 4 };

Num num_from_int(int64_t n)
{
    int64_t out;
    return __builtin_mul_overflow(n, (int64_t)NUM_ONE, &out) ? NUM_INVALID : out;
}

int64_t num_round(Num n)
{
    if (n == NUM_INVALID) return n;
    int64_t whole = n / NUM_ONE, rest = n % NUM_ONE;
    if (rest >= NUM_ONE / 2) whole++;
    if (rest <= -NUM_ONE / 2) whole--;
    return whole;
}

bool num_is_int(Num n) { return n != NUM_INVALID && n % NUM_ONE == 0; }

bool num_parse(Str text, Num *out)
{
    size_t i = 0;
    bool negative = false, point = false;
    int digits = 0, decimals = 0;
    int64_t n = 0;
    if (i < text.len && (text.ptr[i] == '-' || text.ptr[i] == '+')) negative = text.ptr[i++] == '-';
    for (; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '.' && !point && digits) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || decimals == DECIMALS) return false;
        digits++, decimals += point;
        if (__builtin_mul_overflow(n, (int64_t)10, &n) ||
            __builtin_add_overflow(n, (int64_t)(c - '0'), &n))
            return false;
    }
    if (!digits || (point && !decimals)) return false;
    for (; decimals < DECIMALS; decimals++)
        if (__builtin_mul_overflow(n, (int64_t)10, &n)) return false;
    *out = negative ? -n : n;
    return true;
}

Num num_add(Num a, Num b)
{
    Num out;
    if (a == NUM_INVALID || b == NUM_INVALID || __builtin_add_overflow(a, b, &out))
        return NUM_INVALID;
    return out;
}

Num num_sub(Num a, Num b) { return b == NUM_INVALID ? NUM_INVALID : num_add(a, -b); }

/* a b / c with a 128-bit product, rounded to nearest, halves away from zero. */
static Num scaled(Num a, Num b, Num c)
{
    if (a == NUM_INVALID || b == NUM_INVALID || c == NUM_INVALID || c == 0) return NUM_INVALID;
    __extension__ typedef __int128 Wide;
    Wide product = (Wide)a * b, divisor = c;
    if (divisor < 0) product = -product, divisor = -divisor;
    product += product < 0 ? -divisor / 2 : divisor / 2;
    product /= divisor;
    return product > INT64_MAX || product <= INT64_MIN ? NUM_INVALID : (Num)product;
}

Num num_mul(Num a, Num b) { return scaled(a, b, NUM_ONE); }

Num num_div(Num a, Num b) { return scaled(a, NUM_ONE, b); }

Str num_format(Arena *arena, Num n)
{
    if (n == NUM_INVALID) return STR("invalid");
    StrBuf out;
    strbuf_init(&out, arena);
    if (n < 0) strbuf_char(&out, '-');
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    strbuf_int(&out, (int64_t)(u / NUM_ONE));
    unsigned rest = (unsigned)(u % NUM_ONE);
    if (rest) strbuf_char(&out, '.');
    for (unsigned unit = NUM_ONE / 10; rest; rest %= unit, unit /= 10)
        strbuf_char(&out, (char)('0' + rest / unit));
    return strbuf_str(&out);
}
