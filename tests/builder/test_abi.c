/* test_abi.c: descriptions of plugins built with other headers. */
#include <config.h>

#include "abi.h"
#include "builder_fixture.h"
#include "tests/units.h"

#include <string.h>

static void
assert_refused (const struct pyvenv_plugin *foreign, const char *stem,
                const char *why)
{
  struct pyvenv_plugin plugin;
  assert_int_equal (abi_adopt (&builder->base, foreign, stem, &plugin), -1);
  assert_non_null (strstr (pyvenv_last_error (&builder->base), why));
  pyvenv_clear_error (&builder->base);
  abi_release (&plugin);
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
  abi_release (&plugin);
}

static void
test_longer_struct_is_cut (void **state)
{
  (void) state;
  struct { struct pyvenv_plugin now; void *later; } foreign
    = { { PYVENV_PLUGIN_INIT, .name = "future" }, &foreign };
  struct pyvenv_plugin plugin;
  foreign.now.struct_size = sizeof foreign;
  assert_refused (&foreign.now, "future", "needs a newer pyvenv");
  foreign.later = NULL;
  assert_int_equal (abi_adopt (&builder->base, &foreign.now, "future",
                               &plugin), 0);
  assert_string_equal (plugin.name, "future");
  abi_release (&plugin);
}

static void
test_what_is_refused (void **state)
{
  (void) state;
  struct pyvenv_plugin foreign = { PYVENV_PLUGIN_INIT, .name = "x" };

  foreign.provides = PYVENV_PROVIDES_PIP | 1u << 30;
  assert_refused (&foreign, "x", "bit 0x40000000");
  foreign.provides = 0;

  static const struct pyvenv_key reserved[] = { { .name = "order" },
                                                { .name = NULL } };
  foreign.keys = reserved;
  assert_refused (&foreign, "x", "'order'");
  foreign.keys = NULL;

  foreign.api_version = 7u << 16;
  assert_refused (&foreign, "x", "plugin API 7.0");

  foreign.api_version = PYVENV_API_VERSION;
  assert_refused (&foreign, "y", "its file is 'y.so'");

  foreign.name = "Bad Name";
  assert_refused (&foreign, "Bad Name", "not a valid name");

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
  foreign.keys = bad;
  assert_refused (&foreign, "x", "not a valid name");
}

/* One table in memory, read with rows of both sizes. */
static void
test_rows_of_another_size (void **state)
{
  (void) state;
  static const struct { struct pyvenv_key now; void *later; } rows[] = {
    { { "one", "URL", "first" }, NULL }, { { "two", NULL, "second" }, NULL },
    { { NULL, NULL, NULL }, NULL } };
  struct pyvenv_plugin foreign = { PYVENV_PLUGIN_INIT, .name = "x",
                                   .keys = &rows[0].now };
  struct pyvenv_plugin plugin;
  foreign.key_size = sizeof rows[0];
  assert_int_equal (abi_adopt (&builder->base, &foreign, "x", &plugin), 0);
  assert_string_equal (plugin.keys[0].name, "one");
  assert_string_equal (plugin.keys[1].name, "two");
  assert_string_equal (plugin.keys[1].help, "second");
  assert_null (plugin.keys[2].name);
  abi_release (&plugin);
  assert_null (plugin.keys);
}

static void
test_row_sizes_that_are_refused (void **state)
{
  (void) state;
  static const uint32_t sizes[] = { 0, 1, sizeof (struct pyvenv_key) - 1,
                                    sizeof (struct pyvenv_key) + 1 };
  struct pyvenv_plugin foreign = { PYVENV_PLUGIN_INIT, .name = "x" };
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
    {
      foreign.key_size = sizes[i];
      assert_refused (&foreign, "x", "is not the size of a row of keys");
    }
}

int
main (void)
{
#define TEST(name) \
  cmocka_unit_test_setup_teardown (name, builder_setup, builder_teardown)
  const struct CMUnitTest tests[] = {
    TEST (test_short_struct_is_filled_with_zeros),
    TEST (test_longer_struct_is_cut),
    TEST (test_what_is_refused),
    TEST (test_keys_are_checked),
    TEST (test_rows_of_another_size),
    TEST (test_row_sizes_that_are_refused),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
