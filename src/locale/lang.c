/* lang - choice of the tables by language code. */
#include "locale/lang.h"

static const Lang *known_lang(Str code)
{
    static const Lang *const langs[] = {&lang_id, &lang_en};
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        Str known = langs[i]->code;
        if (!str_starts(code, known)) continue;
        if (code.len == known.len || code.ptr[known.len] == '-' || code.ptr[known.len] == '_')
            return langs[i];
    }
    return NULL;
}

const Lang *lang_find(Str code)
{
    const Lang *lang = known_lang(code);
    return lang ? lang : &lang_en;
}

bool lang_is_known(Str code) { return known_lang(code) != NULL; }
