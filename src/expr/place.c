/* place - maps offsets of a text to its file by walking both side by side.
 *
 * Each byte of the text is looked for in the bytes of the span from where the last one was found;
 * what is skipped are quotes, backslashes, block marks and indentation. White space matches any
 * white space, since YAML folds lines into spaces. A byte that is not found (a decoded escape)
 * stays at the place reached.
 */
#include "expr/place.h"

enum { SKIP_MAX = 256 }; /* bytes of indentation and marks between two bytes of the text */

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool same(char raw, char cooked)
{
    return raw == cooked || (is_space(raw) && is_space(cooked));
}

static bool may_skip(char c)
{
    return is_space(c) || c == '\'' || c == '"' || c == '\\' || c == '|' || c == '>' || c == '-' ||
           c == '+';
}

static size_t find_byte(Str raw, size_t from, char cooked)
{
    for (size_t i = from; i < raw.len && i - from < SKIP_MAX; i++) {
        if (same(raw.ptr[i], cooked)) return i;
        if (!may_skip(raw.ptr[i])) break;
    }
    return raw.len;
}

/* `''` in raw stands for one quote, `\"` for `"`: the second byte is the one that was meant, but
 * either serves to point at. A run of white space is taken whole. */
static size_t step_over(Str raw, size_t i)
{
    if (!is_space(raw.ptr[i])) return i + 1;
    while (i < raw.len && is_space(raw.ptr[i])) i++;
    return i;
}

/* Where the text stands if it was borrowed from there; -1: it was not. */
static ptrdiff_t offset_inside(Str raw, Str text)
{
    uintptr_t from = (uintptr_t)raw.ptr, at = (uintptr_t)text.ptr;
    bool inside = at >= from && at - from <= raw.len && text.len <= raw.len - (at - from);
    return inside ? (ptrdiff_t)(at - from) : -1;
}

PlaceMap place_map(Arena *arena, Span at, Str text)
{
    PlaceMap map = {.at = at, .n = text.len};
    if (!at.source) return map;
    Str raw = source_text(at);
    ptrdiff_t found = offset_inside(raw, text);
    if (found < 0) found = str_find(raw, text);
    if (found >= 0) {
        map.shift = (uint32_t)found;
        return map;
    }
    uint32_t *offsets = ARENA_ARRAY(arena, uint32_t, text.len + 1);
    size_t next = 0;
    for (size_t i = 0; i < text.len; i++) {
        size_t hit = find_byte(raw, next, text.ptr[i]);
        if (hit == raw.len) {
            offsets[i] = (uint32_t)next;
            continue;
        }
        offsets[i] = (uint32_t)hit;
        bool space_follows = i + 1 < text.len && is_space(text.ptr[i + 1]);
        next = space_follows ? hit + 1 : step_over(raw, hit);
    }
    offsets[text.len] = (uint32_t)next;
    map.raw = offsets;
    return map;
}

Span place_span(const PlaceMap *map, size_t start, size_t end)
{
    if (!map->at.source) return map->at;
    if (start > map->n) start = map->n;
    if (end > map->n) end = map->n;
    uint32_t from = map->raw ? map->raw[start] : map->shift + (uint32_t)start;
    uint32_t to = map->raw ? map->raw[end] : map->shift + (uint32_t)end;
    if (map->raw && end > start) to = map->raw[end - 1] + 1;
    return (Span){map->at.source, map->at.offset + from, to > from ? to - from : 0};
}
