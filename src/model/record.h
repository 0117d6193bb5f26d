/* record - records and the tables that describe them.
 *
 * One descriptive table per record type drives reading, type errors, suggestions for unknown keys,
 * references, defaults, the JSON Schema, the manual and expression lookup. Computed fields
 * (backward references, totals) stand in the same tables, flagged FIELD_COMPUTED.
 */
#ifndef ETALASE_MODEL_RECORD_H
#define ETALASE_MODEL_RECORD_H

#include "model/value.h"

typedef enum FieldKind {
    FIELD_TEXT,     /* text or a map of texts by language */
    FIELD_STRING,   /* one text: names, numbers of certificates, phones */
    FIELD_ID,       /* ASCII letters, digits, - _ . ; unique within its list */
    FIELD_NUMBER,
    FIELD_INT,
    FIELD_MONEY,    /* 150000 | "150000 IDR" | {amount, currency} */
    FIELD_FIGURE,   /* a number or money with a state: 250000 | not reported | {value, state, ...} */
    FIELD_DATE,     /* 2023-08-12 */
    FIELD_TIME,     /* 19:30 */
    FIELD_DATETIME, /* 2023-08-12 19:30 */
    FIELD_BOOL,     /* true | false */
    FIELD_COLOUR,
    FIELD_ENUM,
    FIELD_PATH,     /* a file inside the event's folder */
    FIELD_URL,
    FIELD_REF,      /* id of a record of `type` */
    FIELD_RECORD,   /* a record of `type`, in place */
    FIELD_ANY,      /* the user's own data: fields: and x- keys */
} FieldKind;

typedef enum FieldFlag {
    FIELD_LIST = 1,      /* a list of them; a single one is taken as a list of one */
    FIELD_REQUIRED = 2,
    FIELD_COMPUTED = 4,  /* filled by the program; not a key of the file */
    FIELD_SHORTHAND = 8, /* a scalar in place of the whole record fills this field */
} FieldFlag;

typedef struct Field {
    Str name;
    FieldKind kind;
    unsigned flags;          /* FieldFlag */
    const RecordType *type;  /* REF, RECORD */
    const Str *choices;      /* ENUM: ends with an empty Str */
    Str default_text;        /* as the user would write it; empty: none */
    Str description;         /* one sentence for schema, manual and --list-keys */
    Str example;
} Field;

struct RecordType {
    Str name;         /* "vendor" */
    Str plural;       /* "vendors": the key of its list in the event file; empty: only nested */
    Str description;
    const Field *fields;
    size_t n_fields;
    size_t name_field; /* index of the field that names a record in messages */
};

struct Record {
    const RecordType *type;
    const Node *node; /* where it was written; NULL if computed */
    Str id;           /* given, or made from the name; empty for records that have none */
    Value *values;    /* one per field of the type */
    const Value *extra; /* x- keys: list of records {key, value}; NULL if none */
};

/* Index of a field, or -1. */
int type_field(const RecordType *type, Str name);
/* The value of a named field; UNKNOWN if the type has no such field. */
const Value *record_value(const Record *record, Str field);
const Value *record_at(const Record *record, size_t field_index);
/* `vendor "Sambal Bu Yati"`, for messages. */
Str record_label(Arena *arena, const Record *record);
void record_dump(const Record *record, StrBuf *out);

#endif
