/* qr_mask - choice of the mask pattern of a QR symbol (ISO/IEC 18004:2015, 7.8 and 7.9).
 *
 * Works on symbols whose function patterns stand and whose data is not masked yet.
 */
#ifndef ETALASE_CODE_QR_MASK_H
#define ETALASE_CODE_QR_MASK_H

#include "code/qr.h"

enum { QR_MASKS = 8 };

/* Modules that a mask must not touch: finders, separators, timing and alignment patterns, format
 * and version information, the dark module. Laid out as QrSymbol.rows. */
typedef struct QrFixed {
    uint64_t rows[QR_MAX_SIDE][QR_ROW_WORDS];
} QrFixed;

/* Masks `symbol` (its side and level are set, its format information is still light) with the
 * pattern of the lowest penalty, the lowest number on a tie, and writes the format information. */
void qr_choose_mask(QrSymbol *symbol, const QrFixed *fixed);

/* Applies one pattern, 0..7, and its format information. Exposed for tests. */
void qr_apply_mask(QrSymbol *symbol, const QrFixed *fixed, unsigned mask);

/* Penalty of a finished symbol: rules N1 to N4 with weights 3, 3, 40 and 10. For N3 the light
 * area may reach into the quiet zone and the pattern is taken at one module per unit. */
unsigned qr_penalty(const QrSymbol *symbol);

#endif
