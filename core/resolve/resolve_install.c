/* resolve_install.c: has pip install what nobody else can: all that is asked for, where
 * it is too old to tell what it chooses, and what is editable. */
#include <config.h>

#include "resolve_install.h"

#include "build_options.h"
#include "pip_runner.h"
#include "resolve_question.h"

static const char *const resolve_install_words[] = {
  "install", "--disable-pip-version-check", "--no-input", NULL
};

/* Finds pip, and begins ARGUMENTS. */
static int
resolve_install_begin (pyvenv_context *cx, struct pip_runner *pip,
                       struct string_vector *arguments)
{
  if ((pyvenv_options (cx) & PYVENV_OFFLINE) != 0)
    return pyvenv_fail_as (cx, PYVENV_ERROR_NETWORK, 0, "--offline: this is left to"
                           " pip, which may use the network");
  return pip_runner_find (pip, cx, arguments->arena, "installing this") == 0
    ? resolve_question_add (arguments, cx, resolve_install_words) : -1;
}

int
resolve_install (pyvenv_context *cx, const struct resolve_question *question)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct pip_runner pip;
  struct string_vector arguments = { .arena = &arena };
  if (resolve_install_begin (cx, &pip, &arguments) < 0
      || resolve_question_arguments (&arguments, cx, question) < 0)
    return -1;
  return pip_runner_run (&pip, &arguments, "pip cannot install it");
}

int
resolve_install_editable (pyvenv_context *cx, const struct build_order *order)
{
  CLEAN_ARENA struct arena arena = { NULL };
  struct pip_runner pip;
  struct string_vector arguments = { .arena = &arena };
  const char *const words[] = {
    "--no-deps", "--editable", order->package->path, NULL
  };
  if (resolve_install_begin (cx, &pip, &arguments) < 0
      || build_options_add (&arguments, cx, order->sources) < 0
      || resolve_question_add (&arguments, cx, words) < 0)
    return -1;
  return pip_runner_run (&pip, &arguments, "pip cannot install it");
}
