/* gradient - fills that go from colour to colour.
 *
 *   linear(accent, white)                  from top to bottom
 *   linear(90deg, accent, accent 40%)      to the right; 0deg is upward, degrees go clockwise
 *   linear(navy, teal at 30%, white)       a colour at its place; those without are spread evenly
 *   radial(white, accent)                  from the middle to the farthest corner
 *   radial(at 30% 20%, white, accent)      from another point
 *
 * Angles and the length of a line are those of CSS: the first and last colour are reached in the
 * corners (CSS Images 3, 3.1).
 */
#include "layout/box.h"

#include "layout/values.h"

enum { GRADIENT_MAX_STOPS = 16, PERMILLE = 1000, PLACE_UNSET = -1 };

struct GradientFill {
    bool radial;
    int degrees;
    Size centre[2];
    GradientStop stops[GRADIENT_MAX_STOPS];
    size_t n_stops;
};

static bool starts_gradient(Str text)
{
    return str_starts(text, STR("linear(")) || str_starts(text, STR("radial("));
}

/* Up to the next comma that is not inside brackets; false at the end. */
static bool next_part(Str *rest, Str *part)
{
    if (!rest->len) return false;
    int depth = 0;
    size_t i = 0;
    for (; i < rest->len && (depth > 0 || rest->ptr[i] != ','); i++)
        depth += (rest->ptr[i] == '(') - (rest->ptr[i] == ')');
    *part = str_trim(str_slice(*rest, 0, i));
    *rest = str_slice(*rest, i + 1, rest->len);
    return true;
}

static bool percent_parse(Str text, int *permille)
{
    Size size;
    if (!size_parse(text, &size) || size.unit != SIZE_PERCENT) return false;
    *permille = size.value / 100;
    return true;
}

static bool read_angle(Str part, int *degrees)
{
    Num n;
    if (!str_ends(part, STR("deg")) || !num_parse(str_slice(part, 0, part.len - 3), &n))
        return false;
    *degrees = (int)(num_round(n) % 360);
    return true;
}

/* NULL, or what is wrong; empty if that was reported. */
static const char *read_stop(Make *m, Str part, Span at, GradientFill *fill)
{
    if (fill->n_stops == GRADIENT_MAX_STOPS) return "it has more than 16 colours";
    GradientStop *stop = &fill->stops[fill->n_stops++];
    int permille = PLACE_UNSET;
    ptrdiff_t place = str_find(part, STR(" at "));
    if (place >= 0) {
        if (!percent_parse(str_slice(part, (size_t)place + 4, part.len), &permille) ||
            permille < 0 || permille > PERMILLE)
            return "a colour stands at 0% to 100%";
        part = str_trim(str_slice(part, 0, (size_t)place));
    }
    stop->permille = (int16_t)permille;
    if (!make_colour_text(m, part, at, &stop->colour)) return "";
    if (stop->colour.space == COLOUR_NONE || stop->colour.alpha != 255)
        return "its colours must be opaque; for all of it use opacity";
    return NULL;
}

/* Colours without a place are spread evenly between their neighbours. */
static bool spread_stops(GradientFill *fill)
{
    GradientStop *stops = fill->stops;
    size_t last = fill->n_stops - 1;
    if (stops[0].permille == PLACE_UNSET) stops[0].permille = 0;
    if (stops[last].permille == PLACE_UNSET) stops[last].permille = PERMILLE;
    for (size_t i = 1, from = 0; i <= last; i++) {
        if (stops[i].permille == PLACE_UNSET) continue;
        if (stops[i].permille < stops[from].permille) return false;
        for (size_t k = from + 1; k < i; k++)
            stops[k].permille =
                (int16_t)(stops[from].permille + (stops[i].permille - stops[from].permille) *
                                                     (int)(k - from) / (int)(i - from));
        from = i;
    }
    return true;
}

static Colour gray_as(Colour colour, ColourSpace space)
{
    if (colour.space != COLOUR_GRAY || space == COLOUR_GRAY) return colour;
    uint8_t v = colour.c[0];
    return space == COLOUR_RGB ? COLOUR_RGB8(v, v, v)
                               : (Colour){COLOUR_CMYK, {0, 0, 0, (uint8_t)(255 - v)}, 255};
}

