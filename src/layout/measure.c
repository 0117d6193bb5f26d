/* measure - sizes and places of boxes, from the width down and the heights up.
 *
 * A parent decides the outer width of a child (wanted_width in stacks, share_widths in rows and
 * grids), the child finds its height for it, the parent places it. An imposed height (a fixed
 * `height`, a cell of a grid, a region of a page) lets shares (1fr) and `justify` use up the rest;
 * content that is taller is an error. */
#include "layout/plan.h"
#include "layout/table.h"
#include "layout/values.h"

static Len max_len(Len a, Len b) { return a > b ? a : b; }

static Len across(const Insets *padding) { return padding->left + padding->right; }

static Len down(const Insets *padding) { return padding->top + padding->bottom; }

/* What padding leaves of a side. */
static Len room(Len outer, Len padding) { return outer > padding ? outer - padding : 0; }

static Len gaps(Len gap, size_t n) { return n ? len_sum((int64_t)gap * (int64_t)(n - 1)) : 0; }

static Len image_natural(const Box *box)
{
    const Image *image = box->image.image;
    if (box->height.unit == SIZE_LEN) {
        int64_t num = box->image.ratio_num, den = box->image.ratio_den;
        if (!num && image) num = image_shown_width(image), den = image_shown_height(image);
        return num ? len_scale(box->height.value, num, den) : box->height.value;
    }
    return len_from_um(30000);
}

static Len row_natural(Make *m, Box *box)
{
    int64_t sum = gaps(box->gap, box->n_kids);
    for (size_t i = 0; i < box->n_kids; i++) sum += natural_width(m, box->kids[i]);
    return len_sum(sum);
}

Len natural_width(Make *m, Box *box)
{
    Len inner = 0;
    if (box->width.unit == SIZE_LEN) return box->width.value;
    switch (box->type) {
    case NODE_TEXT:
        inner = para_natural_width(box->text.whole.para);
        break;
    case NODE_IMAGE:
        return len_sum((int64_t)image_natural(box) + across(&box->padding));
    case NODE_ROW:
        inner = box->grid ? grid_natural(box->grid) : row_natural(m, box);
        break;
    case NODE_COLUMNS:
        for (size_t i = 0; i < box->columns_of.n_story; i++)
            inner = max_len(inner, natural_width(m, box->columns_of.story[i]));
        inner = len_sum((int64_t)inner * box->columns_of.form->n +
                        gaps(box->columns_of.form->gap, (size_t)box->columns_of.form->n));
        break;
    case NODE_CHART:
        inner = chart_natural_width(box);
        break;
    case NODE_STACK:
    case NODE_TABLE:
    case NODE_LAYER:
    case NODE_GRID:
        for (size_t i = 0; i < box->n_kids; i++)
            inner = max_len(inner, natural_width(m, box->kids[i]));
        if (box->type == NODE_GRID)
            inner =
                len_sum((int64_t)inner * (int64_t)box->n_columns + gaps(box->gap, box->n_columns));
        break;
    default:
        break;
    }
    return len_sum((int64_t)inner + across(&box->padding));
}

Len wanted_width(Make *m, Box *box, Len available)
{
    switch (box->width.unit) {
    case SIZE_LEN:
    case SIZE_PERCENT:
        return size_resolve(box->width, available);
    default:
        break;
    }
    if (box->type == NODE_IMAGE && box->height.unit == SIZE_LEN) {
        Len natural = image_natural(box);
        return natural < available ? natural : available;
    }
    bool shrinks = prop_find(box->node, P_WIDTH) && box->width.unit == SIZE_AUTO;
    if (!shrinks) return available;
    Len natural = natural_width(m, box);
    return natural < available ? natural : available;
}

void box_report(Make *m, const Box *box, DiagCode code, Len need, Len has)
{
    Str before = diag_set_record(m->diag, box->record);
    diag_report(m->diag, code, box->node->span, len_shown(m->arena, need),
                len_shown(m->arena, has));
    diag_set_record(m->diag, before);
}

