/* pdf_meta - what the document says about itself: labels of pages, Info, XMP, viewer preferences.
 *
 * Nothing here comes from the clock or the machine: without PdfOptions.created no date is written.
 */
#include <string.h>

#include "base/utf8.h"
#include "pdf/pdf_document.h"

/* The value of a Roman numeral in one case, in its shortest correct form and below 4000; else 0. */
static uint64_t roman_value(Str text, bool upper)
{
    static const struct {
        const char *lower, *upper;
        uint64_t value;
    } parts[] = {{"m", "M", 1000}, {"cm", "CM", 900}, {"d", "D", 500}, {"cd", "CD", 400},
                 {"c", "C", 100},  {"xc", "XC", 90},  {"l", "L", 50},  {"xl", "XL", 40},
                 {"x", "X", 10},   {"ix", "IX", 9},   {"v", "V", 5},   {"iv", "IV", 4},
                 {"i", "I", 1}};
    uint64_t value = 0;
    size_t at = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Str part = str_from(upper ? parts[i].upper : parts[i].lower);
        bool repeats = part.len == 1 && part.ptr[0] != 'd' && part.ptr[0] != 'D' &&
                       part.ptr[0] != 'l' && part.ptr[0] != 'L' && part.ptr[0] != 'v' &&
                       part.ptr[0] != 'V';
        for (int k = repeats ? 3 : 1; k > 0; k--) {
            if (!str_starts(str_slice(text, at, text.len), part)) break;
            value += parts[i].value;
            at += part.len;
        }
    }
    return at == text.len ? value : 0;
}

/* A label as prefix and number; `next` is what would carry the run on. */
static LabelRun parse_label(Str label)
{
    enum { MOST_DIGITS = 9 };
    uint64_t roman = roman_value(label, false);
    if (roman) return (LabelRun){.style = 'r', .start = roman};
    roman = roman_value(label, true);
    if (roman) return (LabelRun){.style = 'R', .start = roman};
    size_t digits = 0;
    while (digits < label.len && digits < MOST_DIGITS && label.ptr[label.len - 1 - digits] >= '0' &&
           label.ptr[label.len - 1 - digits] <= '9')
        digits++;
    while (digits && label.ptr[label.len - digits] == '0')
        digits--; /* zeros belong to the prefix */
    LabelRun run = {.prefix = str_slice(label, 0, label.len - digits)};
    for (size_t i = label.len - digits; i < label.len; i++)
        run.start = run.start * 10 + (uint64_t)(label.ptr[i] - '0');
    if (digits) run.style = 'D';
    return run;
}

void label_add(Pdf *pdf, Str label)
{
    LabelRun run = label.len ? parse_label(label) : (LabelRun){.style = 'D', .start = pdf->n_pages};
    LabelRun *last = pdf->labels.len ? &pdf->labels.items[pdf->labels.len - 1] : NULL;
    if (last && last->style && last->style == run.style && last->next == run.start &&
        str_eq(last->prefix, run.prefix)) {
        last->next++;
        return;
    }
    run.first_page = pdf->n_pages - 1;
    run.next = run.start + 1;
    run.prefix = str_copy(&pdf->arena, run.prefix);
    VEC_PUSH(&pdf->arena, &pdf->labels, run);
}

void labels_write(const Pdf *pdf, Content *catalog)
{
    const LabelRun *runs = pdf->labels.items;
    if (!pdf->labels.len) return;
    if (pdf->labels.len == 1 && runs[0].style == 'D' && runs[0].start == 1 && !runs[0].prefix.len)
        return; /* what readers show by themselves */
    CONTENT_ADD(catalog, "/PageLabels << /Nums [");
    for (size_t i = 0; i < pdf->labels.len; i++) {
        content_int(catalog, (int64_t)runs[i].first_page);
        CONTENT_ADD(catalog, "<< ");
        if (runs[i].prefix.len) {
            CONTENT_ADD(catalog, "/P ");
            content_text(catalog, runs[i].prefix);
        }
        if (runs[i].style) {
            CONTENT_ADD(catalog, "/S /");
            content_add(catalog, (Str){&runs[i].style, 1});
            CONTENT_ADD(catalog, "/St ");
            content_int(catalog, (int64_t)runs[i].start);
        }
        CONTENT_ADD(catalog, ">>\n");
    }
    CONTENT_ADD(catalog, "] >>\n");
}

