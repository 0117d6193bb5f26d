/* plain_yaml - most files hold little of what YAML can do, and that little is read here at a tenth
 * of the cost: mappings and lists by indentation or in brackets, texts plain or quoted on one line,
 * `|` and `>`, comments, anchors. Whatever else there is (tags, tabs, texts over several lines,
 * `?`, documents) and every mistake ends the reading with NULL, and libyaml starts again from the
 * top. So this reader needs no messages, only never to take a text otherwise than libyaml would: a
 * test compares their trees, over all files of the repository and many that were spoilt at random.
 *
 * Recursive descent. A block is known by its column: what stands further right belongs to it, what
 * stands further left ends it. Columns are bytes: only spaces and dashes stand before them.
 */
#include "data/plain_yaml.h"

#include <string.h>

#include "base/map.h"
#include "data/build.h"

enum { KEY_BYTES = 1000 }; /* libyaml looks for the colon of a key so many characters far */

typedef struct Plain {
    Builder builder;
    Arena *arena;
    const Source *source;
    const char *p, *end, *line; /* here, the end of the text, the start of this line */
    Map anchors;                /* name to Built, once its node is whole */
    size_t n_alias_nodes;
} Plain;

/* '\0' at the end: no text holds one. */
static inline char at(const Plain *y, const char *p) { return p < y->end ? *p : '\0'; }

static inline char here(const Plain *y) { return at(y, y->p); }

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\0'; }

