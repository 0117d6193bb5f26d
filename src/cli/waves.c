/* waves - the ledger of a run, and who is meant. */
#include "cli/waves.h"

#include <stdio.h>
#include <time.h>

#include "base/confined.h"
#include "cli/wave.h"

bool waves_wanted(const Cli *cli)
{
    const WaveOptions *options = &cli->options.wave;
    return options->changed || options->reprint || options->name.len;
}

Str event_id(const Event *event) { return record_value(event->root, STR("event"))->record->id; }

Str ledger_path(Cli *cli, Str event_folder, Str id)
{
    Str name = str_format(cli->arena, "%.*s.ledger", STR_ARG(id));
    return path_join(cli->arena, event_folder, name);
}

static void index_people(Waves *waves)
{
    const Value *badges = record_value(waves->event->root, STR("badges"));
    map_init(&waves->people, waves->cli->arena);
    for (size_t i = 0; i < badges->list.n; i++) {
        const Record *person = badges->list.items[i].record;
        map_set(&waves->people, badge_id(person), (void *)(uintptr_t)person);
    }
}

/* What another computer revoked must be in the list that goes to the gates from here. */
static void check_revoked(Waves *waves)
{
    Cli *cli = waves->cli;
    const Ledger *ledger = &waves->file.ledger;
    for (size_t i = 0; i < ledger->n_facts; i++) {
        const Fact *fact = &ledger->facts[i];
        if (fact->kind != FACT_REVOKE || revocation_has(&waves->codes->list, fact->serial))
            continue;
        diag_report(cli->diag, DIAG_BADGE_UNREVOKED, fact->at, fact->record,
                    list_path(cli, waves->event->folder));
        diag_hint(cli->diag,
                  str_format(cli->arena, "etalase revoke --key FILE %.*s", STR_ARG(fact->record)));
    }
}

Waves *waves_open(Cli *cli, const Event *event, const BadgeCodes *codes)
{
    Waves *waves = ARENA_NEW(cli->arena, Waves);
    const WaveOptions *options = &cli->options.wave;
    *waves = (Waves){.cli = cli, .event = event, .codes = codes, .now = time(NULL)};
    if (!ledger_open(&waves->file, cli->arena, ledger_path(cli, event->folder, event_id(event)),
                     event_id(event), true, cli->diag)) {
        ledger_close(&waves->file, cli->arena);
        return NULL;
    }
    ledger_fold(&waves->state, cli->arena, &waves->file.ledger);
    map_init(&waves->selected, cli->arena);
    index_people(waves);
    if (cli->options.badge.n_keys) check_revoked(waves);
    waves->name = options->reprint || !options->name.len
                      ? ledger_next_wave(cli->arena, &waves->file.ledger,
                                         options->reprint ? "reprint" : "wave")
                      : options->name;
    return waves;
}

void waves_close(Waves *waves)
{
    if (waves) ledger_close(&waves->file, waves->cli->arena);
}

static void select_record(Waves *waves, Str document, Str record)
{
    Str key = str_format(waves->cli->arena, "%.*s\t%.*s", STR_ARG(document), STR_ARG(record));
    map_set(&waves->selected, key, waves);
}

/* The wave that was printed last. */
static Str last_wave(const Ledger *ledger, Str document)
{
    const Fact *last = NULL;
    for (size_t i = 0; i < ledger->n_facts; i++) {
        const Fact *fact = &ledger->facts[i];
        if (fact_is_print(fact) && str_eq(fact->document, document) &&
            (!last || fact->time >= last->time))
            last = fact;
    }
    return last ? last->wave : (Str){0};
}

/* What stood on a sheet, unless it has been printed again since. */
static size_t select_sheet(Waves *waves, Str document)
{
    const WaveOptions *options = &waves->cli->options.wave;
    const Ledger *ledger = &waves->file.ledger;
    Str wave = options->name.len ? options->name : last_wave(ledger, document);
    size_t n = 0;
    for (size_t i = 0; i < ledger->n_facts; i++) {
        const Fact *fact = &ledger->facts[i];
        if (!fact_is_print(fact) || (int)fact->sheet != options->sheet ||
            !str_eq(fact->document, document) || !str_eq(fact->wave, wave))
            continue;
        const PrintState *print = ledger_print(&waves->state, document, fact->record);
        if (print->last == fact) select_record(waves, document, fact->record), n++;
    }
    return n;
}

