/* test_gate - the decision at the gate and the order of its checks; revocation lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>
#include <string.h>

#include "cli/badges.h"
#include "code/gate.h"
#include "code/utc.h"

enum { EVENT = 0x20261122, WITA = 8 * 3600 };

static const uint8_t seed[32] = {1, 2, 3}, other_seed[32] = {4, 5, 6};

/* 2026-11-22 08:00 WITA, the first day. */
static const int64_t morning = 1795305600;

static int init(void **state)
{
    (void)state;
    return token_init() ? 0 : -1;
}

typedef struct Gate {
    Arena arena;
    SecretKey key;
    GateRules rules;
    Admissions admissions;
    TokenPayload payload;
    Revocation list;
} Gate;

static void gate_init(Gate *gate)
{
    arena_init(&gate->arena);
    key_from_seed(seed, &gate->key);
    admissions_init(&gate->admissions, &gate->arena);
    gate->rules = (GateRules){.keys = &gate->key.public_key,
                              .n_keys = 1,
                              .one_event = true,
                              .event = EVENT,
                              .one_day = true,
                              .days = 1,
                              .zones = 4,
                              .offset_s = WITA};
    gate->payload = (TokenPayload){.event = EVENT,
                                   .serial = 42,
                                   .role = 2,
                                   .zones = 5,
                                   .days = 3,
                                   .not_after = (uint32_t)(morning + 2 * 86400)};
    gate->list = (Revocation){0};
}

static GateAnswer scan(Gate *gate, int64_t now)
{
    char text[TOKEN_CHARS + 1];
    token_sign(&gate->key, &gate->payload, text);
    return gate_decide(&gate->rules, &gate->admissions, (Str){text, TOKEN_CHARS}, now);
}

static void test_admitted(void **state)
{
    (void)state;
    Gate gate;
    gate_init(&gate);
    GateAnswer answer = scan(&gate, morning);
    assert_int_equal(answer.verdict, GATE_ADMIT);
    assert_true(answer.genuine);
    assert_int_equal(answer.payload.serial, 42);
    gate.rules.one_day = false, gate.rules.zones = 0, gate.rules.one_event = false;
    gate.payload.event = 7, gate.payload.days = 0, gate.payload.zones = 0;
    assert_int_equal(scan(&gate, morning).verdict, GATE_ADMIT);
    gate.rules.one_day = true, gate.rules.days = 8; /* a badge without days is good on each */
    assert_int_equal(scan(&gate, morning).verdict, GATE_ADMIT);
    arena_free(&gate.arena);
}

/* Everything is wrong at first; mended one by one, each check speaks in its turn. */
static void test_order(void **state)
{
    (void)state;
    static const uint64_t revoked[] = {7, 42, 99};
    Gate gate;
    gate_init(&gate);
    SecretKey good = gate.key;
    gate.list = (Revocation){.serials = revoked, .n_serials = 3};
    gate.rules.lists = &gate.list, gate.rules.n_lists = 1;
    admissions_add(&gate.admissions, &(Admission){42, morning - 60, STR("Utara")});
    gate.rules.event = 1, gate.rules.days = 4, gate.rules.zones = 2;
    gate.payload.not_after = (uint32_t)morning - 1;
    key_from_seed(other_seed, &gate.key);
    gate.rules.keys = &good.public_key;
    GateAnswer answer = scan(&gate, morning);
    assert_int_equal(answer.verdict, GATE_KEY);
    assert_false(answer.genuine);
    assert_int_equal(answer.payload.serial, 0);
    PublicKey posing = good.public_key;
    posing.id = gate.key.public_key.id;
    gate.rules.keys = &posing;
    assert_int_equal(scan(&gate, morning).verdict, GATE_SIGNATURE);
    gate.key = good;
    gate.rules.keys = &gate.key.public_key;
    assert_int_equal(scan(&gate, morning).verdict, GATE_EVENT);
    gate.rules.event = EVENT;
    assert_int_equal(scan(&gate, morning).verdict, GATE_EXPIRED);
    gate.payload.not_after++;
    assert_int_equal(scan(&gate, morning).verdict, GATE_DAY);
    gate.rules.days = 2;
    assert_int_equal(scan(&gate, morning).verdict, GATE_ZONE);
    gate.rules.zones = 3;
    assert_int_equal(scan(&gate, morning).verdict, GATE_REVOKED);
    gate.rules.n_lists = 0;
    answer = scan(&gate, morning);
    assert_int_equal(answer.verdict, GATE_USED);
    assert_int_equal(answer.used.time, morning - 60);
    assert_true(str_eq(answer.used.gate, STR("Utara")));
    arena_free(&gate.arena);
}

