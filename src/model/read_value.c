/* read_value - the text of one scalar as what its field holds. */
#include "model/model.h"

Str node_shown(Arena *arena, const Node *node)
{
    enum { MAX_SHOWN = 60 };
    if (node->kind != NODE_SCALAR) return node_kind_name(node);
    Str text = node->text;
    if (text.len <= MAX_SHOWN) return str_join(arena, (Str[]){STR("\""), text, STR("\"")}, 3);
    size_t end = MAX_SHOWN;
    while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80) end--;
    return str_format(arena, "\"%.*s...\"", (int)end, text.ptr);
}

static Str expected(Model *model, const Field *field)
{
    switch (field->kind) {
    case FIELD_NUMBER:
        return STR("a number such as 12 or 2.5");
    case FIELD_INT:
        return STR("a whole number such as 12");
    case FIELD_MONEY:
        return STR("an amount of money such as 35000 or 1,5 juta");
    case FIELD_FIGURE:
        return field->flags & FIELD_IS_MONEY ? STR("an amount such as 1500000, or `not reported`")
                                             : STR("a number such as 1200, or `not reported`");
    case FIELD_DATE:
        return STR("a date such as 2023-08-12");
    case FIELD_DAY:
        return STR("a date such as 2023-08-12, or the number of a day of the event");
    case FIELD_TIME:
        return STR("a time such as 19:30");
    case FIELD_DATETIME:
        return STR("a date and time such as 2023-08-12 19:30");
    case FIELD_BOOL:
        return STR("true or false");
    case FIELD_COLOUR:
        return STR("a colour such as \"#0B4F6C\"");
    case FIELD_PATH:
        return STR("the name of a file");
    case FIELD_URL:
        return STR("a web address such as https://example.id");
    case FIELD_REF:
        return str_format(model->arena, "the id of a %.*s", STR_ARG(field->type->name));
    case FIELD_RECORD:
        return str_format(model->arena, "a %.*s", STR_ARG(field->type->name));
    case FIELD_TEXT:
    case FIELD_STRING:
    case FIELD_ID:
    case FIELD_ENUM:
    case FIELD_LANGUAGE:
    case FIELD_PHONE:
    case FIELD_EMAIL:
    case FIELD_ANY:
        break;
    }
    return STR("text");
}

void report_type(Model *model, const Field *field, const Node *node)
{
    diag_report(model->diag, DIAG_VALUE_TYPE, node->span, field->name, expected(model, field),
                node_shown(model->arena, node));
}

static bool read_date(Model *model, const Field *field, const Node *node, Value *value)
{
    Str text = str_trim(node->text);
    Date date;
    if (date_parse(text, &date)) {
        *value = value_date(date);
        return true;
    }
    if (date_looks_like(text)) {
        diag_report(model->diag, DIAG_DATE_INVALID, node->span, node_shown(model->arena, node));
        return false;
    }
    report_type(model, field, node);
    Str meant = date_suggest(model->arena, text);
    if (meant.len)
        diag_hint(model->diag,
                  str_format(model->arena, "write %.*s if that day is meant", STR_ARG(meant)));
    return false;
}

/* A date alone is taken, too; the value is a VALUE_DATE then. */
static bool read_datetime(Model *model, const Field *field, const Node *node, Value *value)
{
    Str text = str_trim(node->text);
    Date date;
    Time time;
    if (text.len <= 10) return read_date(model, field, node, value);
    if ((text.ptr[10] != ' ' && text.ptr[10] != 'T') ||
        !date_parse(str_slice(text, 0, 10), &date) ||
        !time_parse(str_slice(text, 11, text.len), &time)) {
        report_type(model, field, node);
        return false;
    }
    *value = value_date(date);
    value->kind = VALUE_DATETIME;
    value->time = time;
    return true;
}

static bool read_time(Model *model, const Field *field, const Node *node, Value *value)
{
    Time time;
    if (!time_parse(str_trim(node->text), &time)) {
        report_type(model, field, node);
        return false;
    }
    *value = (Value){.kind = VALUE_TIME};
    value->time = time;
    return true;
}

static bool read_bool(Model *model, const Field *field, const Node *node, Value *value)
{
    static const Str yes[] = {LIT("yes"), LIT("ya"), LIT("y"), LIT("on"), LIT("True"), LIT("TRUE")};
    Str text = str_trim(node->text);
    if (str_eq(text, STR("true")) || str_eq(text, STR("false"))) {
        *value = value_bool(str_eq(text, STR("true")));
        return true;
    }
    report_type(model, field, node);
    bool means_yes = false;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) means_yes |= str_eq(text, yes[i]);
    diag_hint(model->diag, means_yes ? STR("write true") : STR("write true for yes, false for no"));
    return false;
}

static bool read_int(Model *model, const Field *field, const Node *node, Value *value)
{
    Num number;
    if (!read_number(model, field, node, &number)) return false;
    if (!num_is_int(number)) {
        report_type(model, field, node);
        return false;
    }
    *value = value_number(number);
    return true;
}

static bool same_letters(Str a, Str b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
        char x = a.ptr[i], y = b.ptr[i];
        if (x >= 'A' && x <= 'Z') x |= ' ';
        if (y >= 'A' && y <= 'Z') y |= ' ';
        if (x != y) return false;
    }
    return true;
}

