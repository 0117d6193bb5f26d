/* fields - small YAML mappings into structs, by a table. */
#include "press/fields.h"

#include "base/num.h"
#include "base/vec.h"

typedef struct Reader {
    Arena *arena;
    Str thing;
    void *out;
    Diag *diag;
    bool failed;
} Reader;

/* ISO 216; F4 or Folio is Indonesia's office paper; Letter is the sheet of American labels. */
static const struct {
    const char *name;
    int width_um, height_um;
} papers[] = {
    {"a3", 297000, 420000},     {"a4", 210000, 297000}, {"a5", 148000, 210000},
    {"a6", 105000, 148000},     {"a7", 74000, 105000},  {"f4", 215000, 330000},
    {"letter", 215900, 279400},
};

static bool same_word(Str text, const char *word)
{
    size_t i = 0;
    for (; i < text.len && word[i]; i++) {
        char c = text.ptr[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + ('a' - 'A'));
        if (c != word[i]) return false;
    }
    return i == text.len && !word[i];
}

bool paper_find(Str name, Extent *out)
{
    name = str_trim(name);
    bool turned = str_ends(name, STR(" landscape"));
    if (turned) name = str_trim(str_slice(name, 0, name.len - (sizeof " landscape" - 1)));
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        if (!same_word(name, papers[i].name)) continue;
        Len w = len_from_um(papers[i].width_um), h = len_from_um(papers[i].height_um);
        *out = turned ? (Extent){h, w} : (Extent){w, h};
        return true;
    }
    return false;
}

static Str um_show(Arena *arena, Len len)
{
    return num_format(arena, (len_um(len) + (len < 0 ? -5 : 5)) / 10 * (NUM_ONE / 100));
}

Str len_show(Arena *arena, Len len)
{
    return str_format(arena, "%.*s mm", STR_ARG(um_show(arena, len)));
}

Str extent_show(Arena *arena, Extent extent)
{
    return str_format(arena, "%.*s × %.*s mm", STR_ARG(um_show(arena, extent.w)),
                      STR_ARG(um_show(arena, extent.h)));
}

static bool scalar(const Node *node) { return node->kind == NODE_SCALAR; }

static bool read_extent(const Node *node, Extent *out)
{
    Extent e;
    if (node->kind != NODE_LIST || node->len != 2 || !scalar(node->items[0]) ||
        !scalar(node->items[1]) || !len_parse(node->items[0]->text, &e.w) ||
        !len_parse(node->items[1]->text, &e.h) || e.w <= 0 || e.h <= 0)
        return false;
    *out = e;
    return true;
}

static bool read_texts(Reader *r, const Node *node, PressTexts *out)
{
    VEC(Str) texts = {0};
    if (scalar(node)) VEC_PUSH(r->arena, &texts, node->text);
    for (size_t i = 0; node->kind == NODE_LIST && i < node->len; i++) {
        if (!scalar(node->items[i])) return false;
        VEC_PUSH(r->arena, &texts, node->items[i]->text);
    }
    if (!texts.len) return false;
    *out = (PressTexts){texts.items, texts.len};
    return true;
}

/* A number with `suffix` or without, in thousandths. */
static bool read_number(const Node *node, Str suffix, int64_t least, int64_t most, int *out)
{
    Num n;
    if (!scalar(node)) return false;
    Str text = str_trim(node->text);
    if (suffix.len && str_ends(text, suffix))
        text = str_trim(str_slice(text, 0, text.len - suffix.len));
    if (!num_parse(text, &n) || n < least * NUM_ONE || n > most * NUM_ONE) return false;
    *out = (int)(n / (NUM_ONE / 1000));
    return true;
}

static bool read_whole(const Node *node, int64_t least, int64_t most, int *out)
{
    int thousandths;
    if (!read_number(node, STR(""), least, most, &thousandths) || thousandths % 1000) return false;
    *out = thousandths / 1000;
    return true;
}

static bool read_choice(const Node *node, const char *const *choices, int *out)
{
    for (int i = 0; scalar(node) && choices[i]; i++)
        if (str_eq(node->text, str_from(choices[i]))) {
            *out = i;
            return true;
        }
    return false;
}

