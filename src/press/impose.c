/* impose - pages of one size onto the labels of sheets.
 *
 * A batch is what is put in order at once: one sheet, or a stack of sheets. Its labels are
 * collected with copies of their pages; when it is full, or at the end, its sheets are made one by
 * one.
 *
 * The place of a page is a transform T from page to sheet. Turned over its vertical axis, a sheet
 * shows at (x, y) what lies behind (W - x, y) of its front; over its horizontal axis, behind
 * (x, H - y). Call that F. Looking at a back, its left is behind the front's right: point (u, v) of
 * the back belongs behind (w - u, v) of the front. Call that M. So the back's place is F T M, with
 * whatever T is, turned labels included; over the horizontal axis it comes out upside down, as it
 * must for heads to lie behind heads.
 */
#include "press/impose.h"

#include "base/vec.h"
#include "draw/copy.h"

enum { ONE = 1 << 16 };

typedef struct Label {
    const DrawPage *front, *back; /* back: NULL if there is none */
    bool again;                   /* not the first copy */
} Label;

struct Impose {
    Arena batch_arena, sheet_arena, front_arena;
    ImposeOptions options;
    PageSink sink;
    Diag *diag;
    VEC(Label) batch;
    int places, skip; /* labels on a sheet; used ones of the batch's first sheet */
    int batch_places; /* on all its sheets */
    uint64_t pages;
    uint32_t sheets; /* handed over */
    DrawPage front;  /* that waits for its back */
    bool has_front;
};

static bool check_options(const ImposeOptions *o, Arena *arena, Diag *diag)
{
    int places = stock_places(o->stock);
    if (o->start < 1 || o->start > places) {
        diag_report(diag, DIAG_PRESS_START, o->at, str_format(arena, "%d", o->start),
                    o->stock->name, str_format(arena, "%d", places));
        return false;
    }
    if (o->copies < 1 || o->copies > 1000) {
        diag_report(diag, DIAG_PRESS_COPIES, o->at, str_format(arena, "%d", o->copies));
        return false;
    }
    return true;
}

Impose *impose_open(Arena *arena, const ImposeOptions *options, PageSink sink, Diag *diag)
{
    if (!check_options(options, arena, diag)) return NULL;
    Impose *impose = ARENA_NEW(arena, Impose);
    *impose = (Impose){.options = *options, .sink = sink, .diag = diag};
    impose->places = stock_places(options->stock);
    impose->skip = options->start - 1;
    impose->batch_places =
        impose->places * (options->order == ORDER_STACK ? IMPOSE_STACK_SHEETS : 1);
    arena_init(&impose->batch_arena);
    arena_init(&impose->sheet_arena);
    arena_init(&impose->front_arena);
    return impose;
}

static Extent page_extent(const DrawPage *page) { return (Extent){page->width, page->height}; }

/* From the page to the panel of a label whose top left corner is at x, y: upright, or turned to the
 * right where a panel lies on its side. The page's middle comes to the panel's. */
static Transform panel_place(const Stock *stock, const DrawPage *page, Len x, Len y)
{
    Len left = x + (stock->label.w - page->width) / 2,
        top = y + (stock->label.h - page->height) / 2;
    if (stock_holds(stock->label, page_extent(page))) return (Transform){ONE, 0, 0, ONE, left, top};
    return (Transform){0,
                       ONE,
                       -ONE,
                       0,
                       x + (stock->label.w + page->height) / 2,
                       y + (stock->label.h - page->width) / 2};
}

static Transform behind(const Impose *impose, Transform t, Len page_width)
{
    Extent sheet = impose->options.stock->sheet;
    t.e += (Len)((int64_t)t.a * page_width / ONE);
    t.f += (Len)((int64_t)t.b * page_width / ONE);
    t.a = -t.a, t.b = -t.b;
    if (sheet_turns_sideways(sheet, impose->options.flip))
        return (Transform){-t.a, t.b, -t.c, t.d, sheet.w - t.e, t.f};
    return (Transform){t.a, -t.b, t.c, -t.d, t.e, sheet.h - t.f};
}

static Len least(Len a, Len b) { return a < b ? a : b; }

