/* command_manual - etalase-event(5) and etalase-layout(5), as mdoc.
 *
 * What people wrote stands in layouts/manual/etalase-NAME.5; a line there such as `@kinds` or
 * `@keys master` is replaced by a list made from the tables that parse the files, so that the
 * manual cannot fall behind them.
 */
#include <stdio.h>

#include "cli/cli.h"
#include "data/limits.h"
#include "data/read.h"
#include "expr/expr.h"

#define NO_BREAK_SPACE STR("\u00a0")

/* Text that roff leaves as it is: no escapes, no request at the start of a line. */
static void text_out(StrBuf *out, Str text)
{
    if (text.len && (text.ptr[0] == '.' || text.ptr[0] == '\'')) strbuf_add(out, STR("\\&"));
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\\')
            strbuf_add(out, STR("\\e"));
        else if (str_starts(str_slice(text, i, text.len), NO_BREAK_SPACE))
            strbuf_add(out, STR("\\~")), i += NO_BREAK_SPACE.len - 1;
        else
            strbuf_char(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
    }
}

static void text_line(StrBuf *out, Str text)
{
    text_out(out, text);
    strbuf_char(out, '\n');
}

/* A literal in quotes inside a line of text. */
static void literal_out(StrBuf *out, Str text)
{
    strbuf_add(out, STR("\\(oq"));
    text_out(out, text);
    strbuf_add(out, STR("\\(cq"));
}

static void list_start(StrBuf *out) { strbuf_add(out, STR(".Bl -tag -width Ds\n")); }
static void list_end(StrBuf *out) { strbuf_add(out, STR(".El\n")); }

/* The head of an item: the word, and what kind of value it takes. */
static void item(StrBuf *out, Str word, Str value)
{
    strbuf_add(out, STR(".It Cm "));
    text_out(out, word);
    if (value.len) strbuf_format(out, " : Ar %.*s", STR_ARG(value));
    strbuf_char(out, '\n');
}

static void choices_out(StrBuf *out, const Str *choices)
{
    if (!choices || !choices[0].len) return;
    strbuf_add(out, STR("One of "));
    for (size_t i = 0; choices[i].len; i++) {
        if (i) strbuf_add(out, choices[i + 1].len ? STR(", ") : STR(" or "));
        literal_out(out, choices[i]);
    }
    strbuf_add(out, STR(".\n"));
}

static void word_item(StrBuf *out, const LayoutWord *word)
{
    item(out, word->name, word->choices[0].len ? (Str){0} : word->type);
    text_line(out, word->description);
    choices_out(out, word->choices);
}

static void kind_head(StrBuf *out, const LayoutWord *word)
{
    strbuf_format(out, ".Ss %.*s\n", STR_ARG(word->kind));
    text_line(out, word->description);
    strbuf_format(out, "The value of the key is: %.*s.\n", STR_ARG(word->type));
    if (word->boxed)
        strbuf_add(out, word->styled ? STR("Takes the properties of boxes and of text.\n")
                                     : STR("Takes the properties of boxes.\n"));
}

/* Each kind of node with the properties that are its own. */
static void kinds_out(StrBuf *out, Arena *arena)
{
    size_t n;
    const LayoutWord *words = layout_words(arena, &n);
    for (size_t i = 0; i < n && words[i].group == WORD_OF_KIND; i++) {
        bool head = !words[i].name.len, next_head = words[i + 1].group || !words[i + 1].name.len;
        if (head) {
            kind_head(out, &words[i]);
            if (!next_head) list_start(out);
        } else {
            word_item(out, &words[i]);
            if (next_head) list_end(out);
        }
    }
}

static void properties_out(StrBuf *out, Arena *arena, LayoutWordGroup group, Str kind)
{
    size_t n;
    const LayoutWord *words = layout_words(arena, &n);
    list_start(out);
    for (size_t i = 0; i < n; i++)
        if (words[i].group == group && str_eq(words[i].kind, kind) && words[i].name.len)
            word_item(out, &words[i]);
    list_end(out);
}

static void boxes_out(StrBuf *out, Arena *arena)
{
    properties_out(out, arena, WORD_OF_BOX, (Str){0});
}

static void styles_out(StrBuf *out, Arena *arena)
{
    properties_out(out, arena, WORD_OF_STYLE, (Str){0});
}

static void filters_out(StrBuf *out, Arena *arena)
{
    size_t n;
    (void)arena;
    const FilterInfo *filters = expr_filters(&n);
    list_start(out);
    for (size_t i = 0; i < n; i++) {
        strbuf_add(out, STR(".It Cm "));
        text_out(out, filters[i].name);
        if (filters[i].arguments.len)
            strbuf_format(out, " Ns ( Ns Ar %.*s Ns )", STR_ARG(filters[i].arguments));
        strbuf_char(out, '\n');
        text_out(out, filters[i].description);
        strbuf_add(out, STR(":\n"));
        literal_out(out, filters[i].example);
        strbuf_add(out, STR(".\n"));
    }
    list_end(out);
}

