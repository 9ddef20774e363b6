/* install.c: installs a wheel, as the environment's pip would. */
#include <config.h>

#include "install.h"

#include "apply.h"
#include "direct_url.h"
#include "distributions.h"
#include "modules.h"
#include "text.h"
#include "tree.h"
#include "uninstall.h"
#include "version.h"
#include "wheel_image.h"
#include "wheel_name.h"
#include "wheel_tags.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { INSTALL_TRIES = 3 };

/* One call of pyvenv_install_wheel. */
struct install {
  pyvenv_context *cx;
  struct arena arena;
  struct distributions distributions;
  const char *pip;              /* version of the pip that would install it */
  const char *installed;        /* .dist-info of this distribution, or NULL */
  unsigned flags;
  bool by_old_pip;
  enum link_mode mode;
  struct wheel_image image;
};

/* ---- The environment ---------------------------------------------------- */

static int
install_read_target (struct install *install)
{
  pyvenv_context *cx = install->cx;
  struct image_target *target = &install->image.target;
  *target = (struct image_target) {
    .implementation = pyvenv_python_fact (cx, "implementation"),
    .version = pyvenv_python_fact (cx, "version"),
    .cache_tag = pyvenv_python_fact (cx, "cache-tag"),
    .magic = pyvenv_python_fact (cx, "magic"),
    .purelib = distributions_folder (cx),
    .mode = tree_mode (context_tree (cx)),
    .base_python = pyvenv_base_python (cx),
    .base_purelib = pyvenv_python_fact (cx, "purelib"),
    .base_prefix = pyvenv_python_fact (cx, "prefix")
  };
  pyvenv_python_version (cx, &target->major, &target->minor, NULL);

  /* As py_compile decides, which pip calls. */
  const char *epoch = getenv ("SOURCE_DATE_EPOCH");
  target->checked_hash = epoch != NULL && *epoch != '\0' && target->minor >= 7;
  if (target->purelib == NULL || target->version == NULL)
    return pyvenv_fail (cx, 0, "the environment has no folder for packages");
  return 0;
}

/* Finds out which pip would install this wheel.  A wheel of pip installs
 * itself, unless the pip of the environment is to do it. */
static int
install_read_env (struct install *install)
{
  if (distributions_read (&install->distributions, &install->arena, install->cx,
                          install->image.target.purelib) != 0)
    return -1;
  bool is_pip = strcmp (install->image.name.canonical, "pip") == 0;
  if (!is_pip || install->by_old_pip)
    distributions_find (&install->distributions, &install->arena, "pip",
                        &install->pip);
  if (is_pip && install->pip == NULL)
    install->pip = install->image.name.version;
  install->image.target.requested
    = install->pip == NULL
      || version_compare_text (install->pip, "20.2.dev0") >= 0;
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
    return pyvenv_fail_as (install->cx, PYVENV_ERROR_USAGE, 0, "'%s' is not a "
                           "link mode; there are auto, hardlink, clone and "
                           "copy", name);
  install->mode = (enum link_mode) mode;
  return 0;
}

/* ---- Checks ------------------------------------------------------------- */

/* Compares the name of the wheel with what its image holds.  An image is found
 * by the hash of the wheel, which may have had another name when the image was
 * made. */
static int
install_check_name (struct install *install)
{
  const struct manifest *manifest = &install->image.manifest;
  const char *canonical = manifest_string (manifest, manifest->head->canonical);
  const char *version = manifest_string (manifest, manifest->head->version);
  if (strcmp (canonical, install->image.name.canonical) == 0
      && version_compare_text (version, install->image.name.version) == 0)
    return 0;
  return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is"
                         " refused: it holds %s %s, and not what its name"
                         " says", install->image.path, canonical, version);
}

static int
install_check_requires (struct install *install)
{
  const struct manifest *manifest = &install->image.manifest;
  const char *range
    = manifest_string (manifest, manifest->head->requires_python);
  const char *version = install->image.target.version;
  if (!specifiers_match_text (range, version))
    return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0,
                           "'%s' is refused: it needs Python %s, and this is "
                           "%s", install->image.path, range, version);

  const char *s = manifest_string (manifest, manifest->head->requires);
  while ((install->flags & PYVENV_WHEEL_NO_DEPS) == 0 && *s != '\0')
    {
      size_t length = strcspn (s, "\n");
      const char *name = arena_copy_bytes (&install->arena, s, length);
      if (name == NULL)
        return pyvenv_fail (install->cx, errno, "cannot install it");
      if (distributions_find (&install->distributions, &install->arena, name,
                              NULL) == NULL)
        return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0,
                               "'%s' is refused: it depends on '%s', which is "
                               "not installed; install that first",
                               install->image.path, name);
      s += length + (s[length] == '\n');
    }
  return 0;
}

