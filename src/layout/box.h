/* box - what nodes become for one record: content evaluated, sizes and places still to be found.
 * Internal to layout/.
 *
 *   make      LNode + scope -> Box: expressions evaluated, text shaped, loops unrolled
 *   measure   Box + width -> heights and places, relative to the parent's corner
 *   split     a box at a height -> what stays and what goes to the next region
 *   paint     Box -> draw operations
 */
#ifndef ETALASE_LAYOUT_BOX_H
#define ETALASE_LAYOUT_BOX_H

#include "layout/tree.h"

typedef struct Box Box;
typedef struct TableGrid TableGrid; /* table.h */
typedef struct CellPlace CellPlace;

/* What a table inside a box shows where it is split. */
typedef struct TableBreaks {
    Box *head;            /* stands on top of what follows; NULL: none */
    Box **ends, **starts; /* after each kid below the head: at the foot of the page, on the next */
} TableBreaks;

/* A paragraph, and where it is kept for the run; NULL: it is its box's alone. */
typedef struct KeptText KeptText;
typedef struct TextPara {
    const Para *para;
    const TextSpan *spans; /* as given, but that `from` may be that of an equal text */
    KeptText *kept;
} TextPara;

typedef struct TextBox {
    TextPara whole;
    Lines lines;
    Len measure;                /* that the lines were broken to */
    size_t first_line, n_lines; /* after a split: which of the lines are this box's */
    const TextStyle *style;
    Len cap_height; /* trim: caps */
    bool trimmed;
    Str shown; /* the text itself, for headings and messages */
    Span from;
    size_t n_spans;
    int max_lines;        /* 0: as many as it takes */
    const Str *fit_texts; /* one per step of the ladder; empty for steps of another kind */
    int orphans, widows;
} TextBox;

typedef struct ImageBox {
    const Image *image;
    bool cover;
    Size focus[2];
    int64_t ratio_num, ratio_den; /* width to height; 0: the picture's own */
} ImageBox;

typedef struct QrBox {
    Str payload;
    QrLevel level;
    QrSymbol *symbol; /* encoded when it is first painted: until then only its side is set, to 0 */
    Colour colour;
    Len quiet; /* on each side */
} QrBox;

/* Marks that a box leaves on the page it is painted on. */
typedef struct BoxMarks {
    Str anchor, link, title, alt;
    int heading; /* level; 0: none */
    bool in_contents;
    Str *mark_texts;  /* one per field of the layout's mark type; ptr NULL: not set */
    Str *index_terms; /* one per field of the index type */
    TagRole role;
    bool has_role;
} BoxMarks;

/* Columns that blocks are put into. */
typedef struct Columns {
    int n;
    Len gap;
    bool balance;
    Colour rule;
    Len rule_width;
} Columns;

typedef enum BorderLine { BORDER_SOLID, BORDER_DASHED, BORDER_DOTTED } BorderLine;
typedef struct BoxBorder {
    Len width; /* 0: none on this side */
    Colour colour;
    BorderLine line;
} BoxBorder;

typedef enum BoxClip { CLIP_NONE, CLIP_OUTLINE, CLIP_ELLIPSE } BoxClip;

struct Box {
    const LNode *node;
    NodeType type;
    Box **kids;
    size_t n_kids;
    Insets padding;
    Size width, height;
    Len min_height, above, below, gap, row_gap, stroke_width;
    Len radii[4]; /* from the top left clockwise */
    Len dash[2];
    const BoxBorder *borders; /* top, right, bottom, left; NULL: none */
    Colour fill, stroke;
    const struct GradientFill *gradient; /* NULL: none; else in place of `fill` */
    uint8_t bleed, keep, break_before, align, valign, justify;
    uint8_t opacity; /* percent */
    uint8_t clips;   /* BoxClip */
    bool keep_next, rounded, placed_at, equal_rows, balanced;
    bool on_page_grid; /* stands at the top of the page's body, where the baselines are known */
    bool split_off;    /* the rest of a box that was split: no `above`, no first-line marks */
    int8_t place;      /* index into places; -1: none */
    int16_t span;
    int16_t first_column, last_column; /* `cols`, from 1; 0: not placed by it */
    Len grid_x; /* from the left edge of what holds it, where the page's grid places it */
    Size at[2];
    Num rotate_degrees; /* clockwise */
    BoxMarks *marks;    /* NULL: none */
    const Size *columns;
    size_t n_columns;
    size_t repeat_head;  /* tables: this many first kids are heads */
    TableBreaks *breaks; /* tables; NULL for all else */
    TableGrid *grid;     /* rows of tables: their columns, and where each kid stands */
    CellPlace *places;
    Str record; /* for messages */
    union {
        TextBox text;
        ImageBox image;
        QrBox qr;
        struct Chart *chart; /* chart.h */
        struct Plan *plan;   /* plan.h */
        struct {
            Path path;
            Size box[2];
        } shape;
        struct {
            Len thickness;
            Colour colour;
        } rule;
        struct {
            Size cell[2];
            Num stagger;
        } tile;
        struct {
            Box **story; /* the children before they were put into columns */
            size_t n_story;
            const Columns *form;
        } columns_of;
    };
    /* Set by measure. Relative to the parent's top left corner, padding included in the size. */
    Rect rect;
};

