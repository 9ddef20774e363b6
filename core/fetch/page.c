/* page.c: what the pages of an index have in common, whatever their format. */
#include <config.h>

#include "page.h"

#include "cleanup.h"
#include "hash.h"
#include "url.h"
#include "url_parts.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_NO_MEMORY "out of memory"

const char *
page_copy (struct page_reader *reader, const char *string)
{
  const char *copy = arena_copy (reader->arena, string);
  if (copy == NULL)
    reader->error = PAGE_NO_MEMORY;
  return copy;
}

/* Whether WHOLE, an absolute URL from the page, may be downloaded. */
static bool
page_may_list (const struct page_reader *reader, const char *whole)
{
  return (url_has_scheme (whole, "https") || url_has_scheme (whole, "http")
          || (url_has_scheme (whole, "file")
              && url_has_scheme (reader->base, "file")))
    && !string_has_control (whole);
}

/* Makes URL absolute, cuts off its fragment and takes it apart.  False where it
 * cannot be downloaded. */
static bool
page_resolve (struct page_reader *reader, const char *url,
              struct url_parts *ret)
{
  char *whole = NULL;
  bool result = false;
  CURLU *handle = curl_url ();
  CURLUcode code = handle == NULL ? CURLUE_OUT_OF_MEMORY
    : curl_url_set (handle, CURLUPART_URL, reader->base, 0);
  if (code == CURLUE_OK)
    code = curl_url_set (handle, CURLUPART_URL, url, CURLU_URLENCODE);
  if (code == CURLUE_OK)
    code = curl_url_set (handle, CURLUPART_FRAGMENT, NULL, 0);
  if (code == CURLUE_OK)
    code = curl_url_get (handle, CURLUPART_URL, &whole, 0);
  if (code == CURLUE_OUT_OF_MEMORY)
    reader->error = PAGE_NO_MEMORY;
  else if (code == CURLUE_OK && page_may_list (reader, whole))
    {
      const char *copy = page_copy (reader, whole);
      result = copy != NULL && url_split (reader->arena, copy, ret);
      if (!result)
        reader->error = PAGE_NO_MEMORY;
    }
  curl_free (whole);
  curl_url_cleanup (handle);
  return result;
}

void
page_set_base (struct page_reader *reader, const char *url)
{
  struct url_parts base;
  if (page_resolve (reader, url, &base))
    reader->base = base.plain;
}

/* The name of the wheel at URL, malloc'd; NAME, where the page gives one.  Both
 * pass the same checks, since a file gets that name.  NULL where it is not the
 * name of a wheel. */
static char *
page_file_name (struct page_reader *reader, const char *name, const char *url)
{
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  if (name != NULL)
    {
      if (strpbrk (name, "%?#/") != NULL)
        return NULL;
      text_add_char (&path, '/');
      text_add (&path, name);
      url = text_string (&path);
    }
  char *given = path.failed ? NULL : url_file_name (url);
  if (path.failed || (given == NULL && errno == ENOMEM))
    reader->error = PAGE_NO_MEMORY;
  if (given != NULL && *given != '.' && string_ends_with (given, ".whl"))
    return given;
  free (given);
  return NULL;
}

void
page_add (struct page_reader *reader, const char *name, const char *url,
          const char *hash, const char *requires_python, uint64_t size,
          bool yanked)
{
  struct url_parts parts;
  CLEAN_FREE char *given = page_resolve (reader, url, &parts)
    ? page_file_name (reader, name, parts.plain) : NULL;
  if (given == NULL
      || (requires_python != NULL && string_has_control (requires_python)))
    return;

  struct project_file file = {
    .name = page_copy (reader, given),
    .url = parts.plain,
    .credentials = parts.credentials,
    .hash = hash != NULL ? hash : hash_of_fragment (reader->arena, url),
    .requires_python = requires_python == NULL || *requires_python == '\0'
      ? NULL : page_copy (reader, requires_python),
    .size = size,
    .yanked = yanked
  };
  if (reader->error == NULL
      && project_files_append (&reader->files, file) != 0)
    reader->error = PAGE_NO_MEMORY;
}

void
page_set_version (struct page_reader *reader, const char *version)
{
  if (strcmp (version, "1") != 0 && !string_starts_with (version, "1."))
    reader->error = "the index speaks a newer version of the protocol than"
      " this pyvenv knows";
}
