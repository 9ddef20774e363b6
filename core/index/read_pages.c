/* read_pages.c: gets the pages of all sources, from the cache or from servers,
 * and offers what they list. */
#include <config.h>

#include "sources.h"

#include "cleanup.h"
#include "late.h"
#include "page_cache.h"
#include "text.h"
#include "url.h"

#include <string.h>

/* How old a page may be that takes the place of one that cannot be had. */
#define READ_STALE ((time_t) 7 * 24 * 3600)

int
sources_connect (struct finder *finder)
{
  if (finder->fetch == NULL)
    finder->fetch = late_fetch (finder->cx);
  if (finder->fetch != NULL && finder->session == NULL)
    {
      struct network network = finder->config.network;
      network.trusted_hosts = finder->config.trusted_hosts;
      finder->session = finder->fetch->network.open (finder->cx, &network);
    }
  return finder->session != NULL ? 0 : -1;
}

/* Takes a page from the cache if it is fresh; else marks it to be fetched. */
static void
read_known (struct finder *finder, struct source *source)
{
  struct index_page known = source->page;
  if (url_has_scheme (source->page.url, "file")
      || !page_cache_read (finder->cx, finder->arena, &known, &source->age))
    {
      source->fetch = true;
      return;
    }

  source->known = known;
  if (source->age < known.max_age
      || (pyvenv_options (finder->cx) & PYVENV_OFFLINE))
    {
      pyvenv_debug (finder->cx, "known for %lld s: %s",
                    (long long) source->age, source->parts.plain);
      source->page = known;
      return;
    }
  source->fetch = true;
  source->page.etag = known.etag;
  source->page.last_modified = known.last_modified;
  source->page.max_age = known.max_age;
}

/* Asks for all marked pages at once. */
static int
read_fetch (struct finder *finder)
{
  size_t count = 0;
  CLEAN_FREE struct index_page *pages = calloc (finder->source_count + 1,
                                                sizeof *pages);
  if (pages == NULL)
    return pyvenv_fail (finder->cx, errno, "cannot ask the index");
  for (size_t i = 0; i < finder->source_count; i++)
    if (finder->sources[i].fetch)
      pages[count++] = finder->sources[i].page;
  if (count == 0)
    return 0;
  if (sources_connect (finder) < 0
      || finder->fetch->network.pages (finder->session, finder->arena, pages,
                                       count) < 0)
    return -1;
  count = 0;
  for (size_t i = 0; i < finder->source_count; i++)
    if (finder->sources[i].fetch)
      finder->sources[i].page = pages[count++];
  return 0;
}

/* Whether the pages that were not fresh may be asked for at all. */
static int
read_may_connect (struct finder *finder)
{
  for (size_t i = 0; i < finder->source_count; i++)
    {
      const struct source *source = &finder->sources[i];
      if (!source->fetch || url_has_scheme (source->page.url, "file")
          || !(pyvenv_options (finder->cx) & PYVENV_OFFLINE))
        continue;
      CLEAN_TEXT struct text shown = TEXT_EMPTY;
      url_redact (&shown, source->page.url);
      pyvenv_fail_as (finder->cx, PYVENV_ERROR_NETWORK, 0, "--offline: '%s' is"
                      " not in the cache", text_string (&shown));
      return PYVENV_UNREACHABLE;
    }
  return 0;
}

/* Settles what the answer of one page is worth. */
static int
read_settle (struct finder *finder, struct source *source)
{
  struct index_page *page = &source->page;
  if (page->unchanged && source->known.url != NULL)
    {
      long max_age = page->max_age;
      *page = source->known;
      page->max_age = max_age;
    }
  else if (page->error != NULL)
    {
      if (!page->unreachable)
        return pyvenv_fail_as (finder->cx, PYVENV_ERROR_NETWORK, 0, "%s",
                               page->error);
      if (source->known.url == NULL || source->age > READ_STALE)
        {
          pyvenv_fail_as (finder->cx, PYVENV_ERROR_NETWORK, 0, "%s",
                          page->error);
          return PYVENV_UNREACHABLE;
        }
      pyvenv_warn (finder->cx, "%s; going on with what it said %lld hours ago",
                   page->error, (long long) (source->age / 3600));
      *page = source->known;
      return 0;
    }
  if (!url_has_scheme (page->url, "file"))
    page_cache_write (finder->cx, page);
  return 0;
}

/* Whether FILE counts with a hash only: if it is on an index, or if what plain
 * http brings could be changed on the way.  Then a page that came by https would
 * be safer than what it lists, also on this machine, where nobody expects it. */
static bool
read_needs_hash (const struct finder *finder, const struct source *source,
                 const struct index_file *file)
{
  struct url_parts parts;
  if (source->is_index && !url_has_scheme (source->page.url, "file"))
    return true;
  if (file->hash != NULL || !url_has_scheme (file->url, "http"))
    return false;
  return url_has_scheme (source->page.url, "https")
    || !url_split (finder->arena, file->url, &parts)
    || !url_is_secure (&parts, finder->config.trusted_hosts);
}

/* Offers all files of a page. */
static void
read_offer (struct finder *finder, const struct source *source)
{
  for (size_t i = 0; i < source->page.count; i++)
    {
      const struct index_file *file = &source->page.files[i];
      choose_offer (&finder->chooser, finder->wanted, finder->wanted_count,
                    file, NULL, read_needs_hash (finder, source, file));
    }
}

int
sources_read (struct finder *finder)
{
  for (size_t i = 0; i < finder->source_count; i++)
    read_known (finder, &finder->sources[i]);
  int result = read_may_connect (finder);
  if (result != 0)
    return result;
  if (read_fetch (finder) < 0)
    return -1;

  for (size_t i = 0; i < finder->source_count; i++)
    {
      struct source *source = &finder->sources[i];
      result = source->fetch ? read_settle (finder, source) : 0;
      if (result != 0)
        return result;
      read_offer (finder, source);
    }
  return 0;
}
