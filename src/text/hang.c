/* hang - punctuation at the edges of lines stands a little outside them.
 *
 * A hyphen or a full stop is so much lighter than a letter that a straight edge looks dented where
 * it stands; set partly in the margin, the edge looks straight. The table says by how much of its
 * width each character hangs at full strength; a style's `hang` says how much of that is wanted.
 * Only text from left to right hangs.
 */
#include "base/utf8.h"
#include "text/compose.h"

typedef struct Hanging {
    uint32_t code;
    uint8_t left, right; /* percent of the character's width */
} Hanging;

static const Hanging table[] = {
    {'"', 60, 60},    {'\'', 60, 60},   {'(', 15, 0},     {')', 0, 15},     {',', 0, 60},
    {'-', 0, 50},     {'.', 0, 60},     {':', 0, 40},     {';', 0, 40},     {'!', 0, 20},
    {'?', 0, 15},     {0x00AB, 30, 20}, {0x00BB, 20, 30}, {0x2010, 0, 50},  {0x2011, 0, 50},
    {0x2013, 20, 30}, {0x2014, 15, 20}, {0x2018, 60, 60}, {0x2019, 60, 60}, {0x201C, 50, 50},
    {0x201D, 50, 50}, {0x2026, 0, 30},
};

static const Hanging *find(uint32_t code)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].code == code) return &table[i];
    return NULL;
}

static bool is_letter_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static int strength_of(const Piece *piece)
{
    return piece->n_glyphs && !(piece->item->level & 1) ? piece->item->style->span->style->hang : 0;
}

Len hang_start(const Piece *piece)
{
    int strength = strength_of(piece);
    if (!strength || is_letter_byte(piece->text.ptr[0])) return 0;
    size_t at = 0;
    const Hanging *hanging = find(utf8_next(piece->text, &at));
    return hanging ? len_scale(piece->glyphs[0].advance, hanging->left * strength, 10000) : 0;
}

Len hang_end(const Piece *piece)
{
    int strength = strength_of(piece);
    if (!strength || is_letter_byte(piece->text.ptr[piece->text.len - 1])) return 0;
    const Glyph *last = &piece->glyphs[piece->n_glyphs - 1];
    size_t at = last->cluster;
    const Hanging *hanging = find(utf8_next(piece->text, &at));
    if (!hanging || at != piece->text.len) return 0; /* part of a ligature, or not the last */
    return len_scale(last->advance - tracking_after(piece), hanging->right * strength, 10000);
}
