/* test_pip_config.c: the settings of pip, with pip's precedence. */
#include <config.h>

#include "builder.h"
#include "pip_config.h"
#include "tests/arena_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/pyvenv-test.XXXXXX";
static pyvenv_builder *builder; /* without a callback */
static struct pyvenv_context context;

static void
write_file (const char *name, const char *text)
{
  char path[256];
  snprintf (path, sizeof path, "%s/%s", folder, name);
  for (char *slash = path; (slash = strchr (slash + 1, '/')) != NULL;)
    {
      *slash = '\0';
      mkdir (path, 0700);
      *slash = '/';
    }
  FILE *file = fopen (path, "w");
  assert_non_null (file);
  fputs (text, file);
  fclose (file);
}

static void
set_folder (const char *variable, const char *name)
{
  char path[256];
  snprintf (path, sizeof path, "%s/%s", folder, name);
  setenv (variable, path, 1);
}

static int
begin (void **state)
{
  (void) state;
  static const char *const variables[] = {
    "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "XDG_CONFIG_HOME", NULL
  };
  for (char **variable = environ; *variable != NULL;)
    if (strncmp (*variable, "PIP_", 4) == 0)
      {
        char name[64];
        snprintf (name, sizeof name, "%.*s",
                  (int) strcspn (*variable, "="), *variable);
        unsetenv (name);
        variable = environ;
      }
    else
      variable++;
  for (size_t i = 0; variables[i] != NULL; i++)
    unsetenv (variables[i]);
  strcpy (folder + strlen (folder) - 6, "XXXXXX");
  if (mkdtemp (folder) == NULL)
    return -1;
  builder = pyvenv_builder_new ();
  if (builder == NULL)
    return -1;
  context.setup = &builder->setup;
  set_folder ("HOME", "home");
  set_folder ("XDG_CONFIG_DIRS", "xdg");
  return 0;
}

static int
end (void **state)
{
  (void) state;
  char command[64];
  snprintf (command, sizeof command, "rm -rf '%s'", folder);
  arena_release (&arena);
  pyvenv_builder_free (builder);
  return system (command);
}

static struct pip_config
config (void)
{
  struct pip_config found;
  assert_int_equal (pip_config_read (&context, &arena, &found), 0);
  return found;
}

static void
test_files_come_before_sections (void **state)
{
  (void) state;
  write_file ("xdg/pip/pip.conf", "[install]\nindex-url = https://machine/\n");
  write_file ("home/.config/pip/pip.conf",
              "[global]\nindex-url = https://user/\n");
  assert_string_equal (config ().index_url, "https://machine/");

  write_file ("home/.config/pip/pip.conf",
              "[install]\nindex-url = https://user/\n");
  assert_string_equal (config ().index_url, "https://user/");

  setenv ("PIP_INDEX_URL", "https://environment/", 1);
  assert_string_equal (config ().index_url, "https://environment/");
  setenv ("PIP_INDEX_URL", "", 1);
  assert_string_equal (config ().index_url, "https://user/");
}

static void
test_named_file_replaces_the_users (void **state)
{
  (void) state;
  write_file ("xdg/pip/pip.conf", "[global]\nretries = 1\ntimeout = 2\n");
  write_file ("home/.pip/pip.conf", "[global]\nretries = 3\n");
  assert_int_equal (config ().network.retries, 3);
  write_file ("named", "[global]\nproxy = http://proxy:1\n");
  set_folder ("PIP_CONFIG_FILE", "named");
  struct pip_config found = config ();
  assert_int_equal (found.network.retries, 1);
  assert_int_equal (found.network.timeout, 2);
  assert_string_equal (found.network.proxy, "http://proxy:1");

  set_folder ("PIP_CONFIG_FILE", "missing");
  assert_int_equal (config ().network.retries, 3);

  setenv ("PIP_CONFIG_FILE", "/dev/null", 1);
  setenv ("PIP_RETRIES", "7", 1);
  found = config ();
  assert_int_equal (found.network.retries, 7);
  assert_int_equal (found.network.timeout, 15);
}

