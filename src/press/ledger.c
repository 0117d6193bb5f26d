/* ledger - lines to facts and back; see press/ledger.h for the format. */
#include "press/ledger.h"

#include "base/vec.h"
#include "code/hash.h"
#include "code/utc.h"

enum { N_WORDS = 11, CHECK_DIGITS = 8, HEX_DIGITS = 16 };

const Str ledger_torn_end = {"\ttorn\n", 6};

static const Str file_word = {"etalase-ledger 1\t", 17};

static const Str kind_words[FACT_N_KINDS] = {
    [FACT_PRINT] = {"print", 5},   [FACT_REPRINT] = {"reprint", 7}, [FACT_SPOIL] = {"spoil", 5},
    [FACT_ASSIGN] = {"assign", 6}, [FACT_REVOKE] = {"revoke", 6},
};

static uint32_t line_check(Str line) { return (uint32_t)(hash_of(line) >> 32); }

/* A text as one word of a line. */
static void add_word(StrBuf *out, Str text)
{
    if (!text.len) text = STR("-");
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        strbuf_char(out, c < ' ' ? ' ' : (char)c);
    }
    strbuf_char(out, '\t');
}

static void add_hex(StrBuf *out, uint64_t number)
{
    strbuf_format(out, "%016llx", (unsigned long long)number);
}

void ledger_write_head(Str event, StrBuf *out)
{
    strbuf_add(out, file_word);
    strbuf_add(out, event);
    strbuf_add(out, STR("\n# time\tfact\twave\tdocument\tbadge\tissue\tserial\tcontent\tplace\t"
                        "person\tcheck\n"));
}

void ledger_write_fact(const Fact *fact, StrBuf *out)
{
    char time[UTC_CHARS + 1];
    size_t start = out->len;
    utc_write(fact->time, time);
    add_word(out, (Str){time, UTC_CHARS});
    add_word(out, kind_words[fact->kind]);
    add_word(out, fact->wave);
    add_word(out, fact->document);
    add_word(out, fact->record);
    strbuf_format(out, "%u\t", fact->issue);
    if (fact->serial) add_hex(out, fact->serial);
    strbuf_add(out, fact->serial ? STR("\t") : STR("-\t"));
    if (fact->words || fact->look) {
        add_hex(out, fact->words);
        strbuf_char(out, '.');
        add_hex(out, fact->look);
    } else {
        strbuf_char(out, '-');
    }
    if (fact->sheet)
        strbuf_format(out, "\t%u/%u\t", fact->sheet, fact->label);
    else
        strbuf_add(out, STR("\t-\t"));
    add_word(out, fact->person);
    Str line = {out->ptr + start, out->len - start};
    strbuf_format(out, "%08x\n", line_check(line));
}

static bool parse_count(Str text, uint32_t *out)
{
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
        *out = *out * 10 + (uint32_t)(text.ptr[i] - '0');
    }
    return text.len > 0 && text.len <= 9;
}

static bool is_none(Str word) { return str_eq(word, STR("-")); }

static Str word_text(Str word) { return is_none(word) ? (Str){0} : word; }

static bool parse_content(Str word, Fact *fact)
{
    if (is_none(word)) return true;
    return word.len == 2 * HEX_DIGITS + 1 && word.ptr[HEX_DIGITS] == '.' &&
           str_hex(str_slice(word, 0, HEX_DIGITS), HEX_DIGITS, &fact->words) &&
           str_hex(str_slice(word, HEX_DIGITS + 1, word.len), HEX_DIGITS, &fact->look);
}

static bool parse_place(Str word, Fact *fact)
{
    ptrdiff_t slash = str_find(word, STR("/"));
    if (is_none(word)) return true;
    return slash > 0 && parse_count(str_slice(word, 0, (size_t)slash), &fact->sheet) &&
           parse_count(str_slice(word, (size_t)slash + 1, word.len), &fact->label);
}

static bool parse_fact(Str line, Fact *fact)
{
    Str words[N_WORDS];
    uint64_t check;
    *fact = (Fact){.kind = FACT_N_KINDS};
    if (!str_split(line, '\t', words, N_WORDS) || !str_hex(words[10], CHECK_DIGITS, &check))
        return false;
    if (check != line_check(str_slice(line, 0, line.len - CHECK_DIGITS))) return false;
    for (int kind = 0; kind < FACT_N_KINDS; kind++)
        if (str_eq(words[1], kind_words[kind])) fact->kind = (FactKind)kind;
    fact->wave = word_text(words[2]);
    fact->document = word_text(words[3]);
    fact->record = word_text(words[4]);
    fact->person = word_text(words[9]);
    bool signed_code = !is_none(words[6]);
    return fact->kind != FACT_N_KINDS && utc_parse(words[0], &fact->time) && fact->record.len &&
           parse_count(words[5], &fact->issue) &&
           (!signed_code || str_hex(words[6], HEX_DIGITS, &fact->serial)) &&
           parse_content(words[7], fact) && parse_place(words[8], fact);
}

typedef struct Reader {
    Arena *arena;
    const Source *source;
    Str event; /* that it must be of */
    Ledger *out;
    VEC(Fact) facts;
    Diag *diag;
    bool headed, good;
} Reader;

static void report(Reader *r, DiagCode code, Span at, Str a, Str b)
{
    diag_report(r->diag, code, at, a, b);
    r->good = false;
}

static void take_head(Reader *r, Str event, Span at)
{
    Str wanted = r->event.len ? r->event : r->out->event;
    if (wanted.len && !str_eq(event, wanted)) report(r, DIAG_LEDGER_EVENT, at, event, wanted);
    r->out->event = event;
    r->headed = r->out->headed = true;
}

static void take_line(Reader *r, Str line, Span at)
{
    Fact fact;
    if (!line.len || line.ptr[0] == '#' || str_ends(line, STR("\ttorn"))) return;
    if (str_starts(line, file_word)) {
        take_head(r, str_slice(line, file_word.len, line.len), at);
        return;
    }
    if (!r->headed) return; /* said once, at the end */
    if (!parse_fact(line, &fact)) {
        report(r, DIAG_LEDGER_LINE, at, (Str){0}, (Str){0});
        return;
    }
    fact.at = at;
    if (fact.time > r->out->latest) r->out->latest = fact.time;
    VEC_PUSH(r->arena, &r->facts, fact);
}

bool ledger_read(Arena *arena, const Source *source, Str event, Ledger *out, Diag *diag)
{
    Reader r = {.arena = arena, .source = source, .event = event, .out = out, .diag = diag};
    Str bytes = source->bytes;
    *out = (Ledger){.event = event};
    r.good = true;
    for (size_t start = 0; start < bytes.len;) {
        size_t end = start;
        while (end < bytes.len && bytes.ptr[end] != '\n') end++;
        out->torn = end == bytes.len;
        size_t stop = end > start && bytes.ptr[end - 1] == '\r' ? end - 1 : end;
        Span at = {source, (uint32_t)start, (uint32_t)(stop - start)};
        if (!out->torn) take_line(&r, str_slice(bytes, start, stop), at);
        start = end + 1;
    }
    bool only_torn = out->torn && str_find(bytes, STR("\n")) < 0;
    if (!r.headed && bytes.len && !only_torn)
        report(&r, DIAG_LEDGER_NOT, (Span){source, 0, 1}, source->path, (Str){0});
    out->facts = r.facts.items, out->n_facts = r.facts.len;
    return r.good;
}

bool wave_is_valid(Str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (i == 0 || (c != '-' && c != '_' && c != '.'))) return false;
    }
    return name.len > 0 && name.len <= WAVE_MAX_CHARS;
}
