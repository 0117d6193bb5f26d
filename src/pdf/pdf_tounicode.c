/* pdf_tounicode - which text each glyph stands for (Adobe Technical Note 5411).
 *
 * Codes are glyph ids, so fonts whose glyphs do not contradict each other, as most do not, share
 * one map: it is as long as the text of a badge.
 *
 * Blocks of at most 100 mappings, glyph to UTF-16BE. Neighbouring glyphs with neighbouring
 * characters share a bfrange, which must not cross a change of the code's high byte. A glyph that
 * only continues a cluster gets U+200B, which shows nothing: readers that find no mapping at all
 * print U+FFFD.
 */
#include <string.h>

#include "base/utf8.h"
#include "pdf/pdf_font.h"

enum { BLOCK = 100, ZERO_WIDTH_SPACE = 0x200b };

static void add_code(Content *out, uint32_t code)
{
    char digits[6] = {'<', 0, 0, 0, 0, '>'};
    for (int i = 4; i > 0; i--) {
        digits[i] = "0123456789ABCDEF"[code & 15];
        code >>= 4;
    }
    content_add(out, (Str){digits, sizeof digits});
}

static Str text_of(const PdfFont *font, const GlyphText *slot)
{
    return slot->len ? (Str){font->texts.ptr + slot->offset, slot->len} : STR("\xe2\x80\x8b");
}

bool unicode_map_join(UnicodeMap *map, Arena *arena, const PdfFont *font)
{
    uint32_t n = font->n_glyphs < map->n ? font->n_glyphs : map->n;
    for (uint32_t glyph = 0; glyph < n; glyph++) {
        const GlyphText *slot = glyph_text(font, glyph);
        if (slot && map->texts[glyph].len && !str_eq(map->texts[glyph], text_of(font, slot)))
            return false;
    }
    if (font->n_glyphs > map->n) {
        Str *texts = ARENA_ARRAY(arena, Str, font->n_glyphs);
        if (map->n) memcpy(texts, map->texts, map->n * sizeof *texts);
        map->texts = texts;
        map->n = font->n_glyphs;
    }
    for (uint32_t glyph = 0; glyph < font->n_glyphs; glyph++) {
        const GlyphText *slot = glyph_text(font, glyph);
        if (slot) map->texts[glyph] = text_of(font, slot);
    }
    return true;
}

/* The character, if the glyph stands for one of the basic plane; else 0. */
static uint32_t single_of(const UnicodeMap *map, uint32_t glyph)
{
    Str text = map->texts[glyph];
    size_t at = 0;
    uint32_t c = utf8_next(text, &at);
    return at == text.len && c < 0xffff && c != ZERO_WIDTH_SPACE ? c : 0;
}

/* One past the last glyph of a run that counts up together with its characters. */
static uint32_t range_end(const UnicodeMap *map, uint32_t first)
{
    uint32_t c = single_of(map, first), end = first + 1;
    while (c && end < map->n && (end & 0xff) && map->texts[end].len && ((c + end - first) & 0xff) &&
           single_of(map, end) == c + end - first)
        end++;
    return end;
}

typedef struct Mapping {
    uint32_t first, end;
} Mapping;

typedef VEC(Mapping) Mappings;

static void add_blocks(Content *out, const UnicodeMap *map, const Mappings *mappings, bool ranges)
{
    for (size_t i = 0; i < mappings->len; i++) {
        if (i % BLOCK == 0) {
            size_t left = mappings->len - i;
            content_int(out, left < BLOCK ? (int64_t)left : BLOCK);
            content_add(out, ranges ? STR("beginbfrange\n") : STR("beginbfchar\n"));
        }
        Mapping mapping = mappings->items[i];
        add_code(out, mapping.first);
        if (ranges) add_code(out, mapping.end - 1);
        CONTENT_ADD(out, "<");
        content_utf16_hex(out, map->texts[mapping.first]);
        CONTENT_ADD(out, ">\n");
        if (i % BLOCK == BLOCK - 1 || i + 1 == mappings->len)
            content_add(out, ranges ? STR("endbfrange\n") : STR("endbfchar\n"));
    }
}

void unicode_map_write(const UnicodeMap *map, Content *out)
{
    Mappings singles = {0}, ranges = {0};
    for (uint32_t glyph = 0; glyph < map->n;) {
        uint32_t end = map->texts[glyph].len ? range_end(map, glyph) : glyph + 1;
        if (map->texts[glyph].len) {
            Mapping mapping = {glyph, end};
            if (end - glyph > 1)
                VEC_PUSH(out->arena, &ranges, mapping);
            else
                VEC_PUSH(out->arena, &singles, mapping);
        }
        glyph = end;
    }
    CONTENT_ADD(out, "/CIDInit /ProcSet findresource begin\n"
                     "12 dict begin\n"
                     "begincmap\n"
                     "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                     "/CMapName /Adobe-Identity-UCS def\n"
                     "/CMapType 2 def\n"
                     "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    add_blocks(out, map, &singles, false);
    add_blocks(out, map, &ranges, true);
    CONTENT_ADD(out, "endcmap\n"
                     "CMapName currentdict /CMap defineresource pop\n"
                     "end\nend\n");
}
