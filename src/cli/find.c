/* find - folders and files that come with the program, the user's and the event's. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/out.h"
#include "base/vec.h"
#include "cli/badges.h"
#include "data/limits.h"
#include "data/read.h"
#include "locale/spoof.h"

static bool is_folder(Arena *arena, Str path)
{
    struct stat st;
    return stat(str_z(arena, path), &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_file(Arena *arena, Str path)
{
    struct stat st;
    return stat(str_z(arena, path), &st) == 0 && S_ISREG(st.st_mode);
}

/* The folder of the running program, with `up` levels taken off. */
static Str program_folder(Arena *arena, int up)
{
    char *path = arena_alloc(arena, 4096);
    ssize_t n = readlink("/proc/self/exe", path, 4095);
    if (n <= 0) return STR("");
    for (; up >= 0 && n > 0; up--)
        while (n > 0 && path[--n] != '/') continue;
    return (Str){path, (size_t)n};
}

Str find_data_folder(Arena *arena)
{
    const char *given = getenv("ETALASE_DATA");
    if (given) return str_from(given);
    /* build/release/etalase stands in a checkout, PREFIX/bin/etalase is installed. */
    Str checkout = program_folder(arena, 2);
    if (is_folder(arena, str_format(arena, "%.*s/layouts", STR_ARG(checkout)))) return checkout;
    Str installed = str_format(arena, "%.*s/share/etalase", STR_ARG(program_folder(arena, 1)));
    return is_folder(arena, installed) ? installed : STR(ETALASE_DATA);
}

Str find_artwork_reader(Arena *arena)
{
    Str beside = str_format(arena, "%.*s/etalase-artwork", STR_ARG(program_folder(arena, 0)));
    if (is_file(arena, beside)) return beside;
    return str_format(arena, "%.*s/libexec/etalase/etalase-artwork",
                      STR_ARG(program_folder(arena, 1)));
}

static Str user_folder(Arena *arena)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (config && *config) return str_format(arena, "%s/etalase", config);
    return home ? str_format(arena, "%s/.config/etalase", home) : STR("");
}

Str find_layout(Cli *cli, Str event_folder, Str name)
{
    Arena *arena = cli->arena;
    bool path = str_find(name, STR("/")) >= 0 || str_ends(name, STR(".yaml")) ||
                str_ends(name, STR(".yml"));
    if (path) {
        Str full = name.ptr[0] == '/'
                       ? name
                       : str_format(arena, "%.*s/%.*s", STR_ARG(event_folder), STR_ARG(name));
        return is_file(arena, full) ? full : is_file(arena, name) ? name : STR("");
    }
    const Str folders[] = {event_folder, user_folder(arena), cli->data_folder};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        Str full = str_format(arena, "%.*s/layouts/%.*s.yaml", STR_ARG(folders[i]), STR_ARG(name));
        if (folders[i].len && is_file(arena, full)) return full;
    }
    return STR("");
}

Str find_picture(Cli *cli, Str layout_path)
{
    Str name = file_stem(layout_path);
    size_t start = layout_path.len - name.len - (sizeof ".yaml" - 1);
    Str path = str_format(cli->arena, "%.*spictures/%.*s.png",
                          STR_ARG(str_slice(layout_path, 0, start)), STR_ARG(name));
    return is_file(cli->arena, path) ? path : STR("");
}

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

const Str *find_yaml_files(Cli *cli, Str folder, size_t *n)
{
    VEC(Str) paths = {0};
    DIR *dir = opendir(str_z(cli->arena, folder));
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        Str name = str_from(entry->d_name);
        if (str_ends(name, STR(".yaml")) && name.ptr[0] != '_' && name.ptr[0] != '.')
            VEC_PUSH(cli->arena, &paths,
                     str_format(cli->arena, "%.*s/%s", STR_ARG(folder), entry->d_name));
    }
    if (dir) closedir(dir);
    if (paths.len) qsort(paths.items, paths.len, sizeof *paths.items, compare_names);
    *n = paths.len;
    return paths.items;
}

Str file_stem(Str path)
{
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/') start--;
    Str name = str_slice(path, start, path.len);
    return str_slice(name, 0, name.len - (str_ends(name, STR(".yaml")) ? sizeof ".yaml" - 1 : 0));
}

static int compare_stems(const void *a, const void *b)
{
    return str_compare(file_stem(*(const Str *)a), file_stem(*(const Str *)b));
}

const Str *find_layouts(Cli *cli, Str event_folder, size_t *n)
{
    VEC(Str) all = {0};
    const Str folders[] = {event_folder, event_folder.len ? user_folder(cli->arena) : STR(""),
                           cli->data_folder};
    for (size_t f = 0; f < sizeof folders / sizeof *folders; f++) {
        size_t n_here = 0, before = all.len;
        const Str *here = NULL;
        if (folders[f].len)
            here = find_yaml_files(cli, str_format(cli->arena, "%.*s/layouts", STR_ARG(folders[f])),
                                   &n_here);
        for (size_t i = 0; i < n_here; i++) {
            bool hidden = false;
            for (size_t k = 0; k < before; k++)
                hidden = hidden || !compare_stems(&here[i], &all.items[k]);
            if (!hidden) VEC_PUSH(cli->arena, &all, here[i]);
        }
    }
    if (all.len) qsort(all.items, all.len, sizeof *all.items, compare_stems);
    *n = all.len;
    return all.items;
}

