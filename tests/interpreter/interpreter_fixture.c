/* interpreter_fixture.c: a made-up PATH, and the interpreters of this
 * machine. */
#include <config.h>

#include "interpreter_fixture.h"
#include "cleanup.h"
#include "process.h"
#include "tests/units.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

int
fixture_setup (void **state)
{
  struct fixture *fixture = calloc (1, sizeof *fixture);
  const char *tmp = getenv ("TMPDIR");
  char template[1024];
  snprintf (template, sizeof template, "%s/pyvenv-test-XXXXXX",
            tmp != NULL ? tmp : "/tmp");
  CLEAN_FREE char *real = mkdtemp (template) != NULL
    ? realpath (template, NULL) : NULL;
  if (fixture == NULL || real == NULL)
    return -1;

  *state = fixture;
  fixture->folder = arena_copy (&fixture->arena, real);
  fixture->bin = fixture_path (fixture, "bin");
  fixture->cache = fixture_path (fixture, "cache/pyvenv");
  mock_report_clear ();
  unsetenv ("PYVENV_PYTHON");
  unsetenv ("PYVENV_PROBE_TIMEOUT");
  unsetenv ("PYTHONDONTWRITEBYTECODE");
  unsetenv ("PYTHONHOME");
  unsetenv ("PYTHONPATH");
  return mkdir (fixture->bin, 0755);
}

int
fixture_teardown (void **state)
{
  struct fixture *fixture = *state;
  const char *const argv[] = { "/bin/rm", "-rf", fixture->folder, NULL };
  struct process_end end;
  process_run (&(struct process) { .argv = argv }, &end);
  arena_release (&fixture->arena);
  free (fixture);
  mock_report_clear ();
  return end.status;
}

const char *
fixture_path (struct fixture *fixture, const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  const char *relpath = arena_vformat (&fixture->arena, fmt, ap);
  va_end (ap);
  return arena_format (&fixture->arena, "%s/%s", fixture->folder, relpath);
}

static void
fixture_write_text (struct fixture *fixture, const char *relpath,
                    unsigned mode, const char *text)
{
  const char *path = fixture_path (fixture, "%s", relpath);
  FILE *file = fopen (path, "w");
  assert_non_null (file);
  fputs (text, file);
  assert_int_equal (fclose (file), 0);
  assert_int_equal (chmod (path, mode), 0);
}

void
fixture_write (struct fixture *fixture, const char *relpath, unsigned mode,
               const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  fixture_write_text (fixture, relpath, mode,
                      arena_vformat (&fixture->arena, fmt, ap));
  va_end (ap);
}

void
fixture_script (struct fixture *fixture, const char *name, const char *fmt,
                ...)
{
  va_list ap;
  va_start (ap, fmt);
  const char *body = arena_vformat (&fixture->arena, fmt, ap);
  va_end (ap);
  /* The script has no PATH to find its commands in. */
  fixture_write_text (fixture,
                      arena_format (&fixture->arena, "bin/%s", name), 0755,
                      arena_format (&fixture->arena, "#!/bin/sh\n"
                                    "PATH=/usr/bin:/bin\n%s\n", body));
}

void
fixture_link (struct fixture *fixture, const char *target, const char *relpath)
{
  assert_int_equal (symlink (target, fixture_path (fixture, "%s", relpath)),
                    0);
}

int
fixture_find (struct fixture *fixture, const char *spec, const char *cache)
{
  const char *path = getenv ("PATH");
  CLEAN_FREE char *saved = path != NULL ? strdup (path) : NULL;
  bool cancelled = mock_report.cancelled;
  mock_report_clear ();
  mock_report.cancelled = cancelled;
  setenv ("PATH", fixture->bin, 1);
  int result = interpreter_find (&mock_report.report, spec, NULL, cache,
                                 &fixture->arena, &fixture->found);
  if (saved != NULL)
    setenv ("PATH", saved, 1);
  return result;
}

void
fixture_assert_refused (struct fixture *fixture, const char *spec,
                        const char *fmt, ...)
{
  va_list ap;
  va_start (ap, fmt);
  const char *expected = arena_vformat (&fixture->arena, fmt, ap);
  va_end (ap);

  assert_int_equal (fixture_find (fixture, spec, NULL), -1);
  assert_int_equal (mock_report.report.kind, PYVENV_ERROR_INTERPRETER);
  const char *error = report_text (&mock_report.report);
  if (string_ends_with (expected, "..."))
    error = arena_format (&fixture->arena, "%.*s...",
                          (int) strlen (expected) - 3, error);
  assert_string_equal (error, expected);
}

/* "python3.Y", "python3.Yt" and not "python3.Y-config". */
static bool
fixture_is_interpreter (const char *path)
{
  const char *name = strrchr (path, '/') + strlen ("/python3.");
  name += strspn (name, "0123456789");
  return name[*name == 't'] == '\0' && access (path, X_OK) == 0;
}

const char *const *
fixture_interpreters (struct fixture *fixture)
{
  const char *home = getenv ("HOME");
  const char *const patterns[] = {
    arena_format (&fixture->arena,
                  "%s/.pyenv/versions/*/bin/python3.[0-9]*",
                  home != NULL ? home : ""),
    "/usr/local/bin/python3.[0-9]*",
    "/usr/bin/python3.[0-9]*",
  };
  glob_t paths = { 0 };
  for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++)
    glob (patterns[i], i > 0 ? GLOB_APPEND : 0, NULL, &paths);

  const char **result = arena_zeroed (&fixture->arena, (paths.gl_pathc + 1)
                                      * sizeof *result);
  size_t count = 0;
  for (size_t i = 0; i < paths.gl_pathc; i++)
    if (fixture_is_interpreter (paths.gl_pathv[i]))
      result[count++] = arena_copy (&fixture->arena, paths.gl_pathv[i]);
  globfree (&paths);
  return result;
}

const char *
fixture_some_interpreter (struct fixture *fixture)
{
  const char *const *all = fixture_interpreters (fixture);
  if (all[0] == NULL)
    skip ();
  return all[0];
}

static int
fixture_hear (void *data, int stream, const char *line)
{
  if (stream == PYVENV_PROGRESS_STDOUT)
    text_addf (data, "%s\n", line);
  return 0;
}

const char *
fixture_output (struct fixture *fixture, int status, const char *const argv[])
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  struct process_end end;
  process_run (&(struct process) { .argv = argv, .on_line = fixture_hear,
               .data = &text }, &end);
  assert_int_equal (end.status, status);
  return arena_copy (&fixture->arena, text_string (&text));
}