/* One space for all; grays go with either. */
static bool unite_inks(GradientFill *fill)
{
    ColourSpace space = COLOUR_GRAY;
    for (size_t i = 0; i < fill->n_stops; i++)
        if (fill->stops[i].colour.space != COLOUR_GRAY) space = fill->stops[i].colour.space;
    for (size_t i = 0; i < fill->n_stops; i++) {
        fill->stops[i].colour = gray_as(fill->stops[i].colour, space);
        if (fill->stops[i].colour.space != space) return false;
    }
    return true;
}

static const char *read_gradient(Make *m, Str text, Span at, GradientFill *fill)
{
    Str part, rest = str_slice(text, 7, text.len - 1);
    const char *fault = NULL;
    *fill = (GradientFill){.radial = str_starts(text, STR("radial")),
                           .degrees = 180,
                           .centre = {{SIZE_PERCENT, 50000}, {SIZE_PERCENT, 50000}}};
    if (!str_ends(text, STR(")"))) return "its bracket is not closed";
    while (!fault && next_part(&rest, &part)) {
        if (fill->radial && str_starts(part, STR("at ")))
            fault = point_parse(str_slice(part, 3, part.len), fill->centre)
                        ? NULL
                        : "its middle is two lengths or percentages, such as `at 30% 20%`";
        else if (!str_ends(part, STR("deg")))
            fault = read_stop(m, part, at, fill);
        else if (fill->radial || !read_angle(part, &fill->degrees))
            fault = fill->radial ? "a radial one has no angle" : "the angle is a number and `deg`";
    }
    if (fault) return fault;
    if (fill->n_stops < 2) return "it needs two colours";
    if (!spread_stops(fill)) return "the places of its colours must rise";
    return unite_inks(fill) ? NULL : "its colours must all be RGB or all be CMYK";
}

void make_fill(Make *m, const LNode *node, const Scope *scope, Box *box)
{
    const Prop *prop = prop_find(node, P_FILL);
    if (!prop) return;
    Str text;
    if (make_prop_ink(m, prop, scope, &box->fill, &text)) return;
    if (!starts_gradient(text)) {
        make_colour_text(m, text, prop->span, &box->fill);
        return;
    }
    GradientFill *fill = ARENA_NEW(m->arena, GradientFill);
    const char *fault = read_gradient(m, text, prop->span, fill);
    if (!fault)
        box->gradient = fill;
    else if (*fault)
        diag_report(m->diag, DIAG_LAYOUT_GRADIENT, prop->span, text, str_from(fault));
}

static int64_t magnitude(int64_t n) { return n < 0 ? -n : n; }

/* Root of a number below 2^62, rounded down, bit by bit. */
static int64_t root_of(int64_t n)
{
    int64_t root = 0;
    for (int64_t bit = (int64_t)1 << 31; bit > 0; bit >>= 1)
        if ((root + bit) * (root + bit) <= n) root += bit;
    return root;
}

const Gradient *place_gradient(Arena *arena, const GradientFill *fill, Rect at)
{
    Gradient *out = ARENA_NEW(arena, Gradient);
    *out = (Gradient){.radial = fill->radial, .stops = fill->stops, .n_stops = fill->n_stops};
    if (fill->radial) {
        Len x = size_resolve(fill->centre[0], at.w), y = size_resolve(fill->centre[1], at.h);
        int64_t dx = magnitude(x) > magnitude(at.w - x) ? x : at.w - x;
        int64_t dy = magnitude(y) > magnitude(at.h - y) ? y : at.h - y;
        out->from = (Point){at.x + x, at.y + y};
        out->to = (Point){out->from.x + (Len)root_of(dx * dx + dy * dy), out->from.y};
        return out;
    }
    int64_t sine = sine_16_16(fill->degrees), cosine = sine_16_16(fill->degrees + 90);
    /* Half the line: |w sin| + |h cos|, halved. */
    Len half = (Len)((at.w * magnitude(sine) + at.h * magnitude(cosine)) / 65536 / 2);
    Point middle = {at.x + at.w / 2, at.y + at.h / 2};
    Len dx = len_scale(half, sine, 65536), dy = len_scale(half, cosine, 65536);
    out->from = (Point){middle.x - dx, middle.y + dy};
    out->to = (Point){middle.x + dx, middle.y - dy};
    return out;
}
