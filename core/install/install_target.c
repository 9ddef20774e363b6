/* install_target.c: what images wheels need in one environment. */
#include <config.h>

#include "install_private.h"

#include "modules.h"
#include "tree.h"
#include "version.h"

#include <stdlib.h>

static int
install_target_python (struct install *install)
{
  pyvenv_context *cx = install->cx;
  struct image_target *target = &install->target;
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
  target->checked_hash = target->minor >= 7
    && ((epoch != NULL && *epoch != '\0') || install_is_reproducible (cx));
  if (target->purelib == NULL || target->version == NULL)
    return pyvenv_fail (cx, 0, "the environment has no folder for packages");
  return 0;
}

/* Finds out which pip would install these wheels.  A wheel of pip installs
 * itself, unless the pip of the environment is to do it; in a set it installs the
 * others where there is none yet. */
static int
install_target_pip (struct install *install)
{
  if (distributions_read (&install->distributions, &install->arena,
                          install->cx) != 0)
    return -1;
  const struct install_item *pip = hash_table_find (&install->names, "pip");
  if (pip == NULL || install->count > 1 || install->by_old_pip)
    distributions_find (&install->distributions, &install->arena, "pip",
                        &install->pip);
  if (pip != NULL && install->pip == NULL)
    install->pip = pip->image.name.version;
  install->knows_requested
    = install->pip == NULL
      || version_compare_text (install->pip, "20.2.dev0") >= 0;
  return 0;
}

int
install_target_read (struct install *install)
{
  return install_target_python (install) == 0 ? install_target_pip (install)
    : -1;
}
