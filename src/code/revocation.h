/* revocation - the list of badges that are no longer good, signed so that a gate can trust it.
 *
 *   etalase-revoked 1
 *   event 20261122
 *   key 21fe31df
 *   counter 3
 *   issued 2026-11-22T03:54:42Z
 *   000000000000002a          serials in hex, ascending; 17 bytes each
 *   signature 128 hex digits
 *
 * The signature is over `EVENTBADGE-REVOKED-V1` NUL and all text above its line. The counter grows
 * by one with every list, so that an older list can be told from a newer one.
 */
#ifndef ETALASE_CODE_REVOCATION_H
#define ETALASE_CODE_REVOCATION_H

#include "code/token.h"

enum { REVOCATION_MAX_BYTES = 8 * 1024 * 1024 };

typedef struct Revocation {
    KeyId key;
    uint32_t event, counter;
    int64_t issued; /* UTC seconds since 1970 */
    const uint64_t *serials;
    size_t n_serials;
} Revocation;

typedef enum RevocationFault {
    REVOCATION_GOOD,
    REVOCATION_FORMAT,      /* not such a file, cut off, or its serials not in order */
    REVOCATION_UNKNOWN_KEY, /* none of the keys has its id; out->key is set */
    REVOCATION_SIGNATURE,   /* changed, or not made with that key */
} RevocationFault;

/* Only after REVOCATION_GOOD is *out to be believed. Serials live in `arena`. */
RevocationFault revocation_read(Arena *arena, Str text, const PublicKey *keys, size_t n_keys,
                                Revocation *out);
/* The text of the list, signed; list->key is set from the key. Serials must be ascending. */
void revocation_write(const SecretKey *key, Revocation *list, StrBuf *out);
bool revocation_has(const Revocation *list, uint64_t serial);
/* Adds a serial where it belongs; the array is made anew in `arena`. False if it was there. */
bool revocation_add(Arena *arena, Revocation *list, uint64_t serial);

#endif
