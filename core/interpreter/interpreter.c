/* interpreter.c: which base interpreter, and what is known about it. */
#include <config.h>

#include "interpreter.h"
#include "cleanup.h"
#include "file.h"
#include "interpreter_private.h"

#include <fcntl.h>
#include <string.h>

/* A shim may run a shim. */
#define SHIM_DEPTH 4

/* A candidate that was refused: the same file by the same name, found again
 * through another folder of PATH, is not asked again. */
struct interpreter_tried {
  struct interpreter_tried *next;
  dev_t dev;
  ino_t ino;
  const char *name;
};

enum interpreter_verdict
interpreter_no_memory (struct interpreter_search *search)
{
  report_fail_as (search->report, PYVENV_ERROR_OTHER, ENOMEM,
                  "cannot look for an interpreter");
  return INTERPRETER_FAILED;
}

enum interpreter_verdict
interpreter_refuse (struct interpreter_search *search, const char *path,
                    const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  CLEAN_TEXT struct text reason = TEXT_EMPTY;
  text_vaddf (&reason, fmt, ap);
  va_end (ap);

  for (size_t i = 0; i < reason.length; i++)
    if ((unsigned char) reason.bytes[i] < 0x20 || reason.bytes[i] == 0x7f)
      reason.bytes[i] = '?';
  search->reason = arena_copy (&search->scratch, text_string (&reason));
  text_addf (&search->refused, "\n  %s: %s", path, text_string (&reason));
  if (search->reason == NULL || search->refused.failed)
    return interpreter_no_memory (search);
  report_debug (search->report, "%s: %s", path, search->reason);
  return INTERPRETER_REFUSED;
}

/* PATH cannot be looked at. */
static enum interpreter_verdict
interpreter_refuse_missing (struct interpreter_search *search,
                            const char *path, int error)
{
  struct stat status;
  if (error == ENOENT && lstat (path, &status) == 0)
    {
      char target[1024];
      ssize_t length = readlink (path, target, sizeof target - 1);
      target[length > 0 ? length : 0] = '\0';
      return interpreter_refuse (search, path, "is a link to '%s', which does "
                                 "not exist", target);
    }
  if (error == ENOENT)
    return interpreter_refuse (search, path, "there is no such file");
  return interpreter_refuse (search, path, "%s", strerror (error));
}

/* An example helps only where it exists. */
static enum interpreter_verdict
interpreter_refuse_folder (struct interpreter_search *search, const char *path)
{
  static const char *const names[] = { "bin/python3", "python3" };
  const char *slash = string_ends_with (path, "/") ? "" : "/";
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    {
      const char *inside = arena_format (&search->scratch, "%s%s%s", path,
                                         slash, names[i]);
      if (inside == NULL)
        return interpreter_no_memory (search);
      if (access (inside, X_OK) == 0)
        return interpreter_refuse (search, path, "is a directory; name the "
                                   "interpreter in it, such as '%s'", inside);
    }
  return interpreter_refuse (search, path, "is a directory; name the "
                             "interpreter itself");
}

bool
interpreter_is_script (const char *path)
{
  char start[2];
  CLEAN_FD int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  return fd >= 0 && read (fd, start, 2) == 2 && start[0] == '#'
    && start[1] == '!';
}

static bool
interpreter_same_file (const struct stat *status, const char *path)
{
  struct stat other;
  return stat (path, &other) == 0 && file_is_same (&other, status);
}

/* The facts of PATH, which is in no environment and whose file is as STATUS
 * says; from its record or from itself.  *SHIM is set where another program
 * answered, and its path is ret->executable. */
static enum interpreter_verdict
interpreter_ask (struct interpreter_search *search, const char *path,
                 const struct stat *status, struct interpreter *ret,
                 bool *shim)
{
  *shim = false;
  if (interpreter_record_read (search, path, status, ret))
    return INTERPRETER_TAKEN;

  enum interpreter_verdict verdict = interpreter_probe (search, path, ret);
  if (verdict != INTERPRETER_TAKEN)
    return verdict;
  *shim = !interpreter_same_file (status, ret->executable);
  if (*shim)
    {
      report_debug (search->report, "%s runs %s", path, ret->executable);
      return INTERPRETER_TAKEN;
    }
  if (interpreter_is_script (path))
    return interpreter_refuse (search, path, "is a script that hides the "
                               "interpreter it runs; name that one");

  /* As the module venv does, which then joins and splits the path. */
  ret->base_executable = interpreter_tidy_path (search->arena,
                                                ret->base_executable);
  if (ret->base_executable == NULL)
    return interpreter_no_memory (search);
  interpreter_record_write (search, path, status, ret);
  return INTERPRETER_TAKEN;
}

