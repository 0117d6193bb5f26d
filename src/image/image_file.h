/* image_file - files of one folder, read without ever leaving it.
 *
 * Paths come from data that others wrote. The kernel resolves them beneath the folder's handle, so
 * that neither `..` nor a symbolic link, nor one exchanged meanwhile, leads outside. The handle is
 * examined after opening: only regular files are read, and nothing waits on a FIFO.
 */
#ifndef ETALASE_IMAGE_IMAGE_FILE_H
#define ETALASE_IMAGE_IMAGE_FILE_H

#include "base/str.h"

typedef enum FileFault {
    FILE_OK,
    FILE_MISSING,
    FILE_OUTSIDE,    /* leads out of the folder */
    FILE_UNREADABLE, /* errno says why */
    FILE_NOT_REGULAR,
    FILE_TOO_LARGE,
} FileFault;

/* Joins a path's parts: no `.`, `..`, doubled or trailing `/`. False if it is absolute (also in the
 * way of Windows), climbs out, is empty, too long, or has a NUL or a backslash. */
bool image_file_clean(Arena *arena, Str path, Str *clean);

/* Reads the file at a clean path, at most `limit_bytes`. */
FileFault image_file_read(Arena *arena, Str folder, Str path, size_t limit_bytes, Str *bytes);

/* A path in the folder that differs in case, accents or Unicode form alone, else one that is
 * spelt much the same, else the empty Str. */
Str image_file_alike(Arena *arena, Str folder, Str path);

/* Handle of what stands at a clean path beneath `folder`, or -1 with errno: EXDEV for a way out.
 * The second works without openat2 and follows no symbolic links at all. Exposed for tests. */
int image_file_open(int folder, const char *path, int flags);
int image_file_open_stepwise(int folder, const char *path, int flags);

#endif
