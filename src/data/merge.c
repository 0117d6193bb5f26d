#include "data/merge.h"

#include <string.h>

#include "data/load.h"

static size_t n_items(const Node *node) { return node->kind == NODE_LIST ? node->len : 1; }

static void put_items(const Node **to, const Node *from)
{
    if (from->kind != NODE_LIST)
        to[0] = from;
    else if (from->len)
        memcpy(to, from->items, from->len * sizeof *to);
}

static const Node *join(Arena *arena, const Node *first, const Node *second)
{
    size_t n = n_items(first), more = n_items(second);
    const Node **items = ARENA_ARRAY(arena, const Node *, n + more);
    put_items(items, first);
    put_items(items + n, second);
    return node_new_list(arena, items, n + more, first->span);
}

static bool is_list(const Node *node)
{
    return node->kind == NODE_LIST || (node->kind == NODE_MAP && load_names_file(node));
}

static const Node *merge_values(Arena *arena, const NodePair *first, const NodePair *second,
                                Diag *diag)
{
    const Node *a = first->value, *b = second->value;
    if (a->kind == NODE_NULL) return b;
    if (b->kind == NODE_NULL) return a;
    if (is_list(a) && is_list(b)) return join(arena, a, b);
    if (a->kind == NODE_MAP && b->kind == NODE_MAP) return merge_maps(arena, a, b, diag);
    diag_report(diag, DIAG_INCLUDE_CLASH, second->key->span, second->key->text,
                first->key->span.source->path);
    diag_note(diag, first->key->span, STR("it is given here first"));
    return a;
}

/* Recursion is bounded by LIMIT_DEPTH of both trees. */
const Node *merge_maps(Arena *arena, const Node *first, const Node *second, Diag *diag)
{
    NodePair *pairs = ARENA_ARRAY(arena, NodePair, first->len + second->len);
    size_t n = 0;
    for (size_t i = 0; i < first->len; i++) pairs[n++] = first->pairs[i];
    for (size_t i = 0; i < second->len; i++) {
        const NodePair *pair = &second->pairs[i];
        NodePair *same = NULL;
        for (size_t k = 0; k < first->len && !same && node_find(first, pair->key->text); k++)
            if (str_eq(pairs[k].key->text, pair->key->text)) same = &pairs[k];
        if (same)
            same->value = merge_values(arena, same, pair, diag);
        else
            pairs[n++] = *pair;
    }
    return node_new_map(arena, pairs, n, first->span);
}

const Node *merge_without(Arena *arena, const Node *map, Str key)
{
    NodePair *pairs = ARENA_ARRAY(arena, NodePair, map->len);
    size_t n = 0;
    for (size_t i = 0; i < map->len; i++)
        if (!str_eq(map->pairs[i].key->text, key)) pairs[n++] = map->pairs[i];
    return node_new_map(arena, pairs, n, map->span);
}
