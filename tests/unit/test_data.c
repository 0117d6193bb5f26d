/* Readers: every file in tests/cases/nodes with its nodes and reports; what files cannot show;
 * mutants. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "data/limits.h"
#include "data/read.h"
#include "data/table.h"
#include "golden.h"

static const char *const cases = "tests/cases/nodes";

static const Node *read_csv_list(Arena *arena, const Source *source, Diag *diag)
{
    const Table *table = read_csv(arena, arena, source, (CsvOptions){0}, diag);
    return table ? table_to_list(arena, table, (TableMapping){0}, diag) : NULL;
}

typedef const Node *Reader(Arena *arena, const Source *source, Diag *diag);

static Reader *reader_of(Str name)
{
    if (str_ends(name, STR(".yaml"))) return read_yaml;
    if (str_ends(name, STR(".json"))) return read_json;
    return str_ends(name, STR(".csv")) ? read_csv_list : NULL;
}

static bool case_holds(Str name)
{
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    Str path = str_format(&arena, "%s/%.*s", cases, STR_ARG(name));
    const Source *source = read_source(&arena, path, name, LIMIT_FILE_BYTES, (Span){0}, diag);
    const Node *node = source ? reader_of(name)(&arena, source, diag) : NULL;
    StrBuf dump;
    strbuf_init(&dump, &arena);
    if (node) node_dump(node, &dump);
    bool ok =
        golden_matches(&arena, str_format(&arena, "%.*s.nodes", STR_ARG(path)), strbuf_str(&dump));
    ok &= golden_matches(&arena, str_format(&arena, "%.*s.diag", STR_ARG(path)),
                         golden_diag(&arena, diag));
    arena_free(&arena);
    return ok;
}

static void goldens(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    size_t n, failed = 0, run = 0;
    Str *names = golden_list(&arena, cases, &n);
    for (size_t i = 0; i < n; i++)
        if (reader_of(names[i])) run++, failed += !case_holds(names[i]);
    assert_true(run > 100);
    assert_int_equal(failed, 0);
    arena_free(&arena);
}

static const Node *yaml(Arena *arena, const char *text)
{
    Diag *diag = diag_new(arena, 0);
    const Node *node =
        read_yaml(arena, source_from_bytes(arena, STR("x.yaml"), str_from(text)), diag);
    assert_int_equal(diag_errors(diag), 0);
    return node;
}

static void find_in_maps_of_any_size(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    for (unsigned n = 0; n < 200; n = n * 2 + 1) {
        StrBuf text;
        strbuf_init(&text, &arena);
        strbuf_add(&text, STR("{"));
        for (unsigned i = 0; i < n; i++) strbuf_format(&text, "k%u: v%u, ", i, i);
        strbuf_add(&text, STR("}"));
        strbuf_char(&text, '\0');
        const Node *map = yaml(&arena, text.ptr);
        assert_int_equal(map->len, n);
        for (unsigned i = 0; i < n; i++) {
            const Node *value = node_find(map, str_format(&arena, "k%u", i));
            assert_non_null(value);
            assert_true(str_eq(value->text, str_format(&arena, "v%u", i)));
        }
        assert_null(node_find(map, STR("k")));
        assert_null(node_find(map, STR("k200")));
        assert_null(node_find(map, STR("")));
    }
    assert_null(node_find(NULL, STR("a")));
    assert_null(node_find(yaml(&arena, "[a]"), STR("a")));
    arena_free(&arena);
}

static Str part(const Node *map, const char *key, const char *words)
{
    const Node *node = node_find(map, str_from(key));
    ptrdiff_t at = str_find(node->text, str_from(words));
    assert_true(at >= 0);
    return source_text(node_part(node, (size_t)at, str_from(words).len));
}

#define ASSERT_STR(found, expected) assert_true(str_eq((found), STR(expected)))

static void parts_of_scalars_keep_their_place(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    const Node *map = yaml(&arena, "plain: satu {dua} tiga\n"
                                   "folded: satu\n  dua {tiga}\n"
                                   "block: |\n    satu {dua}\n\n    tiga {empat}\n"
                                   "escaped: \"\\u00e9\\n {dua} \\\\ {tiga}\"\n"
                                   "single: 'it''s {dua}'\n"
                                   "path: C:\\x {dua}\n");
    ASSERT_STR(part(map, "plain", "{dua}"), "{dua}");
    ASSERT_STR(part(map, "folded", "{tiga}"), "{tiga}");
    ASSERT_STR(part(map, "block", "{dua}"), "{dua}");
    ASSERT_STR(part(map, "block", "{empat}"), "{empat}");
    ASSERT_STR(part(map, "escaped", "{dua}"), "{dua}");
    ASSERT_STR(part(map, "escaped", "{tiga}"), "{tiga}");
    ASSERT_STR(part(map, "escaped", "\xc3\xa9"), "\\u00e9");
    ASSERT_STR(part(map, "single", "{dua}"), "{dua}");
    ASSERT_STR(part(map, "path", "{dua}"), "{dua}");
    const Node *plain = node_find(map, STR("plain"));
    ASSERT_STR(source_text(node_part(plain, 900, 5)), "satu {dua} tiga");
    Diag *diag = diag_new(&arena, 0);
    const Node *json = read_json(
        &arena, source_from_bytes(&arena, STR("x.json"), STR("[\"\\ud83d\\ude00\\n{dua}\"]")),
        diag);
    ASSERT_STR(source_text(node_part(json->items[0], 5, 5)), "{dua}");
    arena_free(&arena);
}

static void kinds_have_names(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    ASSERT_STR(node_kind_name(yaml(&arena, "x")), "text");
    ASSERT_STR(node_kind_name(yaml(&arena, "[]")), "a list");
    ASSERT_STR(node_kind_name(yaml(&arena, "{}")), "a mapping");
    ASSERT_STR(node_kind_name(yaml(&arena, "~")), "nothing");
    ASSERT_STR(node_kind_name(NULL), "nothing");
    arena_free(&arena);
}

static void files_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        DiagCode code;
    } files[] = {{"tests/cases/nodes/no-such-file.yaml", DIAG_FILE_MISSING},
                 {"tests/cases/nodes", DIAG_FILE_NOT_REGULAR},
                 {"/dev/zero", DIAG_FILE_NOT_REGULAR},
                 {"tests/unit/test_data.c", DIAG_FILE_TOO_LARGE}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Arena arena;
        arena_init(&arena);
        Diag *diag = diag_new(&arena, 0);
        assert_null(read_source(&arena, str_from(files[i].path), STR(""), 100, (Span){0}, diag));
        size_t n;
        assert_int_equal(diag_sorted(diag, &n)[0]->code, files[i].code);
        assert_int_equal(n, 1);
        arena_free(&arena);
    }
}

static void hostile_depth_is_quick(void **state)
{
    (void)state;
    static const char *const units[] = {"[", "- ", "{a: ", "? ", "a:\n"};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        Arena arena;
        arena_init(&arena);
        StrBuf text;
        strbuf_init(&text, &arena);
        for (unsigned i = 0; i < 200000; i++) strbuf_add(&text, str_from(units[u]));
        Diag *diag = diag_new(&arena, 0);
        const Source *source = source_from_bytes(&arena, STR("x"), strbuf_str(&text));
        if (u < 4) assert_null(read_yaml(&arena, source, diag));
        if (u == 4) read_yaml(&arena, source, diag);
        if (u == 0) assert_null(read_json(&arena, source, diag));
        assert_true(diag_errors(diag) > 0);
        arena_free(&arena);
    }
}

static void tables_have_limits(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    StrBuf text;
    strbuf_init(&text, &arena);
    for (unsigned i = 0; i <= LIMIT_COLUMNS; i++) strbuf_format(&text, "c%u,", i);
    strbuf_add(&text, STR("end\n1\n"));
    Diag *diag = diag_new(&arena, 0);
    assert_null(
        read_csv_list(&arena, source_from_bytes(&arena, STR("x"), strbuf_str(&text)), diag));
    size_t n;
    assert_int_equal(diag_sorted(diag, &n)[0]->code, DIAG_TABLE_COLUMNS);
    strbuf_init(&text, &arena);
    for (unsigned i = 0; i < LIMIT_RECORDS + 5; i++) strbuf_add(&text, STR("a\n"));
    diag = diag_new(&arena, 0);
    read_csv_list(&arena, source_from_bytes(&arena, STR("x"), strbuf_str(&text)), diag);
    assert_int_equal(diag_sorted(diag, &n)[0]->code, DIAG_TABLE_RECORDS);
    arena_free(&arena);
}

static void values_have_a_limit(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    size_t len = 2 * (size_t)LIMIT_NODES + 4;
    char *text = arena_alloc(&arena, len);
    for (size_t i = 0; i < len; i++) text[i] = i % 2 ? '1' : ',';
    text[0] = '[';
    Diag *diag = diag_new(&arena, 0);
    assert_null(read_json(&arena, source_from_bytes(&arena, STR("x"), (Str){text, len}), diag));
    size_t n;
    assert_int_equal(diag_sorted(diag, &n)[0]->code, DIAG_DATA_NODES);
    arena_free(&arena);
}

/* A fixed sequence: the same mutants on every machine (xorshift, Marsaglia 2003). */
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void mutate(char *bytes, size_t *len, uint32_t *seed)
{
    static const char alphabet[] = "\"'{}[]:,-&*!|>%@#?\\\n\r\t; \0\x80\xc3\xff<a1";
    unsigned n = 1 + next_random(seed) % 4;
    for (unsigned i = 0; i<n && * len> 1; i++) {
        size_t at = next_random(seed) % *len;
        char c = alphabet[next_random(seed) % (sizeof alphabet - 1)];
        switch (next_random(seed) % 3) {
        case 0:
            bytes[at] = c;
            break;
        case 1:
            memmove(bytes + at, bytes + at + 1, *len - at - 1);
            --*len;
            break;
        default:
            memmove(bytes + at + 1, bytes + at, *len - at);
            bytes[at] = c;
            ++*len;
        }
    }
}

