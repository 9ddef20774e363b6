/* install.c: installs wheels, as the environment's pip would. */
#include <config.h>

#include "install.h"

#include "apply.h"
#include "cleanup.h"
#include "direct_url.h"
#include "install_private.h"
#include "modules.h"
#include "owners.h"
#include "text.h"
#include "tree.h"
#include "uninstall.h"
#include "version.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INSTALL_TRIES = 3 };

/* The flags of the call and those of ITEM alone. */
static unsigned
install_flags (const struct install *install, const struct install_item *item)
{
  return install->flags | item->wheel->flags;
}

/* ---- The environment ---------------------------------------------------- */

bool
install_is_reproducible (const pyvenv_context *cx)
{
  const char *value = context_option (cx, "reproducible");
  return value != NULL && strcmp (value, "true") == 0;
}

static int
install_read_mode (struct install *install)
{
  const char *name = context_option (install->cx, "link-mode");
  if (name == NULL || *name == '\0')
    name = "auto";
  int mode = link_mode_parse (name);
  if (mode < 0)
    return pyvenv_fail_as (install->cx, PYVENV_ERROR_USAGE, 0, "'%s' is not a "
                           "link mode; there are auto, hardlink, clone and "
                           "copy", name);
  /* Times will be set, which a file of the cache must not share. */
  if (install_is_reproducible (install->cx) && mode != LINK_CLONE)
    mode = LINK_COPY;
  install->mode = (enum link_mode) mode;
  return 0;
}

/* ---- The wheels --------------------------------------------------------- */

/* pip installs what nothing else depends on in the reverse order of the names;
 * of one project the last wheel comes first here, and is taken. */
static int
install_compare (const void *a, const void *b)
{
  const struct install_item *x = a, *y = b;
  int result = strcmp (y->image.name.canonical, x->image.name.canonical);
  return result != 0 ? result
    : (x->wheel < y->wheel) - (x->wheel > y->wheel);
}

/* Splits the names, and keeps one wheel of each project. */
static int
install_sort (struct install *install)
{
  size_t kept = 0;
  for (size_t i = 0; i < install->count; i++)
    if (install_check_name (install, &install->items[i]) != 0)
      return -1;
  qsort (install->items, install->count, sizeof *install->items,
         install_compare);
  for (size_t i = 0; i < install->count; i++)
    {
      struct install_item *item = &install->items[kept];
      *item = install->items[i];
      int added = hash_table_add (&install->names, item->image.name.canonical,
                                  item);
      if (added < 0)
        return pyvenv_fail (install->cx, errno, "cannot install wheels");
      if (added == 0
          && context_note_asked (install->cx, item->image.name.canonical) < 0)
        return -1;
      kept += added == 0;
    }
  install->count = kept;
  return 0;
}

/* Whether what the environment has may stay. */
static bool
install_stays (struct install *install, struct install_item *item)
{
  const char *version = NULL;
  item->installed = distributions_find (&install->distributions,
                                        &install->arena,
                                        item->image.name.canonical, &version);
  if (version == NULL)
    return false;
  int order = version_compare_text (version, item->image.name.version);
  if ((install->flags & WHEEL_REPLACE) != 0)
    return false;
  if (order != 0
      && (order < 0
          || (install_flags (install, item) & PYVENV_WHEEL_KEEP_NEWER) == 0))
    return false;
  pyvenv_debug (install->cx, "'%s' is installed already", item->installed);
  return true;
}

/* Gets the images of all wheels that are to be installed, and checks them. */
static int
install_get_images (struct install *install)
{
  CLEAN_FREE struct wheel_image **images = calloc (install->count,
                                                   sizeof *images);
  size_t count = 0;
  if (images == NULL)
    return pyvenv_fail (install->cx, errno, "cannot install wheels");
  for (size_t i = 0; i < install->count; i++)
    {
      struct wheel_image *image = &install->items[i].image;
      image->target = install->target;
      image->cache = &install->cache;
      image->seeds = &install->seeds;
      if (!install_stays (install, &install->items[i]))
        images[count++] = image;
    }
  if (count == 0)
    return 0;
  image_cache_open (&install->cache, context_cache_dir (install->cx), true);
  image_seeds_open (&install->seeds, install->cx);
  if (wheel_image_get (images, count) != 0)
    return -1;
  for (size_t i = 0; i < install->count; i++)
    if (install->items[i].image.manifest.mapped > 0
        && install_check_image (install, &install->items[i]) != 0)
      return -1;
  return 0;
}

/* ---- Installing --------------------------------------------------------- */

static enum apply_result
install_apply (struct install *install, struct install_item *item,
               struct owners *owners, const char *direct_url)
{
  struct wheel_image *image = &item->image;
  if (!wheel_image_resume (image))
    return APPLY_DAMAGED;
  struct apply apply = {
    .cx = install->cx,
    .manifest = &image->manifest,
    .linker = { .mode = image->is_private ? LINK_HARDLINK : install->mode,
                .image_fd = image->image_fd,
                .file_mode = image->target.mode,
                .is_fresh = image->is_fresh,
                .is_seed = !image->is_private && image->found->is_seed },
    .purelib = image->target.purelib,
    .python = context_script_python (install->cx),
    .style = wrapper_style_of (install->pip),
    .owners = owners,
    .direct_url = direct_url,
    .requested = install->knows_requested
      && (install_flags (install, item) & PYVENV_WHEEL_DEPENDENCY) == 0
  };
  link_rule_read (&apply.linker.rule, image->image_fd, image->target.mode);

