#include "code/utc.h"

#include <string.h>
#include <time.h>

static void put_digits(char *out, int n, size_t digits)
{
    for (; digits; n /= 10) out[--digits] = (char)('0' + n % 10);
}

void utc_write(int64_t seconds, char out[UTC_CHARS + 1])
{
    time_t time = (time_t)seconds;
    struct tm tm;
    memcpy(out, "0000-00-00T00:00:00Z", UTC_CHARS + 1);
    if (!gmtime_r(&time, &tm)) return;
    put_digits(out, tm.tm_year + 1900, 4);
    put_digits(out + 5, tm.tm_mon + 1, 2);
    put_digits(out + 8, tm.tm_mday, 2);
    put_digits(out + 11, tm.tm_hour, 2);
    put_digits(out + 14, tm.tm_min, 2);
    put_digits(out + 17, tm.tm_sec, 2);
}

static int digits_at(Str text, size_t at, size_t digits)
{
    int n = 0;
    for (size_t i = at; i < at + digits; i++) n = n * 10 + (text.ptr[i] - '0');
    return n;
}

bool utc_parse(Str text, int64_t *seconds)
{
    static const char form[] = "0000-00-00T00:00:00Z";
    char back[UTC_CHARS + 1];
    if (text.len != UTC_CHARS) return false;
    for (size_t i = 0; i < UTC_CHARS; i++) {
        bool digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (form[i] == '0' ? !digit : text.ptr[i] != form[i]) return false;
    }
    struct tm tm = {.tm_year = digits_at(text, 0, 4) - 1900,
                    .tm_mon = digits_at(text, 5, 2) - 1,
                    .tm_mday = digits_at(text, 8, 2),
                    .tm_hour = digits_at(text, 11, 2),
                    .tm_min = digits_at(text, 14, 2),
                    .tm_sec = digits_at(text, 17, 2)};
    *seconds = timegm(&tm);
    utc_write(*seconds, back); /* 31 February becomes another day */
    return memcmp(back, text.ptr, UTC_CHARS) == 0;
}
