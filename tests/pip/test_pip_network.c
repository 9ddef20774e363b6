/* test_pip_network.c: how servers are asked, by the settings of pip. */
#include <config.h>

#include "pip_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
      assert_int_equal (fixture_config ().network.timeout, values[i].seconds);
    }
  setenv ("PIP_TIMEOUT", "4", 1);
  setenv ("PIP_DEFAULT_TIMEOUT", "6", 1);
  assert_int_equal (fixture_config ().network.timeout, 6);
}

static void
test_certificates (void **state)
{
  (void) state;
  setenv ("PIP_CONFIG_FILE", "/dev/null", 1);
  setenv ("SSL_CERT_FILE", "/file", 1);
  assert_string_equal (fixture_config ().network.ca_file, "/file");
  setenv ("SSL_CERT_DIR", "/fixture_folder", 1);
  assert_string_equal (fixture_config ().network.ca_file, "/file");
  assert_string_equal (fixture_config ().network.ca_dir, "/fixture_folder");
  setenv ("REQUESTS_CA_BUNDLE", fixture_folder, 1);
  struct pip_config found = fixture_config ();
  assert_string_equal (found.network.ca_dir, fixture_folder);
  assert_null (found.network.ca_file);

  /* As with requests, which pip uses: the variables are stronger than the option,
   * and do not count where there is an option for the proxy. */
  setenv ("PIP_CERT", "/cert", 1);
  assert_string_equal (fixture_config ().network.ca_dir, fixture_folder);
  assert_null (fixture_config ().network.client_cert);
  setenv ("PIP_PROXY", "http://proxy", 1);
  assert_string_equal (fixture_config ().network.ca_file, "/cert");
  unsetenv ("PIP_PROXY");
  unsetenv ("REQUESTS_CA_BUNDLE");
  assert_string_equal (fixture_config ().network.ca_file, "/cert");

  /* Of these only pip's own options begin in the home. */
  char cert[64];
  snprintf (cert, sizeof cert, "%s/home/cert", fixture_folder);
  setenv ("PIP_CERT", "~/cert", 1);
  setenv ("PIP_CLIENT_CERT", "~/cert", 1);
  assert_string_equal (fixture_config ().network.ca_file, cert);
  assert_string_equal (fixture_config ().network.client_cert, cert);
  setenv ("PIP_CERT", "~", 1);
  fixture_write ("home/cert", "");
  *strrchr (cert, '/') = '\0';
  assert_string_equal (fixture_config ().network.ca_dir, cert);
  unsetenv ("PIP_CERT");
  setenv ("REQUESTS_CA_BUNDLE", "~/cert", 1);
  assert_string_equal (fixture_config ().network.ca_file, "~/cert");
}

/* As pip in a new environment, which has no module keyring, would ask the program of
 * that name. */
static void
test_keyring (void **state)
{
  (void) state;
  setenv ("PIP_CONFIG_FILE", "/dev/null", 1);
  assert_true (fixture_config ().network.keyring);
  setenv ("PIP_NO_INPUT", "1", 1);
  assert_false (fixture_config ().network.keyring);
  setenv ("PIP_KEYRING_PROVIDER", "subprocess", 1);
  assert_true (fixture_config ().network.keyring);
  assert_null (fixture_config ().unsupported);
  setenv ("PIP_KEYRING_PROVIDER", "disabled", 1);
  assert_false (fixture_config ().network.keyring);
  assert_null (fixture_config ().unsupported);
  setenv ("PIP_NO_INPUT", "0", 1);
  setenv ("PIP_KEYRING_PROVIDER", "auto", 1);
  assert_true (fixture_config ().network.keyring);
  setenv ("PIP_KEYRING_PROVIDER", "import", 1);
  assert_false (fixture_config ().network.keyring);
  assert_string_equal (fixture_config ().unsupported, "keyring-provider");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    FIXTURE_TEST (test_numbers),
    FIXTURE_TEST (test_keyring),
    FIXTURE_TEST (test_certificates)
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
