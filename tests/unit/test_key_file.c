/* test_key_file - key files: made once, read back, and every way in which one is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "code/key_file.h"

typedef struct Folder {
    char path[64], key[96], public_key[96];
} Folder;

static int make_folder(void **state)
{
    Folder *folder = calloc(1, sizeof *folder);
    strcpy(folder->path, "/tmp/etalase-test-XXXXXX");
    if (!token_init() || !mkdtemp(folder->path)) return -1;
    snprintf(folder->key, sizeof folder->key, "%s/key", folder->path);
    snprintf(folder->public_key, sizeof folder->public_key, "%s/key.pub", folder->path);
    *state = folder;
    return 0;
}

static int remove_folder(void **state)
{
    Folder *folder = *state;
    unlink(folder->key);
    unlink(folder->public_key);
    rmdir(folder->path);
    free(folder);
    return 0;
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(lstat(path, &st), 0);
    return st.st_mode & 07777;
}

static void write_file(const char *path, const char *text, mode_t mode)
{
    unlink(path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    chmod(path, mode);
}

static KeyFault open_fault(const char *path)
{
    KeyFault fault;
    SecretKey *key = key_file_open(str_from(path), &fault);
    assert_int_equal(key != NULL, fault == KEY_GOOD);
    key_file_close(key);
    return fault;
}

static void test_made_and_read(void **state)
{
    Folder *folder = *state;
    KeyId id;
    KeyFault fault;
    PublicKey public_key;
    mode_t mask = umask(0777);
    assert_int_equal(key_file_create(str_from(folder->key), &id), KEY_GOOD);
    umask(mask);
    assert_int_equal(mode_of(folder->key), 0600);
    assert_int_equal(mode_of(folder->public_key), 0644);
    SecretKey *key = key_file_open(str_from(folder->key), &fault);
    assert_int_equal(fault, KEY_GOOD);
    assert_int_equal(key->public_key.id, id);
    assert_int_equal(key_file_read_public(str_from(folder->public_key), &public_key), KEY_GOOD);
    assert_memory_equal(&public_key, &key->public_key, sizeof public_key);
    key_file_close(key);
}

static void test_never_overwritten(void **state)
{
    Folder *folder = *state;
    KeyId id;
    write_file(folder->key, "mine", 0600);
    assert_int_equal(key_file_create(str_from(folder->key), &id), KEY_EXISTS);
    assert_int_equal(access(folder->public_key, F_OK), -1);
    unlink(folder->key);
    write_file(folder->public_key, "mine", 0600);
    assert_int_equal(key_file_create(str_from(folder->key), &id), KEY_EXISTS);
    assert_int_equal(access(folder->key, F_OK), -1);
    unlink(folder->public_key);
    assert_int_equal(symlink("elsewhere", folder->key), 0);
    assert_int_equal(key_file_create(str_from(folder->key), &id), KEY_EXISTS);
    assert_int_equal(key_file_create(STR("/nowhere/at/all/key"), &id), KEY_WRITE);
    assert_int_equal(key_file_create(STR(""), &id), KEY_WRITE);
}

static void test_refused_access(void **state)
{
    Folder *folder = *state;
    KeyId id;
    assert_int_equal(open_fault(folder->key), KEY_MISSING);
    assert_int_equal(open_fault(folder->path), KEY_NOT_REGULAR);
    assert_int_equal(key_file_create(str_from(folder->key), &id), KEY_GOOD);
    const mode_t modes[] = {0640, 0604, 0660, 0601, 0644, 0666};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        chmod(folder->key, modes[i]);
        assert_int_equal(open_fault(folder->key), KEY_OPEN);
    }
    chmod(folder->key, 0400);
    assert_int_equal(open_fault(folder->key), KEY_GOOD);
    if (geteuid() == 0) {
        assert_int_equal(chown(folder->key, 1234, (gid_t)-1), 0);
        assert_int_equal(open_fault(folder->key), KEY_OWNER);
        assert_int_equal(chown(folder->key, 0, (gid_t)-1), 0);
    } else {
        chmod(folder->key, 0);
        assert_int_equal(open_fault(folder->key), KEY_UNREADABLE);
    }
    unlink(folder->public_key);
    assert_int_equal(symlink(folder->key, folder->public_key), 0);
    assert_int_equal(open_fault(folder->public_key), KEY_LINK);
    unlink(folder->key);
    assert_int_equal(mkfifo(folder->key, 0600), 0);
    assert_int_equal(open_fault(folder->key), KEY_NOT_REGULAR);
}

static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";

static void test_refused_content(void **state)
{
    Folder *folder = *state;
    KeyId id;
    PublicKey public_key;
    char text[512];
    assert_int_equal(key_file_create(str_from(folder->key), &id), KEY_GOOD);
    assert_int_equal(open_fault(folder->public_key), KEY_PUBLIC);
    assert_int_equal(key_file_read_public(str_from(folder->key), &public_key), KEY_SECRET);
    const char *const forms[] = {"",
                                 "\n",
                                 "etalase-secret-key 1",
                                 "etalase-secret-key 2\nid %s",
                                 "etalase-secret-key 1\nid %s",
                                 "etalase-secret-key 1\nid 0000000\nseed %s\n",
                                 "etalase-secret-key 1\nid 00000000\nkey %s\n",
                                 "etalase-secret-key 1\nid 00000000\nseed %s0\n",
                                 "etalase-secret-key 1\nid 00000000\nseed g%.63s\n",
                                 "etalase-secret-key 1\nid 00000000\nseed %s\nmore\n",
                                 "-----BEGIN OPENSSH PRIVATE KEY-----\n"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
        snprintf(text, sizeof text, forms[i], zeros);
#pragma GCC diagnostic pop
        write_file(folder->key, text, 0600);
        assert_int_equal(open_fault(folder->key), KEY_FORMAT);
    }
    snprintf(text, sizeof text, "etalase-secret-key 1\nid 00000000\nseed %s\n", zeros);
    write_file(folder->key, text, 0600);
    assert_int_equal(open_fault(folder->key), KEY_DAMAGED);
    snprintf(text, sizeof text, "etalase-public-key 1\nid 00000000\nkey %s\n", zeros);
    write_file(folder->public_key, text, 0600);
    assert_int_equal(key_file_read_public(str_from(folder->public_key), &public_key), KEY_DAMAGED);
}

static void test_messages(void **state)
{
    (void)state;
    const struct {
        KeyFault fault;
        DiagCode code;
    } cases[] = {{KEY_MISSING, DIAG_KEY_FILE_MISSING},
                 {KEY_UNREADABLE, DIAG_KEY_UNREADABLE},
                 {KEY_LINK, DIAG_KEY_LINK},
                 {KEY_NOT_REGULAR, DIAG_KEY_NOT_REGULAR},
                 {KEY_OWNER, DIAG_KEY_OWNER},
                 {KEY_OPEN, DIAG_KEY_OPEN},
                 {KEY_FORMAT, DIAG_KEY_FORMAT},
                 {KEY_DAMAGED, DIAG_KEY_DAMAGED},
                 {KEY_PUBLIC, DIAG_KEY_PUBLIC},
                 {KEY_SECRET, DIAG_KEY_SECRET},
                 {KEY_EXISTS, DIAG_KEY_EXISTS},
                 {KEY_WRITE, DIAG_KEY_WRITE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena;
        arena_init(&arena);
        Diag *diag = diag_new(&arena, 0);
        size_t n;
        key_fault_report(diag, KEY_GOOD, STR("k"));
        key_fault_report(diag, cases[i].fault, STR("some/key"));
        const DiagReport *const *reports = diag_sorted(diag, &n);
        assert_int_equal(n, 1);
        assert_int_equal(reports[0]->code, cases[i].code);
        assert_true(str_find(reports[0]->text, STR("some/key")) >= 0);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_made_and_read, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_never_overwritten, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_refused_access, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_refused_content, make_folder, remove_folder),
        cmocka_unit_test(test_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
