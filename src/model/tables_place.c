/* tables_place - where things are and how they are grouped: venues, regions, categories, zones,
 * roles, booths, programme. */
#include "model/tables.h"

static const Str region_kinds[] = {LIT("province"), LIT("city"),    LIT("regency"),
                                   LIT("district"), LIT("country"), {0}};
static const Str booth_kinds[] = {
    LIT("single"), LIT("combined"), LIT("island"), LIT("corner"), {0}};

static const Str mark_kinds[] = {LIT("entrance"), LIT("exit"), LIT("stage"), LIT("room"), {0}};
static const Str hall_sides[] = {LIT("top"), LIT("right"), LIT("bottom"), LIT("left"), {0}};

static const Field hall_mark_fields[] = {
    ROW("name", FIELD_TEXT, FIELD_NAME, "What is written there; doors need no name.",
        EXAMPLE("Pintu utama")),
    ROW("kind", FIELD_ENUM, 0, "What it is; doors stand at the nearest wall.", CHOICES(mark_kinds),
        DEFAULT("room"), EXAMPLE("entrance")),
    ROW("at", FIELD_NUMBER, FIELD_LIST | FIELD_REQUIRED,
        "Its top left corner, a door's middle: metres from the left and from the top.",
        EXAMPLE("[15, 20]")),
    ROW("size", FIELD_STRING, 0, "How wide and deep it is in metres.", EXAMPLE("8 x 4 m")),
    ROW("x", FIELD_NUMBER, FIELD_COMPUTED, "Metres from the hall's left edge."),
    ROW("y", FIELD_NUMBER, FIELD_COMPUTED, "Metres from the hall's top edge."),
    ROW("width", FIELD_NUMBER, FIELD_COMPUTED, "Its width in metres."),
    ROW("depth", FIELD_NUMBER, FIELD_COMPUTED, "Its depth in metres."),
};
const RecordType hall_mark_type = {
    .name = LIT("mark of a hall"),
    .description = LIT("A door, stage or room on the plan of a hall."),
    FIELDS(hall_mark_fields),
    .name_field = 0,
};

static const Field hall_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name for references; unique in the event.", EXAMPLE("atrium")),
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "Its name.",
        EXAMPLE("Atrium lantai dasar")),
    ROW("map", FIELD_PATH, 0, "A picture with its plan.", EXAMPLE("assets/atrium.png")),
    ROW("size", FIELD_STRING, 0,
        "How wide and deep it is in metres; with this and the places of its stands its plan is "
        "drawn.",
        EXAMPLE("36 x 24 m")),
    ROW("north", FIELD_ENUM, 0, "Which side of the plan looks north.", CHOICES(hall_sides),
        EXAMPLE("top")),
    ROW("marks", FIELD_RECORD, FIELD_LIST, "Doors, stages and rooms on its plan.",
        OF(hall_mark_type), EXAMPLE("[{name: Pintu utama, kind: entrance, at: [18, 24]}]")),
    ROW("venue", FIELD_REF, FIELD_COMPUTED, "The venue that it is in.", OF(venue_type)),
    ROW("booths", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The stands in it.", OF(booth_type)),
    ROW("width", FIELD_NUMBER, FIELD_COMPUTED, "Its width in metres."),
    ROW("depth", FIELD_NUMBER, FIELD_COMPUTED, "Its depth in metres."),
    ROW("has_plan", FIELD_BOOL, FIELD_COMPUTED,
        "Whether its plan can be drawn: it has a size, and a stand has a place in it."),
};
const RecordType hall_type = {
    .name = LIT("hall"),
    .description = LIT("A hall, floor or section of a venue."),
    FIELDS(hall_fields),
    .name_field = 1,
};

