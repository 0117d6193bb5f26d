/* floor - the least that badges cost: a code, a few lines of page content, deflate, write. No layout,
 * no shaping, no input file. `make bench` gives the program's time as a multiple of this one's.
 *
 *   floor COUNT FILE
 */
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "code/qr.h"

static size_t put_code(Arena *arena, char *out, const QrSymbol *symbol)
{
    size_t n, len = 0;
    const QrRect *rects = qr_rects(arena, symbol, &n);
    for (size_t i = 0; i < n; i++)
        len += (size_t)sprintf(out + len, "%d %d %d %d re\n", rects[i].x, symbol->side - rects[i].y - rects[i].h, rects[i].w, rects[i].h);
    return len + (size_t)sprintf(out + len, "f\n");
}

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    long count = atol(argv[1]);
    FILE *file = fopen(argv[2], "wb");
    struct libdeflate_compressor *deflate = libdeflate_alloc_compressor(6);
    static char text[64 * 1024], packed[64 * 1024];
    static QrSymbol symbol;
    Arena arena;
    arena_init(&arena);
    if (!file || !deflate) return 3;
    for (long i = 0; i < count; i++) {
        ArenaMark mark = arena_mark(&arena);
        char payload[32];
        int n = sprintf(payload, "P%05ld", i);
        if (qr_encode((Str){payload, (size_t)n}, QR_M, 0, &symbol) != QR_OK) return 3;
        size_t len = 0;
        for (int line = 0; line < 7; line++)
            len += (size_t)sprintf(text + len, "BT /F1 12 Tf 1 0 0 1 17.008 %d Tm [<00370028003600370003>-12<00440049>] TJ ET\n", 300 - 20 * line);
        len += put_code(&arena, text + len, &symbol);
        size_t size = libdeflate_zlib_compress(deflate, text, len, packed, sizeof packed);
        fprintf(file, "%ld 0 obj\n<< /Length %zu /Filter /FlateDecode >>\nstream\n", i + 1, size);
        fwrite(packed, 1, size, file);
        fputs("\nendstream\nendobj\n", file);
        arena_rewind(&arena, mark);
    }
    arena_free(&arena);
    libdeflate_free_compressor(deflate);
    return fclose(file) == 0 ? 0 : 3;
}
