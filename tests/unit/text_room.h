/* text_room - what tests of paragraphs share: fonts, a cache, a style, and short ways to set text.
 */
#ifndef ETALASE_TESTS_TEXT_ROOM_H
#define ETALASE_TESTS_TEXT_ROOM_H

#include <stdlib.h>

#include "text/compose.h"

typedef struct Room {
    Arena arena;
    Diag *diag;
    Fonts *fonts;
    TextContext context;
    TextStyle style;
    TextSpan span;
} Room;

static inline int open_room(void **state)
{
    Room *room = calloc(1, sizeof *room);
    arena_init(&room->arena);
    room->diag = diag_new(&room->arena, 0);
    Str folder = STR("fonts");
    room->fonts = fonts_open(&room->arena, &folder, 1, room->diag);
    room->context = (TextContext){room->fonts, room->diag, text_cache_new(&room->arena)};
    room->style = (TextStyle){.family = STR("Plus Jakarta Sans"),
                              .weight = 400,
                              .size = LEN_PT(10),
                              .leading = LEN_PT(14),
                              .width_percent_x100 = 10000,
                              .lang = STR("id")};
    *state = room;
    return 0;
}

static inline int close_room(void **state)
{
    Room *room = *state;
    text_cache_close(room->context.cache);
    fonts_close(room->fonts);
    arena_free(&room->arena);
    free(room);
    return 0;
}

static inline Para *make(Room *room, const char *text)
{
    TextSpan *span = ARENA_NEW(&room->arena, TextSpan);
    TextStyle *style = ARENA_NEW(&room->arena, TextStyle);
    *style = room->style;
    *span = (TextSpan){.text = str_from(text), .style = style, .from = room->span.from};
    return para_new(&room->arena, &room->context, span, 1);
}

static inline Lines set(Room *room, const char *text, Len width)
{
    return para_break(&room->arena, make(room, text), width);
}

static inline Str dump(Room *room, const Lines *lines)
{
    StrBuf buf;
    strbuf_init(&buf, &room->arena);
    lines_dump(lines, &buf);
    return strbuf_str(&buf);
}

static inline bool has_fallback(Room *room, uint32_t codepoint, const char *family)
{
    Font *like = fonts_find(room->fonts, STR("Plus Jakarta Sans"), 400, false);
    Font *font = fonts_fallback(room->fonts, like, codepoint, STR("id"));
    return font && str_eq(font_family(font), str_from(family));
}

#endif
