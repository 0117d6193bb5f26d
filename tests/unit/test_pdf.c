/* test_pdf - whole PDFs, read back by qpdf, poppler, mupdf and zbar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pdf/pdf_document.h"

static const Colour black = {COLOUR_RGB, {0}, 255};

typedef struct Fixture {
    Arena arena;
    Arena pages; /* of what stands on pages */
    Diag *diag;
    char folder[64];
    Fonts *fonts;
    TextContext text;
} Fixture;

static int set_up(void **state)
{
    Fixture *f = calloc(1, sizeof *f);
    f->diag = diag_new(&f->arena, 0);
    mkdir("build", 0777);
    strcpy(f->folder, "build/test-pdf.XXXXXX");
    if (!mkdtemp(f->folder)) return -1;
    Str folders[] = {STR("fonts"), STR("/usr/share/fonts/truetype/noto")};
    f->fonts = fonts_open(&f->arena, folders, 2, f->diag);
    f->text = (TextContext){f->fonts, f->diag, text_cache_new(&f->arena)};
    *state = f;
    return 0;
}

static Str output_of(Fixture *f, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Standard output and standard error of a command run in the test's folder; its exit status is
 * added as "[status N]" unless it is 0. */
static Str output_of(Fixture *f, const char *format, ...)
{
    char command[1024], line[4096];
    va_list args;
    va_start(args, format);
    int used = snprintf(command, sizeof command, "cd '%s' && { ", f->folder);
    used += vsnprintf(command + used, sizeof command - (size_t)used, format, args);
    va_end(args);
    snprintf(command + used, sizeof command - (size_t)used, "; } 2>&1");
    StrBuf out;
    strbuf_init(&out, &f->arena);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    for (size_t n; (n = fread(line, 1, sizeof line, pipe)) > 0;) strbuf_add(&out, (Str){line, n});
    int status = pclose(pipe);
    if (status) strbuf_format(&out, "[status %d]", WEXITSTATUS(status));
    strbuf_char(&out, '\0');
    return (Str){out.ptr, out.len - 1};
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    output_of(f, "rm -rf \"$PWD\"");
    text_cache_close(f->text.cache);
    fonts_close(f->fonts);
    arena_free(&f->pages);
    arena_free(&f->arena);
    free(f);
    return 0;
}

static void assert_has(Str text, const char *part)
{
    if (str_find(text, str_from(part)) < 0) fail_msg("`%s` is not in:\n%.*s", part, STR_ARG(text));
}

static void assert_lacks(Str text, const char *part)
{
    if (str_find(text, str_from(part)) >= 0)
        fail_msg("`%s` should not be in:\n%.*s", part, STR_ARG(text));
}

static void assert_sound(Fixture *f, const char *name)
{
    Str checked = output_of(f, "qpdf --check %s", name);
    assert_has(checked, "No syntax or stream encoding errors found");
    assert_lacks(checked, "WARNING");
    assert_lacks(checked, "[status");
}

static Pdf *open_pdf(Fixture *f, const char *name, PdfOptions options)
{
    Pdf *pdf = pdf_open(str_format(&f->arena, "%s/%s", f->folder, name), &options, f->diag);
    assert_non_null(pdf);
    return pdf;
}

static DrawPage new_page(Fixture *f)
{
    DrawPage page;
    draw_init(&page, &f->pages, LEN_PT(300), LEN_PT(400), 0);
    return page;
}

static void close_pdf(Fixture *f, Pdf *pdf, PdfStats *stats)
{
    if (!pdf_close(pdf, stats)) diag_print(f->diag, stderr, (DiagStyle){0});
    assert_int_equal(diag_errors(f->diag), 0);
}

/* One page in a file of that name. */
static void write_page(Fixture *f, const char *name, const DrawPage *page)
{
    Pdf *pdf = open_pdf(f, name, (PdfOptions){0});
    assert_true(pdf_page(pdf, page));
    close_pdf(f, pdf, NULL);
    assert_sound(f, name);
}

/* Content of the first page, inflated. */
static Str content_of(Fixture *f, const char *name)
{
    return output_of(f, "mutool show -b %s pages/1/Contents", name);
}

static const TextStyle plain_style = {.family = {"Plus Jakarta Sans", 17},
                                      .weight = 400,
                                      .size = LEN_PT(10),
                                      .leading = LEN_PT(12),
                                      .width_percent_x100 = 10000,
                                      .colour = {COLOUR_RGB, {0}, 255},
                                      .align = ALIGN_LEFT,
                                      .lang = {"id", 2}};

/* Adds the lines of a paragraph; returns how many there are. */
static size_t add_text(Fixture *f, DrawPage *page, Str text, const TextStyle *style, Rect box)
{
    TextSpan *span = ARENA_NEW(page->arena, TextSpan);
    *span = (TextSpan){.text = text, .style = style};
    Para *para = para_new(page->arena, &f->text, span, 1);
    Lines lines = para_break(page->arena, para, box.w);
    for (size_t i = 0; i < lines.n; i++) {
        const Line *line = &lines.items[i];
        for (size_t k = 0; k < line->n_runs; k++)
            draw_add(page, (DrawOp){.kind = DRAW_TEXT,
                                    .text = {line->runs[k].run,
                                             {box.x + line->runs[k].x, box.y + line->baseline},
                                             style->colour}});
    }
    return lines.n;
}

static void formats_numbers_and_strings(void **state)
{
    Fixture *f = *state;
    Content c;
    content_init(&c, &f->arena);
    int64_t lengths[] = {0, 1, -1, 500, -20, 1000, -1050, 12345, 14400000, -5000000000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) content_len(&c, lengths[i]);
    content_factor(&c, 2727272);
    content_factor(&c, -1000000);
    content_int(&c, INT64_MIN);
    content_name(&c, STR("PANTONE 286 C#/"));
    content_bytes(&c, STR("a(b)\\\n\xc3"));
    content_text(&c, STR("plain"));
    content_text(&c, STR("\xc3\xa9\xf0\xa0\xae\xb7"));
    assert_true(str_eq(content_str(&c),
                       STR("0 .001 -.001 .5 -.02 1 -1.05 12.345 14400 -5000000 2.727272 -1 "
                           "-9223372036854775808 /PANTONE#20286#20C#23#2F "
                           "(a\\(b\\)\\\\\\012\\303)(plain)<FEFF00E9D842DFB7>")));
}

static void draws_paths_upright(void **state)
{
    Fixture *f = *state;
    DrawPage page = new_page(f);
    draw_rect(&page, (Rect){LEN_PT(10), LEN_PT(20), LEN_PT(30), LEN_PT(40)},
              COLOUR_RGB8(255, 0, 0));
    draw_rect(&page, (Rect){0, 0, 500, 500}, COLOUR_RGB8(255, 0, 0));
    draw_line(&page, (Point){0, 0}, (Point){LEN_PT(300), LEN_PT(400)}, 500, black);
    write_page(f, "a.pdf", &page);
    Str content = content_of(f, "a.pdf");
    assert_true(str_eq(content, STR("1 0 0 rg\n10 340 30 40 re\nf\n0 399.5 .5 .5 re\nf\n"
                                    "0 0 0 RG\n.5 w\n0 400 m\n300 0 l\nS\n")));
}

static void state_is_saved_and_brought_back(void **state)
{
    Fixture *f = *state;
    DrawPage page = new_page(f);
    PathBuilder clip;
    path_init(&clip, &f->pages);
    path_rect(&clip, (Rect){0, 0, LEN_PT(150), LEN_PT(50)});
    Colour red = COLOUR_RGB8(255, 0, 0);
    Colour half = red;
    half.alpha = 128;
    Rect box = {0, 0, LEN_PT(5), LEN_PT(5)};
    draw_rect(&page, box, red);
    draw_add(&page, (DrawOp){.kind = DRAW_POP}); /* one too many */
    draw_add(&page, (DrawOp){.kind = DRAW_PUSH,
                             .push = {.clips = true,
                                      .clip = path_done(&clip),
                                      .transforms = true,
                                      /* a quarter turn and a move */
                                      .transform = {0, 65536, -65536, 0, LEN_PT(100), LEN_PT(20)},
                                      .alpha = 128}});
    draw_rect(&page, box, half);
    draw_add(&page, (DrawOp){.kind = DRAW_POP});
    draw_rect(&page, box, red);
    draw_add(&page, (DrawOp){.kind = DRAW_PUSH}); /* never ended */
    write_page(f, "a.pdf", &page);
    assert_true(str_eq(content_of(f, "a.pdf"),
                       STR("1 0 0 rg\n0 395 5 5 re\nf\n"
                           "q\n0 350 150 50 re\nW n\n0 -1 1 0 -300 380 cm\n/a64 gs\n"
                           "0 395 5 5 re\nf\nQ\n0 395 5 5 re\nf\nq\nQ\n")));
    /* (0,0)-(5,5) turned about the corner and moved stands at x 95..100, y 20..25. */
    Str shown = output_of(f, "pdftoppm -r 72 -gray a.pdf b && convert b-1.pgm -crop 1x1+97+22 "
                             "-depth 8 gray:- | od -An -tu1");
    assert_lacks(shown, "255");
    Str states = output_of(f, "mutool show a.pdf grep | grep '/ca'");
    assert_has(states, "/ca .251");
}

/* Two pages that make the same drawing anew share one object, which sets its own ink. */
/* What overlaps is faded as a whole; upright, and turned by a quarter with a fade inside. */
static void faded_groups(void **state)
{
    Fixture *f = *state;
    DrawPage page = new_page(f);
    page.bleed = LEN_PT(10);
    const DrawOp pushes[] = {
        {.kind = DRAW_PUSH, .push = {.alpha = 128}},
        {.kind = DRAW_PUSH,
         .push = {.alpha = 128,
                  .transforms = true,
                  .transform = {0, 65536, -65536, 0, LEN_PT(200), LEN_PT(100)}}}};
    for (int i = 0; i < 2; i++) {
        draw_add(&page, pushes[i]);
        draw_rect(&page, (Rect){0, 0, LEN_PT(40), LEN_PT(40)}, COLOUR_RGB8(255, 0, 0));
        draw_rect(&page, (Rect){LEN_PT(20), 0, LEN_PT(40), LEN_PT(40)}, COLOUR_RGB8(0, 0, 255));
        draw_add(&page, pushes[0]); /* one thing needs no group */
        draw_rect(&page, (Rect){LEN_PT(60), 0, LEN_PT(20), LEN_PT(40)}, COLOUR_RGB8(0, 0, 0));
        draw_add(&page, (DrawOp){.kind = DRAW_POP});
        draw_add(&page, (DrawOp){.kind = DRAW_POP});
    }
    draw_rect(&page, (Rect){0, LEN_PT(300), LEN_PT(20), LEN_PT(20)}, COLOUR_RGB8(0, 0, 255));
    write_page(f, "a.pdf", &page);
    output_of(f, "pdftoppm -r 72 a.pdf b");
    Str ppm = output_of(f, "convert b-1.ppm -depth 8 rgb:-");
    static const struct {
        int x, y, r, b;
    } seen[] = {{10, 20, 255, 127},   {30, 20, 127, 255},   {50, 20, 127, 255},
                {70, 20, 191, 191},   {180, 110, 255, 127}, {180, 130, 127, 255},
                {180, 150, 127, 255}, {10, 310, 0, 255}};
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
        const unsigned char *p =
            (const unsigned char *)ppm.ptr + ((seen[i].y + 10) * 320 + seen[i].x + 10) * 3;
        if (abs(p[0] - seen[i].r) > 3 || abs(p[2] - seen[i].b) > 3)
            fail_msg("%d, %d: %d %d %d", seen[i].x, seen[i].y, p[0], p[1], p[2]);
    }
    Str groups = output_of(f, "mutool show a.pdf grep | grep Form | grep -c Transparency");
    assert_int_equal(strtol(groups.ptr, NULL, 10), 2);
}

