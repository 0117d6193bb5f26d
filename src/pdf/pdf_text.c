/* pdf_text - glyph runs into text objects (ISO 32000-1, 9.4).
 *
 * Runs that follow each other share one BT..ET, and on one baseline one line of
 *
 *   x y Td [<00240025>-12<0026>]TJ
 *
 * The pen is followed in millionths of a Len: after each glyph it stands where the widths given in
 * /W bring it, and where that is not where the next glyph belongs (kerning, tracking,
 * justification, the next run) the difference goes into the TJ array. What an adjustment leaves by
 * its rounding is still in the pen, so errors never add up.
 *
 * Text is found again by ToUnicode, one text for each glyph. A cluster that this cannot say
 * (several glyphs, or a glyph that has stood for other text) is wrapped as
 * /Span <</ActualText ...>> BDC .. EMC, but not in right-to-left runs, whose ActualText some
 * readers reverse.
 */
#include <string.h>

#include "base/utf8.h"
#include "pdf/pdf_paint.h"

enum { MICRO = 1000000, UNSEEN = 16 * MICRO, FARTHEST_EM = 50, COARSE_SIZE = 24 * LEN_PER_PT };

static void close_array(Painter *painter)
{
    TextState *text = &painter->text;
    if (text->string) CONTENT_ADD(painter->out, ">");
    if (text->array) CONTENT_ADD(painter->out, "]TJ\n");
    text->string = text->array = false;
}

void paint_text_end(Painter *painter)
{
    if (!painter->text.open) return;
    close_array(painter);
    CONTENT_ADD(painter->out, "ET\n");
    painter->text = (TextState){0};
}

static bool same_colour_set(const Painter *painter, Colour colour)
{
    Colour set = painter->state.fill;
    uint8_t alpha = (uint8_t)((colour.alpha * painter->state.alpha + 127) / 255);
    return set.space == colour.space && !memcmp(set.c, colour.c, sizeof set.c) &&
           set.alpha == alpha;
}

static void set_rise(Painter *painter, Len rise)
{
    if (painter->state.rise == rise) return;
    close_array(painter);
    painter->state.rise = rise;
    content_len(painter->out, rise);
    CONTENT_ADD(painter->out, "Ts\n");
}

static void set_text_state(Painter *painter, const PdfFont *font, const GlyphRun *run,
                           Colour colour)
{
    PaintState *state = &painter->state;
    Content *out = painter->out;
    if (!same_colour_set(painter, colour)) {
        close_array(painter);
        paint_fill_colour(painter, colour);
    }
    if (state->font != font || state->size != run->size) {
        close_array(painter);
        state->font = font;
        state->size = run->size;
        CONTENT_ADD(out, "/F");
        content_int(out, font->number);
        content_len(out, run->size);
        CONTENT_ADD(out, "Tf\n");
    }
    if (state->width_percent_x100 != run->width_percent_x100) {
        close_array(painter);
        state->width_percent_x100 = run->width_percent_x100;
        content_len(out, (int64_t)run->width_percent_x100 * 10);
        CONTENT_ADD(out, "Tz\n");
    }
}

/* Starts a line at (x, y), upward; counted from the start of the line before it. */
static void start_line(Painter *painter, Len x, Len y)
{
    TextState *text = &painter->text;
    close_array(painter);
    content_len(painter->out, (int64_t)x - text->line_x);
    content_len(painter->out, (int64_t)y - text->line_y);
    CONTENT_ADD(painter->out, "Td\n");
    text->line_x = x;
    text->line_y = y;
    text->pen = (int64_t)x * MICRO;
    text->placed = true;
}

static int64_t divide_rounded(int64_t n, int64_t by)
{
    return (n + (n < 0 ? -by / 2 : by / 2)) / by;
}

/* Brings the pen to `x` (in MICRO): in whole thousandths of an em, for large type in tenths. What
 * nobody can see (the rounding of advances to Len) is left standing. */
static void move_pen(Painter *painter, int64_t x)
{
    const PaintState *state = &painter->state;
    TextState *text = &painter->text;
    int64_t distance = x - text->pen;
    if (distance < UNSEEN && distance > -UNSEEN) return;
    bool coarse = state->size <= COARSE_SIZE;
    int64_t step = (int64_t)state->size * state->width_percent_x100 / (coarse ? 10 : 100);
    int64_t n = divide_rounded(distance, step);
    if (!n) return;
    if (text->string) CONTENT_ADD(painter->out, ">");
    if (!text->array) CONTENT_ADD(painter->out, "[");
    text->string = false;
    text->array = true;
    content_len(painter->out, coarse ? -n * 1000 : -n * 100);
    painter->out->len--; /* `<` needs no space before it */
    text->pen += n * step;
}

static void show_glyph(Painter *painter, const PdfFont *font, uint32_t glyph)
{
    static const char digits[] = "0123456789ABCDEF";
    const PaintState *state = &painter->state;
    TextState *text = &painter->text;
    char *at = content_room(painter->out, 8), *start = at;
    if (!text->array) *at++ = '[';
    if (!text->string) *at++ = '<';
    *at++ = digits[glyph >> 12 & 15];
    *at++ = digits[glyph >> 8 & 15];
    *at++ = digits[glyph >> 4 & 15];
    *at++ = digits[glyph & 15];
    painter->out->len += (size_t)(at - start);
    text->array = text->string = true;
    int64_t advance = (int64_t)glyph_text(font, glyph)->advance_milli * state->size;
    if (state->width_percent_x100 != 10000) advance = advance * state->width_percent_x100 / 10000;
    text->pen += advance;
}

