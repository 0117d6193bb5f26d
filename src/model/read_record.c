/* read_record - nodes into records, as the field tables say.
 *
 * Short forms are described by flags of the table:
 *   FIELD_SHORTHAND  `- Budi` in a list of people is `- name: Budi`
 *   FIELD_KEY        `{a: 1, b: 2}` in place of a list: the keys fill this field; without one, an
 *                    id takes its place
 *   FIELD_DATE_KEYS  `2023-08-08: 1500000` beside other keys is an entry of this list
 *   FIELD_LIST       one value is a list of one; `a; b` is a list of two
 * References and days are only noted here and resolved when all records are there.
 */
#include "data/load.h"
#include "model/meant.h"
#include "model/model.h"

typedef struct Given {
    bool is[RECORD_MAX_FIELDS]; /* the file says something about the field, right or wrong */
} Given;

static const Field *find_flag(const RecordType *type, unsigned flag)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].flags & flag) return &type->fields[i];
    return NULL;
}

static const Field *find_kind(const RecordType *type, FieldKind kind)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].kind == kind) return &type->fields[i];
    return NULL;
}

static const Field *key_field(const RecordType *type)
{
    const Field *key = find_flag(type, FIELD_KEY);
    return key ? key : find_kind(type, FIELD_ID);
}

/* A text by language in place of a record whose shorthand is a text. */
static bool is_language_map(const RecordType *type, const Node *node)
{
    const Field *shorthand = find_flag(type, FIELD_SHORTHAND);
    if (!shorthand || shorthand->kind != FIELD_TEXT || node->kind != NODE_MAP) return false;
    bool field_only = true;
    for (size_t i = 0; i < node->len; i++) {
        Str key = node->pairs[i].key->text;
        if (!language_is_known(key)) return false;
        if (type_field(type, key) < 0) field_only = false;
    }
    return !field_only;
}

/* A figure with its state in place of a record whose shorthand is a figure. */
static bool is_figure_map(const RecordType *type, const Node *node)
{
    const Field *shorthand = find_flag(type, FIELD_SHORTHAND);
    if (!shorthand || shorthand->kind != FIELD_FIGURE || node->kind != NODE_MAP) return false;
    bool field_only = true;
    for (size_t i = 0; i < node->len; i++) {
        Str key = node->pairs[i].key->text;
        if (type_field(&figure_type, key) < 0) return false;
        if (type_field(type, key) < 0) field_only = false;
    }
    return !field_only;
}

/* A mapping that is the record's shorthand value, not the record. */
static bool is_shorthand_map(const RecordType *type, const Node *node)
{
    return is_language_map(type, node) || is_figure_map(type, node);
}

static bool has_field_key(const RecordType *type, const Node *map)
{
    for (size_t i = 0; i < map->len; i++)
        if (type_field(type, map->pairs[i].key->text) >= 0) return true;
    return false;
}

/* A mapping in place of a list, whose keys name the records. */
static bool is_keyed(const RecordType *type, const Node *map)
{
    return key_field(type) && map->len && !has_field_key(type, map) && !is_shorthand_map(type, map);
}

static void list_keys(Model *model, const RecordType *type, StrBuf *out)
{
    strbuf_init(out, model->arena);
    strbuf_add(out, STR("its keys are: "));
    bool first = true;
    for (size_t i = 0; i < type->n_fields; i++) {
        if (type->fields[i].flags & FIELD_COMPUTED) continue;
        if (!first) strbuf_add(out, STR(", "));
        strbuf_add(out, type->fields[i].name);
        first = false;
    }
}

/* In `{2023-08-08: 1,5 juta}` and `{price: Rp 15.000,-}` the comma ends the value. */
static bool is_cut_amount(const NodePair *pair)
{
    Str key = pair->key->text;
    bool goes_on = key.len && (str_eq(key, STR("-")) || (key.ptr[0] >= '0' && key.ptr[0] <= '9'));
    return goes_on && pair->value->kind == NODE_NULL;
}

