/* Event files: every file in tests/cases/event with its records and reports; every message of the
 * room in one of them; what files cannot show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "golden.h"
#include "locale/spoof.h"
#include "model/event.h"
#include "model/model.h"

static const char *const cases = "tests/cases/event";

static bool seen[DIAG_N_CODES];

static void note_codes(Diag *diag)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(diag, &n);
    for (size_t i = 0; i < n; i++) seen[reports[i]->code] = true;
}

static bool case_holds(Str name)
{
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    Str path = str_format(&arena, "%s/%.*s", cases, STR_ARG(name));
    static const EventOptions options = {.mixed = spoof_mixed, .skeletons = spoof_skeletons};
    Event *event = event_read_with(&arena, path, &options, diag);
    StrBuf dump;
    strbuf_init(&dump, &arena);
    if (event) record_dump(event->root, &dump);
    note_codes(diag);
    Str base = str_slice(path, 0, path.len - STR(".yaml").len);
    bool ok =
        golden_matches(&arena, str_format(&arena, "%.*s.event", STR_ARG(base)), strbuf_str(&dump));
    ok &= golden_matches(&arena, str_format(&arena, "%.*s.diag", STR_ARG(base)),
                         golden_diag(&arena, diag));
    arena_free(&arena);
    return ok;
}

static void goldens(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    size_t n, failed = 0, run = 0;
    Str *names = golden_list(&arena, cases, &n);
    for (size_t i = 0; i < n; i++)
        if (str_ends(names[i], STR(".yaml"))) run++, failed += !case_holds(names[i]);
    assert_true(run > 25);
    assert_int_equal(failed, 0);
    arena_free(&arena);
}

/* An event file of the given text, in a folder of its own. */
static Event *read_text(Arena *arena, Str text, Diag *diag)
{
    char folder[] = "/tmp/etalase-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Str path = str_format(arena, "%s/event.yaml", folder);
    FILE *out = fopen(path.ptr, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text.ptr, 1, text.len, out), text.len);
    assert_int_equal(fclose(out), 0);
    Event *event = event_read(arena, path, diag);
    note_codes(diag);
    assert_int_equal(unlink(path.ptr), 0);
    assert_int_equal(rmdir(folder), 0);
    return event;
}

static Str list_of(Arena *arena, size_t n)
{
    StrBuf text;
    strbuf_init(&text, arena);
    strbuf_add(&text, STR("event: {name: Banyak, date: 2025-06-14}\nsponsors:\n"));
    for (size_t i = 0; i < n; i++) strbuf_format(&text, "- S%zu\n", i);
    return strbuf_str(&text);
}

static void lists_have_a_limit(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    Event *event = read_text(&arena, list_of(&arena, LIMIT_RECORDS + 10), diag);
    assert_non_null(event);
    assert_int_equal(diag_errors(diag), 1);
    assert_int_equal(record_value(event->root, STR("sponsors"))->list.n, LIMIT_RECORDS);
    arena_free(&arena);
}

/* Runs after the others, which note what they see. */
static void every_message_is_seen(void **state)
{
    (void)state;
    static const DiagCode codes[] = {
#define MESSAGE(id, code, level, text, explain) id,
#include "base/messages/model.def"
#undef MESSAGE
    };
    size_t missing = 0;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (seen[codes[i]]) continue;
        fprintf(stderr, "no test shows [%.*s]\n", STR_ARG(diag_info(codes[i])->code));
        missing++;
    }
    assert_int_equal(missing, 0);
}

static void missing_file(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    assert_null(event_read(&arena, STR("tests/cases/event/none.yaml"), diag));
    assert_int_equal(diag_errors(diag), 1);
    arena_free(&arena);
}

static bool is_sentence(Str text)
{
    return text.len > 3 && str_ends(text, STR(".")) && !(text.ptr[0] >= 'a' && text.ptr[0] <= 'z');
}

static void check_field(const RecordType *type, size_t index)
{
    const Field *field = &type->fields[index];
    bool needs_type = field->kind == FIELD_REF || field->kind == FIELD_RECORD;
    assert_int_equal(type_field(type, field->name), index); /* names differ */
    assert_true(is_sentence(field->description));
    assert_int_equal(field->type != NULL, needs_type);
    if (field->kind != FIELD_LANGUAGE)
        assert_int_equal(field->choices != NULL, field->kind == FIELD_ENUM);
    assert_false(field->flags & FIELD_COMPUTED && field->flags & FIELD_REQUIRED);
    if (field->flags & FIELD_DATE_KEYS) assert_true(field->flags & FIELD_LIST);
}

