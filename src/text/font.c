/* font - the font files of the given folders, and the choice among them.
 *
 * Folders are walked in name order, so that the list is the same wherever the disk put the files.
 * Folders that are not there are passed over: an event need not bring fonts. Links to folders are
 * not followed.
 *
 * A face is chosen by family, then slant, then the nearest weight; of two equally near the heavier
 * for 500 and up, the lighter below. Earlier files win over later ones.
 */
#include "text/font.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "text/face.h"
#include "text/text_limits.h"

enum { MOST_CHOICES = 64 };

typedef VEC(Str) Names;

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

static bool equal_ignoring_case(Str a, Str b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i])) return false;
    return true;
}

static bool is_font_name(Str name)
{
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc"};
    if (name.len < 5) return false;
    Str ending = str_slice(name, name.len - 4, name.len);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (equal_ignoring_case(ending, str_from(endings[i]))) return true;
    return false;
}

static void add_face(Fonts *fonts, Font *font) { VEC_PUSH(&fonts->kept, &fonts->faces, font); }

static void add_file(Fonts *fonts, Str path)
{
    if (fonts->n_files++ >= LIMIT_FONT_FILES) {
        diag_report(fonts->diag, DIAG_FONT_FILES, (Span){0},
                    str_format(&fonts->kept, "%d", LIMIT_FONT_FILES));
        return;
    }
    if (!face_look(fonts, path, ALL_FACES, add_face))
        diag_report(fonts->diag, DIAG_FONT_UNREADABLE, (Span){0}, path,
                    STR("no font in it, or larger than 64 MB"));
}

static void list_folder(Fonts *fonts, Str folder, Names *names)
{
    DIR *dir = opendir(str_z(&fonts->kept, folder));
    if (!dir) {
        if (errno != ENOENT)
            diag_report(fonts->diag, DIAG_FILE_UNREADABLE, (Span){0}, folder,
                        str_from(strerror(errno)));
        return;
    }
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] != '.')
            VEC_PUSH(&fonts->kept, names, str_copy(&fonts->kept, str_from(entry->d_name)));
    closedir(dir);
    if (names->len) qsort(names->items, names->len, sizeof *names->items, compare_names);
}

static void add_folder(Fonts *fonts, Str folder, int depth)
{
    Names names = {0};
    list_folder(fonts, folder, &names);
    for (size_t i = 0; i < names.len; i++) {
        Str path = str_format(&fonts->kept, "%.*s/%.*s", STR_ARG(folder), STR_ARG(names.items[i]));
        struct stat st;
        if (is_font_name(names.items[i]))
            add_file(fonts, path);
        else if (depth < LIMIT_FONT_FOLDER_DEPTH && lstat(str_z(&fonts->kept, path), &st) == 0 &&
                 S_ISDIR(st.st_mode))
            add_folder(fonts, path, depth + 1);
    }
}

static void collect_families(Fonts *fonts)
{
    for (size_t i = 0; i < fonts->faces.len; i++) {
        bool known = false;
        for (size_t k = 0; k < fonts->families.len && !known; k++)
            known = equal_ignoring_case(fonts->families.items[k], fonts->faces.items[i]->family);
        if (!known) VEC_PUSH(&fonts->kept, &fonts->families, fonts->faces.items[i]->family);
    }
    if (fonts->families.len)
        qsort(fonts->families.items, fonts->families.len, sizeof(Str), compare_names);
}

Fonts *fonts_open(Arena *arena, const Str *folders, size_t n_folders, Diag *diag)
{
    Fonts *fonts = ARENA_NEW(arena, Fonts);
    arena_init(&fonts->kept);
    fonts->diag = diag;
    map_init(&fonts->fallbacks, &fonts->kept);
    for (size_t i = 0; i < n_folders; i++) add_folder(fonts, folders[i], 0);
    collect_families(fonts);
    return fonts;
}

