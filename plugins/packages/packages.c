/* packages.c: gives each environment packages and files of a site's own, so
 * that an INI file is all that it takes. */
#include <config.h>

#include "packages.h"

#include "requirements.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What was asked for; NULL where nothing. */
struct packages {
  const char *wheels;
  const char **folders;         /* to copy; absolute paths; malloc'd */
  size_t folder_count;
  const char **pth;             /* folders for sys.path; malloc'd */
  size_t pth_count;
  const char *pip_conf;
  const char **commands;        /* malloc'd */
  size_t command_count;
  const char **removed;         /* names of projects; malloc'd */
  size_t removed_count;
  struct requirements_keys requirements;
  bool sync;
};

/* Of one environment. */
struct packages_local {
  bool upgrades;                /* --upgrade was given, and it is there */
};

static const struct pyvenv_key packages_keys[] = {
  { .name = "wheels", .argument = "PATHS", .type = PYVENV_KEY_PATHS,
    .flags = PYVENV_KEY_EXISTS,
    .help = "wheels, and folders of them, to install as they are" },
  { .name = "install", .argument = "REQUIREMENTS",
    .flags = PYVENV_KEY_REPEATABLE,
    .help = "what to install, with all that it depends on" },
  { .name = "requirements", .argument = "FILE", .type = PYVENV_KEY_PATH,
    .flags = PYVENV_KEY_REPEATABLE | PYVENV_KEY_EXISTS,
    .help = "a lock or a requirements file; each counts" },
  { .name = "extras", .argument = "NAMES", .flags = PYVENV_KEY_REPEATABLE,
    .help = "extras of a lock" },
  { .name = "groups", .argument = "NAMES", .flags = PYVENV_KEY_REPEATABLE,
    .help = "dependency groups of a lock, besides its default ones" },
  { .name = "resolution-max-age", .argument = "SECONDS", .type = PYVENV_KEY_INT,
    .help = "how long it counts what pip has chosen" },
  { .name = "refresh", .help = "let pip choose anew" },
  { .name = "only-wheels", .help = "refuse what would have to be built" },
  { .name = "no-deps", .help = "what a package depends on may be missing" },
  { .name = "sync",
    .help = "remove what an existing environment has besides them" },
  { .name = "write-lock", .argument = "FILE", .type = PYVENV_KEY_PATH,
    .help = "write a lock of what requirements and install brought" },
  { .name = "files", .argument = "FOLDER", .type = PYVENV_KEY_PATH,
    .flags = PYVENV_KEY_REPEATABLE | PYVENV_KEY_EXISTS,
    .help = "a folder whose content is copied; each counts" },
  { .name = "pth", .argument = "DIRS", .type = PYVENV_KEY_PATHS,
    .help = "folders with modules that the environment sees" },
  { .name = "pip-conf", .argument = "FILE", .type = PYVENV_KEY_PATH,
    .flags = PYVENV_KEY_EXISTS, .help = "the environment's pip.conf" },
  { .name = "remove", .argument = "PROJECT", .flags = PYVENV_KEY_REPEATABLE,
    .help = "what to uninstall again, when all is installed; each counts" },
  { .name = "post-create", .argument = "COMMAND", .flags = PYVENV_KEY_REPEATABLE,
    .help = "a command for the shell, when all is there; each counts" },
  { .name = NULL }
};

/* Appends PATH, which lasts, to COUNT of them, which NULL follows. */
static int
packages_append (pyvenv_context *cx, const char ***paths, size_t *count,
                 const char *path)
{
  const char **longer = realloc (*paths, (*count + 2) * sizeof *longer);
  if (longer == NULL)
    return pyvenv_fail (cx, errno, "cannot take '%s'", path);
  *paths = longer;
  longer[(*count)++] = path;
  longer[*count] = NULL;
  return 0;
}

/* One item more of a list in one string. */
static int
packages_join (pyvenv_context *cx, const char **slot, const char *separator,
               const char *value)
{
  *slot = *slot == NULL ? value
    : pyvenv_format (cx, "%s%s%s", *slot, separator, value);
  return *slot != NULL ? 0 : -1;
}

