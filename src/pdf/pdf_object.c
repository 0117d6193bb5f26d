/* pdf_object - see the header. The file is (ISO 32000-1, 7.5)
 *
 *   %PDF-1.7, a comment of four high bytes
 *   N 0 obj ... endobj          streams, in the order in which they were finished
 *   N 0 obj << /Type /ObjStm    100 dictionaries at a time, deflated together
 *   N 0 obj << /Type /XRef      where each object is, and Size, Root, Info, ID
 *   startxref
 *
 * Dictionaries are much alike, so that together they take a fifth of their length; a small document
 * is a quarter smaller for it. libharu keeps 32-bit offsets and writes only at its own save, which
 * holds every page in memory and does not see a full disk; so offsets and the order of writing are
 * ours. A stream's bytes follow the dictionary directly: libharu's stream objects would copy them
 * into 4 KB blocks and spend a second object on the length.
 */
#include "pdf/pdf_object.h"

#include <stdlib.h>
#include <string.h>

enum {
    DEFLATE_LEVEL = 6,
    QUICK_LEVEL = 1,
    PATIENT_LEVEL = 10,     /* ten times slower, for a hundredth less */
    SMALL_FILE = 16 * 1024, /* up to here a twentieth counts more than time */
    NUMBER_MASK = 0xffffff,
    OFFSET_BYTES = 6,
};

/* A place is an offset, or this with the number of an object stream and the place in it. */
#define PLACE_PACKED (UINT64_C(1) << 63)

/* libharu's own code survives no failed allocation reliably; the program ends here instead. */
static void *HPDF_STDCALL allocate(HPDF_UINT size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory) memory_exhausted();
    return memory;
}

static void HPDF_STDCALL release(void *memory) { free(memory); }

/* Two lanes of multiply-and-fold over eight bytes at a time, after wyhash. Nothing secret: the
 * digest only tells one document from another. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static void digest_add(uint64_t digest[2], const char *bytes, size_t len)
{
    uint64_t word = 0;
    digest[0] ^= len;
    for (; len >= 8; bytes += 8, len -= 8) {
        memcpy(&word, bytes, 8);
        digest[0] = mix(digest[0] ^ word, 0xa0761d6478bd642fu);
        digest[1] = mix(digest[1] + word, 0xe7037ed1a0b428dbu);
    }
    word = 0;
    if (len) memcpy(&word, bytes, len);
    digest[0] = mix(digest[0] ^ word, 0x8ebc6af09c88c6e3u);
    digest[1] = mix(digest[1] + word, 0x589965cc75374cc3u);
}

static void put(Objects *objects, const void *bytes, size_t len)
{
    digest_add(objects->digest, bytes, len);
    out_write(objects->out, bytes, len);
}

static void put_str(Objects *objects, Str text) { put(objects, text.ptr, text.len); }

static HPDF_STATUS HPDF_STDCALL sink(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT len)
{
    Objects *objects = stream->attr;
    if (objects->gathering)
        content_add(&objects->waiting, (Str){(const char *)bytes, len});
    else
        put(objects, bytes, len);
    return HPDF_OK;
}

/* Called by libharu before it closes a dictionary; `attr` is the tail. */
static HPDF_STATUS write_tail(HPDF_Dict dict, HPDF_Stream stream)
{
    const Str *tail = dict->attr;
    HPDF_STATUS status =
        HPDF_Stream_Write(stream, (const HPDF_BYTE *)tail->ptr, (HPDF_UINT)tail->len);
    return status == HPDF_OK ? HPDF_Stream_WriteChar(stream, '\n') : status;
}

bool objects_open(Objects *objects, Arena *arena, Str path)
{
    *objects = (Objects){.arena = arena, .digest = {0x243f6a8885a308d3u, 0x13198a2e03707344u}};
    objects->out = out_open(arena, path);
    if (!objects->out) return false;
    content_init(&objects->waiting, arena);
    objects->doc = HPDF_NewEx(NULL, allocate, release, 0, NULL);
    if (!objects->doc) memory_exhausted();
    HPDF_Doc doc = objects->doc;
    if (!doc->info) doc->info = objects_new(objects);
    /* The list grows by a fixed step with a byte-wise copy: few large steps keep that linear. */
    doc->xref->entries->items_per_block = 1 << 18;
    objects->stream = HPDF_CallbackWriter_New(doc->mmgr, sink, objects);
    objects->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    objects->quick = libdeflate_alloc_compressor(QUICK_LEVEL);
    if (!objects->compressor || !objects->quick) memory_exhausted();
    put_str(objects, STR("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"));
    return true;
}