static void repeated_drawings_are_stored_once(void **state)
{
    Fixture *f = *state;
    Pdf *pdf = open_pdf(f, "stamps.pdf", (PdfOptions){0});
    for (int n = 0; n < 2; n++) {
        DrawPage page = new_page(f), cell = new_page(f);
        draw_rect(&cell, (Rect){LEN_PT(1), LEN_PT(2), LEN_PT(3), LEN_PT(4)}, black);
        draw_rect(&page, (Rect){0, 0, LEN_PT(9), LEN_PT(9)}, COLOUR_RGB8(255, 0, 0));
        for (int i = 0; i < 2; i++) {
            DrawOp op = {.kind = DRAW_STAMP};
            op.stamp.ops = cell.ops, op.stamp.n_ops = cell.n_ops;
            op.stamp.at = (Point){LEN_PT(10) * i, LEN_PT(20)};
            draw_add(&page, op);
        }
        assert_true(pdf_page(pdf, &page));
    }
    close_pdf(f, pdf, NULL);
    assert_sound(f, "stamps.pdf");
    assert_has(content_of(f, "stamps.pdf"),
               "q 1 0 0 1 0 380 cm /S0 Do Q\nq 1 0 0 1 10 380 cm /S0 Do Q\n");
    Str objects = output_of(f, "mutool show stamps.pdf grep | grep Form");
    assert_has(objects, "/BBox[1 -6 4 -2]");
    assert_int_equal(str_find(objects, STR("\n")), (ptrdiff_t)objects.len - 1);
    assert_has(output_of(f, "mutool show -b stamps.pdf pages/1/Resources/XObject/S0"),
               "0 0 0 rg\n1 -6 3 4 re\nf\n");
}

/* A zigzag of 14 points from (x, y). */
static void add_zigzag(DrawPage *page, Len x, Len y, Colour colour)
{
    PathBuilder path;
    path_init(&path, page->arena);
    path_move(&path, x, y);
    for (int i = 1; i < 14; i++) path_line(&path, x + LEN_PT(i), y + (i % 2 ? LEN_PT(9) : 0));
    draw_add(page, (DrawOp){.kind = DRAW_PATH, .path = {path_done(&path), {.fill = colour}}});
}

