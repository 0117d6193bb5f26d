/* filters_list - lists, sums with their coverage, states. */

#include "base/map.h"
#include "base/vec.h"
#include "expr/filter.h"

typedef VEC(Value) ValueVec;

Value filter_join(const FilterCall *call, const Value *input)
{
    Str separator = call_arg_text(call, 0, STR(", "));
    StrBuf out;
    strbuf_init(&out, call->context->arena);
    for (size_t i = 0; i < input->list.n && out.len <= EXPR_TEXT_BYTES; i++) {
        Str item = call_text(call, &input->list.items[i]);
        if (item.len == 0) continue;
        if (out.len) strbuf_add(&out, separator);
        strbuf_add(&out, item);
    }
    return value_text(strbuf_str(&out));
}

Value filter_list(const FilterCall *call, const Value *input)
{
    Arena *arena = call->context->arena;
    Str *items = ARENA_ARRAY(arena, Str, input->list.n);
    size_t n = 0;
    for (size_t i = 0; i < input->list.n; i++) {
        items[n] = call_text(call, &input->list.items[i]);
        if (items[n].len) n++;
    }
    StrBuf out;
    strbuf_init(&out, arena);
    format_list(&out, call_lang(call), items, n);
    return value_text(strbuf_str(&out));
}

Value filter_count(const FilterCall *call, const Value *input)
{
    (void)call;
    return value_number(num_from_int((int64_t)input->list.n));
}

/* Adds one part, a number if it is known, to `total`, which is UNKNOWN until the first known part.
 * False ends the sum. */
static bool add_number(const Expr *expr, EvalContext *context, Value *total, const Value *part)
{
    if (part->state == STATE_NOT_APPLICABLE) return true;
    total->have += part->want ? part->have : part->kind != VALUE_UNKNOWN;
    total->want += part->want ? part->want : 1;
    if (part->kind == VALUE_UNKNOWN) {
        if (total->kind == VALUE_UNKNOWN && total->state == STATE_KNOWN) total->state = part->state;
        return true;
    }
    if (total->kind == VALUE_UNKNOWN) {
        uint32_t have = total->have, want = total->want;
        *total = *part;
        total->have = have;
        total->want = want;
        return true;
    }
    if (total->kind != part->kind) {
        diag_report(context->diag, DIAG_EXPR_TYPES, expr->span, kind_name((ValueKind)total->kind),
                    kind_name((ValueKind)part->kind), STR("added"));
        return false;
    }
    if (!money_joins(expr, context, total, part)) return false;
    if (part->state > total->state) total->state = part->state;
    if (part->note != total->note) total->note = NULL;
    total->number = num_add(total->number, part->number);
    return true;
}

static bool is_number(const Value *part)
{
    return part->kind == VALUE_UNKNOWN || part->kind == VALUE_NUMBER || part->kind == VALUE_MONEY ||
           part->state == STATE_NOT_APPLICABLE;
}

void expr_add(const Expr *expr, EvalContext *context, Value *total, const Value *part)
{
    if (!is_number(part)) {
        diag_report(context->diag, DIAG_EXPR_TYPES, expr->span, STR("a total"),
                    kind_name((ValueKind)part->kind), STR("added"));
        return;
    }
    bool good = add_number(expr, context, total, part);
    bool overflow = total->kind != VALUE_UNKNOWN && total->number == NUM_INVALID;
    if (overflow) diag_report(context->diag, DIAG_EXPR_OVERFLOW, expr->span, STR("this sum"));
    if (overflow || !good) *total = (Value){.have = total->have, .want = total->want};
}

static bool add_part(const FilterCall *call, Value *total, const Value *part)
{
    if (is_number(part)) return add_number(call->expr, call->context, total, part);
    call_refuse(call, part);
    return false;
}