typedef struct ContentsEntry {
    Str title, page, target;
    int level;
} ContentsEntry;

typedef struct IndexEntry {
    size_t index; /* field of the index type */
    Str term, page, target;
    uint64_t page_number;
} IndexEntry;

/* What one pass learns and the next one prints. */
typedef struct Findings {
    uint64_t n_pages;
    ContentsEntry *contents;
    size_t n_contents, cap_contents;
    IndexEntry *index;
    size_t n_index, cap_index;
} Findings;

/* What of the pass before was looked at, or is otherwise than it was. */
typedef struct LaterReads {
    bool total; /* number of pages */
    bool lists; /* contents and index */
} LaterReads;

typedef struct UseFrame {
    const LNode *use;
    const Scope *caller;
    const struct UseFrame *outer;
} UseFrame;

/* The style of a node as far as it does not depend on the record, resolved once per language; see
 * text_style.c. */
typedef struct StyleMemo {
    const TextStyle *style; /* NULL: none yet */
    Num leading;            /* multiple; where some of the node's own properties vary */
    Str lang;
    Len line_step; /* of the grid it was resolved on */
    uint8_t kind;  /* MemoKind */
    uint8_t trim;  /* TrimMemo */
} StyleMemo;

/* The grid of the page at hand. */
typedef struct GridMeasure {
    int columns;
    Len width, gutter;         /* of the body; between columns */
    Len line_step, first_line; /* of the baselines, see Master */
} GridMeasure;

/* One run of a layout. */
typedef struct Make {
    const Layout *layout;
    const LayoutRun *run;
    Diag *diag;
    Arena *doc;   /* as long as the run */
    Arena *arena; /* boxes being made */
    TextContext text;
    EvalContext eval; /* scope is set for each evaluation */
    Colour *colours;  /* values of layout->colours */
    const Scope *base_scope;
    Str family;       /* of texts whose style names none */
    StyleMemo *memos; /* by LNode.number */
    struct TextMemo *memo;
    const UseFrame *use;
    Record *mark_record;   /* values of {mark.x} for the page at hand */
    const Findings *known; /* of the pass before */
    Findings *found;       /* of this one */
    LaterReads reads;      /* by what is made */
    GridMeasure grid;
    Colour ground; /* fill of the innermost container that has one */
    int depth;
    uint32_t steps; /* since the last page; a box counts as MAKE_MAX_STEPS / MAKE_MAX_BOXES */
    uint32_t boxes; /* made since the last page */
    uint64_t
        taken; /* nodes that loops have given to others, which may keep what was made for them */
    bool full; /* too many: reported, and nothing more is made */
    bool transient; /* what control nodes allocate in `arena` is not needed after each item */
} Make;

/* A box of the node's type without properties. */
Box *box_new(Make *m, const LNode *node);

enum {
    MAKE_MAX_DEPTH = 64,
    MAKE_MAX_BOXES = 50 * 1000,           /* for one page */
    MAKE_MAX_STEPS = 20 * MAKE_MAX_BOXES, /* nodes of loops passed for one page */
    TILE_MAX_REPEATS = 100 * 1000,
};

/* ---- evaluation (eval.c) */
/* In m->arena or the layout. */
Str make_phrase(Make *m, const Phrase *phrase, const Scope *scope, bool *missing, Span *from);
/* To be used at once: it may stand in what the scope refers to, such as a component's argument, and
 * those are gone before a block that waits for its page is painted. */
