/* text_box - paragraphs and the ladder that long ones go down.
 *
 * The ladder's steps add up: each is tried with all those before it. A step `size` is a floor: the
 * largest size between it and the style's own that fits is taken, in half points. A step `text`
 * starts over with another wording and the steps before it. Every step taken is reported. */
#include "layout/box.h"

enum { SIZE_STEP = LEN_PER_PT / 2 };

typedef struct Fitting {
    int max_lines, tracking, width_x100;
    Len size;
    Str text;          /* ptr NULL: the text's own spans */
    Span from;         /* where the text comes from, for messages about another wording */
    const Para *tried; /* of the last try */
} Fitting;

static const TextStyle *part_style(Make *m, const LNode *node, const TextPart *part,
                                   const TextStyle *whole, const Scope *scope)
{
    if (!part->style || !part->style->n_props) return whole;
    /* A span inherits the paragraph's properties, then its own style, then its own properties. */
    LNode merged = *node;
    size_t n = 0;
    Prop *props = ARENA_ARRAY(m->arena, Prop, node->n_props + part->style->n_props);
    for (int id = 0; id < N_PROPS; id++) {
        const Prop *own = prop_find(part->style, (PropId)id), *base = prop_find(node, (PropId)id);
        if (own || base) props[n++] = own ? *own : *base;
    }
    const Prop *own_style = prop_find(part->style, P_STYLE);
    if (!own_style) {
        node_set_props(&merged, props, n);
        return make_style(m, &merged, scope);
    }
    TextStyle own = *make_style(m, part->style, scope);
    own.align = whole->align; /* the paragraph's, not a span's */
    return text_keep_style(m, m->arena, &own);
}

static Str joined(Arena *arena, const TextSpan *spans, size_t n)
{
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < n; i++) strbuf_add(&out, spans[i].text);
    return strbuf_str(&out);
}

/* Evaluates the parts and shapes them; false if there is nothing to show. */
static bool set_words(Make *m, TextBox *text, const LNode *node, const Scope *scope)
{
    const Prop *main = prop_find(node, P_MAIN);
    TextSpan one,
        *spans = main->spans.n == 1 ? &one : ARENA_ARRAY(m->arena, TextSpan, main->spans.n);
    size_t n = 0;
    for (size_t i = 0; i < main->spans.n; i++) {
        const TextPart *part = &main->spans.items[i];
        Span from = {0};
        Str words = make_phrase_now(m, part->text, scope, NULL, &from);
        if (!words.len) continue;
        Str link = part->link ? make_phrase_now(m, part->link, scope, NULL, NULL) : STR("");
        if (!text->from.source) text->from = from;
        spans[n++] = (TextSpan){words, part_style(m, node, part, text->style, scope), link,
                                from.source ? from : node->span};
    }
    bool blank = true;
    for (size_t i = 0; i < n && blank; i++) blank = !str_trim(spans[i].text).len;
    if (blank) return false;
    text->n_spans = n;
    text->whole = text_para(m, spans, n);
    text->shown = n == 1 ? text->whole.spans[0].text : joined(m->arena, spans, n);
    return true;
}

Box *make_text(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    const Prop *fit = prop_find(node, P_FIT);
    TextBox *text = &box->text;
    if (!prop_find(node, P_MAIN)) return NULL;
    text->style = make_style(m, node, scope);
    if (!set_words(m, text, node, scope)) return NULL;
    int64_t n;
    text->max_lines = make_int(m, node, P_LINES, scope, &n) && n > 0 ? (int)n : 0;
    text->orphans = make_int(m, node, P_ORPHANS, scope, &n) ? (int)n : 2;
    text->widows = make_int(m, node, P_WIDOWS, scope, &n) ? (int)n : 2;
    text->trimmed = make_trim(m, node, scope);
    if (fit) {
        Str *texts = ARENA_ARRAY(m->arena, Str, fit->fit.n);
        for (size_t i = 0; i < fit->fit.n; i++)
            if (fit->fit.items[i].kind == FIT_TEXT)
                texts[i] = make_phrase(m, fit->fit.items[i].text, scope, NULL, NULL);
        text->fit_texts = texts;
    }
    return box;
}

static Len lines_height(const TextBox *text)
{
    if (!text->n_lines) return 0;
    const Line *first = &text->lines.items[text->first_line],
               *last = &text->lines.items[text->first_line + text->n_lines - 1];
    if (text->trimmed) return text->cap_height + last->baseline - first->baseline + last->overshoot;
    return last->top + last->height - first->top;
}

/* The spans as the fitting wants them. */
static TextPara fitted_para(Make *m, const TextBox *text, const Fitting *f)
{
    size_t n = f->text.ptr ? 1 : text->n_spans;
    TextSpan one, *spans = n == 1 ? &one : ARENA_ARRAY(m->arena, TextSpan, n);
    for (size_t i = 0; i < n; i++) {
        spans[i] = text->whole.spans[i];
        if (f->text.ptr) spans[i].text = f->text, spans[i].from = f->from;
        TextStyle style = *spans[i].style;
        style.leading = len_scale(style.leading, f->size, text->style->size);
        style.size = len_scale(style.size, f->size, text->style->size);
        if (f->tracking) style.tracking = f->tracking;
        style.width_percent_x100 = f->width_x100;
        spans[i].style = text_keep_style(m, m->arena, &style);
    }
    return text_para(m, spans, n);
}

