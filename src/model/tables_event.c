/* tables_event - the file as a whole, the event, its parts and the organisations behind it. */
#include "model/tables.h"

static const Str timezones[] = {LIT("WIB"), LIT("WITA"), LIT("WIT"), LIT("UTC"), {0}};
static const Str levels[] = {LIT("off"), LIT("note"), LIT("warning"), LIT("error"), {0}};

static const Field organisation_fields[] = {
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "Its full name.",
        EXAMPLE("Dinas Koperasi, UMKM dan Perindustrian Kota Balikpapan")),
    ROW("short_name", FIELD_STRING, FIELD_NAME, "The name used where space is short.",
        EXAMPLE("DKUMKMP")),
    ROW("unit", FIELD_TEXT, 0,
        "The government or firm that it belongs to; first line of the letterhead.",
        EXAMPLE("Pemerintah Kota Balikpapan")),
    ROW("address", FIELD_TEXT, 0, "Its postal address.",
        EXAMPLE("Jl. Ruhui Rahayu I, Balikpapan 76114")),
    ROW("city", FIELD_STRING, 0, "The city it is in; letters are dated there.",
        EXAMPLE("Balikpapan")),
    ROW("phone", FIELD_PHONE, 0, "Its telephone number.", EXAMPLE("+62 542 000 000")),
    ROW("email", FIELD_EMAIL, 0, "Its e-mail address.", EXAMPLE("dinas@example.go.id")),
    ROW("web", FIELD_URL, 0, "Its web site.", EXAMPLE("https://dinas.example.go.id")),
    ROW("logo", FIELD_PATH, 0, "A picture file with its logo.", EXAMPLE("assets/logo-dinas.png")),
    ROW("fields", FIELD_ANY, 0, "Your own data about it; layouts can print it."),
};
const RecordType organisation_type = {
    .name = LIT("organisation"),
    .description = LIT("An office, firm or association: its name, or more about it."),
    FIELDS(organisation_fields),
};

static const Field contact_fields[] = {
    ROW("label", FIELD_TEXT, FIELD_REQUIRED | FIELD_NAME, "Whom one reaches there.",
        EXAMPLE("Pos keamanan")),
    ROW("phone", FIELD_PHONE, FIELD_REQUIRED, "The telephone number.",
        EXAMPLE("+62 811 0000 0000")),
    ROW("name", FIELD_STRING, FIELD_NAME, "The person who answers.", EXAMPLE("Rina Contoh")),
    ROW("note", FIELD_TEXT, 0, "When or for what to call.", EXAMPLE("24 jam")),
};
const RecordType contact_type = {
    .name = LIT("contact"),
    .description = LIT("A telephone number that participants may need, such as first aid."),
    FIELDS(contact_fields),
};

static const Field welcome_fields[] = {
    ROW("by", FIELD_REF, 0, "The person who writes it: an id from `people`.", OF(person_type),
        EXAMPLE("wali-kota")),
    ROW("title", FIELD_TEXT, FIELD_NAME, "Its heading.", EXAMPLE("Sambutan Wali Kota")),
    ROW("text", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND,
        "The words themselves; an empty line starts a new paragraph."),
};
const RecordType welcome_type = {
    .name = LIT("welcome"),
    .description = LIT("A note of welcome at the front of the catalogue."),
    FIELDS(welcome_fields),
    .name_field = 1,
};

static const Field target_fields[] = {
    ROW("vendors", FIELD_INT, 0, "How many vendors were planned.", EXAMPLE("180")),
    ROW("visitors", FIELD_INT, 0, "How many visitors were hoped for.", EXAMPLE("25000")),
    ROW("sales", FIELD_MONEY, 0, "The turnover that was hoped for.", MONEY(MONEY_SALES),
        EXAMPLE("150 juta")),
    ROW("orders", FIELD_MONEY, 0, "The orders that were hoped for.", MONEY(MONEY_ORDERS),
        EXAMPLE("1,5 miliar")),
    ROW("investment", FIELD_MONEY, 0, "The investment that was hoped for.", MONEY(MONEY_INVESTMENT),
        EXAMPLE("2 triliun")),
    ROW("note", FIELD_TEXT, 0, "Where the targets come from."),
};
const RecordType target_type = {
    .name = LIT("target"),
    .description = LIT("What the organiser set out to reach; the report holds results against it."),
    FIELDS(target_fields),
};

