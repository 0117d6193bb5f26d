/* filter - the table, and what filter functions share. */
#include "expr/filter.h"

static const Filter filters[] = {
#define FILTER(name, arguments, description, example, function, accepts, flags, result, params) \
    {{STR(name), STR(arguments), STR(description), STR(example)},                               \
     function,                                                                                  \
     accepts,                                                                                   \
     flags,                                                                                     \
     result,                                                                                    \
     params},
#include "expr/filters.def"
#undef FILTER
};

static const FilterInfo infos[] = {
#define FILTER(name, arguments, description, example, function, accepts, flags, result, params) \
    {STR(name), STR(arguments), STR(description), STR(example)},
#include "expr/filters.def"
#undef FILTER
};

const FilterInfo *expr_filters(size_t *n)
{
    *n = sizeof infos / sizeof *infos;
    return infos;
}

const Filter *filter_find(Str name)
{
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
        if (str_eq(filters[i].info.name, name)) return &filters[i];
    return NULL;
}

Str filter_accepts(Arena *arena, const Filter *filter)
{
    if (filter->flags & FILTER_LIST) return STR("a list");
    StrBuf out;
    strbuf_init(&out, arena);
    for (unsigned kind = VALUE_BOOL; kind <= VALUE_LIST; kind++) {
        if (!(filter->accepts & KIND(kind))) continue;
        if (out.len) strbuf_add(&out, STR(" or "));
        strbuf_add(&out, kind_name((ValueKind)kind));
    }
    return strbuf_str(&out);
}

Value call_refuse(const FilterCall *call, const Value *input)
{
    diag_report(call->context->diag, DIAG_EXPR_INPUT, call->expr->span, call->expr->name,
                filter_accepts(call->context->arena, call->expr->filter),
                kind_name((ValueKind)input->kind));
    return value_unknown();
}

Value call_refuse_text(const FilterCall *call, Str what, Str text)
{
    diag_report(call->context->diag, DIAG_EXPR_VALUE, call->expr->span, what,
                str_slice(text, 0, 60));
    return value_unknown();
}

Value call_refuse_arg(const FilterCall *call, Str what, Str given)
{
    diag_report(call->context->diag, DIAG_EXPR_ARGUMENT, call->expr->span, call->expr->name, what,
                str_slice(given, 0, 60));
    return value_unknown();
}

const Lang *call_lang(const FilterCall *call) { return lang_find(call->context->lang); }

Str call_text(const FilterCall *call, const Value *value)
{
    return value_print(value, call->context);
}

const Value *call_arg(const FilterCall *call, size_t i)
{
    if (i >= call->n_args || call->args[i].kind == VALUE_UNKNOWN) return NULL;
    return &call->args[i];
}

Str call_arg_text(const FilterCall *call, size_t i, Str otherwise)
{
    const Value *arg = call_arg(call, i);
    return arg ? call_text(call, arg) : otherwise;
}

int64_t call_arg_int(const FilterCall *call, size_t i, int64_t otherwise)
{
    const Value *arg = call_arg(call, i);
    if (!arg) return otherwise;
    if (arg->kind == VALUE_NUMBER) return num_round(arg->number);
    call_refuse_arg(call, STR("a number"), call_text(call, arg));
    return otherwise;
}

ValueList call_items(const FilterCall *call, const Value *input, size_t i)
{
    const Value *path = call_arg(call, i);
    if (!path) return input->list;
    Value found = eval_path(call->context, call->expr, input, call_text(call, path));
    if (found.kind == VALUE_LIST) return found.list;
    Value *item = ARENA_NEW(call->context->arena, Value);
    *item = found;
    return (ValueList){.n = found.kind != VALUE_UNKNOWN, .items = item};
}
