/* find.c: one search for wheels, from requirements to files. */
#include <config.h>

#include "find.h"

#include "default_index.h"
#include "explain.h"
#include "failure.h"
#include "finder.h"
#include "modules.h"
#include "obtain.h"
#include "text.h"
#include "url.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static int
find_read_wanted (struct finder *finder, const struct pyvenv_search *search)
{
  pyvenv_context *cx = finder->cx;
  size_t count = 0;
  while (search->requirements[count] != NULL)
    count++;
  finder->keep = (search->flags & PYVENV_KEEP_INSTALLED) != 0;
  if (finder_begin (finder, count,
                    (search->flags & PYVENV_PRERELEASES) != 0) < 0)
    return -1;
  for (size_t i = 0; i < finder->wanted_count; i++)
    if (!choose_parse (finder->arena, search->requirements[i],
                       &finder->wanted[i]))
      return pyvenv_fail_as (cx, PYVENV_ERROR_USAGE,
                             errno == EINVAL ? 0 : errno, "'%s' is not a"
                             " requirement (examples: pip, pip==24.0,"
                             " 'setuptools>=65,<70')",
                             search->requirements[i]);
  return 0;
}

static int
find_add_links (struct finder *finder, const struct pyvenv_search *search)
{
  struct stat st;
  const char *given = search->find_links;
  finder->links = finder->config.find_links;
  if (given != NULL)
    finder->links = pip_config_list (finder->arena, given);
  if (finder->links == NULL)
    return pyvenv_fail (finder->cx, ENOMEM, "cannot look for wheels");

  /* What looks like a list may be one folder with blanks in its name. */
  const char **whole = given == NULL || stat (given, &st) < 0 ? NULL
    : arena_zeroed (finder->arena, 2 * sizeof *whole);
  if (whole != NULL)
    {
      whole[0] = given;
      finder->links = whole;
    }
  for (size_t i = 0; finder->links[i] != NULL; i++)
    if (sources_add_link (finder, finder->links[i]) < 0)
      return -1;
  return 0;
}

/* Adds the indexes of the search or, where that names none, of pip's settings.
 * With no-index in the settings find-links have to do.  Settings that cannot be
 * read may name a company's own index, which must not be bypassed. */
static int
find_add_indexes (struct finder *finder, const struct pyvenv_search *search)
{
  const struct pip_config *config = &finder->config;
  const char *url = search->index_url;
  if (url == NULL && config->no_index)
    {
      finder->only_links = finder->links != NULL && finder->links[0] != NULL;
      if (finder->only_links)
        return 0;
      pyvenv_fail_as (finder->cx, PYVENV_ERROR_NETWORK, 0, "pip's settings"
                      " forbid using an index (no-index)");
      return PYVENV_UNREACHABLE;
    }
  if (url == NULL && config->broken != NULL)
    return pyvenv_fail_as (finder->cx, PYVENV_ERROR_USAGE, 0, "cannot read"
                           " '%s', which may name the index to use (correct"
                           " that file, or name an index with"
                           " --index-url=URL)", config->broken);
  if (url == NULL)
    url = config->index_url;
  int result = url != NULL ? 0
    : default_index (finder->cx, finder->arena, &url);
  if (result != 0)
    return result;
  if (sources_add_index (finder, url) < 0)
    return -1;

  const char *const *extra = search->index_url == NULL
    ? config->extra_index_urls : NULL;
  for (; extra != NULL && *extra != NULL; extra++)
    if (sources_add_index (finder, *extra) < 0)
      return -1;
  return 0;
}

/* For PYVENV_KEEP_INSTALLED: an installed version that matches and is not older
 * than the wheel takes its place. */
static int
find_keep (struct finder *finder, struct requirement *wanted)
{
  const struct wheel_module *wheels = modules_wheel (finder->cx);
  const char *text;
  if (wheels == NULL || wheels->installed (finder->cx, finder->arena,
                                           wanted->project, &text) < 0)
    return -1;
  const struct version *installed = text == NULL ? NULL
    : version_parse (finder->arena, text);
  wanted->kept = installed != NULL
    && specifiers_match (wanted->specifiers, installed, true)
    && (wanted->best.version == NULL
        || version_compare (installed, wanted->best.version) >= 0);
  if (wanted->kept)
    wanted->best = (struct candidate) { .version = installed };
  return 0;
}

