/* test_expr - expressions over a small event: results, messages with their columns, filters by
 * their own examples, and mutated texts. `~` in expected texts is a no-break space. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "expr/compare.h"
#include "expr/expr.h"
#include "locale/lang.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define LIT(s)              \
    {                       \
        "" s, sizeof(s) - 1 \
    }

/* The types: vendors in regions, with figures. */

static const Field region_fields[] = {{.name = LIT("name"), .kind = FIELD_TEXT},
                                      {.name = LIT("code"), .kind = FIELD_STRING}};
static const RecordType region_type = {
    .name = LIT("region"), .fields = region_fields, .n_fields = COUNT(region_fields)};

static const Str roles[] = {LIT("vendor"), LIT("crew"), {0}};
static const Field vendor_fields[] = {
    {.name = LIT("name"), .kind = FIELD_STRING},
    {.name = LIT("city"), .kind = FIELD_STRING},
    {.name = LIT("region"), .kind = FIELD_REF, .type = &region_type},
    {.name = LIT("sales"), .kind = FIELD_FIGURE, .flags = FIELD_IS_MONEY},
    {.name = LIT("tags"), .kind = FIELD_STRING, .flags = FIELD_LIST},
    {.name = LIT("role"), .kind = FIELD_ENUM, .choices = roles},
    {.name = LIT("about"), .kind = FIELD_TEXT},
    {.name = LIT("logo"), .kind = FIELD_PATH},
    {.name = LIT("fields"), .kind = FIELD_ANY},
};
enum { NAME, CITY, REGION, SALES, TAGS, ROLE, ABOUT, LOGO, OWN, VENDOR_FIELDS };
static const RecordType vendor_type = {
    .name = LIT("vendor"), .fields = vendor_fields, .n_fields = COUNT(vendor_fields)};

static const Field own_fields[] = {{.name = LIT("colour"), .kind = FIELD_ANY},
                                   {.name = LIT("x-size"), .kind = FIELD_ANY}};
static const RecordType own_type = {
    .name = LIT("fields"), .fields = own_fields, .n_fields = COUNT(own_fields)};

static const Field file_fields[] = {
    {.name = LIT("vendors"), .kind = FIELD_RECORD, .flags = FIELD_LIST, .type = &vendor_type},
    {.name = LIT("visitors"), .kind = FIELD_FIGURE},
    {.name = LIT("opens"), .kind = FIELD_DATE},
    {.name = LIT("title"), .kind = FIELD_TEXT},
    {.name = LIT("orders"), .kind = FIELD_FIGURE, .flags = FIELD_IS_MONEY},
    {.name = LIT("price"), .kind = FIELD_MONEY},
    {.name = LIT("dollars"), .kind = FIELD_MONEY},
};
static const RecordType file_type = {
    .name = LIT("file"), .fields = file_fields, .n_fields = COUNT(file_fields)};

/* The data. */

static Value text(const char *z) { return value_text(str_from(z)); }

static Value money(int64_t amount, MoneyKind kind, const char *currency)
{
    Value out = value_number(num_from_int(amount));
    out.kind = VALUE_MONEY;
    out.money_kind = (uint8_t)kind;
    memcpy(out.currency, currency, 4);
    return out;
}

static const LangText title_texts[] = {{"id", LIT("Pameran")}, {"en", LIT("Expo")}};
static const LangTexts title = {2, title_texts};
static const LangText about_texts[] = {{"id", LIT("Sambal {x} ${y} %s")}};
static const LangTexts about = {1, about_texts};

typedef struct World {
    Arena arena;
    Record regions[2], vendors[4], own, extra, file;
    Value values[8][VENDOR_FIELDS], lists[8];
    FigureNote note;
    Diag *diag;
    TypeScope types;
    Scope scope;
    EvalContext context;
} World;

static void make_region(World *w, int i, const char *name, const char *code)
{
    w->values[4 + i][0] = text(name);
    w->values[4 + i][1] = text(code);
    w->regions[i] = (Record){&region_type, NULL, str_from(code), w->values[4 + i], NULL};
}

static void make_vendor(World *w, int i, const char *name, const char *city, int region)
{
    Value *v = w->values[i];
    v[NAME] = text(name);
    v[CITY] = text(city);
    v[REGION] = value_record(&w->regions[region]);
    v[TAGS] = value_list(NULL, 0);
    v[ROLE] = text("vendor");
    w->vendors[i] = (Record){&vendor_type, NULL, str_from(city), v, NULL};
    w->lists[i] = value_record(&w->vendors[i]);
}

static void make_file(World *w)
{
    Value *v = w->values[6];
    v[0] = value_list(w->lists, 3);
    w->note = (FigureNote){value_date((Date){2023, 10, 29}), text("panitia"),
                           text("tanpa malam penutupan")};
    v[1] = value_number(num_from_int(12500));
    v[1].state = STATE_PROVISIONAL;
    v[1].note = &w->note;
    v[2] = value_date((Date){2023, 10, 27});
    v[3] = (Value){.kind = VALUE_TEXT, .texts = &title};
    v[4] = money(500, MONEY_ORDERS, "IDR");
    v[5] = money(150000, MONEY_PRICE, "IDR");
    v[6] = money(10, MONEY_PRICE, "USD");
    w->file = (Record){&file_type, NULL, (Str){0}, v, NULL};
}

