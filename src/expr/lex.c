/* lex - one token from an offset; no state, so that the parser can look again anywhere. */
#include "expr/lex.h"

#include "base/utf8.h"

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool in_name(char c) { return starts_name(c) || is_digit(c); }

static Token token(TokenKind kind, Str text, size_t start, size_t end)
{
    return (Token){kind, str_slice(text, start, end), start, end};
}

static Token lex_text(Str text, size_t start)
{
    char quote = text.ptr[start];
    for (size_t i = start + 1; i < text.len; i++) {
        if (text.ptr[i] != quote) continue;
        if (i + 1 < text.len && text.ptr[i + 1] == quote) {
            i++;
            continue;
        }
        Token found = token(TOKEN_TEXT, text, start + 1, i);
        found.start = start;
        found.end = i + 1;
        return found;
    }
    return token(TOKEN_OPEN_TEXT, text, start, text.len);
}

/* Bytes of the mark that begins with c and goes on with `next`; 0: it is none. */
static size_t mark_length(char c, char next)
{
    switch (c) {
    case '=':
    case '!':
        return next == '=' ? 2 : 0;
    case '<':
    case '>':
        return next == '=' ? 2 : 1;
    case '|':
        return next == '|' ? 0 : 1;
    case '.':
    case ',':
    case '(':
    case ')':
    case '[':
    case ']':
    case '?':
    case ':':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '{':
    case '}':
        return 1;
    default:
        return 0;
    }
}

static Token lex_mark(Str text, size_t start)
{
    char c = text.ptr[start], next = start + 1 < text.len ? text.ptr[start + 1] : '\0';
    size_t length = mark_length(c, next);
    if (length) return token(TOKEN_MARK, text, start, start + length);
    if ((c == '&' || c == '|') && next == c) return token(TOKEN_BAD, text, start, start + 2);
    size_t end = start;
    utf8_next(text, &end);
    return token(TOKEN_BAD, text, start, end);
}

Token lex_next(Str text, size_t offset)
{
    while (offset < text.len && is_space(text.ptr[offset])) offset++;
    if (offset >= text.len) return token(TOKEN_END, text, text.len, text.len);
    char c = text.ptr[offset];
    size_t end = offset;
    if (starts_name(c)) {
        while (end < text.len && in_name(text.ptr[end])) end++;
        return token(TOKEN_NAME, text, offset, end);
    }
    if (is_digit(c)) {
        while (end < text.len &&
               (in_name(text.ptr[end]) ||
                (text.ptr[end] == '.' && end + 1 < text.len && is_digit(text.ptr[end + 1]))))
            end++;
        return token(TOKEN_NUMBER, text, offset, end);
    }
    if (c == '\'' || c == '"') return lex_text(text, offset);
    return lex_mark(text, offset);
}

Token lex_field(Str text, size_t offset)
{
    Token found = lex_next(text, offset);
    if (found.kind != TOKEN_NAME || !str_eq(found.text, STR("x"))) return found;
    size_t end = found.end;
    if (end + 1 >= text.len || text.ptr[end] != '-' || !starts_name(text.ptr[end + 1]))
        return found;
    while (end < text.len && (in_name(text.ptr[end]) || text.ptr[end] == '-')) end++;
    return token(TOKEN_NAME, text, found.start, end);
}
