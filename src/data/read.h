/* read - files into nodes. */
#ifndef ETALASE_DATA_READ_H
#define ETALASE_DATA_READ_H

#include "data/node.h"

/* Reads one YAML 1.1 document. NULL after an error was reported; a document with recoverable faults
 * (duplicate key, tag) comes back as far as it was understood, with the faults reported. Aliases
 * are expanded within LIMIT_ALIAS_NODES. Texts may borrow the source's bytes. */
const Node *read_yaml(Arena *arena, const Source *source, Diag *diag);

/* Reads one JSON text (RFC 8259). NULL after an error, except for keys given twice. Strings are not
 * plain, numbers, true and false are. */
const Node *read_json(Arena *arena, const Source *source, Diag *diag);

/* Opens `path` and reports what stands in the way at `at`; NULL then. `shown` is the path for
 * messages; empty: `path`. */
const Source *read_source(Arena *arena, Str path, Str shown, size_t limit_bytes, Span at,
                          Diag *diag);

/* Says why a file could not be read. */
void read_report_fault(Arena *arena, SourceFault fault, Str shown, size_t limit_bytes, Span at,
                       Diag *diag);

#endif