  /* Of root's in a seed: the next best. */
  if (apply.linker.mode == LINK_HARDLINK && !apply.linker.rule.is_own)
    apply.linker.mode = LINK_CLONE;
  enum apply_result result = apply_manifest (&apply);
  if (apply.linker.fallback != 0)
    pyvenv_debug (install->cx, "'%s': copied instead of linked: %s",
                  image->file_name, strerror (apply.linker.fallback));
  if (apply.linker.unsuited)
    pyvenv_debug (install->cx, "'%s': copied instead of linked: files in '%s' "
                  "have another group, access control list or project, or "
                  "others can write them", image->file_name,
                  pyvenv_env_dir (install->cx));
  return result;
}

/* What direct_url.json is to hold, if it is due. */
static void
install_add_direct_url (const struct install *install,
                        const struct install_item *item, struct text *direct)
{
  const struct pyvenv_wheel *wheel = item->wheel;
  const struct wheel_image *image = &item->image;
  char hash[sizeof "sha256=" + sizeof image->sha256];
  snprintf (hash, sizeof hash, "sha256=%s", image->sha256);
  if (wheel->direct_url != NULL)
    text_add (direct, wheel->direct_url);
  else if (wheel->url != NULL)
    direct_url_add (direct, wheel->url, false, hash, install->pip);
  else if ((install_flags (install, item) & PYVENV_WHEEL_BY_NAME) == 0)
    direct_url_add (direct, image->path, true, hash, install->pip);
}

/* Installs from the image.  If the image is damaged, its files are removed
 * again and another image is made. */
static int
install_image (struct install *install, struct install_item *item,
               struct owners *owners)
{
  struct wheel_image *image = &item->image;
  CLEAN_TEXT struct text direct = TEXT_EMPTY;
  install_add_direct_url (install, item, &direct);

  if (item->installed != NULL
      && uninstall_distribution (install->cx, image->target.purelib,
                                 item->installed) != 0)
    return -1;
  for (int i = 0; i < INSTALL_TRIES; i++)
    {
      enum apply_result result
        = install_apply (install, item, owners,
                         direct.length > 0 ? direct.bytes : NULL);
      if (result == APPLY_DONE)
        return 0;
      if (result == APPLY_FAILED)
        return pyvenv_fail (install->cx, 0, "cannot install '%s'",
                            image->path);
      if (wheel_image_replace (image) != 0)
        return -1;
    }
  return pyvenv_fail (install->cx, EIO, "cannot install '%s'", image->path);
}

static int
install_all (struct install *install)
{
  struct owners owners = { .cx = install->cx };
  int status = 0;
  for (size_t i = 0; i < install->count && status == 0; i++)
    {
      struct install_item *item = &install->items[i];
      if (item->image.manifest.mapped == 0)
        continue;
      owners_begin (&owners, item->image.name.name);
      status = install_image (install, item, &owners);
      if (status == 0)
        status = owners_add (&owners, &item->image.manifest);
      wheel_image_rest (&item->image);
    }
  owners_release (&owners);
  return status;
}

static int
install_run (struct install *install)
{
  if (install_sort (install) != 0 || install_read_mode (install) != 0
      || install_target_read (install) != 0)
    return -1;
  for (size_t i = 0; i < install->count; i++)
    if (install_check_tags (install, &install->items[i]) != 0)
      return -1;
  int status = install_get_images (install);
  if (status == 0)
    status = install_all (install);
  for (size_t i = 0; i < install->count; i++)
    wheel_image_release (&install->items[i].image);
  return status;
}

static int
install_set (struct install *install, const struct pyvenv_wheel *wheels,
             size_t count)
{
  CLEAN_FREE struct install_item *items = calloc (count, sizeof *items);
  if (items == NULL)
    return pyvenv_fail (install->cx, errno, "cannot install wheels");
  for (size_t i = 0; i < count; i++)
    {
      items[i].wheel = &wheels[i];
      items[i].image.cx = install->cx;
      items[i].image.path = wheels[i].path;
      items[i].image.image_fd = -1;
    }
  install->cache.fd = -1;
  install->items = items;
  install->count = count;
  int status = install_run (install);
  image_cache_close (&install->cache);
  image_seeds_close (&install->seeds);
  hash_table_release (&install->names);
  arena_release (&install->arena);
  return status;
}

int
install_wheel (pyvenv_context *cx, const char *path, unsigned flags,
               bool by_old_pip)
{
  const struct pyvenv_wheel wheel = { .path = path };
  struct install install = { .cx = cx, .flags = flags,
                             .by_old_pip = by_old_pip };
  return install_set (&install, &wheel, 1);
}

int
install_wheels (pyvenv_context *cx, const struct pyvenv_wheel *wheels,
                size_t count, unsigned flags)
{
  struct install install = { .cx = cx, .flags = flags };
  return install_set (&install, wheels, count);
}
