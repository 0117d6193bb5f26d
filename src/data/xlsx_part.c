/* xlsx_part - minizip over bytes in memory, expat over what it unpacks.
 *
 * Not libzip: it loads libcrypto, which costs every start of the program some milliseconds.
 */
#include "data/xlsx_part.h"

#include <expat.h>
#include <string.h>
#include <minizip/unzip.h>

#include "data/limits.h"

enum { CHUNK = 64 * 1024, MAX_PARTS = 10000, NAMESPACE_MARK = '|' };

struct XlsxFile {
    unzFile zip;
    Str bytes;
    size_t at; /* where minizip reads on */
};

typedef struct Stream {
    XML_Parser parser;
    const XmlHandler *handler;
    void *context;
    bool ended, refused;
} Stream;

static Str local_name(const char *name)
{
    const char *mark = strrchr(name, NAMESPACE_MARK);
    return str_from(mark ? mark + 1 : name);
}

Str xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (str_eq(local_name(attributes[0]), str_from(name))) return str_from(attributes[1]);
    return STR("");
}

/* ---- the bytes as a file for minizip; `opaque` and the stream are the XlsxFile */
static voidpf bytes_open(voidpf opaque, const void *name, int mode)
{
    (void)name, (void)mode;
    return opaque;
}

static uLong bytes_read(voidpf opaque, voidpf stream, void *out, uLong len)
{
    (void)opaque;
    XlsxFile *file = stream;
    size_t left = file->bytes.len - file->at, n = len < left ? len : left;
    if (n) memcpy(out, file->bytes.ptr + file->at, n);
    file->at += n;
    return n;
}

static ZPOS64_T bytes_tell(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return ((XlsxFile *)stream)->at;
}

/* Nonzero: there is no such place. */
static long bytes_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    (void)opaque;
    XlsxFile *file = stream;
    size_t from = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                  : origin == ZLIB_FILEFUNC_SEEK_CUR ? file->at
                                                     : file->bytes.len;
    if (offset > file->bytes.len - from) return -1;
    file->at = from + offset;
    return 0;
}

static int bytes_close(voidpf opaque, voidpf stream)
{
    (void)opaque, (void)stream;
    return 0;
}

XlsxFile *xlsx_open(Arena *arena, Str bytes)
{
    XlsxFile *file = ARENA_NEW(arena, XlsxFile);
    file->bytes = bytes;
    zlib_filefunc64_def calls = {.zopen64_file = bytes_open,
                                 .zread_file = bytes_read,
                                 .ztell64_file = bytes_tell,
                                 .zseek64_file = bytes_seek,
                                 .zclose_file = bytes_close,
                                 .zerror_file = bytes_close, /* there are no errors */
                                 .opaque = file};
    file->zip = unzOpen2_64("", &calls);
    unz_global_info64 info;
    if (!file->zip) return NULL;
    if (unzGetGlobalInfo64(file->zip, &info) == UNZ_OK && info.number_entry <= MAX_PARTS)
        return file;
    unzClose(file->zip);
    return NULL;
}

void xlsx_close(XlsxFile *file) { unzClose(file->zip); }

static void go_on(Stream *stream, bool more)
{
    if (more || stream->ended) return;
    stream->ended = true;
    XML_StopParser(stream->parser, XML_FALSE);
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    Stream *stream = data;
    if (stream->ended) return;
    go_on(stream, stream->handler->start(stream->context, local_name(name), attributes));
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    Stream *stream = data;
    if (stream->ended || !stream->handler->end) return;
    go_on(stream, stream->handler->end(stream->context, local_name(name)));
}

static void XMLCALL on_text(void *data, const XML_Char *text, int len)
{
    Stream *stream = data;
    if (stream->ended || !stream->handler->text) return;
    go_on(stream, stream->handler->text(stream->context, (Str){text, (size_t)len}));
}

/* Entities need a document type; without one there is nothing to expand. */
static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    Stream *stream = data;
    stream->refused = true;
    XML_StopParser(stream->parser, XML_FALSE);
}

static PartFault pump(Stream *stream, unzFile zip, uint64_t size)
{
    size_t total = 0;
    for (;;) {
        void *chunk = XML_GetBuffer(stream->parser, CHUNK);
        if (!chunk) memory_exhausted();
        int n = unzReadCurrentFile(zip, chunk, CHUNK);
        if (n < 0) return PART_DAMAGED;
        total += (size_t)n;
        if (total > LIMIT_XML_BYTES) return PART_TOO_LARGE;
        enum XML_Status status = XML_ParseBuffer(stream->parser, n, n == 0);
        if (stream->ended) return PART_OK;
        if (stream->refused) return PART_DAMAGED;
        if (status != XML_STATUS_OK) {
            if (XML_GetErrorCode(stream->parser) == XML_ERROR_NO_MEMORY) memory_exhausted();
            return PART_DAMAGED;
        }
        if (n == 0) return total == size ? PART_OK : PART_DAMAGED;
    }
}

PartFault xlsx_parse(XlsxFile *file, const char *part, const XmlHandler *handler, void *context)
{
    enum { CASE_MATTERS = 1, ENCRYPTED = 1 };
    unz_file_info64 info;
    int found = unzLocateFile(file->zip, part, CASE_MATTERS);
    if (found == UNZ_END_OF_LIST_OF_FILE) return PART_MISSING;
    if (found != UNZ_OK ||
        unzGetCurrentFileInfo64(file->zip, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK ||
        info.flag & ENCRYPTED || unzOpenCurrentFile(file->zip) != UNZ_OK)
        return PART_DAMAGED;
    Stream stream = {XML_ParserCreateNS(NULL, NAMESPACE_MARK), handler, context, false, false};
    if (!stream.parser) memory_exhausted();
    XML_SetUserData(stream.parser, &stream);
    XML_SetElementHandler(stream.parser, on_start, on_end);
    XML_SetCharacterDataHandler(stream.parser, on_text);
    XML_SetStartDoctypeDeclHandler(stream.parser, on_doctype);
    PartFault fault = pump(&stream, file->zip, info.uncompressed_size);
    XML_ParserFree(stream.parser);
    bool whole = unzCloseCurrentFile(file->zip) == UNZ_OK; /* its checksum is right, if all was read */
    return fault == PART_OK && !whole ? PART_DAMAGED : fault;
}