static World *new_world(void)
{
    static World world;
    memset(&world, 0, sizeof world);
    World *w = &world;
    arena_init(&w->arena);
    make_region(w, 0, "Sumatera Utara", "sumut");
    make_region(w, 1, "Kalimantan", "kal");
    make_vendor(w, 0, "PT Zamrud", "Medan", 0);
    make_vendor(w, 1, "null", "Binjai", 0);
    make_vendor(w, 2, "Ani's \"Batik\" %s", "Medan", 1);
    w->values[0][SALES] = money(1000000, MONEY_SALES, "IDR");
    w->values[1][SALES] = (Value){.state = STATE_NOT_REPORTED};
    w->values[2][SALES] = money(500000, MONEY_SALES, "IDR");
    w->values[2][SALES].state = STATE_PROVISIONAL;
    w->values[0][ABOUT] = (Value){.kind = VALUE_TEXT, .texts = &about};
    w->values[2][TAGS] = value_list(w->values[7], 2);
    w->values[7][0] = text("batik");
    w->values[7][1] = text("tulis");
    w->values[7][2] = text("merah");
    w->values[7][3] = text("12");
    w->own = (Record){&own_type, NULL, (Str){0}, &w->values[7][2], NULL};
    w->values[0][OWN] = value_record(&w->own);
    w->lists[7] = value_record(&w->own);
    w->vendors[0].extra = &w->lists[7];
    make_file(w);
    w->diag = diag_new(&w->arena, 0);
    w->types = (TypeScope){NULL, STR("vendor"), {VALUE_RECORD, VALUE_UNKNOWN, &vendor_type}};
    w->scope = (Scope){NULL, STR("vendor"), w->lists[0]};
    w->context = (EvalContext){&w->arena, &w->scope, &w->file, STR("id"), w->diag, false};
    return w;
}

static void free_world(World *w) { arena_free(&w->arena); }

static Source *source_of(World *w, const char *z)
{
    return source_from_bytes(&w->arena, STR("layout.yaml"), str_from(z));
}

static Expr *parse(World *w, Str bytes)
{
    Source *source = source_from_bytes(&w->arena, STR("layout.yaml"), bytes);
    return expr_parse(&w->arena, bytes, (Span){source, 0, (uint32_t)bytes.len}, &w->types,
                      &file_type, w->diag);
}

static Str spaced(World *w, Str expected)
{
    StrBuf out;
    strbuf_init(&out, &w->arena);
    for (size_t i = 0; i < expected.len; i++) {
        if (expected.ptr[i] == '~')
            strbuf_add(&out, STR(NBSP));
        else
            strbuf_char(&out, expected.ptr[i]);
    }
    return strbuf_str(&out);
}

static void assert_same(World *w, Str got, Str expected)
{
    assert_string_equal(str_z(&w->arena, got), str_z(&w->arena, expected));
}

static void assert_silent(World *w)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(w->diag, &n);
    if (n) print_error("unexpected: %.*s\n", STR_ARG(reports[0]->text));
    assert_int_equal(n, 0);
}

/* `expression` evaluated and dumped. */
static Str dumped(World *w, const char *expression)
{
    Expr *expr = parse(w, str_from(expression));
    if (!expr) {
        assert_silent(w);
        fail_msg("%s", expression);
    }
    Value value = expr_eval(expr, &w->context);
    StrBuf out;
    strbuf_init(&out, &w->arena);
    value_dump(&value, &out);
    return strbuf_str(&out);
}

