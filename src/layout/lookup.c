/* lookup - a hash table of names made from the tables in words.c, once for a layout. A name may
 * stand for several properties (`align` of boxes and of texts), which are chained; of these a kind
 * of node takes one. */
#include "layout/lookup.h"

static Word *claim(Lookup *lookup, Arena *arena, Str name)
{
    Word *word = ARENA_NEW(arena, Word);
    *word = (Word){N_NODE_TYPES, N_PROPS};
    Word *there = map_add(&lookup->words, name, word);
    return there ? there : word;
}

void lookup_init(Lookup *lookup, Arena *arena)
{
    map_init(&lookup->words, arena);
    for (int p = N_PROPS; p-- > 0;) { /* backwards: each goes before those of the same name */
        Word *word = claim(lookup, arena, prop_info((PropId)p)->name);
        lookup->next[p] = word->prop;
        word->prop = (PropId)p;
    }
    for (int k = 0; k < N_NODE_TYPES; k++) {
        claim(lookup, arena, kind_info((NodeType)k)->name)->kind = (NodeType)k;
        kind_props((NodeType)k, lookup->takes[k]);
    }
}

NodeType lookup_kind(const Lookup *lookup, Str name)
{
    const Word *word = map_find(&lookup->words, name);
    return word ? word->kind : N_NODE_TYPES;
}

PropId lookup_prop(const Lookup *lookup, NodeType type, Str name)
{
    const Word *word = map_find(&lookup->words, name);
    PropId id = word ? word->prop : N_PROPS;
    while (id != N_PROPS && !prop_bit(lookup->takes[type], id)) id = lookup->next[id];
    return id;
}
