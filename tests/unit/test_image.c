/* test_image - pictures of every variety, and damaged ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jpeglib.h>
#include <libdeflate.h>
#include <png.h>

#include "image/image.h"
#include "image/image_parts.h"

enum { WIDTH = 37, HEIGHT = 23 };

static Arena arena;
static Diag *diag;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    diag = diag_new(&arena, 10000);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static uint32_t next_random(uint32_t *seed) { return (*seed = *seed * 1664525 + 1013904223) >> 8; }

static const Image *decode(const char *path, Str bytes)
{
    return image_decode(&arena, str_from(path), bytes, (Span){0}, diag);
}

static const DiagReport *last_report(void)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(diag, &n);
    assert_true(n > 0);
    return reports[n - 1];
}

static void assert_refused(const char *path, Str bytes, DiagCode code, const char *text)
{
    diag = diag_new(&arena, 0);
    assert_null(decode(path, bytes));
    assert_int_equal(diag_errors(diag), 1);
    assert_int_equal(last_report()->code, code);
    if (str_find(last_report()->text, str_from(text)) < 0)
        fail_msg("%.*s", STR_ARG(last_report()->text));
}

typedef struct PngSpec {
    int type, depth, interlace;
    bool key; /* a tRNS chunk */
    bool opaque;
    int filters; /* PNG_FILTER_...; 0: libpng's choice */
    uint32_t ppm;
    const char *exif;
    size_t exif_len;
} PngSpec;

static void append_bytes(png_structp png, png_bytep bytes, size_t n)
{
    strbuf_add(png_get_io_ptr(png), (Str){(const char *)bytes, n});
}

static void flush_nothing(png_structp png) { (void)png; }

static void write_ancillary(png_structp png, png_infop info, const PngSpec *spec)
{
    static const png_color colours[4] = {{200, 10, 10}, {10, 200, 10}, {10, 10, 200}, {9, 9, 9}};
    static const png_byte alphas[4] = {0, 128, 255, 255};
    png_color_16 key = {.index = 0, .red = 1, .green = 2, .blue = 3, .gray = 1};
    bool palette = spec->type == PNG_COLOR_TYPE_PALETTE;
    if (palette) png_set_PLTE(png, info, colours, spec->depth == 1 ? 2 : 4);
    if (spec->key) png_set_tRNS(png, info, palette ? alphas : NULL, palette ? 2 : 0, &key);
    if (spec->depth == 16) png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    if (spec->ppm) png_set_pHYs(png, info, spec->ppm, spec->ppm, PNG_RESOLUTION_METER);
    if (spec->exif)
        png_set_eXIf_1(png, info, (png_uint_32)spec->exif_len, (png_bytep)(uintptr_t)spec->exif);
}

static Str make_png(PngSpec spec)
{
    StrBuf *out = ARENA_NEW(&arena, StrBuf);
    strbuf_init(out, &arena);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    assert_int_equal(setjmp(png_jmpbuf(png)), 0);
    png_set_write_fn(png, out, append_bytes, flush_nothing);
    png_set_IHDR(png, info, WIDTH, HEIGHT, spec.depth, spec.type, spec.interlace,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (spec.filters) png_set_filter(png, PNG_FILTER_TYPE_BASE, spec.filters);
    png_set_check_for_invalid_index(png, 0);
    png_set_compression_buffer_size(png, 300); /* several IDAT chunks */
    write_ancillary(png, info, &spec);
    png_write_info(png, info);
    size_t row_bytes = png_get_rowbytes(png, info);
    png_bytep rows[HEIGHT];
    uint32_t seed = (uint32_t)(spec.type * 100 + spec.depth);
    for (size_t y = 0; y < HEIGHT; y++) {
        rows[y] = arena_alloc(&arena, row_bytes);
        for (size_t i = 0; i < row_bytes; i++) {
            uint32_t r = next_random(&seed);
            rows[y][i] = (png_byte)(y % 3 ? y * 5 + i * 3 : r);
            if (spec.type == PNG_COLOR_TYPE_PALETTE && spec.depth == 8) rows[y][i] &= 3;
        }
        if (spec.opaque)
            for (size_t x = 0; x < WIDTH; x++) rows[y][x * 4 + 3] = 255;
    }
    png_write_image(png, rows);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return strbuf_str(out);
}

/* Gray or RGB with alpha, as libpng's own simplified reader sees it. */
static uint8_t *plain_pixels(Str bytes)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_memory(&image, bytes.ptr, bytes.len));
    image.format = PNG_FORMAT_RGBA;
    image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    uint8_t *pixels = arena_alloc(&arena, PNG_IMAGE_SIZE(image));
    assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL));
    return pixels;
}

static void add_u32(StrBuf *out, uint32_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8) strbuf_char(out, (char)(n >> shift));
}

static void add_chunk(StrBuf *out, const char *name, Str body)
{
    add_u32(out, (uint32_t)body.len);
    size_t start = out->len;
    strbuf_add(out, (Str){name, 4});
    strbuf_add(out, body);
    add_u32(out, libdeflate_crc32(0, out->ptr + start, out->len - start));
}

