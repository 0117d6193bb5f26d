/* image_parts - what the files of this room share. */
#ifndef ETALASE_IMAGE_IMAGE_PARTS_H
#define ETALASE_IMAGE_IMAGE_PARTS_H

#include "base/map.h"
#include "image/artwork.h"
#include "image/image.h"
#include "image/judged.h"

/* A picture file in memory, and where its problems are reported. */
typedef struct ImageInput {
    Arena *arena; /* the result lives here */
    Arena *tmp;   /* for the time of reading, and rewound by the caller */
    Str path, bytes;
    Span at;
    Diag *diag;
    uint32_t page;    /* of artwork, from 1 */
    bool judged_only; /* the result's data and alpha are not wanted */
    FileId file;
    Judged *judged; /* where to ask and say whether it is whole; NULL: nowhere */
} ImageInput;

/* The drawings of a run. */
typedef struct ArtworkStore {
    Arena *arena;
    ArtworkReader *reader;
    Map objects;        /* ArtworkObject by path and number in the file */
    uint32_t n_objects; /* indices given */
} ArtworkStore;

/* Both return NULL after an error was reported. Nothing of `bytes` is kept. */
Image *image_read_png(const ImageInput *input);
Image *image_read_jpeg(const ImageInput *input);
/* A page of a PDF, or an SVG drawing. NULL after an error was reported. */
Image *image_read_artwork(ArtworkStore *store, const ImageInput *input, WireKind kind);

/* Reads an ordinary PNG with transparency, whose size stands in `image` already. False says
 * nothing: it may be of another variety, or damaged; `image` is as it was. */
bool png_read_quickly(const ImageInput *input, Image *image);
/* A row of 8-bit pixels into their colours, 1 or 3, and alpha. True if all are opaque. */
bool png_split_row(const uint8_t *row, size_t width, size_t n_colours, uint8_t *colour,
                   uint8_t *alpha);

/* True if the file is an ordinary JPEG, whole to its last bit. False says nothing: it may be of
 * another variety, or damaged. `tmp` is left as it was. */
bool jpeg_is_whole(Arena *tmp, Str bytes);

void image_report_damaged(const ImageInput *input, Str cause);
/* A flaw that leaves the picture whole. */
void image_report_flaw(const ImageInput *input, Str flaw);
void image_report_unsupported(const ImageInput *input, Str trait, Str hint);
/* False after an error was reported. */
bool image_check_size(const ImageInput *input, uint32_t width, uint32_t height);

/* Pixels per inch times 100 from a density per `unit_um` micrometres; 0 if it makes no sense. */
int image_ppi_x100(uint32_t density, uint32_t unit_um);

/* Orientation 1..8 from Exif data, which starts with its TIFF header; 1 if it does not say.
 * (CIPA DC-008, 4.5 and 4.6.4: tag 274 of the first directory.) */
uint8_t image_exif_orientation(Str tiff);

#endif
