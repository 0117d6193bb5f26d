/* results - sales per vendor and day, and the totals that follow from them.
 *
 * Sales may be written row by row, day by day or as one total; they end up in one grid of vendors
 * and days. A day on which a vendor takes no part is not applicable; every other day without a
 * figure is not reported. Nothing unknown is ever counted as zero.
 */
#include <stdlib.h>

#include "model/model.h"

typedef struct Grid {
    Records *vendors;
    size_t n_days;
    const Record **rows; /* the sales row that each cell came from; NULL: none yet */
    Map index;           /* id of a vendor to its number, from 1 */
} Grid;

Str results_currency(const Model *model)
{
    Str currency = record_text(model->results, STR("currency"));
    return currency.len == 3 ? currency : model->currency;
}

static bool has_day(const Value *days, Date date)
{
    for (size_t i = 0; i < days->list.n; i++)
        if (date_to_days(days->list.items[i].date) == date_to_days(date)) return true;
    return false;
}

/* Whether the vendor takes part on that day: in one of its parts, or in the event as such. */
static bool takes_part(const Record *vendor, Date date)
{
    const Value *parts = record_value(vendor, STR("parts"));
    for (size_t i = 0; i < parts->list.n; i++)
        if (has_day(record_value(parts->list.items[i].record, STR("days")), date)) return true;
    return parts->list.n == 0;
}

static void make_grid(Model *model, Grid *grid)
{
    grid->vendors = model_records(model, &vendor_type);
    grid->n_days = model->n_days;
    grid->rows = ARENA_ARRAY(model->arena, const Record *, grid->vendors->len * grid->n_days + 1);
    map_init(&grid->index, model->arena);
    for (size_t v = 0; v < grid->vendors->len; v++) {
        Record *vendor = grid->vendors->items[v];
        map_set(&grid->index, vendor->id, (void *)(uintptr_t)(v + 1));
        Value *sales = record_slot(vendor, STR("sales"));
        for (size_t d = 0; d < grid->n_days; d++) {
            bool open = takes_part(vendor, model->days[d]);
            Value figure = {.state = open ? STATE_NOT_REPORTED : STATE_NOT_APPLICABLE,
                            .money_kind = MONEY_SALES};
            list_add(model->arena, sales, figure);
        }
    }
}

static size_t vendor_number(const Grid *grid, const Record *vendor)
{
    return (size_t)(uintptr_t)map_find(&grid->index, vendor->id) - 1;
}

static Value *grid_cell(const Grid *grid, size_t vendor, size_t day)
{
    const Value *sales = record_value(grid->vendors->items[vendor], STR("sales"));
    return (Value *)(uintptr_t)&sales->list.items[day];
}

static void report_twice(Model *model, const Record *vendor, Date date, const Value *figure,
                         const Value *first)
{
    Span at = value_span(first);
    unsigned line = at.source ? source_position(at.source, at.offset).line : 0;
    diag_report(model->diag, DIAG_SALES_TWICE, value_span(figure),
                record_label(model->arena, vendor), date_text(model->arena, date),
                str_format(model->arena, "%u", line));
    diag_note(model->diag, at, STR("the first one"));
}

static bool other_booth(const Record *row, const Record *other)
{
    const Record *a = record_ref(row, STR("booth")), *b = record_ref(other, STR("booth"));
    return a && b && a != b;
}

/* One figure into its cell; figures of different stands add up. */
static void put_figure(Model *model, Grid *grid, const Record *row, const Value *date,
                       const Value *figure)
{
    const Record *vendor = record_ref(row, STR("vendor"));
    if (date->kind != VALUE_DATE) return;
    int32_t day = model->n_days ? date_to_days(date->date) - date_to_days(model->days[0]) : -1;
    if (day < 0 || (size_t)day >= model->n_days) {
        diag_report(model->diag, DIAG_SALES_OUTSIDE, value_span(date),
                    date_text(model->arena, date->date));
        return;
    }
    if (figure->kind == VALUE_UNKNOWN && figure->state == STATE_KNOWN) return;
    size_t v = vendor_number(grid, vendor);
    const Record **from = &grid->rows[v * grid->n_days + (size_t)day];
    Value *cell = grid_cell(grid, v, (size_t)day);
    if (!*from) {
        *cell = *figure;
        *from = row;
    } else if (!other_booth(row, *from)) {
        report_twice(model, vendor, date->date, figure, cell);
    } else {
        Sum sum = sum_money(results_currency(model), MONEY_SALES);
        sum_add(model, &sum, cell);
        sum_add(model, &sum, figure);
        const Node *node = cell->node;
        *cell = sum_value(&sum);
        if (sum.have == sum.want) cell->have = cell->want = 0;
        cell->node = node;
    }
}

