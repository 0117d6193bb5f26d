/* test_draw - page lists, the path builder and the dump. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "draw/draw.h"

static int set_up(void **state)
{
    static Arena arena;
    arena_init(&arena);
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void assert_dump(const DrawPage *page, const char *expected)
{
    StrBuf out;
    strbuf_init(&out, page->arena);
    draw_dump(page, &out);
    strbuf_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
}

static DrawPage new_page(void **state)
{
    DrawPage page;
    draw_init(&page, *state, LEN_PT(100), LEN_PT(50), 0);
    return page;
}

static void dumps_an_empty_page(void **state)
{
    DrawPage page = new_page(state);
    assert_dump(&page, "page 100.000 50.000\n");
    page.bleed = 8504;
    page.label = STR("iv \"x\"");
    assert_dump(&page, "page 100.000 50.000 bleed 8.504 label \"iv \\\"x\\\"\"\n");
}

static void shorthands_make_paths(void **state)
{
    DrawPage page = new_page(state);
    draw_rect(&page, (Rect){1000, -2001, 30000, 40000}, COLOUR_RGB8(0x0b, 0x4f, 0x6c));
    draw_line(&page, (Point){0, 0}, (Point){LEN_PT(10), 500}, 250, COLOUR_RGB8(0, 0, 0));
    draw_round_rect(&page, (Rect){0, 0, LEN_PT(10), LEN_PT(20)}, 0,
                    (PathPaint){.stroke = COLOUR_RGB8(1, 2, 3),
                                .stroke_width = 500,
                                .cap = CAP_ROUND,
                                .dash = {2000, 1000},
                                .even_odd = true});
    assert_dump(&page, "page 100.000 50.000\n"
                       "path fill #0b4f6c : R 1.000 -2.001 30.000 40.000\n"
                       "path stroke #000000 0.250 : M 0.000 0.000 L 10.000 0.500\n"
                       "path stroke #010203 0.500 cap round dash 2.000 1.000 even-odd : "
                       "R 0.000 0.000 10.000 20.000\n");
}

static void a_drawing_that_repeats_is_dumped_once(void **state)
{
    DrawPage page = new_page(state), cell = new_page(state);
    draw_rect(&cell, (Rect){0, 0, 1000, 2000}, COLOUR_RGB8(1, 2, 3));
    for (int i = 0; i < 2; i++) {
        DrawOp op = {.kind = DRAW_STAMP};
        op.stamp.ops = cell.ops, op.stamp.n_ops = cell.n_ops;
        op.stamp.at = (Point){LEN_PT(10) * i, 500};
        draw_add(&page, op);
    }
    assert_dump(&page, "page 100.000 50.000\n"
                       "stamp 0.000 0.500\n"
                       "  path fill #010203 : R 0.000 0.000 1.000 2.000\n"
                       "stamp 10.000 0.500\n");
}

static void round_corners_stay_inside_the_box(void **state)
{
    PathBuilder builder;
    path_init(&builder, *state);
    path_round_rect(&builder, (Rect){LEN_PT(10), LEN_PT(10), LEN_PT(30), LEN_PT(12)}, LEN_PT(4));
    Path path = path_done(&builder);
    assert_int_equal(path.n_verbs, 10); /* move, four sides and corners, close */
    assert_int_equal(path.verbs[9], PATH_CLOSE);
    for (size_t i = 0; i < path.n_points; i++) {
        assert_in_range(path.points[i].x, LEN_PT(10), LEN_PT(40));
        assert_in_range(path.points[i].y, LEN_PT(10), LEN_PT(22));
    }
    Point end = path.points[path.n_points - 1];
    assert_int_equal(end.x, path.points[0].x);
    assert_int_equal(end.y, path.points[0].y);
}

static void a_radius_past_half_a_side_makes_a_circle(void **state)
{
    PathBuilder circle, wide;
    path_init(&circle, *state);
    path_circle(&circle, (Point){LEN_PT(5), LEN_PT(5)}, LEN_PT(5));
    path_init(&wide, *state);
    path_round_rect(&wide, (Rect){0, 0, LEN_PT(10), LEN_PT(10)}, LEN_PT(900));
    assert_int_equal(circle.n_verbs, 6); /* move, four curves, close: no sides of no length */
    assert_int_equal(circle.n_verbs, wide.n_verbs);
    assert_memory_equal(circle.points, wide.points, circle.n_points * sizeof(Point));
    assert_int_equal(circle.points[1].x, 7761); /* 5 pt + 5 pt * 0.5522847 */
}

static void many_points_survive_growth(void **state)
{
    PathBuilder builder;
    path_init(&builder, *state);
    path_move(&builder, 0, 0);
    for (int i = 1; i < 5000; i++) path_line(&builder, i, -i);
    Path path = path_done(&builder);
    assert_int_equal(path.n_verbs, 5000);
    for (int i = 0; i < 5000; i++) {
        assert_int_equal(path.points[i].x, i);
        assert_int_equal(path.points[i].y, -i);
    }
}

