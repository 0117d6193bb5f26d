/* read - a layout file: its sections, what it includes, the names it brings into scope. */
#include "data/read.h"

#include <unistd.h>

#include "base/vec.h"
#include "data/limits.h"
#include "layout/compile.h"
#include "layout/values.h"

static const Field page_fields[] = {{.name = {"number", 6}, .kind = FIELD_INT},
                                    {.name = {"label", 5}, .kind = FIELD_STRING},
                                    {.name = {"side", 4}, .kind = FIELD_STRING}};
static const Field print_fields[] = {{.name = {"stock", 5}, .kind = FIELD_STRING},
                                     {.name = {"width", 5}, .kind = FIELD_NUMBER},
                                     {.name = {"height", 6}, .kind = FIELD_NUMBER},
                                     {.name = {"dpi", 3}, .kind = FIELD_INT},
                                     {.name = {"backs", 5}, .kind = FIELD_BOOL}};
static const Field pages_fields[] = {{.name = {"total", 5}, .kind = FIELD_INT}};
static const Field entry_fields[] = {{.name = {"title", 5}, .kind = FIELD_STRING},
                                     {.name = {"level", 5}, .kind = FIELD_INT},
                                     {.name = {"page", 4}, .kind = FIELD_STRING},
                                     {.name = {"target", 6}, .kind = FIELD_STRING}};
static const Field term_fields[] = {{.name = {"term", 4}, .kind = FIELD_STRING},
                                    {.name = {"pages", 5}, .kind = FIELD_STRING},
                                    {.name = {"target", 6}, .kind = FIELD_STRING}};
static const Field loop_fields[] = {
    {.name = {"index", 5}, .kind = FIELD_INT}, {.name = {"first", 5}, .kind = FIELD_BOOL},
    {.name = {"last", 4}, .kind = FIELD_BOOL}, {.name = {"count", 5}, .kind = FIELD_INT},
    {.name = {"total", 5}, .kind = FIELD_INT}, {.name = {"left", 4}, .kind = FIELD_INT}};
static const Field group_fields[] = {{.name = {"key", 3}, .kind = FIELD_ANY},
                                     {.name = {"items", 5}, .kind = FIELD_ANY},
                                     {.name = {"count", 5}, .kind = FIELD_INT},
                                     {.name = {"level", 5}, .kind = FIELD_INT},
                                     {.name = {"outer", 5}, .kind = FIELD_ANY}};
static const Field rows_fields[] = {{.name = {"sofar", 5}, .kind = FIELD_ANY},
                                    {.name = {"count", 5}, .kind = FIELD_INT},
                                    {.name = {"total", 5}, .kind = FIELD_INT},
                                    {.name = {"left", 4}, .kind = FIELD_INT}};

#define ENGINE_TYPE(function, word, table)                                         \
    const RecordType *function(void)                                               \
    {                                                                              \
        static const RecordType type = {.name = {word, sizeof word - 1},           \
                                        .fields = table,                           \
                                        .n_fields = sizeof table / sizeof *table}; \
        return &type;                                                              \
    }
ENGINE_TYPE(page_type, "page", page_fields)
ENGINE_TYPE(pages_type, "pages", pages_fields)
ENGINE_TYPE(print_type, "print", print_fields)
ENGINE_TYPE(entry_type, "entry", entry_fields)
ENGINE_TYPE(index_term_type, "term", term_fields)
ENGINE_TYPE(loop_type, "loop", loop_fields)
ENGINE_TYPE(rows_type, "rows", rows_fields)
ENGINE_TYPE(group_type, "group", group_fields)

/* Keys of the file, and of the parts in it that nothing else looks at whole. */
static void check_root_keys(Compiler *c, const Node *root)
{
    const PartInfo *part = part_info(PART_FILE);
    compile_check_keys(c, PART_FILE, root);
    for (int key = FILE_OPTIONS; key <= FILE_COMPONENTS; key++) {
        const Node *map = node_find(root, part->keys[key].name);
        if (!map || map->kind == NODE_NULL) continue;
        bool files = key == FILE_STRINGS && map->kind == NODE_SCALAR;
        if (map->kind != NODE_MAP && !files)
            compile_bad_value(c, part->keys[key].name, part->keys[key].type, map);
        bool checked = key == FILE_OPTIONS || key == FILE_COMPONENTS;
        for (size_t i = 0; checked && map->kind == NODE_MAP && i < map->len; i++) {
            const Node *item = map->pairs[i].value;
            if (item->kind == NODE_MAP)
                compile_check_keys(c, key == FILE_OPTIONS ? PART_OPTION : PART_COMPONENT, item);
            else
                compile_bad_value(c, map->pairs[i].key->text,
                                  key == FILE_OPTIONS
                                      ? STR("a mapping such as {type: text, default: ...}")
                                      : STR("a mapping such as {params: ..., do: ...}"),
                                  item);
        }
    }
}

