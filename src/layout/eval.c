/* eval - property values for one record: constants as they are, templates evaluated and read. */
#include "layout/box.h"
#include "layout/values.h"

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
    return template_eval(text, &m->eval, missing, from);
}

Str make_phrase_now(Make *m, const Phrase *phrase, const Scope *scope, bool *missing, Span *from)
{
    return eval_template(m, phrase_in(phrase, m->eval.lang), scope, missing, from);
}

Str make_phrase(Make *m, const Phrase *phrase, const Scope *scope, bool *missing, Span *from)
{
    const Template *text = phrase_in(phrase, m->eval.lang);
    Str out = eval_template(m, text, scope, missing, from);
    return template_expr(text) ? str_copy(m->arena, out) : out;
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

/* Read at once: it may stand in what the scope refers to. */
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

bool make_prop_ink(Make *m, const Prop *prop, const Scope *scope, Colour *out, Str *text)
{
    const Expr *expr = prop->dynamic ? template_expr(prop->dynamic) : NULL;
    if (!expr) {
        *text = prop->dynamic ? dynamic_text(m, prop, scope) : prop->name;
        return false;
    }
    Value room;
    m->eval.scope = scope, m->eval.arena = m->arena, m->eval.plain = true;
    const Value *value = expr_find(expr, &m->eval, &room);
    bool ready = value->kind == VALUE_COLOUR && value->colour.space == COLOUR_RGB;
    if (ready)
        *out = value->colour;
    else
        *text = str_trim(value_print(value, &m->eval));
    m->eval.plain = false;
    return ready;
}

bool make_prop_colour(Make *m, const Prop *prop, const Scope *scope, Colour *out)
{
    Str text;
    return make_prop_ink(m, prop, scope, out, &text) || make_colour_text(m, text, prop->span, out);
}

bool make_truth(Make *m, const Expr *expr, const Scope *scope)
{
    Value room;
    m->eval.scope = scope, m->eval.arena = m->arena;
    return value_is_true(expr_find(expr, &m->eval, &room));
}
