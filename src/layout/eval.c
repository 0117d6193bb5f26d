/* eval - property values for one record: constants as they are, templates evaluated and read. */
#include "layout/box.h"
#include "layout/values.h"

enum {
    HANG_BY_ALIGNMENT = -1,
    FARTHEST = 2000 /* two em: more would only take letters apart */
};

static const Template *phrase_in(const Phrase *phrase, Str lang)
{
    for (size_t i = 0; i < phrase->n_langs; i++)
        if (str_eq(phrase->langs[i].lang, lang)) return phrase->langs[i].text;
    return phrase->text;
}

static Str eval_template(Make *m, const Template *text, const Scope *scope, bool *missing,
                         Span *from)
{
    m->eval.scope = scope;
    m->eval.arena = m->arena;
    Str out = template_eval(text, &m->eval, missing, from);
    /* One expression alone gives the text itself, which may be a component's argument: those are
     * gone before a block that waits for its page is painted. */
    return template_is_constant(text) ? out : str_copy(m->arena, out);
}

Str make_phrase(Make *m, const Phrase *phrase, const Scope *scope, bool *missing, Span *from)
{
    return eval_template(m, phrase_in(phrase, m->eval.lang), scope, missing, from);
}

Value make_expr(Make *m, const Expr *expr, const Scope *scope)
{
    m->eval.scope = scope;
    m->eval.arena = m->arena;
    return expr_eval(expr, &m->eval);
}

Str len_shown(Arena *arena, Len len)
{
    int64_t tenths = (len_um(len) + 50) / 100;
    return str_format(arena, "%s%lld.%lld mm", tenths < 0 ? "-" : "",
                      (long long)(tenths < 0 ? -tenths : tenths) / 10,
                      (long long)(tenths < 0 ? -tenths : tenths) % 10);
}

static void bad_value(Make *m, const Prop *prop, Str form, Str text)
{
    diag_report(m->diag, DIAG_LAYOUT_VALUE, prop->span, prop_info((PropId)prop->id)->name, form,
                text);
}

static Str dynamic_text(Make *m, const Prop *prop, const Scope *scope)
{
    m->eval.plain = true;
    Str text = str_trim(eval_template(m, prop->dynamic, scope, NULL, NULL));
    m->eval.plain = false;
    return text;
}

Str make_name(Make *m, const LNode *node, PropId id, const Scope *scope)
{
    const Prop *prop = prop_find(node, id);
    return !prop ? STR("") : prop->dynamic ? dynamic_text(m, prop, scope) : prop->name;
}

bool make_prop_length(Make *m, const Prop *prop, const Scope *scope, Len *out)
{
    if (!prop->dynamic) {
        *out = (Len)prop->number;
        return true;
    }
    Str text = dynamic_text(m, prop, scope);
    if (len_parse(text, out)) return true;
    bad_value(m, prop, STR("a length with a unit, such as 12mm"), text);
    return false;
}

bool make_prop_size(Make *m, const Prop *prop, const Scope *scope, Size *out)
{
    if (!prop->dynamic) {
        *out = grid_size(m, prop->size, prop->span, prop_info((PropId)prop->id)->name);
        return true;
    }
    Str text = dynamic_text(m, prop, scope);
    if (size_parse(text, out)) {
        *out = grid_size(m, *out, prop->span, prop_info((PropId)prop->id)->name);
        return true;
    }
    bad_value(m, prop, STR("a length, a percentage, a share or auto"), text);
    return false;
}

bool make_prop_point(Make *m, const Prop *prop, const Scope *scope, Size out[2])
{
    if (!prop->dynamic) {
        for (int i = 0; i < 2; i++) {
            out[i] = grid_size(m, prop->point[i], prop->span, prop_info((PropId)prop->id)->name);
            if (prop->point[i].unit == SIZE_COL) out[i].value += m->grid.gutter;
        }
        return true;
    }
    Str text = dynamic_text(m, prop, scope);
    if (point_parse(text, out)) return true;
    bad_value(m, prop, STR("one or two lengths or percentages, such as 50% 20%"), text);
    return false;
}

