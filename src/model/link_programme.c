/* link_programme - the agenda by time; tours and awards with the stands they belong to. */
#include <stdlib.h>

#include "model/model.h"

static int32_t minutes_of(const Record *item)
{
    const Value *starts = record_value(item, STR("starts"));
    return starts->kind == VALUE_TIME ? starts->time.hour * 60 + starts->time.minute : -1;
}

static int32_t day_of(const Record *item)
{
    const Value *date = record_value(item, STR("date"));
    return date->kind == VALUE_DATE ? date_to_days(date->date) : INT32_MAX;
}

typedef struct Slot {
    const Record *item;
    int32_t day, minutes;
    size_t order; /* in the file, so that the sort is stable */
} Slot;

static int compare(const void *pa, const void *pb)
{
    const Slot *a = pa, *b = pb;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->minutes != b->minutes) return a->minutes < b->minutes ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* An item of a programme that lasts one day needs no date. */
static void settle_date(const Model *model, Record *item)
{
    Value *date = record_slot(item, STR("date"));
    const Record *part = record_ref(item, STR("part"));
    const Value *days = record_value(part ? part : model->event, STR("days"));
    if (date->kind == VALUE_UNKNOWN && !date->node && days->list.n == 1)
        *date = days->list.items[0];
}

static void fill_agenda(Model *model)
{
    Records *items = model_records(model, &programme_type);
    Slot *slots = ARENA_ARRAY(model->arena, Slot, items->len);
    for (size_t i = 0; i < items->len; i++) {
        settle_date(model, items->items[i]);
        slots[i] = (Slot){items->items[i], day_of(items->items[i]), minutes_of(items->items[i]), i};
    }
    if (items->len) qsort(slots, items->len, sizeof *slots, compare);
    for (size_t i = 0; i < items->len; i++) {
        const Record *part = record_ref(slots[i].item, STR("part"));
        Value item = value_record(slots[i].item);
        list_add(model->arena, record_slot(model->root, STR("agenda")), item);
        if (part) list_add(model->arena, record_slot(record_mutable(part), STR("agenda")), item);
    }
}

/* A stand with one vendor says who was meant, and the other way round. */
static void settle_stand(Record *record)
{
    Value *booth = record_slot(record, STR("booth")), *vendor = record_slot(record, STR("vendor"));
    if (booth->kind == VALUE_RECORD && vendor->kind == VALUE_UNKNOWN && !vendor->node) {
        const Value *vendors = record_value(booth->record, STR("vendors"));
        if (vendors->list.n == 1) *vendor = value_record(vendors->list.items[0].record);
    } else if (vendor->kind == VALUE_RECORD && booth->kind == VALUE_UNKNOWN && !booth->node) {
        const Value *booths = record_value(vendor->record, STR("booths"));
        if (booths->list.n == 1) *booth = value_record(booths->list.items[0].record);
    }
}

void link_programme(Model *model)
{
    Records *stops = model_records(model, &stop_type), *awards = model_records(model, &award_type);
    fill_agenda(model);
    for (size_t i = 0; i < stops->len; i++) settle_stand(stops->items[i]);
    for (size_t i = 0; i < awards->len; i++) {
        const Value *person = record_value(awards->items[i], STR("person"));
        if (person->kind == VALUE_UNKNOWN) settle_stand(awards->items[i]);
    }
    link_back(model, &stop_type, STR("vendor"), STR("stops"));
    link_back(model, &award_type, STR("vendor"), STR("awards"));
}
