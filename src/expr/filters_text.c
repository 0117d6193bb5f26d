/* filters_text - letters, names, addresses. */
#include "base/utf8.h"
#include "base/vec.h"
#include "expr/filter.h"
#include "locale/case.h"
#include "locale/collate.h"
#include "locale/name.h"

Value filter_print(const FilterCall *call, const Value *input)
{
    return value_text(call_text(call, input));
}

Value filter_upper(const FilterCall *call, const Value *input)
{
    return value_text(case_upper(call->context->arena, call_lang(call), call_text(call, input)));
}

Value filter_lower(const FilterCall *call, const Value *input)
{
    return value_text(case_lower(call->context->arena, call_lang(call), call_text(call, input)));
}

Value filter_title(const FilterCall *call, const Value *input)
{
    return value_text(case_title(call->context->arena, call_lang(call), call_text(call, input)));
}

Value filter_capital(const FilterCall *call, const Value *input)
{
    return value_text(case_capital(call->context->arena, call_lang(call), call_text(call, input)));
}

Value filter_trim(const FilterCall *call, const Value *input)
{
    return value_text(str_trim(call_text(call, input)));
}

/* Every `old` in `text` by `new`; the result is cut off behind the limit, which eval reports. */
static Str replace_all(Arena *arena, Str text, Str old, Str new)
{
    if (old.len == 0) return text;
    StrBuf out;
    strbuf_init(&out, arena);
    size_t start = 0;
    while (out.len <= EXPR_TEXT_BYTES) {
        Str rest = str_slice(text, start, text.len);
        ptrdiff_t found = str_find(rest, old);
        if (found < 0) {
            strbuf_add(&out, rest);
            break;
        }
        strbuf_add(&out, str_slice(rest, 0, (size_t)found));
        strbuf_add(&out, new);
        start += (size_t)found + old.len;
    }
    return strbuf_str(&out);
}

Value filter_replace(const FilterCall *call, const Value *input)
{
    return value_text(replace_all(call->context->arena, call_text(call, input),
                                  call_arg_text(call, 0, (Str){0}),
                                  call_arg_text(call, 1, (Str){0})));
}

Value filter_nobreak(const FilterCall *call, const Value *input)
{
    return value_text(
        replace_all(call->context->arena, call_text(call, input), STR(" "), STR(NBSP)));
}

Value filter_split(const FilterCall *call, const Value *input)
{
    Str text = call_text(call, input), separator = call_arg_text(call, 0, (Str){0});
    VEC(Value) parts = {0};
    for (ptrdiff_t found = 0; found >= 0;) {
        found = separator.len ? str_find(text, separator) : -1;
        size_t end = found < 0 ? text.len : (size_t)found;
        Value part = value_text(str_trim(str_slice(text, 0, end)));
        part.node = input->node;
        VEC_PUSH(call->context->arena, &parts, part);
        text = str_slice(text, end + separator.len, text.len);
    }
    return value_list(parts.items, parts.len);
}

Value filter_contains(const FilterCall *call, const Value *input)
{
    const Value *wanted = call_arg(call, 0);
    if (!wanted) return value_unknown();
    if (input->kind != VALUE_LIST)
        return value_bool(str_find(call_text(call, input), call_text(call, wanted)) >= 0);
    for (size_t i = 0; i < input->list.n; i++)
        if (values_equal(call->context, &input->list.items[i], wanted)) return value_bool(true);
    return value_bool(false);
}

Value filter_starts(const FilterCall *call, const Value *input)
{
    return value_bool(str_starts(call_text(call, input), call_arg_text(call, 0, (Str){0})));
}

static bool read_colour(const FilterCall *call, Str text, Colour *out)
{
    bool good = colour_parse(text, out);
    if (!good) call_refuse_text(call, STR("a colour"), text);
    return good;
}

Value filter_legible(const FilterCall *call, const Value *input)
{
    Str dark_text = call_arg_text(call, 0, STR("black")),
        light_text = call_arg_text(call, 1, STR("white"));
    Colour ground, dark, light;
    if (!read_colour(call, call_text(call, input), &ground) ||
        !read_colour(call, dark_text, &dark) || !read_colour(call, light_text, &light))
        return value_unknown();
    bool darker = colour_contrast(ground, dark) > colour_contrast(ground, light);
    return value_text(darker ? dark_text : light_text);
}