static const char *const results[][2] = {
    {"1 + 2 * 3", "7"},
    {"(1 + 2) * 3", "9"},
    {"10 - 2 - 3", "5"},
    {"-2 * -3", "6"},
    {"7 % 4", "3"},
    {"1 / 3", "0.3333"},
    {"1 / 0", "unknown"},
    {"2.5 >= 2.5", "true"},
    {"'a' + 'b'", "\"ab\""},
    {"'it''s'", "\"it's\""},
    {"\"say \"\"hi\"\"\"", "\"say \\\"hi\\\"\""},
    {"not 1 == 2", "true"},
    {"1 == 1 and 2 == 2 or false", "true"},
    {"true ? 'y' : 'n'", "\"y\""},
    {"false ? 1 : true ? 2 : 3", "2"},
    {"unknown ? 1 : 2", "unknown"},
    {"[1, 2, 3][1]", "2"},
    {"[1, 2, 3][-1]", "3"},
    {"[1, 2, 3][7]", "unknown"},
    {"2 in [1, 2]", "true"},
    {"2 not in [1, 2]", "false"},
    {"'am' in 'sambal'", "true"},
    /* paths */
    {"vendor.name", "\"PT Zamrud\""},
    {"vendor.region.name", "\"Sumatera Utara\""},
    {"vendors.name", "[\"PT Zamrud\", \"null\", \"Ani's \\\"Batik\\\" %s\"]"},
    {"vendors.tags", "[\"batik\", \"tulis\"]"},
    {"vendors.region.code", "[\"sumut\", \"sumut\", \"kal\"]"},
    {"vendors.count", "3"},
    {"vendors.first.city", "\"Medan\""},
    {"vendors.last.name", "\"Ani's \\\"Batik\\\" %s\""},
    {"vendors[1].name", "\"null\""},
    {"vendor['name']", "\"PT Zamrud\""},
    {"vendor.fields.colour", "\"merah\""},
    {"vendor.fields.nothing", "unknown"},
    {"vendor.x-size", "\"12\""},
    {"vendor.x-size - 0 ", NULL},
    {"opens + 2", "2023-10-29"},
    {"opens - 27", "2023-09-30"},
    {"(opens + 2) - opens", "2"},
    {"opens > '2023-10-01'", "true"},
    {"opens == '2023-10-27'", "true"},
    {"title == 'Expo'", "true"},
    {"vendor.region == 'sumut'", "true"},
    {"vendor.region == vendors[1].region", "true"},
    {"price > 100000", "true"},
    {"price * 2", "IDR 300000"},
    {"price / 2", "IDR 75000"},
    {"price / price", "1"},
    {"price + price", "IDR 300000"},
    /* unknown */
    {"vendor.logo", "unknown"},
    {"not vendor.logo", "true"},
    {"vendor.logo and true", "false"},
    {"not (vendors[1].sales > 5)", "unknown (not reported)"},
    {"vendors[1].sales > 5 and false", "false"},
    {"vendors[1].sales > 5 or true", "true"},
    {"vendors[1].sales + price", "unknown (not reported)"},
    {"vendors[1].sales is unknown", "true"},
    {"vendors[1].sales is not_reported", "true"},
    {"vendors[1].sales is not unknown", "false"},
    {"visitors is provisional", "true"},
    {"visitors is known", "true"},
    {"visitors * 2", "25000 (provisional)"},
    /* sums */
    {"vendors.sales | sum", "IDR 1500000 sales (provisional) from 2 of 3"},
    {"vendors | sum('sales')", "IDR 1500000 sales (provisional) from 2 of 3"},
    {"vendors.sales | sum | coverage", "\"2 dari 3\""},
    {"vendors.sales | coverage", "\"2 dari 3\""},
    {"[unknown, unknown] | sum", "unknown from 0 of 2"},
    {"[] | sum", "unknown"},
    {"vendors.sales | average", "IDR 750000 sales (provisional) from 2 of 3"},
    {"vendors.sales | max", "IDR 1000000 sales"},
    {"vendors.sales | known | count", "2"},
    {"vendors.sales | state", "[unknown, \"belum dilaporkan\", \"sementara\" (provisional)]"},
    {"vendors.sales.count", "3"},
    {"vendors | count > 2", "true"},
    {"vendors | count > 2 and vendor.name is known", "true"},
    {"1 + 2 | plus(4)", "7"},
    {"vendors | sort | map('city')", "[\"Medan\", \"Binjai\", \"Medan\"]"},
    {"vendors | sort('name') | map('name') | first", "\"Ani's \\\"Batik\\\" %s\""},
    {"vendors | sort('sales') | map('sales') | first", "IDR 500000 sales (provisional)"},
    {"vendors | sort('region.name') | map('city')", "[\"Medan\", \"Medan\", \"Binjai\"]"},
    {"vendors | where('tags', 'tulis') | count", "1"},
    {"vendors | where('region', 'sumut') | count", "2"},
    {"vendors.region | unique | count", "2"},
    {"vendors | map('region') | unique | count", "2"},
    {"vendors | reverse | slice(0, 1) | map('city')", "[\"Medan\"]"},
    {"'Indonesia' | slice(-4)", "\"esia\""},
    {"title | lang('en')", "\"Expo\""},
    {"opens | date('full') | lang('en')", "\"Friday, 27~October 2023\""},
    {"price | money('juta')", "\"Rp0,2~juta\""},
    {"price | terbilang", "\"seratus lima puluh ribu rupiah\""},
    {"opens | terbilang", "\"dua puluh tujuh Oktober dua ribu dua puluh tiga\""},
    {"1500000 | money('USD', 'auto') | lang('en')", "\"USD~1.5~million\""},
    {"5 | pad(1000) | length", "64"},
    {"vendor.fields.colour | upper", "\"MERAH\""},
    {"vendor.x-size | number(1)", "\"12,0\""},
    {"['09:00', '21:30'] | time | join('-')", "\"09.00-21.30\""},
};

