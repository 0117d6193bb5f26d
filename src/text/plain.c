/* plain - which letters of a font are plain, and words of them.
 *
 * HarfBuzz says which lookups of GSUB and GPOS it goes through for the script, language and
 * features. The letters are plain among each other if none of these can do more to a text of them
 * than move the two letters of a pair:
 *
 * - Single substitutions (tabular figures, small capitals) do not look at neighbours: HarfBuzz
 *   shapes such a letter once, alone. Nothing else of GSUB may fire on any text of the letters and
 *   of what they are replaced with. Ligatures and simple contexts fire at two glyphs side by side:
 *   words with such a pair (f + i) are left to HarfBuzz. Of other lookups HarfBuzz's glyph closure
 *   tells whether they would make anything; then the letters that they take are not plain.
 * - Of GPOS there may be pair adjustments as text/kerning reads them, and lookups for marks.
 *
 * Lookups for fractions are in HarfBuzz's list, but are used around U+2044 alone. Fonts with tables
 * of Graphite or Apple are left to HarfBuzz, and those with nothing but the old table `kern`.
 */
#include "text/plain.h"

#include <hb-ot.h>

#include "text/face.h"
#include "text/kerning.h"
#include "text/neighbours.h"

enum { FIRST_LETTER = ' ', LAST_LETTER = '~', N_LETTERS = LAST_LETTER - FIRST_LETTER + 1 };
/* PlainLetter.pairs: what was not looked up yet; what is left to HarfBuzz; else units + NO_KERN */
enum { PAIR_NEW = 0, PAIR_UNKNOWN = 1, NO_KERN = 0x8000, MOST_KERN = 0x7000 };

typedef struct PlainLetter {
    uint16_t *pairs; /* by the letter after it; NULL: all are new */
    uint32_t glyph;
    int32_t advance;
    bool plain;
} PlainLetter;

typedef struct PlainLetters {
    Arena *arena;
    const Font *font;
    const FeatureSet *features;
    VEC(hb_codepoint_t) lookups; /* of GSUB, then of GPOS: they say all the rest */
    Kerning kerning;
    PlainLetter letters[N_LETTERS];
} PlainLetters;

/* While looking. */
typedef struct Search {
    const ShapeKey *key;
    hb_face_t *face;
    PlainLetters *plain;
    hb_codepoint_t nominal[N_LETTERS];    /* before any substitution; 0: the font has none */
    hb_set_t *glyphs;                     /* of the letters, and what they are replaced with */
    hb_codepoint_t list[NEIGHBOURS_MOST]; /* the same at first, as a list */
    size_t n_list;
    hb_set_t *replaced; /* by single substitution */
    hb_set_t *scratch, *lookups;
} Search;

static const hb_tag_t gsub = HB_TAG('G', 'S', 'U', 'B'), gpos = HB_TAG('G', 'P', 'O', 'S');
static const hb_tag_t fractions[] = {HB_TAG('f', 'r', 'a', 'c'), HB_TAG('n', 'u', 'm', 'r'),
                                     HB_TAG('d', 'n', 'o', 'm'), 0};

static bool has_table(hb_face_t *face, hb_tag_t tag) { return ot_table(face, tag).len > 0; }

static bool is_for_opentype(const ShapeKey *key, hb_face_t *face)
{
    static const hb_tag_t others[] = {HB_TAG('S', 'i', 'l', 'f'), HB_TAG('m', 'o', 'r', 'x'),
                                      HB_TAG('m', 'o', 'r', 't'), HB_TAG('k', 'e', 'r', 'x'),
                                      HB_TAG('t', 'r', 'a', 'k')};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (has_table(face, others[i])) return false;
    for (unsigned i = 0; i < key->features->n; i++) {
        const hb_feature_t *feature = &key->features->items[i];
        if (feature->start != HB_FEATURE_GLOBAL_START || feature->end != HB_FEATURE_GLOBAL_END)
            return false;
        for (const hb_tag_t *tag = fractions; *tag; tag++)
            if (feature->tag == *tag) return false;
    }
    return key->script == HB_SCRIPT_LATIN && !key->rtl;
}

