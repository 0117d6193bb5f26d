/* artwork_wire - what the program and its reader of artwork, etalase-artwork, send each other.
 *
 * Drawings are read by a process of its own: it alone loads libqpdf and librsvg, and when a hostile
 * file makes one of them crash, hang or eat memory, that file is lost and nothing else. Both ends
 * are of one build and one machine, so numbers go as they stand in memory.
 *
 *   request   WireRequest, the file's bytes
 *   reply     WireReply, then `n_body` bytes: cause, fonts, group, objects
 *   object    WireObject, text, stream
 *
 * An object's text is PDF syntax in which a reference to the object at an index is the byte
 * WIRE_REFERENCE and four bytes of index; PDF syntax as qpdf writes it never holds that byte.
 * The first object is the drawing itself: its text holds entries of a form XObject's dictionary
 * (Resources), its stream the content, inflated.
 */
#ifndef ETALASE_IMAGE_ARTWORK_WIRE_H
#define ETALASE_IMAGE_ARTWORK_WIRE_H

#include <stdint.h>

enum { WIRE_MAGIC = 0x31415445, WIRE_REFERENCE = 1 };

typedef enum WireKind { WIRE_PDF, WIRE_SVG } WireKind;

typedef struct WireRequest {
    uint32_t magic, kind;
    uint32_t page; /* from 1 */
    uint32_t n_bytes;
} WireRequest;

typedef enum WireStatus {
    WIRE_OK, /* with a cause: the file had to be mended */
    WIRE_DAMAGED,
    WIRE_LOCKED,  /* the cause says by what */
    WIRE_NO_PAGE, /* `n_pages` says how many there are */
    WIRE_LIMIT,   /* the cause says which */
    WIRE_NO_SIZE,
} WireStatus;

/* What the drawing has, as bits. */
enum {
    WIRE_TRANSPARENT = 1,
    WIRE_CMYK = 2,
    WIRE_ANNOTATIONS = 4, /* left out: notes, form fields, stamps */
    WIRE_SCRIPT = 8,      /* left out */
};

/* Left, bottom, right, top in 1/1000 of the drawing's unit. */
typedef struct WireBox {
    int32_t left, bottom, right, top;
} WireBox;

typedef struct WireReply {
    uint32_t magic, status, traits;
    uint32_t n_pages;
    WireBox trim, bleed;      /* bleed contains trim */
    uint32_t turn;            /* 0, 90, 180, 270: degrees clockwise as shown */
    uint32_t unit_millionths; /* of a point: the drawing's unit */
    /* Bytes. Fonts: those that are not in the file, comma separated. Group: the page's transparency
     * group, text like an object's. */
    uint32_t n_cause, n_fonts, n_group;
    uint32_t n_objects;
    uint64_t n_body;
} WireReply;

typedef enum WireLayer { WIRE_NO_LAYER, WIRE_LAYER_SHOWN, WIRE_LAYER_HIDDEN } WireLayer;

typedef struct WireObject {
    uint32_t id, generation; /* in the file; 0: made for the drawing */
    uint32_t layer;          /* WireLayer: an optional content group */
    uint32_t is_stream;
    uint64_t n_text, n_stream;
} WireObject;

#endif