bool make_prop_int(Make *m, const Prop *prop, const Scope *scope, int64_t *out)
{
    if (!prop->dynamic) {
        *out = prop->number;
        return true;
    }
    Str text = dynamic_text(m, prop, scope);
    Num n;
    if (prop->kind == PROP_BOOL && bool_parse(text, out)) return true;
    if (prop->kind == PROP_CHOICE && choice_parse(text, prop_info((PropId)prop->id)->choices, out))
        return true;
    if (prop->kind == PROP_SPAN && str_eq(text, STR("all"))) {
        *out = SPAN_ALL;
        return true;
    }
    bool whole = prop->kind == PROP_INT || prop->kind == PROP_SPAN;
    if ((whole || prop->kind == PROP_NUMBER) && num_parse(text, &n)) {
        *out = whole ? num_round(n) : n;
        return true;
    }
    bad_value(m, prop, STR("another value"), text);
    return false;
}

bool make_colour_text(Make *m, Str text, Span at, Colour *out)
{
    Str name = text;
    Num tint;
    ptrdiff_t space = str_find(text, STR(" "));
    bool tinted = space > 0 && str_ends(text, STR("%")) &&
                  num_parse(str_slice(text, (size_t)space + 1, text.len - 1), &tint);
    if (tinted) name = str_slice(text, 0, (size_t)space);
    bool found = false;
    for (size_t i = 0; i < m->layout->colours.n && !found; i++)
        if (str_eq(m->layout->colours.items[i].name, name)) *out = m->colours[i], found = true;
    if (!found && !colour_parse(name, out)) {
        diag_report(m->diag, DIAG_LAYOUT_COLOUR, at, text);
        return false;
    }
    if (tinted) *out = colour_mix(COLOUR_RGB8(255, 255, 255), *out, (int)num_round(tint));
    return true;
}

Str make_prop_text(Make *m, const Prop *prop, const Scope *scope)
{
    return prop->dynamic ? dynamic_text(m, prop, scope) : prop->name;
}

bool make_prop_colour(Make *m, const Prop *prop, const Scope *scope, Colour *out)
{
    return make_colour_text(m, make_prop_text(m, prop, scope), prop->span, out);
}

const NamedStyle *layout_style(const Layout *layout, Str name)
{
    for (size_t i = 0; i < layout->n_styles; i++)
        if (str_eq(layout->styles[i].name, name)) return &layout->styles[i];
    return NULL;
}

