/* Paragraphs against ICU, against random input, and against the goldens in tests/cases/text.
 *
 * A golden case is a text after a head of settings, one a line: `width` in pt, `lang`, `weight`,
 * `tracking`, `hang`, `justify`, `centre`, `hyphenate`, `balance`, `spaces` (the golden has lines
 * and the width of their word spaces, not glyphs), and `needs` with a character and the installed
 * font that must be the one that has it; without that font the case is passed over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/num.h"
#include "base/utf8.h"
#include "golden.h"
#include "text/compose.h"
#include "text_room.h"

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* The short rules for line ends against ICU's full ones, on text of all that they may meet. */
static void test_simple_breaks(void **state)
{
    Room *room = *state;
    static const char *const units[] = {
        "a", "B",    "7",  " ",      " ",      " ",      ".",      ",", ":",
        ";", "'",    "\"", "!",      "?",      "%",      "(",      ")", "&",
        "@", "#",    "_",  "\u00A0", "\u00E9", "\u0142", "\u00B7", "-", "\u2013",
        "+", "word", "12", "/",      "$",      "\u201C", "\u2019"};
    static const char *const langs[] = {"id", "en", "ja", "th", "ko", "zh", ""};
    uint32_t seed = 2023, n_simple = 0;
    const Language *language = cache_language(room->context.cache, STR("id"));
    for (int round = 0; round < 60000; round++) {
        ArenaMark mark = arena_mark(&room->arena);
        StrBuf buf;
        strbuf_init(&buf, &room->arena);
        int n = 1 + (int)(next_random(&seed) % 12);
        bool rare = next_random(&seed) % 4 == 0;
        for (int i = 0; i < n; i++)
            strbuf_add(&buf, str_from(units[next_random(&seed) % (rare ? 34 : 30)]));
        TextStyle style = room->style;
        style.lang = str_from(langs[round % 7]);
        TextSpan span = {.text = strbuf_str(&buf), .style = &style};
        SpanStyle span_style = {.span = &span, .lang = language, .end = (uint32_t)span.text.len};
        Para para = {.context = &room->context,
                     .arena = &room->arena,
                     .text = span.text,
                     .styles = &span_style,
                     .n_styles = 1,
                     .simple = true};
        para.at = arena_alloc(&room->arena, span.text.len + 1);
        find_breaks(&para);
        uint8_t *simple = para.at;
        para.at = arena_alloc(&room->arena, span.text.len + 1);
        para.simple = false;
        find_breaks(&para);
        if (memcmp(simple, para.at, span.text.len + 1) != 0)
            fail_msg("breaks differ: \"%.*s\" (%s)", STR_ARG(span.text), langs[round % 7]);
        n_simple++;
        arena_rewind(&room->arena, mark);
    }
    assert_int_equal(n_simple, 60000);
}

