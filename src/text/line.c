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
    Pieces pieces; /* of the line, logical order */
    VEC(Group) groups;
} Placer;

static void gather(Placer *p, const LineEnds *ends)
{
    const Para *para = p->para;
    p->pieces.len = p->groups.len = 0;
    for (uint32_t i = ends->first; i <= ends->last; i++) {
        const Box *box = &para->boxes.items[i];
        bool is_last = i == ends->last;
        uint32_t from = i == ends->first ? ends->from : box->start;
        uint32_t to = is_last ? ends->to : box->end;
        if (from > box->start || (is_last && to < box->ink_end)) {
            box_part(p->arena, para, box, from, to, is_last && ends->hyphen, &p->pieces);
            continue;
        }
        uint32_t n = is_last ? box->n_ink : box->n_pieces;
        for (uint32_t k = 0; k < n; k++)
            VEC_PUSH(p->arena, &p->pieces, para->pieces.items[box->piece + k]);
    }
}

/* Adds `extra` (or takes it, if negative) to the spaces, in proportion to their width. */
static void stretch_spaces(Placer *p, Len extra)
{
    int64_t total = 0, done = 0, given = 0;
    for (size_t i = 0; i < p->pieces.len; i++)
        if (p->pieces.items[i].kind == PIECE_SPACE) total += p->pieces.items[i].width;
    if (total <= 0) return;
    for (size_t i = 0; i < p->pieces.len; i++) {
        Piece *piece = &p->pieces.items[i];
        if (piece->kind != PIECE_SPACE || piece->n_glyphs == 0) continue;
        Glyph *glyphs = ARENA_ARRAY(p->arena, Glyph, piece->n_glyphs);
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

static void group_pieces(Placer *p)
{
    for (size_t i = 0; i < p->pieces.len; i++) {
        const Item *item = p->pieces.items[i].item;
        bool parted = i && item != p->pieces.items[i - 1].item && item->level_before < item->level;
        if (parted) VEC_PUSH(p->arena, &p->groups, (Group){i, 0, item->level_before});
        if (i && !parted && joins(&p->pieces.items[i - 1], &p->pieces.items[i]))
            p->groups.items[p->groups.len - 1].n++;
        else
            VEC_PUSH(p->arena, &p->groups, (Group){i, 1, p->pieces.items[i].item->level});
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

/* Glyphs in visual order, clusters counted in the joined text; `trim` is taken off at the right. */
static void join_glyphs(Arena *arena, const Piece *pieces, size_t n, Len trim, GlyphRun *run)
{
    size_t n_glyphs = 0, len = 0;
    for (size_t i = 0; i < n; i++) n_glyphs += pieces[i].n_glyphs;
    Glyph *glyphs = ARENA_ARRAY(arena, Glyph, n_glyphs);
    size_t after = run->rtl ? n_glyphs : 0;
    for (size_t i = 0; i < n; i++) {
        if (run->rtl) after -= pieces[i].n_glyphs;
        for (uint32_t k = 0; k < pieces[i].n_glyphs; k++) {
            Glyph *glyph = &glyphs[after + k];
            *glyph = pieces[i].glyphs[k];
            glyph->cluster += (uint32_t)len;
            run->width += glyph->advance;
        }
        if (!run->rtl) after += pieces[i].n_glyphs;
        len += pieces[i].text.len;
    }
    if (n_glyphs) {
        glyphs[n_glyphs - 1].advance -= trim;
        run->width -= trim;
    }
    run->glyphs = glyphs;
    run->n_glyphs = (uint32_t)n_glyphs;
}

static GlyphRun make_run(Placer *p, const Group *group, bool is_last)
{
    const Piece *pieces = &p->pieces.items[group->first];
    const TextStyle *style = pieces->item->style->span->style;
    GlyphRun run = {.font = pieces->item->font,
                    .size = pieces->item->size,
                    .width_percent_x100 = style->width_percent_x100,
                    .rtl = group->level & 1,
                    .lang = style->lang,
                    .text = join_text(p->arena, pieces, group->n)};
    const Piece *rightmost = run.rtl ? pieces : &pieces[group->n - 1];
    join_glyphs(p->arena, pieces, group->n, is_last ? tracking_after(rightmost) : 0, &run);
    return run;
}

/* Side by side from 0. */
static LineRun *place_runs(Placer *p, Line *line)
{
    LineRun *runs = ARENA_ARRAY(p->arena, LineRun, p->groups.len);
    for (size_t i = 0; i < p->groups.len; i++) {
        const Group *group = &p->groups.items[i];
        if (!group->n) continue;
        LineRun *run = &runs[line->n_runs++];
        run->span = p->pieces.items[group->first].item->style->span;
        run->x = line->width;
        run->run = make_run(p, group, i + 1 == p->groups.len);
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
    for (size_t i = 0; i < p->pieces.len; i++) {
        style = p->pieces.items[i].item->style;
        if (i == 0 || style->above > above) above = style->above;
        if (i == 0 || style->below > below) below = style->below;
    }
    Len usual = below;
    for (size_t i = 0; i < p->pieces.len; i++)
        if (p->pieces.items[i].item->font != p->pieces.items[i].item->style->font)
            add_reach(&p->pieces.items[i], &above, &below);
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
static void find_hanging(const Placer *p, TextAlign side, bool justify, Len *left, Len *right)
{
    *left = *right = 0;
    if (!p->pieces.len) return;
    if (justify || side == ALIGN_LEFT) *left = hang_start(&p->pieces.items[0]);
    if (justify || side == ALIGN_RIGHT) *right = hang_end(&p->pieces.items[p->pieces.len - 1]);
}

static LineRun *place_line(Placer *p, const LineEnds *ends, Len top, Line *line)
{
    line->hyphenated = ends->hyphen;
    line->forced = ends->forced;
    gather(p, ends);
    bool justify = p->para->styles[0].span->style->align == ALIGN_JUSTIFY;
    Len left, right, natural = pieces_width(p->pieces.items, p->pieces.len);
    find_hanging(p, side_of(p->para), justify, &left, &right);
    Len extra = p->measure == LEN_MAX ? 0 : p->measure + left + right - natural;
    if (justify && (!ends->forced || extra < 0)) stretch_spaces(p, extra);
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
    LineRun **runs = ARENA_ARRAY(arena, LineRun *, lines.n);
    Placer placer = {.arena = arena, .para = para, .measure = width};
    for (size_t i = 0; i < lines.n; i++) {
        runs[i] = place_line(&placer, &fit->lines.items[i], lines.height, &items[i]);
        const LineEnds *ends = &fit->lines.items[i];
        items[i].next = ends->to == para->boxes.items[ends->last].ink_end ? ends->last + 1 : 0;
        Len step = para->styles[0].span->style->line_step;
        if (step && i > 0) snap_line(&items[i], &items[i - 1], step);
        lines.height = items[i].top + items[i].height;
        if (items[i].width > lines.width) lines.width = items[i].width;
    }
    TextAlign side = side_of(para);
    for (size_t i = 0; i < lines.n; i++)
        align_line(&items[i], runs[i], side, width == LEN_MAX ? lines.width : width);
    lines.items = items;
    lines.first_baseline = items[0].baseline;
    const SpanStyle *style = &para->styles[0];
    if (style->font)
        lines.cap_height =
            len_scale(style->span->style->size, style->font->metrics.cap_height, 1000);
    return lines;
}
