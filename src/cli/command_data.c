/* command_data - the event file as the tool understands it: its schema, its records. */
#include <stdio.h>

#include "cli/cli.h"
#include "expr/expr.h"

int command_schema(Cli *cli)
{
    const CliOptions *options = &cli->options;
    Str what = options->n_operands ? options->operands[0] : STR("event");
    bool layout = str_eq(what, STR("layout"));
    if (options->n_operands > 1 || (!layout && !str_eq(what, STR("event")))) {
        fputs("etalase: schema takes `event` or `layout`\n", stderr);
        return EXIT_USAGE;
    }
    StrBuf out;
    strbuf_init(&out, cli->arena);
    if (layout)
        layout_schema(&out);
    else
        event_schema(&out);
    fwrite(out.ptr, 1, out.len, stdout);
    return EXIT_GOOD;
}

static void print_place(Span span)
{
    if (!span.source) return;
    Position at = source_position(span.source, span.offset);
    printf("# %.*s:%u:%u\n", STR_ARG(span.source->path), at.line, at.column);
}

static void print_dump(StrBuf *out)
{
    fwrite(out->ptr, 1, out->len, stdout);
    if (out->len && out->ptr[out->len - 1] != '\n') putchar('\n');
    out->len = 0;
}

/* A record with all its fields, a value on one line; lists item by item. Lists have no lists. */
static void print_value(const Value *value, StrBuf *out)
{
    if (value->kind == VALUE_LIST) {
        if (!value->list.n) puts("[]");
        for (size_t i = 0; i < value->list.n; i++) {
            const Value *item = &value->list.items[i];
            if (item->kind == VALUE_LIST) {
                value_dump(item, out);
                print_dump(out);
            } else {
                print_value(item, out);
            }
        }
        return;
    }
    bool record = value->kind == VALUE_RECORD;
    const Node *node = record ? value->record->node : value->node;
    if (node) print_place(node->span);
    if (record)
        record_dump(value->record, out);
    else
        value_dump(value, out);
    print_dump(out);
}

int command_show(Cli *cli)
{
    const CliOptions *options = &cli->options;
    if (!options->n_operands || options->n_operands > 2) {
        fputs("etalase: show takes an expression such as vendors.first, and the event file\n",
              stderr);
        return EXIT_USAGE;
    }
    Str text = options->operands[0];
    Span at = {source_from_bytes(cli->arena, STR("expression"), text), 0, (uint32_t)text.len};
    TypeScope lang = {NULL, STR("lang"), {.kind = VALUE_TEXT}};
    const Expr *expr = expr_parse(cli->arena, text, at, &lang, event_type(), cli->diag);
    Event *event = expr ? open_event_file(cli, options->n_operands == 2 ? options->operands[1]
                                                                        : STR("event.yaml"))
                        : NULL;
    if (event) {
        Scope scope = {NULL, STR("lang"), value_text(event_language(event))};
        EvalContext context = {.arena = cli->arena,
                               .scope = &scope,
                               .root = event->root,
                               .lang = scope.value.text,
                               .diag = cli->diag};
        Value value = expr_eval(expr, &context);
        StrBuf out;
        strbuf_init(&out, cli->arena);
        print_value(&value, &out);
    }
    return print_diagnostics(cli) ? EXIT_DATA : EXIT_GOOD;
}
