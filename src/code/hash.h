/* hash - BLAKE2b (RFC 7693) of bytes that come piece by piece, as a 64-bit number: to tell contents
 * apart, not to prove who made them. */
#ifndef ETALASE_CODE_HASH_H
#define ETALASE_CODE_HASH_H

#include "base/str.h"

/* One hash under way, for the stack: arenas do not align as far. Its bytes are libsodium's. */
typedef struct Hash {
    _Alignas(64) unsigned char state[384];
} Hash;

void hash_init(Hash *hash);
void hash_add(Hash *hash, const void *bytes, size_t len);
/* The first 8 bytes of the 32-byte hash, big endian. The Hash is used up. */
uint64_t hash_end(Hash *hash);
/* All at once. */
uint64_t hash_of(Str bytes);

#endif