static const Field comparison_fields[] = {
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_KEY | FIELD_NAME, "The event compared with.",
        EXAMPLE("Gebyar UMKM Balikpapan 2023")),
    ROW("value", FIELD_FIGURE, FIELD_SHORTHAND | FIELD_IS_MONEY, "Its turnover.",
        MONEY(MONEY_SALES), EXAMPLE("150 juta")),
    ROW("visitors", FIELD_FIGURE, 0, "Its visitors.", EXAMPLE("12000")),
    ROW("vendors", FIELD_INT, 0, "Its vendors.", EXAMPLE("24")),
    ROW("days", FIELD_INT, 0, "How many days it lasted.", EXAMPLE("5")),
    ROW("note", FIELD_TEXT, 0, "What to know when comparing."),
};
const RecordType comparison_type = {
    .name = LIT("comparison"),
    .description = LIT("An earlier event that the report compares this one with."),
    FIELDS(comparison_fields),
};

static const Field picture_fields[] = {
    ROW("file", FIELD_PATH, FIELD_REQUIRED | FIELD_SHORTHAND, "The picture file.",
        EXAMPLE("photos/closing-1.jpg")),
    ROW("caption", FIELD_TEXT, 0, "What it shows.", EXAMPLE("Penutupan di atrium")),
    ROW("credit", FIELD_STRING, 0, "Who made it.", EXAMPLE("Foto: panitia")),
};
const RecordType picture_type = {
    .name = LIT("picture"),
    .description = LIT("A picture: its file, or file, caption and credit."),
    FIELDS(picture_fields),
};

static const Field term_fields[] = {
    ROW("term", FIELD_STRING, FIELD_REQUIRED | FIELD_KEY | FIELD_NAME, "The word or abbreviation.",
        EXAMPLE("UMKM")),
    ROW("meaning", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND, "What it means.",
        EXAMPLE("usaha mikro, kecil dan menengah")),
};
const RecordType term_type = {
    .name = LIT("term"),
    .description = LIT("An entry of the glossary."),
    FIELDS(term_fields),
};

static const Field check_fields[] = {
    ROW("code", FIELD_STRING, FIELD_REQUIRED | FIELD_KEY,
        "The code shown in brackets after a message.", EXAMPLE("vendor-without-booth")),
    ROW("level", FIELD_ENUM, FIELD_REQUIRED | FIELD_SHORTHAND,
        "How serious this is for your event.", CHOICES(levels), EXAMPLE("off")),
};
const RecordType check_type = {
    .name = LIT("check"),
    .description = LIT("How serious one kind of message is for this event."),
    FIELDS(check_fields),
};

