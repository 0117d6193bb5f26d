/* read_any - the user's own data: `fields:` and keys that start with `x-`.
 *
 * A mapping becomes a record of a type of its own, made from its keys, so that expressions look
 * into it as into any other record. Scalars stay text.
 */
#include "model/model.h"

static Value any_map(Model *model, const Node *node, bool only_x)
{
    Field *fields = ARENA_ARRAY(model->arena, Field, node->len ? node->len : 1);
    Value *values = ARENA_ARRAY(model->arena, Value, node->len ? node->len : 1);
    size_t n = 0;
    for (size_t i = 0; i < node->len; i++) {
        Str key = node->pairs[i].key->text;
        if (only_x && !str_starts(key, STR("x-"))) continue;
        fields[n] = (Field){.name = key, .kind = FIELD_ANY};
        values[n++] = read_any(model, node->pairs[i].value);
    }
    RecordType *type = ARENA_NEW(model->arena, RecordType);
    *type = (RecordType){.name = STR("fields"), .fields = fields, .n_fields = n};
    Record *record = ARENA_NEW(model->arena, Record);
    *record = (Record){.type = type, .node = node, .values = values};
    return value_record(record);
}

static Value any_list(Model *model, const Node *node)
{
    Value list = {.kind = VALUE_LIST, .node = node};
    for (size_t i = 0; i < node->len; i++)
        list_add(model->arena, &list, read_any(model, node->items[i]));
    return list;
}

Value read_any(Model *model, const Node *node)
{
    static const Field any = {.name = LIT("fields"), .kind = FIELD_TEXT};
    Value value = value_unknown();
    switch (node->kind) {
    case NODE_SCALAR:
        read_value(model, &any, node, &value);
        break;
    case NODE_LIST:
        return any_list(model, node);
    case NODE_MAP:
        return any_map(model, node, false);
    case NODE_NULL:
        break;
    }
    value.node = node;
    return value;
}

const Value *read_extra(Model *model, const Node *node)
{
    Value *value = ARENA_NEW(model->arena, Value);
    *value = any_map(model, node, true);
    return value;
}