static void evaluates(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(results); i++) {
        World *w = new_world();
        if (results[i][1]) {
            assert_same(w, dumped(w, results[i][0]), spaced(w, str_from(results[i][1])));
            assert_silent(w);
        } else {
            Expr *expr = parse(w, str_from(results[i][0]));
            assert_non_null(expr);
            assert_int_equal(expr_eval(expr, &w->context).kind, VALUE_UNKNOWN);
            assert_int_equal(diag_errors(w->diag), 1);
        }
        free_world(w);
    }
}

static void prints(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"{vendor.name}", "PT Zamrud", "PT Zamrud"},
        {"a{{b}}c", "a{b}c", "a{b}c"},
        {"{'}'}{\"{\"}", "}{", "}{"},
        {"{visitors}", "12.500", "12,500"},
        {"{price}", "Rp150.000", "IDR~150,000"},
        {"{opens}", "27~Oktober 2023", "27~October 2023"},
        {"{title}: {vendors}", "Pameran: PT Zamrud, null, Ani's \"Batik\" %s",
         "Expo: PT Zamrud, null, Ani's \"Batik\" %s"},
        {"{vendor.region}", "Sumatera Utara", "Sumatera Utara"},
        {"[{vendor.logo}]", "[]", "[]"},
        {"{vendors.sales}", "Rp1.000.000, Rp500.000", "IDR~1,000,000, IDR~500,000"},
        {"{true}", "ya", "yes"},
        {"{vendor.about}", "Sambal {x} ${y} %s", "Sambal {x} ${y} %s"},
        {"{ vendors | where('city', 'Medan') | list }", "PT Zamrud dan Ani's \"Batik\" %s",
         "PT Zamrud and Ani's \"Batik\" %s"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (int lang = 0; lang < 2; lang++) {
            World *w = new_world();
            Source *source = source_of(w, cases[i][0]);
            Template *t = template_parse(&w->arena, source->bytes,
                                         (Span){source, 0, (uint32_t)source->bytes.len}, &w->types,
                                         &file_type, w->diag);
            assert_silent(w);
            w->context.lang = lang ? STR("en") : STR("id");
            bool missing;
            Span span;
            assert_same(w, template_eval(t, &w->context, &missing, &span),
                        spaced(w, str_from(cases[i][1 + lang])));
            assert_int_equal(missing, strstr(cases[i][0], "logo") != NULL);
            assert_int_equal(w->context.borrowed, lang && strstr(cases[i][0], "about"));
            assert_silent(w);
            free_world(w);
        }
    }
}

/* A literal is given where it stands, another argument by the general way. */
static void gives_literals_as_it_gives_others(void **state)
{
    (void)state;
    static const char *const inputs[] = {"title",         "vendor.name",  "vendor.logo",
                                         "vendor.about",  "vendor.tags",  "vendor.city | upper",
                                         "vendor.region", "vendor.sales", "''"};
    static const char *const literals[] = {"''", "'menyusul'", "0", "unknown"};
    static const Node node = {0};
    for (size_t i = 0; i < COUNT(inputs) * COUNT(literals) * 2; i++) {
        World *w = new_world();
        w->values[0][LOGO].node = &node;
        w->context.lang = i % 2 ? STR("en") : STR("id");
        Value values[2];
        bool borrowed[2];
        for (int k = 0; k < 2; k++) {
            Str text =
                str_format(&w->arena, k ? "%s | default(true ? %s : 1)" : "%s | default(%s)",
                           inputs[i / 2 / COUNT(literals)], literals[i / 2 % COUNT(literals)]);
            w->context.borrowed = false;
            values[k] = expr_eval(parse(w, text), &w->context);
            borrowed[k] = w->context.borrowed;
        }
        StrBuf shown[2];
        for (int k = 0; k < 2; k++) {
            strbuf_init(&shown[k], &w->arena);
            value_dump(&values[k], &shown[k]);
        }
        assert_same(w, strbuf_str(&shown[0]), strbuf_str(&shown[1]));
        assert_ptr_equal(values[0].node, values[1].node);
        assert_int_equal(borrowed[0], borrowed[1]);
        assert_silent(w);
        free_world(w);
    }
}

static void tells_what_it_uses(void **state)
{
    (void)state;
    World *w = new_world();
    Expr *expr = parse(w, STR("vendor.name | default(title)"));
    assert_true(expr_uses(expr, STR("vendor")));
    assert_true(expr_uses(expr, STR("title")));
    assert_false(expr_uses(expr, STR("name")));
    Template *constant =
        template_parse(&w->arena, STR("a {{b}}"), (Span){0}, &w->types, &file_type, w->diag);
    Template *varied =
        template_parse(&w->arena, STR("a {title}"), (Span){0}, &w->types, &file_type, w->diag);
    assert_true(template_is_constant(constant));
    assert_false(template_is_constant(varied));
    assert_true(template_uses(varied, STR("title")));
    assert_false(template_uses(varied, STR("vendor")));
    assert_int_equal(expr_type(parse(w, STR("vendors.region"))).kind, VALUE_LIST);
    assert_ptr_equal(expr_type(parse(w, STR("vendors.region"))).record, &region_type);
    assert_int_equal(expr_type(parse(w, STR("vendor.sales"))).kind, VALUE_MONEY);
    assert_int_equal(expr_type(parse(w, STR("vendors | first"))).kind, VALUE_RECORD);
    assert_silent(w);
    /* Without types every name may be there. */
    assert_non_null(expr_parse(&w->arena, STR("anything.at.all"), (Span){0}, NULL, NULL, w->diag));
    assert_silent(w);
    free_world(w);
}

