/* test_page.c: pages of indexes, good and hostile. */
#include <config.h>

#include "page.h"
#include "text.h"
#include "url_parts.h"
#include "tests/arena_fixture.h"

#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define BASE "https://host.test/simple/pip/"

/* libxml finds no memory. */
static bool no_memory;

static void *
try_malloc (size_t size)
{
  return no_memory ? NULL : malloc (size);
}

static void *
try_realloc (void *bytes, size_t size)
{
  return no_memory ? NULL : realloc (bytes, size);
}

static struct page_reader
read_json (const char *body)
{
  struct page_reader reader = {
    .arena = &arena, .base = BASE, .files = { .arena = &arena }
  };
  page_read_json (&reader, body, strlen (body));
  return reader;
}

static struct page_reader
read_html (const char *body)
{
  struct page_reader reader = {
    .arena = &arena, .base = BASE, .files = { .arena = &arena }
  };
  page_read_html (&reader, body, strlen (body), NULL);
  return reader;
}

#define JSON(files) "{\"meta\":{\"api-version\":\"1.1\"},\"files\":[" files "]}"
#define NAME "\"filename\":\"pip-1-py3-none-any.whl\""

static void
test_json (void **state)
{
  (void) state;
  struct page_reader page = read_json (JSON (
    "{" NAME ",\"url\":\"../../p/pip-1-py3-none-any.whl\",\"_x\":[null],"
    "\"hashes\":{\"md5\":\"00\",\"sha256\":\"" HEX "\"},\"size\":12,"
    "\"requires-python\":\">=3.8\",\"yanked\":\"bad\"},"
    "{\"filename\":\"pip-2-py3-none-any.whl\",\"url\":\"//cdn.test/x\","
    "\"yanked\":\"\",\"requires-python\":null,\"size\":-1,\"hashes\":null}"));
  assert_null (page.error);
  assert_int_equal (page.files.count, 2);
  const struct project_file *file = page.files.items;
  assert_string_equal (file->name, "pip-1-py3-none-any.whl");
  assert_string_equal (file->url,
                       "https://host.test/p/pip-1-py3-none-any.whl");
  assert_string_equal (file->hash, "sha256=" HEX);
  assert_string_equal (file->requires_python, ">=3.8");
  assert_int_equal (file->size, 12);
  assert_true (file->yanked);
  file++;
  assert_string_equal (file->url, "https://cdn.test/x");
  assert_null (file->hash);
  assert_null (file->requires_python);
  assert_false (file->yanked);
  assert_int_equal (file->size, 0);
}

/* What is odd where nobody looks refuses no page. */
static void
test_json_odd (void **state)
{
  (void) state;
  struct page_reader page = read_json ("\xef\xbb\xbf" JSON (
    "{" NAME ",\"url\":\"x\",\"size\":12},"
    "{" NAME ",\"url\":\"x\",\"size\":99999999999999999999999,"
    "\"upload-time\":99999999999999999999999},"
    "{" NAME ",\"url\":\"x\",\"size\":0},"
    "{" NAME ",\"url\":\"x\",\"size\":1.5},"
    "{" NAME ",\"url\":\"x\",\"size\":\"12\"},"
    "{" NAME ",\"url\":\"x\",\"size\":9007199254740991}"));
  assert_null (page.error);
  assert_int_equal (page.files.count, 6);
  assert_int_equal (page.files.items[0].size, 12);
  for (size_t i = 1; i < 5; i++)
    assert_int_equal (page.files.items[i].size, 0);
  assert_int_equal (page.files.items[5].size, 9007199254740991);
  assert_non_null (read_json ("\xef\xbb").error);
}