static void test_form(void **state)
{
    (void)state;
    Gate gate;
    gate_init(&gate);
    char text[TOKEN_CHARS + 1];
    token_sign(&gate.key, &gate.payload, text);
    const struct {
        size_t len, at;
        char c;
        GateVerdict verdict;
    } cases[] = {{146, 0, 'E', GATE_LENGTH},
                 {0, 0, 'E', GATE_LENGTH},
                 {147, 9, '!', GATE_ALPHABET},
                 {147, 2, '2', GATE_PREFIX},
                 {147, 4, 'M', GATE_VERSION},
                 {147, 7, text[7] == 'A' ? 'B' : 'A', GATE_KEY},
                 {147, 60, text[60] == 'A' ? 'B' : 'A', GATE_SIGNATURE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char changed[TOKEN_CHARS];
        memcpy(changed, text, sizeof changed);
        changed[cases[i].at] = cases[i].c;
        GateAnswer answer =
            gate_decide(&gate.rules, &gate.admissions, (Str){changed, cases[i].len}, morning);
        assert_int_equal(answer.verdict, cases[i].verdict);
        assert_false(answer.genuine);
    }
    arena_free(&gate.arena);
}

/* Once a day, and the day lasts until six in the morning. */
static void test_used_each_day(void **state)
{
    (void)state;
    Gate gate;
    gate_init(&gate);
    int64_t night = morning + 21 * 3600 + 59 * 60; /* 05:59 */
    admissions_add(&gate.admissions, &(Admission){42, morning, STR("")});
    assert_int_equal(scan(&gate, morning).verdict, GATE_USED);
    assert_int_equal(scan(&gate, night).verdict, GATE_USED);
    assert_int_equal(scan(&gate, night + 60).verdict, GATE_ADMIT);
    admissions_add(&gate.admissions, &(Admission){42, night + 60, STR("B")});
    admissions_add(&gate.admissions, &(Admission){42, morning, STR("A")}); /* merged later */
    assert_int_equal(scan(&gate, night + 120).verdict, GATE_USED);
    assert_true(str_eq(admissions_find(&gate.admissions, 42)->gate, STR("B")));
    arena_free(&gate.arena);
}

static void test_many_admissions(void **state)
{
    (void)state;
    Arena arena;
    Admissions admissions;
    arena_init(&arena);
    admissions_init(&admissions, &arena);
    assert_null(admissions_find(&admissions, 0));
    for (uint64_t i = 0; i < 5000; i++)
        admissions_add(&admissions, &(Admission){i << 10, (int64_t)i, STR("g")});
    for (uint64_t i = 0; i < 5000; i++)
        assert_int_equal(admissions_find(&admissions, i << 10)->time, i);
    assert_int_equal(admissions.len, 5000);
    assert_null(admissions_find(&admissions, 1));
    arena_free(&arena);
}

static void test_list(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    SecretKey key;
    key_from_seed(seed, &key);
    Revocation list = {.event = EVENT, .counter = 3, .issued = morning}, read;
    for (uint64_t i = 0; i < 1000; i++)
        assert_true(revocation_add(&arena, &list, i * UINT64_C(0x9e3779b97f4a7c15)));
    assert_false(revocation_add(&arena, &list, UINT64_C(0x9e3779b97f4a7c15)));
    StrBuf out;
    strbuf_init(&out, &arena);
    revocation_write(&key, &list, &out);
    Str text = strbuf_str(&out);
    assert_true(text.len < 18000);
    assert_int_equal(revocation_read(&arena, text, &key.public_key, 1, &read), REVOCATION_GOOD);
    assert_int_equal(read.counter, 3);
    assert_int_equal(read.event, EVENT);
    assert_int_equal(read.issued, morning);
    assert_int_equal(read.n_serials, 1000);
    for (uint64_t i = 0; i < 1000; i++)
        assert_true(revocation_has(&read, i * UINT64_C(0x9e3779b97f4a7c15)));
    assert_false(revocation_has(&read, 1));
    arena_free(&arena);
}

static void test_list_changed(void **state)
{
    (void)state;
    static const uint64_t serials[] = {1, 2}, unsorted[] = {2, 1};
    Arena arena;
    arena_init(&arena);
    SecretKey key, other;
    key_from_seed(seed, &key);
    key_from_seed(other_seed, &other);
    Revocation list = {
        .event = 1, .counter = 1, .issued = morning, .serials = serials, .n_serials = 2};
    Revocation read;
    StrBuf out;
    strbuf_init(&out, &arena);
    revocation_write(&key, &list, &out);
    Str text = strbuf_str(&out);
    assert_int_equal(revocation_read(&arena, text, &other.public_key, 1, &read),
                     REVOCATION_UNKNOWN_KEY);
    for (size_t i = 0; i + 1 < text.len; i++) { /* the line end at the end is no part of it */
        char *changed = str_z(&arena, text);
        changed[i] ^= 1;
        RevocationFault fault =
            revocation_read(&arena, (Str){changed, text.len}, &key.public_key, 1, &read);
        assert_int_not_equal(fault, REVOCATION_GOOD);
    }
    for (size_t i = 0; i + 1 < text.len; i++)
        assert_int_not_equal(
            revocation_read(&arena, str_slice(text, 0, i), &key.public_key, 1, &read),
            REVOCATION_GOOD);
    list.serials = unsorted;
    out.len = 0;
    revocation_write(&key, &list, &out);
    assert_int_equal(revocation_read(&arena, strbuf_str(&out), &key.public_key, 1, &read),
                     REVOCATION_FORMAT);
    arena_free(&arena);
}

static void test_utc(void **state)
{
    (void)state;
    char text[UTC_CHARS + 1];
    int64_t seconds;
    utc_write(morning, text);
    assert_string_equal(text, "2026-11-22T00:00:00Z");
    assert_true(utc_parse(str_from(text), &seconds));
    assert_int_equal(seconds, morning);
    static const char *const wrong[] = {
        "2026-02-31T00:00:00Z", "2026-11-22 00:00:00Z", "",
        "2026-11-22T00:00:00",  "2026-11-22T24:00:00Z", "2026-1a-22T00:00:00Z"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(utc_parse(str_from(wrong[i]), &seconds));
}

static void test_serials_twice(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    Cli cli = {.arena = &arena, .diag = diag_new(&arena, 0)};
    uint64_t serials[] = {5, 3, 9, 3};
    size_t n;
    check_serials(&cli, serials, 1);
    assert_int_equal(diag_errors(cli.diag), 0);
    check_serials(&cli, serials, 4);
    const DiagReport *const *reports = diag_sorted(cli.diag, &n);
    assert_int_equal(n, 1);
    assert_int_equal(reports[0]->code, DIAG_SERIAL_TWICE);
    assert_true(str_find(reports[0]->text, STR("0000000000000003")) >= 0);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_admitted),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_form),
        cmocka_unit_test(test_used_each_day),
        cmocka_unit_test(test_many_admissions),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_list_changed),
        cmocka_unit_test(test_utc),
        cmocka_unit_test(test_serials_twice),
    };
    return cmocka_run_group_tests(tests, init, NULL);
}
