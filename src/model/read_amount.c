/* read_amount - numbers, money and figures as people write them.
 *
 * An amount is a number, perhaps with a currency before or after it and a unit after it:
 * `150000`, `Rp150.000`, `1,5 miliar`, `IDR 150 juta`, `3.5 USD`. Points and commas are read by
 * their pattern: several groups of three are thousands; one group of three is thousands only where
 * `Rp` shows that the number is written the Indonesian way, otherwise it is ambiguous and refused.
 * Everything is exact: the digits become one integer, the decimals and the unit a power of ten.
 */
#include "model/model.h"

typedef struct Unit {
    Str text;
    int power; /* of ten */
} Unit;

typedef struct Currency {
    Str text, code;
} Currency;

typedef struct State {
    Str text;
    ValueState state;
} State;

static const Unit units[] = {
    {LIT("ribu"), 3},    {LIT("rb"), 3},       {LIT("thousand"), 3},  {LIT("juta"), 6},
    {LIT("jt"), 6},      {LIT("million"), 6},  {LIT("miliar"), 9},    {LIT("milyar"), 9},
    {LIT("billion"), 9}, {LIT("triliun"), 12}, {LIT("trillion"), 12},
};

static const Currency signs[] = {
    {LIT("Rp"), LIT("IDR")}, {LIT("Rp."), LIT("IDR")}, {LIT("US$"), LIT("USD")},
    {LIT("S$"), LIT("SGD")}, {LIT("A$"), LIT("AUD")},  {LIT("RM"), LIT("MYR")},
    {LIT("€"), LIT("EUR")},  {LIT("£"), LIT("GBP")},
};

static const char codes[] = "IDR USD SGD MYR AUD NZD EUR GBP JPY KRW CNY HKD TWD THB PHP VND INR "
                            "BND PGK SAR AED QAR KWD CHF CAD BRL ZAR TRY RUB MMK KHR LAK LKR BDT "
                            "PKR EGP NOK SEK DKK MXN";

static const State states[] = {
    {LIT("not reported"), STATE_NOT_REPORTED},
    {LIT("belum lapor"), STATE_NOT_REPORTED},
    {LIT("belum dilaporkan"), STATE_NOT_REPORTED},
    {LIT("tidak lapor"), STATE_NOT_REPORTED},
    {LIT("withheld"), STATE_WITHHELD},
    {LIT("dirahasiakan"), STATE_WITHHELD},
    {LIT("tidak diumumkan"), STATE_WITHHELD},
    {LIT("not applicable"), STATE_NOT_APPLICABLE},
    {LIT("tidak berlaku"), STATE_NOT_APPLICABLE},
    {LIT("known"), STATE_KNOWN},
    {LIT("provisional"), STATE_PROVISIONAL},
    {LIT("sementara"), STATE_PROVISIONAL},
    {LIT("estimated"), STATE_ESTIMATED},
    {LIT("perkiraan"), STATE_ESTIMATED},
};

/* What is being read, for reports. */
typedef struct Reading {
    Model *model;
    const Field *field;
    const Node *node;
    Str rest;        /* not yet read */
    bool indonesian; /* `Rp` stands before the number */
    Str currency;    /* code; empty: none given */
    int power;       /* of the unit */
} Reading;

typedef struct Digits {
    int64_t value; /* all digits, decimals included */
    int decimals;  /* how many of them */
} Digits;

typedef enum Taken { TAKEN, NOT_TAKEN, TAKEN_WRONG } Taken;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static Str quoted(Reading *r, Str text)
{
    return str_format(r->model->arena, "\"%.*s\"", STR_ARG(text));
}

static bool wrong_type(Reading *r)
{
    report_type(r->model, r->field, r->node);
    return false;
}

/* Bytes of the space at the start of `text`: plain, no-break or narrow no-break. */
static size_t space_len(Str text)
{
    if (text.len && text.ptr[0] == ' ') return 1;
    if (str_starts(text, STR("\xc2\xa0"))) return 2;
    return str_starts(text, STR("\xe2\x80\xaf")) ? 3 : 0;
}

static void skip_spaces(Reading *r)
{
    for (size_t n; (n = space_len(r->rest)) > 0;) r->rest = str_slice(r->rest, n, r->rest.len);
}

static bool same_word(Str a, Str b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
        char c = a.ptr[i];
        if ((c >= 'A' && c <= 'Z' ? c | ' ' : c) != b.ptr[i]) return false;
    }
    return true;
}

