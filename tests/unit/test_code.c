/* test_code - QR symbols against libqrencode's own, a plain scorer and a reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <qrencode.h>

#include "code/qr.h"
#include "code/qr_mask.h"

extern QRcode *QRcode_encodeMask(QRinput *input, int mask);

enum { PAYLOAD_MAX = 4400, OWN_CHOICE = -1 };

static const QRecLevel LEVELS[] = {QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H};

static uint32_t next_random(uint32_t *state) { return *state = *state * 1664525 + 1013904223; }

/* Bytes of all values, or letters of the alphanumeric set. */
static Str make_payload(char *buf, size_t len, bool alphanumeric, uint32_t seed)
{
    static const char set[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    for (size_t i = 0; i < len; i++) {
        uint32_t r = next_random(&seed) >> 16;
        buf[i] = alphanumeric ? set[r % 45] : (char)(r & 0xFF);
    }
    if (!alphanumeric) buf[0] = 'a';
    return (Str){buf, len};
}

static QRcode *reference(Str payload, QrLevel level, bool alphanumeric, int version, int mask)
{
    QRinput *input = QRinput_new2(version, LEVELS[level]);
    QRinput_append(input, alphanumeric ? QR_MODE_AN : QR_MODE_8, (int)payload.len,
                   (const unsigned char *)payload.ptr);
    QRcode *code = mask == OWN_CHOICE ? QRcode_encodeInput(input) : QRcode_encodeMask(input, mask);
    QRinput_free(input);
    assert_non_null(code);
    return code;
}

static void load(QrSymbol *symbol, const QRcode *code)
{
    memset(symbol, 0, sizeof *symbol);
    symbol->side = (uint16_t)code->width;
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            symbol->rows[y][x / 64] |= (uint64_t)(code->data[y * code->width + x] & 1) << x % 64;
}

static bool same_modules(const QrSymbol *a, const QrSymbol *b)
{
    return a->side == b->side && memcmp(a->rows, b->rows, sizeof a->rows) == 0;
}

/* A module as the rules see it: light outside of the symbol. `down`: with x and y exchanged. */
static bool dark_at(const QrSymbol *s, int line, int at, bool down)
{
    if (at < 0 || at >= s->side) return false;
    return down ? qr_is_dark(s, line, at) : qr_is_dark(s, at, line);
}

static bool finder_at(const QrSymbol *s, int line, int at, bool down)
{
    static const bool core[] = {0, 1, 0, 1, 1, 1, 0, 1, 0};
    for (int i = 0; i < 9; i++)
        if (dark_at(s, line, at - 1 + i, down) != core[i]) return false;
    bool before = true, after = true;
    for (int i = 1; i <= 4; i++) {
        before = before && !dark_at(s, line, at - i, down);
        after = after && !dark_at(s, line, at + 6 + i, down);
    }
    return before || after;
}

static unsigned plain_line_penalty(const QrSymbol *s, int line, bool down)
{
    unsigned cost = 0;
    for (int i = 0; i < s->side;) {
        int end = i;
        while (end < s->side && dark_at(s, line, end, down) == dark_at(s, line, i, down)) end++;
        if (end - i >= 5) cost += 3 + (unsigned)(end - i - 5);
        i = end;
    }
    for (int i = 0; i + 7 <= s->side; i++)
        if (finder_at(s, line, i, down)) cost += 40;
    return cost;
}

static unsigned plain_penalty(const QrSymbol *s)
{
    unsigned cost = 0, dark = 0, total = (unsigned)(s->side * s->side);
    for (int line = 0; line < s->side; line++)
        cost += plain_line_penalty(s, line, false) + plain_line_penalty(s, line, true);
    for (int y = 0; y < s->side; y++) {
        for (int x = 0; x < s->side; x++) {
            bool d = qr_is_dark(s, x, y);
            dark += d;
            if (x + 1 < s->side && y + 1 < s->side && qr_is_dark(s, x + 1, y) == d &&
                qr_is_dark(s, x, y + 1) == d && qr_is_dark(s, x + 1, y + 1) == d)
                cost += 3;
        }
    }
    unsigned share = dark * 100;
    for (unsigned k = 1; k <= 10; k++)
        if (share >= total * (50 + 5 * k) || share <= total * (50 - 5 * k)) cost += 10;
    return cost;
}

/* The longest payload that fits a version, by trial. */
static size_t capacity(int version, QrLevel level, bool alphanumeric, char *buf, uint32_t seed)
{
    size_t low = 1, high = 4300;
    while (low < high) {
        size_t middle = (low + high + 1) / 2;
        QrSymbol symbol;
        QrFault fault =
            qr_encode(make_payload(buf, middle, alphanumeric, seed), level, version, &symbol);
        if (fault == QR_OK)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* Every version, level and mode, filled to the last character: the modules are libqrencode's for
 * the mask chosen, and that mask is the first of the cheapest. Counts the symbols that equal
 * libqrencode's own choice. */
static int check_version(int version, QrLevel level, bool alphanumeric)
{
    char buf[PAYLOAD_MAX];
    uint32_t seed = (uint32_t)(version * 8 + (int)level * 2 + alphanumeric);
    size_t len = capacity(version, level, alphanumeric, buf, seed);
    Str payload = make_payload(buf, len, alphanumeric, seed);
    QrSymbol symbol, other;
    assert_int_equal(qr_encode(payload, level, version, &symbol), QR_OK);
    assert_int_equal(symbol.version, version);
    assert_int_equal(symbol.side, 17 + 4 * version);

    unsigned best = ~0u, best_mask = 0;
    for (unsigned mask = 0; mask < QR_MASKS; mask++) {
        QRcode *code = reference(payload, level, alphanumeric, version, (int)mask);
        load(&other, code);
        QRcode_free(code);
        unsigned cost = plain_penalty(&other);
        assert_int_equal(qr_penalty(&other), cost);
        if (mask == symbol.mask) assert_true(same_modules(&symbol, &other));
        if (cost < best) {
            best = cost;
            best_mask = mask;
        }
    }
    assert_int_equal(symbol.mask, best_mask);

    QRcode *code = reference(payload, level, alphanumeric, 0, OWN_CHOICE);
    load(&other, code);
    assert_int_equal(code->version, version);
    QRcode_free(code);
    return same_modules(&symbol, &other);
}

static void every_version_matches_libqrencode(void **state)
{
    (void)state;
    int same = 0;
    for (int version = 1; version <= 40; version++)
        for (int level = QR_L; level <= QR_H; level++)
            same += check_version(version, (QrLevel)level, (version + level) & 1);
    assert_true(same > 40); /* libqrencode reads N3 and N4 a little differently */
}

/* Where libqrencode chooses the same mask, the whole symbol is the same. */
static void many_payloads_score_as_a_plain_scorer(void **state)
{
    (void)state;
    int same = 0;
    for (uint32_t i = 0; i < 400; i++) {
        char buf[200];
        Str payload = make_payload(buf, 1 + i % 150, i & 1, i * 977 + 5);
        QrLevel level = (QrLevel)(i / 2 % 4);
        QrSymbol symbol, other;
        assert_int_equal(qr_encode(payload, level, 0, &symbol), QR_OK);
        assert_int_equal(qr_penalty(&symbol), plain_penalty(&symbol));
        QRcode *own = reference(payload, level, i & 1, 0, OWN_CHOICE);
        QRcode *ours = reference(payload, level, i & 1, 0, symbol.mask);
        load(&other, ours);
        assert_true(same_modules(&symbol, &other));
        bool chose_ours = memcmp(own->data, ours->data, (size_t)(own->width * own->width)) == 0;
        load(&other, own);
        assert_int_equal(same_modules(&symbol, &other), chose_ours);
        same += chose_ours;
        QRcode_free(own);
        QRcode_free(ours);
    }
    assert_true(same > 200);
}

/* Shapes that no QR symbol has: all dark, all light, stripes, noise of several densities. */
static void penalty_of_arbitrary_symbols(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int version = 1; version <= 40; version += version < 14 ? 1 : 13) {
        for (unsigned kind = 0; kind < 8; kind++) {
            QrSymbol s = {.side = (uint16_t)(17 + 4 * version)};
            for (int y = 0; y < s.side; y++) {
                for (int x = 0; x < s.side; x++) {
                    uint32_t r = next_random(&seed) >> 24;
                    bool dark = kind == 0   ? true
                                : kind == 1 ? false
                                : kind == 2 ? x / 5 % 2
                                : kind == 3 ? y / 6 % 2
                                : kind == 4 ? 0x5D >> (x % 11) & 1
                                : kind == 5 ? 0x5D >> (y % 11) & 1
                                            : r < (kind == 6 ? 128 : 30);
                    s.rows[y][x / 64] |= (uint64_t)dark << x % 64;
                }
            }
            assert_int_equal(qr_penalty(&s), plain_penalty(&s));
        }
    }
}

static void modes_and_limits(void **state)
{
    (void)state;
    QrSymbol s;
    assert_int_equal(qr_encode(STR(""), QR_M, 0, &s), QR_EMPTY);
    char buf[PAYLOAD_MAX];

    /* 147 letters and digits: 6-M and 8-Q; one lower-case letter takes 8-bit mode. */
    memset(buf, 'A', 147);
    Str token = {buf, 147};
    assert_int_equal(qr_encode(token, QR_M, 0, &s), QR_OK);
    assert_int_equal(s.version, 6);
    assert_int_equal(qr_encode(token, QR_Q, 0, &s), QR_OK);
    assert_int_equal(s.version, 8);
    buf[146] = 'a';
    assert_int_equal(qr_encode(token, QR_M, 0, &s), QR_OK);
    assert_int_equal(s.version, 8);

    /* Never larger than asked, and what it would take is told. */
    assert_int_equal(qr_encode(token, QR_M, 7, &s), QR_TOO_LONG);
    assert_int_equal(s.version, 8);
    assert_int_equal(qr_encode(token, QR_M, 8, &s), QR_OK);

    /* The largest symbol of all, and one byte more. */
    memset(buf, 'x', sizeof buf);
    assert_int_equal(qr_encode((Str){buf, 2953}, QR_L, 0, &s), QR_OK);
    assert_int_equal(s.side, QR_MAX_SIDE);
    assert_int_equal(qr_encode((Str){buf, 2954}, QR_L, 0, &s), QR_TOO_LONG);
    assert_int_equal(s.version, 0);
    memset(buf, 'X', sizeof buf);
    assert_int_equal(qr_encode((Str){buf, 4296}, QR_L, 0, &s), QR_OK);
    assert_int_equal(qr_encode((Str){buf, 4297}, QR_L, 0, &s), QR_TOO_LONG);
    assert_int_equal(qr_encode((Str){buf, (size_t)1 << 40}, QR_L, 0, &s), QR_TOO_LONG);

    /* A NUL is data like any other byte. */
    QrSymbol with, without;
    assert_int_equal(qr_encode((Str){"A\0B", 3}, QR_L, 0, &with), QR_OK);
    assert_int_equal(qr_encode(STR("A"), QR_L, 0, &without), QR_OK);
    assert_false(same_modules(&with, &without));
}

static void rectangles_cover_the_dark_modules_once(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    for (uint32_t i = 0; i < 60; i++) {
        char buf[PAYLOAD_MAX];
        QrSymbol s;
        assert_int_equal(qr_encode(make_payload(buf, 1 + i * 45, i & 1, i), QR_L, 0, &s), QR_OK);
        size_t n, n_runs = 0;
        const QrRect *rects = qr_rects(&arena, &s, &n);
        static uint8_t painted[QR_MAX_SIDE][QR_MAX_SIDE];
        memset(painted, 0, sizeof painted);
        for (size_t k = 0; k < n; k++) {
            assert_true(rects[k].w > 0 && rects[k].h > 0);
            assert_true(rects[k].x + rects[k].w <= s.side && rects[k].y + rects[k].h <= s.side);
            for (int y = rects[k].y; y < rects[k].y + rects[k].h; y++)
                for (int x = rects[k].x; x < rects[k].x + rects[k].w; x++) painted[y][x]++;
        }
        for (int y = 0; y < s.side; y++)
            for (int x = 0; x < s.side; x++) {
                assert_int_equal(painted[y][x], qr_is_dark(&s, x, y));
                n_runs += qr_is_dark(&s, x, y) && (x == 0 || !qr_is_dark(&s, x - 1, y));
            }
        assert_true(n < n_runs);
    }
    QrSymbol empty = {.side = 21};
    size_t n;
    qr_rects(&arena, &empty, &n);
    assert_int_equal(n, 0);
    arena_free(&arena);
}

static void write_pbm(const char *path, const QrSymbol *s)
{
    enum { SCALE = 4 };
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    int side = s->side + 2 * QR_QUIET_MODULES;
    fprintf(file, "P1\n%d %d\n", side * SCALE, side * SCALE);
    for (int y = 0; y < side * SCALE; y++) {
        for (int x = 0; x < side * SCALE; x++) {
            int mx = x / SCALE - QR_QUIET_MODULES, my = y / SCALE - QR_QUIET_MODULES;
            bool inside = mx >= 0 && my >= 0 && mx < s->side && my < s->side;
            fputc(inside && qr_is_dark(s, mx, my) ? '1' : '0', file);
        }
        fputc('\n', file);
    }
    assert_int_equal(fclose(file), 0);
}

static void a_reader_gets_the_payload_back(void **state)
{
    (void)state;
    static const char *const payloads[] = {
        "https://expo.example.id/b/00042",
        ("EB1AEQ74MO7EATBCIQAAAAAAAAAAAVAEAAFAABWWDQOABRYFYBKTY7XGJMEUXAXZQZRGMU4BDFRAXEXI5DR7RQ5EX"
         "5"
         "Q4APM7M775GL74AO72APZ3LXLT2XTMEKE5Y4V7IFCZ3WH65VZZ4ZSGYAK"),
        "0",
    };
    char path[] = "/tmp/test_code_XXXXXX";
    int handle = mkstemp(path);
    assert_true(handle >= 0);
    close(handle);
    for (unsigned i = 0; i < 12; i++) {
        const char *payload = payloads[i % 3];
        QrSymbol s;
        assert_int_equal(qr_encode(str_from(payload), (QrLevel)(i / 3), 0, &s), QR_OK);
        write_pbm(path, &s);
        char command[100], got[300] = "";
        snprintf(command, sizeof command, "zbarimg --raw -q pnm:%s 2>/dev/null", path);
        FILE *reader = popen(command, "r");
        assert_non_null(reader);
        assert_non_null(fgets(got, sizeof got, reader));
        assert_int_equal(pclose(reader), 0);
        got[strcspn(got, "\n")] = '\0';
        assert_string_equal(got, payload);
    }
    unlink(path);
}

/* All lengths, so both sides of every version's limit are among them. */
static void versions_are_told_without_encoding(void **state)
{
    (void)state;
    static QrSymbol symbol;
    char buf[PAYLOAD_MAX];
    for (int level = QR_L; level <= QR_H; level++) {
        for (int alphanumeric = 0; alphanumeric < 2; alphanumeric++) {
            for (size_t len = 1; len < PAYLOAD_MAX; len += len < 400 ? 1 : 13) {
                Str payload = make_payload(buf, len, alphanumeric, 7);
                int version = qr_version(payload, (QrLevel)level);
                QrFault fault = qr_encode(payload, (QrLevel)level, 0, &symbol);
                assert_int_equal(fault, version ? QR_OK : QR_TOO_LONG);
                if (!version) break;
                assert_int_equal(symbol.version, version);
                assert_int_equal(symbol.side, qr_side(version));
            }
        }
    }
    assert_int_equal(qr_version(STR(""), QR_M), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_matches_libqrencode),
        cmocka_unit_test(many_payloads_score_as_a_plain_scorer),
        cmocka_unit_test(penalty_of_arbitrary_symbols),
        cmocka_unit_test(modes_and_limits),
        cmocka_unit_test(versions_are_told_without_encoding),
        cmocka_unit_test(rectangles_cover_the_dark_modules_once),
        cmocka_unit_test(a_reader_gets_the_payload_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
