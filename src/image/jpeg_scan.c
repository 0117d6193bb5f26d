/* jpeg_scan - whether the data of an ordinary JPEG is whole, found without decoding it.
 *
 * Most photos are baseline JPEGs with Huffman codes (ITU-T T.81, annexes B and F). For these it is
 * enough to walk from code to code: each says how many bits of magnitude follow and how many
 * coefficients it passes, and a picture is whole if every block has its 64, no code is unknown, and
 * the data ends in the same byte as the last block. That takes a fifth of libjpeg's time.
 *
 * Nothing is diagnosed here. Whatever is unusual, or wrong, is left to libjpeg, which says what it
 * is; so this only must never take a picture for whole that libjpeg would find fault with.
 */
#include <stdlib.h>
#include <string.h>

#include "image/image_parts.h"

enum {
    DHT = 0xC4,
    SOF0 = 0xC0, /* baseline */
    SOF1 = 0xC1, /* the same with more tables */
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    DQT = 0xDB,
    DRI = 0xDD,
    RST0 = 0xD0,
    APP0 = 0xE0,
    APP15 = 0xEF,
    COM = 0xFE,
};

enum {
    BLOCK_COEFFICIENTS = 64,
    MCU_MAX_BLOCKS = 10,
    FAST_BITS = 11,
    MANY_PASSED = 15, /* at most, by codes that are joined with another */
    CODE_MAX_BITS = 16,
    STEP_BITS = 6,                                /* of a step: bits to skip; above: coefficients */
    BLOCK_MAX_BYTES = BLOCK_COEFFICIENTS * 4 + 8, /* what a block of damaged data may read */
};

/* A code with what follows it: bits to skip and coefficients to pass; 0: no such code. */
typedef uint16_t Step;

typedef struct Codes {
    bool known;
    Step fast[1 << FAST_BITS];         /* by the next bits: one code; 0: it is longer */
    uint8_t length[1 << FAST_BITS];    /* of that code */
    Step many[1 << FAST_BITS];         /* as many codes as these bits hold */
    uint32_t limit[CODE_MAX_BITS + 1]; /* above the codes of this length, aligned to 16 bits */
    int first[CODE_MAX_BITS + 1];      /* their first symbol, less the first code */
    Step steps[256];                   /* by symbol place */
} Codes;

typedef struct Component {
    uint8_t id, wide, high, quantisation;
    bool scanned;
} Component;

typedef struct Scan {
    Str bytes;
    size_t at;
    Arena scratch;
    Codes dc[4], ac[4];
    unsigned quantisations; /* bit per table */
    uint32_t width, height, restart_interval;
    Component components[4];
    int n_components, widest, highest;
} Scan;

static uint8_t byte_at(const Scan *s, size_t at) { return (uint8_t)s->bytes.ptr[at]; }

static uint32_t pair_at(const Scan *s, size_t at)
{
    return (uint32_t)byte_at(s, at) << 8 | byte_at(s, at + 1);
}

static Step step_of(uint8_t symbol, unsigned len, bool ac)
{
    unsigned size = ac ? symbol & 15 : symbol, run = symbol >> 4;
    unsigned passed = !ac ? 1 : size || run == 15 ? run + 1 : BLOCK_COEFFICIENTS;
    return (Step)((len + size) | passed << STEP_BITS);
}

static unsigned bits_of(Step step) { return step & ((1u << STEP_BITS) - 1); }

static unsigned passed_by(Step step) { return step >> STEP_BITS; }

/* Several codes that are known from the same bits are one step; the last of them may end the block.
 */
static void join_codes(Codes *codes)
{
    for (uint32_t bits = 0; bits < 1u << FAST_BITS; bits++) {
        Step whole = codes->fast[bits];
        while (whole && passed_by(whole) <= MANY_PASSED && bits_of(whole) < FAST_BITS) {
            uint32_t rest = bits << bits_of(whole) & ((1u << FAST_BITS) - 1);
            if (!codes->fast[rest] || codes->length[rest] > FAST_BITS - bits_of(whole)) break;
            whole = (Step)(whole + codes->fast[rest]);
        }
        codes->many[bits] = whole;
    }
}

