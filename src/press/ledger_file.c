#include "press/ledger_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/confined.h"
#include "code/utc.h"

static bool fail(const LedgerFile *file, Diag *diag, const char *why)
{
    diag_report(diag, DIAG_LEDGER_WRITE, (Span){0}, file->path, str_from(why));
    return false;
}

/* Whether the path still leads to the open file: the run before may have taken away an empty one.
 */
static bool is_in_place(const LedgerFile *file, Arena *arena)
{
    struct stat opened, found;
    return fstat(file->fd, &opened) == 0 && stat(str_z(arena, file->path), &found) == 0 &&
           opened.st_dev == found.st_dev && opened.st_ino == found.st_ino;
}

static bool open_locked(LedgerFile *file, Arena *arena, bool create, Diag *diag)
{
    enum { TRIES = 100 };
    const int flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    struct stat st;
    for (int i = 0; i < TRIES; i++) {
        file->fd = open(str_z(arena, file->path), create ? flags | O_CREAT : flags, 0666);
        if (file->fd < 0 && errno == ENOENT && !create) return true;
        if (file->fd < 0 || fstat(file->fd, &st) != 0) return fail(file, diag, strerror(errno));
        if (!S_ISREG(st.st_mode)) return fail(file, diag, "it is not a regular file");
        if (flock(file->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) break;
        if (is_in_place(file, arena)) return true;
        close(file->fd);
        file->fd = -1;
    }
    return fail(file, diag, "another run is using it");
}

bool ledger_open(LedgerFile *file, Arena *arena, Str path, Str event, bool create, Diag *diag)
{
    Str bytes = {0};
    *file = (LedgerFile){.path = path, .ledger = {.event = event}, .fd = -1};
    if (!open_locked(file, arena, create, diag)) return false;
    if (file->fd < 0) return true;
    if (source_read_fd(arena, file->fd, LEDGER_MAX_BYTES, &bytes) != SOURCE_OK)
        return fail(file, diag, "it cannot be read");
    file->empty = !bytes.len;
    if (!ledger_read(arena, source_from_bytes(arena, path, bytes), event, &file->ledger, diag))
        return false;
    if (file->ledger.torn) diag_report(diag, DIAG_LEDGER_TORN, (Span){0}, path);
    return true;
}

static bool write_all(LedgerFile *file, Str text, Diag *diag)
{
    for (size_t done = 0; done < text.len;) {
        ssize_t n = write(file->fd, text.ptr + done, text.len - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(file, diag, strerror(errno));
        done += (size_t)n;
    }
    return fsync(file->fd) == 0 || fail(file, diag, strerror(errno));
}

/* So that a new file is found again after a crash. */
static void sync_folder(Arena *tmp, Str path)
{
    int folder = open(str_z(tmp, path_folder(path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;
    fsync(folder);
    close(folder);
}

/* The last print counts, so no fact may come before those that stand there. */
static void report_clock(const LedgerFile *file, int64_t now, Diag *diag)
{
    enum { TOLERATED_SECONDS = 15 * 60 };
    char clock[UTC_CHARS + 1], latest[UTC_CHARS + 1];
    if (now >= file->ledger.latest - TOLERATED_SECONDS) return;
    utc_write(now, clock);
    utc_write(file->ledger.latest, latest);
    diag_report(diag, DIAG_LEDGER_CLOCK, (Span){0}, str_from(clock), file->path, str_from(latest));
}

bool ledger_append(LedgerFile *file, Arena *tmp, const Fact *facts, size_t n, Diag *diag)
{
    StrBuf text;
    strbuf_init(&text, tmp);
    if (!n) return true;
    if (file->ledger.torn) strbuf_add(&text, ledger_torn_end);
    if (!file->ledger.headed) ledger_write_head(file->ledger.event, &text);
    report_clock(file, facts[0].time, diag);
    for (size_t i = 0; i < n; i++) {
        Fact fact = facts[i];
        if (fact.time < file->ledger.latest) fact.time = file->ledger.latest;
        ledger_write_fact(&fact, &text);
    }
    if (!write_all(file, strbuf_str(&text), diag)) return false;
    if (file->empty) sync_folder(tmp, file->path);
    file->ledger.torn = file->empty = false, file->ledger.headed = true;
    return true;
}

void ledger_close(LedgerFile *file, Arena *tmp)
{
    struct stat st;
    if (file->fd < 0) return;
    if (fstat(file->fd, &st) == 0 && st.st_size == 0) unlink(str_z(tmp, file->path));
    close(file->fd);
    file->fd = -1;
}
