/* test_token - badge tokens: the published vector, its mutations, forgeries, Base32. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>
#include <string.h>

#include "code/token.h"

/* RFC 8032, 7.1, test 1. */
static const uint8_t seed[32] = {0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a,
                                 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32,
                                 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60};
static const char published[] = "EB1AEQ74MO7EATBCIQAAAAAAAAAAAVAEAAFAABWWDQOABRYFYBKTY7XGJMEUXAXZQZ"
                                "RGMU4BDFRAXEXI5DR7RQ5EX5Q4APM7M775GL74"
                                "AO72APZ3LXLT2XTMEKE5Y4V7IFCZ3WH65VZZ4ZSGYAK";

static const TokenPayload sample = {
    .event = 0x20261122, .serial = 42, .role = 2, .zones = 5, .days = 3, .not_after = 1796083200};

static SecretKey test_key(void)
{
    SecretKey key;
    assert_true(token_init());
    key_from_seed(seed, &key);
    return key;
}

static void test_vector(void **state)
{
    (void)state;
    SecretKey key = test_key();
    TokenPayload payload = sample, read;
    char text[TOKEN_CHARS + 1];
    assert_int_equal(key.public_key.id, 0x21fe31df);
    token_sign(&key, &payload, text);
    assert_string_equal(text, published);
    assert_int_equal(token_verify(str_from(text), &key.public_key, 1, &read), TOKEN_GOOD);
    assert_int_equal(read.event, sample.event);
    assert_int_equal(read.serial, sample.serial);
    assert_int_equal(read.role, sample.role);
    assert_int_equal(read.zones, sample.zones);
    assert_int_equal(read.days, sample.days);
    assert_int_equal(read.not_after, sample.not_after);
}

static void test_texts(void **state)
{
    (void)state;
    SecretKey key = test_key();
    TokenPayload read;
    char text[TOKEN_CHARS + 3] = {0};
    for (int i = 0; i < TOKEN_CHARS; i++)
        text[i] = (char)(published[i] >= 'A' ? published[i] + 32 : published[i]);
    assert_int_equal(token_verify(str_from(text), &key.public_key, 1, &read), TOKEN_GOOD);
    text[TOKEN_CHARS] = '\r';
    assert_int_equal(token_verify(str_from(text), &key.public_key, 1, &read), TOKEN_GOOD);
    assert_int_equal(token_verify((Str){published, 146}, &key.public_key, 1, &read),
                     TOKEN_BAD_LENGTH);
    text[TOKEN_CHARS] = 'A';
    assert_int_equal(token_verify(str_from(text), &key.public_key, 1, &read), TOKEN_BAD_LENGTH);
    const struct {
        int at;
        char c;
        TokenFault fault;
    } cases[] = {{50, ' ', TOKEN_BAD_ALPHABET},  {50, '1', TOKEN_BAD_ALPHABET},
                 {50, '\0', TOKEN_BAD_ALPHABET}, {2, '2', TOKEN_BAD_PREFIX},
                 {4, 'M', TOKEN_BAD_VERSION},    {7, 'A', TOKEN_UNKNOWN_KEY},
                 {100, 'B', TOKEN_BAD_SIGNATURE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        memcpy(text, published, TOKEN_CHARS);
        assert_true(text[cases[i].at] != cases[i].c);
        text[cases[i].at] = cases[i].c;
        assert_int_equal(token_verify((Str){text, TOKEN_CHARS}, &key.public_key, 1, &read),
                         cases[i].fault);
    }
    assert_int_equal(token_verify((Str){published, TOKEN_CHARS}, NULL, 0, &read),
                     TOKEN_UNKNOWN_KEY);
}

static void test_bit_flips(void **state)
{
    (void)state;
    SecretKey key = test_key();
    uint8_t bytes[90], flipped[90];
    size_t len;
    assert_true(base32_decode((Str){published + 3, 144}, bytes, &len) && len == 90);
    for (int bit = 0; bit < 720; bit++) {
        char text[TOKEN_CHARS + 1] = "EB1";
        TokenPayload read;
        memcpy(flipped, bytes, sizeof bytes);
        flipped[bit / 8] ^= (uint8_t)(1 << bit % 8);
        base32_encode(flipped, sizeof flipped, text + 3);
        /* Even if the key id were another known key's: pretend that it is this one's. */
        PublicKey any = key.public_key;
        any.id =
            (KeyId)flipped[1] << 24 | (KeyId)flipped[2] << 16 | (KeyId)flipped[3] << 8 | flipped[4];
        assert_int_not_equal(token_verify((Str){text, TOKEN_CHARS}, &any, 1, &read), TOKEN_GOOD);
    }
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13, *state ^= *state >> 7, *state ^= *state << 17;
    return *state;
}

static void test_forgeries(void **state)
{
    (void)state;
    SecretKey key = test_key(), other;
    uint8_t other_seed[32] = {1}, bytes[90];
    key_from_seed(other_seed, &other);
    uint64_t random = 20261122;
    for (int i = 0; i < 1000; i++) {
        char text[TOKEN_CHARS + 1] = "EB1";
        TokenPayload payload = sample, read;
        payload.serial = next_random(&random);
        token_sign(&other, &payload, text);
        size_t len;
        base32_decode((Str){text + 3, 144}, bytes, &len);
        for (int k = 0; k < 4; k++)
            bytes[1 + k] = (uint8_t)(key.public_key.id >> (24 - 8 * k)); /* claims the real key */
        if (i % 2)
            for (int k = 26; k < 90; k++) bytes[k] = (uint8_t)next_random(&random);
        base32_encode(bytes, sizeof bytes, text + 3);
        assert_int_equal(token_verify((Str){text, TOKEN_CHARS}, &key.public_key, 1, &read),
                         TOKEN_BAD_SIGNATURE);
    }
}

static void test_weak_keys(void **state)
{
    (void)state;
    SecretKey key = test_key();
    TokenPayload read;
    PublicKey zero = {.id = key.public_key.id}, small = {.id = key.public_key.id, .bytes = {1}};
    assert_int_equal(token_verify((Str){published, TOKEN_CHARS}, &zero, 1, &read),
                     TOKEN_BAD_SIGNATURE);
    assert_int_equal(token_verify((Str){published, TOKEN_CHARS}, &small, 1, &read),
                     TOKEN_BAD_SIGNATURE);
    /* Two keys with one id: all are tried. */
    PublicKey both[] = {small, key.public_key};
    assert_int_equal(token_verify((Str){published, TOKEN_CHARS}, both, 2, &read), TOKEN_GOOD);
    /* S + L, the same signature written non-canonically (RFC 8032, 5.1.7). */
    static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                      0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                      0,    0,    0,    0,    0,    0,    0,    0,
                                      0,    0,    0,    0,    0,    0,    0,    0x10};
    uint8_t bytes[90];
    size_t len;
    char text[TOKEN_CHARS + 1] = "EB1";
    base32_decode((Str){published + 3, 144}, bytes, &len);
    for (int i = 0, carry = 0; i < 32; i++) {
        carry += bytes[58 + i] + order[i];
        bytes[58 + i] = (uint8_t)carry;
        carry >>= 8;
    }
    base32_encode(bytes, sizeof bytes, text + 3);
    assert_int_equal(token_verify((Str){text, TOKEN_CHARS}, &key.public_key, 1, &read),
                     TOKEN_BAD_SIGNATURE);
}

