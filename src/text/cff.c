/* cff - a look into a CFF table (Adobe Technical Note 5176).
 *
 * A header, then four INDEXes: names, Top DICTs, strings, subroutines. An INDEX is a count, the
 * size of its offsets, the offsets (from the byte before the data), the data. A DICT is a sequence
 * of operators, each after its operands.
 */
#include "text/cff.h"

enum { OP_CHARSET = 15, OP_ESCAPE = 12, OP_ROS = 30, OPERAND_INT32 = 29 };

static unsigned big_endian(const uint8_t *bytes, unsigned n)
{
    unsigned value = 0;
    while (n--) value = value << 8 | *bytes++;
    return value;
}

/* Reads the CFF INDEX at `at`: its first object, and the offset after it. False if damaged. */
static bool read_index(Str cff, size_t at, Str *first, size_t *after)
{
    const uint8_t *bytes = (const uint8_t *)cff.ptr;
    if (at + 2 > cff.len) return false;
    unsigned count = big_endian(bytes + at, 2);
    *first = (Str){0};
    *after = at + 2;
    if (count == 0) return true;
    if (at + 3 > cff.len) return false;
    unsigned size = bytes[at + 2];
    size_t data = at + 3 + (size_t)(count + 1) * size - 1;
    if (size < 1 || size > 4 || data + 1 > cff.len) return false;
    size_t start = data + big_endian(bytes + at + 3, size);
    size_t next = data + big_endian(bytes + at + 3 + size, size);
    *after = data + big_endian(bytes + at + 3 + (size_t)count * size, size);
    if (start <= data || next < start || *after < next || *after > cff.len) return false;
    *first = str_slice(cff, start, next);
    return true;
}

/* Length of the operand at `i`, or 0 if it is an operator. */
static size_t operand_len(const uint8_t *dict, size_t len, size_t i)
{
    uint8_t b = dict[i];
    if (b == 28) return 3;
    if (b == OPERAND_INT32) return 5;
    if (b >= 32 && b <= 246) return 1;
    if (b >= 247 && b <= 254) return 2;
    if (b != 30) return 0;
    size_t end = i + 1;
    while (end < len && (dict[end] & 0xF) != 0xF && dict[end] >> 4 != 0xF) end++;
    return end + 1 - i;
}

static unsigned operand_value(const uint8_t *dict)
{
    uint8_t b = dict[0];
    if (b == 28) return big_endian(dict + 1, 2);
    if (b == OPERAND_INT32) return big_endian(dict + 1, 4);
    if (b >= 32 && b <= 246) return b - 139u;
    return b >= 247 && b <= 250 ? (b - 247u) * 256 + dict[1] + 108 : 0;
}

bool cff_read_top(Str cff, CffTop *top)
{
    *top = (CffTop){0};
    Str names, dict;
    size_t at;
    if (cff.len < 4 || !read_index(cff, (uint8_t)cff.ptr[2], &names, &at) ||
        !read_index(cff, at, &dict, &at))
        return false;
    const uint8_t *bytes = (const uint8_t *)dict.ptr;
    for (size_t i = 0, operand = 0; i < dict.len;) {
        size_t len = operand_len(bytes, dict.len, i);
        if (len > dict.len - i) return false;
        if (len > 0) {
            operand = i;
            i += len;
            continue;
        }
        if (bytes[i] == OP_ESCAPE && i + 1 < dict.len && bytes[i + 1] == OP_ROS)
            top->cid_keyed = true;
        if (bytes[i] == OP_CHARSET) {
            size_t place = (size_t)(dict.ptr - cff.ptr) + operand;
            top->charset_at_wide = bytes[operand] == OPERAND_INT32 ? place + 1 : 0;
            top->charset = operand_value(bytes + operand);
        }
        i += bytes[i] == OP_ESCAPE ? 2 : 1;
    }
    return true;
}

/* Formats: 0 lists the ids, 1 and 2 give ranges with a count of one or two bytes. */
bool cff_read_charset(Str cff, const CffTop *top, unsigned n_glyphs, uint16_t *ids)
{
    const uint8_t *bytes = (const uint8_t *)cff.ptr;
    size_t at = top->charset;
    if (at < 3 || at >= cff.len || n_glyphs == 0) return false;
    unsigned format = bytes[at++], width = format == 0 ? 2 : format == 1 ? 3 : 4;
    ids[0] = 0;
    for (unsigned glyph = 1; glyph < n_glyphs; at += width) {
        if (format > 2 || at + width > cff.len) return false;
        unsigned first = big_endian(bytes + at, 2), more = big_endian(bytes + at + 2, width - 2);
        for (unsigned i = 0; i <= more && glyph < n_glyphs; i++)
            ids[glyph++] = (uint16_t)(first + i);
    }
    return true;
}
