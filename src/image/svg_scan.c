/* svg_scan - what can be told of an SVG drawing from its tags alone.
 *
 * Not a parser: librsvg does that. Tags, attributes and style sheets are skimmed for what a printed
 * page cannot have: text that depends on fonts of the machine, and parts in other files
 * (href, url(), @import, a style sheet).
 */
#include "image/artwork.h"

typedef struct Skim {
    Str text;
    size_t at;
    SvgTraits traits;
} Skim;

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static Str rest(const Skim *s) { return str_slice(s->text, s->at, s->text.len); }

/* To behind the next `mark`, or to the end. Returns what was passed. */
static Str skip_past(Skim *s, Str mark)
{
    ptrdiff_t found = str_find(rest(s), mark);
    size_t start = s->at;
    s->at = found < 0 ? s->text.len : start + (size_t)found + mark.len;
    return str_slice(s->text, start, found < 0 ? s->text.len : start + (size_t)found);
}

static void note_target(Skim *s, Str target)
{
    target = str_trim(target);
    if (!target.len || target.ptr[0] == '#' || str_starts(target, STR("data:"))) return;
    if (!s->traits.outside.len) s->traits.outside = str_slice(target, 0, 100);
}

/* A quoted text or one up to the bracket. */
static Str css_word(Str css, size_t at)
{
    while (at < css.len && is_blank(css.ptr[at])) at++;
    bool quoted = at < css.len && (css.ptr[at] == '"' || css.ptr[at] == '\'');
    size_t end = quoted ? ++at : at;
    while (end < css.len && css.ptr[end] != (quoted ? css.ptr[at - 1] : ')') && css.ptr[end] != ';')
        end++;
    return str_slice(css, at, end);
}

static void skim_css(Skim *s, Str css)
{
    static const Str marks[] = {{"url(", 4}, {"@import", 7}};
    for (size_t k = 0; k < 2; k++) {
        size_t at = 0;
        for (ptrdiff_t found; (found = str_find(str_slice(css, at, css.len), marks[k])) >= 0;) {
            at += (size_t)found + marks[k].len;
            Str word = css_word(css, at);
            if (!str_starts(word, STR("url("))) note_target(s, word); /* seen by the other mark */
        }
    }
}

/* Without its namespace's prefix. */
static Str local_name(Str name)
{
    ptrdiff_t colon = str_find(name, STR(":"));
    return colon < 0 ? name : str_slice(name, (size_t)colon + 1, name.len);
}

static Str read_name(Skim *s)
{
    size_t start = s->at;
    while (s->at < s->text.len && !is_blank(s->text.ptr[s->at]) && s->text.ptr[s->at] != '=' &&
           s->text.ptr[s->at] != '>' && s->text.ptr[s->at] != '/')
        s->at++;
    return str_slice(s->text, start, s->at);
}

static void skim_attributes(Skim *s, Str element)
{
    bool loads = !str_eq(element, STR("a")); /* a link's target is not drawn */
    while (s->at < s->text.len && s->text.ptr[s->at] != '>') {
        char c = s->text.ptr[s->at];
        if (is_blank(c) || c == '/' || c == '=') {
            s->at++;
            continue;
        }
        Str name = local_name(read_name(s));
        while (s->at < s->text.len && (is_blank(s->text.ptr[s->at]) || s->text.ptr[s->at] == '='))
            s->at++;
        char quote = s->at < s->text.len ? s->text.ptr[s->at] : 0;
        if (quote != '"' && quote != '\'') continue;
        s->at++;
        Str value = skip_past(s, (Str){&quote, 1});
        if (loads && str_eq(name, STR("href"))) note_target(s, value);
        skim_css(s, value);
    }
}

static void skim_tag(Skim *s)
{
    if (str_starts(rest(s), STR("!--"))) {
        skip_past(s, STR("-->"));
    } else if (str_starts(rest(s), STR("![CDATA["))) {
        skim_css(s, skip_past(s, STR("]]>")));
    } else if (str_starts(rest(s), STR("!"))) {
        skip_past(s, STR(">"));
    } else if (!str_starts(rest(s), STR("/"))) {
        Str name = local_name(read_name(s));
        s->traits.n_elements++;
        if (str_eq(name, STR("text"))) s->traits.has_text = true;
        skim_attributes(s, name);
    }
}

SvgTraits svg_scan(Str svg)
{
    Skim s = {.text = svg};
    while (s.at < svg.len) {
        skim_css(&s, skip_past(&s, STR("<")));
        if (s.at < svg.len) skim_tag(&s);
    }
    return s.traits;
}
