/* fit_undivided - how many lines words fill, told from their widths alone.
 *
 * Fills lines as fit_ragged does, without making them, and stops where a word might be divided or
 * parted. Widths can be those of another size: glyphs are rounded one by one at each size, so a
 * width is known but for a thousandth of a point or so for each glyph, and what is told for a size
 * has been found with the least and the greatest that it can be.
 */
#include "text/compose.h"

/* A glyph's advance, its tracking and its word spacing are rounded at both sizes. */
enum { MOST_ROUNDED = 8 };

static int64_t scaled(const BoxScale *scale, int64_t width, int64_t n_glyphs)
{
    if (!scale) return width;
    return width * scale->num / scale->den + scale->per_glyph * n_glyphs;
}

static uint32_t count_glyphs(const Para *para, const Box *box)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < box->n_pieces; i++) n += para->pieces.items[box->piece + i].n_glyphs;
    return n;
}

static bool has_tie(const Para *para, const Box *box)
{
    for (uint32_t at = box->start + 1; at < box->ink_end; at++)
        if (para->at[at] & AT_TIE) return true;
    return false;
}

Undivided fit_undivided(const Para *para, uint32_t first, uint32_t last, int64_t width,
                        const BoxScale *scale, size_t *lines_left)
{
    int64_t filled = 0;
    if (!*lines_left) return UNDIVIDED_TOO_MANY;
    --*lines_left;
    for (uint32_t i = first, line = i; i <= last; i++) {
        const Box *box = &para->boxes.items[i];
        int64_t n_glyphs = scale ? count_glyphs(para, box) : 0;
        int64_t ink = scaled(scale, box->width - box->tail, n_glyphs);
        if (ink > 0 && filled + ink > width) {
            if (box->divides) return UNDIVIDED_UNSURE;
            if (line != i && !(*lines_left)--) return UNDIVIDED_TOO_MANY;
            line = i;
            filled = 0;
            if (ink > width) return has_tie(para, box) ? UNDIVIDED_UNSURE : UNDIVIDED_TOO_MANY;
        }
        filled += ink + scaled(scale, box->tail + box->white, n_glyphs);
    }
    return UNDIVIDED_FITS;
}

static Undivided fit_all(const Para *para, Len width, const BoxScale *scale, size_t most)
{
    size_t left = most;
    for (uint32_t first = 0, last; first < para->boxes.len; first = last + 1) {
        for (last = first; !para->boxes.items[last].forced;) last++;
        Undivided told = fit_undivided(para, first, last, width, scale, &left);
        if (told != UNDIVIDED_FITS) return told;
    }
    return UNDIVIDED_FITS;
}

LinesTold para_foretell(const Para *para, Len size, Len width, size_t most)
{
    const TextStyle *style = para->n_styles == 1 ? para->styles[0].span->style : NULL;
    if (!style || !para->simple || para->missing->len || para->divides ||
        style->align == ALIGN_JUSTIFY || size > style->size || size <= 0)
        return LINES_UNKNOWN;
    BoxScale narrow = {size, style->size, -MOST_ROUNDED}, wide = {size, style->size, MOST_ROUNDED};
    if (fit_all(para, width, &wide, most) == UNDIVIDED_FITS) return LINES_FIT;
    bool fails = fit_all(para, width, &narrow, most) == UNDIVIDED_TOO_MANY;
    return fails ? LINES_DO_NOT_FIT : LINES_UNKNOWN;
}
