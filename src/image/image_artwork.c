/* image_artwork - the reader's answer as a picture, and what is to be said about it. */
#include <errno.h>
#include <string.h>

#include "base/map.h"
#include "image/image_limits.h"
#include "image/image_parts.h"

/* Cuts pieces off the answer; what would go beyond its end is empty. */
static Str cut(Str *body, uint64_t n)
{
    Str piece = str_slice(*body, 0, n);
    *body = str_slice(*body, n, body->len);
    return piece;
}

static void report_limit(const ImageInput *input, Str limit)
{
    diag_report(input->diag, DIAG_ARTWORK_LIMIT, input->at, input->path, limit);
    diag_hint(input->diag, STR("flatten or simplify the drawing, or export it as a picture"));
}

/* Of a limit that the reader found exceeded, by its name there. */
static Str limit_text(Arena *arena, Str name)
{
    if (str_eq(name, STR("objects")))
        return str_format(arena, "more than %d objects", LIMIT_ARTWORK_OBJECTS);
    if (str_eq(name, STR("depth")))
        return str_format(arena, "objects inside each other more than %d deep",
                          LIMIT_ARTWORK_DEPTH);
    if (str_eq(name, STR("unpacked")))
        return str_format(arena, "more than %d MB of data for one page when unpacked",
                          LIMIT_ARTWORK_UNPACKED / (1024 * 1024));
    return str_format(arena, "more than %d MB of data for one page",
                      LIMIT_ARTWORK_REPLY / (1024 * 1024));
}

static void report_status(const ImageInput *input, const WireReply *head, Str cause)
{
    Arena *arena = input->arena;
    switch ((WireStatus)head->status) {
    case WIRE_OK:
        break;
    case WIRE_DAMAGED:
        image_report_damaged(input, cause.len ? cause : STR("it cannot be read"));
        break;
    case WIRE_LOCKED:
        diag_report(input->diag, DIAG_ARTWORK_LOCKED, input->at, input->path, cause);
        break;
    case WIRE_NO_PAGE:
        diag_report(input->diag, DIAG_ARTWORK_PAGE, input->at, input->path,
                    str_format(arena, "%u", input->page), str_format(arena, "%u", head->n_pages));
        break;
    case WIRE_LIMIT:
        report_limit(input, limit_text(arena, cause));
        break;
    case WIRE_NO_SIZE:
        diag_report(input->diag, DIAG_ARTWORK_NO_SIZE, input->at, input->path);
        break;
    }
}

static void report_flaws(const ImageInput *input, const WireReply *head, Str cause, Str fonts)
{
    if (cause.len) image_report_flaw(input, cause);
    if (fonts.len) diag_report(input->diag, DIAG_ARTWORK_FONTS, input->at, input->path, fonts);
    if (head->traits & (WIRE_ANNOTATIONS | WIRE_SCRIPT))
        diag_report(input->diag, DIAG_ARTWORK_DROPPED, input->at, input->path,
                    head->traits & WIRE_ANNOTATIONS ? STR("notes and form fields")
                                                    : STR("scripts"));
}

/* The same object of the same file, taken in for another page before; else a new one. */
static ArtworkObject *find_object(ArtworkStore *store, Str path, const WireObject *head)
{
    if (!head->id) return ARENA_NEW(store->arena, ArtworkObject);
    Str key = str_format(store->arena, "%.*s%c%u %u", STR_ARG(path), 0, head->id, head->generation);
    ArtworkObject *found = map_find(&store->objects, key);
    if (found) return found;
    found = ARENA_NEW(store->arena, ArtworkObject);
    map_add(&store->objects, key, found);
    return found;
}

/* Indices within the answer become those of the run. False if one is beyond its end. */
static bool renumber(char *text, size_t n, const Artwork *artwork)
{
    for (char *at = text; (at = memchr(at, WIRE_REFERENCE, n - (size_t)(at - text))) != NULL;) {
        uint32_t index;
        if (n - (size_t)(++at - text) < sizeof index) return false;
        memcpy(&index, at, sizeof index);
        if (index >= artwork->n_objects) return false;
        memcpy(at, &artwork->objects[index]->index, sizeof index);
        at += sizeof index;
    }
    return true;
}

/* False after renumbering failed; see above. */
static bool take_text(ArtworkStore *store, const Artwork *artwork, Str text, Str *out)
{
    char *copy = arena_alloc(store->arena, text.len);
    memcpy(copy, text.ptr, text.len);
    *out = (Str){copy, text.len};
    return renumber(copy, text.len, artwork);
}

