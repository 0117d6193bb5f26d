/* table_widths - the columns of a table share its width.
 *
 * Lengths and percentages come first, auto columns take what their widest cell needs. Where that is
 * too much, auto columns give way in proportion to what they can give: down to their widest word,
 * so that text is broken between words. Shares (fr) get the rest, at least a tenth. Limits
 * (min_width, max_width) hold a column at its limit and the others share again. */
#include "layout/table.h"
#include "layout/values.h"

static Len limited(const TableGrid *grid, size_t c, int64_t width)
{
    if (grid->most[c] != LEN_UNSET && width > grid->most[c]) width = grid->most[c];
    if (grid->least[c] != LEN_UNSET && width < grid->least[c]) width = grid->least[c];
    return len_sum(width);
}

TableGrid *grid_new(Make *m, Arena *arena, const Table *table)
{
    TableGrid *grid = ARENA_NEW(arena, TableGrid);
    size_t n = table->n_columns;
    Size *sizes = ARENA_ARRAY(arena, Size, n);
    Len *least = ARENA_ARRAY(arena, Len, n), *most = ARENA_ARRAY(arena, Len, n);
    for (size_t c = 0; c < n; c++) {
        const TableColumn *column = table->columns[c].column;
        sizes[c] = grid_size(m, column->width, column->span, STR("width"));
        least[c] = column->least, most[c] = column->most;
    }
    Str record = diag_set_record(m->diag, (Str){0});
    diag_set_record(m->diag, record);
    *grid = (TableGrid){.arena = arena,
                        .node = table->node,
                        .record = str_copy(arena, record),
                        .n = n,
                        .sizes = sizes,
                        .least = least,
                        .most = most,
                        .naturals = ARENA_ARRAY(arena, Len, n),
                        .longest = ARENA_ARRAY(arena, Len, n),
                        .inner = LEN_UNSET,
                        .widths = ARENA_ARRAY(arena, Len, n)};
    return grid;
}

Len narrowest(Make *m, Box *box)
{
    int64_t inner = 0;
    if (box->width.unit == SIZE_LEN) return box->width.value;
    switch (box->type) {
    case NODE_TEXT:
        inner = prop_find(box->node, P_FIT) ? 0 : para_longest_word(box->text.whole.para);
        break;
    case NODE_STACK:
        for (size_t i = 0; i < box->n_kids; i++) {
            Len kid = narrowest(m, box->kids[i]);
            if (kid > inner) inner = kid;
        }
        break;
    case NODE_ROW:
        for (size_t i = 0; i < box->n_kids; i++)
            inner += narrowest(m, box->kids[i]) + (i ? box->gap : 0);
        break;
    default:
        return natural_width(m, box);
    }
    return len_sum(inner + box->padding.left + box->padding.right);
}

/* What a cell over several columns needs more than they have goes to those that are auto. */
static void spread(TableGrid *grid, const CellPlace *place, Len need, Len *widths)
{
    int64_t has = 0, autos = 0;
    for (size_t c = place->column; c < (size_t)place->column + place->span; c++) {
        if (grid->sizes[c].unit == SIZE_FR || grid->sizes[c].unit == SIZE_PERCENT) return;
        has += grid->sizes[c].unit == SIZE_LEN ? grid->sizes[c].value : widths[c];
        autos += grid->sizes[c].unit == SIZE_AUTO;
    }
    if (!autos || need <= has) return;
    Len each = (Len)((need - has + autos - 1) / autos);
    for (size_t c = place->column; c < (size_t)place->column + place->span; c++)
        if (grid->sizes[c].unit == SIZE_AUTO) widths[c] += each;
}

void grid_look(Make *m, TableGrid *grid, const Box *row)
{
    for (int wide = 0; wide < 2; wide++)
        for (size_t i = 0; i < row->n_kids; i++) {
            const CellPlace *place = &row->places[i];
            if (place->kind != CELL_CONTENT || (place->span > 1) != wide) continue;
            if (!wide && grid->sizes[place->column].unit != SIZE_AUTO) continue;
            Len natural = natural_width(m, row->kids[i]), longest = narrowest(m, row->kids[i]);
            if (wide) {
                spread(grid, place, longest, grid->naturals);
                spread(grid, place, longest, grid->longest);
                continue;
            }
            if (natural > grid->naturals[place->column]) grid->naturals[place->column] = natural;
            if (longest > grid->longest[place->column]) grid->longest[place->column] = longest;
        }
}

