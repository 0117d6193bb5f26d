/* value - constructors, dates and the stable dump.
 *
 * Days are counted by the civil calendar algorithm of H. Hinnant ("chrono-compatible low-level
 * date algorithms"): years start in March, so that the leap day is the last one.
 */
#include "model/value.h"

#include "model/record.h"

Value value_unknown(void) { return (Value){.kind = VALUE_UNKNOWN}; }

Value value_bool(bool b) { return (Value){.kind = VALUE_BOOL, .boolean = b}; }

Value value_number(Num n) { return (Value){.kind = VALUE_NUMBER, .number = n}; }

Value value_text(Str text) { return (Value){.kind = VALUE_TEXT, .text = text}; }

Value value_record(const Record *record)
{
    return (Value){.kind = VALUE_RECORD, .record = record, .node = record->node};
}

Value value_list(const Value *items, size_t n)
{
    return (Value){.kind = VALUE_LIST, .list = {.n = (uint32_t)n, .items = items}};
}

Value value_date(Date date) { return (Value){.kind = VALUE_DATE, .date = date}; }

Str value_text_in(const Value *value, Str lang, bool *borrowed)
{
    if (value->kind != VALUE_TEXT) return (Str){0};
    const LangTexts *texts = value->texts;
    if (!texts) return value->text;
    for (size_t i = 0; i < texts->n; i++)
        if (str_eq(str_from(texts->items[i].lang), lang)) return texts->items[i].text;
    if (texts->n == 0) return (Str){0};
    if (borrowed) *borrowed = true;
    return texts->items[0].text;
}

static bool text_is_empty(const Value *value)
{
    if (!value->texts) return value->text.len == 0;
    for (size_t i = 0; i < value->texts->n; i++)
        if (value->texts->items[i].text.len) return false;
    return true;
}

bool value_is_true(const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_UNKNOWN:
        return false;
    case VALUE_BOOL:
        return value->boolean;
    case VALUE_NUMBER:
    case VALUE_MONEY:
        return value->number != 0 && value->number != NUM_INVALID;
    case VALUE_TEXT:
        return !text_is_empty(value);
    case VALUE_LIST:
        return value->list.n > 0;
    case VALUE_DATE:
    case VALUE_TIME:
    case VALUE_DATETIME:
    case VALUE_COLOUR:
    case VALUE_RECORD:
        return true;
    }
    return false;
}

Span value_span(const Value *value) { return value->node ? value->node->span : (Span){0}; }

static void dump_quoted(StrBuf *out, Str text)
{
    strbuf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            strbuf_format(out, "\\%c", c);
        else if (c == '\n')
            strbuf_add(out, STR("\\n"));
        else if (c < 0x20 || c == 0x7F)
            strbuf_format(out, "\\x%02X", c);
        else
            strbuf_char(out, (char)c);
    }
    strbuf_char(out, '"');
}

static void dump_text(StrBuf *out, const Value *value)
{
    if (!value->texts) {
        dump_quoted(out, value->text);
        return;
    }
    strbuf_char(out, '{');
    for (size_t i = 0; i < value->texts->n; i++) {
        strbuf_format(out, "%s%s: ", i ? ", " : "", value->texts->items[i].lang);
        dump_quoted(out, value->texts->items[i].text);
    }
    strbuf_char(out, '}');
}

static void dump_number(StrBuf *out, Num n)
{
    if (n == NUM_INVALID)
        strbuf_add(out, STR("invalid"));
    else
        strbuf_add(out, num_format(out->arena, n));
}

static void dump_money(StrBuf *out, const Value *value)
{
    static const Str kinds[] = {{0},         STR(" sales"),     STR(" orders"), STR(" contacts"),
                                STR(" mou"), STR(" investment")};
    strbuf_format(out, "%.3s ", value->currency);
    dump_number(out, value->number);
    strbuf_add(out, kinds[value->money_kind]);
}

static void dump_record(StrBuf *out, const Record *record)
{
    strbuf_add(out, record->type->name);
    if (record->id.len == 0) return;
    strbuf_char(out, ' ');
    dump_quoted(out, record->id);
}

static void dump_list(StrBuf *out, const ValueList *list)
{
    strbuf_char(out, '[');
    for (size_t i = 0; i < list->n; i++) {
        if (i) strbuf_add(out, STR(", "));
        value_dump(&list->items[i], out);
    }
    strbuf_char(out, ']');
}

static void dump_date(StrBuf *out, Date date)
{
    strbuf_format(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void dump_time(StrBuf *out, Time time)
{
    strbuf_format(out, "%02d:%02d", time.hour, time.minute);
}

static void dump_content(const Value *value, StrBuf *out)
{
    switch ((ValueKind)value->kind) {
    case VALUE_UNKNOWN:
        strbuf_add(out, STR("unknown"));
        break;
    case VALUE_BOOL:
        strbuf_add(out, value->boolean ? STR("true") : STR("false"));
        break;
    case VALUE_NUMBER:
        dump_number(out, value->number);
        break;
    case VALUE_MONEY:
        dump_money(out, value);
        break;
    case VALUE_TEXT:
        dump_text(out, value);
        break;
    case VALUE_DATE:
        dump_date(out, value->date);
        break;
    case VALUE_TIME:
        dump_time(out, value->time);
        break;
    case VALUE_DATETIME:
        dump_date(out, value->date);
        strbuf_char(out, ' ');
        dump_time(out, value->time);
        break;
    case VALUE_COLOUR:
        strbuf_add(out, colour_format(out->arena, value->colour));
        break;
    case VALUE_RECORD:
        dump_record(out, value->record);
        break;
    case VALUE_LIST:
        dump_list(out, &value->list);
        break;
    }
}

void value_dump(const Value *value, StrBuf *out)
{
    static const Str states[] = {{0},
                                 STR("provisional"),
                                 STR("estimated"),
                                 STR("not reported"),
                                 STR("withheld"),
                                 STR("not applicable")};
    dump_content(value, out);
    if (value->state != STATE_KNOWN) {
        strbuf_add(out, STR(" ("));
        strbuf_add(out, states[value->state]);
        strbuf_char(out, ')');
    }
    if (value->want) strbuf_format(out, " from %u of %u", value->have, value->want);
}

int32_t date_to_days(Date date)
{
    int32_t year = date.year - (date.month <= 2);
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t month_from_march = (date.month + 9) % 12;
    int32_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

Date date_from_days(int32_t days)
{
    int64_t shifted = (int64_t)days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int32_t day_of_era = (int32_t)(shifted - era * 146097);
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month_from_march = (5 * day_of_year + 2) / 153;
    int32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    int32_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    int64_t year = year_of_era + era * 400 + (month <= 2);
    return (Date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

bool date_is_valid(Date date)
{
    static const uint8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    bool leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    return date.day <= lengths[date.month - 1] + (date.month == 2 && leap);
}

int date_weekday(Date date)
{
    int32_t days = date_to_days(date);
    return (int)(((days + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}
