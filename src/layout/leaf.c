/* leaf - pictures. */
#include "layout/box.h"
#include "layout/values.h"

static bool parse_ratio(Str text, int64_t *num, int64_t *den)
{
    ptrdiff_t colon = str_find(text, STR(":"));
    Num a, b;
    if (colon < 0 || !num_parse(str_slice(text, 0, (size_t)colon), &a) ||
        !num_parse(str_slice(text, (size_t)colon + 1, text.len), &b) || a <= 0 || b <= 0)
        return false;
    *num = a, *den = b;
    return true;
}

/* What stands in place of a picture that is not there, as a stack of its own. */
static Box *missing_picture(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    const Prop *missing = prop_find(node, P_MISSING);
    if (!missing) {
        diag_report(m->diag, DIAG_LAYOUT_NO_MISSING, node->span);
        return NULL;
    }
    if (!missing->nodes.n) return NULL;
    box->type = NODE_LAYER;
    Box *inner = make_stack(m, missing->nodes, scope);
    inner->width = (Size){SIZE_PERCENT, 100000}, inner->height = (Size){SIZE_PERCENT, 100000};
    inner->placed_at = true;
    box->kids = ARENA_NEW(m->arena, Box *);
    box->kids[0] = inner, box->n_kids = 1;
    return box;
}

static const Image *find_picture(Make *m, const LNode *node, const Scope *scope, Str path,
                                 Span from)
{
    int64_t page = 1;
    make_int(m, node, P_PAGE, scope, &page);
    /* What no file has is said by the reader, beside the number of pages there are. */
    uint32_t number = page >= 1 && page <= INT32_MAX ? (uint32_t)page : INT32_MAX;
    return images_find_page(m->run->images, path, number, from.source ? from : node->span);
}

Box *make_image(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    const Prop *main = prop_find(node, P_MAIN), *ratio = prop_find(node, P_RATIO);
    Span from = {0};
    int64_t n, num = 0, den = 0;
    Str path = main ? make_phrase(m, main->text, scope, NULL, &from) : STR("");
    if (ratio) {
        Str text = make_phrase(m, ratio->text, scope, NULL, NULL);
        if (!parse_ratio(text, &num, &den))
            diag_report(m->diag, DIAG_LAYOUT_VALUE, ratio->span, STR("ratio"),
                        STR("width:height, such as 3:2"), text);
    }
    const Image *image = path.len ? find_picture(m, node, scope, path, from) : NULL;
    box->image = (ImageBox){.image = image,
                            .cover = true,
                            .ratio_num = num,
                            .ratio_den = den,
                            .focus = {{SIZE_PERCENT, 50000}, {SIZE_PERCENT, 50000}}};
    make_point(m, node, P_FOCUS, scope, box->image.focus);
    if (make_int(m, node, P_IMAGE_FIT, scope, &n)) box->image.cover = n == 0;
    if (image) return box;
    /* A picture that could not be read is an error already; the page is laid out without it. */
    return path.len && !prop_find(node, P_MISSING) ? box : missing_picture(m, box, node, scope);
}
