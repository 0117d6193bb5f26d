/* lex - words and marks of an expression. Private to expr. */
#ifndef ETALASE_EXPR_LEX_H
#define ETALASE_EXPR_LEX_H

#include "base/str.h"

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_NAME,
    TOKEN_NUMBER,
    TOKEN_TEXT,      /* text: between the quotes, doubled quotes still doubled */
    TOKEN_MARK,      /* operator or punctuation */
    TOKEN_BAD,       /* a character that means nothing */
    TOKEN_OPEN_TEXT, /* a text without its closing quote */
} TokenKind;

typedef struct Token {
    TokenKind kind;
    Str text;
    size_t start, end; /* offsets in the whole text, quotes included */
} Token;

/* The token at or after `offset`. */
Token lex_next(Str text, size_t offset);
/* As lex_next after a point: there `x-` starts a name that may hold hyphens. */
Token lex_field(Str text, size_t offset);

#endif
