/* test_context.c: paths, prompts and placeholders of one environment. */
#include <config.h>

#include "builder_fixture.h"
#include "phases.h"
#include "remove.h"
#include "tree.h"
#include "tree_write.h"
#include "tests/units.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char env[80];
static pyvenv_context cx;

static int
setup (void **state)
{
  if (builder_setup (state) < 0)
    return -1;
  snprintf (env, sizeof env, "%s/env", top);
  context_init (&cx, &builder->setup);
  cx.env_dir = cx.tree.env_dir = env;
  cx.bin_name = "bin";
  cx.python_name = "python3.13";
  cx.python.implementation = "cpython";
  cx.python.major = 3;
  cx.python.minor = 13;
  cx.python.version = "3.13.0";
  cx.python.executable = "/bin/sh";
  cx.python.real_executable = "/bin/sh";
  cx.python.base_executable = "/bin/sh";
  return 0;
}

static int
teardown (void **state)
{
  if (cx.tree.fd >= 0)
    tree_roll_back (&cx.tree);
  context_release (&cx);
  return builder_teardown (state);
}

static mode_t
mode_of (const char *relpath)
{
  struct stat st;
  return fstatat (tree_fd (&cx.tree), relpath, &st, AT_SYMLINK_NOFOLLOW) == 0
         ? st.st_mode : 0;
}

/* The accessors answer absolute paths, and plugins write below them. */
static void
test_absolute_paths (void **state)
{
  (void) state;
  assert_int_equal (tree_begin (&cx.tree), 0);
  const char *path = pyvenv_format (&cx, "%s/lib/corp.pth", env);
  assert_int_equal (pyvenv_write_file (&cx, path, "x", 1, 0), 0);
  assert_true (S_ISREG (mode_of ("lib/corp.pth")));
  assert_int_equal (pyvenv_remove (&cx, path), 0);
  assert_int_equal (mode_of ("lib/corp.pth"), 0);

  static const char *const bad[] = { "", "/", "//", "/..", "/../x", "2/x" };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    {
      path = pyvenv_format (&cx, "%s%s", env, bad[i]);
      assert_int_equal (pyvenv_write_file (&cx, path, "x", 1, 0), -1);
      pyvenv_clear_error (&cx);
    }
  assert_int_equal (pyvenv_write_file (&cx, "/etc/x", "x", 1, 0), -1);

  /* Set-id bits are not left out silently. */
  pyvenv_clear_error (&cx);
  assert_int_equal (pyvenv_write_file (&cx, "bin/x", "x", 1, 04755), -1);
  assert_non_null (strstr (pyvenv_last_error (&cx), "mode 4755"));
  assert_int_equal (mode_of ("bin/x"), 0);
}

/* What the core keeps in ENV_DIR while it works is no plugin's. */
static void
test_own_names (void **state)
{
  (void) state;
  static const char *const own[] = { TREE_JOURNAL, TREE_SAVED,
                                     TREE_SAVED "/0", TREE_SAVED "//0" };
  assert_int_equal (tree_begin (&cx.tree), 0);
  for (size_t i = 0; i < 2 * sizeof own / sizeof own[0]; i++)
    {
      const char *path = pyvenv_format (&cx, "%s%s%s", i % 2 ? env : "",
                                        i % 2 ? "/" : "", own[i / 2]);
      assert_int_equal (pyvenv_write_file (&cx, path, "x", 1, 0), -1);
      assert_non_null (strstr (pyvenv_last_error (&cx), "pyvenv's own"));
      assert_int_equal (pyvenv_error_kind (&cx), PYVENV_ERROR_OTHER);
      assert_int_equal (pyvenv_make_dir (&cx, path), -1);
      assert_int_equal (pyvenv_remove (&cx, path), -1);
      assert_int_equal (pyvenv_link_or_copy (&cx, "/bin/sh", path), -1);
      assert_int_equal (pyvenv_fetch (&cx, "file:///bin/sh", path, NULL, 0),
                        -1);
      pyvenv_clear_error (&cx);
    }
  assert_int_equal (pyvenv_write_file (&cx, TREE_SAVED "-2", "x", 1, 0), 0);
  assert_int_equal (pyvenv_write_file (&cx, "lib/" TREE_JOURNAL, "x", 1, 0),
                    0);
}

static void
test_define_again (void **state)
{
  (void) state;
  assert_int_equal (pyvenv_define (&cx, "__CORP__", "one"), 0);
  assert_int_equal (pyvenv_define (&cx, "__CORP__", "two"), 0);
  struct text text = TEXT_EMPTY;
  const struct template_value *values = context_values (&cx);
  assert_non_null (values);
  template_fill (&text, "__CORP__", 8, values, quote_style_of (""));
  assert_string_equal (text_string (&text), "two");
  text_clear (&text);
}

