/* read_yaml - libyaml's events into nodes, where plain_yaml.h does not do.
 *
 * libyaml sees the text only after encoding_check, so that it never meets a byte it cannot decode.
 * Its marks count characters; `Cursor` turns them into byte offsets, walking from the last one,
 * which is near. Lists and maps are kept on an explicit stack (data/build.h): events beyond
 * LIMIT_DEPTH end the reading before libyaml's own nesting becomes quadratic.
 *
 * An alias shares the node of its anchor. What walkers of the tree will meet is counted as if it
 * were copied, and capped; an alias inside its own anchor would be a cycle and is refused.
 */
#include "data/read.h"

#include <yaml.h>

#include "base/map.h"
#include "data/build.h"
#include "data/encoding.h"
#include "data/plain_yaml.h"
#include "data/yaml_fault.h"

/* From characters to bytes. In a text with byte order marks inside, libyaml saw a copy without
 * them. */
typedef struct Cursor {
    Str bytes;
    bool ascii, bom;
    size_t index, byte;
} Cursor;

typedef struct Anchor {
    Span at;
    Built built; /* node NULL while its list or map is still open */
} Anchor;

typedef struct Reader {
    Builder builder;
    Arena *arena;
    const Source *source;
    Diag *diag;
    Cursor cursor;
    Map anchors;                       /* name to Anchor */
    Anchor *open_anchors[LIMIT_DEPTH]; /* of the open lists and maps; NULL: none */
    size_t n_alias_nodes;
    unsigned n_documents;
} Reader;

static bool is_tail(char c) { return ((unsigned char)c & 0xc0) == 0x80; }

static bool at_bom(const Cursor *cursor)
{
    return cursor->bom && cursor->byte + 3 <= cursor->bytes.len &&
           memcmp(cursor->bytes.ptr + cursor->byte, "\xef\xbb\xbf", 3) == 0;
}

static void step_forward(Cursor *cursor)
{
    cursor->index += !at_bom(cursor);
    do cursor->byte++;
    while (cursor->byte < cursor->bytes.len && is_tail(cursor->bytes.ptr[cursor->byte]));
}

static void step_back(Cursor *cursor)
{
    do cursor->byte--;
    while (cursor->byte > 0 && is_tail(cursor->bytes.ptr[cursor->byte]));
    cursor->index -= !at_bom(cursor);
}

static uint32_t byte_of(Cursor *cursor, size_t index)
{
    if (cursor->ascii) return (uint32_t)(index < cursor->bytes.len ? index : cursor->bytes.len);
    while (cursor->index > index && cursor->byte > 0) step_back(cursor);
    while (cursor->byte < cursor->bytes.len && (cursor->index < index || at_bom(cursor)))
        step_forward(cursor);
    return (uint32_t)cursor->byte;
}

static Span event_span(Reader *reader, const yaml_event_t *event)
{
    uint32_t start = byte_of(&reader->cursor, event->start_mark.index);
    uint32_t end = byte_of(&reader->cursor, event->end_mark.index);
    return (Span){reader->source, start, end > start ? end - start : 0};
}

static bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Past `&anchor` and `!tag`, which libyaml counts to the node. */
static Span without_properties(Span span)
{
    const char *bytes = span.source->bytes.ptr;
    uint32_t at = span.offset, end = span.offset + span.len;
    for (;;) {
        while (at < end && is_white(bytes[at])) at++;
        if (at < end && bytes[at] == '#')
            while (at < end && bytes[at] != '\n' && bytes[at] != '\r') at++;
        else if (at < end && (bytes[at] == '&' || bytes[at] == '!'))
            while (at < end && !is_white(bytes[at])) at++;
        else
            return (Span){span.source, at, end - at};
    }
}

/* The lines under `|` or `>`, without the indentation of the first and the last line end. */
static Span block_content(Span span)
{
    const char *bytes = span.source->bytes.ptr;
    uint32_t at = span.offset, end = span.offset + span.len;
    while (at < end && bytes[at] != '\n' && bytes[at] != '\r') at++;
    while (at < end && is_white(bytes[at])) at++;
    while (end > at && is_white(bytes[end - 1])) end--;
    return (Span){span.source, at, end - at};
}