static int
find_choose (struct finder *finder)
{
  for (size_t i = 0; i < finder->wanted_count; i++)
    {
      struct requirement *wanted = &finder->wanted[i];
      choose_end (wanted);
      if (finder->keep && find_keep (finder, wanted) < 0)
        return -1;
      if (wanted->best.version == NULL)
        return explain_nothing (finder, wanted);
      if (!wanted->kept && wanted->best.file->yanked)
        pyvenv_warn (finder->cx, "%s %s was withdrawn by its authors",
                     wanted->project, wanted->best.version->normal);
      explain_choice (finder, wanted);
    }
  return 0;
}

/* Hands the wheels to ON_FOUND.  Each is held open meanwhile, since the cache
 * may be deleted at any time. */
static int
find_deliver (struct finder *finder, pyvenv_found *on_found, void *data)
{
  int result = 0;
  for (size_t i = 0; result == 0 && i < finder->wanted_count; i++)
    {
      const struct requirement *wanted = &finder->wanted[i];
      const struct context_holding holding = { &finder->held[i], 1 };
      const struct context_holding before = context_hold (finder->cx, holding);
      int status = on_found (data, finder->cx, wanted->text,
                             wanted->best.version->normal, wanted->best.path);
      context_hold (finder->cx, before);
      if (status == 0)
        continue;
      result = pyvenv_last_error (finder->cx) != NULL ? -1
        : pyvenv_fail (finder->cx, 0, "the search was stopped without a reason"
                       " when '%s' was found", wanted->text);
    }
  return result;
}

/* Reads the pages, chooses the wheels and gets them onto this machine. */
static int
find_gather (struct finder *finder)
{
  int result = failure_recall (finder);
  if (result != 0)
    return result;
  result = sources_read (finder);
  if (result == 0)
    result = find_choose (finder);
  if (result < 0 && finder->only_links
      && pyvenv_error_kind (finder->cx) == PYVENV_ERROR_NETWORK)
    result = PYVENV_UNREACHABLE;
  if (result == 0)
    result = obtain (finder);
  if (result != 0)
    failure_remember (finder, result);
  return result;
}

static int
find_search (struct finder *finder, const struct pyvenv_search *search,
             pyvenv_found *on_found, void *data)
{
  if (pip_config_read (finder->cx, finder->arena, &finder->config) < 0
      || find_read_wanted (finder, search) < 0)
    return -1;
  if ((search->flags & PYVENV_FROM_FIND_LINKS)
      && find_add_links (finder, search) < 0)
    return -1;

  int result = 0;
  if (search->flags & PYVENV_FROM_INDEX)
    result = find_add_indexes (finder, search);
  bool locked = false;
  if (result == 0)
    result = finder_wait (finder->cx, &locked);
  if (result == 0)
    {
      result = find_gather (finder);
      if (locked)
        context_search_end (finder->cx);
    }
  return result != 0 ? result : find_deliver (finder, on_found, data);
}

int
find_wheels (pyvenv_context *cx, const struct pyvenv_search *search,
             pyvenv_found *on_found, void *data)
{
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_FINDER struct finder finder = {
    .cx = cx, .arena = &arena, .sources = { .arena = &arena },
    .indexes = { .arena = &arena }
  };
  int result = find_search (&finder, search, on_found, data);
  return finder_delete_scratch (&finder) < 0 ? -1 : result;
}

int
find_settings (pyvenv_context *cx, struct index_settings *ret)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct pip_config config;
  *ret = (struct index_settings) { false, NULL };
  if (pip_config_read (cx, &arena, &config) < 0)
    return -1;
  ret->no_index = config.no_index;
  if (config.unsupported == NULL)
    return 0;
  ret->only_pip = pyvenv_format (cx, "the settings of pip have '%s'",
                                 config.unsupported);
  return ret->only_pip != NULL ? 0 : -1;
}
