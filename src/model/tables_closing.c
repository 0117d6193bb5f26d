/* tables_closing - awards, tours, ceremonies with their signatures; documents and theme. */
#include "model/tables.h"

static const Str profiles[] = {LIT("press"), LIT("archive"), LIT("screen"), {0}};
static const Str orders[] = {LIT("sheets"), LIT("stack"), {0}};
static const Str side_choices[] = {LIT("front"), LIT("both"), {0}};
static const Str motifs[] = {
    LIT("manik"), LIT("anyaman"), LIT("kawung"), LIT("parang"), LIT("tumpal"), LIT("none"), {0}};

static const Field award_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name for references.", EXAMPLE("stan-terbaik-1")),
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "The name of the prize.",
        EXAMPLE("Stan terbaik")),
    ROW("place", FIELD_TEXT, 0, "Which place.", EXAMPLE("Juara 1")),
    ROW("vendor", FIELD_REF, 0, "The vendor that won it.", OF(vendor_type)),
    ROW("booth", FIELD_REF, 0, "The stand that won it.", OF(booth_type)),
    ROW("person", FIELD_REF, 0, "The person who won it.", OF(person_type)),
    ROW("region", FIELD_REF, 0, "The region that won it.", OF(region_type)),
    ROW("reason", FIELD_TEXT, 0, "What it was given for."),
    ROW("prize", FIELD_TEXT, 0, "What was won.", EXAMPLE("Trofi dan uang pembinaan")),
    ROW("by", FIELD_TEXT, 0, "Who gave it or who judged.", EXAMPLE("Dewan juri")),
};
const RecordType award_type = {
    .name = LIT("award"),
    .plural = LIT("awards"),
    .description = LIT("A prize given at the event."),
    FIELDS(award_fields),
    .name_field = 1,
};

static const Field stop_fields[] = {
    ROW("booth", FIELD_REF, FIELD_SHORTHAND, "The stand where they stopped.", OF(booth_type),
        EXAMPLE("B12")),
    ROW("vendor", FIELD_REF, 0, "The vendor they visited.", OF(vendor_type)),
    ROW("time", FIELD_TIME, 0, "When.", EXAMPLE("15:30")),
    ROW("remark", FIELD_TEXT, 0, "What they noticed."),
    ROW("praise", FIELD_TEXT, 0, "What they praised."),
    ROW("by", FIELD_REF, 0, "Who said it.", OF(person_type)),
    ROW("tour", FIELD_REF, FIELD_COMPUTED, "The tour that it belongs to.", OF(tour_type)),
};
const RecordType stop_type = {
    .name = LIT("stop"),
    .description = LIT("A stop of a tour at a stand."),
    FIELDS(stop_fields),
};

static const Field tour_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name for references.", EXAMPLE("peninjauan")),
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "What it is called.",
        EXAMPLE("Peninjauan stan")),
    ROW("date", FIELD_DAY, 0, "Its day, as a date or a number.", EXAMPLE("2025-05-10")),
    ROW("time", FIELD_TIME, 0, "When it starts.", EXAMPLE("15:00")),
    ROW("officials", FIELD_REF, FIELD_LIST, "Who walked along.", OF(person_type)),
    ROW("stops", FIELD_RECORD, FIELD_LIST, "The stands where they stopped, in order.",
        OF(stop_type)),
    ROW("description", FIELD_TEXT, 0, "What happened."),
};
const RecordType tour_type = {
    .name = LIT("tour"),
    .plural = LIT("tours"),
    .description = LIT("A tour of officials past the stands."),
    FIELDS(tour_fields),
    .name_field = 1,
};

