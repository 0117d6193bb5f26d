/* filters_number - numbers, money, shares, words. */

#include "expr/filter.h"
#include "locale/words.h"

static StrBuf new_text(const FilterCall *call)
{
    StrBuf out;
    strbuf_init(&out, call->context->arena);
    return out;
}

static int decimals_arg(const FilterCall *call, size_t i, int otherwise)
{
    int64_t decimals = call_arg_int(call, i, otherwise);
    if (decimals < DECIMALS_AS_NEEDED) return 0;
    return decimals > DECIMALS_MAX ? DECIMALS_MAX : (int)decimals;
}

Value filter_number_text(const FilterCall *call, const Value *input)
{
    StrBuf out = new_text(call);
    format_number(&out, call_lang(call), input->number, decimals_arg(call, 0, DECIMALS_AS_NEEDED));
    return value_text(strbuf_str(&out));
}

Value filter_plain(const FilterCall *call, const Value *input)
{
    return value_text(num_format(call->context->arena, input->number));
}

Value filter_percent(const FilterCall *call, const Value *input)
{
    StrBuf out = new_text(call);
    format_percent(&out, call_lang(call), input->number, decimals_arg(call, 0, DECIMALS_AS_NEEDED));
    return value_text(strbuf_str(&out));
}

Value filter_share(const FilterCall *call, const Value *input)
{
    const Value *whole = call_arg(call, 0);
    if (!whole || (whole->kind != VALUE_NUMBER && whole->kind != VALUE_MONEY) || whole->number == 0)
        return value_unknown();
    if (!money_joins(call->expr, call->context, input, whole)) return value_unknown();
    Num hundredths = num_div(num_mul(input->number, num_from_int(100)), whole->number);
    return hundredths == NUM_INVALID ? value_unknown() : value_number(hundredths);
}

Value filter_round(const FilterCall *call, const Value *input)
{
    static const int64_t steps[] = {10000, 1000, 100, 10, 1};
    int decimals = decimals_arg(call, 0, 0);
    int64_t step = steps[decimals < 0 ? 0 : decimals];
    int64_t rest = input->number % step;
    Value out = *input;
    out.number -= rest;
    if (rest * 2 >= step) out.number = num_add(out.number, step);
    if (rest * 2 <= -step) out.number = num_sub(out.number, step);
    return out.number == NUM_INVALID ? value_unknown() : out;
}

Value filter_ordinal(const FilterCall *call, const Value *input)
{
    StrBuf out = new_text(call);
    format_ordinal(&out, call_lang(call), num_round(input->number));
    return value_text(strbuf_str(&out));
}

Value filter_roman(const FilterCall *call, const Value *input)
{
    StrBuf out = new_text(call);
    if (num_is_int(input->number) && format_roman(&out, num_round(input->number)))
        return value_text(strbuf_str(&out));
    return call_refuse_text(call, STR("a whole number from 1 to 3999"),
                            num_format(call->context->arena, input->number));
}

Value filter_pad(const FilterCall *call, const Value *input)
{
    enum { WIDTH_MAX = 64 };
    StrBuf out = new_text(call);
    Str digits = input->kind == VALUE_TEXT ? call_text(call, input)
                                           : num_format(call->context->arena, input->number);
    int64_t width = call_arg_int(call, 0, 0);
    if (width > WIDTH_MAX) width = WIDTH_MAX;
    for (int64_t n = (int64_t)digits.len; n < width; n++) strbuf_char(&out, '0');
    strbuf_add(&out, digits);
    return value_text(strbuf_str(&out));
}

Value filter_plus(const FilterCall *call, const Value *input)
{
    const Value *more = call_arg(call, 0);
    if (!more) return value_unknown();
    if (more->kind != VALUE_NUMBER)
        return call_refuse_arg(call, STR("a number"), call_text(call, more));
    Value out = *input;
    out.number = num_add(out.number, more->number);
    if (out.number != NUM_INVALID) return out;
    diag_report(call->context->diag, DIAG_EXPR_OVERFLOW, call->expr->span, STR("`plus`"));
    return value_unknown();
}

Value filter_as_number(const FilterCall *call, const Value *input)
{
    Num n;
    if (input->kind != VALUE_TEXT) return *input;
    Str text = str_trim(call_text(call, input));
    return num_parse(text, &n) ? value_number(n) : call_refuse_text(call, STR("a number"), text);
}

static Str input_currency(const Value *input)
{
    return input->kind == VALUE_MONEY ? str_from(input->currency) : STR("IDR");
}

Value filter_money(const FilterCall *call, const Value *input)
{
    StrBuf out = new_text(call);
    Str currency = input_currency(input);
    MoneyScale scale = SCALE_NONE;
    for (size_t i = 0; i < call->n_args; i++) {
        Str word = call_arg_text(call, i, (Str){0});
        if (word.len == 0) continue;
        if (currency_is_code(word) && input->kind == VALUE_MONEY && !str_eq(word, currency))
            return call_refuse_arg(call, STR("the currency that the amount is in"), word);
        if (currency_is_code(word))
            currency = word;
        else if ((scale = scale_find(word)) == SCALE_NONE)
            return call_refuse_arg(call, STR("a unit or a currency"), word);
    }
    if (scale == SCALE_NONE)
        format_money(&out, call_lang(call), input->number, currency);
    else
        format_money_scaled(&out, call_lang(call), input->number, currency, scale, 1);
    return value_text(strbuf_str(&out));
}

Value filter_short_money(const FilterCall *call, const Value *input)
{
    StrBuf out = new_text(call);
    format_money_scaled(&out, call_lang(call), input->number, input_currency(input), SCALE_AUTO,
                        decimals_arg(call, 0, 1));
    return value_text(strbuf_str(&out));
}

Value filter_terbilang(const FilterCall *call, const Value *input)
{
    const Lang *lang = call_lang(call);
    StrBuf out = new_text(call);
    if (input->kind == VALUE_NUMBER) {
        words_number(&out, lang, input->number);
    } else if (input->kind == VALUE_MONEY) {
        words_money(&out, lang, input->number, str_from(input->currency));
    } else {
        words_number(&out, lang, num_from_int(input->date.day));
        strbuf_char(&out, ' ');
        strbuf_add(&out, lang->months[(input->date.month - 1) % 12]);
        strbuf_char(&out, ' ');
        words_number(&out, lang, num_from_int(input->date.year));
    }
    return value_text(strbuf_str(&out));
}
