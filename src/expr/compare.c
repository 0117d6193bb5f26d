/* compare - operators and order. */
#include "expr/compare.h"

#include <stdlib.h>
#include <string.h>

#include "expr/ast.h"
#include "locale/collate.h"
#include "locale/name.h"

static bool is_amount(const Value *v) { return v->kind == VALUE_NUMBER || v->kind == VALUE_MONEY; }

static bool is_day(const Value *v) { return v->kind == VALUE_DATE || v->kind == VALUE_DATETIME; }

/* A text beside a date, time or colour is read as one. */
static Value read_as(const Value *text, const Value *model, Str lang)
{
    Value out = {.kind = model->kind, .node = text->node};
    Str written = value_text_in(text, lang, NULL);
    bool read = false;
    if (is_day(model)) {
        out.kind = VALUE_DATE;
        read = date_parse(written, &out.date);
    } else if (model->kind == VALUE_TIME) {
        read = time_parse(written, &out.time);
    } else if (model->kind == VALUE_COLOUR) {
        read = colour_parse(written, &out.colour);
    }
    return read ? out : value_unknown();
}

static bool has_text(const Value *value, Str text)
{
    if (!value->texts) return str_eq(value->text, text);
    for (size_t i = 0; i < value->texts->n; i++)
        if (str_eq(value->texts->items[i].text, text)) return true;
    return false;
}

static bool texts_equal(const Value *a, const Value *b)
{
    if (!a->texts) return has_text(b, a->text);
    for (size_t i = 0; i < a->texts->n; i++)
        if (has_text(b, a->texts->items[i].text)) return true;
    return false;
}

int64_t value_minutes(const Value *value)
{
    int64_t minutes = value->time.hour * 60 + value->time.minute;
    if (value->kind != VALUE_TIME) minutes += (int64_t)date_to_days(value->date) * 1440;
    return minutes;
}

/* Two days for comparison: with their times only if both have one. */
static void day_pair(const Value *a, const Value *b, int64_t *x, int64_t *y)
{
    bool timed = a->kind == VALUE_DATETIME && b->kind == VALUE_DATETIME;
    *x = timed ? value_minutes(a) : date_to_days(a->date);
    *y = timed ? value_minutes(b) : date_to_days(b->date);
}

/* As day_pair with x == y. */
static bool same_day(const Value *a, const Value *b)
{
    bool timed = a->kind == VALUE_DATETIME && b->kind == VALUE_DATETIME;
    bool same = a->date.year == b->date.year && a->date.month == b->date.month &&
                a->date.day == b->date.day;
    return same && (!timed || (a->time.hour == b->time.hour && a->time.minute == b->time.minute));
}

static bool same_currency(const Value *a, const Value *b)
{
    return a->kind != VALUE_MONEY || b->kind != VALUE_MONEY ||
           memcmp(a->currency, b->currency, sizeof a->currency) == 0;
}

static bool is_read_as(const Value *text, const Value *other)
{
    return text->kind == VALUE_TEXT &&
           (is_day(other) || other->kind == VALUE_TIME || other->kind == VALUE_COLOUR);
}

bool values_equal(EvalContext *context, const Value *a, const Value *b)
{
    if (a->kind == VALUE_TEXT && b->kind == VALUE_TEXT) return texts_equal(a, b);
    Value read;
    if (is_read_as(a, b)) {
        read = read_as(a, b, context->lang);
        a = &read;
    } else if (is_read_as(b, a)) {
        read = read_as(b, a, context->lang);
        b = &read;
    }
    if (a->kind == VALUE_RECORD && b->kind == VALUE_TEXT) return has_text(b, a->record->id);
    if (b->kind == VALUE_RECORD && a->kind == VALUE_TEXT) return has_text(a, b->record->id);
    if (is_amount(a) && is_amount(b)) return a->number == b->number && same_currency(a, b);
    if (is_day(a) && is_day(b)) return same_day(a, b);
    if (a->kind != b->kind) return false;
    switch ((ValueKind)a->kind) {
    case VALUE_BOOL:
        return a->boolean == b->boolean;
    case VALUE_TIME:
        return value_minutes(a) == value_minutes(b);
    case VALUE_COLOUR:
        return colour_eq(a->colour, b->colour);
    case VALUE_RECORD:
        return a->record == b->record;
    default:
        return false;
    }
}

