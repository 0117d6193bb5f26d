/* text_style - how a text looks: the standard, then its style with those that it builds on, then
 * what the text itself sets.
 *
 * Little of this depends on the record, mostly a colour or a size. So it is worked out once for
 * each node and language: all of it, or all but the node's own properties that vary, which are then
 * applied for each record. Only where the style itself varies, by its name or by what it says, is
 * everything done again. */
#include "layout/box.h"

enum {
    HANG_BY_ALIGNMENT = -1,
    STANDARD_LEADING = 13500, /* a Num: 1.35 */
    FARTHEST = 2000           /* two em: more would only take letters apart */
};

typedef enum MemoKind { MEMO_NEW, MEMO_FIXED, MEMO_PARTLY, MEMO_VARIES } MemoKind;
typedef enum TrimMemo { TRIM_NEW, TRIM_NO, TRIM_YES } TrimMemo;

/* Which of a node's properties are applied. */
typedef enum Own { OWN_ALL, OWN_FIXED, OWN_VARYING } Own;

const NamedStyle *layout_style(const Layout *layout, Str name)
{
    for (size_t i = 0; i < layout->n_styles; i++)
        if (str_eq(layout->styles[i].name, name)) return &layout->styles[i];
    return NULL;
}

/* A number out of its range is told and taken as the nearest in it. */
static bool make_int_within(Make *m, const Prop *prop, const Scope *scope, int least, int most,
                            int64_t *out)
{
    if (!make_prop_int(m, prop, scope, out)) return false;
    int64_t given = *out;
    *out = given < least ? least : given > most ? most : given;
    if (*out != given)
        diag_report(m->diag, DIAG_LAYOUT_NUMBER_RANGE, prop->span,
                    prop_info((PropId)prop->id)->name, str_format(m->arena, "%d", least),
                    str_format(m->arena, "%d", most),
                    str_format(m->arena, "%lld", (long long)given));
    return true;
}

const LNode *style_with(const Layout *layout, Str name, PropId id)
{
    const NamedStyle *named = layout_style(layout, name);
    for (size_t left = layout->n_styles; named && left > 0; left--) { /* there may be a circle */
        if (prop_find(named->node, id)) return named->node;
        named = layout_style(layout, named->like);
    }
    return NULL;
}

/* How letters are chosen and set; false if the property is another. */
static bool apply_letters(Make *m, const Prop *prop, const Scope *scope, TextStyle *style)
{
    int64_t n;
    switch (prop->id) {
    case P_FIGURES:
        if (make_prop_int(m, prop, scope, &n))
            style->figures = n ? FIGURES_TABULAR : FIGURES_PROPORTIONAL;
        return true;
    case P_CASE:
        if (make_prop_int(m, prop, scope, &n)) style->letter_case = (TextCase)n;
        return true;
    case P_ITALIC:
        if (make_prop_int(m, prop, scope, &n)) style->italic = n != 0;
        return true;
    case P_WEIGHT:
        if (make_int_within(m, prop, scope, 1, 1000, &n)) style->weight = (int)n;
        return true;
    case P_TRACKING:
        if (make_int_within(m, prop, scope, -FARTHEST, FARTHEST, &n)) style->tracking = (int)n;
        return true;
    case P_RISE:
        if (make_int_within(m, prop, scope, -FARTHEST / 2, FARTHEST / 2, &n)) style->rise = (int)n;
        return true;
    case P_WORD_SPACING:
        if (make_int_within(m, prop, scope, -FARTHEST, FARTHEST, &n)) style->word_spacing = (int)n;
        return true;
    default:
        return false;
    }
}

/* How lines are made; false if the property is another. */
static bool apply_lines(Make *m, const Prop *prop, const Scope *scope, TextStyle *style)
{
    static const TextAlign aligns[] = {ALIGN_START, ALIGN_END,     ALIGN_CENTRE, ALIGN_LEFT,
                                       ALIGN_RIGHT, ALIGN_JUSTIFY, ALIGN_DECIMAL};
    int64_t n;
    switch (prop->id) {
    case P_TEXT_ALIGN:
        if (make_prop_int(m, prop, scope, &n)) style->align = aligns[n];
        return true;
    case P_HYPHENATE:
        if (make_prop_int(m, prop, scope, &n)) style->hyphenate = n != 0;
        return true;
    case P_BALANCE:
        if (make_prop_int(m, prop, scope, &n)) style->balance = n != 0;
        return true;
    case P_SNAP:
        if (make_prop_int(m, prop, scope, &n)) style->line_step = n ? m->grid.line_step : 0;
        return true;
    case P_HANG:
        if (make_int_within(m, prop, scope, 0, 100, &n)) style->hang = (int)n;
        return true;
    default:
        return false;
    }
}

