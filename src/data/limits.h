/* limits - how much input is accepted. Each has a message of its own. */
#ifndef ETALASE_DATA_LIMITS_H
#define ETALASE_DATA_LIMITS_H

enum {
    LIMIT_FILE_BYTES = 16 * 1024 * 1024, /* an event, layout or table file */
    LIMIT_DEPTH = 32,                    /* nested lists and mappings */
    LIMIT_SCALAR_BYTES = 64 * 1024,      /* one value */
    LIMIT_NODES = 4 * 1000 * 1000,       /* of one run */
    LIMIT_ALIAS_NODES = 10 * 1000,       /* nodes that aliases stand for, counted expanded */
    LIMIT_RECORDS = 100 * 1000,          /* rows of one list */
    LIMIT_COLUMNS = 500,                 /* of one table */
    LIMIT_XML_BYTES = 64 * 1024 * 1024,  /* a part of a workbook, inflated */
    LIMIT_INCLUDE_DEPTH = 8,
    LIMIT_NAME_CHARS = 200,        /* code points of a name */
    LIMIT_PAGES = 4 * 1000 * 1000, /* of one document */
};

#endif
