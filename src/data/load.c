/* load - opens what event files name, and joins it. */
#include "data/load.h"

#include <sys/stat.h>

#include "base/confined.h"
#include "base/vec.h"
#include "data/import.h"
#include "data/limits.h"
#include "data/merge.h"
#include "data/read.h"
#include "data/table.h"

typedef enum Format { FORMAT_NONE, FORMAT_YAML, FORMAT_JSON, FORMAT_CSV, FORMAT_XLSX } Format;

typedef struct Loader {
    Arena *arena;
    Diag *diag;
    Str folder;
    const LoadOptions *options;
    VEC(FileId) files; /* all that were included, the event file first */
    const Node
        *chain[LIMIT_INCLUDE_DEPTH]; /* the `include` entries that lead to the current file */
    size_t depth;
} Loader;

static Format format_of(Str path)
{
    static const struct {
        Str suffix;
        Format format;
    } suffixes[] = {{STR(".yaml"), FORMAT_YAML}, {STR(".yml"), FORMAT_YAML},
                    {STR(".json"), FORMAT_JSON}, {STR(".csv"), FORMAT_CSV},
                    {STR(".tsv"), FORMAT_CSV},   {STR(".xlsx"), FORMAT_XLSX}};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (str_ends(path, suffixes[i].suffix)) return suffixes[i].format;
    return FORMAT_NONE;
}

static void report_fault(Loader *loader, ConfinedFault fault, const Node *path)
{
    Diag *diag = loader->diag;
    switch (fault) {
    case CONFINED_OK:
        return;
    case CONFINED_BAD_PATH:
        diag_report(diag, DIAG_FILE_PATH_BAD, path->span, path->text);
        return;
    case CONFINED_OUTSIDE:
        diag_report(diag, DIAG_FILE_OUTSIDE, path->span, path->text);
        return;
    case CONFINED_UNREADABLE:
        read_report_fault(loader->arena, SOURCE_UNREADABLE, path->text, 0, path->span, diag);
        return;
    case CONFINED_NOT_REGULAR:
        read_report_fault(loader->arena, SOURCE_NOT_REGULAR, path->text, 0, path->span, diag);
        return;
    case CONFINED_TOO_LARGE:
        read_report_fault(loader->arena, SOURCE_TOO_LARGE, path->text, LIMIT_FILE_BYTES, path->span,
                          diag);
        return;
    case CONFINED_MISSING:
        break;
    }
    read_report_fault(loader->arena, SOURCE_MISSING, path->text, 0, path->span, diag);
    Str near = confined_near_match(loader->arena, loader->folder, path->text);
    if (near.len) diag_hint(diag, str_format(loader->arena, "did you mean `%.*s`?", STR_ARG(near)));
}

static bool read_bytes(Loader *loader, const Node *path, Str *bytes, FileId *id)
{
    if (path->kind != NODE_SCALAR) {
        diag_report(loader->diag, DIAG_FILE_PATH_KIND, path->span, node_kind_name(path));
        return false;
    }
    ConfinedFault fault =
        confined_read(loader->arena, loader->folder, path->text, LIMIT_FILE_BYTES, bytes, id);
    report_fault(loader, fault, path);
    return fault == CONFINED_OK;
}

static const Source *open_source(Loader *loader, const Node *path, FileId *id)
{
    Str bytes;
    if (!read_bytes(loader, path, &bytes, id)) return NULL;
    return source_from_bytes(loader->arena, path_join(loader->arena, loader->folder, path->text),
                             bytes);
}

static const Node *read_tree(Loader *loader, const Source *source, Format format)
{
    return format == FORMAT_JSON ? read_json(loader->arena, source, loader->diag)
                                 : read_yaml(loader->arena, source, loader->diag);
}

static void note_chain(const Loader *loader)
{
    for (size_t i = loader->depth; i > 0; i--)
        diag_note(loader->diag, loader->chain[i - 1]->span, STR("included from here"));
}

/* Reads one included file; NULL after a report. */
static const Node *read_include(Loader *loader, const Node *path)
{
    Format format = path->kind == NODE_SCALAR ? format_of(path->text) : FORMAT_YAML;
    if (format != FORMAT_YAML && format != FORMAT_JSON) {
        diag_report(loader->diag, DIAG_INCLUDE_KIND, path->span, path->text);
        return NULL;
    }
    FileId id;
    const Source *source = open_source(loader, path, &id);
    for (size_t i = 0; source && i < loader->files.len; i++) {
        FileId seen = loader->files.items[i];
        if (seen.device != id.device || seen.inode != id.inode) continue;
        diag_report(loader->diag, DIAG_INCLUDE_TWICE, path->span, path->text);
        note_chain(loader);
        return NULL;
    }
    if (!source) return NULL;
    VEC_PUSH(loader->arena, &loader->files, id);
    return read_tree(loader, source, format);
}

