/* jpeg - what jpeg_is_whole says of mutated JPEGs, held against libjpeg.
 *
 *   build/san/fuzz/jpeg [RUNS [SEED]]
 *
 * Pictures of every ordinary variety are made, changed a little, and judged by both. A picture that
 * is called whole must be decoded by libjpeg at full size without an error or a warning; nothing
 * may be read outside it, which the sanitizers see, as each picture lies in memory of just its
 * size. That a picture is sound and not called whole costs time alone, and is counted. Run K of
 * seed S is always the same; the first ten that differ are written to the current folder.
 */
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "image/image_parts.h"

enum { MAX_PICTURES = 32, MAX_PIXELS = 1 << 20, SLACK = 4096 };

typedef struct Bytes {
    unsigned char *ptr;
    size_t len;
} Bytes;

/* ---- randomness: the same on every machine */
typedef struct Random {
    uint64_t state;
} Random;

static uint32_t below(Random *r, uint32_t n) /* xorshift64* */
{
    r->state ^= r->state >> 12, r->state ^= r->state << 25, r->state ^= r->state >> 27;
    return (uint32_t)((r->state * 0x2545F4914F6CDD1Du) >> 33) % n;
}

/* ---- pictures to begin with */
typedef struct Variety {
    int components, wide, high; /* sampling of the first component */
    unsigned restart;
    bool own_codes, apart; /* apart: a scan for each component */
    bool uneven;           /* the second component has two thirds of the first one's samples */
    int width, height, quality;
} Variety;

static void scans_apart(struct jpeg_compress_struct *c, jpeg_scan_info *scans)
{
    for (int i = 0; i < c->num_components; i++) scans[i] = (jpeg_scan_info){1, {i}, 0, 63, 0, 0};
    c->scan_info = scans;
    c->num_scans = c->num_components;
}

/* Samples without colours, as components have them: libjpeg writes more varieties than it reads. */
static void write_samples(struct jpeg_compress_struct *c, Random *r)
{
    static JSAMPLE samples[256];
    JSAMPROW rows[4 * DCTSIZE];
    JSAMPARRAY components[4] = {rows, rows, rows, rows};
    for (int i = 0; i < 4 * DCTSIZE; i++) rows[i] = samples;
    while (c->next_scanline < c->image_height) {
        for (size_t i = 0; i < sizeof samples; i++) samples[i] = (JSAMPLE)below(r, 256);
        jpeg_write_raw_data(c, components, (JDIMENSION)(c->max_v_samp_factor * DCTSIZE));
    }
}

static void write_rows(struct jpeg_compress_struct *c, Random *r)
{
    JSAMPLE row[64 * 4];
    JSAMPROW rows = row;
    while (c->next_scanline < c->image_height) {
        unsigned y = c->next_scanline;
        for (unsigned i = 0; i < c->image_width * (unsigned)c->input_components; i++)
            row[i] = (JSAMPLE)(y * 5 + i * 3 + below(r, 1 + 60 * (y % 3)));
        jpeg_write_scanlines(c, &rows, 1);
    }
}

static Bytes make_picture(Variety v)
{
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr errors;
    jpeg_scan_info scans[4];
    Bytes out = {0};
    unsigned long len = 0;
    Random r = {99};
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &out.ptr, &len);
    c.image_width = (JDIMENSION)v.width, c.image_height = (JDIMENSION)v.height;
    c.input_components = v.components;
    c.in_color_space = v.components == 1 ? JCS_GRAYSCALE : v.components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&c);
    jpeg_set_quality(&c, v.quality, TRUE);
    c.comp_info[0].h_samp_factor = v.wide, c.comp_info[0].v_samp_factor = v.high;
    if (v.components == 4)
        c.comp_info[3].h_samp_factor = v.wide, c.comp_info[3].v_samp_factor = v.high;
    c.restart_interval = v.restart;
    c.optimize_coding = v.own_codes;
    if (v.uneven) c.comp_info[1].h_samp_factor = 2, c.raw_data_in = TRUE;
    if (v.apart) scans_apart(&c, scans);
    jpeg_start_compress(&c, TRUE);
    if (v.uneven)
        write_samples(&c, &r);
    else
        write_rows(&c, &r);
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    out.len = len;
    return out;
}

static int make_pictures(Bytes *out)
{
    static const int sampling[][2] = {{1, 1}, {2, 1}, {1, 2}, {2, 2}, {4, 1}, {3, 1}, {3, 1}};
    static const int components[] = {1, 3, 4};
    int n = 0;
    for (int k = 0; k < 3; k++)
        for (int s = 0; s < 7; s++) {
            if (components[k] == 4 && sampling[s][0] > 2)
                continue; /* more blocks than there may be */
            out[n] = make_picture((Variety){.components = components[k],
                                            .wide = sampling[s][0],
                                            .high = sampling[s][1],
                                            .restart = (unsigned)(n % 3),
                                            .own_codes = n % 2,
                                            .apart = n % 5 == 4,
                                            .uneven = s == 6 && k == 1,
                                            .width = 17 + n,
                                            .height = 40 - n,
                                            .quality = 30 + n * 4});
            n++;
        }
    return n;
}

