/* value - what fields hold and expressions compute.
 *
 * A value carries its state: "not reported" and "0" are different things from the input file to
 * the printed table. A sum carries its coverage: of how many parts it is the sum, and of how many
 * it should have been.
 */
#ifndef ETALASE_MODEL_VALUE_H
#define ETALASE_MODEL_VALUE_H

#include "base/colour.h"
#include "base/num.h"
#include "data/node.h"

typedef struct Record Record;
typedef struct RecordType RecordType;

typedef enum ValueKind {
    VALUE_UNKNOWN, /* nothing there; prints as the layout says, never as a word */
    VALUE_BOOL,
    VALUE_NUMBER,
    VALUE_MONEY, /* number in a currency, of one kind of money */
    VALUE_TEXT,  /* one text, or one per language */
    VALUE_DATE,
    VALUE_TIME,
    VALUE_DATETIME,
    VALUE_COLOUR,
    VALUE_RECORD,
    VALUE_LIST,
} ValueKind;

typedef enum ValueState {
    STATE_KNOWN,
    STATE_PROVISIONAL,
    STATE_ESTIMATED,
    STATE_NOT_REPORTED, /* value is UNKNOWN from here on */
    STATE_WITHHELD,
    STATE_NOT_APPLICABLE,
} ValueState;

/* Kinds of money refuse to be added to each other. */
typedef enum MoneyKind {
    MONEY_PRICE, /* of a product; also plain money without a kind */
    MONEY_SALES,
    MONEY_ORDERS,
    MONEY_CONTACTS,
    MONEY_MOU,
    MONEY_INVESTMENT,
} MoneyKind;

typedef struct LangText {
    char lang[4]; /* "id", "en"; NUL-terminated */
    Str text;
} LangText;

typedef struct LangTexts {
    size_t n;
    const LangText *items; /* in the order of the file */
} LangTexts;

typedef struct Date {
    int16_t year;
    uint8_t month, day; /* from 1 */
} Date;

typedef struct Time {
    uint8_t hour, minute;
} Time;

typedef struct Value Value;
typedef struct FigureNote FigureNote;

typedef struct ValueList {
    uint32_t n, room; /* room: of lists that grow */
    const Value *items;
} ValueList;

struct Value {
    uint8_t kind;       /* ValueKind */
    uint8_t state;      /* ValueState */
    uint8_t money_kind; /* MoneyKind */
    char currency[4];   /* ISO 4217, "IDR" */
    /* Coverage of a sum: `have` of `want` parts were known; want == 0: not a sum. */
    uint32_t have, want;
    union {
        bool boolean;
        Num number; /* NUMBER and MONEY */
        Str text;   /* TEXT with texts == NULL */
        struct {
            Date date;
            Time time;
        };
        Colour colour;
        const Record *record;
        ValueList list;
    };
    const LangTexts *texts; /* TEXT in several languages */
    const FigureNote *note; /* of a figure; NULL if nothing was said about it */
    const Node *node;       /* where it was written; NULL for computed values */
};

/* What was said about a figure. */
struct FigureNote {
    Value as_of;  /* DATE or DATETIME; UNKNOWN if not said */
    Value source; /* TEXT */
    Value note;   /* TEXT */
};

Value value_unknown(void);
Value value_bool(bool b);
Value value_number(Num n);
Value value_text(Str text);
Value value_record(const Record *record);
Value value_list(const Value *items, size_t n);
Value value_date(Date date);

/* The text in `lang`; where it is missing, the first one there is, with *borrowed set (if not
 * NULL). Empty for values that are not text. */
Str value_text_in(const Value *value, Str lang, bool *borrowed);
/* False for UNKNOWN, false, 0, empty text and empty list. */
bool value_is_true(const Value *value);
Span value_span(const Value *value);
/* Stable text for dumps and `etalase show`. */
void value_dump(const Value *value, StrBuf *out);

/* Days since 1970-01-01 in the proleptic Gregorian calendar, and back. */
int32_t date_to_days(Date date);
Date date_from_days(int32_t days);
bool date_is_valid(Date date);
/* 2023-10-29; 19:30 or 19.30. False if the text is nothing of the kind. */
bool date_parse(Str text, Date *date);
bool time_parse(Str text, Time *time);
int date_weekday(Date date); /* 0 is Sunday */

#endif
