#include "base/confined.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PATH_MAX_BYTES = 4096, TRIES = 8 };

static bool is_bad(Str path)
{
    bool drive = path.len >= 2 && path.ptr[1] == ':' && (path.ptr[0] | ' ') >= 'a' &&
                 (path.ptr[0] | ' ') <= 'z';
    return path.len == 0 || path.len > PATH_MAX_BYTES || drive ||
           memchr(path.ptr, '\0', path.len) || memchr(path.ptr, '\\', path.len);
}

/* One step: symbolic links are refused as if they led outside, and so is `..`. */
static int open_step(int folder, const char *name, int flags)
{
    bool up = strcmp(name, "..") == 0;
    int handle = up ? -1 : openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (up) errno = EXDEV;
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

int confined_open_stepwise(int folder, const char *path, int flags)
{
    char name[PATH_MAX_BYTES + 1];
    int at = folder;
    for (;;) {
        const char *slash = strchr(path, '/');
        size_t len = slash ? (size_t)(slash - path) : strlen(path);
        int next = -1, failure = ENAMETOOLONG;
        if (len < sizeof name) {
            memcpy(name, path, len);
            name[len] = '\0';
            next = open_step(at, len ? name : ".", slash ? O_PATH | O_CLOEXEC : flags);
            failure = errno;
        }
        if (at != folder) close(at);
        errno = failure;
        if (next < 0 || !slash) return next;
        at = next;
        path = slash + 1;
    }
}

int confined_open(int folder, const char *path, int flags)
{
    struct open_how how = {.flags = (uint64_t)flags,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    long handle = -1;
    for (int i = 0; i < TRIES; i++) { /* EAGAIN: something was renamed meanwhile */
        handle = syscall(SYS_openat2, folder, path, &how, sizeof how);
        if (handle >= 0 || (errno != EAGAIN && errno != EINTR)) break;
    }
    /* Containers that filter system calls answer EPERM or EINVAL to those they do not know. */
    if (handle < 0 && (errno == ENOSYS || errno == EPERM || errno == EINVAL))
        return confined_open_stepwise(folder, path, flags);
    if (handle < 0 && errno == ELOOP) errno = EXDEV;
    return (int)handle;
}

int confined_folder(Arena *arena, Str folder)
{
    return open(folder.len ? str_z(arena, folder) : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* -1 with errno set; EXDEV: leads outside. */
static int open_beneath(Arena *arena, Str folder, Str path, int flags)
{
    int at = confined_folder(arena, folder);
    if (at < 0) return -1;
    int handle = confined_open(at, str_z(arena, path), flags);
    int failure = errno;
    close(at);
    errno = failure;
    return handle;
}

static ConfinedFault open_fault(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return CONFINED_MISSING;
    case EXDEV:
        return CONFINED_OUTSIDE;
    case ENXIO:
        return CONFINED_NOT_REGULAR; /* a socket, or a device that is not there */
    case ENAMETOOLONG:
        return CONFINED_BAD_PATH;
    default:
        return CONFINED_UNREADABLE;
    }
}

static ConfinedFault read_fault(SourceFault fault)
{
    switch (fault) {
    case SOURCE_OK:
        return CONFINED_OK;
    case SOURCE_NOT_REGULAR:
        return CONFINED_NOT_REGULAR;
    case SOURCE_TOO_LARGE:
        return CONFINED_TOO_LARGE;
    case SOURCE_MISSING:
        return CONFINED_MISSING;
    case SOURCE_UNREADABLE:
        break;
    }
    return CONFINED_UNREADABLE;
}

ConfinedFault confined_read(Arena *arena, Str folder, Str path, size_t limit_bytes, Str *bytes,
                            FileId *id)
{
    if (is_bad(path)) return CONFINED_BAD_PATH;
    if (path.ptr[0] == '/') return CONFINED_OUTSIDE;
    /* O_NONBLOCK: opening a FIFO must not wait for a writer. */
    int fd = open_beneath(arena, folder, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) return open_fault(errno);
    struct stat st;
    ConfinedFault fault = CONFINED_UNREADABLE;
    if (fstat(fd, &st) == 0) fault = read_fault(source_read_fd(arena, fd, limit_bytes, bytes));
    int failure = errno;
    close(fd);
    errno = failure;
    if (fault == CONFINED_OK && id)
        *id = (FileId){st.st_dev, st.st_ino, (uint64_t)st.st_size,
                       (uint64_t)st.st_mtim.tv_sec * 1000000000 + (uint64_t)st.st_mtim.tv_nsec};
    return fault;
}

static Str lower_ascii(Arena *arena, Str s)
{
    char *z = str_z(arena, s);
    for (size_t i = 0; i < s.len; i++)
        if (z[i] >= 'A' && z[i] <= 'Z') z[i] = (char)(z[i] + ('a' - 'A'));
    return (Str){z, s.len};
}

Str confined_near_match(Arena *arena, Str folder, Str path)
{
    if (is_bad(path) || path.ptr[0] == '/') return STR("");
    Str inner = path_folder(path);
    Str word =
        lower_ascii(arena, str_slice(path, str_eq(inner, STR(".")) ? 0 : inner.len + 1, path.len));
    int fd = open_beneath(arena, folder, inner, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir) {
        if (fd >= 0) close(fd);
        return STR("");
    }
    Str best = STR("");
    unsigned best_distance = (unsigned)(word.len / 3) + 1;
    for (struct dirent *entry; (entry = readdir(dir));) {
        Str name = str_from(entry->d_name);
        unsigned distance = str_distance(word, lower_ascii(arena, name));
        bool better = distance < best_distance ||
                      (distance == best_distance && best.len && str_compare(name, best) < 0);
        if (name.ptr[0] == '.' || !better) continue;
        best = str_copy(arena, name);
        best_distance = distance;
    }
    closedir(dir);
    return best.len ? path_join(arena, inner, best) : best;
}

Str path_folder(Str path)
{
    size_t end = path.len;
    while (end > 0 && path.ptr[end - 1] != '/') end--;
    if (end == 0) return STR(".");
    return str_slice(path, 0, end > 1 ? end - 1 : 1);
}

Str path_join(Arena *arena, Str folder, Str name)
{
    if (folder.len == 0 || str_eq(folder, STR("."))) return name;
    bool slash = folder.ptr[folder.len - 1] == '/';
    return str_format(arena, "%.*s%s%.*s", STR_ARG(folder), slash ? "" : "/", STR_ARG(name));
}