static void repeated_shapes_are_stored_from_their_second_time(void **state)
{
    Fixture *f = *state;
    Colour faint = black;
    faint.alpha = 128;
    DrawPage page = new_page(f);
    for (int i = 0; i < 3; i++) add_zigzag(&page, LEN_PT(20 * i), LEN_PT(50 + i), black);
    add_zigzag(&page, LEN_PT(20), LEN_PT(90), COLOUR_RGB8(255, 0, 0)); /* of another colour */
    for (int i = 0; i < 2; i++) add_zigzag(&page, LEN_PT(20 * i), LEN_PT(120), faint);
    write_page(f, "a.pdf", &page);
    assert_sound(f, "a.pdf");
    Str content = content_of(f, "a.pdf");
    assert_has(content, "0 350 m\n"); /* 400 high */
    assert_has(content, "q 1 0 0 1 20 349 cm /S0 Do Q\nq 1 0 0 1 40 348 cm /S0 Do Q\n");
    assert_has(content, "20 310 m\n");
    assert_has(content, "0 280 m\n");
    assert_has(content, "20 280 m\n");
    Str objects = output_of(f, "mutool show a.pdf grep | grep -c Form");
    assert_int_equal(strtol(objects.ptr, NULL, 10), 1);
    assert_has(output_of(f, "mutool show -b a.pdf pages/1/Resources/XObject/S0"),
               "0 0 0 rg\n0 0 m\n1 -9 l\n2 0 l\n");
}

/* Beads across the page, clipped; `wide` apart. */
static void add_beads(DrawPage *page, const DrawPage *cell, Len wide)
{
    PathBuilder clip;
    path_init(&clip, page->arena);
    path_rect(&clip, (Rect){0, LEN_PT(20), LEN_PT(100), LEN_PT(10)});
    DrawOp push = {.kind = DRAW_PUSH};
    push.push.clips = true, push.push.clip = path_done(&clip);
    draw_add(page, push);
    for (int i = 0; i < 5; i++) {
        DrawOp op = {.kind = DRAW_STAMP};
        op.stamp.ops = cell->ops, op.stamp.n_ops = cell->n_ops;
        op.stamp.at = (Point){wide * i, LEN_PT(20)};
        draw_add(page, op);
    }
    draw_add(page, (DrawOp){.kind = DRAW_POP});
}

static void a_pattern_on_every_page_is_one_object(void **state)
{
    Fixture *f = *state;
    Pdf *pdf = open_pdf(f, "a.pdf", (PdfOptions){0});
    for (int n = 0; n < 4; n++) {
        DrawPage page = new_page(f), cell = new_page(f);
        draw_rect(&cell, (Rect){LEN_PT(1), LEN_PT(2), LEN_PT(3), LEN_PT(4)}, black);
        add_beads(&page, &cell, n < 3 ? LEN_PT(10) : LEN_PT(11));
        assert_true(pdf_page(pdf, &page));
    }
    close_pdf(f, pdf, NULL);
    assert_sound(f, "a.pdf");
    const char *stamps = "q 1 0 0 1 10 380 cm /S0 Do Q\nq 1 0 0 1 20 380 cm /S0 Do Q\n";
    assert_has(output_of(f, "mutool show -b a.pdf pages/1/Contents"), stamps);
    for (int page = 2; page <= 3; page++)
        assert_string_equal(output_of(f, "mutool show -b a.pdf pages/%d/Contents", page).ptr,
                            "/S1 Do\n");
    assert_has(output_of(f, "mutool show -b a.pdf pages/4/Contents"), "1 0 0 1 11 380 cm /S0 Do");
    assert_has(output_of(f, "mutool show -b a.pdf pages/2/Resources/XObject/S1"), stamps);
    for (int page = 2; page <= 3; page++)
        output_of(f, "pdftoppm -r 72 -f %d -l %d a.pdf p", page, page);
    output_of(f, "pdftoppm -r 72 -f 1 -l 1 a.pdf p");
    assert_int_equal(output_of(f, "cmp p-1.ppm p-2.ppm; cmp p-2.ppm p-3.ppm").len, 0);
}

static void text_is_found_again(void **state)
{
    Fixture *f = *state;
    DrawPage page = new_page(f);
    page.width = LEN_PT(600);
    Str text = STR("Sambal Bu Yati \xe2\x80\x93 AV Tafel, ffi office, Rp\xc2\xa0"
                   "150.000, caf\xc3\xa9 Nga\xcc\x82n Vi\xe1\xbb\x87t");
    assert_int_equal(
        add_text(f, &page, text, &plain_style, (Rect){LEN_PT(20), LEN_PT(30), LEN_PT(500), 0}), 1);
    write_page(f, "a.pdf", &page);
    Str found = output_of(f, "pdftotext -layout a.pdf -");
    assert_has(found,
               "Sambal Bu Yati \xe2\x80\x93 AV Tafel, ffi office, Rp 150.000, caf\xc3\xa9 Ng");
    assert_has(found, "Vi\xe1\xbb\x87t");
    Str mutool = output_of(f, "mutool draw -q -F txt a.pdf");
    assert_has(mutool, "Sambal Bu Yati \xe2\x80\x93 AV Tafel, ffi office");
    assert_lacks(mutool, "\xef\xbf\xbd");
    Str fonts = output_of(f, "pdffonts a.pdf | tail -n +3");
    assert_has(fonts, "+PlusJakartaSans-Regular");
    assert_has(fonts, "Identity-H");
    assert_has(fonts, "yes yes yes");
    assert_lacks(fonts, "no ");
}

/* Right edge of the last word by poppler, in Len. */
static Len right_edge(Fixture *f, const char *name)
{
    Str boxes = output_of(f,
                          "pdftotext -bbox %s - | grep '<word' | tail -1 | "
                          "sed 's/.*xMax=\"\\([0-9]*\\)\\.\\([0-9][0-9][0-9]\\).*/\\1\\2/'",
                          name);
    return (Len)strtol(boxes.ptr, NULL, 10);
}

/* Where a run's last glyph ends when its first stands at `x`. */
static Len end_of(const GlyphRun *run, Len x)
{
    uint32_t last = run->n_glyphs - 1;
    for (uint32_t i = 0; i < last; i++) x += run->glyphs[i].advance;
    Len advance =
        len_scale(run->size, font_advance_milli(run->font, run->glyphs[last].id), 1000000);
    return x + len_scale(advance, run->width_percent_x100, 10000);
}

static void adjustments_never_drift(void **state)
{
    Fixture *f = *state;
    TextStyle style = plain_style;
    Str text = STR("AVATAR Tokyo AVATAR Tokyo AVATAR Tokyo AVATAR Tokyo AVATAR Tokyo AVATAR Tokyo "
                   "AVATAR Tokyo AVATAR Tokyo AVATAR Tokyo AVATAR Tokyo AVATAR Tokyo AVATAR");
    for (int i = 0; i < 4; i++) {
        static const Len sizes[] = {9499, 7001, 33333, 100001};
        static const int widths[] = {10000, 9701, 10000, 9999};
        style.size = sizes[i];
        style.width_percent_x100 = widths[i];
        style.tracking = 7 * i;
        DrawPage page = new_page(f);
        page.width = LEN_PT(9000);
        add_text(f, &page, text, &style, (Rect){LEN_PT(20), LEN_PT(30), LEN_MAX, 0});
        assert_int_equal(page.n_ops, 1);
        const GlyphRun *run = &page.ops[0].text.run;
        write_page(f, "a.pdf", &page);
        Len error = right_edge(f, "a.pdf") - end_of(run, LEN_PT(20));
        if (error < -30 || error > 30)
            fail_msg("size %d: the line ends %d/1000 pt off", style.size, error);
        assert_true(str_eq(output_of(f, "pdftotext a.pdf - | tr -d '\\f\\n'"), text));
    }
}

