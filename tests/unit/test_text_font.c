/* Fonts: what a folder holds, which face is chosen, and subsets that other programs can read.
 * Run from the root of the repository. Subsets of CFF fonts are tested where Debian's CJK fonts are
 * installed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <hb-ot.h>
#include <hb-subset.h>

#include "text/cff.h"
#include "text/face.h"

static const char cjk_path[] = "/usr/share/fonts/opentype/noto";
static const char cantarell_path[] = "/usr/share/fonts/opentype/cantarell";

typedef struct Room {
    Arena arena;
    Diag *diag;
    Fonts *fonts;
} Room;

static void open_room(Room *room, const char *folder)
{
    arena_init(&room->arena);
    room->diag = diag_new(&room->arena, 0);
    Str path = str_from(folder);
    room->fonts = fonts_open(&room->arena, &path, 1, room->diag);
}

static void close_room(Room *room)
{
    fonts_close(room->fonts);
    arena_free(&room->arena);
}

static void assert_str(Str s, const char *expected)
{
    assert_int_equal(s.len, strlen(expected));
    assert_memory_equal(s.ptr, expected, s.len);
}

static void test_families(void **state)
{
    (void)state;
    Room room;
    open_room(&room, "fonts");
    size_t n;
    const Str *families = fonts_families(room.fonts, &n);
    assert_true(n >= 1);
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        found = found || str_eq(families[i], STR("Plus Jakarta Sans"));
        assert_false(str_eq(families[i], STR("Plus Jakarta Sans ExtraBold")));
        if (i) assert_true(str_compare(families[i - 1], families[i]) < 0);
    }
    assert_true(found);
    assert_int_equal(diag_errors(room.diag) + diag_warnings(room.diag), 0);
    close_room(&room);
}

static void test_nearest_face(void **state)
{
    (void)state;
    static const struct {
        int wanted;
        bool italic;
        const char *style;
    } cases[] = {{400, false, "Regular"},   {100, false, "Regular"},   {450, false, "Regular"},
                 {500, false, "Medium"},    {600, false, "Bold"},      {700, false, "Bold"},
                 {800, false, "ExtraBold"}, {900, false, "ExtraBold"}, {400, true, "Italic"},
                 {700, true, "Italic"}};
    Room room;
    open_room(&room, "fonts");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Font *font =
            fonts_find(room.fonts, STR("plus JAKARTA sans"), cases[i].wanted, cases[i].italic);
        assert_non_null(font);
        assert_str(font_style_name(font), cases[i].style);
        assert_str(font_family(font), "Plus Jakarta Sans");
    }
    assert_null(fonts_find(room.fonts, STR("Plus Jakarta"), 400, false));
    Font *regular = fonts_find(room.fonts, STR("Plus Jakarta Sans"), 400, false);
    assert_int_equal(font_index(regular), 0);
    assert_str(font_postscript_name(regular), "PlusJakartaSans-Regular");
    assert_int_equal(font_embedding(regular), FONT_EMBED_ALLOWED);
    close_room(&room);
}

static void test_metrics(void **state)
{
    (void)state;
    Room room;
    open_room(&room, "fonts");
    Font *font = fonts_find(room.fonts, STR("Plus Jakarta Sans"), 400, false);
    const FontMetrics *m = font_metrics(font);
    assert_in_range(m->ascender, 700, 1200);
    assert_in_range(-m->descender, 100, 400);
    assert_in_range(m->cap_height, 600, 800);
    assert_in_range(m->x_height, 400, 600);
    assert_true(m->x_height < m->cap_height && m->box[3] > m->cap_height && m->box[1] < 0);
    assert_int_equal(m->italic_angle, 0);
    assert_true(font_has(font, 'A') && font_has(font, 0xE9) && !font_has(font, 0xAC00));
    assert_true(font_has(font, 0x2011)); /* shown as a hyphen */
    Font *italic = fonts_find(room.fonts, STR("Plus Jakarta Sans"), 400, true);
    assert_true(font_metrics(italic)->italic_angle < 0);
    hb_codepoint_t glyph;
    assert_true(hb_font_get_nominal_glyph(font->hb, 'A', &glyph));
    assert_int_equal(font_advance_milli(font, glyph) / 1000,
                     hb_font_get_glyph_h_advance(font->hb, glyph) * 1000 / (int)font->upem);
    close_room(&room);
}

