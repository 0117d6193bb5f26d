/* test_image_files - the registry of pictures, and paths that lead astray. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>
#include <jpeglib.h>
#include <linux/openat2.h>

#include "base/confined.h"
#include "image/image.h"
#include "image/image_file.h"
#include "image/image_limits.h"

static Arena arena;
static Diag *diag;

/* One gray pixel. */
static const char PNG[] =
    "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\001"
    "\000\000\000\001\010\000\000\000\000\072\176\233\125\000\000\000\012\111\104\101"
    "\124\170\234\143\110\001\000\000\146\000\145\172\240\306\222\000\000\000\000\111"
    "\105\116\104\256\102\140\202";

static Str make_jpeg(void)
{
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL, sample = 100;
    unsigned long len = 0;
    JSAMPROW row = &sample;
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &bytes, &len);
    c.image_width = c.image_height = 1;
    c.input_components = 1;
    c.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&c);
    jpeg_start_compress(&c, TRUE);
    jpeg_write_scanlines(&c, &row, 1);
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    Str copy = str_copy(&arena, (Str){(const char *)bytes, len});
    free(bytes);
    return copy;
}

static const DiagReport *last_report(void)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(diag, &n);
    assert_true(n > 0);
    return reports[n - 1];
}

static char folder[] = "/tmp/test_image_XXXXXX";

static void in_folder(char path[100], const char *name)
{
    snprintf(path, 100, "%s/%s", folder, name);
}

