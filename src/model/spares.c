/* spares - badges that are printed before anyone knows who will wear them.
 *
 * Of a role with `spares: {tamu: 10}` there are ten, `tamu-S01` to `tamu-S10`: people without a
 * name, who get a badge and are in no list of people. The number of a spare never moves, however
 * many there are. A person with `spare: tamu-S07` holds that badge: its code becomes the person's,
 * with the role, days and areas that it was made for, and the spare is no badge of its own any
 * more.
 */
#include "model/model.h"

enum { MAX_SPARES = 999 };

static Record *make_spare(Model *model, const Record *allotment, const Record *role, int number)
{
    Record *spare = model_new_record(model, &person_type, allotment->node);
    model_records(model, &person_type)->len--; /* no person of the event */
    Str id = str_format(model->arena, "%.*s-S%02d", STR_ARG(role->id), number);
    const Record *other = claim_id(model, spare, id);
    if (other) {
        diag_report(model->diag, DIAG_ID_TWICE, record_span(allotment), id,
                    span_where(model->arena, record_span(other)));
        diag_note(model->diag, record_span(other), STR("the first one"));
        return NULL;
    }
    *record_slot(spare, STR("role")) = value_record(role);
    *record_slot(spare, STR("spare_number")) = value_number(num_from_int(number));
    return spare;
}

void make_spares(Model *model)
{
    Records *allotments = model_records(model, &spare_type);
    for (size_t i = 0; i < allotments->len; i++) {
        Record *allotment = allotments->items[i];
        const Record *role = record_ref(allotment, STR("role"));
        const Value *count = record_value(allotment, STR("count"));
        if (!role || count->kind != VALUE_NUMBER) continue;
        int64_t n = num_round(count->number);
        if (n < 0 || n > MAX_SPARES) {
            diag_report(model->diag, DIAG_SPARE_COUNT, value_span(count),
                        num_format(model->arena, count->number));
            continue;
        }
        for (int number = 1; number <= (int)n; number++) {
            Record *spare = make_spare(model, allotment, role, number);
            if (!spare) break;
            list_add(model->arena, record_slot(allotment, STR("badges")), value_record(spare));
        }
    }
}

static Record *spare_of(const Model *model, Str id)
{
    Record *found = map_find(&model->ids[model_type_index(&person_type)], id);
    bool spare = found && record_value(found, STR("spare_number"))->kind == VALUE_NUMBER;
    return spare ? found : NULL;
}

static void report_unknown(Model *model, const Value *wanted)
{
    Records *allotments = model_records(model, &spare_type);
    VEC(Str) ids = {0};
    for (size_t i = 0; i < allotments->len; i++) {
        const Value *badges = record_value(allotments->items[i], STR("badges"));
        for (size_t k = 0; k < badges->list.n; k++)
            VEC_PUSH(model->arena, &ids, badges->list.items[k].record->id);
    }
    diag_report(model->diag, DIAG_SPARE_UNKNOWN, value_span(wanted), wanted->text);
    Str near = str_nearest(wanted->text, ids.items, ids.len);
    if (near.len)
        diag_hint(model->diag, str_format(model->arena, "did you mean `%.*s`?", STR_ARG(near)));
    else if (!ids.len)
        diag_hint(model->diag, STR("say how many there are: `spares: {role: 10}`"));
}

/* The code was made before it had an owner; what it opens cannot be said later. */
static void check_same(Model *model, const Record *person, const Record *spare, Str field)
{
    const Value *own = record_value(person, field), *given = record_value(spare, field);
    bool same =
        own->kind == VALUE_RECORD && given->kind == VALUE_RECORD && own->record == given->record;
    if (!own->node || same) return;
    diag_report(model->diag, DIAG_SPARE_FIELD, value_span(own), spare->id, field,
                record_text(record_ref(spare, STR("role")), STR("name")));
}

static void give_spare(Model *model, Record *person, Record *spare)
{
    static const Str fields[] = {LIT("role"), LIT("days"), LIT("zones")};
    for (size_t i = 0; i < 3; i++) {
        check_same(model, person, spare, fields[i]);
        *record_slot(person, fields[i]) = *record_value(spare, fields[i]);
    }
    *record_slot(person, STR("badge_id")) = value_text(spare->id);
    *record_slot(person, STR("held")) = value_bool(true);
    *record_slot(spare, STR("held")) = value_bool(true);
}

void give_spares(Model *model)
{
    Records *people = model_records(model, &person_type);
    Map holders;
    map_init(&holders, model->arena);
    for (size_t i = 0; i < people->len; i++) {
        Record *person = people->items[i];
        const Value *wanted = record_value(person, STR("spare"));
        if (wanted->kind != VALUE_TEXT) continue;
        Record *spare = spare_of(model, wanted->text);
        const Record *other = map_add(&holders, wanted->text, person);
        if (!spare) {
            report_unknown(model, wanted);
        } else if (other) {
            diag_report(model->diag, DIAG_SPARE_TWICE, value_span(wanted), spare->id,
                        record_label(model->arena, other));
            diag_note(model->diag, value_span(record_value(other, STR("spare"))),
                      STR("given away here first"));
        } else {
            give_spare(model, person, spare);
        }
    }
}

void for_each_spare(Model *model, void (*take)(Model *model, Record *spare))
{
    Records *allotments = model_records(model, &spare_type);
    for (size_t i = 0; i < allotments->len; i++) {
        const Value *badges = record_value(allotments->items[i], STR("badges"));
        for (size_t k = 0; k < badges->list.n; k++)
            take(model, record_mutable(badges->list.items[k].record));
    }
}
