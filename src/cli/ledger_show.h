/* ledger_show - the tables of `etalase ledger show`. */
#ifndef ETALASE_CLI_LEDGER_SHOW_H
#define ETALASE_CLI_LEDGER_SHOW_H

#include "cli/cli.h"
#include "press/ledger.h"

/* The waves, and if the event is at hand its badges by role, on standard output. */
void ledger_show(Cli *cli, const Ledger *ledger, const Event *event);

#endif