void share_widths(Make *m, const Size *sizes, const Len *naturals, size_t n, Len inner, Len *out,
                  const Box *box)
{
    int64_t fixed = 0, autos = 0, shares = 0;
    for (size_t i = 0; i < n; i++) {
        out[i] = sizes[i].unit == SIZE_AUTO ? naturals[i]
                 : sizes[i].unit == SIZE_FR ? 0
                                            : size_resolve(sizes[i], inner);
        if (sizes[i].unit == SIZE_FR)
            shares += sizes[i].value;
        else if (sizes[i].unit == SIZE_AUTO)
            autos += out[i];
        else
            fixed += out[i];
    }
    int64_t left = inner - fixed;
    if (left < -LEN_PT(0.05)) /* less is rounding */
        box_report(m, box, DIAG_LAYOUT_NARROW, len_sum(fixed + autos), inner);
    if (left < 0) left = 0;
    /* Natural widths that are too much together give way in proportion; shares then get a tenth. */
    int64_t room = shares ? left - left / 10 : left;
    for (size_t i = 0; i < n && autos > room; i++)
        if (sizes[i].unit == SIZE_AUTO) out[i] = (Len)((int64_t)out[i] * room / autos);
    if (autos > room) autos = room;
    int64_t rest = left - autos, given = 0, seen = 0;
    for (size_t i = 0; i < n && shares; i++)
        if (sizes[i].unit == SIZE_FR) {
            seen += sizes[i].value;
            out[i] = (Len)(rest * seen / shares - given);
            given += out[i];
        }
}

/* Space between neighbours in a stack: the gap, or what they ask for if that is more. */
static Len between(const Box *stack, const Box *above, const Box *below)
{
    return max_len(stack->gap, max_len(above->below, below->above));
}

/* The baselines that texts in a stack snap to: the page's, or else those that its first such text
 * sets. */
static SnapGrid stack_lines(const Make *m, const Box *box)
{
    SnapGrid lines = {.off = !m->grid.line_step || box->justify};
    if (box->on_page_grid) lines.step = m->grid.line_step, lines.first = m->grid.first_line;
    return lines;
}

/* Where kid i stands, below what ends at `y`. Nothing snaps below what takes up free height. */
static Len kid_top(const Box *box, size_t i, Len y, SnapGrid *lines)
{
    const Box *kid = box->kids[i], *before = i ? box->kids[i - 1] : NULL;
    Len space = before ? between(box, before, kid) : 0;
    if (before && before->height.unit == SIZE_FR) lines->off = true;
    return len_sum((int64_t)y + space + snap_follow(lines, kid, len_sum((int64_t)y + space)));
}

static Len stack_content(const Make *m, const Box *box)
{
    Len y = box->padding.top;
    SnapGrid lines = stack_lines(m, box);
    for (size_t i = 0; i < box->n_kids; i++)
        y = len_sum((int64_t)kid_top(box, i, y, &lines) + box->kids[i]->rect.h);
    return y - box->padding.top;
}

/* Shares of the free height go to children with a height in fr. */
static void stack_shares(Make *m, Box *box, Len inner_w, Len free)
{
    int64_t shares = 0, seen = 0, given = 0;
    for (size_t i = 0; i < box->n_kids; i++)
        if (box->kids[i]->height.unit == SIZE_FR) shares += box->kids[i]->height.value;
    for (size_t i = 0; i < box->n_kids && shares && free > 0; i++) {
        Box *kid = box->kids[i];
        if (kid->height.unit != SIZE_FR) continue;
        seen += kid->height.value;
        Len share = (Len)((int64_t)free * seen / shares - given);
        given += share;
        measure_box(m, kid, wanted_width(m, kid, inner_w), share);
    }
}

static void place_stack(const Make *m, Box *box, Len inner_w, Len free)
{
    Len y = box->padding.top, extra = 0;
    SnapGrid lines = stack_lines(m, box);
    if (free > 0 && box->justify == 1) y += free / 2;
    if (free > 0 && box->justify == 2) y += free;
    if (free > 0 && box->justify == 3 && box->n_kids > 1) extra = free / (Len)(box->n_kids - 1);
    for (size_t i = 0; i < box->n_kids; i++) {
        Box *kid = box->kids[i];
        Len spare = inner_w - kid->rect.w;
        y = len_sum((int64_t)kid_top(box, i, y, &lines) + (i ? extra : 0));
        kid->rect.x = box->padding.left + (kid->first_column ? kid->grid_x
                                           : box->align == 1 ? spare / 2
                                           : box->align == 2 ? spare
                                                             : 0);
        kid->rect.y = y;
        y = len_sum((int64_t)y + kid->rect.h);
    }
}

