/* schema - JSON Schema 2020-12 of layout files, from the tables in words.c.
 *
 * Each kind of node is a definition; a node is one of them. `required` stands first in each, so
 * that a validator that tries them in turn leaves the wrong ones at once. What expressions say, and
 * which names of styles, masters and components there are, is left to the compiler.
 */
#include "model/schema.h"

#include "layout/tree.h"

/* Any single value may be an {expression} instead. */
#define DYNAMIC "{\"type\": \"string\", \"pattern\": \"[{]\"}"
#define LENGTH "-?([0-9]+([.][0-9]+)?|[.][0-9]+) ?(mm|cm|in|pt)|-?0"
#define SHARE "-?[0-9]+([.][0-9]+)? ?(%|fr|col)|auto"

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
    {"-series",
     "{\"anyOf\": [{\"$ref\": \"#/$defs/-each\"}, {\"type\": \"array\", \"minItems\": 1, "
     "\"items\": {\"type\": \"object\", \"required\": [\"value\"], "
     "\"additionalProperties\": false, \"properties\": {\"label\": {\"$ref\": "
     "\"#/$defs/-text\"}, \"value\": {\"$ref\": \"#/$defs/-scalar\"}, \"text\": {\"$ref\": "
     "\"#/$defs/-text\"}, \"accent\": {\"$ref\": \"#/$defs/-scalar\"}, \"bar_colour\": "
     "{\"$ref\": \"#/$defs/-name\"}}}}]}"},
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
};