static bool read_enum(Model *model, const Field *field, const Node *node, Value *value)
{
    Str text = str_trim(node->text);
    StrBuf all;
    strbuf_init(&all, model->arena);
    size_t n = 0;
    for (; field->choices[n].len; n++) {
        if (same_letters(field->choices[n], text)) {
            *value = value_text(field->choices[n]);
            return true;
        }
        if (n) strbuf_add(&all, STR(", "));
        strbuf_add(&all, field->choices[n]);
    }
    diag_report(model->diag, DIAG_CHOICE_UNKNOWN, node->span, field->name,
                node_shown(model->arena, node), strbuf_str(&all));
    Str near = str_nearest(text, field->choices, n);
    if (near.len)
        diag_hint(model->diag, str_format(model->arena, "did you mean `%.*s`?", STR_ARG(near)));
    return false;
}

static bool read_language(Model *model, const Field *field, const Node *node, Value *value)
{
    Str code = str_trim(node->text);
    bool known = language_is_known(code);
    for (const Str *tag = field->choices; tag && tag->len && !known; tag++)
        known = str_eq(code, *tag);
    if (!known) {
        diag_report(model->diag, DIAG_LANGUAGE_UNKNOWN, node->span, node->text);
        return false;
    }
    *value = value_text(code);
    return true;
}

static bool read_id(Model *model, const Node *node, Value *value)
{
    Str id = str_trim(node->text);
    if (!id_is_valid(id)) {
        diag_report(model->diag, DIAG_ID_FORM, node->span, node_shown(model->arena, node));
        Str near = id_from_name(model->arena, id);
        if (near.len)
            diag_hint(model->diag,
                      str_format(model->arena, "write for example `%.*s`", STR_ARG(near)));
        return false;
    }
    *value = value_text(id);
    return true;
}

static bool read_colour(Model *model, const Field *field, const Node *node, Value *value)
{
    Colour colour;
    if (!colour_parse(str_trim(node->text), &colour)) {
        report_type(model, field, node);
        return false;
    }
    *value = (Value){.kind = VALUE_COLOUR};
    value->colour = colour;
    return true;
}

static bool read_text(Model *model, const Field *field, const Node *node, Value *value)
{
    Str text;
    bool ok = clean_text(model, field, node, &text);
    *value = value_text(text);
    if (!ok) return false;
    if (field->kind == FIELD_EMAIL) check_email(model, node);
    if (field->kind == FIELD_PHONE) check_phone(model, node);
    return true;
}

static bool read_by_kind(Model *model, const Field *field, const Node *node, Value *value)
{
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_STRING:
    case FIELD_PHONE:
    case FIELD_EMAIL:
        return read_text(model, field, node, value);
    case FIELD_ID:
        return read_id(model, node, value);
    case FIELD_INT:
        return read_int(model, field, node, value);
    case FIELD_NUMBER:
        value->kind = VALUE_NUMBER;
        return read_number(model, field, node, &value->number);
    case FIELD_DATE:
        return read_date(model, field, node, value);
    case FIELD_TIME:
        return read_time(model, field, node, value);
    case FIELD_DATETIME:
        return read_datetime(model, field, node, value);
    case FIELD_BOOL:
        return read_bool(model, field, node, value);
    case FIELD_COLOUR:
        return read_colour(model, field, node, value);
    case FIELD_ENUM:
        return read_enum(model, field, node, value);
    case FIELD_LANGUAGE:
        return read_language(model, field, node, value);
    case FIELD_PATH:
        *value = value_text(str_trim(node->text));
        return check_path(model, node);
    case FIELD_URL:
        *value = value_text(str_trim(node->text));
        return check_url(model, node);
    case FIELD_MONEY:
        return read_money(model, field, node, value);
    case FIELD_FIGURE:
        return read_figure(model, field, node, value);
    case FIELD_DAY:
    case FIELD_REF:
    case FIELD_RECORD:
    case FIELD_ANY:
        break; /* not scalars: read_record.c, refs.c */
    }
    return false;
}

/* A text by language: {id: ..., en: ...}. */
static bool read_languages(Model *model, const Field *field, const Node *node, Value *value)
{
    LangText *items = ARENA_ARRAY(model->arena, LangText, node->len ? node->len : 1);
    size_t n = 0;
    for (size_t i = 0; i < node->len; i++) {
        const Node *key = node->pairs[i].key, *text = node->pairs[i].value;
        if (!language_is_known(key->text)) {
            diag_report(model->diag, DIAG_LANGUAGE_UNKNOWN, key->span, key->text);
            continue;
        }
        if (text->kind == NODE_NULL) continue;
        if (text->kind != NODE_SCALAR) {
            report_type(model, field, text);
            continue;
        }
        if (!clean_text(model, field, text, &items[n].text)) continue;
        memcpy(items[n++].lang, key->text.ptr, key->text.len);
    }
    if (n == 0) return false;
    LangTexts *texts = ARENA_NEW(model->arena, LangTexts);
    *texts = (LangTexts){n, items};
    *value = (Value){.kind = VALUE_TEXT, .texts = texts};
    value->text = items[0].text;
    return true;
}

bool read_value(Model *model, const Field *field, const Node *node, Value *value)
{
    bool ok;
    *value = value_unknown();
    if (field->kind == FIELD_TEXT && node->kind == NODE_MAP) {
        ok = read_languages(model, field, node, value);
    } else if (field->kind == FIELD_MONEY || field->kind == FIELD_FIGURE) {
        ok = read_by_kind(model, field, node, value);
    } else if (node->kind != NODE_SCALAR) {
        report_type(model, field, node);
        ok = false;
    } else {
        ok = read_by_kind(model, field, node, value);
    }
    if (!ok) *value = value_unknown();
    value->node = node;
    return ok;
}
