/* key_file - see the header for the format. Secrets pass through buffers that are wiped, never
 * through an arena or stdio. */
#include "code/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096, FILE_BYTES = 256, HEX_CHARS = 64, KEY_BYTES = 32 };

typedef struct KeyText {
    char bytes[FILE_BYTES];
    size_t len;
} KeyText;

static const Str secret_format = {"etalase-secret-key 1", 20};
static const Str public_format = {"etalase-public-key 1", 20};

static bool path_z(Str path, const char *suffix, char out[PATH_BYTES])
{
    int n = snprintf(out, PATH_BYTES, "%.*s%s", STR_ARG(path), suffix);
    errno = ENAMETOOLONG;
    return path.len && n > 0 && n < PATH_BYTES && strlen(out) == (size_t)n;
}

static void write_text(Str format, const char *word, KeyId id, const uint8_t bytes[KEY_BYTES],
                       KeyText *out)
{
    char hex[HEX_CHARS + 1];
    sodium_bin2hex(hex, sizeof hex, bytes, KEY_BYTES);
    out->len = (size_t)snprintf(out->bytes, sizeof out->bytes, "%.*s\nid %08x\n%s %s\n",
                                STR_ARG(format), id, word, hex);
    sodium_memzero(hex, sizeof hex);
}

/* 0 or an errno value; what was begun is removed. */
static int write_new(const char *path, mode_t mode, const KeyText *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode), error = 0;
    if (fd < 0) return errno;
    for (size_t done = 0; done < text->len && !error;) {
        ssize_t n = write(fd, text->bytes + done, text->len - done);
        if (n < 0 && errno != EINTR) error = errno;
        if (n > 0) done += (size_t)n;
    }
    if (!error && fchmod(fd, mode) != 0) error = errno; /* whatever the umask */
    if (!error && fsync(fd) != 0) error = errno;
    if (close(fd) != 0 && !error) error = errno;
    if (error) unlink(path);
    return error;
}

static void sync_folder_of(const char *path)
{
    char folder[PATH_BYTES];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1,
             slash ? path : ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    fsync(fd);
    close(fd);
}

static int write_both(Str path, const KeyText *secret, const KeyText *public)
{
    char name[PATH_BYTES], public_name[PATH_BYTES];
    if (!path_z(path, "", name) || !path_z(path, ".pub", public_name)) return errno;
    int error = write_new(name, 0600, secret);
    if (error) return error;
    error = write_new(public_name, 0644, public);
    if (error) unlink(name);
    sync_folder_of(name);
    return error;
}

KeyFault key_file_create(Str path, KeyId *id)
{
    uint8_t seed[KEY_SEED_BYTES];
    KeyText secret, public;
    SecretKey key;
    key_random_seed(seed);
    key_from_seed(seed, &key);
    *id = key.public_key.id;
    write_text(secret_format, "seed", *id, seed, &secret);
    write_text(public_format, "key", *id, key.public_key.bytes, &public);
    int error = write_both(path, &secret, &public);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(&secret, sizeof secret);
    sodium_memzero(&key, sizeof key);
    errno = error;
    return error == 0 ? KEY_GOOD : error == EEXIST ? KEY_EXISTS : KEY_WRITE;
}

static KeyFault check_access(const struct stat *st, bool secret)
{
    if (!S_ISREG(st->st_mode)) return KEY_NOT_REGULAR;
    if (!secret) return KEY_GOOD;
    if (st->st_uid != geteuid()) return KEY_OWNER;
    return st->st_mode & 077 ? KEY_OPEN : KEY_GOOD;
}

static KeyFault open_fault(void)
{
    if (errno == ELOOP) return KEY_LINK;
    return errno == ENOENT || errno == ENOTDIR ? KEY_MISSING : KEY_UNREADABLE;
}

static KeyFault read_text(Str path, bool secret, KeyText *out)
{
    char name[PATH_BYTES];
    struct stat st;
    if (!path_z(path, "", name)) return KEY_MISSING;
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (secret ? O_NOFOLLOW : 0));
    if (fd < 0) return open_fault();
    KeyFault fault = fstat(fd, &st) != 0 ? KEY_UNREADABLE : check_access(&st, secret);
    bool reads = fault == KEY_GOOD || fault == KEY_OPEN; /* it may be the public key */
    ssize_t n = reads ? read(fd, out->bytes, sizeof out->bytes) : 0;
    if (n < 0) fault = KEY_UNREADABLE;
    out->len = n > 0 ? (size_t)n : 0;
    int error = errno;
    close(fd);
    errno = error;
    return fault;
}

