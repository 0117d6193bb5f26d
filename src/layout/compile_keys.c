/* compile_keys - what is said of keys and names that nobody knows. */
#include "base/vec.h"
#include "layout/compile.h"
#include "layout/values.h"

enum { MAX_SHOWN_BYTES = 40 };

/* A scalar as it is written, the end of a long one cut between two characters. */
static Str shown(Compiler *c, const Node *node)
{
    Str text = node->text;
    if (node->kind != NODE_SCALAR) return node_kind_name(node);
    if (text.len <= MAX_SHOWN_BYTES) return text;
    size_t end = MAX_SHOWN_BYTES;
    while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80) end--;
    return str_format(c->arena, "%.*s...", (int)end, text.ptr);
}

void compile_bad_value(Compiler *c, Str name, Str form, const Node *node)
{
    diag_report(c->diag, DIAG_LAYOUT_VALUE, node->span, name, form, shown(c, node));
}

static void suggest(Compiler *c, Str word, const Str *names, size_t n)
{
    Str near = str_nearest(word, names, n);
    if (near.len) diag_hint(c->diag, str_format(c->arena, "did you mean `%.*s`?", STR_ARG(near)));
}

void compile_unknown_key(Compiler *c, const Node *key, Str where, const Str *names, size_t n)
{
    diag_report(c->diag, DIAG_LAYOUT_KEY, key->span, key->text, where);
    suggest(c, key->text, names, n);
}

static bool is_key(const Compiler *c, PartType type, Str key)
{
    const PartInfo *part = part_info(type);
    if (part_find(type, key) >= 0 || (part->open && str_starts(key, STR("x-")))) return true;
    PropId id = part->styled ? lookup_prop(&c->lookup, NODE_TEXT, key) : N_PROPS;
    return id != N_PROPS && is_style_prop(id);
}

static void report_key(Compiler *c, PartType type, const Node *key)
{
    const PartInfo *part = part_info(type);
    Str *names = ARENA_ARRAY(c->arena, Str, part->n + N_PROPS);
    size_t n = 0;
    for (; n < part->n; n++) names[n] = part->keys[n].name;
    for (int p = 0; part->styled && p < N_PROPS; p++)
        if (is_style_prop((PropId)p)) names[n++] = prop_info((PropId)p)->name;
    compile_unknown_key(c, key, part->in_text, names, n);
    if (str_eq(key->text, part->tried)) diag_hint(c->diag, part->instead);
}

void compile_check_keys(Compiler *c, PartType type, const Node *map)
{
    const PartInfo *part = part_info(type);
    bool all_known = true;
    for (size_t i = 0; i < map->len; i++) {
        const Node *key = map->pairs[i].key;
        bool known = is_key(c, type, key->text);
        all_known &= known;
        if (!known) report_key(c, type, key);
    }
    if (part->required < 0 || !all_known) return; /* it may be one that is misspelt */
    Str required = part->keys[part->required].name;
    if (!node_find(map, required))
        diag_report(c->diag, DIAG_LAYOUT_REQUIRED, map->span, part->in_text, required);
}

void compile_unknown_name(Compiler *c, Str what, Str name, Span at, const Node *const *maps,
                          size_t n_maps)
{
    diag_report(c->diag, DIAG_LAYOUT_NAME, at, what, name);
    VEC(Str) names = {0};
    for (size_t m = 0; m < n_maps; m++)
        for (size_t i = 0; maps[m] && maps[m]->kind == NODE_MAP && i < maps[m]->len; i++)
            VEC_PUSH(c->arena, &names, maps[m]->pairs[i].key->text);
    suggest(c, name, names.items, names.len);
}

bool compile_choice(Compiler *c, Str name, const Str *words, const Node *node, int64_t *out)
{
    bool scalar = node->kind == NODE_SCALAR;
    if (scalar && choice_parse(node->text, words, out)) return true;
    StrBuf list;
    strbuf_init(&list, c->arena);
    size_t n = 0;
    for (; words[n].len; n++) {
        if (n) strbuf_add(&list, STR(", "));
        strbuf_add(&list, words[n]);
    }
    diag_report(c->diag, DIAG_LAYOUT_CHOICE, node->span, name, strbuf_str(&list), shown(c, node));
    if (scalar) suggest(c, node->text, words, n);
    return false;
}