static void runs_on_a_line_share_an_array(void **state)
{
    Fixture *f = *state;
    DrawPage page = new_page(f);
    Rect box = {LEN_PT(20), LEN_PT(30), LEN_PT(250), 0};
    add_text(f, &page, STR("satu"), &plain_style, box);
    box.x += LEN_PT(100);
    add_text(f, &page, STR("dua"), &plain_style, box);
    box.y += LEN_PT(12);
    add_text(f, &page, STR("tiga"), &plain_style, box);
    draw_rect(&page, (Rect){0, 0, 1000, 1000}, black);
    write_page(f, "a.pdf", &page);
    Str content = content_of(f, "a.pdf");
    Str counts = output_of(f, "mutool show -b a.pdf pages/1/Contents | grep -c 'TJ$\\|^BT\\|Tf$'");
    assert_int_equal(strtol(counts.ptr, NULL, 10), 4); /* BT, Tf, two lines */
    assert_has(content, "\n100 -12 Td\n");
    assert_has(output_of(f, "pdftotext -layout a.pdf -"), "satu");
}

static void one_glyph_for_two_texts(void **state)
{
    Fixture *f = *state;
    const Font *font = fonts_find(f->fonts, STR("Plus Jakarta Sans"), 400, false);
    static const Glyph glyphs[] = {{40, 0, 8000, 0, 0},
                                   {41, 1, 8000, 0, 0},
                                   {40, 2, 8000, 0, 0},
                                   {42, 3, 8000, 0, 0},
                                   {43, 3, 8000, 0, -2500}};
    GlyphRun run = {.font = font,
                    .size = LEN_PT(10),
                    .width_percent_x100 = 10000,
                    .text = STR("XYZab"),
                    .glyphs = glyphs,
                    .n_glyphs = 5};
    DrawPage page = new_page(f);
    draw_add(&page, (DrawOp){.kind = DRAW_TEXT, .text = {run, {LEN_PT(20), LEN_PT(50)}, black}});
    write_page(f, "a.pdf", &page);
    Str content = content_of(f, "a.pdf");
    assert_has(content, "/Span<</ActualText<FEFF005A>>>BDC\n"); /* the second text of glyph 40 */
    assert_has(content, "/Span<</ActualText<FEFF00610062>>>BDC\n");
    assert_has(content, "\n2.5 Ts\n");
    assert_has(content, "\n0 Ts\n");
    assert_has(output_of(f, "pdftotext a.pdf - | tr -d ' \\f\\n'"), "XYZab");
}

static void arabic_reads_in_order(void **state)
{
    Fixture *f = *state;
    TextStyle style = plain_style;
    style.family = STR("Noto Naskh Arabic");
    style.lang = STR("ar");
    if (!fonts_find(f->fonts, style.family, 400, false)) skip();
    DrawPage page = new_page(f);
    Str text = STR("\xd8\xb3\xd9\x88\xd9\x82 \xd9\x83\xd8\xaa\xd8\xa8");
    add_text(f, &page, text, &style, (Rect){LEN_PT(20), LEN_PT(30), LEN_PT(250), 0});
    write_page(f, "a.pdf", &page);
    assert_lacks(content_of(f, "a.pdf"), "ActualText");
    assert_has(output_of(f, "pdftotext a.pdf -"), text.ptr);
}

static void outline_fonts_of_a_collection(void **state)
{
    Fixture *f = *state;
    Str folder = STR("/usr/share/fonts/opentype/noto");
    Fonts *fonts = fonts_open(&f->arena, &folder, 1, f->diag);
    TextStyle style = plain_style;
    style.family = STR("Noto Sans CJK KR");
    style.lang = STR("ko");
    bool found = fonts_find(fonts, style.family, 400, false) != NULL;
    if (found) {
        /* The last character is beyond the basic plane. */
        Str text = STR("\xed\x95\x9c\xea\xb5\xad \xec\xb0\xb8\xea\xb0\x80\xec\x9e\x90 "
                       "\xf0\xa0\xae\xb7");
        Fonts *others = f->text.fonts;
        f->text.fonts = fonts;
        DrawPage page = new_page(f);
        add_text(f, &page, text, &style, (Rect){LEN_PT(20), LEN_PT(30), LEN_PT(250), 0});
        write_page(f, "a.pdf", &page);
        f->text.fonts = others;
        assert_has(output_of(f, "pdftotext a.pdf -"), text.ptr);
        Str embedded = output_of(f, "pdffonts a.pdf | tail -n +3");
        assert_has(embedded, "CID Type 0C");
        assert_has(embedded, "yes yes yes");
        Str size = output_of(f, "stat -c %%s a.pdf");
        assert_in_range(strtol(size.ptr, NULL, 10), 2000, 8000);
    }
    fonts_close(fonts);
    if (!found) skip();
}

static void codes_are_read_back(void **state)
{
    Fixture *f = *state;
    Str payload = STR("https://pameran.example/b/EB1-0123456789ABCDEF");
    QrSymbol symbol;
    assert_int_equal(qr_encode(payload, QR_M, 0, &symbol), QR_OK);
    DrawPage page = new_page(f);
    draw_add(&page, (DrawOp){.kind = DRAW_QR,
                             .qr = {&symbol, {LEN_PT(40), LEN_PT(40), 87300, 87300}, black}});
    write_page(f, "a.pdf", &page);
    Str content = content_of(f, "a.pdf");
    assert_has(content, "cm\n");
    Str fills = output_of(f, "mutool show -b a.pdf pages/1/Contents | grep -c '^f$'");
    assert_int_equal(strtol(fills.ptr, NULL, 10), 1);
    Str read = output_of(f, "pdftoppm -r 150 -png a.pdf b && zbarimg -q --raw b-1.png");
    assert_has(read, payload.ptr);
}

/* Four pixels: red green / blue white. */
static Image four_pixels(uint32_t index, uint8_t orientation)
{
    return (Image){.path = STR("x.png"),
                   .index = index,
                   .width_px = 2,
                   .height_px = 2,
                   .orientation = orientation,
                   .components = 3,
                   .bits = 8,
                   .kind = IMAGE_PIXELS,
                   .data = {"\xff\0\0\0\xff\0\0\0\xff\xff\xff\xff", 12}};
}

static void pictures_are_turned_as_shown(void **state)
{
    Fixture *f = *state;
    /* What stands top left, top right, bottom left, bottom right. */
    static const char *const expected[] = {"RGBW", "GRWB", "WBGR", "BWRG",
                                           "RBGW", "BRWG", "WGBR", "GWRB"};
    DrawPage page = new_page(f);
    page.bleed = LEN_PT(10);
    Image images[8];
    for (int i = 0; i < 8; i++) {
        images[i] = four_pixels((uint32_t)i, (uint8_t)(i + 1));
        draw_add(&page,
                 (DrawOp){.kind = DRAW_IMAGE,
                          .image = {&images[i], {LEN_PT(20 * i), 0, LEN_PT(20), LEN_PT(40)}}});
    }
    draw_add(&page, (DrawOp){.kind = DRAW_IMAGE, .image = {&images[0], {0, 0, 1, 1}}});
    write_page(f, "a.pdf", &page);
    output_of(f, "pdftoppm -r 72 a.pdf b");
    Str ppm = output_of(f, "convert b-1.ppm -depth 8 rgb:-");
    assert_int_equal(ppm.len, 320 * 420 * 3);
    for (int i = 0; i < 8; i++)
        for (int corner = 0; corner < 4; corner++) {
            int x = 10 + 20 * i + 5 + 10 * (corner & 1), y = 10 + 10 + 20 * (corner >> 1);
            const unsigned char *p = (const unsigned char *)ppm.ptr + (y * 320 + x) * 3;
            char seen = p[0] && p[1] ? 'W' : p[0] ? 'R' : p[1] ? 'G' : 'B';
            if (seen != expected[i][corner])
                fail_msg("orientation %d, corner %d: %c", i + 1, corner, seen);
        }
    Str listed = output_of(f, "pdfimages -list a.pdf | tail -n +3 | wc -l");
    assert_int_equal(strtol(listed.ptr, NULL, 10), 9);
    Str objects = output_of(f, "mutool show a.pdf grep | grep -c 'Subtype/Image'");
    assert_int_equal(strtol(objects.ptr, NULL, 10), 8); /* the one used twice is there once */
}