static const Field part_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name for references.", EXAMPLE("nusakraf")),
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "The name of the part.",
        EXAMPLE("Nusakraf 2023")),
    ROW("short_name", FIELD_TEXT, FIELD_NAME, "The name used where space is short.",
        EXAMPLE("Nusakraf")),
    ROW("tagline", FIELD_TEXT, 0, "One line below the name.",
        EXAMPLE("Expo Ekonomi Kreatif Nusantara")),
    ROW("description", FIELD_TEXT, 0, "What it is about."),
    ROW("date", FIELD_DATE, 0, "Its day, if it lasts one day.", EXAMPLE("2023-10-27")),
    ROW("starts", FIELD_DATE, 0, "Its first day.", EXAMPLE("2023-10-25")),
    ROW("ends", FIELD_DATE, 0, "Its last day.", EXAMPLE("2023-10-29")),
    ROW("opens", FIELD_TIME, 0, "When the doors open each day.", EXAMPLE("10:00")),
    ROW("closes", FIELD_TIME, 0, "When the doors close each day.", EXAMPLE("22:00")),
    ROW("venues", FIELD_REF, FIELD_LIST, "Where it takes place.", OF(venue_type),
        EXAMPLE("e-walk")),
    ROW("organiser", FIELD_RECORD, 0, "Who runs it, if not the organiser of the event.",
        OF(organisation_type)),
    ROW("programme", FIELD_RECORD, FIELD_LIST, "What happens in it.", OF(programme_type)),
    ROW("logo", FIELD_PATH, 0, "A picture file with its logo.", EXAMPLE("assets/nusakraf.png")),
    ROW("colour", FIELD_COLOUR, 0, "Its colour on signs and badges.", EXAMPLE("#0B4F6C")),
    ROW("fields", FIELD_ANY, 0, "Your own data about it; layouts can print it."),
    ROW("days", FIELD_DATE, FIELD_LIST | FIELD_COMPUTED, "All its days, in order."),
    ROW("day_count", FIELD_INT, FIELD_COMPUTED, "How many days it lasts."),
    ROW("agenda", FIELD_REF, FIELD_LIST | FIELD_COMPUTED,
        "All items of the programme that belong to it, by time.", OF(programme_type)),
    ROW("booths", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The stands in it.", OF(booth_type)),
    ROW("vendors", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The vendors that take part in it.",
        OF(vendor_type)),
};
const RecordType part_type = {
    .name = LIT("part"),
    .description = LIT("An event within the event, with its own dates, venues and programme."),
    FIELDS(part_fields),
    .name_field = 1,
};

