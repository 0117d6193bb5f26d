/* test_layout - layouts with a small event, as boxes and messages: tests/cases/layout/NAME.yaml
 * with NAME.boxes and NAME.diag beside it, and NAME.draw for charts, plans and what is called draw;
 * NAME.event.yaml or else event.yaml is the data. Lengths in
 * the dumps are thousandths of a point. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "data/read.h"
#include "golden.h"
#include "layout/chart.h"
#include "layout/layout.h"
#include "layout/values.h"

typedef struct Pages {
    int n;
    StrBuf *draw; /* NULL: not wanted */
} Pages;

static bool take_page(void *context, const DrawPage *page)
{
    Pages *pages = context;
    pages->n++;
    if (pages->draw) draw_dump(page, pages->draw);
    return true;
}

/* Charts and plans draw within one box: their drawings are compared, too. */
static bool is_drawing(Str path)
{
    return str_find(path, STR("/chart-")) >= 0 || str_find(path, STR("/plan")) >= 0 ||
           str_find(path, STR("/draw-")) >= 0;
}

/* The reader stands beside the folder of the unit programs. */
static Str reader_path(Arena *arena)
{
    char *path = arena_alloc(arena, 4096);
    ssize_t n = readlink("/proc/self/exe", path, 4000);
    assert_true(n > 0);
    *strrchr(path, '/') = '\0';
    strcpy(strrchr(path, '/'), "/etalase-artwork");
    return str_from(path);
}

static Str with_suffix(Arena *arena, Str path, const char *suffix)
{
    return str_format(arena, "%.*s%s", (int)path.len - 5, path.ptr, suffix);
}

/* The case's messages. `boxes`: NULL if they are not wanted; `blank`: nobody looks at the pages. */
static Str lay_out(Arena *arena, Str path, StrBuf *boxes, Pages *pages, bool blank)
{
    Diag *diag = diag_new(arena, 0);
    Str data = with_suffix(arena, path, ".event.yaml");
    if (access(data.ptr, R_OK) != 0) data = STR("tests/cases/layout/event.yaml");
    Str folders[] = {STR("fonts")};
    Fonts *fonts = fonts_open(arena, folders, 1, diag);
    Event *event = event_read(arena, data, diag);
    Source *source = NULL;
    assert_int_equal(source_read(arena, path, path, 1 << 20, &source), SOURCE_OK);
    Layout *layout = layout_read(arena, source, NULL, diag);
    if (event && layout && !diag_errors(diag)) {
        diag_set_level(diag, DIAG_LAYOUT_FIT_STEP, DIAG_NOTE);
        diag_set_level(diag, DIAG_LAYOUT_FIT_LAST, DIAG_NOTE);
        LayoutRun run = {.event = event,
                         .lang = STR("id"),
                         .fonts = fonts,
                         .diag = diag,
                         .boxes = boxes,
                         .blank_pages = blank};
        run.max_pages = 50;
        run.images = images_open(arena, STR("tests/cases/layout"), diag);
        images_set_reader(run.images, reader_path(arena));
        layout_run(layout, &run, (PageSink){pages, take_page});
        images_close(run.images);
    }
    fonts_close(fonts);
    return golden_diag(arena, diag);
}

/* Without a dump of boxes, pages may be kept from an earlier pass; for a check they are blank. */
static bool says_the_same(Arena *arena, Str path, Str messages, Str drawn)
{
    StrBuf draw;
    strbuf_init(&draw, arena);
    Pages kept = {0, &draw}, blank = {0, NULL};
    bool same = str_eq(lay_out(arena, path, NULL, &kept, false), messages) &&
                str_eq(strbuf_str(&draw), drawn) &&
                str_eq(lay_out(arena, path, NULL, &blank, true), messages) && blank.n == kept.n;
    if (!same) print_message("%s: other messages or pages without boxes or in a check\n", path.ptr);
    return same;
}

