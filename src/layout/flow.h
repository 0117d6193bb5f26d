/* flow - the run of a layout over pages. Internal to layout/. */
#ifndef ETALASE_LAYOUT_FLOW_H
#define ETALASE_LAYOUT_FLOW_H

#include "base/vec.h"
#include "layout/table.h"

enum {
    FLOW_MAX_PENDING = 16,
    LAYOUT_MAX_PAGES = 4000000,
    KEPT_MAX_BYTES = 8 * 1024 * 1024, /* drawings kept from one pass to the next */
};

/* An arena that holds one block, and goes back to the pool when the block's last page is out. */
typedef struct BlockArena {
    Arena arena;
    struct BlockArena *next;
} BlockArena;

/* What a table shows where a region ends after one of its pieces, or inside it, and at the top of
 * the next. Copied where it is painted. All NULL: nothing, or no table. */
typedef struct TableBreak {
    const Box *end, *head, *start;
} TableBreak;

typedef struct Block {
    Box *box;
    BlockArena *arena; /* NULL in trials: the Make's */
    Len gap;           /* least space before it */
    bool told;         /* among the blocks of these columns, see Told */
    bool shared;       /* what stands in the box is another's, too: see own_box */
    bool in_table;     /* a piece of a table, which `ends` with it or goes on */
    bool ends;
    TableBreak around;
} Block;

typedef struct PageStart {
    int numbering;
    bool recto; /* on a right-hand page: one is left blank before it if need be */
    bool first; /* of its flow */
} PageStart;

/* A piece of a block at its place. */
typedef struct Placement {
    Box *box;
    Len x, y;
} Placement;

typedef struct KeptPage {
    size_t first_note; /* among those of the flow */
    uint64_t number;
    Point corner; /* of its region, or of the first of them */
    PageStart start;
    const DrawPage *drawing; /* without its notes and running heads; NULL: not kept */
} KeptPage;

/* A flow as the first pass laid it out; see kept.c. */
typedef struct KeptFlow {
    const LNode *part;
    const Master *master;
    VEC(KeptPage) pages;
    Notes notes;
    Arena drawings;
    LaterReads reads;
    bool varies; /* other passes may lay it out in another way, whatever it reads */
    bool drawn;  /* the drawings of all its pages are there */
    bool moves;  /* and may stand at another place */
} KeptFlow;

typedef struct Runner {
    Make m;
    PageSink sink;
    bool emits;     /* pages go to the sink; false while measuring */
    bool seen;      /* somebody will look at the pages that go to the sink */
    bool furnishes; /* running heads are made: in the last pass, or if they leave notes */
    bool stopped, passed_over; /* passed_over: pages were left out that nobody wants */
    Painter painter;
    Arena page_arena, control;
    DrawPage page, under;
    bool page_open;
    const Master *master;
    const Master *masters; /* the layout's, at the size of what they are printed on */
    uint64_t page_number, label_number;
    Str owner;     /* of the pages that are being made */
    int numbering; /* 0 decimal, 1 roman, 2 none */
    Record page_record;
    BlockArena *pool, *page_blocks; /* free ones; those painted on the open page */
    bool keeps;                     /* in each of several passes but the last */
    LaterReads changed;             /* since the pass before */
    VEC(KeptFlow *) kept;           /* by their order in the document */
    size_t n_flows;                 /* met in this pass */
    size_t kept_bytes;
    bool kept_enough;  /* there is no more room */
    KeptFlow *keeping; /* the flow at hand is being kept here; NULL: it is not */
    bool page_kept;    /* the open page is one of its pages */
} Runner;

/* ---- pages (page.c) */
void page_start(Runner *r, const Master *master, PageStart start);
void page_finish(Runner *r);
/* The area inside the margins of the open page. */
Rect page_body(const Runner *r);
/* The regions of the open page that a flow fills, at least one; `into` may be NULL. */
size_t page_regions(const Runner *r, const Prop *into);
typedef struct PageRegion {
    Rect rect; /* on the page */
    int columns;
    Len gutter;
} PageRegion;
PageRegion page_region(const Runner *r, const Prop *into, size_t i);
const Master *page_master(Runner *r, const LNode *part, const Scope *scope);