static const Field event_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name of the event, for file names and badge codes.",
        EXAMPLE("gebyar-umkm-2023")),
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "The name of the event.",
        EXAMPLE("Gebyar UMKM Balikpapan 2023")),
    ROW("short_name", FIELD_TEXT, FIELD_NAME, "The name used where space is short.",
        EXAMPLE("Gebyar UMKM")),
    ROW("tagline", FIELD_TEXT, 0, "One line below the name.", EXAMPLE("Bangga buatan Balikpapan")),
    ROW("edition", FIELD_TEXT, 0, "Which one in its series.", EXAMPLE("ke-3")),
    ROW("description", FIELD_TEXT, 0, "What the event is about, in a few sentences."),
    ROW("date", FIELD_DATE, 0, "Its day, if it lasts one day.", EXAMPLE("2025-06-14")),
    ROW("starts", FIELD_DATE, 0, "Its first day.", EXAMPLE("2023-08-08")),
    ROW("ends", FIELD_DATE, 0, "Its last day.", EXAMPLE("2023-08-12")),
    ROW("opens", FIELD_TIME, 0, "When the doors open each day.", EXAMPLE("10:00")),
    ROW("closes", FIELD_TIME, 0, "When the doors close each day.", EXAMPLE("22:00")),
    ROW("timezone", FIELD_ENUM, 0, "The time zone of all times in the file.", CHOICES(timezones),
        DEFAULT("WIB"), EXAMPLE("WITA")),
    ROW("place", FIELD_TEXT, 0, "Where it takes place, in words.",
        EXAMPLE("E-Walk, Balikpapan Superblock")),
    ROW("address", FIELD_TEXT, 0, "The address of the place."),
    ROW("city", FIELD_STRING, 0, "The city.", EXAMPLE("Balikpapan")),
    ROW("province", FIELD_STRING, 0, "The province.", EXAMPLE("Kalimantan Timur")),
    ROW("language", FIELD_LANGUAGE, 0, "The language of plain texts and of documents.",
        DEFAULT("id"), EXAMPLE("id")),
    ROW("languages", FIELD_LANGUAGE, FIELD_LIST,
        "All languages that documents use, main one first.", EXAMPLE("[id, en]")),
    ROW("currency", FIELD_STRING, 0, "The currency of amounts that name none.", DEFAULT("IDR"),
        EXAMPLE("IDR")),
    ROW("organiser", FIELD_RECORD, 0, "Who runs the event.", OF(organisation_type)),
    ROW("host", FIELD_RECORD, 0, "Who invites, if not the organiser.", OF(organisation_type)),
    ROW("partners", FIELD_RECORD, FIELD_LIST, "Who else takes part in running it.",
        OF(organisation_type)),
    ROW("parts", FIELD_RECORD, FIELD_LIST, "Events within the event.", OF(part_type)),
    ROW("contacts", FIELD_RECORD, FIELD_LIST, "Telephone numbers that participants may need.",
        OF(contact_type)),
    ROW("website", FIELD_URL, 0, "The web site of the event.",
        EXAMPLE("https://gebyar.example.id")),
    ROW("instagram", FIELD_STRING, 0, "The Instagram name of the event.", EXAMPLE("@gebyarumkm")),
    ROW("hashtag", FIELD_STRING, 0, "The hashtag of the event.", EXAMPLE("#GebyarUMKM2023")),
    ROW("logo", FIELD_PATH, 0, "A picture file with the logo of the event.",
        EXAMPLE("assets/logo.png")),
    ROW("cover", FIELD_PATH, 0, "The picture on the cover of the catalogue.",
        EXAMPLE("assets/cover.jpg")),
    ROW("map", FIELD_PATH, 0, "A picture with the plan of the event.", EXAMPLE("assets/plan.png")),
    ROW("welcome", FIELD_RECORD, FIELD_LIST, "Notes of welcome in the catalogue.",
        OF(welcome_type)),
    ROW("background", FIELD_TEXT, 0, "Why the event is held; opens the report."),
    ROW("legal_basis", FIELD_TEXT, FIELD_LIST, "The laws, decrees and letters that it rests on.",
        EXAMPLE("Peraturan Wali Kota Balikpapan Nomor 1 Tahun 2023")),
    ROW("purpose", FIELD_TEXT, 0, "What the event is for."),
    ROW("goals", FIELD_TEXT, FIELD_LIST, "What it set out to reach, one by one."),
    ROW("target", FIELD_RECORD, 0, "What was planned in figures.", OF(target_type)),
    ROW("compare", FIELD_RECORD, FIELD_LIST, "Earlier events to compare this one with.",
        OF(comparison_type)),
    ROW("fields", FIELD_ANY, 0, "Your own data about the event; layouts can print it."),
    ROW("days", FIELD_DATE, FIELD_LIST | FIELD_COMPUTED, "All days of the event, in order."),
    ROW("day_count", FIELD_INT, FIELD_COMPUTED, "How many days the event lasts."),
    ROW("vendor_count", FIELD_INT, FIELD_COMPUTED,
        "How many vendors take part, co-exhibitors included, each counted once."),
    ROW("booth_count", FIELD_INT, FIELD_COMPUTED, "How many stands there are."),
    ROW("product_count", FIELD_INT, FIELD_COMPUTED, "How many products are listed."),
    ROW("city_count", FIELD_INT, FIELD_COMPUTED, "How many different cities vendors come from."),
};
const RecordType event_record_type = {
    .name = LIT("event"),
    .description = LIT("The event as a whole."),
    FIELDS(event_fields),
    .name_field = 1,
};