static bool run_case(Str path)
{
    Arena arena;
    arena_init(&arena);
    StrBuf boxes, draw;
    strbuf_init(&boxes, &arena);
    strbuf_init(&draw, &arena);
    Pages pages = {0, &draw};
    Str messages = lay_out(&arena, path, &boxes, &pages, false);
    Str drawn = strbuf_str(&draw), compared = is_drawing(path) ? drawn : STR("");
    bool good = golden_matches(&arena, with_suffix(&arena, path, ".boxes"), strbuf_str(&boxes));
    good &= golden_matches(&arena, with_suffix(&arena, path, ".diag"), messages);
    good &= golden_matches(&arena, with_suffix(&arena, path, ".draw"), compared);
    good &= says_the_same(&arena, path, messages, drawn);
    arena_free(&arena);
    return good;
}

static void test_cases(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    size_t n, failed = 0;
    Str *paths = golden_list(&arena, "tests/cases/layout", &n);
    const char *only = getenv("CASE");
    for (size_t i = 0; i < n; i++) {
        if (!str_ends(paths[i], STR(".yaml")) || str_ends(paths[i], STR("event.yaml")) ||
            paths[i].ptr[0] == '_')
            continue;
        if (only && str_find(paths[i], str_from(only)) < 0) continue;
        failed += !run_case(str_format(&arena, "tests/cases/layout/%.*s", STR_ARG(paths[i])));
    }
    arena_free(&arena);
    assert_true(n > 10);
    assert_int_equal(failed, 0);
}

