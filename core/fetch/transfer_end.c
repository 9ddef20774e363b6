/* transfer_end.c: how one try of one download ended: results, message,
 * retry. */
#include <config.h>

#include "transfer.h"

#include "keyring.h"
#include "redirect.h"
#include "text.h"
#include "url.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* A header of the last answer, or NULL. */
static const char *
transfer_header (struct session *session, const struct transfer *transfer,
                 const char *name)
{
  struct curl_header *header;
  if (curl_easy_header (transfer->easy, name, 0, CURLH_HEADER, -1, &header)
         != CURLHE_OK)
    return NULL;
  return arena_copy (&session->arena, header->value);
}

/* A header that is a list, which may be on several lines (RFC 9110 §5.3). */
static const char *
transfer_header_list (struct session *session,
                      const struct transfer *transfer, const char *name)
{
  CLEAN_TEXT struct text value = TEXT_EMPTY;
  struct curl_header *header;
  size_t count = 0;
  for (; curl_easy_header (transfer->easy, name, count, CURLH_HEADER, -1,
                           &header) == CURLHE_OK; count++)
    {
      text_add (&value, count > 0 ? ", " : "");
      text_add (&value, header->value);
    }
  return count > 0 ? arena_copy (&session->arena, text_string (&value)) : NULL;
}

static void
transfer_read_headers (struct session *session, struct transfer *transfer)
{
  transfer->content_type = transfer_header (session, transfer, "Content-Type");
  transfer->etag = transfer_header (session, transfer, "ETag");
  transfer->last_modified = transfer_header (session, transfer,
                                             "Last-Modified");
  transfer->cache_control = transfer_header_list (session, transfer,
                                                  "Cache-Control");
  transfer->age = transfer_header (session, transfer, "Age");
}

/* Explains a status of HTTP to the user. */
static const char *
transfer_status_text (long status)
{
  switch (status)
    {
    case 401: return " (it wants a user and a password: in the address, in"
        " ~/.netrc or in a keyring)";
    case 403: return " (access denied)";
    case 404: return " (there is nothing at this address)";
    case 407: return " (the proxy wants a user and a password)";
    case 410: return " (the server removed it)";
    case 429: return " (too many requests; try later)";
    default: return status >= 500 ? " (the server has a problem; try later)"
        : "";
    }
}

/* libcurl's message, unless it quotes the URL of a proxy, which may have a
 * password. */
static const char *
transfer_detail (const struct transfer *transfer, CURLcode code)
{
  if (transfer->text[0] == '\0')
    return curl_easy_strerror (code);
  return strchr (transfer->text, '@') == NULL ? transfer->text
    : "the address of the proxy is not one that can be used";
}

/* Adds libcurl's message without the time it took, so that the same failure is the
 * same warning, which is given once. */
static void
transfer_add_detail (struct text *out, const char *detail)
{
  static const char before[] = " after ";
  const char *after = strstr (detail, before);
  const char *number = after != NULL ? after + strlen (before) : "";
  size_t digits = strspn (number, "0123456789");
  if (digits > 0 && string_starts_with (number + digits, " ms"))
    text_addf (out, "%.*s%s", (int) (after - detail), detail,
               number + digits + strlen (" ms"));
  else
    text_add (out, detail);
}

static void
transfer_explain_timeout (struct text *out, const struct transfer *transfer,
                          const struct network *network)
{
  if (transfer->too_slow)
    text_add (out, "it sends fewer than 100 bytes a second");
  else
    text_addf (out, "no answer for %ld s", network->timeout);
  if (transfer->tries > 0)
    text_addf (out, ", %u times", transfer->tries + 1);
  text_add (out, " (PIP_TIMEOUT=SECONDS waits longer)");
}

/* Adds why the try failed. */
static void
transfer_explain (struct text *out, const struct transfer *transfer,
                  const struct network *network, CURLcode code)
{
  const char *detail = transfer_detail (transfer, code);

  if (transfer->too_large || code == CURLE_FILESIZE_EXCEEDED)
    text_addf (out, "it is larger than %llu bytes",
               (unsigned long long) transfer->limit);
  else if (transfer->write_error != 0)
    text_addf (out, "cannot write: %s", strerror (transfer->write_error));
  else if (transfer->proxy_status >= 400)
    text_addf (out, "the proxy answered %ld%s", transfer->proxy_status,
               transfer_status_text (transfer->proxy_status));
  else if (code == CURLE_HTTP_RETURNED_ERROR)
    text_addf (out, "the server answered %ld%s", transfer->status,
               transfer_status_text (transfer->status));
  else if (transfer->refused != NULL)
    text_add (out, transfer->refused);
  else if (code == CURLE_TOO_MANY_REDIRECTS)
    text_addf (out, "more than %ld redirects", REDIRECT_LIMIT);
  else if (code == CURLE_PARTIAL_FILE)
    text_addf (out, "the connection ended after %llu bytes, too early",
               (unsigned long long) transfer->done);
  else if (transfer->timed_out || code == CURLE_OPERATION_TIMEDOUT)
    transfer_explain_timeout (out, transfer, network);
  else if (code == CURLE_PEER_FAILED_VERIFICATION)
    text_addf (out, "its certificate is not trusted: %s (PIP_CERT=FILE names"
               " other authorities)", detail);
  else if (code == CURLE_SSL_CERTPROBLEM)
    text_addf (out, "the client certificate cannot be used: %s"
               " (PIP_CLIENT_CERT=FILE names a file with both certificate and"
               " key)", detail);
  else
    transfer_add_detail (out, detail);
}

