/* pdf_image - pictures as image XObjects (ISO 32000-1, 8.9.5), each in the file once.
 *
 * JPEG data and PNG rows go in as they are, pixels are deflated. What is transparent becomes a
 * soft mask beside the picture. The object is written and freed at the first use.
 */
#include "image/artwork.h"
#include "pdf/pdf_document.h"

static void add_colour_space(Content *tail, const Image *image)
{
    CONTENT_ADD(tail, "/ColorSpace ");
    if (image->palette.len >= 3) {
        CONTENT_ADD(tail, "[/Indexed /DeviceRGB ");
        content_int(tail, (int64_t)(image->palette.len / 3) - 1);
        content_bytes(tail, str_slice(image->palette, 0, image->palette.len / 3 * 3));
        CONTENT_ADD(tail, "]\n");
    } else {
        content_add(tail, image->components == 4   ? STR("/DeviceCMYK\n")
                          : image->components == 3 ? STR("/DeviceRGB\n")
                                                   : STR("/DeviceGray\n"));
    }
}

static void add_size(HPDF_Dict dict, uint32_t width, uint32_t height, int bits)
{
    HPDF_Dict_AddName(dict, "Type", "XObject");
    HPDF_Dict_AddName(dict, "Subtype", "Image");
    HPDF_Dict_AddNumber(dict, "Width", (HPDF_INT32)width);
    HPDF_Dict_AddNumber(dict, "Height", (HPDF_INT32)height);
    HPDF_Dict_AddNumber(dict, "BitsPerComponent", bits);
}

static HPDF_Dict write_mask(Objects *objects, const Image *image)
{
    HPDF_Dict mask = objects_new(objects);
    add_size(mask, image->width_px, image->height_px, 8);
    HPDF_Dict_AddName(mask, "ColorSpace", "DeviceGray");
    objects_write_packed(objects, mask, STR(""), image->alpha);
    return mask;
}

/* `/DecodeParms` of rows filtered as in PNG. */
static void add_png_filter(Content *tail, const Image *image)
{
    CONTENT_ADD(tail, "/DecodeParms << /Predictor 15 /Colors ");
    content_int(tail, image->components);
    CONTENT_ADD(tail, "/BitsPerComponent ");
    content_int(tail, image->bits);
    CONTENT_ADD(tail, "/Columns ");
    content_int(tail, image->width_px);
    CONTENT_ADD(tail, ">>\n");
}

static uint32_t write_image(Pdf *pdf, const Image *image)
{
    Objects *objects = &pdf->objects;
    HPDF_Dict dict = objects_new(objects), mask = NULL;
    Content tail;
    content_init(&tail, &objects->scratch);
    add_size(dict, image->width_px, image->height_px, image->bits);
    add_colour_space(&tail, image);
    if (image->cmyk_inverted) CONTENT_ADD(&tail, "/Decode [1 0 1 0 1 0 1 0]\n");
    if (image->alpha.len) {
        mask = write_mask(objects, image);
        HPDF_Dict_Add(dict, "SMask", mask);
    }
    switch (image->kind) {
    case IMAGE_JPEG:
        HPDF_Dict_AddName(dict, "Filter", "DCTDecode");
        objects_write_stream(objects, dict, content_str(&tail), image->data);
        break;
    case IMAGE_PNG_IDAT:
        HPDF_Dict_AddName(dict, "Filter", "FlateDecode");
        add_png_filter(&tail, image);
        objects_write_stream(objects, dict, content_str(&tail), image->data);
        break;
    case IMAGE_PIXELS:
        objects_write_packed(objects, dict, content_str(&tail), image->data);
        break;
    case IMAGE_ARTWORK: /* never comes here */
        break;
    }
    uint32_t id = object_id(dict);
    objects_free(objects, dict);
    if (mask) objects_free(objects, mask);
    pdf->n_images++;
    return id;
}

uint32_t pdf_image_use(Pdf *pdf, const Image *image, PageParts *parts)
{
    while (pdf->images.len <= image->index) VEC_PUSH(&pdf->arena, &pdf->images, (PdfImage){0});
    PdfImage *used = &pdf->images.items[image->index];
    if (!used->object)
        used->object = image->artwork ? pdf_artwork_write(pdf, image->artwork)
                                      : write_image(pdf, image);
    if (used->last_page != pdf->n_pages) {
        used->last_page = pdf->n_pages;
        CONTENT_ADD(&parts->pictures, "/I");
        content_int(&parts->pictures, image->index);
        content_ref(&parts->pictures, used->object);
    }
    if (image->alpha.len || (image->artwork && image->artwork->transparent))
        parts->transparent = true;
    if (image->components == 4 || (image->artwork && image->artwork->cmyk)) parts->cmyk = true;
    return used->object;
}