/* Codes of a length follow each other, and begin at twice the end of those one bit shorter. */
static bool make_codes(Codes *codes, const Scan *s, size_t at, bool ac)
{
    uint32_t code = 0;
    int n = 0;
    memset(codes, 0, sizeof *codes);
    for (unsigned len = 1; len <= CODE_MAX_BITS; len++, code <<= 1) {
        codes->first[len] = n - (int)code;
        for (int i = 0; i < byte_at(s, at + len - 1); i++, n++, code++) {
            uint8_t symbol = byte_at(s, at + CODE_MAX_BITS + (size_t)n);
            if (code >= 1u << len || (!ac && symbol > 15)) return false;
            codes->steps[n] = step_of(symbol, len, ac);
            if (len > FAST_BITS) continue;
            for (uint32_t k = 0; k < 1u << (FAST_BITS - len); k++)
                codes->fast[(code << (FAST_BITS - len)) +
                            k] = codes->steps[n],
                            codes->length[(code << (FAST_BITS - len)) + k] = (uint8_t)len;
        }
        codes->limit[len] = code << (CODE_MAX_BITS - len);
    }
    if (ac) join_codes(codes);
    return codes->known = true;
}

static bool read_codes(Scan *s, size_t at, size_t end)
{
    while (at < end) {
        uint8_t place = byte_at(s, at++);
        size_t n = 0;
        if (at + CODE_MAX_BITS > end || (place & 15) > 3 || place >> 4 > 1) return false;
        for (size_t i = 0; i < CODE_MAX_BITS; i++) n += byte_at(s, at + i);
        if (n > 256 || at + CODE_MAX_BITS + n > end) return false;
        bool ac = place >> 4;
        if (!make_codes(ac ? &s->ac[place & 15] : &s->dc[place & 15], s, at, ac)) return false;
        at += CODE_MAX_BITS + n;
    }
    return true;
}

static bool read_quantisations(Scan *s, size_t at, size_t end)
{
    while (at < end) {
        uint8_t place = byte_at(s, at);
        if ((place & 15) > 3 || place >> 4 > 1) return false;
        at += 1 + (size_t)BLOCK_COEFFICIENTS * (1 + (place >> 4));
        s->quantisations |= 1u << (place & 15);
    }
    return at == end;
}

/* Components are enlarged by whole numbers: libjpeg knows no others. */
static bool is_evenly_sampled(const Scan *s)
{
    for (int i = 0; i < s->n_components; i++)
        if (s->widest % s->components[i].wide || s->highest % s->components[i].high) return false;
    return true;
}

static bool read_frame(Scan *s, size_t at, size_t end)
{
    if (s->n_components || end - at < 6 || byte_at(s, at) != 8) return false;
    s->height = pair_at(s, at + 1), s->width = pair_at(s, at + 3);
    int n = byte_at(s, at + 5);
    if (!s->height || !s->width || n < 1 || n > 4 || end - at != 6 + 3 * (size_t)n) return false;
    for (int i = 0; i < n; i++) {
        size_t from = at + 6 + 3 * (size_t)i;
        uint8_t factors = byte_at(s, from + 1);
        s->components[i] = (Component){.id = byte_at(s, from),
                                       .wide = factors >> 4,
                                       .high = factors & 15,
                                       .quantisation = byte_at(s, from + 2)};
        const Component *c = &s->components[i];
        if (c->wide < 1 || c->wide > 4 || c->high < 1 || c->high > 4 || c->quantisation > 3)
            return false;
        if (c->wide > s->widest) s->widest = c->wide;
        if (c->high > s->highest) s->highest = c->high;
    }
    s->n_components = n;
    return is_evenly_sampled(s);
}

/* ---- one scan */
typedef struct Mcu {
    const Codes *dc[MCU_MAX_BLOCKS], *ac[MCU_MAX_BLOCKS];
    int n_blocks;
    uint64_t count; /* of all in the scan */
} Mcu;

