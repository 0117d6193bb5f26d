/* test_artwork - pages of PDFs and SVG drawings, sound, damaged and hostile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"
#include "image/artwork.h"
#include "image/image_limits.h"
#include "image/image_parts.h"

static Arena arena;
static Diag *diag;
static Images *images;
static char folder[64];

/* The reader stands beside the folder of the unit programs. */
static Str reader_path(void)
{
    char *path = arena_alloc(&arena, 4096);
    ssize_t n = readlink("/proc/self/exe", path, 4000);
    assert_true(n > 0);
    *strrchr(path, '/') = '\0';
    strcpy(strrchr(path, '/'), "/etalase-artwork");
    return str_from(path);
}

static void open_images(Str reader)
{
    diag = diag_new(&arena, 0);
    images = images_open(&arena, str_from(folder), diag);
    images_set_reader(images, reader);
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    mkdir("build", 0777);
    strcpy(folder, "build/test-artwork.XXXXXX");
    if (!mkdtemp(folder)) return -1;
    open_images(reader_path());
    return 0;
}

static void run(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A command in the test's folder. */
static void run(const char *format, ...)
{
    char command[1024];
    int used = snprintf(command, sizeof command, "cd '%s' && ", folder);
    va_list args;
    va_start(args, format);
    vsnprintf(command + used, sizeof command - (size_t)used, format, args);
    va_end(args);
    assert_int_equal(system(command), 0);
}

static int tear_down(void **state)
{
    (void)state;
    images_close(images);
    run("rm -rf \"$PWD\"");
    arena_free(&arena);
    return 0;
}

static void put(const char *name, Str bytes)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    fclose(file);
}

typedef VEC(Str) Bodies;

