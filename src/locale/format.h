/* format - numbers, money, dates, times and lists as they are printed.
 *
 * All functions append to `out`. Amounts and their unit words, days and their months are tied with
 * no-break spaces (U+00A0), so that lines never break inside `Rp150 juta` or `29 Oktober`.
 * Negative numbers have a real minus (U+2212), ranges an en dash (U+2013). NUM_INVALID adds
 * nothing.
 */
#ifndef ETALASE_LOCALE_FORMAT_H
#define ETALASE_LOCALE_FORMAT_H

#include "locale/lang.h"

enum {
    DECIMALS_AS_NEEDED = -1, /* none, or up to four without trailing zeros */
    DECIMALS_MAX = 4,
};

/* `1.234,5`; `decimals` 0..4 rounds to exactly that many. */
void format_number(StrBuf *out, const Lang *lang, Num n, int decimals);
/* `12,5%`, of a number that counts hundredths already. */
void format_percent(StrBuf *out, const Lang *lang, Num n, int decimals);
/* `ke-37`, `37th` */
void format_ordinal(StrBuf *out, const Lang *lang, int64_t n);
/* MCMXLV for 1..3999; false and nothing added outside. */
bool format_roman(StrBuf *out, int64_t n);

/* Three capital letters: the form of an ISO 4217 code. */
bool currency_is_code(Str word);
/* `Rp150.000.000`, `IDR 150,000,000`; two decimals only where the amount has any. */
void format_money(StrBuf *out, const Lang *lang, Num amount, Str currency);

typedef enum MoneyScale {
    SCALE_THOUSAND,
    SCALE_MILLION,
    SCALE_BILLION,
    SCALE_TRILLION,
    SCALE_CENTS, /* in full, with two decimals: receipts, protocols */
    SCALE_AUTO,  /* by the size of the amount: from a million on, smaller amounts in full */
    SCALE_NONE,  /* no such word */
} MoneyScale;

/* `juta`, `million` ... of any known language, `sen`, `cents`, or `auto`. */
MoneyScale scale_find(Str word);
/* All words that scale_find knows, for messages. */
extern const Str scale_words[];
extern const size_t n_scale_words;
/* `Rp1,5 miliar`, `USD 1.5 million`; at most `decimals` decimals, without trailing zeros. */
void format_money_scaled(StrBuf *out, const Lang *lang, Num amount, Str currency, MoneyScale scale,
                         int decimals);

/* A point of the calendar and the clock. weekday: 0 is Sunday. */
typedef struct Moment {
    int year, month, day, weekday;
    int hour, minute;
} Moment;

/* Named styles of dates: a pattern of format_date, or the empty Str. */
Str date_style(Str name);
extern const Str date_styles[];
extern const size_t n_date_styles;

/* Patterns as in CLDR: d dd M MM MMM MMMM y yy yyyy EEE EEEE H HH m mm, text in "quotes", other
 * marks as they stand; any other letter is a mistake. A space between day and month is made
 * no-break, `:` between hours and minutes becomes the sign of the language. */
void format_date(StrBuf *out, const Lang *lang, const Moment *moment, Str pattern);
/* Offset of the first letter that means nothing in a pattern, or pattern.len. */
size_t date_pattern_check(Str pattern);
/* `27–29 Oktober 2023`, `30 Oktober – 2 November 2023`, `30 Desember 2023 – 2 Januari 2024`; what
 * both ends share is said once. A range of one day is a date. */
typedef enum RangeStyle {
    RANGE_LONG,
    RANGE_SHORT,
    RANGE_FULL
} RangeStyle; /* short months; weekdays */
void format_date_range(StrBuf *out, const Lang *lang, const Moment *from, const Moment *to,
                       RangeStyle style);
/* `15.15 WIB`, `15:15 WIB (UTC+7)`; zone may be empty. */
void format_time(StrBuf *out, const Lang *lang, int hour, int minute, Str zone);

/* `a`, `a dan b`, `a, b, dan c`; `a, b and c`. */
void format_list(StrBuf *out, const Lang *lang, const Str *items, size_t n);

#endif