/* In a table a field of a record within is a column with a full stop. */
static void hint_meant(Model *model, MeantField meant, Str key, bool in_table)
{
    Str field = meant.field->name, within = meant.within ? meant.within->name : STR("");
    Arena *arena = model->arena;
    bool path = meant.within && !(meant.within->flags & FIELD_LIST);
    Str column = path ? str_format(arena, "%.*s.%.*s", STR_ARG(within), STR_ARG(field)) : field;
    if (in_table && (path || !meant.within))
        diag_hint(model->diag,
                  str_format(arena,
                             "did you mean `%.*s`? Change the heading, or write `columns: "
                             "{\"%.*s\": %.*s}` beside `csv:`",
                             STR_ARG(column), STR_ARG(key), STR_ARG(column)));
    else if (!meant.within)
        diag_hint(model->diag, str_format(arena, "did you mean `%.*s`?", STR_ARG(field)));
    else if (meant.within->flags & FIELD_LIST)
        diag_hint(model->diag, str_format(arena, "`%.*s` is a key of each of its `%.*s`",
                                          STR_ARG(field), STR_ARG(within)));
    else
        diag_hint(model->diag, str_format(arena, "did you mean `%.*s: {%.*s: …}`?", STR_ARG(within),
                                          STR_ARG(field)));
}

/* A key that was probably meant is not reported as missing on top; true if there is one. */
static bool report_key(Model *model, const RecordType *type, const NodePair *pair, Given *given,
                       bool in_table)
{
    const Node *key = pair->key;
    diag_report(model->diag, DIAG_KEY_UNKNOWN, key->span,
                str_format(model->arena, "the %.*s", STR_ARG(type->name)), key->text);
    if (is_cut_amount(pair)) {
        diag_hint(model->diag, STR("inside { } a comma ends the value; put it in quotes"));
        return true;
    }
    MeantField meant = field_meant(model->arena, type, key->text);
    if (meant.field) {
        hint_meant(model, meant, key->text, in_table);
        const Field *here = meant.within ? meant.within : meant.field;
        given->is[here - type->fields] = true;
        return true;
    }
    StrBuf keys;
    list_keys(model, type, &keys);
    diag_hint(model->diag, strbuf_str(&keys));
    return false;
}

static bool is_known_column(Model *model, const Node *key)
{
    for (size_t i = 0; i < model->wrong_columns.len; i++)
        if (model->wrong_columns.items[i] == key) return true;
    VEC_PUSH(model->arena, &model->wrong_columns, key);
    return false;
}

/* The header of a table is a key of each of its rows, and wrong only once. */
static void report_unknown_key(Model *model, const Record *record, const NodePair *pair,
                               Given *given)
{
    const Node *key = pair->key;
    if (node_holds(record->node, key)) {
        report_key(model, record->type, pair, given, false);
        return;
    }
    if (is_known_column(model, key)) return;
    Str before = diag_set_record(model->diag, (Str){0});
    if (!report_key(model, record->type, pair, given, true))
        diag_hint(model->diag, str_format(model->arena,
                                          "say under `columns:` which field it is, or leave it out "
                                          "with `%.*s:` and nothing behind it",
                                          STR_ARG(key->text)));
    diag_set_record(model->diag, before);
}

static void add_date_entry(Model *model, Record *record, const Field *field, const NodePair *pair)
{
    if (pair->value->kind == NODE_NULL) return;
    Record *entry = read_record(model, field->type, pair->value, pair->key);
    Value *entries = record_write(record, (size_t)(field - record->type->fields));
    list_add(model->arena, entries, value_record(entry));
}

/* `colour: #0B4F6C` is a comment to YAML, and the value is missing without a word. */
static void warn_of_comment(Model *model, const NodePair *pair)
{
    Span key = pair->key->span;
    if (!key.source) return;
    Str rest = source_line(key.source, source_position(key.source, key.offset).line);
    ptrdiff_t hash = str_find(rest, STR(": #"));
    if (hash < 0 || (size_t)hash + 3 >= rest.len || rest.ptr[hash + 3] <= ' ') return;
    Str value = str_trim(str_slice(rest, (size_t)hash + 2, rest.len));
    uint32_t start = (uint32_t)(value.ptr - key.source->bytes.ptr);
    if (start < key.offset) return;
    diag_report(model->diag, DIAG_COMMENT_VALUE, (Span){key.source, start, (uint32_t)value.len},
                value);
    diag_hint(model->diag, str_format(model->arena, "write %.*s: \"%.*s\"",
                                      STR_ARG(pair->key->text), STR_ARG(value)));
}

static void read_pair(Model *model, Record *record, const NodePair *pair, Given *given)
{
    const RecordType *type = record->type;
    Str key = pair->key->text;
    int i = record_find_field(record, key);
    if (i >= 0 && type->fields[i].flags & FIELD_COMPUTED) {
        diag_report(model->diag, DIAG_KEY_COMPUTED, pair->key->span, key);
        return;
    }
    if (i >= 0) {
        if (pair->value->kind == NODE_NULL) warn_of_comment(model, pair);
        given->is[i] = pair->value->kind != NODE_NULL;
        read_field(model, record, (size_t)i, pair->value);
        return;
    }
    const Field *dated = find_flag(type, FIELD_DATE_KEYS);
    if (dated && date_looks_like(key))
        add_date_entry(model, record, dated, pair);
    else if (!str_starts(key, STR("x-")))
        report_unknown_key(model, record, pair, given);
    else if (!record->extra)
        record->extra = read_extra(model, record->node);
}

