/* test_settings.c: the INI files, above all what inih would misread without a
 * word, and options that must not be taken as they come. */
#include <config.h>

#include "builder_fixture.h"
#include "tests/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
setup (void **state)
{
  char user[128];
  if (builder_setup (state) < 0)
    return -1;
  snprintf (user, sizeof user, "%s/user.ini", top);
  setenv ("PYVENV_SYSTEM_CONFIG", top, 1);
  setenv ("PYVENV_CONFIG", user, 1);
  write_text (top, "user.ini", "");
  return 0;
}

static void
assert_refused (const char *text, const char *why)
{
  write_text (top, "pyvenv.ini", text);
  assert_int_equal (pyvenv_builder_read_settings (builder), -1);
  assert_int_equal (pyvenv_builder_error_kind (builder), PYVENV_ERROR_USAGE);
  if (strstr (pyvenv_builder_error (builder), why) == NULL)
    fail_msg ("%s", pyvenv_builder_error (builder));
  for (const struct given *given = builder->settings.given; given != NULL;
       given = given->next)
    assert_null (given->plugin);
}

/* inih cuts the name of a section after 49 bytes, and the keys go to a plugin
 * of another name. */
static void
test_long_section (void **state)
{
  (void) state;
  assert_refused ("[plugin a-name-of-forty-three-bytes-which-is-too-lo]\n"
                  "key = value\n", "longer");
  write_text (top, "pyvenv.ini", "[plugin a-name-of-forty-two-bytes-is-just-one-less]\n"
       "key = value\n");
  assert_int_equal (pyvenv_builder_read_settings (builder), 0);
  assert_string_equal (builder->settings.given->plugin,
                       "a-name-of-forty-two-bytes-is-just-one-less");
}

/* The longest line fits with its newline, also behind a byte order mark; one
 * byte more is refused and not counted as two lines. */
static void
test_long_line (void **state)
{
  (void) state;
  static const char *const marks[] = { "", "\xef\xbb\xbf" };
  for (size_t i = 0; i < 2; i++)
    {
      char text[400];
      snprintf (text, sizeof text, "%s#%0197d\n[pyvenv]\nfoo = bar\n",
                marks[i], 0);
      assert_refused (text, "pyvenv.ini:3:");
      snprintf (text, sizeof text, "%s#%0198d\n[pyvenv]\nfoo = bar\n",
                marks[i], 0);
      assert_refused (text, "pyvenv.ini:1: the line is longer");
    }
}

/* What isspace () calls a blank makes inih continue the line before. */
static void
test_odd_indentation (void **state)
{
  (void) state;
  static const char blanks[] = "\f\v\r\t ";
  for (size_t i = 0; blanks[i] != '\0'; i++)
    {
      char text[64];
      snprintf (text, sizeof text, "[pyvenv]\n%cpython = b\n", blanks[i]);
      assert_refused (text, "indented");
      snprintf (text, sizeof text, "[pyvenv]\nprompt = a\n%cpython = b\n",
                blanks[i]);
      write_text (top, "pyvenv.ini", text);
      assert_int_equal (pyvenv_builder_read_settings (builder), 0);
      assert_string_equal (settings_value (&builder->settings, "prompt"),
                           "a python = b");
    }
}

/* Wherever the caller is, it is meant from the file's folder. */
static void
test_relative_plugin (void **state)
{
  (void) state;
  char expected[128];
  write_text (top, "pyvenv.ini", "[pyvenv]\nplugins = ./corp.so lib/corp.so\n");
  assert_int_equal (pyvenv_builder_read_settings (builder), 0);
  const struct given *named = settings_next_plugin (&builder->settings, NULL);
  snprintf (expected, sizeof expected, "%s/./corp.so", top);
  assert_string_equal (named->value, expected);
  named = settings_next_plugin (&builder->settings, named);
  snprintf (expected, sizeof expected, "%s/lib/corp.so", top);
  assert_string_equal (named->value, expected);
}

static void
test_plugin_of_two_files (void **state)
{
  (void) state;
  write_text (top, "pyvenv.ini", "[pyvenv]\nplugins = one, two\n");
  write_text (top, "user.ini", "[pyvenv]\nplugins = two, three\n");
  assert_int_equal (pyvenv_builder_read_settings (builder), 0);
  assert_int_equal (pyvenv_builder_add_plugin (builder, "one"), 0);
  assert_int_equal (pyvenv_builder_add_plugin (builder, "four"), 0);
  assert_int_equal (pyvenv_builder_add_plugin (builder, "four"), -1);
  static const char *const names[] = { "one", "two", "three", "four" };
  const struct given *named = NULL;
  for (size_t i = 0; i < 4; i++)
    {
      named = settings_next_plugin (&builder->settings, named);
      assert_string_equal (named->value, names[i]);
    }
  assert_null (settings_next_plugin (&builder->settings, named));
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
  write_text (top, "conf.d/B.ini", "[pyvenv]\nprompt = B\n");
  write_text (top, "conf.d/a.ini", "[pyvenv]\nprompt = a\n");
  write_text (top, "conf.d/z.conf", "not read");
  assert_int_equal (pyvenv_builder_read_settings (builder), 0);
  assert_string_equal (settings_value (&builder->settings, "prompt"), "a");
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
#define TEST(name) \
  cmocka_unit_test_setup_teardown (name, setup, builder_teardown)
  const struct CMUnitTest tests[] = {
    TEST (test_long_section),
    TEST (test_long_line),
    TEST (test_odd_indentation),
    TEST (test_relative_plugin),
    TEST (test_plugin_of_two_files),
    TEST (test_unreadable_folder),
    TEST (test_order_of_files),
    TEST (test_lock_timeout),
    TEST (test_load_again),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
