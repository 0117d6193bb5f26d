/* image_exif - the orientation in Exif data, and nothing else of it.
 *
 * A TIFF header (`II` or `MM`, 42, offset of the first directory), then a directory: a count and
 * entries of 12 bytes (tag, type, count, value). Every read is checked against the end.
 */
#include "image/image_parts.h"

typedef struct Tiff {
    Str bytes;
    bool little_endian;
} Tiff;

/* 0 beyond the end. */
static uint32_t read_number(const Tiff *tiff, size_t offset, unsigned n_bytes)
{
    if (offset > tiff->bytes.len || tiff->bytes.len - offset < n_bytes) return 0;
    uint32_t value = 0;
    for (unsigned i = 0; i < n_bytes; i++) {
        unsigned at = tiff->little_endian ? n_bytes - 1 - i : i;
        value = value << 8 | (uint8_t)tiff->bytes.ptr[offset + at];
    }
    return value;
}

uint8_t image_exif_orientation(Str bytes)
{
    enum { MAGIC = 42, ENTRY_BYTES = 12, TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3 };
    Tiff tiff = {bytes, str_starts(bytes, STR("II"))};
    if (!tiff.little_endian && !str_starts(bytes, STR("MM"))) return 1;
    if (read_number(&tiff, 2, 2) != MAGIC) return 1;
    size_t directory = read_number(&tiff, 4, 4);
    uint32_t n_entries = read_number(&tiff, directory, 2);
    for (uint32_t i = 0; i < n_entries; i++) {
        size_t entry = directory + 2 + (size_t)i * ENTRY_BYTES;
        if (entry >= bytes.len) break;
        if (read_number(&tiff, entry, 2) != TAG_ORIENTATION) continue;
        uint32_t value = read_number(&tiff, entry + 8, 2);
        bool usable = read_number(&tiff, entry + 2, 2) == TYPE_SHORT && value >= 1 && value <= 8;
        return usable ? (uint8_t)value : 1;
    }
    return 1;
}
