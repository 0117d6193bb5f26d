/* command_init - a new event to edit: a copy of an example.
 *
 * Only regular files are copied, never links or devices. The first line of a YAML file may name a
 * schema for editors by a path that starts in the example's folder; it is made to start where the
 * program keeps its schemas, so that keys are completed in the copy, too. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/out.h"
#include "base/vec.h"
#include "cli/cli.h"

enum { MAX_DEPTH = 8, MAX_FILES = 10000, MAX_FILE_BYTES = 64 * 1024 * 1024 };

static const char smallest[] = "bazar-gunung-sari-ilir-2025";

typedef struct Copy {
    Cli *cli;
    Str schemas;     /* folder of event.schema.json, absolute */
    VEC(Str) tables; /* copied tables, to be told of */
    size_t n_files;
    bool failed;
} Copy;

static bool fail(Copy *copy, Str path, int error)
{
    fprintf(stderr, "etalase: %.*s: %s\n", STR_ARG(path), strerror(error));
    copy->failed = true;
    return false;
}

/* Names in a folder, sorted, without those that start with a dot. */
static Str *names_in(Arena *arena, Str folder, size_t *n)
{
    VEC(Str) names = {0};
    DIR *dir = opendir(str_z(arena, folder));
    for (struct dirent *entry; dir && names.len < MAX_FILES && (entry = readdir(dir));)
        if (entry->d_name[0] != '.')
            VEC_PUSH(arena, &names, str_copy(arena, str_from(entry->d_name)));
    if (dir) closedir(dir);
    for (size_t i = 1; i < names.len; i++) /* few names: by insertion */
        for (size_t k = i; k && str_compare(names.items[k - 1], names.items[k]) > 0; k--) {
            Str swap = names.items[k];
            names.items[k] = names.items[k - 1], names.items[k - 1] = swap;
        }
    *n = names.len;
    return names.items;
}

/* `# yaml-language-server: $schema=../../layouts/event.schema.json` with the path made absolute. */
static Str with_schema(Copy *copy, Str bytes)
{
    static const char start[] = "# yaml-language-server: $schema=";
    if (!str_starts(bytes, str_from(start))) return bytes;
    ptrdiff_t end = str_find(bytes, STR("\n"));
    Str line = end < 0 ? bytes : str_slice(bytes, 0, (size_t)end);
    size_t name = line.len;
    while (name && line.ptr[name - 1] != '/') name--;
    if (str_find(line, STR("=../")) < 0 || !copy->schemas.len) return bytes;
    return str_format(copy->cli->arena, "%s%.*s/%.*s%.*s", start, STR_ARG(copy->schemas),
                      STR_ARG(str_slice(line, name, line.len)),
                      STR_ARG(str_slice(bytes, line.len, bytes.len)));
}

static void copy_file(Copy *copy, Str from, Str to)
{
    Arena *arena = copy->cli->arena;
    ArenaMark mark = arena_mark(arena);
    Source *source = NULL;
    if (source_read(arena, from, from, MAX_FILE_BYTES, &source) != SOURCE_OK) {
        fail(copy, from, errno ? errno : EIO);
        return;
    }
    Str bytes = source->bytes;
    if (str_ends(from, STR(".yaml"))) bytes = with_schema(copy, bytes);
    Out *out = out_open(arena, to);
    if (out) out_write(out, bytes.ptr, bytes.len);
    int error = out ? out_commit(out) : errno;
    if (error) fail(copy, to, error);
    copy->n_files++;
    arena_rewind(arena, mark);
}

static void copy_folder(Copy *copy, Str from, Str to, unsigned depth)
{
    Arena *arena = copy->cli->arena;
    int error = out_make_folder(arena, to);
    if (error) {
        fail(copy, to, error);
        return;
    }
    size_t n;
    Str *names = names_in(arena, from, &n);
    for (size_t i = 0; i < n && !copy->failed; i++) {
        struct stat st;
        Str source = str_format(arena, "%.*s/%.*s", STR_ARG(from), STR_ARG(names[i]));
        Str target = str_format(arena, "%.*s/%.*s", STR_ARG(to), STR_ARG(names[i]));
        if (lstat(source.ptr, &st) != 0) continue;
        if (S_ISDIR(st.st_mode) && depth < MAX_DEPTH)
            copy_folder(copy, source, target, depth + 1);
        else if (S_ISREG(st.st_mode) && copy->n_files < MAX_FILES)
            copy_file(copy, source, target);
        else
            continue;
        if (str_ends(target, STR(".csv")) || str_ends(target, STR(".xlsx")))
            VEC_PUSH(arena, &copy->tables, target);
    }
}

