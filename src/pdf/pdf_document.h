/* pdf_document - the inside of a Pdf: its parts and who makes them. For the files of this room. */
#ifndef ETALASE_PDF_DOCUMENT_H
#define ETALASE_PDF_DOCUMENT_H

#include "base/map.h"
#include "base/vec.h"
#include "pdf/pdf.h"
#include "pdf/pdf_font.h"

enum { PAGES_PER_NODE = 64, PAGE_TREE_LEVELS = 6, SEEN_SLOTS = 512, LATEST_STAMPS = 4 };

/* A node of the page tree that is still open; levels[0] holds pages. */
typedef struct PageNode {
    HPDF_Dict dict; /* NULL: no node at this level */
    uint32_t kids[PAGES_PER_NODE];
    int n_kids;
    uint64_t n_pages; /* below it */
} PageNode;

/* A run of page labels that count up. */
typedef struct LabelRun {
    uint64_t first_page; /* from 0 */
    char style;          /* D, r, R, or 0 for the prefix alone */
    Str prefix;
    uint64_t start, next;
} LabelRun;

/* A place: page object and height in PDF points. */
typedef struct Place {
    uint32_t page_object;
    int64_t y;
    uint64_t page; /* from 1 */
} Place;

typedef struct NamedPlace {
    Str name;
    Place place;
} NamedPlace;

typedef struct OutlineEntry {
    int level;
    Str title;
    Place place;
} OutlineEntry;

typedef struct LinkUse {
    Str target;
    uint64_t page;
} LinkUse;

/* A picture once it is in the file. */
typedef struct PdfImage {
    uint32_t object;    /* 0: not yet */
    uint64_t last_page; /* that names it in its resources */
} PdfImage;

/* A gradient's colours, once they are in the file. */
typedef struct PdfShading {
    uint32_t object;
    size_t number;      /* its name in resources */
    uint64_t last_page; /* that names it there */
} PdfShading;

/* A form XObject of something that is repeated, once it is in the file. */
typedef struct PdfStamp {
    Str key;
    uint32_t object;
    size_t number;      /* its name in resources */
    uint64_t last_page; /* that names it there */
    bool cmyk;
} PdfStamp;

struct Pdf {
    Arena arena;
    Diag *diag;
    Str path;
    PdfOptions options;
    Objects objects;
    bool failed; /* reported; nothing will be written */
    uint64_t n_pages, n_images;

    PdfFonts fonts;
    HPDF_Dict font_resource, state_resource;   /* shared by all pages */
    bool fill_alphas[256], stroke_alphas[256]; /* used, by opacity */
    VEC(PdfImage) images;                      /* by Image.index */
    VEC(uint32_t) artwork_objects;             /* by ArtworkObject.index; 0: not in the file */
    Content layers, hidden_layers;             /* references to those that artwork has */
    Map stamps;                                /* PdfStamp by key */
    PdfStamp *latest_stamps[LATEST_STAMPS];
    uint64_t seen[SEEN_SLOTS]; /* hashes of keys that came once */
    Map shadings;              /* PdfShading by its entries */

    PageNode nodes[PAGE_TREE_LEVELS];
    Len width, height, bleed; /* of the first page: what others inherit */

    VEC(LabelRun) labels;
    VEC(OutlineEntry) outline;
    VEC(NamedPlace) places;
    Map places_by_name;
    VEC(LinkUse) link_uses; /* one for each target named */
    Map link_targets;

    Content content, tail; /* of the page at hand */
};

/* What the operations of the page at hand lead to. */
typedef struct PageParts {
    HPDF_Dict dict;
    Len top;  /* y of the trimmed page's top edge, PDF upward: height + bleed */
    Len left; /* x of its left edge: bleed */
    VEC(uint32_t) annotations;
    Content pictures; /* entries of its XObject resource */
    Content shadings; /* of its Shading resource */
    bool transparent, cmyk;
    size_t n_groups;         /* named in the resources */
    bool coded;              /* most of it is the modules of codes */
    const DrawOp *stamp_ops; /* the last drawing that was stamped, and where it is in the file */
    const PdfStamp *stamp;
} PageParts;

/* pdf_paint.c: the page's content stream into pdf->content. */
void paint_page(Pdf *pdf, const DrawPage *page, PageParts *parts);

/* pdf_image.c: number of the image object, written at its first use. */
uint32_t pdf_image_use(Pdf *pdf, const Image *image, PageParts *parts);

/* pdf_artwork.c: writes a drawing that is not in the file yet; number of its form XObject. */
uint32_t pdf_artwork_write(Pdf *pdf, const struct Artwork *artwork);
void artwork_layers_write(const Pdf *pdf, Content *catalog);

/* pdf_shading.c: number of the shading, /H<number>, in the page's resources. Linear: from (0, 0) to
 * (1, 0); radial: from (0, 0) to the unit circle. */
size_t pdf_shading_use(Pdf *pdf, const Gradient *gradient, PageParts *parts);

/* pdf_stamp.c: form XObjects, written when they are due and named in the page's resources. */
const PdfStamp *pdf_stamp_use(Pdf *pdf, const DrawOp *ops, size_t n_ops, PageParts *parts);
/* That of a path; NULL where it is better painted. `origin` is where it belongs. */
const PdfStamp *pdf_shape_use(Pdf *pdf, const DrawOp *op, PageParts *parts, Point *origin);
/* How many operations from `op` on are a pattern: a clip, stamps of one drawing, and the end of the
 * clip. 0: they are not. */
size_t pdf_pattern_length(const DrawOp *op, size_t n_ops);
/* That of a pattern; NULL the first time. */
const PdfStamp *pdf_pattern_use(Pdf *pdf, const DrawOp *ops, size_t n_ops, PageParts *parts,
                                Point *origin);
/* pdf_paint.c: paths, clips and stamps as a content stream, in coordinates that parts->left and
 * parts->top bring to the origin; for pdf_stamp.c. */
void paint_stamp_content(Pdf *pdf, const DrawOp *ops, size_t n_ops, PageParts *parts, Content *out);

/* pdf_page.c: page objects and the tree above them. */
/* The Resources entry. `parts`: NULL where there are none but what all pages share. */
void resources_add(const Pdf *pdf, Content *tail, const PageParts *parts);
void page_tree_add(Pdf *pdf, const DrawPage *page, PageParts *parts);
/* Closes the tree and points the catalogue at it. */
void page_tree_write(Pdf *pdf);

/* pdf_outline.c: links, named places, outline. `box`, `y` in PDF points, upward. */
typedef struct LinkBox {
    int64_t left, bottom, right, top;
} LinkBox;
void link_add(Pdf *pdf, PageParts *parts, LinkBox box, Str target, Str alt);
void place_add(Pdf *pdf, const PageParts *parts, Str name, int64_t y);
void outline_add(Pdf *pdf, const PageParts *parts, int level, Str title, int64_t y);
/* Write their objects and add their entries of the catalogue. */
void places_write(Pdf *pdf, Content *catalog);
void outline_write(Pdf *pdf, Content *catalog);

/* pdf_meta.c: page labels, document information, metadata, viewer preferences. */
void label_add(Pdf *pdf, Str label);
void labels_write(const Pdf *pdf, Content *catalog);
void meta_write(Pdf *pdf, Content *catalog);

#endif
