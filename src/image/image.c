/* image - the registry of a run, and telling what kind of file a picture is.
 *
 * Kinds are told by their first bytes, since names lie: browsers save WebP as .jpg, and a download
 * that failed is a page of HTML.
 */
#include "image/image.h"

#include <errno.h>
#include <string.h>

#include "base/map.h"
#include "image/image_file.h"
#include "image/image_limits.h"
#include "image/image_parts.h"

enum { HINTS_MAX = 50 }; /* folders searched for a similar name, in one run */

struct Images {
    Arena *arena;
    Str folder;
    Diag *diag;
    Map entries; /* clean path to Entry */
    uint32_t n_images, n_hints;
};

typedef struct Entry {
    const Image *image; /* NULL: an error was reported */
} Entry;

typedef enum Kind { KIND_PNG, KIND_JPEG, KIND_DRAWING, KIND_PHONE, KIND_OTHER } Kind;

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
    {0, TEXT("%PDF"), KIND_DRAWING, TEXT("a PDF document")},
    {0, TEXT("%!PS"), KIND_DRAWING, TEXT("a PostScript drawing")},
    {0, TEXT("\xC5\xD0\xD3\xC6"), KIND_DRAWING, TEXT("a PostScript drawing")},
    {0, TEXT("PK\x03\x04"), KIND_OTHER, TEXT("a ZIP archive or an office document")},
};

static const Signature UNKNOWN = {0, TEXT(""), KIND_OTHER, TEXT("no picture of a known kind")};

/* SVG and HTML have no fixed start: a tag stands near it, after comments and declarations. */
static const Signature *find_markup(Str bytes)
{
    enum { SEARCHED_BYTES = 2048 };
    static const Signature markup[] = {
        {0, TEXT("<svg"), KIND_DRAWING, TEXT("an SVG drawing")},
        {0, TEXT("<html"), KIND_OTHER, TEXT("a web page")},
        {0, TEXT("<!DOCTYPE html"), KIND_OTHER, TEXT("a web page")},
    };
    Str start = str_slice(bytes, 0, SEARCHED_BYTES);
    for (size_t i = 0; i < sizeof markup / sizeof *markup; i++)
        if (str_find(start, markup[i].bytes) >= 0) return &markup[i];
    return &UNKNOWN;
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
    static const Str png[] = {TEXT(".png"), TEXT(".apng")};
    static const Str jpeg[] = {TEXT(".jpg"), TEXT(".jpeg"), TEXT(".jpe"), TEXT(".jfif")};
    bool is_png = signature->kind == KIND_PNG;
    const Str *accepted = is_png ? png : jpeg;
    size_t n = is_png ? sizeof png / sizeof *png : sizeof jpeg / sizeof *jpeg;
    for (size_t i = 0; i < n; i++)
        if (has_suffix(input->path, accepted[i])) return;
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
        [KIND_DRAWING] = TEXT("export the drawing as PNG, at least 2000 pixels wide for print"),
        [KIND_PHONE] = TEXT("export it as JPEG (on an iPhone: Settings, Camera, Formats, Most "
                            "Compatible)"),
        [KIND_OTHER] = TEXT("save it as PNG (logos, screenshots) or JPEG (photos)"),
    };
    diag_report(input->diag, DIAG_IMAGE_KIND, input->at, input->path, signature->name);
    diag_hint(input->diag, hints[signature->kind]);
}

static Image *decode(const ImageInput *input)
{
    if (input->bytes.len == 0) {
        image_report_damaged(input, STR("the file is empty"));
        return NULL;
    }
    const Signature *signature = find_signature(input->bytes);
    if (signature->kind != KIND_PNG && signature->kind != KIND_JPEG) {
        report_kind(input, signature);
        return NULL;
    }
    Image *image = signature->kind == KIND_PNG ? image_read_png(input) : image_read_jpeg(input);
    if (!image) return NULL;
    check_suffix(input, signature);
    image->path = str_copy(input->arena, input->path);
    return image;
}

const Image *image_decode(Arena *arena, Str path, Str bytes, Span at, Diag *diag)
{
    return decode(&(ImageInput){arena, path, bytes, at, diag});
}

Images *images_open(Arena *arena, Str folder, Diag *diag)
{
    Images *images = ARENA_NEW(arena, Images);
    *images = (Images){.arena = arena, .folder = str_copy(arena, folder), .diag = diag};
    map_init(&images->entries, arena);
    return images;
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

static void report_fault(Images *images, Arena *tmp, FileFault fault, Str path, Str clean, Span at)
{
    Diag *diag = images->diag;
    switch (fault) {
    case FILE_OK:
        break;
    case FILE_MISSING:
        report_missing(images, tmp, path, clean, at);
        break;
    case FILE_OUTSIDE:
        diag_report(diag, DIAG_IMAGE_OUTSIDE, at, path);
        break;
    case FILE_UNREADABLE:
        diag_report(diag, DIAG_FILE_UNREADABLE, at, path, str_from(strerror(errno)));
        break;
    case FILE_NOT_REGULAR:
        diag_report(diag, DIAG_FILE_NOT_REGULAR, at, path);
        break;
    case FILE_TOO_LARGE:
        diag_report(diag, DIAG_FILE_TOO_LARGE, at, path,
                    str_format(tmp, "%d MB", LIMIT_IMAGE_BYTES / (1024 * 1024)));
        diag_hint(diag, STR("export the picture smaller; 300 pixels an inch are enough for print"));
        break;
    }
}

static const Image *load(Images *images, Arena *tmp, Str path, Str clean, Span at)
{
    Str bytes;
    FileFault fault = image_file_read(tmp, images->folder, clean, LIMIT_IMAGE_BYTES, &bytes);
    if (fault != FILE_OK) {
        report_fault(images, tmp, fault, path, clean, at);
        return NULL;
    }
    Image *image = decode(&(ImageInput){images->arena, path, bytes, at, images->diag});
    if (image) image->index = images->n_images++;
    return image;
}

const Image *images_find(Images *images, Str path, Span at)
{
    Str clean;
    if (!image_file_clean(images->arena, path, &clean)) {
        diag_report(images->diag, DIAG_IMAGE_PATH, at, str_slice(path, 0, 200));
        return NULL;
    }
    Entry *entry = map_find(&images->entries, clean);
    if (entry) return entry->image;
    entry = ARENA_NEW(images->arena, Entry);
    map_add(&images->entries, clean, entry);
    Arena tmp;
    arena_init(&tmp);
    entry->image = load(images, &tmp, path, clean, at);
    arena_free(&tmp);
    return entry->image;
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
