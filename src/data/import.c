/* import - finds a column map by its name and reads its few keys. */
#include "data/import.h"

#include <dirent.h>

#include "base/confined.h"
#include "base/vec.h"
#include "data/limits.h"
#include "data/read.h"

static const Str keys[] = {STR("name"), STR("description"), STR("columns"),   STR("defaults"),
                           STR("only"), STR("needs"),       STR("separator"), STR("encoding")};
enum { N_KEYS = sizeof keys / sizeof *keys };

/* Names that can be looked up in folders: no paths. */
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

static void report_missing(Arena *arena, Str folder, const LoadOptions *options, const Node *name,
                           Diag *diag)
{
    enum { MOST = 200 };
    Str names[MOST];
    size_t n = 0;
    diag_report(diag, DIAG_IMPORT_MISSING, name->span, name->text);
    add_names(arena, path_join(arena, folder, STR("imports")), names, &n, MOST);
    for (size_t i = 0; options && i < options->n_import_folders; i++)
        add_names(arena, options->import_folders[i], names, &n, MOST);
    Str near = str_nearest(name->text, names, n);
    if (near.len) diag_hint(diag, str_format(arena, "did you mean `%.*s`?", STR_ARG(near)));
}

static const Source *find_source(Arena *arena, Str folder, const LoadOptions *options,
                                 const Node *name, Diag *diag)
{
    Str file = str_format(arena, "imports/%.*s.yaml", STR_ARG(name->text));
    Str bytes;
    if (confined_read(arena, folder, file, LIMIT_FILE_BYTES, &bytes, NULL) == CONFINED_OK)
        return source_from_bytes(arena, path_join(arena, folder, file), bytes);
    for (size_t i = 0; options && i < options->n_import_folders; i++) {
        Str path = str_format(arena, "%.*s/%.*s.yaml", STR_ARG(options->import_folders[i]),
                              STR_ARG(name->text));
        Source *source = NULL;
        SourceFault fault = source_read(arena, path, path, LIMIT_FILE_BYTES, &source);
        if (fault == SOURCE_OK) return source;
        if (fault == SOURCE_MISSING) continue;
        read_report_fault(arena, fault, path, LIMIT_FILE_BYTES, name->span, diag);
        return NULL;
    }
    report_missing(arena, folder, options, name, diag);
    return NULL;
}

static void take_key(Arena *arena, const NodePair *pair, Import *import, Diag *diag)
{
    Str key = pair->key->text;
    const Node **slots[N_KEYS] = {
        [2] = &import->table.columns, [3] = &import->table.defaults, [4] = &import->table.only,
        [5] = &import->table.needs,   [6] = &import->separator,      [7] = &import->encoding};
    static const NodeKind kinds[N_KEYS] = {NODE_SCALAR, NODE_SCALAR, NODE_MAP,    NODE_MAP,
                                           NODE_MAP,    NODE_LIST,   NODE_SCALAR, NODE_SCALAR};
    size_t k = 0;
    while (k < N_KEYS && !str_eq(key, keys[k])) k++;
    if (k == N_KEYS) {
        diag_report(diag, DIAG_IMPORT_KEY, pair->key->span, key);
        Str near = str_nearest(key, keys, N_KEYS);
        if (near.len) diag_hint(diag, str_format(arena, "did you mean `%.*s`?", STR_ARG(near)));
        return;
    }
    if (!slots[k] || pair->value->kind == NODE_NULL) return;
    if (pair->value->kind == kinds[k])
        *slots[k] = pair->value;
    else
        diag_report(diag, DIAG_IMPORT_FORM, pair->value->span, key,
                    kinds[k] == NODE_MAP    ? STR("a mapping")
                    : kinds[k] == NODE_LIST ? STR("a list")
                                            : STR("a text"),
                    node_kind_name(pair->value));
}

bool import_find(Arena *arena, Str folder, const LoadOptions *options, const Node *name,
                 Import *import, Diag *diag)
{
    *import = (Import){0};
    if (name->kind != NODE_SCALAR || !is_plain_name(name->text)) {
        diag_report(diag, DIAG_IMPORT_NAME, name->span,
                    name->kind == NODE_SCALAR ? name->text : node_kind_name(name));
        return false;
    }
    const Source *source = find_source(arena, folder, options, name, diag);
    const Node *root = source ? read_yaml(arena, source, diag) : NULL;
    if (!root) return false;
    if (root->kind != NODE_MAP) {
        diag_report(diag, DIAG_IMPORT_FORM, root->span, STR("an import"), STR("a mapping"),
                    node_kind_name(root));
        return false;
    }
    import->table.name = name->text;
    for (size_t i = 0; i < root->len; i++) take_key(arena, &root->pairs[i], import, diag);
    return true;
}
