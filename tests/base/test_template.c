/* test_template.c: placeholders, the quoting of each shell, and the scripts
 * that were built in. */
#include <config.h>

#include "template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct template_value plain_values[] = {
  { "__VENV_DIR__", "/env" },
  { "__VENV_PROMPT__", "__VENV_DIR__ x" },
  { "__VENV_BIN_NAME__", "" },
  { NULL, NULL }
};

static void
assert_filled (const char *source, enum template_shell shell,
               const char *expected)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  template_fill (&text, source, strlen (source), plain_values, shell);
  assert_false (text.failed);
  assert_string_equal (text_string (&text), expected);
}

static void
assert_quoted (const char *value, enum template_shell shell,
               const char *expected)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  template_quote (&text, value, shell);
  assert_string_equal (text_string (&text), expected);
}

static void
test_fill (void **state)
{
  (void) state;
  assert_filled ("", TEMPLATE_SH, "");
  assert_filled ("nothing", TEMPLATE_SH, "nothing");
  assert_filled ("__VENV_DIR__", TEMPLATE_SH, "/env");
  assert_filled ("__VENV_DIR__ and __VENV_DIR__", TEMPLATE_SH,
                 "/env and /env");
  assert_filled ("__VENV_DIR____VENV_DIR__", TEMPLATE_SH, "/env/env");
  assert_filled ("a=__VENV_BIN_NAME__;", TEMPLATE_SH, "a='';");
}

/* The value of the prompt is the name of another placeholder. */
static void
test_values_are_not_scanned (void **state)
{
  (void) state;
  assert_filled ("__VENV_PROMPT__", TEMPLATE_SH, "'__VENV_DIR__ x'");
  assert_filled ("__VENV_PROMPT____VENV_DIR__", TEMPLATE_FISH,
                 "'__VENV_DIR__ x'/env");
}

static void
test_what_is_no_placeholder_stays (void **state)
{
  (void) state;
  assert_filled ("__VENV_NAME__ __VENV_DIR_ VENV_DIR__ ___VENV_DIR__",
                 TEMPLATE_SH,
                 "__VENV_NAME__ __VENV_DIR_ VENV_DIR__ _/env");
  assert_filled ("__VENV_DI", TEMPLATE_SH, "__VENV_DI");
}

static void
test_source_need_not_end_with_nul (void **state)
{
  (void) state;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  template_fill (&text, "a\0__VENV_DIR__", 8, plain_values, TEMPLATE_SH);
  assert_int_equal (text.length, 8);
  assert_memory_equal (text_string (&text), "a\0__VENV", 8);
}

static void
test_longest_name_wins (void **state)
{
  (void) state;
  static const struct template_value values[] = {
    { "@a", "short" }, { "@ab", "long" }, { NULL, NULL }
  };
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  template_fill (&text, "@ab@a@", 6, values, TEMPLATE_SH);
  assert_string_equal (text_string (&text), "longshort@");
}

static void
test_sh (void **state)
{
  (void) state;
  assert_quoted ("/usr/a-b_c@d%e+f:g,h.i", TEMPLATE_SH,
                 "/usr/a-b_c@d%e+f:g,h.i");
  assert_quoted ("", TEMPLATE_SH, "''");
  assert_quoted ("a b", TEMPLATE_SH, "'a b'");
  assert_quoted ("~", TEMPLATE_SH, "'~'");
  assert_quoted ("=ls", TEMPLATE_SH, "'=ls'");
  assert_quoted ("h\xc3\xa9", TEMPLATE_SH, "'h\xc3\xa9'");
  assert_quoted ("\"';&&$e|'\"", TEMPLATE_SH,
                 "'\"'\"'\"';&&$e|'\"'\"'\"'");
}

static void
test_csh (void **state)
{
  (void) state;
  assert_quoted ("a.b", TEMPLATE_CSH, "a.b");
  assert_quoted ("py!env", TEMPLATE_CSH, "'py'\\!'env'");
  assert_quoted ("'\\", TEMPLATE_CSH, "''\\'''\\\\''");
  assert_quoted ("$x`y`", TEMPLATE_CSH, "'$x`y`'");
  assert_quoted ("a\nb", TEMPLATE_CSH, "'a\\\nb'");
}

static void
test_fish (void **state)
{
  (void) state;
  assert_quoted ("a.b", TEMPLATE_FISH, "a.b");
  assert_quoted ("it's \\", TEMPLATE_FISH, "'it\\'s \\\\'");
  assert_quoted ("$x(y)", TEMPLATE_FISH, "'$x(y)'");
}

static void
test_powershell (void **state)
{
  (void) state;
  assert_quoted ("a", TEMPLATE_POWERSHELL, "'a'");
  assert_quoted ("it's $x", TEMPLATE_POWERSHELL, "'it''s $x'");
  assert_quoted ("\xe2\x80\x98\xe2\x80\x9b", TEMPLATE_POWERSHELL,
                 "'\xe2\x80\x98\xe2\x80\x98\xe2\x80\x9b\xe2\x80\x9b'");
  assert_quoted ("\xe2\x80\x97\xe2\x80\x9c\xe2", TEMPLATE_POWERSHELL,
                 "'\xe2\x80\x97\xe2\x80\x9c\xe2'");
}

static void
test_batch (void **state)
{
  (void) state;
  assert_quoted ("C:\\a b&c^", TEMPLATE_BATCH, "C:\\a b&c^");
  assert_quoted ("%PATH%", TEMPLATE_BATCH, "%%PATH%%");
  assert_quoted ("a\"&b|\"^", TEMPLATE_BATCH, "a\"^&b^|^\"^^");
  assert_quoted ("a\r\nb", TEMPLATE_BATCH, "ab");
}

static void
test_shell_of_name (void **state)
{
  (void) state;
  assert_int_equal (template_shell_of ("activate"), TEMPLATE_SH);
  assert_int_equal (template_shell_of ("activate.sh"), TEMPLATE_SH);
  assert_int_equal (template_shell_of ("activate.csh"), TEMPLATE_CSH);
  assert_int_equal (template_shell_of ("activate.fish"), TEMPLATE_FISH);
  assert_int_equal (template_shell_of ("Activate.ps1"), TEMPLATE_POWERSHELL);
  assert_int_equal (template_shell_of ("activate.bat"), TEMPLATE_BATCH);
}

static void
test_scripts_are_built_in (void **state)
{
  (void) state;
  static const struct { const char *name; int since; } expected[] = {
    { "activate", 0 }, { "activate.fish", 0 }, { "Activate.ps1", 8 },
    { "activate.csh", 0 }
  };
  size_t count = sizeof expected / sizeof expected[0];

  for (size_t i = 0; i < count; i++)
    {
      const struct activation_script *script = &activation_scripts[i];
      assert_string_equal (script->name, expected[i].name);
      assert_int_equal (script->since_minor, expected[i].since);
      assert_int_equal (script->length, strlen (script->source));
      assert_int_equal (script->source[script->length - 1], '\n');
      assert_null (strchr (script->source, '\r'));
    }
  assert_null (activation_scripts[count].name);
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
    cmocka_unit_test (test_sh),
    cmocka_unit_test (test_csh),
    cmocka_unit_test (test_fish),
    cmocka_unit_test (test_powershell),
    cmocka_unit_test (test_batch),
    cmocka_unit_test (test_shell_of_name),
    cmocka_unit_test (test_scripts_are_built_in),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