static void read_root(Compiler *c, const Source *source, bool included);

static Str folder_of(Str path)
{
    while (path.len && path.ptr[path.len - 1] != '/') path.len--;
    return path;
}

/* The file beside the one that names it, or where the finder looks. */
static Str find_file(Compiler *c, const Source *from, Str name)
{
    Str beside = str_format(c->arena, "%.*s%.*s", STR_ARG(folder_of(from->path)), STR_ARG(name));
    bool itself = str_eq(beside, from->path);
    if (!itself && access(beside.ptr, R_OK) == 0) return beside;
    Str found = c->finder ? c->finder->find(c->finder->context, name, from->path) : STR("");
    return found.len ? found : beside;
}

static bool is_open(const Compiler *c, Str path)
{
    for (size_t i = 0; i < c->n_files; i++)
        if (str_eq(c->files[i]->path, path)) return true;
    return false;
}

/* `what`: include or extends. An included file brings its sections, an extended one all it has. */
static void read_other(Compiler *c, const Source *from, const Node *node, Str what)
{
    Str name = node->kind == NODE_SCALAR ? node->text : STR("");
    bool suffixed = str_ends(name, STR(".yaml"));
    if (!name.len || str_find(name, STR("/")) >= 0) {
        compile_bad_value(c, what, STR("the name of a layout file, without folders"), node);
        return;
    }
    if (!suffixed) name = str_format(c->arena, "%.*s.yaml", STR_ARG(name));
    Str path = find_file(c, from, name);
    if (is_open(c, path) || c->n_files == COMPILE_MAX_ROOTS) {
        diag_report(c->diag, DIAG_LAYOUT_CIRCLE, node->span, what, name);
        return;
    }
    const Source *source = read_source(c->arena, path, path, LIMIT_FILE_BYTES, node->span, c->diag);
    if (source) read_root(c, source, str_eq(what, STR("include")));
}

static bool check_root(Compiler *c, const Source *source, const Node *root)
{
    const Node *version = node_find(root, STR("layout"));
    if (root->kind != NODE_MAP || !version) {
        diag_report(c->diag, DIAG_LAYOUT_NOT, (Span){source, 0, 1}, STR("`layout: 1` is missing"));
        return false;
    }
    if (version->kind != NODE_SCALAR || !str_eq(version->text, STR("1"))) {
        diag_report(c->diag, DIAG_LAYOUT_VERSION, version->span,
                    version->kind == NODE_SCALAR ? version->text : STR("?"));
        return false;
    }
    check_root_keys(c, root);
    return true;
}

/* Adds the files that this one builds on, then itself: later roots win. */
static void read_root(Compiler *c, const Source *source, bool included)
{
    const Node *root = read_yaml(c->arena, source, c->diag);
    c->files[c->n_files++] = source;
    if (!root || !check_root(c, source, root)) return;
    const Node *extends = node_find(root, STR("extends")),
               *include = node_find(root, STR("include"));
    if ((include || extends) && included) {
        diag_report(c->diag, DIAG_LAYOUT_PLACE, (include ? include : extends)->span,
                    include ? STR("include") : STR("extends"));
    } else {
        if (extends) read_other(c, source, extends, STR("extends"));
        bool list = include && include->kind == NODE_LIST;
        if (include && !list) read_other(c, source, include, STR("include"));
        for (size_t i = 0; list && i < include->len; i++)
            read_other(c, source, include->items[i], STR("include"));
    }
    if (c->n_roots < COMPILE_MAX_ROOTS) c->roots[c->n_roots++] = root;
}