void fonts_close(Fonts *fonts)
{
    for (size_t i = 0; i < fonts->faces.len; i++) face_close(fonts->faces.items[i]);
    for (size_t i = 0; i < fonts->borrowed.len; i++) face_close(fonts->borrowed.items[i]);
    if (fonts->system) system_fonts_close(fonts->system);
    hb_font_funcs_destroy(fonts->funcs);
    arena_free(&fonts->kept);
}

const Str *fonts_families(const Fonts *fonts, size_t *n)
{
    *n = fonts->families.len;
    return fonts->families.items;
}

/* Smaller is nearer. */
static int distance(const Font *font, int weight, bool italic)
{
    int away = font->weight - weight;
    int points = away < 0 ? -2 * away : 2 * away;
    if (away != 0 && (away > 0) != (weight >= 500)) points++;
    return points + (font->italic != italic ? 10000 : 0);
}

static Font *choose(Fonts *fonts, Str family, int weight, bool italic)
{
    for (;;) {
        Font *best = NULL;
        for (size_t i = 0; i < fonts->faces.len; i++) {
            Font *font = fonts->faces.items[i];
            if (font->broken || !equal_ignoring_case(font->family, family)) continue;
            if (!best || distance(font, weight, italic) < distance(best, weight, italic))
                best = font;
        }
        if (!best || face_load(best)) return best;
    }
}

Font *fonts_find(Fonts *fonts, Str family, int weight, bool italic)
{
    for (size_t i = 0; i < fonts->choices.len; i++) {
        const FontChoice *known = &fonts->choices.items[i];
        if (known->weight == weight && known->italic == italic && str_eq(known->family, family))
            return known->font;
    }
    Font *font = choose(fonts, family, weight, italic);
    if (font) face_read_latin(font);
    if (fonts->choices.len < MOST_CHOICES)
        VEC_PUSH(&fonts->kept, &fonts->choices,
                 (FontChoice){str_copy(&fonts->kept, family), weight, italic, font});
    return font;
}

static Font *find_in_folders(Fonts *fonts, int weight, bool italic, uint32_t codepoint)
{
    for (size_t i = 0; i < fonts->faces.len; i++) {
        Str family = fonts->faces.items[i]->family;
        if (i && str_eq(family, fonts->faces.items[i - 1]->family)) continue;
        Font *font = fonts_find(fonts, family, weight, italic);
        if (!font || !font_has(font, codepoint)) continue;
        if (!font->colour || face_draws(font, codepoint)) return font;
        diag_report(fonts->diag, DIAG_FONT_COLOUR, (Span){0}, font->path);
    }
    return NULL;
}

enum { FALLBACK_KEY = 48 };

/* Style, character and language as bytes of a key; returns their number. */
static size_t fallback_key(char *key, int weight, bool italic, uint32_t codepoint, Str lang)
{
    size_t len = 0, room = FALLBACK_KEY - sizeof weight - sizeof codepoint - 1;
    memcpy(key, &weight, sizeof weight);
    len += sizeof weight;
    memcpy(key + len, &codepoint, sizeof codepoint);
    len += sizeof codepoint;
    key[len++] = (char)italic;
    lang = str_slice(lang, 0, room);
    if (lang.len) memcpy(key + len, lang.ptr, lang.len);
    return len + lang.len;
}

Font *fonts_fallback(Fonts *fonts, const Font *like, uint32_t codepoint, Str lang)
{
    int weight = like ? like->weight : 400;
    bool italic = like && like->italic;
    char bytes[FALLBACK_KEY];
    Str key = {bytes, fallback_key(bytes, weight, italic, codepoint, lang)};
    Font **known = map_find(&fonts->fallbacks, key);
    if (known) return *known;
    Font **found = ARENA_NEW(&fonts->kept, Font *);
    *found = find_in_folders(fonts, weight, italic, codepoint);
    if (!*found) *found = system_fonts_find(fonts, weight, italic, codepoint, lang);
    map_add(&fonts->fallbacks, str_copy(&fonts->kept, key), found);
    return *found;
}
