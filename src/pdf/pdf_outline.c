/* pdf_outline - links, the places they lead to, and the outline (ISO 32000-1, 12.3 and 12.5).
 *
 * Pages are gone when later ones are made, so a link within the document names its place, and the
 * name tree, written last, says where that is. Outline entries are written last too, with direct
 * arrays as destinations: PDFBox's checker accepts no others.
 */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_document.h"

enum { NAMES_PER_NODE = 64 };

static Str number(Pdf *pdf, uint64_t n)
{
    return str_format(&pdf->objects.scratch, "%llu", (unsigned long long)n);
}

static void add_destination(Content *tail, Place place)
{
    CONTENT_ADD(tail, "[");
    content_ref(tail, place.page_object);
    CONTENT_ADD(tail, "/XYZ null ");
    content_len(tail, place.y);
    CONTENT_ADD(tail, "null]");
}

static bool is_address(Str target)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t n = strlen(schemes[i]);
        if (target.len > n && strncasecmp(target.ptr, schemes[i], n) == 0) return true;
    }
    return false;
}

/* URIs are ASCII: everything else, and what RFC 3986 forbids, as %XX. */
static void add_uri(Content *tail, Arena *arena, Str uri)
{
    StrBuf escaped;
    strbuf_init(&escaped, arena);
    for (size_t i = 0; i < uri.len; i++) {
        unsigned char c = (unsigned char)uri.ptr[i];
        if (c <= 0x20 || c >= 0x7f || strchr("<>\"{}|\\^`", c))
            strbuf_format(&escaped, "%%%02X", c);
        else
            strbuf_char(&escaped, (char)c);
    }
    content_bytes(tail, strbuf_str(&escaped));
}

static void note_use(Pdf *pdf, Str name)
{
    if (map_find(&pdf->link_targets, name)) return;
    Str kept = str_copy(&pdf->arena, name);
    map_set(&pdf->link_targets, kept, pdf);
    VEC_PUSH(&pdf->arena, &pdf->link_uses, (LinkUse){kept, pdf->n_pages});
}

void link_add(Pdf *pdf, PageParts *parts, LinkBox box, Str target, Str alt)
{
    enum { PRINTED = 4 };
    bool inside = target.len > 1 && target.ptr[0] == '#';
    if (!inside && !is_address(target)) {
        diag_report(pdf->diag, DIAG_PDF_LINK_SCHEME, .slot_0 = number(pdf, pdf->n_pages),
                    .slot_1 = target);
        return;
    }
    Objects *objects = &pdf->objects;
    HPDF_Dict dict = objects_new(objects);
    HPDF_Dict_AddName(dict, "Type", "Annot");
    HPDF_Dict_AddName(dict, "Subtype", "Link");
    HPDF_Dict_AddNumber(dict, "F", PRINTED);
    Content *tail = &pdf->tail;
    tail->len = 0;
    CONTENT_ADD(tail, "/Rect [");
    content_len(tail, box.left);
    content_len(tail, box.bottom);
    content_len(tail, box.right);
    content_len(tail, box.top);
    CONTENT_ADD(tail, "]\n/Border [0 0 0]\n");
    if (inside) {
        Str name = str_slice(target, 1, target.len);
        note_use(pdf, name);
        CONTENT_ADD(tail, "/Dest ");
        content_bytes(tail, name);
    } else {
        CONTENT_ADD(tail, "/A << /S /URI /URI ");
        add_uri(tail, &objects->scratch, target);
        CONTENT_ADD(tail, " >>");
    }
    if (alt.len) {
        CONTENT_ADD(tail, "\n/Contents ");
        content_text(tail, alt);
    }
    objects_write(objects, dict, content_str(tail));
    VEC_PUSH(&objects->scratch, &parts->annotations, object_id(dict));
    objects_free(objects, dict);
}

static Place place_here(const Pdf *pdf, const PageParts *parts, int64_t y)
{
    return (Place){object_id(parts->dict), y, pdf->n_pages};
}

