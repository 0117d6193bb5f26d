/* printer - how a printer is off.
 *
 * Sine and cosine of the small angles that papers are skewed by come from their series, in 30-bit
 * fixed point: at 5 degrees the first term left out is below 1e-8.
 */
#include "press/printer.h"

static const char *const flip_words[] = {"long", "short", NULL};

#define AT(member) offsetof(Printer, member)

static const PressField scale_fields[] = {
    {"x", PRESS_PERCENT, AT(scale_x)},
    {"y", PRESS_PERCENT, AT(scale_y)},
    {0},
};

static const PressField back_fields[] = {
    {"dx", PRESS_LENGTH, AT(back_dx)},
    {"dy", PRESS_LENGTH, AT(back_dy)},
    {"rotate", PRESS_ANGLE, AT(back_rotate_milli)},
    {0},
};

static const PressField fields[] = {
    {"name", PRESS_TEXT, AT(name)},
    {"title", PRESS_TEXT, AT(title)},
    {"dx", PRESS_LENGTH, AT(dx)},
    {"dy", PRESS_LENGTH, AT(dy)},
    {"rotate", PRESS_ANGLE, AT(rotate_milli)},
    {"scale", PRESS_MAP, 0, .fields = scale_fields},
    {"dpi", PRESS_DPI, AT(dpi)},
    {"flip", PRESS_CHOICE, AT(flip), .choices = flip_words},
    {"back", PRESS_MAP, 0, .fields = back_fields},
    {0},
};

enum { ONE = 1 << 16, WHOLE = 100000 };

const Printer *printer_read(Arena *arena, const Node *node, Diag *diag)
{
    Printer *printer = ARENA_NEW(arena, Printer);
    *printer = (Printer){.scale_x = WHOLE, .scale_y = WHOLE};
    return press_read(arena, node, STR("printer profile"), fields, printer, diag) ? printer : NULL;
}

typedef struct Angle {
    int64_t sin, cos; /* 1 is 1 << 30 */
} Angle;

static Angle angle_of(int milli_degrees)
{
    const int64_t one = (int64_t)1 << 30;
    int64_t t = (int64_t)milli_degrees * 18740330 / 1000; /* pi / 180 */
    int64_t t2 = t * t / one, t4 = t2 * t2 / one;
    return (Angle){t - t * t2 / one / 6 + t * t4 / one / 120, one - t2 / 2 + t4 / 24};
}

static int32_t factor(int64_t fixed, int scale)
{
    int64_t n = fixed * scale / WHOLE, half = 1 << 13;
    return (int32_t)((n + (n < 0 ? -half : half)) / (1 << 14));
}

Transform printer_transform(const Printer *printer, Extent sheet, bool back)
{
    if (!printer) return (Transform){ONE, 0, 0, ONE, 0, 0};
    Angle angle = angle_of(printer->rotate_milli + (back ? printer->back_rotate_milli : 0));
    Transform t = {.a = factor(angle.cos, printer->scale_x),
                   .b = factor(angle.sin, printer->scale_x),
                   .c = factor(-angle.sin, printer->scale_y),
                   .d = factor(angle.cos, printer->scale_y)};
    int64_t x = sheet.w / 2, y = sheet.h / 2;
    t.e = (Len)(x - (t.a * x + t.c * y) / ONE) + printer->dx + (back ? printer->back_dx : 0);
    t.f = (Len)(y - (t.b * x + t.d * y) / ONE) + printer->dy + (back ? printer->back_dy : 0);
    return t;
}

bool sheet_turns_sideways(Extent sheet, Flip flip)
{
    return (flip == FLIP_LONG) == (sheet.h >= sheet.w);
}

Rect sheet_behind(Extent sheet, Flip flip, Rect box)
{
    if (sheet_turns_sideways(sheet, flip))
        box.x = sheet.w - box.x - box.w;
    else
        box.y = sheet.h - box.y - box.h;
    return box;
}
