#include "base/out.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_BYTES = 256 * 1024 };

struct Out {
    Out *next; /* of the open ones */
    char *target, *temporary, *folder;
    int fd, error;
    uint64_t offset;
    size_t used;
    char *buffer;
};

/* The one list that a signal handler must reach. */
static Out *open_outs;

static void unlist(const Out *out)
{
    for (Out **at = &open_outs; *at; at = &(*at)->next)
        if (*at == out) {
            *at = out->next;
            return;
        }
}

/* Temporary files of this target that a killed run has left. One that is still being written is
 * locked by its process. */
static void remove_stale(Arena *arena, const char *folder, const char *name)
{
    DIR *dir = opendir(folder);
    if (!dir) return;
    Str prefix = str_format(arena, ".etalase-%s.", name);
    for (const struct dirent *entry; (entry = readdir(dir));) {
        if (strlen(entry->d_name) != prefix.len + 6 ||
            strncmp(entry->d_name, prefix.ptr, prefix.len) != 0)
            continue;
        int fd = openat(dirfd(dir), entry->d_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0) continue;
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) unlinkat(dirfd(dir), entry->d_name, 0);
        close(fd);
    }
    closedir(dir);
}

Out *out_open(Arena *arena, Str target_path)
{
    Out *out = ARENA_NEW(arena, Out);
    out->target = str_z(arena, target_path);
    const char *slash = strrchr(out->target, '/');
    Str folder = slash ? (Str){out->target, (size_t)(slash - out->target) + 1} : STR("./");
    out->folder = str_z(arena, folder);
    struct stat st;
    if (lstat(out->target, &st) == 0 && !S_ISREG(st.st_mode)) {
        errno = S_ISDIR(st.st_mode) ? EISDIR : EEXIST;
        return NULL;
    }
    out->temporary = str_z(arena, str_format(arena, "%s.etalase-%s.XXXXXX", out->folder,
                                             slash ? slash + 1 : out->target));
    remove_stale(arena, out->folder, slash ? slash + 1 : out->target);
    out->fd = mkostemp(out->temporary, O_CLOEXEC);
    if (out->fd < 0) return NULL;
    flock(out->fd, LOCK_EX | LOCK_NB); /* says that it is in use */
    out->buffer = arena_alloc_raw(arena, BUFFER_BYTES);
    out->next = open_outs;
    open_outs = out;
    return out;
}

static void write_through(Out *out, const char *bytes, size_t len)
{
    while (len && !out->error) {
        ssize_t n = write(out->fd, bytes, len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            out->error = errno;
        else
            bytes += n, len -= (size_t)n;
    }
}

static void flush(Out *out)
{
    write_through(out, out->buffer, out->used);
    out->used = 0;
}

void out_write(Out *out, const void *bytes, size_t len)
{
    out->offset += len;
    if (len > BUFFER_BYTES - out->used) flush(out);
    if (len > BUFFER_BYTES) {
        write_through(out, bytes, len);
        return;
    }
    if (len) memcpy(out->buffer + out->used, bytes, len);
    out->used += len;
}

uint64_t out_offset(const Out *out) { return out->offset; }

static int sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return 0; /* a folder that may be written but not read */
    int error = fsync(fd) != 0 && errno != EINVAL ? errno : 0;
    close(fd);
    return error;
}

int out_commit(Out *out)
{
    flush(out);
    /* mkostemp makes 0600; a new document is as readable as the user's umask allows. */
    mode_t mask = umask(0);
    umask(mask);
    if (!out->error && fchmod(out->fd, 0666 & ~mask) != 0) out->error = errno;
    if (!out->error && fsync(out->fd) != 0) out->error = errno;
    if (close(out->fd) != 0 && !out->error) out->error = errno;
    if (!out->error && rename(out->temporary, out->target) != 0) out->error = errno;
    if (out->error) unlink(out->temporary);
    unlist(out);
    return out->error ? out->error : sync_folder(out->folder);
}

void out_abandon(Out *out)
{
    close(out->fd);
    unlink(out->temporary);
    unlist(out);
}

void out_abandon_all(void)
{
    for (const Out *out = open_outs; out; out = out->next) unlink(out->temporary);
}

void out_remove_left(Arena *tmp, Str target_path)
{
    const char *target = str_z(tmp, target_path), *slash = strrchr(target, '/');
    Str folder = slash ? (Str){target, (size_t)(slash - target) + 1} : STR("./");
    remove_stale(tmp, str_z(tmp, folder), slash ? slash + 1 : target);
}

int out_make_folder(Arena *tmp, Str path)
{
    char *z = str_z(tmp, path);
    for (char *at = z + 1; path.len; at++) {
        char c = *at;
        if (c != '/' && c != '\0') continue;
        *at = '\0';
        if (mkdir(z, 0777) != 0 && errno != EEXIST) return errno;
        *at = c;
        if (c == '\0') break;
    }
    struct stat st;
    if (path.len && stat(z, &st) == 0 && !S_ISDIR(st.st_mode)) return ENOTDIR;
    return 0;
}