static bool lines_fit(const TextBox *text, const Fitting *f, Len height)
{
    if (text->lines.overfull || text->lines.split_word) return false;
    if (f->max_lines && text->lines.n > (size_t)f->max_lines) return false;
    return height == LEN_UNSET || lines_height(text) <= height;
}

static bool try_fitting(Make *m, TextBox *text, Fitting *f, Len width, Len height)
{
    bool plain =
        f->size == text->style->size && !f->tracking && f->width_x100 == 10000 && !f->text.ptr;
    TextPara para = plain ? text->whole : fitted_para(m, text, f);
    f->tried = para.para;
    text->lines = text_lines(m, para, width);
    text->first_line = 0, text->n_lines = text->lines.n;
    text->cap_height = text->lines.cap_height;
    return lines_fit(text, f, height);
}

/* Whether a size fits, by the paragraph that was made last if that is sure: most sizes that are
 * tried need no paragraph of their own. */
static bool size_fits(Make *m, TextBox *text, const Para *last, Fitting *f, Len width, Len height)
{
    LinesTold told = LINES_UNKNOWN;
    if (height == LEN_UNSET && f->max_lines && text->n_spans == 1) {
        Len size = len_scale(text->whole.spans[0].style->size, f->size, text->style->size);
        told = para_foretell(last, size, width, (size_t)f->max_lines);
    }
    return told == LINES_UNKNOWN ? try_fitting(m, text, f, width, height) : told == LINES_FIT;
}

/* The largest size from the floor up that fits; the fitting, which was tried, is left at it, or at
 * the floor. */
static bool try_sizes(Make *m, TextBox *text, Fitting *f, Len floor, Len width, Len height)
{
    const Para *last = f->tried;
    Len top = f->size;
    int low = 0, high = (int)((top - floor) / SIZE_STEP);
    if (high < 0) return false;
    f->size = floor;
    if (!size_fits(m, text, last, f, width, height)) return false;
    while (low < high) { /* size floor + low fits, and none above high is known to */
        int middle = (low + high + 1) / 2;
        f->size = floor + middle * SIZE_STEP;
        if (size_fits(m, text, last, f, width, height))
            low = middle;
        else
            high = middle - 1;
    }
    f->size = floor + low * SIZE_STEP;
    return try_fitting(m, text, f, width, height);
}

static bool take_steps(Make *m, TextBox *text, const Prop *fit, size_t n_steps, Fitting *f,
                       Len width, Len height)
{
    for (size_t i = 0; i < n_steps; i++) {
        const FitStep *step = &fit->fit.items[i];
        switch (step->kind) {
        case FIT_LINES:
            f->max_lines = step->value;
            break;
        case FIT_TRACKING:
            f->tracking = step->value;
            break;
        case FIT_WIDTH:
            f->width_x100 = step->value;
            break;
        case FIT_SIZE:
            if (try_sizes(m, text, f, step->value, width, height)) return true;
            break;
        default:
            continue;
        }
        if (try_fitting(m, text, f, width, height)) return true;
    }
    return false;
}

static Str fitting_shown(Make *m, const TextBox *text, const Fitting *f)
{
    StrBuf out;
    strbuf_init(&out, m->doc);
    strbuf_format(&out, "%zu line%s", text->lines.n, text->lines.n == 1 ? "" : "s");
    if (f->size != text->style->size)
        strbuf_format(&out, ", size %d.%d pt instead of %d.%d pt", f->size / 1000,
                      f->size % 1000 / 100, text->style->size / 1000,
                      text->style->size % 1000 / 100);
    if (f->tracking) strbuf_format(&out, ", tracking %d/1000", f->tracking);
    if (f->width_x100 != 10000) strbuf_format(&out, ", width %d %%", f->width_x100 / 100);
    if (f->text.ptr) strbuf_format(&out, ", shortened to `%.*s`", STR_ARG(f->text));
    return strbuf_str(&out);
}

static void report_misfit(Make *m, const Box *box, Len width, Len height)
{
    const TextBox *text = &box->text;
    Len longest = para_longest_word(text->whole.para);
    Str need, has;
    if (longest > width) {
        need = str_format(m->arena, "%.*s across for its longest word",
                          STR_ARG(len_shown(m->arena, longest)));
        has = len_shown(m->arena, width);
    } else if (height != LEN_UNSET && lines_height(text) > height) {
        need = str_format(m->arena, "%.*s down", STR_ARG(len_shown(m->arena, lines_height(text))));
        has = len_shown(m->arena, height);
    } else {
        need = str_format(m->arena, "%zu lines", text->lines.n);
        has = str_format(m->arena, "room for %d", text->max_lines ? text->max_lines : 1);
    }
    Str before = diag_set_record(m->diag, box->record);
    diag_report(m->diag, DIAG_LAYOUT_TEXT_FIT, box->node->span, need, has);
    if (text->from.source)
        diag_note(m->diag, text->from, STR("the text stands here"));
    else
        diag_note(
            m->diag, (Span){0},
            str_format(m->arena, "the text is `%.*s`", STR_ARG(str_slice(text->shown, 0, 120))));
    diag_set_record(m->diag, before);
}

