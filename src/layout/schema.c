/* schema - JSON Schema 2020-12 of layout files, from the tables in words.c and parts.c.
 *
 * Each kind of node is a definition; a node is one of them. `required` stands first in each, so
 * that a validator that tries them in turn leaves the wrong ones at once. What expressions say, and
 * which names of styles, masters and components there are, is left to the compiler.
 */
#include "model/schema.h"

#include "layout/parts.h"
#include "layout/tree.h"

/* Any single value may be an {expression} instead. */
#define DYNAMIC "{\"type\": \"string\", \"pattern\": \"[{]\"}"
#define LENGTH "-?([0-9]+([.][0-9]+)?|[.][0-9]+) ?(mm|cm|in|pt)|-?0"
#define SHARE "-?[0-9]+([.][0-9]+)? ?(%|fr|col)|auto"

/* Names, each with such a form; or something else. */
#define NAMED(form) NAMED_OR("", form)
#define NAMED_OR(other, form)                                                           \
    "{\"type\": [" other "\"object\", \"null\"], \"additionalProperties\": {\"$ref\": " \
    "\"#/$defs/" form "\"}}"

typedef struct Form {
    const char *name, *schema;
} Form;

static const Form forms[] = {
    {"-scalar", "{\"type\": [\"string\", \"number\", \"boolean\"]}"},
    {"-text", "{\"anyOf\": [{\"$ref\": \"#/$defs/-scalar\"}, {\"type\": \"object\", "
              "\"minProperties\": 1, \"propertyNames\": {\"pattern\": \"^[a-z]{2,3}$\"}, "
              "\"additionalProperties\": {\"$ref\": \"#/$defs/-scalar\"}}]}"},
    {"-length", "{\"anyOf\": [{\"type\": \"string\", \"pattern\": \"^(" LENGTH
                ")$\"}, {\"const\": 0}, " DYNAMIC "]}"},
    {"-size", "{\"anyOf\": [{\"type\": \"string\", \"pattern\": \"^(" LENGTH "|" SHARE
              ")$\"}, {\"const\": 0}, " DYNAMIC "]}"},
    {"-sizes", "{\"anyOf\": [{\"type\": [\"integer\", \"string\"]}, {\"type\": \"array\", "
               "\"items\": {\"$ref\": \"#/$defs/-size\"}, \"minItems\": 1, \"maxItems\": 100}]}"},
    {"-insets", "{\"anyOf\": [{\"$ref\": \"#/$defs/-length\"}, {\"type\": \"array\", \"items\": "
                "{\"$ref\": \"#/$defs/-length\"}, \"minItems\": 1, \"maxItems\": 4}]}"},
    {"-pair", "{\"anyOf\": [{\"$ref\": \"#/$defs/-size\"}, {\"type\": \"array\", \"items\": "
              "{\"$ref\": \"#/$defs/-size\"}, \"minItems\": 2, \"maxItems\": 2}]}"},
    {"-integer", "{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\", \"pattern\": "
                 "\"^-?[0-9]+$\"}, " DYNAMIC "]}"},
    {"-number", "{\"anyOf\": [{\"type\": \"number\"}, {\"type\": \"string\", \"pattern\": "
                "\"^-?[0-9.]+$\"}, " DYNAMIC "]}"},
    {"-boolean", "{\"anyOf\": [{\"enum\": [true, false, \"true\", \"false\"]}, " DYNAMIC "]}"},
    {"-name", "{\"type\": [\"string\", \"number\"]}"},
    {"-names", "{\"anyOf\": [{\"$ref\": \"#/$defs/-name\"}, {\"type\": \"array\", \"minItems\": 1, "
               "\"items\": {\"$ref\": \"#/$defs/-name\"}}]}"},
    {"-span-all", "{\"anyOf\": [{\"const\": \"all\"}, {\"$ref\": \"#/$defs/-integer\"}]}"},
    {"-texts", "{\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/-text\"}}"},
    {"-sums", "{\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/$defs/-scalar\"}}"},
    {"-sides", "{\"anyOf\": [{\"const\": \"all\"}, {\"type\": \"array\", \"items\": {\"enum\": "
               "[\"top\", \"right\", \"bottom\", \"left\"]}}]}"},
    {"-each", "{\"type\": \"string\", \"pattern\": \"^\\\\s*[A-Za-z_][A-Za-z0-9_-]*\\\\s* in .\"}"},
    {"-series-list", "{\"anyOf\": [{\"$ref\": \"#/$defs/-each\"}, {\"type\": \"array\", "
                     "\"minItems\": 1, \"items\": {\"$ref\": \"#/$defs/-series\"}}]}"},
    {"-expressions", "{\"anyOf\": [{\"$ref\": \"#/$defs/-scalar\"}, {\"type\": \"array\", "
                     "\"items\": {\"$ref\": \"#/$defs/-scalar\"}}]}"},
    {"-integers", "{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/-integer\"}}"},
    {"-spans", "{\"anyOf\": [{\"$ref\": \"#/$defs/-span\"}, {\"type\": \"array\", \"items\": "
               "{\"$ref\": \"#/$defs/-span\"}}]}"},
    {"-borders", "{\"anyOf\": [{\"$ref\": \"#/$defs/-name\"}, {\"type\": \"object\", "
                 "\"additionalProperties\": false, \"properties\": {\"top\": {\"$ref\": "
                 "\"#/$defs/-name\"}, \"right\": {\"$ref\": \"#/$defs/-name\"}, \"bottom\": "
                 "{\"$ref\": \"#/$defs/-name\"}, \"left\": {\"$ref\": \"#/$defs/-name\"}}}]}"},
    {"-steps", "{\"type\": \"array\", \"items\": {\"anyOf\": [{\"const\": \"error\"}, {\"type\": "
               "\"object\", \"minProperties\": 1, \"additionalProperties\": false, "
               "\"properties\": {\"lines\": {\"$ref\": \"#/$defs/-integer\"}, \"tracking\": "
               "{\"$ref\": \"#/$defs/-integer\"}, \"width\": {\"$ref\": \"#/$defs/-scalar\"}, "
               "\"size\": {\"$ref\": \"#/$defs/-length\"}, \"text\": {\"$ref\": "
               "\"#/$defs/-text\"}}}]}}"},
    {"-cell", "{\"anyOf\": [{\"$ref\": \"#/$defs/-spans\"}, {\"$ref\": \"#/$defs/-nodes\"}]}"},
    {"-columns", "{\"type\": \"array\", \"minItems\": 1, \"maxItems\": 100, \"items\": {\"$ref\": "
                 "\"#/$defs/-column\"}}"},
    {"-nodes", "{\"anyOf\": [{\"$ref\": \"#/$defs/-node\"}, {\"type\": \"array\", \"items\": "
               "{\"$ref\": \"#/$defs/-node\"}}, {\"type\": \"null\"}]}"},
    {"-line", "{\"type\": \"string\"}"},
    {"-version", "{\"enum\": [1, \"1\"]}"},
    {"-files", "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"items\": {\"type\": "
               "\"string\"}}]}"},
    {"-paper", "{\"anyOf\": [{\"type\": \"string\"}, {\"$ref\": \"#/$defs/-pair\"}]}"},
    {"-margins", "{\"anyOf\": [{\"$ref\": \"#/$defs/-insets\"}, {\"$ref\": \"#/$defs/-margin\"}]}"},
    {"-baselines",
     "{\"anyOf\": [{\"$ref\": \"#/$defs/-length\"}, {\"$ref\": \"#/$defs/-baseline\"}]}"},
    {"-params", "{\"type\": [\"object\", \"null\"]}"},
    {"-options", NAMED("-option")},
    {"-strings", NAMED_OR("\"string\", ", "-text")},
    {"-colours", NAMED("-name")},
    {"-styles", NAMED("-style")},
    {"-masters", NAMED("-master")},
    {"-components", NAMED("-component")},
    {"-regions", NAMED("-region")},
};

