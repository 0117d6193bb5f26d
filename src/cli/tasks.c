/* tasks - processes that share out the documents.
 *
 * A worker begins as a copy of this process, with all that was read so far, and writes to a pipe:
 *
 *   n_reports, then of each: code, level, place, text, record, hint, n_notes, places and texts
 *   the result
 *
 * A place is the number of a source, offset and length. A source is numbered from 1 and comes with
 * its path and content where it is named first; 0 is no place. Workers end when this process does.
 */
#include "cli/tasks.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/vec.h"

enum { MAX_WORKERS = 64, PIPE_BYTES = 64 * 1024 };

/* ---- results */
void result_number(StrBuf *result, uint64_t number)
{
    strbuf_add(result, (Str){(const char *)&number, sizeof number});
}

void result_text(StrBuf *result, Str text)
{
    result_number(result, text.len);
    strbuf_add(result, text);
}

uint64_t result_take_number(Str *rest)
{
    uint64_t number = 0;
    if (rest->len < sizeof number) return 0;
    memcpy(&number, rest->ptr, sizeof number);
    *rest = str_slice(*rest, sizeof number, rest->len);
    return number;
}

Str result_take_text(Str *rest)
{
    uint64_t len = result_take_number(rest);
    Str text = str_slice(*rest, 0, len < rest->len ? (size_t)len : rest->len);
    *rest = str_slice(*rest, text.len, rest->len);
    return text;
}

/* ---- reports */
typedef VEC(const Source *) Sources;

static void put_span(StrBuf *out, Sources *known, Arena *arena, Span span)
{
    size_t i = 0;
    while (i < known->len && known->items[i] != span.source) i++;
    result_number(out, span.source ? i + 1 : 0);
    if (!span.source) return;
    if (i == known->len) {
        VEC_PUSH(arena, known, span.source);
        result_text(out, span.source->path);
        result_text(out, span.source->bytes);
    }
    result_number(out, span.offset);
    result_number(out, span.len);
}

static Span take_span(Str *rest, Sources *known, Arena *arena)
{
    size_t number = (size_t)result_take_number(rest);
    if (!number || number > known->len + 1) return (Span){0};
    if (number == known->len + 1) {
        Str path = str_copy(arena, result_take_text(rest));
        Str bytes = str_copy(arena, result_take_text(rest));
        VEC_PUSH(arena, known, source_from_bytes(arena, path, bytes));
    }
    uint32_t offset = (uint32_t)result_take_number(rest);
    return (Span){known->items[number - 1], offset, (uint32_t)result_take_number(rest)};
}

/* Those after the first `before`. */
static void put_reports(StrBuf *out, Cli *cli, size_t before)
{
    size_t n;
    Sources known = {0};
    const DiagReport *const *reports = diag_reports(cli->diag, &n);
    result_number(out, n - before);
    for (size_t i = before; i < n; i++) {
        const DiagReport *report = reports[i];
        result_number(out, report->code);
        result_number(out, report->level);
        put_span(out, &known, cli->arena, report->span);
        result_text(out, report->text);
        result_text(out, report->record);
        result_text(out, report->hint);
        result_number(out, report->n_notes);
        for (size_t k = 0; k < report->n_notes; k++) {
            put_span(out, &known, cli->arena, report->notes[k].span);
            result_text(out, report->notes[k].text);
        }
    }
}

static void take_report(Str *rest, Cli *cli, Sources *known)
{
    DiagReport report = {.code = (DiagCode)result_take_number(rest)};
    report.level = (DiagLevel)result_take_number(rest);
    report.span = take_span(rest, known, cli->arena);
    report.text = result_take_text(rest);
    report.record = result_take_text(rest);
    report.hint = result_take_text(rest);
    report.n_notes = (size_t)result_take_number(rest);
    DiagNote *notes = ARENA_ARRAY(cli->arena, DiagNote, report.n_notes);
    for (size_t i = 0; i < report.n_notes; i++) {
        notes[i].span = take_span(rest, known, cli->arena);
        notes[i].text = result_take_text(rest);
    }
    report.notes = notes;
    diag_take(cli->diag, &report);
}

static void take_reports(Str *rest, Cli *cli)
{
    Sources known = {0};
    for (uint64_t n = result_take_number(rest); n > 0; n--) take_report(rest, cli, &known);
}

/* ---- workers */
typedef struct Worker {
    size_t task;
    pid_t process;
    int pipe;
} Worker;

typedef struct Crew {
    Cli *cli;
    const Tasks *tasks;
    Worker workers[MAX_WORKERS];
    size_t n_workers, n_taken; /* tasks whose results were taken */
    StrBuf *results;           /* by task: what its worker wrote, until it is taken */
    int *status;               /* by task: of its process; -1 while there is none or it runs */
} Crew;

