/* words - numbers and money in words (terbilang), as receipts and minutes of handover ask. */
#ifndef ETALASE_LOCALE_WORDS_H
#define ETALASE_LOCALE_WORDS_H

#include "locale/lang.h"

/* `seratus lima puluh juta`, `dua koma lima`, `minus tiga`; adds nothing for NUM_INVALID. */
void words_number(StrBuf *out, const Lang *lang, Num n);
/* The number and the name of its currency: `seribu rupiah`. Unknown currencies stand by code. */
void words_money(StrBuf *out, const Lang *lang, Num amount, Str currency);

#endif
