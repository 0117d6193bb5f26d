/* refs - references and days, once all records are there.
 *
 * A reference is an id, or else the name of one record, or what an id would be made of. Where the
 * file has no list of a type that may be implied (booths, categories, roles, zones), the record is
 * made from its first mention, so that a short list of vendors needs nothing else.
 */
#include "model/model.h"

static Date day_or(const Value *value, Date other)
{
    return value->kind == VALUE_DATE ? value->date : other;
}

static bool is_set(Date date) { return date.year != 0; }

static void fill_date(Record *record, Str field, Date date)
{
    Value *slot = record_slot(record, field);
    if (slot->kind == VALUE_UNKNOWN) *slot = value_date(date);
}

/* First and last day from `date`, `starts` and `ends`; the missing ones are filled in. */
static bool read_range(Model *model, Record *record, Date *first, Date *last)
{
    const Value *starts = record_value(record, STR("starts")),
                *ends = record_value(record, STR("ends"));
    Date date = day_or(record_value(record, STR("date")), (Date){0});
    *first = day_or(starts, is_set(date) ? date : day_or(ends, (Date){0}));
    *last = day_or(ends, is_set(date) ? date : *first);
    if (!is_set(*first)) return false;
    int32_t days = date_to_days(*last) - date_to_days(*first) + 1;
    if (days < 1) {
        diag_report(model->diag, DIAG_DATE_ORDER, value_span(ends),
                    record_label(model->arena, record), date_text(model->arena, *last),
                    date_text(model->arena, *first));
        if (starts->node) diag_note(model->diag, value_span(starts), STR("the first day"));
        *last = *first;
    } else if (days > MODEL_MAX_DAYS) {
        diag_report(model->diag, DIAG_EVENT_LONG, value_span(ends),
                    record_label(model->arena, record), str_format(model->arena, "%d", days),
                    str_format(model->arena, "%d", MODEL_MAX_DAYS));
        *last = *first;
    }
    fill_date(record, STR("starts"), *first);
    fill_date(record, STR("ends"), *last);
    if (date_to_days(*first) == date_to_days(*last)) fill_date(record, STR("date"), *first);
    return true;
}

static void fill_days(Model *model, Record *record, Date first, Date last)
{
    Value *list = record_slot(record, STR("days"));
    for (int32_t day = date_to_days(first); day <= date_to_days(last); day++)
        list_add(model->arena, list, value_date(date_from_days(day)));
    *record_slot(record, STR("day_count")) = value_number(num_from_int((int64_t)list->list.n));
}

/* A date that could not be read has been reported already. */
static bool says_date(const Record *event)
{
    return record_value(event, STR("date"))->node || record_value(event, STR("starts"))->node ||
           record_value(event, STR("ends"))->node;
}

void resolve_event_days(Model *model)
{
    Date first, last, event_first = {0}, event_last = {0};
    Record *event = model->event;
    if (read_range(model, event, &event_first, &event_last)) {
        fill_days(model, event, event_first, event_last);
    } else if (!says_date(event)) {
        diag_report(model->diag, DIAG_DATE_MISSING, record_span(event));
        diag_hint(model->diag, STR("add `date: 2025-06-14`, or `starts:` and `ends:`"));
    }
    const Value *days = record_value(event, STR("days"));
    Date *copy = ARENA_ARRAY(model->arena, Date, days->list.n);
    for (size_t i = 0; i < days->list.n; i++) copy[i] = days->list.items[i].date;
    model->days = copy;
    model->n_days = days->list.n;
    Records *parts = model_records(model, &part_type);
    for (size_t i = 0; i < parts->len; i++) {
        Record *part = parts->items[i];
        if (read_range(model, part, &first, &last))
            fill_days(model, part, first, last);
        else if (model->n_days)
            fill_days(model, part, event_first, event_last);
    }
}

static void report_for(Model *model, const Record *record, DiagCode code, DiagArgs args)
{
    Str before = diag_set_record(model->diag, record_label(model->arena, record));
    diag_report_args(model->diag, code, &args);
    diag_set_record(model->diag, before);
}

static bool is_number(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
    return text.len > 0 && text.len <= 3;
}

static bool resolve_day(Model *model, const Record *record, const Field *field, const Node *node,
                        Value *value)
{
    Str text = node->kind == NODE_SCALAR ? str_trim(node->text) : (Str){0};
    if (!is_number(text)) {
        Field as_date = *field;
        as_date.kind = FIELD_DATE;
        Str before = diag_set_record(model->diag, record_label(model->arena, record));
        bool ok = read_value(model, &as_date, node, value);
        diag_set_record(model->diag, before);
        return ok;
    }
    size_t number = 0;
    for (size_t i = 0; i < text.len; i++) number = number * 10 + (size_t)(text.ptr[i] - '0');
    if (number < 1 || number > model->n_days) {
        report_for(model, record, DIAG_DAY_RANGE,
                   (DiagArgs){.at = node->span,
                              .slot_0 = text,
                              .slot_1 = str_format(model->arena, "%zu day%s", model->n_days,
                                                   model->n_days == 1 ? "" : "s")});
        return false;
    }
    *value = value_date(model->days[number - 1]);
    value->node = node;
    return true;
}