/* Examples and defaults must be what the field itself accepts. */
static void check_example(const RecordType *type, const Field *field)
{
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    EventOptions options = {0};
    Model model = {.arena = &arena,
                   .options = &options,
                   .diag = diag,
                   .folder = STR("."),
                   .currency = STR("IDR")};
    Str text = field->example;
    bool list = text.len && strchr("[{\"", text.ptr[0]);
    bool file = field->kind == FIELD_PATH || field->kind == FIELD_DAY;
    if (text.len && !list && !file && field->kind < FIELD_REF) {
        Value value;
        const Node *node = node_new_scalar(&arena, text, true, (Span){0});
        if (!read_value(&model, field, node, &value) || diag_errors(diag))
            fail_msg("%.*s.%.*s: bad example", STR_ARG(type->name), STR_ARG(field->name));
    }
    arena_free(&arena);
}

static void fields_are_found_by_name(void **state)
{
    (void)state;
    size_t n;
    const RecordType *const *types = event_types(&n);
    for (size_t t = 0; t < n; t++) {
        assert_true(types[t]->n_fields <= RECORD_MAX_FIELDS);
        BlankRecord blank = {0};
        field_index_fill(&blank.index, types[t]);
        Record record = {.type = types[t], .blank = &blank};
        for (size_t u = 0; u < n; u++)
            for (size_t f = 0; f < types[u]->n_fields; f++) {
                Str name = types[u]->fields[f].name;
                assert_int_equal(record_find_field(&record, name), type_field(types[t], name));
            }
        assert_int_equal(record_find_field(&record, STR("")), -1);
    }
}

static void tables_are_sound(void **state)
{
    (void)state;
    size_t n;
    const RecordType *const *types = event_types(&n);
    assert_ptr_equal(types[0], event_type());
    assert_true(n < MODEL_MAX_TYPES);
    for (size_t t = 0; t < n; t++) {
        size_t shorthands = 0, keys = 0;
        assert_true(types[t]->name_field < types[t]->n_fields);
        assert_true(is_sentence(types[t]->description));
        for (size_t f = 0; f < types[t]->n_fields; f++) {
            check_field(types[t], f);
            check_example(types[t], &types[t]->fields[f]);
            shorthands += (types[t]->fields[f].flags & FIELD_SHORTHAND) != 0;
            keys += (types[t]->fields[f].flags & FIELD_KEY) != 0;
        }
        assert_true(shorthands <= 1 && keys <= 1);
        if (types[t]->plural.len) assert_true(type_field(event_type(), types[t]->plural) >= 0);
    }
}