static Rect intersect(Rect a, Rect b)
{
    Len x = a.x > b.x ? a.x : b.x, y = a.y > b.y ? a.y : b.y;
    Len right = least(a.x + a.w, b.x + b.w), bottom = least(a.y + a.h, b.y + b.h);
    return (Rect){x, y, right - x, bottom - y};
}

/* The label's place with what a design may cover around it. */
static Rect clip_of(const Stock *stock, Rect cell, int column, int row)
{
    Len gap_x = least((stock->pitch.w - cell.w) / 2, stock->bleed);
    Len gap_y = least((stock->pitch.h - cell.h) / 2, stock->bleed);
    Len left = column > 0 ? gap_x : stock->bleed, top = row > 0 ? gap_y : stock->bleed;
    Len right = column < stock->columns - 1 ? gap_x : stock->bleed;
    Len bottom = row < stock->rows - 1 ? gap_y : stock->bleed;
    Rect clip = {cell.x - left, cell.y - top, cell.w + left + right, cell.h + top + bottom};
    return intersect(clip, (Rect){0, 0, stock->sheet.w, stock->sheet.h});
}

static void add_page(DrawPage *sheet, const DrawPage *page, Transform place, Rect clip, bool again)
{
    PathBuilder path;
    path_init(&path, sheet->arena);
    path_rect(&path, clip);
    draw_add(sheet, (DrawOp){.kind = DRAW_PUSH,
                             .push = {.clips = true,
                                      .clip = path_done(&path),
                                      .transforms = true,
                                      .transform = place}});
    for (size_t i = 0; i < page->n_ops; i++) {
        DrawKind kind = page->ops[i].kind;
        if (again && (kind == DRAW_DEST || kind == DRAW_OUTLINE)) continue;
        draw_add(sheet, page->ops[i]);
    }
    draw_add(sheet, (DrawOp){.kind = DRAW_POP});
}

/* Both panels of a card that is folded away from its front. Without a back the front stands on
 * both, so that a tent says the same on either side. */
static void add_folded(const Impose *impose, DrawPage *sheet, const Label *label, Rect cell,
                       Rect clip)
{
    const Stock *stock = impose->options.stock;
    const DrawPage *back = label->back ? label->back : label->front;
    bool above = stock->fold == FOLD_TOP;
    Len w = stock->label.w, h = stock->label.h;
    Rect front_clip = clip, back_clip = clip;
    if (above) {
        back_clip.h = cell.y + h - clip.y;
        front_clip.y += back_clip.h, front_clip.h -= back_clip.h;
    } else {
        back_clip.w = cell.x + w - clip.x;
        front_clip.x += back_clip.w, front_clip.w -= back_clip.w;
    }
    Transform front_place =
        panel_place(stock, label->front, above ? cell.x : cell.x + w, above ? cell.y + h : cell.y);
    Transform back_place = panel_place(stock, back, cell.x, cell.y);
    if (above) { /* head to head: turned about the middle of its panel */
        back_place = (Transform){-back_place.a,
                                 -back_place.b,
                                 -back_place.c,
                                 -back_place.d,
                                 2 * cell.x + w - back_place.e,
                                 2 * cell.y + h - back_place.f};
    }
    add_page(sheet, label->front, front_place, front_clip, label->again);
    add_page(sheet, back, back_place, back_clip, label->again || !label->back);
}

static void add_label(const Impose *impose, DrawPage *sheet, const Label *label, int place,
                      bool back)
{
    const Stock *stock = impose->options.stock;
    int column = place % stock->columns, row = place / stock->columns;
    Extent size = stock_cell(stock);
    Rect cell = {stock->left + column * stock->pitch.w, stock->top + row * stock->pitch.h, size.w,
                 size.h};
    Rect clip = clip_of(stock, cell, column, row);
    if (stock->fold) {
        add_folded(impose, sheet, label, cell, clip);
    } else if (back) {
        Transform front = panel_place(stock, label->back, cell.x, cell.y);
        add_page(sheet, label->back, behind(impose, front, label->back->width),
                 sheet_behind(stock->sheet, impose->options.flip, clip), label->again);
    } else {
        add_page(sheet, label->front, panel_place(stock, label->front, cell.x, cell.y), clip,
                 label->again);
    }
}

