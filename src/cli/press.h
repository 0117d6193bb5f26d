/* press - stocks and printer profiles for commands: by name, and as a document asks for them. */
#ifndef ETALASE_CLI_PRESS_H
#define ETALASE_CLI_PRESS_H

#include "cli/cli.h"
#include "press/impose.h"

/* By name, alias or path: the event's stocks folder, the user's, the shipped ones. NULL after a
 * report. */
const Stock *open_stock(Cli *cli, Str event_folder, Str name, Span at);
/* All stocks by name; of two with the same name the one that is found first. */
const Stock *const *open_stocks(Cli *cli, Str event_folder, size_t *n);

/* The pages' target as layouts see it. */
PrintTarget print_target(const ImposeOptions *press);

/* What the command line and the document (may be NULL) ask for. The stock stays NULL if neither
 * names one, or after a report. */
void read_press_options(Cli *cli, Str event_folder, const Record *document, ImposeOptions *out);

#endif
