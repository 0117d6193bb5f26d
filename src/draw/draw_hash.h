/* draw_hash - what a page shows, as numbers that change when it does.
 *
 * Two hashes: `words` is over the texts and codes in the order of painting, `look` over everything
 * that leaves a mark on paper: outlines, glyphs and their places, colours, pixels, modules. Links,
 * bookmarks, tags, page labels and where a page lies on a sheet are in neither. Fonts are told
 * apart by name.
 */
#ifndef ETALASE_DRAW_DRAW_HASH_H
#define ETALASE_DRAW_DRAW_HASH_H

#include "code/hash.h"
#include "draw/draw.h"

/* Of no page yet: all zero. */
typedef struct PageHash {
    uint64_t words, look;
} PageHash;

/* Knows pictures that it has seen, so that a logo is hashed once in a run. */
typedef struct PageHasher {
    Arena *arena;
    StrBuf words, look; /* of the page at hand */
    struct ImageHash {
        const Image *image;
        uint64_t hash;
    } * images; /* by Image.index */
    size_t n_images;
    const DrawOp *drawing; /* of the last stamp on the page, and its hash */
    uint64_t drawing_hash;
} PageHasher;

void page_hasher_init(PageHasher *hasher, Arena *arena);
/* Adds a page to those that the hash is over already. Its stamps and texts may be gone afterwards;
 * pictures must stay. */
void page_hash_add(PageHash *hash, PageHasher *hasher, const DrawPage *page);

#endif
