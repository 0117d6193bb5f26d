/* text_memo - texts that come again and again are shaped and broken once.
 *
 * Many texts of a document are said often: the labels of every badge and entry, the names of roles,
 * categories and towns. A paragraph depends on nothing but its spans, and its lines on nothing but
 * their width, so both are kept for the run, found by what the spans say: text, style and link. Of
 * a text that there is a message about, their place in the data counts too, for the message names
 * it.
 *
 * A text is kept when it comes for the second time. What is said once, such as the names of people,
 * then takes no room; a table of hashes, where the later one wins, remembers what was seen.
 *
 * Styles are kept by their content, which makes them equal when their addresses are: a style from
 * elsewhere can be looked for, and finds nothing.
 *
 * What is kept stays: boxes refer to it. So there is a limit, after which texts are made for their
 * boxes alone, and memory stays flat in pages. */
#include <string.h>

#include "layout/box.h"

enum {
    STYLE_SLOTS = 512, /* powers of two */
    MOST_STYLES = STYLE_SLOTS / 2,
    TEXT_SLOTS = 1024,
    SEEN_SLOTS = 1024,
    MOST_BYTES = 1024 * 1024,
    WIDTHS = 2, /* that one text is broken to, most often */
};

struct KeptText {
    KeptText *next; /* in its slot */
    uint64_t hash;
    const TextSpan *spans;
    size_t n_spans;
    const Para *para;
    struct {
        Len width;
        Lines lines;
    } broken[WIDTHS];
    size_t n_broken;
};

struct TextMemo {
    const TextStyle *styles[STYLE_SLOTS];
    size_t n_styles;
    KeptText *texts[TEXT_SLOTS];
    uint32_t seen[SEEN_SLOTS]; /* the upper half of the hash */
    size_t used_bytes;
};

TextMemo *text_memo_new(Arena *arena) { return ARENA_NEW(arena, TextMemo); }

static uint64_t mix(uint64_t hash, uint64_t n) { return (hash ^ n) * 1099511628211u; }

static uint64_t style_hash(const TextStyle *style)
{
    uint64_t hash = str_hash(style->family);
    hash = mix(hash, (uint64_t)style->size << 32 | (uint32_t)style->leading);
    hash = mix(hash, (uint64_t)style->weight << 32 | (uint32_t)style->tracking);
    for (size_t i = 0; i < 4; i++) hash = mix(hash, style->colour.c[i]);
    hash = mix(hash, style->align);
    return hash ^ hash >> 32;
}

static bool same_style(const TextStyle *a, const TextStyle *b)
{
    return str_eq(a->family, b->family) && a->weight == b->weight && a->italic == b->italic &&
           a->size == b->size && a->leading == b->leading && a->line_step == b->line_step &&
           a->word_spacing == b->word_spacing && a->tracking == b->tracking && a->rise == b->rise &&
           a->width_percent_x100 == b->width_percent_x100 && colour_eq(a->colour, b->colour) &&
           a->align == b->align && a->figures == b->figures && a->letter_case == b->letter_case &&
           a->hyphenate == b->hyphenate && a->balance == b->balance && a->hang == b->hang &&
           a->keep_words == b->keep_words && str_eq(a->lang, b->lang) &&
           str_eq(a->features, b->features);
}

/* Its slot, or the empty one where it belongs. */
static const TextStyle **find_style(TextMemo *memo, const TextStyle *style)
{
    size_t i = style_hash(style) % STYLE_SLOTS;
    while (memo->styles[i] && !same_style(memo->styles[i], style)) i = (i + 1) % STYLE_SLOTS;
    return &memo->styles[i];
}

const TextStyle *text_keep_style(Make *m, Arena *otherwise, const TextStyle *style)
{
    TextMemo *memo = m->memo;
    const TextStyle **slot = find_style(memo, style);
    if (*slot) return *slot;
    bool room = memo->n_styles < MOST_STYLES;
    Arena *arena = room ? m->doc : otherwise;
    TextStyle *kept = ARENA_NEW(arena, TextStyle);
    *kept = *style;
    kept->family = str_copy(arena, style->family);
    kept->lang = str_copy(arena, style->lang);
    kept->features = str_copy(arena, style->features);
    if (room) memo->n_styles++, *slot = kept;
    return kept;
}

