/* resolve_kept.c: answers of pip that are kept.
 *
 * An answer is CACHE_DIR/resolutions/KEY: three lines (the format, the key, the time)
 * and then one for each package, with tabs between its parts. */
#include <config.h>

#include "resolve_kept.h"

#include "cache_folder.h"
#include "cleanup.h"
#include "file.h"
#include "modules.h"
#include "text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define RESOLVE_KEPT_FOLDER "resolutions"
#define RESOLVE_KEPT_FORMAT "pyvenv-resolution 1\n"
#define RESOLVE_KEPT_END "end\n"
#define RESOLVE_KEPT_LIMIT ((size_t) 16 << 20)

/* An answer of this run; search_state in modules.h holds the list. */
struct kept_answer {
  struct kept_answer *next;
  char key[DIGEST_HEX_SIZE];
  const char *text;
};

/* ---- As text ---------------------------------------------------------------- */

/* Says that a package is, or has, something.  The order is part of the format. */
static const struct {
  char letter;
  size_t offset;
} resolve_kept_flags[] = {
  { 'w', offsetof (struct package, is_wheel) },
  { 'e', offsetof (struct package, is_editable) },
  { 'd', offsetof (struct package, is_dependency) },
  { 'y', offsetof (struct package, is_yanked) }
};

static const size_t resolve_kept_strings[] = {
  offsetof (struct package, name), offsetof (struct package, version),
  offsetof (struct package, path), offsetof (struct package, url),
  offsetof (struct package, file_name), offsetof (struct package, hash),
  offsetof (struct package, subdirectory), offsetof (struct package, vcs),
  offsetof (struct package, commit_id),
  offsetof (struct package, requested_revision)
};

#define RESOLVE_KEPT_COUNT(array) (sizeof (array) / sizeof *(array))

/* Adds a line about PACKAGE.  False where it has what cannot stand in one. */
static bool
resolve_kept_write (struct text *out, const struct package *package)
{
  const char *base = (const char *) package;
  text_addf (out, "%d\t", (int) package->source);
  for (size_t i = 0; i < RESOLVE_KEPT_COUNT (resolve_kept_flags); i++)
    if (*(const bool *) (base + resolve_kept_flags[i].offset))
      text_add_char (out, resolve_kept_flags[i].letter);
  for (size_t i = 0; i < RESOLVE_KEPT_COUNT (resolve_kept_strings); i++)
    {
      const char *string
        = *(const char *const *) (base + resolve_kept_strings[i]);
      if (string != NULL && string_has_control (string))
        return false;
      text_addf (out, "\t%s", string != NULL ? string : "");
    }
  text_add_char (out, '\n');
  return true;
}

/* Reads LINE, which is changed and whose strings PACKAGE keeps.  False where it is
 * none of ours. */
static bool
resolve_kept_read (struct package *package, char *line)
{
  char *base = (char *) package;
  char *source = strsep (&line, "\t"), *flags = strsep (&line, "\t");
  *package = (struct package) { .size = -1 };
  if (flags == NULL || *source < '0' || *source > '0' + PACKAGE_VCS)
    return false;
  package->source = (enum package_source) (*source - '0');
  for (size_t i = 0; i < RESOLVE_KEPT_COUNT (resolve_kept_flags); i++)
    *(bool *) (base + resolve_kept_flags[i].offset)
      = strchr (flags, resolve_kept_flags[i].letter) != NULL;
  for (size_t i = 0; i < RESOLVE_KEPT_COUNT (resolve_kept_strings); i++)
    {
      const char *string = strsep (&line, "\t");
      if (string == NULL || string_has_control (string))
        return false;
      *(const char **) (base + resolve_kept_strings[i])
        = *string != '\0' ? string : NULL;
    }
  return package->name != NULL && package->version != NULL;
}

/* Reads the lines of TEXT.  1, 0 where they are damaged, or -1 after pyvenv_fail. */
static int
resolve_kept_parse (struct package_vector *ret, pyvenv_context *cx,
                    const char *text)
{
  size_t length = strlen (text);
  char *rest = arena_zeroed (ret->arena, length + 1);
  if (rest == NULL)
    return pyvenv_fail (cx, errno, "cannot read what pip answered");
  memcpy (rest, text, length);
  for (char *line; (line = strsep (&rest, "\n")) != NULL && *line != '\0';)
    {
      struct package package;
      if (!resolve_kept_read (&package, line))
        return 0;
      if (package_vector_append (ret, package) < 0)
        return pyvenv_fail (cx, errno, "cannot read what pip answered");
    }
  return 1;
}

/* ---- Of this run ------------------------------------------------------------- */

static const char *
resolve_kept_in_run (pyvenv_context *cx, const struct resolve_key *key)
{
  struct search_state *searches = context_searches (cx);
  const char *text = NULL;
  pthread_mutex_lock (&searches->lock);
  for (const struct kept_answer *answer = searches->answers;
       answer != NULL && text == NULL; answer = answer->next)
    if (strcmp (answer->key, key->hex) == 0)
      text = answer->text;
  pthread_mutex_unlock (&searches->lock);
  return text;
}

