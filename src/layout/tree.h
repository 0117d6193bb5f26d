/* tree - a compiled layout: nodes with typed properties. Internal to layout/. */
#ifndef ETALASE_LAYOUT_TREE_H
#define ETALASE_LAYOUT_TREE_H

#include "base/vec.h"
#include "expr/expr.h"
#include "layout/layout.h"

enum { LEN_UNSET = -1 };

/* A length on the page, or a share of something. */
typedef enum SizeUnit { SIZE_AUTO, SIZE_LEN, SIZE_PERCENT, SIZE_FR, SIZE_COL } SizeUnit;
typedef struct Size {
    SizeUnit unit;
    int32_t value; /* Len; percent, fr and columns of the page's grid times 1000 */
} Size;

typedef struct Insets {
    Len top, right, bottom, left;
} Insets;

typedef enum NodeType {
    NODE_STACK,
    NODE_CARD,
    NODE_ROW,
    NODE_GRID,
    NODE_COLUMNS,
    NODE_LAYER,
    NODE_TILE,
    NODE_TEXT,
    NODE_PAIR,
    NODE_IMAGE,
    NODE_QR,
    NODE_RECT,
    NODE_ELLIPSE,
    NODE_SHAPE,
    NODE_RULE,
    NODE_SPACE,
    NODE_TABLE,
    NODE_CHART,
    NODE_PLAN,
    NODE_EACH,
    NODE_WHEN,
    NODE_USE,
    NODE_SLOT,
    NODE_TOC,
    NODE_PAGE,
    NODE_FLOW,
    N_NODE_TYPES
} NodeType;

typedef enum PropKind {
    PROP_TEMPLATE, /* text with {expressions} */
    PROP_EXPR,     /* an expression */
    PROP_LENGTH,   /* 12mm */
    PROP_SIZE,     /* 12mm | 40% | 1fr | auto */
    PROP_SIZES,    /* a list of sizes, or a number of equal columns */
    PROP_INSETS,   /* 4mm | [v, h] | [top, right, bottom, left] | {top: …} */
    PROP_POINT,    /* [x, y], lengths or percents */
    PROP_COLOUR,
    PROP_INT,
    PROP_NUMBER, /* Num: 1.35 */
    PROP_BOOL,
    PROP_CHOICE,   /* index into choices */
    PROP_NAME,     /* of a style, master or component */
    PROP_SIDES,    /* list of top right bottom left: bits 1 2 4 8 */
    PROP_NODES,    /* a node or a list of nodes */
    PROP_MAP,      /* names to templates */
    PROP_EACH,     /* `name in expression` */
    PROP_EXPRS,    /* an expression or a list of them */
    PROP_INTS,     /* a list of whole numbers */
    PROP_NAMES,    /* a name or a list of them */
    PROP_SPAN,     /* a number of columns, or `all` */
    PROP_FIT,      /* the ladder of a text */
    PROP_COLUMNS,  /* of a table */
    PROP_WITH,     /* arguments of a component */
    PROP_SUMS,     /* names to expressions that are added up */
    PROP_SPANS,    /* text: a template, or a list of spans with styles of their own */
    PROP_SERIES,   /* `name in expression`, or a list of {label, value, ...} */
    PROP_CORNERS,  /* 3mm | [top left, top right, bottom right, bottom left] */
    PROP_BORDERS,  /* `0.5pt accent` | {top: …, bottom: …} */
    PROP_PATHDATA, /* "M 0 0 L 10 5 Z" in the units of `box` */
} PropKind;

