/* wave_words - what a wave prints and leaves out, in words. */
#include <stdio.h>

#include "cli/wave.h"

static const char *const reason_words[WAVE_N_REASONS] = {
    [WAVE_NEW] = "new",
    [WAVE_CHANGED] = "changed",
    [WAVE_LOOKS] = "changed in looks only",
    [WAVE_REPLACED] = "replaced",
    [WAVE_SPOILED] = "spoiled before",
    [WAVE_AGAIN] = "again",
    [WAVE_REVOKED] = "revoked",
    [WAVE_HELD] = "handed out as spares",
    [WAVE_AS_PRINTED] = "as printed",
    [WAVE_GONE] = "not in the event any more",
};

static bool is_revoked(const Waves *waves, const Fact *fact)
{
    if (ledger_revoked(&waves->state, fact->record, fact->issue)) return true;
    return fact->serial && revocation_has(&waves->codes->list, fact->serial);
}

static void report_gone(Wave *wave, const Fact *fact)
{
    Cli *cli = wave->waves->cli;
    if (!fact->serial) return;
    diag_report(cli->diag, DIAG_BADGE_GONE, (Span){0}, fact->record, fact->wave);
    diag_hint(cli->diag,
              str_format(cli->arena, "etalase revoke --key FILE %.*s", STR_ARG(fact->record)));
}

void wave_find_gone(Wave *wave)
{
    Waves *waves = wave->waves;
    const Ledger *ledger = &waves->file.ledger;
    if (wave->filtered || waves->cli->options.wave.reprint) return;
    for (size_t i = 0; i < ledger->n_facts; i++) {
        const Fact *fact = &ledger->facts[i];
        if (!str_eq(fact->document, wave->document)) continue;
        if (map_find(&wave->entries, fact->record)) continue;
        const Record *person = map_find(&waves->people, fact->record);
        bool held = person && value_is_true(record_value(person, STR("held")));
        if (person && !held) continue; /* the layout passes it over */
        WaveEntry *entry = ARENA_NEW(waves->cli->arena, WaveEntry);
        entry->record = fact->record;
        entry->before = ledger_print(&waves->state, wave->document, fact->record)->last;
        entry->reason = is_revoked(waves, entry->before) ? WAVE_REVOKED
                        : held                           ? WAVE_HELD
                                                         : WAVE_GONE;
        map_set(&wave->entries, entry->record, entry);
        VEC_PUSH(waves->cli->arena, &wave->list, entry);
        if (entry->reason == WAVE_GONE && wave->badges) report_gone(wave, entry->before);
    }
}

Str wave_words(const Wave *wave)
{
    size_t counts[WAVE_N_REASONS] = {0};
    StrBuf out;
    if (!wave) return (Str){0};
    strbuf_init(&out, wave->waves->cli->arena);
    for (size_t i = 0; i < wave->list.len; i++) counts[wave->list.items[i]->reason]++;
    size_t n_said = 0;
    for (int reason = 0; reason < WAVE_N_REASONS; reason++) {
        if (!counts[reason]) continue;
        if (n_said++) strbuf_add(&out, reason == WAVE_AS_PRINTED ? STR("; ") : STR(", "));
        strbuf_format(&out, "%zu %s", counts[reason], reason_words[reason]);
    }
    return strbuf_str(&out);
}

static Str name_of(const Waves *waves, Str record)
{
    const Record *person = map_find(&waves->people, record);
    return person ? value_text_in(record_value(person, STR("name")), STR(""), NULL) : STR("");
}

void waves_report(const Waves *waves)
{
    for (size_t i = 0; i < waves->waves.len; i++) {
        const Wave *wave = waves->waves.items[i];
        for (size_t k = 0; k < wave->list.len; k++) {
            const WaveEntry *entry = wave->list.items[k];
            if (entry->reason == WAVE_AS_PRINTED) continue;
            printf("%-14.*s %-24s %-24.*s %.*s\n", STR_ARG(wave->document),
                   reason_words[entry->reason], STR_ARG(entry->record),
                   STR_ARG(name_of(waves, entry->record)));
        }
    }
}
