/* artwork - drawings as PDF objects: pages of PDF files and SVG drawings.
 *
 * A drawing is a form XObject and the objects it leads to, in PDF syntax. Objects are shared by all
 * pages taken from one file, so that a font comes into a document once.
 */
#ifndef ETALASE_IMAGE_ARTWORK_H
#define ETALASE_IMAGE_ARTWORK_H

#include <stdbool.h>

#include "base/str.h"
#include "image/artwork_wire.h"

typedef struct ArtworkObject {
    uint32_t index; /* unique within the run */
    WireLayer layer;
    bool is_stream;
    /* PDF syntax: of a stream, the entries of its dictionary without Length. A reference is the
     * byte WIRE_REFERENCE and the four bytes of an object's index. */
    Str text;
    Str stream;
} ArtworkObject;

typedef struct Artwork {
    ArtworkObject *const *objects; /* the first is the form; its stream is not compressed */
    size_t n_objects;
    Str group; /* dictionary of the form's transparency group, like an object's text; may be empty
                */
    /* In 1/1000 of the form's unit: what is shown, and what a picture at the page's edge may show
     * beyond it; the same where there is no bleed. */
    WireBox trim, bleed;
    uint32_t turn; /* degrees clockwise as shown: 0, 90, 180, 270 */
    uint32_t page; /* from 1 */
    bool transparent, cmyk;
} Artwork;

/* The process that reads drawings; started when the first one is met. */
typedef struct ArtworkReader ArtworkReader;

typedef enum ArtworkAnswer {
    ARTWORK_ANSWERED,
    ARTWORK_NO_READER, /* errno says why it cannot be started */
    ARTWORK_SLOW,      /* it took too long and was ended */
    ARTWORK_LOST,      /* it ended without an answer */
} ArtworkAnswer;

/* `program`: path of etalase-artwork; empty: there is none. */
ArtworkReader *artwork_reader_new(Arena *arena, Str program);
/* Asks for a page of `bytes`; what follows the reply's head goes to `body`, in `arena`. */
ArtworkAnswer artwork_reader_ask(ArtworkReader *reader, Arena *arena, WireKind kind, uint32_t page,
                                 Str bytes, WireReply *head, Str *body);
void artwork_reader_close(ArtworkReader *reader);

/* What can be told of an SVG drawing without drawing it. */
typedef struct SvgTraits {
    size_t n_elements;
    bool has_text;
    Str outside; /* the first reference to another file; empty: none */
} SvgTraits;
SvgTraits svg_scan(Str svg);

#endif
