/* plain_yaml - the everyday part of YAML, read in one pass. */
#ifndef ETALASE_DATA_PLAIN_YAML_H
#define ETALASE_DATA_PLAIN_YAML_H

#include "data/node.h"

/* As read_yaml() of a text that encoding_check() found good and without byte order marks; NULL if
 * anything in it is out of the ordinary or wrong: then libyaml is to read it, and to say what is
 * wrong. Reports nothing. */
const Node *read_plain_yaml(Arena *arena, const Source *source);
/* All of YAML, by libyaml; the reference that read_plain_yaml() is held against. */
const Node *read_full_yaml(Arena *arena, const Source *source, Diag *diag);

#endif
