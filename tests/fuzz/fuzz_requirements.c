/* fuzz_requirements.c: requirements files.  What they name is not opened, so
 * inputs that could name another file are left out. */
#include <config.h>

#include "requirements_select.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static bool
fuzz_names_files (const char *text)
{
  static const char *const options[] = { "-r", "-c", "-\"", "-'", "-\\" };
  for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
    if (strstr (text, options[i]) != NULL)
      return true;
  return false;
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
  CLEAN_TEXT struct text copy = TEXT_EMPTY;
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  text_add_bytes (&copy, data, size);
  if (fuzz_names_files (text_string (&copy)))
    return 0;

  const struct marker_environment environment = {
    .strings = {
      [MARKER_PYTHON_VERSION] = "3.13", [MARKER_OS_NAME] = "posix",
      [MARKER_EXTRA] = ""
    }
  };
  struct requirements requirements;
  struct requirements_choices choices;
  const char *resolver;
  int result = requirements_file_parse (&requirements, &arena, "/w/r.txt",
                                        (const char *) data, size, &report);
  if (result == 0)
    result = requirements_select (&requirements, &environment, &arena, &choices,
                                  &resolver, &report);
  if ((result < 0) != (report.kind != 0))
    abort ();
  for (size_t i = 0; result == 0 && resolver == NULL && i < choices.count; i++)
    fuzz_check_choice (&requirements, &choices.items[i]);
  return 0;
}
