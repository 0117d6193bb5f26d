/* qr - symbols from libqrencode, turned into rows of bits.
 *
 * QRcode_encodeMask and the table of capacities, QRspec_getDataLength, are exported by libqrencode
 * but not declared in qrencode.h. With mask -2 it leaves the data unmasked and the format
 * information light, which costs a fifteenth of a full encoding; the mask is then chosen in
 * qr_mask.c. Each byte of its result is one module: bit 0 is dark, bit 7 marks function patterns.
 *
 * Two habits of libqrencode are kept away: guessing modes (it may fold letters to upper case) and
 * growing the version past what was asked.
 */
#include "code/qr.h"

#include <endian.h>
#include <errno.h>
#include <qrencode.h>
#include <string.h>

#include "code/qr_mask.h"

extern QRcode *QRcode_encodeMask(QRinput *input, int mask);
extern int QRspec_getDataLength(int version, QRecLevel level); /* bytes of data */

enum {
    MASK_NONE = -2,
    VERSION_MAX = 40,
    MODULE_DARK = 0x01,
    MODULE_FIXED = 0x80,
    PAYLOAD_MAX = 4296 /* no symbol holds more characters in the modes used here */
};

static bool is_alphanumeric(Str text)
{
    static const char *const others = " $%*+-./:";
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
        if (!plain && (c == '\0' || !strchr(others, c))) return false;
    }
    return true;
}

static const QRecLevel levels[] = {QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H};

int qr_side(int version) { return 17 + 4 * version; }

/* Mode indicator, count and text, in bits (ISO/IEC 18004, 7.4). */
static size_t bits_needed(Str payload, bool alphanumeric, int version)
{
    enum { MODE_BITS = 4 };
    size_t count = alphanumeric ? (version < 10   ? 9
                                   : version < 27 ? 11
                                                  : 13)
                                : (version < 10 ? 8 : 16);
    size_t text = alphanumeric ? payload.len / 2 * 11 + payload.len % 2 * 6 : payload.len * 8;
    return MODE_BITS + count + text;
}

int qr_version(Str payload, QrLevel level)
{
    bool alphanumeric = is_alphanumeric(payload);
    if (payload.len == 0 || payload.len > PAYLOAD_MAX) return 0;
    for (int version = 1; version <= VERSION_MAX; version++)
        if (bits_needed(payload, alphanumeric, version) <=
            8 * (size_t)QRspec_getDataLength(version, levels[level]))
            return version;
    return 0;
}

/* NULL with errno set: ERANGE if the text is too long for version 40. */
static QRcode *encode_unmasked(Str payload, QrLevel level)
{
    if (payload.len > PAYLOAD_MAX) {
        errno = ERANGE;
        return NULL;
    }
    QRinput *input = QRinput_new2(0, levels[level]);
    if (!input) return NULL;
    QRcode *code = NULL;
    QRencodeMode mode = is_alphanumeric(payload) ? QR_MODE_AN : QR_MODE_8;
    if (QRinput_append(input, mode, (int)payload.len, (const unsigned char *)payload.ptr) == 0)
        code = QRcode_encodeMask(input, MASK_NONE);
    int failure = errno;
    QRinput_free(input);
    errno = failure;
    return code;
}

/* Bit 0 of eight bytes, first byte lowest: the factor moves bit 8 i to bit 56 + i. */
static uint64_t gather_low_bits(uint64_t bytes)
{
    return (bytes & 0x0101010101010101) * 0x0102040810204080 >> 56;
}

static void read_row(const unsigned char *modules, int side, uint64_t *dark, uint64_t *fixed)
{
    int x = 0;
    for (; x + 8 <= side; x += 8) {
        uint64_t bytes;
        memcpy(&bytes, modules + x, sizeof bytes);
        bytes = le64toh(bytes);
        dark[x / 64] |= gather_low_bits(bytes) << x % 64;
        fixed[x / 64] |= gather_low_bits(bytes >> 7) << x % 64;
    }
    for (; x < side; x++) {
        uint64_t bit = UINT64_C(1) << x % 64;
        if (modules[x] & MODULE_DARK) dark[x / 64] |= bit;
        if (modules[x] & MODULE_FIXED) fixed[x / 64] |= bit;
    }
}

