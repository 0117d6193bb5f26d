/* build - what build and check work on: the documents of an event and what each is made with.
 * Internal to the two commands. */
#ifndef ETALASE_CLI_BUILD_H
#define ETALASE_CLI_BUILD_H

#include "base/vec.h"
#include "cli/badges.h"
#include "cli/press.h"
#include "cli/waves.h"
#include "image/judged.h"
#include "pdf/pdf.h"

typedef struct Job {
    const Record *document; /* NULL: made without a `documents:` entry */
    Layout *layout;         /* NULL: not read yet */
    Str layout_path;
    Span layout_at;
    uint64_t layout_bytes;
    Str id, file, lang;
    const Node *options;
    const Expr *only;
    const SortKey *sort;
    size_t n_sort;
    ImposeOptions press; /* stock NULL: one page a sheet */
    PdfStats stats;
    bool prints_tokens, prints_sheets; /* of badges */
    Wave *wave;                        /* NULL: an ordinary print */
    bool made, nothing;                /* nothing: the wave holds nothing of it */
} Job;

/* What one document is made with. Pictures and shaped words are its own: their numbers, and what is
 * said of them, are the same whatever else is made. */
typedef struct JobParts {
    Arena arena;
    Images *images;
    struct WordCache *words;
    FitReport *fits; /* NULL: not asked for */
} JobParts;

typedef struct Build {
    Cli *cli;
    const Event *event;
    Fonts *fonts;
    VEC(Job) jobs;
    const size_t *to_do; /* jobs that are tasks now */
    FitReport *fits;     /* NULL: not asked for */
    BadgeCodes codes;
    Waves *waves;   /* NULL: not asked for */
    Judged *judged; /* what all processes know of pictures; NULL: each knows its own */
    bool writes;    /* false for check */
} Build;

/* ---- which documents (build_jobs.c) */
/* Fills `jobs` with what the event file and --only ask for. What cannot be made is reported. */
void build_find_jobs(Build *b);
/* Adds the document if it is wanted. */
void build_add_document(Build *b, const Record *document);
/* NULL: it could not be read, which was reported. */
void job_set_layout(Job *job, Layout *layout);
/* A text of the document's entry; empty if it has none, or there is no entry. */
Str document_text(const Record *document, const char *field);

/* ---- making them (build_run.c) */
/* Makes all documents; badges first where another document tells on which sheets they lie. */
void build_run_jobs(Build *b);

/* ---- look_ahead.c */
/* See Tasks.idle; the context is the Build. */
void look_ahead(void *context, bool (*others_work)(const void *crew), const void *crew);

#endif
