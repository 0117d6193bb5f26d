/* table_nodes - rows into maps.
 *
 * The columns' fields are put together once into a tree of keys (`contact.whatsapp` and
 * `contact.mail` share the branch `contact`); each row then fills that tree. */
#include <string.h>

#include "base/map.h"
#include "base/vec.h"
#include "data/limits.h"
#include "data/table.h"

enum { FIELD_PARTS = 8 };

typedef struct Branch Branch;
struct Branch {
    const Node *key;
    bool list;            /* `field[]` */
    VEC(size_t) columns;  /* a leaf has one, a list any number */
    const Node *fallback; /* value for records without the field */
    VEC(Branch *) branches;
};

typedef struct Mapper {
    Arena *arena;
    const Table *table;
    TableMapping mapping;
    Diag *diag;
    Branch root;
} Mapper;

static Branch *branch_for(Mapper *mapper, Branch *parent, Str name, Span span)
{
    for (size_t i = 0; i < parent->branches.len; i++)
        if (str_eq(parent->branches.items[i]->key->text, name)) return parent->branches.items[i];
    Branch *branch = ARENA_NEW(mapper->arena, Branch);
    branch->key = node_new_scalar(mapper->arena, name, true, span);
    VEC_PUSH(mapper->arena, &parent->branches, branch);
    return branch;
}

/* Where the first part of a path ends, or -1: in "No. HP" the full stop is part of the word. */
static ptrdiff_t path_dot(Str path)
{
    for (size_t i = 0; i + 1 < path.len; i++)
        if (path.ptr[i] == '.' && path.ptr[i + 1] != ' ') return (ptrdiff_t)i;
    return -1;
}

/* The leaf of a field path; NULL after an error. */
static Branch *leaf_for(Mapper *mapper, Str path, Span span)
{
    Branch *branch = &mapper->root;
    Str rest = path;
    bool list = str_ends(rest, STR("[]"));
    if (list) rest = str_slice(rest, 0, rest.len - 2);
    bool ok = true;
    for (unsigned parts = 0; ok; parts++) {
        ptrdiff_t dot = path_dot(rest);
        Str name = str_trim(dot < 0 ? rest : str_slice(rest, 0, (size_t)dot));
        ok = name.len && parts < FIELD_PARTS && !branch->columns.len;
        if (ok) branch = branch_for(mapper, branch, name, span);
        if (dot < 0) break;
        rest = str_slice(rest, (size_t)dot + 1, rest.len);
    }
    if (!ok || branch->branches.len) {
        diag_report(mapper->diag, DIAG_TABLE_FIELD, span, path);
        return NULL;
    }
    branch->list = branch->list || list;
    return branch;
}

/* Whether a column of this name is meant by the key of a column map: `Nama usaha*` stands for every
 * name that starts so. */
static bool is_meant(Str key, Str header)
{
    if (str_eq(key, header)) return true;
    return str_ends(key, STR("*")) && str_starts(header, str_slice(key, 0, key.len - 1));
}

static const Node *field_for(const Node *columns, Str header)
{
    const Node *exact = node_find(columns, header);
    for (size_t i = 0; !exact && columns && columns->kind == NODE_MAP && i < columns->len; i++)
        if (is_meant(columns->pairs[i].key->text, header)) return columns->pairs[i].value;
    return exact;
}

static void add_leaf(Mapper *mapper, size_t column, Str field, Span span)
{
    const Cell *header = &mapper->table->header.cells[column];
    Branch *leaf = leaf_for(mapper, field, span);
    if (!leaf) return;
    if (leaf->columns.len && !leaf->list) {
        const Cell *first = &mapper->table->header.cells[leaf->columns.items[0]];
        if (str_eq(first->text, header->text)) return; /* a column given twice was reported */
        diag_report(mapper->diag, DIAG_TABLE_FIELD_TWICE, span, leaf->key->text);
        diag_note(mapper->diag, leaf->key->span, STR("the other column is put there here"));
        return;
    }
    VEC_PUSH(mapper->arena, &leaf->columns, column);
}

/* A column that the event file maps, or, without an import, that is called like a field. */
static bool add_column(Mapper *mapper, size_t column)
{
    const Cell *header = &mapper->table->header.cells[column];
    if (!header->text.len) return true;
    const Node *field = field_for(mapper->mapping.columns, header->text);
    if (field && field->kind == NODE_NULL) return true;
    bool mapped = field && field->kind == NODE_SCALAR;
    if (!mapped && mapper->mapping.import) return false;
    add_leaf(mapper, column, mapped ? field->text : header->text,
             mapped ? field->span : header->span);
    return true;
}

