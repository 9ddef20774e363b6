/* phases.c: the table of phases. */
#include <config.h>

#include "phases.h"

#include <pyvenv.h>
#include <string.h>

int
phase_nothing (pyvenv_context *cx)
{
  (void) cx;
  return 0;
}

const struct phase phases[PHASE_COUNT] = {
#define PHASE(number, name, built_in, when, text) \
  { PYVENV_##number, #name, offsetof (struct pyvenv_plugin, name), built_in, \
    when },
#include "phases.def"
#undef PHASE
};

pyvenv_hook *
phase_hook (const struct phase *phase, const struct pyvenv_plugin *plugin)
{
  pyvenv_hook *hook;
  memcpy (&hook, (const char *) plugin + phase->hook, sizeof hook);
  return hook;
}

/* The phase NUMBER, or NULL. */
static const struct phase *
phase_find (int number)
{
  for (size_t i = 0; i < PHASE_COUNT; i++)
    if (phases[i].number == number)
      return &phases[i];
  return NULL;
}

const char *
pyvenv_phase_name (int phase)
{
  const struct phase *found = phase_find (phase);
  return found != NULL ? found->name : NULL;
}

int
pyvenv_plugin_has_phase (const struct pyvenv_plugin *plugin, int phase)
{
  const struct phase *found = phase_find (phase);
  return found != NULL && phase_hook (found, plugin) != NULL;
}
