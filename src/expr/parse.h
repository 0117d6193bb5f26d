/* parse - one parser over one text; the checks of static types belong to it. Private to expr. */
#ifndef ETALASE_EXPR_PARSE_H
#define ETALASE_EXPR_PARSE_H

#include "expr/ast.h"
#include "expr/lex.h"
#include "expr/place.h"

typedef struct Parser {
    Arena *arena;
    Str text;
    PlaceMap places;
    const TypeScope *types; /* NULL: names are not checked */
    const RecordType *root;
    Diag *diag;
    Token token; /* the one looked at */
    unsigned depth;
    bool wants_field; /* inside the arguments of a filter that takes the name of a field */
    bool failed;      /* something was reported */
} Parser;

void parser_init(Parser *parser, Arena *arena, Str text, Span at, const TypeScope *types,
                 const RecordType *root, Diag *diag);
/* Moves to the token at or after `offset`. */
void parser_look(Parser *parser, size_t offset);
/* Whether the token looked at is this mark. */
static inline bool parser_at(const Parser *parser, char mark)
{
    const Token *token = &parser->token;
    return token->kind == TOKEN_MARK && token->text.len == 1 && *token->text.ptr == mark;
}
/* An expression from the token on; NULL after a report. Stops at what cannot belong to it. */
Expr *parse_expression(Parser *parser);
/* Reports that `wanted` should stand here. */
void parser_expected(Parser *parser, Str wanted);

/* check.c: fills in types of a new node and reports what cannot work. */
void check_name(Parser *parser, Expr *expr);
void check_field(Parser *parser, Expr *expr, Span at);
void check_index(Parser *parser, Expr *expr);
void check_list(Parser *parser, Expr *expr);
void check_operator(Parser *parser, Expr *expr);
void check_filter(Parser *parser, Expr *expr);
void parser_report(Parser *parser, DiagCode code, Span at, Str a, Str b, Str c);
/* A hint `did you mean ...`, or the list of what there is. */
void parser_suggest(Parser *parser, Str word, const Str *candidates, size_t n);

#endif
