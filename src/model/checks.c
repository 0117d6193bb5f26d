/* checks - facts that do not fit together. Nothing is changed here, only reported. */
#include "model/model.h"

enum { SOON_DAYS = 30, MAX_ROLE_NUMBER = 255, MAX_ZONE_NUMBER = 16, MAX_CHAIN = 64 };

static void report_at(Model *model, DiagCode code, Span at, Str a, Str b, Str c)
{
    diag_report(model->diag, code, at, a, b, c);
}

static Str label(Model *model, const Record *record) { return record_label(model->arena, record); }

static void check_booths(Model *model)
{
    Records *booths = model_records(model, &booth_type),
            *vendors = model_records(model, &vendor_type);
    for (size_t i = 0; i < booths->len; i++)
        if (!record_value(booths->items[i], STR("vendors"))->list.n)
            report_at(model, DIAG_BOOTH_WITHOUT_VENDOR, record_span(booths->items[i]),
                      label(model, booths->items[i]), (Str){0}, (Str){0});
    for (size_t i = 0; i < vendors->len && booths->len; i++)
        if (!record_value(vendors->items[i], STR("booths"))->list.n)
            report_at(model, DIAG_VENDOR_WITHOUT_BOOTH, record_span(vendors->items[i]),
                      label(model, vendors->items[i]), (Str){0}, (Str){0});
}

static void check_staff(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    for (size_t i = 0; i < vendors->len; i++) {
        const Value *allowed = record_value(vendors->items[i], STR("staff_allowance"));
        const Value *people = record_value(vendors->items[i], STR("people"));
        const Value *staff = record_value(vendors->items[i], STR("staff"));
        if (allowed->kind != VALUE_NUMBER) continue;
        if (num_from_int((int64_t)people->list.n) <= allowed->number) continue;
        report_at(model, DIAG_STAFF_MANY,
                  staff->node ? staff->node->span : record_span(vendors->items[i]),
                  label(model, vendors->items[i]), str_format(model->arena, "%u", people->list.n),
                  num_format(model->arena, allowed->number));
    }
}

static Str certificate_name(const Record *certificate)
{
    Str name = record_text(certificate, STR("label"));
    return name.len ? name : record_text(certificate, STR("kind"));
}

static size_t count_digits(Str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) n += text.ptr[i] >= '0' && text.ptr[i] <= '9';
    return n;
}

static void check_certificate(Model *model, const Record *certificate)
{
    enum { NIB_DIGITS = 13 };
    const Value *expires = record_value(certificate, STR("expires"));
    const Value *number = record_value(certificate, STR("number"));
    const Record *vendor = record_ref(certificate, STR("vendor"));
    Str whose = vendor ? label(model, vendor) : STR("a vendor");
    if (expires->kind == VALUE_DATE && model->n_days) {
        int32_t left = date_to_days(expires->date) - date_to_days(model->days[model->n_days - 1]);
        if (left < SOON_DAYS)
            report_at(model, left < 0 ? DIAG_CERTIFICATE_EXPIRED : DIAG_CERTIFICATE_SOON,
                      value_span(expires), certificate_name(certificate), whose,
                      date_text(model->arena, expires->date));
    }
    if (str_eq(record_text(certificate, STR("kind")), STR("NIB")) && number->kind == VALUE_TEXT &&
        count_digits(number->text) != NIB_DIGITS)
        report_at(model, DIAG_CERTIFICATE_NUMBER, value_span(number), STR("NIB"),
                  str_format(model->arena, "%zu", count_digits(number->text)), (Str){0});
}

static void check_prices(Model *model)
{
    Records *products = model_records(model, &product_type);
    for (size_t i = 0; i < products->len; i++) {
        const Record *vendor = record_ref(products->items[i], STR("vendor"));
        if (record_value(products->items[i], STR("price"))->kind == VALUE_UNKNOWN && vendor)
            report_at(model, DIAG_PRODUCT_WITHOUT_PRICE, record_span(products->items[i]),
                      label(model, products->items[i]), label(model, vendor), (Str){0});
    }
}

