/* plan - making, measuring and painting of floor plans.
 *
 * Numbers of stands share one size, the largest at which each fits into its stand; a stand too
 * small for the least size that can be read has no number, with a warning. Doors
 * stand outside the nearest wall, with a gap in it, and the margins are as wide as they need. */
#include "layout/plan.h"

#include "model/tables.h"

enum { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT };
enum { DOOR_METRES = 2, WALL = 1400, STAND_EDGE = 600 };
static const Colour white = {COLOUR_GRAY, {255}, 255}, ink = {COLOUR_GRAY, {25}, 255};

static Num number_of(const Record *record, Str field)
{
    const Value *value = record_value(record, field);
    return value->kind == VALUE_NUMBER ? value->number : 0;
}

static bool is_placed(const Record *record)
{
    return record_value(record, STR("x"))->kind == VALUE_NUMBER &&
           record_value(record, STR("width"))->kind == VALUE_NUMBER;
}

static Len in_plan(const Plan *plan, Num metres)
{
    return len_sum((int64_t)plan->hall.w * metres / plan->width);
}

static Rect place_of(const Plan *plan, Num x, Num y, Num width, Num depth)
{
    Len left = in_plan(plan, x), top = in_plan(plan, y);
    return (Rect){left, top, in_plan(plan, num_add(x, width)) - left,
                  in_plan(plan, num_add(y, depth)) - top};
}

/* A stand's entry in the key, if it is the first of its name. */
static void add_to_key(Make *m, Plan *plan, KeyItem *items, Str *names, Str name, Colour colour)
{
    for (size_t i = 0; i < plan->key.n; i++)
        if (str_eq(names[i], name)) return;
    names[plan->key.n] = name;
    items[plan->key.n++] =
        (KeyItem){.name = figure_text(m, name, plan->style, ALIGN_LEFT, (Span){0}),
                  .fill = {.colour = colour}};
}

static Colour stand_tint(Colour colour)
{
    return colour.space == COLOUR_NONE ? (Colour){COLOUR_GRAY, {222}, 255}
                                       : colour_mix(white, colour, 34);
}

static PlanStand make_stand(Make *m, const Plan *plan, const LNode *node, const Scope *scope,
                            const Record *booth)
{
    const Prop *highlight = prop_find(node, P_HIGHLIGHT), *label = prop_find(node, P_LABEL);
    PlanStand stand = {.x = number_of(booth, STR("x")),
                       .y = number_of(booth, STR("y")),
                       .width = number_of(booth, STR("width")),
                       .depth = number_of(booth, STR("depth")),
                       .number = label ? figure_phrase(m, node, P_LABEL, scope) : booth->id,
                       .from = node->span};
    make_colour(m, node, P_STAND_COLOUR, scope, &stand.colour);
    if (highlight) {
        Value yes = make_expr(m, highlight->expr, scope);
        stand.here = value_is_true(&yes);
    }
    stand.number_width =
        figure_width(figure_text(m, stand.number, plan->style, ALIGN_LEFT, stand.from));
    return stand;
}

static void make_stands(Make *m, Plan *plan, const LNode *node, const Scope *scope,
                        const Record *hall)
{
    const Value *booths = record_value(hall, STR("booths"));
    KeyItem *items = ARENA_ARRAY(m->arena, KeyItem, booths->list.n + 1);
    Str *names = ARENA_ARRAY(m->arena, Str, booths->list.n + 1);
    Str here = figure_phrase(m, node, P_HERE, scope);
    plan->stands = ARENA_ARRAY(m->arena, PlanStand, booths->list.n);
    plan->key = (FigureKey){.items = items, .size = plan->style->size};
    for (size_t i = 0; i < booths->list.n; i++) {
        const Record *booth = booths->list.items[i].record;
        if (!is_placed(booth)) continue;
        Scope inner = {scope, STR("stand"), value_record(booth)};
        PlanStand *stand = &plan->stands[plan->n_stands++];
        *stand = make_stand(m, plan, node, &inner, booth);
        if (stand->here && here.len) add_to_key(m, plan, items, names, here, plan->accent);
    }
    for (size_t i = 0, k = 0; i < booths->list.n; i++) {
        const Record *booth = booths->list.items[i].record;
        if (!is_placed(booth)) continue;
        Scope inner = {scope, STR("stand"), value_record(booth)};
        Str name = figure_phrase(m, node, P_KEY, &inner);
        Colour colour = stand_tint(plan->stands[k++].colour);
        if (name.len) add_to_key(m, plan, items, names, name, colour);
    }
}

