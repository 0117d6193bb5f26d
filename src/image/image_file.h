/* image_file - the paths by which data names its pictures. base/confined.h opens them. */
#ifndef ETALASE_IMAGE_IMAGE_FILE_H
#define ETALASE_IMAGE_IMAGE_FILE_H

#include "base/str.h"

/* Joins a path's parts: no `.`, `..`, doubled or trailing `/`. False if it is absolute (also in the
 * way of Windows), climbs out, is empty, too long, or has a NUL or a backslash. */
bool image_file_clean(Arena *arena, Str path, Str *clean);

/* A path in the folder that differs in case, accents or Unicode form alone, else one that is
 * spelt much the same, else the empty Str. */
Str image_file_alike(Arena *arena, Str folder, Str path);

#endif
