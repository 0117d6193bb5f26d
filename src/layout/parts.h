/* parts - the mappings of a layout file that are not nodes (the file itself, its masters, the
 * columns of a table ...), as tables of their keys. What stands here is what is parsed, suggested,
 * documented and put into the schema. Internal to layout/. */
#ifndef ETALASE_LAYOUT_PARTS_H
#define ETALASE_LAYOUT_PARTS_H

#include "base/str.h"

typedef enum PartType {
    PART_FILE,
    PART_OPTION,
    PART_COMPONENT,
    PART_MASTER,
    PART_MARGINS,
    PART_GRID,
    PART_BASELINE,
    PART_REGION,
    PART_COLUMN,
    PART_SERIES,
    N_PARTS
} PartType;

/* Places of keys in the tables of their parts. A part is read in this order, whatever the order in
 * the file. */
enum {
    FILE_LAYOUT,
    FILE_NAME,
    FILE_TITLE,
    FILE_DESCRIPTION,
    FILE_NEEDS,
    FILE_EXTENDS,
    FILE_INCLUDE,
    FILE_OPTIONS, /* from here to components: names with something each */
    FILE_STRINGS,
    FILE_COLOURS,
    FILE_STYLES,
    FILE_MASTERS,
    FILE_COMPONENTS,
    FILE_DOCUMENT
};
enum { OPTION_TYPE, OPTION_DEFAULT, OPTION_DESCRIPTION };
enum { COMPONENT_PARAMS, COMPONENT_DO };
enum {
    MASTER_LIKE, /* the first two are done before all others */
    MASTER_SCALE,
    MASTER_SIZE,
    MASTER_ADAPTS,
    MASTER_BLEED,
    MASTER_MARGINS,
    MASTER_MIRRORED,
    MASTER_COLUMNS,
    MASTER_GUTTER,
    MASTER_RULE,
    MASTER_BALANCE,
    MASTER_GRID, /* this and the next begin with the gutter of the page */
    MASTER_REGIONS,
    MASTER_BASELINE,
    MASTER_UNDER,
    MASTER_OVER,
    MASTER_FIRST,
    MASTER_LEFT,
    MASTER_RIGHT,
    MASTER_BLANK
};
enum { MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_INNER, MARGIN_OUTER };
enum { GRID_COLUMNS, GRID_GUTTER };
enum { BASELINE_STEP, BASELINE_FIRST };
enum {
    REGION_LEFT,
    REGION_TOP,
    REGION_WIDTH,
    REGION_HEIGHT,
    REGION_COLS,
    REGION_COLUMNS,
    REGION_GUTTER
};

typedef struct PartKey {
    Str name;
    const char *form;      /* of its value in the schema */
    Str type, description; /* for people: what it takes, what it means */
    const Str *choices;    /* NULL, or the words it is one of; ends with an empty Str */
} PartKey;

typedef struct PartInfo {
    Str name;    /* `master`: in the manual and, after a dash, in the schema */
    Str in_text; /* `a master`: in messages */
    Str description;
    const PartKey *keys;
    size_t n;
    int required;       /* the key that must be there, or -1 */
    bool styled;        /* takes the properties of text styles, too */
    bool open;          /* keys that begin with x- are the user's own */
    Str tried, instead; /* a key that people try, and what they are told to write */
} PartInfo;

const PartInfo *part_info(PartType type);
/* Place of the key among those of the part; -1 if it is none of them. */
int part_find(PartType type, Str key);

#endif