static void dumps_state_and_places(void **state)
{
    DrawPage page = new_page(state);
    PathBuilder clip;
    path_init(&clip, *state);
    path_move(&clip, 0, 0);
    path_curve(&clip, (Point){1, 2}, (Point){3, 4}, (Point){5, 6});
    path_close(&clip);
    draw_add(&page, (DrawOp){.kind = DRAW_PUSH,
                             .push = {.clips = true,
                                      .clip = path_done(&clip),
                                      .transforms = true,
                                      .transform = {0, 65536, -65536, 32768, LEN_PT(5), -1},
                                      .alpha = 128}});
    draw_add(&page, (DrawOp){.kind = DRAW_POP});
    draw_add(&page, (DrawOp){.kind = DRAW_PUSH});
    draw_add(&page, (DrawOp){.kind = DRAW_LINK,
                             .link = {{0, 0, 1000, 2000}, STR("#v\n12"), STR("shop \x07")}});
    draw_add(&page, (DrawOp){.kind = DRAW_DEST, .dest = {STR("v12"), 4500}});
    draw_add(&page, (DrawOp){.kind = DRAW_OUTLINE, .outline = {2, STR("Sambal \\ Bu Yati"), 4500}});
    draw_add(&page, (DrawOp){.kind = DRAW_TAG, .tag = {TAG_FIGURE, STR("a jar"), STR("en")}});
    draw_add(&page, (DrawOp){.kind = DRAW_TAG_END});
    assert_dump(&page, "page 100.000 50.000\n"
                       "push alpha 128 clip M 0.000 0.000 C 0.001 0.002 0.003 0.004 0.005 0.006 Z "
                       "transform 0.00000 1.00000 -1.00000 0.50000 5.000 -0.001\n"
                       "pop\n"
                       "push\n"
                       "link 0.000 0.000 1.000 2.000 \"#v\\n12\" alt \"shop \\u{7}\"\n"
                       "dest \"v12\" 4.500\n"
                       "outline 2 4.500 \"Sambal \\\\ Bu Yati\"\n"
                       "tag Figure alt \"a jar\" lang \"en\"\n"
                       "tag-end\n");
}

static void dumps_pictures_and_codes(void **state)
{
    DrawPage page = new_page(state);
    static const QrSymbol symbol = {.version = 4, .mask = 3, .level = QR_M, .side = 33};
    static const Image image = {.path = {"foto/a.jpg", 10}};
    draw_add(&page, (DrawOp){.kind = DRAW_QR,
                             .qr = {&symbol, {0, 0, 90000, 90000}, COLOUR_RGB8(0, 0, 0)}});
    draw_add(&page, (DrawOp){.kind = DRAW_IMAGE, .image = {&image, {1, 2, 3, 4}}});
    assert_dump(&page, "page 100.000 50.000\n"
                       "qr 0.000 0.000 90.000 90.000 v4-M mask 3 #000000\n"
                       "image 0.001 0.002 0.003 0.004 \"foto/a.jpg\"\n");
}

static void dumps_text(void **state)
{
    Str folder = STR("fonts");
    Diag *diag = diag_new(*state, 0);
    Fonts *fonts = fonts_open(*state, &folder, 1, diag);
    Font *font = fonts_find(fonts, STR("Plus Jakarta Sans"), 700, false);
    assert_non_null(font);
    DrawPage page = new_page(state);
    GlyphRun run = {
        .font = font, .size = 9500, .width_percent_x100 = 10000, .text = STR("Stan A01")};
    draw_add(&page, (DrawOp){.kind = DRAW_TEXT,
                             .text = {run, {36000, 100250}, COLOUR_RGB8(0x0b, 0x4f, 0x6c)}});
    run.width_percent_x100 = 9750;
    run.rtl = true;
    draw_add(&page, (DrawOp){.kind = DRAW_TEXT, .text = {run, {0, 0}, COLOUR_RGB8(0, 0, 0)}});
    assert_dump(&page, "page 100.000 50.000\n"
                       "text 36.000 100.250 PlusJakartaSans-Bold 9.500 #0b4f6c \"Stan A01\"\n"
                       "text 0.000 0.000 PlusJakartaSans-Bold 9.500 #000000 \"Stan A01\" "
                       "wide 97.50% rtl\n");
    fonts_close(fonts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(dumps_an_empty_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shorthands_make_paths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_drawing_that_repeats_is_dumped_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(round_corners_stay_inside_the_box, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_radius_past_half_a_side_makes_a_circle, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(many_points_survive_growth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dumps_state_and_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dumps_pictures_and_codes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dumps_text, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
