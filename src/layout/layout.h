/* layout - template and records into pages of draw operations.
 *
 * A layout is read and compiled once (layout_read): every expression parsed, every name checked.
 * A run (layout_run) walks its document, makes boxes from records, measures and paints them, and
 * hands finished pages to a sink. Where page numbers are printed before they are known (contents,
 * index, "page x of y") the run measures first, at most three passes in all.
 */
#ifndef ETALASE_LAYOUT_LAYOUT_H
#define ETALASE_LAYOUT_LAYOUT_H

#include "draw/draw.h"
#include "expr/expr.h"
#include "model/event.h"

typedef struct Layout Layout;

/* Finds layout files that `include:` and `extends:` name, where they are not beside the file that
 * names them: the path of file `name` (`_family.yaml`), other than `except`; empty if none. */
typedef struct LayoutFinder {
    void *context;
    Str (*find)(void *context, Str name, Str except);
} LayoutFinder;

/* Compiles the layout in `source` against the types of the event file. NULL if it is not a layout
 * at all; otherwise check diag_errors before running it. `finder` may be NULL. */
Layout *layout_read(Arena *arena, const Source *source, const LayoutFinder *finder, Diag *diag);

Str layout_name(const Layout *layout);    /* "badge" */
Value layout_title(const Layout *layout); /* text by language */
Str layout_description(const Layout *layout);
Str layout_needs(const Layout *layout); /* list of the event file it lives from, or empty */

typedef struct LayoutOption {
    Str name, type, default_text, description;
} LayoutOption;
const LayoutOption *layout_options(const Layout *layout, size_t *n);

/* Fields of the event file's records that the layout prints or asks for: by record, in the order of
 * the record's table, each once. */
typedef struct LayoutField {
    Str record, field;
} LayoutField;
const LayoutField *layout_fields(const Layout *layout, Arena *arena, size_t *n);
/* Whether that field is one of them. */
bool layout_asks_for(const Layout *layout, Str record, Str field);

/* A text that was made to fit. */
typedef struct FitNote {
    Str record; /* whose page or entry it stands on; may be empty */
    Str text, steps;
    Span from; /* of the text in the data, else of its node in the layout */
} FitNote;

/* What the pages are printed on; layouts see it as `print`. */
typedef struct PrintTarget {
    Str stock;         /* its name; empty: pages of their own size */
    Len width, height; /* of the label as it is read: the size of masters that adapt; 0: no stock */
    int dpi;           /* of the printer; 0: not known */
    bool backs;        /* both sides are printed; pages with `side: back` are left out otherwise */
} PrintTarget;

typedef struct SortKey {
    const Expr *by;
    bool descending;
} SortKey;

typedef struct LayoutRun {
    const Event *event;
    const Node *options; /* mapping from the event file's `documents:`; NULL: none */
    Str lang;            /* language of the pages */
    PrintTarget print;
    Fonts *fonts;
    Images *images;
    struct WordCache *words; /* shaped words, shared by the runs of one build; NULL: own */
    Diag *diag;
    const Expr *only; /* restricts the records of the outermost `each`; NULL: all */
    /* Asked before each page or flow that belongs to a record, by the record's id (of a person with
     * a badge: its badge id), whether it is to be made; NULL: all are. Loops count all the same. */
    bool (*wants)(void *context, Str owner);
    void *wants_context;
    /* Goes before the order of the outermost `each` that the expressions speak of. */
    const SortKey *sort;
    size_t n_sort;
    uint64_t max_pages; /* 0: four million */
    StrBuf *boxes;      /* if not NULL, the boxes of every page are dumped here */
    /* Nobody will look at the pages: the sink takes them with nothing on them. What there is to say
     * of the document is said all the same. */
    bool blank_pages;
    /* Told of each text that went down its ladder, perhaps several times; may be NULL. */
    void (*fitted)(void *context, const FitNote *note);
    void *fitted_context;
    /* Told after each page that went to the sink; may be NULL. */
    void (*progress)(void *context, uint64_t pages);
    void *progress_context;
} LayoutRun;

/* Whether the layout says itself which of its pages are backs. */
bool layout_has_backs(const Layout *layout);
/* Whether some page takes the size of the stock's label. */
bool layout_adapts(const Layout *layout);

/* False if the sink stopped or an error was reported. */
bool layout_run(const Layout *layout, const LayoutRun *run, PageSink sink);

/* The language itself, from the tables that parse it: for manual, schema and suggestions. Each kind
 * of node is a word without `name`, followed by its own properties; after the kinds come the
 * properties of every box and those of text styles, then each part that is not a node (the file, a
 * master, a column of a table ...), again a word without `name`, followed by its keys. */
typedef enum LayoutWordGroup {
    WORD_OF_KIND,
    WORD_OF_BOX,
    WORD_OF_STYLE,
    WORD_OF_PART
} LayoutWordGroup;
typedef struct LayoutWord {
    LayoutWordGroup group;
    Str kind, name, type, description;
    const Str *choices; /* of a property that is one of some words; ends with an empty Str */
    bool boxed, styled; /* of a kind or part: takes the properties of boxes, of styles */
} LayoutWord;
const LayoutWord *layout_words(Arena *arena, size_t *n);

/* JSON Schema 2020-12 of layout files. */
void layout_schema(StrBuf *out);

#endif