/* Without memory the others ask again. */
static void
resolve_kept_add_to_run (pyvenv_context *cx, const struct resolve_key *key,
                         const struct text *text)
{
  struct search_state *searches = context_searches (cx);
  pthread_mutex_lock (&searches->lock);
  struct kept_answer *answer = arena_zeroed (&searches->arena, sizeof *answer);
  const char *copy = arena_copy (&searches->arena, text_string (text));
  if (answer != NULL && copy != NULL)
    {
      memcpy (answer->key, key->hex, sizeof answer->key);
      answer->text = copy;
      answer->next = searches->answers;
      searches->answers = answer;
    }
  pthread_mutex_unlock (&searches->lock);
}

/* ---- In the cache -------------------------------------------------------------- */

static int
resolve_kept_open (pyvenv_context *cx, bool make)
{
  const char *cache = context_cache_dir (cx);
  return cache != NULL && *cache == '/'
    ? cache_folder_open (cache, RESOLVE_KEPT_FOLDER, make) : -1;
}

/* Whether an answer of the time THEN still counts.  One from the future does not:
 * the clock was set back. */
static bool
resolve_kept_counts (pyvenv_context *cx, const struct resolve_question *question,
                     long long then)
{
  long long now = (long long) time (NULL);
  return (pyvenv_options (cx) & PYVENV_OFFLINE) != 0
    || (now >= then && now - then < question->max_age);
}

/* The lines about packages in the answer that the cache has, malloc'd; NULL where
 * there is none that counts. */
static char *
resolve_kept_load (pyvenv_context *cx, const struct resolve_key *key,
                   const struct resolve_question *question)
{
  CLEAN_FD int folder = resolve_kept_open (cx, false);
  size_t length = 0;
  CLEAN_FREE char *bytes = folder < 0 ? NULL
    : file_read (folder, key->hex, RESOLVE_KEPT_LIMIT, &length);
  CLEAN_TEXT struct text head = TEXT_EMPTY;
  text_addf (&head, RESOLVE_KEPT_FORMAT "%s\n", key->hex);
  if (bytes == NULL || strlen (bytes) != length
      || !string_starts_with (bytes, text_string (&head))
      || !string_ends_with (bytes, "\n" RESOLVE_KEPT_END))
    return NULL;
  char *end;
  long long then = strtoll (bytes + head.length, &end, 10);
  if (*end != '\n' || !resolve_kept_counts (cx, question, then))
    return NULL;
  bytes[length - strlen (RESOLVE_KEPT_END)] = '\0';
  return strdup (end + 1);
}

static void
resolve_kept_save (pyvenv_context *cx, const struct resolve_key *key,
                   const struct text *lines)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  text_addf (&text, RESOLVE_KEPT_FORMAT "%s\n%lld\n%s" RESOLVE_KEPT_END,
             key->hex, (long long) time (NULL), text_string (lines));
  CLEAN_FD int folder = resolve_kept_open (cx, true);
  context_cache_grew (cx);
  if (folder >= 0 && !text.failed
      && cache_folder_put (folder, key->hex, text.bytes, text.length) < 0)
    pyvenv_debug (cx, "cannot keep what pip answered: %s", strerror (errno));
}

int
resolve_kept_find (struct package_vector *ret, pyvenv_context *cx,
                   const struct resolve_key *key,
                   const struct resolve_question *question, bool *was_kept)
{
  *was_kept = false;
  const char *text
    = question->is_again ? NULL : resolve_kept_in_run (cx, key);
  if (text != NULL)
    return resolve_kept_parse (ret, cx, text);
  if (question->is_again || question->is_fresh || !key->lasts)
    return 0;
  CLEAN_FREE char *loaded = resolve_kept_load (cx, key, question);
  int result = loaded == NULL ? 0 : resolve_kept_parse (ret, cx, loaded);
  *was_kept = result > 0;
  if (result == 0)
    ret->count = 0;
  return result;
}

/* A query may hold a token, which is not to lie about. */
static bool
resolve_kept_has_secret (const struct package *package)
{
  return package->url != NULL && strchr (package->url, '?') != NULL;
}

void
resolve_kept_add (const struct package_vector *packages, pyvenv_context *cx,
                  const struct resolve_key *key)
{
  CLEAN_TEXT struct text lines = TEXT_EMPTY;
  bool lasts = key->lasts;
  for (size_t i = 0; i < packages->count; i++)
    {
      if (!resolve_kept_write (&lines, &packages->items[i]))
        return;
      lasts = lasts && !resolve_kept_has_secret (&packages->items[i]);
    }
  if (lines.failed)
    return;
  resolve_kept_add_to_run (cx, key, &lines);
  if (lasts)
    resolve_kept_save (cx, key, &lines);
}