/* The wall that is nearest to a door. */
static int nearest_wall(const Plan *plan, Num x, Num y)
{
    const Num to[] = {y, plan->width - x, plan->depth - y, x};
    int side = 0;
    for (int i = 1; i < 4; i++)
        if (to[i] < to[side]) side = i;
    return side;
}

static void make_plan_marks(Make *m, Plan *plan, const Record *hall)
{
    static const Str kinds[] = {{"entrance", 8}, {"exit", 4}, {"stage", 5}, {"room", 4}};
    const Value *marks = record_value(hall, STR("marks"));
    plan->marks = ARENA_ARRAY(m->arena, PlanMark, marks->list.n);
    for (size_t i = 0; i < marks->list.n; i++) {
        const Record *record = marks->list.items[i].record;
        if (record_value(record, STR("x"))->kind != VALUE_NUMBER) continue;
        PlanMark *mark = &plan->marks[plan->n_marks++];
        Str kind = record_value(record, STR("kind"))->text;
        for (int k = 0; k < 4; k++)
            if (str_eq(kind, kinds[k])) mark->kind = (PlanMarkKind)k;
        mark->x = number_of(record, STR("x")), mark->y = number_of(record, STR("y"));
        mark->width = number_of(record, STR("width"));
        mark->depth = number_of(record, STR("depth"));
        mark->side = nearest_wall(plan, mark->x, mark->y);
        const Value *name = record_value(record, STR("name"));
        mark->align = mark->kind > PLAN_EXIT    ? ALIGN_CENTRE
                      : mark->side == SIDE_LEFT ? ALIGN_RIGHT
                                                : ALIGN_LEFT;
        mark->words = value_text_in(name, m->eval.lang, NULL);
        mark->from = value_span(name);
        mark->name = figure_text(m, mark->words, plan->style, mark->align, mark->from);
    }
}

static void make_furniture(Make *m, Plan *plan, const LNode *node, const Scope *scope,
                           const Record *hall)
{
    static const Str sides[] = {{"top", 3}, {"right", 5}, {"bottom", 6}, {"left", 4}};
    int64_t shown;
    Str north = record_value(hall, STR("north"))->text;
    plan->north = -1;
    for (int i = 0; i < 4 && record_value(hall, STR("north"))->kind == VALUE_TEXT; i++)
        if (str_eq(north, sides[i])) plan->north = i;
    plan->north_name =
        figure_text(m, figure_phrase(m, node, P_NORTH, scope), plan->style, ALIGN_LEFT, node->span);
    if (make_int(m, node, P_SCALE, scope, &shown) && !shown) {
        plan->north = -1;
        return;
    }
    plan->scale = figure_nice(plan->width / 4);
    if (plan->scale < NUM_ONE) plan->scale = NUM_ONE;
    Str metres = str_format(m->arena, "%.*s m", STR_ARG(num_format(m->arena, plan->scale)));
    plan->scale_name = figure_text(m, metres, plan->style, ALIGN_LEFT, node->span);
}

Box *make_plan(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    const Prop *main = prop_find(node, P_PLAN_HALL);
    Value value = main ? make_expr(m, main->expr, scope) : value_unknown();
    if (value.kind != VALUE_RECORD || value.record->type != &hall_type ||
        !value_is_true(record_value(value.record, STR("has_plan"))))
        return NULL;
    Plan *plan = box->plan = ARENA_NEW(m->arena, Plan);
    *plan = (Plan){.width = number_of(value.record, STR("width")),
                   .depth = number_of(value.record, STR("depth")),
                   .style = make_style(m, node, scope),
                   .accent = {COLOUR_GRAY, {60}, 255},
                   .least_size = LEN_PT(4)};
    make_colour(m, node, P_ACCENT_COLOUR, scope, &plan->accent);
    make_length(m, node, P_MIN_SIZE, scope, &plan->least_size);
    make_length(m, node, P_METRE, scope, &plan->metre);
    make_stands(m, plan, node, scope, value.record);
    make_plan_marks(m, plan, value.record);
    make_furniture(m, plan, node, scope, value.record);
    return box;
}