static Str find_currency(Str word)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_eq(signs[i].text, word)) return signs[i].code;
    for (size_t at = 0; word.len == 3 && at < sizeof codes - 1; at += 4)
        if (memcmp(codes + at, word.ptr, 3) == 0) return (Str){codes + at, 3};
    return (Str){0};
}

static Taken take_currency(Reading *r, Str word)
{
    Str code = find_currency(word);
    if (!code.len) return NOT_TAKEN;
    if (r->currency.len && !str_eq(r->currency, code)) return TAKEN_WRONG;
    r->currency = code;
    return TAKEN;
}

static Taken take_unit(Reading *r, Str word)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!same_word(word, units[i].text)) continue;
        if (r->power) return TAKEN_WRONG;
        r->power = units[i].power;
        return TAKEN;
    }
    return NOT_TAKEN;
}

static bool looks_like_currency(Str word)
{
    bool capitals = word.len == 3;
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.ptr[i];
        if (c == '$' || c >= 0x80) return true;
        if (c < 'A' || c > 'Z') capitals = false;
    }
    return capitals;
}

/* A word that is neither number, unit nor currency. */
static bool wrong_word(Reading *r, Str word)
{
    static const char short_units[] = "MmTtKkBb";
    Diag *diag = r->model->diag;
    size_t start = (size_t)(word.ptr - r->node->text.ptr);
    Span at = node_part(r->node, start, word.len);
    if (word.len == 1 && strchr(short_units, word.ptr[0])) {
        diag_report(diag, DIAG_AMOUNT_UNIT, at, quoted(r, word));
        diag_hint(diag, STR("write juta, miliar or triliun in full"));
    } else if (r->field->kind != FIELD_NUMBER && looks_like_currency(word)) {
        diag_report(diag, DIAG_CURRENCY_UNKNOWN, at, quoted(r, word));
        diag_hint(diag, STR("write it as three letters, such as IDR, USD or SGD"));
    } else {
        return wrong_type(r);
    }
    return false;
}

/* Up to the first space or digit. */
static Str take_word(Reading *r)
{
    size_t end = 0;
    while (end < r->rest.len && !is_digit(r->rest.ptr[end]) && r->rest.ptr[end] != '-' &&
           !space_len(str_slice(r->rest, end, r->rest.len)))
        end++;
    Str word = str_slice(r->rest, 0, end);
    r->rest = str_slice(r->rest, end, r->rest.len);
    return word;
}

enum { MAX_GROUPS = 8 };

/* Digits in groups: 1.500.000,00 is 1 . 500 . 000 , 00 */
typedef struct Groups {
    size_t n;
    char before[MAX_GROUPS]; /* separator before the group; NUL for the first */
    Str text[MAX_GROUPS];
} Groups;

static bool take_groups(Reading *r, Groups *groups)
{
    groups->n = 0;
    char separator = '\0';
    for (;;) {
        size_t end = 0;
        while (end < r->rest.len && is_digit(r->rest.ptr[end])) end++;
        if (end == 0 || groups->n == MAX_GROUPS) return false;
        groups->before[groups->n] = separator;
        groups->text[groups->n++] = str_slice(r->rest, 0, end);
        r->rest = str_slice(r->rest, end, r->rest.len);
        size_t space = space_len(r->rest), skip = space;
        separator = ' ';
        if (!space && r->rest.len && (r->rest.ptr[0] == '.' || r->rest.ptr[0] == ','))
            separator = r->rest.ptr[0], skip = 1;
        if (!skip || skip >= r->rest.len || !is_digit(r->rest.ptr[skip])) return true;
        r->rest = str_slice(r->rest, skip, r->rest.len);
    }
}

/* Whether groups 1..n-1 are thousands, all after the same separator. */
static bool are_thousands(const Groups *groups, size_t n)
{
    if (groups->text[0].len > 3) return false;
    for (size_t i = 1; i < n; i++)
        if (groups->text[i].len != 3 || groups->before[i] != groups->before[1]) return false;
    return true;
}

static bool is_ambiguous(const Groups *groups, bool indonesian)
{
    if (groups->n != 2 || groups->before[1] == ' ' || !are_thousands(groups, 2)) return false;
    if (groups->text[0].ptr[0] == '0') return false;
    return !(indonesian && groups->before[1] == '.');
}

