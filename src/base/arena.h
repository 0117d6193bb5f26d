/* arena - memory that is freed all at once.
 *
 * Every object of the program lives in one of a few arenas named by lifetime: `run` (definitions,
 * fonts, images), `doc` (one output), `tmp` (inside one function, between mark and rewind).
 * Nothing is freed singly. Running out of memory ends the program with status 3.
 */
#ifndef ETALASE_BASE_ARENA_H
#define ETALASE_BASE_ARENA_H

#include <stddef.h>

struct ArenaBlock;

typedef struct Arena {
    struct ArenaBlock *block; /* newest block; NULL while empty */
    size_t used_bytes;        /* handed out over all blocks, for reports */
} Arena;

typedef struct ArenaMark {
    struct ArenaBlock *block;
    size_t used, used_bytes;
} ArenaMark;

void arena_init(Arena *arena);
void arena_free(Arena *arena); /* everything allocated from it becomes invalid */

/* Zeroed, aligned for any type, never NULL. A size of 0 gives a valid unique pointer. */
void *arena_alloc(Arena *arena, size_t size_bytes);
/* As arena_alloc(count * size_bytes), with the product checked. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size_bytes);

/* All that was allocated after the mark becomes invalid at rewind (and is poisoned under ASan). */
ArenaMark arena_mark(const Arena *arena);
void arena_rewind(Arena *arena, ArenaMark mark);

#define ARENA_NEW(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define ARENA_ARRAY(arena, T, count) ((T *)arena_alloc_array((arena), (count), sizeof(T)))

/* Ends the program with status 3 and a message on standard error. */
_Noreturn void memory_exhausted(void);

#endif
