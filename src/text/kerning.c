#include "text/kerning.h"

enum { X_ADVANCE = 4 }; /* in the format of a value */

typedef enum Match { MATCH_NONE, MATCH_PAIR, MATCH_CLASS_0 } Match;

bool kerning_take(Arena *arena, Kerning *kerning, unsigned index, const OtLookup *lookup)
{
    if (lookup->type != OT_POS_PAIR || lookup->flags & (OT_IGNORE_BASES | OT_IGNORE_LIGATURES))
        return false;
    for (unsigned i = 0; i < lookup->n_subtables; i++) {
        size_t at = ot_subtable(kerning->gpos, lookup, i);
        unsigned format = ot_u16(kerning->gpos, at), first = ot_u16(kerning->gpos, at + 4);
        if ((format != 1 && format != 2) || (first && first != X_ADVANCE) ||
            ot_u16(kerning->gpos, at + 6))
            return false;
    }
    for (unsigned i = 0; i < lookup->n_subtables; i++)
        VEC_PUSH(arena, &kerning->tables,
                 (PairTable){index, ot_subtable(kerning->gpos, lookup, i)});
    return true;
}

static int value_at(OtTable gpos, size_t table, size_t at)
{
    return ot_u16(gpos, table + 4) ? (int16_t)ot_u16(gpos, at) : 0;
}

/* Format 1: a list of second glyphs for each first one. */
static Match match_glyphs(OtTable gpos, size_t table, int covered, uint32_t second, int *units)
{
    size_t set = table + ot_u16(gpos, table + 10 + 2 * (size_t)covered);
    size_t size = ot_u16(gpos, table + 4) ? 4 : 2, low = 0, high = ot_u16(gpos, set);
    while (low < high) {
        size_t middle = (low + high) / 2, record = set + 2 + size * middle;
        unsigned glyph = ot_u16(gpos, record);
        if (glyph == second) {
            *units = value_at(gpos, table, record + 2);
            return MATCH_PAIR;
        }
        if (glyph < second)
            low = middle + 1;
        else
            high = middle;
    }
    return MATCH_NONE;
}

/* Format 2: a value for each class of first and class of second glyphs. */
static Match match_classes(OtTable gpos, size_t table, uint32_t first, uint32_t second, int *units)
{
    size_t n1 = ot_u16(gpos, table + 12), n2 = ot_u16(gpos, table + 14);
    size_t class1 = ot_class(gpos, table + ot_u16(gpos, table + 8), first);
    size_t class2 = ot_class(gpos, table + ot_u16(gpos, table + 10), second);
    if (class1 >= n1 || class2 >= n2) return MATCH_NONE;
    size_t size = ot_u16(gpos, table + 4) ? 2 : 0;
    *units = value_at(gpos, table, table + 16 + size * (class1 * n2 + class2));
    return class2 ? MATCH_PAIR : MATCH_CLASS_0;
}

bool kerning_between(const Kerning *kerning, uint32_t first, uint32_t second, int *units)
{
    *units = 0;
    for (size_t i = 0, next; i < kerning->tables.len; i = next) {
        unsigned lookup = kerning->tables.items[i].lookup;
        bool class_0 = false, found = false;
        for (next = i; next < kerning->tables.len && kerning->tables.items[next].lookup == lookup;
             next++) {
            size_t table = kerning->tables.items[next].at;
            int covered =
                ot_coverage(kerning->gpos, table + ot_u16(kerning->gpos, table + 2), first);
            if (found || covered == OT_NOT_COVERED) continue;
            int here = 0;
            Match match = ot_u16(kerning->gpos, table) == 1
                              ? match_glyphs(kerning->gpos, table, covered, second, &here)
                              : match_classes(kerning->gpos, table, first, second, &here);
            if (here && (class_0 || match == MATCH_CLASS_0)) return false;
            class_0 = class_0 || match == MATCH_CLASS_0;
            found = match == MATCH_PAIR;
            *units += here;
        }
    }
    return true;
}
