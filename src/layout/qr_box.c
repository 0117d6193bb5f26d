/* qr_box - QR codes at a size that can be printed and read.
 *
 * The box has a fixed size; the modules take what its text leaves them. A printer can draw whole
 * dots only, so where its resolution is known a module becomes a whole number of dots and the rest
 * goes to the quiet zone; fewer than four dots are not read reliably (DENSO). `level: auto` takes
 * the highest error correction whose modules are still large enough, at least M.
 */
#include "layout/box.h"
#include "layout/values.h"

enum {
    LEVEL_AUTO = 4,      /* index in the choices of `level` */
    LEAST_DOTS = 4,      /* of a printer, for one module */
    LEAST_CONTRAST = 450 /* of colour_contrast */
};

static const Str level_names[] = {{"L", 1}, {"M", 1}, {"Q", 1}, {"H", 1}};

typedef struct QrPlan {
    Str payload;
    Len size, least, dot; /* of the box, of a module, of the printer (0: not known) */
    int quiet, max_version;
    bool automatic;
    QrLevel level;
} QrPlan;

static Str module_shown(Arena *arena, Len len)
{
    return str_format(arena, "%lld.%02lld mm", (long long)len_um(len) / 1000,
                      (long long)len_um(len) % 1000 / 10);
}

static int modules_of(const QrPlan *plan, int version)
{
    return qr_side(version) + 2 * plan->quiet;
}

/* The side of a module, in whole dots where the printer is known. */
static Len module_of(const QrPlan *plan, int version)
{
    Len module = plan->size / modules_of(plan, version);
    return plan->dot && module >= plan->dot ? module / plan->dot * plan->dot : module;
}

static QrLevel highest_level(const QrPlan *plan)
{
    for (int level = QR_H; level > QR_M; level--) {
        int version = qr_version(plan->payload, (QrLevel)level);
        bool allowed = version && (!plan->max_version || version <= plan->max_version);
        if (allowed && module_of(plan, version) >= plan->least) return (QrLevel)level;
    }
    return QR_M;
}

static QrPlan plan_code(Make *m, const LNode *node, const Scope *scope, Str payload)
{
    QrPlan plan = {.payload = payload,
                   .size = len_from_um(25000),
                   .least = len_from_um(400),
                   .quiet = QR_QUIET_MODULES,
                   .level = QR_M};
    int64_t n;
    make_length(m, node, P_SIZE, scope, &plan.size);
    make_length(m, node, P_MIN_MODULE, scope, &plan.least);
    if (make_int(m, node, P_QUIET, scope, &n) && n >= 0 && n <= 10) plan.quiet = (int)n;
    if (make_int(m, node, P_MAX_VERSION, scope, &n) && n >= 1 && n <= 40) plan.max_version = (int)n;
    int dpi = m->run->print.dpi;
    if (dpi) {
        plan.dot = len_from_um(25400) / dpi;
        if (plan.least < LEAST_DOTS * plan.dot) plan.least = LEAST_DOTS * plan.dot;
    }
    if (make_int(m, node, P_LEVEL, scope, &n)) {
        plan.automatic = n == LEVEL_AUTO;
        plan.level = plan.automatic ? highest_level(&plan) : (QrLevel)n;
    }
    return plan;
}

static bool check_version(Make *m, const LNode *node, const QrPlan *plan, int version)
{
    if (!version) {
        diag_report(m->diag, DIAG_LAYOUT_QR_LONG, node->span, level_names[plan->level]);
        return false;
    }
    if (plan->max_version && version > plan->max_version)
        diag_report(m->diag, DIAG_LAYOUT_QR_VERSION, node->span,
                    str_format(m->arena, "%d", version), level_names[plan->level],
                    str_format(m->arena, "%d", plan->max_version));
    Len module = module_of(plan, version);
    if (module < plan->least)
        diag_report(m->diag, DIAG_LAYOUT_QR_SMALL, node->span,
                    len_shown(m->arena, plan->least * modules_of(plan, version)),
                    len_shown(m->arena, plan->size), module_shown(m->arena, module),
                    module_shown(m->arena, plan->least));
    return true;
}

static void check_contrast(Make *m, const LNode *node, const Box *box)
{
    static const Colour black = {COLOUR_GRAY, {0}, 255};
    Colour ground = box->fill.alpha ? box->fill : m->ground, code = box->qr.colour;
    int contrast = colour_contrast(code, ground);
    if (colour_contrast(code, black) > colour_contrast(ground, black))
        diag_report(m->diag, DIAG_LAYOUT_QR_INVERTED, node->span, colour_format(m->arena, code),
                    colour_format(m->arena, ground));
    else if (contrast < LEAST_CONTRAST)
        diag_report(m->diag, DIAG_LAYOUT_QR_CONTRAST, node->span, colour_format(m->arena, code),
                    colour_format(m->arena, ground),
                    str_format(m->arena, "%d.%d", contrast / 100, contrast % 100 / 10),
                    str_format(m->arena, "%d.%d", LEAST_CONTRAST / 100, LEAST_CONTRAST % 100 / 10));
}

Box *make_qr(Make *m, Box *box, const LNode *node, const Scope *scope)
{
    const Prop *main = prop_find(node, P_MAIN);
    Str payload = main ? make_phrase(m, main->text, scope, NULL, NULL) : STR("");
    if (!payload.len) return NULL;
    QrPlan plan = plan_code(m, node, scope, payload);
    int version = qr_version(payload, plan.level);
    if (!check_version(m, node, &plan, version)) return NULL;
    Len quiet = (Len)((int64_t)plan.size * plan.quiet / modules_of(&plan, version));
    if (plan.dot) quiet = (plan.size - module_of(&plan, version) * qr_side(version)) / 2;
    QrSymbol *symbol = arena_alloc_raw(m->arena, sizeof *symbol);
    symbol->side = 0;
    box->qr = (QrBox){payload, plan.level, symbol, {COLOUR_GRAY, {0}, 255}, quiet};
    make_colour(m, node, P_COLOUR, scope, &box->qr.colour);
    check_contrast(m, node, box);
    box->width = box->height = (Size){SIZE_LEN, plan.size};
    return box;
}

void paint_qr(Painter *p, const Box *box, Rect at)
{
    const QrBox *qr = &box->qr;
    Len inner = box->width.value - 2 * qr->quiet;
    if (!qr->symbol->side && qr_encode(qr->payload, qr->level, 0, qr->symbol) != QR_OK) {
        diag_report(p->m->diag, DIAG_LAYOUT_QR_LONG, box->node->span, level_names[qr->level]);
        return;
    }
    DrawOp op = {.kind = DRAW_QR};
    op.qr.symbol = qr->symbol;
    op.qr.box = (Rect){at.x + qr->quiet, at.y + qr->quiet, inner, inner};
    op.qr.colour = qr->colour;
    draw_add(p->page, op);
}