static bool is_flow_mark(char c)
{
    return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

static ptrdiff_t column(const Plain *y) { return y->p - y->line; }

static Span span_of(const Plain *y, const char *from, const char *to)
{
    return (Span){y->source, (uint32_t)(from - y->source->bytes.ptr), (uint32_t)(to - from)};
}

static void skip_spaces(Plain *y)
{
    while (here(y) == ' ') y->p++;
}

/* Nothing but a comment follows on this line. */
static bool line_ends(Plain *y)
{
    const char *from = y->p;
    skip_spaces(y);
    char c = here(y);
    return c == '\n' || c == '\0' || (c == '#' && y->p > from);
}

/* Past spaces, comments and line ends. */
static void skip_blank(Plain *y)
{
    for (;;) {
        skip_spaces(y);
        if (here(y) == '#' && (y->p == y->line || y->p[-1] == ' ')) {
            const char *next = memchr(y->p, '\n', (size_t)(y->end - y->p));
            y->p = next ? next : y->end;
        }
        if (here(y) != '\n') return;
        y->line = ++y->p;
    }
}

/* ---- scalars */
static bool keep_anchor(Plain *y, Str anchor, Built built)
{
    if (!anchor.len) return true;
    Built *kept = ARENA_NEW(y->arena, Built);
    *kept = built;
    return map_add(&y->anchors, anchor, kept) == NULL;
}

static bool add(Plain *y, Built built, Str anchor)
{
    return keep_anchor(y, anchor, built) && build_add(&y->builder, built);
}

/* A text that stands in the source as it is. */
static bool add_borrowed(Plain *y, const char *from, const char *to, bool plain, Str anchor)
{
    Str text = {from, (size_t)(to - from)};
    Span span = span_of(y, from, to);
    bool null = plain && (!text.len || (text.len == 1 && *from == '~'));
    if (text.len > LIMIT_SCALAR_BYTES) return false;
    if (plain && str_eq(text, STR("<<")) && build_wants_key(&y->builder)) return false;
    return add(
        y,
        (Built){null ? node_new_null(y->arena, span) : node_new_scalar(y->arena, text, plain, span),
                1, 1},
        anchor);
}

static bool starts_plain(const Plain *y, bool flow)
{
    char c = here(y), next = at(y, y->p + 1);
    if (strchr(" \n?:,[]{}#&*!|>'\"%@`", c)) return false; /* also at the end */
    if (c == '-' && (is_blank(next) || (flow && is_flow_mark(next)))) return false;
    bool mark = y->p == y->line && (c == '-' || c == '.') && next == c && at(y, y->p + 2) == c;
    return !mark; /* of documents */
}

/* Where a plain text ends on its line, without the spaces after it. NULL: not an ordinary one. */
static const char *plain_end(const Plain *y, const char *p, bool flow)
{
    static const bool stops[256] = {
        [' '] = true, ['\n'] = true, ['#'] = true, [':'] = true, [','] = true,
        ['['] = true, [']'] = true,  ['{'] = true, ['}'] = true};
    const char *last = p;
    for (;; p++) {
        while (p < y->end && !stops[(unsigned char)*p]) last = ++p;
        char c = at(y, p), next = at(y, p + 1);
        if (c == ' ') continue;
        if (c == '\n' || c == '\0' || (c == '#' && p[-1] == ' ')) return last;
        if (c == ':' && is_blank(next)) return last;
        if (c == ':' && flow && (is_flow_mark(next) || next == '?')) return NULL;
        if (flow && is_flow_mark(c)) return last;
        last = p + 1;
    }
}

static bool plain(Plain *y, bool flow, Str anchor)
{
    const char *from = y->p, *to = starts_plain(y, flow) ? plain_end(y, from, flow) : NULL;
    if (!to) return false;
    y->p = to;
    return add_borrowed(y, from, to, true, anchor);
}

/* The closing quote on this line; NULL if there is none. */
static const char *quote_end(const Plain *y, const char *open)
{
    for (const char *p = open + 1; p < y->end && *p != '\n'; p++) {
        if (*p == '\\' && *open == '"') {
            if (++p == y->end || *p == '\n') return NULL;
        } else if (*p == *open) {
            if (*open == '"' || at(y, p + 1) != '\'') return p;
            p++; /* '' is a quote inside */
        }
    }
    return NULL;
}

/* Escapes made what they stand for; false at those that are seldom seen. */
static bool unescape(StrBuf *out, const char *from, const char *to, char quote)
{
    for (const char *p = from; p < to; p++) {
        char c = *p;
        bool escape = c == (quote == '"' ? '\\' : '\'');
        if (escape) c = *++p;
        if (escape && quote == '"') {
            if (!strchr("nrt\"\\/", c)) return false;
            c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
        }
        strbuf_char(out, c);
    }
    return true;
}

static bool quoted(Plain *y, Str anchor)
{
    char quote = here(y);
    const char *from = y->p + 1, *to = quote_end(y, y->p);
    if (!to) return false;
    y->p = to + 1;
    if (!memchr(from, quote == '"' ? '\\' : '\'', (size_t)(to - from)))
        return add_borrowed(y, from, to, false, anchor);
    StrBuf text;
    strbuf_init(&text, y->arena);
    return unescape(&text, from, to, quote) &&
           add(y, build_scalar(&y->builder, strbuf_str(&text), false, span_of(y, from, to)),
               anchor);
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

/* The name after `&` or `*`; empty if it is not an ordinary one. */
static Str anchor_name(Plain *y)
{
    const char *from = ++y->p;
    while (is_name_byte(here(y))) y->p++;
    return (Str){from, is_blank(here(y)) || is_flow_mark(here(y)) ? (size_t)(y->p - from) : 0};
}

static bool alias(Plain *y, Str anchor)
{
    Str name = anchor_name(y);
    const Built *built = name.len ? map_find(&y->anchors, name) : NULL;
    if (!built || anchor.len || build_wants_key(&y->builder)) return false;
    y->n_alias_nodes += built->n_nodes;
    return y->n_alias_nodes <= LIMIT_ALIAS_NODES && build_add(&y->builder, *built);
}

/* Lines under `|` or `>`, with `-` or without, in a block of this column. */
static bool block_scalar(Plain *y, ptrdiff_t parent, Str anchor)
{
    bool folded = *y->p++ == '>', strip = here(y) == '-';
    y->p += strip;
    skip_spaces(y);
    if (here(y) != '\n') return false;
    y->line = ++y->p;
    skip_spaces(y);
    const char *first = y->p, *last = first; /* of the content */
    ptrdiff_t indent = column(y);
    if (indent < 1 || indent <= parent || is_blank(here(y))) return false;
    StrBuf text;
    strbuf_init(&text, y->arena);
    for (size_t breaks = 0; here(y);) { /* at the first byte of a line that is no space */
        if (here(y) == '\n') {
            if (column(y) > indent) return false;
            breaks++;
        } else {
            if (column(y) < indent) break;
            if (folded && column(y) > indent) return false;
            for (size_t i = folded && breaks ? 1 : 0; i < breaks; i++) strbuf_char(&text, '\n');
            if (folded && breaks == 1) strbuf_char(&text, ' ');
            const char *from = y->line + indent, *to = memchr(from, '\n', (size_t)(y->end - from));
            if (!to) return false; /* the file ends without a line end */
            strbuf_add(&text, (Str){from, (size_t)(to - from)});
            for (y->p = last = to; last[-1] == ' ';) last--;
            breaks = 1;
        }
        y->line = ++y->p;
        skip_spaces(y);
    }
    if (!here(y) && y->p > y->line) return false; /* spaces at the end of the file */
    y->p = y->line;
    if (!strip) strbuf_char(&text, '\n');
    Span span = span_of(y, first, last);
    return add(y, build_scalar(&y->builder, strbuf_str(&text), false, span), anchor);
}

/* ---- lists and mappings */
/* `end`: behind the closing bracket; NULL: of a block. */
static bool close_node(Plain *y, const char *end, Str anchor)
{
    Built built;
    uint32_t offset = end ? (uint32_t)(end - y->source->bytes.ptr) : 0;
    return build_close(&y->builder, offset, &built) && keep_anchor(y, anchor, built);
}

static bool flow_node(Plain *y, Str anchor);

/* A colon and a value, after a key on the same line. */
static bool flow_value(Plain *y, const char *key)
{
    if (key < y->line || y->p - key > KEY_BYTES) return false;
    skip_spaces(y);
    if (here(y) != ':' || !is_blank(at(y, y->p + 1))) return false;
    y->p++;
    skip_blank(y);
    return flow_node(y, (Str){0});
}

static bool flow_collection(Plain *y, NodeKind kind, char close, Str anchor)
{
    if (!build_open(&y->builder, kind, span_of(y, y->p, y->p + 1))) return false;
    y->p++;
    for (;;) {
        skip_blank(y);
        if (here(y) == close) break;
        const char *from = y->p;
        if (!flow_node(y, (Str){0}) || (kind == NODE_MAP && !flow_value(y, from))) return false;
        skip_blank(y);
        if (here(y) == close) break;
        if (here(y) != ',') return false;
        y->p++;
    }
    y->p++;
    return close_node(y, y->p, anchor);
}

static bool flow_node(Plain *y, Str anchor)
{
    switch (here(y)) {
    case '{':
        return flow_collection(y, NODE_MAP, '}', anchor);
    case '[':
        return flow_collection(y, NODE_LIST, ']', anchor);
    case '"':
    case '\'':
        return quoted(y, anchor);
    case '*':
        return alias(y, anchor);
    default:
        return plain(y, true, anchor);
    }
}

/* What fills the rest of its line, or begins there, and is no block of lines with keys or dashes.
 */
static bool line_node(Plain *y, ptrdiff_t parent, Str anchor)
{
    char c = here(y);
    if (c == '|' || c == '>') return block_scalar(y, parent, anchor);
    bool good = c && strchr("{[\"'*", c) ? flow_node(y, anchor) : plain(y, false, anchor);
    return good && line_ends(y);
}

static bool is_entry(const Plain *y) { return here(y) == '-' && is_blank(at(y, y->p + 1)); }

/* Whether a key begins here: a text on one line with a colon after it. */
static bool is_key(const Plain *y)
{
    char c = here(y);
    const char *p = NULL;
    if (c == '"' || c == '\'')
        p = quote_end(y, y->p);
    else if (starts_plain(y, false))
        p = plain_end(y, y->p, false);
    if (p && (c == '"' || c == '\'')) p++;
    while (p && at(y, p) == ' ') p++;
    return p && at(y, p) == ':' && is_blank(at(y, p + 1)) && p - y->p <= KEY_BYTES;
}

static bool block_mapping(Plain *y, Str anchor);
static bool block_list(Plain *y, bool unindented, Str anchor);

static bool block_node(Plain *y, ptrdiff_t parent, Str anchor)
{
    if (is_entry(y)) return block_list(y, false, anchor);
    return is_key(y) ? block_mapping(y, anchor) : line_node(y, parent, anchor);
}

/* What follows a dash or a key's colon, in a block of this column: on the same line, or below it
 * and further right; a list may stand right below its key. */
static bool block_child(Plain *y, ptrdiff_t parent, bool of_key)
{
    const char *before = y->p;
    Str anchor = {0};
    skip_spaces(y);
    if (here(y) == '&') {
        anchor = anchor_name(y);
        if (!anchor.len || !is_blank(here(y))) return false;
        skip_spaces(y);
    }
    if (!is_blank(here(y)) && here(y) != '#')
        return of_key || anchor.len ? line_node(y, parent, anchor) : block_node(y, parent, anchor);
    skip_blank(y);
    bool more = here(y) != '\0';
    if (more && column(y) > parent) return block_node(y, parent, anchor);
    if (more && of_key && column(y) == parent && is_entry(y)) return block_list(y, true, anchor);
    return !anchor.len && add_borrowed(y, before, before, true, anchor);
}

static bool block_mapping(Plain *y, Str anchor)
{
    ptrdiff_t own = column(y);
    if (!build_open(&y->builder, NODE_MAP, span_of(y, y->p, y->p + 1))) return false;
    for (;;) {
        if (!is_key(y)) return false;
        bool quote = here(y) == '"' || here(y) == '\'';
        if (!(quote ? quoted(y, (Str){0}) : plain(y, false, (Str){0}))) return false;
        skip_spaces(y);
        y->p++; /* the colon */
        if (!block_child(y, own, true)) return false;
        skip_blank(y);
        if (!here(y) || column(y) < own) return close_node(y, NULL, anchor);
        if (column(y) > own) return false;
    }
}

/* `unindented`: at the column of the mapping that it belongs to. */
static bool block_list(Plain *y, bool unindented, Str anchor)
{
    ptrdiff_t own = column(y);
    if (!build_open(&y->builder, NODE_LIST, span_of(y, y->p, y->p + 1))) return false;
    for (;;) {
        y->p++; /* the dash */
        if (!block_child(y, own, false)) return false;
        skip_blank(y);
        if (!here(y) || column(y) < own) break;
        if (column(y) > own || (!is_entry(y) && !unindented)) return false;
        if (!is_entry(y)) break;
    }
    return close_node(y, NULL, anchor);
}

const Node *read_plain_yaml(Arena *arena, const Source *source)
{
    Str text = source->bytes;
    if (!text.len || memchr(text.ptr, '\t', text.len) || memchr(text.ptr, '\r', text.len))
        return NULL;
    ArenaMark mark = arena_mark(arena);
    Diag *diag = diag_new(arena, 1); /* what is reported here libyaml's reader will find again */
    Plain *y = ARENA_NEW(arena, Plain);
    y->arena = arena, y->source = source;
    y->p = y->line = text.ptr, y->end = text.ptr + text.len;
    build_init(&y->builder, arena, source, diag);
    map_init(&y->anchors, arena);
    skip_blank(y);
    bool read = here(y) && block_node(y, -1, (Str){0});
    if (read) skip_blank(y);
    if (read && !here(y) && !diag_errors(diag) && !diag_warnings(diag)) return y->builder.root;
    arena_rewind(arena, mark);
    return NULL;
}
