/* token - see the header for the format. Before the signature holds, nothing of the payload is used
 * but version and key id. libsodium's verification refuses non-canonical signatures and keys of
 * small order. */
#include "code/token.h"

#include <sodium.h>
#include <string.h>

enum { PAYLOAD_BYTES = 26, SIGNATURE_BYTES = 64, TOKEN_BYTES = PAYLOAD_BYTES + SIGNATURE_BYTES };

static const char domain[14] = "EVENTBADGE-V1"; /* with its NUL */

bool token_init(void) { return sodium_init() >= 0; }

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

size_t base32_encode(const uint8_t *bytes, size_t len, char *out)
{
    size_t n = 0;
    uint32_t bits = 0;
    unsigned have = 0;
    for (size_t i = 0; i < len; i++) {
        bits = bits << 8 | bytes[i];
        for (have += 8; have >= 5; have -= 5) out[n++] = alphabet[bits >> (have - 5) & 31];
    }
    if (have) out[n++] = alphabet[bits << (5 - have) & 31];
    return n;
}

static int digit_of(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= '2' && c <= '7') return c - '2' + 26;
    return -1;
}

bool base32_decode(Str text, uint8_t *out, size_t *len)
{
    uint32_t bits = 0;
    unsigned have = 0;
    *len = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = digit_of(text.ptr[i]);
        if (digit < 0) return false;
        bits = bits << 5 | (uint32_t)digit;
        have += 5;
        if (have < 8) continue;
        have -= 8;
        out[(*len)++] = (uint8_t)(bits >> have);
    }
    return have < 5 && (bits & ((1u << have) - 1)) == 0;
}

KeyId key_id(const uint8_t public_bytes[KEY_PUBLIC_BYTES])
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, public_bytes, KEY_PUBLIC_BYTES);
    return (KeyId)hash[0] << 24 | (KeyId)hash[1] << 16 | (KeyId)hash[2] << 8 | hash[3];
}

void key_random_seed(uint8_t seed[KEY_SEED_BYTES]) { randombytes_buf(seed, KEY_SEED_BYTES); }

void key_wipe(void *bytes, size_t len) { sodium_memzero(bytes, len); }

void key_from_seed(const uint8_t seed[KEY_SEED_BYTES], SecretKey *out)
{
    static const char context[crypto_kdf_CONTEXTBYTES + 1] = "EBserial";
    crypto_sign_seed_keypair(out->public_key.bytes, out->bytes, seed);
    out->public_key.id = key_id(out->public_key.bytes);
    crypto_kdf_derive_from_key(out->serial_subkey, sizeof out->serial_subkey, 1, context, seed);
}

static void put_number(uint8_t *out, uint64_t n, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) out[i] = (uint8_t)(n >> (8 * (bytes - 1 - i)));
}

static uint64_t number_at(const uint8_t *bytes, size_t len)
{
    uint64_t n = 0;
    for (size_t i = 0; i < len; i++) n = n << 8 | bytes[i];
    return n;
}

uint32_t token_event(Str event_id)
{
    uint8_t hash[32];
    crypto_generichash(hash, sizeof hash, (const uint8_t *)event_id.ptr, event_id.len, NULL, 0);
    return (uint32_t)number_at(hash, 4);
}

uint64_t token_serial(const SecretKey *key, uint32_t event, Str badge_id, uint32_t issue)
{
    uint8_t hash[16], numbers[8];
    crypto_generichash_state state;
    put_number(numbers, event, 4);
    put_number(numbers + 4, issue, 4);
    crypto_generichash_init(&state, key->serial_subkey, sizeof key->serial_subkey, sizeof hash);
    crypto_generichash_update(&state, numbers, sizeof numbers);
    crypto_generichash_update(&state, (const uint8_t *)badge_id.ptr, badge_id.len);
    crypto_generichash_final(&state, hash, sizeof hash);
    return number_at(hash, 8);
}

static void pack(const TokenPayload *payload, uint8_t out[PAYLOAD_BYTES])
{
    put_number(out, TOKEN_VERSION, 1);
    put_number(out + 1, payload->key, 4);
    put_number(out + 5, payload->event, 4);
    put_number(out + 9, payload->serial, 8);
    put_number(out + 17, payload->role, 1);
    put_number(out + 18, payload->zones, 2);
    put_number(out + 20, payload->days, 2);
    put_number(out + 22, payload->not_after, 4);
}

static void unpack(const uint8_t bytes[PAYLOAD_BYTES], TokenPayload *out)
{
    out->event = (uint32_t)number_at(bytes + 5, 4);
    out->serial = number_at(bytes + 9, 8);
    out->role = bytes[17];
    out->zones = (uint16_t)number_at(bytes + 18, 2);
    out->days = (uint16_t)number_at(bytes + 20, 2);
    out->not_after = (uint32_t)number_at(bytes + 22, 4);
}

static void signed_bytes(const uint8_t payload[PAYLOAD_BYTES],
                         uint8_t out[sizeof domain + PAYLOAD_BYTES])
{
    memcpy(out, domain, sizeof domain);
    memcpy(out + sizeof domain, payload, PAYLOAD_BYTES);
}

void token_sign(const SecretKey *key, TokenPayload *payload, char out[TOKEN_CHARS + 1])
{
    uint8_t token[TOKEN_BYTES], message[sizeof domain + PAYLOAD_BYTES];
    payload->key = key->public_key.id;
    pack(payload, token);
    signed_bytes(token, message);
    crypto_sign_detached(token + PAYLOAD_BYTES, NULL, message, sizeof message, key->bytes);
    memcpy(out, "EB1", 3);
    base32_encode(token, sizeof token, out + 3);
    out[TOKEN_CHARS] = '\0';
}

/* Upper-case bytes of the token, or what is wrong with the text. */
static TokenFault read_text(Str text, uint8_t out[TOKEN_BYTES])
{
    char folded[TOKEN_CHARS];
    size_t len;
    text = str_trim(text);
    if (text.len != TOKEN_CHARS) return TOKEN_BAD_LENGTH;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        folded[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    if (memcmp(folded, "EB1", 3) != 0) return TOKEN_BAD_PREFIX;
    Str body = {folded + 3, TOKEN_CHARS - 3};
    return base32_decode(body, out, &len) && len == TOKEN_BYTES ? TOKEN_GOOD : TOKEN_BAD_ALPHABET;
}

TokenFault token_verify(Str text, const PublicKey *keys, size_t n_keys, TokenPayload *out)
{
    uint8_t token[TOKEN_BYTES], message[sizeof domain + PAYLOAD_BYTES];
    *out = (TokenPayload){0};
    TokenFault fault = read_text(text, token);
    if (fault != TOKEN_GOOD) return fault;
    if (token[0] != TOKEN_VERSION) return TOKEN_BAD_VERSION;
    out->key = (KeyId)number_at(token + 1, 4);
    signed_bytes(token, message);
    fault = TOKEN_UNKNOWN_KEY;
    for (size_t i = 0; i < n_keys; i++) {
        if (keys[i].id != out->key) continue;
        fault = TOKEN_BAD_SIGNATURE;
        if (crypto_sign_verify_detached(token + PAYLOAD_BYTES, message, sizeof message,
                                        keys[i].bytes) != 0)
            continue;
        unpack(token, out);
        return TOKEN_GOOD;
    }
    return fault;
}

Str token_fault_name(TokenFault fault)
{
    static const Str names[] = {{"good", 4},    {"length", 6},       {"alphabet", 8}, {"prefix", 6},
                                {"version", 7}, {"unknown key", 11}, {"signature", 9}};
    return names[fault];
}
