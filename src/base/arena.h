/* arena - memory that is freed all at once.
 *
 * Every object of the program lives in one of a few arenas named by lifetime: `run` (definitions,
 * fonts, images), `doc` (one output), `tmp` (inside one function, between mark and rewind).
 * Nothing is freed singly. Running out of memory ends the program with status 3.
 */
#ifndef ETALASE_BASE_ARENA_H
#define ETALASE_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif

enum { ARENA_ALIGN = 16 };

struct ArenaBlock;

typedef struct Arena {
    struct ArenaBlock *block; /* newest block; NULL while empty */
    unsigned char *next;      /* its free bytes */
    size_t left_bytes;        /* a multiple of ARENA_ALIGN */
} Arena;

typedef struct ArenaMark {
    struct ArenaBlock *block;
    unsigned char *next;
} ArenaMark;

void arena_init(Arena *arena);
void arena_free(Arena *arena); /* everything allocated from it becomes invalid */

/* What is handed out over all blocks, for reports and limits. */
size_t arena_used_bytes(const Arena *arena);

void *arena_alloc_slowly(Arena *arena, size_t size_bytes); /* for arena_alloc_raw() alone */

/* Ends the program with status 3 and a message on standard error. */
_Noreturn void memory_exhausted(void);

/* Aligned for any type, never NULL; its bytes are undefined (and garbage under ASan): for memory
 * that is written in full before anyone reads it. A size of 0 gives a valid unique pointer. */
static inline void *arena_alloc_raw(Arena *arena, size_t size_bytes)
{
#ifndef ARENA_ASAN
    if (size_bytes - 1 <
        arena->left_bytes) { /* what is left is a multiple: it holds the rest too */
        size_t need = (size_bytes + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
        void *p = arena->next;
        arena->next += need;
        arena->left_bytes -= need;
        return p;
    }
#endif
    return arena_alloc_slowly(arena, size_bytes);
}

/* As arena_alloc_raw(), and zeroed. */
static inline void *arena_alloc(Arena *arena, size_t size_bytes)
{
    return memset(arena_alloc_raw(arena, size_bytes), 0, size_bytes);
}

/* As arena_alloc(count * size_bytes), with the product checked. */
static inline void *arena_alloc_array(Arena *arena, size_t count, size_t size_bytes)
{
    if (size_bytes && count > SIZE_MAX / size_bytes) memory_exhausted();
    return arena_alloc(arena, count * size_bytes);
}

static inline void *arena_alloc_array_raw(Arena *arena, size_t count, size_t size_bytes)
{
    if (size_bytes && count > SIZE_MAX / size_bytes) memory_exhausted();
    return arena_alloc_raw(arena, count * size_bytes);
}

/* Makes room of `old_bytes` at p (NULL: none yet) into one of `new_bytes`, of which the first
 * `kept_bytes` are as they were: in place if nothing was allocated since, else by a copy. */
void *arena_grow(Arena *arena, void *p, size_t old_bytes, size_t kept_bytes, size_t new_bytes);

/* All that was allocated after the mark becomes invalid at rewind (and is poisoned under ASan). */
ArenaMark arena_mark(const Arena *arena);
void arena_rewind(Arena *arena, ArenaMark mark);

#define ARENA_NEW(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define ARENA_ARRAY(arena, T, count) ((T *)arena_alloc_array((arena), (count), sizeof(T)))
#define ARENA_ARRAY_RAW(arena, T, count) ((T *)arena_alloc_array_raw((arena), (count), sizeof(T)))

#endif