typedef enum PropId {
    P_MAIN,
    P_AT,
    P_PLACE,
    P_WIDTH,
    P_HEIGHT,
    P_MIN_HEIGHT,
    P_ABOVE,
    P_BELOW,
    P_PADDING,
    P_FILL,
    P_STROKE,
    P_STROKE_WIDTH,
    P_DASH,
    P_RADIUS,
    P_BORDER,
    P_BLEED,
    P_GAP,
    P_ROW_GAP,
    P_ALIGN,
    P_VALIGN,
    P_JUSTIFY,
    P_COLUMNS,
    P_SPAN,
    P_BALANCE,
    P_COLS,
    P_EQUAL,
    P_WHEN,
    P_KEEP,
    P_KEEP_NEXT,
    P_BREAK,
    P_ROTATE,
    P_OPACITY,
    P_CLIP,
    P_LINK,
    P_ANCHOR,
    P_HEADING,
    P_TITLE,
    P_CONTENTS,
    P_MARK,
    P_INDEX,
    P_ROLE,
    P_ALT,
    P_STYLE,
    P_FONT,
    P_WEIGHT,
    P_ITALIC,
    P_SIZE,
    P_LEADING,
    P_TRACKING,
    P_RISE,
    P_WORD_SPACING,
    P_COLOUR,
    P_TEXT_ALIGN,
    P_FIGURES,
    P_CASE,
    P_HYPHENATE,
    P_HANG,
    P_FEATURES,
    P_TRIM,
    P_SNAP,
    P_LINES,
    P_FIT,
    P_LANG,
    P_ORPHANS,
    P_WIDOWS,
    P_RATIO,
    P_IMAGE_FIT,
    P_FOCUS,
    P_PAGE,
    P_MIN_PPI,
    P_MISSING,
    P_LEVEL,
    P_QUIET,
    P_MIN_MODULE,
    P_MAX_VERSION,
    P_BOX,
    P_THICKNESS,
    P_CELL,
    P_STAGGER,
    P_DO,
    P_ELSE,
    P_IN,
    P_WHERE,
    P_SORT,
    P_GROUP,
    P_GROUPS,
    P_HEAD,
    P_FOOT,
    P_LIMIT,
    P_WITH,
    P_LEVELS,
    P_LANGS,
    P_MODE,
    P_ABSENT,
    P_SECOND_STYLE,
    P_MASTER,
    P_START,
    P_INTO,
    P_NUMBERING,
    P_SIDE,
    P_TABLE_COLUMNS,
    P_HEAD_STYLE,
    P_FOOT_STYLE,
    P_GROUP_FOOT_STYLE,
    P_CARRIED_STYLE,
    P_TOTALS,
    P_GROUP_HEAD,
    P_CONTINUED,
    P_NOTES,
    P_ROW_KEEP,
    P_ZEBRA,
    P_RULE_COLOUR,
    P_RULE_WIDTH,
    P_BOTTOM_RULE,
    P_ROW_RULE,
    P_COLUMN_RULE,
    P_THIN_WIDTH,
    P_CELL_PADDING,
    P_LABEL,
    P_VALUE,
    P_VALUE_TEXT,
    P_UNKNOWN,
    P_DIRECTION,
    P_ACCENT,
    P_ACCENT_COLOUR,
    P_LABEL_WIDTH,
    P_VALUE_STYLE,
    P_PITCH,
    P_CHART_COLOUR,
    P_CHART_KIND,
    P_SERIES,
    P_SERIES_LABEL,
    P_SERIES_COLOUR,
    P_TOTAL,
    P_X,
    P_ZERO,
    P_TICK,
    P_FACET,
    P_FACET_LABEL,
    P_ANSWER,
    P_ANSWER_STYLE,
    P_SOURCE,
    P_SOURCE_STYLE,
    P_PLAN_HALL,
    P_HIGHLIGHT,
    P_STAND_COLOUR,
    P_KEY,
    P_HERE,
    P_NORTH,
    P_SCALE,
    P_METRE,
    P_MIN_SIZE,
    N_PROPS
} PropId;

enum { PROP_WORDS = (N_PROPS + 63) / 64 }; /* of a set with a bit per PropId */

static inline bool prop_bit(const uint64_t *set, PropId id) { return set[id / 64] >> id % 64 & 1; }

typedef struct LNode LNode;

/* A template, or one per language. */
typedef struct Phrase {
    const Template *text; /* the first language's where there are several */
    struct PhraseLang {
        Str lang;
        const Template *text;
    } * langs;
    size_t n_langs;
} Phrase;

typedef struct NodeSeq {
    LNode *const *items;
    size_t n;
} NodeSeq;

/* A step down the ladder of a text that does not fit. */
typedef enum FitKind { FIT_LINES, FIT_TRACKING, FIT_WIDTH, FIT_SIZE, FIT_TEXT, FIT_ERROR } FitKind;
typedef struct FitStep {
    FitKind kind;
    int32_t value; /* lines; 1/1000 em; percent x 100; Len */
    const Phrase *text;
    Span span;
} FitStep;