void place_add(Pdf *pdf, const PageParts *parts, Str name, int64_t y)
{
    const Place *there = map_find(&pdf->places_by_name, name);
    if (there) {
        diag_report(pdf->diag, DIAG_PDF_PLACE_TWICE, .slot_0 = name,
                    .slot_1 = number(pdf, there->page), .slot_2 = number(pdf, pdf->n_pages));
        return;
    }
    Place *place = ARENA_NEW(&pdf->arena, Place);
    *place = place_here(pdf, parts, y);
    Str kept = str_copy(&pdf->arena, name);
    map_set(&pdf->places_by_name, kept, place);
    VEC_PUSH(&pdf->arena, &pdf->places, (NamedPlace){kept, *place});
}

void outline_add(Pdf *pdf, const PageParts *parts, int level, Str title, int64_t y)
{
    VEC_PUSH(&pdf->arena, &pdf->outline,
             (OutlineEntry){level, str_copy(&pdf->arena, title), place_here(pdf, parts, y)});
}

static int by_name(const void *a, const void *b)
{
    return str_compare(((const NamedPlace *)a)->name, ((const NamedPlace *)b)->name);
}

/* A written node of the name tree. */
typedef struct NameNode {
    uint32_t object;
    Str first, last;
} NameNode;

typedef VEC(NameNode) NameNodes;

static void add_names(Content *tail, const NamedPlace *places, size_t n)
{
    CONTENT_ADD(tail, "/Names [");
    for (size_t i = 0; i < n; i++) {
        content_bytes(tail, places[i].name);
        add_destination(tail, places[i].place);
        CONTENT_ADD(tail, "\n");
    }
    CONTENT_ADD(tail, "]");
}

static void add_kids(Content *tail, const NameNode *nodes, size_t n)
{
    CONTENT_ADD(tail, "/Kids [");
    for (size_t i = 0; i < n; i++) content_ref(tail, nodes[i].object);
    CONTENT_ADD(tail, "]");
}

static NameNode write_name_node(Pdf *pdf, Content *tail, Str first, Str last)
{
    CONTENT_ADD(tail, "\n/Limits [");
    content_bytes(tail, first);
    content_bytes(tail, last);
    CONTENT_ADD(tail, "]");
    HPDF_Dict dict = objects_new(&pdf->objects);
    objects_write(&pdf->objects, dict, content_str(tail));
    NameNode node = {object_id(dict), first, last};
    objects_free(&pdf->objects, dict);
    tail->len = 0;
    return node;
}

static NameNodes write_leaves(Pdf *pdf, Content *tail)
{
    NameNodes nodes = {0};
    for (size_t i = 0; i < pdf->places.len; i += NAMES_PER_NODE) {
        size_t left = pdf->places.len - i, n = left < NAMES_PER_NODE ? left : NAMES_PER_NODE;
        const NamedPlace *places = pdf->places.items + i;
        add_names(tail, places, n);
        NameNode node = write_name_node(pdf, tail, places[0].name, places[n - 1].name);
        VEC_PUSH(&pdf->arena, &nodes, node);
    }
    return nodes;
}

static NameNodes write_level(Pdf *pdf, Content *tail, NameNodes below)
{
    NameNodes nodes = {0};
    for (size_t i = 0; i < below.len; i += NAMES_PER_NODE) {
        size_t left = below.len - i, n = left < NAMES_PER_NODE ? left : NAMES_PER_NODE;
        add_kids(tail, below.items + i, n);
        NameNode node =
            write_name_node(pdf, tail, below.items[i].first, below.items[i + n - 1].last);
        VEC_PUSH(&pdf->arena, &nodes, node);
    }
    return nodes;
}

static void report_dead_links(Pdf *pdf)
{
    for (size_t i = 0; i < pdf->link_uses.len; i++) {
        LinkUse use = pdf->link_uses.items[i];
        if (!map_find(&pdf->places_by_name, use.target))
            diag_report(pdf->diag, DIAG_PDF_LINK_TARGET, .slot_0 = number(pdf, use.page),
                        .slot_1 = use.target);
    }
}

