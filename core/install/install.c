/* install.c: installs a wheel, as the environment's pip would. */
#include <config.h>

#include "install.h"

#include "apply.h"
#include "cleanup.h"
#include "direct.h"
#include "dists.h"
#include "modules.h"
#include "names.h"
#include "pep440.h"
#include "supply.h"
#include "tree.h"
#include "uninstall.h"

#include <string.h>

enum { INSTALL_TRIES = 3 };

/* One call of pyvenv_install_wheel. */
struct install {
  pyvenv_context *cx;
  struct arena arena;
  struct wheel_name name;
  struct dists dists;
  const char *pip;              /* version of the pip that would install it */
  const char *installed;        /* .dist-info of this distribution, or NULL */
  unsigned flags;
  bool by_old_pip;
  enum link_mode mode;
  struct supply supply;
};

/* ---- What is there ------------------------------------------------------ */

static int
install_read_target (struct install *install)
{
  pyvenv_context *cx = install->cx;
  struct target *target = &install->supply.target;
  *target = (struct target) {
    .implementation = pyvenv_python_fact (cx, "implementation"),
    .version = pyvenv_python_fact (cx, "version"),
    .cache_tag = pyvenv_python_fact (cx, "cache-tag"),
    .magic = pyvenv_python_fact (cx, "magic"),
    .purelib = dists_folder (cx),
    .mode = tree_mode (cx),
    .base_python = pyvenv_base_python (cx),
    .base_purelib = pyvenv_python_fact (cx, "purelib"),
    .base_prefix = pyvenv_python_fact (cx, "prefix")
  };
  pyvenv_python_version (cx, &target->major, &target->minor, NULL);
  if (target->purelib == NULL || target->version == NULL)
    return pyvenv_fail (cx, 0, "the environment has no folder for packages");
  return 0;
}

/* Which pip would install this wheel: itself, if it is pip, unless the one that
 * is there is to do it. */
static int
install_read_env (struct install *install)
{
  if (dists_read (&install->dists, &install->arena, install->cx,
                  install->supply.target.purelib) != 0)
    return -1;
  bool is_pip = strcmp (install->name.canonical, "pip") == 0;
  if (!is_pip || install->by_old_pip)
    dists_find (&install->dists, &install->arena, "pip", &install->pip);
  if (is_pip && install->pip == NULL)
    install->pip = install->name.version;
  install->supply.target.requested
    = install->pip == NULL || pep440_compare (install->pip, "20.2.dev0") >= 0;
  return 0;
}

static int
install_read_mode (struct install *install)
{
  const char *name = context_option (install->cx, "link-mode");
  if (name == NULL || *name == '\0')
    name = "auto";
  int mode = link_mode_parse (name);
  if (mode < 0)
    return pyvenv_fail_as (install->cx, PYVENV_ERROR_USAGE, 0, "'%s' is no "
                           "link mode; there are auto, hardlink, clone and "
                           "copy", name);
  install->mode = (enum link_mode) mode;
  return 0;
}

/* ---- May it be installed? ----------------------------------------------- */

/* Images are found by the bytes of a wheel.  When one was made the wheel may have
 * had another name, and its name decides what it may be used for. */
static int
install_check_name (struct install *install)
{
  const struct plan *plan = &install->supply.plan;
  const char *canonical = plan_string (plan, plan->head->canonical);
  const char *version = plan_string (plan, plan->head->version);
  if (strcmp (canonical, install->name.canonical) == 0
      && pep440_compare (version, install->name.version) == 0)
    return 0;
  return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is"
                         " refused: it holds %s %s, and not what its name"
                         " says", install->supply.path, canonical, version);
}

static int
install_check_requires (struct install *install)
{
  const struct plan *plan = &install->supply.plan;
  const char *range = plan_string (plan, plan->head->requires_python);
  const char *version = install->supply.target.version;
  if (!pep440_in_range (version, range))
    return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0,
                           "'%s' is refused: it needs Python %s, and this is "
                           "%s", install->supply.path, range, version);

  const char *s = plan_string (plan, plan->head->requires);
  while ((install->flags & PYVENV_WHEEL_NO_DEPS) == 0 && *s != '\0')
    {
      size_t length = strcspn (s, "\n");
      const char *name = arena_copy_bytes (&install->arena, s, length);
      if (name == NULL)
        return pyvenv_fail (install->cx, errno, "cannot install it");
      if (dists_find (&install->dists, &install->arena, name, NULL) == NULL)
        return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0,
                               "'%s' is refused: it depends on '%s', which is "
                               "not installed; install that first",
                               install->supply.path, name);
      s += length + (s[length] == '\n');
    }
  return 0;
}

