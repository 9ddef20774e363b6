/* script.c: installs by downloading a script and running it. */
#include <config.h>

#include "setuptools-pip.h"

#include "tail.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* get-pip.py, which carries a whole pip, has two and a half million bytes. */
#define SCRIPT_LIMIT ((uint64_t) 8 << 20)

#define SCRIPT_NAME_CHARACTERS \
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"

/* The last part of the URL's path if it can be a file's name, else NULL.
 * *LENGTH is that of the name. */
static const char *
script_name (const char *url, size_t *length)
{
  const char *mark = strstr (url, "://");
  const char *start = mark != NULL ? mark + 3 : url;
  const char *end = start + strcspn (start, "?#");
  const char *name = NULL;
  for (const char *s = start; s < end; s++)
    if (*s == '/')
      name = s + 1;

  *length = name != NULL ? (size_t) (end - name) : 0;
  if (*length == 0 || *length > 200 || *name == '.' || *name == '-'
      || strspn (name, SCRIPT_NAME_CHARACTERS) < *length)
    return NULL;
  return name;
}

int
script_check (pyvenv_context *cx, const char *key, const char *url)
{
  static const char *const schemes[] = { "https://", "http://", "file://" };
  size_t length;
  bool known = false;
  for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
    known = known || strncasecmp (url, schemes[i], strlen (schemes[i])) == 0;

  /* The address is not shown: it may hold a password. */
  if (!known)
    return pyvenv_fail (cx, 0, "%s wants an address that starts with https://,"
                        " http:// or file://", key);
  if (script_name (url, &length) == NULL)
    return pyvenv_fail (cx, 0, "%s wants the address of a script: it must end"
                        " in a plain file name, as in '.../get-pip.py'", key);
  return 0;
}

/* Scripts are no packages: this address is that of the project that writes
 * get-pip.py, which has one for each Python that the newest pip left behind. */
#define SCRIPT_PUBLISHED "https://bootstrap.pypa.io"
#define SCRIPT_OLDEST_CURRENT 10

const char *
script_default (pyvenv_context *cx)
{
  int minor;
  pyvenv_python_version (cx, NULL, &minor, NULL);
  if (minor >= SCRIPT_OLDEST_CURRENT)
    return SCRIPT_PUBLISHED "/get-pip.py";
  return pyvenv_format (cx, SCRIPT_PUBLISHED "/pip/3.%d/get-pip.py", minor);
}

struct script {
  const char *project;
  const char *name;
  const char *relpath;
  const char *argument;         /* or NULL */
};

static int
script_run (pyvenv_context *cx, const struct script *script)
{
  const char *const argv[] = { pyvenv_env_python (cx), script->name,
                               script->argument, NULL };
  struct tail tail = { .cx = cx, .always = true };
  int status;

  if (pyvenv_run_in (cx, pyvenv_bin_name (cx), argv, tail_add, &tail,
                     &status) == 0)
    return 0;
  const char *what = pyvenv_format (cx, "the script '%s' that should install"
                                    " %s failed", script->name,
                                    script->project);
  return tail_fail (&tail, what != NULL ? what : "the script failed");
}

/* ez_setup.py leaves the archive of setuptools where it ran; the manual knows
 * .tar.gz, its later versions took .zip. */
static bool
script_is_archive (const char *name)
{
  size_t length = strlen (name);
  return strncmp (name, "setuptools-", 11) == 0
    && (strcmp (name + length - 4, ".zip") == 0
        || strcmp (name + length - 7, ".tar.gz") == 0);
}

/* The archives in the bin folder as "/NAME/NAME/", a string of the context;
 * NULL on out of memory. */
static const char *
script_archives (pyvenv_context *cx)
{
  const char *names = "/";
  DIR *dir = opendir (pyvenv_bin_dir (cx));
  for (struct dirent *entry; names != NULL && dir != NULL
         && (entry = readdir (dir)) != NULL;)
    if (script_is_archive (entry->d_name))
      names = pyvenv_format (cx, "%s%s/", names, entry->d_name);
  if (dir != NULL)
    closedir (dir);
  return names;
}

/* Deletes the archives that were not there BEFORE.  Not by pyvenv_remove, which
 * would bring them back if the environment is given up. */
static int
script_remove_archives (pyvenv_context *cx, const char *before)
{
  int result = 0;
  DIR *dir = opendir (pyvenv_bin_dir (cx));
  for (struct dirent *entry; dir != NULL && (entry = readdir (dir)) != NULL;)
    {
      const char *known = pyvenv_format (cx, "/%s/", entry->d_name);
      if (script_is_archive (entry->d_name) && known != NULL
          && strstr (before, known) == NULL
          && unlinkat (dirfd (dir), entry->d_name, 0) < 0)
        result = pyvenv_fail (cx, errno, "cannot delete '%s/%s'",
                              pyvenv_bin_dir (cx), entry->d_name);
    }
  if (dir != NULL)
    closedir (dir);
  return result;
}

int
script_install (pyvenv_context *cx, const char *project, const char *url,
                const char *argument)
{
  size_t length;
  struct script script = { .project = project, .argument = argument };
  const char *name = script_name (url, &length);
  script.name = pyvenv_format (cx, "%.*s", (int) length, name);
  script.relpath = pyvenv_format (cx, "%s/%s", pyvenv_bin_name (cx),
                                  script.name);
  const char *path = pyvenv_format (cx, "%s/%s", pyvenv_bin_dir (cx),
                                    script.name);
  const char *before = script_archives (cx);
  if (script.name == NULL || script.relpath == NULL || path == NULL
      || before == NULL)
    return -1;

  /* The address must not be able to replace bin/python or bin/activate. */
  if (access (path, F_OK) == 0)
    return pyvenv_fail (cx, 0, "cannot download the script for %s: '%s' is"
                        " already there", project, path);
  if (pyvenv_fetch (cx, url, script.relpath, SCRIPT_LIMIT) < 0)
    return pyvenv_fail (cx, 0, "cannot install %s%s", project,
                        strcmp (script.name, "ez_setup.py") != 0 ? ""
                        : " (nobody maintains ez_setup.py any more;"
                        " --source=index installs setuptools without it)");

  report_start (cx, project);
  int result = script_run (cx, &script);
  if (pyvenv_remove (cx, script.relpath) < 0)
    result = -1;
  if (script_remove_archives (cx, before) < 0)
    result = -1;
  if (result == 0)
    report_done (cx);
  return result;
}
