/* pip_fixture.h: a machine and a user with settings of pip. */
#ifndef PYVENV_PIP_FIXTURE_H
#define PYVENV_PIP_FIXTURE_H

#include "builder.h"
#include "pip_config.h"
#include "tests/arena_fixture.h"

/* The folder of the test that runs.  In it, "home" is the user's and "xdg" holds the
 * machine's settings. */
extern char fixture_folder[];
extern struct pyvenv_context fixture_context;

/* For cmocka: no variable says anything about pip or certificates. */
int fixture_setup (void **state);
int fixture_teardown (void **state);
#define FIXTURE_TEST(name) \
  cmocka_unit_test_setup_teardown (name, fixture_setup, fixture_teardown)

/* Writes TEXT to the file NAME in the folder, which is made as needed. */
void fixture_write (const char *name, const char *text);

/* Sets VARIABLE to NAME in the folder. */
void fixture_set (const char *variable, const char *name);

/* The settings as they are now; they can be read. */
struct pip_config fixture_config (void);

#endif
