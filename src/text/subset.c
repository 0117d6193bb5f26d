/* subset - fonts cut down to the glyphs that were drawn, by hb-subset.
 *
 * The codes in the page are the original glyph ids. What makes them reach the right outline depends
 * on the kind of font:
 *
 *   glyf              Glyphs are renumbered without gaps, and a CIDToGIDMap leads from the old
 *                     numbers to the new ones.
 *   CFF, CID-keyed    The bare CFF table is embedded, where the charset leads from CIDs to glyphs.
 *                     hb-subset keeps the CIDs. If the font's CIDs are not its glyph ids (true of
 *                     regional cuts of the CJK families), a charset of ours is appended that says
 *                     old glyph ids, and the Top DICT made to point at it.
 *   CFF, name-keyed   There are no CIDs; a reader takes the code as the glyph id. So numbers are
 *                     retained, at the price of an entry for each glyph left out.
 *
 * Fonts with CFF2 outlines, bitmaps or colours alone are refused.
 */
#include <hb-subset.h>

#include "text/cff.h"
#include "text/face.h"

static bool has_table(const Font *font, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(hb_font_get_face(font->hb), tag);
    bool has = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return has;
}

static Str table_bytes(hb_blob_t *blob)
{
    unsigned len;
    const char *bytes = hb_blob_get_data(blob, &len);
    return (Str){bytes, len};
}

/* What the codes of a CFF font mean to a reader. */
typedef enum CffKind { CFF_BAD, CFF_NAMES, CFF_CIDS_ARE_GLYPHS, CFF_CIDS_DIFFER } CffKind;

static CffKind find_cff_kind(Arena *arena, const Font *font)
{
    hb_blob_t *blob =
        hb_face_reference_table(hb_font_get_face(font->hb), HB_TAG('C', 'F', 'F', ' '));
    Str cff = table_bytes(blob);
    CffTop top;
    CffKind kind = CFF_BAD;
    if (cff_read_top(cff, &top)) {
        unsigned n = font->metrics.n_glyphs;
        ArenaMark mark = arena_mark(arena);
        uint16_t *cids = ARENA_ARRAY(arena, uint16_t, n);
        unsigned same = 0;
        if (top.cid_keyed && cff_read_charset(cff, &top, n, cids))
            while (same < n && cids[same] == same) same++;
        kind = !top.cid_keyed ? CFF_NAMES : same == n ? CFF_CIDS_ARE_GLYPHS : CFF_CIDS_DIFFER;
        arena_rewind(arena, mark);
    }
    hb_blob_destroy(blob);
    return kind;
}

/* The font with no more than a reader needs whose codes are glyph ids. Without its map of
 * characters the planning of a cut does not walk through it, which for a CJK font takes twenty
 * times as long as all else. */
static hb_face_t *bare_face(const Font *font)
{
    static const char *const tables[] = {"head", "hhea", "hmtx", "maxp", "loca", "glyf", "CFF "};
    hb_face_t *bare = hb_face_builder_create();
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        hb_tag_t tag = hb_tag_from_string(tables[i], 4);
        hb_blob_t *blob = hb_face_reference_table(hb_font_get_face(font->hb), tag);
        if (hb_blob_get_length(blob)) hb_face_builder_add_table(bare, tag, blob);
        hb_blob_destroy(blob);
    }
    return bare;
}

static hb_subset_input_t *make_input(const uint32_t *glyphs, size_t n, unsigned flags)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input) memory_exhausted();
    hb_subset_input_set_flags(input, flags);
    hb_set_t *kept = hb_subset_input_glyph_set(input);
    hb_set_add(kept, 0);
    for (size_t i = 0; i < n; i++) hb_set_add(kept, glyphs[i]);
    return input;
}

