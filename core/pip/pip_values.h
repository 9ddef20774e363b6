/* pip_values.h: the options that the user has set for pip, in files and in the
 * environment. */
#ifndef PYVENV_PIP_VALUES_H
#define PYVENV_PIP_VALUES_H

#include "arena.h"

#include <pyvenv-plugin.h>

/* The options that are read here. */
enum pip_key {
  PIP_INDEX_URL, PIP_EXTRA_INDEX_URL, PIP_FIND_LINKS, PIP_NO_INDEX,
  PIP_TRUSTED_HOST, PIP_CERT, PIP_CLIENT_CERT, PIP_PROXY, PIP_TIMEOUT,
  PIP_RETRIES, PIP_KEYRING_PROVIDER, PIP_NO_INPUT, PIP_KEYS
};

/* Where an option can be set, weakest first: the sections [global] and
 * [install] of files, and variables. */
enum pip_section { PIP_GLOBAL, PIP_INSTALL, PIP_ENVIRONMENT, PIP_SECTIONS };

/* All strings live in an arena. */
struct pip_values {
  const char *values[PIP_SECTIONS][PIP_KEYS]; /* NULL where not set */
  const char *unsupported;      /* as in struct pip_config */
  const char *broken;           /* the same */
  const char *only_pip;         /* as UNSUPPORTED, where pip chooses and we install */
};

/* Reads pip's configuration files and the variables PIP_*, as `pip install`
 * does. A file that pip cannot read is left out, with a warning.  Returns 0, or
 * -1 after pyvenv_fail: on out of memory, and where the user stopped waiting
 * for a pipe. */
int pip_values_read (pyvenv_context *cx, struct arena *arena,
                     struct pip_values *ret) PYVENV_CHECK;

/* The strongest value of KEY that is not empty, or NULL. */
const char *pip_values_get (const struct pip_values *values, enum pip_key key);

#endif