/* A PNG around passed-through data, so that a reader other than ours judges it. */
static Str rebuild_png(const Image *image)
{
    StrBuf header, out;
    strbuf_init(&header, &arena);
    add_u32(&header, image->width_px);
    add_u32(&header, image->height_px);
    strbuf_char(&header, (char)image->bits);
    strbuf_char(&header, image->palette.len ? 3 : image->components == 3 ? 2 : 0);
    strbuf_add(&header, (Str){"\0\0\0", 3});
    strbuf_init(&out, &arena);
    strbuf_add(&out, STR("\x89PNG\r\n\x1a\n"));
    add_chunk(&out, "IHDR", strbuf_str(&header));
    if (image->palette.len) add_chunk(&out, "PLTE", image->palette);
    add_chunk(&out, "IDAT", image->data);
    add_chunk(&out, "IEND", STR(""));
    return strbuf_str(&out);
}

static void assert_near(uint8_t got, uint8_t expected)
{
    if (abs(got - expected) > 1) fail_msg("%d, expected %d", got, expected);
}

static void assert_pixels(const Image *image, const uint8_t *expected)
{
    bool transparent = false;
    for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++) {
        transparent = transparent || expected[4 * i + 3] != 255;
        uint8_t alpha = image->alpha.len ? (uint8_t)image->alpha.ptr[i] : 255;
        assert_near(alpha, expected[4 * i + 3]);
        for (size_t c = 0; c < 3 && alpha > 0; c++) {
            size_t at = image->components == 3 ? 3 * i + c : i;
            assert_near((uint8_t)image->data.ptr[at], expected[4 * i + c]);
        }
    }
    assert_int_equal(image->alpha.len, transparent ? WIDTH * HEIGHT : 0);
}

static void check_png(PngSpec spec)
{
    Str bytes = make_png(spec);
    const Image *image = decode("a.png", bytes);
    assert_non_null(image);
    assert_int_equal(image->width_px, WIDTH);
    assert_int_equal(image->height_px, HEIGHT);
    assert_int_equal(image->orientation, 1);
    bool alpha = (spec.type & PNG_COLOR_MASK_ALPHA) || spec.key;
    bool through = !alpha && !spec.interlace;
    assert_int_equal(image->kind, through ? IMAGE_PNG_IDAT : IMAGE_PIXELS);
    assert_int_equal(image->bits, through ? spec.depth : 8);
    if (through) {
        assert_int_equal(image->palette.len,
                         spec.type == PNG_COLOR_TYPE_PALETTE ? 3u << spec.depth : 0);
        assert_memory_equal(plain_pixels(rebuild_png(image)), plain_pixels(bytes),
                            (size_t)WIDTH * HEIGHT * 4);
    } else {
        assert_int_equal(image->data.len, (size_t)WIDTH * HEIGHT * image->components);
        /* The simplified reader mixes up rows of interlaced 16-bit pictures, so it gets this one
         * without interlacing. */
        spec.interlace = PNG_INTERLACE_NONE;
        assert_pixels(image, plain_pixels(make_png(spec)));
    }
}

static void every_png_variety(void **state)
{
    (void)state;
    static const struct {
        int type, depths[5];
    } varieties[] = {
        {PNG_COLOR_TYPE_GRAY, {1, 2, 4, 8, 16}}, {PNG_COLOR_TYPE_RGB, {8, 16}},
        {PNG_COLOR_TYPE_PALETTE, {2, 4, 8, 1}},  {PNG_COLOR_TYPE_GRAY_ALPHA, {8, 16}},
        {PNG_COLOR_TYPE_RGB_ALPHA, {8, 16}},
    };
    for (size_t v = 0; v < sizeof varieties / sizeof *varieties; v++) {
        for (int d = 0; d < 5 && varieties[v].depths[d]; d++) {
            for (int bits = 0; bits < 4; bits++) {
                PngSpec spec = {varieties[v].type, varieties[v].depths[d]};
                spec.interlace = bits & 1 ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE;
                spec.key = bits & 2;
                if (spec.key && (spec.type & PNG_COLOR_MASK_ALPHA)) continue;
                /* A palette that is shorter than the depth allows would be read past its end. */
                if (spec.type == PNG_COLOR_TYPE_PALETTE && spec.depth == 4) continue;
                check_png(spec);
            }
        }
    }
    assert_int_equal(diag_errors(diag) + diag_warnings(diag), 0);
}

static Str with_byte(Str bytes, size_t offset, uint8_t flip)
{
    char *copy = (char *)(uintptr_t)str_copy(&arena, bytes).ptr;
    copy[offset] = (char)((uint8_t)copy[offset] ^ flip);
    return (Str){copy, bytes.len};
}

static bool read_quickly(Str bytes, bool judged_only, Image *image)
{
    *image = (Image){.width_px = WIDTH, .height_px = HEIGHT};
    return png_read_quickly(
        &(ImageInput){.arena = &arena, .tmp = &arena, .bytes = bytes, .judged_only = judged_only},
        image);
}

