/* confined - files inside one folder and nowhere else.
 *
 * Paths that come from data (photos, included files, tables) are opened relative to a folder and
 * cannot leave it: not by `..`, not as absolute paths, not through symbolic links that point
 * outside. The kernel checks while it opens (openat2, RESOLVE_BENEATH), so nothing can be swapped
 * in between; where it cannot (before Linux 5.6, or forbidden by a sandbox), components are opened
 * one by one and symbolic links are refused. What was opened is then examined through its handle.
 */
#ifndef ETALASE_BASE_CONFINED_H
#define ETALASE_BASE_CONFINED_H

#include "base/source.h"

typedef enum ConfinedFault {
    CONFINED_OK,
    CONFINED_BAD_PATH, /* empty, NUL inside, over 4096 bytes, drive letter or backslashes */
    CONFINED_OUTSIDE,  /* absolute, or leads out of the folder */
    CONFINED_MISSING,
    CONFINED_UNREADABLE,  /* errno says why */
    CONFINED_NOT_REGULAR, /* folder, FIFO, device, socket */
    CONFINED_TOO_LARGE,
} ConfinedFault;

/* What identifies a file whatever path led to it. */
typedef struct FileId {
    uint64_t device, inode;
    uint64_t size_bytes, changed_ns; /* as it was when read */
} FileId;

/* The content of `folder`/`path`, at most `limit_bytes`, in `arena`. `id` may be NULL. On a fault
 * *bytes stays untouched. */
ConfinedFault confined_read(Arena *arena, Str folder, Str path, size_t limit_bytes, Str *bytes,
                            FileId *id);

/* Handle of a folder to open files beneath; -1 with errno. The caller closes it. */
int confined_folder(Arena *arena, Str folder);
/* Handle of what stands at a path beneath `folder`, or -1 with errno: EXDEV for a way out. The
 * second works without openat2 and follows no symbolic links at all; it stands here for tests. */
int confined_open(int folder, const char *path, int flags);
int confined_open_stepwise(int folder, const char *path, int flags);

/* A name beside the missing file `path` that differs in case, accents or a letter or two, for "did
 * you mean"; empty if there is none. */
Str confined_near_match(Arena *arena, Str folder, Str path);

/* Path of the folder that `path` is in: `a/b.yaml` gives `a`, `b.yaml` gives `.`. */
Str path_folder(Str path);
/* `folder`/`name`, without a leading `./`. */
Str path_join(Arena *arena, Str folder, Str name);

#endif