/* Value of a text or of texts by language, as written. */
static Value text_value(Compiler *c, const Node *node)
{
    if (!node || node->kind == NODE_NULL) return value_unknown();
    if (node->kind == NODE_SCALAR) {
        Value value = value_text(node->text);
        value.node = node;
        return value;
    }
    if (node->kind != NODE_MAP || !node->len) {
        compile_bad_value(c, STR("text"), STR("a text or texts by language"), node);
        return value_unknown();
    }
    LangText *items = ARENA_ARRAY(c->arena, LangText, node->len);
    for (size_t i = 0; i < node->len; i++) {
        Str key = node->pairs[i].key->text;
        for (size_t k = 0; k < key.len && k < sizeof items[i].lang - 1; k++)
            items[i].lang[k] = key.ptr[k];
        if (node->pairs[i].value->kind == NODE_SCALAR)
            items[i].text = node->pairs[i].value->text;
        else
            compile_bad_value(c, key, STR("a text"), node->pairs[i].value);
    }
    LangTexts *texts = ARENA_NEW(c->arena, LangTexts);
    *texts = (LangTexts){node->len, items};
    Value value = value_text(items[0].text);
    value.texts = texts, value.node = node;
    return value;
}

typedef VEC(Field) FieldVec;

static bool has_field(const FieldVec *fields, Str name)
{
    for (size_t i = 0; i < fields->len; i++)
        if (str_eq(fields->items[i].name, name)) return true;
    return false;
}

static RecordType type_of(Str name, const FieldVec *fields)
{
    return (RecordType){.name = name, .fields = fields->items, .n_fields = fields->len};
}

static void read_strings(Compiler *c)
{
    FieldVec fields = {0};
    VEC(Value) values = {0};
    for (size_t r = c->n_roots; r-- > 0;) { /* the layout's own words first: they win */
        const Node *map = node_find(c->roots[r], STR("strings"));
        if (map && map->kind == NODE_SCALAR) map = compile_string_files(c, map);
        for (size_t i = 0; map && map->kind == NODE_MAP && i < map->len; i++) {
            Str key = map->pairs[i].key->text;
            if (has_field(&fields, key)) continue;
            VEC_PUSH(c->arena, &fields, (Field){.name = key, .kind = FIELD_TEXT});
            VEC_PUSH(c->arena, &values, text_value(c, map->pairs[i].value));
        }
    }
    c->layout->string_type = type_of(STR("t"), &fields);
    c->layout->strings = values.items;
}

static FieldKind option_kind(Str type)
{
    if (str_eq(type, STR("bool"))) return FIELD_BOOL;
    if (str_eq(type, STR("number"))) return FIELD_NUMBER;
    return FIELD_TEXT;
}

static Str scalar_in(const Node *map, Str key)
{
    const Node *node = map->kind == NODE_MAP ? node_find(map, key) : NULL;
    return node && node->kind == NODE_SCALAR ? node->text : STR("");
}

/* The word under `type:`; text if there is none. */
static Str option_type(Compiler *c, const Node *option)
{
    const PartKey *key = &part_info(PART_OPTION)->keys[OPTION_TYPE];
    const Node *type = option->kind == NODE_MAP ? node_find(option, key->name) : NULL;
    int64_t choice = 0;
    if (type) compile_choice(c, key->name, key->choices, type, &choice);
    return key->choices[choice];
}

static void read_options(Compiler *c)
{
    FieldVec fields = {0};
    VEC(LayoutOption) options = {0};
    for (size_t r = c->n_roots; r-- > 0;) {
        const Node *map = node_find(c->roots[r], STR("options"));
        for (size_t i = 0; map && map->kind == NODE_MAP && i < map->len; i++) {
            Str key = map->pairs[i].key->text;
            const Node *option = map->pairs[i].value;
            if (has_field(&fields, key)) continue;
            Str type = option_type(c, option);
            VEC_PUSH(c->arena, &fields, (Field){.name = key, .kind = option_kind(type)});
            VEC_PUSH(c->arena, &options,
                     (LayoutOption){key, type, scalar_in(option, STR("default")),
                                    scalar_in(option, STR("description"))});
        }
    }
    c->layout->option_type = type_of(STR("options"), &fields);
    c->layout->options = options.items, c->layout->n_options = options.len;
}

/* Names of marks and indexes are whatever the layout's nodes set: collected before compiling. */
static void collect_names(Compiler *c, const Node *node, Str key, FieldVec *fields, int depth)
{
    if (depth > LIMIT_DEPTH) return;
    if (node->kind == NODE_LIST)
        for (size_t i = 0; i < node->len; i++)
            collect_names(c, node->items[i], key, fields, depth + 1);
    if (node->kind != NODE_MAP) return;
    for (size_t i = 0; i < node->len; i++) {
        const Node *value = node->pairs[i].value;
        bool here = str_eq(node->pairs[i].key->text, key) && value->kind == NODE_MAP;
        for (size_t k = 0; here && k < value->len; k++)
            if (!has_field(fields, value->pairs[k].key->text))
                VEC_PUSH(c->arena, fields,
                         (Field){.name = value->pairs[k].key->text, .kind = FIELD_STRING});
        collect_names(c, value, key, fields, depth + 1);
    }
}

