/* out - a file that appears whole or not at all.
 *
 * Bytes go to a temporary file beside the target; out_commit writes the rest, syncs, closes with
 * every result checked, renames over the target and syncs the folder. Whatever goes wrong, the old
 * file stays as it was and the temporary one is removed.
 */
#ifndef ETALASE_BASE_OUT_H
#define ETALASE_BASE_OUT_H

#include "base/str.h"

typedef struct Out Out;

/* Removes what a killed run left for this target. NULL with errno set if the temporary file cannot
 * be made. Lives in `arena` until commit/abandon. */
Out *out_open(Arena *arena, Str target_path);
/* Buffered. Errors are remembered and come back from out_commit. */
void out_write(Out *out, const void *bytes, size_t len);
uint64_t out_offset(const Out *out); /* bytes written so far */
/* 0, or an errno value; the Out is invalid afterwards either way. */
int out_commit(Out *out);
void out_abandon(Out *out);
/* Removes the temporary files of all open Outs; safe to call from a signal handler. */
void out_abandon_all(void);
/* Removes what a process that was killed left for this target; what is still written to stays. */
void out_remove_left(Arena *tmp, Str target_path);
/* mkdir -p; 0 or an errno value. */
int out_make_folder(Arena *tmp, Str path);

#endif