/* A fifth of the width for names beside the hall, more where a word would be divided. */
static Len door_name_width(const Plan *plan, Len width)
{
    Len room = width / 5;
    for (size_t i = 0; i < plan->n_marks; i++) {
        const PlanMark *mark = &plan->marks[i];
        if (mark->kind > PLAN_EXIT || mark->side % 2 == 0 || !mark->name) continue;
        Len word = para_longest_word(mark->name);
        if (word > room) room = word;
    }
    return room < width / 3 ? room : width / 3;
}

/* Width of a door's name beside the plan, broken into lines. */
static Len door_name_taken(Make *m, const Plan *plan, const PlanMark *mark)
{
    return mark->name ? para_break(m->arena, mark->name, plan->door_names).width : 0;
}

static Insets door_margins(Make *m, Plan *plan, Len width)
{
    Insets out = {WALL, WALL, WALL, WALL};
    Len triangle = plan->style->size;
    plan->door_names = door_name_width(plan, width);
    for (size_t i = 0; i < plan->n_marks; i++) {
        const PlanMark *mark = &plan->marks[i];
        if (mark->kind > PLAN_EXIT) continue;
        Len *sides[] = {&out.top, &out.right, &out.bottom, &out.left};
        Len need = plan->style->leading + WALL;
        if (mark->side % 2) need = triangle * 3 / 2 + WALL + door_name_taken(m, plan, mark);
        if (need > *sides[mark->side]) *sides[mark->side] = need;
    }
    return out;
}

/* The size at which a number fits into its stand. */
static Len fitting_size(const Plan *plan, const PlanStand *stand)
{
    Rect at = place_of(plan, stand->x, stand->y, stand->width, stand->depth);
    Len by_width = len_scale(plan->style->size, (int64_t)at.w * 86 / 100, stand->number_width);
    Len by_height = at.h; /* capitals take up some 70 % of it */
    Len size = by_width < by_height ? by_width : by_height;
    if (size > plan->style->size) size = plan->style->size;
    return size - size % (LEN_PER_PT / 10);
}

static const Para *number_text(Make *m, const Plan *plan, const PlanStand *stand, Len size)
{
    TextStyle style = *plan->style;
    style.size = size;
    style.leading = size;
    if (stand->here) {
        style.weight = 700;
        style.colour = colour_contrast(plan->accent, white) >= 300 ? white : ink;
    }
    return figure_text(m, stand->number, &style, ALIGN_LEFT, stand->from);
}

static void report_small(Make *m, const Plan *plan, const LNode *node, Str what, Len size)
{
    diag_report(
        m->diag, DIAG_LAYOUT_PLAN_SMALL, node->span, what,
        str_format(m->arena, "%d.%d pt", size / 1000, size % 1000 / 100),
        str_format(m->arena, "%d.%d pt", plan->least_size / 1000, plan->least_size % 1000 / 100));
}

static void fit_numbers(Make *m, Plan *plan, const LNode *node)
{
    Len size = plan->style->size, smallest = size;
    size_t left_out = 0;
    for (size_t i = 0; i < plan->n_stands; i++) {
        const PlanStand *stand = &plan->stands[i];
        Len own = stand->number_width ? fitting_size(plan, stand) : size;
        left_out += own < plan->least_size;
        if (own < smallest) smallest = own;
        if (own < size && own >= plan->least_size) size = own;
    }
    if (left_out)
        report_small(m, plan, node,
                     left_out == 1 ? STR("the number of a stand")
                                   : str_format(m->arena, "the numbers of %zu stands", left_out),
                     smallest);
    for (size_t i = 0; i < plan->n_stands; i++) {
        PlanStand *stand = &plan->stands[i];
        stand->text = NULL;
        if (!stand->number_width) continue;
        Len own = fitting_size(plan, stand);
        if (own < plan->least_size) continue;
        stand->text = number_text(m, plan, stand, stand->here ? own : size);
    }
}

