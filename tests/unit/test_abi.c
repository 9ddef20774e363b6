/* test_abi.c: descriptions of plugins built with other headers. */
#include <config.h>

#include "abi.h"
#include "builder.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static pyvenv_builder *builder;

static int
setup (void **state)
{
  (void) state;
  builder = pyvenv_builder_new ();
  return builder != NULL ? 0 : -1;
}

static int
teardown (void **state)
{
  (void) state;
  pyvenv_builder_free (builder);
  return 0;
}

static void
assert_refused (const struct pyvenv_plugin *foreign, const char *stem,
                const char *why)
{
  struct pyvenv_plugin plugin;
  assert_int_equal (abi_adopt (&builder->base, foreign, stem, &plugin), -1);
  assert_non_null (strstr (pyvenv_last_error (&builder->base), why));
}

static void
test_short_struct_is_filled_with_zeros (void **state)
{
  (void) state;
  struct pyvenv_plugin foreign = { PYVENV_PLUGIN_INIT, .name = "old",
                                   .order = 77, .local_size = 99 };
  struct pyvenv_plugin plugin;
  foreign.struct_size = offsetof (struct pyvenv_plugin, local_size);
  assert_int_equal (abi_adopt (&builder->base, &foreign, "old", &plugin), 0);
  assert_int_equal (plugin.order, 77);
  assert_int_equal (plugin.local_size, 0);
}

static void
test_longer_struct_is_cut (void **state)
{
  (void) state;
  struct { struct pyvenv_plugin now; void *later; } foreign
    = { { PYVENV_PLUGIN_INIT, .name = "future" }, &foreign };
  struct pyvenv_plugin plugin;
  foreign.now.struct_size = sizeof foreign;
  assert_int_equal (abi_adopt (&builder->base, &foreign.now, "future",
                               &plugin), 0);
  assert_string_equal (plugin.name, "future");
}

static void
test_what_is_refused (void **state)
{
  (void) state;
  struct pyvenv_plugin foreign = { PYVENV_PLUGIN_INIT, .name = "x" };

  foreign.api_version = 7u << 16;
  assert_refused (&foreign, "x", "plugin API 7.0");
  pyvenv_clear_error (&builder->base);

  foreign.api_version = PYVENV_API_VERSION;
  assert_refused (&foreign, "y", "its file is 'y.so'");
  pyvenv_clear_error (&builder->base);

  foreign.name = "Bad Name";
  assert_refused (&foreign, "Bad Name", "no valid name");
  pyvenv_clear_error (&builder->base);

  foreign.name = "x";
  foreign.struct_size = 8;
  assert_refused (&foreign, "x", "only 8 bytes");
}

static void
test_keys_are_checked (void **state)
{
  (void) state;
  static const struct pyvenv_key twice[] = {
    { "index", "URL", "" }, { "index", NULL, "" }, { NULL, NULL, NULL } };
  static const struct pyvenv_key bad[] = {
    { "In Dex", "URL", "" }, { NULL, NULL, NULL } };
  struct pyvenv_plugin foreign = { PYVENV_PLUGIN_INIT, .name = "x",
                                   .keys = twice };
  assert_refused (&foreign, "x", "'index' twice");
  pyvenv_clear_error (&builder->base);
  foreign.keys = bad;
  assert_refused (&foreign, "x", "no valid name");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_short_struct_is_filled_with_zeros,
                                     setup, teardown),
    cmocka_unit_test_setup_teardown (test_longer_struct_is_cut, setup,
                                     teardown),
    cmocka_unit_test_setup_teardown (test_what_is_refused, setup, teardown),
    cmocka_unit_test_setup_teardown (test_keys_are_checked, setup, teardown),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
