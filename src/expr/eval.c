/* eval - walks the tree. The tree's height is limited by the parser, so recursion is, too.
 *
 * UNKNOWN comes out of every operator that gets it, with its state (not reported, withheld ...).
 * Three-valued logic: `false and unknown` is false, `true or unknown` is true. A bare path as a
 * condition asks whether something is there: `not vendor.logo` is true where there is no logo.
 */

#include "base/vec.h"
#include "expr/filter.h"

typedef VEC(Value) ValueVec;

static Value unknown_like(const Value *value)
{
    return (Value){.state = value->state, .node = value->node};
}

void eval_limit(EvalContext *context, const Expr *expr, bool of_list)
{
    diag_report(context->diag, DIAG_EXPR_LIMIT, expr->span,
                of_list ? str_format(context->arena, "%d items", EXPR_LIST_ITEMS)
                        : str_format(context->arena, "%d KiB", EXPR_TEXT_BYTES / 1024));
}

static const Value unknown = {.kind = VALUE_UNKNOWN};

static const Value *find_name(const Expr *expr, const EvalContext *context)
{
    const Str name = expr->name;
    for (const Scope *scope = context->scope; scope; scope = scope->outer) {
        if (!str_eq(scope->name, name)) continue;
        if (scope->read) *scope->read = true;
        return &scope->value;
    }
    if (!context->root) return &unknown;
    if (expr->record == context->root->type)
        return record_at(context->root, (size_t)expr->field_index);
    return record_value(context->root, expr->name);
}

/* Where the parser knew the type of the record, it found the field, too. */
static const Value *find_field(const Expr *expr, const Record *record, Str name)
{
    bool known = expr->record == record->type && expr->field_index >= 0;
    if (known && name.ptr == expr->name.ptr && name.len == expr->name.len)
        return record_at(record, (size_t)expr->field_index);
    int index = record_find_field(record, name);
    if (index >= 0) return record_at(record, (size_t)index);
    if (!record->extra || record->extra->kind != VALUE_RECORD) return &unknown;
    return record_value(record->extra->record, name);
}

/* The field of every item; lists inside are spread. */
static Value fields_of_items(EvalContext *context, const Expr *expr, const ValueList *list,
                             Str name)
{
    ValueVec out = {0};
    for (size_t i = 0; i < list->n; i++) {
        Value value = eval_field(context, expr, &list->items[i], name);
        size_t n = value.kind == VALUE_LIST ? value.list.n : 1;
        if (out.len + n > EXPR_LIST_ITEMS) {
            eval_limit(context, expr, true);
            return value_unknown();
        }
        if (value.kind != VALUE_LIST) {
            VEC_PUSH(context->arena, &out, value);
            continue;
        }
        for (size_t k = 0; k < n; k++) VEC_PUSH(context->arena, &out, value.list.items[k]);
    }
    return value_list(out.items, out.len);
}

static Value list_field(EvalContext *context, const Expr *expr, const Value *base, Str name)
{
    const ValueList *list = &base->list;
    if (str_eq(name, STR("count"))) return value_number(num_from_int((int64_t)list->n));
    if (str_eq(name, STR("first"))) return list->n ? list->items[0] : value_unknown();
    if (str_eq(name, STR("last"))) return list->n ? list->items[list->n - 1] : value_unknown();
    return fields_of_items(context, expr, list, name);
}

Value eval_field(EvalContext *context, const Expr *expr, const Value *base, Str name)
{
    switch ((ValueKind)base->kind) {
    case VALUE_UNKNOWN:
        return unknown_like(base);
    case VALUE_RECORD:
        return *find_field(expr, base->record, name);
    case VALUE_LIST:
        return list_field(context, expr, base, name);
    default:
        diag_report(context->diag, DIAG_EXPR_NO_FIELDS, expr->span, name,
                    kind_name((ValueKind)base->kind));
        return value_unknown();
    }
}

Value eval_path(EvalContext *context, const Expr *expr, const Value *base, Str path)
{
    Value value = *base;
    for (size_t start = 0; start <= path.len;) {
        ptrdiff_t dot = str_find(str_slice(path, start, path.len), STR("."));
        size_t end = dot < 0 ? path.len : start + (size_t)dot;
        value = eval_field(context, expr, &value, str_slice(path, start, end));
        start = end + 1;
    }
    return value;
}

static Value eval_index(const Expr *expr, EvalContext *context)
{
    Value rooms[2];
    const Value *base = expr_find(expr->args[0], context, &rooms[0]),
                *index = expr_find(expr->args[1], context, &rooms[1]);
    if (base->kind == VALUE_UNKNOWN || index->kind == VALUE_UNKNOWN) return unknown_like(base);
    if (index->kind == VALUE_TEXT)
        return eval_field(context, expr, base,
                          value_text_in(index, context->lang, &context->borrowed));
    if (base->kind != VALUE_LIST || index->kind != VALUE_NUMBER) {
        diag_report(context->diag, DIAG_EXPR_TYPES, expr->span, kind_name((ValueKind)base->kind),
                    kind_name((ValueKind)index->kind), STR("used as list and place"));
        return value_unknown();
    }
    int64_t i = num_round(index->number), n = (int64_t)base->list.n;
    if (i < 0) i += n;
    return i >= 0 && i < n ? base->list.items[i] : value_unknown();
}

