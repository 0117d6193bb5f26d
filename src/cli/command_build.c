/* command_build - build and check: the documents of an event, several at a time. A document is
 * written only if nothing in it is wrong; the others are made all the same. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/map.h"
#include "base/out.h"
#include "base/vec.h"
#include "cli/badges.h"
#include "cli/press.h"
#include "cli/tasks.h"
#include "cli/waves.h"
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
    Waves *waves; /* NULL: not asked for */
    bool writes;  /* false for check */
} Build;

/* Whether the layout prints or asks for that field of people. */
static bool asks_for(const Layout *layout, Arena *arena, Str field)
{
    size_t n;
    const LayoutField *fields = layout_fields(layout, arena, &n);
    for (size_t i = 0; i < n; i++)
        if (str_eq(fields[i].record, STR("person")) && str_eq(fields[i].field, field)) return true;
    return false;
}

static Str text_of(const Record *record, const char *field)
{
    if (!record) return STR("");
    const Value *value = record_value(record, str_from(field));
    return value->kind == VALUE_TEXT ? value->text : STR("");
}

static Span span_of(const Record *record, const char *field)
{
    return record ? value_span(record_value(record, str_from(field))) : (Span){0};
}

Str event_language(const Event *event)
{
    const Value *root = record_value(event->root, STR("event"));
    Str lang = root->kind == VALUE_RECORD ? text_of(root->record, "language") : STR("");
    return lang.len ? lang : STR("id");
}

/* Takes the first word of a comma separated list off it; false at its end. */
static bool take_name(Str *list, Str *name)
{
    if (!list->len) return false;
    ptrdiff_t comma = str_find(*list, STR(","));
    size_t end = comma < 0 ? list->len : (size_t)comma;
    *name = str_trim(str_slice(*list, 0, end));
    *list = str_slice(*list, end + 1, list->len);
    return true;
}

/* Whether --only names the document, by id or layout, or is not given. */
static bool is_wanted(Str only, Str id, Str layout)
{
    bool wanted = !only.len;
    for (Str name; !wanted && take_name(&only, &name);)
        wanted = name.len && (str_eq(name, id) || str_eq(name, layout));
    return wanted;
}

static Str file_name(Build *b, Str output, Str id)
{
    Str name = output.len ? output : id;
    bool suffixed = str_ends(name, STR(".pdf"));
    return str_format(b->cli->arena, "%.*s/%.*s%s", STR_ARG(b->cli->options.out_folder),
                      STR_ARG(name), suffixed ? "" : ".pdf");
}

static const Expr *filter_of(Build *b, const Record *document)
{
    Str text = b->cli->options.filter;
    Span at = {0};
    if (!text.len && document) text = text_of(document, "for"), at = span_of(document, "for");
    if (!text.len) return NULL;
    if (!at.source)
        at = (Span){source_from_bytes(b->cli->arena, STR("--for"), text), 0, (uint32_t)text.len};
    return expr_parse(b->cli->arena, text, at, NULL, event_type(), b->cli->diag);
}

static bool add_sort_key(Build *b, SortKey *key, Str text, Span at)
{
    static const Str descending = {" desc", 5};
    key->descending = str_ends(text, descending);
    Str by = str_slice(text, 0, text.len - (key->descending ? descending.len : 0));
    key->by = expr_parse(b->cli->arena, by, at, NULL, event_type(), b->cli->diag);
    return key->by != NULL;
}

/* What `--sort` says, else the document. */
static void read_sort(Build *b, const Record *document, Job *job)
{
    const CliOptions *options = &b->cli->options;
    const Value *sort = document ? record_value(document, STR("sort")) : NULL;
    bool given = options->n_sort > 0;
    size_t n = given ? options->n_sort : sort && sort->kind == VALUE_LIST ? sort->list.n : 0;
    SortKey *keys = ARENA_ARRAY(b->cli->arena, SortKey, n);
    for (size_t i = 0; i < n; i++) {
        Str text = given ? options->sort[i] : sort->list.items[i].text;
        Span at = given ? (Span){source_from_bytes(b->cli->arena, STR("--sort"), text), 0,
                                 (uint32_t)text.len}
                        : value_span(&sort->list.items[i]);
        if (add_sort_key(b, &keys[job->n_sort], text, at)) job->n_sort++;
    }
    job->sort = keys;
}