/* A column that the import knows. A field that has a column already keeps it. False if the import
 * does not know it. */
static bool add_imported(Mapper *mapper, size_t column)
{
    Str header = mapper->table->header.cells[column].text;
    const Node *field = field_for(mapper->mapping.import->columns, header);
    if (!field) return false;
    Branch *leaf = field->kind == NODE_SCALAR ? leaf_for(mapper, field->text, field->span) : NULL;
    if (leaf && (leaf->list || !leaf->columns.len)) VEC_PUSH(mapper->arena, &leaf->columns, column);
    return true;
}

static void check_needs(Mapper *mapper)
{
    const TableImport *import = mapper->mapping.import;
    for (size_t i = 0; import->needs && i < import->needs->len; i++) {
        const Node *need = import->needs->items[i];
        Branch *leaf = need->kind == NODE_SCALAR ? leaf_for(mapper, need->text, need->span) : NULL;
        if (!leaf || leaf->columns.len) continue;
        diag_report(mapper->diag, DIAG_IMPORT_NEEDS, mapper->table->header.span, need->text,
                    import->name);
        diag_hint(mapper->diag,
                  str_format(mapper->arena, "beside `import:` write `columns: {\"...\": %.*s}`",
                             STR_ARG(need->text)));
    }
}

static void add_columns(Mapper *mapper)
{
    const Table *table = mapper->table;
    StrBuf unused;
    strbuf_init(&unused, mapper->arena);
    bool *left = ARENA_ARRAY(mapper->arena, bool, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) left[i] = !add_column(mapper, i);
    if (!mapper->mapping.import) return;
    for (size_t i = 0; i < table->n_columns; i++) {
        if (!left[i] || add_imported(mapper, i)) continue;
        if (unused.len) strbuf_add(&unused, STR(", "));
        strbuf_add(&unused, table->header.cells[i].text);
    }
    if (unused.len)
        diag_report(mapper->diag, DIAG_IMPORT_UNUSED, table->header.span, strbuf_str(&unused));
    check_needs(mapper);
}

/* Without an import two columns of one name are a mistake; exports have them (pretix: the company
 * of the visitor and that of the invoice), and then the first one counts. */
static void check_header(const Mapper *mapper)
{
    const Table *table = mapper->table;
    Map names;
    map_init(&names, mapper->arena);
    for (size_t i = 0; i < table->n_columns && !mapper->mapping.import; i++) {
        const Cell *cell = &table->header.cells[i], *first;
        Cell *slot = ARENA_NEW(mapper->arena, Cell);
        *slot = *cell;
        if (!cell->text.len || !(first = map_add(&names, cell->text, slot))) continue;
        diag_report(mapper->diag, DIAG_TABLE_HEADER_TWICE, cell->span, cell->text);
        diag_note(mapper->diag, first->span, STR("it is here first"));
    }
}

/* Names in `columns:` that the table does not have. */
static void check_columns(const Mapper *mapper)
{
    const Node *columns = mapper->mapping.columns;
    const Table *table = mapper->table;
    Str *names = ARENA_ARRAY(mapper->arena, Str, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) names[i] = table->header.cells[i].text;
    for (size_t p = 0; columns && columns->kind == NODE_MAP && p < columns->len; p++) {
        const Node *name = columns->pairs[p].key, *field = columns->pairs[p].value;
        if (field->kind == NODE_LIST || field->kind == NODE_MAP)
            diag_report(mapper->diag, DIAG_TABLE_FIELD, field->span, node_kind_name(field));
        bool found = false;
        for (size_t i = 0; i < table->n_columns && !found; i++)
            found = is_meant(name->text, names[i]);
        if (found) continue;
        diag_report(mapper->diag, DIAG_TABLE_COLUMN_MISSING, name->span, name->text,
                    table->source->path);
        Str nearest = str_nearest(name->text, names, table->n_columns);
        if (nearest.len)
            diag_hint(mapper->diag,
                      str_format(mapper->arena, "did you mean `%.*s`?", STR_ARG(nearest)));
        diag_note(mapper->diag, table->header.span, STR("these are its columns"));
    }
}

static void add_defaults(Mapper *mapper, const Node *defaults)
{
    for (size_t i = 0; defaults && defaults->kind == NODE_MAP && i < defaults->len; i++) {
        const NodePair *pair = &defaults->pairs[i];
        Branch *leaf = leaf_for(mapper, pair->key->text, pair->key->span);
        if (leaf) leaf->fallback = pair->value;
    }
}

