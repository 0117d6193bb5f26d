/* types - static types of fields and operators, and their names in messages. */
#include "expr/ast.h"

static ValueKind field_kind(const Field *field)
{
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_STRING:
    case FIELD_ID:
    case FIELD_ENUM:
    case FIELD_LANGUAGE:
    case FIELD_PHONE:
    case FIELD_EMAIL:
    case FIELD_PATH:
    case FIELD_URL:
        return VALUE_TEXT;
    case FIELD_NUMBER:
    case FIELD_INT:
        return VALUE_NUMBER;
    case FIELD_MONEY:
        return VALUE_MONEY;
    case FIELD_DAY:
    case FIELD_DATE:
        return VALUE_DATE;
    case FIELD_TIME:
        return VALUE_TIME;
    case FIELD_DATETIME:
        return VALUE_DATETIME;
    case FIELD_BOOL:
        return VALUE_BOOL;
    case FIELD_COLOUR:
        return VALUE_COLOUR;
    case FIELD_REF:
    case FIELD_RECORD:
        return VALUE_RECORD;
    case FIELD_FIGURE:
        return field->flags & FIELD_IS_MONEY ? VALUE_MONEY : VALUE_NUMBER;
    case FIELD_ANY:
        return VALUE_UNKNOWN;
    }
    return VALUE_UNKNOWN;
}

ExprType type_list_of(ExprType item)
{
    /* Lists of lists are spread. */
    if (item.kind == VALUE_LIST) return item;
    return (ExprType){VALUE_LIST, item.kind, item.record};
}

ExprType type_of_items(ExprType list)
{
    return (ExprType){.kind = list.item, .record = list.record};
}

ExprType expr_field_type(const RecordType *type, Str field)
{
    int index = type_field(type, field);
    if (index < 0) return (ExprType){0};
    const Field *found = &type->fields[index];
    ExprType item = {.kind = field_kind(found)};
    if (item.kind == VALUE_RECORD) item.record = found->type;
    return found->flags & FIELD_LIST ? type_list_of(item) : item;
}

Str kind_name(ValueKind kind)
{
    switch (kind) {
    case VALUE_UNKNOWN:
        return STR("something unknown");
    case VALUE_BOOL:
        return STR("yes or no");
    case VALUE_NUMBER:
        return STR("a number");
    case VALUE_MONEY:
        return STR("money");
    case VALUE_TEXT:
        return STR("a text");
    case VALUE_DATE:
        return STR("a date");
    case VALUE_TIME:
        return STR("a time");
    case VALUE_DATETIME:
        return STR("a date with time");
    case VALUE_COLOUR:
        return STR("a colour");
    case VALUE_RECORD:
        return STR("a record");
    case VALUE_LIST:
        return STR("a list");
    }
    return (Str){0};
}

Str type_name(Arena *arena, ExprType type)
{
    if (type.kind == VALUE_RECORD && type.record)
        return str_format(arena, "a %.*s record", STR_ARG(type.record->name));
    if (type.kind == VALUE_LIST && type.item == VALUE_RECORD && type.record)
        return str_format(arena, "a list of %.*s records", STR_ARG(type.record->name));
    return kind_name(type.kind);
}

static bool is_amount(ValueKind kind) { return kind == VALUE_NUMBER || kind == VALUE_MONEY; }

static bool is_day(ValueKind kind) { return kind == VALUE_DATE || kind == VALUE_DATETIME; }

static bool equals_joins(ValueKind a, ValueKind b)
{
    if (a == VALUE_LIST || b == VALUE_LIST) return false;
    if (a == b || (is_amount(a) && is_amount(b)) || (is_day(a) && is_day(b))) return true;
    ValueKind other = a == VALUE_TEXT ? b : a;
    if (a != VALUE_TEXT && b != VALUE_TEXT) return false;
    return is_day(other) || other == VALUE_TIME || other == VALUE_COLOUR || other == VALUE_RECORD;
}

static bool order_joins(ValueKind a, ValueKind b)
{
    return equals_joins(a, b) && a != VALUE_RECORD && b != VALUE_RECORD && a != VALUE_COLOUR &&
           b != VALUE_COLOUR && a != VALUE_BOOL;
}

static bool arithmetic_joins(ExprOp op, ValueKind a, ValueKind b, ValueKind *result)
{
    *result = a;
    switch (op) {
    case OP_ADD:
        if (a == VALUE_TEXT && b == VALUE_TEXT) return true;
        if (a == VALUE_DATE && b == VALUE_NUMBER) return true;
        return is_amount(a) && a == b;
    case OP_SUB:
        if (a == VALUE_DATE && b == VALUE_NUMBER) return true;
        if (a == VALUE_DATE && b == VALUE_DATE) *result = VALUE_NUMBER;
        return (is_amount(a) || a == VALUE_DATE) && a == b;
    case OP_MUL:
        if (b == VALUE_MONEY) *result = VALUE_MONEY;
        return is_amount(a) && is_amount(b) && (a == VALUE_NUMBER || b == VALUE_NUMBER);
    case OP_DIV:
        if (a == b) *result = VALUE_NUMBER;
        return is_amount(a) && (b == VALUE_NUMBER || a == b);
    default:
        return a == VALUE_NUMBER && b == VALUE_NUMBER; /* OP_MOD */
    }
}

bool operator_joins(ExprOp op, ValueKind a, ValueKind b, ValueKind *result)
{
    bool compares = op <= OP_IN;
    *result = compares ? VALUE_BOOL : VALUE_UNKNOWN;
    if (a == VALUE_UNKNOWN || b == VALUE_UNKNOWN) return true;
    switch (op) {
    case OP_EQ:
    case OP_NE:
        return equals_joins(a, b);
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
        return order_joins(a, b);
    case OP_IN:
        return b == VALUE_LIST || (b == VALUE_TEXT && a == VALUE_TEXT);
    default:
        return arithmetic_joins(op, a, b, result);
    }
}