/* Nothing is left to try: another wording, or the smallest size. */
static bool is_last_resort(const Prop *fit, const Fitting *f)
{
    Len floor = 0;
    for (size_t i = 0; i < fit->fit.n; i++)
        if (fit->fit.items[i].kind == FIT_SIZE) floor = fit->fit.items[i].value;
    return f->text.ptr || f->size <= floor;
}

static void report_fitting(Make *m, const Box *box, const Prop *fit, const Fitting *f)
{
    const TextBox *text = &box->text;
    Str steps = fitting_shown(m, text, f);
    Span at = text->from.source ? text->from : box->node->span;
    FitNote note = {box->record, text->shown, steps, at};
    if (m->run->fitted) m->run->fitted(m->run->fitted_context, &note);
    Str before = diag_set_record(m->diag, box->record);
    diag_report(m->diag, DIAG_LAYOUT_FIT_STEP, at, steps);
    if (is_last_resort(fit, f)) diag_report(m->diag, DIAG_LAYOUT_FIT_LAST, at, steps);
    diag_set_record(m->diag, before);
}

/* Goes down the ladder until it fits. */
static void fit_text(Make *m, Box *box, Len width, Len height)
{
    TextBox *text = &box->text;
    const Prop *fit = prop_find(box->node, P_FIT);
    Fitting start = {.max_lines = text->max_lines,
                     .width_x100 = text->style->width_percent_x100,
                     .size = text->style->size,
                     .from = text->from.source ? text->from : box->node->span};
    if (try_fitting(m, text, &start, width, height)) return;
    Fitting f = start;
    bool done = fit && take_steps(m, text, fit, fit->fit.n, &f, width, height);
    for (size_t i = 0; fit && i < fit->fit.n && !done; i++) {
        if (fit->fit.items[i].kind != FIT_TEXT || !text->fit_texts[i].len) continue;
        f = start;
        f.text = text->fit_texts[i];
        done = try_fitting(m, text, &f, width, height) ||
               take_steps(m, text, fit, i, &f, width, height);
    }
    if (!done) {
        report_misfit(m, box, width, height);
        /* Nothing will be printed; what follows is laid out as if it had been made to fit. */
        if (text->max_lines && text->n_lines > (size_t)text->max_lines)
            text->n_lines = (size_t)text->max_lines;
        return;
    }
    report_fitting(m, box, fit, &f);
}

/* What is left of a split text goes on in another width. */
static void break_rest(Make *m, Box *box, Len inner)
{
    TextBox *text = &box->text;
    bool to_the_end = text->first_line > 0 && text->first_line + text->n_lines == text->lines.n;
    uint32_t from = to_the_end ? text->lines.items[text->first_line - 1].next : 0;
    if (!from || text->max_lines || prop_find(box->node, P_FIT)) return;
    text->lines = para_break_from(m->arena, text->whole.para, from, inner);
    text->first_line = 0, text->n_lines = text->lines.n, text->measure = inner;
    if (text->lines.overfull) report_misfit(m, box, inner, LEN_UNSET);
}

void measure_text(Make *m, Box *box, Len width, Len height)
{
    TextBox *text = &box->text;
    Len inner = width - box->padding.left - box->padding.right;
    Len padding = box->padding.top + box->padding.bottom;
    Len limit = height == LEN_UNSET ? LEN_UNSET : height - padding;
    if (box->split_off) {
        if (inner != text->measure) break_rest(m, box, inner);
        box->rect.h = lines_height(text) + padding;
        return;
    }
    text->measure = inner;
    if (text->max_lines || prop_find(box->node, P_FIT) || limit != LEN_UNSET) {
        fit_text(m, box, inner, limit);
    } else {
        text->lines = text_lines(m, text->whole, inner);
        text->first_line = 0, text->n_lines = text->lines.n;
        text->cap_height = text->lines.cap_height;
        if (text->lines.overfull)
            report_misfit(m, box, inner, LEN_UNSET);
        else if (text->lines.split_word) {
            Str before = diag_set_record(m->diag, box->record);
            diag_report(m->diag, DIAG_LAYOUT_WORD_SPLIT,
                        text->from.source ? text->from : box->node->span,
                        str_slice(text->shown, 0, 80),
                        len_shown(m->arena, para_longest_word(text->whole.para)),
                        len_shown(m->arena, inner));
            diag_set_record(m->diag, before);
        }
    }
    box->rect.h = height != LEN_UNSET ? height : lines_height(text) + padding;
}
