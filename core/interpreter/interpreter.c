/* interpreter.c: which base interpreter, and what is known about it. */
#include <config.h>

#include "interpreter.h"
#include "cleanup.h"
#include "file.h"
#include "interpreter_private.h"
#include "system.h"

#include <fcntl.h>
#include <string.h>

/* A shim may run a shim. */
#define SHIM_DEPTH 4

/* As many environments may be made from one another. */
#define ENVIRONMENTS_LIMIT 16

/* A candidate that was refused: the same file by the same name, found again
 * through another folder of PATH, is not asked again. */
struct interpreter_tried {
  struct interpreter_tried *next;
  dev_t dev;
  ino_t ino;
  const char *name;
};

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

  /* As the module venv does, which then joins and splits the path. */
  ret->base_executable = interpreter_tidy_path (search->arena,
                                                ret->base_executable);
  if (ret->base_executable == NULL)
    return interpreter_no_memory (search);
  verdict = interpreter_home_settle (search, path, ret);

  /* What a script runs may change while it stays the same. */
  if (verdict == INTERPRETER_TAKEN && !interpreter_is_script (path))
    interpreter_record_write (search, path, status, ret);
  return verdict;
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

static enum interpreter_verdict
interpreter_resolve (struct interpreter_search *search, const char *path,
                     int depth, struct interpreter *ret);

/* Whether FOUND, which BASE led to, is of the version and the build that the
 * environment OUTER of PATH is of. */
static enum interpreter_verdict
interpreter_check_base (struct interpreter_search *search, const char *path,
                        const struct interpreter_outer *outer,
                        const char *base, const struct interpreter *found)
{
  if (outer->major > 0
      && (outer->major != found->major || outer->minor != found->minor))
    return interpreter_refuse (search, path, "its environment is of Python "
                               "%d.%d, and '%s' is %s", outer->major,
                               outer->minor, base, found->version);

  /* The name of the folder tells builds with threads and PyPy apart. */
  struct stat status;
  const char *purelib = arena_format (&search->scratch, "%s/%s", outer->folder,
                                      found->env_purelib);
  if (purelib == NULL)
    return interpreter_no_memory (search);
  if (stat (purelib, &status) < 0)
    return interpreter_refuse (search, path, "its environment is of another "
                               "build than '%s': it has no %s", base,
                               found->env_purelib);
  return INTERPRETER_TAKEN;
}

/* The facts of PATH, the interpreter of the environment OUTER: those of the first
 * base that fits. */
static enum interpreter_verdict
interpreter_resolve_inside (struct interpreter_search *search,
                            const char *path,
                            const struct interpreter_outer *outer, int depth,
                            struct interpreter *ret)
{
  struct interpreter_bases bases;
  if (interpreter_base_list (search->arena, path, outer, &bases) < 0)
    return interpreter_no_memory (search);
  if (bases.count == 0 || search->environments++ >= ENVIRONMENTS_LIMIT)
    return interpreter_refuse (search, path, "its environment was made from "
                               "'%s': %s", bases.missing,
                               strerror (bases.count == 0 ? ENOENT : ELOOP));

  enum interpreter_verdict verdict = INTERPRETER_REFUSED;
  for (size_t i = 0; i < bases.count && verdict == INTERPRETER_REFUSED; i++)
    {
      const char *base = bases.paths[i];
      report_debug (search->report, "%s is in an environment, its base may be "
                    "%s", path, base);
      verdict = interpreter_resolve (search, base, depth > 0 ? depth : 1, ret);
      if (verdict == INTERPRETER_TAKEN && !bases.linked)
        verdict = interpreter_check_base (search, path, outer, base, ret);
    }
  return verdict == INTERPRETER_TAKEN
    ? interpreter_rename (search, path, ret) : verdict;
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

  struct interpreter_outer outer;
  int inside = interpreter_base_read (search->arena, path, &outer);
  if (inside < 0)
    return interpreter_no_memory (search);
  if (inside > 0)
    return interpreter_resolve_inside (search, path, &outer, depth, ret);

  bool shim;
  enum interpreter_verdict verdict
    = interpreter_ask (search, path, &status, ret, &shim);
  if (verdict == INTERPRETER_TAKEN && shim && depth >= SHIM_DEPTH)
    return interpreter_refuse (search, path, "runs '%s', which runs yet "
                               "another program", ret->executable);
  if (verdict == INTERPRETER_TAKEN && shim)
    verdict = interpreter_resolve (search, ret->executable, depth + 1, ret);
  return verdict;
}

/* Whether what was found is what was asked for. */
static enum interpreter_verdict
interpreter_check (struct interpreter_search *search, const char *path,
                   const struct interpreter *found)
{
  if (spec_fits (&search->spec, found))
    return INTERPRETER_TAKEN;
  bool cpython = strcmp (found->implementation, "cpython") == 0;
  return interpreter_refuse (search, path, "is %s%s%s%s%s",
                             cpython ? "" : found->implementation,
                             cpython ? "" : " ", found->version,
                             found->abi_thread[0] != '\0'
                             ? ", free-threaded" : "",
                             search->spec.bits == 0 ? ""
                             : found->is_64bit ? ", 64-bit" : ", 32-bit");
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
  search->environments = 0;
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
                           *only != '\0' ? "\n  " : "", only);
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
                           "PYVENV_PROBE_TIMEOUT is '%s', which is not a "
                           "number of seconds from 1 to 3600",
                           secure_getenv ("PYVENV_PROBE_TIMEOUT"));

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
