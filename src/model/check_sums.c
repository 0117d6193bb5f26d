/* check_sums - totals as announced against totals as counted.
 *
 * While some parts are unknown, a stated total may only be larger than what is known; once all are
 * known it must be the same.
 */
#include "model/model.h"

static Str figure_text(Model *model, const Value *figure)
{
    Str number = num_format(model->arena, figure->number);
    if (figure->kind != VALUE_MONEY) return number;
    return str_format(model->arena, "%.3s %.*s", figure->currency, STR_ARG(number));
}

static bool disagree(const Value *stated, const Value *sum)
{
    if (!figure_is_known(stated) || !figure_is_known(sum) || stated == sum) return false;
    if (stated->kind != sum->kind || memcmp(stated->currency, sum->currency, 3) != 0) return false;
    if (stated->state == STATE_ESTIMATED || sum->want == 0) return false;
    return sum->have == sum->want ? stated->number != sum->number : stated->number < sum->number;
}

static void compare(Model *model, Str what, const Value *stated, const Value *sum)
{
    if (!disagree(stated, sum)) return;
    diag_report(model->diag, DIAG_SUMS_DISAGREE, value_span(stated), what,
                figure_text(model, stated), figure_text(model, sum));
}

static const Value *total_of_day(const Model *model, const Value *date)
{
    const Value *days = record_value(model->results, STR("days"));
    for (size_t i = 0; i < days->list.n && date->kind == VALUE_DATE; i++) {
        const Record *day = days->list.items[i].record;
        if (date_to_days(record_value(day, STR("date"))->date) == date_to_days(date->date))
            return record_value(day, STR("total"));
    }
    return NULL;
}

static void check_days(Model *model, const Record *stated)
{
    const Value *rows = record_value(stated, STR("by_day"));
    for (size_t i = 0; i < rows->list.n; i++) {
        const Value *date = record_value(rows->list.items[i].record, STR("date"));
        const Value *sum = total_of_day(model, date);
        if (sum)
            compare(model,
                    str_format(model->arena, "the turnover of %.*s",
                               STR_ARG(date_text(model->arena, date->date))),
                    record_value(rows->list.items[i].record, STR("value")), sum);
    }
}

static void check_groups(Model *model, const Record *stated, Str list, Str field)
{
    const Value *rows = record_value(stated, list), *groups = record_value(model->results, list);
    for (size_t i = 0; i < rows->list.n; i++) {
        const Record *row = rows->list.items[i].record, *of = record_ref(row, field);
        for (size_t g = 0; of && g < groups->list.n; g++) {
            const Record *group = groups->list.items[g].record;
            if (record_ref(group, field) != of) continue;
            compare(model,
                    str_format(model->arena, "the turnover of %.*s",
                               STR_ARG(record_label(model->arena, of))),
                    record_value(row, STR("value")), record_value(group, STR("total")));
        }
    }
}

static void check_vendors(Model *model)
{
    const Value *rows = record_value(model->results, STR("sales"));
    for (size_t i = 0; i < rows->list.n; i++) {
        const Record *row = rows->list.items[i].record, *vendor = record_ref(row, STR("vendor"));
        const Value *stated = record_value(row, STR("total"));
        if (!vendor || !figure_is_known(stated)) continue;
        const Value *sales = record_value(vendor, STR("sales"));
        Sum sum = sum_money(results_currency(model), MONEY_SALES);
        for (size_t d = 0; d < sales->list.n; d++) sum_add(model, &sum, &sales->list.items[d]);
        Value total = sum_value(&sum);
        compare(model,
                str_format(model->arena, "the turnover of %.*s",
                           STR_ARG(record_label(model->arena, vendor))),
                stated, &total);
    }
}

static void check_count(Model *model, const Record *stated, Str field, Str counted)
{
    const Value *said = record_value(stated, field), *is = record_value(model->event, counted);
    if (said->kind != VALUE_NUMBER || said->number == is->number) return;
    diag_report(model->diag, DIAG_COUNT_DISAGREES, value_span(said), field,
                num_format(model->arena, said->number), num_format(model->arena, is->number));
}

void check_sums(Model *model)
{
    const Record *stated = record_ref(model->results, STR("stated"));
    check_vendors(model);
    if (!stated) return;
    compare(model, STR("the total turnover"), record_value(stated, STR("total")),
            record_value(model->results, STR("total")));
    compare(model, STR("the number of visitors"), record_value(stated, STR("visitors")),
            record_value(model->results, STR("visitors_total")));
    check_days(model, stated);
    check_groups(model, stated, STR("by_category"), STR("category"));
    check_groups(model, stated, STR("by_venue"), STR("venue"));
    check_count(model, stated, STR("vendors"), STR("vendor_count"));
    check_count(model, stated, STR("cities"), STR("city_count"));
}
