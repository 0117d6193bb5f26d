/* table_nodes - rows into maps.
 *
 * The columns' fields are put together once into a tree of keys (`contact.whatsapp` and
 * `contact.mail` share the branch `contact`); each row then fills that tree. */
#include <string.h>

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

/* The leaf of a field path; NULL after an error. */
static Branch *leaf_for(Mapper *mapper, Str path, Span span)
{
    Branch *branch = &mapper->root;
    Str rest = path;
    bool list = str_ends(rest, STR("[]"));
    if (list) rest = str_slice(rest, 0, rest.len - 2);
    bool ok = true;
    for (unsigned parts = 0; ok; parts++) {
        ptrdiff_t dot = str_find(rest, STR("."));
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

static void add_column(Mapper *mapper, size_t column)
{
    const Cell *header = &mapper->table->header.cells[column];
    if (!header->text.len) return;
    const Node *field = node_find(mapper->mapping.columns, header->text);
    if (field && field->kind == NODE_NULL) return;
    bool mapped = field && field->kind == NODE_SCALAR;
    Span span = mapped ? field->span : header->span;
    Branch *leaf = leaf_for(mapper, mapped ? field->text : header->text, span);
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
            found = str_eq(names[i], name->text);
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

static void add_defaults(Mapper *mapper)
{
    const Node *defaults = mapper->mapping.defaults;
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

const Node *table_to_list(Arena *arena, const Table *table, TableMapping mapping, Diag *diag)
{
    Mapper *mapper = ARENA_NEW(arena, Mapper);
    mapper->arena = arena, mapper->table = table, mapper->mapping = mapping, mapper->diag = diag;
    check_columns(mapper);
    for (size_t i = 0; i < table->n_columns; i++) add_column(mapper, i);
    add_defaults(mapper);
    const Node **items = ARENA_ARRAY(arena, const Node *, table->n_rows);
    for (size_t i = 0; i < table->n_rows; i++)
        items[i] = map_of(mapper, &mapper->root, &table->rows[i]);
    return node_new_list(arena, items, table->n_rows, (Span){table->source, 0, 0});
}
