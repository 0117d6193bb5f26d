/* stock - what lies in the printer's tray. */
#include "press/stock.h"

static const char *const marks_words[] = {"none", "cut", NULL};
static const char *const reads_words[] = {"", "portrait", "landscape", NULL};
static const char *const fold_words[] = {"none", "left", "top", NULL};

#define AT(member) offsetof(Stock, member)

static const PressField holes_fields[] = {
    {"top", PRESS_LENGTH, AT(holes_top), .required = true},
    {"apart", PRESS_LENGTH, AT(holes_apart)},
    {0},
};

static const PressField fields[] = {
    {"name", PRESS_TEXT, AT(name), .required = true},
    {"aliases", PRESS_TEXTS, AT(aliases)},
    {"title", PRESS_TEXT, AT(title)},
    {"description", PRESS_TEXT, AT(description)},
    {"sheet", PRESS_PAPER, AT(sheet), .required = true},
    {"label", PRESS_PAPER, AT(label), .required = true},
    {"columns", PRESS_COUNT, AT(columns)},
    {"rows", PRESS_COUNT, AT(rows)},
    {"left", PRESS_LENGTH, AT(left)},
    {"top", PRESS_LENGTH, AT(top)},
    {"pitch", PRESS_EXTENT, AT(pitch)},
    {"bleed", PRESS_LENGTH, AT(bleed)},
    {"radius", PRESS_LENGTH, AT(radius)},
    {"holes", PRESS_MAP, 0, .fields = holes_fields},
    {"dpi", PRESS_DPI, AT(dpi)},
    {"marks", PRESS_CHOICE, AT(marks), .choices = marks_words},
    {"fold", PRESS_CHOICE, AT(fold), .choices = fold_words},
    {"reads", PRESS_CHOICE, AT(reads), .choices = reads_words + 1, .first = 1},
    {"source", PRESS_TEXT, AT(source), .required = true},
    {"date", PRESS_TEXT, AT(date), .required = true},
    {0},
};

/* Makers round their measures: 2 × 101.6 mm plus margins may exceed the sheet by a hair. */
static const Len tolerance = 284; /* 0.1 mm */

Extent stock_cell(const Stock *stock)
{
    return (Extent){stock->fold == FOLD_LEFT ? 2 * stock->label.w : stock->label.w,
                    stock->fold == FOLD_TOP ? 2 * stock->label.h : stock->label.h};
}

Extent stock_face(const Stock *stock)
{
    Extent label = stock->label;
    bool turns = stock->reads == READS_PORTRAIT    ? label.w > label.h
                 : stock->reads == READS_LANDSCAPE ? label.w < label.h
                                                   : false;
    return turns ? (Extent){label.h, label.w} : label;
}

bool stock_holds(Extent label, Extent page)
{
    static const Len slack = 1701; /* 0.6 mm: an A6 page is 0.5 mm lower than half an A5 */
    Len dw = page.w - label.w, dh = page.h - label.h;
    return dw <= slack && dw >= -slack && dh <= slack && dh >= -slack;
}

bool stock_takes(const Stock *stock, Extent page)
{
    return stock_holds(stock->label, page) || stock_holds(stock->label, (Extent){page.h, page.w});
}

int stock_places(const Stock *stock) { return stock->columns * stock->rows; }

bool stock_is_named(const Stock *stock, Str name)
{
    if (str_eq(stock->name, name)) return true;
    for (size_t i = 0; i < stock->aliases.n; i++)
        if (str_eq(stock->aliases.items[i], name)) return true;
    return false;
}

typedef struct Axis {
    const char *things; /* "columns" */
    const char *margin; /* key of the margin: "left" */
    int count;
    Len sheet, cell, *start, *pitch;
} Axis;

static void complete(const Node *node, Axis axis)
{
    if (!*axis.pitch) *axis.pitch = axis.cell;
    if (node_find(node, str_from(axis.margin))) return;
    int64_t used = (int64_t)*axis.pitch * (axis.count - 1) + axis.cell;
    *axis.start = used > axis.sheet ? 0 : (Len)((axis.sheet - used) / 2);
}

