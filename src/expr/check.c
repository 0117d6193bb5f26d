/* check - static types: names, fields, operators and filters that cannot work are reported once,
 * in the layout, with what would be right. A type that is not known before it runs lets all pass.
 */
#include <string.h>

#include "base/vec.h"
#include "expr/filter.h"
#include "expr/parse.h"

typedef VEC(Str) StrVec;

enum { SUGGEST_LIST_MAX = 30 };

void parser_report(Parser *parser, DiagCode code, Span at, Str a, Str b, Str c)
{
    parser->failed = true;
    diag_report(parser->diag, code, at, a, b, c);
}

void parser_suggest(Parser *parser, Str word, const Str *candidates, size_t n)
{
    Str nearest = str_nearest(str_slice(word, 0, 64), candidates, n);
    if (nearest.len) {
        diag_hint(parser->diag,
                  str_format(parser->arena, "did you mean `%.*s`?", STR_ARG(nearest)));
        return;
    }
    if (n == 0) return;
    StrBuf hint;
    strbuf_init(&hint, parser->arena);
    strbuf_add(&hint, STR("there is "));
    for (size_t i = 0; i < n && i < SUGGEST_LIST_MAX; i++) {
        if (i) strbuf_add(&hint, STR(", "));
        strbuf_add(&hint, candidates[i]);
    }
    if (n > SUGGEST_LIST_MAX) strbuf_add(&hint, STR(", ..."));
    diag_hint(parser->diag, strbuf_str(&hint));
}

static void add_fields(Parser *parser, StrVec *names, const RecordType *type)
{
    for (size_t i = 0; type && i < type->n_fields; i++)
        VEC_PUSH(parser->arena, names, type->fields[i].name);
}

static void resolve_field(Expr *expr, const RecordType *record, int index)
{
    expr->record = record;
    expr->field_index = index;
    expr->field = &record->fields[index];
    expr->type = expr_field_type(record, expr->name);
}

/* A bare name that is a field of something in scope, a filter, or misspelt. */
static void report_no_name(Parser *parser, const Expr *expr)
{
    parser_report(parser, DIAG_EXPR_NAME, expr->span, expr->name, (Str){0}, (Str){0});
    if (parser->wants_field) {
        diag_hint(parser->diag, str_format(parser->arena, "a field is named in quotes: '%.*s'",
                                           STR_ARG(expr->name)));
        return;
    }
    StrVec names = {0};
    for (const TypeScope *scope = parser->types; scope; scope = scope->outer) {
        VEC_PUSH(parser->arena, &names, scope->name);
        if (scope->type.kind != VALUE_RECORD || !scope->type.record) continue;
        if (type_field(scope->type.record, expr->name) < 0) continue;
        diag_hint(parser->diag, str_format(parser->arena, "did you mean `%.*s.%.*s`?",
                                           STR_ARG(scope->name), STR_ARG(expr->name)));
        return;
    }
    add_fields(parser, &names, parser->root);
    if (filter_find(expr->name))
        diag_hint(parser->diag, STR("this is a filter: it stands after a bar, `value | filter`"));
    else
        parser_suggest(parser, expr->name, names.items, names.len);
}

void check_name(Parser *parser, Expr *expr)
{
    if (!parser->types) return;
    for (const TypeScope *scope = parser->types; scope; scope = scope->outer) {
        if (!str_eq(scope->name, expr->name)) continue;
        expr->name = scope->name; /* where it stands for values, too, so that it is found sooner */
        expr->type = scope->type;
        return;
    }
    int index = parser->root ? type_field(parser->root, expr->name) : -1;
    if (index >= 0) {
        resolve_field(expr, parser->root, index);
        return;
    }
    report_no_name(parser, expr);
}

/* count, first and last of a list; they win over fields of the items. */
static bool check_list_word(Expr *expr, ExprType list)
{
    if (str_eq(expr->name, STR("count"))) {
        expr->type = (ExprType){.kind = VALUE_NUMBER};
        return true;
    }
    if (!str_eq(expr->name, STR("first")) && !str_eq(expr->name, STR("last"))) return false;
    expr->type = type_of_items(list);
    return true;
}

