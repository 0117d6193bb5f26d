#include "code/gate.h"

void admissions_init(Admissions *admissions, Arena *arena)
{
    *admissions = (Admissions){.arena = arena};
}

/* Serials are hashes already. */
static Admission *slot_of(const Admissions *admissions, uint64_t serial)
{
    size_t at = serial & (admissions->cap - 1);
    while (admissions->slots[at].gate.ptr && admissions->slots[at].serial != serial)
        at = (at + 1) & (admissions->cap - 1);
    return &admissions->slots[at];
}

static void grow(Admissions *admissions)
{
    Admissions old = *admissions;
    admissions->cap = old.cap ? old.cap * 2 : 256;
    admissions->slots = ARENA_ARRAY(admissions->arena, Admission, admissions->cap);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].gate.ptr) *slot_of(admissions, old.slots[i].serial) = old.slots[i];
}

void admissions_add(Admissions *admissions, const Admission *admission)
{
    if (admissions->len * 2 >= admissions->cap) grow(admissions);
    Admission *slot = slot_of(admissions, admission->serial);
    bool used = slot->gate.ptr != NULL;
    if (used && slot->time > admission->time) return;
    admissions->len += !used;
    *slot = *admission;
    if (!slot->gate.ptr) slot->gate = STR("");
}

const Admission *admissions_find(const Admissions *admissions, uint64_t serial)
{
    if (!admissions->cap) return NULL;
    const Admission *slot = slot_of(admissions, serial);
    return slot->gate.ptr ? slot : NULL;
}

/* The day that a moment belongs to at the gate, rounded down before 1970, too. */
static int64_t day_of(int64_t time, int32_t offset_s)
{
    int64_t local = time + offset_s - GATE_DAY_STARTS_S;
    return local / 86400 - (local % 86400 < 0);
}

static GateVerdict check_genuine(const GateRules *rules, const Admissions *admissions,
                                 const TokenPayload *payload, int64_t now, Admission *used)
{
    if (rules->one_event && payload->event != rules->event) return GATE_EVENT;
    if (now > payload->not_after) return GATE_EXPIRED;
    /* A badge without days is good for all days until it expires. */
    if (rules->one_day && payload->days && !(payload->days & rules->days)) return GATE_DAY;
    if (rules->zones && !(payload->zones & rules->zones)) return GATE_ZONE;
    for (size_t i = 0; i < rules->n_lists; i++)
        if (revocation_has(&rules->lists[i], payload->serial)) return GATE_REVOKED;
    const Admission *admission = admissions_find(admissions, payload->serial);
    if (!admission || day_of(admission->time, rules->offset_s) != day_of(now, rules->offset_s))
        return GATE_ADMIT;
    *used = *admission;
    return GATE_USED;
}

GateAnswer gate_decide(const GateRules *rules, const Admissions *admissions, Str scan, int64_t now)
{
    static const GateVerdict verdicts[] = {
        [TOKEN_GOOD] = GATE_ADMIT,
        [TOKEN_BAD_LENGTH] = GATE_LENGTH,
        [TOKEN_BAD_ALPHABET] = GATE_ALPHABET,
        [TOKEN_BAD_PREFIX] = GATE_PREFIX,
        [TOKEN_BAD_VERSION] = GATE_VERSION,
        [TOKEN_UNKNOWN_KEY] = GATE_KEY,
        [TOKEN_BAD_SIGNATURE] = GATE_SIGNATURE,
    };
    GateAnswer answer = {0};
    TokenPayload payload;
    TokenFault fault = token_verify(scan, rules->keys, rules->n_keys, &payload);
    answer.verdict = verdicts[fault];
    if (fault != TOKEN_GOOD) return answer;
    answer.genuine = true;
    answer.payload = payload;
    answer.verdict = check_genuine(rules, admissions, &payload, now, &answer.used);
    return answer;
}

Str gate_verdict_name(GateVerdict verdict)
{
    static const char *const names[] = {"admitted", "length",    "alphabet", "prefix",  "version",
                                        "key",      "signature", "event",    "expired", "day",
                                        "zone",     "revoked",   "used"};
    return str_from(names[verdict]);
}
