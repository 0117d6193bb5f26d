/* line - the ends of lines into positioned runs.
 *
 * The pieces of a line are gathered in logical order, its spaces stretched or shrunk if it is
 * justified, neighbours of one span, font and direction joined to runs, and the runs put in visual
 * order (UAX#9 rule L2). White at the end of a line is dropped, and with it the question where it
 * would stand; tracking after the last glyph too. Punctuation at the edges may hang (hang.c).
 *
 * Line boxes follow the half-leading model (see para.c); with several styles in a line, it reaches
 * as far above and below the baseline as the one that reaches farthest. Fallback fonts do not move
 * lines, but where their ink would run out of the line box.
 */
#include "text/compose.h"
#include "text/face.h"

/* Ink may reach this far out of the line box, in 1/1000 em, for the next line's seldom does. */
enum { FREE_REACH = 150 };

typedef struct Group {
    size_t first, n; /* pieces; none where an isolate was left out that parts its neighbours */
    uint8_t level;
} Group;

typedef struct Placer {
    Arena *arena;
    const Para *para;
    Len measure;
    TextAlign side;
    bool justify;
    const Piece *pieces; /* of the line, logical order */
    size_t n_pieces;
    Pieces made; /* they lie here if they are not the paragraph's own */
    VEC(Group) groups;
} Placer;

/* Undivided boxes: their pieces lie side by side. */
static void borrow_pieces(Placer *p, const Box *first, const Box *last)
{
    p->pieces = &p->para->pieces.items[first->piece];
    p->n_pieces = last->piece + last->n_ink - first->piece;
}

static void own_pieces(Placer *p)
{
    if (p->pieces == p->made.items) return;
    p->made.len = 0;
    for (size_t i = 0; i < p->n_pieces; i++) VEC_PUSH(p->arena, &p->made, p->pieces[i]);
    p->pieces = p->made.items;
}

static void gather(Placer *p, const LineEnds *ends)
{
    const Box *boxes = p->para->boxes.items, *first = &boxes[ends->first],
              *last = &boxes[ends->last];
    if (ends->from <= first->start && ends->to >= last->ink_end) {
        borrow_pieces(p, first, last);
        return;
    }
    p->made.len = 0;
    for (const Box *box = first; box <= last; box++) {
        uint32_t from = box == first ? ends->from : box->start;
        uint32_t to = box == last ? ends->to : box->end;
        if (from > box->start || (box == last && to < box->ink_end)) {
            box_part(p->arena, p->para, box, from, to, box == last && ends->hyphen, &p->made);
            continue;
        }
        uint32_t n = box == last ? box->n_ink : box->n_pieces;
        for (uint32_t k = 0; k < n; k++)
            VEC_PUSH(p->arena, &p->made, p->para->pieces.items[box->piece + k]);
    }
    p->pieces = p->made.items;
    p->n_pieces = p->made.len;
}

/* Adds `extra` (or takes it, if negative) to the spaces, in proportion to their width. */
static void stretch_spaces(Placer *p, Len extra)
{
    int64_t total = 0, done = 0, given = 0;
    for (size_t i = 0; i < p->n_pieces; i++)
        if (p->pieces[i].kind == PIECE_SPACE) total += p->pieces[i].width;
    if (total <= 0) return;
    own_pieces(p);
    for (size_t i = 0; i < p->n_pieces; i++) {
        Piece *piece = &p->made.items[i];
        if (piece->kind != PIECE_SPACE || piece->n_glyphs == 0) continue;
        Glyph *glyphs = ARENA_ARRAY_RAW(p->arena, Glyph, piece->n_glyphs);
        memcpy(glyphs, piece->glyphs, piece->n_glyphs * sizeof *glyphs);
        piece->glyphs = glyphs;
        for (uint32_t k = 0; k < piece->n_glyphs; k++) {
            done += glyphs[k].advance;
            int64_t share = extra * done / total - given;
            given += share;
            glyphs[k].advance += (Len)share;
            piece->width += (Len)share;
        }
    }
}

static bool joins(const Piece *a, const Piece *b)
{
    return a->item->style == b->item->style && a->item->font == b->item->font &&
           a->item->level == b->item->level;
}

static bool has_one_item(const Placer *p)
{
    return p->n_pieces && p->pieces[0].item == p->pieces[p->n_pieces - 1].item;
}

static void group_pieces(Placer *p)
{
    p->groups.len = 0;
    if (has_one_item(p)) {
        VEC_PUSH(p->arena, &p->groups, (Group){0, p->n_pieces, p->pieces[0].item->level});
        return;
    }
    for (size_t i = 0; i < p->n_pieces; i++) {
        const Item *item = p->pieces[i].item;
        bool parted = i && item != p->pieces[i - 1].item && item->level_before < item->level;
        if (parted) VEC_PUSH(p->arena, &p->groups, (Group){i, 0, item->level_before});
        if (i && !parted && joins(&p->pieces[i - 1], &p->pieces[i]))
            p->groups.items[p->groups.len - 1].n++;
        else
            VEC_PUSH(p->arena, &p->groups, (Group){i, 1, item->level});
    }
}

