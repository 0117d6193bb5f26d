#include "text/neighbours.h"

enum { MOST_LIGATURES = 1024 }; /* that begin with the same glyph */

static bool is_in_texts(const Neighbours *search, hb_codepoint_t glyph)
{
    for (size_t i = 0; i < search->n; i++)
        if (search->glyphs[i] == glyph) return true;
    return false;
}

/* True if the rest of a ligature's components, after the first one, are among the glyphs. */
static bool has_components(const Neighbours *search, size_t ligature, unsigned n)
{
    for (unsigned i = 1; i < n; i++)
        if (!is_in_texts(search, ot_u16(search->gsub, ligature + 4 + 2 * (size_t)(i - 1))))
            return false;
    return true;
}

static bool find_in_ligatures(const Neighbours *search, size_t table)
{
    size_t coverage = table + ot_u16(search->gsub, table + 2);
    for (size_t at = 0; at < search->n; at++) {
        int covered = ot_coverage(search->gsub, coverage, search->glyphs[at]);
        if (covered == OT_NOT_COVERED) continue;
        size_t set = table + ot_u16(search->gsub, table + 6 + 2 * (size_t)covered);
        unsigned n_ligatures = ot_u16(search->gsub, set);
        if (n_ligatures > MOST_LIGATURES) return false;
        for (unsigned i = 0; i < n_ligatures; i++) {
            size_t ligature = set + ot_u16(search->gsub, set + 2 + 2 * (size_t)i);
            unsigned n = ot_u16(search->gsub, ligature + 2);
            if (n < 2) return false; /* of one glyph alone */
            if (has_components(search, ligature, n))
                search->found(search->data, search->glyphs[at], ot_u16(search->gsub, ligature + 4));
        }
    }
    return true;
}

static void find_in_coverages(const Neighbours *search, size_t before, size_t after)
{
    hb_codepoint_t seconds[NEIGHBOURS_MOST];
    size_t n = 0;
    for (size_t i = 0; i < search->n; i++)
        if (ot_coverage(search->gsub, after, search->glyphs[i]) != OT_NOT_COVERED)
            seconds[n++] = search->glyphs[i];
    for (size_t i = 0; i < search->n && n > 0; i++) {
        if (ot_coverage(search->gsub, before, search->glyphs[i]) == OT_NOT_COVERED) continue;
        for (size_t k = 0; k < n; k++) search->found(search->data, search->glyphs[i], seconds[k]);
    }
}

/* The n-th coverage of a list of offsets that begins after its count. */
static size_t coverage_at(const Neighbours *search, size_t table, size_t list, unsigned n)
{
    return table + ot_u16(search->gsub, list + 2 + 2 * (size_t)n);
}

/* Coverages of glyphs before (the nearest first), of those that are replaced, of those after. */
static bool find_in_context(const Neighbours *search, size_t table)
{
    size_t before = table + 2;
    unsigned n_before = ot_u16(search->gsub, before);
    size_t input = before + 2 + 2 * (size_t)n_before;
    unsigned n_input = ot_u16(search->gsub, input);
    size_t after = input + 2 + 2 * (size_t)n_input;
    if (n_input == 0) return false;
    size_t first = coverage_at(search, table, input, 0);
    if (n_input > 1)
        find_in_coverages(search, first, coverage_at(search, table, input, 1));
    else if (n_before > 0)
        find_in_coverages(search, coverage_at(search, table, before, 0), first);
    else if (ot_u16(search->gsub, after) > 0)
        find_in_coverages(search, first, coverage_at(search, table, after, 0));
    else
        return false;
    return true;
}

bool neighbours_find(const Neighbours *search, const OtLookup *lookup)
{
    if (lookup->flags & (OT_IGNORE_BASES | OT_IGNORE_LIGATURES)) return false;
    for (unsigned i = 0; i < lookup->n_subtables; i++) {
        size_t table = ot_subtable(search->gsub, lookup, i);
        unsigned format = ot_u16(search->gsub, table);
        bool known = false;
        if (lookup->type == OT_SUBST_LIGATURE && format == 1)
            known = find_in_ligatures(search, table);
        else if (lookup->type == OT_SUBST_CHAINED && format == 3)
            known = find_in_context(search, table);
        if (!known) return false;
    }
    return true;
}
