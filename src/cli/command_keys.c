/* command_keys - keygen, revoke and reissue: what the organiser does with the secret key. */
#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "base/vec.h"
#include "cli/badges.h"
#include "cli/waves.h"
#include "code/utc.h"
#include "press/ledger_file.h"

int command_keygen(Cli *cli)
{
    const CliOptions *options = &cli->options;
    if (options->n_operands != 1) {
        fputs("etalase: keygen takes the file to make: etalase keygen event.key\n", stderr);
        return EXIT_USAGE;
    }
    Str path = options->operands[0];
    KeyId id;
    if (!token_init()) {
        fputs("etalase: this machine gives no random numbers\n", stderr);
        return EXIT_MACHINE;
    }
    forbid_core_dumps();
    key_fault_report(cli->diag, key_file_create(path, &id), path);
    if (print_diagnostics(cli)) return exit_status(cli);
    printf("key %08x\n%.*s      signs badges; keep it secret, keep a copy, give it to nobody\n"
           "%.*s.pub  checks badges; this one goes to the gates\n",
           id, STR_ARG(path), STR_ARG(path));
    return EXIT_GOOD;
}

/* What revoke and reissue work on. */
typedef struct Revoking {
    Cli *cli;
    SecretKey *key;
    const Event *event; /* NULL if --event says its id */
    uint32_t number;
    int64_t now;
    Issues issues;
    Str list_path;
    Revocation list;
    size_t n_ids;      /* operands before the event file */
    LedgerFile ledger; /* fd -1 if the event has none */
    LedgerState state;
    VEC(Fact) facts; /* to be added to it */
} Revoking;

static bool read_list(Revoking *r)
{
    ListPresence presence = list_read(r->cli, r->list_path, &r->key->public_key, 1, &r->list);
    char now[UTC_CHARS + 1], issued[UTC_CHARS + 1];
    if (presence == LIST_ABSENT) r->list.event = r->number;
    if (presence == LIST_READ && r->list.event != r->number)
        diag_report(r->cli->diag, DIAG_LIST_EVENT, (Span){0}, r->list_path);
    if (r->list.issued > r->now) {
        utc_write(r->now, now), utc_write(r->list.issued, issued);
        diag_report(r->cli->diag, DIAG_LIST_CLOCK, (Span){0}, str_from(now), r->list_path,
                    str_from(issued));
    }
    return presence != LIST_WRONG && !diag_errors(r->cli->diag);
}

/* The event's ledger, if it has one, is told what is revoked. */
static bool open_ledger(Revoking *r, Str folder, Str id)
{
    Cli *cli = r->cli;
    if (!ledger_open(&r->ledger, cli->arena, ledger_path(cli, folder, id), id, false, cli->diag))
        return false;
    ledger_fold(&r->state, cli->arena, &r->ledger.ledger);
    return true;
}

static bool open_event(Revoking *r)
{
    const CliOptions *options = &r->cli->options;
    Str path = STR("event.yaml");
    r->n_ids = split_operands(r->cli, &path);
    if (options->badge.event.len) {
        r->number = token_event(options->badge.event);
        r->list_path = list_path(r->cli, STR("."));
        return issues_read(r->cli, STR("."), &r->issues) &&
               open_ledger(r, STR("."), options->badge.event);
    }
    r->event = open_event_file(r->cli, path);
    if (!r->event || diag_errors(r->cli->diag)) return false;
    r->number = event_number(r->event);
    r->list_path = list_path(r->cli, r->event->folder);
    return issues_read(r->cli, r->event->folder, &r->issues) &&
           open_ledger(r, r->event->folder, event_id(r->event));
}

/* Ready to add to the list, or false after a report. */
static bool begin(Revoking *r, Cli *cli)
{
    *r = (Revoking){.cli = cli, .now = time(NULL), .ledger = {.fd = -1}};
    if (!token_init()) return false;
    r->key = open_secret_key(cli);
    return r->key && open_event(r) && read_list(r);
}

static bool write_list(Revoking *r)
{
    StrBuf text;
    strbuf_init(&text, r->cli->arena);
    r->list.counter++;
    r->list.issued = r->now;
    revocation_write(r->key, &r->list, &text);
    if (!write_text_file(r->cli, r->list_path, strbuf_str(&text))) return false;
    if (!r->cli->options.quiet)
        printf("%.*s: number %u, %zu revoked; copy it to the gates\n", STR_ARG(r->list_path),
               r->list.counter, r->list.n_serials);
    return true;
}

/* After the list: what the ledger calls revoked is. */
static bool write_facts(Revoking *r)
{
    bool good = r->ledger.fd < 0 || ledger_append(&r->ledger, r->cli->arena, r->facts.items,
                                                  r->facts.len, r->cli->diag);
    r->facts.len = 0;
    return good;
}

static int end(Revoking *r)
{
    key_file_close(r->key);
    ledger_close(&r->ledger, r->cli->arena);
    print_diagnostics(r->cli);
    return exit_status(r->cli);
}

static int usage(const char *command, const char *takes)
{
    fprintf(stderr, "etalase: %s takes --key FILE, %s\n", command, takes);
    return EXIT_USAGE;
}