static void close_handles(Objects *objects)
{
    libdeflate_free_compressor(objects->compressor);
    libdeflate_free_compressor(objects->quick);
    HPDF_Stream_Free(objects->stream);
    HPDF_Free(objects->doc);
    arena_free(&objects->scratch);
}

void objects_abandon(Objects *objects)
{
    close_handles(objects);
    out_abandon(objects->out);
}

unsigned long objects_error(const Objects *objects) { return HPDF_GetError(objects->doc); }

bool objects_fit(const Objects *objects, uint64_t n)
{
    return objects->doc->xref->entries->count + n < HPDF_LIMIT_MAX_XREF_ELEMENT;
}

HPDF_Dict objects_new(Objects *objects)
{
    HPDF_Dict dict = HPDF_Dict_New(objects->doc->mmgr);
    HPDF_Xref_Add(objects->doc->xref, dict);
    return dict;
}

uint32_t object_id(const void *object)
{
    return ((const HPDF_Obj_Header *)object)->obj_id & NUMBER_MASK;
}

static void note_place(Objects *objects, uint32_t id, uint64_t place)
{
    if (id >= objects->cap) {
        size_t cap = objects->cap ? objects->cap * 2 : 256;
        while (cap <= id) cap *= 2;
        uint64_t *grown = ARENA_ARRAY(objects->arena, uint64_t, cap);
        if (objects->cap) memcpy(grown, objects->places, objects->cap * sizeof *grown);
        objects->places = grown;
        objects->cap = cap;
    }
    objects->places[id] = place;
}

static void write_value(Objects *objects, HPDF_Dict dict, Str tail)
{
    dict->before_write_fn = NULL; /* libharu's page nodes would count pages that are gone */
    dict->attr = &tail;
    dict->write_fn = tail.len ? write_tail : NULL;
    HPDF_Obj_WriteValue(dict, objects->stream, NULL);
    dict->attr = NULL;
    dict->write_fn = NULL;
}

static void begin_object(Objects *objects, HPDF_Dict dict, Str tail)
{
    char text[32];
    Content head = {NULL, text, 0, sizeof text};
    note_place(objects, object_id(dict), out_offset(objects->out));
    content_int(&head, object_id(dict));
    CONTENT_ADD(&head, "0 obj\n");
    put_str(objects, content_str(&head));
    write_value(objects, dict, tail);
}

/* The dictionaries that wait, as one stream: pairs of number and offset, then one after another. */
static void write_waiting(Objects *objects)
{
    if (!objects->n_waiting) return;
    ArenaMark mark = arena_mark(&objects->scratch);
    Content all;
    content_init(&all, &objects->scratch);
    HPDF_Dict dict = objects_new(objects);
    for (int i = 0; i < objects->n_waiting; i++) {
        content_int(&all, objects->waiting_ids[i]);
        content_int(&all, objects->waiting_at[i]);
        note_place(objects, objects->waiting_ids[i],
                   PLACE_PACKED | (uint64_t)object_id(dict) << 8 | (uint64_t)i);
    }
    HPDF_Dict_AddName(dict, "Type", "ObjStm");
    HPDF_Dict_AddNumber(dict, "N", objects->n_waiting);
    HPDF_Dict_AddNumber(dict, "First", (HPDF_INT32)all.len);
    content_add(&all, content_str(&objects->waiting));
    objects->n_waiting = 0;
    objects->waiting.len = 0;
    objects_write_packed(objects, dict, STR(""), content_str(&all));
    objects_free(objects, dict);
    arena_rewind(&objects->scratch, mark);
}

static void begin_waiting(Objects *objects, HPDF_Dict dict)
{
    objects->waiting_ids[objects->n_waiting] = object_id(dict);
    objects->waiting_at[objects->n_waiting++] = (uint32_t)objects->waiting.len;
}

static void end_waiting(Objects *objects)
{
    CONTENT_ADD(&objects->waiting, "\n");
    if (objects->n_waiting == PACKED_TOGETHER) write_waiting(objects);
}

void objects_write(Objects *objects, HPDF_Dict dict, Str tail)
{
    begin_waiting(objects, dict);
    objects->gathering = true;
    write_value(objects, dict, tail);
    objects->gathering = false;
    end_waiting(objects);
}

void objects_write_text(Objects *objects, HPDF_Dict dict, Str value)
{
    begin_waiting(objects, dict);
    content_add(&objects->waiting, value);
    end_waiting(objects);
}

void objects_write_stream(Objects *objects, HPDF_Dict dict, Str tail, Str bytes)
{
    HPDF_Dict_AddNumber(dict, "Length", (HPDF_INT32)bytes.len);
    begin_object(objects, dict, tail);
    put_str(objects, STR("\nstream\r\n"));
    put_str(objects, bytes);
    put_str(objects, STR("\nendstream\nendobj\n"));
}