static Str write_pdf(const Bodies *objects)
{
    StrBuf out;
    strbuf_init(&out, &arena);
    size_t *offsets = ARENA_ARRAY(&arena, size_t, objects->len);
    strbuf_add(&out, STR("%PDF-1.7\n"));
    for (size_t i = 0; i < objects->len; i++) {
        offsets[i] = out.len;
        strbuf_format(&out, "%zu 0 obj\n%.*s\nendobj\n", i + 1, STR_ARG(objects->items[i]));
    }
    size_t start = out.len;
    strbuf_format(&out, "xref\n0 %zu\n0000000000 65535 f \n", objects->len + 1);
    for (size_t i = 0; i < objects->len; i++) strbuf_format(&out, "%010zu 00000 n \n", offsets[i]);
    strbuf_format(&out, "trailer\n<< /Size %zu /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                  objects->len + 1, start);
    return strbuf_str(&out);
}

/* A document of one page, object 3, with content 4 and further objects from 5 on. `root` and `page`
 * are further entries. */
static Str one_page(const char *root, const char *page, size_t n_more, const char *const more[])
{
    Bodies objects = {0};
    VEC_PUSH(&arena, &objects, str_format(&arena, "<< /Type /Catalog /Pages 2 0 R %s >>", root));
    VEC_PUSH(&arena, &objects, STR("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"));
    VEC_PUSH(&arena, &objects,
             str_format(&arena, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R %s >>", page));
    VEC_PUSH(&arena, &objects, STR("<< /Length 21 >>\nstream\n1 0 0 rg 0 0 9 9 re f\nendstream"));
    for (size_t i = 0; i < n_more; i++) VEC_PUSH(&arena, &objects, str_from(more[i]));
    return write_pdf(&objects);
}

static const DiagReport *last_report(void)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(diag, &n);
    assert_true(n > 0);
    return reports[n - 1];
}

static const Image *find(const char *name, uint32_t page)
{
    return images_find_page(images, str_from(name), page, (Span){0});
}

static const Image *take(const char *name, Str bytes)
{
    put(name, bytes);
    const Image *image = find(name, 1);
    if (!image) diag_print(diag, stderr, (DiagStyle){0});
    assert_non_null(image);
    assert_non_null(image->artwork);
    return image;
}

static void assert_told(DiagCode code, const char *text)
{
    assert_int_equal(last_report()->code, code);
    if (str_find(last_report()->text, str_from(text)) < 0)
        fail_msg("%.*s", STR_ARG(last_report()->text));
}

static void refuse(const char *name, Str bytes, DiagCode code, const char *text)
{
    open_images(reader_path());
    put(name, bytes);
    assert_null(find(name, 1));
    assert_int_equal(diag_errors(diag), 1);
    assert_told(code, text);
    images_close(images);
}

static bool has(Str text, const char *part) { return str_find(text, str_from(part)) >= 0; }

static void assert_box(WireBox box, int left, int bottom, int right, int top)
{
    assert_int_equal(box.left, left * 1000);
    assert_int_equal(box.bottom, bottom * 1000);
    assert_int_equal(box.right, right * 1000);
    assert_int_equal(box.top, top * 1000);
}

static void boxes_of_a_page(void **state)
{
    (void)state;
    const Image *image = take("media.pdf", one_page("", "/MediaBox [0 0 200 100]", 0, NULL));
    assert_int_equal(image->width_px, 200000);
    assert_int_equal(image->height_px, 100000);
    assert_box(image->artwork->trim, 0, 0, 200, 100);
    image =
        take("crop.pdf", one_page("", "/MediaBox [0 0 200 100] /CropBox [150 -9 10 90]", 0, NULL));
    assert_box(image->artwork->trim, 10, 0, 150, 90);
    image = take("trim.pdf", one_page("",
                                      "/MediaBox [-20 0 200 100] /CropBox [0 0 190 90] /TrimBox "
                                      "[10 10 110 60] /BleedBox [7 7 113 63]",
                                      0, NULL));
    assert_box(image->artwork->trim, 10, 10, 110, 60);
    assert_box(image->artwork->bleed, 7, 7, 113, 63);
    image = take("turned.pdf",
                 one_page("", "/MediaBox [0 0 200 100] /Rotate -90 /UserUnit 2.5", 0, NULL));
    assert_int_equal(image->artwork->turn, 270);
    assert_int_equal(image->width_px, 250000);
    assert_int_equal(image->height_px, 500000);
    assert_int_equal(diag_warnings(diag), 0);
}

/* Two pages that share an inherited font with circles in it; the font leads back to the pages. */
static Str two_pages(void)
{
    Bodies objects = {0};
    const char *const bodies[] = {
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 50 50]\n"
        "/Resources << /Font << /F#201 5 0 R >> >> >>",
        "<< /Type /Page /Parent 2 0 R /Contents [6 0 R 6 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>",
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs "
        "<< /a 7 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths "
        "[1] /Resources << /Font << /Me 5 0 R >> >> /Owner 3 0 R /Tree 2 0 R >>",
        "<< /Length 23 >>\nstream\nBT /F#201 9 Tf (a)Tj ET\nendstream",
        "<< /Length 27 /PieceInfo 1 0 R /Metadata 6 0 R >>\nstream\n1 0 0 0 1 1 d1 0 0 1 1 re "
        "f\nendstream"};
    for (size_t i = 0; i < 7; i++) VEC_PUSH(&arena, &objects, str_from(bodies[i]));
    return write_pdf(&objects);
}

static void objects_are_shared_and_end(void **state)
{
    (void)state;
    const Artwork *first = take("two.pdf", two_pages())->artwork;
    const Image *image = find("two.pdf", 2);
    assert_non_null(image);
    const Artwork *second = image->artwork;
    assert_int_equal(first->n_objects, 4); /* form, resources, font, glyph */
    assert_int_equal(second->n_objects, 4);
    for (size_t i = 1; i < 4; i++) assert_ptr_equal(first->objects[i], second->objects[i]);
    assert_ptr_not_equal(first->objects[0], second->objects[0]);
    Str font = first->objects[2]->text;
    assert_true(has(font, "/Owner null"));
    assert_true(has(font, "/Tree null"));
    char self[16] = "/Me \1";
    memcpy(self + 5, &first->objects[2]->index, 4);
    assert_true(str_find(font, (Str){self, 9}) >= 0);
    assert_true(has(first->objects[1]->text, "/F#201"));
    assert_false(has(first->objects[3]->text, "PieceInfo"));
    assert_ptr_equal(find("two.pdf", 2), image); /* read once */
    assert_false(str_eq(find("two.pdf", 1)->data, image->data));
    assert_null(find("two.pdf", 3));
    assert_told(DIAG_ARTWORK_PAGE, "two.pdf has no page 3; its last page is 2");
}

static void layers_keep_their_state(void **state)
{
    (void)state;
    static const char *const more[] = {"<< /Type /OCG /Name (on) >>",
                                       "<< /Type /OCG /Name (off) >>"};
    Str pdf = one_page("/OCProperties << /OCGs [5 0 R 6 0 R] /D << /OFF [6 0 R] >> >>",
                       "/MediaBox [0 0 9 9] /Resources << /Properties << /A 5 0 R /B 6 0 R >> >>",
                       2, more);
    const Artwork *artwork = take("layers.pdf", pdf)->artwork;
    assert_int_equal(artwork->n_objects, 3);
    assert_int_equal(artwork->objects[1]->layer, WIRE_LAYER_SHOWN);
    assert_int_equal(artwork->objects[2]->layer, WIRE_LAYER_HIDDEN);
    pdf = one_page("/OCProperties << /OCGs [5 0 R 6 0 R] /D << /BaseState /OFF /ON [5 0 R] >> >>",
                   "/MediaBox [0 0 9 9] /Resources << /Properties << /A 5 0 R /B 6 0 R >> >>", 2,
                   more);
    artwork = take("base.pdf", pdf)->artwork;
    assert_int_equal(artwork->objects[1]->layer, WIRE_LAYER_SHOWN);
    assert_int_equal(artwork->objects[2]->layer, WIRE_LAYER_HIDDEN);
}

static void what_is_lost_is_told(void **state)
{
    (void)state;
    static const char *const font[] = {"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
    take("font.pdf",
         one_page("", "/MediaBox [0 0 9 9] /Resources << /Font << /F 5 0 R >> >>", 1, font));
    assert_told(DIAG_ARTWORK_FONTS, "font.pdf uses fonts that are not in the file: Helvetica");
    static const char *const note[] = {
        "<< /Type /Annot /Subtype /Link /Rect [0 0 1 1] >>",
        "<< /Type /Annot /Subtype /FreeText /Rect [0 0 1 1] /Contents (hi) >>"};
    take("note.pdf", one_page("", "/MediaBox [0 0 9 9] /Annots [5 0 R 6 0 R]", 2, note));
    assert_told(DIAG_ARTWORK_DROPPED, "note.pdf has notes and form fields, which are left out");
    take("script.pdf", one_page("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
                                "/MediaBox [0 0 9 9]", 0, NULL));
    assert_told(DIAG_ARTWORK_DROPPED, "script.pdf has scripts, which are left out");
    size_t before = diag_warnings(diag);
    take("link.pdf", one_page("", "/MediaBox [0 0 9 9] /Annots [5 0 R]", 1, note));
    assert_int_equal(diag_warnings(diag), before); /* a link has no ink */
}

static void see_through_and_inks(void **state)
{
    (void)state;
    const Artwork *plain = take("plain.pdf", one_page("", "/MediaBox [0 0 9 9]", 0, NULL))->artwork;
    assert_false(plain->transparent || plain->cmyk);
    Str pdf = one_page("",
                       "/MediaBox [0 0 9 9] /Group << /S /Transparency /CS /DeviceCMYK >> "
                       "/Resources << /ExtGState << /G << /ca .5 >> >> >>",
                       0, NULL);
    const Artwork *artwork = take("clear.pdf", pdf)->artwork;
    assert_true(artwork->transparent && artwork->cmyk);
    assert_true(has(artwork->group, "/S /Transparency"));
    pdf =
        one_page("", "/MediaBox [0 0 9 9] /Resources << /ExtGState << /G << /BM /Multiply >> >> >>",
                 0, NULL);
    assert_true(take("blend.pdf", pdf)->artwork->transparent);
}

static void locked_files(void **state)
{
    (void)state;
    put("open.pdf", one_page("", "/MediaBox [0 0 9 9]", 0, NULL));
    run("qpdf --encrypt secret owner 256 -- open.pdf locked.pdf");
    run("qpdf --encrypt '' owner 256 --print=none -- open.pdf noprint.pdf");
    run("qpdf --encrypt '' owner 256 --modify=none -- open.pdf readable.pdf");
    assert_null(find("locked.pdf", 1));
    assert_told(DIAG_ARTWORK_LOCKED, "locked.pdf is locked: it opens with a password alone");
    assert_null(find("noprint.pdf", 1));
    assert_told(DIAG_ARTWORK_LOCKED, "its author allows no printing in full quality");
    const Image *image = find("readable.pdf", 1);
    assert_non_null(image);
    assert_true(has(image->artwork->objects[0]->stream, "1 0 0 rg 0 0 9 9 re"));
}

static void damaged_files(void **state)
{
    (void)state;
    images_close(images);
    refuse("empty.pdf", STR("%PDF-1.7\n"), DIAG_IMAGE_DAMAGED, "empty.pdf is damaged");
    Str whole = one_page("", "/MediaBox [0 0 9 9]", 0, NULL);
    refuse("head.pdf", str_slice(whole, 0, 30), DIAG_IMAGE_DAMAGED, "head.pdf is damaged");
    refuse("size.pdf", one_page("", "/MediaBox [0 0 0 9]", 0, NULL), DIAG_ARTWORK_NO_SIZE,
           "size.pdf does not say how large it is");
    Bodies none = {0};
    VEC_PUSH(&arena, &none, STR("<< /Type /Catalog /Pages 2 0 R >>"));
    VEC_PUSH(&arena, &none, STR("<< /Type /Pages /Kids [] /Count 0 >>"));
    refuse("none.pdf", write_pdf(&none), DIAG_ARTWORK_PAGE, "has no page 1; its last page is 0");
    static const char *const bad[] = {
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace "
        "/DeviceGray /Filter /FlateDecode /Length 9 >>\nstream\nnonsense!\nendstream"};
    refuse("stream.pdf",
           one_page("", "/MediaBox [0 0 9 9] /Resources << /XObject << /I 5 0 R >> >>", 1, bad),
           DIAG_IMAGE_DAMAGED, "stream.pdf is damaged");
    open_images(reader_path());
    StrBuf cut; /* the table of objects is gone: the file is mended, and that is told */
    strbuf_init(&cut, &arena);
    strbuf_add(&cut, str_slice(whole, 0, (size_t)str_find(whole, STR("xref"))));
    strbuf_add(&cut, STR("trailer << /Root 1 0 R >>\n"));
    take("mended.pdf", strbuf_str(&cut));
    assert_told(DIAG_IMAGE_FLAW, "mended.pdf has a small flaw");
}

static void hostile_files(void **state)
{
    (void)state;
    images_close(images);
    StrBuf many;
    strbuf_init(&many, &arena);
    Bodies objects = {0};
    static const char page[] = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources "
                               "<< /X 4 0 R >> >>";
    const char *const bodies[] = {"<< /Type /Catalog /Pages 2 0 R >>",
                                  "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page};
    for (size_t i = 0; i < 3; i++) VEC_PUSH(&arena, &objects, str_from(bodies[i]));
    strbuf_char(&many, '[');
    for (int i = 0; i < LIMIT_ARTWORK_OBJECTS; i++) strbuf_format(&many, "%d 0 R ", i + 5);
    strbuf_char(&many, ']');
    VEC_PUSH(&arena, &objects, strbuf_str(&many));
    for (int i = 0; i < LIMIT_ARTWORK_OBJECTS; i++) VEC_PUSH(&arena, &objects, STR("0"));
    refuse("many.pdf", write_pdf(&objects), DIAG_ARTWORK_LIMIT, "more than 100000 objects");
    StrBuf deep;
    strbuf_init(&deep, &arena);
    strbuf_add(&deep, STR("/MediaBox [0 0 9 9] /Resources << /X "));
    for (int i = 0; i < 100; i++) strbuf_char(&deep, '[');
    for (int i = 0; i < 100; i++) strbuf_char(&deep, ']');
    strbuf_add(&deep, STR(" >>"));
    refuse("deep.pdf", one_page("", str_z(&arena, strbuf_str(&deep)), 0, NULL), DIAG_ARTWORK_LIMIT,
           "more than 60 deep");
    open_images(reader_path());
}

/* Pages that are their own parents; zeros that take no room until they are unpacked. */
static void circles_and_bombs(void **state)
{
    (void)state;
    images_close(images);
    Bodies circle = {0};
    VEC_PUSH(&arena, &circle, STR("<< /Type /Catalog /Pages 2 0 R >>"));
    VEC_PUSH(&arena, &circle, STR("<< /Type /Pages /Kids [2 0 R] /Count 1 >>"));
    refuse("circle.pdf", write_pdf(&circle), DIAG_IMAGE_DAMAGED, "Loop detected in /Pages");
    put("zeros.py",
        STR("import zlib\n"
            "zeros = zlib.compress(bytes(1 << 26), 9)\n"
            "objects = [b'<< /Type /Catalog /Pages 2 0 R >>',\n"
            "  b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',\n"
            "  b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << ' +\n"
            "  b' '.join(b'/X%d %d 0 R' % (i, i + 4) for i in range(9)) + b' >> >>']\n"
            "objects += [b'<< /Filter /FlateDecode /Length %d >>\\nstream\\n' % len(zeros) +\n"
            "  zeros + b'\\nendstream'] * 9\n"
            "bodies = b''.join(b'%d 0 obj\\n%s\\nendobj\\n' % (i + 1, x)\n"
            "  for i, x in enumerate(objects))\n"
            "open('zeros.pdf', 'wb').write(b'%PDF-1.7\\n' + bodies +\n"
            "  b'trailer << /Root 1 0 R >>\\n')\n"));
    run("python3 zeros.py");
    open_images(reader_path());
    assert_null(find("zeros.pdf", 1));
    assert_told(DIAG_ARTWORK_LIMIT, "more than 512 MB of data for one page when unpacked");
}

static const char *const svg_head = "<svg xmlns='http://www.w3.org/2000/svg' "
                                    "xmlns:xlink='http://www.w3.org/1999/xlink' ";

static Str svg(const char *attributes, const char *content)
{
    return str_format(&arena, "%s%s>%s</svg>", svg_head, attributes, content);
}

static void sizes_of_drawings(void **state)
{
    (void)state;
    const char *const box = "<rect width='20' height='10' fill='red'/>";
    const Image *image = take("px.svg", svg("width='20' height='10'", box));
    assert_in_range(image->width_px, 14999, 15001); /* 96 pixels are 72 points */
    assert_in_range(image->height_px, 7499, 7501);
    image = take("mm.svg", svg("width='25.4mm' height='12.7mm' viewBox='0 0 20 10'", box));
    assert_in_range(image->width_px, 71990, 72010);
    image = take("box.svg", svg("viewBox='5 5 40 20'", box));
    assert_int_equal(image->width_px / 10, image->height_px * 2 / 10);
    image = take("percent.svg", svg("width='100%' height='100%' viewBox='0 0 40 10'", box));
    assert_int_equal(image->width_px / 10, image->height_px * 4 / 10);
    image = take("ink.svg", svg("", box));
    assert_int_equal(image->width_px / 10, image->height_px * 2 / 10);
    assert_false(image->artwork->transparent);
    image =
        take("clear.svg", svg("viewBox='0 0 9 9'", "<rect width='9' height='9' opacity='.5'/>"));
    assert_true(image->artwork->transparent);
    assert_int_equal(diag_warnings(diag), 0);
}

static void drawings_are_the_same_each_time(void **state)
{
    (void)state;
    Str bytes = svg("viewBox='0 0 40 20'",
                    "<defs><linearGradient id='g'><stop offset='0' stop-color='#123'/><stop "
                    "offset='1' stop-color='#fed'/></linearGradient></defs><rect width='40' "
                    "height='20' fill='url(#g)'/><circle r='5' opacity='.4'/>");
    const Artwork *a = take("a.svg", bytes)->artwork;
    images_close(images); /* another process */
    const Artwork *b = take("b.svg", bytes)->artwork;
    assert_int_equal(a->n_objects, b->n_objects);
    for (size_t i = 0; i < a->n_objects; i++) {
        assert_true(str_eq(a->objects[i]->stream, b->objects[i]->stream));
        assert_int_equal(a->objects[i]->text.len, b->objects[i]->text.len);
    }
}

static void drawings_that_need_more(void **state)
{
    (void)state;
    take("text.svg", svg("viewBox='0 0 9 9'", "<g><text x='1' y='5'>Sambal</text></g>"));
    assert_told(DIAG_ARTWORK_TEXT, "text.svg has text that is set in a font of this computer");
    images_close(images);
    static const struct {
        const char *content, *names;
    } outside[] = {
        {"<image xlink:href='photo.png'/>", "photo.png"},
        {"<image href=\"file:///etc/passwd\"/>", "file:///etc/passwd"},
        {"<use href='https://example.org/a.svg#b'/>", "https://example.org/a.svg#b"},
        {"<style>@import 'fonts.css'; a{}</style>", "fonts.css"},
        {"<style><![CDATA[@font-face{src:url( \"x.woff\" )}]]></style>", "x.woff"},
        {"<rect fill='url(other.svg#g)'/>", "other.svg#g"},
        {"<?xml-stylesheet href='s.css'?>", "s.css"},
    };
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        refuse("outside.svg", svg("viewBox='0 0 9 9'", outside[i].content), DIAG_ARTWORK_OUTSIDE,
               outside[i].names);
    open_images(reader_path());
    take("inside.svg",
         svg("viewBox='0 0 9 9'",
             "<!-- <image href='no.png'/> --><a href='https://example.org'><rect id='r' width='9' "
             "height='9' fill='url(#g)'/></a><use href='#r'/><style>p{fill:url('#g')}</style>"
             "<image width='1' height='1' href='data:image/png;base64,"
             "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJR"
             "U5"
             "ErkJggg=='/>"));
    assert_int_equal(diag_errors(diag) + diag_warnings(diag), 0);
}

static void hostile_drawings(void **state)
{
    (void)state;
    images_close(images);
    refuse("cut.svg", STR("<svg xmlns='http://www.w3.org/2000/svg'><rect"), DIAG_IMAGE_DAMAGED,
           "cut.svg is damaged");
    refuse("none.svg", svg("", ""), DIAG_ARTWORK_NO_SIZE, "none.svg does not say how large it is");
    refuse("loop.svg",
           str_format(&arena, "<!DOCTYPE svg [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>%.*s",
                      STR_ARG(svg("viewBox='0 0 9 9'", "<text>&a;</text>"))),
           DIAG_IMAGE_DAMAGED, "loop.svg is damaged (line 1 column");
    refuse("outer.svg",
           str_format(&arena, "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>%.*s",
                      STR_ARG(svg("viewBox='0 0 9 9'", "<text>&a;</text>"))),
           DIAG_IMAGE_DAMAGED, "Entity 'a' not defined)");
    refuse("huge.svg", svg("width='1e9' height='1e9'", "<rect width='9' height='9'/>"),
           DIAG_ARTWORK_NO_SIZE, "gives a size that cannot be");
    StrBuf groups;
    strbuf_init(&groups, &arena);
    for (int i = 0; i < 900; i++) strbuf_add(&groups, STR("<g>"));
    for (int i = 0; i < 900; i++) strbuf_add(&groups, STR("</g>"));
    refuse("deep.svg", svg("viewBox='0 0 9 9'", str_z(&arena, strbuf_str(&groups))),
           DIAG_IMAGE_DAMAGED, "Excessive depth");
    StrBuf many;
    strbuf_init(&many, &arena);
    for (int i = 0; i < LIMIT_SVG_ELEMENTS; i++) strbuf_add(&many, STR("<g/>"));
    refuse("many.svg", svg("viewBox='0 0 9 9'", str_z(&arena, strbuf_str(&many))),
           DIAG_ARTWORK_LIMIT, "more than 100000 elements");
    StrBuf laughs; /* each group shows the one before ten times */
    strbuf_init(&laughs, &arena);
    strbuf_add(&laughs, STR("<defs><rect id='g0' width='1' height='1'/>"));
    for (int i = 1; i < 12; i++) {
        strbuf_format(&laughs, "<g id='g%d'>", i);
        for (int k = 0; k < 10; k++) strbuf_format(&laughs, "<use href='#g%d'/>", i - 1);
        strbuf_add(&laughs, STR("</g>"));
    }
    strbuf_add(&laughs, STR("</defs><use href='#g11'/>"));
    open_images(reader_path());
    put("laughs.svg", svg("viewBox='0 0 9 9'", str_z(&arena, strbuf_str(&laughs))));
    assert_null(find("laughs.svg", 1));
    assert_int_equal(diag_errors(diag), 1);
    take("after.svg", svg("viewBox='0 0 9 9'", "<rect width='9' height='9'/>"));
}

/* A script that takes the request for `drawing` and answers what is in the file `answer`. */
static void answer_with(Str drawing, Str answer, const char *cause)
{
    put("answer", answer);
    put("liar", str_format(&arena, "#!/bin/sh\nhead -c %zu <&0 >/dev/null\ncat %s/answer >&0\n",
                           drawing.len + sizeof(WireRequest), folder));
    run("chmod 755 liar");
    open_images(str_format(&arena, "%s/liar", folder));
    assert_null(find("a.svg", 1));
    assert_int_equal(diag_errors(diag), 1);
    assert_told(DIAG_IMAGE_DAMAGED, cause);
    images_close(images);
}

/* Answers that are cut off, or speak of more than they have. */
static void answers_that_lie(void **state)
{
    (void)state;
    images_close(images);
    Str drawing = svg("viewBox='0 0 9 9'", "<rect width='9' height='9'/>");
    put("a.svg", drawing);
    const WireBox box = {0, 0, 9000, 9000};
    struct {
        WireReply head;
        WireObject object;
        char stream[8];
    } answer = {
        .head = {.magic = WIRE_MAGIC, .trim = box, .bleed = box, .unit_millionths = 1000000}};
    answer.head.n_objects = 1;
    answer.head.n_body = sizeof answer.object + sizeof answer.stream;
    answer.object = (WireObject){.is_stream = 1, .n_stream = sizeof answer.stream};
    Str whole = {(const char *)&answer, sizeof answer.head + answer.head.n_body};
    answer_with(drawing, str_slice(whole, 0, sizeof answer.head / 2), "its reader failed on it");
    answer_with(drawing, str_slice(whole, 0, whole.len - 1), "its reader failed on it");
    answer.object.n_stream++;
    answer_with(drawing, whole, "no sound answer");
    answer.object.n_stream = UINT64_MAX;
    answer_with(drawing, whole, "no sound answer");
    answer.object.n_stream = 8;
    answer.object.n_text = UINT64_MAX - 4;
    answer_with(drawing, whole, "no sound answer");
    answer.head.n_objects = UINT32_MAX;
    answer_with(drawing, whole, "no sound answer");
    answer.head.n_body = UINT64_MAX;
    answer_with(drawing, whole, "its reader failed on it");
    answer.head.magic = 7;
    answer_with(drawing, whole, "its reader failed on it");
    open_images(reader_path());
    assert_non_null(find("a.svg", 1));
}

/* Readers that fail in their own ways: each costs one drawing. */
static void readers_that_fail(void **state)
{
    (void)state;
    Str drawing = svg("viewBox='0 0 9 9'", "<rect width='9' height='9'/>");
    images_close(images);
    put("a.svg", drawing);
    open_images(STR("/nowhere/etalase-artwork"));
    assert_null(find("a.svg", 1));
    assert_told(DIAG_ARTWORK_READER, "etalase-artwork does not start (No such file or directory)");
    images_close(images);
    open_images(STR("/bin/true"));
    assert_null(find("a.svg", 1));
    assert_told(DIAG_IMAGE_DAMAGED, "its reader failed on it");
    images_close(images);
    put("slow", STR("#!/bin/sh\nhead -c 16 >/dev/null\nkill -PROF $$\n"));
    run("chmod 755 slow");
    open_images(str_format(&arena, "%s/slow", folder));
    assert_null(find("a.svg", 1));
    assert_told(DIAG_ARTWORK_LIMIT, "more than 10 seconds to read it");
    images_close(images);
    open_images(reader_path());
}

static void pages_of_pictures(void **state)
{
    (void)state;
    put("a.svg", svg("viewBox='0 0 9 9'", "<rect width='9' height='9'/>"));
    assert_null(find("a.svg", 2));
    assert_told(DIAG_ARTWORK_PAGE, "a.svg has no page 2; its last page is 1");
    put("b.png", svg("viewBox='0 0 9 9'", "<rect width='9' height='9'/>"));
    assert_non_null(find("b.png", 1));
    assert_told(DIAG_IMAGE_SUFFIX, "b.png is an SVG drawing although its name ends in .png");
}

static uint32_t next_random(uint32_t *seed) { return (*seed = *seed * 1664525 + 1013904223) >> 8; }

static void mutants_cost_themselves_alone(void **state)
{
    (void)state;
    const Str wholes[] = {two_pages(),
                          svg("viewBox='0 0 40 20'", "<g transform='scale(2)'><path d='M0 0L9 9Z' "
                                                     "stroke='#123' opacity='.3'/></g>")};
    uint32_t seed = 7;
    for (int i = 0; i < 200; i++) {
        Str whole = wholes[i % 2];
        char *bytes = str_z(&arena, whole);
        for (uint32_t k = 1 + next_random(&seed) % 4; k > 0; k--)
            bytes[next_random(&seed) % whole.len] = (char)next_random(&seed);
        char name[32];
        snprintf(name, sizeof name, "m%d", i);
        put(name, (Str){bytes, whole.len});
        size_t before = diag_errors(diag);
        const Image *image = find(name, 1);
        assert_true((image != NULL) == (diag_errors(diag) == before));
    }
    take("after.pdf", two_pages());
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(boxes_of_a_page),
        TEST(objects_are_shared_and_end),
        TEST(layers_keep_their_state),
        TEST(what_is_lost_is_told),
        TEST(see_through_and_inks),
        TEST(locked_files),
        TEST(damaged_files),
        TEST(hostile_files),
        TEST(circles_and_bombs),
        TEST(sizes_of_drawings),
        TEST(drawings_are_the_same_each_time),
        TEST(drawings_that_need_more),
        TEST(hostile_drawings),
        TEST(readers_that_fail),
        TEST(answers_that_lie),
        TEST(pages_of_pictures),
        TEST(mutants_cost_themselves_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
