/* import - column maps for the tables that other programs export, kept as YAML files:
 *
 *   name: pretix
 *   description: One line for people who look for the right map.
 *   columns: {Attendee name: name, Company: organisation}
 *   defaults: {role: visitor}
 *   only: {Status: [paid]}         rows with anything else there are left out
 *   needs: [name]                  fields without which the table is of no use
 *   separator: ","                 of CSV, and `encoding:`, as beside `csv:`
 *
 * What an event file says beside `import:` comes first.
 */
#ifndef ETALASE_DATA_IMPORT_H
#define ETALASE_DATA_IMPORT_H

#include "data/load.h"
#include "data/table.h"

typedef struct Import {
    TableImport table;
    const Node *separator, *encoding; /* NULL: not said */
} Import;

/* The map that `name` asks for: `imports/NAME.yaml` in the event's folder, or in one of the folders
 * of `options`, which may be NULL. False after a report. */
bool import_find(Arena *arena, Str folder, const LoadOptions *options, const Node *name,
                 Import *import, Diag *diag);

#endif