static const char *form_name(PropKind kind)
{
    static const char *const names[] = {
        [PROP_TEMPLATE] = "-text",  [PROP_EXPR] = "-scalar",     [PROP_LENGTH] = "-length",
        [PROP_SIZE] = "-size",      [PROP_SIZES] = "-sizes",     [PROP_INSETS] = "-insets",
        [PROP_POINT] = "-pair",     [PROP_COLOUR] = "-name",     [PROP_INT] = "-integer",
        [PROP_NUMBER] = "-number",  [PROP_BOOL] = "-boolean",    [PROP_CHOICE] = "-name",
        [PROP_NAME] = "-name",      [PROP_SIDES] = "-sides",     [PROP_NODES] = "-nodes",
        [PROP_MAP] = "-texts",      [PROP_EACH] = "-each",       [PROP_EXPRS] = "-expressions",
        [PROP_INTS] = "-integers",  [PROP_FIT] = "-steps",       [PROP_COLUMNS] = "-columns",
        [PROP_WITH] = "-texts",     [PROP_SPANS] = "-spans",     [PROP_PATHDATA] = "-name",
        [PROP_CORNERS] = "-insets", [PROP_BORDERS] = "-borders", [PROP_NAMES] = "-names",
        [PROP_SPAN] = "-span-all",  [PROP_SERIES] = "-series",   [PROP_SUMS] = "-sums",
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

static void choice(StrBuf *out, const PropInfo *info)
{
    strbuf_add(out, STR("{\"description\": "));
    schema_string(out, info->description);
    strbuf_add(out, STR(", \"anyOf\": [{\"enum\": ["));
    for (size_t i = 0; info->choices[i].len; i++) {
        if (i) strbuf_add(out, STR(", "));
        schema_string(out, info->choices[i]);
        bool boolean =
            str_eq(info->choices[i], STR("true")) || str_eq(info->choices[i], STR("false"));
        if (boolean) strbuf_format(out, ", %.*s", STR_ARG(info->choices[i]));
    }
    strbuf_add(out, STR("]}, " DYNAMIC "]}"));
}

static void prop_schema(StrBuf *out, const PropInfo *info)
{
    if (info->kind == PROP_CHOICE)
        choice(out, info);
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

static void column_schema(StrBuf *out)
{
    strbuf_add(out, STR(",\n    \"-column\": {\"type\": \"object\", \"additionalProperties\": "
                        "false, \"properties\": {"));
    size_t n;
    const ColumnWord *words = column_words(&n);
    for (size_t i = 0; i < n; i++) {
        key(out, i == 0, words[i].name);
        described(out, words[i].form, words[i].description);
    }
    style_properties(out, false, N_PROPS);
    strbuf_add(out, STR("}}"));
}

/* Page designs and the sections of the file, which have no tables of their own. */
static const char masters[] =
    ",\n    \"-master\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": {"
    "\n      \"like\": {\"$ref\": \"#/$defs/-name\", \"description\": \"The page design that this "
    "one starts from.\"},"
    "\n      \"size\": {\"anyOf\": [{\"type\": \"string\"}, {\"$ref\": \"#/$defs/-pair\"}], "
    "\"description\": \"A4, A6, A3 landscape or [width, height].\"},"
    "\n      \"landscape\": {\"$ref\": \"#/$defs/-boolean\", \"description\": \"Wider than "
    "tall.\"},"
    "\n      \"adapts\": {\"$ref\": \"#/$defs/-boolean\", \"description\": \"Takes the size of "
    "the stock's label, where a stock is named.\"},"
    "\n      \"bleed\": {\"$ref\": \"#/$defs/-length\", \"description\": \"Printed beyond the edge "
    "that is cut.\"},"
    "\n      \"margins\": {\"anyOf\": [{\"$ref\": \"#/$defs/-insets\"}, {\"type\": \"object\", "
    "\"additionalProperties\": false, \"properties\": {\"top\": {\"$ref\": \"#/$defs/-length\"}, "
    "\"bottom\": {\"$ref\": \"#/$defs/-length\"}, \"left\": {\"$ref\": \"#/$defs/-length\"}, "
    "\"right\": {\"$ref\": \"#/$defs/-length\"}, \"inner\": {\"$ref\": \"#/$defs/-length\"}, "
    "\"outer\": {\"$ref\": \"#/$defs/-length\"}}}], \"description\": \"Space around the text.\"},"
    "\n      \"mirrored\": {\"$ref\": \"#/$defs/-boolean\", \"description\": \"Inner and outer "
    "margins change sides on left-hand pages.\"},"
    "\n      \"columns\": {\"$ref\": \"#/$defs/-integer\", \"description\": \"Columns of the flow, "
    "1 to 12.\"},"
    "\n      \"gutter\": {\"$ref\": \"#/$defs/-length\", \"description\": \"Space between "
    "columns.\"},"
    "\n      \"under\": {\"$ref\": \"#/$defs/-nodes\", \"description\": \"Painted below the "
    "content of every page.\"},"
    "\n      \"over\": {\"$ref\": \"#/$defs/-nodes\", \"description\": \"Painted above it: running "
    "heads, page numbers.\"},"
    "\n      \"rule\": {\"$ref\": \"#/$defs/-name\", \"description\": \"Colour of the rules "
    "between columns.\"},"
    "\n      \"balance\": {\"$ref\": \"#/$defs/-boolean\", \"description\": \"Columns end level "
    "where the text ends before the page is full.\"},"
    "\n      \"regions\": {\"type\": \"object\", \"description\": \"Parts of the body that flows "
    "fill one after the other.\", \"additionalProperties\": {\"type\": \"object\", "
    "\"additionalProperties\": false, \"properties\": {\"left\": {\"$ref\": "
    "\"#/$defs/-length\"}, \"top\": {\"$ref\": \"#/$defs/-length\"}, \"width\": {\"$ref\": "
    "\"#/$defs/-length\"}, \"height\": {\"$ref\": \"#/$defs/-length\"}, \"cols\": {\"$ref\": "
    "\"#/$defs/-integers\"}, \"columns\": {\"$ref\": "
    "\"#/$defs/-integer\"}, \"gutter\": {\"$ref\": \"#/$defs/-length\"}}}},"
    "\n      \"grid\": {\"type\": \"object\", \"additionalProperties\": false, \"properties\": "
    "{\"columns\": {\"$ref\": \"#/$defs/-integer\"}, \"gutter\": {\"$ref\": "
    "\"#/$defs/-length\"}}, \"description\": \"Columns that boxes are placed by: width: 6col, "
    "cols: [1, 6].\"},"
    "\n      \"baseline\": {\"anyOf\": [{\"$ref\": \"#/$defs/-length\"}, {\"type\": \"object\", "
    "\"additionalProperties\": false, \"required\": [\"step\"], \"properties\": {\"step\": "
    "{\"$ref\": \"#/$defs/-length\"}, \"first\": {\"$ref\": \"#/$defs/-length\"}}}], "
    "\"description\": \"Distance of the baselines that texts with snap stand on: 5mm, or {step: "
    "5mm, first: 4mm}.\"},"
    "\n      \"scale\": {\"$ref\": \"#/$defs/-number\", \"description\": \"What is taken over by "
    "like is this much larger: margins, columns, regions.\"},"
    "\n      \"first\": {\"$ref\": \"#/$defs/-name\", \"description\": \"The page design of the "
    "first page of a part.\"},"
    "\n      \"blank\": {\"$ref\": \"#/$defs/-name\", \"description\": \"The page design of "
    "pages left blank before a right-hand page.\"},"
    "\n      \"right\": {\"$ref\": \"#/$defs/-name\", \"description\": \"The page design of "
    "right-hand pages.\"},"
    "\n      \"left\": {\"$ref\": \"#/$defs/-name\", \"description\": \"The page design of "
    "left-hand pages.\"}}}"
    ",\n    \"-component\": {\"type\": \"object\", \"required\": [\"do\"], "
    "\"additionalProperties\": false, \"properties\": {\"params\": {\"type\": [\"object\", "
    "\"null\"], \"description\": \"Names with their defaults; ~ for those that must be given.\"}, "
    "\"do\": {\"$ref\": \"#/$defs/-nodes\"}}}"
    ",\n    \"-option\": {\"type\": \"object\", \"additionalProperties\": true, \"properties\": "
    "{\"type\": {\"enum\": [\"text\", \"bool\", \"number\", \"colour\", \"length\"]}, \"default\": "
    "{\"$ref\": \"#/$defs/-scalar\"}, \"description\": {\"type\": \"string\"}}}";

static const char sections[] =
    "\"type\": \"object\", \"required\": [\"layout\"], \"additionalProperties\": false,\n  "
    "\"patternProperties\": {\"^x-\": true}, \"properties\": {"
    "\n    \"layout\": {\"enum\": [1, \"1\"], \"description\": \"The version of the language.\"},"
    "\n    \"name\": {\"type\": \"string\", \"description\": \"What event files call it.\"},"
    "\n    \"title\": {\"$ref\": \"#/$defs/-text\", \"description\": \"Title of the document.\"},"
    "\n    \"description\": {\"type\": \"string\", \"description\": \"One line for the list of "
    "layouts.\"},"
    "\n    \"needs\": {\"type\": \"string\", \"description\": \"The list of the event file that it "
    "lives from.\"},"
    "\n    \"include\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"items\": "
    "{\"type\": \"string\"}}], \"description\": \"Files beside this one whose names it uses.\"},"
    "\n    \"extends\": {\"type\": \"string\", \"description\": \"A layout that this one takes "
    "over, but for what it says itself.\"},"
    "\n    \"options\": {\"type\": [\"object\", \"null\"], \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/-option\"}, \"description\": \"What event files may set.\"},"
    "\n    \"strings\": {\"type\": [\"object\", \"string\", \"null\"], \"additionalProperties\": "
    "{\"$ref\": "
    "\"#/$defs/-text\"}, \"description\": \"Words by language: {t.name}.\"},"
    "\n    \"colours\": {\"type\": [\"object\", \"null\"], \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/-name\"}, \"description\": \"Names for colours.\"},"
    "\n    \"styles\": {\"type\": [\"object\", \"null\"], \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/-style\"}, \"description\": \"Text styles.\"},"
    "\n    \"masters\": {\"type\": [\"object\", \"null\"], \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/-master\"}, \"description\": \"Page designs.\"},"
    "\n    \"components\": {\"type\": [\"object\", \"null\"], \"additionalProperties\": {\"$ref\": "
    "\"#/$defs/-component\"}, \"description\": \"Parts that `use` puts in by name.\"},"
    "\n    \"document\": {\"$ref\": \"#/$defs/-nodes\", \"description\": \"Pages and flows, one "
    "after the other.\"}}";

void layout_schema(StrBuf *out)
{
    strbuf_add(out, STR("{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  "
                        "\"title\": \"Etalase layout\",\n  "));
    strbuf_add(out, str_from(sections));
    strbuf_add(out, STR(",\n  \"$defs\": {"));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        strbuf_format(out, "%s\n    \"%s\": %s", i ? "," : "", forms[i].name, forms[i].schema);
    styled_schemas(out);
    column_schema(out);
    strbuf_add(out, str_from(masters));
    node_schemas(out);
    strbuf_add(out, STR("}}\n"));
}