static void measure_stack(Make *m, Box *box, Len width, Len height)
{
    Len inner_w = room(width, across(&box->padding));
    Len inner_h = height == LEN_UNSET ? LEN_UNSET : room(height, down(&box->padding));
    for (size_t i = 0; i < box->n_kids; i++) {
        Box *kid = box->kids[i];
        Len kid_h = kid->height.unit == SIZE_PERCENT && inner_h != LEN_UNSET
                        ? size_resolve(kid->height, inner_h)
                        : LEN_UNSET;
        if (kid->height.unit == SIZE_FR && inner_h != LEN_UNSET)
            kid->rect.h = 0;
        else
            measure_box(m, kid, wanted_width(m, kid, inner_w), kid_h);
    }
    Len content = stack_content(m, box);
    Len free = inner_h == LEN_UNSET ? 0 : inner_h - content;
    Len need = len_sum((int64_t)content + down(&box->padding));
    if (height != LEN_UNSET && need > height + LEN_PT(0.05))
        box_report(m, box, DIAG_LAYOUT_OVERFLOW, need, height);
    stack_shares(m, box, inner_w, free);
    if (inner_h != LEN_UNSET) free = inner_h - stack_content(m, box);
    place_stack(m, box, inner_w, free);
    box->rect.h = height != LEN_UNSET ? height : max_len(need, box->min_height);
    if (height == LEN_UNSET && box->min_height > need)
        place_stack(m, box, inner_w, box->min_height - need);
}

Len first_baseline(const Box *box)
{
    if (box->type == NODE_TEXT && box->text.n_lines) {
        const Line *line = &box->text.lines.items[box->text.first_line];
        return box->padding.top +
               (box->text.trimmed ? box->text.cap_height : line->baseline - line->top);
    }
    for (size_t i = 0; i < box->n_kids; i++) {
        Len baseline = first_baseline(box->kids[i]);
        if (baseline) return box->kids[i]->rect.y + baseline;
    }
    return 0;
}

/* Where the page's grid places the children, it brings the space between them, too. */
static Len row_gap(const Box *box)
{
    for (size_t i = 0; i < box->n_kids; i++)
        if (box->kids[i]->first_column) return 0;
    return box->gap;
}

static void place_row(Box *box, Len inner_w, Len inner_h)
{
    Len gap = row_gap(box);
    int64_t used = gaps(gap, box->n_kids);
    Len baseline = 0;
    for (size_t i = 0; i < box->n_kids; i++) {
        used += box->kids[i]->rect.w;
        baseline = max_len(baseline, first_baseline(box->kids[i]));
    }
    Len free = len_sum(inner_w - used), x = box->padding.left, extra = 0;
    if (free > 0 && box->justify == 1) x += free / 2;
    if (free > 0 && box->justify == 2) x += free;
    if (free > 0 && box->justify == 3 && box->n_kids > 1) extra = free / (Len)(box->n_kids - 1);
    for (size_t i = 0; i < box->n_kids; i++) {
        Box *kid = box->kids[i];
        Len spare = inner_h - kid->rect.h;
        kid->rect.x = kid->first_column ? box->padding.left + kid->grid_x : x;
        kid->rect.y = box->padding.top + (box->valign == 1   ? spare / 2
                                          : box->valign == 2 ? spare
                                                             : 0);
        if (box->valign == 4) kid->rect.y = box->padding.top + baseline - first_baseline(kid);
        x = len_sum((int64_t)kid->rect.x + kid->rect.w + gap + extra);
    }
}

