/* para - items and breaks into shaped pieces, pieces into boxes.
 *
 * A piece is what is shaped at once: text of one item, without a place where a line may end, and
 * either all white or all ink. A box is the pieces up to a place where a line may end, with the
 * white before that place kept apart, since it goes when the line does end there.
 */
#include "text/para.h"

#include "base/utf8.h"
#include "text/compose.h"
#include "text/face.h"

static bool is_white(char c) { return c == ' ' || c == '\n'; }

static Shape find_shape(const Para *para, const Item *item, uint32_t start, uint32_t end)
{
    struct WordCache *cache = para->context->cache;
    if (item->cursive) {
        bool inside = (start > 0 && !is_white(para->text.ptr[start - 1])) ||
                      (end < para->text.len && !is_white(para->text.ptr[end]));
        if (inside) return shape_in_context(cache, &item->shaping->key, para->text, start, end);
    }
    return shape_word(cache, item->shaping, str_slice(para->text, start, end));
}

/* Rounded to nearest. */
static Len scaled(int64_t units, int64_t num, int64_t den)
{
    int64_t n = units * num;
    return units == 0 ? 0 : (Len)((n + (n < 0 ? -den / 2 : den / 2)) / den);
}

/* The same; nearly all figures fit into 32 bits, where a division is far quicker. `den` does. */
static inline Len scaled_short(int64_t units, int64_t num, int64_t den)
{
    uint64_t n = (uint64_t)(units * num + den / 2);
    return n - 1 < UINT32_MAX ? (Len)((uint32_t)n / (uint32_t)den) : scaled(units, num, den);
}

/* Font units to lengths, with tracking after each cluster. A glyph that the font turned out not to
 * have after all (a rule of the font's led to .notdef) is reported and left out. */
static void scale_glyphs(const Para *para, Shape shape, Piece *piece, Glyph *glyphs)
{
    const Item *item = piece->item;
    const TextStyle *text = item->style->span->style;
    int64_t upem = item->font->upem, num = item->size, den = upem, width = 0;
    if (text->width_percent_x100 != 10000) {
        num *= text->width_percent_x100;
        den *= 10000;
    }
    Len tracking = item->cursive ? 0 : item->style->tracking;
    Glyph *to = glyphs;
    for (uint32_t i = 0; i < shape.n; i++) {
        const ShapedGlyph *from = &shape.glyphs[i];
        if (from->id == 0) {
            size_t at = from->cluster;
            note_no_glyph(para, item->style, utf8_next(piece->text, &at));
            continue;
        }
        *to = (Glyph){from->id, from->cluster, scaled_short(from->advance, num, den), 0, 0};
        if (!shape.plain) {
            to->dx = scaled(from->dx, num, den);
            to->dy = scaled(-from->dy, item->size, upem);
        }
        bool ends_cluster =
            shape.plain || i + 1 == shape.n || shape.glyphs[i + 1].cluster != from->cluster;
        if (tracking && ends_cluster) to->advance = len_sum((int64_t)to->advance + tracking);
        width += to++->advance;
    }
    piece->n_glyphs = (uint32_t)(to - glyphs);
    piece->width = len_sum(width);
}

Len tracking_after(const Piece *piece)
{
    bool tracked = piece->n_glyphs && !piece->item->cursive;
    return tracked ? piece->item->style->tracking : 0;
}

/* Word spacing, as the style adds it to what the font gives. */
static void widen_spaces(Piece *piece, Glyph *glyphs)
{
    const TextStyle *text = piece->item->style->span->style;
    Len more = len_scale(len_scale(piece->item->size, text->word_spacing, 1000),
                         text->width_percent_x100, 10000);
    for (uint32_t i = 0; i < piece->n_glyphs; i++) glyphs[i].advance += more;
    piece->width += more * (Len)piece->n_glyphs;
}

Piece shape_piece(Arena *arena, const Para *para, const Item *item, uint32_t start, uint32_t end,
                  PieceKind kind)
{
    Shape shape = find_shape(para, item, start, end);
    Glyph *glyphs = ARENA_ARRAY_RAW(arena, Glyph, shape.n);
    Piece piece = {kind, start, str_slice(para->text, start, end), item, glyphs, 0, 0};
    scale_glyphs(para, shape, &piece, glyphs);
    if (kind == PIECE_SPACE) widen_spaces(&piece, glyphs);
    return piece;
}

/* Kind of a character that is not of ASCII; *at moves past it. U+202F keeps its width. */
static PieceKind wide_kind_at(Str text, size_t *at)
{
    uint32_t c = utf8_next(text, at);
    if (c == 0xA0) return PIECE_SPACE;
    bool blank = (c >= 0x2000 && c <= 0x200A && c != 0x2007) || c == 0x205F || c == 0x3000;
    return blank ? PIECE_BLANK : PIECE_INK;
}

