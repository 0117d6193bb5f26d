/* strings - words by language in files of their own: `strings: words-{lang}.yaml` in a layout reads
 * words-id.yaml, words-en.yaml … beside it (or in a folder there), each a mapping of names to
 * texts. The first file by name stands in for what another lacks, with a warning. */
#include <dirent.h>
#include <stdlib.h>

#include "base/vec.h"
#include "data/limits.h"
#include "data/read.h"
#include "layout/compile.h"

typedef struct LangFile {
    Str lang, path;
    const Node *map; /* NULL: not read */
} LangFile;

typedef VEC(LangFile) LangFiles;

static int by_lang(const void *a, const void *b)
{
    return str_compare(((const LangFile *)a)->lang, ((const LangFile *)b)->lang);
}

static Str up_to_slash(Str path)
{
    while (path.len && path.ptr[path.len - 1] != '/') path.len--;
    return path;
}

static bool is_lang(Str text)
{
    bool good = text.len == 2 || text.len == 3;
    for (size_t i = 0; i < text.len; i++) good &= text.ptr[i] >= 'a' && text.ptr[i] <= 'z';
    return good;
}

/* Files of a folder whose names are `before`, a language, `after`. */
static void find_files(Compiler *c, Str folder, Str before, Str after, LangFiles *out)
{
    DIR *dir = opendir(folder.len ? str_format(c->arena, "%.*s", STR_ARG(folder)).ptr : ".");
    const struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        Str name = str_from(entry->d_name);
        if (name.len <= before.len + after.len || !str_starts(name, before) ||
            !str_ends(name, after))
            continue;
        Str lang = str_slice(name, before.len, name.len - after.len);
        if (!is_lang(lang)) continue;
        LangFile file = {str_copy(c->arena, lang),
                         str_format(c->arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(name)), NULL};
        VEC_PUSH(c->arena, out, file);
    }
    if (dir) closedir(dir);
    if (out->len) qsort(out->items, out->len, sizeof *out->items, by_lang);
}

static void read_file(Compiler *c, LangFile *file, Span at)
{
    const Source *source =
        read_source(c->arena, file->path, file->path, LIMIT_FILE_BYTES, at, c->diag);
    const Node *map = source ? read_yaml(c->arena, source, c->diag) : NULL;
    if (map && map->kind == NODE_MAP)
        file->map = map;
    else if (map)
        compile_bad_value(c, STR("strings"), STR("a mapping of names to texts"), map);
}

/* The texts of one name in all files that have it. */
static const Node *texts_of(Compiler *c, const LangFiles *files, const Node *name)
{
    NodePair *pairs = ARENA_ARRAY(c->arena, NodePair, files->len);
    size_t n = 0;
    for (size_t i = 0; i < files->len; i++) {
        const LangFile *file = &files->items[i];
        if (!file->map) continue;
        const Node *text = node_find(file->map, name->text);
        if (text && text->kind == NODE_SCALAR)
            pairs[n++] = (NodePair){node_new_scalar(c->arena, file->lang, true, name->span), text};
        else
            diag_report(c->diag, DIAG_LAYOUT_STRING, name->span, name->text, file->path);
    }
    return n ? node_new_map(c->arena, pairs, n, name->span) : node_new_null(c->arena, name->span);
}

const Node *compile_string_files(Compiler *c, const Node *pattern)
{
    Str text = pattern->text;
    ptrdiff_t at = str_find(text, STR("{lang}"));
    bool outside = str_starts(text, STR("/")) || str_find(text, STR("..")) >= 0;
    if (at < 0 || outside) {
        compile_bad_value(c, STR("strings"),
                          STR("names with texts, or files such as words-{lang}.yaml"), pattern);
        return NULL;
    }
    Str head = str_format(c->arena, "%.*s%.*s", STR_ARG(up_to_slash(pattern->span.source->path)),
                          (int)at, text.ptr);
    Str folder = up_to_slash(head);
    LangFiles files = {0};
    find_files(c, folder, str_slice(head, folder.len, head.len),
               str_slice(text, (size_t)at + 6, text.len), &files);
    if (!files.len) diag_report(c->diag, DIAG_LAYOUT_STRING_FILES, pattern->span, text);
    for (size_t i = 0; i < files.len; i++) read_file(c, &files.items[i], pattern->span);
    VEC(NodePair) all = {0};
    for (size_t i = 0; i < files.len; i++) {
        const Node *map = files.items[i].map;
        for (size_t k = 0; map && k < map->len; k++) {
            const Node *name = map->pairs[k].key;
            bool seen = false; /* in a file before */
            for (size_t j = 0; j < i && !seen; j++)
                seen = files.items[j].map && node_find(files.items[j].map, name->text);
            if (!seen) VEC_PUSH(c->arena, &all, (NodePair){name, texts_of(c, &files, name)});
        }
    }
    return node_new_map(c->arena, all.items, all.len, pattern->span);
}
