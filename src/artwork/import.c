/* import - one page of a PDF as a form XObject and all objects that it needs, by libqpdf.
 *
 * The page's resources are walked breadth first; each indirect object that is met gets the next
 * index and is copied once, so that circles end and what is shared stays shared. Streams keep their
 * filters, after a trial that they can be decoded. What a picture has no use for is not followed:
 * pages, the catalogue, structure, metadata, and with them annotations, scripts and form fields.
 * Layers (optional content) keep the state that the document opens with.
 *
 * Shown is the TrimBox, else the CropBox, else the MediaBox; the BleedBox, where it is larger,
 * is the reserve that a picture at the page's edge may use (ISO 32000-1, 14.11.2).
 */
#include "artwork/artwork.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <qpdf/qpdf-c.h>

#include "base/map.h"
#include "base/vec.h"
#include "image/image_limits.h"

typedef struct Import {
    Arena *arena;
    ArtworkReply *reply;
    qpdf_data pdf;
    VEC(qpdf_oh) queue;           /* objects by index; the first is the page's form */
    Map index_by_name;            /* "12 0" to queue position + 1 */
    Map hidden;                   /* layers that the document opens without, by the same name */
    Map fonts;                    /* missing ones that are named already */
    StrBuf text;                  /* of the object being copied */
    uint64_t n_bytes, n_unpacked; /* of all objects */
} Import;

static bool failed(const Import *in) { return in->reply->head.status != WIRE_OK; }

static void fail(Import *in, WireStatus status, Str cause)
{
    if (failed(in)) return;
    in->reply->head.status = status;
    in->reply->cause = str_copy(in->arena, cause);
}

/* What qpdf has against the file, in its words, without the file's name. */
static Str fault_text(Import *in)
{
    qpdf_error error = qpdf_has_error(in->pdf) ? qpdf_get_error(in->pdf) : NULL;
    if (!error) return STR("its parts do not fit together");
    return str_copy(in->arena, str_from(qpdf_get_error_message_detail(in->pdf, error)));
}

static Str name_of(Import *in, qpdf_oh oh)
{
    return str_format(in->arena, "%d %d", qpdf_oh_get_object_id(in->pdf, oh),
                      qpdf_oh_get_generation(in->pdf, oh));
}

/* Of a dictionary; null for all else. */
static qpdf_oh entry_of(Import *in, qpdf_oh oh, const char *key)
{
    return qpdf_oh_is_dictionary(in->pdf, oh) ? qpdf_oh_get_key(in->pdf, oh, key)
                                              : qpdf_oh_new_null(in->pdf);
}

static bool key_is(Import *in, qpdf_oh dict, const char *key, const char *name)
{
    qpdf_oh value = entry_of(in, dict, key);
    bool equal = qpdf_oh_is_name_and_equals(in->pdf, value, name);
    qpdf_oh_release(in->pdf, value);
    return equal;
}