static bool write_all(int handle, Str bytes)
{
    while (bytes.len) {
        ssize_t n = write(handle, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes = str_slice(bytes, (size_t)n, bytes.len);
    }
    return true;
}

/* Everything is kept and sent: what is dropped or only counted is decided where all comes together.
 */
static _Noreturn void work(Crew *crew, size_t task, int pipe, pid_t parent)
{
    Cli *cli = crew->cli;
    size_t before;
    StrBuf result, out;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(EXIT_MACHINE); /* it ended before it was asked for */
    (void)diag_reports(cli->diag, &before);
    diag_set_limit(cli->diag, SIZE_MAX);
    strbuf_init(&result, cli->arena);
    strbuf_init(&out, cli->arena);
    crew->tasks->run(crew->tasks->context, task, &result);
    put_reports(&out, cli, before);
    result_text(&out, strbuf_str(&result));
    _exit(write_all(pipe, strbuf_str(&out)) ? EXIT_GOOD : EXIT_MACHINE);
}

static void run_here(Crew *crew, size_t task)
{
    StrBuf result;
    strbuf_init(&result, crew->cli->arena);
    crew->tasks->run(crew->tasks->context, task, &result);
    crew->tasks->take(crew->tasks->context, task, strbuf_str(&result));
}

/* False if there can be no further process. */
static bool start_worker(Crew *crew, size_t task)
{
    int ends[2];
    fflush(NULL); /* or both processes would write what is waiting */
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    pid_t parent = getpid(), process = fork();
    if (process == 0) {
        close(ends[0]);
        work(crew, task, ends[1], parent);
    }
    close(ends[1]);
    if (process < 0) {
        close(ends[0]);
        return false;
    }
    crew->workers[crew->n_workers++] = (Worker){task, process, ends[0]};
    return true;
}

static void end_worker(Crew *crew, size_t i)
{
    Worker worker = crew->workers[i];
    int status = 0;
    close(worker.pipe);
    while (waitpid(worker.process, &status, 0) < 0 && errno == EINTR) continue;
    crew->status[worker.task] = status;
    crew->workers[i] = crew->workers[--crew->n_workers];
}

/* Waits till some worker has written something or ended. */
static void listen(Crew *crew)
{
    struct pollfd polls[MAX_WORKERS];
    for (size_t i = 0; i < crew->n_workers; i++)
        polls[i] = (struct pollfd){crew->workers[i].pipe, POLLIN, 0};
    if (poll(polls, crew->n_workers, -1) <= 0) return;
    for (size_t i = crew->n_workers; i-- > 0;) { /* backwards: the last one fills a gap */
        char bytes[PIPE_BYTES];
        if (!polls[i].revents) continue;
        ssize_t n = read(polls[i].fd, bytes, sizeof bytes);
        if (n > 0) strbuf_add(&crew->results[crew->workers[i].task], (Str){bytes, (size_t)n});
        if (n == 0 || (n < 0 && errno != EINTR)) end_worker(crew, i);
    }
}

static void take_result(Crew *crew, size_t task)
{
    int status = crew->status[task];
    Str rest = strbuf_str(&crew->results[task]);
    if (status != 0) {
        /* Out of memory was said by the worker itself. */
        bool said = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_MACHINE;
        diag_report(crew->cli->diag, DIAG_CLI_WORKER, (Span){0},
                    crew->tasks->name(crew->tasks->context, task),
                    said ? STR("it could not go on")
                         : str_format(crew->cli->arena, "signal %d",
                                      WIFSIGNALED(status) ? WTERMSIG(status) : 0));
        crew->tasks->lost(crew->tasks->context, task);
        return;
    }
    take_reports(&rest, crew->cli);
    crew->tasks->take(crew->tasks->context, task, result_take_text(&rest));
}

/* The heaviest first. */
static size_t *order_tasks(Crew *crew)
{
    const Tasks *tasks = crew->tasks;
    size_t *order = ARENA_ARRAY(crew->cli->arena, size_t, tasks->n);
    for (size_t i = 0; i < tasks->n; i++) {
        uint64_t weight = tasks->weight(tasks->context, i);
        size_t k = i;
        for (; k > 0 && tasks->weight(tasks->context, order[k - 1]) < weight; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    return order;
}

void tasks_run(Cli *cli, const Tasks *tasks, int at_once)
{
    Crew crew = {.cli = cli, .tasks = tasks};
    size_t most = at_once > MAX_WORKERS ? MAX_WORKERS : (size_t)at_once, started = 0;
    if (most <= 1 || tasks->n <= 1) {
        for (size_t i = 0; i < tasks->n; i++) run_here(&crew, i);
        return;
    }
    size_t *order = order_tasks(&crew);
    crew.results = ARENA_ARRAY(cli->arena, StrBuf, tasks->n);
    crew.status = ARENA_ARRAY(cli->arena, int, tasks->n);
    for (size_t i = 0; i < tasks->n; i++) {
        strbuf_init(&crew.results[i], cli->arena);
        crew.status[i] = -1;
    }
    bool refused = false;
    while (crew.n_workers || (started < tasks->n && !refused)) {
        while (crew.n_workers < most && started < tasks->n && !refused) {
            refused = !start_worker(&crew, order[started]);
            started += !refused;
        }
        if (crew.n_workers) listen(&crew);
        if (crew.n_workers) refused = false; /* there may be room again when one ends */
    }
    for (size_t i = 0; i < tasks->n; i++)
        if (crew.status[i] == -1)
            run_here(&crew, i);
        else
            take_result(&crew, i);
}

int tasks_at_once(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}