static hb_codepoint_t glyph_of(const Font *font, uint32_t codepoint)
{
    hb_codepoint_t glyph;
    assert_true(hb_font_get_nominal_glyph(font->hb, codepoint, &glyph));
    return glyph;
}

static void assert_same_extents(hb_font_t *a, hb_codepoint_t in_a, hb_font_t *b,
                                hb_codepoint_t in_b)
{
    hb_glyph_extents_t left, right;
    assert_true(hb_font_get_glyph_extents(a, in_a, &left));
    assert_true(hb_font_get_glyph_extents(b, in_b, &right));
    assert_memory_equal(&left, &right, sizeof left);
    assert_true(left.width > 0);
}

static void test_subset_truetype(void **state)
{
    (void)state;
    Room room;
    open_room(&room, "fonts");
    Font *font = fonts_find(room.fonts, STR("Plus Jakarta Sans"), 700, false);
    uint32_t glyphs[4];
    for (size_t i = 0; i < 4; i++) glyphs[i] = glyph_of(font, (uint32_t[]){'S', 'a', 0xE9, 'g'}[i]);
    FontProgram program;
    assert_true(font_subset(&room.arena, font, glyphs, 4, &program));
    assert_int_equal(program.kind, FONT_PROGRAM_TRUETYPE);
    assert_true(program.bytes.len < 6000);
    hb_blob_t *blob = hb_blob_create(program.bytes.ptr, (unsigned)program.bytes.len,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *cut = hb_font_create(face);
    assert_in_range(hb_face_get_glyph_count(face), 5, 8);
    for (size_t i = 0; i < 4; i++) {
        const uint8_t *pair = (const uint8_t *)program.cid_to_gid.ptr + 2 * glyphs[i];
        assert_true(2 * glyphs[i] + 1 < program.cid_to_gid.len);
        hb_codepoint_t new_glyph = (hb_codepoint_t)(pair[0] << 8 | pair[1]);
        assert_in_range(new_glyph, 1, 7);
        assert_same_extents(font->hb, glyphs[i], cut, new_glyph);
        assert_int_equal(hb_font_get_glyph_h_advance(cut, new_glyph),
                         hb_font_get_glyph_h_advance(font->hb, glyphs[i]));
    }
    static const char *const gone[] = {"GSUB", "GPOS", "GDEF", "name", "OS/2",
                                       "post", "cmap", "fpgm", "prep"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
        hb_blob_t *table = hb_face_reference_table(face, hb_tag_from_string(gone[i], 4));
        assert_int_equal(hb_blob_get_length(table), 0);
        hb_blob_destroy(table);
    }
    hb_font_destroy(cut);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    close_room(&room);
}

/* A font that HarfBuzz can read around a bare CFF table. */
static hb_font_t *wrap_cff(const Font *like, Str cff, unsigned n_glyphs)
{
    hb_face_t *builder = hb_face_builder_create();
    const uint8_t maxp[] = {0, 0, 0x50, 0, (uint8_t)(n_glyphs >> 8), (uint8_t)n_glyphs};
    hb_blob_t *blobs[] = {
        hb_blob_create(cff.ptr, (unsigned)cff.len, HB_MEMORY_MODE_DUPLICATE, NULL, NULL),
        hb_blob_create((const char *)maxp, sizeof maxp, HB_MEMORY_MODE_DUPLICATE, NULL, NULL),
        hb_face_reference_table(hb_font_get_face(like->hb), HB_TAG('h', 'e', 'a', 'd'))};
    const hb_tag_t tags[] = {HB_TAG('C', 'F', 'F', ' '), HB_TAG('m', 'a', 'x', 'p'),
                             HB_TAG('h', 'e', 'a', 'd')};
    for (int i = 0; i < 3; i++) {
        assert_true(hb_face_builder_add_table(builder, tags[i], blobs[i]));
        hb_blob_destroy(blobs[i]);
    }
    hb_blob_t *whole = hb_face_reference_blob(builder);
    hb_face_t *face = hb_face_create(whole, 0);
    hb_font_t *font = hb_font_create(face);
    hb_blob_destroy(whole);
    hb_face_destroy(builder);
    hb_face_destroy(face);
    return font;
}

/* Each drawn glyph stands under the CID of its old number, with its outline. */
static void assert_cids(Arena *arena, const Font *font, const uint32_t *text, size_t n)
{
    uint32_t glyphs[8];
    for (size_t i = 0; i < n; i++) glyphs[i] = glyph_of(font, text[i]);
    FontProgram program;
    assert_true(font_subset(arena, font, glyphs, n, &program));
    assert_int_equal(program.kind, FONT_PROGRAM_CFF);
    assert_int_equal(program.cid_to_gid.len, 0);
    assert_true(program.bytes.len < 30000);
    CffTop top;
    uint16_t cids[9];
    assert_true(cff_read_top(program.bytes, &top) && top.cid_keyed);
    assert_true(cff_read_charset(program.bytes, &top, (unsigned)n + 1, cids));
    hb_font_t *cut = wrap_cff(font, program.bytes, (unsigned)n + 1);
    for (size_t i = 0; i < n; i++) {
        hb_codepoint_t glyph = 1;
        while (glyph <= n && cids[glyph] != glyphs[i]) glyph++;
        assert_in_range(glyph, 1, n);
        assert_same_extents(font->hb, glyphs[i], cut, glyph);
    }
    hb_font_destroy(cut);
}

static const uint32_t hangul[] = {0xD55C, 0xAD6D, 0xC5B4, 'A', 0x4E2D};

static void test_subset_cid_keyed(void **state)
{
    (void)state;
    if (access(cjk_path, R_OK) != 0) skip();
    Room room;
    open_room(&room, cjk_path);
    Font *font = fonts_find(room.fonts, STR("Noto Sans CJK KR"), 400, false);
    assert_non_null(font);
    assert_cids(&room.arena, font, hangul, 5);
    close_room(&room);
}

/* Without CIDs the glyphs must keep their numbers. */
static void test_subset_name_keyed(void **state)
{
    (void)state;
    if (access(cantarell_path, R_OK) != 0) skip();
    Room room;
    open_room(&room, cantarell_path);
    Font *font = fonts_find(room.fonts, STR("Cantarell"), 400, false);
    assert_non_null(font);
    uint32_t glyphs[] = {glyph_of(font, 'q'), glyph_of(font, 'B')};
    FontProgram program;
    assert_true(font_subset(&room.arena, font, glyphs, 2, &program));
    assert_int_equal(program.kind, FONT_PROGRAM_CFF);
    unsigned n = (glyphs[0] > glyphs[1] ? glyphs[0] : glyphs[1]) + 1;
    hb_font_t *cut = wrap_cff(font, program.bytes, n);
    assert_same_extents(font->hb, glyphs[0], cut, glyphs[0]);
    assert_same_extents(font->hb, glyphs[1], cut, glyphs[1]);
    hb_font_destroy(cut);
    close_room(&room);
}

/* A regional cut of a CJK font as its makers ship it: original CIDs, glyphs renumbered. */
static void write_regional_cut(const Font *font, const char *path)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_add_range(hb_subset_input_unicode_set(input), 0xAC00, 0xAE00);
    for (size_t i = 0; i < 5; i++) hb_set_add(hb_subset_input_unicode_set(input), hangul[i]);
    hb_face_t *cut = hb_subset_or_fail(hb_font_get_face(font->hb), input);
    assert_non_null(cut);
    hb_blob_t *blob = hb_face_reference_blob(cut);
    unsigned len;
    const char *bytes = hb_blob_get_data(blob, &len);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
    hb_blob_destroy(blob);
    hb_face_destroy(cut);
    hb_subset_input_destroy(input);
}

