/* main - options and commands. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/out.h"
#include "base/vec.h"
#include "cli/cli.h"
#include "press/ledger.h"

typedef struct Command {
    const char *name;
    int (*run)(Cli *);
    const char *arguments, *description;
} Command;

static const Command commands[] = {
    {"build", command_build, "[EVENT.yaml]", "make the PDFs"},
    {"check", command_check, "[EVENT.yaml]", "list every problem; --data: of the data alone"},
    {"init", command_init, "FOLDER", "a new event to edit, or copied --from=EXAMPLE"},
    {"show", command_show, "EXPRESSION [EVENT]", "what the program made of it: vendors.first"},
    {"layouts", command_layouts, "[show NAME | words]",
     "what there is to print, and a layout's options"},
    {"stocks", command_stocks, "[show | ruler NAME]", "sheets and cards to print on"},
    {"fonts", command_fonts, "", "the font families that layouts can use"},
    {"schema", command_schema, "[event | layout]", "JSON Schema of the files, for editors"},
    {"manual", command_manual, "[event | layout]", "all words of the files: | man -l -"},
    {"keygen", command_keygen, "FILE", "a key that signs badges: FILE and FILE.pub"},
    {"verify", command_verify, "[FILE...]", "at the gate: scans from standard input, or files"},
    {"revoke", command_revoke, "ID... [EVENT.yaml]", "badges that gates refuse from now on"},
    {"reissue", command_reissue, "ID... [EVENT.yaml]", "new badges in place of lost ones"},
    {"reprint", command_reprint, "ID... [EVENT.yaml]", "spoiled badges, or a --sheet=N, once more"},
    {"ledger", command_ledger, "[show | check | merge]", "what was printed when"},
    {"explain", command_explain, "CODE", "what a message means and what to do"},
};

enum { N_COMMANDS = sizeof commands / sizeof *commands };

static void print_help(void)
{
    puts("Usage: etalase COMMAND [OPTION...] [FILE]\n\n"
         "Makes everything an expo prints, as PDF, from one event file.\n\nCommands:");
    for (size_t i = 0; i < N_COMMANDS; i++)
        printf("  %-8s %-20s %s\n", commands[i].name, commands[i].arguments,
               commands[i].description);
    puts(
        "\nOptions:\n"
        "  -o, --output=FOLDER    where PDFs go (out)\n"
        "      --only=NAME,...    only these documents, by layout or id\n"
        "      --for=EXPRESSION   only records for which this holds; --sort=EXPRESSION\n"
        "      --stock=NAME       print on this stock; --printer=NAME corrects the printer\n"
        "      --start=K          the first free label of the first sheet; --copies=N of each\n"
        "      --duplex=EDGE      backs behind fronts, turned over the long or short edge; none\n"
        "      --changed          only what is new or changed since it was printed\n"
        "      --wave=NAME        the name of that print; more: man etalase, Waves\n"
        "      --report=fit       texts that were made smaller to fit; changes: who is in a wave\n"
        "      --format=json      messages as JSON, one a line; --color=auto|always|never\n"
        "      --dump=STAGE       nodes, event, boxes or draw, as text\n"
        "      --key=FILE         the key that signs badges, or checks them; more: man etalase\n"
        "  -q, --quiet            errors only; -v, --verbose: more; --strict: warnings are errors\n"
        "  -h, --help             this text; -V, --version: the version\n\n"
        "EVENT.yaml is event.yaml in this folder if not given. Exit status: 0 all made,\n"
        "1 something in the input is wrong, 2 usage, 3 the machine (disk, memory, permission).");
}

static const char short_options[] = "o:j:qvhV";

enum {
    OPTION_ONLY = 256,
    OPTION_FOR,
    OPTION_SORT,
    OPTION_FROM,
    OPTION_STRICT,
    OPTION_DATA,
    OPTION_REPORT,
    OPTION_FORMAT,
    OPTION_COLOUR,
    OPTION_DUMP,
    OPTION_STOCK,
    OPTION_START,
    OPTION_COPIES,
    OPTION_DUPLEX,
    OPTION_ORDER,
    OPTION_PRINTER,
    OPTION_JSON,
    OPTION_CHANGED,
    OPTION_WAVE,
    OPTION_SHEET,
    OPTION_KEY,
    OPTION_LIST,
    OPTION_EVENT, /* from here on in the order of take_badge_option */
    OPTION_ZONE,
    OPTION_DAY,
    OPTION_AT,
    OPTION_LOG,
    OPTION_GATE
};

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"jobs", required_argument, NULL, 'j'},
    {"only", required_argument, NULL, OPTION_ONLY},
    {"for", required_argument, NULL, OPTION_FOR},
    {"sort", required_argument, NULL, OPTION_SORT},
    {"from", required_argument, NULL, OPTION_FROM},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"data", no_argument, NULL, OPTION_DATA},
    {"report", required_argument, NULL, OPTION_REPORT},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"color", required_argument, NULL, OPTION_COLOUR},
    {"colour", required_argument, NULL, OPTION_COLOUR},
    {"dump", required_argument, NULL, OPTION_DUMP},
    {"stock", required_argument, NULL, OPTION_STOCK},
    {"start", required_argument, NULL, OPTION_START},
    {"copies", required_argument, NULL, OPTION_COPIES},
    {"duplex", required_argument, NULL, OPTION_DUPLEX},
    {"order", required_argument, NULL, OPTION_ORDER},
    {"printer", required_argument, NULL, OPTION_PRINTER},
    {"changed", no_argument, NULL, OPTION_CHANGED},
    {"wave", required_argument, NULL, OPTION_WAVE},
    {"sheet", required_argument, NULL, OPTION_SHEET},
    {"json", no_argument, NULL, OPTION_JSON},
    {"key", required_argument, NULL, OPTION_KEY},
    {"list", required_argument, NULL, OPTION_LIST},
    {"revoked", required_argument, NULL, OPTION_LIST},
    {"event", required_argument, NULL, OPTION_EVENT},
    {"zone", required_argument, NULL, OPTION_ZONE},
    {"day", required_argument, NULL, OPTION_DAY},
    {"at", required_argument, NULL, OPTION_AT},
    {"log", required_argument, NULL, OPTION_LOG},
    {"gate", required_argument, NULL, OPTION_GATE},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

