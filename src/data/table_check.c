/* table_check - what opening and saving a CSV file in a spreadsheet does to it: long numbers become
 * 6,28123E+12, booth 1E05 becomes 1,00E+05, booth 3-1 becomes 03-Jan, phone numbers lose the + or
 * the 0 at their start, formulas leave #REF!. The original is lost, so it can only be pointed out.
 */
#include "data/table_check.h"

typedef enum Change {
    CHANGE_NONE,
    CHANGE_EXPONENT,
    CHANGE_DATE,
    CHANGE_PHONE,
    CHANGE_FAULT,
    N_CHANGES
} Change;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static size_t digits(Str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.len && is_digit(s.ptr[at + n])) n++;
    return n;
}

/* d[,.]d*E+dd: the sign is what people do not type. */
static bool is_exponent(Str s)
{
    if (digits(s, 0) != 1) return false;
    size_t at = 1;
    if (at < s.len && (s.ptr[at] == ',' || s.ptr[at] == '.')) at += 1 + digits(s, at + 1);
    if (at + 1 >= s.len || s.ptr[at] != 'E' || (s.ptr[at + 1] != '+' && s.ptr[at + 1] != '-'))
        return false;
    size_t n = digits(s, at + 2);
    return n >= 2 && at + 2 + n == s.len;
}

/* 03-Jan, Jan-03, in English or Indonesian. */
static bool is_day_month(Str s)
{
    static const Str months =
        STR("jan feb mar apr mei may jun jul agu ags aug sep okt oct nov des dec ");
    if (s.len < 5 || s.len > 6) return false;
    bool day_first = is_digit(s.ptr[0]);
    size_t n = day_first ? digits(s, 0) : 3;
    if (n + 1 >= s.len || s.ptr[n] != '-') return false;
    Str month = day_first ? str_slice(s, n + 1, s.len) : str_slice(s, 0, 3);
    Str number = day_first ? str_slice(s, 0, n) : str_slice(s, n + 1, s.len);
    if (month.len != 3 || number.len > 2 || digits(number, 0) != number.len) return false;
    char lower[4] = {0, 0, 0, ' '};
    for (size_t i = 0; i < 3; i++) lower[i] = (char)(month.ptr[i] | ' ');
    return str_find(months, (Str){lower, 4}) >= 0;
}

static bool is_letter(char c) { return (c | ' ') >= 'a' && (c | ' ') <= 'z'; }

/* One word of the column's name is one for telephone numbers. */
static bool names_phone(Str header)
{
    static const Str words[] = {STR(" phone "),    STR(" telp "), STR(" tel "),
                                STR(" telepon "),  STR(" hp "),   STR(" ponsel "),
                                STR(" whatsapp "), STR(" wa ")};
    char lower[48] = {' '};
    size_t len = header.len < sizeof lower - 2 ? header.len : sizeof lower - 2;
    for (size_t i = 0; i < len; i++)
        lower[i + 1] = is_letter(header.ptr[i]) ? (char)(header.ptr[i] | ' ') : ' ';
    lower[len + 1] = ' ';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find((Str){lower, len + 2}, words[i]) >= 0) return true;
    return false;
}

/* Indonesian numbers: 0812… or +62812…; without the 0 or the + a spreadsheet took them for sums. */
static bool is_bare_phone(Str s, bool phone_column)
{
    if (digits(s, 0) != s.len || s.len < 9 || s.len > 14) return false;
    if (str_starts(s, STR("628")) && s.len >= 11) return true;
    return phone_column && (s.ptr[0] == '8' || str_starts(s, STR("62")));
}

static Change change_of(Str s, bool phone_column)
{
    if (s.len < 2) return CHANGE_NONE;
    if (is_exponent(s)) return CHANGE_EXPONENT;
    if (is_day_month(s)) return CHANGE_DATE;
    if (is_bare_phone(s, phone_column)) return CHANGE_PHONE;
    bool fault = s.ptr[0] == '#' && (s.ptr[s.len - 1] == '!' || s.ptr[s.len - 1] == '?' ||
                                     str_starts(s, STR("##")) || str_eq(s, STR("#N/A")));
    return fault ? CHANGE_FAULT : CHANGE_NONE;
}

static void report(Arena *tmp, const Table *table, size_t column, Change change, const Cell *first,
                   size_t n, Diag *diag)
{
    static const Str hints[] = {
        [CHANGE_EXPONENT] = STR("it was a long number or a code such as 1E05; correct it, and "
                                "format the column as text"),
        [CHANGE_DATE] =
            STR("it was perhaps a code such as 3-1; correct it, and format the column as text"),
        [CHANGE_PHONE] =
            STR("write +62812… or 0812…; format the column as text, or the sign is lost again"),
        [CHANGE_FAULT] = STR("a formula failed here; correct it in the spreadsheet"),
    };
    diag_report(diag, DIAG_TABLE_CHANGED, first->span, first->text,
                table->header.cells[column].text,
                n == 1 ? STR("") : str_format(tmp, ", as do %zu cells of this column in all", n));
    diag_hint(diag, hints[change]);
}

void table_check_changed(Arena *tmp, const Table *table, Diag *diag)
{
    for (size_t column = 0; column < table->n_columns; column++) {
        const Cell *first[N_CHANGES] = {0};
        size_t count[N_CHANGES] = {0};
        bool phone = names_phone(table->header.cells[column].text);
        for (size_t r = 0; r < table->n_rows; r++) {
            const Cell *cell = &table->rows[r].cells[column];
            Change change = change_of(cell->text, phone);
            if (count[change]++ == 0) first[change] = cell;
        }
        for (Change change = CHANGE_EXPONENT; change < N_CHANGES; change++)
            if (count[change])
                report(tmp, table, column, change, first[change], count[change], diag);
    }
}
