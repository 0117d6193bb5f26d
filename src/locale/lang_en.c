/* English as Indonesian organisers print it: day before month, 24-hour clock, currency codes,
 * no comma before the last `and`, number words with the British `and`. */
#include "locale/format.h"
#include "locale/lang.h"

static const LangCurrency currencies[] = {
    {STR("IDR"), STR("IDR" NBSP), STR("rupiah")},
    {STR("USD"), STR("USD" NBSP), STR("US dollars")},
    {STR("SGD"), STR("SGD" NBSP), STR("Singapore dollars")},
    {STR("MYR"), STR("MYR" NBSP), STR("ringgit")},
    {STR("EUR"), STR("EUR" NBSP), STR("euros")},
    {STR("JPY"), STR("JPY" NBSP), STR("yen")},
    {{0}},
};

static const Str small_words[] = {STR("a"),  STR("an"),  STR("the"),  STR("and"),  STR("or"),
                                  STR("of"), STR("in"),  STR("on"),   STR("at"),   STR("to"),
                                  STR("by"), STR("for"), STR("from"), STR("with"), {0}};

static const Str tied_words[] = {STR("PT"),  STR("PT."), STR("CV"),  STR("CV."), STR("UD"),
                                 STR("UD."), STR("Mr"),  STR("Mr."), STR("Mrs"), STR("Mrs."),
                                 STR("Ms"),  STR("Ms."), STR("Dr"),  STR("Dr."), STR("Prof."),
                                 STR("St"),  STR("St."), STR("Jl."), {0}};

static const Str tied_labels[] = {STR("No."),     STR("no."),   STR("p."),       STR("pp."),
                                  STR("Chapter"), STR("Table"), STR("Figure"),   STR("Fig."),
                                  STR("Hall"),    STR("Booth"), STR("Rp"),       STR("IDR"),
                                  STR("USD"),     STR("SGD"),   STR("MYR"),      STR("EUR"),
                                  STR("JPY"),     STR("US$"),   STR("\xC2\xB1"), {0}};

static const Str measures[] = {STR("%"),
                               STR("kg"),
                               STR("g"),
                               STR("gr"),
                               STR("mg"),
                               STR("km"),
                               STR("m"),
                               STR("cm"),
                               STR("mm"),
                               STR("m\xC2\xB2"),
                               STR("m2"),
                               STR("km\xC2\xB2"),
                               STR("m\xC2\xB3"),
                               STR("m3"),
                               STR("ha"),
                               STR("l"),
                               STR("L"),
                               STR("ml"),
                               STR("mL"),
                               STR("kW"),
                               STR("W"),
                               STR("V"),
                               STR("pt"),
                               STR("dpi"),
                               STR("MB"),
                               STR("GB"),
                               STR("\xC2\xB0"
                                   "C"),
                               STR("WIB"),
                               STR("WITA"),
                               STR("WIT"),

                               STR("percent"),
                               STR("tonnes"),
                               STR("litres"),
                               STR("hours"),
                               STR("minutes"),
                               {0}};

static void add_ordinal(StrBuf *out, const Lang *lang, int64_t n)
{
    static const Str endings[] = {STR("th"), STR("st"), STR("nd"), STR("rd")};
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    bool teen = size / 10 % 10 == 1;
    format_number(out, lang, num_from_int(n), 0);
    strbuf_add(out, endings[!teen && size % 10 < 4 ? size % 10 : 0]);
}

static void add_word(StrBuf *out, size_t start, Str word)
{
    if (out->len > start) strbuf_char(out, ' ');
    strbuf_add(out, word);
}

/* 1..99 */
static void add_tens(StrBuf *out, unsigned n)
{
    static const Str units[] = {STR("zero"),    STR("one"),       STR("two"),      STR("three"),
                                STR("four"),    STR("five"),      STR("six"),      STR("seven"),
                                STR("eight"),   STR("nine"),      STR("ten"),      STR("eleven"),
                                STR("twelve"),  STR("thirteen"),  STR("fourteen"), STR("fifteen"),
                                STR("sixteen"), STR("seventeen"), STR("eighteen"), STR("nineteen")};
    static const Str tens[] = {{0},           {0},          STR("twenty"), STR("thirty"),
                               STR("forty"),  STR("fifty"), STR("sixty"),  STR("seventy"),
                               STR("eighty"), STR("ninety")};
    if (n < 20) {
        strbuf_add(out, units[n]);
        return;
    }
    strbuf_add(out, tens[n / 10]);
    if (n % 10 == 0) return;
    strbuf_char(out, '-');
    strbuf_add(out, units[n % 10]);
}

/* 1..999; `and` joins the tens to whatever stands before them. */
static void add_hundreds(StrBuf *out, size_t start, unsigned n, bool and_before_tens)
{
    if (n >= 100) {
        add_word(out, start, (Str){0});
        add_tens(out, n / 100);
        add_word(out, start, STR("hundred"));
        and_before_tens = true;
        n %= 100;
    }
    if (n == 0) return;
    if (and_before_tens && out->len > start) add_word(out, start, STR("and"));
    add_word(out, start, (Str){0});
    add_tens(out, n);
}

static void add_words(StrBuf *out, uint64_t n)
{
    static const struct {
        uint64_t size;
        Str name;
    } groups[] = {{1000000000000, STR("trillion")},
                  {1000000000, STR("billion")},
                  {1000000, STR("million")},
                  {1000, STR("thousand")},
                  {1, {0}}};
    size_t start = out->len;
    if (n == 0) strbuf_add(out, STR("zero"));
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        unsigned part = (unsigned)(n / groups[i].size % 1000);
        if (part == 0) continue;
        add_hundreds(out, start, part, groups[i].size == 1);
        if (groups[i].name.len) add_word(out, start, groups[i].name);
    }
}

const Lang lang_en = {
    .code = STR("en"),
    .locale = "en_GB",
    .decimal = '.',
    .group = ',',
    .time_separator = ':',
    .months = {STR("January"), STR("February"), STR("March"), STR("April"), STR("May"), STR("June"),
               STR("July"), STR("August"), STR("September"), STR("October"), STR("November"),
               STR("December")},
    .months_short = {STR("Jan"), STR("Feb"), STR("Mar"), STR("Apr"), STR("May"), STR("Jun"),
                     STR("Jul"), STR("Aug"), STR("Sep"), STR("Oct"), STR("Nov"), STR("Dec")},
    .weekdays = {STR("Sunday"), STR("Monday"), STR("Tuesday"), STR("Wednesday"), STR("Thursday"),
                 STR("Friday"), STR("Saturday")},
    .weekdays_short = {STR("Sun"), STR("Mon"), STR("Tue"), STR("Wed"), STR("Thu"), STR("Fri"),
                       STR("Sat")},
    .date_separator_time = STR(", "),
    .scales = {STR("thousand"), STR("million"), STR("billion"), STR("trillion")},
    .explains_zones = true,
    .and_two = STR(" and "),
    .and_last = STR(" and "),
    .yes = STR("yes"),
    .no = STR("no"),
    .of = STR("of"),
    .states = {{0},
               STR("provisional"),
               STR("estimated"),
               STR("not reported"),
               STR("not disclosed"),
               STR("not applicable")},
    .minus = STR("minus"),
    .point = STR("point"),
    .currencies = currencies,
    .small_words = small_words,
    .tied_words = tied_words,
    .tied_labels = tied_labels,
    .units = measures,
    .add_ordinal = add_ordinal,
    .add_words = add_words,
};
