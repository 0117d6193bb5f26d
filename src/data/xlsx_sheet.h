/* xlsx_sheet - the cells of one sheet. */
#ifndef ETALASE_DATA_XLSX_SHEET_H
#define ETALASE_DATA_XLSX_SHEET_H

#include "data/table.h"
#include "data/xlsx_part.h"

/* What cells refer to. */
typedef struct XlsxContext {
    const Str *strings;
    size_t n_strings;
    const unsigned *styles; /* NumberStyle bits by style number */
    size_t n_styles;
    bool since_1904;
} XlsxContext;

/* Reads the sheet in `part` into a table; *table stays NULL after a report. `shown` names the file
 * and sheet in messages. */
PartFault xlsx_read_sheet(Arena *arena, XlsxFile *file, const char *part, Str shown,
                          const XlsxContext *context, Diag *diag, const Table **table);
/* A decimal number; `most` if it is larger or no number. */
unsigned xlsx_unsigned(Str text, unsigned most);

#endif