static void
test_dialect (void **state)
{
  (void) state;
  write_file ("home/.config/pip/pip.conf",
              "# comment\n; another\n\n[global]\n"
              "INDEX_URL: https://user:p%40ss@host/simple ; not a comment\n"
              "--no-index = True\n"
              "find-links =\n    /one\n# between\n    /two  three\n\n"
              "trusted-host = a b\n"
              "[other]\nretries = 9\n");
  struct pip_config found = config ();
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
  write_file ("xdg/pip/pip.conf", "[global]\nretries = 1\ntimeout = 2\n");
  write_file ("home/.config/pip/pip.conf",
              "[global]\nretries = 3\n[DEFAULT]\nretries = 4\ntimeout = 5\n"
              "no-index = 1\n");
  struct pip_config found = config ();
  assert_true (found.no_index);
  assert_int_equal (found.network.retries, 3);
  assert_int_equal (found.network.timeout, 5);
  write_file ("home/.config/pip/pip.conf",
              "[DEFAULT]\nretries = 4\n[global]\nretries = 3\n[install]\n");
  assert_int_equal (config ().network.retries, 4);
  write_file ("home/.config/pip/pip.conf",
              "[DEFAULT]\nretries = 4\n[download]\n");
  assert_int_equal (config ().network.retries, 1);
}

/* Variables are written in any case; two of them are none of pip's. */
static void
test_variables (void **state)
{
  (void) state;
  write_file ("home/.config/pip/pip.conf", "[global]\n__retries = 3\n"
              "-timeout = 3\n");
  setenv ("PIP_index_url", "https://lower/", 1);
  setenv ("PIP_No_Index", "yes", 1);
  struct pip_config found = config ();
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
  write_file ("home/.config/pip/pip.conf", "[install]\nno-index = 1\n");
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    {
      setenv ("PIP_NO_INDEX", values[i].value, 1);
      assert_int_equal (config ().no_index, values[i].yes);
    }
  assert_string_equal (config ().unsupported, "no-index");
  setenv ("PIP_NO_INDEX", "", 1);
  assert_true (config ().no_index);
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
      write_file ("home/.config/pip/pip.conf", bad[i]);
      assert_int_equal (config ().network.retries, 5);
    }
}

static void
test_numbers (void **state)
{
  (void) state;
  static const struct { const char *value; long seconds; } values[] = {
    { "1", 1 }, { "0.5", 1 }, { "2.5", 3 }, { "0", 1 }, { "-3", 15 },
    { "soon", 15 }, { "1e30", 3600 }, { "nan", 15 },
    { " 7 ", 7 }, { NULL, 0 }
  };
  for (size_t i = 0; values[i].value != NULL; i++)
    {
      setenv ("PIP_TIMEOUT", values[i].value, 1);
      assert_int_equal (config ().network.timeout, values[i].seconds);
    }
  setenv ("PIP_TIMEOUT", "4", 1);
  setenv ("PIP_DEFAULT_TIMEOUT", "6", 1);
  assert_int_equal (config ().network.timeout, 6);
}

/* What this library does not follow, unless it cannot matter. */
static void
test_foreign (void **state)
{
  (void) state;
  assert_null (config ().unsupported);
  write_file ("home/.config/pip/pip.conf",
              "[global]\nformat = columns\nuser = no\nindex-url = https://x/\n"
              "no-cache-dir = true\nkeyring-provider = disabled\n"
              "[list]\ntarget = /somewhere\n[install]\nno_compile = yes\n");
  setenv ("PIP_REQUIRE_VIRTUALENV", "1", 1);
  setenv ("PIP_VERSION", "24.0", 1);
  setenv ("PIP_CONSTRAINT", "", 1);
  assert_null (config ().unsupported);

  setenv ("PIP_CONSTRAINT", "/constraints", 1);
  assert_string_equal (config ().unsupported, "PIP_CONSTRAINT");
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
      write_file ("home/.config/pip/pip.conf", text);
      assert_non_null (config ().unsupported);
    }
  write_file ("home/.config/pip/pip.conf", "[global\n");
  assert_non_null (strstr (config ().unsupported, "pip.conf"));
}

/* The environment's own file stands between the user's and the named one. */
static void
test_site (void **state)
{
  (void) state;
  write_file ("home/.pip/pip.conf", "[global]\nretries = 3\ntimeout = 3\n");
  write_file ("env/pip.conf", "[global]\nretries = 4\n");
  char env_dir[64];
  snprintf (env_dir, sizeof env_dir, "%s/env", folder);
  context.env_dir = env_dir;
  assert_int_equal (config ().network.retries, 4);
  assert_int_equal (config ().network.timeout, 3);
  write_file ("named", "[global]\nretries = 5\n");
  set_folder ("PIP_CONFIG_FILE", "named");
  assert_int_equal (config ().network.retries, 5);
  assert_int_equal (config ().network.timeout, 15);
  setenv ("PIP_CONFIG_FILE", "/dev/null", 1);
  write_file ("env/pip.conf", "[global]\nretries = 6\n");
  assert_int_equal (config ().network.retries, 5);
  context.env_dir = NULL;
}