static void masks_and_palettes(void **state)
{
    Fixture *f = *state;
    DrawPage page = new_page(f);
    Image clear = four_pixels(0, 1);
    clear.alpha = (Str){"\xff\x80\0\xff", 4};
    /* One row of two 1-bit pixels, PNG-filtered (none) in a stored zlib block. */
    Image indexed = {.path = STR("p.png"),
                     .index = 1,
                     .width_px = 2,
                     .height_px = 1,
                     .orientation = 1,
                     .components = 1,
                     .bits = 1,
                     .kind = IMAGE_PNG_IDAT,
                     .palette = {"\xff\x80\0\0\0\xff", 6},
                     .data = {"\x78\x01\x01\x02\0\xfd\xff\0\x40\0\x42\0\x41", 13}};
    draw_add(&page, (DrawOp){.kind = DRAW_IMAGE, .image = {&clear, {0, 0, 40000, 40000}}});
    draw_add(&page, (DrawOp){.kind = DRAW_IMAGE, .image = {&indexed, {0, 40000, 40000, 40000}}});
    write_page(f, "a.pdf", &page);
    Str listed = output_of(f, "pdfimages -list a.pdf");
    assert_has(listed, "smask");
    assert_has(listed, "index");
    output_of(f, "pdftoppm -r 72 a.pdf b");
    Str ppm = output_of(f, "convert b-1.ppm -depth 8 rgb:-");
    const unsigned char *bytes = (const unsigned char *)ppm.ptr;
    assert_memory_equal(bytes + (60 * 300 + 10) * 3, "\xff\x80\0", 3);
    assert_memory_equal(bytes + (60 * 300 + 30) * 3, "\0\0\xff", 3);
    assert_memory_equal(bytes + (30 * 300 + 10) * 3, "\xff\xff\xff", 3); /* masked out */
    assert_has(output_of(f, "mutool show a.pdf pages/1/Group"), "/S /Transparency");
}

static void photos_pass_through(void **state)
{
    Fixture *f = *state;
    output_of(f,
              "convert -size 16x16 xc:red rgb.jpg && convert -size 16x16 xc:red -colorspace CMYK "
              "cmyk.jpg && convert -size 16x16 gradient:red-red rgb.png && "
              "convert -size 16x16 xc:red -alpha set -channel A -evaluate set 100%% rgba.png");
    static const char *const names[] = {"rgb.jpg", "cmyk.jpg", "rgb.png", "rgba.png"};
    Images *images = images_open(&f->arena, str_from(f->folder), f->diag);
    DrawPage page = new_page(f);
    for (int i = 0; i < 4; i++) {
        const Image *image = images_find(images, str_from(names[i]), (Span){0});
        assert_non_null(image);
        draw_add(&page, (DrawOp){.kind = DRAW_IMAGE,
                                 .image = {image, {LEN_PT(20 * i), 0, LEN_PT(20), LEN_PT(20)}}});
    }
    write_page(f, "a.pdf", &page);
    images_close(images);
    Str listed = output_of(f, "pdfimages -list a.pdf");
    assert_has(listed, "jpeg");
    assert_has(listed, "cmyk");
    output_of(f, "pdftoppm -r 72 a.pdf b");
    Str ppm = output_of(f, "convert b-1.ppm -depth 8 rgb:-");
    for (int i = 0; i < 4; i++) {
        const unsigned char *p = (const unsigned char *)ppm.ptr + (10 * 300 + 20 * i + 10) * 3;
        assert_in_range(p[0], 200, 255);
        assert_in_range(p[1], 0, 60);
        assert_in_range(p[2], 0, 60);
    }
}

static Images *open_pictures(Fixture *f)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, 4000);
    assert_true(n > 0);
    path[n] = '\0';
    *strrchr(path, '/') = '\0';
    strcpy(strrchr(path, '/'), "/etalase-artwork");
    Images *images = images_open(&f->arena, str_from(f->folder), f->diag);
    images_set_reader(images, str_from(path));
    return images;
}

/* A page of 20 x 40 pt: red green / blue white, and a word; turned in further files. */
static void write_artwork(Fixture *f)
{
    DrawPage page;
    draw_init(&page, &f->pages, LEN_PT(20), LEN_PT(40), 0);
    static const Colour colours[] = {
        {COLOUR_RGB, {255}, 255}, {COLOUR_RGB, {0, 255}, 255}, {COLOUR_RGB, {0, 0, 255}, 255}};
    for (int i = 0; i < 3; i++)
        draw_rect(&page,
                  (Rect){LEN_PT(10 * (i & 1)), LEN_PT(20 * (i >> 1)), LEN_PT(10), LEN_PT(20)},
                  colours[i]);
    TextStyle small = plain_style;
    small.size = LEN_PT(3);
    add_text(f, &page, STR("Art"), &small, (Rect){LEN_PT(11), LEN_PT(28), LEN_PT(9), LEN_PT(9)});
    write_page(f, "r0.pdf", &page);
    output_of(f, "for r in 90 180 270; do qpdf --rotate=+$r r0.pdf r$r.pdf; done");
}

static void artwork_is_shown_upright(void **state)
{
    Fixture *f = *state;
    /* What stands top left, top right, bottom left, bottom right. */
    static const char *const expected[] = {"RGBW", "BRWG", "WBGR", "GWRB"};
    write_artwork(f);
    Images *images = open_pictures(f);
    DrawPage page = new_page(f);
    page.bleed = LEN_PT(10);
    draw_rect(&page, (Rect){0, LEN_PT(300), LEN_PT(9), LEN_PT(9)},
              (Colour){COLOUR_RGB, {9, 99, 9}, 255});
    for (int i = 0; i < 4; i++) {
        char name[16];
        snprintf(name, sizeof name, "r%d.pdf", 90 * i);
        const Image *image = images_find(images, str_from(name), (Span){0});
        assert_non_null(image);
        assert_int_equal(image_shown_width(image), LEN_PT(i % 2 ? 40 : 20));
        for (int k = 0; k < 2; k++) /* stretched to the same place; twice from one object */
            draw_add(&page, (DrawOp){.kind = DRAW_IMAGE,
                                     .image = {image,
                                               {LEN_PT(20 * i), LEN_PT(100 * k), LEN_PT(20),
                                                LEN_PT(40)}}});
    }
    write_page(f, "a.pdf", &page);
    images_close(images);
    output_of(f, "pdftoppm -r 72 a.pdf b");
    Str ppm = output_of(f, "convert b-1.ppm -depth 8 rgb:-");
    for (int i = 0; i < 8; i++)
        for (int corner = 0; corner < 4; corner++) {
            int x = 10 + 20 * (i % 4) + 3 + 14 * (corner & 1);
            int y = 10 + 100 * (i / 4) + 4 + 24 * (corner >> 1);
            const unsigned char *p = (const unsigned char *)ppm.ptr + (y * 320 + x) * 3;
            char seen = p[0] && p[1] ? 'W' : p[0] ? 'R' : p[1] ? 'G' : 'B';
            if (seen != expected[i % 4][corner])
                fail_msg("turn %d, corner %d: %c", 90 * (i % 4), corner, seen);
        }
    Str fonts = output_of(f, "pdffonts a.pdf");
    assert_has(fonts, "PlusJakartaSans");
    assert_lacks(fonts, " no  "); /* embedded, subset, with Unicode */
    assert_has(output_of(f, "pdftotext a.pdf -"), "Art");
    Str forms = output_of(f, "mutool show a.pdf grep | grep -c 'Subtype/Form'");
    assert_int_equal(strtol(forms.ptr, NULL, 10), 4);
}

