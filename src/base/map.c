#include "base/map.h"

typedef struct MapSlot {
    Str key;
    uint64_t hash; /* 0: the slot is free */
    void *value;
} MapSlot;

static uint64_t hash_of(Str key)
{
    uint64_t hash = str_hash(key);
    return hash ? hash : 1;
}

void map_init(Map *map, Arena *arena) { *map = (Map){.arena = arena}; }

Map map_copy(const Map *map)
{
    Map copy = *map;
    copy.slots = ARENA_ARRAY_RAW(map->arena, MapSlot, map->cap);
    if (map->cap) memcpy(copy.slots, map->slots, map->cap * sizeof *copy.slots);
    return copy;
}

static MapSlot *slot_for(MapSlot *slots, size_t cap, Str key, uint64_t hash)
{
    size_t i = hash & (cap - 1);
    while (slots[i].hash && (slots[i].hash != hash || !str_eq(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

void *map_find(const Map *map, Str key)
{
    if (!map->cap) return NULL;
    MapSlot *slot = slot_for(map->slots, map->cap, key, hash_of(key));
    return slot->hash ? slot->value : NULL;
}

static void grow(Map *map, size_t cap)
{
    MapSlot *slots = ARENA_ARRAY(map->arena, MapSlot, cap);
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].hash)
            *slot_for(slots, cap, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    map->slots = slots, map->cap = cap;
}

/* The key's slot; *fresh: it has just been taken. */
static MapSlot *slot_claim(Map *map, Str key, bool *fresh)
{
    if ((map->len + 1) * 4 > map->cap * 3) grow(map, map->cap ? map->cap * 2 : 16);
    uint64_t hash = hash_of(key);
    MapSlot *slot = slot_for(map->slots, map->cap, key, hash);
    *fresh = !slot->hash;
    if (*fresh) slot->key = key, slot->hash = hash, map->len++;
    return slot;
}

void map_reserve(Map *map, size_t n)
{
    size_t cap = 16;
    while ((map->len + n) * 4 > cap * 3) cap *= 2;
    if (n && cap > map->cap) grow(map, cap);
}

void *map_add(Map *map, Str key, void *value)
{
    bool fresh;
    MapSlot *slot = slot_claim(map, key, &fresh);
    if (!fresh) return slot->value;
    slot->value = value;
    return NULL;
}

void map_set(Map *map, Str key, void *value)
{
    bool fresh;
    slot_claim(map, key, &fresh)->value = value;
}