/* What is told of a smaller size from the widths at a larger one, against the lines as they are. */
static void test_foretold_lines(void **state)
{
    Room *room = *state;
    static const char *const words[] = {"Siti",          "Bambang", "Koperasi",       "PT", "29",
                                        "Mei",           "dan",     "Wijaya-",        "A.", "AVTo",
                                        "\u00E9t\u00E9", "\n",      "UMKM\u00B7Sehat"};
    uint32_t seed = 99, n_told = 0;
    for (int round = 0; round < 20000; round++) {
        ArenaMark mark = arena_mark(&room->arena);
        StrBuf buf;
        strbuf_init(&buf, &room->arena);
        int n = 1 + (int)(next_random(&seed) % 9);
        for (int i = 0; i < n; i++)
            strbuf_format(&buf, "%s%s", i ? " " : "",
                          words[next_random(&seed) % (sizeof words / sizeof *words)]);
        TextStyle large = room->style;
        large.size = LEN_PT(12) + (Len)(next_random(&seed) % 48) * 500;
        large.tracking = (int)(next_random(&seed) % 3 * 15) - 15;
        large.word_spacing = (int)(next_random(&seed) % 2 * 40);
        large.width_percent_x100 = next_random(&seed) % 4 ? 10000 : 8500;
        large.balance = next_random(&seed) % 2;
        large.keep_words = next_random(&seed) % 2;
        TextStyle small = large;
        small.size = large.size / 2 + (Len)(next_random(&seed) % (uint32_t)(large.size / 2));
        TextSpan span = {.text = strbuf_str(&buf), .style = &large};
        TextSpan wanted = {.text = span.text, .style = &small};
        Len width = LEN_PT(30) + (Len)(next_random(&seed) % (uint32_t)LEN_PT(300));
        size_t most = 1 + next_random(&seed) % 3;
        Para *para = para_new(&room->arena, &room->context, &span, 1);
        LinesTold told = para_foretell(para, small.size, width, most);
        para = para_new(&room->arena, &room->context, &wanted, 1);
        Lines lines = para_break(&room->arena, para, width);
        bool fits = lines.n <= most && !lines.overfull && !lines.split_word;
        if (told != LINES_UNKNOWN && (told == LINES_FIT) != fits)
            fail_msg("\"%.*s\", size %d, %d wide, %zu lines: foretold wrongly", STR_ARG(span.text),
                     small.size, width, most);
        n_told += told != LINES_UNKNOWN;
        arena_rewind(&room->arena, mark);
    }
    assert_true(n_told > 19000);
}

/* All that is not white, in logical order: what a reader of the lines must find again. */
static Str without_white(Arena *arena, Str text)
{
    StrBuf buf;
    strbuf_init(&buf, arena);
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (c > ' ' && c != 0xA0 && c != 0x2010 && c != '-') strbuf_codepoint(&buf, c);
    }
    return strbuf_str(&buf);
}

/* Random words and styles at random widths: no letter lost, no line too wide without saying so. */
static void test_nothing_lost(void **state)
{
    Room *room = *state;
    static const char *const words[] = {"Ambon",           "pameran",
                                        "kebudayaan",      "a",
                                        "Rp150\u00A0juta", "https://etalase.id/katalog",
                                        "penyelenggaraan", "\u00E9l\u00E8ve",
                                        "27\u201329",      "(x)"};
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        ArenaMark mark = arena_mark(&room->arena);
        StrBuf buf;
        strbuf_init(&buf, &room->arena);
        for (int n = 1 + (int)(next_random(&seed) % 20); n > 0; n--) {
            strbuf_add(&buf, str_from(words[next_random(&seed) % 10]));
            strbuf_char(&buf, next_random(&seed) % 16 ? ' ' : '\n');
        }
        room->style.align = (TextAlign)(next_random(&seed) % 6);
        room->style.hyphenate = next_random(&seed) % 2;
        room->style.tracking = next_random(&seed) % 3 == 0 ? -10 : 0;
        Len width = 8000 + (Len)(next_random(&seed) % 200000);
        Lines lines = set(room, str_z(&room->arena, strbuf_str(&buf)), width);
        StrBuf found;
        strbuf_init(&found, &room->arena);
        for (size_t i = 0; i < lines.n; i++) {
            assert_true(lines.overfull || lines.items[i].width <= width);
            for (size_t k = 0; k < lines.items[i].n_runs; k++)
                strbuf_add(&found, lines.items[i].runs[k].run.text);
        }
        assert_true(str_eq(without_white(&room->arena, strbuf_str(&buf)),
                           without_white(&room->arena, strbuf_str(&found))));
        arena_rewind(&room->arena, mark);
    }
}

static Str head_value(Str line, const char *key)
{
    Str name = str_from(key);
    return str_starts(line, name) ? str_trim(str_slice(line, name.len, line.len)) : (Str){0};
}

static int number(Str s)
{
    Num n = 0;
    assert_true(num_parse(s, &n));
    return (int)num_round(n);
}