/* `leading` is kept as a multiple until the size is known; see finish_style. */
static void apply_prop(Make *m, const Prop *prop, const Scope *scope, TextStyle *style,
                       Num *leading)
{
    Str text;
    int64_t n;
    switch (prop->id) {
    case P_FONT:
        text = make_phrase(m, prop->text, scope, NULL, NULL);
        if (text.len) style->family = text;
        break;
    case P_FEATURES:
        style->features = make_phrase(m, prop->text, scope, NULL, NULL);
        break;
    case P_SIZE:
        make_prop_length(m, prop, scope, &style->size);
        break;
    case P_LEADING:
        if (make_prop_int(m, prop, scope, &n)) *leading = n;
        break;
    case P_COLOUR:
        make_prop_colour(m, prop, scope, &style->colour);
        break;
    default:
        if (!apply_letters(m, prop, scope, style)) apply_lines(m, prop, scope, style);
        break;
    }
}

static bool prop_varies(const Prop *prop)
{
    if (prop->dynamic) return true;
    if (prop->kind != PROP_TEMPLATE) return false;
    return prop->text->n_langs || !template_is_constant(prop->text->text);
}

static void apply_own(Make *m, const LNode *node, const Scope *scope, Own which, TextStyle *style,
                      Num *leading)
{
    for (size_t i = 0; i < node->n_props; i++) {
        const Prop *prop = &node->props[i];
        if (which == OWN_ALL || prop_varies(prop) == (which == OWN_VARYING))
            apply_prop(m, prop, scope, style, leading);
    }
}

static const NamedStyle *style_of(Make *m, const LNode *node, const Scope *scope)
{
    const Prop *prop = prop_find(node, P_STYLE);
    if (!prop) return NULL;
    Str name = make_name(m, node, P_STYLE, scope);
    const NamedStyle *named = layout_style(m->layout, name);
    if (!named && prop->dynamic)
        diag_report(m->diag, DIAG_LAYOUT_NAME, prop->span, STR("style"), name);
    return named;
}

static void apply_style(Make *m, const LNode *node, const Scope *scope, Own which, TextStyle *style,
                        Num *leading, int depth);

/* `zh` is the language of `zh` and of `zh-Hant`. */
static bool is_language_of(Str lang, Str text_lang)
{
    return str_starts(text_lang, lang) &&
           (text_lang.len == lang.len || text_lang.ptr[lang.len] == '-');
}

/* The style with those that it builds on, each followed by what it says for the text's language.
 * Styles know only the names of the whole document. */
static void apply_named(Make *m, const NamedStyle *named, TextStyle *style, Num *leading, int depth)
{
    const NamedStyle *chain[16];
    size_t n = 0;
    for (; named && n < 16; named = named->like.len ? layout_style(m->layout, named->like) : NULL)
        chain[n++] = named;
    while (n-- > 0) {
        apply_style(m, chain[n]->node, m->base_scope, OWN_ALL, style, leading, depth);
        for (size_t i = 0; i < chain[n]->n_langs; i++)
            if (is_language_of(chain[n]->langs[i].lang, style->lang))
                apply_style(m, chain[n]->langs[i].node, m->base_scope, OWN_ALL, style, leading,
                            depth);
    }
}

static void apply_style(Make *m, const LNode *node, const Scope *scope, Own which, TextStyle *style,
                        Num *leading, int depth)
{
    const Prop *lang = prop_find(node, P_LANG);
    Str own_lang = lang ? make_phrase(m, lang->text, scope, NULL, NULL) : STR("");
    if (own_lang.len) style->lang = own_lang;
    if (depth < 16) apply_named(m, style_of(m, node, scope), style, leading, depth + 1);
    if (own_lang.len) style->lang = own_lang;
    apply_own(m, node, scope, which, style, leading);
}

static TextStyle standard_style(const Make *m)
{
    return (TextStyle){.family = m->family,
                       .weight = 400,
                       .size = LEN_PT(9.5),
                       .width_percent_x100 = 10000,
                       .hang = HANG_BY_ALIGNMENT,
                       .colour = {COLOUR_GRAY, {0}, 255},
                       .lang = m->eval.lang};
}

static const TextStyle *finish_style(Make *m, Arena *arena, TextStyle style, Num leading)
{
    style.leading = (Len)((int64_t)style.size * leading / NUM_ONE);
    if (style.hang == HANG_BY_ALIGNMENT) style.hang = style.align == ALIGN_JUSTIFY ? 100 : 0;
    return text_keep_style(m, arena, &style);
}

static bool reads_page(const Template *text)
{
    return text && (template_uses(text, STR("mark")) || template_uses(text, STR("pages")) ||
                    template_uses(text, STR("index")));
}