static const Field signatory_fields[] = {
    ROW("person", FIELD_REF, FIELD_REQUIRED | FIELD_SHORTHAND, "Who signs: an id from `people`.",
        OF(person_type), EXAMPLE("kepala-dinas")),
    ROW("label", FIELD_TEXT, 0, "What stands above the signature.", EXAMPLE("Mengetahui,")),
    ROW("position", FIELD_TEXT, 0, "The office above the signature, if not the person's own."),
    ROW("on_behalf", FIELD_TEXT, 0, "On whose behalf; printed as a line of its own.",
        EXAMPLE("a.n. Wali Kota Balikpapan")),
    ROW("acting", FIELD_STRING, 0, "The word before the office of someone acting in it.",
        EXAMPLE("Plt.")),
    ROW("anchor", FIELD_STRING, 0, "The one character where an electronic signature is placed.",
        EXAMPLE("\"#\"")),
};
const RecordType signatory_type = {
    .name = LIT("signatory"),
    .description = LIT("Someone who signs the report."),
    FIELDS(signatory_fields),
};

static const Field quote_fields[] = {
    ROW("by", FIELD_REF, 0, "Who said it.", OF(person_type)),
    ROW("text", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND, "The words."),
};
const RecordType quote_type = {
    .name = LIT("quote"),
    .description = LIT("What somebody said."),
    FIELDS(quote_fields),
};

static const Field ceremony_fields[] = {
    ROW("title", FIELD_TEXT, FIELD_NAME, "What it is called.", EXAMPLE("Penutupan Gebyar UMKM")),
    ROW("number", FIELD_STRING, 0, "The number of the report or minutes.",
        EXAMPLE("500.3/001/DKUMKMP/2023")),
    ROW("date", FIELD_DAY, 0, "Its day, as a date or a number.", EXAMPLE("2023-08-12")),
    ROW("time", FIELD_TIME, 0, "When it starts.", EXAMPLE("20:00")),
    ROW("place", FIELD_TEXT, 0, "Where it is, in words.", EXAMPLE("Atrium Pentacity")),
    ROW("venue", FIELD_REF, 0, "The venue.", OF(venue_type)),
    ROW("by", FIELD_REF, 0, "Who opened or closed the event: an id from `people`.", OF(person_type),
        EXAMPLE("heru-ressandy")),
    ROW("on_behalf", FIELD_TEXT, 0, "On whose behalf.", EXAMPLE("Wali Kota Balikpapan")),
    ROW("statement", FIELD_TEXT, 0, "The text of the report or minutes, in paragraphs."),
    ROW("quotes", FIELD_RECORD, FIELD_LIST, "What was said there.", OF(quote_type)),
    ROW("witnesses", FIELD_REF, FIELD_LIST, "Who was present: ids from `people`.", OF(person_type)),
    ROW("present", FIELD_TEXT, FIELD_LIST, "Who else was present, in words.",
        EXAMPLE("Para kepala perangkat daerah")),
    ROW("signatories", FIELD_RECORD, FIELD_LIST, "Who signs, in the order on the page.",
        OF(signatory_type)),
    ROW("copies", FIELD_TEXT, FIELD_LIST, "Who gets a copy (tembusan).",
        EXAMPLE("Wali Kota Balikpapan (sebagai laporan)")),
    ROW("pictures", FIELD_RECORD, FIELD_LIST, "Pictures of it.", OF(picture_type)),
    ROW("description", FIELD_TEXT, 0, "How it went."),
};
const RecordType ceremony_type = {
    .name = LIT("ceremony"),
    .description = LIT("The opening or closing of the event."),
    FIELDS(ceremony_fields),
};