Value filter_length(const FilterCall *call, const Value *input)
{
    size_t n = input->kind == VALUE_LIST ? input->list.n : utf8_count(call_text(call, input));
    return value_number(num_from_int((int64_t)n));
}

/* `from` and `to` counted from the end where negative, clamped to 0..n. */
static void clamp_slice(const FilterCall *call, size_t n, size_t *from, size_t *to)
{
    int64_t size = (int64_t)n;
    int64_t ends[] = {call_arg_int(call, 0, 0), call_arg_int(call, 1, size)};
    for (int i = 0; i < 2; i++) {
        if (ends[i] < 0) ends[i] += size;
        if (ends[i] < 0) ends[i] = 0;
        if (ends[i] > size) ends[i] = size;
    }
    *from = (size_t)ends[0];
    *to = (size_t)(ends[1] < ends[0] ? ends[0] : ends[1]);
}

/* Offset of character `n`; combining marks belong to the character before them. */
static size_t character_offset(Str text, size_t n)
{
    size_t offset = 0;
    for (; n > 0 && offset < text.len; n--) utf8_next(text, &offset);
    while (offset > 0 && offset < text.len) {
        size_t next = offset;
        uint32_t c = utf8_next(text, &next);
        if (c == UTF8_INVALID || utf8_width(c) > 0) break;
        offset = next;
    }
    return offset;
}

Value filter_slice(const FilterCall *call, const Value *input)
{
    size_t from, to;
    if (input->kind == VALUE_LIST) {
        clamp_slice(call, input->list.n, &from, &to);
        return value_list(to > from ? input->list.items + from : NULL, to - from);
    }
    Str text = call_text(call, input);
    clamp_slice(call, utf8_count(text), &from, &to);
    return value_text(str_slice(text, character_offset(text, from), character_offset(text, to)));
}

Value filter_sort_name(const FilterCall *call, const Value *input)
{
    return value_text(name_sort_form(call_text(call, input)));
}

Value filter_tie(const FilterCall *call, const Value *input)
{
    return value_text(name_tie(call->context->arena, call_text(call, input)));
}

Value filter_initial(const FilterCall *call, const Value *input)
{
    return value_text(
        collate_initial(call->context->arena, name_sort_form(call_text(call, input))));
}

Value filter_initials(const FilterCall *call, const Value *input)
{
    int64_t limit = call_arg_int(call, 0, 3);
    return value_text(
        name_initials(call->context->arena, call_text(call, input), limit > 0 ? (size_t)limit : 0));
}

Value filter_phone(const FilterCall *call, const Value *input)
{
    return value_text(phone_format(call->context->arena, call_text(call, input)));
}

/* `name:value`, with a backslash before each of `special`. A line break is `\\n` in a vCard 3.0
 * (RFC 2426, 4) and a space in a MECARD, which has none. */
static Value contact_field(const FilterCall *call, const Value *input, const char *special,
                           const char *line_break)
{
    Str text = call_text(call, input);
    StrBuf out;
    strbuf_init(&out, call->context->arena);
    if (!text.len) return value_unknown();
    strbuf_format(&out, "%.*s:", STR_ARG(call_arg_text(call, 0, (Str){0})));
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\r') continue;
        if (c == '\n') {
            strbuf_add(&out, str_from(line_break));
            continue;
        }
        if (c && strchr(special, c)) strbuf_char(&out, '\\');
        strbuf_char(&out, c);
    }
    return value_text(strbuf_str(&out));
}

Value filter_vcard(const FilterCall *call, const Value *input)
{
    return contact_field(call, input, "\\;,", "\\n");
}

Value filter_mecard(const FilterCall *call, const Value *input)
{
    return contact_field(call, input, "\\;:,\"", " ");
}

Value filter_wa(const FilterCall *call, const Value *input)
{
    Str address = phone_whatsapp(call->context->arena, call_text(call, input));
    return address.len ? value_text(address) : value_unknown();
}

Value filter_url_short(const FilterCall *call, const Value *input)
{
    return value_text(url_short(call_text(call, input)));
}
