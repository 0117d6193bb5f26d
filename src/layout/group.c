/* group - the items of a loop in groups, inside each other where `group` lists several expressions.
 *
 * One pass per level: items fall into buckets by the text of their key, in order of first
 * appearance, and keep their order within. `groups` names the outermost buckets beforehand, so that
 * those without items are there, too; a bucket that it does not name comes after them. */
#include <stdint.h>

#include "base/map.h"
#include "base/vec.h"
#include "layout/box.h"

enum { GROUP_MAX_LEVELS = 8 };

typedef struct Bucket {
    Value key;
    size_t n, at;
} Bucket;

typedef VEC(Bucket *) Buckets;

typedef struct Grouping {
    Make *m;
    Arena *arena, *tmp; /* of the result; of what only making it takes */
    const Scope *scope;
    Str name; /* of the loop's variable */
    const SortKey *by;
    size_t n_levels;
    Value wanted;      /* list of the outermost groups that are there in any case, or UNKNOWN */
    VEC(LoopItem) out; /* with room for all of them */
} Grouping;

/* Equal keys have equal texts, and only they. */
static Str key_text(Grouping *g, const Value *key)
{
    StrBuf out;
    strbuf_init(&out, g->tmp);
    strbuf_int(&out, key->kind);
    strbuf_char(&out, ' ');
    switch (key->kind) {
    case VALUE_RECORD:
        strbuf_int(&out, (intptr_t)key->record);
        break;
    case VALUE_NUMBER:
    case VALUE_MONEY:
        strbuf_add(&out, str_from(key->currency));
        strbuf_int(&out, key->number);
        break;
    case VALUE_UNKNOWN:
        strbuf_int(&out, key->state);
        break;
    default:
        strbuf_add(&out, value_print(key, &g->m->eval));
    }
    return strbuf_str(&out);
}

static Bucket *find_bucket(Grouping *g, Map *map, Buckets *all, const Value *key)
{
    Str text = key_text(g, key);
    Bucket *bucket = map_find(map, text);
    if (bucket) return bucket;
    bucket = ARENA_NEW(g->tmp, Bucket);
    bucket->key = *key;
    map_set(map, text, bucket);
    VEC_PUSH(g->tmp, all, bucket);
    return bucket;
}

/* Items in the order of their buckets, which say where each of them begins. */
static LoopItem *fill_buckets(Grouping *g, const LoopItem *items, size_t n, size_t level,
                              Buckets *all)
{
    Map map;
    map_init(&map, g->tmp);
    bool named = level == 0 && g->wanted.kind == VALUE_LIST;
    for (size_t i = 0; named && i < g->wanted.list.n; i++)
        find_bucket(g, &map, all, &g->wanted.list.items[i]);
    Bucket **bucket_of = ARENA_ARRAY(g->tmp, Bucket *, n);
    for (size_t i = 0; i < n; i++) {
        Scope item = {g->scope, g->name, items[i].item};
        Value key = make_expr(g->m, g->by[level].by, &item);
        bucket_of[i] = find_bucket(g, &map, all, &key);
        bucket_of[i]->n++;
    }
    LoopItem *out = ARENA_ARRAY(g->tmp, LoopItem, n);
    size_t at = 0;
    for (size_t b = 0; b < all->len; b++) all->items[b]->at = at, at += all->items[b]->n;
    for (size_t i = 0; i < n; i++) out[bucket_of[i]->at++] = items[i];
    for (size_t b = 0; b < all->len; b++) all->items[b]->at -= all->items[b]->n;
    return out;
}

static Value group_value(Grouping *g, const Bucket *bucket, const LoopItem *items, size_t level,
                         const Value *outer)
{
    Value *members = ARENA_ARRAY(g->arena, Value, bucket->n);
    for (size_t i = 0; i < bucket->n; i++) members[i] = items[bucket->at + i].item;
    const Value values[] = {
        bucket->key, value_list(members, bucket->n), value_number(num_from_int((int64_t)bucket->n)),
        value_number(num_from_int((int64_t)level + 1)), level ? outer[level - 1] : value_unknown()};
    return make_record_value(g->arena, group_type(), values);
}

/* Depth is bounded by the number of levels. */
static void group_level(Grouping *g, const LoopItem *items, size_t n, size_t level,
                        const Value *outer)
{
    Buckets all = {0};
    const LoopItem *ordered = fill_buckets(g, items, n, level, &all);
    for (size_t b = 0; b < all.len; b++) {
        const Bucket *bucket = all.items[b];
        Value *groups = ARENA_ARRAY(g->arena, Value, level + 1);
        for (size_t i = 0; i < level; i++) groups[i] = outer[i];
        groups[level] = group_value(g, bucket, ordered, level, outer);
        size_t first = g->out.len;
        LoopItem none = {.groups = groups, .n_groups = (uint8_t)(level + 1), .empty = true};
        none.starts = none.ends = (uint8_t)g->n_levels;
        if (!bucket->n) {
            VEC_PUSH(g->arena, &g->out, none);
        } else if (level + 1 < g->n_levels) {
            group_level(g, ordered + bucket->at, bucket->n, level + 1, groups);
        } else {
            for (size_t i = 0; i < bucket->n; i++) {
                LoopItem one = none;
                one.item = ordered[bucket->at + i].item, one.empty = false, one.place = i;
                VEC_PUSH(g->arena, &g->out, one);
            }
        }
        g->out.items[first].starts = (uint8_t)level;
        g->out.items[g->out.len - 1].ends = (uint8_t)level;
    }
}

void group_items(Make *m, Arena *arena, Arena *tmp, const LNode *node, const Scope *scope,
                 Loop *loop)
{
    const Prop *group = prop_find(node, P_GROUP), *wanted = prop_find(node, P_GROUPS);
    Grouping g = {.m = m,
                  .arena = arena,
                  .tmp = tmp,
                  .scope = scope,
                  .name = prop_find(node, P_IN)->each.name,
                  .by = group->exprs.items,
                  .n_levels = group->exprs.n < GROUP_MAX_LEVELS ? group->exprs.n : GROUP_MAX_LEVELS,
                  .wanted = value_unknown()};
    if (wanted) g.wanted = make_expr(m, wanted->expr, scope);
    if (!g.n_levels) return;
    g.out.cap = loop->n + (g.wanted.kind == VALUE_LIST ? g.wanted.list.n : 0);
    g.out.items = ARENA_ARRAY(arena, LoopItem, g.out.cap);
    group_level(&g, loop->items, loop->n, 0, NULL);
    loop->items = g.out.items, loop->n = g.out.len, loop->n_levels = g.n_levels;
}
