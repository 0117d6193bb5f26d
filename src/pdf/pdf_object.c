/* pdf_object - see the header. The file is
 *
 *   %PDF-1.7, a comment of four high bytes
 *   N 0 obj ... endobj          in the order in which objects were finished
 *   xref                        offsets with ten digits: files up to 9.3 GB
 *   trailer << Size Root Info ID >>
 *
 * libharu keeps 32-bit offsets and writes only at its own save, which holds every page in memory
 * and does not see a full disk; so offsets and the order of writing are ours. A stream's bytes
 * follow the dictionary directly: libharu's stream objects would copy them into 4 KB blocks and
 * spend a second object on the length.
 */
#include "pdf/pdf_object.h"

#include <stdlib.h>
#include <string.h>

enum { DEFLATE_LEVEL = 6, NUMBER_MASK = 0xffffff };

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
    put(stream->attr, bytes, len);
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
    objects->doc = HPDF_NewEx(NULL, allocate, release, 0, NULL);
    if (!objects->doc) memory_exhausted();
    HPDF_Doc doc = objects->doc;
    if (!doc->info) doc->info = objects_new(objects);
    /* The list grows by a fixed step with a byte-wise copy: few large steps keep that linear. */
    doc->xref->entries->items_per_block = 1 << 18;
    objects->stream = HPDF_CallbackWriter_New(doc->mmgr, sink, objects);
    objects->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (!objects->compressor) memory_exhausted();
    put_str(objects, STR("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"));
    return true;
}

static void close_handles(Objects *objects)
{
    libdeflate_free_compressor(objects->compressor);
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

static void note_offset(Objects *objects, uint32_t id)
{
    if (id >= objects->cap) {
        size_t cap = objects->cap ? objects->cap * 2 : 256;
        while (cap <= id) cap *= 2;
        uint64_t *grown = ARENA_ARRAY(objects->arena, uint64_t, cap);
        if (objects->cap) memcpy(grown, objects->offsets, objects->cap * sizeof *grown);
        objects->offsets = grown;
        objects->cap = cap;
    }
    objects->offsets[id] = out_offset(objects->out);
}

static void put_number(Objects *objects, HPDF_Dict dict)
{
    char text[32];
    Content head = {NULL, text, 0, sizeof text};
    note_offset(objects, object_id(dict));
    content_int(&head, object_id(dict));
    CONTENT_ADD(&head, "0 obj\n");
    put_str(objects, content_str(&head));
}

static void begin_object(Objects *objects, HPDF_Dict dict, Str tail)
{
    put_number(objects, dict);
    dict->before_write_fn = NULL; /* libharu's page nodes would count pages that are gone */
    dict->attr = &tail;
    dict->write_fn = tail.len ? write_tail : NULL;
    HPDF_Obj_WriteValue(dict, objects->stream, NULL);
    dict->attr = NULL;
    dict->write_fn = NULL;
}

void objects_write(Objects *objects, HPDF_Dict dict, Str tail)
{
    begin_object(objects, dict, tail);
    put_str(objects, STR("\nendobj\n"));
}

void objects_write_text(Objects *objects, HPDF_Dict dict, Str value)
{
    put_number(objects, dict);
    put_str(objects, value);
    put_str(objects, STR("\nendobj\n"));
}

void objects_write_stream(Objects *objects, HPDF_Dict dict, Str tail, Str bytes)
{
    HPDF_Dict_AddNumber(dict, "Length", (HPDF_INT32)bytes.len);
    begin_object(objects, dict, tail);
    put_str(objects, STR("\nstream\r\n"));
    put_str(objects, bytes);
    put_str(objects, STR("\nendstream\nendobj\n"));
}

void objects_write_packed(Objects *objects, HPDF_Dict dict, Str tail, Str bytes)
{
    ArenaMark mark = arena_mark(&objects->scratch);
    size_t bound = libdeflate_zlib_compress_bound(objects->compressor, bytes.len);
    char *packed = arena_alloc(&objects->scratch, bound);
    size_t len = libdeflate_zlib_compress(objects->compressor, bytes.ptr, bytes.len, packed, bound);
    if (len && len < bytes.len) {
        HPDF_Dict_AddName(dict, "Filter", "FlateDecode");
        bytes = (Str){packed, len};
    }
    objects_write_stream(objects, dict, tail, bytes);
    arena_rewind(&objects->scratch, mark);
}

void objects_free(Objects *objects, HPDF_Dict dict)
{
    HPDF_Doc doc = objects->doc;
    HPDF_Xref_GetEntry(doc->xref, object_id(dict))->obj = NULL;
    HPDF_Obj_ForceFree(doc->mmgr, dict);
}

static void put_offset(Objects *objects, uint64_t offset)
{
    char line[] = "0000000000 00000 n\r\n";
    for (int i = 9; i >= 0; i--) {
        line[i] = (char)('0' + offset % 10);
        offset /= 10;
    }
    put(objects, line, sizeof line - 1);
}

static void put_xref(Objects *objects)
{
    Content text;
    content_init(&text, objects->arena);
    uint32_t n = objects->doc->xref->entries->count;
    CONTENT_ADD(&text, "xref\n0 ");
    content_int(&text, n);
    text.ptr[text.len - 1] = '\n';
    CONTENT_ADD(&text, "0000000000 65535 f\r\n");
    put_str(objects, content_str(&text));
    for (uint32_t id = 1; id < n; id++) put_offset(objects, objects->offsets[id]);
}

static void put_trailer(Objects *objects, uint64_t xref_at)
{
    HPDF_Doc doc = objects->doc;
    Content id;
    content_init(&id, objects->arena);
    for (int copy = 0; copy < 2; copy++) {
        content_add(&id, copy ? STR("<") : STR("/ID [<"));
        for (int i = 0; i < 32; i++) {
            char digit = "0123456789ABCDEF"[(objects->digest[i / 16] >> (4 * (i % 16))) & 15];
            content_add(&id, (Str){&digit, 1});
        }
        content_add(&id, copy ? STR(">]") : STR(">"));
    }
    Str tail = content_str(&id);
    HPDF_Dict trailer = doc->trailer;
    HPDF_Dict_AddNumber(trailer, "Size", (HPDF_INT32)doc->xref->entries->count);
    HPDF_Dict_Add(trailer, "Root", doc->catalog);
    HPDF_Dict_Add(trailer, "Info", doc->info);
    trailer->attr = &tail;
    trailer->write_fn = write_tail;
    put_str(objects, STR("trailer\n"));
    HPDF_Dict_Write(trailer, objects->stream, NULL);
    trailer->attr = NULL;
    Content end;
    content_init(&end, objects->arena);
    CONTENT_ADD(&end, "\nstartxref\n");
    content_int(&end, (int64_t)xref_at);
    end.ptr[end.len - 1] = '\n';
    CONTENT_ADD(&end, "%%EOF\n");
    put_str(objects, content_str(&end));
}

int objects_close(Objects *objects, uint64_t *bytes)
{
    uint64_t xref_at = out_offset(objects->out);
    put_xref(objects);
    put_trailer(objects, xref_at);
    *bytes = out_offset(objects->out);
    close_handles(objects);
    return out_commit(objects->out);
}