static void report_no_field(Parser *parser, Expr *expr, const RecordType *type, Span at,
                            bool of_list)
{
    Str owner = type->name;
    if (of_list) owner = str_format(parser->arena, "a list of %.*s records", STR_ARG(owner));
    parser_report(parser, DIAG_EXPR_FIELD, at, expr->name, owner, (Str){0});
    StrVec names = {0};
    add_fields(parser, &names, type);
    if (of_list) {
        VEC_PUSH(parser->arena, &names, STR("count"));
        VEC_PUSH(parser->arena, &names, STR("first"));
        VEC_PUSH(parser->arena, &names, STR("last"));
    }
    parser_suggest(parser, expr->name, names.items, names.len);
}

void check_field(Parser *parser, Expr *expr, Span at)
{
    ExprType base = expr->args[0]->type;
    bool of_list = base.kind == VALUE_LIST;
    if (base.kind == VALUE_UNKNOWN) return;
    if (of_list && check_list_word(expr, base)) return;
    ValueKind kind = of_list ? base.item : base.kind;
    if (kind == VALUE_UNKNOWN || (kind == VALUE_RECORD && !base.record)) return;
    if (kind != VALUE_RECORD) {
        parser_report(parser, DIAG_EXPR_NO_FIELDS, at, expr->name, type_name(parser->arena, base),
                      (Str){0});
        return;
    }
    if (str_starts(expr->name, STR("x-"))) return;
    int index = type_field(base.record, expr->name);
    if (index < 0) {
        report_no_field(parser, expr, base.record, at, of_list);
        return;
    }
    resolve_field(expr, base.record, index);
    if (of_list) expr->type = type_list_of(expr->type);
}

void check_index(Parser *parser, Expr *expr)
{
    ExprType base = expr->args[0]->type, index = expr->args[1]->type;
    if (base.kind == VALUE_LIST && (index.kind == VALUE_NUMBER || index.kind == VALUE_UNKNOWN)) {
        expr->type = type_of_items(base);
        return;
    }
    if (base.kind == VALUE_RECORD && expr->args[1]->op == OP_LITERAL && index.kind == VALUE_TEXT) {
        expr->name = expr->args[1]->literal->text;
        check_field(parser, expr, expr->args[1]->span);
        return;
    }
    bool fits = base.kind == VALUE_UNKNOWN || base.kind == VALUE_RECORD;
    if (fits && (index.kind == VALUE_UNKNOWN || index.kind == VALUE_TEXT ||
                 (index.kind == VALUE_NUMBER && base.kind == VALUE_UNKNOWN)))
        return;
    parser_report(parser, DIAG_EXPR_TYPES, expr->args[1]->span, type_name(parser->arena, base),
                  type_name(parser->arena, index), STR("used as list and place"));
    diag_hint(parser->diag, STR("lists are counted from 0: `vendors[0]`, or `vendors.first`"));
}

void check_list(Parser *parser, Expr *expr)
{
    (void)parser;
    ExprType item = expr->n_args ? expr->args[0]->type : (ExprType){0};
    for (size_t i = 1; i < expr->n_args; i++)
        if (expr->args[i]->type.kind != item.kind || expr->args[i]->type.record != item.record)
            item = (ExprType){0};
    if (item.kind == VALUE_LIST) item = (ExprType){0};
    expr->type = type_list_of(item);
}

/* `role == 'vender'` would fail for ever; say so. */
static void check_choice(Parser *parser, const Expr *field, const Expr *word)
{
    if (!field->field || field->field->kind != FIELD_ENUM || !field->field->choices) return;
    if (word->op != OP_LITERAL || word->literal->kind != VALUE_TEXT) return;
    size_t n = 0;
    for (; field->field->choices[n].len; n++)
        if (str_eq(field->field->choices[n], word->literal->text)) return;
    parser_report(parser, DIAG_EXPR_CHOICE, word->span, field->name,
                  str_slice(word->literal->text, 0, 60), (Str){0});
    parser_suggest(parser, word->literal->text, field->field->choices, n);
}

static Str deed(ExprOp op)
{
    switch (op) {
    case OP_ADD:
        return STR("added");
    case OP_SUB:
        return STR("subtracted");
    case OP_MUL:
        return STR("multiplied");
    case OP_DIV:
    case OP_MOD:
        return STR("divided");
    default:
        return STR("compared");
    }
}

static void check_joined(Parser *parser, Expr *expr)
{
    const Expr *a = expr->args[0], *b = expr->args[1];
    ValueKind result;
    if (!operator_joins((ExprOp)expr->op, a->type.kind, b->type.kind, &result)) {
        parser_report(parser, DIAG_EXPR_TYPES, expr->span, type_name(parser->arena, a->type),
                      type_name(parser->arena, b->type), deed((ExprOp)expr->op));
        return;
    }
    expr->type.kind = result;
    check_choice(parser, a, b);
    check_choice(parser, b, a);
}

