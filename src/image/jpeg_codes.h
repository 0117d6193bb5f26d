/* jpeg_codes - Huffman codes of a JPEG as tables of steps (ITU-T T.81, annex C and F.2).
 *
 * Who only walks over picture data need not know what a code means: how many bits it takes with
 * those that it announces, and how many coefficients it passes, is enough. That is a step. What the
 * next LOOK_BITS bits hold is often several codes, and their steps add up to one.
 */
#ifndef ETALASE_IMAGE_JPEG_CODES_H
#define ETALASE_IMAGE_JPEG_CODES_H

#include <stdbool.h>
#include <stdint.h>

enum {
    BLOCK_COEFFICIENTS = 64,
    CODE_MAX_BITS = 16,
    LOOK_BITS = 11,
    STEP_MAX_BITS = 18, /* in a table of steps: three need no more than 56 bits */
    JOINED_PASSED = 20, /* at most, by a step; a single code passes up to 16 */
};

/* Bits to skip in the low six bits, coefficients to pass above them; whether the block ends. */
typedef uint16_t Step;
enum {
    STEP_BITS = 6,
    STEP_BITS_MASK = (1 << STEP_BITS) - 1,
    STEP_ENDS_SHIFT = 15,
    STEP_ENDS = 1 << STEP_ENDS_SHIFT,
    STEP_NONE = 256 << STEP_BITS, /* in a table: the next code is too long for it, or unknown */
    /* A block ends without a code where all its coefficients are passed, so that near its end a
     * step may go beyond it: where these bits of a sum are set, since a block's first step passes
     * STEP_BIAS more than there are. */
    STEP_BIAS = JOINED_PASSED,
    STEP_NEAR_END = (64 | 128 | 256) << STEP_BITS,
};

static inline unsigned jpeg_step_passed(Step step) { return (step & (STEP_ENDS - 1)) >> STEP_BITS; }

/* The codes of one table, by length. */
typedef struct JpegCodes {
    bool known;
    int n[CODE_MAX_BITS + 1], first[CODE_MAX_BITS + 1];
    uint32_t limit[CODE_MAX_BITS + 1]; /* above the codes of this length, aligned to 16 bits */
    Step steps[256];                   /* of the codes in their order */
} JpegCodes;

/* What a block's first bits hold, and bits within it. */
typedef struct JpegSteps {
    Step start[1 << LOOK_BITS];
    Step inner[1 << LOOK_BITS];
    const JpegCodes *dc, *ac;
} JpegSteps;

/* From a DHT segment: 16 counts of codes by length, then their symbols. False if these are no
 * codes of a baseline JPEG. */
bool jpeg_codes_read(JpegCodes *codes, const uint8_t counts_and_symbols[], bool ac);
/* Fills `steps`; both tables of codes must be known. */
void jpeg_steps_make(JpegSteps *steps, const JpegCodes *dc, const JpegCodes *ac);
/* The step of the next code, whatever its length, from at least 16 bits at the top of `window`;
 * 0: no such code. */
Step jpeg_codes_find(const JpegCodes *codes, uint64_t window);

#endif
