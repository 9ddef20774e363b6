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
#include <sys/stat.h>
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

/* What stands behind '#' of the URL can only be the hash of the script; NULL
 * where there is none.  What is no hash is refused and not left out, for a slip
 * of the pen must not switch the check off. */
static const char *
script_hash (const char *url)
{
  const char *fragment = strchr (url, '#');
  return fragment != NULL ? fragment + 1 : NULL;
}

static bool
script_hash_is_valid (const char *hash)
{
  static const struct { const char *prefix; size_t digits; } kinds[]
    = { { "sha256=", 64 }, { "sha384=", 96 }, { "sha512=", 128 } };
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    {
      size_t length = strlen (kinds[i].prefix);
      if (strncmp (hash, kinds[i].prefix, length) == 0)
        return strlen (hash + length) == kinds[i].digits
          && strspn (hash + length, "0123456789abcdefABCDEF")
             == kinds[i].digits;
    }
  return false;
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

  const char *hash = script_hash (url);
  if (hash != NULL && !script_hash_is_valid (hash))
    return pyvenv_fail (cx, 0, "%s wants #sha256= and 64 hexadecimal digits"
                        " behind the address (or sha384 and 96, or sha512 and"
                        " 128), not '#%s'", key, hash);
  return 0;
}

/* Scripts are no packages: this address is that of the project that writes
 * get-pip.py. */
#define SCRIPT_PUBLISHED "https://bootstrap.pypa.io"

/* More than anybody passes. */
#define SCRIPT_ARGUMENTS 4

struct script {
  const char *project;
  const char *url;
  const char *const *arguments; /* NULL-terminated */
  const char *name;
  const char *relpath;
};

/* What to do without the script, where nobody will mend it, else "".  The
 * manual's example names ez_setup.py, which can still be downloaded in places
 * and then fails when it runs. */
static const char *
script_advice (const struct script *script)
{
  return strcmp (script->name, "ez_setup.py") != 0 ? ""
    : " (nobody maintains ez_setup.py any more; --source=index installs"
    " setuptools without it)";
}

static int
script_run (pyvenv_context *cx, const struct script *script)
{
  const char *argv[SCRIPT_ARGUMENTS + 3] = { pyvenv_env_python (cx),
                                             script->name };
  for (size_t i = 0; i < SCRIPT_ARGUMENTS && script->arguments[i] != NULL; i++)
    argv[i + 2] = script->arguments[i];
  struct tail tail = { .cx = cx, .always = true };
  int status;

  if (pyvenv_run_in (cx, pyvenv_bin_name (cx), argv, tail_add, &tail,
                     &status) == 0)
    return 0;
  const char *what = pyvenv_format (cx, "the script '%s' that should install"
                                    " %s failed%s", script->name,
                                    script->project, script_advice (script));
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

/* Decides where the script at its address goes.  The address must not be able
 * to replace bin/python or bin/activate, nor a link, wherever that leads;
 * pyvenv_fetch replaces what there is.  Between the two nobody else is at work,
 * for the environment is locked. */
static int
script_prepare (pyvenv_context *cx, struct script *script)
{
  struct stat st;
  size_t length;
  const char *name = script_name (script->url, &length);
  script->name = pyvenv_format (cx, "%.*s", (int) length, name);
  script->relpath = pyvenv_format (cx, "%s/%s", pyvenv_bin_name (cx),
                                   script->name);
  const char *path = pyvenv_format (cx, "%s/%s", pyvenv_bin_dir (cx),
                                    script->name);
  if (script->name == NULL || script->relpath == NULL || path == NULL)
    return -1;
  if (lstat (path, &st) == 0)
    return pyvenv_fail (cx, 0, "cannot download the script for %s: '%s' is"
                        " already there", script->project, path);
  return 0;
}

/* Downloads it.  What stands behind '#' is for us and not for the server. */
static int
script_fetch (pyvenv_context *cx, const struct script *script)
{
  const char *address = pyvenv_format (cx, "%.*s",
                                       (int) strcspn (script->url, "#"),
                                       script->url);
  if (address == NULL)
    return -1;
  return pyvenv_fetch (cx, address, script->relpath, script_hash (script->url),
                       SCRIPT_LIMIT);
}

static int
script_fail_fetch (pyvenv_context *cx, const struct script *script)
{
  return pyvenv_fail (cx, 0, "cannot install %s%s", script->project,
                      script_advice (script));
}

/* Runs the script that was downloaded, and deletes it and what it left. */
static int
script_use (pyvenv_context *cx, const struct script *script)
{
  const char *before = script_archives (cx);
  if (before == NULL)
    return -1;
  project_start (cx, script->project);
  int result = script_run (cx, script);
  if (pyvenv_remove (cx, script->relpath) < 0)
    result = -1;
  if (script_remove_archives (cx, before) < 0)
    result = -1;
  if (result == 0)
    project_done (cx);
  return result;
}

int
script_install (pyvenv_context *cx, const char *project, const char *url,
                const char *const *arguments)
{
  struct script script = {
    .project = project, .url = url, .arguments = arguments
  };
  if (script_prepare (cx, &script) < 0)
    return -1;
  if (script_fetch (cx, &script) != 0)
    return script_fail_fetch (cx, &script);
  return script_use (cx, &script);
}

/* Each Python that the newest pip left behind has a get-pip.py of its own (in
 * 2026 those up to 3.9), and every year one more moves there.  Asking for it
 * first costs the others one small answer, and is right also for a Python that
 * is left behind after this was written. */
int
script_install_published (pyvenv_context *cx, const char *project,
                          const char *const *arguments)
{
  int major, minor;
  pyvenv_python_version (cx, &major, &minor, NULL);
  struct script script = {
    .project = project, .arguments = arguments,
    .url = pyvenv_format (cx, SCRIPT_PUBLISHED "/pip/%d.%d/get-pip.py", major,
                          minor)
  };
  if (script.url == NULL || script_prepare (cx, &script) < 0)
    return -1;
  int result = script_fetch (cx, &script);
  if (result == PYVENV_MISSING)
    {
      pyvenv_clear_error (cx);
      script.url = SCRIPT_PUBLISHED "/get-pip.py";
      result = script_fetch (cx, &script);
    }
  return result != 0 ? script_fail_fetch (cx, &script)
    : script_use (cx, &script);
}
