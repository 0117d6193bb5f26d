/* test_press - stocks, and where pages come to lie on sheets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "data/read.h"
#include "draw/copy.h"
#include "press/impose.h"
#include "press/ruler.h"

enum { ONE = 1 << 16, MAX_PLACED = 4096 };

/* A page as it was found on a sheet. */
typedef struct Placed {
    int id, sheet; /* sheets count sides */
    Transform t;
    Rect clip;
} Placed;

typedef struct Fixture {
    Arena arena, pages;
    Diag *diag;
    Placed placed[MAX_PLACED];
    size_t n_placed, n_dests, n_marks;
    int sides, stop_after; /* 0: never */
    Extent sheet;
    bool sound; /* marks stay in the sheet and clear of all labels with their bleed */
} Fixture;

static int set_up(void **state)
{
    Fixture *f = calloc(1, sizeof *f);
    f->diag = diag_new(&f->arena, 0);
    f->sound = true;
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    arena_free(&f->pages);
    arena_free(&f->arena);
    free(f);
    return 0;
}

static const Node *node_of(Fixture *f, const char *yaml)
{
    const Node *node = read_yaml(
        &f->arena, source_from_bytes(&f->arena, STR("stock.yaml"), str_from(yaml)), f->diag);
    assert_non_null(node);
    return node;
}

static const Stock *stock_of(Fixture *f, const char *yaml)
{
    const Stock *stock = stock_read(&f->arena, node_of(f, yaml), f->diag);
    if (!stock) diag_print(f->diag, stderr, (DiagStyle){0});
    assert_non_null(stock);
    return stock;
}

static void assert_reported(Fixture *f, DiagCode code, const char *text)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(f->diag, &n);
    for (size_t i = 0; i < n; i++)
        if (reports[i]->code == code && str_find(reports[i]->text, str_from(text)) >= 0) return;
    diag_print(f->diag, stderr, (DiagStyle){0});
    fail_msg("no message %d with `%s`", (int)code, text);
}

/* A sink that notes what stands where. */

