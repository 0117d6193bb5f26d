/* revocation - see the header for the format. The signature is checked before anything but the
 * key's id is used. */
#include "code/revocation.h"

#include <sodium.h>
#include <string.h>

#include "code/utc.h"

enum { SIGNATURE_BYTES = 64, SERIAL_LINE = 17 };

static const char domain[22] = "EVENTBADGE-REVOKED-V1"; /* with its NUL */
static const Str signature_word = {"signature ", 10};

/* In one piece: Ed25519 over pieces (Ed25519ph) would be another scheme. */
static uint8_t *signed_bytes(Arena *arena, Str text, size_t *len)
{
    *len = sizeof domain + text.len;
    uint8_t *bytes = arena_alloc(arena, *len);
    memcpy(bytes, domain, sizeof domain);
    memcpy(bytes + sizeof domain, text.ptr, text.len);
    return bytes;
}

static bool take_line(Str *text, Str *line)
{
    ptrdiff_t end = str_find(*text, STR("\n"));
    if (end < 0) return false;
    *line = str_slice(*text, 0, (size_t)end);
    *text = str_slice(*text, (size_t)end + 1, text->len);
    return true;
}

static bool decimal_number(Str text, uint32_t *out)
{
    uint64_t n = 0;
    for (size_t i = 0; i < text.len && i < 11; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
        n = n * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    *out = (uint32_t)n;
    return text.len && text.len <= 10 && n <= UINT32_MAX && (text.ptr[0] != '0' || text.len == 1);
}

static bool take_value(Str *text, Str word, Str *value)
{
    Str line;
    if (!take_line(text, &line) || !str_starts(line, word)) return false;
    *value = str_slice(line, word.len, line.len);
    return true;
}

static bool take_head(Str *text, Revocation *out)
{
    Str value;
    uint64_t number;
    if (!take_value(text, STR("etalase-revoked 1"), &value) || value.len) return false;
    if (!take_value(text, STR("event "), &value) || !str_hex(value, 8, &number)) return false;
    out->event = (uint32_t)number;
    if (!take_value(text, STR("key "), &value) || !str_hex(value, 8, &number)) return false;
    out->key = (KeyId)number;
    if (!take_value(text, STR("counter "), &value) || !decimal_number(value, &out->counter))
        return false;
    return take_value(text, STR("issued "), &value) && utc_parse(value, &out->issued);
}

static bool take_serials(Arena *arena, Str text, Revocation *out)
{
    Str line;
    uint64_t *serials = ARENA_ARRAY(arena, uint64_t, text.len / SERIAL_LINE + 1);
    for (out->serials = serials; text.len; out->n_serials++) {
        size_t n = out->n_serials;
        if (!take_line(&text, &line) || !str_hex(line, 16, &serials[n])) return false;
        if (n && serials[n] <= serials[n - 1]) return false;
    }
    return true;
}

static RevocationFault check_signature(Arena *arena, Str signed_text, const uint8_t *signature,
                                       const PublicKey *keys, size_t n_keys, KeyId id)
{
    size_t len;
    ArenaMark mark = arena_mark(arena);
    const uint8_t *bytes = signed_bytes(arena, signed_text, &len);
    RevocationFault fault = REVOCATION_UNKNOWN_KEY;
    for (size_t i = 0; i < n_keys && fault != REVOCATION_GOOD; i++) {
        if (keys[i].id != id) continue;
        bool good = crypto_sign_verify_detached(signature, bytes, len, keys[i].bytes) == 0;
        fault = good ? REVOCATION_GOOD : REVOCATION_SIGNATURE;
    }
    arena_rewind(arena, mark);
    return fault;
}

RevocationFault revocation_read(Arena *arena, Str text, const PublicKey *keys, size_t n_keys,
                                Revocation *out)
{
    *out = (Revocation){0};
    ptrdiff_t at = str_find(text, STR("\nsignature "));
    if (at < 0) return REVOCATION_FORMAT;
    Str signed_text = str_slice(text, 0, (size_t)at + 1), body = signed_text;
    Str line = str_trim(str_slice(text, (size_t)at + 1 + signature_word.len, text.len));
    uint8_t signature[SIGNATURE_BYTES];
    size_t len = 0;
    if (line.len != SIGNATURE_BYTES * 2 ||
        sodium_hex2bin(signature, sizeof signature, line.ptr, line.len, NULL, &len, NULL) != 0 ||
        len != sizeof signature)
        return REVOCATION_FORMAT;
    if (!take_head(&body, out)) return REVOCATION_FORMAT;
    RevocationFault fault = check_signature(arena, signed_text, signature, keys, n_keys, out->key);
    if (fault != REVOCATION_GOOD) return fault;
    return take_serials(arena, body, out) ? REVOCATION_GOOD : REVOCATION_FORMAT;
}

void revocation_write(const SecretKey *key, Revocation *list, StrBuf *out)
{
    char issued[UTC_CHARS + 1], hex[SIGNATURE_BYTES * 2 + 1];
    uint8_t signature[SIGNATURE_BYTES];
    size_t start = out->len, len;
    list->key = key->public_key.id;
    utc_write(list->issued, issued);
    strbuf_format(out, "etalase-revoked 1\nevent %08x\nkey %08x\ncounter %u\nissued %s\n",
                  list->event, list->key, list->counter, issued);
    for (size_t i = 0; i < list->n_serials; i++)
        strbuf_format(out, "%016llx\n", (unsigned long long)list->serials[i]);
    const uint8_t *bytes =
        signed_bytes(out->arena, str_slice(strbuf_str(out), start, out->len), &len);
    crypto_sign_detached(signature, NULL, bytes, len, key->bytes);
    sodium_bin2hex(hex, sizeof hex, signature, sizeof signature);
    strbuf_format(out, "signature %s\n", hex);
}

/* Where the serial is or would stand. */
static size_t place_of(const Revocation *list, uint64_t serial)
{
    size_t low = 0, high = list->n_serials;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->serials[middle] < serial)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool revocation_has(const Revocation *list, uint64_t serial)
{
    size_t at = place_of(list, serial);
    return at < list->n_serials && list->serials[at] == serial;
}

bool revocation_add(Arena *arena, Revocation *list, uint64_t serial)
{
    size_t at = place_of(list, serial), n = list->n_serials;
    if (at < n && list->serials[at] == serial) return false;
    uint64_t *serials = ARENA_ARRAY(arena, uint64_t, n + 1);
    if (n) {
        memcpy(serials, list->serials, at * sizeof *serials);
        memcpy(serials + at + 1, list->serials + at, (n - at) * sizeof *serials);
    }
    serials[at] = serial;
    list->serials = serials, list->n_serials = n + 1;
    return true;
}
