/* golden - files with the result that is expected beside them.
 *
 * With ACCEPT=1 in the environment expected files are rewritten instead of compared; look at what
 * `git diff` shows before committing them. Everything is in the header because each test is one
 * file. */
#ifndef ETALASE_TESTS_GOLDEN_H
#define ETALASE_TESTS_GOLDEN_H

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/vec.h"

/* Compares `text` with the file; empty text stands for no file. Says what it found if they differ.
 */
static inline bool golden_matches(Arena *arena, Str path, Str text)
{
    const char *accept = getenv("ACCEPT");
    if (accept && *accept == '1') {
        if (!text.len) return unlink(str_z(arena, path)) == 0 || true;
        FILE *out = fopen(str_z(arena, path), "wb");
        bool ok = out && fwrite(text.ptr, 1, text.len, out) == text.len;
        return out && fclose(out) == 0 && ok;
    }
    Source *expected = NULL;
    Str want = {"", 0};
    if (source_read(arena, path, path, 1 << 24, &expected) == SOURCE_OK) want = expected->bytes;
    if (str_eq(want, text)) return true;
    fprintf(stderr, "%.*s differs; expected:\n%.*s\nfound:\n%.*s\n", STR_ARG(path), STR_ARG(want),
            STR_ARG(text));
    return false;
}

/* All reports as they are printed. */
static inline Str golden_diag(Arena *arena, Diag *diag)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (!out) abort();
    diag_print(diag, out, (DiagStyle){0});
    fclose(out);
    Str copy = str_copy(arena, (Str){text, len});
    free(text);
    return copy;
}

static inline int golden_compare_names(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

/* Names in a folder, sorted, without those that start with a dot. */
static inline Str *golden_list(Arena *arena, const char *folder, size_t *n)
{
    VEC(Str) names = {0};
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (entry->d_name[0] != '.')
            VEC_PUSH(arena, &names, str_copy(arena, str_from(entry->d_name)));
    if (dir) closedir(dir);
    if (names.len) qsort(names.items, names.len, sizeof *names.items, golden_compare_names);
    *n = names.len;
    return names.items;
}

#endif
