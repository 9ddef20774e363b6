/* wanted.c: gets the wheels of a lock or a requirements file.
 *
 * A wheel whose path or address is given is not looked for; the others are chosen
 * as pyvenv_find_wheels does. */
#include <config.h>

#include "wanted.h"

#include "default_index.h"
#include "explain.h"
#include "finder.h"
#include "obtain.h"
#include "text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static int
wanted_no_memory (const struct finder *finder)
{
  return pyvenv_fail (finder->cx, ENOMEM, "cannot look for wheels");
}

/* Makes the wheel at the path or the address of WHEEL the choice for RET. */
static int
wanted_place (struct finder *finder, const struct wanted_wheel *wheel,
              struct requirement *ret)
{
  struct project_file *file = arena_zeroed (finder->arena, sizeof *file);
  struct url_parts parts = { NULL };
  if (file == NULL
      || (wheel->path == NULL
          && !url_split (finder->arena, wheel->url, &parts)))
    return wanted_no_memory (finder);
  file->name = wheel->file_name;
  file->size = wheel->size;
  file->hash = wheel->hash_count > 0 ? wheel->hashes[0] : NULL;
  if (wheel->path == NULL)
    {
      if (string_has_control (wheel->url)
          || (file->hash == NULL
              && !url_is_secure (&parts, finder->config.trusted_hosts)))
        return sources_refuse (finder, wheel->url);
      file->credentials = parts.credentials;
      file->url = arena_copy_bytes (finder->arena, parts.plain,
                                    strcspn (parts.plain, "#"));
      if (file->url == NULL)
        return wanted_no_memory (finder);
    }
  *ret = (struct requirement) {
    .text = wheel->requirement, .project = "",
    .best = { .file = file, .path = wheel->path }
  };
  return 0;
}

static int
wanted_read (struct finder *finder, const struct wanted_wheel *wheels)
{
  for (size_t i = 0; i < finder->wanted_count; i++)
    {
      const struct wanted_wheel *wheel = &wheels[i];
      struct requirement *wanted = &finder->wanted[i];
      if (wheel->path != NULL || wheel->url != NULL)
        {
          if (wanted_place (finder, wheel, wanted) < 0)
            return -1;
        }
      else if (!choose_parse (finder->arena, wheel->requirement, wanted))
        return pyvenv_fail (finder->cx, errno == EINVAL ? 0 : errno,
                            "cannot look for a wheel of '%s'",
                            wheel->requirement);
      wanted->file_name = wheel->file_name;
      wanted->index = wheel->index;
      wanted->hashes = wheel->hashes;
      wanted->hash_count = wheel->hash_count;
    }
  return 0;
}

/* ---- Where to look ------------------------------------------------------ */

/* Adds the hosts that the requirements file trusts to those of the settings. */
static int
wanted_trust (struct finder *finder, const struct string_vector *hosts)
{
  struct string_vector all = { .arena = finder->arena };
  const char *const *known = finder->config.trusted_hosts;
  int result = 0;
  for (; result == 0 && known != NULL && *known != NULL; known++)
    result = string_vector_append (&all, *known);
  for (size_t i = 0; result == 0 && i < hosts->count; i++)
    result = string_vector_append (&all, hosts->items[i]);
  if (result == 0)
    result = string_vector_append (&all, NULL);
  if (result < 0)
    return wanted_no_memory (finder);
  finder->config.trusted_hosts = all.items;
  return 0;
}

static int
wanted_add_links (struct finder *finder, const struct wheel_sources *sources)
{
  struct string_vector all = { .arena = finder->arena };
  int result = 0;
  for (const char *const *link = finder->config.find_links;
       result == 0 && *link != NULL; link++)
    result = string_vector_append (&all, *link);
  for (size_t i = 0; result == 0 && i < sources->find_links.count; i++)
    result = string_vector_append (&all, sources->find_links.items[i]);
  if (result < 0 || string_vector_append (&all, NULL) < 0)
    return wanted_no_memory (finder);
  finder->links = all.items;
  for (size_t i = 0; i + 1 < all.count; i++)
    if (sources_add_link (finder, all.items[i]) < 0)
      return -1;
  return 0;
}

/* Adds the indexes of pip's settings.  Those that cannot be read may name a
 * company's own index, which must not be bypassed. */
static int
wanted_add_configured (struct finder *finder)
{
  const struct pip_config *config = &finder->config;
  const char *url = config->index_url;
  if (config->no_index)
    return 0;
  if (config->broken != NULL)
    return pyvenv_fail_as (finder->cx, PYVENV_ERROR_USAGE, 0, "cannot read"
                           " '%s', which may name the index to use (correct"
                           " that file)", config->broken);
  int result = url != NULL ? 0
    : default_index (finder->cx, finder->arena, &url);
  if (result == 0)
    result = sources_add_index (finder, url);
  for (const char *const *extra = config->extra_index_urls;
       result == 0 && *extra != NULL; extra++)
    result = sources_add_index (finder, *extra);
  return result;
}