Str make_phrase_now(Make *m, const Phrase *phrase, const Scope *scope, bool *missing, Span *from);
Value make_expr(Make *m, const Expr *expr, const Scope *scope);
/* Whether the value counts as true. */
bool make_truth(Make *m, const Expr *expr, const Scope *scope);
/* A length for people, "42.3 mm". */
Str len_shown(Arena *arena, Len len);
/* The value of a property, read and in its range; false, after a report, if there is none. */
bool make_prop_length(Make *m, const Prop *prop, const Scope *scope, Len *out);
bool make_prop_size(Make *m, const Prop *prop, const Scope *scope, Size *out);
bool make_prop_point(Make *m, const Prop *prop, const Scope *scope, Size out[2]);
bool make_prop_int(Make *m, const Prop *prop, const Scope *scope, int64_t *out);
bool make_prop_colour(Make *m, const Prop *prop, const Scope *scope, Colour *out);
/* The same of a node's property; false also if it is not set. */
static inline bool make_length(Make *m, const LNode *node, PropId id, const Scope *scope, Len *out)
{
    const Prop *prop = prop_find(node, id);
    return prop && make_prop_length(m, prop, scope, out);
}
static inline bool make_point(Make *m, const LNode *node, PropId id, const Scope *scope,
                              Size out[2])
{
    const Prop *prop = prop_find(node, id);
    return prop && make_prop_point(m, prop, scope, out);
}
static inline bool make_int(Make *m, const LNode *node, PropId id, const Scope *scope, int64_t *out)
{
    const Prop *prop = prop_find(node, id);
    return prop && make_prop_int(m, prop, scope, out);
}
static inline bool make_colour(Make *m, const LNode *node, PropId id, const Scope *scope,
                               Colour *out)
{
    const Prop *prop = prop_find(node, id);
    return prop && make_prop_colour(m, prop, scope, out);
}
/* A name or the text that an expression gives, to be used at once; empty if not set. */
Str make_name(Make *m, const LNode *node, PropId id, const Scope *scope);
/* `accent`, `#0b4f6c`, `accent 12%`; false after a report at `at`. */
bool make_colour_text(Make *m, Str text, Span at, Colour *out);
/* The colour that the property's expression gives; or false, and the *text to be read as one, at
 * once. */
bool make_prop_ink(Make *m, const Prop *prop, const Scope *scope, Colour *out, Str *text);

/* ---- text styles (text_style.c) */
const TextStyle *make_style(Make *m, const LNode *node, const Scope *scope);
const TextStyle *make_named_style(Make *m, Str name, const LNode *over, const Scope *scope);
/* Whether a text ends with its letters: `trim` is about its box, so it is not in TextStyle. */
bool make_trim(Make *m, const LNode *node, const Scope *scope);

/* ---- texts that come again (text_memo.c) */
typedef struct TextMemo TextMemo;
TextMemo *text_memo_new(Arena *arena);
/* The style, kept for the run with all it refers to; a copy in `otherwise` when there is no more
 * room. */
const TextStyle *text_keep_style(Make *m, Arena *otherwise, const TextStyle *style);
/* The spans shaped: as they were before, or else now. The paragraph has a copy of them and their
 * texts, but not of their styles. */
TextPara text_para(Make *m, const TextSpan *spans, size_t n);
/* The same for its lines; see para_break. */
Lines text_lines(Make *m, TextPara text, Len width);

/* ---- gradients (gradient.c) */
typedef struct GradientFill GradientFill;
/* Sets the box's fill or gradient. */
void make_fill(Make *m, const LNode *node, const Scope *scope, Box *box);
/* Its stops are borrowed. */
const Gradient *place_gradient(Arena *arena, const GradientFill *fill, Rect at);

