/* utc - moments as files write them: 2026-11-22T03:54:42Z. Seconds since 1970, no leap seconds. */
#ifndef ETALASE_CODE_UTC_H
#define ETALASE_CODE_UTC_H

#include "base/str.h"

enum { UTC_CHARS = 20 };

/* Years 0 to 9999. `out` gets UTC_CHARS characters and a NUL. */
void utc_write(int64_t seconds, char out[UTC_CHARS + 1]);
/* Only the very form above; false otherwise. */
bool utc_parse(Str text, int64_t *seconds);

#endif