void check_operator(Parser *parser, Expr *expr)
{
    switch ((ExprOp)expr->op) {
    case OP_AND:
    case OP_OR:
    case OP_NOT:
        expr->type.kind = VALUE_BOOL;
        break;
    case OP_COND: {
        ExprType yes = expr->args[1]->type, no = expr->args[2]->type;
        bool same = yes.kind == no.kind && yes.item == no.item && yes.record == no.record;
        if (same) expr->type = yes;
        break;
    }
    case OP_NEGATE: {
        ValueKind kind = expr->args[0]->type.kind;
        expr->type.kind = kind;
        if (kind == VALUE_UNKNOWN || kind == VALUE_NUMBER || kind == VALUE_MONEY) break;
        parser_report(parser, DIAG_EXPR_INPUT, expr->span, STR("-"), STR("a number"),
                      type_name(parser->arena, expr->args[0]->type));
        break;
    }
    default:
        check_joined(parser, expr);
        break;
    }
}

static void wrong_argument(Parser *parser, const Expr *expr, const Expr *arg, Str wanted)
{
    Str given = type_name(parser->arena, arg->type);
    if (arg->op == OP_LITERAL && arg->literal->kind == VALUE_TEXT)
        given = str_format(parser->arena, "'%.*s'", STR_ARG(str_slice(arg->literal->text, 0, 60)));
    parser_report(parser, DIAG_EXPR_ARGUMENT, arg->span, expr->name, wanted, given);
}

/* A path of fields in a text: `region.name`, from the items of the input. */
static void check_field_argument(Parser *parser, Expr *expr, const Expr *arg, ExprType *found)
{
    ExprType type = expr->args[0]->type;
    if (type.kind == VALUE_LIST) type = type_of_items(type);
    Str path = arg->literal->text;
    for (size_t start = 0; start <= path.len;) {
        if (type.kind != VALUE_RECORD || !type.record) {
            *found = (ExprType){0};
            return;
        }
        ptrdiff_t dot = str_find(str_slice(path, start, path.len), STR("."));
        size_t end = dot < 0 ? path.len : start + (size_t)dot;
        Expr step = {.name = str_slice(path, start, end)};
        if (type_field(type.record, step.name) < 0) {
            report_no_field(parser, &step, type.record, arg->span, false);
            return;
        }
        type = expr_field_type(type.record, step.name);
        start = end + 1;
    }
    *found = type;
}

static bool is_language(Str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z') return false;
    return word.len == 2 || word.len == 3;
}

static void check_word_argument(Parser *parser, const Expr *expr, const Expr *arg, char param)
{
    Str word = arg->literal->text;
    if (param == 'u' && scale_find(word) == SCALE_NONE && !currency_is_code(word)) {
        wrong_argument(parser, expr, arg, STR("a unit or a currency"));
        parser_suggest(parser, word, scale_words, n_scale_words);
    }
    if (param == 'l' && !is_language(word)) {
        wrong_argument(parser, expr, arg, STR("a language"));
        diag_hint(parser->diag, STR("a language is two or three small letters, as id or en"));
    }
    if (param == 'd' && date_style(word).len == 0 && date_pattern_check(word) < word.len) {
        wrong_argument(parser, expr, arg, STR("a style or a pattern of dates"));
        parser_suggest(parser, word, date_styles, n_date_styles);
    }
}

static void check_argument(Parser *parser, Expr *expr, const Expr *arg, char param, ExprType *field)
{
    ValueKind kind = arg->type.kind;
    if (param == 'f' && arg->op != OP_LITERAL) *field = (ExprType){0};
    if (param == 'a' || kind == VALUE_UNKNOWN) return;
    if (param == 'n') {
        if (kind != VALUE_NUMBER) wrong_argument(parser, expr, arg, STR("a number"));
        return;
    }
    if (kind != VALUE_TEXT) {
        wrong_argument(parser, expr, arg,
                       param == 'f' ? STR("the name of a field in quotes")
                                    : STR("a text in quotes"));
        return;
    }
    if (arg->op != OP_LITERAL) return;
    if (param == 'f')
        check_field_argument(parser, expr, arg, field);
    else
        check_word_argument(parser, expr, arg, param);
}

