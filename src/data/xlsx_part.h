/* xlsx_part - the parts of a workbook, XML in a ZIP file, streamed through a handler. */
#ifndef ETALASE_DATA_XLSX_PART_H
#define ETALASE_DATA_XLSX_PART_H

#include "base/str.h"

/* Called in the order of the text. Names and attribute names come without namespace. A false result
 * ends the reading of the part. */
typedef struct XmlHandler {
    bool (*start)(void *context, Str name, const char **attributes);
    bool (*end)(void *context, Str name);
    bool (*text)(void *context, Str text);
} XmlHandler;

typedef enum PartFault {
    PART_OK, /* or ended by the handler */
    PART_MISSING,
    PART_DAMAGED, /* ZIP or XML, or a document type, which workbooks never have */
    PART_TOO_LARGE,
} PartFault;

typedef struct XlsxFile XlsxFile;

/* NULL if the bytes are not a ZIP file. The bytes must stay as long as the file is open. */
XlsxFile *xlsx_open(Arena *arena, Str bytes);
void xlsx_close(XlsxFile *file);
PartFault xlsx_parse(XlsxFile *file, const char *part, const XmlHandler *handler, void *context);
/* The value of an attribute by its local name; empty if there is none. */
Str xml_attribute(const char **attributes, const char *name);

#endif
