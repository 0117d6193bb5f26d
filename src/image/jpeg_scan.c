/* jpeg_scan - whether the data of an ordinary JPEG is whole, found without decoding it.
 *
 * Most photos are baseline JPEGs with Huffman codes (ITU-T T.81, annexes B and F). For these it is
 * enough to walk from code to code: each says how many bits of magnitude follow and how many
 * coefficients it passes, and a picture is whole if every block has its 64, no code is unknown, and
 * the data ends in the same byte as the last block. That takes a small part of libjpeg's time.
 *
 * Nothing is diagnosed here. Whatever is unusual, or wrong, is left to libjpeg, which says what it
 * is; so this only must never take a picture for whole that libjpeg would find fault with.
 */
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "image/image_parts.h"
#include "image/jpeg_codes.h"

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
    MCU_MAX_BLOCKS = 10,
    /* What an MCU of damaged data may read: no coefficient takes more than 32 bits. */
    MCU_MAX_BYTES = MCU_MAX_BLOCKS * BLOCK_COEFFICIENTS * 4 + 2 * 8,
    ALL_PASSED = BLOCK_COEFFICIENTS + STEP_BIAS,
};

typedef struct Component {
    uint8_t id, wide, high, quantisation;
    bool scanned;
} Component;

typedef struct Scan {
    Str bytes;
    size_t at;
    Arena *tmp;
    JpegCodes dc[4], ac[4];
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

static bool read_codes(Scan *s, size_t at, size_t end)
{
    while (at < end) {
        uint8_t place = byte_at(s, at++);
        size_t n = 0;
        if (at + CODE_MAX_BITS > end || (place & 15) > 3 || place >> 4 > 1) return false;
        for (size_t i = 0; i < CODE_MAX_BITS; i++) n += byte_at(s, at + i);
        if (n > 256 || at + CODE_MAX_BITS + n > end) return false;
        bool ac = place >> 4;
        JpegCodes *codes = ac ? &s->ac[place & 15] : &s->dc[place & 15];
        if (!jpeg_codes_read(codes, (const uint8_t *)s->bytes.ptr + at, ac)) return false;
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
    const JpegSteps *blocks[MCU_MAX_BLOCKS];
    int n_blocks;
    uint64_t count; /* of all in the scan */
} Mcu;

typedef struct Bits {
    const uint8_t *next;
    uint64_t window; /* not yet used, from the top */
    unsigned n;      /* of them, when the window was filled: FILLED_BITS or more */
    unsigned used;   /* since then */
} Bits;

enum { FILLED_BITS = 56 };

/* Behind the end of the data is in the window whatever stands there. */
static inline void fill(Bits *b)
{
    uint64_t eight;
    memcpy(&eight, b->next, sizeof eight);
    b->n -= b->used;
    b->used = 0;
    b->window |= be64toh(eight) >> b->n;
    b->next += (63 - b->n) / 8;
    b->n |= FILLED_BITS;
}

static inline Step take_step(Bits *b, const Step *table)
{
    Step step = table[b->window >> (64 - LOOK_BITS)];
    b->window <<= step & STEP_BITS_MASK;
    return step;
}

/* The rest of a block after that many coefficients, where a code is too long for a table, or the
 * end so near that a step may go beyond it: then the code is taken by itself. */
static bool skip_end(Bits *b, const JpegSteps *steps, unsigned passed)
{
    while (passed < ALL_PASSED) {
        fill(b);
        Step step = steps->inner[b->window >> (64 - LOOK_BITS)];
        if (!passed || passed + jpeg_step_passed(step) >= ALL_PASSED)
            step = jpeg_codes_find(passed ? steps->ac : steps->dc, b->window);
        if (!step) return false;
        b->window <<= step & STEP_BITS_MASK;
        b->used = step & STEP_BITS_MASK;
        if (step & STEP_ENDS) return true;
        passed += jpeg_step_passed(step);
    }
    return true;
}

/* The rest of a block after its first step, three steps at most of what was filled in. */
static inline bool skip_rest(Bits *b, const JpegSteps *steps, unsigned sum)
{
    const unsigned over = STEP_ENDS | STEP_NEAR_END;
    while (!(sum & over)) {
        fill(b);
        sum = (sum & ~(unsigned)STEP_BITS_MASK) + take_step(b, steps->inner);
        if (!(sum & over)) sum += take_step(b, steps->inner);
        if (!(sum & over)) sum += take_step(b, steps->inner);
        b->used = sum & STEP_BITS_MASK;
    }
    return sum & STEP_ENDS || skip_end(b, steps, (sum & ~(unsigned)STEP_NONE) >> STEP_BITS);
}

/* Most blocks of most pictures are one step: plain walls, and colours, which are coarser. */
static inline bool skip_block(Bits *b, const JpegSteps *steps)
{
    if (b->used > FILLED_BITS - STEP_MAX_BITS) fill(b);
    Step step = take_step(b, steps->start);
    b->used += step & STEP_BITS_MASK;
    return step & STEP_ENDS || skip_rest(b, steps, step);
}

/* `count` MCUs fill the data to its last byte. */
static bool skip_mcus(const Mcu *mcu, uint64_t count, const uint8_t *data, size_t len)
{
    Bits bits = {.next = data};
    fill(&bits);
    const uint8_t *end = data + len + 8;
    for (uint64_t i = 0; i < count; i++) {
        for (int k = 0; k < mcu->n_blocks; k++)
            if (!skip_block(&bits, mcu->blocks[k])) return false;
        if (bits.next > end) return false;
    }
    int64_t unused = bits.n - bits.used;
    int64_t left = (int64_t)len * 8 - ((bits.next - data) * 8 - unused);
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
    size_t room = s->bytes.len - s->at + MCU_MAX_BYTES, len;
    uint64_t left = mcu->count;
    uint8_t *data = arena_alloc_raw(s->tmp, room);
    for (unsigned restart = 0; left; restart = (restart + 1) % 8) {
        uint64_t n = s->restart_interval && s->restart_interval < left ? s->restart_interval : left;
        if (!take_data(s, data, &len)) return false;
        memset(data + len, 0, MCU_MAX_BYTES);
        if (!skip_mcus(mcu, n, data, len)) return false;
        left -= n;
        if (!left) break;
        if (byte_at(s, s->at + 1) != RST0 + restart) return false;
        s->at += 2;
    }
    return true;
}

static uint64_t ceil_div(uint64_t n, uint64_t by) { return (n + by - 1) / by; }

static Component *find_component(Scan *s, uint8_t id)
{
    for (int i = 0; i < s->n_components; i++)
        if (s->components[i].id == id) return &s->components[i];
    return NULL;
}

/* Components share their codes more often than not. */
static const JpegSteps *steps_of(Arena *tmp, const Mcu *mcu, const JpegCodes *dc,
                                 const JpegCodes *ac)
{
    for (int i = 0; i < mcu->n_blocks; i++)
        if (mcu->blocks[i]->dc == dc && mcu->blocks[i]->ac == ac) return mcu->blocks[i];
    JpegSteps *steps = arena_alloc_raw(tmp, sizeof *steps);
    jpeg_steps_make(steps, dc, ac);
    return steps;
}

static bool read_scan(Scan *s, size_t at, size_t end)
{
    Mcu mcu = {0};
    ArenaMark mark = arena_mark(s->tmp);
    int n = at < end ? byte_at(s, at++) : 0;
    if (n < 1 || n > s->n_components || end - at != 2 * (size_t)n + 3) return false;
    const Component *only = NULL;
    for (int i = 0; i < n; i++, at += 2) {
        Component *c = find_component(s, byte_at(s, at));
        uint8_t tables = byte_at(s, at + 1);
        if (!c || c->scanned || (tables & 15) > 3 || tables >> 4 > 3) return false;
        const JpegCodes *dc = &s->dc[tables >> 4], *ac = &s->ac[tables & 15];
        if (!dc->known || !ac->known || !(s->quantisations >> c->quantisation & 1)) return false;
        int blocks = n > 1 ? c->wide * c->high : 1;
        if (mcu.n_blocks + blocks > MCU_MAX_BLOCKS) return false;
        const JpegSteps *steps = steps_of(s->tmp, &mcu, dc, ac);
        for (int k = 0; k < blocks; k++) mcu.blocks[mcu.n_blocks++] = steps;
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
    bool whole = check_data(s, &mcu);
    arena_rewind(s->tmp, mark);
    return whole;
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

bool jpeg_is_whole(Arena *tmp, Str bytes)
{
    ArenaMark mark = arena_mark(tmp);
    Scan *scan = ARENA_NEW(tmp, Scan);
    scan->bytes = bytes;
    scan->tmp = tmp;
    bool whole = read_all(scan);
    arena_rewind(tmp, mark);
    return whole;
}
