/* loop - the items of each, tables and charts: where, sort, limit. Sorting is stable; texts compare
 * by the rules of the page's language. Grouping is in group.c. */
#include <stdlib.h>

#include "layout/box.h"
#include "locale/collate.h"

typedef struct Sortable {
    Value item;
    const Value *keys;
    const Str *texts; /* collation keys of the text keys */
    size_t order;
} Sortable;

typedef struct SortContext {
    const SortKey *keys;
    size_t n;
} SortContext;

Value make_record_value(Arena *arena, const RecordType *type, const Value *values)
{
    Record *record = ARENA_NEW(arena, Record);
    Value *kept = ARENA_ARRAY(arena, Value, type->n_fields);
    for (size_t i = 0; i < type->n_fields; i++) kept[i] = values[i];
    *record = (Record){.type = type, .values = kept};
    return value_record(record);
}

Value make_loop_value(Arena *arena, size_t index, size_t count, size_t total)
{
    const Value values[] = {value_number(num_from_int((int64_t)index + 1)),
                            value_bool(index == 0),
                            value_bool(index + 1 == count),
                            value_number(num_from_int((int64_t)count)),
                            value_number(num_from_int((int64_t)total)),
                            value_number(num_from_int((int64_t)(total - count)))};
    return make_record_value(arena, loop_type(), values);
}

/* Unknown values come last. */
static int compare_values(const Value *a, const Value *b, Str a_text, Str b_text)
{
    bool a_known = a->kind != VALUE_UNKNOWN, b_known = b->kind != VALUE_UNKNOWN;
    if (!a_known || !b_known) return b_known - a_known;
    if (a->kind == VALUE_NUMBER || a->kind == VALUE_MONEY)
        return (a->number > b->number) - (a->number < b->number);
    if (a->kind == VALUE_BOOL) return a->boolean - b->boolean;
    if (a->kind == VALUE_DATE || a->kind == VALUE_DATETIME) {
        int32_t x = date_to_days(a->date), y = date_to_days(b->date);
        int order = (x > y) - (x < y);
        if (order || a->kind == VALUE_DATE) return order;
    }
    if (a->kind == VALUE_TIME || a->kind == VALUE_DATETIME)
        return (a->time.hour * 60 + a->time.minute) - (b->time.hour * 60 + b->time.minute);
    return str_compare(a_text, b_text);
}