/* Characters that print nothing and must not become what a glyph stands for. */
static bool is_invisible(uint32_t c)
{
    return c == 0xad || c == 0x34f || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c >= 0xfe00 && c <= 0xfe0f) || c < 0x20;
}

/* Text of a cluster as it should be found: without what does not print. A no-break space is
 * looked for as a space. Empty if nothing prints. */
static Str searchable(Arena *arena, Str text)
{
    bool clean = true;
    for (size_t i = 0; i < text.len && clean;) {
        if ((signed char)text.ptr[i] >= 0x20) {
            i++;
            continue;
        }
        uint32_t c = utf8_next(text, &i);
        clean = !is_invisible(c) && c != 0xa0;
    }
    if (clean) return text;
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (c == 0xa0)
            strbuf_char(&out, ' ');
        else if (!is_invisible(c))
            strbuf_codepoint(&out, c);
    }
    return strbuf_str(&out);
}

/* Glyphs [first, end) of a run stand for one stretch of its text. */
typedef struct Cluster {
    uint32_t first, end;
    Str text;
} Cluster;

static Cluster next_cluster(Arena *arena, const GlyphRun *run, uint32_t first)
{
    Cluster cluster = {.first = first, .end = first + 1};
    uint32_t start = run->glyphs[first].cluster;
    while (cluster.end < run->n_glyphs && run->glyphs[cluster.end].cluster == start) cluster.end++;
    size_t stop = run->text.len;
    if (run->rtl && first > 0)
        stop = run->glyphs[first - 1].cluster;
    else if (!run->rtl && cluster.end < run->n_glyphs)
        stop = run->glyphs[cluster.end].cluster;
    if (stop > start) cluster.text = searchable(arena, str_slice(run->text, start, stop));
    return cluster;
}

/* One character for each glyph in reading order, the last glyph takes what remains. Guesses, since
 * shaping may have reordered them. */
static void note_guesses(PdfFont *font, const GlyphRun *run, Cluster cluster)
{
    size_t at = 0;
    uint32_t n = cluster.end - cluster.first;
    for (uint32_t i = 0; i < n; i++) {
        size_t start = at;
        if (at < cluster.text.len) utf8_next(cluster.text, &at);
        if (i + 1 == n) at = cluster.text.len;
        uint32_t glyph = run->rtl ? cluster.end - 1 - i : cluster.first + i;
        pdf_font_note(font, run->glyphs[glyph].id, str_slice(cluster.text, start, at), true);
    }
}

/* Whether ToUnicode alone brings the cluster's text back. */
static bool note_text(PdfFont *font, const GlyphRun *run, Cluster cluster)
{
    if (cluster.end - cluster.first == 1)
        return pdf_font_note(font, run->glyphs[cluster.first].id, cluster.text, false);
    note_guesses(font, run, cluster);
    return cluster.text.len == 0;
}

static void show_cluster(Painter *painter, PdfFont *font, const GlyphRun *run, Cluster cluster,
                         int64_t *x, Len baseline)
{
    int64_t farthest = (int64_t)FARTHEST_EM * painter->state.size * MICRO;
    for (uint32_t i = cluster.first; i < cluster.end; i++) {
        const Glyph *glyph = &run->glyphs[i];
        int64_t target = *x + (int64_t)glyph->dx * MICRO;
        *x += (int64_t)glyph->advance * MICRO;
        set_rise(painter, -glyph->dy);
        int64_t distance = target - painter->text.pen;
        if (!painter->text.placed || painter->text.line_y != baseline || distance > farthest ||
            distance < -farthest)
            start_line(painter, (Len)divide_rounded(target, MICRO), baseline);
        move_pen(painter, target);
        show_glyph(painter, font, glyph->id);
    }
}

static void begin_span(Painter *painter, Str text)
{
    close_array(painter);
    CONTENT_ADD(painter->out, "/Span<</ActualText<FEFF");
    content_utf16_hex(painter->out, text);
    CONTENT_ADD(painter->out, ">>>BDC\n");
}

static void end_span(Painter *painter)
{
    close_array(painter);
    CONTENT_ADD(painter->out, "EMC\n");
}

static bool is_drawable(const PdfFont *font, const GlyphRun *run)
{
    for (uint32_t i = 0; i < run->n_glyphs; i++)
        if (run->glyphs[i].id >= font->n_glyphs || run->glyphs[i].id > UINT16_MAX) return false;
    return run->n_glyphs && run->size > 0 && run->width_percent_x100 > 0;
}

void paint_text(Painter *painter, const GlyphRun *run, Point at, Colour colour)
{
    if (colour.space == COLOUR_NONE || !run->n_glyphs) return;
    PdfFont *font = pdf_fonts_use(&painter->pdf->fonts, run->font);
    if (!is_drawable(font, run)) return;
    if (!painter->text.open) {
        CONTENT_ADD(painter->out, "BT\n");
        painter->text.open = true;
    }
    set_text_state(painter, font, run, colour);
    Len baseline = painter->parts->top - at.y;
    int64_t x = ((int64_t)at.x + painter->parts->left) * MICRO;
    for (uint32_t i = 0; i < run->n_glyphs;) {
        Cluster cluster = next_cluster(painter->arena, run, i);
        bool plain = note_text(font, run, cluster);
        bool span = !plain && !run->rtl;
        if (span) begin_span(painter, cluster.text);
        show_cluster(painter, font, run, cluster, &x, baseline);
        if (span) end_span(painter);
        i = cluster.end;
    }
    set_rise(painter, 0);
}
