/* command_build - build and check: opens the event, its codes and its waves, has the documents made
 * and says what came of it. A document is written only if nothing in it is wrong; the others are
 * made all the same. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/out.h"
#include "cli/build.h"

static Str size_shown(Arena *arena, uint64_t bytes)
{
    if (bytes < 1000 * 1000)
        return str_format(arena, "%llu kB", (unsigned long long)(bytes + 999) / 1000);
    return str_format(arena, "%llu.%llu MB", (unsigned long long)bytes / 1000000,
                      (unsigned long long)bytes / 100000 % 10);
}

static void print_summary(Build *b, const struct timespec *start)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    uint64_t pages = 0, made = 0;
    for (size_t i = 0; i < b->jobs.len; i++) {
        const Job *job = &b->jobs.items[i];
        Str words = wave_words(job->wave);
        if (job->nothing && words.len)
            printf("%-44.*s %.*s\n", STR_ARG(job->id), STR_ARG(words));
        else if (!job->made && !job->nothing)
            fprintf(stderr, "etalase: %.*s was not %s\n", STR_ARG(job->file),
                    job->stats.pages ? "recorded" : "written");
        if (!job->made) continue;
        made++, pages += job->stats.pages;
        printf("%-44.*s %5llu page%s  %s\n", STR_ARG(job->file),
               (unsigned long long)job->stats.pages, job->stats.pages == 1 ? " " : "s",
               size_shown(b->cli->arena, job->stats.bytes).ptr);
        if (words.len) printf("  %.*s\n", STR_ARG(words));
    }
    int64_t ms =
        (int64_t)(end.tv_sec - start->tv_sec) * 1000 + (end.tv_nsec - start->tv_nsec) / 1000000;
    printf("%llu document%s, %llu page%s, %lld.%02lld s\n", (unsigned long long)made,
           made == 1 ? "" : "s", (unsigned long long)pages, pages == 1 ? "" : "s",
           (long long)ms / 1000, (long long)ms % 1000 / 10);
}

/* Signed codes if there is a key; else the build says that there are none. */
static void make_codes(Build *b)
{
    Cli *cli = b->cli;
    bool badges = false;
    for (size_t i = 0; i < b->jobs.len; i++) badges |= b->jobs.items[i].prints_tokens;
    if (diag_errors(cli->diag)) return;
    if (cli->options.badge.n_keys) {
        SecretKey *key = open_secret_key(cli);
        RevokedBadges revoked = waves_wanted(cli) ? REVOKED_GET_NO_CODE : REVOKED_ARE_ERRORS;
        if (key) sign_badges(cli, b->event, key, revoked, &b->codes);
        key_file_close(key);
        return;
    }
    if (waves_wanted(cli)) sign_badges(cli, b->event, NULL, REVOKED_GET_NO_CODE, &b->codes);
    if (badges) diag_report(cli->diag, DIAG_BADGES_PLAIN);
}

/* False after a report. */
static bool open_waves(Build *b)
{
    Cli *cli = b->cli;
    if (!waves_wanted(cli) || cli->options.dump.len) return true;
    b->waves = waves_open(cli, b->event, &b->codes);
    if (!b->waves) return false;
    Str *ids = ARENA_ARRAY(cli->arena, Str, b->jobs.len);
    size_t n = 0; /* what is printed again are badges, unless it is said */
    for (size_t i = 0; i < b->jobs.len; i++)
        if (b->jobs.items[i].prints_tokens || cli->options.only.len) ids[n++] = b->jobs.items[i].id;
    return waves_record_spares(b->waves) && waves_select(b->waves, ids, n);
}

static bool open_event(Build *b)
{
    Cli *cli = b->cli;
    b->event = open_event_file(cli, cli->options.event_path);
    if (!b->event) return false;
    b->fonts = open_fonts(cli, b->event->folder);
    if (str_eq(cli->options.report, STR("fit"))) b->fits = fit_report_new(cli->arena);
    build_find_jobs(b);
    make_codes(b);
    return true;
}

static void close_event(Build *b)
{
    if (b->fonts) fonts_close(b->fonts);
}

int command_build(Cli *cli)
{
    Build b = {.cli = cli, .writes = true};
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (cli->options.dump.len && !str_eq(cli->options.dump, STR("draw")) &&
        !str_eq(cli->options.dump, STR("boxes")))
        return command_dump(cli);
    bool ready = open_event(&b) && !diag_errors(cli->diag);
    int error =
        ready && !cli->options.dump.len ? out_make_folder(cli->arena, cli->options.out_folder) : 0;
    if (error) {
        diag_report(cli->diag, DIAG_FILE_WRITE, (Span){0}, cli->options.out_folder,
                    str_from(strerror(error)));
        ready = false;
    }
    ready = ready && open_waves(&b);
    if (ready) build_run_jobs(&b);
    if (b.waves) waves_close(b.waves);
    print_diagnostics(cli);
    if (b.fits) fit_report_print(b.fits);
    if (b.waves && str_eq(cli->options.report, STR("changes"))) waves_report(b.waves);
    if (ready && !cli->options.dump.len && !cli->options.quiet)
        print_summary(&b, &start);
    else if (!ready)
        fputs("etalase: nothing was written\n", stderr);
    close_event(&b);
    return exit_status(cli);
}

int command_check(Cli *cli)
{
    Build b = {.cli = cli};
    if (cli->options.data_only)
        open_event_file(cli, cli->options.event_path);
    else if (open_event(&b))
        build_run_jobs(&b);
    print_diagnostics(cli);
    if (b.fits) fit_report_print(b.fits);
    close_event(&b);
    return exit_status(cli);
}