/* ---- changes */
static void replace(Bytes *b, size_t at, size_t n, const void *with, size_t n_with)
{
    if (b->len - n + n_with > b->len + SLACK) return;
    memmove(b->ptr + at + n_with, b->ptr + at + n, b->len - at - n);
    memcpy(b->ptr + at, with, n_with);
    b->len += n_with - n;
}

/* The start of a random one of the segments before the picture data, and its length. */
static size_t some_segment(Random *r, const Bytes *b, size_t *n)
{
    size_t at = 2, chosen = 0, seen = 0;
    *n = 0;
    while (at + 4 <= b->len && b->ptr[at] == 0xFF) {
        size_t len = 2 + ((size_t)b->ptr[at + 2] << 8 | b->ptr[at + 3]);
        if (at + len > b->len) break;
        if (below(r, (uint32_t)++seen) == 0) chosen = at, *n = len;
        if (b->ptr[at + 1] == 0xDA) break;
        at += len;
    }
    return chosen;
}

static void change_segment(Random *r, Bytes *b)
{
    static const unsigned char odd[] = {0,    1,    2,    3,    4,    0x10, 0x11,
                                        0x12, 0x21, 0x22, 0x31, 0x41, 0x7F, 0xFF};
    unsigned char copy[2048];
    size_t n, at = some_segment(r, b, &n);
    if (n < 5) return;
    switch (below(r, 5)) {
    case 0: /* a byte in it */
        b->ptr[at + 4 + below(r, (uint32_t)n - 4)] = odd[below(r, sizeof odd)];
        break;
    case 1:
        b->ptr[at + 4 + below(r, (uint32_t)n - 4)] = (unsigned char)below(r, 256);
        break;
    case 2: /* twice */
        if (n <= sizeof copy && b->len + n < b->len + SLACK) {
            memcpy(copy, b->ptr + at, n);
            replace(b, at, 0, copy, n);
        }
        break;
    case 3:
        replace(b, at, n, "", 0);
        break;
    default: /* its kind or length */
        b->ptr[at + 1 + below(r, 3)] ^= (unsigned char)(1u << below(r, 8));
    }
}

static void change_bytes(Random *r, Bytes *b)
{
    static const unsigned char marks[] = {0,    0xFF, 0xD0, 0xD1, 0xD7, 0xD8,
                                          0xD9, 0xDA, 0xC4, 0xDD, 0x7F, 0x80};
    size_t at = below(r, (uint32_t)b->len);
    unsigned char pair[2] = {0xFF, marks[below(r, sizeof marks)]};
    switch (below(r, 6)) {
    case 0:
        b->ptr[at] ^= (unsigned char)(1u << below(r, 8));
        break;
    case 1:
        b->ptr[at] = marks[below(r, sizeof marks)];
        break;
    case 2:
        b->ptr[at] = (unsigned char)below(r, 256);
        break;
    case 3:
        replace(b, at, 0, pair, 1 + below(r, 2));
        break;
    case 4: {
        size_t n = 1 + below(r, 6);
        replace(b, at, n < b->len - at ? n : b->len - at, "", 0);
        break;
    }
    default:
        if (below(r, 4) == 0) b->len = at;
    }
}

/* The end of one picture behind the beginning of another. */
static void splice(Random *r, Bytes *b, const Bytes *other)
{
    size_t at = below(r, (uint32_t)b->len), from = below(r, (uint32_t)other->len);
    size_t n = other->len - from < SLACK / 2 ? other->len - from : SLACK / 2;
    b->len = at;
    replace(b, at, 0, other->ptr + from, n);
}

static Bytes mutate(Random *r, const Bytes *pictures, int n)
{
    const Bytes *whole = &pictures[below(r, (uint32_t)n)];
    static unsigned char room[64 * 1024];
    Bytes b = {room, whole->len};
    memcpy(room, whole->ptr, whole->len);
    for (uint32_t k = 1 + below(r, 3); k > 0 && b.len > 2; k--) {
        uint32_t what = below(r, 20);
        if (b.len > sizeof room - SLACK) break;
        if (what == 0)
            splice(r, &b, &pictures[below(r, (uint32_t)n)]);
        else if (what < 9)
            change_segment(r, &b);
        else
            change_bytes(r, &b);
    }
    Bytes out = {malloc(b.len ? b.len : 1), b.len};
    memcpy(out.ptr, room, b.len);
    return out;
}

