/* pyvenv-plugin.h: everything a pyvenv plugin may rely on.
 *
 * A plugin is a shared object that exports one constant:
 *
 *     PYVENV_PLUGIN = { PYVENV_PLUGIN_INIT, .name = "corp", ... };
 *
 * It is linked against libpyvenv (pkg-config pyvenv-plugin) and installed as
 * NAME.so in the directory printed by
 *     pkg-config --variable=plugindir pyvenv-plugin
 *
 * It includes the other headers beside it, one for each subject; a plugin includes
 * this one only.
 *
 * Written in C89 plus <stdint.h>, so that it compiles everywhere, C++ included.
 * All text is UTF-8 unless said otherwise; paths are bytes.
 */
#ifndef PYVENV_PLUGIN_H
#define PYVENV_PLUGIN_H

#include "pyvenv-child.h"
#include "pyvenv-context.h"
#include "pyvenv-environment.h"
#include "pyvenv-wheels.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version --------------------------------------------------------- */

/* Until MAJOR is 1 both numbers must equal the core's.  From 1.0 on, MAJOR
 * changes when an old plugin can no longer work and the core then refuses it;
 * MINOR grows with every addition and the core accepts any. */
#define PYVENV_API_MAJOR 0
#define PYVENV_API_MINOR 3
#define PYVENV_API_VERSION \
  (((uint32_t) PYVENV_API_MAJOR << 16) | (uint32_t) PYVENV_API_MINOR)

/* ---- Phases ---------------------------------------------------------- */

/* The rest of the chain of one phase: the plugins inside this one, then the
 * built-in behaviour.  Lives only as long as the hook it was given to. */
typedef struct pyvenv_next pyvenv_next;

/* In this order, each run once per environment.  The names are those of the
 * methods of Python's venv.EnvBuilder.  The fourth and the fifth are left out
 * when an environment is upgraded; the sixth runs with --upgrade-deps only, in a
 * new environment and in one that is upgraded, and upgrades pip and, before
 * Python 3.12, setuptools, as `pip install --upgrade` would. */
#define PYVENV_ENSURE_DIRECTORIES   1
#define PYVENV_CREATE_CONFIGURATION 2
#define PYVENV_SETUP_PYTHON         3
#define PYVENV_SETUP_SCRIPTS        4
#define PYVENV_POST_SETUP           5
#define PYVENV_UPGRADE_DEPENDENCIES 6

/* The name of the phase PHASE, "ensure_directories"; a constant.  NULL where
 * there is no such phase, so that counting from 1 up to there finds all. */
PYVENV_EXPORT const char *pyvenv_phase_name (int phase);

/* What build_done is told where no phase failed and yet the environment did: in
 * check, while the folder was locked, or at the very end. */
#define PYVENV_NO_PHASE (-1)

/* A hook replaces a phase, as an overriding method replaces the inherited one.
 * SELF is the plugin's state.  To keep the inherited behaviour, call
 * pyvenv_call_next; what stands before that call runs before it, what stands
 * after runs after.  Not calling it means "instead of", for everything inside.
 * Returns 0, or -1 after pyvenv_fail.  Any other value is an error. */
typedef int pyvenv_hook (void *self, pyvenv_context *cx, pyvenv_next *next);

/* Runs the rest of the chain.  Returns 0, or -1 with the error recorded in the
 * context; pass the -1 on, or pyvenv_clear_error and go another way.
 * A second call inside one hook fails and runs nothing. */
PYVENV_EXPORT int pyvenv_call_next (pyvenv_next *next) PYVENV_CHECK;

/* The phase that a hook was called for, so that one function can serve all. */
PYVENV_EXPORT int pyvenv_next_phase (const pyvenv_next *next);

/* ---- The plugin ------------------------------------------------------ */

/* load may answer this instead of 0: "nothing for me to do here".  The plugin
 * is dropped quietly; unload is not called. */
#define PYVENV_SKIP 1

/* Where a plugin stands in the chain: the lowest number is outermost, that is
 * first to start and last to finish.  The user can override it; equal numbers
 * keep the order in which the user named the plugins. */
#define PYVENV_ORDER_FIRST  100
#define PYVENV_ORDER_NORMAL 500
#define PYVENV_ORDER_LAST   900

/* Bits of `provides`.  A plugin that provides pip takes the place of the
 * bundled ensurepip plugin, which then is not loaded. */
#define PYVENV_PROVIDES_PIP (1u << 0)

/* One key that the user may set, as --NAME[=VALUE] unless an option of pyvenv
 * has that name, as --set PLUGIN.NAME=VALUE, as PYVENV_PLUGIN_NAME in the
 * environment, or in the section [plugin PLUGIN] of an INI file.  A table of
 * keys ends with a NULL name.  Fields are only ever added at the end, and one
 * left out is zero, as in struct pyvenv_plugin. */
struct pyvenv_key {
  const char *name;             /* [a-z][a-z0-9-]* */
  const char *argument;         /* what --help shows for the value: "URL";
                                 * NULL: a flag, whose value is a boolean */
  const char *help;             /* one line */
  uint32_t type;                /* PYVENV_KEY_TEXT, ...: what a value has to be;
                                 * a flag is always a boolean */
  uint32_t flags;               /* PYVENV_KEY_REPEATABLE, ... */
  const char *choices;          /* of PYVENV_KEY_CHOICE: words, with blanks
                                 * between them */
  const char *default_value;    /* what config is given where nobody sets the key;
                                 * NULL: config is not called then */
  const char *deprecated;       /* what to use instead, for a warning where the key
                                 * is set; NULL: it is not deprecated */
};

