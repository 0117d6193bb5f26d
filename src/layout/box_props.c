/* box_props - the properties that every box can have: size, frame, place, marks.
 *
 * A node sets few of them, so those it sets are walked, in the order of PropId. */
#include "layout/box.h"
#include "layout/values.h"

static void make_marks(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    static const PropId texts[] = {P_ANCHOR, P_LINK, P_TITLE, P_ALT};
    BoxMarks marks = {.in_contents = true};
    Str *fields[] = {&marks.anchor, &marks.link, &marks.title, &marks.alt};
    const Prop *prop;
    bool any = false;
    int64_t n;
    for (size_t i = 0; i < 4; i++)
        if ((prop = prop_find(node, texts[i])))
            *fields[i] = make_phrase(m, prop->text, scope, NULL, NULL), any = true;
    if (make_int(m, node, P_HEADING, scope, &n))
        marks.heading = n < 1 ? 1 : n > 6 ? 6 : (int)n, any = true;
    if (make_int(m, node, P_CONTENTS, scope, &n)) marks.in_contents = n != 0;
    if (make_int(m, node, P_ROLE, scope, &n)) {
        static const TagRole roles[] = {TAG_P,      TAG_ARTIFACT, TAG_P,
                                        TAG_FIGURE, TAG_CAPTION,  TAG_NOTE};
        marks.role = roles[n], marks.has_role = n != 0, any = true;
    }
    const struct {
        PropId id;
        const RecordType *type;
        Str **out;
    } maps[] = {{P_MARK, &m->layout->mark_type, &marks.mark_texts},
                {P_INDEX, &m->layout->index_type, &marks.index_terms}};
    for (size_t k = 0; k < 2; k++) {
        if (!(prop = prop_find(node, maps[k].id))) continue;
        *maps[k].out = ARENA_ARRAY(m->arena, Str, maps[k].type->n_fields);
        any = true;
        for (size_t i = 0; i < prop->map.n; i++) {
            int field = type_field(maps[k].type, prop->map.items[i].name);
            if (field >= 0)
                (*maps[k].out)[field] = make_phrase(m, prop->map.items[i].text, scope, NULL, NULL);
        }
    }
    if (!any) return;
    box->marks = ARENA_NEW(m->arena, BoxMarks);
    *box->marks = marks;
}

/* A small number, as properties with few choices have it; others leave *out alone. */
static void make_small(Make *m, const Prop *prop, const Scope *scope, uint8_t *out)
{
    int64_t n;
    if (make_prop_int(m, prop, scope, &n) && n >= 0 && n <= UINT8_MAX) *out = (uint8_t)n;
}

static void make_flag(Make *m, const Prop *prop, const Scope *scope, bool *out)
{
    uint8_t n = *out;
    make_small(m, prop, scope, &n);
    *out = n != 0;
}

/* `cols: [first, last]` */
static void grid_columns_of(Make *m, Box *box, const Prop *cols)
{
    bool good = cols->ints.n == 2 && cols->ints.items[0] >= 1 && cols->ints.items[1] <= 100 &&
                cols->ints.items[0] <= cols->ints.items[1];
    if (good) {
        box->first_column = (int16_t)cols->ints.items[0];
        box->last_column = (int16_t)cols->ints.items[1];
    } else {
        diag_report(m->diag, DIAG_LAYOUT_VALUE, cols->span, STR("cols"),
                    STR("the first and the last column, such as [1, 6]"),
                    cols->ints.n != 2 ? STR("another list")
                                      : str_format(m->arena, "[%d, %d]", cols->ints.items[0],
                                                   cols->ints.items[1]));
    }
}

/* Where the box stands in what holds it; false if the property is another. */
static bool make_place(Make *m, Box *box, const Prop *prop, const Scope *scope)
{
    int64_t n;
    switch (prop->id) {
    case P_AT:
        box->placed_at = make_prop_point(m, prop, scope, box->at);
        return true;
    case P_PLACE:
        if (make_prop_int(m, prop, scope, &n)) box->place = (int8_t)n;
        return true;
    case P_COLS:
        grid_columns_of(m, box, prop);
        return true;
    case P_SPAN:
        if (make_prop_int(m, prop, scope, &n) && ((n >= 1 && n <= 100) || n == SPAN_ALL))
            box->span = (int16_t)n;
        return true;
    case P_ROTATE:
        if (make_prop_int(m, prop, scope, &n)) box->rotate_degrees = n;
        return true;
    default:
        return false;
    }
}

