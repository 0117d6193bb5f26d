/* model - what the steps of reading an event share. Internal to the room.
 *
 * The steps, in order: read_record.c turns nodes into records and notes references; ids.c names
 * the records; refs.c resolves the references; links.c fills what follows from them the other way
 * round; sums.c adds up results; checks.c looks for facts that do not fit together.
 */
#ifndef ETALASE_MODEL_MODEL_H
#define ETALASE_MODEL_MODEL_H

#include "base/map.h"
#include "base/vec.h"
#include "data/limits.h"
#include "model/event.h"
#include "model/tables.h"

typedef VEC(Record *) Records;

/* A field whose value must wait until all records are there: a reference or a day. */
typedef struct Pending {
    Record *record;
    size_t field;
    const Node *node;
} Pending;

enum { MODEL_MAX_TYPES = 64, MODEL_MAX_DAYS = 366 };

typedef struct Model {
    Arena *arena;
    Arena lookup; /* what only takes part in finding: freed when the event is read */
    Diag *diag;
    Str folder;
    const EventOptions *options;
    Record *root;
    Record *event;
    Record *results;  /* NULL if the file has none */
    Str language;     /* of plain texts */
    Str currency;     /* of amounts that name none */
    const Date *days; /* of the event */
    size_t n_days;
    Records of_type[MODEL_MAX_TYPES]; /* every record, by place of its type in event_types() */
    VEC(Pending) pending;
    VEC(const Node *) wrong_columns;     /* headers of tables that no field is called */
    BlankRecord *blank[MODEL_MAX_TYPES]; /* records in which nothing is given */
    const RecordType *last_type;         /* of the newest record, and its place */
    size_t last_index;
    Map ids[MODEL_MAX_TYPES];   /* id to Record */
    Map names[MODEL_MAX_TYPES]; /* name to Record, or to &ambiguous */
} Model;

/* Place of a type in event_types(). */
size_t model_type_index(const RecordType *type);
Records *model_records(Model *model, const RecordType *type);
/* A record with all values absent: lists empty, others UNKNOWN. */
Record *model_new_record(Model *model, const RecordType *type, const Node *node);
/* The record again, to be filled. */
Record *record_mutable(const Record *record);
/* The value of a field that the type is known to have. */
Value *record_slot(Record *record, Str field);
const Record *record_ref(const Record *record, Str field); /* NULL if UNKNOWN */
Str record_text(const Record *record, Str field);          /* empty if UNKNOWN */
/* False for the keys of a table's rows, which are its header. */
bool node_holds(const Node *node, const Node *part);
/* Where a record is written; its first line, not all of it. */
Span record_span(const Record *record);
/* `vendors.yaml:12`, for messages. */
Str span_where(Arena *arena, Span span);

void list_add(Arena *arena, Value *list, Value item);
/* Makes room for `n` more. */
void list_reserve(Arena *arena, Value *list, size_t n);
/* Unless the record is in it already. */
void list_add_record(Arena *arena, Value *list, const Record *record);
/* Unless it is the last one: for lists that only grow in the order of the records added. */
void list_add_next(Arena *arena, Value *list, const Record *record);
/* All of them at once. */
Value list_of_records(Arena *arena, const Records *records);
bool list_has(const Value *list, const Record *record);

/* read_record.c: `key` is the key of the entry where a map stands in place of a list; else NULL. */
Record *read_record(Model *model, const RecordType *type, const Node *node, const Node *key);
void read_field(Model *model, Record *record, size_t field, const Node *node);
/* Adds to the list. */
void read_records(Model *model, const Field *field, const Node *node, Value *list);
/* The pieces of a list field: those of a list, or of `a; b`, or the one value. */
typedef VEC(const Node *) Nodes;
void split_list(Model *model, const Field *field, const Node *node, Nodes *pieces);

/* read_any.c: any node; and the x- keys of a map, as one record. */
Value read_any(Model *model, const Node *node);
const Value *read_extra(Model *model, const Node *node);

/* read_value.c: false after a report. The node is a scalar. */
bool read_value(Model *model, const Field *field, const Node *node, Value *value);
void report_type(Model *model, const Field *field, const Node *node);
/* A scalar's text in quotes, cut if long; or what kind of node it is. */
Str node_shown(Arena *arena, const Node *node);

