/* meant - words that people write for the fields of the tables, most of them as headings of lists.
 *
 * Words are compared in lower case and without anything but letters and digits. One word may stand
 * for several fields; the first that the record has is meant.
 */
#include "model/meant.h"

#include "model/tables.h"

typedef struct Word {
    Str word, fields;
} Word;

#define WORD(word_, fields_)     \
    {                            \
        LIT(word_), LIT(fields_) \
    }

static const Word words[] = {
    WORD("alamat", "address"),
    WORD("alamatemail", "email"),
    WORD("asal", "city region"),
    WORD("bahan", "materials"),
    WORD("bahasa", "language"),
    WORD("berat", "weight"),
    WORD("catatan", "note"),
    WORD("company", "organisation vendor"),
    WORD("deskripsi", "description story"),
    WORD("enddate", "ends"),
    WORD("foto", "photo picture"),
    WORD("gambar", "picture photo"),
    WORD("gelar", "titles"),
    WORD("harga", "price"),
    WORD("hargaekspor", "price_export"),
    WORD("hp", "phone"),
    WORD("ig", "instagram"),
    WORD("image", "picture photo"),
    WORD("instansi", "organisation"),
    WORD("jabatan", "position"),
    WORD("jenis", "kind category"),
    WORD("jenisusaha", "category"),
    WORD("kabupaten", "city"),
    WORD("kapasitas", "capacity_month"),
    WORD("kategori", "category"),
    WORD("kecamatan", "district"),
    WORD("kemasan", "packaging"),
    WORD("keterangan", "description note"),
    WORD("kota", "city"),
    WORD("kotakabupaten", "city"),
    WORD("lembaga", "organisation"),
    WORD("location", "place venue venues"),
    WORD("lokasi", "place venue venues"),
    WORD("mobile", "phone"),
    WORD("mulai", "starts"),
    WORD("nama", "name"),
    WORD("namalengkap", "name"),
    WORD("namapemilik", "owner"),
    WORD("namaproduk", "name"),
    WORD("namatoko", "name"),
    WORD("namaumkm", "name"),
    WORD("namausaha", "name"),
    WORD("namavendor", "name"),
    WORD("negara", "country"),
    WORD("nohp", "phone"),
    WORD("nomorhp", "phone"),
    WORD("nostan", "booth"),
    WORD("notelepon", "phone"),
    WORD("notelp", "phone"),
    WORD("nowa", "whatsapp"),
    WORD("omset", "sales"),
    WORD("omzet", "sales"),
    WORD("organization", "organisation"),
    WORD("organizer", "organiser"),
    WORD("pemilik", "owner"),
    WORD("pengunjung", "visitors"),
    WORD("penyelenggara", "organiser"),
    WORD("peran", "role"),
    WORD("perusahaan", "organisation"),
    WORD("phonenumber", "phone"),
    WORD("produk", "products"),
    WORD("provinsi", "province"),
    WORD("satuan", "unit"),
    WORD("selesai", "ends"),
    WORD("situs", "web website"),
    WORD("stan", "booth"),
    WORD("stand", "booth"),
    WORD("startdate", "starts"),
    WORD("surel", "email"),
    WORD("tanggal", "date"),
    WORD("telephone", "phone"),
    WORD("telepon", "phone"),
    WORD("telp", "phone"),
    WORD("tempat", "place venue venues"),
    WORD("turnover", "sales"),
    WORD("ukuran", "size"),
    WORD("url", "web website"),
    WORD("venue", "place venues"),
    WORD("wa", "whatsapp"),
    WORD("warna", "colour"),
    WORD("website", "web"),
};

/* "No. HP" as "nohp". */
static Str plain(Arena *arena, Str key)
{
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) strbuf_add(&out, (Str){&c, 1});
    }
    return strbuf_str(&out);
}

/* The field that a file may give; NULL without one of that name. */
static const Field *given_field(const RecordType *type, Str name)
{
    int i = type_field(type, name);
    return i >= 0 && !(type->fields[i].flags & FIELD_COMPUTED) ? &type->fields[i] : NULL;
}

static const Field *other_word(const RecordType *type, Str word)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        Str fields = words[i].fields;
        while (str_eq(words[i].word, word) && fields.len) {
            const Field *field = given_field(type, str_take(&fields, ' '));
            if (field) return field;
        }
    }
    return NULL;
}

static const Field *near_field(Arena *arena, const RecordType *type, Str key)
{
    Str *names = ARENA_ARRAY(arena, Str, type->n_fields);
    size_t n = 0;
    for (size_t i = 0; i < type->n_fields; i++)
        if (!(type->fields[i].flags & FIELD_COMPUTED)) names[n++] = type->fields[i].name;
    Str near = str_nearest(key, names, n);
    return near.len ? given_field(type, near) : NULL;
}

/* Of a record or list of records that stands within one of this type. Switches are called like what
 * they switch, and are not meant. */
static MeantField field_within(const RecordType *type, Str key, Str word)
{
    for (size_t i = 0; i < type->n_fields; i++) {
        const Field *within = &type->fields[i];
        if (within->kind != FIELD_RECORD || (within->flags & FIELD_COMPUTED)) continue;
        const Field *field = given_field(within->type, key);
        if (!field) field = other_word(within->type, word);
        if (field && field->kind != FIELD_BOOL) return (MeantField){field, within};
    }
    return (MeantField){NULL, NULL};
}

MeantField field_meant(Arena *arena, const RecordType *type, Str key)
{
    Str word = plain(arena, key);
    const Field *field = given_field(type, word);
    if (!field) field = other_word(type, word);
    if (field) return (MeantField){field, NULL};
    /* The very word elsewhere is nearer than another one here: `phone` is no `photo`. */
    MeantField within = field_within(type, key, word);
    if (within.field) return within;
    return (MeantField){near_field(arena, type, key), NULL};
}
