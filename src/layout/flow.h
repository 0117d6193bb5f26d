/* flow - the run of a layout over pages. Internal to layout/. */
#ifndef ETALASE_LAYOUT_FLOW_H
#define ETALASE_LAYOUT_FLOW_H

#include "layout/box.h"

enum { FLOW_MAX_PENDING = 8, LAYOUT_MAX_PAGES = 4000000 };

/* An arena that holds one block, and goes back to the pool when the block's last page is out. */
typedef struct BlockArena {
    Arena arena;
    struct BlockArena *next;
} BlockArena;

typedef struct Block {
    Box *box;
    BlockArena *arena;
} Block;

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

#endif
