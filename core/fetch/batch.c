/* batch.c: downloads several files at once. */
#include <config.h>

#include "batch.h"

#include "cleanup.h"
#include "sink.h"
#include "text.h"
#include "url.h"

/* For files of which the index tells neither size nor hash. */
#define BATCH_LIMIT ((uint64_t) 2 << 30)

/* One file on its way. */
struct batch_item {
  pyvenv_context *cx;
  struct fetch_request *request;
  struct transfer *transfer;
  struct sink sink;
};

/* A file that is too large was refused during the transfer. */
static int
batch_check_size (const struct batch_item *item)
{
  const struct fetch_request *request = item->request;
  if (request->size == 0 || item->transfer->done == request->size)
    return 0;
  CLEAN_TEXT struct text shown = TEXT_EMPTY;
  url_redact (&shown, request->url);
  return pyvenv_fail_as (item->cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is not"
                         " the file that the index lists: it has %llu bytes"
                         " and not %llu", text_string (&shown),
                         (unsigned long long) item->transfer->done,
                         (unsigned long long) request->size);
}

static bool
batch_write (void *data, const void *bytes, size_t length)
{
  struct batch_item *item = data;
  return sink_write (&item->sink, bytes, length);
}

static bool
batch_restart (void *data)
{
  struct batch_item *item = data;
  return sink_restart (&item->sink);
}

/* Checks the file, and hands it over. */
static int
batch_finished (void *data)
{
  struct batch_item *item = data;
  struct fetch_request *request = item->request;
  if (sink_verify (item->cx, &item->sink, request->url, "the index lists") < 0
      || batch_check_size (item) < 0)
    return -1;
  return request->on_done != NULL ? request->on_done (request) : 0;
}

static int
batch_prepare (struct session *session, struct batch_item *item,
               struct transfer *transfer)
{
  const struct fetch_request *request = item->request;
  item->cx = session->cx;
  item->transfer = transfer;
  item->sink = (struct sink) { .fd = request->fd, .hash = request->hash };
  if (sink_start (session->cx, &item->sink) < 0)
    return -1;
  *transfer = (struct transfer) {
    .url = request->url, .what = request->what,
    .credentials = request->credentials,
    .checked = request->hash != NULL,
    .limit = request->size != 0 ? request->size
             : request->hash != NULL ? INT64_MAX : BATCH_LIMIT,
    .write = batch_write, .restart = batch_restart, .finished = batch_finished,
    .data = item
  };
  return 0;
}

static int
batch_run (struct session *session, struct fetch_request *requests,
           struct batch_item *items, struct transfer *transfers, size_t count)
{
  for (size_t i = 0; i < count; i++)
    {
      items[i].request = &requests[i];
      if (batch_prepare (session, &items[i], &transfers[i]) < 0)
        return -1;
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
  return 0;
}

int
batch_download (struct session *session, struct fetch_request *requests,
                size_t count)
{
  CLEAN_FREE struct batch_item *items = calloc (count + 1, sizeof *items);
  CLEAN_FREE struct transfer *transfers = calloc (count + 1,
                                                  sizeof *transfers);
  if (items == NULL || transfers == NULL)
    return pyvenv_fail (session->cx, errno, "cannot download");

  int result = batch_run (session, requests, items, transfers, count);
  for (size_t i = 0; i < count; i++)
    sink_release (&items[i].sink);
  return result;
}
