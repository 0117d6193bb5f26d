/* waves - prints that are written down: `build --changed`, `build --wave` and `reprint`.
 *
 * Each document is laid out once to see what the pages of each record show; what the ledger of the
 * event does not have so yet is then printed as a wave, a PDF of its own, and recorded when that
 * file is in place. What a machine that stops in between has printed is not recorded and is printed
 * again, never the other way round.
 */
#ifndef ETALASE_CLI_WAVES_H
#define ETALASE_CLI_WAVES_H

#include "cli/badges.h"
#include "draw/draw_hash.h"
#include "press/impose.h"

typedef struct Waves Waves; /* of one run */

Str event_id(const Event *event);
/* EVENT-ID.ledger in the event's folder. */
Str ledger_path(Cli *cli, Str event_folder, Str event_id);
/* Whether the command line asks for a wave. */
bool waves_wanted(const Cli *cli);
/* Opens the ledger beside the event and locks it until waves_close. NULL after a report. `codes`
 * stay with the caller. */
Waves *waves_open(Cli *cli, const Event *event, const BadgeCodes *codes);
/* What `reprint` is to print, once the documents are known by id. False after a report. */
bool waves_select(Waves *waves, const Str *documents, size_t n);
/* Writes down who got spare badges. False after a report. */
bool waves_record_spares(Waves *waves);
void waves_close(Waves *waves);
/* For --report changes: on standard output. */
void waves_report(const Waves *waves);

/* The part of one document in a wave. */
typedef struct Wave Wave;

typedef enum WavePlan {
    WAVE_FAILED,  /* after a report */
    WAVE_NOTHING, /* all is as printed */
    WAVE_PRINTS,
} WavePlan;

typedef struct WaveDocument {
    Str id, file; /* of the ordinary build: out/badge.pdf */
    const Layout *layout;
    LayoutRun *run;    /* its wants are set here */
    bool prints_codes; /* of badges */
} WaveDocument;

WavePlan wave_plan(Waves *waves, const WaveDocument *document, Wave **wave);
/* The file of the wave: out/badge-wave-2.pdf. */
Str wave_file(const Wave *wave);
/* Has the Impose tell it where records come, besides whom it tells already. */
void wave_watch(Wave *wave, ImposeOptions *press);
/* Stands before `sink`. Where each page is a sheet (`single`), places are known here. */
PageSink wave_sink(Wave *wave, PageSink sink, bool single);
/* Once the file is in place. False after a report. */
bool wave_record(Wave *wave);
/* "3 changed, 2 new; 601 as printed"; NULL wave gives the empty text. */
Str wave_words(const Wave *wave);

#endif
