/* test_wheel_text.c: the texts in and around a wheel. */
#include <config.h>

#include "archive/entry.h"
#include "image/harvest.h"
#include "archive/headers.h"
#include "archive/names.h"
#include "install/script.h"
#include "archive/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* An arena and a report for each test. */
struct fixture {
  struct arena arena;
  struct report report;
};

static int
set_up (void **state)
{
  *state = calloc (1, sizeof (struct fixture));
  return *state == NULL ? -1 : 0;
}

static int
tear_down (void **state)
{
  struct fixture *f = *state;
  arena_release (&f->arena);
  report_clear (&f->report);
  free (f);
  return 0;
}

static void
assert_refused (struct fixture *f, int result, const char *reason)
{
  assert_int_equal (result, -1);
  assert_int_equal (f->report.err, 0);
  assert_non_null (strstr (text_string (&f->report.reason), reason));
  report_clear (&f->report);
}

/* What they say is tested in test_wheel_name.c; here it is refused. */
static void
test_wheel_names (void **state)
{
  struct fixture *f = *state;
  struct wheel_name name;
  assert_int_equal (wheel_name_read (&name, &f->arena, "a-1-py39-none-any.whl",
                                     &f->report), 0);
  assert_int_equal (wheel_name_check_tags (&name, "cpython", 3, 9, &f->report),
                    0);
  assert_refused (f, wheel_name_check_tags (&name, "cpython", 3, 8,
                                            &f->report),
                  "it is for py39, not for Python 3.8");
  assert_refused (f, wheel_name_read (&name, &f->arena, "foo.whl", &f->report),
                  "its name is not that of a wheel");
  name.platform_tags = "win32";
  assert_refused (f, wheel_name_check_tags (&name, "cpython", 3, 9,
                                            &f->report),
                  "it is not a pure Python wheel");
}

static void
test_dist_info (void **state)
{
  (void) state;
  const char *version;
  size_t length;
  assert_true (name_is_dist_info ("Foo._Bar-1.0.dist-info", "foo-bar",
                                  &version, &length));
  assert_int_equal (length, 3);
  assert_memory_equal (version, "1.0", 3);
  assert_false (name_is_dist_info ("pip_tools-1.dist-info", "pip", NULL, NULL));
  assert_false (name_is_dist_info ("pip-1.egg-info", "pip", NULL, NULL));
  assert_false (name_is_dist_info ("pi-1.dist-info", "pip", NULL, NULL));
  assert_false (name_is_dist_info ("pip.dist-info", "pip", NULL, NULL));
}

static void
test_script_names (void **state)
{
  struct fixture *f = *state;
  static const char *const bad[] = {
    "python", "Python3.13", "python3.13t", "python.exe", "PYPY3", "pythonw",
    "graalpy", "..", "a/b", "", NULL
  };
  for (size_t i = 0; bad[i] != NULL; i++)
    assert_refused (f, script_name_check (bad[i], &f->report), "script");
  static const char *const good[] = {
    "pip", "python-config", "ipython3", "pythonic", "pypy-tool", NULL
  };
  for (size_t i = 0; good[i] != NULL; i++)
    assert_int_equal (script_name_check (good[i], &f->report), 0);
  assert_int_equal (f->report.warnings.length, 0);
  assert_int_equal (script_name_check ("activate", &f->report), 0);
  assert_int_not_equal (f->report.warnings.length, 0);
}

static void
test_record (void **state)
{
  struct fixture *f = *state;
  static const char text[] = "a,sha256=x,1\r\n\"b,\"\"c\"\"\",,\n\nd\n";
  struct record record;
  assert_int_equal (record_parse (&record, &f->arena, text, sizeof text - 1,
                                  &f->report), 0);
  assert_int_equal (record.count, 3);
  assert_string_equal (record.rows[0].size, "1");
  assert_string_equal (record.rows[1].path, "b,\"c\"");
  assert_string_equal (record.rows[2].hash, "");

  static const char *const bad[] = { "a,b,c,d\n", "\"a\n", "\"a\"b,c\n",
                                     "a\"b\n", NULL };
  for (size_t i = 0; bad[i] != NULL; i++)
    assert_refused (f, record_parse (&record, &f->arena, bad[i],
                                     strlen (bad[i]), &f->report),
                    "malformed");

  struct text out = TEXT_EMPTY;
  record_add_row (&out, "foo/we,ird \"n\".txt", "sha256=x", "1");
  record_add_row (&out, "script (dev).tmpl", "", "");
  assert_string_equal (text_string (&out),
                       "\"foo/we,ird \"\"n\"\".txt\",sha256=x,1\r\n"
                       "script (dev).tmpl,,\r\n");
  text_clear (&out);
}

