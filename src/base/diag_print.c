/* diag_print - reports for a person and for a program.
 *
 * The source line is shown with control characters replaced, since a terminal would obey them, and
 * shortened around the place when it is long. The caret stands by display width.
 */
#include "base/diag.h"
#include "base/utf8.h"

enum { SHOWN_COLUMNS = 100, LEAD_COLUMNS = 40 };

static const char *level_name(DiagLevel level)
{
    return level == DIAG_ERROR ? "error" : level == DIAG_WARNING ? "warning" : "note";
}

static const char *level_colour(DiagLevel level)
{
    return level == DIAG_ERROR ? "\033[1;31m" : level == DIAG_WARNING ? "\033[1;33m" : "\033[1;36m";
}

static void put_clean(FILE *out, Str text)
{
    for (size_t i = 0; i < text.len;) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        if (c == UTF8_INVALID || c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 ||
            c == 0x2029 || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
            fputs(c == '\t' ? " " : "\xef\xbf\xbd", out);
        else
            fwrite(text.ptr + at, 1, i - at, out);
    }
}

static void put_place(FILE *out, Span span)
{
    if (!span.source) {
        fputs("etalase: ", out);
        return;
    }
    Position at = source_position(span.source, span.offset);
    put_clean(out, span.source->path);
    fprintf(out, ":%u:%u: ", at.line, at.column);
}

/* Of the character at *i, which moves past it. */
static unsigned next_width(Str text, size_t *i)
{
    uint32_t c = utf8_next(text, i);
    return c == UTF8_INVALID ? 1 : utf8_width(c);
}

static unsigned width_of(Str text)
{
    unsigned width = 0;
    for (size_t i = 0; i < text.len;) width += next_width(text, &i);
    return width;
}

/* Moves the start of `line` forward until the place is within the shown columns. */
static Str shorten(Str line, size_t *at)
{
    size_t start = 0;
    unsigned lead = width_of(str_slice(line, 0, *at));
    bool wide = width_of(line) > SHOWN_COLUMNS;
    while (wide && start < *at && lead > LEAD_COLUMNS) lead -= next_width(line, &start);
    size_t end = start;
    for (unsigned width = 0; end < line.len && width < SHOWN_COLUMNS;)
        width += next_width(line, &end);
    *at -= start;
    return str_slice(line, start, end);
}

static void put_excerpt(FILE *out, Span span, DiagStyle style, const char *colour)
{
    if (!span.source) return;
    Position position = source_position(span.source, span.offset);
    Str line = source_line(span.source, position.line);
    if (!line.len) return;
    size_t at = span.offset - span.source->line_starts[position.line - 1];
    if (at > line.len) at = line.len;
    line = shorten(line, &at);
    fprintf(out, "%5u | ", position.line);
    put_clean(out, line);
    unsigned before = width_of(str_slice(line, 0, at));
    unsigned under = width_of(str_slice(line, at, at + span.len));
    fprintf(out, "\n      | %*s%s^", (int)before, "", style.colour ? colour : "");
    for (unsigned i = 1; i < under; i++) fputc('~', out);
    fputs(style.colour ? "\033[0m\n" : "\n", out);
}

static void put_report(FILE *out, const DiagReport *report, DiagStyle style)
{
    const char *colour = level_colour(report->level);
    put_place(out, report->span);
    fprintf(out, "%s%s:%s ", style.colour ? colour : "", level_name(report->level),
            style.colour ? "\033[0m" : "");
    put_clean(out, report->text);
    fprintf(out, " [%.*s]\n", STR_ARG(diag_info(report->code)->code));
    put_excerpt(out, report->span, style, colour);
    if (report->record.len) {
        fputs("      = in ", out);
        put_clean(out, report->record);
        fputc('\n', out);
    }
    for (size_t i = 0; i < report->n_notes; i++) {
        const DiagNote *note = &report->notes[i];
        put_place(out, note->span);
        fputs("note: ", out);
        put_clean(out, note->text);
        fputc('\n', out);
        put_excerpt(out, note->span, style, level_colour(DIAG_NOTE));
    }
    if (report->hint.len) {
        fputs("      = hint: ", out);
        put_clean(out, report->hint);
        fputc('\n', out);
    }
}

void diag_print(Diag *diag, FILE *out, DiagStyle style)
{
    size_t n, shown_errors = 0, shown_warnings = 0;
    const DiagReport *const *reports = diag_sorted(diag, &n);
    for (size_t i = 0; i < n; i++) {
        shown_errors += reports[i]->level == DIAG_ERROR;
        shown_warnings += reports[i]->level == DIAG_WARNING;
        if (!style.quiet || reports[i]->level == DIAG_ERROR) put_report(out, reports[i], style);
    }
    if (diag_errors(diag) > shown_errors)
        fprintf(out, "etalase: and %zu more errors\n", diag_errors(diag) - shown_errors);
    if (!style.quiet && diag_warnings(diag) > shown_warnings)
        fprintf(out, "etalase: and %zu more warnings\n", diag_warnings(diag) - shown_warnings);
}

static void json_string(FILE *out, Str text)
{
    fputc('"', out);
    for (size_t i = 0; i < text.len;) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        if (c == UTF8_INVALID)
            fputs("\\ufffd", out);
        else if (c == '"' || c == '\\')
            fprintf(out, "\\%c", (int)c);
        else if (c < 0x20 || c == 0x7f)
            fprintf(out, "\\u%04x", c);
        else
            fwrite(text.ptr + at, 1, i - at, out);
    }
    fputc('"', out);
}

static void json_member(FILE *out, const char *key, Str text)
{
    if (!text.len) return;
    fprintf(out, ",\"%s\":", key);
    json_string(out, text);
}

static void json_place(FILE *out, Span span)
{
    if (!span.source) return;
    Position at = source_position(span.source, span.offset);
    fputs(",\"file\":", out);
    json_string(out, span.source->path);
    fprintf(out, ",\"line\":%u,\"column\":%u", at.line, at.column);
}

void diag_print_json(Diag *diag, FILE *out)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(diag, &n);
    for (size_t i = 0; i < n; i++) {
        const DiagReport *report = reports[i];
        fprintf(out, "{\"level\":\"%s\"", level_name(report->level));
        json_member(out, "code", diag_info(report->code)->code);
        json_place(out, report->span);
        json_member(out, "text", report->text);
        json_member(out, "record", report->record);
        json_member(out, "hint", report->hint);
        if (report->n_notes) fputs(",\"notes\":[", out);
        for (size_t k = 0; k < report->n_notes; k++) {
            fputs(k ? ",{\"text\":" : "{\"text\":", out);
            json_string(out, report->notes[k].text);
            json_place(out, report->notes[k].span);
            fputc('}', out);
        }
        fputs(report->n_notes ? "]}\n" : "}\n", out);
    }
}
