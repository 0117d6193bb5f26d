/* wave - one document in a wave: what its pages show, what the ledger says of them, what is
 * printed.
 */
#include "cli/wave.h"

#include "base/confined.h"

/* A spare badge that was handed out is not printed: the person has it. */
static bool is_held(const Wave *wave, Str record)
{
    const Record *person = map_find(&wave->waves->people, record);
    return person && value_is_true(record_value(person, STR("held")));
}

static WaveEntry *add_entry(Wave *wave, Str record)
{
    Waves *waves = wave->waves;
    Arena *arena = waves->cli->arena;
    WaveEntry *entry = ARENA_NEW(arena, WaveEntry);
    Str kept = str_copy(arena, record);
    const PrintState *print = ledger_print(&waves->state, wave->document, record);
    *entry = (WaveEntry){.record = kept, .reason = WAVE_AGAIN};
    entry->before = print ? print->last : NULL;
    entry->code = map_find(&waves->codes->by_id, record);
    const BadgeCode *code = entry->code;
    if (wave->badges && code) {
        if (code->revoked || ledger_revoked(&waves->state, record, code->issue))
            entry->reason = WAVE_REVOKED;
        else if (is_held(wave, record))
            entry->reason = WAVE_HELD;
    }
    map_set(&wave->entries, kept, entry);
    VEC_PUSH(arena, &wave->list, entry);
    return entry;
}

static WaveEntry *entry_of(Wave *wave, Str record)
{
    WaveEntry *entry = map_find(&wave->entries, record);
    return entry ? entry : add_entry(wave, record);
}

static bool is_selected(const Wave *wave, Str record)
{
    const Waves *waves = wave->waves;
    if (!waves->cli->options.wave.reprint) return true;
    return map_find(&waves->selected, str_format(waves->cli->arena, "%.*s\t%.*s",
                                                 STR_ARG(wave->document), STR_ARG(record)));
}

static bool wants(void *context, Str owner)
{
    Wave *wave = context;
    wave->owned = true;
    if (!is_selected(wave, owner)) return false;
    const WaveEntry *entry = entry_of(wave, owner);
    return wave->decided ? entry->reason < WAVE_N_PRINTED
                         : entry->reason != WAVE_REVOKED && entry->reason != WAVE_HELD;
}

static void look_at(Wave *wave, const DrawPage *page)
{
    WaveEntry *entry = entry_of(wave, page->owner.len ? page->owner : WAVE_WHOLE);
    page_hash_add(&entry->hash, &wave->hasher, page);
}

static bool take_hash(void *context, const DrawPage *page)
{
    look_at(context, page);
    return true;
}

static WaveReason reason_of(const Wave *wave, const WaveEntry *entry)
{
    const Fact *before = entry->before;
    const PrintState *print = ledger_print(&wave->waves->state, wave->document, entry->record);
    bool same = before && before->look == entry->hash.look;
    if (!before) return WAVE_NEW;
    if (print->spoil) return WAVE_SPOILED;
    if (same) return wave->waves->cli->options.wave.changed ? WAVE_AS_PRINTED : WAVE_AGAIN;
    if (entry->code && entry->code->issue > before->issue) return WAVE_REPLACED;
    return before->words == entry->hash.words ? WAVE_LOOKS : WAVE_CHANGED;
}

/* Pages of no record are part of the whole only where no page has one: else they are covers. */
static void drop_covers(Wave *wave)
{
    for (size_t i = 0; wave->owned && i < wave->list.len; i++) {
        if (!str_eq(wave->list.items[i]->record, WAVE_WHOLE)) continue;
        for (size_t k = i + 1; k < wave->list.len; k++)
            wave->list.items[k - 1] = wave->list.items[k];
        wave->list.len--;
    }
}

static void decide(Wave *wave)
{
    drop_covers(wave);
    for (size_t i = 0; i < wave->list.len; i++) {
        WaveEntry *entry = wave->list.items[i];
        if (entry->reason == WAVE_REVOKED || entry->reason == WAVE_HELD) continue;
        entry->reason = reason_of(wave, entry);
    }
    wave->decided = true;
}

static size_t count_printed(const Wave *wave)
{
    size_t n = 0;
    for (size_t i = 0; i < wave->list.len; i++) n += wave->list.items[i]->reason < WAVE_N_PRINTED;
    return n;
}

/* A pass over the whole document that only looks. */
static bool look_first(Wave *wave, const WaveDocument *document)
{
    LayoutRun run = *document->run;
    run.fitted = NULL, run.boxes = NULL;
    if (!layout_run(document->layout, &run, (PageSink){wave, take_hash})) return false;
    decide(wave);
    return true;
}

static bool has_prints(const Waves *waves, Str document)
{
    const Ledger *ledger = &waves->file.ledger;
    for (size_t i = 0; i < ledger->n_facts; i++)
        if (ledger->facts[i].kind == FACT_PRINT && str_eq(ledger->facts[i].document, document))
            return true;
    return false;
}