typedef struct Mistake {
    const char *text;
    DiagCode code;
    uint32_t column, len;
    const char *message, *hint; /* hint NULL: not compared */
} Mistake;

static const DiagReport *only_report(World *w, const char *shown)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(w->diag, &n);
    if (n != 1) print_error("%zu reports for: %s\n", n, shown);
    assert_int_equal(n, 1);
    return reports[0];
}

static void assert_mistake(World *w, const Mistake *m)
{
    const DiagReport *report = only_report(w, m->text);
    if (source_position(report->span.source, report->span.offset).column != m->column ||
        report->span.len != m->len || report->code != m->code)
        print_error("%s: %.*s at %u, %u long\n", m->text, STR_ARG(report->text),
                    report->span.offset + 1, report->span.len);
    assert_int_equal(report->code, m->code);
    assert_int_equal(source_position(report->span.source, report->span.offset).column, m->column);
    assert_int_equal(report->span.len, m->len);
    assert_same(w, report->text, str_from(m->message));
    if (m->hint) assert_same(w, report->hint, str_from(m->hint));
}

static const Mistake mistakes[] = {
    {"vendor.nme", DIAG_EXPR_FIELD, 8, 3, "vendor has no field `nme`", "did you mean `name`?"},
    {"vendr.name", DIAG_EXPR_NAME, 1, 5, "nothing is called `vendr` here",
     "did you mean `vendor`?"},
    {"vendors.region.zzzzz", DIAG_EXPR_FIELD, 16, 5,
     "a list of region records has no field `zzzzz`", "there is name, code, count, first, last"},
    {"vendor.name.size", DIAG_EXPR_NO_FIELDS, 13, 4,
     "a text has no fields, so `size` cannot be taken from it", NULL},
    {"vendor.name | uper", DIAG_EXPR_FILTER, 15, 4, "there is no filter `uper`",
     "did you mean `upper`?"},
    {"vendor.name | default", DIAG_EXPR_ARGUMENTS, 15, 7, "`default` takes 1 argument, not 0",
     NULL},
    {"vendor.name | upper(1)", DIAG_EXPR_ARGUMENTS, 15, 5, "`upper` takes no arguments, not 1",
     NULL},
    {"price | money('jut')", DIAG_EXPR_ARGUMENT, 15, 5,
     "`money` needs a unit or a currency, not 'jut'", "did you mean `juta`?"},
    {"opens | date('lnog')", DIAG_EXPR_ARGUMENT, 14, 6,
     "`date` needs a style or a pattern of dates, not 'lnog'", "did you mean `long`?"},
    {"vendors | where('ciy', 'Medan')", DIAG_EXPR_FIELD, 17, 5, "vendor has no field `ciy`",
     "did you mean `city`?"},
    {"vendors | sort('region.nama')", DIAG_EXPR_FIELD, 16, 13, "region has no field `nama`",
     "did you mean `name`?"},
    {"vendor.name | money", DIAG_EXPR_INPUT, 15, 5,
     "`money` works on a number or money, not on a text", NULL},
    {"vendors == 2", DIAG_EXPR_TYPES, 1, 12,
     "a list of vendor records and a number cannot be compared", NULL},
    {"vendor.name + 2", DIAG_EXPR_TYPES, 1, 15, "a text and a number cannot be added", NULL},
    {"vendor.role == 'vender'", DIAG_EXPR_CHOICE, 16, 8, "`role` is never 'vender'",
     "did you mean `vendor`?"},
    {"1 < vendors | count", DIAG_EXPR_TYPES, 1, 11,
     "a number and a list of vendor records cannot be compared", NULL},
    {"vendor.name |", DIAG_EXPR_SYNTAX, 14, 0, "expected the name of a filter, but here is the end",
     NULL},
    {"(1 + 2", DIAG_EXPR_SYNTAX, 7, 0, "expected `)`, but here is the end", NULL},
    {"1 2", DIAG_EXPR_SYNTAX, 3, 1, "expected an operator, a filter or the end, but here is `2`",
     NULL},
    {"1 + * 2", DIAG_EXPR_SYNTAX, 5, 1, "expected a name, a text or a number, but here is `*`",
     NULL},
    {"[1, 2", DIAG_EXPR_SYNTAX, 6, 0, "expected `,` or `]`, but here is the end", NULL},
    {"vendor.", DIAG_EXPR_SYNTAX, 8, 0, "expected the name of a field, but here is the end", NULL},
    {"'open", DIAG_EXPR_TEXT_OPEN, 1, 1, "this text has no closing '", NULL},
    {"price = 2", DIAG_EXPR_CHAR, 7, 1, "`=` means nothing in an expression",
     "write `==` to compare"},
    {"price && 2", DIAG_EXPR_CHAR, 7, 2, "`&&` means nothing in an expression", "write `and`"},
    {"1.23456", DIAG_EXPR_NUMBER, 1, 7, "1.23456 is not a number", NULL},
    {"10mm", DIAG_EXPR_NUMBER, 1, 4, "10mm is not a number", NULL},
    {"price is empty", DIAG_EXPR_TEST, 10, 5, "`is` cannot ask for `empty`", NULL},
    {"", DIAG_EXPR_EMPTY, 1, 0, "an expression is missing here", NULL},
    {"upper", DIAG_EXPR_NAME, 1, 5, "nothing is called `upper` here",
     "this is a filter: it stands after a bar, `value | filter`"},
    {"name", DIAG_EXPR_NAME, 1, 4, "nothing is called `name` here", "did you mean `vendor.name`?"},
    {"vendors | sort(city)", DIAG_EXPR_NAME, 16, 4, "nothing is called `city` here",
     "a field is named in quotes: 'city'"},
    {"title | lang('English')", DIAG_EXPR_ARGUMENT, 14, 9, "`lang` needs a language, not 'English'",
     NULL},
    {"\"é\" + vendor.nme", DIAG_EXPR_FIELD, 14, 3, "vendor has no field `nme`", NULL},
};

