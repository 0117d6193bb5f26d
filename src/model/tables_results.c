/* tables_results - what the event brought: sales, visitors, deals, stated totals, budget; and the
 * computed summaries that the report prints. */
#include "model/tables.h"

static const Str deal_kinds[] = {LIT("LoI"), LIT("MoU"), LIT("contract"), LIT("order"), {0}};

static const Field day_sale_fields[] = {
    ROW("date", FIELD_DAY, FIELD_REQUIRED | FIELD_KEY, "The day, as a date or a number.",
        EXAMPLE("2023-08-08")),
    ROW("value", FIELD_FIGURE, FIELD_SHORTHAND | FIELD_IS_MONEY,
        "What was sold that day, or `not reported`.", MONEY(MONEY_SALES), EXAMPLE("1500000")),
    ROW("note", FIELD_TEXT, 0, "A remark on the figure."),
};
const RecordType day_sale_type = {
    .name = LIT("day's sales"),
    .description = LIT("Sales of one day."),
    FIELDS(day_sale_fields),
};

static const Field day_count_fields[] = {
    ROW("date", FIELD_DAY, FIELD_REQUIRED | FIELD_KEY, "The day, as a date or a number.",
        EXAMPLE("2023-08-08")),
    ROW("value", FIELD_FIGURE, FIELD_SHORTHAND, "How many came, or `not reported`.",
        EXAMPLE("1200")),
    ROW("note", FIELD_TEXT, 0, "How it was counted."),
};
const RecordType day_count_type = {
    .name = LIT("day's count"),
    .description = LIT("Visitors of one day."),
    FIELDS(day_count_fields),
};

static const Field sale_fields[] = {
    ROW("vendor", FIELD_REF, FIELD_REQUIRED | FIELD_KEY, "Who sold.", OF(vendor_type),
        EXAMPLE("sambal-bu-yati")),
    ROW("booth", FIELD_REF, 0, "At which stand, if the vendor has several.", OF(booth_type)),
    ROW("date", FIELD_DAY, 0, "On which day, if the row is about one day.", EXAMPLE("2023-08-08")),
    ROW("value", FIELD_FIGURE, FIELD_IS_MONEY, "What was sold that day, or `not reported`.",
        MONEY(MONEY_SALES), EXAMPLE("1500000")),
    ROW("days", FIELD_RECORD, FIELD_LIST | FIELD_DATE_KEYS,
        "What was sold, day by day; a table may have a column per day instead.", OF(day_sale_type),
        EXAMPLE("{2023-08-08: 1500000, 2023-08-09: not reported}")),
    ROW("total", FIELD_FIGURE, FIELD_SHORTHAND | FIELD_IS_MONEY,
        "What was sold in all, if not known by day.", MONEY(MONEY_SALES), EXAMPLE("7500000")),
    ROW("note", FIELD_TEXT, 0, "A remark on the figures."),
};
const RecordType sale_type = {
    .name = LIT("sales row"),
    .description = LIT("What a vendor sold."),
    FIELDS(sale_fields),
};

static const Field deal_fields[] = {
    ROW("number", FIELD_STRING, 0, "Its number.", EXAMPLE("1")),
    ROW("date", FIELD_DATE, 0, "The day it was signed.", EXAMPLE("2023-10-26")),
    ROW("vendor", FIELD_REF, 0, "The vendor that signed.", OF(vendor_type)),
    ROW("party", FIELD_STRING, FIELD_NAME, "The Indonesian party, if not a vendor.",
        EXAMPLE("Koperasi Contoh")),
    ROW("buyer", FIELD_STRING, FIELD_REQUIRED | FIELD_NAME, "The other party.",
        EXAMPLE("Contoh Trading Pty Ltd")),
    ROW("country", FIELD_STRING, 0, "The country of the other party.", EXAMPLE("Australia")),
    ROW("product", FIELD_TEXT, 0, "What it is about.", EXAMPLE("Aksesori manik-manik")),
    ROW("volume", FIELD_TEXT, 0, "How much.", EXAMPLE("500 pcs")),
    ROW("value", FIELD_FIGURE, FIELD_IS_MONEY, "What it is worth.", MONEY(MONEY_MOU),
        EXAMPLE("250 juta")),
    ROW("period", FIELD_TEXT, 0, "For how long.", EXAMPLE("1 tahun")),
    ROW("kind", FIELD_ENUM, 0, "How binding it is.", CHOICES(deal_kinds), DEFAULT("MoU"),
        EXAMPLE("LoI")),
    ROW("status", FIELD_TEXT, 0, "How far it has come.", EXAMPLE("ditandatangani")),
    ROW("witness", FIELD_STRING, FIELD_NAME, "Who witnessed it."),
    ROW("note", FIELD_TEXT, 0, "A remark."),
};
const RecordType deal_type = {
    .name = LIT("deal"),
    .description = LIT("A letter of intent, memorandum, contract or order."),
    FIELDS(deal_fields),
    .name_field = 4,
};

