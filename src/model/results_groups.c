/* results_groups - sales by category, venue, region and province, and by stand.
 *
 * A vendor counts once, in the group of its main category. Where it stands in several venues, its
 * sales belong to one of them only if the rows name the stand; otherwise they go into a group
 * without a name, so that the groups always add up to the total.
 */
#include "model/model.h"

typedef struct Group {
    Str key;
    Value name;
    const Record *record; /* category, venue or region; NULL: by name, or none */
    Sum sum;
    size_t reported;
    Value vendors;
} Group;

typedef struct Groups {
    Model *model;
    VEC(Group *) items;
    Map by_key;
} Groups;

static void groups_init(Groups *groups, Model *model)
{
    *groups = (Groups){.model = model};
    map_init(&groups->by_key, model->arena);
}

static Group *find_group(Groups *groups, Str key, const Record *record, Value name)
{
    Group *group = map_find(&groups->by_key, key);
    if (group) return group;
    group = ARENA_NEW(groups->model->arena, Group);
    *group = (Group){.key = key, .record = record, .name = name};
    group->sum = sum_money(results_currency(groups->model), MONEY_SALES);
    group->vendors.kind = VALUE_LIST;
    map_set(&groups->by_key, key, group);
    VEC_PUSH(groups->model->arena, &groups->items, group);
    return group;
}

static Group *group_of_record(Groups *groups, const Record *record)
{
    if (!record) return find_group(groups, STR(""), NULL, value_unknown());
    return find_group(groups, record->id, record, *record_value(record, STR("name")));
}

static void add_to_group(Groups *groups, Group *group, const Record *vendor, const Value *figure)
{
    sum_add(groups->model, &group->sum, figure);
    group->reported += figure_is_known(figure);
    list_add_next(groups->model->arena, &group->vendors, vendor);
}

/* The nameless group comes last, and not alone. */
static void store(Groups *groups, Str list, Str record_field)
{
    Arena *arena = groups->model->arena;
    bool named = groups->items.len > 1 || (groups->items.len && groups->items.items[0]->key.len);
    for (int last = 0; named && last < 2; last++) {
        for (size_t i = 0; i < groups->items.len; i++) {
            const Group *group = groups->items.items[i];
            if ((group->key.len == 0) != (last == 1)) continue;
            Record *record = model_new_record(groups->model, &group_result_type, NULL);
            *record_slot(record, STR("name")) = group->name;
            if (group->record && record_field.len)
                *record_slot(record, record_field) = value_record(group->record);
            *record_slot(record, STR("total")) = sum_value(&group->sum);
            *record_slot(record, STR("reported")) =
                value_number(num_from_int((int64_t)group->reported));
            *record_slot(record, STR("vendor_count")) =
                value_number(num_from_int((int64_t)group->vendors.list.n));
            *record_slot(record, STR("vendors")) = group->vendors;
            list_add(arena, record_slot(groups->model->results, list), value_record(record));
        }
    }
}

static void group_by_ref(Model *model, Str field, Str list)
{
    Records *vendors = model_records(model, &vendor_type);
    Groups groups;
    groups_init(&groups, model);
    for (size_t i = 0; i < vendors->len; i++) {
        const Record *vendor = vendors->items[i];
        Group *group = group_of_record(&groups, record_ref(vendor, field));
        add_to_group(&groups, group, vendor, record_value(vendor, STR("sales_total")));
    }
    store(&groups, list, field);
}

static void group_by_text(Model *model, Str field, Str list)
{
    Records *vendors = model_records(model, &vendor_type);
    Groups groups;
    groups_init(&groups, model);
    for (size_t i = 0; i < vendors->len; i++) {
        const Record *vendor = vendors->items[i];
        const Value *name = record_value(vendor, field);
        Str key = value_text_in(name, (Str){0}, NULL);
        Group *group = find_group(&groups, key, NULL, key.len ? *name : value_unknown());
        add_to_group(&groups, group, vendor, record_value(vendor, STR("sales_total")));
    }
    store(&groups, list, (Str){0});
}

/* What one row says was sold. */
static Value row_total(Model *model, const Record *row)
{
    const Value *days = record_value(row, STR("days")), *value = record_value(row, STR("value"));
    const Value *total = record_value(row, STR("total"));
    Sum sum = sum_money(results_currency(model), MONEY_SALES);
    if (value->kind || value->state) sum_add(model, &sum, value);
    for (size_t i = 0; i < days->list.n; i++)
        sum_add(model, &sum, record_value(days->list.items[i].record, STR("value")));
    if (!sum.have && (total->kind || total->state)) return *total;
    return sum_value(&sum);
}

