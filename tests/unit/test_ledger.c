/* test_ledger - lines and facts, what facts come to, and what two ledgers say together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "press/ledger.h"

typedef struct Room {
    Arena arena;
    Diag *diag;
    StrBuf text;
} Room;

static int open_room(void **state)
{
    static Room room;
    arena_init(&room.arena);
    room.diag = diag_new(&room.arena, 0);
    strbuf_init(&room.text, &room.arena);
    ledger_write_head(STR("uji"), &room.text);
    *state = &room;
    return 0;
}

static int close_room(void **state)
{
    arena_free(&((Room *)*state)->arena);
    return 0;
}

static Fact print_of(const char *record, const char *wave, uint32_t issue, int64_t time)
{
    return (Fact){.kind = FACT_PRINT,
                  .time = time,
                  .wave = str_from(wave),
                  .document = STR("badge"),
                  .record = str_from(record),
                  .issue = issue,
                  .serial = 0x1234567890abcdef ^ (uint64_t)record[0] ^ issue << 8,
                  .words = 1,
                  .look = (uint64_t)time,
                  .sheet = 3,
                  .label = 2};
}

static void add(Room *room, Fact fact) { ledger_write_fact(&fact, &room->text); }

static Ledger read_text(Room *room, const char *path)
{
    Ledger ledger;
    Str text = str_copy(&room->arena, strbuf_str(&room->text));
    const Source *source = source_from_bytes(&room->arena, str_from(path), text);
    ledger_read(&room->arena, source, STR("uji"), &ledger, room->diag);
    return ledger;
}

static bool reported(Room *room, DiagCode code)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(room->diag, &n);
    for (size_t i = 0; i < n; i++)
        if (reports[i]->code == code) return true;
    return false;
}

static void facts_come_back(void **state)
{
    Room *room = *state;
    add(room, print_of("ani", "wave-1", 2, 1790000000));
    add(room, (Fact){.kind = FACT_ASSIGN,
                     .time = 1790000001,
                     .record = STR("tamu-S07"),
                     .issue = 1,
                     .person = STR("dewi")});
    Ledger ledger = read_text(room, "a.ledger");
    assert_int_equal(diag_errors(room->diag), 0);
    assert_int_equal(ledger.n_facts, 2);
    const Fact *fact = &ledger.facts[0];
    assert_int_equal(fact->kind, FACT_PRINT);
    assert_int_equal(fact->time, 1790000000);
    assert_true(str_eq(fact->wave, STR("wave-1")) && str_eq(fact->record, STR("ani")));
    assert_int_equal(fact->issue, 2);
    assert_true(fact->serial == print_of("ani", "", 2, 0).serial);
    assert_true(fact->words == 1 && fact->look == 1790000000);
    assert_int_equal(fact->sheet, 3);
    assert_int_equal(fact->label, 2);
    assert_true(str_eq(ledger.facts[1].person, STR("dewi")));
    assert_int_equal(ledger.facts[1].wave.len, 0);
    assert_int_equal(ledger.facts[1].serial, 0);
}

/* Any changed bit of a line is seen, whatever it makes of the line. */
static void changed_lines_are_refused(void **state)
{
    Room *room = *state;
    size_t start = room->text.len, believed = 0;
    add(room, print_of("ani", "wave-1", 1, 1790000000));
    for (size_t bit = start * 8; bit < (room->text.len - 1) * 8; bit++) {
        room->text.ptr[bit / 8] ^= (char)(1 << bit % 8);
        Ledger ledger = read_text(room, "a.ledger");
        believed += ledger.n_facts;
        room->text.ptr[bit / 8] ^= (char)(1 << bit % 8);
    }
    assert_int_equal(believed, 0);
    assert_true(reported(room, DIAG_LEDGER_LINE));
}

static void a_torn_line_is_no_fact(void **state)
{
    Room *room = *state;
    add(room, print_of("ani", "wave-1", 1, 1790000000));
    size_t whole = room->text.len;
    add(room, print_of("budi", "wave-1", 1, 1790000000));
    for (room->text.len--; room->text.len > whole; room->text.len--) {
        Ledger ledger = read_text(room, "a.ledger");
        assert_true(ledger.torn);
        assert_int_equal(ledger.n_facts, 1);
    }
    add(room, print_of("citra", "wave-1", 1, 1790000000));
    room->text.len -= 20;
    strbuf_add(&room->text, ledger_torn_end);
    add(room, print_of("budi", "wave-1", 1, 1790000001));
    Ledger ledger = read_text(room, "a.ledger");
    assert_false(ledger.torn);
    assert_int_equal(ledger.n_facts, 2);
    assert_int_equal(diag_errors(room->diag), 0);
}