/* What a field holds: `amount`, `list of vendor`, `id of role`. */
static Str field_words(Arena *arena, const Field *field)
{
    static const char *const names[] = {
        [FIELD_TEXT] = "text",     [FIELD_STRING] = "line",     [FIELD_ID] = "id",
        [FIELD_NUMBER] = "number", [FIELD_INT] = "integer",     [FIELD_MONEY] = "amount",
        [FIELD_FIGURE] = "figure", [FIELD_DATE] = "date",       [FIELD_DAY] = "day",
        [FIELD_TIME] = "time",     [FIELD_DATETIME] = "moment", [FIELD_BOOL] = "true or false",
        [FIELD_COLOUR] = "colour", [FIELD_ENUM] = "word",       [FIELD_LANGUAGE] = "language",
        [FIELD_PHONE] = "phone",   [FIELD_EMAIL] = "e-mail",    [FIELD_PATH] = "file",
        [FIELD_URL] = "address",   [FIELD_REF] = "id of ",      [FIELD_RECORD] = "",
        [FIELD_ANY] = "anything",
    };
    return str_format(arena, "%s%s%.*s", field->flags & FIELD_LIST ? "list of " : "",
                      names[field->kind], STR_ARG(field->type ? field->type->name : STR("")));
}

static void field_out(StrBuf *out, Arena *arena, const Field *field)
{
    item(out, field->name, field_words(arena, field));
    text_line(out, field->description);
    choices_out(out, field->choices);
    if (field->flags & FIELD_REQUIRED) strbuf_add(out, STR("Required.\n"));
    if (field->flags & FIELD_SHORTHAND)
        strbuf_add(out, STR("May stand alone in place of the whole record.\n"));
    if (field->flags & FIELD_KEY)
        strbuf_add(out, STR("Where a mapping stands in place of the list, its keys are this.\n"));
    if (field->default_text.len) {
        strbuf_add(out, STR("If not given: "));
        literal_out(out, field->default_text);
        strbuf_add(out, STR(".\n"));
    }
    if (field->example.len) {
        strbuf_add(out, STR("Example: "));
        literal_out(out, field->example);
        strbuf_add(out, STR(".\n"));
    }
}

/* The fields that the file gives, or those that the program computes. */
static void fields_out(StrBuf *out, Arena *arena, const RecordType *type, bool computed)
{
    bool any = false;
    for (size_t f = 0; f < type->n_fields; f++) {
        const Field *field = &type->fields[f];
        if (((field->flags & FIELD_COMPUTED) != 0) != computed) continue;
        if (!any && computed) strbuf_add(out, STR(".Pp\nFor layouts and expressions also:\n"));
        if (!any) list_start(out);
        any = true;
        field_out(out, arena, field);
    }
    if (any) list_end(out);
}

static void records_out(StrBuf *out, Arena *arena)
{
    size_t n;
    const RecordType *const *types = event_types(&n);
    for (size_t i = 0; i < n; i++) {
        strbuf_format(out, ".Ss %.*s\n", STR_ARG(types[i]->name));
        text_line(out, types[i]->description);
        fields_out(out, arena, types[i], false);
        fields_out(out, arena, types[i], true);
    }
}

static const struct {
    const char *line;
    void (*write)(StrBuf *out, Arena *arena);
} sections[] = {{"@kinds", kinds_out},
                {"@boxes", boxes_out},
                {"@styles", styles_out},
                {"@filters", filters_out},
                {"@records", records_out}};

static void line_out(StrBuf *out, Arena *arena, Str line)
{
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (str_eq(line, str_from(sections[i].line))) {
            sections[i].write(out, arena);
            return;
        }
    if (str_starts(line, STR("@keys "))) {
        properties_out(out, arena, WORD_OF_PART, str_slice(line, sizeof "@keys", line.len));
        return;
    }
    strbuf_add(out, line);
    strbuf_char(out, '\n');
}

int command_manual(Cli *cli)
{
    const CliOptions *options = &cli->options;
    Str what = options->n_operands ? options->operands[0] : STR("event");
    if (options->n_operands > 1 || (!str_eq(what, STR("event")) && !str_eq(what, STR("layout")))) {
        fputs("etalase: manual takes `event` or `layout`\n", stderr);
        return EXIT_USAGE;
    }
    Str path = str_format(cli->arena, "%.*s/layouts/manual/etalase-%.*s.5",
                          STR_ARG(cli->data_folder), STR_ARG(what));
    const Source *source =
        read_source(cli->arena, path, path, LIMIT_FILE_BYTES, (Span){0}, cli->diag);
    if (source) {
        StrBuf out;
        strbuf_init(&out, cli->arena);
        for (Str rest = source->bytes; rest.len;) line_out(&out, cli->arena, str_take(&rest, '\n'));
        fwrite(out.ptr, 1, out.len, stdout);
    }
    return print_diagnostics(cli) ? EXIT_DATA : EXIT_GOOD;
}