static int compare(const void *pa, const void *pb, void *context)
{
    const Sortable *a = pa, *b = pb;
    const SortContext *sort = context;
    for (size_t i = 0; i < sort->n; i++) {
        int order = compare_values(&a->keys[i], &b->keys[i], a->texts[i], b->texts[i]);
        bool unknown = a->keys[i].kind == VALUE_UNKNOWN || b->keys[i].kind == VALUE_UNKNOWN;
        if (order) return sort->keys[i].descending && !unknown ? -order : order;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

static void make_keys(Make *m, Arena *arena, Sortable *item, const SortContext *sort,
                      const Scope *scope, Collator *collator)
{
    Value *keys = ARENA_ARRAY(arena, Value, sort->n);
    Str *texts = ARENA_ARRAY(arena, Str, sort->n);
    for (size_t i = 0; i < sort->n; i++) {
        keys[i] = make_expr(m, sort->keys[i].by, scope);
        bool text = keys[i].kind == VALUE_TEXT || keys[i].kind == VALUE_RECORD;
        if (text) texts[i] = collate_key(arena, collator, value_print(&keys[i], &m->eval));
    }
    item->keys = keys, item->texts = texts;
}

/* `--for` chooses among the records of the document's own loops that it speaks of. */
static bool is_chosen(Make *m, const LNode *node, const Scope *scope)
{
    const Prop *each = prop_find(node, P_IN);
    if (!m->run->only || m->depth != 1 || !expr_uses(m->run->only, each->each.name)) return true;
    return make_truth(m, m->run->only, scope);
}

static bool passes(Make *m, const LNode *node, const Scope *scope)
{
    const Prop *where = prop_find(node, P_WHERE);
    if (!is_chosen(m, node, scope)) return false;
    return !where || make_truth(m, where->expr, scope);
}

/* The loop's own order, after what the run asks of the document's own loops. */
static SortContext loop_order(Make *m, Arena *arena, const LNode *node)
{
    const Prop *each = prop_find(node, P_IN), *sort = prop_find(node, P_SORT);
    SortContext own = {sort ? sort->exprs.items : NULL, sort ? sort->exprs.n : 0};
    const LayoutRun *run = m->run;
    bool asked = false;
    for (size_t i = 0; m->depth == 1 && i < run->n_sort; i++)
        asked |= expr_uses(run->sort[i].by, each->each.name);
    if (!asked) return own;
    SortKey *keys = ARENA_ARRAY(arena, SortKey, run->n_sort + own.n);
    for (size_t i = 0; i < run->n_sort; i++) keys[i] = run->sort[i];
    for (size_t i = 0; i < own.n; i++) keys[run->n_sort + i] = own.keys[i];
    return (SortContext){keys, run->n_sort + own.n};
}

/* The list of a loop after `where`, in its order and with nothing left out yet. In `tmp`, but for
 * what the items hold. */
static Sortable *find_items(Make *m, Arena *tmp, const LNode *node, const Scope *scope, size_t *n)
{
    const Prop *each = prop_find(node, P_IN);
    Value list = make_expr(m, each->each.in, scope);
    if (list.kind != VALUE_LIST) {
        Value *one = ARENA_NEW(tmp, Value);
        *one = list;
        list = value_list(one, list.kind != VALUE_UNKNOWN);
    }
    m->arena = tmp;
    Sortable *found = ARENA_ARRAY_RAW(tmp, Sortable, list.list.n);
    SortContext order = loop_order(m, tmp, node);
    Collator *collator = order.n ? collator_open(tmp, m->eval.lang) : NULL;
    for (size_t i = 0; i < list.list.n; i++) {
        Scope item = {scope, each->each.name, list.list.items[i]};
        if (!passes(m, node, &item)) continue;
        found[*n] = (Sortable){.item = list.list.items[i], .order = *n};
        if (order.n) make_keys(m, tmp, &found[*n], &order, &item, collator);
        ++*n;
    }
    if (collator) collator_close(collator);
    if (order.n && *n) qsort_r(found, *n, sizeof *found, compare, &order);
    return found;
}

Loop make_loop(Make *m, Arena *arena, const LNode *node, const Scope *scope)
{
    const Prop *group = prop_find(node, P_GROUP);
    bool grouped = group && group->exprs.n;
    Loop loop = {0};
    int64_t limit;
    if (!prop_find(node, P_IN)) return loop;
    Arena *before = m->arena, tmp;
    arena_init(&tmp);
    m->arena = arena;
    const Sortable *found = find_items(m, &tmp, node, scope, &loop.total);
    m->arena = arena;
    bool limited = make_int(m, node, P_LIMIT, scope, &limit) && limit >= 0;
    loop.count = limited && (size_t)limit < loop.total ? (size_t)limit : loop.total;
    LoopItem *items = ARENA_ARRAY(grouped ? &tmp : arena, LoopItem, loop.count);
    for (size_t i = 0; i < loop.count; i++) items[i].item = found[i].item, items[i].place = i;
    loop.items = items, loop.n = loop.count;
    if (grouped) group_items(m, arena, &tmp, node, scope, &loop);
    LoopItem *all = (LoopItem *)(uintptr_t)loop.items; /* made just now */
    for (size_t i = 0, n = 0; i < loop.n; i++)
        if (!all[i].empty) all[i].index = n++;
    m->arena = before;
    arena_free(&tmp);
    return loop;
}

const Scope *loop_names(Make *m, const LNode *node, const Scope *scope, const Loop *loop,
                        const LoopItem *item, size_t level, Scope links[3])
{
    const Scope *inner = scope;
    if (!item->empty) {
        Value place = make_loop_value(m->arena, item->index, loop->count, loop->total);
        links[0] = (Scope){scope, prop_find(node, P_IN)->each.name, item->item};
        links[1] = (Scope){&links[0], STR("loop"), place};
        inner = &links[1];
    }
    if (!level) return inner;
    links[2] = (Scope){inner, STR("group"), item->groups[level - 1]};
    return &links[2];
}