/* The later issue counts, then the later time, in whatever order the lines stand. */
static void order_of_lines_means_nothing(void **state)
{
    Room *room = *state;
    add(room, print_of("ani", "wave-3", 2, 1790000300));
    add(room, print_of("ani", "wave-2", 1, 1790000400));
    add(room, print_of("budi", "wave-2", 1, 1790000200));
    add(room, print_of("budi", "wave-1", 1, 1790000100));
    Fact spoil = print_of("budi", "wave-1", 1, 1790000150);
    spoil.kind = FACT_SPOIL;
    add(room, spoil);
    Ledger ledger = read_text(room, "a.ledger");
    LedgerState fold;
    ledger_fold(&fold, &room->arena, &ledger);
    assert_true(str_eq(ledger_print(&fold, STR("badge"), STR("ani"))->last->wave, STR("wave-3")));
    const PrintState *budi = ledger_print(&fold, STR("badge"), STR("budi"));
    assert_true(str_eq(budi->last->wave, STR("wave-2")));
    assert_null(budi->spoil); /* that was the print before */
    assert_null(ledger_print(&fold, STR("sign"), STR("ani")));
    assert_true(str_eq(ledger_next_wave(&room->arena, &ledger, "wave"), STR("wave-4")));
}

static void revoked_up_to_an_issue(void **state)
{
    Room *room = *state;
    add(room, (Fact){.kind = FACT_REVOKE, .time = 1, .record = STR("ani"), .issue = 2});
    add(room, (Fact){.kind = FACT_REVOKE, .time = 2, .record = STR("ani"), .issue = 1});
    Ledger ledger = read_text(room, "a.ledger");
    LedgerState fold;
    ledger_fold(&fold, &room->arena, &ledger);
    assert_true(ledger_revoked(&fold, STR("ani"), 1) && ledger_revoked(&fold, STR("ani"), 2));
    assert_false(ledger_revoked(&fold, STR("ani"), 3) || ledger_revoked(&fold, STR("budi"), 1));
}

static void what_cannot_be(void **state)
{
    Room *room = *state;
    Fact spare = {.kind = FACT_ASSIGN, .time = 1, .record = STR("tamu-S01"), .issue = 1};
    spare.person = STR("ani"), add(room, spare);
    spare.time = 2, add(room, spare);
    Ledger ledger = read_text(room, "a.ledger");
    ledger_check(&room->arena, &ledger, room->diag);
    assert_int_equal(diag_errors(room->diag), 0);
    spare.person = STR("budi"), add(room, spare);
    Fact a = print_of("ani", "wave-1", 1, 1), b = print_of("budi", "wave-1", 1, 1);
    b.serial = a.serial;
    add(room, a), add(room, b);
    ledger = read_text(room, "a.ledger");
    ledger_check(&room->arena, &ledger, room->diag);
    assert_int_equal(diag_errors(room->diag), 2);
    assert_true(reported(room, DIAG_LEDGER_SPARE) && reported(room, DIAG_LEDGER_SERIAL));
}

static void merged_by_time_each_once(void **state)
{
    Room *room = *state;
    add(room, print_of("ani", "wave-1", 1, 100));
    size_t both = room->text.len;
    add(room, print_of("budi", "kiri", 1, 300));
    Ledger a = read_text(room, "a.ledger");
    room->text.len = both;
    add(room, print_of("citra", "kanan", 1, 200));
    Ledger b = read_text(room, "b.ledger");
    Ledger merged = ledger_merge(&room->arena, &a, &b, room->diag);
    assert_int_equal(merged.n_facts, 3);
    assert_true(str_eq(merged.facts[1].record, STR("citra")));
    merged = ledger_merge(&room->arena, &a, &a, room->diag);
    assert_int_equal(merged.n_facts, 2);
    assert_int_equal(diag_errors(room->diag) + diag_warnings(room->diag), 0);
}

static void names_of_waves(void **state)
{
    (void)state;
    assert_true(wave_is_valid(STR("wave-1")) && wave_is_valid(STR("Hari_2.b")));
    assert_false(wave_is_valid(STR("")) || wave_is_valid(STR("../x")) || wave_is_valid(STR("-x")) ||
                 wave_is_valid(STR("a b")) || wave_is_valid(STR(".x")));
    assert_false(wave_is_valid(STR("12345678901234567890123456789012345678901")));
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(facts_come_back),          IN_ROOM(changed_lines_are_refused),
        IN_ROOM(a_torn_line_is_no_fact),   IN_ROOM(order_of_lines_means_nothing),
        IN_ROOM(revoked_up_to_an_issue),   IN_ROOM(what_cannot_be),
        IN_ROOM(merged_by_time_each_once), cmocka_unit_test(names_of_waves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
