/* face - one face of a font file.
 *
 * A file is looked at twice: once for its names, weight and slant (HarfBuzz then reads the table
 * directory, name, OS/2 and head only, and the mapping is dropped again), and once for good when
 * the face is first asked for. Files are opened, examined through the handle and mapped, never read
 * whole: of a CJK collection of 20 MB a badge touches a few pages.
 *
 * Names follow the typographic family (name ids 16 and 17) where there is one, so that all weights
 * of a family stand under one name, and the older ids 1 and 2 otherwise.
 *
 * Variable fonts are used at their default place on every axis.
 */
#include "text/face.h"

#include <errno.h>
#include <fcntl.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/text_limits.h"

enum { HYPHEN_MINUS = 0x2D, HYPHEN = 0x2010, NON_BREAKING_HYPHEN = 0x2011, NAME_BYTES = 256 };
enum { LEAST_PERCENT = 85, MOST_PERCENT = 115, SIZE_STEP = LEN_PER_PT / 100 };

typedef struct Mapping {
    void *address;
    size_t len;
} Mapping;

static void unmap(void *data)
{
    Mapping *mapping = data;
    munmap(mapping->address, mapping->len);
    free(mapping);
}

/* NULL with errno set; EFBIG for a file beyond the limit, EINVAL for what is no regular file. */
static hb_blob_t *map_file(const char *file)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return NULL;
    struct stat st;
    int fault = 0;
    if (fstat(fd, &st) != 0)
        fault = errno;
    else if (!S_ISREG(st.st_mode) || st.st_size == 0)
        fault = EINVAL;
    else if (st.st_size > LIMIT_FONT_BYTES)
        fault = EFBIG;
    void *address = MAP_FAILED;
    if (!fault) {
        address = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (address == MAP_FAILED) fault = errno;
    }
    close(fd);
    if (fault) {
        errno = fault;
        return NULL;
    }
    Mapping *mapping = malloc(sizeof *mapping);
    if (!mapping) memory_exhausted();
    *mapping = (Mapping){address, (size_t)st.st_size};
    return hb_blob_create(address, (unsigned)st.st_size, HB_MEMORY_MODE_READONLY, mapping, unmap);
}

static Str read_name(Arena *arena, hb_face_t *face, hb_ot_name_id_t id)
{
    char text[NAME_BYTES];
    unsigned size = sizeof text;
    unsigned len = hb_ot_name_get_utf8(face, id, hb_language_from_string("en", 2), &size, text);
    if (len == 0) {
        unsigned n;
        const hb_ot_name_entry_t *names = hb_ot_name_list_names(face, &n);
        for (unsigned i = 0; i < n && len == 0; i++) {
            if (names[i].name_id != id) continue;
            size = sizeof text;
            len = hb_ot_name_get_utf8(face, id, names[i].language, &size, text);
        }
    }
    return len ? str_copy(arena, (Str){text, size}) : (Str){0};
}

static Str read_name_or(Arena *arena, hb_face_t *face, hb_ot_name_id_t id, hb_ot_name_id_t other)
{
    Str name = read_name(arena, face, id);
    return name.len ? name : read_name(arena, face, other);
}

static bool has_colour(hb_face_t *face)
{
    static const hb_tag_t tables[] = {HB_TAG('C', 'B', 'D', 'T'), HB_TAG('s', 'b', 'i', 'x'),
                                      HB_TAG('S', 'V', 'G', ' '), HB_TAG('C', 'O', 'L', 'R')};
    bool found = false;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && !found; i++) {
        hb_blob_t *blob = hb_face_reference_table(face, tables[i]);
        found = hb_blob_get_length(blob) > 0;
        hb_blob_destroy(blob);
    }
    return found;
}

static Font *look_at_face(Fonts *fonts, Str path, hb_face_t *face, unsigned face_index)
{
    Font *font = ARENA_NEW(&fonts->kept, Font);
    font->fonts = fonts;
    font->path = path;
    font->file = str_z(&fonts->kept, path);
    font->face_index = face_index;
    font->family = read_name_or(&fonts->kept, face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY,
                                HB_OT_NAME_ID_FONT_FAMILY);
    font->style_name = read_name_or(&fonts->kept, face, HB_OT_NAME_ID_TYPOGRAPHIC_SUBFAMILY,
                                    HB_OT_NAME_ID_FONT_SUBFAMILY);
    font->postscript_name = read_name(&fonts->kept, face, HB_OT_NAME_ID_POSTSCRIPT_NAME);
    font->upem = hb_face_get_upem(face);
    font->colour = has_colour(face);
    hb_font_t *hb = hb_font_create(face);
    font->weight = (int)hb_style_get_value(hb, HB_STYLE_TAG_WEIGHT);
    font->italic = hb_style_get_value(hb, HB_STYLE_TAG_ITALIC) > 0;
    hb_font_destroy(hb);
    return font;
}

