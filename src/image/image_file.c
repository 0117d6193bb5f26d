/* image_file - paths of pictures made plain, and the one that was likely meant. */
#include "image/image_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/confined.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "image/image_limits.h"

bool image_file_clean(Arena *arena, Str path, Str *clean)
{
    bool drive = path.len > 1 && path.ptr[1] == ':';
    if (path.len == 0 || path.len > LIMIT_IMAGE_PATH_BYTES || path.ptr[0] == '/' || drive ||
        memchr(path.ptr, '\0', path.len) || memchr(path.ptr, '\\', path.len))
        return false;
    char *out = arena_alloc(arena, path.len + 1);
    size_t len = 0;
    for (size_t start = 0; start <= path.len;) {
        const char *slash = memchr(path.ptr + start, '/', path.len - start);
        size_t end = slash ? (size_t)(slash - path.ptr) : path.len;
        Str part = str_slice(path, start, end);
        start = end + 1;
        if (part.len == 0 || str_eq(part, STR("."))) continue;
        if (str_eq(part, STR(".."))) {
            if (len == 0) return false;
            while (len > 0 && out[len - 1] != '/') len--;
            if (len > 0) len--;
            continue;
        }
        if (len > 0) out[len++] = '/';
        memcpy(out + len, part.ptr, part.len);
        len += part.len;
    }
    *clean = (Str){out, len};
    return len > 0;
}

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

/* Names in a folder beneath `root`, sorted; none if it cannot be listed. */
static size_t list_folder(Arena *arena, int root, const char *path, const Str **names)
{
    VEC(Str) found = {0};
    int handle = confined_open(root, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = handle < 0 ? NULL : fdopendir(handle);
    if (!dir && handle >= 0) close(handle);
    while (dir && found.len < LIMIT_FOLDER_ENTRIES) {
        const struct dirent *entry = readdir(dir);
        if (!entry) break;
        if (entry->d_name[0] != '.')
            VEC_PUSH(arena, &found, str_copy(arena, str_from(entry->d_name)));
    }
    if (dir) closedir(dir);
    if (found.len) qsort(found.items, found.len, sizeof *found.items, compare_names);
    *names = found.items;
    return found.len;
}

/* A name as code points without case, combining marks and Unicode form: accented Latin letters
 * become LETTER, which is like any letter; Hangul syllables are taken apart. */
enum { LETTER = 1, FOLDED_MAX = 256 * 3 };

static size_t fold_name(Str name, uint32_t folded[FOLDED_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < name.len && n + 3 <= FOLDED_MAX;) {
        uint32_t c = utf8_next(name, &i);
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        if (c >= 0x300 && c < 0x370) continue;
        if ((c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00)) c = LETTER;
        if (c >= 0xAC00 && c <= 0xD7A3) {
            uint32_t syllable = c - 0xAC00, tail = syllable % 28;
            folded[n++] = 0x1100 + syllable / 588;
            folded[n++] = 0x1161 + syllable % 588 / 28;
            if (tail) folded[n++] = 0x11A7 + tail;
            continue;
        }
        folded[n++] = c;
    }
    return n;
}

static bool is_letter(uint32_t c) { return c == LETTER || (c >= 'a' && c <= 'z'); }

static bool is_alike(Str a, Str b)
{
    uint32_t folded_a[FOLDED_MAX], folded_b[FOLDED_MAX];
    size_t n = fold_name(a, folded_a);
    if (fold_name(b, folded_b) != n) return false;
    for (size_t i = 0; i < n; i++) {
        uint32_t x = folded_a[i], y = folded_b[i];
        bool any = (x == LETTER && is_letter(y)) || (y == LETTER && is_letter(x));
        if (x != y && !any) return false;
    }
    return true;
}

static Str pick_name(Str part, const Str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], part)) return names[i];
    for (size_t i = 0; i < n; i++)
        if (is_alike(names[i], part)) return names[i];
    return part.len <= NAME_MAX ? str_nearest(part, names, n) : (Str){0};
}

Str image_file_alike(Arena *arena, Str folder, Str path)
{
    int root = confined_folder(arena, folder);
    if (root < 0) return (Str){0};
    StrBuf found;
    strbuf_init(&found, arena);
    for (size_t start = 0; start <= path.len;) {
        const char *slash = memchr(path.ptr + start, '/', path.len - start);
        size_t end = slash ? (size_t)(slash - path.ptr) : path.len;
        const Str *names;
        size_t n =
            list_folder(arena, root, found.len ? str_z(arena, strbuf_str(&found)) : ".", &names);
        Str name = pick_name(str_slice(path, start, end), names, n);
        if (name.len == 0) {
            close(root);
            return (Str){0};
        }
        if (found.len) strbuf_char(&found, '/');
        strbuf_add(&found, name);
        start = end + 1;
    }
    close(root);
    return strbuf_str(&found);
}