/* A number out of its range is told and taken as the nearest in it. */
static bool make_int_within(Make *m, const LNode *node, PropId id, const Scope *scope, int least,
                            int most, int64_t *out)
{
    if (!make_int(m, node, id, scope, out)) return false;
    int64_t given = *out;
    *out = given < least ? least : given > most ? most : given;
    if (*out != given)
        diag_report(m->diag, DIAG_LAYOUT_NUMBER_RANGE, prop_find(node, id)->span,
                    prop_info(id)->name, str_format(m->arena, "%d", least),
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

static void apply_choices(Make *m, const LNode *node, const Scope *scope, TextStyle *style)
{
    static const TextAlign aligns[] = {ALIGN_START, ALIGN_END,     ALIGN_CENTRE, ALIGN_LEFT,
                                       ALIGN_RIGHT, ALIGN_JUSTIFY, ALIGN_DECIMAL};
    int64_t n;
    if (make_int(m, node, P_TEXT_ALIGN, scope, &n)) style->align = aligns[n];
    if (make_int(m, node, P_FIGURES, scope, &n))
        style->figures = n ? FIGURES_TABULAR : FIGURES_PROPORTIONAL;
    if (make_int(m, node, P_CASE, scope, &n)) style->letter_case = (TextCase)n;
    if (make_int(m, node, P_HYPHENATE, scope, &n)) style->hyphenate = n != 0;
    if (make_int(m, node, P_BALANCE, scope, &n)) style->balance = n != 0;
    if (make_int(m, node, P_SNAP, scope, &n)) style->line_step = n ? m->grid.line_step : 0;
    if (make_int_within(m, node, P_HANG, scope, 0, 100, &n)) style->hang = (int)n;
    if (make_int(m, node, P_ITALIC, scope, &n)) style->italic = n != 0;
    if (make_int_within(m, node, P_WEIGHT, scope, 1, 1000, &n)) style->weight = (int)n;
    if (make_int_within(m, node, P_TRACKING, scope, -FARTHEST, FARTHEST, &n))
        style->tracking = (int)n;
    if (make_int_within(m, node, P_RISE, scope, -FARTHEST / 2, FARTHEST / 2, &n))
        style->rise = (int)n;
    if (make_int_within(m, node, P_WORD_SPACING, scope, -FARTHEST, FARTHEST, &n))
        style->word_spacing = (int)n;
}

static const NamedStyle *style_of(Make *m, const Prop *prop, const Scope *scope)
{
    Str name = prop->dynamic ? dynamic_text(m, prop, scope) : prop->name;
    const NamedStyle *named = layout_style(m->layout, name);
    if (!named && prop->dynamic)
        diag_report(m->diag, DIAG_LAYOUT_NAME, prop->span, STR("style"), name);
    return named;
}

static void apply_style(Make *m, const LNode *node, const Scope *scope, TextStyle *style,
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
        apply_style(m, chain[n]->node, m->base_scope, style, leading, depth);
        for (size_t i = 0; i < chain[n]->n_langs; i++)
            if (is_language_of(chain[n]->langs[i].lang, style->lang))
                apply_style(m, chain[n]->langs[i].node, m->base_scope, style, leading, depth);
    }
}

/* `leading` is kept as a multiple until the size is known; see finish_style. */
static void apply_style(Make *m, const LNode *node, const Scope *scope, TextStyle *style,
                        Num *leading, int depth)
{
    const Prop *prop, *lang = prop_find(node, P_LANG);
    Str own_lang = lang ? make_phrase(m, lang->text, scope, NULL, NULL) : STR("");
    if (own_lang.len) style->lang = own_lang;
    if ((prop = prop_find(node, P_STYLE)) && depth < 16)
        apply_named(m, style_of(m, prop, scope), style, leading, depth + 1);
    if (own_lang.len) style->lang = own_lang;
    Len size;
    int64_t n;
    if ((prop = prop_find(node, P_FONT))) {
        Str family = make_phrase(m, prop->text, scope, NULL, NULL);
        if (family.len) style->family = family;
    }
    if ((prop = prop_find(node, P_FEATURES)))
        style->features = make_phrase(m, prop->text, scope, NULL, NULL);
    if (make_length(m, node, P_SIZE, scope, &size)) style->size = size;
    if (make_int(m, node, P_LEADING, scope, &n)) *leading = n;
    make_colour(m, node, P_COLOUR, scope, &style->colour);
    apply_choices(m, node, scope, style);
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

static bool prop_varies(const Prop *prop)
{
    if (prop->dynamic) return true;
    if (prop->kind != PROP_TEMPLATE) return false;
    return prop->text->n_langs || !template_is_constant(prop->text->text);
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

/* Whether a style property of the node, or of the styles it builds on, depends on the record. */
static bool style_varies(const Make *m, const LNode *node)
{
    for (size_t i = 0; i < node->n_props; i++)
        if (is_style_prop((PropId)node->props[i].id) && prop_varies(&node->props[i])) return true;
    const Prop *prop = prop_find(node, P_STYLE);
    const NamedStyle *named = prop ? layout_style(m->layout, prop->name) : NULL;
    for (; named; named = named->like.len ? layout_style(m->layout, named->like) : NULL) {
        if (named_varies(named->node)) return true;
        for (size_t i = 0; i < named->n_langs; i++)
            if (named_varies(named->langs[i].node)) return true;
    }
    return false;
}

const TextStyle *make_style(Make *m, const LNode *node, const Scope *scope)
{
    StyleMemo *memo = node->number ? &m->memos[node->number] : NULL;
    if (memo && memo->style && str_eq(memo->lang, m->eval.lang) &&
        memo->line_step == m->grid.line_step)
        return memo->style;
    if (memo && !memo->style && !memo->varies) memo->varies = style_varies(m, node);
    bool kept = memo && !memo->varies;
    TextStyle style = standard_style(m);
    Num leading = 13500;
    apply_style(m, node, scope, &style, &leading, 0);
    if (!kept || memo->style) return finish_style(m, m->arena, style, leading);
    memo->lang = str_copy(m->doc, m->eval.lang);
    memo->line_step = m->grid.line_step;
    return memo->style = finish_style(m, m->doc, style, leading);
}

const TextStyle *make_named_style(Make *m, Str name, const LNode *over, const Scope *scope)
{
    Prop prop = {.id = P_STYLE, .kind = PROP_NAME};
    prop.name = name;
    LNode named = {.type = NODE_TEXT};
    node_set_props(&named, &prop, 1);
    TextStyle style = standard_style(m);
    Num leading = 13500;
    if (name.len) apply_style(m, &named, scope, &style, &leading, 0);
    if (over) apply_style(m, over, scope, &style, &leading, 0);
    return finish_style(m, m->arena, style, leading);
}
