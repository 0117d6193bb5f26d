/* fields - which fields of an event's records a layout asks for. */
#include "layout/tree.h"

typedef struct Census {
    const RecordType *const *types;
    size_t n_types;
    bool **seen; /* by type, by field */
} Census;

static void see(void *context, const RecordType *record, const Field *field)
{
    Census *census = context;
    for (size_t i = 0; i < census->n_types; i++)
        if (census->types[i] == record) census->seen[i][field - record->fields] = true;
}

const LayoutField *layout_fields(const Layout *layout, Arena *arena, size_t *n)
{
    Census census = {0};
    VEC(LayoutField) fields = {0};
    census.types = event_types(&census.n_types);
    census.seen = ARENA_ARRAY(arena, bool *, census.n_types);
    for (size_t i = 0; i < census.n_types; i++)
        census.seen[i] = ARENA_ARRAY(arena, bool, census.types[i]->n_fields);
    for (size_t i = 0; i < layout->exprs.len; i++)
        expr_fields(layout->exprs.items[i], see, &census);
    for (size_t i = 0; i < layout->templates.len; i++)
        template_fields(layout->templates.items[i], see, &census);
    for (size_t i = 0; i < census.n_types; i++)
        for (size_t f = 0; f < census.types[i]->n_fields; f++)
            if (census.seen[i][f]) {
                LayoutField field = {census.types[i]->name, census.types[i]->fields[f].name};
                VEC_PUSH(arena, &fields, field);
            }
    *n = fields.len;
    return fields.items;
}

typedef struct Search {
    Str record, field;
    bool found;
} Search;

static void look(void *context, const RecordType *record, const Field *field)
{
    Search *search = context;
    search->found |= str_eq(field->name, search->field) && str_eq(record->name, search->record);
}

bool layout_asks_for(const Layout *layout, Str record, Str field)
{
    Search search = {record, field, false};
    for (size_t i = 0; i < layout->exprs.len && !search.found; i++)
        expr_fields(layout->exprs.items[i], look, &search);
    for (size_t i = 0; i < layout->templates.len && !search.found; i++)
        template_fields(layout->templates.items[i], look, &search);
    return search.found;
}
