/* context.h: one environment while it is built. */
#ifndef PYVENV_CONTEXT_H
#define PYVENV_CONTEXT_H

#include "arena.h"
#include "cfg.h"
#include "environment_setup.h"
#include "modules.h"
#include "report.h"
#include "template.h"
#include "tree.h"
#include "variables.h"
#include "vector.h"
#include "wheel_tags.h"

#include <pyvenv.h>
#include <stdbool.h>
#include <sys/types.h>

/* How long to wait for another run, unless --lock-timeout says it. */
#define LOCK_TIMEOUT_SECONDS 600

struct pyvenv_context {
  struct environment_setup *setup;
  struct arena arena;

  /* Its speaker is the plugin whose callback runs, NULL for the core itself;
   * is_usage holds in the callbacks that come before any environment. */
  struct report report;

  struct warned *warned;        /* what context_warn_once said */

  unsigned options;             /* PYVENV_SYSTEM_SITE ... */
  bool has_python;              /* the built-in setup_python has run */
  bool scm_ignore;              /* .gitignore is wanted */
  bool prompt_is_used;          /* and so cannot change any more */
  bool is_over;                 /* only build_done is left */

  struct interpreter python;
  struct wheel_tags tags;       /* of PYTHON; none until they are asked for */
  const char *env_dir, *env_name;
  const char *final_dir;        /* where it will lie: what its files name */
  const char *final_python;     /* env_python there */
  bool is_relocatable;          /* its files find out where they lie */
  const char *raw_prompt;       /* as given; NULL: none */
  const char *prompt;           /* as shown */
  const char *bin_name, *bin_dir;
  const char *include_dir, *site_dir;
  const char *python_name;      /* of the primary executable */
  const char *env_python;
  const char *cfg_path;

  struct activation_variables variables; /* for the activation scripts */
  bool variables_are_used;      /* and so cannot change any more */

  struct context_holding holding; /* see context_hold */

  const char *late_path, *late_text; /* see context_write_late in modules.h */

  struct string_vector asked;   /* see context_note_asked in modules.h */

  pyvenv_child *children;       /* those that run, the last one first */

  struct cfg cfg;
  struct tree tree;

  /* Placeholders that plugins defined; ends with a NULL name. */
  struct template_value *values;
  size_t value_count;

  void **locals;                /* one block for each plugin, in chain order */
};

/* Makes CX an empty context, which keeps a pointer to SETUP. */
void context_init (struct pyvenv_context *cx, struct environment_setup *setup);
void context_release (struct pyvenv_context *cx);

/* In context_messages.c: passes what a report says on as events; its data is the
 * context. */
extern const struct report_owner context_report_owner;

/* The absolute form of ENV_DIR, without a trailing slash and with no link
 * followed (os.path.abspath); NULL after pyvenv_fail. */
const char *context_absolute (struct pyvenv_context *cx, const char *env_dir);

/* Fills in all that follows from ENV_DIR and the setup's options and
 * interpreter.  Refuses, as PYVENV_ERROR_TARGET, names that cannot work. */
int context_set_env (struct pyvenv_context *cx, const char *env_dir);

/* What stands behind pyvenv_set_prompt; for the core, which keeps the prompt of
 * an environment that it upgrades, it has no last moment. */
int context_set_prompt (struct pyvenv_context *cx, const char *prompt);

/* All placeholders, the core's and the plugins', for template_fill.  NULL after
 * pyvenv_fail. */
const struct template_value *context_values (struct pyvenv_context *cx);

/* Fails unless the environment's files may be changed now. */
int context_check_open (struct pyvenv_context *cx);

/* The same, and *PATH has to be inside ENV_DIR, which is taken off its front as
 * tree_check_path does. */
int context_check_path (struct pyvenv_context *cx, const char **path);

/* As context_check_open, for what needs no files: fails once only build_done is
 * left. */
int context_check_over (struct pyvenv_context *cx);

/* Writes pyvenv.cfg if a key changed since it was last written. */
int context_flush_cfg (struct pyvenv_context *cx);

/* Takes over what somebody else, a child, has written into pyvenv.cfg: else the next
 * key that is set would undo it.  Returns 0, or -1 after pyvenv_fail. */
int context_reload_cfg (struct pyvenv_context *cx);

/* Whether the flag NAME is on. */
bool context_flag (const struct pyvenv_context *cx, const char *name);

/* Tells the application; does nothing without a callback. */
void context_notify (const struct pyvenv_context *cx,
                     const struct pyvenv_event *event);

/* Records "out of memory" and returns -1. */
int context_no_memory (struct pyvenv_context *cx);

/* Puts "PLUGIN: PHASE: " in front of an error of this plugin. */
void context_name_culprit (struct pyvenv_context *cx,
                           const struct loaded *plugin, const char *phase);

#endif
