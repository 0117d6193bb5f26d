/* badges - badge codes as the commands see them: the key in use, the register of issues, revocation
 * lists as files, and the signing of an event's badges. */
#ifndef ETALASE_CLI_BADGES_H
#define ETALASE_CLI_BADGES_H

#include "base/map.h"
#include "cli/cli.h"
#include "code/key_file.h"
#include "code/revocation.h"

/* Before a secret is in memory. */
void forbid_core_dumps(void);
/* The key of --key, opened with core dumps off; NULL after a report. Close with key_file_close. */
SecretKey *open_secret_key(Cli *cli);

/* Number of the event in badge codes, from its id. */
uint32_t event_number(const Event *event);
/* Local time less UTC, from the event's time zone. */
int32_t event_offset_s(const Event *event);
/* Bit n - 1 for a date that is day n of the event, 1 to 16; 0 for others. */
uint16_t event_day_bit(const Event *event, Date date);
/* The record in `badges` whose id or badge id it is; NULL if none. */
const Record *find_badge(const Event *event, Str id);

/* What is known of a badge's code. */
typedef struct BadgeCode {
    uint32_t issue;
    uint64_t serial; /* 0: not signed */
    bool revoked;
} BadgeCode;

typedef struct BadgeCodes {
    Map by_id;       /* badge id to BadgeCode */
    Revocation list; /* as it was read; without a key there is none */
} BadgeCodes;

typedef enum RevokedBadges { REVOKED_ARE_ERRORS, REVOKED_GET_NO_CODE } RevokedBadges;

/* Gives every badge of the event its signed code, or with `key` NULL counts its issues only. What
 * is revoked and not reissued is an error, or has an empty code. `key` may be closed afterwards. */
void sign_badges(Cli *cli, const Event *event, const SecretKey *key, RevokedBadges revoked,
                 BadgeCodes *codes);

/* The id that a person's code is made from: of the spare badge, if the person was given one. */
Str badge_id(const Record *person);

/* Reports serials that are there twice; sorts them. */
void check_serials(Cli *cli, uint64_t *serials, size_t n);

/* The register of replaced badges, `issues.txt` beside the event: lines `id issue date`, to which
 * lines are only added. A badge that is not in it is issue 1. The highest line counts, so that two
 * copies of the file can simply be joined. */
typedef struct Issues {
    Str path, bytes; /* as it stands on disk */
    Map numbers;     /* badge id to uint32_t */
} Issues;

/* False after a report; an absent file is an empty register. */
bool issues_read(Cli *cli, Str event_folder, Issues *out);
uint32_t issues_number(const Issues *issues, Str badge_id);
/* Writes the file with one more line; `today` is a date as in the file. */
bool issues_add(Cli *cli, const Issues *issues, Str badge_id, uint32_t issue, Str today);

/* The list file of --revoked or --list, else `revoked.txt` beside the event. */
Str list_path(Cli *cli, Str event_folder);
typedef enum ListPresence { LIST_WRONG, LIST_ABSENT, LIST_READ } ListPresence;
/* LIST_WRONG after a report. */
ListPresence list_read(Cli *cli, Str path, const PublicKey *keys, size_t n_keys, Revocation *out);

#endif