QrFault qr_encode(Str payload, QrLevel level, int max_version, QrSymbol *out)
{
    memset(out, 0, sizeof *out);
    out->level = level;
    if (payload.len == 0) return QR_EMPTY;
    QRcode *code = encode_unmasked(payload, level);
    if (!code) {
        if (errno == ENOMEM) memory_exhausted();
        return errno == ERANGE ? QR_TOO_LONG : QR_FAILED;
    }
    out->version = (uint8_t)code->version;
    out->side = (uint16_t)code->width;
    if (code->version > (max_version ? max_version : VERSION_MAX)) {
        QRcode_free(code);
        return QR_TOO_LONG;
    }
    QrFixed fixed;
    memset(fixed.rows, 0, (size_t)code->width * sizeof fixed.rows[0]);
    for (int y = 0; y < code->width; y++)
        read_row(code->data + (size_t)y * (size_t)code->width, code->width, out->rows[y],
                 fixed.rows[y]);
    QRcode_free(code);
    qr_choose_mask(out, &fixed);
    return QR_OK;
}

bool qr_is_dark(const QrSymbol *symbol, int x, int y)
{
    return symbol->rows[y][x / 64] >> x % 64 & 1;
}

/* Bits at which runs start: dark, with a light module to the left. */
static uint64_t run_starts(const uint64_t *row, int w)
{
    return row[w] & ~(row[w] << 1 | (w ? row[w - 1] >> 63 : 0));
}

/* Bits at which runs end: dark, with a light module to the right. */
static uint64_t run_ends(const uint64_t *row, int w)
{
    return row[w] & ~(row[w] >> 1 | (w + 1 < QR_ROW_WORDS ? row[w + 1] << 63 : 0));
}

/* The runs of a row, left to right, as rectangles of height 1. */
static size_t list_runs(const uint64_t *row, int words, int y, QrRect *runs)
{
    size_t n = 0, n_ended = 0;
    for (int w = 0; w < words; w++) {
        for (uint64_t bits = run_starts(row, w); bits; bits &= bits - 1)
            runs[n++] = (QrRect){(uint8_t)(64 * w + __builtin_ctzll(bits)), (uint8_t)y, 0, 1};
        for (uint64_t bits = run_ends(row, w); bits; bits &= bits - 1, n_ended++)
            runs[n_ended].w = (uint8_t)(64 * w + __builtin_ctzll(bits) + 1 - runs[n_ended].x);
    }
    return n;
}

/* Row by row; a run that stands in the row above with the same ends makes that rectangle taller.
 * `open` holds the rectangles that reach down to the row above, left to right. */
const QrRect *qr_rects(Arena *arena, const QrSymbol *symbol, size_t *n)
{
    enum { RUNS_MAX = QR_MAX_SIDE / 2 + 1 };
    size_t side = symbol->side, most = side * ((side + 1) / 2);
    QrRect *rects = ARENA_ARRAY_RAW(arena, QrRect, most);
    size_t n_rects = 0, n_open = 0;
    uint16_t open[2][RUNS_MAX];
    for (int y = 0; y < symbol->side; y++) {
        QrRect runs[RUNS_MAX];
        const uint16_t *above = open[y & 1];
        uint16_t *below = open[1 - (y & 1)];
        size_t n_runs = list_runs(symbol->rows[y], (symbol->side + 63) / 64, y, runs), k = 0;
        for (size_t i = 0; i < n_runs; i++) {
            while (k < n_open && rects[above[k]].x < runs[i].x) k++;
            bool same =
                k < n_open && rects[above[k]].x == runs[i].x && rects[above[k]].w == runs[i].w;
            below[i] = (uint16_t)(same ? above[k] : n_rects);
            if (same)
                rects[above[k]].h++;
            else
                rects[n_rects++] = runs[i];
        }
        n_open = n_runs;
    }
    *n = n_rects;
    return rects;
}
