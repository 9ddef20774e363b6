/* build_options.c: where pip looks for what it takes to build. */
#include <config.h>

#include "build_options.h"

#include <errno.h>

/* Adds OPTION with each of VALUES. */
static int
build_options_each (struct string_vector *arguments, const char *option,
                    const struct string_vector *values)
{
  int failed = 0;
  for (size_t i = 0; i < values->count; i++)
    {
      failed |= string_vector_append (arguments, option);
      failed |= string_vector_append (arguments, values->items[i]);
    }
  return failed;
}

/* The index that takes the place of the configured one comes first. */
static int
build_options_index (struct string_vector *arguments,
                     const struct wheel_sources *sources)
{
  struct string_vector more = sources->index_urls;
  int failed = 0;
  if (sources->no_index)
    return string_vector_append (arguments, "--no-index");
  if (sources->replaces_index && more.count > 0)
    {
      failed |= string_vector_append (arguments, "--index-url");
      failed |= string_vector_append (arguments, more.items[0]);
      more.items++;
      more.count--;
    }
  return failed | build_options_each (arguments, "--extra-index-url", &more);
}

int
build_options_add (struct string_vector *arguments, pyvenv_context *cx,
                   const struct wheel_sources *sources)
{
  int failed = build_options_index (arguments, sources)
    | build_options_each (arguments, "--find-links", &sources->find_links)
    | build_options_each (arguments, "--trusted-host", &sources->trusted_hosts);
  if (sources->prereleases)
    failed |= string_vector_append (arguments, "--pre");
  if ((pyvenv_options (cx) & PYVENV_NO_CACHE) != 0)
    failed |= string_vector_append (arguments, "--no-cache-dir");
  return failed == 0 ? 0 : pyvenv_fail (cx, errno, "cannot run pip");
}