/* The next line without its end; *at moves on. */
static Str next_line(const KeyText *text, size_t *at)
{
    size_t start = *at;
    while (*at < text->len && text->bytes[*at] != '\n') ++*at;
    Str line = {text->bytes + start, *at - start};
    if (*at < text->len) ++*at;
    if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
    return line;
}

static bool read_hex(Str line, Str word, uint8_t *out, size_t bytes)
{
    size_t len = 0;
    if (!str_starts(line, word) || line.len != word.len + bytes * 2) return false;
    return sodium_hex2bin(out, bytes, line.ptr + word.len, bytes * 2, NULL, &len, NULL) == 0 &&
           len == bytes;
}

static KeyFault parse(const KeyText *text, bool secret, uint8_t bytes[KEY_BYTES], KeyId *id)
{
    size_t at = 0;
    uint8_t number[4];
    Str format = next_line(text, &at);
    if (str_eq(format, secret ? public_format : secret_format))
        return secret ? KEY_PUBLIC : KEY_SECRET;
    if (!str_eq(format, secret ? secret_format : public_format)) return KEY_FORMAT;
    if (!read_hex(next_line(text, &at), STR("id "), number, 4)) return KEY_FORMAT;
    if (!read_hex(next_line(text, &at), secret ? STR("seed ") : STR("key "), bytes, KEY_BYTES))
        return KEY_FORMAT;
    *id = (KeyId)number[0] << 24 | (KeyId)number[1] << 16 | (KeyId)number[2] << 8 | number[3];
    return at == text->len ? KEY_GOOD : KEY_FORMAT;
}

SecretKey *key_file_open(Str path, KeyFault *fault)
{
    KeyText text = {.len = 0};
    uint8_t seed[KEY_SEED_BYTES];
    KeyId id = 0;
    SecretKey *key = NULL;
    *fault = read_text(path, true, &text);
    if (*fault == KEY_GOOD) *fault = parse(&text, true, seed, &id);
    if (*fault == KEY_OPEN && parse(&text, true, seed, &id) == KEY_PUBLIC) *fault = KEY_PUBLIC;
    if (*fault == KEY_GOOD) {
        key = sodium_malloc(sizeof *key); /* locked in memory, between guard pages */
        if (!key) memory_exhausted();
        key_from_seed(seed, key);
        if (key->public_key.id != id) *fault = KEY_DAMAGED;
    }
    sodium_memzero(&text, sizeof text);
    sodium_memzero(seed, sizeof seed);
    if (*fault == KEY_GOOD) return key;
    key_file_close(key);
    return NULL;
}

void key_file_close(SecretKey *key) { sodium_free(key); }

KeyFault key_file_read_public(Str path, PublicKey *out)
{
    KeyText text = {.len = 0};
    KeyFault fault = read_text(path, false, &text);
    if (fault == KEY_GOOD) fault = parse(&text, false, out->bytes, &out->id);
    sodium_memzero(&text, sizeof text); /* someone may have given the secret file */
    if (fault == KEY_GOOD && key_id(out->bytes) != out->id) fault = KEY_DAMAGED;
    return fault;
}

void key_fault_report(Diag *diag, KeyFault fault, Str path)
{
    static const DiagCode codes[] = {
        [KEY_MISSING] = DIAG_KEY_FILE_MISSING,
        [KEY_UNREADABLE] = DIAG_KEY_UNREADABLE,
        [KEY_LINK] = DIAG_KEY_LINK,
        [KEY_NOT_REGULAR] = DIAG_KEY_NOT_REGULAR,
        [KEY_OWNER] = DIAG_KEY_OWNER,
        [KEY_OPEN] = DIAG_KEY_OPEN,
        [KEY_FORMAT] = DIAG_KEY_FORMAT,
        [KEY_DAMAGED] = DIAG_KEY_DAMAGED,
        [KEY_PUBLIC] = DIAG_KEY_PUBLIC,
        [KEY_SECRET] = DIAG_KEY_SECRET,
        [KEY_EXISTS] = DIAG_KEY_EXISTS,
        [KEY_WRITE] = DIAG_KEY_WRITE,
    };
    Str reason = str_from(strerror(errno));
    if (fault != KEY_GOOD) diag_report(diag, codes[fault], (Span){0}, path, reason);
}
