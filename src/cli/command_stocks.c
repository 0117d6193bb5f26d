/* command_stocks - what can be printed on: a list, one stock in full, a page of its outlines. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/confined.h"
#include "base/out.h"
#include "cli/press.h"
#include "pdf/pdf.h"
#include "press/ruler.h"

static int list_stocks(Cli *cli)
{
    size_t n;
    const Stock *const *stocks = open_stocks(cli, STR("."), &n);
    for (size_t i = 0; i < n; i++)
        printf("%-18.*s %.*s\n", STR_ARG(stocks[i]->name), STR_ARG(stocks[i]->title));
    return print_diagnostics(cli) ? EXIT_DATA : EXIT_GOOD;
}

static int show_stock(Cli *cli, const Stock *stock)
{
    StrBuf out;
    strbuf_init(&out, cli->arena);
    stock_show(stock, &out);
    fwrite(out.ptr, 1, out.len, stdout);
    return print_diagnostics(cli) ? EXIT_DATA : EXIT_GOOD;
}

static void write_words(void *context, DrawPage *page, Str words, Point at, Len size)
{
    static const Colour black = {COLOUR_GRAY, {0}, 255};
    TextStyle style = {.family = STR("Plus Jakarta Sans"),
                       .weight = 500,
                       .size = size,
                       .leading = size,
                       .width_percent_x100 = 10000,
                       .colour = black,
                       .align = ALIGN_LEFT,
                       .lang = STR("en")};
    TextSpan span = {.text = words, .style = &style};
    Para *para = para_new(page->arena, context, &span, 1);
    Lines lines = para_break(page->arena, para, LEN_MAX);
    for (size_t i = 0; i < lines.n; i++)
        for (size_t k = 0; k < lines.items[i].n_runs; k++) {
            const LineRun *run = &lines.items[i].runs[k];
            Point start = {at.x - lines.width / 2 + run->x, at.y + lines.cap_height / 2};
            draw_add(page, (DrawOp){.kind = DRAW_TEXT, .text = {run->run, start, black}});
        }
}

static void write_ruler(Cli *cli, const Stock *stock, Str file)
{
    Fonts *fonts = open_fonts(cli, STR("."));
    TextContext text = {.fonts = fonts, .diag = cli->diag, .cache = text_cache_new(cli->arena)};
    ImposeOptions press;
    read_press_options(cli, STR("."), NULL, &press);
    PdfOptions options = {.title = stock->title, .lang = STR("en"), .no_print_scaling = true};
    Pdf *pdf = pdf_open(file, &options, cli->diag);
    bool good = pdf != NULL;
    for (int side = RULER_FRONT; good && side <= (press.paired ? RULER_BACK : RULER_FRONT);
         side++) {
        DrawPage page;
        draw_init(&page, cli->arena, stock->sheet.w, stock->sheet.h, 0);
        ruler_draw(&page, stock, press.printer, (RulerSide)side, press.flip,
                   (RulerPen){&text, write_words});
        good = pdf_page(pdf, &page);
    }
    if (good)
        pdf_close(pdf, NULL);
    else if (pdf)
        pdf_abandon(pdf);
    text_cache_close(text.cache);
    fonts_close(fonts);
}

/* -o names a PDF file or a folder. */
static int make_ruler(Cli *cli, const Stock *stock)
{
    Str output = cli->options.out_folder;
    bool is_file = str_ends(output, STR(".pdf"));
    Str folder = is_file ? path_folder(output) : output;
    Str file = is_file ? output
                       : str_format(cli->arena, "%.*s/ruler-%.*s.pdf", STR_ARG(output),
                                    STR_ARG(stock->name));
    int error = out_make_folder(cli->arena, folder);
    if (error)
        diag_report(cli->diag, DIAG_FILE_WRITE, (Span){0}, folder, str_from(strerror(error)));
    else
        write_ruler(cli, stock, file);
    print_diagnostics(cli);
    int status = exit_status(cli);
    if (status == EXIT_GOOD && !cli->options.quiet) printf("%.*s\n", STR_ARG(file));
    return status;
}

int command_stocks(Cli *cli)
{
    const CliOptions *options = &cli->options;
    if (!options->n_operands) return list_stocks(cli);
    bool shows = str_eq(options->operands[0], STR("show"));
    if (options->n_operands != 2 || (!shows && !str_eq(options->operands[0], STR("ruler")))) {
        fputs("etalase: stocks takes `show NAME`, `ruler NAME` or nothing\n", stderr);
        return EXIT_USAGE;
    }
    const Stock *stock = open_stock(cli, STR("."), options->operands[1], (Span){0});
    if (!stock) {
        print_diagnostics(cli);
        return EXIT_DATA;
    }
    return shows ? show_stock(cli, stock) : make_ruler(cli, stock);
}
