/* schema - JSON Schema from the field tables. */
#include "model/schema.h"

#include "model/event.h"
#include "model/tables.h"

void schema_string(StrBuf *out, Str text)
{
    strbuf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            strbuf_format(out, "\\%c", c);
        else if (c < ' ')
            strbuf_format(out, "\\u%04x", c);
        else
            strbuf_char(out, (char)c);
    }
    strbuf_char(out, '"');
}

static void member(StrBuf *out, bool first, Str name)
{
    if (!first) strbuf_add(out, STR(", "));
    schema_string(out, name);
    strbuf_add(out, STR(": "));
}

static bool is_given(const Field *field) { return !(field->flags & FIELD_COMPUTED); }

static bool has_given_field(const RecordType *type)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (is_given(&type->fields[i])) return true;
    return false;
}

static const Field *with_flag(const RecordType *type, unsigned flag)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].flags & flag) return &type->fields[i];
    return NULL;
}

static bool has_key(const RecordType *type)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].flags & FIELD_KEY || type->fields[i].kind == FIELD_ID) return true;
    return false;
}

/* A type's name as a key that needs no escapes in a reference. */
static Str def_name(Arena *arena, Str name)
{
    char *key = str_z(arena, name);
    for (size_t i = 0; i < name.len; i++)
        if (key[i] == ' ' || key[i] == '\'') key[i] = '-';
    return (Str){key, name.len};
}

static void reference(StrBuf *out, Str name)
{
    strbuf_add(out, STR("{\"$ref\": "));
    schema_string(out, str_format(out->arena, "#/$defs/%.*s", STR_ARG(def_name(out->arena, name))));
    strbuf_char(out, '}');
}

/* The letters of a choice in either case, as the reader takes them. */
static void any_case(StrBuf *out, Str choice)
{
    for (size_t i = 0; i < choice.len; i++) {
        char c = choice.ptr[i], lower = (char)(c | ' ');
        if (lower >= 'a' && lower <= 'z')
            strbuf_format(out, "[%c%c]", lower - 'a' + 'A', lower);
        else
            strbuf_char(out, c);
    }
}

static void choices(StrBuf *out, const Field *field)
{
    strbuf_add(out, STR("{\"anyOf\": [{\"enum\": ["));
    for (size_t i = 0; field->choices[i].len; i++) {
        if (i) strbuf_add(out, STR(", "));
        schema_string(out, field->choices[i]);
    }
    strbuf_add(out, STR("]}, {\"type\": \"string\", \"pattern\": \"^("));
    for (size_t i = 0; field->choices[i].len; i++) {
        if (i) strbuf_char(out, '|');
        any_case(out, field->choices[i]);
    }
    strbuf_add(out, STR(")$\"}]}"));
}

/* Names of the value forms in `forms` below. */
static Str form_name(const Field *field)
{
    switch (field->kind) {
    case FIELD_TEXT:
        return STR("-text");
    case FIELD_ID:
        return STR("-id");
    case FIELD_NUMBER:
        return STR("-number");
    case FIELD_INT:
        return STR("-integer");
    case FIELD_MONEY:
        return STR("-money");
    case FIELD_FIGURE:
        return STR("-figure");
    case FIELD_DATE:
        return STR("-date");
    case FIELD_DAY:
        return STR("-day");
    case FIELD_TIME:
        return STR("-time");
    case FIELD_DATETIME:
        return STR("-datetime");
    case FIELD_BOOL:
        return STR("-boolean");
    case FIELD_LANGUAGE:
        return field->choices ? STR("-language-tag") : STR("-language");
    case FIELD_URL:
        return STR("-url");
    case FIELD_STRING:
    case FIELD_COLOUR:
    case FIELD_ENUM:
    case FIELD_PHONE:
    case FIELD_EMAIL:
    case FIELD_PATH:
    case FIELD_REF:
    case FIELD_RECORD:
    case FIELD_ANY:
        break;
    }
    return STR("-string");
}

typedef struct Form {
    Str name, schema;
} Form;

