/* dump - lines as text, for `--dump=text` and goldens.
 *
 *   lines 2 width 12345 height 28000 first 10500
 *   line baseline 10500 top 0 height 14000 width 12345 [hyphenated] [forced]
 *     run x 0 width 12345 size 10000 Plus Jakarta Sans Regular [rtl] "text"
 *       glyph 36 cluster 0 advance 6540 [at dx dy]
 *
 * Lengths in 1/1000 pt.
 */
#include "text/para.h"

static void dump_text(Str text, StrBuf *out)
{
    strbuf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\') strbuf_char(out, '\\');
        strbuf_char(out, text.ptr[i]);
    }
    strbuf_char(out, '"');
}

static void dump_run(const LineRun *line_run, StrBuf *out)
{
    const GlyphRun *run = &line_run->run;
    Str family = font_family(run->font), style = font_style_name(run->font);
    strbuf_format(out, "  run x %d width %d size %d ", line_run->x, run->width, run->size);
    if (run->width_percent_x100 != 10000) strbuf_format(out, "wide %d ", run->width_percent_x100);
    strbuf_format(out, "%.*s %.*s%s ", STR_ARG(family), STR_ARG(style), run->rtl ? " rtl" : "");
    dump_text(run->text, out);
    strbuf_char(out, '\n');
    for (uint32_t i = 0; i < run->n_glyphs; i++) {
        const Glyph *glyph = &run->glyphs[i];
        strbuf_format(out, "    glyph %u cluster %u advance %d", glyph->id, glyph->cluster,
                      glyph->advance);
        if (glyph->dx || glyph->dy) strbuf_format(out, " at %d %d", glyph->dx, glyph->dy);
        strbuf_char(out, '\n');
    }
}

void lines_dump(const Lines *lines, StrBuf *out)
{
    strbuf_format(out, "lines %zu width %d height %d first %d%s%s\n", lines->n, lines->width,
                  lines->height, lines->first_baseline, lines->overfull ? " overfull" : "",
                  lines->split_word ? " split-word" : "");
    for (size_t i = 0; i < lines->n; i++) {
        const Line *line = &lines->items[i];
        strbuf_format(out, "line baseline %d top %d height %d width %d%s%s\n", line->baseline,
                      line->top, line->height, line->width, line->hyphenated ? " hyphenated" : "",
                      line->forced ? " forced" : "");
        for (size_t k = 0; k < line->n_runs; k++) dump_run(&line->runs[k], out);
    }
}
