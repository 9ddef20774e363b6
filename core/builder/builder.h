/* builder.h: what stands behind the application API. */
#ifndef PYVENV_BUILDER_H
#define PYVENV_BUILDER_H

#include "context.h"
#include "modules.h"
#include "registry.h"
#include "settings.h"

#include <pthread.h>

struct pyvenv_builder {
  /* Belongs to no environment: errors, and the arena of all settings. */
  struct pyvenv_context base;

  struct settings settings;
  struct environment_setup setup;
  struct plugin_list inspected; /* opened, never started */
  bool loaded, configured;

  bool has_python;              /* setup.python is known */

  struct search_state searches;
};

/* The options that are on, as pyvenv_options answers them. */
unsigned builder_option_bits (const struct pyvenv_builder *builder);

/* cache_maintenance.c: at the end of a run, makes the cache as small as the option
 * cache-max-size wants it. */
void cache_maintenance_end_run (struct pyvenv_builder *builder);

/* searches.c: searches_init returns false where the system has no more locks. */
bool searches_init (struct search_state *searches);
void searches_release (struct search_state *searches);

/* Forgets the failures of an earlier run.  No search may be under way. */
void searches_begin_run (struct search_state *searches);

/* builder_keys.c: PYVENV_SETUPTOOLS_PIP_NO_PIP for the key no-pip of
 * setuptools-pip, in the arena; NULL on out of memory. */
const char *key_variable (struct arena *arena, const char *plugin,
                          const char *key);

/* Takes up the environment variable of a key, if there is one.  Returns 0, or -1
 * after pyvenv_fail. */
int builder_give_variable (struct pyvenv_builder *builder, const char *plugin,
                           const char *key);

/* Gives the loaded plugins their keys. */
int keys_give (struct pyvenv_builder *builder);

/* configure.c: all that has to be settled before the first environment, once. */
int builder_configure (struct pyvenv_builder *builder);

/* Finds the interpreter, once. */
int builder_find_python (struct pyvenv_builder *builder);

#endif
