/* record - lookup in records, their labels and their dump. */
#include "model/record.h"

static const Value unknown = {.kind = VALUE_UNKNOWN};

int type_field(const RecordType *type, Str name)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (str_eq(type->fields[i].name, name)) return (int)i;
    return -1;
}

static uint8_t field_hash(Str name)
{
    if (!name.len) return 0;
    unsigned first = (unsigned char)name.ptr[0], last = (unsigned char)name.ptr[name.len - 1];
    return (uint8_t)(name.len * 31 + first * 7 + last);
}

void field_index_fill(FieldIndex *index, const RecordType *type)
{
    *index = (FieldIndex){{0}};
    for (size_t i = 0; i < type->n_fields; i++) { /* fewer than there are slots */
        uint8_t at = field_hash(type->fields[i].name);
        while (index->slots[at]) at++; /* and around */
        index->slots[at] = (uint8_t)(i + 1);
    }
}

int record_find_field(const Record *record, Str name)
{
    if (!record->blank) return type_field(record->type, name);
    const uint8_t *slots = record->blank->index.slots;
    for (uint8_t at = field_hash(name); slots[at]; at++)
        if (str_eq(record->type->fields[slots[at] - 1].name, name)) return slots[at] - 1;
    return -1;
}

Record *record_new(const RecordType *type, BlankRecord *blank)
{
    Record *record = ARENA_NEW(blank->arena, Record);
    *record = (Record){.type = type, .blank = blank};
    record->slots = ARENA_ARRAY_RAW(blank->arena, const Value *, type->n_fields);
    for (size_t i = 0; i < type->n_fields; i++) record->slots[i] = &blank->values[i];
    return record;
}

static Value *new_place(BlankRecord *blank)
{
    enum { TOGETHER = 32 }; /* an arena rounds up each */
    if (!blank->n_free) {
        blank->next = ARENA_ARRAY_RAW(blank->arena, Value, TOGETHER);
        blank->n_free = TOGETHER;
    }
    blank->n_free--;
    return blank->next++;
}

/* Fields beyond have places of their own as soon as they are not blank. */
enum { SHARED_FIELDS = 64 };

static bool is_own(const Record *record, size_t i)
{
    return i < SHARED_FIELDS ? record->own >> i & 1 : record->slots[i] != &record->blank->values[i];
}

Value *record_write(Record *record, size_t field_index)
{
    if (!record->slots) return &record->values[field_index];
    if (!is_own(record, field_index)) {
        Value *own = new_place(record->blank);
        *own = *record->slots[field_index];
        record->slots[field_index] = own;
        if (field_index < SHARED_FIELDS) record->own |= UINT64_C(1) << field_index;
    }
    return (Value *)(uintptr_t)record->slots[field_index]; /* this record's own */
}

void record_share(Record *record, size_t field_index, const Value *value)
{
    if (!record->slots || field_index >= SHARED_FIELDS || is_own(record, field_index))
        *record_write(record, field_index) = *value;
    else
        record->slots[field_index] = value;
}

const Value *record_value(const Record *record, Str field)
{
    int i = record_find_field(record, field);
    return i < 0 ? &unknown : record_at(record, (size_t)i);
}

Str record_label(Arena *arena, const Record *record)
{
    const RecordType *type = record->type;
    Str name = record->id;
    if (type->n_fields && type->fields[type->name_field].flags & FIELD_NAME) {
        Str given = value_text_in(record_at(record, type->name_field), (Str){0}, NULL);
        if (given.len) name = given;
    }
    if (!name.len) return type->name;
    return str_join(arena, (Str[]){type->name, STR(" \""), name, STR("\"")}, 4);
}

static void indent(StrBuf *out, unsigned depth)
{
    for (unsigned d = 0; d < depth; d++) strbuf_add(out, STR("  "));
}

static void dump_fields(const Record *record, unsigned depth, StrBuf *out);

static void dump_note(const FigureNote *note, StrBuf *out)
{
    const Value *parts[] = {&note->as_of, &note->source, &note->note};
    static const Str words[] = {{" as of ", 7}, {" source ", 8}, {" note ", 6}};
    for (size_t i = 0; i < 3; i++) {
        if (parts[i]->kind == VALUE_UNKNOWN) continue;
        strbuf_add(out, words[i]);
        value_dump(parts[i], out);
    }
}

static void dump_plain(const Value *value, StrBuf *out)
{
    strbuf_char(out, ' ');
    value_dump(value, out);
    if (value->note) dump_note(value->note, out);
    strbuf_char(out, '\n');
}

/* A record that is written in place, or one of the user's own, is shown with its fields. */
static void dump_nested(const Value *value, unsigned depth, StrBuf *out)
{
    if (value->kind != VALUE_RECORD) {
        dump_plain(value, out);
        return;
    }
    if (value->record->id.len) {
        strbuf_char(out, ' ');
        value_dump(value, out);
    }
    strbuf_char(out, '\n');
    dump_fields(value->record, depth, out);
}

/* A list whose records are written elsewhere: products inside their vendors, say. */
static bool is_gathered(const Field *field, const Value *value)
{
    return value->kind == VALUE_LIST && !value->node && !field->type->implied &&
           !(field->flags & FIELD_COMPUTED);
}

static void dump_field(const Field *field, const Value *value, unsigned depth, StrBuf *out)
{
    bool nothing = value->kind == VALUE_UNKNOWN && value->state == STATE_KNOWN && !value->want;
    if (nothing || (value->kind == VALUE_LIST && value->list.n == 0)) return;
    indent(out, depth);
    strbuf_add(out, field->name);
    strbuf_char(out, ':');
    bool in_place =
        field->kind == FIELD_ANY || (field->kind == FIELD_RECORD && !is_gathered(field, value));
    if (!in_place) {
        dump_plain(value, out);
    } else if (value->kind == VALUE_LIST) {
        strbuf_char(out, '\n');
        for (size_t i = 0; i < value->list.n; i++) {
            indent(out, depth + 1);
            strbuf_char(out, '-');
            dump_nested(&value->list.items[i], depth + 2, out);
        }
    } else {
        dump_nested(value, depth + 1, out);
    }
}

/* Recursion is bounded: only records in place are entered, and those follow the file's nesting. */
static void dump_fields(const Record *record, unsigned depth, StrBuf *out)
{
    for (size_t i = 0; i < record->type->n_fields; i++)
        dump_field(&record->type->fields[i], record_at(record, i), depth, out);
    if (record->extra) dump_fields(record->extra->record, depth, out);
}

void record_dump(const Record *record, StrBuf *out)
{
    strbuf_add(out, record->type->name);
    if (record->id.len) {
        strbuf_char(out, ' ');
        strbuf_add(out, record->id);
    }
    strbuf_char(out, '\n');
    dump_fields(record, 1, out);
}
