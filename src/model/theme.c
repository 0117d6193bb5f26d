/* theme - what a theme by name says, where the event file does not say it itself. */
#include "data/named.h"
#include "data/read.h"
#include "model/model.h"

void settle_theme(Model *model)
{
    const Value *value = record_value(model->root, STR("theme"));
    const Value *name =
        value->kind == VALUE_RECORD ? record_value(value->record, STR("name")) : NULL;
    if (!name || !name->node) return;
    const NamedKind themes = {STR("themes"), model->options->theme_folders,
                              model->options->n_theme_folders, DIAG_THEME_NAME, DIAG_THEME_MISSING};
    const Source *source =
        named_find(model->arena, model->folder, &themes, name->node, model->diag);
    const Node *node = source ? read_yaml(model->arena, source, model->diag) : NULL;
    Record *theme = record_mutable(value->record);
    const Record *named = node ? read_record(model, &theme_type, node, NULL) : NULL;
    for (size_t i = 0; named && i < theme_type.n_fields; i++) {
        Value *own = record_slot(theme, theme_type.fields[i].name);
        if (!own->node) *own = *record_at(named, i);
    }
}