static Span scalar_span(Span span, const yaml_event_t *event)
{
    if (event->data.scalar.anchor || event->data.scalar.tag) span = without_properties(span);
    switch (event->data.scalar.style) {
    case YAML_LITERAL_SCALAR_STYLE:
    case YAML_FOLDED_SCALAR_STYLE:
        return block_content(span);
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return span.len >= 2 ? (Span){span.source, span.offset + 1, span.len - 2} : span;
    default:
        return span;
    }
}

/* Most scalars stand in the source as they are: they borrow its bytes. */
static Str scalar_text(Reader *reader, const yaml_event_t *event, Span span)
{
    Str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    Str raw = source_text(span);
    return str_eq(raw, text) ? raw : str_copy(reader->arena, text);
}

static void refuse_tag(Reader *reader, const yaml_char_t *tag, Span span)
{
    if (!tag) return;
    Str text = source_text(span);
    ptrdiff_t at = str_find(text, STR("!"));
    uint32_t start = span.offset + (at < 0 ? 0 : (uint32_t)at), end = start;
    while (end < span.offset + span.len && !is_white(span.source->bytes.ptr[end])) end++;
    span = (Span){span.source, start, end - start};
    diag_report(reader->diag, DIAG_YAML_TAG, span);
    yaml_hint_quotes(reader->arena, reader->source, start, reader->diag);
}

/* NULL if there is no anchor or its name is taken. */
static Anchor *define_anchor(Reader *reader, const yaml_char_t *name, Span span)
{
    if (!name) return NULL;
    Str key = str_copy(reader->arena, str_from((const char *)name));
    span.len = span.len > key.len ? (uint32_t)key.len + 1 : span.len;
    Anchor *anchor = ARENA_NEW(reader->arena, Anchor);
    anchor->at = span;
    const Anchor *first = map_add(&reader->anchors, key, anchor);
    if (!first) return anchor;
    diag_report(reader->diag, DIAG_YAML_ANCHOR_TWICE, span, key);
    diag_note(reader->diag, first->at, STR("it is defined here first"));
    return NULL;
}

static bool add_alias(Reader *reader, const yaml_event_t *event)
{
    Span span = event_span(reader, event);
    Str name = str_from((const char *)event->data.alias.anchor);
    const Anchor *anchor = map_find(&reader->anchors, name);
    if (anchor && anchor->built.node) {
        reader->n_alias_nodes += anchor->built.n_nodes;
        if (reader->n_alias_nodes <= LIMIT_ALIAS_NODES)
            return build_add(&reader->builder, anchor->built);
        diag_report(reader->diag, DIAG_YAML_ALIAS_LIMIT, span,
                    str_format(reader->arena, "%d", LIMIT_ALIAS_NODES));
        return false;
    }
    if (anchor) {
        diag_report(reader->diag, DIAG_YAML_ALIAS_CYCLE, span, name);
        diag_note(reader->diag, anchor->at, STR("the anchor starts here and has not ended"));
    } else {
        diag_report(reader->diag, DIAG_YAML_ALIAS_UNKNOWN, span, name);
        yaml_hint_quotes(reader->arena, reader->source, span.offset, reader->diag);
    }
    bool key = build_wants_key(&reader->builder);
    return build_add(&reader->builder,
                     (Built){key ? NULL : node_new_null(reader->arena, span), 1, 1});
}

static bool add_scalar(Reader *reader, const yaml_event_t *event)
{
    Span whole = event_span(reader, event), span = scalar_span(whole, event);
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    Str text = scalar_text(reader, event, span);
    refuse_tag(reader, event->data.scalar.tag, whole);
    Anchor *anchor = define_anchor(reader, event->data.scalar.anchor, whole);
    Built built = {NULL, 1, 1};
    if (plain && str_eq(text, STR("<<")) && build_wants_key(&reader->builder))
        diag_report(reader->diag, DIAG_YAML_MERGE, span);
    else
        built = build_scalar(&reader->builder, text, plain, span);
    if (anchor) anchor->built = built;
    return build_add(&reader->builder, built);
}

