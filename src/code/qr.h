/* qr - QR symbols (ISO/IEC 18004).
 *
 * libqrencode does data coding, error correction and placement; the mask is chosen here, with the
 * standard's penalty rules on 64-bit rows, since scoring is 93 % of libqrencode's own time.
 */
#ifndef ETALASE_CODE_QR_H
#define ETALASE_CODE_QR_H

#include "base/len.h"
#include "base/str.h"

typedef enum QrLevel { QR_L, QR_M, QR_Q, QR_H } QrLevel;

enum { QR_MAX_SIDE = 177, QR_QUIET_MODULES = 4, QR_ROW_WORDS = 3 };

typedef struct QrSymbol {
    uint8_t version, mask;
    QrLevel level;
    uint16_t side;                            /* modules, without the quiet zone */
    uint64_t rows[QR_MAX_SIDE][QR_ROW_WORDS]; /* bit i of word w is module 64 w + i; 1 is dark */
} QrSymbol;

typedef enum QrFault { QR_OK, QR_EMPTY, QR_TOO_LONG, QR_FAILED } QrFault;

/* Encodes with the smallest version that holds `payload` at `level`: alphanumeric where all
 * characters allow it, else 8-bit bytes. Fails rather than growing past `max_version` (0: 40);
 * after QR_TOO_LONG out->version is the version it would take, 0 if none would do. */
QrFault qr_encode(Str payload, QrLevel level, int max_version, QrSymbol *out);
/* Modules along a side, without the quiet zone. */
int qr_side(int version);
/* The version that qr_encode would choose; 0 if none holds the payload. Takes no time to speak of. */
int qr_version(Str payload, QrLevel level);
bool qr_is_dark(const QrSymbol *symbol, int x, int y);

/* Dark modules as rectangles that do not overlap, in module units: runs of a row, merged downward
 * where the next row holds the same run. In order of row and column. */
typedef struct QrRect {
    uint8_t x, y, w, h;
} QrRect;
/* Rectangles in `arena`; to be filled as one path, so that no hairlines show. */
const QrRect *qr_rects(Arena *arena, const QrSymbol *symbol, size_t *n);

#endif
