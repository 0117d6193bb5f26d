/* tables - the record types of the event file. One row per field: see model/record.h.
 *
 * Only tables_*.c include this for writing rows; others use the extern types.
 */
#ifndef ETALASE_MODEL_TABLES_H
#define ETALASE_MODEL_TABLES_H

#include "model/record.h"

/* A Str in a static initialiser. */
#define LIT(s)                \
    {                         \
        ("" s), sizeof(s) - 1 \
    }
/* ROW("name", FIELD_TEXT, flags, "What it is.", OF(type), EXAMPLE("..."), ...) */
#define ROW(name_, kind_, flags_, description_, ...)                                          \
    {                                                                                         \
        .name = LIT(name_), .kind = kind_, .flags = flags_, .description = LIT(description_), \
        __VA_ARGS__                                                                           \
    }
#define OF(type_) .type = &type_
#define CHOICES(list_) .choices = list_
#define DEFAULT(text_) .default_text = LIT(text_)
#define EXAMPLE(text_) .example = LIT(text_)
#define MONEY(kind_) .money = kind_
#define FIELDS(array_) .fields = array_, .n_fields = sizeof(array_) / sizeof(array_)[0]

/* tables_event.c */
extern const RecordType file_type, event_record_type, part_type, organisation_type, contact_type,
    welcome_type, target_type, comparison_type, picture_type, term_type, check_type;
/* tables_place.c */
extern const RecordType venue_type, hall_type, hall_mark_type, region_type, category_type,
    role_type, spare_type, zone_type, booth_type, programme_type;
/* tables_vendor.c */
extern const RecordType vendor_type, vendor_contact_type, consent_type, certificate_type,
    product_type, person_type, sponsor_type;
/* tables_results.c */
extern const RecordType results_type, sale_type, day_sale_type, day_count_type, deal_type,
    stated_type, category_sum_type, venue_sum_type, budget_type, day_result_type, group_result_type,
    money_type, figure_type;
/* tables_closing.c */
extern const RecordType award_type, tour_type, stop_type, ceremony_type, signatory_type, quote_type,
    document_type, theme_type;

#endif
