/* sources_read.c: reads the pages of all sources, from the cache or from
 * servers, and offers the files that they list. */
#include <config.h>

#include "sources.h"

#include "cleanup.h"
#include "modules.h"
#include "page_cache.h"
#include "text.h"
#include "url.h"

#include <string.h>

/* How old a cached page may be, in seconds, where the server does not
 * answer. */
#define READ_STALE ((time_t) 7 * 24 * 3600)

int
sources_connect (struct finder *finder)
{
  if (finder->client == NULL)
    {
      const struct fetch_module *module = modules_fetch (finder->cx);
      finder->client = module != NULL ? module->client : NULL;
    }
  if (finder->client != NULL && finder->session == NULL)
    {
      struct network network = finder->config.network;
      network.trusted_hosts = finder->config.trusted_hosts;
      network.indexes = finder->indexes.items;
      network.index_count = finder->indexes.count;
      finder->session = finder->client->open (finder->cx, &network);
    }
  return finder->session != NULL ? 0 : -1;
}

/* With --offline a page that is not in the cache is unreachable. */
static int
read_offline (struct finder *finder, struct source *source)
{
  CLEAN_TEXT struct text shown = TEXT_EMPTY;
  url_redact (&shown, source->page.url);
  source->page.error = arena_format (finder->arena, "--offline: '%s' is not in"
                                     " the cache", text_string (&shown));
  source->page.unreachable = true;
  return source->page.error != NULL ? 0
    : pyvenv_fail (finder->cx, ENOMEM, "cannot look for wheels");
}

/* Takes the page from the cache if it is fresh; else marks it to be fetched. */
static int
read_known (struct finder *finder, struct source *source)
{
  bool offline = (pyvenv_options (finder->cx) & PYVENV_OFFLINE) != 0;
  struct project_page known = source->page;
  if (url_has_scheme (source->page.url, "file")
      || !page_cache_read (finder->cx, finder->arena, &known, &source->age))
    {
      source->fetch = !offline || url_has_scheme (source->page.url, "file");
      return source->fetch ? 0 : read_offline (finder, source);
    }

  source->known = known;
  if (source->age < known.max_age || offline)
    {
      pyvenv_debug (finder->cx, "using the page of %lld s ago: %s",
                    (long long) source->age, source->parts.plain);
      source->page = known;
      return 0;
    }
  source->fetch = true;
  source->page.etag = known.etag;
  source->page.last_modified = known.last_modified;
  source->page.max_age = known.max_age;
  return 0;
}

/* Asks for all marked pages at once. */
static int
read_fetch (struct finder *finder)
{
  size_t count = 0;
  CLEAN_FREE struct project_page *pages = calloc (finder->sources.count + 1,
                                                sizeof *pages);
  if (pages == NULL)
    return pyvenv_fail (finder->cx, errno, "cannot ask the index");
  for (size_t i = 0; i < finder->sources.count; i++)
    if (finder->sources.items[i].fetch)
      pages[count++] = finder->sources.items[i].page;
  if (count == 0)
    return 0;
  if (sources_connect (finder) < 0
      || finder->client->pages (finder->session, finder->arena, pages,
                                       count) < 0)
    return -1;
  count = 0;
  for (size_t i = 0; i < finder->sources.count; i++)
    if (finder->sources.items[i].fetch)
      finder->sources.items[i].page = pages[count++];
  return 0;
}

/* Takes the cached page where the server says that it did not change, or does
 * not answer; else keeps the new one. */
static void
read_settle (struct finder *finder, struct source *source)
{
  struct project_page *page = &source->page;
  if (page->unchanged && source->known.url != NULL)
    {
      long max_age = page->max_age;
      *page = source->known;
      page->max_age = max_age;
    }
  else if (page->error != NULL && page->unreachable
           && source->known.url != NULL && source->age <= READ_STALE)
    {
      pyvenv_warn (finder->cx, "%s; using its answer of %lld hours ago",
                   page->error, (long long) (source->age / 3600));
      *page = source->known;
      return;
    }
  if (page->error == NULL && !url_has_scheme (page->url, "file"))
    page_cache_write (finder->cx, page);
}

