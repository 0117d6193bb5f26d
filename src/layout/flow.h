/* flow - the run of a layout over pages. Internal to layout/. */
#ifndef ETALASE_LAYOUT_FLOW_H
#define ETALASE_LAYOUT_FLOW_H

#include "base/vec.h"
#include "layout/box.h"

enum {
    FLOW_MAX_PENDING = 8,
    LAYOUT_MAX_PAGES = 4000000,
    KEPT_MAX_BYTES = 64 * 1024 * 1024, /* boxes kept from one pass to the next */
};

/* An arena that holds one block, and goes back to the pool when the block's last page is out. */
typedef struct BlockArena {
    Arena arena;
    bool kept; /* with all its blocks until the run ends */
    struct BlockArena *next;
} BlockArena;

typedef struct Block {
    Box *box;
    BlockArena *arena;
} Block;

/* Where a block was painted: a column of a page. */
typedef struct KeptBlock {
    Box *box;
    int column;
    Len y;
} KeptBlock;

typedef struct KeptPage {
    size_t first; /* of its blocks */
    bool recto;
} KeptPage;

/* A flow as the first pass laid it out; see kept.c. */
typedef struct KeptFlow {
    const LNode *part;
    const Master *master;
    int numbering;
    BlockArena store; /* of all its blocks */
    VEC(KeptPage) pages;
    VEC(KeptBlock) blocks;
    bool lost; /* it cannot be used again */
} KeptFlow;

typedef struct Runner {
    Make m;
    PageSink sink;
    bool emits; /* pages go to the sink; false while measuring */
    bool stopped;
    Painter painter;
    Arena page_arena, control;
    DrawPage page, under;
    bool page_open;
    const Master *master;
    uint64_t page_number, label_number;
    int numbering; /* 0 decimal, 1 roman, 2 none */
    Record page_record;
    BlockArena *pool, *page_blocks; /* free ones; those painted on the open page */
    bool keeps;                     /* in the first of several passes */
    VEC(KeptFlow *) kept;           /* by their order in the document */
    size_t n_flows;                 /* met in this pass */
    size_t kept_bytes;
    KeptFlow *keeping; /* the flow at hand is being kept here; NULL: it is not */
} Runner;

/* ---- pages (page.c) */
void page_start(Runner *r, const Master *master, int numbering, bool recto);
void page_finish(Runner *r);
/* The i-th column of the body of the open page. */
Rect page_region(const Runner *r, int column);
const Master *page_master(Runner *r, const LNode *part);

BlockArena *block_arena(Runner *r);
void block_arena_release(Runner *r, BlockArena *arena);

/* ---- flows (flow.c) */
void run_flow(Runner *r, const LNode *part, const Scope *scope);

/* ---- flows that are laid out once and painted in every pass (kept.c) */
void run_kept_flow(Runner *r, const LNode *part, const Scope *scope);
/* While a flow is laid out: what it does is noted if it is being kept. */
/* For the blocks of the flow; NULL if it is not kept, or no longer. */
BlockArena *kept_arena(Runner *r);
void keep_page(Runner *r, const Master *master, int numbering, bool recto);
void keep_block(Runner *r, Box *box, int column, Len y);
void kept_free(Runner *r);

#endif
