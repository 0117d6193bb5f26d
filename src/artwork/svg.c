/* svg - a drawing onto cairo's PDF surface, by librsvg.
 *
 * The page is made LONG_SIDE points long whatever the drawing's own size: cairo keeps places in
 * 1/256 of a point, which a small icon on a large sign would show. Text as large as that can be too
 * much for FreeType; where there is some, SHORT_SIDE has to do. Without a base address librsvg
 * opens no other file. A drawing with a width and height in per cent, or none, takes its size from
 * the viewBox, and without that from what is drawn.
 */
#include <cairo-pdf.h>
#include <librsvg/rsvg.h>

#include "artwork/artwork.h"

enum { LONG_SIDE = 2000, SHORT_SIDE = 250, PX_PER_INCH = 96, PT_PER_INCH = 72 };

/* libxml's words without what it alone understands. */
static Str told_by_xml(Arena *arena, Str text)
{
    const Str cause = STR(" of data: ");
    ptrdiff_t at = str_find(text, STR("on line ")), data = str_find(text, cause);
    while (text.len && (unsigned char)text.ptr[text.len - 1] <= ' ') text.len--;
    if (at < 0 || data < at) return str_copy(arena, text);
    return str_format(arena, "%.*s: %.*s", STR_ARG(str_slice(text, (size_t)at + 3, (size_t)data)),
                      STR_ARG(str_slice(text, (size_t)data + cause.len, text.len)));
}

static bool fail(ArtworkReply *reply, WireStatus status, GError *error)
{
    reply->head.status = status;
    if (error) reply->cause = told_by_xml(reply->arena, str_from(error->message));
    return false;
}

static bool size_in_px(RsvgHandle *handle, double *width, double *height)
{
    RsvgRectangle ink, box;
    gboolean has_width, has_height, has_box;
    RsvgLength w, h;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, width, height)) {
        rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &w, &has_height, &h, &has_box,
                                             &box);
        if (has_box) {
            *width = box.width, *height = box.height;
        } else if (rsvg_handle_get_geometry_for_element(handle, NULL, &ink, NULL, NULL)) {
            *width = ink.x + ink.width, *height = ink.y + ink.height;
        } else {
            return false;
        }
    }
    return *width > 0.001 && *height > 0.001 && *width < 1e6 && *height < 1e6;
}

static cairo_status_t collect(void *buffer, const unsigned char *bytes, unsigned n)
{
    strbuf_add(buffer, (Str){(const char *)bytes, n});
    return CAIRO_STATUS_SUCCESS;
}

static bool draw(ArtworkReply *reply, RsvgHandle *handle, double width, double height, StrBuf *out)
{
    GError *error = NULL;
    RsvgRectangle page = {0, 0, width, height};
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(collect, out, width, height);
    cairo_surface_set_fallback_resolution(surface, PT_PER_INCH, PT_PER_INCH); /* 2000 pixels */
    cairo_t *cairo = cairo_create(surface);
    bool drawn = rsvg_handle_render_document(handle, cairo, &page, &error);
    cairo_show_page(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    bool whole = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    if (!drawn || !whole) fail(reply, WIRE_DAMAGED, error);
    g_clear_error(&error);
    return drawn && whole;
}

bool artwork_draw_svg(ArtworkReply *reply, Str svg, Str *pdf, uint32_t *unit_millionths)
{
    GError *error = NULL;
    double width, height;
    RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg.ptr, svg.len, &error);
    if (!handle) {
        fail(reply, WIRE_DAMAGED, error);
        g_clear_error(&error);
        return false;
    }
    rsvg_handle_set_dpi(handle, PX_PER_INCH);
    bool good = size_in_px(handle, &width, &height);
    if (!good) fail(reply, WIRE_NO_SIZE, NULL);
    if (good) {
        StrBuf out;
        strbuf_init(&out, reply->arena);
        double side = str_find(svg, STR("<text")) < 0 ? LONG_SIDE : SHORT_SIDE;
        double scale = side / (width > height ? width : height);
        good = draw(reply, handle, width * scale, height * scale, &out);
        *pdf = strbuf_str(&out);
        *unit_millionths = (uint32_t)(PT_PER_INCH * 1e6 / (PX_PER_INCH * scale) + 0.5);
    }
    g_object_unref(handle);
    return good;
}