size_t find_folders(Cli *cli, Str event_folder, const char *kind, Str folders[MAX_DATA_FOLDERS])
{
    Arena *arena = cli->arena;
    Str user = user_folder(arena);
    const Str places[MAX_DATA_FOLDERS] = {
        str_format(arena, "%.*s/%s", STR_ARG(event_folder), kind),
        user.len ? str_format(arena, "%.*s/%s", STR_ARG(user), kind) : STR(""),
        str_format(arena, "%.*s/layouts/%s", STR_ARG(cli->data_folder), kind)};
    size_t n = 0;
    for (size_t i = 0; i < MAX_DATA_FOLDERS; i++)
        if (places[i].len && is_folder(arena, places[i])) folders[n++] = places[i];
    return n;
}

Fonts *open_fonts(Cli *cli, Str event_folder)
{
    Str folders[3];
    size_t n = 0;
    const Str bases[] = {event_folder, user_folder(cli->arena), cli->data_folder};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        Str folder = str_format(cli->arena, "%.*s/fonts", STR_ARG(bases[i]));
        if (bases[i].len && is_folder(cli->arena, folder)) folders[n++] = folder;
    }
    return fonts_open(cli->arena, folders, n, cli->diag);
}

/* Files that layouts build on: the user's, then the shipped ones. */
static Str find_shared_layout(void *context, Str name, Str except)
{
    Cli *cli = context;
    const Str folders[] = {user_folder(cli->arena), cli->data_folder};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        Str full = str_format(cli->arena, "%.*s/layouts/%.*s", STR_ARG(folders[i]), STR_ARG(name));
        if (folders[i].len && !str_eq(full, except) && is_file(cli->arena, full)) return full;
    }
    return STR("");
}

Layout *open_layout(Cli *cli, Str path, Span at)
{
    const Source *source = read_source(cli->arena, path, path, LIMIT_FILE_BYTES, at, cli->diag);
    const LayoutFinder finder = {cli, find_shared_layout};
    return source ? layout_read(cli->arena, source, &finder, cli->diag) : NULL;
}

/* layouts/KIND of the user, then of the program. */
static const Str *shared_folders(Cli *cli, const char *kind, size_t *n)
{
    Str *folders = ARENA_ARRAY(cli->arena, Str, 2), user = user_folder(cli->arena);
    *n = 0;
    if (user.len) folders[(*n)++] = str_format(cli->arena, "%.*s/layouts/%s", STR_ARG(user), kind);
    folders[(*n)++] = str_format(cli->arena, "%.*s/layouts/%s", STR_ARG(cli->data_folder), kind);
    return folders;
}

Event *open_event_file(Cli *cli, Str path)
{
    size_t n_imports, n_themes;
    const Str *imports = shared_folders(cli, "imports", &n_imports);
    const Str *themes = shared_folders(cli, "themes", &n_themes);
    EventOptions options = {.load = {imports, n_imports},
                            .theme_folders = themes,
                            .n_theme_folders = n_themes,
                            .mixed = spoof_mixed,
                            .skeletons = spoof_skeletons};
    Event *event = event_read_with(cli->arena, path, &options, cli->diag);
    const Value *badges = event ? record_value(event->root, STR("badges")) : NULL;
    for (size_t i = 0; badges && i < badges->list.n; i++) {
        const Record *person = badges->list.items[i].record;
        event_set_badge_token(person, badge_id(person));
    }
    return event;
}

static bool is_event_file(Str word)
{
    return str_ends(word, STR(".yaml")) || str_ends(word, STR(".yml")) ||
           str_ends(word, STR(".json"));
}

size_t split_operands(const Cli *cli, Str *path)
{
    const CliOptions *options = &cli->options;
    size_t n = options->n_operands;
    if (!n || !is_event_file(options->operands[n - 1])) return n;
    *path = options->operands[n - 1];
    return n - 1;
}

bool print_diagnostics(Cli *cli)
{
    progress_clear();
    if (cli->options.json)
        diag_print_json(cli->diag, stdout);
    else
        diag_print(cli->diag, stderr, (DiagStyle){cli->options.colour, cli->options.quiet});
    return diag_errors(cli->diag) > 0;
}

/* Errors of writing, and of making keys, are the machine's. */
int exit_status(Cli *cli)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(cli->diag, &n);
    int status = diag_errors(cli->diag) ? EXIT_DATA : EXIT_GOOD;
    for (size_t i = 0; i < n; i++)
        if (reports[i]->code == DIAG_FILE_WRITE || reports[i]->code == DIAG_KEY_WRITE ||
            reports[i]->code == DIAG_LOG_WRITE || reports[i]->code == DIAG_LEDGER_WRITE ||
            reports[i]->code == DIAG_CLI_WORKER)
            status = EXIT_MACHINE;
    return status;
}

bool write_text_file(Cli *cli, Str path, Str text)
{
    Out *out = out_open(cli->arena, path);
    int error = errno;
    if (out) {
        out_write(out, text.ptr, text.len);
        error = out_commit(out);
        if (!error) return true;
    }
    diag_report(cli->diag, DIAG_FILE_WRITE, (Span){0}, path, str_from(strerror(error)));
    return false;
}

void progress_show(Str document, uint64_t pages)
{
    if (pages % 256 != 1 || !isatty(STDERR_FILENO)) return;
    fprintf(stderr, "\r%.*s: page %llu\033[K", STR_ARG(document), (unsigned long long)pages);
}

void progress_clear(void)
{
    if (isatty(STDERR_FILENO)) fputs("\r\033[K", stderr);
}