static void test_serials(void **state)
{
    (void)state;
    SecretKey key = test_key();
    uint32_t event = token_event(STR("gebyar-umkm-2023"));
    uint64_t first = token_serial(&key, event, STR("siti"), 1);
    assert_int_equal(first, token_serial(&key, event, STR("siti"), 1));
    assert_int_not_equal(first, token_serial(&key, event, STR("siti"), 2));
    assert_int_not_equal(first, token_serial(&key, event, STR("sitj"), 1));
    assert_int_not_equal(first, token_serial(&key, token_event(STR("x")), STR("siti"), 1));
}

static void test_base32(void **state)
{
    (void)state;
    const char *const pairs[][2] = {{"", ""},
                                    {"f", "MY"},
                                    {"fo", "MZXQ"},
                                    {"foo", "MZXW6"},
                                    {"foob", "MZXW6YQ"},
                                    {"fooba", "MZXW6YTB"},
                                    {"foobar", "MZXW6YTBOI"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) { /* RFC 4648, section 10 */
        char text[16] = {0};
        uint8_t bytes[16];
        size_t len, n = base32_encode((const uint8_t *)pairs[i][0], strlen(pairs[i][0]), text);
        assert_int_equal(n, strlen(pairs[i][1]));
        assert_string_equal(text, pairs[i][1]);
        assert_true(base32_decode(str_from(text), bytes, &len));
        assert_int_equal(len, strlen(pairs[i][0]));
        assert_memory_equal(bytes, pairs[i][0], len);
    }
    uint8_t bytes[16];
    size_t len;
    assert_false(base32_decode(STR("MZ"), bytes, &len)); /* spare bits set */
    assert_false(base32_decode(STR("MZXW6=="), bytes, &len));
    assert_false(base32_decode(STR("A"), bytes, &len)); /* no whole byte */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vector),    cmocka_unit_test(test_texts),
        cmocka_unit_test(test_bit_flips), cmocka_unit_test(test_forgeries),
        cmocka_unit_test(test_weak_keys), cmocka_unit_test(test_serials),
        cmocka_unit_test(test_base32)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
