/* artwork_reader - the process that reads drawings, at the other end of a socket.
 *
 * It gets its program and nothing else: no environment, no open file but the socket. When it is
 * lost over one drawing the next one starts it again.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "image/artwork.h"
#include "image/image_limits.h"

struct ArtworkReader {
    char *program;
    int socket; /* -1: not running */
    pid_t process;
};

ArtworkReader *artwork_reader_new(Arena *arena, Str program)
{
    ArtworkReader *reader = ARENA_NEW(arena, ArtworkReader);
    *reader = (ArtworkReader){.program = str_z(arena, program), .socket = -1};
    return reader;
}

static int spawn_reader(ArtworkReader *reader, int socket)
{
    char *const arguments[] = {reader->program, NULL};
    char locale[] = "LC_ALL=C.UTF-8";
    char *const environment[] = {locale, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, socket, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    int error =
        posix_spawn(&reader->process, reader->program, &actions, NULL, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static bool start(ArtworkReader *reader)
{
    int ends[2];
    if (reader->socket >= 0) return true;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
    int error = spawn_reader(reader, ends[1]);
    close(ends[1]);
    if (error)
        close(ends[0]);
    else
        reader->socket = ends[0];
    errno = error;
    return !error;
}

void artwork_reader_close(ArtworkReader *reader)
{
    if (reader->socket < 0) return;
    close(reader->socket);
    reader->socket = -1;
    while (waitpid(reader->process, NULL, 0) < 0 && errno == EINTR) continue;
}

static bool send_all(int socket, const void *bytes, size_t n)
{
    for (const char *at = bytes; n > 0;) {
        ssize_t sent = send(socket, at, n, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        at += sent, n -= (size_t)sent;
    }
    return true;
}

static ArtworkAnswer receive_all(int socket, void *to, size_t n)
{
    for (char *at = to; n > 0;) {
        struct pollfd ready = {.fd = socket, .events = POLLIN};
        int events = poll(&ready, 1, LIMIT_ARTWORK_WAIT_SECONDS * 1000);
        if (events == 0) return ARTWORK_SLOW;
        ssize_t got = events < 0 ? -1 : recv(socket, at, n, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return ARTWORK_LOST;
        at += got, n -= (size_t)got;
    }
    return ARTWORK_ANSWERED;
}

/* Ends a reader that does not answer and tells what became of it. */
static ArtworkAnswer give_up(ArtworkReader *reader, ArtworkAnswer answer)
{
    int status = 0;
    if (answer == ARTWORK_SLOW) kill(reader->process, SIGKILL);
    close(reader->socket);
    reader->socket = -1;
    while (waitpid(reader->process, &status, 0) < 0 && errno == EINTR) continue;
    /* The reader's own clock rings with SIGPROF. */
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF ? ARTWORK_SLOW : answer;
}

ArtworkAnswer artwork_reader_ask(ArtworkReader *reader, Arena *arena, WireKind kind, uint32_t page,
                                 Str bytes, WireReply *head, Str *body)
{
    WireRequest request = {WIRE_MAGIC, kind, page, (uint32_t)bytes.len};
    if (!start(reader)) return ARTWORK_NO_READER;
    if (!send_all(reader->socket, &request, sizeof request) ||
        !send_all(reader->socket, bytes.ptr, bytes.len))
        return give_up(reader, ARTWORK_LOST);
    ArtworkAnswer answer = receive_all(reader->socket, head, sizeof *head);
    enum { OVERHEAD = 16 * 1024 * 1024 }; /* heads of objects, names */
    bool sane = head->magic == WIRE_MAGIC && head->n_body <= LIMIT_ARTWORK_REPLY + OVERHEAD;
    if (answer != ARTWORK_ANSWERED || !sane)
        return give_up(reader, answer == ARTWORK_SLOW ? answer : ARTWORK_LOST);
    char *to = arena_alloc(arena, head->n_body);
    answer = receive_all(reader->socket, to, head->n_body);
    if (answer != ARTWORK_ANSWERED) return give_up(reader, answer);
    *body = (Str){to, head->n_body};
    return ARTWORK_ANSWERED;
}