/* ---- Installing --------------------------------------------------------- */

static enum apply_result
install_apply (struct install *install, const char *direct_url)
{
  struct wheel_image *image = &install->image;
  struct apply apply = {
    .cx = install->cx,
    .manifest = &image->manifest,
    .linker = { .mode = image->is_private ? LINK_HARDLINK : install->mode,
                .image_fd = image->image_fd,
                .file_mode = image->target.mode,
                .is_fresh = image->is_fresh },
    .purelib = image->target.purelib,
    .python = pyvenv_env_python (install->cx),
    .style = wrapper_style_of (install->pip),
    .direct_url = direct_url
  };
  link_rule_read (&apply.linker.rule, image->image_fd, image->target.mode);
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

/* Installs from the image.  If the image is damaged, its files are removed
 * again and another image is made. */
static int
install_image (struct install *install)
{
  struct wheel_image *image = &install->image;
  CLEAN_TEXT struct text direct = TEXT_EMPTY;
  if ((install->flags & PYVENV_WHEEL_BY_NAME) == 0)
    direct_url_add (&direct, image->path, image->sha256, install->pip);

  if (install_check_name (install) != 0
      || install_check_requires (install) != 0
      || (install->installed != NULL
          && uninstall_distribution (install->cx, image->target.purelib,
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
                            image->path);
      if (wheel_image_replace (image) != 0)
        return -1;
    }
  return pyvenv_fail (install->cx, EIO, "cannot install '%s'", image->path);
}

/* Whether the name of the file says that this Python can use it. */
static int
install_check_tags (struct install *install)
{
  const struct wheel_name *name = &install->image.name;
  const struct wheel_tags *tags = context_wheel_tags (install->cx);
  if (tags == NULL || wheel_tags_rank (tags, name) > 0)
    return tags != NULL ? 0 : -1;
  const char *taken = wheel_tags_describe (tags, &install->arena);
  if (taken == NULL)
    return pyvenv_fail (install->cx, errno, "cannot install it");
  return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0,
                         "'%s' is refused: it is for %s-%s-%s, which Python %s"
                         " here does not take (it takes %s)",
                         install->image.path, name->python_tags,
                         name->abi_tags, name->platform_tags,
                         install->image.target.version, taken);
}

static int
install_parse_name (struct install *install)
{
  if (wheel_name_parse (&install->image.name, &install->arena,
                        install->image.file_name))
    return 0;
  if (errno != EINVAL)
    return pyvenv_fail (install->cx, errno, "cannot install '%s'",
                        install->image.path);
  return pyvenv_fail_as (install->cx, PYVENV_ERROR_ARCHIVE, 0, "'%s' is "
                         "refused: its name is not that of a wheel",
                         install->image.path);
}

static int
install_run (struct install *install)
{
  pyvenv_context *cx = install->cx;
  if (install_parse_name (install) != 0 || install_read_mode (install) != 0
      || install_read_target (install) != 0 || install_read_env (install) != 0
      || install_check_tags (install) != 0)
    return -1;

  const char *version = NULL;
  install->installed = distributions_find (&install->distributions,
                                           &install->arena,
                                           install->image.name.canonical,
                                           &version);
  if (version != NULL)
    {
      int order = version_compare_text (version, install->image.name.version);
      if (order == 0
          || (order > 0 && (install->flags & PYVENV_WHEEL_KEEP_NEWER) != 0))
        {
          pyvenv_debug (cx, "'%s' is installed already", install->installed);
          return 0;
        }
    }

  int status = wheel_image_get (&install->image);
  if (status == 0)
    status = install_image (install);
  wheel_image_release (&install->image);
  return status;
}

int
install_wheel (pyvenv_context *cx, const char *path, unsigned flags,
               bool by_old_pip)
{
  if (path[0] != '/')
    return pyvenv_fail (cx, 0, "'%s' is not an absolute path", path);
  struct install install = { .cx = cx, .flags = flags,
                             .by_old_pip = by_old_pip };
  install.image.cx = cx;
  install.image.path = path;
  install.image.file_name = strrchr (path, '/') + 1;
  install.image.image_fd = -1;
  int status = install_run (&install);
  arena_release (&install.arena);
  return status;
}
