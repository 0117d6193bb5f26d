/* ledger - what was printed when: a text file to which lines are only added.
 *
 *   etalase-ledger 1<TAB>ice-2025
 *   # time  fact  wave  document  badge  issue  serial  content  place  person  check
 *   2026-11-22T05:10:58Z  print  wave-1  badge  siti-yati  1  b62f…  5f3a….90cc…  3/2  -  8a3f21c0
 *
 * One fact a line, its words apart by TABs, `-` where there is none:
 *   print, reprint  a record's pages in a document: their content (hashes of words and look), the
 *                   sheet and the label where they begin
 *   spoil           the print in that wave is no longer good: the sheet was spoiled or lost
 *   assign          the spare badge belongs to a person from now on
 *   revoke          gates refuse that issue of the badge
 * `check` is the start of a hash over the line before it, so that a line that a crash cut off, or a
 * hand changed, is told from a fact. Lines that begin with # and lines whose last word is `torn` do
 * not count. Facts mean the same in any order of lines: of two prints the later issue counts, then
 * the later time. So two copies of a file may be joined line by line.
 */
#ifndef ETALASE_PRESS_LEDGER_H
#define ETALASE_PRESS_LEDGER_H

#include "base/diag.h"
#include "base/map.h"

enum { LEDGER_MAX_BYTES = 256 * 1024 * 1024, WAVE_MAX_CHARS = 40 };

typedef enum FactKind {
    FACT_PRINT,
    FACT_REPRINT,
    FACT_SPOIL,
    FACT_ASSIGN,
    FACT_REVOKE,
    FACT_N_KINDS
} FactKind;

typedef struct Fact {
    FactKind kind;
    int64_t time;          /* UTC seconds since 1970 */
    Str wave;              /* empty: none, as all texts here */
    Str document;          /* its id */
    Str record;            /* badge id, or id of another record */
    uint32_t issue;        /* from 1; 0: none */
    uint64_t serial;       /* of the signed code; 0: not signed */
    uint64_t words, look;  /* see draw_hash.h; 0: none */
    uint32_t sheet, label; /* from 1; 0: none */
    Str person;            /* who has the spare badge */
    Span at;               /* its line, where it was read */
} Fact;

typedef struct Ledger {
    Str event; /* id */
    const Fact *facts;
    size_t n_facts;
    int64_t latest; /* time of the latest of them; 0: there are none */
    bool headed;    /* the file has its first line */
    bool torn;      /* the last line was cut off and is not among the facts */
} Ledger;

/* Reads what a file holds. Reports lines that are damaged, and a file that is no ledger or that of
 * another event (`event` empty: any); false if it reported any. A torn last line is not an error.
 */
bool ledger_read(Arena *arena, const Source *source, Str event, Ledger *out, Diag *diag);
/* The first lines of a new file. */
void ledger_write_head(Str event, StrBuf *out);
/* One line. */
void ledger_write_fact(const Fact *fact, StrBuf *out);
/* What a torn line gets behind it. */
extern const Str ledger_torn_end;

/* Whether a text may name a wave: letters, digits, - _ and dots inside, at most WAVE_MAX_CHARS. */
bool wave_is_valid(Str name);

bool fact_is_print(const Fact *fact); /* print or reprint */
/* Whether the record has been printed in any document. */
bool ledger_has_record(const Ledger *ledger, Str record);

/* What is known of one record in one document. */
typedef struct PrintState {
    const Fact *last;  /* print or reprint that counts */
    const Fact *spoil; /* of that print; NULL: it is good */
} PrintState;

/* What the facts come to. */
typedef struct LedgerState {
    Arena *arena;
    const Ledger *ledger;
    Map prints;  /* `document TAB record` to PrintState */
    Map revokes; /* record to Fact: the one with the highest issue */
    Map assigns; /* record to Fact: the first one */
} LedgerState;

void ledger_fold(LedgerState *state, Arena *arena, const Ledger *ledger);
const PrintState *ledger_print(const LedgerState *state, Str document, Str record); /* or NULL */
/* Whether the issue of the badge is revoked. */
bool ledger_revoked(const LedgerState *state, Str record, uint32_t issue);
/* Who has the spare badge; NULL if nobody. */
const Fact *ledger_assigned(const LedgerState *state, Str record);
/* The first fact of a wave of a document (empty: of any); NULL if there is none. */
const Fact *ledger_wave(const Ledger *ledger, Str document, Str wave);
/* The first unused name of `prefix`-1, `prefix`-2 ... */
Str ledger_next_wave(Arena *arena, const Ledger *ledger, const char *prefix);

/* Says what in one ledger cannot be: a spare badge given to two people, one serial on two badges.
 */
void ledger_check(Arena *arena, const Ledger *ledger, Diag *diag);
/* The facts of both, each once, by time; says where the two contradict each other. */
Ledger ledger_merge(Arena *arena, const Ledger *a, const Ledger *b, Diag *diag);

#endif