static void artwork_is_the_same_each_time(void **state)
{
    Fixture *f = *state;
    write_artwork(f);
    for (int i = 0; i < 2; i++) {
        Images *images = open_pictures(f);
        DrawPage page = new_page(f);
        const Image *image = images_find(images, STR("r90.pdf"), (Span){0});
        draw_add(&page,
                 (DrawOp){.kind = DRAW_IMAGE, .image = {image, {0, 0, LEN_PT(200), LEN_PT(100)}}});
        write_page(f, i ? "b.pdf" : "a.pdf", &page);
        images_close(images);
    }
    assert_int_equal(output_of(f, "cmp a.pdf b.pdf").len, 0);
}

/* A layer that its author has switched off does not come back. */
static void hidden_layers_stay_hidden(void **state)
{
    Fixture *f = *state;
    output_of(f, "printf '%%s\n' '%%PDF-1.7' '1 0 obj << /Type /Catalog /Pages 2 0 R "
                 "/OCProperties << /OCGs [5 0 R 6 0 R] /D << /OFF [6 0 R] >> >> >> endobj' "
                 "'2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj' "
                 "'3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 20 10] /Contents 4 0 R "
                 "/Resources << /Properties << /A 5 0 R /B 6 0 R >> >> >> endobj' "
                 "'4 0 obj << /Length 94 >>' stream "
                 "'/OC /A BDC 1 0 0 rg 0 0 10 10 re f EMC /OC /B BDC 0 0 1 rg 10 0 10 10 re f EMC' "
                 "endstream endobj '5 0 obj << /Type /OCG /Name (a) >> endobj' "
                 "'6 0 obj << /Type /OCG /Name (b) >> endobj' 'trailer << /Root 1 0 R >>' >x.pdf; "
                 "qpdf x.pdf l.pdf");
    Images *images = open_pictures(f);
    DrawPage page = new_page(f);
    const Image *image = images_find(images, STR("l.pdf"), (Span){0});
    assert_non_null(image);
    draw_add(&page, (DrawOp){.kind = DRAW_IMAGE, .image = {image, {0, 0, LEN_PT(20), LEN_PT(10)}}});
    write_page(f, "a.pdf", &page);
    images_close(images);
    output_of(f, "pdftoppm -r 72 a.pdf b");
    Str ppm = output_of(f, "convert b-1.ppm -depth 8 rgb:-");
    const unsigned char *row = (const unsigned char *)ppm.ptr + 5 * 300 * 3;
    assert_memory_equal(row + 5 * 3, "\xff\0\0", 3);
    assert_memory_equal(row + 15 * 3, "\xff\xff\xff", 3);
}

static void gradients(void **state)
{
    Fixture *f = *state;
    static const GradientStop stops[] = {{{COLOUR_RGB, {255}, 255}, 0},
                                         {{COLOUR_RGB, {0, 255}, 255}, 500},
                                         {{COLOUR_RGB, {0, 0, 255}, 255}, 500},
                                         {{COLOUR_RGB, {0, 0, 255}, 255}, 1000}};
    static const Gradient across = {false, {0, 0}, {LEN_PT(100), 0}, stops, 4};
    static const Gradient down = {false, {0, LEN_PT(120)}, {0, LEN_PT(220)}, stops, 4};
    static const Gradient out = {
        true, {LEN_PT(50), LEN_PT(280)}, {LEN_PT(100), LEN_PT(280)}, stops, 4};
    DrawPage page = new_page(f);
    const Gradient *const all[] = {&across, &down, &out};
    for (int i = 0; i < 3; i++)
        draw_round_rect(&page, (Rect){0, LEN_PT(i == 2 ? 240 : 120 * i), LEN_PT(100), LEN_PT(100)},
                        LEN_PT(10), (PathPaint){.gradient = all[i]});
    write_page(f, "a.pdf", &page);
    output_of(f, "pdftoppm -r 72 a.pdf b");
    Str ppm = output_of(f, "convert b-1.ppm -depth 8 rgb:-");
    static const struct {
        int x, y;
        const char *rgb;
    } seen[] = {{1, 50, "\xfa\5\0"},     {25, 50, "\x80\x7f\0"}, {48, 50, "\5\xfa\0"},
                {52, 50, "\0\0\xff"},    {0, 0, "\xff\xff\xff"}, /* outside of the corner */
                {50, 145, "\x80\x7f\0"}, {50, 180, "\0\0\xff"},  {50, 280, "\xff\0\0"},
                {62, 280, "\x7f\x80\0"}, {50, 310, "\0\0\xff"}};
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        for (int c = 0; c < 3; c++) {
            int got = (unsigned char)ppm.ptr[(seen[i].y * 300 + seen[i].x) * 3 + c];
            int expected = (unsigned char)seen[i].rgb[c];
            if (abs(got - expected) > 12)
                fail_msg("%d, %d: component %d is %d", seen[i].x, seen[i].y, c, got);
        }
    Str objects = output_of(f, "mutool show a.pdf grep | grep -c ShadingType");
    assert_int_equal(strtol(objects.ptr, NULL, 10), 2); /* one serves across and down */
}

static void links_and_outline(void **state)
{
    Fixture *f = *state;
    Pdf *pdf = open_pdf(f, "a.pdf", (PdfOptions){0});
    char names[300][16];
    for (int i = 0; i < 300; i++) {
        DrawPage page = new_page(f);
        snprintf(names[i], sizeof names[i], "v%d", i);
        draw_add(&page, (DrawOp){.kind = DRAW_DEST, .dest = {str_from(names[i]), LEN_PT(100)}});
        draw_add(&page, (DrawOp){.kind = DRAW_OUTLINE,
                                 .outline = {i % 3 + 1, STR("Batik \xe2\x80\x93 (kain)"), 0}});
        draw_add(&page,
                 (DrawOp){.kind = DRAW_LINK,
                          .link = {{0, 0, 10000, 20000}, str_from(i ? "#v0" : "#v299"), STR("")}});
        draw_add(&page, (DrawOp){.kind = DRAW_LINK,
                                 .link = {{0, 0, 10000, 20000},
                                          STR("https://x.example/a b(\xc3\xa9)"),
                                          STR("Toko")}});
        assert_true(pdf_page(pdf, &page));
    }
    close_pdf(f, pdf, NULL);
    assert_sound(f, "a.pdf");
    Str places = output_of(f, "pdfinfo -dests a.pdf");
    assert_has(places, "   1 [ XYZ null  300 null      ] \"v0\"");
    assert_has(places, " 300 [ XYZ null  300 null      ] \"v299\"");
    Str outline = output_of(f, "mutool show a.pdf outline");
    assert_has(outline, "Batik \xe2\x80\x93 (kain)");
    Str lines = output_of(f, "mutool show a.pdf outline | wc -l");
    assert_int_equal(strtol(lines.ptr, NULL, 10), 300);
    assert_has(outline, "#page=3&");
    Str link = output_of(f, "mutool show a.pdf pages/2/Annots/1 pages/2/Annots/2");
    assert_has(link, "/Rect [ 0 380 10 400 ]");
    assert_has(link, "(v0)");
    assert_has(link, "a%20b\\(%C3%A9\\)");
    assert_has(link, "/Contents (Toko)");
}

