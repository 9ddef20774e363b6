/* setter: sets variables for activation, also where it is too late. */
#include <pyvenv-plugin.h>
#include <string.h>

static int
setter_check (void *self, pyvenv_context *cx)
{
  (void) self;
  return pyvenv_set_variable (cx, "OF_CHECK", "one", PYVENV_VARIABLE_SET) < 0
         || pyvenv_set_variable (cx, "OF_CHECK", "two",
                                 PYVENV_VARIABLE_PREPEND) < 0
         || pyvenv_set_variable (cx, "OF_CHECK", "three",
                                 PYVENV_VARIABLE_DEFAULT) < 0
         || pyvenv_add_path (cx, "more") < 0 ? -1 : 0;
}

static int
setter_scripts (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  (void) self;
  if (pyvenv_set_variable (cx, "OF_HOOK", "three", PYVENV_VARIABLE_SET) < 0
      || pyvenv_call_next (next) < 0)
    return -1;
  if (pyvenv_set_variable (cx, "LATE", "x", PYVENV_VARIABLE_SET) == 0
      || strstr (pyvenv_last_error (cx), "written already") == NULL)
    return pyvenv_fail (cx, 0, "a variable is taken too late");
  pyvenv_clear_error (cx);
  return 0;
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "setter",
  .check = setter_check,
  .setup_scripts = setter_scripts
};
