/* png_quick - ordinary PNGs with transparency (ISO/IEC 15948), read in a tenth of libpng's time.
 *
 * These are logos, for the most part: 8 bits a sample, gray or RGB with alpha, not interlaced.
 * Their pixels are taken out of the file and packed anew, so all that counts is that every sum over
 * the data is right and that the data is as long as the picture. Chunks are checked by their CRC,
 * the whole stream is inflated at once, and rows are unfiltered in place.
 *
 * Nothing is diagnosed here. Whatever is unusual, or wrong, is left to libpng, which says what it
 * is; so this only must never read a picture that libpng would find fault with, or read it
 * otherwise.
 */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "image/image_limits.h"
#include "image/image_parts.h"

enum {
    SIGNATURE_BYTES = 8,
    CHUNK_OVERHEAD = 12,
    PHYS_BYTES = 9,
    ROWS_MAX_BYTES = 16 * 1024 * 1024, /* in memory at once; libpng goes row by row */
};

typedef struct Quick {
    Str bytes;
    Arena *tmp;
    size_t width, height, channels;
    Str data; /* zlib stream */
    int ppi_x100;
    bool has_density, has_data;
} Quick;

typedef struct Chunk {
    Str name, body;
} Chunk;

static uint32_t read_u32(const char *at)
{
    const uint8_t *p = (const uint8_t *)at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* False also for a wrong CRC. */
static bool take_chunk(Str *rest, Chunk *chunk)
{
    if (rest->len < CHUNK_OVERHEAD) return false;
    size_t len = read_u32(rest->ptr);
    if (len > rest->len - CHUNK_OVERHEAD) return false;
    *chunk = (Chunk){{rest->ptr + 4, 4}, {rest->ptr + 8, len}};
    if (libdeflate_crc32(0, rest->ptr + 4, len + 4) != read_u32(rest->ptr + 8 + len)) return false;
    *rest = str_slice(*rest, CHUNK_OVERHEAD + len, rest->len);
    return true;
}

/* 8 bits, gray or RGB with alpha; the ways of packing and filtering that there are; one pass. */
static bool take_header(Quick *q, const Chunk *chunk)
{
    Str header = chunk->body;
    if (!str_eq(chunk->name, STR("IHDR")) || header.len != 13 || header.ptr[8] != 8 ||
        memcmp(header.ptr + 10, "\0\0\0", 3) != 0)
        return false;
    if (header.ptr[9] != 4 && header.ptr[9] != 6) return false;
    q->channels = header.ptr[9] == 4 ? 2 : 4;
    q->width = read_u32(header.ptr), q->height = read_u32(header.ptr + 4);
    return q->width && q->height && q->height <= ROWS_MAX_BYTES / (q->width * q->channels + 1);
}

static bool take_density(Quick *q, Str body)
{
    if (q->has_density || q->has_data || body.len != PHYS_BYTES) return false;
    if (body.ptr[8] == 1) q->ppi_x100 = image_ppi_x100(read_u32(body.ptr), 1000000);
    return q->has_density = true;
}

/* Chunks without meaning for the picture; libpng has a limit for those that it passes over, too. */
static bool may_skip(const Chunk *chunk)
{
    static const Str known[] = {{"tRNS", 4}, {"eXIf", 4}};
    for (int i = 0; i < 4; i++) {
        char lower = (char)(chunk->name.ptr[i] | 0x20);
        if (lower < 'a' || lower > 'z') return false;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(chunk->name, known[i])) return false;
    bool ancillary = chunk->name.ptr[0] & 0x20;
    return ancillary && chunk->body.len < LIMIT_PNG_CHUNK_BYTES;
}

/* Data chunks follow each other; they are joined where there are several. */
static bool take_data(Quick *q, Str *rest, Chunk *chunk)
{
    if (q->has_data) return false;
    q->has_data = true;
    q->data = chunk->body;
    char *joined = NULL;
    for (;;) {
        if (!take_chunk(rest, chunk)) return false;
        if (!str_eq(chunk->name, STR("IDAT"))) return true;
        if (!joined) {
            joined = arena_alloc_raw(q->tmp, q->bytes.len);
            memcpy(joined, q->data.ptr, q->data.len);
            q->data.ptr = joined;
        }
        memcpy(joined + q->data.len, chunk->body.ptr, chunk->body.len);
        q->data.len += chunk->body.len;
    }
}

static bool take_chunks(Quick *q)
{
    Str rest = str_slice(q->bytes, SIGNATURE_BYTES, q->bytes.len);
    Chunk chunk;
    if (!take_chunk(&rest, &chunk) || !take_header(q, &chunk)) return false;
    while (take_chunk(&rest, &chunk)) {
        if (str_eq(chunk.name, STR("IDAT")) && !take_data(q, &rest, &chunk)) return false;
        if (str_eq(chunk.name, STR("IEND"))) return chunk.body.len == 0 && q->has_data;
        bool density = str_eq(chunk.name, STR("pHYs"));
        if (density ? !take_density(q, chunk.body) : !may_skip(&chunk)) return false;
    }
    return false;
}

/* The stream's header (RFC 1950): libpng refuses what reaches back farther than it says. */
static bool window_suffices(Str data, size_t n_bytes)
{
    enum { WHOLE_WINDOW = 7 };
    if (data.len < 2) return false;
    unsigned window = (uint8_t)data.ptr[0] >> 4;
    return window == WHOLE_WINDOW || (window < WHOLE_WINDOW && n_bytes <= (size_t)256 << window);
}

/* All rows with the byte that says how each is filtered; NULL if they are not just that. */
static uint8_t *inflate(const Quick *q)
{
    size_t row_bytes = q->width * q->channels + 1, n_bytes = q->height * row_bytes, used, got;
    if (!window_suffices(q->data, n_bytes)) return NULL;
    uint8_t *rows = arena_alloc_raw(q->tmp, n_bytes);
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    if (!d) memory_exhausted();
    enum libdeflate_result result =
        libdeflate_zlib_decompress_ex(d, q->data.ptr, q->data.len, rows, n_bytes, &used, &got);
    libdeflate_free_decompressor(d);
    if (result != LIBDEFLATE_SUCCESS || used != q->data.len || got != n_bytes) return NULL;
    for (size_t y = 0; y < q->height; y++)
        if (rows[y * row_bytes] > 4) return NULL;
    return rows;
}

static uint8_t paeth(int left, int above, int corner)
{
    int to_left = abs(above - corner), to_above = abs(left - corner),
        to_corner = abs(left + above - 2 * corner);
    return (uint8_t)(to_left <= to_above && to_left <= to_corner ? left
                     : to_above <= to_corner                     ? above
                                                                 : corner);
}

/* `above`: the row before, unfiltered; zeros for the first. `step`: bytes of a pixel. */
static void unfilter(int filter, uint8_t *row, const uint8_t *above, size_t n, size_t step)
{
    switch (filter) {
    case 1:
        for (size_t i = step; i < n; i++) row[i] = (uint8_t)(row[i] + row[i - step]);
        break;
    case 2:
        for (size_t i = 0; i < n; i++) row[i] = (uint8_t)(row[i] + above[i]);
        break;
    case 3:
        for (size_t i = 0; i < step; i++) row[i] = (uint8_t)(row[i] + above[i] / 2);
        for (size_t i = step; i < n; i++)
            row[i] = (uint8_t)(row[i] + (row[i - step] + above[i]) / 2);
        break;
    case 4:
        for (size_t i = 0; i < step; i++) row[i] = (uint8_t)(row[i] + above[i]);
        for (size_t i = step; i < n; i++)
            row[i] = (uint8_t)(row[i] + paeth(row[i - step], above[i], above[i - step]));
        break;
    default:
        break;
    }
}

bool png_split_row(const uint8_t *row, size_t width, size_t n_colours, uint8_t *colour,
                   uint8_t *alpha)
{
    uint8_t all = 0xFF;
    for (size_t x = 0; n_colours == 3 && x < width; x++, row += 4, colour += 3) {
        colour[0] = row[0], colour[1] = row[1], colour[2] = row[2];
        all &= alpha[x] = row[3];
    }
    for (size_t x = 0; n_colours == 1 && x < width; x++, row += 2) {
        colour[x] = row[0];
        all &= alpha[x] = row[1];
    }
    return all == 0xFF;
}

static void keep_pixels(const Quick *q, uint8_t *rows, const ImageInput *input, Image *image)
{
    size_t n = q->width * q->channels, n_pixels = q->width * q->height;
    size_t n_colours = q->channels - 1;
    uint8_t *pixels = arena_alloc_array_raw(input->arena, n_pixels, n_colours);
    uint8_t *alpha = arena_alloc_raw(q->tmp, n_pixels);
    const uint8_t *above = arena_alloc(q->tmp, n);
    bool opaque = true;
    for (size_t y = 0; y < q->height; y++, rows += n + 1) {
        unfilter(rows[0], rows + 1, above, n, q->channels);
        opaque &= png_split_row(rows + 1, q->width, n_colours, pixels + y * q->width * n_colours,
                                alpha + y * q->width);
        above = rows + 1;
    }
    image->data = (Str){(const char *)pixels, n_pixels * n_colours};
    if (!opaque) image->alpha = str_copy(input->arena, (Str){(const char *)alpha, n_pixels});
}

bool png_read_quickly(const ImageInput *input, Image *image)
{
    Quick q = {.bytes = input->bytes, .tmp = input->tmp};
    uint8_t *rows = take_chunks(&q) ? inflate(&q) : NULL;
    if (!rows) return false;
    image->kind = IMAGE_PIXELS;
    image->orientation = 1;
    image->components = (uint8_t)(q.channels - 1);
    image->bits = 8;
    image->ppi_x100 = q.ppi_x100;
    if (!input->judged_only) keep_pixels(&q, rows, input, image);
    return true;
}