static const Field venue_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name for references.", EXAMPLE("e-walk")),
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "Its name.",
        EXAMPLE("E-Walk, Balikpapan Superblock")),
    ROW("short_name", FIELD_TEXT, FIELD_NAME, "The name used where space is short.",
        EXAMPLE("E-Walk")),
    ROW("address", FIELD_TEXT, 0, "Its address.", EXAMPLE("Jl. Jenderal Sudirman 47")),
    ROW("city", FIELD_STRING, 0, "The city.", EXAMPLE("Balikpapan")),
    ROW("directions", FIELD_TEXT, 0, "How to get there."),
    ROW("phone", FIELD_PHONE, 0, "Its telephone number."),
    ROW("halls", FIELD_RECORD, FIELD_LIST, "Its halls, floors or sections.", OF(hall_type)),
    ROW("map", FIELD_PATH, 0, "A picture with its plan.", EXAMPLE("assets/e-walk.png")),
    ROW("fields", FIELD_ANY, 0, "Your own data about it; layouts can print it."),
    ROW("booths", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The stands in it.", OF(booth_type)),
    ROW("vendors", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The vendors with a stand in it.",
        OF(vendor_type)),
    ROW("parts", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The parts of the event held there.",
        OF(part_type)),
};
const RecordType venue_type = {
    .name = LIT("venue"),
    .plural = LIT("venues"),
    .description = LIT("A building or place where the event happens."),
    FIELDS(venue_fields),
    .name_field = 1,
};

static const Field region_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name for references.", EXAMPLE("balikpapan")),
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "Its name.",
        EXAMPLE("Kota Balikpapan")),
    ROW("short_name", FIELD_STRING, FIELD_NAME, "The name used where space is short.",
        EXAMPLE("Balikpapan")),
    ROW("kind", FIELD_ENUM, 0, "What it is.", CHOICES(region_kinds), DEFAULT("city"),
        EXAMPLE("city")),
    ROW("in", FIELD_REF, 0, "The larger region that it lies in.", OF(region_type),
        EXAMPLE("kalimantan-timur")),
    ROW("code", FIELD_STRING, 0, "Its official code.", EXAMPLE("64.71")),
    ROW("colour", FIELD_COLOUR, 0, "Its colour on signs.", EXAMPLE("#0B4F6C")),
    ROW("logo", FIELD_PATH, 0, "A picture file with its coat of arms or logo."),
    ROW("description", FIELD_TEXT, 0, "What it is known for."),
    ROW("fields", FIELD_ANY, 0, "Your own data about it; layouts can print it."),
    ROW("regions", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The regions that lie in it.",
        OF(region_type)),
    ROW("vendors", FIELD_REF, FIELD_LIST | FIELD_COMPUTED,
        "The vendors from it and from the regions in it.", OF(vendor_type)),
};
const RecordType region_type = {
    .name = LIT("region"),
    .plural = LIT("regions"),
    .description = LIT("A province, city, regency, district or country."),
    FIELDS(region_fields),
    .name_field = 1,
};

static const Field category_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name for references.", EXAMPLE("makanan")),
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "Its name.",
        EXAMPLE("Makanan olahan")),
    ROW("colour", FIELD_COLOUR, 0, "Its colour on signs and in the catalogue.", EXAMPLE("#C8553D")),
    ROW("pictogram", FIELD_STRING, 0,
        "The name of its pictogram in the layouts, or a picture file.", EXAMPLE("food")),
    ROW("description", FIELD_TEXT, 0, "What belongs to it."),
    ROW("fields", FIELD_ANY, 0, "Your own data about it; layouts can print it."),
    ROW("vendors", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The vendors in it.", OF(vendor_type)),
    ROW("products", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The products in it.",
        OF(product_type)),
};
const RecordType category_type = {
    .name = LIT("category"),
    .plural = LIT("categories"),
    .description = LIT("A kind of goods."),
    FIELDS(category_fields),
    .name_field = 1,
    .implied = true,
};

