/* pdf - opens a document, takes its pages, closes it.
 *
 * Order in the file: for each page its pictures (at first use), links, content and page object;
 * then fonts, opacities, the page tree, names, outline, metadata, catalogue; dictionaries wait for
 * a hundred of them to be written together. What is kept between pages: eight bytes for each
 * object's offset and libharu's 32 for its number, texts of glyphs, outline, names.
 */
#include "pdf/pdf.h"

#include <errno.h>
#include <string.h>

#include "pdf/pdf_document.h"

static void report_io(Pdf *pdf, int error)
{
    diag_report(pdf->diag, DIAG_FILE_WRITE, .slot_0 = pdf->path,
                .slot_1 = str_from(strerror(error)));
}

static void destroy(Pdf *pdf)
{
    Arena arena = pdf->arena; /* the Pdf itself is in it */
    arena_free(&arena);
}

Pdf *pdf_open(Str path, const PdfOptions *options, Diag *diag)
{
    Arena arena;
    arena_init(&arena);
    Pdf *pdf = ARENA_NEW(&arena, Pdf);
    pdf->arena = arena;
    pdf->diag = diag;
    pdf->path = str_copy(&pdf->arena, path);
    pdf->options = (PdfOptions){.title = str_copy(&pdf->arena, options->title),
                                .author = str_copy(&pdf->arena, options->author),
                                .subject = str_copy(&pdf->arena, options->subject),
                                .lang = str_copy(&pdf->arena, options->lang),
                                .created = str_copy(&pdf->arena, options->created),
                                .no_print_scaling = options->no_print_scaling};
    if (!objects_open(&pdf->objects, &pdf->arena, path)) {
        report_io(pdf, errno);
        destroy(pdf);
        return NULL;
    }
    pdf->font_resource = objects_new(&pdf->objects);
    pdf->state_resource = objects_new(&pdf->objects);
    pdf_fonts_init(&pdf->fonts, &pdf->arena, &pdf->objects, diag);
    map_init(&pdf->places_by_name, &pdf->arena);
    map_init(&pdf->link_targets, &pdf->arena);
    map_init(&pdf->stamps, &pdf->arena);
    map_init(&pdf->shadings, &pdf->arena);
    content_init(&pdf->layers, &pdf->arena);
    content_init(&pdf->hidden_layers, &pdf->arena);
    content_init(&pdf->content, &pdf->arena);
    content_init(&pdf->tail, &pdf->arena);
    return pdf;
}

/* libharu's errors are silent and stick; the first is reported, the document is given up. */
static bool library_is_well(Pdf *pdf, const char *phase)
{
    unsigned long error = objects_error(&pdf->objects);
    if (!error) return true;
    diag_report(pdf->diag, DIAG_PDF_LIBRARY,
                .slot_0 = str_format(&pdf->objects.scratch, "0x%lx", error),
                .slot_1 = str_from(phase));
    pdf->failed = true;
    return false;
}

/* Objects that closing will still need: five for a font, one for an outline entry, names. */
static uint64_t objects_at_end(const Pdf *pdf)
{
    return 256 + 5 * pdf->fonts.items.len + pdf->outline.len + pdf->places.len;
}

static bool has_room(Pdf *pdf, const DrawPage *page)
{
    if (objects_fit(&pdf->objects, objects_at_end(pdf) + 2 * page->n_ops)) return true;
    diag_report(pdf->diag, DIAG_PDF_FULL, .slot_0 = pdf->path,
                .slot_1 =
                    str_format(&pdf->objects.scratch, "%llu", (unsigned long long)pdf->n_pages));
    pdf->failed = true;
    return false;
}

static Str millimetres(Arena *arena, int64_t len)
{
    return str_format(arena, "%lld", (long long)((len * 127 + 180000) / 360000));
}