static void bad_links_are_reported(void **state)
{
    Fixture *f = *state;
    Pdf *pdf = open_pdf(f, "a.pdf", (PdfOptions){0});
    DrawPage page = new_page(f);
    static const char *const targets[] = {"#nowhere", "javascript:alert(1)", "#", "file:///etc"};
    for (int i = 0; i < 4; i++)
        draw_add(&page, (DrawOp){.kind = DRAW_LINK,
                                 .link = {{0, 0, 1000, 1000}, str_from(targets[i]), STR("")}});
    for (int i = 0; i < 2; i++)
        draw_add(&page, (DrawOp){.kind = DRAW_DEST, .dest = {STR("twice"), 0}});
    assert_true(pdf_page(pdf, &page));
    close_pdf(f, pdf, NULL);
    assert_int_equal(diag_warnings(f->diag), 5);
    size_t n;
    const DiagReport *const *reports = diag_sorted(f->diag, &n);
    bool seen[DIAG_N_CODES] = {0};
    for (size_t i = 0; i < n; i++) seen[reports[i]->code] = true;
    assert_true(seen[DIAG_PDF_LINK_TARGET] && seen[DIAG_PDF_LINK_SCHEME] &&
                seen[DIAG_PDF_PLACE_TWICE]);
    Str annots = output_of(f, "mutool show a.pdf grep | grep -c Subtype/Link");
    assert_int_equal(strtol(annots.ptr, NULL, 10), 1);
}

static void links_turn_with_their_surroundings(void **state)
{
    Fixture *f = *state;
    DrawPage page = new_page(f);
    page.bleed = LEN_PT(9);
    draw_add(&page,
             (DrawOp){.kind = DRAW_PUSH,
                      .push = {.transforms = true,
                               .transform = {0, 65536, -65536, 0, LEN_PT(100), LEN_PT(20)}}});
    draw_add(&page, (DrawOp){.kind = DRAW_LINK,
                             .link = {{LEN_PT(1), LEN_PT(2), LEN_PT(30), LEN_PT(10)},
                                      STR("mailto:a@b.example"),
                                      STR("")}});
    draw_add(&page, (DrawOp){.kind = DRAW_POP});
    write_page(f, "a.pdf", &page);
    /* x 88..98, y 21..51 from the top, in a sheet with 9 pt of bleed */
    assert_has(output_of(f, "mutool show a.pdf pages/1/Annots/1"), "/Rect [ 97 358 107 388 ]");
}

static void describes_itself(void **state)
{
    Fixture *f = *state;
    Pdf *pdf = open_pdf(f, "a.pdf",
                        (PdfOptions){.title = STR("Pameran \xe2\x80\x93 <Banyumas> & \xe6\x9d\xb1"),
                                     .author = STR("Dinas (Koperasi)"),
                                     .subject = STR("Katalog"),
                                     .lang = STR("id"),
                                     .created = STR("D:20231112103000+07'00'"),
                                     .no_print_scaling = true});
    static const char *const labels[] = {"i", "ii", "iii", "1", "2", "", "A-9", "A-10", "Sampul"};
    for (size_t i = 0; i < 9; i++) {
        DrawPage page = new_page(f);
        page.label = str_from(labels[i]);
        page.bleed = i ? 0 : 8504;
        assert_true(pdf_page(pdf, &page));
    }
    close_pdf(f, pdf, NULL);
    assert_sound(f, "a.pdf");
    Str info = output_of(f, "TZ=UTC pdfinfo -box a.pdf");
    assert_has(info, "Title:           Pameran \xe2\x80\x93 <Banyumas> & \xe6\x9d\xb1\n");
    assert_has(info, "Author:          Dinas (Koperasi)\n");
    assert_has(info, "Producer:        Etalase ");
    assert_has(info, "Sun Nov 12 03:30:00 2023");
    assert_has(info, "Metadata Stream: yes");
    assert_has(info, "MediaBox:            0.00     0.00   317.01   417.01");
    assert_has(info, "TrimBox:             8.50     8.50   308.50   408.50");
    assert_has(info, "BleedBox:            0.00     0.00   317.01   417.01");
    Str xmp = output_of(f, "pdfinfo -meta a.pdf");
    assert_has(xmp, "Pameran \xe2\x80\x93 &lt;Banyumas&gt; &amp; \xe6\x9d\xb1");
    assert_has(xmp, "<xmp:CreateDate>2023-11-12T10:30:00+07:00<");
    Str catalog = output_of(f, "mutool show a.pdf trailer/Root");
    assert_has(catalog, "/PrintScaling /None");
    assert_has(catalog, "/DisplayDocTitle true");
    assert_has(catalog, "/Lang (id)");
    Str tree = output_of(f, "mutool show a.pdf trailer/Root/PageLabels/Nums | tr -s '\\n ' ' '");
    assert_has(tree, "0 << /S /r /St 1 >> 3 << /S /D /St 1 >> 5 << /S /D /St 6 >> "
                     "6 << /P (A-) /S /D /St 9 >> 8 << /P (Sampul) >>");
    assert_has(output_of(f, "pdfinfo -f 2 -l 2 -box a.pdf"), "300 x 400 pts");
}

static void write_many(Fixture *f, const char *name, int n)
{
    static const PdfOptions options = {.title = {"Lencana", 7}};
    Pdf *pdf = open_pdf(f, name, options);
    QrSymbol symbol;
    for (int i = 0; i < n; i++) {
        ArenaMark mark = arena_mark(&f->pages);
        DrawPage page = new_page(f);
        qr_encode(str_format(&f->pages, "https://x.example/%07d", i), QR_M, 0, &symbol);
        draw_add(&page, (DrawOp){.kind = DRAW_QR, .qr = {&symbol, {0, 0, 99000, 99000}, black}});
        add_text(f, &page, str_format(&f->pages, "Peserta %d", i), &plain_style,
                 (Rect){LEN_PT(20), LEN_PT(130), LEN_PT(250), 0});
        assert_true(pdf_page(pdf, &page));
        arena_rewind(&f->pages, mark);
    }
    PdfStats stats;
    close_pdf(f, pdf, &stats);
    assert_int_equal(stats.pages, n);
    assert_int_equal(stats.fonts, 1);
    struct stat st;
    stat(str_z(&f->arena, str_format(&f->arena, "%s/%s", f->folder, name)), &st);
    assert_int_equal(stats.bytes, st.st_size);
}

static void page_trees_of_every_height(void **state)
{
    Fixture *f = *state;
    static const int sizes[] = {1, 64, 65, 4096, 4097};
    for (int i = 0; i < 5; i++) {
        write_many(f, "a.pdf", sizes[i]);
        assert_sound(f, "a.pdf");
        Str pages = output_of(f, "pdfinfo a.pdf | grep Pages:");
        assert_int_equal(strtol(pages.ptr + 6, NULL, 10), sizes[i]);
        Str last = output_of(f, "pdftotext -f %d -l %d a.pdf -", sizes[i], sizes[i]);
        char expected[32];
        snprintf(expected, sizeof expected, "Peserta %d\n", sizes[i] - 1);
        assert_has(last, expected);
    }
}

