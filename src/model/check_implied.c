/* check_implied - slips of the pen in names that stand in no list.
 *
 * Where the file has no list of roles, categories or zones, each is made from its first mention,
 * and `penitia` beside `panitia` would be a role of its own. A name that is mentioned once, and
 * differs by one letter from one that is mentioned several times, is pointed out. Names with
 * figures are numbered on purpose (Zona 1, Zona 2), and so are stands.
 */
#include "model/model.h"

enum { SEVERAL = 3, MIN_LETTERS = 5 };

typedef struct Mentions {
    const Record *record;
    const Node *first;
    size_t n;
} Mentions;

typedef VEC(Mentions) AllMentions;

static bool is_counted(const Model *model, const RecordType *type)
{
    return type->implied && type != &booth_type && !record_value(model->root, type->plural)->node;
}

static void count_mention(Model *model, Map *places, AllMentions *all, const Value *value)
{
    if (value->kind != VALUE_RECORD || !value->node) return;
    const Record *record = value->record;
    size_t *place = map_find(places, record->id);
    if (!place) {
        place = ARENA_NEW(&model->lookup, size_t);
        *place = all->len;
        map_set(places, record->id, place);
        VEC_PUSH(&model->lookup, all, ((Mentions){.record = record, .first = value->node}));
    }
    all->items[*place].n++;
}

static void count_mentions(Model *model, const RecordType *type, AllMentions *all)
{
    Map places;
    map_init(&places, &model->lookup);
    for (size_t i = 0; i < model->pending.len; i++) {
        const Pending *pending = &model->pending.items[i];
        if (pending->record->type->fields[pending->field].type != type) continue;
        const Value *value = record_at(pending->record, pending->field);
        size_t n = value->kind == VALUE_LIST ? value->list.n : 1;
        for (size_t k = 0; k < n; k++)
            count_mention(model, &places, all,
                          value->kind == VALUE_LIST ? &value->list.items[k] : value);
    }
}

static bool has_figure(Str id)
{
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] >= '0' && id.ptr[i] <= '9') return true;
    return false;
}

static void report_slip(Model *model, const Mentions *once, const Mentions *often)
{
    Str name = once->record->type->name, meant = str_trim(often->first->text);
    diag_report(model->diag, DIAG_IMPLIED_ONCE, once->first->span, name,
                str_trim(once->first->text), str_format(model->arena, "%zu", often->n), meant);
    diag_hint(model->diag,
              str_format(model->arena, "did you mean `%.*s`? If not, list both under `%.*s:`",
                         STR_ARG(meant), STR_ARG(once->record->type->plural)));
}

static void check_mentions(Model *model, const RecordType *type)
{
    AllMentions all = {0};
    if (model_records(model, type)->len < 2) return;
    count_mentions(model, type, &all);
    for (size_t i = 0; i < all.len; i++) {
        const Mentions *once = &all.items[i];
        Str id = once->record->id;
        if (once->n != 1 || id.len < MIN_LETTERS || has_figure(id)) continue;
        for (size_t k = 0; k < all.len; k++)
            if (all.items[k].n >= SEVERAL && str_distance(id, all.items[k].record->id) == 1) {
                report_slip(model, once, &all.items[k]);
                break;
            }
    }
}

void check_implied(Model *model)
{
    size_t n;
    const RecordType *const *types = event_types(&n);
    for (size_t i = 0; i < n; i++)
        if (is_counted(model, types[i])) check_mentions(model, types[i]);
}
