/* test_quote.c: how each shell writes a word. */
#include <config.h>

#include "quote.h"
#include "tests/units.h"

/* As the shell writes it that reads the file NAME. */
static void
assert_quoted (const char *value, const char *name, const char *expected)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  quote_add_word (&text, value, quote_style_of (name));
  assert_string_equal (text_string (&text), expected);
}

static void
test_sh (void **state)
{
  (void) state;
  assert_quoted ("/usr/a-b_c@d%e+f:g,h.i", "activate",
                 "/usr/a-b_c@d%e+f:g,h.i");
  assert_quoted ("", "activate", "''");
  assert_quoted ("a b", "activate", "'a b'");
  assert_quoted ("~", "activate", "'~'");
  assert_quoted ("=ls", "activate", "'=ls'");
  assert_quoted ("h\xc3\xa9", "activate", "'h\xc3\xa9'");
  assert_quoted ("\"';&&$e|'\"", "activate",
                 "'\"'\"'\"';&&$e|'\"'\"'\"'");
}

static void
test_csh (void **state)
{
  (void) state;
  assert_quoted ("a.b", "activate.csh", "a.b");
  assert_quoted ("py!env", "activate.csh", "'py'\\!'env'");
  assert_quoted ("'\\", "activate.csh", "''\\'''\\\\''");
  assert_quoted ("$x`y`", "activate.csh", "'$x`y`'");
  assert_quoted ("a\nb", "activate.csh", "'a\\\nb'");
}

static void
test_fish (void **state)
{
  (void) state;
  assert_quoted ("a.b", "activate.fish", "a.b");
  assert_quoted ("it's \\", "activate.fish", "'it\\'s \\\\'");
  assert_quoted ("$x(y)", "activate.fish", "'$x(y)'");
}

static void
test_powershell (void **state)
{
  (void) state;
  assert_quoted ("a", "Activate.ps1", "'a'");
  assert_quoted ("it's $x", "Activate.ps1", "'it''s $x'");
  assert_quoted ("\xe2\x80\x98\xe2\x80\x9b", "Activate.ps1",
                 "'\xe2\x80\x98\xe2\x80\x98\xe2\x80\x9b\xe2\x80\x9b'");
  assert_quoted ("\xe2\x80\x97\xe2\x80\x9c\xe2", "Activate.ps1",
                 "'\xe2\x80\x97\xe2\x80\x9c\xe2'");
}

static void
test_nushell (void **state)
{
  (void) state;
  assert_quoted ("a", "activate.nu", "\"a\"");
  assert_quoted ("\"\\n$x(y)'`", "activate.nu", "\"\\\"\\\\n$x(y)'`\"");
}

static void
test_elvish (void **state)
{
  (void) state;
  assert_quoted ("a", "activate.elv", "'a'");
  assert_quoted ("it's \\ $x", "activate.elv", "'it''s \\ $x'");
}

static void
test_python (void **state)
{
  (void) state;
  assert_quoted ("a", "activate.xsh", "'a'");
  assert_quoted ("it's \\ $x", "activate.xsh", "'it\\'s \\\\ $x'");
  assert_quoted ("it's \\", "activate_this.py", "'it\\'s \\\\'");
}

static void
test_batch (void **state)
{
  (void) state;
  assert_quoted ("C:\\a b&c^", "activate.bat", "C:\\a b&c^");
  assert_quoted ("%PATH%", "activate.bat", "%%PATH%%");
  assert_quoted ("a\"&b|\"^", "activate.bat", "a\"^&b^|^\"^^");
  assert_quoted ("a\r\nb", "activate.bat", "ab");
}

static void
test_other_suffixes_are_of_sh (void **state)
{
  (void) state;
  assert_ptr_equal (quote_style_of (""), quote_style_of ("activate"));
  assert_ptr_equal (quote_style_of ("x.sh"), quote_style_of ("activate"));
  assert_ptr_equal (quote_style_of ("x.csh.in"), quote_style_of ("activate"));
  assert_ptr_not_equal (quote_style_of ("x.csh"), quote_style_of ("activate"));
}

static void
test_quoted_in_any_case (void **state)
{
  (void) state;
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  quote_add_quoted (&text, "plain", quote_style_of (""));
  assert_string_equal (text_string (&text), "'plain'");

  text.length = 0;
  quote_add_inside (&text, "it's", quote_style_of ("x.fish"));
  assert_string_equal (text_string (&text), "it\\'s");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_sh),
    cmocka_unit_test (test_csh),
    cmocka_unit_test (test_fish),
    cmocka_unit_test (test_powershell),
    cmocka_unit_test (test_nushell),
    cmocka_unit_test (test_elvish),
    cmocka_unit_test (test_python),
    cmocka_unit_test (test_batch),
    cmocka_unit_test (test_other_suffixes_are_of_sh),
    cmocka_unit_test (test_quoted_in_any_case),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