/* `root` with what it includes. Recursion ends at LIMIT_INCLUDE_DEPTH. */
static const Node *with_includes(Loader *loader, const Node *root)
{
    const Node *include = node_find(root, STR("include"));
    if (!include || include->kind == NODE_NULL) return root;
    const Node *merged = merge_without(loader->arena, root, STR("include"));
    size_t n = include->kind == NODE_LIST ? include->len : 1;
    for (size_t i = 0; i < n; i++) {
        const Node *path = include->kind == NODE_LIST ? include->items[i] : include;
        if (loader->depth == LIMIT_INCLUDE_DEPTH) {
            diag_report(loader->diag, DIAG_INCLUDE_DEPTH, path->span,
                        str_format(loader->arena, "%d", LIMIT_INCLUDE_DEPTH));
            note_chain(loader);
            return merged;
        }
        const Node *part = read_include(loader, path);
        if (!part) continue;
        if (part->kind != NODE_MAP) {
            diag_report(loader->diag, DIAG_INCLUDE_ROOT, part->span, node_kind_name(part));
            continue;
        }
        loader->chain[loader->depth++] = path;
        part = with_includes(loader, part);
        loader->depth--;
        merged = merge_maps(loader->arena, merged, part, loader->diag);
    }
    return merged;
}

const Node *load_event(Arena *arena, Str path, Diag *diag)
{
    Loader loader = {.arena = arena, .diag = diag, .folder = path_folder(path)};
    const Source *source = read_source(arena, path, STR(""), LIMIT_FILE_BYTES, (Span){0}, diag);
    if (!source) return NULL;
    struct stat st;
    if (stat(str_z(arena, path), &st) == 0)
        VEC_PUSH(arena, &loader.files, (FileId){st.st_dev, st.st_ino});
    const Node *root = read_tree(&loader, source, format_of(path));
    return root && root->kind == NODE_MAP ? with_includes(&loader, root) : root;
}

/* What a mapping that names a file may hold. */
typedef struct Request {
    Format format;
    const Node *path;
    const Node *sheet;
    CsvOptions csv;
    TableMapping mapping;
    Import import;
} Request;

static const struct {
    Str key;
    Format format;
} format_keys[] = {{STR("csv"), FORMAT_CSV},
                   {STR("xlsx"), FORMAT_XLSX},
                   {STR("json"), FORMAT_JSON},
                   {STR("yaml"), FORMAT_YAML}};

static const Node *find_path(const Node *node, Format *format)
{
    for (size_t i = 0; i < sizeof format_keys / sizeof *format_keys; i++) {
        const Node *path = node_find(node, format_keys[i].key);
        *format = format_keys[i].format;
        if (path) return path;
    }
    *format = node && node->kind == NODE_SCALAR ? format_of(node->text) : FORMAT_NONE;
    return *format ? node : NULL;
}

bool load_names_file(const Node *node)
{
    Format format;
    return find_path(node, &format) != NULL;
}

static void take_encoding(Loader *loader, const Node *value, Request *request)
{
    bool text = value->kind == NODE_SCALAR;
    if (text && (str_eq(value->text, STR("windows-1252")) || str_eq(value->text, STR("cp1252"))))
        request->csv.windows_1252 = true;
    else if (!text || !(str_eq(value->text, STR("utf-8")) || str_eq(value->text, STR("UTF-8"))))
        diag_report(loader->diag, DIAG_LOAD_ENCODING, value->span);
}

static void take_separator(Loader *loader, const Node *value, Request *request)
{
    bool text = value->kind == NODE_SCALAR;
    if (text && (str_eq(value->text, STR("tab")) || str_eq(value->text, STR("\t"))))
        request->csv.separator = '\t';
    else if (text && value->text.len == 1 && str_find(STR(",;|:"), value->text) >= 0)
        request->csv.separator = value->text.ptr[0];
    else
        diag_report(loader->diag, DIAG_LOAD_SEPARATOR, value->span);
}

static bool take_map(Loader *loader, const NodePair *pair, const Node **slot)
{
    *slot = pair->value->kind == NODE_NULL ? NULL : pair->value;
    if (!*slot || pair->value->kind == NODE_MAP) return true;
    diag_report(loader->diag, DIAG_LOAD_MAPPING, pair->value->span, pair->key->text,
                node_kind_name(pair->value));
    *slot = NULL;
    return false;
}

static void take_option(Loader *loader, const NodePair *pair, Request *request)
{
    static const Str table[] = {STR("columns"),   STR("defaults"), STR("encoding"),
                                STR("separator"), STR("sheet"),    STR("import")};
    Str key = pair->key->text;
    bool csv = request->format == FORMAT_CSV, xlsx = request->format == FORMAT_XLSX;
    if ((csv || xlsx) && str_eq(key, table[0]))
        take_map(loader, pair, &request->mapping.columns);
    else if ((csv || xlsx) && str_eq(key, table[1]))
        take_map(loader, pair, &request->mapping.defaults);
    else if (csv && str_eq(key, table[2]))
        take_encoding(loader, pair->value, request);
    else if (csv && str_eq(key, table[3]))
        take_separator(loader, pair->value, request);
    else if (xlsx && str_eq(key, table[4]))
        request->sheet = pair->value;
    else if ((csv || xlsx) && str_eq(key, table[5]))
        return; /* taken first */
    else if (pair->value != request->path) {
        diag_report(loader->diag, DIAG_LOAD_OPTION, pair->key->span, key);
        Str nearest = str_nearest(key, table, sizeof table / sizeof *table);
        if (nearest.len && !str_eq(nearest, key))
            diag_hint(loader->diag,
                      str_format(loader->arena, "did you mean `%.*s`?", STR_ARG(nearest)));
    }
}

