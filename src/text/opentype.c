#include "text/opentype.h"

OtTable ot_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    unsigned len;
    const char *bytes = hb_blob_get_data(blob, &len);
    hb_blob_destroy(blob); /* the file stays mapped while the face is there */
    return (OtTable){(const uint8_t *)bytes, len};
}

static size_t u32_at(OtTable table, size_t at)
{
    return (size_t)ot_u16(table, at) << 16 | ot_u16(table, at + 2);
}

size_t ot_subtable(OtTable table, const OtLookup *lookup, unsigned i)
{
    size_t at = lookup->at + ot_u16(table, lookup->at + 6 + 2 * (size_t)i);
    return lookup->extended ? at + u32_at(table, at + 4) : at;
}

OtLookup ot_lookup(hb_face_t *face, hb_tag_t tag, unsigned index)
{
    OtTable table = ot_table(face, tag);
    size_t list = ot_u16(table, 8);
    if (ot_u16(table, 0) != 1 || index >= ot_u16(table, list)) return (OtLookup){0};
    size_t at = list + ot_u16(table, list + 2 + 2 * (size_t)index);
    OtLookup lookup = {ot_u16(table, at), ot_u16(table, at + 2), ot_u16(table, at + 4), at, false};
    lookup.extended = lookup.type == (tag == HB_TAG('G', 'P', 'O', 'S') ? 9 : 7);
    if (lookup.extended) lookup.type = ot_u16(table, at + ot_u16(table, at + 6) + 2);
    return lookup;
}

/* The last of n records of `size` bytes, sorted by the glyph at their start, that does not begin
 * beyond the glyph; 0 if there is none. */
static size_t find_record(OtTable table, size_t records, size_t n, size_t size, uint32_t glyph)
{
    size_t low = 0;
    while (n > 0) {
        size_t middle = low + n / 2;
        if (ot_u16(table, records + size * middle) > glyph) {
            n /= 2;
        } else {
            n -= n / 2 + 1;
            low = middle + 1;
        }
    }
    return low ? records + size * (low - 1) : 0;
}

int ot_coverage(OtTable table, size_t at, uint32_t glyph)
{
    size_t n = ot_u16(table, at + 2), records = at + 4;
    if (ot_u16(table, at) == 1) {
        size_t found = find_record(table, records, n, 2, glyph);
        return found && ot_u16(table, found) == glyph ? (int)((found - records) / 2)
                                                      : OT_NOT_COVERED;
    }
    size_t range = find_record(table, records, n, 6, glyph);
    if (!range || ot_u16(table, range + 2) < glyph) return OT_NOT_COVERED;
    return (int)(ot_u16(table, range + 4) + glyph - ot_u16(table, range));
}

unsigned ot_class(OtTable table, size_t at, uint32_t glyph)
{
    if (ot_u16(table, at) == 1) {
        uint32_t first = ot_u16(table, at + 2);
        bool listed = glyph >= first && glyph - first < ot_u16(table, at + 4);
        return listed ? ot_u16(table, at + 6 + 2 * (size_t)(glyph - first)) : 0;
    }
    size_t range = find_record(table, at + 4, ot_u16(table, at + 2), 6, glyph);
    return range && ot_u16(table, range + 2) >= glyph ? ot_u16(table, range + 4) : 0;
}
