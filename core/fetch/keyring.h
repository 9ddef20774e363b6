/* keyring.h: passwords from the user's keyring, by the program `keyring`, where
 * pip's --keyring-provider would ask it. */
#ifndef PYVENV_KEYRING_H
#define PYVENV_KEYRING_H

#include "transfer.h"

/* What the keyring gave for the server of TRANSFER and USER (NULL: anybody), also to
 * another transfer, as in url_parts.h; or NULL. */
const char *keyring_known (const struct session *session,
                           const struct transfer *transfer, const char *user);

/* Whether TRANSFER, which was answered 401, is worth another try, because the keyring
 * has a user and a password for its index or its server.  An index whose address has
 * a password is not looked for.  The keyring may have to be unlocked first, which
 * can take any time. */
bool keyring_ask (struct session *session, struct transfer *transfer);

#endif
