/* ids - what records are called in references, files and badge codes.
 *
 * An id that is not given is made from the name: lower-case ASCII, other characters become
 * hyphens. It never depends on the order of the file, so that badges stay the same when a line is
 * added: two records of one name are an error where references or badges need to tell them apart.
 */
#include "base/utf8.h"
#include "model/model.h"

enum { MAX_ID_BYTES = 64 };

/* Base letters of U+00C0..U+017F; '-' where one letter does not do. */
static const char base_letters[] =
    "aaaaaaaceeeeiiiidnooooo-ouuuuy-saaaaaaaceeeeiiiidnooooo-ouuuuy-y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii--jjkkklllllll"
    "lllnnnnnnnnnoooooo--rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool id_is_valid(Str text)
{
    if (!text.len || text.len > MAX_ID_BYTES || !is_letter_or_digit(text.ptr[0])) return false;
    for (size_t i = 0; i < text.len; i++)
        if (!is_letter_or_digit(text.ptr[i]) && !strchr("-_.", text.ptr[i])) return false;
    return true;
}

static char id_letter(uint32_t c)
{
    if (c >= 'A' && c <= 'Z') return (char)(c | ' ');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return (char)c;
    if (c >= 0xC0 && c - 0xC0 < sizeof base_letters - 1) return base_letters[c - 0xC0];
    return '-';
}

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }

Str id_from_name(Arena *arena, Str name)
{
    char *id = arena_alloc_raw(arena, MAX_ID_BYTES);
    size_t n = 0;
    for (size_t at = 0; at < name.len && n < MAX_ID_BYTES - 16;) {
        uint32_t c = utf8_next(name, &at);
        char letter = id_letter(c);
        if (is_apostrophe(c) || (c >= 0x0300 && c < 0x0370)) continue;
        if (letter == '-' && (n == 0 || id[n - 1] == '-')) continue;
        id[n++] = letter;
    }
    while (n > 0 && id[n - 1] == '-') n--;
    return (Str){id, n};
}

/* For names without a Latin letter: a short hash, the same in every run. */
static Str id_from_hash(Arena *arena, Str name)
{
    return str_format(arena, "n%08x", (unsigned)(str_hash(name) ^ str_hash(name) >> 32));
}

static void adopt(Model *model, const RecordType *type, Str list, Str owner)
{
    Records *records = model_records(model, type);
    for (size_t i = 0; i < records->len; i++) {
        const Value *children = record_value(records->items[i], list);
        for (size_t k = 0; k < children->list.n; k++) {
            Record *child = record_mutable(children->list.items[k].record);
            *record_slot(child, owner) = value_record(records->items[i]);
        }
    }
}

void adopt_children(Model *model)
{
    adopt(model, &vendor_type, STR("staff"), STR("vendor"));
    adopt(model, &vendor_type, STR("products"), STR("vendor"));
    adopt(model, &vendor_type, STR("certificates"), STR("vendor"));
    adopt(model, &venue_type, STR("halls"), STR("venue"));
    adopt(model, &part_type, STR("programme"), STR("part"));
    adopt(model, &tour_type, STR("stops"), STR("tour"));
}

/* Types whose records badges or references must tell apart, so that a name given twice is an
 * error; others get a number behind the id. */
static bool must_differ(const RecordType *type)
{
    const RecordType *const types[] = {&vendor_type, &person_type, &venue_type,
                                       &hall_type,   &region_type, &category_type,
                                       &role_type,   &zone_type,   &part_type};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i] == type) return true;
    return false;
}

static const char ambiguous;

static void index_name(Map *names, Str name, Record *record)
{
    Record *other = name.len ? map_add(names, name, record) : NULL;
    if (other && other != record) map_set(names, name, (void *)(uintptr_t)&ambiguous);
}

bool name_is_ambiguous(const void *found) { return found == &ambiguous; }

static void index_names(Model *model, Record *record)
{
    const RecordType *type = record->type;
    Map *names = &model->names[model_type_index(type)];
    const Value *value = record_at(record, type->name_field);
    if (!(type->fields[type->name_field].flags & FIELD_NAME) || value->kind != VALUE_TEXT) return;
    index_name(names, value_text_in(value, (Str){0}, NULL), record);
    for (size_t i = 1; value->texts && i < value->texts->n; i++)
        index_name(names, value->texts->items[i].text, record);
}

static Span id_span(const Record *record)
{
    const Value *id = record_value(record, STR("id"));
    return id->node ? id->node->span : record_span(record);
}

Record *claim_id(Model *model, Record *record, Str id)
{
    Record *other = map_add(&model->ids[model_type_index(record->type)], id, record);
    if (other) return other;
    record->id = id;
    *record_slot(record, STR("id")) =
        (Value){.kind = VALUE_TEXT, .text = id, .node = record_value(record, STR("id"))->node};
    return NULL;
}

static void claim_given(Model *model, Record *record)
{
    const Value *given = record_value(record, STR("id"));
    if (given->kind != VALUE_TEXT) return;
    Record *other = claim_id(model, record, given->text);
    if (!other) return;
    diag_report(model->diag, DIAG_ID_TWICE, id_span(record), given->text,
                span_where(model->arena, id_span(other)));
    diag_note(model->diag, id_span(other), STR("the first one"));
}

