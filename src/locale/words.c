/* words - number words: sign, whole part by the language's table, decimals digit by digit. */
#include "locale/words.h"

void words_number(StrBuf *out, const Lang *lang, Num n)
{
    if (n == NUM_INVALID) return;
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    if (n < 0) {
        strbuf_add(out, lang->minus);
        strbuf_char(out, ' ');
    }
    lang->add_words(out, size / NUM_ONE);
    uint64_t rest = size % NUM_ONE;
    if (rest == 0) return;
    strbuf_char(out, ' ');
    strbuf_add(out, lang->point);
    for (; rest; rest = rest * 10 % NUM_ONE) {
        strbuf_char(out, ' ');
        lang->add_words(out, rest * 10 / NUM_ONE);
    }
}

void words_money(StrBuf *out, const Lang *lang, Num amount, Str currency)
{
    if (amount == NUM_INVALID) return;
    words_number(out, lang, amount);
    strbuf_char(out, ' ');
    for (const LangCurrency *c = lang->currencies; c->code.len; c++)
        if (str_eq(c->code, currency)) currency = c->name;
    strbuf_add(out, currency);
}
