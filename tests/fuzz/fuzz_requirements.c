/* fuzz_requirements.c: requirements files, and what they name. */
#include <config.h>

#include "fuzz_fixture.h"

#include "requirements_select.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* Files that a line may name with -r or -c, beside the input, which is r.txt. */
static void
fuzz_put_others (void)
{
  static const char *const files[][2] = {
    { "sub.txt", "-c one.txt\ntwo==2\n" }, { "one.txt", "one==1\n" },
    { "range.txt", "one>=1,<2\n" }, { "extra.txt", "one[x]==1\n" },
    { "place.txt", "one @ https://h.test/one-1-py3-none-any.whl\n" },
    { "back.txt", "-r r.txt\n" }
  };
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    fuzz_put (files[i][0], files[i][1], strlen (files[i][1]));
}

static void
fuzz_check_choice (const struct requirements *requirements,
                   const struct requirements_choice *choice)
{
  if (choice->name != NULL && strchr (choice->name, '/') != NULL)
    abort ();
  if (choice->item->path != NULL && *choice->item->path != '/')
    abort ();
  if (choice->item->url == NULL && choice->item->path == NULL
      && choice->version == NULL)
    abort ();
  if (requirements->require_hashes && choice->hashes.count == 0)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  fuzz_put_others ();
  fuzz_put ("r.txt", data, size);

  const struct marker_environment environment = {
    .strings = {
      [MARKER_PYTHON_VERSION] = "3.13", [MARKER_OS_NAME] = "posix",
      [MARKER_EXTRA] = ""
    }
  };
  struct requirements requirements;
  struct requirements_choices choices;
  const char *resolver;
  int result = requirements_file_read (&requirements, &arena,
                                       fuzz_path (&arena, "r.txt"), &report);
  if (result == 0)
    result = requirements_select (&requirements, &environment, &arena, &choices,
                                  &resolver, &report);
  if ((result < 0) != (report.kind != 0))
    abort ();
  for (size_t i = 0; result == 0 && resolver == NULL && i < choices.count; i++)
    fuzz_check_choice (&requirements, &choices.items[i]);
  return 0;
}
