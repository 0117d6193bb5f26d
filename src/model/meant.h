/* meant - which field a person means by a key that a record does not have. For hints only: what is
 * read follows the tables alone.
 */
#ifndef ETALASE_MODEL_MEANT_H
#define ETALASE_MODEL_MEANT_H

#include "model/record.h"

typedef struct MeantField {
    const Field *field;
    const Field *within; /* the field of the record that holds it, or NULL */
} MeantField;

/* A slip of the pen, another word for a field, English or Indonesian ("Nama Usaha", "no. HP"), or
 * either of a record within this one. `.field` is NULL if nothing comes near. */
MeantField field_meant(Arena *arena, const RecordType *type, Str key);

#endif
