/* places - where stands, doors and rooms are on the plans of halls.
 *
 * Sizes are written as people write them ("3 x 3 m"), places as two numbers in metres. Here they
 * become numbers for layouts. Stands that overlap are found by a sweep: sorted by their left
 * edges, each is compared only with those that begin before it ends. */
#include <stdlib.h>

#include "model/model.h"

enum { MAX_METRES = 10 * 1000, MAX_OVERLAPS = 3 }; /* of one stand that are reported */

typedef struct Area {
    Num x, y, width, depth;
} Area;

static bool is_times(Str text, size_t at, size_t *len)
{
    *len = str_starts(str_slice(text, at, text.len), STR("×")) ? 2 : 1;
    return *len == 2 || text.ptr[at] == 'x' || text.ptr[at] == 'X';
}

/* A number with a decimal point or comma, perhaps followed by m. */
static bool metre_parse(Str text, Num *out)
{
    char digits[32];
    text = str_trim(text);
    if (str_ends(text, STR("m"))) text = str_trim(str_slice(text, 0, text.len - 1));
    if (!text.len || text.len >= sizeof digits) return false;
    for (size_t i = 0; i < text.len; i++) digits[i] = text.ptr[i] == ',' ? '.' : text.ptr[i];
    return num_parse((Str){digits, text.len}, out) && *out > 0 && *out <= MAX_METRES * NUM_ONE;
}

bool metres_parse(Str text, Num out[2])
{
    size_t len;
    for (size_t i = 0; i < text.len; i++)
        if (is_times(text, i, &len))
            return metre_parse(str_slice(text, 0, i), &out[0]) &&
                   metre_parse(str_slice(text, i + len, text.len), &out[1]);
    return false;
}

static void set_number(Record *record, Str field, Num n)
{
    *record_slot(record, field) = value_number(n);
}

/* `size` into width and depth. False if there is none, or none that can be read. */
static bool settle_size(Model *model, Record *record, Area *area)
{
    const Value *size = record_value(record, STR("size"));
    Num pair[2];
    if (size->kind != VALUE_TEXT) return false;
    if (!metres_parse(size->text, pair)) {
        diag_report(model->diag, DIAG_METRES_FORM, value_span(size),
                    str_format(model->arena, "\"%.*s\"", STR_ARG(size->text)));
        return false;
    }
    area->width = pair[0], area->depth = pair[1];
    set_number(record, STR("width"), area->width);
    set_number(record, STR("depth"), area->depth);
    return true;
}

static bool settle_at(Model *model, Record *record, Area *area)
{
    const Value *at = record_value(record, STR("at"));
    if (!at->list.n) return false;
    if (at->list.n != 2) {
        diag_report(model->diag, DIAG_PLACE_FORM, value_span(&at->list.items[0]),
                    at->list.n == 1 ? STR("one")
                                    : str_format(model->arena, "%u numbers", at->list.n));
        return false;
    }
    area->x = at->list.items[0].number, area->y = at->list.items[1].number;
    if (area->x > MAX_METRES * NUM_ONE || area->y > MAX_METRES * NUM_ONE) {
        diag_report(model->diag, DIAG_PLACE_FORM, value_span(&at->list.items[0]),
                    STR("numbers beyond 10 km"));
        return false;
    }
    set_number(record, STR("x"), area->x);
    set_number(record, STR("y"), area->y);
    return true;
}

/* `6, 12`. */
static Str pair_text(Arena *arena, Num a, Num b)
{
    return str_format(arena, "%.*s, %.*s", STR_ARG(num_format(arena, a)),
                      STR_ARG(num_format(arena, b)));
}

static void check_inside(Model *model, const Record *record, const Area *area, const Area *hall)
{
    Num right = num_add(area->x, area->width), bottom = num_add(area->y, area->depth);
    if (area->x >= 0 && area->y >= 0 && right <= hall->width && bottom <= hall->depth) return;
    const Value *at = record_value(record, STR("at"));
    diag_report(model->diag, DIAG_PLACE_OUTSIDE, value_span(&at->list.items[0]),
                record_label(model->arena, record), pair_text(model->arena, area->x, area->y),
                pair_text(model->arena, right, bottom),
                pair_text(model->arena, hall->width, hall->depth));
}

