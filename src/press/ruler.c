/* ruler - a page that shows where the labels of a stock are. */
#include "press/ruler.h"

static const Colour black = {COLOUR_GRAY, {0}, 255}, grey = {COLOUR_GRAY, {140}, 255};
static const Len hairline = 250, small = 6000, large = 14000;

typedef struct Ruler {
    DrawPage *page;
    const Stock *stock;
    RulerSide side;
    Flip flip;
    RulerPen pen;
} Ruler;

static void outline(const Ruler *r, Rect box, Len radius, Colour colour, bool dashed)
{
    PathPaint paint = {.stroke = colour, .stroke_width = hairline};
    if (dashed) paint.dash[0] = paint.dash[1] = 2000;
    draw_round_rect(r->page, box, radius, paint);
}

static void cross(const Ruler *r, Point at, Len arm)
{
    draw_line(r->page, (Point){at.x - arm, at.y}, (Point){at.x + arm, at.y}, hairline, black);
    draw_line(r->page, (Point){at.x, at.y - arm}, (Point){at.x, at.y + arm}, hairline, black);
}

static void draw_panels(const Ruler *r, Rect cell)
{
    Extent label = r->stock->label;
    Point fold = {cell.x + label.w, cell.y + label.h};
    if (r->stock->fold == FOLD_LEFT) outline(r, (Rect){fold.x, cell.y, 0, cell.h}, 0, grey, true);
    if (r->stock->fold == FOLD_TOP) outline(r, (Rect){cell.x, fold.y, cell.w, 0}, 0, grey, true);
}

static void draw_label(const Ruler *r, int place)
{
    const Stock *stock = r->stock;
    Extent size = stock_cell(stock);
    Rect cell = {stock->left + place % stock->columns * stock->pitch.w,
                 stock->top + place / stock->columns * stock->pitch.h, size.w, size.h};
    if (r->side == RULER_BACK) cell = sheet_behind(stock->sheet, r->flip, cell);
    Point middle = {cell.x + cell.w / 2, cell.y + cell.h / 2};
    outline(r, cell, stock->radius, black, false);
    draw_panels(r, cell);
    cross(r, middle, len_from_um(3000));
    r->pen.write(r->pen.context, r->page, str_format(r->page->arena, "%d", place + 1),
                 (Point){middle.x + len_from_um(6000), middle.y - len_from_um(4000)}, large);
    for (int side = -1; r->side == RULER_FRONT && stock->holes_top && side <= 1; side += 2)
        cross(r, (Point){middle.x + side * stock->holes_apart / 2, cell.y + stock->holes_top},
              len_from_um(1500));
}

/* A tick for each millimetre from the sheet's edge, longer ones for five and ten. */
static void draw_ruler(const Ruler *r, bool across)
{
    Extent sheet = r->stock->sheet;
    int length_mm = (int)(len_um(across ? sheet.w : sheet.h) / 1000);
    Len base = len_from_um(7000);
    for (int mm = 1; mm < length_mm; mm++) {
        Len at = len_from_um(mm * 1000);
        Len tick = len_from_um(mm % 10 == 0 ? 3000 : mm % 5 == 0 ? 2000 : 1200);
        Point from = across ? (Point){at, base} : (Point){base, at};
        Point to = across ? (Point){at, base + tick} : (Point){base + tick, at};
        draw_line(r->page, from, to, hairline, black);
        if (mm % 10 || mm < 20 || mm > length_mm - 8) continue;
        Len beside = base + len_from_um(4600);
        r->pen.write(r->pen.context, r->page, str_format(r->page->arena, "%d", mm),
                     across ? (Point){at, beside} : (Point){beside, at}, small);
    }
}

/* A line that must measure what stands below it, as long as the sheet allows, on a white ground. */
static void draw_scale(const Ruler *r)
{
    static const Colour white = {COLOUR_GRAY, {255}, 255};
    Extent sheet = r->stock->sheet;
    int mm = (int)(len_um(sheet.w) / 1000 - 30) / 10 * 10;
    if (mm < 50) return;
    Len length = len_from_um(mm * 1000), y = sheet.h / 2 + len_from_um(7000);
    Len left = (sheet.w - length) / 2, arm = len_from_um(2000), step = len_from_um(3500);
    Len ground = len_from_um(54000);
    draw_rect(r->page, (Rect){(sheet.w - ground) / 2, y - arm, ground, arm + 3 * step}, white);
    draw_line(r->page, (Point){left, y}, (Point){left + length, y}, hairline, black);
    for (int end = 0; end < 2; end++) {
        Len x = left + end * length;
        draw_line(r->page, (Point){x, y - arm}, (Point){x, y + arm}, hairline, black);
    }
    Arena *arena = r->page->arena;
    r->pen.write(
        r->pen.context, r->page,
        str_format(arena, "%.*s · %d mm, else print at 100 %%", STR_ARG(r->stock->name), mm),
        (Point){sheet.w / 2, y + step}, small);
    r->pen.write(r->pen.context, r->page,
                 r->side == RULER_BACK ? STR("back: the crosses lie behind those of the front")
                                       : STR("hold against the sheet and the light"),
                 (Point){sheet.w / 2, y + 2 * step}, small);
}

void ruler_draw(DrawPage *page, const Stock *stock, const Printer *printer, RulerSide side,
                Flip flip, RulerPen pen)
{
    const Ruler r = {page, stock, side, flip, pen};
    Transform correction = printer_transform(printer, stock->sheet, side == RULER_BACK);
    draw_add(page,
             (DrawOp){.kind = DRAW_PUSH, .push = {.transforms = true, .transform = correction}});
    for (int place = 0; place < stock_places(stock); place++) draw_label(&r, place);
    draw_ruler(&r, true);
    draw_ruler(&r, false);
    draw_scale(&r);
    draw_add(page, (DrawOp){.kind = DRAW_POP});
}
