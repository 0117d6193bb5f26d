/* image_png - PNG (ISO/IEC 15948) by libpng.
 *
 * PDF's FlateDecode with Predictor 15 reads the very bytes of a PNG's IDAT chunks, so a picture
 * that is neither interlaced nor transparent passes through as it is, at any bit depth, once all
 * of its rows have been decoded on trial. Everything else becomes 8-bit gray or RGB, with alpha
 * apart; the ordinary among these are read by png_quick.c.
 *
 * libpng leaves by longjmp on an error. All state therefore stands in Png, which is owned by a
 * frame outside of the jump, and memory comes from an arena.
 */
#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "image/image_limits.h"
#include "image/image_parts.h"

enum { SIGNATURE_BYTES = 8, CHUNK_OVERHEAD = 12, IHDR_BYTES = 13, CAUSE_BYTES = 100 };

typedef struct Png {
    const ImageInput *input;
    size_t offset; /* read so far */
    png_structp png;
    png_infop info;
    char cause[CAUSE_BYTES];
    Image *image;
    char *pixels, *alpha;
    bool transparent; /* a pixel was not opaque */
} Png;

static void on_error(png_structp png, png_const_charp message)
{
    Png *self = png_get_error_ptr(png);
    strncpy(self->cause, message, sizeof self->cause - 1);
    png_longjmp(png, 1);
}

/* Warnings concern chunks that are not used, such as a colour profile known to be wrong. */
static void on_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void read_bytes(png_structp png, png_bytep out, size_t n)
{
    Png *self = png_get_io_ptr(png);
    Str bytes = self->input->bytes;
    if (bytes.len - self->offset < n) png_error(png, "the file ends too early");
    memcpy(out, bytes.ptr + self->offset, n);
    self->offset += n;
}