static const Field document_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name, for --only; that of the layout if not given.",
        EXAMPLE("badges-panitia")),
    ROW("layout", FIELD_STRING, FIELD_REQUIRED | FIELD_SHORTHAND,
        "The layout: its name, or a file.", EXAMPLE("badge")),
    ROW("title", FIELD_TEXT, FIELD_NAME, "The title of the document.", EXAMPLE("Katalog Produk")),
    ROW("output", FIELD_STRING, 0, "The name of the PDF file.", EXAMPLE("badges.pdf")),
    ROW("only", FIELD_STRING, FIELD_LIST, "The ids to print; all if not given.",
        EXAMPLE("[A01, A02]")),
    ROW("for", FIELD_STRING, 0, "Which records to print, as an expression.",
        EXAMPLE("role.id == 'panitia'")),
    ROW("sort", FIELD_STRING, FIELD_LIST,
        "The order of the records, as expressions; ` desc` at the end turns one round.",
        EXAMPLE("[badge.city, badge.name]")),
    ROW("language", FIELD_LANGUAGE, 0, "Its language; that of the event if not given.",
        EXAMPLE("en")),
    ROW("languages", FIELD_LANGUAGE, FIELD_LIST, "Its languages, where it has several.",
        EXAMPLE("[id, en]")),
    ROW("options", FIELD_ANY, 0, "Settings that the layout offers.", EXAMPLE("{columns: 2}")),
    ROW("sides", FIELD_ENUM, 0, "Whether backs are printed.", CHOICES(side_choices),
        EXAMPLE("both")),
    ROW("stock", FIELD_STRING, 0,
        "The sheet that is in the printer: a name from `etalase stocks`, or a file.",
        EXAMPLE("a4-a6-4")),
    ROW("printer", FIELD_STRING, 0,
        "The profile of the printer: the name of a file in `printers`, or a file.",
        EXAMPLE("kantor")),
    ROW("profile", FIELD_ENUM, 0, "What the PDF is for.", CHOICES(profiles), EXAMPLE("press")),
    ROW("copies", FIELD_INT, 0, "How many of each.", DEFAULT("1"), EXAMPLE("2")),
    ROW("start", FIELD_INT, 0, "The first free place on a sheet that is partly used.", DEFAULT("1"),
        EXAMPLE("5")),
    ROW("order", FIELD_ENUM, 0,
        "Whether labels follow each other on a sheet, or through the stack of sheets, so that they "
        "lie "
        "in order when it is cut.",
        CHOICES(orders), EXAMPLE("stack")),
    ROW("print", FIELD_BOOL, 0, "Whether a build makes it.", DEFAULT("true"), EXAMPLE("false")),
};
const RecordType document_type = {
    .name = LIT("document"),
    .plural = LIT("documents"),
    .description = LIT("Something to print."),
    FIELDS(document_fields),
    .name_field = 1,
};

static const Field theme_fields[] = {
    ROW("name", FIELD_STRING, FIELD_SHORTHAND,
        "A theme that comes with the program, or themes/NAME.yaml in the event's folder; what stands "
        "beside it comes first.",
        EXAMPLE("makassar")),
    ROW("accent", FIELD_COLOUR, 0, "The main colour.", EXAMPLE("#0B4F6C")),
    ROW("tint", FIELD_COLOUR, 0, "A light variant of the main colour, for panels.",
        EXAMPLE("#E3EEF2")),
    ROW("highlight", FIELD_COLOUR, 0, "The second colour, used sparingly.", EXAMPLE("#D9A441")),
    ROW("ink", FIELD_COLOUR, 0, "The colour of text.", EXAMPLE("#1A1A1A")),
    ROW("paper", FIELD_COLOUR, 0, "The colour of the page.", EXAMPLE("#FFFFFF")),
    ROW("font", FIELD_STRING, 0, "The font family, or a font file in the event's folder.",
        EXAMPLE("Plus Jakarta Sans")),
    ROW("motif", FIELD_ENUM, 0, "The pattern on covers and badge edges.", CHOICES(motifs),
        EXAMPLE("kawung")),
    ROW("seed", FIELD_INT, 0, "Another number gives another variant of the pattern.", EXAMPLE("7")),
    ROW("logo", FIELD_PATH, 0, "The logo on all documents; that of the event if not given.",
        EXAMPLE("assets/logo.png")),
    ROW("fields", FIELD_ANY, 0, "Settings of your own layouts."),
};
const RecordType theme_type = {
    .name = LIT("theme"),
    .description = LIT("Colours, fonts and pattern."),
    FIELDS(theme_fields),
};