static void same_pages_make_same_bytes(void **state)
{
    Fixture *f = *state;
    write_many(f, "a.pdf", 200);
    write_many(f, "b.pdf", 200);
    assert_int_equal(output_of(f, "cmp a.pdf b.pdf").len, 0);
    write_many(f, "b.pdf", 201);
    Str ids = output_of(f, "for i in a b; do mutool show $i.pdf trailer/ID/1; done | uniq | wc -l");
    assert_int_equal(strtol(ids.ptr, NULL, 10), 2);
}

static void a_full_disk_leaves_the_old_file(void **state)
{
    Fixture *f = *state;
    write_many(f, "a.pdf", 1);
    output_of(f, "cp a.pdf old.pdf");
    struct rlimit before, tight;
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    /* Fails in the middle, and in the last bytes, which libharu's own save never checks. */
    for (rlim_t limit = 2000; limit < 400000; limit += 150000) {
        tight = before;
        tight.rlim_cur = limit;
        Pdf *pdf = open_pdf(f, "a.pdf", (PdfOptions){0});
        for (int i = 0; i < 3000; i++) {
            DrawPage page = new_page(f);
            draw_rect(&page, (Rect){i, i, 1000 + i, 1000}, black);
            assert_true(pdf_page(pdf, &page));
        }
        setrlimit(RLIMIT_FSIZE, &tight);
        assert_false(pdf_close(pdf, NULL));
        setrlimit(RLIMIT_FSIZE, &before);
        assert_int_equal(output_of(f, "cmp a.pdf old.pdf; ls -A | grep -v 'a.pdf$\\|old.pdf$'").len,
                         strlen("[status 1]"));
    }
    assert_int_equal(diag_errors(f->diag), 1); /* the same text each time */
    size_t n;
    assert_int_equal(diag_sorted(f->diag, &n)[0]->code, DIAG_FILE_WRITE);
}

/* A copy of a font whose OS/2 table forbids embedding. */
static void write_restricted_font(Fixture *f)
{
    output_of(f, "cp ../../fonts/plus-jakarta-sans/*Regular.ttf r.ttf");
    FILE *file = fopen(str_z(&f->arena, str_format(&f->arena, "%s/r.ttf", f->folder)), "r+b");
    assert_non_null(file);
    unsigned char entry[16];
    fseek(file, 12, SEEK_SET);
    do assert_int_equal(fread(entry, 1, 16, file), 16);
    while (memcmp(entry, "OS/2", 4) != 0);
    long at = (long)entry[8] << 24 | entry[9] << 16 | entry[10] << 8 | entry[11];
    fseek(file, at + 8, SEEK_SET);
    assert_int_equal(fwrite("\0\2", 1, 2, file), 2);
    fclose(file);
}

static void forbidden_fonts_are_reported(void **state)
{
    Fixture *f = *state;
    write_restricted_font(f);
    Str folder = str_from(f->folder);
    Fonts *fonts = fonts_open(&f->arena, &folder, 1, f->diag);
    Fonts *others = f->text.fonts;
    f->text.fonts = fonts;
    DrawPage page = new_page(f);
    add_text(f, &page, STR("Toko"), &plain_style, (Rect){0, 0, LEN_PT(250), 0});
    write_page(f, "a.pdf", &page);
    f->text.fonts = others;
    fonts_close(fonts);
    size_t n;
    const DiagReport *const *reports = diag_sorted(f->diag, &n);
    assert_int_equal(n, 1);
    assert_int_equal(reports[0]->code, DIAG_PDF_FONT_LICENCE);
}

static void give_up_where_libharu_does(void **state)
{
    Fixture *f = *state;
    write_many(f, "a.pdf", 1);
    output_of(f, "cp a.pdf old.pdf");
    for (int i = 0; i < 2; i++) {
        Pdf *pdf = open_pdf(f, "a.pdf", (PdfOptions){0});
        DrawPage page = new_page(f);
        assert_true(pdf_page(pdf, &page));
        HPDF_UINT *count = &pdf->objects.doc->xref->entries->count;
        HPDF_UINT kept = *count;
        if (i == 0)
            HPDF_SetError(&pdf->objects.doc->error, HPDF_DICT_COUNT_ERR, 0);
        else
            *count = HPDF_LIMIT_MAX_XREF_ELEMENT - 10;
        assert_false(pdf_page(pdf, &page));
        *count = i ? kept : *count;
        assert_false(pdf_page(pdf, &page));
        assert_false(pdf_close(pdf, NULL));
        assert_int_equal(diag_errors(f->diag), i + 1);
        assert_int_equal(output_of(f, "cmp a.pdf old.pdf").len, 0);
    }
    size_t n;
    const DiagReport *const *reports = diag_sorted(f->diag, &n);
    assert_int_equal(reports[0]->code + reports[1]->code, DIAG_PDF_LIBRARY + DIAG_PDF_FULL);
}

static void impossible_files_are_reported(void **state)
{
    Fixture *f = *state;
    PdfOptions options = {0};
    assert_null(pdf_open(STR("/nowhere/a.pdf"), &options, f->diag));
    assert_int_equal(diag_errors(f->diag), 1);
    assert_null(pdf_open(STR("/dev/full"), &options, f->diag));
    assert_int_equal(diag_errors(f->diag), 2);
    Pdf *pdf = open_pdf(f, "a.pdf", options);
    assert_false(pdf_close(pdf, NULL)); /* no pages */
    assert_int_equal(diag_errors(f->diag), 3);
    pdf = open_pdf(f, "a.pdf", options);
    DrawPage page = new_page(f);
    page.width = LEN_PT(20000);
    assert_true(pdf_page(pdf, &page));
    assert_int_equal(diag_warnings(f->diag), 1);
    pdf_abandon(pdf);
    assert_int_equal(output_of(f, "ls -A").len, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(formats_numbers_and_strings),
        TEST(draws_paths_upright),
        TEST(state_is_saved_and_brought_back),
        TEST(faded_groups),
        TEST(repeated_drawings_are_stored_once),
        TEST(repeated_shapes_are_stored_from_their_second_time),
        TEST(a_pattern_on_every_page_is_one_object),
        TEST(text_is_found_again),
        TEST(adjustments_never_drift),
        TEST(runs_on_a_line_share_an_array),
        TEST(one_glyph_for_two_texts),
        TEST(arabic_reads_in_order),
        TEST(outline_fonts_of_a_collection),
        TEST(codes_are_read_back),
        TEST(pictures_are_turned_as_shown),
        TEST(masks_and_palettes),
        TEST(photos_pass_through),
        TEST(artwork_is_shown_upright),
        TEST(artwork_is_the_same_each_time),
        TEST(hidden_layers_stay_hidden),
        TEST(gradients),
        TEST(links_and_outline),
        TEST(bad_links_are_reported),
        TEST(links_turn_with_their_surroundings),
        TEST(describes_itself),
        TEST(page_trees_of_every_height),
        TEST(same_pages_make_same_bytes),
        TEST(a_full_disk_leaves_the_old_file),
        TEST(forbidden_fonts_are_reported),
        TEST(give_up_where_libharu_does),
        TEST(impossible_files_are_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
