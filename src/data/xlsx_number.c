/* xlsx_number - decimal digits are moved about as text: no binary floating point, no locale.
 *
 * Dates are days since 1899-12-30 (the 1900 system with its leap day that never was: right from
 * March 1900 on, one day less before) or since 1904-01-01; the fraction is the time of day. */
#include "data/xlsx_number.h"

#include <string.h>

enum { MAX_DIGITS = 40, SHOWN_DIGITS = 15, LAST_DAY = 2958465 /* 9999-12-31 */ };

typedef struct Decimal {
    bool negative;
    char digits[MAX_DIGITS + 1]; /* values 0..9, without leading and trailing zeros */
    int n;
    int point; /* digits before the point; may be negative or beyond n */
} Decimal;

unsigned style_of_id(unsigned id)
{
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
        return STYLE_DATE;
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return STYLE_TIME;
    return id == 22 ? STYLE_DATE | STYLE_TIME : STYLE_NUMBER;
}

unsigned style_of_code(Str code)
{
    unsigned style = STYLE_NUMBER;
    for (size_t i = 0; i < code.len; i++) {
        char c = (char)(code.ptr[i] | ' ');
        if (code.ptr[i] == '"') {
            while (++i < code.len && code.ptr[i] != '"') {}
        } else if (code.ptr[i] == '\\' || code.ptr[i] == '_' || code.ptr[i] == '*') {
            i++;
        } else if (code.ptr[i] == '[') { /* [h] counts hours; [Red] and [$-421] do not matter */
            char inside = i + 1 < code.len ? (char)(code.ptr[i + 1] | ' ') : '\0';
            if ((inside == 'h' || inside == 's') && i + 2 < code.len && code.ptr[i + 2] == ']')
                style |= STYLE_TIME;
            while (i < code.len && code.ptr[i] != ']') i++;
        } else if (c == 'y' || c == 'd') {
            style |= STYLE_DATE;
        } else if (c == 'h' || c == 's') {
            style |= STYLE_TIME;
        }
    }
    return style;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool parse_exponent(Str s, size_t at, int *exponent)
{
    bool negative = at < s.len && s.ptr[at] == '-';
    if (at < s.len && (s.ptr[at] == '-' || s.ptr[at] == '+')) at++;
    if (at == s.len || s.len - at > 2) return false;
    int value = 0;
    for (; at < s.len; at++) {
        if (!is_digit(s.ptr[at])) return false;
        value = value * 10 + (s.ptr[at] - '0');
    }
    *exponent = negative ? -value : value;
    return true;
}

static bool parse(Str s, Decimal *d)
{
    *d = (Decimal){0};
    size_t at = 0;
    if (s.len && s.ptr[0] == '-') d->negative = true, at++;
    bool point = false, any = false;
    for (; at < s.len && (is_digit(s.ptr[at]) || (s.ptr[at] == '.' && !point)); at++) {
        if (s.ptr[at] == '.') {
            point = true;
            continue;
        }
        any = true;
        if (d->n == MAX_DIGITS) return false;
        if (d->n || s.ptr[at] != '0')
            d->digits[d->n++] = (char)(s.ptr[at] - '0'), d->point += !point;
        else
            d->point -= point; /* a zero between the point and the first digit */
    }
    int exponent = 0;
    if (at < s.len && (s.ptr[at] == 'e' || s.ptr[at] == 'E')) {
        if (!parse_exponent(s, at + 1, &exponent)) return false;
        at = s.len;
    }
    d->point += exponent;
    return any && at == s.len;
}

/* To 15 significant digits, halves up, trailing zeros off. */
static void shorten(Decimal *d)
{
    if (d->n > SHOWN_DIGITS) {
        bool up = d->digits[SHOWN_DIGITS] >= 5;
        d->n = SHOWN_DIGITS;
        for (int i = d->n - 1; up && i >= 0; i--) {
            up = d->digits[i] == 9;
            d->digits[i] = up ? 0 : (char)(d->digits[i] + 1);
        }
        if (up) d->digits[0] = 1, d->point++; /* 99…9 became 1 and zeros */
    }
    while (d->n && d->digits[d->n - 1] == 0) d->n--;
    if (!d->n) d->negative = false, d->point = 0;
}

static char digit_at(const Decimal *d, int i) { return i >= 0 && i < d->n ? d->digits[i] : 0; }

static Str plain_text(Arena *arena, const Decimal *d)
{
    StrBuf out;
    strbuf_init(&out, arena);
    if (d->negative) strbuf_char(&out, '-');
    if (d->point <= 0) strbuf_char(&out, '0');
    for (int i = 0; i < d->point; i++) strbuf_char(&out, (char)('0' + digit_at(d, i)));
    if (d->n > d->point) strbuf_char(&out, '.');
    for (int i = d->point; i < d->n; i++) strbuf_char(&out, (char)('0' + digit_at(d, i)));
    return strbuf_str(&out);
}

typedef struct CivilDate {
    int year;
    unsigned month, day;
} CivilDate;

/* Days since 1970-01-01 to year, month, day: Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms" (civil_from_days), for days from 0000-03-01 on. */
static CivilDate civil_from_days(int days)
{
    unsigned z = (unsigned)(days + 719468), era = z / 146097, of_era = z % 146097;
    unsigned year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    unsigned of_year = of_era - (365 * year + year / 4 - year / 100);
    unsigned month = (5 * of_year + 2) / 153;
    unsigned day = of_year - (153 * month + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    return (CivilDate){(int)(year + era * 400) + (month <= 2), month, day};
}

static Str date_text(Arena *arena, const Decimal *d, unsigned style, bool since_1904)
{
    enum { DAYS_1899_12_30 = -25569, DAYS_1904_01_01 = -24107, MINUTES = 1440 };
    int64_t days = 0, fraction = 0; /* in 1e-9 days */
    for (int i = 0; i < d->point; i++) days = days * 10 + digit_at(d, i);
    for (int i = d->point; i < d->point + 9; i++) fraction = fraction * 10 + digit_at(d, i);
    int minutes = (int)((fraction * MINUTES + 500000000) / 1000000000);
    if (minutes == MINUTES) days++, minutes = 0;
    Str time = str_format(arena, "%02d:%02d", minutes / 60, minutes % 60);
    if (style == STYLE_TIME && days == 0) return time;
    if (!since_1904 && days < 60) days++;
    CivilDate c = civil_from_days((int)days + (since_1904 ? DAYS_1904_01_01 : DAYS_1899_12_30));
    Str date = str_format(arena, "%04d-%02u-%02u", c.year, c.month, c.day);
    if (style == STYLE_DATE) return date;
    return str_format(arena, "%.*s %.*s", STR_ARG(date), STR_ARG(time));
}

Str number_text(Arena *arena, Str stored, unsigned style, bool since_1904)
{
    Decimal d;
    if (!parse(stored, &d)) return stored;
    shorten(&d);
    bool in_range = !d.negative && d.point <= 7;
    int64_t days = 0;
    for (int i = 0; in_range && i < d.point; i++) days = days * 10 + digit_at(&d, i);
    if (style && in_range && days <= LAST_DAY - 1462)
        return date_text(arena, &d, style, since_1904);
    return plain_text(arena, &d);
}
