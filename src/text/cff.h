/* cff - what the subsetter must know of a CFF table. */
#ifndef ETALASE_TEXT_CFF_H
#define ETALASE_TEXT_CFF_H

#include "base/str.h"

typedef struct CffTop {
    bool cid_keyed;
    unsigned charset;       /* offset of the charset; 0 to 2: a predefined one */
    size_t charset_at_wide; /* where that offset is written in four bytes; 0: it is not */
} CffTop;

/* False if the table is damaged. */
bool cff_read_top(Str cff, CffTop *top);
/* The CID (or SID) of each glyph; false for a predefined or damaged charset. */
bool cff_read_charset(Str cff, const CffTop *top, unsigned n_glyphs, uint16_t *ids);

#endif