static void report_ambiguous(Reading *r, const Groups *groups)
{
    Str whole = groups->text[0], part = groups->text[1];
    Str written = {whole.ptr, whole.len + 1 + part.len};
    Str grouped = str_format(r->model->arena, "%.*s%.*s", STR_ARG(whole), STR_ARG(part));
    while (part.len && part.ptr[part.len - 1] == '0') part.len--;
    Str decimal =
        part.len ? str_format(r->model->arena, "%.*s.%.*s", STR_ARG(whole), STR_ARG(part)) : whole;
    diag_report(r->model->diag, DIAG_AMOUNT_AMBIGUOUS, r->node->span, quoted(r, written), grouped,
                decimal);
    diag_hint(r->model->diag, str_format(r->model->arena, "write %.*s or %.*s", STR_ARG(grouped),
                                         STR_ARG(decimal)));
}

/* The groups as one integer. False if it is too large. */
static bool join_groups(const Groups *groups, bool last_is_decimal, Digits *digits)
{
    *digits = (Digits){0};
    for (size_t g = 0; g < groups->n; g++) {
        Str text = groups->text[g];
        bool decimal = last_is_decimal && g == groups->n - 1;
        while (decimal && text.len && text.ptr[text.len - 1] == '0') text.len--;
        for (size_t i = 0; i < text.len; i++)
            if (__builtin_mul_overflow(digits->value, 10, &digits->value) ||
                __builtin_add_overflow(digits->value, text.ptr[i] - '0', &digits->value))
                return false;
        if (decimal) digits->decimals = (int)text.len;
    }
    return true;
}

static bool report_large(Reading *r)
{
    diag_report(r->model->diag, DIAG_AMOUNT_LARGE, r->node->span, quoted(r, r->node->text));
    return false;
}

static bool scale(Reading *r, Digits digits, Num *number)
{
    int power = 4 + r->power - digits.decimals;
    int64_t value = digits.value;
    for (; power > 0; power--)
        if (__builtin_mul_overflow(value, 10, &value)) return report_large(r);
    if (power < 0) return report_large(r);
    *number = value;
    return true;
}

static bool read_digits(Reading *r, Digits *digits)
{
    Groups groups;
    if (!take_groups(r, &groups)) return wrong_type(r);
    if (is_ambiguous(&groups, r->indonesian)) {
        report_ambiguous(r, &groups);
        return false;
    }
    size_t n = groups.n;
    bool decimal = false;
    if (n > 1 && !(are_thousands(&groups, n) && groups.text[0].ptr[0] != '0')) {
        bool thousands_before = n == 2 || are_thousands(&groups, n - 1);
        bool mixed = n == 2 || groups.before[n - 1] != groups.before[1];
        if (!thousands_before || !mixed || groups.before[n - 1] == ' ') return wrong_type(r);
        decimal = true;
    }
    return join_groups(&groups, decimal, digits) || report_large(r);
}

static bool read_words_after(Reading *r, bool with_currency)
{
    for (skip_spaces(r); r->rest.len; skip_spaces(r)) {
        Str word = take_word(r);
        if (!word.len) return wrong_type(r);
        Taken taken = take_unit(r, word);
        if (taken == NOT_TAKEN && with_currency) taken = take_currency(r, word);
        if (taken == TAKEN_WRONG) return wrong_type(r);
        if (taken == NOT_TAKEN) return wrong_word(r, word);
    }
    return true;
}

/* The whole text of the node as one amount. */
static bool read_amount(Reading *r, bool with_currency, Num *number)
{
    if (r->node->kind != NODE_SCALAR) return wrong_type(r);
    r->rest = str_trim(r->node->text);
    Str word = take_word(r);
    if (word.len) {
        if (!r->rest.len) return wrong_type(r);
        if (!with_currency || take_currency(r, word) != TAKEN) return wrong_word(r, word);
        r->indonesian = str_starts(word, STR("Rp"));
        skip_spaces(r);
    }
    bool negative = str_starts(r->rest, STR("-"));
    if (negative) r->rest = str_slice(r->rest, 1, r->rest.len);
    Digits digits;
    if (!read_digits(r, &digits) || !read_words_after(r, with_currency)) return false;
    if (negative && r->field->kind != FIELD_NUMBER && r->field->kind != FIELD_INT) {
        diag_report(r->model->diag, DIAG_AMOUNT_NEGATIVE, r->node->span, quoted(r, r->node->text));
        return false;
    }
    if (!scale(r, digits, number)) return false;
    if (negative) *number = -*number;
    return true;
}

bool read_number(Model *model, const Field *field, const Node *node, Num *number)
{
    Reading reading = {.model = model, .field = field, .node = node};
    return read_amount(&reading, false, number);
}

