/* interpreter_home.c: the folder of the base interpreter that environments name.
 *
 * An environment's python looks for its library from the key `home` upwards,
 * while an interpreter does so from where its file really is.  The two differ
 * where the interpreter was started through a link in another folder: then the
 * interpreter may find its library and the environment's python none, or another
 * one. */
#include <config.h>

#include "cleanup.h"
#include "file.h"
#include "interpreter_private.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Links on the way from the name that was started to the file. */
#define HOME_LINKS 16

/* What the files say of a folder as `home`. */
enum home_answer {
  HOME_RIGHT,
  HOME_WRONG,                   /* another library, or none that starts */
  HOME_DOUBT                    /* no library above: the interpreter may know */
};

/* The file that an interpreter knows its library by. */
#define HOME_LANDMARK "os.py"

static bool
home_is_same (const char *a, const char *b)
{
  struct stat status_a, status_b;
  return stat (a, &status_a) == 0 && stat (b, &status_b) == 0
    && file_is_same (&status_a, &status_b);
}

/* Whether the libraries A and B are one: Nix and Guix make folders of links to
 * the files of others. */
static bool
home_is_same_library (struct arena *arena, const char *a, const char *b)
{
  const char *in_a = arena_format (arena, "%s/" HOME_LANDMARK, a);
  const char *in_b = arena_format (arena, "%s/" HOME_LANDMARK, b);
  return in_a != NULL && in_b != NULL
    && (strcmp (a, b) == 0 || home_is_same (in_a, in_b));
}

/* Looks for the library from FOLDER upwards, as getpath does: all the way but in
 * "/" itself, where many systems have a link /lib. */
static enum home_answer
home_search_up (struct interpreter_search *search, const char *folder,
                const struct interpreter *found)
{
  size_t prefix = strlen (found->prefix);
  if (strncmp (found->stdlib, found->prefix, prefix) != 0
      || found->stdlib[prefix] != '/')
    return HOME_DOUBT;
  const char *inside = found->stdlib + prefix;

  while (folder != NULL && strcmp (folder, "/") != 0)
    {
      const char *library = arena_format (&search->scratch, "%s%s", folder,
                                          inside);
      const char *landmark = library == NULL ? NULL
        : arena_format (&search->scratch, "%s/" HOME_LANDMARK, library);
      if (landmark == NULL)
        break;
      if (access (landmark, F_OK) == 0)
        return home_is_same_library (&search->scratch, library, found->stdlib)
          ? HOME_RIGHT : HOME_WRONG;
      folder = interpreter_folder (&search->scratch, folder);
    }
  return HOME_DOUBT;
}

/* Makes an environment at ROOT, which exists, and starts it. */
static enum home_answer
home_try_in (struct interpreter_search *search, const char *root,
             const char *executable, const struct interpreter *found)
{
  const char *bin = arena_format (&search->scratch, "%s/bin", root);
  const char *cfg = arena_format (&search->scratch, "%s/pyvenv.cfg", root);
  const char *python = arena_format (&search->scratch, "%s/bin%s", root,
                                     strrchr (executable, '/'));
  const char *folder = interpreter_folder (&search->scratch, executable);
  const char *text = folder == NULL ? NULL
    : arena_format (&search->scratch, "home = %s\n"
                    "include-system-site-packages = false\n", folder);
  if (bin == NULL || cfg == NULL || python == NULL || text == NULL)
    return HOME_DOUBT;

  struct interpreter_trial trial = { NULL, NULL };
  bool made = mkdir (bin, 0700) == 0
    && file_create (AT_FDCWD, cfg, text, strlen (text), 0600, NULL) == 0
    && symlink (executable, python) == 0;
  if (made)
    trial = interpreter_probe_trial (search, python);
  unlink (python);
  unlink (cfg);
  rmdir (bin);
  if (!made)
    return HOME_DOUBT;
  return trial.executable != NULL && strcmp (trial.executable, python) == 0
    && trial.prefix != NULL && home_is_same (trial.prefix, found->prefix)
    ? HOME_RIGHT : HOME_WRONG;
}

