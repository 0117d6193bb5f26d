/* check_form - whether addresses, numbers and paths can be what they should be.
 *
 * Web addresses are printed as codes that a phone opens unseen, so what could run a script or
 * hide the real host is refused. E-mail and telephone numbers only get a warning.
 */
#include <unistd.h>

#include "base/confined.h"
#include "base/utf8.h"
#include "model/model.h"

enum { MAX_URL_BYTES = 2000, MIN_PHONE_DIGITS = 5, MAX_PHONE_DIGITS = 15 };

static bool url_wrong(Model *model, const Node *node, Str why, Str hint)
{
    diag_report(model->diag, DIAG_URL_FORM, node->span, node_shown(model->arena, node), why);
    if (hint.len) diag_hint(model->diag, hint);
    return false;
}

/* From `//` to the first of `/?#`. */
static Str url_host(Str url, size_t start)
{
    size_t end = start;
    while (end < url.len && !strchr("/?#", url.ptr[end])) end++;
    return str_slice(url, start, end);
}

static bool has_space_or_control(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] <= ' ' || text.ptr[i] == 0x7F) return true;
    return false;
}

/* What is wrong with characters that are not ASCII; empty: nothing. */
static Str unusual_letters(Model *model, Str url, Str host)
{
    for (size_t at = 0; at < url.len;) {
        uint32_t c = utf8_next(url, &at);
        if (is_unseen(c)) return str_format(model->arena, "it has an invisible U+%04X", c);
    }
    if (model->options->mixed && model->options->mixed(host) >= 0)
        return STR("its host mixes letters of several scripts that look alike");
    return (Str){0};
}

bool check_url(Model *model, const Node *node)
{
    Str url = str_trim(node->text);
    ptrdiff_t colon = str_find(url, STR(":"));
    bool http = str_starts(url, STR("http://")), https = str_starts(url, STR("https://"));
    if (url.len > MAX_URL_BYTES) return url_wrong(model, node, STR("it is too long"), (Str){0});
    if (has_space_or_control(url)) return url_wrong(model, node, STR("it has a space"), (Str){0});
    if (!http && !https) {
        bool bare = colon < 0 && str_find(url, STR(".")) > 0;
        Str hint = bare ? str_format(model->arena, "write https://%.*s", STR_ARG(url)) : (Str){0};
        return url_wrong(model, node, STR("it does not start with https://"), hint);
    }
    Str host = url_host(url, https ? 8 : 7);
    if (str_find(host, STR("@")) >= 0)
        return url_wrong(model, node, STR("it has a user name before @"), (Str){0});
    if (str_find(host, STR(".")) <= 0 || str_find(host, STR("..")) >= 0 ||
        str_find(host, STR("\\")) >= 0)
        return url_wrong(model, node, STR("its host is incomplete"), (Str){0});
    Str unusual = unusual_letters(model, url, host);
    if (unusual.len) return url_wrong(model, node, unusual, (Str){0});
    if (http)
        diag_report(model->diag, DIAG_URL_INSECURE, node->span, node_shown(model->arena, node));
    return true;
}

/* Whether a relative path can be inside the folder: no empty, `.` or `..` step, no drive. */
static bool path_stays_inside(Str path)
{
    if (!path.len || path.len > 1024 || path.ptr[0] == '/' || str_ends(path, STR("/")))
        return false;
    for (size_t i = 0; i < path.len; i++)
        if (path.ptr[i] == '\\' || path.ptr[i] == '\0' || path.ptr[i] == ':') return false;
    for (size_t at = 0; at <= path.len;) {
        size_t end = at;
        while (end < path.len && path.ptr[end] != '/') end++;
        Str step = str_slice(path, at, end);
        if (!step.len || str_eq(step, STR(".")) || str_eq(step, STR(".."))) return false;
        at = end + 1;
    }
    return true;
}

bool check_path(Model *model, const Node *node)
{
    Str path = str_trim(node->text);
    if (!path_stays_inside(path)) {
        diag_report(model->diag, DIAG_PATH_OUTSIDE, node->span, node_shown(model->arena, node));
        return false;
    }
    const char *full = str_z(model->arena, path_join(model->arena, model->folder, path));
    if (access(full, F_OK) == 0) return true;
    diag_report(model->diag, DIAG_PATH_MISSING, node->span, node_shown(model->arena, node));
    Str near = confined_near_match(model->arena, model->folder, path);
    if (near.len)
        diag_hint(model->diag, str_format(model->arena, "did you mean `%.*s`?", STR_ARG(near)));
    return false;
}

void check_email(Model *model, const Node *node)
{
    Str text = str_trim(node->text);
    ptrdiff_t at = str_find(text, STR("@"));
    Str host = at < 0 ? (Str){0} : str_slice(text, (size_t)at + 1, text.len);
    bool good = at > 0 && str_find(host, STR("@")) < 0 && str_find(host, STR(".")) > 0 &&
                !str_ends(host, STR(".")) && !has_space_or_control(text);
    if (!good)
        diag_report(model->diag, DIAG_EMAIL_FORM, node->span, node_shown(model->arena, node));
}

void check_phone(Model *model, const Node *node)
{
    Str text = str_trim(node->text);
    size_t digits = 0;
    bool odd = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            digits++;
        else if (!strchr(" -().+/", text.ptr[i]) || (text.ptr[i] == '+' && i > 0))
            odd = true;
    }
    if (odd || digits < MIN_PHONE_DIGITS || digits > MAX_PHONE_DIGITS) {
        diag_report(model->diag, DIAG_PHONE_FORM, node->span, node_shown(model->arena, node));
        return;
    }
    bool only_digits = digits == text.len;
    if (only_digits && digits >= 9 && (str_starts(text, STR("8")) || str_starts(text, STR("62"))))
        diag_report(model->diag, DIAG_PHONE_SPREADSHEET, node->span,
                    node_shown(model->arena, node));
}