static _Noreturn void usage(const char *text, const char *word)
{
    fprintf(stderr, "etalase: %s%s%s; see etalase --help\n", text, *word ? " " : "", word);
    exit(EXIT_USAGE);
}

static bool choose(const char *word, const char *yes, const char *no)
{
    if (strcmp(word, yes) == 0) return true;
    if (strcmp(word, no) != 0) usage("unknown choice", word);
    return false;
}

static void add_word(Str *words, size_t *n, size_t max, const char *word)
{
    if (*n == max) usage("too often; the one too much is", word);
    words[(*n)++] = str_from(word);
}

/* False if it is none of the options about badge codes. */
static bool take_badge_option(BadgeOptions *options, int option, const char *word)
{
    Str *const texts[] = {&options->event, &options->zone, &options->day,
                          &options->at,    &options->log,  &options->gate};
    if (option == OPTION_KEY)
        add_word(options->keys, &options->n_keys, MAX_KEYS, word);
    else if (option == OPTION_LIST)
        add_word(options->lists, &options->n_lists, MAX_LISTS, word);
    else if (option >= OPTION_EVENT && option <= OPTION_GATE)
        *texts[option - OPTION_EVENT] = str_from(word);
    else
        return false;
    return true;
}

static int take_number(const char *word)
{
    char *end;
    long n = strtol(word, &end, 10);
    if (*end || end == word || n < 1 || n > 1000000) usage("this is not a number from 1:", word);
    return (int)n;
}

static bool take_press_option(PressOptions *press, int option, const char *word)
{
    switch (option) {
    case OPTION_STOCK:
        press->stock = str_from(word);
        return true;
    case OPTION_PRINTER:
        press->printer = str_from(word);
        return true;
    case OPTION_START:
        press->start = take_number(word);
        return true;
    case OPTION_COPIES:
        press->copies = take_number(word);
        return true;
    case OPTION_DUPLEX:
        if (strcmp(word, "none") != 0) (void)choose(word, "long", "short");
        press->duplex = str_from(word);
        return true;
    case OPTION_ORDER:
        (void)choose(word, "stack", "sheets");
        press->order = str_from(word);
        return true;
    default:
        return false;
    }
}

static bool take_wave_option(WaveOptions *wave, int option, const char *word)
{
    if (option == OPTION_CHANGED)
        wave->changed = true;
    else if (option == OPTION_WAVE)
        wave->name = str_from(word);
    else if (option == OPTION_SHEET)
        wave->sheet = take_number(word);
    else
        return false;
    if (option == OPTION_WAVE && !wave_is_valid(wave->name))
        usage("a wave is named by letters, digits and - only, not", word);
    return true;
}

