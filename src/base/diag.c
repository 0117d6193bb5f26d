#include "base/diag.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/vec.h"

static const DiagInfo catalogue[] = {
#define MESSAGE(id, code_text, level_value, message, explanation) \
    [id] = {{code_text, sizeof code_text - 1},                    \
            level_value,                                          \
            {message, sizeof message - 1},                        \
            {explanation, sizeof explanation - 1}},
#include "base/messages/all.def"
#undef MESSAGE
};

struct Diag {
    Arena *arena;
    size_t limit, errors, warnings, errors_met;
    bool strict, last_dropped;
    Str record;
    DiagLevel levels[DIAG_N_CODES];
    VEC(DiagReport *) reports;
    Map seen; /* place and text of every report */
    DiagReport **sorted;
};

const DiagInfo *diag_info(DiagCode code) { return &catalogue[code]; }

DiagCode diag_find(Str code)
{
    for (int i = 0; i < DIAG_N_CODES; i++)
        if (str_eq(catalogue[i].code, code)) return (DiagCode)i;
    return DIAG_N_CODES;
}

Diag *diag_new(Arena *arena, size_t limit)
{
    Diag *diag = ARENA_NEW(arena, Diag);
    diag->arena = arena;
    diag->limit = limit ? limit : 100;
    diag->last_dropped = true;
    map_init(&diag->seen, arena);
    for (int i = 0; i < DIAG_N_CODES; i++) diag->levels[i] = catalogue[i].level;
    return diag;
}

void diag_set_limit(Diag *diag, size_t limit) { diag->limit = limit; }

void diag_set_level(Diag *diag, DiagCode code, DiagLevel level) { diag->levels[code] = level; }

void diag_set_strict(Diag *diag, bool strict) { diag->strict = strict; }

Str diag_set_record(Diag *diag, Str record)
{
    Str before = diag->record;
    diag->record = record;
    return before;
}

struct DiagMark {
    Diag then; /* its `seen` is a copy */
};

const DiagMark *diag_mark(Diag *diag)
{
    DiagMark *mark = ARENA_NEW(diag->arena, DiagMark);
    mark->then = *diag;
    mark->then.seen = map_copy(&diag->seen);
    return mark;
}

void diag_return(Diag *diag, const DiagMark *mark)
{
    *diag = mark->then;
    diag->seen = map_copy(&mark->then.seen);
}

static Str fill(Arena *arena, Str text, const DiagArgs *args)
{
    const Str slots[] = {args->slot_0, args->slot_1, args->slot_2, args->slot_3, args->slot_4};
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < text.len; i++) {
        bool slot = text.ptr[i] == '{' && i + 2 < text.len && text.ptr[i + 2] == '}' &&
                    text.ptr[i + 1] >= '0' && text.ptr[i + 1] <= '4';
        if (slot)
            strbuf_add(&out, slots[text.ptr[i + 1] - '0']), i += 2;
        else
            strbuf_char(&out, text.ptr[i]);
    }
    return strbuf_str(&out);
}

static bool is_repeated(Diag *diag, const DiagReport *report)
{
    Str path = report->span.source ? report->span.source->path : (Str){0};
    Str key = str_format(diag->arena, "%.*s:%u:%d:%.*s:%.*s", STR_ARG(path), report->span.offset,
                         report->code, STR_ARG(report->text), STR_ARG(report->record));
    return map_add(&diag->seen, key, diag) != NULL;
}

/* `report` has neither notes nor hint yet; its text is the arena's. */
static void add_report(Diag *diag, const DiagReport *report)
{
    DiagLevel level = report->level;
    diag->last_dropped = true;
    diag->errors_met += level == DIAG_ERROR;
    if (is_repeated(diag, report)) return;
    diag->errors += level == DIAG_ERROR;
    diag->warnings += level == DIAG_WARNING;
    if ((level == DIAG_ERROR ? diag->errors : diag->warnings) > diag->limit) return;
    DiagReport *kept = ARENA_NEW(diag->arena, DiagReport);
    *kept = *report;
    kept->record = str_copy(diag->arena, report->record);
    VEC_PUSH(diag->arena, &diag->reports, kept);
    diag->last_dropped = false;
}

void diag_report_args(Diag *diag, DiagCode code, const DiagArgs *args)
{
    DiagLevel level = diag->levels[code];
    if (level == DIAG_WARNING && diag->strict) level = DIAG_ERROR;
    diag->last_dropped = true;
    if (level == DIAG_OFF) return;
    DiagReport report = {.code = code, .level = level, .span = args->at, .record = diag->record};
    report.text = fill(diag->arena, catalogue[code].text, args);
    add_report(diag, &report);
}

void diag_take(Diag *diag, const DiagReport *report)
{
    DiagReport bare = *report;
    bare.text = str_copy(diag->arena, report->text);
    bare.hint = (Str){0}, bare.notes = NULL, bare.n_notes = bare.cap_notes = 0;
    add_report(diag, &bare);
    for (size_t i = 0; i < report->n_notes; i++)
        diag_note(diag, report->notes[i].span, report->notes[i].text);
    if (report->hint.len) diag_hint(diag, report->hint);
}

void diag_note(Diag *diag, Span at, Str text)
{
    if (diag->last_dropped) return;
    DiagReport *last = diag->reports.items[diag->reports.len - 1];
    if (last->n_notes == last->cap_notes)
        last->notes = vec_grow(diag->arena, (void *)(uintptr_t)last->notes, last->n_notes,
                               &last->cap_notes, sizeof *last->notes);
    ((DiagNote *)(uintptr_t)last->notes)[last->n_notes++] =
        (DiagNote){at, str_copy(diag->arena, text)};
}

void diag_hint(Diag *diag, Str text)
{
    if (diag->last_dropped) return;
    diag->reports.items[diag->reports.len - 1]->hint = str_copy(diag->arena, text);
}

size_t diag_errors(const Diag *diag) { return diag->errors; }

size_t diag_warnings(const Diag *diag) { return diag->warnings; }

size_t diag_errors_met(const Diag *diag) { return diag->errors_met; }

const DiagReport *const *diag_reports(const Diag *diag, size_t *n)
{
    *n = diag->reports.len;
    return (const DiagReport *const *)diag->reports.items;
}

typedef struct Sortable {
    DiagReport *report;
    size_t file, order;
} Sortable;

static int compare(const void *pa, const void *pb)
{
    const Sortable *a = pa, *b = pb;
    if (a->file != b->file) return a->file < b->file ? -1 : 1;
    if (a->report->span.offset != b->report->span.offset)
        return a->report->span.offset < b->report->span.offset ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

const DiagReport *const *diag_sorted(Diag *diag, size_t *n)
{
    size_t len = diag->reports.len;
    Sortable *keys = ARENA_ARRAY(diag->arena, Sortable, len);
    Map files;
    map_init(&files, diag->arena);
    for (size_t i = 0; i < len; i++) {
        DiagReport *report = diag->reports.items[i];
        keys[i] = (Sortable){report, 0, i};
        if (!report->span.source) continue;
        /* Files in order of first report: the map holds the report's number, from 1. */
        void *first = map_add(&files, report->span.source->path, (void *)(uintptr_t)(i + 1));
        keys[i].file = first ? (size_t)(uintptr_t)first : i + 1;
    }
    if (len) qsort(keys, len, sizeof *keys, compare);
    diag->sorted = ARENA_ARRAY(diag->arena, DiagReport *, len);
    for (size_t i = 0; i < len; i++) diag->sorted[i] = keys[i].report;
    *n = len;
    return (const DiagReport *const *)diag->sorted;
}