/* The parts of a cell between commas or semicolons. */
static void add_parts(Arena *arena, const Cell *cell, Node const ***items, size_t *n)
{
    VEC(const Node *) parts = {.items = *items, .len = *n, .cap = *n};
    bool exact = cell->span.len == cell->text.len;
    for (size_t start = 0; start < cell->text.len;) {
        size_t end = start;
        while (end < cell->text.len && cell->text.ptr[end] != ',' && cell->text.ptr[end] != ';')
            end++;
        Str part = str_trim(str_slice(cell->text, start, end));
        Span span = cell->span;
        if (exact)
            span.offset += (uint32_t)(part.ptr - cell->text.ptr), span.len = (uint32_t)part.len;
        if (part.len) VEC_PUSH(arena, &parts, node_new_scalar(arena, part, true, span));
        start = end + 1;
    }
    *items = parts.items, *n = parts.len;
}

static const Node *list_of(Mapper *mapper, const Branch *branch, const Row *row)
{
    const Node **items = NULL;
    size_t n = 0;
    for (size_t i = 0; i < branch->columns.len; i++)
        add_parts(mapper->arena, &row->cells[branch->columns.items[i]], &items, &n);
    if (!n) return branch->fallback;
    const Span first = items[0]->span, last = items[n - 1]->span;
    Span span = {first.source, first.offset, first.len};
    if (last.offset + last.len > first.offset) span.len = last.offset + last.len - first.offset;
    return node_new_list(mapper->arena, items, n, span);
}

static const Node *fill(Mapper *mapper, const Branch *branch, const Row *row);

static const Node *map_of(Mapper *mapper, const Branch *branch, const Row *row)
{
    NodePair *pairs = ARENA_ARRAY(mapper->arena, NodePair, branch->branches.len);
    size_t n = 0;
    for (size_t i = 0; i < branch->branches.len; i++) {
        const Branch *child = branch->branches.items[i];
        const Node *value = fill(mapper, child, row);
        if (value) pairs[n++] = (NodePair){child->key, value};
    }
    if (!n && branch->key) return branch->fallback;
    return node_new_map(mapper->arena, pairs, n, row->span);
}

/* NULL if the row has nothing there. Recursion ends after FIELD_PARTS. */
static const Node *fill(Mapper *mapper, const Branch *branch, const Row *row)
{
    if (branch->branches.len) return map_of(mapper, branch, row);
    if (branch->list) return list_of(mapper, branch, row);
    const Cell *cell = branch->columns.len ? &row->cells[branch->columns.items[0]] : NULL;
    return cell && str_trim(cell->text).len
               ? node_new_scalar(mapper->arena, cell->text, true, cell->span)
               : branch->fallback;
}

static bool is_one_of(Str text, const Node *values)
{
    if (values->kind == NODE_SCALAR) return str_eq(text, values->text);
    for (size_t i = 0; values->kind == NODE_LIST && i < values->len; i++)
        if (values->items[i]->kind == NODE_SCALAR && str_eq(text, values->items[i]->text))
            return true;
    return false;
}

/* Whether the import takes the row. A column that is not there rules nothing out. */
static bool is_taken(const Mapper *mapper, const Row *row)
{
    const Node *only = mapper->mapping.import ? mapper->mapping.import->only : NULL;
    for (size_t c = 0; only && c < mapper->table->n_columns; c++) {
        const Node *values = node_find(only, mapper->table->header.cells[c].text);
        if (values && !is_one_of(str_trim(row->cells[c].text), values)) return false;
    }
    return true;
}

const Node *table_to_list(Arena *arena, const Table *table, TableMapping mapping, Diag *diag)
{
    Mapper *mapper = ARENA_NEW(arena, Mapper);
    mapper->arena = arena, mapper->table = table, mapper->mapping = mapping, mapper->diag = diag;
    check_header(mapper);
    check_columns(mapper);
    add_columns(mapper);
    if (mapping.import) add_defaults(mapper, mapping.import->defaults);
    add_defaults(mapper, mapping.defaults);
    const Node **items = ARENA_ARRAY(arena, const Node *, table->n_rows);
    size_t n = 0;
    for (size_t i = 0; i < table->n_rows; i++)
        if (is_taken(mapper, &table->rows[i]))
            items[n++] = map_of(mapper, &mapper->root, &table->rows[i]);
    if (n < table->n_rows)
        diag_report(diag, DIAG_IMPORT_ROWS, table->header.span,
                    str_format(arena, "%zu", table->n_rows - n),
                    str_format(arena, "%zu", table->n_rows));
    return node_new_list(arena, items, n, (Span){table->source, 0, 0});
}