BlockArena *block_arena(Runner *r);
/* What block_arena hands out goes back once the open page is out. */
void block_arena_after_page(Runner *r, BlockArena *arena);
/* Takes back what was said to block_arena_after_page; false if nothing was. */
bool block_arena_hold(Runner *r, const BlockArena *arena);
void block_arena_release(Runner *r, BlockArena *arena);

/* ---- columns (columns.c) */
/* A block as it was before it was placed in the columns of this page, to place it again. */
typedef struct Told {
    const Box *box;
    Len gap;
    bool in_table, ends;
    TableBreak around;
} Told;

typedef VEC(Placement) Placements;

typedef struct Trial {
    Placements placed;
    bool over; /* the columns were too low */
} Trial;

/* A flow fills one column of one region at a time. `y` and `top` are from the region's top edge; on
 * a page with more than one column, pieces are held until the columns are done. */
typedef struct Flow {
    Make *m;
    Runner *r;    /* NULL in a trial */
    Trial *trial; /* NULL: on paper */
    const Master *master;
    const Prop *into;
    int numbering;
    bool recto, begun, started;
    Block pending[FLOW_MAX_PENDING];
    size_t n_pending;
    Rect base; /* the region at hand */
    Len whole; /* height of an empty one */
    size_t region;
    int refused;             /* empty regions that did not take the block at hand */
    Columns wanted, columns; /* for blocks that do not span them; as it is at this place */
    bool open;               /* the wanted columns stand here */
    bool in_columns;         /* of a node, not of the region */
    int column;
    Len top, y, last_below;
    SnapGrid lines;
    Len lead; /* least space before columns that open */
    bool region_empty;
    Len gap;
    VEC(Told) told;
    Placements held;
    TableBreak after; /* of what was painted last: for the end of this region and for the next */
    BlockArena *after_arena; /* that block's; NULL in trials */
} Flow;

/* The column that is being filled, down to the foot of its region. */
Rect flow_column(const Flow *f);
Len columns_width(const Columns *columns, Len width);
/* Whether all columns of the region go together, so that pieces wait for them. */
bool columns_hold(const Flow *f);
void columns_tell(Flow *f, Block *block);
/* Called before what stands in the block's box is changed. */
void own_box(Flow *f, Block *block);
/* Makes the columns of this page end level. */
void columns_level(Flow *f);
/* Paints what is held. */
void columns_paint(Flow *f);
/* Back to the full width of the region, below the columns. */
void columns_end(Flow *f, bool level);
/* The wanted columns begin here; `first` is what will stand in them. */
void columns_open(Flow *f, const Block *first);

/* ---- flows (flow.c) */
/* Places what is pending. */
void flow_place(Flow *f);
void flow_next_region(Flow *f, bool new_page);
void flow_add(Flow *f, Block block);
/* A block begins: what is made from here on is in its arena, until flow_add_made. */
void flow_enter(Flow *f, Make *m, Block *block, Str *record);
/* Measures the block's box and hands it on; an empty one gives its arena back. */
void flow_add_made(Flow *f, Make *m, Block block, Str record);
void flow_paint(Flow *f, Placement at);
/* No longer takes anything. */
bool flow_stopped(const Flow *f);
/* Height of what is pending with the spaces between, and room below what is painted. */
Len flow_pending_height(const Flow *f);
/* Space before the block, to stand below what ends at `y` and asks for `below`. */
Len flow_space_before(const Flow *f, const Block *block, Len y, Len below, bool at_top);
void run_flow(Runner *r, const LNode *part, const Scope *scope);

/* ---- tables (flow_table.c) */
/* Whether the table is placed row by row; what has a frame of its own, or must be kept whole, is
 * made as one box. */
bool flow_takes_table(const LNode *table);
void flow_table(Flow *f, Make *m, const LNode *node, const Scope *scope);

/* ---- flows that are laid out once for every pass (kept.c) */
void run_kept_flow(Runner *r, const LNode *part, const Scope *scope);
/* While a flow is laid out: what it does is noted if it is being kept. */
void keep_page(Runner *r, const Master *master, PageStart start);
/* The page is full; running heads are not on it yet. */
void keep_drawing(Runner *r);
void kept_free(Runner *r);

#endif