/* ---- loops (loop.c) */
typedef struct LoopItem {
    Value item;
    size_t index;         /* among the items, from 0 */
    size_t place;         /* in its innermost group, from 0 */
    const Value *groups;  /* with `group`: the records of its groups, outermost first */
    uint8_t n_groups;     /* fewer than levels where `empty` */
    uint8_t starts, ends; /* the outermost level whose group starts or ends here; n_levels: none */
    bool empty;           /* no item: stands for a group that `groups` names and that has none */
} LoopItem;
typedef struct Loop {
    const LoopItem *items;
    size_t n;            /* with those of empty groups */
    size_t count, total; /* items; items before `limit` */
    size_t n_levels;     /* of groups */
} Loop;
/* The items of a node's `rows`/`each` after where, sort, limit and group. In `arena`. */
Loop make_loop(Make *m, Arena *arena, const LNode *node, const Scope *scope);
/* Orders the loop's items by the node's `group`; the new ones are in `arena`, the old may be in
 * `tmp`. */
void group_items(Make *m, Arena *arena, Arena *tmp, const LNode *node, const Scope *scope,
                 Loop *loop);
/* {loop} of the item at `index`; `total`: what there would be without `limit`. */
Value make_loop_value(Arena *arena, size_t index, size_t count, size_t total);
/* Names of a loop around one item: its own, `loop`, and `group` if level > 0: the group at that
 * level, from 1. `links` is room for three. */
const Scope *loop_names(Make *m, const LNode *node, const Scope *scope, const Loop *loop,
                        const LoopItem *item, size_t level, Scope links[3]);
Value make_record_value(Arena *arena, const RecordType *type, const Value *values);

/* ---- making (make.c) */
/* Calls `take` for each box-making node of the sequence after control nodes are resolved. */
typedef void (*TakeNode)(void *context, Make *m, const LNode *node, const Scope *scope);
void make_each(Make *m, NodeSeq nodes, const Scope *scope, TakeNode take, void *context);
Box *make_box(Make *m, const LNode *node, const Scope *scope);
/* The box of a node without what stands in it. */
Box *make_frame_box(Make *m, const LNode *node, const Scope *scope);
/* A stack of the sequence's boxes. */
Box *make_stack(Make *m, NodeSeq nodes, const Scope *scope);

/* The properties that every box can have (box_props.c). */
void make_frame(Make *m, Box *box, const LNode *node, const Scope *scope);
Box *make_text(Make *m, Box *box, const LNode *node,
               const Scope *scope); /* NULL: nothing to show */
Box *make_pair(Make *m, Box *box, const LNode *node, const Scope *scope);
Box *make_image(Make *m, Box *box, const LNode *node, const Scope *scope);
Box *make_qr(Make *m, Box *box, const LNode *node, const Scope *scope);
Box *make_chart(Make *m, Box *box, const LNode *node, const Scope *scope);
Box *make_table(Make *m, Box *box, const LNode *node, const Scope *scope);

/* ---- measuring (measure.c) */
/* Gives the box its size for an outer width, and height if imposed (else LEN_UNSET). */
void measure_box(Make *m, Box *box, Len width, Len height);
Len natural_width(Make *m, Box *box);
/* Outer width that a box takes of the available one, outside rows. */
Len wanted_width(Make *m, Box *box, Len available);
void measure_text(Make *m, Box *box, Len width, Len height);
void measure_chart(Make *m, Box *box, Len width, Len height);
Len chart_natural_width(const Box *box);
/* Charts whose items stand below each other divide between these. */
Box *split_chart(Make *m, Box *box, Len available);
void measure_grid(Make *m, Box *box, Len width, Len height);
void grid_of_page(Make *m, const Master *master);
/* Columns of the page's grid as a length; other sizes as they are. `at` and `name` are for
 * messages. */
Size grid_size(Make *m, Size size, Span at, Str name);
/* Gives a box with `cols` its width and place in the page's grid. */
void grid_place(Make *m, Box *box);
/* Reports kids whose `cols` go beyond the grid's own columns. */
void grid_check(Make *m, const Box *box);
/* Reports kids of a row whose columns are taken by those before them. */
void grid_check_row(Make *m, const Box *box);
/* A row of a table (table_cells.c), and its cells placed again after one of them has changed. */
void measure_cells(Make *m, Box *box, Len width);
void place_cells(Box *box);
Len first_baseline(const Box *box);
/* Shares `inner` among n sizes; autos get their natural widths. */
void share_widths(Make *m, const Size *sizes, const Len *naturals, size_t n, Len inner, Len *out,
                  const Box *box);

/* Reports a box that needs more than it has, with its record. */
void box_report(Make *m, const Box *box, DiagCode code, Len need, Len has);

