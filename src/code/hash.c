#include "code/hash.h"

#include <sodium.h>

enum { HASH_BYTES = 32 };

_Static_assert(sizeof(Hash) >= sizeof(crypto_generichash_state), "room for libsodium's state");

static crypto_generichash_state *state_of(Hash *hash)
{
    return (crypto_generichash_state *)(void *)hash->state;
}

void hash_init(Hash *hash) { crypto_generichash_init(state_of(hash), NULL, 0, HASH_BYTES); }

void hash_add(Hash *hash, const void *bytes, size_t len)
{
    if (len) crypto_generichash_update(state_of(hash), bytes, len);
}

uint64_t hash_end(Hash *hash)
{
    unsigned char out[HASH_BYTES];
    uint64_t number = 0;
    crypto_generichash_final(state_of(hash), out, sizeof out);
    for (int i = 0; i < 8; i++) number = number << 8 | out[i];
    return number;
}

uint64_t hash_of(Str bytes)
{
    Hash hash;
    hash_init(&hash);
    hash_add(&hash, bytes.ptr, bytes.len);
    return hash_end(&hash);
}