static void take_option(CliOptions *options, int option, const char *word)
{
    if (take_badge_option(&options->badge, option, word)) return;
    switch (option) {
    case 'o':
        options->out_folder = str_from(word), options->output_given = true;
        break;
    case 'j':
        options->jobs = take_number(word);
        break;
    case 'q':
        options->quiet = true;
        break;
    case 'v':
        options->verbose = true;
        break;
    case OPTION_ONLY:
        options->only = str_from(word);
        break;
    case OPTION_FOR:
        options->filter = str_from(word);
        break;
    case OPTION_SORT:
        add_word(options->sort, &options->n_sort, MAX_SORT, word);
        break;
    case OPTION_FROM:
        options->from = str_from(word);
        break;
    case OPTION_DATA:
        options->data_only = true;
        break;
    case OPTION_STRICT:
        options->strict = true;
        break;
    case OPTION_DUMP:
        options->dump = str_from(word);
        break;
    case OPTION_REPORT:
        (void)choose(word, "fit", "changes");
        options->report = str_from(word);
        break;
    case OPTION_JSON:
        options->json = true;
        break;
    case OPTION_FORMAT:
        options->json = choose(word, "json", "text");
        break;
    case OPTION_COLOUR:
        if (strcmp(word, "auto") != 0) options->colour = choose(word, "always", "never");
        break;
    case 'h':
        print_help();
        exit(EXIT_GOOD);
    case 'V':
        puts("etalase " ETALASE_VERSION);
        exit(EXIT_GOOD);
    default:
        if (!take_press_option(&options->press, option, word) &&
            !take_wave_option(&options->wave, option, word))
            exit(EXIT_USAGE); /* getopt has said what is wrong */
    }
}

static const Command *find_command(const char *name)
{
    for (size_t i = 0; i < N_COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

static _Noreturn void unknown_command(const char *name)
{
    Str names[N_COMMANDS];
    for (size_t i = 0; i < N_COMMANDS; i++) names[i] = str_from(commands[i].name);
    Str near = str_nearest(str_from(name), names, N_COMMANDS);
    fprintf(stderr, "etalase: there is no command '%s'", name);
    if (near.len) fprintf(stderr, "; did you mean '%.*s'?", STR_ARG(near));
    fputs(" See etalase --help\n", stderr);
    exit(EXIT_USAGE);
}

static void on_signal(int number)
{
    out_abandon_all();
    _exit(number == SIGINT ? EXIT_INTERRUPTED : EXIT_MACHINE);
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    action.sa_handler = SIG_IGN; /* writing to a closed pipe is an error we see ourselves */
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
}

/* What -v adds to the messages. */
static void set_verbose(Diag *diag)
{
    static const DiagCode codes[] = {DIAG_CSV_SEPARATOR, DIAG_IMPORT_UNUSED, DIAG_IMPORT_ROWS};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        diag_set_level(diag, codes[i], DIAG_NOTE);
}

int main(int argc, char **argv)
{
    Arena arena;
    arena_init(&arena);
    Cli cli = {.arena = &arena};
    CliOptions *options = &cli.options;
    options->out_folder = STR("out");
    options->colour = isatty(STDERR_FILENO) && !getenv("NO_COLOR");
    int option;
    while ((option = getopt_long(argc, argv, short_options, long_options, NULL)) != -1)
        take_option(options, option, optarg);
    if (optind == argc) {
        print_help();
        return EXIT_USAGE;
    }
    const Command *command = find_command(argv[optind]);
    if (!command) unknown_command(argv[optind]);
    options->n_operands = (size_t)(argc - optind - 1);
    options->operands = ARENA_ARRAY(&arena, Str, options->n_operands);
    for (size_t i = 0; i < options->n_operands; i++)
        options->operands[i] = str_from(argv[optind + 1 + (int)i]);
    options->event_path = options->n_operands ? options->operands[0] : STR("event.yaml");
    if (options->wave.sheet && command->run != command_reprint)
        usage("--sheet is for reprint, not for", argv[optind]);
    catch_signals();
    cli.diag = diag_new(&arena, 0);
    cli.data_folder = find_data_folder(&arena);
    if (options->strict) diag_set_level(cli.diag, DIAG_LAYOUT_FIT_LAST, DIAG_ERROR);
    if (options->verbose) set_verbose(cli.diag);
    diag_set_strict(cli.diag, options->strict);
    int status = command->run(&cli);
    if (fflush(stdout) != 0 && status == EXIT_GOOD) status = EXIT_MACHINE;
    _exit(status); /* giving every piece of memory back takes milliseconds */
}
