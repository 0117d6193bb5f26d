/* span_style - what the style of a span comes to: font, features, measures of a line.
 *
 * A document has some hundred styles, and each of its texts one of them: what was worked out last
 * for a style is kept in a small table, where the later one wins. Of styles whose family is not
 * there, or that ask for features by name, nothing is kept.
 */
#include "text/compose.h"
#include "text/face.h"

/* The half-leading model: ascender and descender of the font are centred in the leading. Only the
 * style's own font counts; see line.c for deep letters of a fallback. */
static void set_line_metrics(SpanStyle *style, const TextStyle *text)
{
    Len ascent = len_scale(text->size, style->font ? style->font->metrics.ascender : 800, 1000);
    Len descent = len_scale(text->size, style->font ? -style->font->metrics.descender : 200, 1000);
    style->above = (text->leading - ascent - descent) / 2 + ascent;
    style->below = text->leading - style->above;
}

/* Any font there is, after a message. */
static Font *find_substitute(TextContext *context, const TextSpan *span)
{
    const TextStyle *style = span->style;
    size_t n;
    const Str *families = fonts_families(context->fonts, &n);
    diag_report(context->diag, DIAG_FONT_FAMILY, span->from, style->family);
    Str near = str_nearest(style->family, families, n);
    if (near.len) diag_hint(context->diag, near);
    return n ? fonts_find(context->fonts, families[0], style->weight, style->italic) : NULL;
}

static SpanStyle resolve(TextContext *context, const TextSpan *span)
{
    const TextStyle *text = span->style;
    SpanStyle style = {.font =
                           fonts_find(context->fonts, text->family, text->weight, text->italic)};
    style.substitute = !style.font;
    if (style.substitute) style.font = find_substitute(context, span);
    style.features = shape_features(context->cache, text, context->diag, span->from);
    if (style.font)
        shape_check_features(context->cache, style.features, style.font, context->diag, span->from);
    style.lang = cache_language(context->cache, text->lang);
    style.tracking =
        len_scale(len_scale(text->size, text->tracking, 1000), text->width_percent_x100, 10000);
    set_line_metrics(&style, text);
    return style;
}

static KnownStyle *slot_of(struct WordCache *cache, const TextStyle *style)
{
    uint32_t hash = (uint32_t)style->size * 31 + (uint32_t)style->leading;
    hash = hash * 31 + (uint32_t)style->weight;
    hash = (hash * 31 + (uint32_t)style->tracking) * 0x9E3779B1u;
    return &cache->styles[hash >> 16 & (KNOWN_STYLES - 1)];
}

/* All that resolve() reads. */
static bool is_known(const KnownStyle *known, const TextStyle *style)
{
    return known->made.font && known->size == style->size && known->leading == style->leading &&
           known->weight == style->weight && known->italic == style->italic &&
           known->tracking == style->tracking &&
           known->width_percent_x100 == style->width_percent_x100 &&
           known->figures == style->figures && known->letter_case == style->letter_case &&
           !style->features.len && str_eq(known->made.font->family, style->family) &&
           str_eq(known->made.lang->name, style->lang);
}

void resolve_styles(Para *para, const TextSpan *spans)
{
    for (size_t i = 0; i < para->n_styles; i++) {
        const TextStyle *style = spans[i].style;
        KnownStyle *known = slot_of(para->context->cache, style);
        if (!is_known(known, style))
            *known = (KnownStyle){.made = resolve(para->context, &spans[i]),
                                  .size = style->size,
                                  .leading = style->leading,
                                  .weight = style->weight,
                                  .tracking = style->tracking,
                                  .width_percent_x100 = style->width_percent_x100,
                                  .italic = style->italic,
                                  .figures = style->figures,
                                  .letter_case = style->letter_case};
        para->styles[i] = known->made;
        para->styles[i].span = &spans[i];
    }
}