static uint64_t file_bytes(Arena *arena, Str path)
{
    struct stat st;
    return stat(str_z(arena, path), &st) == 0 ? (uint64_t)st.st_size : 0;
}

static void set_layout(Build *b, Job *job, Layout *layout)
{
    job->layout = layout;
    if (!layout) return;
    job->prints_tokens = asks_for(layout, b->cli->arena, STR("token"));
    job->prints_sheets = asks_for(layout, b->cli->arena, STR("sheet"));
    job->press.marked = layout_has_backs(layout);
}

static void add_job(Build *b, const Record *document, Layout *layout, Str path, Str id)
{
    Str lang = text_of(document, "language");
    const Value *options = document ? record_value(document, STR("options")) : NULL;
    Job job = {.document = document,
               .layout_path = path,
               .layout_at = span_of(document, "layout"),
               .layout_bytes = file_bytes(b->cli->arena, path),
               .id = id,
               .lang = lang.len ? lang : event_language(b->event)};
    job.file = file_name(b, text_of(document, "output"), id);
    job.options = options ? options->node : NULL;
    job.only = filter_of(b, document);
    read_sort(b, document, &job);
    read_press_options(b->cli, b->event->folder, document, &job.press);
    if (layout) set_layout(b, &job, layout);
    VEC_PUSH(b->cli->arena, &b->jobs, job);
}

/* Whether any document is printed on labels or cards. */
static bool uses_stock(const Build *b)
{
    const Value *documents = record_value(b->event->root, STR("documents"));
    bool any = b->cli->options.press.stock.len;
    for (size_t i = 0; documents->kind == VALUE_LIST && i < documents->list.n; i++)
        any |= text_of(documents->list.items[i].record, "stock").len > 0;
    return any;
}

static void add_document(Build *b, const Record *document)
{
    Str name = text_of(document, "layout"), id = text_of(document, "id");
    const Value *prints = record_value(document, STR("print"));
    if (!id.len) id = name;
    bool off = prints->kind == VALUE_BOOL && !prints->boolean && !b->cli->options.only.len;
    if (!name.len || off || !is_wanted(b->cli->options.only, id, name)) return;
    Str path = find_layout(b->cli, b->event->folder, name);
    if (!path.len) {
        diag_report(b->cli->diag, DIAG_CLI_NO_LAYOUT, span_of(document, "layout"), name);
        return;
    }
    /* A build stops before its first document if any layout is wrong, and what lies on which sheet
     * must be known before documents begin; otherwise each layout is read with its document. */
    bool early = b->writes || uses_stock(b);
    Layout *layout = early ? open_layout(b->cli, path, span_of(document, "layout")) : NULL;
    if (layout || !early) add_job(b, document, layout, path, id);
}

/* Whether the event has the list that the layout lives from. */
static bool has_needs(Build *b, const Layout *layout)
{
    return layout_needs(layout).len &&
           value_is_true(record_value(b->event->root, layout_needs(layout)));
}

/* Without `documents:`, every shipped layout whose list the event has, or the event's own of that
 * name. */
static void add_possible(Build *b)
{
    size_t n;
    const Str *paths = find_layouts(b->cli, STR(""), &n);
    for (size_t i = 0; i < n; i++) {
        Str name = file_stem(paths[i]);
        Str own = find_layout(b->cli, b->event->folder, name);
        Str path = own.len ? own : paths[i];
        Layout *layout = open_layout(b->cli, path, (Span){0});
        if (layout && has_needs(b, layout)) add_job(b, NULL, layout, path, name);
    }
}

