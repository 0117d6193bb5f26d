/* Plain words: the same glyphs as HarfBuzz gives, in fonts of several makers.
 * Run from the root of the repository. Fonts that are not installed are passed over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/source.h"
#include "text/face.h"
#include "text/plain.h"
#include "text_room.h"

enum { FIRST = ' ', LAST = '~', N_WORDS = 4000 };

static ShapeKey key_of(Room *room, Font *font, const char *features, const char *lang)
{
    struct WordCache *cache = room->context.cache;
    room->style.features = str_from(features);
    const FeatureSet *set = shape_features(cache, &room->style, room->diag, (Span){0});
    return (ShapeKey){font, set, cache_language(cache, str_from(lang))->shaping, HB_SCRIPT_LATIN,
                      false};
}

/* Whether the word is plain; fails unless HarfBuzz has the same. */
static bool same_as_harfbuzz(Room *room, const ShapeKey *key, struct PlainLetters *plain, Str word)
{
    ShapedGlyph glyphs[CACHE_WORD_BYTES];
    if (!plain_word(plain, word, glyphs)) return false;
    Shape shape = shape_in_context(room->context.cache, key, word, 0, word.len);
    assert_int_equal(shape.n, word.len);
    for (uint32_t i = 0; i < shape.n; i++) {
        const ShapedGlyph *a = &glyphs[i], *b = &shape.glyphs[i];
        if (a->id == b->id && a->cluster == b->cluster && a->advance == b->advance &&
            a->dx == b->dx && a->dy == b->dy)
            continue;
        Str family = font_family(key->font);
        fail_msg("%.*s %d, `%.*s`: letter %u", STR_ARG(family), key->font->weight, STR_ARG(word),
                 i);
    }
    return true;
}

/* Every pair of letters, in the middle of others. */
static size_t compare_pairs(Room *room, const ShapeKey *key, struct PlainLetters *plain)
{
    size_t n = 0;
    for (char a = FIRST; a <= LAST; a++)
        for (char b = FIRST; b <= LAST; b++)
            n += same_as_harfbuzz(room, key, plain, (Str){(char[]){'n', a, b, a, 'n'}, 5});
    return n;
}

/* Words at random, of all letters, or mostly of those that ligatures and contexts are about. */
static void compare_words(Room *room, const ShapeKey *key, struct PlainLetters *plain)
{
    static const char often[] = "0123456789xfijlt-=>!/aeTAV";
    uint32_t seed = 1;
    for (int i = 0; i < N_WORDS; i++) {
        char word[12];
        for (size_t k = 0; k < sizeof word; k++) {
            seed = seed * 1664525u + 1013904223u;
            word[k] = i % 2 ? often[(seed >> 8) % (sizeof often - 1)]
                            : (char)(FIRST + (seed >> 8) % (LAST - FIRST + 1));
        }
        same_as_harfbuzz(room, key, plain, (Str){word, 2 + seed % 11});
    }
}

static bool is_plain(struct PlainLetters *plain, const char *word)
{
    ShapedGlyph glyphs[CACHE_WORD_BYTES];
    return plain_word(plain, str_from(word), glyphs);
}

static void test_house_face(void **state)
{
    static const char *const features[] = {"",          "tnum",      "-liga,-clig",
                                           "ss01,ss02", "case,zero", "-kern"};
    Room *room = *state;
    for (int weight = 400; weight <= 800; weight += 100) {
        Font *font = fonts_find(room->fonts, STR("Plus Jakarta Sans"), weight, weight == 600);
        for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
            ShapeKey key = key_of(room, font, features[i], i % 2 ? "en" : "id");
            struct PlainLetters *plain = plain_letters(room->context.cache, &key);
            assert_non_null(plain);
            assert_true(compare_pairs(room, &key, plain) > 94 * 94);
            compare_words(room, &key, plain);
        }
    }
}

static void test_rules_of_the_font(void **state)
{
    Room *room = *state;
    Font *font = fonts_find(room->fonts, STR("Plus Jakarta Sans"), 400, false);
    ShapeKey key = key_of(room, font, "", "id");
    struct PlainLetters *plain = plain_letters(room->context.cache, &key);
    assert_true(is_plain(plain, "Sambal") && is_plain(plain, "Rp12.500,00"));
    assert_true(is_plain(plain, "kreatif") && !is_plain(plain, "fillet")); /* f joins i, l and f */
    assert_true(is_plain(plain, "Expo") && !is_plain(plain, "3x4"));       /* multiplication */
    assert_true(is_plain(plain, "ICE-0104") && !is_plain(plain, "4-0"));   /* minus */
    assert_false(is_plain(plain, "caf\xC3\xA9"));
    key = key_of(room, font, "-liga,-clig", "id");
    assert_true(is_plain(plain_letters(room->context.cache, &key), "fillet"));
    key = key_of(room, font, "", "en"); /* the font's rules are the same */
    assert_ptr_equal(plain_letters(room->context.cache, &key), plain);
    ShapedGlyph proportional, tabular;
    key = key_of(room, font, "tnum", "id");
    assert_true(plain_word(plain, STR("1"), &proportional));
    assert_true(plain_word(plain_letters(room->context.cache, &key), STR("1"), &tabular));
    assert_true(proportional.id != tabular.id && proportional.advance < tabular.advance);
}

