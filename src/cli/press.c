/* press - stocks and printer profiles for commands. */
#include "cli/press.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/confined.h"
#include "base/vec.h"
#include "data/limits.h"
#include "data/read.h"

static const Node *read_file(Cli *cli, Str path, Span at)
{
    const Source *source = read_source(cli->arena, path, path, LIMIT_FILE_BYTES, at, cli->diag);
    return source ? read_yaml(cli->arena, source, cli->diag) : NULL;
}

static bool is_path(Str name)
{
    return str_find(name, STR("/")) >= 0 || str_ends(name, STR(".yaml")) ||
           str_ends(name, STR(".yml"));
}

/* Paths on the command line are taken from the working folder, those in a document from the
 * event's.
 */
static Str full_path(Cli *cli, Str event_folder, Str name, Span at)
{
    return at.source && name.ptr[0] != '/' ? path_join(cli->arena, event_folder, name) : name;
}

static int compare_stocks(const void *a, const void *b)
{
    return str_compare((*(const Stock *const *)a)->name, (*(const Stock *const *)b)->name);
}

const Stock *const *open_stocks(Cli *cli, Str event_folder, size_t *n)
{
    VEC(const Stock *) stocks = {0};
    Str folders[MAX_DATA_FOLDERS];
    size_t n_folders = find_folders(cli, event_folder, "stocks", folders);
    for (size_t i = 0; i < n_folders; i++) {
        size_t n_files;
        const Str *files = find_yaml_files(cli, folders[i], &n_files);
        for (size_t k = 0; k < n_files; k++) {
            const Node *node = read_file(cli, files[k], (Span){0});
            const Stock *stock = node ? stock_read(cli->arena, node, cli->diag) : NULL;
            bool known = !stock;
            for (size_t s = 0; !known && s < stocks.len; s++)
                known = str_eq(stocks.items[s]->name, stock->name);
            if (!known) VEC_PUSH(cli->arena, &stocks, stock);
        }
    }
    if (stocks.len) qsort(stocks.items, stocks.len, sizeof *stocks.items, compare_stocks);
    *n = stocks.len;
    return stocks.items;
}

static void suggest(Cli *cli, const Stock *const *stocks, size_t n, Str name)
{
    Str *names = ARENA_ARRAY(cli->arena, Str, n);
    for (size_t i = 0; i < n; i++) names[i] = stocks[i]->name;
    Str near = str_nearest(name, names, n);
    if (near.len)
        diag_hint(cli->diag, str_format(cli->arena, "did you mean `%.*s`?", STR_ARG(near)));
}

const Stock *open_stock(Cli *cli, Str event_folder, Str name, Span at)
{
    if (is_path(name)) {
        const Node *node = read_file(cli, full_path(cli, event_folder, name, at), at);
        return node ? stock_read(cli->arena, node, cli->diag) : NULL;
    }
    size_t n;
    const Stock *const *stocks = open_stocks(cli, event_folder, &n);
    for (size_t i = 0; i < n; i++)
        if (str_eq(stocks[i]->name, name)) return stocks[i];
    for (size_t i = 0; i < n; i++)
        if (stock_is_named(stocks[i], name)) return stocks[i];
    diag_report(cli->diag, DIAG_STOCK_MISSING, at, name);
    suggest(cli, stocks, n, name);
    return NULL;
}

static const Printer *open_printer(Cli *cli, Str event_folder, Str name, Span at)
{
    Str path = is_path(name) ? full_path(cli, event_folder, name, at) : STR("");
    Str folders[MAX_DATA_FOLDERS];
    size_t n = path.len ? 0 : find_folders(cli, event_folder, "printers", folders);
    for (size_t i = 0; i < n && !path.len; i++) {
        Str file = str_format(cli->arena, "%.*s/%.*s.yaml", STR_ARG(folders[i]), STR_ARG(name));
        if (access(file.ptr, F_OK) == 0) path = file;
    }
    if (!path.len) {
        diag_report(cli->diag, DIAG_PRINTER_MISSING, at, name);
        return NULL;
    }
    const Node *node = read_file(cli, path, at);
    return node ? printer_read(cli->arena, node, cli->diag) : NULL;
}