/* Takes out of the lookups of GSUB those that no feature but the fractions has. */
static void drop_fractions(const Search *search)
{
    static const hb_tag_t always[] = {
        HB_TAG('r', 'v', 'r', 'n'), HB_TAG('l', 't', 'r', 'a'), HB_TAG('l', 't', 'r', 'm'),
        HB_TAG('r', 'a', 'n', 'd'), HB_TAG('c', 'c', 'm', 'p'), HB_TAG('l', 'o', 'c', 'l'),
        HB_TAG('r', 'l', 'i', 'g'), HB_TAG('c', 'a', 'l', 't'), HB_TAG('c', 'l', 'i', 'g'),
        HB_TAG('l', 'i', 'g', 'a'), HB_TAG('r', 'c', 'l', 't'), 0};
    hb_set_t *used = hb_set_create();
    hb_set_clear(search->scratch);
    hb_ot_layout_collect_lookups(search->face, gsub, NULL, NULL, fractions, search->scratch);
    hb_ot_layout_collect_lookups(search->face, gsub, NULL, NULL, always, used);
    for (unsigned i = 0; i < search->key->features->n; i++) {
        hb_tag_t asked[] = {search->key->features->items[i].tag, 0};
        hb_ot_layout_collect_lookups(search->face, gsub, NULL, NULL, asked, used);
    }
    hb_set_subtract(search->scratch, used);
    hb_set_subtract(search->lookups, search->scratch);
    hb_set_destroy(used);
}

/* Leaves in `scratch` what the lookup takes of the glyphs. */
static bool takes_any(const Search *search, hb_tag_t table, unsigned lookup)
{
    hb_set_clear(search->scratch);
    hb_ot_layout_lookup_collect_glyphs(search->face, table, lookup, NULL, search->scratch, NULL,
                                       NULL);
    hb_set_intersect(search->scratch, search->glyphs);
    return !hb_set_is_empty(search->scratch);
}

/* What the letters are replaced with one by one; a replacement may be replaced again. */
static void replace_singly(const Search *search)
{
    unsigned before;
    do {
        before = hb_set_get_population(search->glyphs);
        for (hb_codepoint_t i = HB_SET_VALUE_INVALID; hb_set_next(search->lookups, &i);) {
            if (ot_lookup(search->face, gsub, i).type != OT_SUBST_SINGLE ||
                !takes_any(search, gsub, i))
                continue;
            hb_set_union(search->replaced, search->scratch);
            hb_ot_layout_lookup_substitute_closure(search->face, i, search->glyphs);
        }
    } while (hb_set_get_population(search->glyphs) != before);
}

/* Whether a lookup may fire on a text of the glyphs. */
static bool may_fire(const Search *search, unsigned lookup)
{
    if (ot_lookup(search->face, gsub, lookup).type == OT_SUBST_MULTIPLE) return true;
    hb_set_t *closure = hb_set_copy(search->glyphs), *output = hb_set_create();
    hb_ot_layout_lookup_substitute_closure(search->face, lookup, closure);
    hb_ot_layout_lookup_collect_glyphs(search->face, gsub, lookup, NULL, NULL, NULL, output);
    hb_set_intersect(output, search->glyphs);
    bool fires = !hb_set_is_equal(closure, search->glyphs) || !hb_set_is_empty(output);
    hb_set_destroy(closure);
    hb_set_destroy(output);
    return fires;
}

static bool is_glyph(const Search *search, size_t letter, hb_codepoint_t glyph)
{
    return search->nominal[letter] == glyph || search->plain->letters[letter].glyph == glyph;
}

/* A glyph of no letter stands between the first and the last of one that is replaced twice, or is
 * never met at all: no telling which. */
static void leave_out_replaced(Search *search)
{
    for (size_t i = 0; i < N_LETTERS; i++)
        if (hb_set_has(search->replaced, search->nominal[i]))
            search->plain->letters[i].plain = false;
}

static void leave_out(Search *search, hb_codepoint_t glyph)
{
    bool found = false;
    for (size_t i = 0; i < N_LETTERS; i++) {
        if (!is_glyph(search, i, glyph)) continue;
        search->plain->letters[i].plain = false;
        found = true;
    }
    if (!found) leave_out_replaced(search);
    hb_set_del(search->glyphs, glyph);
}

static uint16_t *new_pairs(const PlainLetters *plain)
{
    return ARENA_ARRAY(plain->arena, uint16_t, N_LETTERS);
}

static void leave_out_pair(void *data, uint32_t first, uint32_t second)
{
    Search *search = data;
    bool found = false;
    for (size_t i = 0; i < N_LETTERS; i++)
        for (size_t k = 0; k < N_LETTERS && is_glyph(search, i, first); k++) {
            if (!is_glyph(search, k, second)) continue;
            PlainLetter *letter = &search->plain->letters[i];
            if (!letter->pairs) letter->pairs = new_pairs(search->plain);
            letter->pairs[k] = PAIR_UNKNOWN;
            found = true;
        }
    if (!found) leave_out_replaced(search);
}