/* ---- libjpeg's opinion */
typedef struct Judge {
    struct jpeg_error_mgr errors;
    jmp_buf escape;
    bool flawed;
    char cause[JMSG_LENGTH_MAX];
} Judge;

static void on_error(j_common_ptr c)
{
    Judge *judge = c->client_data;
    judge->flawed = true;
    judge->errors.format_message(c, judge->cause);
    longjmp(judge->escape, 1);
}

static void on_message(j_common_ptr c, int level)
{
    Judge *judge = c->client_data;
    if (level >= 0 || judge->flawed) return;
    judge->flawed = true;
    judge->errors.format_message(c, judge->cause);
}

typedef enum Opinion { SOUND, FLAWED, PASSED_OVER, N_OPINIONS } Opinion;

/* Passed over are too large pictures, and those with a flaw in the header: that is read by libjpeg
 * before anything is called whole. */
static Opinion opinion(Judge *judge, Bytes b)
{
    struct jpeg_decompress_struct d = {.err = jpeg_std_error(&judge->errors), .client_data = judge};
    static JSAMPLE row[1 << 20];
    volatile bool judged = false;
    judge->errors.error_exit = on_error;
    judge->errors.emit_message = on_message;
    judge->flawed = false;
    JSAMPROW rows = row;
    if (!setjmp(judge->escape)) {
        jpeg_create_decompress(&d);
        jpeg_mem_src(&d, b.ptr, b.len);
        jpeg_read_header(&d, TRUE);
        judged = !judge->flawed && d.image_width <= MAX_PIXELS / 4 &&
                 (uint64_t)d.image_width * d.image_height <= MAX_PIXELS;
        if (judged) {
            jpeg_start_decompress(&d);
            while (d.output_scanline < d.output_height) jpeg_read_scanlines(&d, &rows, 1);
            jpeg_finish_decompress(&d);
        }
    }
    jpeg_destroy_decompress(&d);
    return !judged ? PASSED_OVER : judge->flawed ? FLAWED : SOUND;
}

static void keep(Bytes b, uint64_t seed, long run)
{
    char path[64];
    snprintf(path, sizeof path, "jpeg-%llu-%ld.jpg", (unsigned long long)seed, run);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(b.ptr, 1, b.len, file) != b.len || fclose(file)) perror(path);
}

/* Unchanged, a picture is called whole if and only if libjpeg takes it: else runs would show
 * little. */
static bool judge_unchanged(const Bytes *pictures, int n)
{
    Arena tmp;
    arena_init(&tmp);
    Judge judge;
    bool good = true;
    for (int i = 0; i < n; i++) {
        bool whole = jpeg_is_whole(&tmp, (Str){(char *)pictures[i].ptr, pictures[i].len});
        bool sound = opinion(&judge, pictures[i]) == SOUND;
        if (whole != sound)
            printf("picture %d is %s whole, but libjpeg %s%s\n", i, whole ? "called" : "not called",
                   sound ? "takes it" : "says: ", sound ? "" : judge.cause);
        good &= whole == sound;
    }
    arena_free(&tmp);
    return good;
}

int main(int n_arguments, char **arguments)
{
    long runs = n_arguments > 1 ? strtol(arguments[1], NULL, 10) : 50000,
         counts[N_OPINIONS][2] = {0}, wrong = 0;
    uint64_t seed = n_arguments > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    Bytes pictures[MAX_PICTURES];
    int n = make_pictures(pictures);
    Judge judge;
    Arena tmp;
    arena_init(&tmp);
    wrong += !judge_unchanged(pictures, n);
    for (long run = 0; run < runs; run++) {
        Random r = {(seed + 1) * 0x9E3779B97F4A7C15u ^ ((uint64_t)run + 1) * 0xBF58476D1CE4E5B9u};
        Bytes b = mutate(&r, pictures, n);
        bool whole = jpeg_is_whole(&tmp, (Str){(char *)b.ptr, b.len});
        Opinion told = opinion(&judge, b);
        counts[told][whole]++;
        if (whole && told == FLAWED) {
            printf("run %ld is called whole, but: %s\n", run, judge.cause);
            if (wrong++ < 10) keep(b, seed, run);
        }
        free(b.ptr);
    }
    for (int i = 0; i < n; i++) free(pictures[i].ptr);
    arena_free(&tmp);
    printf("seed %llu: %ld pictures; sound: %ld called whole, %ld left to libjpeg; flawed: %ld "
           "left to "
           "libjpeg, %ld called whole; passed over: %ld\n",
           (unsigned long long)seed, runs, counts[SOUND][1], counts[SOUND][0], counts[FLAWED][0],
           counts[FLAWED][1], counts[PASSED_OVER][0] + counts[PASSED_OVER][1]);
    return wrong > 0;
}
