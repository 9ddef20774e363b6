/* activation.h: the activation scripts, which are part of the library. */
#ifndef PYVENV_ACTIVATION_H
#define PYVENV_ACTIVATION_H

#include <stddef.h>

struct activation_script {
  const char *name;             /* "activate.csh" */
  const char *activator;        /* what "activators" calls it: "cshell" */
  const char *source;           /* generated from core/scripts/ at build time */
  size_t length;
  const char *relocatable;      /* what stands for __VENV_DIR__ where the environment
                                 * may be moved, and a line end; NULL: the script
                                 * names no folder */
  int since_minor;              /* the first minor version of Python 3 whose venv
                                 * writes it, or ACTIVATION_NEVER */
};

/* Higher than any minor version. */
#define ACTIVATION_NEVER 1000

/* Ends with a NULL name. */
extern const struct activation_script activation_scripts[];

#endif
