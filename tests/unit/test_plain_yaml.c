/* The reader of everyday YAML against libyaml: all files of the repository, and files spoilt at
 * random. What it takes, it takes as libyaml does; what it does not take is libyaml's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "data/encoding.h"
#include "data/limits.h"
#include "data/plain_yaml.h"
#include "data/read.h"

static bool same_span(Span a, Span b) { return a.offset == b.offset && a.len == b.len; }

static bool same(const Node *a, const Node *b)
{
    if (a->kind != b->kind || a->plain != b->plain || !same_span(a->span, b->span)) return false;
    if (a->kind == NODE_NULL) return true;
    if (a->kind == NODE_SCALAR) return str_eq(a->text, b->text);
    if (a->len != b->len) return false;
    for (size_t i = 0; i < a->len; i++)
        if (a->kind == NODE_LIST ? !same(a->items[i], b->items[i])
                                 : !same(a->pairs[i].key, b->pairs[i].key) ||
                                       !same(a->pairs[i].value, b->pairs[i].value))
            return false;
    return true;
}

static void show(const char *reader, const Node *node, Arena *arena, Diag *diag)
{
    StrBuf dump;
    strbuf_init(&dump, arena);
    if (node) node_dump(node, &dump);
    printf("--- %s\n%.*s\n", reader, (int)dump.len, dump.ptr ? dump.ptr : "");
    if (diag) diag_print(diag, stdout, (DiagStyle){0});
}

/* -1: read otherwise than libyaml does; 0: left to it; 1: read as it does. */
static int compare(Str path, Str text)
{
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    const Source *source = source_from_bytes(&arena, path, text);
    Encoding encoding = encoding_check(source, diag);
    const Node *plain = encoding.ok && !encoding.bom ? read_plain_yaml(&arena, source) : NULL;
    int result = plain != NULL;
    if (plain) {
        const Node *full = read_full_yaml(&arena, source, diag);
        bool good = full && !diag_errors(diag) && !diag_warnings(diag) && same(plain, full);
        if (!good) {
            printf("%.*s:\n%.*s\n", STR_ARG(path), STR_ARG(text));
            show("plain", plain, &arena, NULL);
            show("libyaml", full, &arena, diag);
            result = -1;
        }
    }
    arena_free(&arena);
    return result;
}

static Str read_bytes(Arena *arena, const char *path)
{
    Source *source;
    bool read =
        source_read(arena, str_from(path), str_from(path), LIMIT_FILE_BYTES, &source) == SOURCE_OK;
    return read ? source->bytes : (Str){0};
}

static const char *const patterns[] = {
    "layouts/*.yaml",          "layouts/*/*.yaml",          "examples/*/*.yaml",
    "examples/*/*/*.yaml",     "tests/cases/nodes/*.yaml",  "tests/cases/event/*.yaml",
    "tests/cases/load/*.yaml", "tests/cases/layout/*.yaml", "tests/cases/planted/*.yaml"};
enum { N_PATTERNS = sizeof patterns / sizeof *patterns };

static void files(void **state)
{
    (void)state;
    size_t taken = 0, all = 0;
    for (size_t i = 0; i < N_PATTERNS; i++) {
        glob_t found;
        if (glob(patterns[i], 0, NULL, &found) != 0) continue;
        for (size_t k = 0; k < found.gl_pathc; k++) {
            Arena arena;
            arena_init(&arena);
            int result =
                compare(str_from(found.gl_pathv[k]), read_bytes(&arena, found.gl_pathv[k]));
            assert_int_not_equal(result, -1);
            if (i == 0) assert_int_equal(result, 1); /* the layouts are why it is there */
            if (!result && getenv("SHOW")) printf("left: %s\n", found.gl_pathv[k]);
            taken += (size_t)result, all++;
            arena_free(&arena);
        }
        globfree(&found);
    }
    if (getenv("SHOW")) printf("%zu of %zu\n", taken, all);
    assert_true(taken * 4 > all * 3);
}

static uint32_t next_random(uint32_t *seed)
{
    return (*seed = *seed * 1664525u + 1013904223u) >> 8;
}

/* A stretch of lines, in which some bytes become others that mean something in YAML. */
static Str spoil(Arena *arena, Str text, uint32_t *seed)
{
    static const char marks[] = "    --:::,,[]{}#&*!|>'\"%@`?~\n\n\n.\\ax1=<";
    size_t from = next_random(seed) % text.len, len = next_random(seed) % 600;
    while (from > 0 && text.ptr[from - 1] != '\n') from--;
    Str part = str_slice(text, from, from + len);
    StrBuf out;
    strbuf_init(&out, arena);
    uint32_t rarity = 10 + next_random(seed) % 300;
    for (size_t i = 0; i < part.len; i++) {
        uint32_t dice = next_random(seed) % rarity;
        char mark = marks[next_random(seed) % (sizeof marks - 1)];
        if (dice == 0) strbuf_char(&out, mark); /* put in */
        if (dice == 1) continue;                /* left out */
        strbuf_char(&out, dice == 2 ? mark : part.ptr[i]);
    }
    return strbuf_str(&out);
}

static void mutants(void **state)
{
    (void)state;
    const char *rounds = getenv("ROUNDS");
    size_t taken = 0, n = rounds ? (size_t)atol(rounds) : 300;
    uint32_t seed = rounds ? (uint32_t)n : 1;
    for (size_t i = 0; i < N_PATTERNS; i++) {
        glob_t found;
        if (glob(patterns[i], 0, NULL, &found) != 0) continue;
        for (size_t k = 0; k < n; k++) {
            Arena arena;
            arena_init(&arena);
            const char *path = found.gl_pathv[next_random(&seed) % found.gl_pathc];
            Str text = read_bytes(&arena, path);
            if (text.len) {
                int result = compare(str_from(path), spoil(&arena, text, &seed));
                assert_int_not_equal(result, -1);
                taken += (size_t)result;
            }
            arena_free(&arena);
        }
        globfree(&found);
    }
    if (getenv("SHOW")) printf("%zu taken\n", taken);
    assert_true(taken > n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files), cmocka_unit_test(mutants)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
