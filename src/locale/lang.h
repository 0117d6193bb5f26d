/* lang - what differs from language to language, as plain tables.
 *
 * Collation, case and breaking come from ICU; the forms here are those that Indonesian offices and
 * printers use, where CLDR prints something else (a space after Rp, two decimals on rupiah, the
 * short form M that means 10^9 in one language and 10^6 in the other).
 */
#ifndef ETALASE_LOCALE_LANG_H
#define ETALASE_LOCALE_LANG_H

#include "base/num.h"

#define NBSP "\xC2\xA0"
#define EN_DASH "\xE2\x80\x93"

typedef struct LangCurrency {
    Str code;   /* ISO 4217; ends a table when empty */
    Str prefix; /* stands before the amount, with its own space if it has one */
    Str name;   /* in number words: "rupiah" */
} LangCurrency;

enum { LANG_SCALES = 4, LANG_STATES = 6 };

typedef struct Lang {
    Str code;        /* "id" */
    char locale[12]; /* for ICU */
    char decimal, group, time_separator;
    Str months[12], months_short[12];
    Str weekdays[7], weekdays_short[7]; /* from Sunday */
    Str date_separator_time;            /* between a date and a time */
    Str scales[LANG_SCALES];            /* 10^3, 10^6, 10^9, 10^12; never abbreviated */
    bool explains_zones;                /* `WIB (UTC+7)`, for readers from elsewhere */
    Str and_two, and_last;              /* `a dan b`; before the last of three or more */
    Str yes, no;
    Str of;                         /* 14 `of` 20 */
    Str states[LANG_STATES];        /* in the order of ValueState; empty for known */
    Str minus, point;               /* in number words */
    const LangCurrency *currencies; /* others stand with their code */
    const Str *small_words;         /* stay small inside titles; ends with an empty Str */
    /* Which words lean on their neighbours, see tie.c; each ends with an empty Str. */
    const Str *tied_words, *tied_labels, *units;
    void (*add_ordinal)(StrBuf *out, const struct Lang *lang, int64_t n);
    void (*add_words)(StrBuf *out, uint64_t n); /* n in words, no sign */
} Lang;

extern const Lang lang_id, lang_en;

/* The tables of a language code ("id", "en", also "id-ID"). Any other language gets English
 * forms; lang_is_known tells whether that happened. */
const Lang *lang_find(Str code);
bool lang_is_known(Str code);

#endif