static void points_at_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(mistakes); i++) {
        World *w = new_world();
        assert_null(parse(w, str_from(mistakes[i].text)));
        assert_mistake(w, &mistakes[i]);
        free_world(w);
    }
}

static void reports_every_mistake_of_a_template(void **state)
{
    (void)state;
    World *w = new_world();
    Source *source = source_of(w, "{vendor.nme} {1 +} } {vendor.cty} {} {title");
    assert_null(template_parse(&w->arena, source->bytes,
                               (Span){source, 0, (uint32_t)source->bytes.len}, &w->types,
                               &file_type, w->diag));
    static const struct {
        DiagCode code;
        uint32_t column;
    } expected[] = {{DIAG_EXPR_FIELD, 9},  {DIAG_EXPR_SYNTAX, 18}, {DIAG_EXPR_CLOSE, 20},
                    {DIAG_EXPR_FIELD, 30}, {DIAG_EXPR_EMPTY, 35},  {DIAG_EXPR_OPEN, 38}};
    size_t n;
    const DiagReport *const *reports = diag_sorted(w->diag, &n);
    assert_int_equal(n, COUNT(expected));
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(reports[i]->code, expected[i].code);
        assert_int_equal(source_position(source, reports[i]->span.offset).column,
                         expected[i].column);
    }
    free_world(w);
}

/* The text of a scalar differs from its bytes: quotes, escapes, folded lines. */
static void points_into_yaml_scalars(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *cooked;
        uint32_t line, column;
    } cases[] = {{"'{vendor.nme}'", "{vendor.nme}", 1, 10},
                 {"'it''s {vendor.nme}'", "it's {vendor.nme}", 1, 16},
                 {"\"a \\\"b\\\" {vendor.nme}\"", "a \"b\" {vendor.nme}", 1, 18},
                 {"one\n    {vendor.nme} two", "one {vendor.nme} two", 2, 13},
                 {"|\n  one\n  {vendor.nme}\n", "one\n{vendor.nme}\n", 3, 11}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        World *w = new_world();
        Source *source = source_of(w, cases[i].raw);
        assert_null(template_parse(&w->arena, str_from(cases[i].cooked),
                                   (Span){source, 0, (uint32_t)source->bytes.len}, &w->types,
                                   &file_type, w->diag));
        const DiagReport *report = only_report(w, cases[i].raw);
        Position place = source_position(source, report->span.offset);
        assert_int_equal(place.line, cases[i].line);
        assert_int_equal(place.column, cases[i].column);
        assert_int_equal(report->span.len, 3);
        free_world(w);
    }
}

