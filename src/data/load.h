/* load - an event's files, however many: the event file, what it includes, tables for its lists.
 *
 * Every path that stands in a file is taken from the event's folder and cannot leave it.
 */
#ifndef ETALASE_DATA_LOAD_H
#define ETALASE_DATA_LOAD_H

#include "data/node.h"

/* What loading takes from outside; NULL for none. */
typedef struct LoadOptions {
    /* Folders with column maps `NAME.yaml`, in the order of search; the event's own folder
     * `imports` comes before them. */
    const Str *import_folders;
    size_t n_import_folders;
} LoadOptions;

/* Reads the event file (YAML, or JSON if it is called .json) and merges what `include:` names:
 * mappings are merged key by key, lists are joined in the order of the files (the including file
 * first), and a single value given twice is an error. `include:` itself is left out. NULL if the
 * file itself could not be read. */
const Node *load_event(Arena *arena, Str path, Diag *diag);

/* A list that may be kept in other files. `node` is what the event file has under the list's key:
 *   a list           of records or of any of the following, which are joined
 *   vendors.csv      a file: .csv .xlsx .json .yaml .yml
 *   {csv: vendors.csv, columns: {Nama: name}, defaults: {country: Indonesia},
 *    encoding: windows-1252, separator: ";"}
 *   {xlsx: vendors.xlsx, sheet: Peserta, columns: …, defaults: …}
 *   {csv: orders.csv, import: pretix}  with a column map by name, see import.h
 *   {json: vendors.json} or {yaml: vendors.yaml}: the file holds a list
 * Gives a list of records; a node that is none of these comes back as it is, for the caller to
 * judge. NULL if the file could not be read, which was reported. `folder` is the event's folder. */
const Node *load_list(Arena *arena, Str folder, const LoadOptions *options, const Node *node,
                      Diag *diag);

/* Is the node, in place of a list, one of the forms above that name a file? */
bool load_names_file(const Node *node);

#endif
