/* name - legal forms, initials, telephone numbers. */
#include "locale/name.h"

#include "base/utf8.h"
#include "locale/case.h"
#include "locale/lang.h"

/* What stands before the name that people look for, without dots: legal forms, kinds of regions. */
static const Str legal_forms[] = {
    STR("PT"),         STR("CV"),      STR("UD"),        STR("PD"),        STR("Fa"),
    STR("FA"),         STR("Firma"),   STR("NV"),        STR("Kop"),       STR("KSU"),
    STR("KUD"),        STR("KSP"),     STR("KUB"),       STR("Koperasi"),  STR("KOPERASI"),
    STR("Yayasan"),    STR("YAYASAN"), STR("Perum"),     STR("PERUM"),     STR("Perumda"),
    STR("Perusda"),    STR("Persero"), STR("(Persero)"), STR("(PERSERO)"), STR("BUMDes"),
    STR("Bumdes"),     STR("BUMDES"),  STR("Kota"),      STR("Kab"),       STR("Kabupaten"),
    STR("Pemerintah"), STR("Pemkot"),  STR("Pemkab"),
};

/* Length of a legal form with the space after it, or 0. Dots inside are allowed: `P.T. `. */
static size_t legal_form_len(Str name)
{
    for (size_t f = 0; f < sizeof legal_forms / sizeof *legal_forms; f++) {
        Str form = legal_forms[f];
        size_t i = 0, matched = 0;
        while (i < name.len && matched < form.len && name.ptr[i] == form.ptr[matched]) {
            i++;
            matched++;
            if (i < name.len && name.ptr[i] == '.') i++;
        }
        if (matched < form.len || i >= name.len || name.ptr[i] != ' ') continue;
        while (i < name.len && name.ptr[i] == ' ') i++;
        return i;
    }
    return 0;
}

Str name_sort_form(Str name)
{
    Str rest = str_trim(name);
    for (size_t len = legal_form_len(rest); len && len < rest.len; len = legal_form_len(rest))
        rest = str_slice(rest, len, rest.len);
    return rest;
}

Str name_tie(Arena *arena, Str name)
{
    size_t len = legal_form_len(name);
    if (len == 0) return name;
    StrBuf out;
    strbuf_init(&out, arena);
    strbuf_add(&out, str_trim(str_slice(name, 0, len)));
    strbuf_add(&out, STR(NBSP));
    strbuf_add(&out, str_slice(name, len, name.len));
    return strbuf_str(&out);
}

Str name_initials(Arena *arena, Str name, size_t limit)
{
    Str rest = name_sort_form(name);
    StrBuf out;
    strbuf_init(&out, arena);
    bool inside = false;
    for (size_t offset = 0; offset < rest.len && limit > 0;) {
        size_t start = offset;
        uint32_t c = utf8_next(rest, &offset);
        bool letter = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                      (c >= 'a' && c <= 'z') || c == '\'';
        if (letter && !inside) {
            strbuf_add(&out, case_upper(arena, &lang_en, str_slice(rest, start, offset)));
            limit--;
        }
        inside = letter || c == '.';
    }
    return strbuf_str(&out);
}

enum { PHONE_DIGITS_MIN = 8, PHONE_DIGITS_MAX = 15 };

/* Digits with country code, without plus; empty if `phone` holds anything but one number. */
static Str phone_digits(Arena *arena, Str phone)
{
    StrBuf out;
    strbuf_init(&out, arena);
    phone = str_trim(phone);
    bool international = str_starts(phone, STR("+"));
    for (size_t i = international ? 1 : 0; i < phone.len; i++) {
        char c = phone.ptr[i];
        if (c >= '0' && c <= '9')
            strbuf_char(&out, c);
        else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')')
            return (Str){0};
    }
    Str digits = strbuf_str(&out);
    if (!international && str_starts(digits, STR("0")))
        digits = str_format(arena, "62%.*s", STR_ARG(str_slice(digits, 1, digits.len)));
    else if (!international && str_starts(digits, STR("8")))
        digits = str_format(arena, "62%.*s", STR_ARG(digits));
    if (digits.len < PHONE_DIGITS_MIN || digits.len > PHONE_DIGITS_MAX) return (Str){0};
    return digits;
}

/* Digits of the area code of a number after 62: 812 and most towns have three. */
static size_t area_len(Str number)
{
    static const Str two[] = {STR("21"), STR("22"), STR("24"), STR("31"), STR("61")};
    for (size_t i = 0; i < sizeof two / sizeof *two; i++)
        if (str_starts(number, two[i])) return 2;
    return 3;
}

Str phone_format(Arena *arena, Str phone)
{
    Str digits = phone_digits(arena, phone);
    if (!str_starts(digits, STR("62"))) return phone;
    Str number = str_slice(digits, 2, digits.len);
    size_t area = area_len(number);
    Str rest = str_slice(number, area, number.len);
    size_t first = rest.len <= 7 ? 3 : 4;
    Str tail = str_slice(rest, first, rest.len);
    return str_format(arena, "+62 %.*s-%.*s%s%.*s", STR_ARG(str_slice(number, 0, area)),
                      STR_ARG(str_slice(rest, 0, first)), tail.len ? "-" : "", STR_ARG(tail));
}

Str phone_whatsapp(Arena *arena, Str phone)
{
    Str digits = phone_digits(arena, phone);
    if (digits.len == 0) return digits;
    return str_format(arena, "https://wa.me/%.*s", STR_ARG(digits));
}

Str url_short(Str url)
{
    static const Str before[] = {STR("https://"), STR("http://"), STR("www.")};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (str_starts(url, before[i])) url = str_slice(url, before[i].len, url.len);
    if (str_ends(url, STR("/"))) url = str_slice(url, 0, url.len - 1);
    return url;
}
