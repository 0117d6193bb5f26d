/* import - finds a column map by its name and reads its few keys. */
#include "data/import.h"

#include "data/named.h"
#include "data/read.h"

static const Str keys[] = {STR("name"), STR("description"), STR("columns"),   STR("defaults"),
                           STR("only"), STR("needs"),       STR("separator"), STR("encoding")};
enum { N_KEYS = sizeof keys / sizeof *keys };

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
    const NamedKind maps = {STR("imports"), options ? options->import_folders : NULL,
                            options ? options->n_import_folders : 0, DIAG_IMPORT_NAME,
                            DIAG_IMPORT_MISSING};
    const Source *source = named_find(arena, folder, &maps, name, diag);
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