static void
test_digests (void **state)
{
  (void) state;
  /* That of the empty file, which is REQUESTED's. */
  static const uint8_t empty[32] = {
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8,
    0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c,
    0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55
  };
  struct text out = TEXT_EMPTY;
  uint8_t back[32];
  record_add_digest (&out, empty);
  assert_string_equal (text_string (&out),
                       "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
  const char *value = text_string (&out) + 7;
  assert_true (record_decode_digest (value, back, 32));
  assert_memory_equal (back, empty, 32);
  assert_false (record_decode_digest (value, back, 48));
  assert_false (record_decode_digest (value + 1, back, 32));
  assert_false (record_decode_digest
                ("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFV", back, 32));
  text_clear (&out);
}

static int
parse_entries (struct fixture *f, struct entries *entries, const char *text)
{
  return entries_parse (entries, &f->arena, text, strlen (text), &f->report);
}

static void
test_entries (void **state)
{
  struct fixture *f = *state;
  struct entries entries;
  assert_int_equal (parse_entries (f, &entries, "\xef\xbb\xbf"
    "# comment\r\n[other]\nx\n  y = z\n[console_scripts]\n"
    "Foo2=foo : main.run [x,y]\n; comment\n[gui_scripts]\n g=a.b:c\n"), 0);
  assert_int_equal (entries.count, 2);
  assert_string_equal (entries.list[0].name, "Foo2");
  assert_string_equal (entries.list[0].module, "foo");
  assert_string_equal (entries.list[0].attribute, "main.run");
  assert_string_equal (entries.list[1].module, "a.b");

  static const struct {
    const char *text;
    const char *reason;
  } bad[] = {
    { "foo = foo", "no function" },
    { "foo = foo:1x", "not 'module:function'" },
    { "foo = foo:a..b", "not 'module:function'" },
    { "foo = :a", "not 'module:function'" },
    { "foo", "malformed" },
    { "foo = a:b\n  c", "malformed" },
    { "= a:b", "folder for scripts" },
    { "../x = a:b", "folder for scripts" },
    { "x = a:b\nx = a:c", "twice" }
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    {
      const char *text = arena_format (&f->arena, "[console_scripts]\n%s\n",
                                       bad[i].text);
      assert_refused (f, parse_entries (f, &entries, text), bad[i].reason);
    }
}

static void
test_versioned_entries (void **state)
{
  struct fixture *f = *state;
  struct entries entries;
  assert_int_equal (parse_entries (f, &entries, "[console_scripts]\n"
    "pip = p:main\npip3 = p:main\npip3.9 = p:main\npipx = x:main\n"), 0);
  assert_int_equal (entries_add_versions (&entries, &f->arena, 3, 13,
                                          &f->report), 0);
  static const char *const names[] = { "pipx", "pip", "pip3", "pip3.13" };
  assert_int_equal (entries.count, 4);
  for (size_t i = 0; i < 4; i++)
    assert_string_equal (entries.list[i].name, names[i]);

  assert_int_equal (parse_entries (f, &entries, "[console_scripts]\n"
    "easy_install = e:main\neasy_install-3.6 = e:main\n"), 0);
  assert_int_equal (entries_add_versions (&entries, &f->arena, 3, 8,
                                          &f->report), 0);
  assert_int_equal (entries.count, 2);
  assert_string_equal (entries.list[1].name, "easy_install-3.8");
}

static void
test_headers (void **state)
{
  struct fixture *f = *state;
  static const char wheel[] = "wheel-version: 1.0\nRoot-Is-Purelib: TRUE\n";
  struct wheel_headers headers;
  assert_int_equal (wheel_headers_parse (&headers, &f->arena, wheel,
                                         sizeof wheel - 1, &f->report), 0);
  assert_true (headers.root_is_purelib);
  assert_refused (f, wheel_headers_parse (&headers, &f->arena,
                                          "Wheel-Version: 1.x\n", 19,
                                          &f->report), "Wheel-Version");

  static const char text[] = "Metadata-Version: 2.1\nName: a\nName: b\n"
    "Version: 1\nSummary: one\n  two\nRequires-Dist: X.y (>=1)\n"
    "Requires-Dist: z; extra == 'q'\nRequires-Python: >=3.7\n\nName: body\n";
  struct metadata metadata;
  assert_int_equal (metadata_parse (&metadata, &f->arena, text,
                                    sizeof text - 1, &f->report), 0);
  assert_string_equal (metadata.name, "a");
  assert_string_equal (metadata.requires_python, ">=3.7");
  assert_string_equal (metadata.requires[0], "x-y");
  assert_null (metadata.requires[1]);
}

/* ---- Scripts ------------------------------------------------------------ */

static void
assert_shebang (const char *executable, const char *expected)
{
  struct text out = TEXT_EMPTY;
  script_add_shebang (&out, executable);
  assert_string_equal (text_string (&out), expected);
  text_clear (&out);
}

static void
test_shebangs (void **state)
{
  (void) state;
  char path[130];
  memset (path, 'x', sizeof path);
  path[0] = '/';

  path[124] = '\0';
  struct text expected = TEXT_EMPTY;
  text_addf (&expected, "#!%s\n", path);
  assert_shebang (path, text_string (&expected));
  text_clear (&expected);

  path[124] = 'x';
  path[125] = '\0';
  text_addf (&expected, "#!/bin/sh\n'''exec' %s \"$0\" \"$@\"\n' '''\n", path);
  assert_shebang (path, text_string (&expected));
  text_clear (&expected);

  assert_shebang ("/a b/python",
                  "#!/bin/sh\n'''exec' \"/a b/python\" \"$0\" \"$@\"\n' '''\n");
  assert_shebang ("/a $b/python", "#!/bin/sh\n'''exec' '/a $b/python'"
                  " \"$0\" \"$@\"\n' '''\n");
  assert_shebang ("/a\tb/py'", "#!/bin/sh\n'''exec' '/a\tb/py'\"'\"''"
                  " \"$0\" \"$@\"\n' '''\n");
  assert_shebang ("/a\\ b/python", "#!/bin/sh\n'''exec' \"$(dirname -- \""
                  "$(realpath -- \"$0\")\")\"/'python' \"$0\" \"$@\"\n' '''\n");
  assert_shebang ("/\xff/python", "#!/bin/sh\n'''exec' \"$(dirname -- \""
                  "$(realpath -- \"$0\")\")\"/'python' \"$0\" \"$@\"\n' '''\n");
}

static void
test_script_styles (void **state)
{
  (void) state;
  assert_int_equal (script_style_of ("18.1"), SCRIPT_PIP_10);
  assert_int_equal (script_style_of ("19.2.3"), SCRIPT_PIP_19);
  assert_int_equal (script_style_of ("19.3"), SCRIPT_PIP_19_3);
  assert_int_equal (script_style_of ("25.1.1"), SCRIPT_PIP_19_3);
  assert_int_equal (script_style_of ("25.2"), SCRIPT_PIP_25_2);
  assert_int_equal (script_style_of ("26.1"), SCRIPT_PIP_26);
  assert_int_equal (script_style_of (NULL), SCRIPT_PIP_19_3);

  struct text out = TEXT_EMPTY;
  script_add (&out, "/e/bin/python", SCRIPT_PIP_19_3, "pip._internal.cli.main",
              "main");
  assert_int_equal (out.length, 2 + 13 + 1 + 202);
  text_clear (&out);
  script_add (&out, "/p", SCRIPT_PIP_10, "m", "C.f");
  assert_non_null (strstr (text_string (&out), "#!/p\n\n# -*- coding"));
  assert_non_null (strstr (text_string (&out), "from m import C\n"));
  assert_non_null (strstr (text_string (&out), "sys.exit(C.f())\n"));
  text_clear (&out);
}

/* What int (os.stat (...).st_mtime) is in Python. */
static void
test_times_of_sources (void **state)
{
  (void) state;
  assert_int_equal (harvest_time (1790000000000000000), 1790000000);
  assert_int_equal (harvest_time (1790000000123456789), 1790000000);
  assert_int_equal (harvest_time (1790000000999999700), 1790000000);
  assert_int_equal (harvest_time (1790000000999999950), 1790000001);
  assert_int_equal (harvest_time (1), 0);
}

int
main (void)
{
#define TEST(name) cmocka_unit_test_setup_teardown (name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
    TEST (test_wheel_names),
    TEST (test_dist_info),
    TEST (test_script_names),
    TEST (test_record),
    TEST (test_digests),
    TEST (test_entries),
    TEST (test_versioned_entries),
    TEST (test_headers),
    TEST (test_shebangs),
    TEST (test_script_styles),
    TEST (test_times_of_sources),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
