/* parse - precedence climbing.
 *
 *   pipe:     binary { "|" filter [ "(" args ")" ] | operator binary | "?" pipe ":" pipe }
 *   binary:   or < and < not < comparison, in, is < + - < * / % < unary minus
 *   postfix:  primary { "." field | "[" pipe "]" }
 *
 * A filter works on everything before its bar: `a + b | money` prints the sum. What follows a
 * filter goes on from its result, so `vendors | count > 3` compares the count. The branches of a
 * condition are expressions of their own: in `a ? b : c | upper` the filter belongs to c.
 *
 * A mistake in the grammar ends the parse (NULL all the way up); a mistake in names or types is
 * reported by check.c and parsing goes on, so that one pass shows all of them.
 */
#include "expr/parse.h"

#include <string.h>

#include "base/vec.h"
#include "expr/filter.h"

typedef VEC(Expr *) ExprVec;

void parser_init(Parser *parser, Arena *arena, Str text, Span at, const TypeScope *types,
                 const RecordType *root, Diag *diag)
{
    *parser = (Parser){.arena = arena, .text = text, .types = types, .root = root, .diag = diag};
    parser->places = place_map(arena, at, text);
    parser_look(parser, 0);
}

void parser_look(Parser *parser, size_t offset) { parser->token = lex_next(parser->text, offset); }

static void advance(Parser *parser) { parser_look(parser, parser->token.end); }

static inline bool is_word(const Token *token, const char *word)
{
    return token->kind == TOKEN_NAME && str_eq(token->text, str_from(word));
}

static bool take_mark(Parser *parser, char mark)
{
    if (!parser_at(parser, mark)) return false;
    advance(parser);
    return true;
}

static inline bool take_word(Parser *parser, const char *word)
{
    if (!is_word(&parser->token, word)) return false;
    advance(parser);
    return true;
}

static Span token_span(const Parser *parser)
{
    return place_span(&parser->places, parser->token.start, parser->token.end);
}

static void report_bad_character(Parser *parser)
{
    static const struct {
        Str mark, hint;
    } hints[] = {{STR("&&"), STR("write `and`")},
                 {STR("||"), STR("write `or`")},
                 {STR("!"), STR("write `not`")},
                 {STR("="), STR("write `==` to compare")},
                 {STR("$"), STR("write names as they are: `vendor.name`")}};
    Str text = parser->token.text;
    Str shown = str_format(parser->arena, "`%.*s`", STR_ARG(text));
    parser_report(parser, DIAG_EXPR_CHAR, token_span(parser), shown, (Str){0}, (Str){0});
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (str_eq(hints[i].mark, text)) diag_hint(parser->diag, hints[i].hint);
}

void parser_expected(Parser *parser, Str wanted)
{
    Token token = parser->token;
    if (token.kind == TOKEN_BAD) {
        report_bad_character(parser);
        return;
    }
    if (token.kind == TOKEN_OPEN_TEXT) {
        Span quote = place_span(&parser->places, token.start, token.start + 1);
        parser_report(parser, DIAG_EXPR_TEXT_OPEN, quote, str_slice(token.text, 0, 1), (Str){0},
                      (Str){0});
        return;
    }
    Str found = STR("the end");
    if (token.kind != TOKEN_END)
        found = str_format(parser->arena, "`%.*s`", STR_ARG(str_slice(token.text, 0, 40)));
    parser_report(parser, DIAG_EXPR_SYNTAX, token_span(parser), wanted, found, (Str){0});
}

static bool need_mark(Parser *parser, char mark)
{
    if (take_mark(parser, mark)) return true;
    parser_expected(parser, str_format(parser->arena, "`%c`", mark));
    return false;
}