static void reports_at_run_time(void **state)
{
    (void)state;
    static const Mistake cases[] = {
        {"vendor.sales + orders", DIAG_MONEY_KINDS, 1, 21,
         "sales in IDR and orders in IDR cannot be added", NULL},
        {"[price, dollars] | sum", DIAG_MONEY_KINDS, 20, 3,
         "plain money in IDR and plain money in USD cannot be added", NULL},
        {"vendor.fields.colour | number", DIAG_EXPR_VALUE, 24, 6, "'merah' is not a number", NULL},
        {"vendor.fields.colour | date", DIAG_EXPR_VALUE, 24, 4, "'merah' is not a date", NULL},
        {"vendor.fields.colour + 1", DIAG_EXPR_TYPES, 1, 24,
         "a text and a number cannot be joined by this operator", NULL},
        {"dollars | money('IDR')", DIAG_EXPR_ARGUMENT, 11, 5,
         "`money` needs the currency that the amount is in, not IDR", NULL},
        {"900000000000000 * 900000000000000", DIAG_EXPR_OVERFLOW, 1, 33,
         "the result of this arithmetic is too large to be exact", NULL},
        {"[900000000000000, 900000000000000] | sum", DIAG_EXPR_OVERFLOW, 38, 3,
         "the result of this sum is too large to be exact", NULL},
        {"opens + 99999999", DIAG_EXPR_OVERFLOW, 1, 16,
         "the result of this shift of a date is too large to be exact", NULL},
        {"0.5 | roman", DIAG_EXPR_VALUE, 7, 5, "'0.5' is not a whole number from 1 to 3999", NULL},
        {"price < dollars", DIAG_EXPR_TYPES, 1, 15, "money and money cannot be compared", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        World *w = new_world();
        Expr *expr = parse(w, str_from(cases[i].text));
        assert_non_null(expr);
        assert_int_equal(expr_eval(expr, &w->context).kind, VALUE_UNKNOWN);
        assert_mistake(w, &cases[i]);
        free_world(w);
    }
}

static void repeat(StrBuf *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) strbuf_add(out, str_from(text));
}

static void keeps_to_its_limits(void **state)
{
    (void)state;
    static const struct {
        const char *before, *again, *after;
        size_t n;
        DiagCode code;
    } cases[] = {{"", "(", "1", 5000, DIAG_EXPR_DEPTH},
                 {"", "not ", "1", 5000, DIAG_EXPR_DEPTH},
                 {"", "[", "", 5000, DIAG_EXPR_DEPTH},
                 {"1", " + 1", "", 5000, DIAG_EXPR_DEPTH},
                 {"'a'", " | upper", "", 5000, DIAG_EXPR_DEPTH},
                 {"1", " ? 1", "", 5000, DIAG_EXPR_DEPTH},
                 {"'a'", " | replace('a', 'aaaaaaaaaaaaaaaa')", "", 12, DIAG_EXPR_LIMIT},
                 {"['aaaaaaaaaaaa'", ", 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
                  "] | join('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')",
                  4000, DIAG_EXPR_LIMIT}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        World *w = new_world();
        StrBuf text_buf;
        strbuf_init(&text_buf, &w->arena);
        strbuf_add(&text_buf, str_from(cases[i].before));
        repeat(&text_buf, cases[i].again, cases[i].n);
        strbuf_add(&text_buf, str_from(cases[i].after));
        Expr *expr = parse(w, strbuf_str(&text_buf));
        if (expr) assert_int_equal(expr_eval(expr, &w->context).kind, VALUE_UNKNOWN);
        assert_int_equal(only_report(w, cases[i].again)->code, cases[i].code);
        free_world(w);
    }
}

/* Every filter says what it does and shows it with an example that comes out as it says. */
static void examples_of_filters(void **state)
{
    (void)state;
    size_t n;
    const FilterInfo *filters = expr_filters(&n);
    assert_true(n > 40);
    for (size_t i = 0; i < n; i++) {
        World *w = new_world();
        Str arrow = STR(" → ");
        ptrdiff_t split = str_find(filters[i].example, arrow);
        assert_true(filters[i].description.len > 0);
        assert_true(split > 0);
        Str written = str_slice(filters[i].example, 0, (size_t)split);
        assert_true(str_find(written, filters[i].name) >= 0);
        Expr *expr = parse(w, written);
        assert_silent(w);
        Value value = expr_eval(expr, &w->context);
        assert_same(
            w, value_print(&value, &w->context),
            str_slice(filters[i].example, (size_t)split + arrow.len, filters[i].example.len));
        assert_silent(w);
        free_world(w);
    }
}

static void orders_values(void **state)
{
    (void)state;
    World *w = new_world();
    const Value values[] = {text("b"),           value_unknown(),
                            text("A"),           w->lists[0],
                            value_number(30000), value_number(20000),
                            text("stan 10"),     text("stan 2"),
                            text("a"),           value_date((Date){2023, 1, 1})};
    static const size_t expected[] = {5, 4, 9, 8, 2, 0, 7, 6, 3, 1};
    size_t *order = values_order(&w->context, values, COUNT(values));
    for (size_t i = 0; i < COUNT(values); i++) assert_int_equal(order[i], expected[i]);
    free_world(w);
}

