/* transfer.c: one try of one download: libcurl's options, and the bytes. */
#include <config.h>

#include "transfer.h"

#include "cleanup.h"
#include "redirect.h"
#include "url.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define TRANSFER_CONNECT_SECONDS 10L

#define TRANSFER_PACE 100L
#define TRANSFER_PATIENCE 4L

/* How many bytes of a redirect's body are read and dropped; it has a line or
 * two. */
#define TRANSFER_SKIPPED ((uint64_t) 1 << 20)

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

  if (redirect_is_answer (transfer))
    {
      transfer->done_redirect += length;
      transfer->too_large = transfer->done_redirect > TRANSFER_SKIPPED;
      return transfer->too_large ? CURL_WRITEFUNC_ERROR : length;
    }
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

/* Whether fewer bytes have come than TRANSFER_PACE a second, for TRANSFER_PATIENCE
 * times as long as no byte may take: a server could go on for days like that. */
static bool
transfer_is_too_slow (struct transfer *transfer, curl_off_t seen)
{
  int64_t now = session_now ();
  long seconds = TRANSFER_PATIENCE * transfer->timeout;
  if (now - transfer->paced_at <= seconds * 1000)
    return false;
  bool slow = seen - transfer->paced < seconds * TRANSFER_PACE;
  transfer->paced = seen;
  transfer->paced_at = now;
  return slow;
}

/* Ends a transfer in which no bytes come, or too few.  libcurl's own limit looks at
 * the mean of several seconds, which a burst at the start keeps high. */
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
  if (now > 0 && transfer_is_too_slow (transfer, now))
    transfer->timed_out = transfer->too_slow = true;
  return transfer->timed_out;
}

/* Called when the connection is there and nothing was sent. */
static int
transfer_on_connection (void *data, char *server, char *own, int server_port,
                        int own_port)
{
  struct transfer *transfer = data;
  (void) server;
  (void) own;
  (void) server_port;
  (void) own_port;
  transfer->connected = true;
  transfer->session->may_start = true;
  return CURL_PREREQFUNC_OK;
}

/* The system's hashed folder of certificates; NULL where libcurl has to read
 * its one large file, which takes OpenSSL 3.0 thirty milliseconds. */
static const char *
transfer_system_certificates (void)
{
  const char *folder = curl_version_info (CURLVERSION_NOW)->capath;
  CLEAN_DIR DIR *dir = folder != NULL ? opendir (folder) : NULL;
  for (struct dirent *entry; dir != NULL && (entry = readdir (dir)) != NULL;)
    if (string_ends_with (entry->d_name, ".0"))
      return folder;
  return NULL;
}

static void
transfer_set_certificates (CURL *easy, const struct network *network)
{
  const char *folder = network->ca_dir;
  if (network->ca_file == NULL && folder == NULL)
    {
      folder = transfer_system_certificates ();
      if (folder == NULL)
        return;
    }
  curl_easy_setopt (easy, CURLOPT_CAINFO, network->ca_file);
  curl_easy_setopt (easy, CURLOPT_CAPATH, folder);
}

/* Sets the options that depend on the server that is asked. */
static void
transfer_set_server (CURL *easy, struct session *session,
                     const struct transfer *transfer)
{
  const struct network *network = &session->network;
  const char *credentials = redirect_credentials (session, transfer);
  const char *client_cert = redirect_client_cert (transfer, network);
  if (credentials != NULL)
    curl_easy_setopt (easy, CURLOPT_USERPWD, credentials);
  if (client_cert != NULL)
    {
      curl_easy_setopt (easy, CURLOPT_SSLCERT, client_cert);
      curl_easy_setopt (easy, CURLOPT_SSLKEY, client_cert);
    }
  if (url_is_trusted (&transfer->at, network->trusted_hosts))
    {
      curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 0L);
      curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
}

static void
transfer_set_network (CURL *easy, struct session *session,
                      struct transfer *transfer)
{
  const struct network *network = &session->network;
  long connect = network->timeout < TRANSFER_CONNECT_SECONDS
    ? network->timeout : TRANSFER_CONNECT_SECONDS;
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT, connect);
  curl_easy_setopt (easy, CURLOPT_XFERINFOFUNCTION, transfer_on_progress);
  curl_easy_setopt (easy, CURLOPT_XFERINFODATA, transfer);
  curl_easy_setopt (easy, CURLOPT_NOPROGRESS, 0L);
  if (network->proxy != NULL)
    {
      /* pip's own setting overrides no_proxy, too. */
      curl_easy_setopt (easy, CURLOPT_PROXY, network->proxy);
      curl_easy_setopt (easy, CURLOPT_NOPROXY, "");
    }
  else if (network->http_proxy != NULL
           && url_has_scheme (transfer->at.plain, "http"))
    curl_easy_setopt (easy, CURLOPT_PROXY, network->http_proxy);

  if (!url_has_scheme (transfer->url, "file"))
    transfer_set_certificates (easy, network);
  transfer_set_server (easy, session, transfer);
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

/* Clears the results of an earlier try. */
static void
transfer_reset (struct session *session, struct transfer *transfer)
{
  transfer->cx = session->cx;
  transfer->session = session;
  transfer->connected = false;
  transfer->status = transfer->proxy_status = 0;
  transfer->final_url = transfer->error = transfer->refused = NULL;
  transfer->error_kind = 0;
  transfer->done = transfer->done_redirect = 0;
  transfer->write_error = 0;
  transfer->missing = transfer->unreachable = false;
  transfer->too_large = transfer->timed_out = transfer->ended = false;
  transfer->too_slow = false;
  transfer->timeout = session->network.timeout;
  transfer->seen = 0;
  transfer->paced = 0;
  transfer->seen_at = transfer->paced_at = session_now ();
}

bool
transfer_start (struct session *session, struct transfer *transfer)
{
  transfer_reset (session, transfer);
  if (transfer->redirects == 0)
    transfer->at = transfer->first;

  CURL *easy = transfer->easy = curl_easy_init ();
  transfer->text = arena_zeroed (&session->arena, CURL_ERROR_SIZE);
  if (easy == NULL || transfer->text == NULL
      || curl_easy_setopt (easy, CURLOPT_URL, transfer->at.plain)
         != CURLE_OK)
    return false;

  curl_easy_setopt (easy, CURLOPT_PRIVATE, transfer);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, transfer->text);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  /* Do not wait for a name server when the transfer is given up. */
  curl_easy_setopt (easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt (easy, CURLOPT_PREREQFUNCTION, transfer_on_connection);
  curl_easy_setopt (easy, CURLOPT_PREREQDATA, transfer);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, transfer_on_bytes);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, transfer);
  if (transfer->limit >= TRANSFER_SKIPPED && transfer->limit <= INT64_MAX)
    curl_easy_setopt (easy, CURLOPT_MAXFILESIZE_LARGE,
                      (curl_off_t) transfer->limit);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "file,http,https");
  curl_easy_setopt (easy, CURLOPT_FAILONERROR, 1L);
  transfer_set_network (easy, session, transfer);
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