bool face_look(Fonts *fonts, Str path, int face_index, void (*found)(Fonts *, Font *))
{
    ArenaMark mark = arena_mark(&fonts->kept);
    hb_blob_t *blob = map_file(str_z(&fonts->kept, path));
    arena_rewind(&fonts->kept, mark);
    if (!blob) return false;
    bool any = false;
    unsigned n = hb_face_count(blob);
    for (unsigned i = 0; i < n; i++) {
        if (face_index != ALL_FACES && (unsigned)face_index != i) continue;
        hb_face_t *face = hb_face_create(blob, i);
        if (hb_face_get_glyph_count(face) > 0) {
            Font *font = look_at_face(fonts, path, face, i);
            if (font->family.len) {
                found(fonts, font);
                any = true;
            }
        }
        hb_face_destroy(face);
    }
    hb_blob_destroy(blob);
    return any;
}

static int per_mille(const Font *font, int64_t units)
{
    return (int)len_scale((Len)units, 1000, font->upem);
}

/* Of fonts with an old OS/2 table, which does not say. */
static int letter_height(const Font *font, hb_codepoint_t letter, int otherwise)
{
    hb_codepoint_t glyph;
    hb_glyph_extents_t extents;
    bool known = hb_font_get_nominal_glyph(font->hb, letter, &glyph) && glyph &&
                 hb_font_get_glyph_extents(font->hb, glyph, &extents) && extents.y_bearing > 0;
    return known ? per_mille(font, extents.y_bearing) : otherwise;
}

/* What OS/2 says, else the height of the letter. */
static int height_of(const Font *font, hb_ot_metrics_tag_t tag, hb_codepoint_t letter,
                     int otherwise)
{
    hb_position_t value;
    bool known = hb_ot_metrics_get_position(font->hb, tag, &value) && value != 0;
    return known ? per_mille(font, value) : letter_height(font, letter, otherwise);
}

static int read_s16(const uint8_t *bytes) { return (int16_t)(bytes[0] << 8 | bytes[1]); }

static void read_metrics(Font *font, hb_face_t *face)
{
    FontMetrics *m = &font->metrics;
    hb_position_t ascender = 0, descender = 0;
    hb_ot_metrics_get_position(font->hb, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, &ascender);
    hb_ot_metrics_get_position(font->hb, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, &descender);
    m->ascender = ascender ? per_mille(font, ascender) : 800;
    m->descender = ascender ? per_mille(font, descender) : -200;
    m->cap_height = height_of(font, HB_OT_METRICS_TAG_CAP_HEIGHT, 'H', m->ascender * 9 / 10);
    m->x_height = height_of(font, HB_OT_METRICS_TAG_X_HEIGHT, 'x', m->cap_height * 7 / 10);
    m->n_glyphs = hb_face_get_glyph_count(face);
    unsigned len;
    hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
    const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(head, &len);
    for (int i = 0; len >= 44 && i < 4; i++)
        m->box[i] = per_mille(font, read_s16(bytes + 36 + 2 * i));
    hb_blob_destroy(head);
    hb_blob_t *post = hb_face_reference_table(face, HB_TAG('p', 'o', 's', 't'));
    bytes = (const uint8_t *)hb_blob_get_data(post, &len);
    if (len >= 8) m->italic_angle = read_s16(bytes + 4);
    hb_blob_destroy(post);
}

/* As HarfBuzz's own, but a font that has only the hyphen of the keyboard shows that one for
 * U+2010 and U+2011 too. */
static hb_bool_t nominal_glyph(hb_font_t *hb, void *data, hb_codepoint_t codepoint,
                               hb_codepoint_t *glyph, void *user_data)
{
    (void)data, (void)user_data;
    hb_font_t *parent = hb_font_get_parent(hb);
    if (hb_font_get_nominal_glyph(parent, codepoint, glyph)) return true;
    if (codepoint != HYPHEN && codepoint != NON_BREAKING_HYPHEN) return false;
    return hb_font_get_nominal_glyph(parent, HYPHEN, glyph) ||
           hb_font_get_nominal_glyph(parent, HYPHEN_MINUS, glyph);
}

static hb_font_t *make_hb_font(Fonts *fonts, hb_face_t *face)
{
    if (!fonts->funcs) {
        fonts->funcs = hb_font_funcs_create();
        hb_font_funcs_set_nominal_glyph_func(fonts->funcs, nominal_glyph, NULL, NULL);
        hb_font_funcs_make_immutable(fonts->funcs);
    }
    hb_font_t *parent = hb_font_create(face);
    hb_font_make_immutable(parent);
    hb_font_t *hb = hb_font_create_sub_font(parent);
    hb_font_destroy(parent);
    hb_font_set_funcs(hb, fonts->funcs, NULL, NULL);
    hb_font_make_immutable(hb);
    return hb;
}