typedef struct Bits {
    const uint8_t *next;
    uint64_t window; /* bits not yet used, from the top */
    int n;
} Bits;

static inline void refill(Bits *b)
{
    uint32_t four;
    if (b->n > 32) return;
    memcpy(&four, b->next, sizeof four);
    b->window |= (uint64_t)__builtin_bswap32(four) << (32 - b->n);
    b->next += 4, b->n += 32;
}

static Step long_code(const Codes *codes, uint64_t window)
{
    uint32_t code = (uint32_t)(window >> 48);
    for (unsigned len = FAST_BITS + 1; len <= CODE_MAX_BITS; len++)
        if (code < codes->limit[len])
            return codes->steps[codes->first[len] + (int)(code >> (CODE_MAX_BITS - len))];
    return 0;
}

/* The next code, or several, by a table, and the bits they announce; 0 if there is no such code. */
static inline Step take_step(Bits *b, const Codes *codes, const Step *table)
{
    refill(b);
    Step step = table[b->window >> (64 - FAST_BITS)];
    if (!step) step = long_code(codes, b->window);
    b->window <<= bits_of(step), b->n -= (int)bits_of(step);
    return step;
}

static bool skip_block(Bits *b, const Codes *dc, const Codes *ac)
{
    if (!take_step(b, dc, dc->fast)) return false;
    unsigned k = 1;
    while (k + MANY_PASSED < BLOCK_COEFFICIENTS) { /* it goes on after all but the last of many */
        Step step = take_step(b, ac, ac->many);
        if (!step) return false;
        k += passed_by(step);
    }
    while (k < BLOCK_COEFFICIENTS) {
        Step step = take_step(b, ac, ac->fast);
        if (!step) return false;
        k += passed_by(step);
    }
    return true;
}

/* `count` MCUs fill the data to its last byte. */
static bool skip_mcus(const Mcu *mcu, uint64_t count, const uint8_t *data, size_t len)
{
    Bits bits = {.next = data};
    for (uint64_t i = 0; i < count; i++)
        for (int k = 0; k < mcu->n_blocks; k++) {
            if (!skip_block(&bits, mcu->dc[k], mcu->ac[k])) return false;
            if (bits.next > data + len + 8) return false;
        }
    int64_t left = (int64_t)len * 8 - ((bits.next - data) * 8 - bits.n);
    return left >= 0 && left < 8;
}

/* Entropy-coded data up to the next marker, without the zeros after 0xFF; *at stops at the marker.
 */
static bool take_data(Scan *s, uint8_t *out, size_t *len)
{
    *len = 0;
    for (;;) {
        const char *from = s->bytes.ptr + s->at;
        const char *mark = memchr(from, 0xFF, s->bytes.len - s->at);
        if (!mark || (size_t)(mark - s->bytes.ptr) + 1 >= s->bytes.len) return false;
        size_t n = (size_t)(mark - from);
        bool stuffed = mark[1] == 0;
        memcpy(out + *len, from, n + stuffed);
        *len += n + stuffed;
        s->at += n + (stuffed ? 2 : 0);
        if (!stuffed) return (uint8_t)mark[1] != 0xFF;
    }
}

static bool check_data(Scan *s, const Mcu *mcu)
{
    size_t room = s->bytes.len - s->at + BLOCK_MAX_BYTES, len;
    uint64_t left = mcu->count;
    uint8_t *data = arena_alloc(&s->scratch, room);
    for (unsigned restart = 0; left; restart = (restart + 1) % 8) {
        uint64_t n = s->restart_interval && s->restart_interval < left ? s->restart_interval : left;
        if (!take_data(s, data, &len)) return false;
        memset(data + len, 0, BLOCK_MAX_BYTES);
        if (!skip_mcus(mcu, n, data, len)) return false;
        left -= n;
        if (!left) break;
        if (byte_at(s, s->at + 1) != RST0 + restart) return false;
        s->at += 2;
    }
    arena_rewind(&s->scratch, (ArenaMark){0});
    return true;
}