static void put(const char *name, Str bytes)
{
    char path[100];
    in_folder(path, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static int make_folder(void **state)
{
    (void)state;
    arena_init(&arena);
    diag = diag_new(&arena, 0);
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    assert_non_null(mkdtemp(folder));
    char path[100], event[100];
    static const char *const folders[] = {"event", "event/photos", "event/Logos"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        in_folder(path, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    Str png = (Str){PNG, sizeof PNG - 1};
    put("secret.png", png);
    put("event/a.png", png);
    put("event/photos/Foto.JPG", make_jpeg());
    put("event/Logos/caf\xC3\xA9.png", png);
    put("event/Logos/\xED\x95\x9C\xEA\xB8\x80.png", png);
    in_folder(path, "event/fifo.png");
    assert_int_equal(mkfifo(path, 0600), 0);
    in_folder(event, "event");
    in_folder(path, "event/inside.png");
    assert_int_equal(symlink("a.png", path), 0);
    in_folder(path, "event/outside.png");
    assert_int_equal(symlink("../secret.png", path), 0);
    in_folder(path, "event/up");
    assert_int_equal(symlink("..", path), 0);
    in_folder(path, "event/absolute.png");
    assert_int_equal(symlink("/etc/passwd", path), 0);
    in_folder(path, "event/loop.png");
    assert_int_equal(symlink("loop.png", path), 0);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
    arena_free(&arena);
    return 0;
}

static void pictures_are_read_once(void **state)
{
    (void)state;
    char event[100];
    in_folder(event, "event");
    Images *images = images_open(&arena, str_from(event), diag);
    const Image *a = images_find(images, STR("a.png"), (Span){0});
    assert_non_null(a);
    assert_ptr_equal(images_find(images, STR("./photos//../a.png"), (Span){0}), a);
    const Image *foto = images_find(images, STR("photos/Foto.JPG"), (Span){0});
    assert_non_null(foto);
    assert_int_equal(a->index, 0);
    assert_int_equal(foto->index, 1);
    assert_true(str_eq(foto->path, STR("photos/Foto.JPG")));
    assert_int_equal(diag_errors(diag) + diag_warnings(diag), 0);
    assert_null(images_find(images, STR("none.png"), (Span){0}));
    assert_null(images_find(images, STR("none.png"), (Span){.offset = 9}));
    assert_int_equal(diag_errors(diag), 1);
    images_close(images);
}

/* Who prints nothing hears the same, and gets all but what would be printed. */
static void judging_without_data(void **state)
{
    (void)state;
    static const char *const paths[] = {"photos/Foto.JPG", "a.png", "cut.jpg", "none.png"};
    char event[100];
    in_folder(event, "event");
    Str jpeg = make_jpeg();
    put("event/cut.jpg", str_slice(jpeg, 0, jpeg.len - 3));
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const Image *found[2];
        const DiagReport *said[2] = {0};
        for (int k = 0; k < 2; k++) {
            diag = diag_new(&arena, 0);
            Images *images = images_open(&arena, str_from(event), diag);
            if (k) images_keep_no_data(images);
            found[k] = images_find(images, str_from(paths[i]), (Span){0});
            if (diag_errors(diag)) said[k] = last_report();
            images_close(images);
        }
        assert_int_equal(!found[0], !found[1]);
        assert_int_equal(!found[0], said[0] && said[1]);
        if (said[0]) assert_true(str_eq(said[0]->text, said[1]->text));
        if (!found[0]) continue;
        assert_int_equal(found[0]->width_px, found[1]->width_px);
        assert_int_equal(found[0]->orientation, found[1]->orientation);
        assert_true(found[0]->data.len > 0 && found[1]->data.len == 0);
    }
}

/* Only what is whole is known to others, and only as long as the file is the same. */
static void looking_ahead(void **state)
{
    (void)state;
    static const char *const paths[] = {"photos/Foto.JPG", "a.png", "cut.jpg", "none.jpg", "/x"};
    char event[100];
    in_folder(event, "event");
    Str jpeg = make_jpeg();
    put("event/cut.jpg", str_slice(jpeg, 0, jpeg.len - 3));
    Judged *judged = judged_new();
    Images *images = images_open(&arena, str_from(event), diag);
    images_share_judged(images, judged);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        FileId file;
        Str bytes, path = str_from(paths[i]);
        images_look_ahead(images, path);
        if (confined_read(&arena, str_from(event), path, 1000000, &bytes, &file) != CONFINED_OK)
            continue;
        assert_int_equal(judged_is_whole(judged, &file), i == 0);
        file.changed_ns++;
        assert_false(judged_is_whole(judged, &file));
    }
    assert_int_equal(diag_errors(diag) + diag_warnings(diag), 0);
    assert_false(judged_is_wanted(judged));
    assert_non_null(images_find(images, STR("photos/Foto.JPG"), (Span){0}));
    assert_true(judged_is_wanted(judged));
    assert_null(images_find(images, STR("cut.jpg"), (Span){0}));
    assert_int_equal(diag_errors(diag), 1);
    images_close(images);
}

/* A full table takes no more, and is still right about what it holds. */
static void many_judged(void **state)
{
    (void)state;
    enum { FILES = 20000 };
    Judged *judged = judged_new();
    size_t n = 0;
    for (uint64_t i = 0; i < FILES; i++) {
        FileId file = {.device = 1, .inode = i, .size_bytes = 1000 + i % 7};
        assert_false(judged_is_whole(judged, &file));
        judged_add_whole(judged, &file);
        n += judged_is_whole(judged, &file);
    }
    assert_true(n > 1000 && n < FILES);
    assert_int_equal(judged_next(judged), 0);
    assert_int_equal(judged_next(judged), 1);
}

static void links_may_stay_inside(void **state)
{
    (void)state;
    struct open_how how = {.flags = O_PATH};
    long probe = syscall(SYS_openat2, AT_FDCWD, ".", &how, sizeof how);
    if (probe < 0) skip(); /* without the system call no link is followed */
    close((int)probe);
    char event[100];
    in_folder(event, "event");
    Images *images = images_open(&arena, str_from(event), diag);
    assert_non_null(images_find(images, STR("inside.png"), (Span){0}));
    assert_int_equal(diag_errors(diag), 0);
    images_close(images);
}

static void paths_that_lead_astray(void **state)
{
    (void)state;
    static char long_path[5001];
    memset(long_path, 'x', sizeof long_path - 1);
    const struct {
        Str path;
        DiagCode code;
    } cases[] = {
        {STR("../secret.png"), DIAG_IMAGE_PATH},
        {STR("/etc/passwd"), DIAG_IMAGE_PATH},
        {STR("C:\\x.png"), DIAG_IMAGE_PATH},
        {STR("photos\\Foto.JPG"), DIAG_IMAGE_PATH},
        {STR("photos/../../secret.png"), DIAG_IMAGE_PATH},
        {STR("a.png\0.jpg"), DIAG_IMAGE_PATH},
        {str_from(long_path), DIAG_IMAGE_PATH},
        {STR(""), DIAG_IMAGE_PATH},
        {STR("."), DIAG_IMAGE_PATH},
        {STR("photos/.."), DIAG_IMAGE_PATH},
        {STR("outside.png"), DIAG_IMAGE_OUTSIDE},
        {STR("up/secret.png"), DIAG_IMAGE_OUTSIDE},
        {STR("absolute.png"), DIAG_IMAGE_OUTSIDE},
        {STR("loop.png"), DIAG_IMAGE_OUTSIDE},
        {STR("fifo.png"), DIAG_FILE_NOT_REGULAR},
        {STR("photos"), DIAG_FILE_NOT_REGULAR},
        {STR("none.png"), DIAG_FILE_MISSING},
        {STR("a.png/b.png"), DIAG_FILE_MISSING},
    };
    char event[100];
    in_folder(event, "event");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        diag = diag_new(&arena, 0);
        Images *images = images_open(&arena, str_from(event), diag);
        assert_null(images_find(images, cases[i].path, (Span){0}));
        assert_int_equal(diag_errors(diag), 1);
        assert_int_equal(last_report()->code, cases[i].code);
        images_close(images);
    }
}

static void near_names_are_shown(void **state)
{
    (void)state;
    static const struct {
        const char *path, *hint;
    } cases[] = {
        {"photos/foto.jpg", "`photos/Foto.JPG`"},
        {"Photos/foto.jpg", "`photos/Foto.JPG`"},
        {"logos/cafe\xCC\x81.png", "`Logos/caf\xC3\xA9.png`"},
        {"Logos/\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB\xE1\x84\x80\xE1\x85\xB3\xE1\x86\xAF.png",
         "`Logos/\xED\x95\x9C\xEA\xB8\x80.png`"},
        {"photos/Fot.JPG", "`photos/Foto.JPG`"},
    };
    char event[100];
    in_folder(event, "event");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        diag = diag_new(&arena, 0);
        Images *images = images_open(&arena, str_from(event), diag);
        assert_null(images_find(images, str_from(cases[i].path), (Span){0}));
        assert_int_equal(last_report()->code, DIAG_FILE_MISSING);
        assert_true(str_find(last_report()->hint, str_from(cases[i].hint)) > 0);
        images_close(images);
    }
}

