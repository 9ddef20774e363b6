/* environment_setup.h: what all environments of one run are made with.
 *
 * The builder fills it in before the first environment and keeps it until the
 * last one is finished.  Environments are built in parallel, so that they only
 * read it; the lock and the two flags are the exceptions. */
#ifndef PYVENV_ENVIRONMENT_SETUP_H
#define PYVENV_ENVIRONMENT_SETUP_H

#include "interpreter.h"
#include "plugin_list.h"
#include "variables.h"

#include <pthread.h>
#include <pyvenv.h>
#include <stdatomic.h>

struct search_state;            /* modules.h */

struct environment_setup {
  struct plugin_list plugins;   /* in chain order */
  struct interpreter python;
  const char *cache_dir;        /* absolute, need not exist; NULL: no cache */
  const char *const *unhashed_hosts; /* --allow-unhashed; ends with NULL, or NULL */
  const char *cache_shared;     /* absolute: what a group shares; NULL: nothing */
  const char *const *cache_seeds; /* absolute, ends with NULL; NULL: none */
  unsigned options;             /* PYVENV_SYSTEM_SITE ..., as they were given */

  /* The value of an option by its long name, "true" or "false" for a flag, or
   * NULL where it was not given.  A function and no fields: so a new option
   * changes nothing here. */
  const char *(*option) (const void *option_data, const char *name);
  const void *option_data;

  struct activation_variables variables; /* of INI files */

  /* PYVENV_PLUGIN_DIR and PYVENV_MODULE_DIR do not count, since the machine's
   * settings lock something. */
  bool ignores_folders;

  struct search_state *searches; /* see context_searches */

  /* Whom to tell what happens, or NULL; one at a time. */
  pyvenv_notify *notify;
  void *notify_data;
  pthread_mutex_t notify_lock;

  atomic_int cancelled;         /* not 0 once the user asked to stop */
  atomic_int cache_grew;        /* not 0 once something was added to the cache */
};

#endif
