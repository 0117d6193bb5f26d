/* issues - the register of replaced badges. The file is written whole, with its new line, and
 * renamed, so that it never ends in half a line. */
#include <string.h>

#include "base/confined.h"
#include "base/out.h"
#include "cli/badges.h"
#include "data/read.h"

enum { MAX_REGISTER_BYTES = 8 * 1024 * 1024, MAX_ISSUE = 9999 };

static const char head[] = "# Badges that were replaced: id, issue, date. Made by etalase reissue; "
                           "lines are only added.\n";

/* The next word of a line; *line moves on. */
static Str next_word(Str *line)
{
    *line = str_trim(*line);
    size_t end = 0;
    while (end < line->len && line->ptr[end] != ' ' && line->ptr[end] != '\t') end++;
    Str word = str_slice(*line, 0, end);
    *line = str_slice(*line, end, line->len);
    return word;
}

static bool read_line(Cli *cli, Issues *issues, Str line)
{
    Str id = next_word(&line), number = next_word(&line), day = next_word(&line);
    Date date;
    uint32_t issue = 0;
    for (size_t i = 0; i < number.len; i++) {
        if (number.ptr[i] < '0' || number.ptr[i] > '9' || issue > MAX_ISSUE) return false;
        issue = issue * 10 + (uint32_t)(number.ptr[i] - '0');
    }
    if (issue < 2 || issue > MAX_ISSUE || !date_parse(day, &date) || str_trim(line).len)
        return false;
    if (issue <= issues_number(issues, id)) return true;
    uint32_t *kept = ARENA_NEW(cli->arena, uint32_t);
    *kept = issue;
    map_set(&issues->numbers, id, kept);
    return true;
}

bool issues_read(Cli *cli, Str event_folder, Issues *out)
{
    Source *source;
    *out = (Issues){.path = path_join(cli->arena, event_folder, STR("issues.txt"))};
    map_init(&out->numbers, cli->arena);
    SourceFault fault = source_read(cli->arena, out->path, out->path, MAX_REGISTER_BYTES, &source);
    if (fault == SOURCE_MISSING) return true;
    if (fault != SOURCE_OK) {
        read_report_fault(cli->arena, fault, out->path, MAX_REGISTER_BYTES, (Span){0}, cli->diag);
        return false;
    }
    out->bytes = source->bytes;
    bool good = true;
    for (uint32_t i = 1; i <= source->n_lines; i++) {
        Str line = str_trim(source_line(source, i));
        if (!line.len || line.ptr[0] == '#' || read_line(cli, out, line)) continue;
        Span at = {source, source->line_starts[i - 1], (uint32_t)line.len};
        diag_report(cli->diag, DIAG_ISSUES_LINE, at);
        good = false;
    }
    return good;
}

uint32_t issues_number(const Issues *issues, Str badge_id)
{
    const uint32_t *number = map_find(&issues->numbers, badge_id);
    return number ? *number : 1;
}

bool issues_add(Cli *cli, const Issues *issues, Str badge_id, uint32_t issue, Str today)
{
    StrBuf text;
    strbuf_init(&text, cli->arena);
    strbuf_add(&text, issues->bytes.len ? issues->bytes : str_from(head));
    if (text.ptr[text.len - 1] != '\n') strbuf_char(&text, '\n');
    strbuf_format(&text, "%.*s %u %.*s\n", STR_ARG(badge_id), issue, STR_ARG(today));
    return write_text_file(cli, issues->path, strbuf_str(&text));
}
