/* scan_answer - what a guard reads: `ADMIT serial role zones` or `DENY reason: more about it`. */
#include "cli/scans.h"
#include "code/utc.h"

/* Id of the record in `list` with this number; or the number. */
static void write_number(const AnswerStyle *style, const char *list, unsigned number, StrBuf *out)
{
    const Value *records = style->event ? record_value(style->event->root, str_from(list)) : NULL;
    for (size_t i = 0; records && i < records->list.n; i++) {
        const Record *record = records->list.items[i].record;
        const Value *own = record_value(record, STR("number"));
        if (own->kind != VALUE_NUMBER || num_round(own->number) != (int64_t)number) continue;
        strbuf_add(out, record->id);
        return;
    }
    strbuf_int(out, number);
}

static void write_bits(const AnswerStyle *style, const char *list, unsigned bits, StrBuf *out)
{
    if (!bits) strbuf_char(out, '-');
    for (unsigned i = 0, n = 0; i < 16; i++) {
        if (!(bits >> i & 1)) continue;
        if (n++) strbuf_char(out, ',');
        write_number(style, list, i + 1, out);
    }
}

/* 2026-11-22 08:00 WITA */
static void write_time(const AnswerStyle *style, int64_t time, StrBuf *out)
{
    char text[UTC_CHARS + 1];
    utc_write(time + style->offset_s, text);
    text[10] = ' ';
    strbuf_add(out, (Str){text, 16});
    strbuf_add(out, style->offset_s == 9 * 3600   ? STR(" WIT")
                    : style->offset_s == 8 * 3600 ? STR(" WITA")
                    : style->offset_s == 7 * 3600 ? STR(" WIB")
                                                  : STR(" UTC"));
}

static void write_reason(const AnswerStyle *style, const GateAnswer *answer, size_t n_chars,
                         StrBuf *out)
{
    const TokenPayload *payload = &answer->payload;
    switch (answer->verdict) {
    case GATE_ADMIT:
        break;
    case GATE_LENGTH:
        strbuf_format(out, "not a badge code: %zu characters, not %d", n_chars, TOKEN_CHARS);
        break;
    case GATE_ALPHABET:
    case GATE_PREFIX:
        strbuf_add(out, STR("not a badge code, or not read well"));
        break;
    case GATE_VERSION:
        strbuf_add(out, STR("a badge of a later version of the program"));
        break;
    case GATE_KEY:
        strbuf_add(out, STR("signed with a key that this gate does not have"));
        break;
    case GATE_SIGNATURE:
        strbuf_add(out, STR("forged, or not read well"));
        break;
    case GATE_EVENT:
        strbuf_add(out, STR("a badge of another event"));
        break;
    case GATE_EXPIRED:
        strbuf_add(out, STR("expired "));
        write_time(style, payload->not_after, out);
        break;
    case GATE_DAY:
        strbuf_add(out, STR("good on day "));
        write_bits(style, "", payload->days, out);
        break;
    case GATE_ZONE:
        strbuf_add(out, STR("good in zone "));
        write_bits(style, "zones", payload->zones, out);
        break;
    case GATE_REVOKED:
        strbuf_add(out, STR("this badge was revoked"));
        break;
    case GATE_USED:
        strbuf_add(out, STR("admitted "));
        write_time(style, answer->used.time, out);
        if (answer->used.gate.len > 0)
            strbuf_format(out, ", gate %.*s", STR_ARG(answer->used.gate));
        break;
    }
}

static void write_json_text(Str text, StrBuf *out)
{
    strbuf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\') strbuf_char(out, '\\');
        if (c < 0x20)
            strbuf_format(out, "\\u%04x", c);
        else
            strbuf_char(out, (char)c);
    }
    strbuf_char(out, '"');
}

static void write_json_bits(const char *key, unsigned bits, StrBuf *out)
{
    strbuf_format(out, ", \"%s\": [", key);
    for (unsigned i = 0, n = 0; i < 16; i++)
        if (bits >> i & 1) strbuf_format(out, "%s%u", n++ ? ", " : "", i + 1);
    strbuf_char(out, ']');
}

static void write_json(const AnswerStyle *style, const GateAnswer *answer, size_t n_chars,
                       StrBuf *out)
{
    const TokenPayload *payload = &answer->payload;
    bool admit = answer->verdict == GATE_ADMIT;
    char time[UTC_CHARS + 1];
    StrBuf text;
    strbuf_init(&text, out->arena);
    strbuf_format(out, "{\"answer\": \"%s\"", admit ? "ADMIT" : "DENY");
    if (!admit) {
        write_reason(style, answer, n_chars, &text);
        strbuf_add(out, STR(", \"reason\": "));
        write_json_text(gate_verdict_name(answer->verdict), out);
        strbuf_add(out, STR(", \"text\": "));
        write_json_text(strbuf_str(&text), out);
    }
    if (answer->genuine) {
        strbuf_format(out, ", \"serial\": \"%016llx\", \"role\": %u",
                      (unsigned long long)payload->serial, payload->role);
        write_json_bits("zones", payload->zones, out);
        write_json_bits("days", payload->days, out);
        utc_write(payload->not_after, time);
        strbuf_format(out, ", \"not_after\": \"%s\"", time);
    }
    if (answer->verdict == GATE_USED) {
        utc_write(answer->used.time, time);
        strbuf_format(out, ", \"used_at\": \"%s\", \"used_gate\": ", time);
        write_json_text(answer->used.gate, out);
    }
    strbuf_add(out, STR("}\n"));
}

void scan_answer_write(const AnswerStyle *style, const GateAnswer *answer, size_t n_chars,
                       StrBuf *out)
{
    if (style->json) {
        write_json(style, answer, n_chars, out);
        return;
    }
    const TokenPayload *payload = &answer->payload;
    unsigned long long serial = (unsigned long long)payload->serial;
    if (answer->verdict == GATE_ADMIT) {
        strbuf_format(out, "ADMIT %016llx role ", serial);
        write_number(style, "roles", payload->role, out);
        strbuf_add(out, STR(" zones "));
        write_bits(style, "zones", payload->zones, out);
    } else {
        strbuf_format(out, "DENY %.*s", STR_ARG(gate_verdict_name(answer->verdict)));
        if (answer->genuine) strbuf_format(out, " %016llx", serial);
        strbuf_add(out, STR(": "));
        write_reason(style, answer, n_chars, out);
    }
    strbuf_char(out, '\n');
}

void scan_no_code_write(const AnswerStyle *style, Str file, StrBuf *out)
{
    strbuf_add(out, style->json ? STR("{\"answer\": \"DENY\", \"reason\": \"none\", \"text\": ")
                                : STR("DENY none: "));
    Str text = str_format(out->arena, "no code in %.*s", STR_ARG(file));
    if (style->json)
        write_json_text(text, out);
    else
        strbuf_add(out, text);
    strbuf_add(out, style->json ? STR("}\n") : STR("\n"));
}