static const Field category_sum_fields[] = {
    ROW("category", FIELD_REF, FIELD_REQUIRED | FIELD_KEY, "The category.", OF(category_type)),
    ROW("value", FIELD_FIGURE, FIELD_SHORTHAND | FIELD_IS_MONEY, "Its sum.", MONEY(MONEY_SALES)),
};
const RecordType category_sum_type = {
    .name = LIT("category's sum"),
    .description = LIT("A sum that someone else worked out for a category."),
    FIELDS(category_sum_fields),
};

static const Field venue_sum_fields[] = {
    ROW("venue", FIELD_REF, FIELD_REQUIRED | FIELD_KEY, "The venue.", OF(venue_type)),
    ROW("value", FIELD_FIGURE, FIELD_SHORTHAND | FIELD_IS_MONEY, "Its sum.", MONEY(MONEY_SALES)),
};
const RecordType venue_sum_type = {
    .name = LIT("venue's sum"),
    .description = LIT("A sum that someone else worked out for a venue."),
    FIELDS(venue_sum_fields),
};

static const Field stated_fields[] = {
    ROW("total", FIELD_FIGURE, FIELD_SHORTHAND | FIELD_IS_MONEY, "The turnover as announced.",
        MONEY(MONEY_SALES), EXAMPLE("{value: 150 juta, state: provisional}")),
    ROW("by_day", FIELD_RECORD, FIELD_LIST, "The turnover of each day as announced.",
        OF(day_sale_type), EXAMPLE("{2023-08-08: 25 juta}")),
    ROW("by_category", FIELD_RECORD, FIELD_LIST, "The turnover of each category as announced.",
        OF(category_sum_type)),
    ROW("by_venue", FIELD_RECORD, FIELD_LIST, "The turnover of each venue as announced.",
        OF(venue_sum_type)),
    ROW("visitors", FIELD_FIGURE, 0, "The number of visitors as announced.", EXAMPLE("12000")),
    ROW("vendors", FIELD_INT, 0, "The number of vendors as announced.", EXAMPLE("180")),
    ROW("cities", FIELD_INT, 0, "The number of cities as announced.", EXAMPLE("98")),
};
const RecordType stated_type = {
    .name = LIT("stated totals"),
    .description = LIT("Totals as announced; the program says where its own sums differ."),
    FIELDS(stated_fields),
};

static const Field budget_fields[] = {
    ROW("item", FIELD_TEXT, FIELD_REQUIRED | FIELD_KEY | FIELD_NAME, "What the money is for.",
        EXAMPLE("Sewa tenda")),
    ROW("planned", FIELD_FIGURE, FIELD_SHORTHAND | FIELD_IS_MONEY, "What was planned.",
        EXAMPLE("20 juta")),
    ROW("spent", FIELD_FIGURE, FIELD_IS_MONEY, "What was spent.", EXAMPLE("18500000")),
    ROW("source", FIELD_TEXT, 0, "Where the money comes from.", EXAMPLE("APBD 2023")),
    ROW("note", FIELD_TEXT, 0, "A remark."),
};
const RecordType budget_type = {
    .name = LIT("budget line"),
    .description = LIT("A line of the budget."),
    FIELDS(budget_fields),
};

