/* image - the registry of a run, and telling what kind of file a picture is.
 *
 * Kinds are told by their first bytes, since names lie: browsers save WebP as .jpg, and a download
 * that failed is a page of HTML.
 */
#include "image/image.h"

#include <errno.h>
#include <string.h>

#include "base/confined.h"
#include "base/map.h"
#include "image/image_file.h"
#include "image/image_limits.h"
#include "image/image_parts.h"

enum {
    HINTS_MAX = 50, /* folders searched for a similar name, in one run */
    ORDINARY_BYTES = 1024 * 1024,
};

struct Images {
    Arena *arena;
    Str folder;
    Diag *diag;
    Map entries; /* clean path, and the page where it is not the first, to Entry */
    uint32_t n_images, n_hints;
    ArtworkStore artwork;
    bool keeps_no_data;
    Judged *judged; /* NULL: shared with nobody */
    Arena tmp;      /* of one picture's reading after the other */
};

typedef struct Entry {
    const Image *image; /* NULL: an error was reported */
} Entry;

typedef enum Kind {
    KIND_PNG,
    KIND_JPEG,
    KIND_PDF,
    KIND_SVG,
    KIND_DRAWING,
    KIND_PHONE,
    KIND_OTHER,
} Kind;

typedef struct Signature {
    size_t offset;
    Str bytes;
    Kind kind;
    Str name;
} Signature;

#define TEXT(literal)                   \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

static const Signature SIGNATURES[] = {
    {0, TEXT("\x89PNG"), KIND_PNG, TEXT("a PNG picture")},
    {0, TEXT("\xFF\xD8\xFF"), KIND_JPEG, TEXT("a JPEG picture")},
    {0, TEXT("GIF8"), KIND_OTHER, TEXT("a GIF picture")},
    {8, TEXT("WEBP"), KIND_OTHER, TEXT("a WebP picture")},
    {0, TEXT("BM"), KIND_OTHER, TEXT("a BMP picture")},
    {0, TEXT("II*\0"), KIND_OTHER, TEXT("a TIFF picture")},
    {0, TEXT("MM\0*"), KIND_OTHER, TEXT("a TIFF picture")},
    {0, TEXT("8BPS"), KIND_OTHER, TEXT("a Photoshop file")},
    {4, TEXT("ftypavif"), KIND_OTHER, TEXT("an AVIF picture")},
    {4, TEXT("ftyphei"), KIND_PHONE, TEXT("a HEIC picture")},
    {4, TEXT("ftyphev"), KIND_PHONE, TEXT("a HEIC picture")},
    {4, TEXT("ftypmif1"), KIND_PHONE, TEXT("a HEIC picture")},
    {4, TEXT("ftypmsf1"), KIND_PHONE, TEXT("a HEIC picture")},
    {0, TEXT("%PDF"), KIND_PDF, TEXT("a PDF document")},
    {0, TEXT("%!PS"), KIND_DRAWING, TEXT("a PostScript drawing")},
    {0, TEXT("\xC5\xD0\xD3\xC6"), KIND_DRAWING, TEXT("a PostScript drawing")},
    {0, TEXT("PK\x03\x04"), KIND_OTHER, TEXT("a ZIP archive or an office document")},
};

static const Signature UNKNOWN = {0, TEXT(""), KIND_OTHER, TEXT("no picture of a known kind")};

/* SVG and HTML have no fixed start: a tag stands near it, after comments and declarations. */
static const Signature *find_markup(Str bytes)
{
    enum { SEARCHED_BYTES = 8192 };
    static const Signature markup[] = {
        {0, TEXT("<svg"), KIND_SVG, TEXT("an SVG drawing")},
        {0, TEXT("<html"), KIND_OTHER, TEXT("a web page")},
        {0, TEXT("<!DOCTYPE html"), KIND_OTHER, TEXT("a web page")},
    };
    Str start = str_slice(bytes, 0, SEARCHED_BYTES);
    const Signature *first = &UNKNOWN; /* a web page may hold drawings */
    for (size_t i = 0; i < sizeof markup / sizeof *markup; i++) {
        ptrdiff_t at = str_find(start, markup[i].bytes);
        if (at < 0) continue;
        first = &markup[i];
        start = str_slice(start, 0, (size_t)at);
    }
    return first;
}

