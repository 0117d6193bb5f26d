/* Paragraphs: shaping, direction, line ends, justification, hyphens, limits.
 * Run from the root of the repository. What needs fonts beyond those in fonts/ is skipped where
 * they are not installed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/compose.h"
#include "text/text_limits.h"
#include "text_room.h"

static Len width_of(Room *room, const char *text) { return para_natural_width(make(room, text)); }

static void assert_text(const Line *line, const char *expected)
{
    char text[512];
    size_t len = 0;
    for (size_t i = 0; i < line->n_runs; i++) {
        Str run = line->runs[i].run.text;
        assert_true(len + run.len < sizeof text);
        memcpy(text + len, run.ptr, run.len);
        len += run.len;
    }
    text[len] = '\0';
    assert_string_equal(text, expected);
}

static size_t count_glyphs(const Lines *lines)
{
    size_t n = 0;
    for (size_t i = 0; i < lines->n; i++)
        for (size_t k = 0; k < lines->items[i].n_runs; k++)
            n += lines->items[i].runs[k].run.n_glyphs;
    return n;
}

static bool has_report(Room *room, DiagCode code)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(room->diag, &n);
    for (size_t i = 0; i < n; i++)
        if (reports[i]->code == code) return true;
    return false;
}

static void test_one_line(void **state)
{
    Room *room = *state;
    Lines lines = set(room, "Sambal Bu Yati", LEN_MAX);
    assert_int_equal(lines.n, 1);
    const Line *line = &lines.items[0];
    assert_int_equal(line->n_runs, 1);
    const GlyphRun *run = &line->runs[0].run;
    assert_int_equal(run->n_glyphs, 14);
    Len sum = 0;
    for (uint32_t i = 0; i < run->n_glyphs; i++) {
        assert_int_equal(run->glyphs[i].cluster, i);
        sum += run->glyphs[i].advance;
    }
    assert_int_equal(sum, run->width);
    assert_int_equal(sum, line->width);
    assert_int_equal(sum, lines.width);
    assert_true(line->forced && !line->hyphenated);
    assert_text(line, "Sambal Bu Yati");
}

static void test_line_box(void **state)
{
    Room *room = *state;
    Lines lines = set(room, "a\nb", LEN_MAX);
    const FontMetrics *m = font_metrics(lines.items[0].runs[0].run.font);
    Len ascent = m->ascender * 10, descent = -m->descender * 10;
    assert_int_equal(lines.items[0].height, 14000);
    assert_int_equal(lines.first_baseline, (14000 - ascent - descent) / 2 + ascent);
    assert_int_equal(lines.items[1].top, 14000);
    assert_int_equal(lines.items[1].baseline, 14000 + lines.first_baseline);
    assert_int_equal(lines.height, 28000);
    if (!has_fallback(room, 0xE01, "Noto Sans Thai")) skip();
    Lines thai = set(room, "a\n\u0E01\u0E34\u0E48", LEN_MAX);
    assert_int_equal(thai.height, 28000);
    assert_int_equal(thai.items[1].baseline, lines.items[1].baseline);
}

static void test_forced_ends(void **state)
{
    Room *room = *state;
    Lines lines = set(room, "satu\n\ntiga\r\nempat\u2028lima\n", LEN_MAX);
    assert_int_equal(lines.n, 5);
    assert_text(&lines.items[0], "satu");
    assert_text(&lines.items[1], "");
    assert_int_equal(lines.items[1].height, 14000);
    assert_text(&lines.items[4], "lima");
    assert_int_equal(set(room, "", LEN_MAX).n, 0);
    assert_int_equal(set(room, "   ", LEN_MAX).width, 0);
}

static void test_ragged(void **state)
{
    Room *room = *state;
    Len width = width_of(room, "Sambal Bu Yati");
    Lines lines = set(room, "Sambal Bu Yati   dari Ambon", width);
    assert_int_equal(lines.n, 2);
    assert_text(&lines.items[0], "Sambal Bu Yati");
    assert_int_equal(lines.items[0].width, width);
    assert_text(&lines.items[1], "dari Ambon");
    lines = set(room, "Sambal Bu Yati   dari Ambon", width - 1);
    assert_text(&lines.items[0], "Sambal Bu");
    assert_false(lines.overfull || lines.split_word);
}

static void test_natural_width(void **state)
{
    Room *room = *state;
    Para *para = make(room, "Sambal pedas\nBu Yati dari Ambon \nx");
    Len natural = para_natural_width(para);
    assert_int_equal(natural, width_of(room, "Bu Yati dari Ambon"));
    assert_int_equal(para_break(&room->arena, para, LEN_MAX).width, natural);
    assert_int_equal(para_break(&room->arena, para, natural).n, 3);
    assert_int_equal(para_break(&room->arena, para, natural - 1).n, 4);
    assert_int_equal(para_longest_word(para), width_of(room, "Sambal"));
}

static void test_align(void **state)
{
    Room *room = *state;
    static const struct {
        TextAlign align;
        const char *lang;
        int half; /* of the white, on the left */
    } cases[] = {{ALIGN_START, "id", 0}, {ALIGN_END, "id", 2},   {ALIGN_CENTRE, "id", 1},
                 {ALIGN_LEFT, "ar", 0},  {ALIGN_RIGHT, "ar", 2}, {ALIGN_START, "ar", 2},
                 {ALIGN_END, "ar", 0}};
    Len width = width_of(room, "Ambon"), measure = 2 * width + 1;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room->style.align = cases[i].align;
        room->style.lang = str_from(cases[i].lang);
        Lines lines = set(room, "Ambon  ", measure);
        assert_int_equal(lines.items[0].runs[0].x, (measure - width) * cases[i].half / 2);
    }
}