static void test_subset_other_cids(void **state)
{
    (void)state;
    if (access(cjk_path, R_OK) != 0) skip();
    char folder[] = "/tmp/etalase-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Room all, regional;
    open_room(&all, cjk_path);
    Str path = str_format(&all.arena, "%s/KR.otf", folder);
    write_regional_cut(fonts_find(all.fonts, STR("Noto Sans CJK KR"), 400, false),
                       str_z(&all.arena, path));
    open_room(&regional, folder);
    Font *font = fonts_find(regional.fonts, STR("Noto Sans CJK KR"), 400, false);
    assert_non_null(font);
    assert_cids(&regional.arena, font, hangul, 5);
    close_room(&regional);
    unlink(str_z(&all.arena, path));
    rmdir(folder);
    close_room(&all);
}

static void write_file(Arena *arena, const char *folder, const char *name, Str bytes)
{
    FILE *file = fopen(str_z(arena, str_format(arena, "%s/%s", folder, name)), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

/* Files that are no fonts are named, and cost nothing else. */
static void test_damaged_files(void **state)
{
    (void)state;
    char folder[] = "/tmp/etalase-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Arena arena;
    arena_init(&arena);
    write_file(&arena, folder, "a.ttf", STR(""));
    write_file(&arena, folder, "b.otf", STR("wOFF and no font at all"));
    write_file(&arena, folder, "c.TTC", STR("ttcf\0\2\0\0\377\377\377\377\0\0\0\1"));
    write_file(&arena, folder, "d.txt", STR("not looked at"));
    Room room;
    open_room(&room, folder);
    assert_int_equal(diag_warnings(room.diag), 3);
    size_t n;
    fonts_families(room.fonts, &n);
    assert_int_equal(n, 0);
    close_room(&room);
    open_room(&room, "no/such/folder");
    assert_int_equal(diag_warnings(room.diag) + diag_errors(room.diag), 0);
    close_room(&room);
    for (size_t i = 0; i < 4; i++)
        unlink(str_z(&arena, str_format(&arena, "%s/%s", folder,
                                        (const char *[]){"a.ttf", "b.otf", "c.TTC", "d.txt"}[i])));
    rmdir(folder);
    arena_free(&arena);
}

/* A font whose outlines are gone and that has pictures instead is passed over as a fallback. */
static void test_colour_font(void **state)
{
    (void)state;
    char folder[] = "/tmp/etalase-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Arena arena;
    arena_init(&arena);
    Source *source;
    Str path = STR("fonts/plus-jakarta-sans/PlusJakartaSans-Regular.ttf");
    assert_int_equal(source_read(&arena, path, path, 1 << 22, &source), SOURCE_OK);
    char *bytes = str_z(&arena, source->bytes);
    for (size_t i = 12; i + 16 <= source->bytes.len && i < 12 + 16 * 64; i += 16)
        if (memcmp(bytes + i, "glyf", 4) == 0) memcpy(bytes + i, "gone", 4);
    memcpy(bytes + 12, "CBDT", 4); /* the first table, since they are sorted */
    write_file(&arena, folder, "emoji.ttf", (Str){bytes, source->bytes.len});
    Room room;
    open_room(&room, folder);
    Font *font = fonts_fallback(room.fonts, NULL, 'A', STR("id"));
    assert_true(!font || !str_starts(font_path(font), str_from(folder)));
    size_t n;
    const DiagReport *const *reports = diag_sorted(room.diag, &n);
    assert_int_equal(n, 1);
    assert_int_equal(reports[0]->code, DIAG_FONT_COLOUR);
    close_room(&room);
    unlink(str_z(&arena, str_format(&arena, "%s/emoji.ttf", folder)));
    rmdir(folder);
    arena_free(&arena);
}

/* Bytes of a font changed at random (a fixed sequence): opened, asked and subset without harm. */
static void test_mutated_font(void **state)
{
    (void)state;
    char folder[] = "/tmp/etalase-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Arena arena;
    arena_init(&arena);
    Source *source;
    assert_int_equal(source_read(&arena, STR("fonts/plus-jakarta-sans/PlusJakartaSans-Bold.ttf"),
                                 (Str){0}, 1 << 24, &source),
                     SOURCE_OK);
    char *bytes = str_z(&arena, source->bytes);
    uint32_t seed = 1;
    for (int round = 0; round < 40; round++) {
        for (int k = 0; k < 20; k++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[round % 2 ? (seed >> 8) % 400 : (seed >> 8) % source->bytes.len] = (char)seed;
        }
        write_file(&arena, folder, "m.ttf", (Str){bytes, source->bytes.len});
        Room room;
        open_room(&room, folder);
        size_t n;
        const Str *families = fonts_families(room.fonts, &n);
        Font *font = n ? fonts_find(room.fonts, families[0], 400, false) : NULL;
        FontProgram program;
        uint32_t glyphs[] = {1, 40, 300, 70000};
        if (font) font_subset(&room.arena, font, glyphs, 4, &program);
        close_room(&room);
        memcpy(bytes, source->bytes.ptr, source->bytes.len);
    }
    unlink(str_z(&arena, str_format(&arena, "%s/m.ttf", folder)));
    rmdir(folder);
    arena_free(&arena);
}

static void test_fallback(void **state)
{
    (void)state;
    Room room;
    open_room(&room, "fonts");
    Font *like = fonts_find(room.fonts, STR("Plus Jakarta Sans"), 700, false);
    Font *own = fonts_fallback(room.fonts, like, 'A', STR("id"));
    assert_ptr_equal(own, like); /* the folders come first */
    Font *none = fonts_fallback(room.fonts, like, 0x10FFFD, STR("id"));
    assert_null(none);
    Font *thai = fonts_fallback(room.fonts, like, 0xE01, STR("id"));
    if (!thai) skip();
    assert_true(font_has(thai, 0xE01));
    assert_ptr_equal(thai, fonts_fallback(room.fonts, like, 0xE01, STR("id")));
    close_room(&room);
}

/* What was asked for before plays no part, though the lists of fonts grow by it. */
static void test_fallback_order(void **state)
{
    (void)state;
    static const uint32_t codes[] = {0x2713, 0xE01,  0x430,  0x3042, 0x4E00, 0x1F600,
                                     0x2460, 0xAC00, 0x5D0,  0x627,  0x2190, 0x915,
                                     0x4E8C, 0x3A9,  0x25A0, 0x1E9E, 0xA722, 0x3105,
                                     0x2042, 0x30A2, 0xFB01, 0x10D0, 0x2C80, 0x2603};
    enum { N = sizeof codes / sizeof *codes };
    Room room;
    open_room(&room, "fonts");
    for (int i = 0; i < N; i++) {
        Room fresh;
        open_room(&fresh, "fonts");
        for (int k = 0; k < 2; k++) {
            int weight = k ? 700 : 400;
            Str lang = k ? STR("ja") : STR("id"), family = STR("Plus Jakarta Sans");
            Font *a = fonts_fallback(room.fonts, fonts_find(room.fonts, family, weight, false),
                                     codes[i], lang);
            Font *b = fonts_fallback(fresh.fonts, fonts_find(fresh.fonts, family, weight, false),
                                     codes[i], lang);
            assert_true(!a == !b);
            if (a) assert_true(str_eq(font_path(a), font_path(b)));
        }
        close_room(&fresh);
    }
    close_room(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_families),          cmocka_unit_test(test_nearest_face),
        cmocka_unit_test(test_metrics),           cmocka_unit_test(test_subset_truetype),
        cmocka_unit_test(test_subset_cid_keyed),  cmocka_unit_test(test_subset_other_cids),
        cmocka_unit_test(test_subset_name_keyed), cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_colour_font),       cmocka_unit_test(test_mutated_font),
        cmocka_unit_test(test_fallback),          cmocka_unit_test(test_fallback_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