/* PATH is the interpreter of an environment, BASE that of its base, whose facts
 * *RET holds: only the names of the running one differ. */
static enum interpreter_verdict
interpreter_rename (struct interpreter_search *search, const char *path,
                    struct interpreter *ret)
{
  CLEAN_FREE char *real = realpath (path, NULL);
  if (real == NULL)
    return interpreter_refuse_missing (search, path, errno);
  ret->executable = arena_copy (search->arena, path);
  ret->real_executable = arena_copy (search->arena, real);
  if (ret->executable == NULL || ret->real_executable == NULL)
    return interpreter_no_memory (search);
  return INTERPRETER_TAKEN;
}

/* The facts of PATH, whatever it is; DEPTH counts shims. */
static enum interpreter_verdict
interpreter_resolve (struct interpreter_search *search, const char *path,
                     int depth, struct interpreter *ret)
{
  /* Nothing is said of what is merely not in a folder of PATH. */
  bool optional = depth == 0 && search->spec.kind != SPEC_PATH;
  struct stat status;
  if (stat (path, &status) < 0)
    {
      int error = errno;
      return optional && lstat (path, &status) < 0 ? INTERPRETER_REFUSED
        : interpreter_refuse_missing (search, path, error);
    }
  if (S_ISDIR (status.st_mode) && optional)
    return INTERPRETER_REFUSED;
  if (S_ISDIR (status.st_mode))
    return interpreter_refuse_folder (search, path);
  if (!S_ISREG (status.st_mode))
    return interpreter_refuse (search, path, "is not a file");

  const char *missing;
  const char *base = interpreter_base (search->arena, path, &missing);
  if (base == NULL && errno == ENOMEM)
    return interpreter_no_memory (search);
  if (base == NULL)
    return interpreter_refuse (search, path, "its environment was made from "
                               "'%s': %s", missing, strerror (errno));
  bool inside = strcmp (base, path) != 0;
  if (inside)
    report_debug (search->report, "%s is in an environment, its base is %s",
                  path, base);
  if (inside && stat (base, &status) < 0)
    return interpreter_refuse (search, path, "its environment was made from "
                               "'%s': %s", base, strerror (errno));

  bool shim;
  enum interpreter_verdict verdict
    = interpreter_ask (search, base, &status, ret, &shim);
  if (verdict == INTERPRETER_TAKEN && shim && depth >= SHIM_DEPTH)
    return interpreter_refuse (search, path, "runs '%s', which runs yet "
                               "another program", ret->executable);
  if (verdict == INTERPRETER_TAKEN && shim)
    verdict = interpreter_resolve (search, ret->executable, depth + 1, ret);
  if (verdict == INTERPRETER_TAKEN && inside)
    verdict = interpreter_rename (search, path, ret);
  return verdict;
}

/* Whether what was found is what was asked for. */
static enum interpreter_verdict
interpreter_check (struct interpreter_search *search, const char *path,
                   const struct interpreter *found)
{
  const int version[3] = { found->major, found->minor, found->micro };
  bool free_threaded = found->abi_thread[0] != '\0';
  if (spec_fits (&search->spec, version, free_threaded))
    return INTERPRETER_TAKEN;
  return interpreter_refuse (search, path, "is %s%s", found->version,
                             free_threaded ? ", free-threaded" : "");
}

/* Whether this very file was refused by this very name already. */
static bool
interpreter_was_tried (const struct interpreter_search *search,
                       const char *path)
{
  struct stat status;
  if (search->tried == NULL || stat (path, &status) < 0)
    return false;
  const char *name = strrchr (path, '/') + 1;
  for (struct interpreter_tried *t = search->tried; t != NULL; t = t->next)
    if (t->dev == status.st_dev && t->ino == status.st_ino
        && strcmp (t->name, name) == 0)
      return true;
  return false;
}

