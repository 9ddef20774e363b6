/* sources.c: adds the pages of indexes and the entries of find-links. */
#include <config.h>

#include "sources.h"

#include "cleanup.h"
#include "hash.h"
#include "modules.h"
#include "text.h"
#include "url.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static int
sources_no_memory (const struct finder *finder)
{
  return pyvenv_fail (finder->cx, ENOMEM, "cannot look for wheels");
}

/* Adds the page at URL, of the index with number INDEX (see struct source). */
static int
sources_add_page (struct finder *finder, const char *url, size_t index)
{
  struct source source = { .index = index };
  if (!url_split (finder->arena, url, &source.parts))
    return sources_no_memory (finder);
  source.page = (struct project_page) {
    .url = source.parts.plain, .credentials = source.parts.credentials
  };
  return source_vector_append (&finder->sources, source) == 0 ? 0
    : sources_no_memory (finder);
}

int
sources_refuse (const struct finder *finder, const char *url)
{
  CLEAN_TEXT struct text shown = TEXT_EMPTY;
  url_redact (&shown, url);
  if (!url_has_scheme (url, "http"))
    return pyvenv_fail_as (finder->cx, PYVENV_ERROR_USAGE, 0, "cannot use '%s':"
                           " addresses begin with https:, http: or file:///",
                           text_string (&shown));
  return pyvenv_fail_as (finder->cx, PYVENV_ERROR_NETWORK, 0,
                         "cannot use '%s': it is neither https nor on a trusted"
                         " host (trusted-host in the settings of pip)",
                         text_string (&shown));
}

static int
sources_check_index (struct finder *finder, const char *url)
{
  struct url_parts parts;
  if (string_has_control (url) || !url_split (finder->arena, url, &parts)
      || !url_is_secure (&parts, finder->config.trusted_hosts))
    return sources_refuse (finder, url);
  return url_parts_vector_append (&finder->indexes, parts) == 0 ? 0
    : sources_no_memory (finder);
}

/* Adds the page of PROJECT on the index at URL, which was the last one to be
 * checked. */
static int
sources_add_project (struct finder *finder, const char *url,
                     const char *project)
{
  size_t length = strlen (url);
  while (length > 0 && url[length - 1] == '/')
    length--;
  const char *page = arena_format (finder->arena, "%.*s/%s/", (int) length,
                                   url, project);
  return page == NULL ? sources_no_memory (finder)
    : sources_add_page (finder, page, finder->indexes.count);
}

int
sources_add_index (struct finder *finder, const char *url)
{
  if (sources_check_index (finder, url) < 0)
    return -1;
  for (size_t i = 0; i < finder->wanted_count; i++)
    {
      const struct requirement *wanted = &finder->wanted[i];
      if (*wanted->project != '\0' && wanted->index == NULL
          && sources_add_project (finder, url, wanted->project) < 0)
        return -1;
    }
  return 0;
}

int
sources_add_own_indexes (struct finder *finder)
{
  for (size_t i = 0; i < finder->wanted_count; i++)
    {
      const struct requirement *wanted = &finder->wanted[i];
      if (*wanted->project != '\0' && wanted->index != NULL
          && (sources_check_index (finder, wanted->index) < 0
              || sources_add_project (finder, wanted->index,
                                      wanted->project) < 0))
        return -1;
    }
  return 0;
}

/* ---- find-links ------------------------------------------------------- */

/* Offers the wheel NAME that lies in the folder DIR. */
static int
sources_offer_path (struct finder *finder, const char *dir, const char *name)
{
  struct project_file *file = arena_zeroed (finder->arena, sizeof *file);
  const char *path = arena_format (finder->arena, "%s/%s", dir, name);
  struct stat st;
  if (file == NULL || path == NULL)
    return sources_no_memory (finder);
  if (stat (path, &st) < 0 || !S_ISREG (st.st_mode))
    return 0;
  file->name = arena_copy (finder->arena, name);
  if (file->name == NULL)
    return sources_no_memory (finder);
  choose_offer (&finder->chooser, finder->wanted, finder->wanted_count, file,
                path, false);
  return 0;
}