/* Remembers the index at URL for its password only, if it can be used. */
static int
wanted_know_index (struct finder *finder, const char *url)
{
  struct url_parts parts;
  if (url == NULL || string_has_control (url))
    return 0;
  if (!url_split (finder->arena, url, &parts))
    return wanted_no_memory (finder);
  if (!url_is_secure (&parts, finder->config.trusted_hosts))
    return 0;
  return url_parts_vector_append (&finder->indexes, parts) == 0 ? 0
    : wanted_no_memory (finder);
}

/* pip found the files on its indexes, and names them without the passwords that it
 * takes to get them. */
static int
wanted_know_indexes (struct finder *finder, const struct wheel_sources *sources)
{
  const struct pip_config *config = &finder->config;
  int result = wanted_know_index (finder, config->index_url);
  for (const char *const *extra = config->extra_index_urls;
       result == 0 && *extra != NULL; extra++)
    result = wanted_know_index (finder, *extra);
  for (size_t i = 0; result == 0 && i < sources->index_urls.count; i++)
    result = wanted_know_index (finder, sources->index_urls.items[i]);
  return result;
}

/* Adds pages for what has no place yet. */
static int
wanted_add_sources (struct finder *finder, const struct wheel_sources *sources)
{
  bool any = false;
  for (size_t i = 0; i < finder->wanted_count; i++)
    any = any || (*finder->wanted[i].project != '\0'
                  && finder->wanted[i].index == NULL);
  if (sources_add_own_indexes (finder) < 0)
    return -1;
  if (!any)
    return wanted_know_indexes (finder, sources);
  if (wanted_add_links (finder, sources) < 0)
    return -1;
  int result = sources->no_index || sources->replaces_index ? 0
    : wanted_add_configured (finder);
  for (size_t i = 0; result == 0 && !sources->no_index
         && i < sources->index_urls.count; i++)
    result = sources_add_index (finder, sources->index_urls.items[i]);
  return result;
}

/* ---- Choosing and checking ---------------------------------------------- */

/* A page may be silent about what the lock says of a file. */
static int
wanted_pin_file (struct finder *finder, const struct wanted_wheel *wheel,
                 struct requirement *wanted)
{
  struct project_file *file = arena_zeroed (finder->arena, sizeof *file);
  if (file == NULL)
    return wanted_no_memory (finder);
  *file = *wanted->best.file;
  file->hash = wheel->hash_count > 0 ? wheel->hashes[0] : file->hash;
  file->size = wheel->size;
  wanted->best.file = file;
  return 0;
}

/* Chooses, and names all that have no wheel. */
static int
wanted_choose (struct finder *finder, const struct wanted_wheel *wheels)
{
  const struct requirement *first = NULL;
  CLEAN_TEXT struct text names = TEXT_EMPTY;
  size_t count = 0;
  for (size_t i = 0; i < finder->wanted_count; i++)
    {
      struct requirement *wanted = &finder->wanted[i];
      if (*wanted->project != '\0')
        choose_end (wanted);
      if (wanted->best.file == NULL)
        {
          first = count == 0 ? wanted : first;
          text_addf (&names, "%s%s", count++ > 0 ? ", " : "", wanted->text);
          continue;
        }
      if (wanted->file_name != NULL && *wanted->project != '\0'
          && wanted_pin_file (finder, &wheels[i], wanted) < 0)
        return -1;
      if (wanted->best.file->yanked)
        pyvenv_warn (finder->cx, "%s was withdrawn by its authors",
                     wanted->text);
      explain_choice (finder, wanted);
    }
  if (count == 0)
    return 0;
  int result = explain_nothing (finder, first);
  if (count > 1)
    result = pyvenv_fail (finder->cx, 0, "%zu packages have no wheel (%s)",
                          count, text_string (&names));
  return result < 0 && first->wrong_hash == 0 ? INDEX_NO_WHEEL : -1;
}

/* A wheel on this machine has the size and one of the hashes that are asked
 * for. */
static int
wanted_check (const struct finder *finder, const struct requirement *wanted)
{
  pyvenv_context *cx = finder->cx;
  const char *path = wanted->best.path;
  const struct wheel_module *wheels = modules_wheel (cx);
  struct stat st;
  if (wheels == NULL)
    return -1;
  if (stat (path, &st) < 0)
    return pyvenv_fail (cx, errno, "cannot read '%s'", path);
  uint64_t size = wanted->best.file->size;
  if (size != 0 && (uint64_t) st.st_size != size)
    return pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is not the file"
                           " that is asked for: it has %llu bytes and not %llu",
                           path, (unsigned long long) st.st_size,
                           (unsigned long long) size);
  int result = wanted->hash_count == 0;
  for (size_t i = 0; result == 0 && i < wanted->hash_count; i++)
    result = wheels->check (cx, path, wanted->hashes[i]);
  if (result == 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is not the file"
                           " that is asked for: it does not have the hash %s%s",
                           path, wanted->hashes[0],
                           wanted->hash_count > 1 ? " or one of the others" : "");
  return result < 0 ? -1 : 0;
}

