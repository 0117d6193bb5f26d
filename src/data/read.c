#include "data/read.h"

static Str size_name(Arena *arena, size_t bytes)
{
    if (bytes >= 1024 * 1024) return str_format(arena, "%zu MB", bytes / (1024 * 1024));
    return str_format(arena, "%zu KB", bytes / 1024);
}

void read_report_fault(Arena *arena, SourceFault fault, Str shown, size_t limit_bytes, Span at,
                       Diag *diag)
{
    switch (fault) {
    case SOURCE_OK:
        break;
    case SOURCE_MISSING:
        diag_report(diag, DIAG_FILE_MISSING, at, shown);
        break;
    case SOURCE_UNREADABLE:
        diag_report(diag, DIAG_FILE_UNREADABLE, at, shown,
                    STR("the system does not allow it, or the disk failed"));
        break;
    case SOURCE_NOT_REGULAR:
        diag_report(diag, DIAG_FILE_NOT_REGULAR, at, shown);
        break;
    case SOURCE_TOO_LARGE:
        diag_report(diag, DIAG_FILE_TOO_LARGE, at, shown, size_name(arena, limit_bytes));
        break;
    }
}

const Source *read_source(Arena *arena, Str path, Str shown, size_t limit_bytes, Span at,
                          Diag *diag)
{
    Source *source = NULL;
    SourceFault fault = source_read(arena, path, shown, limit_bytes, &source);
    if (fault == SOURCE_OK) return source;
    read_report_fault(arena, fault, shown.len ? shown : path, limit_bytes, at, diag);
    return NULL;
}