static bool too_deep(Parser *parser, unsigned depth, unsigned limit)
{
    if (depth <= limit) return false;
    if (!parser->failed)
        parser_report(parser, DIAG_EXPR_DEPTH, token_span(parser),
                      str_format(parser->arena, "%u", limit), (Str){0}, (Str){0});
    parser->failed = true;
    return true;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* A node over the text from `start` to the token looked at last; NULL if the tree gets too high. */
static Expr *new_node(Parser *parser, ExprOp op, size_t start, Expr *const *args, size_t n_args)
{
    Expr *expr = arena_alloc_raw(parser->arena, sizeof *expr + n_args * sizeof *args);
    unsigned height = 0;
    size_t end = parser->token.start;
    while (end > start && is_space(parser->text.ptr[end - 1])) end--;
    *expr = (Expr){
        .op = (uint8_t)op, .start = (uint32_t)start, .n_args = (uint32_t)n_args, .field_index = -1};
    expr->span = place_span(&parser->places, start, end);
    for (size_t i = 0; i < n_args; i++) {
        expr->args[i] = args[i];
        if (args[i]->height > height) height = args[i]->height;
    }
    if (too_deep(parser, height + 1, EXPR_HEIGHT)) return NULL;
    expr->height = (uint8_t)(height + 1);
    return expr;
}

/* The text of a quoted token, with doubled quotes made single. */
static Str unquote(Parser *parser, Token token)
{
    char quote = parser->text.ptr[token.start];
    if (!token.text.len || !memchr(token.text.ptr, quote, token.text.len)) return token.text;
    StrBuf out;
    strbuf_init(&out, parser->arena);
    for (size_t i = 0; i < token.text.len; i++) {
        strbuf_char(&out, token.text.ptr[i]);
        if (token.text.ptr[i] == quote) i++;
    }
    return strbuf_str(&out);
}

static Expr *new_literal(Parser *parser, size_t start, Value value)
{
    Expr *expr = new_node(parser, OP_LITERAL, start, NULL, 0);
    if (!expr) return NULL;
    Value *literal = ARENA_ARRAY_RAW(parser->arena, Value, 1);
    *literal = value;
    expr->literal = literal;
    expr->type.kind = value.kind;
    return expr;
}

static Expr *parse_number(Parser *parser)
{
    Token token = parser->token;
    Num n;
    if (!num_parse(token.text, &n)) {
        parser_report(parser, DIAG_EXPR_NUMBER, token_span(parser), str_slice(token.text, 0, 40),
                      (Str){0}, (Str){0});
        return NULL;
    }
    advance(parser);
    return new_literal(parser, token.start, value_number(n));
}

/* Expressions up to `close`, which is taken, too. */
static bool parse_items(Parser *parser, char close, ExprVec *items)
{
    if (take_mark(parser, close)) return true;
    for (;;) {
        Expr *item = parse_expression(parser);
        if (!item) return false;
        VEC_PUSH(parser->arena, items, item);
        if (take_mark(parser, close)) return true;
        if (!take_mark(parser, ',')) {
            parser_expected(parser, str_format(parser->arena, "`,` or `%c`", close));
            return false;
        }
    }
}

/* A list of nothing but literals is made once. */
static void set_literal_list(Parser *parser, Expr *list)
{
    for (size_t i = 0; i < list->n_args; i++)
        if (list->args[i]->op != OP_LITERAL) return;
    Value *items = ARENA_ARRAY(parser->arena, Value, list->n_args);
    for (size_t i = 0; i < list->n_args; i++) items[i] = *list->args[i]->literal;
    Value *literal = ARENA_NEW(parser->arena, Value);
    *literal = value_list(items, list->n_args);
    list->literal = literal;
}

static Expr *parse_list(Parser *parser)
{
    size_t start = parser->token.start;
    ExprVec items = {0};
    advance(parser);
    if (!parse_items(parser, ']', &items)) return NULL;
    Expr *expr = new_node(parser, OP_LIST, start, items.items, items.len);
    if (!expr) return NULL;
    check_list(parser, expr);
    set_literal_list(parser, expr);
    return expr;
}

static Expr *parse_name(Parser *parser)
{
    Token token = parser->token;
    advance(parser);
    if (str_eq(token.text, STR("true")) || str_eq(token.text, STR("false")))
        return new_literal(parser, token.start, value_bool(token.text.len == 4));
    if (str_eq(token.text, STR("unknown")))
        return new_literal(parser, token.start, value_unknown());
    Expr *expr = new_node(parser, OP_NAME, token.start, NULL, 0);
    if (!expr) return NULL;
    expr->name = token.text;
    check_name(parser, expr);
    return expr;
}

static bool is_reserved(const Token *token)
{
    return is_word(token, "and") || is_word(token, "or") || is_word(token, "in") ||
           is_word(token, "is") || is_word(token, "not");
}

static Expr *parse_primary(Parser *parser)
{
    Token token = parser->token;
    if (token.kind == TOKEN_NUMBER) return parse_number(parser);
    if (token.kind == TOKEN_TEXT) {
        advance(parser);
        return new_literal(parser, token.start, value_text(unquote(parser, token)));
    }
    if (token.kind == TOKEN_NAME && !is_reserved(&token)) return parse_name(parser);
    if (parser_at(parser, '[')) return parse_list(parser);
    if (take_mark(parser, '(')) {
        Expr *inner = parse_expression(parser);
        return inner && need_mark(parser, ')') ? inner : NULL;
    }
    parser_expected(parser, STR("a name, a text or a number"));
    return NULL;
}

static Expr *parse_field(Parser *parser, Expr *base)
{
    parser->token = lex_field(parser->text, parser->token.end);
    Token token = parser->token;
    if (token.kind != TOKEN_NAME) {
        parser_expected(parser, STR("the name of a field"));
        return NULL;
    }
    Span at = token_span(parser);
    advance(parser);
    Expr *expr = new_node(parser, OP_FIELD, base->start, &base, 1);
    if (!expr) return NULL;
    expr->name = token.text;
    check_field(parser, expr, at);
    return expr;
}

static Expr *parse_index(Parser *parser, Expr *base)
{
    advance(parser);
    Expr *index = parse_expression(parser);
    if (!index || !need_mark(parser, ']')) return NULL;
    Expr *args[] = {base, index};
    Expr *expr = new_node(parser, OP_INDEX, base->start, args, 2);
    if (expr) check_index(parser, expr);
    return expr;
}

static Expr *parse_postfix(Parser *parser)
{
    Expr *expr = parse_primary(parser);
    while (expr) {
        if (parser_at(parser, '.'))
            expr = parse_field(parser, expr);
        else if (parser_at(parser, '['))
            expr = parse_index(parser, expr);
        else
            break;
    }
    return expr;
}

enum { PREC_OR = 1, PREC_AND, PREC_COMPARE, PREC_SUM, PREC_PRODUCT };

static Expr *parse_binary(Parser *parser, Expr *left, int least);

static Expr *parse_unary(Parser *parser)
{
    size_t start = parser->token.start;
    bool is_not = is_word(&parser->token, "not");
    if (!is_not && !parser_at(parser, '-')) return parse_postfix(parser);
    if (too_deep(parser, ++parser->depth, EXPR_DEPTH)) return NULL;
    advance(parser);
    Expr *operand = parse_unary(parser);
    if (operand && is_not) operand = parse_binary(parser, operand, PREC_COMPARE);
    parser->depth--;
    if (!operand) return NULL;
    Expr *expr = new_node(parser, is_not ? OP_NOT : OP_NEGATE, start, &operand, 1);
    if (expr) check_operator(parser, expr);
    return expr;
}

typedef struct Operator {
    ExprOp op;
    int prec;
    bool negated;
} Operator;

static bool operator_mark(Str mark, Operator *found)
{
    bool longer = mark.len == 2;
    switch (*mark.ptr) {
    case '=':
        *found = (Operator){OP_EQ, PREC_COMPARE, false};
        return true;
    case '!':
        *found = (Operator){OP_NE, PREC_COMPARE, false};
        return true;
    case '<':
        *found = (Operator){longer ? OP_LE : OP_LT, PREC_COMPARE, false};
        return true;
    case '>':
        *found = (Operator){longer ? OP_GE : OP_GT, PREC_COMPARE, false};
        return true;
    case '+':
        *found = (Operator){OP_ADD, PREC_SUM, false};
        return true;
    case '-':
        *found = (Operator){OP_SUB, PREC_SUM, false};
        return true;
    case '*':
        *found = (Operator){OP_MUL, PREC_PRODUCT, false};
        return true;
    case '/':
        *found = (Operator){OP_DIV, PREC_PRODUCT, false};
        return true;
    case '%':
        *found = (Operator){OP_MOD, PREC_PRODUCT, false};
        return true;
    default:
        return false;
    }
}

/* The operator that the token looked at is, or begins (`not in`). */
static bool find_operator(const Parser *parser, Operator *found)
{
    const Token *token = &parser->token;
    if (token->kind == TOKEN_MARK) return operator_mark(token->text, found);
    if (token->kind != TOKEN_NAME || token->text.len > 3) return false;
    if (is_word(token, "in"))
        *found = (Operator){OP_IN, PREC_COMPARE, false};
    else if (is_word(token, "is"))
        *found = (Operator){OP_IS, PREC_COMPARE, false};
    else if (is_word(token, "or"))
        *found = (Operator){OP_OR, PREC_OR, false};
    else if (is_word(token, "and"))
        *found = (Operator){OP_AND, PREC_AND, false};
    else if (is_word(token, "not"))
        *found = (Operator){OP_IN, PREC_COMPARE, true};
    else
        return false;
    if (!found->negated) return true;
    Token next = lex_next(parser->text, token->end);
    return is_word(&next, "in");
}

static Expr *parse_test(Parser *parser, Expr *left)
{
    static const struct {
        const char *word;
        uint8_t test;
    } tests[] = {{"unknown", TEST_UNKNOWN},
                 {"known", TEST_KNOWN},
                 {"provisional", STATE_PROVISIONAL},
                 {"estimated", STATE_ESTIMATED},
                 {"not_reported", STATE_NOT_REPORTED},
                 {"withheld", STATE_WITHHELD},
                 {"not_applicable", STATE_NOT_APPLICABLE}};
    bool negated = take_word(parser, "not");
    Token token = parser->token;
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        if (!take_word(parser, tests[i].word)) continue;
        Expr *expr = new_node(parser, OP_IS, left->start, &left, 1);
        if (!expr) return NULL;
        expr->test = tests[i].test;
        expr->negated = negated;
        expr->type.kind = VALUE_BOOL;
        return expr;
    }
    Str shown = token.kind == TOKEN_END
                    ? STR("nothing")
                    : str_format(parser->arena, "`%.*s`", STR_ARG(str_slice(token.text, 0, 40)));
    parser_report(parser, DIAG_EXPR_TEST, token_span(parser), shown, (Str){0}, (Str){0});
    Str words[sizeof tests / sizeof *tests];
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) words[i] = str_from(tests[i].word);
    parser_suggest(parser, token.text, words, sizeof words / sizeof *words);
    return NULL;
}

