/* interpreter_fixture.h: a made-up PATH, and the interpreters of this
 * machine. */
#ifndef PYVENV_INTERPRETER_FIXTURE_H
#define PYVENV_INTERPRETER_FIXTURE_H

#include "arena.h"
#include "interpreter.h"
#include "tests/mock_report.h"

/* One test: a folder of its own, where "bin" alone is on PATH. */
struct fixture {
  struct arena arena;
  const char *folder;
  const char *bin;              /* FOLDER/bin */
  const char *cache;            /* FOLDER/cache/pyvenv, not made */
  struct interpreter found;
};

/* For cmocka: *STATE is the fixture. */
int fixture_setup (void **state);
int fixture_teardown (void **state);
#define FIXTURE_TEST(name) \
  cmocka_unit_test_setup_teardown (name, fixture_setup, fixture_teardown)

/* FOLDER/RELPATH, formatted. */
const char *fixture_path (struct fixture *fixture, const char *fmt, ...)
  __attribute__ ((format (printf, 2, 3)));

/* Makes the file RELPATH with MODE; its folder exists. */
void fixture_write (struct fixture *fixture, const char *relpath,
                    unsigned mode, const char *fmt, ...)
  __attribute__ ((format (printf, 4, 5)));

/* Makes bin/NAME, a shell script. */
void fixture_script (struct fixture *fixture, const char *name,
                     const char *fmt, ...)
  __attribute__ ((format (printf, 3, 4)));

void fixture_link (struct fixture *fixture, const char *target,
                   const char *relpath);

/* interpreter_find with nothing reported yet; CACHE may be NULL. */
int fixture_find (struct fixture *fixture, const char *spec,
                  const char *cache);

/* It fails, with exactly this text, as far as it goes: "..." at its end stands
 * for any rest. */
void fixture_assert_refused (struct fixture *fixture, const char *spec,
                             const char *fmt, ...)
  __attribute__ ((format (printf, 3, 4)));

/* The interpreters of this machine, each a path "…/python3.Y"; ends with NULL.
 * Empty where there are none. */
const char *const *fixture_interpreters (struct fixture *fixture);

/* One of them; the test is skipped where there is none. */
const char *fixture_some_interpreter (struct fixture *fixture);

/* What ARGV says on stdout, all of it; fails unless it exits with STATUS. */
const char *fixture_output (struct fixture *fixture, int status,
                            const char *const argv[]);

#endif
