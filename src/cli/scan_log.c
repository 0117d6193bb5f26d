/* scan_log - see cli/scans.h for the format. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/confined.h"
#include "cli/scans.h"
#include "code/utc.h"
#include "data/read.h"

enum { MAX_LOG_BYTES = 1024 * 1024 * 1024, N_WORDS = 5 };

static bool fail(ScanLog *log, const char *why)
{
    diag_report(log->cli->diag, DIAG_LOG_WRITE, (Span){0}, log->path, str_from(why));
    return false;
}

static void read_admissions(const ScanLog *log, Admissions *admissions)
{
    for (Str rest = log->text; rest.len;) {
        Str words[N_WORDS];
        Admission admission;
        if (!str_split(str_take(&rest, '\n'), '\t', words, N_WORDS) ||
            !str_eq(words[1], STR("ADMIT")))
            continue;
        if (!utc_parse(words[0], &admission.time) || !str_hex(words[2], 16, &admission.serial))
            continue;
        admission.gate = words[3];
        admissions_add(admissions, &admission);
    }
}

uint32_t scan_log_counter(const ScanLog *log, KeyId key)
{
    uint32_t highest = 0;
    for (Str rest = log->text; rest.len;) {
        Str words[N_WORDS];
        uint64_t id, counter = 0;
        if (!str_split(str_take(&rest, '\n'), '\t', words, N_WORDS) ||
            !str_eq(words[1], STR("LIST")))
            continue;
        if (!str_hex(words[2], 8, &id) || id != key) continue;
        for (size_t i = 0; i < words[4].len && i < 10; i++)
            counter = counter * 10 + (uint64_t)(words[4].ptr[i] - '0');
        if (counter > highest && counter <= UINT32_MAX) highest = (uint32_t)counter;
    }
    return highest;
}

/* The line that a crash cut off becomes a line of its own that does not count. */
static bool heal(ScanLog *log)
{
    if (!log->text.len || log->text.ptr[log->text.len - 1] == '\n') return true;
    diag_report(log->cli->diag, DIAG_LOG_TORN, (Span){0}, log->path);
    size_t start = log->text.len;
    while (start > 0 && log->text.ptr[start - 1] != '\n') start--;
    log->text = str_slice(log->text, 0, start);
    strbuf_add(&log->pending, STR("\t\t\t\t\ttorn\n"));
    return scan_log_flush(log);
}

bool scan_log_open(ScanLog *log, Cli *cli, Str path, Str gate, Admissions *admissions)
{
    *log = (ScanLog){.cli = cli, .fd = -1, .path = path, .gate = gate};
    strbuf_init(&log->pending, cli->arena);
    if (!path.len) return true;
    struct stat st;
    const int flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    log->fd = open(str_z(cli->arena, path), flags, 0600);
    if (log->fd < 0 || fstat(log->fd, &st) != 0) return fail(log, strerror(errno));
    if (!S_ISREG(st.st_mode)) return fail(log, "it is not a regular file");
    if (flock(log->fd, LOCK_EX | LOCK_NB) != 0)
        return fail(log, errno == EWOULDBLOCK ? "another run is using it" : strerror(errno));
    SourceFault fault = source_read_fd(cli->arena, log->fd, MAX_LOG_BYTES, &log->text);
    if (fault != SOURCE_OK) return fail(log, "it cannot be read");
    if (!heal(log)) return false;
    read_admissions(log, admissions);
    int folder = open(str_z(cli->arena, path_folder(path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return true;
    fsync(folder); /* so that a new log is found again */
    close(folder);
    return true;
}

static void add_line(ScanLog *log, int64_t now, const char *kind, Str what, Str detail)
{
    char time[UTC_CHARS + 1];
    utc_write(now, time);
    strbuf_format(&log->pending, "%s\t%s\t%.*s\t%.*s\t%.*s\n", time, kind, STR_ARG(what),
                  STR_ARG(log->gate), STR_ARG(detail));
}

void scan_log_list(ScanLog *log, int64_t now, const Revocation *list)
{
    char key[9], counter[11];
    snprintf(key, sizeof key, "%08x", list->key);
    snprintf(counter, sizeof counter, "%u", list->counter);
    if (log->fd >= 0) add_line(log, now, "LIST", str_from(key), str_from(counter));
}

void scan_log_answer(ScanLog *log, int64_t now, const GateAnswer *answer)
{
    char serial[17] = "-";
    bool admit = answer->verdict == GATE_ADMIT;
    if (log->fd < 0) return;
    if (answer->genuine)
        snprintf(serial, sizeof serial, "%016llx", (unsigned long long)answer->payload.serial);
    add_line(log, now, admit ? "ADMIT" : "DENY", str_from(serial),
             admit ? STR("-") : gate_verdict_name(answer->verdict));
}

bool scan_log_flush(ScanLog *log)
{
    if (!log->pending.len) return true;
    for (size_t done = 0; done < log->pending.len;) {
        ssize_t n = write(log->fd, log->pending.ptr + done, log->pending.len - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(log, strerror(errno));
        done += (size_t)n;
    }
    log->pending.len = 0;
    return fdatasync(log->fd) == 0 || fail(log, strerror(errno));
}

void scan_log_close(ScanLog *log)
{
    if (log->fd >= 0) close(log->fd);
}
