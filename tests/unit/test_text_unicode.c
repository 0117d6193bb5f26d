/* Unicode's own tests of line breaking and of direction, in samples, through paragraphs as they are
 * made here. The files are Debian's (unicode-data); where that is not installed, nothing is run.
 *
 *   LineBreakTest.txt      every text without forced line ends, against find_breaks
 *   BidiCharacterTest.txt  texts whose direction is found, not given: levels and order
 *   BidiTest.txt           the same for classes of characters, one character for each class
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "text_room.h"

#define UNICODE "/usr/share/unicode/"

enum { MOST_CHARS = 128, LINE_BYTES = 4096 };

typedef struct Text {
    uint32_t code[MOST_CHARS];
    size_t at[MOST_CHARS + 1]; /* offset of each in the UTF-8 text */
    size_t n;
    Str utf8;
} Text;

static void encode(Arena *arena, Text *text)
{
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < text->n; i++) {
        text->at[i] = out.len;
        strbuf_codepoint(&out, text->code[i]);
    }
    text->at[text->n] = out.len;
    text->utf8 = strbuf_str(&out);
}

/* Where ICU differs on purpose. Numbers (LB25) follow the regular expression of the standard's
 * section 8.2, which keeps `$(1` and `1.)%` together where the pairs of the test file part them;
 * and a hyphen at the start of a word stays with it (LB20a, which came into the standard later). */
static bool is_tailored(const Text *text, size_t i)
{
    size_t k = i - 1;
    while (k > 0 && u_getCombiningClass((UChar32)text->code[k])) k--;
    int before = u_getIntPropertyValue((UChar32)text->code[k], UCHAR_LINE_BREAK);
    bool starts = k == 0 || text->code[k - 1] == ' ';
    if (before == U_LB_HYPHEN && starts) return true;
    bool number = false;
    for (k = 0; k < text->n; k++)
        number = number ||
                 u_getIntPropertyValue((UChar32)text->code[k], UCHAR_LINE_BREAK) == U_LB_NUMERIC;
    return number;
}

/* Breaks found for the text, as flags of its bytes. */
static const uint8_t *breaks_of(Room *room, Str text)
{
    TextSpan span = {.text = text, .style = &room->style};
    SpanStyle style = {.span = &span,
                       .lang = cache_language(room->context.cache, room->style.lang),
                       .end = (uint32_t)text.len};
    Para para = {.context = &room->context,
                 .arena = &room->arena,
                 .text = text,
                 .styles = &style,
                 .n_styles = 1};
    para.at = arena_alloc(&room->arena, text.len + 1);
    find_breaks(&para);
    return para.at;
}

static void test_line_breaks(void **state)
{
    Room *room = *state;
    FILE *file = fopen(UNICODE "auxiliary/LineBreakTest.txt", "r");
    if (!file) skip();
    room->style.lang = STR("en");
    char line[LINE_BYTES];
    size_t n_texts = 0, n_wrong = 0, n_tailored = 0;
    while (fgets(line, sizeof line, file)) {
        ArenaMark mark = arena_mark(&room->arena);
        Text text = {0};
        bool may[MOST_CHARS + 1] = {false}, forced = false;
        line[strcspn(line, "#\n")] = '\0';
        for (char *word = strtok(line, " \t"); word; word = strtok(NULL, " \t")) {
            if (strcmp(word, "\xC3\xB7") == 0)
                may[text.n] = true;
            else if (strcmp(word, "\xC3\x97") != 0)
                text.code[text.n++] = (uint32_t)strtoul(word, NULL, 16);
        }
        for (size_t i = 0; i < text.n; i++) {
            int class = u_getIntPropertyValue((UChar32)text.code[i], UCHAR_LINE_BREAK);
            forced = forced || class == U_LB_MANDATORY_BREAK || class == U_LB_LINE_FEED ||
                     class == U_LB_CARRIAGE_RETURN || class == U_LB_NEXT_LINE;
        }
        if (!text.n || forced) continue;
        encode(&room->arena, &text);
        const uint8_t *at = breaks_of(room, text.utf8);
        n_texts++;
        for (size_t i = 1; i < text.n; i++) {
            if (((at[text.at[i]] & AT_BREAK) != 0) == may[i]) continue;
            if (is_tailored(&text, i)) {
                n_tailored++;
                continue;
            }
            n_wrong++;
            print_error("before U+%04X after U+%04X: %s expected\n", text.code[i], text.code[i - 1],
                        may[i] ? "a break" : "no break");
        }
        arena_rewind(&room->arena, mark);
    }
    fclose(file);
    assert_true(n_texts > 6000);
    assert_true(n_tailored < 30);
    assert_int_equal(n_wrong, 0);
}