/* A layout that --only names and that is no document of the event. */
static void add_named(Build *b, Str name)
{
    Str path = find_layout(b->cli, b->event->folder, name);
    Span here = {b->event->source, 0, 1};
    if (!path.len) {
        diag_report(b->cli->diag, DIAG_CLI_NO_LAYOUT, here, name);
        return;
    }
    Layout *layout = open_layout(b->cli, path, (Span){0});
    if (!layout) return;
    if (has_needs(b, layout))
        add_job(b, NULL, layout, path, name);
    else
        diag_report(b->cli->diag, DIAG_CLI_NOTHING, here, name);
}

static bool is_document(const Value *documents, Str name)
{
    for (size_t i = 0; i < documents->list.n; i++) {
        const Record *document = documents->list.items[i].record;
        if (str_eq(name, text_of(document, "id")) || str_eq(name, text_of(document, "layout")))
            return true;
    }
    return false;
}

static void add_jobs(Build *b)
{
    const Value *documents = record_value(b->event->root, STR("documents"));
    Str only = b->cli->options.only;
    for (size_t i = 0; i < documents->list.n; i++) add_document(b, documents->list.items[i].record);
    if (!documents->list.n && !only.len) add_possible(b);
    for (Str name; take_name(&only, &name);)
        if (name.len && !is_document(documents, name)) add_named(b, name);
    if (!b->jobs.len && !diag_errors(b->cli->diag))
        diag_report(b->cli->diag, DIAG_CLI_NOTHING, (Span){b->event->source, 0, 1},
                    STR("this event"));
}

static bool discard_page(void *context, const DrawPage *page)
{
    (void)context, (void)page;
    return true;
}

static bool dump_page(void *context, const DrawPage *page)
{
    (void)context;
    StrBuf out;
    strbuf_init(&out, page->arena);
    draw_dump(page, &out);
    Str text = strbuf_str(&out);
    return fwrite(text.ptr, 1, text.len, stdout) == text.len;
}

static void show_progress(void *context, uint64_t pages)
{
    progress_show(((Job *)context)->id, pages);
}

/* Midnight of the event's first day, so that the same input gives the same bytes. */
static Str creation_date(Build *b)
{
    const Value *root = record_value(b->event->root, STR("event"));
    const Value *starts =
        root->kind == VALUE_RECORD ? record_value(root->record, STR("starts")) : NULL;
    if (!starts || starts->kind != VALUE_DATE) return STR("");
    return str_format(b->cli->arena, "D:%04d%02d%02d000000Z", starts->date.year, starts->date.month,
                      starts->date.day);
}

static Str document_title(Build *b, const Job *job)
{
    Value title = layout_title(job->layout);
    if (job->document) {
        const Value *own = record_value(job->document, STR("title"));
        if (own->kind == VALUE_TEXT) title = *own;
    }
    const Value *root = record_value(b->event->root, STR("event"));
    Str event_name = root->kind == VALUE_RECORD
                         ? value_text_in(record_value(root->record, STR("name")), job->lang, NULL)
                         : STR("");
    return str_format(b->cli->arena, "%.*s – %.*s", STR_ARG(value_text_in(&title, job->lang, NULL)),
                      STR_ARG(event_name));
}

/* The document's pages, on sheets where it has a stock. */
static bool run_pages(Build *b, const Job *job, const LayoutRun *run, PageSink sink)
{
    ImposeOptions press = job->press;
    if (!press.stock)
        return layout_run(job->layout, run, job->wave ? wave_sink(job->wave, sink, true) : sink);
    if (job->wave) wave_watch(job->wave, &press);
    Impose *impose = impose_open(b->cli->arena, &press, sink, b->cli->diag);
    if (!impose) return false;
    PageSink labels = {impose, impose_page};
    if (job->wave) labels = wave_sink(job->wave, labels, false);
    if (layout_run(job->layout, run, labels)) return impose_close(impose);
    impose_abandon(impose);
    return false;
}

static LayoutRun make_run(Build *b, Job *job, const JobParts *parts)
{
    return (LayoutRun){.event = b->event,
                       .options = job->options,
                       .lang = job->lang,
                       .print = print_target(&job->press),
                       .sort = job->sort,
                       .n_sort = job->n_sort,
                       .fonts = b->fonts,
                       .images = parts->images,
                       .words = parts->words,
                       .diag = b->cli->diag,
                       .only = job->only,
                       .progress = show_progress,
                       .progress_context = job};
}