static void test_tracking(void **state)
{
    Room *room = *state;
    room->style.features = STR("-liga,-clig");
    Len plain = width_of(room, "affine AVA");
    room->style.features = (Str){0};
    room->style.tracking = 50;
    assert_int_equal(width_of(room, "affine AVA"), plain + 9 * 500);
    Lines lines = set(room, "affine AVA", LEN_MAX);
    const GlyphRun *run = &lines.items[0].runs[0].run;
    Lines one = set(room, "A", LEN_MAX);
    assert_int_equal(run->glyphs[9].advance, one.items[0].runs[0].run.glyphs[0].advance);
    room->style.width_percent_x100 = 9000;
    Len narrow = width_of(room, "affine AVA");
    assert_in_range(narrow, (plain + 4500) * 9 / 10 - 10, (plain + 4500) * 9 / 10 + 10);
}

static const char prose[] =
    "Pemerintah kota menyelenggarakan pameran perdagangan dan pariwisata untuk memperkenalkan "
    "kebudayaan serta menggerakkan perekonomian masyarakat pesisir di seluruh nusantara, termasuk "
    "Kementerian Perdagangan Republik Indonesia dan pemerintahan daerah.";

static void test_justified(void **state)
{
    Room *room = *state;
    room->style.align = ALIGN_JUSTIFY;
    for (int hyphenate = 0; hyphenate < 2; hyphenate++) {
        room->style.hyphenate = hyphenate;
        for (Len width = 120000; width < 400000; width += 7001) {
            Lines lines = set(room, prose, width);
            assert_false(lines.overfull);
            int running = 0;
            for (size_t i = 0; i < lines.n; i++) {
                const Line *line = &lines.items[i];
                running = line->hyphenated ? running + 1 : 0;
                assert_true(running <= 2 && (hyphenate || !line->hyphenated));
                bool stretches = str_find(line->runs[0].run.text, STR(" ")) >= 0;
                if (i + 1 < lines.n && stretches) assert_int_equal(line->width, width);
                if (i + 1 < lines.n && hyphenate) assert_true(line->width > width / 2);
            }
            assert_true(lines.items[lines.n - 1].forced);
            assert_true(lines.items[lines.n - 1].width <= width);
        }
    }
}