void places_write(Pdf *pdf, Content *catalog)
{
    report_dead_links(pdf);
    if (!pdf->places.len) return;
    qsort(pdf->places.items, pdf->places.len, sizeof *pdf->places.items, by_name);
    CONTENT_ADD(catalog, "/Names << /Dests << ");
    if (pdf->places.len <= NAMES_PER_NODE) {
        add_names(catalog, pdf->places.items, pdf->places.len);
    } else {
        pdf->tail.len = 0;
        NameNodes nodes = write_leaves(pdf, &pdf->tail);
        while (nodes.len > NAMES_PER_NODE) nodes = write_level(pdf, &pdf->tail, nodes);
        add_kids(catalog, nodes.items, nodes.len);
    }
    CONTENT_ADD(catalog, " >> >>\n");
}

/* Neighbours of an outline entry, as numbers from 1; 0: none. The entries' parent 0 is the root. */
typedef struct OutlineLinks {
    size_t parent, previous, next, first, last, n_children;
} OutlineLinks;

/* links[0] is the root. An entry more than one level below the one before it moves up. */
static OutlineLinks *link_outline(Arena *arena, const OutlineEntry *entries, size_t n)
{
    OutlineLinks *links = ARENA_ARRAY(arena, OutlineLinks, n + 1);
    size_t at = 0; /* the entry before, whose ancestors may be the parent */
    int depth = 0;
    for (size_t i = 1; i <= n; i++) {
        int wanted = entries[i - 1].level < 1 ? 1 : entries[i - 1].level;
        for (; depth >= wanted; depth--) at = links[at].parent;
        OutlineLinks *parent = &links[at];
        links[i] = (OutlineLinks){.parent = at, .previous = parent->last};
        if (parent->last)
            links[parent->last].next = i;
        else
            parent->first = i;
        parent->last = i;
        parent->n_children++;
        at = i;
        depth++;
    }
    return links;
}

static void add_neighbour(Content *tail, const char *key, const HPDF_Dict *dicts, size_t entry)
{
    if (!entry) return;
    content_add(tail, str_from(key));
    content_ref(tail, object_id(dicts[entry]));
}

void outline_write(Pdf *pdf, Content *catalog)
{
    size_t n = pdf->outline.len;
    if (!n) return;
    OutlineLinks *links = link_outline(&pdf->arena, pdf->outline.items, n);
    Content *tail = &pdf->tail;
    HPDF_Dict *dicts = ARENA_ARRAY(&pdf->arena, HPDF_Dict, n + 1); /* entries name later ones */
    for (size_t i = 0; i <= n; i++) dicts[i] = objects_new(&pdf->objects);
    CONTENT_ADD(catalog, "/PageMode /UseOutlines\n/Outlines ");
    content_ref(catalog, object_id(dicts[0]));
    CONTENT_ADD(catalog, "\n");
    for (size_t i = 0; i <= n; i++) {
        tail->len = 0;
        if (i > 0) {
            CONTENT_ADD(tail, "/Title ");
            content_text(tail, pdf->outline.items[i - 1].title);
            CONTENT_ADD(tail, "\n/Parent ");
            content_ref(tail, object_id(dicts[links[i].parent]));
            CONTENT_ADD(tail, "/Dest ");
            add_destination(tail, pdf->outline.items[i - 1].place);
        } else {
            HPDF_Dict_AddName(dicts[0], "Type", "Outlines");
        }
        add_neighbour(tail, "/Prev ", dicts, links[i].previous);
        add_neighbour(tail, "/Next ", dicts, links[i].next);
        add_neighbour(tail, "/First ", dicts, links[i].first);
        add_neighbour(tail, "/Last ", dicts, links[i].last);
        if (links[i].n_children) {
            /* Below the first level entries start folded, which a negative count says. */
            CONTENT_ADD(tail, "/Count ");
            content_int(tail, i ? -(int64_t)links[i].n_children : (int64_t)links[i].n_children);
        }
        objects_write(&pdf->objects, dicts[i], content_str(tail));
    }
    for (size_t i = 0; i <= n; i++) objects_free(&pdf->objects, dicts[i]);
}