static Str make_cid_to_gid(Arena *arena, const hb_map_t *map, const uint32_t *glyphs, size_t n)
{
    uint32_t highest = 0;
    for (size_t i = 0; i < n; i++)
        if (glyphs[i] > highest && glyphs[i] <= 0xFFFF) highest = glyphs[i];
    size_t len = 2 * ((size_t)highest + 1);
    uint8_t *bytes = arena_alloc(arena, len);
    for (size_t i = 0; i < n; i++) {
        hb_codepoint_t glyph = glyphs[i] <= highest ? hb_map_get(map, glyphs[i]) : 0;
        if (glyph == HB_MAP_VALUE_INVALID || glyph == 0) continue;
        bytes[2 * glyphs[i]] = (uint8_t)(glyph >> 8);
        bytes[2 * glyphs[i] + 1] = (uint8_t)glyph;
    }
    return (Str){(const char *)bytes, len};
}

/* The table with a charset (format 0) of old glyph ids at its end. */
static bool append_charset(Arena *arena, Str cff, const hb_map_t *map, unsigned n_glyphs, Str *out)
{
    CffTop top;
    if (!cff_read_top(cff, &top) || !top.charset_at_wide) return false;
    unsigned n_kept = hb_map_get_population(map);
    size_t len = cff.len + 1 + 2 * (size_t)n_kept; /* one spare: HarfBuzz checks for as many */
    uint8_t *bytes = arena_alloc(arena, len);
    memcpy(bytes, cff.ptr, cff.len);
    for (unsigned i = 0; i < 4; i++)
        bytes[top.charset_at_wide + i] = (uint8_t)(cff.len >> (24 - 8 * i));
    uint8_t *charset = bytes + cff.len + 1;
    for (uint32_t old = 1; old < n_glyphs; old++) {
        hb_codepoint_t glyph = hb_map_get(map, old);
        if (glyph == HB_MAP_VALUE_INVALID || glyph == 0) continue;
        if (glyph >= n_kept) return false;
        charset[2 * (glyph - 1)] = (uint8_t)(old >> 8);
        charset[2 * (glyph - 1) + 1] = (uint8_t)old;
    }
    *out = (Str){(const char *)bytes, len};
    return true;
}

static bool take_cff(Arena *arena, hb_face_t *cut, CffKind kind, const hb_map_t *map,
                     unsigned n_glyphs, FontProgram *out)
{
    hb_blob_t *blob = hb_face_reference_table(cut, HB_TAG('C', 'F', 'F', ' '));
    Str cff = table_bytes(blob);
    out->kind = FONT_PROGRAM_CFF;
    bool ok = cff.len > 0;
    if (ok && kind == CFF_CIDS_DIFFER)
        ok = append_charset(arena, cff, map, n_glyphs, &out->bytes);
    else if (ok)
        out->bytes = str_copy(arena, cff);
    hb_blob_destroy(blob);
    return ok;
}

static bool take_truetype(Arena *arena, hb_face_t *cut, const hb_map_t *map, const uint32_t *glyphs,
                          size_t n, FontProgram *out)
{
    hb_blob_t *blob = hb_face_reference_blob(cut);
    out->kind = FONT_PROGRAM_TRUETYPE;
    out->bytes = str_copy(arena, table_bytes(blob));
    out->cid_to_gid = make_cid_to_gid(arena, map, glyphs, n);
    hb_blob_destroy(blob);
    return out->bytes.len > 0;
}

bool font_subset(Arena *arena, const Font *font, const uint32_t *glyphs, size_t n, FontProgram *out)
{
    *out = (FontProgram){0};
    bool cff = has_table(font, HB_TAG('C', 'F', 'F', ' '));
    CffKind kind = cff ? find_cff_kind(arena, font) : CFF_BAD;
    if (cff ? kind == CFF_BAD : !has_table(font, HB_TAG('g', 'l', 'y', 'f'))) return false;
    unsigned flags =
        HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE; /* deflates better */
    if (kind == CFF_NAMES) flags |= HB_SUBSET_FLAGS_RETAIN_GIDS;
    hb_subset_input_t *input = make_input(glyphs, n, flags);
    hb_face_t *bare = bare_face(font);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(bare, input);
    hb_face_t *cut = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    bool ok = false;
    if (cut) {
        const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
        ok = cff ? take_cff(arena, cut, kind, map, font->metrics.n_glyphs, out)
                 : take_truetype(arena, cut, map, glyphs, n, out);
    }
    hb_face_destroy(cut);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    hb_face_destroy(bare);
    return ok;
}