/* The name of a room in the largest size at which its lines stand inside. */
static void fit_room(Make *m, const Plan *plan, PlanMark *mark, const LNode *node)
{
    Rect place = place_of(plan, mark->x, mark->y, mark->width, mark->depth);
    Len room = place.w - LEN_PT(2),
        size = plan->style->size < place.h ? plan->style->size : place.h;
    const Para *found = NULL;
    for (Len low = 0, high = size; high - low >= LEN_PT(0.25); size = (low + high) / 2) {
        TextStyle style = *plan->style;
        style.size = size, style.leading = size * 6 / 5;
        const Para *name = figure_text(m, mark->words, &style, mark->align, mark->from);
        bool fits = name && para_longest_word(name) <= room &&
                    para_break(m->arena, name, room).height <= place.h;
        if (fits && size >= plan->least_size) found = name;
        if (fits && size == high) break;
        if (fits)
            low = size;
        else
            high = size;
    }
    mark->name = found;
    if (!found)
        report_small(m, plan, node, str_format(m->arena, "the name \"%.*s\"", STR_ARG(mark->words)),
                     size);
}

static void fit_texts(Make *m, Plan *plan, const LNode *node)
{
    fit_numbers(m, plan, node);
    for (size_t i = 0; i < plan->n_marks; i++)
        if (plan->marks[i].kind >= PLAN_STAGE && plan->marks[i].width && plan->marks[i].words.len)
            fit_room(m, plan, &plan->marks[i], node);
}

static Len furniture_height(Make *m, const Plan *plan, Len width)
{
    Len height = 0, gap = plan->style->size;
    if (plan->scale || plan->north >= 0) height += gap + plan->style->leading;
    if (plan->key.n) height += gap + figure_key_height(m->arena, &plan->key, width);
    return height;
}

void measure_plan(Make *m, Box *box, Len width, Len height)
{
    Plan *plan = box->plan;
    Len inner = width - box->padding.left - box->padding.right;
    Insets margins = door_margins(m, plan, inner);
    Len across = inner - margins.left - margins.right;
    Len around = margins.top + margins.bottom + box->padding.top + box->padding.bottom;
    Len below = furniture_height(m, plan, inner - margins.left);
    if (across < LEN_PT(1)) across = LEN_PT(1);
    int64_t wanted = plan->metre > 0 ? plan->metre * (plan->width / 100) / (NUM_ONE / 100) : across;
    bool fixed = plan->metre > 0 && wanted <= across;
    if (fixed) across = (Len)wanted;
    Len down = len_scale(across, plan->depth, plan->width);
    if (height != LEN_UNSET && down + around + below > height) {
        down = height - around - below;
        if (down < LEN_PT(1)) down = LEN_PT(1);
        across = len_scale(down, plan->width, plan->depth);
    }
    Len spare = inner - margins.left - margins.right - across;
    plan->hall = (Rect){margins.left + (fixed ? 0 : spare / 2), margins.top, across, down};
    plan->margin_below = margins.bottom;
    box->rect.h = height != LEN_UNSET ? height : len_sum((int64_t)down + around + below);
    fit_texts(m, plan, box->node);
}

static void paint_stand(Painter *p, const Plan *plan, const PlanStand *stand, Point at)
{
    Rect place = place_of(plan, stand->x, stand->y, stand->width, stand->depth);
    place.x += at.x, place.y += at.y;
    PathBuilder path;
    path_init(&path, p->page->arena);
    path_rect(&path, place);
    PathPaint paint = {.fill = stand->here ? plan->accent : stand_tint(stand->colour),
                       .stroke = white,
                       .stroke_width = STAND_EDGE};
    figure_path(p, &path, paint);
    if (stand->text)
        figure_paint_level(p, stand->text, place.x + (place.w - figure_width(stand->text)) / 2,
                           place.y + place.h / 2);
}