/* Whether the server may answer otherwise a moment later. */
static bool
transfer_status_may_change (long status)
{
  return status == 429 || status == 500 || status == 502 || status == 503
    || status == 504 || status == 520 || status == 527;
}

/* Whether another try may succeed. */
static bool
transfer_may_recover (const struct transfer *transfer, CURLcode code)
{
  if (transfer->too_large || transfer->write_error != 0)
    return false;
  if (transfer->timed_out)
    return true;
  if (transfer->proxy_status >= 400)
    return transfer_status_may_change (transfer->proxy_status);
  switch (code)
    {
    case CURLE_HTTP_RETURNED_ERROR:
      return transfer_status_may_change (transfer->status);
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return true;
    default:
      return false;
    }
}

/* The milliseconds before the next try: 250, 500, 1000 and so on, or what the
 * server asks for in Retry-After; at most 30 seconds. */
static int64_t
transfer_pause (const struct transfer *transfer)
{
  unsigned shift = transfer->tries - 1 < 7 ? transfer->tries - 1 : 7;
  int64_t pause = (int64_t) 250 << shift;
  curl_off_t asked = 0;
  curl_easy_getinfo (transfer->easy, CURLINFO_RETRY_AFTER, &asked);
  if (asked > 30)
    asked = 30;
  return asked * 1000 > pause ? asked * 1000 : pause;
}

/* libcurl takes every status below 400 for a success, also those without a
 * file: 204, 304 where no earlier answer was named, a redirect without a
 * target. */
static bool
transfer_is_answered (const struct transfer *transfer)
{
  bool conditional = transfer->headers != NULL && transfer->headers[0] != NULL;
  return transfer->status == 0 || transfer->status == 200
    || transfer->status == 203 || (transfer->status == 304 && conditional);
}

/* Whether there is nothing at the URL.  For files libcurl does not tell that
 * from one that cannot be read. */
static bool
transfer_is_missing (struct session *session, const struct transfer *transfer,
                     CURLcode code)
{
  if (code == CURLE_HTTP_RETURNED_ERROR)
    return transfer->status == 404 || transfer->status == 410;
  if (code != CURLE_FILE_COULDNT_READ_FILE)
    return false;
  const char *path = url_file_path (&session->arena, transfer->at.plain);
  return path != NULL && access (path, F_OK) < 0
    && (errno == ENOENT || errno == ENOTDIR);
}

/* Sets the message for CODE. */
static void
transfer_set_error (struct session *session, struct transfer *transfer,
                    CURLcode code)
{
  CLEAN_TEXT struct text error = TEXT_EMPTY;
  text_add (&error, "cannot download '");
  url_redact (&error, transfer->url);
  text_add (&error, "': ");
  transfer_explain (&error, transfer, &session->network, code);
  transfer->error = arena_copy (&session->arena, text_string (&error));
  if (transfer->error == NULL)
    transfer->error = "out of memory";
  transfer->error_kind = transfer->write_error != 0 ? PYVENV_ERROR_OTHER
    : PYVENV_ERROR_NETWORK;
}

void
transfer_give_up (struct session *session, struct transfer *transfer)
{
  transfer->write_error = errno != 0 ? errno : EIO;
  transfer->unreachable = transfer->missing = false;
  transfer_set_error (session, transfer, CURLE_WRITE_ERROR);
}

/* The try failed: records why.  Returns the milliseconds before the next one, or -1
 * where there is none. */
static int64_t
transfer_retry (struct session *session, struct transfer *transfer,
                CURLcode code)
{
  bool may_recover = transfer_may_recover (transfer, code);
  transfer_set_error (session, transfer, code);
  transfer->missing = transfer_is_missing (session, transfer, code);
  transfer->unreachable = may_recover || code == CURLE_COULDNT_RESOLVE_HOST
    || code == CURLE_COULDNT_RESOLVE_PROXY;

  if (!may_recover || ++transfer->tries > session->network.retries)
    return -1;
  transfer->redirects = 0;
  int64_t pause = transfer_pause (transfer);
  pyvenv_debug (session->cx, "%s; trying again in %lld ms",
                transfer->error, (long long) pause);
  return pause;
}

int64_t
transfer_finish (struct session *session, struct transfer *transfer,
                 CURLcode code)
{
  const char *url = NULL;
  curl_easy_getinfo (transfer->easy, CURLINFO_RESPONSE_CODE,
                     &transfer->status);
  curl_easy_getinfo (transfer->easy, CURLINFO_HTTP_CONNECTCODE,
                     &transfer->proxy_status);
  curl_easy_getinfo (transfer->easy, CURLINFO_REDIRECT_URL, &url);
  if (code == CURLE_OK && url != NULL && redirect_is_answer (transfer))
    {
      code = redirect_follow (session, transfer, url);
      if (code == CURLE_OK)
        return 0;
    }
  transfer->final_url = transfer->at.plain;
  transfer_read_headers (session, transfer);
  if (code == CURLE_OK && !transfer_is_answered (transfer))
    code = CURLE_HTTP_RETURNED_ERROR;
  if (code == CURLE_HTTP_RETURNED_ERROR && transfer->status == 401
      && keyring_ask (session, transfer))
    return 0;
  if (code != CURLE_OK)
    return transfer_retry (session, transfer, code);
  if (transfer->what != NULL && !transfer->ended)
    pyvenv_progress_amount (session->cx, transfer->what, transfer->done,
                            transfer->done);
  return -1;
}

int
transfer_fail (const struct transfer *transfer)
{
  return pyvenv_fail_as (transfer->cx, transfer->error_kind, 0, "%s",
                         transfer->error);
}