/* "The day." inside a sentence: "the day". */
static Str in_sentence(Arena *arena, Str description)
{
    if (str_ends(description, STR("."))) description.len--;
    char *text = str_z(arena, description);
    bool capital = description.len > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a';
    if (capital) text[0] |= ' ';
    return (Str){text, description.len};
}

static void check_required(Model *model, const Record *record, const Given *given)
{
    const RecordType *type = record->type;
    for (size_t i = 0; i < type->n_fields; i++) {
        const Field *field = &type->fields[i];
        if (!(field->flags & FIELD_REQUIRED) || given->is[i]) continue;
        diag_report(model->diag, DIAG_KEY_MISSING, record_span(record),
                    str_format(model->arena, "the %.*s", STR_ARG(type->name)), field->name,
                    in_sentence(model->arena, field->description));
    }
}

/* What messages call a record while it is read: of 50,000 nearly none is ever named. */
typedef struct LabelRoom {
    char text[128];
} LabelRoom;

/* The record as messages name it, before its name has been read; empty if it has none. */
static Str label_of(Model *model, const RecordType *type, const Node *node, const Node *key,
                    LabelRoom *room)
{
    static const Str name_keys[] = {LIT("name"), LIT("title"), LIT("id")};
    const Field *shorthand = find_flag(type, FIELD_SHORTHAND);
    const Node *name = NULL;
    for (size_t i = 0; i < 3 && !name; i++) name = node_find(node, name_keys[i]);
    if (name && name->kind == NODE_MAP && name->len) name = name->pairs[0].value;
    if (!name && node->kind == NODE_SCALAR && shorthand &&
        (shorthand->flags & FIELD_NAME || shorthand->kind == FIELD_ID))
        name = node;
    if (!name) name = key;
    if (!name || name->kind != NODE_SCALAR || !name->text.len) return (Str){0};
    ArenaMark mark = arena_mark(&model->lookup);
    Str label = str_join(&model->lookup,
                         (Str[]){type->name, STR(" "), node_shown(&model->lookup, name)}, 3);
    label = str_slice(label, 0, sizeof room->text);
    memcpy(room->text, label.ptr, label.len);
    arena_rewind(&model->lookup, mark);
    return (Str){room->text, label.len};
}

static void read_shorthand(Model *model, Record *record, const Node *node, Given *given)
{
    const Field *field = find_flag(record->type, FIELD_SHORTHAND);
    bool fits = field && (node->kind != NODE_LIST || field->flags & FIELD_LIST);
    if (!fits) {
        diag_report(model->diag, DIAG_NOT_A_MAP, node->span,
                    str_format(model->arena, "the %.*s", STR_ARG(record->type->name)),
                    node_shown(model->arena, node));
        memset(given, 1, sizeof *given);
        return;
    }
    size_t i = (size_t)(field - record->type->fields);
    given->is[i] = true;
    read_field(model, record, i, node);
}

Record *read_record(Model *model, const RecordType *type, const Node *node, const Node *key)
{
    Record *record = model_new_record(model, type, node);
    Given given = {{false}};
    Str currency = model->currency;
    const Node *own_currency = type == &results_type ? node_find(node, STR("currency")) : NULL;
    if (own_currency && own_currency->kind == NODE_SCALAR && own_currency->text.len == 3)
        model->currency = own_currency->text;
    LabelRoom room;
    Str label = label_of(model, type, node, key, &room);
    Str before = diag_set_record(model->diag, label);
    if (!label.len) diag_set_record(model->diag, before);
    if (key) {
        size_t i = (size_t)(key_field(type) - type->fields);
        given.is[i] = true;
        read_field(model, record, i, key);
    }
    if (node->kind == NODE_MAP && !is_shorthand_map(type, node))
        for (size_t i = 0; i < node->len; i++) read_pair(model, record, &node->pairs[i], &given);
    else if (node->kind != NODE_NULL)
        read_shorthand(model, record, node, &given);
    if (!record_span(record).source && key) record->node = key;
    check_required(model, record, &given);
    diag_set_record(model->diag, before);
    model->currency = currency;
    return record;
}

