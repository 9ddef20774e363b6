/* test_settings.c: the INI files, above all what inih would misread without a
 * word, and options that must not be taken as they come. */
#include <config.h>

#include "builder.h"
#include "remove.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char top[64];
static pyvenv_builder *builder;

static void
put (const char *name, const char *text)
{
  char path[128];
  snprintf (path, sizeof path, "%s/%s", top, name);
  FILE *file = fopen (path, "w");
  assert_non_null (file);
  fputs (text, file);
  assert_int_equal (fclose (file), 0);
}

static int
setup (void **state)
{
  (void) state;
  char user[128];
  strcpy (top, "/tmp/pyvenv-settings.XXXXXX");
  if (mkdtemp (top) == NULL)
    return -1;
  snprintf (user, sizeof user, "%s/user.ini", top);
  setenv ("PYVENV_SYSTEM_CONFIG", top, 1);
  setenv ("PYVENV_CONFIG", user, 1);
  put ("user.ini", "");
  builder = pyvenv_builder_new ();
  return builder != NULL ? 0 : -1;
}

static int
teardown (void **state)
{
  (void) state;
  pyvenv_builder_free (builder);
  return remove_tree (AT_FDCWD, top);
}

static void
assert_refused (const char *text, const char *why)
{
  put ("pyvenv.ini", text);
  assert_int_equal (pyvenv_builder_read_settings (builder), -1);
  assert_int_equal (pyvenv_builder_error_kind (builder), PYVENV_ERROR_USAGE);
  if (strstr (pyvenv_builder_error (builder), why) == NULL)
    fail_msg ("%s", pyvenv_builder_error (builder));
  assert_null (builder->keys);
  assert_null (builder->wanted);
}

/* inih cuts the name of a section after 49 bytes, and the keys go to a plugin
 * of another name. */
static void
test_long_section (void **state)
{
  (void) state;
  assert_refused ("[plugin a-name-of-forty-three-bytes-which-is-too-lo]\n"
                  "key = value\n", "longer");
  put ("pyvenv.ini", "[plugin a-name-of-forty-two-bytes-is-just-one-less]\n"
       "key = value\n");
  assert_int_equal (pyvenv_builder_read_settings (builder), 0);
  assert_string_equal (builder->keys->plugin,
                       "a-name-of-forty-two-bytes-is-just-one-less");
}

/* What isspace () calls a blank makes inih continue the line before. */
static void
test_odd_indentation (void **state)
{
  (void) state;
  assert_refused ("[pyvenv]\nprompt = a\n\fpython = b\n", "indented");
  assert_refused ("[pyvenv]\nprompt = a\n\vpython = b\n", "indented");
  assert_refused ("[pyvenv]\nprompt = a\n\rpython = b\n", "indented");
}

/* Where it would be looked up depends on who calls from where. */
static void
test_relative_plugin (void **state)
{
  (void) state;
  assert_refused ("[pyvenv]\nplugins = ./corp.so\n", "absolute");
  assert_refused ("[pyvenv]\nplugins = lib/corp.so\n", "absolute");
}

static void
test_plugin_of_two_files (void **state)
{
  (void) state;
  put ("pyvenv.ini", "[pyvenv]\nplugins = one, two\n");
  put ("user.ini", "[pyvenv]\nplugins = two, three\n");
  assert_int_equal (pyvenv_builder_read_settings (builder), 0);
  assert_int_equal (pyvenv_builder_add_plugin (builder, "one"), 0);
  assert_int_equal (pyvenv_builder_add_plugin (builder, "four"), 0);
  assert_int_equal (pyvenv_builder_add_plugin (builder, "four"), -1);
  static const char *const names[] = { "one", "two", "three", "four" };
  const struct wanted *wanted = builder->wanted;
  for (size_t i = 0; i < 4; i++, wanted = wanted->next)
    assert_string_equal (wanted->name, names[i]);
  assert_null (wanted);
}

/* A policy that cannot be read is not one that does not exist. */
static void
test_unreadable_folder (void **state)
{
  (void) state;
  char path[128];
  snprintf (path, sizeof path, "%s/conf.d", top);
  assert_int_equal (symlink ("conf.d", path), 0);
  assert_int_equal (pyvenv_builder_read_settings (builder), -1);
  assert_non_null (strstr (pyvenv_builder_error (builder), "conf.d"));
}

/* By bytes, whatever the locale says: later files are the stronger. */
static void
test_order_of_files (void **state)
{
  (void) state;
  char path[128];
  snprintf (path, sizeof path, "%s/conf.d", top);
  assert_int_equal (mkdir (path, 0755), 0);
  put ("conf.d/B.ini", "[pyvenv]\nprompt = B\n");
  put ("conf.d/a.ini", "[pyvenv]\nprompt = a\n");
  put ("conf.d/z.conf", "not read");
  assert_int_equal (pyvenv_builder_read_settings (builder), 0);
  assert_string_equal (builder_value (builder, "prompt"), "a");
}

static void
test_lock_timeout (void **state)
{
  (void) state;
  static const char *const bad[] = { "", "soon", "-1", "1s", "1.5",
                                     "99999999999999999999" };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    {
      assert_int_equal (pyvenv_builder_set (builder, "lock-timeout", bad[i]),
                        -1);
      assert_int_equal (pyvenv_builder_error_kind (builder),
                        PYVENV_ERROR_USAGE);
    }
  assert_int_equal (pyvenv_builder_set (builder, "lock-timeout", "0"), 0);
  assert_int_equal (pyvenv_builder_set (builder, "lock-timeout", "3600"), 0);
}

/* What failed can be mended and tried again. */
static void
test_load_again (void **state)
{
  (void) state;
  assert_int_equal (pyvenv_builder_add_plugin (builder, "./not-there.so"), 0);
  assert_int_equal (pyvenv_builder_load (builder), -1);
  assert_int_equal (pyvenv_builder_set (builder, "no-plugins", NULL), 0);
  assert_int_equal (pyvenv_builder_set (builder, "without-pip", NULL), 0);
  assert_int_equal (pyvenv_builder_load (builder), 0);
  assert_int_equal (builder_configure (builder), 0);

  /* Plugins have been told all keys by now. */
  assert_int_equal (pyvenv_builder_set_key (builder, "corp", "key", "x"), -1);
  assert_int_equal (pyvenv_builder_error_kind (builder), PYVENV_ERROR_USAGE);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_long_section, setup, teardown),
    cmocka_unit_test_setup_teardown (test_odd_indentation, setup, teardown),
    cmocka_unit_test_setup_teardown (test_relative_plugin, setup, teardown),
    cmocka_unit_test_setup_teardown (test_plugin_of_two_files, setup, teardown),
    cmocka_unit_test_setup_teardown (test_unreadable_folder, setup, teardown),
    cmocka_unit_test_setup_teardown (test_order_of_files, setup, teardown),
    cmocka_unit_test_setup_teardown (test_lock_timeout, setup, teardown),
    cmocka_unit_test_setup_teardown (test_load_again, setup, teardown),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