static void read_engine_names(Compiler *c)
{
    FieldVec marks = {0}, indexes = {0};
    for (size_t r = 0; r < c->n_roots; r++) {
        collect_names(c, c->roots[r], STR("mark"), &marks, 0);
        collect_names(c, c->roots[r], STR("index"), &indexes, 0);
    }
    for (size_t i = 0; i < indexes.len; i++) {
        indexes.items[i].kind = FIELD_REF;
        indexes.items[i].flags = FIELD_LIST;
        indexes.items[i].type = index_term_type();
    }
    c->layout->mark_type = type_of(STR("mark"), &marks);
    c->layout->index_type = type_of(STR("index"), &indexes);
    if (indexes.len) c->layout->uses_later = true;
}

static const TypeScope *base_scope(Compiler *c)
{
    const struct {
        Str name;
        const RecordType *record;
    } names[] = {{STR("options"), &c->layout->option_type},
                 {STR("t"), &c->layout->string_type},
                 {STR("mark"), &c->layout->mark_type},
                 {STR("index"), &c->layout->index_type},
                 {STR("pages"), pages_type()},
                 {STR("print"), print_type()}};
    const TypeScope *scope = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        TypeScope *next = ARENA_NEW(c->arena, TypeScope);
        *next =
            (TypeScope){scope, names[i].name, {.kind = VALUE_RECORD, .record = names[i].record}};
        scope = next;
    }
    TypeScope *lang = ARENA_NEW(c->arena, TypeScope);
    *lang = (TypeScope){scope, STR("lang"), {.kind = VALUE_TEXT}};
    TypeScope *second = ARENA_NEW(c->arena, TypeScope);
    *second = (TypeScope){lang, STR("second"), {.kind = VALUE_TEXT}};
    return second;
}

static void read_colours(Compiler *c)
{
    VEC(NamedTemplate) colours = {0};
    for (size_t r = 0; r < c->n_roots; r++) {
        const Node *map = node_find(c->roots[r], STR("colours"));
        for (size_t i = 0; map && map->kind == NODE_MAP && i < map->len; i++) {
            if (map->pairs[i].value->kind != NODE_SCALAR) {
                compile_bad_value(c, map->pairs[i].key->text, STR("a colour"), map->pairs[i].value);
                continue;
            }
            NamedTemplate colour = {.name = map->pairs[i].key->text,
                                    .text = compile_phrase(c, map->pairs[i].value, c->base)};
            if (colour.text) VEC_PUSH(c->arena, &colours, colour);
        }
    }
    c->layout->colours.items = colours.items, c->layout->colours.n = colours.len;
}

/* `lang: {zh: {leading: 1.5}}`: what the style says for texts of one language. False if `lang` is
 * something else. */
static bool read_style_langs(Compiler *c, const Node *node, NamedStyle *style)
{
    static const Str none[] = {{0}};
    if (!node || node->kind != NODE_MAP || !node->len) return false;
    for (size_t i = 0; i < node->len; i++)
        if (node->pairs[i].value->kind != NODE_MAP) return false;
    StyleLang *langs = ARENA_ARRAY(c->arena, StyleLang, node->len);
    for (size_t i = 0; i < node->len; i++)
        langs[i] = (StyleLang){node->pairs[i].key->text,
                               compile_style(c, node->pairs[i].value, none, c->base)};
    style->langs = langs, style->n_langs = node->len;
    return true;
}

static void read_styles(Compiler *c)
{
    static const Str own[] = {{"lang", 4}, {"like", 4}, {0}};
    VEC(NamedStyle) styles = {0};
    for (size_t r = c->n_roots; r-- > 0;) {
        const Node *map = node_find(c->roots[r], STR("styles"));
        for (size_t i = 0; map && map->kind == NODE_MAP && i < map->len; i++) {
            const Node *node = map->pairs[i].value;
            bool there = false;
            for (size_t k = 0; k < styles.len; k++)
                there |= str_eq(styles.items[k].name, map->pairs[i].key->text);
            if (there) continue;
            if (node->kind != NODE_MAP) {
                compile_bad_value(c, map->pairs[i].key->text, STR("a mapping of style properties"),
                                  node);
                continue;
            }
            const Node *like = node_find(node, STR("like"));
            if (like && like->kind == NODE_SCALAR && !compile_find(c, STR("styles"), like->text))
                compile_unknown_name(c, STR("style"), like->text, like->span, &map, 1);
            NamedStyle style = {.name = map->pairs[i].key->text,
                                .like = scalar_in(node, STR("like"))};
            bool by_lang = read_style_langs(c, node_find(node, STR("lang")), &style);
            style.node = compile_style(c, node, by_lang ? own : own + 1, c->base);
            VEC_PUSH(c->arena, &styles, style);
        }
    }
    c->layout->styles = styles.items, c->layout->n_styles = styles.len;
}

