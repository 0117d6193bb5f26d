/* source - an input file in memory, and places in it.
 *
 * Files are opened first, then examined through the handle (regular file, size), so that a FIFO,
 * a device or a growing file never hangs or fills memory.
 */
#ifndef ETALASE_BASE_SOURCE_H
#define ETALASE_BASE_SOURCE_H

#include "base/str.h"

typedef struct Source {
    Str path;  /* as messages show it */
    Str bytes; /* whole content, without a leading UTF-8 byte order mark */
    const uint32_t *line_starts; /* offsets; LF, CR LF and CR alone end a line */
    uint32_t n_lines;
} Source;

/* A stretch of a source. source == NULL: nowhere (made by the program). */
typedef struct Span {
    const Source *source;
    uint32_t offset, len;
} Span;

typedef struct Position {
    uint32_t line, column; /* from 1; columns count code points */
} Position;

typedef enum SourceFault {
    SOURCE_OK,
    SOURCE_MISSING,     /* no such file or folder */
    SOURCE_UNREADABLE,  /* permission, I/O error */
    SOURCE_NOT_REGULAR, /* folder, FIFO, device */
    SOURCE_TOO_LARGE,
} SourceFault;

/* Reads `path` (relative to the working directory), at most `limit_bytes`. On a fault *out stays
 * untouched. `shown` is the path for messages; empty: `path`. */
SourceFault source_read(Arena *arena, Str path, Str shown, size_t limit_bytes, Source **out);
/* The content behind an open handle, which stays open: SOURCE_OK or a fault other than MISSING. */
SourceFault source_read_fd(Arena *arena, int fd, size_t limit_bytes, Str *bytes);
/* A source over bytes that the caller keeps alive. */
Source *source_from_bytes(Arena *arena, Str shown, Str bytes);
Position source_position(const Source *source, uint32_t offset);
Str source_line(const Source *source, uint32_t line); /* without its line end; from 1 */
Str source_text(Span span);                           /* the bytes of the span */

#endif