static bool may_imply(const Model *model, const RecordType *type)
{
    return type->implied && !record_value(model->root, type->plural)->node;
}

/* The record that a first mention implies. */
static Record *imply(Model *model, const Record *from, const RecordType *type, const Node *node,
                     Str text)
{
    bool by_number = type == &booth_type;
    if (by_number && !id_is_valid(text)) {
        report_for(model, from, DIAG_ID_FORM,
                   (DiagArgs){.at = node->span, .slot_0 = node_shown(model->arena, node)});
        return NULL;
    }
    Record *record = model_new_record(model, type, node);
    if (by_number) {
        record->id = text;
        *record_slot(record, STR("id")) = (Value){.kind = VALUE_TEXT, .text = text, .node = node};
        map_set(&model->ids[model_type_index(type)], text, record);
    } else {
        *record_slot(record, STR("name")) = value_text(text);
        assign_id(model, record, (Str){0}, text);
    }
    list_add(model->arena, record_slot(model->root, type->plural), value_record(record));
    return record;
}

enum { MAX_CANDIDATES = 4000, MAX_SUGGESTIONS = 200 };

static Str nearest(Model *model, const RecordType *type, Str text)
{
    const Records *records = model_records(model, type);
    Str *candidates = ARENA_ARRAY(model->arena, Str, 2 * records->len + 1);
    size_t n = 0;
    if (diag_errors(model->diag) > MAX_SUGGESTIONS) return (Str){0}; /* they are not shown */
    for (size_t i = 0; i < records->len && n < MAX_CANDIDATES; i++) {
        Record *record = records->items[i];
        if (record->id.len) candidates[n++] = record->id;
        Str name = value_text_in(record_at(record, type->name_field), (Str){0}, NULL);
        if (name.len) candidates[n++] = name;
    }
    return str_nearest(text, candidates, n);
}

static void report_unknown(Model *model, const Record *record, const RecordType *type,
                           const Node *node)
{
    report_for(model, record, DIAG_REF_UNKNOWN,
               (DiagArgs){.at = node->span, .slot_0 = type->name, .slot_1 = str_trim(node->text)});
    Str near = nearest(model, type, str_trim(node->text));
    if (near.len)
        diag_hint(model->diag, str_format(model->arena, "did you mean `%.*s`?", STR_ARG(near)));
    else if (model_records(model, type)->len == 0 && type->plural.len)
        diag_hint(model->diag,
                  str_format(model->arena, "the file has no `%.*s:` yet", STR_ARG(type->plural)));
}

static bool resolve_ref(Model *model, const Record *record, const Field *field, const Node *node,
                        Value *value)
{
    const RecordType *type = field->type;
    size_t index = model_type_index(type);
    if (node->kind != NODE_SCALAR) {
        report_type(model, field, node);
        return false;
    }
    Str text = str_trim(node->text);
    Record *found = map_find(&model->ids[index], text);
    if (!found) found = map_find(&model->names[index], text);
    if (!found) found = map_find(&model->ids[index], id_from_name(model->arena, text));
    if (found && name_is_ambiguous(found)) {
        report_for(model, record, DIAG_REF_AMBIGUOUS,
                   (DiagArgs){.at = node->span, .slot_0 = type->name, .slot_1 = text});
        return false;
    }
    if (!found && text.len && may_imply(model, type)) {
        found = imply(model, record, type, node, text);
        if (!found) return false;
    }
    if (!found) {
        report_unknown(model, record, type, node);
        return false;
    }
    *value = value_record(found);
    value->node = node;
    return true;
}

static bool resolve_one(Model *model, const Pending *pending, const Node *node, Value *value)
{
    const Field *field = &pending->record->type->fields[pending->field];
    return field->kind == FIELD_DAY ? resolve_day(model, pending->record, field, node, value)
                                    : resolve_ref(model, pending->record, field, node, value);
}

void resolve_pending(Model *model)
{
    for (size_t i = 0; i < model->pending.len; i++) {
        const Pending *pending = &model->pending.items[i];
        const Field *field = &pending->record->type->fields[pending->field];
        Value *slot = record_write(pending->record, pending->field);
        Value value;
        if (!(field->flags & FIELD_LIST)) {
            if (resolve_one(model, pending, pending->node, &value)) *slot = value;
            slot->node = pending->node;
            continue;
        }
        Nodes pieces = {0};
        split_list(model, field, pending->node, &pieces);
        slot->node = pending->node;
        for (size_t k = 0; k < pieces.len; k++)
            if (resolve_one(model, pending, pieces.items[k], &value))
                list_add(model->arena, slot, value);
    }
}