static const Signature *find_signature(Str bytes)
{
    for (size_t i = 0; i < sizeof SIGNATURES / sizeof *SIGNATURES; i++) {
        const Signature *s = &SIGNATURES[i];
        if (str_starts(str_slice(bytes, s->offset, bytes.len), s->bytes)) return s;
    }
    return find_markup(bytes);
}

static bool has_suffix(Str path, Str suffix)
{
    if (path.len < suffix.len) return false;
    for (size_t i = 0; i < suffix.len; i++) {
        char c = path.ptr[path.len - suffix.len + i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 'a' - 'A');
        if (c != suffix.ptr[i]) return false;
    }
    return true;
}

/* Without a suffix the name says nothing, which is no contradiction. */
static void check_suffix(const ImageInput *input, const Signature *signature)
{
    static const struct {
        Kind kind;
        Str suffix;
    } accepted[] = {
        {KIND_PNG, TEXT(".png")},   {KIND_PNG, TEXT(".apng")}, {KIND_JPEG, TEXT(".jpg")},
        {KIND_JPEG, TEXT(".jpeg")}, {KIND_JPEG, TEXT(".jpe")}, {KIND_JPEG, TEXT(".jfif")},
        {KIND_PDF, TEXT(".pdf")},   {KIND_PDF, TEXT(".ai")},   {KIND_SVG, TEXT(".svg")}};
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++)
        if (accepted[i].kind == signature->kind && has_suffix(input->path, accepted[i].suffix))
            return;
    for (size_t i = input->path.len; i-- > 0 && input->path.ptr[i] != '/';) {
        if (input->path.ptr[i] != '.') continue;
        Str suffix = str_slice(input->path, i, input->path.len);
        diag_report(input->diag, DIAG_IMAGE_SUFFIX, input->at, input->path, signature->name,
                    suffix);
        return;
    }
}

static void report_kind(const ImageInput *input, const Signature *signature)
{
    static const Str hints[] = {
        [KIND_PDF] = TEXT("export the page as PNG"),
        [KIND_SVG] = TEXT("export the drawing as PNG"),
        [KIND_DRAWING] = TEXT("export the drawing as PDF or SVG"),
        [KIND_PHONE] = TEXT("export it as JPEG (on an iPhone: Settings, Camera, Formats, Most "
                            "Compatible)"),
        [KIND_OTHER] = TEXT("save it as PNG (logos, screenshots) or JPEG (photos)"),
    };
    diag_report(input->diag, DIAG_IMAGE_KIND, input->at, input->path, signature->name);
    diag_hint(input->diag, hints[signature->kind]);
}

static void report_large(const ImageInput *input, int limit_bytes)
{
    diag_report(input->diag, DIAG_FILE_TOO_LARGE, input->at, input->path,
                str_format(input->arena, "%d MB", limit_bytes / (1024 * 1024)));
    diag_hint(input->diag,
              STR("export the picture smaller; 300 pixels an inch are enough for print"));
}

/* A drawing may hold pictures and so be larger than one. */
static bool check_length(const ImageInput *input, bool drawing)
{
    if (drawing || input->bytes.len <= LIMIT_IMAGE_BYTES) return true;
    report_large(input, LIMIT_IMAGE_BYTES);
    return false;
}

static bool check_page(const ImageInput *input, Kind kind)
{
    if (kind == KIND_PDF || input->page <= 1) return true;
    diag_report(input->diag, DIAG_ARTWORK_PAGE, input->at, input->path,
                str_format(input->arena, "%u", input->page), STR("1"));
    return false;
}