/* "." is checked for what it stands for. */
static void
test_prompt_of_odd_folder (void **state)
{
  (void) state;
  char odd[80];
  int here = open (".", O_RDONLY | O_CLOEXEC);
  snprintf (odd, sizeof odd, "%s/a\nb", top);
  assert_int_equal (mkdir (odd, 0755), 0);
  assert_int_equal (chdir (odd), 0);
  assert_int_equal (pyvenv_set_prompt (&cx, "."), -1);
  pyvenv_clear_error (&cx);
  assert_int_equal (chdir (top), 0);
  assert_int_equal (pyvenv_set_prompt (&cx, "."), 0);
  assert_string_equal (cx.prompt, strrchr (top, '/') + 1);
  assert_int_equal (fchdir (here), 0);
  close (here);
}

/* X.Y has changed, so the primary executable has a new name. */
static void
test_copies_stay_copies (void **state)
{
  (void) state;
  char bin[96];
  snprintf (bin, sizeof bin, "%s/bin", env);
  assert_int_equal (mkdir (env, 0755), 0);
  assert_int_equal (mkdir (bin, 0755), 0);
  write_text (env, "pyvenv.cfg", "home = /usr/bin\nversion = 3.12.0\n"
       "prompt = 'odd\\nprompt'\n");
  write_text (env, "bin/python", "old");
  write_text (env, "bin/python3", "old");
  write_text (env, "bin/python3.12", "old");
  cx.tree.options = cx.options = PYVENV_UPGRADE;
  assert_int_equal (tree_begin (&cx.tree), 0);
  assert_int_equal (phase_configuration (&cx), 0);
  assert_non_null (strstr (pyvenv_cfg_get (&cx, "command"), " --copies "));
  /* One that venv took and we do not is no reason to fail. */
  assert_null (pyvenv_cfg_get (&cx, "prompt"));
  assert_int_equal (phase_python (&cx), 0);
  assert_true (S_ISREG (mode_of ("bin/python3.13")));
  assert_true (S_ISREG (mode_of ("bin/python")));
  assert_true (S_ISREG (mode_of ("bin/python3")));
}

/* ---- build_done ------------------------------------------------------ */

static char told[256];
static int told_phase;

static int
fails (void *self, pyvenv_context *context, pyvenv_next *next)
{
  (void) self;
  (void) next;
  return pyvenv_fail (context, 0, "no luck today");
}

static void
is_told (void *self, pyvenv_context *context, int failed_phase)
{
  (void) self;
  const char *error = pyvenv_last_error (context);
  snprintf (told, sizeof told, "%s", error != NULL ? error : "none");
  told_phase = failed_phase;
}

/* As if a plugin had been loaded. */
static void
add_plugin (pyvenv_hook *hook)
{
  struct loaded *loaded = calloc (1, sizeof *loaded);
  struct plugin_list *list = &builder->setup.plugins;
  list->items = calloc (1, sizeof *list->items);
  assert_true (loaded != NULL && list->items != NULL);
  loaded->plugin = (struct pyvenv_plugin) {
    PYVENV_PLUGIN_INIT, .name = "audit", .setup_python = hook,
    .build_done = is_told,
  };
  list->items[0] = loaded;
  list->count = 1;
  builder->loaded = builder->configured = builder->has_python = true;
  builder->setup.python = cx.python;
  builder->setup.python.platform = "linux";
  builder->setup.python.env_include = "include";
  builder->setup.python.env_purelib = "lib/python3.13/site-packages";
}

static void
test_build_done_learns_why (void **state)
{
  (void) state;
  add_plugin (fails);
  assert_int_equal (pyvenv_builder_create (builder, env), -1);
  assert_int_equal (told_phase, PYVENV_SETUP_PYTHON);
  assert_non_null (strstr (told, "no luck today"));
  assert_non_null (strstr (pyvenv_builder_error (builder), "no luck today"));

  builder->setup.plugins.items[0]->plugin.setup_python = NULL;
  assert_int_equal (pyvenv_builder_create (builder, env), 0);
  assert_int_equal (told_phase, 0);
  assert_string_equal (told, "none");
}

static int
deletes_it (void *self, pyvenv_context *context)
{
  (void) self;
  return remove_tree (AT_FDCWD, pyvenv_env_dir (context));
}

/* What --upgrade was to upgrade is gone by the time the folder is locked, so
 * that a whole environment is made. */
static void
test_gone_before_the_lock (void **state)
{
  (void) state;
  char path[96];
  snprintf (path, sizeof path, "%s/bin/activate", env);
  add_plugin (NULL);
  assert_int_equal (pyvenv_builder_create (builder, env), 0);
  assert_int_equal (access (path, F_OK), 0);

  builder->setup.plugins.items[0]->plugin.check = deletes_it;
  assert_int_equal (pyvenv_builder_set (builder, "upgrade", NULL), 0);
  assert_int_equal (pyvenv_builder_create (builder, env), 0);
  assert_int_equal (access (path, F_OK), 0);
}

int
main (void)
{
#define TEST(name) \
  cmocka_unit_test_setup_teardown (name, setup, teardown)
  const struct CMUnitTest tests[] = {
    TEST (test_absolute_paths),
    TEST (test_own_names),
    TEST (test_define_again),
    TEST (test_prompt_of_odd_folder),
    TEST (test_copies_stay_copies),
    TEST (test_build_done_learns_why),
    TEST (test_gone_before_the_lock),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