/* `3.21 3.21 | the words of the line`: each line after its word spaces, in pt. */
static Str dump_spaces(Room *room, const Lines *lines)
{
    StrBuf out;
    strbuf_init(&out, &room->arena);
    for (size_t i = 0; i < lines->n; i++) {
        for (size_t k = 0; k < lines->items[i].n_runs; k++) {
            const GlyphRun *run = &lines->items[i].runs[k].run;
            for (uint32_t g = 0; g < run->n_glyphs; g++)
                if (run->text.ptr[run->glyphs[g].cluster] == ' ')
                    strbuf_format(&out, "%d.%02d ", run->glyphs[g].advance / 1000,
                                  run->glyphs[g].advance % 1000 / 10);
        }
        strbuf_add(&out, STR("|"));
        for (size_t k = 0; k < lines->items[i].n_runs; k++)
            strbuf_format(&out, " %.*s", STR_ARG(lines->items[i].runs[k].run.text));
        strbuf_char(&out, '\n');
    }
    return strbuf_str(&out);
}

/* Reads `key value` lines up to `---`; false if a font that the case needs is not installed. */
static bool read_head(Room *room, Str bytes, size_t *at, Len *width, bool *spaces)
{
    bool ready = true;
    *width = LEN_MAX;
    *spaces = false;
    for (;;) {
        ptrdiff_t end = str_find(str_slice(bytes, *at, bytes.len), STR("\n"));
        assert_true(end >= 0);
        Str line = str_slice(bytes, *at, *at + (size_t)end), value;
        *at += (size_t)end + 1;
        if (str_eq(line, STR("---"))) return ready;
        if ((value = head_value(line, "width ")).len) *width = LEN_PT(number(value));
        if ((value = head_value(line, "lang ")).len) room->style.lang = value;
        if ((value = head_value(line, "weight ")).len) room->style.weight = number(value);
        if ((value = head_value(line, "tracking ")).len) room->style.tracking = number(value);
        if ((value = head_value(line, "hang ")).len) room->style.hang = number(value);
        if (str_eq(line, STR("justify"))) room->style.align = ALIGN_JUSTIFY;
        if (str_eq(line, STR("balance"))) room->style.balance = true;
        if (str_eq(line, STR("spaces"))) *spaces = true;
        if (str_eq(line, STR("centre"))) room->style.align = ALIGN_CENTRE;
        if (str_eq(line, STR("hyphenate"))) room->style.hyphenate = true;
        if ((value = head_value(line, "needs ")).len) {
            size_t i = 0;
            uint32_t c = utf8_next(value, &i);
            ready =
                ready && has_fallback(room, c, str_z(&room->arena, str_slice(value, i + 1, 99)));
        }
    }
}

static void test_goldens(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    size_t n, n_run = 0;
    Str *names = golden_list(&arena, "tests/cases/text", &n);
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        if (!str_ends(names[i], STR(".txt"))) continue;
        void *fresh;
        open_room(&fresh);
        Room *room = fresh;
        Str path = str_format(&arena, "tests/cases/text/%.*s", STR_ARG(names[i]));
        Source *source;
        assert_int_equal(source_read(&arena, path, path, 1 << 20, &source), SOURCE_OK);
        size_t at = 0;
        Len width;
        bool spaces;
        if (read_head(room, source->bytes, &at, &width, &spaces)) {
            Str text = str_slice(source->bytes, at, source->bytes.len);
            Lines lines = set(room, str_z(&room->arena, text), width);
            Str lines_path = str_format(&arena, "%.*s.lines", (int)path.len - 4, path.ptr);
            Str found = spaces ? dump_spaces(room, &lines) : dump(room, &lines);
            ok = golden_matches(&arena, lines_path, found) && ok;
            n_run++;
        }
        close_room(&fresh);
    }
    arena_free(&arena);
    assert_true(ok);
    assert_true(n_run >= 5); /* the others need fonts of Debian 12, whose glyph ids they hold */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_simple_breaks, open_room, close_room),
        cmocka_unit_test_setup_teardown(test_foretold_lines, open_room, close_room),
        cmocka_unit_test_setup_teardown(test_nothing_lost, open_room, close_room),
        cmocka_unit_test(test_goldens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
