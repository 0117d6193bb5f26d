/* command_show - what there is: layouts, fonts, messages, stages of the pipeline. */
#include <stdio.h>

#include "cli/cli.h"
#include "data/limits.h"
#include "data/read.h"

/* By the name that it is found by: that of its file. */
static void print_layout(const Layout *layout, Str path)
{
    Value title = layout_title(layout);
    Str shown = value_text_in(&title, STR("en"), NULL);
    printf("%-16.*s %.*s\n", STR_ARG(file_stem(path)), STR_ARG(shown));
}

/* `  vendor: name, city, logo`, a line for each record. */
static void print_fields(Cli *cli, const Layout *layout)
{
    size_t n;
    const LayoutField *fields = layout_fields(layout, cli->arena, &n);
    puts("fields of the event file that it uses:");
    for (size_t i = 0; i < n; i++) {
        bool next = i && str_eq(fields[i].record, fields[i - 1].record);
        if (!next) printf("%s  %.*s: ", i ? "\n" : "", STR_ARG(fields[i].record));
        printf("%s%.*s", next ? ", " : "", STR_ARG(fields[i].field));
    }
    if (n) putchar('\n');
}

static void print_layout_whole(Cli *cli, const Layout *layout, Str path)
{
    size_t n;
    const LayoutOption *options = layout_options(layout, &n);
    Value title = layout_title(layout);
    printf("%.*s: %.*s\n", STR_ARG(file_stem(path)),
           STR_ARG(value_text_in(&title, STR("en"), NULL)));
    if (layout_description(layout).len) printf("%.*s\n", STR_ARG(layout_description(layout)));
    printf("file: %.*s\n", STR_ARG(path));
    Str picture = find_picture(cli, path);
    if (picture.len) printf("picture: %.*s\n", STR_ARG(picture));
    if (layout_needs(layout).len) printf("needs: %.*s\n", STR_ARG(layout_needs(layout)));
    if (n) puts("options:");
    for (size_t i = 0; i < n; i++)
        printf("  %-16.*s %-7.*s %.*s (%.*s)\n", STR_ARG(options[i].name), STR_ARG(options[i].type),
               STR_ARG(options[i].description), STR_ARG(options[i].default_text));
    print_fields(cli, layout);
}

static void print_words(Cli *cli)
{
    static const char *const heads[] = {[WORD_OF_BOX] = "every box",
                                        [WORD_OF_STYLE] = "text, and styles",
                                        [WORD_OF_PART] = "what is not a node"};
    size_t n;
    const LayoutWord *words = layout_words(cli->arena, &n);
    for (size_t i = 0; i < n; i++) {
        const LayoutWord *word = &words[i];
        if (i && word->group != words[i - 1].group) printf("%s:\n", heads[word->group]);
        if (word->name.len)
            printf("    %-14.*s %-22.*s %.*s\n", STR_ARG(word->name), STR_ARG(word->type),
                   STR_ARG(word->description));
        else
            printf("%.*s: %.*s\n", STR_ARG(word->kind), STR_ARG(word->description));
    }
}

static int show_layout(Cli *cli, Str name)
{
    Str path = find_layout(cli, STR("."), name);
    if (!path.len) {
        fprintf(stderr, "etalase: there is no layout '%.*s'; etalase layouts lists them\n",
                STR_ARG(name));
        return EXIT_USAGE;
    }
    Layout *layout = open_layout(cli, path, (Span){0});
    if (layout) print_layout_whole(cli, layout, path);
    return print_diagnostics(cli) ? EXIT_DATA : EXIT_GOOD;
}

int command_layouts(Cli *cli)
{
    size_t n;
    const CliOptions *options = &cli->options;
    if (options->n_operands == 1 && str_eq(options->operands[0], STR("words"))) {
        print_words(cli);
        return EXIT_GOOD;
    }
    if (options->n_operands == 2 && str_eq(options->operands[0], STR("show")))
        return show_layout(cli, options->operands[1]);
    if (options->n_operands) {
        fputs("etalase: layouts takes `show NAME`, `words` or nothing\n", stderr);
        return EXIT_USAGE;
    }
    const Str *paths = find_layouts(cli, STR("."), &n);
    for (size_t i = 0; i < n; i++) {
        Layout *layout = open_layout(cli, paths[i], (Span){0});
        if (layout) print_layout(layout, paths[i]);
    }
    return print_diagnostics(cli) ? EXIT_DATA : EXIT_GOOD;
}

int command_fonts(Cli *cli)
{
    size_t n;
    Fonts *fonts = open_fonts(cli, STR("."));
    const Str *families = fonts_families(fonts, &n);
    for (size_t i = 0; i < n; i++) printf("%.*s\n", STR_ARG(families[i]));
    fonts_close(fonts);
    return print_diagnostics(cli) ? EXIT_DATA : EXIT_GOOD;
}

int command_explain(Cli *cli)
{
    DiagCode code =
        cli->options.n_operands == 1 ? diag_find(cli->options.operands[0]) : DIAG_N_CODES;
    if (code == DIAG_N_CODES) {
        fputs("etalase: explain takes the code of a message, which stands in brackets behind it\n",
              stderr);
        return EXIT_USAGE;
    }
    const DiagInfo *info = diag_info(code);
    printf("%.*s [%.*s]\n\n%.*s\n", STR_ARG(info->text), STR_ARG(info->code),
           STR_ARG(info->explain));
    return EXIT_GOOD;
}

static void dump_nodes(Cli *cli, Str path, StrBuf *out)
{
    const Source *source =
        read_source(cli->arena, path, path, LIMIT_FILE_BYTES, (Span){0}, cli->diag);
    const Node *root = source ? read_yaml(cli->arena, source, cli->diag) : NULL;
    if (root) node_dump(root, out);
}

int command_dump(Cli *cli)
{
    StrBuf out;
    strbuf_init(&out, cli->arena);
    Str stage = cli->options.dump;
    if (str_eq(stage, STR("nodes"))) {
        dump_nodes(cli, cli->options.event_path, &out);
    } else if (str_eq(stage, STR("event"))) {
        const Event *event = open_event_file(cli, cli->options.event_path);
        if (event) record_dump(event->root, &out);
    } else {
        fprintf(stderr, "etalase: the stages are nodes, event, boxes and draw, not '%.*s'\n",
                STR_ARG(stage));
        return EXIT_USAGE;
    }
    fwrite(out.ptr ? out.ptr : "", 1, out.len, stdout);
    return print_diagnostics(cli) ? EXIT_DATA : EXIT_GOOD;
}