static Value eval_list(const Expr *expr, EvalContext *context)
{
    Value *items = ARENA_ARRAY(context->arena, Value, expr->n_args);
    for (size_t i = 0; i < expr->n_args; i++) items[i] = expr_eval(expr->args[i], context);
    return value_list(items, expr->n_args);
}

static bool is_path(const Expr *expr)
{
    return expr->op == OP_NAME || expr->op == OP_FIELD || expr->op == OP_INDEX;
}

static const Value *truth_value(bool yes)
{
    static const Value truths[] = {{.kind = VALUE_BOOL}, {.kind = VALUE_BOOL, .boolean = true}};
    return &truths[yes];
}

/* The operand as a truth, which is UNKNOWN only where a comparison of unknown things stands. */
static const Value *eval_truth(const Expr *expr, EvalContext *context, Value *room)
{
    const Value *value = expr_find(expr, context, room);
    if (value->kind == VALUE_UNKNOWN && !is_path(expr)) return value;
    return truth_value(value_is_true(value));
}

static const Value *eval_logic(const Expr *expr, EvalContext *context, Value *room)
{
    const Value *a = eval_truth(expr->args[0], context, room);
    bool decides = expr->op == OP_OR; /* the truth that settles the result alone */
    if (a->kind == VALUE_BOOL && a->boolean == decides) return a;
    if (a->kind == VALUE_BOOL) return eval_truth(expr->args[1], context, room);
    Value other;
    const Value *b = eval_truth(expr->args[1], context, &other);
    return b->kind == VALUE_BOOL && b->boolean == decides ? b : a;
}

static const Value *eval_not(const Expr *expr, EvalContext *context, Value *room)
{
    const Value *value = eval_truth(expr->args[0], context, room);
    return value->kind == VALUE_UNKNOWN ? value : truth_value(!value->boolean);
}

static Value eval_negate(const Expr *expr, EvalContext *context)
{
    Value value = expr_eval(expr->args[0], context);
    if (value.kind == VALUE_UNKNOWN) return value;
    if (value.kind != VALUE_NUMBER && value.kind != VALUE_MONEY) {
        diag_report(context->diag, DIAG_EXPR_INPUT, expr->span, STR("-"), STR("a number"),
                    kind_name((ValueKind)value.kind));
        return unknown_like(&value);
    }
    value.number = num_sub(0, value.number);
    return value;
}

static const Value *eval_test(const Expr *expr, EvalContext *context, Value *room)
{
    const Value *value = expr_find(expr->args[0], context, room);
    bool yes = value->kind == VALUE_UNKNOWN;
    if (expr->test == TEST_KNOWN)
        yes = !yes;
    else if (expr->test != TEST_UNKNOWN)
        yes = value->state == expr->test;
    return truth_value(yes != expr->negated);
}

static Value filter_each(const FilterCall *call, const Value *input);

/* A text of the user's own data where a filter needs a number. */
static Value read_number(const FilterCall *call, const Value *text)
{
    Num n;
    Str written = str_trim(call_text(call, text));
    if (!num_parse(written, &n)) return call_refuse_text(call, STR("a number"), written);
    Value out = value_number(n);
    out.node = text->node;
    return out;
}

static Value apply_one(const FilterCall *call, const Value *input)
{
    const Filter *filter = call->expr->filter;
    if (input->kind == VALUE_UNKNOWN && !(filter->flags & FILTER_UNKNOWN)) return *input;
    Value read;
    if (input->kind == VALUE_TEXT && !(filter->accepts & KIND(VALUE_TEXT)) &&
        (filter->accepts & KIND(VALUE_NUMBER))) {
        read = read_number(call, input);
        if (read.kind == VALUE_UNKNOWN) return read;
        input = &read;
    }
    if (input->kind != VALUE_UNKNOWN && !(filter->accepts & KIND(input->kind)))
        return call_refuse(call, input);
    Value result = filter->apply(call, input);
    if (!result.node) result.node = input->node;
    if (!(filter->flags & FILTER_EACH) || input->kind == VALUE_UNKNOWN) return result;
    if (result.state == STATE_KNOWN) result.state = input->state;
    if (result.want == 0) {
        result.have = input->have;
        result.want = input->want;
    }
    return result;
}

static Value apply_filter(const FilterCall *call, const Value *input)
{
    const Filter *filter = call->expr->filter;
    if (input->kind == VALUE_LIST && (filter->flags & FILTER_EACH)) return filter_each(call, input);
    if (input->kind != VALUE_LIST && input->kind != VALUE_UNKNOWN &&
        (filter->flags & FILTER_LIST)) {
        Value *item = ARENA_NEW(call->context->arena, Value);
        *item = *input;
        Value list = value_list(item, 1);
        return apply_one(call, &list);
    }
    return apply_one(call, input);
}

