/* page_cache.c: keeps what indexes answered.
 *
 * Each file in the folder "index" of the cache is text.  Its first line names
 * the format.  The second is the key; the file's name is only a hash of that.
 * The last line shows that the file is complete, which it may not be after a
 * crash:
 *
 *     pyvenv-index 3
 *     URL
 *     TIME TAB MAX-AGE TAB missing|page
 *     ETAG
 *     LAST-MODIFIED
 *     NAME TAB URL TAB HASH TAB SIZE TAB yanked| TAB REQUIRES-PYTHON
 *     ...
 *     end
 *
 * HASH is "-" where the page names none. */
#include <config.h>

#include "page_cache.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "file.h"
#include "store.h"
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define PAGE_CACHE_FOLDER "index"
#define PAGE_CACHE_FORMAT "pyvenv-index 3"
#define PAGE_CACHE_END "end\n"
#define PAGE_CACHE_NO_HASH "-"
#define PAGE_CACHE_LIMIT ((size_t) 16 << 20)

/* The file for KEY without its first two lines and its last, in ARENA.  NULL
 * where there is no such file. */
static char *
page_cache_load (pyvenv_context *cx, struct arena *arena, const char *key)
{
  char name[17];
  cache_folder_name (key, name);
  CLEAN_FD int folder = store_open (cx, PAGE_CACHE_FOLDER, false);
  size_t length = 0;
  CLEAN_FREE char *content = folder < 0 ? NULL
    : file_read (folder, name, PAGE_CACHE_LIMIT, &length);
  char *bytes = content != NULL ? arena_zeroed (arena, length + 1) : NULL;
  if (bytes != NULL)
    memcpy (bytes, content, length);

  size_t known = strlen (key);
  const char head[] = PAGE_CACHE_FORMAT "\n";
  if (bytes == NULL || !string_starts_with (bytes, head)
      || !string_ends_with (bytes, "\n" PAGE_CACHE_END))
    return NULL;
  bytes[strlen (bytes) - strlen (PAGE_CACHE_END)] = '\0';
  bytes += sizeof head - 1;
  return strncmp (bytes, key, known) == 0 && bytes[known] == '\n'
    ? bytes + known + 1 : NULL;
}

static void
page_cache_save (pyvenv_context *cx, const char *key, struct text *body)
{
  text_add (body, PAGE_CACHE_END);
  char name[17];
  cache_folder_name (key, name);
  CLEAN_FD int folder = store_open (cx, PAGE_CACHE_FOLDER, true);
  if (folder < 0 || body->failed
      || cache_folder_put (folder, name, body->bytes, body->length) != 0)
    pyvenv_debug (cx, "cannot cache the answer about '%s'", key);
}

static void
page_cache_forget (pyvenv_context *cx, const char *key)
{
  char name[17];
  cache_folder_name (key, name);
  CLEAN_FD int folder = store_open (cx, PAGE_CACHE_FOLDER, false);
  if (folder >= 0)
    unlinkat (folder, name, 0);
}

/* Ends the part of *REST before the next END with a NUL, and moves *REST behind
 * it. Returns that part; NULL where nothing is left. */
static char *
page_cache_take (char **rest, char end)
{
  char *start = *rest;
  if (start == NULL || *start == '\0')
    return NULL;
  char *stop = strchr (start, end);
  if (stop == NULL)
    stop = strchr (start, '\0');
  *rest = *stop == '\0' ? stop : stop + 1;
  *stop = '\0';
  return start;
}

static char *
page_cache_line (char **rest)
{
  return page_cache_take (rest, '\n');
}

/* The next part of a line; "" where there is none. */
static const char *
page_cache_part (char **line)
{
  const char *part = page_cache_take (line, '\t');
  return part != NULL ? part : "";
}

static const char *
page_cache_optional (const char *part)
{
  return part != NULL && *part != '\0' ? part : NULL;
}