static const Field day_result_fields[] = {
    ROW("date", FIELD_DATE, FIELD_COMPUTED, "The day."),
    ROW("number", FIELD_INT, FIELD_COMPUTED, "Its number, from 1."),
    ROW("total", FIELD_FIGURE, FIELD_COMPUTED | FIELD_IS_MONEY, "Sales of all vendors that day.",
        MONEY(MONEY_SALES)),
    ROW("reported", FIELD_INT, FIELD_COMPUTED, "How many vendors reported for that day."),
    ROW("vendors", FIELD_INT, FIELD_COMPUTED, "How many vendors should have reported."),
    ROW("visitors", FIELD_FIGURE, FIELD_COMPUTED, "Visitors that day."),
};
const RecordType day_result_type = {
    .name = LIT("day's result"),
    .description = LIT("Results of one day, worked out by the program."),
    FIELDS(day_result_fields),
};

static const Field group_result_fields[] = {
    ROW("name", FIELD_TEXT, FIELD_COMPUTED, "The name of the group."),
    ROW("category", FIELD_REF, FIELD_COMPUTED, "The category, in `by_category`.",
        OF(category_type)),
    ROW("venue", FIELD_REF, FIELD_COMPUTED, "The venue, in `by_venue`.", OF(venue_type)),
    ROW("region", FIELD_REF, FIELD_COMPUTED, "The region, in `by_region`.", OF(region_type)),
    ROW("total", FIELD_FIGURE, FIELD_COMPUTED | FIELD_IS_MONEY,
        "Sales of the group, with how many of its vendors are known.", MONEY(MONEY_SALES)),
    ROW("reported", FIELD_INT, FIELD_COMPUTED, "How many of its vendors reported anything."),
    ROW("vendor_count", FIELD_INT, FIELD_COMPUTED, "How many vendors it has."),
    ROW("vendors", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "Its vendors.", OF(vendor_type)),
};
const RecordType group_result_type = {
    .name = LIT("group's result"),
    .description = LIT("Results of a category, venue or region, worked out by the program."),
    FIELDS(group_result_fields),
};

