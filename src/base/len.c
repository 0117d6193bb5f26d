/* len - lengths as people write them. */
#include "base/len.h"

#include "base/num.h"

enum { LEN_LONGEST = 100 * 1000 * 1000 }; /* 35 m */

/* Thousandths of `unit` in units of 1/127 Len: 1 mm = 360000/127 Len. */
static bool unit_factor(Str unit, int64_t *num, int64_t *den)
{
    static const struct {
        const char *name;
        int64_t num, den;
    } units[] = {{"mm", 360000, 127}, {"cm", 3600000, 127}, {"in", 72000, 1}, {"pt", 1000, 1}};
    for (size_t i = 0; i < sizeof units / sizeof *units && unit.len == 2; i++)
        if (unit.ptr[0] == units[i].name[0] && unit.ptr[1] == units[i].name[1]) {
            *num = units[i].num, *den = units[i].den;
            return true;
        }
    return false;
}

size_t len_number_length(Str text)
{
    size_t n = 0;
    while (n < text.len && ((text.ptr[n] >= '0' && text.ptr[n] <= '9') || text.ptr[n] == '.' ||
                            (n == 0 && (text.ptr[n] == '-' || text.ptr[n] == '+'))))
        n++;
    return n;
}

bool len_parse(Str text, Len *out)
{
    text = str_trim(text);
    size_t digits = len_number_length(text);
    Num n;
    int64_t num, den;
    if (!num_parse(str_slice(text, 0, digits), &n)) return false;
    Str unit = str_trim(str_slice(text, digits, text.len));
    if (!unit.len && n == 0) {
        *out = 0;
        return true;
    }
    if (!unit_factor(unit, &num, &den)) return false;
    if (n > 100000 * (int64_t)NUM_ONE || n < -100000 * (int64_t)NUM_ONE) return false;
    int64_t scaled = n * num, divisor = den * NUM_ONE;
    scaled += scaled < 0 ? -divisor / 2 : divisor / 2;
    scaled /= divisor;
    if (scaled > LEN_LONGEST || scaled < -LEN_LONGEST) return false;
    *out = (Len)scaled;
    return true;
}
