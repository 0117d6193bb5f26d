/* yaml_fault - libyaml knows the place of a fault but speaks of tokens and indicators. Each of its
 * complaints is matched by words and by what stands at the place, and told by what people do wrong.
 */
#include "data/yaml_fault.h"

#include <string.h>

enum { KEY_MAX_CHARS = 1024, SHOWN_VALUE = 60 };

typedef struct Fault {
    Arena *tmp;
    const Source *source;
    Diag *diag;
    const YamlFault *raw;
    Span at, began;
    char here; /* the byte at the problem; NUL at the end */
} Fault;

static Str line_at(const Source *source, uint32_t offset, uint32_t *start)
{
    Position p = source_position(source, offset);
    *start = source->line_starts[p.line - 1];
    return source_line(source, p.line);
}

/* Bytes before the value: indentation, `- ` marks, `key: `. */
static size_t value_start(Str line)
{
    size_t at = 0;
    while (at < line.len && line.ptr[at] == ' ') at++;
    while (at + 1 < line.len && line.ptr[at] == '-' && line.ptr[at + 1] == ' ') at += 2;
    ptrdiff_t colon = str_find(str_slice(line, at, line.len), STR(": "));
    if (colon >= 0) at += (size_t)colon + 2;
    while (at < line.len && line.ptr[at] == ' ') at++;
    return at;
}

void yaml_hint_quotes(Arena *tmp, const Source *source, uint32_t offset, Diag *diag)
{
    uint32_t start;
    Str line = line_at(source, offset, &start);
    size_t at = value_start(line);
    Str head = str_trim(str_slice(line, 0, at)), value = str_trim(str_slice(line, at, line.len));
    bool flow =
        value.len && (value.ptr[0] == '[' || value.ptr[0] == '{') && !str_starts(value, STR("{{"));
    bool quotes = str_find(value, STR("\"")) >= 0 || str_find(value, STR("\\")) >= 0;
    bool apostrophes = str_find(value, STR("'")) >= 0;
    if (!value.len || flow || offset - start < at || value.len + head.len > SHOWN_VALUE ||
        (quotes && apostrophes) || str_find(value, STR(" #")) >= 0) {
        diag_hint(diag, STR("put the text in quotes: \"...\""));
        return;
    }
    char quote = quotes ? '\'' : '"';
    diag_hint(diag, str_format(tmp, "put the text in quotes: %.*s%s%c%.*s%c", STR_ARG(head),
                               head.len ? " " : "", quote, STR_ARG(value), quote));
}

static bool says(const Fault *f, const char *problem)
{
    return str_find(f->raw->problem, str_from(problem)) >= 0;
}

static bool within(const Fault *f, const char *context)
{
    return str_find(f->raw->context, str_from(context)) >= 0;
}

/* libyaml drops a key after 1024 characters and then is surprised by its colon. */
static bool key_is_long(const Fault *f)
{
    uint32_t start;
    Str line = line_at(f->source, f->at.offset, &start);
    size_t indent = 0;
    while (indent < line.len && (line.ptr[indent] == ' ' || line.ptr[indent] == '-')) indent++;
    size_t column = f->at.offset - start;
    return column > indent && column - indent > KEY_MAX_CHARS;
}

static bool values_not_allowed(const Fault *f)
{
    if (!says(f, "mapping values are not allowed")) return false;
    if (key_is_long(f)) {
        diag_report(f->diag, DIAG_YAML_KEY_LONG, f->at);
        return true;
    }
    uint32_t start;
    Str line = line_at(f->source, f->at.offset, &start);
    Str before = str_slice(line, 0, f->at.offset - start);
    if (str_find(before, STR(": ")) >= 0) {
        diag_report(f->diag, DIAG_YAML_COLON, f->at);
        yaml_hint_quotes(f->tmp, f->source, f->at.offset, f->diag);
    } else {
        diag_report(f->diag, DIAG_YAML_INDENT, f->at);
        diag_hint(f->diag,
                  STR("keys that belong together start in the same column; a key whose value "
                      "is on the lines below has nothing else on its own line"));
    }
    return true;
}

static bool tab(const Fault *f)
{
    bool named = says(f, "tab character");
    if (!named && !(f->here == '\t' && says(f, "cannot start any token"))) return false;
    diag_report(f->diag, DIAG_YAML_TAB, f->at);
    diag_hint(f->diag, STR("indent with spaces; most editors can change tabs into spaces"));
    return true;
}

static bool start_char(const Fault *f)
{
    bool closing = f->here && strchr(",]}", f->here) && says(f, "expected node content");
    bool question = f->here == '?' && says(f, "mapping keys are not allowed");
    if (!closing && !question && !says(f, "cannot start any token")) return false;
    diag_report(f->diag, DIAG_YAML_START, f->at, (Str){&f->here, 1});
    yaml_hint_quotes(f->tmp, f->source, f->at.offset, f->diag);
    return true;
}

/* `roles: - guide` */
static bool dash_after_key(const Fault *f)
{
    if (!says(f, "block sequence entries are not allowed")) return false;
    diag_report(f->diag, DIAG_YAML_INDENT, f->at);
    diag_hint(f->diag,
              STR("a list starts on the line below its key, or is written [in, brackets]; a "
                  "text that starts with a dash needs quotes"));
    return true;
}

static bool star(const Fault *f)
{
    if (!within(f, "scanning an alias") && !within(f, "scanning an anchor")) return false;
    Span at = f->began;
    diag_report(f->diag, DIAG_YAML_START, at, (Str){f->source->bytes.ptr + at.offset, at.len});
    yaml_hint_quotes(f->tmp, f->source, at.offset, f->diag);
    return true;
}

