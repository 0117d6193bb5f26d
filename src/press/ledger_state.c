/* ledger_state - what the facts of a ledger come to, record by record, and what in them cannot be.
 */
#include "base/vec.h"
#include "press/ledger.h"

bool fact_is_print(const Fact *fact)
{
    return fact->kind == FACT_PRINT || fact->kind == FACT_REPRINT;
}

bool ledger_has_record(const Ledger *ledger, Str record)
{
    for (size_t i = 0; i < ledger->n_facts; i++)
        if (fact_is_print(&ledger->facts[i]) && str_eq(ledger->facts[i].record, record))
            return true;
    return false;
}

/* Whether `a` counts over `b`: the later issue, then the later time, then the later line. */
static bool counts_over(const Fact *a, const Fact *b)
{
    return a->issue != b->issue ? a->issue > b->issue : a->time >= b->time;
}

static Str print_key(Arena *arena, Str document, Str record)
{
    return str_format(arena, "%.*s\t%.*s", STR_ARG(document), STR_ARG(record));
}

static void take_print(LedgerState *state, const Fact *fact)
{
    Str key = print_key(state->arena, fact->document, fact->record);
    PrintState *print = map_find(&state->prints, key);
    if (!print) {
        print = ARENA_NEW(state->arena, PrintState);
        map_set(&state->prints, key, print);
    }
    if (!print->last || counts_over(fact, print->last)) print->last = fact;
}

/* Spoiling is of one wave: what was printed of the record since then is good. */
static void take_spoil(LedgerState *state, const Fact *fact)
{
    Str key = print_key(state->arena, fact->document, fact->record);
    PrintState *print = map_find(&state->prints, key);
    if (print && str_eq(print->last->wave, fact->wave)) print->spoil = fact;
}

void ledger_fold(LedgerState *state, Arena *arena, const Ledger *ledger)
{
    *state = (LedgerState){.arena = arena, .ledger = ledger};
    map_init(&state->prints, arena);
    map_init(&state->revokes, arena);
    map_init(&state->assigns, arena);
    for (size_t i = 0; i < ledger->n_facts; i++) {
        const Fact *fact = &ledger->facts[i];
        void *own = (void *)(uintptr_t)fact;
        if (fact_is_print(fact)) {
            take_print(state, fact);
        } else if (fact->kind == FACT_REVOKE) {
            const Fact *other = map_find(&state->revokes, fact->record);
            if (!other || fact->issue > other->issue) map_set(&state->revokes, fact->record, own);
        } else if (fact->kind == FACT_ASSIGN) {
            map_add(&state->assigns, fact->record, own);
        }
    }
    for (size_t i = 0; i < ledger->n_facts; i++)
        if (ledger->facts[i].kind == FACT_SPOIL) take_spoil(state, &ledger->facts[i]);
}

const PrintState *ledger_print(const LedgerState *state, Str document, Str record)
{
    return map_find(&state->prints, print_key(state->arena, document, record));
}

bool ledger_revoked(const LedgerState *state, Str record, uint32_t issue)
{
    const Fact *fact = map_find(&state->revokes, record);
    return fact && fact->issue >= issue;
}

const Fact *ledger_assigned(const LedgerState *state, Str record)
{
    return map_find(&state->assigns, record);
}

const Fact *ledger_wave(const Ledger *ledger, Str document, Str wave)
{
    for (size_t i = 0; i < ledger->n_facts; i++) {
        const Fact *fact = &ledger->facts[i];
        if (fact_is_print(fact) && str_eq(fact->wave, wave) &&
            (!document.len || str_eq(fact->document, document)))
            return fact;
    }
    return NULL;
}

Str ledger_next_wave(Arena *arena, const Ledger *ledger, const char *prefix)
{
    Map waves;
    map_init(&waves, arena);
    for (size_t i = 0; i < ledger->n_facts; i++)
        if (ledger->facts[i].wave.len)
            map_add(&waves, ledger->facts[i].wave, (void *)(uintptr_t)&ledger->facts[i]);
    for (size_t n = 1;; n++) {
        Str name = str_format(arena, "%s-%zu", prefix, n);
        if (!map_find(&waves, name)) return name;
    }
}

static void check_assign(Map *assigns, const Fact *fact, Diag *diag)
{
    const Fact *other = map_add(assigns, fact->record, (void *)(uintptr_t)fact);
    if (!other || str_eq(other->person, fact->person)) return;
    diag_report(diag, DIAG_LEDGER_SPARE, fact->at, fact->record, fact->person, other->person);
    diag_note(diag, other->at, STR("given here, too"));
}

static void check_serial(Arena *arena, Map *serials, const Fact *fact, Diag *diag)
{
    Str serial = str_format(arena, "%016llx", (unsigned long long)fact->serial);
    const Fact *other = map_add(serials, serial, (void *)(uintptr_t)fact);
    if (!other || (str_eq(other->record, fact->record) && other->issue == fact->issue)) return;
    diag_report(diag, DIAG_LEDGER_SERIAL, fact->at, serial, fact->record, other->record);
    diag_note(diag, other->at, STR("the other one"));
}

void ledger_check(Arena *arena, const Ledger *ledger, Diag *diag)
{
    Map assigns, serials;
    map_init(&assigns, arena);
    map_init(&serials, arena);
    for (size_t i = 0; i < ledger->n_facts; i++) {
        const Fact *fact = &ledger->facts[i];
        if (fact->kind == FACT_ASSIGN) check_assign(&assigns, fact, diag);
        if (fact->serial) check_serial(arena, &serials, fact, diag);
    }
}