static const Field zone_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name for references.", EXAMPLE("backstage")),
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "Its name.",
        EXAMPLE("Belakang panggung")),
    ROW("number", FIELD_INT, 0,
        "Its number in badge codes, 1 to 16; from its place in the list if not given.",
        EXAMPLE("3")),
    ROW("colour", FIELD_COLOUR, 0, "Its colour.", EXAMPLE("#D9A441")),
    ROW("pictogram", FIELD_STRING, 0, "The name of its pictogram in the layouts.",
        EXAMPLE("stage")),
    ROW("roles", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The roles that may enter it.",
        OF(role_type)),
};
const RecordType zone_type = {
    .name = LIT("zone"),
    .plural = LIT("zones"),
    .description = LIT("An area that badges give access to."),
    FIELDS(zone_fields),
    .name_field = 1,
    .implied = true,
};

static const Field role_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name for references.", EXAMPLE("panitia")),
    ROW("name", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "The word on the badge.",
        EXAMPLE("Panitia")),
    ROW("number", FIELD_INT, 0,
        "Its number in badge codes, 1 to 255; from its place in the list if not given.",
        EXAMPLE("2")),
    ROW("colour", FIELD_COLOUR, 0, "The colour of the band on its badges.", EXAMPLE("#0B4F6C")),
    ROW("zones", FIELD_REF, FIELD_LIST, "The areas that it may enter.", OF(zone_type),
        EXAMPLE("[hall, backstage]")),
    ROW("days", FIELD_DAY, FIELD_LIST,
        "The days it may enter, as dates or numbers; all if not given.", EXAMPLE("[1, 2, 5]")),
    ROW("badge", FIELD_BOOL, 0, "Whether people in this role get a badge.", DEFAULT("true"),
        EXAMPLE("false")),
    ROW("staff", FIELD_BOOL, 0, "Whether vendors' staff who name no role are in this one.",
        DEFAULT("false"), EXAMPLE("true")),
    ROW("description", FIELD_TEXT, 0, "Who has it."),
    ROW("people", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The people in it.", OF(person_type)),
};
const RecordType role_type = {
    .name = LIT("role"),
    .plural = LIT("roles"),
    .description = LIT("What a person does at the event."),
    FIELDS(role_fields),
    .name_field = 1,
    .implied = true,
};

static const Field spare_fields[] = {
    ROW("role", FIELD_REF, FIELD_REQUIRED | FIELD_KEY, "The role that they are for.", OF(role_type),
        EXAMPLE("peserta")),
    ROW("count", FIELD_INT, FIELD_REQUIRED | FIELD_SHORTHAND, "How many there are.", EXAMPLE("10")),
    ROW("badges", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "They themselves.", OF(person_type)),
};
const RecordType spare_type = {
    .name = LIT("spare badges"),
    .plural = LIT("spares"),
    .description = LIT("Badges that are printed without a name, for those who come late."),
    FIELDS(spare_fields),
};