static bool is_event(Arena *arena, Str folder)
{
    struct stat st;
    Str file = str_format(arena, "%.*s/event.yaml", STR_ARG(folder));
    return stat(file.ptr, &st) == 0 && S_ISREG(st.st_mode);
}

/* The folder of an example; reports an unknown name. */
static bool find_example(Cli *cli, Str name, Str *folder)
{
    Arena *arena = cli->arena;
    Str examples = str_format(arena, "%.*s/examples", STR_ARG(cli->data_folder));
    *folder = str_format(arena, "%.*s/%.*s", STR_ARG(examples), STR_ARG(name));
    bool plain = str_find(name, STR("/")) < 0 && !str_starts(name, STR("."));
    if (name.len && plain && is_event(arena, *folder)) return true;
    size_t n, kept = 0;
    Str *names = names_in(arena, examples, &n);
    for (size_t i = 0; i < n; i++)
        if (is_event(arena, str_format(arena, "%.*s/%.*s", STR_ARG(examples), STR_ARG(names[i]))))
            names[kept++] = names[i];
    fprintf(stderr, "etalase: there is no example '%.*s'", STR_ARG(name));
    Str near = str_nearest(name, names, kept);
    if (near.len) fprintf(stderr, "; did you mean '%.*s'?", STR_ARG(near));
    fputs(kept ? "\nThere is:" : "\n", stderr);
    for (size_t i = 0; i < kept; i++) fprintf(stderr, " %.*s", STR_ARG(names[i]));
    if (kept) fputc('\n', stderr);
    return false;
}

/* Free for a new event: not there yet, or an empty folder. */
static bool is_free(Arena *arena, Str folder)
{
    struct stat st;
    char *path = str_z(arena, folder);
    if (lstat(path, &st) != 0)
        return errno == ENOENT || errno == ENOTDIR; /* making it tells of the latter */
    DIR *dir = S_ISDIR(st.st_mode) ? opendir(path) : NULL;
    if (!dir) return false;
    bool empty = true;
    for (struct dirent *entry; empty && (entry = readdir(dir));)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(dir);
    return empty;
}

static void print_next(const Copy *copy, Str folder, Str example)
{
    int step = 1;
    printf("%.*s: %zu file%s from the example %.*s\n\nNext:\n", STR_ARG(folder), copy->n_files,
           copy->n_files == 1 ? "" : "s", STR_ARG(example));
    printf("  %d. edit %.*s/event.yaml: name, date and place first, then the people\n", step++,
           STR_ARG(folder));
    for (size_t i = 0; i < copy->tables.len && i < 4; i++)
        printf("  %d. fill %.*s in a spreadsheet program\n", step++,
               STR_ARG(copy->tables.items[i]));
    printf("  %d. etalase check %.*s/event.yaml\n", step++, STR_ARG(folder));
    printf("  %d. etalase build %.*s/event.yaml -o %.*s/out\n", step, STR_ARG(folder),
           STR_ARG(folder));
}

int command_init(Cli *cli)
{
    const CliOptions *options = &cli->options;
    Arena *arena = cli->arena;
    if (options->n_operands != 1 || !options->operands[0].len) {
        fputs("etalase: init takes the name of a new folder\n", stderr);
        return EXIT_USAGE;
    }
    Str folder = options->operands[0], from;
    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/') folder.len--;
    Str example = options->from.len ? options->from : str_from(smallest);
    if (!find_example(cli, example, &from)) return EXIT_USAGE;
    if (!is_free(arena, folder)) {
        fprintf(stderr, "etalase: %.*s is there already and is not an empty folder\n",
                STR_ARG(folder));
        return EXIT_DATA;
    }
    Copy copy = {.cli = cli};
    char *data = realpath(str_z(arena, cli->data_folder), NULL);
    if (data) copy.schemas = str_format(arena, "%s/layouts", data);
    free(data);
    copy_folder(&copy, from, folder, 0);
    if (copy.failed) return EXIT_MACHINE;
    if (!options->quiet) print_next(&copy, folder, example);
    return EXIT_GOOD;
}