/* Characters of the line as they stand from left to right, without white. */
static size_t visual_order(Room *room, const Lines *lines, uint32_t *out)
{
    size_t n = 0;
    for (size_t i = 0; lines->n && i < lines->items[0].n_runs; i++) {
        const GlyphRun *run = &lines->items[0].runs[i].run;
        size_t first = n;
        for (size_t at = 0; at < run->text.len;) {
            uint32_t c = utf8_next(run->text, &at);
            if (!u_isWhitespace((UChar32)c) && c != 0xA0) out[n++] = c;
        }
        for (size_t a = first, b = n; run->rtl && a + 1 < b; a++, b--) {
            uint32_t swap = out[a];
            out[a] = out[b - 1], out[b - 1] = swap;
        }
    }
    (void)room;
    return n;
}

typedef struct Expected {
    int levels[MOST_CHARS]; /* -1: none */
    size_t order[MOST_CHARS], n_order;
} Expected;

/* What a paragraph is made of before the algorithm sees it would differ: forced line ends, tabs,
 * characters that are left out. */
static bool is_prepared_away(const Text *text)
{
    for (size_t i = 0; i < text->n; i++) {
        UCharDirection class = u_charDirection((UChar32)text->code[i]);
        if (class == U_BLOCK_SEPARATOR || class == U_SEGMENT_SEPARATOR ||
            class == U_BOUNDARY_NEUTRAL || text->code[i] < ' ')
            return true;
    }
    return false;
}

/* Directions of the items, and the order in the line, of what some font has. (ICU gives a text all
 * in one direction the level of the paragraph, whatever was embedded, so levels are not compared.)
 */
static bool matches(Room *room, Text *text, const Expected *expected)
{
    encode(&room->arena, text);
    const Para *para = make(room, str_z(&room->arena, text->utf8));
    bool shown[MOST_CHARS] = {false};
    if (!str_eq(para->text, text->utf8)) return false;
    for (size_t k = 0; k < para->items.len; k++) {
        const Item *item = &para->items.items[k];
        for (size_t i = 0; i < text->n; i++) {
            if (text->at[i] < item->start || text->at[i] >= item->end) continue;
            shown[i] = true;
            if (expected->levels[i] >= 0 && (item->level ^ expected->levels[i]) & 1) return false;
        }
    }
    uint32_t found[2 * MOST_CHARS];
    Lines lines = para_break(&room->arena, para, LEN_MAX);
    size_t n = visual_order(room, &lines, found), k = 0;
    for (size_t i = 0; i < expected->n_order; i++) {
        uint32_t c = text->code[expected->order[i]];
        if (!shown[expected->order[i]] || u_isWhitespace((UChar32)c) || c == 0xA0) continue;
        if (k >= n || found[k++] != c) return false;
    }
    return k == n;
}

static void read_numbers(const char *s, const char *ends, int *out, size_t *n)
{
    *n = 0;
    for (; *s && !strchr(ends, *s) && *n < MOST_CHARS; s += strspn(s, " \t")) {
        s += strspn(s, " \t");
        if (!*s || strchr(ends, *s)) break;
        char *end;
        int value = *s == 'x' ? -1 : (int)strtol(s, &end, 10);
        s = *s == 'x' ? s + 1 : end;
        out[(*n)++] = value;
    }
}

static const char *next_field(const char *s) { return strchr(s, ';') + 1; }

static void set_expected(Expected *expected, const char *levels, const char *order)
{
    int numbers[MOST_CHARS];
    size_t n;
    read_numbers(levels, ";\n", expected->levels, &n);
    read_numbers(order, ";\n", numbers, &expected->n_order);
    for (size_t i = 0; i < expected->n_order; i++) expected->order[i] = (size_t)numbers[i];
}

/* Of the first strong character; -1 for texts with isolates, which this passes over. */
static int found_direction(const Text *text)
{
    int found = 0;
    bool strong = false;
    for (size_t i = 0; i < text->n; i++) {
        UCharDirection class = u_charDirection((UChar32)text->code[i]);
        if (text->code[i] >= 0x2066 && text->code[i] <= 0x2069) return -1;
        bool rtl = class == U_RIGHT_TO_LEFT || class == U_RIGHT_TO_LEFT_ARABIC;
        if (!strong && (rtl || class == U_LEFT_TO_RIGHT)) strong = true, found = rtl;
    }
    return found;
}

