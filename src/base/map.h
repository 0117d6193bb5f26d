/* map - Str to pointer, open addressing, in an arena. Keys are borrowed. */
#ifndef ETALASE_BASE_MAP_H
#define ETALASE_BASE_MAP_H

#include "base/str.h"

struct MapSlot;

typedef struct Map {
    Arena *arena;
    struct MapSlot *slots;
    size_t len, cap;
} Map;

void map_init(Map *map, Arena *arena);
/* Makes room for n further keys at once. */
void map_reserve(Map *map, size_t n);
/* The same keys and values, in the same arena. */
Map map_copy(const Map *map);
/* NULL if absent. */
void *map_find(const Map *map, Str key);
/* Sets and returns NULL, or leaves the map alone and returns the value that is there already. */
void *map_add(Map *map, Str key, void *value);
void map_set(Map *map, Str key, void *value);

#endif
