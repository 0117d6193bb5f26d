/* gate - whether a badge is admitted: the decision alone, without clock, files or talk.
 *
 * Checks in order: form of the code, key, signature, event, expiry, day, zone, revoked, already
 * used. The first that fails is the reason. Nothing but version and key id is looked at before the
 * signature holds.
 */
#ifndef ETALASE_CODE_GATE_H
#define ETALASE_CODE_GATE_H

#include "code/revocation.h"

typedef enum GateVerdict {
    GATE_ADMIT,
    GATE_LENGTH,
    GATE_ALPHABET,
    GATE_PREFIX,
    GATE_VERSION,
    GATE_KEY,
    GATE_SIGNATURE,
    GATE_EVENT,
    GATE_EXPIRED,
    GATE_DAY,
    GATE_ZONE,
    GATE_REVOKED,
    GATE_USED,
} GateVerdict;

/* One admission, as the log has it. */
typedef struct Admission {
    uint64_t serial;
    int64_t time; /* UTC seconds */
    Str gate;     /* borrowed */
} Admission;

/* The latest admission of each badge. */
typedef struct Admissions {
    Arena *arena;
    Admission *slots; /* open addressing; gate.ptr NULL: free */
    size_t len, cap;
} Admissions;

void admissions_init(Admissions *admissions, Arena *arena);
void admissions_add(Admissions *admissions, const Admission *admission);
/* NULL if never admitted; valid until the next add. */
const Admission *admissions_find(const Admissions *admissions, uint64_t serial);

typedef struct GateRules {
    const PublicKey *keys;
    size_t n_keys;
    bool one_event;
    uint32_t event; /* token_event; if one_event */
    bool one_day;
    uint16_t days;  /* bit n - 1: it is day n; if one_day */
    uint16_t zones; /* bits of which the badge needs one; 0: zones are not checked */
    const Revocation *lists;
    size_t n_lists;
    int32_t offset_s; /* local time less UTC; a badge admits once a day, which starts at 06:00 */
} GateRules;

typedef struct GateAnswer {
    GateVerdict verdict;
    TokenPayload payload; /* all zero unless `genuine` */
    bool genuine;         /* the signature holds */
    Admission used;       /* GATE_USED: when and where */
} GateAnswer;

/* The hour at which a day's badges end and the next day's start to count anew. */
enum { GATE_DAY_STARTS_S = 6 * 3600 };

GateAnswer gate_decide(const GateRules *rules, const Admissions *admissions, Str scan, int64_t now);
/* One word: "expired". */
Str gate_verdict_name(GateVerdict verdict);

#endif
