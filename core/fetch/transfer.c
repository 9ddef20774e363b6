/* transfer.c: one try of one download: options, bytes, how it ended. */
#include <config.h>

#include "transfer.h"

#include "cleanup.h"
#include "url.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define TRANSFER_REDIRECTS 30L
#define TRANSFER_CONNECT_SECONDS 10L

void
transfer_tell (struct transfer *transfer)
{
  if (transfer->what == NULL || transfer->easy == NULL || transfer->done == 0
      || transfer->ended)
    return;
  curl_off_t total = 0;
  curl_easy_getinfo (transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T,
                     &total);
  uint64_t known = total > 0 ? (uint64_t) total : 0;
  transfer->ended = known != 0 && transfer->done == known;
  pyvenv_progress_amount (transfer->cx, transfer->what, transfer->done, known);
}

static size_t
transfer_on_bytes (char *bytes, size_t size, size_t count, void *data)
{
  struct transfer *transfer = data;
  size_t length = size * count;

  if (length > transfer->limit - transfer->done)
    {
      transfer->too_large = true;
      return CURL_WRITEFUNC_ERROR;
    }
  if (!transfer->write (transfer->data, bytes, length))
    {
      transfer->write_error = errno != 0 ? errno : EIO;
      return CURL_WRITEFUNC_ERROR;
    }
  transfer->done += length;

  transfer_tell (transfer);
  return length;
}

/* Ends a transfer in which nothing moves.  libcurl's own limit looks at the mean
 * of several seconds, which a burst at the start keeps up. */
static int
transfer_on_progress (void *data, curl_off_t total, curl_off_t now,
                      curl_off_t upload_total, curl_off_t upload_now)
{
  struct transfer *transfer = data;
  (void) total;
  (void) upload_total;
  if (now + upload_now != transfer->seen)
    {
      transfer->seen = now + upload_now;
      transfer->seen_at = session_now ();
    }
  else if (session_now () - transfer->seen_at > transfer->timeout * 1000)
    transfer->timed_out = true;
  return transfer->timed_out;
}

/* Connections to https go through the hashed folder of certificates where
 * libcurl was built with one that is in use: reading the one large file instead
 * takes OpenSSL 3.0 thirty milliseconds. */
static void
transfer_set_certificates (CURL *easy, const struct network *network)
{
  if (network->ca_file != NULL)
    {
      curl_easy_setopt (easy, CURLOPT_CAINFO, network->ca_file);
      curl_easy_setopt (easy, CURLOPT_CAPATH, NULL);
      return;
    }

  const char *folder = network->ca_dir;
  if (folder == NULL)
    {
      folder = curl_version_info (CURLVERSION_NOW)->capath;
      if (folder == NULL)
        return;

      CLEAN_DIR DIR *dir = opendir (folder);
      bool hashed = false;
      for (struct dirent *entry; dir != NULL && !hashed
             && (entry = readdir (dir)) != NULL;)
        hashed = string_ends_with (entry->d_name, ".0");
      if (!hashed)
        return;
    }
  curl_easy_setopt (easy, CURLOPT_CAINFO, NULL);
  curl_easy_setopt (easy, CURLOPT_CAPATH, folder);
}

/* A redirect may lead from http to https, never back, and never to a file. */
static void
transfer_set_protocols (CURL *easy, const char *url)
{
  bool secure = url_has_scheme (url, "https");
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "file,http,https");
  curl_easy_setopt (easy, CURLOPT_REDIR_PROTOCOLS_STR,
                    secure ? "https" : "http,https");
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt (easy, CURLOPT_MAXREDIRS, TRANSFER_REDIRECTS);
  curl_easy_setopt (easy, CURLOPT_FAILONERROR, 1L);
}