/* With the CRC of every chunk set right, as far as there are chunks. */
static Str with_right_sums(Str bytes)
{
    char *copy = (char *)(uintptr_t)str_copy(&arena, bytes).ptr;
    for (size_t at = 8; bytes.len - at >= 12;) {
        size_t len = 0;
        for (int i = 0; i < 4; i++) len = len << 8 | (uint8_t)copy[at + (size_t)i];
        if (len > bytes.len - at - 12) break;
        uint32_t sum = libdeflate_crc32(0, copy + at + 4, len + 4);
        for (int i = 0; i < 4; i++) copy[at + 8 + len + (size_t)i] = (char)(sum >> (24 - 8 * i));
        at += len + 12;
    }
    return (Str){copy, bytes.len};
}

/* NULL if libpng finds fault with it. */
static const Image *read_by_libpng(Str bytes)
{
    Image image;
    /* An empty chunk in front that the quick way does not know. */
    StrBuf out;
    strbuf_init(&out, &arena);
    strbuf_add(&out, str_slice(bytes, 0, 33));
    add_chunk(&out, "eXIf", STR("II*"));
    strbuf_add(&out, str_slice(bytes, 33, bytes.len));
    assert_false(read_quickly(strbuf_str(&out), false, &image));
    return decode("a.png", strbuf_str(&out));
}

/* The quick way reads what libpng reads, and nothing that libpng finds fault with. */
static void quick_pngs(void **state)
{
    (void)state;
    static const int filters[] = {PNG_FILTER_NONE, PNG_FILTER_SUB,   PNG_FILTER_UP,
                                  PNG_FILTER_AVG,  PNG_FILTER_PAETH, PNG_ALL_FILTERS};
    size_t taken = 0, left = 0;
    for (size_t i = 0; i < 12; i++) {
        PngSpec spec = {.type = i < 6 ? PNG_COLOR_TYPE_GRAY_ALPHA : PNG_COLOR_TYPE_RGB_ALPHA,
                        .depth = 8,
                        .ppm = i % 2 ? 11811 : 0,
                        .filters = filters[i % 6]};
        Str bytes = make_png(spec);
        Image image, judged;
        assert_true(read_quickly(bytes, false, &image));
        assert_pixels(&image, plain_pixels(bytes));
        assert_int_equal(image.ppi_x100, spec.ppm ? 30000 : 0);
        assert_true(read_quickly(bytes, true, &judged));
        assert_int_equal(judged.data.len + judged.alpha.len, 0);
        for (size_t at = 0; at < bytes.len; at++) {
            ArenaMark mark = arena_mark(&arena);
            Str changed = with_byte(bytes, at, (uint8_t)(1 << at % 8));
            diag = diag_new(&arena, 0);
            if (at > 40) assert_false(read_quickly(changed, true, &image) && at + 4 < bytes.len);
            changed = with_right_sums(changed);
            bool quick = at >= 8 && read_quickly(changed, false, &image);
            taken += quick, left += !quick;
            const Image *other = quick ? read_by_libpng(changed) : NULL;
            if (quick &&
                (!other || !str_eq(other->data, image.data) || !str_eq(other->alpha, image.alpha)))
                fail_msg("picture %zu, byte %zu", i, at);
            assert_false(read_quickly(str_slice(bytes, 0, at), true, &image));
            arena_rewind(&arena, mark);
        }
    }
    assert_true(taken > 100 && left > 10000);
    Image image;
    Str odd = make_png(
        (PngSpec){.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8, .interlace = PNG_INTERLACE_ADAM7});
    assert_false(read_quickly(odd, true, &image));
    assert_false(
        read_quickly(make_png((PngSpec){.type = PNG_COLOR_TYPE_RGB, .depth = 8}), true, &image));
}

static void png_details(void **state)
{
    (void)state;
    /* Alpha that is opaque everywhere is none. */
    check_png((PngSpec){.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8, .opaque = true});
    Str bytes = make_png((PngSpec){.type = PNG_COLOR_TYPE_GRAY, .depth = 8, .ppm = 11811});
    assert_int_equal(decode("a.png", bytes)->ppi_x100, 30000);
    assert_int_equal(decode("a.png", bytes)->index, 0);

    static const char exif[] = "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0";
    bytes = make_png(
        (PngSpec){.type = PNG_COLOR_TYPE_GRAY, .depth = 8, .exif = exif, .exif_len = sizeof exif});
    const Image *image = decode("a.png", bytes);
    assert_int_equal(image->orientation, 6);
    assert_int_equal(image_shown_width(image), HEIGHT);
    assert_int_equal(image_shown_height(image), WIDTH);

    /* A palette shorter than the pixel values reach is filled up with black, as viewers do. */
    bytes = make_png((PngSpec){.type = PNG_COLOR_TYPE_PALETTE, .depth = 4});
    image = decode("a.png", bytes);
    assert_non_null(image);
    assert_int_equal(image->palette.len, 48);
    assert_memory_equal(image->palette.ptr + 12, "\0\0\0", 3);
}