static bool quoted(const Fault *f)
{
    if (!within(f, "quoted scalar")) return false;
    if (says(f, "escape") || says(f, "hexdecimal") || says(f, "Unicode character")) {
        diag_report(f->diag, DIAG_YAML_ESCAPE, f->at);
        diag_hint(f->diag,
                  STR("in \"double quotes\" write \\\\ for a backslash, or use 'single quotes'"));
    } else {
        diag_report(f->diag, DIAG_YAML_QUOTE_OPEN, f->began);
        if (f->at.offset < f->source->bytes.len)
            diag_note(f->diag, f->at, STR("the text ends here"));
    }
    return true;
}

static bool bracket(const Fault *f)
{
    bool map = says(f, "',' or '}'");
    if (!map && !says(f, "',' or ']'")) return false;
    diag_report(f->diag, DIAG_YAML_BRACKET, f->at, map ? STR("}") : STR("]"));
    diag_note(f->diag, f->began, STR("it was opened here"));
    return true;
}

/* A line that is neither `key: value` nor indented under one. */
static bool no_colon(const Fault *f)
{
    if (!says(f, "could not find expected ':'")) return false;
    uint32_t start;
    Str line = line_at(f->source, f->began.offset, &start);
    if (line.len > KEY_MAX_CHARS && str_find(line, STR(":")) >= 0) {
        diag_report(f->diag, DIAG_YAML_KEY_LONG, f->began);
        return true;
    }
    ptrdiff_t colon = str_find(line, STR(":"));
    bool word = colon > 0 && (unsigned char)(line.ptr[colon - 1] | ' ') >= 'a';
    if (word && line.len < SHOWN_VALUE) {
        Span at = {f->source, start + (uint32_t)colon, 1};
        diag_report(f->diag, DIAG_YAML_COLON_SPACE, at);
        Str key = str_trim(str_slice(line, 0, (size_t)colon));
        Str value = str_trim(str_slice(line, (size_t)colon + 1, line.len));
        diag_hint(f->diag, str_format(f->tmp, "write %.*s: %.*s", STR_ARG(key), STR_ARG(value)));
        return true;
    }
    diag_report(f->diag, DIAG_YAML_NO_COLON, f->began);
    diag_hint(f->diag,
              STR("write `key: value`; a long text goes on in lines indented deeper than its key"));
    return true;
}

static bool indentation(const Fault *f)
{
    bool key = says(f, "did not find expected key"), dash = says(f, "did not find expected '-'");
    if (!key && !dash && !says(f, "are not allowed in this context")) return false;
    uint32_t start;
    Str line = line_at(f->source, f->at.offset, &start);
    Str before = str_trim(str_slice(line, 0, f->at.offset - start));
    bool after_quote = before.len && (str_ends(before, STR("\"")) || str_ends(before, STR("'")));
    if (after_quote) {
        diag_report(f->diag, DIAG_YAML_AFTER_QUOTE, f->at);
        diag_hint(f->diag, STR("put the whole text in quotes, not a part of it"));
        return true;
    }
    diag_report(f->diag, DIAG_YAML_INDENT, f->at);
    if (key || dash)
        diag_note(f->diag, f->began,
                  key ? STR("the mapping that it breaks starts here")
                      : STR("the list that it breaks starts here"));
    return true;
}

static bool second_document(const Fault *f)
{
    if (!says(f, "<document start>")) return false;
    diag_report(f->diag, DIAG_YAML_DOCUMENTS, f->at);
    return true;
}

static bool tag(const Fault *f)
{
    if (!within(f, "tag") && !says(f, "tag handle")) return false;
    diag_report(f->diag, DIAG_YAML_TAG, f->began);
    yaml_hint_quotes(f->tmp, f->source, f->began.offset, f->diag);
    return true;
}

static bool directive(const Fault *f)
{
    if (!within(f, "directive") && !says(f, "directive") && !says(f, "incompatible YAML"))
        return false;
    diag_report(f->diag, DIAG_YAML_DIRECTIVE, f->began);
    yaml_hint_quotes(f->tmp, f->source, f->began.offset, f->diag);
    return true;
}

static bool block_header(const Fault *f)
{
    if (!within(f, "block scalar")) return false;
    diag_report(f->diag, DIAG_YAML_BLOCK, f->began);
    yaml_hint_quotes(f->tmp, f->source, f->began.offset, f->diag);
    return true;
}

/* The character at an offset, or nothing at the end. */
static Span character(const Source *source, uint32_t offset)
{
    uint32_t len = 0, max = (uint32_t)source->bytes.len;
    if (offset > max) offset = max;
    if (offset < max) len = 1;
    while (offset + len < max && len &&
           ((unsigned char)source->bytes.ptr[offset + len] & 0xc0) == 0x80)
        len++;
    return (Span){source, offset, len};
}

void yaml_fault_report(Arena *tmp, const Source *source, const YamlFault *raw, Diag *diag)
{
    Fault fault = {
        tmp, source, diag, raw, character(source, raw->at), character(source, raw->began), 0};
    if (fault.at.len) fault.here = source->bytes.ptr[fault.at.offset];
    static bool (*const rules[])(const Fault *) = {
        tab,     values_not_allowed, start_char,   star,        quoted,
        bracket, dash_after_key,     no_colon,     indentation, second_document,
        tag,     directive,          block_header,
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i](&fault)) return;
    diag_report(diag, DIAG_YAML_SYNTAX, fault.at, raw->problem);
    yaml_hint_quotes(tmp, source, fault.at.offset, diag);
}
