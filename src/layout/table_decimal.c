/* table_decimal - numbers of a column with `align: decimal` stand with their decimal signs in line.
 *
 * Cells are set to the end of the column, and each is held off it by what it has less after the
 * decimal sign than the cell that has most: decimals, a unit, the mark of a note. A number without
 * decimals has its sign, unseen, after its last digit. A cell without digits (a dash, `belum
 * lapor`) stands at the end of the column. */
#include "layout/table.h"
#include "locale/lang.h"

enum { DECIMAL_CHOICE = 6 }; /* of P_TEXT_ALIGN, see words.c */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Offset of the decimal sign of the first number, or of the number's end; -1: there is no number.
 */
static ptrdiff_t decimal_place(Str text, char decimal)
{
    size_t at = 0;
    while (at < text.len && !is_digit(text.ptr[at])) at++;
    if (at == text.len) return -1;
    ptrdiff_t place = -1;
    for (; at < text.len; at++) {
        if (is_digit(text.ptr[at])) continue;
        bool joins = text.ptr[at] == '.' || text.ptr[at] == ',';
        if (!joins || at + 1 == text.len || !is_digit(text.ptr[at + 1])) break;
        if (text.ptr[at] == decimal) place = (ptrdiff_t)at;
    }
    return place >= 0 ? place : (ptrdiff_t)at;
}

bool wants_decimal(const Layout *layout, const LNode *text)
{
    for (int depth = 0; text && depth < 16; depth++) {
        const Prop *align = prop_find(text, P_TEXT_ALIGN), *style = prop_find(text, P_STYLE);
        if (align) return !align->dynamic && align->number == DECIMAL_CHOICE;
        text = style ? style_with(layout, style->name, P_TEXT_ALIGN) : NULL;
    }
    return false;
}

Len decimal_tail(Make *m, const Box *cell)
{
    if (cell->type != NODE_TEXT || cell->text.style->align != ALIGN_DECIMAL) return LEN_UNSET;
    ptrdiff_t place = decimal_place(cell->text.shown, lang_find(cell->text.style->lang)->decimal);
    Lines lines = text_lines(m, cell->text.whole, LEN_MAX);
    if (place < 0 || !lines.n) return LEN_UNSET;
    size_t start = 0;
    Len tail = 0;
    for (size_t i = 0; i < lines.items[0].n_runs; i++) {
        const GlyphRun *run = &lines.items[0].runs[i].run;
        for (uint32_t k = 0; k < run->n_glyphs; k++)
            if (start + run->glyphs[k].cluster >= (size_t)place) tail += run->glyphs[k].advance;
        start += run->text.len;
    }
    return tail;
}