typedef struct TextPart {
    const Phrase *text;
    const LNode *style; /* a NODE_TEXT that carries only style properties; NULL: as the whole */
    const Phrase *link; /* NULL: none */
} TextPart;

typedef struct NamedTemplate {
    Str name;
    const Phrase *text;
    const Expr *expr; /* set when the text is one expression alone: passes the value itself */
} NamedTemplate;

enum { TABLE_MAX_HEADS = 4 }; /* heads over heads of columns */

/* The rows that a table is made of. */
typedef enum TablePart {
    PART_HEAD,
    PART_BODY,
    PART_FOOT,       /* totals at the end */
    PART_GROUP_FOOT, /* totals of a group */
    PART_CARRIED,    /* totals so far, where a page ends inside the table */
    PART_BROUGHT,    /* the same, where the next page begins */
    N_TABLE_PARTS
} TablePart;

typedef struct TableColumn {
    Span span;
    Str each; /* loop variable of a repeated column; empty: a single one */
    const Expr *in;
    const Expr *when;
    Size width;
    Len least, most;                   /* limits of the width; LEN_UNSET: none */
    const LNode *cells[N_TABLE_PARTS]; /* NODE_TEXT or any node, perhaps with a span; NULL: empty */
    bool merges;                       /* a cell with the text of the one above it is left out */
    const struct TableColumn *columns; /* stands as a head over these, and has nothing but a head */
    size_t n_columns;
} TableColumn;

typedef struct Prop {
    uint8_t id;   /* PropId */
    uint8_t kind; /* PropKind */
    Span span;
    const Template
        *dynamic; /* a value that depends on the record: evaluated, then read as `kind` */
    union {
        const Phrase *text;
        const Expr *expr;
        Size size;
        struct {
            const Size *items;
            size_t n;
        } sizes;
        Insets insets;
        Size point[2];
        Colour colour;
        int64_t number; /* INT, BOOL, CHOICE, NUMBER, SIDES */
        Str name;
        NodeSeq nodes;
        struct {
            const NamedTemplate *items;
            size_t n;
            const RecordType *type; /* PROP_SUMS: of the record that has them */
        } map;
        struct {
            Str name;
            const Expr *in;
        } each;
        struct {
            const SortKey *items;
            size_t n;
        } exprs;
        struct {
            const int *items;
            size_t n;
        } ints;
        struct {
            const Str *items;
            size_t n;
        } names;
        struct {
            const FitStep *items;
            size_t n;
        } fit;
        struct {
            const TableColumn *items;
            size_t n;
        } columns;
        struct {
            const TextPart *items;
            size_t n;
        } spans;
        Path path;
        const Phrase *sides[4]; /* BORDERS: top, right, bottom, left; NULL: none */
    };
} Prop;

struct LNode {
    NodeType type;
    uint16_t n_props, room; /* room: while it is compiled */
    Span span;
    Prop *props;              /* in the order of PropId; set by node_set_props */
    uint64_t has[PROP_WORDS]; /* so that what is not set costs no search */
    NodeSeq kids;             /* of containers and control nodes */
    NodeSeq slot;             /* NODE_USE: what the caller puts into the component's slot */
    uint32_t number;          /* among the compiled nodes, from 1; 0: made for one record */
};

typedef struct PropInfo {
    Str name;
    PropKind kind;
    PropId id;
    const Str *choices; /* ends with an empty Str */
    Str description;
} PropInfo;

typedef struct KindInfo {
    Str name;
    Str description;
    PropKind main_kind; /* of the value of the kind key itself */
    PropId main_id;
    const PropId *props; /* besides the common ones; ends with N_PROPS */
    bool common;         /* takes the properties every box has */
    bool styled;         /* takes the properties of text styles */
} KindInfo;

const KindInfo *kind_info(NodeType type);
const PropInfo *prop_info(PropId id);
/* Which properties a kind takes. */
bool kind_takes(NodeType type, PropId id);
/* Adds these to a set of PROP_WORDS. */
void kind_props(NodeType type, uint64_t *set);
bool is_style_prop(PropId id);
/* Of tables themselves, not of every box. */
bool is_table_prop(PropId id);