static int
packages_config (void *data, pyvenv_context *cx, const char *key,
                 const char *value)
{
  struct packages *self = data;
  struct requirements_keys *requirements = &self->requirements;
  if (strcmp (key, "requirements") == 0)
    return packages_append (cx, &requirements->files, &requirements->count,
                            value);
  if (strcmp (key, "files") == 0)
    return packages_append (cx, &self->folders, &self->folder_count, value);
  if (strcmp (key, "wheels") == 0)
    return packages_join (cx, &self->wheels, ":", value);
  if (strcmp (key, "pth") == 0)
    return packages_append (cx, &self->pth, &self->pth_count, value);
  if (strcmp (key, "remove") == 0)
    return packages_append (cx, &self->removed, &self->removed_count, value);
  if (strcmp (key, "post-create") == 0)
    return packages_append (cx, &self->commands, &self->command_count, value);
  if (strcmp (key, "pip-conf") == 0)
    self->pip_conf = value;
  else if (strcmp (key, "resolution-max-age") == 0)
    {
      /* In the API zero means the default. */
      long long seconds = strtoll (value, NULL, 10);
      requirements->max_age = seconds > 0 ? seconds : -1;
    }
  else if (strcmp (key, "write-lock") == 0)
    requirements->write_lock = value;
  else if (strcmp (key, "refresh") == 0)
    requirements->refresh = strcmp (value, "true") == 0;
  else if (strcmp (key, "only-wheels") == 0)
    requirements->only_wheels = strcmp (value, "true") == 0;
  else if (strcmp (key, "no-deps") == 0)
    requirements->no_deps = strcmp (value, "true") == 0;
  else if (strcmp (key, "sync") == 0)
    self->sync = strcmp (value, "true") == 0;
  else
    return packages_join (cx, strcmp (key, "install") == 0 ? &requirements->install
                          : strcmp (key, "extras") == 0 ? &requirements->extras
                          : &requirements->groups, " ", value);
  return 0;
}

static void
packages_unload (void *data)
{
  struct packages *self = data;
  free (self->requirements.files);
  free (self->folders);
  free (self->pth);
  free (self->commands);
  free (self->removed);
}

/* PATH without links and dots; NULL after pyvenv_fail. */
static const char *
packages_resolve (pyvenv_context *cx, const char *path)
{
  char *absolute = realpath (path, NULL);
  if (absolute == NULL)
    pyvenv_fail (cx, errno, "cannot find '%s'", path);
  const char *result = absolute == NULL ? NULL
    : pyvenv_format (cx, "%s", absolute);
  free (absolute);
  return result;
}

/* A requirement that begins with a dash would be an option of pip. */
static int
packages_check_requirements (pyvenv_context *cx, const char *value)
{
  for (const char *s = value; *(s += strspn (s, " \t")) != '\0';
       s += strcspn (s, " \t"))
    if (*s == '-')
      return pyvenv_fail (cx, 0, "install takes requirements as in 'requests>=2"
                          " rich', not options of pip: '%s'", s);
  return 0;
}

/* Where wheels of a folder were from is not known. */
static int
packages_check_write_lock (const struct packages *self, pyvenv_context *cx)
{
  const struct requirements_keys *requirements = &self->requirements;
  if (requirements->write_lock == NULL)
    return 0;
  if (self->wheels != NULL)
    return pyvenv_fail (cx, 0, "'write-lock' and 'wheels' do not go together; name"
                        " the wheels in a file for 'requirements'");
  return requirements->count > 0 || requirements->install != NULL ? 0
    : pyvenv_fail (cx, 0, "'write-lock' writes what 'requirements' and 'install'"
                   " bring, and neither is given");
}

static int
packages_config_complete (void *data, pyvenv_context *cx)
{
  struct packages *self = data;
  const char **files = self->requirements.files;
  for (size_t i = 0; i < self->requirements.count; i++)
    if ((files[i] = packages_resolve (cx, files[i])) == NULL)
      return -1;
  if (self->sync && self->requirements.count == 0)
    return pyvenv_fail (cx, 0, "'sync' removes what 'requirements' does not name,"
                        " and that is not given");
  if (packages_check_write_lock (self, cx) < 0)
    return -1;
  return self->requirements.install == NULL ? 0
    : packages_check_requirements (cx, self->requirements.install);
}

