/* named - definitions that an event file asks for by one word, each a YAML file of that name:
 * column maps (`import: pretix`), themes (`theme: makassar`). */
#ifndef ETALASE_DATA_NAMED_H
#define ETALASE_DATA_NAMED_H

#include "data/node.h"

typedef struct NamedKind {
    Str folder;        /* in the event's folder, searched first: "imports" */
    const Str *shared; /* folders searched then, in this order */
    size_t n_shared;
    DiagCode bad_name, missing; /* messages; {0} is the name */
} NamedKind;

/* The file that `name` asks for. NULL after a report, with the nearest name that there is. */
const Source *named_find(Arena *arena, Str event_folder, const NamedKind *kind, const Node *name,
                         Diag *diag);

#endif