static size_t select_id(Waves *waves, const Str *documents, size_t n, Str id)
{
    const Record *person = find_badge(waves->event, id);
    Str record = person ? badge_id(person) : id;
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        if (!ledger_print(&waves->state, documents[i], record)) continue;
        select_record(waves, documents[i], record);
        found++;
    }
    return found;
}

static void report_never_printed(Waves *waves, Str id)
{
    const Ledger *ledger = &waves->file.ledger;
    Arena *arena = waves->cli->arena;
    Str *ids = ARENA_ARRAY(arena, Str, ledger->n_facts);
    for (size_t i = 0; i < ledger->n_facts; i++) ids[i] = ledger->facts[i].record;
    Str near = str_nearest(id, ids, ledger->n_facts);
    diag_report(waves->cli->diag, DIAG_REPRINT_NEVER, (Span){0}, id);
    if (near.len)
        diag_hint(waves->cli->diag, str_format(arena, "did you mean `%.*s`?", STR_ARG(near)));
}

static bool select_on_sheet(Waves *waves, const Str *documents, size_t n)
{
    Cli *cli = waves->cli;
    Str sheet = str_format(cli->arena, "%d", cli->options.wave.sheet);
    StrBuf names;
    size_t n_found = 0;
    strbuf_init(&names, cli->arena);
    for (size_t i = 0; i < n; i++) {
        if (!select_sheet(waves, documents[i])) continue;
        if (n_found++) strbuf_add(&names, STR(", "));
        strbuf_add(&names, documents[i]);
    }
    if (n_found == 1) return true;
    if (n_found)
        diag_report(cli->diag, DIAG_REPRINT_WHICH, (Span){0}, sheet, strbuf_str(&names));
    else
        diag_report(cli->diag, DIAG_REPRINT_SHEET, (Span){0}, sheet,
                    cli->options.wave.name.len ? cli->options.wave.name : STR("the last wave"));
    return false;
}

bool waves_select(Waves *waves, const Str *documents, size_t n)
{
    const WaveOptions *options = &waves->cli->options.wave;
    bool good = true;
    if (!options->reprint) return true;
    if (options->sheet) good = select_on_sheet(waves, documents, n);
    for (size_t i = 0; i < options->n_ids; i++) {
        if (select_id(waves, documents, n, options->ids[i])) continue;
        report_never_printed(waves, options->ids[i]);
        good = false;
    }
    return good;
}

/* Whether the ledger agrees; it does not if someone else was given the badge. */
static bool check_spare(Waves *waves, const Record *person)
{
    Diag *diag = waves->cli->diag;
    Str spare = badge_id(person);
    Span at = value_span(record_value(person, STR("spare")));
    const Fact *given = ledger_assigned(&waves->state, spare);
    if (given && !str_eq(given->person, person->id)) {
        diag_report(diag, DIAG_LEDGER_SPARE, at, spare, person->id, given->person);
        diag_note(diag, given->at, STR("given away here first"));
        return false;
    }
    if (!ledger_has_record(&waves->file.ledger, spare))
        diag_report(diag, DIAG_SPARE_UNPRINTED, at, person->id, spare);
    return true;
}

bool waves_record_spares(Waves *waves)
{
    const Value *badges = record_value(waves->event->root, STR("badges"));
    VEC(Fact) facts = {0};
    bool good = true;
    for (size_t i = 0; i < badges->list.n; i++) {
        const Record *person = badges->list.items[i].record;
        if (record_value(person, STR("spare"))->kind != VALUE_TEXT) continue;
        Str spare = badge_id(person);
        const BadgeCode *code = map_find(&waves->codes->by_id, spare);
        good = check_spare(waves, person) && good;
        if (!code || ledger_assigned(&waves->state, spare)) continue;
        const Fact fact = {.kind = FACT_ASSIGN,
                           .time = waves->now,
                           .record = spare,
                           .issue = code->issue,
                           .serial = code->serial,
                           .person = person->id};
        VEC_PUSH(waves->cli->arena, &facts, fact);
    }
    return good &&
           ledger_append(&waves->file, waves->cli->arena, facts.items, facts.len, waves->cli->diag);
}
