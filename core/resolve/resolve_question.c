/* resolve_question.c: what pip is run with. */
#include <config.h>

#include "resolve_question.h"

#include <errno.h>

int
resolve_question_add (struct string_vector *arguments, pyvenv_context *cx,
                      const char *const *words)
{
  for (; *words != NULL; words++)
    if (string_vector_append (arguments, *words) < 0)
      return pyvenv_fail (cx, errno, "cannot run pip");
  return 0;
}

int
resolve_question_arguments (struct string_vector *arguments,
                            pyvenv_context *cx,
                            const struct resolve_question *question)
{
  int failed = 0;
  if ((pyvenv_options (cx) & PYVENV_NO_CACHE) != 0)
    failed |= string_vector_append (arguments, "--no-cache-dir");
  if (question->only_wheels)
    failed |= string_vector_append (arguments, "--only-binary=:all:");
  if (question->no_deps)
    failed |= string_vector_append (arguments, "--no-deps");
  for (size_t i = 0; i < question->files.count; i++)
    {
      failed |= string_vector_append (arguments, "--requirement");
      failed |= string_vector_append (arguments, question->files.items[i]);
    }
  failed |= string_vector_append (arguments, "--");
  for (size_t i = 0; i < question->requirements.count; i++)
    failed |= string_vector_append (arguments, question->requirements.items[i]);
  return failed == 0 ? 0 : pyvenv_fail (cx, errno, "cannot run pip");
}