static void dates_and_times(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    Date date;
    Time time;
    assert_true(date_parse(STR("2024-02-29"), &date));
    assert_false(date_parse(STR("2023-02-29"), &date));
    assert_false(date_parse(STR("2023-2-9"), &date));
    assert_true(time_parse(STR("9.05"), &time));
    assert_int_equal(time.hour, 9);
    assert_int_equal(time.minute, 5);
    assert_false(time_parse(STR("24:00"), &time));
    assert_false(time_parse(STR("12:5"), &time));
    static const char *const pairs[][2] = {
        {"12/08/2023", "2023-08-12"},
        {"2023/8/12", "2023-08-12"},
        {"12 Agustus 2023", "2023-08-12"},
        {"3-Mei-2024", "2024-05-03"},
        {"31/02/2023", ""},
        {"Sabtu", ""},
        {"12/08/23", ""},
        {"1.12.2025", "2025-12-01"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_true(str_eq(date_suggest(&arena, str_from(pairs[i][0])), str_from(pairs[i][1])));
    arena_free(&arena);
}

static void ids_from_names(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    static const char *const pairs[][2] = {
        {"Sambal Bu Yati", "sambal-bu-yati"},
        {"  PT. Sinar (Jaya) ", "pt-sinar-jaya"},
        {"Mas'ud", "masud"},
        {"Łódź Žižkov Ñandú", "lodz-zizkov-nandu"},
        {"김민준", ""},
        {"--", ""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_true(str_eq(id_from_name(&arena, str_from(pairs[i][0])), str_from(pairs[i][1])));
    assert_true(id_is_valid(STR("A01")));
    assert_false(id_is_valid(STR("")));
    assert_false(id_is_valid(STR("-a")));
    assert_false(id_is_valid(STR("a b")));
    assert_false(id_is_valid(STR("\xc3\xa9")));
    arena_free(&arena);
}

/* Adding a person before others must not change their badges. */
static void ids_do_not_depend_on_order(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    Event *a = read_text(&arena,
                         STR("event: {name: E, date: 2025-01-01}\npeople: [김민준, Budi]\n"), diag);
    Event *b = read_text(
        &arena, STR("event: {name: E, date: 2025-01-01}\npeople: [Ani, Budi, 김민준]\n"), diag);
    const ValueList *before = &record_value(a->root, STR("badges"))->list;
    const ValueList *after = &record_value(b->root, STR("badges"))->list;
    assert_int_equal(before->n, 2);
    assert_int_equal(after->n, 3);
    assert_true(str_eq(before->items[0].record->id, after->items[2].record->id));
    assert_true(str_eq(before->items[1].record->id, after->items[1].record->id));
    assert_int_equal(diag_errors(diag), 0);
    arena_free(&arena);
}

static void unknown_fields_are_unknown(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    Event *event = read_text(&arena, STR("event: {name: E, date: 2025-01-01}\n"), diag);
    assert_int_equal(record_value(event->root, STR("nothing"))->kind, VALUE_UNKNOWN);
    assert_int_equal(record_value(event->root, STR("vendors"))->kind, VALUE_LIST);
    assert_int_equal(record_value(event->root, STR("results"))->kind, VALUE_UNKNOWN);
    assert_true(str_eq(record_label(&arena, event->root), STR("file")));
    arena_free(&arena);
}

/* Bytes of every case changed one by one: a report perhaps, never a crash. */
static void mutants(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    size_t n;
    Str *names = golden_list(&arena, cases, &n);
    static const char changes[] = "{}[]:,-#'\" 0\n";
    for (size_t i = 0; i < n; i++) {
        if (!str_ends(names[i], STR(".yaml"))) continue;
        Source *source;
        Str path = str_format(&arena, "%s/%.*s", cases, STR_ARG(names[i]));
        assert_int_equal(source_read(&arena, path, path, 1 << 20, &source), SOURCE_OK);
        for (size_t at = i % 7; at < source->bytes.len; at += 41) {
            ArenaMark mark = arena_mark(&arena);
            char *bytes = str_z(&arena, source->bytes);
            bytes[at] = changes[(at + i) % (sizeof changes - 1)];
            Diag *diag = diag_new(&arena, 0);
            Event *event = read_text(&arena, (Str){bytes, source->bytes.len}, diag);
            StrBuf dump;
            strbuf_init(&dump, &arena);
            if (event) record_dump(event->root, &dump);
            arena_rewind(&arena, mark);
        }
    }
    arena_free(&arena);
}

static void shared_values_are_written_alone(void **state)
{
    (void)state;
    Arena arena;
    arena_init(&arena);
    Diag *diag = diag_new(&arena, 0);
    Event *event = read_text(&arena,
                             STR("event: {name: A, date: 2025-06-14}\n"
                                 "roles: [{id: tamu, name: Tamu}]\n"
                                 "people: [{id: a, name: Budi, role: tamu},\n"
                                 "         {id: b, name: Siti, role: tamu}]\n"),
                             diag);
    assert_non_null(event);
    const Value *people = record_value(event->root, STR("people"));
    assert_int_equal(people->list.n, 2);
    Record *budi = record_mutable(people->list.items[0].record);
    const Record *siti = people->list.items[1].record;
    assert_ptr_equal(record_value(budi, STR("is_staff")), record_value(siti, STR("is_staff")));
    size_t staff = (size_t)record_find_field(budi, STR("is_staff"));
    *record_write(budi, staff) = value_bool(true);
    assert_true(record_value(budi, STR("is_staff"))->boolean);
    assert_false(record_value(siti, STR("is_staff"))->boolean);
    Value *own = record_write(budi, staff);
    record_share(budi, staff, record_value(siti, STR("is_staff")));
    assert_ptr_equal(record_value(budi, STR("is_staff")), own); /* keeps its place */
    assert_false(own->boolean);
    assert_true(record_value(siti, STR("badge"))->boolean);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goldens),
        cmocka_unit_test(lists_have_a_limit),
        cmocka_unit_test(missing_file),
        cmocka_unit_test(tables_are_sound),
        cmocka_unit_test(fields_are_found_by_name),
        cmocka_unit_test(dates_and_times),
        cmocka_unit_test(ids_from_names),
        cmocka_unit_test(ids_do_not_depend_on_order),
        cmocka_unit_test(unknown_fields_are_unknown),
        cmocka_unit_test(every_message_is_seen),
        cmocka_unit_test(shared_values_are_written_alone),
        cmocka_unit_test(mutants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