static const Node *load_tree(Loader *loader, const Request *request)
{
    const Source *source = open_source(loader, request->path, NULL);
    const Node *root = source ? read_tree(loader, source, request->format) : NULL;
    if (!root || root->kind == NODE_LIST) return root;
    diag_report(loader->diag, DIAG_LOAD_LIST, root->span, node_kind_name(root));
    return NULL;
}

static const Table *read_table(Loader *loader, const Request *request, Arena *tmp)
{
    const Table *table = NULL;
    Str bytes;
    if (request->format == FORMAT_CSV) {
        const Source *source = open_source(loader, request->path, NULL);
        if (source) table = read_csv(loader->arena, tmp, source, request->csv, loader->diag);
    } else if (read_bytes(loader, request->path, &bytes, NULL)) {
        const Node *sheet = request->sheet;
        bool named = sheet && sheet->kind == NODE_SCALAR;
        table = read_xlsx(
            loader->arena, bytes, path_join(loader->arena, loader->folder, request->path->text),
            named ? sheet->text : STR(""), named ? sheet->span : request->path->span, loader->diag);
    }
    return table;
}

static const Node *load_table(Loader *loader, const Request *request)
{
    Arena tmp; /* the rows are gone when they are nodes */
    arena_init(&tmp);
    const Table *table = read_table(loader, request, &tmp);
    const Node *list =
        table ? table_to_list(loader->arena, table, request->mapping, loader->diag) : NULL;
    arena_free(&tmp);
    return list;
}

/* False after a report. */
static bool take_import(Loader *loader, const Node *name, Request *request)
{
    if (!import_find(loader->arena, loader->folder, loader->options, name, &request->import,
                     loader->diag))
        return false;
    request->mapping.import = &request->import.table;
    if (request->import.separator) take_separator(loader, request->import.separator, request);
    if (request->import.encoding) take_encoding(loader, request->import.encoding, request);
    return true;
}

static const Node *load_file(Loader *loader, const Node *node)
{
    Request request = {0};
    request.path = find_path(node, &request.format);
    const Node *import = node_find(node, STR("import"));
    bool tabular = request.format == FORMAT_CSV || request.format == FORMAT_XLSX;
    if (import && tabular && !take_import(loader, import, &request)) return NULL;
    size_t n = node->kind == NODE_MAP ? node->len : 0;
    for (size_t i = 0; i < n; i++) take_option(loader, &node->pairs[i], &request);
    return tabular ? load_table(loader, &request) : load_tree(loader, &request);
}

/* A list in which some items name files: their records take the item's place. */
static const Node *splice(Loader *loader, const Node *list)
{
    VEC(const Node *) items = {0};
    for (size_t i = 0; i < list->len; i++) {
        const Node *item = list->items[i];
        bool file = item->kind == NODE_MAP && load_names_file(item);
        const Node *records = file ? load_file(loader, item) : NULL;
        if (!file) VEC_PUSH(loader->arena, &items, item);
        for (size_t r = 0; records && r < records->len; r++)
            VEC_PUSH(loader->arena, &items, records->items[r]);
    }
    return node_new_list(loader->arena, items.items, items.len, list->span);
}

/* `{table: vendors.csv}` would be a record with the id `table`. */
static bool report_other_key(const Loader *loader, const Node *node)
{
    static const Str others[] = {STR("table"), STR("file"), STR("from"),
                                 STR("path"),  STR("list"), STR("excel")};
    if (!node || node->kind != NODE_MAP || node->len != 1) return false;
    const NodePair *pair = &node->pairs[0];
    Format format = pair->value->kind == NODE_SCALAR ? format_of(pair->value->text) : FORMAT_NONE;
    bool other = false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        other |= str_eq(pair->key->text, others[i]);
    for (size_t i = 0; other && format && i < sizeof format_keys / sizeof *format_keys; i++) {
        if (format_keys[i].format != format) continue;
        diag_report(loader->diag, DIAG_LOAD_KEY, pair->key->span, pair->key->text);
        diag_hint(loader->diag,
                  str_format(loader->arena, "write `%.*s: %.*s`", STR_ARG(format_keys[i].key),
                             STR_ARG(pair->value->text)));
        return true;
    }
    return false;
}

const Node *load_list(Arena *arena, Str folder, const LoadOptions *options, const Node *node,
                      Diag *diag)
{
    Loader loader = {.arena = arena, .diag = diag, .folder = folder, .options = options};
    if (load_names_file(node)) return load_file(&loader, node);
    if (report_other_key(&loader, node)) return NULL;
    if (!node || node->kind != NODE_LIST) return node;
    for (size_t i = 0; i < node->len; i++)
        if (node->items[i]->kind == NODE_MAP && load_names_file(node->items[i]))
            return splice(&loader, node);
    return node;
}