/* Stands of vendors whose rows name them. */
typedef struct Stand {
    const Record *vendor, *booth;
    Sum sum;
} Stand;

typedef VEC(Stand *) Stands;

static void collect_stands(Model *model, Stands *stands, Map *vendors_with_stands)
{
    const Value *rows = record_value(model->results, STR("sales"));
    Map known;
    map_init(&known, model->arena);
    for (size_t i = 0; i < rows->list.n; i++) {
        const Record *row = rows->list.items[i].record;
        const Record *vendor = record_ref(row, STR("vendor")),
                     *booth = record_ref(row, STR("booth"));
        if (!vendor || !booth) continue;
        Str key = str_format(model->arena, "%.*s/%.*s", STR_ARG(vendor->id), STR_ARG(booth->id));
        Stand *stand = map_find(&known, key);
        if (!stand) {
            stand = ARENA_NEW(model->arena, Stand);
            *stand = (Stand){vendor, booth, sum_money(results_currency(model), MONEY_SALES)};
            map_set(&known, key, stand);
            map_set(vendors_with_stands, vendor->id, stand);
            VEC_PUSH(model->arena, stands, stand);
        }
        Value total = row_total(model, row);
        sum_add(model, &stand->sum, &total);
    }
}

static void group_by_venue(Model *model, const Stands *stands, const Map *vendors_with_stands)
{
    Records *vendors = model_records(model, &vendor_type);
    Groups groups;
    groups_init(&groups, model);
    for (size_t i = 0; i < vendors->len; i++) {
        const Record *vendor = vendors->items[i];
        const Value *venues = record_value(vendor, STR("venues"));
        if (map_find(vendors_with_stands, vendor->id)) continue;
        Group *group =
            group_of_record(&groups, venues->list.n == 1 ? venues->list.items[0].record : NULL);
        add_to_group(&groups, group, vendor, record_value(vendor, STR("sales_total")));
    }
    for (size_t i = 0; i < stands->len; i++) {
        const Stand *stand = stands->items[i];
        Value total = sum_value(&stand->sum);
        Group *group = group_of_record(&groups, record_ref(stand->booth, STR("venue")));
        add_to_group(&groups, group, stand->vendor, &total);
    }
    store(&groups, STR("by_venue"), STR("venue"));
}

/* A combined stand adds up the vendors that have no other one. */
static void sum_booths(Model *model, const Stands *stands, const Map *vendors_with_stands)
{
    Records *booths = model_records(model, &booth_type);
    Map sums;
    map_init(&sums, model->arena);
    for (size_t i = 0; i < booths->len; i++) {
        Sum *sum = ARENA_NEW(model->arena, Sum);
        *sum = sum_money(results_currency(model), MONEY_SALES);
        map_set(&sums, booths->items[i]->id, sum);
        const Value *vendors = record_value(booths->items[i], STR("vendors"));
        for (size_t k = 0; k < vendors->list.n; k++) {
            const Record *vendor = vendors->list.items[k].record;
            if (map_find(vendors_with_stands, vendor->id)) continue;
            const Value *total = record_value(vendor, STR("sales_total"));
            bool only = record_value(vendor, STR("booths"))->list.n == 1;
            Value unassigned = {.state = STATE_NOT_REPORTED};
            sum_add(model, sum, only ? total : &unassigned);
        }
    }
    for (size_t i = 0; i < stands->len; i++) {
        Sum *sum = map_find(&sums, stands->items[i]->booth->id);
        Value total = sum_value(&stands->items[i]->sum);
        if (sum) sum_add(model, sum, &total);
    }
    for (size_t i = 0; i < booths->len; i++)
        *record_slot(booths->items[i], STR("sales_total")) =
            sum_value(map_find(&sums, booths->items[i]->id));
}

void sum_groups(Model *model)
{
    Stands stands = {0};
    Map vendors_with_stands;
    map_init(&vendors_with_stands, model->arena);
    collect_stands(model, &stands, &vendors_with_stands);
    group_by_ref(model, STR("category"), STR("by_category"));
    group_by_ref(model, STR("region"), STR("by_region"));
    group_by_text(model, STR("province"), STR("by_province"));
    group_by_venue(model, &stands, &vendors_with_stands);
    sum_booths(model, &stands, &vendors_with_stands);
}
