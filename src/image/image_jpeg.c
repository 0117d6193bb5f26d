/* image_jpeg - JPEG (ITU-T T.81) by libjpeg-turbo.
 *
 * Ordinary photos are found whole by jpeg_scan.c. Everything else is decoded on trial: that reads
 * all entropy-coded data but lets the inverse transform make only one pixel of every 8 x 8 block,
 * which costs a fraction of a full decode and finds the same damage. What
 * libjpeg would gloss over with a warning (a cut file, bad codes) is an error here.
 *
 * The PDF then gets the file's own data without application segments and comments: they hold the
 * place a photo was taken at, thumbnails and profiles. The segment that tells readers how the
 * colours are coded is written anew from what the decoder concluded.
 */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

#include "image/image_limits.h"
#include "image/image_parts.h"

enum {
    MARKER_RST0 = 0xD0,
    MARKER_RST7 = 0xD7,
    MARKER_SOI = 0xD8,
    MARKER_EOI = 0xD9,
    MARKER_SOS = 0xDA,
    MARKER_APP0 = 0xE0,
    MARKER_APP1 = 0xE1,
    MARKER_APP15 = 0xEF,
    MARKER_COM = 0xFE,
    MARKER_TEM = 0x01,
};

typedef struct Jpeg {
    struct jpeg_decompress_struct decoder;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    const ImageInput *input;
    char cause[JMSG_LENGTH_MAX], flaw[JMSG_LENGTH_MAX];
    bool reported; /* the error was said already */
} Jpeg;

static void on_error(j_common_ptr decoder)
{
    Jpeg *self = decoder->client_data;
    int code = self->errors.msg_code;
    if (code == JERR_OUT_OF_MEMORY) memory_exhausted();
    if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER)
        snprintf(self->cause, sizeof self->cause, "its picture data ends too early");
    else
        self->errors.format_message(decoder, self->cause);
    longjmp(self->escape, 1);
}

/* Levels below 0 are warnings. */
static void on_message(j_common_ptr decoder, int level)
{
    Jpeg *self = decoder->client_data;
    if (level >= 0) return;
    int code = self->errors.msg_code;
    if (code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM) on_error(decoder);
    if (!self->flaw[0]) self->errors.format_message(decoder, self->flaw);
}

static void on_progress(j_common_ptr decoder)
{
    Jpeg *self = decoder->client_data;
    if (self->decoder.input_scan_number <= LIMIT_JPEG_SCANS) return;
    const ImageInput *input = self->input;
    diag_report(input->diag, DIAG_IMAGE_SCANS, input->at, input->path,
                str_format(input->arena, "%d", LIMIT_JPEG_SCANS));
    self->reported = true;
    longjmp(self->escape, 1);
}

/* What PDF readers commonly cannot open. */
static bool check_header(Jpeg *self)
{
    const struct jpeg_decompress_struct *d = &self->decoder;
    self->reported = true;
    if (!image_check_size(self->input, d->image_width, d->image_height)) return false;
    bool known = d->jpeg_color_space != JCS_UNKNOWN && d->num_components != 2;
    if (d->arith_code || !known) {
        image_report_unsupported(self->input,
                                 d->arith_code ? STR("it is compressed by arithmetic coding")
                                               : STR("its colours are of an unknown kind"),
                                 STR("export it as an ordinary JPEG"));
        return false;
    }
    self->reported = false;
    return true;
}

/* By this process or another one. */
static bool is_found_whole(const ImageInput *input)
{
    if (!input->judged) return jpeg_is_whole(input->tmp, input->bytes);
    if (judged_is_whole(input->judged, &input->file)) return true;
    bool whole = jpeg_is_whole(input->tmp, input->bytes);
    if (whole) judged_add_whole(input->judged, &input->file);
    return whole;
}

/* False if libjpeg gave up or the header was refused. */
static bool decode_all(Jpeg *self)
{
    struct jpeg_decompress_struct *d = &self->decoder;
    if (setjmp(self->escape)) return false;
    jpeg_create_decompress(d);
    jpeg_mem_src(d, (const unsigned char *)self->input->bytes.ptr, self->input->bytes.len);
    jpeg_read_header(d, TRUE);
    if (!check_header(self)) return false;
    if (is_found_whole(self->input)) return true;
    d->progress = &self->progress;
    d->scale_num = 1;
    d->scale_denom = 8;
    d->do_block_smoothing = FALSE;
    d->do_fancy_upsampling = FALSE;
    jpeg_start_decompress(d);
    JDIMENSION row_bytes = d->output_width * (JDIMENSION)d->output_components;
    JSAMPARRAY row = d->mem->alloc_sarray((j_common_ptr)d, JPOOL_IMAGE, row_bytes, 1);
    while (d->output_scanline < d->output_height) jpeg_read_scanlines(d, row, 1);
    jpeg_finish_decompress(d);
    return true;
}

static void report_failure(const Jpeg *self)
{
    if (self->reported) return;
    switch (self->errors.msg_code) {
    case JERR_BAD_PRECISION:
        image_report_unsupported(self->input, STR("it has more than 8 bits a colour"),
                                 STR("export it with 8 bits a colour"));
        break;
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
        image_report_unsupported(self->input,
                                 STR("it is of a rare variety (lossless, layered or with colours "
                                     "of uneven size)"),
                                 STR("export it as an ordinary JPEG"));
        break;
    default:
        image_report_damaged(self->input, str_from(self->cause));
    }
}

/* A segment or a marker without one, at an offset of the file. */
typedef struct Segment {
    uint8_t marker;
    size_t start, end; /* with the marker; behind SOS with its picture data */
} Segment;

static uint8_t byte_at(Str bytes, size_t offset) { return (uint8_t)bytes.ptr[offset]; }

