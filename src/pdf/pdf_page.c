/* pdf_page - page objects and the tree above them (ISO 32000-1, 7.7.3).
 *
 * Nodes hold 64 kids, so that a reader finds page 90,000 in three steps. A node is written when
 * the next kid no longer fits, and only then gets a parent: a short document has one node, a long
 * one as many levels as it needs. The root stands last and holds what pages inherit: Resources and
 * the MediaBox of the first page; a page of another size has its own.
 */
#include "pdf/pdf_document.h"

static void add_box(Content *tail, const char *key, Len margin, Len width, Len height)
{
    content_add(tail, str_from(key));
    CONTENT_ADD(tail, " [");
    content_len(tail, margin);
    content_len(tail, margin);
    content_len(tail, (int64_t)margin + width);
    content_len(tail, (int64_t)margin + height);
    CONTENT_ADD(tail, "]\n");
}

static void add_media_box(Content *tail, Len width, Len height, Len bleed)
{
    add_box(tail, "/MediaBox", 0, width + 2 * bleed, height + 2 * bleed);
}

void resources_add(const Pdf *pdf, Content *tail, const PageParts *parts)
{
    CONTENT_ADD(tail, "/Resources << /Font ");
    content_ref(tail, object_id(pdf->font_resource));
    CONTENT_ADD(tail, "/ExtGState ");
    content_ref(tail, object_id(pdf->state_resource));
    if (parts && parts->pictures.len) {
        CONTENT_ADD(tail, "/XObject << ");
        content_add(tail, content_str(&parts->pictures));
        CONTENT_ADD(tail, ">> ");
    }
    if (parts && parts->shadings.len) {
        CONTENT_ADD(tail, "/Shading << ");
        content_add(tail, content_str(&parts->shadings));
        CONTENT_ADD(tail, ">> ");
    }
    CONTENT_ADD(tail, ">>\n");
}

static PageNode *node_with_room(Pdf *pdf, int level);

static void write_node(Pdf *pdf, int level, bool root)
{
    PageNode *node = &pdf->nodes[level];
    Content tail;
    content_init(&tail, &pdf->objects.scratch);
    if (root) {
        add_media_box(&tail, pdf->width, pdf->height, pdf->bleed);
        resources_add(pdf, &tail, NULL);
    } else {
        PageNode *parent = node_with_room(pdf, level + 1);
        HPDF_Dict_Add(node->dict, "Parent", parent->dict);
        parent->kids[parent->n_kids++] = object_id(node->dict);
        parent->n_pages += node->n_pages;
    }
    CONTENT_ADD(&tail, "/Kids [");
    for (int i = 0; i < node->n_kids; i++) content_ref(&tail, node->kids[i]);
    CONTENT_ADD(&tail, "]\n/Count ");
    content_int(&tail, (int64_t)node->n_pages);
    objects_write(&pdf->objects, node->dict, content_str(&tail));
    if (root) return;
    objects_free(&pdf->objects, node->dict);
    *node = (PageNode){0};
}

/* libharu has made one node with the document; the first leaf takes its place. */
static HPDF_Dict new_node(Pdf *pdf, bool first)
{
    HPDF_Dict dict = first ? pdf->objects.doc->root_pages : objects_new(&pdf->objects);
    HPDF_Dict_RemoveElement(dict, "Kids");
    HPDF_Dict_RemoveElement(dict, "Count");
    HPDF_Dict_AddName(dict, "Type", "Pages");
    return dict;
}

static PageNode *node_with_room(Pdf *pdf, int level)
{
    PageNode *node = &pdf->nodes[level];
    if (node->dict && node->n_kids == PAGES_PER_NODE) write_node(pdf, level, false);
    if (!node->dict) node->dict = new_node(pdf, level == 0 && pdf->n_pages == 1);
    return node;
}

static void add_annotations(Content *tail, const PageParts *parts)
{
    if (!parts->annotations.len) return;
    CONTENT_ADD(tail, "/Annots [");
    for (size_t i = 0; i < parts->annotations.len; i++)
        content_ref(tail, parts->annotations.items[i]);
    CONTENT_ADD(tail, "]\n");
}

void page_tree_add(Pdf *pdf, const DrawPage *page, PageParts *parts)
{
    Objects *objects = &pdf->objects;
    PageNode *leaf = node_with_room(pdf, 0);
    HPDF_Dict contents = objects_new(objects);
    if (parts->coded)
        objects_write_quick(objects, contents, content_str(&pdf->content));
    else
        objects_write_packed(objects, contents, STR(""), content_str(&pdf->content));
    Content *tail = &pdf->tail; /* all of it: entries of libharu's are for what is made once */
    tail->len = 0;
    CONTENT_ADD(tail, "/Type /Page\n/Parent ");
    content_ref(tail, object_id(leaf->dict));
    CONTENT_ADD(tail, "\n/Contents ");
    content_ref(tail, object_id(contents));
    CONTENT_ADD(tail, "\n");
    if (page->width != pdf->width || page->height != pdf->height || page->bleed != pdf->bleed)
        add_media_box(tail, page->width, page->height, page->bleed);
    if (page->bleed > 0) {
        add_box(tail, "/BleedBox", 0, page->width + 2 * page->bleed,
                page->height + 2 * page->bleed);
        add_box(tail, "/TrimBox", page->bleed, page->width, page->height);
    }
    if (parts->pictures.len || parts->shadings.len) resources_add(pdf, tail, parts);
    /* Where inks are mixed, blending in RGB would turn pure black into four colours. */
    if (parts->transparent)
        content_add(tail, parts->cmyk ? STR("/Group << /S /Transparency /CS /DeviceCMYK >>\n")
                                      : STR("/Group << /S /Transparency /CS /DeviceRGB >>\n"));
    add_annotations(tail, parts);
    objects_write(objects, parts->dict, content_str(tail));
    leaf->kids[leaf->n_kids++] = object_id(parts->dict);
    leaf->n_pages++;
    objects_free(objects, parts->dict);
    objects_free(objects, contents);
}

void page_tree_write(Pdf *pdf)
{
    int level = 0;
    while (pdf->nodes[level + 1].dict) write_node(pdf, level++, false);
    write_node(pdf, level, true);
    HPDF_Dict_Add(pdf->objects.doc->catalog, "Pages", pdf->nodes[level].dict);
}