static bool
page_cache_files (struct arena *arena, struct project_page *page, char *rest)
{
  size_t lines = 0;
  for (const char *s = rest; s != NULL && (s = strchr (s, '\n')) != NULL; s++)
    lines++;
  page->files = arena_zeroed (arena, (lines + 1) * sizeof *page->files);
  page->count = 0;
  if (page->files == NULL)
    return false;
  for (char *line; page->count < lines
         && (line = page_cache_line (&rest)) != NULL;)
    {
      struct project_file *file = &page->files[page->count++];
      file->name = page_cache_part (&line);
      file->url = page_cache_part (&line);
      file->hash = page_cache_part (&line);
      if (strcmp (file->hash, PAGE_CACHE_NO_HASH) == 0)
        file->hash = NULL;
      file->size = strtoull (page_cache_part (&line), NULL, 10);
      file->yanked = *page_cache_part (&line) != '\0';
      file->requires_python = page_cache_optional (page_cache_part (&line));
    }
  return true;
}

bool
page_cache_read (pyvenv_context *cx, struct arena *arena,
                 struct project_page *page, time_t *age)
{
  char *rest = page_cache_load (cx, arena, page->url);
  char *facts = page_cache_line (&rest);
  if (facts == NULL)
    return false;

  time_t now = time (NULL);
  time_t then = (time_t) strtoll (page_cache_part (&facts), NULL, 10);
  page->max_age = strtol (page_cache_part (&facts), NULL, 10);
  page->missing = strcmp (page_cache_part (&facts), "missing") == 0;
  char *etag = rest != NULL ? strsep (&rest, "\n") : NULL;
  char *modified = rest != NULL ? strsep (&rest, "\n") : NULL;
  page->etag = page_cache_optional (etag);
  page->last_modified = page_cache_optional (modified);

  /* A page from the future is stale: the clock was set back. */
  *age = now >= then ? now - then : page->max_age + 1;
  return rest != NULL && page_cache_files (arena, page, rest);
}

/* VALUE where it can stand in a line; "" for one with tabs or newlines, which
 * come only in headers: page.c leaves out files that have them. */
static const char *
page_cache_value (const char *value)
{
  return value != NULL && !string_has_control (value) ? value : "";
}

/* Pages with secrets are not kept: a query may hold a token, and a page may
 * list files with passwords. */
static bool
page_cache_has_secret (const struct project_page *page)
{
  bool found = strchr (page->url, '?') != NULL;
  for (size_t i = 0; i < page->count; i++)
    found = found || page->files[i].credentials != NULL
      || strchr (page->files[i].url, '?') != NULL;
  return found;
}

void
page_cache_write (pyvenv_context *cx, const struct project_page *page)
{
  if (page->max_age < 0 || page_cache_has_secret (page))
    {
      page_cache_forget (cx, page->url);
      return;
    }
  CLEAN_TEXT struct text body = TEXT_EMPTY;
  text_addf (&body, PAGE_CACHE_FORMAT "\n%s\n%lld\t%ld\t%s\n%s\n%s\n",
             page->url, (long long) time (NULL), page->max_age,
             page->missing ? "missing" : "page", page_cache_value (page->etag),
             page_cache_value (page->last_modified));
  for (size_t i = 0; i < page->count; i++)
    {
      const struct project_file *file = &page->files[i];
      text_addf (&body, "%s\t%s\t%s\t%" PRIu64 "\t%s\t%s\n", file->name,
                 file->url,
                 file->hash != NULL ? file->hash : PAGE_CACHE_NO_HASH,
                 file->size,
                 file->yanked ? "yanked" : "",
                 page_cache_value (file->requires_python));
    }
  page_cache_save (cx, page->url, &body);
}

const char *
page_cache_note (pyvenv_context *cx, struct arena *arena, const char *key,
                 const char *state)
{
  char *rest = page_cache_load (cx, arena, key);
  const char *kept = page_cache_line (&rest);
  return kept != NULL && strcmp (kept, state) == 0 ? page_cache_line (&rest)
    : NULL;
}

void
page_cache_keep_note (pyvenv_context *cx, const char *key, const char *state,
                      const char *note)
{
  CLEAN_TEXT struct text body = TEXT_EMPTY;
  if (string_has_control (key) || string_has_control (note))
    return;
  text_addf (&body, PAGE_CACHE_FORMAT "\n%s\n%s\n%s\n", key, state, note);
  page_cache_save (cx, key, &body);
}
