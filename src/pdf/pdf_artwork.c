/* pdf_artwork - drawings as form XObjects (ISO 32000-1, 8.10): pages of other PDFs and SVG
 * drawings.
 *
 * Their objects come ready in PDF syntax; they get numbers of this document, and what several pages
 * of one file share is written once. A page's content counts on the graphics state that a page
 * begins with, a form inherits that of its surroundings: so the form begins by setting it.
 *
 * Layers keep their state: the catalogue lists them, without names to switch them by.
 */
#include <string.h>

#include "image/artwork.h"
#include "pdf/pdf_document.h"

/* Text with this document's numbers in place of indices. */
static void add_text(const Pdf *pdf, Content *out, Str text)
{
    const char *at = text.ptr, *end = text.ptr + text.len;
    for (const char *mark; (mark = memchr(at, WIRE_REFERENCE, (size_t)(end - at))) != NULL;) {
        uint32_t index;
        content_add(out, (Str){at, (size_t)(mark - at)});
        memcpy(&index, mark + 1, sizeof index);
        content_ref(out, pdf->artwork_objects.items[index]);
        at = mark + 1 + sizeof index;
    }
    content_add(out, (Str){at, (size_t)(end - at)});
}

static void write_object(Pdf *pdf, HPDF_Dict dict, const ArtworkObject *object)
{
    Objects *objects = &pdf->objects;
    ArenaMark mark = arena_mark(&objects->scratch);
    Content text;
    content_init(&text, &objects->scratch);
    add_text(pdf, &text, object->text);
    if (object->is_stream)
        objects_write_stream(objects, dict, content_str(&text), object->stream);
    else
        objects_write_text(objects, dict, content_str(&text));
    if (object->layer != WIRE_NO_LAYER) content_ref(&pdf->layers, object_id(dict));
    if (object->layer == WIRE_LAYER_HIDDEN) content_ref(&pdf->hidden_layers, object_id(dict));
    arena_rewind(&objects->scratch, mark);
}

static void write_form(Pdf *pdf, HPDF_Dict dict, const Artwork *artwork)
{
    Objects *objects = &pdf->objects;
    Content tail, content;
    content_init(&tail, &objects->scratch);
    content_init(&content, &objects->scratch);
    HPDF_Dict_AddName(dict, "Type", "XObject");
    HPDF_Dict_AddName(dict, "Subtype", "Form");
    CONTENT_ADD(&tail, "/BBox [");
    content_len(&tail, artwork->bleed.left);
    content_len(&tail, artwork->bleed.bottom);
    content_len(&tail, artwork->bleed.right);
    content_len(&tail, artwork->bleed.top);
    CONTENT_ADD(&tail, "]\n");
    add_text(pdf, &tail, artwork->objects[0]->text);
    if (artwork->transparent && artwork->group.len) {
        CONTENT_ADD(&tail, "\n/Group ");
        add_text(pdf, &tail, artwork->group);
    }
    CONTENT_ADD(&content, "0 g 0 G 1 w 0 J 0 j 10 M []0 d 0 Tc 0 Tw 100 Tz 0 TL 0 Tr 0 Ts\n");
    content_add(&content, artwork->objects[0]->stream);
    objects_write_packed(objects, dict, content_str(&tail), content_str(&content));
}

static HPDF_Dict number_object(Pdf *pdf, const ArtworkObject *object)
{
    while (pdf->artwork_objects.len <= object->index)
        VEC_PUSH(&pdf->arena, &pdf->artwork_objects, 0);
    uint32_t *number = &pdf->artwork_objects.items[object->index];
    if (*number) return NULL;
    HPDF_Dict dict = objects_new(&pdf->objects);
    *number = object_id(dict);
    return dict;
}

uint32_t pdf_artwork_write(Pdf *pdf, const Artwork *artwork)
{
    ArenaMark mark = arena_mark(&pdf->objects.scratch);
    HPDF_Dict *dicts = ARENA_ARRAY(&pdf->objects.scratch, HPDF_Dict, artwork->n_objects);
    for (size_t i = 0; i < artwork->n_objects; i++)
        dicts[i] = number_object(pdf, artwork->objects[i]);
    for (size_t i = 0; i < artwork->n_objects; i++) {
        if (!dicts[i]) continue; /* written for another page of the file */
        if (i == 0)
            write_form(pdf, dicts[i], artwork);
        else
            write_object(pdf, dicts[i], artwork->objects[i]);
        objects_free(&pdf->objects, dicts[i]);
    }
    arena_rewind(&pdf->objects.scratch, mark);
    return pdf->artwork_objects.items[artwork->objects[0]->index];
}

void artwork_layers_write(const Pdf *pdf, Content *catalog)
{
    if (!pdf->layers.len) return;
    CONTENT_ADD(catalog, "/OCProperties << /OCGs [");
    content_add(catalog, content_str(&pdf->layers));
    CONTENT_ADD(catalog, "]\n/D << /Name (Artwork) /Order [] /OFF [");
    content_add(catalog, content_str(&pdf->hidden_layers));
    CONTENT_ADD(catalog, "] >> >>\n");
}
