/* tasks - processes that share out the documents.
 *
 * A worker begins as a copy of this process, with all that was read so far. It takes the next task
 * from a counter in shared memory, as long as there is one: what a process has to do once (fonts,
 * tables of ICU, the copying of pages that this process touched) is done once for several tasks.
 * For each task that it has done it writes to a pipe:
 *
 *   task, n_bytes, and in so many bytes:
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
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

static Str result_take(Str *rest, size_t len)
{
    Str taken = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, taken.len, rest->len);
    return taken;
}

Str result_take_text(Str *rest)
{
    uint64_t len = result_take_number(rest);
    return result_take(rest, len < rest->len ? (size_t)len : rest->len);
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
    pid_t process; /* 0: the seat is free */
    int pipe;
    StrBuf sent;
} Worker;

/* Seen by all processes. */
typedef struct Queue {
    _Atomic size_t next;                 /* the place in `order` of the next task */
    _Atomic size_t current[MAX_WORKERS]; /* by seat: the task that is being done, from 1 */
} Queue;

typedef struct Crew {
    Cli *cli;
    const Tasks *tasks;
    const size_t *order;
    Queue *queue;
    Worker workers[MAX_WORKERS];
    size_t n_workers;
    bool refused; /* no further process can be made, or one died before it had a task */
    Str *results; /* by task, when its worker has ended */
    int *status;  /* by task: 0 done, -1 not done; else how its worker ended in the middle of it */
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

static bool send_task(Crew *crew, size_t task, int pipe, size_t before)
{
    StrBuf result, reports, head;
    strbuf_init(&result, crew->cli->arena);
    strbuf_init(&reports, crew->cli->arena);
    strbuf_init(&head, crew->cli->arena);
    crew->tasks->run(crew->tasks->context, task, &result);
    put_reports(&reports, crew->cli, before);
    result_text(&reports, strbuf_str(&result));
    result_number(&head, task);
    result_number(&head, reports.len);
    return write_all(pipe, strbuf_str(&head)) && write_all(pipe, strbuf_str(&reports));
}

typedef struct Seat {
    const Queue *queue;
    size_t number;
} Seat;

static bool others_work(const void *crew)
{
    const Seat *seat = crew;
    for (size_t i = 0; i < MAX_WORKERS; i++)
        if (i != seat->number && seat->queue->current[i]) return true;
    return false;
}

/* Everything is kept and sent: what is dropped or only counted is decided where all comes together.
 * No task knows what another one has said. */
static _Noreturn void work(Crew *crew, size_t seat, int pipe, pid_t parent)
{
    Diag *diag = crew->cli->diag;
    Queue *queue = crew->queue;
    size_t before;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(EXIT_MACHINE); /* it ended before it was asked for */
    (void)diag_reports(diag, &before);
    diag_set_limit(diag, SIZE_MAX);
    const DiagMark *mark = diag_mark(diag);
    for (size_t place; (place = queue->next++) < crew->tasks->n;) {
        queue->current[seat] = crew->order[place] + 1;
        if (!send_task(crew, crew->order[place], pipe, before)) _exit(EXIT_MACHINE);
        queue->current[seat] = 0;
        diag_return(diag, mark);
    }
    if (crew->tasks->idle)
        crew->tasks->idle(crew->tasks->context, others_work, &(Seat){queue, seat});
    _exit(EXIT_GOOD);
}

static void run_here(Crew *crew, size_t task)
{
    StrBuf result;
    strbuf_init(&result, crew->cli->arena);
    crew->tasks->run(crew->tasks->context, task, &result);
    crew->tasks->take(crew->tasks->context, task, strbuf_str(&result));
}

/* False if there can be no further process. */
static bool start_worker(Crew *crew)
{
    int ends[2];
    size_t seat = 0;
    while (crew->workers[seat].process) seat++;
    fflush(NULL); /* or both processes would write what is waiting */
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    crew->queue->current[seat] = 0;
    pid_t parent = getpid(), process = fork();
    if (process == 0) {
        close(ends[0]);
        work(crew, seat, ends[1], parent);
    }
    close(ends[1]);
    if (process < 0) {
        close(ends[0]);
        return false;
    }
    crew->workers[seat] = (Worker){.process = process, .pipe = ends[0]};
    strbuf_init(&crew->workers[seat].sent, crew->cli->arena);
    crew->n_workers++;
    return true;
}

static void end_worker(Crew *crew, size_t seat)
{
    Worker *worker = &crew->workers[seat];
    Str rest = strbuf_str(&worker->sent);
    size_t lost = crew->queue->current[seat];
    int status = 0;
    close(worker->pipe);
    while (waitpid(worker->process, &status, 0) < 0 && errno == EINTR) continue;
    crew->queue->current[seat] = 0; /* others may wait for it */
    if (lost) crew->status[lost - 1] = status;
    if (!lost && status) crew->refused = true;
    while (rest.len) {
        size_t task = (size_t)result_take_number(&rest);
        uint64_t len = result_take_number(&rest);
        if (task >= crew->tasks->n || len > rest.len) break; /* it died while writing */
        crew->results[task] = result_take(&rest, (size_t)len);
        crew->status[task] = 0;
    }
    worker->process = 0;
    crew->n_workers--;
}

/* Waits till some worker has written something or ended. */
static void listen(Crew *crew)
{
    struct pollfd polls[MAX_WORKERS];
    for (size_t i = 0; i < MAX_WORKERS; i++)
        polls[i] =
            (struct pollfd){crew->workers[i].process ? crew->workers[i].pipe : -1, POLLIN, 0};
    if (poll(polls, MAX_WORKERS, -1) <= 0) return;
    for (size_t i = 0; i < MAX_WORKERS; i++) {
        char bytes[PIPE_BYTES];
        if (!polls[i].revents) continue;
        ssize_t n = read(polls[i].fd, bytes, sizeof bytes);
        if (n > 0) strbuf_add(&crew->workers[i].sent, (Str){bytes, (size_t)n});
        if (n == 0 || (n < 0 && errno != EINTR)) end_worker(crew, i);
    }
}

static void take_result(Crew *crew, size_t task)
{
    int status = crew->status[task];
    Str rest = crew->results[task];
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
static const size_t *order_tasks(const Crew *crew)
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

/* Ends early where no process can be made. */
static void run_workers(Crew *crew, size_t most)
{
    do {
        while (crew->n_workers < most && crew->queue->next < crew->tasks->n && !crew->refused)
            crew->refused = !start_worker(crew);
        if (crew->n_workers) listen(crew);
    } while (crew->n_workers);
}

static void run_side_by_side(Crew *crew, size_t most)
{
    Arena *arena = crew->cli->arena;
    size_t n = crew->tasks->n;
    crew->order = order_tasks(crew);
    crew->results = ARENA_ARRAY(arena, Str, n);
    crew->status = ARENA_ARRAY(arena, int, n);
    for (size_t i = 0; i < n; i++) crew->status[i] = -1;
    run_workers(crew, most);
    for (size_t i = 0; i < n; i++)
        if (crew->status[i] == -1)
            run_here(crew, i);
        else
            take_result(crew, i);
}

void tasks_run(Cli *cli, const Tasks *tasks, int at_once)
{
    Crew crew = {.cli = cli, .tasks = tasks};
    size_t most = at_once > MAX_WORKERS ? MAX_WORKERS : (size_t)at_once;
    if (most > tasks->n && !tasks->idle) most = tasks->n;
    void *shared = most <= 1 || tasks->n <= 1
                       ? MAP_FAILED
                       : mmap(NULL, sizeof *crew.queue, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        for (size_t i = 0; i < tasks->n; i++) run_here(&crew, i);
        return;
    }
    crew.queue = shared;
    run_side_by_side(&crew, most);
    munmap(shared, sizeof *crew.queue);
}

int tasks_at_once(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}