static uint32_t read_u32(Str bytes, size_t offset)
{
    const uint8_t *p = (const uint8_t *)bytes.ptr + offset;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* All chunks but those that make the picture and these two are skipped unread. */
static void set_up(Png *self)
{
    static const png_byte wanted[] = "pHYs\0eXIf";
    png_set_user_limits(self->png, LIMIT_IMAGE_SIDE, LIMIT_IMAGE_SIDE);
    png_set_chunk_malloc_max(self->png, LIMIT_PNG_CHUNK_BYTES);
    png_set_keep_unknown_chunks(self->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(self->png, PNG_HANDLE_CHUNK_AS_DEFAULT, wanted, 2);
    png_set_read_fn(self->png, self, read_bytes);
}

static void read_metadata(Png *self)
{
    png_uint_32 x = 0, y = 0, n_exif = 0;
    png_bytep exif = NULL;
    int unit = PNG_RESOLUTION_UNKNOWN;
    self->image->orientation = 1;
    if (png_get_pHYs(self->png, self->info, &x, &y, &unit) && unit == PNG_RESOLUTION_METER)
        self->image->ppi_x100 = image_ppi_x100(x, 1000000);
    if (png_get_eXIf_1(self->png, self->info, &n_exif, &exif))
        self->image->orientation = image_exif_orientation((Str){(const char *)exif, n_exif});
}

/* Complete for every value a pixel can have; those the file leaves out are black. */
static void keep_palette(Png *self)
{
    png_colorp colours = NULL;
    int n = 0;
    png_get_PLTE(self->png, self->info, &colours, &n);
    size_t size = (size_t)3 << self->image->bits;
    char *palette = arena_alloc(self->input->arena, size);
    for (int i = 0; i < n && (size_t)i * 3 < size; i++) {
        palette[3 * i] = (char)colours[i].red;
        palette[3 * i + 1] = (char)colours[i].green;
        palette[3 * i + 2] = (char)colours[i].blue;
    }
    self->image->palette = (Str){palette, size};
}

/* Decodes all rows and forgets them: the compressed data is used. */
static void try_rows(Png *self)
{
    int type = png_get_color_type(self->png, self->info);
    self->image->kind = IMAGE_PNG_IDAT;
    self->image->components = type == PNG_COLOR_TYPE_RGB ? 3 : 1;
    self->image->bits = png_get_bit_depth(self->png, self->info);
    if (type == PNG_COLOR_TYPE_PALETTE) keep_palette(self);
    png_read_update_info(self->png, self->info);
    png_bytep row = arena_alloc(self->input->tmp, png_get_rowbytes(self->png, self->info));
    for (uint32_t y = 0; y < self->image->height_px; y++) png_read_row(self->png, row, NULL);
}

/* Takes a row of 8-bit samples apart into colour and alpha. */
static void split_row(Png *self, const uint8_t *row, uint32_t y, unsigned channels)
{
    size_t width = self->image->width_px, n_colours = self->image->components;
    uint8_t *colour = (uint8_t *)self->pixels + y * width * n_colours;
    if (channels == n_colours) {
        memcpy(colour, row, width * channels);
        return;
    }
    uint8_t *alpha = (uint8_t *)self->alpha + y * width;
    if (!png_split_row(row, width, n_colours, colour, alpha)) self->transparent = true;
}

static void read_pixels(Png *self)
{
    Image *image = self->image;
    png_set_expand(self->png);
    png_set_scale_16(self->png);
    int passes = png_set_interlace_handling(self->png);
    png_read_update_info(self->png, self->info);
    unsigned channels = png_get_channels(self->png, self->info);
    size_t row_bytes = png_get_rowbytes(self->png, self->info), n_rows = image->height_px;
    image->kind = IMAGE_PIXELS;
    image->components = channels >= 3 ? 3 : 1;
    image->bits = 8;
    size_t n_pixels = n_rows * image->width_px;
    Arena *tmp = self->input->tmp, *arena = self->input->judged_only ? tmp : self->input->arena;
    self->pixels = arena_alloc_array_raw(arena, n_pixels, image->components);
    if (channels != image->components) self->alpha = arena_alloc_raw(tmp, n_pixels);
    /* Interlaced rows are built up over the passes; others go one by one. */
    uint8_t *rows = arena_alloc_array(tmp, passes > 1 ? n_rows : 1, row_bytes);
    for (int pass = 1; pass <= passes; pass++) {
        for (uint32_t y = 0; y < n_rows; y++) {
            uint8_t *row = passes > 1 ? rows + y * row_bytes : rows;
            png_read_row(self->png, row, NULL);
            if (pass == passes) split_row(self, row, y, channels);
        }
    }
    if (self->input->judged_only) return;
    image->data = (Str){self->pixels, n_pixels * image->components};
    if (self->transparent)
        image->alpha = str_copy(self->input->arena, (Str){self->alpha, n_pixels});
}

/* False with `cause` set if libpng gave up. */
static bool read_all(Png *self)
{
    if (setjmp(png_jmpbuf(self->png))) return false;
    set_up(self);
    png_read_info(self->png, self->info);
    bool plain = png_get_interlace_type(self->png, self->info) == PNG_INTERLACE_NONE &&
                 !(png_get_color_type(self->png, self->info) & PNG_COLOR_MASK_ALPHA) &&
                 !png_get_valid(self->png, self->info, PNG_INFO_tRNS);
    if (plain)
        try_rows(self);
    else
        read_pixels(self);
    png_read_end(self->png, self->info);
    read_metadata(self);
    return true;
}

static bool is_idat(Str bytes, size_t chunk)
{
    return memcmp(bytes.ptr + chunk + 4, "IDAT", 4) == 0;
}

/* Offset of the chunk that follows, or bytes.len if the file does not hold it whole. */
static size_t next_chunk(Str bytes, size_t chunk)
{
    size_t left = bytes.len - chunk, body = read_u32(bytes, chunk);
    if (body > left - CHUNK_OVERHEAD) return bytes.len;
    size_t next = chunk + CHUNK_OVERHEAD + body;
    return bytes.len - next < CHUNK_OVERHEAD ? bytes.len : next;
}

/* The zlib stream, which the file may have cut into any number of chunks. */
static Str join_idat(Arena *arena, Str bytes)
{
    char *data = arena_alloc_raw(arena, bytes.len);
    size_t len = 0;
    for (size_t at = SIGNATURE_BYTES; at < bytes.len; at = next_chunk(bytes, at)) {
        size_t body = read_u32(bytes, at);
        if (!is_idat(bytes, at) || body > bytes.len - at - CHUNK_OVERHEAD) continue;
        memcpy(data + len, bytes.ptr + at + 8, body);
        len += body;
    }
    return (Str){data, len};
}

Image *image_read_png(const ImageInput *input)
{
    Str bytes = input->bytes;
    bool whole_header = bytes.len >= SIGNATURE_BYTES + CHUNK_OVERHEAD + IHDR_BYTES &&
                        memcmp(bytes.ptr, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) == 0;
    if (!whole_header) {
        image_report_damaged(input, STR("its header is broken"));
        return NULL;
    }
    uint32_t width = read_u32(bytes, 16), height = read_u32(bytes, 20);
    if (!image_check_size(input, width, height)) return NULL;
    ArenaMark mark = arena_mark(input->arena);
    Image *image = ARENA_NEW(input->arena, Image);
    image->width_px = width;
    image->height_px = height;
    if (png_read_quickly(input, image)) return image;

    Png self = {.input = input, .image = image};
    self.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &self, on_error, on_warning);
    self.info = self.png ? png_create_info_struct(self.png) : NULL;
    if (!self.info) memory_exhausted();
    bool whole = read_all(&self);
    png_destroy_read_struct(&self.png, &self.info, NULL);
    if (!whole) {
        arena_rewind(input->arena, mark); /* its pixels may be many */
        image_report_damaged(input, str_from(self.cause));
        return NULL;
    }
    if (image->kind == IMAGE_PNG_IDAT && !input->judged_only)
        image->data = join_idat(input->arena, bytes);
    return image;
}