/* Only ordinary and no-break spaces stretch. */
static void test_stretch(void **state)
{
    Room *room = *state;
    room->style.align = ALIGN_JUSTIFY;
    const char *text = "a b\u00A0c\u202Fd e";
    Len width = width_of(room, text);
    Lines lines = set(room, "a b\u00A0c\u202Fd e fffffffffffffffffffffffffffffff", width + 3000);
    Len space = width_of(room, "a b") - width_of(room, "a") - width_of(room, "b");
    Lines fixed = set(room, "c\u202Fd", LEN_MAX);
    assert_text(&lines.items[0], text);
    for (size_t i = 0; i < lines.items[0].n_runs; i++) {
        const GlyphRun *run = &lines.items[0].runs[i].run;
        for (uint32_t k = 0; k < run->n_glyphs; k++) {
            size_t at = run->glyphs[k].cluster;
            uint32_t c = utf8_next(run->text, &at);
            if (c == ' ' || c == 0xA0) assert_int_equal(run->glyphs[k].advance, space + 1000);
            if (c == 0x202F)
                assert_int_equal(run->glyphs[k].advance,
                                 fixed.items[0].runs[0].run.glyphs[1].advance);
        }
    }
}

/* A justified line ends with its hyphen or stop partly in the margin; the ink still adds up. */
static void test_hanging(void **state)
{
    Room *room = *state;
    Len hyphen = width_of(room, "-"), quote = width_of(room, "\u201C"), stop = width_of(room, ".");
    room->style.align = ALIGN_JUSTIFY;
    room->style.hyphenate = true;
    room->style.hang = 100;
    size_t n_hyphens = 0;
    for (Len width = 120000; width < 300000; width += 7001) {
        Lines lines = set(room, prose, width);
        for (size_t i = 0; i + 1 < lines.n; i++) {
            const Line *line = &lines.items[i];
            const LineRun *last = &line->runs[line->n_runs - 1];
            if (str_find(line->runs[0].run.text, STR(" ")) < 0) continue;
            assert_int_equal(line->width, width);
            Len outside = last->x + last->run.width - width;
            if (line->hyphenated) assert_in_range(outside, hyphen / 2 - 1, hyphen / 2 + 1);
            n_hyphens += line->hyphenated;
        }
    }
    assert_true(n_hyphens > 5);
    room->style.align = ALIGN_START;
    Lines lines = set(room, "\u201CBatik.", LEN_MAX);
    assert_int_equal(lines.items[0].runs[0].x, -len_scale(quote, 50, 100));
    room->style.align = ALIGN_RIGHT;
    lines = set(room, "Batik.", 200000);
    const LineRun *run = &lines.items[0].runs[0];
    assert_int_equal(run->x + run->run.width, 200000 + len_scale(stop, 60, 100));
    room->style.align = ALIGN_CENTRE;
    lines = set(room, "Batik.", 200000);
    run = &lines.items[0].runs[0];
    assert_in_range(2 * run->x + run->run.width, 199999, 200001);
}

/* Letters of a fallback font are as tall as those of the style's font. */
static void test_matching_size(void **state)
{
    Room *room = *state;
    if (!has_fallback(room, 0xD55C, "Noto Sans CJK KR")) skip();
    const Font *own = fonts_find(room->fonts, STR("Plus Jakarta Sans"), 400, false);
    const Font *other = fonts_fallback(room->fonts, own, 0xD55C, STR("ko"));
    Len size = font_matching_size(own, other, LEN_PT(20));
    assert_in_range(len_scale(size, font_metrics(other)->x_height, 1000),
                    len_scale(LEN_PT(20), font_metrics(own)->x_height, 1000) - 10,
                    len_scale(LEN_PT(20), font_metrics(own)->x_height, 1000) + 10);
    assert_int_equal(font_matching_size(own, own, LEN_PT(20)), LEN_PT(20));
    room->style.size = LEN_PT(20);
    room->style.leading = LEN_PT(28);
    Lines lines = set(room, "Kim \uD55C", LEN_MAX);
    assert_int_equal(lines.n, 1);
    assert_int_equal(lines.items[0].n_runs, 2);
    assert_int_equal(lines.items[0].runs[0].run.size, LEN_PT(20));
    assert_int_equal(lines.items[0].runs[1].run.size, size);
    assert_int_equal(lines.items[0].height, LEN_PT(28)); /* the line's own leading */
}

