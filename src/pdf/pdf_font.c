/* pdf_font - Type0 fonts with Identity-H encoding (ISO 32000-1, 9.7).
 *
 * Codes are the font's own glyph ids, so content can be written before the set of glyphs is known.
 * At the end each font is cut down to what was drawn:
 *
 *   Type0 -> CIDFontType2 (glyf; CIDToGIDMap leads from old to new glyph ids) or CIDFontType0 (CFF)
 *         -> FontDescriptor -> FontFile2 or FontFile3
 *         -> ToUnicode, see pdf_tounicode.c
 */
#include "pdf/pdf_font.h"

#include <string.h>

void pdf_fonts_init(PdfFonts *fonts, Arena *arena, Objects *objects, Diag *diag)
{
    *fonts = (PdfFonts){.arena = arena, .objects = objects, .diag = diag};
}

PdfFont *pdf_fonts_use(PdfFonts *fonts, const Font *font)
{
    uint32_t index = font_index(font);
    while (fonts->by_index.len <= index) VEC_PUSH(fonts->arena, &fonts->by_index, NULL);
    if (fonts->by_index.items[index]) return fonts->by_index.items[index];
    PdfFont *used = ARENA_NEW(fonts->arena, PdfFont);
    used->font = font;
    used->number = (uint32_t)fonts->items.len + 1;
    used->dict = objects_new(fonts->objects);
    used->n_glyphs = font_metrics(font)->n_glyphs;
    if (used->n_glyphs > GLYPH_BLOCK * GLYPH_BLOCKS) used->n_glyphs = GLYPH_BLOCK * GLYPH_BLOCKS;
    content_init(&used->texts, fonts->arena);
    VEC_PUSH(fonts->arena, &fonts->items, used);
    fonts->by_index.items[index] = used;
    if (font_embedding(font) == FONT_EMBED_RESTRICTED)
        diag_report(fonts->diag, DIAG_PDF_FONT_LICENCE, .slot_0 = font_path(font));
    return used;
}

static GlyphText *glyph_slot(PdfFont *font, uint32_t glyph)
{
    GlyphText **block = &font->glyphs[glyph / GLYPH_BLOCK];
    if (!*block) *block = ARENA_ARRAY(font->texts.arena, GlyphText, GLYPH_BLOCK);
    GlyphText *slot = &(*block)[glyph % GLYPH_BLOCK];
    if (!slot->used) slot->advance_milli = font_advance_milli(font->font, glyph);
    slot->used = true;
    return slot;
}

bool pdf_font_note(PdfFont *font, uint32_t glyph, Str text, bool guess)
{
    GlyphText *slot = glyph_slot(font, glyph);
    if (!text.len) return slot->len == 0;
    if (slot->len && !(slot->guessed && !guess))
        return guess || (slot->len == text.len &&
                         !memcmp(font->texts.ptr + slot->offset, text.ptr, text.len));
    slot->offset = (uint32_t)font->texts.len;
    slot->len = (uint16_t)(text.len < UINT16_MAX ? text.len : UINT16_MAX);
    slot->guessed = guess;
    content_add(&font->texts, str_slice(text, 0, slot->len));
    return true;
}

static void add_ref(HPDF_Dict dict, const char *key, HPDF_Dict target)
{
    HPDF_Dict_Add(dict, key, target);
}

/* Six letters that tell subsets of one font apart, then its name: `KQBXWD+PlusJakartaSans-Bold`. */
static Str subset_name(Arena *arena, const PdfFont *font)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (uint32_t glyph = 0; glyph < font->n_glyphs; glyph++)
        if (glyph_text(font, glyph)) hash = (hash ^ glyph) * 0x100000001b3u;
    char tag[6];
    hash ^= hash >> 32;
    for (int i = 0; i < 6; i++) {
        tag[i] = (char)('A' + hash % 26);
        hash /= 26;
    }
    return str_format(arena, "%.6s+%.*s", tag, STR_ARG(font_postscript_name(font->font)));
}

/* `/W [first [w w w] first [w w]]` in 1/1000 em with three decimals, exactly what the text was
 * set with. */
