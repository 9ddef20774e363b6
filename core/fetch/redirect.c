/* redirect.c: which server a transfer asks, and what that server may know.
 *
 * libcurl could follow redirects, but with one set of options for all servers.
 * Here each server gets its own: whether its certificate is verified, and
 * whether it sees a password or the user's client certificate. */
#include <config.h>

#include "redirect.h"

#include "keyring.h"
#include "url.h"

#include <string.h>

bool
redirect_parse_url (struct arena *arena, const char *url, struct url_parts *ret)
{
  char *whole = NULL;
  const char *copy = NULL;
  CURLU *handle = curl_url ();
  if (handle != NULL
      && curl_url_set (handle, CURLUPART_URL, url, 0) == CURLUE_OK
      && curl_url_get (handle, CURLUPART_URL, &whole, 0) == CURLUE_OK)
    copy = arena_copy (arena, whole);
  curl_free (whole);
  curl_url_cleanup (handle);
  return copy != NULL && url_split (arena, copy, ret);
}

void
redirect_begin (struct session *session, struct transfer *transfer)
{
  transfer->redirects = 0;

  /* libcurl says what is wrong with a URL that it cannot parse. */
  if (url_has_scheme (transfer->url, "file")
      || !redirect_parse_url (&session->arena, transfer->url, &transfer->first))
    transfer->first = (struct url_parts) {
      .plain = transfer->url, .authority = "", .host = ""
    };
  transfer->at = transfer->first;
}

bool
redirect_is_answer (const struct transfer *transfer)
{
  long status = 0;
  curl_easy_getinfo (transfer->easy, CURLINFO_RESPONSE_CODE, &status);
  return status == 301 || status == 302 || status == 303 || status == 307
    || status == 308;
}

/* Why the redirect to NEXT is not followed, or NULL.  It may lead from http to
 * https, not back, and not to a file.  Its target must be as safe as if the
 * user had named it. */
static const char *
redirect_refusal (const struct session *session,
                  const struct transfer *transfer,
                  const struct url_parts *next)
{
  if (url_has_scheme (next->plain, "https"))
    return NULL;
  if (url_has_scheme (transfer->at.plain, "https"))
    return "it was redirected from https to plain http, which is not safe";
  if (!url_has_scheme (next->plain, "http"))
    return "it was redirected to something other than http or https";
  if (!transfer->checked
      && !url_is_secure (next, session->network.trusted_hosts))
    return "it was redirected to plain http on a host that is not trusted"
      " (trusted-host in the settings of pip)";
  return NULL;
}

CURLcode
redirect_follow (struct session *session, struct transfer *transfer,
            const char *url)
{
  struct url_parts next;
  if (++transfer->redirects > REDIRECT_LIMIT)
    return CURLE_TOO_MANY_REDIRECTS;
  if (!redirect_parse_url (&session->arena, url, &next))
    return CURLE_URL_MALFORMAT;
  transfer->refused = redirect_refusal (session, transfer, &next);
  if (transfer->refused != NULL)
    return CURLE_UNSUPPORTED_PROTOCOL;
  transfer->at = next;
  transfer->from_keyring = NULL;
  return CURLE_OK;
}

/* Whether the server is the first one: the same scheme, host and port. */
static bool
redirect_is_first_server (const struct transfer *transfer)
{
  return strcmp (transfer->at.authority, transfer->first.authority) == 0
    && url_has_scheme (transfer->at.plain, "https")
       == url_has_scheme (transfer->first.plain, "https");
}

static bool
redirect_has_password (const char *credentials)
{
  return credentials != NULL && strchr (credentials, ':') != NULL;
}

/* As pip has it: what the keyring gave after a 401; a user and a password that are
 * given for this server; else both of netrc; else what the keyring gave to another
 * transfer; else a user alone.  Out of memory
 * leaves them out. */
const char *
redirect_credentials (struct session *session,
                      const struct transfer *transfer)
{
  bool first = redirect_is_first_server (transfer);
  if (transfer->from_keyring != NULL)
    return transfer->from_keyring;
  const char *const given[] = {
    transfer->at.credentials, first ? transfer->first.credentials : NULL,
    first ? transfer->credentials : NULL
  };
  const char *user = NULL, *found = NULL;
  for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
    {
      if (redirect_has_password (given[i]))
        return given[i];
      user = user != NULL ? user : given[i];
    }
  if (session->netrc.path != NULL && *transfer->at.host != '\0')
    netrc_find (&session->netrc, &session->arena, transfer->at.host, &found);
  if (found == NULL)
    found = keyring_known (session, transfer, user);
  return found != NULL || user == NULL ? found
    : arena_format (&session->arena, "%s:", user);
}

const char *
redirect_client_cert (const struct transfer *transfer,
                 const struct network *network)
{
  return strcmp (transfer->at.host, transfer->first.host) == 0
    ? network->client_cert : NULL;
}