static const Len mark_length = 14173, mark_gap = 2835, mark_margin = 5669, /* 5, 1, 2 mm */
    mark_shortest = 5669, mark_width = 250;

/* Marks at `at` across one side of the sheet, from `edge` (the labels with their bleed) outward, if
 * the margin has room for them. */
static void add_mark(DrawPage *sheet, Len at, Len edge, bool upright, bool outward)
{
    Len whole = upright ? sheet->height : sheet->width;
    Len room = (outward ? whole - edge : edge) - mark_gap - mark_margin;
    Len length = least(room, mark_length);
    if (length < mark_shortest) return;
    Len from = outward ? edge + mark_gap : edge - mark_gap;
    Len to = outward ? from + length : from - length;
    static const Colour black = {COLOUR_GRAY, {0}, 255};
    if (upright)
        draw_line(sheet, (Point){at, from}, (Point){at, to}, mark_width, black);
    else
        draw_line(sheet, (Point){from, at}, (Point){to, at}, mark_width, black);
}

static void add_marks(DrawPage *sheet, const Stock *stock, bool upright)
{
    Extent cell = stock_cell(stock);
    int count = upright ? stock->columns : stock->rows,
        across = upright ? stock->rows : stock->columns;
    Len start = upright ? stock->left : stock->top, size = upright ? cell.w : cell.h;
    Len pitch = upright ? stock->pitch.w : stock->pitch.h;
    Len first = upright ? stock->top : stock->left;
    Len last = first + (across - 1) * (upright ? stock->pitch.h : stock->pitch.w) +
               (upright ? cell.h : cell.w);
    for (int i = 0; i < count; i++) {
        for (int end = 0; end < 2; end++) {
            if (end == 1 && i < count - 1 && pitch == size) continue; /* the next label's edge */
            Len at = start + i * pitch + (end ? size : 0);
            add_mark(sheet, at, first - stock->bleed, upright, false);
            add_mark(sheet, at, last + stock->bleed, upright, true);
        }
    }
}

/* The label at a place of a sheet of the batch, or NULL. In stack order labels go down through the
 * stack before they go on to the next place; places that are used already are passed over. */
static const Label *label_at(const Impose *impose, int sheets, int sheet, int place)
{
    int64_t index;
    if (impose->options.order == ORDER_STACK) {
        bool used = sheet == 0 && place < impose->skip;
        int passed = place < impose->skip ? place + (sheet > 0) : impose->skip;
        if (used) return NULL;
        index = (int64_t)place * sheets + sheet - passed;
    } else {
        index = (int64_t)place - impose->skip;
    }
    return index >= 0 && index < (int64_t)impose->batch.len ? &impose->batch.items[index] : NULL;
}

static bool emit_side(Impose *impose, int sheets, int sheet, bool back)
{
    const ImposeOptions *o = &impose->options;
    DrawPage page;
    draw_init(&page, &impose->sheet_arena, o->stock->sheet.w, o->stock->sheet.h, 0);
    if (o->printer)
        draw_add(&page, (DrawOp){.kind = DRAW_PUSH,
                                 .push = {.transforms = true,
                                          .transform = printer_transform(o->printer,
                                                                         o->stock->sheet, back)}});
    for (int place = 0; place < impose->places; place++) {
        const Label *label = label_at(impose, sheets, sheet, place);
        if (!label || (back && !label->back)) continue;
        add_label(impose, &page, label, place, back);
        if (o->placed && !back && !label->again && label->front->owner.len)
            o->placed(o->placed_context, label->front->owner, impose->sheets + 1,
                      (uint32_t)place + 1);
    }
    if (o->stock->marks == MARKS_CUT && !back) {
        add_marks(&page, o->stock, true);
        add_marks(&page, o->stock, false);
    }
    if (o->printer) draw_add(&page, (DrawOp){.kind = DRAW_POP});
    bool going_on = impose->sink.page(impose->sink.context, &page);
    arena_rewind(&impose->sheet_arena, (ArenaMark){0});
    return going_on;
}

