#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "base/vec.h"

SourceFault source_read_fd(Arena *arena, int fd, size_t limit, Str *out)
{
    struct stat st;
    if (fstat(fd, &st) != 0) return SOURCE_UNREADABLE;
    if (!S_ISREG(st.st_mode)) return SOURCE_NOT_REGULAR;
    if ((uint64_t)st.st_size > limit) return SOURCE_TOO_LARGE;
    size_t size = (size_t)st.st_size, len = 0;
    char *bytes = arena_alloc_raw(arena, size + 1);
    while (len < size) {
        ssize_t n = read(fd, bytes + len, size - len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return SOURCE_UNREADABLE;
        if (n == 0) break;
        len += (size_t)n;
    }
    bytes[len] = 0;
    *out = (Str){bytes, len};
    return SOURCE_OK;
}

SourceFault source_read(Arena *arena, Str path, Str shown, size_t limit_bytes, Source **out)
{
    /* O_NONBLOCK: opening a FIFO must not wait for a writer. */
    int fd = open(str_z(arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return errno == ENOENT || errno == ENOTDIR ? SOURCE_MISSING : SOURCE_UNREADABLE;
    Str bytes;
    SourceFault fault = source_read_fd(arena, fd, limit_bytes, &bytes);
    close(fd);
    if (fault == SOURCE_OK) *out = source_from_bytes(arena, shown.len ? shown : path, bytes);
    return fault;
}

/* Offset behind the next line end, or 0. Texts without CR, nearly all, are searched quickly. */
static size_t next_line(Str bytes, size_t at, bool has_cr)
{
    const char *lf =
        has_cr || at == bytes.len ? NULL : memchr(bytes.ptr + at, '\n', bytes.len - at);
    if (lf) return (size_t)(lf - bytes.ptr) + 1;
    for (; has_cr && at < bytes.len; at++) {
        char c = bytes.ptr[at];
        if (c == '\n' || (c == '\r' && (at + 1 == bytes.len || bytes.ptr[at + 1] != '\n')))
            return at + 1;
    }
    return 0;
}

Source *source_from_bytes(Arena *arena, Str shown, Str bytes)
{
    Source *source = ARENA_NEW(arena, Source);
    if (str_starts(bytes, STR("\xef\xbb\xbf"))) bytes = str_slice(bytes, 3, bytes.len);
    source->path = str_copy(arena, shown);
    source->bytes = bytes;
    VEC(uint32_t) starts = {0};
    VEC_PUSH(arena, &starts, 0);
    bool has_cr = bytes.len && memchr(bytes.ptr, '\r', bytes.len);
    for (size_t at = 0; (at = next_line(bytes, at, has_cr)) > 0;)
        VEC_PUSH(arena, &starts, (uint32_t)at);
    source->line_starts = starts.items;
    source->n_lines = (uint32_t)starts.len;
    return source;
}

static uint32_t line_of(const Source *source, uint32_t offset)
{
    uint32_t low = 0, high = source->n_lines;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

Position source_position(const Source *source, uint32_t offset)
{
    if (offset > source->bytes.len) offset = (uint32_t)source->bytes.len;
    uint32_t line = line_of(source, offset);
    Str before = str_slice(source->bytes, source->line_starts[line], offset);
    return (Position){line + 1, (uint32_t)utf8_count(before) + 1};
}

Str source_line(const Source *source, uint32_t line)
{
    if (line == 0 || line > source->n_lines) return STR("");
    size_t end = line < source->n_lines ? source->line_starts[line] : source->bytes.len;
    Str text = str_slice(source->bytes, source->line_starts[line - 1], end);
    while (text.len && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
        text.len--;
    return text;
}

Str source_text(Span span)
{
    if (!span.source) return STR("");
    return str_slice(span.source->bytes, span.offset, (size_t)span.offset + span.len);
}
