/* Indonesian: forms of EYD V and of government print, number words (terbilang). */
#include "locale/format.h"
#include "locale/lang.h"

static const LangCurrency currencies[] = {
    {STR("IDR"), STR("Rp"), STR("rupiah")},
    {STR("USD"), STR("US$"), STR("dolar Amerika Serikat")},
    {STR("SGD"), STR("S$"), STR("dolar Singapura")},
    {STR("MYR"), STR("RM"), STR("ringgit")},
    {STR("EUR"), STR("\xE2\x82\xAC"), STR("euro")},
    {STR("JPY"), STR("\xC2\xA5"), STR("yen")},
    {{0}},
};

static const Str small_words[] = {
    STR("dan"),  STR("di"),   STR("ke"),    STR("dari"), STR("yang"), STR("untuk"), STR("dengan"),
    STR("pada"), STR("atau"), STR("dalam"), STR("oleh"), STR("bagi"), STR("para"),  {0}};

/* Titles and legal forms with and without the full stop, as both are written. */
static const Str tied_words[] = {
    STR("PT"),   STR("PT."),   STR("CV"),   STR("CV."),  STR("UD"),   STR("UD."),  STR("PD"),
    STR("PD."),  STR("Fa."),   STR("H."),   STR("Hj."),  STR("K.H."), STR("KH."),  STR("KH"),
    STR("Dr."),  STR("dr."),   STR("drg."), STR("Drs."), STR("Dra."), STR("Ir."),  STR("Prof."),
    STR("Sdr."), STR("Sdri."), STR("Yth."), STR("Jl."),  STR("Jln."), STR("Gg."),  STR("Kab."),
    STR("Kec."), STR("Prov."), STR("a.n."), STR("u.b."), STR("plt."), STR("Plt."), {0}};

static const Str tied_labels[] = {
    STR("No."),    STR("no."),      STR("Nomor"), STR("nomor"), STR("hlm."),     STR("Hlm."),
    STR("Bab"),    STR("BAB"),      STR("Pasal"), STR("pasal"), STR("ayat"),     STR("Tabel"),
    STR("Gambar"), STR("Lampiran"), STR("pukul"), STR("Pukul"), STR("RT"),       STR("RW"),
    STR("Rp"),     STR("IDR"),      STR("USD"),   STR("US$"),   STR("\xC2\xB1"), {0}};

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
                               STR("orang"),
                               STR("persen"),
                               STR("ton"),
                               STR("liter"),
                               STR("jam"),
                               STR("menit"),
                               {0}};

static void add_ordinal(StrBuf *out, const Lang *lang, int64_t n)
{
    strbuf_add(out, STR("ke-"));
    format_number(out, lang, num_from_int(n), 0);
}

static void add_word(StrBuf *out, size_t start, Str word)
{
    if (out->len > start) strbuf_char(out, ' ');
    strbuf_add(out, word);
}

/* 1..999: `se` stands for one before belas, puluh and ratus. */
static void add_hundreds(StrBuf *out, size_t start, unsigned n)
{
    static const Str units[] = {STR("nol"),     STR("satu"),     STR("dua"),     STR("tiga"),
                                STR("empat"),   STR("lima"),     STR("enam"),    STR("tujuh"),
                                STR("delapan"), STR("sembilan"), STR("sepuluh"), STR("sebelas")};
    if (n >= 100) {
        if (n >= 200) {
            add_word(out, start, units[n / 100]);
            add_word(out, start, STR("ratus"));
        } else {
            add_word(out, start, STR("seratus"));
        }
        n %= 100;
    }
    if (n == 0) return;
    if (n < 12) {
        add_word(out, start, units[n]);
    } else if (n < 20) {
        add_word(out, start, units[n - 10]);
        add_word(out, start, STR("belas"));
    } else {
        add_word(out, start, units[n / 10]);
        add_word(out, start, STR("puluh"));
        if (n % 10) add_word(out, start, units[n % 10]);
    }
}

static void add_words(StrBuf *out, uint64_t n)
{
    static const struct {
        uint64_t size;
        Str name;
    } groups[] = {{1000000000000, STR("triliun")},
                  {1000000000, STR("miliar")},
                  {1000000, STR("juta")},
                  {1000, STR("ribu")},
                  {1, {0}}};
    size_t start = out->len;
    if (n == 0) strbuf_add(out, STR("nol"));
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        unsigned part = (unsigned)(n / groups[i].size % 1000);
        if (part == 0) continue;
        if (part == 1 && groups[i].size == 1000) {
            add_word(out, start, STR("seribu"));
            continue;
        }
        add_hundreds(out, start, part);
        if (groups[i].name.len) add_word(out, start, groups[i].name);
    }
}

const Lang lang_id = {
    .code = STR("id"),
    .locale = "id_ID",
    .decimal = ',',
    .group = '.',
    .time_separator = '.',
    .months = {STR("Januari"), STR("Februari"), STR("Maret"), STR("April"), STR("Mei"), STR("Juni"),
               STR("Juli"), STR("Agustus"), STR("September"), STR("Oktober"), STR("November"),
               STR("Desember")},
    .months_short = {STR("Jan"), STR("Feb"), STR("Mar"), STR("Apr"), STR("Mei"), STR("Jun"),
                     STR("Jul"), STR("Agu"), STR("Sep"), STR("Okt"), STR("Nov"), STR("Des")},
    .weekdays = {STR("Minggu"), STR("Senin"), STR("Selasa"), STR("Rabu"), STR("Kamis"),
                 STR("Jumat"), STR("Sabtu")},
    .weekdays_short = {STR("Min"), STR("Sen"), STR("Sel"), STR("Rab"), STR("Kam"), STR("Jum"),
                       STR("Sab")},
    .date_separator_time = STR(", "),
    .scales = {STR("ribu"), STR("juta"), STR("miliar"), STR("triliun")},
    .and_two = STR(" dan "),
    .and_last = STR(", dan "),
    .yes = STR("ya"),
    .no = STR("tidak"),
    .of = STR("dari"),
    .states = {{0},
               STR("sementara"),
               STR("perkiraan"),
               STR("belum dilaporkan"),
               STR("tidak diungkapkan"),
               STR("tidak berlaku")},
    .minus = STR("minus"),
    .point = STR("koma"),
    .currencies = currencies,
    .small_words = small_words,
    .tied_words = tied_words,
    .tied_labels = tied_labels,
    .units = measures,
    .add_ordinal = add_ordinal,
    .add_words = add_words,
};
