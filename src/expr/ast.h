/* ast - the tree of a parsed expression, and the limits it keeps to. Private to expr. */
#ifndef ETALASE_EXPR_AST_H
#define ETALASE_EXPR_AST_H

#include "expr/expr.h"
#include "locale/format.h"

enum {
    EXPR_DEPTH = 32,               /* of parentheses, brackets and conditions in the text */
    EXPR_HEIGHT = 200,             /* of the tree: also chains without parentheses */
    EXPR_LIST_ITEMS = 1000 * 1000, /* of one list that an expression makes */
    EXPR_TEXT_BYTES = 256 * 1024,  /* of one text that an expression makes */
};

typedef enum ExprOp {
    OP_LITERAL,
    OP_NAME,
    OP_FIELD, /* args[0].name */
    OP_INDEX, /* args[0][args[1]] */
    OP_LIST,
    OP_NEGATE,
    OP_NOT,
    OP_IS, /* args[0] is test */
    OP_COND,
    OP_FILTER, /* args[0] | filter(args[1] ...) */
    OP_OR,
    OP_AND,
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_IN,
    OP_ADD,
    OP_SUB,
    OP_MUL,
    OP_DIV,
    OP_MOD,
} ExprOp;

/* What `is` asks for: a ValueState from STATE_PROVISIONAL on, or one of these. */
enum { TEST_KNOWN = 100, TEST_UNKNOWN };

struct Expr {
    uint8_t op;     /* ExprOp */
    uint8_t height; /* 1 for a leaf */
    uint8_t test;   /* IS */
    bool negated;   /* IS not, not IN */
    int field_index;
    Str name;       /* NAME, FIELD; FILTER: of the filter */
    Span span;      /* what messages point at */
    uint32_t start; /* offset in the text that was parsed */
    uint32_t n_args;
    ExprType type;
    const RecordType *record; /* NAME, FIELD: where field_index counts; NULL if not known */
    const Field *field;       /* that field, if known */
    union {
        const Value *literal;        /* LITERAL; LIST of nothing but literals, NULL for another */
        const struct Filter *filter; /* FILTER */
    };
    Expr *args[];
};

/* Static type of items that a list holds. */
ExprType type_of_items(ExprType list);
ExprType type_list_of(ExprType item);
/* `text`, `a number`, `a list of vendors`, for messages. */
Str type_name(Arena *arena, ExprType type);
Str kind_name(ValueKind kind);
/* Whether an operator joins these kinds, and the kind it gives. UNKNOWN joins everything. */
bool operator_joins(ExprOp op, ValueKind a, ValueKind b, ValueKind *result);
/* print.c */
Moment value_moment(const Value *value);

#endif
