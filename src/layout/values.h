/* values - single values of the layout language, read at compile time or per record. Each parser is
 * false if the text is not of its form and then leaves *out alone or undefined. */
#ifndef ETALASE_LAYOUT_VALUES_H
#define ETALASE_LAYOUT_VALUES_H

#include "layout/tree.h"

/* A length, `40%`, `1fr` or `auto`. */
bool size_parse(Str text, Size *out);
/* `50% 20%`, `10mm, 5mm`, or one for both. */
bool point_parse(Str text, Size out[2]);
/* LEN and PERCENT of `whole`; not for AUTO and FR. */
Len size_resolve(Size size, Len whole);
bool choice_parse(Str text, const Str *choices, int64_t *out);
bool bool_parse(Str text, int64_t *out);
/* SVG-like path data with absolute M, L, C, Z; coordinates become thousandths. */
bool path_parse(Arena *arena, Str text, Path *out);

#endif
