/* expr - pure expressions over values: `vendor.name | upper`, `results.total > 100000`.
 *
 *   expression: or-terms of and-terms of comparisons (== != < <= > >= in) of sums of products,
 *               unary `not` and `-`, `cond ? a : b`, literals ('text', 12, 2.5, true, false,
 *               unknown, [a, b]), paths (a.b, a[0], a.first, a.last), filters `| name(arg, ...)`.
 *
 * A filter works on all that stands before its bar (`a + b | money`), and what follows goes on from
 * its result (`vendors | count > 3`); elsewhere put it in parentheses. A path into a list of
 * records gives the list of that field (`vendors.name`, lists inside spread); lists have count,
 * first and last. `is` asks for unknown, known, provisional, estimated, not_reported, withheld,
 * not_applicable. `x - 2` is a difference, `vendor.x-size` the user's own key `x-size`.
 *
 * UNKNOWN propagates through operators and most filters, with its state; `default` and
 * `is unknown` catch it. As a condition (not, and, or, ?:) a bare path asks whether something is
 * there, so `not vendor.logo` is true without a logo, while `sales > 5` of unknown sales stays
 * UNKNOWN, and so does its negation. A text in several languages equals a text that it has in any
 * of them; a record equals its id; dates compare with '2023-10-29'.
 *
 * Evaluation is bounded: depth and list sizes have limits, nothing loops, nothing has effects.
 * Names are checked against static types when parsed, so that a wrong field is an error at the
 * layout's own line, once, and not for each record.
 */
#ifndef ETALASE_EXPR_EXPR_H
#define ETALASE_EXPR_EXPR_H

#include "model/record.h"

/* Static type of a value. kind UNKNOWN: not known before it runs (any). */
typedef struct ExprType {
    ValueKind kind;           /* for a list: VALUE_LIST */
    ValueKind item;           /* of a list */
    const RecordType *record; /* of a RECORD or of the items of a list of records */
} ExprType;

/* Names in scope with their static types, innermost first. */
typedef struct TypeScope {
    const struct TypeScope *outer;
    Str name;
    ExprType type;
} TypeScope;

/* Names in scope with their values, innermost first. */
typedef struct Scope {
    const struct Scope *outer;
    Str name;
    Value value;
    bool *read; /* if not NULL: set when an expression reads the value */
} Scope;

typedef struct Expr Expr;
typedef struct Template Template;

typedef struct EvalContext {
    Arena *arena; /* results live here */
    const Scope *scope;
    const Record *root; /* the file record: its fields are names, too */
    Str lang;           /* of the page being made */
    Diag *diag;
    bool plain;    /* values are written as layouts write them: 1.5, true; not as a page does */
    bool borrowed; /* set when a text was missing in `lang` and another language stood in */
} EvalContext;

/* A path to a field of `type` read as a static type. */
ExprType expr_field_type(const RecordType *type, Str field);

/* `types` may be NULL: then names are not checked. Both report and return NULL on a mistake.
 * `at` is where `text` stands in the source, so that messages point into it. */
Expr *expr_parse(Arena *arena, Str text, Span at, const TypeScope *types, const RecordType *root,
                 Diag *diag);
/* Text with {expressions}; `{{` and `}}` are literal braces. */
Template *template_parse(Arena *arena, Str text, Span at, const TypeScope *types,
                         const RecordType *root, Diag *diag);

ExprType expr_type(const Expr *expr);
Value expr_eval(const Expr *expr, EvalContext *context);
/* The same without a copy where the value stands in a record, a scope or the expression itself: it
 * is borrowed from there, or in *room. */
const Value *expr_find(const Expr *expr, EvalContext *context, Value *room);
/* Adds a value of `expr` to a running total that began as value_unknown(), as the filter `sum`
 * does: it stays UNKNOWN until the first known part, keeps the weakest state and the coverage, and
 * reports what cannot be added. */
void expr_add(const Expr *expr, EvalContext *context, Value *total, const Value *part);
bool template_is_constant(const Template *template);
/* The expression that is all of the template; NULL if there is other text. */
const Expr *template_expr(const Template *template);
/* Printed text: numbers, money and dates in the forms of the language, lists joined by commas,
 * records by their names. It is never read again: braces that come from data stay braces. *missing
 * (if not NULL) is set when an expression came out UNKNOWN; it prints as nothing. *span (if not
 * NULL) becomes the place of the first value in the data, for messages. */
Str template_eval(const Template *template, EvalContext *context, bool *missing, Span *span);
/* A value as text the way `{value}` prints it. */
Str value_print(const Value *value, EvalContext *context);
/* True if the expression or template names `name` at the start of a path (e.g. "page"). */
bool expr_uses(const Expr *expr, Str name);
bool template_uses(const Template *template, Str name);
/* Tells of every field of a record type that a path goes through, as often as it does. */
typedef void FieldSeen(void *context, const RecordType *record, const Field *field);
void expr_fields(const Expr *expr, FieldSeen *seen, void *context);
void template_fields(const Template *template, FieldSeen *seen, void *context);

/* Filters with their descriptions, for `--list-filters`, the manual and suggestions. */
typedef struct FilterInfo {
    Str name, arguments, description;
    Str example; /* `expression → what it prints in Indonesian`; run as a test */
} FilterInfo;
const FilterInfo *expr_filters(size_t *n);

#endif