/* ---- Doing it ----------------------------------------------------------- */

static enum apply_result
install_apply (struct install *install, const char *direct_url)
{
  struct supply *supply = &install->supply;
  struct apply apply = {
    .cx = install->cx,
    .plan = &supply->plan,
    .linker = { .mode = supply->is_private ? LINK_HARDLINK : install->mode,
                .image_fd = supply->image_fd,
                .file_mode = supply->target.mode,
                .is_fresh = supply->is_fresh },
    .purelib = supply->target.purelib,
    .python = pyvenv_env_python (install->cx),
    .style = script_style_of (install->pip),
    .direct_url = direct_url
  };
  enum apply_result result = apply_plan (&apply);
  if (apply.linker.fallback != 0)
    pyvenv_debug (install->cx, "'%s': copied instead of linked: %s",
                  supply->file_name, strerror (apply.linker.fallback));
  return result;
}

/* Once the image is at hand.  Where it turns out to be damaged, nothing of it
 * stays and another one is made. */
static int
install_image (struct install *install)
{
  struct supply *supply = &install->supply;
  CLEAN_TEXT struct text direct = TEXT_EMPTY;
  if ((install->flags & PYVENV_WHEEL_BY_NAME) == 0)
    direct_url_add (&direct, supply->path, supply->sha256, install->pip);

  if (install_check_name (install) != 0
      || install_check_requires (install) != 0
      || (install->installed != NULL
          && uninstall (install->cx, supply->target.purelib,
                        install->installed) != 0))
    return -1;
  for (int i = 0; i < INSTALL_TRIES; i++)
    {
      enum apply_result result
        = install_apply (install, direct.length > 0 ? direct.bytes : NULL);
      if (result == APPLY_DONE)
        return 0;
      if (result == APPLY_FAILED)
        return pyvenv_fail (install->cx, 0, "cannot install '%s'",
                            supply->path);
      if (supply_replace (supply) != 0)
        return -1;
    }
  return pyvenv_fail (install->cx, EIO, "cannot install '%s'", supply->path);
}

static int
install_refuse (const struct install *install, const struct report *report)
{
  return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0,
                         "'%s' is refused: %s", install->supply.path,
                         text_string (&report->reason));
}

static int
install_run (struct install *install)
{
  pyvenv_context *cx = install->cx;
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  if (wheel_name_read (&install->name, &install->arena,
                       install->supply.file_name, &report) != 0)
    return install_refuse (install, &report);
  if (install_read_mode (install) != 0 || install_read_target (install) != 0
      || install_read_env (install) != 0)
    return -1;
  const struct target *target = &install->supply.target;
  if (wheel_name_check_tags (&install->name, target->implementation,
                             target->major, target->minor, &report) != 0)
    return install_refuse (install, &report);

  const char *version = NULL;
  install->installed = dists_find (&install->dists, &install->arena,
                                   install->name.canonical, &version);
  if (version != NULL)
    {
      int order = pep440_compare (version, install->name.version);
      if (order == 0
          || (order > 0 && (install->flags & PYVENV_WHEEL_KEEP_NEWER) != 0))
        {
          pyvenv_debug (cx, "'%s' is installed already", install->installed);
          return 0;
        }
    }

  int status = supply_get (&install->supply);
  if (status == 0)
    status = install_image (install);
  supply_release (&install->supply);
  return status;
}

int
wheel_install (pyvenv_context *cx, const char *path, unsigned flags,
               bool by_old_pip)
{
  if (path[0] != '/')
    return pyvenv_fail (cx, 0, "'%s' is not an absolute path", path);
  struct install install = { .cx = cx, .flags = flags,
                             .by_old_pip = by_old_pip };
  install.supply.cx = cx;
  install.supply.path = path;
  install.supply.file_name = strrchr (path, '/') + 1;
  install.supply.image_fd = -1;
  int status = install_run (&install);
  arena_release (&install.arena);
  return status;
}