static void
transfer_set_network (CURL *easy, struct transfer *transfer,
                      const struct network *network)
{
  long connect = network->timeout < TRANSFER_CONNECT_SECONDS
    ? network->timeout : TRANSFER_CONNECT_SECONDS;
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT, connect);
  curl_easy_setopt (easy, CURLOPT_XFERINFOFUNCTION, transfer_on_progress);
  curl_easy_setopt (easy, CURLOPT_XFERINFODATA, transfer);
  curl_easy_setopt (easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (easy, CURLOPT_NETRC, (long) CURL_NETRC_OPTIONAL);
  const char *netrc = secure_getenv ("NETRC");
  if (netrc != NULL && *netrc != '\0')
    curl_easy_setopt (easy, CURLOPT_NETRC_FILE, netrc);
  if (network->proxy != NULL)
    curl_easy_setopt (easy, CURLOPT_PROXY, network->proxy);
  if (transfer->credentials != NULL)
    curl_easy_setopt (easy, CURLOPT_USERPWD, transfer->credentials);

  if (!url_has_scheme (transfer->url, "file"))
    transfer_set_certificates (easy, network);
  if (transfer->untrusted)
    {
      curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 0L);
      curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
  if (network->client_cert != NULL)
    {
      curl_easy_setopt (easy, CURLOPT_SSLCERT, network->client_cert);
      curl_easy_setopt (easy, CURLOPT_SSLKEY, network->client_cert);
    }
}

/* Adds one header to the list; false on out of memory. */
static bool
transfer_add_header (struct transfer *transfer, const char *line)
{
  struct curl_slist *list = curl_slist_append (transfer->list, line);
  if (list == NULL)
    return false;
  transfer->list = list;
  return true;
}

static bool
transfer_set_headers (struct transfer *transfer)
{
  if (transfer->accept != NULL)
    {
      CLEAN_TEXT struct text line = TEXT_EMPTY;
      text_addf (&line, "Accept: %s", transfer->accept);
      if (line.failed || !transfer_add_header (transfer, text_string (&line)))
        return false;
    }
  for (size_t i = 0; transfer->headers != NULL && transfer->headers[i] != NULL;
       i++)
    if (!transfer_add_header (transfer, transfer->headers[i]))
      return false;
  curl_easy_setopt (transfer->easy, CURLOPT_HTTPHEADER, transfer->list);
  curl_easy_setopt (transfer->easy, CURLOPT_USERAGENT,
                    PACKAGE_NAME "/" PACKAGE_VERSION);
  if (transfer->compressed)
    curl_easy_setopt (transfer->easy, CURLOPT_ACCEPT_ENCODING, "gzip");
  return true;
}

bool
transfer_start (struct session *session, struct transfer *transfer)
{
  transfer->cx = session->cx;
  transfer->status = 0;
  transfer->final_url = transfer->error = NULL;
  transfer->error_kind = 0;
  transfer->done = 0;
  transfer->write_error = 0;
  transfer->unreachable = transfer->too_large = transfer->ended = false;
  transfer->timed_out = false;
  transfer->timeout = session->network.timeout;
  transfer->seen = 0;
  transfer->seen_at = session_now ();

  CURL *easy = transfer->easy = curl_easy_init ();
  transfer->text = arena_zeroed (&session->arena, CURL_ERROR_SIZE);
  if (easy == NULL || transfer->text == NULL
      || curl_easy_setopt (easy, CURLOPT_URL, transfer->url) != CURLE_OK)
    return false;

  curl_easy_setopt (easy, CURLOPT_PRIVATE, transfer);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, transfer->text);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, transfer_on_bytes);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, transfer);
  if (transfer->limit <= INT64_MAX)
    curl_easy_setopt (easy, CURLOPT_MAXFILESIZE_LARGE,
                      (curl_off_t) transfer->limit);
  transfer_set_protocols (easy, transfer->url);
  transfer_set_network (easy, transfer, &session->network);
  return transfer_set_headers (transfer);
}

void
transfer_release (struct transfer *transfer)
{
  curl_easy_cleanup (transfer->easy);
  curl_slist_free_all (transfer->list);
  transfer->easy = NULL;
  transfer->list = NULL;
}

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

/* ---- How it ended ------------------------------------------------------ */

/* What a status of HTTP means to who reads the message. */
static const char *
transfer_status_text (long status)
{
  switch (status)
    {
    case 401: return " (it wants a user and a password: in the address or in"
        " ~/.netrc)";
    case 403: return " (access denied)";
    case 404: return " (there is nothing at this address)";
    case 407: return " (the proxy wants a user and a password)";
    case 410: return " (it is gone for good)";
    case 429: return " (too many requests; try later)";
    default: return status >= 500 ? " (the server has a problem; try later)"
        : "";
    }
}

