/* node - one tree for everything that is read: YAML, JSON, CSV.
 *
 * A scalar stays text, byte for byte, until a field table says what it is; `no`, `0812`, `1e3`
 * are never guessed at. Every node knows its exact place.
 */
#ifndef ETALASE_DATA_NODE_H
#define ETALASE_DATA_NODE_H

#include "base/diag.h"

typedef enum NodeKind { NODE_NULL, NODE_SCALAR, NODE_LIST, NODE_MAP } NodeKind;

typedef struct Node Node;

typedef struct NodePair {
    const Node *key; /* always NODE_SCALAR */
    const Node *value;
} NodePair;

/* NODE_NULL is an empty value or a plain `~`; `null`, `NULL` and "" are text. */
struct Node {
    NodeKind kind;
    bool plain; /* scalar written without quotes */
    Span span;  /* scalar: its text, without quotes; list and map: from first to last byte */
    size_t len; /* list: items; map: pairs */
    union {
        Str text;
        const Node *const *items;
        struct {
            const NodePair *pairs; /* in the order of the file; keys are unique */
            const uint32_t *index; /* hash index of large maps; NULL: search in order */
        };
    };
};

/* The value of `key` in a map; NULL if absent or `map` is not a map. */
const Node *node_find(const Node *map, Str key);

/* Nodes made by the program or from tables; arrays are borrowed. Keys must be unique scalars. */
const Node *node_new_scalar(Arena *arena, Str text, bool plain, Span span);
const Node *node_new_null(Arena *arena, Span span);
const Node *node_new_list(Arena *arena, const Node *const *items, size_t n, Span span);
const Node *node_new_map(Arena *arena, const NodePair *pairs, size_t n, Span span);

/* The place in the source of `len` bytes of a scalar's text from `start` on, through escapes,
 * folded lines and indentation; the whole span where the two cannot be matched. */
Span node_part(const Node *scalar, size_t start, size_t len);

/* "text", "a list", "a mapping", "nothing": for messages. */
Str node_kind_name(const Node *node);
/* Stable text: kind, line:column and content, indented; `--dump=nodes`. */
void node_dump(const Node *node, StrBuf *out);

#endif
