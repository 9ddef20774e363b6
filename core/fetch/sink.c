/* sink.c: a file that a download is written to, and its hash. */
#include <config.h>

#include "sink.h"

#include "cleanup.h"
#include "file.h"
#include "text.h"
#include "url.h"

#include <string.h>

int
sink_start (pyvenv_context *cx, struct sink *sink)
{
  if (sink->hash == NULL)
    return 0;
  int algorithm = digest_algorithm_parse (sink->hash,
                                          strcspn (sink->hash, "="));
  if (algorithm < 0)
    return pyvenv_fail (cx, 0, "cannot compute hashes of the kind '%s'",
                        sink->hash);
  sink->digest = digest_new ((enum digest_algorithm) algorithm);
  return sink->digest != NULL ? 0
    : pyvenv_fail (cx, errno, "cannot compute a hash");
}

void
sink_release (struct sink *sink)
{
  digest_free (sink->digest);
  sink->digest = NULL;
}

bool
sink_write (void *data, const void *bytes, size_t length)
{
  struct sink *sink = data;
  if (sink->digest != NULL)
    digest_update (sink->digest, bytes, length);
  return file_write_all (sink->fd, bytes, length) == 0;
}

bool
sink_restart (void *data)
{
  struct sink *sink = data;
  if (sink->digest != NULL)
    digest_restart (sink->digest);
  return ftruncate (sink->fd, 0) == 0 && lseek (sink->fd, 0, SEEK_SET) == 0;
}

int
sink_verify (pyvenv_context *cx, struct sink *sink, const char *url,
             const char *who)
{
  if (sink->hash == NULL)
    return 0;

  char hex[DIGEST_HEX_SIZE];
  digest_finish (sink->digest, hex);
  size_t name = strcspn (sink->hash, "=");
  const char *expected = sink->hash + name + 1;
  if (strcmp (hex, expected) == 0)
    return 0;

  CLEAN_TEXT struct text shown = TEXT_EMPTY;
  url_redact (&shown, url);
  return pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0,
                         "'%s' is not the file that %s: its %.*s is %s and not"
                         " %s", text_string (&shown), who, (int) name,
                         sink->hash, hex, expected);
}
