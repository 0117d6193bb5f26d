/* spoof - ICU's skeletons. */
#include "locale/spoof.h"

#include <unicode/uspoof.h>

enum { SKELETON_GROWTH = 18 }; /* the longest replacement of one character, U+FDFA */

static Str skeleton_of(Arena *arena, const USpoofChecker *checker, Str name)
{
    UErrorCode error = U_ZERO_ERROR;
    size_t room = name.len * SKELETON_GROWTH + 1;
    char *text = arena_alloc(arena, room);
    int32_t len = uspoof_getSkeletonUTF8(checker, 0, name.ptr, (int32_t)name.len, text,
                                         (int32_t)room, &error);
    if (U_FAILURE(error)) return name;
    size_t kept = 0;
    for (int32_t i = 0; i < len; i++)
        if (text[i] != ' ') text[kept++] = text[i];
    return (Str){text, kept};
}

void spoof_skeletons(Arena *arena, Str *names, size_t n)
{
    UErrorCode error = U_ZERO_ERROR;
    USpoofChecker *checker = uspoof_open(&error);
    for (size_t i = 0; U_SUCCESS(error) && i < n; i++)
        names[i] = skeleton_of(arena, checker, names[i]);
    uspoof_close(checker);
}
