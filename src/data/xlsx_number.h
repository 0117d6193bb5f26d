/* xlsx_number - numbers as workbooks store them, and as people wrote them. */
#ifndef ETALASE_DATA_XLSX_NUMBER_H
#define ETALASE_DATA_XLSX_NUMBER_H

#include "base/str.h"

/* What a number format shows; bits. */
typedef enum NumberStyle { STYLE_NUMBER = 0, STYLE_DATE = 1, STYLE_TIME = 2 } NumberStyle;

/* The style of a built-in format (ECMA-376 part 1, 18.8.30) and of a format code such as
 * `dd/mm/yyyy`. */
unsigned style_of_id(unsigned id);
unsigned style_of_code(Str code);

/* `6.28123E+9` gives 6281230000, 0.10000000000000001 gives 0.1 (15 digits, as spreadsheets show
 * them); with a date style 45150.5 gives 2023-08-12 12:00. Text that is no number comes back as it
 * is. */
Str number_text(Arena *arena, Str stored, unsigned style, bool since_1904);

#endif