static inline PieceKind kind_at(Str text, size_t *at)
{
    unsigned char c = (unsigned char)text.ptr[*at];
    if (c >= 0x80) return wide_kind_at(text, at);
    ++*at;
    return c == ' ' ? PIECE_SPACE : PIECE_INK;
}

static uint32_t piece_end(const Para *para, uint32_t start, uint32_t limit, PieceKind *kind)
{
    Str text = para->text;
    size_t end = start;
    *kind = kind_at(text, &end);
    while (end < limit && !(para->at[end] & AT_BREAK)) {
        size_t next = end;
        if (kind_at(text, &next) != *kind) break;
        end = next;
    }
    return (uint32_t)end;
}

static void add_to_box(Box *box, const Piece *piece)
{
    bool ink = piece->kind == PIECE_INK;
    box->n_pieces++;
    box->white += piece->width;
    if (piece->kind == PIECE_SPACE) box->white_stretch += piece->width;
    box->end = piece->start + (uint32_t)piece->text.len;
    if (!ink) return;
    box->width += box->white;
    box->stretch += box->white_stretch;
    box->white = box->white_stretch = 0;
    box->n_ink = box->n_pieces;
    box->ink_end = box->end;
    box->tail = tracking_after(piece);
}

static const SpanStyle *style_at(const Para *para, uint32_t offset)
{
    const SpanStyle *style = para->styles;
    while (style + 1 < para->styles + para->n_styles && offset >= style->end) style++;
    return style;
}

static Box new_box(const Para *para, uint32_t start)
{
    return (Box){.start = start,
                 .ink_end = start,
                 .end = start,
                 .piece = (uint32_t)para->pieces.len,
                 .style = style_at(para, start)};
}

static void close_box(Para *para, Box *box, bool forced, uint32_t next)
{
    box->forced = forced;
    for (uint32_t i = box->start + 1; para->divides && i < box->ink_end && !box->divides; i++)
        box->divides = para->at[i] & (AT_HYPHEN | AT_SOFT_HYPHEN);
    VEC_PUSH(para->arena, &para->boxes, *box);
    *box = new_box(para, next);
}

/* An ordinary space looks as the one before it in its item does. */
static Piece next_space(const Piece *space, uint32_t start)
{
    Piece piece = *space;
    piece.text.ptr += start - space->start;
    piece.start = start;
    return piece;
}

static bool is_one_space(const Para *para, uint32_t start, uint32_t end)
{
    return end == start + 1 && para->text.ptr[start] == ' ';
}

static void add_piece(Para *para, const Item *item, uint32_t start, uint32_t end, PieceKind kind)
{
    size_t space = para->space;
    bool again = kind == PIECE_SPACE && is_one_space(para, start, end) && !item->cursive;
    Piece piece = again && space && para->pieces.items[space - 1].item == item
                      ? next_space(&para->pieces.items[space - 1], start)
                      : shape_piece(para->arena, para, item, start, end, kind);
    VEC_PUSH(para->arena, &para->pieces, piece);
    if (again) para->space = para->pieces.len;
}

/* Boxes of one forced line, text[start..end). */
static void add_boxes(Para *para, size_t *item, uint32_t start, uint32_t end)
{
    Box box = new_box(para, start);
    for (uint32_t at = start; at < end;) {
        if (para->at[at] & AT_BREAK && box.start < at) close_box(para, &box, false, at);
        while (*item < para->items.len && para->items.items[*item].end <= at) ++*item;
        const Item *here = *item < para->items.len ? &para->items.items[*item] : NULL;
        if (!here || here->start > at) { /* left out: no font has it */
            at++;
            continue;
        }
        PieceKind kind;
        uint32_t stop = piece_end(para, at, here->end < end ? here->end : end, &kind);
        add_piece(para, here, at, stop, kind);
        add_to_box(&box, &para->pieces.items[para->pieces.len - 1]);
        at = stop;
    }
    close_box(para, &box, true, end);
}

bool para_is_faultless(const Para *para)
{
    bool good = para->simple && !para->missing->len;
    for (size_t i = 0; i < para->n_styles && good; i++)
        good = para->styles[i].font && !para->styles[i].substitute;
    return good;
}

/* For as many boxes and pieces as most texts have: a word and a space between two breaks. */
static void make_room(Para *para)
{
    para->boxes.cap = para->n_breaks + 2;
    para->boxes.items = ARENA_ARRAY_RAW(para->arena, Box, para->boxes.cap);
    para->pieces.cap = 2 * para->n_breaks + 3;
    para->pieces.items = ARENA_ARRAY_RAW(para->arena, Piece, para->pieces.cap);
}

