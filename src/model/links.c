/* links - what follows from references the other way round.
 *
 * Each link may be written on either side (a vendor names its booth, or the booth its vendor);
 * afterwards both sides list it, and lists of backward references follow the order of the file.
 */
#include "model/model.h"

void link_back(Model *model, const RecordType *type, Str field, Str back)
{
    Records *records = model_records(model, type);
    for (size_t i = 0; i < records->len; i++) {
        const Value *value = record_value(records->items[i], field);
        const Value *items = value->kind == VALUE_LIST ? value->list.items : value;
        size_t n = value->kind == VALUE_LIST ? value->list.n : value->kind == VALUE_RECORD;
        for (size_t k = 0; k < n; k++) {
            Record *target = record_mutable(items[k].record);
            size_t slot = (size_t)record_find_field(target, back);
            if (target->type->fields[slot].flags & FIELD_COMPUTED)
                list_add_next(model->arena, record_write(target, slot), records->items[i]);
            else
                list_add_record(model->arena, record_write(target, slot), records->items[i]);
        }
    }
}

/* One list of all records of a type, those written inside others included. */
static void list_all(Model *model, const RecordType *type)
{
    Value *list = record_slot(model->root, type->plural);
    Records *records = model_records(model, type);
    const Node *node = list->node;
    *list = list_of_records(model->arena, records);
    list->node = node;
}

/* Products and certificates from tables of their own go to their vendors. */
static void give_to_vendors(Model *model, const RecordType *type)
{
    Records *records = model_records(model, type);
    for (size_t i = 0; i < records->len; i++) {
        Record *record = records->items[i];
        const Record *vendor = record_ref(record, STR("vendor"));
        if (vendor) {
            list_add_record(model->arena, record_slot(record_mutable(vendor), type->plural),
                            record);
        } else if (!record_value(record, STR("vendor"))->node) {
            diag_report(model->diag, DIAG_PRODUCT_WITHOUT_VENDOR, record_span(record),
                        record_label(model->arena, record));
            diag_hint(model->diag, STR("add `vendor:` with the id of the vendor"));
        }
    }
    list_all(model, type);
}

void settle_first(Model *model, Record *record, Str one, Str all)
{
    Value *first = record_slot(record, one), *list = record_slot(record, all);
    if (first->kind == VALUE_UNKNOWN && list->list.n) *first = list->list.items[0];
    if (first->kind != VALUE_RECORD) return;
    Value whole = {.kind = VALUE_LIST, .node = list->node};
    list_add(model->arena, &whole, *first);
    for (size_t i = 0; i < list->list.n; i++)
        list_add_record(model->arena, &whole, list->list.items[i].record);
    *list = whole;
}

static void settle_categories(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    for (size_t i = 0; i < vendors->len; i++)
        settle_first(model, vendors->items[i], STR("category"), STR("categories"));
    Records *products = model_records(model, &product_type);
    for (size_t i = 0; i < products->len; i++) {
        Value *category = record_slot(products->items[i], STR("category"));
        const Record *vendor = record_ref(products->items[i], STR("vendor"));
        if (category->kind == VALUE_UNKNOWN && vendor)
            *category = *record_value(vendor, STR("category"));
    }
}

enum { MAX_REGION_DEPTH = 8 };

static bool is_province(const Record *region)
{
    return str_eq(record_text(region, STR("kind")), STR("province"));
}

static void fill(Record *record, Str field, const Value *value)
{
    Value *slot = record_slot(record, field);
    if (slot->kind == VALUE_UNKNOWN && value->kind == VALUE_TEXT) *slot = *value;
}

/* City and province from the region and the regions around it. */
static void fill_place(Record *record)
{
    const Record *region = record_ref(record, STR("region"));
    for (unsigned depth = 0; region && depth < MAX_REGION_DEPTH; depth++) {
        const Value *name = record_value(region, STR("short_name"));
        if (name->kind == VALUE_UNKNOWN) name = record_value(region, STR("name"));
        if (is_province(region))
            fill(record, STR("province"), name);
        else if (depth == 0)
            fill(record, STR("city"), name);
        region = record_ref(region, STR("in"));
    }
}

/* Vendors of a region are those of the regions in it, too. */
static void link_region_vendors(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    for (size_t i = 0; i < vendors->len; i++) {
        const Record *region = record_ref(vendors->items[i], STR("region"));
        for (unsigned depth = 0; region && depth < MAX_REGION_DEPTH; depth++) {
            list_add_next(model->arena, record_slot(record_mutable(region), STR("vendors")),
                          vendors->items[i]);
            region = record_ref(region, STR("in"));
        }
    }
}

static void link_regions(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    Records *people = model_records(model, &person_type);
    for (size_t i = 0; i < vendors->len; i++) fill_place(vendors->items[i]);
    for (size_t i = 0; i < people->len; i++) fill_place(people->items[i]);
    link_back(model, &region_type, STR("in"), STR("regions"));
    link_region_vendors(model);
}

/* Places in badge codes, from the order of the file. */
static void number_records(Model *model, const RecordType *type)
{
    Records *records = model_records(model, type);
    for (size_t i = 0; i < records->len; i++) {
        Value *number = record_slot(records->items[i], STR("number"));
        if (number->kind == VALUE_UNKNOWN) *number = value_number(num_from_int((int64_t)i + 1));
    }
}

static void settle_certificates(Model *model)
{
    Records *certificates = model_records(model, &certificate_type);
    for (size_t i = 0; i < certificates->len && model->n_days; i++) {
        Record *record = certificates->items[i];
        const Value *expires = record_value(record, STR("expires"));
        if (expires->kind != VALUE_DATE) continue;
        bool expired = date_to_days(expires->date) < date_to_days(model->days[model->n_days - 1]);
        *record_slot(record, STR("expired")) = value_bool(expired);
    }
}

static void settle_vendors(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    for (size_t i = 0; i < vendors->len; i++) {
        Record *vendor = vendors->items[i];
        Str name = record_text(vendor, STR("name")), form = record_text(vendor, STR("legal_form"));
        bool written = !form.len || str_starts(name, form);
        if (name.len)
            *record_slot(vendor, STR("full_name")) = value_text(
                written ? name
                        : str_format(model->arena, "%.*s %.*s", STR_ARG(form), STR_ARG(name)));
    }
}

static void set_count(Model *model, Str field, size_t n)
{
    *record_slot(model->event, field) = value_number(num_from_int((int64_t)n));
}

static void count_event(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    Map cities;
    map_init(&cities, model->arena);
    size_t n_cities = 0;
    for (size_t i = 0; i < vendors->len; i++) {
        Str city = record_text(vendors->items[i], STR("city"));
        if (city.len && !map_add(&cities, city, vendors->items[i])) n_cities++;
    }
    set_count(model, STR("vendor_count"), vendors->len);
    set_count(model, STR("booth_count"), model_records(model, &booth_type)->len);
    set_count(model, STR("product_count"), model_records(model, &product_type)->len);
    set_count(model, STR("city_count"), n_cities);
}

void link_records(Model *model)
{
    give_to_vendors(model, &product_type);
    give_to_vendors(model, &certificate_type);
    settle_categories(model);
    settle_vendors(model);
    settle_certificates(model);
    link_regions(model);
    link_booths(model);
    settle_places(model);
    link_people(model);
    link_programme(model);
    link_back(model, &vendor_type, STR("categories"), STR("vendors"));
    link_back(model, &product_type, STR("category"), STR("products"));
    link_back(model, &role_type, STR("zones"), STR("roles"));
    number_records(model, &role_type);
    number_records(model, &zone_type);
    count_event(model);
}
