/* test_template.c: placeholders, and the scripts that were built in. */
#include <config.h>

#include "activation.h"
#include "template.h"
#include "tests/units.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const struct template_value plain_values[] = {
  { "__VENV_DIR__", "/env", false },
  { "__VENV_PROMPT__", "__VENV_DIR__ x", false },
  { "__VENV_BIN_NAME__", "", false },
  { NULL, NULL, false }
};

static void
assert_filled (const char *source, const char *name, const char *expected)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  template_fill (&text, source, strlen (source), plain_values,
                 quote_style_of (name));
  assert_false (text.failed);
  assert_string_equal (text_string (&text), expected);
}

static void
test_fill (void **state)
{
  (void) state;
  assert_filled ("", "activate", "");
  assert_filled ("nothing", "activate", "nothing");
  assert_filled ("__VENV_DIR__", "activate", "/env");
  assert_filled ("__VENV_DIR__ and __VENV_DIR__", "activate",
                 "/env and /env");
  assert_filled ("__VENV_DIR____VENV_DIR__", "activate", "/env/env");
  assert_filled ("a=__VENV_BIN_NAME__;", "activate", "a='';");
}

/* The value of the prompt is the name of another placeholder. */
static void
test_values_are_not_scanned (void **state)
{
  (void) state;
  assert_filled ("__VENV_PROMPT__", "activate", "'__VENV_DIR__ x'");
  assert_filled ("__VENV_PROMPT____VENV_DIR__", "activate.fish",
                 "'__VENV_DIR__ x'/env");
}

static void
test_what_is_no_placeholder_stays (void **state)
{
  (void) state;
  assert_filled ("__VENV_NAME__ __VENV_DIR_ VENV_DIR__ ___VENV_DIR__",
                 "activate",
                 "__VENV_NAME__ __VENV_DIR_ VENV_DIR__ _/env");
  assert_filled ("__VENV_DI", "activate", "__VENV_DI");
}

static void
test_source_need_not_end_with_nul (void **state)
{
  (void) state;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  template_fill (&text, "a\0__VENV_DIR__", 8, plain_values,
                 quote_style_of (""));
  assert_int_equal (text.length, 8);
  assert_memory_equal (text_string (&text), "a\0__VENV", 8);
}

static void
test_longest_name_wins (void **state)
{
  (void) state;
  static const struct template_value values[] = {
    { "@a", "short", false }, { "@ab", "long", false }, { NULL, NULL, false }
  };
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  template_fill (&text, "@ab@a@", 6, values, quote_style_of (""));
  assert_string_equal (text_string (&text), "longshort@");
}

/* The first minor version of Python 3 whose venv writes the script NAME. */
static int
since_minor (const char *name)
{
  if (strcmp (name, "Activate.ps1") == 0)
    return 8;
  return strcmp (name, "activate") == 0 || strcmp (name, "activate.csh") == 0
    || strcmp (name, "activate.fish") == 0 ? 0 : ACTIVATION_NEVER;
}

static void
test_scripts_are_built_in (void **state)
{
  (void) state;
  size_t of_venv = 0;
  for (const struct activation_script *script = activation_scripts;
       script->name != NULL; script++)
    {
      assert_int_equal (script->since_minor, since_minor (script->name));
      assert_true (*script->activator != '\0');
      assert_int_equal (script->length, strlen (script->source));
      assert_int_equal (script->source[script->length - 1], '\n');
      of_venv += script->since_minor != ACTIVATION_NEVER;
    }
  assert_int_equal (of_venv, 4);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_fill),
    cmocka_unit_test (test_values_are_not_scanned),
    cmocka_unit_test (test_what_is_no_placeholder_stays),
    cmocka_unit_test (test_source_need_not_end_with_nul),
    cmocka_unit_test (test_longest_name_wins),
    cmocka_unit_test (test_scripts_are_built_in),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