Value filter_sum(const FilterCall *call, const Value *input)
{
    ValueList items = call_items(call, input, 0);
    Value total = value_unknown();
    for (size_t i = 0; i < items.n; i++) {
        if (add_part(call, &total, &items.items[i])) continue;
        return (Value){.have = total.have, .want = total.want};
    }
    if (total.kind == VALUE_UNKNOWN || total.number != NUM_INVALID) return total;
    diag_report(call->context->diag, DIAG_EXPR_OVERFLOW, call->expr->span, STR("this sum"));
    return (Value){.have = total.have, .want = total.want};
}

Value filter_average(const FilterCall *call, const Value *input)
{
    ValueList items = call_items(call, input, 0);
    Value total = filter_sum(call, input);
    int64_t known = 0;
    for (size_t i = 0; i < items.n; i++)
        if (items.items[i].state != STATE_NOT_APPLICABLE)
            known += items.items[i].kind != VALUE_UNKNOWN;
    if (total.kind != VALUE_UNKNOWN && known > 0)
        total.number = num_div(total.number, num_from_int(known));
    return total;
}

/* The first or last known item in sorting order. */
static Value extreme(const FilterCall *call, const Value *input, bool largest)
{
    ValueList items = call_items(call, input, 0);
    size_t *order = values_order(call->context, items.items, items.n);
    Value found = value_unknown();
    for (size_t i = 0; i < items.n; i++) {
        const Value *item = &items.items[order[i]];
        if (item->kind == VALUE_UNKNOWN) break;
        if (found.kind != VALUE_UNKNOWN && !money_joins(call->expr, call->context, &found, item))
            return value_unknown();
        if (found.kind == VALUE_UNKNOWN || largest) found = *item;
    }
    return found;
}

Value filter_min(const FilterCall *call, const Value *input) { return extreme(call, input, false); }

Value filter_max(const FilterCall *call, const Value *input) { return extreme(call, input, true); }

Value filter_first(const FilterCall *call, const Value *input)
{
    (void)call;
    return input->list.n ? input->list.items[0] : value_unknown();
}

Value filter_last(const FilterCall *call, const Value *input)
{
    (void)call;
    return input->list.n ? input->list.items[input->list.n - 1] : value_unknown();
}

static bool matches(const FilterCall *call, const Value *field, const Value *wanted)
{
    if (field->kind != VALUE_LIST) return values_equal(call->context, field, wanted);
    for (size_t i = 0; i < field->list.n; i++)
        if (values_equal(call->context, &field->list.items[i], wanted)) return true;
    return false;
}

Value filter_where(const FilterCall *call, const Value *input)
{
    ValueVec out = {0};
    const Value *wanted = call_arg(call, 1);
    if (!wanted) return value_list(NULL, 0);
    Str path = call_arg_text(call, 0, (Str){0});
    for (size_t i = 0; i < input->list.n; i++) {
        const Value *item = &input->list.items[i];
        Value field = eval_path(call->context, call->expr, item, path);
        if (matches(call, &field, wanted)) VEC_PUSH(call->context->arena, &out, *item);
    }
    return value_list(out.items, out.len);
}

/* The path may be the field that names the records: then they sort as records do. */
static bool names_records(const ValueList *list, Str path)
{
    if (list->n == 0 || list->items[0].kind != VALUE_RECORD) return false;
    const RecordType *type = list->items[0].record->type;
    return type->name_field < type->n_fields && str_eq(type->fields[type->name_field].name, path);
}

Value filter_sort(const FilterCall *call, const Value *input)
{
    Arena *arena = call->context->arena;
    Str path = call_arg_text(call, 0, (Str){0});
    size_t n = input->list.n;
    const Value *keys = input->list.items;
    if (path.len && !names_records(&input->list, path)) {
        Value *fields = ARENA_ARRAY(arena, Value, n);
        for (size_t i = 0; i < n; i++)
            fields[i] = eval_path(call->context, call->expr, &input->list.items[i], path);
        keys = fields;
    }
    const size_t *order = values_order(call->context, keys, n);
    Value *sorted = ARENA_ARRAY(arena, Value, n);
    for (size_t i = 0; i < n; i++) sorted[i] = input->list.items[order[i]];
    return value_list(sorted, n);
}

