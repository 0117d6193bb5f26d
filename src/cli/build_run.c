/* build_run - making the documents. Each is a task with parts of its own, whose result is a handful
 * of numbers, so that it may run in another process (tasks.h). A document goes to a PDF, to a dump
 * or, for check, nowhere; in a wave only what the ledger asks for is printed. */
#include <stdio.h>

#include "base/map.h"
#include "base/out.h"
#include "cli/build.h"
#include "cli/tasks.h"

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
    run->blank_pages = !dump.len;
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
    if (!b->writes) images_keep_no_data(parts->images);
    images_share_judged(parts->images, b->judged);
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
    if (!job->layout) job_set_layout(job, open_layout(b->cli, job->layout_path, job->layout_at));
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
        if (!document_text(document, "stock").len) continue;
        b->cli->options.only = STR("");
        build_add_document(b, document);
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
    run.progress = NULL, run.blank_pages = true;
    run_pages(b, &job, &run, (PageSink){NULL, discard_page});
    close_parts(&parts);
}

static void run_tasks(Build *b, const size_t *to_do, size_t n)
{
    const CliOptions *options = &b->cli->options;
    int at_once = options->jobs ? options->jobs : tasks_at_once();
    if (options->dump.len || b->waves) at_once = 1; /* one output, one ledger */
    b->judged = at_once > 1 && n > 1 ? judged_new() : NULL;
    const Tasks tasks = {.n = n,
                         .context = b,
                         .run = run_task,
                         .take = take_task,
                         .lost = clear_task,
                         .weight = weight_of_task,
                         .name = name_of_task,
                         .idle = b->judged ? look_ahead : NULL};
    b->to_do = to_do;
    tasks_run(b->cli, &tasks, at_once);
}

void build_run_jobs(Build *b)
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