static void reverse(Group *groups, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        Group swap = groups[i];
        groups[i] = groups[n - 1 - i];
        groups[n - 1 - i] = swap;
    }
}

/* UAX#9 L2: from the highest level to the lowest odd one, reverse what is at it or above. */
static void order_groups(Placer *p)
{
    uint8_t highest = 0;
    if (p->groups.len == 1) return;
    for (size_t i = 0; i < p->groups.len; i++)
        if (p->groups.items[i].level > highest) highest = p->groups.items[i].level;
    for (uint8_t level = highest; level > 0; level--) {
        for (size_t i = 0, end; i < p->groups.len; i = end + 1) {
            for (end = i; end < p->groups.len && p->groups.items[end].level >= level;) end++;
            reverse(&p->groups.items[i], end - i);
        }
    }
}

/* The text of the pieces as one, without a copy where they lie side by side already. */
static Str join_text(Arena *arena, const Piece *pieces, size_t n)
{
    size_t len = 0;
    bool adjacent = true;
    for (size_t i = 0; i < n; i++) {
        adjacent = adjacent && pieces[i].text.ptr == pieces[0].text.ptr + len;
        len += pieces[i].text.len;
    }
    if (adjacent) return (Str){pieces[0].text.ptr, len};
    char *text = arena_alloc(arena, len);
    len = 0;
    for (size_t i = 0; i < n; i++) {
        memcpy(text + len, pieces[i].text.ptr, pieces[i].text.len);
        len += pieces[i].text.len;
    }
    return (Str){text, len};
}

/* Glyphs in visual order, clusters counted in the joined text. */
static Glyph *join_glyphs(Arena *arena, const Piece *pieces, size_t n, size_t n_glyphs, bool rtl)
{
    Glyph *glyphs = ARENA_ARRAY_RAW(arena, Glyph, n_glyphs);
    size_t after = rtl ? n_glyphs : 0, len = 0;
    for (size_t i = 0; i < n; i++) {
        if (rtl) after -= pieces[i].n_glyphs;
        for (uint32_t k = 0; k < pieces[i].n_glyphs; k++) {
            glyphs[after + k] = pieces[i].glyphs[k];
            glyphs[after + k].cluster += (uint32_t)len;
        }
        if (!rtl) after += pieces[i].n_glyphs;
        len += pieces[i].text.len;
    }
    return glyphs;
}

/* `trim` is taken off at the right. */
static void set_glyphs(Arena *arena, const Piece *pieces, size_t n, Len trim, GlyphRun *run)
{
    size_t n_glyphs = 0;
    for (size_t i = 0; i < n; i++) n_glyphs += pieces[i].n_glyphs;
    run->n_glyphs = (uint32_t)n_glyphs;
    if (n == 1 && trim == 0) {
        run->glyphs = pieces->glyphs;
    } else {
        Glyph *glyphs = join_glyphs(arena, pieces, n, n_glyphs, run->rtl);
        if (n_glyphs) glyphs[n_glyphs - 1].advance -= trim;
        run->glyphs = glyphs;
    }
    int64_t width = -(int64_t)trim;
    for (size_t i = 0; i < n; i++) width += pieces[i].width;
    run->width = len_sum(width);
}

static void make_run(Placer *p, const Group *group, bool is_last, GlyphRun *run)
{
    const Piece *pieces = &p->pieces[group->first];
    const TextStyle *style = pieces->item->style->span->style;
    *run = (GlyphRun){.font = pieces->item->font,
                      .size = pieces->item->size,
                      .width_percent_x100 = style->width_percent_x100,
                      .rtl = group->level & 1,
                      .lang = style->lang,
                      .text = join_text(p->arena, pieces, group->n)};
    const Piece *rightmost = run->rtl ? pieces : &pieces[group->n - 1];
    set_glyphs(p->arena, pieces, group->n, is_last ? tracking_after(rightmost) : 0, run);
}

/* Side by side from 0. */
static LineRun *place_runs(Placer *p, Line *line)
{
    LineRun *runs = ARENA_ARRAY_RAW(p->arena, LineRun, p->groups.len);
    for (size_t i = 0; i < p->groups.len; i++) {
        const Group *group = &p->groups.items[i];
        if (!group->n) continue;
        LineRun *run = &runs[line->n_runs++];
        run->span = p->pieces[group->first].item->style->span;
        run->x = line->width;
        make_run(p, group, i + 1 == p->groups.len, &run->run);
        line->width += run->run.width;
    }
    line->runs = runs;
    return runs;
}

/* Ink of a fallback font that reaches out of the line box makes room for itself: the letters below
 * the line of Javanese or Balinese would run into the next line otherwise. */
static void add_reach(const Piece *piece, Len *above, Len *below)
{
    for (uint32_t i = 0; i < piece->n_glyphs; i++) {
        const Glyph *glyph = &piece->glyphs[i];
        int up, down;
        font_glyph_reach(piece->item->font, glyph->id, &up, &down);
        Len ink_up = len_scale(piece->item->size, up - FREE_REACH, 1000) - glyph->dy;
        Len ink_down = len_scale(piece->item->size, down - FREE_REACH, 1000) + glyph->dy;
        if (ink_up > *above) *above = ink_up;
        if (ink_down > *below) *below = ink_down;
    }
}

