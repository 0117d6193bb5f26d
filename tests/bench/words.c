/* words - what a word costs to shape, out of the cache and whole: `make bench` prints it.
 *
 * The words are those of tests/cases/prose/bilingual.txt, in their order. First each of them is
 * shaped alone, the second time; then paragraphs are made of the lines and broken to 85 mm. */
#include <stdio.h>
#include <time.h>

#include "../unit/text_room.h"
#include "base/source.h"

enum { ROUNDS = 200, BREAKS = 20 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t ask_cache(Room *room, Shaping *with, Str text)
{
    size_t n = 0;
    for (size_t at = 0, end; at < text.len; at = end + 1, n++) {
        for (end = at; end < text.len && text.ptr[end] != ' ' && text.ptr[end] != '\n';) end++;
        shape_word(room->context.cache, with, str_slice(text, at, end));
    }
    return n;
}

static size_t set_lines(Room *room, Str text, bool broken)
{
    size_t n = 0;
    for (size_t at = 0, end; at < text.len; at = end + 1, n++) {
        for (end = at; end < text.len && text.ptr[end] != '\n';) end++;
        ArenaMark mark = arena_mark(&room->arena);
        TextSpan span = {.text = str_slice(text, at, end), .style = &room->style};
        Para *para = para_new(&room->arena, &room->context, &span, 1);
        if (broken) para_break(&room->arena, para, LEN_PT(241));
        arena_rewind(&room->arena, mark);
    }
    return n;
}

int main(void)
{
    void *state;
    open_room(&state);
    Room *room = state;
    Source *source;
    Str path = STR("tests/cases/prose/bilingual.txt");
    if (source_read(&room->arena, path, path, 1 << 20, &source) != SOURCE_OK) return 1;
    Font *font = fonts_find(room->fonts, room->style.family, 400, false);
    ShapeKey key = {font, shape_features(room->context.cache, &room->style, room->diag, (Span){0}),
                    cache_language(room->context.cache, STR("id"))->shaping, HB_SCRIPT_LATIN,
                    false};
    Shaping *with = shape_with(room->context.cache, key);
    set_lines(room, source->bytes, false); /* loads the font, fills the cache */
    ask_cache(room, with, source->bytes);
    size_t words = 0;
    uint64_t misses = room->context.cache->misses;
    double start = now();
    for (int i = 0; i < ROUNDS; i++) words += ask_cache(room, with, source->bytes);
    double cached = (now() - start) / (double)words;
    double per_word = ROUNDS / (double)words / BREAKS;
    if (room->context.cache->misses != misses) return 2; /* that was not the cache */
    start = now();
    for (int i = 0; i < BREAKS; i++) set_lines(room, source->bytes, false);
    double made = (now() - start) * per_word;
    room->style.align = ALIGN_JUSTIFY;
    room->style.hyphenate = true;
    set_lines(room, source->bytes, true);
    start = now();
    for (int i = 0; i < BREAKS; i++) set_lines(room, source->bytes, true);
    double justified = (now() - start) * per_word;
    printf("a word %.3f us, in a paragraph %.2f us, with hyphens and justified %.2f us\n",
           1e6 * cached, 1e6 * made, 1e6 * justified);
    close_room(&state);
    return 0;
}