/* A serial as verify prints it: 16 hex digits. */
static bool serial_parse(Str text, uint64_t *serial)
{
    *serial = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i] >= 'A' && text.ptr[i] <= 'F' ? (char)(text.ptr[i] | ' ') : text.ptr[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && (c < 'a' || c > 'f')) return false;
        *serial = *serial << 4 | (uint64_t)(digit ? c - '0' : c - 'a' + 10);
    }
    return text.len == 16;
}

static void hint_near_badge(Revoking *r, Str id)
{
    const Value *badges = record_value(r->event->root, STR("badges"));
    Str *ids = ARENA_ARRAY(r->cli->arena, Str, badges->list.n);
    for (size_t i = 0; i < badges->list.n; i++) ids[i] = badges->list.items[i].record->id;
    Str near = str_nearest(id, ids, badges->list.n);
    if (near.len)
        diag_hint(r->cli->diag, str_format(r->cli->arena, "did you mean `%.*s`?", STR_ARG(near)));
}

/* Says whether the serial was new in the list. `record` empty: no badge is known that has it. */
static bool revoke_serial(Revoking *r, Str record, uint32_t issue, uint64_t serial)
{
    const Fact fact = {
        .kind = FACT_REVOKE, .time = r->now, .record = record, .issue = issue, .serial = serial};
    if (record.len && !ledger_revoked(&r->state, record, issue))
        VEC_PUSH(r->cli->arena, &r->facts, fact);
    return revocation_add(r->cli->arena, &r->list, serial);
}

/* All codes that the badge has had. Says how many were new in the list. */
static size_t revoke_badge(Revoking *r, Str id)
{
    size_t added = 0;
    for (uint32_t issue = 1; issue <= issues_number(&r->issues, id); issue++)
        added += revoke_serial(r, id, issue, token_serial(r->key, r->number, id, issue));
    return added;
}

static const Fact *find_serial(const Ledger *ledger, uint64_t serial)
{
    for (size_t i = 0; i < ledger->n_facts; i++)
        if (ledger->facts[i].serial == serial) return &ledger->facts[i];
    return NULL;
}

static size_t revoke_operand(Revoking *r, Str word)
{
    uint64_t serial;
    const Record *badge = r->event ? find_badge(r->event, word) : NULL;
    size_t added;
    if (!badge && serial_parse(word, &serial)) {
        const Fact *fact = find_serial(&r->ledger.ledger, serial);
        added = revoke_serial(r, fact ? fact->record : (Str){0}, fact ? fact->issue : 0, serial);
    } else {
        if (!badge && r->event && !ledger_has_record(&r->ledger.ledger, word)) {
            diag_report(r->cli->diag, DIAG_BADGE_UNKNOWN, (Span){0}, word);
            hint_near_badge(r, word);
        }
        added = revoke_badge(r, badge ? badge_id(badge) : word);
    }
    if (!added && !r->cli->options.quiet) printf("%.*s is revoked already\n", STR_ARG(word));
    return added;
}

int command_revoke(Cli *cli)
{
    Revoking r;
    size_t added = 0;
    if (cli->options.badge.n_keys != 1 || !cli->options.n_operands)
        return usage("revoke", "ids or serials of badges, and the event file");
    bool ready = begin(&r, cli);
    for (size_t i = 0; ready && i < r.n_ids; i++)
        added += revoke_operand(&r, cli->options.operands[i]);
    if (ready && !diag_errors(cli->diag) && (!added || write_list(&r))) write_facts(&r);
    return end(&r);
}

/* The old code goes onto the list first: if the machine stops in between, the badge is revoked and
 * can be reissued again. */
static bool reissue_badge(Revoking *r, Str word)
{
    char today[UTC_CHARS + 1];
    const Record *badge = find_badge(r->event, word);
    if (!badge) {
        diag_report(r->cli->diag, DIAG_BADGE_NOT_THERE, (Span){0}, word);
        hint_near_badge(r, word);
        return false;
    }
    Str id = badge_id(badge);
    uint32_t issue = issues_number(&r->issues, id) + 1;
    if (revoke_badge(r, id) && !write_list(r)) return false;
    if (!write_facts(r)) return false;
    utc_write(r->now + event_offset_s(r->event), today);
    if (!issues_add(r->cli, &r->issues, id, issue, (Str){today, 10})) return false;
    if (!r->cli->options.quiet)
        printf("%.*s: issue %u; print it with etalase build --key%s\n", STR_ARG(id), issue,
               r->ledger.fd < 0 ? "" : " --changed");
    return issues_read(r->cli, r->event->folder, &r->issues);
}

int command_reissue(Cli *cli)
{
    Revoking r;
    if (cli->options.badge.n_keys != 1 || !cli->options.n_operands || cli->options.badge.event.len)
        return usage("reissue", "ids of badges, and the event file");
    bool ready = begin(&r, cli);
    for (size_t i = 0; ready && i < r.n_ids; i++)
        ready = reissue_badge(&r, cli->options.operands[i]);
    return end(&r);
}
