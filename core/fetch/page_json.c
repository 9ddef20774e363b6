/* page_json.c: the page of a project in JSON (PEP 691, PEP 700). */
#include <config.h>

#include "page.h"

#include "cleanup.h"
#include "hash.h"
#include "text.h"

#include <jansson.h>
#include <string.h>

/* The byte order mark that some editors write. */
#define PAGE_JSON_MARK "\xef\xbb\xbf"

/* Up to here a double is exact: 2^53 - 1. */
#define PAGE_JSON_EXACT 9007199254740991.0

/* The strongest hash of the object; "" where it has only other kinds. */
static const char *
page_json_hash (struct arena *arena, const json_t *hashes)
{
  static const char *const names[] = { "sha512", "sha384", "sha256" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      const json_t *hex = json_object_get (hashes, names[i]);
      const char *hash = json_is_string (hex)
        ? hash_join (arena, names[i], json_string_value (hex),
                     json_string_length (hex)) : NULL;
      if (hash != NULL)
        return hash;
    }
  return json_object_size (hashes) > 0 ? "" : NULL;
}

/* PEP 592: true, or a reason that is not empty. */
static bool
page_json_yanked (const json_t *yanked)
{
  return json_is_true (yanked)
    || (json_is_string (yanked) && json_string_length (yanked) > 0);
}

/* 0, which means not known, where SIZE is not a whole number of bytes. */
static uint64_t
page_json_size (const json_t *size)
{
  double bytes = json_real_value (size);
  uint64_t whole
    = bytes >= 1 && bytes <= PAGE_JSON_EXACT ? (uint64_t) bytes : 0;
  return (double) whole >= bytes ? whole : 0;
}

static void
page_json_file (struct page_reader *reader, const json_t *file)
{
  const char *name = json_string_value (json_object_get (file, "filename"));
  const char *url = json_string_value (json_object_get (file, "url"));
  if (name == NULL || url == NULL)
    return;
  page_add (reader, name, url,
            page_json_hash (reader->arena, json_object_get (file, "hashes")),
            json_string_value (json_object_get (file, "requires-python")),
            page_json_size (json_object_get (file, "size")),
            page_json_yanked (json_object_get (file, "yanked")));
}

/* jansson's message quotes what the server sent. */
static void
page_json_fail (struct page_reader *reader, const json_error_t *error)
{
  CLEAN_TEXT struct text shown = TEXT_EMPTY;
  text_add_visible (&shown, error->text, strlen (error->text));
  reader->error = arena_format (reader->arena, "its answer is not valid JSON"
                                " (line %d: %s)", error->line,
                                text_string (&shown));
  if (reader->error == NULL)
    reader->error = "out of memory";
}

/* Integers are read as doubles: jansson refuses a page with an integer that is
 * too large for it, even in a field that is not used. */
void
page_read_json (struct page_reader *reader, const char *body, size_t length)
{
  size_t mark = length >= 3 && memcmp (body, PAGE_JSON_MARK, 3) == 0 ? 3 : 0;
  json_error_t error;
  json_t *page = json_loadb (body + mark, length - mark,
                             JSON_DECODE_INT_AS_REAL, &error);
  if (page == NULL)
    {
      page_json_fail (reader, &error);
      return;
    }

  const json_t *version
    = json_object_get (json_object_get (page, "meta"), "api-version");
  const json_t *files = json_object_get (page, "files");
  if (json_is_string (version))
    page_set_version (reader, json_string_value (version));
  if (!json_is_array (files) && reader->error == NULL)
    reader->error = "its answer has no list of files";
  for (size_t i = 0; reader->error == NULL && i < json_array_size (files); i++)
    page_json_file (reader, json_array_get (files, i));
  json_decref (page);
}