static bool open_node(Reader *reader, const yaml_event_t *event, NodeKind kind)
{
    bool list = kind == NODE_LIST;
    const yaml_char_t *tag = list ? event->data.sequence_start.tag : event->data.mapping_start.tag;
    const yaml_char_t *name =
        list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor;
    Span whole = event_span(reader, event), span = whole;
    if (tag || name) { /* the mark of a block ends where it starts: look beyond */
        span.len = (uint32_t)reader->source->bytes.len - span.offset;
        whole.len = span.len;
        span = without_properties(span);
    }
    refuse_tag(reader, tag, whole);
    if (!build_open(&reader->builder, kind, span)) return false;
    reader->open_anchors[reader->builder.depth - 1] = define_anchor(reader, name, whole);
    return true;
}

static bool close_node(Reader *reader, const yaml_event_t *event)
{
    /* The mark of a block's end is where the next thing begins; only a bracket has a length. */
    Span span = event_span(reader, event);
    Anchor *anchor = reader->open_anchors[reader->builder.depth - 1];
    Built built;
    bool go_on = build_close(&reader->builder, span.len ? span.offset + span.len : 0, &built);
    if (anchor) anchor->built = built;
    return go_on;
}

/* False when reading is over. */
static bool take(Reader *reader, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (reader->n_documents++ == 0) return true;
        diag_report(reader->diag, DIAG_YAML_DOCUMENTS, event_span(reader, event));
        return false;
    case YAML_ALIAS_EVENT:
        return add_alias(reader, event);
    case YAML_SCALAR_EVENT:
        return add_scalar(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_node(reader, event, NODE_LIST);
    case YAML_MAPPING_START_EVENT:
        return open_node(reader, event, NODE_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_node(reader, event);
    default:
        return event->type != YAML_STREAM_END_EVENT;
    }
}

static void report_fault(Reader *reader, const yaml_parser_t *parser)
{
    /* Some failed allocations come without an error code (libyaml 0.2.5). */
    if (parser->error == YAML_MEMORY_ERROR || parser->error == YAML_NO_ERROR) memory_exhausted();
    YamlFault fault = {str_from(parser->problem), str_from(parser->context), 0, 0};
    fault.at = byte_of(&reader->cursor, parser->problem_mark.index);
    fault.began = parser->context ? byte_of(&reader->cursor, parser->context_mark.index) : fault.at;
    yaml_fault_report(reader->arena, reader->source, &fault, reader->diag);
}

/* False after a fault of libyaml's. */
static bool run(Reader *reader, Str bytes)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) memory_exhausted();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
    bool ok = true;
    for (bool more = true; more;) {
        yaml_event_t event;
        ok = yaml_parser_parse(&parser, &event);
        if (!ok) {
            report_fault(reader, &parser);
            reader->builder.root = NULL;
            break;
        }
        more = take(reader, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return ok;
}

static const Node *read_checked(Arena *arena, const Source *source, Encoding encoding, Diag *diag)
{
    Reader *reader = ARENA_NEW(arena, Reader);
    reader->arena = arena;
    reader->source = source;
    reader->diag = diag;
    reader->cursor = (Cursor){.bytes = source->bytes, .ascii = encoding.ascii, .bom = encoding.bom};
    build_init(&reader->builder, arena, source, diag);
    map_init(&reader->anchors, arena);
    Str bytes = encoding.bom ? encoding_without_bom(arena, source->bytes) : source->bytes;
    if (run(reader, bytes) && reader->n_documents == 0)
        diag_report(diag, DIAG_DATA_EMPTY, (Span){source, 0, 0});
    return reader->builder.root;
}

const Node *read_full_yaml(Arena *arena, const Source *source, Diag *diag)
{
    Encoding encoding = encoding_check(source, diag);
    return encoding.ok ? read_checked(arena, source, encoding, diag) : NULL;
}

const Node *read_yaml(Arena *arena, const Source *source, Diag *diag)
{
    Encoding encoding = encoding_check(source, diag);
    if (!encoding.ok) return NULL;
    const Node *plain = encoding.bom ? NULL : read_plain_yaml(arena, source);
    return plain ? plain : read_checked(arena, source, encoding, diag);
}
