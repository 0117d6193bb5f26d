/* report_fit - which texts were made to fit, and how: one line for each, in columns.
 *
 *   document  record        text                       made to fit
 *   badge     person "..."  Siti Nurhaliza Contoh ...  2 lines, size 18.5 pt instead of 23.0 pt
 *
 * A text may be measured more than once; what was said of it last counts. */
#include <stdio.h>

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "cli/tasks.h"

enum { N_COLUMNS = 4, WIDEST = 48 };

typedef struct FitRow {
    Str cells[N_COLUMNS];
} FitRow;

struct FitReport {
    Arena *arena;
    Str document;
    VEC(FitRow *) rows;
    Map known; /* document, record and place to FitRow */
};

FitReport *fit_report_new(Arena *arena)
{
    FitReport *report = ARENA_NEW(arena, FitReport);
    report->arena = arena;
    map_init(&report->known, arena);
    return report;
}

void fit_report_begin(FitReport *report, Str document) { report->document = document; }

/* On one line, and no wider than a column may be. */
static Str cell_text(Arena *arena, Str text)
{
    StrBuf out;
    strbuf_init(&out, arena);
    unsigned width = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (c < 0x20 || c == UTF8_INVALID) c = ' ';
        width += utf8_width(c);
        if (width >= WIDEST && i < text.len) {
            strbuf_add(&out, STR("…"));
            break;
        }
        strbuf_codepoint(&out, c);
    }
    return strbuf_str(&out);
}

void fit_report_take(void *context, const FitNote *note)
{
    FitReport *report = context;
    Arena *arena = report->arena;
    Str key =
        str_format(arena, "%.*s:%.*s:%p:%u:%.*s", STR_ARG(report->document), STR_ARG(note->record),
                   (const void *)note->from.source, note->from.offset, STR_ARG(note->text));
    FitRow *row = map_find(&report->known, key);
    if (!row) {
        row = ARENA_NEW(arena, FitRow);
        map_add(&report->known, key, row);
        VEC_PUSH(arena, &report->rows, row);
    }
    row->cells[0] = report->document;
    row->cells[1] = cell_text(arena, note->record);
    row->cells[2] = cell_text(arena, note->text);
    row->cells[3] = str_copy(arena, note->steps);
}

void fit_report_send(const FitReport *report, StrBuf *out)
{
    for (size_t i = 0; i < report->rows.len; i++)
        for (int c = 0; c < N_COLUMNS; c++) result_text(out, report->rows.items[i]->cells[c]);
}

void fit_report_receive(FitReport *report, Str rows)
{
    while (rows.len) {
        FitRow *row = ARENA_NEW(report->arena, FitRow);
        for (int c = 0; c < N_COLUMNS; c++)
            row->cells[c] = str_copy(report->arena, result_take_text(&rows));
        VEC_PUSH(report->arena, &report->rows, row);
    }
}

static int width_of(Str text)
{
    int width = 0;
    for (size_t i = 0; i < text.len;) width += (int)utf8_width(utf8_next(text, &i));
    return width;
}

static void print_row(const FitRow *row, const int widths[N_COLUMNS])
{
    for (int c = 0; c < N_COLUMNS; c++) {
        bool last = c + 1 == N_COLUMNS;
        printf("%.*s%*s", STR_ARG(row->cells[c]),
               last ? 0 : widths[c] - width_of(row->cells[c]) + 2, "");
    }
    putchar('\n');
}

void fit_report_print(const FitReport *report)
{
    if (!report->rows.len) {
        puts("every text fits as it is");
        return;
    }
    FitRow head = {{STR("document"), STR("record"), STR("text"), STR("made to fit")}};
    int widths[N_COLUMNS];
    for (int c = 0; c < N_COLUMNS; c++) widths[c] = width_of(head.cells[c]);
    for (size_t i = 0; i < report->rows.len; i++)
        for (int c = 0; c < N_COLUMNS; c++) {
            int width = width_of(report->rows.items[i]->cells[c]);
            if (width > widths[c]) widths[c] = width;
        }
    print_row(&head, widths);
    for (size_t i = 0; i < report->rows.len; i++) print_row(report->rows.items[i], widths);
}
