/* read_json - RFC 8259, strictly, into the same nodes as YAML.
 *
 * JSON is nearly a subset of YAML 1.1, but libyaml stumbles over tabs as indentation, `\/` and
 * surrogate pairs, all of which other programs write. Lists and maps live on the builder's stack;
 * there is no recursion. Reading stops at the first fault, since programs write JSON and one fault
 * means many. */
#include "base/utf8.h"
#include "data/build.h"
#include "data/encoding.h"
#include "data/read.h"

typedef struct Json {
    Builder builder;
    Arena *arena;
    const Source *source;
    Diag *diag;
    Str text;
    size_t at;
} Json;

static Span here(const Json *json, size_t start, size_t len)
{
    return (Span){json->source, (uint32_t)start, (uint32_t)len};
}

static char peek(const Json *json)
{
    return json->at < json->text.len ? json->text.ptr[json->at] : '\0';
}

static bool fail(Json *json, const char *wanted)
{
    size_t end = json->at;
    if (end < json->text.len) utf8_next(json->text, &end);
    diag_report(json->diag, DIAG_JSON_SYNTAX, here(json, json->at, end - json->at),
                str_from(wanted));
    char c = peek(json), before = '\0';
    for (size_t i = json->at; i > 0 && !before; i--)
        if (!strchr(" \t\r\n", json->text.ptr[i - 1])) before = json->text.ptr[i - 1];
    if (c == '\'')
        diag_hint(json->diag, STR("JSON has double quotes only: \"text\""));
    else if (before == ',' && (c == ']' || c == '}'))
        diag_hint(json->diag, STR("remove the comma after the last item"));
    else if (c == '/' || c == '#')
        diag_hint(json->diag, STR("JSON has no comments; a YAML file may have them, after #"));
    return false;
}

static void skip_space(Json *json)
{
    while (json->at < json->text.len && strchr(" \t\r\n", json->text.ptr[json->at]) &&
           json->text.ptr[json->at])
        json->at++;
}

/* Four hex digits at `at`, or -1. */
static int32_t hex4(Str text, size_t at)
{
    int32_t value = 0;
    if (at > text.len || text.len - at < 4) return -1;
    for (size_t i = at; i < at + 4; i++) {
        char c = text.ptr[i], low = (char)(c | ' ');
        if (c >= '0' && c <= '9')
            value = value * 16 + (c - '0');
        else if (low >= 'a' && low <= 'f')
            value = value * 16 + (low - 'a' + 10);
        else
            return -1;
    }
    return value;
}

/* `\uXXXX`, or two of them for one character beyond U+FFFF. */
static bool unicode_escape(Json *json, StrBuf *out)
{
    size_t start = json->at;
    int32_t c = hex4(json->text, json->at + 2), low = -1;
    bool high = c >= 0xd800 && c < 0xdc00;
    if (high && json->text.len - start >= 12 && json->text.ptr[start + 6] == '\\' &&
        json->text.ptr[start + 7] == 'u')
        low = hex4(json->text, start + 8);
    bool pair = high && low >= 0xdc00 && low < 0xe000;
    if (c < 0 || (c >= 0xd800 && c < 0xe000 && !pair)) {
        diag_report(json->diag, c < 0 ? DIAG_JSON_ESCAPE : DIAG_JSON_SURROGATE,
                    here(json, start, 2));
        return false;
    }
    strbuf_codepoint(out, (uint32_t)(pair ? 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00) : c));
    json->at += pair ? 12 : 6;
    return true;
}

static bool escape(Json *json, StrBuf *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = json->at + 1 < json->text.len ? json->text.ptr[json->at + 1] : '\0';
    if (c == 'u') return unicode_escape(json, out);
    const char *found = c ? strchr(from, c) : NULL;
    if (!found) {
        diag_report(json->diag, DIAG_JSON_ESCAPE, here(json, json->at, 2));
        return false;
    }
    strbuf_char(out, to[found - from]);
    json->at += 2;
    return true;
}

