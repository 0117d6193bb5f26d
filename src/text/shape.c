/* shape - words into glyphs by HarfBuzz, remembered.
 *
 * Words come without the spaces around them, so that a label or a table column meets the same ones
 * again. Kerning with a space is given up for it. Words of plain letters are put together by
 * text/plain each time, others are found by one hash look-up.
 *
 * The cache is bounded by forgetting everything at once when it is full. Callers copy the glyphs.
 */
#include <hb-ot.h>
#include <stdlib.h>
#include <unicode/uloc.h>

#include "text/cache.h"
#include "text/face.h"
#include "text/plain.h"

typedef struct Word {
    uint64_t hash;
    const Shaping *with;
    Str text;
    Shape shape;
} Word;

struct WordCache *text_cache_new(Arena *arena)
{
    struct WordCache *cache = ARENA_NEW(arena, struct WordCache);
    arena_init(&cache->kept);
    arena_init(&cache->words);
    cache->n_slots = CACHE_FIRST_SLOTS;
    cache->slots = ARENA_ARRAY(&cache->kept, Word *, cache->n_slots);
    cache->buffer = hb_buffer_create();
    return cache;
}

void text_cache_close(struct WordCache *cache)
{
    hb_buffer_destroy(cache->buffer);
    if (cache->bidi) ubidi_close(cache->bidi);
    for (size_t i = 0; i < cache->breakers.len; i++)
        if (cache->breakers.items[i]->iterator) ubrk_close(cache->breakers.items[i]->iterator);
    for (size_t i = 0; i < cache->patterns.len; i++)
        if (cache->patterns.items[i]->dict) hnj_hyphen_free(cache->patterns.items[i]->dict);
    arena_free(&cache->words);
    arena_free(&cache->kept);
}

const Language *cache_language(struct WordCache *cache, Str lang)
{
    for (size_t i = 0; i < cache->languages.len; i++)
        if (str_eq(cache->languages.items[i]->name, lang)) return cache->languages.items[i];
    Language *language = ARENA_NEW(&cache->kept, Language);
    language->name = str_copy(&cache->kept, lang);
    language->shaping = hb_language_from_string(lang.ptr, (int)lang.len);
    language->rtl = uloc_isRightToLeft(str_z(&cache->kept, str_slice(lang, 0, 32)));
    language->ties = ties_of(lang_find(lang));
    VEC_PUSH(&cache->kept, &cache->languages, language);
    return language;
}

/* Tracking goes between letters, which a ligature would deny. */
static Str feature_text(Arena *arena, const TextStyle *style)
{
    StrBuf buf;
    strbuf_init(&buf, arena);
    if (style->figures == FIGURES_TABULAR) strbuf_add(&buf, STR("tnum,"));
    if (style->letter_case == CASE_SMALL_CAPS) strbuf_add(&buf, STR("smcp,"));
    if (style->tracking != 0) strbuf_add(&buf, STR("-liga,-clig,"));
    strbuf_add(&buf, style->features);
    return strbuf_str(&buf);
}

static void parse_features(Arena *arena, FeatureSet *set, Diag *diag, Span from)
{
    VEC(hb_feature_t) features = {0};
    for (size_t start = 0; start < set->text.len;) {
        Str rest = str_slice(set->text, start, set->text.len);
        ptrdiff_t comma = str_find(rest, STR(","));
        Str one = str_trim(comma < 0 ? rest : str_slice(rest, 0, (size_t)comma));
        start += comma < 0 ? rest.len : (size_t)comma + 1;
        hb_feature_t feature;
        if (one.len == 0) continue;
        if (one.len < 64 && hb_feature_from_string(one.ptr, (int)one.len, &feature))
            VEC_PUSH(arena, &features, feature);
        else
            diag_report(diag, DIAG_FONT_FEATURE, from, one);
    }
    set->items = features.items;
    set->n = (unsigned)features.len;
}

const FeatureSet *shape_features(struct WordCache *cache, const TextStyle *style, Diag *diag,
                                 Span from)
{
    ArenaMark mark = arena_mark(&cache->kept);
    Str text = feature_text(&cache->kept, style);
    for (size_t i = 0; i < cache->features.len; i++) {
        if (!str_eq(cache->features.items[i]->text, text)) continue;
        arena_rewind(&cache->kept, mark);
        return cache->features.items[i];
    }
    FeatureSet *set = ARENA_NEW(&cache->kept, FeatureSet);
    set->text = text;
    set->asked = style->letter_case == CASE_SMALL_CAPS || style->features.len;
    parse_features(&cache->kept, set, diag, from);
    VEC_PUSH(&cache->kept, &cache->features, set);
    return set;
}

static bool has_feature(const Font *font, hb_tag_t wanted)
{
    static const hb_tag_t tables[] = {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS};
    for (int t = 0; t < 2; t++) {
        hb_tag_t tags[32];
        unsigned start = 0, n;
        do {
            n = sizeof tags / sizeof *tags;
            hb_ot_layout_table_get_feature_tags(hb_font_get_face(font->hb), tables[t], start, &n,
                                                tags);
            for (unsigned i = 0; i < n; i++)
                if (tags[i] == wanted) return true;
            start += n;
        } while (n == sizeof tags / sizeof *tags);
    }
    return false;
}

