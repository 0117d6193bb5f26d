/* Workbooks, made here part by part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <zip.h>

#include "data/limits.h"
#include "data/table.h"
#include "data/xlsx_number.h"
#include "golden.h"

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define REL "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""

static const char workbook[] =
    "<workbook " MAIN " " REL "><workbookPr date1904=\"0\"/><sheets>"
    "<sheet name=\"Catatan\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>"
    "<sheet name=\"Peserta\" sheetId=\"2\" r:id=\"rId2\"/>"
    "<sheet name=\"Produk\" sheetId=\"3\" r:id=\"rId3\"/></sheets></workbook>";
static const char relations[] = "<Relationships xmlns=\"x\">"
                                "<Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
                                "<Relationship Id=\"rId2\" Target=\"worksheets/sheet2.xml\"/>"
                                "<Relationship Id=\"rId3\" Target=\"/xl/worksheets/sheet3.xml\"/>"
                                "</Relationships>";
static const char strings[] =
    "<sst " MAIN "><si><t>Nama</t></si><si><r><t>Sambal </t></r><r><t>Bu Yati</t></r>"
    "<rPh sb=\"0\"><t>aid</t></rPh></si><si><t>dua\nbaris_x000D_</t></si></sst>";
static const char styles[] =
    "<styleSheet " MAIN
    "><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd&quot;x&quot;mmm yyyy\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"[$Rp-421]#,##0;[Red]-0\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"20\"/>"
    "<xf numFmtId=\"22\"/></cellXfs></styleSheet>";
static const char participants[] =
    "<worksheet " MAIN "><sheetData>"
    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"inlineStr\"><is><t> Omset "
    "</t></is></c>"
    "<c r=\"C2\" t=\"str\"><v>Tanggal</v></c><c r=\"D2\" t=\"str\"><v>Jam</v></c>"
    "<c r=\"F2\" t=\"str\"><v>Aktif</v></c></row>"
    "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" s=\"2\"><v>93400000.000000004</v></c>"
    "<c r=\"C3\" s=\"1\"><v>45150</v></c><c r=\"D3\" s=\"3\"><v>0.8125</v></c>"
    "<c r=\"F3\" t=\"b\"><v>1</v></c></row>"
    "<row r=\"5\"><c r=\"A5\" t=\"s\"><v>2</v></c><c "
    "r=\"B5\"><f>1+1</f><v>0.10000000000000001</v></c>"
    "<c r=\"C5\" s=\"4\"><v>45227.895833333336</v></c><c r=\"D5\" s=\"3\"/></row>"
    "<row r=\"6\"><c r=\"A6\" s=\"1\"/></row>"
    "</sheetData></worksheet>";
static const char products[] = "<worksheet " MAIN "><sheetData><row><c t=\"str\"><v>a</v></c></row>"
                               "<row><c><v>1.5E-2</v></c></row></sheetData></worksheet>";

typedef struct Part {
    const char *name, *text;
} Part;

static Str make_zip(Arena *arena, const Part *parts, size_t n)
{
    zip_error_t error;
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(memory);
    zip_t *zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (size_t i = 0; i < n; i++) {
        zip_source_t *part = zip_source_buffer(zip, parts[i].text, strlen(parts[i].text), 0);
        assert_true(zip_file_add(zip, parts[i].name, part, 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t st;
    assert_int_equal(zip_source_stat(memory, &st), 0);
    char *bytes = arena_alloc(arena, st.size);
    assert_int_equal(zip_source_open(memory), 0);
    assert_int_equal(zip_source_read(memory, bytes, st.size), st.size);
    zip_source_close(memory);
    zip_source_free(memory);
    return (Str){bytes, st.size};
}

static Str make_book(Arena *arena, const char *sheet2, const char *book)
{
    const Part parts[] = {{"xl/workbook.xml", book},
                          {"xl/_rels/workbook.xml.rels", relations},
                          {"xl/sharedStrings.xml", strings},
                          {"xl/styles.xml", styles},
                          {"xl/worksheets/sheet1.xml", products},
                          {"xl/worksheets/sheet2.xml", sheet2},
                          {"xl/worksheets/sheet3.xml", products}};
    return make_zip(arena, parts, sizeof parts / sizeof *parts);
}

typedef struct Result {
    Arena arena;
    Diag *diag;
    const Table *table;
} Result;

static void read_bytes(Result *result, Str bytes, const char *sheet)
{
    result->diag = diag_new(&result->arena, 0);
    result->table = read_xlsx(&result->arena, bytes, STR("peserta.xlsx"), str_from(sheet),
                              (Span){0}, result->diag);
}

static void start(Result *result)
{
    *result = (Result){0};
    arena_init(&result->arena);
}

static DiagCode only_code(Result *result)
{
    size_t n;
    const DiagReport *const *reports = diag_sorted(result->diag, &n);
    assert_int_equal(n, 1);
    return reports[0]->code;
}

#define ASSERT_STR(found, expected) assert_true(str_eq((found), STR(expected)))

static void values_as_people_see_them(void **state)
{
    (void)state;
    Result r;
    start(&r);
    read_bytes(&r, make_book(&r.arena, participants, workbook), "");
    assert_non_null(r.table);
    assert_int_equal(diag_errors(r.diag), 0);
    assert_int_equal(r.table->n_columns, 6);
    assert_int_equal(r.table->n_rows, 2);
    ASSERT_STR(r.table->header.cells[1].text, "Omset");
    ASSERT_STR(r.table->header.cells[4].text, "");
    const Cell *first = r.table->rows[0].cells, *second = r.table->rows[1].cells;
    ASSERT_STR(first[0].text, "Sambal Bu Yati");
    ASSERT_STR(first[1].text, "93400000");
    ASSERT_STR(first[2].text, "2023-08-12");
    ASSERT_STR(first[3].text, "19:30");
    ASSERT_STR(first[5].text, "true");
    ASSERT_STR(second[0].text, "dua\nbaris");
    ASSERT_STR(second[1].text, "0.1");
    ASSERT_STR(second[2].text, "2023-10-28 21:30");
    ASSERT_STR(second[3].text, "");
    arena_free(&r.arena);
}

static void places_are_rows_and_cells(void **state)
{
    (void)state;
    Result r;
    start(&r);
    read_bytes(&r, make_book(&r.arena, participants, workbook), "Peserta");
    const Cell *cell = &r.table->rows[1].cells[1];
    ASSERT_STR(cell->span.source->path, "peserta.xlsx[Peserta]");
    assert_int_equal(source_position(cell->span.source, cell->span.offset).line, 5);
    ASSERT_STR(source_line(cell->span.source, 5), "A5: dua baris | B5: 0.1 | C5: 2023-10-28 21:30");
    ASSERT_STR(source_text(cell->span), "0.1");
    assert_int_equal(source_line(cell->span.source, 4).len, 0);
    const Node *list = table_to_list(&r.arena, r.table, (TableMapping){0}, r.diag);
    assert_int_equal(list->len, 2);
    ASSERT_STR(node_find(list->items[0], STR("Nama"))->text, "Sambal Bu Yati");
    assert_null(node_find(list->items[1], STR("Jam")));
    arena_free(&r.arena);
}

static void sheets_by_name(void **state)
{
    (void)state;
    Result r;
    start(&r);
    Str book = make_book(&r.arena, participants, workbook);
    read_bytes(&r, book, "Produk");
    assert_non_null(r.table);
    ASSERT_STR(r.table->rows[0].cells[0].text, "0.015");
    read_bytes(&r, book, "Catatan");
    assert_non_null(r.table);
    read_bytes(&r, book, "Pesreta");
    assert_null(r.table);
    assert_int_equal(only_code(&r), DIAG_XLSX_SHEET);
    Str text = golden_diag(&r.arena, r.diag);
    assert_true(str_find(text, STR("its sheets are: Catatan, Peserta, Produk")) >= 0);
    assert_true(str_find(text, STR("did you mean \"Peserta\"?")) >= 0);
    arena_free(&r.arena);
}

#define SHEET(rows) "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"
#define HEAD "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row>"

static void faults_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *sheet;
        DiagCode code;
    } tries[] = {
        {"<worksheet><oops></worksheet>", DIAG_XLSX_DAMAGED},
        {"<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>", DIAG_XLSX_DAMAGED},
        {SHEET("<row r=\"2\"/><row r=\"2\"/>"), DIAG_XLSX_DAMAGED},
        {SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>77</v></c></row>"), DIAG_XLSX_DAMAGED},
        {SHEET("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"),
         DIAG_XLSX_DAMAGED},
        {SHEET("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>"), DIAG_XLSX_DAMAGED},
        {SHEET("<row r=\"4000000\"><c r=\"A4000000\"><v>1</v></c></row>"), DIAG_XLSX_LARGE},
        {SHEET("<row r=\"1\"><c r=\"ZZZ1\"><v>1</v></c></row>"), DIAG_XLSX_LARGE},
        {SHEET(""), DIAG_TABLE_EMPTY},
        {SHEET(HEAD), DIAG_TABLE_NO_RECORDS},
        {SHEET(HEAD "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>x&#x85;y</v></c></row>"
                    "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row>"),
         DIAG_CONTROL_CHAR},
        {SHEET(HEAD "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#REF!</v></c></row>"), DIAG_TABLE_CHANGED},
        {SHEET(HEAD "<row r=\"2\"><c r=\"A2\"><v>628123456789</v></c></row>"), DIAG_TABLE_CHANGED},
    };
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        Result r;
        start(&r);
        read_bytes(&r, make_book(&r.arena, tries[i].sheet, workbook), "Peserta");
        assert_int_equal(only_code(&r), tries[i].code);
        arena_free(&r.arena);
    }
}

static void not_a_workbook(void **state)
{
    (void)state;
    Result r;
    start(&r);
    read_bytes(&r, STR("id,name\n"), "");
    assert_int_equal(only_code(&r), DIAG_XLSX_KIND);
    read_bytes(&r, STR(""), "");
    assert_int_equal(only_code(&r), DIAG_XLSX_KIND);
    const Part other = {"word/document.xml", "<x/>"};
    read_bytes(&r, make_zip(&r.arena, &other, 1), "");
    assert_int_equal(only_code(&r), DIAG_XLSX_KIND);
    arena_free(&r.arena);
}

/* 70 MB of blanks shrink to 70 KB. */
static void bombs_are_stopped(void **state)
{
    (void)state;
    Result r;
    start(&r);
    size_t len = LIMIT_XML_BYTES + 1024 * 1024;
    char *sheet = malloc(len + 1);
    assert_non_null(sheet);
    memset(sheet, ' ', len);
    memcpy(sheet, "<worksheet>", 11);
    sheet[len] = '\0';
    Str bytes = make_book(&r.arena, sheet, workbook);
    free(sheet);
    assert_true(bytes.len < 1024 * 1024);
    read_bytes(&r, bytes, "");
    assert_int_equal(only_code(&r), DIAG_XLSX_LARGE);
    arena_free(&r.arena);
}