static uint64_t ceil_div(uint64_t n, uint64_t by) { return (n + by - 1) / by; }

static Component *find_component(Scan *s, uint8_t id)
{
    for (int i = 0; i < s->n_components; i++)
        if (s->components[i].id == id) return &s->components[i];
    return NULL;
}

static bool read_scan(Scan *s, size_t at, size_t end)
{
    Mcu mcu = {0};
    int n = at < end ? byte_at(s, at++) : 0;
    if (n < 1 || n > s->n_components || end - at != 2 * (size_t)n + 3) return false;
    const Component *only = NULL;
    for (int i = 0; i < n; i++, at += 2) {
        Component *c = find_component(s, byte_at(s, at));
        uint8_t tables = byte_at(s, at + 1);
        if (!c || c->scanned || (tables & 15) > 3 || tables >> 4 > 3) return false;
        const Codes *dc = &s->dc[tables >> 4], *ac = &s->ac[tables & 15];
        if (!dc->known || !ac->known || !(s->quantisations >> c->quantisation & 1)) return false;
        int blocks = n > 1 ? c->wide * c->high : 1;
        if (mcu.n_blocks + blocks > MCU_MAX_BLOCKS) return false;
        for (int k = 0; k < blocks; k++, mcu.n_blocks++)
            mcu.dc[mcu.n_blocks] = dc, mcu.ac[mcu.n_blocks] = ac;
        c->scanned = true;
        only = c;
    }
    if (byte_at(s, at) != 0 || byte_at(s, at + 1) != 63 || byte_at(s, at + 2) != 0) return false;
    uint64_t across = (uint64_t)s->widest * 8, down = (uint64_t)s->highest * 8;
    if (n > 1)
        mcu.count = ceil_div(s->width, across) * ceil_div(s->height, down);
    else
        mcu.count = ceil_div(ceil_div((uint64_t)s->width * only->wide, s->widest), 8) *
                    ceil_div(ceil_div((uint64_t)s->height * only->high, s->highest), 8);
    s->at = end;
    return check_data(s, &mcu);
}

static bool read_segment(Scan *s, uint8_t marker, size_t start, size_t end)
{
    switch (marker) {
    case DHT:
        return read_codes(s, start, end);
    case DQT:
        return read_quantisations(s, start, end);
    case SOF0:
    case SOF1:
        return read_frame(s, start, end);
    case DRI:
        s->restart_interval = end - start == 2 ? pair_at(s, start) : 0;
        return end - start == 2;
    case SOS:
        return read_scan(s, start, end);
    default:
        return (marker >= APP0 && marker <= APP15) || marker == COM;
    }
}

static bool read_all(Scan *s)
{
    if (s->bytes.len < 4 || pair_at(s, 0) != (0xFF00 | SOI)) return false;
    for (s->at = 2; s->at + 2 <= s->bytes.len;) {
        uint8_t marker = byte_at(s, s->at + 1);
        if (byte_at(s, s->at) != 0xFF) return false;
        if (marker == EOI) break;
        if (s->at + 4 > s->bytes.len) return false;
        size_t start = s->at + 4, len = pair_at(s, s->at + 2), end = s->at + 2 + len;
        if (len < 2 || end > s->bytes.len) return false;
        s->at = end;
        if (!read_segment(s, marker, start, end)) return false;
    }
    int scanned = 0;
    for (int i = 0; i < s->n_components; i++) scanned += s->components[i].scanned;
    return s->at + 2 <= s->bytes.len && scanned && scanned == s->n_components;
}

bool jpeg_is_whole(Str bytes)
{
    Arena arena;
    arena_init(&arena);
    Scan *scan = ARENA_NEW(&arena, Scan);
    scan->bytes = bytes;
    arena_init(&scan->scratch);
    bool whole = read_all(scan);
    arena_free(&scan->scratch);
    arena_free(&arena);
    return whole;
}
