/* image_limits - how large a picture may be. Each limit has a message of its own. */
#ifndef ETALASE_IMAGE_IMAGE_LIMITS_H
#define ETALASE_IMAGE_IMAGE_LIMITS_H

enum {
    LIMIT_IMAGE_BYTES = 20 * 1024 * 1024,
    LIMIT_IMAGE_PIXELS = 40 * 1000 * 1000,
    LIMIT_IMAGE_SIDE = 20000,                /* pixels */
    LIMIT_JPEG_SCANS = 100,                  /* of a progressive JPEG */
    LIMIT_PNG_CHUNK_BYTES = 4 * 1024 * 1024, /* memory for one chunk other than pixels */
    LIMIT_IMAGE_PATH_BYTES = 4000,
    LIMIT_ARTWORK_BYTES = 50 * 1024 * 1024,     /* of a PDF or SVG file */
    LIMIT_ARTWORK_REPLY = 200 * 1024 * 1024,    /* of the objects that one page needs */
    LIMIT_ARTWORK_UNPACKED = 512 * 1024 * 1024, /* the same, inflated */
    LIMIT_ARTWORK_OBJECTS = 100 * 1000,
    LIMIT_ARTWORK_DEPTH = 60,        /* arrays and dictionaries inside each other */
    LIMIT_ARTWORK_UNITS = 1000000,   /* a page's corner, in its own units */
    LIMIT_ARTWORK_SECONDS = 10,      /* of processor time for one drawing */
    LIMIT_ARTWORK_WAIT_SECONDS = 60, /* for an answer, on however busy a machine */
    LIMIT_ARTWORK_MEMORY_MB = 2048,
    LIMIT_SVG_ELEMENTS = 100 * 1000,
    LIMIT_FOLDER_ENTRIES = 20 * 1000, /* looked at for a name that is nearly the same */
};

#endif
