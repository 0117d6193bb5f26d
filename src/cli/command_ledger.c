/* command_ledger - reprint, and the ledger itself: show, check, merge. */
#include <stdio.h>

#include "base/confined.h"
#include "cli/ledger_show.h"
#include "cli/waves.h"
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

/* The operand, or the ledger beside the event file that it is; then *event is set. Empty after a
 * report. */
static Str find_ledger(Cli *cli, const Event **event)
{
    const CliOptions *options = &cli->options;
    Str path = options->n_operands > 1 ? options->operands[1] : STR("event.yaml");
    *event = NULL;
    if (str_ends(path, STR(".ledger"))) return path;
    *event = open_event_file(cli, path);
    if (!*event || diag_errors(cli->diag)) return (Str){0};
    return ledger_path(cli, (*event)->folder, event_id(*event));
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

static int show_or_check(Cli *cli, bool shows)
{
    Ledger ledger;
    const Event *event;
    Str path = find_ledger(cli, &event);
    bool good = path.len && read_ledger(cli, path, &ledger);
    if (good) ledger_check(cli->arena, &ledger, cli->diag);
    print_diagnostics(cli);
    if (good && shows) ledger_show(cli, &ledger, event);
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
