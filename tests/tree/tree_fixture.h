/* tree_fixture.h: an ENV_DIR that a run works on, which may fail or be killed at
 * any call. */
#ifndef PYVENV_TREE_FIXTURE_H
#define PYVENV_TREE_FIXTURE_H

#include "tests/builder/builder_fixture.h"
#include "tree.h"
#include "tree_write.h"

/* ---- Calls that can be the last -------------------------------------- */

/* The process ends, with status KILLED, in front of the call that makes this
 * 0. */
extern int calls_left;
#define KILLED 99

/* The write that makes this 0 writes half and then says that the disk is full,
 * as all that follow. */
extern int writes_left;

/* Called once in front of the next flock. */
extern void (*before_flock) (void);

/* What flock answers; 0: it works. */
extern int flock_error;

/* HOOK is called in front of the call that makes this 0. */
extern int calls_until_hook;
extern void (*hook) (void);

/* The file system knows no links. */
extern bool links_fail;

/* ---- A folder to work in --------------------------------------------- */

/* Of the test that runs. */
extern char env[80];

/* For cmocka. */
int tree_setup (void **state);
int tree_teardown (void **state);
#define TREE_TEST(name) \
  cmocka_unit_test_setup_teardown (name, tree_setup, tree_teardown)

/* The path of RELPATH below ENV; it lasts until the call after the next. */
const char *at (const char *relpath);

void put (const char *relpath, const char *text);
bool is_there (const char *relpath);
void assert_holds (const char *relpath, const char *text);

/* All that is below TOP, as text, to be freed. */
char *snapshot (void);

/* Nothing has changed since BEFORE; if not, WHEN and N are told. */
void assert_unchanged (char *before, const char *when, int n);

/* An environment, and what its user may have put into it. */
void make_old (void);

/* ---- A run -------------------------------------------------------------- */

int begin (pyvenv_context *cx, unsigned options);

/* What a run does, of all kinds, and that it was done. */
int build (pyvenv_context *cx);
void assert_built (void);

/* Ends it as the kernel does when the process is killed. */
void leave (pyvenv_context *cx);
void give_up (pyvenv_context *cx);

/* What the next run finds, after its own undoing. */
void recover (void);

#endif