static uint64_t text_hash(Str text)
{
    uint64_t hash = text.len, word = 0;
    for (size_t i = 0; i < text.len; i += sizeof word) {
        size_t n = text.len - i < sizeof word ? text.len - i : sizeof word;
        memcpy(&word, text.ptr + i, n);
        hash = mix(hash ^ hash >> 32, word);
    }
    return hash;
}

static uint64_t spans_hash(const TextSpan *spans, size_t n)
{
    uint64_t hash = n;
    for (size_t i = 0; i < n; i++) {
        hash = mix(hash, text_hash(spans[i].text));
        hash = mix(hash, (uint64_t)(uintptr_t)spans[i].style);
    }
    return hash ^ hash >> 32;
}

static bool same_span(const TextSpan *a, const TextSpan *b)
{
    return a->style == b->style && str_eq(a->text, b->text) && str_eq(a->link, b->link);
}

static bool same_place(Span a, Span b)
{
    return a.source == b.source && a.offset == b.offset && a.len == b.len;
}

static bool stands_for(const KeptText *text, const TextSpan *spans)
{
    bool same = true;
    for (size_t i = 0; i < text->n_spans && same; i++)
        same = same_place(text->spans[i].from, spans[i].from);
    return same || para_is_faultless(text->para);
}

static KeptText *find_text(KeptText *text, uint64_t hash, const TextSpan *spans, size_t n)
{
    for (; text; text = text->next) {
        bool same = text->hash == hash && text->n_spans == n;
        for (size_t i = 0; i < n && same; i++) same = same_span(&text->spans[i], &spans[i]);
        if (same) return text;
    }
    return NULL;
}

/* The spans were seen before, there is room for them, and their styles are kept. */
static bool may_keep(const Make *m, uint64_t hash, const TextSpan *spans, size_t n)
{
    uint32_t *seen = &m->memo->seen[hash % SEEN_SLOTS], mark = (uint32_t)(hash >> 32);
    bool good = *seen == mark && m->memo->used_bytes < MOST_BYTES;
    *seen = mark;
    for (size_t i = 0; i < n && good; i++)
        good = *find_style(m->memo, spans[i].style) == spans[i].style;
    return good;
}

static const TextSpan *copy_spans(Arena *arena, const TextSpan *spans, size_t n)
{
    TextSpan *copy = ARENA_ARRAY(arena, TextSpan, n);
    for (size_t i = 0; i < n; i++) {
        copy[i] = spans[i];
        copy[i].text = str_copy(arena, spans[i].text);
        copy[i].link = str_copy(arena, spans[i].link);
    }
    return copy;
}

TextPara text_para(Make *m, const TextSpan *spans, size_t n)
{
    uint64_t hash = spans_hash(spans, n);
    KeptText **slot = &m->memo->texts[hash % TEXT_SLOTS], *text = find_text(*slot, hash, spans, n);
    if (text && stands_for(text, spans)) return (TextPara){text->para, text->spans, text};
    if (text || !may_keep(m, hash, spans, n)) {
        spans = copy_spans(m->arena, spans, n);
        return (TextPara){para_new(m->arena, &m->text, spans, n), spans, NULL};
    }
    size_t before = arena_used_bytes(m->doc);
    text = ARENA_NEW(m->doc, KeptText);
    text->hash = hash, text->n_spans = n;
    text->spans = copy_spans(m->doc, spans, n);
    text->para = para_new(m->doc, &m->text, text->spans, n);
    text->next = *slot, *slot = text;
    m->memo->used_bytes += arena_used_bytes(m->doc) - before;
    return (TextPara){text->para, text->spans, text};
}

Lines text_lines(Make *m, TextPara text, Len width)
{
    KeptText *kept = text.kept;
    for (size_t i = 0; kept && i < kept->n_broken; i++)
        if (kept->broken[i].width == width) return kept->broken[i].lines;
    if (!kept || kept->n_broken == WIDTHS || m->memo->used_bytes >= MOST_BYTES)
        return para_break(m->arena, text.para, width);
    size_t before = arena_used_bytes(m->doc);
    Lines lines = para_break(m->doc, text.para, width);
    m->memo->used_bytes += arena_used_bytes(m->doc) - before;
    kept->broken[kept->n_broken].width = width;
    kept->broken[kept->n_broken++].lines = lines;
    return lines;
}