/* PATH may be a URL of an unknown scheme, and have a password. */
static void
sources_warn (const struct finder *finder, const char *path)
{
  int error = errno;
  CLEAN_TEXT struct text shown = TEXT_EMPTY;
  if (strstr (path, "://") != NULL)
    url_redact (&shown, path);
  else
    text_add (&shown, path);
  context_warn_once (finder->cx, "cannot look for wheels in '%s': %s",
                     text_string (&shown), strerror (error));
}

static int
sources_add_folder (struct finder *finder, const char *path)
{
  CLEAN_DIR DIR *dir = opendir (path);
  if (dir == NULL)
    {
      sources_warn (finder, path);
      return 0;
    }
  for (struct dirent *entry; (entry = readdir (dir)) != NULL;)
    if (string_ends_with (entry->d_name, ".whl")
        && sources_offer_path (finder, path, entry->d_name) < 0)
      return -1;
  return 0;
}

/* The path of LINK, a file: URL or a path, in which a leading "~" is the user's
 * home.  NULL on out of memory. */
static const char *
sources_local_path (struct finder *finder, const char *link)
{
  if (url_has_scheme (link, "file"))
    return url_file_path (finder->arena, link);
  const char *path = pip_config_path (finder->arena, link);
  CLEAN_FREE char *absolute = path != NULL ? realpath (path, NULL) : NULL;
  return absolute != NULL ? arena_copy (finder->arena, absolute) : path;
}

/* Offers the wheel NAME at LINK, which may have a hash in its fragment. */
static int
sources_offer_url (struct finder *finder, const char *link,
                   const struct url_parts *parts, const char *name)
{
  struct project_file *file = arena_zeroed (finder->arena, sizeof *file);
  if (file == NULL)
    return sources_no_memory (finder);
  file->name = arena_copy (finder->arena, name);
  file->url = arena_copy_bytes (finder->arena, parts->plain,
                                strcspn (parts->plain, "#"));
  if (file->name == NULL || file->url == NULL)
    return sources_no_memory (finder);
  file->credentials = parts->credentials;
  file->hash = hash_of_fragment (finder->arena, link);
  bool checked = file->hash != NULL && *file->hash != '\0';
  if (!checked && !url_is_secure (parts, finder->config.trusted_hosts))
    return sources_refuse (finder, link);
  choose_offer (&finder->chooser, finder->wanted, finder->wanted_count, file,
                NULL, false);
  return 0;
}

/* Adds the page or the wheel at the URL LINK. */
static int
sources_add_address (struct finder *finder, const char *link)
{
  struct url_parts parts;
  if (!url_split (finder->arena, link, &parts))
    return sources_no_memory (finder);
  CLEAN_FREE char *name = url_file_name (parts.plain);
  if (name != NULL && string_ends_with (name, ".whl")
      && !url_has_scheme (link, "file"))
    return sources_offer_url (finder, link, &parts, name);
  if (!url_is_secure (&parts, finder->config.trusted_hosts))
    return sources_refuse (finder, link);
  return sources_add_page (finder, link, 0);
}

int
sources_add_link (struct finder *finder, const char *link)
{
  bool remote = url_has_scheme (link, "http") || url_has_scheme (link, "https");
  const char *path = remote ? NULL : sources_local_path (finder, link);
  struct stat st;
  if (string_has_control (link))
    return 0;
  if (url_has_scheme (link, "file") && !url_file_is_local (link))
    return sources_refuse (finder, link);
  if (!remote)
    {
      if (path == NULL)
        return sources_no_memory (finder);
      if (!string_ends_with (path, ".whl")
          && !string_ends_with (path, ".html"))
        return sources_add_folder (finder, path);
      if (string_ends_with (path, ".whl") && stat (path, &st) == 0)
        {
          const char *slash = strrchr (path, '/');
          return slash == NULL ? 0
            : sources_offer_path (finder,
                                  arena_copy_bytes (finder->arena, path,
                                                    (size_t) (slash - path)),
                                  slash + 1);
        }
      link = arena_format (finder->arena, "file://%s", path);
    }

  return link != NULL ? sources_add_address (finder, link)
    : sources_no_memory (finder);
}