static const Form forms[] = {
    {LIT("-string"), LIT("{\"type\": [\"string\", \"number\", \"boolean\"]}")},
    {LIT("-text"), LIT("{\"anyOf\": [{\"type\": [\"string\", \"number\", \"boolean\"]}, "
                       "{\"type\": \"object\", \"propertyNames\": {\"pattern\": \"^[a-z]{2,3}$\"}, "
                       "\"additionalProperties\": {\"type\": [\"string\", \"number\", \"boolean\", "
                       "\"null\"]}}]}")},
    {LIT("-id"), LIT("{\"type\": [\"string\", \"integer\"], \"pattern\": "
                     "\"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$\"}")},
    {LIT("-number"),
     LIT("{\"type\": [\"number\", \"string\"], \"pattern\": \"^\\\\s*-?[0-9][0-9., ]*\"}")},
    {LIT("-integer"),
     LIT("{\"type\": [\"integer\", \"string\"], \"pattern\": \"^\\\\s*-?[0-9][0-9., ]*\"}")},
    {LIT("-money"),
     LIT("{\"anyOf\": [{\"type\": \"number\", \"minimum\": 0}, {\"type\": "
         "\"string\", \"pattern\": \"[0-9]\"}, {\"$ref\": \"#/$defs/amount-of-money\"}]}")},
    {LIT("-figure"),
     LIT("{\"anyOf\": [{\"type\": \"number\", \"minimum\": 0}, {\"type\": \"string\", \"pattern\": "
         "\"[0-9]|^(not reported|withheld|not applicable|belum lapor|belum dilaporkan|tidak "
         "lapor|dirahasiakan|tidak diumumkan|tidak berlaku)$\"}, {\"$ref\": "
         "\"#/$defs/figure\"}]}")},
    {LIT("-date"), LIT("{\"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"}")},
    {LIT("-day"), LIT("{\"anyOf\": [{\"type\": \"string\", \"pattern\": "
                      "\"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,3})([;,].*)?$\"}, {\"type\": "
                      "\"integer\", \"minimum\": 1}]}")},
    {LIT("-time"), LIT("{\"type\": \"string\", \"pattern\": \"^[0-9]{1,2}[:.][0-9]{2}$\"}")},
    {LIT("-datetime"), LIT("{\"type\": \"string\", \"pattern\": "
                           "\"^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{1,2}[:.][0-9]{2})?$\"}")},
    {LIT("-boolean"), LIT("{\"enum\": [true, false, \"true\", \"false\"]}")},
    {LIT("-language"), LIT("{\"type\": \"string\", \"pattern\": \"^[a-z]{2,3}([;,].*)?$\"}")},
    {LIT("-language-tag"),
     LIT("{\"type\": \"string\", \"pattern\": \"^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$\"}")},
    {LIT("-url"), LIT("{\"type\": \"string\", \"pattern\": \"^https?://\"}")},
    {LIT("-table"),
     LIT("{\"type\": \"object\", \"description\": \"The list is kept in a table or another "
         "file.\", "
         "\"properties\": {\"csv\": {\"type\": \"string\"}, \"xlsx\": {\"type\": \"string\"}, "
         "\"json\": {\"type\": \"string\"}, \"yaml\": {\"type\": \"string\"}, \"sheet\": "
         "{\"type\": "
         "\"string\"}, \"columns\": {\"type\": \"object\"}, \"defaults\": {\"type\": \"object\"}, "
         "\"import\": {\"type\": \"string\"}, \"encoding\": {\"type\": \"string\"}, \"separator\": "
         "{\"type\": \"string\"}}, "
         "\"anyOf\": [{\"required\": [\"csv\"]}, {\"required\": [\"xlsx\"]}, {\"required\": "
         "[\"json\"]}, {\"required\": [\"yaml\"]}], \"additionalProperties\": false}")},
};

/* One value of the field, not a list. */
static void item_schema(StrBuf *out, const Field *field)
{
    if (field->kind == FIELD_RECORD)
        reference(out, field->type->name);
    else if (field->kind == FIELD_ENUM)
        choices(out, field);
    else if (field->kind == FIELD_ANY)
        strbuf_add(out, STR("true"));
    else
        reference(out, form_name(field));
}

/* Whether one text may stand for several values: `A01; A02`. */
static bool splits(const Field *field)
{
    return field->flags & FIELD_LIST && (field->kind == FIELD_ENUM || field->kind == FIELD_RECORD);
}

static void list_schema(StrBuf *out, const Field *field)
{
    bool records = field->kind == FIELD_RECORD;
    strbuf_add(out, STR("{\"type\": \"array\", \"items\": {\"anyOf\": ["));
    item_schema(out, field);
    if (records) strbuf_add(out, STR(", {\"$ref\": \"#/$defs/-table\"}"));
    strbuf_add(out, STR(", {\"type\": \"null\"}]}}, "));
    item_schema(out, field);
    if (splits(field)) strbuf_add(out, STR(", {\"type\": \"string\"}"));
    if (!records) return;
    strbuf_add(out, STR(", {\"$ref\": \"#/$defs/-table\"}"));
    if (!has_key(field->type)) return;
    strbuf_add(out, STR(", {\"type\": \"object\", \"propertyNames\": {\"not\": {\"enum\": ["));
    bool first = true;
    for (size_t i = 0; i < field->type->n_fields; i++) {
        if (!is_given(&field->type->fields[i])) continue;
        if (!first) strbuf_add(out, STR(", "));
        schema_string(out, field->type->fields[i].name);
        first = false;
    }
    strbuf_add(out, STR("]}}, \"additionalProperties\": {\"anyOf\": ["));
    item_schema(out, field);
    strbuf_add(out, STR(", {\"type\": \"null\"}]}}"));
}

void schema_field(StrBuf *out, const Field *field)
{
    strbuf_add(out, STR("{\"description\": "));
    schema_string(out, field->description);
    if (field->default_text.len) {
        member(out, false, STR("default"));
        schema_string(out, field->default_text);
    }
    if (field->example.len) {
        strbuf_add(out, STR(", \"examples\": ["));
        schema_string(out, field->example);
        strbuf_char(out, ']');
    }
    strbuf_add(out, STR(", \"anyOf\": ["));
    if (field->flags & FIELD_LIST)
        list_schema(out, field);
    else
        item_schema(out, field);
    strbuf_add(out, STR(", {\"type\": \"null\"}]}"));
}

static void required(StrBuf *out, const RecordType *type)
{
    bool first = true;
    for (size_t i = 0; i < type->n_fields; i++) {
        const Field *field = &type->fields[i];
        if (!(field->flags & FIELD_REQUIRED) || field->flags & FIELD_KEY) continue;
        if (field->kind == FIELD_ID) continue; /* may be the key of its entry */
        strbuf_add(out, first ? STR(", \"required\": [") : STR(", "));
        schema_string(out, field->name);
        first = false;
    }
    if (!first) strbuf_char(out, ']');
}

/* The file itself needs nothing: it may be a part that another file includes. */
void schema_object(StrBuf *out, const RecordType *type)
{
    const Field *dated = with_flag(type, FIELD_DATE_KEYS);
    bool first = true;
    strbuf_add(out, STR("\"type\": \"object\", \"properties\": {"));
    for (size_t i = 0; i < type->n_fields; i++) {
        if (!is_given(&type->fields[i])) continue;
        if (!first) strbuf_char(out, ',');
        strbuf_add(out, STR("\n      "));
        member(out, true, type->fields[i].name);
        schema_field(out, &type->fields[i]);
        first = false;
    }
    strbuf_add(out, STR("},\n    \"patternProperties\": {\"^x-\": true"));
    if (dated) {
        strbuf_add(out, STR(", \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\": {\"anyOf\": ["));
        item_schema(out, dated);
        strbuf_add(out, STR(", {\"type\": \"null\"}]}"));
    }
    strbuf_add(out, STR("}, \"additionalProperties\": false"));
    if (type != &file_type) required(out, type);
}

static void record_schema(StrBuf *out, const RecordType *type)
{
    const Field *shorthand = with_flag(type, FIELD_SHORTHAND);
    strbuf_add(out, STR("{\"description\": "));
    schema_string(out, type->description);
    if (!shorthand) {
        strbuf_add(out, STR(", "));
        schema_object(out, type);
        strbuf_char(out, '}');
        return;
    }
    strbuf_add(out, STR(", \"anyOf\": [{"));
    schema_object(out, type);
    strbuf_add(out, STR("},\n    "));
    item_schema(out, shorthand);
    strbuf_add(out, STR("]}"));
}

void schema_defs(StrBuf *out, const RecordType *const *types, size_t n)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        strbuf_add(out, i ? STR(",\n    ") : STR("\n    "));
        member(out, true, forms[i].name);
        strbuf_add(out, forms[i].schema);
    }
    for (size_t i = 0; i < n; i++) {
        if (!has_given_field(types[i])) continue;
        strbuf_add(out, STR(",\n    "));
        member(out, true, def_name(out->arena, types[i]->name));
        record_schema(out, types[i]);
    }
}

void event_schema(StrBuf *out)
{
    size_t n;
    const RecordType *const *types = event_types(&n);
    strbuf_add(out, STR("{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  "
                        "\"title\": \"Etalase event file\", \"description\": "));
    schema_string(out, file_type.description);
    strbuf_add(out, STR(",\n    "));
    schema_object(out, &file_type);
    strbuf_add(out, STR(",\n  \"$defs\": {"));
    schema_defs(out, types + 1, n - 1);
    strbuf_add(out, STR("}}\n"));
}
