#include "data/build.h"

#include "base/map.h"
#include "data/encoding.h"

void build_init(Builder *builder, Arena *arena, const Source *source, Diag *diag)
{
    builder->arena = arena;
    builder->diag = diag;
    builder->source = source;
    builder->depth = builder->n_nodes = 0;
    builder->pending.items = NULL;
    builder->pending.len = builder->pending.cap = 0;
    builder->root = NULL;
}

static size_t n_children(const Builder *builder)
{
    return builder->pending.len - builder->frames[builder->depth - 1].first;
}

bool build_wants_key(const Builder *builder)
{
    return builder->depth && builder->frames[builder->depth - 1].kind == NODE_MAP &&
           n_children(builder) % 2 == 0;
}

bool build_open(Builder *builder, NodeKind kind, Span at)
{
    if (builder->depth == LIMIT_DEPTH) {
        diag_report(builder->diag, DIAG_DATA_DEPTH, at,
                    str_format(builder->arena, "%d", LIMIT_DEPTH));
        return false;
    }
    builder->frames[builder->depth++] = (BuildFrame){
        .kind = kind, .offset = at.offset, .first = builder->pending.len, .n_nodes = 1};
    return true;
}

static bool is_key(Builder *builder, const Node *key)
{
    Str what = node_kind_name(key);
    if (key->kind == NODE_SCALAR && key->text.len) return true;
    if (key->kind == NODE_SCALAR || key->kind == NODE_NULL)
        diag_report(builder->diag, DIAG_KEY_EMPTY, key->span);
    else
        diag_report(builder->diag, DIAG_KEY_NOT_TEXT, key->span, what);
    if (key->kind == NODE_MAP) {
        Str whole = str_slice(builder->source->bytes, key->span.offset ? key->span.offset - 1 : 0,
                              key->span.offset + key->span.len);
        if (str_starts(whole, STR("{{")))
            diag_hint(builder->diag, str_format(builder->arena, "put the text in quotes: \"%.*s}\"",
                                                STR_ARG(whole)));
    }
    return false;
}

bool build_add(Builder *builder, Built child)
{
    if (++builder->n_nodes > LIMIT_NODES && child.node) {
        diag_report(builder->diag, DIAG_DATA_NODES, child.node->span,
                    str_format(builder->arena, "%d", LIMIT_NODES));
        return false;
    }
    if (builder->depth == 0) {
        builder->root = child.node;
        return true;
    }
    BuildFrame *frame = &builder->frames[builder->depth - 1];
    if (builder->depth + child.height > LIMIT_DEPTH + 1) { /* through an alias */
        diag_report(builder->diag, DIAG_DATA_DEPTH, child.node->span,
                    str_format(builder->arena, "%d", LIMIT_DEPTH));
        return false;
    }
    frame->n_nodes += child.n_nodes;
    if (child.height > frame->height) frame->height = child.height;
    bool refused = child.node && build_wants_key(builder) && !is_key(builder, child.node);
    VEC_PUSH(builder->arena, &builder->pending, refused ? NULL : child.node);
    return true;
}

/* Where the key stands already, or NULL after adding it. */
static const NodePair *find_or_add(Map *large, NodePair *pairs, size_t n)
{
    const NodePair *pair = &pairs[n];
    if (large) return map_add(large, pair->key->text, &pairs[n]);
    for (size_t i = 0; i < n; i++)
        if (str_eq(pairs[i].key->text, pair->key->text)) return &pairs[i];
    return NULL;
}

static void report_twice(Builder *builder, const Node *key, const Node *first)
{
    Position p = source_position(first->span.source, first->span.offset);
    diag_report(builder->diag, DIAG_KEY_TWICE, key->span, key->text,
                str_format(builder->arena, "%u", p.line));
    diag_note(builder->diag, first->span, STR("it is given here first"));
}

static const Node *make_map(Builder *builder, const Node **children, size_t n, Span span)
{
    NodePair *pairs = ARENA_ARRAY(builder->arena, NodePair, n / 2);
    Arena tmp; /* the table for finding keys given twice is gone when the map is made */
    arena_init(&tmp);
    Map map;
    map_init(&map, &tmp);
    size_t len = 0;
    for (size_t i = 0; i + 1 < n; i += 2) {
        if (!children[i]) continue;
        pairs[len] = (NodePair){children[i], children[i + 1]};
        const NodePair *first = find_or_add(n > 32 ? &map : NULL, pairs, len);
        if (first)
            report_twice(builder, children[i], first->key);
        else
            len++;
    }
    arena_free(&tmp);
    return node_new_map(builder->arena, pairs, len, span);
}

static const Node *make_list(Builder *builder, const Node **children, size_t n, Span span)
{
    const Node **items = ARENA_ARRAY(builder->arena, const Node *, n);
    if (n) memcpy(items, children, n * sizeof *items);
    return node_new_list(builder->arena, items, n, span);
}

bool build_close(Builder *builder, uint32_t end, Built *closed)
{
    bool own_end = end > 0;
    BuildFrame *frame = &builder->frames[--builder->depth];
    const Node **children = builder->pending.items ? builder->pending.items + frame->first : NULL;
    size_t n = builder->pending.len - frame->first;
    for (size_t i = 0; i < n && !own_end; i++) { /* an alias may stand for something far above */
        const Node *child = children[i];
        if (child && child->span.offset >= frame->offset &&
            child->span.offset + child->span.len > end)
            end = child->span.offset + child->span.len;
    }
    Span span = {builder->source, frame->offset, end > frame->offset ? end - frame->offset : 0};
    closed->node = frame->kind == NODE_LIST ? make_list(builder, children, n, span)
                                            : make_map(builder, children, n, span);
    closed->n_nodes = frame->n_nodes;
    closed->height = frame->height + 1;
    builder->pending.len = frame->first;
    return build_add(builder, *closed);
}

bool build_check_text(Builder *builder, Str text, Span span)
{
    if (text.len > LIMIT_SCALAR_BYTES) {
        if (span.len > 40) span.len = 40;
        diag_report(builder->diag, DIAG_TEXT_LONG, span,
                    str_format(builder->arena, "%d KB", LIMIT_SCALAR_BYTES / 1024));
        return false;
    }
    uint32_t c;
    if (encoding_find_control(text, &c) == text.len) return true;
    diag_report(builder->diag, DIAG_CONTROL_CHAR, span, str_format(builder->arena, "U+%04X", c));
    return false;
}

Built build_scalar(Builder *builder, Str text, bool plain, Span span)
{
    bool null = plain && (text.len == 0 || str_eq(text, STR("~")));
    if (!null && !build_check_text(builder, text, span)) text = STR("");
    return (Built){null ? node_new_null(builder->arena, span)
                        : node_new_scalar(builder->arena, text, plain, span),
                   1, 1};
}