static Str with_size(Str png, uint32_t width, uint32_t height)
{
    StrBuf out;
    strbuf_init(&out, &arena);
    strbuf_add(&out, str_slice(png, 0, 16));
    add_u32(&out, width);
    add_u32(&out, height);
    strbuf_add(&out, str_slice(png, 24, 29));
    add_u32(&out, libdeflate_crc32(0, out.ptr + 12, 17));
    strbuf_add(&out, str_slice(png, 33, png.len));
    return strbuf_str(&out);
}

static void damaged_pngs(void **state)
{
    (void)state;
    Str bytes = make_png((PngSpec){.type = PNG_COLOR_TYPE_RGB, .depth = 8});
    size_t idat = (size_t)str_find(bytes, STR("IDAT"));
    assert_refused("foto.png", with_byte(bytes, idat + 40, 1), DIAG_IMAGE_DAMAGED,
                   "foto.png is damaged (IDAT: CRC error)");
    assert_refused("foto.png", str_slice(bytes, 0, bytes.len * 6 / 10), DIAG_IMAGE_DAMAGED,
                   "too early");
    assert_refused("foto.png", with_byte(bytes, 3, 0x20), DIAG_IMAGE_KIND, "no picture");
    assert_refused("foto.png", with_byte(bytes, 4, 0x07), DIAG_IMAGE_DAMAGED, "header");
    assert_refused("foto.png", with_byte(bytes, 30, 1), DIAG_IMAGE_DAMAGED, "CRC");
    assert_refused("foto.png", STR(""), DIAG_IMAGE_DAMAGED, "empty");
    for (size_t len = 1; len < 60; len++) {
        diag = diag_new(&arena, 0);
        assert_null(decode("foto.png", str_slice(bytes, 0, len)));
        assert_int_equal(diag_errors(diag), 1);
    }
    assert_refused("foto.png", with_size(bytes, 60000, 60000), DIAG_IMAGE_PIXELS,
                   "60000 x 60000 pixels");
    assert_refused("foto.png", with_size(bytes, 8000, 8000), DIAG_IMAGE_PIXELS, "40 million");
    assert_refused("foto.png", with_size(bytes, 20001, 1), DIAG_IMAGE_PIXELS, "20000 on a side");
    assert_refused("foto.png", with_size(bytes, 0, 10), DIAG_IMAGE_DAMAGED, "IHDR");
    assert_refused("foto.png", with_size(bytes, WIDTH, HEIGHT + 1), DIAG_IMAGE_DAMAGED, "");
}

typedef struct JpegSpec {
    int components;
    J_COLOR_SPACE stored;    /* JCS_UNKNOWN: libjpeg's choice */
    bool progressive, plain; /* plain: without JFIF and Adobe segments */
    bool arithmetic;
    int ppi, n_scans;
    unsigned restart; /* every so many blocks */
    bool own_codes;   /* Huffman codes made for the picture */
    bool uneven;      /* the second component has two thirds of the first one's samples */
    bool finest;      /* nothing is rounded off: most blocks are full */
} JpegSpec;

static void set_colours(struct jpeg_compress_struct *c, const JpegSpec *spec)
{
    c->input_components = spec->components;
    c->in_color_space = spec->components == 1   ? JCS_GRAYSCALE
                        : spec->components == 2 ? JCS_UNKNOWN
                        : spec->components == 3 ? JCS_RGB
                                                : JCS_CMYK;
    jpeg_set_defaults(c);
    if (spec->stored != JCS_UNKNOWN) jpeg_set_colorspace(c, spec->stored);
    if (spec->plain) c->write_JFIF_header = c->write_Adobe_marker = FALSE;
}

/* Of components that libjpeg can write and not read. */
static void write_unevenly(struct jpeg_compress_struct *c)
{
    static JSAMPLE samples[4 * WIDTH];
    JSAMPROW rows[DCTSIZE];
    JSAMPARRAY components[] = {rows, rows, rows};
    for (int i = 0; i < DCTSIZE; i++) rows[i] = samples;
    c->raw_data_in = TRUE;
    c->comp_info[0].h_samp_factor = 3;
    c->comp_info[0].v_samp_factor = 1;
    c->comp_info[1].h_samp_factor = 2;
    jpeg_start_compress(c, TRUE);
    while (c->next_scanline < c->image_height) jpeg_write_raw_data(c, components, DCTSIZE);
}

static void write_rows(struct jpeg_compress_struct *c, int components)
{
    uint8_t row[WIDTH * 4];
    uint32_t seed = 7;
    jpeg_start_compress(c, TRUE);
    jpeg_write_marker(c, JPEG_COM, (const JOCTET *)"taken at home", 13);
    for (int y = 0; y < HEIGHT; y++) {
        for (int i = 0; i < WIDTH * components; i++)
            row[i] = (uint8_t)(y * 4 + i * 2 + (int)(next_random(&seed) & 31));
        JSAMPROW rows = row;
        jpeg_write_scanlines(c, &rows, 1);
    }
}