static void claim_next_free(Model *model, Record *record, Str id)
{
    for (unsigned n = 2; claim_id(model, record, id); n++) {
        Str base = record->id.len ? record->id : id;
        size_t end = base.len;
        if (n > 2)
            while (end > 0 && base.ptr[end - 1] != '-') end--;
        id = str_format(model->arena, "%.*s%s%u", (int)end, base.ptr, n > 2 ? "" : "-", n);
    }
}

void assign_id(Model *model, Record *record, Str prefix, Str name)
{
    Str id = id_from_name(model->arena, name);
    if (!id.len) id = id_from_hash(model->arena, name);
    if (prefix.len) id = str_format(model->arena, "%.*s.%.*s", STR_ARG(prefix), STR_ARG(id));
    Record *other = claim_id(model, record, id);
    if (!other) return;
    claim_next_free(model, record, id);
    if (!must_differ(record->type)) return;
    diag_report(model->diag, DIAG_ID_CLASH, record_span(record), record_label(model->arena, record),
                span_where(model->arena, record_span(other)));
    diag_note(model->diag, record_span(other), STR("the other one"));
    diag_hint(model->diag, str_format(model->arena,
                                      "if they are two, write `id: %.*s` for this one; in a table, "
                                      "in a column of its own for `id`",
                                      STR_ARG(record->id)));
}

/* `layouts/badge.yaml` names the document `badge`. */
static Str file_stem(Str path)
{
    size_t start = path.len, end = path.len;
    while (start > 0 && path.ptr[start - 1] != '/') start--;
    for (size_t i = start; i < path.len; i++)
        if (path.ptr[i] == '.') end = i;
    return str_slice(path, start, end);
}

static void assign_from_name(Model *model, Record *record, Str prefix)
{
    if (record->id.len) return;
    Str name = value_text_in(record_at(record, record->type->name_field), (Str){0}, NULL);
    if (record->type == &document_type) name = file_stem(name);
    if (name.len) assign_id(model, record, prefix, name);
}

static bool has_capital_or_zero(Str id)
{
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] == '0' || (id.ptr[i] >= 'A' && id.ptr[i] <= 'Z')) return true;
    return false;
}

/* The id without capitals and leading zeros, for comparing. */
static Str folded(Arena *arena, Str id)
{
    if (!has_capital_or_zero(id)) return id;
    char *out = arena_alloc_raw(arena, id.len);
    size_t n = 0;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        bool after_digit = i > 0 && id.ptr[i - 1] >= '0' && id.ptr[i - 1] <= '9';
        bool before_digit = i + 1 < id.len && id.ptr[i + 1] >= '0' && id.ptr[i + 1] <= '9';
        if (c == '0' && !after_digit && before_digit) continue;
        out[n++] = c >= 'A' && c <= 'Z' ? (char)(c | ' ') : c;
    }
    return (Str){out, n};
}

static void check_twins(Model *model, const Records *records)
{
    ArenaMark mark = arena_mark(&model->lookup);
    Map seen;
    map_init(&seen, &model->lookup);
    map_reserve(&seen, records->len);
    for (size_t i = 0; i < records->len; i++) {
        Record *record = records->items[i];
        if (!record->id.len) continue;
        Record *other = map_add(&seen, folded(&model->lookup, record->id), record);
        if (!other || str_eq(other->id, record->id)) continue;
        diag_report(model->diag, DIAG_ID_TWINS, id_span(record), record->id, other->id);
        diag_note(model->diag, id_span(other), STR("the other one"));
    }
    arena_rewind(&model->lookup, mark);
}

static void assign_ids_of(Model *model, const RecordType *type)
{
    Records *records = model_records(model, type);
    map_reserve(&model->ids[model_type_index(type)], records->len);
    if (type->fields[type->name_field].flags & FIELD_NAME)
        map_reserve(&model->names[model_type_index(type)], records->len);
    for (size_t i = 0; i < records->len; i++) claim_given(model, records->items[i]);
    for (size_t i = 0; i < records->len; i++) {
        const Record *owner = type == &person_type || type == &product_type
                                  ? record_ref(records->items[i], STR("vendor"))
                                  : NULL;
        assign_from_name(model, records->items[i], owner ? owner->id : (Str){0});
        index_names(model, records->items[i]);
    }
    check_twins(model, records);
}

void assign_ids(Model *model)
{
    size_t n;
    const RecordType *const *types = event_types(&n);
    for (size_t i = 0; i < MODEL_MAX_TYPES; i++) {
        map_init(&model->ids[i], &model->lookup);
        map_init(&model->names[i], &model->lookup);
    }
    for (size_t i = 0; i < n; i++)
        if (types[i] != &product_type && type_field(types[i], STR("id")) >= 0)
            assign_ids_of(model, types[i]);
}

void assign_product_ids(Model *model) { assign_ids_of(model, &product_type); }