static const Field booth_fields[] = {
    ROW("id", FIELD_ID, FIELD_REQUIRED | FIELD_SHORTHAND, "Its number, as on the plan.",
        EXAMPLE("A01")),
    ROW("title", FIELD_TEXT, FIELD_NAME, "Its own title, for stands of several vendors.",
        EXAMPLE("Stan Gabungan UMKM Balikpapan 1")),
    ROW("venue", FIELD_REF, 0, "The venue that it is in.", OF(venue_type), EXAMPLE("e-walk")),
    ROW("hall", FIELD_REF, 0, "The hall that it is in.", OF(hall_type), EXAMPLE("atrium")),
    ROW("zone", FIELD_REF, 0, "The access area that it is in.", OF(zone_type)),
    ROW("size", FIELD_STRING, 0, "Its size, as on the plan.", EXAMPLE("3 x 3 m")),
    ROW("at", FIELD_NUMBER, FIELD_LIST,
        "Its top left corner on the plan: metres from the hall's left and top edges.",
        EXAMPLE("[6, 12]")),
    ROW("kind", FIELD_ENUM, 0, "What sort of stand it is.", CHOICES(booth_kinds),
        EXAMPLE("combined")),
    ROW("open_sides", FIELD_INT, 0, "How many sides are open and need a sign.", EXAMPLE("2")),
    ROW("vendors", FIELD_REF, FIELD_LIST, "Who stands there; vendors may name the stand instead.",
        OF(vendor_type), EXAMPLE("[sambal-bu-yati]")),
    ROW("parts", FIELD_REF, FIELD_LIST, "The parts of the event that it belongs to.",
        OF(part_type)),
    ROW("category", FIELD_REF, 0, "What is sold there; that of its first vendor if not given.",
        OF(category_type)),
    ROW("region", FIELD_REF, 0, "The region that it presents.", OF(region_type)),
    ROW("note", FIELD_TEXT, 0, "A note for the builders.", EXAMPLE("listrik 900 W")),
    ROW("fields", FIELD_ANY, 0, "Your own data about it; layouts can print it."),
    ROW("people", FIELD_REF, FIELD_LIST | FIELD_COMPUTED, "The staff of its vendors.",
        OF(person_type)),
    ROW("name", FIELD_TEXT, FIELD_COMPUTED, "Its title, or the names of its vendors."),
    ROW("x", FIELD_NUMBER, FIELD_COMPUTED, "Metres from the hall's left edge, if it has a place."),
    ROW("y", FIELD_NUMBER, FIELD_COMPUTED, "Metres from the hall's top edge."),
    ROW("width", FIELD_NUMBER, FIELD_COMPUTED, "Its width in metres, if it has a place."),
    ROW("depth", FIELD_NUMBER, FIELD_COMPUTED, "Its depth in metres."),
    ROW("sales_total", FIELD_FIGURE, FIELD_COMPUTED | FIELD_IS_MONEY,
        "What was sold there: sales of vendors that have no other stand, and sales that name it.",
        MONEY(MONEY_SALES)),
};
const RecordType booth_type = {
    .name = LIT("booth"),
    .plural = LIT("booths"),
    .description = LIT("A stand."),
    FIELDS(booth_fields),
    .name_field = 0,
    .implied = true,
};

static const Field programme_fields[] = {
    ROW("id", FIELD_ID, 0, "Short name for references.", EXAMPLE("penutupan")),
    ROW("title", FIELD_TEXT, FIELD_REQUIRED | FIELD_SHORTHAND | FIELD_NAME, "What happens.",
        EXAMPLE("Seminar kemasan produk")),
    ROW("date", FIELD_DAY, 0, "Its day, as a date or a number.", EXAMPLE("2023-08-09")),
    ROW("starts", FIELD_TIME, 0, "When it starts.", EXAMPLE("14:00")),
    ROW("ends", FIELD_TIME, 0, "When it ends.", EXAMPLE("16:00")),
    ROW("part", FIELD_REF, 0, "The part of the event that it belongs to.", OF(part_type)),
    ROW("venue", FIELD_REF, 0, "The venue.", OF(venue_type)),
    ROW("hall", FIELD_REF, 0, "The hall.", OF(hall_type)),
    ROW("place", FIELD_TEXT, 0, "Where it is, in words.", EXAMPLE("Panggung utama")),
    ROW("speakers", FIELD_TEXT, FIELD_LIST, "Who speaks or performs."),
    ROW("moderator", FIELD_TEXT, 0, "Who leads it."),
    ROW("kind", FIELD_TEXT, 0, "What sort of item it is.", EXAMPLE("seminar")),
    ROW("description", FIELD_TEXT, 0, "What it is about."),
    ROW("attendance", FIELD_FIGURE, 0, "How many people came.", EXAMPLE("120")),
    ROW("fields", FIELD_ANY, 0, "Your own data about it; layouts can print it."),
};
const RecordType programme_type = {
    .name = LIT("programme item"),
    .plural = LIT("programme"),
    .description = LIT("An item of the programme."),
    FIELDS(programme_fields),
    .name_field = 1,
};
