/* event - one event file, from bytes to records that agree with each other. */
#include "model/event.h"

#include "base/confined.h"
#include "data/load.h"
#include "model/model.h"

static Str text_at(const Node *map, const char *key)
{
    const Node *node = node_find(map, str_from(key));
    return node && node->kind == NODE_SCALAR ? str_trim(node->text) : (Str){0};
}

static void apply_check(Model *model, const Record *check)
{
    static const Str names[] = {LIT("off"), LIT("note"), LIT("warning"), LIT("error")};
    const Value *code = record_value(check, STR("code")),
                *level = record_value(check, STR("level"));
    if (code->kind != VALUE_TEXT || level->kind != VALUE_TEXT) return;
    DiagCode found = diag_find(code->text);
    if (found == DIAG_N_CODES) {
        Str codes[DIAG_N_CODES];
        for (int i = 0; i < DIAG_N_CODES; i++) codes[i] = diag_info((DiagCode)i)->code;
        diag_report(model->diag, DIAG_CHECK_UNKNOWN, value_span(code), code->text);
        Str near = str_nearest(code->text, codes, DIAG_N_CODES);
        if (near.len)
            diag_hint(model->diag, str_format(model->arena, "did you mean `%.*s`?", STR_ARG(near)));
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(level->text, names[i])) diag_set_level(model->diag, found, (DiagLevel)i);
}

/* Levels count for everything that is read after them, so they come first. */
static void apply_checks(Model *model, const Node *root)
{
    int field = type_field(&file_type, STR("checks"));
    const Node *node = node_find(root, STR("checks"));
    if (!node) return;
    Value list = {.kind = VALUE_LIST};
    read_records(model, &file_type.fields[field], node, &list);
    for (size_t i = 0; i < list.list.n; i++) apply_check(model, list.list.items[i].record);
    model_records(model, &check_type)->len = 0; /* they are read again with the file */
}

/* What amounts and texts mean without saying so. Wrong values are reported when they are read as
 * fields. */
static void read_conventions(Model *model, const Node *root)
{
    const Node *event = node_find(root, STR("event"));
    Str currency = text_at(event, "currency");
    model->currency = currency.len == 3 ? currency : STR("IDR");
}

static const Record *in_place(const Record *root, Str field)
{
    const Value *value = record_value(root, field);
    return value->kind == VALUE_RECORD ? value->record : NULL;
}

/* The main language is the first one listed, unless it is said. */
static void settle_languages(Model *model)
{
    Value *language = record_slot(model->event, STR("language"));
    Value *languages = record_slot(model->event, STR("languages"));
    if (languages->list.n && !language->node) *language = languages->list.items[0];
    if (!languages->list.n) list_add(model->arena, languages, *language);
}

static void check_currencies(Model *model)
{
    const Record *const records[] = {model->event, model->results};
    for (size_t i = 0; i < 2; i++) {
        const Value *currency = records[i] ? record_value(records[i], STR("currency")) : NULL;
        Str code;
        if (currency && currency->node) read_currency(model, currency->node, &code);
    }
}

static Event *finish(Model *model, const Node *root_node)
{
    model->event = record_mutable(in_place(model->root, STR("event")));
    model->results = record_mutable(in_place(model->root, STR("results")));
    if (!model->event) { /* reported as missing or wrong; the rest is still checked */
        model->event = model_new_record(model, &event_record_type, root_node);
        *record_slot(model->root, STR("event")) = value_record(model->event);
    }
    *record_slot(model->root, STR("parts")) = *record_value(model->event, STR("parts"));
    settle_theme(model);
    settle_languages(model);
    check_currencies(model);
    adopt_children(model);
    assign_ids(model);
    resolve_event_days(model);
    resolve_pending(model);
    assign_product_ids(model);
    link_records(model);
    sum_results(model);
    check_facts(model);
    arena_free(&model->lookup);
    Event *event = ARENA_NEW(model->arena, Event);
    *event = (Event){model->root, model->folder, root_node->span.source};
    return event;
}

Event *event_read(Arena *arena, Str path, Diag *diag)
{
    static const EventOptions none = {0};
    return event_read_with(arena, path, &none, diag);
}

Event *event_read_with(Arena *arena, Str path, const EventOptions *options, Diag *diag)
{
    const Node *root = load_event(arena, path, diag);
    if (!root) return NULL;
    Model *model = ARENA_NEW(arena, Model);
    *model = (Model){.arena = arena, .diag = diag, .folder = path_folder(path), .options = options};
    if (root->kind != NODE_MAP) {
        diag_report(diag, DIAG_NOT_A_MAP, root->span, STR("an event file"),
                    node_shown(arena, root));
        return NULL;
    }
    read_conventions(model, root);
    apply_checks(model, root);
    model->root = read_record(model, &file_type, root, NULL);
    diag_set_record(diag, (Str){0});
    return finish(model, root);
}

void event_set_badge_token(const Record *person, Str token)
{
    *record_slot(record_mutable(person), STR("token")) = value_text(token);
}

void event_set_badge_sheet(const Record *person, int64_t sheet, int64_t place)
{
    Record *record = record_mutable(person);
    *record_slot(record, STR("sheet")) = value_number(num_from_int(sheet));
    *record_slot(record, STR("sheet_place")) = value_number(num_from_int(place));
}

void event_release_spare(const Record *person)
{
    *record_slot(record_mutable(person), STR("held")) = value_bool(false);
}
