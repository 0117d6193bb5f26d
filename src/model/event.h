/* event - everything that one event file (and what it includes) defines. */
#ifndef ETALASE_MODEL_EVENT_H
#define ETALASE_MODEL_EVENT_H

#include "data/load.h"
#include "model/record.h"

typedef struct Event {
    const Record *root; /* type `file`: event, vendors, booths, people, results, ... */
    Str folder;         /* of the event file; data paths start here and stay inside */
    const Source *source;
} Event;

/* Reads the file, fills records, resolves references, makes computed fields, checks that facts
 * agree. Reports every problem it finds; NULL only if the file could not be read as a tree at all,
 * otherwise the Event with bad values UNKNOWN (so that the rest can be checked, too). */
Event *event_read(Arena *arena, Str path, Diag *diag);

/* Puts in place of each name what it looks like to the eye: the same text for names that can be
 * mistaken for each other. */
typedef void NameSkeletons(Arena *arena, Str *names, size_t n);
/* Where a word of the text mixes letters of scripts that look alike, in bytes; -1: nowhere. */
typedef ptrdiff_t MixedLetters(Str text);

/* What reading takes from outside. */
typedef struct EventOptions {
    LoadOptions load;
    const Str *theme_folders; /* with themes `NAME.yaml`, after `themes` of the event's folder */
    size_t n_theme_folders;
    MixedLetters *mixed;      /* NULL: words may mix any letters */
    NameSkeletons *skeletons; /* NULL: names are compared by their letters only */
} EventOptions;

/* The same with options. */
Event *event_read_with(Arena *arena, Str path, const EventOptions *options, Diag *diag);

/* Sets what the code on a badge says: the field `token` of a record in `badges`. Borrowed. */
void event_set_badge_token(const Record *person, Str token);
/* Sets where a badge comes to lie when they are printed: `sheet` and `sheet_place`, from 1. */
void event_set_badge_sheet(const Record *person, int64_t sheet, int64_t place);

/* A spare badge that the person held is lost: another one is to be printed. */
void event_release_spare(const Record *person);

/* The type of the whole file: its fields are the names that expressions start from. */
const RecordType *event_type(void);
/* All record types, for schema and manual. */
const RecordType *const *event_types(size_t *n);

/* JSON Schema 2020-12 of the event file. */
void event_schema(StrBuf *out);

#endif