static Expr *parse_binary(Parser *parser, Expr *left, int least)
{
    Operator op, next;
    while (left && find_operator(parser, &op) && op.prec >= least) {
        advance(parser);
        if (op.op == OP_IS) {
            left = parse_test(parser, left);
            continue;
        }
        if (op.negated) advance(parser);
        Expr *right = parse_unary(parser);
        while (right && find_operator(parser, &next) && next.prec > op.prec)
            right = parse_binary(parser, right, next.prec);
        if (!right) return NULL;
        Expr *args[] = {left, right};
        left = new_node(parser, op.op, left->start, args, 2);
        if (!left) return NULL;
        left->negated = op.negated;
        check_operator(parser, left);
    }
    return left;
}

static Expr *parse_condition(Parser *parser, Expr *condition)
{
    advance(parser);
    Expr *yes = parse_expression(parser);
    if (!yes || !need_mark(parser, ':')) return NULL;
    Expr *no = parse_expression(parser);
    if (!no) return NULL;
    Expr *args[] = {condition, yes, no};
    Expr *expr = new_node(parser, OP_COND, condition->start, args, 3);
    if (expr) check_operator(parser, expr);
    return expr;
}

static Expr *parse_filter(Parser *parser, Expr *input)
{
    advance(parser);
    Token token = parser->token;
    if (token.kind != TOKEN_NAME) {
        parser_expected(parser, STR("the name of a filter"));
        return NULL;
    }
    ExprVec args = {0};
    VEC_PUSH(parser->arena, &args, input);
    Span at = token_span(parser);
    advance(parser);
    const Filter *filter = filter_find(token.text);
    bool outer = parser->wants_field;
    parser->wants_field = filter && strchr(filter->params, 'f');
    if (take_mark(parser, '(') && !parse_items(parser, ')', &args)) return NULL;
    parser->wants_field = outer;
    Expr *expr = new_node(parser, OP_FILTER, input->start, args.items, args.len);
    if (!expr) return NULL;
    expr->name = token.text;
    expr->span = at;
    expr->filter = filter;
    check_filter(parser, expr);
    return expr;
}