static bool read_money_text(Model *model, const Field *field, const Node *node, Value *value)
{
    Reading reading = {.model = model, .field = field, .node = node};
    Num number;
    if (!read_amount(&reading, true, &number)) return false;
    Str currency = reading.currency.len ? reading.currency : model->currency;
    *value = (Value){.kind = VALUE_MONEY, .money_kind = (uint8_t)field->money, .number = number};
    memcpy(value->currency, currency.ptr, 3);
    return true;
}

bool read_currency(Model *model, const Node *node, Str *code)
{
    Str found = find_currency(str_trim(node->text));
    if (!found.len) {
        diag_report(model->diag, DIAG_CURRENCY_UNKNOWN, node->span,
                    str_format(model->arena, "\"%.*s\"", STR_ARG(node->text)));
        return false;
    }
    *code = found;
    return true;
}

bool read_money(Model *model, const Field *field, const Node *node, Value *value)
{
    if (node->kind != NODE_MAP) return read_money_text(model, field, node, value);
    Record *parts = read_record(model, &money_type, node, NULL);
    const Value *amount = record_value(parts, STR("amount"));
    const Value *currency = record_value(parts, STR("currency"));
    Str code = {0};
    if (amount->kind == VALUE_UNKNOWN) return false;
    if (!read_money_text(model, field, amount->node, value)) return false;
    if (currency->kind == VALUE_TEXT && !read_currency(model, currency->node, &code)) return false;
    if (code.len) memcpy(value->currency, code.ptr, 3);
    return true;
}

static bool find_state(Str text, ValueState *state)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (!same_word(text, states[i].text)) continue;
        *state = states[i].state;
        return true;
    }
    return false;
}

static Value figure_without_value(const Field *field, ValueState state)
{
    return (Value){.state = (uint8_t)state, .money_kind = (uint8_t)field->money};
}

static bool read_figure_text(Model *model, const Field *field, const Node *node, Value *value)
{
    ValueState state;
    if (node->kind == NODE_SCALAR && find_state(str_trim(node->text), &state) &&
        state >= STATE_NOT_REPORTED) {
        *value = figure_without_value(field, state);
        return true;
    }
    if (field->flags & FIELD_IS_MONEY) return read_money_text(model, field, node, value);
    Num number;
    if (!read_number(model, field, node, &number)) return false;
    *value = value_number(number);
    return true;
}

static const FigureNote *read_note(Model *model, const Record *parts)
{
    FigureNote note = {*record_value(parts, STR("as_of")), *record_value(parts, STR("source")),
                       *record_value(parts, STR("note"))};
    bool said = note.as_of.kind || note.source.kind || note.note.kind;
    if (!said) return NULL;
    FigureNote *kept = ARENA_NEW(model->arena, FigureNote);
    *kept = note;
    return kept;
}

/* The state of a figure that is written as a mapping. */
static bool read_state(Model *model, const Value *text, ValueState *state)
{
    if (text->kind != VALUE_TEXT || find_state(str_trim(text->text), state)) return true;
    Str words[sizeof states / sizeof *states];
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) words[i] = states[i].text;
    Str near = str_nearest(text->text, words, sizeof words / sizeof *words);
    diag_report(model->diag, DIAG_CHOICE_UNKNOWN, text->node->span, STR("state"),
                str_format(model->arena, "\"%.*s\"", STR_ARG(text->text)),
                STR("known, provisional, estimated, not reported, withheld, not applicable"));
    if (near.len)
        diag_hint(model->diag, str_format(model->arena, "did you mean `%.*s`?", STR_ARG(near)));
    return false;
}

bool read_figure(Model *model, const Field *field, const Node *node, Value *value)
{
    if (node->kind != NODE_MAP) return read_figure_text(model, field, node, value);
    Record *parts = read_record(model, &figure_type, node, NULL);
    const Value *given = record_value(parts, STR("value"));
    const Value *state_text = record_value(parts, STR("state"));
    ValueState state = given->kind ? STATE_KNOWN : STATE_NOT_REPORTED;
    if (!read_state(model, state_text, &state)) return false;
    *value = figure_without_value(field, state);
    if (given->kind && state >= STATE_NOT_REPORTED) {
        diag_report(model->diag, DIAG_FIGURE_STATE, given->node->span, state_text->text);
        return false;
    }
    if (given->kind) {
        if (!read_figure_text(model, field, given->node, value)) return false;
        if (value->state == STATE_KNOWN) value->state = (uint8_t)state;
    } else if (state < STATE_NOT_REPORTED) {
        diag_report(model->diag, DIAG_KEY_MISSING, node->span, STR("a figure"), STR("value"),
                    STR("the number itself"));
        return false;
    }
    value->note = read_note(model, parts);
    return true;
}