/* For ImposeOptions: names of some stocks whose labels a page of that size fits. */
typedef struct StockSearch {
    Cli *cli;
    Str event_folder;
} StockSearch;

static Str stocks_for(void *context, Extent page)
{
    enum { SHOWN_MAX = 5 };
    const StockSearch *search = context;
    StrBuf out;
    size_t n, shown = 0;
    const Stock *const *stocks = open_stocks(search->cli, search->event_folder, &n);
    strbuf_init(&out, search->cli->arena);
    for (size_t i = 0; i < n && shown < SHOWN_MAX; i++)
        if (stock_takes(stocks[i], page))
            strbuf_format(&out, "%s%.*s", shown++ ? ", " : "", STR_ARG(stocks[i]->name));
    return strbuf_str(&out);
}

PrintTarget print_target(const ImposeOptions *press)
{
    PrintTarget print = {.backs = press->paired, .dpi = press->printer ? press->printer->dpi : 0};
    if (!press->stock) return print;
    Extent face = stock_face(press->stock);
    print.stock = press->stock->name;
    if (!print.dpi) print.dpi = press->stock->dpi;
    print.width = face.w, print.height = face.h;
    return print;
}

static const Value *value_of(const Record *document, const char *field)
{
    static const Value none = {0};
    return document ? record_value(document, str_from(field)) : &none;
}

static Str text_of(const Record *document, const char *field)
{
    const Value *value = value_of(document, field);
    return value->kind == VALUE_TEXT ? value->text : STR("");
}

static int count_of(const Record *document, const char *field, int given)
{
    const Value *value = value_of(document, field);
    if (given) return given;
    if (value->kind != VALUE_NUMBER) return 1;
    int64_t n = num_round(value->number);
    return n < 0 || n > 1000000 ? 0 : (int)n;
}

/* The name from the command line, else from the document, and where it stands. */
static Str named(Str given, const Record *document, const char *field, Span *at)
{
    *at = (Span){0};
    if (given.len) return given;
    Str name = text_of(document, field);
    if (name.len) *at = value_span(value_of(document, field));
    return name;
}

void read_press_options(Cli *cli, Str event_folder, const Record *document, ImposeOptions *out)
{
    const PressOptions *given = &cli->options.press;
    Span at, printer_at;
    Str stock = named(given->stock, document, "stock", &at);
    Str printer = named(given->printer, document, "printer", &printer_at);
    /* What is free on the document's sheets says nothing about another stock. */
    const Record *sheets = given->stock.len ? NULL : document;
    *out = (ImposeOptions){.start = count_of(sheets, "start", given->start),
                           .copies = count_of(document, "copies", given->copies),
                           .at = at};
    if (printer.len) {
        out->printer = open_printer(cli, event_folder, printer, printer_at);
        if (!out->printer) return;
        out->flip = (Flip)out->printer->flip;
    }
    out->paired = str_eq(text_of(document, "sides"), STR("both"));
    Str order = given->order.len ? given->order : text_of(document, "order");
    out->order = str_eq(order, STR("stack")) ? ORDER_STACK : ORDER_SHEETS;
    if (given->duplex.len) {
        out->paired = !str_eq(given->duplex, STR("none"));
        out->flip = str_eq(given->duplex, STR("short")) ? FLIP_SHORT : FLIP_LONG;
    }
    if (!stock.len) return;
    out->stock = open_stock(cli, event_folder, stock, at);
    StockSearch *search = ARENA_NEW(cli->arena, StockSearch);
    *search = (StockSearch){cli, event_folder};
    out->stocks_for = stocks_for, out->stocks_context = search;
    if (out->stock && out->stock->fold && given->duplex.len && out->paired) {
        diag_report(cli->diag, DIAG_PRESS_FOLD_DUPLEX, at, out->stock->name);
        out->stock = NULL;
    }
}