/* What a server sends does not reach the terminal as it is. */
static void
test_json_shown (void **state)
{
  (void) state;
  struct page_reader page
    = read_json ("{\"files\": x\x1b[31m\x7f\xc2\x9b" "31m\xc3\xa9 }");
  assert_non_null (strstr (page.error, "x"));
  assert_false (string_has_control (page.error));
  page = read_json ("\"\xc2\x9b" "31m\xc3\xa9\" \"junk");
  assert_null (strstr (page.error, "\xc2\x9b"));
  assert_non_null (strstr (page.error, "?31m\xc3\xa9"));
}

/* Entries that must not become files. */
static void
test_json_entries_left_out (void **state)
{
  (void) state;
  struct page_reader page = read_json (JSON (
    "{" NAME "},{" NAME ",\"url\":7},{\"url\":\"x\"},null,3,[],"
    "{" NAME ",\"url\":\"file:///etc/passwd\"},"
    "{" NAME ",\"url\":\"ftp://host/x\"},"
    "{\"filename\":\"../../evil.whl\",\"url\":\"x\"},"
    "{\"filename\":\".whl\",\"url\":\"x\"},"
    "{\"filename\":\"a%2fb.whl\",\"url\":\"x\"},"
    "{\"filename\":\"a\\\\b.whl\",\"url\":\"x\"},"
    "{\"filename\":\"a\\nb.whl\",\"url\":\"x\"},"
    "{\"filename\":\"pip-1.tar.gz\",\"url\":\"x\"},"
    "{" NAME ",\"url\":\"x\",\"requires-python\":\">3\\n\"}"));
  assert_null (page.error);
  assert_int_equal (page.files.count, 0);
}

static void
test_json_that_is_none (void **state)
{
  (void) state;
  static const char *const bad[] = {
    "", "nonsense", "{", "[]", "{}", "{\"files\":{}}", "\xef\xbb\xbf{}",
    JSON ("{\"a\":NaN}"), JSON ("\"\xff\""), NULL
  };
  for (size_t i = 0; bad[i] != NULL; i++)
    assert_non_null (read_json (bad[i]).error);
  assert_non_null (read_json ("{\"meta\":{\"api-version\":\"2.0\"},"
                              "\"files\":[]}").error);
  assert_null (read_json ("{\"meta\":{\"api-version\":\"1.99\"},"
                          "\"files\":[]}").error);

  struct text deep = TEXT_EMPTY;
  for (int i = 0; i < 100000; i++)
    text_add_char (&deep, '[');
  assert_non_null (read_json (text_string (&deep)).error);
  text_clear (&deep);
}

static void
test_html (void **state)
{
  (void) state;
  struct page_reader page = read_html (
    "<!-- <a href='no-1-py3-none-any.whl'>no</a> -->"
    "<script>\"<a href='no-2-py3-none-any.whl'>\"</script>"
    "<A HREF=pip-1-py3-none-any.whl#egg=x&amp;sha256=" HEX
    " data-requires-python='&gt;=3.7, &lt;4' DATA-YANKED>x</A>"
    "<a name=none>no link</a><a href>none</a><a href=''>none</a>"
    "<a href=\"../b/pip-2%2Bx-py3-none-any.whl?q=1#md5=00\">y"
    "<p><a href='https://user:secret@cdn.test/pip-3-py3-none-any.whl'>z");
  assert_null (page.error);
  assert_int_equal (page.files.count, 3);
  const struct project_file *file = page.files.items;
  assert_string_equal (file->url, BASE "pip-1-py3-none-any.whl");
  assert_string_equal (file->hash, "sha256=" HEX);
  assert_string_equal (file->requires_python, ">=3.7, <4");
  assert_true (file->yanked);
  file++;
  assert_string_equal (file->name, "pip-2+x-py3-none-any.whl");
  assert_string_equal (file->url, "https://host.test/simple/b/"
                       "pip-2%2Bx-py3-none-any.whl?q=1");
  assert_string_equal (file->hash, "");
  assert_false (file->yanked);
  assert_string_equal (file[1].url,
                       "https://cdn.test/pip-3-py3-none-any.whl");
  assert_string_equal (file[1].credentials, "user:secret");
  assert_null (file->credentials);
}

