/* page_cache.c: what indexes answered, kept for the next time.
 *
 * A file of the folder "index" is text; its first line names the format, its
 * second what the file is about, since only a hash of that is its name:
 *
 *     pyvenv-index 1
 *     URL
 *     TIME TAB MAX-AGE TAB missing|page
 *     ETAG
 *     LAST-MODIFIED
 *     NAME TAB URL TAB HASH TAB SIZE TAB yanked| TAB REQUIRES-PYTHON
 *     ...
 */
#include <config.h>

#include "page_cache.h"

#include "cleanup.h"
#include "store.h"
#include "text.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define PAGE_CACHE_FOLDER "index"
#define PAGE_CACHE_FORMAT "pyvenv-index 1"
#define PAGE_CACHE_LIMIT ((off_t) 16 << 20)

/* A name for KEY: FNV-1a.  It need not be hard to collide, since the key stands
 * in the file. */
static void
page_cache_name (const char *key, char name[17])
{
  uint64_t hash = 0xcbf29ce484222325;
  for (const unsigned char *s = (const unsigned char *) key; *s != '\0'; s++)
    hash = (hash ^ *s) * 0x100000001b3;
  snprintf (name, 17, "%016" PRIx64, hash);
}

/* The whole file about KEY, behind its first two lines; it lives in ARENA.
 * NULL where there is none. */
static char *
page_cache_load (pyvenv_context *cx, struct arena *arena, const char *key)
{
  char name[17];
  page_cache_name (key, name);
  CLEAN_FD int folder = store_open (cx, PAGE_CACHE_FOLDER, false);
  CLEAN_FD int fd = folder < 0 ? -1
    : openat (folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  struct stat st;
  if (fd < 0 || fstat (fd, &st) < 0 || !S_ISREG (st.st_mode)
      || st.st_size > PAGE_CACHE_LIMIT)
    return NULL;

  size_t length = (size_t) st.st_size, done = 0;
  char *bytes = arena_zeroed (arena, length + 1);
  for (ssize_t got; bytes != NULL && done < length; done += (size_t) got)
    if ((got = read (fd, bytes + done, length - done)) <= 0)
      return NULL;

  size_t known = strlen (key);
  const char head[] = PAGE_CACHE_FORMAT "\n";
  if (bytes == NULL || !string_starts_with (bytes, head))
    return NULL;
  bytes += sizeof head - 1;
  return strncmp (bytes, key, known) == 0 && bytes[known] == '\n'
    ? bytes + known + 1 : NULL;
}

static void
page_cache_save (pyvenv_context *cx, const char *key, const struct text *body)
{
  char name[17];
  page_cache_name (key, name);
  CLEAN_FD int folder = store_open (cx, PAGE_CACHE_FOLDER, true);
  CLEAN_FD int fd = folder < 0 ? -1 : store_begin (folder);
  if (fd < 0 || body->failed
      || write (fd, body->bytes, body->length) != (ssize_t) body->length
      || !store_replace (folder, fd, name))
    pyvenv_debug (cx, "cannot keep what is known about '%s'", key);
}

/* The next line, ended in place; NULL at the end. */
static char *
page_cache_line (char **rest)
{
  return *rest != NULL && **rest != '\0' ? strsep (rest, "\n") : NULL;
}

/* The next part of a line; "" where there is none. */
static const char *
page_cache_part (char **line)
{
  static const char nothing[] = "";
  const char *part = *line != NULL ? strsep (line, "\t") : NULL;
  return part != NULL ? part : nothing;
}

static const char *
page_cache_optional (const char *part)
{
  return part != NULL && *part != '\0' ? part : NULL;
}

static bool
page_cache_files (struct arena *arena, struct index_page *page, char *rest)
{
  size_t lines = 0;
  for (const char *s = rest; s != NULL && *s != '\0'; s++)
    lines += *s == '\n';
  page->files = arena_zeroed (arena, (lines + 1) * sizeof *page->files);
  page->count = 0;
  if (page->files == NULL)
    return false;
  for (char *line; page->count < lines
         && (line = page_cache_line (&rest)) != NULL;)
    {
      struct index_file *file = &page->files[page->count++];
      file->name = page_cache_part (&line);
      file->url = page_cache_part (&line);
      file->hash = page_cache_optional (page_cache_part (&line));
      file->size = strtoull (page_cache_part (&line), NULL, 10);
      file->yanked = *page_cache_part (&line) != '\0';
      file->requires_python = page_cache_optional (page_cache_part (&line));
    }
  return true;
}

bool
page_cache_read (pyvenv_context *cx, struct arena *arena,
                 struct index_page *page, time_t *age)
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

  /* A clock that was put back makes no page eternal. */
  *age = now >= then ? now - then : page->max_age + 1;
  return rest != NULL && page_cache_files (arena, page, rest);
}

/* Tabs and newlines would end a part: they do not occur in what is kept, since
 * readers of pages leave out what has control characters. */
static const char *
page_cache_value (const char *value)
{
  return value != NULL && !string_has_control (value) ? value : "";
}

void
page_cache_write (pyvenv_context *cx, const struct index_page *page)
{
  if (page->max_age < 0)
    return;
  CLEAN_TEXT struct text body = TEXT_EMPTY;
  text_addf (&body, PAGE_CACHE_FORMAT "\n%s\n%lld\t%ld\t%s\n%s\n%s\n",
             page->url, (long long) time (NULL), page->max_age,
             page->missing ? "missing" : "page", page_cache_value (page->etag),
             page_cache_value (page->last_modified));
  for (size_t i = 0; i < page->count; i++)
    {
      const struct index_file *file = &page->files[i];
      text_addf (&body, "%s\t%s\t%s\t%" PRIu64 "\t%s\t%s\n", file->name,
                 file->url, page_cache_value (file->hash), file->size,
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