/* Eighteen texts of the file where overrides flank embeddings: ICU 72 gives what stands between
 * them another level than Unicode 8 made clear. */
static bool differs_in_icu(const Text *text)
{
    bool override = false, embedding = false;
    for (size_t i = 0; i < text->n; i++) {
        override = override || text->code[i] == 0x202D || text->code[i] == 0x202E;
        embedding = embedding || text->code[i] == 0x202A || text->code[i] == 0x202B;
    }
    return override && embedding;
}

static void test_bidi_characters(void **state)
{
    Room *room = *state;
    room->style.lang = STR(""); /* the first letter decides */
    FILE *file = fopen(UNICODE "BidiCharacterTest.txt", "r");
    if (!file) skip();
    Arena kept; /* of messages, which outlive the texts */
    arena_init(&kept);
    room->context.diag = diag_new(&kept, 0);
    char line[LINE_BYTES];
    size_t n_lines = 0, n_texts = 0;
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#' || line[0] == '\n') continue;
        const char *direction = next_field(line);
        if (n_lines++ % 11) continue;
        ArenaMark mark = arena_mark(&room->arena);
        Text text = {0};
        Expected expected;
        for (char *s = line; *s != ';'; s += *s == ' ')
            text.code[text.n++] = (uint32_t)strtoul(s, &s, 16);
        set_expected(&expected, next_field(next_field(direction)),
                     next_field(next_field(next_field(direction))));
        if (is_prepared_away(&text)) continue;
        if (direction[0] != '2' && direction[0] - '0' != found_direction(&text)) continue;
        n_texts++;
        if (!matches(room, &text, &expected) && !differs_in_icu(&text))
            fail_msg("BidiCharacterTest.txt: %s", line);
        arena_rewind(&room->arena, mark);
    }
    fclose(file);
    arena_free(&kept);
    assert_true(n_texts > 1000);
}

/* A character of the class; 0 for those that paragraphs do not keep. */
static uint32_t character_of(const char *class)
{
    static const struct {
        const char *class;
        uint32_t code;
    } table[] = {{"L", 'a'},      {"R", 0x5D0},    {"AL", 0x627},   {"EN", '1'},
                 {"ES", '+'},     {"ET", '%'},     {"AN", 0x661},   {"CS", ','},
                 {"NSM", 0x301},  {"WS", ' '},     {"ON", '!'},     {"LRE", 0x202A},
                 {"RLE", 0x202B}, {"PDF", 0x202C}, {"LRO", 0x202D}, {"RLO", 0x202E},
                 {"LRI", 0x2066}, {"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].class, class) == 0) return table[i].code;
    return 0;
}

static void test_bidi_classes(void **state)
{
    Room *room = *state;
    room->style.lang = STR("");
    FILE *file = fopen(UNICODE "BidiTest.txt", "r");
    if (!file) skip();
    Arena kept;
    arena_init(&kept);
    room->context.diag = diag_new(&kept, 0);
    char line[LINE_BYTES], levels[LINE_BYTES] = "", order[LINE_BYTES] = "";
    size_t n_lines = 0, n_texts = 0;
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, "@Levels:", 8) == 0) strcpy(levels, line + 8);
        if (strncmp(line, "@Reorder:", 9) == 0) strcpy(order, line + 9);
        if (strchr("@#\n", line[0]) || n_lines++ % 53) continue;
        if (!(strtol(next_field(line), NULL, 16) & 1)) continue;
        ArenaMark mark = arena_mark(&room->arena);
        Text text = {0};
        Expected expected;
        bool known = true;
        set_expected(&expected, levels, order);
        *strchr(line, ';') = '\0';
        for (char *word = strtok(line, " "); word; word = strtok(NULL, " ")) {
            text.code[text.n] = character_of(word);
            known = known && text.code[text.n++];
        }
        if (!known) continue;
        n_texts++;
        if (!matches(room, &text, &expected))
            fail_msg("BidiTest.txt, levels%s: a text of %zu", levels, text.n);
        arena_rewind(&room->arena, mark);
    }
    fclose(file);
    arena_free(&kept);
    assert_true(n_texts > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_line_breaks, open_room, close_room),
        cmocka_unit_test_setup_teardown(test_bidi_characters, open_room, close_room),
        cmocka_unit_test_setup_teardown(test_bidi_classes, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
