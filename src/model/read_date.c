/* read_date - dates and times as they are written in event files.
 *
 * Dates are year-month-day (ISO 8601), nothing else: 08/12/2023 is August in one country and
 * December in another. What was probably meant is worked out for the hint only.
 */
#include "model/model.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Digits from *at on, at least `least` and at most `most`. */
static bool take_number(Str text, size_t *at, size_t least, size_t most, unsigned *number)
{
    size_t start = *at;
    *number = 0;
    while (*at < text.len && *at - start < most && is_digit(text.ptr[*at]))
        *number = *number * 10 + (unsigned)(text.ptr[(*at)++] - '0');
    return *at - start >= least;
}

static bool take_char(Str text, size_t *at, const char *any_of)
{
    if (*at >= text.len) return false;
    for (const char *c = any_of; *c; c++) {
        if (text.ptr[*at] != *c) continue;
        (*at)++;
        return true;
    }
    return false;
}

static bool take_date(Str text, Date *date)
{
    size_t at = 0;
    unsigned year, month, day;
    if (!take_number(text, &at, 4, 4, &year) || !take_char(text, &at, "-") ||
        !take_number(text, &at, 2, 2, &month) || !take_char(text, &at, "-") ||
        !take_number(text, &at, 2, 2, &day) || at != text.len)
        return false;
    *date = (Date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}

bool date_looks_like(Str text)
{
    Date date;
    return take_date(text, &date);
}

bool date_parse(Str text, Date *date)
{
    Date taken;
    if (!take_date(text, &taken) || !date_is_valid(taken)) return false;
    *date = taken;
    return true;
}

bool time_parse(Str text, Time *time)
{
    size_t at = 0;
    unsigned hour, minute;
    if (!take_number(text, &at, 1, 2, &hour) || !take_char(text, &at, ":.") ||
        !take_number(text, &at, 2, 2, &minute) || at != text.len || hour > 23 || minute > 59)
        return false;
    *time = (Time){(uint8_t)hour, (uint8_t)minute};
    return true;
}

Str date_text(Arena *arena, Date date)
{
    return str_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* The month that a word names in Indonesian or English, by its first three letters; 0: none. */
static unsigned month_of(Str word)
{
    static const char names[][4] = {"jan", "feb", "mar", "apr", "mei", "jun",
                                    "jul", "agu", "sep", "okt", "nov", "des"};
    static const char other[][4] = {"jan", "feb", "mar", "apr", "may", "jun",
                                    "jul", "aug", "sep", "oct", "nov", "dec"};
    char start[3];
    if (word.len < 3) return 0;
    for (size_t i = 0; i < 3; i++) start[i] = (char)(word.ptr[i] | ' ');
    for (unsigned m = 0; m < 12; m++)
        if (memcmp(start, names[m], 3) == 0 || memcmp(start, other[m], 3) == 0) return m + 1;
    return 0;
}

Str date_suggest(Arena *arena, Str text)
{
    size_t at = 0;
    unsigned first, month, last;
    if (!take_number(text, &at, 1, 4, &first) || !take_char(text, &at, "-/. ")) return (Str){0};
    size_t word = at;
    if (!take_number(text, &at, 1, 2, &month)) {
        while (at < text.len && text.ptr[at] > ' ' && text.ptr[at] != '-') at++;
        month = month_of(str_slice(text, word, at));
    }
    if (!take_char(text, &at, "-/. ") || !take_number(text, &at, 1, 4, &last) || at != text.len)
        return (Str){0};
    bool year_first = first > 31;
    unsigned year = year_first ? first : last, day = year_first ? last : first;
    Date date = {(int16_t)year, (uint8_t)month, (uint8_t)day};
    if (year < 1000 || day > 31 || !date_is_valid(date)) return (Str){0};
    return date_text(arena, date);
}
