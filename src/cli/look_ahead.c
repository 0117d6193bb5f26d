/* look_ahead - a process without a document looks through photographs that others will print.
 *
 * It begins with the last ones of the event, while the documents take them from the first on, and
 * stops when nobody is at work any more. */
#include <time.h>

#include "base/map.h"
#include "cli/build.h"

typedef struct Pictures {
    Arena *arena;
    Map seen;
    VEC(Str) paths;
} Pictures;

static void add_pictures(Pictures *pictures, const Record *record);

static void add_value(Pictures *pictures, const Field *field, const Value *value)
{
    if (value->kind == VALUE_LIST)
        for (size_t i = 0; i < value->list.n; i++)
            add_value(pictures, field, &value->list.items[i]);
    else if (value->kind == VALUE_RECORD)
        add_pictures(pictures, value->record);
    else if (value->kind == VALUE_TEXT && !map_add(&pictures->seen, value->text, pictures))
        VEC_PUSH(pictures->arena, &pictures->paths, value->text);
}

/* Those of the record and of what stands within it; what it refers to stands elsewhere. */
static void add_pictures(Pictures *pictures, const Record *record)
{
    for (size_t i = 0; i < record->type->n_fields; i++) {
        const Field *field = &record->type->fields[i];
        bool holds = field->kind == FIELD_PATH || field->kind == FIELD_RECORD;
        if (holds && !(field->flags & FIELD_COMPUTED))
            add_value(pictures, field, record_at(record, i));
    }
}

void look_ahead(void *context, bool (*others_work)(const void *crew), const void *crew)
{
    const struct timespec a_moment = {.tv_nsec = 1000000};
    Build *b = context;
    Arena arena; /* gone with the process */
    Pictures pictures = {.arena = &arena};
    while (others_work(crew) && !judged_is_wanted(b->judged)) nanosleep(&a_moment, NULL);
    if (!others_work(crew)) return;
    arena_init(&arena);
    map_init(&pictures.seen, &arena);
    Images *images = images_open(&arena, b->event->folder, b->cli->diag);
    images_share_judged(images, b->judged);
    add_pictures(&pictures, b->event->root);
    while (others_work(crew)) {
        size_t number = judged_next(b->judged);
        if (number >= pictures.paths.len) break;
        images_look_ahead(images, pictures.paths.items[pictures.paths.len - 1 - number]);
    }
}
