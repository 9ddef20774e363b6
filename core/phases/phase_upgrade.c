/* phase_upgrade.c: the sixth phase, for --upgrade-deps.
 *
 * venv runs `pip install --upgrade pip`, with setuptools before Python 3.12, in
 * the environment.  The same is done here without running anything, so that it
 * can be undone; where only pip itself can do it, it still does. */
#include <config.h>

#include "cleanup.h"
#include "context.h"
#include "modules.h"
#include "phases.h"
#include "text.h"
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

/* Before this minor version setuptools is one of the core packages. */
#define UPGRADE_ALONE 12

/* What is in the environment's own folder for packages. */
struct upgrade_state {
  bool has_pip, has_setuptools;
};

static bool
upgrade_is_dist (const char *name, const char *project)
{
  return string_starts_with (name, project)
    && name[strlen (project)] == '-' && string_ends_with (name, ".dist-info");
}

static int
upgrade_look (pyvenv_context *cx, struct upgrade_state *ret)
{
  *ret = (struct upgrade_state) { false, false };
  CLEAN_DIR DIR *dir = tree_read_folder (&cx->tree, cx->python.env_purelib);
  if (dir == NULL)
    return errno == ENOENT ? 0
      : pyvenv_fail (cx, errno, "cannot read '%s'", cx->site_dir);
  const struct dirent *entry;
  while (errno = 0, (entry = readdir (dir)) != NULL)
    {
      ret->has_pip = ret->has_pip || upgrade_is_dist (entry->d_name, "pip");
      ret->has_setuptools = ret->has_setuptools
        || upgrade_is_dist (entry->d_name, "setuptools");
    }
  return errno == 0 ? 0
         : pyvenv_fail (cx, errno, "cannot read '%s'", cx->site_dir);
}

static bool
upgrade_sees_system (const pyvenv_context *cx)
{
  const char *value = pyvenv_cfg_get (cx, "include-system-site-packages");
  return value != NULL && strcmp (value, "true") == 0;
}

/* Whether the environment may find a pip, its own or one of the system's. */
static bool
upgrade_may_find_pip (const pyvenv_context *cx,
                      const struct upgrade_state *state)
{
  return state->has_pip || upgrade_sees_system (cx);
}

/* Why it takes pip itself, or NULL.  Setuptools that the environment does not
 * have may be there all the same, in the system's packages. */
static const char *
upgrade_obstacle (pyvenv_context *cx, const struct upgrade_state *state,
                  const struct index_settings *settings)
{
  if (!state->has_pip)
    return "it has no pip of its own";
  if (cx->python.minor < UPGRADE_ALONE && !state->has_setuptools
      && upgrade_sees_system (cx))
    return "setuptools may be among the system's packages";
  if (pyvenv_python_fact (cx, "magic") == NULL
      || pyvenv_python_fact (cx, "cache-tag") == NULL)
    return "the format of its bytecode is not known";
  return settings->only_pip;
}

/* As venv does it: a run of the environment's own pip, which reads the user's
 * configuration, but not the modules that happen to lie in ENV_DIR. */
static int
upgrade_by_pip (pyvenv_context *cx, const struct upgrade_state *state)
{
  static const char *const both[] = { "-m", "pip", "install", "--upgrade",
                                      "pip", "setuptools", NULL };
  static const char *const pip[] = { "-m", "pip", "install", "--upgrade",
                                     "pip", NULL };
  if (pyvenv_run_python (cx, cx->python.minor < UPGRADE_ALONE ? both : pip,
                         NULL, NULL, NULL) == 0)
    return 0;
  if (!upgrade_may_find_pip (cx, state))
    return pyvenv_fail (cx, 0, "--upgrade-deps needs pip, which is not in the "
                        "environment (leave out one of --upgrade-deps and "
                        "--without-pip)");
  return pyvenv_fail (cx, 0, "cannot upgrade the core packages");
}

static int
upgrade_on_found (void *data, pyvenv_context *cx, const char *requirement,
                  const char *version, const char *path)
{
  (void) data;
  (void) version;
  const char *text = pyvenv_format (cx, "Installing %s ...", requirement);
  if (text == NULL)
    return -1;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, text);
  const struct wheel_module *module = modules_wheel (cx);
  if (module == NULL
      || module->install (cx, path, PYVENV_WHEEL_BY_NAME
                          | PYVENV_WHEEL_KEEP_NEWER, true) < 0)
    return -1;
  pyvenv_progress (cx, PYVENV_PROGRESS_MAIN, "done.");
  return 0;
}

/* setuptools goes first, since the pip that is there would install both. */
static int
upgrade_natively (pyvenv_context *cx, const struct index_settings *settings)
{
  static const char *const both[] = { "setuptools", "pip", NULL };
  const struct pyvenv_search search = {
    .struct_size = sizeof search,
    .flags = PYVENV_FROM_FIND_LINKS
             | (settings->no_index ? 0 : PYVENV_FROM_INDEX),
    .requirements = both + (cx->python.minor < UPGRADE_ALONE ? 0 : 1)
  };
  if (pyvenv_find_wheels (cx, &search, upgrade_on_found, NULL) == 0)
    return 0;
  return pyvenv_fail (cx, 0, "cannot upgrade the core packages");
}

int
phase_upgrade (pyvenv_context *cx)
{
  const struct index_module *module = modules_index (cx);
  struct index_settings settings;
  struct upgrade_state state;
  if (module == NULL || module->settings (cx, &settings) < 0
      || upgrade_look (cx, &state) < 0)
    return -1;

  const char *why = upgrade_obstacle (cx, &state, &settings);
  if (why == NULL)
    return upgrade_natively (cx, &settings);
  if ((cx->options & PYVENV_OFFLINE) != 0
      && upgrade_may_find_pip (cx, &state))
    return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "--offline: only pip "
                           "itself can upgrade the core packages, since %s, "
                           "and it may use the network", why);
  pyvenv_debug (cx, "the environment's own pip upgrades it, since %s", why);
  return upgrade_by_pip (cx, &state);
}
