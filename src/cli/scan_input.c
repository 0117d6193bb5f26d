/* scan_input - lines as a scanner types them: ended by CR, LF or both, empty ones left out.
 * Pictures are told by their first bytes and read by zbarimg, which is started without a shell. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/scans.h"

enum { BUFFER_BYTES = 64 * 1024, LINE_BYTES = 4096, ZBAR_NOTHING = 4 };

extern char **environ;

/* Takes whole lines off the front and returns what is left. A line that grows beyond all sense is
 * taken as it is; its rest makes further lines. */
static size_t take_lines(char *buffer, size_t len, bool last, const ScanSink *sink, size_t *n_lines)
{
    size_t start = 0;
    for (size_t i = 0; i <= len; i++) {
        bool end = i < len ? buffer[i] == '\n' || buffer[i] == '\r' : last;
        if (!end && i - start < LINE_BYTES) continue;
        Str line = str_trim((Str){buffer + start, i - start});
        if (line.len) sink->scan(sink->context, line), ++*n_lines;
        start = i + end;
    }
    if (start > len) start = len;
    memmove(buffer, buffer + start, len - start);
    return len - start;
}

/* False after a report, or if the sink wants no more. */
static bool read_lines(Cli *cli, int fd, Str shown, const ScanSink *sink, size_t *n_lines)
{
    char *buffer = arena_alloc(cli->arena, BUFFER_BYTES);
    for (size_t len = 0;;) {
        ssize_t n = read(fd, buffer + len, BUFFER_BYTES - len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            diag_report(cli->diag, DIAG_FILE_UNREADABLE, (Span){0}, shown,
                        str_from(strerror(errno)));
            return false;
        }
        len = take_lines(buffer, len + (size_t)n, n == 0, sink, n_lines);
        if (!sink->flush(sink->context)) return false;
        if (n == 0) return true;
    }
}

static bool is_picture(int fd)
{
    static const Str starts[] = {{"\x89PNG", 4}, {"\xff\xd8\xff", 3}, {"GIF8", 4}, {"RIFF", 4},
                                 {"II*\0", 4},   {"MM\0*", 4},        {"BM", 2},   {"P4\n", 3},
                                 {"P5\n", 3},    {"P6\n", 3}};
    char bytes[8];
    ssize_t n = pread(fd, bytes, sizeof bytes, 0);
    Str head = {bytes, n > 0 ? (size_t)n : 0};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts(head, starts[i])) return true;
    return false;
}

/* The program's standard output; -1 with errno set. The path never looks like an option, nor like
 * the name of a format before a colon. */
static int start_zbar(Arena *arena, Str path, pid_t *pid)
{
    char *name =
        str_z(arena, str_format(arena, "%s%.*s", path.ptr[0] == '/' ? "" : "./", STR_ARG(path)));
    char program[] = "zbarimg", raw[] = "--raw", quiet[] = "-q", none[] = "-Sdisable",
         qr[] = "-Sqrcode.enable";
    char *const arguments[] = {program, raw, quiet, none, qr, name, NULL};
    int ends[2];
    posix_spawn_file_actions_t actions;
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int error = posix_spawnp(pid, program, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (!error) return ends[0];
    close(ends[0]);
    errno = error;
    return -1;
}

static int read_picture(Cli *cli, Str path, const ScanSink *sink)
{
    pid_t pid;
    size_t n_lines = 0;
    int fd = start_zbar(cli->arena, path, &pid), status = 0;
    if (fd < 0) {
        diag_report(cli->diag, DIAG_PICTURE_READER, (Span){0}, path, str_from(strerror(errno)));
        return EXIT_MACHINE;
    }
    bool going = read_lines(cli, fd, path, sink, &n_lines);
    close(fd);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
    if (!going) return EXIT_MACHINE;
    if (n_lines) return EXIT_GOOD;
    if (!WIFEXITED(status) || (WEXITSTATUS(status) && WEXITSTATUS(status) != ZBAR_NOTHING)) {
        diag_report(cli->diag, DIAG_PICTURE_UNREADABLE, (Span){0}, path);
        return EXIT_DATA;
    }
    sink->no_code(sink->context, path);
    return sink->flush(sink->context) ? EXIT_GOOD : EXIT_MACHINE;
}

int scans_read(Cli *cli, Str path, const ScanSink *sink)
{
    size_t n_lines = 0;
    if (!path.len)
        return read_lines(cli, STDIN_FILENO, STR("standard input"), sink, &n_lines) ? EXIT_GOOD
                                                                                    : EXIT_MACHINE;
    struct stat st;
    int fd = open(str_z(cli->arena, path), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        diag_report(cli->diag, errno == ENOENT ? DIAG_FILE_MISSING : DIAG_FILE_UNREADABLE,
                    (Span){0}, path, str_from(strerror(errno)));
        return EXIT_DATA;
    }
    int status = EXIT_GOOD;
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        diag_report(cli->diag, DIAG_FILE_NOT_REGULAR, (Span){0}, path);
        status = EXIT_DATA;
    } else if (is_picture(fd)) {
        status = read_picture(cli, path, sink);
    } else if (!read_lines(cli, fd, path, sink, &n_lines)) {
        status = EXIT_MACHINE;
    }
    close(fd);
    return status;
}
