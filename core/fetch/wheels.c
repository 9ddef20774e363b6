/* wheels.c: downloads files whose hashes are known, all at once. */
#include <config.h>

#include "wheels.h"

#include "cleanup.h"
#include "sink.h"
#include "text.h"
#include "url.h"

/* Where the index does not tell the size.  The largest wheel of pip, setuptools
 * or wheel so far has two million bytes. */
#define WHEELS_LIMIT ((uint64_t) 64 << 20)

/* More than is promised ends the transfer; this is about less. */
static int
wheels_check_size (const struct session *session,
                   const struct index_download *download,
                   const struct transfer *transfer)
{
  if (download->size == 0 || transfer->done == download->size)
    return 0;
  CLEAN_TEXT struct text shown = TEXT_EMPTY;
  url_redact (&shown, download->url);
  return pyvenv_fail_as (session->cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is not"
                         " the file that the index promises: it promises %llu"
                         " bytes, and there are %llu", text_string (&shown),
                         (unsigned long long) download->size,
                         (unsigned long long) transfer->done);
}

static int
wheels_run (struct session *session, struct index_download *downloads,
            struct sink *sinks, struct transfer *transfers, size_t count)
{
  for (size_t i = 0; i < count; i++)
    {
      const struct index_download *download = &downloads[i];
      sinks[i] = (struct sink) { .fd = download->fd, .hash = download->hash };
      if (sink_start (session->cx, &sinks[i]) < 0)
        return -1;
      transfers[i] = (struct transfer) {
        .url = download->url, .what = download->what,
        .credentials = download->credentials,
        .checked = download->hash != NULL,
        .limit = download->size != 0 ? download->size : WHEELS_LIMIT,
        .write = sink_write, .restart = sink_restart, .data = &sinks[i]
      };
    }
  if (session_run (session, transfers, count) < 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    downloads[i].write_error = transfers[i].write_error;
  for (size_t i = 0; i < count; i++)
    if (transfers[i].error != NULL)
      {
        int result = transfer_fail (&transfers[i]);
        return transfers[i].unreachable ? PYVENV_UNREACHABLE : result;
      }
  for (size_t i = 0; i < count; i++)
    if (sink_verify (session->cx, &sinks[i], downloads[i].url,
                     "the index promises") < 0
        || wheels_check_size (session, &downloads[i], &transfers[i]) < 0)
      return -1;
  return 0;
}

int
wheels_download (struct session *session, struct index_download *downloads,
                 size_t count)
{
  CLEAN_FREE struct sink *sinks = calloc (count + 1, sizeof *sinks);
  CLEAN_FREE struct transfer *transfers = calloc (count + 1,
                                                  sizeof *transfers);
  if (sinks == NULL || transfers == NULL)
    return pyvenv_fail (session->cx, errno, "cannot download");

  int result = wheels_run (session, downloads, sinks, transfers, count);
  for (size_t i = 0; i < count; i++)
    sink_release (&sinks[i]);
  return result;
}