static Value filter_each(const FilterCall *call, const Value *input)
{
    Value *items = ARENA_ARRAY(call->context->arena, Value, input->list.n);
    for (size_t i = 0; i < input->list.n; i++) items[i] = apply_one(call, &input->list.items[i]);
    Value result = value_list(items, input->list.n);
    result.node = input->node;
    return result;
}

static bool is_too_long(const Value *value)
{
    return value->kind == VALUE_TEXT && !value->texts && value->text.len > EXPR_TEXT_BYTES;
}

/* What eval_filter finds for `| default('text')`, without copies. */
static const Value *eval_default(const Expr *expr, EvalContext *context, Value *room)
{
    const Value *input = expr_find(expr->args[0], context, room);
    const Value *out = filter_is_blank(context, input) ? expr->args[1]->literal : input;
    const Node *node = input->node;
    if (!out->node && node) {
        *room = *out;
        room->node = node;
        out = room;
    }
    if (!is_too_long(out)) return out;
    eval_limit(context, expr, false);
    return &unknown;
}

static Value eval_filter(const Expr *expr, EvalContext *context)
{
    Value args[FILTER_ARGS], room;
    for (size_t i = 1; i < expr->n_args; i++) args[i - 1] = expr_eval(expr->args[i], context);
    FilterCall call = {context, expr, args, expr->n_args - 1};
    Str lang = context->lang;
    if (expr->filter->flags & FILTER_LANG) context->lang = value_print(&args[0], context);
    const Value *input = expr_find(expr->args[0], context, &room);
    Value result = apply_filter(&call, input);
    context->lang = lang;
    if (is_too_long(&result)) {
        eval_limit(context, expr, false);
        return value_unknown();
    }
    return result;
}

static bool is_plain_text(const Value *value) { return value->kind == VALUE_TEXT && !value->texts; }

static const Value *eval_operands(const Expr *expr, EvalContext *context, Value *room)
{
    Value other;
    const Value *a = expr_find(expr->args[0], context, room),
                *b = expr_find(expr->args[1], context, &other);
    bool equates = expr->op == OP_EQ || expr->op == OP_NE;
    if (equates && is_plain_text(a) && is_plain_text(b))
        return truth_value(str_eq(a->text, b->text) == (expr->op == OP_EQ));
    *room = eval_operator(expr, context, a, b);
    return room;
}

/* The field of what is no record, in *room, where `base` may stand, too. */
__attribute__((noinline)) static const Value *field_of(const Expr *expr, EvalContext *context,
                                                       const Value *base, Value *room)
{
    *room = eval_field(context, expr, base, expr->name);
    return room;
}

static const Value *eval_choice(const Expr *expr, EvalContext *context, Value *room)
{
    const Value *condition = eval_truth(expr->args[0], context, room);
    if (condition->kind == VALUE_UNKNOWN) return condition;
    return expr_find(expr->args[condition->boolean ? 1 : 2], context, room);
}

/* Apart from expr_find, so that paths, which are most of what is asked for, need little stack. */
__attribute__((noinline)) static const Value *compute(const Expr *expr, EvalContext *context,
                                                      Value *room)
{
    switch ((ExprOp)expr->op) {
    case OP_COND:
        return eval_choice(expr, context, room);
    case OP_NOT:
        return eval_not(expr, context, room);
    case OP_IS:
        return eval_test(expr, context, room);
    case OP_OR:
    case OP_AND:
        return eval_logic(expr, context, room);
    case OP_INDEX:
        *room = eval_index(expr, context);
        return room;
    case OP_LIST:
        *room = eval_list(expr, context);
        return room;
    case OP_NEGATE:
        *room = eval_negate(expr, context);
        return room;
    case OP_FILTER:
        if (expr->filter->apply == filter_default && expr->args[1]->op == OP_LITERAL)
            return eval_default(expr, context, room);
        *room = eval_filter(expr, context);
        return room;
    default:
        return eval_operands(expr, context, room);
    }
}

const Value *expr_find(const Expr *expr, EvalContext *context, Value *room)
{
    switch ((ExprOp)expr->op) {
    case OP_LITERAL:
        return expr->literal;
    case OP_LIST:
        return expr->literal ? expr->literal : compute(expr, context, room);
    case OP_NAME:
        return find_name(expr, context);
    case OP_FIELD: {
        const Value *base = expr_find(expr->args[0], context, room);
        if (base->kind == VALUE_RECORD) return find_field(expr, base->record, expr->name);
        return field_of(expr, context, base, room);
    }
    default:
        return compute(expr, context, room);
    }
}

Value expr_eval(const Expr *expr, EvalContext *context)
{
    Value room;
    return *expr_find(expr, context, &room);
}