static void add_widths(Content *tail, const PdfFont *font)
{
    CONTENT_ADD(tail, "/DW 0 /W [");
    for (uint32_t glyph = 0; glyph < font->n_glyphs; glyph++) {
        const GlyphText *slot = glyph_text(font, glyph);
        if (!slot) continue;
        content_int(tail, glyph);
        CONTENT_ADD(tail, "[");
        for (; slot; slot = ++glyph < font->n_glyphs ? glyph_text(font, glyph) : NULL)
            content_len(tail, slot->advance_milli);
        CONTENT_ADD(tail, "]\n");
    }
    CONTENT_ADD(tail, "]");
}

static void write_program(Objects *objects, HPDF_Dict dict, const FontProgram *program)
{
    if (program->kind == FONT_PROGRAM_CFF)
        HPDF_Dict_AddName(dict, "Subtype", "CIDFontType0C");
    else
        HPDF_Dict_AddNumber(dict, "Length1", (HPDF_INT32)program->bytes.len);
    objects_write_packed(objects, dict, STR(""), program->bytes);
}

static void write_descriptor(Objects *objects, Arena *arena, const PdfFont *font, Str name,
                             HPDF_Dict descriptor, HPDF_Dict file, bool cff)
{
    enum { SYMBOLIC = 4, ITALIC = 64 };
    const FontMetrics *metrics = font_metrics(font->font);
    Content tail;
    content_init(&tail, arena);
    CONTENT_ADD(&tail, "/FontName ");
    content_name(&tail, name);
    CONTENT_ADD(&tail, "/FontBBox [");
    for (int i = 0; i < 4; i++) content_int(&tail, metrics->box[i]);
    CONTENT_ADD(&tail, "]");
    HPDF_Dict_AddName(descriptor, "Type", "FontDescriptor");
    HPDF_Dict_AddNumber(descriptor, "Flags", metrics->italic_angle ? SYMBOLIC | ITALIC : SYMBOLIC);
    HPDF_Dict_AddNumber(descriptor, "ItalicAngle", metrics->italic_angle);
    HPDF_Dict_AddNumber(descriptor, "Ascent", metrics->ascender);
    HPDF_Dict_AddNumber(descriptor, "Descent", metrics->descender);
    HPDF_Dict_AddNumber(descriptor, "CapHeight", metrics->cap_height);
    HPDF_Dict_AddNumber(descriptor, "XHeight", metrics->x_height);
    /* No font says its stem width; weights 400 and 700 come out at the usual 80 and 140. */
    HPDF_Dict_AddNumber(descriptor, "StemV", font_weight(font->font) / 5);
    add_ref(descriptor, cff ? "FontFile3" : "FontFile2", file);
    objects_write(objects, descriptor, content_str(&tail));
}

/* The font of glyphs; returns it to be pointed at and freed. */
static HPDF_Dict write_cid_font(Objects *objects, Arena *arena, const PdfFont *font, Str name,
                                const FontProgram *program)
{
    bool cff = program->kind == FONT_PROGRAM_CFF;
    HPDF_Dict cid_font = objects_new(objects), descriptor = objects_new(objects);
    HPDF_Dict file = objects_new(objects), map = NULL;
    Content tail;
    content_init(&tail, arena);
    CONTENT_ADD(&tail, "/BaseFont ");
    content_name(&tail, name);
    CONTENT_ADD(&tail,
                "\n/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>\n");
    add_widths(&tail, font);
    HPDF_Dict_AddName(cid_font, "Type", "Font");
    HPDF_Dict_AddName(cid_font, "Subtype", cff ? "CIDFontType0" : "CIDFontType2");
    add_ref(cid_font, "FontDescriptor", descriptor);
    if (!cff && program->cid_to_gid.len) {
        map = objects_new(objects);
        objects_write_packed(objects, map, STR(""), program->cid_to_gid);
        add_ref(cid_font, "CIDToGIDMap", map);
    } else if (!cff) {
        HPDF_Dict_AddName(cid_font, "CIDToGIDMap", "Identity");
    }
    write_program(objects, file, program);
    write_descriptor(objects, arena, font, name, descriptor, file, cff);
    objects_write(objects, cid_font, content_str(&tail));
    objects_free(objects, file);
    objects_free(objects, descriptor);
    if (map) objects_free(objects, map);
    return cid_font;
}