static void print_job(Build *b, Job *job, const LayoutRun *run)
{
    PdfOptions options = {.title = document_title(b, job),
                          .subject = STR(""),
                          .lang = job->lang,
                          .created = creation_date(b),
                          .no_print_scaling = true};
    Pdf *pdf = pdf_open(job->file, &options, b->cli->diag);
    if (!pdf) return;
    if (!run_pages(b, job, run, (PageSink){pdf, pdf_sink}))
        pdf_abandon(pdf);
    else if (pdf_close(pdf, &job->stats))
        job->made = !job->wave || wave_record(job->wave);
}

/* Without a file: for check and --dump. */
static void try_job(Build *b, Job *job, LayoutRun *run)
{
    Str dump = b->cli->options.dump;
    StrBuf boxes;
    strbuf_init(&boxes, b->cli->arena);
    bool draw = str_eq(dump, STR("draw"));
    run->boxes = str_eq(dump, STR("boxes")) ? &boxes : NULL;
    job->made = run_pages(b, job, run, (PageSink){NULL, draw ? dump_page : discard_page});
    if (run->boxes) fwrite(boxes.ptr ? boxes.ptr : "", 1, boxes.len, stdout);
}

static void print_wave(Build *b, Job *job, LayoutRun *run)
{
    WaveDocument document = {job->id, job->file, job->layout, run, job->prints_tokens};
    WavePlan plan = wave_plan(b->waves, &document, &job->wave);
    job->file = wave_file(job->wave);
    job->nothing = plan == WAVE_NOTHING;
    if (plan == WAVE_PRINTS) print_job(b, job, run);
}

static void run_job(Build *b, Job *job, const JobParts *parts)
{
    LayoutRun run = make_run(b, job, parts);
    if (parts->fits) {
        fit_report_begin(parts->fits, job->id);
        run.fitted = fit_report_take, run.fitted_context = parts->fits;
    }
    if (!b->writes || b->cli->options.dump.len)
        try_job(b, job, &run);
    else if (b->waves)
        print_wave(b, job, &run);
    else
        print_job(b, job, &run);
}

static void open_parts(Build *b, JobParts *parts)
{
    arena_init(&parts->arena);
    parts->images = images_open(&parts->arena, b->event->folder, b->cli->diag);
    images_set_reader(parts->images, find_artwork_reader(&parts->arena));
    parts->words = text_cache_new(&parts->arena);
    parts->fits = b->fits ? fit_report_new(&parts->arena) : NULL;
}

static void close_parts(JobParts *parts)
{
    text_cache_close(parts->words);
    images_close(parts->images);
    arena_free(&parts->arena);
}

static void run_task(void *context, size_t task, StrBuf *result)
{
    Build *b = context;
    Job *job = &b->jobs.items[b->to_do[task]];
    JobParts parts;
    open_parts(b, &parts);
    if (!job->layout) set_layout(b, job, open_layout(b->cli, job->layout_path, job->layout_at));
    if (job->layout) run_job(b, job, &parts);
    result_number(result, job->made);
    result_number(result, job->stats.pages);
    result_number(result, job->stats.bytes);
    if (parts.fits) fit_report_send(parts.fits, result);
    close_parts(&parts);
}

static void take_task(void *context, size_t task, Str result)
{
    Build *b = context;
    Job *job = &b->jobs.items[b->to_do[task]];
    job->made = result_take_number(&result);
    job->stats.pages = result_take_number(&result);
    job->stats.bytes = result_take_number(&result);
    if (b->fits) fit_report_receive(b->fits, result);
}

static void clear_task(void *context, size_t task)
{
    Build *b = context;
    const Job *job = &b->jobs.items[b->to_do[task]];
    if (b->writes && !b->cli->options.dump.len) out_remove_left(b->cli->arena, job->file);
}

/* A long layout makes for a long document, more often than not. */
static uint64_t weight_of_task(void *context, size_t task)
{
    const Build *b = context;
    return b->jobs.items[b->to_do[task]].layout_bytes;
}