/* Whatever comes in: no crash, and either a tree or a reason. */
static void mutants_are_survived(void **state)
{
    (void)state;
    static const char *const seeds[] = {"spans.yaml",     "scalars.yaml", "alias-good.yaml",
                                        "key-kinds.yaml", "good.json",    "semicolon.csv",
                                        "comma.csv",      "nested.csv"};
    for (size_t s = 0; s < sizeof seeds / sizeof *seeds; s++) {
        Arena keep;
        arena_init(&keep);
        Source *original = NULL;
        Str path = str_format(&keep, "%s/%s", cases, seeds[s]);
        assert_int_equal(source_read(&keep, path, path, 1 << 20, &original), SOURCE_OK);
        uint32_t seed = 2463534242u + (uint32_t)s;
        char *bytes = arena_alloc(&keep, original->bytes.len + 8);
        for (unsigned i = 0; i < 600; i++) {
            Arena arena;
            arena_init(&arena);
            size_t len = original->bytes.len;
            memcpy(bytes, original->bytes.ptr, len);
            mutate(bytes, &len, &seed);
            Diag *diag = diag_new(&arena, 0);
            const Source *source =
                source_from_bytes(&arena, STR("m"), str_copy(&arena, (Str){bytes, len}));
            const Node *node = reader_of(str_from(seeds[s]))(&arena, source, diag);
            StrBuf dump;
            strbuf_init(&dump, &arena);
            if (node) node_dump(node, &dump);
            assert_true(node || diag_errors(diag) > 0);
            golden_diag(&arena, diag);
            arena_free(&arena);
        }
        arena_free(&keep);
    }
}

