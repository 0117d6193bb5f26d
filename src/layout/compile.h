/* compile - the state shared by the parts of the layout compiler. Internal to layout/. */
#ifndef ETALASE_LAYOUT_COMPILE_H
#define ETALASE_LAYOUT_COMPILE_H

#include "layout/lookup.h"
#include "layout/parts.h"
#include "layout/tree.h"

enum { COMPILE_MAX_ROOTS = 16, COMPILE_MAX_USES = 16, COMPILE_MAX_NODES = 200 * 1000 };

/* A component as it was compiled for arguments of certain types. */
typedef struct UsedBody {
    struct UsedBody *next;
    const Node *body;
    const TypeScope *arguments; /* innermost first */
    NodeSeq nodes;
    size_t n_compiled, depth; /* of the components used inside each other, itself with them */
} UsedBody;

typedef struct PathRead {
    const Node *node;
    Path path;
} PathRead;

typedef struct Compiler {
    Arena *arena;
    Diag *diag;
    Layout *layout;
    const RecordType *root;               /* of the event file */
    const Node *roots[COMPILE_MAX_ROOTS]; /* included files first, the layout itself last */
    size_t n_roots;
    const Source *files[COMPILE_MAX_ROOTS]; /* of the roots, to find circles */
    size_t n_files;
    const LayoutFinder *finder; /* NULL: none */
    Str uses[COMPILE_MAX_USES]; /* components being compiled, outermost first */
    size_t n_uses, deepest_use; /* the most of late; see compile_body */
    size_t n_circles;           /* met in components */
    UsedBody *bodies;
    VEC(PathRead) paths;
    size_t n_compiled;     /* nodes so far; components count each time they are used */
    const TypeScope *base; /* names that are there everywhere */
    Lookup lookup;
} Compiler;

/* The value of `key` in the last of the roots that has it; NULL if none. */
const Node *compile_find(const Compiler *c, Str section, Str key);

LNode *compile_node(Compiler *c, const Node *node, const TypeScope *types);
NodeSeq compile_nodes(Compiler *c, const Node *node, const TypeScope *types);
/* A mapping of style properties as a NODE_TEXT without text. Keys in `skip` are left to the caller;
 * if it is NULL, all that are no style properties. */
LNode *compile_style(Compiler *c, const Node *map, const Str *skip, const TypeScope *types);

/* Reads one property. False after a report. */
bool compile_prop(Compiler *c, PropId id, PropKind kind, const Node *value, const TypeScope *types,
                  Prop *out);
/* `{expression}` alone, whose value goes on as it is, not as text; NULL for all else. */
const Expr *compile_lone(Compiler *c, const Node *node, const TypeScope *types);
const Phrase *compile_phrase(Compiler *c, const Node *node, const TypeScope *types);
const Expr *compile_expr(Compiler *c, const Node *node, const TypeScope *types);
/* `name in expression`: false after a report. */
bool compile_each(Compiler *c, const Node *node, const TypeScope *types, Str *name,
                  const Expr **in);
/* The type of one item of a list-valued expression. */
ExprType compile_item_type(const Expr *list);
/* A node without properties; there can be more of them than there was room for. */
LNode *compile_new(Compiler *c, NodeType type, Span span, size_t room);
/* Adds a property in the order of ids. */
void compile_add(Compiler *c, LNode *node, Prop prop);

/* Reads one property by its key, with its checks, into the node. */
void compile_property(Compiler *c, LNode *out, const NodePair *pair, const TypeScope *types);

bool compile_table_columns(Compiler *c, const Node *value, const TypeScope *types, Prop *out);
/* `strings: words-{lang}.yaml`: names with their texts by language; NULL after a report. */
const Node *compile_string_files(Compiler *c, const Node *pattern);
/* Fills layout->masters from the `masters:` sections. */
void compile_masters(Compiler *c);
/* Reports names under `into:` that the flow's master has no region for. */
void compile_check_into(Compiler *c, const LNode *flow);
/* Gives the cells without a style of their own the table's. */
void compile_table_styles(Compiler *c, LNode *table);
/* A chart: its rows, series and facets bring names of their own. */
void compile_chart(Compiler *c, LNode *out, const Node *node, const Node *main_key,
                   const TypeScope *types);
bool compile_fit(Compiler *c, const Node *value, const TypeScope *types, Prop *out);

/* Which of the words (up to an empty one) a scalar is; false after a report that lists them. */
bool compile_choice(Compiler *c, Str name, const Str *words, const Node *node, int64_t *out);
/* Reports `{name} takes {form}, not {node}`. */
void compile_bad_value(Compiler *c, Str name, Str form, const Node *node);
/* Reports `{where} has no property {key}`, and the one of the names that was likely meant. */
void compile_unknown_key(Compiler *c, const Node *key, Str where, const Str *names, size_t n);
/* Reports the keys of a mapping that its part does not have; else, if the one that must be there is
 * not. */
void compile_check_keys(Compiler *c, PartType part, const Node *map);
void compile_unknown_name(Compiler *c, Str what, Str name, Span at, const Node *const *maps,
                          size_t n_maps);
Span span_part(Span span, size_t start, size_t len);

#endif
