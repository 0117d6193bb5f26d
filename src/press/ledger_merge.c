/* ledger_merge - two copies of a ledger that were added to apart from each other.
 *
 * A line that stands in both is one fact. The others are sorted by time, those of the first file
 * before those of the second. What each side did without knowing of the other is then compared: a
 * badge printed on both sides with different content, a spare badge given away twice, a wave whose
 * name now means two prints.
 */
#include <stdlib.h>

#include "base/vec.h"
#include "press/ledger.h"

typedef struct Sided {
    const Fact *fact;
    size_t order; /* in both files together */
} Sided;

typedef struct Merge {
    Arena *arena;
    Diag *diag;
    Map in_a, in_b;      /* lines */
    Map prints_a, waves; /* of facts that are in the first file alone */
    VEC(Sided) facts;
} Merge;

static int compare(const void *pa, const void *pb)
{
    const Sided *a = pa, *b = pb;
    if (a->fact->time != b->fact->time) return a->fact->time < b->fact->time ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void *mutable(const Fact *fact) { return (void *)(uintptr_t)fact; }

static Str print_key(Arena *arena, const Fact *fact)
{
    return str_format(arena, "%.*s\t%.*s", STR_ARG(fact->document), STR_ARG(fact->record));
}

static void index_lines(Map *lines, const Ledger *ledger)
{
    for (size_t i = 0; i < ledger->n_facts; i++)
        map_add(lines, source_text(ledger->facts[i].at), mutable(&ledger->facts[i]));
}

static void compare_print(Merge *m, const Fact *fact)
{
    const Fact *other = map_find(&m->prints_a, print_key(m->arena, fact));
    const Fact *wave = map_find(&m->waves, fact->wave);
    if (wave) {
        diag_report(m->diag, DIAG_LEDGER_WAVE_BOTH, fact->at, fact->wave);
        diag_note(m->diag, wave->at, STR("printed here, too"));
        map_set(&m->waves, fact->wave, NULL); /* said */
    }
    if (!other) return;
    bool same = other->look == fact->look && other->issue == fact->issue;
    diag_report(m->diag, same ? DIAG_LEDGER_TWICE : DIAG_LEDGER_DIFFERS, fact->at, fact->record,
                fact->document);
    diag_note(m->diag, other->at, STR("printed here, too"));
}

static void take(Merge *m, const Fact *fact)
{
    VEC_PUSH(m->arena, &m->facts, (Sided){fact, m->facts.len});
}

Ledger ledger_merge(Arena *arena, const Ledger *a, const Ledger *b, Diag *diag)
{
    Merge m = {.arena = arena, .diag = diag};
    map_init(&m.in_a, arena), map_init(&m.in_b, arena);
    map_init(&m.prints_a, arena), map_init(&m.waves, arena);
    index_lines(&m.in_a, a);
    index_lines(&m.in_b, b);
    for (size_t i = 0; i < a->n_facts; i++) {
        const Fact *fact = &a->facts[i];
        Str line = source_text(fact->at);
        if (map_find(&m.in_a, line) == fact) take(&m, fact); /* not again if it stands twice */
        if (map_find(&m.in_b, line) || !fact_is_print(fact)) continue;
        map_set(&m.prints_a, print_key(arena, fact), mutable(fact));
        map_add(&m.waves, fact->wave, mutable(fact));
    }
    for (size_t i = 0; i < b->n_facts; i++) {
        const Fact *fact = &b->facts[i];
        Str line = source_text(fact->at);
        if (map_find(&m.in_a, line) || map_find(&m.in_b, line) != fact) continue;
        take(&m, fact);
        if (fact_is_print(fact)) compare_print(&m, fact);
    }
    if (m.facts.len) qsort(m.facts.items, m.facts.len, sizeof *m.facts.items, compare);
    Fact *facts = ARENA_ARRAY(arena, Fact, m.facts.len);
    for (size_t i = 0; i < m.facts.len; i++) facts[i] = *m.facts.items[i].fact;
    return (Ledger){.event = a->event, .facts = facts, .n_facts = m.facts.len};
}