Value filter_map(const FilterCall *call, const Value *input)
{
    ValueList items = call_items(call, input, 0);
    return value_list(items.items, items.n);
}

/* What makes a value the same as another one: a record's place in memory, else its dump. */
static Str identity(Arena *arena, const Value *value)
{
    StrBuf out;
    strbuf_init(&out, arena);
    if (value->kind == VALUE_RECORD)
        strbuf_format(&out, "%p", (const void *)value->record);
    else
        value_dump(value, &out);
    return strbuf_str(&out);
}

Value filter_unique(const FilterCall *call, const Value *input)
{
    Arena *arena = call->context->arena;
    ValueVec out = {0};
    Map seen;
    static const char mark = 1;
    map_init(&seen, arena);
    for (size_t i = 0; i < input->list.n; i++) {
        const Value *item = &input->list.items[i];
        Str key = identity(arena, item);
        if (map_find(&seen, key)) continue;
        map_set(&seen, key, (void *)(uintptr_t)&mark);
        VEC_PUSH(arena, &out, *item);
    }
    return value_list(out.items, out.len);
}

Value filter_reverse(const FilterCall *call, const Value *input)
{
    size_t n = input->list.n;
    Value *items = ARENA_ARRAY(call->context->arena, Value, n);
    for (size_t i = 0; i < n; i++) items[i] = input->list.items[n - 1 - i];
    return value_list(items, n);
}

Value filter_known(const FilterCall *call, const Value *input)
{
    ValueVec out = {0};
    for (size_t i = 0; i < input->list.n; i++)
        if (input->list.items[i].kind != VALUE_UNKNOWN)
            VEC_PUSH(call->context->arena, &out, input->list.items[i]);
    return value_list(out.items, out.len);
}

bool filter_is_blank(EvalContext *context, const Value *input)
{
    return input->kind == VALUE_UNKNOWN ||
           (input->kind == VALUE_TEXT && value_print(input, context).len == 0);
}

Value filter_default(const FilterCall *call, const Value *input)
{
    return filter_is_blank(call->context, input) ? call->args[0] : *input;
}

Value filter_state(const FilterCall *call, const Value *input)
{
    Str word = call_lang(call)->states[input->state];
    return word.len ? value_text(word) : value_unknown();
}

Value filter_coverage(const FilterCall *call, const Value *input)
{
    uint32_t have = input->have, want = input->want;
    for (size_t i = 0; input->kind == VALUE_LIST && i < input->list.n; i++) {
        const Value *item = &input->list.items[i];
        if (item->state == STATE_NOT_APPLICABLE) continue;
        have += item->kind != VALUE_UNKNOWN;
        want++;
    }
    if (want == 0) return value_unknown();
    StrBuf out;
    strbuf_init(&out, call->context->arena);
    const Lang *lang = call_lang(call);
    format_number(&out, lang, num_from_int(have), 0);
    strbuf_char(&out, ' ');
    strbuf_add(&out, lang->of);
    strbuf_char(&out, ' ');
    format_number(&out, lang, num_from_int(want), 0);
    return value_text(strbuf_str(&out));
}

static const FigureNote *note_of(const Value *value)
{
    static const FigureNote nothing = {0};
    return value->note ? value->note : &nothing;
}

Value filter_as_of(const FilterCall *call, const Value *input)
{
    (void)call;
    return note_of(input)->as_of;
}

Value filter_source(const FilterCall *call, const Value *input)
{
    (void)call;
    return note_of(input)->source;
}

Value filter_note(const FilterCall *call, const Value *input)
{
    (void)call;
    return note_of(input)->note;
}