static void check_size(Pdf *pdf, const DrawPage *page)
{
    enum { SMALLEST = 3 * LEN_PER_PT, LARGEST = 14400 * LEN_PER_PT };
    int64_t width = (int64_t)page->width + 2 * (int64_t)page->bleed;
    int64_t height = (int64_t)page->height + 2 * (int64_t)page->bleed;
    if (width >= SMALLEST && height >= SMALLEST && width <= LARGEST && height <= LARGEST) return;
    Arena *scratch = &pdf->objects.scratch;
    diag_report(pdf->diag, DIAG_PDF_PAGE_SIZE,
                .slot_0 = str_format(scratch, "%llu", (unsigned long long)pdf->n_pages),
                .slot_1 = millimetres(scratch, width), .slot_2 = millimetres(scratch, height));
}

bool pdf_page(Pdf *pdf, const DrawPage *page)
{
    if (pdf->failed || !has_room(pdf, page)) return false;
    ArenaMark mark = arena_mark(&pdf->objects.scratch);
    if (pdf->n_pages++ == 0) {
        pdf->width = page->width;
        pdf->height = page->height;
        pdf->bleed = page->bleed;
    }
    check_size(pdf, page);
    label_add(pdf, page->label);
    PageParts parts = {
        .dict = objects_new(&pdf->objects), .top = page->height + page->bleed, .left = page->bleed};
    content_init(&parts.pictures, &pdf->objects.scratch);
    content_init(&parts.shadings, &pdf->objects.scratch);
    paint_page(pdf, page, &parts);
    page_tree_add(pdf, page, &parts);
    bool well = library_is_well(pdf, "a page");
    arena_rewind(&pdf->objects.scratch, mark);
    return well;
}

bool pdf_sink(void *pdf, const DrawPage *page) { return pdf_page(pdf, page); }

static void add_opacities(Content *tail, const bool used[256], const char *name, const char *key)
{
    for (int alpha = 0; alpha < 256; alpha++) {
        if (!used[alpha]) continue;
        content_add(tail, str_from(name));
        content_int(tail, alpha);
        content_add(tail, str_from(key));
        content_len(tail, (alpha * 1000 + 127) / 255);
        CONTENT_ADD(tail, ">>\n");
    }
}

static void write_opacities(Pdf *pdf)
{
    pdf->tail.len = 0;
    add_opacities(&pdf->tail, pdf->fill_alphas, "/a", "<< /ca ");
    add_opacities(&pdf->tail, pdf->stroke_alphas, "/A", "<< /CA ");
    objects_write(&pdf->objects, pdf->state_resource, content_str(&pdf->tail));
}

/* False after an error was reported. */
static bool write_end(Pdf *pdf)
{
    Content catalog;
    content_init(&catalog, &pdf->arena);
    objects_pack_tightly(&pdf->objects);
    if (!pdf_fonts_write(&pdf->fonts, pdf->font_resource)) return false;
    write_opacities(pdf);
    page_tree_write(pdf);
    places_write(pdf, &catalog);
    outline_write(pdf, &catalog);
    labels_write(pdf, &catalog);
    artwork_layers_write(pdf, &catalog);
    meta_write(pdf, &catalog);
    objects_write(&pdf->objects, pdf->objects.doc->catalog, content_str(&catalog));
    return library_is_well(pdf, "the end of the document");
}

bool pdf_close(Pdf *pdf, PdfStats *stats)
{
    if (!pdf->failed && !pdf->n_pages) diag_report(pdf->diag, DIAG_PDF_EMPTY, .slot_0 = pdf->path);
    if (pdf->failed || !pdf->n_pages || !write_end(pdf)) {
        pdf_abandon(pdf);
        return false;
    }
    PdfStats made = {.pages = pdf->n_pages, .fonts = pdf->fonts.items.len, .images = pdf->n_images};
    int error = objects_close(&pdf->objects, &made.bytes);
    if (error) report_io(pdf, error);
    destroy(pdf);
    if (stats) *stats = made;
    return error == 0;
}

void pdf_abandon(Pdf *pdf)
{
    objects_abandon(&pdf->objects);
    destroy(pdf);
}
