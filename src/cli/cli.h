/* cli - the command line: options, commands, folders, talk on standard error. The only room that
 * reads the clock, the environment and the terminal. */
#ifndef ETALASE_CLI_CLI_H
#define ETALASE_CLI_CLI_H

#include "draw/draw.h"
#include "layout/layout.h"
#include "model/event.h"

/* Exit status. */
enum { EXIT_GOOD = 0, EXIT_DATA = 1, EXIT_USAGE = 2, EXIT_MACHINE = 3, EXIT_INTERRUPTED = 130 };

enum { MAX_KEYS = 8, MAX_LISTS = 8, MAX_SORT = 8 };

/* What the commands about badge codes take. */
typedef struct BadgeOptions {
    Str keys[MAX_KEYS]; /* --key: key files; the first one signs */
    size_t n_keys;
    Str lists[MAX_LISTS]; /* --revoked, --list: revocation lists */
    size_t n_lists;
    Str event, zone, day, at, log, gate; /* of verify; empty: not given */
} BadgeOptions;

/* How pages come onto sheets; what is not given is as the document says. */
typedef struct PressOptions {
    Str stock, printer; /* --stock, --printer */
    int start, copies;  /* --start, --copies; 0: not given */
    Str duplex;         /* --duplex: long, short, none; empty: not given */
    Str order;          /* --order: sheets, stack; empty: not given */
} PressOptions;

/* Prints that are written down in the ledger. */
typedef struct WaveOptions {
    bool changed; /* --changed */
    Str name;     /* --wave; empty: the next free name */
    bool reprint; /* of reprint: */
    int sheet;    /* --sheet; 0: not given */
    Str *ids;
    size_t n_ids;
} WaveOptions;

typedef struct CliOptions {
    Str event_path; /* default event.yaml */
    Str out_folder; /* default out */
    bool output_given;
    Str only;           /* --only: kinds or ids, comma separated; empty: all */
    Str filter;         /* --for: an expression over the records */
    Str sort[MAX_SORT]; /* --sort: expressions */
    size_t n_sort;
    Str dump;   /* --dump: a stage; empty: none */
    Str report; /* --report: fit, changes; empty: none */
    Str from;   /* --from: the example that init copies; empty: the smallest */
    BadgeOptions badge;
    PressOptions press;
    WaveOptions wave;
    int jobs; /* --jobs: documents made at the same time; 0: one for each processor */
    bool json, quiet, verbose, colour, strict;
    bool data_only; /* check: no layouts, no pages */
    Str *operands; /* words after the command */
    size_t n_operands;
} CliOptions;

typedef struct Cli {
    Arena *arena; /* as long as the run */
    Diag *diag;
    CliOptions options;
    Str data_folder; /* holds layouts/ and fonts/ */
} Cli;

/* Commands: each gives the exit status. */
int command_build(Cli *cli);
int command_check(Cli *cli);
int command_layouts(Cli *cli);
int command_fonts(Cli *cli);
int command_explain(Cli *cli);
int command_init(Cli *cli);
int command_schema(Cli *cli);
int command_manual(Cli *cli);
int command_show(Cli *cli);
int command_dump(Cli *cli);
int command_stocks(Cli *cli);
int command_keygen(Cli *cli);
int command_verify(Cli *cli);
int command_revoke(Cli *cli);
int command_reissue(Cli *cli);
int command_reprint(Cli *cli);
int command_ledger(Cli *cli);

/* Where layouts/ and fonts/ are: ETALASE_DATA, beside the program in a build tree, or installed. */
Str find_data_folder(Arena *arena);
/* etalase-artwork: beside the program, or in libexec where it is installed. */
Str find_artwork_reader(Arena *arena);
/* Layout file by name (`badge`) or path: the layouts/ folder of the event, the user's, the shipped
 * ones. Empty if there is none. */
Str find_layout(Cli *cli, Str event_folder, Str name);
/* The picture of a layout's pages: `pictures/NAME.png` beside the layout file; empty if none. */
Str find_picture(Cli *cli, Str layout_path);
/* Paths of all layouts, sorted by name: the event's own, the user's, the shipped ones, of each name
 * the first; only the shipped ones if `event_folder` is empty. Files that begin with _ are only
 * included by others. */
const Str *find_layouts(Cli *cli, Str event_folder, size_t *n);
/* `badge` of `layouts/badge.yaml`. */
Str file_stem(Str path);
/* Folders of `kind` ("stocks", "printers") that there are, first things first: in the event's
 * folder, the user's, the shipped layouts. Returns how many. */
enum { MAX_DATA_FOLDERS = 3 };
size_t find_folders(Cli *cli, Str event_folder, const char *kind, Str folders[MAX_DATA_FOLDERS]);
/* Paths of the .yaml files in a folder, sorted; without those that begin with _ or a dot. */
const Str *find_yaml_files(Cli *cli, Str folder, size_t *n);
/* The event with what it is read with: column maps for imports, look-alike letters. The codes on
 * its badges are plain ids. */
Event *open_event_file(Cli *cli, Str path);
/* The main language of its texts. */
Str event_language(const Event *event);
Fonts *open_fonts(Cli *cli, Str event_folder);
Layout *open_layout(Cli *cli, Str path, Span at);

/* How many operands there are before an event file, which is set to *path if it is the last one. */
size_t split_operands(const Cli *cli, Str *path);

/* Prints what was reported, and says whether there were errors. */
bool print_diagnostics(Cli *cli);
/* Errors of the machine are of another kind than errors of the input. */
int exit_status(Cli *cli);
/* A whole file or none; false after a report. */
bool write_text_file(Cli *cli, Str path, Str text);

/* Texts that were made to fit, for --report fit; see report_fit.c. */
typedef struct FitReport FitReport;
FitReport *fit_report_new(Arena *arena);
/* Says which document the following notes are of. */
void fit_report_begin(FitReport *report, Str document);
/* LayoutRun.fitted; `context` is the FitReport. */
void fit_report_take(void *context, const FitNote *note);
/* Its rows as bytes, and added to another report. */
void fit_report_send(const FitReport *report, StrBuf *out);
void fit_report_receive(FitReport *report, Str rows);
/* A table on standard output. */
void fit_report_print(const FitReport *report);

/* A line on the terminal that is written over; nothing if standard error is no terminal. */
void progress_show(Str document, uint64_t pages);
void progress_clear(void);

#endif