static void measure_row(Make *m, Box *box, Len width, Len height)
{
    Len inner_w = room(width, across(&box->padding)), tallest = 0;
    size_t n = box->n_kids;
    Size *sizes = ARENA_ARRAY(m->arena, Size, n);
    Len *naturals = ARENA_ARRAY(m->arena, Len, n), *widths = ARENA_ARRAY(m->arena, Len, n);
    Len inner_h = height == LEN_UNSET ? LEN_UNSET : room(height, down(&box->padding));
    for (size_t i = 0; i < n; i++) {
        sizes[i] = box->kids[i]->width;
        naturals[i] = sizes[i].unit == SIZE_AUTO ? natural_width(m, box->kids[i]) : 0;
    }
    share_widths(m, sizes, naturals, n, inner_w - gaps(row_gap(box), n), widths, box);
    for (size_t i = 0; i < n; i++) {
        Box *kid = box->kids[i];
        bool relative = kid->height.unit == SIZE_PERCENT || kid->height.unit == SIZE_FR;
        measure_box(
            m, kid, widths[i],
            relative && inner_h != LEN_UNSET
                ? (kid->height.unit == SIZE_FR ? inner_h : size_resolve(kid->height, inner_h))
                : LEN_UNSET);
        tallest = max_len(tallest, kid->rect.h);
    }
    if (inner_h != LEN_UNSET && tallest > inner_h + LEN_PT(0.05))
        box_report(m, box, DIAG_LAYOUT_OVERFLOW, tallest + down(&box->padding), height);
    if (inner_h == LEN_UNSET)
        inner_h = max_len(tallest, room(box->min_height, down(&box->padding)));
    for (size_t i = 0; i < n && box->valign == 3; i++)
        if (box->kids[i]->rect.h < inner_h && box->kids[i]->height.unit == SIZE_AUTO)
            measure_box(m, box->kids[i], widths[i], inner_h);
    place_row(box, inner_w, inner_h);
    box->rect.h = len_sum((int64_t)inner_h + down(&box->padding));
}

static void place_in_layer(const Box *box, Box *kid, Len inner_w, Len inner_h)
{
    Len spare_w = inner_w - kid->rect.w, spare_h = inner_h - kid->rect.h;
    Len x = kid->first_column ? kid->grid_x : 0, y = 0;
    if (kid->place >= 0) {
        static const uint8_t column[] = {0, 1, 2, 0, 1, 2, 0, 1, 2};
        int place = kid->place;
        x = column[place] == 1 ? spare_w / 2 : column[place] == 2 ? spare_w : 0;
        y = place / 3 == 1 ? spare_h / 2 : place / 3 == 2 ? spare_h : 0;
    }
    if (kid->placed_at) {
        x += kid->at[0].unit == SIZE_PERCENT ? size_resolve(kid->at[0], spare_w) : kid->at[0].value;
        y += kid->at[1].unit == SIZE_PERCENT ? size_resolve(kid->at[1], spare_h) : kid->at[1].value;
    }
    kid->rect.x = box->padding.left + x, kid->rect.y = box->padding.top + y;
}

static void measure_layer(Make *m, Box *box, Len width, Len height)
{
    Len inner_w = room(width, across(&box->padding)), tallest = 0;
    Len inner_h = height == LEN_UNSET ? LEN_UNSET : room(height, down(&box->padding));
    for (size_t i = 0; i < box->n_kids; i++) {
        Box *kid = box->kids[i];
        bool relative = kid->height.unit == SIZE_PERCENT || kid->height.unit == SIZE_FR;
        if (relative && inner_h == LEN_UNSET) continue;
        Len kid_h = !relative                     ? LEN_UNSET
                    : kid->height.unit == SIZE_FR ? inner_h
                                                  : size_resolve(kid->height, inner_h);
        Len kid_w =
            kid->place >= 0 && kid->width.unit == SIZE_AUTO && !prop_find(kid->node, P_WIDTH)
                ? natural_width(m, kid)
                : wanted_width(m, kid, inner_w);
        measure_box(m, kid,
                    kid_w < inner_w || kid->width.unit == SIZE_LEN ||
                            kid->width.unit == SIZE_PERCENT
                        ? kid_w
                        : inner_w,
                    kid_h);
        tallest = max_len(
            tallest,
            kid->rect.h + (kid->placed_at && kid->at[1].unit == SIZE_LEN ? kid->at[1].value : 0));
    }
    if (inner_h == LEN_UNSET)
        inner_h = max_len(tallest, room(box->min_height, down(&box->padding)));
    for (size_t i = 0; i < box->n_kids; i++) {
        Box *kid = box->kids[i];
        bool relative = kid->height.unit == SIZE_PERCENT || kid->height.unit == SIZE_FR;
        if (relative && height == LEN_UNSET)
            measure_box(m, kid, wanted_width(m, kid, inner_w),
                        kid->height.unit == SIZE_FR ? inner_h : size_resolve(kid->height, inner_h));
        place_in_layer(box, kid, inner_w, inner_h);
    }
    box->rect.h = len_sum((int64_t)inner_h + down(&box->padding));
}

