/* token - what a badge's code says, signed so that a gate can trust it offline.
 *
 * Text: `EB1` and the Base32 (RFC 4648, upper case, no padding) of a 26-byte payload and its
 * Ed25519 signature (RFC 8032): 147 characters, letters and digits only, so that scanners which
 * type keys cannot mangle it. 90 bytes are exactly 144 Base32 characters: one text per token.
 *
 * Payload, big endian: version 1 | key id 4 | event 4 | serial 8 | role 1 | zones 2 | days 2 |
 * not-after 4. Nothing in it names a person. The signature is over `EVENTBADGE-V1` NUL payload.
 */
#ifndef ETALASE_CODE_TOKEN_H
#define ETALASE_CODE_TOKEN_H

#include "base/str.h"

enum { TOKEN_CHARS = 147, TOKEN_VERSION = 1, KEY_SEED_BYTES = 32, KEY_PUBLIC_BYTES = 32 };

/* The first four bytes of SHA-256 of the public key, as a number. */
typedef uint32_t KeyId;

typedef struct PublicKey {
    KeyId id;
    uint8_t bytes[KEY_PUBLIC_BYTES];
} PublicKey;

/* Wipe with key_wipe when done. */
typedef struct SecretKey {
    PublicKey public_key;
    uint8_t bytes[64];         /* as libsodium keeps it: seed and public key */
    uint8_t serial_subkey[32]; /* derived; makes serials that only its owner can compute */
} SecretKey;

typedef struct TokenPayload {
    KeyId key;
    uint32_t event;     /* token_event of the event's id */
    uint64_t serial;    /* token_serial of badge and issue */
    uint8_t role;       /* 1..255; 0: none */
    uint16_t zones;     /* bit n - 1: zone n */
    uint16_t days;      /* bit n - 1: day n of the event */
    uint32_t not_after; /* UTC seconds since 1970 */
} TokenPayload;

typedef enum TokenFault {
    TOKEN_GOOD,
    TOKEN_BAD_LENGTH,
    TOKEN_BAD_ALPHABET,
    TOKEN_BAD_PREFIX, /* not EB1 */
    TOKEN_BAD_VERSION,
    TOKEN_UNKNOWN_KEY,
    TOKEN_BAD_SIGNATURE,
} TokenFault;

/* Must be called once before anything else here; false if the machine has no good randomness. */
bool token_init(void);

void key_from_seed(const uint8_t seed[KEY_SEED_BYTES], SecretKey *out);
void key_random_seed(uint8_t seed[KEY_SEED_BYTES]);
void key_wipe(void *bytes, size_t len);
KeyId key_id(const uint8_t public_bytes[KEY_PUBLIC_BYTES]);

/* Number of an event from its id: first four bytes of a BLAKE2b hash. */
uint32_t token_event(Str event_id);
/* Keyed BLAKE2b over event, badge id and issue number (from 1), first 8 bytes: a reprint has the
 * same serial, a replacement (issue + 1) another, and no register is needed. */
uint64_t token_serial(const SecretKey *key, uint32_t event, Str badge_id, uint32_t issue);

/* Deterministic. payload->key is set from the key. `out` gets TOKEN_CHARS characters and a NUL. */
void token_sign(const SecretKey *key, TokenPayload *payload, char out[TOKEN_CHARS + 1]);

/* Lower case is folded, white space around is trimmed. All keys whose id matches are tried. Only
 * after TOKEN_GOOD is *out to be believed; before that only its key is set. */
TokenFault token_verify(Str text, const PublicKey *keys, size_t n_keys, TokenPayload *out);
/* One word for messages: "signature". */
Str token_fault_name(TokenFault fault);

/* RFC 4648 Base32, upper case, no padding. `out` must hold (len * 8 + 4) / 5 characters. */
size_t base32_encode(const uint8_t *bytes, size_t len, char *out);
/* False unless text is upper-case Base32 of whole bytes with zero spare bits; *len is set. */
bool base32_decode(Str text, uint8_t *out, size_t *len);

#endif
