/* expr - pure expressions over values: `vendor.name | upper`, `results.total > 100000`.
 *
 *   expression: or-terms of and-terms of comparisons (== != < <= > >= in) of sums of products,
 *               unary `not` and `-`, `cond ? a : b`, literals ('text', 12, 2.5, true, false,
 *               unknown, [a, b]), paths (a.b, a[0], a.first, a.last), filters `| name(arg, ...)`.
 *
 * UNKNOWN propagates through operators and most filters; `default` and `is unknown` catch it.
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
} Scope;

typedef struct Expr Expr;
typedef struct Template Template;

typedef struct EvalContext {
    Arena *arena; /* results live here */
    const Scope *scope;
    const Record *root; /* the file record: its fields are names, too */
    Str lang;           /* of the page being made */
    Diag *diag;
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
bool template_is_constant(const Template *template);
/* Printed text. *missing (if not NULL) is set when an expression came out UNKNOWN; it prints as
 * nothing. *span (if not NULL) becomes the place of the first value in the data, for messages. */
Str template_eval(const Template *template, EvalContext *context, bool *missing, Span *span);
/* A value as text the way `{value}` prints it. */
Str value_print(const Value *value, EvalContext *context);
/* True if the expression or template names `name` at the start of a path (e.g. "page"). */
bool expr_uses(const Expr *expr, Str name);
bool template_uses(const Template *template, Str name);

/* Filters with their descriptions, for `--list-filters`, the manual and suggestions. */
typedef struct FilterInfo {
    Str name, arguments, description, example;
} FilterInfo;
const FilterInfo *expr_filters(size_t *n);

#endif