/* ---- The search --------------------------------------------------------- */

static int
wanted_gather (struct finder *finder, const struct wanted_wheel *wheels)
{
  int result = finder->sources.count == 0 ? 0 : sources_read (finder);
  if (result == 0)
    result = wanted_choose (finder, wheels);
  for (size_t i = 0; result == 0 && i < finder->wanted_count; i++)
    if (finder->wanted[i].best.path != NULL)
      result = wanted_check (finder, &finder->wanted[i]);
  return result != 0 ? result : obtain (finder);
}

static int
wanted_search (struct finder *finder, const struct wanted_wheel *wheels,
               size_t count, const struct wheel_sources *sources)
{
  if (pip_config_read (finder->cx, finder->arena, &finder->config) < 0
      || wanted_trust (finder, &sources->trusted_hosts) < 0
      || finder_begin (finder, count, sources->prereleases) < 0
      || wanted_read (finder, wheels) < 0)
    return -1;
  bool locked = false;
  int result = wanted_add_sources (finder, sources);
  if (result == 0)
    result = finder_wait (finder->cx, &locked);
  if (result == 0)
    result = wanted_gather (finder, wheels);
  if (locked)
    context_search_end (finder->cx);
  return result;
}

static int
wanted_deliver (struct finder *finder, wheels_obtained *on_obtained, void *data)
{
  struct obtained_wheel *wheels
    = arena_zeroed (finder->arena, (finder->wanted_count + 1) * sizeof *wheels);
  if (wheels == NULL)
    return wanted_no_memory (finder);
  for (size_t i = 0; i < finder->wanted_count; i++)
    {
      const struct candidate *best = &finder->wanted[i].best;
      wheels[i] = (struct obtained_wheel) {
        best->path, best->file->url, best->file->hash
      };
    }
  const struct context_holding holding = { finder->held, finder->wanted_count };
  const struct context_holding before = context_hold (finder->cx, holding);
  int result = on_obtained (data, finder->cx, wheels);
  context_hold (finder->cx, before);
  return result == 0 ? 0 : -1;
}

/* Where an address leads to nothing any more and there is an index to look in, a
 * copy of WHEELS in ARENA that has no such address; else NULL. */
static const struct wanted_wheel *
wanted_without_gone (struct arena *arena, const struct finder *finder,
                     const struct wanted_wheel *wheels)
{
  size_t count = finder->wanted_count, gone = 0;
  struct wanted_wheel *copy = arena_zeroed (arena, (count + 1) * sizeof *copy);
  if (copy == NULL || finder->wanted == NULL)
    return NULL;
  memcpy (copy, wheels, count * sizeof *copy);
  for (size_t i = 0; i < count; i++)
    if (finder->wanted[i].gone && copy[i].url != NULL && copy[i].index != NULL)
      {
        pyvenv_debug (finder->cx, "there is nothing at '%s'; looking in the"
                      " index", finder->wanted[i].best.file->url);
        copy[i].url = NULL;
        gone++;
      }
  return gone > 0 ? copy : NULL;
}

/* One try.  *AGAIN is what to try next after a failure, or NULL. */
static int
wanted_try (pyvenv_context *cx, struct arena *arena,
            const struct wanted_wheel *wheels, size_t count,
            const struct wheel_sources *sources, wheels_obtained *on_obtained,
            void *data, const struct wanted_wheel **again)
{
  CLEAN_FINDER struct finder finder = {
    .cx = cx, .arena = arena, .sources = { .arena = arena },
    .indexes = { .arena = arena }, .prepares = true
  };
  int result = wanted_search (&finder, wheels, count, sources);
  *again = result == 0 ? NULL : wanted_without_gone (arena, &finder, wheels);
  if (result == 0)
    result = wanted_deliver (&finder, on_obtained, data);
  return finder_delete_scratch (&finder) < 0 ? -1 : result;
}

int
wanted_obtain (pyvenv_context *cx, const struct wanted_wheel *wheels,
               size_t count, const struct wheel_sources *sources,
               wheels_obtained *on_obtained, void *data)
{
  CLEAN_ARENA struct arena arena = { NULL };
  const struct wanted_wheel *again;
  int result = wanted_try (cx, &arena, wheels, count, sources, on_obtained,
                           data, &again);
  if (again == NULL)
    return result;
  pyvenv_clear_error (cx);
  return wanted_try (cx, &arena, again, count, sources, on_obtained, data,
                     &again);
}