/* Named styles know only what is the same in the whole document, but for these. */
static bool named_varies(const LNode *node)
{
    for (size_t i = 0; i < node->n_props; i++) {
        const Prop *prop = &node->props[i];
        bool phrase = !prop->dynamic && prop->kind == PROP_TEMPLATE;
        if (reads_page(phrase ? prop->text->text : prop->dynamic)) return true;
        if (phrase && prop->text->n_langs) return true;
    }
    return false;
}

/* How much of a node's style depends on the record. */
static MemoKind memo_kind(const Make *m, const LNode *node)
{
    const Prop *style = prop_find(node, P_STYLE), *lang = prop_find(node, P_LANG);
    if ((style && prop_varies(style)) || (lang && prop_varies(lang))) return MEMO_VARIES;
    const NamedStyle *named = style ? layout_style(m->layout, style->name) : NULL;
    for (size_t left = m->layout->n_styles; named && left > 0; left--) {
        if (named_varies(named->node)) return MEMO_VARIES;
        for (size_t i = 0; i < named->n_langs; i++)
            if (named_varies(named->langs[i].node)) return MEMO_VARIES;
        named = named->like.len ? layout_style(m->layout, named->like) : NULL;
    }
    for (size_t i = 0; i < node->n_props; i++)
        if (is_style_prop((PropId)node->props[i].id) && prop_varies(&node->props[i]))
            return MEMO_PARTLY;
    return MEMO_FIXED;
}

static const TextStyle *whole_style(Make *m, const LNode *node, const Scope *scope)
{
    TextStyle style = standard_style(m);
    Num leading = STANDARD_LEADING;
    apply_style(m, node, scope, OWN_ALL, &style, &leading, 0);
    return finish_style(m, m->arena, style, leading);
}

/* What is the same for all records, in a memo that has none of it yet. */
static void fill_memo(Make *m, const LNode *node, const Scope *scope, StyleMemo *memo)
{
    TextStyle style = standard_style(m);
    memo->leading = STANDARD_LEADING;
    memo->lang = str_copy(m->doc, m->eval.lang);
    memo->line_step = m->grid.line_step;
    apply_style(m, node, scope, OWN_FIXED, &style, &memo->leading, 0);
    if (memo->kind == MEMO_FIXED) {
        memo->style = finish_style(m, m->doc, style, memo->leading);
        return;
    }
    TextStyle *kept = ARENA_NEW(m->doc, TextStyle);
    *kept = style;
    kept->lang = str_copy(m->doc, style.lang);
    kept->family = str_copy(m->doc, style.family);
    kept->features = str_copy(m->doc, style.features);
    memo->style = kept;
}

const TextStyle *make_style(Make *m, const LNode *node, const Scope *scope)
{
    if (!node->number) return whole_style(m, node, scope);
    StyleMemo *memo = &m->memos[node->number];
    if (memo->kind == MEMO_NEW) memo->kind = (uint8_t)memo_kind(m, node);
    if (memo->kind == MEMO_VARIES) return whole_style(m, node, scope);
    if (!memo->style) fill_memo(m, node, scope, memo);
    if (memo->line_step != m->grid.line_step || !str_eq(memo->lang, m->eval.lang))
        return whole_style(m, node, scope);
    if (memo->kind == MEMO_FIXED) return memo->style;
    TextStyle style = *memo->style;
    Num leading = memo->leading;
    apply_own(m, node, scope, OWN_VARYING, &style, &leading);
    return finish_style(m, m->arena, style, leading);
}

const TextStyle *make_named_style(Make *m, Str name, const LNode *over, const Scope *scope)
{
    TextStyle style = standard_style(m);
    Num leading = STANDARD_LEADING;
    apply_named(m, layout_style(m->layout, name), &style, &leading, 1);
    if (over) apply_style(m, over, scope, OWN_ALL, &style, &leading, 0);
    return finish_style(m, m->arena, style, leading);
}

/* The text's own, else that of its style; NULL: neither says anything. */
static const Prop *find_trim(Make *m, const LNode *node, const Scope *scope)
{
    const Prop *own = prop_find(node, P_TRIM);
    if (own) return own;
    const LNode *style = style_with(m->layout, make_name(m, node, P_STYLE, scope), P_TRIM);
    return style ? prop_find(style, P_TRIM) : NULL;
}

bool make_trim(Make *m, const LNode *node, const Scope *scope)
{
    StyleMemo *memo = node->number ? &m->memos[node->number] : NULL;
    if (memo && (memo->trim == TRIM_NO || memo->trim == TRIM_YES)) return memo->trim == TRIM_YES;
    const Prop *style = prop_find(node, P_STYLE), *trim = find_trim(m, node, scope);
    int64_t n;
    bool trims = trim && make_prop_int(m, trim, scope, &n) && n == 1;
    if (memo && !(trim && trim->dynamic) && !(style && style->dynamic))
        memo->trim = trims ? TRIM_YES : TRIM_NO;
    return trims;
}