/* Below, at or above 0; false if the two have no order. */
static bool compare_order(EvalContext *context, const Value *a, const Value *b, int *order)
{
    Value read;
    if (is_read_as(a, b)) {
        read = read_as(a, b, context->lang);
        a = &read;
    } else if (is_read_as(b, a)) {
        read = read_as(b, a, context->lang);
        b = &read;
    }
    int64_t x, y;
    if (is_amount(a) && is_amount(b) && same_currency(a, b)) {
        x = a->number;
        y = b->number;
    } else if (is_day(a) && is_day(b)) {
        day_pair(a, b, &x, &y);
    } else if (a->kind == VALUE_TIME && b->kind == VALUE_TIME) {
        x = value_minutes(a);
        y = value_minutes(b);
    } else if (a->kind == VALUE_TEXT && b->kind == VALUE_TEXT) {
        Collator *collator = collator_open(context->arena, context->lang);
        *order = collate_compare(context->arena, collator, value_print(a, context),
                                 value_print(b, context));
        collator_close(collator);
        return true;
    } else {
        return false;
    }
    *order = (x > y) - (x < y);
    return true;
}

static Value refuse(const Expr *expr, EvalContext *context, const Value *a, const Value *b,
                    Str deed)
{
    diag_report(context->diag, DIAG_EXPR_TYPES, expr->span, kind_name((ValueKind)a->kind),
                kind_name((ValueKind)b->kind), deed);
    return value_unknown();
}

static bool has_item(EvalContext *context, const ValueList *list, const Value *item)
{
    bool plain = item->kind == VALUE_TEXT && !item->texts, found = false;
    for (size_t i = 0; i < list->n && !found; i++) {
        const Value *other = &list->items[i];
        found = plain && other->kind == VALUE_TEXT && !other->texts
                    ? str_eq(item->text, other->text)
                    : values_equal(context, item, other);
    }
    return found;
}

static Value eval_in(EvalContext *context, const Value *needle, const Value *hay, bool negated)
{
    bool found = false;
    if (hay->kind == VALUE_TEXT)
        found = str_find(value_print(hay, context), value_print(needle, context)) >= 0;
    if (hay->kind == VALUE_LIST) found = has_item(context, &hay->list, needle);
    return value_bool(found != negated);
}

static Value eval_compare(const Expr *expr, EvalContext *context, const Value *a, const Value *b)
{
    int order = 0;
    if (expr->op == OP_IN) return eval_in(context, a, b, expr->negated);
    if (expr->op == OP_EQ) return value_bool(values_equal(context, a, b));
    if (expr->op == OP_NE) return value_bool(!values_equal(context, a, b));
    if (!compare_order(context, a, b, &order)) return refuse(expr, context, a, b, STR("compared"));
    switch ((ExprOp)expr->op) {
    case OP_LT:
        return value_bool(order < 0);
    case OP_LE:
        return value_bool(order <= 0);
    case OP_GT:
        return value_bool(order > 0);
    default:
        return value_bool(order >= 0);
    }
}

static Str amount_name(Arena *arena, const Value *v)
{
    static const Str kinds[] = {STR("plain money"),    STR("sales"),     STR("orders"),
                                STR("trade contacts"), STR("memoranda"), STR("investment")};
    return str_format(arena, "%.*s in %.3s", STR_ARG(kinds[v->money_kind]), v->currency);
}

bool money_joins(const Expr *expr, EvalContext *context, const Value *a, const Value *b)
{
    if (a->kind != VALUE_MONEY || b->kind != VALUE_MONEY) return true;
    if (same_currency(a, b) && a->money_kind == b->money_kind) return true;
    diag_report(context->diag, DIAG_MONEY_KINDS, expr->span, amount_name(context->arena, a),
                amount_name(context->arena, b));
    return false;
}

static Value eval_dates(const Expr *expr, EvalContext *context, const Value *a, const Value *b)
{
    int32_t days = date_to_days(a->date);
    if (b->kind == VALUE_DATE) return value_number(num_from_int(days - date_to_days(b->date)));
    int64_t shift = num_round(b->number);
    int64_t moved = expr->op == OP_ADD ? days + shift : days - shift;
    Date date = {0};
    if (shift > -4000000 && shift < 4000000) date = date_from_days((int32_t)moved);
    if (date_is_valid(date)) return value_date(date);
    diag_report(context->diag, DIAG_EXPR_OVERFLOW, expr->span, STR("this shift of a date"));
    return value_unknown();
}