/* Whether the search goes on without a page, as pip does: one of find-links
 * that a server does not give, or one of an index that does not answer or
 * forbids access where there are other indexes.  A page on this machine that
 * cannot be read is an error. */
static bool
read_can_spare (const struct finder *finder, const struct source *source)
{
  if (source->index == 0)
    return !url_has_scheme (source->page.url, "file");
  return finder->indexes.count > 1
    && (source->page.unreachable || source->page.forbidden);
}

/* Records what is wrong with a page. */
static int
read_fail (const struct finder *finder, const struct project_page *page)
{
  pyvenv_fail_as (finder->cx, PYVENV_ERROR_NETWORK, 0, "%s", page->error);
  return page->unreachable ? PYVENV_UNREACHABLE : -1;
}

/* Looks for errors in the pages, and warns once for each index, whose pages
 * follow each other.  The search is unreachable only if no index answered: one
 * that forbids access has answered. */
static int
read_judge (struct finder *finder)
{
  const struct project_page *silent = NULL, *refused = NULL;
  size_t answered = 0, warned = 0;
  for (size_t i = 0; i < finder->sources.count; i++)
    {
      const struct source *source = &finder->sources.items[i];
      const struct project_page *page = &source->page;
      if (page->error == NULL)
        {
          answered += source->index != 0;
          continue;
        }
      if (!read_can_spare (finder, source))
        return read_fail (finder, page);
      if (source->index == 0 || source->index != warned)
        context_warn_once (finder->cx, "%s; going on without it", page->error);
      warned = source->index;
      if (source->index != 0)
        *(page->unreachable ? &silent : &refused) = page;
    }
  if (answered > 0 || (silent == NULL && refused == NULL))
    return 0;
  return read_fail (finder, refused != NULL ? refused : silent);
}

/* Whether the user takes files without a hash from the index of SOURCE. */
static bool
read_allows_unhashed (const struct finder *finder, const struct source *source)
{
  return source->index != 0
    && url_is_trusted (&source->parts, context_unhashed_hosts (finder->cx));
}

/* Whether FILE needs a hash: files of an index do, unless the user says otherwise for
 * its host, and so do files that come by plain http, since others could change them on the way.  With a page that came
 * by https that holds also for this machine and for trusted hosts: the file
 * must not be less safe than the page. */
static bool
read_needs_hash (const struct finder *finder, const struct source *source,
                 const struct project_file *file)
{
  struct url_parts parts;
  if (source->index != 0 && !url_has_scheme (source->page.url, "file")
      && !read_allows_unhashed (finder, source))
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
  bool allows_unhashed = read_allows_unhashed (finder, source);
  for (size_t i = 0; i < source->page.count; i++)
    {
      struct project_file *file = &source->page.files[i];

      /* A hash of a kind that is not strong enough is none. */
      if (allows_unhashed && file->hash != NULL && *file->hash == '\0')
        file->hash = NULL;
      choose_offer (&finder->chooser, finder->wanted, finder->wanted_count,
                    file, NULL, read_needs_hash (finder, source, file));
    }
}

int
sources_read (struct finder *finder)
{
  for (size_t i = 0; i < finder->sources.count; i++)
    if (read_known (finder, &finder->sources.items[i]) < 0)
      return -1;
  if (read_fetch (finder) < 0)
    return -1;
  for (size_t i = 0; i < finder->sources.count; i++)
    if (finder->sources.items[i].fetch)
      read_settle (finder, &finder->sources.items[i]);

  int result = read_judge (finder);
  for (size_t i = 0; result == 0 && i < finder->sources.count; i++)
    read_offer (finder, &finder->sources.items[i]);
  return result;
}
