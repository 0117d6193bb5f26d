/* arena - blocks of doubling size, then blocks of one huge page each.
 *
 * A page of 4 KB costs a fault of some 2.5 us when it is first touched, a huge page of 2 MB hardly
 * more than its zeroing: 450 us. An arena that has taken 1 MB gets those, where the system has
 * them.
 */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum {
    FIRST_BLOCK = 16 * 1024,
    LAST_SMALL_BLOCK = 512 * 1024,
    HUGE_PAGE = 2 * 1024 * 1024,
    GARBAGE = 0xA5
};

typedef struct ArenaBlock {
    struct ArenaBlock *older;
    size_t size, older_bytes; /* used of all older blocks */
    _Alignas(ARENA_ALIGN) unsigned char bytes[];
} ArenaBlock;

_Noreturn void memory_exhausted(void)
{
    fputs("etalase: out of memory\n", stderr);
    exit(3);
}

void arena_init(Arena *arena) { *arena = (Arena){0}; }

static ArenaBlock *block_release(ArenaBlock *block)
{
    ArenaBlock *older = block->older;
    UNPOISON(block->bytes, block->size);
    free(block);
    return older;
}

void arena_free(Arena *arena)
{
    while (arena->block) arena->block = block_release(arena->block);
    *arena = (Arena){0};
}

size_t arena_used_bytes(const Arena *arena)
{
    if (!arena->block) return 0;
    return arena->block->older_bytes + (size_t)(arena->next - arena->block->bytes);
}

static void block_begin(Arena *arena, size_t need)
{
    ArenaBlock *older = arena->block, *block;
    size_t size = older ? older->size * 2 : FIRST_BLOCK;
    if (size > LAST_SMALL_BLOCK) size = HUGE_PAGE - sizeof(ArenaBlock);
    if (size < need) size = need;
    if (size + sizeof(ArenaBlock) == HUGE_PAGE) {
        block = aligned_alloc(HUGE_PAGE, HUGE_PAGE);
        if (block) (void)madvise(block, HUGE_PAGE, MADV_HUGEPAGE); /* or small pages */
    } else {
        block = malloc(sizeof(ArenaBlock) + size);
    }
    if (!block) memory_exhausted();
    *block = (ArenaBlock){.older = older, .size = size, .older_bytes = arena_used_bytes(arena)};
    POISON(block->bytes, size);
    *arena = (Arena){block, block->bytes, size};
}

void *arena_alloc_slowly(Arena *arena, size_t size_bytes)
{
    if (size_bytes > SIZE_MAX / 2) memory_exhausted();
    size_t need = (size_bytes + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    if (!need) need = ARENA_ALIGN;
    if (arena->left_bytes < need) block_begin(arena, need);
    void *p = arena->next;
    arena->next += need;
    arena->left_bytes -= need;
    UNPOISON(p, size_bytes ? size_bytes : 1);
#ifdef ARENA_ASAN
    memset(p, GARBAGE, size_bytes);
#endif
    return p;
}

void *arena_grow(Arena *arena, void *p, size_t old_bytes, size_t kept_bytes, size_t new_bytes)
{
#ifdef ARENA_ASAN
    (void)old_bytes; /* always a copy, so that who still has the old place is found out */
#else
    size_t old = (old_bytes + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    if (p && (unsigned char *)p + old == arena->next && new_bytes - old <= arena->left_bytes) {
        (void)arena_alloc_raw(arena, new_bytes - old);
        return p;
    }
#endif
    void *grown = arena_alloc_raw(arena, new_bytes);
    if (kept_bytes) memcpy(grown, p, kept_bytes);
    return grown;
}

ArenaMark arena_mark(const Arena *arena) { return (ArenaMark){arena->block, arena->next}; }

void arena_rewind(Arena *arena, ArenaMark mark)
{
    /* A mark taken on an empty arena keeps the oldest block, so that a loop does not malloc. */
    while (arena->block && arena->block != mark.block && (mark.block || arena->block->older))
        arena->block = block_release(arena->block);
    if (!arena->block) return;
    arena->next = mark.block ? mark.next : arena->block->bytes;
    arena->left_bytes = arena->block->size - (size_t)(arena->next - arena->block->bytes);
    POISON(arena->next, arena->left_bytes);
}
