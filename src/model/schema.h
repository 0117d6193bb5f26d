/* schema - JSON Schema 2020-12 written from field tables, for editors and other validators.
 *
 * A schema cannot say everything that the reader checks (references, dates that exist), and it must
 * not refuse what the reader takes: numbers and booleans where text is meant, text where a number
 * is meant (YAML leaves that open), one value in place of a list, short forms of records, nothing.
 */
#ifndef ETALASE_MODEL_SCHEMA_H
#define ETALASE_MODEL_SCHEMA_H

#include "model/record.h"

/* A text in quotes, escaped. */
void schema_string(StrBuf *out, Str text);
/* `"name": {...}`, comma first if !first, for each type and for the forms of values that field
 * schemas refer to as #/$defs/...; the inside of a "$defs" object. Types without a field that can
 * be given are left out. */
void schema_defs(StrBuf *out, const RecordType *const *types, size_t n);
/* The schema of one field's value, list forms included. */
void schema_field(StrBuf *out, const Field *field);
/* The members of an object schema for a record written as a mapping: "type", "properties" ...;
 * without braces. */
void schema_object(StrBuf *out, const RecordType *type);

#endif