static void test_left_to_harfbuzz(void **state)
{
    Room *room = *state;
    Font *font = fonts_find(room->fonts, STR("Plus Jakarta Sans"), 400, false);
    static const char *const features[] = {"frac", "tnum[1:2]"};
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        ShapeKey key = key_of(room, font, features[i], "id");
        assert_null(plain_letters(room->context.cache, &key));
    }
    ShapeKey key = key_of(room, font, "", "id");
    key.script = HB_SCRIPT_GREEK;
    assert_null(plain_letters(room->context.cache, &key));
}

static void test_other_fonts(void **state)
{
    static const char *const families[] = {
        "DejaVu Sans",      "DejaVu Serif",     "Noto Sans",
        "Noto Serif",       "Noto Sans CJK SC", "Liberation Sans",
        "Liberation Serif", "Noto Sans Arabic", "Noto Sans Mono"};
    static const char *const features[] = {"", "tnum,smcp", "-kern", "dlig,salt,onum,zero", "aalt"};
    Room *room = *state;
    Str folder = STR("/usr/share/fonts");
    Fonts *fonts = fonts_open(&room->arena, &folder, 1, room->diag);
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        Font *font = fonts_find(fonts, str_from(families[i]), 400, i % 2);
        for (size_t k = 0; font && k < sizeof features / sizeof *features; k++) {
            ShapeKey key = key_of(room, font, features[k], k == 1 ? "tr" : "id");
            struct PlainLetters *plain = plain_letters(room->context.cache, &key);
            if (!plain) continue;
            compare_pairs(room, &key, plain);
            compare_words(room, &key, plain);
        }
    }
    fonts_close(fonts);
}

/* Where a table stands in the file; 0 if it has none. */
static size_t find_table(Str font, const char *tag, size_t *len)
{
    const unsigned char *bytes = (const unsigned char *)font.ptr;
    for (size_t i = 0; i < (size_t)(bytes[4] << 8 | bytes[5]); i++) {
        const unsigned char *record = bytes + 12 + 16 * i;
        if (memcmp(record, tag, 4) != 0) continue;
        *len = (size_t)(record[13] << 16 | record[14] << 8 | record[15]);
        return (size_t)(record[9] << 16 | record[10] << 8 | record[11]);
    }
    return 0;
}

/* Bytes of GSUB and GPOS changed at random: for the sanitizers, and against loops without end. A
 * sound font gives its letters before and after. */
static void test_damaged_tables(void **state)
{
    Room *room = *state;
    char folder[] = "/tmp/etalase-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Source *source;
    Str path = STR("fonts/plus-jakarta-sans/PlusJakartaSans-Bold.ttf");
    assert_int_equal(source_read(&room->arena, path, (Str){0}, 1 << 24, &source), SOURCE_OK);
    char *bytes = str_z(&room->arena, source->bytes);
    Str file = str_format(&room->arena, "%s/m.ttf", folder);
    uint32_t seed = 1;
    for (int round = 0; round < 120; round++) {
        size_t len = 0, at = find_table(source->bytes, round % 2 ? "GSUB" : "GPOS", &len);
        assert_true(at > 0 && len > 1000);
        for (int k = 0; k < 12 * (round % 120 != 119); k++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[at + (seed >> 8) % (k % 2 ? len : 400)] = (char)seed;
        }
        FILE *out = fopen(file.ptr, "wb");
        assert_non_null(out);
        fwrite(bytes, 1, source->bytes.len, out);
        fclose(out);
        Str where = str_from(folder);
        Fonts *fonts = fonts_open(&room->arena, &where, 1, room->diag);
        Font *font = fonts_find(fonts, STR("Plus Jakarta Sans"), 700, false);
        assert_non_null(font);
        struct WordCache *cache = text_cache_new(&room->arena);
        TextStyle style = {.features = round % 3 ? STR("tnum") : STR("")};
        const FeatureSet *features = shape_features(cache, &style, room->diag, (Span){0});
        ShapeKey key = {font, features, hb_language_from_string("id", 2), HB_SCRIPT_LATIN, false};
        struct PlainLetters *plain = plain_letters(cache, &key);
        size_t n = 0;
        for (char a = FIRST; plain && a <= LAST; a++)
            for (char b = FIRST; b <= LAST; b++) n += is_plain(plain, (char[]){a, b, '\0'});
        if (round == 119) assert_true(n > 94 * 94);
        text_cache_close(cache);
        fonts_close(fonts);
        memcpy(bytes, source->bytes.ptr, source->bytes.len);
    }
    unlink(file.ptr);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_house_face, open_room, close_room),
        cmocka_unit_test_setup_teardown(test_rules_of_the_font, open_room, close_room),
        cmocka_unit_test_setup_teardown(test_left_to_harfbuzz, open_room, close_room),
        cmocka_unit_test_setup_teardown(test_other_fonts, open_room, close_room),
        cmocka_unit_test_setup_teardown(test_damaged_tables, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
