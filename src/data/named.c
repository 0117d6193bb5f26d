/* named - finds a definition by its name; names are words, never paths. */
#include "data/named.h"

#include <dirent.h>

#include "base/confined.h"
#include "data/limits.h"
#include "data/read.h"

static bool is_plain_name(Str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_';
        if (!plain) return false;
    }
    return name.len > 0 && name.len <= 64;
}

static void add_names(Arena *arena, Str folder, Str *names, size_t *n, size_t most)
{
    DIR *dir = opendir(str_z(arena, folder));
    for (struct dirent *entry; dir && *n < most && (entry = readdir(dir));) {
        Str name = str_from(entry->d_name);
        if (str_ends(name, STR(".yaml")))
            names[(*n)++] = str_copy(arena, str_slice(name, 0, name.len - 5));
    }
    if (dir) closedir(dir);
}

static void report_missing(Arena *arena, Str event_folder, const NamedKind *kind, const Node *name,
                           Diag *diag)
{
    enum { MOST = 200 };
    Str names[MOST];
    size_t n = 0;
    diag_report(diag, kind->missing, name->span, name->text);
    add_names(arena, path_join(arena, event_folder, kind->folder), names, &n, MOST);
    for (size_t i = 0; i < kind->n_shared; i++) add_names(arena, kind->shared[i], names, &n, MOST);
    Str near = str_nearest(name->text, names, n);
    if (near.len) diag_hint(diag, str_format(arena, "did you mean `%.*s`?", STR_ARG(near)));
}

const Source *named_find(Arena *arena, Str event_folder, const NamedKind *kind, const Node *name,
                         Diag *diag)
{
    if (name->kind != NODE_SCALAR || !is_plain_name(name->text)) {
        diag_report(diag, kind->bad_name, name->span,
                    name->kind == NODE_SCALAR ? name->text : node_kind_name(name));
        return NULL;
    }
    Str file = str_format(arena, "%.*s/%.*s.yaml", STR_ARG(kind->folder), STR_ARG(name->text));
    Str bytes;
    if (confined_read(arena, event_folder, file, LIMIT_FILE_BYTES, &bytes, NULL) == CONFINED_OK)
        return source_from_bytes(arena, path_join(arena, event_folder, file), bytes);
    for (size_t i = 0; i < kind->n_shared; i++) {
        Str path =
            str_format(arena, "%.*s/%.*s.yaml", STR_ARG(kind->shared[i]), STR_ARG(name->text));
        Source *source = NULL;
        SourceFault fault = source_read(arena, path, path, LIMIT_FILE_BYTES, &source);
        if (fault == SOURCE_OK) return source;
        if (fault == SOURCE_MISSING) continue;
        read_report_fault(arena, fault, path, LIMIT_FILE_BYTES, name->span, diag);
        return NULL;
    }
    report_missing(arena, event_folder, kind, name, diag);
    return NULL;
}
