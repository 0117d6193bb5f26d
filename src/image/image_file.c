/* image_file - opening beneath a folder: openat2(2), or step by step where the kernel lacks it. */
#include "image/image_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "image/image_limits.h"

bool image_file_clean(Arena *arena, Str path, Str *clean)
{
    bool drive = path.len > 1 && path.ptr[1] == ':';
    if (path.len == 0 || path.len > LIMIT_IMAGE_PATH_BYTES || path.ptr[0] == '/' || drive ||
        memchr(path.ptr, '\0', path.len) || memchr(path.ptr, '\\', path.len))
        return false;
    char *out = arena_alloc(arena, path.len + 1);
    size_t len = 0;
    for (size_t start = 0; start <= path.len;) {
        const char *slash = memchr(path.ptr + start, '/', path.len - start);
        size_t end = slash ? (size_t)(slash - path.ptr) : path.len;
        Str part = str_slice(path, start, end);
        start = end + 1;
        if (part.len == 0 || str_eq(part, STR("."))) continue;
        if (str_eq(part, STR(".."))) {
            if (len == 0) return false;
            while (len > 0 && out[len - 1] != '/') len--;
            if (len > 0) len--;
            continue;
        }
        if (len > 0) out[len++] = '/';
        memcpy(out + len, part.ptr, part.len);
        len += part.len;
    }
    *clean = (Str){out, len};
    return len > 0;
}

/* One step: symbolic links are refused as if they led outside. */
static int open_step(int folder, const char *name, int flags)
{
    int handle = openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (handle < 0) return -1;
    struct stat st;
    bool known = fstat(handle, &st) == 0;
    if (known && !S_ISLNK(st.st_mode) && (flags & O_PATH)) return handle;
    close(handle);
    if (known && S_ISLNK(st.st_mode)) errno = EXDEV;
    if (!known || S_ISLNK(st.st_mode)) return -1;
    handle = openat(folder, name, flags | O_NOFOLLOW);
    if (handle < 0 && errno == ELOOP) errno = EXDEV; /* exchanged since */
    return handle;
}

int image_file_open_stepwise(int folder, const char *path, int flags)
{
    char name[LIMIT_IMAGE_PATH_BYTES + 1];
    int at = folder;
    for (;;) {
        const char *slash = strchr(path, '/');
        size_t len = slash ? (size_t)(slash - path) : strlen(path);
        if (len >= sizeof name) {
            errno = ENAMETOOLONG;
            return -1;
        }
        memcpy(name, path, len);
        name[len] = '\0';
        int next = open_step(at, name, slash ? O_PATH | O_CLOEXEC : flags);
        int failure = errno;
        if (at != folder) close(at);
        errno = failure;
        if (next < 0 || !slash) return next;
        at = next;
        path = slash + 1;
    }
}