/* A name without capitals, spaces and punctuation. */
static Str name_key(Model *model, Str name)
{
    char *key = arena_alloc(&model->lookup, name.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c >= 'A' && c <= 'Z') c |= ' ';
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80)
            key[n++] = c;
    }
    return (Str){key, n};
}

static void check_vendor_twins(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    Map seen;
    map_init(&seen, model->arena);
    for (size_t i = 0; i < vendors->len; i++) {
        Record *vendor = vendors->items[i];
        Str key = name_key(model, record_text(vendor, STR("name")));
        Record *other = key.len ? map_add(&seen, key, vendor) : NULL;
        if (!other) continue;
        report_at(model, DIAG_VENDOR_TWINS, record_span(vendor), label(model, vendor),
                  label(model, other), (Str){0});
        diag_note(model->diag, record_span(other), STR("the other one"));
    }
}

/* Names that differ by letters which look the same: Latin and Cyrillic a, l and I and 1. */
static void check_vendor_lookalikes(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    if (!model->options->skeletons || vendors->len < 2) return;
    Str *looks = ARENA_ARRAY(&model->lookup, Str, vendors->len);
    for (size_t i = 0; i < vendors->len; i++)
        looks[i] = record_text(vendors->items[i], STR("name"));
    model->options->skeletons(&model->lookup, looks, vendors->len);
    Map seen;
    map_init(&seen, &model->lookup);
    for (size_t i = 0; i < vendors->len; i++) {
        Record *vendor = vendors->items[i];
        Record *other = looks[i].len ? map_add(&seen, looks[i], vendor) : NULL;
        if (!other || str_eq(name_key(model, record_text(vendor, STR("name"))),
                             name_key(model, record_text(other, STR("name")))))
            continue; /* the same letters are twins */
        report_at(model, DIAG_VENDOR_LOOKALIKE, record_span(vendor), label(model, vendor),
                  label(model, other), (Str){0});
        diag_note(model->diag, record_span(other), STR("the other one"));
    }
}

static void check_people_twice(Model *model)
{
    Records *people = model_records(model, &person_type);
    ArenaMark mark = arena_mark(&model->lookup);
    Map seen;
    map_init(&seen, &model->lookup);
    map_reserve(&seen, people->len);
    for (size_t i = 0; i < people->len; i++) {
        Record *person = people->items[i];
        const Record *role = record_ref(person, STR("role")),
                     *vendor = record_ref(person, STR("vendor"));
        Str name = name_key(model, record_text(person, STR("name")));
        Str key = str_format(&model->lookup, "%.*s/%.*s/%.*s", STR_ARG(name),
                             STR_ARG(role ? role->id : (Str){0}),
                             STR_ARG(vendor ? vendor->id : (Str){0}));
        Record *other = name.len ? map_add(&seen, key, person) : NULL;
        bool by_id = other && (record_value(person, STR("id"))->node ||
                               record_value(other, STR("id"))->node);
        if (!by_id) continue; /* without ids the clash of names was reported */
        report_at(model, DIAG_PERSON_TWICE, record_span(person), label(model, person), (Str){0},
                  (Str){0});
        diag_note(model->diag, record_span(other), STR("the other one"));
    }
    arena_rewind(&model->lookup, mark);
}

/* Chains that come back to where they started: co-exhibitors, regions. Each loop is reported at its
 * first record only. */
static void check_loops(Model *model, const RecordType *type, Str field, DiagCode code)
{
    Records *records = model_records(model, type);
    for (size_t i = 0; i < records->len; i++) {
        const Record *start = records->items[i], *step = record_ref(start, field);
        bool first = true;
        for (unsigned n = 0; step && step != start && n < MAX_CHAIN; n++) {
            if (record_span(step).offset < record_span(start).offset) first = false;
            step = record_ref(step, field);
        }
        if (step == start && first)
            report_at(model, code, value_span(record_value(start, field)), label(model, start),
                      label(model, record_ref(start, field)), (Str){0});
    }
}

