/* filters_date - dates, times and their ranges. Texts are read in ISO form. */
#include "expr/filter.h"

/* A DATE or DATETIME as it is, a text as a date; UNKNOWN after a report. */
static Value as_day(const FilterCall *call, const Value *input)
{
    if (input->kind == VALUE_DATE || input->kind == VALUE_DATETIME) return *input;
    if (input->kind != VALUE_TEXT) return call_refuse(call, input);
    Date date;
    Str text = str_trim(call_text(call, input));
    return date_parse(text, &date) ? value_date(date) : call_refuse_text(call, STR("a date"), text);
}

static Value as_clock(const FilterCall *call, const Value *input)
{
    if (input->kind == VALUE_TIME || input->kind == VALUE_DATETIME) return *input;
    if (input->kind != VALUE_TEXT) return call_refuse(call, input);
    Value out = {.kind = VALUE_TIME};
    Str text = str_trim(call_text(call, input));
    return time_parse(text, &out.time) ? out : call_refuse_text(call, STR("a time"), text);
}

Value filter_as_date(const FilterCall *call, const Value *input)
{
    Value day = as_day(call, input);
    if (day.kind == VALUE_DATETIME) return value_date(day.date);
    return day;
}

Value filter_date(const FilterCall *call, const Value *input)
{
    Str style = call_arg_text(call, 0, STR("long"));
    Str pattern = date_style(style);
    if (pattern.len == 0) pattern = style;
    if (date_pattern_check(pattern) < pattern.len)
        return call_refuse_arg(call, STR("a style or a pattern of dates"), style);
    Value day = as_day(call, input);
    if (day.kind == VALUE_UNKNOWN) return day;
    Moment moment = value_moment(&day);
    StrBuf out;
    strbuf_init(&out, call->context->arena);
    format_date(&out, call_lang(call), &moment, pattern);
    return value_text(strbuf_str(&out));
}

Value filter_time(const FilterCall *call, const Value *input)
{
    Value clock = as_clock(call, input);
    if (clock.kind == VALUE_UNKNOWN) return clock;
    StrBuf out;
    strbuf_init(&out, call->context->arena);
    format_time(&out, call_lang(call), clock.time.hour, clock.time.minute,
                call_arg_text(call, 0, (Str){0}));
    return value_text(strbuf_str(&out));
}

Value filter_weekday(const FilterCall *call, const Value *input)
{
    const Lang *lang = call_lang(call);
    bool is_short = str_eq(call_arg_text(call, 0, (Str){0}), STR("short"));
    Value day = as_day(call, input);
    if (day.kind == VALUE_UNKNOWN) return day;
    return value_text((is_short ? lang->weekdays_short : lang->weekdays)[date_weekday(day.date)]);
}

/* First and last known item: dates by the calendar, times in the order of the list, since a night
 * ends after midnight. */
static bool find_ends(const FilterCall *call, const ValueList *list, Value *first, Value *last)
{
    *first = *last = value_unknown();
    for (size_t i = 0; i < list->n; i++) {
        Value item = list->items[i];
        if (item.kind == VALUE_UNKNOWN) continue;
        if (item.kind != VALUE_TIME) item = as_day(call, &item);
        if (item.kind == VALUE_UNKNOWN) return false;
        if (first->kind == VALUE_UNKNOWN) *first = *last = item;
        if ((item.kind == VALUE_TIME) != (first->kind == VALUE_TIME)) {
            call_refuse(call, &item);
            return false;
        }
        bool is_time = item.kind == VALUE_TIME;
        if (!is_time && value_minutes(&item) < value_minutes(first)) *first = item;
        if (is_time || value_minutes(&item) > value_minutes(last)) *last = item;
    }
    return first->kind != VALUE_UNKNOWN;
}

static void add_time_range(StrBuf *out, const Lang *lang, const Value *first, const Value *last,
                           Str zone)
{
    format_time(out, lang, first->time.hour, first->time.minute, (Str){0});
    strbuf_add(out, STR(EN_DASH));
    format_time(out, lang, last->time.hour, last->time.minute, zone);
}

Value filter_range(const FilterCall *call, const Value *input)
{
    static const Str names[] = {STR("long"), STR("short"), STR("full")};
    Value first, last;
    Str word = call_arg_text(call, 0, (Str){0});
    if (!find_ends(call, &input->list, &first, &last)) return value_unknown();
    StrBuf out;
    strbuf_init(&out, call->context->arena);
    if (first.kind == VALUE_TIME) {
        add_time_range(&out, call_lang(call), &first, &last, word);
        return value_text(strbuf_str(&out));
    }
    int style = word.len ? -1 : RANGE_LONG;
    for (int i = 0; i < 3; i++)
        if (str_eq(names[i], word)) style = i;
    if (style < 0) return call_refuse_arg(call, STR("'long', 'short' or 'full'"), word);
    Moment from = value_moment(&first), to = value_moment(&last);
    format_date_range(&out, call_lang(call), &from, &to, (RangeStyle)style);
    return value_text(strbuf_str(&out));
}

Value filter_days(const FilterCall *call, const Value *input)
{
    Value first, last;
    if (!find_ends(call, &input->list, &first, &last)) return value_unknown();
    if (first.kind == VALUE_TIME) return call_refuse(call, &first);
    return value_number(num_from_int(date_to_days(last.date) - date_to_days(first.date) + 1));
}
