/* link_people - who works for whom, in which role, and who gets a badge. */
#include "model/model.h"

/* Staff first, then people who name the vendor. */
static void list_people(Model *model)
{
    Records *vendors = model_records(model, &vendor_type),
            *people = model_records(model, &person_type);
    for (size_t i = 0; i < vendors->len; i++)
        *record_slot(vendors->items[i], STR("people")) = (Value){.kind = VALUE_LIST};
    for (size_t i = 0; i < vendors->len; i++) {
        const Value *staff = record_value(vendors->items[i], STR("staff"));
        for (size_t k = 0; k < staff->list.n; k++)
            list_add(model->arena, record_slot(vendors->items[i], STR("people")),
                     value_record(staff->list.items[k].record));
    }
    for (size_t i = 0; i < people->len; i++) {
        const Record *vendor = record_ref(people->items[i], STR("vendor"));
        if (vendor)
            list_add_record(model->arena, record_slot(record_mutable(vendor), STR("people")),
                            people->items[i]);
    }
}

/* A vendor that lists nobody is represented by its owner. */
static void add_owners(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    for (size_t i = 0; i < vendors->len; i++) {
        Record *vendor = vendors->items[i];
        const Value *owner = record_value(vendor, STR("owner"));
        Value *people = record_slot(vendor, STR("people"));
        if (people->list.n || owner->kind != VALUE_TEXT) continue;
        Record *person = model_new_record(model, &person_type, owner->node);
        *record_slot(person, STR("name")) = *owner;
        *record_slot(person, STR("vendor")) = value_record(vendor);
        assign_id(model, person, vendor->id, owner->text);
        list_add(model->arena, people, value_record(person));
    }
}

static const Record *staff_role(Model *model)
{
    Records *roles = model_records(model, &role_type);
    for (size_t i = 0; i < roles->len; i++)
        if (value_is_true(record_value(roles->items[i], STR("staff")))) return roles->items[i];
    return NULL;
}

static bool is_absent(const Value *value)
{
    return value->kind == VALUE_UNKNOWN || (value->kind == VALUE_LIST && !value->list.n);
}

/* Whether the file leaves the field to be filled. */
static bool is_open(const Record *record, Str field)
{
    const Value *there = record_value(record, field);
    return is_absent(there) && !there->node;
}

/* `value` lives as long as the records. */
static void fill(Record *record, Str field, const Value *value)
{
    if (!is_open(record, field) || is_absent(value)) return;
    size_t i = (size_t)record_find_field(record, field);
    record_share(record, i, value);
    if (value->node) record_write(record, i)->node = NULL;
}

static const Value yes = {.kind = VALUE_BOOL, .boolean = true};
static const Value no = {.kind = VALUE_BOOL, .boolean = false};

static void settle_person(Model *model, Record *person, const Record *role_of_staff)
{
    const Record *vendor = record_ref(person, STR("vendor"));
    if (vendor && role_of_staff && is_open(person, STR("role")))
        *record_slot(person, STR("role")) = value_record(role_of_staff);
    const Record *role = record_ref(person, STR("role"));
    if (vendor) {
        fill(person, STR("city"), record_value(vendor, STR("city")));
        fill(person, STR("province"), record_value(vendor, STR("province")));
        const Value *booths = record_value(vendor, STR("booths"));
        for (size_t i = 0; i < booths->list.n; i++)
            list_add(model->arena, record_slot(person, STR("booths")), booths->list.items[i]);
    }
    if (role) {
        fill(person, STR("days"), record_value(role, STR("days")));
        fill(person, STR("zones"), record_value(role, STR("zones")));
        fill(person, STR("badge"), record_value(role, STR("badge")));
    }
    fill(person, STR("badge"), &yes);
    record_share(person, (size_t)record_find_field(person, STR("is_staff")), vendor ? &yes : &no);
    if (person->id.len) *record_slot(person, STR("badge_id")) = value_text(person->id);
}

static void settle_spare(Model *model, Record *spare) { settle_person(model, spare, NULL); }

static void add_badge(Model *model, const Record *person)
{
    if (value_is_true(record_value(person, STR("badge"))))
        list_add(model->arena, record_slot(model->root, STR("badges")), value_record(person));
}

/* A spare that was given away is the badge of who has it. */
static void add_spare(Model *model, Record *spare)
{
    if (!value_is_true(record_value(spare, STR("held")))) add_badge(model, spare);
}

/* People of the file's own list first, then the vendors' in the order of vendors, then spares. */
static void list_badges(Model *model)
{
    const Value *people = record_value(model->root, STR("people"));
    Records *vendors = model_records(model, &vendor_type);
    ArenaMark mark = arena_mark(&model->lookup);
    Map listed;
    map_init(&listed, &model->lookup);
    if (vendors->len) map_reserve(&listed, people->list.n);
    list_reserve(model->arena, record_slot(model->root, STR("badges")), people->list.n);
    for (size_t i = 0; i < people->list.n; i++) {
        Record *person = record_mutable(people->list.items[i].record);
        if (vendors->len) map_set(&listed, person->id, person);
        add_badge(model, person);
    }
    for (size_t i = 0; i < vendors->len; i++) {
        const Value *theirs = record_value(vendors->items[i], STR("people"));
        for (size_t k = 0; k < theirs->list.n; k++)
            if (!map_find(&listed, theirs->list.items[k].record->id))
                add_badge(model, theirs->list.items[k].record);
    }
    arena_rewind(&model->lookup, mark);
    for_each_spare(model, add_spare);
}

static void link_booth_people(Model *model)
{
    Records *people = model_records(model, &person_type);
    for (size_t i = 0; i < people->len; i++) {
        const Value *booths = record_value(people->items[i], STR("booths"));
        for (size_t k = 0; k < booths->list.n; k++)
            list_add_record(
                model->arena,
                record_slot(record_mutable(booths->list.items[k].record), STR("people")),
                people->items[i]);
    }
}

void link_people(Model *model)
{
    list_people(model);
    add_owners(model);
    const Record *role = staff_role(model);
    Records *people = model_records(model, &person_type);
    for (size_t i = 0; i < people->len; i++) settle_person(model, people->items[i], role);
    make_spares(model);
    for_each_spare(model, settle_spare);
    give_spares(model);
    link_back(model, &person_type, STR("role"), STR("people"));
    link_booth_people(model);
    list_badges(model);
}
