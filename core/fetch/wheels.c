/* wheels.c: downloads files whose hashes are known, all at once. */
#include <config.h>

#include "wheels.h"

#include "cleanup.h"
#include "file.h"
#include "text.h"
#include "url.h"

#include <openssl/evp.h>
#include <string.h>

/* Where the index does not tell the size.  The largest wheel of pip, setuptools
 * or wheel so far has two million bytes. */
#define WHEELS_LIMIT ((uint64_t) 64 << 20)

struct wheels_file {
  const struct index_download *download;
  EVP_MD_CTX *digest;           /* NULL where there is no hash to check */
  const EVP_MD *algorithm;
  const char *hex;              /* the hash that it must have */
};

/* Starts to hash from the beginning. */
static bool
wheels_begin (struct wheels_file *file)
{
  const char *hash = file->download->hash;
  if (hash == NULL)
    return true;

  char name[16] = "";
  size_t length = strcspn (hash, "=");
  if (length < sizeof name)
    memcpy (name, hash, length);
  file->algorithm = EVP_get_digestbyname (name);
  file->hex = hash + length + (hash[length] == '=');
  if (file->digest == NULL)
    file->digest = EVP_MD_CTX_new ();
  return file->algorithm != NULL && file->digest != NULL
    && EVP_DigestInit_ex (file->digest, file->algorithm, NULL) == 1;
}

static bool
wheels_write (void *data, const void *bytes, size_t length)
{
  struct wheels_file *file = data;
  if (file->digest != NULL && EVP_DigestUpdate (file->digest, bytes, length) != 1)
    {
      errno = ENOMEM;
      return false;
    }
  return file_write_all (file->download->fd, bytes, length) == 0;
}

static bool
wheels_restart (void *data)
{
  struct wheels_file *file = data;
  return ftruncate (file->download->fd, 0) == 0
    && lseek (file->download->fd, 0, SEEK_SET) == 0 && wheels_begin (file);
}

/* The file is the one that the index names. */
static int
wheels_verify (pyvenv_context *cx, struct wheels_file *file)
{
  if (file->digest == NULL)
    return 0;

  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  char hex[2 * EVP_MAX_MD_SIZE + 1] = "";
  EVP_DigestFinal_ex (file->digest, digest, &length);
  for (unsigned i = 0; i < length; i++)
    {
      hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
      hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
  if (strcmp (hex, file->hex) == 0)
    return 0;

  CLEAN_TEXT struct text url = TEXT_EMPTY;
  url_redact (&url, file->download->url);
  return pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0,
                         "'%s' is not the file that the index promises: its"
                         " %.*s is %s and not %s", text_string (&url),
                         (int) strcspn (file->download->hash, "="),
                         file->download->hash, hex, file->hex);
}

static int
wheels_run (struct session *session, struct wheels_file *files,
            struct transfer *transfers, size_t count)
{
  for (size_t i = 0; i < count; i++)
    {
      const struct index_download *download = files[i].download;
      if (!wheels_begin (&files[i]))
        return pyvenv_fail (session->cx, 0, "cannot compute hashes of the kind"
                            " '%s'", download->hash);
      transfers[i] = (struct transfer) {
        .url = download->url, .what = download->what,
        .credentials = download->credentials,
        .untrusted = download->untrusted,
        .limit = download->size != 0 ? download->size : WHEELS_LIMIT,
        .write = wheels_write, .restart = wheels_restart, .data = &files[i]
      };
    }
  if (session_run (session, transfers, count) < 0)
    return -1;
  for (size_t i = 0; i < count; i++)
    if (transfers[i].error != NULL)
      return transfer_fail (&transfers[i]);
  for (size_t i = 0; i < count; i++)
    if (wheels_verify (session->cx, &files[i]) < 0)
      return -1;
  return 0;
}

int
wheels_download (struct session *session,
                 const struct index_download *downloads, size_t count)
{
  CLEAN_FREE struct wheels_file *files = calloc (count + 1, sizeof *files);
  CLEAN_FREE struct transfer *transfers = calloc (count + 1,
                                                  sizeof *transfers);
  if (files == NULL || transfers == NULL)
    return pyvenv_fail (session->cx, errno, "cannot download");
  for (size_t i = 0; i < count; i++)
    files[i].download = &downloads[i];

  int result = wheels_run (session, files, transfers, count);
  for (size_t i = 0; i < count; i++)
    EVP_MD_CTX_free (files[i].digest);
  return result;
}
