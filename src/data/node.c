/* node - the tree, its lookup and its dump.
 *
 * Maps above INDEX_FROM pairs carry an open-addressing hash table: a power of two of slots, each
 * 0 (free) or the number of a pair counted from 1. The first slot of the array holds the mask.
 */
#include "data/node.h"

#include <string.h>

#include "data/limits.h"

enum { INDEX_FROM = 17 };

const Node *node_new_scalar(Arena *arena, Str text, bool plain, Span span)
{
    Node *node = ARENA_NEW(arena, Node);
    *node = (Node){.kind = NODE_SCALAR, .plain = plain, .span = span, .text = text};
    return node;
}

const Node *node_new_null(Arena *arena, Span span)
{
    Node *node = ARENA_NEW(arena, Node);
    *node = (Node){.kind = NODE_NULL, .plain = true, .span = span};
    return node;
}

const Node *node_new_list(Arena *arena, const Node *const *items, size_t n, Span span)
{
    Node *node = ARENA_NEW(arena, Node);
    *node = (Node){.kind = NODE_LIST, .span = span, .len = n, .items = items};
    return node;
}

static const uint32_t *make_index(Arena *arena, const NodePair *pairs, size_t n)
{
    uint32_t slots = 32;
    while (slots < n * 2) slots *= 2;
    uint32_t *index = ARENA_ARRAY(arena, uint32_t, (size_t)slots + 1);
    uint32_t *slot = index + 1, mask = slots - 1;
    index[0] = mask;
    for (size_t i = 0; i < n; i++) {
        uint32_t at = (uint32_t)str_hash(pairs[i].key->text) & mask;
        while (slot[at]) at = (at + 1) & mask;
        slot[at] = (uint32_t)i + 1;
    }
    return index;
}

const Node *node_new_map(Arena *arena, const NodePair *pairs, size_t n, Span span)
{
    Node *node = ARENA_NEW(arena, Node);
    *node = (Node){.kind = NODE_MAP, .span = span, .len = n};
    node->pairs = pairs;
    node->index = n >= INDEX_FROM ? make_index(arena, pairs, n) : NULL;
    return node;
}

const Node *node_find(const Node *map, Str key)
{
    if (!map || map->kind != NODE_MAP) return NULL;
    if (!map->index) {
        for (size_t i = 0; i < map->len; i++)
            if (str_eq(map->pairs[i].key->text, key)) return map->pairs[i].value;
        return NULL;
    }
    const uint32_t mask = map->index[0], *slot = map->index + 1;
    for (uint32_t at = (uint32_t)str_hash(key) & mask; slot[at]; at = (at + 1) & mask) {
        const NodePair *pair = &map->pairs[slot[at] - 1];
        if (str_eq(pair->key->text, key)) return pair->value;
    }
    return NULL;
}

Str node_kind_name(const Node *node)
{
    switch (node ? node->kind : NODE_NULL) {
    case NODE_SCALAR:
        return STR("text");
    case NODE_LIST:
        return STR("a list");
    case NODE_MAP:
        return STR("a mapping");
    case NODE_NULL:
        break;
    }
    return STR("nothing");
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Length of the escape at `at`; a surrogate pair of JSON is one. */
static size_t escape_len(Str source, size_t at)
{
    char kind = source.ptr[at + 1];
    size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    Str high = str_slice(source, at + 2, at + 4);
    bool pair =
        kind == 'u' && high.len == 2 && (high.ptr[0] | ' ') == 'd' && strchr("89abAB", high.ptr[1]);
    return pair ? 12 : 2 + digits;
}

/* Bytes of the source from `at` on that stand for the byte `c` of the text: the byte itself, an
 * escape, a line end with the indentation after it. 0: no match. */
static size_t source_bytes_of(Str source, size_t at, char c)
{
    if (at >= source.len) return 0;
    char here = source.ptr[at], next = at + 1 < source.len ? source.ptr[at + 1] : '\0';
    if (here == '\\' && c != '\\') return escape_len(source, at);
    if (here == c && !is_space(c)) return (c == '\'' || c == '\\') && next == c ? 2 : 1;
    if (!is_space(here) || !is_space(c)) return 0;
    size_t end = at + 1;
    if (here == '\r' && next == '\n') end++;
    bool line_end = here == '\n' || here == '\r';
    while (line_end && end < source.len && (source.ptr[end] == ' ' || source.ptr[end] == '\t'))
        end++;
    return end - at;
}

Span node_part(const Node *scalar, size_t start, size_t len)
{
    Span span = scalar->span;
    if (scalar->kind != NODE_SCALAR || !span.source) return span;
    Str source = source_text(span), text = scalar->text;
    if (start > text.len || len > text.len - start) return span;
    if (str_eq(source, text))
        return (Span){span.source, span.offset + (uint32_t)start, (uint32_t)len};
    size_t at = 0, first = 0;
    for (size_t i = 0; i < start + len; i++) {
        char c = text.ptr[i];
        bool continuation = ((unsigned char)c & 0xc0) == 0x80;
        while (!is_space(c) && at < source.len && is_space(source.ptr[at])) at++;
        if (i <= start) first = at;
        if (continuation && (at >= source.len || source.ptr[at] != c)) continue;
        size_t n = source_bytes_of(source, at, c);
        if (n == 0 && !is_space(c)) return span;
        at += n;
    }
    if (len == 0) first = at;
    if (at > source.len) return span;
    return (Span){span.source, span.offset + (uint32_t)first, (uint32_t)(at - first)};
}

static void dump_text(Str text, StrBuf *out)
{
    strbuf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '\n')
            strbuf_add(out, STR("\\n"));
        else if (c < ' ' || c == 0x7f)
            strbuf_format(out, "\\x%02x", c);
        else {
            if (c == '"' || c == '\\') strbuf_char(out, '\\');
            strbuf_char(out, (char)c);
        }
    }
    strbuf_char(out, '"');
}

static void dump_place(Span span, StrBuf *out)
{
    if (!span.source) {
        strbuf_add(out, STR("-"));
        return;
    }
    Position first = source_position(span.source, span.offset);
    Position end = source_position(span.source, span.offset + span.len);
    strbuf_format(out, "%u:%u-%u:%u", first.line, first.column, end.line, end.column);
}

/* Recursion is bounded: readers stop at LIMIT_DEPTH. */
static void dump(const Node *node, unsigned depth, StrBuf *out)
{
    static const Str words[] = {{"null", 4}, {"text", 4}, {"list", 4}, {"map", 3}};
    dump_place(node->span, out);
    strbuf_char(out, ' ');
    strbuf_add(out, node->kind == NODE_SCALAR && node->plain ? STR("plain") : words[node->kind]);
    if (node->kind == NODE_SCALAR) {
        strbuf_char(out, ' ');
        dump_text(node->text, out);
    }
    strbuf_char(out, '\n');
    size_t n = node->kind == NODE_LIST || node->kind == NODE_MAP ? node->len : 0;
    for (size_t i = 0; i < n; i++) {
        for (unsigned d = 0; d <= depth; d++) strbuf_add(out, STR("  "));
        if (node->kind == NODE_LIST) {
            strbuf_add(out, STR("- "));
            dump(node->items[i], depth + 1, out);
        } else {
            dump_text(node->pairs[i].key->text, out);
            strbuf_char(out, ' ');
            dump_place(node->pairs[i].key->span, out);
            strbuf_add(out, STR(": "));
            dump(node->pairs[i].value, depth + 1, out);
        }
    }
}

void node_dump(const Node *node, StrBuf *out) { dump(node, 0, out); }