static const char *form_name(PropKind kind)
{
    static const char *const names[] = {
        [PROP_TEMPLATE] = "-text",  [PROP_EXPR] = "-scalar",        [PROP_LENGTH] = "-length",
        [PROP_SIZE] = "-size",      [PROP_SIZES] = "-sizes",        [PROP_INSETS] = "-insets",
        [PROP_POINT] = "-pair",     [PROP_COLOUR] = "-name",        [PROP_INT] = "-integer",
        [PROP_NUMBER] = "-number",  [PROP_BOOL] = "-boolean",       [PROP_CHOICE] = "-name",
        [PROP_NAME] = "-name",      [PROP_SIDES] = "-sides",        [PROP_NODES] = "-nodes",
        [PROP_MAP] = "-texts",      [PROP_EACH] = "-each",          [PROP_EXPRS] = "-expressions",
        [PROP_INTS] = "-integers",  [PROP_FIT] = "-steps",          [PROP_COLUMNS] = "-columns",
        [PROP_WITH] = "-texts",     [PROP_SPANS] = "-spans",        [PROP_PATHDATA] = "-name",
        [PROP_CORNERS] = "-insets", [PROP_BORDERS] = "-borders",    [PROP_NAMES] = "-names",
        [PROP_SPAN] = "-span-all",  [PROP_SERIES] = "-series-list", [PROP_SUMS] = "-sums",
    };
    return names[kind];
}