static void make_dash(Make *m, Box *box, const Prop *prop, const Scope *scope)
{
    Size dash[2];
    if (!make_prop_point(m, prop, scope, dash)) return;
    box->dash[0] = size_resolve(dash[0], 0), box->dash[1] = size_resolve(dash[1], 0);
}

/* Measures, and the spaces in the box; false if the property is another. */
static bool make_measures(Make *m, Box *box, const Prop *prop, const Scope *scope)
{
    switch (prop->id) {
    case P_WIDTH:
        return make_prop_size(m, prop, scope, &box->width), true;
    case P_HEIGHT:
        return make_prop_size(m, prop, scope, &box->height), true;
    case P_MIN_HEIGHT:
        return make_prop_length(m, prop, scope, &box->min_height), true;
    case P_ABOVE:
        return make_prop_length(m, prop, scope, &box->above), true;
    case P_BELOW:
        return make_prop_length(m, prop, scope, &box->below), true;
    case P_GAP:
        if (make_prop_length(m, prop, scope, &box->gap)) box->row_gap = box->gap;
        return true;
    case P_ROW_GAP:
        return make_prop_length(m, prop, scope, &box->row_gap), true;
    case P_PADDING:
        box->padding = prop->insets;
        return true;
    default:
        return false;
    }
}

/* Ground and outline; false if the property is another. */
static bool make_surface(Make *m, Box *box, const LNode *node, const Prop *prop, const Scope *scope)
{
    switch (prop->id) {
    case P_FILL:
        return make_fill(m, node, scope, box), true;
    case P_STROKE:
        if (make_prop_colour(m, prop, scope, &box->stroke))
            make_length(m, node, P_STROKE_WIDTH, scope, &box->stroke_width);
        return true;
    case P_DASH:
        return make_dash(m, box, prop, scope), true;
    case P_RADIUS:
        return make_radii(m, node, scope, box), true;
    case P_BORDER:
        return make_borders(m, node, scope, box), true;
    case P_BLEED:
        box->bleed = (uint8_t)prop->number;
        return true;
    case P_OPACITY:
        return make_small(m, prop, scope, &box->opacity), true;
    case P_CLIP:
        return make_small(m, prop, scope, &box->clips), true;
    default:
        return false;
    }
}

/* What the box does with its children and on its page. */
static void make_conduct(Make *m, Box *box, const Prop *prop, const Scope *scope)
{
    switch (prop->id) {
    case P_ALIGN:
        make_small(m, prop, scope, &box->align);
        break;
    case P_VALIGN:
        make_small(m, prop, scope, &box->valign);
        break;
    case P_JUSTIFY:
        make_small(m, prop, scope, &box->justify);
        break;
    case P_BALANCE:
        make_flag(m, prop, scope, &box->balanced);
        break;
    case P_EQUAL:
        make_flag(m, prop, scope, &box->equal_rows);
        break;
    case P_KEEP:
        make_small(m, prop, scope, &box->keep);
        break;
    case P_KEEP_NEXT:
        make_flag(m, prop, scope, &box->keep_next);
        break;
    case P_BREAK:
        make_small(m, prop, scope, &box->break_before);
        break;
    default:
        break;
    }
}

#define BIT(id) (UINT64_C(1) << (id))

void make_frame(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    static const uint64_t marks = BIT(P_LINK) | BIT(P_ANCHOR) | BIT(P_HEADING) | BIT(P_TITLE) |
                                  BIT(P_CONTENTS) | BIT(P_MARK) | BIT(P_INDEX) | BIT(P_ROLE) |
                                  BIT(P_ALT);
    box->stroke_width = LEN_PT(0.5);
    if (node->has[0] & marks) {
        make_marks(m, box, node, scope);
        box->keep_next = box->marks && box->marks->heading;
    }
    for (size_t i = 0; i < node->n_props && node->props[i].id < P_STYLE; i++) {
        const Prop *prop = &node->props[i];
        if (!make_measures(m, box, prop, scope) && !make_place(m, box, prop, scope) &&
            !make_surface(m, box, node, prop, scope))
            make_conduct(m, box, prop, scope);
    }
}
