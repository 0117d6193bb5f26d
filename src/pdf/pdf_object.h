/* pdf_object - numbered objects, written to the file as soon as they are finished: streams at once,
 * dictionaries a hundred together.
 *
 * libharu numbers objects and writes dictionaries; the bytes go through one of its streams into an
 * Out. An object that is written can be freed at once: references to it are by number. Where an
 * entry is more than libharu can hold exactly (reals, long arrays, text in UTF-16), its raw PDF
 * syntax is given as `tail` and set before the closing `>>`.
 */
#ifndef ETALASE_PDF_OBJECT_H
#define ETALASE_PDF_OBJECT_H

#include <hpdf.h>
#include <libdeflate.h>

#include "base/out.h"
#include "pdf/content.h"

enum { PACKED_TOGETHER = 100 }; /* dictionaries in one object stream; at most 256 */

typedef struct Objects {
    Arena *arena;
    HPDF_Doc doc;
    HPDF_Stream stream; /* writes through `sink` */
    Out *out;
    uint64_t *places; /* by object number; 0: not written */
    size_t cap;
    Content waiting; /* dictionaries for the next object stream */
    uint32_t waiting_ids[PACKED_TOGETHER], waiting_at[PACKED_TOGETHER];
    int n_waiting;
    bool gathering;     /* the stream writes to `waiting` */
    uint64_t digest[2]; /* of all bytes written: becomes /ID */
    struct libdeflate_compressor *compressor, *quick;
    Arena scratch; /* rewound after each object */
} Objects;

/* False with errno set. `objects` must stay where it is until closed or abandoned. */
bool objects_open(Objects *objects, Arena *arena, Str path);
void objects_abandon(Objects *objects);
/* Cross-references, then the file takes its name. 0 or an errno value; `bytes` is
 * the size of the whole. */
int objects_close(Objects *objects, uint64_t *bytes);

/* libharu's first error, 0 if none. It goes on in silence after one: ask after each phase. */
unsigned long objects_error(const Objects *objects);
/* Whether `n` more objects fit in the document. */
bool objects_fit(const Objects *objects, uint64_t n);

/* An empty dictionary with a number. */
HPDF_Dict objects_new(Objects *objects);
uint32_t object_id(const void *object);
void objects_write(Objects *objects, HPDF_Dict dict, Str tail);
/* A value in PDF syntax in place of the dictionary, which lent it the number. */
void objects_write_text(Objects *objects, HPDF_Dict dict, Str value);
/* `bytes` as they are; dict or tail must name their filter. Sets Length. */
void objects_write_stream(Objects *objects, HPDF_Dict dict, Str tail, Str bytes);
/* Deflates `bytes` where that is shorter, and says so in the dictionary. */
void objects_write_packed(Objects *objects, HPDF_Dict dict, Str tail, Str bytes);
/* The same for what hardly shrinks, as the modules of codes do: a third of the time, a twentieth
 * more bytes. */
void objects_write_quick(Objects *objects, HPDF_Dict dict, Str bytes);
/* What is written from now on is deflated as well as can be, if the file is small so far: of a file
 * with one badge the fonts at its end are most. */
void objects_pack_tightly(Objects *objects);
/* Frees a written object. Dictionaries that still point to it must not be written after. */
void objects_free(Objects *objects, HPDF_Dict dict);

#endif