static void key(StrBuf *out, bool first, Str name)
{
    strbuf_add(out, first ? STR("\n      ") : STR(",\n      "));
    schema_string(out, name);
    strbuf_add(out, STR(": "));
}

/* A reference with a description beside it, as the drafts since 2019 allow. */
static void described(StrBuf *out, const char *form, Str description)
{
    strbuf_format(out, "{\"$ref\": \"#/$defs/%s\", \"description\": ", form);
    schema_string(out, description);
    strbuf_char(out, '}');
}

static void choice(StrBuf *out, Str description, const Str *choices)
{
    strbuf_add(out, STR("{\"description\": "));
    schema_string(out, description);
    strbuf_add(out, STR(", \"anyOf\": [{\"enum\": ["));
    for (size_t i = 0; choices[i].len; i++) {
        if (i) strbuf_add(out, STR(", "));
        schema_string(out, choices[i]);
        bool boolean = str_eq(choices[i], STR("true")) || str_eq(choices[i], STR("false"));
        if (boolean) strbuf_format(out, ", %.*s", STR_ARG(choices[i]));
    }
    strbuf_add(out, STR("]}, " DYNAMIC "]}"));
}

static void prop_schema(StrBuf *out, const PropInfo *info)
{
    if (info->kind == PROP_CHOICE)
        choice(out, info->description, info->choices);
    else
        described(out, form_name(info->kind), info->description);
}

static void style_properties(StrBuf *out, bool first, PropId but)
{
    for (int p = 0; p < N_PROPS; p++) {
        if (!is_style_prop((PropId)p) || (PropId)p == but) continue;
        key(out, first, prop_info((PropId)p)->name);
        prop_schema(out, prop_info((PropId)p));
        first = false;
    }
}

static void kind_schema(StrBuf *out, NodeType type)
{
    const KindInfo *kind = kind_info(type);
    strbuf_add(out, STR(",\n    "));
    schema_string(out, kind->name);
    strbuf_add(out, STR(": {\"type\": \"object\", \"required\": ["));
    schema_string(out, kind->name);
    strbuf_add(out, STR("], \"additionalProperties\": false, \"description\": "));
    schema_string(out, kind->description);
    strbuf_add(out, STR(", \"properties\": {"));
    key(out, true, kind->name);
    described(out, form_name(kind->main_kind), kind->description);
    for (int p = 0; p < N_PROPS; p++) {
        const PropInfo *info = prop_info((PropId)p);
        if (!kind_takes(type, (PropId)p) || str_eq(info->name, kind->name)) continue;
        key(out, false, info->name);
        prop_schema(out, info);
    }
    strbuf_add(out, STR("}}"));
}