static Font *refuse(Font *font, const char *why)
{
    font->broken = true;
    diag_report(font->fonts->diag, DIAG_FONT_UNREADABLE, (Span){0}, font->path, str_from(why));
    return NULL;
}

Font *face_load(Font *font)
{
    if (font->hb) return font;
    if (font->broken) return NULL;
    hb_blob_t *blob = map_file(font->file);
    if (!blob) return refuse(font, strerror(errno));
    hb_face_t *face = hb_face_create(blob, font->face_index);
    hb_blob_destroy(blob);
    hb_face_make_immutable(face);
    font->hb = make_hb_font(font->fonts, face);
    font->index = font->fonts->n_loaded++;
    read_metrics(font, face);
    hb_face_destroy(face);
    return font;
}

void face_read_latin(Font *font)
{
    hb_codepoint_t glyph;
    for (uint32_t c = 0; c < LATIN_END && !font->latin_known; c++)
        if (hb_font_get_nominal_glyph(hb_font_get_parent(font->hb), c, &glyph) && glyph)
            font->latin[c / 32] |= 1u << c % 32;
    font->latin_known = true;
}

void face_close(Font *font)
{
    hb_font_destroy(font->hb);
    font->hb = NULL;
}

Str font_family(const Font *font) { return font->family; }
Str font_style_name(const Font *font) { return font->style_name; }
Str font_postscript_name(const Font *font) { return font->postscript_name; }
Str font_path(const Font *font) { return font->path; }
int font_weight(const Font *font) { return font->weight; }
uint32_t font_index(const Font *font) { return font->index; }
const FontMetrics *font_metrics(const Font *font) { return &font->metrics; }

Len font_matching_size(const Font *font, const Font *fallback, Len size)
{
    int64_t wanted = font->metrics.x_height, has = fallback->metrics.x_height;
    if (font == fallback || !font_has(fallback, 'x') || wanted <= 0 || has <= 0) return size;
    if (wanted * 100 > has * MOST_PERCENT) wanted = has * MOST_PERCENT / 100;
    if (wanted * 100 < has * LEAST_PERCENT) wanted = has * LEAST_PERCENT / 100;
    Len matching = len_scale(size, wanted, has);
    return (matching + SIZE_STEP / 2) / SIZE_STEP * SIZE_STEP;
}

bool font_has(const Font *font, uint32_t codepoint)
{
    if (codepoint < LATIN_END && font->latin_known)
        return font->latin[codepoint / 32] >> codepoint % 32 & 1;
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(font->hb, codepoint, &glyph) && glyph != 0;
}

int32_t font_advance_milli(const Font *font, uint32_t glyph)
{
    int64_t units = hb_font_get_glyph_h_advance(font->hb, glyph);
    return (int32_t)((units * 1000000 + font->upem / 2) / font->upem);
}

void font_glyph_reach(const Font *font, uint32_t glyph, int *above, int *below)
{
    hb_glyph_extents_t extents = {0};
    hb_font_get_glyph_extents(font->hb, glyph, &extents);
    *above = per_mille(font, extents.y_bearing);
    *below = per_mille(font, -(extents.y_bearing + extents.height));
}

static void note_move(hb_draw_funcs_t *funcs, void *drawn, hb_draw_state_t *state, float x, float y,
                      void *data)
{
    (void)funcs, (void)state, (void)x, (void)y, (void)data;
    *(bool *)drawn = true;
}

bool face_draws(const Font *font, uint32_t codepoint)
{
    hb_codepoint_t glyph;
    bool drawn = false;
    if (!hb_font_get_nominal_glyph(font->hb, codepoint, &glyph) || !glyph) return false;
    if (codepoint == ' ' || codepoint == 0xA0) return true;
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, note_move, NULL, NULL);
    hb_font_get_glyph_shape(font->hb, glyph, funcs, &drawn);
    hb_draw_funcs_destroy(funcs);
    return drawn;
}

/* fsType, OpenType OS/2: bit 1 alone among the lowest four restricts; bit 8 forbids subsets. */
FontEmbedding font_embedding(const Font *font)
{
    unsigned len;
    hb_blob_t *os2 =
        hb_face_reference_table(hb_font_get_face(font->hb), HB_TAG('O', 'S', '/', '2'));
    const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(os2, &len);
    int fs_type = len >= 10 ? read_s16(bytes + 8) : 0;
    hb_blob_destroy(os2);
    if ((fs_type & 0xF) == 0x2) return FONT_EMBED_RESTRICTED;
    return fs_type & 0x100 ? FONT_EMBED_NO_SUBSET : FONT_EMBED_ALLOWED;
}