/* Letters below the line of a fallback font do not run into the next line. */
static void test_deep_letters(void **state)
{
    Room *room = *state;
    if (!has_fallback(room, 0x1B13, "Noto Sans Balinese")) skip();
    room->style.leading = LEN_PT(10);
    Lines lines = set(room, "\u1B13\u1B22\u1B38\u1B22\u1B44\u1B32\u1B38", LEN_MAX);
    const Line *line = &lines.items[0];
    assert_true(line->overshoot > LEN_PT(1));
    assert_int_equal(line->height, LEN_PT(10) + line->overshoot);
    assert_int_equal(set(room, "Ambon", LEN_MAX).items[0].overshoot, 0);
}

/* Words that belong together part only where they do not fit on one line. */
static void test_ties(void **state)
{
    Room *room = *state;
    Lines lines = set(room, "Omzet Rp150 juta", width_of(room, "Omzet Rp150"));
    assert_int_equal(lines.n, 2);
    assert_text(&lines.items[1], "Rp150 juta");
    lines = set(room, "pada 29 Oktober 2023", width_of(room, "29 Oktober"));
    assert_int_equal(lines.n, 3);
    assert_text(&lines.items[1], "29 Oktober");
    lines = set(room, "PT Sinar", width_of(room, "Sinar"));
    assert_int_equal(lines.n, 2);
    assert_text(&lines.items[0], "PT");
    assert_false(lines.overfull || lines.split_word);
    room->style.keep_words = true;
    lines = set(room, "PT Sinarmas", width_of(room, "Sinar"));
    assert_int_equal(lines.n, 2);
    assert_text(&lines.items[1], "Sinarmas");
    assert_true(lines.overfull);
}

static bool divides(Room *room, const char *text)
{
    Para *para = make(room, text);
    for (size_t i = 0; i < para->text.len; i++)
        if (para->at[i] & AT_HYPHEN) return true;
    return false;
}

static void test_which_words_divide(void **state)
{
    Room *room = *state;
    room->style.hyphenate = true;
    static const char *const whole[] = {"di Pemerintahan",    "perdagangan2023",
                                        "perDagangan",        "PERDAGANGAN",
                                        "di: perdagangan.id", "https://perdagangan/umum/",
                                        "rata-perdagangan",   "Jl. Perdagangan",
                                        "x@perdagangan",      "batik",
                                        "un\u00ADtukmereka"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) assert_false(divides(room, whole[i]));
    assert_true(divides(room, "Pemerintahan"));
    assert_true(divides(room, "selesai hari ini kemarin. Pemerintahan"));
    assert_true(divides(room, "(perdagangan),"));
    room->style.lang = STR("en");
    assert_true(divides(room, "exhibition"));
    room->style.keep_words = true;
    assert_false(divides(room, "exhibition"));
    room->style.keep_words = false;
    assert_false(has_report(room, DIAG_HYPHENS_MISSING));
    room->style.lang = STR("../../x");
    assert_false(divides(room, "exhibition"));
    assert_true(has_report(room, DIAG_HYPHENS_MISSING));
}

static void test_indonesian_points(void **state)
{
    Room *room = *state;
    room->style.hyphenate = true;
    Para *para = make(room, "masyarakat seluruh perdagangan");
    char text[64];
    size_t n = 0;
    for (size_t i = 0; i < para->text.len; i++) {
        if (para->at[i] & AT_HYPHEN) text[n++] = '-';
        text[n++] = para->text.ptr[i];
    }
    text[n] = '\0';
    assert_string_equal(text, "ma-sya-ra-kat se-lu-ruh per-da-gangan");
}