int image_file_open(int folder, const char *path, int flags)
{
    enum { TRIES = 8 }; /* EAGAIN: something was renamed meanwhile */
    struct open_how how = {.flags = (uint64_t)flags,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    long handle = -1;
    for (int i = 0; i < TRIES; i++) {
        handle = syscall(SYS_openat2, folder, path, &how, sizeof how);
        if (handle >= 0 || (errno != EAGAIN && errno != EINTR)) break;
    }
    /* EPERM: containers that filter system calls answer so to those they do not know. */
    if (handle < 0 && (errno == ENOSYS || errno == EPERM))
        return image_file_open_stepwise(folder, path, flags);
    if (handle < 0 && errno == ELOOP) errno = EXDEV;
    return (int)handle;
}

static FileFault read_handle(Arena *arena, int handle, size_t limit_bytes, Str *bytes)
{
    struct stat st;
    if (fstat(handle, &st) != 0) return FILE_UNREADABLE;
    if (!S_ISREG(st.st_mode)) return FILE_NOT_REGULAR;
    if ((uint64_t)st.st_size > limit_bytes) return FILE_TOO_LARGE;
    size_t size = (size_t)st.st_size, len = 0;
    char *buf = arena_alloc(arena, size);
    while (len < size) {
        ssize_t n = read(handle, buf + len, size - len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return FILE_UNREADABLE;
        if (n == 0) break;
        len += (size_t)n;
    }
    *bytes = (Str){buf, len};
    return FILE_OK;
}

static int open_folder(Arena *arena, Str folder)
{
    return open(folder.len ? str_z(arena, folder) : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

static FileFault open_fault(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return FILE_MISSING;
    case EXDEV:
        return FILE_OUTSIDE;
    case ENXIO:
        return FILE_NOT_REGULAR; /* a socket, or a device that is not there */
    default:
        return FILE_UNREADABLE;
    }
}

FileFault image_file_read(Arena *arena, Str folder, Str path, size_t limit_bytes, Str *bytes)
{
    int root = open_folder(arena, folder);
    if (root < 0) return open_fault(errno);
    int handle =
        image_file_open(root, str_z(arena, path), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    int failure = errno;
    close(root);
    if (handle < 0) {
        errno = failure;
        return open_fault(failure);
    }
    FileFault fault = read_handle(arena, handle, limit_bytes, bytes);
    failure = errno;
    close(handle);
    errno = failure;
    return fault;
}

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

/* Names in a folder beneath `root`, sorted; none if it cannot be listed. */
static size_t list_folder(Arena *arena, int root, const char *path, const Str **names)
{
    VEC(Str) found = {0};
    int handle = image_file_open(root, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = handle < 0 ? NULL : fdopendir(handle);
    if (!dir && handle >= 0) close(handle);
    while (dir && found.len < LIMIT_FOLDER_ENTRIES) {
        const struct dirent *entry = readdir(dir);
        if (!entry) break;
        if (entry->d_name[0] != '.')
            VEC_PUSH(arena, &found, str_copy(arena, str_from(entry->d_name)));
    }
    if (dir) closedir(dir);
    if (found.len) qsort(found.items, found.len, sizeof *found.items, compare_names);
    *names = found.items;
    return found.len;
}

/* A name as code points without case, combining marks and Unicode form: accented Latin letters
 * become LETTER, which is like any letter; Hangul syllables are taken apart. */
enum { LETTER = 1, FOLDED_MAX = 256 * 3 };

static size_t fold_name(Str name, uint32_t folded[FOLDED_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < name.len && n + 3 <= FOLDED_MAX;) {
        uint32_t c = utf8_next(name, &i);
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        if (c >= 0x300 && c < 0x370) continue;
        if ((c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00)) c = LETTER;
        if (c >= 0xAC00 && c <= 0xD7A3) {
            uint32_t syllable = c - 0xAC00, tail = syllable % 28;
            folded[n++] = 0x1100 + syllable / 588;
            folded[n++] = 0x1161 + syllable % 588 / 28;
            if (tail) folded[n++] = 0x11A7 + tail;
            continue;
        }
        folded[n++] = c;
    }
    return n;
}

static bool is_letter(uint32_t c) { return c == LETTER || (c >= 'a' && c <= 'z'); }

static bool is_alike(Str a, Str b)
{
    uint32_t folded_a[FOLDED_MAX], folded_b[FOLDED_MAX];
    size_t n = fold_name(a, folded_a);
    if (fold_name(b, folded_b) != n) return false;
    for (size_t i = 0; i < n; i++) {
        uint32_t x = folded_a[i], y = folded_b[i];
        bool any = (x == LETTER && is_letter(y)) || (y == LETTER && is_letter(x));
        if (x != y && !any) return false;
    }
    return true;
}

static Str pick_name(Str part, const Str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], part)) return names[i];
    for (size_t i = 0; i < n; i++)
        if (is_alike(names[i], part)) return names[i];
    return part.len <= NAME_MAX ? str_nearest(part, names, n) : (Str){0};
}

Str image_file_alike(Arena *arena, Str folder, Str path)
{
    int root = open_folder(arena, folder);
    if (root < 0) return (Str){0};
    StrBuf found;
    strbuf_init(&found, arena);
    for (size_t start = 0; start <= path.len;) {
        const char *slash = memchr(path.ptr + start, '/', path.len - start);
        size_t end = slash ? (size_t)(slash - path.ptr) : path.len;
        const Str *names;
        size_t n =
            list_folder(arena, root, found.len ? str_z(arena, strbuf_str(&found)) : ".", &names);
        Str name = pick_name(str_slice(path, start, end), names, n);
        if (name.len == 0) {
            close(root);
            return (Str){0};
        }
        if (found.len) strbuf_char(&found, '/');
        strbuf_add(&found, name);
        start = end + 1;
    }
    close(root);
    return strbuf_str(&found);
}