static const Field results_fields[] = {
    ROW("as_of", FIELD_DATETIME, 0, "Up to when the figures were counted.",
        EXAMPLE("2023-10-29 21:00")),
    ROW("source", FIELD_TEXT, 0, "Where the figures come from.", EXAMPLE("Laporan harian peserta")),
    ROW("currency", FIELD_STRING, 0,
        "The currency of amounts that name none; that of the event if not given.", EXAMPLE("IDR")),
    ROW("sales", FIELD_RECORD, FIELD_LIST, "What each vendor sold, by day.", OF(sale_type),
        EXAMPLE("{sambal-bu-yati: {2023-08-08: 1500000, 2023-08-09: not reported}}")),
    ROW("visitors", FIELD_RECORD, FIELD_LIST, "How many visitors came, by day.", OF(day_count_type),
        EXAMPLE("{2023-08-08: 1200}")),
    ROW("visits", FIELD_FIGURE, 0, "Visits in all, repeated ones included.", EXAMPLE("14000")),
    ROW("orders", FIELD_FIGURE, FIELD_IS_MONEY, "Orders taken for later delivery.",
        MONEY(MONEY_ORDERS), EXAMPLE("80 juta")),
    ROW("trade_contacts", FIELD_FIGURE, FIELD_IS_MONEY, "Worth of trade contacts made.",
        MONEY(MONEY_CONTACTS), EXAMPLE("120000 USD")),
    ROW("investment", FIELD_FIGURE, FIELD_IS_MONEY, "Investment promised.", MONEY(MONEY_INVESTMENT),
        EXAMPLE("2 triliun")),
    ROW("matching", FIELD_FIGURE, 0, "Meetings of business matching.", EXAMPLE("35")),
    ROW("deals", FIELD_RECORD, FIELD_LIST, "Letters of intent, memoranda and contracts.",
        OF(deal_type)),
    ROW("stated", FIELD_RECORD, 0, "Totals as announced, to be checked against the sums.",
        OF(stated_type)),
    ROW("summary", FIELD_TEXT, 0, "What the report says first."),
    ROW("highlights", FIELD_TEXT, FIELD_LIST, "What went well, one by one."),
    ROW("obstacles", FIELD_TEXT, FIELD_LIST, "What stood in the way, one by one."),
    ROW("suggestions", FIELD_TEXT, FIELD_LIST, "What to do better next time, one by one."),
    ROW("budget", FIELD_RECORD, FIELD_LIST, "What the event cost.", OF(budget_type)),
    ROW("pictures", FIELD_RECORD, FIELD_LIST, "Pictures for the report.", OF(picture_type)),
    ROW("fields", FIELD_ANY, 0, "Your own data; layouts can print it."),
    ROW("days", FIELD_RECORD, FIELD_LIST | FIELD_COMPUTED, "Results of each day.",
        OF(day_result_type)),
    ROW("by_category", FIELD_RECORD, FIELD_LIST | FIELD_COMPUTED, "Sales by main category.",
        OF(group_result_type)),
    ROW("by_venue", FIELD_RECORD, FIELD_LIST | FIELD_COMPUTED, "Sales by venue.",
        OF(group_result_type)),
    ROW("by_region", FIELD_RECORD, FIELD_LIST | FIELD_COMPUTED, "Sales by region.",
        OF(group_result_type)),
    ROW("by_province", FIELD_RECORD, FIELD_LIST | FIELD_COMPUTED, "Sales by province.",
        OF(group_result_type)),
    ROW("total", FIELD_FIGURE, FIELD_COMPUTED | FIELD_IS_MONEY,
        "Sales of all vendors, with how many are known; the stated total if none is.",
        MONEY(MONEY_SALES)),
    ROW("vendors_expected", FIELD_INT, FIELD_COMPUTED,
        "How many vendors have sales to report; those that sell nothing are not counted."),
    ROW("vendors_reported", FIELD_INT, FIELD_COMPUTED, "How many vendors reported anything."),
    ROW("vendors_complete", FIELD_INT, FIELD_COMPUTED, "How many vendors reported for every day."),
    ROW("visitors_total", FIELD_FIGURE, FIELD_COMPUTED,
        "Visitors of all days, with how many days are known; the stated number if none is."),
    ROW("mou_total", FIELD_FIGURE, FIELD_COMPUTED | FIELD_IS_MONEY,
        "Worth of the deals in the event's currency, with how many are known.", MONEY(MONEY_MOU)),
    ROW("best_sellers", FIELD_REF, FIELD_LIST | FIELD_COMPUTED,
        "Vendors whose sales are known, largest first.", OF(vendor_type)),
};
const RecordType results_type = {
    .name = LIT("results"),
    .description = LIT("What the event brought."),
    FIELDS(results_fields),
};

/* How FIELD_MONEY and FIELD_FIGURE may be written at length. Their numbers are read as texts here,
 * since what they mean depends on the field that they stand in. */
static const Field money_fields[] = {
    ROW("amount", FIELD_STRING, FIELD_REQUIRED, "The number.", EXAMPLE("3.5")),
    ROW("currency", FIELD_STRING, 0, "Its currency.", EXAMPLE("USD")),
};
const RecordType money_type = {
    .name = LIT("amount of money"),
    .description = LIT("An amount and its currency."),
    FIELDS(money_fields),
};

static const Field figure_fields[] = {
    ROW("value", FIELD_STRING, 0, "The number or amount.", EXAMPLE("150 juta")),
    ROW("state", FIELD_STRING, 0,
        "How sure it is: known, provisional, estimated, not reported, withheld, not applicable.",
        EXAMPLE("provisional")),
    ROW("as_of", FIELD_DATETIME, 0, "Up to when it was counted.", EXAMPLE("2023-10-29 21:00")),
    ROW("source", FIELD_TEXT, 0, "Where it comes from.", EXAMPLE("Laporan lisan")),
    ROW("note", FIELD_TEXT, 0, "A remark on it."),
};
const RecordType figure_type = {
    .name = LIT("figure"),
    .description = LIT("A figure with its state, time and source."),
    FIELDS(figure_fields),
};
