/* merge - two mappings into one, for files that include others. */
#ifndef ETALASE_DATA_MERGE_H
#define ETALASE_DATA_MERGE_H

#include "data/node.h"

/* Keys of `first`, then those of `second`. A key in both: two mappings are merged, two lists (or a
 * list and a mapping that names a file, see load.h) are joined, anything else is an error and
 * `first` stays. */
const Node *merge_maps(Arena *arena, const Node *first, const Node *second, Diag *diag);
/* The mapping without one key. */
const Node *merge_without(Arena *arena, const Node *map, Str key);

#endif