static void damaged_bytes_are_survived(void **state)
{
    (void)state;
    Result keep;
    start(&keep);
    Str book = make_book(&keep.arena, participants, workbook);
    uint32_t seed = 88675123;
    for (unsigned i = 0; i < 1500; i++) {
        Result r;
        start(&r);
        char *bytes = str_z(&r.arena, book);
        for (unsigned k = 0; k < 3; k++) {
            seed = seed * 1664525 + 1013904223; /* Knuth, Lewis */
            bytes[(seed >> 8) % book.len] = (char)(seed >> 24);
        }
        read_bytes(&r, (Str){bytes, i % 10 ? book.len : seed % book.len}, "Peserta");
        assert_true(r.table || diag_errors(r.diag) > 0);
        arena_free(&r.arena);
    }
    arena_free(&keep.arena);
}

static void numbers_are_decimal(void **state)
{
    (void)state;
    static const struct {
        const char *stored;
        unsigned style;
        bool since_1904;
        const char *text;
    } tries[] = {
        {"0", 0, 0, "0"},
        {"-0", 0, 0, "0"},
        {"45000", 0, 0, "45000"},
        {"007", 0, 0, "7"},
        {"0.10000000000000001", 0, 0, "0.1"},
        {"25000.000000000004", 0, 0, "25000"},
        {"0.99999999999999989", 0, 0, "1"},
        {"6.2812345678E+12", 0, 0, "6281234567800"},
        {"1.5E-2", 0, 0, "0.015"},
        {"-12.50", 0, 0, "-12.5"},
        {".5", 0, 0, "0.5"},
        {"1E999", 0, 0, "1E999"},
        {"x", 0, 0, "x"},
        {"", 0, 0, ""},
        {"1", STYLE_DATE, 0, "1900-01-01"},
        {"59", STYLE_DATE, 0, "1900-02-28"},
        {"61", STYLE_DATE, 0, "1900-03-01"},
        {"45150", STYLE_DATE, 0, "2023-08-12"},
        {"43688", STYLE_DATE, 1, "2023-08-12"},
        {"45351", STYLE_DATE, 0, "2024-02-29"},
        {"0.5", STYLE_TIME, 0, "12:00"},
        {"0.99999", STYLE_TIME, 0, "1900-01-01 00:00"},
        {"45150.8125", STYLE_DATE | STYLE_TIME, 0, "2023-08-12 19:30"},
        {"-5", STYLE_DATE, 0, "-5"},
        {"99999999", STYLE_DATE, 0, "99999999"},
    };
    Arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        Str text =
            number_text(&arena, str_from(tries[i].stored), tries[i].style, tries[i].since_1904);
        if (!str_eq(text, str_from(tries[i].text)))
            fail_msg("%s: %.*s, not %s", tries[i].stored, STR_ARG(text), tries[i].text);
    }
    assert_int_equal(style_of_code(STR("General")), STYLE_NUMBER);
    assert_int_equal(style_of_code(STR("[Red]#,##0.00\\d")), STYLE_NUMBER);
    assert_int_equal(style_of_code(STR("\"day\" 0")), STYLE_NUMBER);
    assert_int_equal(style_of_code(STR("dd/mm/yyyy hh:mm")), STYLE_DATE | STYLE_TIME);
    assert_int_equal(style_of_code(STR("[h]:mm")), STYLE_TIME);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_as_people_see_them),
        cmocka_unit_test(places_are_rows_and_cells),
        cmocka_unit_test(sheets_by_name),
        cmocka_unit_test(faults_are_told),
        cmocka_unit_test(not_a_workbook),
        cmocka_unit_test(bombs_are_stopped),
        cmocka_unit_test(damaged_bytes_are_survived),
        cmocka_unit_test(numbers_are_decimal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
