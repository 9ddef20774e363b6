/* fuzz_marker.c: markers and requirements. */
#include <config.h>

#include "requirement.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
fuzz_check_marker (struct arena *arena, const char *text)
{
  static const char *const names[] = { "a", "B_c" };
  const struct marker_names set = { names, 2 };
  const struct marker_environment environment = {
    .strings = {
      [MARKER_PYTHON_VERSION] = "3.13", [MARKER_PYTHON_FULL_VERSION] = "3.13.0+",
      [MARKER_OS_NAME] = "posix", [MARKER_PLATFORM_RELEASE] = "6.1-x",
      [MARKER_EXTRA] = "a"
    },
    .extras = &set
  };
  struct syntax_error error;
  const struct marker *marker = marker_parse (arena, text, &error);
  if (marker == NULL && error.position > strlen (text))
    abort ();
  if (marker != NULL
      && marker_evaluate (marker, &environment, arena, &error) < 0
      && error.message == NULL)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_TEXT struct text copy = TEXT_EMPTY;
  text_add_bytes (&copy, data, size);
  const char *text = text_string (&copy);

  struct syntax_error error;
  const struct requirement *requirement
    = requirement_parse (&arena, text, &error);
  if (requirement == NULL && error.position > strlen (text))
    abort ();
  if (requirement != NULL
      && (*requirement->canonical == '\0'
          || strpbrk (requirement->canonical, "/ ABC._") != NULL))
    abort ();
  if (requirement != NULL)
    requirement_pin (requirement);
  fuzz_check_marker (&arena, text);
  return 0;
}
