/* yaml_fault - what libyaml complains about, in words for people who write event files. */
#ifndef ETALASE_DATA_YAML_FAULT_H
#define ETALASE_DATA_YAML_FAULT_H

#include "data/node.h"

typedef struct YamlFault {
    Str problem, context; /* libyaml's words */
    uint32_t at;          /* byte offset of the problem */
    uint32_t began;       /* of the context: where the unfinished thing starts */
} YamlFault;

void yaml_fault_report(Arena *tmp, const Source *source, const YamlFault *fault, Diag *diag);
/* Hint: the line with its value in quotes. */
void yaml_hint_quotes(Arena *tmp, const Source *source, uint32_t offset, Diag *diag);

#endif
