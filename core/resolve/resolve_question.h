/* resolve_question.h: what pip is run with. */
#ifndef PYVENV_RESOLVE_QUESTION_H
#define PYVENV_RESOLVE_QUESTION_H

#include "resolve.h"

#include <pyvenv-plugin.h>

/* Adds WORDS, a list that ends with NULL.  Returns 0, or -1 after pyvenv_fail, as the
 * one below. */
int resolve_question_add (struct string_vector *arguments, pyvenv_context *cx,
                          const char *const *words) PYVENV_CHECK;

/* Adds what QUESTION asks for, and how, as arguments of `pip install`. */
int resolve_question_arguments (struct string_vector *arguments,
                                pyvenv_context *cx,
                                const struct resolve_question *question)
  PYVENV_CHECK;

#endif