static bool read_value(Reader *r, const PressField *field, const Node *node)
{
    void *out = (char *)r->out + field->offset;
    switch (field->kind) {
    case PRESS_TEXT:
        if (scalar(node)) *(Str *)out = node->text;
        return scalar(node);
    case PRESS_TEXTS:
        return read_texts(r, node, out);
    case PRESS_COUNT:
        return read_whole(node, 1, 1000, out);
    case PRESS_DPI:
        return read_whole(node, 50, 10000, out);
    case PRESS_LENGTH:
        return scalar(node) && len_parse(node->text, out);
    case PRESS_PAPER:
        return (scalar(node) && paper_find(node->text, out)) || read_extent(node, out);
    case PRESS_EXTENT:
        return read_extent(node, out);
    case PRESS_PERCENT:
        return read_number(node, STR("%"), 90, 110, out);
    case PRESS_ANGLE:
        return read_number(node, STR("°"), -5, 5, out);
    case PRESS_CHOICE:
        if (!read_choice(node, field->choices, out)) return false;
        *(int *)out += field->first;
        return true;
    case PRESS_MAP:
        break;
    }
    return false;
}

static Str expected(Reader *r, const PressField *field)
{
    static const char *const forms[] = {
        [PRESS_TEXT] = "a text",
        [PRESS_TEXTS] = "a text or a list of texts",
        [PRESS_COUNT] = "a whole number from 1 to 1000",
        [PRESS_DPI] = "a whole number from 50 to 10000",
        [PRESS_LENGTH] = "a length such as 12mm",
        [PRESS_EXTENT] = "width and height such as [90mm, 55mm]",
        [PRESS_PAPER] = "A3 to A7, F4, Letter (also `A4 landscape`), or [210mm, 297mm]",
        [PRESS_PERCENT] = "a percentage from 90 to 110",
        [PRESS_ANGLE] = "an angle from -5 to 5 degrees",
        [PRESS_MAP] = "a mapping",
    };
    if (field->kind != PRESS_CHOICE) return str_from(forms[field->kind]);
    StrBuf words;
    strbuf_init(&words, r->arena);
    for (int i = 0; field->choices[i]; i++)
        strbuf_format(&words, "%s%s", i ? ", " : "one of ", field->choices[i]);
    return strbuf_str(&words);
}

static Str shown(Reader *r, const Node *node)
{
    if (!scalar(node)) return node_kind_name(node);
    return str_format(r->arena, "`%.*s`", STR_ARG(node->text));
}

static void report_key(Reader *r, const Node *key, const PressField *fields)
{
    VEC(Str) keys = {0};
    for (; fields->key; fields++) VEC_PUSH(r->arena, &keys, str_from(fields->key));
    diag_report(r->diag, DIAG_PRESS_KEY, key->span, key->text, r->thing);
    Str near = str_nearest(key->text, keys.items, keys.len);
    if (near.len) diag_hint(r->diag, str_format(r->arena, "did you mean `%.*s`?", STR_ARG(near)));
    r->failed = true;
}

static void read_map(Reader *r, const Node *map, const PressField *fields)
{
    for (size_t i = 0; i < map->len; i++) {
        const Node *key = map->pairs[i].key, *value = map->pairs[i].value;
        const PressField *field = fields;
        while (field->key && !str_eq(key->text, str_from(field->key))) field++;
        if (!field->key) {
            if (!str_starts(key->text, STR("x-"))) report_key(r, key, fields);
        } else if (field->kind == PRESS_MAP && value->kind == NODE_MAP) {
            read_map(r, value, field->fields);
        } else if (!read_value(r, field, value)) {
            diag_report(r->diag, DIAG_PRESS_VALUE, value->span, key->text, expected(r, field),
                        shown(r, value));
            r->failed = true;
        }
    }
    for (; fields->key; fields++) {
        if (!fields->required || node_find(map, str_from(fields->key))) continue;
        diag_report(r->diag, DIAG_PRESS_REQUIRED, map->span, str_from(fields->key), r->thing);
        r->failed = true;
    }
}

bool press_read(Arena *arena, const Node *map, Str thing, const PressField *fields, void *out,
                Diag *diag)
{
    Reader r = {.arena = arena, .thing = thing, .out = out, .diag = diag};
    if (map->kind != NODE_MAP) {
        diag_report(diag, DIAG_PRESS_NOT, map->span, thing, node_kind_name(map));
        return false;
    }
    read_map(&r, map, fields);
    return !r.failed;
}