static bool is_restart(uint8_t marker) { return marker >= MARKER_RST0 && marker <= MARKER_RST7; }

/* Offset of the next marker's 0xFF that ends entropy-coded data, or bytes.len. */
static size_t skip_picture_data(Str bytes, size_t offset)
{
    for (; offset + 1 < bytes.len; offset++) {
        const char *mark = memchr(bytes.ptr + offset, 0xFF, bytes.len - 1 - offset);
        if (!mark) break;
        offset = (size_t)(mark - bytes.ptr);
        uint8_t next = byte_at(bytes, offset + 1);
        if (next != 0 && next != 0xFF && !is_restart(next)) return offset;
    }
    return bytes.len;
}

/* The segment at or after `offset`; false at the end of the file. */
static bool find_segment(Str bytes, size_t offset, Segment *segment)
{
    offset = skip_picture_data(bytes, offset);
    if (bytes.len - offset < 2) return false;
    *segment = (Segment){byte_at(bytes, offset + 1), offset, offset + 2};
    bool bare = segment->marker == MARKER_SOI || segment->marker == MARKER_EOI ||
                segment->marker == MARKER_TEM;
    if (bare) return true;
    if (bytes.len - offset < 4) return false;
    size_t len = (size_t)byte_at(bytes, offset + 2) << 8 | byte_at(bytes, offset + 3);
    if (len < 2 || len > bytes.len - offset - 2) return false;
    segment->end += len;
    if (segment->marker == MARKER_SOS) segment->end = skip_picture_data(bytes, segment->end);
    return true;
}

/* Says how the colours are coded, where a reader might guess otherwise. */
static Str colour_segment(const struct jpeg_decompress_struct *d)
{
    static const char adobe_rgb[] = "\xFF\xEE\0\x0E"
                                    "Adobe\0\x64\0\0\0\0\0";
    static const char adobe_ycc[] = "\xFF\xEE\0\x0E"
                                    "Adobe\0\x64\0\0\0\0\1";
    static const char adobe_ycck[] = "\xFF\xEE\0\x0E"
                                     "Adobe\0\x64\0\0\0\0\2";
    enum { ADOBE_BYTES = 16 };
    switch (d->jpeg_color_space) {
    case JCS_RGB:
        return (Str){adobe_rgb, ADOBE_BYTES};
    case JCS_YCbCr:
        return (Str){adobe_ycc, ADOBE_BYTES};
    case JCS_YCCK:
        return (Str){adobe_ycck, ADOBE_BYTES};
    case JCS_CMYK:
        return d->saw_Adobe_marker ? (Str){adobe_rgb, ADOBE_BYTES} : STR("");
    default:
        return STR("");
    }
}

static bool is_metadata(uint8_t marker)
{
    return (marker >= MARKER_APP0 && marker <= MARKER_APP15) || marker == MARKER_COM;
}

/* Takes the orientation from the stream and copies it without metadata, if it is wanted. */
static void keep_stream(const Jpeg *self, Image *image)
{
    Str bytes = self->input->bytes, colours = colour_segment(&self->decoder);
    const Str exif_name = STR("Exif\0\0");
    bool keeps = !self->input->judged_only, seen_exif = false;
    char *out = keeps ? arena_alloc_raw(self->input->arena, bytes.len + colours.len + 4) : NULL;
    size_t len = 2 + colours.len;
    if (keeps) memcpy(out, "\xFF\xD8", 2), memcpy(out + 2, colours.ptr, colours.len);
    Segment s = {MARKER_SOI, 0, 2};
    while (find_segment(bytes, s.end, &s) && s.marker != MARKER_EOI) {
        Str body = str_slice(bytes, s.start + 4, s.end);
        if (s.marker == MARKER_APP1 && !seen_exif && str_starts(body, exif_name)) {
            image->orientation = image_exif_orientation(str_slice(body, 6, body.len));
            seen_exif = true;
        }
        if (!keeps || is_metadata(s.marker)) continue;
        memcpy(out + len, bytes.ptr + s.start, s.end - s.start);
        len += s.end - s.start;
    }
    if (!keeps) return;
    memcpy(out + len, "\xFF\xD9", 2);
    image->data = (Str){out, len + 2};
}

static Image *describe(const Jpeg *self)
{
    enum { PER_INCH = 1, PER_CM = 2 };
    const struct jpeg_decompress_struct *d = &self->decoder;
    Image *image = ARENA_NEW(self->input->arena, Image);
    image->width_px = d->image_width;
    image->height_px = d->image_height;
    image->orientation = 1;
    image->components = (uint8_t)d->num_components;
    image->bits = 8;
    image->kind = IMAGE_JPEG;
    image->cmyk_inverted = d->num_components == 4 && d->saw_Adobe_marker;
    if (d->saw_JFIF_marker && d->density_unit == PER_INCH)
        image->ppi_x100 = image_ppi_x100(d->X_density, 25400);
    if (d->saw_JFIF_marker && d->density_unit == PER_CM)
        image->ppi_x100 = image_ppi_x100(d->X_density, 10000);
    keep_stream(self, image);
    if (self->flaw[0]) image_report_flaw(self->input, str_from(self->flaw));
    return image;
}

Image *image_read_jpeg(const ImageInput *input)
{
    Jpeg self = {.input = input};
    self.decoder.err = jpeg_std_error(&self.errors);
    self.decoder.client_data = &self;
    self.errors.error_exit = on_error;
    self.errors.emit_message = on_message;
    self.progress.progress_monitor = on_progress;
    bool whole = decode_all(&self);
    Image *image = NULL;
    if (whole)
        image = describe(&self);
    else
        report_failure(&self);
    jpeg_destroy_decompress(&self.decoder);
    return image;
}