static void check_numbers(Model *model, const RecordType *type, int64_t most)
{
    Records *records = model_records(model, type);
    Map seen;
    map_init(&seen, model->arena);
    for (size_t i = 0; i < records->len; i++) {
        Record *record = records->items[i];
        const Value *number = record_value(record, STR("number"));
        Span at = number->node ? number->node->span : record_span(record);
        if (number->kind != VALUE_NUMBER) continue;
        if (number->number < num_from_int(1) || number->number > num_from_int(most)) {
            report_at(model, DIAG_NUMBER_RANGE, at, label(model, record),
                      str_format(model->arena, "%d", (int)most), (Str){0});
            continue;
        }
        Str text = num_format(model->arena, number->number);
        Record *other = map_add(&seen, text, record);
        if (other)
            report_at(model, DIAG_NUMBER_TWICE, at, label(model, record), label(model, other),
                      text);
    }
}

static bool in_days(const Value *days, Date date)
{
    for (size_t i = 0; i < days->list.n; i++)
        if (date_to_days(days->list.items[i].date) == date_to_days(date)) return true;
    return days->list.n == 0;
}

static void check_day(Model *model, const Record *whole, const Value *value)
{
    if (value->kind != VALUE_DATE || !value->node) return;
    if (in_days(record_value(whole, STR("days")), value->date)) return;
    report_at(model, DIAG_DATE_OUTSIDE, value_span(value), date_text(model->arena, value->date),
              label(model, whole), (Str){0});
}

/* Days of programme, badges, ceremonies ...; those of sales have an error of their own. */
static void check_days_of(Model *model, const RecordType *type)
{
    Records *records = model_records(model, type);
    int part_field = type_field(type, STR("part"));
    for (size_t f = 0; f < type->n_fields; f++) {
        if (type->fields[f].kind != FIELD_DAY) continue;
        for (size_t i = 0; i < records->len; i++) {
            const Record *part = part_field < 0 ? NULL : record_ref(records->items[i], STR("part"));
            const Value *value = record_at(records->items[i], f);
            if (value->kind != VALUE_LIST) check_day(model, part ? part : model->event, value);
            for (size_t k = 0; value->kind == VALUE_LIST && k < value->list.n; k++)
                check_day(model, model->event, &value->list.items[k]);
        }
    }
}

static void check_dates(Model *model)
{
    size_t n;
    const RecordType *const *types = event_types(&n);
    for (size_t i = 0; i < n; i++)
        if (types[i] != &sale_type && types[i] != &day_sale_type) check_days_of(model, types[i]);
    Records *parts = model_records(model, &part_type);
    for (size_t i = 0; i < parts->len; i++) {
        check_day(model, model->event, record_value(parts->items[i], STR("starts")));
        check_day(model, model->event, record_value(parts->items[i], STR("ends")));
        check_day(model, model->event, record_value(parts->items[i], STR("date")));
    }
}

void check_facts(Model *model)
{
    Records *certificates = model_records(model, &certificate_type);
    diag_set_record(model->diag, (Str){0});
    check_booths(model);
    check_staff(model);
    for (size_t i = 0; i < certificates->len; i++) check_certificate(model, certificates->items[i]);
    check_prices(model);
    check_vendor_twins(model);
    check_vendor_lookalikes(model);
    check_people_twice(model);
    check_loops(model, &vendor_type, STR("co_exhibitor_of"), DIAG_CO_EXHIBITOR_LOOP);
    check_loops(model, &region_type, STR("in"), DIAG_REGION_LOOP);
    check_numbers(model, &role_type, MAX_ROLE_NUMBER);
    check_numbers(model, &zone_type, MAX_ZONE_NUMBER);
    check_dates(model);
    check_implied(model);
    if (model->results) check_sums(model);
}
