/* clean - texts without what cannot be seen on paper.
 *
 * Three kinds of invisible characters are told apart. Marks that turn the direction of writing are
 * an error in names, where they make one name look like another. Others that carry nothing in
 * print (zero width space, byte order mark, tags ...) are left out with a warning. Joiners and
 * variation selectors are kept where scripts and emoji need them, after a character that is not
 * Latin; so is the soft hyphen in running text.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "model/model.h"

enum { MAX_MARKS = 8 }; /* combining marks on one base */

typedef enum Fate { FATE_KEEP, FATE_STRIP, FATE_DIRECTION } Fate;

static bool is_direction_mark(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* Characters that become emoji with a variation selector: keycaps, (c), (r). */
static bool takes_selector(uint32_t c)
{
    return c >= 0x0600 || (c >= '0' && c <= '9') || c == '#' || c == '*' || c == 0xA9 || c == 0xAE;
}

static bool is_selector(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static bool is_always_hidden(uint32_t c)
{
    return c == 0x200B || c == 0xFEFF || (c >= 0x2060 && c <= 0x2064) || c == 0x180E ||
           (c >= 0xE0000 && c <= 0xE007F) || (c >= 0x206A && c <= 0x206F);
}

static Fate fate_of(uint32_t c, uint32_t before, bool running_text)
{
    if (is_direction_mark(c)) return FATE_DIRECTION;
    if (c == 0x00AD) return running_text ? FATE_KEEP : FATE_STRIP;
    if (c == 0x200C || c == 0x200D) return before >= 0x0600 ? FATE_KEEP : FATE_STRIP;
    if (is_selector(c)) return takes_selector(before) ? FATE_KEEP : FATE_STRIP;
    return is_always_hidden(c) ? FATE_STRIP : FATE_KEEP;
}

static bool is_plain_ascii(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80) return false;
    return true;
}

static Str code_point_name(Arena *arena, uint32_t c) { return str_format(arena, "U+%04X", c); }

/* Not taken for granted even in an address: nobody can see it, or it looks like a space. */
bool is_unseen(uint32_t c)
{
    return is_direction_mark(c) || is_always_hidden(c) || is_selector(c) || c == 0x00AD ||
           c == 0x200C || c == 0x200D || c == 0x00A0 || c == 0x1680 || c == 0x2028 || c == 0x2029 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* A word of letters from several scripts that look the same: `\u0410dmin` with a Cyrillic A. */
static void check_mixed(Model *model, const Node *node, Str text)
{
    ptrdiff_t found = model->options->mixed ? model->options->mixed(text) : -1;
    if (found < 0) return;
    size_t start = (size_t)found, at = start;
    uint32_t c = utf8_next(text, &at);
    diag_report(model->diag, DIAG_NAME_MIXED, node_part(node, start, at - start),
                str_slice(text, start, at), code_point_name(model->arena, c));
}

/* Reports what is invisible in the text; true if anything is to be left out. */
static bool find_hidden(Model *model, const Field *field, const Node *node, Str text, bool *ok)
{
    bool running_text = field->kind == FIELD_TEXT && !(field->flags & FIELD_NAME);
    bool hidden = false;
    unsigned marks = 0;
    uint32_t before = 0;
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = utf8_next(text, &at);
        Fate fate = fate_of(c, before, running_text);
        marks = utf8_width(c) == 0 && fate == FATE_KEEP && c != 0x200D ? marks + 1 : 0;
        if (marks == MAX_MARKS + 1) {
            diag_report(model->diag, DIAG_MARKS_MANY, node_part(node, start, at - start),
                        str_format(model->arena, "%d", MAX_MARKS));
            *ok = false;
        }
        if (fate == FATE_KEEP) {
            before = c;
            continue;
        }
        hidden = true;
        bool error = fate == FATE_DIRECTION && field->flags & FIELD_NAME;
        diag_report(model->diag, error ? DIAG_HIDDEN_DIRECTION : DIAG_HIDDEN_MARK,
                    node_part(node, start, at - start), code_point_name(model->arena, c));
        if (error) *ok = false;
    }
    return hidden;
}

static Str without_hidden(Arena *arena, Str text, bool running_text)
{
    StrBuf out;
    strbuf_init(&out, arena);
    uint32_t before = 0;
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = utf8_next(text, &at);
        if (fate_of(c, before, running_text) != FATE_KEEP) continue;
        strbuf_add(&out, str_slice(text, start, at));
        before = c;
    }
    return str_trim(strbuf_str(&out));
}

static bool is_blank(Str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        if (c > ' ' && !is_unseen(c)) return false;
    }
    return true;
}

static bool check_name(Model *model, const Field *field, const Node *node, Str text)
{
    size_t n = text.len > LIMIT_NAME_CHARS ? utf8_count(text) : text.len;
    if (is_blank(text)) {
        diag_report(model->diag, DIAG_NAME_EMPTY, node->span, field->name);
        return false;
    }
    if (n <= LIMIT_NAME_CHARS) return true;
    diag_report(model->diag, DIAG_NAME_LONG, node->span, str_format(model->arena, "%zu", n),
                str_format(model->arena, "%d", LIMIT_NAME_CHARS));
    return false;
}

bool clean_text(Model *model, const Field *field, const Node *node, Str *text)
{
    Str trimmed = str_trim(node->text);
    bool ok = true;
    bool one_line = field->kind != FIELD_TEXT || field->flags & FIELD_NAME;
    ptrdiff_t line_end = one_line ? str_find(trimmed, STR("\n")) : -1;
    if (line_end >= 0) {
        diag_report(model->diag, DIAG_LINE_BREAK, node->span, field->name);
        ok = false;
    }
    /* Offsets must count from the start of the node's text for node_part. */
    Str whole = {node->text.ptr, (size_t)(trimmed.ptr - node->text.ptr) + trimmed.len};
    if (field->flags & FIELD_NAME && !is_plain_ascii(trimmed)) check_mixed(model, node, whole);
    if (!is_plain_ascii(trimmed) && find_hidden(model, field, node, whole, &ok)) {
        bool running_text = field->kind == FIELD_TEXT && !(field->flags & FIELD_NAME);
        trimmed = without_hidden(model->arena, trimmed, running_text);
    }
    if (field->flags & FIELD_NAME && !check_name(model, field, node, trimmed)) ok = false;
    *text = trimmed;
    return ok;
}

/* ISO 639-1 */
static const char languages[] =
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";
/* ISO 639-3: languages of Indonesia */
static const char languages_indonesia[] =
    "ace ban bbc bew bjn bug day gor iba kut mad mak min nij sas tet ";

static int compare_codes(const void *code, const void *entry)
{
    const Str *wanted = code;
    return memcmp(wanted->ptr, entry, wanted->len);
}

bool language_is_known(Str code) /* asked for every key of a map */
{
    bool two = code.len == 2;
    if (!two && code.len != 3) return false;
    size_t size = (two ? sizeof languages : sizeof languages_indonesia) - 1;
    return bsearch(&code, two ? languages : languages_indonesia, size / (code.len + 1),
                   code.len + 1, compare_codes) != NULL;
}