static void files_too_large(void **state)
{
    (void)state;
    char path[100], event[100];
    in_folder(path, "event/big.png");
    in_folder(event, "event");
    put("event/big.png", STR("\x89PNG"));
    assert_int_equal(truncate(path, (off_t)LIMIT_IMAGE_BYTES + 1), 0);
    Images *images = images_open(&arena, str_from(event), diag);
    assert_null(images_find(images, STR("big.png"), (Span){0}));
    assert_int_equal(last_report()->code, DIAG_FILE_TOO_LARGE);
    assert_true(str_find(last_report()->text, STR("20 MB")) > 0);
    images_close(images);
}

/* The way without openat2 agrees, save that it follows no links at all. */
static void stepwise_opening_is_as_strict(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool opens;
        int error;
    } cases[] = {
        {"a.png", true, 0},
        {"photos/Foto.JPG", true, 0},
        {"photos", true, 0},
        {"none.png", false, ENOENT},
        {"a.png/x", false, ENOTDIR},
        {"inside.png", false, EXDEV},
        {"up/a", false, EXDEV},
        {"outside.png", false, EXDEV},
        {"loop.png", false, EXDEV},
        {"../secret.png", false, EXDEV},
        {"photos/../a.png", false, EXDEV},
        {"photos//Foto.JPG", true, 0},
    };
    char event[100];
    in_folder(event, "event");
    int root = open(event, O_PATH | O_DIRECTORY | O_CLOEXEC);
    assert_true(root >= 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int handle = confined_open_stepwise(root, cases[i].path, O_RDONLY | O_CLOEXEC);
        assert_int_equal(handle >= 0, cases[i].opens);
        if (handle >= 0)
            close(handle);
        else
            assert_int_equal(errno, cases[i].error);
    }
    close(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pictures_are_read_once, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(judging_without_data, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(looking_ahead, make_folder, remove_folder),
        cmocka_unit_test(many_judged),
        cmocka_unit_test_setup_teardown(links_may_stay_inside, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(paths_that_lead_astray, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(near_names_are_shown, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(files_too_large, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(stepwise_opening_is_as_strict, make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
