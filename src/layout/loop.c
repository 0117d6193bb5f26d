/* loop - the items of each, tables and charts: where, sort, group, limit. Sorting is stable; texts
 * compare by the rules of the page's language. */
#include <stdlib.h>

#include "base/vec.h"
#include "layout/box.h"
#include "locale/collate.h"

typedef struct Sortable {
    LoopItem item;
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

Value make_loop_value(Arena *arena, size_t index, size_t count)
{
    const Value values[] = {value_number(num_from_int((int64_t)index + 1)), value_bool(index == 0),
                            value_bool(index + 1 == count),
                            value_number(num_from_int((int64_t)count))};
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

static bool same_group(const Value *a, const Value *b)
{
    if (a->kind != b->kind) return false;
    if (a->kind == VALUE_RECORD) return a->record == b->record;
    if (a->kind == VALUE_TEXT) return str_eq(a->text, b->text);
    return compare_values(a, b, (Str){0}, (Str){0}) == 0;
}

/* Groups in order of first appearance; items keep their order within. */
static LoopItem *make_groups(Make *m, Arena *arena, LoopItem *items, size_t n, const Expr *by,
                             Str name, const Scope *scope)
{
    static const Field fields[] = {{.name = {"key", 3}, .kind = FIELD_ANY},
                                   {.name = {"items", 5}, .kind = FIELD_ANY},
                                   {.name = {"count", 5}, .kind = FIELD_INT}};
    static const RecordType type = {.name = {"group", 5}, .fields = fields, .n_fields = 3};
    VEC(Value) keys = {0};
    size_t *group_of = ARENA_ARRAY(arena, size_t, n);
    for (size_t i = 0; i < n; i++) {
        Scope item = {scope, name, items[i].item};
        Value key = make_expr(m, by, &item);
        size_t g = 0;
        while (g < keys.len && !same_group(&keys.items[g], &key)) g++;
        if (g == keys.len) VEC_PUSH(arena, &keys, key);
        group_of[i] = g;
    }
    LoopItem *out = ARENA_ARRAY(arena, LoopItem, n);
    size_t at = 0;
    for (size_t g = 0; g < keys.len; g++) {
        size_t first = at;
        size_t size = 0;
        for (size_t i = 0; i < n; i++) size += group_of[i] == g;
        Value *members = ARENA_ARRAY(arena, Value, size);
        for (size_t i = 0; i < n; i++)
            if (group_of[i] == g) members[at - first] = items[i].item, out[at++] = items[i];
        const Value values[] = {keys.items[g], value_list(members, at - first),
                                value_number(num_from_int((int64_t)(at - first)))};
        Value group = make_record_value(arena, &type, values);
        for (size_t i = first; i < at; i++) {
            out[i].group_key = keys.items[g], out[i].group = group, out[i].group_index = g;
            out[i].starts_group = i == first, out[i].ends_group = i + 1 == at;
        }
    }
    return out;
}

/* `--for` chooses among the records of the document's own loops that it speaks of. */
static bool is_chosen(Make *m, const LNode *node, const Scope *scope)
{
    const Prop *each = prop_find(node, P_IN);
    if (!m->run->only || m->depth != 1 || !expr_uses(m->run->only, each->each.name)) return true;
    Value value = make_expr(m, m->run->only, scope);
    return value_is_true(&value);
}

static bool passes(Make *m, const LNode *node, const Scope *scope)
{
    const Prop *where = prop_find(node, P_WHERE);
    if (!is_chosen(m, node, scope)) return false;
    if (!where) return true;
    Value value = make_expr(m, where->expr, scope);
    return value_is_true(&value);
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

const LoopItem *make_loop(Make *m, Arena *arena, const LNode *node, const Scope *scope, size_t *n)
{
    const Prop *each = prop_find(node, P_IN), *group = prop_find(node, P_GROUP);
    *n = 0;
    if (!each) return NULL;
    Arena *before = m->arena;
    m->arena = arena;
    Value list = make_expr(m, each->each.in, scope);
    if (list.kind != VALUE_LIST) {
        Value *one = ARENA_NEW(arena, Value);
        *one = list;
        list = value_list(one, list.kind != VALUE_UNKNOWN);
    }
    Sortable *found = ARENA_ARRAY(arena, Sortable, list.list.n);
    SortContext order = loop_order(m, arena, node);
    Collator *collator = order.n ? collator_open(arena, m->eval.lang) : NULL;
    for (size_t i = 0; i < list.list.n; i++) {
        Scope item = {scope, each->each.name, list.list.items[i]};
        if (!passes(m, node, &item)) continue;
        found[*n] = (Sortable){.item = {.item = list.list.items[i]}, .order = *n};
        if (order.n) make_keys(m, arena, &found[*n], &order, &item, collator);
        ++*n;
    }
    if (collator) collator_close(collator);
    if (order.n && *n) qsort_r(found, *n, sizeof *found, compare, &order);
    int64_t limit;
    if (make_int(m, node, P_LIMIT, scope, &limit) && limit >= 0 && (size_t)limit < *n)
        *n = (size_t)limit;
    LoopItem *items = ARENA_ARRAY(arena, LoopItem, *n);
    for (size_t i = 0; i < *n; i++) items[i] = found[i].item;
    if (group && *n) items = make_groups(m, arena, items, *n, group->expr, each->each.name, scope);
    m->arena = before;
    return items;
}