/* An upgrade does no more than bring the environment to the requirements. */
static int
packages_check (void *data, pyvenv_context *cx)
{
  const struct packages *self = data;
  struct packages_local *local = pyvenv_local (cx);
  local->upgrades = (pyvenv_options (cx) & PYVENV_UPGRADE) != 0
    && access (pyvenv_cfg_path (cx), F_OK) == 0;
  return requirements_check (cx, &self->requirements,
                             self->sync || local->upgrades);
}

/* Removes what nothing asks for.  What ensurepip brings is left, as pip-sync leaves
 * it, though no file of requirements names it. */
static int
packages_sync (const struct packages *self, pyvenv_context *cx)
{
  static const char *const bundled[] = { "pip", "setuptools", NULL };
  int minor;
  pyvenv_python_version (cx, NULL, &minor, NULL);
  const char *const keep[] = { bundled[0], minor < 12 ? bundled[1] : NULL, NULL };
  return pyvenv_remove_others (cx, keep, self->requirements.no_deps
                               ? PYVENV_WHEEL_NO_DEPS : 0);
}

/* What depends on what for the key `install` is not known here. */
static int
packages_install_requirements (const struct packages *self, pyvenv_context *cx)
{
  if (requirements_install (cx, &self->requirements, self->sync) < 0)
    return -1;
  return self->sync && self->requirements.install == NULL
    ? packages_sync (self, cx) : 0;
}

/* An upgrade leaves out the key `install`. */
static int
packages_upgrade (const struct packages *self, pyvenv_context *cx)
{
  struct requirements_keys keys = self->requirements;
  keys.install = NULL;
  if (requirements_install (cx, &keys, true) < 0)
    return -1;
  return self->sync ? packages_sync (self, cx) : 0;
}

/* An upgrade ends with this phase, after the plugins inside have upgraded pip. */
static int
packages_setup_python (void *data, pyvenv_context *cx, pyvenv_next *next)
{
  const struct packages *self = data;
  const struct packages_local *local = pyvenv_local (cx);
  if (pyvenv_call_next (next) < 0)
    return -1;
  return local->upgrades && self->requirements.count > 0
    ? packages_upgrade (self, cx) : 0;
}

/* After all others, so that pip is there; files come last and may change what
 * packages brought. */
static int
packages_post_setup (void *data, pyvenv_context *cx, pyvenv_next *next)
{
  const struct packages *self = data;
  if (pyvenv_call_next (next) < 0)
    return -1;
  if (self->wheels != NULL && wheels_install (cx, self->wheels) < 0)
    return -1;
  if (packages_install_requirements (self, cx) < 0)
    return -1;
  if (self->removed_count > 0 && pyvenv_remove_projects (cx, self->removed) < 0)
    return -1;
  for (size_t i = 0; i < self->folder_count; i++)
    if (files_copy (cx, self->folders[i]) < 0)
      return -1;
  if (self->pth_count > 0 && site_write_pth (cx, self->pth) < 0)
    return -1;
  return self->command_count > 0 ? site_run_all (cx, self->commands) : 0;
}

/* The pip.conf of a site has to be there before anything is looked for: it says
 * where. */
static int
packages_ensure_directories (void *data, pyvenv_context *cx, pyvenv_next *next)
{
  const struct packages *self = data;
  if (pyvenv_call_next (next) < 0)
    return -1;
  for (size_t i = 0; i < self->folder_count; i++)
    if (files_copy_one (cx, self->folders[i], "pip.conf") < 0)
      return -1;
  return self->pip_conf == NULL || *self->pip_conf == '\0' ? 0
         : files_copy_as (cx, self->pip_conf, "pip.conf");
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "packages",
  .version = PACKAGE_VERSION,
  .description = "Gives each environment packages and files of your own",
  .keys = packages_keys,
  .order = PYVENV_ORDER_FIRST,
  .state_size = sizeof (struct packages),
  .local_size = sizeof (struct packages_local),
  .unload = packages_unload,
  .config = packages_config,
  .config_complete = packages_config_complete,
  .check = packages_check,
  .ensure_directories = packages_ensure_directories,
  .setup_python = packages_setup_python,
  .post_setup = packages_post_setup
};
