/* judged - a table of hashes with open addressing. A place is 0 or written once, so that nobody
 * need wait for anybody; when it is half full nothing is added. */
#include "image/judged.h"

#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>

enum { PLACES = 1 << 14 };

struct Judged {
    _Atomic uint32_t n, next;
    _Atomic bool wanted;
    _Atomic uint64_t files[PLACES];
};

Judged *judged_new(void)
{
    void *memory = mmap(NULL, sizeof(Judged), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                        -1, 0); /* all 0 */
    return memory == MAP_FAILED ? NULL : memory;
}

/* FNV-1a by words, mixed at the end. Never 0. */
static uint64_t hash_of(const FileId *file)
{
    const uint64_t words[] = {file->device, file->inode, file->size_bytes, file->changed_ns};
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        hash = (hash ^ words[i]) * 0x100000001b3;
        hash ^= hash >> 29;
    }
    return hash ? hash : 1;
}

bool judged_is_whole(const Judged *judged, const FileId *file)
{
    uint64_t hash = hash_of(file), found;
    for (uint64_t i = hash; (found = judged->files[i % PLACES]) != 0; i++)
        if (found == hash) return true;
    return false;
}

void judged_add_whole(Judged *judged, const FileId *file)
{
    uint64_t hash = hash_of(file);
    if (judged->n >= PLACES / 2) return;
    for (uint64_t i = hash;; i++) {
        uint64_t found = 0;
        if (atomic_compare_exchange_strong(&judged->files[i % PLACES], &found, hash)) break;
        if (found == hash) return;
    }
    judged->n++;
}

void judged_want(Judged *judged) { judged->wanted = true; }

bool judged_is_wanted(const Judged *judged) { return judged->wanted; }

uint32_t judged_next(Judged *judged) { return judged->next++; }