/* `sales: {vendor: not applicable}` says so for every day that has no figure of its own. */
static void spread_state(const Grid *grid, size_t vendor, const Value *total)
{
    if (total->state < STATE_NOT_REPORTED) return;
    for (size_t d = 0; d < grid->n_days; d++) {
        Value *cell = grid_cell(grid, vendor, d);
        if (!grid->rows[vendor * grid->n_days + d] && cell->state == STATE_NOT_REPORTED)
            cell->state = total->state;
    }
}

static void put_row(Model *model, Grid *grid, const Record *row)
{
    const Record *vendor = record_ref(row, STR("vendor"));
    const Value *days = record_value(row, STR("days")), *total = record_value(row, STR("total"));
    if (!vendor || !vendor->id.len) return;
    put_figure(model, grid, row, record_value(row, STR("date")), record_value(row, STR("value")));
    for (size_t i = 0; i < days->list.n; i++) {
        const Record *entry = days->list.items[i].record;
        put_figure(model, grid, row, record_value(entry, STR("date")),
                   record_value(entry, STR("value")));
    }
    if (total->kind == VALUE_UNKNOWN && total->state == STATE_KNOWN) return;
    *record_slot(record_mutable(vendor), STR("sales_total")) = *total;
    spread_state(grid, vendor_number(grid, vendor), total);
}

/* Where a vendor takes part on one day, its total is that day's. */
static void settle_single_day(Record *vendor)
{
    const Value *sales = record_value(vendor, STR("sales"));
    const Value *total = record_value(vendor, STR("sales_total"));
    Value *only = NULL;
    for (size_t d = 0; d < sales->list.n; d++) {
        if (sales->list.items[d].state == STATE_NOT_APPLICABLE) continue;
        if (only) return;
        only = (Value *)(uintptr_t)&sales->list.items[d];
    }
    if (only && only->state == STATE_NOT_REPORTED && figure_is_known(total)) *only = *total;
}

/* The sum of its days; a total given for the whole event where days are missing. */
static void total_vendor(Model *model, Record *vendor)
{
    const Value *sales = record_value(vendor, STR("sales"));
    Value *total = record_slot(vendor, STR("sales_total"));
    Sum sum = sum_money(results_currency(model), MONEY_SALES);
    for (size_t d = 0; d < sales->list.n; d++) sum_add(model, &sum, &sales->list.items[d]);
    bool complete = sum.have && sum.have == sum.want;
    bool given = figure_is_known(total) || total->state == STATE_WITHHELD ||
                 total->state == STATE_NOT_APPLICABLE;
    if (complete || !given || (sum.have && !figure_is_known(total))) {
        const Node *node = total->node;
        *total = sum_value(&sum);
        total->node = node;
    }
}

static Value visitors_of(Model *model, Date date)
{
    const Value *rows = record_value(model->results, STR("visitors"));
    for (size_t i = 0; i < rows->list.n; i++) {
        const Value *day = record_value(rows->list.items[i].record, STR("date"));
        if (day->kind == VALUE_DATE && date_to_days(day->date) == date_to_days(date))
            return *record_value(rows->list.items[i].record, STR("value"));
    }
    return (Value){.state = STATE_NOT_REPORTED};
}

static void set_number(Record *record, Str field, size_t n)
{
    *record_slot(record, field) = value_number(num_from_int((int64_t)n));
}

static void sum_day(Model *model, const Grid *grid, size_t day)
{
    Record *record = model_new_record(model, &day_result_type, NULL);
    Sum sum = sum_money(results_currency(model), MONEY_SALES);
    for (size_t v = 0; v < grid->vendors->len; v++) sum_add(model, &sum, grid_cell(grid, v, day));
    *record_slot(record, STR("date")) = value_date(model->days[day]);
    set_number(record, STR("number"), day + 1);
    *record_slot(record, STR("total")) = sum_value(&sum);
    set_number(record, STR("reported"), sum.have);
    set_number(record, STR("vendors"), sum.want);
    *record_slot(record, STR("visitors")) = visitors_of(model, model->days[day]);
    list_add(model->arena, record_slot(model->results, STR("days")), value_record(record));
}

