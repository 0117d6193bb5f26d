#include "base/map.h"

typedef struct MapSlot {
    Str key;
    uint64_t hash;
    void *value;
    bool used;
} MapSlot;

void map_init(Map *map, Arena *arena) { *map = (Map){.arena = arena}; }

static MapSlot *slot_for(MapSlot *slots, size_t cap, Str key, uint64_t hash)
{
    size_t i = hash & (cap - 1);
    while (slots[i].used && (slots[i].hash != hash || !str_eq(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

void *map_find(const Map *map, Str key)
{
    if (!map->cap) return NULL;
    MapSlot *slot = slot_for(map->slots, map->cap, key, str_hash(key));
    return slot->used ? slot->value : NULL;
}

static void grow(Map *map)
{
    size_t cap = map->cap ? map->cap * 2 : 16;
    MapSlot *slots = ARENA_ARRAY(map->arena, MapSlot, cap);
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].used)
            *slot_for(slots, cap, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    map->slots = slots, map->cap = cap;
}

static MapSlot *slot_claim(Map *map, Str key)
{
    if ((map->len + 1) * 4 > map->cap * 3) grow(map);
    uint64_t hash = str_hash(key);
    MapSlot *slot = slot_for(map->slots, map->cap, key, hash);
    slot->key = slot->used ? slot->key : key;
    slot->hash = hash;
    return slot;
}

void *map_add(Map *map, Str key, void *value)
{
    MapSlot *slot = slot_claim(map, key);
    if (slot->used) return slot->value;
    slot->used = true, slot->value = value;
    map->len++;
    return NULL;
}

void map_set(Map *map, Str key, void *value)
{
    MapSlot *slot = slot_claim(map, key);
    map->len += !slot->used;
    slot->used = true, slot->value = value;
}