static void test_soft_hyphen(void **state)
{
    Room *room = *state;
    const char *text = "pasar ke\u00ADra\u00ADjin\u00ADan";
    assert_int_equal(width_of(room, text), width_of(room, "pasar kerajinan"));
    Len width = width_of(room, "pasar kerajin");
    Lines lines = set(room, text, width);
    assert_int_equal(lines.n, 2);
    assert_true(lines.items[0].hyphenated);
    assert_text(&lines.items[1], "jinan");
    Str first = lines.items[0].runs[0].run.text;
    assert_true(str_starts(first, STR("pasar kera")));
    assert_true(str_eq(str_slice(first, 10, first.len), STR("\u2010")) ||
                str_eq(str_slice(first, 10, first.len), STR("-")));
    assert_true(lines.items[0].width <= width);
}

static void test_zero_width(void **state)
{
    Room *room = *state;
    Lines lines = set(room, "ab\u200Bcd", width_of(room, "abc"));
    assert_int_equal(lines.n, 2);
    assert_text(&lines.items[0], "ab");
    assert_text(&lines.items[1], "cd");
    assert_false(lines.split_word);
    lines = set(room, "ab \u2060cd", width_of(room, "ab c"));
    assert_true(lines.split_word); /* joined, so it can only be cut */
    lines = set(room, "a\x01\x7F\tb\u200Ec", LEN_MAX);
    assert_int_equal(count_glyphs(&lines), 4);
}

static void test_long_word(void **state)
{
    Room *room = *state;
    const char *word = "a Supercalifragilisticexpialidocious b";
    Len width = width_of(room, "Supercali");
    Lines lines = set(room, word, width);
    assert_true(lines.split_word && !lines.overfull);
    assert_text(&lines.items[0], "a");
    assert_text(&lines.items[1], "Supercali");
    for (size_t i = 0; i < lines.n; i++) assert_true(lines.items[i].width <= width);
    room->style.keep_words = true;
    lines = set(room, word, width);
    assert_true(lines.overfull && !lines.split_word);
    assert_int_equal(lines.n, 3);
    assert_text(&lines.items[1], "Supercalifragilisticexpialidocious");
    room->style.keep_words = false;
    lines = set(room, "abc", 1); /* narrower than any letter: one a line */
    assert_int_equal(lines.n, 3);
    assert_true(lines.overfull);
}

static void test_direction(void **state)
{
    Room *room = *state;
    if (!has_fallback(room, 0x627, "Noto Sans Arabic")) skip();
    Lines lines = set(room, "nama \u0633\u0644\u0627\u0645 12 ya", LEN_MAX);
    const Line *line = &lines.items[0];
    Len x = 0;
    bool rtl = false;
    for (size_t i = 0; i < line->n_runs; i++) {
        const GlyphRun *run = &line->runs[i].run;
        assert_int_equal(line->runs[i].x, x);
        x += run->width;
        if (!run->rtl || run->n_glyphs < 2) continue;
        rtl = true;
        assert_true(str_eq(run->text, STR("\u0633\u0644\u0627\u0645"))); /* logical order */
        for (uint32_t k = 1; k < run->n_glyphs; k++)
            assert_true(run->glyphs[k].cluster < run->glyphs[k - 1].cluster);
    }
    assert_true(rtl);
    assert_int_equal(x, line->width);
}

/* Joined letters keep their shapes where a span ends inside the word. */
static void test_joining_across_spans(void **state)
{
    Room *room = *state;
    if (!has_fallback(room, 0x627, "Noto Sans Arabic")) skip();
    TextSpan spans[2] = {{.text = STR("\u0633\u0644"), .style = &room->style},
                         {.text = STR("\u0644\u0645"), .style = &room->style}};
    Lines split =
        para_break(&room->arena, para_new(&room->arena, &room->context, spans, 2), LEN_MAX);
    Lines whole = set(room, "\u0633\u0644\u0644\u0645", LEN_MAX);
    assert_int_equal(split.items[0].n_runs, 2);
    assert_int_equal(count_glyphs(&split), 4);
    const Glyph *expected = whole.items[0].runs[0].run.glyphs;
    for (int i = 0; i < 4; i++)
        assert_int_equal(split.items[0].runs[i / 2].run.glyphs[i % 2].id, expected[i].id);
}

