/* test_nearest.c: which name was probably meant. */
#include <config.h>

#include "nearest.h"
#include "tests/units.h"

#include <string.h>

static const char *const names[] = {
  "prompt", "python", "plugin", "plugins", "plugin-info", "set", "clear",
  "upgrade", "upgrade-deps", "without-pip", "without-scm-ignore-files", "pip",
  "setuptools-pip", "ensurepip", "exec"
};

static const char *
meant (const char *wanted)
{
  struct nearest nearest = { .wanted = wanted };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    nearest_offer (&nearest, names[i]);
  return nearest.best;
}

static void
test_what_was_meant (void **state)
{
  (void) state;
  static const struct { const char *wanted, *best; } cases[] = {
    { "promt", "prompt" }, { "prompt", "prompt" }, { "porompt", "prompt" },
    { "rpompt", "prompt" }, { "promtp", "prompt" }, { "Prompt", "prompt" },
    { "pyhton", "python" }, { "pluggin", "plugin" }, { "pluginz", "plugin" },
    { "without_pip", "without-pip" }, { "withoutpip", "without-pip" },
    { "without-smc-ignor-file", "without-scm-ignore-files" },
    { "pp", "pip" }, { "sett", "set" }, { "claer", "clear" },
    { "setuptool-pip", "setuptools-pip" }, { "setuptools_pip", "setuptools-pip" },
    { "ensure-pip", "ensurepip" }, { "upgrde", "upgrade" },
    { "exac", "exec" }
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    {
      const char *best = meant (cases[i].wanted);
      if (best == NULL || strcmp (best, cases[i].best) != 0)
        fail_msg ("%s for %s", best != NULL ? best : "nothing",
                  cases[i].wanted);
    }
}

static void
test_nothing_was_meant (void **state)
{
  (void) state;
  static const char *const cases[] = {
    "", "x", "no-such-option", "verbose", "colour", "zzzzzzzzzzzz", "xxx",
    "prompt-prompt-prompt-prompt-prompt-prompt-prompt-prompt-prompt-prompt"
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    if (meant (cases[i]) != NULL)
      fail_msg ("%s for '%s'", meant (cases[i]), cases[i]);
}

/* The longest that are compared, and one byte more. */
static void
test_long_names (void **state)
{
  (void) state;
  char a[65], b[65];
  memset (a, 'a', sizeof a);
  memset (b, 'a', sizeof b);
  a[63] = b[63] = '\0';
  b[0] = 'b';
  struct nearest nearest = { .wanted = a };
  nearest_offer (&nearest, b);
  assert_ptr_equal (nearest.best, b);
  assert_int_equal (nearest.distance, 1);

  b[63] = 'a';
  b[64] = '\0';
  nearest = (struct nearest) { .wanted = a };
  nearest_offer (&nearest, b);
  assert_null (nearest.best);
  nearest = (struct nearest) { .wanted = b };
  nearest_offer (&nearest, a);
  assert_null (nearest.best);
}

static void
test_question (void **state)
{
  (void) state;
  struct arena arena = { NULL };
  struct nearest nearest = { .wanted = "pipp" };
  assert_string_equal (nearest_question (&arena, &nearest), "");
  nearest_offer (&nearest, "pip");
  assert_string_equal (nearest_question (&arena, &nearest),
                       "did you mean 'pip'? ");
  arena_release (&arena);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_what_was_meant),
    cmocka_unit_test (test_nothing_was_meant),
    cmocka_unit_test (test_long_names),
    cmocka_unit_test (test_question),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
