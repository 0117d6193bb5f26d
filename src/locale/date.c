/* date - dates, ranges and times by pattern.
 *
 * A pattern is a run of fields (a letter repeated) and marks. Named styles are patterns of the
 * same notation; nothing is formatted in any other way.
 */
#include "locale/format.h"

static const struct {
    Str name, pattern;
} styles[] = {
    {STR("long"), STR("d MMMM y")},      {STR("full"), STR("EEEE, d MMMM y")},
    {STR("short"), STR("d MMM y")},      {STR("day"), STR("d MMMM")},
    {STR("month"), STR("MMMM y")},       {STR("year"), STR("y")},
    {STR("numeric"), STR("dd/MM/yyyy")}, {STR("iso"), STR("yyyy-MM-dd")},
};
const Str date_styles[] = {STR("long"),  STR("full"), STR("short"),   STR("day"),
                           STR("month"), STR("year"), STR("numeric"), STR("iso")};
const size_t n_date_styles = sizeof date_styles / sizeof *date_styles;

Str date_style(Str name)
{
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (str_eq(styles[i].name, name)) return styles[i].pattern;
    return (Str){0};
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static size_t run_length(Str pattern, size_t i)
{
    size_t n = 1;
    while (i + n < pattern.len && pattern.ptr[i + n] == pattern.ptr[i]) n++;
    return n;
}

static bool is_field(char letter, size_t n)
{
    switch (letter) {
    case 'd':
    case 'H':
    case 'm':
        return n <= 2;
    case 'M':
        return n <= 4;
    case 'y':
        return n == 1 || n == 2 || n == 4;
    case 'E':
        return n == 3 || n == 4;
    default:
        return false;
    }
}

/* The offset after the closing quote, or pattern.len. */
static size_t skip_quoted(Str pattern, size_t i)
{
    for (i++; i < pattern.len && pattern.ptr[i] != '"'; i++) continue;
    return i < pattern.len ? i + 1 : i;
}

size_t date_pattern_check(Str pattern)
{
    for (size_t i = 0; i < pattern.len;) {
        if (pattern.ptr[i] == '"') {
            i = skip_quoted(pattern, i);
        } else if (is_letter(pattern.ptr[i])) {
            size_t n = run_length(pattern, i);
            if (!is_field(pattern.ptr[i], n)) return i;
            i += n;
        } else {
            i++;
        }
    }
    return pattern.len;
}

/* With zeros in front up to `width`. */
static void add_digits(StrBuf *out, int n, size_t width)
{
    int size = 1;
    for (int rest = n; rest >= 10; rest /= 10) size++;
    for (size_t i = (size_t)size; i < width; i++) strbuf_char(out, '0');
    strbuf_int(out, n);
}

static void add_field(StrBuf *out, const Lang *lang, const Moment *moment, char letter, size_t n)
{
    size_t month = (size_t)(moment->month - 1) % 12, weekday = (size_t)moment->weekday % 7;
    switch (letter) {
    case 'd':
        add_digits(out, moment->day, n);
        break;
    case 'H':
        add_digits(out, moment->hour, n);
        break;
    case 'm':
        add_digits(out, moment->minute, n);
        break;
    case 'y':
        add_digits(out, n == 2 ? moment->year % 100 : moment->year, n);
        break;
    case 'E':
        strbuf_add(out, (n == 3 ? lang->weekdays_short : lang->weekdays)[weekday]);
        break;
    default:
        if (n <= 2)
            add_digits(out, moment->month, n);
        else
            strbuf_add(out, (n == 3 ? lang->months_short : lang->months)[month]);
    }
}

/* A mark between two fields as it is printed: ties and the sign of the clock. */
static Str mark_between(const Lang *lang, char before, char mark, char after)
{
    static const Str colon = STR(":"), dot = STR(".");
    if (mark == ' ' && ((before == 'd' && after == 'M') || (before == 'M' && after == 'd')))
        return STR(NBSP);
    if (mark == ':' && before == 'H' && after == 'm')
        return lang->time_separator == '.' ? dot : colon;
    return (Str){0};
}

void format_date(StrBuf *out, const Lang *lang, const Moment *moment, Str pattern)
{
    char last = 0;
    for (size_t i = 0; i < pattern.len;) {
        char c = pattern.ptr[i];
        if (c == '"') {
            size_t end = skip_quoted(pattern, i);
            strbuf_add(out, str_slice(pattern, i + 1,
                                      pattern.ptr[end - 1] == '"' && end > i + 1 ? end - 1 : end));
            i = end;
            last = 0;
        } else if (is_letter(c)) {
            size_t n = run_length(pattern, i);
            if (is_field(c, n)) add_field(out, lang, moment, c, n);
            i += n;
            last = c;
        } else {
            char next = i + 1 < pattern.len ? pattern.ptr[i + 1] : 0;
            Str tied = mark_between(lang, last, c, next);
            if (tied.len)
                strbuf_add(out, tied);
            else
                strbuf_char(out, c);
            i++;
            last = 0;
        }
    }
}

void format_date_range(StrBuf *out, const Lang *lang, const Moment *from, const Moment *to,
                       RangeStyle style)
{
    bool same_year = from->year == to->year;
    bool same_month = same_year && from->month == to->month;
    bool is_short = style == RANGE_SHORT;
    Str whole = is_short ? STR("d MMM y") : STR("d MMMM y");
    Str day_month = is_short ? STR("d MMM") : STR("d MMMM");
    bool one_day = same_month && from->day == to->day;
    if (style == RANGE_FULL) {
        format_date(out, lang, from, STR("EEEE"));
        if (!one_day) {
            strbuf_add(out, STR(EN_DASH));
            format_date(out, lang, to, STR("EEEE"));
        }
        strbuf_add(out, STR(", "));
    }
    if (!one_day) {
        format_date(out, lang, from, same_month ? STR("d") : same_year ? day_month : whole);
        strbuf_add(out, same_month ? STR(EN_DASH) : STR(NBSP EN_DASH " "));
    }
    format_date(out, lang, to, whole);
}

/* The zones of Indonesia are known nowhere else. */
static void add_offset(StrBuf *out, Str zone)
{
    static const struct {
        Str zone, offset;
    } zones[] = {
        {STR("WIB"), STR("UTC+7")}, {STR("WITA"), STR("UTC+8")}, {STR("WIT"), STR("UTC+9")}};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (str_eq(zone, zones[i].zone))
            strbuf_format(out, NBSP "(%.*s)", STR_ARG(zones[i].offset));
}

void format_time(StrBuf *out, const Lang *lang, int hour, int minute, Str zone)
{
    Moment moment = {.hour = hour, .minute = minute};
    format_date(out, lang, &moment, STR("HH:mm"));
    if (zone.len == 0) return;
    strbuf_add(out, STR(NBSP));
    strbuf_add(out, zone);
    if (lang->explains_zones) add_offset(out, zone);
}
