/* flow_table - a table in a flow: its pieces are made one at a time and placed like any block, each
 * with what must stand around it should a page end there (flow.h: TableBreak).
 *
 * What rows share as long as they are shown (the grid, the repeated head) is in an arena that goes
 * back when the last page of the table is out; items and columns are gone when the table is. */
#include "layout/flow.h"

typedef struct TableFlow {
    const Table *table;
    TableBreak around; /* what stands at breaks and is the same after every row */
    bool first;        /* nothing of it has been added */
} TableFlow;

static Box *measured(Make *m, const Flow *f, Box *box)
{
    if (box) measure_box(m, box, columns_width(&f->wanted, f->base.w), LEN_UNSET);
    return box;
}

/* The table's own space and marks go to its head, or to its first row. */
static void add_piece(Flow *f, Make *m, TableFlow *t, Block block, Str record)
{
    if (t->first && block.box) {
        const Box *frame = make_frame_box(m, t->table->node, t->table->scope);
        block.box->above = frame->above, block.box->break_before = frame->break_before;
        block.box->marks = frame->marks;
        t->first = false;
    }
    block.in_table = true;
    flow_add_made(f, m, block, record);
}

static void add_pieces(Flow *f, Make *m, TableFlow *t)
{
    const Table *table = t->table;
    TableCursor at = table_cursor(m->arena, table);
    bool carries = table->has[PART_CARRIED] || table->has[PART_BROUGHT], more = true;
    while (more && !f->r->stopped) {
        Block block;
        Str record;
        TableMark mark;
        flow_enter(f, m, &block, &record);
        more = table_next(m, table, &at, &block.box, &mark);
        block.around = t->around;
        if (carries && block.box) {
            block.around.end = measured(m, f, table_end(m, table, &mark));
            block.around.start = measured(m, f, table_start(m, table, &mark));
        }
        block.ends = block.box && at.item == table->loop.n && !block.box->keep_next;
        add_piece(f, m, t, block, record);
    }
}

static void add_otherwise(Flow *f, Make *m, const LNode *node, const Scope *scope)
{
    const Prop *otherwise = prop_find(node, P_ELSE);
    Block block;
    Str record;
    if (!otherwise || prop_find(node, P_GROUPS)) return;
    flow_enter(f, m, &block, &record);
    block.box = make_stack(m, otherwise->nodes, scope);
    flow_add_made(f, m, block, record);
}

static void add_head(Flow *f, Make *m, TableFlow *t, BlockArena *shared)
{
    Block block;
    Str record;
    TableMark none = table_mark(m->arena, t->table);
    m->arena = &shared->arena, m->transient = false;
    t->around.head = measured(m, f, table_head(m, t->table, true));
    if (!t->table->has[PART_CARRIED]) t->around.end = measured(m, f, table_end(m, t->table, &none));
    flow_enter(f, m, &block, &record);
    block.box = table_head(m, t->table, false);
    block.around.head = t->around.head;
    add_piece(f, m, t, block, record);
}

void flow_table(Flow *f, Make *m, const LNode *node, const Scope *scope)
{
    Table table;
    int64_t n;
    BlockArena *shared = block_arena(f->r); /* as long as the last page that shows the table */
    table_open(m, m->arena, &shared->arena, node, scope, &table);
    if (!table.loop.n) {
        block_arena_release(f->r, shared);
        add_otherwise(f, m, node, scope);
        return;
    }
    if (!f->begun && f->n_pending == 0) {
        if (make_int(m, node, P_BREAK, scope, &n) && n == 3) f->recto = true;
        flow_next_region(f, true);
    }
    Len gap = f->gap, below = 0;
    TableFlow t = {.table = &table, .first = true};
    add_head(f, m, &t, shared);
    f->gap = 0;
    add_pieces(f, m, &t);
    flow_place(f);
    if (f->told.len) f->told.items[f->told.len - 1].ends = true;
    make_length(m, node, P_BELOW, scope, &below);
    if (below > f->last_below) f->last_below = below;
    f->after = (TableBreak){0}, f->gap = gap;
    block_arena_after_page(f->r, shared);
}

bool flow_takes_table(const LNode *node)
{
    static const PropId plain[] = {P_ABOVE, P_BELOW,   P_WHEN, P_BREAK,    P_ANCHOR,
                                   P_TITLE, P_HEADING, P_MARK, P_CONTENTS, P_INDEX};
    for (size_t i = 0; i < node->n_props; i++) {
        PropId id = (PropId)node->props[i].id;
        bool found = kind_info(NODE_TABLE)->main_id == id || is_table_prop(id);
        for (size_t k = 0; k < sizeof plain / sizeof *plain; k++) found |= plain[k] == id;
        if (!found) return false;
    }
    return true;
}
