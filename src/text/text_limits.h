/* text_limits - how much text and font is accepted. Each has a message of its own. */
#ifndef ETALASE_TEXT_LIMITS_H
#define ETALASE_TEXT_LIMITS_H

enum {
    LIMIT_TEXT_CHARS = 20 * 1000, /* code points of one paragraph */
    LIMIT_MARKS = 8,              /* combining marks on one base; HarfBuzz 6 is quadratic in them */
    LIMIT_FONT_BYTES = 64 * 1024 * 1024, /* one font file */
    LIMIT_FONT_FILES = 10 * 1000,        /* font files below the font folders */
    LIMIT_FONT_FOLDER_DEPTH = 8,         /* folders within folders */
};

#endif
