/* len - lengths on paper.
 *
 * One Len is 1/1000 PostScript point (1/72000 inch). Integers keep output the same on every
 * machine; an int32 reaches 757 m. 1 mm = 2834.6457 Len, exactly 360000/127.
 */
#ifndef ETALASE_BASE_LEN_H
#define ETALASE_BASE_LEN_H

#include <stdint.h>

#include "base/str.h"

typedef int32_t Len;

/* Sums stop at LEN_FAR (189 m), far beyond any sheet, so that adding a few of them cannot overflow.
 */
enum { LEN_PER_PT = 1000, LEN_PER_INCH = 72000, LEN_MAX = INT32_MAX, LEN_FAR = 1 << 29 };

#define LEN_PT(points) ((Len)((points)*LEN_PER_PT))

/* A sum that was made in 64 bits, at most LEN_FAR either way. */
static inline Len len_sum(int64_t sum)
{
    return (Len)(sum > LEN_FAR ? LEN_FAR : sum < -LEN_FAR ? -LEN_FAR : sum);
}

/* Millimetres times 1000 (micrometres) to Len and back, rounded to nearest. */
static inline Len len_from_um(int64_t um)
{
    int64_t n = um * 360;
    return (Len)((n + (n < 0 ? -63 : 63)) / 127);
}
static inline int64_t len_um(Len len)
{
    int64_t n = (int64_t)len * 127;
    return (n + (n < 0 ? -180 : 180)) / 360;
}

/* `len` times `num` over `den`, rounded to nearest; as len_sum if it is too long. |num| is below
 * 2^32. */
static inline Len len_scale(Len len, int64_t num, int64_t den)
{
    int64_t n = (int64_t)len * num;
    return len_sum((n + ((n < 0) == (den < 0) ? den / 2 : -den / 2)) / den);
}

/* The least number of whole steps that `len` fits into, as a length; what is over by less than 0.05
 * pt is rounding and counts as no more. */
static inline Len len_whole_steps(Len len, Len step)
{
    int64_t up = (int64_t)len - LEN_PER_PT / 20 + step - 1, rest = up % step;
    return len_sum(up - rest - (rest < 0 ? step : 0));
}

/* `12mm`, `1.5cm`, `1in`, `9.5pt`, `0`, with up to four decimals; at most about 35 m. False, and
 * *out unchanged, if the text is none of these. */
bool len_parse(Str text, Len *out);
/* How much of the text's start is a number: digits, points and a sign in front. */
size_t len_number_length(Str text);

#endif