static void write_packed(Objects *objects, struct libdeflate_compressor *compressor, HPDF_Dict dict,
                         Str tail, Str bytes)
{
    ArenaMark mark = arena_mark(&objects->scratch);
    size_t bound = libdeflate_zlib_compress_bound(compressor, bytes.len);
    char *packed = arena_alloc(&objects->scratch, bound);
    size_t len = libdeflate_zlib_compress(compressor, bytes.ptr, bytes.len, packed, bound);
    if (len && len < bytes.len) {
        HPDF_Dict_AddName(dict, "Filter", "FlateDecode");
        bytes = (Str){packed, len};
    }
    objects_write_stream(objects, dict, tail, bytes);
    arena_rewind(&objects->scratch, mark);
}

void objects_write_packed(Objects *objects, HPDF_Dict dict, Str tail, Str bytes)
{
    write_packed(objects, objects->compressor, dict, tail, bytes);
}

void objects_write_quick(Objects *objects, HPDF_Dict dict, Str bytes)
{
    bool small = out_offset(objects->out) < SMALL_FILE;
    write_packed(objects, small ? objects->compressor : objects->quick, dict, STR(""), bytes);
}

void objects_pack_tightly(Objects *objects)
{
    if (out_offset(objects->out) >= SMALL_FILE) return;
    libdeflate_free_compressor(objects->compressor);
    objects->compressor = libdeflate_alloc_compressor(PATIENT_LEVEL);
    if (!objects->compressor) memory_exhausted();
}

void objects_free(Objects *objects, HPDF_Dict dict)
{
    HPDF_Doc doc = objects->doc;
    HPDF_Xref_GetEntry(doc->xref, object_id(dict))->obj = NULL;
    HPDF_Obj_ForceFree(doc->mmgr, dict);
}

/* Entries of one byte for the kind, `width` for the offset or the number of the object stream, one
 * for the place in it. */
static Str xref_entries(Objects *objects, uint32_t n, unsigned width)
{
    size_t len = (size_t)n * (width + 2);
    uint8_t *bytes = arena_alloc(&objects->scratch, len), *at = bytes + width + 2;
    for (uint32_t id = 1; id < n; id++) { /* there is no object 0 */
        uint64_t place = objects->places[id];
        bool packed = place & PLACE_PACKED;
        uint64_t value = packed ? (place & ~PLACE_PACKED) >> 8 : place;
        *at++ = packed ? 2 : 1;
        for (unsigned i = width; i-- > 0;) *at++ = (uint8_t)(value >> (8 * i));
        *at++ = packed ? (uint8_t)place : 0;
    }
    return (Str){(const char *)bytes, len};
}

static void add_digest(Content *tail, const uint64_t digest[2])
{
    for (int copy = 0; copy < 2; copy++) {
        content_add(tail, copy ? STR("<") : STR("/ID [<"));
        for (int i = 0; i < 32; i++) {
            char digit = "0123456789ABCDEF"[(digest[i / 16] >> (4 * (i % 16))) & 15];
            content_add(tail, (Str){&digit, 1});
        }
        content_add(tail, copy ? STR(">]") : STR(">"));
    }
}

static void put_xref(Objects *objects)
{
    HPDF_Doc doc = objects->doc;
    HPDF_Dict xref = objects_new(objects);
    uint64_t at = out_offset(objects->out);
    uint32_t n = doc->xref->entries->count;
    note_place(objects, object_id(xref), at);
    unsigned width = 3; /* object numbers take no more */
    while (width < OFFSET_BYTES && at >> (8 * width)) width++;
    Content tail;
    content_init(&tail, objects->arena);
    CONTENT_ADD(&tail, "/W [1 ");
    content_int(&tail, width);
    CONTENT_ADD(&tail, "1]\n");
    add_digest(&tail, objects->digest);
    HPDF_Dict_AddName(xref, "Type", "XRef");
    HPDF_Dict_AddNumber(xref, "Size", (HPDF_INT32)n);
    HPDF_Dict_Add(xref, "Root", doc->catalog);
    HPDF_Dict_Add(xref, "Info", doc->info);
    objects_write_packed(objects, xref, content_str(&tail), xref_entries(objects, n, width));
    tail.len = 0;
    CONTENT_ADD(&tail, "startxref\n");
    content_int(&tail, (int64_t)at);
    tail.ptr[tail.len - 1] = '\n';
    CONTENT_ADD(&tail, "%%EOF\n");
    put_str(objects, content_str(&tail));
}

int objects_close(Objects *objects, uint64_t *bytes)
{
    write_waiting(objects);
    put_xref(objects);
    *bytes = out_offset(objects->out);
    close_handles(objects);
    return out_commit(objects->out);
}