static void
test_certificates (void **state)
{
  (void) state;
  setenv ("PIP_CONFIG_FILE", "/dev/null", 1);
  setenv ("SSL_CERT_FILE", "/file", 1);
  assert_string_equal (config ().network.ca_file, "/file");
  setenv ("SSL_CERT_DIR", "/folder", 1);
  assert_string_equal (config ().network.ca_file, "/file");
  assert_string_equal (config ().network.ca_dir, "/folder");
  setenv ("REQUESTS_CA_BUNDLE", folder, 1);
  struct pip_config found = config ();
  assert_string_equal (found.network.ca_dir, folder);
  assert_null (found.network.ca_file);

  /* As with requests, which pip uses: the variables are stronger than the option,
   * and do not count where there is an option for the proxy. */
  setenv ("PIP_CERT", "/cert", 1);
  assert_string_equal (config ().network.ca_dir, folder);
  assert_null (config ().network.client_cert);
  setenv ("PIP_PROXY", "http://proxy", 1);
  assert_string_equal (config ().network.ca_file, "/cert");
  unsetenv ("PIP_PROXY");
  unsetenv ("REQUESTS_CA_BUNDLE");
  assert_string_equal (config ().network.ca_file, "/cert");

  /* Of these only pip's own options begin in the home. */
  char cert[64];
  snprintf (cert, sizeof cert, "%s/home/cert", folder);
  setenv ("PIP_CERT", "~/cert", 1);
  setenv ("PIP_CLIENT_CERT", "~/cert", 1);
  assert_string_equal (config ().network.ca_file, cert);
  assert_string_equal (config ().network.client_cert, cert);
  setenv ("PIP_CERT", "~", 1);
  write_file ("home/cert", "");
  *strrchr (cert, '/') = '\0';
  assert_string_equal (config ().network.ca_dir, cert);
  unsetenv ("PIP_CERT");
  setenv ("REQUESTS_CA_BUNDLE", "~/cert", 1);
  assert_string_equal (config ().network.ca_file, "~/cert");
}

/* As pip in a new environment, which has no module keyring, would ask the program of
 * that name. */
static void
test_keyring (void **state)
{
  (void) state;
  setenv ("PIP_CONFIG_FILE", "/dev/null", 1);
  assert_true (config ().network.keyring);
  setenv ("PIP_NO_INPUT", "1", 1);
  assert_false (config ().network.keyring);
  setenv ("PIP_KEYRING_PROVIDER", "subprocess", 1);
  assert_true (config ().network.keyring);
  assert_null (config ().unsupported);
  setenv ("PIP_KEYRING_PROVIDER", "disabled", 1);
  assert_false (config ().network.keyring);
  assert_null (config ().unsupported);
  setenv ("PIP_NO_INPUT", "0", 1);
  setenv ("PIP_KEYRING_PROVIDER", "auto", 1);
  assert_true (config ().network.keyring);
  setenv ("PIP_KEYRING_PROVIDER", "import", 1);
  assert_false (config ().network.keyring);
  assert_string_equal (config ().unsupported, "keyring-provider");
}

/* A pipe gives its bytes once, and the settings are read for each search.  Which
 * index it names is unknown, which must not mean that there is none. */
static void
test_pipe (void **state)
{
  (void) state;
  char path[64];
  snprintf (path, sizeof path, "%s/pipe", folder);
  assert_int_equal (mkfifo (path, 0600), 0);
  setenv ("PIP_CONFIG_FILE", path, 1);
  alarm (20);
  assert_string_equal (config ().broken, path);
  alarm (0);

  /* Devices and folders are not pip's settings, for pip neither. */
  setenv ("PIP_CONFIG_FILE", "/dev/zero", 1);
  assert_null (config ().broken);
  setenv ("PIP_CONFIG_FILE", folder, 1);
  assert_null (config ().broken);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_files_come_before_sections, begin,
                                     end),
    cmocka_unit_test_setup_teardown (test_named_file_replaces_the_users, begin,
                                     end),
    cmocka_unit_test_setup_teardown (test_dialect, begin, end),
    cmocka_unit_test_setup_teardown (test_default_section, begin, end),
    cmocka_unit_test_setup_teardown (test_variables, begin, end),
    cmocka_unit_test_setup_teardown (test_booleans, begin, end),
    cmocka_unit_test_setup_teardown (test_bad_files, begin, end),
    cmocka_unit_test_setup_teardown (test_numbers, begin, end),
    cmocka_unit_test_setup_teardown (test_foreign, begin, end),
    cmocka_unit_test_setup_teardown (test_keyring, begin, end),
    cmocka_unit_test_setup_teardown (test_site, begin, end),
    cmocka_unit_test_setup_teardown (test_certificates, begin, end),
    cmocka_unit_test_setup_teardown (test_pipe, begin, end)
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