static void
interpreter_was_refused (struct interpreter_search *search, const char *path)
{
  struct stat status;
  struct interpreter_tried *tried
    = arena_zeroed (&search->scratch, sizeof *tried);
  if (tried == NULL || stat (path, &status) < 0)
    return;
  *tried = (struct interpreter_tried) {
    search->tried, status.st_dev, status.st_ino,
    arena_copy (&search->scratch, strrchr (path, '/') + 1)
  };
  if (tried->name != NULL)
    search->tried = tried;
}

enum interpreter_verdict
interpreter_try (struct interpreter_search *search, const char *path)
{
  if (interpreter_was_tried (search, path))
    return INTERPRETER_REFUSED;

  struct interpreter found = { 0 };
  enum interpreter_verdict verdict
    = interpreter_resolve (search, path, 0, &found);
  if (verdict == INTERPRETER_TAKEN)
    verdict = interpreter_check (search, path, &found);
  if (verdict == INTERPRETER_REFUSED)
    interpreter_was_refused (search, path);
  else if (verdict == INTERPRETER_TAKEN)
    *search->found = found;
  return verdict;
}

/* The error for a search that found nothing. */
static int
interpreter_fail (struct interpreter_search *search)
{
  const struct spec *spec = &search->spec;
  if (spec->kind == SPEC_PATH && search->reason != NULL)
    return report_fail_as (search->report, PYVENV_ERROR_INTERPRETER, 0,
                           "cannot use the interpreter '%s'%s: %s", spec->text,
                           search->origin, search->reason);

  const char *what = spec->kind == SPEC_DEFAULT ? "no interpreter was found"
    : arena_format (&search->scratch, "no interpreter fits '%s'%s", spec->text,
                    search->origin);
  const char *names = interpreter_search_names (search);
  if (what == NULL || names == NULL)
    return interpreter_no_memory (search), -1;
  const char *only = spec->kind == SPEC_DEFAULT ? ""
                     : "(only PATH is searched; a path can be given, too)";
  if (search->refused.length > 0)
    return report_fail_as (search->report, PYVENV_ERROR_INTERPRETER, 0,
                           "%s:%s%s%s", what, text_string (&search->refused),
                           *only != '\0' ? "\n" : "", only);
  return report_fail_as (search->report, PYVENV_ERROR_INTERPRETER, 0,
                         "%s: there is no %s on PATH%s%s", what, names,
                         spec->kind == SPEC_NAME
                         ? " (paths are written with a slash, './NAME')"
                         : spec->kind == SPEC_DEFAULT
                         ? "; name one with --python" : " ",
                         spec->kind == SPEC_NAME ? "" : only);
}

static int
interpreter_find_in (struct interpreter_search *search, const char *text)
{
  const char *why;
  if (spec_parse (&search->scratch, text, &search->spec, &why) < 0)
    return errno == ENOMEM ? (interpreter_no_memory (search), -1)
      : report_fail_as (search->report, PYVENV_ERROR_INTERPRETER, 0,
                        "no interpreter fits '%s'%s: %s", text, search->origin,
                        why);

  enum interpreter_verdict verdict = interpreter_search_run (search);
  if (verdict == INTERPRETER_REFUSED)
    return interpreter_fail (search);
  if (verdict == INTERPRETER_TAKEN)
    report_debug (search->report, "taking %s, %s %s", search->found->executable,
                  search->found->implementation, search->found->version);
  return verdict == INTERPRETER_TAKEN ? 0 : -1;
}

int
interpreter_find (struct report *report, const char *spec, const char *origin,
                  const char *cache_dir, struct arena *arena,
                  struct interpreter *ret)
{
  if (interpreter_probe_timeout () < 0)
    return report_fail_as (report, PYVENV_ERROR_USAGE, 0,
                           "PYVENV_PROBE_TIMEOUT is '%s', which is no number "
                           "of seconds from 1 to 3600",
                           getenv ("PYVENV_PROBE_TIMEOUT"));

  struct interpreter_search search = {
    .report = report, .arena = arena, .cache_dir = cache_dir, .found = ret,
    .origin = "",
  };
  if (origin != NULL)
    search.origin = arena_format (&search.scratch, " (from %s)", origin);
  if (search.origin == NULL)
    return interpreter_no_memory (&search), -1;
  int result = interpreter_find_in (&search, spec);
  text_clear (&search.refused);
  arena_release (&search.scratch);
  return result;
}