/* Whether a text such as `Budi; Siti` lists several values of the field. */
static const char *separators_of(const Field *field)
{
    switch (field->kind) {
    case FIELD_REF:
    case FIELD_DAY:
    case FIELD_ENUM:
    case FIELD_LANGUAGE:
        return ";,";
    case FIELD_STRING:
    case FIELD_ID:
    case FIELD_PATH:
    case FIELD_NUMBER: /* a comma may be a decimal sign */
        return ";";
    case FIELD_RECORD: {
        const Field *shorthand = find_flag(field->type, FIELD_SHORTHAND);
        return shorthand ? separators_of(shorthand) : "";
    }
    default:
        return "";
    }
}

static void split_scalar(Model *model, const char *separators, const Node *node, Nodes *pieces)
{
    Str text = node->text;
    for (size_t at = 0; at <= text.len;) {
        size_t end = at;
        while (end < text.len && !strchr(separators, text.ptr[end])) end++;
        Str piece = str_trim(str_slice(text, at, end));
        if (piece.len == text.len) {
            VEC_PUSH(model->arena, pieces, node);
        } else if (piece.len) {
            Span span = node_part(node, (size_t)(piece.ptr - text.ptr), piece.len);
            VEC_PUSH(model->arena, pieces, node_new_scalar(model->arena, piece, node->plain, span));
        }
        at = end + 1;
    }
}

void split_list(Model *model, const Field *field, const Node *node, Nodes *pieces)
{
    if (node->kind == NODE_SCALAR) {
        split_scalar(model, separators_of(field), node, pieces);
        return;
    }
    if (node->kind == NODE_MAP) VEC_PUSH(model->arena, pieces, node);
    if (node->kind != NODE_LIST) return;
    for (size_t i = 0; i < node->len; i++)
        if (node->items[i]->kind != NODE_NULL) VEC_PUSH(model->arena, pieces, node->items[i]);
}

static void read_keyed(Model *model, const Field *field, const Node *map, Value *list)
{
    for (size_t i = 0; i < map->len; i++) {
        const NodePair *pair = &map->pairs[i];
        if (str_starts(pair->key->text, STR("x-"))) continue;
        list_add(model->arena, list,
                 value_record(read_record(model, field->type, pair->value, pair->key)));
    }
}

void read_records(Model *model, const Field *field, const Node *node, Value *list)
{
    if (!list->node) list->node = node;
    node = load_list(model->arena, model->folder, &model->options->load, node, model->diag);
    if (!node) return;
    if (node->kind == NODE_MAP && is_keyed(field->type, node)) {
        read_keyed(model, field, node, list);
        return;
    }
    Nodes pieces = {0};
    split_list(model, field, node, &pieces);
    list_reserve(model->arena, list, pieces.len < LIMIT_RECORDS ? pieces.len : LIMIT_RECORDS);
    for (size_t i = 0; i < pieces.len; i++) {
        if (list->list.n >= LIMIT_RECORDS) {
            diag_report(model->diag, DIAG_RECORDS_MANY, pieces.items[i]->span,
                        str_format(model->arena, "%d", LIMIT_RECORDS));
            return;
        }
        list_add(model->arena, list,
                 value_record(read_record(model, field->type, pieces.items[i], NULL)));
    }
}

static void read_values(Model *model, const Field *field, const Node *node, Value *list)
{
    Nodes pieces = {0};
    Value value;
    list->node = node;
    split_list(model, field, node, &pieces);
    for (size_t i = 0; i < pieces.len; i++)
        if (read_value(model, field, pieces.items[i], &value)) list_add(model->arena, list, value);
}

void read_field(Model *model, Record *record, size_t index, const Node *node)
{
    const Field *field = &record->type->fields[index];
    bool list = field->flags & FIELD_LIST;
    if (node->kind == NODE_NULL) return;
    if (node->kind == NODE_LIST && !list && field->kind != FIELD_ANY) {
        diag_report(model->diag, DIAG_NOT_A_LIST, node->span, field->name, STR("a list"));
        return;
    }
    Value *value = record_write(record, index);
    if (field->kind == FIELD_ANY)
        *value = read_any(model, node);
    else if (field->kind == FIELD_REF || field->kind == FIELD_DAY)
        VEC_PUSH(&model->lookup, &model->pending, (Pending){record, index, node});
    else if (field->kind == FIELD_RECORD && list)
        read_records(model, field, node, value);
    else if (field->kind == FIELD_RECORD)
        *value = value_record(read_record(model, field->type, node, NULL));
    else if (list)
        read_values(model, field, node, value);
    else if (!read_value(model, field, node, value))
        value->node = node;
}
