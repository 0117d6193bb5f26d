/* image - pictures as the PDF can hold them.
 *
 * The type is told by content. Every picture is fully decoded once before it is used, so that a
 * damaged or hostile file is an error here and not at the print shop. JPEG data then goes through
 * unchanged; PNG data goes through where that is lossless, else as pixels that we compress. SVG
 * drawings and pages of PDF files stay drawings: see artwork.h.
 */
#ifndef ETALASE_IMAGE_IMAGE_H
#define ETALASE_IMAGE_IMAGE_H

#include "base/diag.h"
#include "image/judged.h"

typedef enum ImageData {
    IMAGE_JPEG,     /* `data` is the file's JPEG stream (metadata stripped), for DCTDecode */
    IMAGE_PNG_IDAT, /* `data` is the zlib stream of PNG-filtered rows, for FlateDecode with
                       Predictor 15 */
    IMAGE_PIXELS,   /* `data` is raw rows, 8 bits a component */
    IMAGE_ARTWORK,  /* see `artwork`; `data` tells this drawing from others */
} ImageData;

typedef struct Image {
    Str path;
    uint32_t index; /* unique within the run, in order of opening */
    /* Of the stored data, before orientation; of artwork its size as shown, in 1/1000 pt. */
    uint32_t width_px, height_px;
    uint8_t orientation; /* EXIF 1..8: how the stored data is to be shown */
    uint8_t components;  /* 1 gray, 3 RGB, 4 CMYK */
    uint8_t bits;        /* per component */
    bool cmyk_inverted;  /* Adobe JPEG: Decode [1 0 1 0 1 0 1 0] */
    ImageData kind;
    Str data;
    Str palette;                   /* PNG palette: RGB triples; components is then 1 */
    Str alpha;                     /* one byte per pixel; empty: opaque */
    int ppi_x100;                  /* as the file says; 0: it does not */
    const struct Artwork *artwork; /* NULL: a picture of pixels */
} Image;

typedef struct Images Images; /* the pictures of a run, each read once */

/* Paths are taken from `folder` and must stay inside it. */
Images *images_open(Arena *arena, Str folder, Diag *diag);
void images_close(Images *images);
/* The program that reads SVG and PDF files, etalase-artwork; without it they are errors. */
void images_set_reader(Images *images, Str program);
/* For who prints nothing and wants to hear of faults alone: from now on pictures are read and
 * judged as ever, but what would be printed of them (data, alpha) is left empty. */
void images_keep_no_data(Images *images);
/* Pictures that other processes found whole are not looked through again, and the other way round.
 */
void images_share_judged(Images *images, Judged *judged);
/* For another process that will print the picture, if it is a JPEG. Reports nothing. */
void images_look_ahead(Images *images, Str path);
/* NULL after an error was reported (once per picture; later calls are quiet). `at`: where the path
 * stands in the data. Type by content, a wrong suffix is a warning. */
const Image *images_find(Images *images, Str path, Span at);
/* A page of a PDF, from 1. Other pictures have one page. */
const Image *images_find_page(Images *images, Str path, uint32_t page, Span at);

/* Shown size: width and height exchanged for orientations 5..8. */
uint32_t image_shown_width(const Image *image);
uint32_t image_shown_height(const Image *image);

/* Exposed for tests and fuzzing: decodes PNG or JPEG bytes that are in memory. */
const Image *image_decode(Arena *arena, Str path, Str bytes, Span at, Diag *diag);

#endif