/* The size told is that of the whole picture: what `cover` cuts off counts. */
static void report_coarse(Make *m, const Box *box, int64_t ppi, int64_t least)
{
    const Image *image = box->image.image;
    int64_t w = image_shown_width(image), h = image_shown_height(image);
    bool wider = w * box->rect.h > h * box->rect.w;
    Len width = wider == box->image.cover ? len_scale(box->rect.h, w, h) : box->rect.w;
    Str before = diag_set_record(m->diag, box->record);
    diag_report(m->diag, DIAG_LAYOUT_PICTURE_COARSE, box->node->span, image->path,
                str_format(m->arena, "%lld x %lld", (long long)w, (long long)h),
                len_shown(m->arena, width), str_format(m->arena, "%lld", (long long)ppi),
                str_format(m->arena, "%lld", (long long)least));
    diag_set_record(m->diag, before);
}

static void measure_image(Make *m, Box *box, Len width, Len height)
{
    const Image *image = box->image.image;
    int64_t num = box->image.ratio_num, den = box->image.ratio_den;
    if (!num && image) num = image_shown_width(image), den = image_shown_height(image);
    box->rect.h = height != LEN_UNSET ? height : num ? len_scale(width, den, num) : width;
    int64_t least;
    const Prop *min = prop_find(box->node, P_MIN_PPI);
    least = min && !min->dynamic ? min->number : 0;
    if (!image || image->artwork || !least || width <= 0) return;
    int64_t ppi_w = (int64_t)image_shown_width(image) * LEN_PER_INCH / width;
    int64_t ppi_h =
        (int64_t)image_shown_height(image) * LEN_PER_INCH / (box->rect.h ? box->rect.h : 1);
    int64_t ppi = (ppi_w < ppi_h) == box->image.cover ? ppi_w : ppi_h;
    if (ppi < least) report_coarse(m, box, ppi, least);
}

void measure_box(Make *m, Box *box, Len width, Len height)
{
    if (height == LEN_UNSET && box->height.unit == SIZE_LEN) height = box->height.value;
    bool no_picture = box->type == NODE_LAYER && box->node->type == NODE_IMAGE;
    if (height == LEN_UNSET && no_picture && box->image.ratio_num) /* as tall as a picture */
        height = len_scale(width, box->image.ratio_den, box->image.ratio_num);
    box->rect.w = width;
    switch (box->type) {
    case NODE_STACK:
    case NODE_TABLE:
        measure_stack(m, box, width, height);
        break;
    case NODE_ROW:
        if (box->grid)
            measure_cells(m, box, width);
        else
            measure_row(m, box, width, height);
        break;
    case NODE_GRID:
        measure_grid(m, box, width, height);
        break;
    case NODE_COLUMNS:
        measure_columns(m, box, width, height);
        break;
    case NODE_LAYER:
        measure_layer(m, box, width, height);
        break;
    case NODE_TEXT:
        measure_text(m, box, width, height);
        break;
    case NODE_IMAGE:
        measure_image(m, box, width, height);
        break;
    case NODE_CHART:
        measure_chart(m, box, width, height);
        break;
    case NODE_PLAN:
        measure_plan(m, box, width, height);
        break;
    case NODE_RULE:
        box->rect.h = box->rule.thickness;
        break;
    case NODE_TILE:
        for (size_t i = 0; i < box->n_kids; i++) {
            Box *kid = box->kids[i];
            measure_box(m, kid, wanted_width(m, kid, box->tile.cell[0].value),
                        kid->height.unit == SIZE_PERCENT
                            ? size_resolve(kid->height, box->tile.cell[1].value)
                            : LEN_UNSET);
        }
        /* fallthrough */
    default:
        box->rect.h = height != LEN_UNSET ? height : box->min_height;
    }
    if (height == LEN_UNSET && box->rect.h < box->min_height) box->rect.h = box->min_height;
}
