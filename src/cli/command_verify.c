/* command_verify - the gate: reads scans, decides, writes them down, answers.
 *
 * What can be read at once is one batch: all its scans are decided, written to the log and brought
 * to disk together; only then are they answered. So an answer that was seen is in the log, and a
 * pipe of thousands of scans does not wait for the disk at each. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/scans.h"
#include "code/utc.h"

typedef struct Verify {
    Cli *cli;
    GateRules rules;
    PublicKey keys[MAX_KEYS];
    Revocation lists[MAX_LISTS];
    Admissions admissions;
    ScanLog log;
    AnswerStyle style;
    bool day_follows_clock;
    int64_t at, now; /* `at`: of --at; 0: the clock */
    StrBuf answers;
    size_t n_denied;
} Verify;

static int usage(const char *text, Str word)
{
    fprintf(stderr, "etalase: %s%s%.*s; see man etalase\n", text, word.len ? " " : "",
            STR_ARG(word));
    return EXIT_USAGE;
}

/* 1 to 16, or 0. */
static unsigned small_number(Str text)
{
    unsigned n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || n > 16) return 0;
        n = n * 10 + (unsigned)(text.ptr[i] - '0');
    }
    return n <= 16 ? n : 0;
}

/* `2026-11-22 19:30` in the event's time zone, or 2026-11-22T12:30:00Z. */
static bool parse_time(Str text, int32_t offset_s, int64_t *out)
{
    Date date;
    Time time;
    if (utc_parse(text, out)) return true;
    if (text.len < 12 || !date_parse(str_slice(text, 0, 10), &date)) return false;
    if (!time_parse(str_slice(text, 11, text.len), &time)) return false;
    *out = (int64_t)date_to_days(date) * 86400 + time.hour * 3600 + time.minute * 60 - offset_s;
    return true;
}

static bool is_event_file(Str word)
{
    return str_ends(word, STR(".yaml")) || str_ends(word, STR(".yml")) ||
           str_ends(word, STR(".json"));
}

static bool read_keys(Verify *v)
{
    const BadgeOptions *options = &v->cli->options.badge;
    for (size_t i = 0; i < options->n_keys; i++)
        key_fault_report(v->cli->diag, key_file_read_public(options->keys[i], &v->keys[i]),
                         options->keys[i]);
    v->rules.keys = v->keys;
    v->rules.n_keys = options->n_keys;
    return !diag_errors(v->cli->diag);
}

static bool read_event(Verify *v)
{
    Str word = v->cli->options.badge.event;
    v->style = (AnswerStyle){.offset_s = 7 * 3600, .json = v->cli->options.json};
    v->rules.one_event = word.len > 0;
    v->rules.event = token_event(word);
    if (is_event_file(word)) {
        const Event *event = open_event_file(v->cli, word);
        if (!event || diag_errors(v->cli->diag)) return false;
        v->style.event = event;
        v->style.offset_s = event_offset_s(event);
        v->rules.event = event_number(event);
    }
    v->rules.offset_s = v->style.offset_s;
    return true;
}

/* By number, or by id or name if there is an event file. */
static uint16_t zone_bit(const Verify *v, Str word)
{
    int64_t number = small_number(word);
    const Value *zones = v->style.event ? record_value(v->style.event->root, STR("zones")) : NULL;
    for (size_t i = 0; !number && zones && i < zones->list.n; i++) {
        const Record *zone = zones->list.items[i].record;
        const Value *own = record_value(zone, STR("number"));
        Str name = value_text_in(record_value(zone, STR("name")), (Str){0}, NULL);
        if (str_eq(zone->id, word) || str_eq(name, word)) number = num_round(own->number);
    }
    return number >= 1 && number <= 16 ? (uint16_t)(1u << (number - 1)) : 0;
}

/* EXIT_GOOD or a failure that was said. */
static int read_rules(Verify *v)
{
    const BadgeOptions *options = &v->cli->options.badge;
    for (size_t i = 0; i < options->gate.len; i++)
        if ((unsigned char)options->gate.ptr[i] < ' ' || i == 64)
            return usage("--gate takes a short name", STR(""));
    if (options->zone.len && !(v->rules.zones = zone_bit(v, options->zone)))
        return usage("there is no zone", options->zone);
    if (options->day.len) {
        unsigned day = small_number(options->day);
        if (!day) return usage("--day takes a number from 1 to 16, not", options->day);
        v->rules.one_day = true, v->rules.days = (uint16_t)(1u << (day - 1));
    } else if (v->style.event) {
        v->rules.one_day = v->day_follows_clock = true;
    }
    if (options->at.len && !parse_time(options->at, v->style.offset_s, &v->at))
        return usage("--at takes a time such as '2026-11-22 19:30', not", options->at);
    return EXIT_GOOD;
}

/* The day by the calendar and, until six in the morning, the day before. */
static void set_time(Verify *v)
{
    v->now = v->at ? v->at : time(NULL);
    if (!v->day_follows_clock) return;
    int64_t local = v->now + v->style.offset_s, early = local - GATE_DAY_STARTS_S;
    v->rules.days = event_day_bit(v->style.event, date_from_days((int32_t)(local / 86400))) |
                    event_day_bit(v->style.event, date_from_days((int32_t)(early / 86400)));
}