/* The node loses its number: what is remembered for it no longer holds. */
void node_set_props(LNode *node, Prop *props, size_t n);
/* NULL if not set */
static inline const Prop *prop_find(const LNode *node, PropId id)
{
    if (!prop_bit(node->has, id)) return NULL;
    const Prop *prop = node->props;
    while (prop->id != id) prop++;
    return prop;
}

/* What a style says for texts of one language. */
typedef struct StyleLang {
    Str lang;
    LNode *node;
} StyleLang;

typedef struct NamedStyle {
    Str name;
    LNode *node; /* NODE_TEXT with style properties */
    Str like;    /* parent style; empty: none */
    const StyleLang *langs;
    size_t n_langs;
} NamedStyle;

enum { SPAN_ALL = -1 }; /* `span: all` */

/* A part of the body that a flow fills. */
typedef struct Region {
    Str name;
    Span span;
    Rect asked; /* from the corner of the body; no width or height: the rest of it */
    int first_column, last_column; /* of the grid, from 1; 0: not placed by it */
    int columns;
    Len gutter;
} Region;

/* Which other design a page takes instead; empty: the same. */
typedef struct MasterVariants {
    Str first; /* the first page of a part */
    Str left, right;
    Str blank; /* pages left blank before a right-hand page; empty: nothing is on them */
} MasterVariants;

typedef struct Master {
    Str name;
    Span span;
    Len width, height, bleed;
    Insets margins; /* left is inner, right is outer where mirrored */
    bool mirrored, balance;
    bool adapts; /* takes the size of the stock's label where there is one */
    int columns;
    Len gutter;
    int grid_columns; /* 0: no grid */
    Len grid_gutter;
    Len line_step;  /* between the baselines that texts with `snap` stand on; 0: no such grid */
    Len first_line; /* one of these baselines, from the top of the body */
    Str rule;       /* colour of the rules between columns; empty: none */
    Span rule_span;
    Region *regions; /* none: the body is one */
    size_t n_regions;
    NodeSeq under, over;
    MasterVariants variants;
} Master;

/* The area inside the margins of a right-hand page. */
Rect master_body(const Master *master);
/* Left edge of a column of the grid, counted from 1, in a body of this width; that after the last
 * is a gutter beyond the right edge. */
Len grid_left(Len width, const Master *master, int column);
/* A region from the corner of the body of a right-hand page, at the size that the master has. */
Rect region_rect(const Master *master, const Region *region);

struct Layout {
    Arena *arena;
    Diag *diag;
    const Source *source;
    Str name, description, needs;
    Value title;
    LayoutOption *options;
    size_t n_options;
    const Node *options_node;
    RecordType option_type, string_type, mark_type, index_type;
    Value *strings;
    struct {
        const NamedTemplate *items;
        size_t n;
    } colours;
    NamedStyle *styles;
    size_t n_styles;
    Master *masters;
    size_t n_masters;
    NodeSeq document;
    VEC(const Expr *) exprs;         /* all that were compiled */
    VEC(const Template *) templates; /* likewise */
    uint32_t n_nodes;                /* numbers given */
    bool has_backs;                  /* some page says `side: back` */
    bool uses_later;                 /* page totals, contents or index: needs measuring passes */
};

/* NULL if there is none of that name. */
const NamedStyle *layout_style(const Layout *layout, Str name);
/* The style of that name, or the nearest one it builds on, that sets the property; NULL if none. */
const LNode *style_with(const Layout *layout, Str name, PropId id);
const Master *layout_master(const Layout *layout, Str name);

/* Types of the records that the engine itself puts into scope. */
const RecordType *page_type(void);       /* number, label, side */
const RecordType *pages_type(void);      /* total */
const RecordType *print_type(void);      /* stock, width, height, dpi, backs */
const RecordType *entry_type(void);      /* title, level, page, target */
const RecordType *index_term_type(void); /* term, pages, target */
const RecordType *loop_type(void);       /* index, first, last, count, total, left */
const RecordType *rows_type(void);       /* sofar, count, total, left */
const RecordType *group_type(void);      /* key, items, count, level, outer */

#endif