/* `artwork`: NULL where drawings are not taken. */
static Image *decode(const ImageInput *input, ArtworkStore *artwork)
{
    if (input->bytes.len == 0) {
        image_report_damaged(input, STR("the file is empty"));
        return NULL;
    }
    const Signature *signature = find_signature(input->bytes);
    Kind kind = signature->kind;
    bool drawing = kind == KIND_PDF || kind == KIND_SVG;
    if ((drawing && !artwork) || kind > KIND_SVG) {
        report_kind(input, signature);
        return NULL;
    }
    if (!check_length(input, drawing) || !check_page(input, kind)) return NULL;
    if (kind == KIND_JPEG && input->judged) judged_want(input->judged);
    Image *image = drawing
                       ? image_read_artwork(artwork, input, kind == KIND_PDF ? WIRE_PDF : WIRE_SVG)
                   : kind == KIND_PNG ? image_read_png(input)
                                      : image_read_jpeg(input);
    if (!image) return NULL;
    check_suffix(input, signature);
    image->path = str_copy(input->arena, input->path);
    return image;
}

const Image *image_decode(Arena *arena, Str path, Str bytes, Span at, Diag *diag)
{
    Arena tmp;
    arena_init(&tmp);
    const ImageInput input = {.arena = arena,
                              .tmp = &tmp,
                              .path = path,
                              .bytes = bytes,
                              .at = at,
                              .diag = diag,
                              .page = 1};
    const Image *image = decode(&input, NULL);
    arena_free(&tmp);
    return image;
}

Images *images_open(Arena *arena, Str folder, Diag *diag)
{
    Images *images = ARENA_NEW(arena, Images);
    *images = (Images){.arena = arena, .folder = str_copy(arena, folder), .diag = diag};
    map_init(&images->entries, arena);
    images->artwork.arena = arena;
    map_init(&images->artwork.objects, arena);
    images_set_reader(images, STR("etalase-artwork"));
    arena_init(&images->tmp);
    /* A block that most pictures fit in: it stays while the arena is rewound. */
    arena_alloc_raw(&images->tmp, ORDINARY_BYTES);
    arena_rewind(&images->tmp, (ArenaMark){0});
    return images;
}

void images_set_reader(Images *images, Str program)
{
    images->artwork.reader = artwork_reader_new(images->arena, program);
}

void images_keep_no_data(Images *images) { images->keeps_no_data = true; }

void images_share_judged(Images *images, Judged *judged) { images->judged = judged; }

void images_look_ahead(Images *images, Str path)
{
    Str clean, bytes;
    FileId file;
    if (!image_file_clean(&images->tmp, path, &clean) ||
        confined_read(&images->tmp, images->folder, clean, LIMIT_IMAGE_BYTES, &bytes, &file) !=
            CONFINED_OK)
        bytes = STR("");
    if (find_signature(bytes)->kind == KIND_JPEG && !judged_is_whole(images->judged, &file) &&
        jpeg_is_whole(&images->tmp, bytes))
        judged_add_whole(images->judged, &file);
    arena_rewind(&images->tmp, (ArenaMark){0});
}

void images_close(Images *images)
{
    artwork_reader_close(images->artwork.reader);
    arena_free(&images->tmp);
}

static void report_missing(Images *images, Arena *tmp, Str path, Str clean, Span at)
{
    diag_report(images->diag, DIAG_FILE_MISSING, at, path);
    if (images->n_hints++ >= HINTS_MAX) return;
    Str alike = image_file_alike(tmp, images->folder, clean);
    if (alike.len)
        diag_hint(images->diag,
                  str_format(tmp,
                             "did you mean `%.*s`? Capital letters and accents must be the same",
                             STR_ARG(alike)));
}

static void report_fault(Images *images, Arena *tmp, ConfinedFault fault, Str path, Str clean,
                         Span at)
{
    const ImageInput input = {.arena = tmp, .path = path, .at = at, .diag = images->diag};
    Diag *diag = images->diag;
    switch (fault) {
    case CONFINED_OK:
        break;
    case CONFINED_MISSING:
        report_missing(images, tmp, path, clean, at);
        break;
    case CONFINED_BAD_PATH:
    case CONFINED_OUTSIDE:
        diag_report(diag, DIAG_IMAGE_OUTSIDE, at, path);
        break;
    case CONFINED_UNREADABLE:
        diag_report(diag, DIAG_FILE_UNREADABLE, at, path, str_from(strerror(errno)));
        break;
    case CONFINED_NOT_REGULAR:
        diag_report(diag, DIAG_FILE_NOT_REGULAR, at, path);
        break;
    case CONFINED_TOO_LARGE:
        report_large(&input, LIMIT_ARTWORK_BYTES);
        break;
    }
}

