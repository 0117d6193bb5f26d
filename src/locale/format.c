/* format - numbers, money and lists. */
#include "locale/format.h"

#define MINUS "\xE2\x88\x92"

static const uint64_t tens[] = {1, 10, 100, 1000, 10000};

static uint64_t magnitude(Num n) { return n < 0 ? 0 - (uint64_t)n : (uint64_t)n; }

static int needed_decimals(uint64_t size)
{
    int decimals = DECIMALS_MAX;
    while (decimals > 0 && size % tens[DECIMALS_MAX - decimals + 1] == 0) decimals--;
    return decimals;
}

/* `size` in ten-thousandths, grouped in threes. */
static void add_size(StrBuf *out, const Lang *lang, uint64_t size, int decimals)
{
    uint64_t step = tens[DECIMALS_MAX - decimals];
    uint64_t rounded = (size + step / 2) / step;
    uint64_t whole = rounded / tens[decimals], rest = rounded % tens[decimals];
    char digits[32];
    size_t n = 0;
    do {
        digits[n++] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole);
    while (n-- > 0) {
        strbuf_char(out, digits[n]);
        if (n && n % 3 == 0) strbuf_char(out, lang->group);
    }
    if (decimals == 0) return;
    strbuf_char(out, lang->decimal);
    for (int i = decimals - 1; i >= 0; i--) strbuf_char(out, (char)('0' + rest / tens[i] % 10));
}

/* True if nothing but zeros would be printed, so that no minus belongs before it. */
static bool rounds_to_zero(uint64_t size, int decimals)
{
    return size + tens[DECIMALS_MAX - decimals] / 2 < tens[DECIMALS_MAX - decimals];
}

static int clamp_decimals(uint64_t size, int decimals)
{
    if (decimals < 0) return needed_decimals(size);
    return decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals;
}

void format_number(StrBuf *out, const Lang *lang, Num n, int decimals)
{
    if (n == NUM_INVALID) return;
    uint64_t size = magnitude(n);
    decimals = clamp_decimals(size, decimals);
    if (n < 0 && !rounds_to_zero(size, decimals)) strbuf_add(out, STR(MINUS));
    add_size(out, lang, size, decimals);
}

void format_percent(StrBuf *out, const Lang *lang, Num n, int decimals)
{
    if (n == NUM_INVALID) return;
    format_number(out, lang, n, decimals);
    strbuf_char(out, '%');
}

void format_ordinal(StrBuf *out, const Lang *lang, int64_t n) { lang->add_ordinal(out, lang, n); }

bool format_roman(StrBuf *out, int64_t n)
{
    static const struct {
        int value;
        Str digits;
    } romans[] = {{1000, STR("M")}, {900, STR("CM")}, {500, STR("D")}, {400, STR("CD")},
                  {100, STR("C")},  {90, STR("XC")},  {50, STR("L")},  {40, STR("XL")},
                  {10, STR("X")},   {9, STR("IX")},   {5, STR("V")},   {4, STR("IV")},
                  {1, STR("I")}};
    if (n < 1 || n > 3999) return false;
    for (size_t i = 0; i < sizeof romans / sizeof *romans; i++)
        for (; n >= romans[i].value; n -= romans[i].value) strbuf_add(out, romans[i].digits);
    return true;
}

bool currency_is_code(Str word)
{
    if (word.len != 3) return false;
    for (size_t i = 0; i < 3; i++)
        if (word.ptr[i] < 'A' || word.ptr[i] > 'Z') return false;
    return true;
}

static void add_currency(StrBuf *out, const Lang *lang, Str currency)
{
    for (const LangCurrency *c = lang->currencies; c->code.len; c++) {
        if (!str_eq(c->code, currency)) continue;
        strbuf_add(out, c->prefix);
        return;
    }
    strbuf_add(out, currency);
    if (currency.len) strbuf_add(out, STR(NBSP));
}

static void add_money(StrBuf *out, const Lang *lang, Num amount, Str currency, bool cents)
{
    if (amount == NUM_INVALID) return;
    uint64_t size = magnitude(amount);
    int decimals = cents || size % NUM_ONE ? 2 : 0;
    if (amount < 0 && !rounds_to_zero(size, decimals)) strbuf_add(out, STR(MINUS));
    add_currency(out, lang, currency);
    add_size(out, lang, size, decimals);
}

void format_money(StrBuf *out, const Lang *lang, Num amount, Str currency)
{
    add_money(out, lang, amount, currency, false);
}

const Str scale_words[] = {STR("ribu"),     STR("juta"),    STR("miliar"),  STR("triliun"),
                           STR("thousand"), STR("million"), STR("billion"), STR("trillion"),
                           STR("auto"),     STR("sen"),     STR("cents")};
const size_t n_scale_words = sizeof scale_words / sizeof *scale_words;

MoneyScale scale_find(Str word)
{
    for (size_t i = 0; i < 2 * LANG_SCALES; i++)
        if (str_eq(word, scale_words[i])) return (MoneyScale)(i % LANG_SCALES);
    if (str_eq(word, STR("auto"))) return SCALE_AUTO;
    return str_eq(word, STR("sen")) || str_eq(word, STR("cents")) ? SCALE_CENTS : SCALE_NONE;
}

/* `size` in units of 10^(3 * (scale + 1)), as ten-thousandths of the unit rounded to `decimals`. */
static uint64_t scaled(uint64_t size, MoneyScale scale, int decimals)
{
    uint64_t step = NUM_ONE / tens[decimals];
    for (int i = 0; i <= (int)scale; i++) step *= 1000;
    return (size + step / 2) / step * tens[DECIMALS_MAX - decimals];
}

/* 999,96 juta is called 1 miliar: rounding decides, in the unit below. */
static MoneyScale fitting_scale(uint64_t size, int decimals)
{
    for (MoneyScale scale = SCALE_TRILLION; scale > SCALE_MILLION; scale--)
        if (scaled(size, scale - 1, decimals) >= (uint64_t)1000 * NUM_ONE) return scale;
    return size >= (uint64_t)1000000 * NUM_ONE ? SCALE_MILLION : SCALE_NONE;
}

void format_money_scaled(StrBuf *out, const Lang *lang, Num amount, Str currency, MoneyScale scale,
                         int decimals)
{
    if (amount == NUM_INVALID) return;
    uint64_t size = magnitude(amount);
    if (decimals < 0 || decimals > DECIMALS_MAX) decimals = 1;
    if (scale == SCALE_AUTO) scale = fitting_scale(size, decimals);
    if (scale >= SCALE_CENTS) {
        add_money(out, lang, amount, currency, scale == SCALE_CENTS);
        return;
    }
    uint64_t units = scaled(size, scale, decimals);
    if (amount < 0 && units) strbuf_add(out, STR(MINUS));
    add_currency(out, lang, currency);
    add_size(out, lang, units, needed_decimals(units));
    strbuf_add(out, STR(NBSP));
    strbuf_add(out, lang->scales[scale]);
}

void format_list(StrBuf *out, const Lang *lang, const Str *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0) strbuf_add(out, i + 1 < n ? STR(", ") : n == 2 ? lang->and_two : lang->and_last);
        strbuf_add(out, items[i]);
    }
}
