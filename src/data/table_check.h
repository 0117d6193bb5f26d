/* table_check - cells that a spreadsheet program has changed behind its user's back. */
#ifndef ETALASE_DATA_TABLE_CHECK_H
#define ETALASE_DATA_TABLE_CHECK_H

#include "data/table.h"

/* Warns once per column and kind of change, at the first cell, with the number of cells. */
void table_check_changed(Arena *tmp, const Table *table, Diag *diag);

#endif
