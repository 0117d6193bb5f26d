/* wave - what the files of waves share. Internal to them. */
#ifndef ETALASE_CLI_WAVE_H
#define ETALASE_CLI_WAVE_H

#include "base/vec.h"
#include "cli/waves.h"
#include "press/ledger_file.h"

/* Why a record's pages are printed, or not. */
typedef enum WaveReason {
    WAVE_NEW,
    WAVE_CHANGED,  /* what they say */
    WAVE_LOOKS,    /* only how they look */
    WAVE_REPLACED, /* a lost badge has a new issue */
    WAVE_SPOILED,
    WAVE_AGAIN, /* as before, because the command line says so */
    WAVE_N_PRINTED,
    WAVE_REVOKED = WAVE_N_PRINTED,
    WAVE_HELD, /* a spare badge that was handed out */
    WAVE_AS_PRINTED,
    WAVE_GONE, /* printed, but not in the event any more */
    WAVE_N_REASONS
} WaveReason;

typedef struct WaveEntry {
    Str record;
    WaveReason reason;
    PageHash hash; /* of what its pages show */
    uint32_t sheet, label;
    const BadgeCode *code; /* NULL: no badge */
    const Fact *before;    /* its last print; may be NULL */
} WaveEntry;

struct Waves {
    Cli *cli;
    const Event *event;
    const BadgeCodes *codes;
    LedgerFile file;
    LedgerState state;
    Str name;     /* of the wave */
    Map people;   /* badge id to Record */
    Map selected; /* of reprint: ids */
    int64_t now;
    VEC(Wave *) waves;
};

struct Wave {
    Waves *waves;
    Str document, file;
    bool badges;   /* a document that prints their codes */
    bool hashes;   /* pages are looked at while they are printed */
    bool decided;  /* reasons are known */
    bool filtered; /* not all records of the event are asked about */
    bool owned;    /* pages belong to records; else the document is one whole */
    PageHasher hasher;
    Map entries; /* record to WaveEntry */
    VEC(WaveEntry *) list;
    PageSink sink;
    uint32_t pages;
    bool single;         /* the sink takes single pages */
    ImposeOptions press; /* whose `placed` is told, too */
};

/* Notes what was printed but is not in the event any more. */
void wave_find_gone(Wave *wave);

/* The record that stands for a document which is one whole. */
#define WAVE_WHOLE STR("*")

#endif
