/* diag - what is wrong with the input, said once, with its place.
 *
 * Every message is one row of the catalogue (base/messages): code, level, text, explanation.
 * Its text has slots {0} {1} ... filled with Str arguments. Reports are collected; printing is
 * separate, so that a run lists all problems and can print them as text or JSON.
 *
 *   diag_report(diag, DIAG_RANGE_EMPTY, node->span, str_format(tmp, "%d", first), last_text);
 *   diag_note(diag, other->span, STR("the last booth is set here"));
 *   diag_hint(diag, STR("did you mean `vendor`?"));
 */
#ifndef ETALASE_BASE_DIAG_H
#define ETALASE_BASE_DIAG_H

#include <stdio.h>

#include "base/source.h"

typedef enum DiagLevel { DIAG_OFF, DIAG_NOTE, DIAG_WARNING, DIAG_ERROR } DiagLevel;

typedef enum DiagCode {
#define MESSAGE(id, code, level, text, explain) id,
#include "base/messages/all.def"
#undef MESSAGE
    DIAG_N_CODES
} DiagCode;

typedef struct DiagInfo {
    Str code; /* `range-empty`, as shown in brackets */
    DiagLevel level;
    Str text;    /* with slots */
    Str explain; /* one paragraph for `etalase explain CODE` and the manual */
} DiagInfo;

const DiagInfo *diag_info(DiagCode code);
/* By its shown code; DIAG_N_CODES if there is none. */
DiagCode diag_find(Str code);

typedef struct DiagNote {
    Span span;
    Str text;
} DiagNote;

typedef struct DiagReport {
    DiagCode code;
    DiagLevel level;
    Span span; /* source NULL: about the run as a whole */
    Str text;  /* slots filled */
    Str record; /* the record concerned, e.g. `vendor "Sambal Bu Yati"`; may be empty */
    Str hint;   /* may be empty */
    const DiagNote *notes;
    size_t n_notes, cap_notes;
} DiagReport;

typedef struct Diag Diag;

/* Keeps everything in `arena`; after `limit` errors (0: 100) further ones are only counted. */
Diag *diag_new(Arena *arena, size_t limit);
void diag_set_limit(Diag *diag, size_t limit);
/* Another level for a code, as the event file asks. DIAG_OFF drops it. */
void diag_set_level(Diag *diag, DiagCode code, DiagLevel level);
/* Warnings become errors. */
void diag_set_strict(Diag *diag, bool strict);
/* The record that the following reports are about, until the next call; empty: none. Borrowed until
 * then. Returns the one before, to be put back. */
Str diag_set_record(Diag *diag, Str record);

/* What has been reported so far, to be returned to: diag_return forgets all that came after, as if
 * it had never been said. The mark may be returned to any number of times. */
typedef struct DiagMark DiagMark;
const DiagMark *diag_mark(Diag *diag);
void diag_return(Diag *diag, const DiagMark *mark);

/* What fills the slots of a message, after its place. Unused slots stay empty. */
typedef struct DiagArgs {
    Span at;
    Str slot_0, slot_1, slot_2, slot_3, slot_4;
} DiagArgs;

/* diag_report(diag, code, span, Str...). The texts are copied. Same code, same place and same text
 * as an earlier report: dropped. */
void diag_report_args(Diag *diag, DiagCode code, const DiagArgs *args);
#define diag_report(diag, code, ...)                                                               \
    diag_report_args((diag), (code), &(const DiagArgs){__VA_ARGS__})

/* A report that another process made of the same input, whole with its notes and hint. */
void diag_take(Diag *diag, const DiagReport *report);

/* Both add to the report made last; nothing happens if that one was dropped. */
void diag_note(Diag *diag, Span at, Str text);
void diag_hint(Diag *diag, Str text);

size_t diag_errors(const Diag *diag);
size_t diag_warnings(const Diag *diag);
/* Errors met so far, also those that were said before: whether something is wrong with what was
 * looked at since. */
size_t diag_errors_met(const Diag *diag);
/* Reports in order of reporting; further ones may move the list. */
const DiagReport *const *diag_reports(const Diag *diag, size_t *n);
/* Reports in order of file, line, column (files in order of first report). */
const DiagReport *const *diag_sorted(Diag *diag, size_t *n);

typedef struct DiagStyle {
    bool colour;
    bool quiet; /* errors only */
} DiagStyle;

/* `path:line:col: error: text [code]`, the line, caret and tildes, notes, hint. */
void diag_print(Diag *diag, FILE *out, DiagStyle style);
/* One JSON object per report and line. */
void diag_print_json(Diag *diag, FILE *out);

#endif
