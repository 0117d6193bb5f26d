/* num - exact decimal numbers: a signed 64-bit count of ten-thousandths.
 *
 * Reaches +-922 trillion with four decimals, which is more than any expo turns over in rupiah.
 * No floating point, no locale. Arithmetic saturates to NUM_INVALID on overflow, and NUM_INVALID
 * in gives NUM_INVALID out, so a sum is checked once, at its end.
 */
#ifndef ETALASE_BASE_NUM_H
#define ETALASE_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef int64_t Num;

#define NUM_ONE 10000
#define NUM_INVALID INT64_MIN

Num num_from_int(int64_t n);
int64_t num_round(Num n); /* to the nearest integer, halves away from zero */
bool num_is_int(Num n);
/* Optional sign, digits, at most one '.' with up to four decimals; nothing else. */
bool num_parse(Str text, Num *out);
Num num_add(Num a, Num b);
Num num_sub(Num a, Num b);
Num num_mul(Num a, Num b);
Num num_div(Num a, Num b); /* rounded to four decimals; NUM_INVALID for b == 0 */
/* Shortest plain form with '.', without trailing zeros: `1500000`, `-2.5`. */
Str num_format(Arena *arena, Num n);

#endif