/* Objects that would bring in the rest of the document. */
static bool is_foreign(Import *in, qpdf_oh oh)
{
    static const char *const types[] = {"/Page",           "/Pages",      "/Catalog",
                                        "/StructTreeRoot", "/StructElem", "/Annot"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (key_is(in, oh, "/Type", types[i])) return true;
    return false;
}

static void put_reference(Import *in, qpdf_oh oh)
{
    Str name = name_of(in, oh);
    size_t index = (size_t)(uintptr_t)map_find(&in->index_by_name, name);
    if (!index && is_foreign(in, oh)) {
        strbuf_add(&in->text, STR("null"));
        return;
    }
    if (!index) {
        VEC_PUSH(in->arena, &in->queue, qpdf_oh_new_object(in->pdf, oh));
        index = in->queue.len;
        map_add(&in->index_by_name, name, (void *)(uintptr_t)index);
        if (in->queue.len > LIMIT_ARTWORK_OBJECTS) fail(in, WIRE_LIMIT, STR("objects"));
    }
    uint32_t number = (uint32_t)index - 1;
    strbuf_char(&in->text, WIRE_REFERENCE);
    strbuf_add(&in->text, (Str){(const char *)&number, sizeof number});
}

/* `/Name`, with #hex for what is not plain (ISO 32000-1, 7.3.5). `key` begins with its slash. */
static void put_key(StrBuf *out, Str key)
{
    strbuf_char(out, '/');
    for (size_t i = 1; i < key.len; i++) {
        unsigned char c = (unsigned char)key.ptr[i];
        if (c > ' ' && c < 0x7f && !strchr("#/()<>[]{}%", c))
            strbuf_char(out, (char)c);
        else
            strbuf_format(out, "#%02x", c);
    }
    strbuf_char(out, ' ');
}

static void put_value(Import *in, qpdf_oh oh, int depth);

static void put_array(Import *in, qpdf_oh array, int depth)
{
    int n = qpdf_oh_get_array_n_items(in->pdf, array);
    strbuf_char(&in->text, '[');
    for (int i = 0; i < n && !failed(in); i++) {
        qpdf_oh item = qpdf_oh_get_array_item(in->pdf, array, i);
        if (i) strbuf_char(&in->text, ' ');
        put_value(in, item, depth + 1);
        qpdf_oh_release(in->pdf, item);
    }
    strbuf_char(&in->text, ']');
}

typedef VEC(Str) Keys;

/* All at once: qpdf knows one iteration at a time. */
static Keys keys_of(Import *in, qpdf_oh dict)
{
    Keys keys = {0};
    qpdf_oh_begin_dict_key_iter(in->pdf, dict);
    while (qpdf_oh_dict_more_keys(in->pdf)) {
        Str key = str_from(qpdf_oh_dict_next_key(in->pdf));
        VEC_PUSH(in->arena, &keys, str_copy(in->arena, key));
    }
    return keys;
}

/* Of streams: what is set anew, leads outside or serves editing alone. */
static bool is_dropped(Str key)
{
    static const char *const dropped[] = {
        "/Length",        "/F",   "/FFilter", "/FDecodeParms", "/DL",        "/StructParent",
        "/StructParents", "/OPI", "/AF",      "/Metadata",     "/PieceInfo", "/LastModified"};
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        if (str_eq(key, str_from(dropped[i]))) return true;
    return false;
}

static void put_entries(Import *in, qpdf_oh dict, bool of_stream, int depth)
{
    Keys keys = keys_of(in, dict);
    for (size_t i = 0; i < keys.len && !failed(in); i++) {
        if (of_stream && is_dropped(keys.items[i])) continue;
        qpdf_oh value = qpdf_oh_get_key(in->pdf, dict, str_z(in->arena, keys.items[i]));
        put_key(&in->text, keys.items[i]);
        put_value(in, value, depth + 1);
        strbuf_char(&in->text, '\n');
        qpdf_oh_release(in->pdf, value);
    }
}

static double number_at(Import *in, qpdf_oh dict, const char *key, double standard)
{
    qpdf_oh value = entry_of(in, dict, key);
    double number = standard;
    if (qpdf_oh_is_number(in->pdf, value)) number = qpdf_oh_get_numeric_value(in->pdf, value);
    qpdf_oh_release(in->pdf, value);
    return isfinite(number) ? number : standard;
}

/* Whether the dictionary makes what is painted by it see-through. */
static bool is_transparent(Import *in, qpdf_oh dict)
{
    qpdf_oh mask = entry_of(in, dict, "/SMask");
    qpdf_oh blend = entry_of(in, dict, "/BM");
    bool masked = qpdf_oh_is_stream(in->pdf, mask) || qpdf_oh_is_dictionary(in->pdf, mask);
    bool blended = qpdf_oh_is_array(in->pdf, blend) ||
                   (qpdf_oh_is_name(in->pdf, blend) &&
                    !qpdf_oh_is_name_and_equals(in->pdf, blend, "/Normal") &&
                    !qpdf_oh_is_name_and_equals(in->pdf, blend, "/Compatible"));
    qpdf_oh_release(in->pdf, mask);
    qpdf_oh_release(in->pdf, blend);
    return masked || blended || number_at(in, dict, "/ca", 1) < 1 ||
           number_at(in, dict, "/CA", 1) < 1;
}

static bool has_font_file(Import *in, qpdf_oh font)
{
    static const char *const keys[] = {"/FontFile", "/FontFile2", "/FontFile3"};
    qpdf_oh descriptor = entry_of(in, font, "/FontDescriptor");
    bool found = false;
    for (size_t i = 0; i < 3; i++) {
        qpdf_oh file = entry_of(in, descriptor, keys[i]);
        found |= qpdf_oh_is_stream(in->pdf, file) != 0;
        qpdf_oh_release(in->pdf, file);
    }
    qpdf_oh_release(in->pdf, descriptor);
    return found;
}

static void check_font(Import *in, qpdf_oh dict)
{
    if (!key_is(in, dict, "/Type", "/Font") || key_is(in, dict, "/Subtype", "/Type0") ||
        key_is(in, dict, "/Subtype", "/Type3") || has_font_file(in, dict))
        return;
    qpdf_oh base = entry_of(in, dict, "/BaseFont");
    Str name = qpdf_oh_is_name(in->pdf, base)
                   ? str_copy(in->arena, str_from(qpdf_oh_get_name(in->pdf, base)))
                   : STR("/unnamed");
    qpdf_oh_release(in->pdf, base);
    StrBuf *fonts = &in->reply->fonts;
    if (map_add(&in->fonts, name, in) || fonts->len > 200) return;
    if (fonts->len) strbuf_add(fonts, STR(", "));
    for (size_t i = 1; i < name.len && i < 64; i++)
        strbuf_char(fonts, name.ptr[i] > ' ' && name.ptr[i] < 0x7f ? name.ptr[i] : '?');
}

static void note_traits(Import *in, qpdf_oh dict)
{
    if (is_transparent(in, dict)) in->reply->head.traits |= WIRE_TRANSPARENT;
    check_font(in, dict);
}

static void put_scalar(Import *in, qpdf_oh oh)
{
    if (qpdf_oh_is_name_and_equals(in->pdf, oh, "/DeviceCMYK")) in->reply->head.traits |= WIRE_CMYK;
    Str text = str_from(qpdf_oh_unparse_resolved(in->pdf, oh));
    if (memchr(text.ptr, WIRE_REFERENCE, text.len)) text = STR("null");
    strbuf_add(&in->text, text);
}

static void put_direct(Import *in, qpdf_oh oh, int depth)
{
    if (depth > LIMIT_ARTWORK_DEPTH) {
        fail(in, WIRE_LIMIT, STR("depth"));
        return;
    }
    switch (qpdf_oh_get_type_code(in->pdf, oh)) {
    case ot_array:
        put_array(in, oh, depth);
        break;
    case ot_dictionary:
        note_traits(in, oh);
        strbuf_add(&in->text, STR("<< "));
        put_entries(in, oh, false, depth);
        strbuf_add(&in->text, STR(">>"));
        break;
    case ot_boolean:
    case ot_integer:
    case ot_real:
    case ot_string:
    case ot_name:
        put_scalar(in, oh);
        break;
    default:
        strbuf_add(&in->text, STR("null"));
    }
}

static void put_value(Import *in, qpdf_oh oh, int depth)
{
    if (qpdf_oh_is_indirect(in->pdf, oh))
        put_reference(in, oh);
    else
        put_direct(in, oh, depth);
}

static WireLayer layer_of(Import *in, qpdf_oh oh)
{
    if (!key_is(in, oh, "/Type", "/OCG")) return WIRE_NO_LAYER;
    return map_find(&in->hidden, name_of(in, oh)) ? WIRE_LAYER_HIDDEN : WIRE_LAYER_SHOWN;
}

/* What could be mended is remembered, the first of it; data that cannot be decoded is a fault. */
static void take_warnings(Import *in)
{
    while (qpdf_more_warnings(in->pdf)) {
        qpdf_error warning = qpdf_next_warning(in->pdf);
        Str text = str_from(qpdf_get_error_message_detail(in->pdf, warning));
        if (str_starts(text, STR("error decoding")))
            fail(in, WIRE_DAMAGED, text);
        else if (!in->reply->cause.len)
            in->reply->cause = str_copy(in->arena, text);
    }
}

/* The bytes as they are stored; a trial shows before that they can be decoded. The caller frees. */
static unsigned char *stream_bytes(Import *in, qpdf_oh stream, size_t *n)
{
    unsigned char *bytes = NULL;
    QPDF_BOOL filtered;
    static const enum qpdf_stream_decode_level_e levels[] = {qpdf_dl_specialized, qpdf_dl_none};
    for (int i = 0; i < 2 && !failed(in); i++) {
        free(bytes);
        bytes = NULL;
        if (qpdf_oh_get_stream_data(in->pdf, stream, levels[i], &filtered, &bytes, n) & QPDF_ERRORS)
            fail(in, WIRE_DAMAGED, fault_text(in));
        take_warnings(in);
        if (i == 0 && (in->n_unpacked += *n) > LIMIT_ARTWORK_UNPACKED)
            fail(in, WIRE_LIMIT, STR("unpacked"));
    }
    return bytes;
}

static void put_object(Import *in, WireObject head, Str text, Str stream)
{
    StrBuf *out = &in->reply->objects;
    head.n_text = text.len, head.n_stream = stream.len;
    in->n_bytes += text.len + stream.len;
    if (in->n_bytes > LIMIT_ARTWORK_REPLY) {
        fail(in, WIRE_LIMIT, STR("bytes"));
        return;
    }
    strbuf_add(out, (Str){(const char *)&head, sizeof head});
    strbuf_add(out, text);
    strbuf_add(out, stream);
}

static void copy_object(Import *in, qpdf_oh oh)
{
    strbuf_init(&in->text, in->arena);
    WireObject head = {.id = (uint32_t)qpdf_oh_get_object_id(in->pdf, oh),
                       .generation = (uint32_t)qpdf_oh_get_generation(in->pdf, oh),
                       .layer = layer_of(in, oh),
                       .is_stream = qpdf_oh_is_stream(in->pdf, oh) != 0};
    if (!head.is_stream) {
        put_direct(in, oh, 0);
        put_object(in, head, strbuf_str(&in->text), STR(""));
        return;
    }
    qpdf_oh dict = qpdf_oh_get_dict(in->pdf, oh);
    note_traits(in, dict);
    put_entries(in, dict, true, 0);
    qpdf_oh_release(in->pdf, dict);
    size_t n = 0;
    unsigned char *bytes = failed(in) ? NULL : stream_bytes(in, oh, &n);
    if (bytes) put_object(in, head, strbuf_str(&in->text), (Str){(char *)bytes, n});
    free(bytes);
}

static bool read_box(Import *in, qpdf_oh page, const char *key, WireBox *out)
{
    qpdf_oh array = qpdf_oh_get_key(in->pdf, page, key);
    bool good = qpdf_oh_is_array(in->pdf, array) && qpdf_oh_get_array_n_items(in->pdf, array) == 4;
    int32_t v[4] = {0};
    for (int i = 0; i < 4 && good; i++) {
        qpdf_oh item = qpdf_oh_get_array_item(in->pdf, array, i);
        double number =
            qpdf_oh_is_number(in->pdf, item) ? qpdf_oh_get_numeric_value(in->pdf, item) : NAN;
        qpdf_oh_release(in->pdf, item);
        good = fabs(number) < LIMIT_ARTWORK_UNITS;
        if (good) v[i] = (int32_t)lround(number * 1000);
    }
    qpdf_oh_release(in->pdf, array);
    bool across = v[0] < v[2], up = v[1] < v[3];
    *out =
        (WireBox){across ? v[0] : v[2], up ? v[1] : v[3], across ? v[2] : v[0], up ? v[3] : v[1]};
    return good;
}

/* The part of `box` inside `bounds`; `bounds` if there is none. */
static WireBox clip_box(WireBox box, WireBox bounds)
{
    if (box.left < bounds.left) box.left = bounds.left;
    if (box.bottom < bounds.bottom) box.bottom = bounds.bottom;
    if (box.right > bounds.right) box.right = bounds.right;
    if (box.top > bounds.top) box.top = bounds.top;
    return box.right > box.left && box.top > box.bottom ? box : bounds;
}

static WireBox around(WireBox a, WireBox b)
{
    return (WireBox){a.left < b.left ? a.left : b.left, a.bottom < b.bottom ? a.bottom : b.bottom,
                     a.right > b.right ? a.right : b.right, a.top > b.top ? a.top : b.top};
}

static void read_geometry(Import *in, qpdf_oh page)
{
    WireReply *head = &in->reply->head;
    WireBox media, box;
    if (!read_box(in, page, "/MediaBox", &media) || media.right - media.left < 1000 ||
        media.top - media.bottom < 1000) {
        fail(in, WIRE_NO_SIZE, STR(""));
        return;
    }
    WireBox crop = read_box(in, page, "/CropBox", &box) ? clip_box(box, media) : media;
    head->trim = read_box(in, page, "/TrimBox", &box) ? clip_box(box, media) : crop;
    head->bleed = head->trim;
    if (read_box(in, page, "/BleedBox", &box))
        head->bleed = around(clip_box(box, media), head->trim);
    long turn = lround(number_at(in, page, "/Rotate", 0)) % 360;
    head->turn = (uint32_t)((turn + 360) % 360 / 90 * 90);
    double unit = number_at(in, page, "/UserUnit", 1);
    head->unit_millionths =
        unit >= 0.01 && unit <= 1000 ? (uint32_t)lround(unit * 1000000) : 1000000;
}

/* Layers that are off when the document is opened (ISO 32000-1, 8.11.4.3). */
static void read_layers(Import *in)
{
    qpdf_oh root = qpdf_get_root(in->pdf);
    qpdf_oh content = entry_of(in, root, "/OCProperties");
    qpdf_oh standard = entry_of(in, content, "/D");
    bool all_off = key_is(in, standard, "/BaseState", "/OFF");
    qpdf_oh lists[] = {all_off ? entry_of(in, content, "/OCGs") : qpdf_oh_new_null(in->pdf),
                       entry_of(in, standard, "/ON"), entry_of(in, standard, "/OFF")};
    for (int k = 0; k < 3; k++) {
        int n =
            qpdf_oh_is_array(in->pdf, lists[k]) ? qpdf_oh_get_array_n_items(in->pdf, lists[k]) : 0;
        for (int i = 0; i < n && i < LIMIT_ARTWORK_OBJECTS; i++) {
            qpdf_oh layer = qpdf_oh_get_array_item(in->pdf, lists[k], i);
            map_set(&in->hidden, name_of(in, layer), k == 1 ? NULL : in);
            qpdf_oh_release(in->pdf, layer);
        }
    }
}

static bool has_key(Import *in, qpdf_oh dict, const char *key)
{
    qpdf_oh value = entry_of(in, dict, key);
    bool there = !qpdf_oh_is_null(in->pdf, value);
    qpdf_oh_release(in->pdf, value);
    return there;
}

/* Links are active areas without ink; all other annotations would be seen. */
static void note_left_out(Import *in, qpdf_oh page)
{
    qpdf_oh root = qpdf_get_root(in->pdf);
    qpdf_oh names = entry_of(in, root, "/Names");
    if (has_key(in, root, "/OpenAction") &&
        key_is(in, qpdf_oh_get_key(in->pdf, root, "/OpenAction"), "/S", "/JavaScript"))
        in->reply->head.traits |= WIRE_SCRIPT;
    if (has_key(in, names, "/JavaScript") || has_key(in, root, "/AA") || has_key(in, page, "/AA"))
        in->reply->head.traits |= WIRE_SCRIPT;
    qpdf_oh annotations = qpdf_oh_get_key(in->pdf, page, "/Annots");
    int n = qpdf_oh_is_array(in->pdf, annotations) ? qpdf_oh_get_array_n_items(in->pdf, annotations)
                                                   : 0;
    for (int i = 0; i < n && !(in->reply->head.traits & WIRE_ANNOTATIONS); i++) {
        qpdf_oh item = qpdf_oh_get_array_item(in->pdf, annotations, i);
        if (!key_is(in, item, "/Subtype", "/Link") && !key_is(in, item, "/Subtype", "/Popup"))
            in->reply->head.traits |= WIRE_ANNOTATIONS;
        qpdf_oh_release(in->pdf, item);
    }
}

static void copy_group(Import *in, qpdf_oh page)
{
    strbuf_init(&in->text, in->arena);
    qpdf_oh dict = qpdf_oh_get_key(in->pdf, page, "/Group");
    if (qpdf_oh_is_dictionary(in->pdf, dict)) put_direct(in, dict, 0);
    in->reply->group = strbuf_str(&in->text);
}

/* Room for the form is kept at index 0; the rest follow as they are met. */
static void copy_page(Import *in, qpdf_oh page)
{
    strbuf_init(&in->text, in->arena);
    VEC_PUSH(in->arena, &in->queue, page);
    qpdf_oh resources = qpdf_oh_get_key(in->pdf, page, "/Resources");
    strbuf_add(&in->text, STR("/Resources "));
    if (qpdf_oh_is_dictionary(in->pdf, resources))
        put_value(in, resources, 0);
    else
        strbuf_add(&in->text, STR("<< >>"));
    Str entries = strbuf_str(&in->text);
    copy_group(in, page);
    unsigned char *content = NULL;
    size_t n = 0;
    if (qpdf_oh_get_page_content_data(in->pdf, page, &content, &n) & QPDF_ERRORS)
        fail(in, WIRE_DAMAGED, fault_text(in));
    take_warnings(in);
    if (!failed(in))
        put_object(in, (WireObject){.is_stream = 1}, entries, (Str){(char *)content, n});
    free(content);
    for (size_t i = 1; i < in->queue.len && !failed(in); i++) {
        copy_object(in, in->queue.items[i]);
        if (qpdf_has_error(in->pdf)) fail(in, WIRE_DAMAGED, fault_text(in));
    }
    in->reply->head.n_objects = (uint32_t)in->queue.len;
}

static void open_document(Import *in, Str bytes)
{
    qpdf_silence_errors(in->pdf);
    qpdf_set_suppress_warnings(in->pdf, QPDF_TRUE);
    if (qpdf_read_memory(in->pdf, "artwork", bytes.ptr, bytes.len, NULL) & QPDF_ERRORS) {
        bool locked = qpdf_get_error_code(in->pdf, qpdf_get_error(in->pdf)) == qpdf_e_password;
        fail(in, locked ? WIRE_LOCKED : WIRE_DAMAGED,
             locked ? STR("it opens with a password alone") : fault_text(in));
        return;
    }
    take_warnings(in);
    if (qpdf_is_encrypted(in->pdf) && !qpdf_allow_print_high_res(in->pdf))
        fail(in, WIRE_LOCKED, STR("its author allows no printing in full quality"));
}

void artwork_import(ArtworkReply *reply, Str pdf, uint32_t page)
{
    Import in = {.arena = reply->arena, .reply = reply, .pdf = qpdf_init()};
    map_init(&in.index_by_name, in.arena);
    map_init(&in.hidden, in.arena);
    map_init(&in.fonts, in.arena);
    open_document(&in, pdf);
    int n_pages = failed(&in) ? 0 : qpdf_get_num_pages(in.pdf);
    if (!failed(&in) && n_pages < 0) fail(&in, WIRE_DAMAGED, fault_text(&in));
    reply->head.n_pages = n_pages > 0 ? (uint32_t)n_pages : 0;
    if (!failed(&in) && (page < 1 || page > reply->head.n_pages)) fail(&in, WIRE_NO_PAGE, STR(""));
    if (!failed(&in) && qpdf_push_inherited_attributes_to_page(in.pdf) & QPDF_ERRORS)
        fail(&in, WIRE_DAMAGED, fault_text(&in));
    if (!failed(&in)) {
        qpdf_oh handle = qpdf_get_page_n(in.pdf, page - 1);
        read_geometry(&in, handle);
        read_layers(&in);
        note_left_out(&in, handle);
        if (!failed(&in)) copy_page(&in, handle);
    }
    qpdf_cleanup(&in.pdf);
}
