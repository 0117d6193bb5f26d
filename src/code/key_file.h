/* key_file - badge keys on disk.
 *
 * A key is two text files: FILE, which signs and stays with the organiser, and FILE.pub, which
 * checks and is all that a gate needs.
 *
 *   etalase-secret-key 1       etalase-public-key 1
 *   id 21fe31df                id 21fe31df
 *   seed 64 hex digits         key 64 hex digits
 *
 * token_init must have been called. The id is worked out from the key; it stands there for people,
 * and a file in which it does not match is damaged. A secret file is refused unless it belongs to
 * the user, to him alone.
 */
#ifndef ETALASE_CODE_KEY_FILE_H
#define ETALASE_CODE_KEY_FILE_H

#include "base/diag.h"
#include "code/token.h"

typedef enum KeyFault {
    KEY_GOOD,
    KEY_MISSING,
    KEY_UNREADABLE, /* errno says why */
    KEY_LINK,       /* secret: a symbolic link */
    KEY_NOT_REGULAR,
    KEY_OWNER, /* secret: of another user */
    KEY_OPEN,  /* secret: group or others may read or write it */
    KEY_FORMAT,
    KEY_DAMAGED, /* right format, but the id is not that of the key */
    KEY_PUBLIC,  /* a public key where the secret one is needed */
    KEY_SECRET,  /* the other way round */
    KEY_EXISTS,  /* create: one of the two files is there already */
    KEY_WRITE,   /* create: errno says why */
} KeyFault;

/* Makes both files with a new random key; never overwrites. If it fails, neither is left. *id is
 * set if it succeeds. */
KeyFault key_file_create(Str path, KeyId *id);

/* The secret key in memory that is not swapped, dumped or left behind; NULL with *fault set. Must
 * be closed. */
SecretKey *key_file_open(Str path, KeyFault *fault);
void key_file_close(SecretKey *key); /* wiped; NULL is fine */

/* FILE.pub, at a gate. */
KeyFault key_file_read_public(Str path, PublicKey *out);

/* Says what is wrong with the key file, and what to do. Call it before errno changes. */
void key_fault_report(Diag *diag, KeyFault fault, Str path);

#endif