void shape_check_features(struct WordCache *cache, const FeatureSet *set, const Font *font,
                          Diag *diag, Span from)
{
    if (!set->asked) return;
    for (size_t i = 0; i < set->known.len; i++)
        if (set->known.items[i] == font) return;
    FeatureSet *own = (FeatureSet *)(uintptr_t)set; /* made here, see shape_features */
    VEC_PUSH(&cache->kept, &own->known, font);
    for (unsigned i = 0; i < set->n; i++) {
        hb_tag_t tag = set->items[i].tag;
        char name[4] = {(char)(tag >> 24), (char)(tag >> 16), (char)(tag >> 8), (char)tag};
        /* Figures of one width may be the only ones that the font has. */
        if (!set->items[i].value || tag == HB_TAG('t', 'n', 'u', 'm') || has_feature(font, tag))
            continue;
        diag_report(diag,
                    tag == HB_TAG('s', 'm', 'c', 'p') ? DIAG_FONT_SMALL_CAPS : DIAG_FONT_LACKS,
                    from, font->family, (Str){name, sizeof name});
    }
}

static Shape shape(struct WordCache *cache, const ShapeKey *key, Str text, size_t start, size_t end)
{
    hb_buffer_t *buffer = cache->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES |
                                    HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE);
    hb_buffer_set_direction(buffer, key->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, key->script);
    hb_buffer_set_language(buffer, key->lang);
    hb_buffer_add_utf8(buffer, text.ptr, (int)text.len, (unsigned)start, (int)(end - start));
    hb_shape(key->font->hb, buffer, key->features->items, key->features->n);
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    ShapedGlyph *glyphs = ARENA_ARRAY(&cache->words, ShapedGlyph, n);
    for (unsigned i = 0; i < n; i++)
        glyphs[i] = (ShapedGlyph){info[i].codepoint, info[i].cluster - (uint32_t)start,
                                  at[i].x_advance, at[i].x_offset, at[i].y_offset};
    return (Shape){glyphs, n, false};
}

static bool same_key(const ShapeKey *a, const ShapeKey *b)
{
    return a->font == b->font && a->features == b->features && a->lang == b->lang &&
           a->script == b->script && a->rtl == b->rtl;
}

static uint64_t hash_key(const ShapeKey *key)
{
    uint64_t hash = key->font->index * 0x9E3779B97F4A7C15u;
    hash ^= (uintptr_t)key->features ^ (uintptr_t)key->lang << 7 ^ key->script ^ (uint64_t)key->rtl;
    hash *= 0xFF51AFD7ED558CCDu;
    return hash ^ hash >> 32;
}

Shaping *shape_with(struct WordCache *cache, ShapeKey key)
{
    uint64_t hash = hash_key(&key);
    Shaping **recent = &cache->recent[hash & (CACHE_SHAPINGS - 1)];
    if (*recent && same_key(&(*recent)->key, &key)) return *recent;
    for (size_t i = 0; i < cache->shapings.len; i++)
        if (same_key(&cache->shapings.items[i]->key, &key))
            return *recent = cache->shapings.items[i];
    Shaping *fresh = ARENA_NEW(&cache->kept, Shaping);
    *fresh = (Shaping){.key = key, .hash = hash};
    VEC_PUSH(&cache->kept, &cache->shapings, fresh);
    return *recent = fresh;
}

static void place(struct WordCache *cache, Word *word)
{
    size_t slot = word->hash & (cache->n_slots - 1);
    while (cache->slots[slot]) slot = (slot + 1) & (cache->n_slots - 1);
    cache->slots[slot] = word;
}

static void grow(struct WordCache *cache)
{
    Word **old = cache->slots;
    uint32_t n_old = cache->n_slots;
    cache->n_slots *= 2;
    cache->slots = ARENA_ARRAY(&cache->kept, Word *, cache->n_slots);
    for (uint32_t i = 0; i < n_old; i++)
        if (old[i]) place(cache, old[i]);
}

static void make_room(struct WordCache *cache)
{
    if (cache->n_words < CACHE_WORDS && arena_used_bytes(&cache->words) < CACHE_BYTES) {
        if (2 * cache->n_words >= cache->n_slots) grow(cache);
        return;
    }
    arena_free(&cache->words);
    arena_init(&cache->words);
    memset(cache->slots, 0, cache->n_slots * sizeof *cache->slots);
    cache->n_words = 0;
}

static Shape shape_new(struct WordCache *cache, Shaping *with, Str word)
{
    cache->misses++;
    if (++with->n_shaped == PLAIN_AFTER) with->plain = plain_letters(cache, &with->key);
    return shape_in_context(cache, &with->key, word, 0, word.len);
}

Shape shape_word(struct WordCache *cache, Shaping *with, Str word)
{
    if (word.len > CACHE_WORD_BYTES) return shape_new(cache, with, word);
    if (with->plain && plain_word(with->plain, word, cache->plain))
        return (Shape){cache->plain, (uint32_t)word.len, true};
    uint64_t hash = str_hash(word) ^ with->hash;
    size_t last = cache->n_slots - 1, slot = hash & last;
    for (Word *known; (known = cache->slots[slot]); slot = (slot + 1) & last) {
        if (known->hash != hash || known->with != with || !str_eq(known->text, word)) continue;
        cache->hits++;
        return known->shape;
    }
    Shape shape = shape_new(cache, with, word);
    Word *fresh = ARENA_NEW(&cache->words, Word);
    *fresh = (Word){hash, with, str_copy(&cache->words, word), shape};
    place(cache, fresh);
    cache->n_words++;
    return shape;
}

Shape shape_in_context(struct WordCache *cache, const ShapeKey *key, Str text, size_t start,
                       size_t end)
{
    make_room(cache);
    return shape(cache, key, text, start, end);
}
