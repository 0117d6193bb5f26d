/* judged - JPEGs that were found whole, known to all processes of a run.
 *
 * To look through photographs is much of what a catalogue costs. Processes that share out the
 * documents of a run (cli/tasks.h) tell each other which they have looked through, and one without a
 * document looks ahead for the others. Only good news is shared: a damaged picture is found again by
 * whoever prints it, who has the place to report.
 */
#ifndef ETALASE_IMAGE_JUDGED_H
#define ETALASE_IMAGE_JUDGED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/confined.h"

typedef struct Judged Judged;

/* In memory that processes made from now on share; NULL if there is none. Given back at the end of
 * the process. */
Judged *judged_new(void);
bool judged_is_whole(const Judged *judged, const FileId *file);
void judged_add_whole(Judged *judged, const FileId *file);
/* That somebody prints JPEGs, which makes looking ahead worth while. */
void judged_want(Judged *judged);
bool judged_is_wanted(const Judged *judged);
/* 0, 1, 2 …: the next number to whoever asks. */
uint32_t judged_next(Judged *judged);

#endif