/* Adds why the try failed. */
static void
transfer_explain (struct text *out, const struct transfer *transfer,
                  const struct network *network, CURLcode code)
{
  const char *detail = transfer->text[0] != '\0' ? transfer->text
    : curl_easy_strerror (code);
  long redirects = 0;
  curl_easy_getinfo (transfer->easy, CURLINFO_REDIRECT_COUNT, &redirects);

  if (transfer->too_large || code == CURLE_FILESIZE_EXCEEDED)
    text_addf (out, "it is larger than %llu bytes",
               (unsigned long long) transfer->limit);
  else if (transfer->write_error != 0)
    text_addf (out, "cannot write: %s", strerror (transfer->write_error));
  else if (code == CURLE_HTTP_RETURNED_ERROR)
    text_addf (out, "the server answered %ld%s", transfer->status,
               transfer_status_text (transfer->status));
  else if (code == CURLE_UNSUPPORTED_PROTOCOL && redirects > 0)
    text_add (out, url_has_scheme (transfer->url, "https")
              ? "it was redirected away from https, which is not safe"
              : "it was redirected to something other than http or https");
  else if (code == CURLE_TOO_MANY_REDIRECTS)
    text_addf (out, "more than %ld redirects", TRANSFER_REDIRECTS);
  else if (code == CURLE_PARTIAL_FILE)
    text_addf (out, "the connection ended after %llu bytes, too early",
               (unsigned long long) transfer->done);
  else if (transfer->timed_out || code == CURLE_OPERATION_TIMEDOUT)
    text_addf (out, "no answer for %ld s (PIP_TIMEOUT=SECONDS waits longer)",
               network->timeout);
  else if (code == CURLE_PEER_FAILED_VERIFICATION)
    text_addf (out, "its certificate is not trusted: %s (PIP_CERT=FILE names"
               " other authorities)", detail);
  else
    text_add (out, detail);
}

/* A failure that may be gone a moment later. */
static bool
transfer_may_recover (const struct transfer *transfer, CURLcode code)
{
  if (transfer->too_large || transfer->write_error != 0)
    return false;
  if (transfer->timed_out)
    return true;
  switch (code)
    {
    case CURLE_HTTP_RETURNED_ERROR:
      return transfer->status == 429 || transfer->status == 500
        || transfer->status == 502 || transfer->status == 503
        || transfer->status == 504 || transfer->status == 520
        || transfer->status == 527;
    case CURLE_COULDNT_CONNECT:
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

/* 1/4, 1/2, 1, 2, ... seconds, at most 30; longer where the server asks. */
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

int64_t
transfer_finish (struct session *session, struct transfer *transfer,
                 CURLcode code)
{
  const char *url = NULL;
  curl_easy_getinfo (transfer->easy, CURLINFO_RESPONSE_CODE,
                     &transfer->status);
  curl_easy_getinfo (transfer->easy, CURLINFO_EFFECTIVE_URL, &url);
  transfer->final_url = arena_copy (&session->arena,
                                    url != NULL ? url : transfer->url);
  transfer->content_type = transfer_header (session, transfer, "Content-Type");
  transfer->etag = transfer_header (session, transfer, "ETag");
  transfer->last_modified = transfer_header (session, transfer,
                                             "Last-Modified");
  transfer->cache_control = transfer_header (session, transfer,
                                             "Cache-Control");
  if (code == CURLE_OK)
    {
      if (transfer->what != NULL && !transfer->ended)
        pyvenv_progress_amount (session->cx, transfer->what, transfer->done,
                                transfer->done);
      return -1;
    }

  bool may_recover = transfer_may_recover (transfer, code);
  CLEAN_TEXT struct text error = TEXT_EMPTY;
  text_add (&error, "cannot download '");
  url_redact (&error, transfer->url);
  text_add (&error, "': ");
  transfer_explain (&error, transfer, &session->network, code);
  transfer->error = arena_copy (&session->arena, text_string (&error));
  transfer->error_kind = transfer->write_error != 0 ? PYVENV_ERROR_OTHER
    : PYVENV_ERROR_NETWORK;
  transfer->unreachable = may_recover || code == CURLE_COULDNT_RESOLVE_HOST
    || code == CURLE_COULDNT_RESOLVE_PROXY;

  if (!may_recover || ++transfer->tries > session->network.retries)
    return -1;
  int64_t pause = transfer_pause (transfer);
  pyvenv_debug (session->cx, "%s; trying again in %lld ms",
                text_string (&error), (long long) pause);
  return pause;
}

int
transfer_fail (const struct transfer *transfer)
{
  return pyvenv_fail_as (transfer->cx, transfer->error_kind, 0, "%s",
                         transfer->error != NULL ? transfer->error
                         : "out of memory");
}