static Expr *parse_pipe(Parser *parser)
{
    Operator op;
    Expr *left = parse_unary(parser);
    while (left) {
        if (find_operator(parser, &op))
            left = parse_binary(parser, left, PREC_OR);
        else if (parser_at(parser, '|'))
            left = parse_filter(parser, left);
        else if (parser_at(parser, '?'))
            left = parse_condition(parser, left);
        else
            break;
    }
    return left;
}

Expr *parse_expression(Parser *parser)
{
    if (too_deep(parser, ++parser->depth, EXPR_DEPTH)) return NULL;
    Expr *expr = parse_pipe(parser);
    parser->depth--;
    return expr;
}

Expr *expr_parse(Arena *arena, Str text, Span at, const TypeScope *types, const RecordType *root,
                 Diag *diag)
{
    Parser parser;
    parser_init(&parser, arena, text, at, types, root, diag);
    if (parser.token.kind == TOKEN_END) {
        parser_report(&parser, DIAG_EXPR_EMPTY, at, (Str){0}, (Str){0}, (Str){0});
        return NULL;
    }
    Expr *expr = parse_expression(&parser);
    if (!expr) return NULL;
    if (parser.token.kind != TOKEN_END)
        parser_expected(&parser, STR("an operator, a filter or the end"));
    return parser.failed ? NULL : expr;
}

ExprType expr_type(const Expr *expr) { return expr->type; }

bool expr_uses(const Expr *expr, Str name)
{
    if (expr->op == OP_NAME && str_eq(expr->name, name)) return true;
    for (size_t i = 0; i < expr->n_args; i++)
        if (expr_uses(expr->args[i], name)) return true;
    return false;
}

void expr_fields(const Expr *expr, FieldSeen *seen, void *context)
{
    if (expr->field) seen(context, expr->record, expr->field);
    for (size_t i = 0; i < expr->n_args; i++) expr_fields(expr->args[i], seen, context);
}
