/* build - nodes put together from the events of a reader (YAML, JSON).
 *
 * A reader opens and closes lists and maps and adds scalars in file order; in a map, keys and
 * values take turns. Depth, node count, keys that are not text and keys given twice are dealt with
 * here, so that every format says the same about them.
 */
#ifndef ETALASE_DATA_BUILD_H
#define ETALASE_DATA_BUILD_H

#include "base/vec.h"
#include "data/limits.h"
#include "data/node.h"

/* A finished node with what it costs to walk it, aliases counted expanded. */
typedef struct Built {
    const Node *node;
    size_t n_nodes;
    unsigned height; /* 1: a scalar */
} Built;

typedef struct BuildFrame {
    NodeKind kind;
    uint32_t offset; /* in the source */
    size_t first;    /* index of its first child in `pending` */
    size_t n_nodes;
    unsigned height;
} BuildFrame;

typedef struct Builder {
    Arena *arena;
    Diag *diag;
    const Source *source;
    size_t depth; /* open lists and maps */
    BuildFrame frames[LIMIT_DEPTH];
    VEC(const Node *) pending; /* children of the open frames; NULL for a refused key */
    size_t n_nodes;
    const Node *root;
} Builder;

void build_init(Builder *builder, Arena *arena, const Source *source, Diag *diag);
/* Opens a list or map that starts at `at`. False after an error was reported: stop reading. */
bool build_open(Builder *builder, NodeKind kind, Span at);
/* Adds a child to the open list or map, or the root; a node of NULL is a key that the reader
 * refused and reported: the pair is left out. False after an error: stop reading. */
bool build_add(Builder *builder, Built child);
/* Closes the open list or map, whose last byte is before `end` (its own end, for flow style and
 * JSON) or, with end 0, at the end of its last child; and adds it to the one around. */
bool build_close(Builder *builder, uint32_t end, Built *closed);
/* The next child is a key. */
bool build_wants_key(const Builder *builder);
Built build_scalar(Builder *builder, Str text, bool plain, Span span);
/* False, with a report, if a scalar is too long or holds control characters (those of U+0000..1F
 * but tab and line feed, DEL, C1, line separators); such a scalar is read as empty. */
bool build_check_text(Builder *builder, Str text, Span span);

#endif
