/* ledger_file - a ledger on disk: one run at a time, facts only added, each on disk before the run
 * says so. */
#ifndef ETALASE_PRESS_LEDGER_FILE_H
#define ETALASE_PRESS_LEDGER_FILE_H

#include "press/ledger.h"

typedef struct LedgerFile {
    Str path;
    Ledger ledger; /* as it stood when it was opened */
    int fd;
    bool empty; /* its first lines are not written yet */
} LedgerFile;

/* Opens the file and locks it until it is closed; without `create`, a file that is not there is
 * left so, with fd -1 and no facts. False after a report: also for damaged lines, as what was
 * printed is then not known. */
bool ledger_open(LedgerFile *file, Arena *arena, Str path, Str event, bool create, Diag *diag);
/* All of them, in one stroke, and waits for the disk. Facts that would be earlier than those that
 * stand there get the time of the latest; a clock that is far behind is reported. False after a
 * report that nothing was added. */
bool ledger_append(LedgerFile *file, Arena *tmp, const Fact *facts, size_t n, Diag *diag);
/* A file that nothing was written to is taken away. */
void ledger_close(LedgerFile *file, Arena *tmp);

#endif