/* The types of values.  config only sees what the core has checked. */
#define PYVENV_KEY_TEXT   0
#define PYVENV_KEY_INT    1     /* a decimal number, perhaps negative */
#define PYVENV_KEY_CHOICE 2
#define PYVENV_KEY_PATH   3     /* arrives absolute: "~/" is the home folder, and
                                 * what is relative starts from the folder of the
                                 * INI file, else from the working directory */
#define PYVENV_KEY_PATHS  4     /* several of them, joined by colons; config is
                                 * called for each */
#define PYVENV_KEY_URL    5     /* SCHEME:...; its password is never shown */
#define PYVENV_KEY_SECRET 6     /* never shown; "@FILE" stands for the first line
                                 * of a file, "@@" for a leading "@" */

/* config is called for each value: those of one file or command line add up, and
 * so do those that are given with +=. */
#define PYVENV_KEY_REPEATABLE (1u << 0)
#define PYVENV_KEY_REQUIRED   (1u << 1)
/* What a path names has to be there. */
#define PYVENV_KEY_EXISTS     (1u << 2)

/* Fields are only ever added at the end.  A field left out is zero, and zero
 * always means the behaviour of the version that did not have it. */
struct pyvenv_plugin {
  uint32_t struct_size;         /* set by PYVENV_PLUGIN_INIT */
  uint32_t api_version;         /* set by PYVENV_PLUGIN_INIT */
  uint32_t key_size;            /* set by PYVENV_PLUGIN_INIT: from one row of
                                 * keys to the next */

  const char *name;             /* required; [a-z][a-z0-9-]*, = file stem */
  const char *version;          /* free text, shown by --plugin-info */
  const char *description;      /* one line */
  const struct pyvenv_key *keys; /* what config understands, or NULL */
  int32_t order;                /* PYVENV_ORDER_*; 0 means NORMAL */
  uint32_t provides;            /* PYVENV_PROVIDES_* */

  /* The core allocates this many zeroed bytes per builder, passes them to every
   * callback as SELF and frees them last.  0: SELF is NULL.  Environments are
   * built in parallel, so SELF is read-only once config_complete returned. */
  uint32_t state_size;

  /* As many zeroed bytes per environment, reached with pyvenv_local. */
  uint32_t local_size;

  /* Once per builder, before any configuration. */
  int (*load) (void *self, pyvenv_context *cx);

  /* Once, last.  Runs if load returned 0, whatever happened since. */
  void (*unload) (void *self);

  /* One key of the table with its value; for a flag "true" or "false".  Both
   * strings live until unload.  Later calls for a key override earlier ones.
   * Keys outside the table are refused by the core before this is called. */
  int (*config) (void *self, pyvenv_context *cx,
                 const char *key, const char *value);

  /* All keys were given: check that they make sense together.  Touch nothing
   * on disk yet. */
  int (*config_complete) (void *self, pyvenv_context *cx);

  /* Before anything on disk changes: can this environment be built?  All
   * accessors work.  Runs once per environment, in chain order; refuse with
   * pyvenv_fail and -1. */
  int (*check) (void *self, pyvenv_context *cx);

  /* The phases; NULL means "not overridden". */
  pyvenv_hook *ensure_directories;
  pyvenv_hook *create_configuration;
  pyvenv_hook *setup_python;
  pyvenv_hook *setup_scripts;
  pyvenv_hook *post_setup;
  pyvenv_hook *upgrade_dependencies;

  /* The environment is finished or given up.  FAILED_PHASE is 0, the phase that
   * failed, or PYVENV_NO_PHASE; pyvenv_last_error then answers why.  Runs for
   * every plugin, innermost first, exactly once per environment for which the
   * plugins were asked to check, also where one of them refused.  0 comes once
   * all is final, a failure before it is undone.  All accessors work; whatever
   * changes the environment or runs a program fails.  Cannot fail, cannot
   * change the outcome. */
  void (*build_done) (void *self, pyvenv_context *cx, int failed_phase);
};

#define PYVENV_PLUGIN_INIT \
  (uint32_t) sizeof (struct pyvenv_plugin), PYVENV_API_VERSION, \
  (uint32_t) sizeof (struct pyvenv_key)

/* HOOK for each phase, in the designated initializers of C99:
 *     PYVENV_PLUGIN = { PYVENV_PLUGIN_INIT, PYVENV_ALL_PHASES (hook), ... }; */
#define PYVENV_ALL_PHASES(hook) \
  .ensure_directories = hook, \
  .create_configuration = hook, \
  .setup_python = hook, \
  .setup_scripts = hook, \
  .post_setup = hook, \
  .upgrade_dependencies = hook

/* The symbol the core looks up.  libtool may prefix it for static linking. */
extern PYVENV_EXPORT const struct pyvenv_plugin pyvenv_plugin;
#define PYVENV_PLUGIN const struct pyvenv_plugin pyvenv_plugin

#ifdef __cplusplus
}
#endif

#endif /* PYVENV_PLUGIN_H */
