/* exec.h: what the files of the plugin exec share. */
#ifndef PYVENV_EXEC_H
#define PYVENV_EXEC_H

#include "hook.h"

/* Strings that end with NULL; malloc'd, the strings are the core's. */
struct exec_list {
  const char **items;
  size_t count;
};

struct exec {
  const char *script;           /* absolute */
  bool json;                    /* it speaks the protocol of pyvenv-hooks(7) */
  int timeout;                  /* in seconds; 0: none */
  struct exec_list arguments, keys;
  const char **argv;            /* script and arguments; malloc'd */
  struct hook_program program;
};

/* Runs the script WHEN, "before" or "after", the phase PHASE. */
int exec_plain_run (const struct exec *exec, pyvenv_context *cx, const char *when,
                    const char *phase) PYVENV_CHECK;

#endif
