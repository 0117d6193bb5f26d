/* command_keys - keygen, revoke and reissue: what the organiser does with the secret key. */
#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "cli/badges.h"
#include "code/utc.h"

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
    size_t n_ids; /* operands before the event file */
} Revoking;

static bool is_event_file(Str word)
{
    return str_ends(word, STR(".yaml")) || str_ends(word, STR(".yml")) ||
           str_ends(word, STR(".json"));
}

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

static bool open_event(Revoking *r)
{
    CliOptions *options = &r->cli->options;
    bool file = options->n_operands && is_event_file(options->operands[options->n_operands - 1]);
    r->n_ids = options->n_operands - file;
    Str path = file ? options->operands[r->n_ids] : STR("event.yaml");
    if (options->badge.event.len) {
        r->number = token_event(options->badge.event);
        r->list_path = list_path(r->cli, STR("."));
        return issues_read(r->cli, STR("."), &r->issues);
    }
    r->event = open_event_file(r->cli, path);
    if (!r->event || diag_errors(r->cli->diag)) return false;
    r->number = event_number(r->event);
    r->list_path = list_path(r->cli, r->event->folder);
    return issues_read(r->cli, r->event->folder, &r->issues);
}

/* Ready to add to the list, or false after a report. */
static bool begin(Revoking *r, Cli *cli)
{
    *r = (Revoking){.cli = cli, .now = time(NULL)};
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

static int end(Revoking *r)
{
    key_file_close(r->key);
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

/* All codes that the badge has had. Says how many were new in the list. */
static size_t revoke_badge(Revoking *r, Str id)
{
    size_t added = 0;
    for (uint32_t issue = 1; issue <= issues_number(&r->issues, id); issue++)
        added +=
            revocation_add(r->cli->arena, &r->list, token_serial(r->key, r->number, id, issue));
    return added;
}

static size_t revoke_operand(Revoking *r, Str word)
{
    uint64_t serial;
    const Record *badge = r->event ? find_badge(r->event, word) : NULL;
    size_t added;
    if (!badge && serial_parse(word, &serial)) {
        added = revocation_add(r->cli->arena, &r->list, serial);
    } else {
        if (!badge && r->event) {
            diag_report(r->cli->diag, DIAG_BADGE_UNKNOWN, (Span){0}, word);
            hint_near_badge(r, word);
        }
        added = revoke_badge(r, word);
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
    if (added && !diag_errors(cli->diag)) write_list(&r);
    return end(&r);
}

/* The old code goes onto the list first: if the machine stops in between, the badge is revoked and
 * can be reissued again. */
static bool reissue_badge(Revoking *r, Str id)
{
    char today[UTC_CHARS + 1];
    uint32_t issue = issues_number(&r->issues, id) + 1;
    if (!find_badge(r->event, id)) {
        diag_report(r->cli->diag, DIAG_BADGE_NOT_THERE, (Span){0}, id);
        hint_near_badge(r, id);
        return false;
    }
    if (revoke_badge(r, id) && !write_list(r)) return false;
    utc_write(r->now + event_offset_s(r->event), today);
    if (!issues_add(r->cli, &r->issues, id, issue, (Str){today, 10})) return false;
    if (!r->cli->options.quiet)
        printf("%.*s: issue %u; print it with etalase build --key\n", STR_ARG(id), issue);
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