typedef struct Placed {
    const Record *booth;
    Area area;
    size_t order;
} Placed;

static int compare_left(const void *pa, const void *pb)
{
    const Placed *a = pa, *b = pb;
    if (a->area.x != b->area.x) return a->area.x < b->area.x ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void check_overlaps(Model *model, Placed *placed, size_t n)
{
    qsort(placed, n, sizeof *placed, compare_left);
    for (size_t i = 0; i < n; i++) {
        const Area *a = &placed[i].area;
        int found = 0;
        for (size_t k = i + 1; k < n && placed[k].area.x < a->x + a->width && found < MAX_OVERLAPS;
             k++) {
            const Area *b = &placed[k].area;
            if (b->y >= a->y + a->depth || a->y >= b->y + b->depth) continue;
            found++;
            bool first = placed[i].order < placed[k].order;
            const Record *one = placed[first ? i : k].booth, *other = placed[first ? k : i].booth;
            diag_report(model->diag, DIAG_PLACES_OVERLAP, record_span(other),
                        record_label(model->arena, one), record_label(model->arena, other));
            diag_note(model->diag, record_span(one), STR("the other one"));
        }
    }
}

static void settle_hall(Model *model, Record *hall)
{
    Area room = {0};
    const Value *marks = record_value(hall, STR("marks")),
                *booths = record_value(hall, STR("booths"));
    bool measured = settle_size(model, hall, &room);
    for (size_t i = 0; i < marks->list.n; i++) {
        Record *mark = record_mutable(marks->list.items[i].record);
        Area area = {0};
        settle_size(model, mark, &area);
        if (settle_at(model, mark, &area) && measured) check_inside(model, mark, &area, &room);
    }
    Placed *placed = ARENA_ARRAY(model->arena, Placed, booths->list.n);
    size_t n = 0;
    for (size_t i = 0; i < booths->list.n && measured; i++) {
        const Record *booth = booths->list.items[i].record;
        const Value *x = record_value(booth, STR("x")), *width = record_value(booth, STR("width"));
        if (x->kind != VALUE_NUMBER || width->kind != VALUE_NUMBER) continue;
        Area area = {x->number, record_value(booth, STR("y"))->number, width->number,
                     record_value(booth, STR("depth"))->number};
        check_inside(model, booth, &area, &room);
        placed[n] = (Placed){booth, area, n};
        n++;
    }
    check_overlaps(model, placed, n);
    if (n) *record_slot(hall, STR("has_plan")) = value_bool(true);
}

static void settle_booth(Model *model, Record *booth)
{
    Area area;
    const Record *hall = record_ref(booth, STR("hall"));
    if (!settle_at(model, booth, &area)) return;
    if (record_value(booth, STR("size"))->kind != VALUE_TEXT)
        diag_report(model->diag, DIAG_KEY_MISSING, record_span(booth),
                    record_label(model->arena, booth), STR("size"),
                    STR("its width and depth, to be drawn on the plan"));
    settle_size(model, booth, &area);
    bool measured = hall && record_value(hall, STR("size"))->kind == VALUE_TEXT;
    if (!measured)
        diag_report(model->diag, DIAG_PLACE_NO_HALL, record_span(booth),
                    record_label(model->arena, booth),
                    hall ? STR("its hall has no size") : STR("it is in no hall"));
}

void settle_places(Model *model)
{
    Records *booths = model_records(model, &booth_type), *halls = model_records(model, &hall_type);
    for (size_t i = 0; i < booths->len; i++) settle_booth(model, booths->items[i]);
    for (size_t i = 0; i < halls->len; i++) settle_hall(model, halls->items[i]);
}