static void leave_out_what_fires(Search *search, unsigned index)
{
    OtLookup lookup = ot_lookup(search->face, gsub, index);
    if (lookup.type == OT_SUBST_SINGLE || !takes_any(search, gsub, index)) return;
    Neighbours neighbours = {ot_table(search->face, gsub), search->list, search->n_list,
                             leave_out_pair, search};
    if (neighbours_find(&neighbours, &lookup) || !may_fire(search, index)) return;
    for (hb_codepoint_t g = HB_SET_VALUE_INVALID; hb_set_next(search->scratch, &g);)
        leave_out(search, g);
}

/* The marks of a lookup that attaches marks are no letters. */
static bool attaches_marks(const Search *search, const OtLookup *lookup)
{
    OtTable table = ot_table(search->face, gpos);
    if (lookup->type < OT_POS_MARK_TO_BASE || lookup->type > OT_POS_MARK_TO_MARK) return false;
    for (unsigned i = 0; i < lookup->n_subtables; i++) {
        size_t at = ot_subtable(table, lookup, i), marks = at + ot_u16(table, at + 2);
        for (size_t k = 0; k < search->n_list; k++)
            if (ot_coverage(table, marks, search->list[k]) != OT_NOT_COVERED) return false;
    }
    return true;
}

/* False if the font moves letters in a way that is not known here. */
static bool search_positions(const Search *search)
{
    static const hb_tag_t kern[] = {HB_TAG('k', 'e', 'r', 'n'), 0};
    Kerning *kerning = &search->plain->kerning;
    kerning->gpos = ot_table(search->face, gpos);
    for (hb_codepoint_t i = HB_SET_VALUE_INVALID; hb_set_next(search->lookups, &i);) {
        OtLookup lookup = ot_lookup(search->face, gpos, i);
        if (!kerning_take(search->plain->arena, kerning, i, &lookup) &&
            !attaches_marks(search, &lookup) && takes_any(search, gpos, i))
            return false;
    }
    if (!has_table(search->face, *kern)) return true;
    hb_set_clear(search->scratch);
    hb_ot_layout_collect_lookups(search->face, gpos, NULL, NULL, kern, search->scratch);
    hb_set_intersect(search->scratch, search->lookups);
    return !hb_set_is_empty(search->scratch); /* else HarfBuzz takes the old table */
}

static void find_glyphs(Search *search)
{
    hb_font_t *font = hb_font_get_parent(search->key->font->hb); /* no difference for ASCII */
    for (size_t i = 0; i < N_LETTERS; i++) {
        hb_codepoint_t glyph = 0;
        hb_font_get_nominal_glyph(font, FIRST_LETTER + (hb_codepoint_t)i, &glyph);
        if (hb_ot_layout_get_glyph_class(search->face, glyph) == HB_OT_LAYOUT_GLYPH_CLASS_MARK)
            continue;
        search->nominal[i] = glyph;
        if (glyph) hb_set_add(search->glyphs, glyph);
    }
}

/* Glyphs and advances, as if all letters were plain. */
static bool set_letters(const Search *search, struct WordCache *cache)
{
    bool any = false;
    for (size_t i = 0; i < N_LETTERS; i++) {
        hb_codepoint_t glyph = search->nominal[i];
        PlainLetter *letter = &search->plain->letters[i];
        if (!glyph) continue;
        any = true;
        if (!hb_set_has(search->replaced, glyph)) {
            int32_t advance = hb_font_get_glyph_h_advance(search->key->font->hb, glyph);
            *letter = (PlainLetter){.plain = true, .glyph = glyph, .advance = advance};
            continue;
        }
        char text = (char)(FIRST_LETTER + i);
        Shape alone = shape_in_context(cache, search->key, (Str){&text, 1}, 0, 1);
        const ShapedGlyph *to = alone.glyphs;
        if (alone.n == 1 && to->id && !to->dx && !to->dy)
            *letter = (PlainLetter){.plain = true, .glyph = to->id, .advance = to->advance};
    }
    return any;
}

/* False if there are more than any font needs for its letters. */
static bool list_glyphs(Search *search)
{
    for (hb_codepoint_t g = HB_SET_VALUE_INVALID; hb_set_next(search->glyphs, &g);) {
        if (search->n_list == NEIGHBOURS_MOST) return false;
        search->list[search->n_list++] = g;
    }
    return true;
}