static bool check_count(Parser *parser, Expr *expr, const char *params)
{
    const char *optional = strchr(params, '?');
    size_t most = strlen(params) - (optional != NULL);
    size_t least = optional ? (size_t)(optional - params) : most;
    size_t given = expr->n_args - 1;
    if (given >= least && given <= most) return true;
    Str wanted;
    if (most == 0)
        wanted = STR("no arguments");
    else if (least < most)
        wanted = str_format(parser->arena, "%zu to %zu arguments", least, most);
    else
        wanted = str_format(parser->arena, "%zu argument%s", most, most > 1 ? "s" : "");
    parser_report(parser, DIAG_EXPR_ARGUMENTS, expr->span, expr->name, wanted,
                  str_format(parser->arena, "%zu", given));
    diag_hint(parser->diag,
              str_format(parser->arena, "for example: %.*s", STR_ARG(expr->filter->info.example)));
    return false;
}

static bool accepts(const Filter *filter, ExprType type)
{
    if (type.kind == VALUE_UNKNOWN || (filter->flags & (FILTER_UNKNOWN | FILTER_LANG))) return true;
    if ((filter->flags & FILTER_EACH) && type.kind == VALUE_LIST) {
        type = type_of_items(type);
        if (type.kind == VALUE_UNKNOWN) return true;
    }
    if (filter->flags & FILTER_LIST) return true;
    return filter->accepts & KIND(type.kind);
}

static ExprType filter_result(const Filter *filter, ExprType input, ExprType field)
{
    bool each = (filter->flags & FILTER_EACH) && input.kind == VALUE_LIST;
    ExprType item = input.kind == VALUE_LIST ? type_of_items(input) : input;
    ExprType result = {0};
    switch ((FilterResult)filter->result) {
    case RESULT_ANY:
        break;
    case RESULT_TEXT:
        result.kind = VALUE_TEXT;
        break;
    case RESULT_NUMBER:
        result.kind = VALUE_NUMBER;
        break;
    case RESULT_BOOL:
        result.kind = VALUE_BOOL;
        break;
    case RESULT_DATE:
        result.kind = VALUE_DATE;
        break;
    case RESULT_SAME:
        return input;
    case RESULT_ITEM:
        return item;
    case RESULT_FIELDS:
        return type_list_of(field);
    case RESULT_TEXTS:
        return type_list_of((ExprType){.kind = VALUE_TEXT});
    case RESULT_SUM:
        if (field.kind == VALUE_NUMBER || field.kind == VALUE_MONEY) result = field;
        break;
    }
    /* An item whose kind is not known may be a list again. */
    if (input.kind == VALUE_UNKNOWN && (filter->flags & FILTER_EACH)) return (ExprType){0};
    return each ? type_list_of(result) : result;
}

static void suggest_filter(Parser *parser, Str name)
{
    size_t n;
    const FilterInfo *infos = expr_filters(&n);
    Str *names = ARENA_ARRAY(parser->arena, Str, n);
    for (size_t i = 0; i < n; i++) names[i] = infos[i].name;
    Str nearest = str_nearest(str_slice(name, 0, 64), names, n);
    if (nearest.len)
        parser_suggest(parser, name, &nearest, 1);
    else
        diag_hint(parser->diag, STR("`etalase layouts --list-filters` shows all filters"));
}

void check_filter(Parser *parser, Expr *expr)
{
    const Filter *filter = expr->filter; /* by its name; NULL if there is none */
    const Expr *input = expr->args[0];
    if (!filter) {
        parser_report(parser, DIAG_EXPR_FILTER, expr->span, expr->name, (Str){0}, (Str){0});
        suggest_filter(parser, expr->name);
        return;
    }
    if (!check_count(parser, expr, filter->params)) return;
    if (!accepts(filter, input->type)) {
        parser_report(parser, DIAG_EXPR_INPUT, expr->span, expr->name,
                      filter_accepts(parser->arena, filter), type_name(parser->arena, input->type));
        if (input->op >= OP_OR)
            diag_hint(parser->diag, STR("a filter works on all that stands before its bar: put the "
                                        "part it is meant for in parentheses"));
        return;
    }
    ExprType field = input->type.kind == VALUE_LIST ? type_of_items(input->type) : input->type;
    const char *param = filter->params;
    for (size_t i = 1; i < expr->n_args; i++, param++) {
        if (*param == '?') param++;
        check_argument(parser, expr, expr->args[i], *param, &field);
    }
    expr->type = filter_result(filter, input->type, field);
}
