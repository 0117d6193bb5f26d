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
    LIMIT_FOLDER_ENTRIES = 20 * 1000, /* looked at for a name that is nearly the same */
};

#endif