static void node_schemas(StrBuf *out)
{
    strbuf_add(out, STR(",\n    \"-node\": {\"anyOf\": [{\"$ref\": \"#/$defs/-scalar\"}"));
    for (int k = 0; k < N_NODE_TYPES; k++)
        strbuf_format(out, ", {\"$ref\": \"#/$defs/%.*s\"}", STR_ARG(kind_info((NodeType)k)->name));
    strbuf_add(out, STR("]}"));
    for (int k = 0; k < N_NODE_TYPES; k++) kind_schema(out, (NodeType)k);
}

/* Parts that have properties of styles beside their own. */
static void styled_schemas(StrBuf *out)
{
    strbuf_add(out, STR(",\n    \"-span\": {\"anyOf\": [{\"$ref\": \"#/$defs/-text\"}, {\"type\": "
                        "\"object\", \"required\": [\"text\"], \"additionalProperties\": false, "
                        "\"properties\": {"));
    key(out, true, STR("text"));
    described(out, "-text", STR("The words of the span."));
    key(out, false, STR("link"));
    described(out, "-text", STR("The span is a link: https://…, mailto:… or #anchor."));
    style_properties(out, false, N_PROPS);
    strbuf_add(out, STR("}}]},\n    \"-style\": {\"type\": \"object\", \"additionalProperties\": "
                        "false, \"properties\": {"));
    key(out, true, STR("like"));
    described(out, "-name", STR("The style that this one starts from."));
    key(out, false, STR("lang"));
    strbuf_add(out, STR("{\"anyOf\": [{\"$ref\": \"#/$defs/-text\"}, {\"type\": \"object\", "
                        "\"additionalProperties\": {\"$ref\": \"#/$defs/-style\"}}], "
                        "\"description\": \"Language of the text; or by language what the style "
                        "says for texts in it.\"}"));
    style_properties(out, false, P_LANG);
    strbuf_add(out, STR("}}"));
}

/* The members of the object that a part is; without braces. */
static void part_members(StrBuf *out, const PartInfo *part)
{
    strbuf_add(out, STR("\"type\": \"object\", "));
    if (part->required >= 0) {
        strbuf_add(out, STR("\"required\": ["));
        schema_string(out, part->keys[part->required].name);
        strbuf_add(out, STR("], "));
    }
    if (part->open) strbuf_add(out, STR("\"patternProperties\": {\"^x-\": true}, "));
    strbuf_add(out, STR("\"additionalProperties\": false, \"description\": "));
    schema_string(out, part->description);
    strbuf_add(out, STR(", \"properties\": {"));
    for (size_t i = 0; i < part->n; i++) {
        const PartKey *known = &part->keys[i];
        key(out, i == 0, known->name);
        if (known->choices)
            choice(out, known->description, known->choices);
        else
            described(out, known->form, known->description);
    }
    if (part->styled) style_properties(out, false, N_PROPS);
    strbuf_char(out, '}');
}

static void part_schemas(StrBuf *out)
{
    for (int type = 0; type < N_PARTS; type++) {
        const PartInfo *part = part_info((PartType)type);
        if (type == PART_FILE) continue; /* the whole */
        strbuf_format(out, ",\n    \"-%.*s\": {", STR_ARG(part->name));
        part_members(out, part);
        strbuf_char(out, '}');
    }
}

void layout_schema(StrBuf *out)
{
    strbuf_add(out, STR("{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  "
                        "\"title\": \"Etalase layout\",\n  "));
    part_members(out, part_info(PART_FILE));
    strbuf_add(out, STR(",\n  \"$defs\": {"));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        strbuf_format(out, "%s\n    \"%s\": %s", i ? "," : "", forms[i].name, forms[i].schema);
    styled_schemas(out);
    part_schemas(out);
    node_schemas(out);
    strbuf_add(out, STR("}}\n"));
}