static Str make_jpeg(JpegSpec spec)
{
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr errors;
    static jpeg_scan_info scans[128];
    unsigned char *bytes = NULL;
    unsigned long len = 0;
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &bytes, &len);
    c.image_width = WIDTH;
    c.image_height = HEIGHT;
    set_colours(&c, &spec);
    c.arith_code = spec.arithmetic;
    c.density_unit = spec.ppi ? 1 : 0;
    if (spec.ppi) c.X_density = c.Y_density = (UINT16)spec.ppi;
    if (spec.progressive) jpeg_simple_progression(&c);
    for (int i = 0; i < spec.n_scans; i++) /* gray: one scan for each coefficient, in turn */
        scans[i] = (jpeg_scan_info){1, {0}, i % 64, i % 64, i / 64, 1 - i / 64};
    if (spec.n_scans) {
        c.scan_info = scans;
        c.num_scans = spec.n_scans;
    }
    c.restart_interval = spec.restart;
    c.optimize_coding = spec.own_codes;
    if (spec.finest) jpeg_set_quality(&c, 100, TRUE);
    if (spec.uneven)
        write_unevenly(&c);
    else
        write_rows(&c, spec.components);
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    Str copy = str_copy(&arena, (Str){(const char *)bytes, len});
    free(bytes);
    return copy;
}

static Str with_segment(Str jpeg, uint8_t marker, Str body)
{
    StrBuf out;
    strbuf_init(&out, &arena);
    strbuf_add(&out, str_slice(jpeg, 0, 2));
    strbuf_char(&out, '\xFF');
    strbuf_char(&out, (char)marker);
    strbuf_char(&out, (char)((body.len + 2) >> 8));
    strbuf_char(&out, (char)(body.len + 2));
    strbuf_add(&out, body);
    strbuf_add(&out, str_slice(jpeg, 2, jpeg.len));
    return strbuf_str(&out);
}

typedef struct PlainDecode {
    struct jpeg_error_mgr errors;
    jmp_buf escape;
} PlainDecode;

static void leave_decode(j_common_ptr c) { longjmp(((PlainDecode *)c->client_data)->escape, 1); }

static void say_nothing(j_common_ptr c, int level) { (void)c, (void)level; }

/* All samples as libjpeg gives them by default; empty if it refuses. */
static Str plain_samples(Str bytes)
{
    struct jpeg_decompress_struct d = {0};
    PlainDecode control;
    StrBuf out;
    strbuf_init(&out, &arena);
    d.err = jpeg_std_error(&control.errors);
    control.errors.error_exit = leave_decode;
    control.errors.emit_message = say_nothing;
    d.client_data = &control;
    if (setjmp(control.escape)) {
        jpeg_destroy_decompress(&d);
        return STR("");
    }
    jpeg_create_decompress(&d);
    jpeg_mem_src(&d, (const unsigned char *)bytes.ptr, bytes.len);
    jpeg_read_header(&d, TRUE);
    jpeg_start_decompress(&d);
    JSAMPROW row = arena_alloc(&arena, (size_t)d.output_width * 4);
    while (d.output_scanline < d.output_height) {
        jpeg_read_scanlines(&d, &row, 1);
        strbuf_add(&out, (Str){(char *)row, (size_t)d.output_width * (size_t)d.output_components});
    }
    jpeg_destroy_decompress(&d);
    return strbuf_str(&out);
}

static const Image *check_jpeg(JpegSpec spec)
{
    static const char gps[] = "Exif\0\0II*\0\x08\0\0\0\0\0 GPS 6.2S 106.8E";
    Str bytes = make_jpeg(spec);
    Str dressed = with_segment(bytes, 0xE1, (Str){gps, sizeof gps});
    dressed = with_segment(dressed, 0xE2, STR("ICC_PROFILE"));
    const Image *image = decode("a.jpg", dressed);
    assert_non_null(image);
    assert_int_equal(image->kind, IMAGE_JPEG);
    assert_int_equal(image->components, spec.components);
    assert_int_equal(image->width_px, WIDTH);
    assert_int_equal(image->height_px, HEIGHT);
    assert_int_equal(image->bits, 8);
    assert_int_equal(image->orientation, 1);
    assert_true(str_eq(plain_samples(image->data), plain_samples(bytes)));
    static const char *const private[] = {"Exif", "GPS", "ICC", "taken", "JFIF"};
    for (size_t i = 0; i < sizeof private / sizeof *private; i++)
        assert_int_equal(str_find(image->data, str_from(private[i])), -1);
    assert_int_equal(diag_errors(diag) + diag_warnings(diag), 0);
    return image;
}