static const Field file_fields[] = {
    ROW("event", FIELD_RECORD, FIELD_REQUIRED,
        "The event as a whole: name, dates, place, organiser.", OF(event_record_type)),
    ROW("include", FIELD_PATH, FIELD_LIST, "Further files whose lists are added to this one.",
        EXAMPLE("[vendors.yaml, results.yaml]")),
    ROW("venues", FIELD_RECORD, FIELD_LIST, "The buildings and places of the event.",
        OF(venue_type)),
    ROW("regions", FIELD_RECORD, FIELD_LIST, "The provinces, cities and regencies that take part.",
        OF(region_type)),
    ROW("categories", FIELD_RECORD, FIELD_LIST, "The kinds of goods, with a colour each.",
        OF(category_type)),
    ROW("zones", FIELD_RECORD, FIELD_LIST, "The areas that badges give access to.", OF(zone_type)),
    ROW("roles", FIELD_RECORD, FIELD_LIST, "What people do at the event; decides how badges look.",
        OF(role_type)),
    ROW("spares", FIELD_RECORD, FIELD_LIST,
        "How many badges of a role are printed without a name, to be given away later.",
        OF(spare_type), EXAMPLE("{peserta: 10, panitia: 3}")),
    ROW("vendors", FIELD_RECORD, FIELD_LIST, "Everyone who shows or sells something.",
        OF(vendor_type)),
    ROW("products", FIELD_RECORD, FIELD_LIST,
        "Products as one table, each naming its vendor; they can also stand inside their vendor.",
        OF(product_type)),
    ROW("certificates", FIELD_RECORD, FIELD_LIST,
        "Certificates as one table, each naming its vendor; they can also stand inside their "
        "vendor.",
        OF(certificate_type)),
    ROW("booths", FIELD_RECORD, FIELD_LIST,
        "The stands; without this list, stands are made from what the vendors say.",
        OF(booth_type)),
    ROW("people", FIELD_RECORD, FIELD_LIST,
        "Officials, committee, guests and others who get a badge.", OF(person_type)),
    ROW("sponsors", FIELD_RECORD, FIELD_LIST, "Who supports the event.", OF(sponsor_type)),
    ROW("programme", FIELD_RECORD, FIELD_LIST, "What happens when.", OF(programme_type)),
    ROW("results", FIELD_RECORD, 0, "What the event brought: sales, visitors, deals.",
        OF(results_type)),
    ROW("awards", FIELD_RECORD, FIELD_LIST, "Prizes given at the event.", OF(award_type)),
    ROW("tours", FIELD_RECORD, FIELD_LIST, "Tours of officials past the stands.", OF(tour_type)),
    ROW("opening", FIELD_RECORD, 0, "The opening ceremony.", OF(ceremony_type)),
    ROW("ceremony", FIELD_RECORD, 0, "The closing ceremony, and who signs the report.",
        OF(ceremony_type)),
    ROW("glossary", FIELD_RECORD, FIELD_LIST, "Abbreviations explained for readers from elsewhere.",
        OF(term_type), EXAMPLE("{UMKM: usaha mikro, kecil dan menengah}")),
    ROW("documents", FIELD_RECORD, FIELD_LIST,
        "What to print; without it, everything that the data allows.", OF(document_type)),
    ROW("theme", FIELD_RECORD, 0, "Colours, fonts and pattern of everything printed.",
        OF(theme_type)),
    ROW("checks", FIELD_RECORD, FIELD_LIST, "How serious each kind of message is for your event.",
        OF(check_type), EXAMPLE("{vendor-without-booth: off}")),
    ROW("fields", FIELD_ANY, 0, "Your own data; layouts can print it."),
    ROW("badges", FIELD_REF, FIELD_LIST | FIELD_COMPUTED,
        "Everyone who gets a badge: people and the vendors' staff.", OF(person_type)),
    ROW("agenda", FIELD_REF, FIELD_LIST | FIELD_COMPUTED,
        "The whole programme, that of the parts included, by time.", OF(programme_type)),
    ROW("parts", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The parts of the event.", OF(part_type)),
};
const RecordType file_type = {
    .name = LIT("file"),
    .description = LIT("An event file of Etalase."),
    FIELDS(file_fields),
};
