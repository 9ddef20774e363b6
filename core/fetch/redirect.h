/* redirect.h: which server a transfer asks, and what that server may know. */
#ifndef PYVENV_REDIRECT_H
#define PYVENV_REDIRECT_H

#include "transfer.h"

/* As many as pip follows. */
#define REDIRECT_LIMIT 30L

/* Takes URL apart as libcurl understands it, so that both always mean the same
 * server.  The strings live in ARENA.  False where it is not a URL, and on out
 * of memory. */
bool redirect_parse_url (struct arena *arena, const char *url,
                         struct url_parts *ret);

/* Aims TRANSFER at the server of its URL. */
void redirect_begin (struct session *session, struct transfer *transfer);

/* Whether the answer that is coming in is a redirect. */
bool redirect_is_answer (const struct transfer *transfer);

/* Aims TRANSFER at URL, to which the answer redirects.  Else returns why not;
 * where the redirect is not safe, TRANSFER->refused says so. */
CURLcode redirect_follow (struct session *session, struct transfer *transfer,
                          const char *url);

/* The credentials ("user:password") and the client certificate for the server
 * that is asked, or NULL. */
const char *redirect_credentials (struct session *session,
                                  const struct transfer *transfer);
const char *redirect_client_cert (const struct transfer *transfer,
                                  const struct network *network);

#endif
