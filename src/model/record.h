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
    FIELD_TEXT,   /* text or a map of texts by language */
    FIELD_STRING, /* one line of text: names, numbers of certificates */
    FIELD_ID,     /* ASCII letters, digits, - _ . ; unique within its list */
    FIELD_NUMBER,
    FIELD_INT,
    FIELD_MONEY,  /* 150000 | 150000 IDR | 1,5 juta | {amount, currency} */
    FIELD_FIGURE, /* a number or money with a state: 250000 | not reported | {value, state, ...} */
    FIELD_DATE,   /* 2023-08-12 */
    FIELD_DAY,    /* a day of the event: its date or its number from 1; a VALUE_DATE */
    FIELD_TIME,   /* 19:30 */
    FIELD_DATETIME, /* 2023-08-12 19:30 */
    FIELD_BOOL,     /* true | false */
    FIELD_COLOUR,
    FIELD_ENUM,
    FIELD_LANGUAGE, /* id, en, ...: a VALUE_TEXT */
    FIELD_PHONE,    /* a VALUE_TEXT */
    FIELD_EMAIL,    /* a VALUE_TEXT */
    FIELD_PATH,     /* a file inside the event's folder */
    FIELD_URL,
    FIELD_REF,    /* id (or exact name) of a record of `type` */
    FIELD_RECORD, /* a record of `type`, in place */
    FIELD_ANY,    /* the user's own data: fields: and x- keys */
} FieldKind;

typedef enum FieldFlag {
    FIELD_LIST = 1, /* a list of them; a single one is taken as a list of one */
    FIELD_REQUIRED = 2,
    FIELD_COMPUTED = 4,    /* filled by the program; not a key of the file */
    FIELD_SHORTHAND = 8,   /* a scalar in place of the whole record fills this field */
    FIELD_KEY = 16,        /* in a map in place of a list of records, the keys fill this field */
    FIELD_NAME = 32,       /* at most LIMIT_NAME_CHARS, no hidden marks; printed large */
    FIELD_IS_MONEY = 64,   /* FIGURE: money (of kind `money`), not a count */
    FIELD_DATE_KEYS = 128, /* keys of the record that are dates are entries of this list */
} FieldFlag;

typedef struct Field {
    Str name;
    FieldKind kind;
    unsigned flags;         /* FieldFlag */
    const RecordType *type; /* REF, RECORD */
    const Str *choices;     /* ENUM; LANGUAGE: tags taken besides codes; ends with an empty Str */
    MoneyKind money;        /* MONEY, FIGURE */
    Str default_text;       /* as the user would write it; empty: none */
    Str description;        /* one sentence for schema, manual and --list-keys */
    Str example;
} Field;

struct RecordType {
    Str name;   /* "vendor" */
    Str plural; /* "vendors": the key of its list in the event file; empty: only nested */
    Str description;
    const Field *fields;
    size_t n_fields;
    size_t name_field; /* index of the field that names a record in messages */
    bool implied;      /* made from the references to it if the file has no list of them */
};

enum { RECORD_MAX_FIELDS = 128 }; /* of a type in the tables */

/* The fields of a type by name: open addressing by a hash of length, first and last letter. */
typedef struct FieldIndex {
    uint8_t slots[2 * RECORD_MAX_FIELDS]; /* number of a field from 1; 0: free */
} FieldIndex;

/* What the empty fields of all records of a type are. */
typedef struct BlankRecord {
    Arena *arena; /* where fields that are written get their place */
    const Value *values;
    FieldIndex index;
    Value *next; /* places laid out together, still free */
    size_t n_free;
} BlankRecord;

struct Record {
    const RecordType *type;
    const Node *node; /* where it was written; NULL if computed */
    Str id;           /* given, or made from the name; empty for records that have none */
    /* Read through record_at, record_value. Records of the event file are sparse, for most of their
     * fields are empty: `slots` has a place for each field, which all records share until
     * record_write gives this one its own. Small ones that the program makes have `values`. */
    Value *values;       /* one per field; NULL if sparse */
    const Value **slots; /* one per field; NULL if not sparse */
    uint64_t own;        /* bit i: slots[i] is this record's alone */
    BlankRecord *blank;
    const Value *extra; /* x- keys: a VALUE_RECORD whose fields they are; NULL if none */
};

/* Index of a field, or -1. */
int type_field(const RecordType *type, Str name);
/* The same for the type of a record, and quicker for records of the event file. */
int record_find_field(const Record *record, Str name);
/* For the maker of a BlankRecord. */
void field_index_fill(FieldIndex *index, const RecordType *type);
/* The value of a named field; UNKNOWN if the type has no such field. An absent list is an empty
 * VALUE_LIST; everything else that is absent is UNKNOWN. */
const Value *record_value(const Record *record, Str field);
static inline const Value *record_at(const Record *record, size_t field_index)
{
    return record->slots ? record->slots[field_index] : &record->values[field_index];
}
/* An empty record of the type, in blank->arena. */
Record *record_new(const RecordType *type, BlankRecord *blank);
/* The place of a field, to be written; it stays where it is. */
Value *record_write(Record *record, size_t field_index);
/* Sets a field to a value that other records may have, too, and that lives as long as they do. */
void record_share(Record *record, size_t field_index, const Value *value);
/* `vendor "Sambal Bu Yati"`, for messages. */
Str record_label(Arena *arena, const Record *record);
/* Stable text, one line per field that holds something; references by id. */
void record_dump(const Record *record, StrBuf *out);

#endif