static void every_jpeg_variety(void **state)
{
    (void)state;
    for (int progressive = 0; progressive < 2; progressive++) {
        bool p = progressive;
        assert_false(check_jpeg((JpegSpec){1, .progressive = p})->cmyk_inverted);
        check_jpeg((JpegSpec){3, .progressive = p});
        check_jpeg((JpegSpec){3, .stored = JCS_RGB, .progressive = p});
        check_jpeg((JpegSpec){3, .stored = JCS_YCbCr, .plain = true, .progressive = p});
        /* Colour told by component names alone: readers of PDF need the Adobe segment. */
        const Image *named =
            check_jpeg((JpegSpec){3, .stored = JCS_RGB, .plain = true, .progressive = p});
        assert_true(str_find(named->data, STR("Adobe")) > 0);
        assert_true(check_jpeg((JpegSpec){4, .stored = JCS_CMYK, .progressive = p})->cmyk_inverted);
        assert_true(check_jpeg((JpegSpec){4, .stored = JCS_YCCK, .progressive = p})->cmyk_inverted);
        assert_false(check_jpeg((JpegSpec){4, .stored = JCS_CMYK, .plain = true, .progressive = p})
                         ->cmyk_inverted);
    }
    assert_int_equal(check_jpeg((JpegSpec){3, .ppi = 300})->ppi_x100, 30000);
    assert_int_equal(check_jpeg((JpegSpec){3})->ppi_x100, 0);
}

static void exif_orientations(void **state)
{
    (void)state;
    Str bytes = make_jpeg((JpegSpec){3});
    for (unsigned value = 0; value <= 9; value++) {
        for (int big = 0; big < 2; big++) {
            char exif[] = "Exif\0\0II*\0\x08\0\0\0\x02\0\x0F\x01\x02\0\x01\0\0\0\0\0\0\0"
                          "\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0";
            char swapped[] = "Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x0F\0\x02\0\0\0\x01\0\0\0\0"
                             "\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
            exif[6 + 10 + 12 + 8] = (char)value;
            swapped[6 + 10 + 12 + 9] = (char)value;
            Str body = {big ? swapped : exif, sizeof exif - 1};
            const Image *image = decode("a.jpg", with_segment(bytes, 0xE1, body));
            assert_non_null(image);
            assert_int_equal(image->orientation, value >= 1 && value <= 8 ? value : 1);
            assert_int_equal(image_shown_width(image), value >= 5 && value <= 8 ? HEIGHT : WIDTH);
            for (size_t len = 0; len < body.len; len++) /* never reads past the end */
                image_exif_orientation(str_copy(&arena, str_slice(body, 6, len)));
        }
    }
    /* Directory far outside, and 65535 entries. */
    assert_int_equal(image_exif_orientation((Str){"II*\0\xFF\xFF\xFF\xFF", 8}), 1);
    assert_int_equal(image_exif_orientation((Str){"MM\0*\0\0\0\x08\xFF\xFF", 10}), 1);
}

static void damaged_jpegs(void **state)
{
    (void)state;
    for (int progressive = 0; progressive < 2; progressive++) {
        Str bytes = make_jpeg((JpegSpec){3, .progressive = progressive});
        assert_refused("foto.jpg", str_slice(bytes, 0, bytes.len * 6 / 10), DIAG_IMAGE_DAMAGED,
                       "foto.jpg is damaged (its picture data ends too early)");
        assert_refused("foto.jpg", str_slice(bytes, 0, bytes.len - 2), DIAG_IMAGE_DAMAGED, "early");
        assert_refused("foto.jpg", str_slice(bytes, 0, 3), DIAG_IMAGE_DAMAGED, "");
    }
    Str bytes = make_jpeg((JpegSpec){3});
    size_t frame = (size_t)str_find(bytes, STR("\xFF\xC0"));
    char *huge = (char *)(uintptr_t)str_copy(&arena, bytes).ptr;
    memcpy(huge + frame + 5, "\xFF\xDC\xFF\xDC", 4);
    assert_refused("foto.jpg", (Str){huge, bytes.len}, DIAG_IMAGE_PIXELS, "65500 x 65500");
    memcpy(huge + frame + 5, "\x07\xD0\x4E\x20", 4); /* 20000 x 2000: allowed, but not there */
    assert_refused("foto.jpg", (Str){huge, bytes.len}, DIAG_IMAGE_DAMAGED, "early");
    assert_refused("foto.jpg", with_byte(bytes, frame + 4, 8 ^ 12), DIAG_IMAGE_UNSUPPORTED,
                   "8 bits");
    assert_refused("foto.jpg", with_byte(bytes, frame + 1, 0xC0 ^ 0xC3), DIAG_IMAGE_UNSUPPORTED,
                   "lossless");
    assert_refused("foto.jpg", make_jpeg((JpegSpec){3, .arithmetic = true}), DIAG_IMAGE_UNSUPPORTED,
                   "arithmetic");
    assert_refused("foto.jpg", make_jpeg((JpegSpec){2}), DIAG_IMAGE_UNSUPPORTED, "colours");
    assert_refused("foto.jpg", make_jpeg((JpegSpec){3, .uneven = true}), DIAG_IMAGE_UNSUPPORTED,
                   "uneven size");
}

