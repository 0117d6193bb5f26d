/* pdf_shading - gradients as axial and radial shadings (ISO 32000-1, 8.7.4.5.3 and 4) of a unit
 * that is scaled and turned where they are used: so one object serves all boxes of the same
 * colours. Between two colours goes a function of type 2; more are stitched together (7.10.3 and
 * 4).
 */
#include "pdf/pdf_document.h"

static const int components[] = {[COLOUR_GRAY] = 1, [COLOUR_RGB] = 3, [COLOUR_CMYK] = 4};

static void add_colour(Content *out, Colour colour)
{
    CONTENT_ADD(out, "[");
    for (int i = 0; i < components[colour.space]; i++)
        content_len(out, (colour.c[i] * 1000 + 127) / 255);
    CONTENT_ADD(out, "]");
}

static void add_step(Content *out, const GradientStop *from)
{
    CONTENT_ADD(out, "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 ");
    add_colour(out, from[0].colour);
    CONTENT_ADD(out, " /C1 ");
    add_colour(out, from[1].colour);
    CONTENT_ADD(out, " >> ");
}

static void add_function(Content *out, const Gradient *gradient)
{
    const GradientStop *stops = gradient->stops;
    size_t n = gradient->n_stops;
    CONTENT_ADD(out, "<< /FunctionType 3 /Domain [0 1] /Functions [");
    for (size_t i = 0; i + 1 < n; i++) add_step(out, &stops[i]);
    CONTENT_ADD(out, "] /Bounds [");
    for (size_t i = 1; i + 1 < n; i++) content_len(out, stops[i].permille);
    CONTENT_ADD(out, "] /Encode [");
    for (size_t i = 0; i + 1 < n; i++) CONTENT_ADD(out, "0 1 ");
    CONTENT_ADD(out, "] >>");
}

/* Places of a stitching function must rise: those that are the same part by a thousandth. */
static void part_places(GradientStop *stops, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (stops[i].permille <= stops[i - 1].permille)
            stops[i].permille = (int16_t)(stops[i - 1].permille + 1);
    for (size_t i = n - 1; i > 0 && stops[i].permille > 1000; i--) stops[i].permille = 1000;
    for (size_t i = n - 1; i > 0; i--)
        if (stops[i - 1].permille >= stops[i].permille)
            stops[i - 1].permille = (int16_t)(stops[i].permille - 1);
}

/* The first colour reaches from 0 to its place, the last from its place to 1. */
static Gradient padded(Arena *arena, const Gradient *gradient)
{
    Gradient whole = *gradient;
    GradientStop *stops = ARENA_ARRAY(arena, GradientStop, gradient->n_stops + 2);
    size_t n = 0;
    if (gradient->stops[0].permille > 0) stops[n++] = (GradientStop){gradient->stops[0].colour, 0};
    for (size_t i = 0; i < gradient->n_stops; i++) stops[n++] = gradient->stops[i];
    if (stops[n - 1].permille < 1000) stops[n] = (GradientStop){stops[n - 1].colour, 1000}, n++;
    part_places(stops, n);
    whole.stops = stops, whole.n_stops = n;
    return whole;
}

static Str entries_of(Arena *arena, const Gradient *gradient)
{
    Gradient whole = padded(arena, gradient);
    Content out;
    content_init(&out, arena);
    content_add(&out, gradient->radial ? STR("/ShadingType 3 /Coords [0 0 0 0 0 1]")
                                       : STR("/ShadingType 2 /Coords [0 0 1 0]"));
    static const char *const spaces[] = {
        [COLOUR_GRAY] = "/DeviceGray", [COLOUR_RGB] = "/DeviceRGB", [COLOUR_CMYK] = "/DeviceCMYK"};
    CONTENT_ADD(&out, " /Extend [true true] /ColorSpace ");
    content_add(&out, str_from(spaces[gradient->stops[0].colour.space]));
    CONTENT_ADD(&out, "\n/Function ");
    add_function(&out, &whole);
    return content_str(&out);
}

static PdfShading *find_shading(Pdf *pdf, const Gradient *gradient)
{
    ArenaMark mark = arena_mark(&pdf->objects.scratch);
    Str entries = entries_of(&pdf->objects.scratch, gradient);
    PdfShading *shading = map_find(&pdf->shadings, entries);
    if (!shading) {
        HPDF_Dict dict = objects_new(&pdf->objects);
        shading = ARENA_NEW(&pdf->arena, PdfShading);
        *shading = (PdfShading){.object = object_id(dict), .number = pdf->shadings.len};
        map_add(&pdf->shadings, str_copy(&pdf->arena, entries), shading);
        objects_write(&pdf->objects, dict, entries);
        objects_free(&pdf->objects, dict);
    }
    arena_rewind(&pdf->objects.scratch, mark);
    return shading;
}

size_t pdf_shading_use(Pdf *pdf, const Gradient *gradient, PageParts *parts)
{
    PdfShading *shading = find_shading(pdf, gradient);
    if (shading->last_page != pdf->n_pages) {
        shading->last_page = pdf->n_pages;
        CONTENT_ADD(&parts->shadings, "/H");
        content_int(&parts->shadings, (int64_t)shading->number);
        content_ref(&parts->shadings, shading->object);
    }
    if (gradient->stops[0].colour.space == COLOUR_CMYK) parts->cmyk = true;
    return shading->number;
}
