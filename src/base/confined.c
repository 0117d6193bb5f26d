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

/* Component by component, no symbolic links, no `..`. Takes over `folder`. */
static int open_stepwise(int folder, char *path, int flags)
{
    for (char *name = path, *end; folder >= 0; name = end + 1) {
        end = name + strcspn(name, "/");
        bool last = !end[strspn(end, "/")];
        *end = '\0';
        if (strcmp(name, "..") == 0) {
            close(folder);
            errno = EXDEV;
            return -1;
        }
        int next = openat(folder, *name ? name : ".",
                          (last ? flags : O_PATH | O_DIRECTORY | O_CLOEXEC) | O_NOFOLLOW);
        int error = errno;
        close(folder);
        errno = error;
        if (last) return next;
        folder = next;
    }
    return -1;
}

/* -1 with errno set; EXDEV or ELOOP: leads outside. */
static int open_beneath(Arena *arena, Str folder, Str path, int flags)
{
    int at = open(str_z(arena, folder.len ? folder : STR(".")), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (at < 0) return -1;
    char *name = str_z(arena, path);
    struct open_how how = {.flags = (uint64_t)flags,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    long fd = -1;
    for (int i = 0; i < TRIES; i++) { /* EAGAIN: a rename elsewhere made `..` uncertain */
        fd = syscall(SYS_openat2, at, name, &how, sizeof how);
        if (fd >= 0 || errno != EAGAIN) break;
    }
    if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EINVAL))
        return open_stepwise(at, name, flags);
    int error = errno;
    close(at);
    errno = error;
    return (int)fd;
}

static ConfinedFault open_fault(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return CONFINED_MISSING;
    case EXDEV:
    case ELOOP:
        return CONFINED_OUTSIDE;
    case ENXIO:
        return CONFINED_NOT_REGULAR; /* a socket */
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
    int fd = open_beneath(arena, folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return open_fault(errno);
    struct stat st;
    ConfinedFault fault = CONFINED_UNREADABLE;
    if (fstat(fd, &st) == 0) fault = read_fault(source_read_fd(arena, fd, limit_bytes, bytes));
    close(fd);
    if (fault == CONFINED_OK && id) *id = (FileId){st.st_dev, st.st_ino};
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
