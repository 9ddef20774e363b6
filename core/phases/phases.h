/* phases.h: the phases: number, name, hook and built-in behaviour. */
#ifndef PYVENV_PHASES_H
#define PYVENV_PHASES_H

#include <pyvenv-plugin.h>
#include <stdbool.h>
#include <stddef.h>

/* Which runs have a phase.  As in venv, an upgrade does not touch the activation
 * scripts, nor what post_setup did. */
enum phase_when {
  PHASE_ALWAYS,
  PHASE_NOT_IN_UPGRADE,         /* not where --upgrade finds an environment */
  PHASE_UPGRADE_DEPS            /* only with --upgrade-deps */
};

struct phase {
  int number;                   /* PYVENV_ENSURE_DIRECTORIES ... */
  const char *name;
  size_t hook;                  /* offset in struct pyvenv_plugin */
  int (*built_in) (pyvenv_context *cx);
  enum phase_when when;
};

enum {
#define PHASE(number, ...) PHASE_INDEX_##number,
#include "phases.def"
#undef PHASE
  PHASE_COUNT
};

/* From phases.def, in the order in which they run. */
extern const struct phase phases[PHASE_COUNT];

/* The hook of PLUGIN for PHASE, or NULL where it does not override it. */
pyvenv_hook *phase_hook (const struct phase *phase,
                         const struct pyvenv_plugin *plugin);

/* The built-in behaviour, one file each: phase_directories () and so on.  They
 * return 0, or -1 after pyvenv_fail. */
#define PHASE(number, name, built_in, ...) int built_in (pyvenv_context *cx);
#include "phases.def"
#undef PHASE

/* Before the phases: refuses to bring an environment to another X.Y, where its
 * packages are not seen, with an interpreter that nobody asked for. */
int phase_configuration_check (pyvenv_context *cx);

/* An environment of copies stays one when it is upgraded, unless the user says
 * otherwise; venv mixes the two.  Called by the first phase that needs to know. */
void phase_python_keep_copies (pyvenv_context *cx);

/* final_check.c: after the phases: fails where pyvenv.cfg or the interpreter, which
 * a phase made, is gone or of no use.  0, or -1 after pyvenv_fail. */
int final_check (pyvenv_context *cx);

/* copy_check.c: fails where the environment's python, the copy RELPATH, does not
 * start.  0, or -1 after pyvenv_fail. */
int copy_check (pyvenv_context *cx, const char *relpath);

/* redirect_file.c: the file .venv that leads to ENV_DIR (PEP 832), if the option
 * "redirect" asks for it.  `redirect_check` refuses what cannot be, before the
 * phases; `redirect_prepare` writes it under another name before anything is final;
 * `redirect_finish` renames it, or deletes it unless GOOD. */
struct redirect {
  int fd;                       /* the folder; -1: nothing is to be written */
  char name[64];                /* what is to be renamed */
};
int redirect_check (pyvenv_context *cx);
int redirect_prepare (pyvenv_context *cx, struct redirect *ret);
int redirect_finish (pyvenv_context *cx, struct redirect *redirect, bool good);

/* late_file.c: what context_write_late was given: `late_file_prepare` writes it under
 * another name before anything is final, `late_file_finish` renames it, or deletes it
 * unless GOOD.  0, or -1 after pyvenv_fail. */
struct late_file {
  int fd;                       /* the folder; -1: nothing is to be written */
  char name[64];                /* what is to be renamed */
};
int late_file_prepare (pyvenv_context *cx, struct late_file *ret);
int late_file_finish (pyvenv_context *cx, struct late_file *file, bool good);

/* reproducible.c: the times of files, where the option "reproducible" is on:
 * `reproducible_check` refuses a SOURCE_DATE_EPOCH that is none, before the phases;
 * `reproducible_prepare` sets them before all is final, `reproducible_finish` that of
 * ENV_DIR itself at the end.  0, or -1 after pyvenv_fail. */
int reproducible_check (pyvenv_context *cx);
int reproducible_prepare (pyvenv_context *cx);
int reproducible_finish (pyvenv_context *cx);

/* chain.c: one phase through all plugins, outside in, then the built-in. */
int chain_run (pyvenv_context *cx, const struct phase *phase);

/* phase_scripts.c: writes the activation scripts of an environment that is upgraded
 * again, those that are there, if variables are to be set in them. */
int phase_scripts_renew (pyvenv_context *cx);

/* phase_scripts.c: writes the activation scripts that are there again. */
int phase_scripts_mend (pyvenv_context *cx);

#endif