static bool find_letters(Search *search, struct WordCache *cache, hb_shape_plan_t *plan)
{
    find_glyphs(search);
    hb_set_clear(search->lookups);
    hb_ot_shape_plan_collect_lookups(plan, gsub, search->lookups);
    drop_fractions(search);
    replace_singly(search);
    if (!list_glyphs(search) || !set_letters(search, cache)) return false;
    for (hb_codepoint_t i = HB_SET_VALUE_INVALID; hb_set_next(search->lookups, &i);)
        leave_out_what_fires(search, i);
    hb_set_clear(search->lookups);
    hb_ot_shape_plan_collect_lookups(plan, gpos, search->lookups);
    return search_positions(search);
}

static void list_lookups(const Search *search, hb_shape_plan_t *plan)
{
    const hb_tag_t tables[] = {gsub, gpos};
    for (int i = 0; i < 2; i++) {
        hb_set_clear(search->lookups);
        hb_ot_shape_plan_collect_lookups(plan, tables[i], search->lookups);
        for (hb_codepoint_t k = HB_SET_VALUE_INVALID; hb_set_next(search->lookups, &k);)
            VEC_PUSH(search->plain->arena, &search->plain->lookups, k);
        VEC_PUSH(search->plain->arena, &search->plain->lookups, HB_SET_VALUE_INVALID);
    }
}

/* Languages for which a font has nothing of its own share the letters. */
static PlainLetters *find_same(struct WordCache *cache, const PlainLetters *like)
{
    for (size_t i = 0; i < cache->plain_letters.len; i++) {
        PlainLetters *known = cache->plain_letters.items[i];
        if (known->font == like->font && known->features == like->features &&
            known->lookups.len == like->lookups.len &&
            memcmp(known->lookups.items, like->lookups.items,
                   like->lookups.len * sizeof *like->lookups.items) == 0)
            return known;
    }
    return NULL;
}

static PlainLetters *search_letters(Search *search, struct WordCache *cache, hb_shape_plan_t *plan)
{
    if (strcmp(hb_shape_plan_get_shaper(plan), "ot") != 0) return NULL;
    PlainLetters *plain = ARENA_NEW(&cache->kept, PlainLetters);
    plain->arena = &cache->kept;
    plain->font = search->key->font;
    plain->features = search->key->features;
    search->plain = plain;
    list_lookups(search, plan);
    PlainLetters *same = find_same(cache, plain);
    if (same || !find_letters(search, cache, plan)) return same;
    VEC_PUSH(&cache->kept, &cache->plain_letters, plain);
    return plain;
}

PlainLetters *plain_letters(struct WordCache *cache, const ShapeKey *key)
{
    hb_face_t *face = hb_font_get_face(key->font->hb);
    if (!is_for_opentype(key, face)) return NULL;
    hb_segment_properties_t properties = {
        .direction = HB_DIRECTION_LTR, .script = key->script, .language = key->lang};
    hb_shape_plan_t *plan = hb_shape_plan_create_cached(face, &properties, key->features->items,
                                                        key->features->n, NULL);
    Search search = {.key = key, .face = face};
    hb_set_t **sets[] = {&search.glyphs, &search.replaced, &search.scratch, &search.lookups};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) *sets[i] = hb_set_create();
    PlainLetters *plain = search_letters(&search, cache, plan);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) hb_set_destroy(*sets[i]);
    hb_shape_plan_destroy(plan);
    return plain;
}

static uint16_t find_pair(const PlainLetters *plain, const PlainLetter *first,
                          const PlainLetter *second)
{
    int units;
    bool known = kerning_between(&plain->kerning, first->glyph, second->glyph, &units);
    bool small = units >= -MOST_KERN && units <= MOST_KERN;
    return (uint16_t)(known && small ? units + NO_KERN : PAIR_UNKNOWN);
}

bool plain_word(PlainLetters *plain, Str word, ShapedGlyph *out)
{
    PlainLetter *before = NULL;
    for (size_t i = 0; i < word.len; i++) {
        size_t at = (size_t)(unsigned char)word.ptr[i] - FIRST_LETTER;
        if (at >= N_LETTERS) return false;
        PlainLetter *letter = &plain->letters[at];
        if (!letter->plain) return false;
        out[i] = (ShapedGlyph){letter->glyph, (uint32_t)i, letter->advance, 0, 0};
        if (before) {
            if (!before->pairs) before->pairs = new_pairs(plain);
            uint16_t *pair = &before->pairs[at];
            if (*pair == PAIR_NEW) *pair = find_pair(plain, before, letter);
            if (*pair == PAIR_UNKNOWN) return false;
            out[i - 1].advance += *pair - NO_KERN;
        }
        before = letter;
    }
    return true;
}