/* ---- baselines (snap.c) */
typedef struct SnapGrid {
    Len step;  /* between baselines; 0: none are known */
    Len first; /* one of them */
    bool off;  /* nothing snaps */
} SnapGrid;
/* The baselines set by the first text in a measured box that snaps, from the box's top; step 0: no
 * text in it does. */
SnapGrid snap_first(const Box *box);
/* Space to add above a box whose top would be at `y`, so that its first text stands on the grid. */
Len snap_space(const SnapGrid *lines, const Box *box, Len y);
/* The same; where no baselines are known yet, the box sets them. */
Len snap_follow(SnapGrid *lines, const Box *box, Len y);

/* ---- splitting (split.c) */
/* Splits a measured box so that its head is at most `available` tall. Returns the tail, measured,
 * or NULL if nothing fits; `whole` is the height of an empty region; `force` splits what prefers to
 * be kept. */
Box *split_box(Make *m, Box *box, Len available, Len whole, bool force);

/* ---- columns (columns.c) */
/* What a `columns` node asks for. */
Columns columns_of(Make *m, const LNode *node, const Scope *scope);
void measure_columns(Make *m, Box *box, Len width, Len height);
Box *split_columns(Make *m, Box *box, Len available);
/* The box with all it holds, so that one can be split and the other not; lines are shared. */
Box *box_copy(Arena *arena, const Box *box);

/* ---- painting (paint.c) */
/* What a box leaves on the page it stands on. */
typedef struct Note {
    Str anchor, title;
    int heading; /* level; 0: none */
    bool in_contents;
    const Str *mark_texts, *index_terms; /* as in BoxMarks */
    size_t at;                           /* kept: goes before this operation of the page */
    Len y;
} Note;
typedef struct Notes {
    Note *items;
    size_t len, cap;
    bool inside; /* some are left inside of tiles, not between the operations of a page */
} Notes;

typedef struct Painter {
    Make *m;
    DrawPage *page; /* that is painted on: `body`, or a part of it */
    const DrawPage *body;
    bool notes_only; /* nobody sees the page */
    Str page_label, lasting_label;
    uint64_t page_number;
    size_t n_anchors;              /* made up on this page */
    int64_t repeats;               /* of tiles on this page */
    Str *first_marks, *last_marks; /* one per mark name */
    Notes *kept;                   /* where notes are kept, too; NULL: they are not */
    bool fixed;                    /* something was painted whose form depends on its place */
    StrBuf *boxes;                 /* dump; NULL: none */
} Painter;
/* `x`, `y`: the parent's corner on the page. */
void paint_box(Painter *p, Box *box, Len x, Len y);
/* Whether the repeats of a tile are few enough to be painted; else it is reported. */
bool tile_counts(Painter *p, const Box *box, Rect at);
void paint_chart(Painter *p, const Box *box, Rect area);
void paint_qr(Painter *p, const Box *box, Rect at);
/* Sine of whole degrees in 16.16. */
int32_t sine_16_16(int degrees);
/* ---- notes (notes.c) */
/* Paints the box, or only leaves its notes, whichever the painter does. */
void note_or_paint(Painter *p, Box *box, Len x, Len y);
/* What the box itself leaves at `y`. */
void note_marks(Painter *p, const Box *box, Len y);
/* Leaves a note on the page at hand. Its texts are those of the run, or of the page at least where
 * nothing is looked up later. */
void note_leave(Painter *p, const Note *note);
/* Whether a box that is made of these nodes can leave a note. */
bool nodes_leave_notes(NodeSeq nodes);

/* ---- frames (frame.c) */
void make_borders(Make *m, const LNode *node, const Scope *scope, Box *box);
void make_radii(Make *m, const LNode *node, const Scope *scope, Box *box);
/* `at` with the sides that bleed moved out. */
Rect paint_bled(const Painter *p, const Box *box, Rect at);
/* Of a path that fills `at`. */
PathPaint frame_paint(const Painter *p, const Box *box, Rect at);
void paint_frame(Painter *p, const Box *box, Rect at);
void paint_borders(Painter *p, const Box *box, Rect at);
/* Clips until the matching pop. */
void paint_clip(Painter *p, const Box *box, Rect at);
void paint_lines(Painter *p, const Lines *lines, size_t first, size_t n, Len x, Len y, Len dy);

#endif
