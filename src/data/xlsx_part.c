#include "data/xlsx_part.h"

#include <expat.h>
#include <string.h>
#include <zip.h>

#include "data/limits.h"

enum { CHUNK = 64 * 1024, MAX_PARTS = 10000, NAMESPACE_MARK = '|' };

struct XlsxFile {
    zip_t *zip;
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

XlsxFile *xlsx_open(Arena *arena, Str bytes)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!zip && zip_error_code_zip(&error) == ZIP_ER_MEMORY) memory_exhausted();
    if (!zip && source) zip_source_free(source);
    zip_error_fini(&error);
    if (!zip) return NULL;
    if (zip_get_num_entries(zip, 0) > MAX_PARTS) {
        zip_discard(zip);
        return NULL;
    }
    XlsxFile *file = ARENA_NEW(arena, XlsxFile);
    file->zip = zip;
    return file;
}

void xlsx_close(XlsxFile *file) { zip_discard(file->zip); }

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

static PartFault pump(Stream *stream, zip_file_t *part)
{
    size_t total = 0;
    for (;;) {
        void *chunk = XML_GetBuffer(stream->parser, CHUNK);
        if (!chunk) memory_exhausted();
        zip_int64_t n = zip_fread(part, chunk, CHUNK);
        if (n < 0) return PART_DAMAGED;
        total += (size_t)n;
        if (total > LIMIT_XML_BYTES) return PART_TOO_LARGE;
        enum XML_Status status = XML_ParseBuffer(stream->parser, (int)n, n == 0);
        if (stream->ended) return PART_OK;
        if (stream->refused) return PART_DAMAGED;
        if (status != XML_STATUS_OK) {
            if (XML_GetErrorCode(stream->parser) == XML_ERROR_NO_MEMORY) memory_exhausted();
            return PART_DAMAGED;
        }
        if (n == 0) return PART_OK;
    }
}

PartFault xlsx_parse(XlsxFile *file, const char *part, const XmlHandler *handler, void *context)
{
    zip_file_t *entry = zip_fopen(file->zip, part, 0);
    if (!entry) {
        int code = zip_error_code_zip(zip_get_error(file->zip));
        if (code == ZIP_ER_MEMORY) memory_exhausted();
        return code == ZIP_ER_NOENT ? PART_MISSING : PART_DAMAGED;
    }
    Stream stream = {XML_ParserCreateNS(NULL, NAMESPACE_MARK), handler, context, false, false};
    if (!stream.parser) memory_exhausted();
    XML_SetUserData(stream.parser, &stream);
    XML_SetElementHandler(stream.parser, on_start, on_end);
    XML_SetCharacterDataHandler(stream.parser, on_text);
    XML_SetStartDoctypeDeclHandler(stream.parser, on_doctype);
    PartFault fault = pump(&stream, entry);
    XML_ParserFree(stream.parser);
    zip_fclose(entry);
    return fault;
}