/* A triangle outside the wall that points in, or out for exits. */
static void paint_arrow(Painter *p, Point tip, int direction, Len length, Colour colour)
{
    static const int dx[] = {0, 1, 0, -1}, dy[] = {-1, 0, 1, 0}; /* up, right, down, left */
    int ax = dx[direction], ay = dy[direction];
    Len half = length * 55 / 100;
    PathBuilder path;
    path_init(&path, p->page->arena);
    path_move(&path, tip.x, tip.y);
    path_line(&path, tip.x - ax * length - ay * half, tip.y - ay * length + ax * half);
    path_line(&path, tip.x - ax * length + ay * half, tip.y - ay * length - ax * half);
    path_close(&path);
    figure_path(p, &path, (PathPaint){.fill = colour});
}

static void paint_door(Painter *p, const Plan *plan, const PlanMark *mark, Point at)
{
    Len size = plan->style->size * 9 / 10, gap = WALL + LEN_PT(0.6);
    Point foot = {at.x + in_plan(plan, mark->x), at.y + in_plan(plan, mark->y)};
    bool out = mark->kind == PLAN_EXIT;
    Len name = figure_width(mark->name), widest = plan->hall.w;
    Len beside = plan->style->size * 4 / 5;
    Point text;
    switch (mark->side) {
    case SIDE_TOP:
    case SIDE_BOTTOM:
        foot.y = mark->side == SIDE_TOP ? at.y - gap : at.y + plan->hall.h + gap;
        text = (Point){foot.x + beside, foot.y + (mark->side == SIDE_TOP ? -size / 2 : size / 2)};
        if (text.x + name > at.x + widest) text.x = foot.x - beside - name;
        figure_paint_level(p, mark->name, text.x, text.y);
        break;
    default:
        foot.x = mark->side == SIDE_LEFT ? at.x - gap : at.x + plan->hall.w + gap;
        Len room = plan->door_names;
        Len height = figure_height(p->page->arena, mark->name, room);
        Len x = mark->side == SIDE_LEFT ? foot.x - size - beside / 2 - room
                                        : foot.x + size + beside / 2;
        figure_paint(p, mark->name, room, x, foot.y - height / 2);
    }
    /* Tip and direction: inwards at the wall, outwards away from it. */
    static const int inwards[] = {2, 3, 0, 1}, ox[] = {0, 1, 0, -1}, oy[] = {-1, 0, 1, 0};
    Point tip = foot;
    if (out) tip = (Point){foot.x + ox[mark->side] * size, foot.y + oy[mark->side] * size};
    paint_arrow(p, tip, out ? (inwards[mark->side] + 2) % 4 : inwards[mark->side], size,
                plan->style->colour);
}

/* A wall with a gap at each of its doors. */
static void paint_wall(Painter *p, const Plan *plan, int side, Point at)
{
    bool level = side % 2 == 0;
    Num length = level ? plan->width : plan->depth, from = 0;
    Len fixed = side == SIDE_RIGHT    ? at.x + plan->hall.w
                : side == SIDE_BOTTOM ? at.y + plan->hall.h
                : level               ? at.y
                                      : at.x;
    PathBuilder path;
    path_init(&path, p->page->arena);
    while (from < length) {
        Num next = length, after = length; /* the next gap */
        for (size_t i = 0; i < plan->n_marks; i++) {
            const PlanMark *mark = &plan->marks[i];
            if (mark->kind > PLAN_EXIT || mark->side != side) continue;
            Num half = (mark->width ? mark->width : DOOR_METRES * NUM_ONE) / 2;
            Num centre = level ? mark->x : mark->y;
            if (centre + half <= from || centre - half >= next) continue;
            next = centre - half, after = centre + half;
        }
        if (next > from) {
            Len a = in_plan(plan, from) - (from ? 0 : WALL / 2);
            Len b = in_plan(plan, next) + (next == length ? WALL / 2 : 0);
            path_move(&path, level ? at.x + a : fixed, level ? fixed : at.y + a);
            path_line(&path, level ? at.x + b : fixed, level ? fixed : at.y + b);
        }
        from = after > from ? after : length;
    }
    figure_path(p, &path, (PathPaint){.stroke = plan->style->colour, .stroke_width = WALL});
}