static bool is_chosen(const Wave *wave)
{
    const Ledger *ledger = &wave->waves->file.ledger;
    for (size_t i = 0; i < ledger->n_facts; i++)
        if (str_eq(ledger->facts[i].document, wave->document) &&
            is_selected(wave, ledger->facts[i].record))
            return true;
    return false;
}

static bool check_name(const Waves *waves, Str document)
{
    const Fact *taken = ledger_wave(&waves->file.ledger, document, waves->name);
    if (!taken) return true;
    diag_report(waves->cli->diag, DIAG_WAVE_TAKEN, (Span){0}, waves->name, document);
    diag_note(waves->cli->diag, taken->at, STR("printed here"));
    diag_hint(waves->cli->diag, STR("leave out --wave, and the next free name is taken"));
    return false;
}

static Str file_of(Arena *arena, Str file, Str wave)
{
    Str suffix = STR(".pdf");
    Str stem = str_ends(file, suffix) ? str_slice(file, 0, file.len - suffix.len) : file;
    return str_format(arena, "%.*s-%.*s.pdf", STR_ARG(stem), STR_ARG(wave));
}

WavePlan wave_plan(Waves *waves, const WaveDocument *document, Wave **out)
{
    Arena *arena = waves->cli->arena;
    Wave *wave = *out = ARENA_NEW(arena, Wave);
    *wave = (Wave){.waves = waves, .document = document->id};
    wave->file = file_of(arena, document->file, waves->name);
    wave->badges = document->prints_codes;
    wave->filtered = document->run->only != NULL;
    map_init(&wave->entries, arena);
    page_hasher_init(&wave->hasher, arena);
    document->run->wants = wants, document->run->wants_context = wave;
    VEC_PUSH(arena, &waves->waves, wave);
    if (!check_name(waves, document->id)) return WAVE_FAILED;
    if (waves->cli->options.wave.reprint && !is_chosen(wave)) return WAVE_NOTHING;
    const WaveOptions *options = &waves->cli->options.wave;
    wave->hashes = !options->reprint && !(options->changed && has_prints(waves, document->id));
    if (wave->hashes) return WAVE_PRINTS; /* all of it, so one pass will do */
    if (!look_first(wave, document)) return WAVE_FAILED;
    wave_find_gone(wave);
    return count_printed(wave) ? WAVE_PRINTS : WAVE_NOTHING;
}

Str wave_file(const Wave *wave) { return wave->file; }

static void note_place(Wave *wave, Str owner, uint32_t sheet, uint32_t label)
{
    WaveEntry *entry = map_find(&wave->entries, owner.len ? owner : WAVE_WHOLE);
    if (entry && !entry->sheet) entry->sheet = sheet, entry->label = label;
}

static void take_place(void *context, Str owner, uint32_t sheet, uint32_t label)
{
    Wave *wave = context;
    note_place(wave, owner, sheet, label);
    if (wave->press.placed) wave->press.placed(wave->press.placed_context, owner, sheet, label);
}

void wave_watch(Wave *wave, ImposeOptions *press)
{
    wave->press = *press;
    press->placed = take_place, press->placed_context = wave;
}

static bool take_page(void *context, const DrawPage *page)
{
    Wave *wave = context;
    wave->pages++;
    if (wave->hashes) look_at(wave, page);
    if (wave->single) note_place(wave, page->owner, wave->pages, 1);
    return wave->sink.page(wave->sink.context, page);
}

PageSink wave_sink(Wave *wave, PageSink sink, bool single)
{
    wave->sink = sink, wave->single = single;
    return (PageSink){wave, take_page};
}

static Fact fact_of(const Wave *wave, const WaveEntry *entry)
{
    return (Fact){.kind = wave->waves->cli->options.wave.reprint ? FACT_REPRINT : FACT_PRINT,
                  .time = wave->waves->now,
                  .wave = wave->waves->name,
                  .document = wave->document,
                  .record = entry->record,
                  .issue = entry->code ? entry->code->issue : 1,
                  .serial = entry->code ? entry->code->serial : 0,
                  .words = entry->hash.words,
                  .look = entry->hash.look,
                  .sheet = entry->sheet,
                  .label = entry->label};
}

bool wave_record(Wave *wave)
{
    Waves *waves = wave->waves;
    Arena *arena = waves->cli->arena;
    if (wave->hashes) decide(wave);
    Fact *facts = ARENA_ARRAY(arena, Fact, 2 * wave->list.len);
    size_t n = 0;
    for (size_t i = 0; i < wave->list.len; i++) {
        const WaveEntry *entry = wave->list.items[i];
        if (entry->reason >= WAVE_N_PRINTED) continue;
        if (waves->cli->options.wave.reprint) {
            facts[n] = *entry->before;
            facts[n].kind = FACT_SPOIL, facts[n++].time = waves->now;
        }
        facts[n++] = fact_of(wave, entry);
    }
    if (wave->hashes) wave_find_gone(wave);
    return ledger_append(&waves->file, arena, facts, n, waves->cli->diag);
}