static bool take_objects(ArtworkStore *store, Str path, Artwork *artwork, Str body)
{
    if (artwork->n_objects > body.len / sizeof(WireObject)) return false;
    WireObject *heads = ARENA_ARRAY(store->arena, WireObject, artwork->n_objects);
    ArtworkObject **objects = ARENA_ARRAY(store->arena, ArtworkObject *, artwork->n_objects);
    Str scan = body;
    artwork->objects = objects;
    for (size_t i = 0; i < artwork->n_objects; i++) {
        Str head = cut(&scan, sizeof *heads);
        if (head.len < sizeof *heads) return false;
        memcpy(&heads[i], head.ptr, sizeof *heads);
        if (cut(&scan, heads[i].n_text).len < heads[i].n_text ||
            cut(&scan, heads[i].n_stream).len < heads[i].n_stream)
            return false;
        objects[i] = find_object(store, path, &heads[i]);
        if (!objects[i]->text.ptr) objects[i]->index = store->n_objects++;
    }
    for (size_t i = 0; i < artwork->n_objects; i++) {
        cut(&body, sizeof *heads);
        Str text = cut(&body, heads[i].n_text), stream = cut(&body, heads[i].n_stream);
        ArtworkObject *object = objects[i];
        if (object->text.ptr) continue;
        char *copy = arena_alloc(store->arena, text.len);
        memcpy(copy, text.ptr, text.len);
        *object = (ArtworkObject){object->index,
                                  (WireLayer)heads[i].layer,
                                  heads[i].is_stream != 0,
                                  {copy, text.len},
                                  str_copy(store->arena, stream)};
        if (!renumber(copy, text.len, artwork)) return false;
    }
    return artwork->n_objects > 0 && objects[0]->is_stream;
}

static uint32_t in_points(int64_t side, uint32_t unit_millionths)
{
    uint64_t thousandths = (uint64_t)side * unit_millionths / 1000000;
    return thousandths < 1                ? 1
           : thousandths > UINT32_MAX / 2 ? UINT32_MAX / 2
                                          : (uint32_t)thousandths;
}

static bool is_area(WireBox box) { return box.left < box.right && box.bottom < box.top; }

static bool is_sound(const WireReply *head, Str body)
{
    return head->n_objects <= body.len / sizeof(WireObject) && is_area(head->trim) &&
           is_area(head->bleed) && head->turn < 360 && head->turn % 90 == 0 &&
           head->unit_millionths > 0;
}

static Str digest(Arena *arena, const ImageInput *input)
{
    return str_format(arena, "%016llx page %u", (unsigned long long)str_hash(input->bytes),
                      input->page);
}

static Image *take_answer(ArtworkStore *store, const ImageInput *input, const WireReply *head,
                          Str body)
{
    Artwork *artwork = ARENA_NEW(store->arena, Artwork);
    *artwork = (Artwork){.n_objects = head->n_objects,
                         .trim = head->trim,
                         .bleed = head->bleed,
                         .turn = head->turn,
                         .page = input->page,
                         .transparent = head->traits & WIRE_TRANSPARENT,
                         .cmyk = head->traits & WIRE_CMYK};
    Str group = cut(&body, head->n_group);
    if (!is_sound(head, body) || !take_objects(store, input->path, artwork, body) ||
        !take_text(store, artwork, group, &artwork->group)) {
        image_report_damaged(input, STR("its reader gave no sound answer"));
        return NULL;
    }
    uint32_t w = in_points((int64_t)head->trim.right - head->trim.left, head->unit_millionths);
    uint32_t h = in_points((int64_t)head->trim.top - head->trim.bottom, head->unit_millionths);
    bool lies = head->turn % 180 == 90;
    Image *image = ARENA_NEW(store->arena, Image);
    *image = (Image){.width_px = lies ? h : w,
                     .height_px = lies ? w : h,
                     .orientation = 1,
                     .kind = IMAGE_ARTWORK,
                     .data = digest(store->arena, input),
                     .artwork = artwork};
    return image;
}

/* False after an error was reported. */
static bool check_svg(const ImageInput *input)
{
    SvgTraits traits = svg_scan(input->bytes);
    if (traits.n_elements > LIMIT_SVG_ELEMENTS) {
        report_limit(input, str_format(input->arena, "more than %d elements", LIMIT_SVG_ELEMENTS));
        return false;
    }
    if (traits.outside.len) {
        diag_report(input->diag, DIAG_ARTWORK_OUTSIDE, input->at, input->path, traits.outside);
        diag_hint(input->diag, STR("embed it in the drawing when you export"));
        return false;
    }
    if (traits.has_text) diag_report(input->diag, DIAG_ARTWORK_TEXT, input->at, input->path);
    return true;
}

static Image *read_page(ArtworkStore *store, const ImageInput *input, WireKind kind, Arena *tmp)
{
    WireReply head = {0};
    Str body = {0};
    switch (artwork_reader_ask(store->reader, tmp, kind, input->page, input->bytes, &head, &body)) {
    case ARTWORK_ANSWERED:
        break;
    case ARTWORK_NO_READER:
        diag_report(input->diag, DIAG_ARTWORK_READER, input->at, input->path,
                    str_from(strerror(errno)));
        return NULL;
    case ARTWORK_SLOW:
        report_limit(input, str_format(input->arena, "more than %d seconds to read it",
                                       LIMIT_ARTWORK_SECONDS));
        return NULL;
    case ARTWORK_LOST:
        image_report_damaged(input, STR("its reader failed on it"));
        return NULL;
    }
    Str cause = cut(&body, head.n_cause), fonts = cut(&body, head.n_fonts);
    report_status(input, &head, cause);
    if (head.status != WIRE_OK) return NULL;
    Image *image = take_answer(store, input, &head, body);
    if (image) report_flaws(input, &head, cause, fonts);
    return image;
}

Image *image_read_artwork(ArtworkStore *store, const ImageInput *input, WireKind kind)
{
    if (kind == WIRE_SVG && !check_svg(input)) return NULL;
    Arena tmp;
    arena_init(&tmp);
    Image *image = read_page(store, input, kind, &tmp);
    arena_free(&tmp);
    return image;
}
