/* opentype - the layout tables of a font, GSUB and GPOS, as far as text/plain asks for them.
 *
 * Terms and formats are those of OpenType 1.9, "Common table formats". What lies outside of the
 * table reads as 0, so that a damaged font gives wrong figures at worst.
 */
#ifndef ETALASE_TEXT_OPENTYPE_H
#define ETALASE_TEXT_OPENTYPE_H

#include <hb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct OtTable {
    const uint8_t *bytes; /* the font's own, valid as long as the face */
    unsigned len;         /* 0: the font has no such table */
} OtTable;

typedef struct OtLookup {
    unsigned type, flags, n_subtables;
    size_t at;
    bool extended; /* its subtables are reached by one more step */
} OtLookup;

enum { OT_IGNORE_BASES = 2, OT_IGNORE_LIGATURES = 4 }; /* OtLookup.flags */
enum { OT_SUBST_SINGLE = 1, OT_SUBST_MULTIPLE = 2, OT_SUBST_LIGATURE = 4, OT_SUBST_CHAINED = 6 };
enum { OT_POS_PAIR = 2, OT_POS_MARK_TO_BASE = 4, OT_POS_MARK_TO_MARK = 6 }; /* and in GPOS */
enum { OT_NOT_COVERED = -1 };

OtTable ot_table(hb_face_t *face, hb_tag_t tag);
/* Of a table GSUB or GPOS of version 1; type 0 where there is no such lookup. */
OtLookup ot_lookup(hb_face_t *face, hb_tag_t tag, unsigned index);
size_t ot_subtable(OtTable table, const OtLookup *lookup, unsigned i);

static inline unsigned ot_u16(OtTable table, size_t at)
{
    return at + 2 <= table.len ? (unsigned)(table.bytes[at] << 8 | table.bytes[at + 1]) : 0;
}
/* Place of the glyph in a coverage table, or OT_NOT_COVERED. */
int ot_coverage(OtTable table, size_t at, uint32_t glyph);
unsigned ot_class(OtTable table, size_t at, uint32_t glyph);

#endif
