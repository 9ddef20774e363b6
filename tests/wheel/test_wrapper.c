/* test_wrapper.c: the scripts that call entry points. */
#include <config.h>

#include "wrapper.h"
#include "tests/units.h"

#include <string.h>

static void
assert_shebang (const char *executable, const char *expected)
{
  struct text out = TEXT_EMPTY;
  wrapper_add_shebang (&out, executable);
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
  assert_int_equal (wrapper_style_of ("18.1"), WRAPPER_PIP_10);
  assert_int_equal (wrapper_style_of ("19.2.3"), WRAPPER_PIP_19);
  assert_int_equal (wrapper_style_of ("19.3"), WRAPPER_PIP_19_3);
  assert_int_equal (wrapper_style_of ("25.1.1"), WRAPPER_PIP_19_3);
  assert_int_equal (wrapper_style_of ("25.2"), WRAPPER_PIP_25_2);
  assert_int_equal (wrapper_style_of ("26.1"), WRAPPER_PIP_26);
  assert_int_equal (wrapper_style_of (NULL), WRAPPER_PIP_19_3);

  struct text out = TEXT_EMPTY;
  wrapper_add (&out, "/e/bin/python", WRAPPER_PIP_19_3,
               "pip._internal.cli.main", "main");
  assert_int_equal (out.length, 2 + 13 + 1 + 202);
  text_clear (&out);
  wrapper_add (&out, "/p", WRAPPER_PIP_10, "m", "C.f");
  assert_non_null (strstr (text_string (&out), "#!/p\n\n# -*- coding"));
  assert_non_null (strstr (text_string (&out), "from m import C\n"));
  assert_non_null (strstr (text_string (&out), "sys.exit(C.f())\n"));
  text_clear (&out);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_shebangs),
    cmocka_unit_test (test_script_styles),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