static Value eval_numbers(const Expr *expr, EvalContext *context, const Value *a, const Value *b,
                          ValueKind kind)
{
    bool adds = expr->op == OP_ADD || expr->op == OP_SUB;
    if (adds && !money_joins(expr, context, a, b)) return value_unknown();
    bool divides = expr->op == OP_DIV || expr->op == OP_MOD;
    if (divides && b->number == 0) return value_unknown(); /* a share of nothing is not known */
    Value out = a->kind == VALUE_MONEY ? *a : *b;
    out.kind = (uint8_t)kind;
    out.node = a->node ? a->node : b->node;
    out.state = a->state > b->state ? a->state : b->state;
    out.have = a->have + b->have;
    out.want = a->want + b->want;
    switch ((ExprOp)expr->op) {
    case OP_ADD:
        out.number = num_add(a->number, b->number);
        break;
    case OP_SUB:
        out.number = num_sub(a->number, b->number);
        break;
    case OP_MUL:
        out.number = num_mul(a->number, b->number);
        break;
    case OP_DIV:
        out.number = num_div(a->number, b->number);
        break;
    default:
        out.number = a->number % b->number;
        break;
    }
    if (out.number != NUM_INVALID) return out;
    diag_report(context->diag, DIAG_EXPR_OVERFLOW, expr->span, STR("this arithmetic"));
    return value_unknown();
}

static Value join_texts(EvalContext *context, const Value *a, const Value *b)
{
    StrBuf out;
    strbuf_init(&out, context->arena);
    strbuf_add(&out, value_print(a, context));
    strbuf_add(&out, value_print(b, context));
    Value text = value_text(strbuf_str(&out));
    text.node = a->node ? a->node : b->node;
    return text;
}

Value eval_operator(const Expr *expr, EvalContext *context, const Value *a, const Value *b)
{
    ValueKind kind;
    if (a->kind == VALUE_UNKNOWN) return *a;
    if (b->kind == VALUE_UNKNOWN) return *b;
    if (!operator_joins((ExprOp)expr->op, (ValueKind)a->kind, (ValueKind)b->kind, &kind))
        return refuse(expr, context, a, b, STR("joined by this operator"));
    if (kind == VALUE_BOOL) return eval_compare(expr, context, a, b);
    if (a->kind == VALUE_TEXT) return join_texts(context, a, b);
    if (a->kind == VALUE_DATE) return eval_dates(expr, context, a, b);
    return eval_numbers(expr, context, a, b, kind);
}

/* A value made ready for sorting: by rank, then number, then bytes, then place. */
typedef struct SortKey {
    int rank;
    int64_t number;
    Str bytes;
    size_t index;
} SortKey;

static int compare_keys(const void *a, const void *b)
{
    const SortKey *x = a, *y = b;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    if (x->number != y->number) return x->number < y->number ? -1 : 1;
    int order = str_compare(x->bytes, y->bytes);
    if (order) return order;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* *collator is opened for the first text. */
static SortKey sort_key(EvalContext *context, Collator **collator, const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_UNKNOWN:
        return (SortKey){.rank = 4};
    case VALUE_BOOL:
        return (SortKey){.number = value->boolean};
    case VALUE_NUMBER:
    case VALUE_MONEY:
        return (SortKey){.number = value->number};
    case VALUE_DATE:
    case VALUE_DATETIME:
        return (SortKey){.rank = 1, .number = value_minutes(value)};
    case VALUE_TIME:
        return (SortKey){.rank = 2, .number = value_minutes(value)};
    default:
        break;
    }
    Str text = value_print(value, context);
    if (value->kind == VALUE_RECORD) text = name_sort_form(text);
    if (!*collator) *collator = collator_open(context->arena, context->lang);
    return (SortKey){.rank = 3, .bytes = collate_key(context->arena, *collator, text)};
}

size_t *values_order(EvalContext *context, const Value *values, size_t n)
{
    size_t *order = ARENA_ARRAY(context->arena, size_t, n);
    SortKey *keys = ARENA_ARRAY(context->arena, SortKey, n);
    Collator *collator = NULL;
    bool borrowed = context->borrowed; /* nothing is printed here */
    for (size_t i = 0; i < n; i++) {
        keys[i] = sort_key(context, &collator, &values[i]);
        keys[i].index = i;
    }
    if (collator) collator_close(collator);
    context->borrowed = borrowed;
    qsort(keys, n, sizeof *keys, compare_keys);
    for (size_t i = 0; i < n; i++) order[i] = keys[i].index;
    return order;
}
