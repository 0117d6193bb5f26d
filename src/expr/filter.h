/* filter - the table of filters and what their functions get. Private to expr.
 *
 * One row of filters.def is one filter: name, arguments, description and example for people;
 * function, accepted kinds, parameters and result for the machine. The example is run as a test.
 */
#ifndef ETALASE_EXPR_FILTER_H
#define ETALASE_EXPR_FILTER_H

#include "expr/ast.h"
#include "expr/compare.h"
#include "locale/lang.h"

enum { FILTER_ARGS = 2 };

typedef struct FilterCall {
    EvalContext *context;
    const Expr *expr; /* of the filter: place and argument expressions */
    const Value *args;
    size_t n_args;
} FilterCall;

typedef Value FilterFunction(const FilterCall *call, const Value *input);

typedef enum FilterFlag {
    FILTER_EACH = 1,    /* a list is worked on item by item */
    FILTER_LIST = 2,    /* a single value is taken as a list of one */
    FILTER_UNKNOWN = 4, /* sees UNKNOWN, too, which other filters pass on */
    FILTER_LANG = 8,    /* evaluates what stands before the bar in another language */
} FilterFlag;

typedef enum FilterResult {
    RESULT_ANY,
    RESULT_TEXT,
    RESULT_NUMBER,
    RESULT_BOOL,
    RESULT_DATE,
    RESULT_SAME,   /* the type of the input */
    RESULT_ITEM,   /* an item of the input list */
    RESULT_FIELDS, /* a list of the field that the first argument names */
    RESULT_TEXTS,  /* a list of texts */
    RESULT_SUM,    /* the items, or the field of theirs that the first argument names */
} FilterResult;

/* Kinds as a set. */
#define KIND(k) (1u << (k))
enum {
    KINDS_ANY = 0xFFFF,
    KINDS_NUMBER = KIND(VALUE_NUMBER) | KIND(VALUE_MONEY),
    KINDS_DAY = KIND(VALUE_DATE) | KIND(VALUE_DATETIME) | KIND(VALUE_TEXT),
    KINDS_CLOCK = KIND(VALUE_TIME) | KIND(VALUE_DATETIME) | KIND(VALUE_TEXT),
    KINDS_LIST = KIND(VALUE_LIST),
};

typedef struct Filter {
    FilterInfo info;
    FilterFunction *apply;
    uint16_t accepts; /* kinds of the input; of its items with FILTER_EACH */
    uint8_t flags;    /* FilterFlag */
    uint8_t result;   /* FilterResult */
    /* One letter per parameter, those after `?` may be left out: t text, n number, a anything,
     * f path of fields, d style or pattern of dates, u unit or currency, l language. */
    const char *params;
} Filter;

const Filter *filter_find(Str name);
/* The kinds that a filter accepts, in words. */
Str filter_accepts(Arena *arena, const Filter *filter);

const Value *call_arg(const FilterCall *call, size_t i); /* NULL if not given */

/* UNKNOWN, after a report that `input` is of a kind that the filter cannot use. */
Value call_refuse(const FilterCall *call, const Value *input);
/* UNKNOWN, after a report that `text` is not `what`. */
Value call_refuse_text(const FilterCall *call, Str what, Str text);
/* UNKNOWN, after a report that an argument should have been `what`. */
Value call_refuse_arg(const FilterCall *call, Str what, Str given);
const Lang *call_lang(const FilterCall *call);
Str call_text(const FilterCall *call, const Value *value); /* as printed */
/* Argument i as printed text, as a whole number; `otherwise` if it was not given or is UNKNOWN. */
Str call_arg_text(const FilterCall *call, size_t i, Str otherwise);
int64_t call_arg_int(const FilterCall *call, size_t i, int64_t otherwise);
/* The input list, or the field of its items that argument i names; lists inside are spread. */
ValueList call_items(const FilterCall *call, const Value *input, size_t i);

/* Whether `default` gives its argument instead: nothing is known, or the text is empty. */
bool filter_is_blank(EvalContext *context, const Value *input);

/* eval.c */
Value eval_field(EvalContext *context, const Expr *expr, const Value *base, Str name);
Value eval_path(EvalContext *context, const Expr *expr, const Value *base, Str path);
void eval_limit(EvalContext *context, const Expr *expr, bool of_list);
#define FILTER(name, arguments, description, example, function, accepts, flags, result, params) \
    FilterFunction function;
#include "expr/filters.def"
#undef FILTER

#endif
