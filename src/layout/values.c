/* values - single values of the layout language, read at compile time or per record. */
#include "layout/values.h"

#include "base/num.h"

static bool suffixed(Str text, Str suffix, Size *out, SizeUnit unit)
{
    Num n;
    if (!str_ends(text, suffix) ||
        !num_parse(str_trim(str_slice(text, 0, text.len - suffix.len)), &n))
        return false;
    if (n < -1000 * NUM_ONE || n > 1000 * NUM_ONE) return false;
    *out = (Size){unit, (int32_t)(n / (NUM_ONE / 1000))};
    return true;
}

bool size_parse(Str text, Size *out)
{
    text = str_trim(text);
    Len len;
    switch (text.len ? text.ptr[text.len - 1] : '\0') { /* no two units end alike */
    case '%':
        return suffixed(text, STR("%"), out, SIZE_PERCENT);
    case 'r':
        return suffixed(text, STR("fr"), out, SIZE_FR);
    case 'l':
        return suffixed(text, STR("col"), out, SIZE_COL);
    case 'o':
        *out = (Size){SIZE_AUTO, 0};
        return str_eq(text, STR("auto"));
    default:
        if (!len_parse(text, &len)) return false;
        *out = (Size){SIZE_LEN, len};
        return true;
    }
}

bool point_parse(Str text, Size out[2])
{
    text = str_trim(text);
    size_t gap = 0;
    while (gap < text.len && text.ptr[gap] != ' ' && text.ptr[gap] != ',') gap++;
    Str second = str_trim(str_slice(text, gap + 1, text.len));
    bool one = size_parse(text, &out[0]); /* also `4 mm` */
    if (one)
        out[1] = out[0];
    else if (!size_parse(str_slice(text, 0, gap), &out[0]) || !size_parse(second, &out[1]))
        return false;
    return out[0].unit != SIZE_FR && out[1].unit != SIZE_FR;
}

Len size_resolve(Size size, Len whole)
{
    return size.unit == SIZE_PERCENT ? len_scale(whole, size.value, 100000) : size.value;
}

bool choice_parse(Str text, const Str *choices, int64_t *out)
{
    for (int64_t i = 0; choices[i].len; i++)
        if (str_eq(choices[i], text)) {
            *out = i;
            return true;
        }
    return false;
}

bool bool_parse(Str text, int64_t *out)
{
    bool yes = str_eq(text, STR("true"));
    *out = yes;
    return yes || str_eq(text, STR("false"));
}

/* Path data: absolute M L C Z with numbers, commas or spaces between. */
typedef struct PathText {
    Str text;
    size_t at;
} PathText;

static void skip_blanks(PathText *p)
{
    while (p->at < p->text.len &&
           (p->text.ptr[p->at] == ' ' || p->text.ptr[p->at] == ',' || p->text.ptr[p->at] == '\n'))
        p->at++;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* A number in thousandths, in one pass since drawings have thousands of them: at most four
 * decimals, from -100000 to 100000. */
static bool next_number(PathText *p, Len *out)
{
    const int64_t most = 100000 * (int64_t)NUM_ONE;
    skip_blanks(p);
    const char *s = p->text.ptr + p->at, *end = p->text.ptr + p->text.len, *point = NULL;
    bool negative = s < end && *s == '-';
    if (s < end && (*s == '-' || *s == '+')) s++;
    const char *from = s;
    int64_t n = 0;
    for (; s < end && (is_digit(*s) || *s == '.'); s++) {
        if (*s == '.' && (point || s == from)) return false;
        if (*s == '.')
            point = s;
        else if ((n = n * 10 + (*s - '0')) > most)
            return false;
    }
    ptrdiff_t decimals = point ? s - point - 1 : 0;
    if (s == from || (point && !decimals) || decimals > 4) return false;
    for (; decimals < 4; decimals++) n *= 10;
    if (n > most) return false;
    n /= NUM_ONE / 1000;
    p->at = (size_t)(s - p->text.ptr);
    *out = (Len)(negative ? -n : n);
    return true;
}

static bool next_points(PathText *p, Point *points, int n)
{
    for (int i = 0; i < n; i++)
        if (!next_number(p, &points[i].x) || !next_number(p, &points[i].y)) return false;
    return true;
}

bool path_parse(Arena *arena, Str text, Path *out)
{
    PathText p = {text, 0};
    PathBuilder path;
    path_init(&path, arena);
    char verb = 0;
    for (skip_blanks(&p); p.at < text.len; skip_blanks(&p)) {
        char c = text.ptr[p.at];
        if (c >= 'A' && c <= 'Z') {
            verb = c;
            p.at++;
        }
        Point to[3];
        if (verb == 'Z') {
            path_close(&path);
            verb = 0;
        } else if (verb == 'M' && next_points(&p, to, 1)) {
            path_move(&path, to[0].x, to[0].y);
            verb = 'L';
        } else if (verb == 'L' && path.n_verbs && next_points(&p, to, 1)) {
            path_line(&path, to[0].x, to[0].y);
        } else if (verb == 'C' && path.n_verbs && next_points(&p, to, 3)) {
            path_curve(&path, to[0], to[1], to[2]);
        } else {
            return false;
        }
    }
    *out = path_done(&path);
    return out->n_verbs > 0;
}