/* Whether an environment of EXECUTABLE starts, with the library of FOUND, and
 * knows what it is. */
static enum home_answer
home_try (struct interpreter_search *search, const char *executable,
          const struct interpreter *found)
{
  const char *tmp = getenv ("TMPDIR");
  CLEAN_TEXT struct text root = TEXT_EMPTY;
  text_addf (&root, "%s/pyvenv-XXXXXX",
             tmp != NULL && *tmp == '/' ? tmp : "/tmp");
  if (root.failed || mkdtemp (root.bytes) == NULL)
    {
      report_debug (search->report, "cannot try an environment of %s: %s",
                    executable, strerror (errno));
      return HOME_DOUBT;
    }

  /* Python may resolve the name that it tells. */
  enum home_answer answer = HOME_DOUBT;
  CLEAN_FREE char *real = realpath (root.bytes, NULL);
  if (real != NULL)
    answer = home_try_in (search, real, executable, found);
  rmdir (root.bytes);
  report_debug (search->report, "an environment of %s %s", executable,
                answer == HOME_RIGHT ? "starts" : "does not start");
  return answer;
}

static enum home_answer
home_judge (struct interpreter_search *search, const char *executable,
            const struct interpreter *found)
{
  if (interpreter_is_script (executable))
    return home_try (search, executable, found);

  /* Where the file itself lies the interpreter has looked already. */
  const char *folder = interpreter_folder (&search->scratch, executable);
  CLEAN_FREE char *real = realpath (executable, NULL);
  const char *real_folder = real == NULL ? NULL
    : interpreter_folder (&search->scratch, real);
  if (folder == NULL || real_folder == NULL)
    return HOME_DOUBT;
  if (home_is_same (folder, real_folder))
    return HOME_RIGHT;
  enum home_answer answer = home_search_up (search, folder, found);
  return answer == HOME_DOUBT ? home_try (search, executable, found) : answer;
}

/* What the link PATH leads to, one step on; NULL where it is none. */
static const char *
home_follow (struct interpreter_search *search, const char *path)
{
  char target[PATH_MAX];
  ssize_t length = readlink (path, target, sizeof target);
  if (length <= 0 || (size_t) length == sizeof target)
    return NULL;
  const char *folder = interpreter_folder (&search->scratch, path);
  const char *next = folder == NULL ? NULL
    : arena_format (search->arena, "%s%s%.*s", target[0] == '/' ? "" : folder,
                    target[0] == '/' ? "" : "/", (int) length, target);
  return next != NULL ? interpreter_tidy_path (search->arena, next) : NULL;
}

enum interpreter_verdict
interpreter_home_settle (struct interpreter_search *search, const char *path,
                         struct interpreter *found)
{
  /* The first that is right on the way, since links are what stays when versions
   * come and go. */
  const char *executable = found->base_executable;
  for (int i = 0; executable != NULL && i < HOME_LINKS; i++)
    {
      if (home_judge (search, executable, found) == HOME_RIGHT)
        {
          found->base_executable = executable;
          return INTERPRETER_TAKEN;
        }
      if (report_is_cancelled (search->report))
        break;
      executable = home_follow (search, executable);
    }
  if (report_is_cancelled (search->report))
    {
      report_fail_as (search->report, PYVENV_ERROR_INTERRUPTED, 0,
                      "interrupted while looking at '%s'", path);
      return INTERPRETER_FAILED;
    }
  if (interpreter_is_script (path))
    return interpreter_refuse (search, path, "is a script that hides the "
                               "interpreter it runs; name that one");
  return interpreter_refuse (search, path, "runs, but the python of an "
                             "environment would not find the library '%s'; "
                             "name the interpreter beside it", found->stdlib);
}
