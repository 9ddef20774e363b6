/* session.c: many transfers at once in one thread, each with retries. */
#include <config.h>

#include "transfer.h"

#include "redirect.h"
#include "text.h"
#include "url.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

/* How often to look whether the user asked to stop, milliseconds. */
#define SESSION_POLL 100

/* How long to wait for a first byte before saying so, milliseconds. */
#define SESSION_PATIENCE 5000

/* How often to report progress while no bytes come, milliseconds. */
#define SESSION_TELL 500

static pthread_once_t session_once = PTHREAD_ONCE_INIT;
static CURLcode session_once_result;

/* libcurl must be initialised once per process, by one thread. */
static void
session_ready_libcurl (void)
{
  session_once_result = curl_global_init (CURL_GLOBAL_DEFAULT);
}

int
session_open (struct session *session, pyvenv_context *cx,
              const struct network *network)
{
  *session = (struct session) { .cx = cx, .network = *network };
  session->keyring.arena = &session->arena;
  pthread_once (&session_once, session_ready_libcurl);
  if (session_once_result != CURLE_OK)
    return pyvenv_fail (cx, 0, "cannot start libcurl: %s",
                        curl_easy_strerror (session_once_result));
  session->multi = curl_multi_init ();
  if (session->multi == NULL)
    return pyvenv_fail (cx, ENOMEM, "cannot start libcurl");
  return netrc_read (cx, &session->arena, &session->netrc);
}

void
session_close (struct session *session)
{
  int saved = errno;
  if (session->multi != NULL)
    curl_multi_cleanup (session->multi);
  arena_release (&session->arena);
  errno = saved;
}

int64_t
session_now (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Frees the handle of an earlier try. */
static void
session_drop (struct session *session, struct transfer *transfer)
{
  if (transfer->easy == NULL)
    return;
  curl_multi_remove_handle (session->multi, transfer->easy);
  transfer_release (transfer);
}

/* Whether TRANSFER waits for the connection of another one.  The handshake of TLS
 * tells whether the server speaks HTTP/2: then one connection is enough for all;
 * else each opens its own.  CURLOPT_PIPEWAIT is not that: with HTTP/1.1, libcurl 8
 * lets the others wait for the whole answer. */
static bool
session_must_wait (const struct transfer *transfer,
                   const struct transfer *transfers, size_t count)
{
  const struct url_parts *at = &transfer->at;
  for (size_t i = 0; url_has_scheme (at->plain, "https") && i < count; i++)
    {
      const struct transfer *other = &transfers[i];
      if (other != transfer && other->easy != NULL && other->due < 0
          && !other->connected && other->error == NULL
          && url_has_scheme (other->at.plain, "https")
          && strcmp (other->at.authority, at->authority) == 0)
        return true;
    }
  return false;
}

/* Starts each transfer that is due.  Lowers *NEXT to the milliseconds until the
 * next one is. */
static int
session_start_due (struct session *session, struct transfer *transfers,
                   size_t count, int *next)
{
  int64_t now = session_now ();
  session->may_start = false;
  for (size_t i = 0; i < count; i++)
    {
      struct transfer *transfer = &transfers[i];
      if (transfer->due < 0)
        continue;
      if (transfer->due > now)
        {
          if (transfer->due - now < *next)
            *next = (int) (transfer->due - now);
          continue;
        }

      if (session_must_wait (transfer, transfers, count))
        continue;
      session_drop (session, transfer);
      transfer->due = -1;
      if (!transfer_start (session, transfer)
          || curl_multi_add_handle (session->multi, transfer->easy)
             != CURLM_OK)
        return pyvenv_fail (session->cx, ENOMEM, "cannot start a download");
    }
  return 0;
}

/* Handles the transfers that ended.  *ENDED becomes more by those that will not be
 * tried again, *NEXT is as above.  0, or -1 after pyvenv_fail. */
static int
session_collect (struct session *session, size_t *ended, int *next)
{
  int left, result = 0;
  for (CURLMsg *message;
       result == 0
       && (message = curl_multi_info_read (session->multi, &left)) != NULL;)
    {
      if (message->msg != CURLMSG_DONE)
        continue;
      char *private;
      curl_easy_getinfo (message->easy_handle, CURLINFO_PRIVATE, &private);
      struct transfer *transfer = (void *) private;
      int64_t pause = transfer_finish (session, transfer,
                                       message->data.result);
      if (pause < 0)
        {
          ++*ended;
          if (transfer->error == NULL && transfer->finished != NULL)
            result = transfer->finished (transfer->data);
        }
      else if (!transfer->restart (transfer->data))
        {
          transfer_give_up (session, transfer);
          ++*ended;
        }
      else
        {
          transfer->due = session_now () + pause;
          if (pause < *next)
            *next = (int) pause;
        }
    }
  return result;
}

/* Warns once that no answer comes: with retries the wait may take minutes. */
static void
session_warn_silent (struct session *session, const struct transfer *transfers,
             size_t count)
{
  int64_t now = session_now ();
  for (size_t i = 0; !session->warned && i < count; i++)
    {
      const struct transfer *transfer = &transfers[i];
      bool waits = transfer->due < 0 && transfer->seen == 0
        && transfer->status == 0 && transfer->error == NULL;
      if (!waits || now - transfer->seen_at < SESSION_PATIENCE)
        continue;
      CLEAN_TEXT struct text shown = TEXT_EMPTY;
      url_redact (&shown, transfer->url);
      pyvenv_warn (session->cx, "waiting for an answer from '%s'",
                   text_string (&shown));
      session->warned = true;
    }
}

static int
session_loop (struct session *session, struct transfer *transfers,
              size_t count)
{
  int64_t told = session_now ();
  for (size_t ended = 0; ended < count;)
    {
      int next = SESSION_POLL;
      if (session_start_due (session, transfers, count, &next) < 0)
        return -1;

      int running;
      CURLMcode code = curl_multi_perform (session->multi, &running);
      if (session_collect (session, &ended, &next) < 0)
        return -1;
      if (ended < count && code == CURLM_OK)
        code = curl_multi_poll (session->multi, NULL, 0,
                                session->may_start ? 0 : next, NULL);
      if (code != CURLM_OK)
        return pyvenv_fail_as (session->cx, PYVENV_ERROR_NETWORK, 0,
                               "libcurl failed: %s",
                               curl_multi_strerror (code));
      if (pyvenv_cancelled (session->cx))
        return pyvenv_fail_as (session->cx, PYVENV_ERROR_INTERRUPTED, 0,
                               "interrupted during a download");

      session_warn_silent (session, transfers, count);

      /* A program that shows a rate needs reports also while no bytes come. */
      if (session_now () - told >= SESSION_TELL)
        {
          told = session_now ();
          for (size_t i = 0; i < count; i++)
            transfer_tell (&transfers[i]);
        }
    }
  return 0;
}

int
session_run (struct session *session, struct transfer *transfers,
             size_t count)
{
  for (size_t i = 0; i < count; i++)
    {
      transfers[i].due = 0;
      transfers[i].tries = 0;
      transfers[i].asked_keyring = false;
      transfers[i].from_keyring = NULL;
      redirect_begin (session, &transfers[i]);
    }

  int result = session_loop (session, transfers, count);
  for (size_t i = 0; i < count; i++)
    session_drop (session, &transfers[i]);
  return result;
}
