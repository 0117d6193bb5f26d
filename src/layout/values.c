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
    if (str_eq(text, STR("auto"))) {
        *out = (Size){SIZE_AUTO, 0};
        return true;
    }
    if (suffixed(text, STR("%"), out, SIZE_PERCENT) || suffixed(text, STR("fr"), out, SIZE_FR) ||
        suffixed(text, STR("col"), out, SIZE_COL))
        return true;
    Len len;
    if (!len_parse(text, &len)) return false;
    *out = (Size){SIZE_LEN, len};
    return true;
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

/* A number in thousandths. */
static bool next_number(PathText *p, Len *out)
{
    skip_blanks(p);
    Str rest = str_slice(p->text, p->at, p->text.len);
    size_t n = len_number_length(rest);
    Num value;
    if (!num_parse(str_slice(rest, 0, n), &value) || value > 100000 * (int64_t)NUM_ONE ||
        value < -100000 * (int64_t)NUM_ONE)
        return false;
    p->at += n;
    *out = (Len)(value / (NUM_ONE / 1000));
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
