/* command_ledger - reprint, and the ledger itself: show, check, merge. */
#include <stdio.h>

#include "base/confined.h"
#include "base/vec.h"
#include "cli/waves.h"
#include "code/utc.h"
#include "data/read.h"
#include "press/ledger_file.h"

int command_reprint(Cli *cli)
{
    CliOptions *options = &cli->options;
    WaveOptions *wave = &options->wave;
    options->event_path = STR("event.yaml");
    wave->n_ids = split_operands(cli, &options->event_path);
    wave->ids = options->operands;
    wave->reprint = true;
    if (wave->changed || !wave->n_ids == !wave->sheet) {
        fputs("etalase: reprint takes either ids of badges or --sheet=N, and the event file\n",
              stderr);
        return EXIT_USAGE;
    }
    return command_build(cli);
}

/* The operand, or the ledger beside the event file that it is. Empty after a report. */
static Str find_ledger(Cli *cli, size_t operand)
{
    CliOptions *options = &cli->options;
    Str path = STR("event.yaml");
    bool given = options->n_operands > operand;
    if (given) path = options->operands[operand];
    if (str_ends(path, STR(".ledger"))) return path;
    const Event *event = open_event_file(cli, path);
    if (!event || diag_errors(cli->diag)) return (Str){0};
    return ledger_path(cli, event->folder, event_id(event));
}

static bool read_ledger(Cli *cli, Str path, Ledger *out)
{
    Source *source;
    SourceFault fault = source_read(cli->arena, path, path, LEDGER_MAX_BYTES, &source);
    if (fault != SOURCE_OK) {
        read_report_fault(cli->arena, fault, path, LEDGER_MAX_BYTES, (Span){0}, cli->diag);
        return false;
    }
    bool good = ledger_read(cli->arena, source, (Str){0}, out, cli->diag);
    if (out->torn) diag_report(cli->diag, DIAG_LEDGER_TORN, (Span){0}, path);
    return good;
}

/* The prints of a document in a wave. */
typedef struct WaveRow {
    Str wave, document;
    int64_t time;
    size_t printed, good; /* good: neither spoiled, nor printed again, nor revoked since */
    uint32_t sheets;
} WaveRow;

typedef VEC(WaveRow) WaveRows;

static WaveRow *row_of(Cli *cli, WaveRows *rows, Map *known, const Fact *fact)
{
    Str key = str_format(cli->arena, "%.*s\t%.*s", STR_ARG(fact->wave), STR_ARG(fact->document));
    const size_t *at = map_find(known, key);
    if (at) return &rows->items[*at];
    size_t *place = ARENA_NEW(cli->arena, size_t);
    *place = rows->len;
    map_set(known, key, place);
    VEC_PUSH(cli->arena, rows,
             (WaveRow){.wave = fact->wave, .document = fact->document, .time = fact->time});
    return &rows->items[rows->len - 1];
}

static WaveRows wave_rows(Cli *cli, const Ledger *ledger, const LedgerState *state)
{
    WaveRows rows = {0};
    Map known;
    map_init(&known, cli->arena);
    for (size_t i = 0; i < ledger->n_facts; i++) {
        const Fact *fact = &ledger->facts[i];
        if (fact->kind != FACT_PRINT && fact->kind != FACT_REPRINT) continue;
        WaveRow *row = row_of(cli, &rows, &known, fact);
        const PrintState *print = ledger_print(state, fact->document, fact->record);
        row->printed++;
        row->good += print->last == fact && !print->spoil &&
                     !ledger_revoked(state, fact->record, fact->issue);
        if (fact->sheet > row->sheets) row->sheets = fact->sheet;
    }
    return rows;
}

static size_t count_kind(const Ledger *ledger, FactKind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < ledger->n_facts; i++) n += ledger->facts[i].kind == kind;
    return n;
}

static void show(Cli *cli, const Ledger *ledger)
{
    LedgerState state;
    ledger_fold(&state, cli->arena, ledger);
    WaveRows rows = wave_rows(cli, ledger, &state);
    if (rows.len)
        printf("%-20s %-20s %-17s %7s %8s %8s\n", "wave", "document", "when (UTC)", "sheets",
               "printed", "in use");
    for (size_t i = 0; i < rows.len; i++) {
        const WaveRow *row = &rows.items[i];
        char when[UTC_CHARS + 1];
        utc_write(row->time, when);
        when[10] = ' ';
        printf("%-20.*s %-20.*s %.16s  %7u %8zu %8zu\n", STR_ARG(row->wave), STR_ARG(row->document),
               when, row->sheets, row->printed, row->good);
    }
    printf("%zu printed, %zu spoiled, %zu revoked, %zu spares given out\n",
           count_kind(ledger, FACT_PRINT) + count_kind(ledger, FACT_REPRINT),
           count_kind(ledger, FACT_SPOIL), count_kind(ledger, FACT_REVOKE),
           count_kind(ledger, FACT_ASSIGN));
}

static int show_or_check(Cli *cli, bool shows)
{
    Ledger ledger;
    Str path = find_ledger(cli, 1);
    bool good = path.len && read_ledger(cli, path, &ledger);
    if (good) ledger_check(cli->arena, &ledger, cli->diag);
    print_diagnostics(cli);
    if (good && shows) show(cli, &ledger);
    if (good && !shows && !cli->options.quiet)
        printf("%.*s: %zu facts%s\n", STR_ARG(path), ledger.n_facts,
               diag_errors(cli->diag) ? "" : ", all sound");
    return exit_status(cli);
}

static bool write_ledger(Cli *cli, Str path, const Ledger *ledger)
{
    StrBuf text;
    strbuf_init(&text, cli->arena);
    ledger_write_head(ledger->event, &text);
    for (size_t i = 0; i < ledger->n_facts; i++) ledger_write_fact(&ledger->facts[i], &text);
    return write_text_file(cli, path, strbuf_str(&text));
}

/* What both did is written down in any case; what contradicts itself is said, and the status is 1.
 */
static int merge(Cli *cli)
{
    const CliOptions *options = &cli->options;
    Ledger a, b;
    if (options->n_operands != 3 || !options->output_given) {
        fputs("etalase: ledger merge takes two ledgers and --output=FILE\n", stderr);
        return EXIT_USAGE;
    }
    bool good = read_ledger(cli, options->operands[1], &a);
    good = read_ledger(cli, options->operands[2], &b) && good;
    if (good && !str_eq(a.event, b.event)) {
        diag_report(cli->diag, DIAG_LEDGER_EVENT, (Span){0}, b.event, a.event);
        good = false;
    }
    if (!good) {
        print_diagnostics(cli);
        return exit_status(cli);
    }
    Ledger merged = ledger_merge(cli->arena, &a, &b, cli->diag);
    ledger_check(cli->arena, &merged, cli->diag);
    good = write_ledger(cli, options->out_folder, &merged);
    print_diagnostics(cli);
    if (good && !options->quiet)
        printf("%.*s: %zu facts, %zu and %zu before\n", STR_ARG(options->out_folder),
               merged.n_facts, a.n_facts, b.n_facts);
    return exit_status(cli);
}

int command_ledger(Cli *cli)
{
    const CliOptions *options = &cli->options;
    Str word = options->n_operands ? options->operands[0] : STR("show");
    if (str_eq(word, STR("show"))) return show_or_check(cli, true);
    if (str_eq(word, STR("check"))) return show_or_check(cli, false);
    if (str_eq(word, STR("merge"))) return merge(cli);
    fputs("etalase: ledger takes show, check or merge\n", stderr);
    return EXIT_USAGE;
}
