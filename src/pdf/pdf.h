/* pdf - pages of draw operations into one PDF file.
 *
 * libharu numbers and serialises the objects; content streams, fonts, pictures and the streamed
 * flush are made here. Finished pages are written and freed at once: memory stays flat in pages.
 * Same pages in, same bytes out.
 */
#ifndef ETALASE_PDF_PDF_H
#define ETALASE_PDF_PDF_H

#include "draw/draw.h"

typedef struct Pdf Pdf;

typedef struct PdfOptions {
    Str title, author, subject; /* UTF-8; empty: left out */
    Str lang;                   /* "id" */
    Str created;                /* PDF date "D:20231112000000+08'00'" or empty */
    bool no_print_scaling;      /* viewer preference PrintScaling None */
} PdfOptions;

/* NULL after an error was reported. Nothing appears at `path` before pdf_close. */
Pdf *pdf_open(Str path, const PdfOptions *options, Diag *diag);
bool pdf_page(Pdf *pdf, const DrawPage *page);
/* For PageSink: context is the Pdf. */
bool pdf_sink(void *pdf, const DrawPage *page);

typedef struct PdfStats {
    uint64_t pages, bytes, fonts, images;
} PdfStats;
/* Writes fonts, pictures, outline, catalogue and renames into place. The Pdf is gone either way. */
bool pdf_close(Pdf *pdf, PdfStats *stats);
void pdf_abandon(Pdf *pdf);

#endif
