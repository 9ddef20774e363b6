/* sink.c: a file that a download is written to, and its hash. */
#include <config.h>

#include "sink.h"

#include "cleanup.h"
#include "file.h"
#include "text.h"
#include "url.h"

#include <string.h>

/* Starts to hash from the beginning. */
static bool
sink_begin (struct sink *sink)
{
  if (sink->hash == NULL)
    return true;

  char name[16] = "";
  size_t length = strcspn (sink->hash, "=");
  if (length < sizeof name)
    memcpy (name, sink->hash, length);
  const EVP_MD *algorithm = EVP_get_digestbyname (name);
  if (sink->digest == NULL)
    sink->digest = EVP_MD_CTX_new ();
  return algorithm != NULL && sink->digest != NULL
    && EVP_DigestInit_ex (sink->digest, algorithm, NULL) == 1;
}

int
sink_start (pyvenv_context *cx, struct sink *sink)
{
  return sink_begin (sink) ? 0
    : pyvenv_fail (cx, 0, "cannot compute hashes of the kind '%s'", sink->hash);
}

void
sink_release (struct sink *sink)
{
  EVP_MD_CTX_free (sink->digest);
  sink->digest = NULL;
}

bool
sink_write (void *data, const void *bytes, size_t length)
{
  struct sink *sink = data;
  if (sink->digest != NULL
      && EVP_DigestUpdate (sink->digest, bytes, length) != 1)
    {
      errno = ENOMEM;
      return false;
    }
  return file_write_all (sink->fd, bytes, length) == 0;
}

bool
sink_restart (void *data)
{
  struct sink *sink = data;
  return ftruncate (sink->fd, 0) == 0 && lseek (sink->fd, 0, SEEK_SET) == 0
    && sink_begin (sink);
}

int
sink_verify (pyvenv_context *cx, struct sink *sink, const char *url,
             const char *who)
{
  if (sink->hash == NULL)
    return 0;

  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  char hex[2 * EVP_MAX_MD_SIZE + 1] = "";
  if (EVP_DigestFinal_ex (sink->digest, digest, &length) != 1)
    return pyvenv_fail (cx, ENOMEM, "cannot compute a hash");
  for (unsigned i = 0; i < length; i++)
    {
      hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
      hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
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
