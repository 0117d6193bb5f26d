#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { ALIGN = 16, FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

typedef struct ArenaBlock {
    struct ArenaBlock *older;
    size_t size, used;
    _Alignas(ALIGN) unsigned char bytes[];
} ArenaBlock;

_Noreturn void memory_exhausted(void)
{
    fputs("etalase: out of memory\n", stderr);
    exit(3);
}

void arena_init(Arena *arena) { *arena = (Arena){0}; }

static void block_release(ArenaBlock *block)
{
    UNPOISON(block->bytes, block->size);
    free(block);
}

void arena_free(Arena *arena)
{
    while (arena->block) {
        ArenaBlock *older = arena->block->older;
        block_release(arena->block);
        arena->block = older;
    }
    arena->used_bytes = 0;
}

static ArenaBlock *block_new(ArenaBlock *older, size_t need)
{
    size_t size = older ? older->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
    if (size < need) size = need;
    if (size > SIZE_MAX - sizeof(ArenaBlock)) memory_exhausted();
    ArenaBlock *block = malloc(sizeof(ArenaBlock) + size);
    if (!block) memory_exhausted();
    *block = (ArenaBlock){.older = older, .size = size};
    POISON(block->bytes, size);
    return block;
}

void *arena_alloc(Arena *arena, size_t size_bytes)
{
    if (size_bytes > SIZE_MAX - 2 * ALIGN) memory_exhausted();
    size_t need = (size_bytes + ALIGN - 1) / ALIGN * ALIGN;
    if (!need) need = ALIGN;
    if (!arena->block || arena->block->size - arena->block->used < need)
        arena->block = block_new(arena->block, need);
    void *p = arena->block->bytes + arena->block->used;
    arena->block->used += need;
    arena->used_bytes += need;
    UNPOISON(p, size_bytes ? size_bytes : 1);
    return memset(p, 0, size_bytes);
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size_bytes)
{
    if (size_bytes && count > SIZE_MAX / size_bytes) memory_exhausted();
    return arena_alloc(arena, count * size_bytes);
}

ArenaMark arena_mark(const Arena *arena)
{
    return (ArenaMark){arena->block, arena->block ? arena->block->used : 0, arena->used_bytes};
}

void arena_rewind(Arena *arena, ArenaMark mark)
{
    /* A mark taken on an empty arena keeps the oldest block, so that a loop does not malloc. */
    while (arena->block && arena->block != mark.block && (mark.block || arena->block->older)) {
        ArenaBlock *older = arena->block->older;
        block_release(arena->block);
        arena->block = older;
    }
    if (arena->block) {
        arena->block->used = mark.block ? mark.used : 0;
        POISON(arena->block->bytes + arena->block->used, arena->block->size - arena->block->used);
    }
    arena->used_bytes = mark.used_bytes;
}
