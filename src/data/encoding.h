/* encoding - is a file plain UTF-8 text?  */
#ifndef ETALASE_DATA_ENCODING_H
#define ETALASE_DATA_ENCODING_H

#include "data/node.h"

typedef struct Encoding {
    bool ok;    /* valid UTF-8 without control characters; otherwise reported */
    bool ascii; /* one byte is one character */
    bool bom;   /* byte order marks within the text; reported, to be left out */
} Encoding;

/* Looks at every byte before a parser does, so that places are right and texts are safe to show. */
Encoding encoding_check(const Source *source, Diag *diag);
/* The text without byte order marks; the text itself if it has none. */
Str encoding_without_bom(Arena *arena, Str text);
/* C0 except tab, line feed and carriage return; DEL; C1; U+2028, U+2029; U+FFFE, U+FFFF. */
bool encoding_is_control(uint32_t codepoint);
/* The offset of the first control character, or text.len. */
size_t encoding_find_control(Str text, uint32_t *codepoint);
/* Windows-1252 to UTF-8, as a source of the same name. NULL after reporting an undefined byte. */
const Source *encoding_from_windows_1252(Arena *arena, const Source *source, Diag *diag);

#endif