static void test_spans(void **state)
{
    Room *room = *state;
    TextStyle big = room->style;
    big.size = LEN_PT(20);
    big.leading = LEN_PT(24);
    big.weight = 800;
    TextSpan spans[] = {{.text = STR("Rp"), .style = &room->style},
                        {.text = STR("15.000 saja"), .style = &big, .link = STR("#p")}};
    Para *para = para_new(&room->arena, &room->context, spans, 2);
    Lines lines = para_break(&room->arena, para, LEN_MAX);
    assert_int_equal(lines.items[0].n_runs, 2);
    assert_ptr_equal(lines.items[0].runs[1].span, &spans[1]);
    assert_int_equal(lines.items[0].runs[1].run.size, LEN_PT(20));
    assert_int_equal(lines.items[0].height, 24000);
    lines = para_break(&room->arena, para, para_longest_word(para));
    assert_int_equal(lines.n, 2); /* no line end between the spans */
    assert_text(&lines.items[0], "Rp15.000");
    assert_int_equal(lines.items[1].height, 24000);
}

static void test_missing_glyph(void **state)
{
    Room *room = *state;
    Source *source = source_from_bytes(&room->arena, STR("v.yaml"), STR("name: a\U0010FFFD b\n"));
    room->span.from = (Span){source, 6, 7};
    Lines lines = set(room, "a\U0010FFFD b", LEN_MAX);
    assert_text(&lines.items[0], "a b");
    assert_int_equal(count_glyphs(&lines), 3);
    size_t n;
    const DiagReport *const *reports = diag_sorted(room->diag, &n);
    assert_int_equal(n, 1);
    assert_int_equal(reports[0]->code, DIAG_FONT_NO_GLYPH);
    assert_int_equal(reports[0]->span.offset, 6);
    assert_true(str_find(reports[0]->text, STR("U+10FFFD")) >= 0);
    assert_true(str_find(reports[0]->hint, STR("fonts folder")) >= 0);
}

/* The report of a text whose characters no font here has. */
static const DiagReport *missing_report(Room *room, const char *text)
{
    size_t before = diag_errors(room->diag), n;
    set(room, text, LEN_PT(20));
    if (diag_errors(room->diag) == before) return NULL; /* some font has it after all */
    assert_int_equal(diag_errors(room->diag), before + 1);
    const DiagReport *const *reports = diag_sorted(room->diag, &n);
    return reports[n - 1];
}

/* All of a text at once, and what to do about them. */
static void test_missing_glyphs(void **state)
{
    Room *room = *state;
    const DiagReport *report = missing_report(room, "a\U0010FFFD\U0010FFFC b \U0010FFFD\U0010FFFB");
    assert_non_null(report);
    assert_true(str_ends(report->text, STR("(U+10FFFD), \U0010FFFC (U+10FFFC) and \U0010FFFB "
                                           "(U+10FFFB)")));
    assert_true(str_find(report->hint, STR("apt")) < 0);
    report = missing_report(room, "\U0010FF00\U0010FF01\U0010FF02\U0010FF03\U0010FF04\U0010FF05"
                                  "\U0010FF06\U0010FF07\U0010FF08\U0010FF09\U0010FF0A\U0010FF0B");
    assert_true(str_ends(report->text, STR("(U+10FF09) and 2 more")));
    static const struct {
        const char *text, *hint;
    } cases[] = {
        {"\U0001F980", "fonts-symbola"},  {"\U0001F9CB", "Noto Emoji (the one without colour)"},
        {"\U00020021", "fonts-hanazono"}, {"\uAC00\u3042\u4E00", "install fonts-noto-cjk`"},
        {"\uA9B1", "fonts-noto-core"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        report = missing_report(room, cases[i].text);
        if (report) assert_true(str_find(report->hint, str_from(cases[i].hint)) >= 0);
    }
}

/* The same character, from the font of whoever writes it so. */
static void test_han(void **state)
{
    Room *room = *state;
    static const struct {
        const char *lang, *text, *family;
    } cases[] = {
        {"id", "\u76F4\u9AA8", "Noto Sans CJK SC"},
        {"ja", "\u76F4\u9AA8", "Noto Sans CJK JP"},
        {"ko", "\u76F4\u9AA8", "Noto Sans CJK KR"},
        {"zh-Hant", "\u76F4\u9AA8", "Noto Sans CJK TC"},
        {"zh-HK", "\u76F4\u9AA8", "Noto Sans CJK HK"},
        {"zh", "\u76F4\u9AA8", "Noto Sans CJK SC"},
        {"en", "\u76F4\u9AA8\u306E", "Noto Sans CJK JP"},
        {"en", "\u76F4 \uAE40", "Noto Sans CJK KR"},
    };
    if (!has_fallback(room, 0x76F4, "Noto Sans CJK SC")) skip();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room->style.lang = str_from(cases[i].lang);
        Lines lines = set(room, cases[i].text, LEN_MAX);
        assert_true(
            str_eq(font_family(lines.items[0].runs[0].run.font), str_from(cases[i].family)));
    }
}

