/* test_wheel_text.c: the texts in and around a wheel. */
#include <config.h>

#include "dist_info.h"
#include "harvest.h"
#include "metadata.h"
#include "record.h"
#include "script_name.h"
#include "versioned_scripts.h"
#include "tests/units.h"

#include <stdlib.h>
#include <string.h>

/* An arena and a report for each test. */
struct fixture {
  struct arena arena;
  struct report report;
  size_t warnings;
};

static void
count_warning (void *data, enum report_level level, const char *line)
{
  struct fixture *f = data;
  (void) level;
  (void) line;
  f->warnings++;
}

static const struct report_owner report_owner = { .say = count_warning };

static int
set_up (void **state)
{
  struct fixture *f = calloc (1, sizeof *f);
  *state = f;
  if (f == NULL)
    return -1;
  f->report.owner = &report_owner;
  f->report.data = f;
  return 0;
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
  assert_int_equal (f->report.kind, PYVENV_ERROR_ARCHIVE);
  assert_non_null (strstr (report_text (&f->report), reason));
  report_clear (&f->report);
}

static void
test_dist_info (void **state)
{
  (void) state;
  const char *version;
  size_t length;
  assert_true (dist_info_matches ("Foo._Bar-1.0.dist-info", "foo-bar",
                                  &version, &length));
  assert_int_equal (length, 3);
  assert_memory_equal (version, "1.0", 3);
  assert_false (dist_info_matches ("pip_tools-1.dist-info", "pip", NULL, NULL));
  assert_false (dist_info_matches ("pip-1.egg-info", "pip", NULL, NULL));
  assert_false (dist_info_matches ("pi-1.dist-info", "pip", NULL, NULL));
  assert_false (dist_info_matches ("pip.dist-info", "pip", NULL, NULL));
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
  assert_int_equal (f->warnings, 0);
  assert_int_equal (script_name_check ("activate", &f->report), 0);
  assert_int_not_equal (f->warnings, 0);
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
  assert_string_equal (record.items[0].size, "1");
  assert_string_equal (record.items[1].path, "b,\"c\"");
  assert_string_equal (record.items[2].hash, "");

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
parse_entries (struct fixture *f, struct entry_points *entries,
               const char *text)
{
  return entry_points_parse (entries, &f->arena, text, strlen (text),
                             &f->report);
}

static void
test_entries (void **state)
{
  struct fixture *f = *state;
  struct entry_points entries;
  assert_int_equal (parse_entries (f, &entries, "\xef\xbb\xbf"
    "# comment\r\n[other]\nx\n  y = z\n[console_scripts]\n"
    "Foo2=foo : main.run [x,y]\n; comment\n[gui_scripts]\n g=a.b:c\n"), 0);
  assert_int_equal (entries.count, 2);
  assert_string_equal (entries.items[0].name, "Foo2");
  assert_string_equal (entries.items[0].module, "foo");
  assert_string_equal (entries.items[0].attribute, "main.run");
  assert_string_equal (entries.items[1].module, "a.b");

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
check_versioned (struct fixture *f, const char *text, int minor,
                 const char *const *names)
{
  struct entry_points declared, scripts;
  assert_int_equal (parse_entries (f, &declared, text), 0);
  assert_int_equal (versioned_scripts_make (&scripts, &f->arena, &declared, 3,
                                            minor), 0);
  size_t count = 0;
  for (; names[count] != NULL && count < scripts.count; count++)
    assert_string_equal (scripts.items[count].name, names[count]);
  assert_null (names[count]);
  assert_int_equal (scripts.count, count);
}

static void
test_versioned_scripts (void **state)
{
  static const char *const pip[] = { "pipx", "pip", "pip3", "pip3.13", NULL };
  check_versioned (*state, "[console_scripts]\n"
                   "pip = p:main\npip3 = p:main\npip3.9 = p:main\n"
                   "pipx = x:main\n", 13, pip);
  static const char *const setuptools[] = { "easy_install",
                                            "easy_install-3.8", NULL };
  check_versioned (*state, "[console_scripts]\n"
                   "easy_install = e:main\neasy_install-3.6 = e:main\n", 8,
                   setuptools);
}

static void
test_headers (void **state)
{
  struct fixture *f = *state;
  static const char wheel[] = "wheel-version: 1.0\nRoot-Is-Purelib: TRUE\n";
  struct wheel_metadata headers;
  assert_int_equal (metadata_parse_wheel (&headers, &f->arena, wheel,
                                          sizeof wheel - 1, &f->report), 0);
  assert_true (headers.root_is_purelib);
  assert_refused (f, metadata_parse_wheel (&headers, &f->arena,
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
  assert_int_equal (metadata.requires.count, 1);
  assert_string_equal (metadata.requires.items[0], "x-y");
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
    TEST (test_dist_info),
    TEST (test_script_names),
    TEST (test_record),
    TEST (test_digests),
    TEST (test_entries),
    TEST (test_versioned_scripts),
    TEST (test_headers),
    TEST (test_times_of_sources),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
