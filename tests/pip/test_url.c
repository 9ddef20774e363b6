/* test_url.c: what may be shown of an address, and its file name. */
#include <config.h>

#include "url.h"
#include "url_parts.h"
#include "tests/units.h"

#include <stdlib.h>

static void
assert_shown (const char *url, const char *wanted)
{
  struct text shown = TEXT_EMPTY;
  url_redact (&shown, url);
  assert_string_equal (text_string (&shown), wanted);
  text_clear (&shown);
}

static void
test_redact (void **state)
{
  (void) state;
  assert_shown ("https://example.test/a/b.py", "https://example.test/a/b.py");
  assert_shown ("https://user:secret@example.test/b.py",
                "https://****@example.test/b.py");
  assert_shown ("https://token@example.test/b.py",
                "https://****@example.test/b.py");
  assert_shown ("https://u:p%40ss@example.test:8080/b",
                "https://****@example.test:8080/b");
  assert_shown ("https://u:p@ss@example.test/b",
                "https://****@example.test/b");
  assert_shown ("https://u:pa/ss@example.test/b",
                "https://****@example.test/b");
  assert_shown ("http://127.0.0.1:80/@scope/x", "http://127.0.0.1:80/@scope/x");
  assert_shown ("http://[::1]:80/@scope/x", "http://[::1]:80/@scope/x");
  assert_shown ("https://example.test/b?signature=secret#part",
                "https://example.test/b?****");
  assert_shown ("file:///tmp/get-pip.py", "file:///tmp/get-pip.py");
  assert_shown ("https:/u:secret@example.test/b", "https://****@example.test/b");
  assert_shown ("https:///u:secret@example.test/b",
                "https://****@example.test/b");
  assert_shown ("HTTP:\\\\u:secret@example.test/b",
                "HTTP://****@example.test/b");
  assert_shown ("https:u:secret@example.test/b", "https://****@example.test/b");
  assert_shown ("https://example.test/a\nb", "https://example.test/a?b");
  assert_shown ("https://example.test/\xc2\x9b" "31m\xc3\x9b\xc2\xa0\xc2",
                "https://example.test/?31m\xc3\x9b\xc2\xa0\xc2");
}

static void
assert_name (const char *url, const char *wanted)
{
  char *name = url_file_name (url);
  if (wanted == NULL)
    assert_null (name);
  else
    {
      assert_non_null (name);
      assert_string_equal (name, wanted);
    }
  free (name);
}

static void
test_file_name (void **state)
{
  (void) state;
  assert_name ("https://example.test/a/get-pip.py", "get-pip.py");
  assert_name ("https://example.test/a/b%2B1.whl?x=/y#z", "b+1.whl");
  assert_name ("file:///tmp/x.py", "x.py");
  assert_name ("https://example.test/100%", "100%");
  assert_name ("https://example.test/", NULL);
  assert_name ("https://example.test", NULL);
  assert_name ("https://example.test/..", NULL);
  assert_name ("https://example.test/%2e%2E", NULL);
  assert_name ("https://example.test/a%2fb", NULL);
  assert_name ("https://example.test/a%5cb", NULL);
  assert_name ("https://example.test/a%00b", NULL);
  assert_name ("https://example.test/a%0ab", NULL);
}

static void
test_scheme (void **state)
{
  (void) state;
  assert_true (url_has_scheme ("HTTPS://x/", "https"));
  assert_false (url_has_scheme ("https://x/", "http"));
  assert_false (url_has_scheme ("http", "http"));
}

static void
test_files (void **state)
{
  (void) state;
  static const char *const local[] = { "file:/a%20b", "file:///a%20b",
                                       "file://localhost/a%20b" };
  CLEAN_ARENA struct arena arena = { NULL };
  for (size_t i = 0; i < sizeof local / sizeof *local; i++)
    {
      assert_true (url_file_is_local (local[i]));
      assert_string_equal (url_file_path (&arena, local[i]), "/a b");
    }
  assert_false (url_file_is_local ("file://server/a"));
  assert_false (url_file_is_local ("file://localhost.test/a"));
  assert_false (url_file_is_local ("file://server"));
}

/* Whatever libcurl takes for the same address has its credentials taken off. */
static void
test_split (void **state)
{
  static const char *const urls[] = {
    "https://u:secret@Example.test/a", "https:/u:secret@Example.test/a",
    "https:///u:secret@Example.test/a", "https:\\/u:secret@Example.test/a"
  };
  (void) state;
  for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
    {
      CLEAN_ARENA struct arena arena = { NULL };
      struct url_parts parts;
      assert_true (url_split (&arena, urls[i], &parts));
      assert_string_equal (parts.plain, "https://Example.test/a");
      assert_string_equal (parts.credentials, "u:secret");
      assert_string_equal (parts.host, "example.test");
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_redact),
    cmocka_unit_test (test_file_name),
    cmocka_unit_test (test_scheme),
    cmocka_unit_test (test_files),
    cmocka_unit_test (test_split)
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