static bool is_complete(const Record *vendor)
{
    const Value *total = record_value(vendor, STR("sales_total"));
    return figure_is_known(total) && total->have == total->want;
}

/* What is stated stands in for a sum of which no part is known. */
static void stated_or_sum(Model *model, Str field, const Sum *sum, Str stated_field)
{
    const Record *stated = record_ref(model->results, STR("stated"));
    Value *slot = record_slot(model->results, field);
    *slot = sum_value(sum);
    if (sum->have || !stated) return;
    const Value *given = record_value(stated, stated_field);
    if (given->kind != VALUE_UNKNOWN || given->state != STATE_KNOWN) *slot = *given;
}

static void sum_all(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    Sum sum = sum_money(results_currency(model), MONEY_SALES);
    size_t reported = 0, complete = 0;
    for (size_t v = 0; v < vendors->len; v++) {
        const Value *total = record_value(vendors->items[v], STR("sales_total"));
        sum_add(model, &sum, total);
        reported += figure_is_known(total);
        complete += is_complete(vendors->items[v]);
    }
    stated_or_sum(model, STR("total"), &sum, STR("total"));
    set_number(model->results, STR("vendors_expected"), sum.want);
    set_number(model->results, STR("vendors_reported"), reported);
    set_number(model->results, STR("vendors_complete"), complete);
}

static void sum_visitors(Model *model)
{
    Sum sum = {.kind = VALUE_NUMBER};
    for (size_t d = 0; d < model->n_days; d++) {
        Value visitors = visitors_of(model, model->days[d]);
        sum_add(model, &sum, &visitors);
    }
    stated_or_sum(model, STR("visitors_total"), &sum, STR("visitors"));
}

static void sum_deals(Model *model)
{
    const Value *deals = record_value(model->results, STR("deals"));
    Sum sum = sum_money(results_currency(model), MONEY_MOU);
    for (size_t i = 0; i < deals->list.n; i++)
        sum_add(model, &sum, record_value(deals->list.items[i].record, STR("value")));
    if (deals->list.n) *record_slot(model->results, STR("mou_total")) = sum_value(&sum);
}

typedef struct Rank {
    const Record *vendor;
    Num total;
} Rank;

static int by_total(const void *pa, const void *pb)
{
    const Rank *a = pa, *b = pb;
    if (a->total != b->total) return a->total > b->total ? -1 : 1;
    return str_compare(a->vendor->id, b->vendor->id);
}

static void rank_vendors(Model *model)
{
    Records *vendors = model_records(model, &vendor_type);
    Rank *ranks = ARENA_ARRAY(model->arena, Rank, vendors->len);
    Str currency = results_currency(model);
    size_t n = 0;
    for (size_t v = 0; v < vendors->len; v++) {
        const Value *total = record_value(vendors->items[v], STR("sales_total"));
        if (figure_is_known(total) && str_eq(str_from(total->currency), currency))
            ranks[n++] = (Rank){vendors->items[v], total->number};
    }
    if (n) qsort(ranks, n, sizeof *ranks, by_total);
    for (size_t i = 0; i < n; i++)
        list_add(model->arena, record_slot(model->results, STR("best_sellers")),
                 value_record(ranks[i].vendor));
}

void sum_results(Model *model)
{
    Grid grid;
    if (!model->results) return;
    make_grid(model, &grid);
    const Value *rows = record_value(model->results, STR("sales"));
    for (size_t i = 0; i < rows->list.n; i++) put_row(model, &grid, rows->list.items[i].record);
    for (size_t v = 0; v < grid.vendors->len; v++) {
        settle_single_day(grid.vendors->items[v]);
        total_vendor(model, grid.vendors->items[v]);
    }
    for (size_t d = 0; d < grid.n_days; d++) sum_day(model, &grid, d);
    sum_all(model);
    sum_visitors(model);
    sum_deals(model);
    sum_groups(model);
    rank_vendors(model);
}
