/* pair - one text in several languages, in columns or stacked, each set by its own language's
 * rules. */
#include "layout/box.h"

typedef enum Absent { ABSENT_OMIT, ABSENT_BORROW, ABSENT_MARK, ABSENT_FAIL } Absent;

static const Str standard_langs = {"id, en", 6};

/* The next word of a comma separated list; empty at its end. */
static Str next_word(Str *list)
{
    ptrdiff_t comma = str_find(*list, STR(","));
    size_t end = comma < 0 ? list->len : (size_t)comma;
    Str word = str_trim(str_slice(*list, 0, end));
    *list = str_slice(*list, end + (comma >= 0), list->len);
    return word;
}

/* The node with another style for the languages after the first. */
static const LNode *second_node(Make *m, const LNode *node)
{
    const Prop *second = prop_find(node, P_SECOND_STYLE);
    if (!second) return node;
    LNode *copy = ARENA_NEW(m->arena, LNode);
    Prop *props = ARENA_ARRAY(m->arena, Prop, node->n_props + 1);
    size_t n = 0;
    bool placed = false;
    for (size_t i = 0; i < node->n_props; i++) {
        if (!placed && node->props[i].id >= P_STYLE) {
            props[n] = *second, props[n++].id = P_STYLE;
            placed = true;
        }
        if (node->props[i].id != P_STYLE) props[n++] = node->props[i];
    }
    *copy = *node;
    node_set_props(copy, props, n);
    return copy;
}

/* A text that is given without languages, or alike in both, is missing in the second. */
static Box *make_language(Make *m, const LNode *node, const Scope *scope, Str lang, Absent absent,
                          const Box *first)
{
    Box *kid = box_new(m, node);
    kid->type = NODE_TEXT;
    kid->width = (Size){SIZE_FR, 1000};
    m->eval.lang = lang, m->eval.borrowed = false;
    kid = make_text(m, kid, node, scope);
    bool missing =
        kid && (m->eval.borrowed || (first && str_eq(first->text.shown, kid->text.shown)));
    if (!missing || absent == ABSENT_BORROW) return kid;
    Span at = kid->text.from.source ? kid->text.from : node->span;
    if (absent == ABSENT_MARK) diag_report(m->diag, DIAG_LAYOUT_TRANSLATION, at, lang);
    if (absent == ABSENT_FAIL) diag_report(m->diag, DIAG_LAYOUT_TRANSLATION_NEEDED, at, lang);
    return absent == ABSENT_OMIT ? NULL : kid;
}

Box *make_pair(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    enum { MOST = 8 };
    const Prop *langs = prop_find(node, P_LANGS);
    int64_t mode = 0, absent = ABSENT_OMIT;
    make_int(m, node, P_MODE, scope, &mode);
    make_int(m, node, P_ABSENT, scope, &absent);
    Str before = m->eval.lang;
    Str list = langs ? make_phrase(m, langs->text, scope, NULL, NULL) : standard_langs, lang;
    box->kids = ARENA_ARRAY(m->arena, Box *, MOST);
    for (size_t i = 0; i < MOST && (lang = next_word(&list)).len; i++) {
        Box *kid = make_language(m, i ? second_node(m, node) : node, scope, lang, (Absent)absent,
                                 box->n_kids ? box->kids[0] : NULL);
        if (kid) box->kids[box->n_kids++] = kid;
    }
    m->eval.lang = before;
    box->type = mode == 0 ? NODE_ROW : NODE_STACK;
    return box->n_kids ? box : NULL;
}