/* Which way a line runs: the language decides, unless the text itself is clear. */
static void test_base_direction(void **state)
{
    Room *room = *state;
    static const struct {
        const char *lang, *text;
        bool rtl;
    } cases[] = {
        {"id", "\u0645\u062D\u0645\u062F membuka pameran ini", false},
        {"en", "\u05D3\u05D5\u05D3 opened the fair", false},
        {"id", "\u0645\u062D\u0645\u062F \u0639\u0628\u062F", true},
        {"id", "\u0645\u062D\u0645\u062F \u0639\u0628\u062F Batik", true},
        {"id", "Batik \u0645\u062D\u0645\u062F \u0639\u0628\u062F", false},
        {"ar", "Batik \u0645\u062D\u0645\u062F \u0639\u0628\u062F", true},
        {"", "\u0645\u062D Batik", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room->style.lang = str_from(cases[i].lang);
        assert_int_equal(make(room, cases[i].text)->rtl, cases[i].rtl);
    }
}

static void test_decomposed(void **state)
{
    Room *room = *state;
    assert_int_equal(width_of(room, "Cafe\u0301"), width_of(room, "Caf\u00E9"));
    assert_int_equal(diag_errors(room->diag), 0);
}

static void test_missing_family(void **state)
{
    Room *room = *state;
    room->style.family = STR("Plus Jakarta Sanz");
    Lines lines = set(room, "abc", LEN_MAX);
    assert_int_equal(count_glyphs(&lines), 3);
    size_t n;
    const DiagReport *const *reports = diag_sorted(room->diag, &n);
    assert_int_equal(n, 1);
    assert_int_equal(reports[0]->code, DIAG_FONT_FAMILY);
    assert_true(str_find(reports[0]->hint, STR("Plus Jakarta Sans")) >= 0);
}

static void test_case_and_figures(void **state)
{
    Room *room = *state;
    room->style.letter_case = CASE_UPPER;
    assert_text(&set(room, "stra\u00DFe", LEN_MAX).items[0], "STRASSE");
    assert_text(&set(room, "pisang", LEN_MAX).items[0], "PISANG");
    room->style.lang = STR("tr");
    assert_text(&set(room, "pisi", LEN_MAX).items[0], "P\u0130S\u0130");
    room->style.lang = STR("id");
    room->style.letter_case = CASE_AS_IS;
    assert_int_not_equal(width_of(room, "11111"), width_of(room, "88888"));
    room->style.figures = FIGURES_TABULAR;
    assert_int_equal(width_of(room, "11111"), width_of(room, "88888"));
    room->style.features = STR("kern=0, nonsense!");
    width_of(room, "a");
    assert_true(has_report(room, DIAG_FONT_FEATURE));
}

static char *repeat(Room *room, const char *first, const char *unit, size_t n)
{
    StrBuf buf;
    strbuf_init(&buf, &room->arena);
    strbuf_add(&buf, str_from(first));
    for (size_t i = 0; i < n; i++) strbuf_add(&buf, str_from(unit));
    return str_z(&room->arena, strbuf_str(&buf));
}

/* What a font lacks is said once; nothing is made up. */
static void test_lacking_features(void **state)
{
    Room *room = *state;
    Len plain = width_of(room, "Ambon");
    room->style.features = STR("ss01, kern=0");
    width_of(room, "Ambon");
    assert_int_equal(diag_warnings(room->diag), 0);
    room->style.features = STR("hist");
    width_of(room, "Ambon");
    assert_true(has_report(room, DIAG_FONT_LACKS));
    room->style.features = STR("");
    room->style.letter_case = CASE_SMALL_CAPS;
    assert_int_equal(width_of(room, "Ambon"), plain);
    assert_true(has_report(room, DIAG_FONT_SMALL_CAPS));
    width_of(room, "Buru");
    assert_int_equal(diag_warnings(room->diag), 2);
}

static void test_limits(void **state)
{
    Room *room = *state;
    Lines lines = set(room, repeat(room, "a", "\u0316", 19000), LEN_MAX);
    assert_true(has_report(room, DIAG_TEXT_MARKS));
    assert_true(count_glyphs(&lines) <= 1 + LIMIT_MARKS);
    lines = set(room, repeat(room, "", "x", LIMIT_TEXT_CHARS + 10), LEN_MAX);
    assert_true(has_report(room, DIAG_TEXT_TOO_LONG));
    assert_int_equal(count_glyphs(&lines), LIMIT_TEXT_CHARS);
}

/* Growth must stay near linear where words are cut, or justified in a wide measure. */
static void test_long_texts(void **state)
{
    Room *room = *state;
    clock_t start = clock();
    Lines lines = set(room, repeat(room, "", "x", LIMIT_TEXT_CHARS), 50000);
    assert_true(lines.split_word);
    room->style.align = ALIGN_JUSTIFY;
    room->style.hyphenate = true;
    lines = set(room, repeat(room, "", "penyelenggaraan ", 1200), LEN_PT(2000));
    assert_true(lines.n > 20);
    assert_true((clock() - start) / CLOCKS_PER_SEC < 20); /* under valgrind too */
}

static void test_cache(void **state)
{
    Room *room = *state;
    struct WordCache *cache = room->context.cache;
    Lines cold = set(room, prose, 200000);
    Str first = dump(room, &cold);
    uint64_t misses = cache->misses;
    Lines warm = set(room, prose, 200000);
    assert_int_equal(cache->misses, misses);
    assert_true(str_eq(first, dump(room, &warm)));
    for (int i = 0; i < 12000; i++) {
        ArenaMark mark = arena_mark(&room->arena);
        /* é: the cache is not asked for plain words */
        make(room, str_z(&room->arena, str_format(&room->arena, "w\xC3\xA9%d", i)));
        arena_rewind(&room->arena, mark);
        assert_true(cache->n_words <= CACHE_WORDS);
        assert_true(arena_used_bytes(&cache->words) < CACHE_BYTES + 65536);
    }
    Lines again = set(room, prose, 200000);
    assert_true(str_eq(first, dump(room, &again)));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_room, close_room)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_line),
        TEST(test_line_box),
        TEST(test_forced_ends),
        TEST(test_ragged),
        TEST(test_natural_width),
        TEST(test_align),
        TEST(test_tracking),
        TEST(test_justified),
        TEST(test_stretch),
        TEST(test_hanging),
        TEST(test_ties),
        TEST(test_matching_size),
        TEST(test_deep_letters),
        TEST(test_which_words_divide),
        TEST(test_indonesian_points),
        TEST(test_soft_hyphen),
        TEST(test_zero_width),
        TEST(test_long_word),
        TEST(test_direction),
        TEST(test_joining_across_spans),
        TEST(test_spans),
        TEST(test_missing_glyph),
        TEST(test_missing_glyphs),
        TEST(test_han),
        TEST(test_base_direction),
        TEST(test_decomposed),
        TEST(test_missing_family),
        TEST(test_case_and_figures),
        TEST(test_lacking_features),
        TEST(test_limits),
        TEST(test_long_texts),
        TEST(test_cache),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