Para *para_new(Arena *arena, TextContext *context, const TextSpan *spans, size_t n)
{
    Para *para = ARENA_NEW(arena, Para);
    para->context = context;
    para->arena = arena;
    para->n_styles = n;
    para->styles = ARENA_ARRAY(arena, SpanStyle, n);
    para->missing = ARENA_NEW(arena, MissingChars);
    if (n == 0) return para;
    resolve_styles(para, spans);
    prepare_text(para, spans, n);
    itemise(para);
    find_breaks(para);
    find_hyphens(para);
    make_room(para);
    size_t item = 0;
    for (size_t start = 0, end; start < para->text.len; start = end + 1) {
        const char *feed = memchr(para->text.ptr + start, '\n', para->text.len - start);
        end = feed ? (size_t)(feed - para->text.ptr) : para->text.len;
        add_boxes(para, &item, (uint32_t)start, (uint32_t)end);
    }
    report_no_glyphs(para);
    return para;
}

Len pieces_width(const Piece *pieces, size_t n)
{
    int64_t width = 0;
    for (size_t i = 0; i < n; i++) width += pieces[i].width;
    return n ? len_sum(width - tracking_after(&pieces[n - 1])) : 0;
}

/* The hyphen takes the style and font of the letters before it. */
static Piece hyphen_piece(Arena *arena, const Para *para, const Piece *before)
{
    static const char text[] = "\xE2\x80\x90";
    Str hyphen = font_has(before->item->font, 0x2010) ? (Str){text, 3} : STR("-");
    ShapeKey key = {before->item->font, before->item->style->features,
                    before->item->style->lang->shaping, before->item->script, false};
    struct WordCache *cache = para->context->cache;
    Shape shape = shape_word(cache, shape_with(cache, key), hyphen);
    Glyph *glyphs = ARENA_ARRAY_RAW(arena, Glyph, shape.n);
    Piece piece = {
        PIECE_INK, before->start + (uint32_t)before->text.len, hyphen, before->item, glyphs, 0, 0};
    scale_glyphs(para, shape, &piece, glyphs);
    return piece;
}

void box_part(Arena *arena, const Para *para, const Box *box, uint32_t from, uint32_t to,
              bool hyphen, Pieces *out)
{
    for (uint32_t i = 0; i < box->n_pieces; i++) {
        const Piece *piece = &para->pieces.items[box->piece + i];
        uint32_t end = piece->start + (uint32_t)piece->text.len;
        if (end <= from || piece->start >= to) continue;
        if (from <= piece->start && end <= to) {
            VEC_PUSH(arena, out, *piece);
            continue;
        }
        uint32_t start = piece->start > from ? piece->start : from;
        uint32_t stop = end < to ? end : to;
        VEC_PUSH(arena, out, shape_piece(arena, para, piece->item, start, stop, piece->kind));
    }
    if (!hyphen || out->len == 0) return;
    Piece last = hyphen_piece(arena, para, &out->items[out->len - 1]);
    VEC_PUSH(arena, out, last);
}

Lines para_break(Arena *arena, const Para *para, Len width)
{
    return para_break_from(arena, para, 0, width);
}

Lines para_break_from(Arena *arena, const Para *para, uint32_t from, Len width)
{
    LineEnds few[4]; /* room for the lines of most texts */
    Fit fit = {.lines = {few, 0, sizeof few / sizeof *few}};
    for (uint32_t first = from, last; first < para->boxes.len; first = last + 1) {
        for (last = first; !para->boxes.items[last].forced;) last++;
        bool justify = width != LEN_MAX && para->styles[0].span->style->align == ALIGN_JUSTIFY;
        if (justify && fit_justified(arena, para, first, last, width, &fit)) continue;
        if (!justify && para->styles[0].span->style->balance)
            fit_balanced(arena, para, first, last, width, &fit);
        else
            fit_ragged(arena, para, first, last, width, &fit);
    }
    return lines_place(arena, para, &fit, width);
}

Len para_natural_width(const Para *para)
{
    int64_t widest = 0, width = 0;
    for (size_t i = 0; i < para->boxes.len; i++) {
        const Box *box = &para->boxes.items[i];
        if (box->width && width + box->width - box->tail > widest)
            widest = width + box->width - box->tail;
        width = box->forced ? 0 : width + box->width + box->white;
    }
    return widest < LEN_MAX ? (Len)widest : LEN_MAX;
}

Len para_longest_word(const Para *para)
{
    Len widest = 0;
    for (size_t i = 0; i < para->boxes.len; i++) {
        const Box *box = &para->boxes.items[i];
        if (box->width - box->tail > widest) widest = box->width - box->tail;
    }
    return widest;
}
