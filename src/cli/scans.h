/* scans - what a gate reads, writes down and answers; the parts of `etalase verify`. */
#ifndef ETALASE_CLI_SCANS_H
#define ETALASE_CLI_SCANS_H

#include "cli/badges.h"
#include "code/gate.h"

/* scan_log.c: the log of a gate. Lines of five words between tabs, to which lines are only added:
 *
 *   2026-11-22T00:00:00Z  ADMIT  serial  gate  -
 *   2026-11-22T00:00:00Z  DENY   serial, or - if not genuine  gate  reason
 *   2026-11-22T00:00:00Z  LIST   key id  gate  counter of the revocation list in use
 *
 * A last line without its end was cut off by a crash; its scan was not answered. It gets a sixth
 * word, `torn`, and does not count. */
typedef struct ScanLog {
    Cli *cli;
    int fd; /* -1: no log */
    Str path, gate;
    Str text; /* as read at the start */
    StrBuf pending;
} ScanLog;

/* Opens or makes the log, locked against other runs, and adds the admissions in it. False after a
 * report. An empty path: no log. */
bool scan_log_open(ScanLog *log, Cli *cli, Str path, Str gate, Admissions *admissions);
/* The highest counter that a list of this key had; 0: none. */
uint32_t scan_log_counter(const ScanLog *log, KeyId key);
void scan_log_list(ScanLog *log, int64_t now, const Revocation *list);
void scan_log_answer(ScanLog *log, int64_t now, const GateAnswer *answer);
/* Puts on disk what was added; false after a report. */
bool scan_log_flush(ScanLog *log);
void scan_log_close(ScanLog *log);

/* scan_input.c: lines as a scanner types them, from a file, or the codes in a picture. */
typedef struct ScanSink {
    void *context;
    void (*scan)(void *context, Str line);
    void (*no_code)(void *context, Str file);
    bool (*flush)(void *context); /* after all that could be read at once; false: stop */
} ScanSink;

/* An exit status: EXIT_GOOD, or that of a failure, which was reported. Empty path: standard input.
 */
int scans_read(Cli *cli, Str path, const ScanSink *sink);

/* scan_answer.c: one line of text or JSON. */
typedef struct AnswerStyle {
    const Event *event; /* names zones and roles; NULL: numbers */
    int32_t offset_s;
    bool json;
} AnswerStyle;
void scan_answer_write(const AnswerStyle *style, const GateAnswer *answer, size_t n_chars,
                       StrBuf *out);
void scan_no_code_write(const AnswerStyle *style, Str file, StrBuf *out);

#endif
