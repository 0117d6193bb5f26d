/* vec - a growable array in an arena.
 *
 *   VEC(int) numbers = {0};
 *   VEC_PUSH(arena, &numbers, 42);
 *   for (size_t i = 0; i < numbers.len; i++) use(numbers.items[i]);
 *
 * Growth doubles, in place where nothing was allocated since; else it leaves the old items in the
 * arena (at most as much again). Pointers into `items` are invalid after a push.
 */
#ifndef ETALASE_BASE_VEC_H
#define ETALASE_BASE_VEC_H

#include "base/arena.h"

#define VEC(T)           \
    struct {             \
        T *items;        \
        size_t len, cap; \
    }

#define VEC_PUSH(arena, vec, ...)                                                               \
    do {                                                                                        \
        if ((vec)->len == (vec)->cap)                                                           \
            (vec)->items =                                                                      \
                vec_grow((arena), (vec)->items, (vec)->len, &(vec)->cap, sizeof *(vec)->items); \
        (vec)->items[(vec)->len++] = (__VA_ARGS__);                                             \
    } while (0)

static inline void *vec_grow(Arena *arena, void *items, size_t len, size_t *cap, size_t size)
{
    size_t old = *cap * size;
    *cap = *cap ? *cap * 2 : 8;
    if (*cap > SIZE_MAX / size) memory_exhausted();
    return arena_grow(arena, items, old, len * size, *cap * size);
}

#endif
