/* tables - the list of all record types, in the order of the manual. */
#include "model/tables.h"

#include "model/event.h"

static const RecordType *const all_types[] = {
    &file_type,      &event_record_type,   &part_type,       &organisation_type,
    &contact_type,   &welcome_type,        &target_type,     &comparison_type,
    &venue_type,     &hall_type,           &hall_mark_type,  &region_type,
    &category_type,  &zone_type,           &role_type,       &spare_type,
    &vendor_type,    &vendor_contact_type, &consent_type,    &certificate_type,
    &product_type,   &booth_type,          &person_type,     &sponsor_type,
    &programme_type, &results_type,        &sale_type,       &day_sale_type,
    &day_count_type, &deal_type,           &stated_type,     &category_sum_type,
    &venue_sum_type, &budget_type,         &day_result_type, &group_result_type,
    &award_type,     &tour_type,           &stop_type,       &ceremony_type,
    &signatory_type, &quote_type,          &picture_type,    &term_type,
    &document_type,  &theme_type,          &check_type,      &money_type,
    &figure_type,
};

const RecordType *event_type(void) { return &file_type; }

const RecordType *const *event_types(size_t *n)
{
    *n = sizeof all_types / sizeof all_types[0];
    return all_types;
}
