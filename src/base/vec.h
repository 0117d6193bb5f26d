/* vec - a growable array in an arena.
 *
 *   VEC(int) numbers = {0};
 *   VEC_PUSH(arena, &numbers, 42);
 *   for (size_t i = 0; i < numbers.len; i++) use(numbers.items[i]);
 *
 * Growth doubles and leaves the old items in the arena (at most as much again); pointers into
 * `items` are invalid after a push.
 */
#ifndef ETALASE_BASE_VEC_H
#define ETALASE_BASE_VEC_H

#include <string.h>

#include "base/arena.h"

#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *items;                                                                                  \
        size_t len, cap;                                                                           \
    }

#define VEC_PUSH(arena, vec, ...)                                                                  \
    do {                                                                                           \
        if ((vec)->len == (vec)->cap)                                                              \
            (vec)->items = vec_grow((arena), (vec)->items, (vec)->len, &(vec)->cap,                \
                                    sizeof *(vec)->items);                                         \
        (vec)->items[(vec)->len++] = (__VA_ARGS__);                                                \
    } while (0)

static inline void *vec_grow(Arena *arena, void *items, size_t len, size_t *cap, size_t size)
{
    *cap = *cap ? *cap * 2 : 8;
    void *grown = arena_alloc_array(arena, *cap, size);
    if (len) memcpy(grown, items, len * size);
    return grown;
}

#endif