/* The text between the quotes; *span covers it as written. */
static bool string(Json *json, Str *text, Span *span)
{
    size_t start = ++json->at, run = start;
    StrBuf out;
    strbuf_init(&out, json->arena);
    bool escaped = false;
    for (;;) {
        char c = peek(json);
        if (json->at >= json->text.len || c == '\n' || c == '\r') {
            diag_report(json->diag, DIAG_JSON_QUOTE_OPEN, here(json, start - 1, 1));
            return false;
        }
        if (c == '"') break;
        if (c != '\\') {
            json->at++;
            continue;
        }
        escaped = true;
        strbuf_add(&out, str_slice(json->text, run, json->at));
        if (!escape(json, &out)) return false;
        run = json->at;
    }
    Str rest = str_slice(json->text, run, json->at);
    if (escaped) strbuf_add(&out, rest);
    *text = encoding_without_bom(json->arena, escaped ? strbuf_str(&out) : rest);
    *span = here(json, start, json->at - start);
    json->at++;
    return true;
}

static size_t skip_digits(Json *json)
{
    size_t start = json->at;
    while (peek(json) >= '0' && peek(json) <= '9') json->at++;
    return json->at - start;
}

static bool number(Json *json)
{
    if (peek(json) == '-') json->at++;
    bool zero = peek(json) == '0';
    size_t n = skip_digits(json);
    if (n == 0 || (zero && n > 1)) return false;
    if (peek(json) == '.') {
        json->at++;
        if (!skip_digits(json)) return false;
    }
    if (peek(json) == 'e' || peek(json) == 'E') {
        json->at++;
        if (peek(json) == '+' || peek(json) == '-') json->at++;
        if (!skip_digits(json)) return false;
    }
    return true;
}

static bool word_or_number(Json *json)
{
    static const Str words[] = {STR("null"), STR("true"), STR("false")};
    size_t start = json->at;
    Str rest = str_slice(json->text, start, json->text.len);
    for (size_t i = 0; i < 3; i++) {
        if (!str_starts(rest, words[i])) continue;
        json->at += words[i].len;
        Span span = here(json, start, words[i].len);
        Built built = {i ? node_new_scalar(json->arena, words[i], true, span)
                         : node_new_null(json->arena, span),
                       1, 1};
        return build_add(&json->builder, built);
    }
    if (number(json)) {
        Str text = str_slice(json->text, start, json->at);
        return build_add(&json->builder,
                         build_scalar(&json->builder, text, true, here(json, start, text.len)));
    }
    json->at = start;
    return fail(json, "a value: \"text\", a number, true, false, null, a [list] or a {mapping}");
}

static bool add_string(Json *json)
{
    Str text;
    Span span;
    return string(json, &text, &span) &&
           build_add(&json->builder, build_scalar(&json->builder, text, false, span));
}

static bool value(Json *json)
{
    char c = peek(json);
    if (c == '"') return add_string(json);
    if (c != '{' && c != '[') return word_or_number(json);
    json->at++;
    return build_open(&json->builder, c == '{' ? NODE_MAP : NODE_LIST, here(json, json->at - 1, 1));
}

static bool close(Json *json)
{
    Built built;
    json->at++;
    return build_close(&json->builder, (uint32_t)json->at, &built);
}

static bool key(Json *json)
{
    if (peek(json) != '"') return fail(json, "a key in double quotes");
    if (!add_string(json)) return false;
    skip_space(json);
    if (peek(json) != ':') return fail(json, "a colon after the key");
    json->at++;
    skip_space(json);
    return true;
}

/* One item with what leads to it; *fresh: the list or map was opened just now. */
static bool item(Json *json, bool *fresh)
{
    size_t depth = json->builder.depth;
    bool map = depth && json->builder.frames[depth - 1].kind == NODE_MAP;
    char end = map ? '}' : ']';
    if (depth && peek(json) == end) {
        *fresh = false;
        return close(json);
    }
    if (depth && !*fresh) {
        if (peek(json) != ',') return fail(json, map ? "a comma or }" : "a comma or ]");
        json->at++;
        skip_space(json);
    }
    if (map && !key(json)) return false;
    if (!value(json)) return false;
    *fresh = json->builder.depth > depth;
    return true;
}

const Node *read_json(Arena *arena, const Source *source, Diag *diag)
{
    if (!encoding_check(source, diag).ok) return NULL;
    Json *json = ARENA_NEW(arena, Json);
    json->arena = arena, json->source = source, json->diag = diag, json->text = source->bytes;
    build_init(&json->builder, arena, source, diag);
    skip_space(json);
    if (json->at == json->text.len) {
        diag_report(diag, DIAG_DATA_EMPTY, (Span){source, 0, 0});
        return NULL;
    }
    bool fresh = false;
    do {
        if (!item(json, &fresh)) return NULL;
        skip_space(json);
    } while (json->builder.depth);
    if (json->at < json->text.len) fail(json, "the end of the file");
    return json->builder.root;
}