static void count_warnings(j_common_ptr c, int level)
{
    if (level < 0) c->err->num_warnings++;
}

/* Whether libjpeg decodes all after the header without a word. */
static bool decodes_silently(Str bytes)
{
    struct jpeg_decompress_struct d = {0};
    PlainDecode control;
    d.err = jpeg_std_error(&control.errors);
    control.errors.error_exit = leave_decode;
    control.errors.emit_message = count_warnings;
    d.client_data = &control;
    if (setjmp(control.escape)) {
        jpeg_destroy_decompress(&d);
        return false;
    }
    jpeg_create_decompress(&d);
    jpeg_mem_src(&d, (const unsigned char *)bytes.ptr, bytes.len);
    jpeg_read_header(&d, TRUE);
    d.err->num_warnings = 0; /* the header is read by libjpeg in any case */
    jpeg_start_decompress(&d);
    JSAMPROW row = malloc((size_t)d.output_width * 4);
    while (d.output_scanline < d.output_height) jpeg_read_scanlines(&d, &row, 1);
    jpeg_finish_decompress(&d);
    bool silent = d.err->num_warnings == 0;
    jpeg_destroy_decompress(&d);
    free(row);
    return silent;
}

/* The quick look finds ordinary pictures whole, and nothing that libjpeg finds fault with. */
static void whole_jpegs(void **state)
{
    (void)state;
    static const JpegSpec specs[] = {
        {1},
        {3},
        {3, .own_codes = true},
        {3, .restart = 3},
        {3, .restart = 1, .own_codes = true},
        {3, .stored = JCS_RGB, .plain = true},
        {4, .stored = JCS_YCCK},
        {1, .finest = true},
        {3, .own_codes = true, .finest = true},
    };
    size_t taken = 0, faulty = 0;
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
        Str bytes = make_jpeg(specs[i]);
        assert_true(jpeg_is_whole(&arena, bytes));
        for (size_t at = 0; at < bytes.len; at++) {
            ArenaMark mark = arena_mark(&arena);
            for (int bit = 0; bit < 8; bit++) {
                Str changed = with_byte(bytes, at, (uint8_t)(1 << bit));
                bool whole = jpeg_is_whole(&arena, changed);
                taken += whole, faulty += !whole;
                if (whole && !decodes_silently(changed))
                    fail_msg("picture %zu, byte %zu, bit %d", i, at, bit);
            }
            assert_false(jpeg_is_whole(&arena, str_slice(bytes, 0, at)));
            arena_rewind(&arena, mark);
        }
    }
    assert_true(taken > 1000 && faulty > 1000);
    assert_false(jpeg_is_whole(&arena, make_jpeg((JpegSpec){3, .progressive = true})));
    assert_false(jpeg_is_whole(&arena, make_jpeg((JpegSpec){3, .arithmetic = true})));
    assert_false(jpeg_is_whole(&arena, make_jpeg((JpegSpec){3, .uneven = true})));
}

static void too_many_scans(void **state)
{
    (void)state;
    Str bytes = make_jpeg((JpegSpec){1, .progressive = true, .n_scans = 128});
    assert_refused("foto.jpg", bytes, DIAG_IMAGE_SCANS, "more than 100 scans");
    assert_non_null(decode("foto.jpg", make_jpeg((JpegSpec){1, .n_scans = 100})));
}

static void harmless_flaws_are_warnings(void **state)
{
    (void)state;
    Str bytes = make_jpeg((JpegSpec){3});
    StrBuf out;
    strbuf_init(&out, &arena);
    strbuf_add(&out, str_slice(bytes, 0, bytes.len - 2));
    strbuf_add(&out, STR("some junk\xFF\xD9 and a lot after the end \xFF\xD8\xFF\xE1"));
    const Image *image = decode("a.jpg", strbuf_str(&out));
    assert_non_null(image);
    assert_int_equal(diag_errors(diag), 0);
    assert_int_equal(diag_warnings(diag), 1);
    assert_int_equal(last_report()->code, DIAG_IMAGE_FLAW);
    assert_true(str_eq(plain_samples(image->data), plain_samples(bytes)));
    assert_int_equal(str_find(image->data, STR("after the end")), -1);
}

static void other_kinds_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *name;
    } kinds[] = {
        {"GIF89a....", 10, "a GIF picture; pictures must be PNG, JPEG, SVG or PDF"},
        {"RIFF\1\2\3\4WEBPVP8 ", 16, "WebP"},
        {"\0\0\0\x18"
         "ftypheic\0\0\0\0",
         16, "HEIC"},
        {"\0\0\0\x18"
         "ftypavif\0\0\0\0",
         16, "AVIF"},
        {"%PDF-1.7 ", 9, "PDF"},
        {"<?xml version=\"1.0\"?>\n<!-- x --><svg xmlns=''/>", 47, "SVG"},
        {"<!DOCTYPE html><html>404", 24, "web page"},
        {"II*\0....", 8, "TIFF"},
        {"hello", 5, "no picture"},
        {"\x89", 1, "no picture"},
        {"\xFF\xD8", 2, "no picture"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        assert_refused("logo.jpg", (Str){kinds[i].bytes, kinds[i].len}, DIAG_IMAGE_KIND,
                       kinds[i].name);
        assert_true(last_report()->hint.len > 0);
    }
}

