/* lookup - the words of the language by name: what a key of a layout file means. Internal to
 * layout/. */
#ifndef ETALASE_LAYOUT_LOOKUP_H
#define ETALASE_LAYOUT_LOOKUP_H

#include "base/map.h"
#include "layout/tree.h"

/* What is called by one name: a kind of node, properties, or both (`when`, `columns`). */
typedef struct Word {
    NodeType kind; /* N_NODE_TYPES: no kind */
    PropId prop;   /* the first property of this name in the order of ids; N_PROPS: none */
} Word;

typedef struct Lookup {
    Map words;                                /* name to Word */
    PropId next[N_PROPS];                     /* the next property of the same name */
    uint64_t takes[N_NODE_TYPES][PROP_WORDS]; /* kind_takes as a set */
} Lookup;

void lookup_init(Lookup *lookup, Arena *arena);
/* N_NODE_TYPES if no kind is called so. */
NodeType lookup_kind(const Lookup *lookup, Str name);
/* The property of this name that the kind takes; N_PROPS if there is none. */
PropId lookup_prop(const Lookup *lookup, NodeType type, Str name);

#endif