static bool check(Arena *arena, const Node *node, Axis axis, Diag *diag)
{
    const Node *pitch = node_find(node, STR("pitch")), *count = node_find(node, STR("columns"));
    if (axis.count > 1 && *axis.pitch < axis.cell) {
        diag_report(diag, DIAG_STOCK_OVERLAP, pitch ? pitch->span : node->span,
                    len_show(arena, axis.cell), len_show(arena, *axis.pitch));
        return false;
    }
    int64_t end = *axis.start + (int64_t)*axis.pitch * (axis.count - 1) + axis.cell;
    if (*axis.start >= 0 && end <= axis.sheet + tolerance) return true;
    Str things =
        str_format(arena, "%d %s of %.*s from %.*s on", axis.count, axis.things,
                   STR_ARG(len_show(arena, axis.cell)), STR_ARG(len_show(arena, *axis.start)));
    Len shown = end > LEN_MAX ? LEN_MAX : (Len)end;
    const Node *place = node_find(node, str_from(axis.margin));
    diag_report(diag, DIAG_STOCK_FIT,
                place   ? place->span
                : count ? count->span
                        : node->span,
                things, len_show(arena, shown), len_show(arena, axis.sheet));
    return false;
}

const Stock *stock_read(Arena *arena, const Node *node, Diag *diag)
{
    Stock *stock = ARENA_NEW(arena, Stock);
    *stock = (Stock){.columns = 1, .rows = 1};
    if (!press_read(arena, node, STR("stock"), fields, stock, diag)) return NULL;
    Extent cell = stock_cell(stock);
    const Axis axes[] = {
        {"columns", "left", stock->columns, stock->sheet.w, cell.w, &stock->left, &stock->pitch.w},
        {"rows", "top", stock->rows, stock->sheet.h, cell.h, &stock->top, &stock->pitch.h}};
    bool good = true;
    for (int i = 0; i < 2; i++) {
        complete(node, axes[i]);
        if (!check(arena, node, axes[i], diag)) good = false;
    }
    if (stock->bleed < 0 || stock->radius < 0) {
        const Node *value = node_find(node, stock->bleed < 0 ? STR("bleed") : STR("radius"));
        diag_report(diag, DIAG_PRESS_VALUE, value->span,
                    stock->bleed < 0 ? STR("bleed") : STR("radius"), STR("a length of 0 or more"),
                    str_format(arena, "`%.*s`", STR_ARG(value->text)));
        good = false;
    }
    return good ? stock : NULL;
}

static void show_text(StrBuf *out, const char *key, Str text)
{
    if (text.len) strbuf_format(out, "%-12s %.*s\n", key, STR_ARG(text));
}

void stock_show(const Stock *stock, StrBuf *out)
{
    Arena *arena = out->arena;
    show_text(out, "name", stock->name);
    for (size_t i = 0; i < stock->aliases.n; i++)
        show_text(out, i ? "" : "also called", stock->aliases.items[i]);
    show_text(out, "title", stock->title);
    show_text(out, "description", stock->description);
    show_text(out, "sheet", extent_show(arena, stock->sheet));
    show_text(out, "label", extent_show(arena, stock->label));
    show_text(out, "labels",
              str_format(arena, "%d: %d columns, %d rows", stock_places(stock), stock->columns,
                         stock->rows));
    show_text(out, "left, top",
              str_format(arena, "%.*s, %.*s", STR_ARG(len_show(arena, stock->left)),
                         STR_ARG(len_show(arena, stock->top))));
    show_text(out, "pitch", extent_show(arena, stock->pitch));
    if (stock->bleed) show_text(out, "bleed", len_show(arena, stock->bleed));
    if (stock->radius) show_text(out, "radius", len_show(arena, stock->radius));
    if (stock->holes_top)
        show_text(out, "holes",
                  str_format(arena, "%.*s from the top, %.*s apart",
                             STR_ARG(len_show(arena, stock->holes_top)),
                             STR_ARG(len_show(arena, stock->holes_apart))));
    if (stock->dpi) show_text(out, "dpi", str_format(arena, "%d", stock->dpi));
    show_text(out, "marks", str_from(marks_words[stock->marks]));
    if (stock->fold) show_text(out, "fold", str_from(fold_words[stock->fold]));
    show_text(out, "reads", str_from(reads_words[stock->reads]));
    show_text(out, "source", stock->source);
    show_text(out, "date", stock->date);
}
