/* fields - small YAML mappings into structs, by a table: for stocks and printer profiles. */
#ifndef ETALASE_PRESS_FIELDS_H
#define ETALASE_PRESS_FIELDS_H

#include "base/len.h"
#include "data/node.h"

typedef enum PressKind {
    PRESS_TEXT,    /* Str */
    PRESS_TEXTS,   /* PressTexts: one text or a list */
    PRESS_COUNT,   /* int, 1 to 1000 */
    PRESS_DPI,     /* int, 50 to 10000 */
    PRESS_LENGTH,  /* Len */
    PRESS_EXTENT,  /* Extent: [width, height] */
    PRESS_PAPER,   /* Extent: [width, height] or the name of a paper */
    PRESS_PERCENT, /* int, hundred thousandths: 90 % to 110 % */
    PRESS_ANGLE,   /* int, thousandths of a degree: -5 to 5, clockwise */
    PRESS_CHOICE,  /* int: index into choices */
    PRESS_MAP,     /* of fields */
} PressKind;

typedef struct Extent {
    Len w, h;
} Extent;

typedef struct PressTexts {
    const Str *items;
    size_t n;
} PressTexts;

typedef struct PressField {
    const char *key;
    PressKind kind;
    size_t offset; /* of the value in the struct */
    bool required;
    const char *const *choices;      /* CHOICE, up to a NULL */
    int first;                       /* CHOICE: the value of the first */
    const struct PressField *fields; /* MAP, up to one without key; offsets in the same struct */
} PressField;

/* Fills the struct `out` from `map`; what is not given stays. `thing` names it in messages
 * ("stock"). False after an error was reported. */
bool press_read(Arena *arena, const Node *map, Str thing, const PressField *fields, void *out,
                Diag *diag);

/* `A6`, `F4`, `Letter`, with `landscape` behind it to turn it; ASCII case is ignored. */
bool paper_find(Str name, Extent *out);
/* `85.6 × 53.98 mm`, `18 mm`. */
Str extent_show(Arena *arena, Extent extent);
Str len_show(Arena *arena, Len len);

#endif