/* Pages and flows stand at the top of the document, all else inside them. */
static void check_places(Compiler *c, NodeSeq nodes, bool top)
{
    static const PropId inner[] = {P_DO, P_ELSE, P_HEAD, P_FOOT};
    for (size_t i = 0; i < nodes.n; i++) {
        const LNode *node = nodes.items[i];
        bool part = node->type == NODE_PAGE || node->type == NODE_FLOW;
        bool control = node->type == NODE_EACH || node->type == NODE_WHEN ||
                       node->type == NODE_USE || node->type == NODE_SLOT;
        if (!control && part != top)
            diag_report(c->diag, DIAG_LAYOUT_PLACE, node->span, kind_info(node->type)->name);
        for (size_t k = 0; control && k < sizeof inner / sizeof *inner; k++) {
            const Prop *prop = prop_find(node, inner[k]);
            if (prop && prop->kind == PROP_NODES) check_places(c, prop->nodes, top);
        }
        check_places(c, node->slot, top);
        check_places(c, node->kids, control && top);
    }
}

static void check_style_circles(Compiler *c)
{
    for (size_t i = 0; i < c->layout->n_styles; i++) {
        const NamedStyle *style = &c->layout->styles[i], *at = style;
        for (size_t steps = 0; at && at->like.len; steps++) {
            if (steps > c->layout->n_styles) {
                diag_report(c->diag, DIAG_LAYOUT_CIRCLE, style->node->span, STR("style"),
                            style->name);
                break;
            }
            at = layout_style(c->layout, at->like);
        }
    }
}

/* The value of a top-level key in the last root that has it. */
static const Node *root_value(const Compiler *c, Str key)
{
    for (size_t i = c->n_roots; i-- > 0;) {
        const Node *found = node_find(c->roots[i], key);
        if (found) return found;
    }
    return NULL;
}

static Str root_text(const Compiler *c, Str key)
{
    const Node *node = root_value(c, key);
    return node && node->kind == NODE_SCALAR ? node->text : STR("");
}

Layout *layout_read(Arena *arena, const Source *source, const LayoutFinder *finder, Diag *diag)
{
    Layout *layout = ARENA_NEW(arena, Layout);
    Compiler c = {
        .arena = arena, .diag = diag, .layout = layout, .root = event_type(), .finder = finder};
    layout->arena = arena, layout->diag = diag, layout->source = source;
    lookup_init(&c.lookup, arena);
    read_root(&c, source, false);
    if (!c.n_roots) return NULL;
    layout->name = root_text(&c, STR("name"));
    layout->description = root_text(&c, STR("description"));
    layout->needs = root_text(&c, STR("needs"));
    layout->title = text_value(&c, root_value(&c, STR("title")));
    read_strings(&c);
    read_options(&c);
    read_engine_names(&c);
    c.base = base_scope(&c);
    read_colours(&c);
    read_styles(&c);
    check_style_circles(&c);
    compile_masters(&c);
    const Node *document = root_value(&c, STR("document"));
    if (!document)
        diag_report(diag, DIAG_LAYOUT_NOT, c.roots[c.n_roots - 1]->span,
                    STR("`document:` is missing"));
    else
        layout->document = compile_nodes(&c, document, c.base);
    check_places(&c, layout->document, true);
    return layout;
}

bool layout_has_backs(const Layout *layout) { return layout->has_backs; }

bool layout_adapts(const Layout *layout)
{
    for (size_t i = 0; i < layout->n_masters; i++)
        if (layout->masters[i].adapts) return true;
    return false;
}

Str layout_name(const Layout *layout) { return layout->name; }

Value layout_title(const Layout *layout) { return layout->title; }

Str layout_description(const Layout *layout) { return layout->description; }

Str layout_needs(const Layout *layout) { return layout->needs; }

const LayoutOption *layout_options(const Layout *layout, size_t *n)
{
    *n = layout->n_options;
    return layout->options;
}