static const Image *load(Images *images, Arena *tmp, Str path, Str clean, uint32_t page, Span at)
{
    Str bytes;
    FileId file;
    ConfinedFault fault =
        confined_read(tmp, images->folder, clean, LIMIT_ARTWORK_BYTES, &bytes, &file);
    if (fault != CONFINED_OK) {
        report_fault(images, tmp, fault, path, clean, at);
        return NULL;
    }
    const ImageInput input = {.arena = images->arena,
                              .tmp = tmp,
                              .path = path,
                              .bytes = bytes,
                              .at = at,
                              .diag = images->diag,
                              .page = page,
                              .judged_only = images->keeps_no_data,
                              .file = file,
                              .judged = images->judged};
    Image *image = decode(&input, &images->artwork);
    if (image) image->index = images->n_images++;
    return image;
}

const Image *images_find_page(Images *images, Str path, uint32_t page, Span at)
{
    Str clean, key;
    if (!image_file_clean(images->arena, path, &clean)) {
        diag_report(images->diag, DIAG_IMAGE_PATH, at, str_slice(path, 0, 200));
        return NULL;
    }
    key = page == 1 ? clean : str_format(images->arena, "%.*s%c%u", STR_ARG(clean), 0, page);
    Entry *entry = map_find(&images->entries, key);
    if (entry) return entry->image;
    entry = ARENA_NEW(images->arena, Entry);
    map_add(&images->entries, key, entry);
    entry->image = load(images, &images->tmp, path, clean, page, at);
    arena_rewind(&images->tmp, (ArenaMark){0});
    return entry->image;
}

const Image *images_find(Images *images, Str path, Span at)
{
    return images_find_page(images, path, 1, at);
}

static bool is_turned(const Image *image) { return image->orientation >= 5; }

uint32_t image_shown_width(const Image *image)
{
    return is_turned(image) ? image->height_px : image->width_px;
}

uint32_t image_shown_height(const Image *image)
{
    return is_turned(image) ? image->width_px : image->height_px;
}

void image_report_damaged(const ImageInput *input, Str cause)
{
    diag_report(input->diag, DIAG_IMAGE_DAMAGED, input->at, input->path, cause);
    diag_hint(input->diag, STR("copy or export it again from the original"));
}

void image_report_flaw(const ImageInput *input, Str flaw)
{
    diag_report(input->diag, DIAG_IMAGE_FLAW, input->at, input->path, flaw);
}

void image_report_unsupported(const ImageInput *input, Str trait, Str hint)
{
    diag_report(input->diag, DIAG_IMAGE_UNSUPPORTED, input->at, input->path, trait);
    diag_hint(input->diag, hint);
}

bool image_check_size(const ImageInput *input, uint32_t width, uint32_t height)
{
    bool fits = width <= LIMIT_IMAGE_SIDE && height <= LIMIT_IMAGE_SIDE &&
                (uint64_t)width * height <= LIMIT_IMAGE_PIXELS;
    if (fits) return true;
    Arena *arena = input->arena;
    diag_report(input->diag, DIAG_IMAGE_PIXELS, input->at, input->path,
                str_format(arena, "%u", width), str_format(arena, "%u", height),
                str_format(arena, "%d", LIMIT_IMAGE_PIXELS / 1000000),
                str_format(arena, "%d", LIMIT_IMAGE_SIDE));
    return false;
}

int image_ppi_x100(uint32_t density, uint32_t unit_um)
{
    enum { UM_PER_INCH = 25400, PPI_MAX = 20000 };
    uint64_t ppi_x100 = ((uint64_t)density * UM_PER_INCH * 100 + unit_um / 2) / unit_um;
    return ppi_x100 <= PPI_MAX * 100 ? (int)ppi_x100 : 0;
}
