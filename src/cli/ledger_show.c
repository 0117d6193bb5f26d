#include "cli/ledger_show.h"

#include <stdio.h>

#include "base/vec.h"
#include "cli/badges.h"
#include "code/utc.h"

/* The prints of a document in a wave. */
typedef struct WaveRow {
    Str wave, document;
    int64_t time;
    size_t printed, good; /* good: neither spoiled, nor printed again, nor revoked since */
    uint32_t sheets;
} WaveRow;

typedef VEC(WaveRow) WaveRows;

static WaveRow *row_of(Cli *cli, WaveRows *rows, Map *known, const Fact *fact)
{
    Str key = str_format(cli->arena, "%.*s\t%.*s", STR_ARG(fact->wave), STR_ARG(fact->document));
    const size_t *at = map_find(known, key);
    if (at) return &rows->items[*at];
    size_t *place = ARENA_NEW(cli->arena, size_t);
    *place = rows->len;
    map_set(known, key, place);
    VEC_PUSH(cli->arena, rows,
             (WaveRow){.wave = fact->wave, .document = fact->document, .time = fact->time});
    return &rows->items[rows->len - 1];
}

static WaveRows wave_rows(Cli *cli, const Ledger *ledger, const LedgerState *state)
{
    WaveRows rows = {0};
    Map known;
    map_init(&known, cli->arena);
    for (size_t i = 0; i < ledger->n_facts; i++) {
        const Fact *fact = &ledger->facts[i];
        if (!fact_is_print(fact)) continue;
        WaveRow *row = row_of(cli, &rows, &known, fact);
        const PrintState *print = ledger_print(state, fact->document, fact->record);
        row->printed++;
        row->good += print->last == fact && !print->spoil &&
                     !ledger_revoked(state, fact->record, fact->issue);
        if (fact->sheet > row->sheets) row->sheets = fact->sheet;
    }
    return rows;
}

static size_t count_kind(const Ledger *ledger, FactKind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < ledger->n_facts; i++) n += ledger->facts[i].kind == kind;
    return n;
}

static void show_waves(const WaveRows *rows)
{
    printf("%-20s %-20s %-17s %7s %8s %8s\n", "wave", "document", "when (UTC)", "sheets", "printed",
           "in use");
    for (size_t i = 0; i < rows->len; i++) {
        const WaveRow *row = &rows->items[i];
        char when[UTC_CHARS + 1];
        utc_write(row->time, when);
        when[10] = ' ';
        printf("%-20.*s %-20.*s %.16s  %7u %8zu %8zu\n", STR_ARG(row->wave), STR_ARG(row->document),
               when, row->sheets, row->printed, row->good);
    }
}

/* The badges of a role in a document. */
typedef struct RoleRow {
    const Record *role; /* NULL: people without one */
    size_t badges, printed, revoked, free, given;
} RoleRow;

typedef VEC(RoleRow) RoleRows;

static RoleRow *role_row(Cli *cli, RoleRows *rows, const Record *role)
{
    for (size_t i = 0; i < rows->len; i++)
        if (rows->items[i].role == role) return &rows->items[i];
    VEC_PUSH(cli->arena, rows, (RoleRow){.role = role});
    return &rows->items[rows->len - 1];
}

static void count_badge(RoleRow *row, const LedgerState *state, Str document, const Record *person)
{
    Str id = badge_id(person);
    const PrintState *print = ledger_print(state, document, id);
    bool printed = print && !print->spoil;
    bool revoked = print && ledger_revoked(state, id, print->last->issue);
    bool spare = record_value(person, STR("spare_number"))->kind == VALUE_NUMBER;
    row->badges++;
    row->revoked += revoked;
    row->printed += printed && !revoked;
    row->free += spare && printed && !revoked;
    row->given += value_is_true(record_value(person, STR("held")));
}

static void show_roles(Cli *cli, const LedgerState *state, const Event *event, Str document)
{
    const Value *badges = record_value(event->root, STR("badges"));
    RoleRows rows = {0};
    size_t printed = 0;
    for (size_t i = 0; i < badges->list.n; i++) {
        const Record *person = badges->list.items[i].record;
        const Value *role = record_value(person, STR("role"));
        const Record *record = role->kind == VALUE_RECORD ? role->record : NULL;
        count_badge(role_row(cli, &rows, record), state, document, person);
    }
    for (size_t i = 0; i < rows.len; i++) printed += rows.items[i].printed;
    if (!printed) return;
    printf("\n%-41.*s %8s %8s %8s %11s %8s\n", STR_ARG(document), "in event", "printed", "revoked",
           "spares free", "given");
    for (size_t i = 0; i < rows.len; i++) {
        const RoleRow *row = &rows.items[i];
        Str id = row->role ? row->role->id : STR("-");
        printf("%-41.*s %8zu %8zu %8zu %11zu %8zu\n", STR_ARG(id), row->badges, row->printed,
               row->revoked, row->free, row->given);
    }
}

void ledger_show(Cli *cli, const Ledger *ledger, const Event *event)
{
    LedgerState state;
    ledger_fold(&state, cli->arena, ledger);
    WaveRows rows = wave_rows(cli, ledger, &state);
    Map shown;
    map_init(&shown, cli->arena);
    if (rows.len) show_waves(&rows);
    for (size_t i = 0; event && i < rows.len; i++)
        if (!map_add(&shown, rows.items[i].document, &rows.items[i]))
            show_roles(cli, &state, event, rows.items[i].document);
    printf("\n%zu printed, %zu spoiled, %zu revoked, %zu spares given away\n",
           count_kind(ledger, FACT_PRINT) + count_kind(ledger, FACT_REPRINT),
           count_kind(ledger, FACT_SPOIL), count_kind(ledger, FACT_REVOKE),
           count_kind(ledger, FACT_ASSIGN));
}
