/* link_booths - vendors, booths, parts of the event and venues, joined in all directions. */
#include "model/model.h"

static void link_vendors_and_booths(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    for (size_t i = 0; i < vendors->len; i++)
        settle_first(model, vendors->items[i], STR("booth"), STR("booths"));
    link_back(model, &vendor_type, STR("booths"), STR("vendors"));
    link_back(model, &booth_type, STR("vendors"), STR("booths"));
}

/* A co-exhibitor without a stand of its own stands with its host. */
static void place_co_exhibitors(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    link_back(model, &vendor_type, STR("co_exhibitor_of"), STR("co_exhibitors"));
    for (size_t i = 0; i < vendors->len; i++) {
        const Record *host = record_ref(vendors->items[i], STR("co_exhibitor_of"));
        Value *booths = record_slot(vendors->items[i], STR("booths"));
        if (!host || booths->list.n) continue;
        const Value *of_host = record_value(host, STR("booths"));
        for (size_t k = 0; k < of_host->list.n; k++)
            list_add_record(model->arena, booths, of_host->list.items[k].record);
    }
    link_back(model, &vendor_type, STR("booths"), STR("vendors"));
}

/* The venue from the hall, or the only one there is. */
static void settle_venues(Model *model)
{
    Records *booths = model_records(model, &booth_type),
            *venues = model_records(model, &venue_type);
    for (size_t i = 0; i < booths->len; i++) {
        Value *venue = record_slot(booths->items[i], STR("venue"));
        const Record *hall = record_ref(booths->items[i], STR("hall"));
        if (venue->kind == VALUE_UNKNOWN && hall) *venue = *record_value(hall, STR("venue"));
        if (venue->kind == VALUE_UNKNOWN && !venue->node && venues->len == 1)
            *venue = value_record(venues->items[0]);
    }
}

static void add_parts(Model *model, Value *parts, const Value *more)
{
    for (size_t i = 0; i < more->list.n; i++)
        list_add_record(model->arena, parts, more->list.items[i].record);
}

/* Parts of a vendor that say nothing about them: those of its booths. */
static void settle_vendor_parts(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    for (size_t i = 0; i < vendors->len; i++) {
        Value *parts = record_slot(vendors->items[i], STR("parts"));
        const Value *booths = record_value(vendors->items[i], STR("booths"));
        if (parts->list.n) continue;
        for (size_t k = 0; k < booths->list.n; k++)
            add_parts(model, parts, record_value(booths->list.items[k].record, STR("parts")));
    }
}

/* Parts of a booth that says nothing about them: those of its vendors that are held in its venue.
 */
static void settle_booth_parts(Model *model)
{
    Records *booths = model_records(model, &booth_type);
    for (size_t i = 0; i < booths->len; i++) {
        Value *parts = record_slot(booths->items[i], STR("parts"));
        const Value *vendors = record_value(booths->items[i], STR("vendors"));
        const Record *venue = record_ref(booths->items[i], STR("venue"));
        if (parts->list.n) continue;
        for (size_t k = 0; k < vendors->list.n; k++) {
            const Value *theirs = record_value(vendors->list.items[k].record, STR("parts"));
            for (size_t p = 0; p < theirs->list.n; p++) {
                const Record *part = theirs->list.items[p].record;
                const Value *venues = record_value(part, STR("venues"));
                if (!venue || !venues->list.n || list_has(venues, venue))
                    list_add_record(model->arena, parts, part);
            }
        }
    }
}

static Value booth_name(Model *model, const Record *booth)
{
    const Value *title = record_value(booth, STR("title"));
    const Value *vendors = record_value(booth, STR("vendors"));
    const Record *region = record_ref(booth, STR("region"));
    if (title->kind == VALUE_TEXT) return *title;
    if (!vendors->list.n)
        return region ? *record_value(region, STR("name")) : value_text(booth->id);
    StrBuf names;
    strbuf_init(&names, model->arena);
    for (size_t i = 0; i < vendors->list.n; i++) {
        if (i) strbuf_add(&names, STR(", "));
        strbuf_add(&names, record_text(vendors->list.items[i].record, STR("name")));
    }
    return value_text(strbuf_str(&names));
}

static void settle_booths(Model *model)
{
    Records *booths = model_records(model, &booth_type);
    for (size_t i = 0; i < booths->len; i++) {
        Record *booth = booths->items[i];
        Value *category = record_slot(booth, STR("category"));
        const Value *vendors = record_value(booth, STR("vendors"));
        if (category->kind == VALUE_UNKNOWN && vendors->list.n)
            *category = *record_value(vendors->list.items[0].record, STR("category"));
        *record_slot(booth, STR("name")) = booth_name(model, booth);
    }
}

static void settle_vendor_places(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    for (size_t i = 0; i < vendors->len; i++) {
        const Value *booths = record_value(vendors->items[i], STR("booths"));
        settle_first(model, vendors->items[i], STR("booth"), STR("booths"));
        for (size_t k = 0; k < booths->list.n; k++) {
            const Record *venue = record_ref(booths->list.items[k].record, STR("venue"));
            if (venue)
                list_add_record(model->arena, record_slot(vendors->items[i], STR("venues")), venue);
        }
    }
}

void link_booths(Model *model)
{
    link_vendors_and_booths(model);
    place_co_exhibitors(model);
    settle_venues(model);
    settle_vendor_parts(model);
    settle_booth_parts(model);
    settle_booths(model);
    settle_vendor_places(model);
    link_back(model, &booth_type, STR("venue"), STR("booths"));
    link_back(model, &booth_type, STR("hall"), STR("booths"));
    link_back(model, &vendor_type, STR("venues"), STR("vendors"));
    link_back(model, &part_type, STR("venues"), STR("parts"));
    link_back(model, &booth_type, STR("parts"), STR("booths"));
    link_back(model, &vendor_type, STR("parts"), STR("vendors"));
}