static void dates_and_times(void **state)
{
    (void)state;
    Date date;
    Time time;
    assert_true(date_parse(STR("2024-02-29"), &date));
    assert_false(date_parse(STR("2023-02-29"), &date));
    assert_false(date_parse(STR("2023-2-9"), &date));
    assert_false(date_parse(STR("2023-00-10"), &date));
    assert_true(time_parse(STR("23:59"), &time));
    assert_false(time_parse(STR("24:00"), &time));
    assert_int_equal(date_to_days((Date){1970, 1, 1}), 0);
    assert_int_equal(date_to_days((Date){2023, 10, 29}), 19659);
    assert_int_equal(date_weekday((Date){2023, 10, 29}), 0);
    assert_int_equal(date_weekday((Date){1969, 12, 31}), 3);
    for (int32_t days = -800000; days < 800000; days += 37) {
        Date back = date_from_days(days);
        if (back.year >= 1) assert_true(date_is_valid(back));
        assert_int_equal(date_to_days(back), days);
    }
}

static void dumps_and_truths(void **state)
{
    (void)state;
    World *w = new_world();
    Value time = {.kind = VALUE_TIME, .time = {9, 5}};
    Value colour = {.kind = VALUE_COLOUR, .colour = COLOUR_RGB8(11, 79, 108)};
    Value moment = {.kind = VALUE_DATETIME, .date = {2023, 10, 29}, .time = {21, 0}};
    Value titled = {.kind = VALUE_TEXT, .texts = &title};
    const struct {
        Value value;
        const char *dump;
        bool is_true;
    } cases[] = {{value_unknown(), "unknown", false},
                 {value_bool(false), "false", false},
                 {value_number(0), "0", false},
                 {value_number(-25000), "-2.5", true},
                 {money(10, MONEY_MOU, "USD"), "USD 10 mou", true},
                 {text(""), "\"\"", false},
                 {text("a\n\x01"), "\"a\\n\\x01\"", true},
                 {titled, "{id: \"Pameran\", en: \"Expo\"}", true},
                 {time, "09:05", true},
                 {moment, "2023-10-29 21:00", true},
                 {colour, "#0b4f6c", true},
                 {value_record(&w->regions[0]), "region \"sumut\"", true},
                 {value_list(NULL, 0), "[]", false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        StrBuf out;
        strbuf_init(&out, &w->arena);
        value_dump(&cases[i].value, &out);
        assert_same(w, strbuf_str(&out), str_from(cases[i].dump));
        assert_int_equal(value_is_true(&cases[i].value), cases[i].is_true);
    }
    bool borrowed = false;
    assert_same(w, value_text_in(&titled, STR("en"), &borrowed), STR("Expo"));
    assert_false(borrowed);
    assert_same(w, value_text_in(&titled, STR("ja"), &borrowed), STR("Pameran"));
    assert_true(borrowed);
    free_world(w);
}

/* Texts changed at random must give a value or a report, and end. */
static void survives_mutations(void **state)
{
    (void)state;
    static const char *const seeds[] = {
        "{vendors | where('city', 'Medan') | sort('name') | map('name') | list}",
        "{vendor.sales is unknown ? 'belum' : vendor.sales | money('auto')}",
        "{[opens, opens + 2] | range('full')} {visitors | number(1) | pad(3)}",
        "{(1 + 2) * -3 / 4 % 5 == vendors[0].name.first} {{x}} {title | replace('a', 'b')}",
        "{vendors.tags | join(' · ') | upper | slice(1, -2) | initials} {vendors | sum('sales')}"};
    static const char pieces[] = "{}()[]|.,:?+-*/%<>=!'\"$ \n\t09azAZ_\xC3\xA9\xF0\x9F\xFF";
    uint32_t random = 20231029;
    for (int round = 0; round < 20000; round++) {
        World *w = new_world();
        Str seed = str_from(seeds[(size_t)round % COUNT(seeds)]);
        char *bytes = str_z(&w->arena, seed);
        random = random * 1664525 + 1013904223;
        for (uint32_t changes = 1 + (random >> 28) % 6; changes > 0; changes--) {
            random = random * 1664525 + 1013904223;
            bytes[(random >> 8) % seed.len] = pieces[(random >> 20) % (sizeof pieces - 1)];
        }
        Str changed = {bytes, seed.len};
        Source *source = source_from_bytes(&w->arena, STR("layout.yaml"), changed);
        Template *t = template_parse(&w->arena, changed, (Span){source, 0, (uint32_t)changed.len},
                                     round % 2 ? &w->types : NULL, &file_type, w->diag);
        if (t)
            template_eval(t, &w->context, NULL, NULL);
        else
            assert_true(diag_errors(w->diag) > 0);
        free_world(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evaluates),
        cmocka_unit_test(prints),
        cmocka_unit_test(gives_literals_as_it_gives_others),
        cmocka_unit_test(tells_what_it_uses),
        cmocka_unit_test(points_at_mistakes),
        cmocka_unit_test(reports_every_mistake_of_a_template),
        cmocka_unit_test(points_into_yaml_scalars),
        cmocka_unit_test(reports_at_run_time),
        cmocka_unit_test(keeps_to_its_limits),
        cmocka_unit_test(examples_of_filters),
        cmocka_unit_test(orders_values),
        cmocka_unit_test(dates_and_times),
        cmocka_unit_test(dumps_and_truths),
        cmocka_unit_test(survives_mutations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