static void place_box(const Placer *p, const LineEnds *ends, Line *line, Len top)
{
    const SpanStyle *style = p->para->boxes.items[ends->first].style;
    Len above = style->above, below = style->below;
    const Piece *end = p->pieces + p->n_pieces;
    const Item *item = NULL;
    for (const Piece *piece = p->pieces; piece < end; piece++) {
        if (piece->item == item) continue;
        style = piece->item->style;
        if (!item || style->above > above) above = style->above;
        if (!item || style->below > below) below = style->below;
        item = piece->item;
    }
    Len usual = below;
    for (const Piece *piece = p->pieces; piece < end; piece++)
        if (piece->item->font != piece->item->style->font) add_reach(piece, &above, &below);
    line->overshoot = below - usual;
    line->top = top;
    line->height = above + below;
    line->baseline = top + above;
}

/* Start and end are sides of the page, so they follow the language of the style, not the letters:
 * an Arabic name in an Indonesian list keeps the list's edge. */
static TextAlign side_of(const Para *para)
{
    TextAlign align = para->styles[0].span->style->align;
    if (align == ALIGN_JUSTIFY) return para->rtl ? ALIGN_RIGHT : ALIGN_LEFT;
    if (align == ALIGN_DECIMAL) align = ALIGN_END;
    if (align != ALIGN_START && align != ALIGN_END) return align;
    bool rtl = para->styles[0].lang->rtl;
    return rtl == (align == ALIGN_START) ? ALIGN_RIGHT : ALIGN_LEFT;
}

/* What stands outside the line's edges; only a straight edge is worth it. */
static void find_hanging(const Placer *p, Len *left, Len *right)
{
    *left = *right = 0;
    if (!p->n_pieces) return;
    if (p->justify || p->side == ALIGN_LEFT) *left = hang_start(&p->pieces[0]);
    if (p->justify || p->side == ALIGN_RIGHT) *right = hang_end(&p->pieces[p->n_pieces - 1]);
}

static LineRun *place_line(Placer *p, const LineEnds *ends, Len top, Line *line)
{
    line->hyphenated = ends->hyphen;
    line->forced = ends->forced;
    gather(p, ends);
    Len left, right;
    find_hanging(p, &left, &right);
    if (p->justify && p->measure != LEN_MAX) {
        Len extra = p->measure + left + right - pieces_width(p->pieces, p->n_pieces);
        if (!ends->forced || extra < 0) stretch_spaces(p, extra);
    }
    group_pieces(p);
    order_groups(p);
    LineRun *runs = place_runs(p, line);
    for (size_t i = 0; i < line->n_runs; i++) runs[i].x -= left;
    line->width -= left + right;
    place_box(p, ends, line, top);
    return runs;
}

static void align_line(const Line *line, LineRun *runs, TextAlign side, Len measure)
{
    Len extra = measure - line->width;
    Len offset = side == ALIGN_RIGHT ? extra : side == ALIGN_CENTRE ? extra / 2 : 0;
    for (size_t i = 0; i < line->n_runs; i++) runs[i].x += offset;
}

/* Moves the line down so that its baseline is whole steps of the grid below the one before it. */
static void snap_line(Line *line, const Line *before, Len step)
{
    Len apart = line->baseline - before->baseline;
    Len more = len_whole_steps(apart, step) - apart;
    line->top += more, line->baseline += more;
}

Lines lines_place(Arena *arena, const Para *para, const Fit *fit, Len width)
{
    Lines lines = {.n = fit->lines.len, .overfull = fit->overfull, .split_word = fit->split_word};
    if (lines.n == 0) return lines;
    Line *items = ARENA_ARRAY(arena, Line, lines.n);
    LineRun **runs = ARENA_ARRAY_RAW(arena, LineRun *, lines.n);
    Group first;
    Placer placer = {.arena = arena,
                     .para = para,
                     .measure = width,
                     .side = side_of(para),
                     .justify = para->styles[0].span->style->align == ALIGN_JUSTIFY,
                     .groups = {&first, 0, 1}};
    Len step = para->styles[0].span->style->line_step;
    for (size_t i = 0; i < lines.n; i++) {
        runs[i] = place_line(&placer, &fit->lines.items[i], lines.height, &items[i]);
        const LineEnds *ends = &fit->lines.items[i];
        items[i].next = ends->to == para->boxes.items[ends->last].ink_end ? ends->last + 1 : 0;
        if (step && i > 0) snap_line(&items[i], &items[i - 1], step);
        lines.height = items[i].top + items[i].height;
        if (items[i].width > lines.width) lines.width = items[i].width;
    }
    for (size_t i = 0; i < lines.n; i++)
        align_line(&items[i], runs[i], placer.side, width == LEN_MAX ? lines.width : width);
    lines.items = items;
    lines.first_baseline = items[0].baseline;
    const SpanStyle *style = &para->styles[0];
    if (style->font)
        lines.cap_height =
            len_scale(style->span->style->size, style->font->metrics.cap_height, 1000);
    return lines;
}