/* The strongest hash counts, and one that is of no use is not none. */
static void
test_hashes (void **state)
{
  (void) state;
  struct page_reader page = read_html (
    "<a href='pip-1-py3-none-any.whl#sha256=" HEX "&sha512=" HEX HEX
    "&sha384=" HEX "'>x</a>"
    "<a href='pip-2-py3-none-any.whl#sha512=" HEX "&sha256=" HEX "'>x</a>"
    "<a href='pip-3-py3-none-any.whl#sha512=" HEX "'>x</a>"
    "<a href='pip-4-py3-none-any.whl#shape=round&sha256'>x</a>");
  assert_int_equal (page.files.count, 4);
  assert_string_equal (page.files.items[0].hash, "sha512=" HEX HEX);
  assert_string_equal (page.files.items[1].hash, "sha256=" HEX);
  assert_string_equal (page.files.items[2].hash, "");
  assert_null (page.files.items[3].hash);

  page = read_json (JSON (
    "{" NAME ",\"url\":\"x\",\"hashes\":{\"sha256\":\"" HEX "\","
    "\"sha512\":\"" HEX HEX "\"}},"
    "{" NAME ",\"url\":\"x\",\"hashes\":{\"sha256\":\"" HEX "\","
    "\"sha512\":\"" HEX "\"}},"
    "{" NAME ",\"url\":\"x\",\"hashes\":{\"sha256\":7}},"
    "{" NAME ",\"url\":\"x\",\"hashes\":{}}"));
  assert_int_equal (page.files.count, 4);
  assert_string_equal (page.files.items[0].hash, "sha512=" HEX HEX);
  assert_string_equal (page.files.items[1].hash, "sha256=" HEX);
  assert_string_equal (page.files.items[2].hash, "");
  assert_null (page.files.items[3].hash);
}

static void
test_html_base (void **state)
{
  (void) state;
  struct page_reader page = read_html (
    "<a href=pip-1-py3-none-any.whl>x</a><base href=/files/>"
    "<base href=https://second.test/>");
  assert_int_equal (page.files.count, 1);
  assert_string_equal (page.files.items[0].url,
                       "https://host.test/files/pip-1-py3-none-any.whl");
  page = read_html ("<base target=_blank><base><base href=/files/>"
                    "<a href=pip-1-py3-none-any.whl>x</a>");
  assert_int_equal (page.files.count, 1);
  assert_string_equal (page.files.items[0].url,
                       "https://host.test/files/pip-1-py3-none-any.whl");
}

/* A page that there was no memory to read is not an empty one. */
static void
test_html_no_memory (void **state)
{
  (void) state;
  static const char *const empty[] = { "", " ", "\n\n", "<!-- x -->", "x", NULL };
  for (size_t i = 0; empty[i] != NULL; i++)
    {
      struct page_reader page = read_html (empty[i]);
      assert_null (page.error);
      assert_int_equal (page.files.count, 0);
    }
  no_memory = true;
  struct page_reader page = read_html ("<a href=pip-1-py3-none-any.whl>x</a>");
  no_memory = false;
  assert_non_null (page.error);
}

static void
test_html_version (void **state)
{
  (void) state;
  assert_non_null (read_html ("<meta name='pypi:repository-version'"
                              " content='2.0'>").error);
  assert_null (read_html ("<meta name='pypi:repository-version'"
                          " content='1.3'>").error);
  assert_int_equal (read_html ("\xff\xfe<a").files.count, 0);
}

