/* test_base - arenas, and what grows in them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "base/vec.h"

static void arena_gives_zeroes_also_where_memory_was_used_before(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    ArenaMark mark = arena_mark(&arena);
    memset(arena_alloc_raw(&arena, 5000), 'x', 5000);
    arena_rewind(&arena, mark);
    unsigned char zeroes[5000] = {0}, *again = arena_alloc(&arena, sizeof zeroes);
    assert_memory_equal(again, zeroes, sizeof zeroes);
    arena_free(&arena);
}

static void arena_gives_aligned_and_separate_memory(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    unsigned char *before = arena_alloc_raw(&arena, 0);
    for (size_t size = 0; size < 3000; size++) {
        unsigned char *p = arena_alloc_raw(&arena, size);
        assert_int_equal((uintptr_t)p % ARENA_ALIGN, 0);
        assert_ptr_not_equal(p, before);
        memset(p, (int)(size & 255), size);
        if (size > 1) assert_int_equal(before[size - 2], (size - 1) & 255);
        before = p;
    }
    arena_free(&arena);
}

static void arena_counts_what_it_handed_out(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    assert_int_equal(arena_used_bytes(&arena), 0);
    (void)arena_alloc(&arena, 1);
    (void)arena_alloc(&arena, 100000);
    ArenaMark mark = arena_mark(&arena);
    assert_int_equal(arena_used_bytes(&arena), ARENA_ALIGN + 100000);
    for (int i = 0; i < 1000; i++) (void)arena_alloc_raw(&arena, 1600);
    assert_int_equal(arena_used_bytes(&arena), ARENA_ALIGN + 100000 + 1600000);
    arena_rewind(&arena, mark);
    assert_int_equal(arena_used_bytes(&arena), ARENA_ALIGN + 100000);
    arena_rewind(&arena, (ArenaMark){0});
    assert_int_equal(arena_used_bytes(&arena), 0);
    arena_free(&arena);
}

/* One grows alone, one has the other always behind it. */
static void vectors_and_buffers_keep_what_they_hold(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    VEC(uint32_t) alone = {0}, one = {0};
    StrBuf other;
    strbuf_init(&other, &arena);
    for (uint32_t i = 0; i < 20000; i++) VEC_PUSH(&arena, &alone, i);
    for (uint32_t i = 0; i < 20000; i++) {
        VEC_PUSH(&arena, &one, i);
        strbuf_char(&other, (char)('a' + i % 26));
    }
    for (uint32_t i = 0; i < 20000; i++) {
        assert_int_equal(alone.items[i], i);
        assert_int_equal(one.items[i], i);
        assert_int_equal(other.ptr[i], 'a' + i % 26);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroes_also_where_memory_was_used_before),
        cmocka_unit_test(arena_gives_aligned_and_separate_memory),
        cmocka_unit_test(arena_counts_what_it_handed_out),
        cmocka_unit_test(vectors_and_buffers_keep_what_they_hold),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
