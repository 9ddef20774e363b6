/* activation.h: the activation scripts, which are part of the library. */
#ifndef PYVENV_ACTIVATION_H
#define PYVENV_ACTIVATION_H

#include <stddef.h>

struct activation_script {
  const char *name;             /* "activate.csh" */
  const char *source;           /* generated from core/scripts/ at build time */
  size_t length;
  int since_minor;              /* first Python 3 minor version that has it */
};

/* Ends with a NULL name. */
extern const struct activation_script activation_scripts[];

#endif
