/* template - text with {expressions}.
 *
 * The parser of expressions runs inside the text from each opening brace and stops at the closing
 * one, so that braces inside quoted texts are no trouble. What an expression gives is printed as
 * it is: braces that come from data are never read again.
 */
#include "expr/filter.h"
#include "expr/parse.h"

typedef struct Part {
    Str text; /* expr == NULL */
    Expr *expr;
} Part;

struct Template {
    size_t n;
    Part parts[];
};

/* After a mistake: the offset behind the next closing brace, or the end. */
static size_t skip_expression(Str text, size_t offset)
{
    while (offset < text.len && text.ptr[offset] != '}') offset++;
    return offset < text.len ? offset + 1 : offset;
}

static void report_unclosed(Parser *parser, size_t brace)
{
    parser_report(parser, DIAG_EXPR_OPEN, place_span(&parser->places, brace, brace + 1), (Str){0},
                  (Str){0}, (Str){0});
}

/* The expression whose brace opens at `brace`; the offset behind its closing brace. */
static size_t parse_part(Parser *parser, size_t brace, Template *out)
{
    size_t inside = brace + 1;
    parser_look(parser, inside);
    parser->depth = 0;
    if (parser->token.kind == TOKEN_END) {
        report_unclosed(parser, brace);
        return parser->text.len;
    }
    if (parser_at(parser, '}')) {
        parser_report(parser, DIAG_EXPR_EMPTY,
                      place_span(&parser->places, brace, parser->token.end), (Str){0}, (Str){0},
                      (Str){0});
        return parser->token.end;
    }
    Expr *expr = parse_expression(parser);
    if (!expr) return skip_expression(parser->text, parser->token.start);
    if (parser_at(parser, '}')) {
        out->parts[out->n++] = (Part){.expr = expr};
        return parser->token.end;
    }
    if (parser->token.kind == TOKEN_END)
        report_unclosed(parser, brace);
    else
        parser_expected(parser, STR("an operator, a filter or `}`"));
    return skip_expression(parser->text, parser->token.start);
}

static bool is_doubled(Str text, size_t i)
{
    return i + 1 < text.len && text.ptr[i + 1] == text.ptr[i];
}

/* What stands from `start` up to a single brace, which *end becomes. Borrowed, unless a doubled
 * brace in it is made single. */
static Str plain_text(Arena *arena, Str text, size_t start, size_t *end)
{
    StrBuf out;
    strbuf_init(&out, arena);
    size_t i = start, taken = start;
    for (; i < text.len; i++) {
        if (text.ptr[i] != '{' && text.ptr[i] != '}') continue;
        if (!is_doubled(text, i)) break;
        strbuf_add(&out, str_slice(text, taken, ++i));
        taken = i + 1;
    }
    *end = i;
    if (!out.len) return str_slice(text, taken, i);
    strbuf_add(&out, str_slice(text, taken, i));
    return strbuf_str(&out);
}

static size_t count(Str text, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) n += text.ptr[i] == c;
    return n;
}

Template *template_parse(Arena *arena, Str text, Span at, const TypeScope *types,
                         const RecordType *root, Diag *diag)
{
    size_t opens = count(text, '{'), closes = count(text, '}');
    size_t most = opens + closes + 1; /* a text ends at an opening or stray brace, or at the end */
    Template *out = arena_alloc_raw(arena, sizeof *out + most * sizeof *out->parts);
    out->n = 0;
    if (!opens && !closes) {
        if (text.len) out->parts[out->n++] = (Part){.text = text};
        return out;
    }
    Parser parser;
    parser_init(&parser, arena, text, at, types, root, diag);
    for (size_t i = 0; i < text.len;) {
        Str plain = plain_text(arena, text, i, &i);
        if (plain.len) out->parts[out->n++] = (Part){.text = plain};
        if (i == text.len) break;
        if (text.ptr[i] == '{') {
            i = parse_part(&parser, i, out);
            continue;
        }
        parser_report(&parser, DIAG_EXPR_CLOSE, place_span(&parser.places, i, i + 1), (Str){0},
                      (Str){0}, (Str){0});
        i++;
    }
    return parser.failed ? NULL : out;
}

bool template_is_constant(const Template *template)
{
    for (size_t i = 0; i < template->n; i++)
        if (template->parts[i].expr) return false;
    return true;
}

const Expr *template_expr(const Template *template)
{
    return template->n == 1 ? template->parts[0].expr : NULL;
}

bool template_uses(const Template *template, Str name)
{
    for (size_t i = 0; i < template->n; i++)
        if (template->parts[i].expr && expr_uses(template->parts[i].expr, name)) return true;
    return false;
}

void template_fields(const Template *template, FieldSeen *seen, void *context)
{
    for (size_t i = 0; i < template->n; i++)
        if (template->parts[i].expr) expr_fields(template->parts[i].expr, seen, context);
}

/* A part as text; notes what was missing and where the first value stands. */
static Str eval_part(const Part *part, EvalContext *context, bool *missing, Span *span)
{
    if (!part->expr) return part->text;
    Value room;
    const Value *value = expr_find(part->expr, context, &room);
    if (value->kind == VALUE_UNKNOWN && missing) *missing = true;
    if (span && !span->source) *span = value_span(value);
    Str text = value_print(value, context);
    if (text.len <= EXPR_TEXT_BYTES) return text;
    eval_limit(context, part->expr, false);
    return (Str){0};
}

Str template_eval(const Template *template, EvalContext *context, bool *missing, Span *span)
{
    if (missing) *missing = false;
    if (span) *span = (Span){0};
    if (template->n == 1) return eval_part(&template->parts[0], context, missing, span);
    StrBuf out;
    strbuf_init(&out, context->arena);
    for (size_t i = 0; i < template->n; i++) {
        strbuf_add(&out, eval_part(&template->parts[i], context, missing, span));
        if (out.len <= EXPR_TEXT_BYTES || !template->parts[i].expr) continue;
        eval_limit(context, template->parts[i].expr, false);
        return (Str){0};
    }
    return strbuf_str(&out);
}