static void write_font(Objects *objects, Arena *arena, PdfFont *font, const FontProgram *program)
{
    Str name = subset_name(arena, font);
    HPDF_Dict cid_font = write_cid_font(objects, arena, font, name, program);
    Content tail;
    content_init(&tail, arena);
    CONTENT_ADD(&tail, "/BaseFont ");
    content_name(&tail, name);
    CONTENT_ADD(&tail, "\n/DescendantFonts [");
    content_ref(&tail, object_id(cid_font));
    CONTENT_ADD(&tail, "]\n/ToUnicode ");
    content_ref(&tail, font->to_unicode);
    HPDF_Dict_AddName(font->dict, "Type", "Font");
    HPDF_Dict_AddName(font->dict, "Subtype", "Type0");
    HPDF_Dict_AddName(font->dict, "Encoding", "Identity-H");
    objects_write(objects, font->dict, content_str(&tail));
    objects_free(objects, cid_font);
}

/* All glyphs drawn; every glyph of a font that must not be cut down. */
static bool subset(Arena *arena, const PdfFont *font, FontProgram *program)
{
    bool whole = font_embedding(font->font) == FONT_EMBED_NO_SUBSET;
    uint32_t *glyphs = ARENA_ARRAY(arena, uint32_t, font->n_glyphs);
    size_t n = 0;
    for (uint32_t glyph = 0; glyph < font->n_glyphs; glyph++)
        if (whole || glyph_text(font, glyph)) glyphs[n++] = glyph;
    return font_subset(arena, font->font, glyphs, n, program);
}

/* The first map that the font can share, or a new one. */
static UnicodeMap *find_map(PdfFonts *fonts, const PdfFont *font)
{
    for (size_t i = 0; i < fonts->maps.len; i++)
        if (unicode_map_join(&fonts->maps.items[i], fonts->arena, font))
            return &fonts->maps.items[i];
    VEC_PUSH(fonts->arena, &fonts->maps, (UnicodeMap){.dict = objects_new(fonts->objects)});
    UnicodeMap *map = &fonts->maps.items[fonts->maps.len - 1];
    unicode_map_join(map, fonts->arena, font);
    return map;
}

static void write_maps(PdfFonts *fonts)
{
    for (size_t i = 0; i < fonts->items.len; i++)
        fonts->items.items[i]->to_unicode = object_id(find_map(fonts, fonts->items.items[i])->dict);
    for (size_t i = 0; i < fonts->maps.len; i++) {
        ArenaMark mark = arena_mark(&fonts->objects->scratch);
        Content cmap;
        content_init(&cmap, &fonts->objects->scratch);
        unicode_map_write(&fonts->maps.items[i], &cmap);
        objects_write_packed(fonts->objects, fonts->maps.items[i].dict, STR(""),
                             content_str(&cmap));
        objects_free(fonts->objects, fonts->maps.items[i].dict);
        arena_rewind(&fonts->objects->scratch, mark);
    }
}

bool pdf_fonts_write(PdfFonts *fonts, HPDF_Dict dict)
{
    bool ok = true;
    Content tail;
    write_maps(fonts);
    content_init(&tail, fonts->arena);
    for (size_t i = 0; i < fonts->items.len; i++) {
        PdfFont *font = fonts->items.items[i];
        ArenaMark mark = arena_mark(&fonts->objects->scratch);
        FontProgram program = {0};
        if (subset(&fonts->objects->scratch, font, &program)) {
            write_font(fonts->objects, &fonts->objects->scratch, font, &program);
        } else {
            diag_report(fonts->diag, DIAG_PDF_FONT, .slot_0 = font_path(font->font));
            ok = false;
        }
        arena_rewind(&fonts->objects->scratch, mark);
        CONTENT_ADD(&tail, "/F");
        content_int(&tail, font->number);
        content_ref(&tail, object_id(font->dict));
    }
    objects_write(fonts->objects, dict, content_str(&tail));
    return ok;
}