static void test_lengths(void **state)
{
    (void)state;
    const struct {
        const char *text;
        bool good;
        Len len;
    } cases[] = {{"1mm", true, 2835},     {"25.4mm", true, 72000}, {"1in", true, 72000},
                 {"9.5pt", true, 9500},   {"-3 mm", true, -8504},  {"0", true, 0},
                 {"12", false, 0},        {"mm", false, 0},        {"1e3mm", false, 0},
                 {"99999999mm", false, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Len len = 0;
        assert_int_equal(len_parse(str_from(cases[i].text), &len), cases[i].good);
        if (cases[i].good) assert_int_equal(len, cases[i].len);
    }
    Size size;
    assert_true(size_parse(STR("2fr"), &size) && size.unit == SIZE_FR && size.value == 2000);
    assert_true(size_parse(STR("33.3%"), &size) && size.unit == SIZE_PERCENT &&
                size.value == 33300);
    assert_false(size_parse(STR("2x"), &size));
}

static void test_chart_scales(void **state)
{
    (void)state;
    const struct {
        int64_t low, high, step, from, to; /* in whole numbers */
    } cases[] = {{0, 10, 5, 0, 10},
                 {0, 41, 20, 0, 60},
                 {-7, 12, 5, -10, 15},
                 {1, 3, 1, 0, 3},
                 {2001, 2012, 1000, 0, 3000},
                 {-9, -2, 5, -10, 0},
                 {0, 900000000000, 500000000000, 0, 1000000000000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ChartScale scale;
        chart_scale(&scale, num_from_int(cases[i].low), num_from_int(cases[i].high), true, 4);
        assert_int_equal(scale.step, num_from_int(cases[i].step));
        assert_int_equal(scale.low, num_from_int(cases[i].from));
        assert_int_equal(scale.high, num_from_int(cases[i].to));
    }
    ChartScale free;
    chart_scale(&free, num_from_int(2001), num_from_int(2012), false, 4);
    assert_int_equal(free.low, num_from_int(2000));
    chart_scale(&free, 0, 0, true, 0); /* nothing but zero still has a length */
    assert_int_equal(chart_place(&free, 0, 1000), 0);
    assert_int_equal(chart_place(&free, free.high, 1000), 1000);
    const ChartScale huge = {0, INT64_MAX, 0};
    assert_in_range(chart_place(&huge, INT64_MAX / 2, 1000), 498, 500);
}

static void test_chart_spread(void **state)
{
    (void)state;
    Len apart[] = {100, 101, 102}, end[] = {95, 99}, far[] = {10, 90};
    chart_spread(apart, 3, 10, 0, 200);
    assert_int_equal(apart[0], 100);
    assert_int_equal(apart[2], 120);
    chart_spread(end, 2, 10, 0, 100);
    assert_int_equal(end[0], 90);
    assert_int_equal(end[1], 100);
    chart_spread(far, 2, 10, 0, 100);
    assert_int_equal(far[0], 10);
}

static void test_nice(void **state)
{
    (void)state;
    assert_int_equal(figure_nice(num_from_int(7)), num_from_int(5));
    assert_int_equal(figure_nice(num_from_int(100)), num_from_int(100));
    assert_int_equal(figure_nice(num_from_int(49)), num_from_int(20));
    assert_int_equal(figure_nice(0), 1);
}

static void test_paths(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    Path path;
    assert_true(path_parse(&arena, STR("M 0 0 L 10 5.5 C 1 2 3 4 5 6 Z"), &path));
    assert_int_equal(path.n_verbs, 4);
    assert_int_equal(path.n_points, 5);
    assert_int_equal(path.points[1].y, 5500);
    assert_true(path_parse(&arena, STR("M -1.2345,+2 100000 -100000"), &path));
    assert_int_equal(path.points[0].x, -1234);
    assert_int_equal(path.points[0].y, 2000);
    assert_int_equal(path.points[1].x, 100000000);
    assert_int_equal(path.points[1].y, -100000000);
    static const char *const wrong[] = {
        "M .5 1", "M 1. 1",    "M 1.00001 1",    "M 100000.0001 1",
        "M - 1",  "M 1.2.3 1", "M 1000000000 1", "M 99999999999999999999 1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(path_parse(&arena, str_from(wrong[i]), &path));
    assert_false(path_parse(&arena, STR("L 1 1"), &path));
    assert_false(path_parse(&arena, STR("M 1"), &path));
    assert_false(path_parse(&arena, STR("M 1 1 Q 2 2"), &path));
    arena_free(&arena);
}

typedef struct Signs {
    int n;
    Len x[8];
} Signs;

/* Where decimal signs stand, or the ends of numbers without, in what is left of the second column.
 */
static bool note_signs(void *context, const DrawPage *page)
{
    Signs *signs = context;
    for (size_t i = 0; i < page->n_ops; i++) {
        const GlyphRun *run = &page->ops[i].text.run;
        if (page->ops[i].kind != DRAW_TEXT || page->ops[i].text.at.x >= 88939) continue;
        if (str_eq(run->text, STR("2023")) || run->text.ptr[0] < 0) continue;
        ptrdiff_t comma = str_find(run->text, STR(","));
        size_t place = comma < 0 ? run->text.len : (size_t)comma;
        Len x = page->ops[i].text.at.x;
        for (uint32_t k = 0; k < run->n_glyphs; k++)
            if (run->glyphs[k].cluster < place) x += run->glyphs[k].advance;
        assert_true(signs->n < 8);
        signs->x[signs->n++] = x;
    }
    return true;
}

static void test_decimals(void **state)
{
    (void)state;
    Signs signs = {0};
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    Str folder = STR("fonts"), path = STR("tests/cases/layout/table-decimal.yaml");
    Fonts *fonts = fonts_open(&arena, &folder, 1, diag);
    Event *event = event_read(&arena, STR("tests/cases/layout/table-decimal.event.yaml"), diag);
    Source *source = NULL;
    assert_int_equal(source_read(&arena, path, path, 1 << 20, &source), SOURCE_OK);
    Layout *layout = layout_read(&arena, source, NULL, diag);
    LayoutRun run = {.event = event, .lang = STR("id"), .fonts = fonts, .diag = diag};
    run.images = images_open(&arena, STR("tests/cases/layout"), diag);
    assert_true(layout_run(layout, &run, (PageSink){&signs, note_signs}));
    assert_int_equal(signs.n, 5);
    for (int i = 1; i < signs.n; i++) assert_in_range(signs.x[i], signs.x[0] - 10, signs.x[0] + 10);
    images_close(run.images);
    fonts_close(fonts);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths),      cmocka_unit_test(test_paths),
        cmocka_unit_test(test_chart_scales), cmocka_unit_test(test_chart_spread),
        cmocka_unit_test(test_nice),         cmocka_unit_test(test_cases),
        cmocka_unit_test(test_decimals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
