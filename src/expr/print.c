/* print - a value as `{value}` prints it, in the language of the page. */
#include "expr/ast.h"
#include "locale/lang.h"

static Str print_list(const ValueList *list, EvalContext *context)
{
    StrBuf out;
    strbuf_init(&out, context->arena);
    for (size_t i = 0; i < list->n && out.len <= EXPR_TEXT_BYTES; i++) {
        Str item = value_print(&list->items[i], context);
        if (item.len == 0) continue;
        if (out.len) strbuf_add(&out, STR(", "));
        strbuf_add(&out, item);
    }
    return strbuf_str(&out);
}

/* By the field that names it, else by its id. */
static Str print_record(const Record *record, EvalContext *context)
{
    const RecordType *type = record->type;
    if (type->name_field >= type->n_fields) return record->id;
    const Value *name = record_at(record, type->name_field);
    if (name->kind == VALUE_UNKNOWN || name->kind == VALUE_RECORD || name->kind == VALUE_LIST)
        return record->id;
    return value_print(name, context);
}

Moment value_moment(const Value *value)
{
    return (Moment){value->date.year,          value->date.month, value->date.day,
                    date_weekday(value->date), value->time.hour,  value->time.minute};
}

/* What the forms of the language have a say in. */
static Str print_local(const Value *value, EvalContext *context)
{
    const Lang *lang = lang_find(context->lang);
    StrBuf out;
    strbuf_init(&out, context->arena);
    switch ((ValueKind)value->kind) {
    case VALUE_NUMBER:
        format_number(&out, lang, value->number, DECIMALS_AS_NEEDED);
        break;
    case VALUE_MONEY:
        format_money(&out, lang, value->number, str_from(value->currency));
        break;
    case VALUE_DATE:
    case VALUE_DATETIME: {
        Moment moment = value_moment(value);
        format_date(&out, lang, &moment, date_style(STR("long")));
        if (value->kind == VALUE_DATE) break;
        strbuf_add(&out, lang->date_separator_time);
        format_time(&out, lang, moment.hour, moment.minute, (Str){0});
        break;
    }
    case VALUE_TIME:
        format_time(&out, lang, value->time.hour, value->time.minute, (Str){0});
        break;
    default:
        return value->boolean ? lang->yes : lang->no;
    }
    return strbuf_str(&out);
}

Str value_print(const Value *value, EvalContext *context)
{
    switch ((ValueKind)value->kind) {
    case VALUE_UNKNOWN:
        return STR("");
    case VALUE_TEXT:
        return value_text_in(value, context->lang, &context->borrowed);
    case VALUE_COLOUR:
        return colour_format(context->arena, value->colour);
    case VALUE_RECORD:
        return print_record(value->record, context);
    case VALUE_LIST:
        return print_list(&value->list, context);
    case VALUE_BOOL:
        if (context->plain) return value->boolean ? STR("true") : STR("false");
        break;
    case VALUE_NUMBER:
        if (context->plain) return num_format(context->arena, value->number);
        break;
    default:
        break;
    }
    return print_local(value, context);
}
