/* page.c: what the pages of an index have in common, whatever their format. */
#include <config.h>

#include "page.h"

#include "cleanup.h"
#include "hash.h"
#include "url.h"

#include <curl/curl.h>
#include <string.h>

/* URL made absolute, without fragment and credentials; NULL where it is none
 * that can be downloaded. */
static const char *
page_resolve (struct page_reader *reader, const char *url)
{
  char *whole = NULL;
  const char *result = NULL;
  CURLU *handle = curl_url ();
  if (handle != NULL
      && curl_url_set (handle, CURLUPART_URL, reader->base, 0) == CURLUE_OK
      && curl_url_set (handle, CURLUPART_URL, url, CURLU_URLENCODE)
         == CURLUE_OK
      && curl_url_set (handle, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK
      && curl_url_set (handle, CURLUPART_USER, NULL, 0) == CURLUE_OK
      && curl_url_set (handle, CURLUPART_PASSWORD, NULL, 0) == CURLUE_OK
      && curl_url_get (handle, CURLUPART_URL, &whole, 0) == CURLUE_OK
      && (url_has_scheme (whole, "https") || url_has_scheme (whole, "http")
          || (url_has_scheme (whole, "file")
              && url_has_scheme (reader->base, "file")))
      && !string_has_control (whole))
    result = arena_copy (reader->arena, whole);
  curl_free (whole);
  curl_url_cleanup (handle);
  return result;
}

void
page_set_base (struct page_reader *reader, const char *url)
{
  const char *base = page_resolve (reader, url);
  if (base != NULL)
    reader->base = base;
}

static struct index_file *
page_new_file (struct page_reader *reader)
{
  if (reader->count == reader->room)
    {
      size_t room = reader->room == 0 ? 64 : reader->room * 2;
      struct index_file *files
        = arena_zeroed (reader->arena, room * sizeof *files);
      if (files == NULL)
        {
          reader->error = "out of memory";
          return NULL;
        }
      if (reader->count > 0)
        memcpy (files, reader->files, reader->count * sizeof *files);
      reader->files = files;
      reader->room = room;
    }
  return &reader->files[reader->count];
}

void
page_add (struct page_reader *reader, const char *name, const char *url,
          const char *hash, const char *requires_python, uint64_t size,
          bool yanked)
{
  const char *resolved = page_resolve (reader, url);
  if (resolved == NULL)
    return;

  /* Both ways the name passes the same checks, since it becomes a file's. */
  CLEAN_FREE char *given = NULL;
  if (name != NULL)
    {
      CLEAN_TEXT struct text path = TEXT_EMPTY;
      text_add_char (&path, '/');
      text_add (&path, name);
      given = strpbrk (name, "%?#/") == NULL
        ? url_file_name (text_string (&path)) : NULL;
    }
  else
    given = url_file_name (resolved);
  if (given == NULL || *given == '.' || !string_ends_with (given, ".whl")
      || (requires_python != NULL && string_has_control (requires_python)))
    return;

  struct index_file *file = page_new_file (reader);
  if (file == NULL)
    return;
  *file = (struct index_file) {
    .name = arena_copy (reader->arena, given),
    .url = resolved,
    .hash = hash != NULL ? hash : hash_of_fragment (reader->arena, url),
    .requires_python = requires_python == NULL || *requires_python == '\0'
      ? NULL : arena_copy (reader->arena, requires_python),
    .size = size,
    .yanked = yanked
  };
  reader->count += file->name != NULL;
}

void
page_set_version (struct page_reader *reader, const char *version)
{
  if (strcmp (version, "1") != 0 && !string_starts_with (version, "1."))
    reader->error = "the index speaks a newer version of the protocol than"
      " this pyvenv knows";
}