enum { MAX_RANDOM = 400 };

/* Rows of words, spaces, separators and line ends, with a cell more behind each. */
static Str random_rows(Arena *arena, unsigned seed, Str cell)
{
    static const char letters[] = "ab1 \t,,;\n\n";
    bool cr = seed % 3 == 0;
    StrBuf out;
    strbuf_init(&out, arena);
    strbuf_add(&out, STR("h1,h2,h3\n"));
    for (size_t i = 0; i < MAX_RANDOM; i++) {
        seed = seed * 1103515245u + 12345u;
        char c = letters[(seed >> 16) % (sizeof letters - 1)];
        if (c == '\n') strbuf_char(&out, ',');
        if (c == '\n') strbuf_add(&out, cell);
        if (c == '\n' && cr) strbuf_char(&out, '\r');
        strbuf_char(&out, c);
    }
    strbuf_char(&out, '\n');
    return strbuf_str(&out);
}

static void same_rows(const Table *one, const Table *other, uint32_t shift)
{
    assert_int_equal(one->n_columns, other->n_columns);
    assert_int_equal(one->n_rows, other->n_rows);
    for (size_t r = 0; r < one->n_rows; r++) {
        Span row = one->rows[r].span, other_row = other->rows[r].span;
        for (size_t c = 0; c < one->n_columns; c++) {
            Cell a = one->rows[r].cells[c], b = other->rows[r].cells[c];
            assert_true(str_eq(a.text, b.text));
            assert_int_equal(a.span.len, b.span.len);
            uint32_t a_at = a.span.offset - row.offset, b_at = b.span.offset - other_row.offset;
            bool missing = a_at == row.len && b_at == other_row.len;
            assert_true(missing || a_at + (str_eq(a.text, STR("q")) ? shift : 0) == b_at);
        }
    }
}

/* Simple rows are split by another function than those that libcsv must read: ones with a space
 * before a quote. */
static void simple_rows_are_what_libcsv_makes_of_them(void **state)
{
    (void)state;
    const Str cells[] = {STR("q"), STR("\"q\""), STR(" \"q\"")};
    for (unsigned seed = 1; seed <= 200; seed++) {
        Arena arena;
        arena_init(&arena);
        Diag *diag = diag_new(&arena, 0);
        const Table *tables[3];
        for (int i = 0; i < 3; i++) {
            Str bytes = random_rows(&arena, seed, cells[i]);
            const Source *source = source_from_bytes(&arena, STR("random.csv"), bytes);
            tables[i] = read_csv(&arena, &arena, source, (CsvOptions){.separator = ','}, diag);
            assert_non_null(tables[i]);
        }
        same_rows(tables[0], tables[2], 2);
        same_rows(tables[1], tables[2], 1);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goldens),
        cmocka_unit_test(find_in_maps_of_any_size),
        cmocka_unit_test(parts_of_scalars_keep_their_place),
        cmocka_unit_test(kinds_have_names),
        cmocka_unit_test(files_that_are_none),
        cmocka_unit_test(hostile_depth_is_quick),
        cmocka_unit_test(tables_have_limits),
        cmocka_unit_test(simple_rows_are_what_libcsv_makes_of_them),
        cmocka_unit_test(values_have_a_limit),
        cmocka_unit_test(mutants_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
