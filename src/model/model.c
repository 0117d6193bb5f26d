/* model - records being built, and lists that grow. */
#include "model/model.h"

size_t model_type_index(const RecordType *type)
{
    size_t n;
    const RecordType *const *types = event_types(&n);
    for (size_t i = 0; i < n; i++)
        if (types[i] == type) return i;
    return MODEL_MAX_TYPES - 1; /* a type of the user's own data */
}

Records *model_records(Model *model, const RecordType *type)
{
    return &model->of_type[model_type_index(type)];
}

/* A record in which nothing is given: empty lists, and defaults. */
static BlankRecord *blank_record(Model *model, const RecordType *type, size_t index)
{
    if (model->blank[index]) return model->blank[index];
    Value *values = ARENA_ARRAY(model->arena, Value, type->n_fields);
    for (size_t i = 0; i < type->n_fields; i++) {
        const Field *field = &type->fields[i];
        if (field->flags & FIELD_LIST) values[i].kind = VALUE_LIST;
        if (!field->default_text.len) continue;
        Node node = {.kind = NODE_SCALAR, .text = field->default_text};
        read_value(model, field, &node, &values[i]);
        values[i].node = NULL;
    }
    BlankRecord *blank = ARENA_NEW(model->arena, BlankRecord);
    *blank = (BlankRecord){.arena = model->arena, .values = values};
    field_index_fill(&blank->index, type);
    return model->blank[index] = blank;
}

Record *model_new_record(Model *model, const RecordType *type, const Node *node)
{
    if (type != model->last_type) /* records of a list come one after the other */
        model->last_type = type, model->last_index = model_type_index(type);
    size_t index = model->last_index;
    Record *record = record_new(type, blank_record(model, type, index));
    record->node = node;
    VEC_PUSH(model->arena, &model->of_type[index], record);
    return record;
}

Record *record_mutable(const Record *record) { return (Record *)(uintptr_t)record; }

Value *record_slot(Record *record, Str field)
{
    return record_write(record, (size_t)record_find_field(record, field));
}

const Record *record_ref(const Record *record, Str field)
{
    const Value *value = record_value(record, field);
    return value->kind == VALUE_RECORD ? value->record : NULL;
}

Str record_text(const Record *record, Str field)
{
    return value_text_in(record_value(record, field), (Str){0}, NULL);
}

bool node_holds(const Node *node, const Node *part)
{
    Span outer = node->span, inner = part->span;
    return inner.source == outer.source && inner.offset >= outer.offset &&
           inner.offset < outer.offset + outer.len;
}

Span record_span(const Record *record)
{
    const Node *node = record->node;
    if (!node) return (Span){0};
    bool map = node->kind == NODE_MAP && node->len;
    if (map && node_holds(node, node->pairs[0].key)) return node->pairs[0].key->span;
    return node->span;
}

Str span_where(Arena *arena, Span span)
{
    if (!span.source) return STR("another record");
    return str_format(arena, "%.*s:%u", STR_ARG(span.source->path),
                      source_position(span.source, span.offset).line);
}

static void list_grow(Arena *arena, Value *list, size_t room)
{
    size_t size = sizeof(Value);
    Value *items = (Value *)(uintptr_t)list->list.items;
    list->list.items =
        arena_grow(arena, items, list->list.room * size, list->list.n * size, room * size);
    list->list.room = (uint32_t)room;
}

void list_reserve(Arena *arena, Value *list, size_t n)
{
    size_t need = list->list.n + n;
    if (need > list->list.room) list_grow(arena, list, need);
}

void list_add(Arena *arena, Value *list, Value item)
{
    size_t n = list->list.n;
    if (n >= list->list.room) list_grow(arena, list, n ? n * 2 : 1);
    ((Value *)(uintptr_t)list->list.items)[n] = item;
    list->kind = VALUE_LIST;
    list->list.n = (uint32_t)n + 1;
}

Value list_of_records(Arena *arena, const Records *records)
{
    Value *items = ARENA_ARRAY_RAW(arena, Value, records->len);
    for (size_t i = 0; i < records->len; i++) items[i] = value_record(records->items[i]);
    return value_list(items, records->len);
}

bool list_has(const Value *list, const Record *record)
{
    for (size_t i = list->list.n; i > 0; i--) {
        const Value *item = &list->list.items[i - 1];
        if (item->kind == VALUE_RECORD && item->record == record) return true;
    }
    return false;
}

void list_add_record(Arena *arena, Value *list, const Record *record)
{
    if (!list_has(list, record)) list_add(arena, list, value_record(record));
}

void list_add_next(Arena *arena, Value *list, const Record *record)
{
    size_t n = list->list.n;
    if (n && list->list.items[n - 1].record == record) return;
    list_add(arena, list, value_record(record));
}
