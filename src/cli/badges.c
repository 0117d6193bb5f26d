/* badges - what goes into the codes of an event's badges, and signing them.
 *
 * Days and zones are those of the person, which are the role's if the person has none of its own. A
 * badge without days is good for all days of the event. It expires six hours after the midnight
 * that ends its last day, in the event's time zone.
 */
#include "cli/badges.h"

#include <stdlib.h>
#include <sys/resource.h>

#include "base/confined.h"
#include "data/read.h"
#include "model/value.h"

enum { MAX_BITS = 16, HOUR_S = 3600, GRACE_S = 6 * HOUR_S };

void forbid_core_dumps(void)
{
    static const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

SecretKey *open_secret_key(Cli *cli)
{
    KeyFault fault;
    if (!token_init()) return NULL;
    forbid_core_dumps();
    SecretKey *key = key_file_open(cli->options.badge.keys[0], &fault);
    key_fault_report(cli->diag, fault, cli->options.badge.keys[0]);
    return key;
}

static const Record *event_record(const Event *event)
{
    return record_value(event->root, STR("event"))->record;
}

uint32_t event_number(const Event *event) { return token_event(event_record(event)->id); }

int32_t event_offset_s(const Event *event)
{
    const Value *zone = record_value(event_record(event), STR("timezone"));
    Str name = zone->kind == VALUE_TEXT ? zone->text : STR("WIB");
    if (str_eq(name, STR("UTC"))) return 0;
    return (str_eq(name, STR("WIT")) ? 9 : str_eq(name, STR("WITA")) ? 8 : 7) * HOUR_S;
}

static const Value *event_days(const Event *event)
{
    return record_value(event_record(event), STR("days"));
}

uint16_t event_day_bit(const Event *event, Date date)
{
    const Value *days = event_days(event);
    for (size_t i = 0; i < days->list.n && i < MAX_BITS; i++)
        if (date_to_days(days->list.items[i].date) == date_to_days(date))
            return (uint16_t)(1u << i);
    return 0;
}

const Record *find_badge(const Event *event, Str id)
{
    const Value *badges = record_value(event->root, STR("badges"));
    for (size_t i = 0; i < badges->list.n; i++)
        if (str_eq(badges->list.items[i].record->id, id) ||
            str_eq(badge_id(badges->list.items[i].record), id))
            return badges->list.items[i].record;
    return NULL;
}

Str badge_id(const Record *person)
{
    const Value *id = record_value(person, STR("badge_id"));
    return id->kind == VALUE_TEXT ? id->text : person->id;
}

static int64_t number_of(const Record *record)
{
    const Value *number = record_value(record, STR("number"));
    return number->kind == VALUE_NUMBER ? num_round(number->number) : 0;
}

static uint16_t zone_bits(const Record *person)
{
    const Value *zones = record_value(person, STR("zones"));
    unsigned bits = 0;
    for (size_t i = 0; i < zones->list.n; i++) {
        const Value *zone = &zones->list.items[i];
        int64_t number = zone->kind == VALUE_RECORD ? number_of(zone->record) : 0;
        if (number >= 1 && number <= MAX_BITS) bits |= 1u << (number - 1);
    }
    return (uint16_t)bits;
}

/* False if a code cannot say it: no dates, or single days of an event of more than 16. */
static bool set_days(const Event *event, const Record *person, TokenPayload *payload)
{
    const Value *all = event_days(event), *own = record_value(person, STR("days"));
    const Value *days = own->list.n ? own : all;
    int64_t last = INT64_MIN;
    bool beyond = false;
    for (size_t i = 0; i < days->list.n; i++) {
        Date date = days->list.items[i].date;
        uint16_t bit = event_day_bit(event, date);
        payload->days |= bit, beyond |= !bit;
        if (date_to_days(date) > last) last = date_to_days(date);
    }
    if (beyond && own->list.n && own->list.n < all->list.n) return false;
    if (beyond) payload->days = 0; /* all days, until it expires */
    if (!days->list.n) return false;
    int64_t ends = (last + 1) * 24 * HOUR_S + GRACE_S - event_offset_s(event);
    if (ends < 0 || ends > UINT32_MAX) return false;
    payload->not_after = (uint32_t)ends;
    return true;
}

static Span person_span(const Record *person)
{
    const Value *name = record_value(person, STR("name"));
    return name->node ? value_span(name) : person->node ? person->node->span : (Span){0};
}

typedef struct Signing {
    Cli *cli;
    const Event *event;
    const SecretKey *key;
    uint32_t number;
    Issues issues;
    RevokedBadges revoked;
    BadgeCodes *codes;
    Str list_path;
} Signing;

static void report_revoked(Signing *signing, const Record *person)
{
    Cli *cli = signing->cli;
    diag_report(cli->diag, DIAG_BADGE_REVOKED, person_span(person), badge_id(person),
                signing->list_path);
    diag_hint(cli->diag,
              str_format(cli->arena, "etalase reissue --key FILE %.*s", STR_ARG(badge_id(person))));
}

static void sign_badge(Signing *signing, const Record *person, BadgeCode *code)
{
    Cli *cli = signing->cli;
    const Value *role = record_value(person, STR("role"));
    int64_t role_number = role->kind == VALUE_RECORD ? number_of(role->record) : 0;
    char text[TOKEN_CHARS + 1];
    code->serial = token_serial(signing->key, signing->number, badge_id(person), code->issue);
    TokenPayload payload = {.event = signing->number,
                            .serial = code->serial,
                            .role =
                                role_number >= 1 && role_number <= 255 ? (uint8_t)role_number : 0,
                            .zones = zone_bits(person)};
    if (!set_days(signing->event, person, &payload)) {
        diag_report(cli->diag, DIAG_BADGE_DAYS, person_span(person), badge_id(person));
        return;
    }
    code->revoked = revocation_has(&signing->codes->list, code->serial);
    if (code->revoked) {
        if (signing->revoked == REVOKED_ARE_ERRORS) report_revoked(signing, person);
        event_set_badge_token(person, (Str){0});
        return;
    }
    token_sign(signing->key, &payload, text);
    event_set_badge_token(person, str_copy(cli->arena, (Str){text, TOKEN_CHARS}));
}

static int compare_serials(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

void check_serials(Cli *cli, uint64_t *serials, size_t n)
{
    qsort(serials, n, sizeof *serials, compare_serials);
    for (size_t i = 1; i < n; i++)
        if (serials[i] == serials[i - 1])
            diag_report(cli->diag, DIAG_SERIAL_TWICE, (Span){0},
                        str_format(cli->arena, "%016llx", (unsigned long long)serials[i]));
}

static bool read_list(Signing *signing)
{
    Cli *cli = signing->cli;
    Revocation *list = &signing->codes->list;
    signing->list_path = list_path(cli, signing->event->folder);
    if (list_read(cli, signing->list_path, &signing->key->public_key, 1, list) == LIST_WRONG)
        return false;
    if (!list->counter || list->event == signing->number) return true;
    diag_report(cli->diag, DIAG_LIST_EVENT, (Span){0}, signing->list_path);
    return false;
}

void sign_badges(Cli *cli, const Event *event, const SecretKey *key, RevokedBadges revoked,
                 BadgeCodes *codes)
{
    Signing signing = {.cli = cli,
                       .event = event,
                       .key = key,
                       .number = event_number(event),
                       .revoked = revoked,
                       .codes = codes};
    *codes = (BadgeCodes){0};
    map_init(&codes->by_id, cli->arena);
    if (!issues_read(cli, event->folder, &signing.issues)) return;
    if (key && !read_list(&signing)) return;
    const Value *badges = record_value(event->root, STR("badges"));
    size_t n = badges->list.n;
    uint64_t *serials = ARENA_ARRAY(cli->arena, uint64_t, n);
    BadgeCode *all = ARENA_ARRAY(cli->arena, BadgeCode, n);
    for (size_t i = 0; i < n; i++) {
        const Record *person = badges->list.items[i].record;
        all[i].issue = issues_number(&signing.issues, badge_id(person));
        if (all[i].issue > 1) event_release_spare(person);
        if (key) sign_badge(&signing, person, &all[i]);
        serials[i] = all[i].serial;
        map_set(&codes->by_id, badge_id(person), &all[i]);
    }
    if (key) check_serials(cli, serials, n);
}

Str list_path(Cli *cli, Str event_folder)
{
    const BadgeOptions *options = &cli->options.badge;
    if (options->n_lists) return options->lists[0];
    return path_join(cli->arena, event_folder, STR("revoked.txt"));
}

ListPresence list_read(Cli *cli, Str path, const PublicKey *keys, size_t n_keys, Revocation *out)
{
    static const DiagCode codes[] = {[REVOCATION_FORMAT] = DIAG_LIST_FORMAT,
                                     [REVOCATION_UNKNOWN_KEY] = DIAG_LIST_KEY,
                                     [REVOCATION_SIGNATURE] = DIAG_LIST_SIGNATURE};
    Source *source;
    *out = (Revocation){0};
    SourceFault fault = source_read(cli->arena, path, path, REVOCATION_MAX_BYTES, &source);
    if (fault == SOURCE_MISSING) return LIST_ABSENT;
    if (fault != SOURCE_OK) {
        read_report_fault(cli->arena, fault, path, REVOCATION_MAX_BYTES, (Span){0}, cli->diag);
        return LIST_WRONG;
    }
    RevocationFault wrong = revocation_read(cli->arena, source->bytes, keys, n_keys, out);
    if (wrong == REVOCATION_GOOD) return LIST_READ;
    diag_report(cli->diag, codes[wrong], (Span){0}, path, str_format(cli->arena, "%08x", out->key));
    return LIST_WRONG;
}
