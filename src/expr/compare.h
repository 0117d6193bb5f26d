/* compare - operators on two values, and the order of values in lists. */
#ifndef ETALASE_EXPR_COMPARE_H
#define ETALASE_EXPR_COMPARE_H

#include "expr/expr.h"

/* Comparison and arithmetic of a parsed operator. */
Value eval_operator(const Expr *expr, EvalContext *context, const Value *a, const Value *b);
/* False after a report if both are money of different kinds or currencies. */
bool money_joins(const Expr *expr, EvalContext *context, const Value *a, const Value *b);

/* Whether two values are the same to a reader. Text in several languages equals a text that it has
 * in any of them; a record equals its id; UNKNOWN equals nothing. */
bool values_equal(EvalContext *context, const Value *a, const Value *b);

/* The order in which values print: order[i] is the index of the value at place i. Numbers and
 * dates by size, text by the language's collation, records by their names without legal forms (PT,
 * CV ...), UNKNOWN last. Equal values keep their places. The result has n items. */
size_t *values_order(EvalContext *context, const Value *values, size_t n);

/* Minutes since 1970 of a date (at midnight) or a date with time, since midnight of a time. */
int64_t value_minutes(const Value *value);

#endif