/* ISO 8601 from `D:YYYYMMDDHHmmSS+hh'mm'`; empty if it is too short for a time. */
static Str iso_date(Arena *arena, Str pdf_date)
{
    if (pdf_date.len < 16 || !str_starts(pdf_date, STR("D:"))) return STR("");
    const char *d = pdf_date.ptr + 2;
    Str zone = str_slice(pdf_date, 16, pdf_date.len);
    Str date =
        str_format(arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", d, d + 4, d + 6, d + 8, d + 10, d + 12);
    if (zone.len >= 6)
        return str_format(arena, "%.*s%.3s:%.2s", STR_ARG(date), zone.ptr, zone.ptr + 4);
    return str_format(arena, "%.*sZ", STR_ARG(date));
}

/* Text in XML; characters that XML 1.0 forbids become U+FFFD. */
static void add_xml(Content *out, Str text)
{
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        uint32_t c = utf8_next(text, &i);
        bool allowed = c == '\t' || c == '\n' || (c >= 0x20 && c < 0xfffe) || c >= 0x10000;
        if (c == '<')
            CONTENT_ADD(out, "&lt;");
        else if (c == '>')
            CONTENT_ADD(out, "&gt;");
        else if (c == '&')
            CONTENT_ADD(out, "&amp;");
        else if (c == UTF8_INVALID || !allowed)
            CONTENT_ADD(out, "\xef\xbf\xbd");
        else
            content_add(out, str_slice(text, start, i));
    }
}

static void add_element(Content *out, const char *open, Str text, const char *close)
{
    if (!text.len) return;
    content_add(out, str_from(open));
    add_xml(out, text);
    content_add(out, str_from(close));
}

#define PRODUCER "Etalase " ETALASE_VERSION

static void make_xmp(const Pdf *pdf, Arena *arena, Content *out)
{
    const PdfOptions *options = &pdf->options;
    content_init(out, arena);
    CONTENT_ADD(out, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                     "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                     "<rdf:Description rdf:about=\"\" "
                     "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                     "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
                     "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
                     "<dc:format>application/pdf</dc:format>\n");
    add_element(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", options->title,
                "</rdf:li></rdf:Alt></dc:title>\n");
    add_element(out, "<dc:creator><rdf:Seq><rdf:li>", options->author,
                "</rdf:li></rdf:Seq></dc:creator>\n");
    add_element(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", options->subject,
                "</rdf:li></rdf:Alt></dc:description>\n");
    add_element(out, "<dc:language><rdf:Bag><rdf:li>", options->lang,
                "</rdf:li></rdf:Bag></dc:language>\n");
    add_element(out, "<xmp:CreateDate>", iso_date(arena, options->created), "</xmp:CreateDate>\n");
    CONTENT_ADD(out, "<pdf:Producer>" PRODUCER "</pdf:Producer>\n"
                     "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

static void add_entry(Content *tail, const char *key, Str text)
{
    if (!text.len) return;
    content_add(tail, str_from(key));
    content_text(tail, text);
    CONTENT_ADD(tail, "\n");
}

static void write_info(Pdf *pdf, Arena *arena)
{
    HPDF_Dict info = pdf->objects.doc->info; /* libharu makes it to name itself as producer */
    Content tail;
    content_init(&tail, arena);
    add_entry(&tail, "/Title ", pdf->options.title);
    add_entry(&tail, "/Author ", pdf->options.author);
    add_entry(&tail, "/Subject ", pdf->options.subject);
    add_entry(&tail, "/CreationDate ", pdf->options.created);
    add_entry(&tail, "/Producer ", STR(PRODUCER));
    HPDF_Dict_RemoveElement(info, "Producer");
    objects_write(&pdf->objects, info, content_str(&tail));
}

void meta_write(Pdf *pdf, Content *catalog)
{
    Objects *objects = &pdf->objects;
    ArenaMark mark = arena_mark(&objects->scratch);
    write_info(pdf, &objects->scratch);
    Content xmp;
    make_xmp(pdf, &objects->scratch, &xmp);
    /* Not deflated: programs that know no PDF look for the packet. */
    HPDF_Dict metadata = objects_new(objects);
    HPDF_Dict_AddName(metadata, "Type", "Metadata");
    HPDF_Dict_AddName(metadata, "Subtype", "XML");
    objects_write_stream(objects, metadata, STR(""), content_str(&xmp));
    CONTENT_ADD(catalog, "/Metadata ");
    content_ref(catalog, object_id(metadata));
    objects_free(objects, metadata);
    if (pdf->options.lang.len) add_entry(catalog, "\n/Lang ", pdf->options.lang);
    CONTENT_ADD(catalog, "/ViewerPreferences << ");
    if (pdf->options.title.len) CONTENT_ADD(catalog, "/DisplayDocTitle true ");
    if (pdf->options.no_print_scaling) CONTENT_ADD(catalog, "/PrintScaling /None ");
    CONTENT_ADD(catalog, ">>\n");
    arena_rewind(&objects->scratch, mark);
}
