/* test_pip_config.c: the settings of pip, with pip's precedence. */
#include <config.h>

#include "pip_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_files_come_before_sections (void **state)
{
  (void) state;
  fixture_write ("xdg/pip/pip.conf", "[install]\nindex-url = https://machine/\n");
  fixture_write ("home/.config/pip/pip.conf",
              "[global]\nindex-url = https://user/\n");
  assert_string_equal (fixture_config ().index_url, "https://machine/");

  fixture_write ("home/.config/pip/pip.conf",
              "[install]\nindex-url = https://user/\n");
  assert_string_equal (fixture_config ().index_url, "https://user/");

  setenv ("PIP_INDEX_URL", "https://environment/", 1);
  assert_string_equal (fixture_config ().index_url, "https://environment/");
  setenv ("PIP_INDEX_URL", "", 1);
  assert_string_equal (fixture_config ().index_url, "https://user/");
}

static void
test_named_file_replaces_the_users (void **state)
{
  (void) state;
  fixture_write ("xdg/pip/pip.conf", "[global]\nretries = 1\ntimeout = 2\n");
  fixture_write ("home/.pip/pip.conf", "[global]\nretries = 3\n");
  assert_int_equal (fixture_config ().network.retries, 3);
  fixture_write ("named", "[global]\nproxy = http://proxy:1\n");
  fixture_set ("PIP_CONFIG_FILE", "named");
  struct pip_config found = fixture_config ();
  assert_int_equal (found.network.retries, 1);
  assert_int_equal (found.network.timeout, 2);
  assert_string_equal (found.network.proxy, "http://proxy:1");

  fixture_set ("PIP_CONFIG_FILE", "missing");
  assert_int_equal (fixture_config ().network.retries, 3);

  setenv ("PIP_CONFIG_FILE", "/dev/null", 1);
  setenv ("PIP_RETRIES", "7", 1);
  found = fixture_config ();
  assert_int_equal (found.network.retries, 7);
  assert_int_equal (found.network.timeout, 15);
}

static void
test_dialect (void **state)
{
  (void) state;
  fixture_write ("home/.config/pip/pip.conf",
              "# comment\n; another\n\n[global]\n"
              "INDEX_URL: https://user:p%40ss@host/simple ; not a comment\n"
              "--no-index = True\n"
              "find-links =\n    /one\n# between\n    /two  three\n\n"
              "trusted-host = a b\n"
              "[other]\nretries = 9\n");
  struct pip_config found = fixture_config ();
  assert_string_equal (found.index_url,
                       "https://user:p%40ss@host/simple ; not a comment");
  assert_true (found.no_index);
  assert_string_equal (found.find_links[0], "/one");
  assert_string_equal (found.find_links[1], "/two");
  assert_string_equal (found.find_links[2], "three");
  assert_null (found.find_links[3]);
  assert_string_equal (found.trusted_hosts[1], "b");
  assert_null (found.extra_index_urls[0]);
  assert_int_equal (found.network.retries, 5);
}

/* What [DEFAULT] says holds in each section that the same file has. */
static void
test_default_section (void **state)
{
  (void) state;
  fixture_write ("xdg/pip/pip.conf", "[global]\nretries = 1\ntimeout = 2\n");
  fixture_write ("home/.config/pip/pip.conf",
              "[global]\nretries = 3\n[DEFAULT]\nretries = 4\ntimeout = 5\n"
              "no-index = 1\n");
  struct pip_config found = fixture_config ();
  assert_true (found.no_index);
  assert_int_equal (found.network.retries, 3);
  assert_int_equal (found.network.timeout, 5);
  fixture_write ("home/.config/pip/pip.conf",
              "[DEFAULT]\nretries = 4\n[global]\nretries = 3\n[install]\n");
  assert_int_equal (fixture_config ().network.retries, 4);
  fixture_write ("home/.config/pip/pip.conf",
              "[DEFAULT]\nretries = 4\n[download]\n");
  assert_int_equal (fixture_config ().network.retries, 1);
}

/* Variables are written in any case; two of them are none of pip's. */
static void
test_variables (void **state)
{
  (void) state;
  fixture_write ("home/.config/pip/pip.conf", "[global]\n__retries = 3\n"
              "-timeout = 3\n");
  setenv ("PIP_index_url", "https://lower/", 1);
  setenv ("PIP_No_Index", "yes", 1);
  struct pip_config found = fixture_config ();
  assert_string_equal (found.index_url, "https://lower/");
  assert_true (found.no_index);
  assert_int_equal (found.network.retries, 3);
  assert_int_equal (found.network.timeout, 15);
  assert_string_equal (found.unsupported, "-timeout");
}