static void check_list(Verify *v, Str path, const Revocation *list)
{
    Diag *diag = v->cli->diag;
    Arena *arena = v->cli->arena;
    char now[UTC_CHARS + 1], issued[UTC_CHARS + 1];
    uint32_t seen = scan_log_counter(&v->log, list->key);
    utc_write(v->now, now), utc_write(list->issued, issued);
    if (v->rules.one_event && list->event != v->rules.event)
        diag_report(diag, DIAG_LIST_EVENT, (Span){0}, path);
    if (list->counter < seen)
        diag_report(diag, DIAG_LIST_OLD, (Span){0}, path, str_format(arena, "%u", list->counter),
                    str_format(arena, "%u", seen));
    if (v->now < list->issued)
        diag_report(diag, DIAG_LIST_CLOCK, (Span){0}, str_from(now), path, str_from(issued));
    int64_t minutes = (v->now - list->issued) / 60;
    if (!diag_errors(diag) && !v->cli->options.quiet)
        fprintf(stderr, "etalase: revocation list %u, made %s (%lld h %lld min ago): %zu badges\n",
                list->counter, issued, (long long)(minutes / 60), (long long)(minutes % 60),
                list->n_serials);
}

static bool read_lists(Verify *v)
{
    const BadgeOptions *options = &v->cli->options.badge;
    for (size_t i = 0; i < options->n_lists; i++) {
        ListPresence presence =
            list_read(v->cli, options->lists[i], v->keys, v->rules.n_keys, &v->lists[i]);
        if (presence == LIST_ABSENT)
            diag_report(v->cli->diag, DIAG_LIST_MISSING, (Span){0}, options->lists[i]);
        if (presence == LIST_READ) check_list(v, options->lists[i], &v->lists[i]);
    }
    v->rules.lists = v->lists;
    v->rules.n_lists = options->n_lists;
    if (diag_errors(v->cli->diag)) return false;
    for (size_t i = 0; i < options->n_lists; i++) scan_log_list(&v->log, v->now, &v->lists[i]);
    return scan_log_flush(&v->log);
}

static void take_scan(void *context, Str line)
{
    Verify *v = context;
    if (!v->answers.len) set_time(v); /* of the batch */
    GateAnswer answer = gate_decide(&v->rules, &v->admissions, line, v->now);
    bool admit = answer.verdict == GATE_ADMIT;
    if (admit)
        admissions_add(&v->admissions, &(Admission){answer.payload.serial, v->now, v->log.gate});
    v->n_denied += !admit;
    scan_log_answer(&v->log, v->now, &answer);
    scan_answer_write(&v->style, &answer, line.len, &v->answers);
}

static void take_nothing(void *context, Str file)
{
    Verify *v = context;
    v->n_denied++;
    scan_no_code_write(&v->style, file, &v->answers);
}

static bool flush_batch(void *context)
{
    Verify *v = context;
    if (!scan_log_flush(&v->log)) return false;
    Str text = strbuf_str(&v->answers);
    bool written =
        fwrite(text.ptr ? text.ptr : "", 1, text.len, stdout) == text.len && fflush(stdout) == 0;
    v->answers.len = 0;
    return written;
}

static int read_all(Verify *v)
{
    const CliOptions *options = &v->cli->options;
    const ScanSink sink = {v, take_scan, take_nothing, flush_batch};
    int status = options->n_operands ? EXIT_GOOD : scans_read(v->cli, STR(""), &sink);
    for (size_t i = 0; i < options->n_operands && status != EXIT_MACHINE; i++) {
        int one = scans_read(v->cli, options->operands[i], &sink);
        if (one != EXIT_GOOD) status = one;
    }
    return status == EXIT_GOOD && v->n_denied ? EXIT_DATA : status;
}

static void say_what_is_missing(const Verify *v)
{
    const BadgeOptions *options = &v->cli->options.badge;
    if (v->cli->options.quiet) return;
    if (!options->n_lists)
        fputs("etalase: no revocation list: badges that were revoked are admitted\n", stderr);
    if (!options->log.len)
        fputs("etalase: no --log: who was admitted is forgotten when this run ends\n", stderr);
}

static int run(Verify *v)
{
    const BadgeOptions *options = &v->cli->options.badge;
    if (!read_keys(v) || !read_event(v)) return EXIT_DATA;
    int status = read_rules(v);
    if (status != EXIT_GOOD) return status;
    if (!scan_log_open(&v->log, v->cli, options->log, options->gate, &v->admissions))
        return EXIT_MACHINE;
    set_time(v);
    if (!read_lists(v)) return exit_status(v->cli);
    say_what_is_missing(v);
    return read_all(v);
}

int command_verify(Cli *cli)
{
    if (!cli->options.badge.n_keys)
        return usage("verify takes --key FILE.pub, the public key of the event", STR(""));
    if (!token_init()) return EXIT_MACHINE;
    Verify *v = ARENA_NEW(cli->arena, Verify);
    v->cli = cli;
    v->log.fd = -1;
    admissions_init(&v->admissions, cli->arena);
    strbuf_init(&v->answers, cli->arena);
    int status = run(v);
    scan_log_close(&v->log);
    cli->options.json = false; /* standard output belongs to the answers */
    print_diagnostics(cli);
    return status;
}
