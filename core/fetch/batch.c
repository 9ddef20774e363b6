/* batch.c: downloads several files at once. */
#include <config.h>

#include "batch.h"

#include "cleanup.h"
#include "sink.h"
#include "text.h"
#include "url.h"

/* For files whose size the index does not tell.  The largest wheel of pip,
 * setuptools or wheel so far has two million bytes. */
#define BATCH_LIMIT ((uint64_t) 64 << 20)

/* A file that is too large was refused during the transfer. */
static int
batch_check_size (const struct session *session,
                  const struct fetch_request *request,
                  const struct transfer *transfer)
{
  if (request->size == 0 || transfer->done == request->size)
    return 0;
  CLEAN_TEXT struct text shown = TEXT_EMPTY;
  url_redact (&shown, request->url);
  return pyvenv_fail_as (session->cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is not"
                         " the file that the index lists: it has %llu bytes"
                         " and not %llu", text_string (&shown),
                         (unsigned long long) transfer->done,
                         (unsigned long long) request->size);
}

static int
batch_run (struct session *session, struct fetch_request *requests,
           struct sink *sinks, struct transfer *transfers, size_t count)
{
  for (size_t i = 0; i < count; i++)
    {
      const struct fetch_request *request = &requests[i];
      sinks[i] = (struct sink) { .fd = request->fd, .hash = request->hash };
      if (sink_start (session->cx, &sinks[i]) < 0)
        return -1;
      transfers[i] = (struct transfer) {
        .url = request->url, .what = request->what,
        .credentials = request->credentials,
        .checked = request->hash != NULL,
        .limit = request->size != 0 ? request->size : BATCH_LIMIT,
        .write = sink_write, .restart = sink_restart, .data = &sinks[i]
      };
    }
  if (session_run (session, transfers, count) < 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    {
      requests[i].write_error = transfers[i].write_error;
      requests[i].missing = transfers[i].missing;
    }
  for (size_t i = 0; i < count; i++)
    if (transfers[i].error != NULL)
      {
        int result = transfer_fail (&transfers[i]);
        return transfers[i].unreachable ? PYVENV_UNREACHABLE : result;
      }
  for (size_t i = 0; i < count; i++)
    if (sink_verify (session->cx, &sinks[i], requests[i].url,
                     "the index lists") < 0
        || batch_check_size (session, &requests[i], &transfers[i]) < 0)
      return -1;
  return 0;
}

int
batch_download (struct session *session, struct fetch_request *requests,
                size_t count)
{
  CLEAN_FREE struct sink *sinks = calloc (count + 1, sizeof *sinks);
  CLEAN_FREE struct transfer *transfers = calloc (count + 1,
                                                  sizeof *transfers);
  if (sinks == NULL || transfers == NULL)
    return pyvenv_fail (session->cx, errno, "cannot download");

  int result = batch_run (session, requests, sinks, transfers, count);
  for (size_t i = 0; i < count; i++)
    sink_release (&sinks[i]);
  return result;
}