/* What pip refuses may have been meant to forbid it. */
static void
test_booleans (void **state)
{
  (void) state;
  static const struct { const char *value; bool yes; } values[] = {
    { "1", true }, { "TRUE", true }, { "on", true }, { "t", true },
    { "0", false }, { "False", false }, { "off", false }, { "n", false },
    { "2", true }, { "maybe", true }
  };
  fixture_write ("home/.config/pip/pip.conf", "[install]\nno-index = 1\n");
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    {
      setenv ("PIP_NO_INDEX", values[i].value, 1);
      assert_int_equal (fixture_config ().no_index, values[i].yes);
    }
  assert_string_equal (fixture_config ().unsupported, "no-index");
  setenv ("PIP_NO_INDEX", "", 1);
  assert_true (fixture_config ().no_index);
}

/* A file counts as a whole or not at all. */
static void
test_bad_files (void **state)
{
  (void) state;
  static const char *const bad[] = {
    "retries = 2\n", "[global]\nretries = 2\nno delimiter\n",
    "[global\nretries = 2\n", "[]\nretries = 2\n",
    "[global]\nretries = 2\n= 3\n", NULL
  };
  for (size_t i = 0; bad[i] != NULL; i++)
    {
      fixture_write ("home/.config/pip/pip.conf", bad[i]);
      assert_int_equal (fixture_config ().network.retries, 5);
    }
}

/* What this library does not follow, unless it cannot matter. */
static void
test_foreign (void **state)
{
  (void) state;
  assert_null (fixture_config ().unsupported);
  fixture_write ("home/.config/pip/pip.conf",
              "[global]\nformat = columns\nuser = no\nindex-url = https://x/\n"
              "no-cache-dir = true\nkeyring-provider = disabled\n"
              "[list]\ntarget = /somewhere\n[install]\nno_compile = yes\n");
  setenv ("PIP_REQUIRE_VIRTUALENV", "1", 1);
  setenv ("PIP_VERSION", "24.0", 1);
  setenv ("PIP_CONSTRAINT", "", 1);
  assert_null (fixture_config ().unsupported);

  setenv ("PIP_CONSTRAINT", "/constraints", 1);
  assert_string_equal (fixture_config ().unsupported, "PIP_CONSTRAINT");
  unsetenv ("PIP_CONSTRAINT");
  static const char *const foreign[] = {
    "no-binary = :all:", "Require_Hashes = 1", "target = /x", "user = true",
    "no-compile = 0", "compile = false", "keyring-provider = import",
    "something-new = 2030-01-01", "--prefix = /x", NULL
  };
  for (size_t i = 0; foreign[i] != NULL; i++)
    {
      char text[64];
      snprintf (text, sizeof text, "[install]\n%s\n", foreign[i]);
      fixture_write ("home/.config/pip/pip.conf", text);
      assert_non_null (fixture_config ().unsupported);
    }
  fixture_write ("home/.config/pip/pip.conf", "[global\n");
  assert_non_null (strstr (fixture_config ().unsupported, "pip.conf"));
}

/* The environment's own file stands between the user's and the named one. */
static void
test_site (void **state)
{
  (void) state;
  fixture_write ("home/.pip/pip.conf", "[global]\nretries = 3\ntimeout = 3\n");
  fixture_write ("env/pip.conf", "[global]\nretries = 4\n");
  char env_dir[64];
  snprintf (env_dir, sizeof env_dir, "%s/env", fixture_folder);
  fixture_context.env_dir = env_dir;
  assert_int_equal (fixture_config ().network.retries, 4);
  assert_int_equal (fixture_config ().network.timeout, 3);
  fixture_write ("named", "[global]\nretries = 5\n");
  fixture_set ("PIP_CONFIG_FILE", "named");
  assert_int_equal (fixture_config ().network.retries, 5);
  assert_int_equal (fixture_config ().network.timeout, 15);
  setenv ("PIP_CONFIG_FILE", "/dev/null", 1);
  fixture_write ("env/pip.conf", "[global]\nretries = 6\n");
  assert_int_equal (fixture_config ().network.retries, 5);
  fixture_context.env_dir = NULL;
}

/* A pipe gives its bytes once, and the settings are read for each search.  Which
 * index it names is unknown, which must not mean that there is none. */
static void
test_pipe (void **state)
{
  (void) state;
  char path[64];
  snprintf (path, sizeof path, "%s/pipe", fixture_folder);
  assert_int_equal (mkfifo (path, 0600), 0);
  setenv ("PIP_CONFIG_FILE", path, 1);
  alarm (20);
  assert_string_equal (fixture_config ().broken, path);
  alarm (0);

  /* Devices and folders are not pip's settings, for pip neither. */
  setenv ("PIP_CONFIG_FILE", "/dev/zero", 1);
  assert_null (fixture_config ().broken);
  setenv ("PIP_CONFIG_FILE", fixture_folder, 1);
  assert_null (fixture_config ().broken);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    FIXTURE_TEST (test_files_come_before_sections),
    FIXTURE_TEST (test_named_file_replaces_the_users),
    FIXTURE_TEST (test_dialect),
    FIXTURE_TEST (test_default_section),
    FIXTURE_TEST (test_variables),
    FIXTURE_TEST (test_booleans),
    FIXTURE_TEST (test_bad_files),
    FIXTURE_TEST (test_foreign),
    FIXTURE_TEST (test_site),
    FIXTURE_TEST (test_pipe)
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