/* read_amount.c */
bool read_number(Model *model, const Field *field, const Node *node, Num *number);
bool read_money(Model *model, const Field *field, const Node *node, Value *value);
bool read_figure(Model *model, const Field *field, const Node *node, Value *value);
/* A currency's code; reports one that is not known. */
bool read_currency(Model *model, const Node *node, Str *code);

/* read_date.c: pure, no reports. */
bool date_looks_like(Str text); /* 9999-99-99, valid or not */
Str date_text(Arena *arena, Date date);
/* How to write what was meant: "12/08/2023" gives "2023-08-12"; empty if unclear. */
Str date_suggest(Arena *arena, Str text);

/* clean.c: the text without invisible characters, reported as the field asks. */
bool is_unseen(uint32_t c);
bool clean_text(Model *model, const Field *field, const Node *node, Str *text);
bool language_is_known(Str code);

/* check_form.c */
bool check_url(Model *model, const Node *node);
bool check_path(Model *model, const Node *node);
void check_email(Model *model, const Node *node);
void check_phone(Model *model, const Node *node);

/* check_implied.c */
void check_implied(Model *model);

/* theme.c */
void settle_theme(Model *model);

/* ids.c */
bool id_is_valid(Str text);
Str id_from_name(Arena *arena, Str name); /* empty if no letter is left */
/* Sets who belongs to whom among records written inside others: staff and products of a vendor,
 * halls of a venue ... */
void adopt_children(Model *model);
void assign_ids(Model *model);
/* Once references are resolved: their ids start with that of their vendor. */
void assign_product_ids(Model *model);
/* Gives a record made by the program its id, `prefix`.`name`, and makes it known by both. */
void assign_id(Model *model, Record *record, Str prefix, Str name);
/* Sets the id unless another record of the type has it, which is returned then. */
Record *claim_id(Model *model, Record *record, Str id);
/* What the map of names holds for a name that several records have. */
bool name_is_ambiguous(const void *found);

/* refs.c */
void resolve_event_days(Model *model);
void resolve_pending(Model *model);

/* links.c: what follows from references the other way round, and what is left to be understood. */
void link_records(Model *model);
/* A vendor's `booth` and `booths`: the one is the first of the other. */
void settle_first(Model *model, Record *record, Str one, Str all);
/* places.c: the places of stands and marks on the plans of halls, in numbers; reports what cannot
 * be read as such, stands beyond their walls and stands that overlap. */
void settle_places(Model *model);
/* `3 x 3 m`, `4,5 × 3`: two lengths above zero in metres. */
bool metres_parse(Str text, Num out[2]);
/* link_booths.c, link_people.c, link_programme.c: its steps. */
void link_booths(Model *model);
void link_people(Model *model);
void link_programme(Model *model);

/* spares.c: makes spare badges, gives those to people who are said to have one. */
void make_spares(Model *model);
void give_spares(Model *model);
void for_each_spare(Model *model, void (*take)(Model *model, Record *spare));
/* For each record of a type, each record its field refers to gets the former in its field `back`.
 */
void link_back(Model *model, const RecordType *type, Str field, Str back);

/* sum.c: figures added up; what is not known or not the same kind of money stays out. */
typedef struct Sum {
    ValueKind kind; /* NUMBER or MONEY */
    MoneyKind money;
    Str currency;
    Num total;
    uint32_t have, want;
    ValueState state; /* the least sure of its parts */
} Sum;
Sum sum_money(Str currency, MoneyKind kind);
/* A figure that is not applicable is no part of the sum. */
void sum_add(Model *model, Sum *sum, const Value *figure);
/* UNKNOWN, not reported, if no part is known. */
Value sum_value(const Sum *sum);
bool figure_is_known(const Value *figure);

/* results.c, results_groups.c, checks.c, check_sums.c */
void sum_results(Model *model);
Str results_currency(const Model *model);
/* Sales of vendors by category, venue and region, once those of each vendor are there. */
void sum_groups(Model *model);
void check_sums(Model *model);
void check_facts(Model *model);

#endif
