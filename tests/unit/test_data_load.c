/* Files that name files: every folder in tests/cases/load; paths that try to leave their folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "base/confined.h"
#include "data/load.h"
#include "golden.h"

static const char *const cases = "tests/cases/load";

/* Dumps what each key of the event file becomes. The working folder is the case's folder. */
static bool case_holds(void)
{
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    const Node *root = load_event(&arena, STR("event.yaml"), diag);
    StrBuf dump;
    strbuf_init(&dump, &arena);
    for (size_t i = 0; root && root->kind == NODE_MAP && i < root->len; i++) {
        const Node *list = load_list(&arena, STR("."), NULL, root->pairs[i].value, diag);
        strbuf_add(&dump, root->pairs[i].key->text);
        strbuf_add(&dump, list ? STR(": ") : STR(": could not be read\n"));
        if (list) node_dump(list, &dump);
    }
    bool ok = golden_matches(&arena, STR("event.nodes"), strbuf_str(&dump));
    ok &= golden_matches(&arena, STR("event.diag"), golden_diag(&arena, diag));
    arena_free(&arena);
    return ok;
}

static void goldens(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    size_t n, failed = 0;
    char *home = getcwd(NULL, 0);
    Str *names = golden_list(&arena, cases, &n);
    assert_true(n >= 8);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(
            chdir(str_z(&arena, str_format(&arena, "%s/%.*s", cases, STR_ARG(names[i])))), 0);
        failed += !case_holds();
        assert_int_equal(chdir(home), 0);
    }
    free(home);
    assert_int_equal(failed, 0);
    arena_free(&arena);
}

static void make_file(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static void make_link(const char *folder, const char *name, const char *target)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(symlink(target, path), 0);
}

static ConfinedFault try_path(Arena *arena, const char *folder, Str path, Str *bytes)
{
    FileId id = {0};
    *bytes = STR("");
    return confined_read(arena, str_from(folder), path, 100, bytes, &id);
}

static void paths_stay_inside(void **state)
{
    (void)state;
    char top[] = "/tmp/etalase-test-XXXXXX", in[64], sub[80], path[96];
    assert_non_null(mkdtemp(top));
    snprintf(in, sizeof in, "%s/in", top);
    snprintf(sub, sizeof sub, "%s/sub", in);
    assert_int_equal(mkdir(in, 0700), 0);
    assert_int_equal(mkdir(sub, 0700), 0);
    make_file(top, "secret", "secret");
    make_file(in, "Foto.JPG", "photo");
    make_file(sub, "a", "inner");
    make_file(in, "large",
              "0123456789012345678901234567890123456789012345678901234567890123456789"
              "0123456789012345678901234567890123456789");
    make_link(in, "out", "../secret");
    make_link(in, "root", "/etc/passwd");
    make_link(in, "near", "sub/a");
    make_link(in, "loop", "loop");
    snprintf(path, sizeof path, "%s/fifo", in);
    assert_int_equal(mkfifo(path, 0600), 0);

    static const struct {
        Str path;
        ConfinedFault fault;
    } tries[] = {
        {STR("Foto.JPG"), CONFINED_OK},         {STR("sub/a"), CONFINED_OK},
        {STR("./sub/../sub/a"), CONFINED_OK},   {STR("near"), CONFINED_OK},
        {STR("../secret"), CONFINED_OUTSIDE},   {STR("sub/../../secret"), CONFINED_OUTSIDE},
        {STR("/etc/passwd"), CONFINED_OUTSIDE}, {STR("out"), CONFINED_OUTSIDE},
        {STR("root"), CONFINED_OUTSIDE},        {STR("loop"), CONFINED_OUTSIDE},
        {STR("C:\\x"), CONFINED_BAD_PATH},      {STR("sub\\a"), CONFINED_BAD_PATH},
        {STR("a\0b"), CONFINED_BAD_PATH},       {STR(""), CONFINED_BAD_PATH},
        {STR("."), CONFINED_NOT_REGULAR},       {STR("fifo"), CONFINED_NOT_REGULAR},
        {STR("sub"), CONFINED_NOT_REGULAR},     {STR("none"), CONFINED_MISSING},
        {STR("Foto.JPG/x"), CONFINED_MISSING},  {STR("large"), CONFINED_TOO_LARGE},
    };
    Arena arena;
    arena_init(&arena);
    Str bytes;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
        assert_int_equal(try_path(&arena, in, tries[i].path, &bytes), tries[i].fault);
    char *slashes = arena_alloc(&arena, 5000);
    memset(slashes, 'a', 5000);
    assert_int_equal(try_path(&arena, in, (Str){slashes, 5000}, &bytes), CONFINED_BAD_PATH);
    assert_int_equal(try_path(&arena, in, (Str){slashes, 300}, &bytes), CONFINED_BAD_PATH);
    try_path(&arena, in, STR("near"), &bytes);
    assert_true(str_eq(bytes, STR("inner")));
    assert_true(
        str_eq(confined_near_match(&arena, str_from(in), STR("foto.jpg")), STR("Foto.JPG")));
    assert_true(str_eq(confined_near_match(&arena, str_from(in), STR("sub/A")), STR("sub/a")));
    assert_int_equal(confined_near_match(&arena, str_from(in), STR("quite-else.png")).len, 0);
    arena_free(&arena);
    snprintf(path, sizeof path, "rm -r %s", top);
    assert_int_equal(system(path), 0);
}

static void one_file_has_one_id(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    FileId a, b, c;
    Str bytes;
    Str folder = STR("tests/cases/load/tables");
    assert_int_equal(confined_read(&arena, folder, STR("vendors.csv"), 1000, &bytes, &a),
                     CONFINED_OK);
    assert_int_equal(confined_read(&arena, folder, STR("./vendors.csv"), 1000, &bytes, &b),
                     CONFINED_OK);
    assert_int_equal(confined_read(&arena, folder, STR("event.yaml"), 1000, &bytes, &c),
                     CONFINED_OK);
    assert_true(a.inode == b.inode && a.device == b.device);
    assert_true(a.inode != c.inode);
    arena_free(&arena);
}

static void paths_are_joined(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    assert_true(str_eq(path_folder(STR("a/b.yaml")), STR("a")));
    assert_true(str_eq(path_folder(STR("b.yaml")), STR(".")));
    assert_true(str_eq(path_folder(STR("/b.yaml")), STR("/")));
    assert_true(str_eq(path_join(&arena, STR("."), STR("x")), STR("x")));
    assert_true(str_eq(path_join(&arena, STR("a"), STR("x")), STR("a/x")));
    assert_true(str_eq(path_join(&arena, STR("/"), STR("x")), STR("/x")));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goldens),
        cmocka_unit_test(paths_stay_inside),
        cmocka_unit_test(one_file_has_one_id),
        cmocka_unit_test(paths_are_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
