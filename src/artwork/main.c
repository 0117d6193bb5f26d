/* main - etalase-artwork: reads drawings for etalase, one request after the other.
 *
 * Standard input is a socket; the program ends when it closes. It can write no file, and memory
 * and the processor time of each request are limited: beyond them the kernel ends it, and etalase
 * reports the drawing and starts another.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "artwork/artwork.h"
#include "image/image_limits.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SHADOW_MEMORY 1
#endif
#endif

static bool read_all(void *to, size_t n)
{
    for (char *at = to; n > 0;) {
        ssize_t got = read(0, at, n);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got, n -= (size_t)got;
    }
    return true;
}

static bool write_all(Str bytes)
{
    while (bytes.len > 0) {
        ssize_t put = write(0, bytes.ptr, bytes.len);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        bytes.ptr += put, bytes.len -= (size_t)put;
    }
    return true;
}

static void limit(int resource, rlim_t most) { setrlimit(resource, &(struct rlimit){most, most}); }

static void confine(void)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0); /* fontconfig would write its cache */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
#ifndef HAS_SHADOW_MEMORY
    limit(RLIMIT_AS, (rlim_t)LIMIT_ARTWORK_MEMORY_MB << 20);
#endif
}

static void restart_clock(time_t seconds)
{
    setitimer(ITIMER_PROF, &(struct itimerval){.it_value = {.tv_sec = seconds}}, NULL);
}

static bool answer(const WireRequest *request, Arena *arena)
{
    char *bytes = arena_alloc(arena, request->n_bytes);
    if (!read_all(bytes, request->n_bytes)) return false;
    Str file = {bytes, request->n_bytes};
    ArtworkReply reply = {.arena = arena, .head = {.magic = WIRE_MAGIC}};
    strbuf_init(&reply.fonts, arena);
    strbuf_init(&reply.objects, arena);
    uint32_t unit = 0;
    restart_clock(LIMIT_ARTWORK_SECONDS);
    if (request->kind != WIRE_SVG || artwork_draw_svg(&reply, file, &file, &unit))
        artwork_import(&reply, file, request->page);
    restart_clock(0);
    if (unit) reply.head.unit_millionths = unit;
    if (reply.head.status != WIRE_OK)
        reply.group.len = reply.objects.len = reply.head.n_objects = 0;
    reply.head.n_cause = (uint32_t)reply.cause.len;
    reply.head.n_fonts = (uint32_t)reply.fonts.len;
    reply.head.n_group = (uint32_t)reply.group.len;
    reply.head.n_body =
        (uint64_t)reply.cause.len + reply.fonts.len + reply.group.len + reply.objects.len;
    return write_all((Str){(const char *)&reply.head, sizeof reply.head}) &&
           write_all(reply.cause) && write_all(strbuf_str(&reply.fonts)) &&
           write_all(reply.group) && write_all(strbuf_str(&reply.objects));
}

int main(void)
{
    WireRequest request;
    confine();
    for (bool good = true; good && read_all(&request, sizeof request);) {
        Arena arena;
        arena_init(&arena);
        good = request.magic == WIRE_MAGIC && request.n_bytes <= LIMIT_ARTWORK_BYTES &&
               answer(&request, &arena);
        arena_free(&arena);
    }
    return 0;
}
