/* resolve_key.h: by what an answer of pip is found again. */
#ifndef PYVENV_RESOLVE_KEY_H
#define PYVENV_RESOLVE_KEY_H

#include "digest.h"
#include "pip_runner.h"
#include "resolve.h"

struct resolve_key {
  char hex[DIGEST_HEX_SIZE];    /* SHA-256 of all that the answer depends on */
  bool lasts;                   /* an answer can be used in later runs; false where
                                 * it depends on more than could be looked at */
};

/* Fills in *RET from QUESTION, the environment and what is installed in it, PIP, and
 * pip's settings: configuration files, variables, and the files that these name.
 * Returns 0, or -1 after pyvenv_fail. */
int resolve_key_make (struct resolve_key *ret, pyvenv_context *cx,
                      struct arena *arena,
                      const struct resolve_question *question,
                      const struct pip_runner *pip) PYVENV_CHECK;

#endif