static Str name_of_task(void *context, size_t task)
{
    const Build *b = context;
    return b->jobs.items[b->to_do[task]].id;
}

/* ---- where badges lie, for lists in the order of the sheets */

static bool is_badge_job(const Job *job) { return job->prints_tokens && job->press.stock; }

static void note_sheet(void *context, Str owner, uint32_t sheet, uint32_t label)
{
    const Record *const *person = map_find(context, owner);
    if (person) event_set_badge_sheet(*person, sheet, label);
}

static void watch_sheets(Build *b, Job *job)
{
    const Value *badges = record_value(b->event->root, STR("badges"));
    Map *people = ARENA_NEW(b->cli->arena, Map);
    map_init(people, b->cli->arena);
    const Record **records = ARENA_ARRAY(b->cli->arena, const Record *, badges->list.n);
    for (size_t i = 0; i < badges->list.n; i++) {
        records[i] = badges->list.items[i].record;
        map_set(people, record_value(records[i], STR("badge_id"))->text, &records[i]);
    }
    job->press.placed = note_sheet, job->press.placed_context = people;
}

/* The event's badges are on sheets but not among what is made now: laid out for their places. */
static void try_badges(Build *b)
{
    const Value *documents = record_value(b->event->root, STR("documents"));
    size_t wanted = b->jobs.len;
    Str only = b->cli->options.only;
    if (documents->kind != VALUE_LIST) return;
    for (size_t i = 0; i < documents->list.n && b->jobs.len == wanted; i++) {
        const Record *document = documents->list.items[i].record;
        if (!text_of(document, "stock").len) continue;
        b->cli->options.only = STR("");
        add_document(b, document);
        b->cli->options.only = only;
        if (b->jobs.len > wanted && !is_badge_job(&b->jobs.items[wanted])) b->jobs.len = wanted;
    }
    if (b->jobs.len == wanted) return;
    Job job = b->jobs.items[wanted];
    b->jobs.len = wanted;
    watch_sheets(b, &job);
    JobParts parts;
    open_parts(b, &parts);
    LayoutRun run = make_run(b, &job, &parts);
    run.progress = NULL;
    run_pages(b, &job, &run, (PageSink){NULL, discard_page});
    close_parts(&parts);
}

static void run_tasks(Build *b, const size_t *to_do, size_t n)
{
    const CliOptions *options = &b->cli->options;
    const Tasks tasks = {n, b, run_task, take_task, clear_task, weight_of_task, name_of_task};
    int at_once = options->jobs ? options->jobs : tasks_at_once();
    if (options->dump.len || b->waves) at_once = 1; /* one output, one ledger */
    b->to_do = to_do;
    tasks_run(b->cli, &tasks, at_once);
}

/* Badges first where another document tells on which sheets they lie. */
static void run_jobs(Build *b)
{
    bool asked = false, found = false;
    size_t *to_do = ARENA_ARRAY(b->cli->arena, size_t, b->jobs.len), n = 0;
    for (size_t i = 0; i < b->jobs.len; i++) asked |= b->jobs.items[i].prints_sheets;
    for (size_t i = 0; i < b->jobs.len; i++) {
        Job *job = &b->jobs.items[i];
        bool first = asked && !found && is_badge_job(job);
        if (first) {
            found = true;
            watch_sheets(b, job);
            run_tasks(b, &i, 1);
        } else {
            to_do[n++] = i;
        }
    }
    if (asked && !found) try_badges(b);
    run_tasks(b, to_do, n);
}

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
    printf("%llu document%s, %llu pages, %lld.%02lld s\n", (unsigned long long)made,
           made == 1 ? "" : "s", (unsigned long long)pages, (long long)ms / 1000,
           (long long)ms % 1000 / 10);
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
    add_jobs(b);
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
    if (ready) run_jobs(&b);
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
        run_jobs(&b);
    print_diagnostics(cli);
    if (b.fits) fit_report_print(b.fits);
    close_event(&b);
    return exit_status(cli);
}