Len grid_natural(const TableGrid *grid)
{
    int64_t sum = 0;
    for (size_t c = 0; c < grid->n; c++)
        sum += limited(grid, c,
                       grid->sizes[c].unit == SIZE_LEN ? grid->sizes[c].value : grid->naturals[c]);
    return len_sum(sum);
}

/* Auto columns give up `excess` in all, each as much as it can spare in proportion. */
static int64_t shrink_autos(TableGrid *grid, int64_t excess)
{
    int64_t spare = 0, given = 0;
    for (size_t c = 0; c < grid->n; c++)
        if (grid->sizes[c].unit == SIZE_AUTO)
            spare += grid->widths[c] - limited(grid, c, grid->longest[c]);
    if (excess > spare) excess = spare;
    for (size_t c = 0; c < grid->n && excess > 0; c++) {
        if (grid->sizes[c].unit != SIZE_AUTO) continue;
        int64_t own = grid->widths[c] - limited(grid, c, grid->longest[c]);
        int64_t share = (own * excess + spare - 1) / spare;
        if (share > own) share = own;
        grid->widths[c] -= (Len)share, given += share;
    }
    return given;
}

/* Shares of `rest`: those that meet a limit are held there, until the others are free of theirs. */
static void share_rest(TableGrid *grid, int64_t rest)
{
    bool *held = ARENA_ARRAY(grid->arena, bool, grid->n);
    for (size_t round = 0; round <= grid->n; round++) {
        int64_t shares = 0, left = rest, seen = 0, given = 0;
        for (size_t c = 0; c < grid->n; c++) {
            if (grid->sizes[c].unit != SIZE_FR) continue;
            if (held[c])
                left -= grid->widths[c];
            else
                shares += grid->sizes[c].value;
        }
        if (left < 0) left = 0;
        bool again = false;
        for (size_t c = 0; c < grid->n && shares; c++) {
            if (grid->sizes[c].unit != SIZE_FR || held[c]) continue;
            seen += grid->sizes[c].value;
            Len share = (Len)(left * seen / shares - given);
            given += share;
            grid->widths[c] = limited(grid, c, share);
            if (grid->widths[c] != share) held[c] = again = true;
        }
        if (!again) return;
    }
}

static void report_narrow(Make *m, const TableGrid *grid, int64_t need, Len has)
{
    Str before = diag_set_record(m->diag, grid->record);
    diag_report(m->diag, DIAG_LAYOUT_NARROW, grid->node->span, len_shown(m->arena, len_sum(need)),
                len_shown(m->arena, has));
    diag_set_record(m->diag, before);
}

const Len *grid_widths(Make *m, TableGrid *grid, Len inner)
{
    if (inner == grid->inner) return grid->widths;
    int64_t taken = 0, shares = 0;
    for (size_t c = 0; c < grid->n; c++) {
        const Size *size = &grid->sizes[c];
        grid->widths[c] = 0;
        if (size->unit == SIZE_FR) {
            shares += size->value;
            taken += limited(grid, c, 0);
            continue;
        }
        grid->widths[c] = limited(
            grid, c, size->unit == SIZE_AUTO ? grid->naturals[c] : size_resolve(*size, inner));
        taken += grid->widths[c];
    }
    int64_t room = shares ? inner - inner / 10 : inner;
    if (taken > room) taken -= shrink_autos(grid, taken - room);
    if (taken > inner + LEN_PT(0.05)) /* less is rounding */
        report_narrow(m, grid, taken, inner);
    int64_t rest = inner;
    for (size_t c = 0; c < grid->n; c++)
        if (grid->sizes[c].unit != SIZE_FR) rest -= grid->widths[c];
    share_rest(grid, rest > 0 ? rest : 0);
    grid->inner = inner;
    return grid->widths;
}