static void a_wrong_suffix_is_a_warning(void **state)
{
    (void)state;
    Str png = make_png((PngSpec){.type = PNG_COLOR_TYPE_GRAY, .depth = 8});
    Str jpeg = make_jpeg((JpegSpec){1});
    assert_non_null(decode("a.v2/picture", png));
    assert_non_null(decode("A.PNG", png));
    assert_non_null(decode("a.JPeg", jpeg));
    assert_int_equal(diag_warnings(diag), 0);
    assert_non_null(decode("a.jpg", png));
    assert_true(
        str_eq(last_report()->text, STR("a.jpg is a PNG picture although its name ends in .jpg")));
    assert_non_null(decode("a.png", jpeg));
    assert_int_equal(diag_warnings(diag), 2);
    assert_int_equal(diag_errors(diag), 0);
}

static Str mutate(Str bytes, uint32_t *seed)
{
    char *copy = (char *)(uintptr_t)str_copy(&arena, bytes).ptr;
    size_t len = bytes.len;
    uint32_t n = 1 + next_random(seed) % 6;
    for (uint32_t i = 0; i < n; i++) {
        size_t range = next_random(seed) % 3 ? len : len < 80 ? len : 80;
        size_t at = next_random(seed) % range;
        static const uint8_t odd[] = {0, 1, 0x7F, 0x80, 0xFF, 0xD8, 0xDA, 0xC2};
        uint32_t r = next_random(seed);
        copy[at] = (char)(r & 1 ? odd[r / 2 % 8] : r / 2 & 0xFF);
    }
    if (next_random(seed) % 8 == 0) len = 1 + next_random(seed) % len;
    return str_copy(&arena, (Str){copy, len}); /* exact size, for the sanitizer */
}

/* Puts the check sums right again, so that damage reaches the decoder. */
static Str mend_png(Str bytes)
{
    char *copy = (char *)(uintptr_t)str_copy(&arena, bytes).ptr;
    for (size_t at = 8; at + 12 <= bytes.len;) {
        const uint8_t *p = (const uint8_t *)copy + at;
        size_t body = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
        if (body > bytes.len - at - 12) break;
        uint32_t crc = libdeflate_crc32(0, p + 4, body + 4);
        for (int i = 0; i < 4; i++) copy[at + 8 + body + i] = (char)(crc >> (24 - 8 * i));
        at += 12 + body;
    }
    return (Str){copy, bytes.len};
}

static void mutated_pictures_neither_crash_nor_pass_damage_on(void **state)
{
    (void)state;
    uint32_t seed = 20231029;
    int accepted = 0, refused = 0;
    for (int i = 0; i < 1200; i++) {
        ArenaMark mark = arena_mark(&arena);
        diag = diag_new(&arena, 0);
        static const int types[] = {0, 2, 3, 4, 6};
        bool is_png = i & 1;
        Str bytes = is_png ? make_png((PngSpec){.type = types[i / 2 % 5],
                                                .depth = 8,
                                                .interlace = i / 10 % 2,
                                                .key = i / 2 % 5 < 3 && i / 20 % 2})
                           : make_jpeg((JpegSpec){i / 2 % 3 == 0   ? 1
                                                  : i / 2 % 3 == 1 ? 3
                                                                   : 4,
                                                  .progressive = i / 6 % 2});
        bytes = mutate(bytes, &seed);
        if (is_png && i % 4 == 1) bytes = mend_png(bytes);
        const Image *image = decode(is_png ? "m.png" : "m.jpg", bytes);
        accepted += image != NULL;
        refused += image == NULL;
        assert_int_equal(diag_errors(diag), image ? 0 : 1);
        if (image && image->kind == IMAGE_JPEG)
            assert_true(str_eq(plain_samples(image->data), plain_samples(bytes)));
        if (image && image->kind == IMAGE_PNG_IDAT) plain_pixels(rebuild_png(image));
        arena_rewind(&arena, mark);
    }
    diag = NULL;
    assert_true(accepted > 50);
    assert_true(refused > 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_png_variety, set_up, tear_down),
        cmocka_unit_test_setup_teardown(quick_pngs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(png_details, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damaged_pngs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_jpeg_variety, set_up, tear_down),
        cmocka_unit_test_setup_teardown(exif_orientations, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damaged_jpegs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(whole_jpegs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_many_scans, set_up, tear_down),
        cmocka_unit_test_setup_teardown(harmless_flaws_are_warnings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_kinds_are_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_wrong_suffix_is_a_warning, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mutated_pictures_neither_crash_nor_pass_damage_on, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