static void paint_room(Painter *p, const Plan *plan, const PlanMark *mark, Point at)
{
    Rect place = place_of(plan, mark->x, mark->y, mark->width, mark->depth);
    place.x += at.x, place.y += at.y;
    if (!mark->width) {
        figure_paint(p, mark->name, LEN_MAX, place.x, place.y);
        return;
    }
    PathBuilder path;
    path_init(&path, p->page->arena);
    path_rect(&path, place);
    bool stage = mark->kind == PLAN_STAGE;
    figure_path(p, &path,
                (PathPaint){.fill = stage ? (Colour){COLOUR_GRAY, {200}, 255} : white,
                            .stroke = stage ? (Colour){0} : (Colour){COLOUR_GRAY, {140}, 255},
                            .stroke_width = stage ? 0 : STAND_EDGE});
    Len room = place.w - LEN_PT(2);
    Len height = figure_height(p->page->arena, mark->name, room);
    figure_paint(p, mark->name, room, place.x + LEN_PT(1), place.y + (place.h - height) / 2);
}

static void paint_scale(Painter *p, const Plan *plan, Point at)
{
    Len width = in_plan(plan, plan->scale), y = at.y + plan->style->leading / 2,
        tick = plan->style->size / 4;
    Colour colour = plan->style->colour;
    draw_line(p->page, (Point){at.x, y}, (Point){at.x + width, y}, LEN_PT(0.75), colour);
    draw_line(p->page, (Point){at.x, y - tick}, (Point){at.x, y + tick}, LEN_PT(0.75), colour);
    draw_line(p->page, (Point){at.x + width, y - tick}, (Point){at.x + width, y + tick},
              LEN_PT(0.75), colour);
    figure_paint_level(p, plan->scale_name, at.x + width + plan->style->size / 2, y);
}

static void paint_north(Painter *p, const Plan *plan, Point at)
{
    static const int dx[] = {0, 1, 0, -1}, dy[] = {-1, 0, 1, 0};
    Len half = plan->style->size * 6 / 10, middle = at.y + plan->style->leading / 2;
    Point centre = {at.x - half, middle};
    int d = plan->north;
    Point tip = {centre.x + dx[d] * half, centre.y + dy[d] * half},
          tail = {centre.x - dx[d] * half, centre.y - dy[d] * half};
    draw_line(p->page, tail, tip, LEN_PT(0.75), plan->style->colour);
    paint_arrow(p, tip, d, half, plan->style->colour);
    Len name = figure_width(plan->north_name);
    figure_paint_level(p, plan->north_name, at.x - 2 * half - plan->style->size / 3 - name, middle);
}

void paint_plan(Painter *p, const Box *box, Rect area)
{
    const Plan *plan = box->plan;
    Point at = {area.x + plan->hall.x, area.y + plan->hall.y};
    draw_rect(p->page, (Rect){at.x, at.y, plan->hall.w, plan->hall.h}, white);
    for (size_t i = 0; i < plan->n_marks; i++)
        if (plan->marks[i].kind >= PLAN_STAGE) paint_room(p, plan, &plan->marks[i], at);
    for (int here = 0; here < 2; here++) /* what is looked for stands above its neighbours */
        for (size_t i = 0; i < plan->n_stands; i++)
            if (plan->stands[i].here == here) paint_stand(p, plan, &plan->stands[i], at);
    for (int side = 0; side < 4; side++) paint_wall(p, plan, side, at);
    for (size_t i = 0; i < plan->n_marks; i++)
        if (plan->marks[i].kind <= PLAN_EXIT) paint_door(p, plan, &plan->marks[i], at);
    Len y = at.y + plan->hall.h + plan->margin_below + plan->style->size;
    if (plan->scale) paint_scale(p, plan, (Point){at.x, y});
    if (plan->north >= 0) paint_north(p, plan, (Point){at.x + plan->hall.w, y});
    if (plan->scale || plan->north >= 0) y += plan->style->leading + plan->style->size;
    figure_key_paint(p, &plan->key, area.x + area.w - at.x, at.x, y);
}
