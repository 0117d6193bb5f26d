/* build_jobs - which documents a build makes: those of the event file, without any all that its
 * data allow, and layouts that --only names; each with what its entry and the command line say of
 * it. */
#include <sys/stat.h>

#include "cli/build.h"

Str document_text(const Record *record, const char *field)
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
    Str lang = root->kind == VALUE_RECORD ? document_text(root->record, "language") : STR("");
    return lang.len ? lang : STR("id");
}

/* Takes the first word of a comma separated list off it; false at its end. */
static bool take_name(Str *list, Str *name)
{
    if (!list->len) return false;
    *name = str_trim(str_take(list, ','));
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
    if (!text.len && document) text = document_text(document, "for"), at = span_of(document, "for");
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

void job_set_layout(Job *job, Layout *layout)
{
    job->layout = layout;
    if (!layout) return;
    job->prints_tokens = layout_asks_for(layout, STR("person"), STR("token"));
    job->prints_sheets = layout_asks_for(layout, STR("person"), STR("sheet"));
    job->press.marked = layout_has_backs(layout);
}

static void add_job(Build *b, const Record *document, Layout *layout, Str path, Str id)
{
    Str lang = document_text(document, "language");
    const Value *options = document ? record_value(document, STR("options")) : NULL;
    Job job = {.document = document,
               .layout_path = path,
               .layout_at = span_of(document, "layout"),
               .layout_bytes = file_bytes(b->cli->arena, path),
               .id = id,
               .lang = lang.len ? lang : event_language(b->event)};
    job.file = file_name(b, document_text(document, "output"), id);
    job.options = options ? options->node : NULL;
    job.only = filter_of(b, document);
    read_sort(b, document, &job);
    read_press_options(b->cli, b->event->folder, document, &job.press);
    if (layout) job_set_layout(&job, layout);
    VEC_PUSH(b->cli->arena, &b->jobs, job);
}

/* Whether any document is printed on labels or cards. */
static bool uses_stock(const Build *b)
{
    const Value *documents = record_value(b->event->root, STR("documents"));
    bool any = b->cli->options.press.stock.len;
    for (size_t i = 0; documents->kind == VALUE_LIST && i < documents->list.n; i++)
        any |= document_text(documents->list.items[i].record, "stock").len > 0;
    return any;
}

static void hint_layout(Build *b, Str name)
{
    size_t n;
    const Str *paths = find_layouts(b->cli, b->event->folder, &n);
    Str *names = ARENA_ARRAY(b->cli->arena, Str, n);
    for (size_t i = 0; i < n; i++) names[i] = file_stem(paths[i]);
    Str near = str_nearest(name, names, n);
    diag_hint(b->cli->diag, near.len
                                ? str_format(b->cli->arena, "did you mean `%.*s`?", STR_ARG(near))
                                : STR("`etalase layouts` lists those that there are"));
}

void build_add_document(Build *b, const Record *document)
{
    Str name = document_text(document, "layout"), id = document_text(document, "id");
    const Value *prints = record_value(document, STR("print"));
    if (!id.len) id = name;
    bool off = prints->kind == VALUE_BOOL && !prints->boolean && !b->cli->options.only.len;
    if (!name.len || off || !is_wanted(b->cli->options.only, id, name)) return;
    Str path = find_layout(b->cli, b->event->folder, name);
    if (!path.len) {
        diag_report(b->cli->diag, DIAG_CLI_NO_LAYOUT, span_of(document, "layout"), name);
        hint_layout(b, name);
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
        diag_report(b->cli->diag, DIAG_CLI_NO_LAYOUT, (Span){0}, name);
        hint_layout(b, name);
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
        if (str_eq(name, document_text(document, "id")) ||
            str_eq(name, document_text(document, "layout")))
            return true;
    }
    return false;
}

void build_find_jobs(Build *b)
{
    const Value *documents = record_value(b->event->root, STR("documents"));
    Str only = b->cli->options.only;
    for (size_t i = 0; i < documents->list.n; i++)
        build_add_document(b, documents->list.items[i].record);
    if (!documents->list.n && !only.len) add_possible(b);
    for (Str name; take_name(&only, &name);)
        if (name.len && !is_document(documents, name)) add_named(b, name);
    if (!b->jobs.len && !diag_errors(b->cli->diag))
        diag_report(b->cli->diag, DIAG_CLI_NOTHING, (Span){b->event->source, 0, 1},
                    STR("this event"));
}