static void
test_credentials (void **state)
{
  (void) state;
  struct url_parts parts;
  assert_true (url_split (&arena, "https://us%40er:p%3Aw@Host.Test:8/a@b",
                          &parts));
  assert_string_equal (parts.plain, "https://Host.Test:8/a@b");
  assert_string_equal (parts.credentials, "us@er:p:w");
  assert_string_equal (parts.authority, "host.test:8");
  assert_string_equal (parts.host, "host.test");
  assert_true (url_split (&arena, "http://token@[::1]:80/", &parts));
  assert_string_equal (parts.credentials, "token");
  assert_string_equal (parts.host, "::1");
  assert_true (url_is_loopback (&parts));
  assert_true (url_split (&arena, "http://127.0.0.1.evil.test/", &parts));
  assert_null (parts.credentials);
  assert_false (url_is_loopback (&parts));
}

/* libxml compares each attribute with all before it, and cannot be interrupted. */
static void
test_many_attributes (void **state)
{
  (void) state;
  // What stands before and behind the number in an attribute's name.
  static const char *const forms[][2] = { { " a", "='>'" }, { " a", "" },
                                          { "\n\"a", "" }, { " a", "=/" },
                                          { " a", " = \">\"" }, { "\ta", "=<b" } };
  static const char *const heads[] = { "<a", "<!-- --><a", "<p x='<'><a", "<:a",
                                       "<!-- <a x=' --><a" };
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
    {
      CLEAN_TEXT struct text attributes = TEXT_EMPTY;
      for (unsigned k = 0; k < 300000; k++)
        text_addf (&attributes, "%s%u%s", forms[i][0], k, forms[i][1]);
      for (size_t j = 0; j < sizeof heads / sizeof heads[0]; j++)
        {
          CLEAN_TEXT struct text body = TEXT_EMPTY;
          text_add (&body, "<a href='pip-1-py3-none-any.whl'>1</a>");
          text_add (&body, heads[j]);
          text_add (&body, text_string (&attributes));
          text_add (&body, " href='pip-2-py3-none-any.whl'>2</a>");
          struct page_reader page = read_html (text_string (&body));
          assert_non_null (page.error);
          assert_non_null (strstr (page.error, "attributes"));
        }
    }
}

/* Text and comments may be long, and links many. */
static void
test_long_page (void **state)
{
  (void) state;
  CLEAN_TEXT struct text body = TEXT_EMPTY;
  text_add (&body, "<!-- ");
  for (unsigned i = 0; i < 100000; i++)
    text_add (&body, "x ");
  text_add (&body, "--><p>");
  for (unsigned i = 0; i < 100000; i++)
    text_add (&body, "y ");
  for (unsigned i = 0; i < 10000; i++)
    text_addf (&body, "<a href='pip-%u-py3-none-any.whl' "
               "data-requires-python='>=3.6,<4'>1</a>", i);
  struct page_reader page = read_html (text_string (&body));
  assert_null (page.error);
  assert_int_equal (page.files.count, 10000);
  assert_string_equal (page.files.items[0].requires_python, ">=3.6,<4");
}

int
main (void)
{
  if (xmlMemSetup (free, try_malloc, try_realloc, strdup) != 0)
    return 1;
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_teardown (test_many_attributes, arena_teardown),
    cmocka_unit_test_teardown (test_long_page, arena_teardown),
    cmocka_unit_test_teardown (test_json, arena_teardown),
    cmocka_unit_test_teardown (test_json_odd, arena_teardown),
    cmocka_unit_test_teardown (test_json_shown, arena_teardown),
    cmocka_unit_test_teardown (test_json_entries_left_out, arena_teardown),
    cmocka_unit_test_teardown (test_json_that_is_none, arena_teardown),
    cmocka_unit_test_teardown (test_html, arena_teardown),
    cmocka_unit_test_teardown (test_hashes, arena_teardown),
    cmocka_unit_test_teardown (test_html_base, arena_teardown),
    cmocka_unit_test_teardown (test_html_no_memory, arena_teardown),
    cmocka_unit_test_teardown (test_html_version, arena_teardown),
    cmocka_unit_test_teardown (test_credentials, arena_teardown)
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
