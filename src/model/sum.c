/* sum - figures added up with their coverage.
 *
 * Of `want` parts `have` were known; a part that is not applicable counts as neither. The state of
 * the sum is that of its least sure part. Other currencies never enter: they are reported and count
 * as not known.
 */
#include "model/model.h"

Sum sum_money(Str currency, MoneyKind kind)
{
    return (Sum){.kind = VALUE_MONEY, .money = kind, .currency = currency};
}

bool figure_is_known(const Value *figure)
{
    return (figure->kind == VALUE_NUMBER || figure->kind == VALUE_MONEY) &&
           figure->number != NUM_INVALID;
}

static bool same_kind(const Sum *sum, const Value *figure)
{
    if (sum->kind != figure->kind) return false;
    return sum->kind == VALUE_NUMBER || str_eq(sum->currency, str_from(figure->currency));
}

void sum_add(Model *model, Sum *sum, const Value *figure)
{
    if (figure->state == STATE_NOT_APPLICABLE) return;
    sum->want++;
    if (!figure_is_known(figure)) return;
    if (!same_kind(sum, figure)) {
        diag_report(model->diag, DIAG_MONEY_MIXED, value_span(figure),
                    str_format(model->arena, "%.3s", figure->currency), sum->currency);
        return;
    }
    sum->have++;
    sum->total = num_add(sum->total, figure->number);
    if (figure->state > sum->state) sum->state = (ValueState)figure->state;
}

Value sum_value(const Sum *sum)
{
    Value value = {.kind = (uint8_t)sum->kind, .state = (uint8_t)sum->state};
    value.have = sum->have;
    value.want = sum->want;
    value.money_kind = (uint8_t)sum->money;
    if (sum->have == 0) {
        value.kind = VALUE_UNKNOWN;
        value.state = sum->want ? STATE_NOT_REPORTED : STATE_NOT_APPLICABLE;
        return value;
    }
    value.number = sum->total;
    if (sum->currency.len == 3) memcpy(value.currency, sum->currency.ptr, 3);
    return value;
}