static bool meets(Rect a, Rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool contains(Rect outer, Rect inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w &&
           inner.y + inner.h <= outer.y + outer.h;
}

static void note_mark(Fixture *f, const DrawPage *sheet, const DrawOp *op, size_t first)
{
    const Point *p = op->path.path.points;
    Rect box = {p[0].x < p[1].x ? p[0].x : p[1].x, p[0].y < p[1].y ? p[0].y : p[1].y,
                abs(p[1].x - p[0].x), abs(p[1].y - p[0].y)};
    f->n_marks++;
    if (!contains((Rect){0, 0, sheet->width, sheet->height}, box)) f->sound = false;
    for (size_t i = first; i < f->n_placed; i++)
        if (meets(box, f->placed[i].clip)) f->sound = false;
}

static bool note_sheet(void *context, const DrawPage *sheet)
{
    Fixture *f = context;
    size_t first = f->n_placed;
    int depth = 0;
    f->sheet = (Extent){sheet->width, sheet->height};
    for (size_t i = 0; i < sheet->n_ops; i++) {
        const DrawOp *op = &sheet->ops[i];
        if (op->kind == DRAW_POP) depth--;
        if (op->kind == DRAW_DEST) f->n_dests++;
        if (op->kind == DRAW_PATH && !depth) note_mark(f, sheet, op, first);
        if (op->kind != DRAW_PUSH) continue;
        depth++;
        assert_true(op->push.clips && op->push.clip.n_verbs == 1);
        const Point *clip = op->push.clip.points;
        assert_true(sheet->ops[i + 1].kind == DRAW_PATH && f->n_placed < MAX_PLACED);
        f->placed[f->n_placed++] = (Placed){.id = sheet->ops[i + 1].path.path.points[0].x,
                                            .sheet = f->sides,
                                            .t = op->push.transform,
                                            .clip = {clip[0].x, clip[0].y, clip[1].x, clip[1].y}};
    }
    assert_int_equal(depth, 0);
    f->sides++;
    return !f->stop_after || f->sides < f->stop_after;
}

static Point apply(Transform t, Point p)
{
    return (Point){(Len)(((int64_t)t.a * p.x + (int64_t)t.c * p.y) / ONE + t.e),
                   (Len)(((int64_t)t.b * p.x + (int64_t)t.d * p.y) / ONE + t.f)};
}

static bool give_side(Fixture *f, Impose *impose, int id, Extent size, bool back);

static bool give(Fixture *f, Impose *impose, int id, Extent size)
{
    return give_side(f, impose, id, size, false);
}

/* A page whose first operation carries `id`; it is thrown away after the call, as layouts do. */
static bool give_side(Fixture *f, Impose *impose, int id, Extent size, bool back)
{
    DrawPage page;
    draw_init(&page, &f->pages, size.w, size.h, LEN_PT(9));
    page.back = back;
    page.owner = str_format(&f->pages, "person-%d", id);
    draw_rect(&page, (Rect){id, 0, 1, 1}, COLOUR_RGB8(0, 0, 0));
    draw_add(&page, (DrawOp){.kind = DRAW_DEST,
                             .dest = {str_format(&f->pages, "person-%d", id), LEN_PT(3)}});
    bool going_on = impose_page(impose, &page);
    arena_rewind(&f->pages, (ArenaMark){0});
    return going_on;
}

/* Fronts have the ids 1, 2, …, their backs 1001, 1002, … */
static bool impose_labels(Fixture *f, ImposeOptions options, int n)
{
    f->n_placed = 0, f->sides = 0, f->n_marks = 0, f->n_dests = 0;
    Extent size = options.stock->label;
    Impose *impose = impose_open(&f->arena, &options, (PageSink){f, note_sheet}, f->diag);
    assert_non_null(impose);
    bool good = true;
    for (int id = 1; good && id <= n; id++) {
        good = give(f, impose, id, size);
        if (good && options.paired) good = give(f, impose, id + 1000, size);
    }
    if (good) return impose_close(impose);
    impose_abandon(impose);
    return false;
}

static const char two_by_three[] =
    "{name: t, sheet: A4, label: [80mm, 60mm], columns: 2, rows: 3, left: 18mm, top: 13mm,"
    " pitch: [90mm, 70mm], bleed: 3mm, marks: cut, source: test, date: 2026-01-01}";
static const char landscape[] =
    "{name: t, sheet: A4 landscape, label: [80mm, 60mm], columns: 3, rows: 2, left: 9mm, top: 20mm,"
    " pitch: [92mm, 80mm], bleed: 3mm, marks: cut, source: test, date: 2026-01-01}";

/* The point of the front's sheet that a point of the back's sheet lies behind, by how a hand turns
 * paper: over the long edge of a tall sheet, left and right change places. */
static Point through(Extent sheet, Flip flip, Point p)
{
    bool tall = sheet.h > sheet.w;
    if ((flip == FLIP_LONG && tall) || (flip == FLIP_SHORT && !tall))
        return (Point){sheet.w - p.x, p.y};
    return (Point){p.x, sheet.h - p.y};
}

static const Placed *find_placed(const Fixture *f, int id, int nth)
{
    for (size_t i = 0; i < f->n_placed; i++)
        if (f->placed[i].id == id && nth-- == 0) return &f->placed[i];
    fail_msg("page %d is on no sheet", id);
    return NULL;
}

static void assert_near(Len a, Len b)
{
    if (abs(a - b) > 3) fail_msg("%d and %d are not the same place", a, b);
}

static void assert_backs_behind(const Fixture *f, ImposeOptions o, int n)
{
    Extent size = o.stock->label;
    for (int id = 1; id <= n; id++) {
        for (int copy = 0; copy < o.copies; copy++) {
            const Placed *front = find_placed(f, id, copy), *back = find_placed(f, id + 1000, copy);
            assert_int_equal(front->sheet % 2, 0);
            assert_int_equal(back->sheet, front->sheet + 1);
            /* The front's left edge is the back's right edge; heads lie behind heads. */
            const Point corners[] = {{0, 0}, {size.w, 0}, {0, size.h}, {LEN_PT(7), LEN_PT(9)}};
            for (int i = 0; i < 4; i++) {
                Point on_front = apply(front->t, corners[i]);
                Point mirrored = {size.w - corners[i].x, corners[i].y};
                Point seen = through(f->sheet, o.flip, apply(back->t, mirrored));
                assert_near(seen.x, on_front.x);
                assert_near(seen.y, on_front.y);
            }
        }
    }
}

static void assert_on_sheet(const Fixture *f, Extent size)
{
    for (size_t i = 0; i < f->n_placed; i++) {
        Point a = apply(f->placed[i].t, (Point){0, 0}),
              b = apply(f->placed[i].t, (Point){size.w, size.h});
        Rect box = {a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, abs(a.x - b.x), abs(a.y - b.y)};
        assert_true(contains((Rect){0, 0, f->sheet.w, f->sheet.h}, f->placed[i].clip));
        Rect clip = f->placed[i].clip;
        assert_true(contains((Rect){clip.x - 3, clip.y - 3, clip.w + 6, clip.h + 6}, box));
        for (size_t k = 0; k < i; k++)
            if (f->placed[k].sheet == f->placed[i].sheet)
                assert_false(meets(f->placed[k].clip, clip));
    }
}

static void every_front_has_its_back_behind_it(void **state)
{
    Fixture *f = *state;
    const char *const stocks[] = {two_by_three, landscape};
    for (int s = 0; s < 2; s++)
        for (int flip = FLIP_LONG; flip <= FLIP_SHORT; flip++)
            for (int start = 1; start <= 6; start++)
                for (int n = 1; n <= 14; n++)
                    for (int order = ORDER_SHEETS; order <= ORDER_STACK; order++) {
                        ImposeOptions o = {.stock = stock_of(f, stocks[s]),
                                           .start = start,
                                           .copies = n % 3 + 1,
                                           .paired = true,
                                           .flip = (Flip)flip,
                                           .order = (PressOrder)order};
                        assert_true(impose_labels(f, o, n));
                        assert_int_equal(f->n_placed, 2 * n * o.copies);
                        assert_int_equal(f->sides, 2 * ((n * o.copies + start - 1 + 5) / 6));
                        assert_int_equal(f->n_dests, 2 * n);
                        assert_backs_behind(f, o, n);
                        assert_on_sheet(f, o.stock->label);
                        assert_true(f->sound);
                    }
}

static void labels_follow_each_other_from_the_first_free_one(void **state)
{
    Fixture *f = *state;
    ImposeOptions o = {.stock = stock_of(f, two_by_three), .start = 4, .copies = 1};
    assert_true(impose_labels(f, o, 5));
    static const int places[] = {3, 4, 5, 0, 1};
    for (int i = 0; i < 5; i++) {
        const Placed *p = find_placed(f, i + 1, 0);
        assert_int_equal(p->sheet, i / 3);
        assert_near(p->t.e, len_from_um(18000 + places[i] % 2 * 90000));
        assert_near(p->t.f, len_from_um(13000 + places[i] / 2 * 70000));
    }
}

static void marks_stand_on_fronts_outside_the_bleed(void **state)
{
    Fixture *f = *state;
    ImposeOptions o = {.stock = stock_of(f, two_by_three), .start = 1, .copies = 1, .paired = true};
    assert_true(impose_labels(f, o, 1));
    assert_int_equal(f->sides, 2);
    /* 4 edges above and below, 6 left and right; on the front alone. */
    assert_int_equal(f->n_marks, 8 + 12);
    assert_true(f->sound);
    const Placed *front = find_placed(f, 1, 0);
    assert_near(front->clip.x, len_from_um(15000));
    assert_near(front->clip.w, len_from_um(86000));
    o.stock = stock_of(f, "{name: t, sheet: A4, label: A6, columns: 2, rows: 2, bleed: 3mm,"
                          " marks: cut, source: test, date: 2026-01-01}");
    assert_true(impose_labels(f, o, 4));
    assert_int_equal(f->n_marks, 0); /* no margin has room */
    assert_on_sheet(f, o.stock->label);
    assert_int_equal(find_placed(f, 2, 0)->clip.x, len_from_um(105000)); /* no bleed between */
}

static void stacks_lie_in_order_when_cut(void **state)
{
    Fixture *f = *state;
    const Stock *stock = stock_of(f, two_by_three);
    for (int start = 1; start <= 6; start++) {
        ImposeOptions o = {.stock = stock, .start = start, .copies = 1, .order = ORDER_STACK};
        int n = 330;
        assert_true(impose_labels(f, o, n));
        assert_int_equal(f->sides, (n + start - 1 + 5) / 6);
        int id = 0;
        for (int sheet = 0; sheet < f->sides; sheet += IMPOSE_STACK_SHEETS)
            for (int place = 0; place < 6; place++)
                for (int s = sheet; s < sheet + IMPOSE_STACK_SHEETS && s < f->sides; s++)
                    for (size_t i = 0; i < f->n_placed; i++) {
                        const Placed *p = &f->placed[i];
                        Len x = len_from_um(18000 + place % 2 * 90000);
                        Len y = len_from_um(13000 + place / 2 * 70000);
                        if (p->sheet == s && abs(p->t.e - x) < 9 && abs(p->t.f - y) < 9)
                            assert_int_equal(p->id, ++id);
                    }
        assert_int_equal(id, n);
    }
}

static void pages_on_their_side_are_turned(void **state)
{
    Fixture *f = *state;
    ImposeOptions o = {.stock = stock_of(f, two_by_three), .start = 1, .copies = 1, .paired = true};
    Extent upright = {o.stock->label.h, o.stock->label.w};
    Impose *impose = impose_open(&f->arena, &o, (PageSink){f, note_sheet}, f->diag);
    assert_true(give(f, impose, 1, upright) && give(f, impose, 1001, upright));
    assert_true(impose_close(impose));
    const Placed *front = find_placed(f, 1, 0), *back = find_placed(f, 1001, 0);
    Point head = apply(front->t, (Point){0, 0}); /* comes to the right */
    assert_near(head.x, len_from_um(98000));
    assert_near(head.y, len_from_um(13000));
    Point behind = through(f->sheet, o.flip, apply(back->t, (Point){upright.w, 0}));
    assert_near(behind.x, head.x);
    assert_near(behind.y, head.y);
}

typedef struct Places {
    int n;
    char text[256]; /* "record sheet place;" */
} Places;

static void note_place(void *context, Str owner, uint32_t sheet, uint32_t label)
{
    Places *places = context;
    places->n += snprintf(places->text + places->n, sizeof places->text - (size_t)places->n,
                          "%.*s %d %d;", STR_ARG(owner), (int)sheet, (int)label);
}

/* Pages that say which side they are: a front may do without a back, and its label's other side
 * stays empty. */
static void backs_may_be_marked(void **state)
{
    Fixture *f = *state;
    Places places = {0};
    ImposeOptions o = {.stock = stock_of(f, two_by_three),
                       .start = 5,
                       .copies = 2,
                       .paired = true,
                       .marked = true,
                       .placed = note_place,
                       .placed_context = &places};
    Extent size = o.stock->label;
    f->n_placed = 0, f->sides = 0;
    Impose *impose = impose_open(&f->arena, &o, (PageSink){f, note_sheet}, f->diag);
    assert_true(give_side(f, impose, 1, size, false));
    assert_true(give_side(f, impose, 2, size, false) && give_side(f, impose, 1002, size, true));
    assert_true(give_side(f, impose, 3, size, false));
    assert_true(impose_close(impose));
    assert_string_equal(places.text, "person-1 1 5;person-2 2 1;person-3 2 3;");
    assert_int_equal(f->sides, 4);
    assert_int_equal(f->n_placed, 2 * 3 + 2);
    const Placed *front = find_placed(f, 2, 0), *back = find_placed(f, 1002, 0);
    Point behind = through(f->sheet, o.flip, apply(back->t, (Point){size.w, 0}));
    assert_near(behind.x, apply(front->t, (Point){0, 0}).x);

    impose = impose_open(&f->arena, &o, (PageSink){f, note_sheet}, f->diag);
    assert_false(give_side(f, impose, 1001, size, true));
    assert_reported(f, DIAG_PRESS_BACK_ALONE, "page 1 is a back");
    impose_abandon(impose);
}

static void designs_adapt_to_the_label_as_it_is_read(void **state)
{
    Fixture *f = *state;
    const Stock *lies = stock_of(f, two_by_three);
    const Stock *upright = stock_of(f, "{name: t, sheet: A4, label: [105mm, 74mm], reads: portrait,"
                                       " source: s, date: 2026-01-01}");
    assert_int_equal(stock_face(lies).w, len_from_um(80000));
    assert_int_equal(stock_face(upright).w, len_from_um(74000));
    assert_int_equal(stock_face(upright).h, len_from_um(105000));
    assert_true(stock_takes(upright, stock_face(upright)));
    assert_false(stock_takes(lies, stock_face(upright)));
}

static void folded_cards_have_their_back_beside_the_front(void **state)
{
    Fixture *f = *state;
    ImposeOptions o = {.start = 1, .copies = 1, .paired = true};
    o.stock = stock_of(f, "{name: t, sheet: A5 landscape, label: [105mm, 148mm], fold: left,"
                          " source: test, date: 2026-01-01}");
    assert_true(impose_labels(f, o, 1));
    assert_int_equal(f->sides, 1);
    assert_near(find_placed(f, 1, 0)->t.e, len_from_um(105000));
    assert_near(find_placed(f, 1001, 0)->t.e, 0);
    o.stock = stock_of(f, "{name: t, sheet: A4, label: A5 landscape, fold: top, source: test,"
                          " date: 2026-01-01}");
    assert_true(impose_labels(f, o, 1));
    Point head = apply(find_placed(f, 1, 0)->t, (Point){0, 0});
    Point back = apply(find_placed(f, 1001, 0)->t, (Point){o.stock->label.w, 0});
    assert_near(head.x, back.x); /* turned over the fold, the back stands on its feet */
    assert_near(head.y, back.y);
    o.paired = false; /* a tent says the same on both sides */
    assert_true(impose_labels(f, o, 2));
    assert_int_equal(f->sides, 2);
    assert_int_equal(find_placed(f, 2, 0)->sheet, find_placed(f, 2, 1)->sheet);
    assert_int_equal(f->n_dests, 2);
}

static void what_does_not_match_is_reported(void **state)
{
    Fixture *f = *state;
    const Stock *stock = stock_of(f, two_by_three);
    ImposeOptions o = {.stock = stock, .start = 1, .copies = 1};
    Impose *impose = impose_open(&f->arena, &o, (PageSink){f, note_sheet}, f->diag);
    Extent a6 = {len_from_um(105000), len_from_um(148000)};
    assert_false(give(f, impose, 1, a6));
    impose_abandon(impose);
    assert_reported(f, DIAG_LABEL_SIZE,
                    "page 1 is 105 × 148 mm, the label of stock t is 80 × 60 mm");
    o.start = 7;
    assert_null(impose_open(&f->arena, &o, (PageSink){f, note_sheet}, f->diag));
    assert_reported(f, DIAG_PRESS_START, "number 7, but a sheet of t has 6");
    o.start = 1, o.copies = 1001;
    assert_null(impose_open(&f->arena, &o, (PageSink){f, note_sheet}, f->diag));
    assert_reported(f, DIAG_PRESS_COPIES, "1001");
    o.copies = 1, o.paired = true;
    impose = impose_open(&f->arena, &o, (PageSink){f, note_sheet}, f->diag);
    assert_true(give(f, impose, 1, stock->label));
    assert_false(impose_close(impose));
    assert_reported(f, DIAG_PRESS_PAIRS, "there are 1 pages");
    f->stop_after = 1;
    o.paired = false;
    assert_false(impose_labels(f, o, 20));
    assert_int_equal(f->sides, 1);
}

static void stocks_check_themselves(void **state)
{
    Fixture *f = *state;
    static const struct {
        const char *yaml;
        DiagCode code;
        const char *text;
    } cases[] = {
        {"[a]", DIAG_PRESS_NOT, "this is not a stock: it is a list"},
        {"{name: t, sheet: A4, label: A6, source: s, date: d, colums: 2}", DIAG_PRESS_KEY,
         "a stock has no key `colums`"},
        {"{name: t, sheet: A9, label: A6, source: s, date: d}", DIAG_PRESS_VALUE, "not `A9`"},
        {"{name: t, sheet: A4, label: [12, 3mm], source: s, date: d}", DIAG_PRESS_VALUE,
         "not a list"},
        {"{name: t, sheet: A4, label: A6, rows: 0, source: s, date: d}", DIAG_PRESS_VALUE,
         "`rows`"},
        {"{name: t, sheet: A4, label: A6, marks: maybe, source: s, date: d}", DIAG_PRESS_VALUE,
         "one of none, cut"},
        {"{name: t, sheet: A4, label: A6, bleed: -1mm, source: s, date: d}", DIAG_PRESS_VALUE,
         "`-1mm`"},
        {"{name: t, sheet: A4, source: s, date: d}", DIAG_PRESS_REQUIRED, "a stock needs `label`"},
        {"{name: t, sheet: A4, label: A6}", DIAG_PRESS_REQUIRED, "a stock needs `source`"},
        {"{name: t, sheet: A4, label: [80mm, 50mm], columns: 2, rows: 5, left: 18mm, top: 13mm,"
         " pitch: [75mm, 55mm], source: s, date: d}",
         DIAG_STOCK_OVERLAP, "each is 80 mm, the next begins after 75 mm"},
        {"{name: t, sheet: A4, label: [80mm, 50mm], columns: 2, rows: 5, left: 48mm, top: 13mm,"
         " pitch: [95mm, 55mm], source: s, date: d}",
         DIAG_STOCK_FIT, "2 columns of 80 mm from 48 mm on need 223 mm, the sheet is 210 mm"},
        {"{name: t, sheet: A4, label: A6, columns: 1000, rows: 1000, source: s, date: d}",
         DIAG_STOCK_FIT, "1000 rows of 148 mm"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(stock_read(&f->arena, node_of(f, cases[i].yaml), f->diag));
        assert_reported(f, cases[i].code, cases[i].text);
    }
}

static int compare_names(const void *a, const void *b) { return strcmp(a, b); }

static void shipped_stocks_are_right(void **state)
{
    Fixture *f = *state;
    char names[128][64];
    size_t n = 0;
    DIR *dir = opendir("layouts/stocks");
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strstr(entry->d_name, ".yaml"))
            assert_true(n < 128 && snprintf(names[n++], sizeof *names, "%s", entry->d_name) < 64);
    closedir(dir);
    qsort(names, n, sizeof *names, compare_names);
    assert_true(n >= 25);
    Map seen;
    map_init(&seen, &f->arena);
    for (size_t i = 0; i < n; i++) {
        Str path = str_format(&f->arena, "layouts/stocks/%s", names[i]);
        const Source *source = read_source(&f->arena, path, path, 65536, (Span){0}, f->diag);
        const Stock *stock = stock_read(&f->arena, read_yaml(&f->arena, source, f->diag), f->diag);
        if (!stock) diag_print(f->diag, stderr, (DiagStyle){0});
        assert_non_null(stock);
        assert_true(str_eq(stock->name, str_slice(str_from(names[i]), 0, strlen(names[i]) - 5)));
        assert_true(stock->title.len && stock->source.len && stock->date.len == 10);
        assert_null(map_add(&seen, stock->name, f));
        for (size_t k = 0; k < stock->aliases.n; k++)
            assert_null(map_add(&seen, stock->aliases.items[k], f));
        ImposeOptions o = {.stock = stock, .start = 1, .copies = 1, .paired = true};
        assert_true(impose_labels(f, o, stock_places(stock)));
        assert_int_equal(f->sides, stock->fold ? 1 : 2);
        if (!stock->fold) assert_backs_behind(f, o, stock_places(stock));
        assert_true(f->sound);
    }
    assert_int_equal(diag_errors(f->diag), 0);
}

static void printers_are_corrected(void **state)
{
    Fixture *f = *state;
    Extent a4 = {len_from_um(210000), len_from_um(297000)};
    Transform none = printer_transform(NULL, a4, true);
    assert_int_equal(none.a, ONE);
    assert_int_equal(none.e, 0);
    const Printer *p = printer_read(&f->arena,
                                    node_of(f, "{name: kantor, dx: 0.5mm, dy: -1mm, flip: short,"
                                               " scale: {x: 101%, y: 99.5}, back: {dx: 2mm}}"),
                                    f->diag);
    assert_non_null(p);
    assert_int_equal(p->flip, FLIP_SHORT);
    Point middle = {a4.w / 2, a4.h / 2};
    Point moved = apply(printer_transform(p, a4, false), middle);
    assert_near(moved.x - middle.x, len_from_um(500));
    assert_near(moved.y - middle.y, len_from_um(-1000));
    Point right = apply(printer_transform(p, a4, false), (Point){a4.w, a4.h});
    if (abs(right.x - (moved.x + len_scale(a4.w / 2, 101, 100))) > 20) fail();
    if (abs(right.y - (moved.y + len_scale(a4.h / 2, 995, 1000))) > 20) fail();
    assert_near(apply(printer_transform(p, a4, true), middle).x - middle.x, len_from_um(2500));
    p = printer_read(&f->arena, node_of(f, "{rotate: 0, back: {rotate: 1.5}}"), f->diag);
    Transform t = printer_transform(p, a4, true);
    assert_in_range(t.a, 65513, 65515); /* cos 1.5° is 0.9996573 */
    assert_in_range(t.b, 1714, 1716);   /* sin 1.5° is 0.0261769 */
    assert_int_equal(t.c, -t.b);
    assert_near(apply(t, middle).x, middle.x);
    assert_null(printer_read(&f->arena, node_of(f, "{scale: 101%}"), f->diag));
    assert_reported(f, DIAG_PRESS_VALUE, "`scale` takes a mapping");
    assert_null(printer_read(&f->arena, node_of(f, "{back: {dz: 1mm}}"), f->diag));
    assert_reported(f, DIAG_PRESS_KEY, "a printer profile has no key `dz`");
    assert_null(printer_read(&f->arena, node_of(f, "{rotate: 30}"), f->diag));
    assert_reported(f, DIAG_PRESS_VALUE, "-5 to 5 degrees");
}

static Str dump_of(Fixture *f, const DrawPage *page)
{
    StrBuf out;
    strbuf_init(&out, &f->arena);
    draw_dump(page, &out);
    return strbuf_str(&out);
}

static void copies_outlive_their_page(void **state)
{
    Fixture *f = *state;
    Arena *pages = &f->pages;
    DrawPage page;
    draw_init(&page, pages, LEN_PT(100), LEN_PT(50), LEN_PT(3));
    page.label = str_copy(pages, STR("iv"));
    draw_round_rect(&page, (Rect){0, 0, LEN_PT(9), LEN_PT(9)}, LEN_PT(2),
                    (PathPaint){.fill = COLOUR_RGB8(1, 2, 3)});
    DrawOp push = {.kind = DRAW_PUSH, .push = {.clips = true, .clip = page.ops[0].path.path}};
    draw_add(&page, push);
    DrawOp *bead = ARENA_NEW(pages, DrawOp);
    *bead = page.ops[0];
    for (int i = 0; i < 3; i++)
        draw_add(&page, (DrawOp){.kind = DRAW_STAMP, .stamp = {bead, 1, {LEN_PT(i), 0}}});
    QrSymbol *symbol = ARENA_NEW(pages, QrSymbol);
    assert_int_equal(qr_encode(STR("ETALASE"), QR_M, 0, symbol), QR_OK);
    draw_add(&page, (DrawOp){.kind = DRAW_QR, .qr = {symbol, {0, 0, LEN_PT(20), LEN_PT(20)}}});
    draw_add(&page, (DrawOp){.kind = DRAW_POP});
    draw_add(&page, (DrawOp){.kind = DRAW_LINK,
                             .link = {{0}, str_copy(pages, STR("#x")), str_copy(pages, STR("y"))}});
    draw_add(&page, (DrawOp){.kind = DRAW_DEST, .dest = {str_copy(pages, STR("x")), 5}});
    draw_add(&page,
             (DrawOp){.kind = DRAW_OUTLINE, .outline = {1, str_copy(pages, STR("Siti")), 5}});
    draw_add(&page, (DrawOp){.kind = DRAW_TAG, .tag = {TAG_P, {0}, str_copy(pages, STR("id"))}});
    draw_add(&page, (DrawOp){.kind = DRAW_TAG_END});
    Str before = dump_of(f, &page);
    QrSymbol kept = *symbol;
    DrawPage copy = page_copy(&f->arena, &page);
    arena_rewind(pages, (ArenaMark){0});
    arena_free(pages);
    Str after = dump_of(f, &copy);
    assert_true(str_eq(before, after));
    assert_ptr_equal(copy.ops[2].stamp.ops, copy.ops[4].stamp.ops);
    assert_memory_equal(copy.ops[5].qr.symbol->rows, kept.rows, kept.side * sizeof kept.rows[0]);
}

static void write_nothing(void *context, DrawPage *page, Str words, Point at, Len size)
{
    size_t *n = context;
    assert_true(words.len && size > 0);
    assert_true(at.x > 0 && at.x < page->width && at.y > 0 && at.y < page->height);
    ++*n;
}

static Point first_cross(const DrawPage *page)
{
    for (size_t i = 0; i < page->n_ops; i++) {
        const Path *path = &page->ops[i].path.path;
        if (page->ops[i].kind == DRAW_PATH && path->verbs[0] == PATH_MOVE)
            return (Point){(path->points[0].x + path->points[1].x) / 2, path->points[0].y};
    }
    return (Point){0, 0};
}

static void rulers_show_every_label(void **state)
{
    Fixture *f = *state;
    const Stock *stock = stock_of(f, two_by_three);
    DrawPage page, back;
    size_t words = 0;
    RulerPen pen = {&words, write_nothing};
    draw_init(&page, &f->arena, stock->sheet.w, stock->sheet.h, 0);
    ruler_draw(&page, stock, NULL, RULER_FRONT, FLIP_LONG, pen);
    size_t outlines = 0;
    for (size_t i = 0; i < page.n_ops; i++) {
        const PathPaint *paint = &page.ops[i].path.paint;
        outlines += page.ops[i].kind == DRAW_PATH && page.ops[i].path.path.verbs[0] == PATH_RECT &&
                    paint->fill.space == COLOUR_NONE;
    }
    assert_int_equal(outlines, 6);
    assert_true(words > 6 + 40); /* labels, and the tens of both rulers */
    for (int flip = FLIP_LONG; flip <= FLIP_SHORT; flip++) {
        draw_init(&back, &f->arena, stock->sheet.w, stock->sheet.h, 0);
        ruler_draw(&back, stock, NULL, RULER_BACK, (Flip)flip, pen);
        Point seen = through(stock->sheet, (Flip)flip, first_cross(&back));
        assert_near(seen.x, first_cross(&page).x);
        assert_near(seen.y, first_cross(&page).y);
    }
}

static void stocks_are_shown_in_full(void **state)
{
    Fixture *f = *state;
    StrBuf out;
    strbuf_init(&out, &f->arena);
    stock_show(stock_of(f,
                        "{name: t, aliases: [u, v], title: Test, sheet: Letter, label: [4in, 3in],"
                        " columns: 2, rows: 3, left: 0.25in, radius: 2mm, dpi: 300, source: test,"
                        " holes: {top: 15mm, apart: 30mm}, date: 2026-01-01}"),
               &out);
    strbuf_char(&out, '\0');
    assert_string_equal(out.ptr, "name         t\n"
                                 "also called  u\n"
                                 "             v\n"
                                 "title        Test\n"
                                 "sheet        215.9 × 279.4 mm\n"
                                 "label        101.6 × 76.2 mm\n"
                                 "labels       6: 2 columns, 3 rows\n"
                                 "left, top    6.35 mm, 25.4 mm\n"
                                 "pitch        101.6 × 76.2 mm\n"
                                 "radius       2 mm\n"
                                 "holes        15 mm from the top, 30 mm apart\n"
                                 "dpi          300\n"
                                 "marks        none\n"
                                 "source       test\n"
                                 "date         2026-01-01\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(every_front_has_its_back_behind_it),
        TEST(labels_follow_each_other_from_the_first_free_one),
        TEST(marks_stand_on_fronts_outside_the_bleed),
        TEST(stacks_lie_in_order_when_cut),
        TEST(pages_on_their_side_are_turned),
        TEST(backs_may_be_marked),
        TEST(designs_adapt_to_the_label_as_it_is_read),
        TEST(folded_cards_have_their_back_beside_the_front),
        TEST(what_does_not_match_is_reported),
        TEST(stocks_check_themselves),
        TEST(shipped_stocks_are_right),
        TEST(printers_are_corrected),
        TEST(copies_outlive_their_page),
        TEST(rulers_show_every_label),
        TEST(stocks_are_shown_in_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