static bool emit_batch(Impose *impose)
{
    const ImposeOptions *o = &impose->options;
    int sheets = (int)((impose->batch.len + (size_t)impose->skip + (size_t)impose->places - 1) /
                       (size_t)impose->places);
    bool backs = o->paired && !o->stock->fold, going_on = true;
    for (int i = 0; going_on && i < sheets; i++) {
        going_on = emit_side(impose, sheets, i, false);
        if (going_on && backs) going_on = emit_side(impose, sheets, i, true);
        impose->sheets++;
    }
    impose->batch.items = NULL, impose->batch.len = impose->batch.cap = 0;
    impose->skip = 0;
    arena_rewind(&impose->batch_arena, (ArenaMark){0});
    return going_on;
}

static const DrawPage *keep(Impose *impose, const DrawPage *page)
{
    DrawPage *kept = ARENA_NEW(&impose->batch_arena, DrawPage);
    *kept = page_copy(&impose->batch_arena, page);
    return kept;
}

static bool add_copies(Impose *impose, const DrawPage *front, const DrawPage *back)
{
    Label label = {0};
    for (int i = 0; i < impose->options.copies; i++) {
        if (!label.front) {
            label.front = keep(impose, front);
            label.back = back ? keep(impose, back) : NULL;
        }
        label.again = i > 0;
        VEC_PUSH(&impose->batch_arena, &impose->batch, label);
        if (impose->batch.len + (size_t)impose->skip < (size_t)impose->batch_places) continue;
        if (!emit_batch(impose)) return false;
        label.front = NULL; /* its copy is gone with the batch */
    }
    return true;
}

static bool check_size(Impose *impose, const DrawPage *page)
{
    const Stock *stock = impose->options.stock;
    if (stock_takes(stock, page_extent(page))) return true;
    Arena *tmp = &impose->sheet_arena;
    diag_report(impose->diag, DIAG_LABEL_SIZE, impose->options.at,
                str_format(tmp, "%llu", (unsigned long long)impose->pages),
                extent_show(tmp, (Extent){page->width, page->height}), stock->name,
                extent_show(tmp, stock->label));
    Str others = impose->options.stocks_for
                     ? impose->options.stocks_for(impose->options.stocks_context,
                                                  (Extent){page->width, page->height})
                     : STR("");
    if (others.len)
        diag_hint(impose->diag, str_format(tmp, "stocks for this page: %.*s", STR_ARG(others)));
    return false;
}

static bool report_back_alone(Impose *impose)
{
    diag_report(impose->diag, DIAG_PRESS_BACK_ALONE, impose->options.at,
                str_format(&impose->sheet_arena, "%llu", (unsigned long long)impose->pages));
    return false;
}

/* A front that waited in vain: its back stays empty. */
static bool give_front(Impose *impose)
{
    if (!impose->has_front) return true;
    impose->has_front = false;
    return add_copies(impose, &impose->front, NULL);
}

bool impose_page(void *context, const DrawPage *page)
{
    Impose *impose = context;
    impose->pages++;
    if (!check_size(impose, page)) return false;
    if (!impose->options.paired) return add_copies(impose, page, NULL);
    if (impose->options.marked ? page->back : impose->has_front) {
        if (!impose->has_front) return report_back_alone(impose);
        impose->has_front = false;
        return add_copies(impose, &impose->front, page);
    }
    if (!give_front(impose)) return false;
    arena_rewind(&impose->front_arena, (ArenaMark){0});
    impose->front = page_copy(&impose->front_arena, page);
    impose->has_front = true;
    return true;
}

void impose_abandon(Impose *impose)
{
    arena_free(&impose->batch_arena);
    arena_free(&impose->sheet_arena);
    arena_free(&impose->front_arena);
}

bool impose_close(Impose *impose)
{
    bool good = impose->options.marked ? give_front(impose) : !impose->has_front;
    if (impose->has_front)
        diag_report(impose->diag, DIAG_PRESS_PAIRS, impose->options.at,
                    str_format(&impose->sheet_arena, "%llu", (unsigned long long)impose->pages));
    if (good && impose->batch.len) good = emit_batch(impose);
    impose_abandon(impose);
    return good;
}
